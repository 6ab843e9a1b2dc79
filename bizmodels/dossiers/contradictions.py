"""What a dossier's own figures deny, in sentences: a decision that they do not bear, a figure that nobody will believe."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from bizmodels import french
from bizmodels.analysis import Swing
from bizmodels.dossiers import decision, reading
from bizmodels.dossiers.futures import Bands
from bizmodels.dossiers.given import AGAINST, MISSING, UNCLEAR, Given, Problem
from bizmodels.dossiers.origins import Origin

# Beyond this multiple something was forgotten: no firm of the course comes near it.
ABSURD = 20.0
_FEW = {2: "deux", 3: "trois"}
WEIGHTY = 3  # settings that must have a source, since they decide
LIKELY, UNLIKELY = 0.5, 0.1  # share of the futures below zero: a launch is denied, or to be discussed
FURTHEST = 240  # months looked at for the return of the money
_DECISION = "La décision"


def denied(
    given: Given, months: Mapping[str, list[float]], figures: Mapping[str, float], bands: Bands | None
) -> list[Problem]:
    """What the figures deny of the decision or leave to be discussed, then the settings that nobody will believe."""
    said = [Problem(AGAINST, french.typeset(one)) for one in _settings(given, figures)]
    if given.goes is None or not months:
        return said
    about = _launch if given.goes else _no_launch
    found = about(given, months, figures, bands)
    return [Problem(kind, french.typeset(f"{_DECISION} {sentence}")) for kind, sentence in found] + said


def about_decision(problems: Sequence[Problem], kind: str = AGAINST) -> bool:
    """Whether one of them denies the decision (or, ``UNCLEAR``, leaves it to be discussed)."""
    return any(one.kind == kind and one.sentence.startswith(_DECISION) for one in problems)


def still_falling(months: Mapping[str, list[float]], unit: str) -> list[Problem]:
    """A warning where the lowest month is the last: the need that is printed is then a least."""
    cash = months.get("cash", ())
    if not cash or min(cash) >= 0 or cash[-1] > min(cash):
        return []
    sentence = f"La trésorerie est au plus bas au mois 36, le dernier compté : les {french.compact(-min(cash), unit)} à réunir sont un minimum."
    return [Problem(UNCLEAR, french.typeset(sentence))]


def _launch(
    given: Given, months: Mapping[str, list[float]], figures: Mapping[str, float], bands: Bands | None
) -> list[tuple[str, str]]:
    """What the figures say of a launch: kind, and the end of the sentence."""
    found = [(AGAINST, f"est de lancer, mais {reason}.") for reason in _never(given, figures)]
    if months["cash"][-1] < 0:
        found += _lent(given, months)
    elif bands is not None and bands.below > UNLIKELY:
        share = french.quantity(bands.below, "%", 0)
        if bands.below > LIKELY:
            found.append((AGAINST, f"est de lancer, mais {share} des futurs finissent sous zéro."))
        else:
            found.append(
                (
                    UNCLEAR,
                    f"est de lancer, et {share} des futurs finissent sous zéro : à discuter. Que ferez-vous alors ?",
                )
            )
    return found


def _never(given: Given, figures: Mapping[str, float]) -> list[str]:
    """Why no patience mends it, as the end of a sentence."""
    unit, found = given.model.currency, []
    ratio, later = figures.get("ltv_cac", math.nan), figures.get("steady_state_profit", math.nan)
    if ratio < 1:
        found.append(f"un client coûte plus qu’il ne rapporte (LTV/CAC de {french.number(ratio)})")
    if later < 0:
        found.append(f"l’entreprise perd {french.compact(-later, unit)} par mois, même une fois installée")
    return found


def _lent(given: Given, months: Mapping[str, list[float]]) -> list[tuple[str, str]]:
    """A launch whose money is not back at month 36: who advances it, and is he patient enough?"""
    unit, back = given.model.currency, _back(given)
    when = f"au mois {back}" if back else f"pas même en {FURTHEST // 12} ans"
    loan = reading.loan(given.decision)
    if loan is None:
        lacks = french.compact(-months["cash"][-1], unit)
        return [
            (
                AGAINST,
                f"est de lancer, mais il manque encore {lacks} en caisse au mois 36 : dites qui les avance, et jusqu’à quand (l’argent "
                f"revient {when}).",
            )
        ]
    need = given.model.funding_need
    if back is None or (loan.until is not None and loan.until < back):
        return [(AGAINST, f"est de lancer avec de l’argent avancé, mais il revient {when}.")]
    if loan.amount is not None and loan.amount < need * 0.98:
        return [
            (
                AGAINST,
                f"est de lancer avec {french.compact(loan.amount, unit)} avancés, mais il en faut {french.compact(need, unit)}.",
            )
        ]
    if loan.until is None:
        return [
            (
                UNCLEAR,
                f"est de lancer avec de l’argent avancé : à discuter. Il revient {when} ; qui l’avance le sait-il ?",
            )
        ]
    return []


def _back(given: Given) -> int | None:
    """First month from which the cash stays above zero, over twenty years."""
    cash = given.model.path(FURTHEST)["cash"]
    below = [month for month, value in enumerate(cash, start=1) if not value >= 0]
    first = below[-1] + 1 if below else 1
    return first if first <= len(cash) else None


def _no_launch(
    given: Given, months: Mapping[str, list[float]], figures: Mapping[str, float], bands: Bands | None
) -> list[tuple[str, str]]:
    """What the figures say of a wait, or of giving up: they never deny it, they may leave it to be discussed."""
    never = _never(given, figures)
    if never and given.decided.choice == decision.WAIT:
        return [
            (
                UNCLEAR,
                f"est d’attendre, mais {never[0]} : à discuter. Quelle mesure y changerait quelque chose ?",
            )
        ]
    below = bands.below if bands is not None else 1.0
    if not never and months["cash"][-1] >= 0 and below <= UNLIKELY:
        left = french.compact(months["cash"][-1], given.model.currency)
        return [
            (
                UNCLEAR,
                f"n’est pas de lancer, alors que tout est au vert ({left} en caisse au mois 36) : à discuter. Dites ce que les chiffres ne "
                "voient pas.",
            )
        ]
    return []


def _settings(given: Given, figures: Mapping[str, float]) -> list[str]:
    model, said = given.model, []
    values = model.values()
    if values["cac"] == 0 and values["new_customers"] > 0:
        said.append(
            f"{french.plural(values['new_customers'], 'nouveau client', 'nouveaux clients')} par mois ne coûtent rien (CAC nul) : "
            "comptez au moins votre temps."
        )
    if values["churn"] == 0:
        said.append(
            "Personne ne part jamais (attrition nulle) : la valeur d’un client est alors sans limite, et rien ne se compare plus."
        )
    if values["fixed_costs"] == 0:
        said.append("Aucun coût fixe : ni loyer, ni salaire, pas même le vôtre.")
    if ABSURD < figures.get("ltv_cac", 0) < math.inf and values["cac"] > 0:
        said.append(
            f"Un LTV/CAC de {french.number(figures['ltv_cac'])} est invraisemblable : relisez l’attrition, la marge et le coût d’acquisition."
        )
    return said


def unsourced(origins: Sequence[Origin], swings: Sequence[Swing]) -> list[Problem]:
    """The learner's own figures that say nothing of where they come from, and those that decide without a source."""
    said = [
        Problem(
            MISSING,
            french.typeset(
                f'{french.quote(one.param.label)} ({one.param.show(one.value)}) n’a ni source ni mention hypothèse : ajoutez "{one.name}": "…", '
                "entre les accolades de sources."
            ),
        )
        for one in origins
        if one.chosen and not one.is_said and not one.where
    ]
    heavy = heaviest(origins, swings)
    if weighty := [one for one in heavy if not one.is_sourced]:
        names = french.listing(french.quote(one.param.label) for one in weighty)
        if len(weighty) == 1:
            place = (
                f"est l’un des {_FEW[len(heavy)]} réglages qui pèsent"
                if len(heavy) > 1
                else "est le réglage qui pèse"
            )
        else:
            place = (
                "sont les réglages qui pèsent"
                if len(weighty) == len(heavy)
                else f"sont parmi les {_FEW[len(heavy)]} réglages qui pèsent"
            )
        only = "ne sont que des hypothèses" if len(weighty) > 1 else "n’est qu’une hypothèse"
        if not any(one.is_said for one in weighty):
            only = "n’ont pas de source" if len(weighty) > 1 else "n’a pas de source"
        said.append(
            Problem(
                UNCLEAR,
                french.typeset(
                    f"{names} {place} le plus sur le résultat en régime permanent, et {only} : à ignorance égale, enquêtez là d’abord."
                ),
            )
        )
    return said


def heaviest(origins: Sequence[Origin], swings: Sequence[Swing]) -> list[Origin]:
    """The settings that move the result most, at most three, in the order of the tornado."""
    by_name = {one.name: one for one in origins}
    return [by_name[one.parameter] for one in swings[:WEIGHTY]]
