"""Where each figure of a dossier comes from: a fact, the learner's own source, a hypothesis, or nothing said."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from bizmodels import french
from bizmodels.core.model import BusinessModel
from bizmodels.core.param import Param
from bizmodels.dossiers.cards import is_by_hand
from bizmodels.dossiers.given import UNCLEAR, Given, Problem
from bizmodels.errors import LearnerError
from bizmodels.facts import facts
from bizmodels.facts.evidence import label_of

HYPOTHESIS, COURSE, OWN, NOTHING = "hypothèse", "hypothèse du cours", "source de l’auteur", "non dit"
# « Deezer/subscribers/2024-06 » or « legal/vat_rate_standard »; « Enquête 12/03/2026 » is a text.
_KEY = re.compile(r"(legal/[a-z][a-z0-9_]+|[^/]+/[a-z][a-z0-9_]+/[0-9][0-9A-Za-z-]*)(@.+)?")
# Words after which nobody finds the figure again.
_VAGUE = {
    "internet", "google", "chatgpt", "ia", "une ia", "wikipedia", "wikipédia", "moi", "web", "source", "site", "cours", "aucune",
    "x", "xxx", "?", "…", "...", "todo", "à faire", "à compléter",
}  # fmt: skip


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
    return found, problems


def _is_own(model: BusinessModel, name: str) -> bool:
    """Whether the learner set it, or declared it in a class of his own."""
    cls = type(model)
    if model.values()[name] != cls.model_fields[name].get_default():
        return True
    return is_by_hand(cls, name)


def _standing(given: Given, name: str, param: Param) -> tuple[str, str, str]:
    """Standing, sentence, and what is wrong with the source given."""
    text = given.sources.get(name, "")
    label = french.quote(param.label)
    if text:
        if _KEY.fullmatch(text):
            return _fact(given.model, name, text, label)
        if text.casefold().startswith("hypothèse"):
            return HYPOTHESIS, french.typeset(text), ""
        if text.casefold().strip(" .!") in _VAGUE or len(text) < 4:
            return (
                NOTHING,
                french.typeset(text),
                (
                    f"{label} : {french.quote(text)} ne permet pas de retrouver le chiffre. Dites qui, quoi et quand, ou hypothèse."
                ),
            )
        return OWN, french.typeset(text), ""
    if not _is_own(given.model, name):
        standing, where = param.standing(type(given.model).case)
        return (COURSE if standing == HYPOTHESIS else standing), where, ""
    default = given.model.values()[name] == type(given.model).model_fields[name].get_default()
    if default and (param.help or param.source):
        return *param.standing(type(given.model).case), ""
    return NOTHING, "", ""


def _fact(model: BusinessModel, name: str, key: str, label: str) -> tuple[str, str, str]:
    """A key of the facts: published if the value is the fact's, deduced otherwise."""
    try:
        one = facts.fact_from_key(key)
    except LearnerError as error:
        return NOTHING, french.typeset(key), f"{label} : cette clé ne désigne aucun chiffre du cours. {error}"
    value = float(model.values()[name])
    same = next((f for f in (1.0, 0.01) if math.isclose(value, one.value * f, rel_tol=1e-9)), None)
    factor = same if same is not None else (value / one.value if one.value else 2.0)
    far = (
        ""
        if same is not None
        else (
            f"{label} : la clé donne {french.quantity(one.value, one.symbol)}, votre réglage vaut autre chose. Dites comment vous passez de l’un à l’autre."
        )
    )
    return label_of(key, factor, type(model).case), french.typeset(f"{one.entity}, {one}."), far
