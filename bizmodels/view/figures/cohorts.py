"""A triangle of cohorts, drawn: the darker the square, the more customers came back."""

from __future__ import annotations

from typing import Any

import pandas as pd

from bizmodels import french
from bizmodels.errors import LearnerError
from bizmodels.view.figures import findings
from bizmodels.view.figures.look import BLUE, GREY, figure, finish, name_rows, told
from bizmodels.view.figures.picture import INK, Picture

MOST = 24  # cohorts, and months: more would not be read
_DARK = 0.85  # opacity from which white is read better than ink on the blue


def cohorts(table: Any, title: str, source: str = "") -> Picture:
    """Who bought again, cohort by cohort: one line a first month, one square a month since.

    A square holds the share of the cohort, in %; the first one of a line is the cohort itself, 100. What is not
    known yet is left out, which makes the triangle.

    Args:
        table: what ``bm.levers.retention.cohort_table(orders)`` gives, shares or counts.
        title: the question the figure answers; what it found is computed and stands underneath.
        source: what is quoted underneath.

    Raises:
        LearnerError: not such a table, or more than 24 cohorts or months.

    >>> import pandas as pd
    >>> orders = pd.DataFrame({"customer": [1, 2, 1, 3], "date": ["1997-01-05", "1997-01-20", "1997-02-01", "1997-02-10"]})
    >>> table = bm.levers.retention.cohort_table(orders)
    >>> print(bm.figures.cohorts(table, "Qui revient ?").alt)
    Triangle, part de chaque cohorte qui rachète : janvier 1997, 50 % au mois 1 ; février 1997, rien de
    connu après le mois 0.
    """
    from matplotlib.patches import Rectangle

    shares = _shares(table)
    names = [french.period(str(month)) for month in shares.index]
    most = shares.iloc[:, 1:].max().max() if shares.shape[1] > 1 else 1.0
    with figure(title, 1.5 + 0.42 * len(shares)) as axes:
        for row, (_, line) in enumerate(shares.iterrows()):
            for since, share in line.dropna().items():
                colour, opacity = (BLUE, 0.06 + 0.94 * share / (most or 1)) if since else (GREY, 0.5)
                axes.add_patch(
                    Rectangle(
                        (since - 0.47, row - 0.45), 0.94, 0.9, facecolor=colour, alpha=opacity, linewidth=0
                    )
                )
                axes.text(
                    since, row, french.number(100 * share, 0), ha="center", va="center", fontsize=9.5,
                    color="white" if since and opacity > _DARK else INK,
                )  # fmt: skip
        name_rows(axes, names)
        axes.set_xlim(-0.6, shares.shape[1] - 0.4)
        axes.set_ylim(len(shares) - 0.4, -0.6)
        axes.set_xticks(range(shares.shape[1]))
        axes.set_xlabel("Mois depuis la première commande (dans chaque case : % de la cohorte)")
        finish(axes, without=("left", "bottom"))
        axes.grid(visible=False)
    said = [
        f"{name}, {_ends(line.dropna())}" for name, (_, line) in zip(names, shares.iterrows(), strict=True)
    ]
    alt = f"Triangle, part de chaque cohorte qui rachète : {' ; '.join(said)}."
    return told(axes, alt, source, findings.cohorts(shares))


def _shares(table: Any) -> pd.DataFrame:
    """The table as shares of each cohort.

    Raises:
        LearnerError: see ``cohorts``.
    """
    right = isinstance(table, pd.DataFrame) and isinstance(table.index, pd.PeriodIndex) and len(table) > 0
    if not right or list(table.columns) != list(range(table.shape[1])):
        raise LearnerError("cohorts() attend le triangle que donne bm.levers.retention.cohort_table(…).")
    if max(table.shape) > MOST:
        raise LearnerError(
            f"cohorts() dessine au plus {MOST} cohortes et {MOST} mois : filtrez les commandes."
        )
    return pd.DataFrame(table).div(table[0], axis=0)


def _ends(line: pd.Series) -> str:
    """« 16 % au mois 1, 4 % au mois 17 »."""
    if len(line) < 2:
        return "rien de connu après le mois 0"
    places = dict.fromkeys((1, line.index[-1]))
    return ", ".join(f"{french.quantity(line[at], '%', 0)} au mois {at}" for at in places)
