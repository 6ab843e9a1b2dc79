"""The calculator in JupyterLab in a real Chromium, as a learner meets it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
expect = playwright.expect

import bizmodels as bm  # noqa: E402
from tests.browser.lab import IDLE  # noqa: E402

CELL = "import bizmodels as bm\nbm.calculator(bm.D2C())"
OUT = ".jp-OutputArea-output"


def card(page, n: int):
    return page.locator(f"{OUT} .card .v").nth(n)


def slider(page, label: str):
    """The handle of the slider that stands with the field of this label."""
    return page.locator(".bm-control", has=page.get_by_label(label, exact=True)).get_by_role("slider")


def number(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u00a0", " ").strip()


def test_keyboard_and_mouse_move_a_slider_and_everything_follows(notebook):
    page = notebook(CELL)
    before = page.locator(f"{OUT} svg").first.inner_html()
    expected = bm.D2C(churn=0.085)
    handle = slider(page, "Attrition (churn)")
    handle.focus()
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    field = page.get_by_label("Attrition (churn)", exact=True)
    expect(field).to_have_value("8,5")
    figure, unit = type(expected).__kpis__["ltv_cac"].parts(expected.ltv_cac)
    expect(card(page, 1)).to_contain_text(figure)
    expect(page.locator(f"{OUT} .say")).to_contain_text("Attrition (churn) à 8,5")
    assert page.locator(f"{OUT} svg").first.inner_html() != before
    box = handle.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + 400, box["y"] + box["height"] / 2, steps=6)
    page.mouse.up()
    expect(field).to_have_value("30")
    expect(card(page, 1)).to_contain_text(bm.D2C.ltv_cac.parts(bm.D2C(churn=0.3).ltv_cac)[0])


def test_a_comma_is_a_decimal_point_and_nonsense_is_told(notebook):
    page = notebook(CELL)
    field = page.get_by_label("Attrition (churn)", exact=True)
    field.fill("12,5")
    field.press("Enter")
    figure = bm.D2C.ltv_cac.parts(bm.D2C(churn=0.125).ltv_cac)[0]
    expect(card(page, 1)).to_contain_text(figure)
    for nonsense, words in (
        ("beaucoup", "n’est pas un nombre"),
        ("150", "entre 0 et 100"),
        ("<img src=x onerror=alert(1)>", "n’est pas un nombre"),
    ):
        field.fill(nonsense)
        field.press("Enter")
        expect(page.get_by_role("alert").filter(has_text=words).first).to_be_visible()
        expect(card(page, 1)).to_contain_text(figure)
        expect(field).to_have_value(nonsense)
    assert page.locator(f"{OUT} img[src='x']").count() == 0


def test_freeze_compare_goal_seek_export_reset(notebook):
    page = notebook(CELL)
    page.get_by_label("Nom du scénario").fill("<b>Témoin</b>")
    page.get_by_role("button", name="Figer ce scénario").click()
    expect(page.locator(f"{OUT} [role=status]").first).to_contain_text("<b>Témoin</b>")
    field = page.get_by_label("Panier moyen TTC", exact=True)
    field.fill("70")
    field.press("Enter")
    expect(page.locator(f"{OUT} svg path.s1")).to_have_count(1)
    expect(page.locator(f"{OUT} .say")).to_contain_text("À comportement inchangé")
    page.get_by_role("button", name="Comparer", exact=True).click()
    expect(page.locator(f"{OUT} table.tab thead th")).to_have_count(3)
    expect(page.locator(f"{OUT} table.tab")).to_contain_text("<b>Témoin</b>")
    page.get_by_role("button", name="Que faut-il pour… ?").click()
    page.get_by_label("Je veux que").select_option("LTV / CAC")
    page.get_by_label("vaille").fill("3")
    page.get_by_label("en changeant").select_option("Coût d’acquisition (CAC)")
    page.get_by_role("button", name="Chercher").click()
    expect(card(page, 1)).to_contain_text("3")
    with page.expect_download() as download:
        page.get_by_role("button", name="Exporter (Excel, CSV)").click()
        page.get_by_role("link", name=re.compile("Excel")).click()
    assert download.value.suggested_filename == "d2c.xlsx"
    assert Path(download.value.path()).read_bytes()[:2] == b"PK"
    page.get_by_role("button", name="Réinitialiser").click()
    expect(field).to_have_value("60")
    expect(card(page, 1)).to_contain_text(bm.D2C.ltv_cac.parts(bm.D2C().ltv_cac)[0])


def test_each_tab_and_each_trail(notebook):
    page = notebook(CELL)
    for tab in ("Clients", "100 €", "Sensibilité", "Incertitude"):
        page.get_by_role("button", name=tab, exact=True).click()
        expect(page.locator(f"{OUT} .bm-right svg[role=img]")).to_have_count(1)
    page.get_by_role("button", name="Équations", exact=True).click()
    expect(page.locator(f"{OUT} mjx-container").first).to_be_visible(timeout=20_000)
    page.get_by_role("button", name="Trésorerie", exact=True).click()
    page.get_by_role("button", name="? Marge par commande").click()
    expect(page.locator(f"{OUT} .panel")).to_contain_text("D’où vient-il ?")
    expect(page.locator(f"{OUT} .panel")).to_contain_text("Hypothèse de cours")


def test_commit_then_see(notebook):
    page = notebook(
        'import bizmodels as bm\nbm.calculator(bm.D2C(), predict="cash", change={"basket": 75.0})'
    )
    expect(page.locator(f"{OUT} .bm-grid")).to_be_hidden()
    page.get_by_role("button", name="monte", exact=True).click()
    page.get_by_label("Votre nombre").fill("3 M€")
    page.get_by_role("button", name="Parier").click()
    expect(page.locator(f"{OUT} .bm-grid")).to_be_visible()
    expect(page.locator(f"{OUT} .told").first).to_contain_text("Vous pariez 3\u00a0M€")


ENGLISH = re.compile(
    r"\b(the|and|value|slider|error|warning|price|cost|customers?|month|click|scenario|none|loading|undefined|NaN)\b",
    re.IGNORECASE,
)


def test_no_english_nothing_cut_and_accessible(notebook):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    page = notebook(CELL)
    page.get_by_role("button", name="Que faut-il pour… ?").click()
    page.get_by_role("button", name="? LTV / CAC").click()
    expect(page.locator(f"{OUT} .panel").first).to_be_visible()
    for width in (700, 1366, 1920):
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_function("width => innerWidth === width", arg=width)
        nothing_wrong(page, axe, width)


def nothing_wrong(page, axe, width):
    """In a calculator as wide as that: no word of English, nothing cut, nothing that axe calls serious."""
    text = page.locator(f"{OUT} .bm").inner_text()
    assert not ENGLISH.findall(text.replace("(churn)", "")), ENGLISH.findall(text)
    cut = page.locator(f"{OUT} .bm").evaluate(
        """bm => { const w = bm.getBoundingClientRect(); return [...bm.querySelectorAll('.card .n,.card .v,.card .w,label,.say,.u,button')]
        .filter(e => e.offsetParent && !e.closest('.bm-why'))
        .filter(e => e.scrollWidth > e.clientWidth + 2 && getComputedStyle(e).display !== 'inline' || e.getBoundingClientRect().right > w.right + 2)
        .map(e => e.className + ': ' + e.textContent.slice(0, 60)) }"""
    )
    assert not cut, (width, cut)
    overflow = page.locator(f"{OUT} .card").evaluate_all(
        "cs => cs.filter(c => c.scrollHeight > c.clientHeight + 1).map(c => c.innerText)"
    )
    assert not overflow, (width, overflow)
    results = axe.Axe().run(page, context=".bm")
    serious = [
        (v["id"], [n["html"][:120] for n in v["nodes"]][:3])
        for v in results.response["violations"]
        if v["impact"] in ("serious", "critical")
        # ipywidgets gives its slider handle no name (ipywidgets#3954); the field beside it is its equivalent.
        and not (v["id"] == "aria-input-field-name" and all("noUi-handle" in n["html"] for n in v["nodes"]))
    ]
    assert not serious, (width, serious)


def test_dark_theme_keeps_contrast(notebook, lab):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    page = notebook(CELL)
    page.evaluate(
        "() => window.jupyterapp.commands.execute('apputils:change-theme', {theme: 'JupyterLab Dark'})"
    )
    page.wait_for_function("() => document.body.dataset.jpThemeLight === 'false'")
    page.wait_for_timeout(500)
    results = axe.Axe().run(page, context=".bm")
    contrast = [v for v in results.response["violations"] if v["id"] == "color-contrast"]
    page.evaluate(
        "() => window.jupyterapp.commands.execute('apputils:change-theme', {theme: 'JupyterLab Light'})"
    )
    assert not contrast, [n["html"][:160] for v in contrast for n in v["nodes"]]


def test_a_model_of_fifteen_lines_gets_its_calculator(notebook):
    source = (Path(__file__).parents[1] / "toys.py").read_text(encoding="utf-8")
    page = notebook(f"import bizmodels as bm\n{source}", "bm.calculator(Kiosk())")
    field = page.get_by_label("Prix du passe", exact=True)
    field.fill("6,5")
    field.press("Enter")
    expect(page.locator(f"{OUT} .say")).to_contain_text("Prix du passe à 6,5")


def test_an_error_in_a_cell_is_one_french_sentence(notebook):
    page = notebook("import bizmodels as bm\nbm.D2C(churn=1.5)")
    shown = page.locator(OUT).inner_text()
    assert "À corriger" in shown
    assert "entre 0 et 1" in shown
    assert "Traceback" not in shown
    assert "File" not in shown


def test_the_saved_page_is_readable_before_it_runs(page, lab):
    """Saved without widget state: the picture and its sentence stand where the widget was."""
    import json

    from bizmodels.view.calculator import calculator

    bundle = calculator(bm.D2C())._repr_mimebundle_()
    path = lab.folder / "lecture.ipynb"
    cell = {"cell_type": "code", "id": "c0", "metadata": {}, "execution_count": 1, "source": CELL,
            "outputs": [{"output_type": "execute_result", "execution_count": 1, "metadata": {},
                         "data": {"text/plain": bundle["text/plain"], "text/html": bundle["text/html"]}}]}  # fmt: skip
    spec = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    path.write_text(
        json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": spec, "cells": [cell]}), encoding="utf-8"
    )
    lab.open(page, "lecture.ipynb")
    expect(page.locator(f"{OUT} img")).to_be_visible()
    assert page.locator(f"{OUT} img").evaluate("e => e.naturalWidth") > 300
    expect(page.locator(OUT)).to_contain_text("La trésorerie")


def test_the_interface_is_french(lab, page):
    page.goto(f"{lab.url}/lab?token={lab.token}&reset")
    expect(page.locator("#jp-MainMenu")).to_contain_text("Exécution", timeout=60_000)
    assert page.evaluate("() => document.documentElement.lang").startswith("fr")


def test_a_letter_typed_beside_a_field_leaves_the_cell_alone(notebook):
    """JupyterLab's command keys would turn, cut or delete the cell while a button of the calculator has the focus."""
    page = notebook(CELL)
    cells = "() => window.jupyterapp.shell.currentWidget.content.widgets.map(w => w.model.type)"
    before = page.evaluate(cells)
    for target in (page.get_by_role("button", name="Figer ce scénario"), slider(page, "Attrition (churn)")):
        target.focus()
        for key in ("m", "y", "r", "d", "d", "x", "c", "v", "a", "b", "z", "1", "2", "Shift+m", "Shift+r"):
            page.keyboard.press(key)
        assert page.evaluate(cells) == before
    expect(page.locator(f"{OUT} .card").first).to_be_visible()


def test_a_first_visit_shows_the_table_of_contents_and_the_whole_calculator(lab, chromium, desk):
    """As ``bizmodels lab`` prepares it, 1366 × 768: sliders, cards, tabs on one row, the curve and its sentence."""
    from bizmodels.cli.lab import prepare_layout

    desk.leave()  # an open page would write its own layout over the one prepared
    context = chromium.new_context(viewport={"width": 1366, "height": 768}, locale="fr-FR")
    try:
        page = context.new_page()
        workspaces = Path(lab.workspaces)
        for file in workspaces.glob("*") if workspaces.is_dir() else []:
            file.unlink()
        prepare_layout(workspaces)
        cell = CELL.replace(
            "bm.D2C()", "bm.D2C(), sliders=['basket', 'cogs', 'new_customers', 'churn', 'cac']"
        )
        body = {"nbformat": 4, "nbformat_minor": 5, "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3"}},
                "cells": [{"cell_type": "code", "id": "c0", "metadata": {}, "execution_count": None, "outputs": [], "source": cell}]}  # fmt: skip
        (lab.folder / "premier.ipynb").write_text(json.dumps(body), encoding="utf-8", newline="\n")
        page.goto(f"{lab.url}/lab/tree/premier.ipynb?token={lab.token}")
        page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=60_000)
        page.wait_for_function(IDLE, timeout=60_000)
        lab.run_all(page)
        expect(page.locator(".jp-TableOfContents")).to_be_visible()
        expect(page.locator(".jp-FileBrowser")).to_be_hidden()
        bottom = page.locator(".jp-WindowedPanel-outer").bounding_box()
        for part in (
            page.locator(".bm .bm-left"),
            page.locator(".bm .cards"),
            page.locator(".bm .bm-right svg"),
            page.locator(".bm .say"),
        ):
            box = part.bounding_box()
            assert box["y"] >= bottom["y"]
            assert box["y"] + box["height"] <= bottom["y"] + bottom["height"] + 1, part
        rows = {
            round(b.bounding_box()["y"])
            for b in page.locator(".bm .bm-right .widget-toggle-buttons button").all()
        }
        assert len(rows) == 1
        lab.close(page)
    finally:
        context.close()


def test_no_verdict_is_cut_when_the_news_are_bad(notebook):
    page = notebook(
        'import bizmodels as bm\nbm.calculator(bm.D2C(basket=75, cogs=52.5), sliders=["basket", "churn"])'
    )
    cut = "cs => cs.filter(c => c.scrollHeight > c.clientHeight + 1 || c.scrollWidth > c.clientWidth + 1).map(c => c.innerText)"
    sentence = page.locator(f"{OUT} .say")
    for churn in ("0", "8", "100"):
        before = sentence.inner_text()
        field = page.get_by_label("Attrition (churn)", exact=True)
        field.fill(churn)
        field.press("Enter")
        expect(sentence).not_to_have_text(before)  # the cards are those of this churn
        expect(page.locator(f"{OUT} .card .bad").first).to_be_visible()
        for width in (700, 900, 1366):
            page.set_viewport_size({"width": width, "height": 768})
            page.wait_for_function("width => innerWidth === width", arg=width)
            assert not page.locator(f"{OUT} .card").evaluate_all(cut), (churn, width)


def test_four_scenarios_side_by_side_stay_in_the_page(notebook):
    page = notebook('import bizmodels as bm\nbm.calculator(bm.D2C(), sliders=["basket"])')
    page.set_viewport_size({"width": 1100, "height": 768})
    for name in (
        "A",
        "B",
        "Un nom de scénario d’au moins quatre-vingts lettres, pour voir ce que la page en fait",
    ):
        page.get_by_label("Nom du scénario").fill(name)
        page.get_by_role("button", name="Figer ce scénario").click()
        # Frozen before the next name is typed: the field is emptied then.
        expect(page.locator(f"{OUT} [role=status]").first).to_contain_text(name[:20])
    page.get_by_role("button", name="Comparer", exact=True).click()
    expect(page.locator(f"{OUT} table.tab thead th")).to_have_count(5)
    assert page.locator(f"{OUT} .wide").evaluate("w => w.scrollWidth <= w.clientWidth + 1")


def test_a_spent_bet_leaves_the_screen_to_the_calculator(notebook):
    page = notebook(
        'import bizmodels as bm\nbm.calculator(bm.D2C(), predict="cash", change={"basket": 75.0},'
        ' sliders=["basket", "cogs", "new_customers", "churn", "cac"])'
    )
    page.set_viewport_size({"width": 1366, "height": 768})
    page.get_by_role("button", name="monte", exact=True).click()
    page.get_by_label("Votre nombre").fill("3 M€")
    page.get_by_label("Votre nombre").press("Enter")
    expect(page.locator(f"{OUT} .bm-grid")).to_be_visible()
    page.evaluate("() => document.querySelector('.bm').scrollIntoView()")
    # The form goes a moment after the calculator has come; the status bar begins at 745.
    page.wait_for_function(
        f"() => document.querySelector('{OUT} .bm-right svg').getBoundingClientRect().bottom <= 745"
    )


TIGHT = """bm => { const w = bm.getBoundingClientRect(); return [...bm.querySelectorAll('.bm-control label,.u,.card .v,.card .w,.eq')]
  .filter(e => e.offsetParent && e.scrollWidth > e.clientWidth + 2 && getComputedStyle(e).display !== 'inline')
  .filter(e => !(getComputedStyle(e).overflowX === 'auto')).map(e => e.className + ': ' + e.textContent.slice(0, 60)) }"""


@pytest.mark.parametrize("theme", ["Light", "Dark"])
def test_at_900_pixels_tabs_stand_on_one_line_and_equations_scroll(notebook, theme):
    page = notebook("import bizmodels as bm\nbm.calculator(bm.NetworkPlatform())")
    page.set_viewport_size({"width": 900, "height": 768})
    turn = (
        "theme => window.jupyterapp.commands.execute('apputils:change-theme', {theme: 'JupyterLab ' + theme})"
    )
    page.evaluate(turn, theme)
    buttons = page.locator(f"{OUT} .bm-right .widget-toggle-buttons button")
    assert len({round(b.bounding_box()["y"]) for b in buttons.all()}) == 1
    page.get_by_role("button", name="? Masse critique, en membres actifs").click()
    equation = page.locator(f"{OUT} .eq")
    expect(equation.locator("mjx-container")).to_be_visible(timeout=20_000)
    wide, high = equation.evaluate("e => [e.scrollWidth - e.clientWidth, e.scrollHeight - e.clientHeight]")
    assert wide > 0  # longer than its place: its own bar leads to the end
    assert high <= 1
    assert equation.evaluate("e => getComputedStyle(e).overflowX") == "auto"
    expect(page.locator(f"{OUT} .panel table").first).to_be_hidden()
    page.get_by_text("D’où viennent ces nombres").click()
    expect(page.locator(f"{OUT} .panel table").first).to_be_visible()
    page.get_by_role("button", name="Équations", exact=True).click()
    page.wait_for_function(
        "() => document.querySelectorAll('.bm .widget-htmlmath-content>p mjx-container').length > 5"
    )
    right = page.locator(f"{OUT} .bm").bounding_box()
    for line in page.locator(f"{OUT} .widget-htmlmath-content>p").all():
        box = line.bounding_box()
        assert box["x"] + box["width"] <= right["x"] + right["width"] + 1
    assert not page.locator(f"{OUT} .bm").evaluate(TIGHT)
    page.evaluate(turn, "Light")


def test_tabs_stand_on_one_line_beside_the_list_of_files(notebook):
    page = notebook(CELL)
    page.set_viewport_size({"width": 1366, "height": 768})
    page.evaluate("() => window.jupyterapp.shell.activateById('filebrowser')")
    expect(page.locator(".jp-FileBrowser")).to_be_visible()
    buttons = page.locator(f"{OUT} .bm-right .widget-toggle-buttons button")
    assert len({round(b.bounding_box()["y"]) for b in buttons.all()}) == 1
    for handle in page.locator(f"{OUT} .bm-control .widget-slider").all()[:3]:
        assert handle.bounding_box()["width"] >= 150


def test_after_the_bet_the_start_is_a_ghost_and_the_bet_is_on_the_first_card(notebook):
    page = notebook(
        "import bizmodels as bm\n"
        'calc = bm.calculator(bm.D2C(basket=120), predict="order_margin", change={"basket": 75.0}, sliders=["churn"])\n'
        "calc"
    )
    page.get_by_role("button", name="baisse", exact=True).click()
    page.get_by_label("Votre nombre").fill("20")
    page.get_by_role("button", name="Parier").click()
    expect(page.get_by_label("Panier moyen TTC", exact=True)).to_have_value("75")
    first = page.locator(f"{OUT} .card").first
    expect(first).to_contain_text("Marge par commande")
    expect(first).to_contain_text("votre pari")
    dashes = page.locator(f"{OUT} svg path.sg").evaluate("p => getComputedStyle(p).strokeDasharray")
    assert dashes != "none"
    expect(page.locator(f"{OUT} svg text.tg")).to_have_text("Départ")
