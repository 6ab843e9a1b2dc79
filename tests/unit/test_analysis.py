"""Compare, sensitivity, goal seek, simulation, verdicts: any model."""

import math
import re
import warnings
from typing import Annotated

import numpy as np
import pytest
import scipy.stats

import bizmodels as bm
from bizmodels import LearnerError, analysis
from bizmodels.models import all_models
from tests.toys import Kiosk


def test_compare_two_classes():
    table = bm.compare({"Kiosque": Kiosk(), "Boutique": bm.D2C()})
    assert table.loc["ltv", "Kiosque"] == Kiosk().ltv
    assert math.isnan(table.loc["order_margin", "Kiosque"])
    assert table.loc["order_margin", "Boutique"] == bm.D2C().order_margin
    assert "Valeur vie client" in table._repr_html_()


def test_compare_escapes_names_and_refuses_mixed_currencies():
    class Dollar(Kiosk):
        """Counts in dollars."""

        currency = "$"

    with pytest.raises(LearnerError, match="monnaies"):
        bm.compare({"a": Kiosk(), "b": Dollar()})
    shown = bm.compare({"<img src=x onerror=alert(1)>": Kiosk()})._repr_html_()
    assert "<img" not in shown
    assert "&lt;img" in shown
    for wrong in ({}, None, [Kiosk()], {"a": 3}, {"a": bm.D2C}):
        with pytest.raises(LearnerError):
            bm.compare(wrong)


def test_sensitivity_worked_out_by_hand():
    """Kiosk: margin 5 − 0.2 × 10 = 3, churn 5 %, ltv 60. Price ± 20 % -> margin 2 or 4 -> 40 or 80."""
    table = bm.sensitivity(Kiosk(), "ltv").set_index("parameter")
    assert table.loc["price", ["low", "high", "spread"]].tolist() == pytest.approx([40, 80, 40])
    assert table.loc["churn", ["low", "high"]].tolist() == pytest.approx([75, 50])
    assert table["spread"].is_monotonic_decreasing
    assert table.loc["fixed_costs", "spread"] == 0
    assert table.loc["starting_customers", "note"] == "part de zéro : un cran"
    assert bm.sensitivity(Kiosk(churn=0.9), "ltv").set_index("parameter").loc["churn", "note"] == "borné"


@pytest.mark.parametrize("swing", [0, -0.1, 2, "0.2", True, None])
def test_sensitivity_refuses_a_senseless_swing(swing):
    with pytest.raises(LearnerError, match="swing"):
        bm.sensitivity(Kiosk(), "ltv", swing)


def test_goal_seek_against_closed_forms():
    assert bm.goal_seek(Kiosk(), "ltv", 30, vary="churn") == pytest.approx(0.1)
    assert bm.goal_seek(Kiosk(), "margin_rate", 0.5, vary="price") == pytest.approx(4)
    shop = bm.D2C()
    price = bm.goal_seek(shop, "steady_state_profit", 0.0, vary="basket")
    assert shop.replace(basket=price).steady_state_profit == pytest.approx(0, abs=1e-4)
    assert bm.goal_seek(Kiosk(), "lifetime", 20.0, vary="churn") == 0.05  # already there


def test_goal_seek_takes_the_solution_nearest_to_today():
    class Two(Kiosk):
        """A figure with two solutions."""

        @bm.kpi("Bosse", "€")
        def bump(self):
            """Zero at 4 and 12."""
            return (self.price - 4) * (self.price - 12)

    assert bm.goal_seek(Two(price=10), "bump", 0, vary="price") == pytest.approx(12)
    assert bm.goal_seek(Two(price=5), "bump", 0, vary="price") == pytest.approx(4)


def test_goal_seek_says_what_is_reachable():
    with pytest.raises(LearnerError) as error:
        bm.goal_seek(bm.D2C(), "margin_rate", 2.0, vary="return_rate")
    assert "atteigne 200" in str(error.value)
    assert "Taux de retour" in str(error.value)
    for kpi, target, vary in (
        ("ltvv", 1, "churn"),
        ("ltv", 1, "chrun"),
        ("ltv", "3", "churn"),
        ("ltv", math.nan, "churn"),
    ):
        with pytest.raises(LearnerError):
            bm.goal_seek(bm.D2C(), kpi, target, vary)


class Odd(Kiosk):
    """Figures with a pole (price 7.03), a step (price 7.03), and a pole nearer than the root."""

    @bm.kpi("Pôle", "€")
    def pole(self):
        return 1 / (self.price - 7.03)

    @bm.kpi("Marche", "€")
    def step(self):
        return np.where(self.price < 7.03, -1.0, 1.0)

    @bm.kpi("Pôle puis racine", "€")
    def both(self):
        return (self.price - 9) / (self.price - 7.03)


def test_goal_seek_never_takes_a_pole_or_a_step_for_a_solution():
    with pytest.raises(LearnerError, match="Aucune valeur trouvée"):
        bm.goal_seek(bm.BusinessBanking(), "margin_rate", 0.8, "acquiring_cost")
    for kpi in ("pole", "step"):
        with pytest.raises(LearnerError, match="saute par-dessus"):
            bm.goal_seek(Odd(), kpi, 0, "price")
    assert bm.goal_seek(Odd(price=6), "both", 0, "price") == pytest.approx(9)


@pytest.mark.parametrize("name", all_models())
def test_whatever_goal_seek_returns_reaches_the_target(name):
    model = all_models()[name]()
    params = list(type(model).__params__)
    for i, kpi in enumerate(dict.fromkeys([*model.cards, "margin_rate"])):
        now = getattr(model, kpi)
        for target in (0.0, 0.8, now * 1.1 if math.isfinite(now) else 3.0):
            for vary in params[i % 3 :: 3]:
                try:
                    found = bm.goal_seek(model, kpi, target, vary)
                except LearnerError:
                    continue
                reached = getattr(model.replace(**{vary: found}), kpi)
                assert abs(reached - target) <= 1e-6 * max(1, abs(target)), (kpi, vary, target, found)


@pytest.mark.parametrize("target", [np.int64(30), np.float64(30), np.float32(30), 30])
def test_goal_seek_reads_numpy_numbers(target):
    assert bm.goal_seek(Kiosk(), "ltv", target, "churn") == pytest.approx(0.1)


@pytest.mark.parametrize(
    "target", [True, np.True_, math.inf, np.float64("nan"), 10**400, "30", None, 1j, np.ones(2)]
)
def test_goal_seek_refuses_a_target_that_is_no_finite_number(target):
    with pytest.raises(LearnerError, match="objectif vaut"):
        bm.goal_seek(Kiosk(), "ltv", target, "churn")


@pytest.mark.parametrize("seed", ["1", 1.0, -1, True, None, np.True_])
def test_simulate_refuses_a_seed_that_is_no_whole_number(seed):
    with pytest.raises(LearnerError, match="seed vaut"):
        bm.simulate(Kiosk(), {"churn": bm.between(0.1, 0.2, 0.3)}, draws=3, seed=seed)


@pytest.mark.parametrize("draws", [10**12, 10**400])
def test_simulate_refuses_more_draws_than_memory_holds(draws):
    with pytest.raises(LearnerError, match="mémoire.*de 1 à"):
        bm.simulate(Kiosk(), {"churn": bm.between(0.1, 0.2, 0.3)}, draws=draws)


@pytest.mark.parametrize(
    ("give", "word"),
    [
        (lambda n: np.full(n + 1, 0.1), "6.valeurs"),
        (lambda n: np.full(1, 0.1), "1.valeur"),
        (lambda n: 0.1, "un seul nombre"),
        (lambda n: np.full((n, 1), 0.1), "forme"),
        (lambda n: np.ones(n, bool), "booléens"),
        (lambda n: np.ma.masked_array(np.full(n, 0.1)), "masqué"),
        (lambda n: ["0.1"] * n, "pas des nombres"),
        (lambda n: np.full(n, 0.1j), "pas des nombres"),
        (lambda n: [[1], [1, 2]], "list"),
        (lambda n: np.full(n, None), "pas des nombres"),
    ],
)
def test_simulate_refuses_what_a_law_of_ones_own_gives(give, word):
    class Law:
        def rvs(self, size, random_state):
            return give(size)

    with pytest.raises(LearnerError, match=f"churn.*{word}"):
        bm.simulate(Kiosk(), {"churn": Law()}, draws=5)


def test_between_reads_numpy_numbers():
    assert bm.between(np.int64(1), np.float32(2), np.float64(3)) == bm.between(1, 2, 3)


def test_simulate_is_reproducible_and_independent_of_order():
    laws = {"churn": scipy.stats.uniform(0.05, 0.05), "cac": bm.between(10, 12, 30)}
    a = bm.simulate(bm.D2C(), laws, draws=500, seed=4)
    b = bm.simulate(bm.D2C(), dict(reversed(laws.items())), draws=500, seed=4)
    np.testing.assert_array_equal(a["cash"], b["cash"])
    assert not np.array_equal(a["cash"], bm.simulate(bm.D2C(), laws, draws=500, seed=5)["cash"])
    assert {"churn", "cac", "ltv", "cash", "lowest_cash"} <= set(a.columns)
    assert a["cac"].between(10, 30).all()


def test_simulate_does_not_depend_on_its_blocks(monkeypatch):
    laws = {"churn": bm.between(0.05, 0.08, 0.1)}
    whole = bm.simulate(bm.D2C(), laws, draws=100)
    monkeypatch.setattr(analysis, "BLOCK", 36)  # as many draws as months: nothing may broadcast silently
    np.testing.assert_array_equal(whole.to_numpy(), bm.simulate(bm.D2C(), laws, draws=100).to_numpy())


def test_horizon_moves_cash_but_not_the_funding_need():
    laws = {"churn": bm.between(0.05, 0.08, 0.1)}
    short, long = (bm.simulate(bm.D2C(), laws, draws=20, months=m) for m in (12, 60))
    np.testing.assert_allclose(short["funding_need"], long["funding_need"])
    one = bm.D2C(churn=float(short["churn"][3]))
    assert short["cash"][3] == pytest.approx(one.project(12)["cash"].iloc[-1])
    assert long["cash"][3] == pytest.approx(one.project(60)["cash"].iloc[-1])


def test_a_draw_out_of_bounds_is_counted():
    with pytest.raises(LearnerError, match=r"tirages sur 1000"):
        bm.simulate(bm.D2C(), {"churn": scipy.stats.norm(0.05, 0.05)}, draws=1000)


@pytest.mark.parametrize(
    ("laws", "draws"),
    [({"chrun": bm.between(0, 0, 1)}, 10), ({"churn": 0.1}, 10), ({"churn": bm.between(0, 0, 1)}, 0),
     ({"churn": bm.between(0, 0, 1)}, True), ({"churn": bm.between(0, 0, 1)}, 2.5)],
)  # fmt: skip
def test_simulate_refuses_in_french(laws, draws):
    with pytest.raises(LearnerError):
        bm.simulate(bm.D2C(), laws, draws=draws)


@pytest.mark.parametrize(
    "args", [(1, 0, 2), (0, 1, "2"), (0, math.nan, 1), (True, 1, 2), (0, 1, 10**400), (np.False_, 1, 2)]
)
def test_between_refuses_in_french(args):
    with pytest.raises(LearnerError):
        bm.between(*args)


def test_long_jobs_show_progress(capsys):
    bm.simulate(bm.D2C(), {"churn": bm.between(0.05, 0.08, 0.1)}, draws=9000, progress=True)
    assert "100" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("changes", "kpi", "level", "word"),
    [
        ({}, "ltv_cac", "ok", "SaaS"),
        ({"cac": 20}, "ltv_cac", "warn", "fragile"),
        ({"cac": 60}, "ltv_cac", "bad", "à perte"),
        ({"basket": 20}, "order_margin", "bad", "à perte"),
        ({"basket": 20}, "cac_payback", "bad", "jamais"),
        ({}, "cac_payback", "ok", "première commande"),
        ({"fixed_costs": 2e6}, "steady_state_profit", "bad", "régime permanent"),
        ({"fixed_costs": 2e6}, "funding_need", "bad", "baisse encore"),
        ({}, "funding_need", "warn", "creux au mois 5"),
        ({"working_capital_days": 0}, "funding_need", "warn", "creux au mois 4"),
        ({"fixed_costs": 0}, "funding_need", "ok", "zéro"),
        ({"churn": 0.2}, "break_even_renewal", "bad", "hors de portée"),
        ({}, "break_even_renewal", "ok", "atteignable"),
        ({"cac": 200}, "break_even_renewal", "bad", "jamais"),
        ({}, "lifetime", "", ""),
    ],
)
def test_verdicts(changes, kpi, level, word):
    found = bm.verdict(bm.D2C(**changes), kpi)
    assert found.level == level
    assert word in found.words


def test_a_class_is_not_a_model():
    with pytest.raises(LearnerError, match="parenthèses"):
        bm.calculator(bm.D2C)
    with pytest.raises(LearnerError, match="attend un modèle"):
        bm.sensitivity(3, "ltv")


# --- goal_seek: what it returns does bring the figure to the target -----------------------------------------


@pytest.mark.parametrize("cls", all_models().values(), ids=list(all_models()))
def test_what_goal_seek_finds_reaches_the_target(cls):
    """Every card × every parameter, three targets: a value that reaches it, or one French sentence; never a pole."""
    model, found = cls(), 0
    for figure in (*cls.cards, "margin_rate"):
        now = getattr(model, figure)
        if not np.isfinite(now):
            continue
        for vary in cls.__params__:
            for target in (now * 0.7 - 0.01, now * 1.3 + 0.01, 0.8):
                try:
                    value = bm.goal_seek(model, figure, target, vary)
                except LearnerError:  # out of reach: told, not guessed
                    continue
                found += 1
                reached = getattr(model.replace(**{vary: value}), figure)
                assert reached == pytest.approx(target, rel=1.01e-6, abs=1.01e-6), f"{figure} by {vary}"
    assert found > 10


def test_a_pole_is_no_answer():
    """A rate whose revenue crosses zero jumps from −∞ to +∞: the change of sign there is no root."""
    with pytest.raises(LearnerError, match="saute par-dessus"):
        bm.goal_seek(bm.BusinessBanking(), "margin_rate", 0.8, "acquiring_cost")


@pytest.mark.parametrize("target", [np.int64(3), np.float32(3), 3])
def test_numbers_of_numpy_are_targets(target):
    assert bm.goal_seek(bm.D2C(), "ltv_cac", target, "cac") == pytest.approx(bm.D2C().ltv / 3)


@pytest.mark.parametrize(
    "target", [10**400, "3", True, float("nan"), float("inf"), None, [3], np.array([3.0])]
)
def test_anything_else_is_refused_in_french(target):
    with pytest.raises(LearnerError, match="nombre fini"):
        bm.goal_seek(bm.D2C(), "ltv_cac", target, "cac")
    with pytest.raises(LearnerError, match="nombre fini"):
        bm.between(0, target, 4)


@pytest.mark.parametrize(("figure", "target", "vary"), [("ltv_cac", 200, "cac"), ("lifetime", 3000, "churn")])
def test_a_solution_close_to_a_bound_is_found(figure, target, vary):
    found = bm.goal_seek(bm.D2C(), figure, target, vary)
    assert getattr(bm.D2C(**{vary: found}), figure) == pytest.approx(target, rel=1e-6)


@pytest.mark.parametrize(
    ("card", "default", "targets"),
    [
        (bm.Param("Q", low=-10, soft=(-9, 0)), -3.0, (-9.9999, -4, 0, 5, 5_000)),
        (bm.Param("Q", low=-10, soft=(-9, -1)), -3.0, (-9.9999, -4, 0.5, 5, 5_000)),
        (bm.Param("Q", low=-math.inf), -3.0, (-2_000, -4, 0, 5)),
        (bm.Param("Q", low=-math.inf, soft=(-9, 0)), -3.0, (-5_000, -4, 0, 5_000)),
        (bm.Param("Q", low=-math.inf, high=-1), -3.0, (-2_000, -1.0000001, -1)),
        (bm.Param("Q", low=500), 600.0, (500.0001, 900, 5e5)),
        (bm.Param("Q", high=1), 0.5, (1e-8, 1 - 1e-8, 0, 1)),
    ],
)
def test_every_kind_of_bounds_is_scanned(card, default, targets):
    class Any(Kiosk):
        q: Annotated[float, card] = default

        @bm.kpi("Elle-même")
        def itself(self):
            """The setting."""
            return self.q + 1

    for target in targets:
        assert bm.goal_seek(Any(), "itself", target + 1, "q") == pytest.approx(target, rel=1e-6, abs=1e-6)


def test_goal_seek_says_only_what_was_tried():
    with pytest.raises(LearnerError) as error:
        bm.goal_seek(bm.D2C(), "margin_rate", 2.0, vary="return_rate")
    assert re.search(r"aux \d+ valeurs essayées, de 0.% .*à 100.%", str(error.value))
    assert "ne peut pas" not in str(error.value)


def test_a_plausible_range_keeps_its_order_when_the_sign_changes():
    class Signed(Kiosk):
        q: Annotated[float, bm.Param("Q", low=-10, plausible=(-6, -2))] = -3.0

    assert analysis.plausible(Signed())["q"] == analysis.Between(-6, -3, -2)
    assert analysis.plausible(Signed(q=3.0))["q"] == analysis.Between(2, 3, 6)
    assert analysis.plausible(Signed(q=-6.0))["q"] == analysis.Between(-10, -6, -4)


@pytest.mark.parametrize("args", [(0, 1, 1.7e308), (-1e200, 0, 1)])
def test_between_refuses_bounds_whose_draws_overflow(args):
    with pytest.raises(LearnerError, match="1e150"):
        bm.between(*args)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert np.isfinite(bm.between(-1e150, 0, 1e150).rvs(100)).all()


class PaidAtOnce(bm.D2C):
    """Its stock would have to be advanced whatever a customer costs."""

    working_capital_days: Annotated[float, bm.Param("BFR", "jours", low=-90, soft=(-30, 120))] = 0.0


@pytest.mark.parametrize(
    ("cls", "vary"),
    [
        (bm.D2C, "fixed_costs"),
        (PaidAtOnce, "cac"),
        (bm.Marketplace, "fixed_costs"),
        (bm.OnDemand, "fixed_costs"),
    ],
)
def test_a_plateau_is_left_at_its_edge(cls, vary):
    """A need of 0 € holds over a whole range: its value nearest to today's is its edge, not a point of the scan."""
    model = cls()
    found = bm.goal_seek(model, "funding_need", 0, vary)
    present = getattr(model, vary)
    if model.funding_need == 0:
        assert found == present
    else:
        assert model.replace(**{vary: found}).funding_need <= 1e-6
        beyond = found + 1e-4 * (present - found)
        assert model.replace(**{vary: beyond}).funding_need > 0


class Parabola(bm.D2C):
    p: Annotated[float, bm.Param("Prix", "€", low=0, soft=(0, 100))] = 500.0

    @bm.kpi("Sommet", "€")
    def top(self):
        return (1000 - self.p) * (self.p - 10)


def test_a_solution_close_to_the_present_value_is_found_outside_the_slider():
    found = bm.goal_seek(Parabola(), "top", 245_021, "p")
    assert Parabola(p=found).top == pytest.approx(245_021)
    assert abs(found - 500) < 4
