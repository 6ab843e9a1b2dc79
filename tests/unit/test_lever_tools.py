"""Quotes, worked out by hand: what pays them, built or bought, left; a payment page; failed payments."""

import math

import numpy as np
import pytest

import bizmodels as bm
from bizmodels.levers import tools
from bizmodels.levers.tools import (
    Quote,
    break_even_gain,
    build_or_buy,
    funnel,
    net_gain,
    present_value,
    quote_cost,
    recovered,
    same_cost,
    switching_cost,
)

MODELS = [
    bm.D2C, bm.Marketplace, bm.Resale, bm.Recommerce, bm.SaaS, bm.BusinessBanking, bm.Freemium, bm.OnDemand,
    bm.NetworkPlatform, bm.BookingPlatform, bm.Hybrid,
]  # fmt: skip


def bill_of(yearly: float, months: int) -> float:
    """1 € at the end of each month, one by one."""
    return sum((1 + yearly) ** (-month / 12) for month in range(1, months + 1))


def test_discounted_month_by_month():
    shop = bm.D2C(setup_cost=1_000)
    profits = shop.project(5)["profit"]
    by_hand = sum(profits[month] * 1.1 ** (-month / 12) for month in range(1, 6)) - 1_000
    assert present_value(shop, 5) == pytest.approx(by_hand)


def test_a_quote_is_paid_by_fixed_costs_it_saves_to_the_euro():
    quote = Quote(setup=7_200, monthly=500)
    found = break_even_gain(bm.D2C(), quote, "fixed_costs")
    assert found.gain == pytest.approx(-(500 + 7_200 / bill_of(0.10, 36)))
    assert found.cost == pytest.approx(7_200 + 500 * bill_of(0.10, 36))


def test_a_share_of_the_revenue_is_paid_by_a_price_worked_out_by_hand():
    # Every part of a basket that is a share of it grows with it: the margin per order gains g·(0.9/1.2 − 0.015) − 1 %
    # of (1 + g)·45 is 0 when 60·0.735·g = 0.45·(1 + g).
    shop = bm.D2C()
    found = break_even_gain(shop, Quote(revenue_share=0.01), "basket")
    assert found.relative == pytest.approx(0.45 / (60 * 0.735 - 0.45))


def test_orders_are_those_of_the_customers():
    shop = bm.D2C(
        discount_rate=0, churn=0, starting_customers=1_000, new_customers=100, orders_per_month=0.25
    )
    # Month 1: 1,000 of before order 0.25, the 100 won order once: 350; month 2: 1,100 × 0.25 + 100 = 375.
    assert quote_cost(shop, Quote(per_order=2), months=2) == pytest.approx(2 * (350 + 375))
    deezer = bm.Freemium(discount_rate=0)
    assert quote_cost(deezer, Quote(per_order=2), months=1) == pytest.approx(
        2 * deezer.walked["customers"][0]
    )


@pytest.mark.parametrize("cls", MODELS)
@pytest.mark.parametrize("vary", ["churn", "cac", "new_customers"])
def test_at_break_even_the_tool_leaves_nothing(cls, vary):
    model = cls()
    quote = Quote(setup=30_000, monthly=2_000, revenue_share=0.0001)
    found = break_even_gain(model, quote, vary)
    after = model.replace(**{vary: found.needed})
    assert net_gain(model, after, quote) == pytest.approx(0, abs=1e-6 * found.cost)
    halfway = model.replace(**{vary: (found.needed + found.today) / 2})
    assert net_gain(model, halfway, quote) < 0


def test_a_free_tool_needs_no_gain():
    found = break_even_gain(bm.D2C(), Quote(), "churn")
    assert (found.gain, found.cost) == (0, 0)


def test_nothing_pays_and_it_is_said_with_what_lacks():
    with pytest.raises(
        bm.LearnerError, match=r"Attrition.*«\sCRM\s».*36\smois.*même à 0.%.*il manque encore"
    ):
        break_even_gain(bm.D2C(), Quote(monthly=5_000_000, name="CRM"), "churn")
    with pytest.raises(bm.LearnerError, match="ne rapporte rien"):
        break_even_gain(bm.D2C(), Quote(monthly=1), "working_capital_days")
    with pytest.raises(bm.LearnerError, match=r"Vouliez-vous dire «\schurn\s»"):
        break_even_gain(bm.D2C(), Quote(monthly=1), "churm")


def test_two_tariffs_cross_at_the_orders_worked_out_by_hand():
    first, second = (
        Quote(revenue_share=0.02, per_order=0.25),
        Quote(setup=600, monthly=40, revenue_share=0.01),
    )
    orders = same_cost(first, second, amount=50)
    assert orders == pytest.approx((40 + 600 / bill_of(0.10, 36)) / (0.01 * 50 + 0.25))
    assert first.bill(300, 50) == pytest.approx(300 * 1.25)
    with pytest.raises(bm.LearnerError, match="ne se croisent pas"):
        same_cost(Quote(monthly=10), Quote(monthly=20, revenue_share=0.01), amount=50)
    with pytest.raises(bm.LearnerError, match="coûtent pareil"):
        same_cost(Quote(monthly=10), Quote(monthly=10), amount=50)


def test_built_late_against_bought_at_once():
    done = build_or_buy(Quote(setup=20_000, monthly=300), Quote(setup=1_000, monthly=900), 2_000, delay=6)
    late = bill_of(0.10, 36) - bill_of(0.10, 6)
    assert done.build == pytest.approx(1_700 * late - 20_000)
    assert done.buy == pytest.approx(1_100 * bill_of(0.10, 36) - 1_000)
    assert done.best == "buy"
    # Without interest: 1,700 (t − 6) − 20,000 ≥ 1,100 t − 1,000 from t = 48.67 on.
    assert (
        build_or_buy(
            Quote(setup=20_000, monthly=300),
            Quote(setup=1_000, monthly=900),
            2_000,
            delay=6,
            months=60,
            rate=0,
        ).overtakes
        == 49
    )
    assert math.isnan(done.overtakes)


def test_leaving_pays_from_the_rise_that_is_said():
    old, new = Quote(monthly=500), Quote(setup=2_000, monthly=450)
    found = switching_cost(old, new, migration=5_000, overlap=3, lost=1_000)
    assert found.cost == pytest.approx(8_000 + 500 * bill_of(0.10, 3))
    assert found.saving == pytest.approx(50 * bill_of(0.10, 36))
    raised = Quote(monthly=500 + found.bearable_rise)
    assert switching_cost(raised, new, migration=5_000, overlap=3, lost=1_000).net == pytest.approx(
        0, abs=1e-6
    )


def test_a_page_is_a_product_of_what_stays():
    page = funnel({"compte": 0.25, "adresse": 0.1, "carte": 0.2})
    assert page["left"].tolist() == pytest.approx([0.75, 0.675, 0.54])
    assert page["lost"].sum() + page["left"].iloc[-1] == pytest.approx(1)
    assert page.loc["compte", "without"] == pytest.approx(0.72)
    assert "54,0\u00a0%" in page._repr_html_()
    assert funnel({"mur": 1.0, "carte": 0.5})["reached"].tolist() == [1, 0]


def test_a_failed_payment_asked_for_again():
    found = recovered(0.05, [0.4, 0.25])
    assert found.lost == pytest.approx(0.05 * 0.6 * 0.75)
    assert found.saved + found.lost == pytest.approx(0.05)
    assert recovered(0.05).churn(0.02) == pytest.approx(1 - 0.98 * 0.95)
    assert recovered(0.05, [1]).churn(0.02) == pytest.approx(0.02)


@pytest.mark.parametrize("wrong", [-1, math.nan, math.inf, True, "3", None, 10**400])
def test_what_is_no_amount_is_refused_by_its_name(wrong):
    for what in ("setup", "monthly", "per_order", "revenue_share"):
        with pytest.raises(bm.LearnerError, match=f"{what} vaut"):
            Quote(**{what: wrong})


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: Quote(revenue_share=1.5), "revenue_share vaut 1,5"),
        (lambda: Quote(name=" "), "name vaut"),
        (lambda: Quote(montly=3), "montly"),
        (lambda: funnel({}), "étapes"),
        (lambda: funnel([0.1, 0.2]), "étapes"),
        (lambda: funnel({"adresse": 0.1, "carte": 5}), "ligne 2.*carte.*vaut 5"),
        (lambda: funnel({3: 0.1}), "ligne 1"),
        (lambda: recovered(2), "failures vaut 2"),
        (lambda: recovered(0.1, 0.5), "retries vaut"),
        (lambda: recovered(0.1, [0.5, -1]), "relance 2, vaut -1"),
        (lambda: recovered(0.1).churn(2), "voluntary vaut 2"),
        (lambda: break_even_gain("D2C", Quote(), "churn"), "attend un modèle"),
        (lambda: break_even_gain(bm.D2C(), 300, "churn"), "quote vaut 300"),
        (lambda: break_even_gain(bm.D2C(), Quote(), "churn", months=0), "months vaut 0"),
        (lambda: net_gain(bm.D2C(), bm.SaaS(), Quote()), "D2C et SaaS"),
        (lambda: build_or_buy(Quote(), Quote(), 10, delay=37), "delay vaut 37"),
        (lambda: build_or_buy(Quote(), Quote(), 10, delay=-1), "delay vaut -1"),
        (lambda: build_or_buy(Quote(), Quote(), math.nan, delay=1), "gain vaut"),
        (lambda: build_or_buy(Quote(), Quote(), 10, delay=1, rate=-0.1), "rate vaut"),
        (lambda: switching_cost(Quote(), Quote(), migration=0, overlap=36), "overlap vaut 36"),
        (lambda: switching_cost(Quote(), Quote(), migration=-5, overlap=0), "migration vaut -5"),
    ],
)  # fmt: skip
def test_what_is_refused_says_what_and_how(call, said):
    with pytest.raises(bm.LearnerError, match=said):
        call()


def test_an_array_of_draws_is_no_one_firm():
    import numpy as np

    with pytest.raises(bm.LearnerError, match="une seule entreprise"):
        break_even_gain(bm.D2C(churn=np.array([0.05, 0.08])), Quote(monthly=10), "cac")


def test_conversion_wins_more_for_the_same_advertising():
    shop = bm.D2C(fixed_costs=45_000, new_customers=1_667, starting_customers=15_000)
    found = break_even_gain(shop, Quote(monthly=1_750), "conversion")
    after = shop.replace(new_customers=1_667 * found.needed, cac=12 / found.needed)
    assert net_gain(shop, after, Quote(monthly=1_750)) == pytest.approx(0, abs=0.01)
    # What the customers won bring is proportional to them: twice the quote asks for twice the gain.
    assert break_even_gain(shop, Quote(monthly=3_500), "conversion").gain == pytest.approx(2 * found.gain)
    with pytest.raises(bm.LearnerError, match="conversion vaut 0"):
        tools.changed(shop, "conversion", 0)


def test_the_same_quote_in_firms_of_three_sizes():
    firms = {
        "grande": bm.D2C(),
        "moyenne": bm.D2C(new_customers=bm.D2C().new_customers / 10, starting_customers=15_000),
    }
    table = tools.needed_by(firms, Quote(monthly=1_750), "conversion")
    assert table.loc["moyenne", "relative"] == pytest.approx(10 * table.loc["grande", "relative"])
    never = tools.needed_by(
        {"petite": bm.D2C(starting_customers=10, new_customers=1)}, Quote(monthly=1_750), "cac"
    )
    assert math.isnan(never["needed"].iloc[0])
    assert "jamais payé" in never._repr_html_()


def test_a_share_of_the_revenue_asks_the_same_of_every_size():
    firms = {
        "grande": bm.D2C(),
        "petite": bm.D2C(new_customers=bm.D2C().new_customers / 100, starting_customers=1_500),
    }
    for vary in ("churn", "conversion", "basket"):
        table = tools.needed_by(firms, Quote(revenue_share=0.01), vary)
        assert table["relative"].iloc[0] == pytest.approx(table["relative"].iloc[1], rel=1e-6)


def test_half_a_promise_is_the_strength_of_the_lever():
    shop = bm.D2C(fixed_costs=45_000, new_customers=1_667, starting_customers=15_000)
    tool = Quote(setup=5_000, monthly=500, name="CRM").lever(churn=0.95)
    row = tools.promises(shop, [tool]).loc["CRM"]
    assert row["spent"] == pytest.approx(5_000 + 500 * bill_of(0.10, 36))
    assert row["gained"] == pytest.approx(present_value(shop.replace(churn=0.076)) - present_value(shop))
    paid = shop.replace(churn=0.08 * 0.95 ** row["enough"])
    assert net_gain(shop, paid, Quote(setup=5_000, monthly=500)) == pytest.approx(0, abs=0.01)
    useless = Quote(monthly=500, name="vitrine").lever(working_capital_days=0.5)
    assert math.isnan(tools.promises(shop, [useless])["enough"].iloc[0])


def test_what_a_tool_may_move_is_told_with_the_usual_first():
    names = list(tools.parameters(bm.Freemium()))
    assert names[:3] == ["churn", "conversion", "cac"]
    assert "conversion_rate" in names
    assert not {"discount_rate", "setup_cost", "capacity"} & set(names)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: Quote(per_order=1).lever(churn=0.9), "per_order"),
        (lambda: Quote(monthly=1).lever(), "changes"),
        (lambda: Quote(monthly=1).lever(churn=0), "times"),
        (lambda: tools.needed_by({}, Quote(), "churn"), "firms vaut"),
        (lambda: tools.needed_by({"a": bm.D2C()}, Quote(), "chrun"), "Vouliez-vous dire"),
        (lambda: tools.promises(bm.D2C(), "CRM"), "attend des leviers"),
        (lambda: tools.promises(bm.SaaS(), [Quote(monthly=1, name="port").lever(shipping=0.9)]), "shipping"),
    ],
)  # fmt: skip
def test_a_promise_that_says_nothing_is_refused(call, said):
    with pytest.raises(bm.LearnerError, match=said):
        call()


def test_months_of_a_table_are_whole_however_they_are_written():
    build, buy = Quote(setup=500), Quote(monthly=60)
    assert tools.build_or_buy(build, buy, gain=100, delay=6.0) == tools.build_or_buy(
        build, buy, gain=100, delay=6
    )
    assert tools.switching_cost(buy, build, 10, np.float64(2)) == tools.switching_cost(buy, build, 10, 2)
    for delay in (6.5, 13, -1, math.nan, True, "6"):
        with pytest.raises(bm.LearnerError, match="delay vaut .* de 0 à 12"):
            tools.build_or_buy(build, buy, gain=100, delay=delay, months=12)
    with pytest.raises(bm.LearnerError, match="overlap vaut .* de 0 à 11"):
        tools.switching_cost(buy, build, 10, 12, months=12)


def test_a_call_with_an_argument_missing_is_told_in_french():
    with pytest.raises(bm.LearnerError, match="il manque `gain` et `delay`"):
        tools.build_or_buy(Quote(), Quote())
    with pytest.raises(bm.LearnerError, match="`durée` n’est pas attendu"):
        tools.funnel({"carte": 0.1}, durée=3)


def test_building_overtakes_for_good():
    # Ahead at month 0 (nothing paid yet), behind from month 2 to 14, ahead again: 150 + 10 m against 3 months of 100.
    assert build_or_buy(Quote(), Quote(setup=150, monthly=10), 100, 3, rate=0).overtakes == 15
    assert math.isnan(
        build_or_buy(Quote(monthly=90), Quote(setup=1_000, monthly=10), 100, 3, rate=0).overtakes
    )


def test_two_quotes_that_never_cross_are_told():
    cheap = Quote(monthly=100)
    for one, other in ((Quote(monthly=100, per_order=1), cheap), (cheap, Quote(monthly=100, per_order=1))):
        with pytest.raises(bm.LearnerError, match="ne se croisent pas"):
            same_cost(one, other)
    with pytest.raises(bm.LearnerError, match="ne se croisent pas"):
        same_cost(Quote(per_order=0.1 + 0.2), Quote(per_order=0.3, monthly=10))


def test_a_promise_on_the_cac_stands_beside_conversion():
    shop = bm.D2C(cac=20, new_customers=100)
    after = Quote(monthly=1).lever(conversion=1.25, cac=0.5).apply(shop)
    assert (round(after.cac, 9), round(after.new_customers, 9)) == (8, 125)
