"""What a euro is best spent on: levers brought to the same budget, in any model, over 36 discounted months.

>>> table = bm.priorities.lever_table({"Une boutique": bm.D2C()}, [bm.levers.catalogue.PRICE], budget=0.005)
>>> table.columns.names
FrozenList(['lever', 'case'])
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bizmodels import french
from bizmodels.core.arguments import single, told_apart, whole_months
from bizmodels.core.change import CASES, LARGEST, Lever, need_levers
from bizmodels.core.formulas import monthly_rate
from bizmodels.core.model import BusinessModel
from bizmodels.core.months import MONTHS
from bizmodels.core.values import as_given
from bizmodels.errors import LearnerError
from bizmodels.lazy import pd, tables

__all__ = ["Worth", "average_euro", "brought_to", "lever_table", "renewal_frontier", "retention_map", "worth"]

_CLOSE = 1e-7


@dataclass(frozen=True)
class Worth:
    """What a lever brings a firm over the months followed, in today's money.

    Attributes:
        lever: as it was applied (its amount included).
        spent: its own costs, and what the advertising it buys costs more (€).
        gained: what it brings before that spending (€).
        cash: change of the cash at the last month, not discounted, spending included (€).
        need: change of the funding need (€; negative: the trough is less deep).
    """

    lever: Lever
    spent: float
    gained: float
    cash: float
    need: float

    @property
    def net(self) -> float:
        """What is left once the spending is paid (€)."""
        return self.gained - self.spent

    @property
    def per_euro(self) -> float:
        """Euros gained per euro spent; infinite where a gain costs nothing, nan where there is neither."""
        if self.spent > 0:
            return self.gained / self.spent
        return math.nan if self.gained == 0 else math.copysign(math.inf, self.gained)


def brought_to(model: BusinessModel, lever: Lever, budget: float = 0.01, months: int = MONTHS) -> Lever:
    """The lever, its amount raised or lowered until it spends that share of the model's revenue.

    Raises:
        LearnerError: as ``worth``.

    >>> lever = bm.priorities.brought_to(bm.D2C(), bm.levers.catalogue.LOYALTY, budget=0.02)
    >>> round(lever.amount, 6)  # declared at 1 %
    2.0
    """
    lever.moved(model)
    return _brought_to(model, lever, whole_months(months), budget)


def worth(
    model: BusinessModel,
    lever: Lever,
    months: int = MONTHS,
    case: str = "middle",
    budget: float | None = None,
) -> Worth:
    """What a lever gains and costs over ``months``, discounted at the rate of the model.

    What comes after the last month is not counted: a customer kept in month 35 is worth a month of margin here.

    Args:
        model: any business model that has the settings of the lever.
        lever: as declared, or brought to ``budget``.
        months: how long.
        case: « middle », « low » or « high », as in ``Lever.apply``.
        budget: share of the mean monthly revenue of the model without the lever, each month; the lever's amount is raised
            or lowered until it spends that.

    Raises:
        LearnerError: the lever does not fit the model, or cannot spend that budget.

    >>> from bizmodels.core.change import times
    >>> shop = bm.D2C(discount_rate=0, working_capital_days=0)
    >>> cheaper = bm.Lever(name="Un hébergeur moins cher", changes={"fixed_costs": times(0.99)}, setup_cost=10_000)
    >>> found = bm.priorities.worth(shop, cheaper)  # 4,500 € a month for 36 months, for 10,000 €
    >>> round(found.gained), round(found.spent), round(found.per_euro, 1)
    (162000, 10000, 16.2)
    """
    if not isinstance(lever, Lever):
        raise LearnerError(
            f"worth() attend un levier, bm.Lever(…){french.NBSP}; reçu{french.NBSP}: {as_given(lever)}."
        )
    months = whole_months(months)
    lever.moved(model)
    single(model, "worth()")
    if budget is not None:
        lever = _brought_to(model, lever, months, budget)
    after = lever.apply(model, case)
    before = model.path(months)
    path = after.path(months)
    spent = _spent(model, lever, before, path, months)
    more = _today(model, after, path) - _today(model, model, before)
    return Worth(
        lever=lever,
        spent=spent,
        gained=more + spent,
        cash=path["cash"][-1] - before["cash"][-1],
        need=after.funding_need - model.funding_need,
    )


def average_euro(model: BusinessModel, months: int = MONTHS) -> float:
    """What a euro of acquisition brings on average over ``months``, in today's money; « LTV/CAC » counts a whole life.

    Compared with the same firm that wins nobody: fixed costs and those who are there already change nothing. The next euro brings
    less, as ``worth(model, ADVERTISING)`` says.

    Raises:
        LearnerError: arrays of draws, or nothing is spent on acquisition.

    >>> shop = bm.D2C(starting_customers=0)
    >>> bool(bm.priorities.average_euro(shop, 12) < bm.priorities.average_euro(shop, 36))
    True
    """
    months = whole_months(months)
    single(model, "average_euro()")
    path, nobody = model.path(months), model.replace(new_customers=0.0)
    d = monthly_rate(model.discount_rate)
    spent = math.fsum(cost / (1 + d) ** month for month, cost in enumerate(path["acquisition_costs"], 1))
    if not spent > 0:
        raise LearnerError("average_euro() : ce modèle ne dépense rien pour gagner des clients.")
    more = _today(model, model, path) - _today(model, nobody, nobody.path(months))
    return (more + spent) / spent


def lever_table(
    models: Mapping[str, BusinessModel] | None = None,
    levers: Sequence[Lever] | None = None,
    budget: float = 0.01,
    months: int = MONTHS,
) -> pd.DataFrame:
    """Euros gained per euro spent: one row a model, one column a lever, all brought to the same budget.

    Args:
        models: name -> model; by default the eleven of the course, on their defaults.
        levers: by default those of ``bm.levers.catalogue``.
        budget: share of the model's revenue that each lever spends.
        months: how long; gains and costs are discounted at each model's own rate.

    Returns:
        Columns (lever, « low » | « middle » | « high »): the ends of what one believes of the lever. NaN where it
        does not fit the model. Above 1 the lever pays within ``months``.

    Raises:
        LearnerError: no model, no lever, two names alike, or a budget that is no share.

    >>> table = bm.lever_table({"Une boutique": bm.D2C()}, [bm.levers.catalogue.LOYALTY])
    >>> bool((table["Programme de fidélité", "low"] < table["Programme de fidélité", "high"]).all())
    True
    """
    models = models_of_table(models, "lever_table()")
    if levers is None:
        from bizmodels.levers.catalogue import ALL as levers  # noqa: N811
    levers = need_levers(levers, "lever_table()")
    if not levers:
        raise LearnerError("lever_table() attend au moins un levier.")
    _share(budget)
    for lever in levers:
        if lever.is_misspelt():  # a dash would say that it does not fit
            lever.moved(next(iter(models.values())))
    told_apart([lever.name for lever in levers], "lever_table()")
    rows = {
        name: {
            (lever.name, case): worth(model, lever, months, case, budget).per_euro
            if lever.fits(model)
            else math.nan
            for lever in levers
            for case in CASES
        }
        for name, model in models.items()
    }
    frame = pd.DataFrame.from_dict(rows, orient="index").rename_axis("model")
    frame.columns = pd.MultiIndex.from_tuples(frame.columns, names=["lever", "case"])

    def shown(table: pd.DataFrame) -> pd.DataFrame:
        columns = {
            lever.name: [
                _in_words(*(table.loc[name, (lever.name, case)] for case in CASES)) for name in table.index
            ]
            for lever in levers
        }
        return pd.DataFrame(columns, index=pd.Index(table.index, name="€ gagnés par € dépensé"))

    return tables.Table.of(frame, shown)


def retention_map(models: Mapping[str, BusinessModel] | None = None, budget: float = 0.01) -> pd.DataFrame:
    """Where the same money brings more: in keeping customers or in winning some.

    Each model spends the same share of its revenue on ``LOYALTY``, then on ``ADVERTISING``. See ``renewal_frontier``
    for what decides; the margin says whether either pays, not which is better. The price of a departure avoided, which
    nobody publishes, follows from the hypothesis: read it before the ranking.

    Args:
        models: name -> model; by default those of the course but the network, whose members fall asleep and wake up:
            nobody pays to replace them.
        budget: share of revenue.

    Returns:
        One row a model: ``churn`` (per month), ``cac_months`` (CAC in months of revenue), ``renewal`` (share of revenue
        that acquisition takes over 36 months), ``margin_rate``, ``avoided`` (€ spent for each departure avoided in the
        first month), ``avoided_cacs`` (the same in CACs), ``retention`` and ``acquisition`` (euros gained per euro),
        ``ratio`` (the first over the second).

    Raises:
        LearnerError: as ``lever_table``.

    >>> found = bm.priorities.retention_map({"Peu de départs": bm.D2C(churn=0.01), "Beaucoup": bm.D2C(churn=0.15)})
    >>> bool(found.loc["Peu de départs", "ratio"] < found.loc["Beaucoup", "ratio"])
    True
    """
    from bizmodels.levers.catalogue import ADVERTISING, LOYALTY

    if models is None:
        models = {name: one for name, one in _course().items() if "reactivation" not in type(one).__params__}
    table = lever_table(models, [LOYALTY, ADVERTISING], budget)
    rows = {
        name: {
            "churn": model.churn,
            "cac_months": _over(model.cac_per_customer, model.arpu),
            "renewal": _over(
                math.fsum(model.walked["acquisition_costs"]), math.fsum(model.walked["revenue"])
            ),
            "margin_rate": model.margin_rate,
            **_avoided(model, LOYALTY, budget),
            "retention": table.loc[name, (LOYALTY.name, "middle")],
            "acquisition": table.loc[name, (ADVERTISING.name, "middle")],
        }
        for name, model in models.items()
    }
    frame = pd.DataFrame.from_dict(rows, orient="index").rename_axis("model")
    frame["ratio"] = frame["retention"] / frame["acquisition"]

    def shown(found: pd.DataFrame) -> pd.DataFrame:
        return pd.DataFrame(
            {
                "Attrition par mois": [french.quantity(v, "%", 1) for v in found["churn"]],
                "CAC, en mois de revenu": [french.number(v, 1) for v in found["cac_months"]],
                "Acquisition, part du revenu": [french.quantity(v, "%", 1) for v in found["renewal"]],
                "Un départ évité coûte": [
                    f"{french.number(v, 1)}{french.NBSP}CAC" if math.isfinite(v) else "—"
                    for v in found["avoided_cacs"]
                ],
                "1 € pour retenir rapporte": [_euros(v) for v in found["retention"]],
                "1 € pour conquérir rapporte": [_euros(v) for v in found["acquisition"]],
            },
            index=pd.Index(found.index, name="Modèle"),
        )

    return tables.Table.of(frame, shown)


def _avoided(model: BusinessModel, lever: Lever, budget: float) -> dict[str, float]:
    """What a departure avoided costs, € and CACs: per customer and month, the budget over the departures avoided."""
    kept = lever.effort(budget / lever.revenue_share).apply(model)
    price = _over(budget * model.arpu, model.churn - kept.churn)
    return {"avoided": price, "avoided_cacs": _over(price, model.cac_per_customer)}


def renewal_frontier(budget: float = 0.01) -> float:
    """The share of revenue that replacing the leavers costs, above which retention beats acquisition.

    For a subscription in its steady state, n = c·N customers are won a month, and the two levers then differ by what they
    move only: the budget B (share of revenue) avoids a share a of the departures, or multiplies the customers won by
    (1 + B/ρ)^b, where ρ = c·CAC/ARPU is what acquisition already costs. Both are worth the same where
    (1 + B/ρ)^b = 1 + a, that is ρ = B/((1 + a)^(1/b) − 1). Where winning a customer is already an order
    (``first_month_weight`` > 1), acquisition is worth more than that.

    Args:
        budget: B, share of revenue.

    Raises:
        LearnerError: a budget that is no share.

    >>> round(bm.priorities.renewal_frontier(0.01), 3)  # a = 10 %, b = 0.6: 0.01/(1.1^(1/0.6) − 1)
    0.058
    """
    from bizmodels.levers.catalogue import ADVERTISING, LOYALTY

    budget = _share(budget)
    avoided = 1 - LOYALTY.changes["churn"].factor ** LOYALTY.effort(budget / LOYALTY.revenue_share).reach()
    b = next(BusinessModel.reactions[name].start for name in ADVERTISING.answers)
    return budget / ((1 + avoided) ** (1 / b) - 1)


def models_of_table(models: Any, where: str) -> Mapping[str, BusinessModel]:
    """The models a table is asked for, by name: those of the course where none is given.

    Raises:
        LearnerError: no model, or two names alike.
    """
    if models is None:
        return _course()
    if not isinstance(models, Mapping) or not models:
        raise LearnerError(f"{where} attend des modèles nommés : {where[:-1]}{{'Ma boutique': bm.D2C()}}).")
    for one in models.values():
        if not isinstance(one, BusinessModel):
            raise LearnerError(
                f"Cette table attend des modèles, {{'Ma boutique': bm.D2C()}}, avec leurs parenthèses{french.NBSP}; reçu{french.NBSP}: {as_given(one)}."
            )
    told_apart(models, where)
    return models


def _course() -> dict[str, BusinessModel]:
    """The models of the course on their defaults, by the first words of their French title."""
    from bizmodels.models import all_models

    found = {re.split(r"\s[:(]", cls.title)[0]: cls() for cls in all_models().values()}
    return dict(sorted(found.items()))


def _over(above: float, below: float) -> float:
    return above / below if below else math.nan


def _euros(value: float) -> str:
    return "—" if math.isnan(value) else french.quantity(value, "€", 2)


def _in_words(low: float, middle: float, high: float) -> str:
    if math.isnan(middle):
        return "—"
    if french.number(low, 1) == french.number(high, 1):
        return french.number(middle, 1)
    # Half of a lever that harms harms half as much, and the middle may be the best.
    low, high = min(low, middle, high), max(low, middle, high)
    ends = french.NBSP.join((french.number(low, 1), "à", french.number(high, 1)))
    return f"{french.number(middle, 1)} ({ends})"


def _today(reference: BusinessModel, model: BusinessModel, path: dict[str, list[float]]) -> float:
    """What the months bring, in today's money (€): each month's cash flow, the setup cost in full."""
    d = monthly_rate(reference.discount_rate)
    before = 0.0 - model.setup_cost
    flows = [before]
    for cash in path["cash"]:
        flows.append(cash - before)
        before = cash
    return math.fsum(flow / (1 + d) ** month for month, flow in enumerate(flows))


def _spent(model: BusinessModel, lever: Lever, before: dict, after: dict, months: int) -> float:
    """The lever's own costs and what it spends more on acquisition (€, discounted)."""
    d = monthly_rate(model.discount_rate)
    once, monthly = lever.costs(model)
    weights = [(1 + d) ** -month for month in range(1, months + 1)]
    won = math.fsum(
        (now - then) * weight
        for now, then, weight in zip(
            after["acquisition_costs"], before["acquisition_costs"], weights, strict=True
        )
    )
    return once + monthly * math.fsum(weights) + max(0.0, won)


def _brought_to(model: BusinessModel, lever: Lever, months: int, budget: Any) -> Lever:
    """The lever whose spending is that share of the revenue, over the months."""
    budget = _share(budget)
    d = monthly_rate(model.discount_rate)
    before = model.path(months)
    # Paid evenly, as a lever declared as a share of revenue pays: its amount is then budget / revenue_share.
    wanted = (
        budget
        * math.fsum(model.walked["revenue"])
        / MONTHS
        * math.fsum((1 + d) ** -m for m in range(1, months + 1))
    )

    def spent(amount: float) -> float:
        one = lever.effort(amount)
        return _spent(model, one, before, one.apply(model).path(months), months)

    # Most levers cost in proportion; only the advertising that a market wears out has to be searched.
    if (once := spent(1.0)) > 0 and abs(spent(amount := wanted / once) - wanted) <= _CLOSE * wanted:
        return lever.effort(round(amount, 9))
    low, high = 0.0, 1.0
    while spent(high) < wanted:
        low, high = high, 2 * high
        if high > LARGEST:
            raise LearnerError(
                f"Levier {french.quote(lever.name)}{french.NBSP}: même {french.number(LARGEST, 0)} fois plus fort, il ne dépense pas "
                f"{french.quantity(budget, '%')} du chiffre d’affaires de {type(model).__name__}. Réduire budget."
            )
    while high - low > _CLOSE * high:
        middle = (low + high) / 2
        low, high = (middle, high) if spent(middle) < wanted else (low, middle)
    return lever.effort((low + high) / 2)


def _share(budget: Any) -> float:
    if isinstance(budget, bool) or not isinstance(budget, int | float) or not 0 < budget <= 0.5:
        raise LearnerError(
            f"budget vaut {as_given(budget)}{french.NBSP}; valeur admise{french.NBSP}: une part du chiffre d’affaires, plus de 0 et "
            "au plus 0.5 (0.01 pour 1 %)."
        )
    return float(budget)
