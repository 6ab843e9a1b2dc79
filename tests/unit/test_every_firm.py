"""Three hundred firms of a sheet: no wrong number is right, no right one is refused, no choice tells itself."""

from __future__ import annotations

import math
import re
from functools import cache

import pytest

import bizmodels as bm
from bizmodels.exercises import engine
from bizmodels.exercises.decisions import Decision
from bizmodels.exercises.functions import Function
from bizmodels.exercises.given import Data, Given, student_seed
from bizmodels.exercises.questions import (
    ENOUGH,
    OTHER,
    PUBLISHED,
    ROUNDED,
    TOO_FEW,
    Choice,
    Numeric,
    displayed,
    shortened,
)
from bizmodels.exercises.result import REVIEW

SHEETS = engine.available()
STUDENTS, FIRMS = 500, 300
# By sheet, not by test: its firms are drawn once, in the one process that gets them.
every_sheet = pytest.mark.parametrize("name", SHEETS, scope="module")


@cache
def students(name):
    """The firms of five hundred students: drawing them is what takes the time."""
    sheet = engine.declaration(name)
    return [sheet.drawn(student_seed(f"élève {number}", name)) for number in range(STUDENTS)]


def firms(name):
    """The published figures, then those of three hundred students."""
    return [engine.declaration(name).published(), *students(name)[:FIRMS]]


def choices(name):
    """The choices of a sheet, alone or in a decision, by the name of their question."""
    parts = {f"q{n}": one for n, one in enumerate(engine.declaration(name).questions, 1)}
    parts = {key: one.choice if isinstance(one, Decision) else one for key, one in parts.items()}
    return {key: one for key, one in parts.items() if isinstance(one, Choice)}


# --- firms ------------------------------------------------------------------------------------------------


@every_sheet
def test_no_answers_collide_in_500_firms(name):
    declared = engine.declaration(name)
    assert not [pair for question in declared.questions for pair in question.collisions(declared.published())]
    shown = set()
    for data in students(name):
        assert not [pair for question in declared.questions for pair in question.collisions(data)]
        for given in declared.given:
            assert given.low is None or given.low <= getattr(data, given.name) <= given.high
        for part in declared.numbers():
            value = part(data)
            assert math.isfinite(value)
            assert part.unit != "%" or 0 < value < 1
        shown.add(tuple(data.shown().values()))
    assert len(shown) == STUDENTS


@every_sheet
def test_both_decisions_occur(name):
    for question in engine.declaration(name).questions:
        if isinstance(question, Decision) and question.words:
            assert len({question.choice(data) for data in students(name)[:60]}) > 1


# --- numbers ----------------------------------------------------------------------------------------------


@every_sheet
def test_each_named_mistake_keeps_its_name(name):
    for part in engine.declaration(name).numbers():
        for data in firms(name):
            for mistake, value in part.wrong_values(data).items():
                assert part.diagnose(data, value)[0] == mistake, (part.label, data.shown())


@every_sheet
def test_the_answer_to_another_question_and_a_copied_figure_are_never_right(name):
    sheet = engine.declaration(name)
    for data in firms(name):
        truths = {part: float(part(data)) for part in sheet.numbers()}
        given = {one.label: getattr(data, one.name) for one in sheet.given}
        for part, truth in truths.items():
            named = {*part.wrong_values(data), OTHER, PUBLISHED, ROUNDED, TOO_FEW}
            others = {one.label: value for one, value in truths.items() if one is not part} | given
            for label, value in others.items():
                if math.isclose(value, truth, rel_tol=1e-9):
                    continue
                cause, sentence = part.diagnose(data, value)
                assert cause in named, (part.label, label, data.shown())
                assert sentence


@every_sheet
def test_a_rounded_answer_is_right_or_told_to_be_rounded(name):
    """Three digits are always enough; with fewer the sentence says how many, unless the number is another answer's."""
    for part in engine.declaration(name).numbers():
        for data in firms(name):
            truth = float(part(data))
            if part.whole:
                below, above = math.ceil(truth - 1e-6) - 1, math.ceil(truth - 1e-6)
                assert part.diagnose(data, above)[0] == part.diagnose(data, truth)[0] == ""
                assert part.diagnose(data, below)[0] == TOO_FEW
                short = shortened(truth, 2)
                assert part.diagnose(data, short)[0] or short == above or part.right_value(data, short)
                continue
            assert part.diagnose(data, shortened(truth, 3))[0] == ""
            for digits in (1, 2):
                value = shortened(truth, digits)
                cause, sentence = part.diagnose(data, value)
                if cause == "":
                    assert part.right_value(data, value) or displayed(value, truth, part.unit, ENOUGH)
                elif cause == ROUNDED:
                    assert "gardez au moins" in sentence
                elif cause == OTHER:
                    # 80 is no rounding of 82.5.
                    assert part.copied(data, value) or (digits == 1 and abs(truth) >= 10)
                elif cause != PUBLISHED:
                    assert abs(part.wrong_values(data)[cause] - value) <= max(
                        part.tolerance(part.wrong_values(data)[cause]), abs(value) / 20
                    )


@pytest.mark.parametrize(
    ("name", "question", "answers", "cause"),
    [
        ("01_panorama", 3, (0.15,), ROUNDED),
        ("01_panorama", 5, (0.72,), "douze fois le taux, et les partis"),
        ("01_panorama", 7, (11_999,), TOO_FEW),
        ("01_panorama", 8, ("site", 34_807, "mot " * 15 + "3"), "nombre de clients au lieu de multiple"),
        ("06_saas", 6, ("c", 42), "marge non-GAAP"),
        ("02_d2c", 2, (25 - 0.20,), "part prise pour une quantité"),
        ("02_d2c", 2, (25,), "TTC pris pour HT"),
        ("02_d2c", 2, (25 / 0.20,), "prix divisé par le taux seul"),
        ("02_d2c", 3, (40 - 17.5,), "marge en euros, sur le prix TTC"),
        ("02_d2c", 8, (0.16 * 16.52,), "marge seule perdue"),
        ("02_d2c", 9, ("non", 5 / 60, "mot " * 15 + "3"), "baisse du panier en pourcentage"),
        ("02_d2c", 9, ("non", 0.083, "mot " * 15 + "3"), "baisse du panier en pourcentage"),
        ("02_d2c", 9, ("non", 60 / 55 - 1, "mot " * 15 + "3"), "chiffre d'affaires conservé"),
        ("02_d2c", 9, ("non", 0.09, "mot " * 15 + "3"), "chiffre d'affaires conservé"),
        ("02_d2c", 3, ((40 / 1.2 - 17.5) / 40 / 1.2,), "parenthèses oubliées au dénominateur"),
        ("02_d2c", 3, (40 / 1.2 - 17.5 / (40 / 1.2),), "parenthèses oubliées au numérateur"),
        ("02_d2c", 6, ("c", 21 / 18.5 - 1 / (3 * 20 / 40 - 1)), "parenthèses oubliées au numérateur"),
        ("02_d2c", 6, ("c", (21 / 18.5 - 1) / 3 * 20 / 40 - 1), "parenthèses oubliées au dénominateur"),
        ("02_d2c", 6, ("c", 21 / 18.5 - 1 / 3 * 20 / 40 - 1), "parenthèses oubliées partout"),
        ("06_saas", 8, (150 - 0.15,), "part retirée des postes"),
        ("06_saas", 3, (92,), "pourcentage, et contraction oubliée"),
        ("06_saas", 5, (0.33,), "remise relevée comme le prix"),
        ("06_saas", 5, (0.39,), "hausse annoncée ajoutée à la remise"),
        ("06_saas", 6, ("c", 8.92), "marge ajoutée sans la mettre en points"),
        ("06_saas", 7, (2_775,), "un seul poste"),
        ("03_marketplace", 1, (18,), ROUNDED),
        ("03_marketplace", 1, (64.92,), "part du vendeur"),
        ("03_marketplace", 1, (100 - 64.92,), "TVA laissée dans le chiffre d'affaires"),
        ("03_marketplace", 2, (0.16 * 0.20,), "écart entre les deux bases"),
        ("03_marketplace", 3, ("b", 620 * 0.15 * 0.80), "TVA retirée du prix TTC"),
        ("03_marketplace", 5, (9,), TOO_FEW),
        ("03_marketplace", 5, (4,), "commission oubliée"),
        ("03_marketplace", 6, (150,), "taux pris pour des euros"),
        ("03_marketplace", 7, (0.03 / 0.20,), "hausse rapportée à la commission"),
        ("03_marketplace", 7, (3,), "points recopiés en pourcentage"),
        ("03_marketplace", 8, ("boutique", 14.73, "mot " * 15 + "3"), "marge de manœuvre"),
        ("03_marketplace", 8, ("boutique", 36.45, "mot " * 15 + "3"), "résultat au mois 36"),
        ("04_revente_c2c", 2, (0.11,), ROUNDED),
        ("04_revente_c2c", 2, (0.13 - 0.1083,), "part de l'État"),
        ("04_revente_c2c", 3, (300 / 0.82,), "frais des deux côtés"),
        ("04_revente_c2c", 3, (300 / 0.13,), "divisé par les frais"),
        ("04_revente_c2c", 5, ("b", 0.20 * 1 + 0.20 - 0.13), "parenthèses oubliées"),
        ("04_revente_c2c", 6, ("c", 9 * 1.9), "membres annoncés"),
        ("04_revente_c2c", 6, ("c", 11 / 1.9), "membres au lieu d'inscriptions"),
        ("04_revente_c2c", 6, ("c", 2 * 0.1), "pourcentage retiré de l'arrivée"),
        ("04_revente_c2c", 7, (0.16,), "exactement un seuil"),
        ("04_revente_c2c", 7, (0.12 * 0.18,), "parts multipliées"),
        ("04_revente_c2c", 8, ("rien", 0.2886, "mot " * 15 + "3"), "part vérifiée d'aujourd'hui"),
        ("04_revente_c2c", 8, ("rien", 0.3855, "mot " * 15 + "3"), "résultat d'aujourd'hui pour cible"),
        ("09_service_a_la_demande", 2, (31.15,), "pour 100 € au lieu d'une mission"),
        ("09_service_a_la_demande", 3, (186,), "missions au lieu d'heures"),
        ("09_service_a_la_demande", 4, (16_740,), "année au lieu de mois"),
        ("09_service_a_la_demande", 4, (3_000,), "partagé entre les occupés"),
        ("09_service_a_la_demande", 7, ("b", 86_400 / 25 / 58_000), "par jour"),
        ("09_service_a_la_demande", 8, (37_843,), "milliers au lieu de millions"),
        ("09_service_a_la_demande", 9, ("non", 0.07, "mot " * 15 + "3"), "espoir recopié"),
        ("09_service_a_la_demande", 9, ("non", 0.0656, "mot " * 15 + "3"), "équipe oubliée"),
        ("07_services_financiers", 2, (1_779.85,), "parenthèses oubliées"),
        ("07_services_financiers", 4, (10,), "virements au lieu d'euros"),
        ("07_services_financiers", 4, (8,), "moyenne simple des deux groupes"),
        ("07_services_financiers", 5, ("c", 0.8), "part au lieu d'euros"),
        ("07_services_financiers", 5, ("c", 1_500 * 0.01 - 0.002 * 12), "parenthèses oubliées"),
        ("07_services_financiers", 6, (64_800,), "milliers au lieu de millions"),
        ("07_services_financiers", 7, (200 + 60 * 1.4,), "part refusée ajoutée"),
        ("07_services_financiers", 8, (41 / 196 / 3,), "baisse par an"),
        ("07_services_financiers", 9, ("analystes", 0.016, "mot " * 15 + "3"), ROUNDED),
        ("07_services_financiers", 9, ("analystes", 0.0136, "mot " * 15 + "3"), "entreprises échangées"),
        ("12_hybride", 2, (0.15 * 0.2,), "écart entre les deux bases"),
        ("12_hybride", 3, (9,), "commission seule"),
        ("12_hybride", 3, (9.02,), "commission prise sur le panier HT"),
        ("12_hybride", 3, (16.52 - 0.15,), "part prise pour une quantité"),
        ("12_hybride", 4, (7.52 - 0.3 * 16.52,), "apport au lieu du seuil"),
        ("12_hybride", 4, (9,), "écart de marges"),
        ("12_hybride", 6, ("d", 16 / 31), "reste des ventes"),
        ("12_hybride", 7, (33.017 - 10.912,), "écart de valeurs"),
        ("13_abonnement_et_retention", 2, (30.28,), "moyenne des trois taux"),
        ("13_abonnement_et_retention", 2, (16.07,), "treize mois"),
        ("13_abonnement_et_retention", 2, (0.02208,), "part au lieu d'abonnés"),
        ("13_abonnement_et_retention", 3, (0.1737,), "part au lieu d'abonnés"),
        ("13_abonnement_et_retention", 3, (5.604,), "départs au lieu de ceux qui restent"),
        ("13_abonnement_et_retention", 3, (273.9,), "départ oublié dans la liste"),
        ("13_abonnement_et_retention", 5, (1 - 7 / 20,), "suivi arrêté ignoré"),
        ("13_abonnement_et_retention", 5, (10 / 20,), "suivi arrêté compté comme un départ"),
        ("13_abonnement_et_retention", 5, (10 / 17,), "suivi arrêté retiré dès le départ"),
        ("13_abonnement_et_retention", 5, (61.5,), "pourcentage au lieu de fraction"),
        ("13_abonnement_et_retention", 6, (1 - 0.1093,), "parti au lieu d'encore client"),
        ("13_abonnement_et_retention", 7, (36_000 * 9 * 0.01 / 1e6,), "marge d'un seul mois"),
        ("13_abonnement_et_retention", 7, (36_000 * (14 / 0.05 - 14 / 0.06) / 1e6,), "TTC pris pour HT"),
        (
            "13_abonnement_et_retention",
            7,
            (36_000 * (9 / 0.0594 - 9 / 0.06) / 1e6,),
            "un pour cent au lieu d'un point",
        ),
        (
            "13_abonnement_et_retention",
            9,
            ("publicité", 0.06 / 7, "mot " * 15 + "3"),
            "points d'attrition au lieu d'une part des départs",
        ),
        (
            "13_abonnement_et_retention",
            9,
            ("publicité", 1 / 6, "mot " * 15 + "3"),
            "hausse des arrivées prise pour la baisse des départs",
        ),
        ("12_hybride", 8, ("réservée", 12 * 13_991.25, "mot " * 15 + "3"), "par an"),
        ("10_reseau_covoiturage", 2, (0.2 / 1.2,), "taux au lieu d'euros"),
        ("10_reseau_covoiturage", 2, (4.6 / 1.2,), "minimum ajouté aux frais"),
        ("10_reseau_covoiturage", 3, (1 / 11,), "part au lieu de millions"),
        ("10_reseau_covoiturage", 4, ("compatibles", 70 / 87), "par inscrit et par an"),
        ("10_reseau_covoiturage", 4, ("compatibles", 8.85), "par an"),
        ("10_reseau_covoiturage", 8, ("oui", 0.1, "mot " * 15 + "3"), "hausse en points"),
        ("10_reseau_covoiturage", 8, ("oui", 0.5, "mot " * 15 + "3"), "hausse relative"),
        ("05_reconditionne", 2, (300 - 150 * 0.2 / 1.2,), "parenthèses oubliées"),
        ("05_reconditionne", 3, (14.44,), "pour 100 € au lieu d'un appareil"),
        ("05_reconditionne", 3, (44.2 + 0.08 * 35,), "retours oubliés"),
        ("05_reconditionne", 4, ("c", 320 / 2_200), "taux au lieu d'un montant"),
        ("05_reconditionne", 6, (14.2,), "marge à sacrifier"),
        ("05_reconditionne", 8, (5.99 / 1.2 / 305.99,), "rapportée au total payé"),
        ("05_reconditionne", 8, (5.99 * 0.8 / 300,), "TVA retirée du prix TTC"),
        ("08_freemium", 2, (5.1 + 0.2 / 11.99,), "parenthèses oubliées"),
        ("08_freemium", 3, (5.5 * 5.1 / 10.5,), "partenaires oubliés"),
        ("08_freemium", 3, (42.55,), "revenu total"),
        ("08_freemium", 4, ("c", 6.34 - 0.796), "inactifs payés retirés du total"),
        ("08_freemium", 6, (6 / 0.03 / 0.1,), "parenthèses oubliées"),
        ("08_freemium", 6, (60,), "payer ou partir"),
        ("08_freemium", 7, (0.18,), "nouveaux payants d'un mois"),
        ("08_freemium", 8, (1.702 * 0.72,), "hausse prise sur leur part"),
        ("08_freemium", 9, ("non", 0.0437, "mot " * 15 + "3"), "hausse du prix payée par les seuls directs"),
        ("11_rendez_vous", 2, (385 / 0.46,), "dépense au lieu du revenu"),
        ("11_rendez_vous", 2, (168 / 0.46,), "perte au lieu du revenu"),
        ("11_rendez_vous", 3, ("d", 385 - 217 / 0.46 * 0.80), "écart avec la dépense"),
        ("11_rendez_vous", 5, (165 * 1.2,), "TVA ajoutée au lieu d'être retirée"),
        ("11_rendez_vous", 5, (8.5,), "marge de manœuvre"),
        ("11_rendez_vous", 6, (348 / 1.225 + 348 / 2,), "parenthèses oubliées"),
        ("11_rendez_vous", 6, (316.04 / 12,), "un mois facturé"),
        ("11_rendez_vous", 7, (1 / 3,), "part des autres"),
        ("15_donnees_et_personnalisation", 2, (0.228,), "part des clients"),
        ("15_donnees_et_personnalisation", 3, (19.74,), "une seule version"),
        ("15_donnees_et_personnalisation", 4, ("non", 35), "écart observé"),
        ("15_donnees_et_personnalisation", 4, ("non", -0.00042), "fraction au lieu de ventes"),
        ("15_donnees_et_personnalisation", 5, (1,), "un seul regard"),
        ("15_donnees_et_personnalisation", 5, (20 * (1 - 0.95**21),), "regards comptés comme indépendants"),
        ("15_donnees_et_personnalisation", 8, (7_060,), "nouveaux traités comme les anciens"),
        ("15_donnees_et_personnalisation", 8, (3_304,), "coût des messages oublié"),
        (
            "15_donnees_et_personnalisation",
            9,
            ("douze", 6_000, "mot " * 15 + "3"),
            "coût des segments oublié",
        ),
        ("15_donnees_et_personnalisation", 9, ("trois", -2_400, "mot " * 15 + "3"), "douze segments de plus"),
        ("15_donnees_et_personnalisation", 9, ("trois", -25, "mot " * 15 + "3"), "par mois"),
        ("16_vente_croisee", 2, (12 / 125,), "confiance"),
        ("16_vente_croisee", 2, (0.92,), "hausse au lieu de multiple"),
        ("16_vente_croisee", 3, ("écarter", 15), "paires sous le seuil habituel"),
        ("16_vente_croisee", 4, (0.0933,), "taux au lieu du lift"),
        ("16_vente_croisee", 5, (3.59,), "moyenne du fichier"),
        ("16_vente_croisee", 6, (2.1,), "attrition oubliée"),
        ("16_vente_croisee", 6, (17.291 - 16.52,), "une seule commande"),
        ("16_vente_croisee", 8, (7,), "ventes attribuées"),
        ("16_vente_croisee", 8, (7_000 / 820,), "groupes de tailles différentes"),
        (
            "16_vente_croisee",
            9,
            ("publicité", -12_724, "mot " * 15 + "3"),
            "coût moyen au lieu des derniers clients",
        ),
        ("16_vente_croisee", 9, ("offre", 4_724, "mot " * 15 + "3"), "TTC pris pour HT"),
        ("16_vente_croisee", 9, ("publicité", -1_206, "mot " * 15 + "3"), "valeur vie non actualisée"),
        ("11_rendez_vous", 8, ("oui", 1 - 0.004578 / 0.005, "mot " * 15 + "3"), "baisse relative"),
        ("14_prix_et_premium", 2, (0.325 / (1 - 10 / 12) * -1,), "pourcentages rapportés au départ"),
        ("14_prix_et_premium", 4, ("b", 9.72), "TVA oubliée"),
        ("14_prix_et_premium", 4, ("b", 5.3 * 2.2 / 3.2 * 1.2), "signe de l'élasticité"),
        ("14_prix_et_premium", 4, ("b", (5.3 * 2.2 / 2.2 - 1) * 1.2), "parenthèses oubliées"),
        ("14_prix_et_premium", 5, (4.7 / (8.8 / 1.2 - 5.3),), "coût inchangé"),
        ("14_prix_et_premium", 5, (12 / 8.8,), "chiffre d'affaires conservé"),
        ("14_prix_et_premium", 7, (32,), "recette du lot entière"),
        ("14_prix_et_premium", 7, (33 - 24,), "chacun paie tout ce qu'il peut"),
        ("14_prix_et_premium", 8, (950,), "cannibalisation oubliée"),
        ("14_prix_et_premium", 8, (60 * (22 / 1.2 - 12),), "marge des seuls nouveaux"),
        ("14_prix_et_premium", 9, ("non", 1 / 3, "mot " * 15 + "3"), "hausse de la conversion"),
        ("14_prix_et_premium", 9, ("non", 0.01, "mot " * 15 + "3"), "écart en points"),
        ("17_outils", 3, (0.0466,), "part de l'attrition d'aujourd'hui"),
        ("17_outils", 3, (0.28,), "pourcentage au lieu de fraction"),
        ("17_outils", 4, ("acheter", 1_150 * 36 - 22_000 - 250 * 30), "factures seules"),
        ("17_outils", 4, ("construire", 1_750 * 30 - 22_000 - 850 * 36), "euros non actualisés"),
        ("17_outils", 5, (5_250 / 450,), "double facture oubliée"),
        ("17_outils", 5, ((5_250 + 2 * 1_150) / 450,), "nouvelle facture payée deux fois"),
        ("17_outils", 6, (0.08,), "abandons additionnés"),
        ("17_outils", 6, (1 - 0.98**4,), "part sauvée de ceux qui arrivent"),
        ("17_outils", 7, (0.04 * 0.8,), "relances additionnées"),
        ("17_outils", 7, (0.65,), "part des refusés"),
        ("17_outils", 8, (900 * 6,), "toutes les livraisons"),
        ("17_outils", 9, ("B", 290 / 0.9, "mot " * 15 + "3"), "part fixe oubliée"),
        ("17_outils", 9, ("B", 290 / (0.025 * 30 + 0.3), "mot " * 15 + "3"), "part prise sur le panier HT"),
        ("18_retours_et_logistique_inverse", 1, ("monte", (0.36 + 0.08) / 2), "moyenne des deux taux"),
        ("18_retours_et_logistique_inverse", 1, ("baisse", 0.192), "ventes de l'an dernier"),
        ("18_retours_et_logistique_inverse", 2, (60,), "articles seuls"),
        ("18_retours_et_logistique_inverse", 2, (71.9,), "livraison express rendue"),
        ("18_retours_et_logistique_inverse", 4, (3_840,), "pertes additionnées"),
        ("18_retours_et_logistique_inverse", 4, (7.63,), "un seul article"),
        ("18_retours_et_logistique_inverse", 5, (16.1 / 27,), "tout se revend"),
        ("18_retours_et_logistique_inverse", 5, (42.1,), "pourcentage au lieu de fraction"),
        (
            "18_retours_et_logistique_inverse",
            6,
            ("gratuit", -2.614),
            "une commande au lieu de cent visiteurs",
        ),
        ("18_retours_et_logistique_inverse", 7, ("plus", 420), "demande moyenne"),
        ("18_retours_et_logistique_inverse", 7, ("moins", 420 * 34 / 48), "part de la demande moyenne"),
        (
            "18_retours_et_logistique_inverse",
            8,
            ("signer", 7_806, "mot " * 15 + "3"),
            "photographies oubliées",
        ),
        ("19_rgpd", 1, (19 / 46,), "rapportées à toute la table"),
        ("19_rgpd", 2, (10,), "le plus bas des deux"),
        ("19_rgpd", 2, (12.4,), "enseigne seule"),
        ("19_rgpd", 2, (60,), "paragraphe 5"),
        ("19_rgpd", 2, (30e6,), "euros au lieu de millions"),
        ("19_rgpd", 3, ("deux", -22), "compté depuis la fuite"),
        ("19_rgpd", 3, ("deux", 18), "compté depuis la découverte du prestataire"),
        ("19_rgpd", 4, (14_000,), "ouvertures comptées comme un contact"),
        ("19_rgpd", 6, (800 * 0.15 * 16.52,), "un seul mois"),
        ("19_rgpd", 6, (800 * 0.15 * 45 / 0.07,), "revenu au lieu de marge"),
        ("19_rgpd", 6, (800 * 12,), "clients remplacés"),
        ("19_rgpd", 7, ("contester", 9_600), "honoraires oubliés"),
        ("19_rgpd", 7, ("contester", 36_000), "amende annulée"),
        ("19_rgpd", 8, ("oui", 2_600, "mot " * 15 + "3"), "protection oubliée dans le coût"),
        ("19_rgpd", 8, ("oui", 2_420, "mot " * 15 + "3"), "un seul mois payé"),
        ("22_tresorerie", 3, (365 * (110 / 480 + 84 / 973 - 78 / 480),), "TTC pris pour HT"),
        ("22_tresorerie", 3, (365 * (110 + 70 - 65) / 973,), "tout rapporté au chiffre d'affaires"),
        ("22_tresorerie", 4, ("négocier", 33_000), "acompte oublié"),
        ("22_tresorerie", 4, ("négocier", 3 * 18_000 * 0.9), "factures au lieu des achats"),
        ("22_tresorerie", 5, ("payer", 365 * 0.015 / 35), "remise additionnée"),
        ("22_tresorerie", 5, ("attendre", 0.0152), "taux de la période"),
        ("22_tresorerie", 6, ("garder", 2_400), "euros non actualisés"),
        ("22_tresorerie", 6, ("garder", 3_815), "entrepôt oublié"),
        ("22_tresorerie", 7, (-743,), "réserve oubliée"),
        ("22_tresorerie", 7, (4,), "numéro de la semaine"),
        ("22_tresorerie", 8, ("prendre", 0.025, "mot " * 15 + "3"), "intérêts oubliés"),
        ("22_tresorerie", 8, ("prendre", 300 / 10_200, "mot " * 15 + "3"), "intérêts d'une année entière"),
        ("23_marche_francais", 3, (362 / 310 - 1,), "définition laissée telle quelle"),
        ("23_marche_francais", 4, (0.07,), "hausse des prix soustraite"),
        ("23_marche_francais", 5, (0.38 * 1_160,), "panel pris pour le marché"),
        ("23_marche_francais", 6, (225,), "LTV au lieu du seuil"),
        ("23_marche_francais", 8, ("vérifier", 26_000, "mot " * 15 + "3"), "perte comptée à coup sûr"),
        ("23_marche_francais", 8, ("vérifier", 1_680, "mot " * 15 + "3"), "prix de l'essai déduit"),
    ],
)
def test_the_likeliest_errors_have_a_name(name, question, answers, cause):
    result = bm.exercise(name).questions[question - 1].check(*answers)
    assert (result.state, result.cause) == (REVIEW, cause)


def test_a_share_taken_for_a_number_of_seats_is_named():
    """06 q8: `seats=data.seats - data.unused`, and `seats=data.unused`."""
    ex = bm.exercise("06_saas")
    before = ex.firm.margin_per_customer
    for seats, cause in (
        (ex.data.seats - ex.data.unused, "part prise pour une quantité"),
        (ex.data.unused, "il ne resterait que la part d'un poste"),
    ):
        assert ex.q8.check(before - ex.firm.replace(seats=seats).margin_per_customer).cause == cause


def test_what_goal_seek_gives_is_named_when_a_share_is_asked():
    """10 q8: `bm.goal_seek(…, vary="searches")` gives searches, the question asks for the share that is lost."""
    ex = bm.exercise("10_reseau_covoiturage", student="élève 1")
    dearer = ex.firm.replace(service_fee=ex.data.fee_after)
    raw = bm.goal_seek(dearer, "steady_state_profit", ex.firm.steady_state_profit, vary="searches")
    assert ex.q8.check("oui", raw, "mot " * 15 + "3").cause == "recherches au lieu d'une part"


def test_one_month_too_many_is_named():
    ex = bm.exercise("02_d2c")
    firm = ex.firm
    months = 1 / firm.churn + firm.first_month_weight
    assert ex.q7.check(firm.margin_per_customer * months / firm.cac).cause == "un mois de trop"


def test_a_margin_and_a_churn_in_proportion_are_no_answer():
    """09 q9: `churn * margin_after / margin_before` was right in most firms; a team to pay keeps it apart."""
    part = engine.declaration("09_service_a_la_demande").questions[8].number
    for data in firms("09_service_a_la_demande"):
        margin = data.firm.mission_margin
        rule_of_three = data.churn * (margin - data.pay_rise * data.mission_hours) / margin
        assert part.diagnose(data, rule_of_three)[0], data.shown()


def whole(truth):
    """A question « combien de commandes faut-il » whose calculation gives ``truth``."""
    question = Numeric(lambda data: data.a, "Commandes", "commandes", whole="up")
    question.otherwise("combien ?")
    return question, Data([Given("a", "Ce qu’il faut", "commandes")], {"a": truth})


@pytest.mark.parametrize(
    ("truth", "given", "cause"),
    [
        (9.05, 10, ""),
        (9.05, 9, TOO_FEW),
        (9.05, 9.05, ""),
        (9.05, 9.1, ROUNDED),
        (9.05, 8, OTHER),
        (9.05, 11, OTHER),
        (9.0, 9, ""),
        (9.000000000001, 9, ""),
        (9.0, 8, TOO_FEW),
        (9.0, 10, OTHER),
        (11_538.46, 11_539, ""),
        (11_538.46, 11_538, TOO_FEW),
        (11_538.46, 11_500, ROUNDED),
        (11_538.46, 11_538.5, ""),
    ],
)
def test_the_whole_number_that_suffices(truth, given, cause):
    question, data = whole(truth)
    assert question.diagnose(data, given)[0] == cause


@pytest.mark.parametrize(
    ("truth", "unit", "given", "said"),
    [
        (0.1466667, "%", 0.15, "au moins trois chiffres."),
        (0.0686600, "%", 0.07, "au moins trois chiffres, sans compter les zéros de tête."),
        (16.52, "€", 17, "au moins trois chiffres."),
    ],
)
def test_an_answer_rounded_too_soon_is_told_the_digits(truth, unit, given, said):
    question = Numeric(lambda data: data.a, "", unit)
    cause, sentence = question.diagnose(Data([Given("a", "a", "x")], {"a": truth}), given)
    assert (cause, sentence) == (ROUNDED, f"arrondi trop tôt : gardez {said}")


@pytest.mark.parametrize(
    ("truth", "given", "cause"),
    [(82.5, 80, OTHER), (83.5, 84, ROUNDED), (118.0, 100, OTHER), (118.0, 120, ROUNDED), (8.26, 8, ROUNDED)],
)
def test_nobody_rounds_a_whole_ten_away(truth, given, cause):
    question = Numeric(lambda data: data.a, "", "€")
    assert question.diagnose(Data([Given("a", "a", "x")], {"a": truth}), given)[0] == cause


@pytest.mark.parametrize(
    ("given", "cause"),
    [
        (18.42, PUBLISHED),
        (18.4167, PUBLISHED),
        (18.4, "près"),  # both, to three digits: the one of these figures
        (18.35, "près"),
        (18.36, "près"),
        (18.33, ""),
    ],
)
def test_the_published_answer_to_the_digits_is_told_before_a_mistake_that_is_only_near(given, cause):
    question = Numeric(lambda data: data.a, "", "€", relative=0.003)
    question.wrong("près", "", lambda data: data.a + 0.1)
    everybody = Data([Given("a", "a", "€")], {"a": 18.4167})
    own = Data(everybody.givens, {"a": 18.25}, student=True, course=lambda: everybody)
    assert question.diagnose(own, given)[0] == (cause or "près")
    assert question.diagnose(own, 18.25 + 0.1)[0] == "près"
    assert question.diagnose(everybody, 18.42)[0] == ""


def test_four_digits_are_asked_where_three_are_another_answer():
    question = Numeric(lambda data: data.a, "", "€", relative=0.0001)
    question.wrong("autre", "", lambda data: 12.3)
    data = Data([Given("a", "a", "x")], {"a": 12.34})
    assert "quatre chiffres" in question.diagnose(data, 12)[1]


def test_a_copied_figure_is_told_by_its_label():
    ex = bm.exercise("02_d2c")
    result = ex.q3.check(ex.data.basket)
    assert result.cause == OTHER
    assert "Panier moyen" in result.text


def test_a_small_share_beside_euros_is_not_taken_for_a_near_share():
    """06 q6: with a tolerance of 0.1 point, a discount of 30 % was « fraction au lieu de points »."""
    ex = bm.exercise("06_saas")
    assert ex.q6.check("c", ex.data.discount).cause == OTHER
    assert ex.q6.check("c", 0.2773).cause == "fraction au lieu de points"


def test_a_firm_where_a_figure_could_pass_for_the_answer_is_drawn_again():
    from bizmodels.exercises.sheet import Exercise

    sheet = Exercise(
        "t", (Given("a", "A", "€", default=10.0, low=10, high=12), Given("b", "B", "€", default=11.01))
    )
    question = sheet.number("Double", "€")(lambda data: data.a * 1.0001)
    question.otherwise("quoi ?")
    assert sheet.confusions(sheet.published()) == ["A / Double"]
    with pytest.raises(RuntimeError, match="A / Double"):
        sheet.drawn("x")


# --- words ------------------------------------------------------------------------------------------------


@every_sheet
def test_the_first_wrong_answer_asks_and_never_gives_the_formula(name):
    questions = engine.declaration(name).questions
    steps = [part.first_step for part in engine.declaration(name).numbers()]
    steps += [one.first_step for one in questions if isinstance(one, Function)]
    for step in steps:
        assert step.endswith("?"), step
        assert not re.search(r"[÷×*/=+]|1 moins|divis|multipli|soustra", step), step


@every_sheet
def test_the_right_option_is_not_the_longest(name):
    for key, choice in choices(name).items():
        if len(choice.labels) < 3:
            continue
        for right in {choice(data) for data in firms(name)}:
            longest = max(len(label) for other, label in choice.labels.items() if other != right)
            assert len(choice.labels[right]) <= longest, (name, key, right)


@every_sheet
def test_a_choice_varies_from_firm_to_firm_or_is_said_to_be_common(name):
    published = engine.declaration(name).published()
    for number, question in enumerate(engine.declaration(name).questions, 1):
        choice = choices(name).get(f"q{number}")
        if choice is None:
            continue
        common = len({choice(data) for data in firms(name)}) == 1
        assert common == choice.is_common, (name, number)
        assert ("le même pour toutes les entreprises" in question.to_do(published).text) == common


def _words(text):
    return {word[:6] for word in re.findall(r"[^\W\d_]{6,}", text.casefold())}


@every_sheet
def test_the_feedback_of_a_wrong_option_does_not_name_the_right_one(name):
    for number, question in enumerate(engine.declaration(name).questions, 1):
        choice = choices(name).get(f"q{number}")
        if choice is None or len(choice.labels) < 3:
            continue
        for right in {choice(data) for data in firms(name)}:
            own = _words(choice.labels[right]) - _words(question.statement)
            for other, sentence in choice.sentences.items():
                if other != right:
                    told = own & _words(sentence) - _words(choice.labels[other])
                    assert not told, (name, number, other, told)
