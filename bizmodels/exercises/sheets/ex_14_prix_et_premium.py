"""Questions on the prices of a coffee brand: what sales answer, which price, a cheaper product, a bundle, a premium, a free offer."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd

from bizmodels.exercises import mistakes
from bizmodels.exercises.given import Data, Given
from bizmodels.exercises.sheet import Exercise
from bizmodels.facts.datasets import load_rdataset
from bizmodels.levers.pricing import arc_elasticity, estimate_elasticity, markup_price, volume_needed
from bizmodels.models import D2C

_PACK, _MONTH, _SUB = "€ TTC / paquet", "paquets / mois", "€ TTC / mois"

GIVEN = (
    Given("vat", "TVA", "%", source="legal/vat_rate_standard", factor=0.01),
    Given("basket", "Prix du coffret", "€ TTC", default=62, low=60, high=64, step=0.5),
    Given("cogs", "Coût du coffret", "€ HT", default=14.5, low=13, high=16, step=0.5),
    Given("dearer", "Coffret plus cher", "€ TTC", default=68, low=66, high=70, step=0.5),
    Given("reaction", "Élasticité des nouveaux clients du coffret", default=2.5, low=1, high=3, step=0.25),
    Given("price", "Prix du paquet", _PACK, default=12, low=11.6, high=12.4, step=0.1),
    Given("sold", "Ventes à ce prix", _MONTH, default=2_000, low=1_900, high=2_100, step=10),
    Given("price_mid", "Deuxième prix essayé", _PACK, default=11.4, low=11.2, high=11.5, step=0.1),
    Given("sold_mid", "Ventes à ce deuxième prix", _MONTH, default=2_250, low=2_200, high=2_300, step=10),
    Given("price_low", "Troisième prix essayé", _PACK, default=10, low=9.8, high=10.2, step=0.1),
    Given("sold_low", "Ventes à ce troisième prix", _MONTH, default=2_650, low=2_350, high=3_300, step=50),
    Given("cost", "Coût d’un paquet", "€ HT", default=5.3, low=5, high=5.5, step=0.1),
    Given("cut", "Prix du jus qui sépare « bon marché » de « cher »", "$", default=1.95, low=1.75, high=2.05, step=0.1),
    Given("elasticity", "Élasticité du café, après un an de mesures", default=2.2, low=1.8, high=2.6, step=0.1),
    Given("new_price", "Prix du paquet souple", _PACK, default=8.8, low=8.4, high=9, step=0.1),
    Given("new_cost", "Coût du paquet souple", "€ HT", default=3.5, low=3.4, high=3.8, step=0.1),
    Given("lea_coffee", "Léa paierait au plus, pour le café", "€", default=12, low=11, high=13, step=0.5),
    Given("lea_tea", "Léa, pour le thé", "€", default=5, low=4, high=6, step=0.5),
    Given("max_coffee", "Max, pour le café", "€", default=7, low=6.5, high=8, step=0.5),
    Given("max_tea", "Max, pour le thé", "€", default=9, low=8.5, high=11, step=0.5),
    Given("sub_price", "Prix de l’abonnement simple", _SUB, default=15, low=14, high=16, step=0.5),
    Given("sub_cost", "Coût de l’abonnement simple", "€ HT / mois", default=8, low=7, high=8.5, step=0.5),
    Given("premium_price", "Prix de l’abonnement premium", _SUB, default=22, low=21, high=24, step=0.5),
    Given("premium_cost", "Coût de l’abonnement premium", "€ HT / mois", default=12, low=11, high=13, step=0.5),
    Given("takers", "Abonnés premium attendus", "abonnés", default=150, low=120, high=180, step=10),
    Given("switchers", "dont venus de l’abonnement simple", "% d’entre eux", default=0.6, low=0.55, high=0.8, step=0.05),
    Given("conversion", "Inscrits gratuits qui finissent par payer", "%", default=0.03, low=0.025, high=0.035, step=0.001),
    Given("conversion_after", "Même part, si l’offre gratuite est limitée", "%", default=0.04, low=0.038, high=0.048, step=0.001),
    Given("feared_drop", "Inscriptions que l’équipe craint de perdre", "% des inscriptions", default=0.3, low=0.15, high=0.4, step=0.01),
)  # fmt: skip

FILTERS = 0.6  # elasticity of the filters: below 1


def _firm(data: Data) -> D2C:
    return D2C(
        basket=data.basket,
        cogs=data.cogs,
        cac=6,
        new_customers=400,
        starting_customers=2_000,
        fixed_costs=4_000,
    )


EXERCISE = Exercise("Le prix du café", GIVEN, firm=_firm)


def _before_tax(data: Data, price: float) -> float:
    return price / (1 + data.vat)


@cache
def _juice() -> pd.DataFrame:
    return load_rdataset("ISLR/OJ")


@cache
def _at(cut: float, mark: str = "MM") -> tuple[float, float, float, float, int, int]:
    """Share of the purchases that take ``mark`` when the juice is dear, when it is cheap, both mean prices, both counts."""
    juice = _juice()
    cheap, bought = juice["SalePriceMM"] < cut, juice["Purchase"] == mark
    price = juice["SalePriceMM"]
    return (
        float(bought[~cheap].mean()),
        float(bought[cheap].mean()),
        float(price[~cheap].mean()),
        float(price[cheap].mean()),
        int(bought[~cheap].sum()),
        int(bought[cheap].sum()),
    )


@EXERCISE.choice
def what_rises(data: Data) -> str:
    dearer = data.firm.reacting(price=data.reaction).replace(basket=data.dearer)
    return "b" if dearer.profit_36 > data.firm.profit_36 else "a"


what_rises.asks(
    "Une marque de café, fictive, vend un coffret {basket}. Elle pense à {dearer}. `plus_cher` suppose que les nouveaux clients répondent, avec une élasticité de {reaction} (sans signe, comme au calculateur).\n\n"
    "Du coffret d'aujourd'hui au coffret plus cher, qu'est-ce qui monte ?"
)
what_rises.option(
    "a",
    "La marge par commande, pas le résultat",
    "relisez la ligne du résultat au mois 36, d'une colonne à l'autre : est-elle plus haute ou plus basse ?",
)
what_rises.option(
    "b",
    "La marge par commande et le résultat",
    "relisez la ligne du résultat au mois 36, d'une colonne à l'autre. Les clients qui ne viennent plus n'y sont pas.",
)
what_rises.option(
    "c",
    "Le résultat, pas la marge par commande",
    "un coffret plus cher au même coût laisse forcément davantage à chaque vente. Relisez la première ligne.",
)
what_rises.option(
    "d",
    "Ni l'une ni l'autre",
    "le coût du coffret n'a pas bougé : que laisse chaque vente de plus ?",
)
what_rises.why(
    "Chaque vente laisse plus ; il y a moins de ventes. Tout dépend d'un nombre, l'élasticité. La marque a essayé trois prix de son paquet : mesurez-la."
)
what_rises.hints(
    "Exécutez la cellule du tableau et comparez les deux colonnes, ligne par ligne.",
    "La première ligne ne compte qu'une commande, la seconde toutes celles du mois 36.",
)


@EXERCISE.number("Élasticité sur les trois prix", "sans unité")
def log_elasticity(data: Data) -> float:
    return float(
        estimate_elasticity(
            [data.price, data.price_mid, data.price_low], [data.sold, data.sold_mid, data.sold_low]
        )
    )


log_elasticity.asks(
    "La marque a vendu son paquet à trois prix. Mesurez l'élasticité de la demande sur les trois prix et les trois ventes, avec son signe, comme les fonctions la rendent (la leçon et le calculateur l'écrivent sans).\n\n"
    "`bm.levers.pricing.estimate_elasticity(prix, ventes)` reçoit deux listes, `[..., ..., ...]`, dans le même ordre : elle cherche le nombre qui, d'un prix à l'autre, rend le mieux compte des trois ventes, en pourcentages (elle compare des logarithmes)."
)
log_elasticity.wrong(
    "prix et ventes échangés",
    "vous donnez les ventes d'abord. La fonction attend les prix, puis les ventes.",
    lambda data: float(
        estimate_elasticity(
            [data.sold, data.sold_mid, data.sold_low], [data.price, data.price_mid, data.price_low]
        )
    ),
)
log_elasticity.wrong(
    "signe inversé",
    "la taille est là, sans le signe. Ici on le garde : les ventes baissent quand le prix monte, l'élasticité est négative.",
    lambda data: -log_elasticity(data),
)
log_elasticity.wrong(
    "élasticité d'arc",
    "c'est l'élasticité entre deux prix seulement, le premier et le troisième. La question demande les trois.",
    lambda data: arc_elasticity(data.sold, data.sold_low, data.price, data.price_low),
)
log_elasticity.wrong(
    "pourcentages rapportés au départ",
    "vous divisez deux pourcentages comptés depuis le premier prix : au retour, le même écart en donnerait un autre. Employez la fonction, sur les trois points.",
    lambda data: (data.sold_low / data.sold - 1) / (data.price_low / data.price - 1),
)
log_elasticity.wrong(
    "pente en paquets par euro",
    "c'est le nombre de paquets gagnés par euro. Une élasticité compare deux pourcentages : elle se mesure sur les logarithmes.",
    lambda data: float(
        np.polyfit(
            [data.price, data.price_mid, data.price_low], [data.sold, data.sold_mid, data.sold_low], 1
        )[0]
    ),
)
log_elasticity.otherwise(
    "quelle liste la fonction attend-elle en premier, et combien de points chacune a-t-elle ?"
)
log_elasticity.why(
    "Trois points donnent une pente et très peu de certitude : affichez le résultat de la fonction, il dit son erreur type, de combien la mesure peut se tromper. Un test de prix d'une marque n'a que ses semaines ; un supermarché a ses tickets."
)
log_elasticity.hints(
    "Les prix d'abord, du même ordre que les ventes.",
    "`prix = [data.price, data.price_mid, data.price_low]`.",
    "`bm.levers.pricing.estimate_elasticity(prix, [data.sold, data.sold_mid, data.sold_low])`.",
)


@EXERCISE.number("Élasticité d'arc du jus", "sans unité")
def juice_arc(data: Data) -> float:
    dear, cheap, high, low, *_ = _at(data.cut)
    return arc_elasticity(dear, cheap, high, low)


juice_arc.asks(
    "Données réelles : plus de mille achats de jus d'orange, deux marques. Pour chacun, `choisi` dit si c'est Minute Maid, `prix_jus` combien valait Minute Maid ce jour-là, `bon_marche` si c'était moins de {cut}.\n\n"
    "`choisi[bon_marche].mean()` est une part des achats, `prix_jus[bon_marche].mean()` un prix moyen ; avec `~bon_marche`, ceux des jours chers.\n\n"
    "Quelle est l'élasticité d'arc (méthode du point milieu, avec son signe) de la part de Minute Maid, du prix cher au prix bon marché ? Une ligne : `bm.levers.pricing.arc_elasticity(q0, q1, p0, p1)`."
)
juice_arc.wrong(
    "achats comptés au lieu de parts",
    "vous comptez des achats. Il y a plus de jours à un prix qu'à l'autre : prenez la part des achats, `.mean()`, pas `.sum()`.",
    lambda data: arc_elasticity(*_at(data.cut)[4:], *_at(data.cut)[2:4]),
)
juice_arc.wrong(
    "pourcentages rapportés au départ",
    "vous divisez deux pourcentages comptés depuis le prix cher. L'arc se compte au milieu : employez `arc_elasticity`.",
    lambda data: (_at(data.cut)[1] / _at(data.cut)[0] - 1) / (_at(data.cut)[3] / _at(data.cut)[2] - 1),
)
juice_arc.wrong(
    mistakes.upside_down(
        "le rapport est à l'envers : la réaction des ventes va au-dessus, le changement de prix en dessous. Vérifiez l'ordre, `q0, q1, p0, p1`."
    )
)
juice_arc.wrong(
    "signe inversé",
    "la taille est là, sans le signe. La part monte quand le prix baisse : l'élasticité est négative.",
    lambda data: -juice_arc(data),
)
juice_arc.wrong(
    "l'autre marque",
    "c'est la réaction de l'autre marque, Citrus Hill, au prix de Minute Maid. La question porte sur la part de Minute Maid.",
    lambda data: arc_elasticity(*_at(data.cut, "CH")[:4]),
)
juice_arc.otherwise("quelle part des achats va à Minute Maid quand il est cher, et quand il ne l'est pas ?")
juice_arc.why(
    "Ces jours-là ne diffèrent pas que par le prix : magasin, promotion de l'autre marque, semaine. L'élasticité d'une part n'est pas non plus celle des ventes. Avec la vôtre, mesurée sur un an, quel prix demander ?"
)
juice_arc.hints(
    "Avant, c'est cher : `q0` est la part quand il est cher, `choisi[~bon_marche].mean()`.",
    "Après, c'est bon marché : `q1 = choisi[bon_marche].mean()`.",
    "De même pour les prix : `p0 = prix_jus[~bon_marche].mean()`, `p1 = prix_jus[bon_marche].mean()`.",
)


@EXERCISE.decision("Prix du café qui laisse le plus", "€ TTC")
def best_price(data: Data) -> float:
    return markup_price(data.cost, -data.elasticity) * (1 + data.vat)


best_price.asks(
    "La règle du coefficient : meilleur prix HT = coût × e ÷ (e − 1). Le café coûte {cost}, son élasticité e est de {elasticity}, sans signe ; celle des filtres, de 0,6.\n\n"
    "Pour quel produit la règle se tait-elle ?\n\n"
    "{options}\n\n"
    "Donnez cette lettre, puis le prix **TTC** qu'elle conseille pour le café."
)
best_price.option(
    "a", "Pour le café", "son élasticité dépasse 1 : une hausse finit par faire fuir assez d'acheteurs."
)
best_price.option("b", "Pour les filtres")
best_price.option(
    "c",
    "Pour les deux",
    "l'un des deux répond assez pour qu'un meilleur prix existe. Comparez chaque élasticité à 1.",
)
best_price.option(
    "d",
    "Pour aucun des deux",
    "l'une des deux élasticités est inférieure à 1 : que donne la formule, avec elle ?",
)
best_price.wrong(
    "TVA oubliée",
    "la règle donne un prix HT, celui que garde la marque. La question demande le prix affiché, TTC.",
    lambda data: best_price(data) / (1 + data.vat),
)
best_price.wrong(
    "signe de l'élasticité",
    "vous divisez par e + 1. Les manuels écrivent l'élasticité négative ; ici elle est donnée sans signe, et la formule a un moins.",
    lambda data: data.cost * data.elasticity / (data.elasticity + 1) * (1 + data.vat),
)
best_price.wrong(
    "coût divisé par l'élasticité ajouté",
    "vous ajoutez au coût une part de un sur e. La règle compte cette part sur le prix, pas sur le coût.",
    lambda data: data.cost * (1 + 1 / data.elasticity) * (1 + data.vat),
)
best_price.wrong(
    "coût multiplié par l'élasticité",
    "il manque le dénominateur, e − 1.",
    lambda data: data.cost * data.elasticity * (1 + data.vat),
)
best_price.wrong(
    mistakes.parentheses(
        lambda data: (data.cost * data.elasticity / data.elasticity - 1) * (1 + data.vat),
        sentence="sans parenthèses autour de `data.elasticity - 1`, Python divise d'abord, puis retire 1.",
    )
)
best_price.wrong(
    "élasticité des filtres",
    "vous appliquez la règle aux filtres, et elle donne un prix négatif : c'est sa façon de se taire. Calculez le prix du café.",
    lambda data: data.cost * FILTERS / (FILTERS - 1) * (1 + data.vat),
)
best_price.otherwise("quel prix la règle donne-t-elle, et qui encaisse la TVA ?")
best_price.why(
    "Sous 1, chaque hausse rapporte : la règle ne trouve pas de sommet, et l'élasticité mesurée ne vaut plus si loin. Elle suppose aussi un coût qui ne bouge pas. Et s'il bouge avec le prix ?"
)
best_price.hints(
    "La règle a un sommet quand l'élasticité dépasse 1.",
    "Prix HT : `data.cost * data.elasticity / (data.elasticity - 1)`.",
    "Prix TTC : ce nombre × `(1 + data.vat)`.",
)


@EXERCISE.number("Ventes nécessaires, en multiple", "×")
def volume(data: Data) -> float:
    return volume_needed(
        _before_tax(data, data.price), data.cost, _before_tax(data, data.new_price), data.new_cost
    )


volume.asks(
    "La marque peut passer à un paquet souple : moins cher à produire ({new_cost} au lieu de {cost}), affiché {new_price} au lieu de {price}.\n\n"
    "Par combien faut-il multiplier les ventes pour garder la même marge ?"
)
volume.wrong(
    "coût inchangé",
    "vous gardez l'ancien coût. Le paquet souple coûte moins cher à produire : chaque prix avec son coût.",
    new_cost=lambda data: data.cost,
)
volume.wrong(
    mistakes.ttc_for_ht(
        "vous retirez un coût HT d'un prix TTC. Divisez d'abord chaque prix par `1 + data.vat`."
    )
)
volume.wrong(
    "chiffre d'affaires conservé",
    "c'est ce qu'il faut pour garder le chiffre d'affaires. La question demande la marge.",
    lambda data: data.price / data.new_price,
)
volume.wrong(
    mistakes.change_for_multiple(
        "c'est la hausse des ventes. La question demande par combien les multiplier."
    )
)
volume.wrong(
    mistakes.upside_down(
        "le rapport est à l'envers : la marge d'avant va au-dessus, celle d'après en dessous."
    )
)
volume.otherwise("que laisse un paquet aujourd'hui, et que laisserait un paquet souple ?")
volume.why(
    "Le coût qui baisse fait presque tout : à l'ancien coût, il faudrait vendre bien davantage. Un prix qui baisse seul et un prix qui baisse avec son coût sont deux décisions. Reste à savoir ce que des clients accepteraient : demandons-leur."
)
volume.hints(
    "Marge d'un paquet : prix HT moins coût. Il en faut deux.",
    "Avant : `data.price / (1 + data.vat) - data.cost`.",
    "Divisez la marge d'avant par celle d'après.",
)


@EXERCISE.function("refus")
def refus(data: Data, prix, trop_bon_marche, trop_cher) -> float:
    return float((trop_bon_marche >= prix).mean() + (trop_cher <= prix).mean())


refus.asks(
    "Van Westendorp demande à chacun un prix « trop bon marché » (il doute de la qualité) et un prix « trop cher » (il n'achète pas). Votre collègue calcule la part des gens qui refusent un prix, mais ne compte que ceux qui le trouvent trop cher. Complétez la ligne, puis relancez la cellule.\n\n"
    "`trop_bon_marche` et `trop_cher` sont deux colonnes ; `(trop_cher <= prix).mean()` est une part."
)


def _column(*values: float) -> pd.Series:
    return pd.Series(values, dtype=float)


refus.tries(
    lambda data: [
        (data.price, _column(6, 8, 11, 13, 15), _column(14, 15, 16, 18, 25)),
        (10.0, _column(4, 5, 8, 12), _column(9, 14, 16, 20)),
        (6.0, _column(3, 5, 6, 9), _column(10, 12, 15, 18)),
        (16.0, _column(4, 5, 6, 7), _column(12, 14, 16, 20)),
        (8.0, _column(2, 3, 9, 10, 11), _column(7, 12, 13, 14, 15)),
    ]
)
refus.starts(lambda data, p, low, high: (high <= p).mean())
refus.wrong(
    "l'autre moitié seule",
    "vous ne comptez plus que ceux qui trouvent le prix trop bon marché. Les deux groupes refusent.",
    lambda data, p, low, high: (low >= p).mean(),
)
refus.wrong(
    "sens de la comparaison",
    "votre comparaison est dans l'autre sens : qui a répondu 4 € « trop bon marché » doute à 3 €, pas à 6 €.",
    lambda data, p, low, high: (low <= p).mean() + (high <= p).mean(),
)
refus.wrong(
    "seuil exclu",
    "à son prix « trop bon marché », on doute déjà : `>=`, comme de l'autre côté `<=`.",
    lambda data, p, low, high: (low > p).mean() + (high <= p).mean(),
)
refus.wrong(
    "nombre au lieu de part",
    "vous comptez des gens. La question demande une part : `.mean()`, pas `.sum()`.",
    lambda data, p, low, high: (low >= p).sum() + (high <= p).sum(),
)
refus.wrong(
    "écart au lieu de somme",
    "vous soustrayez les deux groupes. Personne n'est dans les deux : ils s'ajoutent.",
    lambda data, p, low, high: (high <= p).mean() - (low >= p).mean(),
)
refus.wrong(
    "part de ceux qui acceptent",
    "c'est la part des gens qui achèteraient. La question demande l'autre.",
    lambda data, p, low, high: 1 - (low >= p).mean() - (high <= p).mean(),
)
refus.otherwise("à un prix donné, qui refuse parce qu'il est trop bas, et qui parce qu'il est trop haut ?")
refus.why(
    "Le prix que le moins de monde refuse n'est pas celui qui rapporte le plus : ce sondage ne connaît ni votre coût ni vos ventes. Et un prix pour deux produits ?"
)
refus.hints(
    "Il manque un groupe : ceux qui trouvent le prix trop bon marché.",
    "Ils refusent quand leur réponse est au moins égale au prix.",
    "`(trop_bon_marche >= prix).mean() + (trop_cher <= prix).mean()`.",
)


def _one_by_one(data: Data) -> float:
    """Best revenue of the two goods sold separately to the two customers."""
    pairs = (data.lea_coffee, data.max_coffee), (data.lea_tea, data.max_tea)
    return sum(max(2 * min(pair), max(pair)) for pair in pairs)


def _together(data: Data) -> tuple[float, float]:
    return data.lea_coffee + data.lea_tea, data.max_coffee + data.max_tea


@EXERCISE.number("Ce que le lot rapporte de plus", "€")
def bundle_gain(data: Data) -> float:
    sums = _together(data)
    return max(2 * min(sums), max(sums)) - _one_by_one(data)


bundle_gain.asks(
    "Deux clients, deux produits. Le tableau dit ce que chacun paierait au plus. Un produit a un seul prix pour les deux ; servir ne coûte rien ici.\n\n"
    "Combien le meilleur lot (café et thé ensemble, un seul prix) rapporte-t-il de plus que la meilleure vente séparée ?"
)
bundle_gain.wrong(
    "recette du lot entière",
    "c'est tout ce que rapporte le lot. Retirez ce que rapportait la meilleure vente séparée.",
    lambda data: bundle_gain(data) + _one_by_one(data),
)
bundle_gain.wrong(
    "un seul client",
    "c'est le gain pour un client. Ils sont deux à acheter.",
    lambda data: bundle_gain(data) / 2,
)
bundle_gain.wrong(
    "lot au prix du plus généreux",
    "à ce prix-là, un seul des deux achète le lot. Essayez celui que les deux acceptent.",
    lambda data: max(_together(data)) - _one_by_one(data),
)
bundle_gain.wrong(
    "chaque produit au plus offrant",
    "vous vendez chaque produit au seul client qui l'aime le plus. Comparez, pour chacun, avec un prix que les deux acceptent.",
    lambda data: (
        bundle_gain(data)
        + _one_by_one(data)
        - max(data.lea_coffee, data.max_coffee)
        - max(data.lea_tea, data.max_tea)
    ),
)
bundle_gain.wrong(
    "chacun paie tout ce qu'il peut",
    "vous faites payer à chacun son propre maximum. Un lot n'a qu'un prix.",
    lambda data: sum(_together(data)) - _one_by_one(data),
)
bundle_gain.otherwise(
    "à quel prix unique les deux clients achètent-ils le lot, et à quels prix chaque produit ?"
)
bundle_gain.why(
    "Léa et Max n'aiment pas la même chose : leurs deux lots sont plus proches que leurs goûts, alors un seul prix les prend tous les deux. Avec des goûts semblables, le lot ne rapporterait rien de plus."
)
bundle_gain.hints(
    "Pour chaque produit, deux prix à essayer : celui que les deux acceptent (deux ventes), ou le plus haut (une vente).",
    "De même pour le lot : Léa vaut `data.lea_coffee + data.lea_tea`, Max `data.max_coffee + data.max_tea`.",
    "Pour deux valeurs : `max(2 * min(x, y), max(x, y))`. Trois fois : café, thé, lot.",
)


@EXERCISE.number("Marge que le premium ajoute", "€ / mois")
def premium_gain(data: Data) -> float:
    premium = _before_tax(data, data.premium_price) - data.premium_cost
    simple = _before_tax(data, data.sub_price) - data.sub_cost
    return data.takers * (premium - data.switchers * simple)


premium_gain.asks(
    "La marque vend aussi un abonnement ({sub_price}, coût {sub_cost}). Elle prépare un premium : {premium_price}, coût {premium_cost}. Elle attend {takers}, dont {switchers} quittent l'abonnement simple.\n\n"
    "Combien le premium ajoute-t-il à la marge par mois ?"
)
premium_gain.wrong(
    "cannibalisation oubliée",
    "vous comptez tous les abonnés premium comme nouveaux. Ceux qui quittent l'abonnement simple emportent la marge qu'ils y laissaient.",
    switchers=0.0,
)
premium_gain.wrong(
    "marge des seuls nouveaux",
    "vous ne comptez que les nouveaux abonnés. Ceux qui montent en gamme laissent aussi un écart de marge.",
    lambda data: (
        data.takers * (1 - data.switchers) * (_before_tax(data, data.premium_price) - data.premium_cost)
    ),
)
premium_gain.wrong(
    "nouveaux et venus du simple échangés",
    "vous prenez la part des nouveaux pour celle des abonnés qui changent d'offre.",
    switchers=lambda data: 1 - data.switchers,
)
premium_gain.wrong(
    mistakes.ttc_for_ht("vous retirez un coût HT d'un prix TTC. Divisez chaque prix par `1 + data.vat`.")
)
premium_gain.wrong(
    "revenu au lieu de marge",
    "c'est le revenu que le premium ajoute. Il coûte aussi plus cher à servir : la question demande la marge.",
    lambda data: (
        data.takers
        * (_before_tax(data, data.premium_price) - data.switchers * _before_tax(data, data.sub_price))
    ),
)
premium_gain.wrong(
    "un seul abonné",
    "c'est la marge ajoutée par un abonné premium. Multipliez par leur nombre.",
    lambda data: premium_gain(data) / data.takers,
)
premium_gain.wrong(
    "par an",
    "c'est une marge par an. La question compte par mois.",
    lambda data: 12 * premium_gain(data),
)
premium_gain.otherwise(
    "que laisse chaque abonné premium, et que laissaient déjà ceux qui viennent du simple ?"
)
premium_gain.why(
    "Le revenu par abonné monte à coup sûr ; la marge, seulement si le premium laisse plus qu'il ne prend au simple. Il reste l'autre bout de la gamme : ceux qui ne paient rien."
)
premium_gain.hints(
    "Marge d'un abonné premium : prix HT moins coût. De même pour le simple.",
    "Chaque abonné venu du simple fait perdre la marge du simple.",
    "`data.takers * (premium - data.switchers * simple)`.",
)


@EXERCISE.decision("Perte d'inscriptions supportable", "% des inscriptions", words=15, absolute=0.002)
def bearable_drop(data: Data) -> float:
    return 1 - data.conversion / data.conversion_after


bearable_drop.asks(
    "Dernière offre : une application gratuite, dont {conversion} des inscrits finissent par payer. Limitée, elle en convertirait {conversion_after}, mais attirerait moins d'inscrits : l'équipe craint d'en perdre {feared_drop}.\n\n"
    "Quelle perte d'inscriptions laisse le même nombre de payants (fraction) ? Limitez-vous l'offre gratuite, si l'équipe a raison ?\n\n"
    "{options}\n\n"
    "Donnez votre choix, cette perte, et justifiez en quinze mots au moins, avec un chiffre et ce que vous mesureriez d'abord."
)
bearable_drop.follows(
    lambda data: data.feared_drop < bearable_drop(data),
    beside="data.feared_drop",
    oui=("Oui, je la limite", "mais la perte que l'on craint est plus grande"),
    non=("Non, je la laisse ouverte", "mais la perte que l'on craint est plus petite"),
)
bearable_drop.wrong(
    "hausse de la conversion",
    "c'est la hausse de la conversion, comptée sur l'ancienne. Une perte qui la compense se compte sur les inscriptions d'avant.",
    lambda data: data.conversion_after / data.conversion - 1,
)
bearable_drop.wrong(
    "écart en points",
    "vous soustrayez les deux taux. Ils portent sur des inscrits différents : égalez deux nombres de payants.",
    lambda data: data.conversion_after - data.conversion,
)
bearable_drop.wrong(
    "inscriptions gardées",
    "c'est la part des inscriptions à garder. La question demande celle que l'on peut perdre.",
    lambda data: data.conversion / data.conversion_after,
)
bearable_drop.wrong(
    "payants avec la perte redoutée",
    "c'est ce que deviendrait le nombre de payants si l'équipe avait raison. La question demande la perte qui ne change rien.",
    lambda data: data.conversion_after * (1 - data.feared_drop) / data.conversion - 1,
)
bearable_drop.otherwise(
    "combien de payants donnent cent inscrits avant, et combien faut-il d'inscrits ensuite pour en avoir autant ?"
)
bearable_drop.why(
    "Votre choix et votre nombre se tiennent ; votre enseignant lit la justification. Un inscrit gratuit vaut parfois plus que son paiement (il invite, il regarde de la publicité), et un payant forcé part peut-être plus vite : mesurez les deux."
)
bearable_drop.hints(
    "Payants = inscrits × conversion, avant comme après.",
    "Autant de payants : (1 − perte) × nouvelle conversion = ancienne conversion.",
    "Perte = `1 - data.conversion / data.conversion_after`.",
)
