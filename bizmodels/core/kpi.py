"""The key figures of a model: a label and a unit above a method, computed once and without numpy's warnings."""

from __future__ import annotations

import math
import threading
from functools import wraps
from typing import Any

import numpy as np

from bizmodels import french
from bizmodels.core.failures import failure, figure_name, known_names
from bizmodels.core.place import at_error, at_function, at_name
from bizmodels.core.values import as_number
from bizmodels.errors import LearnerError, UnknownName, told_at_call


class _Silence(threading.local):
    """Whether numpy is silent already in this thread: entering ``errstate`` takes longer than most key figures do."""

    on = False


_SILENCE = _Silence()


def silently(function):
    """Run without numpy's warnings: overflow and x/0 are answers here (« jamais », « sans limite »), not accidents."""

    @wraps(function)
    def silent(*args, **named):
        if _SILENCE.on:
            return function(*args, **named)
        _SILENCE.on = True
        try:
            with np.errstate(all="ignore"):
                return function(*args, **named)
        except RecursionError as error:
            raise _cycle(error) from None
        finally:
            _SILENCE.on = False

    return silent


@told_at_call
class kpi:  # noqa: N801 - reads as a decorator
    """A key figure: a documented property with a French label and a unit, computed once per instance.

    ``infinite`` is what an infinite value reads: « sans limite », or « jamais » for a wait or a threshold.

    >>> from bizmodels import D2C, kpi
    >>> class Shop(D2C):
    ...     @kpi("Délai entre deux clients", "heures", infinite="jamais")
    ...     def wait(self):
    ...         return 720 / self.new_customers
    >>> Shop(new_customers=360).wait
    2.0
    >>> Shop.wait.show(Shop(new_customers=0).wait)
    'jamais'
    """

    def __init__(self, label: str, unit: str = "", infinite: str = "sans limite"):
        _check_words(label, unit, infinite)
        self.label, self.unit, self.infinite = label, unit, infinite
        # ``call`` is the function, under the clock where a student wrote it.
        self.name = self.function = self.call = None

    def parts(self, value: float) -> tuple[str, str]:
        """Figure and unit apart, as a card shows them; amounts from 100 000 € on are in k€, M€ or Md€."""
        if math.isinf(value):
            return (self.infinite if value > 0 else f"{french.MINUS}∞"), ""
        if math.isnan(value):
            return "—", ""
        if self.unit.startswith(("€", "$")) and abs(value) >= 1e5:
            text, unit = french.compact(value, self.unit).split(french.NBSP, 1)
        else:
            text, _, unit = french.quantity(value, self.unit).partition(french.NBSP)
        return text, unit

    def show(self, value: float) -> str:
        """The value as a learner reads it: « 1 234 € », « jamais », « — »."""
        return french.NBSP.join(part for part in self.parts(value) if part)

    def __call__(self, function):
        figure = kpi(self.label, self.unit, self.infinite) if self.function else self
        figure.function = figure.call = function
        figure.__doc__ = function.__doc__
        return figure

    def __set_name__(self, owner, name):
        if self.name in (None, name):
            self.name = name
        else:  # another name for the figure of a parent: the parent keeps its own
            figure = kpi(self.label, self.unit, self.infinite)(self.function)
            figure.name, figure.call = name, self.call
            setattr(owner, name, figure)

    def in_currency(self, symbol: str, before: str = "€") -> kpi:
        """The same figure for a firm that counts in another currency."""
        unit = self.unit.replace("€", symbol).replace(before, symbol)
        figure = kpi(self.label, unit, self.infinite)(self.function)
        figure.name, figure.call = self.name, self.call
        return figure

    def __repr__(self) -> str:
        return f"kpi({self.label!r}, {self.unit!r})"

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        value = self._compute(instance)
        instance.__dict__[self.name] = value
        return value

    @silently
    def _compute(self, instance):
        try:
            value = self.call(instance)
        except (ZeroDivisionError, OverflowError):
            value = self._again(instance)
        except RecursionError:
            raise  # told once, from the top
        except Exception as error:
            raise self._failed(instance, error) from error
        kind = type(value)
        if kind is not float and kind is not np.float64:
            value = as_number(value, instance, lambda: self._where(instance))
            if type(value) is not float:
                value.setflags(write=False)  # kept, and handed to other figures: none may change it in place
                return value
        # Inside as_numpy() a zero must stay a numpy zero, or the next division raises again.
        return np.float64(value) if "_numpy" in instance.__dict__ else float(value)

    def _again(self, instance):
        """The same over numpy numbers, where x/0 and what is too large are infinite."""
        try:
            return self.call(instance.as_numpy())
        except RecursionError:
            raise
        except Exception as error:
            raise self._failed(instance, error) from error

    def _failed(self, instance, error: Exception) -> LearnerError:
        # Not an AttributeError: Python would take it for « no such key figure » and hide the name at fault.
        if isinstance(error, LearnerError) and not isinstance(error, UnknownName):
            return error
        cls = type(instance)
        draws = any(isinstance(value, np.ndarray) and value.ndim for value in instance.values().values())
        return failure(figure_name(self, cls), error, known_names(cls), draws)

    def _where(self, instance) -> str:
        return figure_name(self, type(instance)) + at_function(self.function)


def _check_words(label: Any, unit: Any, infinite: Any) -> None:
    """``@kpi`` takes a label and a unit, in parentheses."""
    if callable(label):
        name = getattr(label, "__name__", "x")
        raise LearnerError(
            f"@kpi s’écrit avec son libellé et son unité{french.NBSP}: @kpi('libellé', 'unité') au-dessus de def {name}(self)"
            f"{at_function(label)}."
        )
    for word, text in (("libellé", label), ("unité", unit), ("infinite", infinite)):
        if not isinstance(text, str) or (word == "libellé" and not text.strip()):
            said = "est vide" if isinstance(text, str) else f"est {text!r}"
            raise LearnerError(
                f"@kpi{french.NBSP}: {word} {said}{french.NBSP}; écrire un texte, @kpi('Valeur vie client', '€'){at_name('@kpi')}."
            )


def _cycle(error: RecursionError) -> LearnerError:
    """A recursion without end: which key figures call one another."""
    names, cls, trace = [], "", error.__traceback__
    while trace:
        frame = trace.tb_frame
        if frame.f_code.co_name == "_compute" and isinstance(own := frame.f_locals.get("self"), kpi):
            cls = type(frame.f_locals["instance"]).__name__
            names.append(own.name)
            if names.index(own.name) < len(names) - 1:
                break
        trace = trace.tb_next
    if len(names) > 1 and names[-1] in names[:-1]:
        round_ = names[names.index(names[-1]) :]
        return LearnerError(
            f"Les grandeurs de {cls} tournent en rond{french.NBSP}: "
            f"{' → '.join(f'`{name}`' for name in round_)}{at_error(error)}. L’une d’elles doit se calculer "
            "à partir des paramètres."
        )
    what = f"La grandeur `{names[0]}` de {cls}" if names else "Une fonction du modèle"
    return failure(what, error)


def formula(label: str):
    """Mark a function without closed form: the equation sheet prints its French name, not its code.

    >>> from bizmodels import D2C, formula, kpi
    >>> @formula("jours ouvrés")
    ... def working_days(days):
    ...     return days - 2 * (days // 7)
    >>> class Shop(D2C):
    ...     @kpi("Clients par jour ouvré", "clients")
    ...     def per_day(self):
    ...         return self.new_customers / working_days(30)
    >>> Shop(new_customers=440).per_day
    20.0
    >>> "jours ouvrés" in Shop().equations().loc["per_day", "latex"]
    True
    """

    def mark(function):
        function.formula_label = label
        return function

    return mark
