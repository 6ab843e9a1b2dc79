"""Lessons and an exercise run from top to bottom in JupyterLab, as a student meets them."""

from __future__ import annotations

import pytest

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
expect = playwright.expect

from tests.browser.lab import ROOT  # noqa: E402

LESSONS = ("notebooks/00_bienvenue.ipynb", "notebooks/02_d2c.ipynb", "exercises/02_d2c.ipynb")


@pytest.mark.parametrize("path", LESSONS)
def test_it_runs_from_top_to_bottom(lab, page, path):
    assert (ROOT / path).exists()
    lab.open(page, path)
    lab.run_all(page, timeout=180_000)
    # The notebook draws only the cells in view: its model, not the page, holds all the outputs.
    kinds = page.evaluate(
        """() => [...window.jupyterapp.shell.currentWidget.content.model.cells]
            .filter(c => c.type === 'code')
            .map(c => ({ran: c.executionCount !== null || !c.sharedModel.getSource().trim(),
                        bad: c.sharedModel.outputs.filter(o => o.output_type === 'error' || o.name === 'stderr').length}))"""
    )
    assert kinds
    assert all(cell["ran"] for cell in kinds)
    assert not any(cell["bad"] for cell in kinds)


def test_an_exercise_answers_in_three_states(lab, page):
    lab.open(page, "exercises/02_d2c.ipynb")
    lab.run_all(page)
    for source, word in (
        ("...", "À faire"),
        ("firm.basket", "À revoir"),
        ("data.price_after / (1 + data.vat)", "Juste"),
    ):
        page.evaluate(
            """async source => { const app = window.jupyterapp, book = app.shell.currentWidget.content;
                book.activeCellIndex = book.widgets.length - 1;
                await app.commands.execute('notebook:insert-cell-below');
                book.activeCell.model.sharedModel.setSource('ex.q2.check(' + source + ')');
                await app.commands.execute('notebook:run-cell'); }""",
            source,
        )
        expect(page.locator(".jp-Notebook .jp-Cell").last).to_contain_text(word, timeout=30_000)
