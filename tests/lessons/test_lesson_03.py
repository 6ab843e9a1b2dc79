"""Exercise 03 worked out by hand, and by the generic solver."""

import pytest

import bizmodels as bm
from bizmodels.exercises import engine


def answers(student=None):
    """Right answers of the numeric questions, by place, and the data."""
    declared = engine.declaration("03_marketplace")
    data = bm.exercise("03_marketplace", student=student).data
    numbers = [getattr(question, "number", question) for question in declared.questions]
    return {n: q(data) for n, q in enumerate(numbers, 1) if n != 4}, data


def test_answers_worked_out_by_hand():
    found, _ = answers()
    # 20 % of 83.33 € HT, 1.5 % of it for ads, and 100 € over 1 000 buyers who order once in five months.
    assert found[1] == pytest.approx(100 / 1.2 * 0.215 + 0.1 / 0.2)
    assert found[2] == pytest.approx(0.17 * 1.2)
    assert found[3] == pytest.approx(77.5)
    # Seller: 95 % × (83.33 − 45) − 5 % × (9 + 5) − 8 of carrier − 16.67 of commission.
    margin = 0.95 * (100 / 1.2 - 45) - 0.05 * 14 - 8 - 20 / 1.2
    assert found[5] == pytest.approx(100 / margin)
    assert found[6] == pytest.approx(1.8)
    assert found[7] == pytest.approx(5 / 1.2 / margin)


@pytest.mark.parametrize("student", [None, "renard bleu", "castor"])
def test_the_highest_cac_agrees_with_goal_seek(student):
    found, data = answers(student)
    shop = data.firm
    window = shop.replace(
        commission_rate=data.commission / (1 + data.vat),
        channel_subscription=data.seller_subscription,
        payment_fee=0,
        cac=0,
        churn=0.20,
        fixed_costs=500,
    )
    target = window.steady_state_profit
    assert found[8] == pytest.approx(bm.goal_seek(shop, "steady_state_profit", target, vary="cac"))


# --- what the lesson says of the platform and of the seller ------------------------------------------------

# An order: 21.5 % of 83.33 € HT, minus 1 € of card, 2 of support and 0.50 of guarantee; the sellers' subscription is
# 100 € over 1,000 buyers a month, and a first order brings none of it.
ORDER = 0.215 * 100 / 1.2 - 3.5


def platform_profit(order=ORDER, frequency=0.2, subscription=0.1, churn=0.05, fixed=10_000_000):
    life = (frequency * order + subscription) / churn + (1 - frequency) * order
    return 250_000 * (life - 25) - fixed


def test_three_projects_at_a_stated_cost():
    today = bm.Marketplace()
    assert today.steady_state_profit == pytest.approx(platform_profit())
    # One point of commission brings 0.8333 € an order; 5 % more of it takes 1 point of the 77.9 % of the price
    # HT that sellers keep (20 of commission, 1.5 of advertising, 0.6 of subscription): at 2, that much and twice as many leave.
    keeps = 1 - 0.2 - 0.015 - 0.1 / (0.2 * 100 / 1.2)
    kept = ((keeps - 0.01) / keeps) ** 2
    dearer = today.reacting(sellers=2).replace(commission_rate=0.21)
    by_hand = platform_profit(ORDER + 1 / 1.2, 0.2 * kept, 0.1 * kept)
    assert dearer.steady_state_profit == pytest.approx(by_hand)
    assert kept == pytest.approx(1 - 0.026, abs=6e-4)
    # Advertising takes from the same pocket: 1.5 points, met with the same answer.
    stay = ((keeps - 0.015) / keeps) ** 2
    assert stay == pytest.approx(1 - 0.038, abs=5e-4)
    ads = today.reacting(sellers=2).replace(ads_rate=0.03, fixed_costs=11_000_000)
    by_hand = platform_profit(ORDER + 1.5 / 1.2, 0.2 * stay, 0.1 * stay, fixed=11_000_000)
    assert ads.steady_state_profit == pytest.approx(by_hand)
    loyal = today.replace(churn=0.04, fixed_costs=11_000_000)
    assert loyal.steady_state_profit == pytest.approx(platform_profit(churn=0.04, fixed=11_000_000))
    gains = [model.steady_state_profit - today.steady_state_profit for model in (dearer, ads, loyal)]
    # « un tiers » of the million is lost with the sellers; « 2,7 M€ » for loyalty, its own million paid.
    assert gains == pytest.approx([0.618e6, -0.087e6, 2.73e6], abs=5e3)


def test_the_spring_preset_multiplies_the_orders_of_each_buyer_and_not_the_first_ones():
    alone = bm.Marketplace(seller_subscription=0)
    (name,) = [name for name in bm.Marketplace.presets if name.startswith("Printemps 2020")]
    spring = alone.replace(**bm.Marketplace.presets[name])
    # Month 1: 3.8 M who stay and 0.25 M new; each orders 0.2 (then 0.8) times, and a new buyer once in all.
    before, after = 0.2 * 3.8e6 + 0.25e6, 0.8 * 3.8e6 + 0.25e6
    ratio = spring.project(1)["revenue"].item() / alone.project(1)["revenue"].item()
    assert ratio == pytest.approx(after / before)
    assert ratio == pytest.approx(3.3, abs=0.05)


def seller_cash(margin, churn, fixed, cac):
    """Cash and profit of 36 months: stock and credit tie up half a month of revenue, 79.17 € an order."""
    customers = earned = 0.0
    cash = []
    for _ in range(36):
        customers = customers * (1 - churn) + 120
        orders = 0.1 * customers + 0.9 * 120
        profit = orders * margin - fixed - 120 * cac
        earned += profit
        cash.append(earned - 0.5 * orders * 0.95 * 100 / 1.2)
    return -min(cash), profit


def test_what_each_way_in_asks_of_the_bank():
    shop = bm.D2C(basket=100, cogs=45, shipping=8, return_rate=0.05, orders_per_month=0.1, churn=0.05, cac=30,
                  new_customers=120, starting_customers=0, fixed_costs=2_500)  # fmt: skip
    window = shop.replace(commission_rate=round(0.20 / 1.2, 4), channel_subscription=100, payment_fee=0, cac=0,
                          churn=0.20, fixed_costs=500)  # fmt: skip
    before_channel = 0.95 * (100 / 1.2 - 45) - 0.7 - 8
    ways = [
        (shop, seller_cash(before_channel - 1.5, 0.05, 2_500, 30)),
        (shop.replace(cac=45), seller_cash(before_channel - 1.5, 0.05, 2_500, 45)),
        (window, seller_cash(before_channel - 16.67, 0.20, 600, 0)),
    ]
    for model, (need, profit) in ways:
        assert (model.funding_need, model.profit_36) == pytest.approx((need, profit))
    needs = [need for _, (need, _) in ways]
    # « 28 k€ de creux » under the 30,000 € in the bank, « 69 k€ » above it; the window asks for less than 120 taps at 45 €.
    assert needs == pytest.approx([28_185, 69_203, 4_024], abs=1)
    assert needs[0] < 30_000 < needs[1]
    assert 0 < needs[2] < 120 * 45


@pytest.mark.parametrize("student", [None, *(f"graine {n}" for n in range(40))])
def test_the_window_asks_for_less_whoever_sells(student):
    """The reading of question 8: both advance money, the shop much more; and the shop takes years to settle."""
    data = bm.exercise("03_marketplace", student=student).data
    shop = data.firm
    window = shop.replace(commission_rate=data.commission / (1 + data.vat), channel_subscription=100,
                          payment_fee=0, cac=0, churn=0.20, fixed_costs=500)  # fmt: skip
    assert shop.funding_need > 2 * window.funding_need > 0
    assert shop.steady_state_horizon > 36
