"""What moved the account in a quarter, as a bank statement tells it, and the log of what was decided: nothing hidden passes here."""

from __future__ import annotations

import html

from bizmodels import french
from bizmodels.french import NBSP
from bizmodels.pilot.decision import CLOSE, Decision
from bizmodels.pilot.fate import MONTHS
from bizmodels.pilot.game import Run
from bizmodels.view.pilot_seen import money, signed


def statement(run: Run) -> str:
    """A table of what came in and went out in the last quarter, beside the quarter before; « » before the first one."""
    if not run.decisions:
        return ""
    quarter = len(run.decisions)
    kept = [_lines(run, at) for at in range(quarter, max(0, quarter - 2), -1)]
    names = [name for name in kept[0] if any(lines[name] for lines in kept)]
    heads = [f"Trimestre {at}" for at in range(quarter, quarter - len(kept), -1)]
    rows = "".join(
        f'<tr><th scope="row">{name}</th>'
        + "".join(f"<td>{signed(lines[name], run) if lines[name] else '—'}</td>" for lines in kept)
        + "</tr>"
        for name in names
    )
    total = "".join(f"<td><b>{signed(sum(lines.values()), run)}</b></td>" for lines in kept)
    head = "".join(f'<th scope="col">{one}</th>' for one in heads)
    return (
        f'<table class="tab"><thead><tr><th scope="col">Ce qui a fait bouger le compte</th>{head}</tr></thead>'
        f'<tbody>{rows}<tr><th scope="row"><b>Le compte</b></th>{total}</tr></tbody></table>'
    )


def _lines(run: Run, quarter: int) -> dict[str, float]:
    """What the account of a quarter is made of (€), what goes out below zero; their sum is its change."""
    state, rules = run.states[quarter], run.game.rules
    flow = {name: float(value[0]) for name, value in vars(state.flows).items()}
    levers = MONTHS * sum(rules.lever_costs[name] for name, on in state.levers.items() if on[0])
    raised = flow["raised"]
    return {
        "Ventes": flow["revenue"],
        "Coûts variables (produits, livraison…)": -flow["variable_costs"],
        "Publicité": -flow["acquisition"],
        "Leviers en place": -levers,
        "Autres coûts fixes": levers - flow["fixed_costs"],
        "Payé une fois (test, canal, mauvais coup)": -flow["one_off"],
        "Argent levé": max(raised, 0.0),
        "Frais de la levée": -flow["fee"],
        "Argent rendu": min(raised, 0.0),
        "Besoin en fonds de roulement": -flow["tied"],
    }


def log(run: Run, first: Run | None) -> str:
    """Every decision with its quarter, its reason and the account after it; folded until there is nothing left to decide.

    Beside, where one replays, what was decided the first time: for the quarters played and the one to come.
    """
    played, earlier = len(run.decisions), len(first.decisions) if first else 0
    last = max(played, min(earlier, played + 1))
    if not last:
        return ""
    names = ["Trimestre", "Décidé", "Pourquoi", "Compte après"]
    head = "".join(f'<th scope="col">{name}</th>' for name in names)
    head += '<th scope="col">La première fois</th>' if first else ""
    rows = []
    for quarter in range(1, last + 1):
        cells = _row(run, quarter) if quarter <= played else ["à décider", "", ""]
        if first:
            cells.append(_before(run, first, quarter))
        told = "".join(f"<td>{html.escape(one)}</td>" for one in cells)
        rows.append(f'<tr><th scope="row">{quarter}</th>{told}</tr>')
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
    state = " open" if run.done else ""
    return f'<details{state}><summary>Mes décisions ({played})</summary><div class="panel wide">{table}</div></details>'


def _before(run: Run, first: Run, quarter: int) -> str:
    """What was decided in that quarter the first time, and what came of it."""
    if quarter > len(first.decisions):
        return "—"
    if run.decisions[:quarter] == first.decisions[:quarter]:
        return "la même"
    return " · ".join(one for one in _row(first, quarter) if one)


def _row(run: Run, quarter: int) -> list[str]:
    decision, state = run.decisions[quarter - 1], run.states[quarter]
    after = "sous zéro : ruine".replace(" :", f"{NBSP}:") if state.ruined[0] else money(state.bank[0], run)
    why = french.quote(decision.why) if decision.why else ""
    return [decided(run, quarter, decision), why, after]


def decided(run: Run, quarter: int, decision: Decision) -> str:
    """A decision in words: « prix 57 €, publicité 450 k€, un test : attrition (churn) »."""
    rules, state, said = run.game.rules, run.states[quarter], []
    if decision.price is not None:
        said.append(f"prix {priced(run, float(decision.price))}")
    if decision.acquisition is not None:
        said.append(f"publicité {money(decision.acquisition, run)}")
    if decision.lever:
        said.append(f"{'levier' if state.levers[decision.lever][0] else 'arrêt de'} « {decision.lever} »")
    if decision.test:
        said.append(f"test {decision.size}, « {rules.subjects[decision.test].label} »")
    if decision.channel:
        said.append(
            f"{rules.channel.name.lower()} {'fermée' if decision.channel == CLOSE else 'ouverte'}"
            if rules.channel.name == "Place de marché"
            else f"{decision.channel} le {rules.channel.name.lower()}"
        )
    if raised := float(decision.raised):
        said.append(f"{money(abs(raised), run)} {'levés' if raised > 0 else 'rendus'}")
    return french.typeset(", ".join(said)) or "rien de changé"


def priced(run: Run, times: float) -> str:
    """A price as its field shows it: in its own unit where it is one setting, else in per cent of the start."""
    rules = run.game.rules
    if len(rules.prices) != 1:
        return french.quantity(times, "% du départ")
    unit = type(rules.firm).__params__[rules.prices[0]].unit
    return french.quantity(times * float(getattr(rules.firm, rules.prices[0])), unit)
