"""What lesson 05 rests on: a constant loss found again, one device worked out by hand, and its exercise."""

import pandas as pd
import pytest

import bizmodels as bm
from bizmodels import LearnerError
from bizmodels.exercises import engine
from bizmodels.view import figures


def test_decay_finds_the_loss_that_made_the_values():
    things = pd.DataFrame({"age": [0, 1, 2, 5], "value": [100 * 0.8**age for age in (0, 1, 2, 5)]})
    picture = figures.decay(things, "age", "value", "Titre", {"value": "Valeur"})
    assert "perd 20\u00a0% par an" in picture.alt
    # 100 × 0.8⁵ = 32.768
    assert "100 à l’âge zéro, 33 cinq pas plus loin" in picture.alt


def test_decay_refuses_what_it_cannot_draw():
    things = pd.DataFrame({"age": [0, 1], "value": [10.0, 0.0]})
    with pytest.raises(LearnerError, match="au-dessus de zéro"):
        figures.decay(things, "age", "value", "Titre", {})
    with pytest.raises(LearnerError, match="age"):
        figures.decay(things, "ages", "value", "Titre", {})


# --- the exercise -----------------------------------------------------------------------------------------

QUESTIONS = engine.declaration("05_reconditionne").questions


def test_answers_worked_out_by_hand():
    data = bm.exercise("05_reconditionne").data
    # 150 € of margin incl. VAT hold 150 × 20/120 = 25 € of VAT.
    assert QUESTIONS[1](data) == pytest.approx(25)
    # 300 − 25 − 150 − 45 − 30 of commission − 0.08 × 35 − 0.05 × 60 = 50 − 2.8 − 3
    assert QUESTIONS[2](data) == pytest.approx(44.2)
    # 230 × 320/2,200
    assert QUESTIONS[3].number(data) == pytest.approx(33.4545, abs=1e-3)
    # (44.2 − 30) × 1.2 = 17.04 € more than 150 €
    assert QUESTIONS[5](data) == pytest.approx(167.04)
    # 0.97⁴ = 0.88529: the price falls by 34.412 €, of which 1 − 0.1 − 1/6 = 11/15 is margin.
    assert QUESTIONS[6](data) == pytest.approx(34.412 * 11 / 15, abs=1e-2)
    # 5.99/1.2/300
    assert QUESTIONS[7](data) == pytest.approx(0.016639, abs=1e-5)


@pytest.mark.parametrize("student", [None, "essai"])
def test_hand_made_answers_agree_with_goal_seek(student):
    session = bm.exercise("05_reconditionne", student=student)
    data, firm = session.data, session.firm
    buy = bm.goal_seek(firm, "refurbisher_margin", data.wanted, vary="buy")
    assert QUESTIONS[5](data) == pytest.approx(buy)
    waited = firm.replace(price=data.price * (1 - data.decay) ** data.wait)
    assert QUESTIONS[6](data) == pytest.approx(firm.refurbisher_margin - waited.refurbisher_margin)
    central = firm.replace(return_cost=data.return_cost + data.return_loss, return_loss=0)
    limit = bm.goal_seek(central, "steady_state_profit", firm.steady_state_profit, vary="churn")
    assert QUESTIONS[8].number(data) == pytest.approx(1 - limit / firm.churn, abs=1e-9)


# --- what the lesson says of failures and of its three projects ---------------------------------------------

# A sale: 30 € of commission, 5.99/1.2 of fee, 3 of trade-in, minus card, returns and claims.
SALE = 30 + 5.99 / 1.2 + 3 - 0.012 * 305.99 - 0.08 * 12 - 0.05 * 15


def test_failures_cost_about_as_much_as_the_fifth_of_buyers_they_drive_away():
    phone = bm.Recommerce()
    buyers = 200_000 / 0.015
    sales = 0.04 * (buyers - 200_000) + 200_000
    repairs = phone.steady_state_profit - phone.replace(claim_rate=0.10).steady_state_profit
    assert repairs == pytest.approx(0.05 * sales * 15)  # five more in a hundred, 15 € each: 0.54 M€

    def departures(share):
        churn = 0.015 + share * 0.05 * sales / buyers
        # A buyer's life: one sale, then 0.04 a month; only the second part is shorter.
        lost = 200_000 * SALE * 0.04 * (1 / 0.015 - 1 / churn)
        assert phone.steady_state_profit - phone.replace(churn=churn).steady_state_profit == pytest.approx(
            lost
        )
        return lost

    assert departures(0.2) == pytest.approx(0.61e6, abs=5e3)
    assert departures(0.5) == pytest.approx(1.4e6, abs=5e4)
    assert departures(0.1) < repairs < departures(0.2)
    # The 1,800 refurbishers lose those sales too: 18,665 a month at 44.20 €, though no device earns less.
    churn = 0.015 + 0.2 * 0.05 * sales / buyers
    fewer = sales - 200_000 * (1 + 0.04 * (1 / churn - 1))
    assert fewer == pytest.approx(18_665, abs=1)
    assert fewer * phone.refurbisher_margin == pytest.approx(0.83e6, abs=5e3)
    # « en plus des départs ordinaires »: by default 68.5 % of the buyers are still there after 25 months.
    assert (1 - phone.churn) ** 25 == pytest.approx(0.685, abs=1e-3)


def test_one_broken_phone_eats_the_margin_of_five():
    # 150 € of purchase and 45 of parts, against 300 − 25 − 150 − 45 − 30 − 2.8 − 3 kept of a sale.
    assert 4 * 44.2 < 150 + 45 < 5 * 44.2
    # The tempting mistake: 300 − 150 kept of each sale, and two are enough.
    assert 150 < 150 + 45 < 2 * (300 - 150)
    phone = bm.Recommerce()
    assert (phone.buy + phone.parts_labour, phone.refurbisher_margin) == pytest.approx((195, 44.2))
    # A buyer's fee of 5.99 € is worth 1.66 point of 300 €.
    assert SALE == pytest.approx(phone.order_margin) == pytest.approx(32.61, abs=0.01)
    assert 100 * phone.buyer_fee / 1.2 / phone.price == pytest.approx(1.66, abs=0.005)


def months(sale, churn=0.015, new=200_000, setup=0.0):
    """(profit of month 36, funding need) counted month by month; five weeks of revenue are held for the sellers."""
    buyers, earned, low = 12e6, -setup, -setup
    take = sale["take"]
    held = 35 / 30 * 0.04 * 12e6 * take
    for _ in range(36):
        buyers = buyers * (1 - churn) + new
        sales = 0.04 * (buyers - new) + new
        profit = sales * sale["margin"] - 45 * new - 13.5e6
        earned += profit
        low = min(low, earned + 35 / 30 * sales * take - held)
    return profit, -min(0, low)


def test_the_three_projects_at_month_36():
    phone = bm.Recommerce()
    fee = 5.99 / 1.2
    projects = [
        (phone, months({"take": 33 + fee, "margin": SALE})),
        (
            phone.replace(
                return_cost=12 + 35, return_loss=0, return_rate=0.09, churn=0.013, setup_cost=5_000_000
            ),
            months({"take": 33 + fee, "margin": SALE + 0.08 * 12 - 0.09 * 47}, churn=0.013, setup=5e6),
        ),
        (
            phone.replace(
                price=330, parts_labour=65, return_rate=0.06, claim_rate=0.03, new_customers=175_000
            ),
            months(
                {"take": 36 + fee, "margin": 36 + fee - 0.012 * 335.99 - 0.06 * 12 - 0.03 * 15}, new=175_000
            ),
        ),
        (
            phone.replace(buyer_fee=0, commission=0.12),
            months({"take": 39, "margin": 39 - 0.012 * 300 - 0.96 - 0.75}),
        ),
    ]
    for model, (profit, need) in projects:
        assert model.profit_36 == pytest.approx(profit)
        assert model.funding_need == pytest.approx(need)
    at_36 = [profit for _, (profit, _) in projects]
    for_good = [model.steady_state_profit for model, _ in projects]
    # « Tri » earns most at month 36, « Sans frais » in steady state; « Retours » still loses and needs 65 M€,
    # for 200,000 × (1 + 0.04 × (1/0.013 − 1)) sales: 1.19 M€ a month in steady state against 1.15.
    assert max(at_36) == at_36[2]
    assert max(for_good) == for_good[3]
    assert at_36[1] < 0
    assert projects[1][1][1] == pytest.approx(65e6, abs=5e5)
    sales = 200_000 * (1 + 0.04 * (1 / 0.013 - 1))
    by_hand = sales * (SALE + 0.08 * 12 - 0.09 * 47) - 45 * 200_000 - 13.5e6
    assert for_good[1] == pytest.approx(by_hand) == pytest.approx(1.19e6, abs=5e3)
    assert for_good[0] == pytest.approx(1.15e6, abs=5e3)
    margins = [model.refurbisher_margin for model, _ in projects]
    assert margins == pytest.approx([44.2, 47.0, 48.1, 38.2])


def test_a_kept_promise_still_costs_at_month_36():
    """The reading of question 9, on the course's own figures: 10 % fewer departures, 2.80 € less a sale."""
    data = bm.exercise("05_reconditionne").data
    central = data.firm.replace(return_cost=12 + 35, return_loss=0, churn=0.9 * 0.015)
    take = 33 + 5.99 / 1.2
    promised, _ = months({"take": take, "margin": SALE - 0.08 * 35}, churn=0.0135)
    today, _ = months({"take": take, "margin": SALE})
    assert central.profit_36 == pytest.approx(promised)
    assert promised < today


# --- what the lesson says of one device ---------------------------------------------------------------------


def left(price=300.0, buy=150.0, parts=45.0, returns=0.08, claims=0.05):
    """What the refurbisher keeps of one device: its price less VAT on the margin, purchase, parts, commission, failures."""
    vat = max(price - buy, 0) / 6
    return price - vat - buy - parts - 0.10 * price - returns * 35 - claims * 60


def test_ten_euros_are_worth_ten_in_parts_only():
    phone = bm.Recommerce()
    for changed, said in (({"buy": 140}, 8.33), ({"parts_labour": 35}, 10), ({"price": 310}, 7.33)):
        by_hand = left(
            **{"parts" if name == "parts_labour" else name: value for name, value in changed.items()}
        )
        assert phone.replace(**changed).refurbisher_margin == pytest.approx(by_hand)
        assert by_hand - left() == pytest.approx(said, abs=0.01)


def test_a_dearer_purchase_a_longer_wait_and_more_care():
    assert (left(), left(buy=190)) == pytest.approx((44.2, 10.87), abs=0.01)
    assert left(buy=203) == pytest.approx(0, abs=0.1)
    waits = [left(price=300 * 0.97**month) for month in range(13)]
    assert next(month for month, kept in enumerate(waits) if kept < 0) == 8
    # « Le prix a perdu un cinquième »
    assert abs(1 - 0.97**8 - 0.2) < 0.02
    assert next(month for month in range(36) if 300 * 0.97**month < 150) == 23
    assert left(returns=0.04, claims=0.025) - left() == pytest.approx(2.9)
    # « acheter 20 % moins cher lui rapporte 25 € »
    assert left(buy=120) - left() == pytest.approx(25)


def test_the_grade_and_the_fee():
    low = left(price=260, parts=30, returns=0.11, claims=0.07, buy=130)
    assert low == pytest.approx(left(), abs=0.2)
    phone = bm.Recommerce()
    sales = 0.04 * (200_000 / 0.015 - 200_000) + 200_000
    assert sales == pytest.approx(725_333, abs=1)
    lost = phone.steady_state_profit - phone.replace(buyer_fee=0).steady_state_profit
    assert lost == pytest.approx(sales * (5.99 / 1.2 - 0.012 * 5.99)) == pytest.approx(3.57e6, abs=1e4)
    assert lost / sales / 300 == pytest.approx(0.0164, abs=1e-4)
