"""Two pieces of advice that one reads everywhere, each played as a policy on futures that nobody plays.

« Retention first » on every model of the course; « the marketplace before one's own shop » for a brand that starts. Advice is
right or wrong by its futures, never by one of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from bizmodels import french
from bizmodels.core.model import BusinessModel
from bizmodels.core.numbers import is_number
from bizmodels.core.values import as_given
from bizmodels.errors import LearnerError
from bizmodels.lazy import pd, tables
from bizmodels.models import all_models
from bizmodels.pilot import play, policies
from bizmodels.pilot.channels import MarketplaceChannel, channel_of
from bizmodels.pilot.debrief import OTHERS
from bizmodels.pilot.decision import CLOSE, OPEN, Decision
from bizmodels.pilot.plans import kept
from bizmodels.pilot.policies import Planner, Policy
from bizmodels.pilot.rules import Rules
from bizmodels.pilot.state import Seen

FUTURES = 2_000
SEED = 60  # that of the class in lesson 25
YEAR = 4  # quarters
HALF = 0.5  # times the advertising of the start


def keeping(rules: Rules) -> Policy:
    """The levers that keep customers, one a quarter, and the advertising as it was."""
    return kept(
        rules, levers=[name for name, lever in rules.levers.items() if "churn" in lever.moved(rules.firm)]
    )


def planned(rules: Rules) -> Policy:
    """The levers of « Tester d’abord », one a quarter: price, advertising and tests are left out."""
    plan = Planner(rules)

    def policy(seen: Seen) -> Decision:
        names = plan.levers(seen) if seen.quarter == 0 else policy.names
        policy.names = names
        return Decision(lever=names[seen.quarter] if seen.quarter < len(names) else "")

    return policy


RETENTION: dict[str, Callable[[Rules], Policy]] = {
    "retention": policies.retention_first,
    "keeping": keeping,
    "levers": planned,
    "tested": policies.information_first,
}


def retention_first(
    models: Mapping[str, BusinessModel] | None = None, futures: int = FUTURES, seed: int = SEED
) -> pd.DataFrame:
    """« Retention first » against doing nothing, the same without its cut, and « test first », firm by firm.

    Args:
        models: French name -> firm; None: those of the course, as they are.
        futures: how many are played, the same for every way.
        seed: of these futures.

    Returns:
        One row a firm, those first to which retention brings most: ``retention keeping levers tested`` (mean worth
        over that of doing nothing, less 1; ``keeping``: advertising as it was; ``levers``: those of ``tested`` alone), ``better`` (share of the futures in which retention does better than doing nothing),
        ``ruined_nothing ruined`` (share of the futures).

    Raises:
        LearnerError: no firms, or a number of futures below 1.

    >>> found = bm.pilot.advice.retention_first({"Vente directe": bm.D2C()}, futures=200)
    >>> list(found.columns)
    ['retention', 'keeping', 'levers', 'tested', 'better', 'ruined_nothing', 'ruined']
    """
    models = _firms("retention_first()", models)
    _need_futures(futures)
    rows = {name: _retained(model, futures, seed) for name, model in models.items()}
    frame = (
        pd.DataFrame.from_dict(rows, orient="index")
        .sort_values("retention", ascending=False)
        .rename_axis("firm")
    )
    return tables.Table.of(frame, _retention_shown, note=_noted(futures))


@lru_cache(maxsize=32)  # a lesson asks for the same table twice
def _retained(model: BusinessModel, futures: int, seed: int) -> dict[str, float]:
    rules = Rules(model)
    fate = rules.fate(seed + OTHERS, futures)
    nothing, lives = play.worth(rules, fate, policies.nothing(rules))
    played = {name: play.worth(rules, fate, of(rules)) for name, of in RETENTION.items()}
    mean = float(nothing.mean())
    kept, alive = played["retention"]
    return {name: float(worth.mean()) / mean - 1 for name, (worth, _) in played.items()} | {
        "better": float(np.mean(kept > nothing)),
        "ruined_nothing": float(1 - lives.mean()),
        "ruined": float(1 - alive.mean()),
    }


def _retention_shown(frame: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "La rétention d’abord": frame["retention"].map(_change),
            "La même, publicité gardée": frame["keeping"].map(_change),
            "Les leviers de « Tester d’abord », seuls": frame["levers"].map(_change),
            "Tester d’abord": frame["tested"].map(_change),
            "Ruine, sans rien faire": frame["ruined_nothing"].map(_share),
            "Ruine, rétention d’abord": frame["ruined"].map(_share),
        }
    ).rename_axis("Valeur moyenne, par rapport à ne rien faire")


# --- the same decisions elsewhere -------------------------------------------------------------------------


def elsewhere(
    price: float,
    advertising: float,
    levers: Sequence[str] = (),
    models: Mapping[str, BusinessModel] | None = None,
    futures: int = 1_000,
    seed: int = SEED,
) -> pd.DataFrame:
    """The same decisions, taken in the first quarters and kept, in several firms.

    Args:
        price: times that of the start; ``advertising``: times that of the start.
        levers: names, switched on one a quarter; those that a firm does not have are left out.
        models: French name -> firm; None: those of the course, as they are.
        futures: how many are played; ``seed``: of these futures.

    Returns:
        One row a firm, those first that gain most: ``gain`` (mean worth over that of doing nothing, less 1), ``better`` and
        ``ruined`` (shares of the futures).

    Raises:
        LearnerError: a price or a budget outside the rules, no firms.

    >>> firms = {"Vente directe": bm.D2C(), "Freemium": bm.Freemium()}
    >>> found = bm.pilot.advice.elsewhere(1.15, 1.5, models=firms, futures=100)
    >>> list(found.index)
    ['Vente directe', 'Freemium']
    """
    models = _firms("elsewhere()", models)
    _need_futures(futures)
    rows = {}
    for name, model in models.items():
        rules = Rules(model)
        fate = rules.fate(seed + OTHERS, futures)
        nothing, _ = play.worth(rules, fate, policies.nothing(rules))
        worth, alive = play.worth(rules, fate, kept(rules, price, advertising, levers))
        rows[name] = {
            "gain": float(worth.mean() / nothing.mean()) - 1,
            "better": float(np.mean(worth > nothing)),
            "ruined": float(1 - alive.mean()),
        }
    frame = (
        pd.DataFrame.from_dict(rows, orient="index").sort_values("gain", ascending=False).rename_axis("firm")
    )

    def shown(found: pd.DataFrame) -> pd.DataFrame:
        return pd.DataFrame(
            {
                "Valeur moyenne, par rapport à ne rien faire": found["gain"].map(_change),
                "Mieux que ne rien faire": found["better"].map(_share),
                "Ruine": found["ruined"].map(_share),
            }
        ).rename_axis("Les mêmes décisions")

    return tables.Table.of(frame, shown, note=_noted(futures))


# --- the marketplace first --------------------------------------------------------------------------------


def _starts(
    rules: Rules, budget: float, opens: bool = False, later: float | None = None, closes: bool = False
) -> Policy:
    """Advertising of the first year (times that of the start), the marketplace opened or not, advertising of the next years, and
    whether the marketplace is closed then."""

    def policy(seen: Seen) -> Decision:
        if seen.quarter == 0:
            return Decision(acquisition=budget * rules.budget, channel=OPEN if opens else "")
        now = seen.quarter == YEAR
        return Decision(
            acquisition=later * rules.budget if now and later is not None else None,
            channel=CLOSE if now and closes else "",
        )

    return policy


# Name -> advertising of the first year, whether the marketplace opens, advertising afterwards, whether it closes then.
WAYS_IN: dict[str, tuple[float, bool, float | None, bool]] = {
    "Le site tout de suite": (1.0, False, None, False),
    "La place de marché, puis le site": (0.0, True, 1.0, False),
    "La même, place fermée quand le site ouvre": (0.0, True, 1.0, True),
    "Rien un an, puis le site": (0.0, False, 1.0, False),
    "La place de marché seule": (0.0, True, None, False),
    "Le site à demi-publicité un an": (HALF, False, 1.0, False),
    "Le site à demi-publicité, toujours": (HALF, False, None, False),
    "Ne jamais ouvrir": (0.0, False, None, False),
}


def marketplace_first(
    brand: BusinessModel, money: float, futures: int = FUTURES, seed: int = SEED
) -> pd.DataFrame:
    """« The marketplace before one's own shop », for a brand that starts with that much money.

    Args:
        brand: a ``D2C`` without customers yet: ``bm.D2C(starting_customers=0, …)``.
        money: in the bank on the first day (€).
        futures: how many are played, the same for every way; ``seed``: of these futures.

    Returns:
        One row a way in, in the order of ``WAYS_IN``: ``first_year ruined`` (share of the futures ruined within a year, within
        three), ``mean`` worth after twelve quarters (€), ``low high`` (nine futures in ten lie between).

    Raises:
        LearnerError: another model than ``D2C``, customers at the start, money that is no positive number.

    >>> brand = bm.D2C(starting_customers=0, new_customers=1_000, cac=25, fixed_costs=1_500)
    >>> found = bm.pilot.advice.marketplace_first(brand, money=100_000, futures=200)
    >>> bool(found["first_year"].iloc[1] < found["first_year"].iloc[0])
    True
    """
    rules = _young(brand, money)
    _need_futures(futures)
    fate = rules.fate(seed + OTHERS, futures)
    rows = {}
    for name, way in WAYS_IN.items():
        last = play.followed(rules, fate, _starts(rules, *way))[-1]
        rows[name] = {
            "first_year": float(np.mean((last.ruined > 0) & (last.ruined <= YEAR))),
            "ruined": float(np.mean(last.ruined > 0)),
            "mean": float(last.worth.mean()),
            "low": float(np.quantile(last.worth, 0.05)),
            "high": float(np.quantile(last.worth, 0.95)),
        }
    frame = pd.DataFrame.from_dict(rows, orient="index").rename_axis("way")
    note = f"{french.number(futures, 0)} futurs, {french.compact(money)} en banque au départ. Les forces du jeu sont des hypothèses de cours."
    return tables.Table.of(frame, _marketplace_shown, note=note)


def survival(
    brand: BusinessModel, money: float, ways: Sequence[str], futures: int = FUTURES, seed: int = SEED
) -> pd.DataFrame:
    """Share of the futures (%) in which a brand that starts still lives, quarter by quarter.

    Args:
        brand, money, futures, seed: as in ``marketplace_first``.
        ways: names in ``WAYS_IN``.

    Returns:
        One row a quarter from 0, one column a way, in percent.

    Raises:
        LearnerError: as ``marketplace_first``; a way that does not exist.

    >>> brand = bm.D2C(starting_customers=0, new_customers=1_000, cac=25, fixed_costs=1_500)
    >>> alive = bm.pilot.advice.survival(brand, 100_000, ["Le site tout de suite"], futures=100)
    >>> float(alive.iloc[0, 0])
    100.0
    """
    rules = _young(brand, money)
    _need_futures(futures)
    if isinstance(ways, str) or not ways:
        raise LearnerError(
            f"survival() attend une liste de façons de commencer{french.NBSP}; reçu{french.NBSP}: {as_given(ways)}."
        )
    fate, columns = rules.fate(seed + OTHERS, futures), {}
    for name in ways:
        if name not in WAYS_IN:
            raise LearnerError(
                f"Aucune façon de commencer ne s’appelle {french.quote(str(name))}.{french.nearest(str(name), list(WAYS_IN))}"
            )
        states = play.followed(rules, fate, _starts(rules, *WAYS_IN[name]))
        columns[name] = [100 * float(state.alive.mean()) for state in states]
    return pd.DataFrame(columns).rename_axis("quarter")


def _marketplace_shown(frame: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Ruine la première année": frame["first_year"].map(_share),
            "Ruine en trois ans": frame["ruined"].map(_share),
            "Valeur moyenne": frame["mean"].map(_money),
            "Neuf futurs sur dix": [
                f"de {_money(a)} à {_money(b)}" for a, b in zip(frame["low"], frame["high"], strict=True)
            ],
        }
    ).rename_axis("Comment commencer")


def _young(brand: Any, money: Any) -> Rules:
    channel = channel_of(brand) if isinstance(brand, BusinessModel) else None
    if channel is None or channel.open_at_start or brand.starting_customers:
        raise LearnerError(
            f"marketplace_first() attend une marque qui démarre, bm.D2C(starting_customers=0){french.NBSP}; reçu{french.NBSP}: {as_given(brand)}."
        )
    if not is_number(money) or not 0 < money < np.inf:
        raise LearnerError(
            f"marketplace_first(){french.NBSP}: money vaut {as_given(money)}{french.NBSP}; il faut un nombre d’euros positif."
        )
    if not isinstance(channel, MarketplaceChannel):
        raise LearnerError(
            "marketplace_first() attend une marque qui ne vend que sur son site (commission_rate=0)."
        )
    return Rules(brand, opening=float(money))


def _firms(call: str, models: Any) -> Mapping[str, BusinessModel]:
    if models is None:
        return {cls.title: cls() for cls in all_models().values()}
    if (
        not isinstance(models, Mapping)
        or not models
        or not all(isinstance(m, BusinessModel) for m in models.values())
    ):
        raise LearnerError(
            f"{call} attend des entreprises, {{'Vente directe': bm.D2C()}}{french.NBSP}; reçu{french.NBSP}: {as_given(models)}."
        )
    return models


def _noted(futures: int) -> str:
    return (
        f"{french.number(futures, 0)} futurs par entreprise. Les forces du jeu sont des hypothèses de cours."
    )


def _need_futures(futures: Any) -> None:
    if not is_number(futures) or futures != int(futures) or futures < 1:
        raise LearnerError(
            f"futures vaut {as_given(futures)}{french.NBSP}; il faut un nombre entier, 1 ou plus."
        )


def _two_digits(value: float) -> float:
    """To two significant digits: what a few thousand futures know of a mean."""
    return float(f"{value:.1e}")


def _money(value: float) -> str:
    return french.compact(_two_digits(value))


def _share(value: float) -> str:
    return french.quantity(value, "%", 0)


def _change(value: float) -> str:
    said = _share(value)
    return f"+{said}" if value >= 0.005 else said
