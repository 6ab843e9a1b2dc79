"""What stands, inside the interpreter, for what Python would hold: modules, functions of the course, pictures."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from bizmodels.classroom.interpreter.limits import NEST, TOO_LARGE, Refused


class Native:
    """A function of the course or of a library that may be called, with what must hold of its arguments.

    ``call`` receives the positional and the named arguments, checks them, calls and checks what comes back; ``cost`` is
    what a call takes in steps; ``owner``: the value that may change whose
    method it is.
    """

    __slots__ = ("call", "cost", "name", "owner")

    def __init__(self, name: str, call: Callable[[tuple, dict], Any], cost: int = 1, owner: Any = None):
        self.name, self.call, self.cost, self.owner = name, call, cost, owner

    @property
    def bound(self) -> bool:
        """Whether it is the method of a value that may change."""
        return self.owner is not None

    def __call__(self, *given: Any, **named: Any) -> Any:
        """As a library calls what it was handed."""
        return self.call(given, named)

    def __repr__(self) -> str:
        return f"<{self.name}>"


class Kind:
    """A type by its name (`int`, `list`): it converts, and ``isinstance`` knows it."""

    __slots__ = ("call", "kinds", "name")

    def __init__(self, name: str, call: Callable[[tuple, dict], Any], *kinds: type):
        self.name, self.call, self.kinds = name, call, kinds

    def __call__(self, *given: Any, **named: Any) -> Any:
        """As a library calls what it was handed."""
        return self.call(given, named)

    def __repr__(self) -> str:
        return f"<class '{self.name}'>"


class Module:
    """A module of which only some names are known: a table, or what finds a name."""

    __slots__ = ("find", "name")

    def __init__(self, name: str, find: Mapping[str, Any] | Callable[[str], Any]):
        self.name = name
        self.find = find if callable(find) else lambda asked: _known(name, find, asked)

    def __repr__(self) -> str:
        return f"<module '{self.name}'>"


def _known(module: str, names: Mapping[str, Any], asked: str) -> Any:
    try:
        return names[asked]
    except KeyError:
        raise Refused(f"`{module}.{asked}` n’est pas lu") from None


class Inert:
    """A picture, a calculator, an exercise's button: whatever is asked of it gives it back, and no number."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "<affichage>"


INERT = Inert()


class Unreadable:
    """The value of a name that an unread line gives."""

    __slots__ = ("reason",)

    def __init__(self, reason: str):
        self.reason = reason


class Lazy:
    """Values one after the other, as a generator or `zip` gives them; ``sources`` are what they come from.

    Raises:
        Refused: too many inside one another.
    """

    __slots__ = ("depth", "values")

    def __init__(self, values: Iterator, *sources: Any):
        self.values = values
        self.depth = 1 + max((one.depth for one in sources if type(one) is Lazy), default=0)
        if self.depth > NEST:
            raise Refused(TOO_LARGE)


class Failure:
    """The name of an error (`ValueError`): ``except`` and ``raise`` know it."""

    __slots__ = ("kind",)

    def __init__(self, kind: type[Exception]):
        self.kind = kind

    def __repr__(self) -> str:
        return f"<class '{self.kind.__name__}'>"


def fitted(function: Callable, first: Callable[[], tuple]) -> Callable[[tuple, dict], Any]:
    """What a ``Native`` calls: the function with ``first()`` before the arguments of the call.

    Arguments that it does not know are refused: Python's own function may know them, or say something else of them.

    Raises:
        Refused: they do not fit.
    """
    signature = inspect.signature(function)

    def call(given: tuple, named: dict) -> Any:
        before = first()
        try:
            signature.bind(*before, *given, **named)
        except TypeError:
            raise Refused("cette façon d’appeler une fonction de Python n’est pas lue") from None
        return function(*before, *given, **named)

    return call


def no_value(one: Any) -> None:
    """Refuse what is no value to calculate with.

    Raises:
        Refused: a picture, a module, a name that an unread line gives.
    """
    kind = type(one)
    if kind is Unreadable:
        raise Refused(one.reason)
    if kind is Inert:
        raise Refused("ce qu’un affichage du cours rend n’est pas une valeur lue")
    if kind is Module:
        raise Refused(f"`{one.name}` est un module, pas une valeur")
