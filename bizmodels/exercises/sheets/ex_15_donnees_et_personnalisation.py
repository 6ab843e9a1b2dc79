"""Questions on customer data: whom a score points at, what a test proves, what consent and fine segments are worth."""

from __future__ import annotations

from functools import cache

import pandas as pd

from bizmodels.exercises import mistakes
from bizmodels.exercises.given import Data, Given
from bizmodels.exercises.sheet import Exercise
from bizmodels.facts.datasets import load_cdnow
from bizmodels.levers.personalization import ABTest, ab_test, ndcg, peeking, rfm, sample_size
from bizmodels.models import D2C

FEW, MANY = 3, 12  # segments of the two projects
SHOWN = 10_000  # visitors for whom sales are counted
ALPHA = 0.05

GIVEN = (
    Given("min_orders", "CDNOW : commandes d’un bon client, au moins", "commandes", default=4, low=3, high=8),
    Given("rate", "Visiteurs qui achètent", "% des visiteurs", default=0.04, low=0.03, high=0.06, step=0.005),
    Given("lift", "Hausse à détecter", "% de ce taux", default=0.10, low=0.08, high=0.16, step=0.02),
    Given("daily", "Visiteurs du site", "visiteurs / jour", default=2_000, low=1_500, high=4_000, step=500),
    Given("seen", "Essai : visiteurs de chaque version", "visiteurs", default=20_000, low=16_000, high=24_000, step=500),
    Given("bought_a", "Essai : ventes de la version A", "ventes", default=800, low=760, high=860, step=5),
    Given("bought_b", "Essai : ventes de la version B", "ventes", default=870, low=870, high=1_000, step=5),
    Given("days", "Essai A/A : durée", "jours", default=21, low=14, high=28, step=7),
    Given("tests", "Essais par an", "essais", default=20, low=12, high=40, step=4),
    Given("place_1", "Ventes pour mille affichages, produit montré en 1er", "ventes", default=2, low=1, high=4),
    Given("place_2", "Ventes pour mille affichages, produit montré en 2e", "ventes", default=6, low=5, high=8),
    Given("place_3", "Ventes pour mille affichages, produit montré en 3e", "ventes", default=4, low=2, high=5),
    Given("place_4", "Ventes pour mille affichages, produit montré en 4e", "ventes", default=9, low=9, high=12),
    Given.of(D2C, "basket", low=54, high=66, step=2),
    Given.of(D2C, "cogs", low=21, high=25, step=0.5),
    Given("customers", "Clients du fichier", "clients", default=50_000, low=40_000, high=80_000, step=5_000),
    Given("consent", "Clients qui acceptent vos messages", "% des clients", default=0.6, low=0.45, high=0.65, step=0.05),
    Given("goal", "Accord visé par un nouveau bandeau", "% des clients", default=0.8, low=0.75, high=0.85, step=0.05),
    Given("buy_yes", "Achats par message, ceux qui acceptent déjà", "% des messages", default=0.05, low=0.045, high=0.065,
          step=0.005),
    Given("buy_new", "Achats par message, ceux que le bandeau ajouterait", "% des messages", default=0.02, low=0.015,
          high=0.03, step=0.005),
    Given("send", "Coût d’un message", "€", default=0.12, low=0.08, high=0.16, step=0.02),
    Given("gain_few", "Gain d’une offre par segment, 3 segments", "€ / client contacté / an", default=0.6, low=0.5,
          high=0.7, step=0.05),
    Given("gain_many", "Gain d’une offre par segment, 12 segments", "€ / client contacté / an", default=0.8, low=0.75,
          high=0.95, step=0.05),
    Given("segment_cost", "Coût d’un segment (messages, essai, suivi)", "€ / segment / an", default=700, low=500,
          high=1_200, step=50),
)  # fmt: skip

EXERCISE = Exercise("À qui parler, quoi croire", GIVEN, firm=D2C)


@cache
def _customers() -> pd.DataFrame:
    return pd.DataFrame(rfm(load_cdnow(sample=True)))


@cache
def _looks(rate: float, per_day: float, days: float) -> pd.DataFrame:
    return pd.DataFrame(peeking(rate=rate, per_day=per_day, days=days))


def _looked(data: Data) -> pd.Series:
    """The last look of the A/A test: ``once`` and ``ever``."""
    return _looks(data.rate, data.daily / 2, data.days).iloc[-1]


def _share(kept: pd.Series, column: str) -> float:
    amounts = _customers()[column]
    return float(amounts[kept].sum() / amounts.sum())


def _good(data: Data) -> pd.Series:
    return _customers()["frequency"] >= data.min_orders


def _test(data: Data, level: float = 0.95) -> ABTest:
    return ab_test([data.bought_a, data.bought_b], [data.seen, data.seen], level=level)


def _order(data: Data) -> list[float]:
    return [data.place_1, data.place_2, data.place_3, data.place_4]


def _per_message(data: Data, buying: float) -> float:
    """What a message leaves, € HT: the margin of the orders it brings, less its cost."""
    return buying * data.firm.order_margin - data.send


rank_or_level = EXERCISE.choice()
rank_or_level.asks(
    "La médiane du dernier achat des « Meilleurs clients » dépasse trois mois. Ont-ils pourtant bien leur 4 ou leur 5 en récence ? Oui. Qu'en conclure ?"
)
rank_or_level.option(
    "a",
    "Que le calcul est faux et qu'il faut le refaire",
    "le calcul suit sa définition : chaque note compare un client aux autres. À quoi l'avez-vous comparé, vous ?",
)
rank_or_level.option("b", "Qu'une note range, elle ne mesure pas")
rank_or_level.option(
    "c",
    "Que ces clients sont perdus pour l'entreprise",
    "trois mois sans achat, est-ce long pour qui achète deux fois par an ? La table ne le dit pas.",
)
rank_or_level.option(
    "d",
    "Qu'ils n'ont commandé qu'une fois",
    "relisez la dernière colonne : combien de commandes font-ils ?",
)
rank_or_level.why(
    "Un 5 dit « parmi le cinquième le plus récent », même si tout le fichier s'endort. Un score RFM sert à choisir à qui écrire d'abord, pas à savoir comment va l'entreprise. Combien pèsent ceux qu'il désigne ?"
)
rank_or_level.hints(
    "Que vaut la récence des autres lignes ?",
    "Si tous les clients achetaient un an plus tôt, qui aurait 5 ?",
)


@EXERCISE.number("Part des ventes faite par les bons clients", "% des ventes", absolute=0.002)
def good_share(data: Data) -> float:
    return _share(_good(data), "monetary")


good_share.asks(
    'Appelez bon client celui qui compte au moins {min_orders}. Quelle part des ventes les bons clients font-ils ? La table `clients` a une ligne par client, avec `frequency` (ses commandes) et `monetary` (ses dépenses). Une condition porte sur une colonne : `clients["frequency"] >= …`, le seuil hors des crochets. Écrivez une fraction.'
)
good_share.wrong(
    "part des clients",
    "c'est la part des clients. La question demande celle des ventes : additionnez `monetary`.",
    lambda data: float(_good(data).mean()),
)
good_share.wrong(
    "part des commandes",
    "c'est la part des commandes. La question demande celle des ventes, en argent.",
    lambda data: _share(_good(data), "frequency"),
)
good_share.wrong(
    "seuil exclu",
    "vous laissez de côté ceux qui sont juste au seuil. « Au moins » s'écrit `>=`.",
    lambda data: _share(_customers()["frequency"] > data.min_orders, "monetary"),
)
good_share.wrong(
    "seuil seul",
    "vous ne gardez que ceux qui sont juste au seuil. « Au moins » s'écrit `>=`.",
    lambda data: _share(_customers()["frequency"] == data.min_orders, "monetary"),
)
good_share.wrong(
    "seuil sur les dépenses",
    "vous triez sur `monetary`, des dollars. Un bon client se reconnaît à ses commandes : `frequency`.",
    lambda data: _share(_customers()["monetary"] >= data.min_orders, "monetary"),
)
good_share.wrong(
    "les autres clients",
    "c'est la part que font les autres. La question demande celle des bons clients.",
    lambda data: 1 - good_share(data),
)
good_share.wrong(
    "dollars au lieu d'une part",
    "c'est un montant, en dollars. Rapportez-le à toutes les ventes.",
    lambda data: float(_customers()["monetary"][_good(data)].sum()),
)
good_share.otherwise("qui gardez-vous, quelle colonne additionnez-vous, et à quel total la rapportez-vous ?")
good_share.why(
    "Ces clients pèsent dans les ventes bien plus que leur nombre : c'est eux qu'un message perd ou garde. Reste à savoir quel message, donc à faire un essai. Combien de temps doit-il durer ?"
)
good_share.hints(
    '`clients["frequency"] >= data.min_orders` est vrai pour un bon client.',
    '`clients.loc[bons, "monetary"].sum()` additionne leurs dépenses.',
    'Divisez par `clients["monetary"].sum()`.',
)


def _people(data: Data, after: float, variance: str = "pooled") -> int:
    return sample_size(data.rate, after, variance=variance)


def _hoped(data: Data) -> float:
    return data.rate * (1 + data.lift)


@EXERCISE.number("Durée de l'essai", "jours", relative=0.01, whole="up")
def duration(data: Data) -> float:
    return 2 * _people(data, _hoped(data)) / data.daily


duration.asks(
    "Vous essayez une page d'accueil personnalisée. Qui achète aujourd'hui : {rate}. Hausse à reconnaître : {lift}. `bm.levers.personalization.sample_size(avant, après)` donne les visiteurs qu'il faut à **chaque** version (95 % de confiance, 80 % de puissance) ; `avant` et `après` (`p1` et `p2` dans ses messages) sont deux fractions, comme `data.rate`.\n\n"
    "Le site reçoit {daily}, partagés entre les deux versions. Combien de jours dure l'essai ? Le calcul avec ses décimales ou le nombre entier de jours qui suffit : les deux conviennent."
)
duration.wrong(
    "hausse prise en points, une seule version",
    "deux erreurs : vous ajoutez la hausse au taux, alors qu'une hausse en pourcentage se multiplie, et vous ne remplissez qu'une version.",
    lambda data: _people(data, data.rate + data.lift) / data.daily,
)
duration.wrong(
    "une seule version",
    "vous remplissez une version. Il en faut autant pour l'autre, sur les mêmes visiteurs.",
    lambda data: duration(data) / 2,
)
duration.wrong(
    "visiteurs au lieu de jours",
    "c'est un nombre de visiteurs par version. La question demande des jours.",
    lambda data: float(_people(data, _hoped(data))),
)
duration.wrong(
    "visiteurs des deux versions",
    "c'est le total des visiteurs. Combien en vient-il par jour ?",
    lambda data: 2.0 * _people(data, _hoped(data)),
)
duration.wrong(
    "hausse prise en points",
    "vous ajoutez la hausse au taux, comme des points. Une hausse en pourcentage du taux se multiplie.",
    lambda data: 2 * _people(data, data.rate + data.lift) / data.daily,
)
duration.wrong(
    "hausse prise pour le taux d'après",
    "vous donnez la hausse à la place du taux d'après. Quel taux espérez-vous atteindre ?",
    lambda data: 2 * _people(data, data.lift) / data.daily,
)
duration.wrong(
    "autre convention",
    'votre calcul prend la variance du taux de départ seul (`"baseline"`). Gardez la convention par défaut.',
    lambda data: 2 * _people(data, _hoped(data), "baseline") / data.daily,
)
duration.otherwise(
    "quel taux espérez-vous, combien de visiteurs cela demande-t-il en tout, et combien en vient-il ?"
)
duration.why(
    "L'écart compte au carré : chercher une hausse deux fois plus petite dure quatre fois plus longtemps. La durée se fixe avant de lancer, jamais en regardant. Voici justement un essai fini."
)
duration.hints(
    "Le taux espéré est `data.rate * (1 + data.lift)`.",
    "`bm.levers.personalization.sample_size(...)` compte une version : il en faut deux.",
    "Divisez ce total par `data.daily`.",
)


@EXERCISE.decision("Ventes de plus dans le pire cas", "ventes pour 10 000 visiteurs", absolute=0.05)
def worst_case(data: Data) -> float:
    return SHOWN * _test(data).interval[0]


worst_case.asks(
    "Autre essai, terminé : {seen} par version ; A a fait {bought_a}, B {bought_b}. `bm.levers.personalization.ab_test([ventes A, ventes B], [visiteurs A, visiteurs B])` donne `.difference`, `.interval` (B moins A, à 95 %) et `.p_value`. L'intervalle a deux bornes, en fractions : la plus basse est `.interval[0]`.\n\n"
    "Au bas de cet intervalle, combien B ferait-elle de ventes de plus que A pour 10 000 visiteurs (gardez deux décimales) ? B est-elle prouvée meilleure ?\n\n{options}"
)
worst_case.follows(
    lambda data: worst_case(data) > 0,
    oui=("B fait mieux que A", "mais au bas de l'intervalle B ne gagne rien. Regardez son signe"),
    non=("On ne sait pas encore", "mais même au bas de l'intervalle B gagne. Regardez son signe"),
)
worst_case.wrong(
    "meilleur cas",
    "c'est le haut de l'intervalle. La question demande le bas, `.interval[0]`.",
    lambda data: SHOWN * _test(data).interval[1],
)
worst_case.wrong(
    "écart observé",
    "c'est l'écart observé, au milieu de l'intervalle. La question demande le bas.",
    lambda data: SHOWN * _test(data).difference,
)
worst_case.wrong(
    "fraction au lieu de ventes",
    "c'est un écart de taux, pour un seul visiteur. La question compte pour dix mille.",
    lambda data: _test(data).interval[0],
)
worst_case.wrong(
    "points au lieu de ventes",
    "c'est un écart en points, pour cent visiteurs. La question compte pour dix mille.",
    lambda data: 100 * _test(data).interval[0],
)
worst_case.wrong(
    "marge d'erreur",
    "c'est la moitié de la largeur de l'intervalle. La question demande où il commence.",
    lambda data: SHOWN * (_test(data).difference - _test(data).interval[0]),
)
worst_case.wrong(
    "p au lieu de l'intervalle",
    "c'est la valeur p : elle ne dit pas combien. La question demande le bas de l'intervalle.",
    lambda data: _test(data).p_value,
)
worst_case.wrong(
    "ventes de l'essai",
    "c'est l'écart sur les visiteurs de l'essai. Ramenez-le à dix mille visiteurs, au bas de l'intervalle.",
    lambda data: data.bought_b - data.bought_a,
)
worst_case.otherwise("où commence l'intervalle, et pour combien de visiteurs comptez-vous ?")
worst_case.why(
    "L'intervalle dit ce que p ne dit pas : combien l'on peut perdre ou gagner. « On ne sait pas encore » n'est pas « pas d'effet » : c'est un essai trop court. Et si l'on s'arrêtait au premier jour favorable ?"
)
worst_case.hints(
    "`essai = bm.levers.personalization.ab_test([data.bought_a, data.bought_b], [data.seen, data.seen])`.",
    "`essai.interval[0]` est la borne basse, pour un visiteur. `print(essai)` l'écrit en points.",
    "Multipliez par 10 000.",
)


@EXERCISE.number("Fausses victoires dans l'année", "essais", relative=0.01)
def false_wins(data: Data) -> float:
    return data.tests * float(_looked(data)["ever"])


false_wins.asks(
    "Votre équipe fait {tests} par an, de {days}. Elle regarde chaque soir et s'arrête dès que p passe sous 5 %, dans un sens ou dans l'autre. Supposez que rien ne change : les deux versions sont la même page.\n\n"
    '`regards = bm.levers.personalization.peeking(rate=data.rate, per_day=data.daily / 2, days=data.days)` simule deux mille essais de ce genre, une ligne par soir. La colonne `once`, affichée « Gagnant ce jour-là », est la part des gagnants de ce soir ; `ever`, « Gagnant ce jour-là ou avant », compte aussi ceux d\'avant. `regards["…"].iloc[-1]` lit le dernier soir.\n\n'
    "Combien de fausses victoires l'équipe annonce-t-elle dans l'année, en moyenne ? Gardez deux décimales."
)
false_wins.wrong(
    "un seul regard",
    "c'est ce qu'annonce une équipe qui ne regarde qu'à la fin. La vôtre regarde chaque soir.",
    lambda data: data.tests * ALPHA,
)
false_wins.wrong(
    "gagnants du dernier jour",
    "vous prenez `once` : les gagnants du dernier soir seulement. Qui s'est arrêté avant compte aussi.",
    lambda data: data.tests * float(_looked(data)["once"]),
)
false_wins.wrong(
    "regards comptés comme indépendants",
    "vous traitez chaque soir comme un essai neuf. Les visiteurs de la veille y sont encore : lisez la simulation.",
    lambda data: data.tests * (1 - (1 - ALPHA) ** data.days),
)
false_wins.wrong(
    "un risque par jour",
    "vous additionnez le risque de chaque soir. Les soirs se ressemblent : lisez la simulation.",
    lambda data: data.tests * ALPHA * data.days,
)
false_wins.wrong(
    "part au lieu d'essais",
    "c'est la part des essais. Combien l'équipe en fait-elle ?",
    lambda data: float(_looked(data)["ever"]),
)
false_wins.wrong(
    "essais sans victoire",
    "ce sont les essais où rien n'est annoncé. La question demande les autres.",
    lambda data: data.tests * (1 - float(_looked(data)["ever"])),
)
false_wins.otherwise(
    "quelle colonne compte tous ceux qui se sont arrêtés, et combien d'essais l'équipe fait-elle ?"
)
false_wins.why(
    "Regarder chaque soir multiplie par quatre à six le risque annoncé, sans que personne ne triche. Deux remèdes : une durée fixée d'avance, ou un seuil plus sévère à chaque regard. Passons à l'ordre des produits."
)
false_wins.hints(
    "La dernière ligne est la fin de l'essai : `regards.iloc[-1]`.",
    "`ever` compte toutes les équipes qui se sont arrêtées, ce soir-là ou avant.",
    '`data.tests * regards["ever"].iloc[-1]`.',
)


def _dcg(shown: list[float]) -> float:
    """Cumulated gain; the ideal order has an nDCG of 1, so it is the quotient."""
    return sum(worth * ndcg([0] * place + [1]) for place, worth in enumerate(shown))


@EXERCISE.number("Qualité de l'ordre (nDCG)", "% de l’ordre idéal", relative=0.002)
def quality(data: Data) -> float:
    return ndcg(_order(data))


quality.asks(
    "Quatre produits recommandés, dans l'ordre où ils s'affichent. Le tableau dit ce que chacun vend pour mille affichages ; prenez-le pour son intérêt, même si un produit se vend aussi parce qu'on le montre en tête. `bm.levers.personalization.ndcg([...])` note un ordre : 1 si les meilleurs sont en tête, moins s'ils sont enterrés.\n\n"
    "Que vaut l'ordre affiché ?"
)
quality.wrong(
    "ordre renversé",
    "vous donnez l'ordre à l'envers : le premier de la liste est celui qui s'affiche en premier.",
    lambda data: ndcg(_order(data)[::-1]),
)
quality.wrong(
    "ordre idéal",
    "vous avez trié les produits : c'est l'ordre idéal. Donnez celui qui s'affiche.",
    lambda data: 1.0,
)
quality.wrong(
    "gain non rapporté à l'idéal",
    "c'est le gain cumulé, pas sa part de l'ordre idéal.",
    lambda data: _dcg(_order(data)),
)
quality.wrong(
    "gains en puissances de deux",
    'vous demandez `gain="exponential"`, qui écrase tout sauf le meilleur. Gardez le gain par défaut.',
    lambda data: ndcg(_order(data), gain="exponential"),
)
quality.wrong(
    "dernier produit oublié",
    "il manque le dernier produit. Il compte, surtout s'il est le meilleur.",
    lambda data: ndcg(_order(data)[:3]),
)
quality.otherwise("quel produit s'affiche en premier, et combien de produits la liste compte-t-elle ?")
quality.why(
    "Même avec le meilleur produit en dernier, la note reste haute : elle n'est pas une part de ventes. Elle compare deux ordres, et une erreur en tête y coûte plus qu'en bas. Aux messages, maintenant : à qui a-t-on le droit d'en envoyer ?"
)
quality.hints(
    "Une liste s'écrit entre crochets, dans l'ordre d'affichage.",
    "`[data.place_1, data.place_2, data.place_3, data.place_4]`.",
)


@EXERCISE.function("campagne")
def campagne(data: Data, clients, accord, achat, marge, envoi) -> float:
    return clients * accord * (achat * marge - envoi)


campagne.asks(
    "Votre collègue calcule ce que laisse une campagne : une part `accord` des clients reçoit le message, une part `achat` des messages amène une commande, qui laisse `marge`. Chaque message coûte `envoi`. Sa fonction s'exécute, mais elle fait acheter ceux qui ont refusé.\n\n"
    "Changez une ligne, puis relancez la cellule."
)
campagne.tries(
    lambda data: [
        (data.customers, data.consent, data.buy_yes, data.firm.order_margin, data.send),
        (1000.0, 0.4, 0.05, 20.0, 0.1),
        (1000.0, 0.6, 0.05, 20.0, 0.1),
        (1000.0, 0.8, 0.03, 20.0, 0.2),
        (500.0, 1.0, 0.01, 10.0, 0.15),
    ]
)
campagne.starts(
    lambda data, clients, accord, achat, marge, envoi: clients * achat * marge - clients * accord * envoi
)
campagne.wrong(
    "messages à tout le monde",
    "les achats sont les bons, mais vous payez un message à ceux qui ont refusé. Qui le reçoit ?",
    lambda data, n, c, b, m, e: n * c * b * m - n * e,
)
campagne.wrong(
    "accord oublié partout",
    "plus rien ne dépend de `accord`. Qui reçoit le message, et qui peut donc acheter ?",
    lambda data, n, c, b, m, e: n * (b * m - e),
)
campagne.wrong(
    "coût oublié",
    "ce que rapportent les commandes est juste. Chaque message a aussi un coût.",
    lambda data, n, c, b, m, e: n * c * b * m,
)
campagne.wrong(
    "message payé par acheteur seulement",
    "vous payez le message de ceux qui achètent. Il se paie à l'envoi, qu'on achète ou non.",
    lambda data, n, c, b, m, e: n * c * b * (m - e),
)
campagne.wrong(
    "accord compté deux fois",
    "la part d'accord est comptée deux fois dans les achats. Une fois suffit.",
    lambda data, n, c, b, m, e: n * c * c * b * m - n * c * e,
)
campagne.otherwise("qui reçoit un message, qui achète, et qui paie l'envoi ?")
campagne.why(
    "À taux d'achat égal, doubler l'accord double la campagne. C'est ce que promettent les vendeurs de bandeaux. Mais celui qui refuse achète-t-il autant que celui qui accepte ?"
)
campagne.hints(
    "Une commande suppose un message, un message suppose un accord.",
    "Les messages sont `clients * accord`. Combien amènent une commande ?",
    "`achats = clients * accord * achat`.",
)


@EXERCISE.number("Gain d'un accord plus large", "€ par campagne", relative=0.005)
def wider_consent(data: Data) -> float:
    return data.customers * (data.goal - data.consent) * _per_message(data, data.buy_new)


wider_consent.asks(
    "Un bandeau plus insistant ferait passer l'accord de {consent} à {goal}. Ceux qui acceptent déjà achètent à {buy_yes} ; ceux que le bandeau ajouterait, à {buy_new} (hypothèses). Une commande laisse `firm.order_margin` ; un message coûte {send} ; le fichier compte {customers}.\n\n"
    "Combien le bandeau ajoute-t-il à la campagne, en euros ?"
)
wider_consent.wrong(
    "nouveaux traités comme les anciens",
    "vous donnez aux nouveaux le taux d'achat de ceux qui acceptent déjà. Qui accepte sans qu'on insiste n'est pas tiré au sort : prenez leur propre taux.",
    lambda data: data.customers * (data.goal - data.consent) * _per_message(data, data.buy_yes),
)
wider_consent.wrong(
    "coût des messages oublié",
    "vous oubliez ce que coûtent les messages. Les nouveaux en reçoivent aussi.",
    send=0.0,
)
wider_consent.wrong(
    "campagne entière",
    "vous comptez tous les clients d'accord. La question demande ce que le bandeau ajoute.",
    lambda data: data.customers * data.goal * _per_message(data, data.buy_new),
)
wider_consent.wrong(
    "fichier entier",
    "vous écrivez à tout le fichier. Le bandeau n'ajoute qu'une partie des clients.",
    lambda data: data.customers * _per_message(data, data.buy_new),
)
wider_consent.wrong(
    "panier au lieu de marge",
    "vous comptez le panier TTC. La commande ne laisse que `firm.order_margin`.",
    lambda data: data.customers * (data.goal - data.consent) * (data.buy_new * data.basket - data.send),
)
wider_consent.wrong(
    "moyenne des deux taux",
    "vous faites la moyenne des deux taux d'achat. Les clients ajoutés ont le leur.",
    lambda data: (
        data.customers * (data.goal - data.consent) * _per_message(data, (data.buy_yes + data.buy_new) / 2)
    ),
)
wider_consent.wrong(
    mistakes.parentheses(
        lambda data: data.customers * data.goal - data.consent * _per_message(data, data.buy_new)
    )
)
wider_consent.otherwise("combien de clients le bandeau ajoute-t-il, et que laisse un message à l'un d'eux ?")
wider_consent.why(
    "L'accord arraché vaut moins que l'accord donné, et il n'est pas libre : un refus doit être aussi simple qu'un accord, ou la CNIL sanctionne. Pour savoir ce que vaut un message, il faut encore un groupe témoin qui n'en reçoit pas. Reste à choisir la finesse des segments."
)
wider_consent.hints(
    "Clients ajoutés : `data.customers * (data.goal - data.consent)`.",
    "Un message à l'un d'eux laisse `data.buy_new * firm.order_margin - data.send`.",
    "Multipliez les deux.",
)


@EXERCISE.decision("Écart de gain, douze segments moins trois", "€ / an", words=15, absolute=1.0)
def finer(data: Data) -> float:
    reached = data.customers * data.consent
    return reached * (data.gain_many - data.gain_few) - (MANY - FEW) * data.segment_cost


finer.asks(
    "Trois segments ou douze ? Une offre par segment rapporte {gain_few} avec trois, {gain_many} avec douze, par client d'accord ({consent} de {customers}). Chaque segment coûte {segment_cost}. Ce sont des hypothèses.\n\n"
    "Quel écart de gain par an, douze segments moins trois, coûts compris ? Que choisissez-vous ?\n\n"
    "{options}\n\n"
    "Donnez votre choix, l'écart, et justifiez en quinze mots au moins, avec un chiffre et l'essai que vous feriez d'abord."
)
finer.follows(
    lambda data: finer(data) > 0,
    douze=("Douze segments", "mais il donne l'avantage à trois segments. Regardez son signe"),
    trois=("Trois segments", "mais il donne l'avantage à douze segments. Regardez son signe"),
)
finer.wrong(
    "coût des segments oublié",
    "vous oubliez que chaque segment coûte. Combien y en a-t-il de plus ?",
    segment_cost=0.0,
)
finer.wrong(
    "accord oublié",
    "vous comptez tout le fichier. Seuls ceux qui acceptent reçoivent une offre.",
    consent=1.0,
)
finer.wrong(
    "douze segments de plus",
    "vous faites payer douze segments au second projet et aucun au premier. Combien y en a-t-il de plus ?",
    lambda data: finer(data) - FEW * data.segment_cost,
)
finer.wrong(
    "gain au lieu d'écart",
    "c'est ce que rapportent douze segments. Que rapportent déjà les trois ?",
    lambda data: data.customers * data.consent * data.gain_many - MANY * data.segment_cost,
)
finer.wrong(
    "un seul segment payé",
    "vous ne payez qu'un segment de plus. Combien y en a-t-il ?",
    lambda data: finer(data) + (MANY - FEW - 1) * data.segment_cost,
)
finer.wrong(
    "par mois",
    "c'est un écart par mois. La question compte par an.",
    lambda data: finer(data) / 12,
)
finer.wrong(
    "par client",
    "c'est un écart par client d'accord. La question demande celui de tout le fichier d'accord.",
    lambda data: finer(data) / (data.customers * data.consent),
)
finer.otherwise(
    "combien de clients reçoivent une offre, que gagne chacun de plus, et combien de segments paie-t-on en plus ?"
)
finer.why(
    "Votre choix et votre nombre se tiennent ; votre enseignant lit la justification. Le gain de douze segments est une promesse. Chaque segment plus petit demande aussi un essai plus long, puisqu'il a moins de visiteurs : comptez-le avant de découper."
)
finer.hints(
    "Clients d'accord : `data.customers * data.consent`.",
    "Gain de plus par client : `data.gain_many - data.gain_few` ; segments de plus : neuf.",
    "Écart = clients d'accord × gain de plus − neuf segments.",
)
