"""Questions on ManoMano and its sellers: what a platform keeps, and whether to rent or to buy one's customers."""

from __future__ import annotations

from bizmodels.exercises import mistakes
from bizmodels.exercises.given import Data, Given
from bizmodels.exercises.sheet import Exercise
from bizmodels.models import D2C, Marketplace

MANOMANO = "ManoMano"

# The seller is invented; what the questions do not ask about is the same for everybody.
SHOP = {
    "shipping": 8.0,
    "return_rate": 0.05,
    "orders_per_month": 0.1,
    "new_customers": 120.0,
    "starting_customers": 0.0,
    "fixed_costs": 2_500.0,
}

GIVEN = (
    Given("vat", "TVA", "%", source="legal/vat_rate_standard", factor=0.01),
    Given("volume", "Volume d’affaires de ManoMano en 2019", "M€", source=f"{MANOMANO}/gmv/2019",
          low=540, high=700, step=20),
    Given("commission_low", "Commission publiée la plus basse", "% du prix HT",
          source=f"{MANOMANO}/commission_rate_min/2023", factor=0.01),
    Given("commission_high", "Commission publiée la plus haute", "% du prix HT",
          source=f"{MANOMANO}/commission_rate_max/2023", factor=0.01),
    Given.of(Marketplace, "seller_subscription"),
    Given("commission", "Commission du vendeur chez ManoMano", "% du prix HT",
          default=Marketplace.model_fields["commission_rate"].default, low=0.17, high=0.22, step=0.01,
          note="entre les deux bornes publiées"),
    Given("rate_elsewhere", "Commission d’une autre place de marché", "% du prix TTC", default=0.16,
          low=0.15, high=0.19, step=0.005),
    Given("basket", "Panier du vendeur", "€ TTC", default=100, low=95, high=110, step=2.5),
    Given("cogs", "Coût d’achat d’une commande", "€ HT", default=45, low=40, high=46, step=1),
    Given("churn", "Attrition de la boutique", "% / mois", default=0.05, low=0.04, high=0.06, step=0.005),
    Given("cac", "Publicité pour gagner un client à la boutique", "€", default=30, low=24, high=56, step=1),
    Given("rise", "Hausse de commission annoncée", "% du prix HT", default=0.03, low=0.02, high=0.05, step=0.01),
)  # fmt: skip


def _firm(data: Data) -> D2C:
    """The seller's own shop."""
    return D2C(basket=data.basket, cogs=data.cogs, churn=data.churn, cac=data.cac, **SHOP)


EXERCISE = Exercise("Louer ou acheter ses clients", GIVEN, firm=_firm)


def _vitrine(data: Data) -> D2C:
    """The same seller on the marketplace: a commission instead of advertising, customers less loyal."""
    return data.firm.replace(
        commission_rate=data.commission / (1 + data.vat),
        channel_subscription=data.seller_subscription,
        payment_fee=0,
        cac=0,
        churn=0.20,
        fixed_costs=500,
        working_capital_days=27,
    )


def _platform(data: Data) -> Marketplace:
    return Marketplace(basket=data.basket, commission_rate=data.commission)


def _commission_per_order(data: Data) -> float:
    return data.commission * data.basket / (1 + data.vat)


@EXERCISE.number("Chiffre d'affaires de la plateforme pour 100 € TTC", "€", absolute=0.05)
def revenue_of_100(data: Data) -> float:
    return 100 * _platform(data).effective_take_rate


revenue_of_100.asks(
    "Quel est son *chiffre d'affaires* sur ces 100 €, en euros HT ? Écrivez un calcul. En Python, la virgule décimale est un point : `12.5`."
)
revenue_of_100.wrong(
    "marge prise pour chiffre d'affaires",
    "vous lisez la dernière ligne, ce qui reste une fois payés la banque, le service client et la garantie. Le chiffre d'affaires est avant : ajoutez ces trois lignes.",
    lambda data: 100 * _platform(data).margin_per_customer / _platform(data).gmv_per_customer,
)
revenue_of_100.wrong(
    "commission prise sur le TTC",
    "vous appliquez la commission aux 100 € TTC. ManoMano la prend sur le prix HT, et reçoit aussi abonnements et publicité : partez du tableau.",
    lambda data: 100 * data.commission,
)
revenue_of_100.wrong(
    "commission seule",
    "c'est la commission seule. La plateforme facture aussi abonnements et publicité : partez de ce que ne reçoivent ni l'État ni le vendeur.",
    lambda data: 100 * data.commission / (1 + data.vat),
)
revenue_of_100.wrong(
    "volume pris pour chiffre d'affaires",
    "vous avez retiré la TVA, pas la part du vendeur. Cet argent passe par la plateforme, il n'est pas à elle.",
    lambda data: 100 / (1 + data.vat),
)
revenue_of_100.wrong(
    "garantie oubliée",
    "il manque une ligne. La plateforme paie la banque, le service client *et* la garantie avec son chiffre d'affaires : comptez les trois, et la marge.",
    lambda data: revenue_of_100(data) - 100 * _platform(data).refund_rate * _platform(data).guarantee_share,
)
revenue_of_100.wrong(
    "part du vendeur",
    "c'est ce que reçoit le vendeur. La question porte sur ce que la plateforme lui facture.",
    lambda data: 100 / (1 + data.vat) - revenue_of_100(data),
)
revenue_of_100.wrong(
    "TVA laissée dans le chiffre d'affaires",
    "vous n'avez retiré que le vendeur. La TVA n'est pas davantage à la plateforme : elle va à l'État.",
    lambda data: 100 - 100 / (1 + data.vat) + revenue_of_100(data),
)
revenue_of_100.wrong(
    "coûts de la plateforme",
    "ce sont ses dépenses : banque, service client, garantie. Le chiffre d'affaires les paie, et laisse une marge.",
    lambda data: (
        revenue_of_100(data) - 100 * _platform(data).margin_per_customer / _platform(data).gmv_per_customer
    ),
)
revenue_of_100.wrong(
    "fraction au lieu d'euros",
    "c'est une part du prix. La question demande des euros sur 100 € TTC.",
    lambda data: revenue_of_100(data) / 100,
)
revenue_of_100.otherwise("de ces 100 €, quelles lignes du tableau vont à d'autres qu'à la plateforme ?")
revenue_of_100.why(
    "Ce qui passe, ce qui est facturé, ce qui reste : trois nombres pour une même commande. Le taux facturé n'est pas la commission affichée, parce qu'ils n'ont pas la même assiette. C'est la question suivante."
)
revenue_of_100.hints(
    "Deux lignes du tableau ne sont pas à la plateforme : lesquelles ?",
    "Le chiffre d'affaires est la somme de la banque, du service client, de la garantie et de la marge.",
    "Plus court : `100 * plateforme.effective_take_rate`.",
)


@EXERCISE.number("Part du prix HT", "%", absolute=0.001)
def share_of_net_price(data: Data) -> float:
    return data.rate_elsewhere * (1 + data.vat)


share_of_net_price.asks(
    "Supposons qu'une autre place de marché affiche {rate_elsewhere}, et que ManoMano prenne {commission}. Pour les comparer, il faut la même base.\n\n"
    "Quelle part du prix *hors taxes* l'autre prend-elle ? Écrivez une fraction : 5 % s'écrit `0.05`."
)
share_of_net_price.wrong(
    "taux recopié",
    "c'est le taux affiché. Il porte sur le TTC, un prix plus grand que le HT : sur le plus petit des deux, la même somme pèse davantage.",
    lambda data: data.rate_elsewhere,
)
share_of_net_price.wrong(
    "division au lieu de multiplication",
    "vous divisez, comme pour passer un *prix* en HT. Ici la somme ne change pas, c'est le dénominateur qui rétrécit : le taux grandit.",
    lambda data: data.rate_elsewhere / (1 + data.vat),
)
share_of_net_price.wrong(
    "TVA retirée du taux",
    "vous enlevez la TVA au taux. Le vendeur paie la même somme : rapportez-la à un prix HT, plus petit. Le taux monte.",
    lambda data: data.rate_elsewhere * (1 - data.vat),
)
share_of_net_price.wrong(
    "TVA ajoutée au taux",
    "vous additionnez deux pourcentages qui n'ont pas la même base. Multipliez par `1 + data.vat`.",
    lambda data: data.rate_elsewhere + data.vat,
)
share_of_net_price.wrong(
    "écart entre les deux bases",
    "c'est ce que la TVA ajoute au taux, pas le taux. Ajoutez-le au taux affiché.",
    lambda data: data.rate_elsewhere * data.vat,
)
share_of_net_price.otherwise(
    "prenez une vente à 120 € TTC : combien d'euros de commission, et quelle part de 100 € HT ?"
)
share_of_net_price.why(
    "Un taux se compare à un autre sur la même base. L'usage courant, prélever sur le TTC, alourdit la note d'un cinquième ; ManoMano est l'exception que signale Sellermania. Quel est maintenant le vrai chiffre d'affaires derrière un volume ?"
)
share_of_net_price.hints(
    "Combien d'euros prend-elle sur une vente à 120 € TTC ? Quelle part de 100 € HT est-ce ?",
    "Part du HT = commission en euros ÷ prix HT, et le prix HT est le prix TTC ÷ (1 + TVA).",
    "Les prix se simplifient : il reste `data.rate_elsewhere * (1 + data.vat)`.",
)


@EXERCISE.decision("Commissions au moins", "M€")
def lowest_revenue(data: Data) -> float:
    return data.volume / (1 + data.vat) * data.commission_low


lowest_revenue.asks(
    "Supposons qu'un article donne à ManoMano {volume} de « chiffre d'affaires » pour 2019. Que compte ce nombre ?\n\n"
    "{options}\n\n"
    "Supposez ensuite ce volume TTC. Que valent *au moins* les commissions, en M€, avec la plus basse du tableau ({commission_low}) ?"
)
lowest_revenue.option(
    "a",
    "Ce que ManoMano facture aux vendeurs",
    """ce serait son chiffre d'affaires, comme l'écrit l'article. Regardez la note du chiffre publié : `bm.facts_table("ManoMano", "gmv")`.""",
)
lowest_revenue.option("b", "Ce que paient les acheteurs")
lowest_revenue.option(
    "c",
    "Ce que reçoivent les vendeurs",
    "les vendeurs reçoivent le prix *moins* la TVA et la commission. Ce nombre est avant ce partage.",
)
lowest_revenue.option(
    "d",
    "Ce que ManoMano gagne",
    "un bénéfice vient après tous les coûts ; ce nombre est avant le premier partage.",
)
lowest_revenue.wrong(
    mistakes.ttc_for_ht(
        "vous prenez la commission sur un volume TTC. ManoMano la prend sur le HT : divisez d'abord par `1 + data.vat`."
    )
)
lowest_revenue.wrong(
    "volume pris pour chiffre d'affaires",
    "c'est le volume lui-même. La plateforme n'en garde que sa commission.",
    lambda data: data.volume,
)
lowest_revenue.wrong(
    "volume HT",
    "c'est le volume hors taxes. Il appartient encore, pour l'essentiel, aux vendeurs : appliquez-lui la commission.",
    lambda data: data.volume / (1 + data.vat),
)
lowest_revenue.wrong(
    "borne haute",
    "c'est la borne haute. « Au moins » demande la commission la plus basse : `data.commission_low`.",
    lambda data: data.volume / (1 + data.vat) * data.commission_high,
)
lowest_revenue.wrong(
    "part des vendeurs",
    "c'est ce que gardent les vendeurs. La question porte sur l'autre part, celle de la plateforme.",
    lambda data: data.volume / (1 + data.vat) * (1 - data.commission_low),
)
lowest_revenue.wrong(mistakes.vat_share_of_ttc())
lowest_revenue.wrong(mistakes.vat_added())
lowest_revenue.wrong(
    "taux de votre vendeur",
    "vous prenez la commission d'un seul vendeur, `data.commission`. « Au moins » demande la plus basse qui soit publiée.",
    lambda data: data.volume / (1 + data.vat) * data.commission,
)
lowest_revenue.otherwise(
    "sur quel prix ManoMano prend-elle sa commission, et ce volume est-il compté à ce prix ?"
)
lowest_revenue.why(
    "Le vrai nombre est bien plus petit, et ce n'est encore qu'une borne : ni publicité ni abonnements, et des taux publiés quatre ans plus tard. Aucun document lu ne donne le chiffre d'affaires de ManoMano. Passons du côté du vendeur."
)
lowest_revenue.hints(
    'À qui appartient l\'argent compté ? `bm.facts_table("ManoMano", "gmv")` donne la note de chaque chiffre.',
    "Volume HT : `data.volume / (1 + data.vat)`.",
    "La borne basse prend la commission la plus basse, `data.commission_low`, sur le volume HT.",
)


@EXERCISE.function("marge_vendeur")
def marge_vendeur(data: Data, panier, cout, commission) -> float:
    return panier / (1 + data.vat) * (1 - commission) - cout


marge_vendeur.asks(
    "Votre collègue a écrit une fonction qui donne ce qu'une vente laisse au vendeur. Elle s'exécute, mais elle compte la TVA comme un gain, et prend la commission sur le TTC.\n\n"
    "Changez-la, puis relancez la cellule. Conseil : ajoutez une ligne `prix_ht = …`."
)
marge_vendeur.tries(
    lambda data: [
        (data.basket, data.cogs, data.commission),
        (120.0, 60.0, 0.15),
        (60.0, 20.0, 0.25),
        (240.0, 90.0, 0.2),
        (36.0, 12.0, 0.1),
    ]
)
marge_vendeur.starts(lambda data, panier, cout, commission: panier - cout - commission * panier)
marge_vendeur.wrong(
    "commission prise sur le TTC",
    "le prix est bien passé en HT, mais la commission porte encore sur `panier`, qui est TTC. Prenez-la sur le prix HT.",
    lambda data, p, c, t: p / (1 + data.vat) - c - t * p,
)
marge_vendeur.wrong(
    "prix laissé TTC",
    "la commission est juste, mais la marge part encore du prix TTC. Remplacez aussi le premier `panier` par le prix HT.",
    lambda data, p, c, t: p - c - t * p / (1 + data.vat),
)
marge_vendeur.wrong(
    "TVA retirée du prix TTC",
    "vous retirez la TVA en pourcentage du prix TTC. Divisez par `1 + data.vat` au lieu de multiplier par `1 - data.vat`.",
    lambda data, p, c, t: p * (1 - data.vat) * (1 - t) - c,
)
marge_vendeur.wrong(
    "TVA retirée du coût aussi",
    "vous divisez aussi le coût, qui est déjà hors taxes. Ne divisez que le panier.",
    lambda data, p, c, t: (p * (1 - t) - c) / (1 + data.vat),
)
marge_vendeur.wrong(
    "commission prise sur la marge",
    "vous prenez la commission sur la marge. La plateforme la prend sur le prix HT, que le vendeur gagne ou perde.",
    lambda data, p, c, t: (p / (1 + data.vat) - c) * (1 - t),
)
marge_vendeur.otherwise(
    "sur quel prix la commission se prend-elle, et que touche le vendeur de la TVA que paie l'acheteur ?"
)
marge_vendeur.why(
    "Une ligne de plus, `prix_ht = panier / (1 + data.vat)`, et tout le reste se lit. Essayez votre fonction avec le haut de la fourchette : reste-t-il de quoi payer le colis ? Il manque encore une dépense, l'abonnement."
)
marge_vendeur.hints(
    "Le prix payé par l'acheteur contient la TVA. Que garde-t-on pour calculer une marge ?",
    "Ajoutez une première ligne : `prix_ht = panier / (1 + data.vat)`.",
    "Puis rendez `prix_ht` moins le coût, moins la commission prise sur `prix_ht`.",
)


@EXERCISE.number("Commandes par mois", "commandes", whole="up")
def orders_for_the_door(data: Data) -> float:
    return data.seller_subscription / _vitrine(data).order_margin


orders_for_the_door.asks(
    "On dit que les places de marché attirent les petits vendeurs par leur faible coût d'entrée. L'abonnement est de {seller_subscription}.\n\n"
    "Combien de commandes par mois faut-il au moins à la vitrine pour le payer ? Une commande lui laisse `vitrine.order_margin`."
)
orders_for_the_door.wrong(
    "panier au lieu de marge",
    "vous divisez par le panier. Le vendeur paie l'abonnement avec ce qui lui reste d'une commande, pas avec ce que paie l'acheteur.",
    lambda data: data.seller_subscription / data.basket,
)
orders_for_the_door.wrong(
    "commission oubliée",
    "vous divisez par la marge de la boutique. Chez ManoMano, la commission en a déjà pris une part : `vitrine.order_margin`.",
    lambda data: data.seller_subscription / data.firm.order_margin,
)
orders_for_the_door.wrong(
    "commission au lieu de marge",
    "vous divisez par la commission d'une commande : c'est ce que le vendeur donne. L'abonnement se paie avec ce qui lui reste.",
    lambda data: data.seller_subscription / _commission_per_order(data),
)
orders_for_the_door.wrong(
    "année au lieu de mois",
    "vous comptez l'abonnement d'une année. La question compte par mois : ne multipliez pas par douze.",
    lambda data: 12 * orders_for_the_door(data),
)
orders_for_the_door.wrong(
    mistakes.upside_down(
        "votre rapport est à l'envers : c'est l'abonnement qu'il faut couvrir, il va au-dessus."
    )
)
orders_for_the_door.wrong(
    "coût d'achat seul retiré",
    "vous retirez le coût d'achat du prix HT et rien d'autre. La vitrine paie aussi la commission, le colis et les retours.",
    lambda data: data.seller_subscription / (data.basket / (1 + data.vat) - data.cogs),
)
orders_for_the_door.wrong(
    "prix HT au lieu de marge",
    "vous divisez par le prix HT. Le vendeur doit encore payer le fabricant, le colis et la commission sur ce prix.",
    lambda data: data.seller_subscription / (data.basket / (1 + data.vat)),
)
orders_for_the_door.otherwise(
    "que reste-t-il au vendeur d'une commande passée chez ManoMano, une fois tout payé ?"
)
orders_for_the_door.why(
    "Une commande ne se coupe pas : l'entier au-dessus suffit. Moins d'une par jour : l'entrée est bien bon marché, et l'idée reçue tient sur ce point. Mais la commission, elle, revient à chaque commande. À partir de quand coûte-t-elle plus que la publicité ?"
)
orders_for_the_door.hints(
    "C'est un seuil de rentabilité : une dépense fixe, divisée par ce que laisse une commande.",
    "Ce que laisse une commande chez ManoMano : `vitrine.order_margin`.",
    "`data.seller_subscription` divisé par cette marge.",
)


@EXERCISE.number("Commandes du même client", "commandes", whole="up")
def orders_to_buy(data: Data) -> float:
    return data.cac / _commission_per_order(data)


orders_to_buy.asks(
    "La boutique paie {cac} une seule fois par client. ManoMano prend sa commission, supposée de {commission}, à *chaque* commande.\n\n"
    "Combien de commandes du même client faut-il pour que les commissions atteignent le prix de la publicité ?"
)
orders_to_buy.wrong(
    mistakes.ttc_for_ht(
        "vous prenez la commission sur le panier TTC. ManoMano la prend sur le HT : divisez le panier par `1 + data.vat`."
    )
)
orders_to_buy.wrong(
    mistakes.upside_down(
        "votre rapport est à l'envers : combien de fois la commission tient-elle dans la publicité ? La publicité va au-dessus."
    )
)
orders_to_buy.wrong(
    "marge au lieu de commission",
    "vous divisez par la marge d'une commande : c'est le nombre de commandes qui rembourse la publicité. Ici on compare deux dépenses.",
    lambda data: data.cac / data.firm.order_margin,
)
orders_to_buy.wrong(
    "panier au lieu de commission",
    "vous divisez par le panier. ManoMano n'en prend qu'une part : la commission d'une commande.",
    lambda data: data.cac / data.basket,
)
orders_to_buy.wrong(
    "différence au lieu d'un nombre de commandes",
    "vous soustrayez deux montants en euros. Pour un nombre de commandes, divisez.",
    lambda data: data.cac - _commission_per_order(data),
)
orders_to_buy.wrong(mistakes.vat_share_of_ttc())
orders_to_buy.wrong(
    "marge de la vitrine",
    "vous divisez par ce que la vitrine garde d'une commande. Ici on compare deux dépenses : qu'y paie-t-elle à ManoMano ?",
    lambda data: data.cac / _vitrine(data).order_margin,
)
orders_to_buy.wrong(
    "taux pris pour des euros",
    "vous divisez des euros par un taux. Que vaut en euros la commission d'une commande ?",
    lambda data: data.cac / data.commission,
)
orders_to_buy.otherwise("combien d'euros de commission une seule commande coûte-t-elle ? Et deux ?")
orders_to_buy.why(
    "Là encore, l'entier au-dessus suffit. Au-delà, le client acheté coûte moins que le client loué, à condition qu'il revienne : c'est l'attrition qui tranche, pas le taux de commission. Et si ce taux change en cours de route ?"
)
orders_to_buy.hints(
    "Deux dépenses : l'une payée une fois, l'autre à chaque commande.",
    "Commission d'une commande : `data.commission * data.basket / (1 + data.vat)`.",
    "Divisez `data.cac` par cette commission.",
)


@EXERCISE.number("Part de marge perdue", "%", relative=0.008)
def margin_lost(data: Data) -> float:
    return data.rise * data.basket / (1 + data.vat) / _vitrine(data).order_margin


margin_lost.asks(
    "La plateforme doit prévenir quinze jours avant de changer ses conditions. Elle annonce une hausse de sa commission : {rise} en plus.\n\n"
    "Quelle part de sa marge par commande la vitrine perd-elle ? Répondez par une fraction."
)
margin_lost.wrong(
    "points recopiés",
    "ce sont les points de commission, une part du *prix*. La question demande une part de la *marge*, bien plus petite que le prix.",
    lambda data: data.rise,
)
margin_lost.wrong(
    "TTC pris pour HT",
    "vous calculez la hausse sur le panier TTC. La commission porte sur le HT : divisez le panier par `1 + data.vat`.",
    lambda data: margin_lost(data) * (1 + data.vat),
)
margin_lost.wrong(
    "marge restante",
    "c'est la part de marge qui *reste*. La question demande celle qui est perdue : retirez-la de 1.",
    lambda data: 1 - margin_lost(data),
)
margin_lost.wrong(
    "marge de la boutique",
    "vous rapportez la perte à la marge de la boutique. C'est la vitrine qui paie : divisez par `vitrine.order_margin`.",
    lambda data: data.rise * data.basket / (1 + data.vat) / data.firm.order_margin,
)
margin_lost.wrong(
    "euros perdus",
    "c'est la perte en euros par commande. Rapportez-la à la marge de la vitrine.",
    lambda data: data.rise * data.basket / (1 + data.vat),
)
margin_lost.wrong(
    "commission entière",
    "vous rapportez toute la commission à la marge. Elle existait déjà pour l'essentiel : ne comptez que la hausse.",
    lambda data: _commission_per_order(data) / _vitrine(data).order_margin,
)
margin_lost.wrong(
    "hausse rapportée à la commission",
    "c'est la hausse rapportée à la commission d'avant. La question la rapporte à la *marge*.",
    lambda data: data.rise / data.commission,
)
margin_lost.wrong(
    "rapportée à la marge d'après",
    "vous divisez par la marge d'après la hausse. Une perte se rapporte à ce que l'on avait : `vitrine.order_margin`.",
    lambda data: margin_lost(data) / (1 - margin_lost(data)),
)
margin_lost.wrong(
    "points recopiés en pourcentage",
    "ce sont les points de commission, une part du *prix*. La question demande une part de la *marge*, en fraction.",
    lambda data: 100 * data.rise,
)
margin_lost.otherwise(
    "combien d'euros de plus une commande paie-t-elle, et que laissait-elle avant cette hausse ?"
)
margin_lost.why(
    "Quelques points du prix font une part au moins trois fois plus grosse de la marge : c'est ainsi que se mesure une dépendance. Le vendeur ne fixe ni la date ni le taux. Reste à choisir où vendre."
)
margin_lost.hints(
    "Une part de la marge : quelque chose divisé par `vitrine.order_margin`.",
    "Au-dessus : les euros de commission en plus, `data.rise` fois le prix HT.",
    "Prix HT : `data.basket / (1 + data.vat)`.",
)


@EXERCISE.decision("Coût d'acquisition limite", "€", words=15)
def highest_cac(data: Data) -> float:
    # Solved by hand from steady_state_profit; the solution notebook finds the same with goal_seek.
    shop = data.firm
    return shop.ltv - (_vitrine(data).steady_state_profit + shop.overheads) / shop.new_customers


highest_cac.asks(
    'La boutique ou la vitrine ? Cherchez le coût d\'acquisition qui donne à la boutique le même résultat en régime permanent qu\'à la vitrine : `bm.goal_seek(modele, "steady_state_profit", cible, vary="cac")`. Comparez-le au vôtre, {cac}. Sur ce seul critère, où vaut-il mieux vendre ?\n\n'
    "{options}\n\n"
    "Donnez votre choix, cette limite en euros, et dites en quinze mots au moins, avec un chiffre, ce que ce critère oublie : le creux de trésorerie (`funding_need`), la dépendance."
)
highest_cac.follows(
    lambda data: data.cac <= highest_cac(data),
    beside="data.cac",
    boutique=(
        "La boutique",
        "mais votre publicité coûte plus que cette limite : sur ce critère, la vitrine rapporte davantage",
    ),
    vitrine=(
        "La vitrine chez ManoMano",
        "et votre publicité coûte moins que cette limite : sur ce critère, la boutique rapporte davantage",
    ),
)
highest_cac.wrong(
    "coûts fixes oubliés",
    "vous comparez deux valeurs vie. La boutique a aussi des coûts fixes plus lourds : comparez deux résultats, `steady_state_profit`.",
    lambda data: data.firm.ltv - _vitrine(data).ltv,
)
highest_cac.wrong(
    "résultat nul",
    "vous cherchez où la boutique ne gagne plus rien. Elle doit encore égaler la vitrine : la cible est `vitrine.steady_state_profit`.",
    lambda data: data.firm.ltv - data.firm.overheads / data.firm.new_customers,
)
highest_cac.wrong(
    "valeur vie",
    "c'est ce que rapporte un client. Il faut encore payer les coûts fixes et faire mieux que la vitrine.",
    lambda data: data.firm.ltv,
)
highest_cac.wrong(
    "coût d'aujourd'hui recopié",
    "c'est le coût d'aujourd'hui. Cherchez d'abord la limite avec `bm.goal_seek`, puis comparez.",
    lambda data: data.cac,
)
highest_cac.wrong(
    "marge de manœuvre",
    "c'est l'écart entre la limite et votre coût d'aujourd'hui. La question demande la limite elle-même.",
    lambda data: highest_cac(data) - data.cac,
)
highest_cac.wrong(
    "cible recopiée",
    "c'est le résultat de la vitrine, votre cible. Quel coût d'acquisition y amène la boutique ?",
    lambda data: _vitrine(data).steady_state_profit,
)
highest_cac.wrong(
    "écart de résultats",
    "c'est l'écart entre deux résultats mensuels. Quel coût d'acquisition l'annulerait ?",
    lambda data: data.firm.steady_state_profit - _vitrine(data).steady_state_profit,
)
highest_cac.wrong(
    "résultat au mois 36",
    "vous comparez les deux au mois 36, avant que la boutique ait fini de grandir. La question vise `steady_state_profit`.",
    lambda data: data.cac + (data.firm.profit_36 - _vitrine(data).profit_36) / data.firm.new_customers,
)
highest_cac.wrong(
    "marge d'une seule commande",
    "vous comparez une commande à une commande. Un client en passe plusieurs, et la boutique a des coûts fixes : comparez deux résultats.",
    lambda data: data.firm.order_margin - _vitrine(data).order_margin,
)
highest_cac.otherwise(
    "quel résultat la boutique doit-elle égaler, et lequel de ses chiffres laisse-t-on varier pour y arriver ?"
)
highest_cac.why(
    "Votre choix et votre nombre se tiennent ; votre enseignant lit la justification. Ce calcul ne dit pas tout : la boutique met des années à s'installer. Que rapporte-t-elle au mois 36 (`profit_36`), combien faut-il avancer (`funding_need`), et qui garde l'adresse des clients ? Regardez-le avant de signer."
)
highest_cac.hints(
    "Deux résultats doivent être égaux : celui de la boutique, où le coût d'acquisition varie, et celui de la vitrine.",
    '`bm.goal_seek(modele, "steady_state_profit", cible, vary="cac")` cherche le coût qui atteint la cible.',
    "Le modèle est `firm`, la cible `vitrine.steady_state_profit`. Comparez la limite à `data.cac`.",
)
