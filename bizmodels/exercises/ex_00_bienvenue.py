"""First steps: a number, a letter, a figure read from a firm. The welcome lesson asks the first question."""

from __future__ import annotations

from bizmodels.exercises import mistakes
from bizmodels.exercises.engine import Exercise
from bizmodels.exercises.given import Data, Given
from bizmodels.exercises.mistakes import Mistake
from bizmodels.exercises.questions import Choice, Numeric
from bizmodels.models import D2C

GIVEN = (
    Given("price", "Prix d’une pièce", "€ TTC", source="Le Slip Français/unit_price_after/2024-04",
          low=22, high=32, step=0.5),
    Given("pieces", "Pièces achetées", "pièces", default=3, low=3, high=6),
    Given("discount", "Remise sur le tout", "%", default=0.05, low=0.05, high=0.15, step=0.01),
    Given.of(D2C, "basket", low=58, high=68),
    Given.of(D2C, "cogs", low=20, high=24, step=0.5),
    Given.of(D2C, "return_rate", low=0.06, high=0.12, step=0.01),
)  # fmt: skip


def _firm(data: Data) -> D2C:
    return D2C(basket=data.basket, cogs=data.cogs, return_rate=data.return_rate)


def _paid(data: Data) -> float:
    return data.price * data.pieces * (1 - data.discount)


def _order_margin(data: Data) -> float:
    return data.firm.order_margin


PAID = Numeric(
    prompt="La pièce coûte {price}, un client en achète {pieces}, avec une remise de {discount} sur le tout. Combien paie-t-il ?",
    label="Montant payé",
    unit="€",
    answer=_paid,
    mistakes=(
        mistakes.changing(
            "remise oubliée",
            "vous avez le prix sans la remise. Multipliez-le par 1 moins la remise.",
            discount=0.0,
        ),
        Mistake(
            "remise au lieu du prix",
            "c’est ce que le client économise. Retirez-le du prix de toutes les pièces.",
            lambda data, right: data.price * data.pieces * data.discount,
        ),
        mistakes.changing(
            "une seule pièce",
            "votre calcul s’arrête à une pièce. Multipliez par le nombre de pièces.",
            pieces=1.0,
        ),
        Mistake(
            "pourcentage pris pour des euros",
            "vous retirez la remise comme si elle était en euros. C’est une part du prix : multipliez par 1 moins cette part.",
            lambda data, right: data.price * data.pieces - 100 * data.discount,
        ),
        mistakes.changing(
            "pourcentage au lieu de fraction",
            "votre remise est un nombre entier. Dans le code, une part s’écrit en fraction : 5 % s’écrit `0.05`.",
            discount=lambda data: 100 * data.discount,
        ),
    ),
    first_step="calculez d’abord le prix de toutes les pièces, puis retirez la remise.",
    why="La remise porte sur le tout : on multiplie par ce qui reste. C’était votre premier calcul. Question suivante : qui garde ces euros ?",
    hints=(
        "Deux gestes : le prix de toutes les pièces, puis la remise.",
        "Retirer 5 %, c’est multiplier par `1 - 0.05`. L’étoile multiplie : `2 * 3`.",
    ),
)

NOTHING_MOVES = Choice(
    prompt="Vous changez un nombre dans une cellule et rien ne bouge à l’écran. Pourquoi ?",
    options={
        "a": (
            "Le nombre est faux",
            "même un nombre faux change le résultat, ou donne un message. Qu’avez-vous oublié de faire après avoir écrit ?",
        ),
        "b": (
            "La cellule n’a pas été exécutée",
            "c’est pourtant la bonne piste : Maj + Entrée.",
        ),
        "c": (
            "Le cahier est en lecture seule",
            "un cahier du cours s’écrit comme un document. Qu’avez-vous oublié de faire après avoir écrit ?",
        ),
        "d": (
            "Il faut enregistrer d’abord",
            "enregistrer garde le texte, sans rien calculer. Quelles touches font apparaître un résultat ?",
        ),
    },
    answer=lambda data: "b",
    why="Écrire ne calcule pas : Maj + Entrée, à chaque changement. Un texte, lui, s’écrit entre guillemets, comme votre réponse.",
    hints=(
        "Relisez la première partie de la leçon de bienvenue : quelles touches font apparaître un résultat ?",
    ),
)

READ = Numeric(
    prompt="`firm` est une marque. Combien d’euros de marge lui laisse une commande ? Lisez `firm.order_margin`.",
    label="Marge par commande",
    unit="€",
    answer=_order_margin,
    mistakes=(
        Mistake(
            "panier au lieu de la marge",
            "c’est ce que paie le client. La marge est ce qui reste une fois tout le monde servi : `firm.order_margin`.",
            lambda data, right: data.basket,
        ),
        Mistake(
            "marge avant livraison et retours",
            "il manque des dépenses : le colis, la banque, les retours. Ne calculez pas, lisez `firm.order_margin`.",
            lambda data, right: data.basket / (1 + data.firm.vat) - data.cogs,
        ),
        Mistake(
            "marge d’un mois",
            "c’est la marge d’un client en un mois. La question porte sur une commande : `firm.order_margin`.",
            lambda data, right: data.firm.margin_per_customer,
        ),
    ),
    first_step="écrivez `firm.order_margin`, sans guillemets ni parenthèses.",
    why="Un point après le nom d’une entreprise lit l’une de ses grandeurs. La leçon 02 vous dira qui a pris le reste.",
    hints=(
        "Une grandeur se lit avec un point, comme `firm.ltv`.",
        "Écrivez `réponse = firm.order_margin`.",
    ),
)

EXERCISE = Exercise(title="Premiers gestes", given=GIVEN, firm=_firm, questions=(PAID, NOTHING_MOVES, READ))
