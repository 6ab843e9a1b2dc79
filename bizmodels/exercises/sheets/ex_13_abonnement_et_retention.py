"""Questions on those who stay: counts of survivors, two models of churn, one point of it in euros, and what it may cost."""

from __future__ import annotations

from functools import cache, lru_cache

from bizmodels.core.model import BusinessModel
from bizmodels.exercises.given import Data, Given
from bizmodels.exercises.sheet import Exercise
from bizmodels.levers import retention
from bizmodels.models import D2C

FAR, SEEN, POINT = 12, 3, 0.01  # month of the forecast; months of departures given; one point of churn
WEAR = BusinessModel.reactions[
    "acquisition"
].start  # what advertising that wears out keeps of one per cent more spending

GIVEN = (
    Given("start", "Cohorte de janvier, au départ (simulé)", "abonnés", default=1_000),
    Given("lost_1", "Départs du premier mois (simulé)", "abonnés", default=340, low=320, high=360, step=5),
    Given("lost_2", "Départs du deuxième mois (simulé)", "abonnés", default=160, low=150, high=170, step=2),
    Given("lost_3", "Départs du troisième mois (simulé)", "abonnés", default=88, low=80, high=95, step=1),
    Given("followed", "Offre d’essai : abonnés suivis (simulé)", "abonnés", default=20, low=18, high=24),
    Given("left_early", "Offre d’essai : départs à la fin du mois 2", "abonnés", default=4, low=3, high=5),
    Given("cut_off", "Offre d’essai : encore là, suivi arrêté à la fin du mois 2", "abonnés", default=3, low=3, high=6),
    Given("left_late", "Offre d’essai : départs à la fin du mois 5", "abonnés", default=3, low=2, high=4),
    Given("repeats", "CDNOW : achats répétés de A, et de B", "achats", default=4, low=3, high=5),
    Given("age_weeks", "CDNOW : ancienneté de A, et de B", "semaines", default=38, low=36, high=39),
    Given("last_a", "CDNOW : du premier au dernier achat de A", "semaines", default=34, low=30, high=35),
    Given("last_b", "CDNOW : du premier au dernier achat de B", "semaines", default=12, low=10, high=15),
    Given("basket", "Prix de la boîte", "€ TTC / mois", default=30, low=28, high=36, step=0.5),
    Given("cogs", "Coût de la boîte, envoi compris", "€ HT / mois", default=16, low=14, high=17, step=0.5),
    Given("starting_customers", "Abonnés aujourd’hui", "abonnés", default=36_000, low=30_000, high=38_000, step=500),
    Given("churn", "Attrition (churn)", "% / mois", default=0.06, low=0.05, high=0.07, step=0.0025),
    Given("new_customers", "Nouveaux abonnés", "par mois", default=2_400, low=2_000, high=2_800, step=50),
    Given("cac", "Coût d’acquisition (CAC)", "€", default=40, low=32, high=48, step=1),
    Given("budget", "Budget à placer chaque mois", "€", default=16_000, low=12_000, high=20_000, step=500),
    Given("promise", "Départs que le programme de fidélité promet d’éviter", "% des départs", default=0.12, low=0.08, high=0.22, step=0.01),
)  # fmt: skip


def _box(data: Data) -> D2C:
    """One box a month: the customer orders once, and what it costs is in one figure."""
    return D2C(
        basket=data.basket,
        cogs=data.cogs,
        churn=data.churn,
        new_customers=data.new_customers,
        starting_customers=data.starting_customers,
        cac=data.cac,
        orders_per_month=1,
        shipping=0,
        payment_fee=0,
        return_rate=0,
    )


EXERCISE = Exercise("Ceux qui restent", GIVEN, firm=_box)


def _survivors(data: Data) -> list[float]:
    """Those left at the start and after one, two, three months."""
    one = data.start - data.lost_1
    two = one - data.lost_2
    return [data.start, one, two, two - data.lost_3]


@lru_cache(maxsize=2_048)
def _contract(*survivors: float) -> retention.ShiftedBetaGeometric:
    """The model of these counts, fitted once: every mistake asks for it again."""
    return retention.ShiftedBetaGeometric.fit(survivors)


def _margin(data: Data) -> float:
    return data.firm.margin_per_customer


each_customer = EXERCISE.choice()
each_customer.asks(
    "Une boîte par mois. La cohorte de janvier perd chaque mois les abonnés que dit le tableau. Pour chaque mois, calculez la rétention : ceux qui restent à la fin ÷ ceux qui étaient là au début. Que montre-t-elle ?"
)
each_customer.option(
    "a",
    "Elle monte : chaque abonné devient donc plus fidèle",
    "elle monte, c'est vrai. Mais ceux du troisième mois sont-ils les mêmes que ceux du premier ?",
)
each_customer.option(
    "b",
    "Elle monte, sans dire si quelqu'un a changé",
)
each_customer.option(
    "c",
    "Elle baisse, puisqu'il reste moins de monde chaque mois",
    "le nombre d'abonnés baisse. La rétention compare la fin d'un mois à son début : calculez-la trois fois.",
)
each_customer.option(
    "d",
    "Elle ne bouge pas, la même part s'en va chaque mois",
    "divisez les départs de chaque mois par ceux qui étaient là au début du même mois.",
)
each_customer.why(
    "Un tri suffit : les moins attachés partent d'abord, et la rétention monte même si personne ne change. Que prévoit celui qui l'oublie ?"
)
each_customer.hints(
    "Au début du deuxième mois, il reste `data.start - data.lost_1` abonnés.",
    "Rétention du deuxième mois : 1 − départs du mois ÷ abonnés au début du mois.",
)


def _constant(data: Data) -> float:
    return retention.constant_churn(_survivors(data))


@EXERCISE.number("Abonnés au mois 12, attrition constante", "abonnés", absolute=0.5)
def constant_forecast(data: Data) -> float:
    return data.start * (1 - _constant(data)) ** FAR


constant_forecast.asks(
    "Votre collègue résume ces trois mois par une seule attrition : tous les départs ÷ tous ceux qui pouvaient partir, au début de chacun des trois mois. Puis il la suppose constante.\n\n"
    "Combien d'abonnés de janvier lui reste-t-il après douze mois ? La puissance s'écrit `**`."
)
constant_forecast.wrong(
    "moyenne des trois taux",
    "vous faites la moyenne des trois taux, comme si chaque mois pesait autant. Additionnez d'abord les départs, puis ceux qui pouvaient partir.",
    lambda data: (
        data.start
        * (sum(b / a for a, b in zip(_survivors(data), _survivors(data)[1:], strict=False)) / SEEN) ** FAR
    ),
)
constant_forecast.wrong(
    "départs du premier mois seuls",
    "vous gardez le taux du premier mois. Les deux suivants comptent aussi.",
    lambda data: data.start * (1 - data.lost_1 / data.start) ** FAR,
)
constant_forecast.wrong(
    "départs du dernier mois seuls",
    "vous gardez le taux du troisième mois. Les deux premiers comptent aussi.",
    lambda data: data.start * (1 - data.lost_3 / _survivors(data)[2]) ** FAR,
)
constant_forecast.wrong(
    "départs rapportés au seul départ",
    "vous divisez tous les départs par trois fois la cohorte. Au deuxième mois, ceux du premier n'étaient plus là pour partir.",
    lambda data: data.start * (1 - (data.start - _survivors(data)[-1]) / SEEN / data.start) ** FAR,
)
constant_forecast.wrong(
    "un mois de trop au dénominateur",
    "vous comptez aussi ceux qui restent à la fin du troisième mois : leur quatrième mois n'a pas été observé.",
    lambda data: data.start * (1 - (data.start - _survivors(data)[-1]) / sum(_survivors(data))) ** FAR,
)
constant_forecast.wrong(
    "treize mois",
    "vous comptez un mois de trop : combien de fois la cohorte perd-elle des abonnés en douze mois ?",
    lambda data: constant_forecast(data) * (1 - _constant(data)),
)
constant_forecast.wrong(
    "neuf mois",
    "vous partez du départ, mais pour neuf mois. Les trois mois observés font partie des douze.",
    lambda data: data.start * (1 - _constant(data)) ** (FAR - SEEN),
)
constant_forecast.wrong(
    "part au lieu d'abonnés",
    "c'est la part qui reste. La question demande des abonnés.",
    lambda data: (1 - _constant(data)) ** FAR,
)
constant_forecast.wrong(
    "partis au lieu de restants",
    "ce sont ceux qui sont partis. La question demande ceux qui restent.",
    lambda data: data.start - constant_forecast(data),
)
constant_forecast.wrong(
    "taux additionné",
    "vous retirez douze fois le même nombre d'abonnés. Chaque mois, le taux porte sur ceux qui restent : les parts se multiplient.",
    lambda data: data.start * (1 - FAR * _constant(data)),
)
constant_forecast.otherwise("combien d'abonnés pouvaient partir au début de chacun des trois mois ?")
constant_forecast.why(
    "À peine quelques abonnés sur cent, et bientôt personne : l'attrition des nouveaux, faite surtout de ceux qui partent vite, est appliquée à ceux qui restent. Laissons chacun avoir la sienne."
)
constant_forecast.hints(
    "Départs : `data.lost_1 + data.lost_2 + data.lost_3`.",
    "Pouvaient partir : les {start} du départ, puis ceux qui restaient après un mois, puis après deux.",
    "Abonnés au mois 12 : `data.start * (1 - attrition) ** 12`.",
)


@EXERCISE.number("Abonnés au mois 12, à chacun son attrition", "abonnés")
def sorted_forecast(data: Data) -> float:
    return data.start * _contract(*_survivors(data)).survival(FAR)


sorted_forecast.asks(
    "Dans le modèle de la leçon, chaque abonné garde toujours la même attrition, mais elle diffère de l'un à l'autre. `modele = bm.levers.retention.ShiftedBetaGeometric.fit([...])` lit vos quatre effectifs, du départ au troisième mois ; `modele.survival(12)` est la part qui reste après douze mois.\n\n"
    "Combien d'abonnés de janvier annonce-t-il au mois 12 ?"
)
sorted_forecast.wrong(
    "part au lieu d'abonnés",
    "c'est la part qui reste. La question demande des abonnés : combien étaient-ils au départ ?",
    lambda data: sorted_forecast(data) / data.start,
)
sorted_forecast.wrong(
    "départs au lieu de ceux qui restent",
    "votre liste contient les départs. Le modèle lit ceux qui restent : le départ, puis les effectifs après un, deux et trois mois.",
    lambda data: data.start * _contract(data.start, data.lost_1, data.lost_2, data.lost_3).survival(FAR),
)
sorted_forecast.wrong(
    "départ oublié dans la liste",
    "votre liste commence après le premier mois : le modèle n'y voit pas les premiers départs. Elle commence par la cohorte entière.",
    lambda data: data.start * _contract(*_survivors(data)[1:]).survival(FAR),
)
sorted_forecast.wrong(
    "treize mois",
    "vous demandez un mois de trop. `survival(0)` est le départ : après douze mois, quel nombre lui donner ?",
    lambda data: data.start * _contract(*_survivors(data)).survival(FAR + 1),
)
sorted_forecast.wrong(
    "neuf mois",
    "le modèle compte les mois depuis le départ, les trois premiers compris. Combien en faut-il au mois 12 ?",
    lambda data: data.start * _contract(*_survivors(data)).survival(FAR - SEEN),
)
sorted_forecast.wrong(
    "rétention du douzième mois",
    "c'est la rétention du seul douzième mois. La question demande ceux qui restent depuis janvier : `survival`.",
    lambda data: data.start * _contract(*_survivors(data)).retention_rate(FAR),
)
sorted_forecast.wrong(
    "part appliquée à ceux du troisième mois",
    "vous appliquez la part aux abonnés du troisième mois. Elle se rapporte à ceux du départ.",
    lambda data: _survivors(data)[-1] * _contract(*_survivors(data)).survival(FAR),
)
sorted_forecast.otherwise("quels sont les quatre effectifs, et à quel nombre d'abonnés se rapporte la part ?")
sorted_forecast.why(
    "Mêmes trois mois, mêmes abonnés, et plusieurs fois plus de monde au bout d'un an : une seule hypothèse a changé. Qui valorise sa base avec une attrition constante la sous-estime. Et en euros, que vaut un abonné ?"
)
sorted_forecast.hints(
    "Les effectifs : le départ, puis on retire les départs mois après mois.",
    "Entre les crochets de `fit([...])`, quatre nombres : `data.start`, puis ce qui reste après un, deux et trois mois.",
    "Puis `data.start * modele.survival(12)`.",
)


@EXERCISE.function("valeur")
def valeur(data: Data, marge, retention, taux) -> float:
    return marge * retention / (1 + taux - retention)


valeur.asks(
    "L'abonné vient de payer : cet argent est en caisse. Il reste chaque mois avec la même probabilité `retention`. Que valent aujourd'hui ses paiements *à venir*, si un euro reçu dans un mois en vaut `1 / (1 + taux)` ?\n\n"
    "Votre collègue a écrit marge ÷ attrition : il compte aussi le paiement déjà reçu et n'actualise pas. Changez la dernière ligne, puis relancez la cellule."
)
valeur.tries(
    lambda data: [
        (_margin(data), 1 - data.churn, 0.01),
        (10.0, 0.8, 0.01),
        (25.0, 0.9, 0.02),
        (4.0, 0.5, 0.0),
        (12.0, 0.97, 0.005),
    ]
)
valeur.starts(lambda data, marge, retention, taux: marge / (1 - retention))
valeur.wrong(
    "premier paiement déjà reçu",
    "vous actualisez bien, mais vous comptez aussi le paiement d'aujourd'hui. Le premier à compter arrive dans un mois, et seulement si l'abonné reste.",
    lambda data, m, r, d: m * (1 + d) / (1 + d - r),
)
valeur.wrong(
    "actualisation oubliée",
    "le paiement d'aujourd'hui est bien écarté, mais un euro reçu dans deux ans compte encore pour un euro. Où mettre `taux` ?",
    lambda data, m, r, d: m * r / (1 - r),
)
valeur.wrong(
    "premier départ oublié",
    "votre premier paiement arrive dans un mois à coup sûr. L'abonné ne paie que s'il reste, dès le premier.",
    lambda data, m, r, d: m / (1 + d - r),
)
valeur.wrong(
    "attrition à la place de la rétention",
    "vous avez échangé ceux qui restent et ceux qui partent. Lesquels paient ?",
    lambda data, m, r, d: m * (1 - r) / (d + r),
)
valeur.wrong(
    "un seul paiement",
    "c'est la valeur du seul prochain paiement. Il y en a d'autres après lui : additionnez-les tous.",
    lambda data, m, r, d: m * r / (1 + d),
)
valeur.wrong(
    "taux retiré",
    "votre taux augmente la valeur : attendre coûte, il doit la diminuer. De quel côté du dénominateur est-il ?",
    lambda data, m, r, d: m * r / (1 - d - r),
)
valeur.wrong(
    "actualisation ajoutée après coup",
    "vous divisez le total une seule fois. Chaque paiement s'actualise selon sa date : le taux agit dans la somme.",
    lambda data, m, r, d: m * r / (1 - r) / (1 + d),
)
for _unmended in (
    lambda data, m, r, d: m * r / 1 + d - r,
    lambda data, m, r, d: m * r / (1 + d) - r,
):
    valeur.wrong(
        "parenthèses oubliées",
        "la division passe avant l'addition et la soustraction : entourez tout le dénominateur de parenthèses.",
        _unmended,
    )
valeur.otherwise(
    "quand arrive le premier paiement compté, avec quelle probabilité, et que vaut-il aujourd'hui ?"
)
valeur.why(
    "Entre les deux conventions, exactement un paiement d'écart. Aucune n'est fausse : dites laquelle, surtout avant de comparer à un CAC. Toutes deux supposent une rétention qui ne change jamais. D'où la mesurer quand le suivi est court ?"
)
valeur.hints(
    "Le paiement du mois prochain vaut `marge * retention / (1 + taux)`.",
    "Chaque paiement suivant vaut le précédent multiplié par q = retention ÷ (1 + taux). La somme q + q² + … fait q ÷ (1 − q).",
    "En simplifiant : `marge * retention / (1 + taux - retention)`.",
)


@EXERCISE.number("Part encore abonnée après le mois 5", "%", relative=0.002)
def still_there(data: Data) -> float:
    later = data.followed - data.left_early - data.cut_off
    return (1 - data.left_early / data.followed) * (1 - data.left_late / later)


still_there.asks(
    "Une offre d'essai, suivie par un stagiaire : {followed} au départ. À la fin du mois 2, {left_early} la quittent ; le même jour, d'autres, inscrits plus tard, cessent d'être suivis, toujours clients ({cut_off}). À la fin du mois 5, encore des départs ({left_late}).\n\n"
    "Estimez la part encore abonnée après le mois 5, à la manière de Kaplan-Meier, en fraction."
)
still_there.wrong(
    "suivi arrêté ignoré",
    "vous rapportez tous les départs au départ. Au mois 5, ceux dont le suivi s'est arrêté ne pouvaient plus être vus partir.",
    lambda data: 1 - (data.left_early + data.left_late) / data.followed,
)
still_there.wrong(
    "suivi arrêté compté comme un départ",
    "vous comptez comme partis des abonnés encore clients. On ignore la suite de leur histoire ; jusque-là, ils étaient restés.",
    lambda data: 1 - (data.left_early + data.left_late + data.cut_off) / data.followed,
)
still_there.wrong(
    "suivi arrêté retiré dès le départ",
    "vous les écartez dès le début. Ils ont été suivis jusqu'à la fin du mois 2 : ce jour-là, ils comptent encore.",
    lambda data: 1 - (data.left_early + data.left_late) / (data.followed - data.cut_off),
)
still_there.wrong(
    "départs du mois 2 laissés dans le suivi",
    "au mois 5, votre dénominateur contient encore les partis du mois 2. Qui pouvait encore partir ?",
    lambda data: (
        (1 - data.left_early / data.followed) * (1 - data.left_late / (data.followed - data.cut_off))
    ),
)
still_there.wrong(
    "second pas seul",
    "c'est la part de ceux d'après le mois 2 qui reste au mois 5. Il manque le premier pas.",
    lambda data: still_there(data) / (1 - data.left_early / data.followed),
)
still_there.wrong(
    "premier pas seul",
    "c'est la part qui reste après le mois 2. Il manque le second pas.",
    lambda data: 1 - data.left_early / data.followed,
)
still_there.wrong(
    "part partie",
    "c'est la part partie. La question demande celle qui reste.",
    lambda data: 1 - still_there(data),
)
still_there.wrong(
    "départs additionnés",
    "vous additionnez les deux parts de départs : la seconde ne porte que sur ceux qui restaient. Les parts qui restent se multiplient.",
    lambda data: (
        1
        - data.left_early / data.followed
        - data.left_late / (data.followed - data.left_early - data.cut_off)
    ),
)
still_there.otherwise("à chacune des deux dates, combien d'abonnés suivis pouvaient encore partir ?")
still_there.why(
    "Un suivi arrêté n'est ni un départ ni un client fidèle : il compte tant qu'on le voit. `bm.levers.retention.survival_curve` fait ce calcul sur des milliers de lignes. Et quand personne ne résilie, comme dans une boutique ?"
)
still_there.hints(
    "Deux dates, donc deux parts à multiplier.",
    "À la fin du mois 2, tous ceux du départ sont encore suivis : part qui reste, `1 - data.left_early / data.followed`.",
    "Au mois 5, il reste à suivre `data.followed - data.left_early - data.cut_off` abonnés.",
)


@cache
def _shop() -> retention.BetaGeoNBD:
    """The shop of CDNOW, fitted once on its sample."""
    from bizmodels.facts.datasets import load_cdnow

    base = load_cdnow(summary=True)
    return retention.BetaGeoNBD.fit(base["frequency"], base["recency"], base["T"])


@EXERCISE.number("Probabilité que B soit encore client", "%")
def alive(data: Data) -> float:
    return _shop().probability_alive(data.repeats, data.last_b, data.age_weeks)


alive.asks(
    "CDNOW vendait des CD sans contrat. A et B sont clients depuis aussi longtemps ({age_weeks}) et ont racheté autant ({repeats}). Mais du premier au dernier achat, {last_a} pour A, {last_b} pour B.\n\n"
    "`magasin`, dans la première cellule, est le modèle de la leçon, ajusté sur 2 357 vrais clients. Avec `magasin.probability_alive(rachats, dernier, ancienneté)`, durées en semaines depuis le premier achat, quelle est la probabilité, en fraction, que B soit encore client ?"
)
alive.wrong(
    "A au lieu de B",
    "c'est la probabilité de A, qui a racheté récemment. La question porte sur B.",
    lambda data: _shop().probability_alive(data.repeats, data.last_a, data.age_weeks),
)
alive.wrong(
    "parti au lieu d'encore client",
    "c'est la probabilité que B soit parti. La question demande le contraire.",
    lambda data: 1 - alive(data),
)
alive.wrong(
    "silence au lieu de la date du dernier achat",
    "vous donnez les semaines écoulées depuis le dernier achat. `recency` va du premier achat au dernier.",
    lambda data: _shop().probability_alive(data.repeats, data.age_weeks - data.last_b, data.age_weeks),
)
alive.wrong(
    "premier achat compté",
    "vous comptez aussi le premier achat. `frequency` ne compte que les achats répétés.",
    lambda data: _shop().probability_alive(data.repeats + 1, data.last_b, data.age_weeks),
)
alive.wrong(
    "observé jusqu'à son dernier achat",
    "vous arrêtez l'observation à son dernier achat : son silence disparaît. `age` va jusqu'à aujourd'hui.",
    lambda data: _shop().probability_alive(data.repeats, data.last_b, data.last_b),
)
alive.otherwise("quels sont, pour B, les achats répétés, la date du dernier et l'ancienneté ?")
alive.why(
    "Même nombre d'achats, même ancienneté : seule la date du dernier les sépare. Un client qui achetait souvent et se tait est plus sûrement parti qu'un client rare qui se tait autant. Revenons à la boîte : que vaut un point d'attrition ?"
)
alive.hints(
    "Seul le dernier achat distingue B de A : lequel des trois nombres change ?",
    "Le dernier achat de B est `data.last_b`, en semaines depuis le premier.",
    "Écrivez `magasin.probability_alive(data.repeats, data.last_b, data.age_weeks)`.",
)


@EXERCISE.number("Valeur d'un point d'attrition en moins", "M€")
def one_point(data: Data) -> float:
    stays = data.firm.replace(churn=data.churn - POINT)
    return data.starting_customers * (stays.ltv - data.firm.ltv) / 1e6


one_point.asks(
    "La boîte se vend {basket} et coûte {cogs}. Pour toute la base ({starting_customers}), prenez la formule simple, marge ÷ attrition. L'attrition ({churn}) baisse d'un **point**.\n\n"
    "De combien la valeur de toute la base augmente-t-elle, en M€ ? `firm.ltv` donne la valeur d'un abonné, et `firm.replace(churn=...).ltv` celle d'après."
)
one_point.wrong(
    "un pour cent au lieu d'un point",
    "vous baissez l'attrition d'un centième d'elle-même. Un point de moins, c'est `data.churn - 0.01`.",
    lambda data: data.starting_customers * data.firm.ltv * (1 / (1 - POINT) - 1) / 1e6,
)
one_point.wrong(
    "TTC pris pour HT",
    "votre marge part du prix TTC : l'État en reprend la TVA. Employez `firm.ltv`, qui la retire.",
    lambda data: one_point(data) * (data.basket - data.cogs) / _margin(data),
)
one_point.wrong(
    "revenu au lieu de marge",
    "vous comptez tout ce que paie l'abonné. La boîte et son envoi sont à payer : comptez la marge.",
    lambda data: one_point(data) * data.firm.arpu / _margin(data),
)
one_point.wrong(
    "marge d'un seul mois",
    "c'est la marge d'un mois de ceux qui ne partent pas. Ils paieront encore les mois suivants : comparez deux valeurs vie.",
    lambda data: data.starting_customers * POINT * _margin(data) / 1e6,
)
one_point.wrong(
    "valeur entière au lieu du gain",
    "c'est la valeur de la base après la baisse. La question demande ce qui s'ajoute : soustrayez la valeur d'avant.",
    lambda data: one_point(data) + data.starting_customers * data.firm.ltv / 1e6,
)
one_point.wrong(
    "attrition relevée",
    "vous relevez l'attrition d'un point au lieu de la baisser.",
    lambda data: data.starting_customers * (data.firm.ltv - _margin(data) / (data.churn + POINT)) / 1e6,
)
one_point.wrong(
    "un seul abonné",
    "c'est le gain par abonné, en euros. La question porte sur toute la base, en millions d'euros.",
    lambda data: one_point(data) * 1e6 / data.starting_customers,
)
one_point.wrong(
    "valeur au point d'attrition",
    "vous prenez une attrition d'un point en tout. Elle baisse d'un point : que reste-t-il ?",
    lambda data: data.starting_customers * _margin(data) / POINT / 1e6,
)
one_point.wrong(
    "milliers au lieu de millions",
    "votre nombre compte des milliers d'euros. La question les demande en millions.",
    lambda data: one_point(data) * 1e3,
)
one_point.otherwise("que vaut un abonné avant et après la baisse, et combien sont-ils ?")
one_point.why(
    "Le point suivant vaudrait davantage : la valeur varie comme 1 ÷ attrition. Et cette formule suppose une attrition constante, que la cohorte de janvier contredit : c'est un ordre de grandeur. Comment la mesurer, en euros, sur de vrais comptes ?"
)
one_point.hints(
    "Valeur d'un abonné après la baisse : `firm.replace(churn=data.churn - 0.01).ltv`.",
    "Gain par abonné = valeur d'après − valeur d'avant.",
    "Multipliez par `data.starting_customers`, puis divisez par `1e6`.",
)


movement = EXERCISE.choice()
movement.asks(
    "La même entreprise vend aussi aux bureaux. Le revenu mensuel (MRR) bouge par nouveaux clients, expansions, contractions (qui payait paie plus, ou moins), départs, réactivations (un ancien revient).\n\nUn bureau paie 100 € par mois, puis 140 €, résilie en mars et revient en juin, à 60 €. Que notez-vous en juin ?"
)
movement.option(
    "a",
    "Une contraction de 80 € : il payait 140 € avant de partir",
    "entre les deux, il ne payait rien : les 140 € ont déjà été retirés en mars. De combien le revenu de juin change-t-il ?",
)
movement.option(
    "b",
    "Un nouveau client, pour 60 €",
    "le montant est bon, mais ce bureau a déjà été client. Le compter ainsi gonfle les conquêtes.",
)
movement.option(
    "c",
    "Une réactivation de 60 €",
)
movement.option(
    "d",
    "Une expansion de 60 €, puisqu'il passe de 0 à 60 €",
    "une expansion vient d'un client qui payait déjà le mois d'avant. Que payait-il en mai ?",
)
movement.why(
    "Le montant est celui que le revenu gagne, le nom dit d'où il vient. Certains éditeurs le retranchent de leur attrition nette, d'autres non : demandez. Reste à placer le budget."
)
movement.hints(
    "En mars, le revenu a perdu tout ce que payait ce bureau. Que gagne-t-il en juin ?",
    "Avait-il déjà payé un jour ? Payait-il en mai ?",
)


def _bought(data: Data) -> float:
    """Customers a month that the budget would win."""
    return data.budget / data.cac


@EXERCISE.decision("Part des départs à éviter", "% des départs", words=15)
def worth_it(data: Data) -> float:
    return _bought(data) / (data.new_customers + _bought(data))


worth_it.asks(
    "Chaque mois, un budget à placer : {budget}. Soit en publicité, qui gagne des abonnés au CAC du tableau ({cac}, supposé inchangé), en plus de ceux qui arrivent déjà ({new_customers}). Soit dans un programme de fidélité, qui promet d'éviter {promise}.\n\n"
    "En régime permanent, abonnés = arrivées ÷ attrition. Quelle part des départs faut-il éviter pour avoir autant d'abonnés qu'avec la publicité ? Si la promesse est tenue, que choisissez-vous ?\n\n"
    "{options}\n\n"
    "Donnez votre choix, cette part (fraction), et justifiez en quinze mots au moins, avec un chiffre."
)
worth_it.follows(
    lambda data: data.promise >= worth_it(data),
    beside="data.promise",
    fidélité=(
        "Le programme de fidélité",
        "et la promesse est plus petite : au même prix, la publicité laisse plus d'abonnés",
    ),
    publicité=(
        "La publicité",
        "et la promesse le dépasse : au même prix, le programme laisse plus d'abonnés",
    ),
)
worth_it.wrong(
    "hausse des arrivées prise pour la baisse des départs",
    "c'est la hausse des arrivées. Une baisse du même pourcentage de l'attrition ne la compense pas : égalez deux nombres d'abonnés.",
    lambda data: _bought(data) / data.new_customers,
)
worth_it.wrong(
    "points d'attrition au lieu d'une part des départs",
    "c'est une baisse en points d'attrition. Rapportez-la à l'attrition d'aujourd'hui pour obtenir une part des départs.",
    lambda data: data.churn * worth_it(data),
)
worth_it.wrong(
    "attrition à atteindre",
    "c'est l'attrition à atteindre. La question demande quelle part de celle d'aujourd'hui disparaît.",
    lambda data: data.churn * (1 - worth_it(data)),
)
worth_it.wrong(
    "départs qui restent",
    "c'est la part des départs qui reste. La question demande celle que l'on évite.",
    lambda data: 1 - worth_it(data),
)
worth_it.wrong(
    "abonnés gagnés chaque mois",
    "ce sont les abonnés que la publicité ajoute chaque mois. Combien la base en compte-t-elle à la longue, et avec quelle attrition le programme en aurait-il autant ?",
    lambda data: _bought(data),
)
worth_it.wrong(
    "départs évités le premier mois",
    "vous évitez ce mois-ci autant de départs que la publicité gagne d'abonnés. Comparez les deux bases en régime permanent.",
    lambda data: _bought(data) / (data.churn * data.starting_customers),
)
worth_it.wrong(
    "publicité qui s'use",
    "vous laissez la publicité s'user comme dans la leçon (rendement 0,6). Ici le CAC reste celui du tableau, même pour le dernier abonné.",
    lambda data: 1 - (1 + data.budget / (data.cac * data.new_customers)) ** -WEAR,
)
worth_it.wrong(
    "promesse recopiée",
    "c'est la promesse. Cherchez d'abord la part nécessaire, puis comparez.",
    lambda data: data.promise,
)
worth_it.otherwise(
    "combien d'abonnés aurait l'entreprise en régime permanent, avec la publicité, puis avec le programme ?"
)
worth_it.why(
    "Votre choix et votre nombre se tiennent ; votre enseignant lit la justification. À coût égal, ni la marge ni l'attrition ne jouent : les arrivées et le CAC suffisent. Si la publicité s'use, comme dans la leçon, il suffit d'éviter moins de départs. Une promesse n'est pas une mesure : demandez un essai avec un groupe témoin. Et le régime permanent est loin : qui manque d'argent cette année peut choisir autrement."
)
worth_it.hints(
    "La publicité ajoute `data.budget / data.cac` abonnés par mois.",
    "Égalez : (arrivées + ajoutés) ÷ attrition d'aujourd'hui = arrivées ÷ nouvelle attrition.",
    "Nouvelle attrition ÷ attrition = arrivées ÷ (arrivées + ajoutés). La part évitée est ce qui manque pour faire 1.",
)
