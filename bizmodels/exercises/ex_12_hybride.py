"""Questions on a brand with two channels: what a marketplace takes, what it diverts, what it keeps for itself."""

from __future__ import annotations

from bizmodels.exercises import mistakes
from bizmodels.exercises.engine import Exercise
from bizmodels.exercises.given import Data, Given
from bizmodels.exercises.mistakes import Mistake
from bizmodels.exercises.questions import Choice, Decision, Function, Numeric, WrongFunction
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


def _firm(data: Data) -> Hybrid:
    return Hybrid(
        basket=data.basket,
        cogs=data.cogs,
        return_rate=data.return_rate,
        commission_rate=data.commission_rate,
        marketplace_share=data.marketplace_share,
        cannibalization=data.cannibalization,
        churn=data.churn,
        marketplace_churn=data.marketplace_churn,
        cac=data.cac,
        marketplace_cac=data.marketplace_cac,
    )


# --- the right answers ------------------------------------------------------------------------------------


def _best_ratio(data: Data) -> str:
    return "c" if data.firm.marketplace.ltv_cac > data.firm.shop.ltv_cac else "d"


def _commission_on_net(data: Data) -> float:
    return data.commission_rate * (1 + data.vat)


def _marketplace_margin(data: Data) -> float:
    return data.firm.shop_order_margin - data.commission_rate * data.basket


def _bearable_month(data: Data) -> float:
    return data.firm.marketplace_order_margin / data.firm.shop_order_margin


def _net_lives(data: Data) -> tuple[float, float]:
    """What a customer leaves over its life, acquisition paid: on the marketplace, and in the shop (€)."""
    place, shop = data.firm.marketplace, data.firm.shop
    return place.ltv - place.cac, shop.ltv - shop.cac


def _bearable_life(data: Data) -> float:
    place, shop = _net_lives(data)
    return place / shop


def _host_weight(data: Data) -> float:
    return data.share_all / data.share_hosts


def _reserved(data: Data) -> Hybrid:
    return data.firm.replace(marketplace_share=data.small_share, cannibalization=data.small_diversion)


def _gain(data: Data) -> float:
    return _reserved(data).steady_state_profit - data.firm.steady_state_profit


# --- the questions ----------------------------------------------------------------------------------------

READ = Choice(
    prompt="Sur quelle ligne la place de marché l'emporte-t-elle sur le site ? Lisez le tableau.",
    options={
        "a": (
            "La marge par commande",
            "la commission en est déjà retirée sur la place de marché. Comparez les deux nombres de cette ligne.",
        ),
        "b": (
            "La valeur vie client",
            "moins de marge par commande, et des clients qui partent plus vite : relisez cette ligne.",
        ),
        "c": (
            "Le rapport LTV/CAC",
            "sur vos chiffres, le site garde aussi le meilleur rapport. Comparez les deux nombres.",
        ),
        "d": (
            "Aucune",
            "l'une des trois lignes donne l'avantage à la place de marché : là où l'on divise par ce que coûte un client.",
        ),
    },
    answer=_best_ratio,
    why="Le canal qui donne le moins d'euros par client peut avoir le meilleur rapport, parce qu'il ne coûte presque rien à ouvrir. Un rapport ne se dépense pas. D'où vient l'écart de marge : combien pèse la commission, hors taxes ?",
    hints=(
        "Exécutez la cellule du tableau et comparez les deux colonnes, ligne par ligne.",
        "Pour chaque ligne, entourez la colonne la plus haute.",
    ),
)

COMMISSION = Numeric(
    prompt="La commission vaut {commission_rate} du panier TTC. Quelle part du panier hors taxes représente-t-elle ?",
    label="Commission rapportée au panier HT",
    unit="% du panier HT",
    answer=_commission_on_net,
    absolute=0.001,
    mistakes=(
        Mistake(
            "taux TTC gardé",
            "c'est le taux sur le panier TTC. Le panier HT est plus petit : la même somme y pèse davantage.",
            lambda data, right: data.commission_rate,
        ),
        Mistake(
            "TVA dans le mauvais sens",
            "vous divisez par 1 + TVA, comme pour un prix. La commission ne change pas, c'est le panier qui rétrécit : multipliez.",
            lambda data, right: data.commission_rate / (1 + data.vat),
        ),
        Mistake(
            "TVA ajoutée en points",
            "vous ajoutez le taux de TVA au taux de commission. Rapportez plutôt la commission en euros au panier HT.",
            lambda data, right: data.commission_rate + data.vat,
        ),
        Mistake(
            "euros au lieu d'une part",
            "c'est la commission en euros. Divisez-la par le panier hors taxes.",
            lambda data, right: data.commission_rate * data.basket,
        ),
    ),
    first_step="commission en euros : taux × panier TTC. Panier HT : panier TTC ÷ (1 + TVA). Divisez l'une par l'autre.",
    why="Toujours demander la base d'un taux. Sur le prix hors taxes, celui qu'une marque encaisse, la commission pèse un cinquième de plus qu'elle n'en a l'air. Que reste-t-il de la marge ?",
    hints=(
        "Prenez un panier de 60 € TTC : combien fait la commission, et combien fait le panier HT ?",
        "Les deux se rapportent au même panier : il disparaît du calcul.",
        "`data.commission_rate * (1 + data.vat)`.",
    ),
)

ORDER = Numeric(
    prompt="Une commande du site laisse `firm.shop_order_margin`. Que laisse la même commande sur la place de marché ?",
    label="Marge par commande, place de marché",
    unit="€",
    answer=_marketplace_margin,
    absolute=0.02,
    mistakes=(
        Mistake(
            "commission prise sur le panier HT",
            "vous prenez la commission sur le panier hors taxes. Le contrat la prend sur le prix TTC.",
            lambda data, right: (
                data.firm.shop_order_margin - data.commission_rate * data.basket / (1 + data.vat)
            ),
        ),
        Mistake(
            "commission prise sur la marge",
            "vous retirez le pourcentage à la marge. La commission est une part du panier, pas de la marge.",
            lambda data, right: data.firm.shop_order_margin * (1 - data.commission_rate),
        ),
        Mistake(
            "commission ajoutée",
            "vous ajoutez la commission. C'est la marque qui la paie : retirez-la.",
            lambda data, right: data.firm.shop_order_margin + data.commission_rate * data.basket,
        ),
        Mistake(
            "commission oubliée",
            "c'est la marge du site. La même commande paie une commission sur la place de marché.",
            lambda data, right: data.firm.shop_order_margin,
        ),
    ),
    first_step="commission en euros : `data.commission_rate * data.basket`. Retirez-la de la marge du site.",
    why="Tous les coûts restent, une part du prix s'en va : la marge encaisse tout. Chaque commande détournée du site fait donc perdre cette différence. Combien peut-on en détourner ?",
    hints=(
        "Fabricant, transporteur et banque sont payés pareil sur les deux canaux. Quel coût s'ajoute ?",
        "La commission porte sur le panier TTC.",
        "`firm.shop_order_margin - data.commission_rate * data.basket`.",
    ),
)

BEARABLE = Numeric(
    prompt="À partir de quelle part de commandes détournées la place de marché enlève-t-elle de la marge, ce mois-ci ?",
    label="Cannibalisation supportable",
    unit="% des commandes",
    answer=_bearable_month,
    absolute=0.005,
    mistakes=(
        mistakes.upside_down(
            "le rapport est à l'envers et dépasse 100 %. Ce que gagne chaque commande va au numérateur, ce que perd une commande détournée au dénominateur."
        ),
        Mistake(
            "complément",
            "c'est la part qui doit être nouvelle. La question demande la part détournée : retirez votre nombre de 1.",
            lambda data, right: 1 - right(data),
        ),
        Mistake(
            "δ actuel recopié",
            "c'est la cannibalisation d'aujourd'hui. Cherchez celle qui ramène l'apport à zéro.",
            lambda data, right: data.cannibalization,
        ),
        Mistake(
            "commission rapportée à la marge",
            "vous comparez la commission à la marge de la place de marché. Comparez les deux marges par commande.",
            lambda data, right: data.commission_rate * data.basket / data.firm.marketplace_order_margin,
        ),
    ),
    first_step="l'apport d'une commande vaut sa marge − δ × la marge du site. Pour quel δ vaut-il zéro ?",
    why="Ce seuil ne dépend que de deux marges, que la marque connaît. Le nombre qu'elle ne connaît pas, c'est δ. Mettez maintenant le raisonnement dans une fonction.",
    hints=(
        "Une commande de plus rapporte `firm.marketplace_order_margin`. Une commande détournée coûte `firm.shop_order_margin`.",
        "Apport nul : marge de la place = δ × marge du site.",
        "δ = `firm.marketplace_order_margin / firm.shop_order_margin`.",
    ),
)


def _colleague(commandes: float, marge_place: float, marge_site: float, delta: float) -> float:
    return commandes * marge_place - commandes * (1 - delta) * marge_place


def _reference(data: Data):
    def apport(commandes: float, marge_place: float, marge_site: float, delta: float) -> float:
        return commandes * marge_place - commandes * delta * marge_site

    return apport


def _trials(data: Data) -> list[tuple[float, ...]]:
    firm = data.firm
    return [
        (
            firm.marketplace_orders,
            firm.marketplace_order_margin,
            firm.shop_order_margin,
            data.cannibalization,
        ),
        (100.0, 10.0, 20.0, 0.3),
        (100.0, 10.0, 20.0, 0.6),
        (1_000.0, 4.0, 9.0, 0.2),
        (50.0, 12.0, 15.0, 0.9),
    ]


def _wrong_functions(data: Data) -> list[WrongFunction]:
    return [
        WrongFunction(
            "δ corrigé, marge de la place gardée",
            "les commandes détournées sont bien comptées, mais à la marge de la place de marché. Ce que l'on perd, c'est la marge du site.",
            lambda n, p, s, d: n * p - n * d * p,
        ),
        WrongFunction(
            "marge du site, commandes nouvelles retirées",
            "vous retirez les commandes nouvelles, celles qu'on voulait garder. Les commandes détournées sont `commandes * delta`.",
            lambda n, p, s, d: n * p - n * (1 - d) * s,
        ),
        WrongFunction(
            "perte seule",
            "c'est ce que perd le site. Il reste à le retirer de ce que la place de marché rapporte.",
            lambda n, p, s, d: n * d * s,
        ),
        WrongFunction(
            "perte ajoutée",
            "vous ajoutez ce que perd le site. Retirez-le.",
            lambda n, p, s, d: n * p + n * d * s,
        ),
        WrongFunction(
            "par commande",
            "c'est l'apport d'une seule commande. Multipliez par leur nombre.",
            lambda n, p, s, d: p - d * s,
        ),
    ]


MEND_THE_CODE = Function(
    prompt="La fonction `apport` de votre collègue se trompe de commandes et de marge. Changez deux lignes pour qu'elle rende ce que la place de marché ajoute vraiment.",
    name="apport",
    arguments=("commandes", "marge_place", "marge_site", "delta"),
    answer=_reference,
    trials=_trials,
    mistakes=_wrong_functions,
    start=_colleague,
    first_step="la première ligne compte les commandes détournées ; la deuxième leur retire la marge qu'elles auraient laissée sur le site.",
    why="Essayez votre fonction avec un δ plus grand que le seuil trouvé : l'apport devient négatif, et plus il y a de commandes, plus il l'est. Ce δ-là, qui le publie ? Personne. On publie autre chose.",
    hints=(
        "δ est la part détournée. Combien de commandes cela fait-il ?",
        "Une commande détournée aurait laissé `marge_site`, pas `marge_place`.",
        "`perdues = commandes * delta`, puis `commandes * marge_place - perdues * marge_site`.",
    ),
)

TRAP = Decision(
    prompt="En 2020, les places de marché font {share_all} selon une source, {share_hosts} selon l'autre. Comment les deux peuvent-elles être vraies, et quelle part de la vente aux particuliers passe par les sites qui en hébergent une ?",
    choice=Choice(
        prompt="Comment les deux parts peuvent-elles être vraies ?",
        options={
            "a": (
                "Le marché a doublé entre les deux mesures",
                "les deux parlent de la même année. Cherchez plutôt ce qui se trouve sous la barre de fraction.",
            ),
            "b": (
                "L'une est TTC, l'autre HT",
                "une part ne change pas avec la TVA si les deux termes la comptent pareil. Cherchez le total auquel on rapporte.",
            ),
            "c": (
                "La vraie valeur est entre les deux",
                "une moyenne de deux mesures différentes n'en mesure aucune. Relisez les deux libellés.",
            ),
            "d": (
                "Le même volume est rapporté à deux totaux : toute la vente aux particuliers, ou les seuls sites hôtes",
                "c'est pourtant ce que disent les deux libellés.",
            ),
        },
        answer=lambda data: "d",
        why="",
        hints=(),
    ),
    number=Numeric(
        prompt="",
        label="Part des sites hôtes dans la vente aux particuliers",
        unit="%",
        answer=_host_weight,
        absolute=0.005,
        mistakes=(
            mistakes.upside_down(
                "votre nombre dépasse 1 : un morceau ne peut pas être plus grand que le tout. Retournez le rapport."
            ),
            Mistake(
                "produit des deux parts",
                "vous multipliez les deux parts. La première est déjà le produit cherché : divisez.",
                lambda data, right: data.share_all * data.share_hosts,
            ),
            Mistake(
                "moyenne des deux parts",
                "vous faites la moyenne de deux parts qui n'ont pas le même total. Posez le volume des places de marché de deux façons.",
                lambda data, right: (data.share_all + data.share_hosts) / 2,
            ),
            Mistake(
                "différence des deux parts",
                "vous soustrayez deux parts de totaux différents. Cherchez le rapport entre ces totaux.",
                lambda data, right: data.share_hosts - data.share_all,
            ),
        ),
        first_step="volume des places de marché = première part × tout = seconde part × sites hôtes. Que vaut sites hôtes ÷ tout ?",
        why="",
        hints=(),
    ),
    why="Les deux parts sont vraies sur leur total, et leur rapport dit ce que pèsent les sites hôtes, si les deux enquêtes ont le même périmètre : c'est à vérifier. Une part se cite avec son total. Revenons aux clients : que perd-on quand la plateforme garde leur adresse ?",
    hints=(
        "Lisez les deux libellés du tableau : part de quoi ?",
        "Appelez V le volume des places de marché, T le total, H celui des sites hôtes : deux égalités.",
        "H ÷ T = `data.share_all / data.share_hosts`.",
    ),
)

LIFE = Numeric(
    prompt="Un client détourné reste moins longtemps. À la longue, à partir de quelle cannibalisation vaut-il mieux n'avoir que le site ?",
    label="Cannibalisation supportable à la longue",
    unit="% des clients",
    answer=_bearable_life,
    absolute=0.005,
    mistakes=(
        Mistake(
            "seuil d'un mois",
            "vous comparez deux commandes. Un client détourné emporte toutes les suivantes : comparez deux valeurs vie.",
            lambda data, right: _bearable_month(data),
        ),
        Mistake(
            "CAC oubliés",
            "vous comparez les valeurs vie sans ce que les clients ont coûté. Retirez à chacune le CAC de son canal.",
            lambda data, right: data.firm.marketplace.ltv / data.firm.shop.ltv,
        ),
        Mistake(
            "CAC de la place oublié",
            "le client du site a payé son CAC, pas celui de la place de marché. Retirez les deux.",
            lambda data, right: data.firm.marketplace.ltv / (data.firm.shop.ltv - data.firm.shop.cac),
        ),
        mistakes.upside_down(
            "le rapport est à l'envers : ce que laisse le client de la place de marché va au numérateur."
        ),
        Mistake(
            "rapport des LTV/CAC",
            "vous comparez deux rapports LTV/CAC. On ne perd pas un rapport, on perd des euros : retirez le CAC au lieu de diviser.",
            lambda data, right: data.firm.marketplace.ltv_cac / data.firm.shop.ltv_cac,
        ),
    ),
    first_step="pour chaque canal : valeur vie − CAC. Puis le même rapport que pour le mois.",
    why="L'abonnement à la place de marché ne pèse presque rien ; l'adresse perdue pèse plus. Entre les deux seuils, le tableau de bord du mois dit oui et la durée dit non. Que choisir ?",
    hints=(
        "`firm.shop` et `firm.marketplace` sont deux entreprises, chacune avec `.ltv` et `.cac`.",
        "Un client nouveau apporte `.ltv - .cac` de la place de marché ; un client détourné coûte `.ltv - .cac` du site.",
        "δ = `(firm.marketplace.ltv - firm.marketplace.cac) / (firm.shop.ltv - firm.shop.cac)`.",
    ),
)

DECIDE = Decision(
    prompt="Gamme réservée ({small_share} de clients, {small_diversion} détournés) ou tout le catalogue ({marketplace_share}, {cannibalization}) ? Appuyez votre choix sur l'écart de résultat durable, réservée moins tout.",
    choice=Choice(
        prompt="Que choisissez-vous ?",
        options={
            "réservée": (
                "Une gamme réservée",
                "votre nombre est juste, mais il donne l'avantage au catalogue entier. Regardez son signe.",
            ),
            "tout": (
                "Tout le catalogue",
                "votre nombre est juste, mais il donne l'avantage à la gamme réservée. Regardez son signe.",
            ),
        },
        answer=lambda data: "réservée" if _gain(data) > 0 else "tout",
        why="",
        hints=(),
        form='`"réservée"` ou `"tout"`, entre guillemets',
    ),
    number=Numeric(
        prompt="",
        label="Écart de résultat durable",
        unit="€ / mois",
        answer=_gain,
        absolute=1.0,
        mistakes=(
            Mistake(
                "marge du mois",
                "vous comparez la marge apportée ce mois-ci. La question porte sur le résultat quand les clients ont eu le temps de partir.",
                lambda data, right: _reserved(data).incremental_margin - data.firm.incremental_margin,
            ),
            Mistake(
                "cannibalisation inchangée",
                "vous baissez la part de clients sans changer la cannibalisation. Les deux changent ensemble.",
                lambda data, right: (
                    data.firm.replace(marketplace_share=data.small_share).steady_state_profit
                    - data.firm.steady_state_profit
                ),
            ),
            Mistake(
                "part inchangée",
                "vous baissez la cannibalisation sans changer la part de clients. Les deux changent ensemble.",
                lambda data, right: (
                    data.firm.replace(cannibalization=data.small_diversion).steady_state_profit
                    - data.firm.steady_state_profit
                ),
            ),
            Mistake(
                "résultat au lieu d'écart",
                "c'est le résultat de la gamme réservée. Retirez-lui celui du catalogue entier.",
                lambda data, right: _reserved(data).steady_state_profit,
            ),
        ),
        first_step="construisez la seconde entreprise avec `firm.replace(...)`, puis soustrayez deux `steady_state_profit`.",
        why="",
        hints=(),
    ),
    words=15,
    why="Votre choix et votre nombre se tiennent ; votre enseignant lit la justification. La cannibalisation des deux projets est une hypothèse : retirez un produit de la place de marché un mois, et regardez si le site le vend davantage.",
    hints=(
        "Deux réglages changent : `marketplace_share` et `cannibalization`.",
        "`reservee = firm.replace(marketplace_share=data.small_share, cannibalization=data.small_diversion)`.",
        "Écart = `reservee.steady_state_profit - firm.steady_state_profit`.",
    ),
)

EXERCISE = Exercise(
    title="Une marque, deux portes",
    given=GIVEN,
    firm=_firm,
    questions=(READ, COMMISSION, ORDER, BEARABLE, MEND_THE_CODE, TRAP, LIFE, DECIDE),
)
