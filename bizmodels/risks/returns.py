"""Returns: what one costs from the door to the shelf, what the law gives back, how much to buy when goods come back.

Money is in € excl. VAT unless a name says otherwise; shares are fractions (0.3 for 30 %).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from bizmodels import french
from bizmodels.core import formulas, numbers
from bizmodels.core.values import as_given
from bizmodels.errors import LearnerError, told_at_call, told_in_french
from bizmodels.facts.evidence import published
from bizmodels.facts.law import law
from bizmodels.french import NBSP, unknown_in
from bizmodels.tables import Record, Table

__all__ = [
    "CentralHandling",
    "EconomicOrder",
    "Newsvendor",
    "NewsvendorWithReturns",
    "ReturnPolicy",
    "Withdrawal",
    "central_handling",
    "economic_order_quantity",
    "graded_value",
    "margin_vat",
    "newsvendor",
    "newsvendor_with_returns",
    "return_cost",
    "return_policy",
    "return_share",
    "returns_by_category",
    "simulated_returns",
    "withdrawal",
    "withdrawal_refund",
]

VISITORS = 100  # a policy is told for so many visitors


@told_at_call
@dataclass(frozen=True)
class Newsvendor:
    """One purchase for one season, demand normal; made by :func:`newsvendor`.

    Attributes:
        critical_ratio: chance of lacking nothing at which one more piece earns as much as it costs.
        quantity: pieces bought, not rounded.
        sales, lost_sales, leftover: pieces, on average.
        profit: on average, what is left over sold at the salvage value.
        fill_rate: share of the demand that is served, ``sales``/mu.
        in_stock: chance that nobody leaves with empty hands.

    >>> season = bm.risks.returns.newsvendor(mu=100, sd=20, price=50, cost=20, salvage=10)
    >>> round(season.sales + season.leftover, 9) == round(season.quantity, 9)
    True
    """

    critical_ratio: float
    quantity: float
    sales: float
    lost_sales: float
    leftover: float
    profit: float
    fill_rate: float
    in_stock: float


@told_at_call
@dataclass(frozen=True)
class NewsvendorWithReturns:
    """One purchase for one season of goods that come back; made by :func:`newsvendor_with_returns`.

    Attributes:
        critical_ratio: chance of lacking nothing at which one more piece earns as much as it costs.
        quantity: pieces bought, not rounded.
        shipped: orders served, on average; a piece that comes back in time is shipped again.
        returned, resold: of them, those that came back, and those back on the shelf before the season ends.
        sales: pieces that customers keep.
        lost_sales: orders that found no piece.
        leftover: pieces sold at the salvage value in the end: never shipped, or back too late.
        profit: on average.
        fill_rate: share of the orders that is served, ``shipped``/mu.
        in_stock: chance that nobody leaves with empty hands.

    >>> season = bm.risks.returns.newsvendor_with_returns(100, 20, 50, 20, 10, return_rate=0.3, resold=0.5)
    >>> round(season.shipped - season.returned, 9) == round(season.sales, 9)
    True
    """

    critical_ratio: float
    quantity: float
    shipped: float
    returned: float
    resold: float
    sales: float
    lost_sales: float
    leftover: float
    profit: float
    fill_rate: float
    in_stock: float


@told_at_call
@dataclass(frozen=True)
class EconomicOrder:
    """How much to order each time, and what ordering and holding cost together per unit of time.

    >>> bm.risks.returns.EconomicOrder(quantity=100.0, cost=40.0).quantity
    100.0
    """

    quantity: float
    cost: float


@told_at_call
@dataclass(frozen=True)
class ReturnPolicy:
    """What a return policy leaves, for 100 visitors; made by :func:`return_policy`.

    Attributes:
        orders: shipped.
        returned, kept: of them.
        margin: € left by the orders kept, less what the returns cost.

    >>> policy = bm.risks.returns.return_policy(conversion=0.02, return_rate=0.25, margin=20, return_cost=10)
    >>> policy.orders, policy.kept
    (2.0, 1.5)
    """

    orders: float
    returned: float
    kept: float
    margin: float

    @told_in_french
    def needed_conversion(self, other: ReturnPolicy) -> float:
        """The conversion (fraction) at which this policy would leave as much as ``other``.

        Raises:
            LearnerError: no policy, or each order loses money: no conversion would do.

        >>> policy = bm.risks.returns.return_policy
        >>> free, paid = policy(0.03, 0.25, margin=20, return_cost=10), policy(0.02, 0.2, margin=20, return_cost=5)
        >>> round(free.needed_conversion(paid), 4)  # 2 × 15 = 30 €, at 12.5 € an order
        0.024
        """
        if not isinstance(other, ReturnPolicy):
            raise LearnerError(
                f"other vaut {as_given(other)}{NBSP}; valeur admise{NBSP}: une politique, return_policy(…)."
            )
        if self.margin <= 0:
            raise LearnerError(
                "needed_conversion()\u00a0: chaque commande de cette politique perd de l’argent, aucune conversion ne suffit."
            )
        return float(other.margin / (self.margin / self.orders) / VISITORS)


@told_at_call
@dataclass(frozen=True)
class CentralHandling:
    """Returns handled by each seller on his own, or in one place; made by :func:`central_handling`.

    Attributes:
        capacity_alone, capacity_central: returns a week that can be handled, all sellers together.
        cost_alone, cost_central: € for one return.

    >>> both = bm.risks.returns.central_handling(sellers=4, returns=100, sd=20, capacity_cost=5)
    >>> both.saving == 1 - both.cost_central / both.cost_alone
    True
    """

    capacity_alone: float
    capacity_central: float
    cost_alone: float
    cost_central: float

    @property
    def saving(self) -> float:
        """Share of the cost of one return that one place for all saves."""
        return 1 - self.cost_central / self.cost_alone


@told_at_call
@dataclass(frozen=True)
class Withdrawal:
    """The delays of the right of withdrawal, in days, and their articles; made by :func:`withdrawal`.

    Attributes:
        decide: to change one's mind, from the day the parcel is received.
        send_back: to send it back, once the mind is changed.
        refund: to give the money back; the seller may wait for the good or for the proof that it was sent.
        articles: of the code, one for each of the three.

    >>> bm.risks.returns.withdrawal().articles[0]
    'C. conso. L. 221-18'
    """

    decide: int
    send_back: int
    refund: int
    articles: tuple[str, str, str]

    @property
    def away(self) -> int:
        """How many days a piece may stay at the customer's before it is sent back in due time."""
        return self.decide + self.send_back


@told_in_french
def margin_vat(buy: Any, sell: Any, rate: Any) -> Any:
    """VAT due on a second-hand good bought from somebody who charges no VAT: it bears on the margin only.

    Args:
        buy: what was paid for the good, € incl. VAT, at least 0; repairs and parts are not part of it.
        sell: what the buyer pays, € incl. VAT, at least 0.
        rate: VAT rate, as a fraction from 0 to 1 (0.2 for 20 %).

    Each is a number, or a numpy array or a column of numbers, of one length.

    Returns:
        (sell − buy) · rate/(1 + rate), and 0 when the good is sold at a loss: the scheme pays nothing back. A float, or an
        array where an array was given.

    Raises:
        LearnerError: no number, a number out of bounds, arrays of different lengths.

    Source: CGI art. 297 A, BOFiP 3K1221 (key ``legal/vat_margin_scheme``).

    >>> round(bm.risks.returns.margin_vat(buy=180, sell=300, rate=0.20), 2)  # 120 / 6
    20.0
    >>> bm.risks.returns.margin_vat(buy=300, sell=180, rate=0.20)  # nothing back on a loss
    0.0
    """
    given = {"buy": _drawn("buy", buy), "sell": _drawn("sell", sell), "rate": _drawn("rate", rate, 1)}
    if any(isinstance(value, np.ndarray) for value in given.values()):
        return formulas.margin_vat(*numbers.aligned(**given))
    return float(formulas.margin_vat(**given))


@told_in_french
def newsvendor(
    mu: float, sd: float, price: float, cost: float, salvage: float, quantity: float | None = None
) -> Newsvendor:
    """How much to buy for one season, before the demand is known.

    The demand is normal, neither truncated nor rounded: keep ``sd`` below a third of ``mu``, or it would often be negative.
    Best quantity: mu + z·sd, z the normal quantile of (price − cost)/(price − salvage); a sale lost costs price − cost, a piece
    left over cost − salvage. The lost sales are sd·(φ(z) − z·(1 − Φ(z))).

    Args:
        mu, sd: mean (above 0) and standard deviation (at least 0: the demand is known) of the demand, in pieces.
        price, cost, salvage: for one piece: sold in season, bought (at least 0), sold after it; salvage < cost < price. A
            negative ``salvage`` is a piece that one pays to get rid of.
        quantity: pieces bought; None: the best quantity.

    Raises:
        LearnerError: a number out of bounds; ``sd`` so large, or ``price`` so far from ``cost``, that the best quantity is
            no number of pieces.

    Source: Snyder and Shen, Fundamentals of Supply Chain Theory, 4.3 (oracle OPS-02).

    >>> season = bm.risks.returns.newsvendor(mu=50, sd=8, price=0.88, cost=0.18, salvage=0)
    >>> round(season.quantity, 2), round(season.critical_ratio, 4)
    (56.6, 0.7955)
    """
    mu, sd, price, cost, salvage = _season(mu, sd, price, cost, salvage)
    ratio = (price - cost) / (price - salvage)
    short = (cost - salvage) / (price - salvage)
    bought = _best(mu, sd, short) if quantity is None else numbers.one("quantity", quantity, 0)
    lost, in_stock = _lost(mu, sd, bought)
    sales = mu - lost
    leftover = bought - sales
    profit = price * sales + salvage * leftover - cost * bought
    return Newsvendor(ratio, bought, sales, lost, leftover, profit, sales / mu, in_stock)


@told_in_french
def newsvendor_with_returns(
    mu: float,
    sd: float,
    price: float,
    cost: float,
    salvage: float,
    return_rate: float,
    resold: float = 0.0,
    return_cost: float = 0.0,
    quantity: float | None = None,
) -> NewsvendorWithReturns:
    """How much to buy for one season, when part of what is shipped comes back.

    Of the pieces shipped a share r comes back, and a share k of these in time to be shipped again: a piece serves
    1/(1 − r·k) orders on average. One more order served leaves (1 − r)·(price − salvage) − r·return_cost. Best quantity:
    (1 − r·k)·(mu + z·sd), z the normal quantile of 1 − (cost − salvage)·(1 − r·k) over that. With r = 0 it is
    :func:`newsvendor`.

    Args:
        mu, sd: mean (above 0) and standard deviation (at least 0) of the orders, returns not deducted.
        price, cost, salvage: as in :func:`newsvendor`; a piece back too late fetches ``salvage``.
        return_rate: share r of the pieces shipped that come back, from 0 to below 1.
        resold: share k of the returned pieces that are shipped again at full price before the season ends.
        return_cost: what each return costs, at least 0 (label, sorting); of a piece back too late the lost value is
            counted already, by ``salvage``.
        quantity: pieces bought; None: the best quantity.

    Raises:
        LearnerError: as in :func:`newsvendor`; no quantity earns anything (only without ``quantity``: with one, the
            critical ratio is 0).

    Source: Mostard and Teunter (2006), The newsboy problem with resalable returns, EJOR 169(1).

    >>> season = bm.risks.returns.newsvendor_with_returns(1_000, 250, 50, 20, 10, return_rate=0.4, resold=0.5)
    >>> round(season.quantity)  # 600 orders will be kept, and more than 600 pieces are needed to serve them
    886
    """
    mu, sd, price, cost, salvage = _season(mu, sd, price, cost, salvage)
    share = numbers.one("return_rate", return_rate, 0, 1)
    if share == 1:
        raise LearnerError(f"return_rate vaut 1{NBSP}: si tout revient, il n’y a pas de vente.")
    again, each = numbers.one("resold", resold, 0, 1), numbers.one("return_cost", return_cost, 0)
    fresh = 1 - share * again  # pieces that one order uses up
    earned = (1 - share) * (price - salvage) - share * each
    short = (cost - salvage) * fresh / earned if earned > 0 else 1.0
    ratio = 1 - short
    if quantity is not None:
        bought, ratio = numbers.one("quantity", quantity, 0), max(0.0, ratio)
    elif ratio <= 0:
        raise LearnerError(
            f"return_rate vaut {as_given(return_rate)}{NBSP}: à ce prix et à ce coût de retour, aucune quantité ne rapporte."
        )
    else:
        bought = fresh * _best(mu, sd, short)
    lost, in_stock = _lost(mu, sd, bought / fresh)
    shipped = mu - lost
    back = share * shipped
    kept = shipped - back
    leftover = bought - kept
    profit = price * kept + salvage * leftover - cost * bought - each * back
    return NewsvendorWithReturns(
        ratio, bought, shipped, back, again * back, kept, lost, leftover, profit, shipped / mu, in_stock
    )


@told_in_french
def economic_order_quantity(fixed_cost: float, holding_cost: float, demand_rate: float) -> EconomicOrder:
    """How much to order each time: √(2·K·λ/h) pieces, at √(2·K·λ·h) per unit of time; the goods themselves are not in it.

    Args:
        fixed_cost: K, paid for each order, whatever its size; above 0.
        holding_cost: h, for one piece kept for one unit of time; above 0.
        demand_rate: λ, pieces asked for per unit of time; above 0.

    Raises:
        LearnerError: a number out of bounds.

    Source: Snyder and Shen, Fundamentals of Supply Chain Theory, 3.1 (oracle OPS-01).

    >>> bm.risks.returns.economic_order_quantity(fixed_cost=8, holding_cost=4, demand_rate=100)
    EconomicOrder(quantity=20.0, cost=80.0)
    """
    fixed = numbers.one("fixed_cost", fixed_cost, 0, inside=True)
    holding = numbers.one("holding_cost", holding_cost, 0, inside=True)
    demand = numbers.one("demand_rate", demand_rate, 0, inside=True)
    return EconomicOrder(math.sqrt(2 * fixed * demand / holding), math.sqrt(2 * fixed * demand * holding))


@told_in_french
def return_cost(
    outbound: float = 0.0,
    label: float = 0.0,
    reception: float = 0.0,
    grading: float = 0.0,
    refurbishing: float = 0.0,
    value_loss: float = 0.0,
    fee: float = 0.0,
    delivery: float = 0.0,
    standard: float | None = None,
    payment: float = 0.0,
) -> Record:
    """What one return costs the seller, from the customer's door to the shelf, against an order never placed.

    The way out is paid for a sale that is undone: what the customer gave for it goes back, up to the price of the
    standard delivery (C. conso. L. 221-24); of an express parcel the seller keeps the supplement. The way back is
    the customer's, unless the seller offers it (L. 221-23). Every amount is in € excl. VAT: take it off what the customer
    paid (``fee``, ``delivery``, ``standard``), since the state keeps that part.

    Args:
        outbound: what the seller paid the carrier for the way out.
        label: for the way back, where he pays it.
        reception, grading, refurbishing: opening, checking, putting the good in order.
        value_loss: what the good has lost: its value before the order less what it fetches now (:func:`graded_value`).
        fee: what the customer pays for a return, VAT taken off, at most ``label``.
        delivery: what the customer paid for the way out, VAT taken off.
        standard: what the standard delivery would have cost him, VAT taken off; None: it is what was paid.
        payment: the fee of the bank for a payment that is given back; banks mostly keep it.

    Returns:
        A series of € excl. VAT by step (index ``outbound label reception grading refurbishing value_loss payment
        kept_delivery fee total``; what comes in is negative), shown in French.

    Raises:
        LearnerError: a negative or infinite amount, a fee above the label.

    >>> one = bm.risks.returns.return_cost(outbound=9, label=5, reception=1, value_loss=6, delivery=10, standard=4)
    >>> float(one.total), float(one.kept_delivery)  # 9 + 5 + 1 + 6, less the supplement of 6
    (15.0, -6.0)
    """
    steps = {
        "outbound": outbound, "label": label, "reception": reception, "grading": grading,
        "refurbishing": refurbishing, "value_loss": value_loss, "payment": payment,
    }  # fmt: skip
    steps = {name: numbers.one(name, value, 0) for name, value in steps.items()}
    paid = numbers.one("delivery", delivery, 0)
    usual = paid if standard is None else numbers.one("standard", standard, 0)
    asked = numbers.one("fee", fee, 0)
    if asked > steps["label"]:
        raise LearnerError(
            f"fee vaut {as_given(fee)}{NBSP}; valeur admise{NBSP}: au plus label, {french.exact(steps['label'])}. Le client "
            "ne paie que les coûts directs du renvoi (C. conso. L. 221-23)."
        )
    steps |= {"kept_delivery": 0.0 - max(0.0, paid - usual), "fee": 0.0 - asked}
    return Record.of(pd.Series(steps | {"total": sum(steps.values())}), _steps_in_french)


@told_in_french
def withdrawal(on: str | date | None = None) -> Withdrawal:
    """The delays of the right of withdrawal of a consumer who bought at a distance, read in ``data/legal.csv``.

    Args:
        on: the day of the purchase, as in :func:`bm.law`; None: the rules in force.

    Raises:
        LearnerError: no day, or one before these rules.

    >>> delays = bm.risks.returns.withdrawal()
    >>> delays.away == delays.decide + delays.send_back
    True
    """
    names = ("withdrawal_period_days", "withdrawal_return_deadline_days", "refund_deadline_days")
    rules = [law(name, on) for name in names]
    return Withdrawal(*(int(rule.value) for rule in rules), tuple(rule.article for rule in rules))


@told_in_french
def withdrawal_refund(goods: float, delivery: float = 0.0, standard: float | None = None) -> float:
    """What is owed to a consumer who withdraws: the goods, and the delivery up to the price of the standard one.

    Args:
        goods: what was paid for them, € incl. VAT, as are the next two.
        delivery: what was paid for their delivery.
        standard: what the standard delivery would have cost; None: it is what was paid.

    Raises:
        LearnerError: a negative or infinite amount.

    Source: Code de la consommation, L. 221-24.

    >>> bm.risks.returns.withdrawal_refund(60, delivery=12, standard=5)
    65.0
    """
    paid = numbers.one("delivery", delivery, 0)
    usual = paid if standard is None else numbers.one("standard", standard, 0)
    return numbers.one("goods", goods, 0) + min(paid, usual)


@told_in_french
def graded_value(
    value: float,
    shares: Mapping[str, float],
    worth: Mapping[str, float],
    days: float = 0.0,
    daily_loss: float = 0.0,
) -> float:
    """What a good that came back is worth on average, once graded and after ``days`` away from the shelf.

    value · Σ share·worth · (1 − daily_loss)^days.

    Args:
        value: of a piece that nobody sent back, €.
        shares: grade -> share of the returns of that grade; they add up to 1.
        worth: grade -> what it still fetches, as a fraction of ``value``; the same grades.
        days: away from the shelf, at least 0.
        daily_loss: share of its value that a good loses each day, whoever holds it (a season, a new version).

    Raises:
        LearnerError: shares that do not add up to 1, other grades in ``worth``, a number out of bounds.

    >>> grades = {"A": 0.5, "B": 0.3, "C": 0.2}
    >>> round(bm.risks.returns.graded_value(100, grades, {"A": 1, "B": 0.6, "C": 0.1}), 2)  # 50 + 18 + 2
    70.0
    """
    value = numbers.one("value", value, 0)
    given = _grades("shares", shares)
    left = _grades("worth", worth)
    if set(given) != set(left):
        raise LearnerError(
            f"worth vaut {as_given(dict(worth))}{NBSP}; valeur admise{NBSP}: une valeur pour chaque grade de shares, "
            f"{french.listing(given)}."
        )
    if not math.isclose(sum(given.values()), 1, abs_tol=1e-9):
        raise LearnerError(
            f"shares vaut {as_given(dict(shares))}{NBSP}; valeur admise{NBSP}: des parts dont la somme fait 1 "
            f"(ici {french.exact(round(sum(given.values()), 9))})."
        )
    mean = sum(share * left[grade] for grade, share in given.items())
    gone = 1 - numbers.one("daily_loss", daily_loss, 0, 1)
    return float(value * mean * gone ** numbers.one("days", days, 0))


@told_in_french
def return_policy(
    conversion: float, return_rate: float, margin: float, return_cost: float, fee: float = 0.0
) -> ReturnPolicy:
    """What 100 visitors leave under a return policy: orders kept earn, returns cost.

    100 · conversion · ((1 − return_rate)·margin − return_rate·(return_cost − fee)).

    Args:
        conversion: share of the visitors who order, above 0.
        return_rate: share of the orders that come back whole.
        margin: left by an order that is kept, € excl. VAT, as are the next two; it may be negative.
        return_cost: what a return costs the seller when the customer pays nothing for it.
        fee: what the customer pays for it, VAT taken off, at most ``return_cost``.

    Raises:
        LearnerError: a number out of bounds.

    >>> bm.risks.returns.return_policy(conversion=0.02, return_rate=0.25, margin=20, return_cost=10, fee=2)
    ReturnPolicy(orders=2.0, returned=0.5, kept=1.5, margin=26.0)
    """
    orders = VISITORS * numbers.one("conversion", conversion, 0, 1)
    if orders == 0:
        raise LearnerError(
            f"conversion vaut {as_given(conversion)}{NBSP}; valeur admise{NBSP}: au-dessus de 0, jusqu’à 1 (0.05 pour 5{NBSP}%)."
        )
    returned = orders * numbers.one("return_rate", return_rate, 0, 1)
    kept = orders - returned
    each = numbers.one("return_cost", return_cost, 0)
    each -= numbers.one("fee", fee, 0, each)
    return ReturnPolicy(
        orders, returned, kept, kept * numbers.one("margin", margin, -math.inf) - returned * each
    )


@told_in_french
def return_share(returned: float, sold: float) -> float:
    """A return rate: what came back over what was sold, both counted the same way (orders, pieces or money).

    Args:
        returned, sold: of one period and one unit; ``sold`` above 0, ``returned`` from 0 to ``sold``.

    Raises:
        LearnerError: a number out of bounds.

    Source: oracle OPS-04 (National Retail Federation, 2023: 743 of 5,130 billion dollars).

    >>> round(bm.risks.returns.return_share(returned=743, sold=5_130), 3)
    0.145
    """
    sold = numbers.one("sold", sold, 0, inside=True)
    return numbers.one("returned", returned, 0, sold) / sold


@told_in_french
def central_handling(
    sellers: int,
    returns: float,
    sd: float,
    capacity_cost: float,
    fixed: float = 0.0,
    service: float = 0.95,
    correlation: float = 0.0,
) -> CentralHandling:
    """One place that handles the returns of all sellers, against each on his own: good weeks of one fill bad ones of another.

    Each must handle the returns of the week with a chance of ``service``; their weeks are normal and alike. Alone, n
    sellers hold n·(m + z·s); together n·m + z·s·√(n + n·(n − 1)·ρ), never more.

    Args:
        sellers: n, at least 1.
        returns, sd: mean m (above 0) and standard deviation s of one seller's returns a week.
        capacity_cost: € for the means to handle one return a week, used or not.
        fixed: € a week for a place, whatever its size (a room, a manager, a label account).
        service: chance that no return waits until the next week, above 0 and below 1.
        correlation: ρ between the weeks of two sellers, from 0 (each his own) to 1 (all at once, after Christmas).

    Raises:
        LearnerError: a number out of bounds.

    Source: Eppen (1979), Effects of centralization on expected costs in a multi-location newsboy problem.

    >>> both = bm.risks.returns.central_handling(sellers=100, returns=10, sd=3, capacity_cost=5, service=0.9772498680518208)
    >>> round(both.capacity_alone), round(both.capacity_central)  # 100 × (10 + 2 × 3); 1,000 + 2 × 3 × 10
    (1600, 1060)
    """
    from scipy.stats import norm

    n = numbers.whole("sellers", sellers, 1)
    mean, spread = numbers.one("returns", returns, 0, inside=True), numbers.one("sd", sd, 0)
    each, place = numbers.one("capacity_cost", capacity_cost, 0), numbers.one("fixed", fixed, 0)
    z = float(norm.ppf(numbers.one("service", service, 0, 1, inside=True)))
    rho = numbers.one("correlation", correlation, 0, 1)
    alone = n * (mean + z * spread)
    central = n * mean + z * spread * math.sqrt(n + n * (n - 1) * rho)
    handled = n * mean
    return CentralHandling(
        alone, central, (alone * each + n * place) / handled, (central * each + place) / handled
    )


# Category -> the published rate that the simulated orders keep to, by its key.
_PUBLISHED = {
    "Lingerie": "Etam/return_rate/2018",
    "Textile": "France e-commerce/return_rate_textile_max/2022",
    "Chaussures": "France e-commerce/return_rate_shoes/2018",
}
_SIMULATED = "Commandes simulées"
_ALL = "Ensemble"
_GRADES, _GRADE_SHARES = ("A", "B", "C"), (0.7, 0.2, 0.1)  # hypotheses
_BASKETS = {"Lingerie": (30, 70), "Textile": (40, 110), "Chaussures": (60, 140)}  # € incl. VAT, hypotheses


@told_in_french
def simulated_returns(seed: int = 18, orders: int = 400) -> Table:
    """Orders of three shops and what came back, simulated: no seller publishes such a table.

    Of the ``orders`` of each category exactly the published share comes back, rounded to the order: lingerie (Etam,
    2018), textile (ministry of the economy, 2022, « jusqu’à »), shoes (Revers.io, 2018). Everything else is a
    hypothesis: baskets drawn evenly, in whole euros; the days until the parcel is sent back drawn evenly within the delay of
    the law; grades A, B, C with chances 70, 20, 10 %. Which orders come back does not depend on their basket. Draws are
    whole numbers of numpy's PCG64 generator: the same on every machine.

    Args:
        seed: of the draws, a whole number from 0 on.
        orders: of each category, at least 10.

    Returns:
        One row an order, columns ``category basket returned days grade`` (basket € incl. VAT; ``days`` −1 and ``grade``
        empty where nothing came back), shown in French; ``attrs["source"]`` says that they are simulated.

    Raises:
        LearnerError: a number out of bounds.

    >>> rows = bm.risks.returns.simulated_returns()
    >>> rows.groupby("category")["returned"].mean().round(2).to_dict()
    {'Chaussures': 0.5, 'Lingerie': 0.1, 'Textile': 0.3}
    """
    seed, orders = numbers.whole("seed", seed, 0), numbers.whole("orders", orders, 10, 100_000)
    draws, longest = np.random.default_rng(seed), withdrawal().away
    cuts = np.round(100 * np.cumsum(_GRADE_SHARES)).astype(int)
    parts = []
    for category, key in _PUBLISHED.items():
        low, high = _BASKETS[category]
        basket = draws.integers(low, high + 1, orders)
        back = np.zeros(orders, dtype=bool)
        back[draws.permutation(orders)[: round(orders * published(key) / 100)]] = True
        days = draws.integers(1, longest + 1, orders)
        grade = np.array(_GRADES)[np.searchsorted(cuts, draws.integers(0, 100, orders), side="right")]
        parts.append(
            pd.DataFrame(
                {
                    "category": category,
                    "basket": basket,
                    "returned": back,
                    "days": np.where(back, days, -1),
                    "grade": np.where(back, grade, ""),
                }
            )
        )
    rows = Table.of(
        pd.concat(parts, ignore_index=True), _orders_in_french, fold="Les commandes simulées, une par ligne"
    )
    rows.attrs["source"] = _SIMULATED
    return rows


@told_in_french
def returns_by_category(orders: pd.DataFrame) -> Table:
    """The return rate of each category of a table of orders, and of all of them.

    Args:
        orders: columns ``category basket returned days``, as :func:`simulated_returns` gives them, whole or filtered: a
            name, other than « Ensemble »; €, at least 0; true or false; days, at least 0, looked at where it came back.

    Returns:
        One row a category (index ``category``) and a last one ``Ensemble``: ``orders``, ``returned``, ``rate`` (of the orders),
        ``value_rate`` (of what was paid; nan if nothing was), ``days`` (median, until the parcel is sent back; nan if none
        came back).

    Raises:
        LearnerError: not such a table, an empty one, a value that is none of these.

    >>> found = bm.risks.returns.returns_by_category(bm.risks.returns.simulated_returns())
    >>> float(found.loc["Ensemble", "rate"]), int(found.loc["Lingerie", "returned"])
    (0.3, 40)
    """
    needed = {"category", "basket", "returned", "days"}
    columns = list(orders.columns) if isinstance(orders, pd.DataFrame) else []
    if any(columns.count(name) != 1 for name in needed) or orders.empty:
        raise LearnerError(
            "returns_by_category() attend une table de commandes, celle de simulated_returns(), entière ou filtrée."
        )
    read = _orders_read(orders)
    rows = {name: _rates(part) for name, part in read.groupby("category", sort=False)}
    rows[_ALL] = _rates(read)
    frame = pd.DataFrame.from_dict(rows, orient="index").rename_axis("category")
    head = "Rayon (simulé)" if orders.attrs.get("source") == _SIMULATED else "Rayon"
    return Table.of(frame, partial(_categories_in_french, head=head))


def _rates(part: pd.DataFrame) -> dict[str, float]:
    """What came back of some orders."""
    paid, back = float(part["basket"].sum()), part["returned"]
    return {
        "orders": len(part),
        "returned": int(back.sum()),
        "rate": float(back.mean()),
        "value_rate": float(part.loc[back, "basket"].sum()) / paid if paid else math.nan,
        "days": float(part.loc[back, "days"].median()),
    }


def _orders_read(orders: pd.DataFrame) -> pd.DataFrame:
    """The four columns, checked; ``days`` is nan where nothing came back."""
    names = []
    for place, name in zip(orders.index, orders["category"], strict=True):
        if not isinstance(name, str) or name.strip() in ("", _ALL):
            raise LearnerError(
                f"Ligne d’index {place}{NBSP}: category vaut {as_given(name)}{NBSP}; valeur admise{NBSP}: le nom d’un rayon, "
                f"autre que «{NBSP}{_ALL}{NBSP}»."
            )
        names.append(name)
    back = []
    for place, value in zip(orders.index, orders["returned"], strict=True):
        if not isinstance(value, bool | np.bool_) and not (numbers.is_number(value) and value in (0, 1)):
            raise LearnerError(
                f"Ligne d’index {place}{NBSP}: returned vaut {as_given(value)}{NBSP}; valeur admise{NBSP}: True ou False."
            )
        back.append(bool(value))
    came = np.array(back)
    days = np.full(len(orders), math.nan)
    days[came] = numbers.column("days", orders.loc[came, "days"], 0)
    basket = numbers.column("basket", orders["basket"], 0)
    return pd.DataFrame({"category": names, "basket": basket, "returned": came, "days": days})


def _drawn(name: str, value: Any, high: float = math.inf) -> float | np.ndarray:
    """A number from 0 to ``high``, or an array of such numbers."""
    if isinstance(value, np.ndarray | pd.Series) and value.ndim:
        return numbers.column(name, value, 0, high)
    return numbers.one(name, value, 0, high)


def _season(
    mu: Any, sd: Any, price: Any, cost: Any, salvage: Any
) -> tuple[float, float, float, float, float]:
    """The arguments of a season, checked."""
    mu, sd = numbers.one("mu", mu, 0, inside=True), numbers.one("sd", sd, 0)
    cost = numbers.one("cost", cost, 0)
    price, salvage = numbers.one("price", price, -math.inf), numbers.one("salvage", salvage, -math.inf)
    if price <= cost:
        raise LearnerError(
            f"price vaut {as_given(price)}{NBSP}; valeur admise{NBSP}: plus que cost, {french.exact(cost)}."
        )
    if salvage >= cost:
        raise LearnerError(
            f"salvage vaut {as_given(salvage)}{NBSP}; valeur admise{NBSP}: moins que cost, {french.exact(cost)}. Sinon un invendu "
            "rapporte, et il faudrait acheter sans fin."
        )
    return mu, sd, price, cost, salvage


def _best(mu: float, sd: float, short: float) -> float:
    """The quantity that a normal demand exceeds with the chance ``short``."""
    from scipy.stats import norm

    if sd == 0:
        return mu
    quantity = float(mu + sd * norm.isf(short))
    if not 0 <= quantity < math.inf:
        raise LearnerError(
            f"sd vaut {french.exact(sd)}{NBSP}: à ces prix, la meilleure quantité serait {'négative' if quantity < 0 else 'sans fin'}. La "
            "demande suit une loi normale, qui descend parfois sous zéro\u00a0: donnez un écart type plus petit (au plus le "
            "tiers de mu), ou des prix moins extrêmes."
        )
    return quantity


def _lost(mu: float, sd: float, available: float) -> tuple[float, float]:
    """Demand that finds nothing, on average, and the chance that there is none."""
    from scipy.stats import norm

    if sd == 0:
        return max(0.0, mu - available), float(available >= mu)
    z = (available - mu) / sd
    return float(sd * (norm.pdf(z) - z * norm.sf(z))), float(norm.cdf(z))


def _grades(name: str, given: Any) -> dict[str, float]:
    if not isinstance(given, Mapping) or not given:
        raise LearnerError(
            f"{name} vaut {as_given(given)}{NBSP}; valeur admise{NBSP}: une part par grade, {{'A': 0.7, 'B': 0.3}}."
        )
    return {str(grade): numbers.one(f"{name}, grade {grade},", share, 0, 1) for grade, share in given.items()}


_STEPS = {
    "outbound": "Colis aller, payé pour rien",
    "label": "Étiquette du retour",
    "reception": "Réception",
    "grading": "Contrôle et tri",
    "refurbishing": "Remise en état",
    "value_loss": "Perte de valeur",
    "payment": "Frais de carte, non rendus",
    "kept_delivery": "Supplément express gardé",
    "fee": "Payé par le client pour renvoyer",
    "total": "Un retour coûte",
}


def _steps_in_french(steps: pd.Series) -> pd.DataFrame:
    kept = steps[(steps != 0) | (steps.index == "total")]
    shown = pd.DataFrame(
        {"€ HT": [french.number(value, 2) for value in kept]}, index=[_STEPS[name] for name in kept.index]
    )
    shown.index.name = "Étape"
    return shown


def _orders_in_french(rows: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Rayon": rows["category"],
            "Panier (€ TTC)": [french.number(value, 0) for value in rows["basket"]],
            "Revenu": np.where(rows["returned"], "oui", "non"),
            "Renvoyé après (jours)": [
                french.number(value, 0) if value >= 0 else "" for value in rows["days"]
            ],
            "État": rows["grade"],
        }
    )


def _categories_in_french(rows: pd.DataFrame, head: str) -> pd.DataFrame:
    shown = pd.DataFrame(
        {
            "Commandes": [french.number(value, 0) for value in rows["orders"]],
            "Revenues": [french.number(value, 0) for value in rows["returned"]],
            "Taux, en commandes": [french.quantity(value, "%", 1) for value in rows["rate"]],
            "Taux, en euros": [
                french.quantity(value, "%", 1) if value == value else "—" for value in rows["value_rate"]
            ],
            "Jours avant le renvoi (médiane)": [french.number(value, 1) for value in rows["days"]],
        },
        index=pd.Index(rows.index, name=head),
    )
    return shown


def __getattr__(name: str):
    raise unknown_in("risks.returns", name, __all__)
