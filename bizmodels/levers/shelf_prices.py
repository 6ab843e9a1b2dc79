"""What a till's receipts say of price: across goods, and for one good that changes its price from week to week."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from bizmodels import french
from bizmodels.errors import LearnerError
from bizmodels.french import NBSP, unknown_in
from bizmodels.lazy import pd, tables
from bizmodels.levers.pricing import checks

__all__ = ["PriceSlopes", "constant_elasticity", "own_prices", "price_slopes", "weekly_prices"]

_NEEDED = ("product", "week", "price", "quantity")


@dataclass(frozen=True)
class PriceSlopes:
    """Slopes of sales against price, both in logarithms; made by :func:`price_slopes`.

    All three are what 1 % more of price goes with, in % of quantity: −2 means 2 % fewer.

    Attributes:
        raw: all weeks of all goods mixed.
        across: one point a good, its mean price and sales: what separates the goods.
        within: each good compared with itself: only its own price moves.
        goods, weeks: how many goods, and lines (one good, one week), were used.

    >>> bm.levers.shelf_prices.PriceSlopes(raw=0.5, across=1.0, within=-2.0, goods=2, weeks=4).within
    -2.0
    """

    raw: float
    across: float
    within: float
    goods: int
    weeks: int

    def change(self, price: float) -> float:
        """Change of sales (fraction) that goes with a change of ``price`` (fraction, above −1) of one good.

        >>> slopes = bm.levers.shelf_prices.PriceSlopes(raw=0.5, across=1.0, within=-2.0, goods=2, weeks=4)
        >>> round(slopes.change(-0.5), 6)  # half the price: four times the sales, 300 % more
        3.0
        """
        if not price > -1:
            raise LearnerError(
                f"change() : un prix ne baisse pas de {french.quantity(-price, '%', 0)}{NBSP}; il faut moins de 100 %."
            )
        return float(np.expm1(self.within * np.log1p(price)))

    def table(self, price: float = -0.1) -> tables.Table:
        """The three slopes, each with the change of sales (fraction) that it reads into a change of ``price`` (fraction).

        Returns:
            Frame indexed ``raw across within``, columns ``slope change``; it shows itself in French.

        >>> slopes = bm.levers.shelf_prices.PriceSlopes(raw=0.5, across=1.0, within=-2.0, goods=2, weeks=4)
        >>> slopes.table(price=-0.5)["change"].tolist()
        [-0.2928932188134524, -0.5, 3.0]
        """
        slopes = {"raw": self.raw, "across": self.across, "within": self.within}
        rows = {
            name: {"slope": slope, "change": float((1 + price) ** slope - 1)}
            for name, slope in slopes.items()
        }
        asked = (
            f"Ventes quand le prix {'baisse' if price < 0 else 'monte'} de {french.quantity(abs(price), '%')}"
        )

        def shown(frame: pd.DataFrame) -> pd.DataFrame:
            names = (
                f"Tout mélangé ({french.number(self.weeks)} semaines)",
                f"D’un produit à l’autre ({french.number(self.goods)} produits)",
                "Chaque produit comparé à lui-même",
            )
            columns = {
                "Pente": [_signed(french.number(one, 2), one) for one in frame["slope"]],
                asked: [_signed(french.quantity(one, "%", 0), one) for one in frame["change"]],
            }
            return pd.DataFrame(columns, index=pd.Index(names, name="Ce qui est comparé"))

        return tables.Table.of(pd.DataFrame.from_dict(rows, orient="index"), shown)


def weekly_prices(lines: Any, products: Any, kind: str, weeks: int = 40) -> pd.DataFrame:
    """Price paid and units sold, week by week, of the goods of one kind.

    A week's price is what was paid for its units, divided by them. A week without a sale has no price, hence no line.

    Args:
        lines: one row a line of receipt, columns ``product_id week quantity sales_value``
            (``bm.load_complete_journey("transactions")``); lines without a unit or a payment are left out.
        products: one row a good, columns ``product_id product_type brand``.
        kind: the ``product_type`` kept.
        weeks: goods sold in fewer weeks than this are left out.

    Returns:
        Frame ordered by ``product`` and ``week``: columns ``product week price quantity brand``.

    Raises:
        LearnerError: a column is missing, or no good of that kind was sold in so many weeks.

    >>> import pandas as pd
    >>> lines = pd.DataFrame({"product_id": [7, 7, 7], "week": [1, 1, 2], "quantity": [1, 3, 2], "sales_value": [2, 6, 3]})
    >>> goods = pd.DataFrame({"product_id": [7], "product_type": ["soda"], "brand": ["National"]})
    >>> bm.levers.shelf_prices.weekly_prices(lines, goods, "soda", weeks=2)[["price", "quantity"]].values.tolist()
    [[2.0, 4.0], [1.5, 2.0]]
    """
    _need("weekly_prices", lines, ("product_id", "week", "quantity", "sales_value"))
    _need("weekly_prices", products, ("product_id", "product_type", "brand"))
    brands = products[products["product_type"] == kind].set_index("product_id")["brand"]
    kept = lines[
        lines["product_id"].isin(brands.index) & (lines["quantity"] > 0) & (lines["sales_value"] > 0)
    ]
    table = kept.groupby(["product_id", "week"], as_index=False)[["quantity", "sales_value"]].sum()
    table = table[table.groupby("product_id")["week"].transform("count") >= weeks].reset_index(drop=True)
    if table.empty:
        raise LearnerError(
            f"weekly_prices() : aucun produit « {kind} » vendu pendant au moins {french.plural(weeks, 'semaine')}."
        )
    found = pd.DataFrame({"product": table["product_id"], "week": table["week"]})
    found["price"] = table["sales_value"] / table["quantity"]
    found["quantity"] = table["quantity"].astype(float)
    found["brand"] = table["product_id"].map(brands)
    return found


def price_slopes(table: Any) -> PriceSlopes:
    """Sales against price, three ways: everything mixed, across goods, and within each good.

    Least squares on natural logarithms. The ``within`` slope takes each good's own means away first (fixed effects),
    so that what sets one good apart from another, its brand or its quality, no longer counts.

    Args:
        table: columns ``product week price quantity``, as :func:`weekly_prices` gives; prices and quantities above zero.

    Raises:
        LearnerError: a column is missing, a price or quantity that is no number above zero (the row is named), fewer
            than two goods, or prices that never change.

    Source: Stock and Watson, Introduction to Econometrics, chapter 10 (fixed effects).

    >>> import pandas as pd
    >>> shelf = pd.DataFrame({"product": [1, 1, 2, 2], "week": [1, 2, 1, 2], "price": [1, 2, 4, 8],
    ...                       "quantity": [4, 1, 64, 16]})  # each doubles its price and keeps a quarter of its sales
    >>> found = bm.levers.shelf_prices.price_slopes(shelf)
    >>> round(found.within, 6), round(found.across, 6)  # the good four times dearer sells sixteen times more
    (-2.0, 2.0)
    """
    _need("price_slopes", table, _NEEDED)
    rows = pd.DataFrame({"product": list(table["product"])})
    for column in ("price", "quantity"):
        rows[column] = checks.column(column, table[column], above=0)
    logs = np.log(rows[["price", "quantity"]])
    means = logs.groupby(rows["product"]).mean()
    own = logs - logs.groupby(rows["product"]).transform("mean")
    goods = len(means)
    if goods < 2 or own["price"].abs().max() < 1e-9:
        raise LearnerError(
            "price_slopes() attend au moins deux produits, et un prix qui change d’une semaine à l’autre."
        )
    return PriceSlopes(_slope(logs), _slope(means), _slope(own), goods, len(rows))


def constant_elasticity(price: float, sales: float) -> float:
    """Elasticity of sales that are multiplied by ``sales`` when the price is by ``price``, the effect composing 1 % after 1 %.

    It is what the models use (``reacting(price=…)``), a positive number; the midpoint method
    (``bm.levers.pricing.arc_elasticity``) gives a smaller one for so large a change.

    Args:
        price, sales: what each is multiplied by, above 0; the price is not by 1.

    Raises:
        LearnerError: one of them is no number above zero, or the price does not change.

    >>> bm.levers.shelf_prices.constant_elasticity(price=0.5, sales=4)  # half the price, four times the sales
    2.0
    """
    price, sales = checks.number("price", price, above=0), checks.number("sales", sales, above=0)
    if price == 1:
        raise LearnerError(
            "constant_elasticity() : price vaut 1. Sans changement de prix, rien ne mesure la réponse de la demande."
        )
    return float(-np.log(sales) / np.log(price))


def own_prices(table: Any) -> pd.DataFrame:
    """What each good costs and sells, how far its price goes, and what its sales do when its own price moves.

    Args:
        table: columns ``product week price quantity brand``, as :func:`weekly_prices` gives.

    Returns:
        Frame indexed by product: ``brand``, ``price`` (mean price paid), ``quantity`` (units a week), ``cheap`` and
        ``dear`` (first and last decile of the weekly price), ``slope`` (% of quantity for 1 % of price; 0 where the
        price never changes).

    Raises:
        LearnerError: as :func:`price_slopes`.

    >>> import pandas as pd
    >>> shelf = pd.DataFrame({"product": [1, 1, 2, 2], "week": [1, 2, 1, 2], "price": [1, 2, 4, 8],
    ...                       "quantity": [4, 1, 64, 16], "brand": ["National"] * 4})
    >>> bm.levers.shelf_prices.own_prices(shelf)[["price", "quantity", "slope"]].values.tolist()
    [[1.2, 2.5, -2.0], [4.8, 40.0, -2.0]]
    """
    price_slopes(table)
    _need("own_prices", table, ("brand",))
    rows = {}
    for product, weeks in table.groupby("product"):
        logs = np.log(weeks[["price", "quantity"]].astype(float))
        slope = _slope(logs)
        rows[product] = {
            "brand": weeks["brand"].iloc[0],
            "price": float((weeks["price"] * weeks["quantity"]).sum() / weeks["quantity"].sum()),
            "quantity": float(weeks["quantity"].mean()),
            "cheap": float(weeks["price"].quantile(0.1)),
            "dear": float(weeks["price"].quantile(0.9)),
            "slope": 0.0 if np.isnan(slope) else round(slope, 9),
        }
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("product")


def _signed(text: str, value: float) -> str:
    return f"+{text}" if round(value, 9) > 0 else text


def _slope(logs: pd.DataFrame) -> float:
    price, quantity = (logs[column] - logs[column].mean() for column in ("price", "quantity"))
    spread = float((price**2).sum())
    return float((price * quantity).sum()) / spread if spread > 1e-12 else float("nan")


def _need(asked: str, table: Any, columns: tuple[str, ...]) -> None:
    if not isinstance(table, pd.DataFrame):
        raise LearnerError(f"{asked}() attend un tableau, une ligne par produit.")
    if missing := [column for column in columns if column not in table]:
        raise LearnerError(
            f"{asked}() : le tableau n’a pas de colonne {french.listing(map(french.quote, missing))}."
        )


def __getattr__(name: str):
    raise unknown_in("levers.shelf_prices", name, __all__)
