"""Questions on Meero and service on demand: who waits, who is paid, what registered providers are worth."""

from __future__ import annotations

from bizmodels.exercises import mistakes
from bizmodels.exercises.engine import Exercise
from bizmodels.exercises.given import Data, Given
from bizmodels.exercises.mistakes import Mistake
from bizmodels.exercises.questions import Choice, Decision, Function, Numeric, WrongFunction
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
    Given.of(OnDemand, "churn", low=0.07, high=0.1, step=0.005),
    Given("pay_rise", "Hausse de rémunération proposée", "€ / heure", default=5, low=3, high=6, step=0.5),
    Given("hoped_churn", "Attrition que la direction en espère", "% / mois", default=0.07, low=0.055, high=0.085, step=0.005),
)  # fmt: skip


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


# --- the right answers ------------------------------------------------------------------------------------

RECEIVERS = {
    "a": "État (TVA récupérable)",
    "b": "Prestataire",
    "c": "Retouche",
    "d": "Marge sur coûts variables",
}


def _biggest_share(data: Data) -> str:
    ledger = data.firm.ledger()
    return max(RECEIVERS, key=lambda letter: ledger[RECEIVERS[letter]])


def _pay(data: Data) -> float:
    return data.hourly_pay * data.mission_hours


def _mission_margin(data: Data) -> float:
    return data.price * (1 - data.payment_fee) - _pay(data) - data.editing_cost - data.support


def _missions(data: Data) -> float:
    return data.accounts * data.missions_per_month


def _load(data: Data) -> float:
    return _missions(data) * (data.mission_hours + data.travel_hours) / data.open_hours


def _income(data: Data) -> float:
    return _missions(data) * _pay(data) / data.providers


def _wait_with_one_less(data: Data) -> float:
    return float(data.firm.replace(providers_per_zone=data.providers - 1).waiting_probability)


def _per_registered(data: Data) -> float:
    return SECONDS_PER_YEAR / data.seconds / 12 / data.registered


def _lowest_revenue(data: Data) -> float:
    return SECONDS_PER_YEAR / data.seconds * _pay(data) / 1e6


def _margin_after(data: Data) -> float:
    return _mission_margin(data) - data.pay_rise * data.mission_hours


def _churn_that_repays(data: Data) -> float:
    # Missions of a whole life, first one included: f (1/c − 1) + 1. Equal profit = equal margin over that life.
    f = data.missions_per_month
    life = f * (1 / data.churn - 1) + 1
    needed = life * _mission_margin(data) / _margin_after(data)
    return 1 / ((needed - 1) / f + 1)


# --- the questions ----------------------------------------------------------------------------------------

READ = Choice(
    prompt="Sur 100 € TTC payés par le client, qui reçoit le plus ? Lisez `firm.ledger()`.",
    options={
        "a": (
            "L'État, par la TVA",
            "la TVA prend un sixième du prix, et le client la récupère. Comparez avec les lignes voisines.",
        ),
        "b": (
            "Le photographe",
            "sa part est grande, une autre l'est davantage. Comparez « Prestataire » à la dernière ligne du tableau.",
        ),
        "c": ("L'atelier de retouche", "c'est l'une des petites parts : relisez le tableau de haut en bas."),
        "d": (
            "Meero, avant ses commerciaux et ses salaires",
            "sa marge est grande, une autre part l'est davantage. Comparez la dernière ligne à « Prestataire ».",
        ),
    },
    answer=_biggest_share,
    why="Le photographe et la plateforme se disputent la première place. Mais la marge doit encore payer commerciaux et salaires, et la part du photographe ne compte ni trajet ni attente. Retrouvons d'abord cette marge, en euros.",
    hints=(
        "Exécutez la cellule qui contient `firm.ledger()`.",
        "Deux lignes sont au coude à coude : « Prestataire » et la dernière. Laquelle est la plus haute ?",
    ),
)

MARGIN = Numeric(
    prompt="Une mission se vend {price}. Le photographe touche {hourly_pay} pendant {mission_hours} ; retouche {editing_cost}, organisation {support}, banque {payment_fee}. Que reste-t-il à Meero par mission ?",
    label="Marge par mission",
    unit="€",
    answer=_mission_margin,
    absolute=0.05,
    mistakes=(
        Mistake(
            "trajet payé",
            "vous payez aussi le trajet. Le photographe n'est payé que sur place : `data.mission_hours`.",
            lambda data, right: right(data) - data.hourly_pay * data.travel_hours,
        ),
        Mistake(
            "frais de paiement oubliés",
            "la banque prend sa part du prix : retirez `data.payment_fee * data.price`.",
            lambda data, right: right(data) + data.payment_fee * data.price,
        ),
        Mistake(
            "retouche oubliée",
            "une photo n'est pas livrée brute : retirez aussi `data.editing_cost`.",
            lambda data, right: right(data) + data.editing_cost,
        ),
        Mistake(
            "prix moins photographe",
            "vous ne retirez que le photographe, comme pour un intermédiaire. Retouche, banque et organisation sont aussi des coûts de la mission.",
            lambda data, right: data.price - _pay(data),
        ),
        Mistake(
            "organisation oubliée",
            "prendre le rendez-vous et répondre au client coûte à chaque mission : retirez `data.support`.",
            lambda data, right: right(data) + data.support,
        ),
    ),
    first_step="partez du prix HT, puis retirez un par un le photographe, la retouche, la banque et l'organisation.",
    why="Aucune ligne ne parle d'attente ni de trajet : d'autres les paient. Question suivante : combien de travail y a-t-il dans une zone ?",
    hints=(
        "Le prix est déjà hors taxes : pas de TVA à retirer.",
        "Le photographe reçoit `data.hourly_pay * data.mission_hours`.",
        "La banque prend `data.payment_fee * data.price`.",
    ),
)

LOAD = Numeric(
    prompt="Une zone compte {accounts}, qui demandent chacun {missions_per_month} missions. Une mission dure {mission_hours}, plus le trajet ({travel_hours}). On peut travailler {open_hours}. Combien de photographes sont occupés en moyenne ?",
    label="Charge de la zone",
    unit="erlangs",
    answer=_load,
    relative=0.005,
    mistakes=(
        Mistake(
            "trajet oublié",
            "vous ne comptez que le temps payé. Sur la route, le photographe n'est pas libre : ajoutez `data.travel_hours`.",
            lambda data, right: _missions(data) * data.mission_hours / data.open_hours,
        ),
        Mistake(
            "occupation au lieu de charge",
            "vous avez divisé par les photographes : c'est leur occupation. La charge compte le travail, quel que soit leur nombre.",
            lambda data, right: right(data) / data.providers,
        ),
        Mistake(
            "heures de travail",
            "c'est un nombre d'heures par mois. Divisez-le par les heures d'ouverture pour compter des photographes occupés.",
            lambda data, right: right(data) * data.open_hours,
        ),
        Mistake(
            "une mission par compte",
            "vous comptez une seule mission par compte. Multipliez par `data.missions_per_month`.",
            lambda data, right: right(data) / data.missions_per_month,
        ),
        mistakes.upside_down(
            "votre rapport est à l'envers : le travail demandé va au numérateur, les heures d'ouverture au dénominateur."
        ),
    ),
    first_step="calculez les missions du mois dans la zone, puis leurs heures, trajet compris, puis divisez par les heures d'ouverture.",
    why="Cette charge n'est pas un nombre de photographes à employer : à ce nombre exact, la file n'en finirait plus. Il faut de la place. Combien cette place coûte-t-elle à celui qui attend ?",
    hints=(
        "Missions du mois dans la zone : `data.accounts * data.missions_per_month`.",
        "Chacune occupe un photographe `data.mission_hours + data.travel_hours` heures.",
        "Divisez les heures demandées par `data.open_hours`.",
    ),
)

INCOME = Numeric(
    prompt="Les {providers} de la zone se partagent également ces missions. Combien gagne chacun par mois, à {hourly_pay} ?",
    label="Revenu d'un photographe",
    unit="€ / mois",
    answer=_income,
    relative=0.005,
    mistakes=(
        Mistake(
            "trajet payé",
            "vous payez le trajet. Seules les heures sur place sont payées : `data.mission_hours`.",
            lambda data, right: right(data) * (1 + data.travel_hours / data.mission_hours),
        ),
        Mistake(
            "toute la zone pour un seul",
            "c'est ce que gagnent tous les photographes de la zone ensemble. Divisez par `data.providers`.",
            lambda data, right: right(data) * data.providers,
        ),
        Mistake(
            "toujours occupé",
            "vous le payez pendant toutes les heures d'ouverture. Il n'est payé que s'il a une mission, et seulement sur place.",
            lambda data, right: data.open_hours * data.hourly_pay,
        ),
        Mistake(
            "tarif direct",
            "vous avez pris le tarif qu'elle facture en direct. Chez Meero, employez `data.hourly_pay`.",
            lambda data, right: right(data) * data.direct_pay / data.hourly_pay,
        ),
        Mistake(
            "un seul compte",
            "vous ne comptez que les missions d'un compte. La zone en a `data.accounts`.",
            lambda data, right: right(data) / data.accounts,
        ),
    ),
    first_step="calculez ce que Meero verse par mois dans la zone, puis divisez par le nombre de photographes.",
    why="Voilà pourquoi un photographe reste ou part. Un collègue de plus ne coûte rien à Meero et prend sur ce revenu. Mettons l'occupation en code.",
    hints=(
        "Missions du mois dans la zone × ce que rapporte une mission au photographe.",
        "Une mission lui rapporte `data.hourly_pay * data.mission_hours`.",
        "Ils sont `data.providers` à se partager le total.",
    ),
)


def _colleague(missions: float, sur_place: float, trajet: float, photographes: float) -> float:
    return missions * sur_place / 200


def _reference(data: Data):
    def occupation(missions: float, sur_place: float, trajet: float, photographes: float) -> float:
        return missions * (sur_place + trajet) / data.open_hours / photographes

    return occupation


def _trials(data: Data) -> list[tuple[float, ...]]:
    return [
        (_missions(data), data.mission_hours, data.travel_hours, data.providers),
        (100.0, 1.0, 1.0, 2.0),
        (150.0, 1.5, 0.5, 4.0),
        (90.0, 2.0, 0.8, 3.0),
        (240.0, 0.5, 1.2, 5.0),
    ]


def _wrong_functions(data: Data) -> list[WrongFunction]:
    hours = data.open_hours
    return [
        WrongFunction(
            "trajet compté, photographes oubliés",
            "le trajet est bien compté, mais vous rendez la charge de la zone. Divisez par `photographes` pour l'occupation de chacun.",
            lambda m, s, t, n: m * (s + t) / hours,
        ),
        WrongFunction(
            "photographes comptés, trajet oublié",
            "chacun a bien sa part, mais le trajet manque : sur la route, on n'est pas libre. Ajoutez `trajet` aux heures.",
            lambda m, s, t, n: m * s / hours / n,
        ),
        WrongFunction(
            "trajet sans multiplication",
            "vous ajoutez un seul trajet pour tout le mois. Il en faut un par mission : mettez `sur_place + trajet` entre parenthèses.",
            lambda m, s, t, n: (m * s + t) / hours / n,
        ),
        WrongFunction(
            "multiplication par les photographes",
            "plus ils sont nombreux, moins chacun est occupé : divisez par `photographes`.",
            lambda m, s, t, n: m * (s + t) / hours * n,
        ),
    ]


MEND_THE_CODE = Function(
    prompt="Votre collègue calcule l'occupation d'un photographe. Sa fonction oublie deux choses : corrigez-la.",
    name="occupation",
    arguments=("missions", "sur_place", "trajet", "photographes"),
    answer=_reference,
    trials=_trials,
    mistakes=_wrong_functions,
    first_step="comptez les heures prises par une mission, trajet compris, puis partagez le travail entre les photographes.",
    why="Occupation = charge ÷ photographes. C'est le même nombre qui plaît au photographe et qui fait attendre le client. De combien ? La question suivante le demande à la formule d'Erlang.",
    hints=(
        "Une mission occupe un photographe `sur_place + trajet` heures.",
        "La charge de la zone est ensuite partagée : divisez par `photographes`.",
        "Mettez `sur_place + trajet` entre parenthèses.",
    ),
    start=_colleague,
)

WAIT = Numeric(
    prompt="Il y a {providers} par zone ; l'un d'eux s'en va. Quelle part des clients urgents attend désormais ?",
    label="Probabilité d'attendre",
    unit="%",
    answer=_wait_with_one_less,
    absolute=0.002,
    mistakes=(
        Mistake(
            "nombre d'aujourd'hui",
            "c'est la probabilité avant le départ. Construisez d'abord la zone avec un photographe de moins.",
            lambda data, right: float(data.firm.waiting_probability),
        ),
        Mistake(
            "règle de trois",
            "vous avez agrandi l'attente dans le rapport des effectifs. Elle ne suit pas cette règle : demandez-la au modèle.",
            lambda data, right: float(data.firm.waiting_probability) * data.providers / (data.providers - 1),
        ),
        Mistake(
            "occupation après le départ",
            "c'est l'occupation de ceux qui restent. Le client n'attend que si *tous* sont pris : lisez `waiting_probability`.",
            lambda data, right: _load(data) / (data.providers - 1),
        ),
        Mistake(
            "un photographe de plus",
            "vous en avez ajouté un au lieu de le retirer.",
            lambda data, right: float(
                data.firm.replace(providers_per_zone=data.providers + 1).waiting_probability
            ),
        ),
        Mistake(
            "hausse de l'attente",
            "c'est la hausse. La question demande la nouvelle probabilité.",
            lambda data, right: right(data) - float(data.firm.waiting_probability),
        ),
    ),
    first_step="`firm.replace(providers_per_zone=…)` construit la zone d'après ; lisez ensuite sa `waiting_probability`.",
    why="Un seul départ, et l'attente fait plus que suivre. Cela vaut pour les urgences ; une séance réservée trois semaines plus tôt n'attend pas dans cette file. Mais qui est vraiment disponible ?",
    hints=(
        "Le nombre de photographes par zone s'appelle `providers_per_zone`.",
        "La zone d'après : `firm.replace(providers_per_zone=data.providers - 1)`.",
        "Lisez sa `waiting_probability` : c'est déjà une fraction.",
    ),
)

TRAP = Decision(
    prompt="Meero dit livrer une prise de vue toutes les {seconds} et compter {registered} inscrits. Combien de missions par mois cela fait-il pour un inscrit, et qu'en conclure ?",
    choice=Choice(
        prompt="Que dit le nombre d'inscrits de l'offre réelle ?",
        options={
            "a": (
                "Aucun client n'attend : ils sont assez nombreux",
                "un inscrit de Lyon ne sert personne à Lille, et un inscrit n'est pas un disponible. Il manque le nombre d'actifs par ville.",
            ),
            "b": (
                "Presque rien : il manque les actifs, ville par ville",
                "c'est pourtant le cas : cherchez dans le tableau combien acceptent une mission.",
            ),
            "c": (
                "Chaque inscrit travaille ce nombre de missions",
                "c'est une moyenne sur des formulaires : beaucoup n'en font aucune, quelques-uns bien davantage.",
            ),
            "d": (
                "Les photographes français sont les seuls actifs",
                "le tableau dit où ils sont inscrits, pas qui travaille.",
            ),
        },
        answer=lambda data: "b",
        why="",
        hints=(),
    ),
    number=Numeric(
        prompt="",
        label="Missions par inscrit et par mois",
        unit="missions",
        answer=_per_registered,
        relative=0.01,
        mistakes=(
            Mistake(
                "par an",
                "c'est par an. La question compte par mois : divisez par douze.",
                lambda data, right: 12 * right(data),
            ),
            Mistake(
                "photographes français",
                "vous divisez des missions du monde entier par les inscrits français. Mettez le même périmètre des deux côtés.",
                lambda data, right: right(data) * data.registered / data.registered_france,
            ),
            Mistake(
                "rapport à l'envers",
                "votre rapport est à l'envers : les missions vont au numérateur, les inscrits au dénominateur.",
                lambda data, right: 1 / right(data),
            ),
            Mistake(
                "missions de tous",
                "ce sont les missions du mois, tous photographes ensemble. Divisez par les inscrits.",
                lambda data, right: right(data) * data.registered,
            ),
            Mistake(
                "huit heures par jour",
                "vous comptez huit heures par jour. La cadence annoncée court jour et nuit, dans le monde entier.",
                lambda data, right: right(data) / 3,
            ),
        ),
        first_step="comptez les secondes d'une année, divisez par la cadence, puis par douze, puis par les inscrits.",
        why="",
        hints=(),
    ),
    why="Peu de missions par inscrit ne prouve pas qu'il y a trop de photographes : la plupart ne travaillent sans doute pas. Inscrit, disponible, occupé : trois nombres, un seul est publié. La même cadence borne aussi le chiffre d'affaires.",
    hints=(
        "Une année compte `365 * 24 * 3600` secondes.",
        "Missions par an = secondes d'une année ÷ `data.seconds`.",
        "Avant de conclure : que faudrait-il savoir pour dire si un client de Lille trouve quelqu'un ?",
    ),
)

BRACKET = Numeric(
    prompt="Meero n'a pas publié de chiffre d'affaires. Avec cette cadence, combien verserait-il aux photographes par an, en M€, à {hourly_pay} et {mission_hours} par mission ? C'est la borne basse du revenu.",
    label="Borne basse",
    unit="M€ / an",
    answer=_lowest_revenue,
    relative=0.01,
    mistakes=(
        Mistake(
            "borne haute",
            "vous avez pris le tarif direct : c'est la borne haute. La question demande ce que touche le photographe.",
            lambda data, right: right(data) * data.direct_pay / data.hourly_pay,
        ),
        Mistake(
            "par mois",
            "c'est par mois. Un chiffre d'affaires se compte ici par an.",
            lambda data, right: right(data) / 12,
        ),
        Mistake(
            "prix du modèle",
            "vous avez pris `data.price`, une hypothèse du cours. La borne basse part de ce que touche le photographe.",
            lambda data, right: SECONDS_PER_YEAR / data.seconds * data.price / 1e6,
        ),
        Mistake(
            "trajet payé",
            "vous payez le trajet. Seules les heures sur place sont payées.",
            lambda data, right: right(data) * (1 + data.travel_hours / data.mission_hours),
        ),
        Mistake(
            "euros au lieu de millions",
            "votre nombre compte des euros. La question le demande en M€ : divisez par `1e6`.",
            lambda data, right: right(data) * 1e6,
        ),
    ),
    first_step="missions par an, fois ce que rapporte une mission au photographe, divisé par un million.",
    why="Une borne, pas un chiffre d'affaires : livrée ne veut pas dire vendue. Comparez-la à une ambition de « 5 à 10 milliards » de dollars. Reste à savoir si mieux payer se paie.",
    hints=(
        "Missions par an : `365 * 24 * 3600 / data.seconds`.",
        "Une mission verse au photographe `data.hourly_pay * data.mission_hours`.",
        "Divisez par `1e6` pour compter en millions.",
    ),
)

DECIDE = Decision(
    prompt="On propose de payer {pay_rise} de plus. Les photographes restent, les clients sont mieux servis : la direction espère {hoped_churn} d'attrition au lieu de {churn}. Acceptez-vous ? Appuyez-vous sur l'attrition qui ramènerait le résultat en régime permanent à celui d'aujourd'hui.",
    choice=Choice(
        prompt="Acceptez-vous la hausse ?",
        options={
            "oui": (
                "J'accepte la hausse",
                "votre nombre est juste, mais l'espoir de la direction ne l'atteint pas : même réalisé, le résultat baisse.",
            ),
            "non": (
                "Je refuse la hausse",
                "votre nombre est juste, et l'espoir de la direction fait mieux : s'il se réalise, le résultat monte.",
            ),
        },
        answer=lambda data: "oui" if data.hoped_churn <= _churn_that_repays(data) else "non",
        why="",
        hints=(),
        form='`"oui"` ou `"non"`, entre guillemets',
    ),
    number=Numeric(
        prompt="",
        label="Attrition qui rembourse la hausse",
        unit="%",
        answer=_churn_that_repays,
        absolute=0.0008,
        mistakes=(
            Mistake(
                "baisse au lieu de niveau",
                "c'est la baisse nécessaire, en points. La question demande l'attrition à atteindre.",
                lambda data, right: data.churn - right(data),
            ),
            Mistake(
                "attrition d'aujourd'hui",
                "c'est l'attrition d'aujourd'hui. À ce niveau, la hausse coûte sans rien rapporter.",
                lambda data, right: data.churn,
            ),
            Mistake(
                "durée de vie",
                "c'est une durée, en mois. L'attrition en est l'inverse.",
                lambda data, right: 1 / right(data),
            ),
            Mistake(
                "part de marge conservée",
                "c'est la part de la marge que vous gardez par mission. Cherchez l'attrition qui compense ce qui manque.",
                lambda data, right: _margin_after(data) / _mission_margin(data),
            ),
            Mistake(
                "attrition qui monte",
                "vous avez fait monter l'attrition : avec une marge plus petite, il faut des clients qui restent *plus* longtemps.",
                lambda data, right: data.churn * _mission_margin(data) / _margin_after(data),
            ),
        ),
        first_step="la cible est `firm.steady_state_profit`, le modèle à faire varier est celui où l'heure est mieux payée, et le paramètre est `churn`.",
        why="",
        hints=(),
    ),
    words=15,
    why="Votre choix et votre nombre se tiennent ; votre enseignant lit la justification. L'espoir de la direction n'est pas une mesure : payez mieux dans vingt zones, pas dans les autres, et comparez l'attrition. Dans la leçon, cherchez ce que devient l'attente quand un photographe s'en va.",
    hints=(
        "Construisez l'entreprise d'après : `firm.replace(hourly_pay=data.hourly_pay + data.pay_rise)`.",
        '`bm.goal_seek(modele, "steady_state_profit", cible, vary="churn")` cherche l\'attrition qui ramène à la cible.',
        "Comparez ce nombre à `data.hoped_churn` : l'espoir suffit-il ?",
    ),
)

EXERCISE = Exercise(
    title="Qui attend qui",
    given=GIVEN,
    firm=_firm,
    questions=(READ, MARGIN, LOAD, INCOME, MEND_THE_CODE, WAIT, TRAP, BRACKET, DECIDE),
)
