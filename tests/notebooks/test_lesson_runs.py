"""Each lesson run once in this process, backwards after its set-up: what that run shows, draws and knows of its bets.

Three things are asked of one run, since running the lessons is what takes the time: every cell gives its saved output
without the others; the pictures do not hang on the last bit of a coordinate; nothing tells the truth of a bet before it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pytest

import bizmodels as bm
from bizmodels.course import opened
from bizmodels.course.contract import notebooks, read, reversed_copy
from bizmodels.course.regions import source_of
from bizmodels.view import act
from bizmodels.view.figures.picture import Picture
from tests.notebooks import inprocess
from tests.notebooks.test_nothing_tells import known_of


@dataclass
class Run:
    """A lesson, and what came of its cells, last first."""

    content: dict[str, Any]
    cells: list[dict[str, Any]]
    shown: list[list[dict[str, str]]]
    truths: dict[str, list[str]]
    pictures: dict[int, Picture] = field(
        default_factory=dict
    )  # one of each figure: a copy without its finding shares it
    drawings: dict[int, str] = field(default_factory=dict)  # what the lesson itself drew of it last


@pytest.fixture(scope="module", params=notebooks("notebooks"), ids=lambda path: path.stem)
def ran(request, tmp_path_factory):
    """The run of one lesson, by a learner who has done nothing: all that asks for it stands together (scope)."""
    path, pictures, drawings = request.param, {}, {}
    make, draw = Picture.__init__, Picture.svg

    def kept(self, *arguments, **named):
        make(self, *arguments, **named)
        pictures.setdefault(id(self.axes.figure), self)

    def noted(self):
        drawings[id(self.axes.figure)] = text = draw(self)
        return text

    content = read(path)
    cells = reversed_copy(content)["cells"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BIZMODELS_LEARNER", str(tmp_path_factory.mktemp("learner")))
        patch.setattr(Picture, "__init__", kept)
        patch.setattr(Picture, "svg", noted)
        act.ASKED.clear()
        shown = inprocess.run(cells, path.parent)
    return Run(content, cells, shown, known_of(content, act.ASKED), pictures, drawings)


def test_no_cell_needs_another_one(ran):
    """The set-up, then the other cells backwards; with nbval's run in order, each pair is tried both ways."""
    for cell, shown in zip(ran.cells, ran.shown, strict=True):
        assert shown == inprocess.saved(cell), source_of(cell)


def test_nothing_tells_before_the_bet(ran):
    assert ran.truths, "a lesson that has passed asks bets"
    assert opened.told(ran.content, ran.truths) == []


def moved(one: Picture, move) -> str:
    """The drawing with each number of the axes' places moved; they are put back."""
    axes = one.axes.figure.axes
    places = [each.get_position().bounds for each in axes]
    for each, place in zip(axes, places, strict=True):
        each.set_position([float(move(value)) for value in place])
    try:
        return one.svg()
    finally:
        for each, place in zip(axes, places, strict=True):
            each.set_position(place)


def test_a_nudge_of_the_last_bit_changes_no_picture(ran):
    """The axes moved by one ulp either way, as another processor would: the same bytes."""
    for key, one in ran.pictures.items():
        before = ran.drawings.get(key)
        for towards in (np.inf, -np.inf):
            after = moved(one, lambda value, towards=towards: np.nextafter(value, towards))
            if after != before:  # never drawn by the lesson, or drawn further since
                before = one.svg()
            assert after == before, one.alt


def test_a_nudge_of_a_percent_does():
    """The test above can fail."""
    one = bm.figures.tornado(bm.Freemium(), "ltv_cac", "Essai")
    before = one.svg()
    assert moved(one, lambda value: 1.01 * value) != before
    assert one.svg() == before
