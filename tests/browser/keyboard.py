"""A learner's hands: cells run by Maj + Entrée, a bet given by Tab, Space and Enter alone."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.lab import IDLE

# Where the keyboard is: inside the form of the act of one cell, on which kind of control.
FOCUS = """index => { const cell = window.jupyterapp.shell.currentWidget.content.widgets[index].node;
  const at = document.activeElement, act = at?.closest?.('.bm-act');
  if (!act || !cell.contains(at)) return '';
  return at.tagName === 'INPUT' ? 'field' : at.tagName === 'BUTTON' ? 'button ' + at.innerText.trim() : '' }"""
SELECT = """async index => { const book = window.jupyterapp.shell.currentWidget.content;
  book.activeCellIndex = index; await book.scrollToItem(index); book.activate(); book.mode = 'command' }"""
DRAWN = """index => window.jupyterapp.shell.currentWidget.content.widgets[index].node.querySelector('.bm-act button')"""
ENDED = """([first, last]) => window.jupyterapp.shell.currentWidget.content.widgets.slice(first, last + 1)
  .every(cell => cell.model.type !== 'code' || cell.model.executionState === 'idle')"""
ACT = """index => { const node = window.jupyterapp.shell.currentWidget.content.widgets[index].node;
  return [...node.querySelectorAll('.bm-act')].map(act => act.innerText).join('\\n') }"""


def index_of(page, identifier: str) -> int:
    found = page.evaluate(
        "id => window.jupyterapp.shell.currentWidget.content.widgets.findIndex(c => c.model.id === id)",
        identifier,
    )
    assert found >= 0, identifier
    return found


def run_up_to(page, first: int, last: int) -> None:
    """Maj + Entrée from one cell to another, as a learner presses it."""
    page.evaluate(SELECT, first)
    for _ in range(first, last + 1):
        page.keyboard.press("Shift+Enter")
    # The kernel is idle before the first cell has reached it too: the cells themselves must have ended.
    page.wait_for_function(ENDED, arg=[first, last], timeout=120_000)
    page.wait_for_function(IDLE, timeout=120_000)


def reach(page, index: int, wanted) -> None:
    """Tab through the form of the act until the keyboard stands on a control ``wanted``."""
    for _ in range(60):
        if wanted(page.evaluate(FOCUS, index)):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"no control reached by Tab in cell {index}")


def bet(page, index: int) -> None:
    """Give one bet by keyboard alone: the first choice, or a direction and a number."""
    page.evaluate(SELECT, index)
    page.wait_for_function(DRAWN, arg=index, timeout=60_000)  # a form comes a moment after its cell has run
    page.evaluate(SELECT, index)
    reach(page, index, bool)
    first = page.evaluate(FOCUS, index)
    before = page.evaluate(ACT, index)
    if first == "button baisse" or first == "button au-dessus de zéro":
        page.keyboard.press("Space")
        reach(page, index, lambda at: at == "field")
        page.keyboard.type("0" if "Aujourd" in before else "1")
    elif first == "field":
        page.keyboard.type("1")
    page.keyboard.press("Enter")
    _answered(page, index, before)
    if "ne se peut pas" in (before := page.evaluate(ACT, index)):  # « 12 » of eleven firms: still to be given
        page.keyboard.press("Control+A")
        page.keyboard.type("5")
        page.keyboard.press("Enter")
        page.wait_for_function(
            f"index => !({ACT})(index).includes('ne se peut pas')", arg=index, timeout=10_000
        )
        _answered(page, index, before)
    if "ressez encore" in page.evaluate(ACT, index):
        page.keyboard.press("Enter")
    expect(page.locator(".jp-Notebook .jp-Cell.jp-mod-active .bm-act .told")).to_be_attached()


def _answered(page, index: int, before: str) -> None:
    """The act has said something to what was given; the question too may hold « c’est »."""
    page.wait_for_function(
        f"""([index, before]) => {{ const now = ({ACT})(index); return now !== before
          && now.match(/Vous pariez|C’est|c’est|contredisent|ressez encore|ne se peut pas/) }}""",
        arg=[index, before],
        timeout=20_000,
    )
