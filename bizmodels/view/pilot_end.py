"""The debrief: what is told once there is nothing left to decide, the truth included. Before, this panel holds nothing."""

from __future__ import annotations

import html
from collections.abc import Callable
from typing import Any

import ipywidgets as widgets

from bizmodels import french
from bizmodels.french import NBSP
from bizmodels.pilot import debrief
from bizmodels.pilot.game import Run
from bizmodels.view.answering import answering
from bizmodels.view.controls import looks
from bizmodels.view.pilot_seen import about, money, signed

FUTURES, TESTS = 4_000, 500  # futures of the comparison, and of each test: fewer, so that one does not wait
WAIT = (
    f"Calcul en cours : vos décisions et six autres façons de jouer, dans {FUTURES} autres futurs, puis chaque test dans {TESTS}. "
    "Cinq à dix secondes."
)
LATER = "La comparaison avec d’autres façons de jouer et ce qui était caché viennent plus bas, une fois vos paris donnés."


class End:
    """``box`` is the widget; ``show(run, first)`` fills it, ``hide()`` empties it.

    Args:
        replay: called with the quarter from which one plays again.
        whole: whether the comparison is offered and the truth told; False where bets on them come later.
    """

    def __init__(self, replay: Callable[[int], None], whole: bool = True):
        self._run: Run | None = None
        self._whole = whole
        self._result, self._turned, self._compared, self._told = (_html() for _ in range(4))
        self.compare = widgets.Button(
            description="Comparer",
            tooltip=f"Comparer avec six façons de jouer, sur {french.number(FUTURES)} autres futurs",
            **looks("button"),
        )
        self.compare.on_click(answering(lambda _: self._compare(), self._tell))
        # A number: JupyterLab takes ↓ and ↑ away from a drop-down, not from a field.
        self.quarter = widgets.BoundedIntText(
            value=1, min=1, max=1, description="Rejouer depuis le trimestre", **looks("choice")
        )
        self.again = widgets.Button(
            description="Rejouer",
            tooltip="Rejouer depuis ce trimestre ; la première partie reste à côté",
            **looks("button"),
        )
        self.again.on_click(answering(lambda _: replay(self.quarter.value), self._tell))
        replayed = widgets.Box(
            [self.quarter, self.again, *([self.compare] if whole else [])], _dom_classes=("bm-row",)
        )
        self.top = widgets.VBox(
            [self._result, self._turned, replayed],
            _dom_classes=("bm-decide",),
            layout=widgets.Layout(display="none"),
        )
        self.box = widgets.VBox([self._compared, self._told], _dom_classes=("bm-end",))

    def hide(self) -> None:
        """Nothing of it stays in the page."""
        self._run, self.top.layout.display = None, "none"
        for part in (self._result, self._turned, self._compared, self._told):
            part.value = ""

    def show(self, run: Run, first: Run | None, from_quarter: int) -> None:
        """What the run is worth, where it turned, who the rival was, what was hidden."""
        self._run, self.top.layout.display = run, None
        self._compared.value = ""
        self.quarter.max = len(run.decisions)
        self.quarter.value = 1
        self._result.value = _result(run, first, from_quarter)
        self._turned.value = _turned(run) + _rival(run)
        self._told.value = _hidden(run) if self._whole else f"<p>{LATER}</p>"

    def focus(self) -> None:
        """The keyboard goes on here."""
        (self.compare if self._whole else self.again).focus()

    def _compare(self) -> None:
        if self._run is None:
            return
        run, wait = self._run, f'<p role="status">{french.typeset(WAIT)}</p>'
        self._compared.value = wait
        told = _ways(run)
        self._compared.value = told + wait
        self._compared.value = told + _tests(run)

    def _tell(self, text: str) -> None:
        self._compared.value = f'<p class="bad" role="alert">{html.escape(french.typeset(text))}</p>'


def _result(run: Run, first: Run | None, from_quarter: int) -> str:
    last = run.states[-1]
    if run.alive:
        count = french.plural(run.game.rules.quarters, "trimestre joué", "trimestres joués")
        owed = f" −{NBSP}{money(last.debt[0], run)} dus" if last.debt[0] > 0 else ""
        told = (
            f"<b>{count}. L’entreprise vaut {money(run.worth, run)}</b>{NBSP}: {money(last.bank[0], run)} en banque{owed} + "
            f"{money(last.value[0], run)} que ses clients laisseront encore."
        )
    else:
        told = f"<b>Ruine au trimestre {int(last.ruined[0])}.</b> Le compte est passé sous zéro{NBSP}: "
        told += (
            f"l’entreprise n’existe plus, mais {money(last.debt[0], run)} restent dus à qui avait prêté. Elle vaut {money(run.worth, run)}."
            if last.debt[0] > 0
            else f"l’entreprise vaut {money(0, run)}."
        )
    beside = ""
    if first is not None:
        since = f", rejouée depuis le trimestre {from_quarter}" if from_quarter else ""
        beside = f"<p>Votre première partie{NBSP}: {_ended(first)}{NBSP}; celle-ci{since}{NBSP}: {_ended(run)}.</p>"
    return f'<p role="status">{told}</p>{beside}'


def _ended(run: Run) -> str:
    """How a run ended, in a few words: « 3,2 M€ », « ruine au trimestre 9, 3 M€ encore dus »."""
    if run.alive:
        return money(run.worth, run)
    owed = f", {money(-run.worth, run)} encore dus" if run.worth < 0 else f", {money(0, run)}"
    return f"ruine au trimestre {int(run.states[-1].ruined[0])}{owed}"


def _hidden(run: Run) -> str:
    """What was hidden, beside what one's own tests said of it."""
    shown = debrief.truth(run.game).shown()
    known, subjects = run.states[-1].known, run.game.rules.subjects
    if known:
        shown["Vos tests"] = [
            html.unescape(about(float(known[name][0][0]), float(known[name][1][0]) ** 0.5, subjects[name]))
            if name in known
            else "—"
            for name in subjects
        ]
    return f'<p><b>Ce qui était caché</b></p><div class="panel wide">{_plain(shown, index=False)}</div>'


def _turned(run: Run) -> str:
    """The quarter whose decision moved the end most, with the reason that was written then."""
    gains = debrief.turning(run)["gain"]
    quarter = int(gains.abs().idxmax())
    gain = float(gains[quarter])
    if abs(gain) < 1:
        return "<p><b>Le tournant.</b> Aucun trimestre, pris seul, n’a changé la fin.</p>"
    told = f"sans celle-ci, la fin vaudrait {money(abs(gain), run)} de {'moins' if gain > 0 else 'plus'}"
    why = run.decisions[quarter - 1].why
    wrote = f" Vous écriviez{NBSP}: {french.quote(html.escape(why))}." if why else ""
    return (
        f"<p><b>Le tournant{NBSP}: trimestre {quarter}.</b> Les autres décisions gardées, {told}.{wrote}</p>"
    )


def _rival(run: Run) -> str:
    name, rule = debrief.rival(run.game)
    return f"<p><b>Le rival était {html.escape(name)}.</b> {html.escape(rule)}</p>"


def _ways(run: Run) -> str:
    found = debrief.ways(run.game, run, futures=FUTURES)
    part = debrief.share(found)
    futures = french.number(FUTURES, 0)
    decided = (
        f"<p><b>Vos décisions{NBSP}: {signed(part.decision, run)}.</b> C’est ce qu’elles ajoutent à « ne rien faire », en moyenne sur "
        f"{futures} autres futurs.</p>"
    )
    side = "de plus" if part.luck > 0 else "de moins"
    chance = (
        f"<p><b>Le hasard{NBSP}: {signed(part.luck, run)}.</b> Ce futur-ci vous donne {money(abs(part.luck), run)} {side} que ces mêmes "
        f"décisions en moyenne{NBSP}; {french.quantity(part.luck_rank, '%', 0)} des futurs font aussi mal ou pis.</p>"
    )
    back = any(float(one.raised) < 0 for one in run.decisions)
    lent = ", et rien n’y est rendu de ce qui a été levé" if back else ""
    whole = (
        f"<p class='note'>Ne rien faire, en moyenne {money(part.nothing, run)}{NBSP}; vos décisions {signed(part.decision, run)}{NBSP}; "
        f"le hasard {signed(part.luck, run)}{NBSP}: votre fin, {money(part.here, run)}. Dans les autres futurs, vos décisions sont rejouées "
        f"telles quelles, sans réagir à ce qui y arrive{lent}.</p>"
    )
    return french.typeset(decided + chance) + whole + f'<div class="panel wide">{_table(found.table())}</div>'


def _tests(run: Run) -> str:
    tests = _table(debrief.worth_of_tests(run.game, TESTS))
    return (
        f'<p><b>Ce qu’un test aurait rapporté</b></p><div class="panel wide">{tests}</div>'
        '<p class="note">Test moyen, joué au premier trimestre par qui choisit ensuite prix et publicité au mieux. '
        f"Sur {TESTS} futurs seulement, pour ne pas attendre{NBSP}: à quelques dizaines de milliers d’euros près.</p>"
    )


def _table(table: Any, index: bool = True) -> str:
    """A table of the course as plain HTML."""
    return _plain(table.shown(), index)


def _plain(shown: Any, index: bool = True) -> str:
    named = "" if not index else f'<th scope="col">{html.escape(str(shown.index.name or ""))}</th>'
    head = named + "".join(f'<th scope="col">{html.escape(str(name))}</th>' for name in shown.columns)
    rows = []
    for label, values in zip(shown.index, shown.itertuples(index=False), strict=True):
        first = f'<th scope="row">{html.escape(str(label))}</th>' if index else ""
        rows.append(f"<tr>{first}{''.join(f'<td>{html.escape(str(value))}</td>' for value in values)}</tr>")
    return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"


def _html() -> widgets.HTML:
    return widgets.HTML("", **looks("html"))
