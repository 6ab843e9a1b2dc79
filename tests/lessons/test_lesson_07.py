"""The figures that lesson 07 decides on, at month 36 and at a stated cost, worked out by hand."""

import pytest

import bizmodels as bm

# What an account leaves a month (test_ex_07 works it out) and the firm's other figures.
MARGIN, CHURN, NEW, CAC, FIXED = 41.141, 0.015, 15_000, 300, 17e6


def month_36(margin=MARGIN, churn=CHURN, new=NEW, cac=CAC, fixed=FIXED):
    accounts = 600_000.0
    for _ in range(36):
        accounts = accounts * (1 - churn) + new
    return accounts * margin - new * cac - fixed


def test_the_four_ideas_at_month_36():
    today = month_36()
    assert bm.BusinessBanking().profit_36 == pytest.approx(today)
    gains = {
        # 10 % of 37.50 € of subscription; an elasticity of 1 divides the new accounts by 1.1
        "price": month_36(MARGIN + 3.75, new=NEW / 1.1) - today,
        # one account in ten pays 49 € instead of 9, and a tenth of 0.4 × 5 € of transfers is lost
        "range": month_36(MARGIN + 4 - 0.2, fixed=FIXED + 1e6) - today,
        # 150 € more of spending leave 1 % less 0.053 % of fraud
        "card": month_36(MARGIN + 150 * (0.01 - 0.00053), fixed=FIXED + 1e6) - today,
        "churn": month_36(churn=0.0135, fixed=FIXED + 1e6) - today,
    }
    assert sorted(gains, key=gains.get) == ["card", "churn", "price", "range"]
    # « jusqu’à 1,3 M€ de dépense »
    assert 1e6 + gains["range"] - gains["price"] == pytest.approx(1.3e6, abs=0.05e6)


def test_far_ahead_keeping_comes_first():
    def steady(margin=MARGIN, churn=CHURN, new=NEW, fixed=FIXED):
        return new * (margin / churn - CAC) - fixed

    dear = steady(MARGIN + 3.75, new=NEW / 1.1)
    wide, kept = steady(MARGIN + 3.8, fixed=FIXED + 1e6), steady(churn=0.0135, fixed=FIXED + 1e6)
    assert dear < wide < kept
    # 400,000 accounts short of a million, then 100,000: ln 4/−ln 0.985 months, seven years and a half
    assert bm.BusinessBanking().steady_state_horizon == pytest.approx(91.7, abs=0.1)


def test_a_free_plan_asks_for_a_fifth_more_accounts():
    # A third of the accounts (35 %) stops paying 9 €.
    free = bm.BusinessBanking(price_basic=0)
    wanted = bm.goal_seek(free, "profit_36", month_36(), vary="new_customers")
    assert month_36(MARGIN - 0.35 * 9, new=wanted) == pytest.approx(month_36())
    assert wanted / NEW - 1 == pytest.approx(0.21, abs=0.005)


def test_prudence_costs_by_its_checks_first():
    checks = month_36() - month_36(MARGIN - 2, cac=440)
    whole = month_36() - month_36(MARGIN - 2, new=12_500, cac=440)
    assert (checks / 1e6, whole / 1e6) == pytest.approx((3.6, 5.3), abs=0.05)
