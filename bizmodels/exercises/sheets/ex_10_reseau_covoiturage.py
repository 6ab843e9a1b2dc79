"""Questions on BlaBlaCar and networks: what a seat leaves, who is active, which threshold a fee moves."""

from __future__ import annotations

import math

from bizmodels.exercises import mistakes
from bizmodels.exercises.given import Data, Given
from bizmodels.exercises.sheet import Exercise
from bizmodels.models import NetworkPlatform

GIVEN = (
    Given("vat", "TVA", "%", source="legal/vat_rate_standard", factor=0.01),
    Given.of(NetworkPlatform, "contribution", low=14, high=24, step=0.5),
    Given.of(NetworkPlatform, "service_fee", low=0.16, high=0.24, step=0.01),
    Given.of(NetworkPlatform, "minimum_fee"),
    Given.of(NetworkPlatform, "trip_cost", low=0.4, high=0.8, step=0.05),
    Given("members", "Inscrits fin 2019", "millions", source="BlaBlaCar/members/2019", low=82, high=98, step=1),
    Given("passengers", "Passagers de 2019", "millions",
          source="BlaBlaCar/passengers/2019@Zonebourse (AWP/AFP)", low=60, high=76, step=1),
    Given.of(NetworkPlatform, "churn", low=0.16, high=0.25, step=0.01),
    Given.of(NetworkPlatform, "reactivation", low=0.015, high=0.026, step=0.001),
    Given("distance", "Trajet moyen", "km", source="BlaBlaCar/average_trip_distance/2021-10", low=200, high=360, step=10),
    Given("km_cost", "Coût de la voiture", "€ / km", default=0.5, low=0.35, high=0.6, step=0.01),
    Given("active", "Membres actifs d’un réseau jeune", "membres", default=4_000_000, low=3_000_000, high=5_000_000,
          step=100_000),
    Given("searches", "Places cherchées par membre actif", "par mois", model=NetworkPlatform, default=1.1,
          low=0.7, high=1.2, step=0.05),
    Given.of(NetworkPlatform, "half_density", low=3_000_000, high=5_000_000, step=100_000),
    Given.of(NetworkPlatform, "fixed_costs", low=10_500_000, high=13_500_000, step=500_000),
    Given("fee_after", "Frais de service envisagés", "% de la participation", default=0.3, low=0.26, high=0.3, step=0.01),
    Given("network_price", "Prix, en part de ce que paierait le plus enthousiaste", default=0.16, low=0.1, high=0.22,
          step=0.01),
    Given("feared_loss", "Recherches que craint de perdre la direction", "%", default=0.3, low=0.08, high=0.5, step=0.02),
)  # fmt: skip


def _firm(data: Data) -> NetworkPlatform:
    return NetworkPlatform(
        contribution=data.contribution,
        service_fee=data.service_fee,
        minimum_fee=data.minimum_fee,
        trip_cost=data.trip_cost,
        churn=data.churn,
        reactivation=data.reactivation,
        searches=data.searches,
        half_density=data.half_density,
        fixed_costs=data.fixed_costs,
        starting_customers=data.active,
        # A young network has few members asleep too: its share of active ones is the one in balance.
        starting_members=data.active * (data.reactivation + data.churn) / data.reactivation,
    )


EXERCISE = Exercise("Remplir la voiture", GIVEN, firm=_firm)


def _fee(data: Data) -> float:
    """Fee incl. VAT of one seat."""
    return max(data.minimum_fee, data.service_fee * data.contribution)


def _dearer(data: Data) -> NetworkPlatform:
    return data.firm.replace(service_fee=data.fee_after)


read = EXERCISE.choice()
read.asks("Le chiffre d'affaires de la plateforme, c'est…")
read.option(
    "a",
    "Tout ce que paie le passager",
    "c'est le volume d'affaires. La ligne « Conducteur » ne fait que passer par la plateforme : retirez-la.",
)
read.option(
    "b",
    "Les frais de service TTC",
    "une partie de ces frais ne fait que passer, elle aussi. Quelle ligne du tableau la reçoit ?",
)
read.option("c", "Les frais de service hors taxes")
read.option(
    "d",
    "La dernière ligne, la marge sur coûts variables",
    "la marge vient après les coûts d'une place. Le chiffre d'affaires les contient-il encore ?",
)
read.why(
    "Le conducteur et l'État ôtés, il reste le paiement, l'assurance et la marge : voilà le chiffre d'affaires. Question suivante : combien cela fait-il, en euros, pour une place ?"
)
read.hints(
    "Partez du bas : la marge, puis ce que coûte une place.",
    "Deux lignes ne sont pas à la plateforme : celle du conducteur et celle de l'État.",
)


@EXERCISE.number("Chiffre d'affaires d'une place", "€", relative=0.004)
def revenue_per_seat(data: Data) -> float:
    return _fee(data) / (1 + data.vat)


revenue_per_seat.asks(
    "Les frais de service sont de {service_fee}, TTC, avec un minimum de {minimum_fee}. La participation du conducteur est de {contribution}.\n\n"
    "Quel chiffre d'affaires hors taxes, en euros, une place rapporte-t-elle ? Écrivez le calcul plutôt que le résultat."
)
revenue_per_seat.wrong(
    mistakes.ttc_for_ht(
        "vos frais sont TTC, ou comptés sur tout ce que paie le passager. Partez de la participation seule, puis divisez les frais par `1 + data.vat`."
    )
)
revenue_per_seat.wrong(
    mistakes.vat_share_of_ttc(
        "vous ôtez la TVA en pourcentage des frais TTC. Divisez par `1 + data.vat` au lieu de multiplier par `1 - data.vat`."
    )
)
revenue_per_seat.wrong(
    "participation comptée",
    "vous comptez aussi la participation : elle va tout entière au conducteur. Ne gardez que les frais.",
    lambda data: (data.contribution + _fee(data)) / (1 + data.vat),
)
revenue_per_seat.wrong(
    "coût de la place déduit",
    "vous avez retiré le coût de la place : c'est la marge. Le chiffre d'affaires vient avant.",
    lambda data: revenue_per_seat(data) - data.trip_cost,
)
revenue_per_seat.wrong(
    "minimum pris pour les frais",
    "le minimum ne joue que si les frais tombent plus bas. Gardez le plus grand des deux.",
    lambda data: data.minimum_fee / (1 + data.vat),
)
revenue_per_seat.wrong(
    "minimum ajouté aux frais",
    "vous ajoutez le minimum aux frais. Il les remplace quand ils sont plus petits que lui.",
    lambda data: (_fee(data) + data.minimum_fee) / (1 + data.vat),
)
revenue_per_seat.wrong(
    "taux au lieu d'euros",
    "c'est une part de la participation. La question demande des euros par place.",
    lambda data: data.service_fee / (1 + data.vat),
)
revenue_per_seat.otherwise(
    "sur quel montant les frais se comptent-ils, et que devient la TVA qu'ils contiennent ?"
)
revenue_per_seat.why(
    "Les frais se comptent sur la participation, pas sur le total, et ils sont TTC. Le conducteur reçoit toute sa participation. Reste à savoir combien de membres cherchent une place."
)
revenue_per_seat.hints(
    "Le taux s'applique à `data.contribution`.",
    "Frais TTC : `data.service_fee * data.contribution`, s'ils dépassent `data.minimum_fee`.",
    "Hors taxes : divisez par `1 + data.vat`.",
)


@EXERCISE.number("Membres actifs", "millions", relative=0.005)
def active_millions(data: Data) -> float:
    return data.members * data.reactivation / (data.reactivation + data.churn)


active_millions.asks(
    "Deux débits se compensent : des actifs s'endorment ({churn}), des endormis reviennent ({reactivation}). Les taux sont des hypothèses.\n\n"
    "Parmi les inscrits (supposons {members}), combien d'actifs, en millions ?"
)
active_millions.wrong(
    "tous les inscrits",
    "ce sont tous les inscrits. Une bonne part dort : gardez la part que donne l'équilibre des deux débits.",
    lambda data: data.members,
)
active_millions.wrong(
    "endormis au lieu des actifs",
    "ce sont les endormis. La question demande ceux qui ne dorment pas : échangez les deux taux au numérateur.",
    lambda data: data.members - active_millions(data),
)
active_millions.wrong(
    "rapport des deux taux",
    "vous divisez un taux par l'autre : cela compare les actifs aux endormis, pas à tous les inscrits. Divisez par la somme des deux taux.",
    lambda data: data.members * data.reactivation / data.churn,
)
active_millions.wrong(
    "un seul mois",
    "vous retirez un mois de départs à tous les inscrits, comme s'ils étaient tous actifs au départ. Cherchez l'équilibre des deux débits.",
    lambda data: data.members * (1 - data.churn),
)
active_millions.wrong(
    "retours d'un mois",
    "vous comptez les retours d'un seul mois. À l'équilibre, les actifs d'avant comptent aussi.",
    lambda data: data.members * data.reactivation,
)
active_millions.wrong(
    "part au lieu de millions",
    "c'est la part des actifs. La question demande combien ils sont, en millions.",
    lambda data: active_millions(data) / data.members,
)
active_millions.wrong(
    "mouvements d'un mois",
    "vous comptez les départs et les retours comme si tous les inscrits bougeaient. Seuls les actifs partent, seuls les endormis reviennent.",
    lambda data: data.members * (data.reactivation + data.churn),
)
active_millions.otherwise(
    "si le nombre d'actifs ne bouge plus, combien s'endorment et combien reviennent chaque mois ?"
)
active_millions.why(
    "Une petite part des inscrits, et elle dépend de deux taux qu'aucun document lu ne donne. Que peut-on dire alors avec ce qui est publié ? C'est la question suivante."
)
active_millions.hints(
    "À l'équilibre, départs = retours : actifs × `data.churn` = endormis × `data.reactivation`.",
    "Actifs + endormis = inscrits.",
    "Part des actifs : `data.reactivation / (data.reactivation + data.churn)`.",
)


@EXERCISE.decision("Places par actif", "par mois", relative=0.006)
def seats_per_active(data: Data) -> float:
    return data.passengers / active_millions(data) / 12


seats_per_active.asks(
    "Le modèle suppose qu'un actif cherche {searches}. BlaBlaCar publie ses passagers de 2019, autocars compris : supposons {passengers}. Aucun document lu ne donne ses actifs.\n\n"
    "Avec les actifs de la question 3, combien de places chacun a-t-il prises par mois, en moyenne ? Face à ces passagers, que deviennent ces hypothèses ?\n\n"
    "{options}\n\n"
    "Donnez votre choix, puis le nombre."
)
seats_per_active.follows(
    lambda data: seats_per_active(data) <= data.searches,
    beside="data.searches",
    compatibles=("Elles peuvent tenir ensemble", "mais chacun prendrait plus de places qu'il n'en cherche"),
    contredites=("Elles se contredisent", "et chacun cherche plus de places qu'il n'en prend"),
)
seats_per_active.wrong(
    "par an",
    "c'est le nombre par an. Les recherches se comptent par mois : le vôtre aussi.",
    lambda data: 12 * seats_per_active(data),
)
seats_per_active.wrong(
    "inscrits au lieu d'actifs",
    "vous partagez les places entre tous les inscrits. Ceux qui dorment ne voyagent pas.",
    lambda data: data.passengers / data.members / 12,
)
seats_per_active.wrong(
    "par inscrit et par an",
    "vous partagez les places de l'année entre tous les inscrits. La question vise les actifs, et un mois.",
    lambda data: data.passengers / data.members,
)
seats_per_active.wrong(
    "endormis au lieu des actifs",
    "vous partagez les places entre ceux qui dorment. Reprenez les actifs de la question 3.",
    lambda data: data.passengers / (data.members - active_millions(data)) / 12,
)
seats_per_active.wrong(
    mistakes.upside_down(
        "votre rapport est à l'envers : vous comptez des actifs par place, pas des places par actif."
    )
)
seats_per_active.otherwise(
    "entre combien de membres les passagers d'une année se répartissent-ils, et combien d'un mois ?"
)
seats_per_active.why(
    "Plus de places prises que cherchées dément les deux taux ; moins ne les prouve pas. Deux fois plus d'actifs qui partent deux fois moins font les mêmes passagers. L'entreprise connaît sans doute la réponse ; elle la garde."
)
seats_per_active.hints(
    "Un inscrit, un actif, un passager : trois mots, trois définitions.",
    "Les passagers de l'année, partagés entre les actifs de la question 3, puis ramenés à un mois.",
    "Comparez ce nombre à `data.searches` : peut-on prendre plus de places qu'on n'en cherche ?",
)


@EXERCISE.function("plafond_par_passager")
def plafond_par_passager(data: Data, km, cout_km, passagers) -> float:
    return km * cout_km / (passagers + 1)


plafond_par_passager.asks(
    "Le covoiturage se limite au partage des frais. Votre collègue calcule ce que *chaque* passager peut payer au plus. Sa fonction s'exécute, mais le conducteur voyage gratis : il doit payer sa part, comme les autres.\n\n"
    "Changez une ligne, puis relancez la cellule."
)
plafond_par_passager.tries(
    lambda data: [
        (data.distance, data.km_cost, 3),
        (100, 0.4, 1),
        (460, 0.63, 2),
        (50, 0.35, 4),
        (800, 0.52, 3),
    ]
)
plafond_par_passager.starts(lambda data, km, cout_km, passagers: km * cout_km / passagers)
plafond_par_passager.wrong(
    "plafond de tous les passagers",
    "c'est ce que tous les passagers peuvent payer ensemble. Il reste à diviser par leur nombre.",
    lambda data, km, c, k: km * c * k / (k + 1),
)
plafond_par_passager.wrong(
    "coût de tout le trajet",
    "c'est le coût de la voiture. Partagez-le entre toutes les personnes à bord.",
    lambda data, km, c, k: km * c,
)
plafond_par_passager.wrong(
    "conducteur retiré au lieu d'ajouté",
    "le conducteur s'ajoute aux passagers, il ne s'en retire pas. Comptez `passagers + 1` personnes.",
    lambda data, km, c, k: km * c / max(k - 1, 0.5),
)
plafond_par_passager.wrong(
    "un kilomètre",
    "c'est le partage d'un seul kilomètre. Multipliez par la distance.",
    lambda data, km, c, k: c / (k + 1),
)
plafond_par_passager.otherwise(
    "combien de personnes se partagent le coût de la voiture, conducteur compris ?"
)
plafond_par_passager.why(
    "Le conducteur est à bord : il paie sa part. Avec trois passagers, il récupère les trois quarts du coût, jamais le tout. Au-delà, ce n'est plus un partage de frais."
)
plafond_par_passager.hints(
    "Le coût de la voiture est juste. C'est le nombre de personnes qui ne l'est pas.",
    "À bord : les passagers, et une personne de plus.",
    "Divisez par `(passagers + 1)`, avec les parenthèses.",
)


@EXERCISE.number("Masse critique", "millions", relative=0.004)
def mass_after(data: Data) -> float:
    return float(_dearer(data).critical_mass) / 1e6


mass_after.asks(
    "Un réseau jeune compte {active}. On envisage de porter les frais de {service_fee} à {fee_after}.\n\n"
    "À ces frais-là, combien de membres actifs, en millions, faut-il pour que la marge couvre les coûts fixes ? La densité change avec le nombre. `1e6` s'écrit pour un million."
)
mass_after.wrong(
    "frais d'aujourd'hui",
    "c'est la masse critique aux frais d'aujourd'hui. Changez d'abord les frais avec `firm.replace(service_fee=data.fee_after)`.",
    lambda data: float(data.firm.critical_mass) / 1e6,
)
mass_after.wrong(
    "densité d'aujourd'hui",
    "vous divisez par la marge d'aujourd'hui, comme si la densité ne bougeait pas. Chaque arrivée fait trouver tous les autres : lisez `critical_mass`.",
    lambda data: float(_dearer(data).break_even_customers) / 1e6,
)
mass_after.wrong(
    "règle de trois",
    "vous réduisez le seuil comme les frais montent. La marge d'une place ne suit pas les frais, et la densité change : recalculez `critical_mass`.",
    lambda data: float(data.firm.critical_mass) * data.service_fee / data.fee_after / 1e6,
)
mass_after.wrong(
    "toutes les recherches aboutissent",
    "vous comptez toutes les recherches comme réussies. Une part échoue, d'autant plus que le réseau est petit : lisez `critical_mass`.",
    lambda data: data.fixed_costs / (data.searches * _dearer(data).trip_margin) / 1e6,
)
mass_after.wrong(
    "membres au lieu de millions",
    "c'est un nombre de membres. La question le demande en millions.",
    lambda data: 1e6 * mass_after(data),
)
mass_after.otherwise(
    "aux frais envisagés, que laisse une place, et trouve-t-on aussi souvent quand le réseau grandit ?"
)
mass_after.why(
    "Des frais plus hauts abaissent la masse critique : chaque place rapporte davantage. Et les membres, restent-ils ? C'est la question suivante."
)
mass_after.hints(
    "`firm.replace(service_fee=…)` est le même réseau, à d'autres frais.",
    "`critical_mass` compte la densité ; `break_even_customers` suppose qu'elle ne bouge pas.",
    "Divisez par `1e6` pour compter en millions.",
)


@EXERCISE.number("Point de bascule", "%", absolute=0.0012)
def tipping_point(data: Data) -> float:
    # The lower root of z (1 − z) = price: the lesson's adoption_equilibria finds the same.
    return (1 - math.sqrt(1 - 4 * data.network_price)) / 2


tipping_point.asks(
    "Chacun reste si, au prix demandé, il s'attend à trouver assez de monde. Le prix est {network_price}, en part de ce que paierait le plus enthousiaste.\n\n"
    "Au-dessous de quelle part de membres le réseau se vide-t-il ? `bm.levers.network_effects.adoption_equilibria(prix)` rend une liste ; `liste[0]` est son premier élément. Écrivez une fraction : 5 % s'écrit `0.05`."
)
tipping_point.wrong(
    "équilibre stable",
    "c'est l'autre équilibre, celui où le réseau se pose. La bascule est le plus petit des deux qui ne valent pas zéro.",
    lambda data: 1 - tipping_point(data),
)
tipping_point.wrong(
    "prix recopié",
    "c'est le prix. La bascule est une part de membres : cherchez z tel que z × (1 − z) égale ce prix.",
    lambda data: data.network_price,
)
tipping_point.wrong(
    "sommet de la courbe en arche",
    "c'est le sommet de la courbe en arche de la leçon. Cherchez où elle coupe le prix, à gauche du sommet.",
    lambda data: 0.5,
)
tipping_point.wrong(
    "zéro",
    "zéro est bien un équilibre, mais le réseau y est déjà vide. La question demande le suivant.",
    lambda data: 0.0,
)
tipping_point.wrong(
    "écart entre les équilibres",
    "c'est l'écart entre les deux équilibres. Donnez le plus petit des deux.",
    lambda data: 1 - 2 * tipping_point(data),
)
tipping_point.otherwise(
    "à quels niveaux le réseau ne bouge-t-il plus, et lequel sépare celui qui se vide de celui qui se remplit ?"
)
tipping_point.why(
    "Au-dessous, chaque départ en décide un autre. Montez le prix et cherchez encore : le point de bascule monte, quand la masse critique baisse."
)
tipping_point.hints(
    "Trois équilibres : le réseau vide, la bascule, l'équilibre qui tient.",
    "`bm.levers.network_effects.adoption_equilibria(data.network_price)` les donne tous, dans l'ordre.",
    "Le deuxième élément d'une liste s'écrit `liste[1]`.",
)


@EXERCISE.decision("Perte de recherches supportable", "%", words=15, absolute=0.002)
def bearable_loss(data: Data) -> float:
    # The profit depends on searches × margin per seat only: the loss that the dearer seat makes up for.
    return 1 - data.firm.trip_margin / _dearer(data).trip_margin


bearable_loss.asks(
    "La direction veut porter les frais à {fee_after}. Elle craint de perdre une partie des recherches, {feared_loss} : c'est une hypothèse, la sienne.\n\n"
    'Quelle perte ramènerait le résultat en régime permanent à celui d\'aujourd\'hui ? `bm.goal_seek(modele, "steady_state_profit", cible, vary="searches")` cherche les recherches par membre. Si la crainte se réalise, et du seul point de vue de la caisse, acceptez-vous la hausse ?\n\n'
    "{options}\n\n"
    "Donnez votre choix, la perte (fraction), et justifiez en quinze mots au moins, avec un chiffre et ce que la caisse ne voit pas."
)
bearable_loss.follows(
    lambda data: data.feared_loss <= bearable_loss(data),
    beside="data.feared_loss",
    oui=("J'accepte la hausse", "mais la crainte le dépasse : si elle se réalise, le résultat baisse"),
    non=(
        "Je refuse la hausse",
        "et il dépasse la crainte : pour la caisse, la hausse tient. Dites dans la justification ce qu'elle ne voit pas",
    ),
)
bearable_loss.wrong(
    "recherches gardées",
    "c'est ce qu'il faut garder. La question demande ce que l'on peut perdre : divisez par `firm.searches`, puis retirez de 1.",
    lambda data: 1 - bearable_loss(data),
)
bearable_loss.wrong(
    "hausse vue par le passager",
    "c'est la hausse du prix payé par le passager. Cherchez ce que la caisse peut perdre : repartez de `steady_state_profit`.",
    lambda data: (data.fee_after - data.service_fee) / (1 + data.service_fee),
)
bearable_loss.wrong(
    "revenu conservé",
    "vous gardez le revenu, pas le résultat. Une place coûte aussi à servir : repartez de `steady_state_profit`.",
    lambda data: 1 - data.firm.revenue_per_trip / _dearer(data).revenue_per_trip,
)
bearable_loss.wrong(
    "crainte recopiée",
    "c'est la crainte, pas la limite. Cherchez d'abord les recherches limites avec `bm.goal_seek`, puis comparez.",
    lambda data: data.feared_loss,
)
bearable_loss.wrong(
    "recherches au lieu d'une part",
    "ce sont les recherches par membre qu'il faut garder, telles que les rend `bm.goal_seek`. Quelle part d'aujourd'hui perd-on ?",
    lambda data: data.searches * (1 - bearable_loss(data)),
)
bearable_loss.wrong(
    "recherches perdues au lieu d'une part",
    "ce sont les recherches perdues par membre et par mois. La question en demande la part.",
    lambda data: data.searches * bearable_loss(data),
)
bearable_loss.wrong(
    "hausse en points",
    "c'est la hausse des frais, en points. Que peut-on perdre de recherches pour retrouver le même résultat ?",
    lambda data: data.fee_after - data.service_fee,
)
bearable_loss.wrong(
    "hausse relative",
    "c'est la hausse des frais, en part des frais d'aujourd'hui. Que peut-on perdre de recherches pour retrouver le même résultat ?",
    lambda data: data.fee_after / data.service_fee - 1,
)
bearable_loss.otherwise("quel réseau encaisse davantage par place, et quel résultat doit-il retrouver ?")
bearable_loss.why(
    "Votre choix et votre nombre se tiennent ; votre enseignant lit la justification. La caisse ne voit ni les conducteurs qui partent avec les passagers, ni le point de bascule, ni le concurrent sans frais. Dans la leçon, que dit le tableau des projets ?"
)
bearable_loss.hints(
    "Construisez le réseau aux frais envisagés : `firm.replace(service_fee=data.fee_after)`.",
    '`bm.goal_seek(modele, "steady_state_profit", cible, vary="searches")` cherche les recherches qui ramènent à la cible.',
    "Perte = 1 − recherches trouvées ÷ `firm.searches`.",
)
