"""The course's models written by hand, without the course: what its generality is measured against.

``tests/unit/test_bench.py`` proves that each gives the same numbers as the course.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace

import numpy as np
import pandas as pd

TAX = 1.2
NEED, LONGEST = 36, 1_200  # months of a funding need; months after which a steady state is said never to come


def d2c_cash(churn, months=36):
    """Cumulative cash of the firm of D2C()'s defaults, month by month, in plain Python."""
    orders, basket, cogs, returned, days = 0.15, 60.0, 24.0, 0.10, 15
    order = (1 - returned) * (basket / 1.2 - cogs) - returned * 0.2 * cogs - returned * 5 - 5 - 0.015 * basket
    sale = (1 - returned) * basket / 1.2
    won, customers, earned, path = 200_000 / 12, 150_000.0, 0.0, []
    at_start = days / 30 * customers * orders * sale
    for _ in range(months):
        customers = customers * (1 - churn) + won
        bought = (customers + won * (1 / orders - 1)) * orders
        earned += bought * order - won * 12 - 450_000
        path.append(earned - (days / 30 * bought * sale - at_start))
    return path


# --- ten thousand firms at once ------------------------------------------------------------------------------


def draws_of(settings: Mapping[str, float], ranges: Mapping[str, tuple], draws: int) -> dict[str, np.ndarray]:
    """Triangular draws of each named setting, from one stream a setting (as the course does)."""
    names = list(settings)
    return {
        name: np.random.default_rng([0, names.index(name)]).triangular(low, mode, high, draws)
        for name, (low, mode, high) in ranges.items()
    }


def d2c(settings: Mapping[str, float], ranges: Mapping[str, tuple], draws: int, months: int) -> pd.DataFrame:
    """Own shop: every setting drawn, every key figure, the cash at the end and its lowest point."""
    drawn = draws_of(settings, ranges, draws)
    p = SimpleNamespace(**{**settings, **drawn})
    net, kept = p.basket / TAX, 1 - p.return_rate
    order_margin = (
        kept * (net - p.cogs)
        - p.return_rate * ((1 - p.resale) * p.cogs + p.return_cost)
        - p.shipping
        - (p.payment_fee + p.commission_rate) * p.basket
    )
    arpu = p.orders_per_month * kept * net
    margin = p.orders_per_month * order_margin
    weight = 1 / p.orders_per_month
    overheads = p.fixed_costs + p.channel_subscription
    stay, first = 1 - p.churn, p.new_customers * (weight - 1)
    spent = p.new_customers * p.cac + overheads - first * margin
    held = p.working_capital_days / 30 * arpu
    customers = np.full(draws, p.starting_customers)

    def flows():
        profit, tied = np.empty(draws), np.empty(draws)
        while True:
            np.multiply(customers, stay, out=customers)
            np.add(customers, p.new_customers, out=customers)
            np.multiply(customers, margin, out=profit)
            np.subtract(profit, spent, out=profit)
            np.multiply(customers, held, out=tied)
            yield profit, tied

    quiet = np.exp(-p.orders_per_month)
    silent = stay * quiet
    steady = p.new_customers / p.churn
    gap, near = np.abs(p.starting_customers - steady), 0.1 * steady
    own = {
        "order_margin": order_margin,
        "gross_margin_rate": (net - p.cogs) / net,
        "repeat_rate_12": stay * (1 - quiet) * (1 - silent**12) / (1 - silent),
        "steady_state_horizon": np.where(
            gap <= near, 0, np.maximum(np.log(near / gap) / np.log1p(-p.churn), 0)
        ),
    }
    # What never moves of the working capital: that of the start, and of first orders.
    walk = _walk(flows(), -p.setup_cost, held * (p.starting_customers - first), draws, months)
    return pd.DataFrame({**drawn, **_common(p, arpu, margin, weight, overheads), **own, **walk})


def hybrid(
    settings: Mapping[str, float], ranges: Mapping[str, tuple], draws: int, months: int
) -> pd.DataFrame:
    """Own shop and marketplace: two stocks of customers, averages of both channels."""
    drawn = draws_of(settings, ranges, draws)
    p = SimpleNamespace(**{**settings, **drawn})
    net, kept, stay = p.basket / TAX, 1 - p.return_rate, 1 - p.churn
    shop_margin = (
        kept * (net - p.cogs)
        - p.return_rate * ((1 - p.resale) * p.cogs + p.return_cost)
        - p.shipping
        - p.payment_fee * p.basket
    )
    other_margin = shop_margin - p.commission_rate * p.basket
    shop = 1 - p.cannibalization * p.marketplace_share
    both = shop + p.marketplace_share
    site = shop / both
    other = 1 - site
    order_margin = site * shop_margin + other * other_margin
    arpu = p.orders_per_month * kept * net
    margin = p.orders_per_month * order_margin
    weight = 1 / p.orders_per_month
    overheads = p.fixed_costs + p.channel_subscription
    churn = site * p.churn + other * p.marketplace_churn
    cac = site * p.cac + other * p.marketplace_cac
    d = (1 + p.discount_rate) ** (1 / 12) - 1

    def life(own, others):
        lives = site * shop_margin * (own + weight - 1) + other * other_margin * (others + weight - 1)
        return p.orders_per_month * lives

    ltv = life(1 / p.churn, 1 / p.marketplace_churn)
    lifetime = site / p.churn + other / p.marketplace_churn
    renewed = (ltv - cac) / lifetime
    payback = np.where(margin > 0, np.maximum(cac / margin - weight + 1, 0), np.inf)
    with np.errstate(all="ignore"):
        survival = np.log1p(-np.minimum(churn * payback, 1)) / np.log1p(-churn)
    stayed = p.starting_customers * (1 - p.marketplace_churn)
    marketplace_orders = p.orders_per_month * p.marketplace_share * (stayed + p.new_customers * weight)
    steady = p.new_customers * (shop / p.churn + p.marketplace_share / p.marketplace_churn)
    own_won, others_won = p.new_customers * shop, p.new_customers * p.marketplace_share
    first = (weight - 1) * (own_won + others_won)
    own_gain, others_gain = p.orders_per_month * shop_margin, p.orders_per_month * other_margin
    held = p.working_capital_days / 30 * arpu

    def stocks(own, others):
        others_stay, customers = 1 - p.marketplace_churn, np.empty(draws)
        while True:
            np.multiply(own, stay, out=own)
            np.add(own, own_won, out=own)
            np.multiply(others, others_stay, out=others)
            np.add(others, others_won, out=others)
            np.add(own, others, out=customers)
            yield own, others, customers

    def start():
        return stocks(p.starting_customers * shop, p.starting_customers * p.marketplace_share)

    def flows():
        first_gain = (weight - 1) * (own_won * own_gain + others_won * others_gain)
        spent = own_won * p.cac + others_won * p.marketplace_cac + overheads - first_gain
        profit, more = np.empty(draws), np.empty(draws)
        for own, others, customers in start():
            np.multiply(own, own_gain, out=profit)
            np.multiply(others, others_gain, out=more)
            np.add(profit, more, out=profit)
            np.subtract(profit, spent, out=profit)
            np.multiply(customers, held, out=more)
            yield profit, more

    quiet = np.exp(-p.orders_per_month)
    silent = stay * quiet
    own = {
        "lifetime": lifetime,
        "ltv": ltv,
        "ltv_discounted": life((1 + d) / (d + p.churn), (1 + d) / (d + p.marketplace_churn)),
        "ltv_cac": ltv / cac,
        "cac_payback": payback,
        "cac_payback_survival": np.where((ltv > cac) & (margin > 0), survival, np.inf),
        "renewed_margin": renewed,
        "break_even_renewal": np.where(renewed > 0, overheads / renewed, np.inf),
        "steady_state_customers": steady,
        "steady_state_horizon": _months_to(
            (customers for *_, customers in start()), p.starting_customers * both, steady
        ),
        "steady_state_profit": p.new_customers * both * (ltv - cac) - overheads,
        "order_margin": order_margin,
        "gross_margin_rate": (net - p.cogs) / net,
        "repeat_rate_12": stay * (1 - quiet) * (1 - silent**12) / (1 - silent),
        "channel_share": site,
        "shop_order_margin": shop_margin,
        "marketplace_order_margin": other_margin,
        "average_churn": churn,
        "average_cac": cac,
        "marketplace_orders": marketplace_orders,
        "incremental_margin": marketplace_orders * (other_margin - p.cannibalization * shop_margin),
        "bearable_cannibalization": other_margin / shop_margin,
    }
    common = {
        "first_month_weight": weight,
        "margin_per_customer": margin,
        "margin_rate": margin / arpu,
        "break_even_customers": np.where(margin > 0, overheads / margin, np.inf),
        "arpu": arpu,
        "cost_to_serve": arpu - margin,
    }
    walk = _walk(flows(), -p.setup_cost, held * (p.starting_customers - first), draws, months)
    return pd.DataFrame({**drawn, **common, **own, **walk})


def network_platform(
    settings: Mapping[str, float], ranges: Mapping[str, tuple], draws: int, months: int
) -> pd.DataFrame:
    """Car sharing: active and dormant members, registered under Bass's diffusion: the same columns again."""
    drawn = draws_of(settings, ranges, draws)
    p = SimpleNamespace(**{**settings, **drawn})
    activity = p.reactivation / (p.reactivation + p.churn)
    match_rate = p.starting_customers / (p.starting_customers + p.half_density)
    fee = np.maximum(p.minimum_fee, p.service_fee * p.contribution) / TAX
    trip_margin = fee - p.trip_cost
    arpu = p.searches * match_rate * fee
    margin = p.searches * match_rate * trip_margin
    a, bill = p.searches * trip_margin, p.new_customers * p.cac
    start = max(p.starting_members, p.starting_customers)
    market = np.maximum(p.market, start)
    fade = np.exp(-(p.new_customers / market + p.word_of_mouth))
    drive = p.new_customers + p.word_of_mouth * start
    rising, slowing = (market - start) * drive, p.word_of_mouth * (market - start)
    keep, spent = 1 - p.churn - p.reactivation, bill + p.fixed_costs
    days = p.working_capital_days / 30
    held = days * p.searches * fee

    def actives():
        left, active, before = np.ones(draws), np.full(draws, p.starting_customers), np.full(draws, start)
        other = np.empty(draws)
        while True:
            # active (1 − c − r) + r · those registered the month before
            np.multiply(active, keep, out=active)
            np.multiply(before, p.reactivation, out=other)
            np.add(active, other, out=active)
            np.multiply(left, fade, out=left)
            np.multiply(slowing, left, out=other)
            np.add(other, drive, out=other)
            np.subtract(1, left, out=before)
            np.multiply(before, rising, out=before)
            np.divide(before, other, out=before)
            np.add(before, start, out=before)
            yield active

    def flows():
        rides, profit = np.empty(draws), np.empty(draws)
        for active in actives():
            np.add(active, p.half_density, out=rides)
            np.divide(active, rides, out=rides)
            np.multiply(rides, active, out=rides)
            np.multiply(rides, a, out=profit)
            np.subtract(profit, spent, out=profit)
            np.multiply(rides, held, out=rides)
            yield profit, rides

    def pays(cost):
        root = (cost + np.sqrt(cost**2 + 4 * a * cost * p.half_density)) / (2 * a)
        return np.where(trip_margin > 0, root, np.inf)

    steady = activity * market
    own = {
        "activity": activity,
        "match_rate": match_rate,
        "revenue_per_trip": fee,
        "trip_margin": trip_margin,
        "critical_mass": pays(p.fixed_costs),
        "renewed_margin": margin,
        "break_even_renewal": pays(spent),
        "steady_state_customers": steady,
        "steady_state_horizon": _months_to(actives(), p.starting_customers, steady),
        "steady_state_profit": a * steady**2 / (steady + p.half_density) - spent,
    }
    walk = _walk(flows(), -p.setup_cost, days * p.starting_customers * arpu, draws, months)
    return pd.DataFrame({**drawn, **_common(p, arpu, margin, 1.0, p.fixed_costs), **own, **walk})


def _common(p, arpu, margin, weight, overheads) -> dict:
    """The key figures that every model has, for models whose ``cac`` buys one customer."""
    d = (1 + p.discount_rate) ** (1 / 12) - 1
    ltv = margin * (1 / p.churn + weight - 1)
    payback = np.where(margin > 0, np.maximum(p.cac / margin - weight + 1, 0), np.inf)
    with np.errstate(all="ignore"):
        survival = np.log1p(-np.minimum(p.churn * payback, 1)) / np.log1p(-p.churn)
    renewed = margin + p.churn * (margin * (weight - 1) - p.cac)
    return {
        "first_month_weight": weight,
        "margin_per_customer": margin,
        "margin_rate": margin / arpu,
        "lifetime": 1 / p.churn,
        "ltv": ltv,
        "ltv_discounted": margin * ((1 + d) / (d + p.churn) + weight - 1),
        "ltv_cac": ltv / p.cac,
        "cac_payback": payback,
        "cac_payback_survival": np.where((ltv > p.cac) & (margin > 0), survival, np.inf),
        "break_even_customers": np.where(margin > 0, overheads / margin, np.inf),
        "renewed_margin": renewed,
        "break_even_renewal": np.where(renewed > 0, overheads / renewed, np.inf),
        "steady_state_customers": p.new_customers / p.churn,
        "steady_state_profit": p.new_customers * (ltv - p.cac) - overheads,
        "arpu": arpu,
        "cost_to_serve": arpu - margin,
    }


def _months_to(stocks, start, goal) -> np.ndarray:
    """First month within a tenth of ``goal``: a month is counted for each draw that is still waiting."""
    near = 0.1 * goal
    waiting = np.abs(start - goal) > near
    months, gap = waiting.astype(float), np.empty(waiting.shape)
    for _, customers in zip(range(LONGEST), stocks, strict=False):
        np.subtract(customers, goal, out=gap)
        np.abs(gap, out=gap)
        waiting &= gap > near
        if not waiting.any():
            return months
        months += waiting
    months[waiting] = np.inf
    return months


def _walk(flows, cash: float, kept, draws: int, months: int) -> dict[str, np.ndarray]:
    """Running sums over the months; the funding need is that of the first 36.

    ``flows``: profit of the month and what its customers tie up, less ``kept``, the part of it that never moves.
    """
    earned, lowest, now = np.full(draws, cash + kept), np.full(draws, cash), np.empty(draws)
    for month in range(1, max(months, NEED) + 1):
        profit, tied = next(flows)
        np.add(earned, profit, out=earned)
        np.subtract(earned, tied, out=now)
        np.minimum(lowest, now, out=lowest)
        if month == NEED:
            at_need = {"funding_need": np.maximum(-lowest, 0), "profit_36": profit.copy()}
        if month == months:
            at_end = {"cash": now.copy(), "lowest_cash": lowest.copy()}
    return {**at_need, **at_end}


SIMULATIONS = {"D2C": d2c, "NetworkPlatform": network_platform, "Hybrid": hybrid}
