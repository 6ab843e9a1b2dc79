"""What lesson 07 says in figures, at month 36 and at a stated cost, worked out by hand."""

import math

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


def test_what_a_million_must_buy_to_be_repaid_at_month_36():
    today = month_36()
    paid = FIXED + 1e6
    # « 3,4 comptes sur cent déplacés ; 9,2 % de carte en plus ; 8,2 % de départs en moins »
    moved = MARGIN + 0.034 * (49 - 9 - 0.4 * 5)
    assert month_36(moved, fixed=paid) == pytest.approx(today, rel=0.003)
    assert month_36(MARGIN + 0.092 * 1_500 * (0.01 - 0.00053), fixed=paid) == pytest.approx(today, rel=0.003)
    assert month_36(churn=CHURN * (1 - 0.082), fixed=paid) == pytest.approx(today, rel=0.003)


def test_keeping_comes_first_thirteen_years_later():
    def at(month, margin=MARGIN, churn=CHURN):
        stay = (1 - churn) ** month
        return (600_000 * stay + NEW * (1 - stay) / churn) * margin - NEW * CAC - FIXED - 1e6

    first = next(t for t in range(1, 400) if at(t, churn=0.0135) > at(t, MARGIN + 3.8))
    assert first == 163
    # With a rise of prices, dearer and fewer; « s’il n’en restait que 10,4 » if a tenth more left
    dear = month_36(MARGIN + 3.75, new=NEW / 1.1)
    assert dear / 1e6 == pytest.approx(11.7, abs=0.05)
    assert month_36(MARGIN + 3.75, churn=0.0165, new=NEW / 1.1) / 1e6 == pytest.approx(10.4, abs=0.05)


def test_forty_years_for_a_client():
    assert 4.4e9 / 220_000 == 20_000
    assert pytest.approx(40.5, abs=0.05) == 20_000 / MARGIN / 12
    # « 4 400 € chacun, neuf ans de marge » ; « que 2 700 € dans sa vie »
    assert pytest.approx(9, abs=0.1) == 4_400 / MARGIN / 12
    assert pytest.approx(2_743, abs=1) == MARGIN / CHURN


def accounts(month, new=NEW):
    stay = (1 - CHURN) ** month
    return 600_000 * stay + new * (1 - stay) / CHURN


def stepped(month, size=100_000, teams=6, new=NEW):
    """A whole team for each ``size`` accounts begun; ``teams`` of them share the fixed costs of today."""
    count = math.ceil(accounts(month, new) / size)
    return accounts(month, new) * MARGIN - new * CAC - count * FIXED / teams


def test_steps_of_fixed_costs():
    steps = bm.BusinessBanking(capacity=100_000, fixed_costs=FIXED / 6)
    profit = steps.project(36)["profit"]
    assert list(profit) == pytest.approx([stepped(month) for month in range(1, 37)])
    # « le mois 19, et non le mois 36, qui a 68 000 comptes de plus »
    assert profit.idxmax() == 19
    assert accounts(36) - accounts(19) == pytest.approx(68_000, abs=100)
    assert accounts(19) < 700_000 < accounts(20)
    assert pytest.approx(69_000, abs=150) == FIXED / 6 / MARGIN
    # « avec 28 % de comptes en plus » ; « au prorata, 5,3 M€ »
    assert accounts(36) / 600_000 == pytest.approx(1.28, abs=0.005)
    assert (month_36() - FIXED * (accounts(36) / 600_000 - 1)) / 1e6 == pytest.approx(5.3, abs=0.05)
    sizes = {
        size: stepped(36, size, teams) / 1e6 for size, teams in ((50_000, 12), (100_000, 6), (300_000, 2))
    }
    assert sizes == pytest.approx({50_000: 4.4, 100_000: 4.4, 300_000: 1.6}, abs=0.05)


def test_filling_the_last_team():
    assert stepped(36, new=16_000) / 1e6 == pytest.approx(5.3, abs=0.05)
    assert accounts(36, 16_000) == pytest.approx(796_000, abs=500)
    assert stepped(36, new=16_500) / 1e6 == pytest.approx(2.9, abs=0.05)


def test_a_cap_of_consumers_erases_the_profit():
    # 0.8 % of 1,500 €
    capped = month_36(MARGIN - 12)
    assert (month_36() - capped) / 1e6 == pytest.approx(9.2, abs=0.05)
    assert capped / 1e6 == pytest.approx(0.88, abs=0.01)
    # The other firm of the same revenue spends 560 € by card.
    twin = bm.BusinessBanking(share_basic=0.10, card_spend=560)
    assert twin.arpu == pytest.approx(bm.BusinessBanking().arpu, abs=1e-6)
    assert twin.replace(interchange=0.002).profit_36 / 1e6 == pytest.approx(7, abs=0.05)


def test_six_months_without_a_new_account():
    def cash(new):
        # Ten days of revenue are paid in advance (54.936 € an account and month).
        total, paid, held = 0.0, [], 600_000.0
        for count in new:
            held = held * (1 - CHURN) + count
            total += held * MARGIN - count * CAC - FIXED
            paid.append(total + (held - 600_000) * 54.936 * 10 / 30)
        return paid

    barred, free = cash([0] * 6 + [NEW] * 30), cash([NEW] * 36)
    assert (barred[5] - free[5]) / 1e6 == pytest.approx(13, abs=0.5)
    assert (barred[-1] - free[-1]) / 1e6 == pytest.approx(-72, abs=0.5)


def test_a_free_plan_asks_for_a_fifth_more_accounts():
    # A third of the accounts (35 %) stops paying 9 €.
    free = bm.BusinessBanking(price_basic=0)
    wanted = bm.goal_seek(free, "profit_36", month_36(), vary="new_customers")
    assert month_36(MARGIN - 0.35 * 9, new=wanted) == pytest.approx(month_36())
    assert wanted / NEW - 1 == pytest.approx(0.21, abs=0.005)


def test_prudence_pays_for_the_files_it_refuses():
    # 15,000 accounts at 60 % are 25,000 files; 200 € of advertising an account are 120 € a file, refused or not.
    files, file = 15_000 / 0.60, 200 * 0.60 + 120
    assert (files, file) == (25_000, 240)
    checks = month_36() - month_36(MARGIN - 2, cac=file / 0.60)
    whole = month_36() - month_36(MARGIN - 2, new=files * 0.50, cac=file / 0.50)
    # « 5,8 M€ » ; « à 60 % d’acceptés, elle n’en coûte que 3 » ; « les 2,7 autres »
    assert (whole / 1e6, checks / 1e6) == pytest.approx((5.8, 3.0), abs=0.05)
    assert (whole - checks) / 1e6 == pytest.approx(2.7, abs=0.05)
    assert whole > month_36() / 2
    # « en trois ans, 160 M€ manquent en caisse »
    prudent = bm.BusinessBanking(cac=480, monitoring=4, new_customers=12_500)
    assert prudent.profit_36 == pytest.approx(month_36() - whole)
    lost = bm.BusinessBanking().project(36)["cash"] - prudent.project(36)["cash"]
    assert lost.iloc[-1] / 1e6 == pytest.approx(160, abs=0.5)


def test_three_hypotheses_open_the_range():
    today, year = 54.936, 600_000 * 12 / 1e6
    bank = bm.BusinessBanking()
    assert bank.arpu == pytest.approx(today, abs=0.001)
    others = 0.25 * 19 + 0.05 * 39 + 0.20 * 49 + 0.12 * 99 + 0.03 * 199

    def mix(basic):
        # Weights brought back to 100 %; 5 transfers beyond the allowance for Basic, 10 for Smart, 0.40 € each.
        return (basic * 9 + others + 0.40 * (basic * 5 + 0.25 * 10)) / (basic + 0.65)

    opened = {
        "mix": mix(0.10) - mix(1),
        "card": 2_000 * 0.012 - 800 * 0.006,
        "balances": 10_000 * 0.03 / 12,
    }
    assert {name: width * year for name, width in opened.items()} == pytest.approx(
        {"mix": 148, "card": 138, "balances": 180}, abs=0.5
    )
    assert bank.replace(balance_yield=0.03).arpu == pytest.approx(today + 25, abs=0.001)
    # « à 2 %, 120 M€, moins que la carte » ; « la part des commerçants tombe de 27 à 19 % »
    assert opened["balances"] * 2 / 3 * year == pytest.approx(120)
    assert (15 / today, 15 / (today + 25)) == pytest.approx((0.27, 0.19), abs=0.005)


def test_half_the_operations_are_payments_by_card():
    # Three operations more at 0.10 € take back 0.30 € of the 1.42 € that 150 € of spending leave.
    card = month_36(MARGIN + 150 * (0.01 - 0.00053) - 3 * 0.10, fixed=FIXED + 1e6)
    assert card / 1e6 == pytest.approx(9.95, abs=0.005)
    assert card < month_36()


def test_what_the_wrong_options_of_the_first_bet_suppose():
    # « répondre 14 ans suppose 119 € de marge par mois » ; without the 486 M€ just raised, « 17 800 € »
    assert pytest.approx(119, abs=0.5) == 20_000 / 14 / 12
    assert pytest.approx(17_800, abs=50) == (4.4e9 - 486e6) / 220_000
    # « il ne reste que 13 € par compte » ; 12 € out of 55 would leave three quarters
    assert month_36() / accounts(36) == pytest.approx(13, abs=0.5)
    assert pytest.approx(0.78, abs=0.01) == 1 - 12 / 54.936
