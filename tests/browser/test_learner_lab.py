"""A learner works lesson 02 from a closed course to its end card: by keyboard, with a restart and a reopening in between."""

from __future__ import annotations

import json

import pytest

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
expect = playwright.expect

from tests.browser.keyboard import SELECT, bet, index_of, run_up_to  # noqa: E402
from tests.browser.lab import IDLE, ROOT, save  # noqa: E402

LESSON = "notebooks/02_d2c.ipynb"
CELLS = json.loads((ROOT / LESSON).read_text(encoding="utf-8"))["cells"]
BETS = [cell["id"] for cell in CELLS if "bet" in cell["metadata"].get("tags", [])]
REVEALS = [cell["id"] for cell in CELLS if "reveal" in cell["metadata"].get("tags", [])]
END = next(cell["id"] for cell in CELLS if "bm.progress(" in "".join(cell["source"]))


@pytest.fixture
def work(lab, chromium):
    """A page whose console is not watched (ipywidgets complains of models gone with a kernel), and an empty learner."""
    lab.forget()
    context = chromium.new_context(viewport={"width": 1366, "height": 900}, locale="fr-FR")
    page = context.new_page()
    lab.open(page, LESSON)
    yield page
    lab.close(page)
    context.close()


def given(lab) -> list[str]:
    path = lab.learner / "lecon_02.json"
    return list(json.loads(path.read_text(encoding="utf-8"))["bets"]) if path.exists() else []


def told(page) -> list[str]:
    """The results that the page shows, bet by bet, of the cells that were run."""
    return page.evaluate(
        """() => window.jupyterapp.shell.currentWidget.content.widgets.map(
             c => [...c.node.querySelectorAll('.bm-act .told')].map(p => p.innerText).join(' ')).filter(Boolean)"""
    )


def hidden_outputs(page) -> list[bool]:
    return page.evaluate(
        """ids => ids.map(id => { const cell = window.jupyterapp.shell.currentWidget.content.widgets
             .find(c => c.model.id === id); return !!cell.outputHidden })""",
        REVEALS,
    )


def test_a_page_just_opened_hides_every_answer(work):
    assert BETS
    assert all(hidden_outputs(work))
    assert told(work) == []


def test_shift_and_enter_alone_gives_no_bet_and_no_answer(lab, work):
    lab.run_all(work)
    assert given(lab) == []
    assert told(work) == []
    assert not any(hidden_outputs(work))  # a cell that answers shows its output once it is run
    assert work.evaluate("() => document.querySelectorAll('.bm-act .because').length") == 0


def test_from_a_closed_course_to_the_end_card(lab, work):
    page, half = work, len(BETS) // 2
    done, place = [], 0
    for identifier in BETS[:half]:
        index = index_of(page, identifier)
        run_up_to(page, place, index)
        place = index + 1
        bet(page, index)
        done.append(identifier)
        assert len(given(lab)) == len(done)
    page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart()")
    page.wait_for_function(IDLE, timeout=60_000)
    run_up_to(page, 0, place - 1)
    for identifier in done:  # found again, answered, not asked anew
        index = index_of(page, identifier)
        page.evaluate(SELECT, index)  # JupyterLab draws the cells in view only
        expect(page.locator(".jp-Notebook .jp-Cell.jp-mod-active .bm-act .told")).to_be_attached(
            timeout=15_000
        )
    save(page)
    lab.close(page)
    lab.open(page, LESSON)
    assert len(given(lab)) == half
    run_up_to(page, 0, place - 1)
    for identifier in BETS[half:]:
        index = index_of(page, identifier)
        run_up_to(page, place, index)
        place = index + 1
        bet(page, index)
    assert len(given(lab)) == len(BETS)
    end = index_of(page, END)
    run_up_to(page, place, end)
    card = page.locator(".jp-Notebook .jp-Cell").nth(end)
    page.evaluate("index => window.jupyterapp.shell.currentWidget.content.scrollToItem(index)", end)
    expect(card).to_contain_text(f"{len(BETS)}\u00a0paris faits sur {len(BETS)}")
    expect(card.get_by_text("Image à partager (SVG)")).to_have_count(1)
    record = json.loads((lab.learner / "lecon_02.json").read_text(encoding="utf-8"))
    assert record["read"]
    assert record["pseudonym"] == ""


ACTS = (
    "import bizmodels as bm\nfrom IPython.display import display\n"
    'display(bm.bet("Que reste-t-il ?", 30.6, choices=[15, 30, 60], unit="€", name="02-choix", because="Tout est payé."))\n'
    'display(bm.bet("Combien ?", 1.33, today=34.4, unit="€ par commande", name="02-nombre", complete="Elle perd plus, parce que", because="les coûts restent."))'
)


@pytest.mark.parametrize("theme", ["Light", "Dark"])
def test_an_act_is_accessible_before_and_after_its_bet(notebook, theme):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    page = notebook(ACTS)
    page.evaluate(
        "theme => window.jupyterapp.commands.execute('apputils:change-theme', {theme: 'JupyterLab ' + theme})",
        theme,
    )
    expect(
        page.locator(f"body[data-jp-theme-light={'true' if theme == 'Light' else 'false'}]")
    ).to_be_attached()

    def serious():
        found = axe.Axe().run(page, context=".bm-act").response["violations"]
        return [
            (one["id"], one["nodes"][0]["html"][:120])
            for one in found
            if one["impact"] in ("serious", "critical")
        ]

    assert serious() == []
    page.get_by_role("button", name="60 €").click()
    page.get_by_role("button", name="baisse", exact=True).click()
    page.get_by_label("Votre nombre").fill("20")
    page.get_by_label("Votre nombre").press("Enter")
    expect(page.locator(".bm-act .told")).to_have_count(2)
    assert serious() == []
