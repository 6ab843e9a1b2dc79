"""A calculator whose kernel is gone, or not there yet: its last picture and figures, whole, and one French sentence."""

from __future__ import annotations

import json
import re

import pytest

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
expect = playwright.expect

from bizmodels.view.fallback import STALE  # noqa: E402
from tests.browser.lab import IDLE, save  # noqa: E402

CELL = "import bizmodels as bm\nbm.calculator(bm.D2C())"
NAME = "rouvrir.ipynb"
ICONS = """() => [...document.querySelectorAll('.jupyter-widgets-disconnected')].filter(
  e => !['none', 'normal'].includes(getComputedStyle(e, '::before').content)
    && getComputedStyle(e, '::before').display !== 'none').length"""


@pytest.fixture
def quiet_page(lab, chromium):
    """A page whose console is not watched: ipywidgets writes « model not found » there when it finds none."""
    context = chromium.new_context(viewport={"width": 1366, "height": 900}, locale="fr-FR")
    yield context.new_page()
    context.close()


def run_cell(lab, page, source: str) -> None:
    """Write a notebook of one cell, open it and run it; a learner who has bet nothing."""
    lab.forget()
    cell = {
        "cell_type": "code",
        "id": "c0",
        "metadata": {},
        "execution_count": None,
        "outputs": [],
        "source": source,
    }
    body = {"nbformat": 4, "nbformat_minor": 5, "cells": [cell],
            "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}}  # fmt: skip
    (lab.folder / NAME).write_text(json.dumps(body), encoding="utf-8", newline="\n")
    lab.open(page, NAME)
    lab.run_all(page)


@pytest.fixture
def moved(lab, quiet_page):
    """The calculator with the churn at 12 %, its still picture written again."""
    run_cell(lab, quiet_page, CELL)
    field = quiet_page.get_by_label("Attrition (churn)", exact=True)
    field.fill("12")
    field.press("Enter")
    expect(quiet_page.locator(".bm .say")).to_contain_text("Attrition (churn) à 12")
    quiet_page.wait_for_function(
        """() => [...window.jupyterapp.shell.currentWidget.content.widgets[0].model.outputs.toJSON()]
          .some(o => o.data['text/html'] && [].concat(o.data['text/html']).join('').includes('Attrition (churn) à 12'))"""
    )
    return quiet_page


def reopened(lab, page):
    lab.close(page)
    page.goto(f"{lab.url}/lab/tree/{NAME}?token={lab.token}&reset")
    page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=60_000)
    page.wait_for_function(IDLE, timeout=60_000)
    return page


def restart(page):
    page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart()")
    page.wait_for_function(IDLE, timeout=60_000)


def whole(page) -> str:
    """What a reader sees, free of English errors and of broken-link icons."""
    text = page.locator(".jp-Notebook").inner_text()
    assert "model not found" not in text
    assert "Error" not in text
    assert page.evaluate(ICONS) == 0
    return re.sub(r"[\u00a0\u202f]", " ", text)


def test_saved_and_reopened_with_a_new_kernel(lab, moved):
    save(moved)
    page = reopened(lab, moved)
    expect(page.locator(".bm .stale")).to_be_visible(timeout=20_000)
    expect(page.locator(".bm .stale")).to_have_text(STALE)
    expect(page.locator(".bm .card").first).to_be_visible()
    assert "Attrition (churn) à 12" in whole(page)
    expect(page.locator(".bm-live")).to_be_hidden()
    # Saved once more without running anything: JupyterLab drops the widget, the still picture stays.
    save(page)
    page = reopened(lab, page)
    expect(page.locator(".bm-live img")).to_be_visible(timeout=20_000)
    assert "Attrition (churn) à 12" in whole(page)


def test_kernel_restarted_then_saved_and_reopened(lab, moved):
    restart(moved)
    expect(moved.locator(".bm .stale")).to_be_visible(timeout=20_000)
    assert "Attrition (churn) à 12" in whole(moved)
    save(moved)
    page = reopened(lab, moved)
    expect(page.locator(".bm-live img")).to_be_visible(timeout=20_000)
    expect(page.locator(".bm-live em")).to_have_text(STALE)
    page.wait_for_timeout(2_500)  # ipywidgets looks for its model that long before it says it has none
    text = whole(page)
    assert "Attrition (churn) à 12" in text
    assert "Besoin de financement" in text
    # And one Maj + Entrée later everything lives again.
    lab.run_all(page)
    expect(page.locator(".bm-live")).to_be_hidden()
    expect(page.locator(".bm .card").first).to_be_visible()


def test_kernel_killed_in_the_middle_of_a_drag(lab, moved):
    handle = moved.locator(".bm .noUi-handle").first
    box = handle.bounding_box()
    moved.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    moved.mouse.down()
    moved.mouse.move(box["x"] + 40, box["y"] + box["height"] / 2, steps=4)
    moved.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.shutdown()")
    moved.mouse.move(box["x"] + 70, box["y"] + box["height"] / 2, steps=4)
    moved.mouse.up()
    expect(moved.locator(".bm .say")).to_contain_text("trésorerie")
    expect(moved.locator(".bm .card").first).to_be_visible()
    whole(moved)


def test_two_tabs_on_one_notebook(lab, moved, chromium):
    """A second browser tab on the same kernel: both show the calculator, and a move in one is seen in the other."""
    save(moved)
    context = chromium.new_context(viewport={"width": 1366, "height": 900}, locale="fr-FR")
    try:
        other = context.new_page()
        lab.open(other, NAME)
        field = other.get_by_label("Attrition (churn)", exact=True)
        expect(field).to_have_value("12", timeout=20_000)
        whole(other)
        moved.get_by_label("Attrition (churn)", exact=True).fill("9")
        moved.get_by_label("Attrition (churn)", exact=True).press("Enter")
        expect(moved.locator(".bm .say")).to_contain_text("Attrition (churn) à 9")
        expect(field).to_have_value("9")
        whole(other)
    finally:
        context.close()


def test_a_lesson_run_half_way_lives_again_once_the_course_is_trusted(lab, quiet_page, monkeypatch):
    """A student stops in the middle: the outputs not run are not his, and JupyterLab trusts none of the notebook."""
    import json
    from pathlib import Path

    from bizmodels.cli.lab import trust

    cells = [
        {"cell_type": "code", "id": f"c{n}", "metadata": {}, "execution_count": n, "source": source,
         "outputs": [{"output_type": "execute_result", "execution_count": n, "metadata": {},
                      "data": {"text/html": "<b>12</b>", "text/plain": "12"}}] if n > 1 else []}
        for n, source in enumerate(["import bizmodels as bm", 'bm.calculator(bm.D2C(), sliders=["churn"])', "display(12)"], 1)
    ]  # fmt: skip
    body = {"nbformat": 4, "nbformat_minor": 5, "cells": cells,
            "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}}  # fmt: skip
    room = Path(lab.folder) / "notebooks"
    room.mkdir(exist_ok=True)
    path = room / "99_essai.ipynb"
    path.write_text(json.dumps(body), encoding="utf-8", newline="\n")
    monkeypatch.setenv("JUPYTER_DATA_DIR", lab.data)
    trust(Path(lab.folder))
    lab.open(quiet_page, "notebooks/99_essai.ipynb")
    for _ in range(2):
        quiet_page.evaluate("() => window.jupyterapp.commands.execute('notebook:run-cell-and-select-next')")
        quiet_page.wait_for_function(IDLE, timeout=60_000)
    expect(quiet_page.locator(".bm .card").first).to_be_visible(timeout=20_000)
    quiet_page.wait_for_timeout(500)
    save(quiet_page)
    quiet_page.goto(f"{lab.url}/lab/tree/notebooks/99_essai.ipynb?token={lab.token}&reset")
    quiet_page.wait_for_function(IDLE, timeout=60_000)
    expect(quiet_page.locator(".bm .card").first).to_be_visible(timeout=20_000)
    expect(quiet_page.locator(".bm-live")).to_be_hidden()
    lab.close(quiet_page)


# What stands under each notice of a page whose kernel is gone must begin below it.
COVERED = """() => [...document.querySelectorAll('.bm .stale')].filter(e => e.offsetParent).map(e => {
  const notice = e.getBoundingClientRect(), home = e.closest('.widget-html');
  let next = home.nextElementSibling;
  while (next && !next.getBoundingClientRect().height) next = next.nextElementSibling;
  return !notice.height || (next && next.getBoundingClientRect().top < notice.bottom - 1) })"""


def test_after_a_restart_what_no_longer_answers_says_so(lab, quiet_page):
    """A word whose sliders move nothing shows a false figure; a sentence typed into a dead bet is lost."""
    run_cell(
        lab,
        quiet_page,
        'import bizmodels as bm\nfrom IPython.display import display\ndisplay(bm.word("LTV"))\n'
        'display(bm.bet("Combien ?", 3.0, choices=[1, 3], name="02-essai", complete="C’est trois, parce que", because="deux et un."))\n'
        'bm.exercise("02_d2c").q2.check(25)',
    )
    quiet_page.get_by_role("button", name="3", exact=True).click()
    expect(quiet_page.locator(".bm-act .told")).to_be_visible()
    assert not any(one.is_visible() for one in quiet_page.locator(".bm .stale").all())
    restart(quiet_page)
    for place in (0, 1, 2):
        expect(quiet_page.locator(".bm .stale").nth(place)).to_be_visible(timeout=20_000)
    assert quiet_page.evaluate(COVERED) == [False, False, False]
