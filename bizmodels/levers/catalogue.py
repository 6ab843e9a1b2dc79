"""The levers of the course, each one declaration: what moves, what it costs, who pays, where the figures come from.

Most effects are hypotheses of the course, said to be, with the band one believes in: what a loyalty programme saves is
published by nobody who has no programme to sell. All are declared at the same cost, 1 % of revenue, which advertising
spends as more acquisition: what is compared is what one per cent does. Revenue is not the same thing to a shop and to
a platform, which keeps a sixth of what its customers pay. To add a lever, add a declaration here, and its name to ``ALL``.
"""

from __future__ import annotations

from bizmodels.core.change import Lever, times
from bizmodels.french import unknown_in

BUDGET = 0.01  # share of revenue

# What a subscription costs, model by model: who may suspend stops paying all of it.
_SUBSCRIPTIONS = (
    ("list_price",),
    ("price_basic", "price_smart", "price_premium", "price_essential", "price_business", "price_enterprise"),
    ("price", "partner_arpu"),
    ("agenda_price", "teleconsultation_price"),
)

# What the firm itself charges: the first set that the model has.
_PRICES = (
    ("seller_subscription", "commission_rate"),  # a marketplace
    ("seller_fee", "buyer_fee"),  # between individuals
    ("commission", "buyer_fee"),  # refurbished goods
    ("service_fee",),  # a network
    *_SUBSCRIPTIONS,
    ("basket",),  # a shop, on one channel or two
    ("price",),  # a mission
)

# What an offer that fits makes a customer do more often.
_ACTIVITY = (
    "orders_per_month",
    "missions_per_month",
    "searches",
    "conversion_rate",
    "expansion",
    "card_spend",
    "teleconsultation_adoption",
)


LOYALTY = Lever(
    name="Programme de fidélité",
    changes={"churn": times(0.90)},
    revenue_share=BUDGET,
    payer="la marque",
    why="Un départ sur dix évité : hypothèse. La moitié de l’effet, ou une fois et demie, se défend aussi.",
)

PAUSE = Lever(
    name="Offre avec pause",
    changes=[dict.fromkeys(names, times(0.98)) | {"churn": times(0.85)} for names in _SUBSCRIPTIONS],
    revenue_share=BUDGET,
    payer="la marque, puis l’abonné qui suspend",
    why="Qui peut suspendre part moins, et paie moins : un départ sur sept évité, 2 % d’abonnement en moins. Hypothèse. Sans "
    "abonnement, il n’y a rien à suspendre.",
)

PRICE = Lever(
    name="Hausse de prix de 5 %",
    changes=[dict.fromkeys(names, times(1.05)) | {"churn": times(1.10)} for names in _PRICES],
    revenue_share=BUDGET,
    payer="le client",
    why="5 % de plus ; la demande répond avec l’élasticité que propose chaque modèle, et les clients installés partent 10 % "
    "de plus, deux fois la hausse : hypothèse. Une hausse n’a pas de prix à elle : on suppose qu’étude, annonce et gestes "
    "commerciaux prennent 1 % du chiffre d’affaires.",
    band=(1.0, 1.0),
    answers={"price": None, "sellers": None},
    saturation=float("inf"),
)

PREMIUM = Lever(
    name="Offre supérieure",
    changes=[dict.fromkeys(names, times(1.02)) for names in _PRICES],
    revenue_share=BUDGET,
    payer="les clients qui la prennent",
    why="Un client sur dix paie 30 % de plus, et un tiers de ce gain est repris par ceux qui redescendent : 2 % de plus "
    "sur ses prix. Hypothèse ; le service rendu en plus est payé.",
)

OFFERS = Lever(
    name="Offres personnalisées",
    changes=[{setting: times(1.03), "churn": times(0.97)} for setting in _ACTIVITY],
    revenue_share=BUDGET,
    payer="la marque",
    why="3 % d’activité en plus et 3 % de départs en moins, chez ceux qui ont donné leur accord : hypothèse, à vérifier par un "
    "test. Outils, salaires et remises compris.",
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
    revenue_share=BUDGET,
    payer="la marque",
    why="Un client sur dix prend le second produit : 6 % de commandes en plus dans le commerce, 3 % de postes chez un éditeur, "
    "près d’un tiers d’un service annexe. Hypothèse, que la leçon confronte à un cas réel, celui d’un assureur.",
)

ADVERTISING = Lever(
    name="Publicité ciblée",
    changes={"new_customers": times(1.10)},
    payer="la marque",
    why="Chaque nouveau client coûte plus que les précédents : le rendement est celui que propose chaque modèle.",
    band=(1.0, 1.0),
    answers={"acquisition": None},
    saturation=float("inf"),
)

CHECKOUT = Lever(
    name="Paiement plus court",
    changes={"new_customers": times(1.06), "cac": times(1 / 1.06)},
    revenue_share=BUDGET,
    payer="la marque",
    why="Pour la même publicité, 6 % de premières commandes en plus : hypothèse. Les commandes suivantes, elles, ne changent pas.",
)

CRM = Lever(
    name="Relation client (CRM)",
    changes={"churn": times(0.95), "cac": times(0.95)},
    revenue_share=BUDGET,
    payer="l’entreprise",
    why="5 % de départs et 5 % de coût d’acquisition en moins, licences et salaires compris : hypothèse.",
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
