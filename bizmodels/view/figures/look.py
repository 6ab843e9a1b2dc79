"""What the figures share: colours, labels, notes, and the last touches of their axes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from bizmodels import french
from bizmodels.errors import LearnerError
from bizmodels.view.figures.picture import INK, Picture, drawing

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.axis import Axis
    from matplotlib.text import Annotation

BLUE, ORANGE, GREEN, PURPLE = "#0173b2", "#de8f05", "#029e73", "#cc78bc"  # of seaborn's « colorblind »
AMBER = "#8f5300"  # the palette's orange, dark enough to be read as text
GREY = "#b8c0c8"
DASHED = (0, (5, 2))
BLANK = {"facecolor": "white", "edgecolor": "none", "pad": 0.8}  # behind a note that a line may cross


@contextmanager
def figure(title: str, height: float) -> Iterator[Axes]:
    """Axes of a figure ``height`` inches high, whose title is typeset and folded."""
    with drawing(folded(french.typeset(title), 80), height) as axes:
        yield axes


def told(axes: Axes, alt: str, source: str, finding: str) -> Picture:
    """The finished picture, its three texts typeset."""
    return Picture(axes, french.typeset(alt), french.typeset(source), french.typeset(finding))


def need_names(given: Any, asked: str) -> None:
    """Refuse what is no dictionary, or an empty one, with the French sentence ``asked``."""
    if not isinstance(given, Mapping) or not given:
        raise LearnerError(asked)


# --- words -------------------------------------------------------------------------------------------------


def folded(text: str, width: int = 34) -> str:
    """A label on at most two lines, cut at the space nearest its middle."""
    if len(text) <= width:
        return text
    spaces = [place for place, letter in enumerate(text) if letter == " "]
    if not spaces:
        return text
    cut = min(spaces, key=lambda place: abs(place - len(text) / 2))
    return f"{text[:cut]}\n{text[cut + 1 :]}"


def rounded(value: float) -> str:
    """Two significant digits are enough on a bar: 34, 8,4, 1,3."""
    return french.number(value, 0 if abs(value) >= 9.95 or abs(value - round(value)) < 0.05 else 1)


def lower_first(label: str) -> str:
    """A label within a sentence: « Marge » -> « marge »."""
    return label[0].lower() + label[1:]


def note(axes: Axes, text: str, point: tuple[Any, Any], away: tuple[float, float], **look: Any) -> Annotation:
    """A text beside a point of the data, moved ``away`` from it (pt right, pt up)."""
    return axes.annotate(text, point, xytext=away, textcoords="offset points", **look)


def bold_right(
    axes: Axes, text: str, point: tuple[Any, Any], away: float = 6, up: float = 0, **look: Any
) -> None:
    """A bold text at the right of a point: the value of a bar, the name of a curve; at its height, or ``up`` pt above."""
    note(axes, text, point, (away, up), va="center", fontweight="bold", **look)


def apart(heights: Sequence[float], gap: float) -> list[float]:
    """The heights, moved as little as possible so that any two are ``gap`` away from each other, in the same order.

    >>> apart([0, 10, 11, 50], gap=13)
    [-6.0, 7.0, 20.0, 50.0]
    """
    order = sorted(range(len(heights)), key=heights.__getitem__)
    # Less the room that those below take, they need only not go down: each takes the mean of its crowd.
    free = [heights[one] - gap * rank for rank, one in enumerate(order)]
    count = range(len(free))
    moved = {
        order[at]: max(min(_mean(free[low : high + 1]) for high in count[at:]) for low in count[: at + 1])
        + gap * at
        for at in count
    }
    return [moved[one] for one in range(len(heights))]


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


# --- axes --------------------------------------------------------------------------------------------------


def french_numbers(axis: Axis, write: Callable[[float], str] = french.number, whole: bool = False) -> None:
    """Write the numbers of an axis in French; ``whole`` puts them at whole numbers only."""
    if whole:
        axis.get_major_locator().set_params(integer=True)
    axis.set_major_formatter(lambda value, _: write(value))


def finish(axes: Axes, grid: str = "y", without: Iterable[str] = ("left",)) -> None:
    """The last touches: no tick marks, no frame on the sides ``without``, grid lines behind what is drawn."""
    axes.tick_params(length=0)
    hide(axes, without)
    axes.grid(axis=grid)
    axes.set_axisbelow(True)


def finish_bars(axes: Axes, without: Iterable[str] = ("bottom", "left")) -> None:
    """The last touches of bars that bear their values: no scale under them."""
    axes.set_xticks([])
    axes.tick_params(length=0)
    hide(axes, without)


def hide(axes: Axes, sides: Iterable[str]) -> None:
    """Take the frame away on these sides (« left », « bottom »); the style draws no other."""
    for side in sides:
        axes.spines[side].set_visible(False)


def name_rows(axes: Axes, names: Iterable[str], width: int = 34) -> None:
    """The names of lying bars, in ink, at 0, 1, 2…"""
    labels = [folded(name, width) for name in names]
    axes.set_yticks(range(len(labels)), labels)
    axes.tick_params(axis="y", labelcolor=INK)
