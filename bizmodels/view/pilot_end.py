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
from bizmodels.view.pilot_seen import money, signed

WAIT = "Calcul en cours : vos décisions et six autres façons de jouer, dans 10 000 autres futurs. Une dizaine de secondes."


class End:
    """``box`` is the widget; ``show(run, first)`` fills it, ``hide()`` empties it."""

    def __init__(self, replay: Callable[[int], None]):
        self._run: Run | None = None
        self._result, self._turned, self._compared, self._told = (_html() for _ in range(4))
        self.compare = widgets.Button(
            description="Comparer",
            tooltip="Comparer avec six façons de jouer, sur 10 000 autres futurs",
            **looks("button"),
        )
        self.compare.on_click(answering(lambda _: self._compare(), self._tell))
        self.quarter = widgets.Dropdown(
            description="Rejouer depuis le trimestre", options=[1], **looks("choice")
        )
        self.again = widgets.Button(
            description="Rejouer",
            tooltip="Rejouer depuis ce trimestre ; la première partie reste à côté",
            **looks("button"),
        )
        self.again.on_click(answering(lambda _: replay(self.quarter.value), self._tell))
        replayed = widgets.Box([self.quarter, self.again, self.compare], _dom_classes=("bm-row",))
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
        self.quarter.options = list(range(1, len(run.decisions) + 1))
        self._result.value = _result(run, first, from_quarter)
        self._turned.value = _turned(run) + _rival(run)
        self._told.value = f'<p><b>Ce qui était caché</b></p><div class="panel wide">{_table(debrief.truth(run.game), index=False)}</div>'

    def focus(self) -> None:
        """The keyboard goes on here."""
        self.compare.focus()

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
        owed = f" − {money(last.debt[0], run)} dus" if last.debt[0] > 0 else ""
        told = (
            f"<b>{count}. L’entreprise vaut {money(run.worth, run)}</b>{NBSP}: {money(last.bank[0], run)} en banque{owed} + "
            f"{money(last.value[0], run)} que ses clients laisseront encore."
        )
    else:
        told = f"<b>Ruine au trimestre {int(last.ruined[0])}.</b> Le compte est passé sous zéro{NBSP}: l’entreprise vaut {money(0, run)}."
    beside = ""
    if first is not None:
        since = f", rejouée depuis le trimestre {from_quarter}," if from_quarter else ""
        beside = f"<p>Votre première partie valait {money(first.worth, run)}{NBSP}; celle-ci{since} {money(run.worth, run)}.</p>"
    return f'<p role="status">{told}</p>{beside}'


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
    found = debrief.ways(run.game, run)
    part = debrief.share(found)
    futures = french.number(debrief.FUTURES, 0)
    decided = (
        f"<p><b>Vos décisions{NBSP}: {signed(part.decision, run)}.</b> C’est ce qu’elles ajoutent à « ne rien faire », en moyenne sur "
        f"{futures} autres futurs.</p>"
    )
    side = "de plus" if part.luck > 0 else "de moins"
    chance = (
        f"<p><b>Le hasard{NBSP}: {signed(part.luck, run)}.</b> Ce futur-ci vous donne {money(abs(part.luck), run)} {side} que ces mêmes "
        f"décisions en moyenne{NBSP}; {french.quantity(part.luck_rank, '%', 0)} des futurs font aussi mal ou pis.</p>"
    )
    return french.typeset(decided + chance) + f'<div class="panel wide">{_table(found.table())}</div>'


def _tests(run: Run) -> str:
    tests = _table(debrief.worth_of_tests(run.game), index=False)
    return (
        f'<p><b>Ce qu’un test aurait rapporté</b></p><div class="panel wide">{tests}</div>'
        '<p class="note">Test moyen, joué au premier trimestre par qui choisit ensuite prix et publicité au mieux.</p>'
    )


def _table(table: Any, index: bool = True) -> str:
    """A table of the course as plain HTML."""
    shown = table.shown()
    named = "" if not index else f'<th scope="col">{html.escape(str(shown.index.name or ""))}</th>'
    head = named + "".join(f'<th scope="col">{html.escape(str(name))}</th>' for name in shown.columns)
    rows = []
    for label, values in zip(shown.index, shown.itertuples(index=False), strict=True):
        first = f'<th scope="row">{html.escape(str(label))}</th>' if index else ""
        rows.append(f"<tr>{first}{''.join(f'<td>{html.escape(str(value))}</td>' for value in values)}</tr>")
    return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"


def _html() -> widgets.HTML:
    return widgets.HTML("", **looks("html"))
