"""Figures and causes that the sentences of lesson 01 give, worked out again: its cells compute the others."""

import json
import re

import pytest

import bizmodels as bm
from bizmodels.core.model import BusinessModel
from bizmodels.course.reading import ROOT
from bizmodels.course.regions import source_of

PHONE, MUSIC, BRAND, SHOPS = bm.Recommerce(), bm.Freemium(), bm.D2C(), bm.Marketplace(working_capital_days=0)
PLACE = BRAND.replace(commission_rate=0.20, channel_subscription=100, cac=0, churn=0.12)
PAID = PHONE.price + PHONE.buyer_fee
CELLS = json.loads((ROOT / "notebooks/01_panorama.ipynb").read_text(encoding="utf-8"))["cells"]
TEXT = "\n".join(map(source_of, CELLS)).replace("\u00a0", " ").replace("\u202f", " ")


def price_for_a_tenth(model: BusinessModel, vary: str) -> float:
    """What ``vary`` must be for a customer to be worth 10 % more."""
    return bm.goal_seek(model, "ltv", 1.1 * model.ltv, vary=vary)


# What a cell says, its figure in braces -> what it follows from.
SAID = {
    "laisse {44} € au reconditionneur": PHONE.refurbisher_margin,
    "et {33} € à Back Market": PHONE.order_margin,
    "La cliente, {74} €": 380 - PAID,
    "Sous {350} €, c’est le reconditionneur": PAID + PHONE.refurbisher_margin,
    "Vestiaire Collective garde {13,4} de marge": bm.Resale().of_hundred()["Marge sur coûts variables"],
    "{50} mois, un peu plus de quatre ans": MUSIC.lifetime,
    "font {0,7} % par mois": 100 * (1 - 0.92 ** (1 / 12)),
    "Supposons {7,5} M€ de coûts fixes": MUSIC.fixed_costs / 1e6,
    "et {1,04} € de marge par abonné": MUSIC.margin_per_customer,
    "si personne ne partait, {7,2} millions": MUSIC.break_even_customers / 1e6,
    "Remplacer un abonné coûte {21,67} €": MUSIC.cac_per_customer - MUSIC.ltv_free / MUSIC.conversion_odds,
    "{1,67} € perdu sur les auditeurs gratuits": -MUSIC.ltv_free / MUSIC.conversion_odds,
    "280 000 : {7,1} M€": SHOPS.replace(new_customers=280_000).funding_need / 1e6,
    "contre {27} M€ à 200 000": SHOPS.replace(new_customers=200_000).funding_need / 1e6,
    "Il faudrait {13,20} € TTC": bm.goal_seek(PHONE, "effective_take_rate", 440 / 3_000, vary="buyer_fee"),
    "plus {3} € par vente, supposés pris sur les reprises": PHONE.trade_in_fee,
    "11,99 € par mois | {13,88} €": price_for_a_tenth(MUSIC, "price"),
    "165 dollars par mois | {181,5} dollars": price_for_a_tenth(bm.SaaS(), "list_price"),
    "90 € par mission | {93,4} €": price_for_a_tenth(bm.OnDemand(), "price"),
    "Les deux {4,52} €": PLACE.order_margin,
    "un client y laisse {33} €": BRAND.ltv - BRAND.cac,
    "contre {9,5} € sur la place": PLACE.ltv,
}  # fmt: skip


@pytest.mark.parametrize("words", SAID)
def test_a_sentence_gives_what_the_models_compute(words):
    assert re.sub("[{}]", "", words) in TEXT
    written = re.search(r"\{(.+)\}", words)[1].replace(" ", "")
    decimals = len(written.partition(",")[2])
    assert float(written.replace(",", ".")) == pytest.approx(SAID[words], abs=0.5001 * 10**-decimals)


def test_seven_models_of_ten_follow_the_line_of_the_course():
    assert "Sept des dix modèles suivent cette ligne" in TEXT
    apart = set()
    for name in bm.models.all_models():
        model = bm.models.all_models()[name]()
        line = model.new_customers * (model.ltv - model.cac) - model.fixed_costs
        if line != pytest.approx(model.steady_state_profit, rel=1e-9):
            apart.add(name)
    assert apart - {"Hybrid"} == {"Freemium", "OnDemand", "NetworkPlatform"}
    free = MUSIC.new_customers * MUSIC.ltv_free  # what Deezer adds: its free listeners, below zero
    payers = MUSIC.new_customers * MUSIC.conversion_odds * (MUSIC.ltv - MUSIC.cac_per_customer)
    assert payers + free - MUSIC.fixed_costs == pytest.approx(MUSIC.steady_state_profit)
    assert free < 0


def test_royalties_do_not_explain_sixteen_per_cent_and_partners_do():
    assert "Les ayants droit n’y sont pour rien" in TEXT
    alone, free_music = MUSIC.replace(partner_share=0), MUSIC.replace(royalties=0)
    assert price_for_a_tenth(alone, "price") / alone.price == pytest.approx(1.1)
    assert price_for_a_tenth(free_music, "price") / free_music.price > 1.15
    direct = MUSIC.replace(partner_share=0).margin_per_customer * (1 - MUSIC.partner_share)
    assert 0.6 < direct / MUSIC.margin_per_customer < 2 / 3


def test_the_two_4_52_are_a_coincidence():
    assert pytest.approx(PLACE.order_margin) == BRAND.order_margin - BRAND.cac
    assert PLACE.replace(basket=80).order_margin != pytest.approx(
        BRAND.replace(basket=80).order_margin - BRAND.cac
    )


def test_the_funding_need_is_a_valley():
    needs = [SHOPS.replace(new_customers=won).funding_need for won in (200_000, 280_000, 500_000)]
    assert needs[0] > needs[2] > needs[1]
    few = SHOPS.replace(new_customers=200_000)  # as many come as leave, and cash falls for ever
    assert few.steady_state_customers == pytest.approx(few.starting_customers)
    assert few.steady_state_profit < 0
    assert few.path(36)["cash"][-1] == min(few.path(36)["cash"])


def test_the_brand_keeps_more_of_a_hundred_and_its_part_is_left_to_lesson_02():
    """The first bet of lesson 02 asks how much the brand keeps."""
    brand, resale = (one.of_hundred()["Marge sur coûts variables"] for one in (BRAND, bm.Resale()))
    assert "et Le Slip Français bien davantage" in TEXT
    assert brand > 2 * resale
    assert "30,6" not in TEXT


def test_salesforce_loses_less_a_month_than_deezer():
    assert "Salesforce perd moins que Deezer, qui en perd 2" in TEXT
    assert 1 - 0.92 ** (1 / 12) < MUSIC.churn == 0.02
