"""Questions on a seller who lives on other people's platforms: how concentrated, what a closed account takes, what leaving costs."""

from __future__ import annotations

from bizmodels.exercises.given import Data, Given
from bizmodels.exercises.sheet import Exercise
from bizmodels.models import D2C
from bizmodels.risks import dependence

YEAR = 365
HORIZON = 36
PLAN = 6  # months to move the points
YEARS = 3

GIVEN = (
    Given("vat", "TVA", "%", source="legal/vat_rate_standard", factor=0.01),
    Given("notice", "Préavis avant la fermeture d’un compte vendeur", "jours", source="legal/p2b_suspension_notice_days"),
    Given("terms_notice", "Préavis avant un changement de conditions", "jours", source="legal/p2b_terms_change_notice_days"),
    Given("sales", "Ventes, tous canaux", "€ TTC / mois", default=40_000, low=34_000, high=48_000, step=1_000),
    Given("big", "Part de la grande place de marché", "% des ventes", default=0.62, low=0.56, high=0.66, step=0.01),
    Given("small", "Part de la petite place de marché", "% des ventes", default=0.16, low=0.13, high=0.18, step=0.01),
    Given("to_new", "Plan A : de la grande place vers une place nouvelle", "% des ventes", default=0.06, low=0.04, high=0.1, step=0.01),
    Given("to_site", "Plan B : de la grande place vers le site", "% des ventes", default=0.155, low=0.125, high=0.195, step=0.01),
    Given("p_big", "Grande place : risque de fermeture du compte", "% par an", default=0.06, low=0.04, high=0.07, step=0.005),
    Given("p_small", "Petite place : risque de fermeture du compte", "% par an", default=0.2, low=0.15, high=0.3, step=0.01),
    Given("recovered", "Ventes d’une place fermée, retrouvées ailleurs", "%", default=0.25, low=0.15, high=0.3, step=0.01),
    Given("price", "Prix d’une lampe", "€ TTC", default=48, low=42, high=58, step=1),
    Given("commission", "Commission de la grande place", "% du prix TTC", default=0.15, low=0.12, high=0.16, step=0.005),
    Given("new_commission", "Commission annoncée", "% du prix TTC", default=0.18, low=0.17, high=0.2, step=0.005),
    Given("season", "Fin de la saison, après la fermeture du compte", "jours", default=70, low=40, high=90, step=5),
    Given("margin", "Marge d’une vente sur la grande place, commission payée", "% du prix TTC", default=0.25, low=0.2, high=0.3, step=0.01),
    Given("follow", "Clients déplacés qui suivent sur le site", "%", default=0.7, low=0.6, high=0.85, step=0.01),
    Given("upkeep", "Plan B : garder un point déplacé, en publicité", "€ / mois", default=8, low=4, high=14, step=1),
    Given("point_cost", "Plan B : déplacer un point de part", "€", default=400, low=300, high=600, step=10),
)  # fmt: skip


def _firm(data: Data) -> D2C:
    """The account on the large marketplace: a lamp an order."""
    return D2C(basket=data.price, commission_rate=data.commission, return_rate=0)


EXERCISE = Exercise("Les lampes vendues chez les autres", GIVEN, firm=_firm)


# --- how concentrated -------------------------------------------------------------------------------------


def _site(data: Data) -> float:
    return 1 - data.big - data.small


def _index(*shares: float) -> float:
    """The index of shares given as fractions."""
    return dependence.hhi([100 * share for share in shares])


@EXERCISE.choice
def plan_that_spreads(data: Data) -> str:
    plan_a = _index(data.big - data.to_new, data.small, _site(data), data.to_new)
    plan_b = _index(data.big - data.to_site, data.small, _site(data) + data.to_site)
    return "b" if plan_a < plan_b else "c"


plan_that_spreads.asks(
    "Une boutique de lampes, fictive, vend {big} sur une grande place de marché, {small} sur une petite, le reste sur son site. De la grande place, le plan A fait passer {to_new} à une place nouvelle, le plan B {to_site} au site.\n\n"
    "Quel plan laisse les ventes les moins concentrées, au sens de l'indice HHI ? `parts` donne les parts d'aujourd'hui, en pour cent, et `bm.risks.dependence.hhi([...])` l'indice d'une liste de parts."
)
plan_that_spreads.option(
    "a",
    "Les deux autant",
    "les deux indices diffèrent. Calculez-les sur les parts d'après, en pour cent.",
)
plan_that_spreads.option(
    "b",
    "Le plan A",
    "le canal neuf n'ajoute presque rien à l'indice, mais ce plan déplace-t-il assez de points ? Refaites les deux indices ; les parts doivent faire 100.",
)
plan_that_spreads.option(
    "c",
    "Le plan B",
    "ce plan déplace plus de points, mais vers un site déjà gros. Refaites les deux indices ; les parts doivent faire 100.",
)
plan_that_spreads.option(
    "d",
    "Aucun : l'indice ne baisse pas",
    "l'indice baisse dans les deux plans. Calculez celui d'aujourd'hui, puis les deux autres.",
)
plan_that_spreads.why(
    "Un point compte par l'endroit d'où il part et par celui où il arrive. Par point, le plan A baisse plus l'indice, car un canal neuf n'ajoute qu'un petit carré ; le plan B déplace plus de points, et seul le calcul départage. L'indice ne dit pourtant pas chez qui l'on vend : chez soi ou chez un autre, c'est le même carré."
)
plan_that_spreads.hints(
    "Plan A, quatre parts : la grande place moins `100 * data.to_new`, les deux autres inchangées, et la place nouvelle.",
    'Plan A : `bm.risks.dependence.hhi([parts["Grande place"] - 100 * data.to_new, parts["Petite place"], parts["Site"], 100 * data.to_new])`.',
    "Plan B, trois parts : ôtez `100 * data.to_site` à la grande place, ajoutez-les au site. Le plus petit indice est le moins concentré.",
)


@EXERCISE.function("canaux_equivalents")
def canaux_equivalents(data: Data, a, b, c) -> float:
    return 10_000 / (a**2 + b**2 + c**2)


canaux_equivalents.asks(
    "À combien de canaux de même taille ces trois parts ressemblent-elles ? Votre collègue divise 10 000 par l'indice. Mais sa fonction répond toujours 1. Changez une ligne, puis relancez la cellule. (Les parts `a`, `b`, `c` sont en pour cent.)"
)
canaux_equivalents.tries(
    lambda data: [
        (100 * data.big, 100 * data.small, 100 * _site(data)),
        (50.0, 30.0, 20.0),
        (80.0, 15.0, 5.0),
        (40.0, 35.0, 25.0),
        (90.0, 10.0, 0.0),
    ]
)
canaux_equivalents.starts(lambda data, a, b, c: 10_000 / (a + b + c) ** 2)
canaux_equivalents.wrong(
    "parenthèses oubliées",
    "la division passe avant l'addition : seul le premier carré est au dénominateur. Entourez la somme des carrés.",
    lambda data, a, b, c: 10_000 / a**2 + b**2 + c**2,
)
canaux_equivalents.wrong(
    "parts sans carré",
    "vous additionnez les parts : leur somme fait toujours 100. L'indice additionne leurs carrés.",
    lambda data, a, b, c: 10_000 / (a + b + c),
)
canaux_equivalents.wrong(
    "indice rendu",
    "c'est l'indice. Le nombre de canaux est 10 000 divisé par lui.",
    lambda data, a, b, c: a**2 + b**2 + c**2,
)
canaux_equivalents.wrong(
    "rapport à l'envers",
    "le rapport est à l'envers : 10 000 va au-dessus, l'indice en dessous.",
    lambda data, a, b, c: (a**2 + b**2 + c**2) / 10_000,
)
canaux_equivalents.wrong(
    "échelle de 0 à 1",
    "vous divisez 1 par l'indice. Les parts sont en pour cent : leurs carrés sont dix mille fois plus grands.",
    lambda data, a, b, c: 1 / (a**2 + b**2 + c**2),
)
canaux_equivalents.wrong(
    "plus grand canal seul",
    "vous ne comptez que le premier canal. Les trois carrés s'additionnent.",
    lambda data, a, b, c: 10_000 / a**2,
)
canaux_equivalents.wrong(
    "racine carrée",
    "vous prenez une racine de trop. L'indice est la somme des carrés, telle quelle.",
    lambda data, a, b, c: 100 / (a**2 + b**2 + c**2) ** 0.5,
)
canaux_equivalents.otherwise("où se trouve le carré : sur chaque part, ou sur leur somme ?")
canaux_equivalents.why(
    "Trois canaux sur le papier en font souvent moins de deux et demi : les petits pèsent peu quand l'un d'eux prend presque tout. Reste à savoir ce qu'une fermeture coûterait en euros."
)
canaux_equivalents.hints(
    "L'indice additionne les carrés : élevez chaque part au carré avant d'additionner.",
    "L'indice : `a**2 + b**2 + c**2`.",
    "`return 10_000 / (a**2 + b**2 + c**2)`.",
)


# --- what a closed account takes --------------------------------------------------------------------------


def _kept_by_notice(data: Data) -> float:
    """Share of the year after the announcement that comes once the account is closed."""
    return 1 - data.notice / YEAR


@EXERCISE.number("Ventes perdues, en moyenne, en un an", "€ TTC / an")
def expected_loss(data: Data) -> float:
    return dependence.revenue_at_risk(
        12 * data.sales,
        [100 * data.big, 100 * data.small, 100 * _site(data)],
        probability=[data.p_big, data.p_small, 0],
        recovered=data.recovered,
        notice=data.notice,
    ).expected_loss


expected_loss.asks(
    "Chaque compte peut être fermé dans l'année : la grande place avec une probabilité de {p_big}, la petite de {p_small} (le site est à vous : 0). Un compte fermé le reste un an, compté depuis l'annonce ; pendant le préavis ({notice}), les ventes continuent. Ensuite, {recovered} de ses ventes se retrouvent ailleurs.\n\n"
    "Combien de ventes perdez-vous par an, en moyenne ? Une ligne, dont les `...` sont à remplir ; elle rend un objet, et `.expected_loss` donne le nombre :\n\n"
    "```python\n"
    "bm.risks.dependence.revenue_at_risk(..., parts, probability=..., recovered=..., notice=...)  # ventes d'un an\n"
    "```\n\n"
    "`probability` est une liste, `[..., ..., 0]`, dans l'ordre de `parts` : grande place, petite place, site."
)
expected_loss.wrong(
    "ventes d'un mois",
    "vous partez des ventes d'un mois. La question porte sur un an : multipliez par douze.",
    lambda data: expected_loss(data) / 12,
)
expected_loss.wrong(
    "préavis oublié",
    "vous fermez le compte le jour de l'annonce. Pendant le préavis, les ventes continuent : `notice=data.notice`.",
    notice=0,
)
expected_loss.wrong(
    "préavis d'un changement de conditions",
    "c'est le préavis d'un changement de conditions. Fermer un compte en demande un autre.",
    notice=lambda data: data.terms_notice,
)
expected_loss.wrong(
    "ventes retrouvées oubliées",
    "vous perdez toutes les ventes d'un compte fermé. Une part se retrouve ailleurs : `recovered=data.recovered`.",
    recovered=0.0,
)
expected_loss.wrong(
    "ventes retrouvées prises pour perdues",
    "vous comptez ce qui se retrouve ailleurs. Ce qui se perd en est le complément.",
    recovered=lambda data: 1 - data.recovered,
)
expected_loss.wrong(
    "grande place seule",
    "vous ne comptez que la grande place. L'autre compte peut fermer aussi.",
    p_small=0.0,
)
expected_loss.wrong(
    "petite place seule",
    "vous ne comptez que la petite place. L'autre compte peut fermer aussi.",
    p_big=0.0,
)
expected_loss.wrong(
    "probabilités échangées",
    "vous donnez à chaque place la probabilité de l'autre.",
    p_big=lambda data: data.p_small,
    p_small=lambda data: data.p_big,
)
expected_loss.wrong(
    "pire perte",
    "c'est ce que prend le plus gros compte une fois fermé. La moyenne compte aussi les années où rien ne ferme.",
    lambda data: 12 * data.sales * data.big * (1 - data.recovered) * _kept_by_notice(data),
)
expected_loss.wrong(
    "parts oubliées",
    "chaque fermeture prend chez vous toutes les ventes. Elle ne prend que la part de ce canal.",
    lambda data: 12 * data.sales * (data.p_big + data.p_small) * (1 - data.recovered) * _kept_by_notice(data),
)
expected_loss.otherwise("que prend chaque compte fermé, et avec quelle probabilité ?")
expected_loss.why(
    "Aucune année ne ressemble à cette moyenne : la plupart ne perdent rien, quelques-unes perdent beaucoup. La moyenne sert à comparer avec ce que coûte une protection. Lequel des deux comptes y pèse le plus ?"
)
expected_loss.hints(
    "Les ventes d'un an : `12 * data.sales`.",
    "`probability=[data.p_big, data.p_small, 0]`, `recovered=data.recovered`, `notice=data.notice`.",
    "Ajoutez `.expected_loss` après la dernière parenthèse.",
)


@EXERCISE.decision("Grande place moins petite place, en moyenne", "€ TTC / an", absolute=20)
def big_less_small(data: Data) -> float:
    lost = data.big * data.p_big - data.small * data.p_small
    return 12 * data.sales * lost * (1 - data.recovered) * _kept_by_notice(data)


big_less_small.asks(
    "Mêmes hypothèses. Vous avez le temps de mettre un seul compte en règle (pièces, délais, réponses aux clients), ce qui écarterait tout risque de fermeture.\n\n"
    "De combien la perte moyenne d'un an due à la grande place dépasse-t-elle celle due à la petite (négatif si elle est plus petite) ? Quel compte mettez-vous en règle ?\n\n"
    "{options}\n\n"
    "L'objet de la question précédente a un `.losses` : ce que prend chaque canal une fois fermé, par son nom."
)
big_less_small.follows(
    lambda data: big_less_small(data) > 0,
    grande=("La grande place", "mais il est négatif : la petite vous coûte davantage en moyenne"),
    petite=("La petite place", "mais il est positif : la grande vous coûte davantage en moyenne"),
)
big_less_small.wrong(
    "probabilités oubliées",
    "vous comparez deux fermetures certaines. Multipliez chaque perte par sa probabilité.",
    p_big=1.0,
    p_small=1.0,
)
big_less_small.wrong(
    "parts oubliées",
    "vous comparez deux probabilités. Chaque compte ne prend que la part de ses ventes.",
    big=1.0,
    small=1.0,
)
big_less_small.wrong(
    "perte des deux places",
    "c'est la somme des deux. La question demande l'écart.",
    lambda data: expected_loss(data),
)
big_less_small.wrong(
    "grande place seule",
    "c'est la perte moyenne due à la grande place. Retirez-lui celle due à la petite.",
    small=0.0,
)
big_less_small.wrong(
    "préavis et ventes retrouvées oubliés",
    "gardez les hypothèses de la question 3 : le préavis, et les ventes retrouvées ailleurs.",
    notice=0,
    recovered=0.0,
)
big_less_small.wrong(
    "ventes d'un mois",
    "c'est l'écart sur les ventes d'un mois. La question compte un an.",
    lambda data: big_less_small(data) / 12,
)
big_less_small.otherwise("pour chaque place : que prend-elle une fois fermée, et avec quelle probabilité ?")
big_less_small.why(
    "Un petit compte souvent fermé peut coûter autant, en moyenne, qu'un gros presque sûr. Mais la moyenne n'est pas tout : la fermeture du gros, elle, peut emporter la boutique. Une plateforme a aussi des gestes plus doux : elle change son prix."
)
big_less_small.hints(
    'Ce que prend la grande place : `.losses["Grande place"]`.',
    "Multipliez chaque perte par sa probabilité, `data.p_big` ou `data.p_small`.",
    "Répondez par la première moins la seconde.",
)


# --- a dearer platform, a shorter season -------------------------------------------------------------------


def _kept(data: Data, commission: float) -> float:
    """Euros without tax left by one euro of the price, commission paid."""
    return 1 / (1 + data.vat) - commission


@EXERCISE.number("Hausse du prix de la lampe", "€ TTC", absolute=0.01)
def price_rise(data: Data) -> float:
    return data.price * (_kept(data, data.commission) / _kept(data, data.new_commission) - 1)


price_rise.asks(
    "La grande place annonce, {terms_notice} à l'avance, une commission de {new_commission} au lieu de {commission}, toujours prise sur le prix TTC. La lampe s'y vend {price}.\n\n"
    "De combien d'euros TTC faut-il monter le prix pour que chaque lampe laisse autant qu'avant ?"
)
price_rise.wrong(
    "hausse de la commission seule",
    "vous ajoutez au prix ce que la commission prend de plus. L'État et la place prennent aussi leur part de cette hausse.",
    lambda data: data.price * (data.new_commission - data.commission),
)
price_rise.wrong(
    "TVA oubliée",
    "la place prend sa part de la hausse, mais l'État aussi : d'un euro TTC, il reste `1 / (1 + data.vat)` avant la commission.",
    vat=0.0,
)
price_rise.wrong(
    "commission oubliée sur la hausse",
    "vous rendez la TVA sur la hausse, mais la place y prend aussi sa nouvelle commission.",
    lambda data: data.price * (data.new_commission - data.commission) * (1 + data.vat),
)
price_rise.wrong(
    "ancienne commission sur la hausse",
    "la hausse du prix paie la nouvelle commission, pas l'ancienne.",
    lambda data: data.price * (data.new_commission - data.commission) / _kept(data, data.commission),
)
price_rise.wrong(
    "nouveau prix",
    "c'est le nouveau prix. La question demande la hausse : retirez l'ancien.",
    lambda data: data.price * _kept(data, data.commission) / _kept(data, data.new_commission),
)
price_rise.wrong(
    "commission en pourcentage d'elle-même",
    "vous montez le prix comme monte la commission. La commission n'est qu'une part du prix.",
    lambda data: data.price * (data.new_commission / data.commission - 1),
)
price_rise.wrong(
    "hausse en pourcentage",
    "c'est une hausse en part du prix. La question la demande en euros.",
    lambda data: price_rise(data) / data.price,
)
price_rise.otherwise("d'un euro payé par l'acheteur, que reste-t-il avant et après ?")
price_rise.why(
    "Ce que coûte la lampe n'y entre pas : il est le même avant et après. Pour rendre un euro au vendeur, l'acheteur en paie bien plus, puisque l'État et la place se servent d'abord. Et beaucoup d'acheteurs comparent. Reste le pire cas : la fermeture, avec du stock."
)
price_rise.hints(
    "D'un euro TTC, il reste au vendeur `1 / (1 + data.vat)` moins la commission.",
    "Égalez : ancien prix × ce qui en restait = nouveau prix × ce qui en reste.",
    "`avant = 1 / (1 + data.vat) - data.commission`, `apres = 1 / (1 + data.vat) - data.new_commission`, puis `data.price * (avant / apres - 1)`.",
)


@EXERCISE.number("Stock à ne pas dépasser", "jours de ventes")
def stock_ceiling(data: Data) -> float:
    return data.notice + data.season * (1 - data.big * (1 - data.recovered))


stock_ceiling.asks(
    "Vos lampes de l'année se vendent mal l'année suivante. La grande place ({big:bare} des ventes) peut annoncer la fermeture de votre compte à tout moment ; elle ferme après {notice}. Vous n'achetez plus rien dès l'annonce, {recovered} de ses ventes se retrouvent ailleurs, et la saison finit {season} après la fermeture.\n\n"
    "Quel stock, au plus, avoir le jour de l'annonce pour qu'il soit vendu à la fin de la saison ? Répondez en jours de ventes d'avant, tous canaux."
)
stock_ceiling.wrong(
    "préavis oublié",
    "vous ne comptez que les jours d'après la fermeture. Pendant le préavis, tout se vend comme avant.",
    notice=0,
)
stock_ceiling.wrong(
    "préavis d'un changement de conditions",
    "c'est le préavis d'un changement de conditions. Fermer un compte en demande un autre.",
    notice=lambda data: data.terms_notice,
)
stock_ceiling.wrong(
    "ventes retrouvées oubliées",
    "vous perdez toutes les ventes de la grande place. Une part se retrouve ailleurs.",
    recovered=0.0,
)
stock_ceiling.wrong(
    "rythme inchangé",
    "après la fermeture, vous vendez comme avant. Quelle part des ventes reste-t-il ?",
    lambda data: data.notice + data.season,
)
stock_ceiling.wrong(
    "ventes perdues au lieu de gardées",
    "vous comptez les ventes qui manquent. Le stock se vide par celles qui restent.",
    lambda data: data.notice + data.season * data.big * (1 - data.recovered),
)
stock_ceiling.wrong(
    "ralenti dès l'annonce",
    "vous ralentissez dès l'annonce. Pendant le préavis, le compte est ouvert.",
    lambda data: (data.notice + data.season) * (1 - data.big * (1 - data.recovered)),
)
stock_ceiling.wrong(
    "divisé au lieu de multiplié",
    "un rythme plus lent vend moins en autant de jours : multipliez les jours par ce rythme.",
    lambda data: data.notice + data.season / (1 - data.big * (1 - data.recovered)),
)
stock_ceiling.otherwise(
    "combien de jours de ventes d'avant s'écoulent pendant le préavis, puis après la fermeture ?"
)
stock_ceiling.why(
    "Le préavis légal vous donne des jours pleins, la saison des jours au ralenti. Un stock plus gros que ce plafond finit en solde. `bm.risks.dependence.stock_left` fait ce calcul dans l'autre sens. Et une fermeture, en trois ans, est-ce rare ?"
)
stock_ceiling.hints(
    "Pendant le préavis, le stock baisse d'un jour de ventes par jour.",
    "Ensuite, le rythme n'est plus que `1 - data.big * (1 - data.recovered)`.",
    "`data.notice + data.season * (1 - data.big * (1 - data.recovered))`.",
)


@EXERCISE.number("Au moins une fermeture en trois ans", "%", absolute=0.002)
def any_closure(data: Data) -> float:
    return 1 - ((1 - data.p_big) * (1 - data.p_small)) ** YEARS


any_closure.asks(
    "La grande place ferme un compte avec une probabilité de {p_big}, la petite de {p_small}. Elles décident chacune de leur côté, et chaque année recommence comme la précédente.\n\n"
    "Quelle est la probabilité d'au moins une fermeture en trois ans ? Répondez par une fraction. La puissance s'écrit `**`."
)
any_closure.wrong(
    "probabilités additionnées",
    "vous additionnez les probabilités de trois ans : les années à deux fermetures sont comptées deux fois, et la somme finirait par dépasser 1.",
    lambda data: YEARS * (data.p_big + data.p_small),
)
any_closure.wrong(
    "un an au lieu de trois",
    "c'est la probabilité d'un an. Il faut passer trois années sans fermeture.",
    lambda data: 1 - (1 - data.p_big) * (1 - data.p_small),
)
any_closure.wrong(
    "trois fois un an",
    "vous multipliez par trois la probabilité d'un an. Multipliez plutôt entre elles les années sans fermeture.",
    lambda data: YEARS * (1 - (1 - data.p_big) * (1 - data.p_small)),
)
any_closure.wrong(
    "aucune fermeture",
    "c'est la probabilité que rien ne ferme. La question demande le contraire.",
    lambda data: 1 - any_closure(data),
)
any_closure.wrong(
    "grande place seule",
    "vous ne suivez que la grande place. L'autre compte compte aussi.",
    p_small=0.0,
)
any_closure.wrong(
    "petite place seule",
    "vous ne suivez que la petite place. L'autre compte compte aussi.",
    p_big=0.0,
)
any_closure.wrong(
    "les deux à la fois",
    "vous cherchez une année où les deux ferment ensemble. Une seule fermeture suffit.",
    lambda data: 1 - (1 - data.p_big * data.p_small) ** YEARS,
)
any_closure.otherwise("quelle est la probabilité qu'aucun des deux comptes ne ferme, un an, puis trois ?")
any_closure.why(
    "Un canal de plus ajoute une façon de perdre un compte : la fermeture devient plus probable et chacune prend moins. C'est tout ce que la diversification achète. L'autre voie est de ramener les clients chez soi."
)
any_closure.hints(
    "Un an sans fermeture : `(1 - data.p_big) * (1 - data.p_small)`.",
    "Trois ans sans fermeture : ce nombre à la puissance 3.",
    "Au moins une : `1 - ((1 - data.p_big) * (1 - data.p_small)) ** 3`.",
)


# --- leaving ----------------------------------------------------------------------------------------------


def _plan(data: Data, horizon: int = HORIZON) -> dependence.ExitPlan:
    return dependence.exit_plan(
        data.sales,
        points=100 * data.to_site,
        months=PLAN,
        cost_per_point=data.point_cost,
        commission=data.commission,
        margin=data.margin,
        follow=data.follow,
        probability=data.p_big,
        recovered=data.recovered,
        horizon=horizon,
        upkeep=data.upkeep,
    )


@EXERCISE.decision("Ce que le plan B rapporte en 36 mois", "€", words=15, absolute=25, relative=0.005)
def plan_net(data: Data) -> float:
    return _plan(data).net


plan_net.asks(
    "Le plan B ramène {to_site} sur le site en six mois : {point_cost} par point, puis {upkeep} de publicité par point gardé. {follow} des clients déplacés suivent, sans commission ({commission} aujourd'hui) ; les autres sont perdus, avec leur marge ({margin}). Ce qui est déplacé ne craint plus la fermeture.\n\n"
    "Que rapporte ce plan en 36 mois (négatif s'il coûte) ? Le lancez-vous ?\n\n"
    "{options}\n\n"
    "`.net` donne le nombre :\n\n"
    "```python\n"
    "plan = bm.risks.dependence.exit_plan(\n"
    "    data.sales, points=..., months=..., cost_per_point=..., commission=..., margin=..., follow=...,\n"
    "    probability=..., recovered=..., upkeep=..., horizon=36,\n"
    ")  # points : 10 pour dix points\n"
    "```\n\n"
    "Donnez votre choix, ce nombre, et justifiez en quinze mots au moins, un chiffre, et ce qui vous ferait changer d'avis."
)
plan_net.follows(
    lambda data: plan_net(data) > 0,
    oui=("Oui, la boutique lance le plan B", "mais il est négatif : le plan coûte plus qu'il n'économise"),
    non=("Non, elle reste comme elle est", "mais il est positif : le plan économise plus qu'il ne coûte"),
)
plan_net.wrong(
    "tout le monde suit",
    "tous les clients suivent chez vous. Une part ne vient pas : `follow=data.follow`.",
    follow=1.0,
)
plan_net.wrong(
    "ventes perdues sans marge",
    "les clients qui ne suivent pas ne vous coûtent rien, et rien n'est protégé. Donnez la marge : `margin=data.margin`.",
    margin=0.0,
)
plan_net.wrong(
    "risque oublié",
    "vous ne comptez que la commission. Ce qui est déplacé ne craint plus la fermeture : `probability=data.p_big`.",
    p_big=0.0,
)
plan_net.wrong(
    "risque de la petite place",
    "c'est le risque de la petite place. Les points quittent la grande.",
    p_big=lambda data: data.p_small,
)
plan_net.wrong(
    "visiteurs oubliés",
    "le site reçoit ses visiteurs pour rien. Garder un point déplacé se paie chaque mois : `upkeep=data.upkeep`.",
    upkeep=0,
)
plan_net.wrong(
    "coût oublié",
    "vous oubliez ce que coûte le déplacement : `cost_per_point=data.point_cost`.",
    point_cost=0.0,
)
plan_net.wrong(
    "douze mois au lieu de trente-six",
    "vous suivez un an. Le plan se paie d'abord, il économise ensuite : suivez 36 mois.",
    lambda data: _plan(data, 12).net,
)
plan_net.wrong(
    "économie d'un mois",
    "c'est ce que rapporte un mois, une fois tout déplacé. La question compte 36 mois, et le coût.",
    lambda data: _plan(data).saving,
)
plan_net.wrong(
    "commission annoncée",
    "vous prenez la commission annoncée. La question garde celle d'aujourd'hui.",
    commission=lambda data: data.new_commission,
)
plan_net.wrong(
    "coût seul",
    "c'est ce que coûte le plan. Ajoutez ce qu'il économise.",
    lambda data: -data.point_cost * 100 * data.to_site,
)
plan_net.otherwise("que coûte le plan, et qu'apportent chaque mois les clients qui suivent ?")
plan_net.why(
    "Votre choix et votre nombre se tiennent ; votre enseignant lit la justification. Tout dépend de ceux qui suivent, et de ce que coûte un visiteur que la place n'amène plus. Avant de payer pour tous les points, déplacez-en un et comptez. Une commission plus chère, elle, pousse à partir."
)
plan_net.hints(
    "`points=100 * data.to_site`, `months=6`, `cost_per_point=data.point_cost`.",
    "`commission=data.commission`, `margin=data.margin`, `follow=data.follow`, `probability=data.p_big`, `recovered=data.recovered`, `upkeep=data.upkeep`.",
    "Puis `plan.net` : positif, le plan rapporte.",
)
