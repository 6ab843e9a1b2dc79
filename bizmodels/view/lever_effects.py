"""What the levers of a scene do: cash without and with them, one after another, and whether their effects add up."""

from __future__ import annotations

import html

from bizmodels import french
from bizmodels.core.change import Lever
from bizmodels.core.model import BusinessModel
from bizmodels.core.months import MONTHS
from bizmodels.view import svg
from bizmodels.view.scene import CURRENT, Scene

WITH = "Avec les leviers"
STRUCK = "Frappé au mois 1"
ALMOST = 0.05  # effects that add up to so much, add up almost


def draw(scene: Scene) -> tuple[str, str]:
    """Markup and sentence of the tab."""
    model, label = scene.model, "Trésorerie cumulée par mois"
    series = {CURRENT: model.walked["cash"]}
    if not scene.levers and not scene.risks:
        return svg.lines(series, model.currency, label), "Aucun levier n’est activé, aucun coup ne frappe."
    after, table, said = scene.pulled(), "", []
    if scene.levers:
        series[WITH] = after.walked["cash"]
        table, said = _steps(scene), [_sentence(scene, effect(model, after)[0])]
    if scene.risks:
        series[STRUCK] = struck = scene.struck()
        said.append(_blow(after, struck, bool(scene.levers)))
    what = "sans et avec " + " et ".join(
        ["les leviers"] * bool(scene.levers) + ["les coups"] * bool(scene.risks)
    )
    return table + svg.lines(series, model.currency, f"{label}, {what}"), " ".join(said)


def _blow(before: BusinessModel, struck: list[float], levers: bool) -> str:
    """What the blows change, all in the first month."""
    lost, need = struck[-1] - before.walked["cash"][-1], max(0.0, -min(struck)) - before.funding_need
    head = "Les coups, leviers activés" if levers else "Les coups"
    return (
        f"{head}, tous au premier mois{french.NBSP}: {signed(lost, before)} à {MONTHS} mois, {signed(need, before)} à financer. "
        "Combien de fois cela arrive, chaque carte le dit."
    )


def effect(before: BusinessModel, after: BusinessModel) -> tuple[float, float]:
    """Change of the cash at the last month, and of the funding need (€)."""
    return after.walked["cash"][-1] - before.walked["cash"][-1], after.funding_need - before.funding_need


def signed(value: float, model: BusinessModel) -> str:
    """« +457 k€ », « −12 k€ », « 0 € »."""
    value = 0.0 if abs(value) < 0.5 else value
    return f"{'+' if value > 0 else ''}{french.compact(value, model.currency)}"


def cost(lever: Lever, before: BusinessModel, after: BusinessModel) -> str:
    """« 20 k€ / mois », « 3 000 € + 200 € / mois »: its own costs and, on average, what it spends more on acquisition."""
    once, monthly = lever.costs(before)
    monthly += max(
        0.0, (sum(after.walked["acquisition_costs"]) - sum(before.walked["acquisition_costs"])) / MONTHS
    )
    parts = [french.compact(once, before.currency)] if once else []
    if monthly or not parts:
        parts.append(f"{french.compact(monthly, before.currency)} / mois")
    return " + ".join(parts)


def _steps(scene: Scene) -> str:
    """A table: each lever in the order switched on, alone and after those before it."""
    model, now, rows = scene.model, scene.model, []
    for rank, lever in enumerate(scene.levers, start=1):
        following = lever.apply(now)
        alone, after = effect(model, lever.apply(model)), effect(now, following)
        cells = (
            cost(lever, now, following), signed(alone[0], model), signed(after[0], model), signed(after[1], model),
        )  # fmt: skip
        head = html.escape(f"{rank}. {lever.name}")
        rows.append(
            f'<tr><th scope="row">{head}</th>{"".join(f"<td>{html.escape(c)}</td>" for c in cells)}</tr>'
        )
        now = following
    heads = ("Dans l’ordre", "Coût", f"Seul, à {MONTHS} mois", "Après les précédents", "À financer")
    head = "".join(f'<th scope="col">{name}</th>' for name in heads)
    return f'<div class="wide"><table class="tab"><thead><tr>{head}</tr></thead><tbody>{"".join(rows)}</tbody></table></div>'


def _sentence(scene: Scene, cash: float) -> str:
    """Whether the effects add up: what they would do one by one, beside what they do together."""
    model = scene.model
    if len(scene.levers) < 2:
        return f"Sans levier{french.NBSP}: trait plein. Avec{french.NBSP}: tirets."
    apart = sum(effect(model, lever.apply(model))[0] for lever in scene.levers)
    gap, most = cash - apart, max(abs(cash), abs(apart))
    if abs(gap) < 0.005 * most:  # what rounding leaves is no interaction
        return "Leurs effets s’ajoutent."
    together, one_by_one = (french.compact(value, model.currency) for value in (cash, apart))
    text = f"Ensemble{french.NBSP}: {together}\u202f; un par un{french.NBSP}: {one_by_one} en tout."
    if abs(gap) < ALMOST * most:
        return f"{text} Leurs effets s’ajoutent presque."
    word = "de plus" if gap > 0 else "de moins"
    return f"{text} Leurs effets ne s’ajoutent pas{french.NBSP}: {french.compact(abs(gap), model.currency)} {word}."
