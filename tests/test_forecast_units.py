"""A forecast typed as the figure beside it is written: « 130 » next to « Aujourd’hui : 100 k€ » is 130 k€."""

from __future__ import annotations

import pytest

import bizmodels as bm
from bizmodels.view import forecast


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("130", 130e3), ("-50", -50e3), ("130 000", 130e3), ("130 k€", 130e3), ("130 €", 130.0), ("0", 0.0),
     ("0,2 M€", 200e3)],
)  # fmt: skip
def test_a_number_is_read_in_the_unit_shown(typed, kept):
    forecast.ENTRIES.clear()
    try:
        bet = bm.calculator(bm.D2C(), predict="steady_state_profit", change={"churn": 0.06}).forecast
        assert "100\u00a0k€" in bet._head.value
        bet.direction.value, bet.number.value = "monte", typed
        bet.commit()
        (entry,) = forecast.ENTRIES.values()
        assert entry.value == pytest.approx(kept)
    finally:
        forecast.ENTRIES.clear()


def test_a_figure_shown_plainly_is_read_plainly():
    forecast.ENTRIES.clear()
    try:
        bet = bm.calculator(bm.D2C(), predict="order_margin", change={"basket": 75}).forecast
        bet.direction.value, bet.number.value = "monte", "21,5"
        bet.commit()
        assert next(iter(forecast.ENTRIES.values())).value == 21.5
    finally:
        forecast.ENTRIES.clear()


def test_a_bet_is_found_again_by_what_is_bet_on():
    """Mending the words of a question keeps the bet; another firm under the same words is another bet."""
    forecast.ENTRIES.clear()
    try:
        ask = lambda shop, words: bm.calculator(shop, predict="cash", change={"basket": 75.0}, question=words)  # noqa: E731
        calc = ask(bm.D2C(), "Et à 75 € ?")
        calc.forecast.direction.value, calc.forecast.number.value = "monte", "3 M€"
        calc.forecast.commit()
        assert ask(bm.D2C(), "Le panier passe à 75 € : que devient la trésorerie ?").forecast.opened
        assert not ask(bm.D2C(churn=0.2), "Et à 75 € ?").forecast.opened
        assert not bm.calculator(
            bm.D2C(), predict="ltv", change={"basket": 75.0}, question="Et à 75 € ?"
        ).forecast.opened
    finally:
        forecast.ENTRIES.clear()
