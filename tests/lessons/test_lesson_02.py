"""Figures that the sentences of lesson 02 give, worked out again: its cells compute the others."""

import json
import math
import re

import pytest

import bizmodels as bm
from bizmodels.course.reading import ROOT
from bizmodels.course.regions import source_of

BEFORE, AFTER = bm.D2C(basket=120, cogs=52.5), bm.D2C(basket=60, cogs=24)
CHEAPER = BEFORE.replace(basket=75)  # at the former cost
BOTH = BEFORE.replace(basket=75, cogs=24)
CELLS = json.loads((ROOT / "notebooks/02_d2c.ipynb").read_text(encoding="utf-8"))["cells"]
TEXT = "\n".join(map(source_of, CELLS)).replace("\u00a0", " ").replace("\u202f", " ")

# What a cell says, its figure in braces -> what it follows from.
SAID = {
    "laisse {34,40} € de marge": BEFORE.order_margin,
    "une commande de 60 € en laisse {16,52}": AFTER.order_margin,
    "Non : {31,84} € sur 100 €": BEFORE.of_hundred()["Marge sur coûts variables"],
    "contre {30,59} €": AFTER.of_hundred()["Marge sur coûts variables"],
    "À 3, elle perd {1} M€ par mois": -BEFORE.reacting(price=3).replace(basket=75).profit_36 / 1e6,
    "la marque perd {590} k€ par mois": -CHEAPER.profit_36 / 1e3,
    "un bénéfice de {912} k€ par mois": BEFORE.steady_state_profit / 1e3,
    "à partir de {68 816} clients actifs": BEFORE.break_even_renewal,
    "il faut donc {170 367} clients actifs": AFTER.break_even_renewal,
    "en feraient {208 333}": AFTER.steady_state_customers,
    "ramène le résultat en régime permanent à {2,1} M€": BEFORE.replace(cogs=24).steady_state_profit / 1e6,
    "il reste {4,52} €": AFTER.order_margin - AFTER.cac,
    "portent de {70}": AFTER.replace(working_capital_days=0).funding_need / 1e3,
    "à {451} k€": AFTER.funding_need / 1e3,
    "dépense {81} € HT par an": 12 * AFTER.arpu,
    "× 81 € font {48,6} M€": 600_000 * 12 * AFTER.arpu / 1e6,
    "soit {45} k€ par mois": (
        AFTER.replace(churn=0.06).steady_state_profit
        - AFTER.reacting(acquisition=0.6).replace(new_customers=AFTER.new_customers * 4 / 3).steady_state_profit
    ) / 1e3,
    "déjà {11} k€ de plus": (
        AFTER.replace(new_customers=AFTER.new_customers * 4 / 3).steady_state_profit
        - AFTER.replace(churn=0.06).steady_state_profit
    ) / 1e3,
    "À 20 €, la marque perd {33} k€": -AFTER.replace(cac=20).steady_state_profit / 1e3,
    "plus rien ne reste à {18} €": bm.goal_seek(AFTER, "steady_state_profit", 0, vary="cac"),
    "il faille {3,2} fois ce budget": 2 ** (1 / 0.6),
    "une élasticité de {1,6}": math.log2(3),
}  # fmt: skip


@pytest.mark.parametrize("words", SAID)
def test_a_sentence_gives_what_the_models_compute(words):
    assert re.sub("[{}]", "", words) in TEXT
    written = re.search(r"\{(.+)\}", words)[1].replace(" ", "")
    decimals = len(written.partition(",")[2])
    assert float(written.replace(",", ".")) == pytest.approx(SAID[words], abs=0.5001 * 10**-decimals)


def test_the_cost_that_gives_the_margin_back_is_the_one_the_tool_finds():
    found = bm.goal_seek(CHEAPER, "order_margin", 34.4, vary="cogs")
    assert round(found, 2) == 16.55
    assert "16,55 € les trois" in TEXT
    assert round(found / 3, 2) == 5.52
    assert "5,52 € la pièce" in TEXT


def test_price_and_cost_crossed():
    crossed = [BEFORE, BEFORE.replace(cogs=24), CHEAPER, BOTH]
    said = [
        f"{one.break_even_renewal:,.0f}".replace(",", " ")
        for one in crossed
        if one.break_even_renewal < math.inf
    ]
    assert said == ["68 816", "36 719", "89 201"]
    assert f"| **40 €** | {said[0]} | {said[1]} |" in TEXT
    assert f"| **25 €** | jamais | {said[2]} |" in TEXT


def test_the_elasticity_at_which_the_price_cut_pays():
    # In the steady state the two prices earn the same when customers × (LTV − CAC) is the same.
    former, new = BEFORE.replace(cogs=24), BOTH
    times = (former.ltv - former.cac) / (new.ltv - new.cac)
    assert round(times, 1) == 2.4
    assert "2,4 fois plus de clients" in TEXT
    needed = math.log(times) / math.log(120 / 75)
    assert round(needed, 1) == 1.9
    assert "1,9 environ" in TEXT
    assert former.reacting(price=needed).replace(basket=75).steady_state_profit == pytest.approx(
        former.steady_state_profit
    )


def test_free_returns_and_the_machines():
    often = AFTER.replace(orders_per_month=1.2 * AFTER.orders_per_month)
    limits = [
        bm.goal_seek(
            often.replace(return_cost=cost),
            "steady_state_profit",
            AFTER.steady_state_profit,
            vary="return_rate",
        )
        for cost in (5, 10)
    ]
    assert [round(100 * limit) for limit in limits] == [15, 13]
    by_hand = AFTER.replace(cogs=30)
    gain = AFTER.steady_state_profit - by_hand.steady_state_profit
    assert round(gain / 1e4) == 25
    assert 400_000 / gain < 2
    orders = (
        AFTER.steady_state_customers + AFTER.new_customers * (AFTER.first_month_weight - 1)
    ) * AFTER.orders_per_month
    assert 44_000 < orders < 46_000  # « quelque 45 000 commandes »
