"""What the learner gives for his dossier, read without ever stopping: what cannot be kept becomes a French sentence."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bizmodels import french
from bizmodels.core.arguments import single
from bizmodels.core.change import Change, Lever
from bizmodels.core.model import BusinessModel
from bizmodels.core.risk import Risk
from bizmodels.core.values import as_given
from bizmodels.dossiers import choices, reading
from bizmodels.dossiers import decision as decision_read
from bizmodels.dossiers.cards import constants, is_by_hand, is_of_course
from bizmodels.errors import LearnerError

MISSING, AGAINST, UNCLEAR, BROKEN = "il manque", "se contredit", "à préciser", "ne se calcule pas"
KINDS = (BROKEN, AGAINST, MISSING, UNCLEAR)  # in the order in which they are told
LEVERS, RISKS = 2, 3  # asked
MOST = 5  # of each that a dossier tells
_USUAL = ("churn", "new_customers", "cac", "fixed_costs", "setup_cost", "vat")
_LONGEST = 600  # letters of a text
_INVISIBLE = ("Cc", "Cf", "Cs", "Co", "Cn")  # what would break a file, or reorder the text around it


@dataclass(frozen=True)
class Problem:
    """One line of what is missing or wrong: its kind, and a French sentence."""

    kind: str
    sentence: str


@dataclass(frozen=True)
class Given:
    """What was given and can be kept; ``problems`` says the rest.

    Attributes:
        model: one firm.
        title: of the project.
        author: a pseudonym.
        date: as typed; « » by default, for a page never tells when it was made.
        sources: setting -> text or key of a fact, of the settings that exist.
        levers: that fit the model.
        risks: that fit the model.
        decision: a sentence.
        change_my_mind: a sentence.
        problems: one sentence each.
    """

    model: BusinessModel
    title: str
    author: str
    date: str
    sources: Mapping[str, str]
    levers: tuple[Lever, ...]
    risks: tuple[Risk, ...]
    decision: str
    change_my_mind: str
    problems: tuple[Problem, ...]

    @property
    def decided(self) -> decision_read.Read:
        """What the decision says: to launch, to wait or to give up."""
        return decision_read.read(self.decision)

    @property
    def goes(self) -> bool | None:
        """True to launch, False to wait or give up, None where the decision does not say."""
        choice = self.decided.choice
        return None if choice is None else choice == decision_read.LAUNCH


def read(
    model: Any,
    title: Any = "",
    author: Any = "",
    sources: Any = None,
    levers: Any = (),
    risks: Any = (),
    decision: Any = "",
    change_my_mind: Any = "",
    date: Any = "",
) -> Given:
    """What the learner gave, as far as it can be kept.

    Raises:
        LearnerError: there is no model at all.

    >>> from bizmodels.dossiers.given import read
    >>> found = read(bm.D2C(), "Mon thé", "renard bleu", {"cca": "un devis"})
    >>> print(*[one.sentence for one in found.problems if "cca" in one.sentence])
    Source de « cca » : D2C n’a pas de réglage de ce nom. Vouliez-vous dire « cac » ?
    """
    if isinstance(model, type) and issubclass(model, BusinessModel):
        raise LearnerError(
            f"dossier() attend un modèle avec ses parenthèses{french.NBSP}: {model.__name__}()."
        )
    if not isinstance(model, BusinessModel):
        raise LearnerError(
            f"dossier() attend d’abord un modèle, par exemple bm.D2C(){french.NBSP}; reçu{french.NBSP}: {as_given(model)}."
        )
    single(model, "dossier()")
    problems: list[Problem] = []

    def say(kind: str, sentence: str) -> None:
        problems.append(Problem(kind, french.typeset(sentence)))

    texts = {"title": title, "author": author, "decision": decision, "change_my_mind": change_my_mind}
    texts = {name: _text(name, value, say) for name, value in {**texts, "date": date}.items()}
    _said(texts, say)
    return Given(
        model=model,
        sources=_sources(model, sources, say),
        levers=_changes(model, levers, Lever, LEVERS, say),
        risks=_changes(model, risks, Risk, RISKS, say),
        problems=tuple(problems),
        **texts,
    )


def plain(value: Any) -> str:
    """A text on one line, without what would break a file or reorder the text around it."""
    letters = (" " if c.isspace() else c for c in str(value))
    kept = "".join(
        c for c in letters if c in french.NBSP + french.NARROW or unicodedata.category(c) not in _INVISIBLE
    )
    return " ".join(kept.split(" ")).strip()


def _text(name: str, value: Any, say: Any) -> str:
    if value is None or value is ...:
        return ""
    if not isinstance(value, str):
        say(UNCLEAR, f"{name} vaut {as_given(value)} : c’est un texte entre guillemets.")
        return ""
    text = re.sub(" {2,}", " ", plain(value))
    if len(text) > _LONGEST:
        say(
            UNCLEAR,
            f"{name} a {len(text)} signes : {_LONGEST} au plus. Seul le début est imprimé.",
        )
        text = text[:_LONGEST].rsplit(" ", 1)[0] + "…"
    return french.typeset(text)


def _said(texts: Mapping[str, str], say: Any) -> None:
    """What the texts lack."""
    if not texts["title"]:
        say(MISSING, "Le projet n’a pas de titre : title='…'.")
    if not texts["author"]:
        say(MISSING, "L’auteur n’est pas nommé : author='…', un pseudonyme suffit.")
    elif "@" in texts["author"]:
        say(UNCLEAR, "L’auteur est une adresse : un pseudonyme suffit.")
    if not texts["decision"]:
        say(
            MISSING, "La décision n’est pas dite : decision='Lancer, parce que…', 'Attendre…' ou 'Renoncer…'."
        )
    elif decision_read.read(texts["decision"]).choice is None:
        say(
            UNCLEAR,
            "La décision ne se lit pas : commencez-la par « Lancer », « Attendre » ou « Renoncer », puis dites pourquoi.",
        )
    if not texts["change_my_mind"]:
        say(MISSING, "Rien ne dit ce qui vous ferait changer d’avis : change_my_mind='…'.")
    elif not reading.has_threshold(texts["change_my_mind"]):
        say(
            UNCLEAR,
            "Ce qui vous ferait changer d’avis ne contient aucun seuil, une date n’en est pas un : « moins de 50 inscrits en juin ».",
        )


def _sources(model: BusinessModel, sources: Any, say: Any) -> dict[str, str]:
    if sources is None:
        return {}
    if not isinstance(sources, Mapping):
        say(
            UNCLEAR,
            "Les sources s’écrivent sources={'cac': 'Devis de mars 2026'} : un réglage, deux points, un texte.",
        )
        return {}
    known, found = {**type(model).__params__, **constants(type(model))}, {}
    for name, text in sources.items():
        if not isinstance(name, str) or name not in known:
            hint = french.nearest(plain(name), _own_names(model) or list(known))
            say(
                UNCLEAR,
                f"Source de {french.quote(plain(name)[:40])} : {type(model).__name__} n’a pas de réglage de ce nom.{hint}",
            )
        elif not isinstance(text, str):
            say(
                UNCLEAR,
                f"Source de {french.quote(name)} : {as_given(text)} n’est pas un texte entre guillemets.",
            )
        elif kept := plain(text)[:_LONGEST]:
            found[name] = kept
    return found


def _own_names(model: BusinessModel) -> list[str]:
    """What a learner may have to source in a class of his own: what he declared, then what every firm has."""
    cls = type(model)
    if is_of_course(cls):
        return []
    mine = [name for name in cls.__params__ if is_by_hand(cls, name)]
    return [*dict.fromkeys([*mine, *_USUAL])]


def _changes(model: BusinessModel, given: Any, kind: type[Change], asked: int, say: Any) -> tuple:
    """Levers or risks that fit, each once; the others are told."""
    argument = "levers" if kind is Lever else "risks"
    given = [given] if isinstance(given, Change) else given
    if isinstance(given, str) or not isinstance(given, Sequence):
        say(UNCLEAR, f"{kind.kind}s : {choices.to_write(kind)}")
        given = []
    found: dict[str, Change] = {}
    for item in given:
        if why := choices.unfit(model, item, kind, argument):
            say(UNCLEAR, why)
            continue
        if item.name in found:
            say(UNCLEAR, f"{kind.kind} {french.quote(item.name)} : donné deux fois, compté une fois.")
        found[item.name] = item
    one = kind.kind.lower()
    if len(found) < asked:
        say(
            MISSING,
            f"{french.plural(len(found), one + ' choisi', one + 's choisis') if found else f'Aucun {one} choisi'} sur {asked} : le dossier "
            "complète avec ceux du cours, et le dit.",
        )
    if len(found) > MOST:
        say(UNCLEAR, f"{len(found)} {one}s : seuls les {MOST} premiers sont imprimés.")
    return tuple(found.values())[:MOST]
