"""Retention where formulas break: nobody leaves, everybody leaves, one customer, none at all, and what is refused."""

import math
import warnings

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import bizmodels as bm
from bizmodels.errors import LearnerError
from bizmodels.levers import retention as ret

rates = st.floats(0, 1)


@pytest.fixture(autouse=True)
def no_warning():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield


# --- lifetime value -------------------------------------------------------------------------------------------


@given(margin=st.floats(-100, 100), r=rates, d=st.floats(0, 1), horizon=st.integers(1, 40))
def test_a_value_is_the_sum_of_its_payments(margin, r, d, horizon):
    payments = [margin * (r / (1 + d)) ** t for t in range(horizon + 1)]
    assert ret.clv(margin, r, d, horizon) == pytest.approx(sum(payments[1:]), rel=1e-9, abs=1e-9)
    assert ret.clv(margin, r, d, horizon, first="start") == pytest.approx(
        sum(payments[:-1]), rel=1e-9, abs=1e-9
    )


@given(margin=st.floats(0.01, 100), r=st.floats(0, 0.99), d=st.floats(0, 1))
def test_the_conventions_differ_by_one_payment(margin, r, d):
    end, start = ret.clv(margin, r, d), ret.clv(margin, r, d, first="start")
    assert start - end == pytest.approx(margin, rel=1e-9)
    assert ret.clv(margin, r, d, horizon=10_000) == pytest.approx(end, rel=1e-9)


def test_the_values_at_the_bounds():
    assert ret.clv(10, 1, 0) == ret.clv(10, 1, 0, first="start") == math.inf
    assert ret.clv(-10, 1, 0) == -math.inf
    assert ret.clv(0, 1, 0) == 0
    assert ret.clv(10, 1, 0, horizon=7) == 70
    assert ret.clv(10, 0, 0.1) == 0
    assert ret.clv(10, 0, 0.1, first="start") == 10
    assert ret.clv(10, 0.5, 0, horizon=1) == 5
    assert ret.clv(10, 0.5, 0, horizon=1, first="start") == 10
    # as the key figure of the models: m/churn
    model = bm.SaaS()
    assert ret.clv(model.margin_per_customer, 1 - model.churn, 0, first="start") == pytest.approx(
        model.margin_per_customer / model.churn
    )


# --- contracts ------------------------------------------------------------------------------------------------


@given(a=st.floats(0.05, 20), b=st.floats(0.05, 20), k=st.integers(0, 30), d=st.floats(0.02, 1))
def test_the_residual_lifetime_is_the_discounted_sum_of_survivals(a, b, k, d):
    customers = ret.ShiftedBetaGeometric(alpha=a, beta=b)
    t = np.arange(1, 3000)
    brute = (customers.survival(k + t) / customers.survival(k) * np.exp(-(t - 1) * np.log1p(d))).sum()
    assert customers.derl(k, d) == pytest.approx(brute, rel=1e-7)


def test_the_residual_lifetime_without_discount():
    assert ret.ShiftedBetaGeometric(alpha=3, beta=4).derl([0, 1], 0).tolist() == [2, 2.5]  # (β + k)/(α − 1)
    assert ret.ShiftedBetaGeometric(alpha=0.5, beta=4).derl(0, 0) == math.inf
    assert ret.ShiftedBetaGeometric(alpha=0, beta=1).derl(0, 0.25) == 5  # 1 + 1/1.25 + … = 1.25/0.25
    assert ret.ShiftedBetaGeometric(alpha=0, beta=1).derl(0, 0) == math.inf
    assert ret.ShiftedBetaGeometric(alpha=1, beta=0).derl(0, [0, 0.1]).tolist() == [0, 0]


def test_nobody_leaves_everybody_leaves():
    nobody = ret.ShiftedBetaGeometric.fit([100, 100, 100])
    assert nobody.survival([0, 5]).tolist() == [1, 1]
    assert nobody.retention_rate(5) == 1
    for counts in ([100, 0], [100, 0, 0], [1, 0]):
        gone = ret.ShiftedBetaGeometric.fit(counts)
        assert gone.survival([0, 1, 2]).tolist() == [1, 0, 0]
        assert gone.loglik == 0


def test_a_constant_churn_stays_constant():
    fit = ret.ShiftedBetaGeometric.fit([1000, 800, 640, 512])
    np.testing.assert_allclose(fit.retention_rate([1, 5, 20]), 0.8, atol=1e-4)
    assert ret.constant_churn([1000, 800, 640, 512]) == pytest.approx(0.2)
    rising = ret.ShiftedBetaGeometric.fit(
        [100, 99, 97, 90, 70, 10]
    )  # churn that rises: no sorting explains it
    np.testing.assert_allclose(
        rising.retention_rate([1, 5]), 1 - ret.constant_churn([100, 99, 97, 90, 70, 10]), atol=1e-4
    )


def test_who_leaves_at_once_or_never():
    fit = ret.ShiftedBetaGeometric.fit([100, 60, 60, 60])
    np.testing.assert_allclose(fit.survival([1, 3, 30]), 0.6, atol=1e-4)


@given(a=st.floats(0.2, 5), b=st.floats(0.2, 5), scale=st.sampled_from([100, 1000, 50_000]))
def test_a_contract_is_found_again_from_its_own_curve(a, b, scale):
    true = ret.ShiftedBetaGeometric(alpha=a, beta=b)
    fit = ret.ShiftedBetaGeometric.fit(list(scale * true.survival(np.arange(9))))
    np.testing.assert_allclose(fit.survival([4, 8, 12]), true.survival([4, 8, 12]), atol=1e-6)


def test_cohorts_are_each_counted_until_their_own_age():
    true = ret.ShiftedBetaGeometric(alpha=0.8, beta=2)
    cohorts = [list(1000 * true.survival(np.arange(age + 1))) for age in (5, 3, 1)]
    fit = ret.ShiftedBetaGeometric.fit(cohorts)
    assert (fit.alpha, fit.beta) == pytest.approx((0.8, 2), rel=1e-5)
    # one by one, the likelihoods add up
    logs = 0.0
    for cohort in cohorts:
        shares = true.survival(np.arange(len(cohort)))
        logs += -np.diff(cohort) @ np.log(-np.diff(shares)) + cohort[-1] * math.log(shares[-1])
    assert fit.loglik == pytest.approx(logs, rel=1e-9)
    triangle = pd.DataFrame([pd.Series(one) for one in cohorts])  # blank to the right
    assert ret.ShiftedBetaGeometric.fit(triangle).alpha == pytest.approx(fit.alpha)
    assert ret.constant_churn([[100, 80], [100, 80, 60]]) == pytest.approx(60 / 280)


STARTS = [(1, 1), (0.1, 0.1), (10, 10), (0.1, 20), (50, 1)]


@pytest.mark.parametrize("start", STARTS)
def test_five_starts_reach_the_same_contract(start):
    counts = [1000, 869, 743, 653, 593, 551, 517, 491]
    fit, other = ret.ShiftedBetaGeometric.fit(counts), ret.ShiftedBetaGeometric.fit(counts, start=start)
    assert other.loglik == pytest.approx(fit.loglik, abs=1e-8)
    assert (other.alpha, other.beta) == pytest.approx((fit.alpha, fit.beta), rel=1e-7)


# --- a shop without contract ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "start", [(1, 1, 1, 1), (0.1, 10, 0.1, 10), (3, 0.5, 5, 0.5), (10, 100, 3, 3), (0.01, 0.01, 0.01, 0.01)]
)
def test_five_starts_reach_the_same_shop(start):
    base = bm.load_cdnow(summary=True)
    fit, other = (
        ret.BetaGeoNBD.fit(base["frequency"], base["recency"], base["T"], start=one) for one in (None, start)
    )
    assert other.loglik == pytest.approx(fit.loglik, abs=1e-6)
    assert (other.r, other.alpha, other.a, other.b) == pytest.approx(
        (fit.r, fit.alpha, fit.a, fit.b), rel=1e-6
    )


@pytest.mark.parametrize("start", [(1, 1, 1), (10, 10, 100), (0.1, 0.1, 1), (1, 5, 500), (20, 2, 1)])
def test_five_starts_reach_the_same_purse(start):
    base = bm.load_cdnow(summary=True)
    fit, other = (ret.GammaGamma.fit(base["frequency"], base["spend"], start=one) for one in (None, start))
    assert other.loglik == pytest.approx(fit.loglik, abs=1e-6)
    assert (other.p, other.q, other.v) == pytest.approx((fit.p, fit.q, fit.v), rel=1e-6)


def _slopes(mean_loglik, point):
    step = 1e-6
    return [
        (mean_loglik(point + move)[0] - mean_loglik(point - move)[0]) / (2 * step)
        for move in step * np.eye(len(point))
    ]


@given(point=st.lists(st.floats(-1.5, 1.5), min_size=4, max_size=4))
def test_the_slope_of_the_likelihood_is_its_own(point):
    likelihood = ret._shop._Likelihood(
        np.array([0, 0, 1, 3, 3.0]), np.array([0, 0, 2, 9, 4.0]), np.array([5, 5, 8, 9, 20.0])
    )
    point = np.array(point)
    np.testing.assert_allclose(likelihood(point)[1], _slopes(likelihood, point), rtol=1e-5, atol=1e-7)


@given(
    r=st.floats(0.1, 5), alpha=st.floats(0.5, 20), a=st.floats(0.2, 4), b=st.floats(0.2, 5),
    t=st.floats(0.5, 60),
)  # fmt: skip
def test_the_counts_of_a_random_customer_are_a_law(r, alpha, a, b, t):
    shop = ret.BetaGeoNBD(r=r, alpha=alpha, a=a, b=b)
    n = np.arange(4_000)
    chances = shop.purchase_count_probability(n, t)
    assert (chances >= 0).all()
    assert chances.sum() == pytest.approx(1, abs=1e-6)
    assert chances @ n == pytest.approx(shop.expected_purchases(t), rel=1e-4, abs=1e-6)


@pytest.mark.parametrize("a", [1.0, 1 + 1e-9, 0.3])
def test_the_expectation_where_its_formula_is_nought_by_nought(a):
    # a = 1, and a + b = 1 for the customer drawn at random
    for b in (1 - a, 0.7, 2.0):
        if b <= 0:
            continue
        shop = ret.BetaGeoNBD(r=0.5, alpha=3, a=a, b=b)
        near = ret.BetaGeoNBD(r=0.5, alpha=3, a=a + 1e-5, b=b)
        assert shop.expected_purchases(20) == pytest.approx(near.expected_purchases(20), rel=1e-4)


def test_the_past_of_a_customer_by_the_published_formula():
    from scipy.special import hyp2f1

    r, alpha, a, b, x, seen, age, t = 0.243, 4.414, 0.793, 2.426, 26, 30.86, 31.0, 39.0
    shop = ret.BetaGeoNBD(r=r, alpha=alpha, a=a, b=b)
    whole = hyp2f1(r + x, b + x, a + b + x - 1, t / (alpha + age + t)) * (
        (alpha + age) / (alpha + age + t)
    ) ** (r + x)
    odds = a / (b + x - 1) * ((alpha + age) / (alpha + seen)) ** (r + x)
    expected = (a + b + x - 1) / (a - 1) * (1 - whole) / (1 + odds)
    assert shop.expected_purchases(t, frequency=x, recency=seen, age=age) == pytest.approx(expected, rel=1e-9)
    assert shop.probability_alive(x, seen, age) == pytest.approx(1 / (1 + odds))
    assert shop.expected_purchases(0, x, seen, age) == 0
    many = shop.expected_purchases(39, frequency=[0, 26], recency=[0, seen], age=[31, age])
    assert many[1] == pytest.approx(expected, rel=1e-9)
    # nothing bought again: certainly alive, and what was typed as recency is not read
    assert shop.probability_alive(0, 0, 31) == shop.probability_alive(0, 12, 31) == 1
    assert shop.probability_alive(2000, 10, 800) == pytest.approx(0)  # no overflow


def test_of_two_customers_who_bought_as_often_the_silent_one_is_gone():
    shop = ret.BetaGeoNBD(r=0.243, alpha=4.414, a=0.793, b=2.426)
    regular, silent = shop.probability_alive(6, [35, 10], 38)
    assert silent < 0.05 < 0.8 < regular
    # who bought more and has been silent as long is more surely gone
    assert shop.probability_alive(12, 10, 38) < silent


def test_simulated_customers_give_back_their_shop():
    rng = np.random.default_rng(0)
    rows = []
    for _ in range(6_000):
        pace, leaves = rng.gamma(1.5) / 6, rng.beta(1.2, 3)
        age, now, last, count = float(rng.uniform(40, 80)), 0.0, 0.0, 0
        while (now := now + rng.exponential(1 / pace)) < age:
            count, last = count + 1, now
            if rng.random() < leaves:
                break
        rows.append((count, last, age))
    fit = ret.BetaGeoNBD.fit(*np.transpose(rows))
    assert fit.r / fit.alpha == pytest.approx(1.5 / 6, rel=0.06)
    assert fit.a / (fit.a + fit.b) == pytest.approx(1.2 / 4.2, rel=0.06)


@given(
    st.lists(st.tuples(st.integers(0, 4), st.floats(0, 1), st.floats(1, 50)), min_size=2, max_size=10).filter(
        lambda rows: any(x for x, _, _ in rows)
    )
)
def test_a_handful_of_customers_gives_finite_numbers(rows):
    """Too few to tell four parameters apart: whatever the climb ends on, nothing overflows."""
    x, share, age = (np.array(one, dtype=float) for one in zip(*rows, strict=True))
    seen = np.where(x > 0, share * age, 0.0)
    shop = ret.BetaGeoNBD.fit(x, seen, age)
    alive, later = shop.probability_alive(x, seen, age), shop.expected_purchases(10, x, seen, age)
    assert ((alive >= 0) & (alive <= 1)).all()
    assert np.isfinite([*later, shop.expected_purchases(10), shop.loglik]).all()
    assert (later > -1e-6).all()
    assert np.isfinite(shop.purchase_count_probability(np.arange(5), 10)).all()


def test_weeks_or_days_are_the_same_shop():
    base = bm.load_cdnow(summary=True)
    weeks = ret.BetaGeoNBD.fit(base["frequency"], base["recency"], base["T"])
    days = ret.BetaGeoNBD.fit(base["frequency"], 7 * base["recency"], 7 * base["T"])
    assert (days.r, days.alpha / 7, days.a, days.b) == pytest.approx(
        (weeks.r, weeks.alpha, weeks.a, weeks.b), rel=1e-7
    )
    assert days.expected_purchases(70) == pytest.approx(weeks.expected_purchases(10))


def test_a_mean_purse_that_does_not_exist():
    purse = ret.GammaGamma(p=2, q=0.8, v=10)
    assert purse.expected_spend([0, 1], [0, 20]).tolist() == [math.inf, pytest.approx(2 * 30 / 1.8)]


# --- customers followed ---------------------------------------------------------------------------------------


def test_kaplan_meier_at_its_bounds():
    alone = ret.survival_curve([4], [1])
    assert alone["survival"].tolist() == [1, 0]
    assert alone.median_time == 4
    assert alone.survival_at([0, 3.9, 4, 9]).tolist() == [1, 1, 0, 0]
    nobody = ret.survival_curve([4, 7], [False, False])
    assert nobody["survival"].tolist() == [1, 1, 1]
    assert nobody.median_time == math.inf
    assert math.isnan(nobody.survival_at(8))
    at_once = ret.survival_curve([1, 1, 1], [1, 1, 1])
    assert at_once.loc[1.0, "survival"] == 0
    assert math.isnan(at_once.loc[1.0, "standard_error"])
    half = ret.survival_curve([1, 1, 1, 2, 2, 2], [1, 1, 1, 0, 0, 0])
    assert half.median_time == 1


@given(st.lists(st.tuples(st.integers(0, 12), st.booleans()), min_size=1, max_size=40))
def test_kaplan_meier_only_falls_and_counts_everyone(followed):
    curve = ret.survival_curve(*zip(*followed, strict=True))
    assert (np.diff(curve["survival"]) <= 1e-12).all()
    assert curve["events"].sum() + curve["censored"].sum() == len(followed)
    if all(left for _, left in followed):  # nobody censored: the plain share of those still there
        for t, share in curve["survival"].items():
            assert share == pytest.approx(sum(time > t for time, _ in followed) / len(followed))


def test_kaplan_meier_in_french():
    shown = ret.survival_curve([2, 3], [1, 0]).shown()
    assert shown.loc["2", "Encore clients"] == "50,0\u00a0%"


# --- recurring revenue ----------------------------------------------------------------------------------------


def _history(*rows):
    return pd.DataFrame(rows, columns=["date", "customer", "mrr"])


def test_movements_worked_out_by_hand():
    found = ret.mrr_movements(
        _history(
            ("2024-03-01", "A", 0),  # given first, happens fourth
            ("2024-01-01", "A", 100),
            ("2024-01-01", "B", 0),  # signs up without paying: nothing
            ("2024-02-01", "A", 150),
            ("2024-02-01", "B", 40),
            ("2024-02-15", "B", 40),  # nothing changes
            ("2024-05-01", "A", 150),
            ("2024-05-01", "B", 10),
        )
    )
    assert [(f"{row.date:%m-%d}", row.customer, row.movement, row.amount) for row in found.itertuples()] == [
        ("01-01", "A", "new_business", 100), ("02-01", "A", "expansion", 50), ("02-01", "B", "new_business", 40),
        ("03-01", "A", "churn", -150), ("05-01", "A", "reactivation", 150), ("05-01", "B", "contraction", -30),
    ]  # fmt: skip


def test_changes_of_a_day_keep_their_order():
    day = ret.mrr_movements(
        _history(("2024-01-01", "A", 10), ("2024-01-01", "A", 0), ("2024-01-01", "A", 30))
    )
    assert day["movement"].tolist() == ["new_business", "churn", "reactivation"]


@given(
    st.lists(
        st.tuples(st.integers(1, 28), st.sampled_from("ABC"), st.integers(0, 3)), min_size=1, max_size=30
    )
)
def test_the_movements_add_up_to_what_the_accounts_pay(rows):
    history = _history(*[(f"2024-01-{day:02}", who, 10 * paid) for day, who, paid in rows])
    found = ret.mrr_movements(history)
    last = history.sort_values("date", kind="stable").groupby("customer")["mrr"].last().sum()
    assert found["amount"].sum() == last
    assert (found["amount"] != 0).all()
    assert found["date"].is_monotonic_increasing
    news = found[found["movement"] == "new_business"]
    assert news["customer"].is_unique


def test_the_bridge_from_month_to_month():
    history = _history(("2024-01-05", "A", 100), ("2024-01-09", "B", 50), ("2024-03-02", "A", 80), ("2024-03-20", "B", 0),
                       ("2024-04-01", "B", 60), ("2024-04-02", "C", 20))  # fmt: skip
    bridge = ret.mrr_bridge(ret.mrr_movements(history))
    assert bridge["end"].tolist() == [150, 150, 80, 160]  # February, where nothing happens, is there
    assert bridge["start"].tolist() == [0, 150, 150, 80]
    march, april = bridge.loc["2024-03"], bridge.loc["2024-04"]
    assert march["gross_mrr_churn"] == pytest.approx(70 / 150)
    assert (april["grr"], april["nrr"]) == (1, 1.75)
    assert ret.net_mrr_churn(80, 160, 20) == pytest.approx(april["net_mrr_churn"])  # the other formula
    assert ret.mrr_bridge(ret.mrr_movements(history), count_reactivation=False).loc["2024-04", "nrr"] == 1
    assert math.isnan(bridge.loc["2024-01", "grr"])
    assert bridge.shown().loc["mars 2024", "Départ"] == "−50"


# --- a base from a log ----------------------------------------------------------------------------------------


def test_the_base_of_cdnow_is_the_published_one():
    published = bm.load_cdnow(summary=True)
    base = ret.customer_base(bm.load_cdnow(sample=True), end="1997-09-30")
    assert base["customer"].tolist() == published["customer"].tolist()
    assert base["frequency"].tolist() == published["frequency"].tolist()
    np.testing.assert_allclose(
        base[["recency", "age", "spend"]], published[["recency", "T", "spend"]], atol=0.0051
    )


def test_the_whole_of_cdnow():
    base = ret.customer_base(bm.load_cdnow(), end="1997-09-30")
    assert len(base) == 23_570
    fit = ret.BetaGeoNBD.fit(base["frequency"], base["recency"], base["age"])
    sample = ret.BetaGeoNBD.fit(
        *(bm.load_cdnow(summary=True)[name] for name in ("frequency", "recency", "T"))
    )
    assert fit.r / fit.alpha == pytest.approx(sample.r / sample.alpha, rel=0.1)  # one in ten tells the same
    found = ret.BetaGeoNBD(r=fit.r, alpha=fit.alpha, a=fit.a, b=fit.b).expected_purchases(39)
    assert 0.9 < found / base["frequency"].sum() * len(base) < 1.25


def test_a_base_worked_out_by_hand():
    orders = pd.DataFrame(
        [("b", "2024-01-08", 5), ("a", "2024-01-01", 10), ("a", "2024-01-15", 4), ("a", "2024-01-15", 6), ("a", "2024-01-22", 30),
         ("c", "2024-02-01", 9)],
        columns=["customer", "date", "value"],
    )  # fmt: skip
    base = ret.customer_base(orders, end="2024-01-29").set_index("customer")
    assert base.index.tolist() == ["b", "a"]  # c comes later
    assert base.loc["a"].tolist() == [2, 3, 4, 20]  # two orders of a day are one purchase: (10 + 30)/2
    assert base.loc["b"].tolist() == [0, 0, 3, 0]
    assert "spend" not in ret.customer_base(orders.drop(columns="value"))


# --- refused --------------------------------------------------------------------------------------------------

S = ret.ShiftedBetaGeometric
ONE_YEAR_ON = f"{pd.Timestamp.today().year + 1}-06-01"


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: ret.clv(1, 1.2, 0), "retention vaut 1,2.*de 0 à 1"),
        (lambda: ret.clv(1, 0.5, -0.1), "discount vaut -0,1"),
        (lambda: ret.clv("un", 0.5, 0), "margin vaut «.un.».*un nombre"),
        (lambda: ret.clv(1, True, 0), "retention vaut"),
        (lambda: ret.clv(1, 0.5, 0, horizon=0), "horizon vaut 0"),
        (lambda: ret.clv(1, 0.5, 0, horizon=1.5), "horizon vaut 1,5"),
        (lambda: ret.clv(1, 0.5, 0, first="fin"), "first vaut «.fin.»"),
        (lambda: ret.clv(math.nan, 0.5, 0), "margin vaut nan"),
        (lambda: S.fit([]), "liste vide"),
        (lambda: S.fit([100]), "0.période"),
        (lambda: S.fit([100, 80]), "1.période.*au moins 2.*3 effectifs"),
        (lambda: S.fit([100, 80, 90]), "ligne 3.*passe de 80,0 à 90,0"),
        (lambda: S.fit([100, -1, 0]), "ligne 2.*survivors vaut -1"),
        (lambda: S.fit([100, math.nan, 3]), "ligne 2.*nan"),
        (lambda: S.fit([100, math.inf, 3]), "ligne 2.*inf"),
        (lambda: S.fit([100, "80", 3]), "ligne 2.*«.80.»"),
        (lambda: S.fit([100, True, 0]), "ligne 2.*True"),
        (lambda: S.fit([0, 0, 0]), "ligne 1.*au moins un client"),
        (lambda: S.fit([[100, 80, 60], [50, 60]]), "cohorte 2.*ligne 2"),
        (lambda: S.fit([[100, 80, 60], []]), "cohorte 2.*vide"),
        (lambda: S.fit("100"), "survivors vaut «.100.»"),
        (lambda: S(alpha=-1, beta=1), "alpha vaut -1"),
        (lambda: S(alpha=0, beta=0), "alpha et beta valent 0"),
        (lambda: S(alpha=1, beta=1).survival(-1), "t vaut -1"),
        (lambda: S(alpha=1, beta=1).retention_rate(0), "t vaut 0"),
        (lambda: ret.BetaGeoNBD(r=0, alpha=1, a=1, b=1), "r vaut 0.*plus grand que 0"),
        (lambda: ret.BetaGeoNBD.fit([0, 0], [0, 0], [5, 6]), "personne n’est revenu"),
        (lambda: ret.BetaGeoNBD.fit([1], [2], [5]), "au moins deux clients"),
        (lambda: ret.BetaGeoNBD.fit([], [], []), "frequency est une liste vide"),
        (lambda: ret.BetaGeoNBD.fit([1, 2], [2, 3], [5]), "frequency a 2.lignes et age en a 1"),
        (lambda: ret.BetaGeoNBD.fit([1, 2.5], [2, 3], [5, 5]), "ligne 2.*frequency vaut 2,5.*entier"),
        (lambda: ret.BetaGeoNBD.fit([1, 2], [2, 9], [5, 5]), "ligne 2.*recency vaut 9,0.*au plus age, 5,0"),
        (lambda: ret.BetaGeoNBD.fit(pd.Series([1, -2]), [2, 9], [5, 5]), "ligne 2.*frequency vaut -2;|ligne 2.*vaut -2"),
        (lambda: ret.BetaGeoNBD(r=1, alpha=1, a=1, b=1).expected_purchases(3, frequency=2), "il manque recency et age"),
        (lambda: ret.BetaGeoNBD(r=1, alpha=1, a=1, b=1).probability_alive([1, 2], [1, 2, 3], 9), "même longueur"),
        (lambda: ret.BetaGeoNBD(r=1, alpha=1, a=1, b=1).purchase_count_probability(1.5, 3), "nombre à virgule"),
        (lambda: ret.GammaGamma.fit([0, 0], [0, 0]), "au moins deux clients"),
        (lambda: ret.GammaGamma.fit([1, 2], [3, -1]), "ligne 2.*spend vaut -1"),
        (lambda: ret.GammaGamma(p=1, q=1, v=math.inf), "v vaut inf"),
        (lambda: ret.survival_curve([], []), "liste vide"),
        (lambda: ret.survival_curve([1, -2], [1, 1]), "ligne 2.*durations vaut -2"),
        (lambda: ret.survival_curve([1, 2], [1, 2]), "ligne 2.*observed vaut 2.*0 ou 1"),
        (lambda: ret.survival_curve([1, 2], [1]), "2.lignes.*1"),
        (lambda: ret.logrank([1, 2], [1, 1], ["A", "A"]), "1.groupe différent"),
        (lambda: ret.logrank([1, 2], [1, 1], ["A", None]), "ligne 2.*group"),
        (lambda: ret.logrank([1, 2], [0, 0], ["A", "B"]), "personne n’est parti"),
        (lambda: ret.mrr_movements(_history(("2024-01-01", "A", -5))), "ligne 1.*mrr vaut -5"),
        (lambda: ret.mrr_movements(_history(("2024-01-01", "A", 5), ("demain", "A", 5))), "ligne 2.*date vaut «.demain.»"),
        (lambda: ret.mrr_movements(_history((ONE_YEAR_ON, "A", 5))), "ligne 1.*date vaut.*une date passée"),
        (lambda: ret.mrr_movements(_history(("2024-01-01", None, 5))), "ligne 1.*customer"),
        (lambda: ret.mrr_movements(_history()), "vide"),
        (lambda: ret.mrr_movements(pd.DataFrame({"date": [], "client": [], "mrr": []})), "«.customer.»"),
        (lambda: ret.mrr_rates(0, churn=1), "start vaut 0"),
        (lambda: ret.mrr_rates(10, expansion=-1), "expansion vaut -1"),
        (lambda: ret.mrr_rates(10, churn=8, contraction=8), "16.*start"),
        (lambda: ret.customer_base([1]), "customer_base.. attend une table"),
        (lambda: ret.customer_base(pd.DataFrame({"customer": ["a"], "date": ["2024-01-01"]}), end="hier"), "end vaut"),
        (lambda: ret.customer_base(pd.DataFrame({"customer": ["a"], "date": ["2024-01-01"]}), end="2023-01-01"), "aucune commande"),
        (lambda: ret.customer_base(pd.DataFrame({"customer": ["a"], "date": [ONE_YEAR_ON]})), "ligne 1.*date passée"),
        (lambda: ret.cohort_table(pd.DataFrame({"customer": ["a"], "date": [ONE_YEAR_ON]})), "ligne 1.*date passée"),
        (lambda: ret.survival, "survival_curve"),
    ],
)  # fmt: skip
def test_what_is_refused_is_said_in_french_and_by_row(call, says):
    with pytest.raises((LearnerError, AttributeError), match=says) as error:
        call()
    assert isinstance(error.value, LearnerError)


# --- residual lives and purchases to come where hypergeometric functions give no number ---------------------------


@pytest.mark.parametrize("counts", [[1000, 800, 640, 512], [100, 80, 64], [100, 90, 81]])
def test_a_constant_churn_has_its_residual_lifetime(counts):
    kept = counts[1] / counts[0]  # r(1 + d)/(1 + d − r)
    assert ret.ShiftedBetaGeometric.fit(counts).derl(0, 0.1) == pytest.approx(
        kept * 1.1 / (1.1 - kept), rel=1e-4
    )


@given(
    alpha=st.floats(-9, 9).map(lambda power: 10**power),
    beta=st.floats(-3, 9).map(lambda power: 10**power),
    k=st.integers(0, 200),
    d=st.sampled_from([1e-9, 1e-3, 0.1, 0.5, 5.0]),
)
def test_a_residual_lifetime_is_a_payment_and_the_next_one(alpha, beta, k, d):
    customers = ret.ShiftedBetaGeometric(alpha=alpha, beta=beta)
    now, then = customers.derl([k, k + 1], d)
    assert now == pytest.approx(customers.retention_rate(k + 1) * (1 + then / (1 + d)), rel=1e-9)


def test_a_residual_lifetime_with_a_closed_form():
    even = ret.ShiftedBetaGeometric(alpha=1, beta=1)  # S(t) = 1/(1 + t): a sum of vᵗ/(k + 1 + t)
    k, v = 170, 1 / 1.1
    assert even.derl(k, 0.1) == pytest.approx(
        sum((k + 1) / (k + 1 + t) * v ** (t - 1) for t in range(1, 900))
    )


@pytest.mark.parametrize(
    ("r", "alpha", "a", "b", "t", "x", "seen", "lived", "published"),
    [  # the published formula in 60 digits
        (2, 5, 3, 0.5, 1000, 100, 30, 31, 33.38),
        (2, 5, 3, 0.5, 1000, 400, 100, 101, 148.9),
        (3, 20, 15, 40, 1000, 100, 30, 31, 6.01),
    ],
)
def test_purchases_to_come_of_a_busy_customer(r, alpha, a, b, t, x, seen, lived, published):
    shop = ret.BetaGeoNBD(r=r, alpha=alpha, a=a, b=b)
    assert shop.expected_purchases(t, x, seen, lived) == pytest.approx(published, rel=1e-3)


def test_purchases_to_come_have_a_limit_where_everybody_leaves():
    shop = ret.BetaGeoNBD(r=3, alpha=20, a=15, b=40)
    assert shop.expected_purchases(1e100) == pytest.approx(54 / 14)  # (a + b − 1)/(a − 1)


SHAPES = {
    "clv": lambda: ret.clv([1, 2], [0.5, 0.6, 0.7], 0.1),
    "clv horizon": lambda: ret.clv([1, 2], 0.5, 0.1, horizon=[1, 2, 3]),
    "derl": lambda: ret.ShiftedBetaGeometric(alpha=1, beta=1).derl([1, 2], [0.1, 0.2, 0.3]),
    "counts": lambda: ret.BetaGeoNBD(r=1, alpha=1, a=1, b=1).purchase_count_probability([1, 2], [1, 2, 3]),
    "purchases": lambda: ret.BetaGeoNBD(r=1, alpha=1, a=1, b=1).expected_purchases([1, 2], [1, 2, 3], 1, 2),
    "spend": lambda: ret.GammaGamma(p=2, q=3, v=20).expected_spend([1, 2], [1, 2, 3]),
}


@pytest.mark.parametrize("call", SHAPES.values(), ids=SHAPES)
def test_arrays_of_unequal_lengths_are_refused(call):
    with pytest.raises(LearnerError, match="longueur"):
        call()


@pytest.mark.parametrize("start", [(1,), 1, "ab", (1, 2, 3, 4, 5), ([1, 2], 1)])
def test_a_start_has_one_number_for_each_parameter(start):
    calls = [
        lambda: ret.ShiftedBetaGeometric.fit([100, 80, 70], start=start),
        lambda: ret.BetaGeoNBD.fit([1, 2], [1, 2], [3, 3], start=start),
        lambda: ret.GammaGamma.fit([1, 2], [3, 4], start=start),
    ]
    for call in calls:
        with pytest.raises(LearnerError, match="start"):
            call()
