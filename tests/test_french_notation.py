"""Cells built from French notation, whose meaning is known: a correction has that meaning, or is not given."""

from __future__ import annotations

import math
import random

from bizmodels.exercises.corrections import corrected, refused

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
