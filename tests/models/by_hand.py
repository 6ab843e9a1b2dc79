"""The eleven models again, in plain Python from their definitions alone: what the package is checked against.

Nothing here calls a model: a function takes its settings (a dict) and says what one customer brings, how the months
follow one another, and what one customer won leaves month after month.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

VAT, STREAMING_TAX = 0.20, 0.012


class Month(NamedTuple):
    """One month before fixed costs (€)."""

    customers: float
    revenue: float
    variable: float
    acquisition: float


@dataclass(frozen=True)
class Firm:
    """``arpu``: revenue of an ordinary month. ``months()`` and ``cohort()`` (margins of one customer won) never end."""

    settings: dict
    arpu: float
    months: Iterator[Month]
    cohort: Iterator[float]
    fixed: float

    def steps(self, customers: float) -> int:
        """Times the fixed costs are paid."""
        room = self.settings["capacity"]
        return max(1, math.ceil(customers / room)) if room else 1

    def profit(self, month: Month) -> float:
        """Profit of that month."""
        return month.revenue - month.variable - month.acquisition - self.fixed * self.steps(month.customers)

    def account(self, horizon: int) -> list[tuple[Month, float, float]]:
        """Each month with its profit and the cash after it, working capital counted."""
        held = self.settings["working_capital_days"] / 30
        earned, found = -self.settings["setup_cost"], []
        for month in islice(self.months, horizon):
            earned += self.profit(month)
            tied = held * (month.revenue - self.settings["starting_customers"] * self.arpu)
            found.append((month, self.profit(month), earned - tied))
        return found

    def last(self, horizon: int) -> Month:
        """The month ``horizon``."""
        return next(islice(self.months, horizon - 1, None))

    def worth(self, horizon: int, yearly_rate: float = 0.0) -> float:
        """What one customer leaves over ``horizon`` months, the first one not discounted."""
        monthly = (1 + yearly_rate) ** (1 / 12)
        return math.fsum(margin / monthly**t for t, margin in enumerate(islice(self.cohort, horizon)))


def _ordinary(p, arpu, cost, first_revenue=None, first_cost=None, fixed=None) -> Firm:
    """Customers stay with probability 1 − c; a new one brings ``first_*`` in his first month, if not the ordinary."""
    first_revenue = arpu if first_revenue is None else first_revenue
    first_cost = cost if first_cost is None else first_cost

    def months():
        customers = p["starting_customers"]
        while True:
            old, won = customers * (1 - p["churn"]), p["new_customers"]
            customers = old + won
            yield Month(
                customers,
                old * arpu + won * first_revenue,
                old * cost + won * first_cost,
                won * p["cac"],
            )

    def cohort():
        yield first_revenue - first_cost
        alive = 1.0
        while True:
            alive *= 1 - p["churn"]
            yield alive * (arpu - cost)

    return Firm(p, arpu, months(), cohort(), p["fixed_costs"] if fixed is None else fixed)


def _d2c_order(p, commission):
    """Revenue HT and variable costs of one order sent."""
    kept, back = 1 - p["return_rate"], p["return_rate"]
    revenue = kept * p["basket"] / (1 + VAT)
    goods = kept * p["cogs"] + back * (1 - p["resale"]) * p["cogs"]
    paid = (p["payment_fee"] + commission) * p["basket"]
    return revenue, goods + back * p["return_cost"] + p["shipping"] + paid


def d2c(p):
    revenue, cost = _d2c_order(p, p["commission_rate"])
    f = p["orders_per_month"]
    return _ordinary(p, f * revenue, f * cost, revenue, cost, p["fixed_costs"] + p["channel_subscription"])


def hybrid(p):
    f, c, k = p["orders_per_month"], p["churn"], p["marketplace_churn"]
    revenue, cost = _d2c_order(p, 0.0)
    _, dearer = _d2c_order(p, p["commission_rate"])
    s = p["marketplace_share"]
    kept = 1 - p["cannibalization"] * s

    def months():
        own, other = p["starting_customers"] * kept, p["starting_customers"] * s
        won_own, won_other = p["new_customers"] * kept, p["new_customers"] * s
        while True:
            # Those who stay order f times, those who come once.
            orders_own, orders_other = f * own * (1 - c) + won_own, f * other * (1 - k) + won_other
            own, other = own * (1 - c) + won_own, other * (1 - k) + won_other
            yield Month(
                own + other,
                (orders_own + orders_other) * revenue,
                orders_own * cost + orders_other * dearer,
                won_own * p["cac"] + won_other * p["marketplace_cac"],
            )

    def cohort():
        site = kept / (kept + s)
        own, other = site, 1 - site
        yield own * (revenue - cost) + other * (revenue - dearer)
        while True:
            own, other = own * (1 - c), other * (1 - k)
            yield f * (own * (revenue - cost) + other * (revenue - dearer))

    return Firm(p, f * revenue, months(), cohort(), p["fixed_costs"] + p["channel_subscription"])


def marketplace(p):
    f, net = p["orders_per_month"], p["basket"] / (1 + VAT)
    order = p["commission_rate"] * net * (1 + VAT * p["vat_in_base"]) + p["ads_rate"] * net
    cost = (p["payment_fee"] + p["refund_rate"] * p["guarantee_share"]) * p["basket"] + p["support"]
    seller = p["seller_subscription"] / p["buyers_per_seller"]
    # A seller pays by the month, whether the buyer is new or not.
    return _ordinary(p, f * order + seller, f * cost, order + seller, cost)


def resale(p):
    f = p["orders_per_month"] * (1 + p["trust_effect"] * p["share_checked"])
    paid = p["item_price"] * (1 + p["buyer_fee"]) + p["fixed_fee"]
    fees = (p["item_price"] * (p["seller_fee"] + p["buyer_fee"]) + p["fixed_fee"]) / (1 + VAT)
    cost = (
        p["share_checked"] * p["authentication"]
        + p["payment_fee"] * paid
        + p["dispute_rate"] * p["dispute_cost"]
    )
    return _ordinary(p, f * fees, f * cost, fees, cost)


def recommerce(p):
    f = p["orders_per_month"]
    fees = p["commission"] * p["price"] + p["buyer_fee"] / (1 + VAT) + p["trade_in_fee"]
    cost = (
        p["payment_fee"] * (p["price"] + p["buyer_fee"])
        + p["return_rate"] * p["return_cost"]
        + p["claim_rate"] * p["claim_cost"]
    )
    return _ordinary(p, f * fees, f * cost, fees, cost)


def saas(p):
    mrr = p["seats"] * p["list_price"] * (1 - p["discount"])
    keep, cost = 1 - p["churn"] - p["contraction"] + p["expansion"], 1 - p["gross_margin"]

    def months():
        accounts, recurring = p["starting_customers"], p["starting_customers"] * mrr
        while True:
            accounts = accounts * (1 - p["churn"]) + p["new_customers"]
            recurring = recurring * keep + p["new_customers"] * mrr
            yield Month(accounts, recurring, recurring * cost, p["new_customers"] * p["cac"])

    def cohort():
        left = mrr
        while True:
            yield left * p["gross_margin"]
            left *= keep

    return Firm(p, mrr, months(), cohort(), p["fixed_costs"])


def business_banking(p):
    plans = ("basic", "smart", "premium", "essential", "business", "enterprise")
    weights = {plan: p[f"share_{plan}"] / sum(p[f"share_{one}"] for one in plans) for plan in plans}
    beyond = {plan: max(0, p[f"transfers_{plan}"] - p[f"included_{plan}"]) for plan in ("basic", "smart")}
    arpu = (
        sum(weights[plan] * p[f"price_{plan}"] for plan in plans)
        + p["transfer_fee"] * sum(weights[plan] * beyond[plan] for plan in beyond)
        + p["card_spend"] * p["interchange"]
        + p["fx_spend"] * p["fx_margin"]
        + p["acquired"] * (p["acquiring_fee"] - p["acquiring_cost"])
        + p["balance"] * p["balance_yield"] / 12
    )
    cost = (
        p["transactions"] * p["transaction_cost"]
        + p["support"]
        + p["monitoring"]
        + p["card_spend"] * p["fraud_rate"]
    )
    return _ordinary(p, arpu, cost)


def freemium(p):
    v, leave = p["conversion_rate"], p["free_churn"]
    direct = p["price"] * p["price_realization"]
    arpu = (1 - p["partner_share"]) * direct / (1 + VAT) + p["partner_share"] * p["partner_arpu"]
    cost = arpu * (p["royalties"] + STREAMING_TAX * p["france_share"])
    cost += (1 - p["partner_share"]) * p["payment_fee"] * direct

    def months():
        payers, free = p["starting_customers"], p["starting_free"]
        while True:
            payers = payers * (1 - p["churn"]) + v * free
            free = free * (1 - v - leave) + p["new_customers"]
            yield Month(
                payers,
                payers * arpu + free * p["ad_revenue"],
                payers * cost + free * p["free_cost"],
                p["new_customers"] * p["cac"],
            )

    def cohort():
        alive = 1.0
        while True:
            yield alive * (arpu - cost)
            alive *= 1 - p["churn"]

    return Firm(p, arpu, months(), cohort(), p["fixed_costs"])


def waits(providers: float, load: float) -> float:
    """Erlang C for a whole number of providers: Erlang B by its recursion, then C = B/(1 − ρ(1 − B))."""
    if load >= providers:
        return 1.0
    lost = 1.0
    for k in range(1, int(providers) + 1):
        lost = load * lost / (k + load * lost)
    return lost / (1 - load / providers * (1 - lost))


def on_demand(p):
    f, price = p["missions_per_month"], p["price"]
    mission = (
        p["hourly_pay"] * p["mission_hours"] + p["editing_cost"] + p["payment_fee"] * price + p["support"]
    )
    hours, open_hours = p["mission_hours"] + p["travel_hours"], p["open_hours"] * p["zones"]
    most = p["providers_per_zone"] * open_hours / hours

    def months():
        customers = p["starting_customers"]
        while True:
            stayed = customers * (1 - p["churn"])
            customers = stayed + p["new_customers"]
            asked = f * stayed + p["new_customers"]  # a new account asks for its first mission
            lost = p["lost_when_waiting"] * waits(p["providers_per_zone"], asked * hours / open_hours)
            served = min(asked * (1 - lost), most)
            yield Month(customers, served * price, served * mission, p["new_customers"] * p["cac"])

    def cohort():
        yield price - mission
        alive = 1.0
        while True:
            alive *= 1 - p["churn"]
            yield alive * f * (price - mission)

    return Firm(p, f * price, months(), cohort(), p["fixed_costs"])


def network_platform(p):
    fee = max(p["minimum_fee"], p["service_fee"] * p["contribution"]) / (1 + VAT)
    h, start = p["half_density"], p["starting_customers"]
    registered = max(p["starting_members"], start)
    market = max(p["market"], registered)
    innovate, imitate = p["new_customers"] / market, p["word_of_mouth"]

    def members(t):
        # Bass's closed form from a start: x is the share of the gap to the market that is still open.
        x = math.exp(-(innovate + imitate) * t)
        drive, gap = p["new_customers"] + imitate * registered, market - registered
        return registered + gap * (1 - x) * drive / (drive + imitate * gap * x)

    def months():
        active, before, t = start, registered, 0
        while True:
            t += 1
            # Of those registered before, the active fall asleep and the dormant wake up; who registers waits.
            active = active * (1 - p["churn"]) + (before - active) * p["reactivation"]
            before = members(t)
            trips = p["searches"] * active * active / (active + h)
            yield Month(active, trips * fee, trips * p["trip_cost"], p["new_customers"] * p["cac"])

    match = start / (start + h)

    def cohort():
        awake = 1.0
        while True:
            yield awake * p["searches"] * match * (fee - p["trip_cost"])
            awake *= 1 - p["churn"]

    return Firm(p, p["searches"] * match * fee, months(), cohort(), p["fixed_costs"])


def booking_platform(p):
    video = p["teleconsultation_price"]
    video += p["teleconsultation_fee"] * p["teleconsultations"] * p["consultation_price"]
    arpu = p["agenda_adoption"] * p["agenda_price"] + p["teleconsultation_adoption"] * video
    return _ordinary(p, arpu, p["appointments"] * p["marginal_cost"])


FIRMS = {
    "D2C": d2c,
    "Marketplace": marketplace,
    "Resale": resale,
    "Recommerce": recommerce,
    "SaaS": saas,
    "BusinessBanking": business_banking,
    "Freemium": freemium,
    "OnDemand": on_demand,
    "NetworkPlatform": network_platform,
    "BookingPlatform": booking_platform,
    "Hybrid": hybrid,
}
