"""A learner goes on by « Leçon suivante » alone: a bet in each lesson, where a kind of lesson begins and where the course ends.

The contract proves the links and the opening bet of every lesson without a browser; what only a browser shows, the click, the
kernel and the kept bet, is the same for all lessons of a kind.
"""

from __future__ import annotations

import json
from itertools import pairwise

import pytest

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
expect = playwright.expect

from bizmodels.course import folders, plan  # noqa: E402
from tests.browser.keyboard import bet, index_of, run_up_to  # noqa: E402
from tests.browser.lab import IDLE, OPENED, ROOT  # noqa: E402

LESSONS = folders.lessons_in(ROOT / "notebooks")


def first_bet(path) -> str:
    """The cell of the bet that opens a lesson."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return next(cell["id"] for cell in cells if "bet" in cell["metadata"].get("tags", []))


@pytest.fixture
def page(lab, chromium):
    lab.forget()
    context = chromium.new_context(viewport={"width": 1366, "height": 900}, locale="fr-FR")
    page = context.new_page()
    yield page
    context.close()


def stretches() -> list[list[str]]:
    """Lessons walked one after the other: the first three, then from the last of each kind to the first of the next, and the end."""
    numbers = sorted(LESSONS)
    kinds = [plan.lesson(number).kind for number in numbers]
    turns = [
        [before, after]
        for (before, kind), (after, other) in pairwise(zip(numbers, kinds, strict=True))
        if kind != other and before > "02"
    ]
    return [numbers[:3], *turns, [*numbers[-2:], ""]]


@pytest.mark.parametrize("numbers", stretches(), ids="-".join)
def test_the_next_lesson_is_one_click_away_and_each_asks_a_bet(lab, page, numbers):
    lab.open(page, f"notebooks/{LESSONS[numbers[0]].name}")
    for number, after in pairwise(numbers):
        place = index_of(page, first_bet(LESSONS[number]))
        run_up_to(page, 0, place)
        bet(page, place)
        kept = json.loads((lab.learner / f"lecon_{number}.json").read_text(encoding="utf-8"))
        assert len(kept["bets"]) == 1, number
        end = index_of(page, "navigation-bas")
        page.evaluate("index => window.jupyterapp.shell.currentWidget.content.scrollToItem(index)", end)
        cell = page.locator(
            f'.jp-NotebookPanel:not(.lm-mod-hidden) .jp-Cell[data-windowed-list-index="{end}"]'
        )
        following = cell.get_by_role("link", name="Leçon suivante")
        lab.close(page)  # its kernel, not its page
        if not after:
            expect(following).to_have_count(0)
            return
        following.click()
        page.wait_for_function(OPENED, arg=f"notebooks/{LESSONS[after].name}", timeout=30_000)
        page.wait_for_function(IDLE, timeout=60_000)
    lab.close(page)
