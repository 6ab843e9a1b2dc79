"""One figure of a lesson as an SVG whose bytes depend on the data alone.

Three things would otherwise leak into a saved notebook, and strict nbval compares it byte for byte:

* the processor: the last bits of a coordinate differ from one to another, and matplotlib hashes coordinates into
  the ids of its clip paths. Ids are renumbered in order of appearance, coordinates rounded to 0.01 pt;
* the fonts of the machine: widths are measured with the DejaVu Sans that matplotlib ships, under a name that no
  installed font bears, and the page is told that family;
* the user: a personal ``matplotlibrc`` or ``sns.set_theme()``. Every figure starts from matplotlib's own defaults.
"""

from __future__ import annotations

import io
import math
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from bizmodels.view.figures.card import card

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WIDTH = 7.6  # inches: about 730 px, the width of a lesson's text
INK, MUTED, GRID = "#1f2328", "#59636e", "#d1d9e0"
FAMILY = "bizmodels-dejavu"  # the shipped DejaVu Sans; no installed font can answer to that name
# What the page is told: Verdana is as wide as DejaVu Sans, which Windows and macOS do not have.
PAGE_FONTS = "'DejaVu Sans', Verdana, sans-serif"
# seaborn's style « white » (without its colours for images), written out: loading seaborn takes a second and a half, which a
# lesson's first picture would wait for. A test compares them.
WHITE = {
    "axes.axisbelow": True,
    "axes.edgecolor": ".15",
    "axes.facecolor": "white",
    "axes.grid": False,
    "axes.labelcolor": ".15",
    "axes.spines.bottom": True,
    "axes.spines.left": True,
    "axes.spines.right": True,
    "axes.spines.top": True,
    "figure.facecolor": "white",
    "font.family": ["sans-serif"],
    "font.sans-serif": ["Arial", "DejaVu Sans", "Liberation Sans", "Bitstream Vera Sans", "sans-serif"],
    "grid.color": ".8",
    "grid.linestyle": "-",
    "lines.solid_capstyle": "round",
    "patch.edgecolor": "w",
    "patch.force_edgecolor": True,
    "text.color": ".15",
    "xtick.bottom": False,
    "xtick.color": ".15",
    "xtick.direction": "out",
    "xtick.top": False,
    "ytick.color": ".15",
    "ytick.direction": "out",
    "ytick.left": False,
    "ytick.right": False,
}
STYLE = {
    "axes.edgecolor": GRID,
    "axes.labelcolor": MUTED,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "font.family": [FAMILY],
    "font.size": 10.5,
    "grid.color": GRID,
    "grid.linewidth": 0.7,
    "path.simplify": False,  # which points of a curve are dropped would hang on the last bit
    "text.color": INK,
    "xtick.color": MUTED,
    "ytick.color": MUTED,
    "svg.fonttype": "none",  # text stays text
    "svg.hashsalt": "bizmodels",
}
_NOISE = re.compile(r"<\?xml.*?\?>|<!DOCTYPE.*?>|<!--.*?-->|<metadata>.*?</metadata>|\n\s*", re.DOTALL)
_FONT = re.compile(rf"'?{FAMILY}'?(?:, [^;\"]*)?")
_ID = re.compile(r'(?P<before>\bid="|url\(#|href="#)(?P<id>[^")]+)')
# Not within a word or a colour (« #00.5 » does not exist, « text_1.25 » might).
_DECIMAL = re.compile(r"(?<![\w.#])-?\d+\.\d+(?:e[+-]?\d+)?")
UPRIGHT = re.compile(r' transform="rotate\(-?0(?:\.0+)? [^)]*\)"')
# Many coordinates lie on a tie (x.xx5, half of a whole number of points) where one bit decides the rounding; moved
# by this little, none does.
_OFF_TIES = 0.00137


class Picture:
    """A figure: ``axes`` to go on drawing, ``alt`` to read aloud, ``finding`` in a sentence, ``source`` to quote."""

    def __init__(self, axes: Axes, alt: str, source: str = "", finding: str = ""):
        self.axes, self.alt, self.source, self.finding = axes, alt, source, finding

    def asking(self) -> Picture:
        """The same picture without its finding, where reading it is the question.

        >>> picture = bm.figures.ranges({"Abonnés": (9, 11)}, "Combien sont-ils ?", "millions", "Deux sources.")
        >>> picture.asking().finding
        ''
        """
        return Picture(self.axes, self.alt, self.source)

    def svg(self) -> str:
        """The drawing as an SVG text, the same for the same data on every machine."""
        page = io.BytesIO()
        with style():
            self.axes.figure.savefig(page, format="svg", metadata={"Date": None, "Creator": None})
        return settled(page.getvalue().decode("utf-8"))

    def _repr_html_(self) -> str:
        return card(self.svg(), self.alt, self.finding, self.source)

    def __repr__(self) -> str:
        return "\n".join(part for part in (self.alt, self.finding, self.source) if part)


def settled(svg: str) -> str:
    """matplotlib's SVG without what depends on the machine; see the head of this file."""
    text = _FONT.sub(PAGE_FONTS, UPRIGHT.sub("", _NOISE.sub("", svg)))
    numbers: dict[str, str] = {}

    def renumbered(found: re.Match) -> str:
        return found["before"] + numbers.setdefault(found["id"], f"i{len(numbers) + 1}")

    # Between tags stands what a reader sees: a « 0.5 » written there is a text, not a coordinate.
    tags = re.split(r"(>[^<]*)", _ID.sub(renumbered, text))
    return "".join(tag if tag.startswith(">") else _DECIMAL.sub(_rounded, tag) for tag in tags)


def _rounded(found: re.Match) -> str:
    hundredths = math.floor(float(found[0]) * 100 + 0.5 + _OFF_TIES)
    return f"{hundredths / 100:.2f}".rstrip("0").rstrip(".")


@contextmanager
def style() -> Iterator[None]:
    """matplotlib's own defaults and the course's style, whatever the user has set; put back on leaving."""
    import matplotlib as mpl

    _register_fonts()
    with mpl.rc_context():
        # The backend chooses windows, which none of these figures has; asking for it would load one.
        mpl.rcParams.update({k: v for k, v in mpl.rcParamsDefault.items() if not k.startswith("backend")})
        mpl.rcParams.update(WHITE | STYLE)
        yield


@cache
def _register_fonts() -> None:
    """Make the four DejaVu Sans files that matplotlib ships answer to ``FAMILY``, without reading the font cache."""
    import matplotlib as mpl
    from matplotlib import font_manager

    folder = Path(mpl.get_data_path(), "fonts", "ttf")
    for suffix, slant, weight in (
        ("", "normal", 400), ("-Bold", "normal", 700), ("-Oblique", "oblique", 400), ("-BoldOblique", "oblique", 700),
    ):  # fmt: skip
        font_manager.fontManager.ttflist.append(
            font_manager.FontEntry(
                fname=str(folder / f"DejaVuSans{suffix}.ttf"),
                name=FAMILY, style=slant, variant="normal", weight=weight, stretch="normal", size="scalable",
            )
        )  # fmt: skip


@contextmanager
def drawing(title: str, height: float) -> Iterator[Axes]:
    """Axes of a figure of its own, in the course's style; the layout is settled on leaving."""
    from matplotlib.figure import Figure

    with style():
        page = Figure(figsize=(WIDTH, height), dpi=72, layout="constrained")
        axes = page.add_subplot()
        page.suptitle(title, x=0.01, ha="left", color=INK, fontsize=12.5, fontweight="bold")
        yield axes
        page.draw_without_rendering()
        page.set_layout_engine("none")  # settled once: drawing again must not move anything
