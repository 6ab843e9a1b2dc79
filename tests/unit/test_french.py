"""Numbers in French, both ways."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bizmodels import french
from bizmodels.errors import LearnerError


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (1234.5, 1, "1\u202f234,5"),
        (-0.035, None, "−0,035"),
        (0, None, "0"),
        (-0.0001, 2, "0,00"),
        (1e7, None, "10\u202f000\u202f000"),
        (12.3456, None, "12,3"),
        (math.inf, None, "∞"),
        (-math.inf, 2, "−∞"),
        (math.nan, None, "—"),
    ],
)
def test_number(value, decimals, text):
    assert french.number(value, decimals) == text


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("12,5", 12.5), ("12.5", 12.5), ("1 234,5 €", 1234.5), ("1\u202f234,5\u00a0€", 1234.5), ("1.234,5", 1234.5),
        ("3,5 %", 3.5), ("−3", -3.0), ("–3", -3.0), (",5", 0.5), ("12.", 12.0), ("1e3", 1000.0), ("1,5 M€", 1.5e6),
        ("70 k€", 70e3), ("2 Md€", 2e9), ("12 mois", 12.0), ("3 ×", 3.0), ("4 €/mois", 4.0), ("∞", math.inf),
    ],
)  # fmt: skip
def test_parse(typed, value):
    assert french.parse(typed) == value


@pytest.mark.parametrize(
    "typed", ["", " ", "abc", "1,2,3", "1.2.3", "--3", "nan", "inf", "12 34x5", "<img src=x>", "0x10", "١٢"]
)
def test_parse_refuses_in_french_and_repeats_what_was_typed(typed):
    with pytest.raises(LearnerError, match="n’est pas un nombre") as error:
        french.parse(typed)
    assert (typed.strip() or "(vide)") in str(error.value)


@given(st.floats(-1e9, 1e9).map(lambda x: round(x, 4)))
def test_written_then_read_gives_the_same_number(value):
    assert french.parse(french.exact(value)) == pytest.approx(value, abs=1e-9, rel=1e-12)


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.035, "3,5\u00a0%"), (1, "100\u00a0%"), (-0.2, "−20\u00a0%")],
)
def test_a_share_is_shown_times_100(value, text):
    assert french.quantity(value, "%") == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (3.2e6, "3,2\u00a0M€"),
        (1.2e9, "1,2\u00a0Md€"),
        (70314, "70,3\u00a0k€"),
        (-70314, "−70,3\u00a0k€"),
        (950, "950\u00a0€"),
    ],
)
def test_compact(value, text):
    assert french.compact(value) == text


def test_words():
    assert french.plural(1, "client") == "1\u00a0client"
    assert french.plural(2, "client") == "2\u00a0clients"
    assert french.plural(1.5, "cheval", "chevaux") == "1,5\u00a0cheval"
    assert french.listing(["a", "b", "c"]) == "a, b et c"
    assert french.period("2024-06") == "juin 2024"
    assert french.period("2024-T1") == "T1 2024"
    assert french.period("FY2025") == "FY2025"


@pytest.mark.parametrize(
    ("typed", "unit", "value"),
    [("60 € TTC", "€ TTC", 60), ("12 k€ TTC", "€ TTC", 12e3), ("150 000 clients", "clients", 150e3),
     ("0,15 par mois", "par mois", 0.15), ("20 % du panier TTC", "% du panier TTC", 20), ("8 % par mois", "% / mois", 8),
     ("450 000 € par mois", "€ / mois", 450e3), ("60 euros", "€ TTC", 60), ("× 2", "×", 2), ("2 fois", "×", 2),
     ("60 €/commande", "€ HT / commande", 60), ("1,5 million d’euros", "€", 1.5e6), ("2 milliards €", "€", 2e9),
     ("180k", "par mois", 180e3), ("−3", "€", -3), ("12 mois", "mois", 12), ("12,5", "€ / mois", 12.5)],
)  # fmt: skip
def test_a_field_takes_the_unit_that_it_displays(typed, unit, value):
    assert french.parse(typed, unit) == pytest.approx(value)


@pytest.mark.parametrize(
    ("typed", "unit"),
    [("5,4 M€/an", "€ / mois"), ("5 mois", "€"), ("200 €", "clients"), ("2 €", "par mois"), ("60 $", "€"), ("5 %", "€ TTC"),
     ("5 €", "% / mois"), ("60 € HT", "€ TTC"), ("× 2", "€"), ("12 clients", "€")],
)  # fmt: skip
def test_another_unit_is_refused(typed, unit):
    with pytest.raises(LearnerError, match="ne convient pas ici"):
        french.parse(typed, unit)


def test_the_unit_of_every_setting_and_figure_may_be_typed():
    from bizmodels import models

    for cls in models.all_models().values():
        for one in (*cls.__params__.values(), *cls.__kpis__.values()):
            assert french.parse(f"1 234,5 {one.unit}", one.unit) == 1234.5, one.unit
