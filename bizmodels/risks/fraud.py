"""Fraud and payment: what an alert is worth, where to stop an order, what strong authentication and a card cost.

Rates and probabilities are fractions (0.00155 for 0.155 %), money is in one currency. The law is read in
``data/legal.csv``, published rates in ``data/market.csv``: none is typed here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from bizmodels import french
from bizmodels.core import numbers
from bizmodels.core.values import as_given
from bizmodels.errors import LearnerError, told_in_french
from bizmodels.facts.facts import fact_from_key, load_legal
from bizmodels.facts.law import Rule, law
from bizmodels.french import typeset, unknown_in
from bizmodels.tables import Table

__all__ = [
    "Authentication",
    "BestThreshold",
    "CardFee",
    "Chargeback",
    "Exemption",
    "ScreeningCost",
    "alert_precision",
    "alert_table",
    "best_threshold",
    "card_fee",
    "chargeback",
    "decision_threshold",
    "exempt_up_to",
    "exemption",
    "exemption_table",
    "interchange_cap",
    "screening_cost",
    "simulated_payments",
    "strong_authentication",
    "threshold_costs",
]

RATE = (
    "France paiements/fraud_rate_card_internet_all_zones/2024"  # % of the amount, the rate of the simulation
)
BASKET = "France e-commerce/average_basket/2024-T2"  # € TTC, the mean of the simulation
_LARGER = 1.5  # hypothesis: a fraudulent payment is on average half as large again as an honest one
_APART = 3.0  # hypothesis: standard deviations between what honest and fraudulent payments look like
_SPREAD = 0.9  # hypothesis: standard deviation of the logarithm of an amount
_PERCENT = 0.01  # no provider loses one euro in a hundred: such a rate was meant in %
_TRA = re.compile(r"sca_tra_fraud_cap_(\d+)eur")
_KINDS = {"debit": "interchange_cap_debit", "credit": "interchange_cap_credit"}


# --- what an alert is worth ---------------------------------------------------------------------------------


@told_in_french
def alert_precision(prevalence: Any, recall: Any, false_alarm: Any) -> Any:
    """Of the orders that raise an alert, the share that are frauds (Bayes): p·r ÷ (p·r + (1 − p)·f).

    Args:
        prevalence: p, share of the orders that are frauds, from 0 to 1.
        recall: r, share of the frauds that raise an alert, from 0 to 1.
        false_alarm: f, share of the honest orders that raise one, from 0 to 1.
            Each a number, or a list of them of the same length as the others.

    Returns:
        A float, or an array where a list was given.

    Raises:
        LearnerError: a value outside 0 to 1, lists of different lengths, or no alert at all.

    Source: oracle FRA-01 (80 of 1,030 in Yudkowsky's mammography problem; Strogatz and Gigerenzer).

    >>> alert = bm.risks.fraud.alert_precision
    >>> alert(prevalence=0.5, recall=0.75, false_alarm=0.25), alert([0, 1], 0.5, 0.5).tolist()
    (0.75, [0.0, 1.0])
    """
    p, r, f = numbers.aligned(
        prevalence=_shares("prevalence", prevalence),
        recall=_shares("recall", recall),
        false_alarm=_shares("false_alarm", false_alarm),
    )
    found = p * r
    raised = found + (1 - p) * f
    if (raised == 0).any():
        raise LearnerError(
            typeset(
                "alert_precision() : aucune commande ne déclenche d’alerte, la part des fraudes parmi elles n’existe pas. "
                "Donner un recall ou un false_alarm au-dessus de 0."
            )
        )
    share = found / raised
    return share if share.ndim else float(share)


@told_in_french
def alert_table(prevalence: float, recall: float, false_alarm: float, orders: int = 10_000) -> pd.DataFrame:
    """The same in orders: rows ``fraud``, ``honest``, ``all``; columns ``alert``, ``none``, ``all``.

    Args:
        prevalence, recall, false_alarm: as in :func:`alert_precision`, one number each.
        orders: how many orders are counted, a whole number from 1.

    Raises:
        LearnerError: as there, or orders that are no whole number.

    >>> counted = bm.risks.fraud.alert_table(0.01, recall=0.75, false_alarm=0.5, orders=400)
    >>> counted.loc["fraud"].tolist(), counted.loc["honest"].tolist()
    ([3.0, 1.0, 4.0], [198.0, 198.0, 396.0])
    """
    p, r, f = (
        numbers.one(name, value, 0, 1)
        for name, value in (("prevalence", prevalence), ("recall", recall), ("false_alarm", false_alarm))
    )
    count = numbers.whole("orders", orders, 1)
    fraud, honest = count * p, count * (1 - p)
    rows = pd.DataFrame(
        {"alert": [fraud * r, honest * f], "none": [fraud * (1 - r), honest * (1 - f)]},
        index=["fraud", "honest"],
    )
    rows["all"] = rows["alert"] + rows["none"]
    rows.loc["all"] = rows.sum()

    def shown(table: pd.DataFrame) -> pd.DataFrame:
        named = {"alert": "Alerte", "none": "Pas d’alerte", "all": "Ensemble"}
        return pd.DataFrame(
            {named[name]: [french.number(one, 0) for one in table[name]] for name in table.columns},
            index=pd.Index(
                [
                    {"fraud": "Fraudes", "honest": "Commandes honnêtes", "all": "Ensemble"}[one]
                    for one in table.index
                ],
                name="Commandes",
            ),
        )

    return Table.of(rows, shown)


@told_in_french
def decision_threshold(c00: float, c01: float, c10: float, c11: float) -> float:
    """The chance of fraud from which stopping an order costs less: (c10 − c00) ÷ (c10 − c00 + c01 − c11).

    c_ij is what it costs to decide i when j is true, 0 « honest, let through », 1 « fraud, stopped »; a gain is negative.
    Only differences count: adding the same amount to what both decisions cost in one case changes nothing.

    Args:
        c00: an honest order let through (0, or minus the margin that it leaves).
        c01: a fraud let through.
        c10: an honest order stopped.
        c11: a fraud stopped.

    Returns:
        A probability strictly between 0 and 1; act at or above it.

    Raises:
        LearnerError: no number; or one decision is the best whatever is true, or each is the best where it is wrong.

    Source: Elkan, The Foundations of Cost-Sensitive Learning, IJCAI 2001, § 1.2.

    >>> threshold = bm.risks.fraud.decision_threshold
    >>> threshold(c00=0, c01=30, c10=10, c11=0), threshold(c00=-10, c01=30, c10=0, c11=0)  # margin lost or not earned
    (0.25, 0.25)
    """
    costs = {
        name: numbers.one(name, value, -np.inf)
        for name, value in (("c00", c00), ("c01", c01), ("c10", c10), ("c11", c11))
    }
    honest, fraud = costs["c10"] - costs["c00"], costs["c01"] - costs["c11"]
    if honest > 0 and fraud > 0:
        return honest / (honest + fraud)
    given = ", ".join(f"{name} = {french.exact(value)}" for name, value in costs.items())
    if honest <= 0 and fraud <= 0 and (honest < 0 or fraud < 0):
        said = (
            "chaque décision coûte moins quand elle se trompe. Vérifier l’ordre : c01 est une fraude acceptée, c10 une "
            "commande honnête refusée"
        )
    elif honest <= 0 and fraud <= 0:
        said = "les deux décisions coûtent toujours autant : il n’y a rien à décider"
    elif honest <= 0:
        said = (
            "refuser ne coûte jamais plus qu’accepter, quel que soit le risque : il n’y a pas de seuil. Une commande honnête "
            "refusée (c10) coûte plus qu’acceptée (c00)"
        )
    else:
        said = (
            "accepter ne coûte jamais plus que refuser, quel que soit le risque : il n’y a pas de seuil. Une fraude acceptée "
            "(c01) coûte plus qu’arrêtée (c11)"
        )
    raise LearnerError(typeset(f"decision_threshold() : avec {given}, {said}."))


# --- what a screening costs ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class ScreeningCost:
    """What a screening costs per order, €.

    Attributes:
        fraud: frauds that are let through.
        refused: honest customers who are refused or challenged.
        review: alerts that somebody looks at.
        nothing: what frauds would cost without any screening.

    >>> cost = bm.risks.fraud.ScreeningCost(fraud=0.25, refused=0.5, review=0.25, nothing=2.0)
    >>> cost.total, cost.saved
    (1.0, 1.0)
    """

    fraud: float
    refused: float
    review: float
    nothing: float

    @property
    def total(self) -> float:
        """The three costs together."""
        return self.fraud + self.refused + self.review

    @property
    def saved(self) -> float:
        """What the screening saves against doing nothing; negative: it costs more than the frauds."""
        return self.nothing - self.total


@told_in_french
def screening_cost(
    prevalence: float,
    recall: float,
    false_alarm: float,
    fraud_cost: float,
    refusal_cost: float,
    review_cost: float = 0.0,
) -> ScreeningCost:
    """The expected cost per order of a screening that stops every alert: p·(1 − r)·C + (1 − p)·f·R + alerts·review.

    Args:
        prevalence, recall, false_alarm: as in :func:`alert_precision`, one number each.
        fraud_cost: C, what a fraud let through costs, €, ≥ 0.
        refusal_cost: R, what an honest customer refused costs (margin, and later orders that will not come), €, ≥ 0. Where
            alerts are only challenged, the share that gives up × this cost.
        review_cost: time spent on one alert, €, ≥ 0.

    Raises:
        LearnerError: a share outside 0 to 1, a negative cost.

    >>> cost = bm.risks.fraud.screening_cost(0.5, recall=0.75, false_alarm=0.25, fraud_cost=16, refusal_cost=8, review_cost=2)
    >>> cost.fraud, cost.refused, cost.review, cost.nothing
    (2.0, 1.0, 1.0, 8.0)
    """
    p, r, f = (
        numbers.one(name, value, 0, 1)
        for name, value in (("prevalence", prevalence), ("recall", recall), ("false_alarm", false_alarm))
    )
    fraud, refusal, review = (
        numbers.one(name, value, 0)
        for name, value in (
            ("fraud_cost", fraud_cost), ("refusal_cost", refusal_cost), ("review_cost", review_cost),
        )
    )  # fmt: skip
    alerts = p * r + (1 - p) * f
    return ScreeningCost(p * (1 - r) * fraud, (1 - p) * f * refusal, alerts * review, p * fraud)


@dataclass(frozen=True)
class BestThreshold:
    """The score from which stopping orders costs least, on given payments.

    Attributes:
        threshold: orders at or above it are stopped; infinite where stopping none costs least.
        cost, nothing: € per order at that threshold, and when none is stopped.
        alerts: orders stopped, per order.
        precision: share of frauds among them (nan where none is stopped).

    >>> bm.risks.fraud.BestThreshold(threshold=0.25, cost=0.5, nothing=2.0, alerts=0.01, precision=0.75).saved
    1.5
    """

    threshold: float
    cost: float
    nothing: float
    alerts: float
    precision: float

    @property
    def saved(self) -> float:
        """€ per order that the screening saves."""
        return self.nothing - self.cost


@told_in_french
def threshold_costs(
    payments: pd.DataFrame,
    fraud_cost: float,
    refusal_cost: float,
    review_cost: float = 0.0,
    thresholds: Any = None,
) -> pd.DataFrame:
    """What each threshold costs per order on payments whose end is known; orders scored at or above it are stopped.

    Args:
        payments: columns ``score`` (0 to 1) and ``fraud`` (true or false), as :func:`simulated_payments` gives.
        fraud_cost, refusal_cost, review_cost: as in :func:`screening_cost`.
        thresholds: list of scores from 0 to 1; by default 0.01, 0.02 … 0.99.

    Returns:
        Frame indexed by threshold: ``recall``, ``false_alarm``, ``precision`` (nan without alert), and € per order:
        ``fraud``, ``refused``, ``review``, ``total``.

    Raises:
        LearnerError: no such payments, no fraud or no honest order among them, a threshold outside 0 to 1.

    >>> import pandas as pd
    >>> seen = pd.DataFrame({"score": [0.1, 0.2, 0.6, 0.9], "fraud": [False, False, False, True]})
    >>> costs = bm.risks.fraud.threshold_costs(seen, fraud_cost=40, refusal_cost=8, thresholds=[0.5, 0.8, 1])
    >>> costs["total"].tolist(), costs["precision"].tolist()[:2]
    ([2.0, 0.0, 10.0], [0.5, 1.0])
    """
    score, fraud = _payments("threshold_costs()", payments)
    levels = np.arange(1, 100) / 100 if thresholds is None else numbers.column("thresholds", thresholds, 0, 1)
    prevalence = float(fraud.mean())
    # Sorted once: how many of each kind lie at or above a level is then a search.
    bad, good = np.sort(score[fraud]), np.sort(score[~fraud])
    recall = 1 - np.searchsorted(bad, levels) / len(bad)
    false_alarm = 1 - np.searchsorted(good, levels) / len(good)
    each = [
        screening_cost(prevalence, r, f, fraud_cost, refusal_cost, review_cost)
        for r, f in zip(recall, false_alarm, strict=True)
    ]
    alerts = prevalence * recall + (1 - prevalence) * false_alarm
    precision = np.divide(prevalence * recall, alerts, out=np.full(len(levels), np.nan), where=alerts > 0)
    rows = pd.DataFrame(
        {
            "recall": recall,
            "false_alarm": false_alarm,
            "precision": precision,
            **{
                name: [getattr(one, name) for one in each] for name in ("fraud", "refused", "review", "total")
            },
        },
        index=pd.Index(levels, name="threshold"),
    )

    def shown(table: pd.DataFrame) -> pd.DataFrame:
        def shares(name: str, decimals: int) -> list[str]:
            return [
                "—" if np.isnan(one) else f"{french.number(100 * one, decimals)}{french.NBSP}%"
                for one in table[name]
            ]

        def euros(name: str) -> list[str]:
            return [french.quantity(100 * one, "€", 2) for one in table[name]]

        return pd.DataFrame(
            {
                "Fraudes arrêtées": shares("recall", 0),
                "Honnêtes arrêtés": shares("false_alarm", 3),
                "Alertes justes": shares("precision", 0),
                "100 commandes : fraudes passées": euros("fraud"),
                "honnêtes refusés": euros("refused"),
                **({"relectures": euros("review")} if table["review"].any() else {}),
                "en tout": euros("total"),
            },
            index=pd.Index([french.quantity(one, "%") for one in table.index], name="Seuil"),
        )

    return Table.of(rows, shown)


@told_in_french
def best_threshold(
    payments: pd.DataFrame, fraud_cost: float, refusal_cost: float, review_cost: float = 0.0
) -> BestThreshold:
    """The cheapest threshold on payments whose end is known: every score of theirs is tried, and stopping none.

    Of several as cheap, the highest: fewer customers are disturbed.

    Args:
        payments, fraud_cost, refusal_cost, review_cost: as in :func:`threshold_costs`.

    Raises:
        LearnerError: as there.

    >>> import pandas as pd
    >>> seen = pd.DataFrame({"score": [0.1, 0.2, 0.6, 0.9], "fraud": [False, False, False, True]})
    >>> found = bm.risks.fraud.best_threshold(seen, fraud_cost=40, refusal_cost=8)
    >>> found.threshold, found.cost, found.nothing, found.precision
    (0.9, 0.0, 10.0, 1.0)
    """
    score, fraud = _payments("best_threshold()", payments)
    fraud_cost, refusal_cost, review_cost = (
        numbers.one(name, value, 0)
        for name, value in (
            ("fraud_cost", fraud_cost), ("refusal_cost", refusal_cost), ("review_cost", review_cost),
        )
    )  # fmt: skip
    order = np.argsort(-score, kind="stable")
    caught, stopped = np.cumsum(fraud[order]), np.arange(1, len(score) + 1)
    last = np.append(score[order][1:] != score[order][:-1], True)  # orders of one score are stopped together
    caught, stopped = np.append(0, caught[last]), np.append(0, stopped[last])
    levels = np.append(np.inf, score[order][last])
    count = len(score)
    total = (
        (fraud.sum() - caught) * fraud_cost + (stopped - caught) * refusal_cost + stopped * review_cost
    ) / count
    place = int(np.argmin(np.round(total, 12)))
    alerts = stopped[place] / count
    return BestThreshold(
        float(levels[place]), float(total[place]), float(total[0]), float(alerts),
        float(caught[place] / stopped[place]) if stopped[place] else float("nan"),
    )  # fmt: skip


@told_in_french
def simulated_payments(payments: int = 200_000, seed: int = 20) -> pd.DataFrame:
    """Card payments on the web, simulated: no public set of labelled French card payments was found.

    Published: 0.155 % of the amounts paid on the web are frauds (2024, all zones, Banque de France) and the mean basket is
    68 € (Fevad, second quarter of 2024); the draws are made to meet both. Hypotheses: amounts are log-normal, a fraud is
    half as large again as an honest payment (so that there are fewer than 0.155 frauds in 100 payments), and what is seen of a
    payment (device, address, hour) lies three standard deviations away when it is a fraud. The score is the
    chance of fraud given what is seen: of the payments scored 0.2, about one in five is a fraud.

    Args:
        payments: how many, from 10,000 (with fewer, a few frauds decide everything) to 1,000,000.
        seed: of numpy's PCG64 generator.

    Returns:
        Frame, one row a payment: ``amount`` (€ TTC, to the cent), ``score`` (0 to 1), ``fraud`` (bool); a picture of it
        says that it is simulated (``attrs["source"]``).

    Raises:
        LearnerError: ``payments`` is no whole number within its bounds, ``seed`` none from 0 on.

    >>> seen = bm.risks.fraud.simulated_payments(payments=20_000)
    >>> round(float(seen.loc[seen["fraud"], "amount"].sum() / seen["amount"].sum()), 5), seen.attrs["source"]
    (0.00155, 'Paiements simulés')
    """
    count = numbers.whole("payments", payments, 10_000, 1_000_000)
    draws = np.random.default_rng(numbers.whole("seed", seed, 0))
    rate, mean = fact_from_key(RATE).value / 100, fact_from_key(BASKET).value
    # By amount p·L ÷ (p·L + 1 − p) is the published rate: p is the share by number.
    by_number = rate / (rate + _LARGER * (1 - rate))
    fraud = np.arange(count) < round(by_number * count)
    # Scaled, so that both published figures are met whatever the draws.
    money = np.exp(draws.normal(0, _SPREAD, count))
    money[fraud] *= rate * mean * count / money[fraud].sum()
    money[~fraud] *= (1 - rate) * mean * count / money[~fraud].sum()
    seen = draws.normal(0, 1, count) + _APART * fraud
    # The sequence of payments hides nothing: shuffled.
    order = draws.permutation(count)
    odds = by_number / (1 - by_number) * np.exp(_APART * seen - _APART**2 / 2)
    rows = pd.DataFrame(
        {
            "amount": np.maximum(0.01, np.round(money, 2))[order],
            "score": np.round(odds / (1 + odds), 6)[order],
            "fraud": fraud[order],
        }
    )
    rows.attrs["source"] = "Paiements simulés"
    return rows


# --- strong authentication ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Authentication:
    """What asking for a strong authentication changes, € per order that reaches the payment.

    Attributes:
        lost: margin of the honest customers who give up.
        saved: frauds avoided.
        break_even_margin: the margin per order below which it pays, the price staying the same; nan where nothing moves.

    >>> bm.risks.fraud.Authentication(lost=0.25, saved=1.0, break_even_margin=30.0).net
    0.75
    """

    lost: float
    saved: float
    break_even_margin: float

    @property
    def net(self) -> float:
        """``saved`` − ``lost``."""
        return self.saved - self.lost


@told_in_french
def strong_authentication(
    price: float,
    margin: float,
    fraud_rate: float,
    abandoned: float,
    avoided: float,
    fee: float = 0.0,
    transferred: float = 0.0,
) -> Authentication:
    """Asking every buyer for a code: conversion lost against frauds avoided, per order.

    A fraud costs what was sent (price − margin) and the fee of its refusal; who authenticates is decided before anything
    is known, so honest buyers give up in share (1 − fraud rate). lost = (1 − p)·a·m, saved = p·(v + (1 − v)·t)·(price − m + fee).

    Args:
        price: what the shop is left of an order excl. VAT, €, > 0.
        margin: of an honest order, from 0 to the price, €.
        fraud_rate: p, frauds per order without the code, 0 to 1.
        abandoned: a, share of the honest buyers who give up at the code, 0 to 1.
        avoided: v, share of the frauds that the code stops, 0 to 1.
        fee: what the provider charges for a payment taken back, €, ≥ 0.
        transferred: t, share of the frauds passed in spite of the code that the buyer's bank bears, 0 to 1. Card schemes
            put them on the bank as a rule; this is no figure of ``data/``: the contract of the shop says it.

    Raises:
        LearnerError: a value outside these bounds, a margin above the price.

    >>> asked = bm.risks.fraud.strong_authentication(100, margin=20, fraud_rate=0.5, abandoned=0.5, avoided=1, fee=20)
    >>> asked.lost, asked.saved, asked.break_even_margin
    (5.0, 50.0, 80.0)
    >>> bm.risks.fraud.strong_authentication(100, 20, fraud_rate=0.5, abandoned=0, avoided=0.5, transferred=0.5).saved
    30.0
    """
    price, fee = numbers.one("price", price, 0, inside=True), numbers.one("fee", fee, 0)
    margin = numbers.one("margin", margin, 0, price)
    p, a, v, t = (
        numbers.one(name, value, 0, 1)
        for name, value in (
            ("fraud_rate", fraud_rate), ("abandoned", abandoned), ("avoided", avoided), ("transferred", transferred),
        )
    )  # fmt: skip
    v += (1 - v) * t  # for the shop, a fraud that the bank bears is one less
    slope = (1 - p) * a + p * v
    limit = min(price, p * v * (price + fee) / slope) if slope else float("nan")
    return Authentication((1 - p) * a * margin, p * v * (price - margin + fee), limit)


@dataclass(frozen=True)
class Exemption:
    """Whether a payment may do without a strong authentication, and by which rule.

    Attributes:
        exempt: True where a rule allows it; the buyer's bank may still ask.
        rule: in French, « petit montant », « risque analysé », « aucune ».
        article, since: of the rule (``""`` where none applies), the date as in ``data/legal.csv``.
        note: what to look at again in what was given, ``""`` as a rule.

    >>> bm.risks.fraud.Exemption(False, "aucune")
    Authentification forte exigée : aucune exemption.
    """

    exempt: bool
    rule: str
    article: str = ""
    since: str = ""
    note: str = ""

    def __repr__(self) -> str:
        if not self.exempt:
            return typeset(f"Authentification forte exigée : aucune exemption.\n{self.note}".rstrip())
        return typeset(
            f"Exemption possible : {self.rule}.\n{self.article}, depuis le {french.period(self.since)}."
        )


@told_in_french
def exemption(
    amount: float, psp_fraud_rate: float, since_last_sca: float = 0.0, on: str | date | None = None
) -> Exemption:
    """Whether a remote card payment may be exempted from strong authentication.

    Two of the exemptions of delegated regulation (EU) 2018/389: the small amount (art. 16), and the analysis of the risk (art. 18 and
    annex), for which the amount allowed depends on the fraud rate of the provider, not of the shop. Art. 16 lets the bank
    count payments instead of euros (see the note in ``data/legal.csv``); euros are counted here.

    Args:
        amount: of the payment, €, > 0.
        psp_fraud_rate: fraud rate of the payment provider, a fraction (0.0006 for 0.06 %), 0 to 1.
        since_last_sca: € paid remotely since the last strong authentication, before this payment, ≥ 0.
        on: the day of the payment, as in :func:`bm.law`; None: the rules in force.

    Raises:
        LearnerError: a value outside these bounds, no day, or one before these rules.

    >>> bm.risks.fraud.exemption(amount=10_000, psp_fraud_rate=0.0)
    Authentification forte exigée : aucune exemption.
    >>> bm.risks.fraud.exemption(amount=0.01, psp_fraud_rate=0.5).rule
    'petit montant'
    """
    paid = numbers.one("amount", amount, 0, inside=True)
    rate, before = (
        numbers.one("psp_fraud_rate", psp_fraud_rate, 0, 1),
        numbers.one("since_last_sca", since_last_sca, 0),
    )
    small, total = law("sca_low_value_threshold", on), law("sca_low_value_cumulative_cap", on)
    if paid <= small.value and before <= total.value:
        return _exempt("petit montant", small)
    allowed = [
        (limit, rule) for limit, rule in _risk_steps(on) if paid <= limit and _at_most(rate, rule.value / 100)
    ]
    if allowed:
        return _exempt("risque analysé", allowed[0][1])
    note = ""
    if rate >= _PERCENT:
        typed, meant = french.exact(rate), french.quantity(rate, "%")
        note = f"Le taux donné est {meant}. Pour {typed} %, écrire {rate / 100:.10g}."
    return Exemption(False, "aucune", note=note)


@told_in_french
def exemption_table(on: str | date | None = None) -> pd.DataFrame:
    """The exemptions that :func:`exemption` looks at: what each allows, on which condition.

    Args:
        on: as in :func:`exemption`.

    Returns:
        Frame indexed by rule (« petit montant », « risque analysé »): ``amount`` (the most, €), ``fraud_rate`` (of the provider, the
        most, a fraction; nan where it does not count), ``spent`` (€ since the last code, before the payment, the most; nan).

    Raises:
        LearnerError: no day, or one before these rules.

    >>> rules = bm.risks.fraud.exemption_table()
    >>> rules.index.tolist() == ["petit montant"] + 3 * ["risque analysé"], rules["amount"].is_monotonic_increasing
    (True, True)
    """
    small, total = law("sca_low_value_threshold", on), law("sca_low_value_cumulative_cap", on)
    steps = _risk_steps(on)
    rows = pd.DataFrame(
        {
            "amount": [small.value, *(float(limit) for limit, _ in steps)],
            "fraud_rate": [np.nan, *(rule.value / 100 for _, rule in steps)],
            "spent": [total.value, *(np.nan for _ in steps)],
        },
        index=pd.Index(["petit montant", *("risque analysé" for _ in steps)], name="rule"),
    )

    def shown(table: pd.DataFrame) -> pd.DataFrame:
        def at_most(name: str, unit: str) -> list[str]:
            return ["—" if np.isnan(one) else french.quantity(one, unit) for one in table[name]]

        return pd.DataFrame(
            {
                "Montant, au plus": at_most("amount", "€"),
                "Fraude du prestataire, au plus": at_most("fraud_rate", "%"),
                "Payé depuis le dernier code, au plus": at_most("spent", "€"),
            },
            index=pd.Index(table.index, name="Règle"),
        )

    return Table.of(rows, shown)


@told_in_french
def exempt_up_to(psp_fraud_rate: float, on: str | date | None = None) -> float:
    """The largest amount (€) that a provider may exempt after analysing the risk; 0 where its fraud rate is too high.

    Args:
        psp_fraud_rate, on: as in :func:`exemption`.

    Raises:
        LearnerError: no rate from 0 to 1, no day, or one before these rules.

    >>> bm.risks.fraud.exempt_up_to(0.5)
    0.0
    """
    rate = numbers.one("psp_fraud_rate", psp_fraud_rate, 0, 1)
    return max(
        (float(limit) for limit, rule in _risk_steps(on) if _at_most(rate, rule.value / 100)), default=0.0
    )


# --- what a payment costs -----------------------------------------------------------------------------------


@told_in_french
def interchange_cap(kind: str = "debit", on: str | date | None = None) -> float:
    """The most that the buyer's bank may take of a payment by a consumer's card, as a fraction of the amount.

    Regulation (EU) 2015/751, art. 3 and 4, read in ``data/legal.csv``. Company cards are not capped.

    Args:
        kind: ``"debit"`` or ``"credit"`` (deferred debit counts as credit).
        on: the day of the payment, as in :func:`bm.law`; None: the rule in force.

    Raises:
        LearnerError: another kind, no day, or one before the rule.

    >>> cap = bm.risks.fraud.interchange_cap
    >>> cap("debit") < cap("credit")
    True
    """
    if not isinstance(kind, str) or kind not in _KINDS:
        raise LearnerError(
            typeset(
                f"kind vaut {as_given(kind)} ; valeur admise : 'debit' ou 'credit', cartes de consommateurs. Les cartes "
                "d’entreprise n’ont pas de plafond."
            )
        )
    return law(_KINDS[kind], on).value / 100


@dataclass(frozen=True)
class CardFee:
    """What a shop pays for one payment, €: ``total``, of which at most ``interchange`` for the buyer's bank.

    >>> fee = bm.risks.fraud.CardFee(total=1.0, interchange=0.25)
    >>> fee.rest, fee.share
    (0.75, 0.25)
    """

    total: float
    interchange: float

    @property
    def rest(self) -> float:
        """What is left to the card scheme and to the provider, at least."""
        return self.total - self.interchange

    @property
    def share(self) -> float:
        """``interchange`` ÷ ``total``; nan for a fee of 0."""
        return self.interchange / self.total if self.total else float("nan")


@told_in_french
def card_fee(amount: float, rate: float, fixed: float = 0.0, kind: str = "debit") -> CardFee:
    """The fee of one payment, and how much of it the capped interchange is at most.

    Args:
        amount: paid by the customer, € TTC, > 0.
        rate: the provider's share of the amount, 0 to 1.
        fixed: taken per payment, €, ≥ 0.
        kind: as in :func:`interchange_cap`.

    Raises:
        LearnerError: a value outside these bounds.

    >>> bm.risks.fraud.card_fee(100, rate=0.01, fixed=0.25).total
    1.25
    """
    paid, share = numbers.one("amount", amount, 0, inside=True), numbers.one("rate", rate, 0, 1)
    total = paid * share + numbers.one("fixed", fixed, 0)
    return CardFee(total, min(total, paid * interchange_cap(kind)))


@dataclass(frozen=True)
class Chargeback:
    """What a payment taken back costs the shop: ``lost`` (€), and how many good ``sales`` pay for it.

    >>> bm.risks.fraud.Chargeback(lost=40.0, sales=2.5).lost
    40.0
    """

    lost: float
    sales: float


@told_in_french
def chargeback(
    margin: float, goods: float, shipping: float = 0.0, card_fee: float = 0.0, fee: float = 0.0
) -> Chargeback:
    """A payment that the bank of the card's owner takes back: the price returns, goods, parcel and fees are lost.

    The VAT that was collected is supposed recovered with the price; the margin not earned is no loss, since nobody would have
    bought.

    Args:
        margin: what a good sale leaves, €, > 0.
        goods: cost of what was sent, €, ≥ 0.
        shipping: of the parcel, €, ≥ 0.
        card_fee: paid for the payment and kept by the provider, €, ≥ 0.
        fee: charged for the payment taken back, €, ≥ 0.

    Raises:
        LearnerError: a value outside these bounds.

    >>> gone = bm.risks.fraud.chargeback(margin=20, goods=24, shipping=5, card_fee=1, fee=20)
    >>> gone.lost, gone.sales
    (50.0, 2.5)
    """
    left = numbers.one("margin", margin, 0, inside=True)
    lost = sum(
        numbers.one(name, value, 0)
        for name, value in (("goods", goods), ("shipping", shipping), ("card_fee", card_fee), ("fee", fee))
    )
    return Chargeback(lost, lost / left)


# --- what is read -------------------------------------------------------------------------------------------


def _shares(name: str, value: Any) -> np.ndarray:
    """A share, or a column of them, as an array."""
    if isinstance(value, list | tuple | np.ndarray | pd.Series) and np.ndim(value):
        return numbers.column(name, value, 0, 1)
    return np.asarray(numbers.one(name, value, 0, 1))


def _payments(where: str, payments: Any) -> tuple[np.ndarray, np.ndarray]:
    """Scores and frauds of a frame of payments.

    Raises:
        LearnerError: no such frame, or one that holds only frauds or none.
    """
    if not isinstance(payments, pd.DataFrame) or not {"score", "fraud"} <= set(payments.columns):
        raise LearnerError(
            typeset(
                f"{where} attend des paiements, colonnes score et fraud : bm.risks.fraud.simulated_payments()."
            )
        )
    score = numbers.column("score", payments["score"], 0, 1)
    if payments["fraud"].dtype != bool:
        raise LearnerError(
            typeset(f"{where} : la colonne fraud dit vrai ou faux (True, False) pour chaque paiement.")
        )
    fraud = payments["fraud"].to_numpy()
    if not fraud.any() or fraud.all():
        kind = "fraude" if not fraud.any() else "paiement honnête"
        raise LearnerError(typeset(f"{where} : aucun {kind} parmi ces paiements, il n’y a rien à séparer.").replace(
            "aucun fraude", "aucune fraude"))  # fmt: skip
    return score, fraud


def _exempt(name: str, rule: Rule) -> Exemption:
    """The exemption with the article and the date of its row of the law."""
    return Exemption(True, name, rule.article, f"{rule.since}" if rule.since else "")


def _risk_steps(on: str | date | None) -> list[tuple[int, Rule]]:
    """The steps of the analysis of the risk: amount (€) and the rule that says the highest fraud rate (%), lowest first."""
    found = (_TRA.fullmatch(name) for name in sorted(set(load_legal()["parameter"])))
    return sorted(((int(match[1]), law(match[0], on)) for match in found if match), key=lambda step: step[0])


def _at_most(rate: float, cap: float) -> bool:
    return rate <= cap * (1 + 1e-9)  # 0.13 % typed as 0.0013 is not 0.13/100 to the last bit


def __getattr__(name: str):
    raise unknown_in("risks.fraud", name, __all__)
