"""Customers without a contract, drawn: how often they bought, how long they have said nothing, what follows."""

from __future__ import annotations

from typing import Any

import pandas as pd

from bizmodels import french
from bizmodels.errors import LearnerError
from bizmodels.view.figures.look import BLUE, GREY, figure, finish, name_rows, told
from bizmodels.view.figures.picture import INK, Picture

_DARK = 0.6  # opacity from which white is read better than ink on the blue


def silences(table: Any, title: str, what: str, source: str = "", decimals: int = 0) -> Picture:
    """A square a group of customers: repeat orders down, weeks of silence across, the darker the larger the value.

    Args:
        table: one row a number of repeat orders (growing), one column a class of silence; NaN where there are too few.
        title: the question the figure answers; what it found is computed and stands underneath.
        what: what a square says, « chances sur 100 d’être encore client »: under the axis.
        source: what is quoted underneath.
        decimals: of the numbers written.

    Raises:
        LearnerError: no table of numbers, or one without any.

    >>> import pandas as pd
    >>> table = pd.DataFrame({"0 à 6": [80, 90], "27 à 39": [40, 5]}, index=[1, 4])
    >>> print(bm.figures.silences(table, "Qui est encore là ?", "chances sur 100").alt)
    Grille, chances sur 100 : 1 réachat, 80 (silence de 0 à 6 semaines), puis 40 (27 à 39) ; 4 réachats et plus, 90 (0
    à 6), puis 5 (27 à 39).
    """
    from matplotlib.patches import Rectangle

    rows = _numbers(table)
    most = rows.max().max() or 1.0
    names = [_label(repeats, repeats == rows.index[-1]) for repeats in rows.index]
    with figure(title, 1.8 + 0.46 * len(rows)) as axes:
        for down, (_, line) in enumerate(rows.iterrows()):
            for across, value in enumerate(line):
                known = not pd.isna(value)
                colour, opacity = (BLUE, 0.05 + 0.95 * max(value, 0) / most) if known else (GREY, 0.25)
                axes.add_patch(
                    Rectangle(
                        (across - 0.48, down - 0.46), 0.96, 0.92, facecolor=colour, alpha=round(opacity, 3), linewidth=0
                    )
                )  # fmt: skip
                axes.text(
                    across, down, french.number(round(value, decimals), decimals) if known else "trop peu",
                    ha="center", va="center", fontsize=11 if known else 8.5,
                    color="white" if known and opacity > _DARK else INK,
                )  # fmt: skip
        name_rows(axes, names)
        axes.set_xlim(-0.6, rows.shape[1] - 0.4)
        axes.set_ylim(len(rows) - 0.4, -0.6)
        axes.set_xticks(range(rows.shape[1]), list(map(str, rows.columns)))
        axes.set_xlabel(french.typeset(f"Semaines sans commande\nDans chaque case : {what}"))
        finish(axes, without=("left", "bottom"))
        axes.grid(visible=False)
    said, finding = [], []
    for name, (_, line) in zip(names, rows.iterrows(), strict=True):
        known = line.dropna()
        first, last = (french.number(round(known.iloc[at], decimals), decimals) for at in (0, -1))
        weeks = " semaines" if not said else ""
        silence = "silence de " if not said else ""
        said.append(f"{name}, {first} ({silence}{known.index[0]}{weeks}), puis {last} ({known.index[-1]})")
        finding.append(f"{name}, de {first} à {last}")
    told_of = f"Du plus court au plus long silence : {finding[0]} ; {finding[-1]}."
    return told(axes, f"Grille, {what} : {' ; '.join(said)}.", source, told_of)


def _label(repeats: Any, last: bool) -> str:
    return f"{repeats} réachat{'s' if repeats > 1 else ''}{' et plus' if last else ''}"


def _numbers(table: Any) -> pd.DataFrame:
    """The table as numbers, rows without any left out.

    Raises:
        LearnerError: see ``silences``.
    """
    try:
        rows = pd.DataFrame(table).astype(float).dropna(how="all")
    except (TypeError, ValueError):
        rows = pd.DataFrame()
    if rows.empty:
        raise LearnerError(
            "silences() attend une table de nombres : une ligne par nombre de réachats, une colonne par silence."
        )
    return rows
