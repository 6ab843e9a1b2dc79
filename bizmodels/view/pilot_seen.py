"""What the head of a firm sees: cards, the curve of the account, what happened. Nothing of the hidden truth passes here."""

from __future__ import annotations

import html
from collections.abc import Sequence
from typing import Any

from bizmodels import french
from bizmodels.french import NBSP
from bizmodels.pilot.decision import Decision
from bizmodels.pilot.fate import MONTHS
from bizmodels.pilot.game import Run
from bizmodels.pilot.rules import COUNTED, SHARED
from bizmodels.pilot.state import State
from bizmodels.pilot.subjects import REACTION, Subject
from bizmodels.view import pilot_curve

THIS, FIRST = "cette partie", "première partie"


def money(value: Any, run: Run) -> str:
    """An amount in the firm's currency."""
    return french.compact(float(value), run.game.rules.firm.currency)


def signed(value: Any, run: Run) -> str:
    """An amount with its sign."""
    return ("+" if float(value) > 0 else "") + money(value, run)


# --- cards ----------------------------------------------------------------------------------------------


def cards(run: Run) -> str:
    """The account, the customers counted and the market share, each with its change or its error."""
    game, state = run.game, run.states[-1]
    seen, started = game.rules.seen(game.fate, state), bool(run.decisions)
    bank, _, unit = money(state.bank[0], run).partition(NBSP)
    customers, share = float(seen.customers[0]), float(seen.share[0])
    moved = float(state.bank[0] - run.states[-2].bank[0]) if started else 0.0
    raised = float(state.flows.raised[0]) if started else 0.0
    kind = "warn" if moved - raised < 0 else ""
    lent = f", dont {money(abs(raised), run)} {'levés' if raised > 0 else 'rendus'}" if raised else ""
    debt = f" · dû{NBSP}: {money(state.debt[0], run)}" if state.debt[0] > 0 else ""
    error = french.number(float(f"{COUNTED * customers:.1g}"), 0)
    # What is counted with an error of three per cent is not written to the unit.
    counted = french.number(float(f"{customers:.3g}") if started else customers, 0)
    rival = f"le rival{NBSP}: {french.quantity(1 - share, '%', 0)}"
    points = f"± {french.number(100 * SHARED, 0)} points{NBSP}; " if started else ""
    return (
        '<div class="cards">'
        + "".join(
            (
                _card(
                    "En banque",
                    bank,
                    unit,
                    (f"{signed(moved, run)} ce trimestre{lent}" if started else "au départ") + debt,
                    kind,
                ),
                _card("Clients vus", counted, "", f"± {error}, comptés" if started else "au départ"),
                _card("Part de marché", french.number(100 * share, 0), "%", f"{points}{rival}"),
            )
        )
        + "</div>"
    )


def _card(name: str, text: str, unit: str, words: str, kind: str = "") -> str:
    small = f"<small>{html.escape(unit)}</small>" if unit else ""
    return (
        f'<div class="card"><div class="n">{name}</div><div class="v">{text}{small}</div>'
        f'<div class="w {kind}">{html.escape(words)}</div></div>'
    )


# --- the curve ------------------------------------------------------------------------------------------


def account(run: Run) -> list[float]:
    """The bank account (€) at the start and after each month played; a ruined firm's stops at its first month below zero."""
    values = [float(run.states[0].bank[0])]
    for state in run.states[1:]:
        for month in state.months["bank"][:, 0]:
            values.append(float(month))
            if month < 0:
                return values
    return values


def curve(run: Run, first: Run | None) -> str:
    """The account month by month and, dashed, that of the first try, on one axis."""
    series = {THIS: account(run)} | ({FIRST: account(first)} if first else {})
    now = money(series[THIS][-1], run)
    words = (
        f"Compte en banque, mois par mois{NBSP}: {now} après {french.plural(len(run.decisions), 'trimestre')}"
    )
    if first:
        words += f"{NBSP}; première partie{NBSP}: {money(series[FIRST][-1], run)} à sa fin"
    quarters = run.game.rules.quarters
    marks = []
    for quarter, state in enumerate(run.states[1:], 1):
        raised = float(state.flows.raised[0])
        if raised:
            marks.append(
                (MONTHS * (quarter - 1), f"{signed(raised, run)} {'levés' if raised > 0 else 'rendus'}")
            )
    words += "".join(f"{NBSP}; {text} au trimestre {at // MONTHS + 1}" for at, text in marks)
    return pilot_curve.unfinished(
        series, quarters, MONTHS, run.game.rules.firm.currency, words, "Ruine", marks
    )


# --- what happened --------------------------------------------------------------------------------------


def news(run: Run) -> str:
    """What the last quarter brought, one line each: the rival, the cards, the test."""
    if not run.decisions:
        return ""
    lines = [_rival(run.states), *_struck(run), _tested(run, run.decisions[-1])]
    return "".join(f"<p>{line}</p>" for line in lines if line)


def _rival(states: Sequence[State]) -> str:
    before, after = states[-2].rival, states[-1].rival
    done = [
        _moved("baisse son prix", "monte son prix", float(after.price[0] / before.price[0]) - 1, ""),
        _moved(
            "réduit sa publicité",
            "augmente sa publicité",
            float(after.spent[0] / before.spent[0]) - 1 if before.spent[0] else 0,
            "",
        ),
    ]
    if done[1] and not done[0]:
        done[1] += ", et garde son prix"
    done = [one for one in done if one]
    if not done:
        return f"<b>Le rival n’a pas bougé{_stands(states)}.</b>"
    said = french.listing(done)
    cause = _cause(states)
    return f"<b>Le rival {'a répondu' if cause else 'bouge'}.</b> Il {said}{cause}."


def _stands(states: Sequence[State]) -> str:
    """Where the rival stands, against its start; « » where it is there still."""
    start, now = states[0].rival, states[-1].rival
    said = [
        _level("prix", float(now.price[0] / start.price[0]) - 1),
        _level("publicité", float(now.spent[0] / start.spent[0]) - 1 if start.spent[0] else 0.0),
    ]
    said = [one for one in said if one]
    return f"{NBSP}: {french.listing(said)} sur son départ" if said else ""


def _level(name: str, change: float) -> str:
    if abs(change) < 0.005:
        return ""
    return f"{name} {'+' if change > 0 else ''}{french.quantity(change, '%', 0)}"


def _cause(states: Sequence[State]) -> str:
    """What the firm did the quarter before, that the rival may be answering."""
    if len(states) < 3:
        return ""
    old, new = states[-3], states[-2]
    spent = float(new.acquisition[0] / old.acquisition[0]) - 1 if old.acquisition[0] else 0.0
    made = [
        _moved("votre baisse de prix", "votre hausse de prix", float(new.price[0] / old.price[0]) - 1, ""),
        _moved("votre publicité réduite", "votre publicité augmentée", spent, ""),
    ]
    made = [one for one in made if one]
    return f", après {french.listing(made)} au trimestre d’avant" if made else ""


def _moved(down: str, up: str, change: float, otherwise: str) -> str:
    if abs(change) < 0.005:
        return otherwise
    return f"{down if change < 0 else up} de {french.quantity(abs(change), '%', 0)}"


def _struck(run: Run) -> list[str]:
    """The risks that strike, last or are over in the quarter just played."""
    quarter, lines = run.states[-1].quarter, []
    for card in run.game.fate.cards:
        name = html.escape(card.risk.name)
        if card.begin[0] == quarter:
            known = "" if "ypothèse" in card.risk.why else f" (fréquence{NBSP}: hypothèse)"
            lines.append(f"<b>Carte tirée · {name}</b>{known}. {html.escape(card.risk.why)}")
        elif card.acts(quarter)[0] and card.end[0] - card.begin[0] < run.game.rules.quarters:
            lines.append(f"Dure encore · {name}.")
        elif card.end[0] == quarter:
            lines.append(f"C’est fini · {name}.")
    return lines


def _tested(run: Run, decision: Decision) -> str:
    state = run.states[-1]
    if not decision.test or decision.test not in state.known:
        return ""
    one = run.game.rules.subjects[decision.test]
    value, variance = (float(part[0]) for part in state.known[decision.test])
    again = sum(other.test == decision.test for other in run.decisions) > 1
    heading = "Tous vos tests" if again else "Test"
    start = french.quantity(one.middle, unit_of(one))
    return (
        f"<b>{heading} · {html.escape(named(one))}{NBSP}:</b> {about(value, variance**0.5, one)}{NBSP}; le chiffre du départ "
        f"disait {html.escape(start)}."
    )


def unit_of(subject: Subject) -> str:
    """The unit beside a value; « » for a power, whose name stands in the label (``named``)."""
    return "" if subject.kind == REACTION else subject.unit


def named(subject: Subject) -> str:
    """What is not known, in words: « La demande suit le prix (élasticité) »."""
    return f"{subject.label} ({subject.unit})" if subject.kind == REACTION else subject.label


def about(value: float, error: float, subject: Subject) -> str:
    """A value with its error, rounded to what the error allows: « 7,9 % / mois ± 0,4 »."""
    factor = 100 if subject.unit.startswith("%") else 1
    value, error = value * factor, error * factor
    decimals = max(0, -_power(error) + (1 if _leading(error) < 3 else 0))
    unit = html.escape(french.agreed(value, unit_of(subject)))
    error_unit = "point" if factor == 100 else ""
    if error_unit and round(error, decimals) >= 2:
        error_unit = "points"
    tail = f"{NBSP}{error_unit}" if error_unit else ""
    return f"{french.number(value, decimals)}{NBSP if unit else ''}{unit} ± {french.number(error, decimals)}{tail}"


def _power(value: float) -> int:
    return int(f"{value:e}".partition("e")[2])


def _leading(value: float) -> float:
    return float(f"{value:e}".partition("e")[0])
