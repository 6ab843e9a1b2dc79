"""An exercise by click and by keyboard in JupyterLab: hints, solution, total; and its page once the kernel is gone."""

from __future__ import annotations

import json
import re

import pytest

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
expect = playwright.expect

from tests.browser.lab import IDLE, save  # noqa: E402

START = 'import bizmodels as bm\nex = bm.exercise("02_d2c")\ndata, firm = ex.data, ex.firm'
NAME = "exercises/essai.ipynb"


@pytest.fixture
def quiet_page(lab, chromium):
    """A page whose console is not watched: ipywidgets writes « model not found » there when it finds none."""
    context = chromium.new_context(viewport={"width": 1366, "height": 900}, locale="fr-FR")
    yield context.new_page()
    context.close()


@pytest.fixture(autouse=True)
def nothing_kept(lab):
    lab.forget()


def kept(lab) -> dict:
    return json.loads((lab.learner / "exercice_02.json").read_text(encoding="utf-8"))["answers"]


def test_hints_and_solution_by_keyboard_below_a_wrong_answer(notebook, lab):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    page = notebook(START, "ex.q2.check(25)", "ex.q3.check(...)", "ex.total()")
    wrong, untouched, total = (page.locator(".jp-Notebook .jp-Cell").nth(n) for n in (1, 2, 3))
    expect(untouched.get_by_role("button", name="Un indice")).to_be_visible()
    expect(untouched.get_by_role("button", name="Le corrigé")).to_have_count(0)
    wrong.get_by_role("button", name="Un indice").focus()
    page.keyboard.press("Enter")
    expect(wrong.get_by_role("status")).to_contain_text("Indice 1 sur 3")
    expect(wrong.get_by_role("status")).not_to_contain_text("Indice 2 sur 3")
    page.keyboard.press("Enter")
    expect(wrong.get_by_role("status")).to_contain_text("Indice 2 sur 3")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(wrong.get_by_role("status")).to_contain_text("data.price_after / (1 + data.vat)")
    expect(total).to_contain_text("0 sur 9 juste")
    expect(total).to_contain_text("À revoir : question 2.")
    assert kept(lab)["q2"]["state"] == "à revoir"
    assert "q3" not in kept(lab)
    results = axe.Axe().run(page, context=".bm")
    serious = [v["id"] for v in results.response["violations"] if v["impact"] in ("serious", "critical")]
    assert not serious, serious


def test_the_total_follows_each_answer_and_comes_back_after_a_restart(notebook, lab):
    page = notebook(START, "ex.total()", 'ex.q2.check(data.price_after / (1 + data.vat))\nex.q1.check("a")')
    total = page.locator(".jp-Notebook .jp-Cell").nth(1)
    expect(total).to_contain_text("1 sur 9 juste")
    expect(total).to_contain_text("À revoir : question 1.")
    page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart()")
    page.wait_for_function(IDLE, timeout=60_000)
    page.evaluate(
        """async () => { const app = window.jupyterapp, book = app.shell.currentWidget.content;
            for (const n of [0, 1]) { book.activeCellIndex = n; book.deselectAll();
                await app.commands.execute('notebook:run-cell'); } }"""
    )
    expect(total).to_contain_text("1 sur 9 juste")
    assert kept(lab)["q2"]["tries"] == 1


def test_reopened_without_its_kernel_it_speaks_french(lab, quiet_page):
    page = quiet_page
    cells = [
        {
            "cell_type": "code",
            "id": f"c{n}",
            "metadata": {},
            "execution_count": None,
            "outputs": [],
            "source": source,
        }
        for n, source in enumerate([START, "ex.q2.check(25)", "ex.total()"])
    ]
    body = {"nbformat": 4, "nbformat_minor": 5, "cells": cells,
            "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}}  # fmt: skip
    (lab.folder / NAME).write_text(json.dumps(body), encoding="utf-8", newline="\n")
    lab.open(page, NAME)
    lab.run_all(page)
    page.get_by_role("button", name="Un indice").click()
    expect(page.get_by_role("status")).to_contain_text("Indice 1 sur 3")
    page.wait_for_function(
        """() => [...window.jupyterapp.shell.currentWidget.content.widgets[1].model.outputs.toJSON()]
          .some(o => [].concat(o.data['text/html'] || '').join('').includes('Indice 1 sur 3'))"""
    )
    page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart()")
    page.wait_for_function(IDLE, timeout=60_000)
    save(page)
    lab.close(page)
    page.goto(f"{lab.url}/lab/tree/{NAME}?token={lab.token}&reset")
    page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=60_000)
    page.wait_for_function(IDLE, timeout=60_000)
    page.wait_for_timeout(2_500)  # ipywidgets looks for its model that long before it says it has none
    text = re.sub(r"[\u00a0\u202f]", " ", page.locator(".jp-Notebook").inner_text())
    assert "Error" not in text
    assert "model not found" not in text
    assert "Indice 1 sur 3" in text
    assert "relancez cette cellule" in text
    assert "Reprenez la question 2" in text  # the total as it was, in words
    lab.close(page)
