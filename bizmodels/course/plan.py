"""The plan of the course: every lesson with its kind, read by the map, the contract, the skeletons and the links.

A kind says which parts a lesson must have. A lesson on a lever or a risk bends a model of another lesson: it has no
ledger nor equations of its own to show.
"""

from __future__ import annotations

from dataclasses import dataclass

WELCOME, MODEL, LEVER, RISK, SYNTHESIS, PILOT, PROJECT = KINDS = (
    "welcome", "model", "lever", "risk", "synthesis", "pilot", "project",
)  # fmt: skip

_OPENING, _CLOSING = ("titre", "objectifs", "prerequis"), ("decision", "exercice", "retenir")

# Keys of the parts, in their order; a lesson may have others between them. What each must hold is in the contract
# (docs/lesson-contract.md).
PARTS: dict[str, tuple[str, ...]] = {
    WELCOME: ("titre", "objectifs", "manipuler", "retenir"),
    MODEL: (*_OPENING, "modele", "manipuler", "equations", "cas", "leviers", "risques", *_CLOSING),
    SYNTHESIS: (*_OPENING, "manipuler", "cas", *_CLOSING),
    LEVER: (*_OPENING, "mecanisme", "manipuler", "cas", "limites", *_CLOSING),
    RISK: (*_OPENING, "exposition", "manipuler", "cas", "parades", *_CLOSING),
    PILOT: (*_OPENING, "manipuler", "debriefing", *_CLOSING),
    PROJECT: (*_OPENING, "manipuler", "dossier", *_CLOSING),
}


@dataclass(frozen=True)
class Lesson:
    """One line of the plan; ``minutes`` is None for a lesson that is not written yet."""

    number: str
    title: str
    subject: str
    kind: str
    minutes: int | None = None

    @property
    def parts(self) -> tuple[str, ...]:
        """Keys of the parts that it must have, in their order."""
        return PARTS[self.kind]


LESSONS: tuple[Lesson, ...] = (
    Lesson("00", "Bienvenue", "premiers gestes", WELCOME, 20),
    Lesson("01", "Panorama", "dix façons de gagner de l’argent, une équation", SYNTHESIS, 35),
    Lesson("02", "Vente directe (D2C)", "Le Slip Français", MODEL, 48),
    Lesson("03", "Place de marché", "ManoMano", MODEL, 41),
    Lesson("04", "Revente entre particuliers", "Vestiaire Collective", MODEL, 42),
    Lesson("05", "Reconditionné", "Back Market", MODEL, 26),
    Lesson("06", "Logiciel par abonnement (SaaS)", "Salesforce", MODEL, 33),
    Lesson("07", "Services financiers", "Qonto", MODEL, 39),
    Lesson("08", "Freemium", "Deezer", MODEL, 39),
    Lesson("09", "Service à la demande", "Meero", MODEL, 38),
    Lesson("10", "Réseau de covoiturage", "BlaBlaCar", MODEL, 41),
    Lesson("11", "Rendez-vous en ligne", "Doctolib", MODEL, 31),
    Lesson("12", "Modèle hybride", "une marque, deux canaux", SYNTHESIS, 42),
    Lesson("13", "Levier : abonnement et rétention", "ce que vaut un client qui reste", LEVER, 40),
    Lesson("14", "Levier : prix et premium", "combien demander, et à qui", LEVER, 39),
    Lesson("15", "Levier : données et personnalisation", "segmenter, tester, obtenir l’accord", LEVER, 39),
    Lesson("16", "Levier : vente croisée", "un second produit, un client de plus", LEVER, 38),
    Lesson("17", "Levier : outils", "ce qu’un devis doit rapporter", LEVER, 38),
    Lesson("18", "Risque : les retours", "logistique inverse", RISK, 36),
    Lesson("19", "Risque : les données personnelles", "RGPD et sanctions", RISK, 36),
    Lesson("20", "Risque : la fraude", "paiement et seuils", RISK, 38),
    Lesson("21", "Risque : la dépendance", "vivre chez un autre", RISK, 39),
    Lesson("22", "Risque : la trésorerie", "tenir jusqu’à ne plus perdre", RISK, 38),
    Lesson("23", "Le marché français", "ce que disent les chiffres", SYNTHESIS, 30),
    Lesson("24", "Choisir un modèle", "quel modèle pour quelle entreprise", SYNTHESIS, 37),
    Lesson("25", "Piloter", "douze trimestres contre un rival", PILOT, 36),
    Lesson("26", "Projet", "votre propre modèle", PROJECT, 22),
)


def lesson(number: str) -> Lesson | None:
    """The lesson of that number (« 02 »), if the plan has it."""
    return next((one for one in LESSONS if one.number == number), None)
