"""Cash: days that money waits, what a flow is worth today, weeks until the bank is empty, what to have in hand.

All money is in one currency. A rate is a fraction by period (0.1 for 10 %): by month when the flows are monthly, by year
in what bears dates. A growth is a fraction by month.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

import numpy as np
import pandas as pd
from scipy.optimize import brentq, minimize_scalar

from bizmodels import french
from bizmodels.core import numbers
from bizmodels.core.arguments import single, whole_months
from bizmodels.core.model import BusinessModel
from bizmodels.core.months import MONTHS
from bizmodels.core.values import as_given
from bizmodels.errors import LearnerError, told_in_french
from bizmodels.french import NARROW, NBSP, unknown_in
from bizmodels.tables import Table

__all__ = [
    "Advance",
    "CashCycle",
    "FundingNeed",
    "advance",
    "cash_conversion_cycle",
    "funding_distribution",
    "growth_cash",
    "irr",
    "lowest_week",
    "npv",
    "pmt",
    "runway",
    "self_funded_growth",
    "thirteen_weeks",
    "xirr",
    "xnpv",
]

WEEKS = 13  # a quarter
LOWEST_RATE, HIGHEST_RATE = -0.99, 10.0  # where an internal rate is looked for
FIRST_YEAR, LAST_YEAR = 1900, 2199  # of a date
_YEAR = 365  # days: what Excel's XNPV and XIRR count, leap years too


@dataclass(frozen=True)
class CashCycle:
    """Days from paying a supplier to being paid by a customer; negative: the customers pay first.

    Attributes:
        dio: days of cost of goods lying in stock.
        dso: days of revenue that customers owe.
        dpo: days of cost of goods that suppliers are owed.
        ccc: ``dio + dso − dpo``.

    >>> bm.risks.cash.CashCycle(dio=40.0, dso=10.0, dpo=60.0)
    CashCycle(dio=40.0, dso=10.0, dpo=60.0, ccc=-10.0)
    """

    dio: float
    dso: float
    dpo: float
    ccc: float = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "ccc", self.dio + self.dso - self.dpo)

    def rounded(self) -> CashCycle:
        """The same in whole days, each rounded first, as published tables do: their sum may differ by a day.

        >>> bm.risks.cash.CashCycle(10.4, 10.4, 0.0).rounded().ccc
        20
        """
        return CashCycle(round(self.dio), round(self.dso), round(self.dpo))


@told_in_french
def cash_conversion_cycle(
    revenue: float, cogs: float, inventory: float, receivables: float, payables: float, days: float = 365
) -> CashCycle:
    """Days of stock, of customers' and of suppliers' credit, from two flows and three balances.

    The ratios as they are published: stock and suppliers over the cost of goods, customers over revenue, balances at the
    end of the period. Revenue and costs are excl. VAT, but in French accounts what customers owe and what suppliers are
    owed include it: divide both by 1.2 before (at 20 %), or the days are a fifth too long. Stock is excl. VAT already.

    Args:
        revenue, cogs: of the period, excl. VAT; ``cogs`` may be 0 where nothing is in stock nor owed.
        inventory, receivables, payables: balances, at least 0.
        days: length of the period, above 0.

    Raises:
        LearnerError: a negative amount, no revenue, a period of no day, a stock or a debt without costs.

    Source: days of stock, receivables and payables, as stock-analysis-on.net publishes them.

    >>> shop = bm.risks.cash.cash_conversion_cycle(3_650, 1_825, inventory=300, receivables=100, payables=150)
    >>> shop.dio, shop.dso, shop.dpo, shop.ccc  # 10 of revenue a day, 5 of goods
    (60.0, 10.0, 30.0, 40.0)
    """
    revenue = numbers.one("revenue", revenue, 0, inside=True)
    cogs, inventory, receivables, payables = (
        numbers.one(name, value, 0)
        for name, value in (
            ("cogs", cogs), ("inventory", inventory), ("receivables", receivables), ("payables", payables),
        )
    )  # fmt: skip
    days = numbers.one("days", days, 0, inside=True)
    if cogs == 0 and (inventory or payables):
        raise LearnerError(
            f"cogs vaut 0, avec un stock ou des dettes aux fournisseurs{NBSP}: donner le coût d’achat de la période."
        )
    over = days / cogs if cogs else 0.0
    return CashCycle(dio=inventory * over, dso=receivables * days / revenue, dpo=payables * over)


@told_in_french
def npv(rate: float, flows: Sequence[float], convention: str = "excel") -> float:
    """What flows, one a period, are worth today.

    Args:
        rate: by period, above −1.
        flows: in their order, what is paid negative.
        convention: ``"excel"``: the first flow comes at the *end* of the first period and is discounted too;
            ``"numpy"``: it is today's, as in numpy-financial and in textbooks. The first is the second ÷ (1 + rate).

    Raises:
        LearnerError: a rate of −1 or less, no flow, another convention.

    Source: Microsoft's page on NPV; numpy-financial.

    >>> round(bm.risks.cash.npv(0.1, [-100, 121], "numpy"), 6), round(bm.risks.cash.npv(0.1, [-99, 121]), 6)
    (10.0, 10.0)
    """
    rate, amounts = _rate(rate), _flows(flows)
    if convention not in ("excel", "numpy"):
        raise LearnerError(
            f"convention vaut {as_given(convention)}{NARROW}; valeur admise{NBSP}: « excel » (premier flux dans une "
            "période) ou « numpy » (premier flux aujourd’hui)."
        )
    first = 1 if convention == "excel" else 0
    return _worth(rate, amounts, np.arange(first, first + len(amounts)))


@told_in_french
def irr(flows: Sequence[float]) -> float:
    """The rate by period at which the flows, the first today, are worth nothing.

    Raises:
        LearnerError: no flow, flows all of one sign; where the sign changes several times, none or several such rates from
            −0.99 to 10 (they are told). Where it changes once the rate is unique, and is found however large.

    Source: Microsoft's page on IRR. A project that pays twice (opening and closing) may have two rates, neither of which
    means anything: compare ``npv`` at the rate that one pays.

    >>> round(bm.risks.cash.irr([-100, 60, 60]), 4), round(bm.risks.cash.irr([-100, 1_200]), 6)
    (0.1307, 11.0)
    """
    amounts = _flows(flows)
    return _internal_rate("irr()", amounts, np.arange(len(amounts), dtype=float), "npv(taux, flux)")


@told_in_french
def xnpv(rate: float, flows: Sequence[float], dates: Sequence[Any]) -> float:
    """What dated flows are worth on the first date.

    Args:
        rate: by year, above −1.
        flows: in the order of ``dates``.
        dates: « 2025-01-31 » (year, month, day), dates or timestamps, from 1900 to 2199; none before the first. A year
            counts 365 days.

    Raises:
        LearnerError: a rate of −1 or less, no flow, another number of dates, a date that is none or before the first.

    Source: Microsoft's page on XNPV.

    >>> round(bm.risks.cash.xnpv(0.1, [-100, 110], ["2025-01-01", "2026-01-01"]), 9) + 0
    0.0
    """
    rate, amounts = _rate(rate), _flows(flows)
    return _worth(rate, amounts, _years(dates, len(amounts)))


@told_in_french
def xirr(flows: Sequence[float], dates: Sequence[Any]) -> float:
    """The yearly rate at which dated flows are worth nothing: ``irr`` with dates, actual days over 365.

    Raises:
        LearnerError: as ``xnpv`` and ``irr``.

    Source: Microsoft's page on XIRR.

    >>> round(bm.risks.cash.xirr([-100, 110], ["2025-01-01", "2026-01-01"]), 6)
    0.1
    """
    amounts = _flows(flows)
    return _internal_rate("xirr()", amounts, _years(dates, len(amounts)), "xnpv(taux, flux, dates)")


@told_in_french
def pmt(rate: float, periods: int, pv: float, fv: float = 0.0, due: str = "end") -> float:
    """The equal payment, negative, that pays back a loan of ``pv`` in so many ``periods``.

    Args:
        rate: by period (a yearly 8 % paid monthly: ``0.08 / 12``), above −1.
        periods: number of payments, at least 1.
        pv: what is received today; ``fv``: what is still owed after the last payment, negative, as in Excel.
        due: ``"end"`` of each period, or its ``"start"``.

    Raises:
        LearnerError: a rate of −1 or less, no whole number of periods, an amount that is none, another ``due``.

    Source: Microsoft's page on PMT.

    >>> bm.risks.cash.pmt(0, 10, 1_000), round(bm.risks.cash.pmt(0.08 / 12, 10, 10_000), 2)
    (-100.0, -1037.03)
    """
    rate, periods = _rate(rate), numbers.whole("periods", periods, 1)
    pv, fv = numbers.one("pv", pv, -math.inf), numbers.one("fv", fv, -math.inf)
    if due not in ("end", "start"):
        raise LearnerError(
            f"due vaut {as_given(due)}{NARROW}; valeur admise{NBSP}: « end » (fin de période) ou « start » (début)."
        )
    if rate == 0:
        return -(pv + fv) / periods
    # (1 + rate)^periods = e^power. The side of the fraction that stays below 1, so that nothing overflows nor cancels.
    power = periods * math.log1p(rate)
    if power > 0:
        payment = -(pv + fv * math.exp(-power)) * (rate / -math.expm1(-power))
    else:
        payment = -(pv * math.exp(power) + fv) * (rate / math.expm1(power))
    return payment / (1 + rate) if due == "start" else payment


@told_in_french
def runway(cash: float, burn: float, growth: float = 0.0) -> float:
    """Months until ``cash`` is gone.

    Args:
        cash: in the bank today, at least 0.
        burn: what leaves in the first month, receipts deducted; 0 or less (it earns): never.
        growth: by how much the burn grows each month, above −1; where it shrinks fast enough the cash lasts for ever.

    Returns:
        A real number of months, infinite where the cash lasts: ln(1 + g·cash/burn)/ln(1 + g), cash/burn when g = 0.

    Raises:
        LearnerError: negative cash, a growth of −1 or less, no number.

    >>> bm.risks.cash.runway(1_200, 100), bm.risks.cash.runway(700, 100, growth=1)  # 100 + 200 + 400
    (12.0, 3.0)
    >>> bm.risks.cash.runway(1_200, 0), bm.risks.cash.runway(1_200, 100, growth=-0.1)  # 1,000 in all
    (inf, inf)
    """
    cash, burn = numbers.one("cash", cash, 0), numbers.one("burn", burn, -math.inf)
    growth = numbers.one("growth", growth, -1, inside=True)
    if burn <= 0:
        return math.inf
    if abs(growth) < 1e-12:  # too slow to be seen, and to be divided by
        return cash / burn
    spent = growth * (cash / burn)
    return math.inf if spent <= -1 else math.log1p(spent) / math.log1p(growth)


@told_in_french
def self_funded_growth(margin: float, days: float) -> float:
    """The monthly growth of revenue above which a firm that earns runs out of cash, month after month.

    A month at growth g earns ``margin`` of its revenue R and ties up ``days``/30 of what R has gained, R·g/(1 + g): nothing
    is left at g = margin/(days/30 − margin).

    Args:
        margin: profit over revenue, from −1 to 1.
        days: ``working_capital_days``; where they are so few (or negative) that a growth never costs cash: infinite.

    Returns:
        Growth a month, 0 for a firm that earns nothing (its growth only costs), infinite where growth pays for itself.

    Raises:
        LearnerError: a margin out of bounds, days that are no number.

    >>> round(bm.risks.cash.self_funded_growth(margin=0.05, days=31.5), 6)  # 0.05/(1.05 − 0.05)
    0.05
    >>> bm.risks.cash.self_funded_growth(0.05, days=-20)  # paid before paying
    inf
    """
    margin, held = numbers.one("margin", margin, -1, 1), numbers.one("days", days, -math.inf) / 30
    if held <= margin:
        return math.inf
    return max(0.0, margin / (held - margin))


@told_in_french
def growth_cash(
    revenue: float, growth: float, margin: float, days: float, months: int = MONTHS, opening: float = 0.0
) -> Table:
    """A firm whose revenue grows at one rate: profit and cash month after month.

    The rule of ``core.months``: cash(t) = opening + profits to t − (days/30)·(R(t) − R(0)), month 0 being ``revenue``.

    Args:
        revenue: of the month before the first, excl. VAT.
        growth: a month, above −1.
        margin: profit over revenue, from −1 to 1.
        days: ``working_capital_days``, negative where customers pay first.
        months: from 1 to 600.
        opening: cash before the first month.

    Returns:
        Table by ``month`` (0 the start): ``revenue profit working_capital cash``.

    Raises:
        LearnerError: an argument out of bounds.

    >>> bm.risks.cash.growth_cash(100, growth=1, margin=0.25, days=30, months=2)["cash"].tolist()  # 50 − 100; 100 − 200
    [0.0, -50.0, -150.0]
    """
    revenue, growth = numbers.one("revenue", revenue, 0), numbers.one("growth", growth, -1, inside=True)
    margin, days = numbers.one("margin", margin, -1, 1), numbers.one("days", days, -math.inf)
    months, opening = numbers.whole("months", months, 1, 600), numbers.one("opening", opening, -math.inf)
    month = np.arange(months + 1)
    with np.errstate(over="ignore"):
        sold = revenue * (1 + growth) ** month
    if not np.isfinite(sold[-1]) or sold[-1] > numbers.LARGEST:
        raise LearnerError(
            f"growth vaut {as_given(growth)}{NARROW}: en {months} mois, le chiffre d’affaires ne se calcule plus{NBSP}; "
            "donner moins de croissance ou moins de mois."
        )
    profit = np.where(month > 0, margin * sold, 0.0)
    held = days / 30 * sold
    frame = pd.DataFrame(
        {
            "revenue": sold,
            "profit": profit,
            "working_capital": held,
            "cash": opening + profit.cumsum() - (held - held[0]),
        },
        index=pd.Index(month, name="month"),
    )
    names = {
        "revenue": "Chiffre d’affaires HT", "profit": "Résultat", "working_capital": "Argent immobilisé",
        "cash": "Trésorerie",
    }  # fmt: skip
    return Table.of(frame, lambda rows: _euros(rows, names, "Mois"))


@dataclass(frozen=True)
class Advance:
    """What a customer who pays a term ahead lends, and at what rate.

    Attributes:
        received: more in hand today than with the first monthly payment.
        forgone: monthly payments not received later (those of customers who would have left are not lost).
        monthly_rate, yearly_rate: the rate of this loan; the yearly one compounds twelve months.

    >>> bm.risks.cash.Advance(received=900.0, forgone=1_100.0, monthly_rate=0.0).yearly_rate
    0.0
    """

    received: float
    forgone: float
    monthly_rate: float

    @property
    def yearly_rate(self) -> float:
        """(1 + monthly rate)^12 − 1."""
        return math.expm1(12 * math.log1p(self.monthly_rate))


@told_in_french
def advance(price: float, paid: float = 10, months: int = 12, churn: float = 0.0) -> Advance:
    """A subscription paid ahead against the same one paid each month: the seller's loan.

    Each month is paid at its start. Ahead, the seller has ``paid`` prices today instead of one, and then nothing in months
    2 to ``months``, where a monthly customer would have paid with the chance (1 − churn)^k of being there still. One who
    has paid ahead is not reimbursed.

    Args:
        price: a month, excl. VAT, above 0.
        paid: months paid for the whole term: 10 for « two months free »; more than 1, at most ``months``.
        months: the term, from 2 to 60.
        churn: share of the monthly customers who leave each month, from 0 to below 1.

    Raises:
        LearnerError: an argument out of bounds.

    >>> loan = bm.risks.cash.advance(price=100)
    >>> loan.received, loan.forgone, round(loan.monthly_rate, 3)  # 900 today, 11 × 100 less later
    (900.0, 1100.0, 0.035)
    """
    price = numbers.one("price", price, 0, inside=True)
    months = numbers.whole("months", months, 2, 60)
    paid, churn = numbers.one("paid", paid, 1, months), numbers.one("churn", churn, 0, 1)
    if paid == 1:
        raise LearnerError(
            f"paid vaut 1{NARROW}; valeur admise{NBSP}: plus de 1 mois, sinon rien n’est avancé."
        )
    if churn == 1:
        raise LearnerError(f"churn vaut 1{NARROW}; valeur admise{NBSP}: moins de 1, sinon personne ne reste.")
    later = price * (1 - churn) ** np.arange(1, months)
    received = (paid - 1) * price
    flows = np.concatenate([[received], -later])
    rate = _internal_rate("advance()", flows, np.arange(months, dtype=float), "npv(taux, flux)")
    return Advance(received=received, forgone=math.fsum(later), monthly_rate=rate)


@told_in_french
def thirteen_weeks(
    opening: float,
    sales: float | Sequence[float],
    goods: float | Sequence[float] = 0.0,
    wages: float = 0.0,
    other: float | Sequence[float] = 0.0,
    *,
    receipt_weeks: int = 0,
    payout_every: int = 1,
    supplier_weeks: int = 0,
    vat: float = 0.20,
    vat_day: int = 20,
    wage_day: int = 28,
    start: Any = "2025-09-01",
    sales_before: float | None = None,
    goods_before: float | None = None,
) -> Table:
    """The cash plan of a quarter, week by week.

    Args:
        opening: in the bank before week 1.
        sales: what is sold each week, incl. VAT: one number, or thirteen.
        goods: bought each week, excl. VAT; paid with the VAT on it.
        wages: with their charges, paid each month in the week of ``wage_day``.
        other: paid in the week itself, VAT aside (rent, advertising…).
        receipt_weeks: weeks from sale to receipt (0 to 26): customers' credit, or a platform's delay.
        payout_every: a platform pays every so many weeks (1 to 13) what has fallen due: in weeks ``payout_every``,
            ``2 × payout_every``…
        supplier_weeks: weeks from buying to paying (0 to 26).
        vat: rate of both sales and goods.
        vat_day: day of the month (1 to 28) when the VAT of the *previous* month is paid: each firm has its own date. What
            is deductible beyond it is carried over.
        start: a date in week 1, which begins on its Monday; « 2025-01-31 », a date or a timestamp, from 1900 to 2199.
        sales_before, goods_before: a week's, before week 1; by default those of week 1.

    Returns:
        Table by ``week`` 1 to 13: ``starts`` (a date), ``receipts``, then ``suppliers wages vat other`` (paid, positive),
        ``net`` and ``closing``.

    Raises:
        LearnerError: an argument out of bounds, a list that does not hold thirteen numbers, a start that is no date.

    >>> plan = bm.risks.cash.thirteen_weeks(1_000, sales=120, other=100, receipt_weeks=2, sales_before=0, vat=0)
    >>> plan["closing"].tolist()[:4]  # nothing comes in for two weeks
    [900.0, 800.0, 820.0, 840.0]
    >>> bm.risks.cash.lowest_week(plan)
    2
    """
    opening = numbers.one("opening", opening, -math.inf)
    sold, bought, paid = _weekly("sales", sales), _weekly("goods", goods), _weekly("other", other)
    wages, vat = numbers.one("wages", wages, 0), numbers.one("vat", vat, 0, 1)
    receipt_weeks = numbers.whole("receipt_weeks", receipt_weeks, 0, 26)
    supplier_weeks = numbers.whole("supplier_weeks", supplier_weeks, 0, 26)
    payout_every = numbers.whole("payout_every", payout_every, 1, WEEKS)
    vat_day, wage_day = numbers.whole("vat_day", vat_day, 1, 28), numbers.whole("wage_day", wage_day, 1, 28)
    sold_before = sold[0] if sales_before is None else numbers.one("sales_before", sales_before, 0)
    bought_before = bought[0] if goods_before is None else numbers.one("goods_before", goods_before, 0)
    day = _date("start", start)
    monday = day - timedelta(days=day.weekday())

    receipts = np.zeros(WEEKS)
    # A sale of week w (0: the first) falls due in w + delay, and is paid in the next week of payment. Before week 1, what
    # fell due up to the last payment, the one of week 0, is received already.
    for week in range(-receipt_weeks - payout_every, WEEKS):
        due = week + receipt_weeks + 1  # counted from 1
        on = -(-due // payout_every) * payout_every
        if 1 <= on <= WEEKS:
            receipts[on - 1] += sold[week] if week >= 0 else sold_before
    owed = np.concatenate([np.full(supplier_weeks, bought_before), bought])[:WEEKS] * (1 + vat)

    salaries, taxes = np.zeros(WEEKS), np.zeros(WEEKS)
    credit = 0.0
    for year, month in _months(monday):
        week = (date(year, month, wage_day) - monday).days // 7
        if 0 <= week < WEEKS:
            salaries[week] += wages
        week = (date(year, month, vat_day) - monday).days // 7
        if not 0 <= week < WEEKS:
            continue
        last = date(year, month, 1) - timedelta(days=1)
        days = [last.replace(day=number) for number in range(1, last.day + 1)]
        places = [(one - monday).days // 7 for one in days]
        due = math.fsum(
            vat / (1 + vat) * (sold[at] if at >= 0 else sold_before) / 7
            - vat * (bought[at] if at >= 0 else bought_before) / 7
            for at in places
            if at < WEEKS
        )
        taxes[week] += max(0.0, due - credit)
        credit = max(0.0, credit - due)

    net = receipts - owed - salaries - taxes - paid
    frame = pd.DataFrame(
        {
            "starts": [monday + timedelta(weeks=number) for number in range(WEEKS)],
            "receipts": receipts, "suppliers": owed, "wages": salaries, "vat": taxes, "other": paid, "net": net,
            "closing": opening + net.cumsum(),
        },
        index=pd.Index(range(1, WEEKS + 1), name="week"),
    )  # fmt: skip
    return Table.of(frame, _weeks_in_french)


@told_in_french
def lowest_week(plan: pd.DataFrame) -> int:
    """The week (1 to 13) in which a plan of ``thirteen_weeks`` closes lowest; the first of them.

    Raises:
        LearnerError: no table with a column ``closing``.

    >>> bm.risks.cash.lowest_week(bm.risks.cash.thirteen_weeks(100, sales=0, other=5, vat=0))
    13
    """
    if not isinstance(plan, pd.DataFrame) or "closing" not in plan or plan.empty:
        raise LearnerError(
            f"plan vaut {as_given(plan)}{NARROW}; valeur admise{NBSP}: le tableau de thirteen_weeks()."
        )
    return int(plan["closing"].round(6).idxmin())


@dataclass(frozen=True)
class FundingNeed:
    """What a firm needs in hand: as planned, and over many futures.

    Attributes:
        plan: need of the firm as planned, nothing happening.
        needs: that of each future, from the smallest.

    >>> need = bm.risks.cash.FundingNeed(plan=100.0, needs=np.array([50.0, 100.0, 100.0, 300.0]))
    >>> need.at(0.5), need.at(1), need.short  # one future in four asks for more than the plan
    (100.0, 300.0, 0.25)
    """

    plan: float
    needs: np.ndarray = field(repr=False)

    def at(self, share: float) -> float:
        """What is enough in such a ``share`` of the futures, from 0 to 1 (0.9: nine in ten); a need that one of them has.

        Raises:
            LearnerError: a share out of bounds.
        """
        return float(np.quantile(self.needs, numbers.one("share", share, 0, 1), method="inverted_cdf"))

    @property
    def short(self) -> float:
        """Share of the futures in which the need of the plan is not enough (by more than a euro)."""
        return float((self.needs > self.plan + 1).mean())

    def table(self) -> Table:
        """The need to be safe in so many futures, by ``share``."""
        shares = [0.5, 0.75, 0.9, 0.95, 0.99]
        frame = pd.DataFrame(
            {"need": [self.at(share) for share in shares]}, index=pd.Index(shares, name="share")
        )
        names = {"need": "Argent à réunir"}

        def shown(rows: pd.DataFrame) -> pd.DataFrame:
            told = _euros(rows, names, "Assez dans")
            told.index = pd.Index(
                [_percent(share) + " des futurs" for share in rows.index], name="Assez dans"
            )
            return told

        return Table.of(frame, shown)


@told_in_french
def funding_distribution(model: BusinessModel, futures: pd.DataFrame, months: int = MONTHS) -> FundingNeed:
    """The funding need of a firm in many futures, beside the one that is planned.

    Args:
        model: the firm as planned, one number a parameter.
        futures: what ``bm.simulate(model, {…}, risks=[…], months=months)`` gives: a future's need is its ``lowest_cash``, at
            least 0.
        months: how long it is followed, the same as that of ``bm.simulate``.

    Raises:
        LearnerError: no model, a parameter that is an array, no table with a column ``lowest_cash``, months out of bounds or
            other than those of ``futures`` (seen where the needs of 36 months, which the table also holds, do not fit).

    >>> firm = bm.D2C(setup_cost=1_000_000)
    >>> need = bm.risks.cash.funding_distribution(firm, bm.simulate(firm, {}, draws=10))
    >>> need.at(0.9) == need.plan >= 1_000_000, need.short  # nothing is drawn: every future is the plan
    (True, 0.0)
    """
    if not isinstance(model, BusinessModel):
        raise LearnerError(f"model vaut {as_given(model)}{NARROW}; valeur admise{NBSP}: un modèle, bm.D2C().")
    single(model, "funding_distribution()")
    months = whole_months(months)
    if not isinstance(futures, pd.DataFrame) or "lowest_cash" not in futures or futures.empty:
        raise LearnerError(
            f"futures vaut {as_given(futures)}{NARROW}; valeur admise{NBSP}: le tableau de bm.simulate(), avec sa colonne "
            "lowest_cash."
        )
    lowest = numbers.column("futures", futures["lowest_cash"])
    needs = np.maximum(0.0, -lowest)
    if "funding_need" in futures:
        more = needs - numbers.column(
            "futures", futures["funding_need"]
        )  # that of 36 months, struck all the same
        slack = 1e-6 * (1 + needs.max())
        if (months <= MONTHS and more.max() > slack) or (months >= MONTHS and more.min() < -slack):
            raise LearnerError(
                f"months vaut {months}, et ces futurs ont été suivis un autre nombre de mois{NARROW}; valeur admise{NBSP}: le même "
                "months dans bm.simulate() et dans funding_distribution()."
            )
    plan = max(0.0, model.setup_cost, -float(model.project(months)["cash"].min()))
    return FundingNeed(plan=plan, needs=np.sort(needs))


def _rate(rate: Any) -> float:
    if not numbers.is_number(rate) or rate <= -1:
        raise LearnerError(
            f"rate vaut {as_given(rate)}{NARROW}; valeur admise{NBSP}: un taux plus grand que −1 (0.1 pour 10{NBSP}%)."
        )
    return float(rate)


def _flows(flows: Any) -> np.ndarray:
    amounts = numbers.column("flows", flows)
    if not len(amounts):
        raise LearnerError(f"flows vaut {as_given(flows)}{NARROW}; valeur admise{NBSP}: au moins un flux.")
    return amounts


def _worth(rate: float, amounts: np.ndarray, times: np.ndarray) -> float:
    with np.errstate(over="ignore", invalid="ignore"):
        found = float(amounts @ np.exp(-times * math.log1p(rate)))
    if not math.isfinite(found):
        raise LearnerError(
            f"rate vaut {as_given(rate)}{NARROW}: à ce taux, les flux les plus lointains ne se calculent plus{NBSP}; "
            "donner un taux plus grand."
        )
    return found


def _internal_rate(who: str, amounts: np.ndarray, times: np.ndarray, instead: str) -> float:
    # Flows of one day are one; what comes before the first that is not 0 changes nothing.
    times, day = np.unique(times, return_inverse=True)
    amounts = np.bincount(day, amounts)
    times, amounts = times[amounts != 0], amounts[amounts != 0]
    signs = np.sign(amounts)
    if not len(signs) or (signs == signs[0]).all():
        raise LearnerError(
            f"{who}{NBSP}: il faut au moins un flux payé (négatif) et un flux reçu (positif){NARROW}; tous les flux donnés, ceux "
            "d’un même jour comptés ensemble, ont le même signe, et aucun taux ne les annule."
        )
    times = times - times[0]
    worth, scale = _scaled(amounts, times), np.abs(amounts).max()
    if (np.diff(signs) != 0).sum() == 1:  # Descartes: exactly one root above −1
        return _only_rate(who, worth)
    grid = np.linspace(math.log1p(LOWEST_RATE), math.log1p(HIGHEST_RATE), 4_001)
    values = np.array([worth(at) for at in grid])
    roots = sorted(_crossings(worth, grid, values) + _touching(worth, grid, values, scale))
    rates = [math.expm1(at) for at in roots]
    if len(rates) == 1:
        return rates[0]
    told = f"de {_percent(LOWEST_RATE)} à {_percent(HIGHEST_RATE)}"
    if not rates:
        raise LearnerError(f"{who}{NBSP}: aucun taux n’annule ces flux, cherché {told} par période.")
    listed = french.listing([_percent(rate) for rate in rates])
    raise LearnerError(
        f"{who}{NBSP}: {len(rates)} taux annulent ces flux, cherchés {told} par période{NBSP}: {listed}. Les flux changent plus "
        f"d’une fois de signe, aucun de ces taux ne dit ce que rapporte le projet{NBSP}: comparer {instead} au taux que "
        "l’argent vous coûte."
    )


def _only_rate(who: str, worth: Callable[[float], float]) -> float:
    """The rate of flows that change sign once: on either side of it the worth has one sign."""
    for low, high in ((-1.0, 1.0), (-5.0, 10.0), (-30.0, 100.0), (-30.0, 700.0)):
        ends = np.array([low, high])
        if roots := _crossings(worth, ends, np.array([worth(low), worth(high)])):
            return math.expm1(roots[0])
    raise LearnerError(
        f"{who}{NBSP}: le taux qui annule ces flux est trop près de −100{NBSP}%, ou trop grand, pour se calculer{NARROW}; donner des "
        "flux plus proches en montant, ou plus éloignés dans le temps."
    )


def _scaled(amounts: np.ndarray, times: np.ndarray) -> Callable[[float], float]:
    """Net worth at a log rate, times a positive factor that keeps it computable: same signs, same roots, continuous."""
    last = times[-1]

    def worth(at: float) -> float:
        powers = -times * at if at >= 0 else (last - times) * at
        return float(amounts @ np.exp(powers))

    return worth


def _crossings(worth: Callable[[float], float], grid: np.ndarray, values: np.ndarray) -> list[float]:
    found = [float(grid[at]) for at in np.flatnonzero(values == 0)]
    for at in np.flatnonzero(values[:-1] * values[1:] < 0):
        found.append(float(brentq(worth, grid[at], grid[at + 1], xtol=1e-14, rtol=1e-14)))
    return found


def _touching(
    worth: Callable[[float], float], grid: np.ndarray, values: np.ndarray, scale: float
) -> list[float]:
    """Rates at which the worth comes to 0 and goes back, or crosses twice between two points of the grid."""
    size, found = np.abs(values), []
    inner = (size[1:-1] < size[:-2]) & (size[1:-1] <= size[2:]) & (size[1:-1] > 0)
    for at in np.flatnonzero(inner & (values[:-2] * values[1:-1] > 0) & (values[1:-1] * values[2:] > 0)) + 1:
        sign, low, high = math.copysign(1, values[at]), grid[at - 1], grid[at + 1]
        best = minimize_scalar(
            lambda x, sign=sign: sign * worth(x),
            bounds=(low, high),
            method="bounded",
            options={"xatol": 1e-12},
        )
        if abs(best.fun) <= 1e-12 * scale:
            found.append(float(best.x))
        elif best.fun < 0:
            found += [float(brentq(worth, low, best.x)), float(brentq(worth, best.x, high))]
    return found


def _years(dates: Any, count: int) -> np.ndarray:
    if isinstance(dates, str | bytes) or not hasattr(dates, "__len__"):
        raise LearnerError(f"dates vaut {as_given(dates)}{NARROW}; valeur admise{NBSP}: une liste de dates.")
    days = [_date("dates", one) for one in dates]
    if len(days) != count:
        raise LearnerError(
            f"flows et dates n’ont pas la même longueur{NBSP}: {count} flux, {len(days)} dates."
        )
    if early := [one for one in days if one < days[0]]:
        raise LearnerError(
            f"dates contient {early[0].isoformat()}, avant la première ({days[0].isoformat()}){NARROW}; valeur admise{NBSP}: "
            "aucune date avant la première, à laquelle on ramène tout."
        )
    return np.array([(one - days[0]).days / _YEAR for one in days])


def _date(name: str, value: Any) -> date:
    """A date, a timestamp or « 2025-01-31 »: « 01/03/2008 » is March here and January elsewhere, « 2025 » no day at all."""
    found = value
    if isinstance(value, np.datetime64):
        found = value.astype("datetime64[D]").item()
    elif isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        try:
            found = date.fromisoformat(value)
        except ValueError:
            found = None
    elif isinstance(value, datetime):
        found = value.date() if value == value else None  # NaT is none
    if not isinstance(found, date) or not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise LearnerError(
            f"{name} vaut {as_given(value)}{NARROW}; valeur admise{NBSP}: une date, année d’abord, comme « 2025-01-31 » "
            f"(de {FIRST_YEAR} à {LAST_YEAR})."
        )
    return found


def _weekly(name: str, values: Any) -> np.ndarray:
    if numbers.is_number(values) or isinstance(values, bool | str | bytes) or values is None:
        return np.full(WEEKS, numbers.one(name, values, 0))
    array = numbers.column(name, values, 0)
    if len(array) != WEEKS:
        raise LearnerError(
            f"{name} a {len(array)} valeurs{NARROW}; valeur admise{NBSP}: un seul nombre, ou treize, un par semaine."
        )
    return array


def _months(monday: date) -> list[tuple[int, int]]:
    """Year and month of the four months that thirteen weeks may touch."""
    first = monday.year * 12 + monday.month - 1
    return [(place // 12, place % 12 + 1) for place in range(first, first + 4)]


def _percent(share: float) -> str:
    return french.quantity(share, "%")


def _euros(rows: pd.DataFrame, names: dict[str, str], index: str) -> pd.DataFrame:
    told = rows[[*names]].map(lambda value: french.quantity(value, "€"))
    told = told.rename(columns=names)
    told.index = pd.Index(told.index, name=index)
    return told


def _weeks_in_french(rows: pd.DataFrame) -> pd.DataFrame:
    names = {
        "receipts": "Encaissé", "suppliers": "Fournisseurs", "wages": "Salaires", "vat": "TVA", "other": "Autres",
        "closing": "En banque",
    }  # fmt: skip
    told = rows[[*names]].map(lambda value: french.number(value, 0) + f"{NBSP}€").rename(columns=names)
    told.insert(0, "Lundi", [day.strftime("%d/%m") for day in rows["starts"]])
    told.index = pd.Index(told.index, name="Semaine")
    return told


def __getattr__(name: str):
    raise unknown_in("risks.cash", name, __all__)
