"""How demand answers a price, and the price that follows from it."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from bizmodels import french
from bizmodels.core import frames
from bizmodels.core.values import as_given
from bizmodels.levers.pricing import checks
from bizmodels.tables import Table


class Elasticity(float):
    """An estimated elasticity: a number (−2 : a price 1 % higher sells about 2 % less) that says how sure it is.

    Attributes: ``elasticity`` (the number itself), ``standard_error``, ``intercept`` (natural logarithm of the quantity
    at a price of 1), ``r2`` (share of the variance of log quantity explained), ``n`` (observations).

    >>> demand = bm.levers.pricing.Elasticity(-2, standard_error=0.25, intercept=5, r2=0.9, n=12)
    >>> demand
    Élasticité −2 (erreur type 0,25 ; R² 0,9 ; 12 observations)
    >>> bm.levers.pricing.markup_price(10, demand)  # it is a number like any other
    20.0
    """

    standard_error: float
    intercept: float
    r2: float
    n: int

    def __new__(cls, elasticity: float, standard_error: float, intercept: float, r2: float, n: int):
        made = super().__new__(cls, elasticity)
        made.__dict__.update(standard_error=standard_error, intercept=intercept, r2=r2, n=n)
        return made

    def __getnewargs__(self):
        return float(self), self.standard_error, self.intercept, self.r2, self.n

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError(f"Une élasticité estimée ne se change pas ({name}) : refaire l’estimation.")

    @property
    def elasticity(self) -> float:
        """The number itself."""
        return float(self)

    def __repr__(self) -> str:
        return french.typeset(
            f"Élasticité {french.number(self)} (erreur type {french.number(self.standard_error)} ; "
            f"R² {french.number(self.r2, 2).rstrip('0').rstrip(',')} ; {french.plural(self.n, 'observation')})"
        )

    __str__ = __repr__


@dataclass(frozen=True)
class PriceDrivers:
    """A price explained by several things at once: ``coefficients`` and ``errors`` (standard errors) by name, ``r2``, ``n``.

    >>> found = bm.levers.pricing.PriceDrivers(pd.Series({"constante": 30.0}), pd.Series({"constante": 1.0}), 0.5, 12)
    >>> found.coefficients.to_dict()
    {'constante': 30.0}
    """

    coefficients: pd.Series
    errors: pd.Series
    r2: float
    n: int


def markup_price(cost: float, elasticity: float) -> float:
    """The price that earns most at a constant elasticity: cost/(1 + 1/elasticity).

    It supposes a unit cost that does not depend on the price, and one elasticity at all prices. Where the cost falls
    with the price (a simpler product), compare whole offers instead: :func:`profit_by_price`.

    Args:
        cost: of one more unit (marginal), in € excl. VAT, > 0; so is the price.
        elasticity: of demand to its own price, negative as published (−3).

    Raises:
        LearnerError: an elasticity from −1 to 0 (dearer always earns more: no optimum), a positive one (sign), a bad cost.

    Source: Amoroso–Robinson; Lerner (1934), Review of Economic Studies 1(3).

    >>> bm.levers.pricing.markup_price(cost=100, elasticity=-5)  # 100/(1 − 1/5)
    125.0
    >>> try:
    ...     bm.levers.pricing.markup_price(cost=100, elasticity=-0.5)
    ... except bm.LearnerError as error:
    ...     print(str(error)[:47])
    elasticity vaut -0,5 : la règle de la marge ne
    """
    unit = checks.number("cost", cost, above=0)
    slope = checks.number("elasticity", elasticity)
    if slope > 0:
        raise checks.wrong(
            f"elasticity vaut {french.exact(slope)} : une élasticité-prix se donne avec son signe, négative (-{french.exact(slope)}). "
            "Positive, elle dirait que l’on achète davantage quand le prix monte : vérifiez l’ordre des prix et des quantités."
        )
    if slope >= -1:
        raise checks.wrong(
            f"elasticity vaut {checks.shown(slope)} : la règle de la marge ne vaut qu’en dessous de -1. Quand la demande répond "
            "si peu, chaque hausse rapporte plus que la précédente : aucun prix n’est le meilleur, et l’élasticité mesurée ne "
            "vaut sans doute plus aux prix élevés."
        )
    return unit * slope / (slope + 1)


def arc_elasticity(q0: float, q1: float, p0: float, p1: float) -> float:
    """Elasticity between two points, by the midpoints: (Δq / mean q)/(Δp / mean p).

    The same whether the price goes up or comes back, unlike the ratio of two percentages.

    Args:
        q0, q1: quantities before and after, ≥ 0, not both 0.
        p0, p1: prices before and after, > 0, different.

    Raises:
        LearnerError: a price that is 0, missing or unchanged, a negative quantity.

    Source: Allen and Lerner (1934); any textbook of microeconomics, « midpoint method ».

    >>> round(bm.levers.pricing.arc_elasticity(q0=100, q1=300, p0=30, p1=10), 9)  # +200 on 200, −20 on 20
    -1.0
    """
    before, after = checks.number("q0", q0, low=0), checks.number("q1", q1, low=0)
    old, new = checks.number("p0", p0, above=0), checks.number("p1", p1, above=0)
    if old == new:
        raise checks.wrong(
            f"p0 et p1 valent tous deux {checks.shown(old)} : sans changement de prix, rien ne mesure la réponse de la demande."
        )
    if before + after == 0:
        raise checks.wrong("q0 et q1 valent 0 : sans vente avant ni après, il n’y a pas d’élasticité.")
    return ((after - before) / (after + before)) / ((new - old) / (new + old))


def estimate_elasticity(price: Any, quantity: Any) -> Elasticity:
    """Constant elasticity through many points: least squares of log quantity on log price.

    It compares points that may differ in all else (quality, season, date): it is the answer of demand only where
    nothing else moved with the price.

    Args:
        price: prices, > 0, at least three and not all the same (list, array or column).
        quantity: quantities sold at these prices, > 0, as many.

    Returns:
        The elasticity, a number that carries ``standard_error``, ``intercept``, ``r2`` and ``n``.

    Raises:
        LearnerError: naming the row of a price or quantity that is 0, negative or missing; too few; a price that never moves.

    Source: Kleiber and Zeileis (2008), Applied Econometrics with R, section 3.1, on ``bm.load_rdataset("AER/Journals")``.

    >>> demand = bm.levers.pricing.estimate_elasticity(price=[1, 2, 4, 8], quantity=[64, 16, 4, 1])
    >>> round(demand, 6), demand.n, round(demand.r2, 6)  # four times fewer each time the price doubles
    (-2.0, 4, 1.0)
    """
    x, y = (
        np.log(checks.column("price", price, above=0)),
        np.log(checks.column("quantity", quantity, above=0)),
    )
    _as_many(x, y, "price", "quantity")
    if len(x) < 3:
        raise checks.wrong(
            f"estimate_elasticity() attend au moins trois observations ; reçu : {len(x)}. Pour deux prix : arc_elasticity()."
        )
    if np.ptp(x) < 1e-9:
        raise checks.wrong(
            "Le prix est le même à toutes les lignes : sans changement de prix, rien ne mesure la réponse de la demande."
        )
    coefficients, errors, r2 = _least_squares(x[:, None], y)
    return Elasticity(coefficients[1], errors[1], coefficients[0], r2, len(x))


def price_drivers(table: pd.DataFrame, price: str, drivers: Iterable[str]) -> PriceDrivers:
    """What a price depends on, several things at once: least squares of the price on the columns ``drivers``.

    Args:
        table: one row a sale; the columns used hold numbers (1 and 0 for yes and no).
        price: name of the column of prices.
        drivers: names of the columns that may explain it.

    Returns:
        ``coefficients`` (« constante » first: what one more unit adds to the price, all else equal), ``errors``, ``r2``, ``n``.

    Raises:
        LearnerError: a column missing, a value that is no number (row named), fewer sales than needed, a column that says
            nothing new (constant, or made of the others).

    Source: Rosen (1974), Journal of Political Economy 82(1), hedonic prices.

    >>> sales = pd.DataFrame({"prix": [10, 13, 16, 24], "volants": [0, 1, 2, 3], "neuf": [0, 0, 0, 1]})
    >>> found = bm.levers.pricing.price_drivers(sales, "prix", ["volants", "neuf"])
    >>> found.coefficients.round(6).to_dict()  # 10 + 3 a wheel + 5 when new
    {'constante': 10.0, 'volants': 3.0, 'neuf': 5.0}
    """
    if not isinstance(table, pd.DataFrame):
        raise checks.wrong("price_drivers() attend un tableau de ventes, une ligne par vente.")
    if not isinstance(drivers, Iterable):
        raise checks.wrong(
            f"drivers vaut {as_given(drivers)} ; valeur admise : une liste de noms de colonnes."
        )
    names = [drivers] if isinstance(drivers, str) else [str(one) for one in drivers]
    for name in (price, *names):
        if not frames.is_name(name) or name not in table.columns:
            raise checks.wrong(
                f"Ce tableau n’a pas de colonne {french.quote(name)}."
                f"{french.nearest(str(name), [str(one) for one in table.columns])}"
            )
    frames.columns_once(table, (price, *names))
    if not names or price in names or len(set(names)) < len(names):
        raise checks.wrong(
            "price_drivers() attend des colonnes toutes différentes, et autres que celle du prix."
        )

    def values(name: str) -> Any:
        found = table[name]
        return found.astype(int) if found.dtype.kind == "b" else found

    y = checks.column(f"colonne {price}", values(price))
    x = np.column_stack([checks.column(f"colonne {name}", values(name)) for name in names])
    if len(y) <= len(names) + 1:
        raise checks.wrong(
            f"{french.plural(len(y), 'vente')} pour {french.plural(len(names) + 1, 'coefficient')} : il faut plus de ventes que de coefficients."
        )
    if np.linalg.matrix_rank(np.column_stack([np.ones(len(y)), x])) <= len(names):
        raise checks.wrong(
            "Une de ces colonnes ne varie pas, ou se déduit des autres (neuf et occasion, par exemple) : retirez-la."
        )
    coefficients, errors, r2 = _least_squares(x, y)
    index = ["constante", *names]
    return PriceDrivers(pd.Series(coefficients, index), pd.Series(errors, index), r2, len(y))


def profit_by_price(
    prices: Any, cost: Any, elasticity: float, price: float, quantity: float, fixed: float = 0.0
) -> Table:
    """Profit at several prices, when demand answers with one elasticity: quantity × (p / price)^elasticity sold at p.

    Args:
        prices: prices to try, > 0, excl. VAT.
        cost: of a unit, ≥ 0: one number, or one for each of ``prices`` when the product changes with its price.
        elasticity: of demand, negative.
        price, quantity: what is known: today's price and what it sells (per month, say).
        fixed: fixed costs of that period, ≥ 0.

    Returns:
        One row a price (index ``price``, ascending), columns ``quantity revenue cost profit`` (``cost`` of a unit).

    Raises:
        LearnerError: naming the row of a bad price or cost, or of a price that would sell more than can be computed; a positive elasticity; lists of different lengths.

    >>> table = bm.levers.pricing.profit_by_price([10, 20], cost=5, elasticity=-2, price=20, quantity=100)
    >>> table["profit"].tolist()  # 100 × 15 at 20 €, 400 × 5 at 10 €
    [2000.0, 1500.0]
    >>> dear = bm.levers.pricing.profit_by_price([10, 20], cost=[5, 12], elasticity=-2, price=20, quantity=100)
    >>> dear["profit"].tolist()  # the product at 20 € costs 12 €
    [2000.0, 800.0]
    """
    tried = checks.column("prices", prices, above=0)
    many = isinstance(cost, Iterable) and not isinstance(cost, str)
    unit = (
        checks.column("cost", cost, low=0)
        if many
        else np.full(len(tried), checks.number("cost", cost, low=0))
    )
    _as_many(tried, unit, "prices", "cost")
    slope, known = checks.number("elasticity", elasticity), checks.number("price", price, above=0)
    if slope > 0:
        raise checks.wrong(
            f"elasticity vaut {checks.shown(slope)} ; valeur admise : un nombre négatif, comme -1.5."
        )
    with np.errstate(over="ignore"):
        answer = (tried / known) ** slope
    if (far := ~(answer <= checks.LARGEST)).any():
        row = int(np.argmax(far))
        raise checks.wrong(
            f"ligne {row + 1} : prices vaut {checks.shown(float(tried[row]))}, trop loin de price ({checks.shown(known)}) "
            "pour cette élasticité : les ventes y seraient sans limite."
        )
    sold = checks.number("quantity", quantity, low=0) * answer
    spent = checks.number("fixed", fixed, low=0)
    frame = pd.DataFrame(
        {"quantity": sold, "revenue": sold * tried, "cost": unit, "profit": sold * (tried - unit) - spent},
        index=pd.Index(tried, name="price"),
    )
    return Table.of(frame.sort_index(), partial(_in_euros))


def volume_needed(price: float, cost: float, new_price: float, new_cost: float | None = None) -> float:
    """How many times today's volume must be sold at the new price to keep the same margin.

    (price − cost)/(new_price − new_cost), prices excl. VAT. 2: twice as much; 0.8: a fifth may leave.

    Args:
        price, cost: today's price and cost of a unit, € excl. VAT; the price is above the cost.
        new_price, new_cost: after the change; ``new_cost`` left out: the cost does not change.

    Raises:
        LearnerError: a price of 0, or one that does not cover its cost (no volume makes up for a loss on each unit).

    >>> bm.levers.pricing.volume_needed(price=40, cost=20, new_price=25)  # 20 € earned a piece, then 5 €
    4.0
    >>> bm.levers.pricing.volume_needed(price=40, cost=20, new_price=25, new_cost=15)
    2.0
    """
    old, new = checks.number("price", price, above=0), checks.number("new_price", new_price, above=0)
    spent = checks.number("cost", cost, low=0)
    now = spent if new_cost is None else checks.number("new_cost", new_cost, low=0)
    for what, sold, made in (("price", old, spent), ("new_price", new, now)):
        if sold <= made:
            raise checks.wrong(
                f"{what} vaut {checks.shown(sold)}, pour un coût de {checks.shown(made)} : chaque vente perd de l’argent, aucun volume ne le rattrape."
            )
    return (old - spent) / (new - now)


def _as_many(x: np.ndarray, y: np.ndarray, one: str, other: str) -> None:
    if len(x) != len(y):
        raise checks.wrong(f"{one} a {len(x)} valeurs et {other} {len(y)} : il en faut autant.")


def _least_squares(x: np.ndarray, y: np.ndarray) -> tuple[list[float], list[float], float]:
    """Coefficients, the constant first, their standard errors and R²; the columns are centred, which keeps the digits."""
    n, k = x.shape
    centre, level = x.mean(axis=0), y.mean()
    apart = x - centre
    inverse = np.linalg.inv(apart.T @ apart)
    slopes = inverse @ (apart.T @ (y - level))
    left = y - level - apart @ slopes
    variance = float(left @ left) / (n - k - 1)
    errors = np.sqrt(variance * np.diag(inverse))
    constant_error = math.sqrt(variance * (1 / n + float(centre @ inverse @ centre)))
    spread = float((y - level) @ (y - level))
    r2 = 1 - float(left @ left) / spread if spread > 0 else math.nan
    return [float(level - centre @ slopes), *slopes.tolist()], [constant_error, *errors.tolist()], r2


def _in_euros(table: pd.DataFrame) -> pd.DataFrame:
    """The prices tried, as a reader sees them."""
    return pd.DataFrame(
        {
            "Ventes": [french.number(round(one, 9), 0) for one in table["quantity"]],
            "Chiffre d’affaires": [french.quantity(round(one, 9), "€", 0) for one in table["revenue"]],
            "Coût unitaire": [french.quantity(one, "€", 2) for one in table["cost"]],
            "Profit": [french.quantity(round(one, 9), "€", 0) for one in table["profit"]],
        },
        index=pd.Index([french.quantity(one, "€", 2) for one in table.index], name="Prix"),
    )
