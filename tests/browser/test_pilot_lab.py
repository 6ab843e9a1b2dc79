"""The pilot in a real JupyterLab: three quarters by keyboard alone, a ruin, a replay, a restart, a file opened without a kernel."""

from __future__ import annotations

import json

import pytest

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
expect = playwright.expect

from tests.browser.lab import IDLE, save  # noqa: E402

CELL = "import bizmodels as bm\nbm.pilot(bm.D2C(), quarters=12, seed=2026)"
AT = """() => { const at = document.activeElement, box = at?.closest?.('.bm-decide');
  if (!box) return ''; const label = at.closest('.widget-inline-hbox, .jupyter-widgets')?.querySelector('label')?.innerText ?? '';
  return (at.tagName === 'BUTTON' ? at.innerText : label).replaceAll('\\u00a0', ' ').trim() }"""


# The body holds every word of the page: only a button counts.
FOCUSED = "name => { const at = document.activeElement; return at?.tagName === 'BUTTON' && at.innerText.startsWith(name) }"
CELL_AT = "() => window.jupyterapp.shell.currentWidget.content.activeCellIndex"


def reach(page, name, key="Tab"):
    """Tab until the keyboard stands on that field or button."""
    for _ in range(60):
        if page.evaluate(AT).startswith(name):
            return
        page.keyboard.press(key)
    raise AssertionError(f"{name} is not reached by Tab")


def kept(lab):
    path = lab.learner / "lecon_25.json"
    return json.loads(path.read_text(encoding="utf-8"))["runs"]["25-pilote"] if path.exists() else []


def at_quarter(page, quarter):
    expect(page.locator(".bm-head h3")).to_contain_text(f"Trimestre {quarter} sur 12")
    reason_asked(page)


def reason_asked(page):
    """The reason is emptied after the heading has changed: one typed before would be lost."""
    expect(page.get_by_label("Pourquoi ce trimestre").last).to_have_value("")


def test_three_quarters_by_keyboard_then_ruin_and_replay(lab, notebook):
    page = notebook(CELL)
    at_quarter(page, 1)
    page.get_by_label("Panier moyen TTC").last.focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("57")
    reach(page, "Programme de fidélité")
    page.keyboard.press("Space")
    reach(page, "Pourquoi")
    page.keyboard.press("Enter")  # no reason yet: refused, nothing lost
    expect(
        page.locator(".bm-decide [role=alert]").filter(has_text="Écrivez d’abord pourquoi")
    ).to_be_visible()
    page.keyboard.type("je teste par le prix")
    page.keyboard.press("Enter")
    at_quarter(page, 2)
    first = kept(lab)[0]["decisions"][0]
    assert first == {"price": 0.95, "lever": "Programme de fidélité", "why": "je teste par le prix"}

    page.keyboard.type("je continue ainsi")  # the keyboard has stayed in the field
    page.keyboard.press("Enter")
    at_quarter(page, 3)
    expect(page.locator(".bm-news")).to_contain_text("Le rival")
    reach(page, "Un test", "Shift+Tab")
    page.keyboard.press("Space")
    reach(page, "Coût d’acquisition")
    page.keyboard.press("Enter")
    page.wait_for_function(FOCUSED, arg="Un test")  # back where one was, and not on the page's body
    expect(page.locator(".bm-decide").first).to_contain_text("moyen ·")
    reach(page, "Pourquoi")
    page.keyboard.type("encore une fois")
    reach(page, "Jouer le trimestre")
    page.keyboard.press("Enter")
    at_quarter(page, 4)
    assert kept(lab)[0]["decisions"][2]["test"] == "cac"
    assert [one["why"] for one in kept(lab)[0]["decisions"]][1:] == ["je continue ainsi", "encore une fois"]

    # Ruin: a budget that the account does not bear.
    budget = page.get_by_label("Publicité du trimestre").last
    budget.fill("2 400 000")
    budget.press("Tab")
    heading = page.locator(".bm-head h3")
    while (before := heading.inner_text()).startswith("Trimestre"):
        reason_asked(page)
        page.get_by_label("Pourquoi ce trimestre").last.fill("tout pour la publicité")
        page.get_by_label("Pourquoi ce trimestre").last.press("Enter")
        expect(heading).not_to_have_text(before)
    expect(page.locator(".bm-head h3")).to_contain_text("Ruine au trimestre")
    expect(page.get_by_text("Ce qui était caché")).to_be_visible()
    page.wait_for_function(FOCUSED, arg="Comparer")

    here = page.evaluate(CELL_AT)
    page.get_by_label("Rejouer depuis le trimestre").focus()
    page.keyboard.press("ArrowUp")  # JupyterLab takes the arrows away from a drop-down
    expect(page.get_by_label("Rejouer depuis le trimestre")).to_have_value("2")
    page.keyboard.press("Tab")
    assert page.evaluate(AT) == "Rejouer"
    page.keyboard.press("Enter")
    assert page.evaluate(CELL_AT) == here
    at_quarter(page, 2)
    expect(page.get_by_text("Ce qui était caché")).to_have_count(0)
    expect(page.locator(".bm-pilot svg")).to_contain_text("première partie")
    expect(page.get_by_role("button", name="Mes parties (2)")).to_be_visible()
    assert kept(lab)[-1]["decisions"] == kept(lab)[0]["decisions"][:1]


def test_a_run_goes_on_after_a_restart(lab, chromium):
    """On a page whose console is not watched: ipywidgets complains of models gone with a kernel."""
    lab.forget()
    cell = {
        "cell_type": "code",
        "id": "c0",
        "metadata": {},
        "execution_count": None,
        "outputs": [],
        "source": CELL,
    }
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    body = {"nbformat": 4, "nbformat_minor": 5, "metadata": kernel, "cells": [cell]}
    (lab.folder / "relance.ipynb").write_text(json.dumps(body), encoding="utf-8", newline="\n")
    context = chromium.new_context(viewport={"width": 1366, "height": 900}, locale="fr-FR")
    page = context.new_page()
    try:
        lab.open(page, "relance.ipynb")
        lab.run_all(page)
        at_quarter(page, 1)
        page.get_by_label("Pourquoi ce trimestre").last.fill("je regarde d’abord")
        page.get_by_role("button", name="Jouer le trimestre").click()
        at_quarter(page, 2)
        page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart()")
        # Its widgets no longer answer: the page says what to do.
        expect(page.locator(".bm .stale")).to_be_visible(timeout=20_000)
        page.wait_for_function(IDLE, timeout=60_000)
        lab.run_all(page)
        at_quarter(page, 2)
        lab.close(page)
    finally:
        context.close()


def test_columns_stack_on_a_narrow_page(notebook):
    page = notebook(CELL, name="etroit.ipynb")
    page.set_viewport_size({"width": 900, "height": 900})
    cards, form = page.locator(".bm-pilot .cards"), page.locator(".bm-decide").first
    expect(form).to_be_visible()
    page.wait_for_function("""() => document.querySelector('.bm-decide').getBoundingClientRect().top
      > document.querySelector('.bm-pilot .cards').getBoundingClientRect().bottom""")
    wide = page.evaluate(
        "() => { const o = document.querySelector('.bm'); return o.scrollWidth - o.clientWidth }"
    )
    assert wide <= 1
    assert abs(cards.bounding_box()["x"] - form.bounding_box()["x"]) < 3


def test_a_saved_page_shows_the_question_only_and_a_reopened_one_says_what_to_do(lab, notebook):
    page = notebook(CELL, name="garde.ipynb")
    at_quarter(page, 1)
    save(page)
    body = json.loads((lab.folder / "garde.ipynb").read_text(encoding="utf-8"))
    text = json.dumps(body["cells"], ensure_ascii=False)
    assert "Que décidez-vous" in text
    assert "Vrai ici" not in json.dumps(body, ensure_ascii=False)
    lab.open(page, "garde.ipynb")
    expect(page.locator(".jp-OutputArea")).to_contain_text("Exécuter la cellule (Maj + Entrée) pour jouer")
