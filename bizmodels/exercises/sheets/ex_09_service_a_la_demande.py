"""Questions on Meero and service on demand: who waits, who is paid, what registered providers are worth."""

from __future__ import annotations

from bizmodels.exercises import mistakes
from bizmodels.exercises.given import Data, Given
from bizmodels.exercises.sheet import Exercise
from bizmodels.models import OnDemand

MEERO = "Meero"

ZONES = 500

SECONDS_PER_YEAR = 365 * 24 * 3600

GIVEN = (
    Given.of(OnDemand, "price", low=88, high=105, step=1),
    Given.of(OnDemand, "hourly_pay", low=28, high=35, step=1),
    Given.of(OnDemand, "mission_hours", low=0.8, high=1.2, step=0.1),
    Given.of(OnDemand, "travel_hours", low=0.5, high=0.9, step=0.1),
    Given.of(OnDemand, "editing_cost", low=12, high=16, step=1),
    Given.of(OnDemand, "support", low=7, high=10, step=0.5),
    Given.of(OnDemand, "payment_fee"),
    Given.of(OnDemand, "open_hours"),
    Given("accounts", "Comptes clients par zone", "comptes", default=62, low=55, high=75, step=1,
          note="31 000 clients dans 500 zones"),
    Given.of(OnDemand, "missions_per_month", low=2.6, high=3.4, step=0.1),
    Given("providers", "Photographes disponibles par zone", "photographes", default=4, low=4, high=6, step=1),
    Given("seconds", "Une prise de vue livrée toutes les", "secondes", source=f"{MEERO}/seconds_between_shoots/2019"),
    Given("registered", "Photographes inscrits", "photographes", default=58_000, low=54_000, high=64_000, step=500,
          note="l’une des deux valeurs publiées pour 2019"),
    Given("registered_france", "dont en France", "photographes", source=f"{MEERO}/photographers_france/2019"),
    Given("direct_pay", "Tarif direct cité par la même photographe", "€ / heure",
          source=f"{MEERO}/photographer_pay_direct_benchmark/2019"),
    # Hoped for, the churn is lower than today's whatever is drawn: the two intervals do not meet.
    Given.of(OnDemand, "churn", low=0.08, high=0.095, step=0.005),
    Given("pay_rise", "Hausse de rémunération proposée", "€ / heure", default=5, low=3, high=6, step=0.5),
    Given("team", "Équipe qui suivrait les photographes", "€ / mois", default=100_000, low=80_000, high=160_000, step=10_000),
    Given("hoped_churn", "Attrition que la direction en espère", "% / mois", default=0.07, low=0.065, high=0.075, step=0.005),
)  # fmt: skip

RECEIVERS = {
    "a": "État (TVA récupérable)",
    "b": "Prestataire",
    "c": "Retouche",
    "d": "Marge sur coûts variables",
}


def _firm(data: Data) -> OnDemand:
    return OnDemand(
        price=data.price,
        hourly_pay=data.hourly_pay,
        mission_hours=data.mission_hours,
        travel_hours=data.travel_hours,
        editing_cost=data.editing_cost,
        support=data.support,
        payment_fee=data.payment_fee,
        open_hours=data.open_hours,
        zones=ZONES,
        starting_customers=data.accounts * ZONES,
        missions_per_month=data.missions_per_month,
        providers_per_zone=data.providers,
        churn=data.churn,
    )


EXERCISE = Exercise("Qui attend qui", GIVEN, firm=_firm)


def _pay(data: Data) -> float:
    return data.hourly_pay * data.mission_hours


def _missions(data: Data) -> float:
    return data.accounts * data.missions_per_month


def _margin_after(data: Data) -> float:
    return mission_margin(data) - data.pay_rise * data.mission_hours


def _repaid(data: Data, team: float) -> float:
    """The churn at which better paid photographers, and a team that costs ``team`` € a month, leave today's profit."""
    # No formula by hand: accounts that stay longer ask more of the same photographers, and waiting loses missions.
    # The solution notebook finds the same with goal_seek, which tries many more values.
    after = data.firm.replace(
        hourly_pay=data.hourly_pay + data.pay_rise, fixed_costs=data.firm.fixed_costs + team
    )
    target = data.firm.steady_state_profit

    from scipy.optimize import brentq  # slow to load: only where it is asked for

    def missing(churn: float) -> float:
        return float(after.replace(churn=churn).steady_state_profit) - target

    return float(brentq(missing, data.churn / 2, data.churn, xtol=1e-12))


@EXERCISE.choice
def biggest_share(data: Data) -> str:
    ledger = data.firm.ledger()
    return max(RECEIVERS, key=lambda letter: ledger[RECEIVERS[letter]])


biggest_share.asks("Qui reçoit la plus grande part ?")
biggest_share.option(
    "a",
    "L'État, par une TVA que le client récupère",
    "la TVA prend un sixième du prix TTC. Combien de lignes de votre tableau dépassent la sienne ?",
)
biggest_share.option(
    "b",
    "Le photographe",
    "sa part est grande, une autre ligne de votre tableau l'est davantage. Laquelle ?",
)
biggest_share.option(
    "c", "L'atelier de retouche", "c'est l'une des petites parts : relisez le tableau de haut en bas."
)
biggest_share.option(
    "d",
    "Meero, avant commerciaux et salaires",
    "sa marge est grande, une autre ligne de votre tableau l'est davantage. Laquelle ?",
)
biggest_share.why(
    "Le photographe et la plateforme se disputent la première place. Mais la marge doit encore payer commerciaux et salaires, et la part du photographe ne compte ni trajet ni attente. Retrouvons d'abord cette marge, en euros."
)
biggest_share.hints(
    "Exécutez la cellule qui contient `firm.ledger()`.",
    "Deux lignes se disputent la première place : « Prestataire » et la dernière. Laquelle est la plus haute ?",
)


@EXERCISE.number("Marge par mission", "€", absolute=0.05)
def mission_margin(data: Data) -> float:
    return data.price * (1 - data.payment_fee) - _pay(data) - data.editing_cost - data.support


mission_margin.asks(
    "Supposons qu'une mission se vende {price}, hors taxes comme tous les montants du tableau. Que reste-t-il à Meero, en euros, quand tout ce qu'elle demande est payé : photographe, retouche, organisation, banque ?"
)
mission_margin.wrong(
    "trajet payé",
    "vous payez aussi le trajet. Le photographe n'est payé que sur place : `data.mission_hours`.",
    lambda data: mission_margin(data) - data.hourly_pay * data.travel_hours,
)
mission_margin.wrong(
    "frais de paiement oubliés",
    "la banque prend sa part du prix : retirez `data.payment_fee * data.price`.",
    lambda data: mission_margin(data) + data.payment_fee * data.price,
)
mission_margin.wrong(
    "retouche oubliée",
    "une photo n'est pas livrée brute : retirez aussi `data.editing_cost`.",
    lambda data: mission_margin(data) + data.editing_cost,
)
mission_margin.wrong(
    "prix moins photographe",
    "vous ne retirez que le photographe, comme pour un intermédiaire. Retouche, banque et organisation sont aussi des coûts de la mission.",
    lambda data: data.price - _pay(data),
)
mission_margin.wrong(
    "organisation oubliée",
    "prendre le rendez-vous et répondre au client coûte à chaque mission : retirez `data.support`.",
    lambda data: mission_margin(data) + data.support,
)
mission_margin.wrong(
    "pour 100 € au lieu d'une mission",
    "c'est la dernière ligne du tableau, pour 100 € TTC. La question porte sur une mission à son prix.",
    lambda data: data.firm.ledger()["Marge sur coûts variables"],
)
mission_margin.wrong(
    "part au lieu d'euros",
    "c'est la part du prix que garde Meero. La question demande des euros par mission.",
    lambda data: mission_margin(data) / data.price,
)
mission_margin.otherwise(
    "qui est servi, sur le prix d'une mission, avant que Meero n'en garde quelque chose ?"
)
mission_margin.why(
    "Aucune ligne ne parle d'attente ni de trajet : d'autres les paient. Question suivante : combien de travail y a-t-il dans une zone ?"
)
mission_margin.hints(
    "Le prix est déjà hors taxes : pas de TVA à retirer.",
    "Le photographe reçoit `data.hourly_pay * data.mission_hours`.",
    "La banque prend `data.payment_fee * data.price`.",
)


@EXERCISE.number("Charge de la zone", "erlangs", relative=0.005)
def load(data: Data) -> float:
    return _missions(data) * (data.mission_hours + data.travel_hours) / data.open_hours


load.asks(
    "Une zone compte {accounts}, qui demandent chacun des missions ({missions_per_month}). Le photographe se déplace ({travel_hours}), puis travaille ({mission_hours}) ; il n'est libre ni sur la route, ni sur place.\n\n"
    "Sur {open_hours} d'ouverture, combien de photographes sont occupés, en moyenne ? Ce nombre est une charge, en erlangs."
)
load.wrong(
    "trajet oublié",
    "vous ne comptez que le temps payé. Sur la route, le photographe n'est pas libre : ajoutez `data.travel_hours`.",
    lambda data: _missions(data) * data.mission_hours / data.open_hours,
)
load.wrong(
    "occupation au lieu de charge",
    "vous avez divisé par les photographes : c'est leur occupation. La charge compte le travail, quel que soit leur nombre.",
    lambda data: load(data) / data.providers,
)
load.wrong(
    "heures de travail",
    "c'est un nombre d'heures par mois. Divisez-le par les heures d'ouverture pour compter des photographes occupés.",
    lambda data: load(data) * data.open_hours,
)
load.wrong(
    "une mission par compte",
    "vous comptez une seule mission par compte. Multipliez par `data.missions_per_month`.",
    lambda data: load(data) / data.missions_per_month,
)
load.wrong(
    mistakes.upside_down(
        "votre rapport est à l'envers : le travail demandé va au numérateur, les heures d'ouverture au dénominateur."
    )
)
load.wrong(
    "un seul compte",
    "vous ne comptez que les missions d'un compte. La zone en a `data.accounts`.",
    lambda data: load(data) / data.accounts,
)
load.wrong(
    "missions au lieu d'heures",
    "ce sont les missions du mois. Combien d'heures chacune prend-elle, et combien un mois en compte-t-il ?",
    lambda data: _missions(data),
)
load.otherwise(
    "combien d'heures la zone demande-t-elle dans un mois, trajets compris, et combien un mois en compte-t-il ?"
)
load.why(
    "Cette charge n'est pas un nombre de photographes à employer : à ce nombre exact, la file n'en finirait plus. Il faut de la place. Combien cette place coûte-t-elle à celui qui attend ?"
)
load.hints(
    "Missions du mois dans la zone : `data.accounts * data.missions_per_month`.",
    "Chacune occupe un photographe `data.mission_hours + data.travel_hours` heures.",
    "Divisez les heures demandées par `data.open_hours`.",
)


@EXERCISE.number("Revenu d'un photographe", "€ / mois", relative=0.005)
def income(data: Data) -> float:
    return _missions(data) * _pay(data) / data.providers


income.asks(
    "Les {providers} de la zone se partagent les missions à parts égales, payées {hourly_pay}. Combien gagne chacun, en euros par mois ? Rappel : le trajet n'est pas payé."
)
income.wrong(
    "trajet payé",
    "vous payez le trajet. Seules les heures sur place sont payées : `data.mission_hours`.",
    lambda data: income(data) * (1 + data.travel_hours / data.mission_hours),
)
income.wrong(
    "toute la zone pour un seul",
    "c'est ce que gagnent tous les photographes de la zone ensemble. Divisez par `data.providers`.",
    lambda data: income(data) * data.providers,
)
income.wrong(
    "toujours occupé",
    "vous le payez pendant toutes les heures d'ouverture. Il n'est payé que s'il a une mission, et seulement sur place.",
    lambda data: data.open_hours * data.hourly_pay,
)
income.wrong(
    "tarif direct",
    "vous avez pris le tarif qu'elle facture en direct. Chez Meero, employez `data.hourly_pay`.",
    lambda data: income(data) * data.direct_pay / data.hourly_pay,
)
income.wrong(
    "un seul compte",
    "vous ne comptez que les missions d'un compte. La zone en a `data.accounts`.",
    lambda data: income(data) / data.accounts,
)
income.wrong(
    "année au lieu de mois",
    "c'est ce qu'il gagne en un an. La question compte par mois.",
    lambda data: 12 * income(data),
)
income.wrong(
    "partagé entre les occupés",
    "vous partagez entre les photographes occupés (la charge). Tous ceux de la zone se partagent les missions.",
    lambda data: _missions(data) * _pay(data) / load(data),
)
income.otherwise("combien Meero verse-t-elle en un mois dans la zone, et entre combien de photographes ?")
income.why(
    "Voilà pourquoi un photographe reste ou part. Un collègue de plus ne coûte rien à Meero et prend sur ce revenu. Mettons l'occupation en code."
)
income.hints(
    "Missions du mois dans la zone × ce que rapporte une mission au photographe.",
    "Une mission lui rapporte `data.hourly_pay * data.mission_hours`.",
    "Ils sont `data.providers` à se partager le total.",
)


@EXERCISE.function("occupation")
def occupation(data: Data, missions, sur_place, trajet, photographes) -> float:
    return missions * (sur_place + trajet) / data.open_hours / photographes


occupation.asks(
    "Votre collègue veut l'occupation d'un photographe : la part des heures d'ouverture où il n'est pas libre. Sa fonction s'exécute, mais elle oublie deux des quatre nombres qu'elle reçoit.\n\n"
    "Corrigez-la, puis relancez la cellule."
)
occupation.tries(
    lambda data: [
        (_missions(data), data.mission_hours, data.travel_hours, data.providers),
        (100.0, 1.0, 1.0, 2.0),
        (150.0, 1.5, 0.5, 4.0),
        (90.0, 2.0, 0.8, 3.0),
        (240.0, 0.5, 1.2, 5.0),
    ]
)
occupation.starts(lambda data, missions, sur_place, trajet, photographes: missions * sur_place / 200)
occupation.wrong(
    "trajet compté, photographes oubliés",
    "le trajet est bien compté, mais vous rendez la charge de la zone. Divisez par `photographes` pour l'occupation de chacun.",
    lambda data, m, s, t, n: m * (s + t) / data.open_hours,
)
occupation.wrong(
    "photographes comptés, trajet oublié",
    "chacun a bien sa part, mais le trajet manque : sur la route, on n'est pas libre. Ajoutez `trajet` aux heures.",
    lambda data, m, s, t, n: m * s / data.open_hours / n,
)
occupation.wrong(
    "trajet sans multiplication",
    "vous ajoutez un seul trajet pour tout le mois. Il en faut un par mission : mettez `sur_place + trajet` entre parenthèses.",
    lambda data, m, s, t, n: (m * s + t) / data.open_hours / n,
)
occupation.wrong(
    "multiplication par les photographes",
    "plus ils sont nombreux, moins chacun est occupé : divisez par `photographes`.",
    lambda data, m, s, t, n: m * (s + t) / data.open_hours * n,
)
occupation.otherwise(
    "pendant combien d'heures une mission empêche-t-elle d'en prendre une autre, et à combien se partage-t-on ce travail ?"
)
occupation.why(
    "Occupation = charge ÷ photographes. C'est le même nombre qui plaît au photographe et qui fait attendre le client. De combien ? La question suivante le demande à la formule d'Erlang."
)
occupation.hints(
    "Une mission occupe un photographe `sur_place + trajet` heures.",
    "La charge de la zone est ensuite partagée : divisez par `photographes`.",
    "Mettez `sur_place + trajet` entre parenthèses.",
)


@EXERCISE.number("Probabilité d'attendre", "%", absolute=0.002)
def wait_with_one_less(data: Data) -> float:
    return float(data.firm.replace(providers_per_zone=data.providers - 1).waiting_probability)


wait_with_one_less.asks(
    "Chaque zone compte {providers}. L'un d'eux abandonne. Quelle part des clients *urgents* attend désormais ?\n\n"
    "Pas de formule à écrire : `firm.replace(…)` construit la zone d'après, où le nombre de photographes s'appelle `providers_per_zone` et la part qui attend `waiting_probability`. Répondez en fraction."
)
wait_with_one_less.wrong(
    "nombre d'aujourd'hui",
    "c'est la probabilité avant le départ. Construisez d'abord la zone avec un photographe de moins.",
    lambda data: float(data.firm.waiting_probability),
)
wait_with_one_less.wrong(
    "règle de trois",
    "vous avez agrandi l'attente dans le rapport des effectifs. Elle ne suit pas cette règle : demandez-la au modèle.",
    lambda data: float(data.firm.waiting_probability) * data.providers / (data.providers - 1),
)
wait_with_one_less.wrong(
    "occupation après le départ",
    "c'est l'occupation de ceux qui restent. Le client n'attend que si *tous* sont pris : lisez `waiting_probability`.",
    lambda data: load(data) / (data.providers - 1),
)
wait_with_one_less.wrong(
    "un photographe de plus",
    "vous en avez ajouté un au lieu de le retirer.",
    lambda data: float(data.firm.replace(providers_per_zone=data.providers + 1).waiting_probability),
)
wait_with_one_less.wrong(
    "hausse de l'attente",
    "c'est la hausse. La question demande la nouvelle probabilité.",
    lambda data: wait_with_one_less(data) - float(data.firm.waiting_probability),
)
wait_with_one_less.otherwise(
    "combien de photographes restent dans la zone d'après, et que dit-elle de l'attente ?"
)
wait_with_one_less.why(
    "Un seul départ, et l'attente fait plus que suivre. Cela vaut pour les urgences ; une séance réservée trois semaines plus tôt n'attend pas dans cette file. Mais qui est vraiment disponible ?"
)
wait_with_one_less.hints(
    "Combien de photographes reste-t-il dans chaque zone ? Le tableau dit combien ils étaient.",
    "La zone d'après : `firm.replace(providers_per_zone=data.providers - 1)`.",
    "Lisez sa `waiting_probability` : c'est déjà une fraction.",
)


# A month of thirty days is taken too.
@EXERCISE.decision("Missions par inscrit et par mois", "missions", relative=0.015)
def per_registered(data: Data) -> float:
    return SECONDS_PER_YEAR / data.seconds / 12 / data.registered


per_registered.asks(
    "Supposons {registered}, et la cadence que Meero annonçait, jour et nuit : une prise de vue toutes les {seconds}. Que dit le nombre d'inscrits de l'offre réelle ?\n\n"
    "{options}\n\n"
    "Et combien de missions par inscrit et par mois ? Donnez la lettre, puis le nombre, avec deux chiffres après la virgule."
)
per_registered.option(
    "a",
    "Aucun client n'attend : ils sont partout assez nombreux",
    "un inscrit de Lyon ne sert personne à Lille. Que vaut un total pour un client de Brest ?",
)
per_registered.option("b", "Presque rien : qui est libre, et dans quelle ville ?")
per_registered.option(
    "c",
    "Chaque inscrit travaille ce nombre de missions",
    "c'est une moyenne sur des formulaires : beaucoup n'en font aucune, quelques-uns bien davantage.",
)
per_registered.option(
    "d",
    "Les photographes français sont les seuls actifs",
    "le tableau les compte parmi les inscrits, rien de plus : pourquoi eux plutôt que les autres ?",
)
per_registered.wrong(
    "par an",
    "c'est par an. La question compte par mois : divisez par douze.",
    lambda data: 12 * per_registered(data),
)
per_registered.wrong(
    "photographes français",
    "vous divisez des missions du monde entier par les inscrits français. Mettez le même périmètre des deux côtés.",
    lambda data: per_registered(data) * data.registered / data.registered_france,
)
per_registered.wrong(
    "rapport à l'envers",
    "votre rapport est à l'envers : les missions vont au numérateur, les inscrits au dénominateur.",
    lambda data: 1 / per_registered(data),
)
per_registered.wrong(
    "missions de tous",
    "ce sont les missions du mois, tous photographes ensemble. Divisez par les inscrits.",
    lambda data: per_registered(data) * data.registered,
)
per_registered.wrong(
    "huit heures par jour",
    "vous comptez huit heures par jour. La cadence annoncée court jour et nuit, dans le monde entier.",
    lambda data: per_registered(data) / 3,
)
per_registered.wrong(
    "par jour",
    "c'est par jour. La question compte par mois.",
    lambda data: per_registered(data) * 12 / 365,
)
per_registered.otherwise(
    "combien de prises de vue cette cadence fait-elle en un mois, et combien d'inscrits se les partagent ?"
)
per_registered.why(
    "Peu de missions par inscrit ne prouve pas qu'il y a trop de photographes : la plupart ne travaillent sans doute pas. Inscrit, disponible, occupé : trois nombres, un seul est publié. La même cadence borne aussi le chiffre d'affaires."
)
per_registered.hints(
    "Une année compte `365 * 24 * 3600` secondes.",
    "Missions par an = secondes d'une année ÷ `data.seconds`.",
    "Avant de conclure : que faudrait-il savoir pour dire si un client de Lille trouve quelqu'un ?",
)


@EXERCISE.number("Borne basse", "M€ / an")
def lowest_revenue(data: Data) -> float:
    return SECONDS_PER_YEAR / data.seconds * _pay(data) / 1e6


lowest_revenue.asks(
    "Aucun document lu ne donne le chiffre d'affaires de Meero. Avec sa cadence, et une rémunération supposée de {hourly_pay} (durée payée : {mission_hours}), quelle somme verserait-il aux photographes par an, en M€ ? `1e6` s'écrit pour un million.\n\n"
    "Si chaque prise de vue est vendue, c'est une borne basse : il ne vend pas moins cher qu'il n'achète, du moins pas longtemps."
)
lowest_revenue.wrong(
    "tarif direct",
    "vous avez pris le tarif direct, qui paie aussi trajet et retouche. La question demande ce que touche le photographe.",
    lambda data: lowest_revenue(data) * data.direct_pay / data.hourly_pay,
)
lowest_revenue.wrong(
    "par mois",
    "c'est par mois. Un chiffre d'affaires se compte ici par an.",
    lambda data: lowest_revenue(data) / 12,
)
lowest_revenue.wrong(
    "prix du modèle",
    "vous avez pris `data.price`, une hypothèse du cours. La borne basse part de ce que touche le photographe.",
    lambda data: SECONDS_PER_YEAR / data.seconds * data.price / 1e6,
)
lowest_revenue.wrong(
    "trajet payé",
    "vous payez le trajet. Seules les heures sur place sont payées.",
    lambda data: lowest_revenue(data) * (1 + data.travel_hours / data.mission_hours),
)
lowest_revenue.wrong(
    "euros au lieu de millions",
    "votre nombre compte des euros. La question le demande en M€ : divisez par `1e6`.",
    lambda data: lowest_revenue(data) * 1e6,
)
lowest_revenue.wrong(
    "milliers au lieu de millions",
    "votre nombre compte des milliers d'euros. La question demande des M€.",
    lambda data: lowest_revenue(data) * 1e3,
)
lowest_revenue.wrong(
    "par photographe inscrit",
    "vous partagez la somme entre les inscrits. La question demande ce que verse Meero en tout.",
    lambda data: lowest_revenue(data) * 1e6 / data.registered,
)
lowest_revenue.otherwise(
    "combien de missions cette cadence fait-elle par an, et que reçoit le photographe pour chacune ?"
)
lowest_revenue.why(
    "Une borne, pas un chiffre d'affaires : livrée ne veut pas dire vendue. Comparez-la à une ambition de « 5 à 10 milliards » de dollars. Reste à savoir si mieux payer se paie."
)
lowest_revenue.hints(
    "Missions par an : `365 * 24 * 3600 / data.seconds`.",
    "Une mission verse au photographe `data.hourly_pay * data.mission_hours`.",
    "Divisez par `1e6` pour compter en millions.",
)


@EXERCISE.decision("Attrition qui rembourse la hausse", "%", words=15, relative=0.004)
def churn_that_repays(data: Data) -> float:
    return _repaid(data, data.team)


churn_that_repays.asks(
    "On propose de payer davantage les photographes, {pay_rise} de plus, et une équipe pour les suivre ({team}). La direction espère ramener l'attrition des clients de {churn} à {hoped_churn} : c'est son hypothèse.\n\n"
    'Quelle attrition ramènerait le résultat en régime permanent à celui d\'aujourd\'hui ? `bm.goal_seek(modele, "steady_state_profit", cible, vary="churn")` la cherche. Si cet espoir se réalise, acceptez-vous la proposition ?\n\n'
    "{options}\n\n"
    "Donnez votre choix, cette attrition (fraction), et justifiez en quinze mots au moins, avec un chiffre."
)
churn_that_repays.follows(
    lambda data: data.hoped_churn <= churn_that_repays(data),
    oui=(
        "J'accepte la proposition",
        "mais l'espoir de la direction ne l'atteint pas : même réalisé, le résultat baisse",
    ),
    non=(
        "Je refuse la proposition",
        "et l'espoir de la direction fait mieux : s'il se réalise, le résultat monte",
    ),
)
churn_that_repays.wrong(
    "baisse au lieu de niveau",
    "c'est la baisse nécessaire, en points. La question demande l'attrition à atteindre.",
    lambda data: data.churn - churn_that_repays(data),
)
churn_that_repays.wrong(
    "attrition d'aujourd'hui",
    "c'est l'attrition d'aujourd'hui. À ce niveau, la hausse coûte sans rien rapporter.",
    lambda data: data.churn,
)
churn_that_repays.wrong(
    "durée de vie",
    "c'est une durée, en mois. L'attrition en est l'inverse.",
    lambda data: 1 / churn_that_repays(data),
)
churn_that_repays.wrong(
    "part de marge conservée",
    "c'est la part de la marge que vous gardez par mission. Cherchez l'attrition qui compense ce qui manque.",
    lambda data: _margin_after(data) / mission_margin(data),
)
churn_that_repays.wrong(
    "attrition qui monte",
    "vous avez fait monter l'attrition : avec une marge plus petite, il faut des clients qui restent *plus* longtemps.",
    lambda data: data.churn * mission_margin(data) / _margin_after(data),
)
churn_that_repays.wrong(
    "équipe oubliée",
    "vous payez mieux les photographes, mais pas l'équipe qui les suit : elle s'ajoute aux coûts fixes, `fixed_costs`.",
    lambda data: _repaid(data, 0.0),
)
churn_that_repays.wrong(
    "espoir recopié",
    "c'est ce qu'espère la direction, pas ce qu'il faut. Cherchez d'abord la limite avec `bm.goal_seek`, puis comparez.",
    lambda data: data.hoped_churn,
)
churn_that_repays.wrong(
    "baisse relative",
    "c'est la baisse, en part de l'attrition d'aujourd'hui. La question demande l'attrition à atteindre.",
    lambda data: 1 - churn_that_repays(data) / data.churn,
)
churn_that_repays.otherwise(
    "quel résultat veut-on retrouver, et dans quelle entreprise : celle d'aujourd'hui, ou celle qui paie mieux ?"
)
churn_that_repays.why(
    "Votre choix et votre nombre se tiennent ; votre enseignant lit la justification. L'espoir de la direction n'est pas une mesure : payez mieux dans vingt zones, pas dans les autres, et comparez l'attrition. Dans la leçon, cherchez ce que devient l'attente quand un photographe s'en va."
)
churn_that_repays.hints(
    "Construisez l'entreprise d'après : `firm.replace(hourly_pay=data.hourly_pay + data.pay_rise, fixed_costs=firm.fixed_costs + data.team)`.",
    '`bm.goal_seek(modele, "steady_state_profit", cible, vary="churn")` cherche l\'attrition qui ramène à la cible.',
    "Comparez ce nombre à `data.hoped_churn` : l'espoir suffit-il ?",
)
