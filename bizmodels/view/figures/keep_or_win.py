"""Keep a customer or win one: the models in the plane of what decides, and the line between the two."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from bizmodels import french, priorities
from bizmodels.errors import LearnerError
from bizmodels.view.figures import findings
from bizmodels.view.figures.look import BLUE, ORANGE, figure, finish, french_numbers, told
from bizmodels.view.figures.picture import INK, Picture
from bizmodels.view.figures.planes import name_points

_NEEDED = {"churn", "cac_months", "ratio"}


def keep_or_win(table: Any, title: str, budget: float = 0.01, points: bool = True) -> Picture:
    """Where retention beats acquisition for the same money: churn against the cost of a customer in months of revenue.

    The line is ``priorities.renewal_frontier(budget)``: above it, replacing the leavers costs so much of the revenue that
    keeping some is worth more. A round point gains more by keeping, a diamond by winning.

    Args:
        table: what ``bm.priorities.retention_map(models, budget)`` gives.
        title: the question the figure answers; what it found is computed and stands underneath.
        budget: the same share of revenue.
        points: False draws the plane and its line only, before a bet.

    Raises:
        LearnerError: not such a table.

    >>> table = bm.priorities.retention_map({"Boutique": bm.D2C(), "Éditeur": bm.SaaS()})
    >>> print(bm.figures.keep_or_win(table, "Garder ou conquérir ?").finding)
    Garder rapporte plus pour Éditeur ; conquérir, autant ou plus pour Boutique.
    """
    if not isinstance(table, pd.DataFrame) or not set(table.columns) >= _NEEDED:
        raise LearnerError("keep_or_win() attend la table de bm.priorities.retention_map().")
    rows = table[np.isfinite(table[sorted(_NEEDED)]).all(axis=1) & (table["churn"] > 0)]
    frontier = priorities.renewal_frontier(budget)
    x, y = (np.array([0.7, 45.0]), np.array([0.3, 30.0]))
    keep = rows["ratio"].round(2) > 1
    with figure(title, 5.2) as axes:
        months = np.geomspace(*x, 60)
        line = 100 * frontier / months
        axes.plot(months, line, color=INK, linewidth=1.4, linestyle=(0, (5, 3)))
        axes.fill_between(months, line, y[1] * 1.3, color=BLUE, alpha=0.07, linewidth=0)
        axes.set(xscale="log", yscale="log", xlim=x, ylim=y)
        axes.text(20, 14, "garder", color=BLUE, fontsize=12, fontweight="bold", ha="center")
        axes.text(1.1, 0.5, "conquérir", color=ORANGE, fontsize=12, fontweight="bold", ha="center")
        if points:
            for some, colour, mark in ((keep, BLUE, "o"), (~keep, ORANGE, "D")):
                if some.any():
                    axes.plot(
                        rows.loc[some, "cac_months"],
                        100 * rows.loc[some, "churn"],
                        mark,
                        color=colour,
                        markersize=8,
                    )
        axes.set_xticks([1, 2, 5, 10, 20, 40])
        axes.set_yticks([0.5, 1, 2, 5, 10, 20])
        for axis in (axes.xaxis, axes.yaxis):
            french_numbers(axis)
            axis.set_minor_formatter(lambda value, _: "")
        axes.set(
            xlabel="Coût d’acquisition, en mois de revenu d’un client (échelle multiplicative)",
            ylabel="Attrition (% par mois)",
        )
        finish(axes, without=())
        if points:
            axes.figure.draw_without_rendering()
            name_points(axes, {n: (r["cac_months"], 100 * r["churn"]) for n, r in rows.iterrows()})
    said = [
        f"{name}, {french.quantity(row['churn'], '%', 1)} de départs, CAC de {french.number(row['cac_months'], 1)} mois de revenu"
        for name, row in rows.iterrows()
    ]
    alt = "Un plan, une ligne : au-dessus, garder ; au-dessous, conquérir." + (
        f" {' ; '.join(said)}." if points else ""
    )
    source = (
        f"Même dépense, {french.quantity(budget, '%', 1)} du chiffre d’affaires, 36 mois actualisés. Calcul des modèles ; l’effet de "
        "la fidélité et l’usure de la publicité sont des hypothèses. La ligne vaut pour un abonnement en régime permanent ; losange : conquérir "
        "rapporte plus, ce que la ligne ne dit pas là où un nouveau client passe aussitôt commande."
    )
    return told(axes, alt, source, findings.keep_or_win(keep) if points else "")
