"""The risks of the course, each one declaration: what moves, how often, how hard, for how long, what it costs.

Frequencies and effects are hypotheses of the course, said to be: a firm that has been struck seldom publishes what it cost.
What a blow costs once is counted in months of the firm's own revenue, so that a risk says the same thing to a shop and to a
bank. To add a risk, add a declaration here, and its name to ``ALL``.
"""

from __future__ import annotations

from bizmodels.core.change import plus, times
from bizmodels.core.laws import Heavy
from bizmodels.core.risk import Risk
from bizmodels.french import unknown_in

RETURNS = Risk(
    name="Vague de retours",
    changes=[{name: times(1.5)} for name in ("return_rate", "refund_rate", "dispute_rate")],
    probability=0.2,
    lasts=6,
    why="Une collection qui taille mal, une fiche produit trompeuse : moitié plus de retours (de remboursements, de litiges) "
    "pendant six mois, une année sur cinq. Hypothèse.",
)

BREACH = Risk(
    name="Fuite de données",
    changes={"churn": times(1.2)},
    probability=0.05,
    severity=Heavy(median=1, high=4),
    lasts=6,
    setup_months=0.1,
    why="Enquête, notification, avocats : trois jours de chiffre d’affaires ; un cinquième de départs en plus pendant six mois. "
    "Une année sur vingt. Hypothèse.",
)

SANCTION = Risk(
    name="Sanction RGPD",
    changes={},
    probability=0.01,
    severity=Heavy(median=1, high=10),
    setup_months=0.2,
    why="Une amende de six jours de chiffre d’affaires, dix fois plus une fois sur vingt, une année sur cent : hypothèse. Les "
    "montants publiés disent la gravité, jamais la fréquence.",
)

FRAUD = Risk(
    name="Vague de fraude",
    changes=[{"fraud_rate": times(3)}, {"payment_fee": plus(0.01)}],
    probability=0.3,
    severity=Heavy(median=1, high=3),
    lasts=3,
    why="Un essai de cartes volées : pendant trois mois, un centime de plus perdu par euro payé (trois fois plus de fraude chez une "
    "banque), trois années sur dix. Hypothèse.",
)

RANKING = Risk(
    name="Déclassement",
    changes={"new_customers": times(0.75), "cac": times(1.2)},
    probability=0.15,
    lasts=12,
    why="Un moteur ou un réseau change son classement : un quart de nouveaux clients en moins, un cinquième plus cher chacun, "
    "pendant un an, environ une année sur sept. Hypothèse.",
)

COMMISSION = Risk(
    name="Hausse de commission",
    changes={"commission_rate": plus(0.02), "cannibalization": times(1)},
    probability=0.15,
    why="La place de marché où l’on vend prend deux points de plus, pour de bon. Hypothèse. Ne frappe que qui vend chez un autre.",
)

SUSPENSION = Risk(
    name="Suspension de compte",
    changes={"marketplace_share": plus(-1), "marketplace_churn": plus(1)},
    probability=0.08,
    band=(1, 1),
    lasts=3,
    setup_months=0.5,
    why="Le compte vendeur est fermé trois mois : ses clients partent, ceux que la place avait pris au site y reviennent, et quinze "
    "jours de chiffre d’affaires sont perdus en versements retenus et stock à rapatrier ou à solder. Hypothèse. Ne frappe que "
    "qui vend chez un autre.",
)

LATE = Risk(
    name="Paiements retardés",
    changes={"working_capital_days": plus(15)},
    probability=0.2,
    lasts=12,
    why="Clients qui paient plus tard, fournisseurs qui veulent l’être plus tôt : quinze jours de chiffre d’affaires de plus à "
    "avancer, pendant un an, une année sur cinq. Hypothèse.",
)

ALL = (RETURNS, BREACH, SANCTION, FRAUD, RANKING, COMMISSION, SUSPENSION, LATE)
__all__ = ["BREACH", "COMMISSION", "FRAUD", "LATE", "RANKING", "RETURNS", "SANCTION", "SUSPENSION"]


def __getattr__(name: str):
    raise unknown_in("risks.catalogue", name, __all__)
