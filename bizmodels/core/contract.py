"""What a model class says of itself, once it exists: texts, cards of parameters, bounds, starting points.

Each refusal is a French sentence that names the class, the name and the line.
"""

from __future__ import annotations

import keyword
import math
import types
from numbers import Real
from typing import Any

import numpy as np

from bizmodels import french
from bizmodels.core.place import at_function, at_name
from bizmodels.core.values import in_words
from bizmodels.errors import LearnerError
from bizmodels.facts import facts
from bizmodels.french import nearest

# What the calculator's list of starting points writes itself.
START, MODIFIED = "Réglages de départ", "Réglages modifiés"
STRESS = {
    "Épreuve : attrition + 50 %": ("churn", 1.5),
    "Épreuve : coût d’acquisition doublé": ("cac", 2.0),
    "Épreuve : deux fois moins de nouveaux clients": ("new_customers", 0.5),
}
OPTIONS = (START, MODIFIED, *STRESS)


def check_settings(cls: type) -> None:
    """What a class says of itself: texts, lists of names, symbols."""

    def refuse(name: str, reason: str) -> LearnerError:
        return LearnerError(f"{cls.__name__}.{name} {reason}{at_name(name)}.")

    for name in ("title", "case", "customer", "currency"):
        if not isinstance(getattr(cls, name), str):
            raise refuse(name, f"vaut {in_words(getattr(cls, name))} au lieu d’un texte")
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
                f'vaut {in_words(names)} au lieu d’une suite de noms{french.NBSP}; écrire {name} = ("un_nom",), virgule comprise',
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


def check_cards_and_presets(cls: type) -> None:
    """Cards name key figures, presets name parameters within their bounds."""
    for name in cls.cards:
        if name not in cls.__kpis__ and name not in ("arpu", "cost_to_serve"):
            raise LearnerError(
                f"{cls.__name__}.cards cite {french.quote(name)}, qui n’est pas une grandeur.{nearest(name, list(cls.__kpis__))}{at_name('cards')}"
            )
    if not cls.cards:
        raise LearnerError(
            f'{cls.__name__}.cards est vide{french.NBSP}: citer au moins une grandeur, cards = ("ltv",){at_name("cards")}.'
        )
    shape = f'presets = {{"Sans attrition": {{"churn": 0.0}}}}{at_name("presets") if not isinstance(cls.presets, dict) else ""}'
    if not isinstance(cls.presets, dict):
        raise LearnerError(
            f"{cls.__name__}.presets vaut {in_words(cls.presets)}{french.NBSP}; écrire {shape}."
        )
    taken = [as_read(option) for option in (*OPTIONS, f"Cas : {cls.case}")]
    for title, changes in cls.presets.items():
        if not isinstance(title, str) or not isinstance(changes, dict) or not title.strip():
            raise LearnerError(f"{cls.__name__}.presets, {title!r}{french.NBSP}: écrire {shape}.")
        start = f"{cls.__name__}.presets, {french.quote(title)}{french.NBSP}: "
        if as_read(title) in taken:
            raise LearnerError(
                f"{start}le calculateur affiche déjà ce nom. Choisir un autre nom{at_name('presets')}."
            )
        taken.append(as_read(title))
        for name, value in changes.items():
            if name not in cls.__params__:
                raise LearnerError(
                    f"{start}{french.quote(name)} n’est pas un paramètre.{nearest(str(name), list(cls.__params__))}"
                )
            param = cls.__params__[name]
            if isinstance(value, np.ndarray):
                raise LearnerError(f"{start}`{name}` reçoit {in_words(value)} au lieu d’un nombre.")
            try:
                param.check(value)
            except ValueError as reason:
                raise LearnerError(
                    f"{start}`{name}` {reason}{french.NBSP}; valeur admise{french.NBSP}: {param.range_text()}."
                ) from None


def check_reactions(cls: type) -> None:
    """What the market answers: each a ``Reaction`` on names that the model has, with a power that gives a number."""
    from bizmodels.core.reactions import Reaction

    def texts(value: Any, count: int | None = None) -> bool:
        good = isinstance(value, tuple) and all(isinstance(text, str) for text in value)
        return good and count in (None, len(value))

    shape = 'reactions = BusinessModel.reactions | {"price": Reaction(Param(…), of="prix", moves={"new_customers": …}, start=1.5)}'
    if not isinstance(cls.reactions, dict):
        raise LearnerError(
            f"{cls.__name__}.reactions vaut {in_words(cls.reactions)}{french.NBSP}; écrire {shape}{at_name('reactions')}."
        )
    for name, reaction in cls.reactions.items():
        start = f"{cls.__name__}.reactions, {french.quote(str(name))}{french.NBSP}: "
        if not isinstance(name, str) or not name.isidentifier() or not isinstance(reaction, Reaction):
            raise LearnerError(f"{start}un nom, puis une Reaction{french.NBSP}; écrire {shape}.")
        if type(reaction.param).__name__ != "Param":
            raise LearnerError(f"{start}param attend une fiche, Param('libellé', 'unité').")
        if keyword.iskeyword(name) or name == "self":
            raise LearnerError(f"{start}ce nom est réservé par Python. En choisir un autre.")
        if not texts(reaction.said, 2) or not texts(reaction.held) or not isinstance(reaction.who, str):
            raise LearnerError(
                f'{start}said est un couple de textes, ("le prix", "la demande"){french.NBSP}; held, une suite de noms{french.NBSP}; who, un texte.'
            )
        check_param(cls, name, reaction.param, sourced=False)
        _check_moves(cls, start, reaction)
        known = [*cls.__params__, *cls.__kpis__]
        if reaction.of not in known and not isinstance(getattr(cls, str(reaction.of), None), property):
            raise LearnerError(
                f"{start}of={reaction.of!r} n’est ni un réglage ni une grandeur.{nearest(str(reaction.of), known)}"
            )
        for field in ("start", "neutral"):
            try:
                reaction.param.check(getattr(reaction, field))
            except ValueError as reason:
                raise LearnerError(
                    f"{start}{field} {reason}{french.NBSP}; valeur admise{french.NBSP}: {reaction.param.range_text()}."
                ) from None


def _check_moves(cls: type, start: str, reaction: Any) -> None:
    from bizmodels.core.reactions import exponent

    if not isinstance(reaction.moves, dict) or not (reaction.moves or reaction.answer):
        raise LearnerError(
            f"{start}moves doit donner à chaque réglage sa puissance, {{'new_customers': lambda e: -e}}."
        )
    for parameter in (*reaction.moves, *filter(None, [reaction.answer]), *reaction.held):
        if parameter not in cls.__params__:
            raise LearnerError(
                f"{start}{french.quote(str(parameter))} n’est pas un paramètre.{nearest(str(parameter), list(cls.__params__))}"
            )
    for parameter, power in reaction.moves.items():
        where = f"{start}moves, {french.quote(parameter)}{french.NBSP}: "
        if not callable(power):
            raise LearnerError(f"{where}la puissance est une fonction d’un nombre, lambda e: -e.")
        exponent(reaction, reaction.start, parameter)
        if exponent(reaction, reaction.neutral, parameter) != 0:
            raise LearnerError(
                f"{where}la puissance doit valoir 0 à neutral={reaction.neutral!r}, où rien ne réagit."
            )


def as_read(title: str) -> str:
    """A name as a reader sees it: one kind of space, typeset."""
    return " ".join(french.typeset(" ".join(title.split())).split())


def check_param(cls: type, name: str, param: Any, sourced: bool) -> None:
    """The card of one parameter: texts that are texts, bounds and slider in the right order."""

    def refuse(reason: str) -> LearnerError:
        return LearnerError(
            f"Fiche du paramètre {french.quote(name)} de {cls.__name__}{french.NBSP}: {reason}{at_name(name)}."
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
            said = "est vide" if text == "" else f"est {in_words(text)}"
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
            facts.fact_from_key(param.source)
        except LearnerError as reason:
            raise refuse(
                f"source={french.quote(param.source)} est inconnue. {str(reason).rstrip('.')}"
            ) from None


def check_figure(cls: type, figure: Any) -> None:
    """A key figure computes from ``self`` alone."""
    function = figure.function
    if not isinstance(function, types.FunctionType):
        raise LearnerError(
            f"La grandeur {french.quote(figure.label)} (`{figure.name}`) de {cls.__name__} n’a pas de fonction{french.NBSP}: écrire @kpi('libellé', "
            f"'unité') juste au-dessus de def {figure.name}(self), sans autre décorateur{at_name(figure.name)}."
        )
    code = function.__code__
    needed = code.co_argcount - len(function.__defaults__ or ())
    wanted = code.co_kwonlyargcount - len(function.__kwdefaults__ or ())
    if code.co_argcount < 1 and not code.co_flags & 0x04 or needed > 1 or wanted:
        raise LearnerError(
            f"La grandeur `{figure.name}` de {cls.__name__} se calcule à partir de self seul{french.NBSP}: "
            f"écrire def {figure.name}(self){at_function(function)}."
        )


def without_card(cls: type, name: str) -> str:
    """The sentence for a field that has no ``Param``."""
    return (
        f"Le paramètre {french.quote(name)} de {cls.__name__} n’a pas de fiche{french.NBSP}: écrire "
        f"{name}: Annotated[float, Param('libellé', 'unité')] = valeur{at_name(name)}."
    )


def without_default(cls: type, name: str) -> str:
    """The sentence for a parameter that has no default."""
    return (
        f"Le paramètre {french.quote(name)} de {cls.__name__} n’a pas de valeur de départ{french.NBSP}: "
        f"écrire « = 5.0 » au bout de sa ligne{at_name(name)}."
    )
