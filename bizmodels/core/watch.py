"""What a student's code gives back while it runs: each value is checked, and no loop is endless."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import wraps
from inspect import getattr_static
from typing import Any

import numpy as np
from pydantic import BaseModel

from bizmodels import french
from bizmodels.core.body import HOOKS
from bizmodels.core.clock import TooLong, in_time
from bizmodels.core.failures import failure, figure_name, known_names
from bizmodels.core.kpi import kpi
from bizmodels.core.place import at_error, at_function, is_ours
from bizmodels.core.values import as_number, in_words
from bizmodels.errors import LearnerError

_COMPUTED_COLUMNS = {"fixed_costs", "profit", "working_capital", "cash", "month"}


def watch(cls: type) -> None:
    """Put the checks around the functions that a class, or a mixin of it, wrote itself."""
    wrappers = {"stocks": checked_stocks, "shares": checked_shares}
    for name, wrapper in wrappers.items():
        if is_by_hand(function := getattr(cls, name)):
            setattr(cls, name, wrapper(function, cls))
    if isinstance(own := vars(cls).get("backtests"), classmethod) and is_by_hand(own.__func__):
        cls.backtests = _checked_backtests(own, cls)
    mixins = [base for base in cls.__mro__[1:] if base is not object and not issubclass(base, BaseModel)]
    for name in dict.fromkeys(name for base in (cls, *mixins) for name in vars(base)):
        own = getattr_static(cls, name)
        if isinstance(own, property) and is_by_hand(own.fget):
            setattr(cls, name, _checked_property(own, name, cls))
        elif isinstance(own, kpi) and is_by_hand(own.function):
            own.call = watched(own.function, figure_name(own, cls))


def is_by_hand(function: Any) -> bool:
    """Whether a function is a student's, to be watched: neither the package's nor already wrapped."""
    code = getattr(function, "__code__", None)
    return code is not None and not is_ours(code.co_filename) and not hasattr(function, "is_checked")


def watched(function: Callable, what: str) -> Callable:
    """The student's function, stopped when it loops for ever."""

    @wraps(function)
    def call(*args: Any) -> Any:
        try:
            return in_time(function, *args)
        except TooLong as late:
            raise late.told(what) from None
        except SystemExit:
            raise LearnerError(
                f"{what} quitte Python au lieu de rendre un nombre. Remplacer `exit()` ou `sys.exit()` par `return …`."
            ) from None

    call.is_checked = True
    return call


def as_equation(function: Callable, symbols: Any, figure: Any, cls: type) -> Any:
    """Run a key figure on symbols; a student's code that cannot be written down says why."""
    what = figure_name(figure, cls)
    try:
        if figure.call is figure.function:
            return function(symbols)
        return in_time(function, symbols)
    except TooLong as late:
        raise late.told(what) from None
    except LearnerError:
        raise
    except TypeError as error:
        if str(error).startswith("une équation"):
            raise LearnerError(
                f"{what} ne s’écrit pas en équation{at_error(error)}{french.NBSP}: {error}."
            ) from error
        if str(error).startswith("super("):
            raise LearnerError(
                f"{what} ne s’écrit pas en équation{at_error(error)}{french.NBSP}: recopier la formule du "
                "modèle de départ au lieu de super()."
            ) from error
        raise failure(what, error, known_names(cls)) from error
    except Exception as error:
        raise failure(what, error, known_names(cls)) from error


def _apart(value: Any) -> Any:
    return value.copy() if isinstance(value, np.ndarray) else value


def checked_stocks(function: Callable, cls: type) -> Callable:
    """``stocks`` of a student: every month a dict of numbers under the same keys, ``customers`` among them."""
    what = f"stocks() de {cls.__name__}"
    example = "Écrire `while True:` puis `yield {'customers': clients}`."

    @wraps(function)
    def stocks(self) -> Iterator[dict[str, Any]]:
        where = at_function(function)

        def refuse(reason: str) -> LearnerError:
            return LearnerError(f"{what} {reason}{where}. {example}")

        def run(call: Callable, *args: Any) -> Any:
            try:
                return in_time(call, *args)
            except TooLong as late:
                raise late.told(what) from None
            except StopIteration:
                raise
            except Exception as error:
                raise failure(what, error, known_names(type(self))) from error

        months = run(function, self)
        if isinstance(months, Mapping | str) or not hasattr(months, "__iter__"):
            raise refuse(f"donne {in_words(months)} au lieu d’une suite de mois")
        months, keys, count = iter(months), None, 0
        while True:
            try:
                stock = run(next, months)
            except StopIteration:
                raise refuse(
                    f"s’arrête après {french.number(count)} mois alors que le modèle en demande davantage"
                ) from None
            count += 1
            if not isinstance(stock, dict):
                raise refuse(f"donne {in_words(stock)} au lieu d’un dictionnaire au mois {count}")
            if keys is None:
                keys = set(stock)
                if wrong := [name for name in stock if not isinstance(name, str)]:
                    raise refuse(f"a une clé qui n’est pas un texte ({wrong[0]!r})")
                if "customers" not in keys:
                    raise refuse(
                        f"ne donne pas la clé `customers` (clés reçues{french.NBSP}: {french.listing(map(str, stock)) or 'aucune'})"
                    )
                if wrong := sorted(keys & _COMPUTED_COLUMNS):
                    raise refuse(f"donne `{wrong[0]}`, que le modèle calcule lui-même")
            elif keys != set(stock):
                changed = french.listing(sorted(map(str, keys ^ set(stock))))
                raise refuse(f"change de clés au mois {count}{french.NBSP}: {changed}")
            # A copy: a student may yield the same dict each month, or the same array, changed in place.
            start = f"{what}, mois {count}, clé"
            yield {
                name: value
                if type(value) is float
                else _apart(
                    as_number(value, self, lambda n=name, s=start: f"{s} `{n}`{where},", "Donner un nombre.")
                )
                for name, value in stock.items()
            }

    stocks.is_checked = True
    return stocks


def checked_shares(function: Callable, cls: type) -> Callable:
    """``shares`` of a student: a dict from who to how much."""
    what = f"shares() de {cls.__name__}"

    @wraps(function)
    def shares(self) -> dict[str, float]:
        lines = _called(function, what, self)
        example = f"{at_function(function)}. Écrire `return {{'Fabricant': 12.0, 'Marge': self.margin_per_customer}}`."
        if not isinstance(lines, dict):
            raise LearnerError(f"{what} donne {in_words(lines)} au lieu d’un dictionnaire{example}")
        if not lines:
            raise LearnerError(f"{what} ne nomme personne{example}")
        if wrong := [who for who in lines if not (isinstance(who, str) and who.strip())]:
            raise LearnerError(f"{what} nomme {wrong[0]!r}, qui n’est pas un texte{example}")
        return {
            who: as_number(
                v, self, lambda who=who: f"{what}, ligne {french.quote(who)},", "Donner un nombre."
            )
            for who, v in lines.items()
        }

    shares.is_checked = True
    return shares


def _called(function: Callable, what: str, owner: Any) -> Any:
    try:
        return in_time(function, owner)
    except TooLong as late:
        raise late.told(what) from None
    except Exception as error:
        cls = owner if isinstance(owner, type) else type(owner)
        known = known_names(cls) if hasattr(cls, "__kpis__") else []
        raise failure(what, error, known) from error


def _checked_backtests(method: classmethod, cls: type) -> classmethod:
    what = f"backtests() de {cls.__name__}"

    @wraps(method.__func__)
    def backtests(owner: type) -> list:
        lines = _called(method.__func__, what, owner)
        if not isinstance(lines, list | tuple) or any(type(line).__name__ != "BackTest" for line in lines):
            raise LearnerError(
                f"{what} donne {in_words(lines)} au lieu d’une liste de BackTest{at_function(method.__func__)}."
            )
        return list(lines)

    backtests.is_checked = True
    return classmethod(backtests)


def _checked_property(own: property, name: str, cls: type) -> property:
    what = f"La propriété `{name}` de {cls.__name__}"

    @wraps(own.fget)
    def read(self):
        value = _called(own.fget, what, self)
        # The equations of the contract divide by these two; a symbol passes, the sheet runs this code too.
        if (
            name in HOOKS
            and type(value) is not float
            and isinstance(getattr(self, "__dict__", {}).get("churn"), float | np.ndarray)
        ):
            return as_number(value, self, lambda: what + at_function(own.fget))
        return value

    read.is_checked = True
    return property(read, doc=own.__doc__)
