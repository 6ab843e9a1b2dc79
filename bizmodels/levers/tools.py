"""Tools: a quote against the change that pays for it, build or buy, leaving, a payment page, failed payments.

All money is in the currency of the model and excl. VAT. A month's money is discounted from the end of its month, what is
paid « before month 1 » is not.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

import numpy as np
import pandas as pd

from bizmodels import french
from bizmodels.core import numbers
from bizmodels.core.arguments import single, whole_months
from bizmodels.core.change import Lever, need_levers, times
from bizmodels.core.formulas import monthly_rate
from bizmodels.core.model import BusinessModel
from bizmodels.core.months import MONTHS
from bizmodels.core.param import Param
from bizmodels.core.values import as_given
from bizmodels.errors import LearnerError, told_at_call, told_in_french
from bizmodels.french import NBSP, nearest, unknown_in
from bizmodels.tables import Table

__all__ = [
    "BreakEven",
    "BuildOrBuy",
    "Quote",
    "Recovered",
    "Switching",
    "break_even_gain",
    "build_or_buy",
    "build_or_buy_months",
    "changed",
    "funnel",
    "helping",
    "needed_by",
    "needed_in",
    "net_gain",
    "parameters",
    "present_value",
    "promises",
    "quote_cost",
    "recovered",
    "same_cost",
    "switching_cost",
]

# More buyers for the same advertising: no setting of its own in most models, the one that a payment page moves.
CONVERSION = "conversion"
_CONVERSION = Param(
    "Conversion, à budget publicitaire égal", "% d’aujourd’hui", high=20.0, step=0.01, soft=(0.5, 2),
    help="100 % : autant de clients gagnés qu’aujourd’hui pour la même publicité.",
)  # fmt: skip


@told_at_call
@dataclass(frozen=True)
class Quote:
    """What a supplier asks for a tool.

    Attributes:
        setup: paid once, before month 1.
        monthly: paid each month, whatever is sold.
        revenue_share: share of the revenue excl. VAT, as a fraction (0.01 for 1 %).
        per_order: paid for each order; where customers subscribe, each of their monthly payments is an order.
        name: how tables and sentences call it.

    Raises:
        LearnerError: a negative, infinite or missing amount, a share above 1, a name that is no text.

    >>> card = bm.levers.tools.Quote(monthly=20, revenue_share=0.01, per_order=0.25)
    >>> card.bill(orders=100, amount=50)  # 20 + 1 % of 5,000 + 100 × 0.25
    95.0
    """

    setup: float = 0.0
    monthly: float = 0.0
    revenue_share: float = 0.0
    per_order: float = 0.0
    name: str = "devis"

    def __post_init__(self) -> None:
        for what in ("setup", "monthly", "per_order"):
            object.__setattr__(self, what, numbers.one(what, getattr(self, what), 0))
        object.__setattr__(self, "revenue_share", numbers.one("revenue_share", self.revenue_share, 0, 1))
        if not isinstance(self.name, str) or not self.name.strip():
            raise LearnerError(f"name vaut {as_given(self.name)}{NBSP}; valeur admise{NBSP}: un texte.")

    def bill(self, orders: float = 0.0, amount: float = 0.0) -> float:
        """What a month costs at so many ``orders`` of ``amount`` excl. VAT each; the setup is not in it.

        A card fee is quoted on what the customer pays: 1.5 % incl. VAT is 1.8 % of 50 € excl. VAT.
        """
        sold = numbers.one("orders", orders, 0)
        return self.monthly + sold * (self.revenue_share * numbers.one("amount", amount, 0) + self.per_order)

    def lever(self, **factors: float) -> Lever:
        """The tool as a lever: what is promised, at this price.

        Args:
            factors: setting -> what it is multiplied by (``churn=0.96``: one departure in twenty-five avoided);
                ``conversion=1.04`` wins 4 % more customers for the same advertising.

        Raises:
            LearnerError: no promise, a factor that is not above 0, or a price by the order, which a lever does not know.

        >>> crm = bm.levers.tools.Quote(monthly=1_750, name="CRM").lever(churn=0.5)
        >>> shop = bm.D2C(churn=0.08)
        >>> crm.apply(shop).churn, crm.apply(shop).fixed_costs - shop.fixed_costs
        (0.04, 1750.0)
        """
        if self.per_order:
            raise LearnerError(
                "per_order : un levier ne connaît pas de prix à la commande ; donner revenue_share."
            )
        moved = {name: times(factor) for name, factor in factors.items() if name != CONVERSION}
        if CONVERSION in factors:
            # Beside a promise on the same setting, both are kept.
            moved |= {
                name: times(factor * factors.get(name, 1.0))
                for name, factor in (("new_customers", factors[CONVERSION]), ("cac", 1 / factors[CONVERSION]))
            }
        return Lever(
            name=self.name, changes=moved, setup_cost=self.setup, monthly_cost=self.monthly,
            revenue_share=self.revenue_share,
        )  # fmt: skip


@dataclass(frozen=True)
class BreakEven:
    """The value at which a quote costs nothing in the end.

    Attributes:
        parameter: code name of what changes.
        today, needed: its value before and at break-even, in the model's unit (a fraction for a rate).
        cost: what the quote costs over the months at that value, discounted.

    >>> found = bm.levers.tools.BreakEven("churn", today=0.08, needed=0.06, cost=1_000)
    >>> round(found.gain, 2), round(found.relative, 2)  # two points of churn, a quarter of it
    (-0.02, -0.25)
    """

    parameter: str
    today: float
    needed: float
    cost: float

    @property
    def gain(self) -> float:
        """``needed`` − ``today``, in the parameter's unit."""
        return self.needed - self.today

    @property
    def relative(self) -> float:
        """The same as a share of today's value; infinite where that is 0."""
        return self.gain / self.today if self.today else math.copysign(math.inf, self.gain)


@dataclass(frozen=True)
class BuildOrBuy:
    """Discounted result over the months of a tool that one ``build``s or ``buy``s, and the ``best`` of the two.

    ``overtakes``: the month from which building has brought as much as buying for good (0: always), nan if not within
    the months.

    >>> bm.levers.tools.BuildOrBuy(build=100.0, buy=300.0).best
    'buy'
    """

    build: float
    buy: float
    overtakes: float = math.nan

    @property
    def best(self) -> str:
        """« build » or « buy »; a tie is a purchase, which can be ended."""
        return "build" if self.build > self.buy else "buy"


@dataclass(frozen=True)
class Switching:
    """What leaving a tool costs and saves over the months, discounted.

    Attributes:
        cost: setup of the new one, migration, what is lost on the way, both bills during the overlap.
        saving: bills of the old one less bills of the new one.
        bearable_rise: what the old supplier can add to its monthly bill before leaving pays; negative: it pays already.

    >>> bm.levers.tools.Switching(cost=500.0, saving=300.0, bearable_rise=6.0).net
    -200.0
    """

    cost: float
    saving: float
    bearable_rise: float

    @property
    def net(self) -> float:
        """``saving`` − ``cost``: leaving pays when it is positive."""
        return self.saving - self.cost


@dataclass(frozen=True)
class Recovered:
    """Of all the payments due: the share that failed and was ``saved`` by another attempt, the share ``lost`` for good.

    >>> one = bm.levers.tools.Recovered(saved=0.03, lost=0.01)
    >>> round(one.churn(0.02), 4)  # 1 − 0.98 × 0.99
    0.0298
    """

    saved: float
    lost: float

    def churn(self, voluntary: float) -> float:
        """Share of the customers who are gone after a month, when ``voluntary`` leave and the ``lost`` are cut off."""
        return 1 - (1 - numbers.one("voluntary", voluntary, 0, 1)) * (1 - self.lost)


@told_in_french
def present_value(model: BusinessModel, months: int = MONTHS) -> float:
    """Profits of months 1 to ``months`` in today's money, less the setup cost paid before month 1.

    The rate is the model's own ``discount_rate`` (per year). What stock or credit tie up is not counted, as
    it is in ``priorities.worth``: a quote is paid out of what the firm earns.

    Raises:
        LearnerError: no model, a parameter that is an array, months out of bounds.

    >>> from bizmodels import D2C
    >>> shop = D2C(discount_rate=0)
    >>> bm.levers.tools.present_value(shop, 2) == sum(shop.project(2)["profit"])
    True
    """
    months = _followed(model, "present_value()", months)
    return _worth(model, model.path(months), months)


@told_in_french
def quote_cost(model: BusinessModel, quote: Quote, months: int = MONTHS) -> float:
    """What ``quote`` costs this firm over the months, in today's money; its sales are those of ``model``.

    Orders of month t: (customers(t) + n·(w − 1))/w, n customers won and w = ``first_month_weight``: f orders a customer
    where winning one is a first order (w = 1/f), one payment a customer elsewhere (w = 1).

    Raises:
        LearnerError: no model, no quote, a parameter that is an array, months out of bounds.

    >>> from bizmodels import SaaS
    >>> firm = SaaS(discount_rate=0, churn=0, new_customers=0, starting_customers=10)
    >>> Quote, cost = bm.levers.tools.Quote, bm.levers.tools.quote_cost
    >>> cost(firm, Quote(setup=100, monthly=20), months=3), cost(firm, Quote(per_order=1), months=3)
    (160.0, 30.0)
    """
    months = _followed(model, "quote_cost()", months)
    _need(quote, Quote, "quote", "un devis, Quote(setup=0, monthly=100)")
    return _billed(model, model.path(months), quote, months)


@told_in_french
def net_gain(model: BusinessModel, after: BusinessModel, quote: Quote, months: int = MONTHS) -> float:
    """What the tool leaves over the months, discounted: ``after`` less ``model`` less the quote.

    Args:
        model, after: the firm without and with what the tool changes, of one class.
        quote: paid on the sales of ``after``.
        months: how long it is followed.

    Raises:
        LearnerError: as :func:`quote_cost`, or two firms of different classes.

    >>> from bizmodels import D2C
    >>> shop = D2C(discount_rate=0)
    >>> cheaper = shop.replace(fixed_costs=shop.fixed_costs - 100)  # 100 € saved each month
    >>> round(bm.levers.tools.net_gain(shop, cheaper, bm.levers.tools.Quote(setup=500, monthly=20), months=10))
    300
    """
    if type(model) is not type(after):
        raise LearnerError(
            f"net_gain() compare une entreprise à elle-même, avec et sans l’outil{NBSP}; reçu : "
            f"{type(model).__name__} et {type(after).__name__}."
        )
    return present_value(after, months) - present_value(model, months) - quote_cost(after, quote, months)


@told_in_french
def break_even_gain(model: BusinessModel, quote: Quote, vary: str, months: int = MONTHS) -> BreakEven:
    """The smallest change of one parameter that pays a quote over ``months``, discounted.

    Both senses are searched, the nearest first, within the hard bounds of the parameter (an open one up to a thousand
    times its slider); the rest of the firm stays as it is, and a fee on the sales is paid on the sales that the gain brings.

    Args:
        model: the firm today.
        quote: what the tool costs.
        vary: code name of the parameter that the tool moves (``"churn"``), or ``"conversion"``: customers won for the
            same advertising, 1 today (1.04: 4 % more of them, each costing as much less).
        months: how long one gives it to pay.

    Raises:
        LearnerError: an unknown parameter, or none of its values pays (the best one and what lacks are told).

    >>> from bizmodels import D2C
    >>> shop = D2C(discount_rate=0)
    >>> found = bm.levers.tools.break_even_gain(shop, bm.levers.tools.Quote(setup=3_600, monthly=900), "fixed_costs")
    >>> round(found.gain), round(found.cost)  # 3,600/36 + 900 saved each month
    (-1000, 36000)
    """
    months = _followed(model, "break_even_gain()", months)
    _need(quote, Quote, "quote", "un devis, Quote(setup=0, monthly=100)")
    param, today = _setting(model, vary)
    before = present_value(model, months)

    @cache  # a search that fails is told with the best of what it has seen
    def net(value: float) -> float:
        try:
            after = changed(model, vary, value)
            path = after.path(months)
            found = _worth(after, path, months) - before - _billed(after, path, quote, months)
        except LearnerError:  # shares that no longer add up: this side ends here
            return math.nan
        return found if math.isfinite(found) else math.nan

    needed = today if net(today) >= 0 else _nearest_root(net, param, today)
    if needed is None:
        raise LearnerError(_never_pays(model, quote, param, today, net, months))
    return BreakEven(vary, today, needed, quote_cost(changed(model, vary, needed), quote, months))


@told_in_french
def changed(model: BusinessModel, vary: str, value: float) -> BusinessModel:
    """The firm with one setting at ``value``; ``"conversion"`` multiplies the customers won and divides their cost.

    Raises:
        LearnerError: an unknown setting, or a value out of its bounds.

    >>> more = bm.levers.tools.changed(bm.D2C(new_customers=100, cac=12), "conversion", 1.5)
    >>> more.new_customers, more.cac  # the same 1,200 € a month
    (150.0, 8.0)
    """
    _setting(model, vary)
    if vary != CONVERSION:
        return model.replace(**{vary: value})
    share = numbers.one(CONVERSION, value, -math.inf)
    if not 0 < share <= _CONVERSION.high:
        raise LearnerError(
            f"conversion vaut {as_given(value)}{NBSP}; valeur admise{NBSP}: plus de 0, et au plus 20."
        )
    return model.replace(new_customers=model.new_customers * share, cac=model.cac / share)


@told_in_french
def parameters(model: BusinessModel) -> dict[str, Param]:
    """What a tool may move in this firm: its settings but those that are no one's promise, and ``"conversion"``.

    >>> list(bm.levers.tools.parameters(bm.D2C()))[:3]
    ['churn', 'conversion', 'cac']
    """
    known = type(model).__params__
    first = ["churn", CONVERSION, "cac"]
    others = [name for name in known if name not in {*first, *_NO_PROMISE}]
    return {name: _CONVERSION if name == CONVERSION else known[name] for name in [*first, *others]}


@told_in_french
def helping(model: BusinessModel, months: int = MONTHS) -> dict[str, Param]:
    """Those of :func:`parameters` of which another value leaves this firm more over ``months``: a quote can be asked of them.

    Raises:
        LearnerError: as :func:`present_value`.

    >>> shop = bm.D2C(return_rate=0)  # nothing comes back: a cheaper return leaves no more
    >>> found = bm.levers.tools.helping(shop)
    >>> "return_cost" in found, "cac" in found
    (False, True)
    """
    before = present_value(model, months)

    def helps(name: str, param: Param) -> bool:
        today = _setting(model, name)[1]
        for other in (1.1 * today + param.step, 0.9 * today, *(param.soft or ())):
            try:
                after = present_value(changed(model, name, other), months)
            except LearnerError:  # out of its bounds
                continue
            if after - before > 1e-9 * max(1.0, abs(before)):
                return True
        return False

    return {name: param for name, param in parameters(model).items() if helps(name, param)}


@told_in_french
def needed_by(firms: Mapping[str, BusinessModel], quote: Quote, vary: str, months: int = MONTHS) -> Table:
    """The same quote asked of several firms: what each must reach.

    Args:
        firms: name -> model.
        quote, vary, months: as :func:`break_even_gain`.

    Returns:
        One row a firm (index ``firm``): ``today``, ``needed``, ``relative`` (change as a share of today's value) and
        ``cost``; nan where no value pays.

    Raises:
        LearnerError: no firm, or an argument that :func:`break_even_gain` refuses for every one of them.

    >>> Quote, needed_by = bm.levers.tools.Quote, bm.levers.tools.needed_by
    >>> firms = {"petite": bm.D2C(fixed_costs=1_000), "grande": bm.D2C(fixed_costs=10_000)}
    >>> needed_by(firms, Quote(monthly=100), "fixed_costs")["relative"].round(2).tolist()
    [-0.1, -0.01]
    """
    if not isinstance(firms, Mapping) or not firms:
        raise LearnerError(
            f"firms vaut {as_given(firms)}{NBSP}; valeur admise{NBSP}: des noms et leurs modèles."
        )
    _need(quote, Quote, "quote", "un devis, Quote(setup=0, monthly=100)")
    rows = []
    for name, model in firms.items():
        today = _setting(model, vary)[1]
        try:
            found = break_even_gain(model, quote, vary, months)
            rows.append((name, today, found.needed, found.relative, found.cost))
        except LearnerError:
            rows.append((name, today, math.nan, math.nan, quote_cost(model, quote, months)))
    frame = pd.DataFrame(rows, columns=["firm", "today", "needed", "relative", "cost"]).set_index("firm")
    first = next(iter(firms.values()))
    label = parameters(first).get(vary, type(first).__params__.get(vary))
    return Table.of(frame, partial(_needed_in_french, param=label, currency=first.currency))


@told_in_french
def needed_in(model: BusinessModel, quote: Quote, settings: Sequence[str], months: int = MONTHS) -> Table:
    """One quote, one firm: what each of several settings must reach, each moved alone.

    Args:
        model, quote, months: as :func:`break_even_gain`.
        settings: code names, in the order wanted.

    Returns:
        One row a setting (index ``setting``): ``today``, ``needed`` and ``relative``; nan where no value pays. A per cent
        of one is not the same work as a per cent of another: the table says where least must be proved.

    Raises:
        LearnerError: no setting, or one that the firm lacks.

    >>> Quote, needed_in = bm.levers.tools.Quote, bm.levers.tools.needed_in
    >>> table = needed_in(bm.D2C(fixed_costs=1_000), Quote(monthly=100), ["fixed_costs", "capacity"])
    >>> table["needed"].round(2).tolist()  # no capacity pays
    [900.0, nan]
    """
    if isinstance(settings, str) or not isinstance(settings, Sequence) or not settings:
        raise LearnerError(
            f"settings vaut {as_given(settings)}{NBSP}; valeur admise{NBSP}: une liste, ['churn', 'conversion']."
        )
    rows = []
    for vary in settings:
        one = needed_by({vary: model}, quote, vary, months).iloc[0]
        rows.append((vary, one["today"], one["needed"], one["relative"]))
    frame = pd.DataFrame(rows, columns=["setting", "today", "needed", "relative"]).set_index("setting")
    return Table.of(
        frame, partial(_settings_in_french, params={name: _setting(model, name)[0] for name in settings})
    )


@told_in_french
def promises(model: BusinessModel, levers: Sequence[Lever], months: int = MONTHS) -> Table:
    """What each tool promises, against what it costs, and the share of the promise that is enough to pay it.

    Args:
        model: the firm today.
        levers: the tools, each a lever (:meth:`Quote.lever`).
        months: how long, discounted at the rate of the model.

    Returns:
        One row a tool (index ``tool``): ``spent``, ``gained`` if the promise holds, ``net``, and ``enough``, the strength
        of the effect at which it costs nothing (0.4: 40 % of the promise; nan where a hundred times would not do).

    Raises:
        LearnerError: no lever, a lever that the firm lacks the settings of, months out of bounds.

    >>> quote = bm.levers.tools.Quote(monthly=1_000, name="entrepôt")
    >>> shop = bm.D2C(fixed_costs=10_000, discount_rate=0)
    >>> table = bm.levers.tools.promises(shop, [quote.lever(fixed_costs=0.81)])  # 0.81 = 0.9²: half of it saves 1,000
    >>> table.loc["entrepôt"].round(2).tolist()
    [36000.0, 68400.0, 32400.0, 0.5]
    """
    months = _followed(model, "promises()", months)
    found = need_levers(levers, "promises()")
    before = present_value(model, months)

    def net(lever: Lever, strength: float) -> float:
        return present_value(lever.at(strength).apply(model), months) - before

    rows = []
    for lever in found:
        spent, left = -net(lever, 0.0), net(lever, 1.0)
        rows.append((lever.name, spent, left + spent, left, _enough(partial(net, lever))))
    frame = pd.DataFrame(rows, columns=["tool", "spent", "gained", "net", "enough"]).set_index("tool")
    return Table.of(frame, partial(_promises_in_french, currency=model.currency))


@told_in_french
def same_cost(
    first: Quote, second: Quote, amount: float = 0.0, months: int = MONTHS, rate: float = 0.10
) -> float:
    """Orders a month at which two quotes cost the same over the months, setup included, discounted.

    Args:
        first, second: the quotes.
        amount: what an order brings excl. VAT, on which a ``revenue_share`` is taken (the basket incl. VAT where the
            shares of both quotes are said of it).
        months, rate: how long, and at which yearly rate.

    Raises:
        LearnerError: one of them is the cheaper at any size, or both cost alike.

    >>> Quote, same_cost = bm.levers.tools.Quote, bm.levers.tools.same_cost
    >>> round(same_cost(Quote(revenue_share=0.03), Quote(monthly=150, revenue_share=0.01), amount=50))  # 150 ÷ 1
    150
    """
    for what, quote in (("first", first), ("second", second)):
        _need(quote, Quote, what, "un devis, Quote(setup=0, monthly=100)")
    weight = _discounts(numbers.one("rate", rate, 0), whole_months(months)).sum()
    size = numbers.one("amount", amount, 0)
    fixed = (second.setup - first.setup) / weight + second.monthly - first.monthly
    slope = (first.revenue_share - second.revenue_share) * size + first.per_order - second.per_order
    # A last digit is neither a price by the order nor a difference by the month.
    if abs(slope) <= 1e-12 * max(first.per_order, second.per_order, size, 1.0):
        slope = 0.0
    if abs(fixed) <= 1e-12 * max(first.monthly, second.monthly, 1.0):
        fixed = 0.0
    if slope == 0 or fixed / slope <= 0:
        dearer = (
            "coûtent pareil"
            if fixed == slope == 0
            else "ne se croisent pas : l’un est toujours le moins cher"
        )
        raise LearnerError(f"{french.quote(first.name)} et {french.quote(second.name)} {dearer}.")
    return float(fixed / slope)


@told_in_french
def build_or_buy(
    build: Quote,
    buy: Quote,
    gain: float,
    delay: int,
    months: int = MONTHS,
    rate: float = 0.10,
    orders: float = 0.0,
    amount: float = 0.0,
) -> BuildOrBuy:
    """A tool built at home, that works after ``delay`` months, against one bought, that works from month 1.

    Both setups are paid before month 1; ``gain`` and the monthly bill begin with the month in which the tool works.

    Args:
        build, buy: what each costs; the ``monthly`` of what is built is its upkeep.
        gain: what the tool brings in a month, the same for both.
        delay: months before what is built works, 0 to ``months``.
        months, rate: how long, and at which yearly rate.
        orders, amount: orders a month and what each brings, for a quote that is paid by the order or in share.

    Raises:
        LearnerError: an argument out of bounds.

    >>> Quote, build_or_buy = bm.levers.tools.Quote, bm.levers.tools.build_or_buy
    >>> build_or_buy(Quote(setup=500), Quote(monthly=60), gain=100, delay=3, months=12, rate=0)
    BuildOrBuy(build=400.0, buy=480.0, overtakes=nan)
    >>> build_or_buy(Quote(setup=500), Quote(monthly=60), gain=100, delay=3, months=24, rate=0).overtakes  # 60 m = 800
    14.0
    """
    table = build_or_buy_months(build, buy, gain, delay, months, rate, orders, amount)
    built, bought = table["build"].to_numpy(), table["buy"].to_numpy()
    # A last digit is no head start.
    behind = np.flatnonzero(built - bought < -1e-9 * max(1.0, abs(bought[-1])))
    since = 0 if not len(behind) else behind[-1] + 1
    since = float(table.index[since]) if since < len(built) else math.nan
    return BuildOrBuy(float(built[-1]), float(bought[-1]), since)


@told_in_french
def build_or_buy_months(
    build: Quote,
    buy: Quote,
    gain: float,
    delay: int,
    months: int = MONTHS,
    rate: float = 0.10,
    orders: float = 0.0,
    amount: float = 0.0,
) -> pd.DataFrame:
    """What building and buying have brought since the start, month after month, discounted.

    Args:
        build, buy, gain, delay, months, rate, orders, amount: as in :func:`build_or_buy`.

    Returns:
        Columns ``build`` and ``buy``, index ``month`` 0 (the setups) to ``months``.

    Raises:
        LearnerError: an argument out of bounds.

    >>> Quote, path = bm.levers.tools.Quote, bm.levers.tools.build_or_buy_months
    >>> path(Quote(setup=500), Quote(monthly=60), gain=100, delay=1, months=2, rate=0)["build"].tolist()
    [-500.0, -500.0, -400.0]
    """
    for what, quote in (("build", build), ("buy", buy)):
        _need(quote, Quote, what, "un devis, Quote(setup=0, monthly=100)")
    months = whole_months(months)
    late = numbers.whole("delay", delay, 0, months)
    brings = numbers.one("gain", gain, -math.inf)
    discounts = _discounts(numbers.one("rate", rate, 0), months)
    works = np.arange(1, months + 1) > late
    flows = {
        "build": (build.setup, works * (brings - build.bill(orders, amount))),
        "buy": (buy.setup, brings - buy.bill(orders, amount)),
    }
    return pd.DataFrame(
        {
            name: np.concatenate([[0.0], np.cumsum(discounts * monthly)]) - setup
            for name, (setup, monthly) in flows.items()
        },
        index=pd.RangeIndex(months + 1, name="month"),
    )


@told_in_french
def switching_cost(
    old: Quote,
    new: Quote,
    migration: float,
    overlap: int,
    lost: float = 0.0,
    months: int = MONTHS,
    rate: float = 0.10,
    orders: float = 0.0,
    amount: float = 0.0,
) -> Switching:
    """What it costs to leave ``old`` for ``new``, and how far the old supplier may raise its bill before one leaves.

    Args:
        old, new: the quotes; the setup of the old one is spent and counts no more.
        migration: taking the data out, putting them in, training, before month 1.
        overlap: first months during which both bills are paid, 0 to ``months`` − 1.
        lost: what is sold less on the way (a history that cannot be taken along), before month 1.
        months, rate: how long, and at which yearly rate.
        orders, amount: as in :func:`build_or_buy`.

    Raises:
        LearnerError: an argument out of bounds.

    >>> Quote, switching_cost = bm.levers.tools.Quote, bm.levers.tools.switching_cost
    >>> switching_cost(Quote(monthly=100), Quote(monthly=80), migration=500, overlap=2, months=12, rate=0)
    Switching(cost=700.0, saving=240.0, bearable_rise=46.0)
    """
    for what, quote in (("old", old), ("new", new)):
        _need(quote, Quote, what, "un devis, Quote(setup=0, monthly=100)")
    months = whole_months(months)
    both = numbers.whole("overlap", overlap, 0, months - 1)
    discounts = _discounts(numbers.one("rate", rate, 0), months)
    bill = old.bill(orders, amount)
    cost = (
        new.setup
        + numbers.one("migration", migration, 0)
        + numbers.one("lost", lost, 0)
        + bill * discounts[:both].sum()
    )
    saving = (bill - new.bill(orders, amount)) * discounts.sum()
    return Switching(float(cost), float(saving), float((cost - saving) / discounts[both:].sum()))


@told_in_french
def funnel(steps: Mapping[str, float]) -> Table:
    """A payment page as a chain: of those who reach a step, the share that gives up there.

    Args:
        steps: name of each step and the share lost at it, as a fraction, in the order met.

    Returns:
        One row a step (index ``step``): ``loss`` (of those who reach it), ``reached``, ``lost``, ``left`` (of those who
        begin) and ``without``, the share that would reach the end if this step lost nobody.

    Raises:
        LearnerError: no step, a name that is no text, a share outside 0 to 1 (the row is told).

    >>> page = bm.levers.tools.funnel({"adresse": 0.2, "carte": 0.5})
    >>> page.loc["carte", ["reached", "lost", "left", "without"]].tolist()  # 0.8 reach it, half of them leave
    [0.8, 0.4, 0.4, 0.8]
    """
    if not isinstance(steps, Mapping) or not steps:
        raise LearnerError(
            f"funnel() attend les étapes et la part perdue à chacune, {{'adresse': 0.05}}{NBSP}; reçu : {as_given(steps)}."
        )
    rows, reached = [], 1.0
    for line, (step, loss) in enumerate(steps.items(), start=1):
        if not isinstance(step, str) or not step.strip():
            raise LearnerError(
                f"ligne {line}{NBSP}: le nom de l’étape vaut {as_given(step)}{NBSP}; il faut un texte."
            )
        share = numbers.one(f"ligne {line}{NBSP}: {french.quote(step)}", loss, 0, 1)
        rows.append((step, share, reached, reached * share, reached * (1 - share)))
        reached *= 1 - share
    frame = pd.DataFrame(rows, columns=["step", "loss", "reached", "lost", "left"]).set_index("step")
    kept = 1 - frame["loss"].to_numpy()
    frame["without"] = [float(np.prod(np.delete(kept, at))) for at in range(len(kept))]
    return Table.of(frame, _funnel_in_french)


@told_in_french
def recovered(failures: float, retries: Iterable[float] = ()) -> Recovered:
    """What becomes of the payments that fail (an expired card, no money on the account) when they are asked for again.

    Args:
        failures: share of the payments due that fail the first time.
        retries: chance that each further attempt succeeds, of those that still fail; none: every failure is lost.

    Raises:
        LearnerError: a share outside 0 to 1.

    >>> one = bm.levers.tools.recovered(0.10, [0.5, 0.5])
    >>> round(one.saved, 3), round(one.lost, 3)  # half, then half of the rest
    (0.075, 0.025)
    """
    share = numbers.one("failures", failures, 0, 1)
    if isinstance(retries, str | Mapping) or not isinstance(retries, Iterable):
        raise LearnerError(
            f"retries vaut {as_given(retries)}{NBSP}; valeur admise{NBSP}: une liste, [0.4, 0.2]."
        )
    left = 1.0
    for attempt, chance in enumerate(retries, start=1):
        left *= 1 - numbers.one(f"retries, relance {attempt},", chance, 0, 1)
    return Recovered(share * (1 - left), share * left)


# Settings of the firm that no supplier promises to move.
_NO_PROMISE = {
    "starting_customers",
    "setup_cost",
    "capacity",
    "working_capital_days",
    "discount_rate",
    "starting_free",
}


def __getattr__(name: str):
    raise unknown_in("levers.tools", name, __all__)


def _worth(model: BusinessModel, path: Mapping[str, Any], months: int) -> float:
    """Discounted profits of a path already walked, less the setup cost."""
    return float(_discounts(model.discount_rate, months) @ np.asarray(path["profit"])) - float(
        model.setup_cost
    )


def _billed(model: BusinessModel, path: Mapping[str, Any], quote: Quote, months: int) -> float:
    """What a quote costs on a path already walked, discounted."""
    bills = np.full(months, quote.monthly)
    if quote.revenue_share:
        bills = bills + quote.revenue_share * np.asarray(path["revenue"])
    if quote.per_order:
        weight = float(model.first_month_weight)
        customers = np.asarray(path["customers"]) + model.new_customers * (weight - 1)
        bills = bills + quote.per_order * customers / weight
    return quote.setup + float(_discounts(model.discount_rate, months) @ bills)


def _nearest_root(net: Any, param: Any, today: float) -> float | None:
    """The value nearest to today's at which ``net`` is 0; None if it stays below on both sides."""
    from scipy.optimize import brentq

    last = {1: 0.0, -1: 0.0}
    for distance, side in _distances(param, today):
        value = today + side * distance
        left = net(value)
        if left >= 0:
            a, b = today + side * last[side], value
            return float(brentq(net, a, b, xtol=1e-14 * max(1.0, abs(today)), rtol=1e-12))
        if not math.isnan(left):
            last[side] = distance
    return None


def _distances(param: Any, today: float) -> list[tuple[float, int]]:
    """How far from today's value to look, nearest first, on both sides: (distance, 1 or −1)."""
    soft_high = param.soft[1] if param.soft else 1.0
    high = param.high if math.isfinite(param.high) else 1_000 * max(soft_high, abs(today))
    low = param.low if math.isfinite(param.low) else -1_000 * max(soft_high, abs(today))
    rooms = {1: high - today, -1: today - low}
    steps = np.geomspace(1e-9, 1, 110)
    return sorted((float(room * step), side) for side, room in rooms.items() if room > 0 for step in steps)


def _enough(net: Any) -> float:
    """The smallest strength at which a lever costs nothing; nan where a hundred times its effect would not do."""
    from scipy.optimize import brentq

    last = 0.0
    if net(last) >= 0:
        return last
    for strength in np.geomspace(1e-3, 100, 120):
        if net(float(strength)) >= 0:
            return float(brentq(net, last, float(strength), xtol=1e-12))
        last = float(strength)
    return math.nan


def _setting(model: BusinessModel, vary: Any) -> tuple[Param, float]:
    """The parameter that moves and its value today.

    Raises:
        LearnerError: the model has none of that name.
    """
    if vary == CONVERSION and CONVERSION not in type(model).__params__:
        return _CONVERSION, 1.0
    known = type(model).__params__
    if not isinstance(vary, str) or vary not in known:
        raise LearnerError(
            f"{type(model).__name__} n’a pas de paramètre {french.quote(vary)}.{nearest(str(vary), [*known, CONVERSION])}"
        )
    return known[vary], float(model.values()[vary])


def _never_pays(model: BusinessModel, quote: Quote, param: Param, today: float, net: Any, months: int) -> str:
    tried = [today + side * distance for distance, side in _distances(param, today)]
    nets = [(net(value), value) for value in tried]
    best, at = max((one for one in nets if not math.isnan(one[0])), default=(math.nan, today))
    label = french.quote(param.label)
    start = f"Aucune valeur de {label} ne paie {french.quote(quote.name)} en {french.plural(months, 'mois', 'mois')}"
    if not math.isfinite(best) or best <= net(today):
        return f"{start}{NBSP}: la changer ne rapporte rien à cette entreprise."
    return f"{start}{NBSP}: même à {param.show(round(at, 9))}, il manque encore {french.compact(-best, model.currency)}."


def _needed_in_french(table: pd.DataFrame, param: Param, currency: str) -> pd.DataFrame:
    shown = pd.DataFrame(
        {
            f"{param.label}, aujourd’hui": [param.show(value) for value in table["today"]],
            "Pour payer le devis": [
                _reached(param, *pair) for pair in zip(table["today"], table["needed"], strict=True)
            ],
            "Changement": ["" if math.isnan(x) else french.quantity(x, "%", 1) for x in table["relative"]],
            "Coût du devis": [french.compact(value, currency) for value in table["cost"]],
        },
        index=table.index,
    )
    shown.index.name = "Entreprise"
    return shown


def _settings_in_french(table: pd.DataFrame, params: Mapping[str, Param]) -> pd.DataFrame:
    rows = zip(params.values(), table["today"], table["needed"], table["relative"], strict=True)
    shown = pd.DataFrame(
        [
            (
                param.label,
                param.show(today),
                _reached(param, today, needed),
                "" if math.isnan(change) else french.quantity(change, "%", 1),
            )
            for param, today, needed, change in rows
        ],
        columns=["Réglage", "Aujourd’hui", "Pour payer le devis", "Changement"],
    )
    return shown.set_index("Réglage")


def _reached(param: Param, today: float, needed: float) -> str:
    """The value needed with three significant digits, or as many as tell it from today's."""
    if math.isnan(needed):
        return "jamais payé"
    cents = round(needed, 2)
    if param.unit[:1] in ("€", "$") and abs(needed) < 1_000 and cents != round(today, 2):
        return param.show(cents)
    # Of 100 % today, the change must be read off the value: 103.4 %, not 103 % beside « 3.4 % ».
    least = 4 if param is _CONVERSION else 3
    digits = next((d for d in range(least, 9) if float(f"{needed:.{d}g}") != float(f"{today:.{d}g}")), 9)
    return param.show(float(f"{needed:.{digits}g}"))


def _promises_in_french(table: pd.DataFrame, currency: str) -> pd.DataFrame:
    shown = pd.DataFrame(
        {
            label: [french.compact(value, currency) for value in table[column]]
            for column, label in (
                ("spent", "Coûte"),
                ("gained", "Rapporte, promesse tenue"),
                ("net", "Reste"),
            )
        },
        index=table.index,
    )
    shown["Part de la promesse qui suffit"] = [
        "aucune" if math.isnan(share) else french.quantity(share, "%", 0) for share in table["enough"]
    ]
    shown.index.name = "Outil"
    return shown


def _funnel_in_french(table: pd.DataFrame) -> pd.DataFrame:
    labels = {
        "loss": "Abandon à cette étape",
        "reached": "Y arrivent",
        "left": "La passent",
        "without": "Iraient au bout sans elle",
    }
    shown = table[list(labels)].map(lambda share: french.quantity(share, "%", 1)).rename(columns=labels)
    shown.index.name = "Étape"
    return shown


def _followed(model: Any, where: str, months: Any) -> int:
    """The months to follow, once ``model`` is one firm."""
    if not isinstance(model, BusinessModel):
        raise LearnerError(f"{where} attend un modèle, D2C() par exemple{NBSP}; reçu : {as_given(model)}.")
    single(model, where)
    return whole_months(months)


def _discounts(yearly: float, months: int) -> np.ndarray:
    """What 1 € at the end of months 1, 2, … is worth today."""
    return (1 + monthly_rate(yearly)) ** -np.arange(1.0, months + 1)


def _need(value: Any, kind: type, what: str, example: str) -> None:
    if not isinstance(value, kind):
        raise LearnerError(f"{what} vaut {as_given(value)}{NBSP}; valeur admise{NBSP}: {example}.")
