"""A learner goes through the course by « Leçon suivante » alone: a bet in each lesson, from the welcome to the last one."""

from __future__ import annotations

import json

import pytest

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
expect = playwright.expect

from bizmodels.course import folders  # noqa: E402
from tests.browser.keyboard import bet, index_of, run_up_to  # noqa: E402
from tests.browser.lab import IDLE, ROOT  # noqa: E402

LESSONS = folders.lessons_in(ROOT / "notebooks")
OPENED = """path => { const now = window.jupyterapp.shell.currentWidget;
  return now?.context?.path === path && now.content.widgets?.length > 0 }"""


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


def test_the_next_lesson_is_one_click_away_and_each_asks_a_bet(lab, page):
    numbers = sorted(LESSONS)
    lab.open(page, f"notebooks/{LESSONS['00'].name}")
    for number, after in zip(numbers, [*numbers[1:], None], strict=True):
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
        if after is None:
            expect(following).to_have_count(0)
            return
        following.click()
        page.wait_for_function(OPENED, arg=f"notebooks/{LESSONS[after].name}", timeout=30_000)
        page.wait_for_function(IDLE, timeout=60_000)
