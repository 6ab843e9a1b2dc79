"""Many models side by side without mixing currencies: compare, overview, its picture."""

from __future__ import annotations

import math
import warnings

import pytest

import bizmodels as bm
from bizmodels import LearnerError
from tests.toys import Kiosk

TEN = (
    "Le Slip Français", "ManoMano", "Vestiaire Collective", "Back Market", "Salesforce", "Qonto", "Deezer", "Meero",
    "BlaBlaCar", "Doctolib",
)  # fmt: skip


def test_ratios_compare_across_currencies_and_amounts_do_not():
    two = {"Logiciel": bm.SaaS(), "Marque": bm.D2C()}
    table = bm.compare(two, ["ltv_cac", "margin_rate", "cac_payback", "steady_state_customers"])
    assert table.loc["ltv_cac", "Logiciel"] == bm.SaaS().ltv_cac
    for amount in ("ltv", "steady_state_profit", "arpu"):
        with pytest.raises(LearnerError, match="monnaies"):
            bm.compare(two, ["ltv_cac", amount])
    with pytest.raises(LearnerError, match="monnaies"):
        bm.compare(two)


def test_overview_worked_out_by_hand():
    # Margin of a life minus its CAC, times the customers won, over the fixed costs: 1 means just alive.
    shop = bm.D2C(fixed_costs=100_000)
    row = bm.cases.overview({"Marque": shop}).loc["Marque"]
    assert row["cover"] == pytest.approx(shop.new_customers * (shop.ltv - shop.cac) / 100_000)
    assert row["kept"] == pytest.approx(shop.ledger().iloc[-1] / 100)
    assert row["months"] == pytest.approx(shop.funding_need / 100_000)
    just_alive = shop.replace(fixed_costs=shop.new_customers * (shop.ltv - shop.cac))
    assert bm.cases.overview({"a": just_alive}).loc["a", "cover"] == pytest.approx(1)


def test_overview_takes_any_model_and_a_firm_without_fixed_costs():
    table = bm.cases.overview({"Kiosque": Kiosk(), "Gratuit": bm.D2C(fixed_costs=0), "Logiciel": bm.SaaS()})
    assert math.isnan(table.loc["Gratuit", "cover"])
    assert "—" in table.shown().loc["Gratuit"].to_list()
    assert "€" not in table._repr_html_()
    assert "$" not in table._repr_html_()
    for wrong in ({}, None, [bm.D2C()], {"a": 3}, {"a": bm.D2C}):
        with pytest.raises(LearnerError):
            bm.cases.overview(wrong)


def test_picture_names_every_model_once_and_no_two_names_overlap():
    ten = {name: bm.cases.case_model(name)() for name in TEN}
    picture = bm.figures.overview(ten, "Un titre")
    for axes in picture.axes.figure.axes:
        texts = [one for one in axes.texts if one.get_text()]
        assert sorted(one.get_text() for one in texts) == sorted(TEN)
        boxes = [one.get_window_extent() for one in texts]
        assert not any(a.overlaps(b) for i, a in enumerate(boxes) for b in boxes[:i])
    assert "Doctolib" in picture.alt
    with pytest.raises(LearnerError):
        bm.figures.overview({"Gratuit": bm.D2C(fixed_costs=0)}, "Rien")


def test_a_second_channel_that_costs_more_than_it_brings_is_called_a_loss():
    brand = bm.Hybrid()
    assert bm.verdict(brand, "incremental_margin").words == ""
    dear = brand.replace(commission_rate=0.20)
    assert dear.incremental_margin < 0
    assert bm.verdict(dear, "incremental_margin").words.startswith("à perte")


@pytest.mark.parametrize(
    ("one", "other"), [("D2C", "SaaS"), ("BookingPlatform", "Recommerce"), ("D2C", "D2C")]
)
def test_points_that_are_all_good_or_all_bad_leave_room_for_the_planes(one, other):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        picture = bm.figures.overview({"Un": getattr(bm, one)(), "Deux": getattr(bm, other)()}, "Deux firmes")
        picture.svg()
    for axes in picture.axes.figure.axes:
        assert axes.get_window_extent().height > 100


def test_horizons_worked_out_by_hand():
    brand, bank = bm.D2C(), bm.BusinessBanking()
    table = bm.cases.horizons({"Marque": brand, "Compte": bank, "Gratuit": bm.D2C(fixed_costs=0)})
    assert table.loc["Marque", "cover_36"] == pytest.approx(1 + brand.profit_36 / 450_000)
    assert table.loc["Marque", "delay"] == brand.steady_state_horizon
    # Nine tenths of the way from where it starts: ln(gap / 10 % of the end) / −ln(1 − churn).
    gap = 1 - bank.starting_customers / bank.steady_state_customers
    assert table.loc["Compte", "delay"] == pytest.approx(math.log(gap / 0.1) / -math.log(1 - bank.churn))
    assert table.loc["Compte", "cover"] > table.loc["Compte", "cover_36"]
    assert table.shown().loc["Gratuit"].tolist()[::2] == ["—", "—"]
    never = bm.cases.horizons({"Fidèle": bm.D2C(churn=0)}).shown()
    assert "jamais" in never.loc["Fidèle"].tolist()
    with pytest.raises(LearnerError):
        bm.cases.horizons({"a": 3})


def test_chairs_read_the_ledger_of_each():
    phone = bm.Recommerce()
    table = bm.cases.chairs({"Reconditionneur": phone, "Prestataire": bm.OnDemand()})
    # Of the 305.99 € that the buyer pays: 300 less 10 % of commission, less 25 of VAT on a margin of 150 (a sixth).
    assert table.loc["Reconditionneur", "received"] == pytest.approx(100 * (270 - 25) / 305.99, abs=0.01)
    # 150 of device, 45 of parts, 8 % × 35 of returns and 5 % × 60 of warranty are paid from it.
    assert table.loc["Reconditionneur", "kept"] == pytest.approx(
        100 * (245 - 150 - 45 - 2.8 - 3) / 305.99, abs=0.01
    )
    # Nobody knows what the photographer spends.
    assert math.isnan(table.loc["Prestataire", "kept"])
    assert table["received"].idxmin() == "Prestataire"
    assert table["case"].tolist() == ["Back Market", "Meero"]
    assert all(one in table._repr_html_() for one in ("80,1", "14,4", "frais inconnus"))
    for wrong in ({}, None, [phone], {"Reconditionneur": 3}, {"Conducteur": phone}):
        with pytest.raises(LearnerError):
            bm.cases.chairs(wrong)
