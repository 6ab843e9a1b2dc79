"""Cells built from French notation, whose meaning is known: a correction has that meaning, or is not given."""

from __future__ import annotations

import math
import random

import pytest

from bizmodels.slips.corrections import corrected, refused

CELLS = 1500


def number(draw):
    """A number as a French learner types it, and as Python does."""
    whole, decimals = draw.randint(1, 999), f"{draw.randint(0, 99):02d}"
    thousands = f"{draw.randint(1, 99)} {draw.randint(0, 999):03d}"
    bare = thousands.replace(" ", "")
    return draw.choice(
        [
            (f"{whole}", f"{whole}"),
            (f"{whole},{decimals}", f"{whole}.{decimals}"),
            (f"0,{decimals}", f"0.{decimals}"),
            (f"{whole} %", f"({whole}/100)"),
            (f"{whole},{decimals}\u00a0%", f"({whole}.{decimals}/100)"),
            (f"{whole} €", f"{whole}"),
            (f"{whole},{decimals} €", f"{whole}.{decimals}"),
            (f"€{whole}", f"{whole}"),
            (thousands, bare),
            (thousands.replace(" ", "\u202f") + " €", bare),
            (f"{thousands},{decimals}", f"{bare}.{decimals}"),
            (f"{whole},{decimals} M€", f"({whole}.{decimals}*10**6)"),
            (f"{whole} K€", f"({whole}*1000)"),
            (f"{whole} mois", f"{whole}"),
            (f"{whole} clients", f"{whole}"),
            (f"{whole} centimes", f"({whole}/100)"),
            (f"1.{draw.randint(100, 999)},{decimals}", None),
        ]
    )


def term(draw):
    typed, meant = number(draw)
    if meant is None:
        meant = typed.replace(".", "").replace(",", ".")
    return typed, meant


def calculation(draw, depth=0):
    """Numbers, signs, brackets and calls, with what they mean."""
    kind = draw.random()
    if depth > 2 or kind < 0.35:
        return term(draw)
    if kind < 0.45:
        inside, meant = calculation(draw, depth + 1)
        return f"({inside})", f"({meant})"
    if kind < 0.6:
        parts = [calculation(draw, depth + 1) for _ in range(draw.randint(1, 3))]
        opening, closing = draw.choice([("f(", ")"), ("f(*[", "])"), ("f(*(", ",))"), ("f(last=", ")")])
        parts = parts[:1] if "last" in opening else parts
        typed, meant = (opening + ", ".join(side) + closing for side in zip(*parts, strict=True))
        return typed, meant
    left, right = calculation(draw, depth + 1), calculation(draw, depth + 1)
    typed, meant = draw.choice(
        [
            (" + ", "+"),
            (" - ", "-"),
            (" − ", "-"),
            (" * ", "*"),
            (" × ", "*"),
            (" x ", "*"),
            (" / ", "/"),
            (" ÷ ", "/"),
        ]
    )
    return f"{left[0]}{typed}{right[0]}", f"{left[1]}{meant}{right[1]}"


def value(code):
    """What a line gives to x and y; None when it cannot be calculated."""
    known = {"f": lambda *parts, last=0: last - sum((place + 2) * part for place, part in enumerate(parts))}
    try:
        exec(code, known)
    except (ZeroDivisionError, TypeError, SyntaxError):
        return None
    return [known.get("x"), known.get("y")]


def same(one, other):
    return type(one) is not tuple and math.isclose(one or 0, other or 0, rel_tol=1e-9)


def test_a_correction_has_the_meaning_of_the_cell_or_is_not_given():
    draw, given = random.Random(20833), 0
    for _ in range(CELLS):
        typed, meant = calculation(draw)
        second = calculation(draw) if draw.random() < 0.2 else None
        cell = f"x = {typed}" + (f" ; y = {second[0]}" if second else "")
        if refused(cell) is None:
            continue
        found = corrected(cell)
        if found is None or found.doubts:
            continue
        wanted = value(f"x = {meant}" + (f"\ny = {second[1]}" if second else ""))
        if wanted is None:
            continue
        got = value(found.cell)
        assert got is not None, (cell, found)
        assert all(map(same, got, wanted)), (cell, found)
        given += 1
    assert given > CELLS / 3


def copied(cell, names=()):
    """The corrected cell, None when a doubt (or nothing) is said instead."""
    found = corrected(cell, names)
    return None if found is None or found.doubts else found.cell


def asked(cell, names=()):
    found = corrected(cell, names)
    return found is not None and bool(found.doubts)


def test_the_two_digits_after_a_currency_are_its_cents():
    assert copied("prix = 12€99") == "prix = 12.99"
    assert copied("x = 5€50 + 9 €90") == "x = 5.50 + 9.90"
    assert asked("x = 12€5")
    assert asked("x = 12€999")
    assert asked("x = 12,5€99")
    assert asked("x = 12$50.5")


def test_cents_may_be_followed_by_a_period():
    assert copied("x = 12€99 TTC / mois") == "x = 12.99"
    assert asked("mois = 3\nx = 12€99 / mois")


def test_a_number_is_not_called():
    assert asked("x = 5 € (3)")


@pytest.mark.parametrize(
    "cell", ["x = [1 000,500]", "max(1 000,200)", "round(20 833,2)", "f(1 000,5,200)", "f(1000,200 €)"]
)
def test_a_comma_after_thousands_in_brackets_is_asked(cell):
    assert asked(cell)


@pytest.mark.parametrize(
    ("cell", "copy"),
    [
        ("max(1 000,2 000)", "max(1000,2000)"),
        ("between(10 000,12 500,15 000)", "between(10000,12500,15000)"),
        ("max(200,1 000)", "max(200,1000)"),
        ("x = 1 000,5", "x = 1000.5"),
        ("x = (1 000,5 + 2) * 3", "x = (1000.5 + 2) * 3"),
        ("f(a=1 000,5)", "f(a=1000.5)"),
        ("a, b = 1 000,5", "a, b = 1000,5"),
        ("x = (5 €,3 + 2)", "x = (5,3 + 2)"),
        ("max(prix,5 €)", "max(prix,5)"),
    ],
)
def test_a_comma_separates_what_is_surely_apart(cell, copy):
    assert copied(cell) == copy


@pytest.mark.parametrize(
    "line",
    [
        "x = np.linspace(0, 1,5)",
        "x = np.arange(0, 10,2)",
        "coords = 3,4",
        "def f():\n    return 3,4",
        "match a:\n    case 1,5:\n        pass",
        "x: tuple = 1,5",
        "t = {1:10,2:20}",
        "if a == (1,5):\n    x = 3\nelif a:\n    x = 1,5\nelse:\n    x = 4,5",
        "try:\n    x = 1,5\nexcept ValueError:\n    x = 2,5\nfinally:\n    pass",
        "@f\ndef g(a=(1,5)): return a",
        "x = f(\n    1, 2,5,\n)",
        'x = f("5 €", 1,5)  # 5 €',
    ],
)
def test_a_statement_that_python_takes_is_left_alone(line):
    assert copied(f"{line}\nprix = 5 €") == f"{line}\nprix = 5"
    assert copied(f"prix = 5 €\n{line}") == f"prix = 5\n{line}"


def test_a_decimal_comma_that_compiles_is_mentioned_beside_another():
    found = corrected("coords = 3,4\nprix = 5,5 €")
    assert found.cell == "coords = 3,4\nprix = 5.5"
    assert any("`coords = 3,4` garde deux valeurs" in one for one in found.said)
    assert asked("coords = 3,4; prix = 5 €")
    assert copied("prix = 5,5 € ; x = 1,5") == "prix = 5.5 ; x = 1.5"


def test_corrected_quotes_leave_no_comma_in_doubt():
    assert copied("f(“b”, 0,5)") == 'f("b", 0.5)'
    assert asked("f(“b”,1,5)")
    assert copied('x = """a\nb"""\ny = 1,5\nz = “b”') == 'x = """a\nb"""\ny = 1,5\nz = "b"'


def test_a_comma_before_a_key_separates():
    assert copied("t = {1:10,2:20, 3:5 €}") == "t = {1:10,2:20, 3:5}"


def test_a_place_in_a_call_of_numpy_is_asked():
    assert asked("x = np.linspace(0, 1,5) * 5 €")


def test_a_percentage_that_is_added_is_asked_in_every_writing():
    assert any("`prix * (1 - 0.2)`" in one for one in corrected("prix -= 20 %").doubts)
    assert asked("prix += 5 %")
    assert asked("x = 100 € + (20 %)")
    assert asked("x = 100 € − ( 20 %)")
    assert copied("x = prix * (1 + (20 %))") == "x = prix * (1 + (0.2))"


@pytest.mark.parametrize(
    "cell",
    [
        "clients = 200; ca = 15 clients",
        "k = 12; total = 5 k",
        "commandes: int = 3\nx = 5 commandes",
        "def f(mois): return 12 mois",
        "for an in t:\n    x = 5 an",
        "x, HT = 3, 4\ny = 5 € HT",
    ],
)
def test_a_unit_that_is_a_name_is_asked(cell):
    assert asked(cell)


def test_a_unit_that_is_a_known_name_is_asked():
    assert asked("ca = 15 clients", {"clients"})
    assert "`15 * clients`" in corrected("ca = 15 clients", {"clients"}).doubts[0]
    assert copied("ca = 15 clients") == "ca = 15"
    assert copied("f(clients=15 clients)") == "f(clients=15)"
    assert copied("k = 3\nx = 12 k€") == "k = 3\nx = 12000"


def test_the_x_of_a_name_is_no_product():
    assert copied("y = lot3x2 + 5 €") == "y = lot3x2 + 5"
    assert copied("y = f2x(3) + 5 €") == "y = f2x(3) + 5"
    assert copied("x2 = 4\ny = 3 x2 + 5 €") is None
    assert copied("y = 3x2 + 2x(5 - 1)") == "y = 3 * 2 + 2 * (5 - 1)"


@pytest.mark.parametrize("number", [".5", "5.", "1_000", "1e3", "1.5e-3"])
def test_a_number_as_python_writes_it_loses_its_unit(number):
    assert copied(f"x = {number} €") == f"x = {number}"


@pytest.mark.parametrize("mark", [";", " + "])
def test_a_long_cell_is_read_in_one_pass(mark):
    # With a scan from each comma back to its bracket, this would take a quarter of an hour.
    cell = "x = [" + mark.join(["1,5"] * 20_000) + " 5 €]"
    assert corrected(cell) is None


def test_a_long_name_is_read_in_one_pass():
    assert copied(f"x = {'a' * 100_000} + 5 €") == f"x = {'a' * 100_000} + 5"
