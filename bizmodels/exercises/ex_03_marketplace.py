"""Questions on ManoMano and its sellers: what a platform keeps, and whether to rent or to buy one's customers."""

from __future__ import annotations

from bizmodels.exercises import mistakes
from bizmodels.exercises.engine import Exercise
from bizmodels.exercises.given import Data, Given
from bizmodels.exercises.mistakes import Mistake
from bizmodels.exercises.questions import Choice, Decision, Function, Numeric, WrongFunction
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
    Given("rate_elsewhere", "Commission d’une autre place de marché", "% du prix TTC", default=0.17,
          low=0.15, high=0.19, step=0.005),
    Given("basket", "Panier du vendeur", "€ TTC", default=100, low=95, high=110, step=2.5),
    Given("cogs", "Coût d’achat d’une commande", "€ HT", default=45, low=40, high=46, step=1),
    Given("churn", "Attrition de la boutique", "% / mois", default=0.05, low=0.04, high=0.06, step=0.005),
    Given("cac", "Publicité pour gagner un client à la boutique", "€", default=30, low=24, high=56, step=1),
    Given("rise", "Hausse de commission annoncée", "% du prix HT", default=0.05, low=0.02, high=0.05, step=0.01),
)  # fmt: skip


def _firm(data: Data) -> D2C:
    """The seller's own shop."""
    return D2C(basket=data.basket, cogs=data.cogs, churn=data.churn, cac=data.cac, **SHOP)


def _vitrine(data: Data) -> D2C:
    """The same seller on the marketplace: a commission instead of advertising, customers less loyal."""
    return data.firm.replace(
        commission_rate=data.commission / (1 + data.vat),
        channel_subscription=data.seller_subscription,
        payment_fee=0,
        cac=0,
        churn=0.20,
        fixed_costs=500,
    )


def _platform(data: Data) -> Marketplace:
    return Marketplace(basket=data.basket, commission_rate=data.commission)


# --- the right answers ------------------------------------------------------------------------------------


def _revenue_of_100(data: Data) -> float:
    return 100 * _platform(data).effective_take_rate


def _share_of_net_price(data: Data) -> float:
    return data.rate_elsewhere * (1 + data.vat)


def _lowest_revenue(data: Data) -> float:
    return data.volume / (1 + data.vat) * data.commission_low


def _commission_per_order(data: Data) -> float:
    return data.commission * data.basket / (1 + data.vat)


def _orders_for_the_door(data: Data) -> float:
    return data.seller_subscription / _vitrine(data).order_margin


def _orders_to_buy(data: Data) -> float:
    return data.cac / _commission_per_order(data)


def _margin_lost(data: Data) -> float:
    return data.rise * data.basket / (1 + data.vat) / _vitrine(data).order_margin


def _highest_cac(data: Data) -> float:
    # Solved by hand from steady_state_profit; the solution notebook finds the same with goal_seek.
    shop = data.firm
    return shop.ltv - (_vitrine(data).steady_state_profit + shop.overheads) / shop.new_customers


# --- the questions ----------------------------------------------------------------------------------------

READ = Numeric(
    prompt="Un acheteur paie 100 € TTC. Quel est le chiffre d'affaires de la plateforme, en euros HT ? Lisez `plateforme.ledger()`.",
    label="Chiffre d'affaires de la plateforme pour 100 € TTC",
    unit="€",
    answer=_revenue_of_100,
    absolute=0.05,
    mistakes=(
        Mistake(
            "marge prise pour chiffre d'affaires",
            "vous lisez la dernière ligne, ce qui reste une fois payés la banque, le service client et la garantie. Le chiffre d'affaires est avant : ajoutez ces trois lignes.",
            lambda data, right: 100 * _platform(data).margin_per_customer / _platform(data).gmv_per_customer,
        ),
        Mistake(
            "commission prise sur le TTC",
            "vous appliquez la commission aux 100 € TTC. ManoMano la prend sur le prix HT, et reçoit aussi abonnements et publicité : partez du tableau.",
            lambda data, right: 100 * data.commission,
        ),
        Mistake(
            "commission seule",
            "c'est la commission seule. La plateforme facture aussi abonnements et publicité : partez de ce que ne reçoivent ni l'État ni le vendeur.",
            lambda data, right: 100 * data.commission / (1 + data.vat),
        ),
        Mistake(
            "volume pris pour chiffre d'affaires",
            "vous avez retiré la TVA, pas la part du vendeur. Cet argent passe par la plateforme, il n'est pas à elle.",
            lambda data, right: 100 / (1 + data.vat),
        ),
        Mistake(
            "garantie oubliée",
            "il manque une ligne. La plateforme paie la banque, le service client *et* la garantie avec son chiffre d'affaires : comptez les trois, et la marge.",
            lambda data, right: (
                right(data) - 100 * _platform(data).refund_rate * _platform(data).guarantee_share
            ),
        ),
    ),
    first_step="retirez de 100 € ce que reçoivent l'État et le vendeur.",
    why="Ce qui passe, ce qui est facturé, ce qui reste : trois nombres pour une même commande. Le taux facturé n'est pas la commission affichée, parce qu'ils n'ont pas la même assiette. C'est la question suivante.",
    hints=(
        "Deux lignes du tableau ne sont pas à la plateforme : lesquelles ?",
        "Le chiffre d'affaires est la somme de la banque, du service client, de la garantie et de la marge.",
        "Plus court : `100 * plateforme.effective_take_rate`.",
    ),
)

SAME_BASE = Numeric(
    prompt="Une autre place de marché affiche {rate_elsewhere}. Quelle part du prix HT prend-elle ?",
    label="Part du prix HT",
    unit="%",
    answer=_share_of_net_price,
    absolute=0.001,
    mistakes=(
        Mistake(
            "taux recopié",
            "c'est le taux affiché. Il porte sur le TTC, un prix plus grand que le HT : sur le plus petit des deux, la même somme pèse davantage.",
            lambda data, right: data.rate_elsewhere,
        ),
        Mistake(
            "division au lieu de multiplication",
            "vous divisez, comme pour passer un *prix* en HT. Ici la somme ne change pas, c'est le dénominateur qui rétrécit : le taux grandit.",
            lambda data, right: data.rate_elsewhere / (1 + data.vat),
        ),
        Mistake(
            "TVA retirée du taux",
            "vous enlevez la TVA au taux. Le vendeur paie la même somme : rapportez-la à un prix HT, plus petit. Le taux monte.",
            lambda data, right: data.rate_elsewhere * (1 - data.vat),
        ),
        Mistake(
            "TVA ajoutée au taux",
            "vous additionnez deux pourcentages qui n'ont pas la même base. Multipliez par `1 + data.vat`.",
            lambda data, right: data.rate_elsewhere + data.vat,
        ),
    ),
    first_step="prenez une vente à 120 € TTC : combien d'euros de commission, et quelle part de 100 € HT ?",
    why="Un taux se compare à un autre sur la même base. L'usage courant, prélever sur le TTC, alourdit la note d'un cinquième ; ManoMano est l'exception que signale Sellermania. Quel est maintenant le vrai chiffre d'affaires derrière un volume ?",
    hints=(
        "Combien d'euros prend-elle sur une vente à 120 € TTC ? Quelle part de 100 € HT est-ce ?",
        "Part du HT = commission en euros ÷ prix HT, et le prix HT est le prix TTC ÷ (1 + TVA).",
        "Les prix se simplifient : il reste `data.rate_elsewhere * (1 + data.vat)`.",
    ),
)

TRAP = Decision(
    prompt="Bricomag imprime {volume} de « chiffre d'affaires » pour ManoMano en 2019. Que compte ce nombre, et que valent au moins les commissions, si le volume est TTC et la commission la plus basse publiée ({commission_low}) ?",
    choice=Choice(
        prompt="Que compte ce nombre ?",
        options={
            "a": (
                "Ce que ManoMano facture aux vendeurs",
                'ce serait son chiffre d\'affaires, comme l\'écrit Bricomag. Regardez la note de ce chiffre : `bm.facts_table("ManoMano", "gmv")`.',
            ),
            "b": (
                "Ce que paient les acheteurs",
                "c'est pourtant ce que dit la note de ce chiffre : relisez-la.",
            ),
            "c": (
                "Ce que reçoivent les vendeurs",
                "les vendeurs reçoivent le prix *moins* la TVA et la commission. Ce nombre est avant ce partage.",
            ),
            "d": (
                "Ce que ManoMano gagne",
                "un bénéfice vient après tous les coûts ; ce nombre est avant le premier partage.",
            ),
        },
        answer=lambda data: "b",
        why="",
        hints=(),
    ),
    number=Numeric(
        prompt="",
        label="Commissions au moins",
        unit="M€",
        answer=_lowest_revenue,
        relative=0.01,
        mistakes=(
            mistakes.ttc_for_ht(
                "vous prenez la commission sur un volume TTC. ManoMano la prend sur le HT : divisez d'abord par `1 + data.vat`."
            ),
            Mistake(
                "volume pris pour chiffre d'affaires",
                "c'est le volume tel qu'il est imprimé. La plateforme n'en garde que sa commission.",
                lambda data, right: data.volume,
            ),
            Mistake(
                "volume HT",
                "c'est le volume hors taxes. Il appartient encore, pour l'essentiel, aux vendeurs : appliquez-lui la commission.",
                lambda data, right: data.volume / (1 + data.vat),
            ),
            Mistake(
                "borne haute",
                "c'est la borne haute. « Au moins » demande la commission la plus basse : `data.commission_low`.",
                lambda data, right: data.volume / (1 + data.vat) * data.commission_high,
            ),
            Mistake(
                "part des vendeurs",
                "c'est ce que gardent les vendeurs. La question porte sur l'autre part, celle de la plateforme.",
                lambda data, right: data.volume / (1 + data.vat) * (1 - data.commission_low),
            ),
        ),
        first_step="volume TTC, puis volume HT, puis commission : deux gestes.",
        why="",
        hints=(),
    ),
    why="Le vrai nombre est bien plus petit, et ce n'est encore qu'une borne : ni publicité ni abonnements, et des taux publiés quatre ans plus tard. Le chiffre d'affaires de ManoMano n'est pas publié. Passons du côté du vendeur.",
    hints=(
        'À qui appartient l\'argent compté ? `bm.facts_table("ManoMano", "gmv")` donne la note de chaque chiffre.',
        "Volume HT : `data.volume / (1 + data.vat)`.",
        "La borne basse prend la commission la plus basse, `data.commission_low`, sur le volume HT.",
    ),
)


def _colleague(panier: float, cout: float, commission: float) -> float:
    return panier - cout - commission * panier


def _reference(data: Data):
    def marge_vendeur(panier: float, cout: float, commission: float) -> float:
        return panier / (1 + data.vat) * (1 - commission) - cout

    return marge_vendeur


def _trials(data: Data) -> list[tuple[float, ...]]:
    return [
        (data.basket, data.cogs, data.commission),
        (120.0, 60.0, 0.15),
        (60.0, 20.0, 0.25),
        (240.0, 90.0, 0.20),
        (36.0, 12.0, 0.10),
    ]


def _wrong_functions(data: Data) -> list[WrongFunction]:
    vat = data.vat
    return [
        WrongFunction(
            "commission prise sur le TTC",
            "le prix est bien passé en HT, mais la commission porte encore sur `panier`, qui est TTC. Prenez-la sur le prix HT.",
            lambda p, c, t: p / (1 + vat) - c - t * p,
        ),
        WrongFunction(
            "prix laissé TTC",
            "la commission est juste, mais la marge part encore du prix TTC. Remplacez aussi le premier `panier` par le prix HT.",
            lambda p, c, t: p - c - t * p / (1 + vat),
        ),
        WrongFunction(
            "TVA retirée du prix TTC",
            "vous retirez la TVA en pourcentage du prix TTC. Divisez par `1 + data.vat` au lieu de multiplier par `1 - data.vat`.",
            lambda p, c, t: p * (1 - vat) * (1 - t) - c,
        ),
        WrongFunction(
            "TVA retirée du coût aussi",
            "vous divisez aussi le coût, qui est déjà hors taxes. Ne divisez que le panier.",
            lambda p, c, t: (p * (1 - t) - c) / (1 + vat),
        ),
        WrongFunction(
            "commission prise sur la marge",
            "vous prenez la commission sur la marge. La plateforme la prend sur le prix HT, que le vendeur gagne ou perde.",
            lambda p, c, t: (p / (1 + vat) - c) * (1 - t),
        ),
    ]


MEND_THE_CODE = Function(
    prompt="La fonction `marge_vendeur` de votre collègue oublie la TVA. Changez-la pour qu'elle rende ce qu'une vente laisse au vendeur, en euros HT, quand la commission porte sur le prix HT.",
    name="marge_vendeur",
    arguments=("panier", "cout", "commission"),
    answer=_reference,
    trials=_trials,
    mistakes=_wrong_functions,
    start=_colleague,
    first_step="écrivez d'abord le prix HT sur une ligne à part, puis retirez-lui le coût et la commission.",
    why="Une ligne de plus, `prix_ht = panier / (1 + data.vat)`, et tout le reste se lit. Essayez votre fonction avec le haut de la fourchette : reste-t-il de quoi payer le colis ? Il manque encore une dépense, l'abonnement.",
    hints=(
        "Le prix payé par l'acheteur contient la TVA. Que garde-t-on pour calculer une marge ?",
        "Ajoutez une première ligne : `prix_ht = panier / (1 + data.vat)`.",
        "Puis rendez `prix_ht` moins le coût, moins la commission prise sur `prix_ht`.",
    ),
)

ENTRY = Numeric(
    prompt="L'abonnement coûte {seller_subscription}. Combien de commandes par mois faut-il à la vitrine pour le payer ?",
    label="Commandes par mois",
    unit="commandes",
    answer=_orders_for_the_door,
    relative=0.01,
    mistakes=(
        Mistake(
            "panier au lieu de marge",
            "vous divisez par le panier. Le vendeur paie l'abonnement avec ce qui lui reste d'une commande, pas avec ce que paie l'acheteur.",
            lambda data, right: data.seller_subscription / data.basket,
        ),
        Mistake(
            "commission oubliée",
            "vous divisez par la marge de la boutique. Chez ManoMano, la commission en a déjà pris une part : `vitrine.order_margin`.",
            lambda data, right: data.seller_subscription / data.firm.order_margin,
        ),
        Mistake(
            "commission au lieu de marge",
            "vous divisez par la commission d'une commande : c'est ce que le vendeur donne. L'abonnement se paie avec ce qui lui reste.",
            lambda data, right: data.seller_subscription / _commission_per_order(data),
        ),
        Mistake(
            "année au lieu de mois",
            "vous comptez l'abonnement d'une année. La question compte par mois : ne multipliez pas par douze.",
            lambda data, right: 12 * right(data),
        ),
        mistakes.upside_down(
            "votre rapport est à l'envers : c'est l'abonnement qu'il faut couvrir, il va au-dessus."
        ),
    ),
    first_step="abonnement d'un mois ÷ marge d'une commande chez ManoMano.",
    why="Une poignée de commandes par mois : l'entrée est bien bon marché, et l'idée reçue tient sur ce point. Mais la commission, elle, revient à chaque commande. À partir de quand coûte-t-elle plus que la publicité ?",
    hints=(
        "C'est un seuil de rentabilité : une dépense fixe, divisée par ce que laisse une commande.",
        "Ce que laisse une commande chez ManoMano : `vitrine.order_margin`.",
        "`data.seller_subscription` divisé par cette marge.",
    ),
)

RENT_OR_BUY = Numeric(
    prompt="La boutique paie {cac} de publicité pour gagner un client ; ManoMano prend {commission} à chaque commande. À partir de combien de commandes du même client la publicité coûte-t-elle moins que la commission ?",
    label="Commandes du même client",
    unit="commandes",
    answer=_orders_to_buy,
    relative=0.01,
    mistakes=(
        mistakes.ttc_for_ht(
            "vous prenez la commission sur le panier TTC. ManoMano la prend sur le HT : divisez le panier par `1 + data.vat`."
        ),
        mistakes.upside_down(
            "votre rapport est à l'envers : combien de fois la commission tient-elle dans la publicité ? La publicité va au-dessus."
        ),
        Mistake(
            "marge au lieu de commission",
            "vous divisez par la marge d'une commande : c'est le nombre de commandes qui rembourse la publicité. Ici on compare deux dépenses.",
            lambda data, right: data.cac / data.firm.order_margin,
        ),
        Mistake(
            "panier au lieu de commission",
            "vous divisez par le panier. ManoMano n'en prend qu'une part : la commission d'une commande.",
            lambda data, right: data.cac / data.basket,
        ),
        Mistake(
            "différence au lieu d'un nombre de commandes",
            "vous soustrayez deux montants en euros. Pour un nombre de commandes, divisez.",
            lambda data, right: data.cac - _commission_per_order(data),
        ),
    ),
    first_step="calculez en euros la commission d'une commande, puis voyez combien de fois elle tient dans la publicité.",
    why="Au-delà, le client acheté coûte moins que le client loué, à condition qu'il revienne : c'est l'attrition qui tranche, pas le taux de commission. Et si ce taux change en cours de route ?",
    hints=(
        "Deux dépenses : l'une payée une fois, l'autre à chaque commande.",
        "Commission d'une commande : `data.commission * data.basket / (1 + data.vat)`.",
        "Divisez `data.cac` par cette commission.",
    ),
)

DEPENDENCE = Numeric(
    prompt="ManoMano annonce, quinze jours à l'avance, {rise} de commission en plus. Quelle part de sa marge par commande perd la vitrine ?",
    label="Part de marge perdue",
    unit="%",
    answer=_margin_lost,
    absolute=0.005,
    mistakes=(
        Mistake(
            "points recopiés",
            "ce sont les points de commission, une part du *prix*. La question demande une part de la *marge*, bien plus petite que le prix.",
            lambda data, right: data.rise,
        ),
        Mistake(
            "TTC pris pour HT",
            "vous calculez la hausse sur le panier TTC. La commission porte sur le HT : divisez le panier par `1 + data.vat`.",
            lambda data, right: right(data) * (1 + data.vat),
        ),
        Mistake(
            "marge restante",
            "c'est la part de marge qui *reste*. La question demande celle qui est perdue : retirez-la de 1.",
            lambda data, right: 1 - right(data),
        ),
        Mistake(
            "marge de la boutique",
            "vous rapportez la perte à la marge de la boutique. C'est la vitrine qui paie : divisez par `vitrine.order_margin`.",
            lambda data, right: data.rise * data.basket / (1 + data.vat) / data.firm.order_margin,
        ),
        Mistake(
            "euros perdus",
            "c'est la perte en euros par commande. Rapportez-la à la marge de la vitrine.",
            lambda data, right: data.rise * data.basket / (1 + data.vat),
        ),
    ),
    first_step="combien d'euros de commission en plus par commande ? Divisez-les par `vitrine.order_margin`.",
    why="Quelques points du prix, une grosse part de la marge : c'est ainsi que se mesure une dépendance. Le vendeur ne fixe ni la date ni le taux. Reste à choisir où vendre.",
    hints=(
        "Une part de la marge : quelque chose divisé par `vitrine.order_margin`.",
        "Au-dessus : les euros de commission en plus, `data.rise` fois le prix HT.",
        "Prix HT : `data.basket / (1 + data.vat)`.",
    ),
)

DECIDE = Decision(
    prompt="Jusqu'à quel coût d'acquisition la boutique rapporte-t-elle plus que la vitrine, une fois installée ? Le vôtre est de {cac} : où vendez-vous ?",
    choice=Choice(
        prompt="Où vendez-vous ?",
        options={
            "boutique": (
                "Dans ma boutique",
                "votre nombre est juste, mais votre publicité coûte plus que cette limite : sur ce critère, la vitrine rapporte davantage. Comparez-le à `data.cac`.",
            ),
            "vitrine": (
                "Chez ManoMano",
                "votre nombre est juste, et votre publicité coûte moins que cette limite : sur ce critère, la boutique rapporte davantage. Comparez-le à `data.cac`.",
            ),
        },
        answer=lambda data: "boutique" if data.cac <= _highest_cac(data) else "vitrine",
        why="",
        hints=(),
        form='`"boutique"` ou `"vitrine"`, entre guillemets',
    ),
    number=Numeric(
        prompt="",
        label="Coût d'acquisition limite",
        unit="€",
        answer=_highest_cac,
        relative=0.01,
        mistakes=(
            Mistake(
                "coûts fixes oubliés",
                "vous comparez deux valeurs vie. La boutique a aussi des coûts fixes plus lourds : comparez deux résultats, `steady_state_profit`.",
                lambda data, right: data.firm.ltv - _vitrine(data).ltv,
            ),
            Mistake(
                "résultat nul",
                "vous cherchez où la boutique ne gagne plus rien. Elle doit encore égaler la vitrine : la cible est `vitrine.steady_state_profit`.",
                lambda data, right: data.firm.ltv - data.firm.overheads / data.firm.new_customers,
            ),
            Mistake(
                "valeur vie",
                "c'est ce que rapporte un client. Il faut encore payer les coûts fixes et faire mieux que la vitrine.",
                lambda data, right: data.firm.ltv,
            ),
            Mistake(
                "coût d'aujourd'hui recopié",
                "c'est le coût d'aujourd'hui. Cherchez d'abord la limite avec `bm.goal_seek`, puis comparez.",
                lambda data, right: data.cac,
            ),
        ),
        first_step="la cible est `vitrine.steady_state_profit`, le modèle est `firm`, le paramètre est `cac`.",
        why="",
        hints=(),
    ),
    words=15,
    why="Votre choix et votre nombre se tiennent ; votre enseignant lit la justification. Ce calcul ne dit pas tout : combien faut-il avancer avant de gagner (`funding_need`), et qui garde l'adresse des clients ? Dans la leçon, regardez ces deux lignes avant de signer.",
    hints=(
        "Deux résultats doivent être égaux : celui de la boutique, où le coût d'acquisition varie, et celui de la vitrine.",
        '`bm.goal_seek(modele, "steady_state_profit", cible, vary="cac")` cherche le coût qui atteint la cible.',
        "Le modèle est `firm`, la cible `vitrine.steady_state_profit`. Comparez la limite à `data.cac`.",
    ),
)

EXERCISE = Exercise(
    title="Louer ou acheter ses clients",
    given=GIVEN,
    firm=_firm,
    questions=(READ, SAME_BASE, TRAP, MEND_THE_CODE, ENTRY, RENT_OR_BUY, DEPENDENCE, DECIDE),
)
