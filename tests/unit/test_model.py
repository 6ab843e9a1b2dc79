"""What a business model is: contract, errors, identities. D2C is worked out by hand here."""

import math
import threading
import warnings

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import bizmodels as bm
from bizmodels import BusinessModel, LearnerError, Param, ParameterError, kpi
from bizmodels.core import formulas
from tests.toys import Kiosk


def test_d2c_worked_out_by_hand():
    """Basket 120 € TTC, half a tenth returned, round figures.

    HT basket = 120 / 1.2 = 100. Kept orders 0.95 × (100 − 40) = 57. Returned goods lost: 5 % × (1 − 0.5) × 40
    = 1. Handling of returns: 5 % × 10 = 0.5. Carrier 6. Card 2 % × 120 = 2.4. No commission.
    Margin per order = 57 − 1 − 0.5 − 6 − 2.4 = 47.1.
    """
    shop = bm.D2C(
        basket=120, cogs=40, return_rate=0.05, resale=0.5, return_cost=10, shipping=6, payment_fee=0.02,
        orders_per_month=0.25, churn=0.1, cac=30, new_customers=1000, starting_customers=2000, fixed_costs=20_000,
    )  # fmt: skip
    assert shop.order_margin == pytest.approx(47.1)
    assert shop.gross_margin_rate == pytest.approx(0.60)  # (100 − 40) / 100
    assert shop.arpu == pytest.approx(0.25 * 0.95 * 100)  # 23.75
    assert shop.margin_per_customer == pytest.approx(0.25 * 47.1)  # 11.775
    assert shop.cost_to_serve == pytest.approx(23.75 - 11.775)
    assert shop.first_month_weight == pytest.approx(4)  # one order = 1 / 0.25 months
    assert shop.lifetime == pytest.approx(10)
    assert shop.ltv == pytest.approx(11.775 * (10 + 4 - 1))  # 153.075
    assert shop.ltv_cac == pytest.approx(153.075 / 30)
    assert shop.cac_payback == 0  # 30 < one order's margin of 47.1
    assert shop.break_even_customers == pytest.approx(20_000 / 11.775)
    assert shop.break_even_renewal == pytest.approx(
        20_000 / (11.775 * (1 + 0.1 * 3) - 0.1 * 30)
    )  # 3 months more at each first order
    assert shop.steady_state_customers == pytest.approx(10_000)
    assert shop.steady_state_profit == pytest.approx(1000 * (153.075 - 30) - 20_000)
    # Month 1: 2000 × 0.9 + 1000 = 2800 customers; 1000 first orders weigh 3 months more.
    first = shop.project(1).loc[1]
    assert first["customers"] == pytest.approx(2800)
    assert first["revenue"] == pytest.approx((2800 + 3000) * 23.75)
    assert first["variable_costs"] == pytest.approx((2800 + 3000) * 11.975)
    assert first["profit"] == pytest.approx(5800 * 11.775 - 30_000 - 20_000)
    # Ledger per order paid 114 TTC (5 % refunded): State 19, maker 38, carrier 6, card 2.4, returns 1.5, rest 47.1.
    assert shop.ledger().to_dict() == pytest.approx(
        {
            "État (TVA)": 16.67, "Fabricant": 33.33, "Transporteur": 5.26, "Banque et carte": 2.11, "Retours": 1.32,
            "Place de marché": 0.0, "Marge sur coûts variables": 41.31,
        },
        abs=0.011,
    )  # fmt: skip


def test_repeat_rate_follows_from_orders_and_churn():
    """Simulated: 200,000 customers, each month stay with 1 − c then order with 1 − exp(−f)."""
    shop = bm.D2C(churn=0.1, orders_per_month=0.2)
    rng = np.random.default_rng(1)
    n, again, alive = 200_000, np.zeros(200_000, bool), np.ones(200_000, bool)
    for _ in range(12):
        alive &= rng.random(n) > 0.1
        again |= alive & (rng.poisson(0.2, n) > 0)
    assert shop.repeat_rate_12 == pytest.approx(again.mean(), abs=0.004)


def test_payback_with_leavers_is_the_first_time_the_margin_covers_the_cac():
    """Toy: margin 3 a month, churn 10 %, cac 12: 3 × (1 − 0.9^t)/0.1 = 12 at t = ln(0.6)/ln(0.9) = 4.848."""
    stand = Kiosk(churn=0.1, cac=12)
    assert stand.cac_payback == pytest.approx(4)
    assert stand.cac_payback_survival == pytest.approx(math.log(0.6) / math.log(0.9))
    assert Kiosk(churn=0, cac=12).cac_payback_survival == pytest.approx(4)
    assert Kiosk(churn=0.25, cac=12).cac_payback_survival == math.inf  # ltv = cac: never


def test_infinite_and_undefined_figures_are_values_not_errors():
    shop = bm.D2C(churn=0, cac=0)
    assert shop.lifetime == math.inf
    assert shop.ltv == math.inf
    assert shop.steady_state_customers == math.inf
    loss = bm.D2C(basket=10)
    assert loss.margin_per_customer < 0
    assert loss.cac_payback == loss.break_even_customers == loss.break_even_renewal == math.inf
    nothing = bm.D2C(**dict.fromkeys(bm.D2C.model_fields, 0.0))
    assert nothing.kpis().map(lambda v: isinstance(v, float)).all()
    assert "jamais" in repr(loss.kpis())
    assert "sans limite" in repr(shop.kpis())


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"churn": 1.5}, ["Attrition (churn)", "churn", "1,5", "150", "entre 0 et 1"]),
        ({"cac": -3}, ["cac", "vaut -3", "au moins 0"]),
        ({"cac": "12"}, ["cac", "« 12 »", "pas un nombre"]),
        ({"cac": True}, ["True", "pas un nombre"]),
        ({"cac": None}, ["None", "pas un nombre"]),
        ({"cac": ...}, ["cac", "encore à remplir", "`...`"]),
        ({"cac": math.nan}, ["nan", "fini"]),
        ({"basket": math.inf}, ["inf", "fini"]),
        ({"cac": (0, 5)}, ["virgule", "0.5"]),
        ({"cac": [1, 2]}, ["pas un nombre"]),
        ({"churm": 0.1}, ["churm", "« churn »"]),
        ({"<img src=x onerror=alert(1)>": 1}, ["<img src=x onerror=alert(1)>", "n’a pas de paramètre"]),
        ({"cac": "<img src=x onerror=alert(1)>"}, ["pas un nombre"]),
    ],
)
def test_a_refused_value_is_told_in_french(changes, words):
    with pytest.raises(ParameterError) as error:
        bm.D2C(**changes)
    assert isinstance(error.value, ValueError)
    assert set(error.value.problems) == set(changes)
    for word in words:
        assert word.replace(" ", "\u00a0") in str(error.value).replace(" ", "\u00a0")
    assert error.value._render_traceback_() == [f"À corriger — {error.value}"]


def test_all_wrong_values_are_told_at_once():
    with pytest.raises(ParameterError) as error:
        bm.D2C(churn=2, cac=-1, basket="x")
    assert set(error.value.problems) == {"churn", "cac", "basket"}


def test_numpy_scalars_and_whole_numbers_are_numbers():
    shop = bm.D2C(cac=np.float32(12), basket=np.int64(60), churn=0)
    assert type(shop.cac) is type(shop.basket) is float


def test_a_model_does_not_change():
    shop = bm.D2C()
    with pytest.raises(LearnerError, match="replace"):
        shop.churn = 0.2
    with pytest.raises(LearnerError, match="replace"):
        shop.model_copy()
    with pytest.raises(LearnerError, match="churn"):
        _ = shop.chrun
    with pytest.raises(LearnerError, match="Nommer"):
        bm.D2C(5)
    assert not hasattr(shop, "nothing_like_this")
    assert shop.replace(churn=0.2).churn == 0.2
    assert shop.churn == 0.08
    assert repr(shop.replace(churn=0.2)) == "D2C(churn=0.2)"


def test_a_default_out_of_bounds_is_refused_where_the_model_is_written():
    from typing import Annotated

    with pytest.raises(ParameterError, match="valeur admise"):

        class Wrong(BusinessModel):
            """Default out of bounds."""

            price: Annotated[float, Param("Prix", "€", low=0, high=10)] = 11.0


def test_a_parameter_without_its_card_is_refused():
    with pytest.raises(LearnerError, match="fiche"):

        class Bare(BusinessModel):
            """A field without Param."""

            price: float = 1.0


def test_a_model_that_lacks_a_key_figure_says_which():
    class Half(BusinessModel):
        """No cost."""

        @kpi("Revenu", "€")
        def arpu(self):
            """Revenue."""
            return 1.0

    with pytest.raises(LearnerError, match="cost_to_serve"):
        Half()
    with pytest.raises(LearnerError, match="arpu"):
        BusinessModel()


def test_the_toy_gets_everything():
    stand = Kiosk()
    assert stand.project().shape == (36, 8)
    assert stand.ledger().sum() == pytest.approx(100)
    assert len(stand.equations()) >= 10
    assert bm.sensitivity(stand, "ltv").loc[0, "parameter"] in {"price", "churn", "cups"}
    assert bm.goal_seek(stand, "ltv", 30.0, vary="churn") == pytest.approx(0.1)
    assert len(bm.simulate(stand, {"price": bm.between(4, 5, 6)}, draws=50)) == 50
    assert bm.compare({"A": stand, "B": bm.D2C()}).shape[1] == 2
    assert bm.calculator(stand) is not None


@pytest.mark.parametrize("months", [0, -1, 1.5, "12", True, None])
def test_months_must_be_a_whole_number(months):
    with pytest.raises(LearnerError, match="entier"):
        bm.D2C().project(months)


def test_tables_speak_french_and_compute_in_code_names():
    shop = bm.D2C()
    assert shop.kpis()["ltv"] == shop.ltv
    assert "Valeur vie client" in shop.kpis()._repr_html_()
    assert "Trésorerie cumulée" in shop.project(3)._repr_html_()
    assert shop.parameters().loc["churn", "value"] == shop.churn
    assert "Valeurs admises" in shop.parameters()._repr_html_()
    assert "$$" in shop.equations()._repr_markdown_()
    assert shop.project(2).iloc[:1].to_html()  # what is derived is an ordinary frame


rates = st.floats(0.01, 0.9)
money = st.floats(0, 500)


@given(
    churn=rates,
    new=st.floats(0, 1e5),
    start=st.floats(0, 1e6),
    cac=money,
    fixed=st.floats(0, 1e6),
    basket=st.floats(1, 500),
)
def test_identities(churn, new, start, cac, fixed, basket):
    shop = bm.D2C(
        churn=churn, new_customers=new, starting_customers=start, cac=cac, fixed_costs=fixed, basket=basket
    )
    months = shop.project(24)
    profit = (
        months["revenue"] - months["variable_costs"] - months["acquisition_costs"] - months["fixed_costs"]
    )
    np.testing.assert_allclose(months["profit"], profit, atol=1e-6)
    # Fifteen days of revenue are tied up, less those of the customers at the start.
    tied = 0.5 * (months["revenue"] - start * 0.15 * 0.9 * basket / 1.2)
    np.testing.assert_allclose(months["cash"], profit.cumsum() - tied, rtol=1e-9, atol=1e-4)
    t = months.index.to_numpy()
    closed = start * (1 - churn) ** t + new * (1 - (1 - churn) ** t) / churn
    np.testing.assert_allclose(months["customers"], closed, rtol=1e-9, atol=1e-6)
    assert shop.funding_need == pytest.approx(max(0.0, -shop.project(36)["cash"].min()), rel=1e-9, abs=1e-4)
    assert shop.margin_per_customer == pytest.approx(shop.orders_per_month * shop.order_margin, abs=1e-9)
    assert round(shop.ledger().sum(), 9) == 100


@given(churn=st.floats(0.01, 0.5), more=st.floats(0.001, 0.3), basket=st.floats(40, 200))
def test_monotonicity(churn, more, basket):
    shop = bm.D2C(churn=churn, basket=basket)
    assume(shop.order_margin > 0)
    assert shop.replace(churn=churn + more).ltv < shop.ltv
    assert shop.replace(basket=basket * (1 + more)).order_margin > shop.order_margin
    assert shop.replace(return_rate=min(1, 0.1 + more)).order_margin < shop.order_margin
    assert shop.replace(cac=12 + 100 * more).steady_state_profit < shop.steady_state_profit


@given(price=st.floats(0.01, 1e4))
def test_vat_round_trip(price):
    """TTC -> HT -> TTC, as D2C strips and the ledger gives back."""
    shop = bm.D2C(basket=price, return_rate=0, commission_rate=0)
    assert shop.arpu / shop.orders_per_month * (1 + shop.vat) == pytest.approx(price)
    assert shop.ledger()["État (TVA)"] == pytest.approx(16.67, abs=0.006)


@pytest.mark.parametrize(
    "value",
    [10**400, 1j, np.complex128(0.1), np.array(True), np.ones(3, bool), np.array([0.1, None]), np.array([0.1j]),
     np.ma.masked_array([0.1, 0.2], mask=[True, False]), np.array(["0.1"])],
)  # fmt: skip
def test_a_parameter_refuses_what_is_no_real_number(value):
    with pytest.raises(LearnerError, match="churn"):
        Kiosk(churn=value)


def test_an_accepted_array_is_out_of_the_callers_reach():
    mine = np.array([0.1, 0.2])
    stand = Kiosk(churn=mine)
    mine[0] = 9
    assert stand.churn.tolist() == [0.1, 0.2]
    with pytest.raises(ValueError, match="read-only"):
        stand.churn[0] = 9


def test_waiting_lines_answer_at_once_whatever_their_size():
    for n, a in ((1e9, 1e9 - 1e4), (1e300, 9.9e299), (math.inf, 5.0), (1e15, 1e15 - 1)):
        assert 0 <= formulas.erlang_c(n, a) <= 1
        assert formulas.erlang_c(np.array([n, 3]), a)[0] == formulas.erlang_c(n, a)
    assert formulas._waits_of_many(1e6, 1e6 - 1e3) == pytest.approx(
        formulas.erlang_c(1e6, 1e6 - 1e3), rel=2e-3
    )
    assert formulas.servers_needed(1e5, 20, 180, 0.8, 1e-6) == pytest.approx(1e11)
    for wrong in ((10, -1, 180, 0.8), (1e5, 20, 180, 0.8, 1e-9), (math.inf, 20, 180, 0.8)):
        with pytest.raises(LearnerError, match="Promesse"):
            formulas.servers_needed(*wrong)


def test_each_thread_silences_numpy_for_itself():
    inside, leave = threading.Event(), threading.Event()

    class Slow(bm.D2C):
        @bm.kpi("Lent", "€")
        def slow(self) -> float:
            inside.set()
            leave.wait(10)
            return 1.0

    busy = threading.Thread(target=lambda: Slow().slow)
    busy.start()
    inside.wait(10)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            many = bm.D2C(churn=np.array([0.0, 0.1]))
            assert np.isinf(many.lifetime).tolist() == [True, False]
    finally:
        leave.set()
        busy.join()


def test_a_walk_is_at_most_a_thousand_years():
    assert len(bm.D2C().project(12_000)) == 12_000
    with pytest.raises(LearnerError, match="entre 1 et 12.000"):
        bm.D2C().project(12_001)
