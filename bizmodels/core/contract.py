"""Whether a model is written as the contract asks: checked once per class, then on each computed value.

A student's class passes three gates: the names of its body (before pydantic reads them, whose own messages
are English), its cards, bounds and settings (once the class exists), and what its code gives back while it
runs. Each refusal is a French sentence that names the class, the name and the line.
"""

from __future__ import annotations

import difflib
import inspect
import linecache
import math
import re
import signal
import sys
import threading
import types
import typing
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import cached_property, wraps
from numbers import Real
from pathlib import Path
from typing import Any, ClassVar, NamedTuple

import numpy as np

from bizmodels import data, french
from bizmodels.errors import LearnerError, _wrong_call
from bizmodels.french import nearest

SECONDS = 5.0  # of computing: far above any key figure, below the patience of a learner
_PACKAGE = str(Path(__file__).parent.parent)  # bizmodels itself, not this room
_LIBRARIES = tuple(str(Path(module.__file__).parent) for module in (np, typing) if module.__file__)
_HOOKS = {"stocks", "shares", "backtests", "cac_per_customer", "overheads"}  # what a model may write anew
_FIXED = {
    "__init__", "__new__", "__post_init__", "__getattr__", "__getattribute__", "__setattr__", "model_post_init",
}  # fmt: skip
_COMPUTED_COLUMNS = {"fixed_costs", "profit", "cash", "month"}
# What the calculator's list of starting points writes itself.
START, MODIFIED = "Réglages de départ", "Réglages modifiés"
STRESS = {
    "Épreuve : attrition + 50 %": ("churn", 1.5),
    "Épreuve : coût d’acquisition doublé": ("cac", 2.0),
    "Épreuve : deux fois moins de nouveaux clients": ("new_customers", 0.5),
}
OPTIONS = (START, MODIFIED, *STRESS)
_MISSING = object()


class Kinds(NamedTuple):
    """The classes of the contract, handed over by ``model`` (which imports this module)."""

    param: type
    figure: type
    constant: type


# --- words -----------------------------------------------------------------------------------------------


def _is_ours(filename: str) -> bool:
    return filename.startswith(_PACKAGE)


def _is_written_by_hand(filename: str) -> bool:
    """Whether a frame is the student's: not this package, nor a library, nor Python."""
    return not (
        _is_ours(filename)
        or "site-packages" in filename
        or filename.startswith(_LIBRARIES)
        or filename.startswith("<frozen")
    )


def at_line(filename: str, line: int) -> str:
    """« (ligne 3 : `return self.caac`) »; the file is named where it is one, a cell has no name worth reading."""
    text = linecache.getline(filename, line).strip()
    shown = f"{french.NBSP}: `{text[:90]}`" if text else ""
    named = f" de {Path(filename).name}" if filename.endswith(".py") and "ipykernel_" not in filename else ""
    return f" (ligne {line}{named}{shown})"


def _at_name(name: str) -> str:
    """The line of a class body that declares ``name``, looked for below the ``class`` that is being run."""
    frame = sys._getframe(1)
    while frame and not _is_written_by_hand(frame.f_code.co_filename):
        frame = frame.f_back
    if frame is None:
        return ""
    filename, start = frame.f_code.co_filename, frame.f_lineno
    declared = re.compile(rf"\s*(async\s+def\s+|def\s+|class\s+)?{re.escape(name)}\s*[:=(]")
    for line, text in enumerate(linecache.getlines(filename)[start - 1 :], start):
        if declared.match(text):
            return at_line(filename, line)
    return at_line(filename, start)


def at_function(function: Any) -> str:
    function = inspect.unwrap(function)
    code = getattr(function, "__code__", None)
    if code is None:
        return ""
    filename, line = code.co_filename, code.co_firstlineno
    # The first line is the decorator's; the reader looks for the « def ».
    for further in range(line, line + 5):
        if linecache.getline(filename, further).lstrip().startswith("def "):
            return at_line(filename, further)
    return at_line(filename, line)


def _at_error(error: BaseException) -> str:
    """The last line of the student's own code that an error went through."""
    place, trace = "", error.__traceback__
    while trace:
        if _is_written_by_hand(trace.tb_frame.f_code.co_filename):
            place = (trace.tb_frame.f_code.co_filename, trace.tb_lineno)
        trace = trace.tb_next
    return at_line(*place) if place else ""


def _what(value: Any) -> str:
    """A refused value in words: « `None` (rien) », « le texte « douze » », « une liste »."""
    if value is None:
        return "`None` (rien)"
    if isinstance(value, bool | np.bool_):
        return f"{value} (vrai ou faux)"
    if isinstance(value, str):
        return f"le texte {french.quote(value[:40])}"
    if isinstance(value, complex | np.complexfloating):
        return f"le nombre complexe {value:.4g}"
    if isinstance(value, np.ndarray):
        return f"un tableau de {value.size} valeurs ({value.dtype})"
    if isinstance(value, types.GeneratorType):
        return "un générateur (`yield` au lieu de `return`)"
    names = {list: "une liste", tuple: "un n-uplet", dict: "un dictionnaire", set: "un ensemble"}
    if type(value) in names:
        count = len(value)
        return f"{names[type(value)]} de {count} valeur{'s' * (count > 1)}"
    if callable(value):
        return "une fonction (il manque les parenthèses de l’appel)"
    return f"un objet {type(value).__name__}"


def _remedy(value: Any) -> str:
    if value is None:
        return "Il manque sans doute `return`."
    if isinstance(value, bool | np.bool_) or (isinstance(value, np.ndarray) and value.dtype.kind == "b"):
        return "Écrire np.where(condition, 1.0, 0.0)."
    if isinstance(value, tuple) and len(value) == 2:
        return f"En Python, la virgule décimale est un point{french.NBSP}: {value[0]}.{value[1]}."
    return "Rendre un seul nombre."


_CAUSES = {
    ZeroDivisionError: "divise par zéro quels que soient les réglages",
    OverflowError: "donne un nombre trop grand",
    RecursionError: "s’appelle elle-même sans fin",
    AttributeError: "demande à un objet ce qu’il n’a pas",
    KeyError: "cherche une clé absente",
    IndexError: "cherche un rang absent",
    ImportError: "importe un module absent",
    TypeError: "mêle des choses qui ne se calculent pas ensemble",
    ValueError: "reçoit une valeur qui ne convient pas",
}


def failure(what: str, error: BaseException, known: list[str] = (), draws: bool = False) -> LearnerError:
    """The sentence for an error of Python inside the student's code."""
    place = _at_error(error)
    if isinstance(error, LearnerError):
        text = str(error)
        return LearnerError(text if not place or place in text else f"{text}{place}")
    if isinstance(error, NameError) and error.name:
        close = difflib.get_close_matches(error.name, known, n=1, cutoff=0.6)
        hint = f" Vouliez-vous dire `self.{close[0]}`{french.NBSP}?" if close else ""
        return LearnerError(
            f"{what} emploie {french.quote(error.name)}, qui n’est défini nulle part{place}.{hint}"
        )
    cause = next(
        (text for kind, text in _CAUSES.items() if isinstance(error, kind)), "s’arrête sur une erreur"
    )
    said = (
        ""
        if isinstance(error, RecursionError | ZeroDivisionError)
        else f" Python dit{french.NBSP}: {french.quote(f'{type(error).__name__}: {error}'[:160])}."
    )
    hint = ""
    if isinstance(error, ValueError) and "read-only" in str(error):
        cause = "change sur place un tableau de tirages"
        hint = f" Écrire `r = r * 0.8` au lieu de `r *= 0.8`{french.NBSP}: un nouveau tableau, le premier reste ce qu’il est."
    elif isinstance(error, TypeError | ValueError) and draws:
        hint = " Un paramètre est ici un tableau de tirages : écrire np.where, np.sqrt, np.maximum, np.round plutôt que if, math, max, round ou int."
    return LearnerError(f"{what} {cause}{place}.{said}{hint}")


def cycle(error: RecursionError, figure: type) -> LearnerError:
    """A recursion without end: which key figures call one another."""
    names, cls, trace = [], "", error.__traceback__
    while trace:
        frame = trace.tb_frame
        if frame.f_code.co_name == "_compute" and isinstance(own := frame.f_locals.get("self"), figure):
            cls = type(frame.f_locals["instance"]).__name__
            names.append(own.name)
            if names.index(own.name) < len(names) - 1:
                break
        trace = trace.tb_next
    if len(names) > 1 and names[-1] in names[:-1]:
        round_ = names[names.index(names[-1]) :]
        return LearnerError(
            f"Les grandeurs de {cls} tournent en rond{french.NBSP}: "
            f"{' → '.join(f'`{name}`' for name in round_)}{_at_error(error)}. L’une d’elles doit se calculer "
            "à partir des paramètres."
        )
    what = f"La grandeur `{names[0]}` de {cls}" if names else "Une fonction du modèle"
    return failure(what, error)


# --- time ------------------------------------------------------------------------------------------------


class _TooLong(BaseException):
    """Raised by the clock inside the student's code; no « except Exception » of his stops it."""


class _Clock:
    on = traced = False


def _ring(_signal: int, frame: Any) -> None:
    while frame and not _is_written_by_hand(frame.f_code.co_filename):
        frame = frame.f_back
    place = at_line(frame.f_code.co_filename, frame.f_lineno) if frame else ""
    if frame and sys.gettrace() is None:  # neither a debugger nor a measure of coverage
        frame.f_trace = _not_swallowed
        sys.settrace(lambda *_: None)
        _Clock.traced = True
    raise _TooLong(place)


def _not_swallowed(frame: Any, event: str, _: Any) -> Callable:
    """Raise again inside a bare « except: » that caught the clock: there, the same « try » catches nothing any more."""
    if event == "line" and isinstance(caught := sys.exc_info()[1], _TooLong):
        raise _TooLong(*caught.args)
    return _not_swallowed


def in_time(function: Callable, *args: Any) -> Any:
    """Call, and stop an endless loop after ``SECONDS`` of computing.

    The clock counts the time of the processor, so neither a debugger nor a sleep rings it. It exists only
    in the main thread of a system that has ``setitimer`` (not Windows, not Pyodide), and leaves alone a
    program that uses the same signal. It rings again every half second. A bare « except: » around the loop is
    overruled; several of them, one inside the other and each in a loop of its own, swallow every ring: Python
    has no way out then, and only a restart of the kernel stops them.
    """
    if (
        _Clock.on
        or threading.current_thread() is not threading.main_thread()
        or not hasattr(signal, "setitimer")
        or signal.getsignal(signal.SIGVTALRM) is not signal.SIG_DFL
    ):
        return function(*args)
    _Clock.on = True
    signal.signal(signal.SIGVTALRM, _ring)
    try:
        signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS, 0.5)
        return function(*args)
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        if _Clock.traced:
            sys.settrace(None)
            _Clock.traced = False
        signal.signal(signal.SIGVTALRM, signal.SIG_DFL)
        _Clock.on = False


def _endless(what: str, place: object) -> LearnerError:
    return LearnerError(
        f"{what} ne finit pas{place}{french.NBSP}: arrêt après {SECONDS:g} s de calcul. Une boucle `while` "
        "doit finir par s’arrêter, ou rendre la main par `yield`."
    )


def watched(function: Callable, what: str) -> Callable:
    """The student's function, stopped when it loops for ever."""

    @wraps(function)
    def call(*args: Any) -> Any:
        try:
            return in_time(function, *args)
        except _TooLong as place:
            raise _endless(what, place) from None
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
    except _TooLong as place:
        raise _endless(what, place) from None
    except LearnerError:
        raise
    except TypeError as error:
        if str(error).startswith("une équation"):
            raise LearnerError(
                f"{what} ne s’écrit pas en équation{_at_error(error)}{french.NBSP}: {error}."
            ) from error
        if str(error).startswith("super("):
            raise LearnerError(
                f"{what} ne s’écrit pas en équation{_at_error(error)}{french.NBSP}: recopier la formule du "
                "modèle de départ au lieu de super()."
            ) from error
        raise failure(what, error, _known(cls)) from error
    except Exception as error:
        raise failure(what, error, _known(cls)) from error


# --- values ----------------------------------------------------------------------------------------------


def figure_name(figure: Any, cls: type) -> str:
    """« La grandeur « LTV » (`ltv`) de K »."""
    return f"La grandeur {french.quote(figure.label)} (`{figure.name}`) de {cls.__name__}"


def as_number(value: Any, instance: Any, what: Callable[[], str], remedy: str = "") -> Any:
    """A float, or the array of one value per draw; anything else is refused with what it is."""
    if isinstance(value, np.ndarray) and not np.ma.isMA(value) and value.dtype.kind in "fiu":
        if not value.ndim:
            return float(value)
        if instance is not None and _fits(value.shape, instance):
            return value
    elif isinstance(value, Real | Decimal | np.integer | np.floating) and not isinstance(value, bool):
        try:
            return float(value)
        except OverflowError:
            raise LearnerError(f"{what()} donne un nombre trop grand pour être calculé.") from None
    raise LearnerError(f"{what()} donne {_what(value)} au lieu d’un nombre. {remedy or _remedy(value)}")


def _fits(shape: tuple, instance: Any) -> bool:
    """Whether an array has the shape of the draws: that of a parameter, or of several broadcast together."""
    shapes = {
        v.shape
        for n, v in instance.__dict__.items()
        if n in type(instance).__params__ and isinstance(v, np.ndarray)
    }
    if shape in shapes:
        return True
    try:
        full = np.broadcast_shapes(*shapes)
        return len(shape) == len(full) and np.broadcast_shapes(shape, full) == full
    except ValueError:
        return False


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
            except _TooLong as place:
                raise _endless(what, place) from None
            except StopIteration:
                raise
            except Exception as error:
                raise failure(what, error, _known(type(self))) from error

        months = run(function, self)
        if isinstance(months, Mapping | str) or not hasattr(months, "__iter__"):
            raise refuse(f"donne {_what(months)} au lieu d’une suite de mois")
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
                raise refuse(f"donne {_what(stock)} au lieu d’un dictionnaire au mois {count}")
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
            raise LearnerError(f"{what} donne {_what(lines)} au lieu d’un dictionnaire{example}")
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
    except _TooLong as place:
        raise _endless(what, place) from None
    except Exception as error:
        cls = owner if isinstance(owner, type) else type(owner)
        known = _known(cls) if hasattr(cls, "__kpis__") else []
        raise failure(what, error, known) from error


def _checked_backtests(method: classmethod, cls: type) -> classmethod:
    what = f"backtests() de {cls.__name__}"

    @wraps(method.__func__)
    def backtests(owner: type) -> list:
        lines = _called(method.__func__, what, owner)
        if not isinstance(lines, list | tuple) or any(type(line).__name__ != "BackTest" for line in lines):
            raise LearnerError(
                f"{what} donne {_what(lines)} au lieu d’une liste de BackTest{at_function(method.__func__)}."
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
            name in _HOOKS
            and type(value) is not float
            and isinstance(getattr(self, "__dict__", {}).get("churn"), float | np.ndarray)
        ):
            return as_number(value, self, lambda: what + at_function(own.fget))
        return value

    read.is_checked = True
    return property(read, doc=own.__doc__)


# --- the body of a class ---------------------------------------------------------------------------------


def _annotations(body: dict) -> dict[str, Any]:
    if "__annotations__" in body or sys.version_info < (3, 14):
        return body.get("__annotations__", {})
    import annotationlib  # Python 3.14 keeps them in a function

    annotate = annotationlib.get_annotate_from_class_namespace(body)
    if annotate is None:
        return {}
    return annotationlib.call_annotate_function(annotate, annotationlib.Format.FORWARDREF)


def _is_class_var(annotation: Any) -> bool:
    if isinstance(annotation, str):
        return re.match(r"(\w+\.)?ClassVar\b", annotation.strip()) is not None
    return annotation is ClassVar or typing.get_origin(annotation) is ClassVar


def _card(name: str, value: Any) -> str:
    shown = repr(value) if isinstance(value, int | float) and not isinstance(value, bool) else "valeur"
    return f"{name}: Annotated[float, Param('libellé', 'unité')] = {shown}"


def check_body(cls_name: str, bases: tuple[type, ...], body: dict, kinds: Kinds) -> None:
    """Refuse the names of a class body that would be misread, before pydantic sees them."""
    if "__init__" in body or not _FIXED.isdisjoint(body):
        name = next(n for n in body if n in _FIXED)
        raise LearnerError(
            f"{cls_name} ne peut pas redéfinir `{name}`{at_function(body[name])}{french.NBSP}: chaque paramètre se déclare par "
            f"`{_card('prix', None)}`, et le modèle se construit seul."
        )
    fields = {name for base in bases for name in getattr(base, "model_fields", ())}
    settings = {name for base in bases for name in getattr(base, "__class_vars__", ())}
    shown = [body.get("shown_settings", ()), *(getattr(base, "shown_settings", ()) for base in bases)]
    shown = {
        name for names in shown if isinstance(names, tuple | list) for name in names if isinstance(name, str)
    }
    annotations = _annotations(body)
    by_hand = not str(body.get("__module__")).startswith("bizmodels.")

    def before(name: str) -> tuple[Any, type | None]:
        for base in bases:
            for owner in base.__mro__:
                if name in vars(owner) and owner is not object:
                    return vars(owner)[name], owner
        return _MISSING, None

    for name in dict.fromkeys([*annotations, *body]):
        if name.startswith("__") or name == "model_config":
            continue
        value = body.get(name, _MISSING)
        if reason := _misplaced(
            name, value, annotations.get(name, _MISSING), fields, settings, shown, before, kinds
        ) or (isinstance(value, kinds.constant) and _wrong_constant(name, value, by_hand)):
            code = getattr(value, "function", value)
            place = at_function(code) if hasattr(code, "__code__") else _at_name(name)
            raise LearnerError(f"{cls_name}{french.NBSP}: {french.quote(name)} {reason.rstrip('.')}{place}.")


def _misplaced(name, value, annotation, fields, settings, shown, before, kinds) -> str:
    """Why a name may not stand in a class body, or an empty text."""
    is_class_var = annotation is not _MISSING and _is_class_var(annotation)
    is_figure = isinstance(value, kinds.figure)
    is_code = isinstance(value, types.FunctionType | property | classmethod | staticmethod)
    is_param = annotation is not _MISSING and not is_class_var
    old, owner = before(name)
    if name.startswith("_"):
        if is_code or isinstance(value, type) or is_class_var:
            return ""
        return f"commence par un tiret bas, réservé aux fonctions internes. Choisir {french.quote(name.lstrip('_') or 'prix')}"
    if is_param and (is_figure or is_code):
        return "est à la fois un paramètre et une fonction. Donner deux noms"
    if name in ("self", "cls") and (is_param or is_figure):
        return "a déjà un sens en Python. Choisir un autre nom"
    if name == "cash" and (is_param or is_figure):
        return "est une colonne que project() et simulate() calculent eux-mêmes. Choisir un autre nom"
    if name in settings:
        if is_class_var or (not is_param and not is_figure and not is_code):
            return ""
        return f"est une mention du modèle{french.NBSP}: écrire {name} = …, sans annotation ni fonction"
    taken = f"est le nom d’une méthode de {owner.__name__}. Choisir un autre nom" if owner else ""
    if is_param:
        if name in fields or old is _MISSING or isinstance(old, kinds.constant):
            return ""
        if isinstance(old, kinds.figure):
            return (
                ""
                if name in shown
                else f"est déjà une grandeur calculée de {owner.__name__}. Choisir un autre nom"
            )
        return taken
    if name in fields:
        if is_figure:
            return "est déjà un paramètre. Donner un autre nom à la grandeur"
        if is_code:
            return "est un paramètre, pas une fonction. Choisir un autre nom"
        return f"est un paramètre{french.NBSP}: pour changer sa valeur de départ, répéter sa fiche, {_card(name, value)}"
    if is_figure:
        return "" if old is _MISSING or isinstance(old, kinds.figure | kinds.constant | property) else taken
    if isinstance(value, kinds.constant):
        if (
            not isinstance(value.label, str)
            or not isinstance(value.value, Real)
            or isinstance(value.value, bool)
        ):
            return f"est une constante{french.NBSP}: écrire {name} = Constant('libellé', 0.2), un texte puis un nombre"
        return "" if old is _MISSING or isinstance(old, kinds.constant | property) else taken
    if is_code:
        return _misplaced_code(name, value, old, owner, taken, kinds)
    if is_class_var:
        return "" if old is _MISSING or name not in dir(owner) or not callable(old) else taken
    if isinstance(value, type):
        return ""
    if isinstance(value, types.ModuleType):
        return "est un module importé dans la classe. Écrire l’import au-dessus de la classe"
    if isinstance(value, cached_property):
        return "est une cached_property. Écrire @kpi('libellé', 'unité'), qui se calcule aussi une seule fois"
    if isinstance(value, kinds.param):
        return f"reçoit sa fiche comme valeur{french.NBSP}: écrire {_card(name, None)}"
    if isinstance(old, kinds.constant):
        return f"est une constante{french.NBSP}: écrire {name} = Constant({old.label!r}, {value!r}), importée de bizmodels"
    if isinstance(old, kinds.figure):
        return f"est une grandeur calculée{french.NBSP}: écrire @kpi({old.label!r}, {old.unit!r}) au-dessus de def {name}(self)"
    if taken:
        return taken
    return f"n’a pas de fiche{french.NBSP}: écrire {_card(name, value)}"


def _wrong_constant(name: str, constant: Any, by_hand: bool) -> str:
    """Why a constant cannot be computed with or shown, or an empty text; its number becomes a float."""
    for word in ("value", "factor"):
        try:
            number = float(getattr(constant, word))
        except (TypeError, ValueError, OverflowError):
            number = math.nan
        if not math.isfinite(number) or (
            word == "factor" and (number == 0 or isinstance(constant.factor, str))
        ):
            return f"est une constante dont {word} vaut {getattr(constant, word)!r}, au lieu d’un nombre fini"
        setattr(constant, word, number + 0.0)
    if not isinstance(constant.unit, str):
        return f"est une constante dont l’unité est {_what(constant.unit)}{french.NBSP}; écrire unit='€'"
    low = 0 if name == "vat" else -1
    if (constant.unit.startswith("%") or name == "vat") and not low <= constant.value <= 1:
        other = "" if name == "vat" else ", ou donner son unité, unit='€'"
        return (
            f"est un taux qui vaut {constant.value:g}, soit {french.quantity(constant.value, '%')}{french.NBSP}; valeur admise"
            f"{french.NBSP}: entre {french.exact(low)} et 1. Écrire 0.2 pour 20{french.NBSP}%{other}"
        )
    if not isinstance(constant.source, str):
        return f"est une constante dont la source est {_what(constant.source)}{french.NBSP}; écrire un texte entre guillemets"
    if by_hand and constant.source:
        try:
            data.fact_from_key(constant.source)
        except LearnerError as reason:
            return f"est une constante dont la source {french.quote(constant.source)} est inconnue. {reason}"
    return ""


def _misplaced_code(name, value, old, owner, taken, kinds) -> str:
    if isinstance(old, kinds.figure):
        return f"est une grandeur de {owner.__name__}{french.NBSP}: remettre @kpi({old.label!r}, {old.unit!r}) au-dessus"
    if isinstance(old, kinds.constant):
        return "" if isinstance(value, property) else "est une constante. Choisir un autre nom"
    if old is _MISSING:
        return ""
    if _is_contract(owner) and name not in _HOOKS:
        return taken
    if type(value) is not type(old):
        marks = {property: "@property", classmethod: "@classmethod", staticmethod: "@staticmethod"}
        mark = marks.get(type(old))
        return f"s’écrit {f'avec {mark}' if mark else 'sans @property ni @classmethod'} au-dessus"
    if name in ("stocks", "shares", "backtests") and (
        code := getattr(getattr(value, "__func__", value), "__code__", None)
    ):
        defaults = len(getattr(value, "__defaults__", None) or ())
        if code.co_argcount - defaults > 1 or code.co_argcount < 1 or code.co_kwonlyargcount:
            return f"reçoit un seul argument{french.NBSP}: écrire def {name}({'cls' if name == 'backtests' else 'self'})"
    return ""


def _is_contract(owner: type) -> bool:
    return owner.__module__ == "bizmodels.core.model" or owner.__module__.startswith("pydantic")


# --- the class, once made --------------------------------------------------------------------------------


def _known(cls: type) -> list[str]:
    return [*cls.__params__, *cls.__kpis__]


def check_settings(cls: type) -> None:
    """What a class says of itself: texts, lists of names, symbols."""

    def refuse(name: str, reason: str) -> LearnerError:
        return LearnerError(f"{cls.__name__}.{name} {reason}{_at_name(name)}.")

    for name in ("title", "case", "customer", "currency"):
        if not isinstance(getattr(cls, name), str):
            raise refuse(name, f"vaut {_what(getattr(cls, name))} au lieu d’un texte")
    if not 1 <= len(cls.currency.strip()) <= 5 or set(cls.currency) & set("<>&{}\\"):
        raise refuse(
            "currency",
            f"vaut {french.quote(cls.currency)}{french.NBSP}; écrire un symbole, « € », « $ » ou « CHF »",
        )
    for name in ("cards", "groups", "shown_settings"):
        names = getattr(cls, name)
        if not isinstance(names, tuple | list) or not all(isinstance(one, str) for one in names):
            raise refuse(
                name,
                f'vaut {_what(names)} au lieu d’une suite de noms{french.NBSP}; écrire {name} = ("un_nom",), virgule comprise',
            )
    for name in cls.shown_settings:
        if name not in cls.__params__:
            raise refuse(
                "shown_settings",
                f"cite {french.quote(name)}, qui n’est pas un paramètre.{nearest(name, list(cls.__params__))}".rstrip(
                    "."
                ),
            )
    if not isinstance(cls.columns, dict) or not all(
        isinstance(key, str)
        and isinstance(pair, tuple | list)
        and len(pair) == 2
        and all(isinstance(text, str) for text in pair)
        for key, pair in cls.columns.items()
    ):
        raise refuse(
            "columns",
            'doit donner à chaque colonne son libellé et son unité, {"stock": ("Stock", "articles")}',
        )


def _read(title: str) -> str:
    """A name as a reader sees it: one kind of space, typeset."""
    return " ".join(french.typeset(" ".join(title.split())).split())


def check_cards_and_presets(cls: type) -> None:
    """Cards name key figures, presets name parameters within their bounds."""
    for name in cls.cards:
        if name not in cls.__kpis__ and name not in ("arpu", "cost_to_serve"):
            raise LearnerError(
                f"{cls.__name__}.cards cite {french.quote(name)}, qui n’est pas une grandeur.{nearest(name, list(cls.__kpis__))}{_at_name('cards')}"
            )
    if not cls.cards:
        raise LearnerError(
            f'{cls.__name__}.cards est vide{french.NBSP}: citer au moins une grandeur, cards = ("ltv",){_at_name("cards")}.'
        )
    shape = f'presets = {{"Sans attrition": {{"churn": 0.0}}}}{_at_name("presets") if not isinstance(cls.presets, dict) else ""}'
    if not isinstance(cls.presets, dict):
        raise LearnerError(f"{cls.__name__}.presets vaut {_what(cls.presets)}{french.NBSP}; écrire {shape}.")
    taken = [_read(option) for option in (*OPTIONS, f"Cas : {cls.case}")]
    for title, changes in cls.presets.items():
        if not isinstance(title, str) or not isinstance(changes, dict) or not title.strip():
            raise LearnerError(f"{cls.__name__}.presets, {title!r}{french.NBSP}: écrire {shape}.")
        start = f"{cls.__name__}.presets, {french.quote(title)}{french.NBSP}: "
        if _read(title) in taken:
            raise LearnerError(
                f"{start}le calculateur affiche déjà ce nom. Choisir un autre nom{_at_name('presets')}."
            )
        taken.append(_read(title))
        for name, value in changes.items():
            if name not in cls.__params__:
                raise LearnerError(
                    f"{start}{french.quote(name)} n’est pas un paramètre.{nearest(str(name), list(cls.__params__))}"
                )
            param = cls.__params__[name]
            if isinstance(value, np.ndarray):
                raise LearnerError(f"{start}`{name}` reçoit {_what(value)} au lieu d’un nombre.")
            try:
                param.check(value)
            except ValueError as reason:
                raise LearnerError(
                    f"{start}`{name}` {reason}{french.NBSP}; valeur admise{french.NBSP}: {param.range_text()}."
                ) from None


def check_param(cls: type, name: str, param: Any, sourced: bool) -> None:
    """The card of one parameter: texts that are texts, bounds and slider in the right order."""

    def refuse(reason: str) -> LearnerError:
        return LearnerError(
            f"Fiche du paramètre {french.quote(name)} de {cls.__name__}{french.NBSP}: {reason}{_at_name(name)}."
        )

    def number(value: Any, infinite: bool = False) -> bool:
        good = isinstance(value, Real) and not isinstance(value, bool | np.bool_) and not math.isnan(value)
        return good and (infinite or math.isfinite(value))

    for field, word in (
        ("label", "le libellé"),
        ("unit", "l’unité"),
        ("group", "le groupe"),
        ("help", "l’aide"),
        ("source", "la source"),
    ):
        if not isinstance(text := getattr(param, field), str) or (
            field in ("label", "group") and not text.strip()
        ):
            said = "est vide" if text == "" else f"est {_what(text)}"
            raise refuse(f"{word} ({field}) {said}{french.NBSP}; écrire un texte entre guillemets")
    if (
        not number(param.low, infinite=True)
        or not number(param.high, infinite=True)
        or not param.low < param.high
    ):
        raise refuse(f"low={param.low!r} doit être un nombre plus petit que high={param.high!r}")
    if param.step is not None and not (number(param.step) and param.step > 0):
        raise refuse(f"step={param.step!r} doit être un nombre plus grand que 0")
    if not number(param.factor) or param.factor == 0:
        raise refuse(f"factor={param.factor!r} doit être un nombre différent de 0")
    for field in ("soft", "plausible"):
        pair = getattr(param, field)
        if pair is None:
            continue
        if not isinstance(pair, tuple | list) or len(pair) != 2 or not all(map(number, pair)):
            raise refuse(f"{field}={pair!r} doit être un couple de nombres, {field}=(0, 100)")
        if not pair[0] < pair[1]:
            raise refuse(f"{field}={tuple(pair)!r} doit aller du plus petit au plus grand")
        if pair[0] < param.low or pair[1] > param.high:
            raise refuse(f"{field}={tuple(pair)!r} sort des bornes, {param.range_text()}")
    if sourced and param.source:
        try:
            data.fact_from_key(param.source)
        except LearnerError as reason:
            raise refuse(
                f"source={french.quote(param.source)} est inconnue. {str(reason).rstrip('.')}"
            ) from None


def without_card(cls: type, name: str) -> str:
    """The sentence for a field that has no ``Param``."""
    return (
        f"Le paramètre {french.quote(name)} de {cls.__name__} n’a pas de fiche{french.NBSP}: écrire "
        f"{name}: Annotated[float, Param('libellé', 'unité')] = valeur{_at_name(name)}."
    )


def still_missing(cls: type) -> str:
    """The sentence for a model that lacks ``arpu`` or ``cost_to_serve``: absent, or written another way."""
    told = []
    for name in cls.__missing__:
        if name in cls.model_fields:
            told.append(f"`{name}` est un paramètre{french.NBSP}: ajouter shown_settings = ('{name}',)")
        elif (own := getattr(cls, name, None)) is not None:
            code = own.fget if isinstance(own, property) else own
            told.append(
                f"`{name}` n’est pas une grandeur{french.NBSP}: écrire @kpi('libellé', '€') au-dessus de "
                f"def {name}(self){at_function(code)}"
            )
    return "".join(f" {text}." for text in told)


def without_default(cls: type, name: str) -> str:
    """The sentence for a parameter that has no default."""
    return (
        f"Le paramètre {french.quote(name)} de {cls.__name__} n’a pas de valeur de départ{french.NBSP}: "
        f"écrire « = 5.0 » au bout de sa ligne{_at_name(name)}."
    )


def check_figure(cls: type, figure: Any) -> None:
    """A key figure computes from ``self`` alone."""
    function = figure.function
    if not isinstance(function, types.FunctionType):
        raise LearnerError(
            f"La grandeur {french.quote(figure.label)} (`{figure.name}`) de {cls.__name__} n’a pas de fonction{french.NBSP}: écrire @kpi('libellé', "
            f"'unité') juste au-dessus de def {figure.name}(self), sans autre décorateur{_at_name(figure.name)}."
        )
    code = function.__code__
    needed = code.co_argcount - len(function.__defaults__ or ())
    wanted = code.co_kwonlyargcount - len(function.__kwdefaults__ or ())
    if code.co_argcount < 1 and not code.co_flags & 0x04 or needed > 1 or wanted:
        raise LearnerError(
            f"La grandeur `{figure.name}` de {cls.__name__} se calcule à partir de self seul{french.NBSP}: "
            f"écrire def {figure.name}(self){at_function(function)}."
        )


def is_by_hand(function: Any) -> bool:
    """Whether a function is a student's, to be watched: neither the package's nor already wrapped."""
    code = getattr(function, "__code__", None)
    return code is not None and not _is_ours(code.co_filename) and not hasattr(function, "is_checked")


def watch(cls: type, kinds: Kinds) -> None:
    """Put the checks around the functions that a class, or a mixin of it, wrote itself."""
    wrappers = {"stocks": checked_stocks, "shares": checked_shares}
    for name, wrapper in wrappers.items():
        if is_by_hand(function := getattr(cls, name)):
            setattr(cls, name, wrapper(function, cls))
    if isinstance(own := vars(cls).get("backtests"), classmethod) and is_by_hand(own.__func__):
        cls.backtests = _checked_backtests(own, cls)
    for name, own in list(vars(cls).items()):
        if isinstance(own, property) and is_by_hand(own.fget):
            setattr(cls, name, _checked_property(own, name, cls))
        elif isinstance(own, kinds.figure) and is_by_hand(own.function):
            own.call = watched(own.function, figure_name(own, cls))


def told_at_call(cls: type) -> type:
    """A class whose wrong call (a missing label, a misspelt option) is a French sentence."""
    original = cls.__init__

    @wraps(original)
    def __init__(self, *args: Any, **named: Any) -> None:  # noqa: N807
        try:
            original(self, *args, **named)
        except TypeError:
            if wrong := _wrong_call(cls, args, named):
                raise LearnerError(wrong) from None
            raise

    cls.__init__ = __init__
    return cls


def check_decorator(label: Any, unit: Any, infinite: Any) -> None:
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
                f"@kpi{french.NBSP}: {word} {said}{french.NBSP}; écrire un texte, @kpi('Valeur vie client', '€'){_at_name('@kpi')}."
            )
