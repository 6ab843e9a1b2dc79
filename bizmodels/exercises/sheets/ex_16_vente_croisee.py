"""Questions on cross-selling: a rule or chance, whom to call, what a second product and one more ad are worth."""

from __future__ import annotations

from functools import cache

import pandas as pd

from bizmodels.exercises import mistakes
from bizmodels.exercises.given import Data, Given
from bizmodels.exercises.sheet import Exercise
from bizmodels.facts.datasets import load_rdataset
from bizmodels.levers.cross_selling import lift_test
from bizmodels.models import D2C

BUDGET = 10_000  # € compared in the last question
LIMIT = 0.05  # rules expected by chance, above which a rule is put aside

GIVEN = (
    Given("vat", "TVA", "%", source="legal/vat_rate_standard", factor=0.01),
    Given("tickets", "Tickets de caisse lus", "tickets", default=2_000, low=1_600, high=2_400, step=100),
    Given("first", "Tickets avec une cafetière", "tickets", default=125, low=100, high=150, step=5),
    Given("second", "Tickets avec un détartrant", "tickets", default=100, low=80, high=120, step=5),
    Given("both", "Tickets avec les deux", "tickets", default=12, low=12, high=20),
    Given("rules_seen", "Paires d’articles examinées", "paires", default=300, low=200, high=500, step=50),
    Given("threshold", "Assureur : pouvoir d’achat du quartier, à partir de la classe", default=6, low=5, high=8),
    Given("contract", "Assureur : marge d’un contrat caravane vendu", "€", default=60, low=45, high=75, step=5),
    Given.of(D2C, "basket", low=54, high=66, step=2),
    Given.of(D2C, "cogs", low=21, high=25, step=0.5),
    Given.of(D2C, "churn", low=0.07, high=0.09, step=0.005),
    Given("attach", "Accessoire : commandes qui l’ajoutent", "% des commandes", default=0.15, low=0.1, high=0.25, step=0.05),
    Given("extra_price", "Accessoire : prix", "€ TTC", default=12, low=10, high=15),
    Given("extra_cost", "Accessoire : coût d’achat", "€ HT", default=4, low=3, high=5, step=0.5),
    Given("extra_churn", "Attrition ajoutée par les sollicitations", "% / mois", default=0.002, low=0.001, high=0.003,
          step=0.001),
    Given("spend_before", "Publicité : budget d’avant", "€ / mois", default=20_000, low=18_000, high=22_000, step=1_000),
    Given("won_before", "Publicité : clients gagnés avant", "clients / mois", default=1_600, low=1_500, high=1_700, step=20),
    Given("spend_after", "Publicité : budget d’après", "€ / mois", default=30_000, low=28_000, high=32_000, step=1_000),
    Given("won_after", "Publicité : clients gagnés après", "clients / mois", default=1_960, low=1_880, high=2_020, step=20),
    Given("exposed", "Campagne : personnes qui la voient", "personnes", default=40_000, low=36_000, high=42_000, step=1_000),
    Given("sales_exposed", "Campagne : ventes à ceux qui la voient", "ventes", default=1_000, low=950, high=1_200, step=10),
    Given("control", "Groupe témoin : personnes qui ne la voient pas", "personnes", default=10_000, low=10_000,
          high=12_000, step=500),
    Given("sales_control", "Groupe témoin : ventes", "ventes", default=180, low=150, high=180, step=5),
    Given("campaign", "Campagne : coût", "€", default=7_000, low=6_000, high=9_000, step=500),
    Given("offer_cost", "Offre de l’accessoire : coût d’un envoi", "€", default=0.2, low=0.15, high=0.3, step=0.05),
    Given("offer_rate", "Offre de l’accessoire : ventes qui n’auraient pas eu lieu", "% des envois", default=0.05,
          low=0.03, high=0.08, step=0.01),
)  # fmt: skip

EXERCISE = Exercise("Le produit d'après, le client d'après", GIVEN, firm=D2C)


@cache
def _insured() -> pd.DataFrame:
    return load_rdataset("ISLR/Caravan")[["MKOOPKLA", "Purchase"]]


def _target(data: Data) -> pd.Series:
    return _insured()["MKOOPKLA"] >= data.threshold


def _bought(kept: pd.Series) -> float:
    return float(_insured()["Purchase"][kept].mean())


def _mean_purchase() -> float:
    return float(_insured()["Purchase"].mean())


def _reached(data: Data) -> float:
    """Share of all buyers that the target holds."""
    return float(_insured()["Purchase"][_target(data)].sum() / _insured()["Purchase"].sum())


which_rule = EXERCISE.choice()
which_rule.asks("Une offre doit faire acheter ce que le client n'aurait pas pris. Quelle règle la mérite ?")
which_rule.option(
    "a",
    "Qui achète du café achète aussi du lait, quatre fois sur cinq",
    "sa confiance est haute, mais le lait est dans huit paniers sur dix : comparez-la à celle de n'importe quel client.",
)
which_rule.option("b", "Qui achète du café achète aussi des filtres")
which_rule.option(
    "c",
    "Qui achète du pain achète aussi du lait",
    "que dit un lift au-dessous de 1 ? Ces deux articles se trouvent ensemble moins souvent que par hasard.",
)
which_rule.option(
    "d",
    "Aucune, dix paniers ne disent rien",
    "dix paniers ne prouvent pas grand-chose, c'est vrai. Mais lequel des trois lifts vaut d'être vérifié ?",
)
which_rule.why(
    "La confiance d'une règle monte avec tout article que chacun achète ; le lift la rapporte à ce que ferait n'importe quel client. Encore faut-il que ce ne soit pas un coup de chance : mesurons."
)
which_rule.hints(
    "Quelle part des paniers contient du lait, café ou non ?",
    "Un lift de 1, c'est le hasard.",
)


@EXERCISE.number("Lift de la règle cafetière → détartrant", "×", absolute=0.005)
def lift(data: Data) -> float:
    return data.both * data.tickets / (data.first * data.second)


lift.asks(
    "Sur {tickets}, {first} ont une cafetière, {second} un détartrant, {both} les deux. Quel est le lift de la règle « qui achète une cafetière achète un détartrant » ?"
)
lift.wrong(
    "confiance",
    "c'est la confiance : la part des acheteurs de cafetière. Rapportez-la à la part de tous les clients qui prennent un détartrant.",
    lambda data: data.both / data.first,
)
lift.wrong(
    "confiance de la règle inverse",
    "c'est la confiance de la règle inverse. Le lift est le même dans les deux sens : que fait n'importe quel client ?",
    lambda data: data.both / data.second,
)
lift.wrong(
    "support",
    "c'est le support : la part des tickets qui ont les deux. Le lift le compare à ce que donnerait le hasard.",
    lambda data: data.both / data.tickets,
)
lift.wrong(
    mistakes.upside_down(
        "le rapport est à l'envers : ce qui est observé va au numérateur, le hasard au dénominateur."
    )
)
lift.wrong(
    mistakes.change_for_multiple("c'est ce que la règle ajoute au hasard. Un lift compte en nombre de fois.")
)
lift.wrong(
    "tickets attendus",
    "c'est le nombre de tickets que donnerait le hasard. Comparez-lui ceux que vous observez.",
    lambda data: data.first * data.second / data.tickets,
)
lift.wrong(
    "parenthèses oubliées",
    "la division et la multiplication se lisent de gauche à droite : sans parenthèses, vous divisez par l'un et multipliez par l'autre. Entourez le dénominateur.",
    lambda data: data.both * data.tickets / data.first * data.second,
)
lift.otherwise(
    "quelle part des acheteurs de cafetière prend un détartrant, et quelle part de tous les clients ?"
)
lift.why(
    "L'observé sur l'attendu : le même nombre pour la règle inverse. Mais un lift mesuré sur quelques tickets peut venir de la chance. À quel point ?"
)
lift.hints(
    "Confiance : `data.both / data.first`. Part de tous les clients : `data.second / data.tickets`.",
    "Le lift est la première divisée par la seconde.",
    "`data.both * data.tickets / (data.first * data.second)`.",
)


def _p(data: Data) -> float:
    return lift_test(int(data.tickets), int(data.first), int(data.second), int(data.both)).p_value


@EXERCISE.decision("Règles aussi fortes attendues par hasard", "règles", relative=0.01)
def by_chance(data: Data) -> float:
    return data.rules_seen * _p(data)


by_chance.asks(
    "Cette paire est la plus forte des {rules_seen} que vous avez examinées. `bm.levers.cross_selling.lift_test(tickets, avec l'un, avec l'autre, avec les deux)` donne `.p_value` : la chance d'en voir autant si les deux articles s'ignorent.\n\n"
    "Ce que le hasard donne une fois sur mille à une paire, il le donne trois fois à 3 000 paires. Parmi toutes les vôtres, combien de règles aussi fortes donnerait-il ? Écartez la vôtre s'il en donnerait au moins 0,05.\n\n{options}"
)
by_chance.follows(
    lambda data: by_chance(data) < LIMIT,
    garder=("Je garde la règle", "mais le hasard en donnerait trop. Comparez-le à 0,05"),
    écarter=("J'écarte la règle", "mais le hasard n'en donnerait presque pas. Comparez-le à 0,05"),
)
by_chance.wrong(
    "une seule paire",
    "c'est la chance pour une paire choisie d'avance. Vous en avez regardé beaucoup avant de retenir celle-là.",
    lambda data: _p(data),
)
by_chance.wrong(
    "paires sous le seuil habituel",
    "c'est le nombre de paires que le seuil habituel laisserait passer. La vôtre a sa propre valeur p.",
    lambda data: 0.05 * data.rules_seen,
)
by_chance.wrong(
    "tickets au lieu de règles",
    "c'est le nombre de tickets que donnerait le hasard pour cette paire. La question compte des règles.",
    lambda data: data.first * data.second / data.tickets,
)
by_chance.wrong(
    "lift au lieu de la chance",
    "c'est le lift. Il dit la force de la règle, pas si le hasard l'explique : prenez `.p_value`.",
    lambda data: lift(data),
)
by_chance.wrong(
    "chance divisée",
    "vous partagez la chance entre les paires. Plus on en regarde, plus on a de chances d'en voir une.",
    lambda data: _p(data) / data.rules_seen,
)
by_chance.otherwise("quelle est la chance pour une paire, et combien de paires avez-vous regardées ?")
by_chance.why(
    "Plus on examine de paires, plus la meilleure est belle par hasard. Une règle écartée n'est pas fausse : elle demande d'autres tickets. Passons à un achat rare, sur de vrais clients."
)
by_chance.hints(
    "`bm.levers.cross_selling.lift_test(data.tickets, data.first, data.second, data.both).p_value`.",
    "C'est la chance pour une paire. Combien en avez-vous regardé ?",
    "Multipliez par `data.rules_seen`.",
)


@EXERCISE.number("Lift de la cible", "×", absolute=0.005)
def target_lift(data: Data) -> float:
    return _bought(_target(data)) / _mean_purchase()


target_lift.asks(
    "`clients` : 5 822 clients d'un assureur néerlandais, en 2000. `MKOOPKLA` est la classe de pouvoir d'achat du quartier, `Purchase` dit qui a pris l'assurance caravane. Vous visez les classes à partir de {threshold}.\n\n"
    "Combien de fois plus souvent que la moyenne votre cible achète-t-elle ?"
)
target_lift.wrong(
    "taux au lieu du lift",
    "c'est le taux d'achat de la cible. La question le compare à la moyenne du fichier.",
    lambda data: _bought(_target(data)),
)
target_lift.wrong(
    "seuil exclu",
    "vous laissez de côté la classe du seuil. « À partir de » s'écrit `>=`.",
    lambda data: (
        _bought(_insured()["MKOOPKLA"] > data.threshold) / _mean_purchase() if data.threshold < 8 else 0.0
    ),
)
target_lift.wrong(
    "comparé aux autres clients",
    "vous comparez la cible aux autres clients. La question la compare à tout le fichier.",
    lambda data: _bought(_target(data)) / _bought(~_target(data)),
)
target_lift.wrong(
    "part des acheteurs",
    "c'est la part des acheteurs que la cible contient. La question compare deux taux d'achat.",
    lambda data: _reached(data),
)
target_lift.wrong(
    "part du fichier",
    "c'est la part du fichier que vous visez. La question compare deux taux d'achat.",
    lambda data: float(_target(data).mean()),
)
target_lift.wrong(
    mistakes.upside_down("le rapport est à l'envers : la cible va au numérateur, la moyenne au dénominateur.")
)
target_lift.otherwise("qui est dans la cible, quel est son taux d'achat, et celui de tout le fichier ?")
target_lift.why(
    "Un achat rare le reste, même dans une bonne cible : environ neuf clients sur dix n'y achètent pas. Tout se joue sur le prix d'un appel."
)
target_lift.hints(
    '`cible = clients["MKOOPKLA"] >= data.threshold`.',
    '`clients.loc[cible, "Purchase"].mean()` est le taux de la cible.',
    'Divisez-le par `clients["Purchase"].mean()`.',
)


@EXERCISE.number("Prix d'un appel au plus", "€ par appel", relative=0.005)
def dearest_call(data: Data) -> float:
    return _bought(_target(data)) * data.contract


dearest_call.asks(
    "Un contrat vendu laisse {contract}. Votre cible est celle de la question 4. Combien pouvez-vous payer un appel, au plus, sans perdre d'argent ? Supposez qu'on n'achète que si on est appelé."
)
dearest_call.wrong(
    "moyenne du fichier",
    "vous prenez le taux d'achat de tout le fichier. Vous n'appelez que la cible.",
    lambda data: _mean_purchase() * data.contract,
)
dearest_call.wrong(
    "lift au lieu du taux",
    "vous multipliez la marge par le lift. Combien d'appels sur cent amènent une vente ?",
    lambda data: target_lift(data) * data.contract,
)
dearest_call.wrong(
    "part des acheteurs",
    "vous prenez la part des acheteurs que la cible contient. Ce qui compte est la part de la cible qui achète.",
    lambda data: _reached(data) * data.contract,
)
dearest_call.wrong(
    "marge divisée",
    "vous divisez la marge par le taux. Un appel rapporte moins qu'un contrat.",
    lambda data: data.contract / _bought(_target(data)),
)
dearest_call.wrong(
    "appels par vente",
    "c'est le nombre d'appels qu'il faut pour une vente. Partagez la marge entre eux.",
    lambda data: 1 / _bought(_target(data)),
)
dearest_call.otherwise("sur cent appels à la cible, combien de ventes, et que laissent-elles en tout ?")
dearest_call.why(
    "Au-dessus de ce prix, mieux vaut ne pas appeler, même avec un beau lift. Et ceux qui auraient acheté sans appel ne comptent pas : la question 8 y revient. Voyons d'abord ce que vaut un accessoire chez vous."
)
dearest_call.hints(
    'Le taux d\'achat de la cible : `clients.loc[clients["MKOOPKLA"] >= data.threshold, "Purchase"].mean()`.',
    "Un appel rapporte en moyenne ce taux, fois la marge d'un contrat.",
)


def _with_accessory(data: Data) -> D2C:
    return data.firm.replace(
        basket=data.basket + data.attach * data.extra_price,
        cogs=data.cogs + data.attach * data.extra_cost,
        churn=data.churn + data.extra_churn,
    )


@EXERCISE.number("Gain de valeur vie", "€ par client", relative=0.01, absolute=0.005)
def life_gain(data: Data) -> float:
    return _with_accessory(data).ltv - data.firm.ltv


life_gain.asks(
    "Votre boutique, `firm`, propose un accessoire : {attach} l'ajoutent, à {extra_price}, coût {extra_cost}. Mais ces propositions lassent : l'attrition monte de {extra_churn} (hypothèses).\n\n"
    "Panier et coût moyens d'une commande changent donc (`basket`, `cogs`), et l'attrition (`churn`). De combien la valeur vie d'un client change-t-elle ? `firm.replace(basket=..., cogs=..., churn=...).ltv`."
)
life_gain.wrong(
    "attrition oubliée",
    "vous ne comptez que le panier. Les clients partent aussi plus vite.",
    extra_churn=0.0,
)
life_gain.wrong(
    "coût oublié",
    "vous encaissez l'accessoire sans l'acheter. Son coût s'ajoute à `cogs`.",
    extra_cost=0.0,
)
life_gain.wrong(
    "accessoire dans toutes les commandes",
    "vous le vendez à chaque commande. Une part seulement l'ajoute.",
    attach=1.0,
)
life_gain.wrong(
    "valeur vie au lieu d'écart",
    "c'est la valeur vie d'après. De combien change-t-elle ?",
    lambda data: _with_accessory(data).ltv,
)
life_gain.wrong(
    "une seule commande",
    "c'est le gain d'une commande. La valeur vie en compte plusieurs, et des clients qui partent.",
    lambda data: _with_accessory(data).order_margin - data.firm.order_margin,
)
life_gain.wrong(
    "attrition seule",
    "vous ne comptez que l'attrition. Le panier et son coût changent aussi.",
    attach=0.0,
)
life_gain.wrong(
    "attrition remplacée",
    "vous donnez à `churn` la hausse seule : les clients ne partiraient presque plus. Ajoutez-la à l'attrition d'aujourd'hui.",
    lambda data: _with_accessory(data).replace(churn=data.extra_churn).ltv - data.firm.ltv,
)
life_gain.otherwise(
    "que deviennent le panier moyen, le coût moyen et l'attrition, et quelle valeur vie cela donne-t-il ?"
)
life_gain.why(
    "L'accessoire se voit sur chaque commande, l'attrition sur celles qui n'auront pas lieu : un levier qui ne change qu'une ligne n'existe guère. Le modèle compte la TVA et les retours à votre place. L'autre façon de grandir est d'acheter des clients : à quel prix, les derniers ?"
)
life_gain.hints(
    "Panier moyen : `data.basket + data.attach * data.extra_price`. Le coût suit la même règle.",
    "Attrition : `data.churn + data.extra_churn`.",
    "Gain = `.ltv` de la nouvelle entreprise − `firm.ltv`.",
)


@EXERCISE.function("cac_marginal")
def cac_marginal(data: Data, budget_avant, clients_avant, budget_apres, clients_apres) -> float:
    return (budget_apres - budget_avant) / (clients_apres - clients_avant)


cac_marginal.asks(
    "Le budget de publicité passe de {spend_before} à {spend_after} ; les clients gagnés, de {won_before} à {won_after}. Votre collègue veut savoir ce que coûte chacun des clients **en plus**. Sa fonction s'exécute, mais elle donne le coût moyen de tous.\n\n"
    "Changez deux lignes dans la cellule, puis relancez-la."
)
cac_marginal.tries(
    lambda data: [
        (data.spend_before, data.won_before, data.spend_after, data.won_after),
        (1000.0, 100.0, 2000.0, 150.0),
        (1000.0, 100.0, 1500.0, 150.0),
        (5000.0, 400.0, 8000.0, 450.0),
        (300.0, 10.0, 900.0, 30.0),
    ]
)
cac_marginal.starts(
    lambda data, budget_avant, clients_avant, budget_apres, clients_apres: budget_apres / clients_apres
)
cac_marginal.wrong(
    "clients tous comptés",
    "le budget en plus est juste. Il est partagé entre tous les clients, alors qu'il n'en a gagné qu'une partie.",
    lambda data, b0, c0, b1, c1: (b1 - b0) / c1,
)
cac_marginal.wrong(
    "budget tout compté",
    "les clients en plus sont justes. Mais vous leur faites payer tout le budget, y compris celui d'avant.",
    lambda data, b0, c0, b1, c1: b1 / (c1 - c0),
)
cac_marginal.wrong(
    "rapport à l'envers",
    "vous comptez des clients par euro. La question demande des euros par client.",
    lambda data, b0, c0, b1, c1: (c1 - c0) / (b1 - b0),
)
cac_marginal.wrong(
    "écart de deux moyennes",
    "vous soustrayez deux coûts moyens. Partagez plutôt l'argent en plus entre les clients en plus.",
    lambda data, b0, c0, b1, c1: b1 / c1 - b0 / c0,
)
cac_marginal.wrong(
    "parenthèses oubliées",
    "la division passe avant les soustractions. Entourez chaque différence de parenthèses.",
    lambda data, b0, c0, b1, c1: b1 - b0 / c1 - c0,
)
cac_marginal.wrong(
    "coût moyen d'avant",
    "c'est le coût moyen d'avant la hausse. Que coûtent les clients qu'elle a gagnés ?",
    lambda data, b0, c0, b1, c1: b0 / c0,
)
cac_marginal.otherwise("combien d'euros ont été ajoutés, et combien de clients ces euros-là ont-ils gagnés ?")
cac_marginal.why(
    "La moyenne cache les derniers clients, les plus chers : ceux qui viennent d'abord étaient les plus faciles à gagner. C'est ce coût-là que l'on compare à la valeur vie avant d'ajouter un euro. Encore faut-il que la publicité les ait vraiment gagnés."
)
cac_marginal.hints(
    "Deux différences : des euros en plus, des clients en plus.",
    "`euros = budget_apres - budget_avant`.",
    "`clients = clients_apres - clients_avant`, puis `euros / clients`.",
)


def _without_campaign(data: Data) -> float:
    """Sales that those who saw the campaign would have made without it, by the control group."""
    return data.exposed * data.sales_control / data.control


@EXERCISE.number("Coût d'une vente que la campagne a faite", "€ par vente", relative=0.005)
def true_cost(data: Data) -> float:
    return data.campaign / (data.sales_exposed - _without_campaign(data))


true_cost.asks(
    "Une campagne coûte {campaign}. {exposed} la voient et font {sales_exposed} : la plateforme se les attribue toutes. Un groupe témoin tiré au sort ne la voit pas : {control}, {sales_control}. Les deux groupes n'ont pas la même taille.\n\n"
    "Combien coûte chaque vente qui n'aurait pas eu lieu sans la campagne ?"
)
true_cost.wrong(
    "ventes attribuées",
    "vous comptez toutes les ventes de ceux qui ont vu la campagne. Combien en auraient-ils fait sans elle ?",
    lambda data: data.campaign / data.sales_exposed,
)
true_cost.wrong(
    "groupes de tailles différentes",
    "vous soustrayez les ventes de deux groupes qui n'ont pas la même taille. Ramenez d'abord le groupe témoin à la taille de l'autre.",
    lambda data: data.campaign / (data.sales_exposed - data.sales_control),
)
true_cost.wrong(
    "ventes au lieu d'euros",
    "c'est le nombre de ventes que la campagne a faites. Combien chacune a-t-elle coûté ?",
    lambda data: data.sales_exposed - _without_campaign(data),
)
true_cost.wrong(
    "ventes qui auraient eu lieu",
    "vous partagez le coût entre les ventes qui auraient eu lieu de toute façon. Prenez les autres.",
    lambda data: data.campaign / _without_campaign(data),
)
true_cost.wrong(
    mistakes.upside_down("vous comptez des ventes par euro. La question demande des euros par vente.")
)
true_cost.wrong(
    "par personne",
    "c'est le coût par personne qui voit la campagne. La question demande le coût d'une vente.",
    lambda data: data.campaign / data.exposed,
)
true_cost.otherwise(
    "que vend le groupe témoin par personne, et que feraient autant de personnes que dans l'autre groupe ?"
)
true_cost.why(
    "Une bonne part des ventes attribuées aurait eu lieu : parmi ceux qui voient une publicité, certains allaient acheter. Un groupe témoin coûte quelques ventes ; s'en passer coûte le budget. Le vôtre, où le mettez-vous ?"
)
true_cost.hints(
    "Taux d'achat du groupe témoin : `data.sales_control / data.control`.",
    "Appliqué à `data.exposed`, il donne les ventes qui auraient eu lieu sans campagne.",
    "Ventes de la campagne = `data.sales_exposed` − ces ventes. Divisez le coût par elles.",
)


def _offer_per_euro(data: Data) -> float:
    """Margin, HT, that one euro of offers of the accessory leaves before it is paid."""
    return data.offer_rate * (data.extra_price / (1 + data.vat) - data.extra_cost) / data.offer_cost


def _marginal_cac(data: Data) -> float:
    return (data.spend_after - data.spend_before) / (data.won_after - data.won_before)


@EXERCISE.decision("Écart de gain, offre moins publicité", "€", words=15, absolute=1.0)
def offer_or_ads(data: Data) -> float:
    return BUDGET * (_offer_per_euro(data) - data.firm.ltv_discounted / _marginal_cac(data))


offer_or_ads.asks(
    "Il vous reste dix mille euros. Publicité : chaque client coûte ce que donne votre fonction de la question 7, et rapporte sa valeur vie actualisée, `firm.ltv_discounted`. Offre de l'accessoire : un envoi coûte {offer_cost} ; {offer_rate} amènent une vente qui n'aurait pas eu lieu, à {extra_price}, coût {extra_cost}. Ce sont des hypothèses.\n\n"
    "Quel écart de gain, offre moins publicité, pour la somme entière ? Que choisissez-vous ?\n\n"
    "{options}\n\n"
    "Donnez votre choix, l'écart, et justifiez en quinze mots au moins, avec un chiffre et ce que vous mesureriez d'abord."
)
offer_or_ads.follows(
    lambda data: offer_or_ads(data) > 0,
    offre=("L'offre aux clients actuels", "mais il donne l'avantage à la publicité. Regardez son signe"),
    publicité=("La publicité", "mais il donne l'avantage à l'offre. Regardez son signe"),
)
offer_or_ads.wrong(
    "coût moyen au lieu des derniers clients",
    "vous payez les nouveaux clients au coût moyen. Les euros en plus gagnent des clients plus chers.",
    lambda data: (
        BUDGET * (_offer_per_euro(data) - data.firm.ltv_discounted * data.won_after / data.spend_after)
    ),
)
offer_or_ads.wrong(
    "coût moyen d'avant",
    "vous payez les nouveaux clients au coût moyen d'avant la hausse. Les euros en plus gagnent des clients plus chers.",
    lambda data: (
        BUDGET * (_offer_per_euro(data) - data.firm.ltv_discounted * data.won_before / data.spend_before)
    ),
)
offer_or_ads.wrong(
    "valeur vie non actualisée",
    "vous comptez les marges futures à leur montant : un budget se paie aujourd'hui. Prenez `firm.ltv_discounted`.",
    lambda data: BUDGET * (_offer_per_euro(data) - data.firm.ltv / _marginal_cac(data)),
)
offer_or_ads.wrong(mistakes.ttc_for_ht())
offer_or_ads.wrong(
    "accessoire gratuit",
    "vous comptez le prix de l'accessoire, pas la marge. Il faut aussi l'acheter.",
    extra_cost=0.0,
)
offer_or_ads.wrong(
    "gain de l'offre seule",
    "c'est ce que rapporte l'offre. De combien la publicité s'en écarte-t-elle ?",
    lambda data: BUDGET * (_offer_per_euro(data) - 1),
)
offer_or_ads.wrong(
    "gain de la publicité seule",
    "c'est ce que rapporte la publicité. De combien l'offre s'en écarte-t-elle ?",
    lambda data: BUDGET * (data.firm.ltv_discounted / _marginal_cac(data) - 1),
)
offer_or_ads.wrong(
    "par euro",
    "c'est l'écart pour un euro. La question demande la somme entière.",
    lambda data: offer_or_ads(data) / BUDGET,
)
offer_or_ads.wrong(
    "marge d'une commande au lieu de la valeur vie",
    "vous ne comptez que la première commande d'un client gagné. Il en fera d'autres : prenez `firm.ltv_discounted`.",
    lambda data: BUDGET * (_offer_per_euro(data) - data.firm.order_margin / _marginal_cac(data)),
)
offer_or_ads.otherwise(
    "pour un euro dans chaque projet, combien de ventes ou de clients, et que laisse chacun ?"
)
offer_or_ads.why(
    "Votre choix et votre nombre se tiennent ; votre enseignant lit la justification. Le taux de l'offre est une hypothèse : sans groupe témoin, vous compteriez aussi ceux qui auraient pris l'accessoire. Et l'offre s'use elle aussi : la seconde fois, les plus intéressés l'ont déjà."
)
offer_or_ads.hints(
    "Publicité : dix mille euros ÷ coût d'un client en plus = clients, fois `firm.ltv_discounted`.",
    "Offre : dix mille euros ÷ `data.offer_cost` = envois, dont `data.offer_rate` amènent une vente.",
    "Une vente de l'accessoire laisse `data.extra_price / (1 + data.vat) - data.extra_cost`.",
)
