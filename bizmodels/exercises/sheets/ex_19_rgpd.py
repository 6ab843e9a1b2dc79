"""Questions on personal data: what is fined, a ceiling, a deadline, a file to clean, and what a risk costs in a year."""

from __future__ import annotations

from functools import cache

import pandas as pd

from bizmodels.exercises.given import Data, Given
from bizmodels.exercises.sheet import Exercise
from bizmodels.facts.facts import load_sanctions
from bizmodels.facts.law import law
from bizmodels.models import D2C
from bizmodels.risks.privacy import appeals, fine_ceiling

GIVEN = (
    Given("small", "Seuil d’une petite sanction", "€", default=3_000_000, low=1_000_000, high=20_000_000, step=1_000_000),
    Given("branch", "Enseigne : chiffre d’affaires en France", "M€", default=620, low=540, high=700, step=20),
    Given("group", "Son groupe : chiffre d’affaires mondial", "M€", default=1_500, low=900, high=2_000, step=50),
    Given("leak", "La fuite a commencé il y a", "heures", default=94, low=82, high=112, step=2),
    Given("found", "Votre prestataire l’a découverte il y a", "heures", default=54, low=50, high=68, step=2),
    Given("told", "Il vous l’a dite il y a", "heures", default=30, low=20, high=46, step=2),
    Given("inquiry", "L’enquête complète sera prête dans", "heures", default=47, low=21, high=55, step=2),
    Given("contacts", "Contacts du fichier de prospection", "contacts", default=40_000, low=30_000, high=60_000, step=5_000),
    Given("clicked", "Ont cliqué ou écrit depuis moins de trois ans", "% des contacts", default=0.4, low=0.35, high=0.55, step=0.05),
    Given("opened", "N’ont fait qu’ouvrir un courriel depuis moins de trois ans", "% des contacts", default=0.25, low=0.15, high=0.25, step=0.05),
    Given("breach", "Probabilité d’une fuite", "% / an", default=0.08, low=0.06, high=0.12, step=0.01),
    Given("severe_share", "Fuites graves", "% des fuites", default=0.2, low=0.15, high=0.3, step=0.05),
    Given("severe", "Coût d’une fuite grave, clients perdus non comptés", "€", default=200_000, low=150_000, high=300_000, step=10_000),
    Given("mild", "Coût d’une fuite bénigne", "€", default=15_000, low=10_000, high=20_000, step=1_000),
    Given("basket", "Panier moyen de la boutique", "€ TTC", default=60, low=54, high=66, step=2),
    Given("churn", "Attrition de la boutique", "% / mois", default=0.07, low=0.05, high=0.09, step=0.005),
    Given("customers", "Clients actifs", "clients", default=8_000, low=6_000, high=12_000, step=500),
    Given("leaving", "Clients qui partent après une fuite grave", "% des clients actifs", default=0.1, low=0.08, high=0.15, step=0.01),
    Given("fine", "L’amende que vous avez reçue", "€", default=120_000, low=80_000, high=200_000, step=10_000),
    Given("chance", "Recours : chance d’une réduction", "%", default=0.4, low=0.3, high=0.6, step=0.05),
    Given("lawyer", "Recours : honoraires", "€", default=12_000, low=7_000, high=18_000, step=1_000),
    Given("guard", "Sécurité : audit, sauvegardes, double authentification", "€ / mois", default=180, low=120, high=320, step=10),
    Given("after", "Probabilité d’une fuite, ainsi protégé", "% / an", default=0.03, low=0.02, high=0.04, step=0.01),
)  # fmt: skip


def _firm(data: Data) -> D2C:
    return D2C(basket=data.basket, churn=data.churn)


EXERCISE = Exercise("Ce que vaut une donnée perdue", GIVEN, firm=_firm)


@cache
def _sanctions() -> pd.DataFrame:
    return load_sanctions()


def _small(data: Data, rows: pd.Series) -> pd.Series:
    """Amounts of the small ones among the chosen rows."""
    amounts = _sanctions()["amount_eur"][rows]
    return amounts[amounts <= data.small]


@EXERCISE.number("Part des sanctions qui sont petites", "%", relative=0.003)
def small_share(data: Data) -> float:
    kept = _sanctions()["additive"]
    return len(_small(data, kept)) / int(kept.sum())


small_share.asks(
    "`sanctions` est la table réelle de la leçon ; sa colonne `additive` vaut `True` quand la ligne se compte, `False` quand elle répète une autre ligne (total annuel, montant d'avant un recours). L'amende annulée en 2026 ne répète rien : elle se compte, comme prononcée. `amount_eur` est le montant.\n\n"
    "Appelez petite une sanction d'au plus {small}. Parmi les sanctions qui se comptent, quelle part est petite ? Une fraction : `(…).mean()` d'une condition est la part des lignes où elle est vraie."
)
small_share.wrong(
    "toutes les lignes",
    "vous comptez toutes les lignes de la table. Certaines en répètent une autre : gardez celles où `additive` est vrai.",
    lambda data: len(_small(data, _sanctions()["amount_eur"] > 0)) / len(_sanctions()),
)
small_share.wrong(
    "part des euros",
    "c'est la part des euros. La question compte les sanctions.",
    lambda data: float(
        _small(data, _sanctions()["additive"]).sum()
        / _sanctions()["amount_eur"][_sanctions()["additive"]].sum()
    ),
)
small_share.wrong(
    "nombre au lieu d'une part",
    "c'est un nombre de sanctions. Rapportez-le au nombre de celles qui se comptent.",
    lambda data: len(_small(data, _sanctions()["additive"])),
)
small_share.wrong(
    "rapportées à toute la table",
    "vous gardez les bonnes lignes en haut, et toute la table en bas. Rapportez-les à celles qui se comptent.",
    lambda data: len(_small(data, _sanctions()["additive"])) / len(_sanctions()),
)
small_share.wrong(
    "les autres sanctions",
    "c'est la part de celles qui dépassent. Prenez l'autre côté.",
    lambda data: 1 - small_share(data),
)
small_share.otherwise("quelles lignes gardez-vous, et à combien de lignes les rapportez-vous ?")
small_share.why(
    "Ces lignes ne font pas un vingtième des euros : la somme est faite par quelques géants. Et cette table, choisie pour le commerce connecté, n'est pas un tirage : elle ne dit pas combien de boutiques sont contrôlées. D'où vient alors la peur ? Du plafond."
)
small_share.hints(
    'Gardez d\'abord les lignes qui se comptent : `comptent = sanctions[sanctions["additive"]]`.',
    'Puis une condition sur la colonne : `comptent["amount_eur"] <= data.small`.',
    "La moyenne d'une condition est la part où elle est vraie : `(…).mean()`.",
)


@EXERCISE.number("Plafond de l'amende", "M€", relative=0.002)
def ceiling(data: Data) -> float:
    return _ceiling(data.group, 4)


def _ceiling(turnover: float, tier: int) -> float:
    return fine_ceiling(turnover * 1e6, tier) / 1e6  # M€


def _amount() -> float:
    return law("gdpr_max_fine_lower_amount").value / 1e6


ceiling.asks(
    "Une enseigne fait {branch} en France ; son groupe, {group} dans le monde. La CNIL lui reproche une sécurité insuffisante et une fuite mal notifiée : l'article 83, paragraphe 4.\n\n"
    "Quel est le plafond de l'amende, en M€ ? `bm.risks.privacy.fine_ceiling(chiffre_d_affaires, tier=…)` le calcule, de chiffres d'affaires en euros ; `tier` est le paragraphe. Un M€ s'écrit `1e6`."
)
ceiling.wrong(
    "enseigne seule",
    "vous prenez le chiffre d'affaires de l'enseigne. Le plafond regarde toute l'entreprise : le groupe, dans le monde.",
    lambda data: _ceiling(data.branch, 4),
)
ceiling.wrong(
    "paragraphe 5",
    "vous prenez le paragraphe 5 : principes, droits, transferts. La sécurité et la notification relèvent du 4.",
    lambda data: _ceiling(data.group, 5),
)
ceiling.wrong(
    "le plus bas des deux",
    "vous prenez le montant fixe. La loi dit : le plus élevé des deux.",
    lambda data: _amount(),
)
ceiling.wrong(
    "les deux additionnés",
    "vous additionnez le montant et le pourcentage. La loi prend le plus élevé des deux.",
    lambda data: _amount() + _ceiling(data.group, 4),
)
ceiling.wrong(
    "groupe et enseigne additionnés",
    "vous comptez l'enseigne deux fois : elle est dans le groupe.",
    lambda data: _ceiling(data.group + data.branch, 4),
)
ceiling.otherwise("quel chiffre d'affaires, et quel paragraphe ?")
ceiling.why(
    "Un plafond n'est pas une prévision : la CNIL regarde la gravité, la durée, la bonne volonté. L'une de ces bonnes volontés est simple : prévenir à temps. À temps, c'est quand ?"
)
ceiling.hints(
    "Le groupe, en euros : `data.group * 1e6`.",
    "`bm.risks.privacy.fine_ceiling(data.group * 1e6, tier=4)` est en euros.",
    "Divisez par `1e6` pour répondre en M€.",
)


@EXERCISE.decision("Heures qui vous restent pour notifier", "heures", relative=0.003)
def hours_left(data: Data) -> float:
    return _limit() - data.told


def _limit() -> float:
    return law("gdpr_breach_notification_hours").value


hours_left.asks(
    "Un fichier de clients a fuité chez votre prestataire il y a {leak}. Il l'a découvert il y a {found}, et vous l'a dit il y a {told}. Vous devez notifier la CNIL ; l'enquête complète sera prête dans {inquiry}.\n\n"
    '`bm.law("gdpr_breach_notification_hours").value` est le délai, compté depuis le moment où vous avez pris connaissance de la fuite. Combien d\'heures vous reste-t-il ? Et comment notifiez-vous ?\n\n'
    "{options}"
)
hours_left.follows(
    lambda data: data.inquiry > hours_left(data),
    beside="data.inquiry",
    deux=("En deux temps, l'enquête ensuite", "mais l'enquête sera prête avant la fin du délai"),
    une=("En une fois, l'enquête finie", "mais l'enquête ne sera pas prête à temps"),
)
hours_left.wrong(
    "compté depuis la fuite",
    "vous comptez depuis le début de la fuite. Personne ne la connaissait : partez du moment où vous l'avez apprise.",
    lambda data: _limit() - data.leak,
)
hours_left.wrong(
    "compté depuis la découverte du prestataire",
    "vous comptez depuis la découverte du prestataire. Votre délai part du moment où il vous l'a dite.",
    lambda data: _limit() - data.found,
)
hours_left.wrong(
    "heures écoulées",
    "c'est le temps déjà passé depuis que vous savez. Combien en reste-t-il sur le délai ?",
    lambda data: data.told,
)
hours_left.wrong(
    "délai entier",
    "c'est le délai entier. Une partie est déjà passée.",
    lambda data: _limit(),
)
hours_left.wrong(
    "jusqu'à la fin de l'enquête",
    "c'est la marge qui resterait une fois l'enquête finie. La question demande ce qui reste à partir de maintenant.",
    lambda data: _limit() - data.told - data.inquiry,
)
hours_left.otherwise("quand avez-vous pris connaissance de la fuite, et combien d'heures en tout ?")
hours_left.why(
    "Une première notification peut être incomplète, puis complétée ; en retard, elle doit dire pourquoi. Le contrat de votre prestataire doit donc l'obliger à vous prévenir vite : son silence a mangé des heures où vos clients étaient exposés. Le mieux reste de garder moins de données."
)
hours_left.hints(
    "Trois horloges : celle de la fuite, celle du prestataire, la vôtre.",
    'Le délai : `bm.law("gdpr_breach_notification_hours").value`.',
    "Retirez-lui `data.told`, puis comparez à `data.inquiry`.",
)


@EXERCISE.number("Contacts à effacer", "contacts")
def to_erase(data: Data) -> float:
    return data.contacts * (1 - data.clicked)


to_erase.asks(
    "Votre fichier de prospection compte {contacts}, tous non clients, tous recueillis il y a plus de trois ans. {clicked} ont cliqué ou écrit depuis moins de trois ans ; {opened}, en plus, n'ont fait qu'ouvrir un courriel. Les autres ne donnent aucun signe depuis trois ans.\n\n"
    "La CNIL recommande d'effacer un prospect trois ans après la collecte ou son dernier contact (`bm.law(\"prospect_data_retention_years\")`) ; sa note précise que le contact doit venir de lui : un clic, pas la simple ouverture d'un courriel. Combien de contacts effacez-vous ?"
)
to_erase.wrong(
    "ouvertures comptées comme un contact",
    "vous gardez ceux qui n'ont fait qu'ouvrir un courriel. Une ouverture n'est pas un contact venu d'eux.",
    lambda data: data.contacts * (1 - data.clicked - data.opened),
)
to_erase.wrong(
    "ouvertures seules",
    "vous n'effacez que ceux qui ont ouvert. Et ceux qui ne donnent aucun signe ?",
    lambda data: data.contacts * data.opened,
)
to_erase.wrong(
    "contacts gardés",
    "ce sont les contacts que vous gardez. La question demande les autres.",
    lambda data: data.contacts * data.clicked,
)
to_erase.wrong(
    "part au lieu de contacts",
    "c'est une part du fichier. La question demande un nombre de contacts.",
    lambda data: 1 - data.clicked,
)
to_erase.wrong(
    "parts multipliées",
    "vous prenez une part d'une part. Les deux parts du tableau sont prises sur tout le fichier.",
    lambda data: data.contacts * (1 - data.clicked) * (1 - data.opened),
)
to_erase.otherwise("qui a donné un signe de lui-même depuis moins de trois ans ?")
to_erase.why(
    "Ces contacts ne cliquent plus : leur valeur est faible, mais une fuite les emporterait comme les autres. Effacer est la protection la moins chère. Et une fuite, justement, combien coûte-t-elle en moyenne ?"
)
to_erase.hints(
    "Une ouverture de courriel compte-t-elle ? Relisez la précision de la CNIL.",
    "On garde seulement ceux qui ont cliqué ou écrit : le reste est `1 - data.clicked`.",
)


@EXERCISE.function("perte_moyenne")
def perte_moyenne(data: Data, probabilite, part_grave, grave, benigne) -> float:
    return probabilite * (part_grave * grave + (1 - part_grave) * benigne)


perte_moyenne.asks(
    "Votre collègue calcule ce qu'une fuite de données coûte par an, en moyenne : une fuite arrive avec une `probabilite` par an (jamais deux) ; une `part_grave` des fuites coûte `grave`, les autres `benigne`. Mais sa fonction croit que toutes les fuites sont graves. Changez une ligne, puis relancez la cellule."
)
perte_moyenne.tries(
    lambda data: [
        (data.breach, data.severe_share, data.severe, data.mild),
        (0.5, 0.1, 100_000.0, 2_000.0),
        (1.0, 0.4, 50_000.0, 10_000.0),
        (0.25, 0.0, 80_000.0, 4_000.0),
        (0.02, 0.7, 10_000.0, 1_000.0),
    ]
)
perte_moyenne.starts(lambda data, chance, share, severe, mild: chance * severe)
perte_moyenne.wrong(
    "fuites bénignes oubliées",
    "vous ne comptez que les fuites graves. Les autres coûtent aussi, et elles sont plus fréquentes.",
    lambda data, chance, share, severe, mild: chance * share * severe,
)
perte_moyenne.wrong(
    "moyenne simple des deux coûts",
    "vous donnez le même poids aux deux coûts. Chacun pèse sa part des fuites.",
    lambda data, chance, share, severe, mild: chance * (severe + mild) / 2,
)
perte_moyenne.wrong(
    "coût d'une fuite, pas d'une année",
    "c'est le coût moyen d'une fuite. La plupart des années n'en ont aucune : multipliez par la probabilité.",
    lambda data, chance, share, severe, mild: share * severe + (1 - share) * mild,
)
perte_moyenne.wrong(
    "parenthèses oubliées",
    "la probabilité ne multiplie que le premier coût. Entourez la somme de parenthèses.",
    lambda data, chance, share, severe, mild: chance * share * severe + (1 - share) * mild,
)
perte_moyenne.wrong(
    "parts échangées",
    "vous donnez aux fuites graves la part des bénignes. Échangez-les.",
    lambda data, chance, share, severe, mild: chance * ((1 - share) * severe + share * mild),
)
perte_moyenne.wrong(
    "toutes les fuites coûtent le prix bénin",
    "vous comptez le coût bénin pour toutes les fuites. Il ne vaut que pour celles qui ne sont pas graves.",
    lambda data, chance, share, severe, mild: chance * (share * severe + mild),
)
perte_moyenne.otherwise("que coûte une fuite en moyenne, et combien d'années en ont une ?")
perte_moyenne.why(
    "C'est la somme à mettre de côté chaque année, en moyenne. Mais aucune année ne ressemble à cette moyenne : presque toutes ne coûtent rien, une coûte beaucoup. Et quelque chose manque encore à cette facture : les clients qui s'en vont."
)
perte_moyenne.hints(
    "Si une fuite sur cinq est grave, quatre sur cinq ne le sont pas : `1 - part_grave`.",
    "Le coût moyen d'une fuite : `part_grave * grave + (1 - part_grave) * benigne`.",
    "Entourez-le de parenthèses et multipliez par `probabilite`.",
)


@EXERCISE.number("Marge perdue avec les clients qui partent", "€")
def lost_margin(data: Data) -> float:
    return _gone(data) * data.firm.margin_per_customer / data.churn


def _gone(data: Data) -> float:
    return data.customers * data.leaving


lost_margin.asks(
    "Après une fuite grave, {leaving} s'en vont (hypothèse) ; vous en avez {customers}. `firm` est votre boutique : un client actif lui laisse `firm.margin_per_customer` par mois, et serait resté en moyenne un nombre de mois que donne l'attrition, {churn}.\n\n"
    "Combien d'euros de marge la boutique perd-elle avec eux, en tout ? (Sans actualiser.)"
)
lost_margin.wrong(
    "un seul mois",
    "vous perdez un mois de marge. Ces clients seraient restés plus longtemps : combien de mois, en moyenne ?",
    lambda data: _gone(data) * data.firm.margin_per_customer,
)
lost_margin.wrong(
    "une année",
    "vous perdez douze mois de marge. La durée moyenne d'un client se lit dans l'attrition.",
    lambda data: 12 * _gone(data) * data.firm.margin_per_customer,
)
lost_margin.wrong(
    "revenu au lieu de marge",
    "vous perdez le revenu de ces clients. Leurs commandes, vous n'avez plus à les acheter ni à les livrer : comptez la marge.",
    lambda data: _gone(data) * data.firm.arpu / data.churn,
)
lost_margin.wrong(
    "clients remplacés",
    "c'est le prix pour gagner autant de nouveaux clients. La question demande ce que laissaient ceux qui partent.",
    lambda data: _gone(data) * data.firm.cac,
)
lost_margin.wrong(
    "tous les clients",
    "vous faites partir tous les clients. Une part seulement s'en va.",
    lambda data: data.customers * data.firm.margin_per_customer / data.churn,
)
lost_margin.wrong(
    "un seul client",
    "c'est ce que vaut un client. Combien s'en vont ?",
    lambda data: data.firm.margin_per_customer / data.churn,
)
lost_margin.wrong(
    "attrition multipliée",
    "vous multipliez par l'attrition. Avec 5 % de départs par mois, un client reste vingt mois : divisez.",
    lambda data: _gone(data) * data.firm.margin_per_customer * data.churn,
)
lost_margin.otherwise("combien de clients partent, et que laisse chacun jusqu'à son départ ordinaire ?")
lost_margin.why(
    "Aucune autorité n'encaisse cette somme, et aucune table ne la montre : elle s'ajoute à une fuite grave. La part qui part est supposée, mesurez la vôtre. Supposez maintenant que la sanction soit tombée : faut-il la contester ?"
)
lost_margin.hints(
    "Clients qui partent : `data.customers * data.leaving`.",
    "Avec une attrition de 5 % par mois, un client reste en moyenne 1 / 0.05, soit vingt mois.",
    "Chacun laissait encore `firm.margin_per_customer / data.churn`.",
)


_OPTICAL, _AMAZON = "Optical Center", "Amazon France Logistique"


@cache
def _pairs() -> pd.DataFrame:
    return pd.DataFrame(appeals())


def _appealed(data: Data, cut: float) -> float:
    """What an appeal is worth, when it takes off ``cut`` of the fine."""
    return data.chance * cut * data.fine - data.lawyer


@EXERCISE.decision("Ce que le recours rapporte, en moyenne", "€")
def appeal(data: Data) -> float:
    return _appealed(data, float(_pairs().loc[_OPTICAL, "cut"]))


appeal.asks(
    "Vous avez reçu une amende de {fine}. Un recours coûte {lawyer} d'honoraires, gagné ou perdu, et a une chance de {chance} de la faire réduire. Supposez que la réduction soit, en part de l'amende, celle d'Optical Center, dans le tableau.\n\n"
    "En moyenne, combien le recours rapporte-t-il, honoraires payés (négatif s'il coûte) ? Contestez-vous ?\n\n"
    "{options}"
)
appeal.follows(
    lambda data: appeal(data) > 0,
    contester=("Faire un recours", "mais il est négatif : le recours coûte plus qu'il ne rapporte"),
    payer=("Payer l'amende", "mais il est positif : le recours rapporte plus qu'il ne coûte"),
)
appeal.wrong(
    "honoraires oubliés",
    "vous n'avez pas payé les honoraires. Ils sont dus, que l'on gagne ou que l'on perde.",
    lambda data: appeal(data) + data.lawyer,
)
appeal.wrong(
    "réduction certaine",
    "vous tenez la réduction pour acquise. Elle n'arrive qu'avec une certaine chance.",
    lambda data: (appeal(data) + data.lawyer) / data.chance - data.lawyer,
)
appeal.wrong(
    "amende annulée",
    "vous faites disparaître toute l'amende. Optical Center en a payé l'essentiel.",
    lambda data: _appealed(data, 1.0),
)
appeal.wrong(
    "part qui reste",
    "vous comptez la part de l'amende qui reste. Ce que l'on gagne est la part retirée.",
    lambda data: _appealed(data, 1 - _pairs().loc[_OPTICAL, "cut"]),
)
appeal.wrong(
    "réduction rapportée au montant final",
    "vous rapportez la baisse au montant d'après le recours. Une réduction se rapporte au montant d'avant.",
    lambda data: _appealed(data, _pairs().loc[_OPTICAL, "first"] / _pairs().loc[_OPTICAL, "final"] - 1),
)
appeal.wrong(
    "réduction d'une autre entreprise",
    "vous prenez la réduction d'Amazon France Logistique. La question suppose celle d'Optical Center.",
    lambda data: _appealed(data, _pairs().loc[_AMAZON, "cut"]),
)
appeal.wrong(
    "honoraires payés seulement si l'on gagne",
    "vous ne payez les honoraires que si l'on gagne. Ils sont dus dans tous les cas.",
    lambda data: appeal(data) + (1 - data.chance) * data.lawyer,
)
appeal.wrong(
    "euros d'Optical Center",
    "vous gagnez les euros d'Optical Center. Votre amende n'a pas la même taille : prenez la réduction en part.",
    lambda data: (
        data.chance * (_pairs().loc[_OPTICAL, "first"] - _pairs().loc[_OPTICAL, "final"]) - data.lawyer
    ),
)
appeal.otherwise(
    "quelle part de son amende Optical Center a-t-elle gagnée, et avec quelle chance l'auriez-vous ?"
)
appeal.why(
    "La réduction récompensait une réaction rapide. Un cas ne fait pas une règle : dans le tableau, trois recours sur six n'ont rien changé, et l'on y lit surtout ceux dont on a parlé. Mieux vaut que l'amende ne tombe jamais : que vaut la sécurité qui l'évite ?"
)
appeal.hints(
    "La colonne « Baisse » du tableau : une part de l'amende d'avant le recours.",
    "En moyenne, le recours retire `data.chance * baisse * data.fine`.",
    "Puis retirez `data.lawyer`, une fois et dans tous les cas.",
)


def _loss(data: Data) -> float:
    """What one breach costs on average."""
    return data.severe_share * data.severe + (1 - data.severe_share) * data.mild


@EXERCISE.decision("Ce que la sécurité rapporte par an, en moyenne", "€", words=15)
def security(data: Data) -> float:
    return (data.breach - data.after) * _loss(data) - 12 * data.guard


security.asks(
    "Un prestataire propose de protéger la boutique : {guard}, et la probabilité d'une fuite passerait de {breach} à {after} (hypothèse). Clients perdus non comptés, {severe_share} sont graves ({severe}), les autres bénignes ({mild}).\n\n"
    "En moyenne, combien la sécurité rapporte-t-elle par an, une fois payée (négatif si elle coûte) ? La prenez-vous ?\n\n"
    "{options}\n\n"
    "Le choix se juge sur ce nombre. Donnez le choix, le nombre, et justifiez en quinze mots au moins, avec un chiffre et ce que la moyenne ne dit pas."
)
security.follows(
    lambda data: security(data) > 0,
    oui=("Prendre la sécurité", "mais il est négatif : elle coûte plus que ce qu'elle évite, en moyenne"),
    non=("S'en passer", "mais il est positif : elle évite plus qu'elle ne coûte, en moyenne"),
)
security.wrong(
    "protection oubliée dans le coût",
    "vous n'avez pas payé le prestataire.",
    lambda data: (data.breach - data.after) * _loss(data),
)
security.wrong(
    "un seul mois payé",
    "vous payez un mois de protection pour une année de risque. Payez-en douze.",
    lambda data: (data.breach - data.after) * _loss(data) - data.guard,
)
security.wrong(
    "toutes les fuites évitées",
    "vous évitez toutes les fuites. La protection en laisse passer : comptez la baisse de probabilité.",
    lambda data: data.breach * _loss(data) - 12 * data.guard,
)
security.wrong(
    "probabilité qui reste",
    "vous comptez les fuites qui restent. Ce que l'on gagne, ce sont celles que l'on évite.",
    lambda data: data.after * _loss(data) - 12 * data.guard,
)
security.wrong(
    "toutes les fuites graves",
    "vous comptez chaque fuite au prix d'une grave. La plupart sont bénignes.",
    lambda data: (data.breach - data.after) * data.severe - 12 * data.guard,
)
security.wrong(
    "fuites bénignes oubliées",
    "vous ne comptez que les fuites graves. Les bénignes coûtent aussi.",
    lambda data: (data.breach - data.after) * data.severe_share * data.severe - 12 * data.guard,
)
security.wrong(
    "fuite certaine évitée",
    "vous évitez une fuite entière chaque année. La plupart des années, il n'y en aurait pas eu.",
    lambda data: _loss(data) - 12 * data.guard,
)
security.otherwise("combien de fuites évite-t-on par an, et que coûte chacune en moyenne ?")
security.why(
    "Votre choix et votre nombre se tiennent ; votre enseignant lit la justification. La moyenne oublie deux choses : la trésorerie, qu'une fuite grave peut vider, et la loi, qui demande une sécurité adaptée même quand elle ne se rembourse pas."
)
security.hints(
    "Le coût moyen d'une fuite : celui de la question 5, sans la probabilité.",
    "La sécurité évite `data.breach - data.after` fuite par an.",
    "Multipliez les deux, puis retirez douze mois de `data.guard`.",
)
