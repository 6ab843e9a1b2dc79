"""The course's models written by hand, without the course: what its generality is measured against.

``tests/unit/test_bench.py`` proves that each gives the same numbers as the course.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace

import numpy as np
import pandas as pd

TAX = 1.2


def d2c_cash(churn, months=36):
    """Cumulative cash of the firm of D2C()'s defaults, month by month, in plain Python."""
    orders, basket, cogs, returned = 0.15, 60.0, 24.0, 0.10
    order = (1 - returned) * (basket / 1.2 - cogs) - returned * 0.2 * cogs - returned * 5 - 5 - 0.015 * basket
    won, customers, cash, path = 200_000 / 12, 150_000.0, 0.0, []
    for _ in range(months):
        customers = customers * (1 - churn) + won
        cash += (customers + won * (1 / orders - 1)) * orders * order - won * 12 - 450_000
        path.append(cash)
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
    arpu = p.orders_per_month * (kept * net - p.commission_rate * p.basket)
    margin = p.orders_per_month * order_margin
    weight = 1 / p.orders_per_month
    overheads = p.fixed_costs + p.channel_subscription
    stay, first = 1 - p.churn, p.new_customers * (weight - 1)
    spent = p.new_customers * p.cac + overheads - first * margin
    customers = np.full(draws, p.starting_customers)

    def profits():
        profit = np.empty(draws)
        while True:
            np.multiply(customers, stay, out=customers)
            np.add(customers, p.new_customers, out=customers)
            np.multiply(customers, margin, out=profit)
            np.subtract(profit, spent, out=profit)
            yield profit

    quiet = np.exp(-p.orders_per_month)
    silent = stay * quiet
    own = {
        "order_margin": order_margin,
        "gross_margin_rate": (net - p.cogs) / net,
        "repeat_rate_12": stay * (1 - quiet) * (1 - silent**12) / (1 - silent),
    }
    walk = _walk(profits(), -p.setup_cost, draws, months)
    return pd.DataFrame({**drawn, **_common(p, arpu, margin, weight, overheads), **own, **walk})


def hybrid(
    settings: Mapping[str, float], ranges: Mapping[str, tuple], draws: int, months: int
) -> pd.DataFrame:
    """Own shop and marketplace: two stocks of customers, averages of both channels."""
    drawn = draws_of(settings, ranges, draws)
    p = SimpleNamespace(**{**settings, **drawn})
    net, kept, stay = p.basket / TAX, 1 - p.return_rate, 1 - p.churn
    commission = p.commission_rate * p.basket
    shop_margin = (
        kept * (net - p.cogs)
        - p.return_rate * ((1 - p.resale) * p.cogs + p.return_cost)
        - p.shipping
        - p.payment_fee * p.basket
    )
    other_margin = shop_margin - commission
    shop = 1 - p.cannibalization * p.marketplace_share
    both = shop + p.marketplace_share
    site = shop / both
    other = 1 - site
    order_margin = site * shop_margin + other * other_margin
    arpu = p.orders_per_month * (kept * net - other * commission)
    margin = p.orders_per_month * order_margin
    weight = 1 / p.orders_per_month
    overheads = p.fixed_costs + p.channel_subscription
    churn = site * p.churn + other * p.marketplace_churn
    cac = site * p.cac + other * p.marketplace_cac
    ltv = p.orders_per_month * (
        site * shop_margin * (1 / p.churn + weight - 1)
        + other * other_margin * (1 / p.marketplace_churn + weight - 1)
    )
    renewal = site * p.churn * p.cac + other * p.marketplace_churn * p.marketplace_cac
    payback = np.where(margin > 0, np.maximum(cac / margin - weight + 1, 0), np.inf)
    with np.errstate(all="ignore"):
        survival = np.log1p(-np.minimum(churn * payback, 1)) / np.log1p(-churn)
    marketplace_orders = p.orders_per_month * p.starting_customers * p.marketplace_share

    def profits():
        own, others = p.starting_customers * shop, p.starting_customers * p.marketplace_share
        own_won, others_won = p.new_customers * shop, p.new_customers * p.marketplace_share
        own_gain, others_gain = p.orders_per_month * shop_margin, p.orders_per_month * other_margin
        others_stay = 1 - p.marketplace_churn
        first = (weight - 1) * (own_won * own_gain + others_won * others_gain)
        spent = own_won * p.cac + others_won * p.marketplace_cac + overheads - first
        profit, more = np.empty(draws), np.empty(draws)
        while True:
            np.multiply(own, stay, out=own)
            np.add(own, own_won, out=own)
            np.multiply(others, others_stay, out=others)
            np.add(others, others_won, out=others)
            np.multiply(own, own_gain, out=profit)
            np.multiply(others, others_gain, out=more)
            np.add(profit, more, out=profit)
            np.subtract(profit, spent, out=profit)
            yield profit

    quiet = np.exp(-p.orders_per_month)
    silent = stay * quiet
    own = {
        "lifetime": site / p.churn + other / p.marketplace_churn,
        "ltv": ltv,
        "ltv_cac": ltv / cac,
        "cac_payback": payback,
        "cac_payback_survival": np.where((ltv > cac) & (margin > 0), survival, np.inf),
        "break_even_renewal": np.where(margin > renewal, overheads / (margin - renewal), np.inf),
        "steady_state_customers": p.new_customers
        * (shop / p.churn + p.marketplace_share / p.marketplace_churn),
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
    return pd.DataFrame({**drawn, **common, **own, **_walk(profits(), -p.setup_cost, draws, months)})


def network_platform(
    settings: Mapping[str, float], ranges: Mapping[str, tuple], draws: int, months: int
) -> pd.DataFrame:
    """Car sharing under Bass's diffusion: the same columns again."""
    drawn = draws_of(settings, ranges, draws)
    p = SimpleNamespace(**{**settings, **drawn})
    activity = p.return_rate / (p.return_rate + p.churn)
    match_rate = p.starting_customers / (p.starting_customers + p.half_density)
    fee = np.maximum(p.minimum_fee, p.service_fee * p.contribution) / TAX
    trip_margin = fee - p.trip_cost
    arpu = p.searches * match_rate * fee
    margin = p.searches * match_rate * trip_margin
    a, bill = p.searches * trip_margin, p.new_customers * p.cac
    start = p.starting_customers / activity
    market = np.maximum(p.market, start)
    fade = np.exp(-(p.new_customers / market + p.word_of_mouth))
    drive = p.new_customers + p.word_of_mouth * start
    rising, slowing = (market - start) * drive, p.word_of_mouth * (market - start)
    spent = bill + p.fixed_costs

    def profits():
        left, active, other = np.ones(draws), np.empty(draws), np.empty(draws)
        while True:
            np.multiply(left, fade, out=left)
            np.multiply(slowing, left, out=other)
            np.add(other, drive, out=other)
            np.subtract(1, left, out=active)
            np.multiply(active, rising, out=active)
            np.divide(active, other, out=active)
            np.add(active, start, out=active)
            np.multiply(active, activity, out=active)
            np.add(active, p.half_density, out=other)
            np.divide(active, other, out=other)
            np.multiply(other, active, out=other)
            np.multiply(other, a, out=other)
            np.subtract(other, spent, out=other)
            yield other

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
        "break_even_renewal": pays(spent),
        "steady_state_customers": steady,
        "steady_state_profit": a * steady**2 / (steady + p.half_density) - spent,
    }
    walk = _walk(profits(), -p.setup_cost, draws, months)
    return pd.DataFrame({**drawn, **_common(p, arpu, margin, 1.0, p.fixed_costs), **own, **walk})


def _common(p, arpu, margin, weight, overheads) -> dict:
    """The key figures that every model has, for models whose ``cac`` buys one customer."""
    ltv = margin * (1 / p.churn + weight - 1)
    payback = np.where(margin > 0, np.maximum(p.cac / margin - weight + 1, 0), np.inf)
    with np.errstate(all="ignore"):
        survival = np.log1p(-np.minimum(p.churn * payback, 1)) / np.log1p(-p.churn)
    renewed = margin - p.churn * p.cac
    return {
        "first_month_weight": weight,
        "margin_per_customer": margin,
        "margin_rate": margin / arpu,
        "lifetime": 1 / p.churn,
        "ltv": ltv,
        "ltv_cac": ltv / p.cac,
        "cac_payback": payback,
        "cac_payback_survival": np.where((ltv > p.cac) & (margin > 0), survival, np.inf),
        "break_even_customers": np.where(margin > 0, overheads / margin, np.inf),
        "break_even_renewal": np.where(renewed > 0, overheads / renewed, np.inf),
        "steady_state_customers": p.new_customers / p.churn,
        "steady_state_profit": p.new_customers * (ltv - p.cac) - overheads,
        "arpu": arpu,
        "cost_to_serve": arpu - margin,
    }


def _walk(profits, cash: float, draws: int, months: int) -> dict[str, np.ndarray]:
    """Running sums over the months; the funding need is that of the first 36."""
    cash = np.full(draws, cash)
    lowest = cash.copy()
    for month in range(1, max(months, 36) + 1):
        np.add(cash, next(profits), out=cash)
        np.minimum(lowest, cash, out=lowest)
        if month == 36:
            need = np.maximum(-lowest, 0)
        if month == months:
            at_end = {"cash": cash.copy(), "lowest_cash": lowest.copy()}
    return {"funding_need": need, **at_end}


SIMULATIONS = {"D2C": d2c, "NetworkPlatform": network_platform, "Hybrid": hybrid}
