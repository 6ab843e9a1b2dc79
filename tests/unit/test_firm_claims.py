"""What a reason says of « your » figures without computing it holds for every drawn firm, not only for the published one."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache
from itertools import groupby

import pytest

import bizmodels as bm
from bizmodels.exercises import engine
from bizmodels.exercises.given import Data

# A sheet costs a millisecond a firm: two hundred firms of each month, forty of each day.
FIRMS = 200 if os.environ.get("MONTHLY") else 40

Claim = tuple[str, str, str, Callable[[Data, float], bool]]


def _price_ratio(data: Data, answer: float) -> bool:
    return 0.7 <= answer / (data.price * (1 - (1 - data.decay) ** data.wait)) <= 0.75


def _small_share(data: Data, answer: float) -> bool:
    table = _sanctions()
    small = table[table["amount_eur"] <= data.small]["amount_eur"].sum()
    return small < table["amount_eur"].sum() / 20


def _sales_outweigh(data: Data, answer: float) -> bool:
    return answer > 2 * (_customers()["frequency"] >= data.min_orders).mean()


def _ends_higher(data: Data, answer: float) -> bool:
    plan = bm.risks.cash.thirteen_weeks(
        data.opening,
        sales=data.sales_season,
        sales_before=data.sales_before,
        receipt_weeks=4,
        goods=data.goods,
        wages=data.wages,
        other=1_000,
    )
    return plan["closing"].iloc[-1] > data.opening and plan["closing"].idxmin() <= 4


@cache
def _sanctions():
    table = bm.load_sanctions()
    return table[table["additive"]]


@cache
def _customers():
    return bm.levers.personalization.rfm(bm.load_cdnow(sample=True))


# Exercise, question, words of its reason, and what they say of the figures and of the right number.
CLAIMS: tuple[Claim, ...] = (
    ("02_d2c", "q4", "au moins deux fois plus", lambda data, answer: answer >= 2),
    ("03_marketplace", "q5", "Moins d'une par jour", lambda data, answer: answer < 30),
    ("03_marketplace", "q7", "au moins trois fois plus grosse", lambda data, answer: answer >= 3 * data.rise),
    ("05_reconditionne", "q7", "près des trois quarts", _price_ratio),
    ("06_saas", "q5", "Une remise un peu plus forte", lambda data, answer: data.discount < answer < data.discount + 0.15),
    ("08_freemium", "q8", "une part bien plus grosse de la marge",
     lambda data, answer: answer / data.subscribers / data.firm.margin_per_customer > 2 * data.royalties_rise),
    ("14_prix_et_premium", "q7", "plus proches que leurs goûts",
     lambda data, answer: answer > 0 and abs(data.lea_coffee + data.lea_tea - data.max_coffee - data.max_tea)
     < max(data.lea_coffee - data.max_coffee, data.max_tea - data.lea_tea)),
    ("15_donnees_et_personnalisation", "q2", "bien plus que leur nombre", _sales_outweigh),
    ("19_rgpd", "q1", "pas un vingtième des euros", _small_share),
    ("20_fraude_et_paiement", "q8", "elle est rare", lambda data, answer: data.frauds < 0.02),
    ("22_tresorerie", "q7", "finit plus haut qu'il n'a commencé", _ends_higher),
)  # fmt: skip


def _truth(name: str, question: str) -> tuple[str, Callable[[Data], float]]:
    declared = engine.declaration(name).questions[int(question[1:]) - 1]
    return declared.reason, getattr(declared, "number", declared).truth


@pytest.mark.parametrize(
    ("name", "claims"), [(name, tuple(found)) for name, found in groupby(CLAIMS, lambda claim: claim[0])]
)
def test_the_reason_holds_for_any_firm(name, claims):
    people = [None, *(f"élève {number}" for number in range(FIRMS))]
    drawn = [(who, engine.exercise(name, who).data) for who in people]
    for _, question, words, holds in claims:
        reason, truth = _truth(name, question)
        assert words in reason, (name, question, "the reason has changed: so must the claim")
        failed = [who for who, data in drawn if not holds(data, truth(data))]
        assert not failed, (name, question, words, failed[:3])


def test_the_sentence_that_this_test_was_written_for_would_fail():
    # « En divisant le coût par deux » is said of the published costs, and of a part of the drawn ones only.
    halved = [
        abs(data.cost_before / data.cost_after - 2) < 0.2
        for data in (engine.exercise("02_d2c", f"élève {number}").data for number in range(40))
    ]
    assert any(halved)
    assert not all(halved)
