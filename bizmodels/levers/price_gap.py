"""Who is cheaper: the gap between two sellers' prices, all goods mixed or the same goods on both sides."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from bizmodels import french
from bizmodels.errors import LearnerError
from bizmodels.french import unknown_in
from bizmodels.tables import Table

__all__ = ["gaps"]

EACH, BOTH = "Chacun ses articles", "Vendus aux deux endroits"


def gaps(prices: pd.DataFrame, sellers: Mapping[str, str], unit: str = "€") -> pd.DataFrame:
    """The mean prices of two sellers and their gap, over what each sells, then over what both sell.

    Means of different goods do not compare prices: the gap of the first row mixes what is sold with its price.

    Args:
        prices: one row a good; a seller's price is missing (NaN) where he does not sell it.
        sellers: the two sellers, each with its column of ``prices``.
        unit: that of the prices, shown after them.

    Returns:
        Frame of three rows (each his own goods, sold by both, sold by the first only), columns ``first second`` (mean
        prices), ``first_count second_count`` and ``gap`` (first − second; NaN where one sells nothing).

    Raises:
        LearnerError: not two sellers, or a column that ``prices`` lacks.

    >>> shelf = pd.DataFrame({"ici": [10, 20, 90], "là": [9, 18, None]})
    >>> bm.levers.price_gap.gaps(shelf, {"Ici": "ici", "Là": "là"})["gap"].tolist()
    [26.5, 1.5, nan]
    """
    if not isinstance(sellers, Mapping) or len(sellers) != 2:
        raise LearnerError(
            'gaps() attend deux vendeurs et leurs colonnes : gaps(prix, {"Ici": "a", "Là": "b"}).'
        )
    if not isinstance(prices, pd.DataFrame):
        raise LearnerError("gaps() attend un tableau de prix, une ligne par article.")
    for column in sellers.values():
        if column not in prices:
            raise LearnerError(f"gaps() : le tableau n’a pas de colonne {french.quote(str(column))}.")
    (one, first), (_, second) = sellers.items()
    both = prices.dropna(subset=[first, second])
    alone = prices[prices[first].notna() & prices[second].isna()]
    rows = {
        name: {
            "first": some[first].mean(),
            "first_count": some[first].count(),
            "second": some[second].mean(),
            "second_count": some[second].count(),
        }
        for name, some in ((EACH, prices), (BOTH, both), (f"{one} seulement", alone))
    }
    frame = pd.DataFrame.from_dict(rows, orient="index").rename_axis("goods")
    frame["gap"] = frame["first"] - frame["second"]

    def shown(table: pd.DataFrame) -> pd.DataFrame:
        def price(value: float) -> str:
            return "—" if pd.isna(value) else french.quantity(value, unit, 1)

        columns = {
            f"{seller} (articles)": [
                f"{price(mean)} ({french.number(count, 0)})" if count else "—"
                for mean, count in zip(table[side], table[f"{side}_count"], strict=True)
            ]
            for seller, side in zip(sellers, ("first", "second"), strict=True)
        }
        columns["Écart moyen"] = [price(value) for value in table["gap"]]
        return pd.DataFrame(columns, index=pd.Index(table.index, name="Prix moyen"))

    return Table.of(frame, shown)


def __getattr__(name: str):
    raise unknown_in("levers.price_gap", name, __all__)
