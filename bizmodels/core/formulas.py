"""Pure formulas that models, levers and risks share: numbers, arrays or symbols in, the same out."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from bizmodels import french
from bizmodels.core.kpi import formula
from bizmodels.errors import LearnerError
from bizmodels.facts import facts


def plain(value: Any) -> Any:
    """A numpy scalar as a float, three times faster in a loop over the months; an array as it is."""
    return value if isinstance(value, np.ndarray) and value.ndim else float(value)


@formula("mois de retour avec départs")
def survival_months(payback, churn):
    """t such that (1 − (1−c)^t)/c = payback: the limit is ``payback`` itself when c = 0."""
    payback, churn = np.asarray(payback, dtype=float), np.asarray(churn, dtype=float)
    decayed = np.log1p(-np.minimum(churn * payback, 1)) / np.log1p(-churn)
    return np.where(churn != 0, decayed, payback)[()]


@formula("taux par mois")
def monthly_rate(yearly):
    """The monthly rate that compounds to ``yearly`` in twelve months: (1 + rate)^(1/12) − 1."""
    return (1 + yearly) ** (1 / 12) - 1


@formula("mois jusqu’au régime")
def months_to_steady(start, goal, churn, near=0.1):
    """Months until ``start``, which nears ``goal`` by a share ``churn`` a month, is within ``near`` of it.

    |start − goal|·(1 − c)^t = near·goal: a real number of months, 0 where it is near already, inf where it never is. Where
    everybody leaves each month, the first month is there.
    """
    gap, close = abs(start - goal), near * goal
    months = np.log(np.divide(close, gap)) / np.log1p(-np.minimum(churn, 1))
    # Where everybody leaves each month the first one is steady. Ten per cent away is near, whatever the last digit says.
    months = np.where(np.asarray(churn) < 1, np.maximum(months, 0.0), 1.0)
    return np.where(gap <= close * (1 + 1e-12), 0.0, months)[()]


@formula("attrition nette")
def net_fade(churn, contraction, expansion):
    """c + k − e, and 0 where they cancel out: a last digit is no attrition of one customer in a billion of billions."""
    fade = churn + contraction - expansion
    return plain(np.where(np.abs(fade) > 1e-12, fade, 0.0))


@formula("paliers en plus")
def further_steps(customers, capacity):
    """Steps of fixed costs beyond the first: one for each ``capacity`` customers begun; 0 where ``capacity`` is 0 (no limit)."""
    if type(capacity) is float and capacity == 0:
        return 0.0
    limited = np.asarray(capacity) > 0
    # A last digit beyond a full step begins no other one.
    begun = np.ceil(np.divide(customers, np.where(limited, capacity, 1.0)) * (1 - 1e-12))
    return plain(np.where(limited, np.maximum(begun, 1) - 1, 0.0))


@formula("dans un palier")
def within_one_step(customers, capacity):
    """A threshold in customers, infinite where one step of fixed costs serves fewer: every further step moves it further away."""
    room = np.where(np.asarray(capacity) > 0, capacity, np.inf)
    return np.where(customers <= room * (1 + 1e-12), customers, np.inf)[()]


def margin_vat(buy: Any, sell: Any, rate: Any) -> Any:
    """VAT due under the margin scheme: (sell − buy) · rate/(1 + rate), 0 at a loss; numbers or arrays, unchecked.

    :func:`bm.risks.returns.margin_vat` checks what it is given, then comes here.
    """
    return np.maximum(sell - buy, 0) * rate / (1 + rate)


def dac7_reportable(sales: Any, amount: Any, goods: bool = True) -> Any:
    """Whether a platform must report a seller to the tax office (DAC7). To be reported is not to be taxed.

    A seller of goods is left out only with *fewer than* 30 sales *and* at most 2,000 € in the year; the
    exclusion does not exist for services.

    Args:
        sales: number of sales of the year; number or array.
        amount: what the seller received in the year, the platform's fees deducted (€); number or array.
        goods: False for services (a ride, a room): any amount is reportable.

    Returns:
        A bool, or an array of bools.

    Raises:
        LearnerError: a negative number of sales or amount.

    Source: directive (EU) 2021/514, annex V, section I.B(4)(d); keys ``legal/dac7_exclusion_sales_count``
    and ``legal/dac7_exclusion_amount``.
    """
    for name, value in (("sales", sales), ("amount", amount)):
        if np.any(np.asarray(value) < 0):
            raise LearnerError(
                f"{name} ne peut pas être négatif{french.NBSP}: compter les ventes et les sommes reçues de l’année."
            )
    if not goods:
        reported = np.asarray(sales) > 0
    else:
        count = facts.fact_from_key("legal/dac7_exclusion_sales_count").value
        ceiling = facts.fact_from_key("legal/dac7_exclusion_amount").value
        reported = (np.asarray(sales) >= count) | (np.asarray(amount) > ceiling)
    return reported if reported.ndim else bool(reported)


# --- waiting lines ---------------------------------------------------------------------------------------


def erlang_c(servers: Any, load: Any) -> Any:
    """Probability that a request finds every server busy and must wait (Erlang's second formula).

    Requests come at random (Poisson), service times are exponential, nobody gives up, first come first
    served. ``1/B`` (B: the loss formula) is summed term by term, n/A · (n−1)/A · …: every term is positive,
    so nothing cancels, and there is no factorial to overflow.

    Args:
        servers: number of servers N; between two whole numbers the start of the sum is interpolated, so that
            a slider or a draw of 4.3 servers makes sense. Number or array.
        load: offered load A in erlangs (requests per hour × hours each); number or array.

    Returns:
        A probability: 1 where A ≥ N (the line grows without end), 0 where A = 0.

    Source: Erlang (1917); checked against pyworkforce and R's ErlangC (oracle OND-01).
    """
    if np.ndim(servers) == 0 and np.ndim(load) == 0:
        return _waits_of_one(float(servers), float(load))
    servers, load = np.broadcast_arrays(np.asarray(servers, dtype=float), np.asarray(load, dtype=float))
    busy = (load > 0) & (load < servers)
    if (many := busy & (servers > _MANY)).any():
        waits = np.empty(servers.shape)
        waits[many] = [_waits_of_many(n, a) for n, a in zip(servers[many], load[many], strict=True)]
        if not many.all():
            waits[~many] = erlang_c(servers[~many], load[~many])
        return waits
    n, a = np.where(busy, servers, 1.0), np.where(busy, load, 0.5)
    whole = np.floor(n)
    # 1/B of the fraction of a server that is left once the whole ones are taken away.
    rest = (1 + 1 / a) ** (n - whole)
    total, term = np.zeros_like(n), np.ones_like(n)
    for k in range(int(whole.max(initial=0)) + 1):
        total = total + term * np.where(k == whole, rest, k < whole)
        term = np.minimum(term * np.maximum(n - k, 0) / a, _HUGE)
        if not ((term > 1e-17 * total) & (total < _HUGE)).any():
            break
    waits = 1 / (total * (1 - a / n) + a / n)
    return np.where(busy, waits, np.where(load > 0, 1.0, np.where(load == 0, servers <= 0, np.nan)))


def line(servers: Any) -> Any:
    """``erlang_c`` of so many servers, as a function of the load: what is common to all months is done once."""
    if isinstance(servers, np.ndarray) and servers.ndim or servers > _FEW:
        return lambda load: erlang_c(servers, load)
    servers = float(servers)
    whole = math.floor(servers)
    rest = servers - whole
    # 1/B is a polynomial in 1/A: the products N (N − 1) …, largest first, as Horner's rule reads them.
    products = [math.prod(servers - j for j in range(k)) for k in range(whole, 0, -1)]

    def waits(load: Any) -> Any:
        if type(load) is not float and isinstance(load, np.ndarray):
            return erlang_c(servers, load)
        if not 0 < load < servers:
            return math.nan if load != load else float(load >= servers)
        used, one, total = load / servers, 1 / load, 0.0
        if rest:
            total = (products[0] if products else 1.0) * ((1 + one) ** rest - 1)
        for product in products:
            total = (total + product) * one
        return 1 / ((1 + total) * (1 - used) + used)

    return waits


def _waits_of_one(servers: float, load: float) -> float:
    """The same for one number: a calculator asks for it at each move of a slider."""
    if not load > 0 or load >= servers:
        return np.nan if np.isnan(load) else float(load >= servers)
    if servers > _MANY:
        return _waits_of_many(servers, load)
    total, term, left = 0.0, 1.0, servers
    while left >= 1 and total < _HUGE and term > 1e-17 * total:
        total += term
        term *= left / load
        left -= 1
    if left < 1:
        total += term * (1 + 1 / load) ** left
    return 1 / (total * (1 - load / servers) + load / servers)


_FEW = 150  # servers whose products a float holds; beyond, the sum stops when it has all its digits
_MANY = 1e8  # servers from which the sum would take too long


def _waits_of_many(servers: float, load: float) -> float:
    """The limit for many servers (Halfin and Whitt, 1981), A < N: φ(β)/(φ(β) + β·Φ(β)), β = (N − A)/√A."""
    beta = (servers - load) / math.sqrt(load)
    density = math.exp(-beta * beta / 2) / math.sqrt(2 * math.pi)
    return density / (density + beta * (1 + math.erf(beta / math.sqrt(2))) / 2)


_HUGE = 1e280  # beyond, the probability of waiting is 0 for every purpose


def erlang_wait(servers: Any, load: Any, service_time: Any) -> Any:
    """Mean wait of all requests, those served at once included, in the unit of ``service_time``; inf if A ≥ N."""
    spare = np.asarray(servers, dtype=float) - load
    return np.where(
        spare > 0, erlang_c(servers, load) * service_time / np.where(spare > 0, spare, 1.0), np.inf
    )[()]


def erlang_service_level(servers: Any, load: Any, wait: Any, service_time: Any) -> Any:
    """Share of requests served within ``wait`` (not: without waiting); 0 if A ≥ N.

    ``wait`` and ``service_time`` are in the same unit.
    """
    spare = np.maximum(np.asarray(servers, dtype=float) - load, 0)
    return 1 - erlang_c(servers, load) * np.exp(-spare * wait / service_time)


def servers_needed(
    load: float, wait: float, service_time: float, service_level: float, max_occupancy: float = 1.0
) -> int:
    """Smallest number of servers that keeps both promises: service level and occupancy.

    Args:
        load: offered load in erlangs, ≥ 0.
        wait: promised wait, in the unit of ``service_time``.
        service_level: share of requests to be served within ``wait``, 0 ≤ share < 1.
        max_occupancy: highest share of time a server may be busy, 0 < share ≤ 1.

    Raises:
        LearnerError: a promise that no number of servers keeps.
    """
    if not (0 <= service_level < 1 and 0 < max_occupancy <= 1 and 0 <= load < 1e6):
        raise LearnerError(
            f"Promesse impossible à tenir{french.NBSP}: service_level entre 0 et 1 (1 exclu), max_occupancy plus "
            f"grand que 0 et au plus 1, load positif. Reçu{french.NBSP}: {service_level}, {max_occupancy}, {load}."
        )
    if not (wait >= 0 and service_time >= 0 and load / max_occupancy < 1e12):
        raise LearnerError(
            f"Promesse impossible à tenir{french.NBSP}: wait et service_time positifs, load / max_occupancy sous "
            f"1e12. Reçu{french.NBSP}: {wait}, {service_time}, {load / max_occupancy}."
        )
    # Fewer would break the promise on occupancy: the search starts just below.
    servers = max(1, int(np.floor(load)), int(np.floor(load / max_occupancy)) - 1)
    while (
        load / servers > max_occupancy
        or load >= servers
        or erlang_service_level(servers, load, wait, service_time) < service_level
    ):
        servers += 1
    return servers


def positions_with_shrinkage(servers: float, shrinkage: float) -> int:
    """People on the payroll for ``servers`` at work, when a share ``shrinkage`` is on leave, ill or in training.

    Raises:
        LearnerError: ``shrinkage`` is not a fraction below 1.
    """
    if not 0 <= shrinkage < 1:
        raise LearnerError(
            f"shrinkage vaut {shrinkage}{french.NBSP}; valeur admise{french.NBSP}: de 0 à 1 (1 exclu)."
        )
    return int(np.ceil(servers / (1 - shrinkage) - 1e-9))


# --- diffusion -------------------------------------------------------------------------------------------

_TINY = 1e-300  # keeps 0/0 out of a market where nobody adopts


def bass(p: Any, q: Any, m: Any, t: Any, start: Any = 0.0) -> Any:
    """Cumulative adopters at time ``t``: dN/dt = (p + q·N/m)·(m − N), N(0) = ``start``.

    Args:
        p: coefficient of innovation (advertising), per period, ≥ 0.
        q: coefficient of imitation (word of mouth), per period, ≥ 0.
        m: market potential, the same unit as the result, ≥ ``start``.
        t: time in periods, ≥ 0. All arguments: numbers or arrays.
        start: adopters at t = 0; with 0 it is Bass's curve m·(1 − e^−(p+q)t)/(1 + (q/p)·e^−(p+q)t).

    Source: Bass (1969), A New Product Growth for Model Consumer Durables, Management Science 15(5).
    """
    reached = -np.expm1(-(p + q) * t)
    drive, gap = p * m + q * start, m - start
    return start + gap * reached * drive / (drive + q * gap * (1 - reached) + _TINY)


def bass_sales(p: Any, q: Any, m: Any, t: Any) -> Any:
    """Adopters per period at time ``t``: the slope of :func:`bass`. Same arguments; p > 0."""
    faded = np.exp(-(p + q) * t)
    return m * (p + q) ** 2 / p * faded / (1 + q / p * faded) ** 2


def fit_bass_curve(curve: Any, times: Any, values: Any) -> tuple[np.ndarray, np.ndarray, float]:
    """Non-linear least squares of ``curve(p, q, m, t)`` (:func:`bass` or :func:`bass_sales`) on what was observed.

    Args:
        curve: the function to fit.
        times: times of the observations, in periods since launch; they need not be regular.
        values: what was observed, all > 0, at least three.

    Returns:
        ``(p, q, m)``, their standard errors (nan with three points: nothing is left to judge), and the
        residual standard error.
    """
    from scipy.optimize import least_squares

    times, values = np.asarray(times, dtype=float), np.asarray(values, dtype=float)
    level = values.max() if curve is bass else values.sum()

    def gaps(logs):
        return (curve(*np.exp(logs), times) - values) / level

    # Logarithms keep p, q, m positive; three starts, because a flat market and a fast one look alike early.
    fits = [
        least_squares(
            gaps, np.log([0.01, q, 1.2 * level]), xtol=1e-14, ftol=1e-14, gtol=1e-14, max_nfev=2_000
        )
        for q in (0.2, 0.5, 1.0)
    ]
    best = min(fits, key=lambda fit: fit.cost)
    found, spare = np.exp(best.x), len(values) - 3
    if spare < 1:
        return found, np.full(3, np.nan), np.nan
    residual = level * np.sqrt(2 * best.cost / spare)
    slopes = level * best.jac / found
    return found, residual * np.sqrt(np.diag(np.linalg.inv(slopes.T @ slopes))), float(residual)


# --- rules of a trade ------------------------------------------------------------------------------------


def cost_sharing_ceiling(km: Any, rate: Any, fixed: Any = 0.0, passengers: Any = None) -> Any:
    """What the passengers of a shared car may pay together without the trip becoming a trade (€).

    Args:
        km: distance (the year's for the scale's own examples, the trip's for one trip).
        rate: € per km of the tax scale, by fiscal horsepower and yearly distance.
        fixed: the constant of the scale's row (€ per year; 0 for one trip).
        passengers: number of passengers; the driver counts as one person, so k passengers carry k/(k + 1)
            of the cost at most. Left out: the whole cost of the car by the scale.

    Source: barème kilométrique (CGI art. 83, 3°), usable by Code des transports R. 3132-1; BOFiP for the
    driver's own share.
    """
    cost = km * rate + fixed
    return cost if passengers is None else cost * passengers / (passengers + 1)


def rule_of_40(growth: Any, margin: Any) -> Any:
    """Growth plus operating margin, in points; both are fractions. A rule of thumb of software companies: ≥ 40."""
    return 100 * (growth + margin)
