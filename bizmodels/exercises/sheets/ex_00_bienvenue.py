"""First steps: a number, a letter, a figure read from a firm. The welcome lesson asks the first question."""

from __future__ import annotations

from bizmodels.exercises.given import Data, Given
from bizmodels.exercises.sheet import Exercise
from bizmodels.models import D2C

GIVEN = (
    Given("price", "Prix d’une pièce", "€ TTC", source="Le Slip Français/unit_price_after/2024-04",
          low=22, high=32, step=0.5),
    Given("pieces", "Pièces achetées", "pièces", default=3, low=3, high=6),
    Given("discount", "Remise sur le tout", "%", default=0.05, low=0.05, high=0.15, step=0.01),
    Given("pack_price", "Prix d’une pièce par lot de trois", "€ TTC", source="Le Slip Français/unit_price_pack3/2024-04",
          low=17, high=21, step=0.5),
    Given("pack_pieces", "Pièces achetées par lots", "pièces", default=6, low=6, high=12, step=3),
    Given("loyalty", "Remise de fidélité", "%", default=0.1, low=0.08, high=0.2, step=0.01),
    Given.of(D2C, "basket", low=58, high=68),
    Given.of(D2C, "cogs", low=20, high=24, step=0.5),
    Given.of(D2C, "return_rate", low=0.06, high=0.12, step=0.01),
)  # fmt: skip

EXERCISE = Exercise("Premiers gestes", GIVEN, firm=D2C)


@EXERCISE.number("Montant payé", "€")
def paid(data: Data) -> float:
    return data.price * data.pieces * (1 - data.discount)


paid.asks(
    "La pièce coûte {price}. Un client en achète plusieurs ({pieces}), avec une remise de {discount} sur le tout. Combien paie-t-il ? Écrivez le calcul : les nombres suffisent, ou leurs noms, comme `data.price`."
)
paid.wrong(
    "remise oubliée",
    "vous avez le prix sans la remise. Quelle part de ce prix le client paie-t-il ?",
    discount=0.0,
)
paid.wrong(
    "remise au lieu du prix",
    "c’est ce que le client économise. La question demande ce qu’il paie.",
    lambda data: data.price * data.pieces * data.discount,
)
paid.wrong(
    "une seule pièce", "votre calcul s’arrête à une pièce. Combien le client en achète-t-il ?", pieces=1.0
)
paid.wrong(
    "pourcentage pris pour des euros",
    "vous retirez la remise comme si elle était en euros. C’est une part du prix : combien d’euros cela fait-il ?",
    lambda data: data.price * data.pieces - 100 * data.discount,
)
paid.wrong(
    "pourcentage au lieu de fraction",
    "votre remise est un nombre entier. Dans le code, une part s’écrit en fraction : 5 % s’écrit `0.05`.",
    discount=lambda data: 100 * data.discount,
)
paid.otherwise("combien coûtent toutes les pièces, et quelle part de ce prix reste à payer ?")
paid.why("La remise porte sur le tout : on multiplie par ce qui reste. C’était votre premier calcul.")
paid.hints(
    "Deux gestes : le prix de toutes les pièces, puis la remise.",
    "Retirer 20 %, c’est multiplier par `1 - 0.20`. L’étoile multiplie : `2 * 3`.",
)


nothing_moves = EXERCISE.choice()
nothing_moves.asks("Vous changez un nombre dans une cellule et rien ne bouge à l'écran. Pourquoi ?")
nothing_moves.option(
    "a",
    "Le nombre est faux",
    "même un nombre faux change le résultat, ou donne un message. Qu’avez-vous oublié de faire après avoir écrit ?",
)
nothing_moves.option("b", "La cellule n’a pas été exécutée")
nothing_moves.option(
    "c",
    "Le cahier est ouvert en lecture seule",
    "un cahier du cours s’écrit comme un document. Qu’avez-vous oublié de faire après avoir écrit ?",
)
nothing_moves.option(
    "d",
    "Il faut enregistrer d’abord",
    "enregistrer garde le texte, sans rien calculer. Quelles touches font apparaître un résultat ?",
)
nothing_moves.why(
    "Écrire ne calcule pas : Maj + Entrée, à chaque changement. Un texte, lui, s’écrit entre guillemets, comme votre réponse."
)
nothing_moves.hints(
    "Relisez la première partie de la leçon de bienvenue : quelles touches font apparaître un résultat ?"
)


@EXERCISE.number("Marge par commande", "€")
def order_margin(data: Data) -> float:
    return data.firm.order_margin


order_margin.asks(
    "`firm` est une marque faite avec les chiffres du tableau. Un point après son nom lit une grandeur : `firm.basket`, `firm.order_margin`, `firm.margin_per_customer`. Laquelle dit, en euros, ce que lui laisse une commande, une fois tout le monde servi ?"
)
order_margin.wrong(
    "panier au lieu de la marge",
    "c’est le panier, ce que paie le client. Que lui reste-t-il une fois tout le monde servi ?",
    lambda data: data.basket,
)
order_margin.wrong(
    "marge avant livraison et retours",
    "il manque des dépenses : le colis, la banque, les retours. Ne calculez pas : l’une des trois grandeurs les compte déjà. Laquelle ?",
    lambda data: data.basket / (1 + data.firm.vat) - data.cogs,
)
order_margin.wrong(
    "marge d’un mois",
    "c’est la marge d’un client en un mois. La question porte sur une commande.",
    lambda data: data.firm.margin_per_customer,
)
order_margin.otherwise("laquelle des trois grandeurs parle à la fois d’une commande et d’une marge ?")
order_margin.why(
    "C’est ce que laisse une commande, une fois tout le monde servi. La leçon 02 vous dira qui a pris le reste. Dernière question : le premier calcul, avec d’autres nombres."
)
order_margin.hints(
    "Une grandeur se lit avec un point, sans guillemets ni parenthèses, comme `firm.ltv`.",
    "Écrivez `réponse = firm.order_margin`.",
)


@EXERCISE.number("Montant payé pour les lots", "€")
def paid_for_packs(data: Data) -> float:
    return data.pack_price * data.pack_pieces * (1 - data.loyalty)


paid_for_packs.asks(
    "Par lot de trois, la pièce coûte {pack_price}. Un client fidèle achète deux lots ou plus ({pack_pieces}), avec une remise de {loyalty} sur le tout. Combien paie-t-il ?"
)
paid_for_packs.wrong(
    "remise oubliée",
    "vous avez le prix sans la remise. Quelle part de ce prix le client paie-t-il ?",
    loyalty=0.0,
)
paid_for_packs.wrong(
    "remise au lieu du prix",
    "c’est ce que le client économise. La question demande ce qu’il paie.",
    lambda data: data.pack_price * data.pack_pieces * data.loyalty,
)
paid_for_packs.wrong(
    "une seule pièce",
    "votre calcul s’arrête à une pièce. Combien le client en achète-t-il ?",
    pack_pieces=1.0,
)
paid_for_packs.wrong(
    "prix d’une pièce seule",
    "vous prenez le prix d’une pièce vendue seule. Quel prix paie-t-on par lot ?",
    lambda data: data.price * data.pack_pieces * (1 - data.loyalty),
)
paid_for_packs.wrong(
    "pourcentage pris pour des euros",
    "vous retirez la remise comme si elle était en euros. C’est une part du prix : combien d’euros cela fait-il ?",
    lambda data: data.pack_price * data.pack_pieces - 100 * data.loyalty,
)
paid_for_packs.wrong(
    "pourcentage au lieu de fraction",
    "votre remise est un nombre entier. Dans le code, une part s’écrit en fraction : 5 % s’écrit `0.05`.",
    loyalty=lambda data: 100 * data.loyalty,
)
paid_for_packs.otherwise("combien coûtent toutes les pièces, et quelle part de ce prix reste à payer ?")
paid_for_packs.why(
    "Les nombres changent, le calcul reste : c’est pour cela qu’on l’écrit avec des noms, `data.pack_price`, plutôt que de recopier le tableau."
)
paid_for_packs.hints(
    "C’est le calcul de la question 1, avec `data.pack_price`, `data.pack_pieces` et `data.loyalty`.",
    "Payer le reste, c’est multiplier par `1 - data.loyalty`.",
)
