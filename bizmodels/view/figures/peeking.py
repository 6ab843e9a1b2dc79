"""Tests that are looked at every day: p-values that wander, and how many pass under the threshold on the way."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from bizmodels import french
from bizmodels.errors import LearnerError
from bizmodels.view.figures.look import AMBER, GREY, ORANGE, figure, finish, french_numbers, note, told
from bizmodels.view.figures.picture import INK, Picture

MOST = 40  # tests: more would not be told apart


def wandering(paths: Any, title: str, alpha: float = 0.05, x: str = "Jour", source: str = "") -> Picture:
    """One line a test: its p-value look after look. Those that pass under ``alpha`` are orange, a dot at their first time.

    Args:
        paths: one column a test (at most 40), one row a look, p-values from 0 to 1: a DataFrame or ``{name: [p, …]}``.
        title: the question the figure answers; what it found is computed and stands underneath.
        alpha: the threshold, between 0 and 1.
        x: what a row is (« Jour »); ``source``: what is quoted underneath.

    Raises:
        LearnerError: no such table, a value that is no p-value, too many tests, or a threshold out of bounds.

    >>> tests = {"A": [0.6, 0.04, 0.3], "B": [0.5, 0.4, 0.7]}
    >>> print(bm.figures.wandering(tests, "Qui gagne ?"))  # a source would follow
    Courbes, p-valeur de 2 essais, regard après regard : 1 passe sous 5 % au moins une fois, aucun n’y est au dernier regard.
    Sur 2 essais, 1 passe sous 5 % au moins une fois ; au dernier regard, aucun.
    """
    rows, level = _paths(paths, alpha)
    under = rows < level
    crossed, last = int(under.any().sum()), int(under.iloc[-1].sum())
    with figure(title, 3.7) as axes:
        axes.axhspan(0, level, color=ORANGE, alpha=0.18, linewidth=0)
        axes.axhline(level, color=AMBER, linewidth=1.2, linestyle=(0, (3, 3)))
        for name in sorted(rows.columns, key=lambda one: bool(under[one].any())):  # the grey ones below
            seen = bool(under[name].any())
            axes.plot(
                rows.index,
                rows[name],
                color=ORANGE if seen else GREY,
                linewidth=1.5 if seen else 1.0,
                alpha=0.9,
            )
            if seen:
                first = under[name].idxmax()
                axes.plot(first, rows.at[first, name], "o", color=AMBER, markersize=4.5, zorder=5)
        end = rows.index[-1]
        note(
            axes, f"seuil : {french.quantity(level, '%', 0)}", (end, level), (6, 0), va="center", fontweight="bold",
            color=AMBER, annotation_clip=False,
        )  # fmt: skip
        axes.set_xlim(rows.index[0], end)
        axes.set_ylim(0, 1)
        french_numbers(axes.xaxis, whole=True)
        axes.yaxis.set_major_formatter(lambda value, _: french.quantity(value, "%", 0))
        axes.set_xlabel(x)
        axes.set_ylabel("p-valeur (0 % : rare par hasard)")
        axes.yaxis.label.set_color(INK)
        finish(axes)
    total, threshold = french.plural(rows.shape[1], "essai"), french.quantity(level, "%", 0)
    alt = (
        f"Courbes, p-valeur de {total}, regard après regard : {_pass(crossed)} sous {threshold} au moins une fois, "
        f"{_count(last)} n’y est au dernier regard."
        if not last
        else f"Courbes, p-valeur de {total}, regard après regard : {_pass(crossed)} sous {threshold} au moins une fois, "
        f"{_count(last)} au dernier regard."
    )
    finding = f"Sur {total}, {_pass(crossed)} sous {threshold} au moins une fois ; au dernier regard, {_count(last)}."
    return told(axes, alt, source, finding)


def _count(number: int) -> str:
    return str(number) if number else "aucun"


def _pass(number: int) -> str:
    return f"{number} passent" if number > 1 else f"{_count(number)} {'ne ' * (not number)}passe"


def _paths(paths: Any, alpha: Any) -> tuple[pd.DataFrame, float]:
    """The p-values as a table, and the threshold.

    Raises:
        LearnerError: see ``wandering``.
    """
    try:
        rows = pd.DataFrame(paths).astype(float)
    except (TypeError, ValueError):
        rows = pd.DataFrame()
    if rows.empty or rows.shape[1] > MOST or len(rows) < 2:
        raise LearnerError(
            f"wandering() attend des p-valeurs : d’un à {MOST} essais, au moins deux regards chacun."
        )
    if not (np.isfinite(rows) & (rows >= 0) & (rows <= 1)).all(axis=None):
        raise LearnerError("wandering() : une p-valeur va de 0 à 1.")
    if isinstance(alpha, bool) or not isinstance(alpha, int | float) or not 0 < alpha < 1:
        raise LearnerError(f"alpha vaut {alpha!r} ; valeur admise : un nombre entre 0 et 1 (0.05 pour 5 %).")
    return rows.round(9), float(alpha)
