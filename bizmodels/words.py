"""The words of the course, once each: French term, English term, one sentence, the formula in words.

Words only, so that any other room may quote them. What a word does when a slider moves, where it does something, is in
``view/word_demos.py``. A lesson defines a word where it calls ``bm.word("CAC")`` (``course/terms.py``): none of the word's
``jargon`` may stand before, in that lesson or an earlier one.
"""

from __future__ import annotations

import difflib
import unicodedata
from dataclasses import dataclass

import pandas as pd

from bizmodels import french
from bizmodels.errors import LearnerError
from bizmodels.tables import Table


@dataclass(frozen=True)
class Word:
    """One word of the trade.

    ``lesson`` is the number of the lesson that makes most of it, ``also`` other names; ``jargon`` are those of its names
    that nobody understands before they are defined (« commission » is everybody's, « taux de prélèvement » is not).
    """

    key: str
    term: str
    english: str
    definition: str
    formula: str
    lesson: str
    also: tuple[str, ...] = ()
    jargon: tuple[str, ...] = ()


def _word(
    key: str,
    term: str,
    english: str,
    definition: str,
    formula: str,
    lesson: str,
    *also: str,
    jargon: tuple[str, ...] = (),
) -> Word:
    return Word(key, term, english, french.typeset(definition), french.typeset(formula), lesson, also, jargon)


WORDS = (
    _word("TTC", "prix TTC, prix HT", "price incl. / excl. VAT",
          "Le client paie le prix TTC ; une fois la TVA rendue à l'État, il reste le prix HT, le seul qui soit à l'entreprise. "
          "Un panier moyen se dit toujours TTC ou HT.",
          "prix HT = prix TTC ÷ (1 + taux de TVA)", "02", "HT", "TVA", "panier", "panier moyen"),
    _word("MCV", "marge sur coûts variables (MCV)", "contribution margin",
          "Ce que laisse une vente quand on a payé tout ce qu'elle ajoute : achat, port, carte, retours. Elle doit encore "
          "payer la publicité et les coûts fixes.",
          "MCV = revenu HT − coûts variables ; taux de MCV = MCV ÷ revenu HT", "02", "marge", "taux de MCV", "taux de marge",
          jargon=("MCV", "marge sur coûts variables")),
    _word("CAC", "coût d'acquisition (CAC)", "customer acquisition cost",
          "Ce que l'on dépense pour gagner un nouveau client : publicité, remise de bienvenue, temps des commerciaux.",
          "CAC = dépenses d'acquisition ÷ nouveaux clients", "02",
          jargon=("CAC", "coût d’acquisition")),
    _word("CAC-marginal", "coût du client de plus (CAC marginal)", "marginal CAC",
          "Ce que coûte le dernier client gagné. Quand la publicité s'use, il coûte plus que la moyenne : c'est lui qui dit où "
          "s'arrêter.",
          "CAC marginal = dépenses en plus ÷ clients en plus", "16", jargon=("CAC marginal",)),
    _word("ARPU", "revenu mensuel par client (ARPU)", "average revenue per user",
          "Le revenu HT que laisse en moyenne un client actif en un mois. Ce n'est pas le prix affiché : remises, offres "
          "familiales, partenaires et TVA les séparent.",
          "ARPU = revenu HT du mois ÷ clients actifs", "08", "revenu par client",
          jargon=("ARPU",)),
    _word("Actif", "client actif", "active customer",
          "Un client qui paie, ou qui achète encore. Un inscrit, un membre, un client cumulé depuis la création n'en sont "
          "pas forcément.",
          "clients actifs = clients du mois précédent − partis + nouveaux", "10", "client", "inscrit"),
    _word("Attrition", "attrition", "churn",
          "La part des clients qui s'en vont pendant le mois.",
          "attrition = clients partis dans le mois ÷ clients actifs ; durée de vie = 1 ÷ attrition", "06",
          jargon=("attrition", "churn")),
    _word("LTV", "valeur vie client (LTV)", "customer lifetime value",
          "La marge que laisse un client pendant tout le temps où il reste. Une marge, pas un revenu.",
          "LTV = marge mensuelle × nombre de mois, soit marge mensuelle ÷ attrition", "13", "LTV/CAC", "valeur vie",
          jargon=("LTV", "valeur vie")),
    _word("GMV", "volume d'affaires (GMV)", "gross merchandise value",
          "Tout ce que paient les acheteurs sur une plateforme. La plus grande part va aux vendeurs : ce n'est pas son "
          "chiffre d'affaires.",
          "volume d'affaires = acheteurs × commandes × panier TTC", "03",
          jargon=("GMV", "volume d’affaires")),
    _word("Lift", "gain sur le hasard", "lift",
          "De combien de fois deux achats vont plus souvent ensemble que s'ils s'ignoraient. À 1, c'est le hasard ; au-dessous, ils "
          "vont ensemble moins souvent.",
          "lift = part de ceux qui prennent B parmi ceux qui prennent A ÷ part de ceux qui prennent B parmi tous", "16",
          jargon=("lift",)),
    _word("Incrémental", "client incrémental", "incremental customer",
          "Un client qui ne serait pas venu sans la campagne. Un client attribué, lui, est seulement passé par elle.",
          "clients incrémentaux = acheteurs qui ont vu la campagne − ceux qui auraient acheté sans elle (groupe témoin)", "16",
          "client attribué", "incrémentaux", "incrémentalité", jargon=("incrémental", "incrémentaux", "incrémentalité")),
    _word("Commission", "commission affichée, taux de prélèvement constaté", "commission, take rate",
          "La commission affichée est dans le contrat du vendeur. Le taux de prélèvement constaté compte tout ce que garde "
          "la plateforme : frais acheteur, abonnements, publicité, services.",
          "taux de prélèvement = chiffre d'affaires HT ÷ volume d'affaires TTC", "05",
          jargon=("taux de prélèvement", "take rate")),
    _word("Seuil", "seuil de rentabilité", "break-even point",
          "Le nombre de clients à partir duquel la marge paie les coûts fixes et le remplacement de ceux qui partent. "
          "C'est une quantité.",
          "seuil = coûts fixes ÷ (marge mensuelle − attrition × (CAC − ce que la première commande laisse de plus qu'un mois))",
          "22",
          jargon=("seuil de rentabilité",)),
    _word("Point-mort", "point mort", "break-even date",
          "Le premier mois où l'entreprise ne perd plus d'argent. C'est une date.",
          "premier mois où marge − acquisition − coûts fixes ≥ 0", "22",
          jargon=("point mort",)),
    _word("Financement", "besoin de financement", "funding need",
          "Le creux de la trésorerie : ce qu'il faut réunir avant que l'activité se paie elle-même. La trésorerie n'est pas le "
          "résultat : stock et factures à attendre (le besoin en fonds de roulement, BFR) en retiennent une part.",
          "besoin = − (point le plus bas de la trésorerie) ; trésorerie = résultats cumulés − hausse du BFR − mise de départ",
          "22", "creux de trésorerie", "trésorerie", "BFR", "besoin en fonds de roulement",
          jargon=("BFR", "besoin en fonds de roulement")),
    _word("Cycle-de-trésorerie", "cycle de trésorerie", "cash conversion cycle",
          "Le nombre de jours entre le paiement d'un fournisseur et celui du client. S'il est négatif, les clients paient d'abord.",
          "cycle = jours de stock + jours de crédit aux clients − jours de crédit des fournisseurs", "22",
          "cycle d'exploitation", "CCC", jargon=("cycle de trésorerie",)),
    _word("Croissance-autofinancée", "croissance autofinancée", "self-financed growth",
          "La croissance que l'entreprise paie avec ce qu'elle gagne. Au-delà, chaque mois de croissance vide la banque.",
          "croissance autofinancée (par mois) = taux de résultat ÷ (jours immobilisés ÷ 30 − taux de résultat)", "22",
          jargon=("croissance autofinancée",)),
    _word("Autonomie", "autonomie de trésorerie", "runway",
          "Le nombre de mois avant que l'argent en banque soit dépensé, si rien ne change.",
          "autonomie = argent en banque ÷ dépense nette du mois, quand elle ne bouge pas", "22",
          jargon=("autonomie de trésorerie", "runway")),
    _word("VAN", "valeur actuelle nette (VAN)", "net present value",
          "Ce que rapporte un projet, en argent d'aujourd'hui, une fois sa mise déduite.",
          "VAN = somme des flux, chacun ÷ (1 + taux)^nombre de périodes d'attente", "22", "NPV",
          jargon=("VAN", "valeur actuelle nette")),
    _word("TRI", "taux de rendement interne (TRI)", "internal rate of return",
          "Le taux auquel un projet ne rapporte ni ne coûte rien. Un projet qui paie deux fois peut en avoir deux, ou aucun.",
          "le taux pour lequel la VAN vaut 0", "22", "IRR", "taux interne",
          jargon=("TRI", "taux de rendement interne")),
    _word("ARR", "revenu récurrent annualisé (ARR)", "annual recurring revenue",
          "Le revenu d'abonnement du dernier mois, multiplié par douze. Une photographie, pas le chiffre d'affaires d'une "
          "année.",
          "ARR = revenu récurrent du mois × 12", "06",
          jargon=("ARR",)),
    _word("MRR", "revenu récurrent mensuel (MRR)", "monthly recurring revenue",
          "Ce que les abonnements rapportent en un mois, et rapporteront le mois suivant si rien ne change. Une vente faite une "
          "seule fois n'en est pas.",
          "MRR = abonnés × prix mensuel moyen encaissé", "06", jargon=("MRR", "revenu récurrent")),
    _word("Régime-permanent", "régime permanent", "steady state",
          "Le moment où il part chaque mois autant de clients qu'il en arrive : leur nombre ne bouge plus. On n'y est pas, on "
          "s'en approche, souvent en plusieurs années.",
          "clients en régime permanent = nouveaux clients par mois ÷ attrition", "02", jargon=("régime permanent",)),
    _word("Survie", "courbe de survie", "survival curve",
          "Sur 100 clients gagnés ensemble, combien sont encore là après un an, deux ans, trois ans. Elle descend toujours ; "
          "la part de ceux qui restent d'une année à la suivante, elle, peut monter.",
          "survie = clients encore là ÷ clients du départ", "13", "taux de survie",
          jargon=("courbe de survie",)),
    _word("Retour-sur-CAC", "retour sur CAC", "CAC payback",
          "Le nombre de mois de marge qu'il faut à un client pour rendre ce qu'il a coûté à gagner.",
          "retour sur CAC = CAC ÷ marge mensuelle", "06", jargon=("retour sur CAC",)),
    _word("GRR", "rétention brute du revenu (GRR)", "gross revenue retention",
          "La part du revenu des clients d'il y a un an qui est encore là, une fois déduits ceux qui sont partis et ceux qui "
          "paient moins. Elle ne dépasse jamais 100 %.",
          "GRR = (revenu d'il y a un an − départs − baisses) ÷ revenu d'il y a un an", "06",
          "rétention brute", jargon=("GRR", "rétention brute")),
    _word("NRR", "rétention nette du revenu (NRR)", "net revenue retention",
          "Ce que paient aujourd'hui les clients d'il y a un an, comparé à ce qu'ils payaient alors : départs et baisses, mais aussi "
          "hausses. Les clients gagnés depuis n'y comptent pas.",
          "NRR = (revenu d'il y a un an − départs − baisses + hausses) ÷ revenu d'il y a un an", "06",
          "rétention nette", jargon=("NRR", "rétention nette")),
    _word("Nombre-magique", "nombre magique", "magic number",
          "Le revenu annuel gagné pour un euro de dépenses commerciales. À 1, ces dépenses sont rendues en un an de ventes, avant tout "
          "autre coût.",
          "nombre magique = 4 × (revenu du trimestre − revenu du précédent) ÷ dépenses commerciales du précédent", "06",
          jargon=("nombre magique",)),
    _word("Règle-des-40", "règle des 40", "rule of 40",
          "Un repère d'investisseurs : la croissance et la marge, additionnées en points, devraient atteindre 40. Une convention, "
          "pas une loi ; la marge choisie change le verdict.",
          "règle des 40 = croissance du revenu (en %) + marge opérationnelle (en %)", "06", jargon=("règle des 40",)),
    _word("Actualisation", "actualisation", "discounting",
          "Un euro reçu plus tard vaut moins qu'un euro reçu aujourd'hui. Le taux d'actualisation dit de combien on le réduit par "
          "année d'attente.",
          "valeur d'aujourd'hui = somme future ÷ (1 + taux)^années", "06", "taux d'actualisation", "valeur actualisée",
          jargon=("actualisation", "actualisée", "actualisé")),
    _word("Élasticité", "élasticité de la demande au prix", "price elasticity of demand",
          "De combien de pour cent varient les quantités vendues quand le prix varie de 1 %. À 2, un prix de 1 % plus bas fait "
          "vendre 2 % de plus ; les manuels écrivent −2.",
          "élasticité = variation des quantités (en %) ÷ variation du prix (en %), sans le signe", "14", "élasticité", "élasticité-prix",
          jargon=("élasticité",)),
    _word("Coefficient", "règle du coefficient", "markup rule",
          "Le prix hors taxes qui laisse le plus, quand l'élasticité e et le coût d'une vente ne changent pas avec le prix. Elle ne vaut "
          "que si e dépasse 1.",
          "meilleur prix HT = coût d'une vente × e ÷ (e − 1)", "14", "règle de la marge",
          jargon=("règle du coefficient",)),
    _word("EBITDA", "EBITDA", "EBITDA",
          "Le résultat d'une entreprise avant intérêts, impôts et amortissements : une étape, pas un bénéfice.",
          "EBITDA = résultat net + impôts + intérêts + amortissements", "02", jargon=("EBITDA",)),
    _word("RFM", "récence, fréquence, montant (RFM)", "recency, frequency, monetary value",
          "Trois notes de 1 à 5 par client : la date de son dernier achat, le nombre de ses achats, ce qu'il a dépensé. 5 est le "
          "cinquième le mieux placé.",
          "note = cinquième auquel le client appartient, du moins bon (1) au meilleur (5)", "15", "récence", jargon=("RFM",)),
    _word("Groupe-témoin", "groupe témoin", "control group",
          "Des clients tirés au sort parmi ceux que l'on voulait toucher, et que l'on ne touche pas. Ils disent ce que les autres "
          "auraient fait sans rien recevoir.",
          "effet = ce que font les clients touchés − ce que fait le groupe témoin", "15", "témoin", jargon=("groupe témoin",)),
    _word("Test-A/B", "test A/B", "A/B test",
          "Deux versions montrées à deux groupes tirés au sort, puis comparées. La taille des groupes et le jour de la lecture se "
          "fixent avant.",
          "écart = taux du groupe B − taux du groupe A, avec son intervalle", "15", "test AB", jargon=("test A/B",)),
    _word("P-valeur", "p-valeur", "p-value",
          "Si rien ne changeait entre les deux groupes, la part des tests où le hasard ferait un écart au moins aussi grand que celui "
          "que l'on voit.",
          "p-valeur = chance d'un écart au moins aussi grand, si rien ne change", "15", jargon=("p-valeur", "p-value")),
    _word("nDCG", "qualité d'un classement (nDCG)", "normalised discounted cumulative gain",
          "Une note de 0 à 1 pour l'ordre d'une liste : 1 quand le meilleur vient en tête. Ce qui est montré plus bas compte de moins "
          "en moins.",
          "nDCG = Σ intérêt ÷ log2(place + 1), divisé par la même somme dans le meilleur ordre", "15", jargon=("nDCG",)),
    _word("Gain-au-seuil", "gain au seuil", "break-even gain",
          "Le plus petit changement d'un seul réglage (départs, conversion, coût) qui paie un outil dans le délai qu'on lui laisse. "
          "Un outil se juge sur lui, pas sur ses fonctions.",
          "gain au seuil = changement du réglage pour lequel ce que l'outil rapporte égale ce qu'il coûte", "17",
          jargon=("gain au seuil",)),
    _word("Tunnel", "tunnel de paiement", "checkout funnel",
          "Les étapes entre le panier et la commande payée. Chacune perd une part de ceux qui y arrivent : la part qui va au bout "
          "est un produit, pas une somme.",
          "part qui va au bout = produit des parts qui restent à chaque étape", "17", jargon=("tunnel de paiement",)),
    _word("Attrition-subie", "attrition subie", "involuntary churn",
          "Les abonnés perdus sans l'avoir voulu : un paiement refusé, une carte expirée, et le service s'arrête.",
          "attrition subie = part des paiements qui échouent et qu'aucune relance ne sauve", "17", jargon=("attrition subie",)),
    _word("Coût-de-changement", "coût de changement", "switching cost",
          "Ce que coûte de quitter un fournisseur ou une plateforme : sortir ses données, refaire ses avis, payer deux outils pendant le "
          "passage. Il dit de combien l'autre peut augmenter son prix avant qu'on parte.",
          "coût de changement = migration + double facture + ce qui se perd en route", "17"),
    _word("Base-légale", "base légale", "legal basis",
          "Ce qui vous autorise à traiter une donnée sur une personne : un contrat, son accord, une obligation, un intérêt "
          "légitime… Il y en a six, et sans aucune le traitement est interdit.",
          "un traitement = une finalité + une base légale + une durée", "19", "article 6", jargon=("base légale",)),
    _word("Registre", "registre des traitements", "record of processing activities",
          "La liste de ce que vous faites des données : pourquoi, lesquelles, de quel droit, combien de temps, qui les voit. Une "
          "ligne par finalité.",
          "registre = une ligne par finalité, tenue à jour", "19", jargon=("registre des traitements",)),
    _word("Perte-attendue", "perte attendue", "expected loss",
          "Ce qu'un risque coûte par an en moyenne, sur beaucoup d'années. Presque aucune année ne coûte ce montant : rien le plus "
          "souvent, bien plus parfois.",
          "perte attendue = probabilité par an × coût moyen d'un coup", "19"),
    _word("HHI", "indice de concentration (HHI)", "Herfindahl-Hirschman index",
          "La somme des carrés des parts, en %. Il va de presque 0 (des parts minuscules) à 10 000 (un seul tient tout). Il compte "
          "les gros plus que les petits.",
          "HHI = part A² + part B² + …, parts en %", "21", "indice de Herfindahl-Hirschman", jargon=("HHI",)),
    _word("Canaux-égaux", "nombre équivalent de canaux", "effective number of channels",
          "Le nombre de canaux de même taille qui seraient aussi concentrés que les vôtres : deux canaux à 90 et 10 % ne font guère "
          "plus d'un canal.",
          "nombre équivalent = 10 000 ÷ HHI", "21"),
    _word("Multihébergement", "multihébergement", "multi-homing",
          "Être présent sur plusieurs plateformes à la fois : le vendeur y vend, ou l'acheteur y compare. Ce qu'un canal fermé perd se "
          "retrouve en partie ailleurs.",
          "part récupérée = ventes retrouvées ailleurs ÷ ventes du canal fermé", "21", "multi-homing"),
    _word("Rétrofacturation", "rétrofacturation", "chargeback",
          "La banque du porteur reprend un paiement que celui-ci conteste. La boutique rend le prix, perd le colis, et paie des "
          "frais de dossier.",
          "perte = coût de la marchandise + port + frais de carte + frais de dossier", "20", "impayé de carte",
          jargon=("rétrofacturation", "chargeback")),
    _word("Précision-alerte", "précision d'une alerte", "precision",
          "Parmi les commandes qui déclenchent une alerte, la part des fraudes. Quand la fraude est rare, elle est basse, même avec "
          "un bon filtre.",
          "précision = fraudes signalées ÷ (fraudes signalées + commandes honnêtes signalées)", "20",
          jargon=("précision d’une alerte",)),
    _word("Seuil-de-décision", "seuil de décision", "decision threshold",
          "La chance de fraude à partir de laquelle refuser coûte moins qu'accepter. Il dépend des deux erreurs, pas du filtre.",
          "seuil = coût d'un honnête refusé ÷ (coût d'un honnête refusé + coût d'une fraude acceptée)", "20",
          jargon=("seuil de décision",)),
    _word("Authentification-forte", "authentification forte", "strong customer authentication",
          "Le client prouve deux fois que c'est lui : un code qu'il connaît, un téléphone qu'il possède, son empreinte. La loi "
          "l'exige pour payer à distance, sauf exemption.",
          "gain = fraudes évitées − marge des acheteurs qui abandonnent", "20", "SCA", jargon=("SCA",)),
    _word("Taux-de-retour", "taux de retour", "return rate",
          "La part de ce qui est vendu qui revient, comptée en commandes, en articles ou en euros. Ce n'est pas la part des clients "
          "qui ont renvoyé quelque chose.",
          "taux de retour = commandes revenues ÷ commandes expédiées", "18"),
    _word("Logistique-inverse", "logistique inverse", "reverse logistics",
          "Le chemin d'un produit qui revient : étiquette, réception, tri, remise en état, remise en vente. Chaque étape coûte, et "
          "chaque jour aussi.",
          "coût d'un retour = colis aller + étiquette + réception + tri + remise en état + perte de valeur", "18"),
    _word("Rétractation", "droit de rétractation", "right of withdrawal",
          "Le droit du consommateur qui achète à distance de changer d'avis sans donner de raison, et d'être remboursé, livraison "
          "standard comprise.",
          "remboursement = prix payé + livraison, au plus au prix de la livraison standard", "18", jargon=("rétractation",)),
    _word("Ratio-critique", "ratio critique", "critical ratio",
          "La chance de ne manquer de rien qu'il vaut la peine de se payer, quand on achète avant de connaître la demande.",
          "ratio critique = ce que perd une vente manquée ÷ (ce que perd une vente manquée + ce que perd un invendu)", "18",
          jargon=("ratio critique",)),
    _word("Pondération", "pondération", "weighting",
          "La part que l'on donne à chaque critère dans une note d'ensemble. Les parts font 100 % : en monter une baisse les autres.",
          "note = somme des poids × notes du critère", "24", "poids"),
    _word("TOPSIS", "TOPSIS", "TOPSIS ranking",
          "Range des choix par leur distance à deux choix imaginaires : l'idéal, qui prend le meilleur de chaque colonne, et "
          "l'anti-idéal, qui en prend le pire. Avant cela, chaque colonne est divisée par sa longueur : la racine de la somme de "
          "ses carrés, comptée depuis zéro.",
          "proximité = distance au pire ÷ (distance au pire + distance à l'idéal)", "24", jargon=("TOPSIS",)),
    _word("AHP", "comparaison par paires (AHP)", "analytic hierarchy process",
          "On compare les critères deux par deux (« trois fois plus important ») ; le calcul en tire les poids, et dit si les "
          "jugements se tiennent.",
          "ratio de cohérence = écart entre les jugements ÷ écart de jugements tirés au hasard ; au plus 0,10, seuil d'usage de Saaty", "24",
          "ratio de cohérence", jargon=("AHP", "ratio de cohérence")),
    _word("Renversement", "renversement de rang", "rank reversal",
          "Ajouter ou retirer un choix qui n'a aucune chance change le premier : la note de chacun dépend de ceux qui l'entourent.",
          "note d'un critère = (valeur − pire du tableau) ÷ (meilleure − pire du tableau)", "24", jargon=("renversement de rang",)),
    _word("Euros-constants", "euros courants, euros constants", "current / constant prices",
          "En euros courants, on compte ce qui a été payé cette année-là. En euros constants, on le recompte aux prix d'une même "
          "année, pour ne garder que ce qui a été acheté en plus.",
          "euros constants = euros courants ÷ (prix de l'année ÷ prix de l'année de départ)", "23", "euros courants", "déflateur",
          jargon=("euros constants", "déflateur")),
    _word("Recalage", "chiffre recalé", "restated figure",
          "Un chiffre déjà publié, corrigé plus tard parce que la façon de compter a changé. Une croissance ne se calcule qu'entre "
          "deux chiffres comptés de la même façon.",
          "croissance = chiffre de l'année ÷ chiffre recalé de l'année d'avant − 1", "23", "recalé", "rupture de série"),
    _word("Politique", "politique", "policy",
          "Une règle écrite avant de jouer, qui dit quoi décider selon ce que l'on voit. Écrite, elle se rejoue dans des milliers "
          "de futurs ; une intuition, non.",
          "politique : ce que l'on voit → ce que l'on décide", "25", "règle de décision"),
    _word("Valeur-d-un-test", "valeur d'un test, valeur de l'information", "value of information",
          "Ce que rapporte de savoir avant de décider. Elle est nulle quand aucun résultat du test ne changerait la décision. On paie le test si elle dépasse son coût.",
          "valeur d'un test = résultat moyen quand on sait avant de choisir − résultat moyen quand on choisit sans savoir", "25",
          jargon=("valeur de l’information",)),
)  # fmt: skip


def find(name: str) -> Word:
    """The word of that key, French term or English term; capitals and accents do not count.

    Raises:
        LearnerError: there is none; the sentence gives the nearest.
    """
    names = _names()
    asked = _plain(str(name))
    if asked in names:
        return names[asked]
    near = difflib.get_close_matches(asked, names, n=1, cutoff=0.6)
    keys = french.listing(french.quote(word.key) for word in WORDS)
    hint = f" Vouliez-vous dire {french.quote(names[near[0]].key)}{french.NBSP}?" if near else ""
    raise LearnerError(
        f"{french.quote(str(name)[:40])} n’est pas dans le glossaire.{hint} Mots expliqués{french.NBSP}: {keys}."
    )


def _names() -> dict[str, Word]:
    names = {}
    for word in WORDS:
        short, _, abbreviation = word.term.rstrip(")").partition(" (")
        for one in (
            word.key,
            short,
            abbreviation,
            *word.term.split(", "),
            *word.english.split(", "),
            *word.also,
        ):
            if one:
                names[_plain(one)] = word
    return names


def _plain(text: str) -> str:
    kept = unicodedata.normalize("NFD", text.replace("-", " ").replace("’", "'").strip().casefold())
    return "".join(letter for letter in kept if not unicodedata.combining(letter))


def glossary() -> pd.DataFrame:
    """The words of the course: one row a word, columns ``key term english definition formula lesson``.

    >>> words = bm.glossary().set_index("key")
    >>> words.loc["CAC", "english"], words.loc["CAC", "formula"]
    ('customer acquisition cost', 'CAC = dépenses d’acquisition ÷ nouveaux clients')
    """
    frame = pd.DataFrame(
        [(w.key, w.term, w.english, w.definition, w.formula, w.lesson) for w in WORDS],
        columns=["key", "term", "english", "definition", "formula", "lesson"],
    )
    return Table.of(frame, _french)


def _french(frame: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Mot": [french.typeset(term) for term in frame["term"]],
            "Anglais": frame["english"],
            "Définition": frame["definition"],
            "Formule": frame["formula"],
            "Leçon": frame["lesson"],
            "À manipuler": [f'bm.word("{key}")' for key in frame["key"]],
        }
    )
