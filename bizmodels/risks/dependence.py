"""Dependence on somebody else's platform: how concentrated the sales are, what a closed channel costs, what leaving costs.

Shares are in % (70 for 70 %), as the index that is made of them; probabilities, commissions and margins are fractions, as
everywhere else in the course. Money is in the currency given. Channels are closed independently of one another.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from bizmodels import french
from bizmodels.core import numbers
from bizmodels.core.arguments import whole_months
from bizmodels.core.months import MONTHS
from bizmodels.core.values import as_given
from bizmodels.errors import LearnerError, told_in_french
from bizmodels.facts.law import law
from bizmodels.french import NBSP, unknown_in
from bizmodels.tables import Table

__all__ = [
    "ExitPlan",
    "Exposure",
    "StockLeft",
    "concentration",
    "effective_channels",
    "exit_plan",
    "exposures",
    "hhi",
    "merger_delta",
    "notice_days",
    "revenue_at_risk",
    "spread_over",
    "stock_left",
]

TOLERANCE = 0.5  # points: shares rounded to the unit seldom sum to 100 exactly
YEAR = 365  # days
FULL = 10_000  # the index of one channel that holds everything
LOW, MODERATE, HIGH = "low", "moderate", "high"
# Year of the US guidelines -> the index from which a market is moderately, above which it is highly concentrated: « below
# 1,000 » is unconcentrated, « between 1,000 and 1,800 » moderately, « above 1,800 » highly; so are written 1992, 2010 and 2023.
_BOUNDS = {1982: (1_000, 1_800), 1992: (1_000, 1_800), 2010: (1_500, 2_500), 2023: (1_000, 1_800)}
# Columns of a table of exposures: their name in French, and how a value is written.
_COLUMNS: dict[str, tuple[str, Any]] = {
    "hhi": ("Indice", lambda value: french.number(value, 0)),
    "channels": ("Canaux égaux", lambda value: french.number(value, 1)),
    "expected_loss": ("Perte moyenne d’un an", french.compact),
    "worst_loss": ("Le pire canal fermé", french.compact),
    "any_loss": ("Au moins un fermé dans l’an", lambda value: french.quantity(value, "%", 0)),
    "spread": ("Écart-type de la perte", french.compact),
}
_NOTICES = {"termination": "p2b_suspension_notice_days", "terms": "p2b_terms_change_notice_days"}


@dataclass(frozen=True)
class Exposure:
    """What the channels of a firm can take from it in a year, in the currency given.

    Attributes:
        expected_loss: mean of a year: Σ probability × loss.
        worst_loss: what the channel that costs most takes, once it is closed.
        worst_channel: its name, or its place in a list, counted from 1.
        any_loss: chance that at least one channel is closed within the year (fraction).
        spread: standard deviation of the year's loss.
        hhi: index of the shares, from 0 to 10,000.
        channels: number of equal channels that would be as concentrated (10,000 / hhi).
        losses: channel -> what it takes once closed.

    >>> one = bm.risks.dependence.revenue_at_risk(1_000, [100], probability=0.1)
    >>> one.expected_loss, one.worst_loss, one.channels
    (100.0, 1000.0, 1.0)
    """

    expected_loss: float
    worst_loss: float
    worst_channel: Any
    any_loss: float
    spread: float
    hhi: float
    channels: float
    losses: dict[Any, float]


@dataclass(frozen=True)
class StockLeft:
    """Stock on the day when a channel closes: ``days`` of the sales of before, which ``lasts`` so many days at the new pace.

    >>> bm.risks.dependence.StockLeft(days=60.0, lasts=200.0).slower  # times slower than before
    3.3333333333333335
    """

    days: float
    lasts: float

    @property
    def slower(self) -> float:
        """How many times as long the rest takes to sell; nan where nothing is left."""
        return self.lasts / self.days if self.days else math.nan


@dataclass(frozen=True)
class ExitPlan:
    """Moving sales from a platform to one's own channel. Amounts are those of a month, but ``cost`` and ``net``.

    Attributes:
        monthly_cost: paid each month while sales are being moved.
        cost: the same in all.
        commission_saved: on the customers who followed, once all is moved.
        sales_lost: margin of those who did not follow.
        risk_avoided: margin that a closed account no longer takes, on average.
        upkeep: what keeping the points moved costs, once all is moved.
        net: what is saved less ``cost``, over the horizon.
        payback: the month from which what was saved exceeds what was spent, for good; infinite if not within the horizon.
        months: frame by month, ``moved`` (points), ``spent``, ``saved``, ``cumulative``.

    >>> plan = bm.risks.dependence.exit_plan(10_000, points=10, months=5, cost_per_point=60, commission=0.15)
    >>> plan.monthly_cost, plan.saving
    (120.0, 150.0)
    """

    monthly_cost: float
    cost: float
    commission_saved: float
    sales_lost: float
    risk_avoided: float
    upkeep: float
    net: float
    payback: float
    months: pd.DataFrame = field(repr=False, compare=False)

    @property
    def saving(self) -> float:
        """What a month brings once all is moved: commission saved, less sales lost, plus risk avoided, less upkeep."""
        return self.commission_saved - self.sales_lost + self.risk_avoided - self.upkeep

    def account(self) -> Table:
        """The month once all is moved, line by line; index ``line``, column ``amount``.

        >>> plan = bm.risks.dependence.exit_plan(10_000, 10, months=5, cost_per_point=60, commission=0.15, upkeep=5)
        >>> plan.account()["amount"].tolist()
        [150.0, -0.0, 0.0, -50.0, 100.0]
        """
        lines = {
            "Commission épargnée": self.commission_saved,
            "Marge des clients qui ne suivent pas": -self.sales_lost,
            "Risque évité, en moyenne": self.risk_avoided,
            "Visiteurs à payer": -self.upkeep,
            "Rendu par mois": self.saving,
        }
        frame = pd.DataFrame({"amount": lines}).rename_axis("line")
        return Table.of(frame, _account_in_french)


# --- how concentrated -------------------------------------------------------------------------------------


@told_in_french
def hhi(shares: Mapping[Any, float] | Sequence[float]) -> float:
    """Herfindahl-Hirschman index: the sum of the squared shares, shares in %.

    From 10,000/n for n equal channels to 10,000 for a single one. On a 0–1 scale the same index is 10,000 times smaller.

    Args:
        shares: of all the channels, in % (70 for 70 %): a list, a column, or ``{channel: share}``. They sum to 100 within
            half a point.

    Raises:
        LearnerError: a negative share, a sum that is not 100, shares written as fractions, no list of numbers.

    Source: US Department of Justice, Herfindahl-Hirschman Index page (four firms of 30, 30, 20 and 20 %: 2,600).

    >>> bm.risks.dependence.hhi([30, 30, 20, 20])
    2600.0
    """
    return math.fsum(share * share for share in _shares(shares)[1])


@told_in_french
def effective_channels(shares: Mapping[Any, float] | Sequence[float]) -> float:
    """Number of equal channels that would be as concentrated: 10,000 / hhi. Arguments and errors of :func:`hhi`.

    >>> bm.risks.dependence.effective_channels([25, 25, 25, 25])
    4.0
    """
    return FULL / hhi(shares)


@told_in_french
def concentration(hhi: float, guidelines: int = 2023) -> str:
    """« low », « moderate » or « high », as the US merger guidelines of that year call an index.

    Args:
        hhi: index from 0 to 10,000 (that of shares in %).
        guidelines: 1982, 1992 and 2023 put the bounds at 1,000 and 1,800, those of 2010 at 1,500 and 2,500. An index at
            either bound is moderate: « low » is below the first, « high » above the second. The year is an input: above 1,800
            and up to 2,500 it changes the class.

    Raises:
        LearnerError: an index out of bounds or on a 0–1 scale, another year.

    Source: US Department of Justice and Federal Trade Commission, Merger Guidelines.

    >>> bm.risks.dependence.concentration(2_200, 2010), bm.risks.dependence.concentration(2_200, 2023)
    ('moderate', 'high')
    >>> bm.risks.dependence.concentration(bm.risks.dependence.hhi([10] * 10))  # 1,000
    'moderate'
    """
    index = numbers.one("hhi", hhi, 0, FULL)
    if 0 < index <= 1:
        raise LearnerError(
            f"hhi vaut {as_given(hhi)}{NBSP}: indice sur une échelle de 0 à 1. Le multiplier par "
            f"{french.number(FULL)}{NBSP}; les seuils se lisent sur des parts en %."
        )
    if not numbers.is_number(guidelines) or guidelines not in _BOUNDS:
        raise LearnerError(
            f"guidelines vaut {as_given(guidelines)}{NBSP}; valeur admise{NBSP}: l’année d’un texte, "
            f"{french.listing(map(str, _BOUNDS), 'ou')}."
        )
    moderate, high = _BOUNDS[guidelines]
    return HIGH if index > high else MODERATE if index >= moderate else LOW


@told_in_french
def merger_delta(first: float, second: float) -> float:
    """What the index gains when two channels become one: (a + b)² − a² − b² = 2ab, shares in %.

    Raises:
        LearnerError: a share that is not from 0 to 100, or two that make more than 100 %.

    >>> bm.risks.dependence.merger_delta(25, 20)
    1000.0
    """
    a, b = numbers.one("first", first, 0, 100), numbers.one("second", second, 0, 100)
    if a + b > 100 + TOLERANCE:
        raise LearnerError(
            french.typeset(
                f"first et second font {french.exact(a + b)} % à eux deux ; au plus 100 % sont admis."
            )
        )
    return 2 * a * b


# --- what a closed channel takes -------------------------------------------------------------------------


@told_in_french
def revenue_at_risk(
    revenue: float,
    shares: Mapping[Any, float] | Sequence[float],
    probability: float | Mapping[Any, float] | Sequence[float],
    recovered: float | Mapping[Any, float] | Sequence[float] = 0.0,
    notice: float = 0.0,
) -> Exposure:
    """What channels that may close take from a year of sales, or of any amount that is shared alike (a margin).

    A channel that closes is gone for the rest of the year that follows the announcement; what it sold during the notice is
    kept: loss = revenue × share × (1 − recovered) × (1 − notice/365). Each closes at most once a year, on its own.

    Args:
        revenue: of a year, all channels together.
        shares: in %, see :func:`hhi`.
        probability: of being closed within a year, 0 to 1: one for all, a list in the order of the channels, or by name,
            ``{channel: probability}`` or a column whose index names the channels, in any order. By name, a channel that is
            left out counts 0: one's own site, say.
        recovered: share of its sales found again elsewhere, 0 to 1, given in the same ways (customers who buy on another
            channel: *multi-homing*).
        notice: days between the announcement and the closing, 0 to 365.

    Raises:
        LearnerError: shares that :func:`hhi` refuses, a probability above 1, lists of another length, an unknown channel.

    With one probability p for all and nothing recovered, the mean is p × revenue however the sales are shared out, and the
    spread is √(p(1 − p)) × √hhi/100 × revenue: another channel changes how bad a year can be, not its mean.

    >>> found = bm.risks.dependence.revenue_at_risk(100_000, {"place": 70, "site": 30}, {"place": 0.1, "site": 0})
    >>> round(found.expected_loss), round(found.worst_loss), found.worst_channel
    (7000, 70000, 'place')
    """
    amount = numbers.one("revenue", revenue, 0)
    names, parts = _shares(shares)
    chances = _per_channel("probability", probability, names)
    kept = 1 - numbers.one("notice", notice, 0, YEAR) / YEAR
    takes = amount * parts / 100 * (1 - _per_channel("recovered", recovered, names)) * kept
    worst = int(np.argmax(takes))
    index = math.fsum(parts**2)
    return Exposure(
        expected_loss=math.fsum(chances * takes),
        worst_loss=float(takes[worst]),
        worst_channel=names[worst],
        any_loss=float(1 - np.prod(1 - chances)),
        spread=math.sqrt(math.fsum(chances * (1 - chances) * takes**2)),
        hhi=index,
        channels=FULL / index,
        losses=dict(zip(names, takes.tolist(), strict=True)),
    )


@told_in_french
def exposures(
    revenue: float,
    firms: Mapping[str, Mapping[Any, float] | Sequence[float]],
    probability: float | Mapping[Any, float] = 0.1,
    recovered: float | Mapping[Any, float] = 0.0,
    notice: float = 0.0,
) -> Table:
    """The same year of sales shared out in several ways, side by side.

    Args:
        firms: name -> shares in %.
        revenue, probability, recovered, notice: as :func:`revenue_at_risk`; by name, a channel that one of the firms does not have
            is left out of it.

    Returns:
        One row a firm (index ``firm``): ``hhi``, ``channels``, ``expected_loss``, ``worst_loss``, ``any_loss``, ``spread``.

    Raises:
        LearnerError: no named shares, or an argument that :func:`revenue_at_risk` refuses.

    >>> bm.risks.dependence.exposures(1_000, {"un": [100], "deux": [50, 50]})["worst_loss"].tolist()
    [1000.0, 500.0]
    """
    if not isinstance(firms, Mapping) or not firms:
        raise LearnerError(
            f"firms vaut {as_given(firms)}{NBSP}; valeur admise{NBSP}: des parts nommées, {{'Aujourd’hui': [70, 30]}}."
        )
    rows = {}
    for name, shares in firms.items():
        names, _ = _shares(shares)
        each = [
            {who: one for who, one in value.items() if who in names} if _names(what, value) else value
            for what, value in (("probability", probability), ("recovered", recovered))
        ]
        found = revenue_at_risk(revenue, shares, *each, notice)
        rows[name] = [getattr(found, what) for what in _COLUMNS]
    frame = pd.DataFrame.from_dict(rows, orient="index", columns=list(_COLUMNS)).rename_axis("firm")
    return Table.of(frame, _exposures_in_french)


def _exposures_in_french(frame: pd.DataFrame) -> pd.DataFrame:
    shown = pd.DataFrame(index=pd.Index(frame.index, name="Parts des ventes"))
    for what, (label, write) in _COLUMNS.items():
        if what in frame:
            shown[label] = [write(value) for value in frame[what]]
    return shown


@told_in_french
def spread_over(shares: Mapping[str, float], name: str, share: float, taken_from: str) -> dict[str, float]:
    """The channels with one more, ``name``, that takes ``share`` points from another: what multi-homing does to the shares.

    Raises:
        LearnerError: an unknown channel, one that has not so much, a name that is taken.

    >>> bm.risks.dependence.spread_over({"A": 70, "B": 30}, "C", 10, taken_from="A")
    {'A': 60.0, 'B': 30.0, 'C': 10.0}
    """
    names, parts = _shares(shares)
    found = dict(zip(names, parts.tolist(), strict=True))
    if taken_from not in found:
        raise LearnerError(_unknown("taken_from", taken_from, names))
    if name in found:
        raise LearnerError(f"name vaut {as_given(name)}{NBSP}: ce canal existe déjà.")
    points = numbers.one("share", share, 0, found[taken_from])
    return {who: part - points if who == taken_from else part for who, part in found.items()} | {name: points}


@told_in_french
def stock_left(stock: float, share: float, notice: float, recovered: float = 0.0) -> StockLeft:
    """What is left of a stock when a platform closes the account, nothing being bought again after the announcement.

    Args:
        stock: on the day of the announcement, in days of the sales of all channels.
        share: of the platform in the sales, in % (70 for 70 %).
        notice: days before the closing: sales go on as before.
        recovered: share of the platform's sales found again elsewhere (0 to 1).

    Raises:
        LearnerError: a negative stock or notice, a share that is not from 0 to 100.

    >>> bm.risks.dependence.stock_left(90, share=70, notice=30)  # 60 days, sold at 30 % of the pace
    StockLeft(days=60.0, lasts=200.0)
    """
    days = numbers.one("stock", stock, 0)
    part = numbers.one("share", share, 0, 100)
    if 0 < part < 1:
        raise LearnerError(f"share vaut {as_given(share)}{NBSP}: la part se donne en %, 70 pour 70{NBSP}%.")
    left = max(0.0, days - numbers.one("notice", notice, 0))
    back = numbers.one("recovered", recovered, 0, 1)
    lost = part * (1 - back)
    pace = (100 - lost) / 100
    return StockLeft(left, left / pace if pace > 0 else (math.inf if left else 0.0))


@told_in_french
def notice_days(kind: str = "termination", on: str | date | None = None) -> int:
    """Days of notice that a platform owes a seller in the European Union, read in ``legal.csv``.

    Args:
        kind: « termination » (all services end, art. 4 of regulation (EU) 2019/1150) or « terms » (the conditions change, a
            commission say, art. 3). Both have exceptions: a repeated infringement or a duty of the law may end the account
            at once. A suspension has no notice: its reasons are given when it takes effect, at the latest (art. 4, 1).
        on: a day, as in :func:`bm.law`; None: the rule in force.

    Raises:
        LearnerError: another kind (« suspension » among them), no day, or one before the rule.

    >>> bm.risks.dependence.notice_days("termination") > bm.risks.dependence.notice_days("terms")
    True
    """
    if isinstance(kind, str) and kind == "suspension":
        raise LearnerError(
            french.typeset(
                "kind vaut « suspension » : aucun préavis n’est dû pour suspendre un compte, seulement des motifs, au plus tard "
                "quand la suspension prend effet (art. 4). Pour la fin de tous les services : « termination »."
            )
        )
    if not isinstance(kind, str) or kind not in _NOTICES:
        raise LearnerError(
            f"kind vaut {as_given(kind)}{NBSP}; valeur admise{NBSP}: "
            f"{french.listing(map(french.quote, _NOTICES), 'ou')}."
        )
    return int(law(_NOTICES[kind], on).value)


# --- leaving ---------------------------------------------------------------------------------------------


@told_in_french
def exit_plan(
    sales: float,
    points: float,
    months: int,
    cost_per_point: float,
    commission: float = 0.0,
    margin: float = 0.0,
    follow: float = 1.0,
    probability: float = 0.0,
    recovered: float = 0.0,
    horizon: int = MONTHS,
    upkeep: float = 0.0,
) -> ExitPlan:
    """What moving ``points`` of the sales from a platform to one's own channel costs a month, and what it saves.

    As many points are moved each month; what is moved in a month saves from the next one on. Of the sales moved, ``follow``
    pay no commission any more, the others are lost with their margin; what is moved is safe from a closed account. Nothing
    is discounted.

    Args:
        sales: of a month, all channels together, in the base of the commission (it is often the price incl. VAT).
        points: of these sales, to be moved (10 for ten points of share, 0 to 100).
        months: how long one takes.
        cost_per_point: paid to move one point (advertising, discounts).
        commission: of the platform, a fraction of ``sales``.
        margin: what a sale made there leaves, commission paid, a fraction of ``sales``.
        follow: share of the customers who follow (0 to 1).
        probability: of a closed account within a year (0 to 1), sales being lost for a year.
        recovered: share of the platform's sales found again elsewhere if it closes (0 to 1).
        horizon: months counted, at least ``months``.
        upkeep: paid each month for each point moved: the platform brought its own visitors, one's own channel has to pay for them.

    Raises:
        LearnerError: an amount below 0, a share above 1, points above 100, a horizon shorter than the plan.

    >>> plan = bm.risks.dependence.exit_plan(
    ...     10_000, points=10, months=5, cost_per_point=60, commission=0.15, horizon=12
    ... )
    >>> plan.payback, plan.net  # 600 € spent; 30, 60, 90, 120 € saved in months 2 to 5, then 150 €
    (7, 750.0)
    """
    amount, moved = numbers.one("sales", sales, 0), numbers.one("points", points, 0, 100)
    length, until = _months("months", months), _months("horizon", horizon)
    if until < length:
        raise LearnerError(
            f"horizon vaut {as_given(horizon)}{NBSP}; valeur admise{NBSP}: au moins months, {french.number(length)}."
        )
    price, held = numbers.one("cost_per_point", cost_per_point, 0), moved * numbers.one("upkeep", upkeep, 0)
    rates = {"commission": commission, "margin": margin, "follow": follow, "probability": probability, "recovered": recovered}  # fmt: skip
    fee, left, come, chance, back = (numbers.one(name, value, 0, 1) for name, value in rates.items())
    base = amount * moved / 100
    saved, lost, avoided = base * come * fee, base * (1 - come) * left, base * left * chance * (1 - back)
    cost = moved * price
    month = np.arange(1, until + 1)
    spent = np.where(month <= length, cost / length, 0.0)
    gained = (saved - lost + avoided - held) * np.minimum(month - 1, length) / length
    total = np.cumsum(gained - spent)
    frame = pd.DataFrame(
        {"moved": moved * np.minimum(month, length) / length, "spent": spent, "saved": gained, "cumulative": total},
        index=pd.Index(month, name="month"),
    )  # fmt: skip
    return ExitPlan(
        cost / length,
        cost,
        saved,
        lost,
        avoided,
        held,
        float(total[-1]),
        _for_good(total),
        Table.of(frame, _in_french),
    )


def _for_good(total: np.ndarray) -> float:
    """The first month from which the total is never negative again; infinite where it ends below 0."""
    below = np.flatnonzero(total < -1e-9 * max(1.0, float(np.abs(total).max())))
    if not len(below):
        return 1
    return math.inf if below[-1] == len(total) - 1 else int(below[-1]) + 2


def _account_in_french(frame: pd.DataFrame) -> pd.DataFrame:
    shown = pd.DataFrame(index=pd.Index(frame.index, name="Une fois tout déplacé"))
    if "amount" in frame:
        shown["Par mois"] = [french.quantity(value + 0.0, "€", 0) for value in frame["amount"]]
    return shown


def _in_french(frame: pd.DataFrame) -> pd.DataFrame:
    shown = pd.DataFrame(index=pd.Index(frame.index, name="Mois"))
    shown["Points déplacés"] = [french.number(value) for value in frame["moved"]]
    for name, label in (("spent", "Dépensé"), ("saved", "Économisé"), ("cumulative", "Cumul")):
        shown[label] = [french.compact(value) for value in frame[name]]
    return shown


# --- reading arguments -----------------------------------------------------------------------------------


def _shares(shares: Any) -> tuple[list[Any], np.ndarray]:
    """Names of the channels (1, 2… for a list) and their shares in %."""
    names = _names("shares", shares)
    parts = numbers.column("shares", list(shares.values()) if isinstance(shares, Mapping) else shares, 0, 100)
    total = math.fsum(parts)
    if len(parts) and abs(total - 1) <= TOLERANCE / 100 and parts.max() <= 1:
        raise LearnerError(
            french.typeset(
                "shares : ces parts sont écrites de 0 à 1. Les donner en %, 70 pour 70 % ; leur somme fait 100."
            )
        )
    if not len(parts) or abs(total - 100) > TOLERANCE + 1e-9:
        raise LearnerError(
            french.typeset(
                f"shares : les parts font {french.exact(total)} % en tout ; valeur admise : 100 %, à un demi-point près."
            )
        )
    return names if names is not None else list(range(1, len(parts) + 1)), parts


def _names(what: str, values: Any) -> list[Any] | None:
    """The channels that a mapping or a column names; None where they go by their places (a list, a column numbered by rows).

    Raises:
        LearnerError: a frame, which has several columns, or a name given twice.
    """
    if isinstance(values, pd.DataFrame):
        raise LearnerError(
            f'{what} est un tableau entier{NBSP}; valeur admise{NBSP}: une seule de ses colonnes, tableau["colonne"].'
        )
    if isinstance(values, pd.Series):
        if pd.api.types.is_numeric_dtype(values.index):
            return None
    elif not isinstance(values, Mapping):
        return None
    names = list(values.keys())
    twice = [name for place, name in enumerate(names) if name in names[:place]]
    if twice:
        raise LearnerError(f"{what}{NBSP}: le canal {as_given(twice[0])} est donné deux fois.")
    return names


def _per_channel(what: str, value: Any, names: list[Any]) -> np.ndarray:
    """A fraction for each channel: one for all, a list in their order, or by name (those left out: 0)."""
    given = _names(what, value)
    if given is not None and isinstance(value, pd.Series) and names == list(range(1, len(names) + 1)):
        given = None  # channels that have no name are taken in order
    if given is not None:
        for name in given:
            if name not in names:
                raise LearnerError(_unknown(what, name, names))
        by_name = dict(zip(given, value.tolist(), strict=True)) if isinstance(value, pd.Series) else value
        return np.array([numbers.one(what, by_name.get(name, 0.0), 0, 1) for name in names])
    if isinstance(value, Sequence | np.ndarray | pd.Series) and not isinstance(value, str | bytes):
        each = numbers.column(what, value, 0, 1)
        if len(each) != len(names):
            raise LearnerError(
                f"{what}{NBSP}: {french.plural(len(each), 'valeur')} pour {french.plural(len(names), 'canal', 'canaux')}. "
                "Donner un seul nombre, ou autant de valeurs que de canaux."
            )
        return each
    return np.full(len(names), numbers.one(what, value, 0, 1))


def _months(name: str, value: Any) -> int:
    """Whole months, 6.0 as well as 6 (a column of pandas has floats)."""
    return whole_months(int(value) if numbers.is_number(value) and value == int(value) else value, name)


def _unknown(what: str, name: Any, names: list[Any]) -> str:
    return f"{what}{NBSP}: aucun canal ne s’appelle {as_given(name)}.{french.nearest(str(name), list(map(str, names)))}"


def __getattr__(name: str):
    raise unknown_in("risks.dependence", name, __all__)
