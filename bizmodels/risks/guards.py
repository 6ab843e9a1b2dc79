"""What answers a risk: levers that make it rarer (``protects``) or its blow lighter, each at what the course supposes it costs.

Effects are hypotheses, said to be. A guard is a lever: it is pulled, compared and simulated as any other.
"""

from __future__ import annotations

from bizmodels.core.change import Lever, times
from bizmodels.french import unknown_in

PHOTOS = Lever(
    name="Photos professionnelles",
    changes=[
        {"return_rate": times(0.92), "new_customers": times(1.01)},
        {"refund_rate": times(0.92), "new_customers": times(1.01)},
    ],
    revenue_share=0.005,
    protects={"Vague de retours": 0.6},
    payer="la marque",
    why="Le client voit ce qu’il achète : 8 % de retours en moins, 1 % de premières commandes en plus, et des vagues de retours "
    "plus rares de 40 %. Hypothèse.",
)

CENTRAL_RETURNS = Lever(
    name="Retours centralisés",
    changes={"return_cost": times(0.8)},
    revenue_share=0.003,
    payer="la plateforme",
    why="Un seul atelier reçoit, trie et remet en vente : un cinquième de moins sur le traitement de chaque retour. Hypothèse.",
)

SECURITY = Lever(
    name="Sécurité des données",
    changes={"churn": times(1)},
    revenue_share=0.003,
    protects={"Fuite de données": 0.5, "Sanction RGPD": 0.5},
    payer="l’entreprise",
    why="Sauvegardes, mots de passe, tri des données : fuites et sanctions deux fois plus rares. Hypothèse.",
)

STRONG_AUTH = Lever(
    name="Authentification forte",
    changes={"new_customers": times(0.98), "cac": times(1 / 0.98)},
    revenue_share=0.001,
    protects={"Vague de fraude": 0.3},
    payer="le client, qui confirme",
    why="Chaque paiement confirmé : la fraude en vague est trois fois plus rare, et 2 % des premières commandes sont abandonnées. "
    "Hypothèse.",
)

OWN_CHANNEL = Lever(
    name="Canal à soi",
    changes={"cac": times(1.02)},
    revenue_share=0.005,
    protects={"Déclassement": 0.5, "Suspension de compte": 0.6, "Hausse de commission": 0.8},
    payer="la marque",
    why="Fichier de clients, lettre, application : ce que l’on ne loue à personne. Les coups des plateformes frappent moitié moins "
    "souvent, et un client s’acquiert 2 % plus cher. Hypothèse.",
)

CREDIT_LINE = Lever(
    name="Ligne de crédit",
    changes={"churn": times(1)},
    revenue_share=0.001,
    protects={"Paiements retardés": 0.5},
    payer="l’entreprise",
    why="La banque avance ce qui manque, une fois sur deux avant que le retard ne pèse ; elle se paie même quand on n’en use pas. "
    "Hypothèse.",
)

ALL = (PHOTOS, CENTRAL_RETURNS, SECURITY, STRONG_AUTH, OWN_CHANNEL, CREDIT_LINE)
__all__ = ["CENTRAL_RETURNS", "CREDIT_LINE", "OWN_CHANNEL", "PHOTOS", "SECURITY", "STRONG_AUTH"]


def __getattr__(name: str):
    raise unknown_in("risks.guards", name, __all__)
