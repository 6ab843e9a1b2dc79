"""The rubric that the learner and his instructor both read: what can be computed is marked, the rest waits for a reader."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bizmodels import french
from bizmodels.analysis import Swing
from bizmodels.dossiers import contradictions, reading
from bizmodels.dossiers.given import AGAINST, LEVERS, RISKS, UNCLEAR, Given, Problem
from bizmodels.dossiers.origins import Origin

BY_HAND = "à la main"
START = "commencez par Lancer, Attendre ou Renoncer"


@dataclass(frozen=True)
class Criterion:
    """One line of the rubric: ``points`` out of ``out_of``; None where a reader gives them. ``why`` says what was looked at."""

    label: str
    points: int | None
    out_of: int
    why: str


def total(marks: Sequence[Criterion]) -> tuple[int, int]:
    """Points that were computed, and out of how many."""
    known = [one for one in marks if one.points is not None]
    return sum(one.points for one in known), sum(one.out_of for one in known)


def marks(
    given: Given,
    origins: Sequence[Origin],
    swings: Sequence[Swing],
    computes: bool,
    denied: Sequence[Problem],
    below: float | None,
) -> tuple[Criterion, ...]:
    """The eight criteria, twenty points, of which seventeen are computed, fourteen where the decision is left to a reader.

    >>> from bizmodels.dossiers.rubric import Criterion, total
    >>> total([Criterion("Sources", 3, 4, ""), Criterion("Clarté", None, 3, "")])
    (3, 4)
    """
    own = [one for one in origins if one.chosen]
    said = sum(one.is_said for one in own)
    heavy = contradictions.heaviest(origins, swings)
    sourced = sum(one.is_sourced for one in heavy)
    doubted = [one for one in denied if one.kind == AGAINST and not contradictions.about_decision([one])]
    threshold = reading.has_threshold(given.change_my_mind)
    found = (
        Criterion("Le modèle se calcule, sans chiffre invraisemblable", (2 - min(1, len(doubted))) * computes, 2,
                  "36 mois calculés" if computes else "les 36 mois ne se calculent pas"),
        Criterion("Chaque chiffre a une source ou se dit hypothèse", 4 * said // len(own) if own else 0, 4,
                  f"{said} sur {len(own)} choisis par l’auteur" if own else "aucun réglage n’est celui de l’auteur"),
        Criterion("Les trois réglages qui pèsent le plus ont une source", sourced, 3,
                  f"{sourced} sur {len(heavy)}" if heavy else "rien à classer"),
        Criterion("Deux leviers, choisis et chiffrés", min(LEVERS, len(given.levers)) * computes, 2,
                  french.plural(len(given.levers), "levier de l’auteur", "leviers de l’auteur")),
        Criterion("Trois risques, choisis et chiffrés", min(2, 2 * len(given.risks) // RISKS) * computes, 2,
                  french.plural(len(given.risks), "risque de l’auteur", "risques de l’auteur")),
        _decision(given, computes, denied, below),
        Criterion("Ce qui ferait changer d’avis, avec un seuil", int(threshold), 1, "un seuil est dit" if threshold else "aucun seuil"),
        Criterion("Clarté, et raisons qui convainquent", None, 3, BY_HAND),
    )  # fmt: skip
    return tuple(
        Criterion(french.typeset(one.label), one.points, one.out_of, french.typeset(one.why)) for one in found
    )


def _decision(given: Given, computes: bool, denied: Sequence[Problem], below: float | None) -> Criterion:
    label = "La décision tient avec les chiffres"
    if not given.decision:
        return Criterion(label, 0, 3, "aucune décision")
    if given.goes is None:
        points = None if given.decided.unsettled else 0  # a reader settles what word order does not
        return Criterion(
            label, points, 3, f"elle ne se lit pas : {START}{'' if points == 0 else f' ({BY_HAND})'}"
        )
    if not computes:
        return Criterion(label, 0, 3, "elle ne se compare à rien : les 36 mois ne se calculent pas")
    futures = "" if below is None else f" ; {french.quantity(below, '%', 0)} des futurs sous zéro au mois 36"
    how = f"décision lue : {given.decided.in_words}{futures}"
    if contradictions.about_decision(denied):
        return Criterion(label, 0, 3, f"{how} ; un chiffre la contredit")
    if contradictions.about_decision(denied, UNCLEAR):
        return Criterion(label, 2, 3, f"{how} ; à discuter")
    return Criterion(label, 3, 3, f"{how} ; aucun chiffre ne la contredit")
