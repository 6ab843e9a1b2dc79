"""What each model asks of a firm: ten strengths, and how much each counts for or against each model.

The weights are a hypothesis of the course, made to be argued about: 2 « il en vit », 1 « il en profite », −1 « il s'en
passe mieux », −2 « il en souffre ». Each has its reason, true whatever the firm answers.
"""

from __future__ import annotations

from typing import NamedTuple


class Fit(NamedTuple):
    """How much a strength counts for a model (−2 to 2, never 0), and why."""

    weight: int
    why: str


# Strength -> short name, question (0 « pas du tout » to 4 « tout à fait »).
QUESTIONS: dict[str, tuple[str, str]] = {
    "own_product": ("produit à vous", "Vendez-vous un produit que vous êtes seul à concevoir ?"),
    "brand": ("marque connue", "Vos clients vous cherchent-ils par votre nom ?"),
    "cash": ("argent d’avance", "Pouvez-vous perdre de l’argent pendant trois ans ?"),
    "engineers": ("équipe technique", "Avez-vous une équipe qui écrit des logiciels ?"),
    "partners": ("vendeurs à réunir", "Pouvez-vous réunir beaucoup de vendeurs ou de prestataires ?"),
    "density": ("réseau dense", "Vos clients sont-ils nombreux au même endroit, au même moment ?"),
    "recurring": ("besoin régulier", "Vos clients ont-ils besoin de vous chaque mois ?"),
    "professionals": ("clients professionnels", "Vos clients sont-ils des professionnels ?"),
    "expertise": ("savoir contrôler", "Savez-vous contrôler, certifier ou réparer mieux que d’autres ?"),
    "no_stock": ("aucun stock", "Tenez-vous à ne garder aucun stock ?"),
}

FITS: dict[str, dict[str, Fit]] = {
    "D2C": {
        "own_product": Fit(2, "il vend ce que personne d’autre ne vend"),
        "brand": Fit(2, "un client qui vient par votre nom ne coûte pas de publicité"),
        "partners": Fit(-1, "avec beaucoup de vendeurs, une place de marché les fait mieux travailler"),
        "professionals": Fit(-1, "la vente directe du cours sert des particuliers"),
        "no_stock": Fit(-2, "il faut fabriquer et stocker avant de vendre"),
    },
    "Hybrid": {
        "own_product": Fit(2, "deux canaux demandent un produit que l’on y cherche"),
        "brand": Fit(-1, "une marque connue n’a pas besoin d’une vitrine louée"),
        "partners": Fit(1, "il faut s’entendre avec des places de marché"),
        "cash": Fit(-1, "la place de marché amène des acheteurs presque sans publicité"),
        "no_stock": Fit(-2, "le stock sert les deux canaux, et il est à vous"),
    },
    "Marketplace": {
        "partners": Fit(2, "pas de place de marché sans vendeurs"),
        "cash": Fit(1, "réunir deux publics coûte avant de rapporter"),
        "no_stock": Fit(2, "les vendeurs gardent le stock"),
        "own_product": Fit(-2, "une place de marché vend les produits des autres"),
        "engineers": Fit(1, "le site doit tenir des milliers de vendeurs"),
    },
    "Resale": {
        "expertise": Fit(2, "un contrôle fait acheter à un inconnu"),
        "density": Fit(1, "il faut des vendeurs et des acheteurs de la même chose"),
        "no_stock": Fit(2, "l’objet reste chez le vendeur"),
        "professionals": Fit(-2, "vendeurs et acheteurs sont des particuliers"),
        "own_product": Fit(-1, "on y revend ce qui existe déjà"),
    },
    "Recommerce": {
        "expertise": Fit(2, "la garantie repose sur le contrôle des appareils"),
        "partners": Fit(2, "des reconditionneurs fournissent et réparent"),
        "recurring": Fit(-2, "on change de téléphone tous les deux ou trois ans"),
        "own_product": Fit(-1, "l’appareil vient d’une autre marque"),
        "cash": Fit(1, "il faut payer la publicité de millions d’acheteurs"),
    },
    "SaaS": {
        "engineers": Fit(2, "le produit est un logiciel"),
        "professionals": Fit(2, "une entreprise paie un outil par salarié, chaque mois"),
        "recurring": Fit(2, "l’abonnement suppose un usage régulier"),
        "cash": Fit(1, "un compte coûte cher à gagner et rapporte sur des années"),
        "own_product": Fit(1, "le logiciel est à vous, il n’a pas de coût d’achat"),
    },
    "BusinessBanking": {
        "professionals": Fit(2, "le compte est celui d’une entreprise"),
        "expertise": Fit(2, "il faut un agrément et des contrôles à chaque ouverture"),
        "recurring": Fit(1, "un compte sert tous les mois"),
        "engineers": Fit(1, "cartes, virements et alertes sont du logiciel"),
        "cash": Fit(2, "l’agrément et les contrôles se paient avant le premier client"),
    },
    "Freemium": {
        "cash": Fit(2, "la plupart des inscrits ne paient jamais"),
        "recurring": Fit(2, "on ne paie que ce que l’on ouvre chaque semaine"),
        "engineers": Fit(1, "un usager gratuit doit ne coûter presque rien"),
        "professionals": Fit(-2, "le gratuit s’adresse au grand public"),
        "brand": Fit(1, "il faut des inscrits par millions"),
    },
    "OnDemand": {
        "partners": Fit(2, "les prestataires font le travail"),
        "density": Fit(2, "la file d’attente se joue zone par zone"),
        "professionals": Fit(1, "les clients du cours commandent pour leur entreprise"),
        "no_stock": Fit(1, "on vend une heure de travail, pas un objet"),
        "own_product": Fit(-1, "le travail est celui des prestataires"),
    },
    "NetworkPlatform": {
        "density": Fit(2, "sans passagers ni conducteurs au même endroit, rien ne se passe"),
        "cash": Fit(2, "le réseau ne rapporte qu’une fois grand"),
        "no_stock": Fit(1, "les voitures sont celles des membres"),
        "professionals": Fit(-2, "des particuliers partagent leurs frais"),
        "recurring": Fit(-1, "le cours suppose des trajets occasionnels"),
    },
    "BookingPlatform": {
        "professionals": Fit(2, "les praticiens paient, pas leurs patients"),
        "engineers": Fit(2, "l’agenda est un logiciel à tenir tous les jours"),
        "density": Fit(2, "un patient cherche près de chez lui"),
        "recurring": Fit(1, "un agenda se remplit tous les jours"),
        "expertise": Fit(-1, "le soin est l’affaire du praticien, pas de la plateforme"),
    },
}  # fmt: skip
