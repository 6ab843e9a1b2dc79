"""The levers of the course, each one declaration: what moves, what it costs, who pays, where the figures come from.

Most effects are hypotheses of the course, said to be, with the band one believes in: what a loyalty programme saves is
published by nobody who has no programme to sell. Costs are shares of revenue, so that the same declaration says the same
thing to a shop and to a bank. To add a lever, add a declaration here, and its name to ``ALL``.
"""

from __future__ import annotations

from bizmodels.core.change import Lever, times
from bizmodels.french import unknown_in

# What the firm itself charges, model by model: the first set that the model has.
_PRICES = (
    ("seller_subscription", "commission_rate"),  # a marketplace
    ("seller_fee", "buyer_fee"),  # between individuals
    ("commission", "buyer_fee"),  # refurbished goods
    ("service_fee",),  # a network
    ("list_price",),  # software
    ("price_basic", "price_smart", "price_premium", "price_essential", "price_business", "price_enterprise"),
    ("agenda_price", "teleconsultation_price"),
    ("basket",),  # a shop, on one channel or two
    ("price",),  # a stream, a mission
)


def _price(factor: float) -> list[dict]:
    return [dict.fromkeys(names, times(factor)) for names in _PRICES]


LOYALTY = Lever(
    name="Programme de fidélité",
    changes={"churn": times(0.90)},
    revenue_share=0.010,
    payer="la marque",
    why="Un départ sur dix évité pour 1 % du chiffre d’affaires : hypothèse. La moitié de l’effet, ou une fois et demie, "
    "se défend aussi.",
)

PAUSE = Lever(
    name="Offre avec pause",
    changes=[
        {"churn": times(0.85), "orders_per_month": times(0.97)},
        {"churn": times(0.85), "missions_per_month": times(0.97)},
        {"churn": times(0.85), "searches": times(0.97)},
        {"churn": times(0.85), "list_price": times(0.97)},
        {"churn": times(0.85), "price": times(0.97)},
        {"churn": times(0.85), "agenda_price": times(0.97)},
        {"churn": times(0.85), "price_basic": times(0.97), "price_smart": times(0.97)},
    ],
    revenue_share=0.002,
    payer="la marque, puis le client qui suspend",
    why="Qui peut suspendre part moins, et paie moins : un départ sur sept évité, 3 % de recette en moins. Hypothèse.",
)

PRICE = Lever(
    name="Hausse de prix",
    changes=[moved | {"churn": times(1.10)} for moved in _price(1.05)],
    revenue_share=0.005,
    payer="le client",
    why="5 % de plus ; la demande répond avec l’élasticité que propose chaque modèle, et les clients installés "
    "partent 10 % de plus. Étude, annonce et gestes commerciaux : 0,5 % du chiffre d’affaires. Hypothèse.",
    band=(1.0, 1.0),
    answers={"price": None, "sellers": None},
    saturation=float("inf"),
)

PREMIUM = Lever(
    name="Offre supérieure",
    changes=_price(1.03),
    revenue_share=0.015,
    payer="les clients qui la prennent",
    why="Un client sur dix paie 30 % de plus, personne ne paie moins : hypothèse. Le service rendu en plus coûte 1,5 % du "
    "chiffre d’affaires.",
)

OFFERS = Lever(
    name="Offres personnalisées",
    changes=[
        {"orders_per_month": times(1.04)},
        {"missions_per_month": times(1.04)},
        {"searches": times(1.04)},
        {"conversion_rate": times(1.04)},
        {"expansion": times(1.04)},
        {"card_spend": times(1.04)},
        {"teleconsultation_adoption": times(1.04)},
    ],
    revenue_share=0.010,
    payer="la marque",
    why="4 % d’activité en plus chez les clients qui l’ont accepté, pour 1 % du chiffre d’affaires d’outils et de "
    "salaires : hypothèse, à vérifier par un test.",
)

CROSS_SELL = Lever(
    name="Vente croisée",
    changes=[
        {"orders_per_month": times(1.06)},
        {"missions_per_month": times(1.06)},
        {"seats": times(1.03)},
        {"acquired": times(1.30), "fx_spend": times(1.30)},
        {"teleconsultation_adoption": times(1.30)},
    ],
    revenue_share=0.010,
    payer="la marque",
    why="Un client sur dix prend le second produit : hypothèse, que l’exercice confronte à un cas réel, celui d’un assureur.",
)

ADVERTISING = Lever(
    name="Publicité ciblée",
    changes={"new_customers": times(1.10)},
    payer="la marque",
    why="10 % de nouveaux clients en plus. Chacun coûte plus que les précédents : le rendement est celui que propose "
    "chaque modèle.",
    band=(1.0, 1.0),
    answers={"acquisition": None},
    saturation=float("inf"),
)

CHECKOUT = Lever(
    name="Paiement plus court",
    changes={"new_customers": times(1.04), "cac": times(1 / 1.04)},
    revenue_share=0.004,
    payer="la marque",
    why="Pour la même publicité, 4 % de commandes abouties en plus : hypothèse. L’outil prend 0,4 % du chiffre d’affaires.",
)

CRM = Lever(
    name="Relation client (CRM)",
    changes={"churn": times(0.97), "cac": times(0.97)},
    revenue_share=0.006,
    payer="l’entreprise",
    why="3 % de départs et 3 % de coût d’acquisition en moins : hypothèse. Licences et salaires : 0,6 % du chiffre "
    "d’affaires.",
)

ALL = (LOYALTY, PAUSE, PRICE, PREMIUM, OFFERS, CROSS_SELL, ADVERTISING, CHECKOUT, CRM)
__all__ = [
    "ADVERTISING",
    "CHECKOUT",
    "CRM",
    "CROSS_SELL",
    "LOYALTY",
    "OFFERS",
    "PAUSE",
    "PREMIUM",
    "PRICE",
]


def __getattr__(name: str):
    raise unknown_in("levers.catalogue", name, __all__)
