"""Personal data as a risk: what a fine may reach, what fines were, and what a year costs on average.

Amounts and deadlines of the law are read in ``data/legal.csv`` (:func:`bm.law`), fines in ``data/sanctions.csv``.

>>> ceiling = bm.risks.privacy.fine_ceiling(500_000, tier=5)  # a shop with 500 k€ of turnover
>>> ceiling
20000000.0
"""

from __future__ import annotations

import math
import re
from calendar import isleap
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

import numpy as np
import pandas as pd

from bizmodels import french
from bizmodels.core import numbers
from bizmodels.core.laws import Between, Heavy
from bizmodels.core.values import as_given
from bizmodels.errors import LearnerError, told_in_french
from bizmodels.facts.facts import load_sanctions
from bizmodels.facts.law import law
from bizmodels.french import NBSP, unknown_in
from bizmodels.tables import Table

__all__ = [
    "Loss",
    "Sanctions",
    "appeals",
    "by_theme",
    "ceiling_switch",
    "ceilings",
    "data_fines",
    "expected_loss",
    "fine_ceiling",
    "fine_sources",
    "kept_until",
    "law_table",
    "notify_before",
    "repeats",
    "sanctions_summary",
    "smallest",
    "themes",
    "to_erase",
]

# The level of article 83 -> names of its two rows in legal.csv: an amount and a share of the turnover, in %.
_TIERS = {
    4: ("gdpr_max_fine_lower_amount", "gdpr_max_fine_lower_pct"),
    5: ("gdpr_max_fine_upper_amount", "gdpr_max_fine_upper_pct"),
}
# What is reproached -> words of the column « breaches »; one decision may be of several themes.
THEMES = {
    "Cookies et traceurs": r"cookie|identifiants? (?:technique|publicitaire)",
    "Sécurité et violations": r"sécurité|mots? de passe|violation de données",
    "Information et droits": r"information|transparence|droits|accès|effacement|opposition|retrait",
    "Durée de conservation": r"durée|conservation",
    "Prospection": r"prospection|publicités (?:dans|insérées)",
}
_OTHER_LAWS = ("DGCCRF", "Autorité de la concurrence")  # their fines are not for personal data
_AFTER, _CONFIRMED = r" \(montant après recours\)$", r" \(rejet du recours\)$"
# Outcomes that no row of their own tells, but the note of the fine (column « note_fr »).
_ANNULLED, _UPHELD = r"puis annulée par", r"Recours rejeté|et confirmation \("


# --- the ceiling -------------------------------------------------------------------------------------------


@told_in_french
def fine_ceiling(turnover: float, tier: int, on: str | date | None = None) -> float:
    """The most that a GDPR fine may reach, €: the higher of an amount and a share of the turnover (article 83).

    max(amount, share × turnover): 10 M€ and 2 % at ``tier`` 4 (paragraph 4: security, register, notification of a
    breach…), 20 M€ and 4 % at ``tier`` 5 (paragraph 5: principles, consent, people's rights, transfers). A ceiling is
    no estimate: the fine has to be proportionate.

    Args:
        turnover: worldwide turnover of the whole undertaking (the group) in the year before, €, ≥ 0.
        tier: 4 or 5, the paragraph of article 83.
        on: the day whose law applies, ``"2026-01-31"``; None: the latest.

    Raises:
        LearnerError: another tier, a turnover that is no number or below 0, a day before the regulation applies.

    Source: regulation (EU) 2016/679, article 83, paragraphs 4 and 5.

    >>> bm.risks.privacy.fine_ceiling(2_000_000_000, tier=4)
    40000000.0
    >>> bm.risks.privacy.fine_ceiling(100_000_000, tier=5)  # 4 % would be 4 M€: the amount is higher
    20000000.0
    """
    amount, share = _tier(tier, on)
    return max(amount, share * numbers.one("turnover", turnover, 0))


@told_in_french
def ceiling_switch(tier: int, on: str | date | None = None) -> float:
    """The turnover (€) above which the share of the turnover sets the ceiling, and below which the amount does.

    amount ÷ share. Arguments and errors as :func:`fine_ceiling`.

    >>> bm.risks.privacy.ceiling_switch(4)
    500000000.0
    """
    amount, share = _tier(tier, on)
    return amount / share


@told_in_french
def ceilings(turnovers: Iterable[float], on: str | date | None = None) -> Table:
    """Both ceilings of several turnovers: columns ``tier_4 tier_5`` (€) and ``share`` (of turnover, tier 5), index € of turnover.

    Raises:
        LearnerError: as :func:`fine_ceiling`, with its row.

    >>> bm.risks.privacy.ceilings([500_000, 2e9])
                       Plafond (art. 83-4) Plafond (art. 83-5) Art. 83-5, en part du CA
    Chiffre d’affaires
    500 k€                           10 M€               20 M€                  4 000 %
    2 Md€                            40 M€               80 M€                      4 %
    """
    values = numbers.column("turnovers", turnovers, 0)
    frame = pd.DataFrame(
        {f"tier_{tier}": [fine_ceiling(one, tier, on) for one in values] for tier in _TIERS},
        index=pd.Index(values, name="turnover"),
    )
    with np.errstate(divide="ignore"):
        frame["share"] = frame["tier_5"].to_numpy() / values

    def shown(table: pd.DataFrame) -> pd.DataFrame:
        texts = pd.DataFrame(
            {
                "Plafond (art. 83-4)": [french.compact(one) for one in table["tier_4"]],
                "Plafond (art. 83-5)": [french.compact(one) for one in table["tier_5"]],
                "Art. 83-5, en part du CA": [french.quantity(one, "%", 0) for one in table["share"]],
            }
        )
        texts.index = pd.Index([french.compact(one) for one in table.index], name="Chiffre d’affaires")
        return texts

    return Table.of(frame, shown)


def _tier(tier: Any, on: Any) -> tuple[float, float]:
    """Amount (€) and share (a fraction) of one level."""
    if isinstance(tier, bool) or not numbers.is_number(tier) or tier not in _TIERS:
        raise LearnerError(
            f"tier vaut {as_given(tier)}{NBSP}; valeur admise{NBSP}: 4 (article 83, paragraphe 4) ou 5 (paragraphe 5)."
        )
    amount, share = _TIERS[int(tier)]
    return law(amount, on).value, law(share, on).value / 100


# --- what fines were ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Sanctions:
    """What a table of sanctions says: € throughout, ``naive`` sums every row, the others only those that may be summed.

    ``largest_share`` is the largest fine's part of the total; ``above_mean`` the share of the fines above their mean.

    >>> found = bm.risks.privacy.sanctions_summary()
    >>> found.mean > 5 * found.median  # a few giants pull the mean
    True
    """

    rows: int
    count: int
    naive: float
    total: float
    mean: float
    median: float
    smallest: float
    largest: float
    largest_share: float
    above_mean: float

    @property
    def double(self) -> float:
        """What the naive sum counts too much, €."""
        return self.naive - self.total


@told_in_french
def sanctions_summary(table: pd.DataFrame | None = None) -> Sanctions:
    """Sum, mean and median of a table of sanctions, counting only what may be summed (``additive``).

    An amount reduced on appeal, an appeal rejected and a yearly total repeat other rows: they count in ``naive`` only. So
    does a fine that a judge annulled since (its note says so): nobody owes it today.

    Args:
        table: rows of ``bm.load_sanctions()``, filtered or not; None: all of them.

    Raises:
        LearnerError: no such table, or no row that may be summed.

    >>> found = bm.risks.privacy.sanctions_summary()
    >>> found.rows, found.count, found.naive > found.total
    (46, 41, True)
    >>> appeal = bm.load_sanctions()
    >>> appeal = appeal[appeal["company"].str.contains("Amazon France Logistique")]
    >>> bm.risks.privacy.sanctions_summary(appeal).total  # 32 M€ became 15 M€: 47 M€ were never paid
    15000000.0
    """
    table = _table(table)
    once = table.loc[table["additive"] & ~_annulled(table), "amount_eur"].astype(float)
    if once.empty:
        raise LearnerError(
            "Aucune ligne de cette table ne s’additionne : garder au moins une ligne où additive vaut True."
        )
    total, mean = math.fsum(once), math.fsum(once) / len(once)
    return Sanctions(
        rows=len(table),
        count=len(once),
        naive=math.fsum(table["amount_eur"]),
        total=total,
        mean=mean,
        median=float(once.median()),
        smallest=float(once.min()),
        largest=float(once.max()),
        largest_share=float(once.max()) / total,
        above_mean=float((once > mean).mean()),
    )


@told_in_french
def repeats(table: pd.DataFrame | None = None) -> Table:
    """The rows that repeat others, and may not be summed with them: columns ``amount`` (€) and ``date``, index the company.

    Raises:
        LearnerError: no such table.

    >>> len(bm.risks.privacy.repeats())
    4
    """
    table = _table(table)
    rows = table.loc[~table["additive"]]
    frame = rows[["amount_eur", "date"]].set_axis(["amount", "date"], axis=1)
    frame.index = pd.Index(rows["company"], name="company")

    def shown(found: pd.DataFrame) -> pd.DataFrame:
        return pd.DataFrame(
            {
                "Montant": [french.quantity(one / 1e6, "M€", 2) for one in found["amount"]],
                "Décision": [french.period(one.date().isoformat()) for one in found["date"]],
            },
            index=found.index.rename("Ligne qui en répète une autre"),
        )

    return Table.of(frame, shown)


@told_in_french
def data_fines(table: pd.DataFrame | None = None, annulled: bool = False) -> pd.DataFrame:
    """The rows that may be summed and were fined for personal data or trackers: neither consumer nor competition law.

    Args:
        table: rows of ``bm.load_sanctions()``; None: all of them.
        annulled: True keeps the fines that a judge annulled since: what was pronounced, not what is due.

    Returns:
        An ordinary frame, columns of ``bm.load_sanctions()``, in the order of the dates.

    Raises:
        LearnerError: no such table, or ``annulled`` neither True nor False.

    >>> len(bm.risks.privacy.data_fines()), len(bm.risks.privacy.data_fines(annulled=True))
    (39, 40)
    """
    table = _table(table)
    if not isinstance(annulled, bool):
        raise LearnerError(f"annulled vaut {as_given(annulled)}{NBSP}; valeur admise{NBSP}: True ou False.")
    kept = table["additive"] & ~table["authority"].isin(_OTHER_LAWS)
    return table[kept if annulled else kept & ~_annulled(table)].reset_index(drop=True)


def _annulled(table: pd.DataFrame) -> pd.Series:
    """Of each row, whether its note says that a judge annulled it."""
    return table["note_fr"].fillna("").str.contains(_ANNULLED).astype(bool)


@told_in_french
def appeals(table: pd.DataFrame | None = None) -> Table:
    """The fines whose appeal the table knows: ``first final`` (€), ``cut`` (a fraction), ``outcome``; index the company.

    An appeal has a row of its own (reduced, confirmed), or the note of the fine tells how it ended. An appeal that
    confirms an amount has ``cut`` 0; of a fine annulled, to be worked out again, ``final`` and ``cut`` are nan. Appeals
    announced, or judged without the table knowing how, are left out.

    Raises:
        LearnerError: no such table.

    >>> found = bm.risks.privacy.appeals()
    >>> found.shown()["Issue"].tolist()
    ['réduite', 'confirmée', 'confirmée', 'annulée, à recalculer', 'réduite', 'confirmée']
    >>> round(float(found.loc["Amazon France Logistique", "cut"]), 2)
    0.53
    """
    table = _table(table).sort_values("date", kind="stable")
    own = {
        re.sub(f"{_AFTER}|{_CONFIRMED}", "", name): amount
        for name, amount in zip(table["company"], table["amount_eur"].astype(float), strict=True)
        if re.search(f"{_AFTER}|{_CONFIRMED}", name)
    }
    found = {}
    for name, first, note in zip(table["company"], table["amount_eur"].astype(float), table["note_fr"].fillna(""), strict=True):  # fmt: skip
        if re.search(_ANNULLED, note):
            found[name] = first, math.nan, "annulée, à recalculer"
        elif name in own:
            found[name] = first, own[name], "confirmée" if own[name] == first else "réduite"
        elif re.search(_UPHELD, note):
            found[name] = first, first, "confirmée"
    frame = pd.DataFrame(
        list(found.values()), columns=["first", "final", "outcome"], index=pd.Index(found, name="company")
    )
    frame.insert(2, "cut", 1 - frame["final"] / frame["first"])

    def shown(rows: pd.DataFrame) -> pd.DataFrame:
        return pd.DataFrame(
            {
                "Premier montant": rows["first"].map(french.compact),
                "Après le juge": ["—" if math.isnan(one) else french.compact(one) for one in rows["final"]],
                "Baisse": ["—" if math.isnan(one) else french.quantity(one, "%", 0) for one in rows["cut"]],
                "Issue": list(rows["outcome"]),
            }
        ).rename_axis("Entreprise")

    return Table.of(frame, shown)


@told_in_french
def themes(table: pd.DataFrame | None = None) -> Table:
    """What is reproached, by theme: ``count`` of fines, ``share`` of them, ``median`` and ``total`` (€), index the theme.

    One decision may bear on several themes: the shares add up to more than 1. The themes are words looked for in the
    column ``breaches`` (``THEMES``), by :func:`data_fines`; of a fine reduced on appeal, what was reproached at first.

    Raises:
        LearnerError: no such table, or no fine for personal data in it.

    >>> found = bm.risks.privacy.themes()
    >>> int(found.loc["Cookies et traceurs", "count"]), bool(found["share"].sum() > 1)
    (18, True)
    """
    fines = data_fines(table)
    if fines.empty:
        raise LearnerError("Aucune amende de cette table ne porte sur des données personnelles.")
    rows = {
        name: (len(amounts), len(amounts) / len(fines), float(np.median(amounts)) if amounts else math.nan, math.fsum(amounts))
        for name, amounts in by_theme(table).items()
    }  # fmt: skip
    frame = pd.DataFrame.from_dict(
        rows, orient="index", columns=["count", "share", "median", "total"]
    ).rename_axis("theme")

    def shown(found: pd.DataFrame) -> pd.DataFrame:
        return pd.DataFrame(
            {
                "Amendes": found["count"].map(french.number),
                "Part des amendes": [french.quantity(one, "%", 0) for one in found["share"]],
                "Amende médiane": found["median"].map(french.compact),
                "Total": found["total"].map(french.compact),
            }
        ).rename_axis("Ce qui est reproché")

    return Table.of(frame, shown)


@told_in_french
def by_theme(table: pd.DataFrame | None = None) -> dict[str, list[float]]:
    """The amounts (€) of :func:`data_fines` by theme, in the order of the dates; a fine of two themes stands in both.

    Raises:
        LearnerError: no such table.

    >>> amounts = bm.risks.privacy.by_theme()
    >>> min(amounts["Prospection"])
    20000.0
    """
    fines = data_fines(table)
    known = load_sanctions().set_index("company")[
        "breaches"
    ]  # the row after an appeal says what changed only
    firsts = [re.sub(_AFTER, "", name) for name in fines["company"]]
    reproached = pd.Series(
        [
            text if first == name or first not in known.index else " ; ".join({text: 0} | dict.fromkeys(known.loc[[first]]))
            for first, name, text in zip(firsts, fines["company"], fines["breaches"], strict=True)
        ],
        index=fines.index,
        dtype=object,
    )  # fmt: skip
    return {
        name: fines.loc[reproached.str.contains(words), "amount_eur"].astype(float).tolist()
        for name, words in THEMES.items()
    }


@told_in_french
def smallest(count: int = 6, table: pd.DataFrame | None = None) -> Table:
    """The ``count`` smallest fines for personal data: columns ``sector breaches amount date``, index the company.

    Raises:
        LearnerError: no such table, or a count that is no whole number from 1.

    >>> float(bm.risks.privacy.smallest(1).loc["Nestor", "amount"])
    20000.0
    """
    found = data_fines(table).sort_values("amount_eur", kind="stable").head(numbers.whole("count", count, 1))
    frame = found[["sector", "breaches", "amount_eur", "date"]].set_axis(
        ["sector", "breaches", "amount", "date"], axis=1
    )
    frame.index = pd.Index([re.sub(_AFTER, "", name) for name in found["company"]], name="company")

    def shown(rows: pd.DataFrame) -> pd.DataFrame:
        return pd.DataFrame(
            {
                "Amende": [french.quantity(one, "€", 0) for one in rows["amount"]],
                "Année": [str(one.year) for one in rows["date"]],
                "Secteur": list(rows["sector"]),
                "Ce qui est reproché": [french.typeset(one) for one in rows["breaches"]],
            },
            index=pd.Index(rows.index, name="Entreprise"),
        )

    return Table.of(frame, shown)


@told_in_french
def fine_sources(table: pd.DataFrame | None = None) -> Table:
    """Where each sanction was read: columns ``company date title publisher address``; shown folded.

    Raises:
        LearnerError: no such table.

    >>> len(bm.risks.privacy.fine_sources()) == len(bm.load_sanctions())
    True
    """
    table = _table(table)
    names = ["company", "date", "source_title", "source_publisher", "source_url"]
    frame = table[names].set_axis(["company", "date", "title", "publisher", "address"], axis=1)

    def shown(rows: pd.DataFrame) -> pd.DataFrame:
        dates = [french.period(one.date().isoformat()) for one in rows["date"]]
        heads = ["Entreprise", "Décision", "Titre", "Éditeur", "Adresse"]
        return rows.assign(date=dates).set_axis(heads, axis=1)

    return Table.of(
        frame, shown, f"{french.plural(len(frame), 'ligne lue', 'lignes lues')}, et leurs sources"
    )


def _table(table: Any) -> pd.DataFrame:
    if table is None:
        return load_sanctions()
    needed = ("date", "authority", "company", "amount_eur", "additive", "breaches", "note_fr")
    if not isinstance(table, pd.DataFrame) or any(name not in table.columns for name in needed):
        raise LearnerError("table attend des lignes de bm.load_sanctions(), avec toutes leurs colonnes.")
    numbers.column("amount_eur", table["amount_eur"], 0)
    return table


# --- what a year costs -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Loss:
    """What a risk costs over ``years``: € ; ``no_loss`` is the share of such periods without any.

    ``mean`` is exact; ``quantile`` too over one year, from ``draws`` drawn periods beyond.

    >>> loss = bm.risks.privacy.expected_loss(0.1, 1_000)
    >>> loss.mean, loss.if_hit, loss.quantile(0.9), loss.quantile(0.91)  # nine years in ten cost nothing
    (100.0, 1000.0, 0.0, 1000.0)
    """

    mean: float
    no_loss: float
    if_hit: float
    years: int
    _probability: float = field(repr=False)
    _severity: Any = field(repr=False, compare=False)
    _drawn: Any = field(repr=False, default=None, compare=False)

    def quantile(self, share: float) -> float:
        """The loss (€) that a ``share`` of the periods do not exceed, 0 ≤ share < 1.

        Raises:
            LearnerError: another share.
        """
        share = numbers.one("share", share, 0, 1)
        if share >= 1:
            raise LearnerError(
                f"share vaut 1{NBSP}; valeur admise{NBSP}: moins que 1, la pire année n’ayant pas de limite connue."
            )
        if self._drawn is not None:
            return float(np.quantile(self._drawn, share, method="inverted_cdf"))
        # 1e-12: 1 − 0.9 is 0.09999999999999998, and still one year in ten.
        if 0 < self.no_loss >= share - 1e-12:
            return 0.0
        return float(_ppf(self._severity, (share - self.no_loss) / self._probability))

    def table(self) -> Table:
        """The mean, the share without loss and two rare periods, as a table: column ``value``, one row each."""
        every = "an" if self.years == 1 else f"période de {self.years} ans"
        rows = {
            "mean": (f"Perte attendue, par {every}", french.quantity(self.mean, "€", 0)),
            "no_loss": ("Sans aucune perte", french.quantity(self.no_loss, "%", 0)),
            "worst_in_20": ("Dépassé une fois sur vingt, au plus", french.quantity(self.worst_in_20, "€", 0)),
            "worst_in_100": (
                "Dépassé une fois sur cent, au plus",
                french.quantity(self.worst_in_100, "€", 0),
            ),
        }
        frame = pd.DataFrame(
            {"value": [getattr(self, name) for name in rows]}, index=pd.Index(rows, name="figure")
        )

        def shown(_: pd.DataFrame) -> pd.DataFrame:
            labels, texts = zip(*rows.values(), strict=True)
            return pd.DataFrame({"Valeur": texts}, index=pd.Index(labels, name="Ce que coûte ce risque"))

        return Table.of(frame, shown)

    @property
    def median(self) -> float:
        """The loss of the period in the middle, €: half of them lose no more."""
        return self.quantile(0.5)

    @property
    def worst_in_20(self) -> float:
        """What nineteen periods in twenty do not exceed, €."""
        return self.quantile(0.95)

    @property
    def worst_in_100(self) -> float:
        """What ninety-nine periods in a hundred do not exceed, €."""
        return self.quantile(0.99)


@told_in_french
def expected_loss(
    probability: float, severity: Any, years: int = 1, draws: int = 100_000, seed: int = 0
) -> Loss:
    """What an event costs that strikes at most once a year: mean, years without loss, quantiles.

    Mean = years × probability × mean severity; no loss: (1 − probability)^years. Over one year quantiles are exact: q of
    the years lose 0 as long as q ≤ 1 − probability, then the quantile (q − (1 − probability)) ÷ probability of the
    severity. Over several years they come from ``draws`` periods drawn with ``seed``.

    Args:
        probability: of one event in a year, 0 to 1. Years are independent.
        severity: what an event costs: one amount (€ ≥ 0), a list of amounts that are equally likely, ``bm.between(…)``,
            ``bm.core.laws.Heavy``, or a law of scipy.stats with its parameters (``scipy.stats.lognorm(1, scale=50_000)``);
            of finite mean, never below 0.
        years: length of the period, a whole number ≥ 1; ``draws`` ≥ 1,000; ``seed`` ≥ 0.

    Raises:
        LearnerError: one of them is outside these bounds.

    >>> loss = bm.risks.privacy.expected_loss(0.02, [10_000, 20_000, 270_000])
    >>> loss.mean, loss.no_loss, loss.median
    (2000.0, 0.98, 0.0)
    >>> loss.worst_in_20, loss.worst_in_100  # nineteen years in twenty cost nothing
    (0.0, 20000.0)
    >>> bm.risks.privacy.expected_loss(0.5, 1_000, years=2).no_loss
    0.25
    >>> bm.risks.privacy.expected_loss(0.05, bm.between(5_000, 15_000, 40_000)).mean
    1000.0
    """
    chance = numbers.one("probability", probability, 0, 1)
    severity, mean = _severity(severity)
    years = numbers.whole("years", years, 1, 100)
    draws, seed = numbers.whole("draws", draws, 1_000, 10_000_000), numbers.whole("seed", seed, 0)
    drawn = None
    if years > 1:
        generator = np.random.default_rng(seed)
        hits = generator.binomial(years, chance, draws)
        owner = np.repeat(np.arange(draws), hits)
        costs = _ppf(severity, generator.random(len(owner))) if len(owner) else np.zeros(0)
        drawn = np.round(np.bincount(owner, weights=costs, minlength=draws), 2)
    return Loss(years * chance * mean, (1 - chance) ** years, mean, years, chance, severity, drawn)


def _severity(given: Any) -> tuple[Any, float]:
    """The severity as sorted amounts or a law, and its mean."""
    if hasattr(given, "ppf"):
        try:
            mean, low = _mean_and_low(given)
        except (
            Exception
        ):  # a law without its parameters: scipy answers in English, each law with an error of its own
            raise LearnerError(
                f"severity{NBSP}: cette loi n’a pas ses paramètres{NBSP}; valeur admise{NBSP}: une loi complète, par exemple "
                "scipy.stats.lognorm(1, scale=50_000) ou bm.between(5_000, 15_000, 40_000)."
            ) from None
        if not math.isfinite(mean) or not low >= 0:
            raise LearnerError(
                f"severity{NBSP}: cette loi peut être négative ou n’a pas de moyenne{NBSP}; valeur admise{NBSP}: une loi au moins égale à 0, de moyenne finie."
            )
        return given, mean
    if numbers.is_number(given):
        given = [given]
    amounts = np.sort(numbers.column("severity", given, 0))
    if not len(amounts):
        raise LearnerError(f"severity{NBSP}: il faut au moins un montant, par exemple [10_000, 20_000].")
    return amounts, math.fsum(amounts) / len(amounts)


def _mean_and_low(law: Any) -> tuple[float, float]:
    """The mean of a law and its lowest value."""
    if isinstance(law, Between):
        return (law.low + law.mode + law.high) / 3, law.low
    if isinstance(law, Heavy):
        return law.median * math.exp(law._spread**2 / 2), 0.0
    return float(law.mean()), float(law.support()[0])


def _ppf(severity: Any, share: Any) -> Any:
    """Quantile of the severity; of a list, the smallest amount that a ``share`` of them do not exceed."""
    if isinstance(severity, Between | Heavy):  # they read one share at a time
        shares = np.asarray(share, dtype=float)
        read = [severity.ppf(one) for one in np.clip(shares, 1e-15, 1 - 1e-15).ravel()]
        return np.array(read).reshape(shares.shape)
    if not isinstance(severity, np.ndarray):
        return severity.ppf(share)
    # 1e-9: 0.3 × 10 is 3.0000000000000004, and still the third amount.
    place = np.ceil(np.asarray(share) * len(severity) - 1e-9).astype(int) - 1
    return severity[np.clip(place, 0, len(severity) - 1)]


# --- deadlines ---------------------------------------------------------------------------------------------


@told_in_french
def kept_until(last_contact: str | date, parameter: str = "prospect_data_retention_years") -> date:
    """The day until which a prospect's data may be kept: so many years after the data were collected, or the last contact.

    The years are read in ``legal.csv``; 29 February becomes 28 February. The three years of the CNIL are a
    recommendation for prospects, counted from a click or an answer, not from an e-mail merely opened.

    Args:
        last_contact: a day, ``"2023-01-31"`` or a ``datetime.date``: the later of the two.
        parameter: a parameter of the law in years.

    Raises:
        LearnerError: no such day, a term beyond the year 9999, unknown parameter, or one that is not in years.

    >>> bm.risks.privacy.kept_until("2023-01-31").isoformat()
    '2026-01-31'
    """
    day = _moment("last_contact", last_contact).date()
    rule = law(parameter)
    if not rule.unit.startswith("an"):
        raise LearnerError(
            french.typeset(f"parameter : {french.quote(parameter)} se compte en {rule.unit}, non en années.")
        )
    year = day.year + int(rule.value)
    if year > date.max.year:
        raise _too_late("last_contact", last_contact)
    return date(year, day.month, 28 if (day.month, day.day) == (2, 29) and not isleap(year) else day.day)


@told_in_french
def to_erase(last_contacts: Iterable[str | date], on: str | date) -> int:
    """How many of these prospects are kept too long on the day ``on``: their term (:func:`kept_until`) is over.

    Raises:
        LearnerError: no list of days, or one that is none.

    >>> bm.risks.privacy.to_erase(["2022-05-01", "2023-01-31", "2025-06-30"], on="2026-02-01")
    2
    """
    day = _moment("on", on).date()
    if isinstance(last_contacts, str | bytes) or not isinstance(last_contacts, Iterable):
        raise LearnerError(
            f"last_contacts vaut {as_given(last_contacts)}{NBSP}; valeur admise{NBSP}: une liste de jours, ['2023-01-31', …]."
        )
    return sum(kept_until(one) < day for one in last_contacts)


@told_in_french
def notify_before(known_at: str | datetime) -> datetime:
    """The moment before which a breach is told to the CNIL: so many hours after the firm knew of it (article 33).

    Nights, Sundays and holidays count. Over a week-end the count is disputed (regulation 1182/71 wants two working days in
    any period of two days or more): this is the shorter reading, the safe one. No notification is due when nobody is at risk.

    Args:
        known_at: ``"2026-01-09 18:00"``, or a ``datetime``.

    Raises:
        LearnerError: no such moment, before the regulation applied, or a term beyond the year 9999.

    >>> print(bm.risks.privacy.notify_before("2026-01-13 18:00"))  # a Tuesday evening: Friday evening
    2026-01-16 18:00:00
    """
    moment = _moment("known_at", known_at)
    delay = timedelta(hours=law("gdpr_breach_notification_hours", on=moment.date()).value)
    try:
        return moment + delay
    except (OverflowError, pd.errors.OutOfBoundsDatetime):
        raise _too_late("known_at", known_at) from None


def _too_late(name: str, given: Any) -> LearnerError:
    return LearnerError(
        f"{name} vaut {as_given(given)}{NBSP}; valeur admise{NBSP}: un jour dont le délai finit avant l’an 10000."
    )


def _moment(name: str, given: Any) -> datetime:
    if isinstance(given, datetime) and not pd.isna(given):
        return given
    if isinstance(given, date) and not pd.isna(given):
        return datetime(given.year, given.month, given.day)
    if isinstance(given, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}( [0-9]{2}:[0-9]{2})?", given):
        try:
            return datetime.fromisoformat(given)
        except ValueError:
            pass
    raise LearnerError(
        f"{name} vaut {as_given(given)}{NBSP}; valeur admise{NBSP}: un jour écrit {french.quote('2026-01-31')}."
    )


@told_in_french
def law_table(parameters: Iterable[str], on: str | date | None = None) -> Table:
    """Rules of the law as a table: ``value unit article since scope``, index the parameter, in the order given.

    Raises:
        LearnerError: as :func:`bm.law`.

    >>> bm.risks.privacy.law_table(["gdpr_breach_notification_hours"]).shown()["Référence"].tolist()
    ['RGPD art. 33']
    """
    if isinstance(parameters, str) or not isinstance(parameters, Iterable):
        raise LearnerError("parameters attend une liste de paramètres : ['gdpr_rights_response_months'].")
    rules = [law(one, on) for one in parameters]
    frame = pd.DataFrame(
        [(rule.value, rule.unit, rule.article, rule.since, rule.scope) for rule in rules],
        columns=["value", "unit", "article", "since", "scope"],
        index=pd.Index([rule.parameter for rule in rules], name="parameter"),
    )

    def shown(found: pd.DataFrame) -> pd.DataFrame:
        return pd.DataFrame(
            {
                "Ce que dit le droit": [
                    f"{rule.text} : {rule.scope[:1].lower() + rule.scope[1:]}" for rule in rules
                ],
                "Référence": [rule.article for rule in rules],
                "Depuis": [rule.day for rule in rules],
            },
            index=pd.Index([rule.label for rule in rules], name="Règle"),
        ).map(french.typeset)

    return Table.of(frame, shown)


def __getattr__(name: str):
    raise unknown_in("risks.privacy", name, __all__)
