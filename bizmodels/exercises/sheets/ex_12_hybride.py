"""Questions on a brand with two channels: what a marketplace takes, what it diverts, what it keeps for itself."""

from __future__ import annotations

from bizmodels.exercises import mistakes
from bizmodels.exercises.given import Data, Given
from bizmodels.exercises.sheet import Exercise
from bizmodels.models import Hybrid

MARKET = "France e-commerce"

GIVEN = (
    Given("vat", "TVA", "%", source="legal/vat_rate_standard", factor=0.01),
    Given.of(Hybrid, "basket", low=58, high=68),
    Given.of(Hybrid, "cogs", low=22, high=25, step=0.5),
    Given.of(Hybrid, "return_rate", low=0.08, high=0.12, step=0.01),
    Given.of(Hybrid, "commission_rate", low=0.12, high=0.16, step=0.01),
    Given.of(Hybrid, "marketplace_share", low=0.25, high=0.40, step=0.05),
    Given.of(Hybrid, "cannibalization", low=0.25, high=0.40, step=0.05),
    Given.of(Hybrid, "churn", low=0.07, high=0.09, step=0.005),
    Given.of(Hybrid, "marketplace_churn", low=0.14, high=0.20, step=0.01),
    Given.of(Hybrid, "cac", low=10, high=13, step=0.5),
    Given.of(Hybrid, "marketplace_cac", low=2, high=4, step=0.5),
    Given("share_all", "Places de marché, part de la vente aux particuliers en 2020", "%",
          source=f"{MARKET}/marketplace_share_of_btoc_volume/2020", factor=0.01, low=0.13, high=0.17, step=0.01),
    Given("share_hosts", "Places de marché, part des sites qui en hébergent une, en 2020", "%",
          source=f"{MARKET}/marketplace_share_of_host_sites_volume/2020", factor=0.01, low=0.29, high=0.35, step=0.01),
    Given("small_share", "Gamme réservée : clients de la place de marché", "% de ceux du site", default=0.15,
          low=0.10, high=0.18, step=0.01),
    Given("small_diversion", "Gamme réservée : cannibalisation", "% de ces commandes", default=0.10,
          low=0.05, high=0.15, step=0.01),
)  # fmt: skip

EXERCISE = Exercise("Une marque, deux portes", GIVEN, firm=Hybrid)


def _net_lives(data: Data) -> tuple[float, float]:
    """What a customer leaves over its life, acquisition paid: on the marketplace, and in the shop (€)."""
    place, shop = data.firm.marketplace, data.firm.shop
    return place.ltv - place.cac, shop.ltv - shop.cac


def _reserved(data: Data) -> Hybrid:
    return data.firm.replace(marketplace_share=data.small_share, cannibalization=data.small_diversion)


@EXERCISE.choice
def best_ratio(data: Data) -> str:
    return "c" if data.firm.marketplace.ltv_cac > data.firm.shop.ltv_cac else "d"


best_ratio.asks("Sur quelle ligne la place de marché l'emporte-t-elle ?")
best_ratio.option(
    "a",
    "La marge par commande",
    "la commission en est déjà retirée sur la place de marché. Comparez les deux nombres de cette ligne.",
)
best_ratio.option(
    "b",
    "La valeur vie client",
    "moins de marge par commande, et des clients qui partent plus vite : relisez cette ligne.",
)
best_ratio.option(
    "c",
    "Le rapport LTV/CAC",
    "comparez les deux nombres de cette ligne : lequel est le plus grand ?",
)
best_ratio.option(
    "d",
    "Aucune",
    "l'une des trois lignes donne l'avantage à la place de marché. Relisez-les une à une.",
)
best_ratio.why(
    "Le canal qui donne le moins d'euros par client peut avoir le meilleur rapport, parce que ses clients ne coûtent presque rien à gagner. Le rapport est le bon critère si le budget de publicité est compté ; sinon, comparez les euros. D'où vient l'écart de marge : combien pèse la commission, hors taxes ?"
)
best_ratio.hints(
    "Exécutez la cellule du tableau et comparez les deux colonnes, ligne par ligne.",
    "Pour chaque ligne, entourez la colonne la plus haute.",
)


@EXERCISE.number("Commission rapportée au panier HT", "% du panier HT", absolute=0.001)
def commission_on_net(data: Data) -> float:
    return data.commission_rate * (1 + data.vat)


commission_on_net.asks(
    "La commission se prend sur le panier TTC : {commission_rate}. Quelle part du panier **hors taxes** représente-t-elle ? Écrivez une fraction : cinq pour cent s'écrit `0.05`."
)
commission_on_net.wrong(
    "taux TTC gardé",
    "c'est le taux sur le panier TTC. Le panier HT est plus petit : la même somme y pèse davantage.",
    lambda data: data.commission_rate,
)
commission_on_net.wrong(
    "TVA dans le mauvais sens",
    "vous divisez par 1 + TVA, comme pour un prix. La commission ne change pas, c'est le panier qui rétrécit : multipliez.",
    lambda data: data.commission_rate / (1 + data.vat),
)
commission_on_net.wrong(
    "TVA ajoutée en points",
    "vous ajoutez le taux de TVA au taux de commission. Rapportez plutôt la commission en euros au panier HT.",
    lambda data: data.commission_rate + data.vat,
)
commission_on_net.wrong(
    "euros au lieu d'une part",
    "c'est la commission en euros. Divisez-la par le panier hors taxes.",
    lambda data: data.commission_rate * data.basket,
)
commission_on_net.wrong(
    "TVA retirée du taux",
    "vous enlevez la TVA au taux. La somme prélevée ne change pas : sur un panier plus petit, sa part grandit.",
    lambda data: data.commission_rate * (1 - data.vat),
)
commission_on_net.wrong(
    "écart entre les deux bases",
    "c'est ce que le changement de base ajoute au taux. La question demande le taux entier.",
    lambda data: data.commission_rate * data.vat,
)
commission_on_net.otherwise(
    "sur une commande, combien d'euros prend la commission, et de quel montant hors taxes sont-ils une part ?"
)
commission_on_net.why(
    "Toujours demander la base d'un taux. Sur le prix hors taxes, celui qu'une marque encaisse, la commission pèse un cinquième de plus qu'elle n'en a l'air. Que reste-t-il de la marge ?"
)
commission_on_net.hints(
    "Prenez un panier de 120 € TTC : combien fait la commission, et combien fait le panier HT ?",
    "Les deux se rapportent au même panier : il disparaît du calcul.",
    "`data.commission_rate * (1 + data.vat)`.",
)


# Narrow: 9.02 € is a named mistake and 9 € the commission itself.
@EXERCISE.number("Marge par commande, place de marché", "€", relative=0.0005, absolute=0.005)
def marketplace_margin(data: Data) -> float:
    return data.firm.shop_order_margin - data.commission_rate * data.basket


marketplace_margin.asks(
    "Une commande du site laisse `firm.shop_order_margin` à la marque. Que laisse la même commande passée sur la place de marché, en euros ?\n\n"
    "Puis comparez : est-ce un dixième de moins, un tiers, la moitié ?"
)
marketplace_margin.wrong(
    "commission prise sur le panier HT",
    "vous prenez la commission sur le panier hors taxes. Le contrat la prend sur le prix TTC.",
    lambda data: data.firm.shop_order_margin - data.commission_rate * data.basket / (1 + data.vat),
)
marketplace_margin.wrong(
    "commission prise sur la marge",
    "vous retirez le pourcentage à la marge. La commission est une part du panier, pas de la marge.",
    lambda data: data.firm.shop_order_margin * (1 - data.commission_rate),
)
marketplace_margin.wrong(
    "commission ajoutée",
    "vous ajoutez la commission. C'est la marque qui la paie : retirez-la.",
    lambda data: data.firm.shop_order_margin + data.commission_rate * data.basket,
)
marketplace_margin.wrong(
    "commission oubliée",
    "c'est la marge du site. La même commande paie une commission sur la place de marché.",
    lambda data: data.firm.shop_order_margin,
)
marketplace_margin.wrong(
    "commission seule",
    "c'est la commission. La question demande ce que la commande laisse à la marque une fois la commission payée.",
    lambda data: data.commission_rate * data.basket,
)
marketplace_margin.wrong(
    "part au lieu d'euros",
    "c'est la part de la marge qui reste. La question demande des euros.",
    lambda data: marketplace_margin(data) / data.firm.shop_order_margin,
)
marketplace_margin.wrong(
    mistakes.share_as_quantity(
        lambda data: data.firm.shop_order_margin - data.commission_rate,
        "vous retirez un pourcentage à des euros. Combien d'euros la commission prend-elle sur ce panier ?",
    )
)
marketplace_margin.otherwise(
    "de quel prix la commission est-elle une part, et combien d'euros cela fait-il ?"
)
marketplace_margin.why(
    "Tous les coûts restent, une part du prix s'en va : la marge encaisse tout. Chaque commande détournée du site fait donc perdre cette différence. Combien peut-on en détourner ?"
)
marketplace_margin.hints(
    "Fabricant, transporteur et banque sont payés pareil sur les deux canaux. Quel coût s'ajoute ?",
    "La commission porte sur le panier TTC.",
    "`firm.shop_order_margin - data.commission_rate * data.basket`.",
)


@EXERCISE.number("Cannibalisation supportable", "% des commandes", absolute=0.005)
def bearable_month(data: Data) -> float:
    return data.firm.marketplace_order_margin / data.firm.shop_order_margin


bearable_month.asks(
    "Chaque commande de la place de marché rapporte `firm.marketplace_order_margin`. Mais une part δ d'entre elles aurait laissé `firm.shop_order_margin` sur le site.\n\n"
    "À partir de quel δ la place de marché enlève-t-elle de la marge, ce mois-ci ? Répondez par une fraction."
)
bearable_month.wrong(
    mistakes.upside_down(
        "le rapport est à l'envers et dépasse 100 %. Ce que gagne chaque commande va au numérateur, ce que perd une commande détournée au dénominateur."
    )
)
bearable_month.wrong(
    "complément",
    "c'est la part qui doit être nouvelle. La question demande la part détournée : retirez votre nombre de 1.",
    lambda data: 1 - bearable_month(data),
)
bearable_month.wrong(
    "δ actuel recopié",
    "c'est la cannibalisation d'aujourd'hui. Cherchez celle qui ramène l'apport à zéro.",
    lambda data: data.cannibalization,
)
bearable_month.wrong(
    "commission rapportée à la marge",
    "vous comparez la commission à la marge de la place de marché. Comparez les deux marges par commande.",
    lambda data: data.commission_rate * data.basket / data.firm.marketplace_order_margin,
)
bearable_month.wrong(
    "apport au lieu du seuil",
    "c'est ce qu'apporte une commande avec le δ d'aujourd'hui, en euros. La question demande le δ qui ramène cet apport à zéro.",
    lambda data: data.firm.marketplace_order_margin - data.cannibalization * data.firm.shop_order_margin,
)
bearable_month.wrong(
    "écart de marges",
    "c'est ce qui sépare les deux marges, en euros. La question demande une part des commandes.",
    lambda data: data.firm.shop_order_margin - data.firm.marketplace_order_margin,
)
bearable_month.otherwise(
    "que gagne la marque avec une commande de la place de marché, et que perd-elle si cette commande venait du site ?"
)
bearable_month.why(
    "Ce seuil ne dépend que de deux marges, que la marque connaît. Le nombre qu'elle ne connaît pas, c'est δ. Mettez maintenant le raisonnement dans une fonction."
)
bearable_month.hints(
    "Une commande de plus rapporte `firm.marketplace_order_margin`. Une commande détournée coûte `firm.shop_order_margin`.",
    "Apport nul : marge de la place = δ × marge du site.",
    "δ = `firm.marketplace_order_margin / firm.shop_order_margin`.",
)


@EXERCISE.function("apport")
def apport(data: Data, commandes, marge_place, marge_site, delta) -> float:
    return commandes * marge_place - commandes * delta * marge_site


apport.asks(
    "Votre collègue calcule ce que la place de marché ajoute, commandes détournées déduites. Sa fonction s'exécute, mais elle se trompe de commandes, puis de marge.\n\n"
    "Changez deux lignes dans la cellule, puis relancez-la."
)
apport.tries(
    lambda data: [
        (
            data.firm.marketplace_orders,
            data.firm.marketplace_order_margin,
            data.firm.shop_order_margin,
            data.cannibalization,
        ),
        (100.0, 10.0, 20.0, 0.3),
        (100.0, 10.0, 20.0, 0.6),
        (1000.0, 4.0, 9.0, 0.2),
        (50.0, 12.0, 15.0, 0.9),
    ]
)
apport.starts(
    lambda data, commandes, marge_place, marge_site, delta: (
        commandes * marge_place - commandes * (1 - delta) * marge_place
    )
)
apport.wrong(
    "δ corrigé, marge de la place gardée",
    "les commandes détournées sont bien comptées, mais à la marge de la place de marché. Ce que l'on perd, c'est la marge du site.",
    lambda data, n, p, s, d: n * p - n * d * p,
)
apport.wrong(
    "marge du site, commandes nouvelles retirées",
    "vous retirez les commandes nouvelles, celles qu'on voulait garder. Les commandes détournées sont `commandes * delta`.",
    lambda data, n, p, s, d: n * p - n * (1 - d) * s,
)
apport.wrong(
    "perte seule",
    "c'est ce que perd le site. Il reste à le retirer de ce que la place de marché rapporte.",
    lambda data, n, p, s, d: n * d * s,
)
apport.wrong(
    "perte ajoutée",
    "vous ajoutez ce que perd le site. Retirez-le.",
    lambda data, n, p, s, d: n * p + n * d * s,
)
apport.wrong(
    "par commande",
    "c'est l'apport d'une seule commande. Multipliez par leur nombre.",
    lambda data, n, p, s, d: p - d * s,
)
apport.otherwise(
    "combien de commandes la place de marché a-t-elle détournées, et quelle marge chacune aurait-elle laissée ailleurs ?"
)
apport.why(
    "Essayez votre fonction avec un δ plus grand que le seuil trouvé : l'apport devient négatif, et plus il y a de commandes, plus il l'est. Ce δ-là, quel document lu le donne ? Aucun. On y trouve autre chose."
)
apport.hints(
    "δ est la part détournée. Combien de commandes cela fait-il ?",
    "Une commande détournée aurait laissé `marge_site`, pas `marge_place`.",
    "`perdues = commandes * delta`, puis `commandes * marge_place - perdues * marge_site`.",
)


@EXERCISE.decision("Part des sites hôtes dans la vente aux particuliers", "%", absolute=0.005)
def host_weight(data: Data) -> float:
    return data.share_all / data.share_hosts


host_weight.asks(
    "Supposons qu'en 2020 les places de marché fassent {share_all} des ventes selon une source, {share_hosts} selon une autre (à vérifier). Comment est-ce possible ?\n\n"
    "{options}\n\n"
    "Sur un même périmètre, quelle part de la vente aux particuliers passe par les sites qui hébergent une place de marché ? Répondez par une fraction."
)
host_weight.option(
    "a",
    "Le marché a doublé entre les deux mesures",
    "les deux parlent de la même année : entre quelles dates aurait-il doublé ?",
)
host_weight.option(
    "b",
    "L'une est TTC, l'autre HT",
    "une part ne change pas avec la TVA si les deux termes la comptent pareil. Et la TVA ferait-elle doubler un nombre ?",
)
host_weight.option(
    "c",
    "La vraie valeur est entre les deux",
    "une moyenne de deux mesures qui diffèrent n'en mesure aucune. Relisez les deux libellés.",
)
host_weight.option(
    "d",
    "Un même volume, rapporté à deux totaux",
)
host_weight.wrong(
    mistakes.upside_down(
        "votre nombre dépasse 1 : un morceau ne peut pas être plus grand que le tout. Retournez le rapport."
    )
)
host_weight.wrong(
    "produit des deux parts",
    "vous multipliez les deux parts. La première est déjà le produit cherché : divisez.",
    lambda data: data.share_all * data.share_hosts,
)
host_weight.wrong(
    "moyenne des deux parts",
    "vous faites la moyenne de deux parts qui n'ont pas le même total. Posez le volume des places de marché de deux façons.",
    lambda data: (data.share_all + data.share_hosts) / 2,
)
host_weight.wrong(
    "différence des deux parts",
    "vous soustrayez deux parts de totaux différents. Cherchez le rapport entre ces totaux.",
    lambda data: data.share_hosts - data.share_all,
)
host_weight.wrong(
    "reste des ventes",
    "c'est la part qui ne passe pas par ces sites. La question demande l'autre.",
    lambda data: 1 - host_weight(data),
)
host_weight.otherwise("de quoi chacune des deux parts est-elle une part ?")
host_weight.why(
    "Les deux parts sont vraies sur leur total, et leur rapport dit ce que pèsent les sites hôtes, si les deux enquêtes ont le même périmètre : c'est à vérifier. Une part se cite avec son total. Revenons aux clients : que perd-on quand la plateforme garde leur adresse ?"
)
host_weight.hints(
    "Lisez les deux libellés du tableau : part de quoi ?",
    "Appelez V le volume des places de marché, T le total, H celui des sites hôtes : deux égalités.",
    "H ÷ T = `data.share_all / data.share_hosts`.",
)


@EXERCISE.number("Cannibalisation supportable en régime permanent", "% des clients", absolute=0.005)
def bearable_life(data: Data) -> float:
    place, shop = _net_lives(data)
    return place / shop


bearable_life.asks(
    "Un client détourné ne l'est pas pour une commande : la place de marché garde son adresse, et il part plus vite. `firm.shop` et `firm.marketplace` ont chacun `.ltv` et `.cac`.\n\n"
    "En régime permanent (quand il part autant de clients qu'il en arrive), à partir de quelle part de clients détournés vaut-il mieux n'avoir que le site ? Un client détourné ne coûte pas au site son CAC (hypothèse). Négligez l'abonnement."
)
bearable_life.wrong(
    "seuil d'un mois",
    "vous comparez deux commandes. Un client détourné emporte toutes les suivantes : comparez deux valeurs vie.",
    lambda data: bearable_month(data),
)
bearable_life.wrong(
    "CAC oubliés",
    "vous comparez les valeurs vie sans ce que les clients ont coûté. Retirez à chacune le CAC de son canal.",
    lambda data: data.firm.marketplace.ltv / data.firm.shop.ltv,
)
bearable_life.wrong(
    "publicité du site déjà payée",
    "vous laissez au client du site sa valeur vie entière, comme si sa publicité était dépensée de toute façon. La question la suppose économisée : retirez son CAC aussi.",
    lambda data: _net_lives(data)[0] / data.firm.shop.ltv,
)
bearable_life.wrong(
    "CAC de la place oublié",
    "le client du site a payé son CAC, pas celui de la place de marché. Retirez les deux.",
    lambda data: data.firm.marketplace.ltv / (data.firm.shop.ltv - data.firm.shop.cac),
)
bearable_life.wrong(
    mistakes.upside_down(
        "le rapport est à l'envers : ce que laisse le client de la place de marché va au numérateur."
    )
)
bearable_life.wrong(
    "rapport des LTV/CAC",
    "vous comparez deux rapports LTV/CAC. On ne perd pas un rapport, on perd des euros : retirez le CAC au lieu de diviser.",
    lambda data: data.firm.marketplace.ltv_cac / data.firm.shop.ltv_cac,
)
bearable_life.wrong(
    "complément",
    "c'est la part de clients qui doivent être nouveaux. La question demande celle des clients détournés.",
    lambda data: 1 - bearable_life(data),
)
bearable_life.wrong(
    "écart de valeurs",
    "c'est ce qui sépare deux clients, en euros. La question demande une part des clients.",
    lambda data: _net_lives(data)[1] - _net_lives(data)[0],
)
bearable_life.otherwise(
    "que laisse un client de chaque canal sur toute sa vie, une fois payé ce qu'il a coûté ?"
)
bearable_life.why(
    "L'abonnement à la place de marché ne pèse presque rien ; l'adresse perdue pèse plus. Entre les deux seuils, le tableau de bord du mois dit oui et la durée dit non. Que choisir ?"
)
bearable_life.hints(
    "`firm.shop` et `firm.marketplace` sont deux entreprises, chacune avec `.ltv` et `.cac`.",
    "Un client nouveau apporte `.ltv - .cac` de la place de marché ; un client détourné coûte `.ltv - .cac` du site.",
    "δ = `(firm.marketplace.ltv - firm.marketplace.cac) / (firm.shop.ltv - firm.shop.cac)`.",
)


@EXERCISE.decision("Écart de résultat en régime permanent", "€ / mois", words=15, absolute=1.0)
def gain(data: Data) -> float:
    return _reserved(data).steady_state_profit - data.firm.steady_state_profit


gain.asks(
    "Deux projets : tout le catalogue, avec les réglages de `firm` ; ou une gamme réservée, avec moins de clients ({small_share}) et moins de détournements ({small_diversion}). Ce sont des hypothèses.\n\n"
    "Quel écart de résultat en régime permanent (`steady_state_profit`), réservée moins tout, par mois ? Selon ces hypothèses, que choisissez-vous ?\n\n"
    "{options}\n\n"
    "Donnez votre choix, l'écart, et justifiez en quinze mots au moins, avec un chiffre et ce que vous mesureriez d'abord."
)
gain.follows(
    lambda data: gain(data) > 0,
    réservée=("Une gamme réservée", "mais il donne l'avantage au catalogue entier. Regardez son signe"),
    tout=("Tout le catalogue", "mais il donne l'avantage à la gamme réservée. Regardez son signe"),
)
gain.wrong(
    "marge du mois",
    "vous comparez la marge apportée ce mois-ci. La question porte sur le résultat quand les clients ont eu le temps de partir.",
    lambda data: _reserved(data).incremental_margin - data.firm.incremental_margin,
)
gain.wrong(
    "cannibalisation inchangée",
    "vous baissez la part de clients sans changer la cannibalisation. Les deux changent ensemble.",
    lambda data: (
        data.firm.replace(marketplace_share=data.small_share).steady_state_profit
        - data.firm.steady_state_profit
    ),
)
gain.wrong(
    "part inchangée",
    "vous baissez la cannibalisation sans changer la part de clients. Les deux changent ensemble.",
    lambda data: (
        data.firm.replace(cannibalization=data.small_diversion).steady_state_profit
        - data.firm.steady_state_profit
    ),
)
gain.wrong(
    "résultat au lieu d'écart",
    "c'est le résultat de la gamme réservée. Retirez-lui celui du catalogue entier.",
    lambda data: _reserved(data).steady_state_profit,
)
gain.wrong(
    "résultat du catalogue entier",
    "c'est le résultat d'un seul projet. De combien l'autre s'en écarte-t-il ?",
    lambda data: data.firm.steady_state_profit,
)
gain.wrong(
    "par an",
    "c'est un écart par an. La question compte par mois.",
    lambda data: 12 * gain(data),
)
gain.wrong(
    "écart au mois 36",
    "vous comparez les deux projets au mois 36. La question vise le régime permanent, `steady_state_profit`.",
    lambda data: _reserved(data).profit_36 - data.firm.profit_36,
)
gain.wrong(
    "part au lieu d'euros",
    "c'est l'écart en part du résultat. La question demande des euros par mois.",
    lambda data: gain(data) / data.firm.steady_state_profit,
)
gain.otherwise(
    "quels réglages distinguent les deux projets, et de quels deux résultats cherche-t-on l'écart ?"
)
gain.why(
    "Votre choix et votre nombre se tiennent ; votre enseignant lit la justification. La cannibalisation des deux projets est une hypothèse : retirez un produit de la place de marché un mois, et regardez si le site le vend davantage."
)
gain.hints(
    "Deux réglages changent : `marketplace_share` et `cannibalization`.",
    "`reservee = firm.replace(marketplace_share=data.small_share, cannibalization=data.small_diversion)`.",
    "Écart = `reservee.steady_state_profit - firm.steady_state_profit`.",
)
