"""Where each figure of a dossier comes from: a fact, the learner's own source, a hypothesis, or nothing said."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from bizmodels import french
from bizmodels.core.model import BusinessModel
from bizmodels.core.param import Constant, Param
from bizmodels.dossiers import reading
from bizmodels.dossiers.cards import constants, is_by_hand, of_course
from bizmodels.dossiers.given import UNCLEAR, Given, Problem
from bizmodels.errors import LearnerError
from bizmodels.facts import facts
from bizmodels.facts.evidence import label_of

HYPOTHESIS, COURSE, OWN, NOTHING = "hypothèse", "hypothèse du cours", "source de l’auteur", "non dit"
# « Deezer/subscribers/2024-06 » or « legal/vat_rate_standard »; « Enquête 12/03/2026 » is a text.
_KEY = re.compile(
    r"(legal/[a-z][a-z0-9_]+|[^/]+/[a-z][a-z0-9_]*/[0-9][0-9A-Za-z-]*)(@\S+)?(?:\s*[:,;(]\s*(?P<how>.+))?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Origin:
    """One setting: its value as shown, its standing, and the sentence that says from where.

    ``chosen``: the learner set it, or declared it; it is his to source.
    """

    name: str
    param: Param
    value: float
    standing: str
    where: str
    chosen: bool

    @property
    def is_said(self) -> bool:
        """Whether one knows what the figure is: sourced, or owned as a hypothesis."""
        return self.standing != NOTHING

    @property
    def is_sourced(self) -> bool:
        """Whether something else than a belief stands behind it."""
        return self.standing not in (NOTHING, HYPOTHESIS, COURSE)


def origins(given: Given) -> tuple[list[Origin], list[Problem]]:
    """Every setting in the order of the model, and what its source lacks.

    >>> from bizmodels.dossiers.given import read
    >>> from bizmodels.dossiers.origins import origins
    >>> found, problems = origins(read(bm.D2C(cac=15), sources={"cac": "Enquête auprès de 12 commerçants, mars 2026"}))
    >>> [one.standing for one in found if one.name == "cac"], problems
    (['source de l’auteur'], [])
    """
    found, problems = [], []
    for name, param in type(given.model).__params__.items():
        standing, where, problem = _standing(given, name, param)
        if problem:
            problems.append(Problem(UNCLEAR, french.typeset(problem)))
        value = float(given.model.values()[name])
        found.append(Origin(name, param, value, standing, where, _is_own(given.model, name)))
    for name, one in constants(type(given.model)).items():
        origin, problem = _constant(given, name, one)
        problems += [Problem(UNCLEAR, french.typeset(problem))] if problem else []
        found.append(origin)
    return found, problems


def _constant(given: Given, name: str, one: Constant) -> tuple[Origin, str]:
    """The VAT rate and the like: the course's, or the one that the learner wrote in his class."""
    cls = type(given.model)
    before = of_course(cls, name)
    own = before is None or before.value != one.value
    known = one if own else before  # the same rate written again has the source of the course
    param = Param(known.label, known.unit, source=known.source, factor=known.factor)
    if given.sources.get(name):
        standing, where, problem = _sourced(given, name, param, one.value)
    elif own and not known.source:
        standing, where, problem = NOTHING, "", ""
    else:
        standing, where, problem = *param.standing(cls.case), ""
    return Origin(name, param, float(one.value), standing, where, own), problem


def _is_own(model: BusinessModel, name: str) -> bool:
    """Whether the learner set it, or declared it in a class of his own."""
    cls = type(model)
    if model.values()[name] != cls.model_fields[name].get_default():
        return True
    return is_by_hand(cls, name)


def _standing(given: Given, name: str, param: Param) -> tuple[str, str, str]:
    """Standing, sentence, and what is wrong with the source given."""
    if given.sources.get(name):
        return _sourced(given, name, param, float(given.model.values()[name]))
    if not _is_own(given.model, name):
        standing, where = param.standing(type(given.model).case)
        return (COURSE if standing == HYPOTHESIS else standing), where, ""
    default = given.model.values()[name] == type(given.model).model_fields[name].get_default()
    if default and (param.help or param.source):
        return *param.standing(type(given.model).case), ""
    return NOTHING, "", ""


def _sourced(given: Given, name: str, param: Param, value: float) -> tuple[str, str, str]:
    """The same for a setting whose source is given."""
    text, label = given.sources[name], french.quote(param.label)
    if key := _KEY.fullmatch(text):
        return _fact(given.model, param, value, key)
    if reading.is_hypothesis(text):
        return HYPOTHESIS, french.typeset(text), ""
    if not reading.is_source(text):
        lacks = "" if reading.is_dated(text) else ", et il n’y a pas de date"
        return (
            NOTHING,
            french.typeset(text),
            f"{label} : {french.quote(text)} ne permet pas de retrouver le chiffre{lacks}. Dites qui, quoi et quand "
            "(« Devis de loyer, mars 2026 »), ou « hypothèse : » et votre raison.",
        )
    return OWN, french.typeset(text), ""


def _fact(model: BusinessModel, param: Param, value: float, found: re.Match[str]) -> tuple[str, str, str]:
    """A key of the facts: published if the value is the fact's, deduced where the learner says how, else nothing."""
    key, label = found[1] + (found[2] or ""), french.quote(param.label)
    try:
        one = facts.fact_from_key(key)
    except LearnerError as error:
        return NOTHING, french.typeset(key), f"{label} : cette clé ne désigne aucun chiffre du cours. {error}"
    said = french.typeset(f"{one.entity}, {one}.")
    if not _same_kind(param, one.symbol):
        return (
            NOTHING,
            said,
            f"{label} : la clé donne {one.text}, un chiffre d’une autre nature que ce réglage ({param.show(value)}).",
        )
    if math.isclose(value, one.value * (0.01 if one.symbol.startswith("%") else 1), rel_tol=1e-9):
        return label_of(key, 1.0, type(model).case), said, ""
    if found["how"] and len(found["how"].split()) > 2:
        standing = label_of(key, value / one.value if one.value else 2.0, type(model).case)
        return standing, french.typeset(f"{said} {found['how']}"), ""
    return (
        NOTHING,
        said,
        f"{label} : la clé donne {one.text}, votre réglage vaut {param.show(value)}. Écrivez après la clé, derrière deux points, comment "
        "vous passez de l’un à l’autre.",
    )


def _same_kind(param: Param, symbol: str) -> bool:
    """Whether a figure in that unit may be this setting: a share is a share, money is money."""
    money = ("€" in symbol) == ("€" in param.unit)
    return money and symbol.startswith("%") == param.is_share
