"""What a dossier's own figures deny, in sentences: a decision that they do not bear, a figure that nobody will believe."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from bizmodels import french
from bizmodels.analysis import Swing
from bizmodels.dossiers.futures import Bands
from bizmodels.dossiers.given import AGAINST, MISSING, UNCLEAR, Given, Problem
from bizmodels.dossiers.origins import Origin

# Beyond this multiple something was forgotten: no firm of the course comes near it.
ABSURD = 20.0
WEIGHTY = 3  # settings that must have a source, since they decide
_DECISION = "La décision"


def denied(
    given: Given, months: Mapping[str, list[float]], figures: Mapping[str, float], bands: Bands | None
) -> list[Problem]:
    """What the figures deny of the decision, then the settings that nobody will believe."""
    said = [*_decision(given, months, figures, bands), *_settings(given, figures)]
    return [Problem(AGAINST, french.typeset(sentence)) for sentence in said]


def about_decision(problems: Sequence[Problem]) -> bool:
    """Whether one of them denies the decision."""
    return any(one.kind == AGAINST and one.sentence.startswith(_DECISION) for one in problems)


def _decision(
    given: Given, months: Mapping[str, list[float]], figures: Mapping[str, float], bands: Bands | None
) -> list[str]:
    if given.goes is None or not months:
        return []
    against, unit = _against(given, months, figures, bands), given.model.currency
    if given.goes:
        return [f"{_DECISION} est de lancer, mais {reason}." for reason in against]
    if not against and figures.get("steady_state_profit", -1) > 0:
        return [
            f"{_DECISION} n’est pas de lancer, alors que l’argent est revenu au mois 36 ({french.compact(months['cash'][-1], unit)}) : "
            "dites ce que les chiffres ne voient pas."
        ]
    return []


def _against(
    given: Given, months: Mapping[str, list[float]], figures: Mapping[str, float], bands: Bands | None
) -> list[str]:
    """Reasons not to launch, as the end of a sentence."""
    unit, found = given.model.currency, []
    ratio, later = figures.get("ltv_cac", math.nan), figures.get("steady_state_profit", math.nan)
    if ratio < 1:
        found.append(f"un client coûte plus qu’il ne rapporte (LTV/CAC de {french.number(ratio)})")
    if later < 0:
        found.append(f"l’entreprise perd {french.compact(-later, unit)} par mois, même une fois installée")
    if months["cash"][-1] < 0:
        found.append(
            f"il manque encore {french.compact(-months['cash'][-1], unit)} en caisse au mois 36 : dites qui les avance, et quand ils reviennent"
        )
    elif bands is not None and bands.below > 0.5:
        found.append(f"{french.quantity(bands.below, '%', 0)} des futurs finissent sous zéro")
    return found


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
                f"{french.quote(one.param.label)} ({one.param.show(one.value)}) n’a ni source ni mention hypothèse : sources={{'{one.name}': '…'}}."
            ),
        )
        for one in origins
        if one.chosen and not one.is_said and not one.where
    ]
    if weighty := [one for one in heaviest(origins, swings) if not one.is_sourced]:
        names = french.listing(french.quote(one.param.label) for one in weighty)
        one_or_more = "est le réglage qui pèse" if len(weighty) == 1 else "sont les réglages qui pèsent"
        said.append(
            Problem(
                UNCLEAR,
                french.typeset(
                    f"{names} {one_or_more} le plus, sans source : c’est là qu’il faut enquêter d’abord."
                ),
            )
        )
    return said


def heaviest(origins: Sequence[Origin], swings: Sequence[Swing]) -> list[Origin]:
    """The settings that move the result most, at most three."""
    by_name = {one.name: one for one in origins}
    return [by_name[one.parameter] for one in swings[:WEIGHTY]]
