"""A forecast typed as the figure beside it is written: « 130 » next to « Aujourd’hui : 100 k€ » is 130 k€."""

from __future__ import annotations

import html
import math

import pytest

import bizmodels as bm
from bizmodels.view.meant import meant


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("130", 130e3), ("-50", -50e3), ("130 000", 130e3), ("130 k€", 130e3), ("130 €", 130.0), ("0", 0.0),
     ("0,2 M€", 200e3)],
)  # fmt: skip
def test_a_number_is_read_in_the_unit_shown(typed, kept):
    bet = bm.calculator(bm.D2C(), predict="steady_state_profit", change={"churn": 0.06}).forecast
    assert "100\u00a0k€" in bet._before.value
    bet.direction.value, bet.number.value = ("monte" if kept > 100e3 else "baisse"), typed
    bet.commit()
    if not bet.opened:  # far from today's figure: said in words, and counted once it is pressed again
        assert "fois moins" in bet._answer.value
        bet.commit()
    assert bet.said_value == pytest.approx(kept)


def test_a_figure_shown_plainly_is_read_plainly():
    bet = bm.calculator(bm.D2C(), predict="order_margin", change={"basket": 75}).forecast
    bet.direction.value, bet.number.value = "monte", "21,5"
    bet.commit()
    assert bet.said_value == 21.5


def test_a_bet_is_found_again_by_what_is_bet_on():
    """Mending the words of a question keeps the bet; another firm under the same words is another bet."""
    ask = lambda shop, words: bm.calculator(shop, predict="cash", change={"basket": 75.0}, question=words)  # noqa: E731
    calc = ask(bm.D2C(), "Et à 75 € ?")
    calc.forecast.direction.value, calc.forecast.number.value = "monte", "3 M€"
    calc.forecast.commit()
    assert ask(bm.D2C(), "Le panier passe à 75 € : que devient la trésorerie ?").forecast.opened
    assert not ask(bm.D2C(churn=0.2), "Et à 75 € ?").forecast.opened
    assert not bm.calculator(
        bm.D2C(), predict="ltv", change={"basket": 75.0}, question="Et à 75 € ?"
    ).forecast.opened


@pytest.fixture
def bet():
    """A function that gives a bet on one figure of the D2C; nothing is left of it afterwards."""

    def made(predict, change, said, number="", shop=None):
        one = bm.calculator(shop or bm.D2C(), predict=predict, change=change).forecast
        one.direction.value, one.number.value = said, number
        one.bet.click()
        return one

    return made


def test_a_rate_typed_for_an_amount_is_refused(bet):
    one = bet("cash", {"basket": 75.0}, "monte", "12,5 %")
    assert not one.opened
    assert "ne convient pas ici" in one._answer.value
    one.number.value = "12,5 M€"
    one.bet.click()
    assert one.opened


def test_enter_bets(bet):
    one = bet("cash", {"basket": 75.0}, None, "3 M€")
    assert not one.opened
    one.direction.value = "monte"
    one.number._handle_custom_msg({"event": "submit"}, [])
    assert one.opened
    assert one._form.layout.display == "none"  # a spent bet leaves its place to the curve
    assert one.question in html.unescape(one._head.value)


def test_what_was_never_and_stays_never_does_not_move(bet):
    one = bet("cac_payback_survival", {"fixed_costs": 500_000.0}, "ne bouge pas", "12", bm.D2C(cac=500.0))
    assert one.opened
    assert "Le sens est juste" in one._answer.value


@pytest.mark.parametrize(
    ("said", "number", "contradicts"),
    [("baisse", "101 k€", True), ("monte", "50 k€", True), ("ne bouge pas", "250 k€", True),
     ("baisse", "90 k€", False), ("monte", "130", False), ("ne bouge pas", "102 k€", False)],
)  # fmt: skip
def test_a_number_that_contradicts_its_direction_is_told(bet, said, number, contradicts):
    one = bet("steady_state_profit", {"churn": 0.06}, said, number)
    assert ("se contredisent" in one._answer.value) is contradicts


def test_from_without_limit_to_a_number_is_a_fall(bet):
    one = bet("ltv", {"churn": 0.1}, "baisse", "38", bm.D2C(churn=0.0))
    assert "Le sens est juste" in one._answer.value


@pytest.mark.parametrize(
    ("typed", "value", "today", "shown", "unit", "kept"),
    [("2000", 2000, 2.03e6, "2,03\u00a0M€", "€", 2000), ("0,4", 0.4, 0.38, "38\u00a0%", "%", 0.4), ("40", 40, 0.38, "38\u00a0%", "%", 0.4),
     ("0,4 %", 0.4, 0.38, "38\u00a0%", "%", 0.004), ("0,4", 0.4, 0.004, "0,4\u00a0%", "%", 0.004), ("12", 12, math.nan, "—", "%", 0.12)],
)  # fmt: skip
def test_a_number_is_read_in_the_size_of_its_neighbour(typed, value, today, shown, unit, kept):
    assert meant(typed, value, today, shown, unit) == pytest.approx(kept)


@pytest.mark.parametrize("typed", ["∞", "1e400"])
def test_a_bet_is_a_finite_number(bet, typed):
    assert not bet("cash", {"basket": 75.0}, "monte", typed).opened


def test_the_bet_stands_in_the_saved_page():
    calc = bm.calculator(bm.D2C(), predict="cash", change={"basket": 75.0})
    assert not calc._live_html()
    calc.forecast.direction.value, calc.forecast.number.value = "monte", "3 M€"
    calc.forecast.bet.click()
    calc.forecast.reason.value = "parce que <b>tout</b> change"
    page = calc._live_html()
    assert "Vous pariez 3\u00a0M€" in page
    assert "Pourquoi ? parce que &lt;b&gt;tout" in page


def test_a_goal_is_read_beside_the_present_figure():
    calc = bm.calculator(bm.Marketplace())
    today = bm.Marketplace().steady_state_profit
    assert today > 1e6  # shown in M€
    calc._goal_kpi.value, calc._goal_vary.value = "steady_state_profit", "new_customers"
    assert calc._goal_value.description == "vaille (€ / mois)"
    calc._goal_value.value = f"{today * 1.05 / 1e6:.2f}".replace(".", ",")
    calc._seek()
    assert calc.model.steady_state_profit == pytest.approx(today * 1.05, rel=0.01)
    assert "M€" in calc._message.value
