r"""A key figure's code -> an expression -> LaTeX. Equations are generated, never written twice.

A key figure's function is called on ``Symbols``, where each parameter, constant and *other key figure*
is a symbol. So the life value prints as « marge / attrition », not as the parameters behind the margin.
"""

from __future__ import annotations

import inspect
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from bizmodels import french
from bizmodels.core.failures import figure_name
from bizmodels.core.values import as_number
from bizmodels.core.watch import as_equation
from bizmodels.lazy import tables

_PILE = re.compile(r"\\begin\{gathered\}((?:(?!\\begin).)*?)\\end\{gathered\}")
LINE = 74  # characters that fit beside the sliders
_PRECEDENCE = {
    "|": 1,
    "&": 1,
    "<": 2,
    "<=": 2,
    ">": 2,
    ">=": 2,
    "+": 3,
    "-": 3,
    "*": 4,
    "/": 6,
    "neg": 3,
    "**": 5,
}
_SIGNS = {"+": " + ", "-": " - ", "*": r" \times ", "<": " < ", "<=": r" \le ", ">": " > ", ">=": r" \ge ",
          "&": r" \text{ et } ", "|": r" \text{ ou } "}  # fmt: skip
_UFUNCS = {
    "add": "+", "subtract": "-", "multiply": "*", "divide": "/", "true_divide": "/", "power": "**",
    "less": "<", "less_equal": "<=", "greater": ">", "greater_equal": ">=",
    "bitwise_and": "&", "logical_and": "&", "bitwise_or": "|", "logical_or": "|",
}  # fmt: skip
_NAMES = {
    "minimum": r"\min", "maximum": r"\max", "exp": r"\exp", "log": r"\ln", "sqrt": r"\sqrt",
    "remainder": r"\text{reste}", "floor_divide": r"\text{quotient entier}", "floor": r"\text{arrondi inférieur}",
    "round": r"\text{arrondi}", "log1p": r"\ln(1+\cdot)", "expm1": r"\exp(\cdot)-1", "ceil": r"\text{arrondi supérieur}", "absolute": r"\text{abs}",
}  # fmt: skip


@dataclass(frozen=True, eq=False)
class Expr:
    """A node: ``op`` is « sym », « num », an operator of ``_PRECEDENCE``, « where » or a function's LaTeX."""

    op: str
    args: tuple[Any, ...]
    name: str = ""

    def __array_ufunc__(self, ufunc, method, *inputs, **kwargs):
        if method != "__call__":
            return NotImplemented
        if ufunc.__name__ == "negative":
            return Expr("neg", (_node(inputs[0]),))
        if ufunc.__name__ in _UFUNCS:
            return Expr(_UFUNCS[ufunc.__name__], tuple(map(_node, inputs)))
        label = _NAMES.get(ufunc.__name__, rf"\text{{{ufunc.__name__}}}")
        return Expr("call", tuple(map(_node, inputs)), label)

    def __array_function__(self, function, types, args, kwargs):
        if function is np.where:
            return Expr("where", tuple(map(_node, args)))
        label = _NAMES.get(function.__name__, rf"\text{{{function.__name__}}}")
        return Expr("call", tuple(map(_node, args)), label)

    def __float__(self):
        raise TypeError(
            "une équation n’a pas de valeur : utiliser numpy (np.where, np.minimum) plutôt que if, min, math"
        )

    def __bool__(self):
        raise TypeError("une équation ne se teste pas : écrire np.where(condition, a, b) plutôt que if")

    def __abs__(self):
        return Expr("call", (self,), _NAMES["absolute"])

    def _no_whole(self, *_):
        raise TypeError(
            "une équation ne s’arrondit pas : écrire np.round, np.floor ou np.ceil plutôt que round ou int"
        )

    __round__ = __int__ = __index__ = __trunc__ = __floor__ = __ceil__ = _no_whole


def _binary(op: str, swap: bool = False):
    def method(self, other):
        pair = (_node(other), self) if swap else (self, _node(other))
        return Expr(op, pair)

    return method


for _name, _op in (
    ("add", "+"), ("sub", "-"), ("mul", "*"), ("truediv", "/"), ("pow", "**"), ("and", "&"), ("or", "|"),
):  # fmt: skip
    setattr(Expr, f"__{_name}__", _binary(_op))
    setattr(Expr, f"__r{_name}__", _binary(_op, swap=True))
for _name, _op in (("lt", "<"), ("le", "<="), ("gt", ">"), ("ge", ">=")):
    setattr(Expr, f"__{_name}__", _binary(_op))
for _name, _label_of in (("mod", "remainder"), ("floordiv", "floor_divide")):
    setattr(
        Expr, f"__{_name}__", lambda self, other, n=_label_of: Expr("call", (self, _node(other)), _NAMES[n])
    )
    setattr(
        Expr, f"__r{_name}__", lambda self, other, n=_label_of: Expr("call", (_node(other), self), _NAMES[n])
    )
Expr.__neg__ = lambda self: Expr("neg", (self,))
Expr.__pos__ = lambda self: self


def _node(value: Any) -> Expr:
    if isinstance(value, Expr):
        return value
    return Expr("num", (float(value),))


class Symbols:
    """Stands for a model: every parameter, constant and key figure is a symbol, every formula a call."""

    def __init__(self, cls: type):
        self._cls = cls

    def __getattr__(self, name: str) -> Any:
        cls = self._cls
        if name in cls.__params__:
            return Expr("sym", (), name)
        if name in cls.__kpis__:
            return Expr("sym", (), name)
        attribute = getattr(cls, name)
        if type(attribute).__name__ == "Constant":
            return Expr("sym", (), name)
        if isinstance(attribute, property):
            return _marked(attribute.fget)(self)
        if label := getattr(attribute, "formula_label", None):
            return lambda *args: Expr("call", tuple(map(_node, args)), rf"\text{{{label}}}")
        # A helper that takes no self, or a class kept inside the model, is used as it stands.
        kept = inspect.getattr_static(cls, name)
        if callable(attribute) and not isinstance(kept, staticmethod | classmethod | type):
            return attribute.__get__(self)
        return attribute


def _marked(function: Any) -> Any:
    """The same code, in which a module-level formula is a call: it must not run on symbols."""
    marked = {
        key: (lambda label: lambda *args: Expr("call", tuple(map(_node, args)), rf"\text{{{label}}}"))(
            f.formula_label
        )
        for key, f in getattr(function, "__globals__", {}).items()
        if callable(f) and hasattr(f, "formula_label")
    }
    if not marked:
        return function
    # Rebind the names that the code looks up.
    return type(function)(
        function.__code__,
        {**function.__globals__, **marked},
        function.__name__,
        function.__defaults__,
        function.__closure__,
    )


def expression(cls: type, name: str) -> Expr:
    """The expression tree of one key figure of a model class."""
    function = _marked(cls.__kpis__[name].function)
    value = as_equation(function, Symbols(cls), cls.__kpis__[name], cls)
    try:
        return _node(value)
    except (TypeError, ValueError, OverflowError):
        figure = figure_name(cls.__kpis__[name], cls)
        as_number(value, None, lambda: figure)
        raise


def symbols_of(tree: Expr) -> set[str]:
    """Names of the parameters, constants and key figures an expression uses."""
    if tree.op == "sym":
        return {tree.name}
    return set().union(*(symbols_of(a) for a in tree.args if isinstance(a, Expr)))


def _label(cls: type, name: str) -> str:
    what = cls.__params__.get(name) or cls.__kpis__.get(name) or getattr(cls, name)
    text = what.label.split(" (")[0]
    for raw, safe in (
        ("\\", ""),
        ("{", ""),
        ("}", ""),
        ("<", ""),
        (">", ""),
        ("%", r"\%"),
        ("_", r"\_"),
        ("&", r"\&"),
        ("#", r"\#"),
        ("$", r"\$"),
    ):
        text = text.replace(raw, safe)
    return rf"\text{{{text}}}"


def latex(cls: type, tree: Expr) -> str:
    """LaTeX of an expression, with French labels and decimal commas."""
    op = tree.op
    if op == "sym":
        return _label(cls, tree.name)
    if op == "num":
        value = tree.args[0]
        if np.isinf(value):
            return r"\infty" if value > 0 else r"-\infty"
        return (
            french.exact(value).replace(french.MINUS, "-").replace(",", "{,}").replace(french.NARROW, r"\,")
        )
    if op == "where":
        rows = []
        while (
            tree.op == "where"
        ):  # « sinon » that leads to another condition is one more case, no case within a case
            condition, yes, tree = tree.args
            rows.append((latex(cls, yes), rf"\text{{si }} {latex(cls, condition)}"))
        rows.append((latex(cls, tree), r"\text{sinon}"))
        # A long condition goes under its value, or it would leave the page.
        long = any(_width(value) + _width(when) > LINE - 9 for value, when in rows)
        apart = r" \\ \quad " if long else " & "
        body = r" \\ ".join(apart.join(row) for row in rows)
        return rf"\begin{{cases}} {body} \end{{cases}}"
    if op == "call":
        if not tree.args:
            return tree.name
        if (
            tree.name == r"\sqrt"
        ):  # the root holds its argument in braces: before a bracket MathJax refuses it
            return rf"\sqrt{{{latex(cls, tree.args[0])}}}"
        return rf"{tree.name}\left({'; '.join(latex(cls, a) for a in tree.args)}\right)"
    if op == "neg":
        return f"-{_wrapped(cls, tree.args[0], 4)}"
    left, right = tree.args
    if op == "/":
        return rf"\frac{{{_stacked(cls, left)}}}{{{_stacked(cls, right)}}}"
    if op == "**":
        return rf"{_wrapped(cls, left, 6)}^{{{latex(cls, right)}}}"
    level = _PRECEDENCE[op]
    # a − (b + c): the right side of a minus needs its parentheses.
    return f"{_wrapped(cls, left, level)}{_SIGNS[op]}{_wrapped(cls, right, level + (op == '-'))}"


def _wrapped(cls: type, tree: Expr, level: int) -> str:
    text = latex(cls, tree)
    weak = tree.op in _PRECEDENCE and tree.op != "/" and _PRECEDENCE[tree.op] < level
    return rf"\left({text}\right)" if weak or tree.op == "where" else text


def _stacked(cls: type, tree: Expr) -> str:
    """One side of a fraction; a long one on a line per term, since nothing breaks a fraction at the edge of a page."""
    text = latex(cls, tree)
    if _width(text) <= LINE or len(terms := _terms(cls, tree)) == 1:
        return text
    rows = r" \\ ".join(terms)
    return rf"\begin{{gathered}} {rows} \end{{gathered}}"


@lru_cache(maxsize=256)
def equation(cls: type, name: str) -> str:
    """« label = expression » in LaTeX for one key figure; a long sum goes on a line per term."""
    label, tree = _label(cls, name), expression(cls, name)
    text = latex(cls, tree)
    if _width(text) + _width(label) <= LINE:
        return f"{label} = {text}"
    first, *others = _terms(cls, tree) if _width(text) > LINE else [text]
    lines = "".join(rf" \\ &\quad {term}" for term in others)
    return rf"\begin{{aligned}} &{label} \\ &= {first}{lines} \end{{aligned}}"


def _width(text: str) -> int:
    """Rough number of characters a learner sees; of a fraction the wider half counts, of a pile the widest line."""
    text = re.sub(r"\\text\{([^{}]*)\}", r"\1", text)
    while match := _PILE.search(text):
        text = text[: match.start()] + max(match[1].split(r"\\"), key=len) + text[match.end() :]
    while match := re.search(
        r"\\frac\{([^{}]*)\}\{([^{}]*)\}", text := re.sub(r"\\text\{([^{}]*)\}", r"\1", text)
    ):
        text = text[: match.start()] + max(match[1], match[2], key=len) + text[match.end() :]
    return len(re.sub(r"\\[a-z]+|[{}&]", "", text))


def _terms(cls: type, tree: Expr) -> list[str]:
    """The signed terms of a sum, or the factors of a product, each as LaTeX."""
    if tree.op in ("+", "-"):
        left, right = tree.args
        return [*_terms(cls, left), f"{tree.op} {_wrapped(cls, right, 3 + (tree.op == '-'))}"]
    if tree.op == "*" and _width(latex(cls, tree)) > LINE:
        left, right = tree.args
        if right.op in ("+", "-") and _width(latex(cls, right)) > LINE:
            # \left( cannot span lines: the brackets of a broken sum are of a fixed size.
            first, *others = _terms(cls, right)
            *middle, last = [rf"\times \bigl( {first}", *others]
            return [_wrapped(cls, left, 4), *middle, rf"{last} \bigr)"]
        return [_wrapped(cls, left, 4), rf"\times {_wrapped(cls, right, 4)}"]
    return [latex(cls, tree)]


def answers(model: Any) -> list[tuple[str, str]]:
    """(setting, LaTeX) of what reacts in ``model``: « Nouveaux clients × (Panier / 60)^−1,5 »."""
    acting = model.__dict__["_market"]
    cls, rows = type(model), []
    for name, strength in acting.strengths.items():
        reaction = cls.reactions[name]
        if strength == reaction.neutral:
            continue
        # What a passenger pays in all is no figure of the model: it has only the name that a sentence gives it.
        named = reaction.of in cls.__params__ or reaction.of in cls.__kpis__
        of = _label(cls, reaction.of) if named else rf"\text{{{reaction.said[0]}}}"
        before = french.exact(float(f"{getattr(acting.reference, reaction.of):.6g}"))
        moves = reaction.moves or {reaction.answer: float}
        for parameter, power in moves.items():
            exponent = (
                french.exact(float(f"{power(strength):.4g}")).replace(french.MINUS, "-").replace(",", "{,}")
            )
            ratio = rf"\frac{{{of}}}{{{_latex(before)}}}"
            label = _label(cls, parameter)
            rows.append(
                (
                    f"{parameter} ({name})",
                    rf"{label} = {label}\text{{ (réglage)}} \times \left({ratio}\right)^{{{exponent}}}",
                )
            )
    return rows


def _latex(number: str) -> str:
    return number.replace(french.MINUS, "-").replace(",", "{,}").replace(french.NARROW, r"\,")


def sheet(
    cls: type, names: list[str] | None = None, answers: list[tuple[str, str]] | None = None
) -> tables.EquationSheet:
    """The equations of a model class: one row per key figure that is not a mere number, then what the market answers."""
    rows = [
        (name, equation(cls, name))
        for name in names or cls.__kpis__
        if expression(cls, name).op != "num" and name not in cls.shown_settings
    ] + (answers or [])
    return tables.EquationSheet(rows, columns=["kpi", "latex"], index=[name for name, _ in rows])
