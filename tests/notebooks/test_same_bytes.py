"""What a notebook saves is a function of the data alone: not of the processor, the fonts or the user's settings."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import numpy as np
import pytest

import bizmodels as bm
from bizmodels import analysis
from bizmodels.view.figures import picture as pictures

ROOT = Path(__file__).resolve().parents[2]
# Drawn in a process of its own: a figure of bars, one of curves with markers, and numbers in a table.
PROGRAM = """
import hashlib, bizmodels as bm
made = [bm.figures.tornado(bm.SaaS(), "rule_of_40", "Essai"), bm.figures.overview({"A": bm.D2C(), "B": bm.Freemium()}, "Essai"),
        bm.figures.ledgers({"A": bm.D2C(), "B": bm.D2C(basket=80)}, "Essai")]
made.append(bm.figures.opening(bm.Recommerce(), answered=True))
text = "".join(p._repr_html_() for p in made) + repr(bm.sensitivity(bm.SaaS(), "rule_of_40")) + repr(bm.SaaS().kpis())
print(hashlib.sha256(text.encode()).hexdigest())
"""


def run(folder: Path, program: str = PROGRAM, **environment: str) -> str:
    """What the program prints with a font cache of its own."""
    env = os.environ | {"MPLCONFIGDIR": str(folder), "PYTHONPATH": str(ROOT)} | environment
    done = subprocess.run([sys.executable, "-W", "error", "-c", program], env=env, capture_output=True, text=True, cwd=folder)  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout.strip().splitlines()[-1]


@cache
def usual() -> str:
    """What this machine gives with nothing in its way."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        return run(Path(folder))


def test_the_patterns_still_bite_on_this_matplotlib():
    """Each thing taken out of matplotlib's SVG is really in it: a pattern that matches nothing is dead."""
    import io

    one = bm.figures.tornado(bm.Freemium(), "ltv_cac", "Essai")
    page = io.BytesIO()
    with pictures.style():
        one.axes.figure.savefig(page, format="svg", metadata={"Date": None, "Creator": None})
    raw = page.getvalue().decode()
    assert pictures.FAMILY in raw
    assert re.search(r"#p[0-9a-f]{10}\b", raw)
    assert pictures.UPRIGHT.search(raw)
    assert re.search(r"\d\.\d{4,}", raw)
    assert "<metadata>" in raw
    settled = pictures.settled(raw)
    assert pictures.FAMILY not in settled
    assert pictures.PAGE_FONTS in settled
    assert not re.search(r"#p[0-9a-f]{10}\b", settled)
    used = set(re.findall(r"(?:url\(#|href=\"#)([^\")]+)", settled))
    assert used
    assert used <= set(re.findall(r'\bid="([^"]+)"', settled))


def test_words_of_a_picture_are_left_alone():
    text = '<text x="1.23456" id="text_1">rend 0.125 de plus</text><path id="p0123456789"/>'
    assert pictures.settled(text) == '<text x="1.23" id="i1">rend 0.125 de plus</text><path id="i2"/>'


def test_the_measured_font_is_the_one_that_matplotlib_ships():
    import matplotlib as mpl
    from matplotlib.font_manager import FontProperties, findfont

    with pictures.style():
        assert Path(findfont(FontProperties(family=[pictures.FAMILY]))) == Path(
            mpl.get_data_path(), "fonts", "ttf", "DejaVuSans.ttf"
        )


@pytest.mark.kernel
def test_fonts_of_the_machine(tmp_path):
    """Any font of this machine under the names « Arial » and « DejaVu Sans », as Windows or a school may have them."""
    from fontTools.ttLib import TTFont
    from matplotlib import get_data_path

    folder = tmp_path / "fonts"
    folder.mkdir()
    # Serif glyphs are of other widths: were they measured, the layout would move.
    source = Path(get_data_path(), "fonts", "ttf", "STIXGeneral.ttf")
    for family in ("Arial", "DejaVu Sans"):
        font = TTFont(source)
        for name in font["name"].names:
            if name.nameID in (1, 4, 16):
                name.string = family
        font.save(folder / f"{family}.ttf")
    (tmp_path / "cache").mkdir()
    assert run(tmp_path / "cache", XDG_DATA_HOME=str(tmp_path)) == usual()


@pytest.mark.kernel
def test_a_personal_matplotlibrc(tmp_path):
    (tmp_path / "matplotlibrc").write_text(
        "text.usetex: True\nfont.size: 19\nfont.family: serif\naxes.grid: True\nlines.linewidth: 7\nsvg.fonttype: path\n"
        "savefig.dpi: 300\nsavefig.bbox: tight\nfigure.facecolor: black\naxes.formatter.use_locale: True\naxes.prop_cycle: cycler('color', ['r', 'k'])\n",
        encoding="utf-8",
    )
    assert run(tmp_path) == usual()


@pytest.mark.kernel
@pytest.mark.parametrize(
    "habit",
    [
        "import seaborn as sns; sns.set_theme('poster', 'darkgrid', 'bright', font='serif', font_scale=2)",
        "import matplotlib as mpl; mpl.rcParams.update({'text.usetex': True, 'axes.grid': True, 'path.simplify': True})",
        "import matplotlib.style as style; style.use('dark_background')",
    ],
)
def test_what_a_student_set_before(tmp_path, habit):
    assert run(tmp_path, habit + "\n" + PROGRAM) == usual()


def test_settings_of_the_user_are_put_back():
    import matplotlib as mpl

    with mpl.rc_context({"font.size": 23.0, "lines.linewidth": 5.0}):
        bm.figures.tornado(bm.Freemium(), "ltv_cac", "Essai").svg()
        assert (mpl.rcParams["font.size"], mpl.rcParams["lines.linewidth"]) == (23.0, 5.0)


def _masks() -> list[str]:
    from numpy._core import _multiarray_umath as core

    usable = [f for f in core.__cpu_dispatch__ if core.__cpu_features__.get(f)]
    return usable and [" ".join(usable), usable[-1]]


@pytest.mark.kernel
@pytest.mark.parametrize("mask", _masks() or [""])
def test_another_processor(tmp_path, mask):
    """numpy without the instructions that this processor has and another may not have."""
    assert run(tmp_path, NPY_DISABLE_CPU_FEATURES=mask) == usual()


@pytest.mark.kernel
@pytest.mark.parametrize("locale", ["C", "C.UTF-8", "tr_TR.UTF-8"])
def test_another_locale(tmp_path, locale):
    if not str(ROOT).isascii() and locale != "C.UTF-8":
        pytest.skip(
            "Python 3.11 itself does not start under this locale in a folder with an accent (editable .pth)"
        )
    assert run(tmp_path, LC_ALL=locale, LANG=locale, PYTHONIOENCODING="utf-8") == usual()


def test_equal_spreads_keep_the_order_of_the_parameters():
    """Two parameters that weigh the same differ in the last bit only: their order may not hang on it."""
    rows = analysis.swings(bm.SaaS(), "rule_of_40")
    names = list(bm.SaaS.__params__)
    for one, other in zip(rows, rows[1:], strict=False):
        if np.isclose(one.spread, other.spread, rtol=1e-10, atol=0):
            assert names.index(one.parameter) < names.index(other.parameter)
    quiet = [r for r in analysis.swings(bm.D2C(), "cac_payback") if r.parameter == "fixed_costs"]
    assert quiet[0].spread == 0
