"""Questions on steering: which test to pay, how many to ask, what a firm and a loan are worth, a rival, luck, a ruin, a policy."""

from __future__ import annotations

from itertools import accumulate

from bizmodels.exercises.given import Data, Given
from bizmodels.exercises.sheet import Exercise

# The worths of question 1 never tie: those of the price are multiples of 20 €, those of advertising are not.
GIVEN = (
    Given("test_cost", "Un test coûte", "€", default=4_100, low=3_700, high=4_900, step=200),
    Given("churn_flips", "Tester l’attrition change la décision dans", "% des cas", default=0.03, low=0.02, high=0.04, step=0.01),
    Given("churn_gain", "Le changement rapporte alors (attrition)", "€", default=61_000, low=56_000, high=69_000, step=1_000),
    Given("ads_flips", "Tester la publicité change la décision dans", "% des cas", default=0.36, low=0.30, high=0.42, step=0.03),
    Given("ads_gain", "Le changement rapporte alors (publicité)", "€", default=24_130, low=22_130, high=29_130, step=1_000),
    Given("price_flips", "Tester le prix change la décision dans", "% des cas", default=0.18, low=0.16, high=0.24, step=0.02),
    Given("price_gain", "Le changement rapporte alors (prix)", "€", default=42_000, low=38_000, high=48_000, step=1_000),
    Given("asked", "Premier sondage : clients interrogés", "clients", default=150, low=100, high=240, step=10),
    Given("error", "Premier sondage : erreur", "points", default=9, low=8, high=12),
    Given("wanted", "Erreur voulue", "points", default=3, low=2.5, high=4, step=0.5),
    Given("bank", "En banque au dernier trimestre", "€", default=186_400, low=171_400, high=206_400, step=2_500),
    Given("debt", "Argent levé", "€", default=92_000, low=80_000, high=110_000, step=3_000),
    Given("quarters", "Levé depuis", "trimestres", default=10, low=8, high=12),
    Given("interest", "Intérêt de l’argent levé", "% / an", default=0.15, low=0.12, high=0.18, step=0.01),
    Given("customers", "Clients actifs", "clients", default=8_300, low=7_400, high=9_800, step=300),
    Given("margin", "Marge par client", "€ / mois", default=2.2, low=1.8, high=2.6, step=0.1),
    Given("stay", "Un client reste encore", "mois", default=12.5, low=10.5, high=14.5, step=1),
    Given("raised", "Somme à lever maintenant", "€", default=64_000, low=52_000, high=76_000, step=4_000),
    Given("fee", "Frais de la levée", "% de la somme", default=0.05, low=0.04, high=0.07, step=0.01),
    Given("wait", "Gardée pendant", "trimestres", default=7, low=6, high=9),
    Given("cut_loss", "Couper la publicité à la place : perte", "€", default=23_700, low=12_700, high=33_700, step=1_500),
    Given("cut", "Votre baisse de prix", "%", default=0.12, low=0.08, high=0.20, step=0.02),
    Given("power", "Puissance de la réponse du rival", "", default=1.875),
    Given("answers", "Il l’a vue depuis", "trimestres", default=3, low=3, high=5),
    Given("mean_nothing", "Ne rien faire : moyenne, 10 000 futurs", "€", default=214_000, low=205_000, high=253_000, step=3_000),
    Given("mean_mine", "Vos décisions : moyenne, 10 000 futurs", "€", default=251_500, low=191_500, high=281_500, step=5_000),
    Given("here_mine", "Vos décisions : ici", "€", default=96_700, low=66_700, high=326_700, step=10_000),
    Given("here_nothing", "Ne rien faire : ici", "€", default=118_300, low=88_300, high=308_300, step=10_000),
    Given("opening", "Jeune marque : en banque au départ", "€", default=64_500, low=60_000, high=72_000, step=1_500),
    Given("burn", "Jeune marque : sorties nettes du mois 1", "€ / mois", default=8_750, low=8_000, high=9_500, step=250),
    Given("better", "Chaque mois s’améliore de", "€ / mois", default=350, low=300, high=450, step=50),
    Given("blow", "Un coup coûte", "€", default=11_000, low=9_000, high=15_000, step=500),
    Given("blow_month", "Mois du coup", "", default=5, low=3, high=6),
    Given("budget", "Publicité d’un trimestre", "€", default=30_000, low=24_000, high=36_000, step=2_000),
    Given("reserve", "Réserve à garder", "€", default=45_000, low=39_000, high=51_000, step=3_000),
    Given("ceiling", "Un client laisse en tout", "€", default=28, low=24, high=34, step=2),
)  # fmt: skip


EXERCISE = Exercise("Le tableau de bord", GIVEN)


# --- 1 · which test ---------------------------------------------------------------------------------------


@EXERCISE.choice
def best_test(data: Data) -> str:
    gains = {"publicité": data.ads_flips * data.ads_gain, "prix": data.price_flips * data.price_gain}
    return max(gains, key=gains.get)


best_test.asks(
    "Une marque de thés, fictive, peut payer un test, un seul, à {test_cost}. Tester l'attrition change la décision dans {churn_flips}, et rapporte alors {churn_gain}. La publicité : {ads_flips}, {ads_gain}. Le prix : {price_flips}, {price_gain}. Dans les autres cas, la décision reste la même.\n\n"
    "Lequel rapporte le plus en moyenne, son coût payé ?"
)
best_test.option(
    "attrition",
    "L'attrition",
    "c'est le plus gros gain, mais le plus rare : multipliez par la part des cas où la décision change.",
)
best_test.option(
    "publicité",
    "La publicité",
    "multipliez le gain par la part des cas où la décision change : un autre test rapporte davantage.",
)
best_test.option(
    "prix",
    "Le prix",
    "multipliez le gain par la part des cas où la décision change : un autre test rapporte davantage.",
)
best_test.option(
    "aucun",
    "Aucun des trois",
    "un des trois rapporte en moyenne plus qu'il ne coûte : faites les trois produits.",
)
best_test.why(
    "Un test vaut par les fois où il change la décision. Celui de l'attrition ne rembourse pas son prix, malgré le plus gros gain. Reste à savoir combien de clients interroger."
)
best_test.hints(
    "La publicité : `data.ads_flips * data.ads_gain - data.test_cost`.",
    "Faites les deux autres de même : le plus grand des trois gagne.",
)


# --- 2 · how many to ask ----------------------------------------------------------------------------------


@EXERCISE.function("clients_a_interroger")
def clients_a_interroger(data: Data, clients, erreur, voulue) -> float:
    return clients * (erreur / voulue) ** 2


clients_a_interroger.asks(
    "Un premier sondage a interrogé {asked} et se trompe de {error}. Vous ne voulez vous tromper que de {wanted}. Votre collègue suppose que deux fois plus de clients divisent l'erreur par deux.\n\n"
    "Corrigez sa fonction : combien de clients interroger en tout ? N'arrondissez pas."
)
clients_a_interroger.tries(
    lambda data: [(data.asked, data.error, data.wanted), (100, 8, 4), (100, 10, 2.5), (400, 6, 6), (80, 3, 6)]
)
clients_a_interroger.starts(lambda data, clients, error, wanted: clients * error / wanted)
clients_a_interroger.wrong(
    "racine au lieu du carré",
    "vous prenez la racine. L'erreur baisse comme la racine du nombre : le nombre monte comme le carré.",
    lambda data, clients, error, wanted: clients * (error / wanted) ** 0.5,
)
clients_a_interroger.wrong(
    "rapport à l'envers",
    "le rapport est à l'envers : une erreur plus petite demande plus de clients.",
    lambda data, clients, error, wanted: clients * (wanted / error) ** 2,
)
clients_a_interroger.wrong(
    "carré des clients",
    "le carré porte sur tout, clients compris. Seul le rapport des erreurs s'élève au carré.",
    lambda data, clients, error, wanted: (clients * error / wanted) ** 2,
)
clients_a_interroger.wrong(
    "parenthèses oubliées",
    "seule l'erreur voulue est élevée au carré : la puissance passe avant la division. Entourez le rapport.",
    lambda data, clients, error, wanted: clients * error / wanted**2,
)
clients_a_interroger.wrong(
    "doublé",
    "multiplier par deux ne convient qu'à un rapport. Par combien l'erreur est-elle divisée ?",
    lambda data, clients, error, wanted: 2 * clients * error / wanted,
)
clients_a_interroger.wrong(
    "clients en plus",
    "c'est le nombre à ajouter. La question demande le nombre en tout.",
    lambda data, clients, error, wanted: clients * (error / wanted) ** 2 - clients,
)
clients_a_interroger.otherwise(
    "de combien l'erreur doit-elle baisser, et comment le nombre de clients la suit-il ?"
)
clients_a_interroger.why(
    "La précision se paie de plus en plus cher : on s'arrête quand un test plus fin ne changerait plus la décision. Voyons ce que vaut la marque à la fin."
)
clients_a_interroger.hints(
    "L'erreur est divisée par `erreur / voulue`.",
    "Le nombre est multiplié par ce rapport au carré : `** 2`.",
    "`clients * (erreur / voulue) ** 2`.",
)


# --- 3 · what the firm is worth ---------------------------------------------------------------------------


def _owed(data: Data, years: float | None = None) -> float:
    return data.debt * (1 + data.interest) ** (data.quarters / 4 if years is None else years)


def _left(data: Data) -> float:
    """What present customers will still leave."""
    return data.customers * data.margin * data.stay


@EXERCISE.number("Valeur de la marque", "€", relative=0.001)
def worth(data: Data) -> float:
    return data.bank - _owed(data) + _left(data)


worth.asks(
    "La partie finit avec {bank} en banque. La marque a levé {debt} il y a {quarters} ; l'intérêt, {interest}, est composé et s'ajoute à la dette jusqu'à la fin. Ses {customers} laissent {margin} chacun et restent encore {stay}, sans actualiser.\n\n"
    "Que vaut-elle, comme dans la leçon : le compte, moins ce qui est dû, plus ce que les clients laisseront, coûts fixes mis à part ?"
)
worth.wrong(
    "dette sans intérêt",
    "vous rendez la somme levée. Elle a grossi de ses intérêts.",
    lambda data: data.bank - data.debt + _left(data),
)
worth.wrong(
    "intérêt composé par trimestre",
    "le taux est annuel, vous l'appliquez à chaque trimestre. Combien d'années se sont écoulées ?",
    lambda data: data.bank - _owed(data, data.quarters) + _left(data),
)
worth.wrong(
    "intérêt simple",
    "vous additionnez les intérêts. Ils s'ajoutent à la dette et portent intérêt : prenez une puissance.",
    lambda data: data.bank - data.debt * (1 + data.interest * data.quarters / 4) + _left(data),
)
worth.wrong(
    "une seule année",
    "vous comptez une année d'intérêt. L'argent a été levé il y a plus longtemps.",
    lambda data: data.bank - _owed(data, 1) + _left(data),
)
worth.wrong(
    "clients oubliés",
    "vous oubliez ce que les clients laisseront encore. Sans eux, qui coupe toute dépense au dernier trimestre gagnerait.",
    lambda data: data.bank - _owed(data),
)
worth.wrong(
    "dette oubliée",
    "vous oubliez la dette : l'argent en banque n'est pas tout à la marque.",
    lambda data: data.bank + _left(data),
)
worth.wrong(
    "dette ajoutée",
    "vous ajoutez la dette. L'argent levé est déjà dans le compte ; il reste à le rendre.",
    lambda data: data.bank + _owed(data) + _left(data),
)
worth.wrong(
    "un mois de marge",
    "vous ne comptez qu'un mois de marge. Les clients restent plus longtemps.",
    stay=1,
)
worth.otherwise("que doit-elle aujourd'hui, et que laisseront ses clients ?")
worth.why(
    "Sans la part des clients, il suffirait de couper la publicité à la fin pour gagner la partie. Sans la dette, il suffirait de lever. Lever se paie : combien ?"
)
worth.hints(
    "Dû : `data.debt * (1 + data.interest) ** (data.quarters / 4)`.",
    "Clients : `data.customers * data.margin * data.stay`.",
    "Le compte, moins le premier, plus le second.",
)


# --- 4 · raising money ------------------------------------------------------------------------------------


@EXERCISE.decision("Coût de la levée", "€", relative=0.002)
def price_of_money(data: Data) -> float:
    return data.raised * (data.fee + (1 + data.interest) ** (data.wait / 4) - 1)


price_of_money.asks(
    "Le compte va manquer d'argent. Première voie : lever {raised} ; les frais ôtés, il reste de quoi combler le trou. Les frais, {fee}, se paient tout de suite ; l'intérêt est le même, {interest} composé, pendant {wait}. Seconde voie : couper la publicité, ce qui fera perdre {cut_loss} de valeur.\n\n"
    "Combien coûte la levée en tout, frais et intérêts, la somme rendue à part ? Que faites-vous ?"
)
price_of_money.follows(
    lambda data: price_of_money(data) < data.cut_loss,
    beside="data.cut_loss",
    lever=("Lever l'argent", "mais couper la publicité coûte moins"),
    couper=("Couper la publicité", "mais lever l'argent coûte moins"),
)
price_of_money.wrong("frais oubliés", "vous oubliez les frais, payés le premier jour.", fee=0.0)
price_of_money.wrong(
    "frais seuls",
    "vous ne comptez que les frais. L'intérêt court jusqu'à la fin.",
    lambda data: data.raised * data.fee,
)
price_of_money.wrong(
    "intérêt composé par trimestre",
    "le taux est annuel, vous l'appliquez à chaque trimestre : divisez les trimestres par quatre.",
    lambda data: data.raised * (data.fee + (1 + data.interest) ** data.wait - 1),
)
price_of_money.wrong(
    "intérêt simple",
    "vous additionnez les intérêts. Ils portent intérêt à leur tour : prenez une puissance.",
    lambda data: data.raised * (data.fee + data.interest * data.wait / 4),
)
price_of_money.wrong(
    "somme rendue comptée",
    "vous comptez la somme elle-même. Elle a été reçue : son coût est ce que l'on rend en plus.",
    lambda data: data.raised * (data.fee + (1 + data.interest) ** (data.wait / 4)),
)
price_of_money.wrong(
    "frais retirés",
    "vous retirez les frais. Ils s'ajoutent aux intérêts.",
    lambda data: data.raised * ((1 + data.interest) ** (data.wait / 4) - 1 - data.fee),
)
price_of_money.otherwise("que rend-on de plus que ce que l'on a reçu, et que paie-t-on le premier jour ?")
price_of_money.why(
    "Lever n'est ni bon ni mauvais : son coût se compare à ce que l'on couperait sinon. Et lever tôt, pour se rassurer, fait courir l'intérêt plus longtemps. Pendant ce temps, que fait le rival ?"
)
price_of_money.hints(
    "Frais : `data.raised * data.fee`.",
    "Intérêts : `data.raised * ((1 + data.interest) ** (data.wait / 4) - 1)`.",
    "Additionnez les deux.",
)


# --- 5 · the rival's answer -------------------------------------------------------------------------------


@EXERCISE.number("Baisse de la publicité du rival", "%")
def answer(data: Data) -> float:
    return (1 - (1 - data.cut) ** data.power) * (1 - 0.5**data.answers)


answer.asks(
    "Vous et le rival vendez au même prix. Vous baissez le vôtre de {cut}, pour de bon. Le rival calcule. Il garde son prix ; sa meilleure publicité est celle du départ, fois votre prix (en part du prix de départ) à la puissance {power}. Chaque trimestre, il fait la moitié du chemin qui reste jusque-là.\n\n"
    "Quelle part de sa publicité a-t-il coupée, quand il a vu votre baisse depuis {answers} ? Un nombre positif, en fraction, quatre décimales (0.01 pour 1 %)."
)
answer.wrong(
    "votre baisse copiée",
    "c'est votre baisse de prix. Il vise une publicité : votre prix, à la puissance donnée.",
    lambda data: data.cut,
)
answer.wrong(
    "arrivé d'un coup",
    "c'est la coupe qu'il vise. Il n'y est pas encore : il fait chaque fois la moitié du chemin qui reste.",
    lambda data: 1 - (1 - data.cut) ** data.power,
)
answer.wrong(
    "la moitié une seule fois",
    "vous faites la moitié du chemin une fois. Il recommence à chaque trimestre.",
    lambda data: (1 - (1 - data.cut) ** data.power) / 2,
)
answer.wrong(
    "ce qui reste au lieu de ce qui est fait",
    "c'est le chemin qui lui reste à faire. La question demande celui qu'il a fait.",
    lambda data: (1 - (1 - data.cut) ** data.power) * 0.5**data.answers,
)
answer.wrong(
    "puissance oubliée",
    "vous oubliez la puissance : sa publicité bouge plus que votre prix.",
    lambda data: data.cut * (1 - 0.5**data.answers),
)
answer.wrong(
    "puissance devenue produit",
    "vous multipliez la baisse par la puissance. Élevez le prix qui reste, `(1 - data.cut)`, à cette puissance.",
    lambda data: data.cut * data.power * (1 - 0.5**data.answers),
)
answer.wrong(
    "baisse élevée à la puissance",
    "vous élevez la baisse elle-même. C'est le prix qui reste, `(1 - data.cut)`, qui s'élève.",
    lambda data: (1 - data.cut**data.power) * (1 - 0.5**data.answers),
)
answer.wrong(
    "part de la publicité qui reste",
    "c'est ce qu'il dépense encore. La question demande la part qu'il a coupée.",
    lambda data: 1 - answer(data),
)
answer.otherwise("quelle publicité vise-t-il, et quelle part du chemin a-t-il faite ?")
answer.why(
    "Un rival qui calcule ne suit pas votre prix : chaque client lui coûte plus cher à gagner, il en achète moins. L'imitateur, lui, vous aurait copié. Vous ne savez pas lequel c'est : regardez-le répondre."
)
answer.hints(
    "Il vise une publicité de `(1 - data.cut) ** data.power`, en part de celle du départ.",
    "Part du chemin faite : `1 - 0.5 ** data.answers`.",
    "`(1 - (1 - data.cut) ** data.power) * (1 - 0.5 ** data.answers)`.",
)


# --- 6 · decision or luck ---------------------------------------------------------------------------------


@EXERCISE.decision("Ce que vos décisions ajoutent", "€")
def decided(data: Data) -> float:
    return data.mean_mine - data.mean_nothing


decided.asks(
    "Dans 10 000 futurs, ne rien faire laisse {mean_nothing} en moyenne, vos décisions {mean_mine} ; les deux ruinent aussi souvent. Ici, dans le futur que vous avez joué, vos décisions laissent {here_mine} et ne rien faire aurait laissé {here_nothing}.\n\n"
    "De combien d'euros vos décisions améliorent-elles le résultat moyen, ce futur mis à part (négatif si elles l'abîment) ? Les reprenez-vous pour une autre partie, au hasard ?"
)
decided.follows(
    lambda data: decided(data) > 0,
    reprendre=("Les reprendre", "mais il est négatif : vos décisions abîment le résultat moyen"),
    changer=("En changer", "mais il est positif : vos décisions améliorent le résultat moyen"),
)
decided.wrong(
    "la chance",
    "c'est ce que ce futur, et lui seul, a ajouté à vos décisions. Comparez deux moyennes.",
    lambda data: data.here_mine - data.mean_mine,
)
decided.wrong(
    "un seul futur",
    "vous comparez dans un seul futur, celui qui est tombé. Ce qui a réussi ici peut perdre ailleurs.",
    lambda data: data.here_mine - data.here_nothing,
)
decided.wrong(
    "ici contre la moyenne",
    "vous comparez votre partie à une moyenne : décision et chance y sont mêlées.",
    lambda data: data.here_mine - data.mean_nothing,
)
decided.otherwise("quelles sont les deux moyennes, sur tous les futurs ?")
decided.why(
    "Le résultat d'ici n'entre pas dans ce calcul : il dit quel futur est tombé. On reprend une bonne règle qui a mal fini, on abandonne une mauvaise qui a bien fini. Si les ruines différaient, il faudrait les peser aussi."
)
decided.hints(
    "Deux moyennes : `data.mean_mine` et `data.mean_nothing`.",
    "`data.mean_mine - data.mean_nothing`.",
)


# --- 7 · the month of the ruin ----------------------------------------------------------------------------

MONTHS = 18


def _flows(data: Data, blow: float | None = None) -> list[float]:
    hit = data.blow if blow is None else blow
    return [
        -data.burn + data.better * month - hit * (month + 1 == data.blow_month) for month in range(MONTHS)
    ]


def _dry(amounts: list[float]) -> int:
    """The first month in which an account is below zero; one more than the last if it never is."""
    return next((month for month, amount in enumerate(amounts, 1) if amount < 0), MONTHS + 1)


def _account(data: Data, blow: float | None = None) -> list[float]:
    return [data.opening + total for total in accumulate(_flows(data, blow))]


@EXERCISE.number("Mois de la ruine", "mois")
def ruin(data: Data) -> float:
    return _dry(_account(data))


ruin.asks(
    "Une jeune marque part avec {opening}. Le mois 1, il sort {burn} de plus qu'il n'entre ; chaque mois s'améliore de {better} ; un coup de {blow} tombe au mois {blow_month}. `flux` donne les entrées moins les sorties de chaque mois, coup compris.\n\n"
    'En quel mois le compte passe-t-il sous zéro pour la première fois ? `flux["flow"].cumsum()` additionne les mois jusqu\'à chacun ; `compte[compte < 0]` ne garde que les mois sous zéro ; `.index[0]` donne le premier. Les mois de perte sont déjà négatifs dans `flux`.'
)
ruin.wrong(
    "départ oublié",
    "vous oubliez l'argent du départ : sans lui, le compte serait vide dès le premier mois.",
    lambda data: _dry(list(accumulate(_flows(data)))),
)
ruin.wrong(
    "coup oublié",
    "vous oubliez le coup. Il avance la ruine.",
    lambda data: _dry(_account(data, blow=0.0)),
)
ruin.wrong(
    "dernier mois vivant",
    "c'est le dernier mois où le compte tient. La ruine est le mois d'après.",
    lambda data: _dry(_account(data)) - 1,
)
ruin.wrong(
    "division du départ par le premier mois",
    "vous divisez le départ par la perte du mois 1. La perte change chaque mois : additionnez-les.",
    lambda data: data.opening / data.burn,
)
ruin.wrong(
    "mois le plus bas",
    "c'est un mois où le compte est bien plus bas. Il était déjà sous zéro avant.",
    lambda data: 1 + min(range(MONTHS), key=_account(data).__getitem__),
)
ruin.otherwise("que vaut le compte à la fin de chaque mois, départ compris ?")
ruin.why(
    "La marque allait mieux chaque mois : elle meurt d'avoir trop peu de mois devant elle. Une politique doit le voir venir et ralentir avant."
)
ruin.hints(
    'Le compte : `compte = data.opening + flux["flow"].cumsum()`.',
    "Les mois sous zéro : `compte[compte < 0]`.",
    "Le premier : `compte[compte < 0].index[0]`.",
)


# --- 8 · a policy -----------------------------------------------------------------------------------------


@EXERCISE.function("ma_regle")
def ma_regle(data: Data, banque, cout) -> float:
    if banque < data.reserve:
        return 0
    if cout > data.ceiling:
        return data.budget / 2
    return data.budget


ma_regle.asks(
    "Écrivez la règle de publicité que suivra votre remplaçant. Il voit `banque` (€) et `cout`, ce que coûte un nouveau client d'après le dernier test (€). Il dépense {budget} par trimestre. Deux exceptions : sous {reserve} en banque, il ne dépense rien ; un client qui coûte plus que les {ceiling} qu'il laisse, et il dépense la moitié, parce que les premiers clients gagnés coûtent moins que la moyenne. La réserve passe avant tout.\n\n"
    "Corrigez la fonction : elle dépense toujours. Chaque `if` est suivi d'un `return`, sur sa propre ligne décalée ; le premier `if` vrai l'emporte. Servez-vous de `data.budget`, `data.reserve` et `data.ceiling`."
)
ma_regle.tries(
    lambda data: [
        (data.reserve + 9_000, data.ceiling - 5),
        (data.reserve + 9_000, data.ceiling + 5),
        (data.reserve - 9_000, data.ceiling - 5),
        (data.reserve - 9_000, data.ceiling + 5),
        (data.reserve, data.ceiling - 1),
        (data.reserve, data.ceiling),
        (data.reserve + 1, data.ceiling + 1),
    ]
)
ma_regle.starts(lambda data, bank, cost: data.budget)
ma_regle.wrong(
    "réserve vérifiée en second",
    "votre règle dépense encore sous la réserve quand le client coûte cher. La réserve se vérifie en premier.",
    lambda data, bank, cost: (
        data.budget / 2 if cost > data.ceiling else 0 if bank < data.reserve else data.budget
    ),
)
ma_regle.wrong(
    "réserve oubliée",
    "votre règle dépense encore quand le compte est sous la réserve.",
    lambda data, bank, cost: data.budget / 2 if cost > data.ceiling else data.budget,
)
ma_regle.wrong(
    "plafond oublié",
    "votre règle paie plein tarif un client qui coûte plus qu'il ne laisse.",
    lambda data, bank, cost: 0 if bank < data.reserve else data.budget,
)
ma_regle.wrong(
    "comparaison de la réserve à l'envers",
    "votre règle s'arrête quand le compte est plein et dépense quand il est vide : retournez le signe de comparaison.",
    lambda data, bank, cost: (
        0 if bank > data.reserve else data.budget / 2 if cost > data.ceiling else data.budget
    ),
)
ma_regle.wrong(
    "comparaison du coût à l'envers",
    "votre règle dépense moins quand le client est bon marché : retournez le signe de comparaison.",
    lambda data, bank, cost: (
        0 if bank < data.reserve else data.budget / 2 if cost < data.ceiling else data.budget
    ),
)
ma_regle.wrong(
    "bornes comprises",
    "votre règle réagit déjà *à* la réserve ou *au* plafond. « Sous » et « plus que » ne les comprennent pas : `<` et `>`.",
    lambda data, bank, cost: (
        0 if bank <= data.reserve else data.budget / 2 if cost >= data.ceiling else data.budget
    ),
)
ma_regle.wrong(
    "double au lieu de la moitié",
    "votre règle double la publicité quand le client coûte trop. Elle doit la diviser par deux.",
    lambda data, bank, cost: (
        0 if bank < data.reserve else 2 * data.budget if cost > data.ceiling else data.budget
    ),
)
ma_regle.otherwise("que rend votre règle quand le compte est sous la réserve et le client trop cher ?")
ma_regle.why(
    "Une règle écrite se rejoue, se corrige et se transmet. L'ordre des `if` est une décision : il dit ce que vous sacrifiez en premier."
)
ma_regle.hints(
    "Première ligne : `if banque < data.reserve:`, puis `return 0` décalé.",
    "Ensuite `if cout > data.ceiling:`, puis `return data.budget / 2`.",
    "Dernière ligne, sans `if` : `return data.budget`.",
)
