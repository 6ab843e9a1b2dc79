"""The mistakes that classes make: each a wrong formula, run on the learner's own figures.

A mistake takes the data and the right formula and gives what a learner who makes it finds. Most change one
input (VAT of zero is TTC taken for HT) or the result (upside down); the sentence undoes it without the number.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from bizmodels.exercises.given import Data

Formula = Callable[[Data], float]
_MULTIPLES = {
    "k€": (10**3, "milliers", "mille"),
    "M€": (10**6, "millions", "un million"),
    "Md€": (10**9, "milliards", "un milliard"),
}


@dataclass(frozen=True)
class Mistake:
    """A named cause: what it gives (``formula(data, right)``) and the French sentence that undoes it."""

    name: str
    sentence: str
    formula: Callable[[Data, Formula], float]


def changing(name: str, sentence: str, **inputs: Callable[[Data], float] | float) -> Mistake:
    """The right formula on wrong inputs; each is a value or a function of the data."""

    def formula(data: Data, right: Formula) -> float:
        return right(data.replace(**{k: v(data) if callable(v) else v for k, v in inputs.items()}))

    return Mistake(name, sentence, formula)


# --- taxes ------------------------------------------------------------------------------------------------


def ttc_for_ht(sentence: str = "") -> Mistake:
    """VAT left in the price. Needs the input ``vat``."""
    return changing(
        "TTC pris pour HT",
        sentence
        or "Votre calcul part du prix TTC : l'État en reprend la TVA. Divisez d'abord le prix par `1 + data.vat`.",
        vat=0.0,
    )


def vat_share_of_ttc(sentence: str = "") -> Mistake:
    """VAT taken off as 20 % of the price incl. VAT. Needs the input ``vat``."""
    return changing(
        "TVA retirée du prix TTC",
        sentence
        or "Vous retirez la TVA en pourcentage du prix TTC ; elle se calcule sur le prix HT. Divisez par `1 + data.vat` au lieu de multiplier par `1 - data.vat`.",
        vat=lambda data: 1 / (1 - data.vat) - 1,
    )


def vat_added(sentence: str = "") -> Mistake:
    """VAT added to a price that holds it already. Needs the input ``vat``."""
    return changing(
        "TVA ajoutée au lieu d'être retirée",
        sentence
        or "Vous ajoutez la TVA à un prix qui la contient déjà. Divisez par `1 + data.vat` au lieu de multiplier.",
        vat=lambda data: 1 / (1 + data.vat) - 1,
    )


# --- rates and periods ------------------------------------------------------------------------------------


def percent_for_fraction() -> Mistake:
    """12 where 0.12 is expected; the engine adds it to every question in %."""
    return Mistake(
        "pourcentage au lieu de fraction",
        "Votre nombre est un pourcentage ; dans le code, une part s'écrit en fraction : 5 % s'écrit `0.05`. Divisez par 100.",
        lambda data, right: 100 * right(data),
    )


def euros_for(unit: str) -> Mistake | None:
    """77,500,000 where 77.5 M€ is expected; None when the unit is no multiple of the euro.

    The engine adds it to every question in such a unit.
    """
    size = next((one for one in _MULTIPLES if re.match(rf"{one}(?!\w)", unit)), None)
    if size is None:
        return None
    factor, name, words = _MULTIPLES[size]
    return Mistake(
        f"euros au lieu de {name}",
        f"Votre nombre est en euros, la question attend des {size}. Divisez par {words}.",
        lambda data, right: factor * right(data),
    )


def yearly_rate(name: str, sentence: str = "") -> Mistake:
    """The yearly equivalent of the monthly rate ``name`` used in its place."""
    return changing(
        "taux annuel pris pour mensuel",
        sentence
        or "Vous utilisez un taux annuel là où la formule compte des mois. Gardez le taux mensuel du tableau.",
        **{name: lambda data: 1 - (1 - getattr(data, name)) ** 12},
    )


def years_for_months() -> Mistake:
    """A duration or amount per year given where a month is asked."""
    return Mistake(
        "année au lieu de mois",
        "Votre résultat compte par an, la question compte par mois. Divisez par douze, ou gardez les taux mensuels.",
        lambda data, right: 12 * right(data),
    )


def average_of_percentages(*names: str) -> Mistake:
    """Plain mean of rates that have different weights."""
    return Mistake(
        "moyenne de pourcentages",
        "Vous faites la moyenne des taux, comme si chaque groupe pesait autant. Pondérez chaque taux par la taille de son groupe.",
        lambda data, right: sum(getattr(data, name) for name in names) / len(names),
    )


# --- what is counted --------------------------------------------------------------------------------------


def ltv_on_revenue() -> Mistake:
    """A value per customer built on revenue, not on margin. Needs a firm."""
    return Mistake(
        "valeur vie calculée sur le revenu",
        "Votre valeur vie compte le revenu du client, pas la marge qu'il laisse. Remplacez `firm.arpu` par `firm.margin_per_customer`.",
        lambda data, right: right(data) * data.firm.arpu / data.firm.margin_per_customer,
    )


def returns_forgotten(name: str = "return_rate") -> Mistake:
    """Every order counted as kept."""
    return changing(
        "retours oubliés",
        "Vous comptez toutes les commandes comme gardées. Retirez la part des retours, ou laissez le modèle la compter.",
        **{name: 0.0},
    )


def gmv_for_revenue(rate: str = "take_rate") -> Mistake:
    """Volume of business taken for the platform's revenue. Needs the input that holds the take rate."""
    return changing(
        "volume d'affaires pris pour chiffre d'affaires",
        "Vous comptez tout ce que paient les acheteurs. La plateforme n'en garde que sa commission : multipliez par le taux de prélèvement.",
        **{rate: 1.0},
    )


# --- how the calculation is written -------------------------------------------------------------------------


def parentheses(gives: Callable[[Data], float], where: str = "", sentence: str = "") -> Mistake:
    """The right calculation without its parentheses, as Python then reads it; ``where`` tells two such places apart."""
    return Mistake(
        f"parenthèses oubliées{where and ' '}{where}",
        sentence
        or "la multiplication et la division passent avant l'addition et la soustraction : sans parenthèses, elles ne portent "
        "que sur le nombre voisin. Entourez chaque somme et chaque dénominateur.",
        lambda data, right: gives(data),
    )


def share_as_quantity(gives: Callable[[Data], float], sentence: str) -> Mistake:
    """A share taken off as if it were a number of euros, seats or customers: 25 − 0.20 for 20 % less."""
    return Mistake("part prise pour une quantité", sentence, lambda data, right: gives(data))


# --- shape of the result ----------------------------------------------------------------------------------


def upside_down(sentence: str) -> Mistake:
    """Numerator and denominator exchanged (CAC/LTV for LTV/CAC)."""
    return Mistake("rapport à l'envers", sentence, lambda data, right: 1 / right(data))


def sign() -> Mistake:
    """The right size with the wrong sign; the engine adds it to every question about a number."""
    return Mistake(
        "signe inversé",
        "La grandeur est là, mais avec le signe contraire. Relisez la question : gain ou perte, et ce qu'on soustrait de quoi.",
        lambda data, right: -right(data),
    )


def change_for_multiple(sentence: str) -> Mistake:
    """« de plus » for « fois »: 3.75 more where 4.75 times is asked."""
    return Mistake("hausse au lieu de multiple", sentence, lambda data, right: right(data) - 1)


def multiple_for_change(sentence: str) -> Mistake:
    """« fois » for « de plus »."""
    return Mistake("multiple au lieu de hausse", sentence, lambda data, right: right(data) + 1)
