"""The table of the load test, in French, as Markdown."""

from __future__ import annotations

import os
import statistics
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from charge import Round

DASH = "—"


def number(value: float, decimals: int = 0) -> str:
    """« 1 234,5 », with the narrow no-break space."""
    return f"{value:,.{decimals}f}".replace(",", "\u202f").replace(".", ",")


def middle_and_ninth(values: list[float], decimals: int, unit: str) -> str:
    """« 5,7 / 14,2 ms »: the median, and what nine in ten do not exceed."""
    if not values:
        return DASH
    ninth = sorted(values)[min(len(values) - 1, int(0.9 * len(values)))]
    return f"{number(statistics.median(values), decimals)} / {number(ninth, decimals)}\u00a0{unit}"


def middle_and_most(values: list[float]) -> str:
    """« 8,4 / 15,0 s »: the median and the longest."""
    if not values:
        return DASH
    return f"{number(statistics.median(values), 1)} / {number(max(values), 1)}\u00a0s"


def memory(values: list[float]) -> str:
    """The mean of the students, in Mo of 2²⁰ bytes, as a task manager counts them."""
    values = [one for one in values if one]
    return f"{number(statistics.fmean(values))}\u00a0Mo" if values else DASH


def seconds(values: list[float]) -> str:
    """The mean, in seconds of one core."""
    values = [one for one in values if one]
    return f"{number(statistics.fmean(values), 1)}\u00a0s d’un cœur" if values else DASH


def table(rounds: Mapping[str, Round], count: int) -> str:
    """One row a measure, one column a way of arriving."""
    rows = [
        ("Serveur prêt depuis la page d’entrée, médiane / maximum", lambda r: middle_and_most(r.ready)),
        ("Leçon 02 entière, médiane / maximum", lambda r: middle_and_most(r.lesson)),
        ("Curseur, les autres au repos, médiane / 9 sur 10", lambda r: middle_and_ninth(r.alone, 1, "ms")),
        (
            f"Curseur, les {count} ensemble, médiane / 9 sur 10",
            lambda r: middle_and_ninth(r.together, 1, "ms"),
        ),
        ("Mémoire par étudiant (PSS)", lambda r: memory([one.pss for one in r.held])),
        ("dont son serveur", lambda r: memory([one.server for one in r.held])),
        ("dont son noyau", lambda r: memory([one.kernels for one in r.held])),
        ("Mémoire à lui seul, par étudiant (non partagée)", lambda r: memory([one.own for one in r.held])),
        ("Mémoire affichée, par étudiant (RSS)", lambda r: memory([one.rss for one in r.held])),
        ("Baisse de la mémoire libre, par étudiant", lambda r: memory([r.fallen / count])),
        (
            "Calcul par étudiant, du serveur à la fin de la leçon",
            lambda r: seconds([one.cpu for one in r.held]),
        ),
        ("Charge de la machine, avant / après", lambda r: " / ".join(number(one, 1) for one in r.load)),
    ]
    lines = [f"| {count} étudiants, {os.cpu_count()} cœurs | " + " | ".join(rounds) + " |"]
    lines.append("| --- |" + " ---: |" * len(rounds))
    lines += [
        f"| {title} | " + " | ".join(cell(one) for one in rounds.values()) + " |" for title, cell in rows
    ]
    return "\n".join(lines)
