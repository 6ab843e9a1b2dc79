"""The figures that lesson 23 says of the market, of the three sentences and of the settings, from the facts and by hand."""

import json
import re
from pathlib import Path

import pytest

import bizmodels as bm
from bizmodels.leaning import leanings, standing_table

FRANCE = "France e-commerce"


def value(metric, period, entity=FRANCE):
    return bm.fact(entity, metric, period).value


def test_fewer_sites_and_a_growth():
    assert value("active_merchant_sites", 2020) == 182_500
    both = bm.facts_table(FRANCE, "active_merchant_sites", 2019)["Valeur"].tolist()
    assert sorted(both) == ["165\u202f100", "190\u202f000"]
    assert pytest.approx(0.105, abs=5e-4) == 182_500 / 165_100 - 1
    assert pytest.approx(-0.04, abs=1e-3) == 182_500 / 190_000 - 1
    assert 182_500 - 165_100 == 17_400


def test_the_panel_and_the_market():
    assert value("mobile_share_of_panel_sales", 2019) == 39
    assert value("mobile_share_of_panel_sales", "2015-T2") == 19
    assert pytest.approx(23.3, abs=0.05) == 11 / 19 * 0.39 * 103.4
    assert pytest.approx(40, abs=0.5) == 0.39 * 103.4
    # « une autre paire dit à peu près la même chose »
    assert value("mobile_share_of_panel_sales", "2018-T1") - 4 == 28
    assert value("m_commerce_share", 2016) == 16
    assert pytest.approx(11 / 19, abs=0.01) == 16 / 28


def test_two_margins_of_deezer_are_two_definitions():
    assert pytest.approx(0.207, abs=5e-4) == value("gross_profit_adjusted_h1", "2022-S1", "Deezer") / value(
        "revenue_h1", "2022-S1", "Deezer"
    )
    assert value("gross_margin_adjusted", "2024-S1", "Deezer") == 24.1
    assert [value("gross_margin", year, "Deezer") for year in (2022, 2024)] == [14.4, 22.8]


def test_products_and_traders():
    assert value("online_turnover_products", 2019) / value("online_turnover_total", 2019) == pytest.approx(
        0.45, abs=0.002
    )
    assert value("retail_share_of_b2c_internet_sales", 2019) == 25


def test_spending_with_the_same_buyers():
    assert pytest.approx(0.154, abs=5e-4) == 4_055 / 3_515 - 1
    assert pytest.approx(0.089, abs=5e-4) == 160 / 146.9 - 1
    assert pytest.approx(0.106, abs=5e-4) == 160 / 144.7 - 1
    # « un tiers »: what disappears, of what was said.
    assert pytest.approx(1 / 3, abs=0.03) == 1 - 0.106 / 0.154
    # « 41,8 millions d’acheteurs », « 39,5 »: what the published totals divide by.
    assert pytest.approx(41.8, abs=0.05) == 146.9e3 / 3_515
    assert pytest.approx(39.5, abs=0.05) == 160e3 / 4_055


def test_the_order_shrinks_while_the_market_triples():
    assert pytest.approx(3.1, abs=0.02) == 175.3 / 56.8
    assert pytest.approx(67.4, abs=0.05) == 175.3 / 2.6
    assert pytest.approx(81, abs=0.2) == 56.8 / 0.7
    assert pytest.approx(3.7, abs=0.02) == 2.6 / 0.7


def test_no_price_index_in_the_base():
    for words in ("indice prix", "inflation annuelle", "déflateur"):
        assert bm.find_facts(words).empty


def test_two_budgets_by_subscription():
    subs = "France abonnements"
    assert (
        value("optional_subscriptions_monthly_spend", 2025, subs)
        / value("optional_subscriptions_per_household", 2025, subs)
        == 26
    )
    assert value("digital_subscriptions_monthly_spend", 2024, subs) / value(
        "digital_subscriptions_per_household", 2024, subs
    ) == pytest.approx(14, abs=0.1)


def test_a_profit_that_three_hundredths_of_a_point_wipe_out():
    firm = bm.Recommerce()
    at = bm.goal_seek(firm, "profit_36", 0, vary="churn")
    assert 100 * (at - firm.churn) == pytest.approx(0.03, abs=0.005)
    revenue = firm.path(36)["revenue"][-1]
    assert firm.profit_36 == pytest.approx(144_000, abs=500)
    assert firm.profit_36 / revenue == pytest.approx(0.005, abs=5e-4)
    assert revenue == pytest.approx(26e6, rel=0.02)
    assert type(firm).__params__["churn"].plausible == (0.01, 0.025)


def test_the_published_commission_and_its_missing_decimal():
    one = next(x for x in leanings() if x.model == "Reconditionné" and x.parameter == "commission")
    assert one.standing == "publié"
    assert 0.095 < one.at < 0.1
    assert one.at == pytest.approx(0.0993, abs=5e-5)


def test_published_figures_overturn_as_often_as_hypotheses():
    table = standing_table()
    assert table.loc["publié", "share"] == 0.5
    assert table.loc["hypothèse", "share"] == pytest.approx(0.46, abs=0.01)


def test_the_tornado_and_the_range_disagree():
    slip = bm.D2C()
    assert bm.sensitivity(slip, "ltv_cac")["parameter"].iloc[0] == "basket"
    first = leanings({"Slip": slip})[0]
    assert first.parameter == "cac"
    assert first.standing == "comparable"
    assert first.way == pytest.approx(0.2, abs=0.02)
    assert first.edge == 28
    # « si le CAC s’arrêtait à 22 € au lieu de 28, le panier passerait devant »: 23 is too far.
    basket = next(one for one in leanings({"Slip": slip}) if one.parameter == "basket")
    assert (first.at - 12) / (22 - 12) > basket.way > (first.at - 12) / (23 - 12)


def test_one_notch_of_either_slider_changes_the_sign():
    firm = bm.Recommerce()
    notch = {name: type(firm).__params__[name].step for name in ("churn", "commission")}
    assert firm.profit_36 > 0
    assert firm.replace(churn=firm.churn + notch["churn"]).profit_36 < 0
    assert firm.replace(commission=firm.commission - notch["commission"]).profit_36 < 0


def test_the_published_settings_are_neither_churn_nor_cac_nor_fixed_costs():
    deciding = [one for one in leanings() if one.parameter in ("churn", "cac", "fixed_costs")]
    assert deciding
    assert not any(one.standing == "publié" for one in deciding)


def model_sentences():
    path = Path(__file__).resolve().parents[2] / "notebooks" / "23_marche_francais.ipynb"
    cells = {
        one["id"]: "".join(one["source"]) for one in json.loads(path.read_text(encoding="utf-8"))["cells"]
    }
    return re.findall(r"«\s(.+?)\s»", cells["mar-decision-lue"])


def test_the_model_sentences_pass_the_banker_of_the_lesson():
    found = model_sentences()
    assert len(found) == 3
    for one in found:
        assert bm.defend(one)["missing"].eq("").all(), one


def test_the_trap_does_not_pass_and_its_repair_does():
    trap = "En 2023, la France compte 200 000 sites marchands, selon la Fevad."
    assert "52" in bm.defend(trap)["missing"].iloc[5]
    assert "PSP" in bm.defend(trap)["given"].iloc[5]
    for how in ("au sens des prestataires de paiement", "au sens de ma tante"):
        assert bm.defend(trap.replace(",", f", {how},", 1))["missing"].eq("").all()


def test_the_words_to_search_tell_no_margin_of_deezer():
    for words in ("McKinsey", "abonnement marge", "stabilise"):
        assert bm.find_facts(words).empty


def test_every_bet_of_the_notebook_has_the_truth_worked_out_here(monkeypatch):
    path = Path(__file__).resolve().parents[2] / "notebooks" / "23_marche_francais.ipynb"
    cells = [
        one for one in json.loads(path.read_text(encoding="utf-8"))["cells"] if one["cell_type"] == "code"
    ]
    truths = {}

    def recorded(question, truth=None, *, name, choices=None, **rest):
        truths[name] = truth if choices is None else next(label for label, right in choices.items() if right)

    monkeypatch.setattr(bm, "bet", recorded)
    known = {}
    exec("".join(cells[0]["source"]), known)
    for cell in cells[1:]:
        if "bet" in cell["metadata"].get("tags", ()):
            exec("".join(cell["source"]), dict(known))
    assert truths.pop("23-premier") == "le coût d’acquisition (CAC)"
    assert truths == pytest.approx(
        {
            "23-sites": 182_500 / 165_100 - 1,
            "23-detail": 0.25,
            "23-acheteurs": 160 / 144.7 - 1,
            "23-panier": 175.3 / 2.6,
            "23-fragile": 3.2,
            "23-combien": 67,
            "23-publies": 3,
            "23-mobile": 11 / 19 * 0.39 * 103.4,
            "23-budget": 27,
            "23-petits": 0.01,
        },
        rel=0.01,
    )
