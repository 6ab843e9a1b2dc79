"""Figures that the sentences of lesson 00 give, worked out again: its search must succeed when followed to the letter."""

import json

import pytest

import bizmodels as bm
from bizmodels.course.reading import ROOT
from bizmodels.course.regions import source_of

BRAND = bm.D2C()
DEARER = BRAND.replace(cac=20)
CELLS = json.loads((ROOT / "notebooks/00_bienvenue.ipynb").read_text(encoding="utf-8"))["cells"]
TEXT = "\n".join(map(source_of, CELLS)).replace("\u00a0", " ").replace("\u202f", " ")


def test_the_brand_wins_more_than_sixteen_thousand_customers_a_month():
    assert "plus de seize mille nouveaux clients, à 12 € de publicité chacun" in TEXT
    assert 16_000 < BRAND.new_customers < 17_000
    assert BRAND.cac == 12


def test_the_search_says_its_target_and_finds_both_answers():
    assert "vaille 93 099 €, comme avant" in TEXT
    assert round(BRAND.profit_36) == 93_099
    assert "Remettez le panier à 60 ;" in TEXT
    assert BRAND.basket == 60
    assert 4 < bm.goal_seek(DEARER, "profit_36", 93_099, vary="basket") - BRAND.basket < 4.1
    assert "à condition de passer de 10 % à moins de 2 %" in TEXT
    assert pytest.approx(0.10) == BRAND.return_rate
    assert 0.015 < bm.goal_seek(DEARER, "profit_36", 93_099, vary="return_rate") < 0.02
