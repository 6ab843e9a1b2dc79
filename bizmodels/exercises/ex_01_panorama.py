"""Questions on the words of the trade: from reading a shared-out price to choosing a channel."""

from __future__ import annotations

from bizmodels.exercises import mistakes
from bizmodels.exercises.engine import Exercise
from bizmodels.exercises.given import Data, Given
from bizmodels.exercises.mistakes import Mistake
from bizmodels.exercises.questions import Choice, Decision, Function, Numeric, WrongFunction
from bizmodels.models import D2C

YEAR = 12

GIVEN = (
    Given("vat", "TVA", "%", source="legal/vat_rate_standard", factor=0.01),
    Given("price", "Prix affiché d’un abonnement de musique", "€ TTC / mois",
          source="Deezer/price_premium_individual/2023-09", low=9.99, high=14.99, step=0.5),
    Given("gmv", "Volume d’affaires de Back Market, 2025", "M€",
          source="Back Market/gmv/2025", low=2_800, high=3_200, step=50),
    Given("revenue", "Chiffre d’affaires de Back Market, 2025", "M€",
          source="Back Market/revenue/2025", low=410, high=470, step=5),
    Given("commission_shown", "Commission affichée par Back Market, 2021", "% du prix TTC",
          source="Back Market/commission_rate/2021", factor=0.01, low=0.08, high=0.11, step=0.005),
    Given("subscriber_churn", "Attrition d’un abonnement", "% / mois", default=0.05, low=0.03, high=0.08, step=0.005),
    Given("margin", "Marge sur coûts variables par abonné", "€ / mois", default=4, low=4, high=6, step=0.25),
    Given("subscriber_cac", "Coût d’acquisition d’un abonné", "€", default=20, low=15, high=25, step=1),
    Given("fixed", "Coûts fixes de l’abonnement", "€ / mois", default=30_000, low=20_000, high=60_000, step=1_000),
    Given.of(D2C, "basket", low=58, high=68),
    Given.of(D2C, "cac", low=10, high=14, step=0.5),
    Given("commission", "Commission d’une place de marché", "% du panier TTC", default=0.20,
          low=0.14, high=0.20, step=0.01, note="milieu de la fourchette de ManoMano, supposée prise sur le TTC"),
    Given("churn_place", "Attrition des acheteurs de la place de marché", "% / mois", default=0.12,
          low=0.09, high=0.14, step=0.005),
    Given("promise", "Nouveaux clients promis par la place de marché", "×", default=3, low=1.5, high=5, step=0.25),
)  # fmt: skip


def _firm(data: Data) -> D2C:
    return D2C(basket=data.basket, cac=data.cac)


def _place(data: Data) -> D2C:
    """The same brand selling to the buyers of a marketplace: a commission instead of advertising."""
    return data.firm.replace(commission_rate=data.commission, cac=0, churn=data.churn_place)


# --- the right answers ------------------------------------------------------------------------------------


def _vat_in_price(data: Data) -> float:
    return data.price - data.price / (1 + data.vat)


def _take_rate(data: Data) -> float:
    return data.revenue / data.gmv


def _revenue_from_elsewhere(data: Data) -> float:
    return data.revenue - data.commission_shown * data.gmv


def _still_there(data: Data) -> float:
    return (1 - data.subscriber_churn) ** YEAR


def _threshold(data: Data) -> float:
    return data.fixed / (data.margin - data.subscriber_churn * data.subscriber_cac)


def _customers_multiple(data: Data) -> float:
    return (data.firm.ltv - data.firm.cac) / _place(data).ltv


# --- the questions ----------------------------------------------------------------------------------------

READ = Choice(
    prompt="Sur 100 € payés, la marque garde bien plus que la place de marché. Que peut-on en conclure ?",
    options={
        "a": (
            "La marque gagne deux fois plus d'argent",
            "une part n'est pas un montant : il manque le nombre de ventes de chacune. Multipliez mentalement chaque part par un volume.",
        ),
        "b": (
            "La place de marché est mal gérée",
            "elle ne fabrique rien, ne stocke rien et n'expédie rien : elle touche moins parce qu'elle fait autre chose. Regardez qui reçoit la grande part de sa barre.",
        ),
        "c": (
            "Rien, sans les volumes, la publicité et les coûts fixes",
            "c'est pourtant ce que dit la dernière ligne de chaque barre : relisez ce qu'elle doit encore payer.",
        ),
        "d": (
            "L'État prend moins à la place de marché",
            "la TVA est la même sur les deux barres. Comparez leur première part.",
        ),
    },
    answer=lambda data: "c",
    why="Une part dit comment un prix se partage, pas ce que gagne une entreprise : il faut la multiplier par les ventes, puis payer la publicité et les salaires. Première part à connaître : celle de l'État.",
    hints=(
        "La dernière part de chaque barre est une marge sur coûts variables : quelles factures restent à payer ?",
        "Un petit pourcentage de beaucoup de ventes peut dépasser un gros pourcentage de peu de ventes. Le dessin dit-il combien il y en a ?",
    ),
)

VAT = Numeric(
    prompt="Un abonnement de musique s'affiche {price}. Combien d'euros de TVA contient-il ?",
    label="TVA contenue dans le prix",
    unit="€",
    answer=_vat_in_price,
    absolute=0.02,
    mistakes=(
        Mistake(
            "TVA calculée sur le prix TTC",
            "vous prenez le taux sur le prix TTC ; la TVA se calcule sur le prix HT. Trouvez d'abord ce prix HT.",
            lambda data, right: data.price * data.vat,
        ),
        Mistake(
            "prix hors taxes",
            "c'est le prix HT, ce qui revient à l'entreprise. La question demande ce qui manque pour aller au prix TTC.",
            lambda data, right: data.price / (1 + data.vat),
        ),
        Mistake(
            "TVA ajoutée au prix TTC",
            "vous ajoutez la TVA à un prix qui la contient déjà. Partez du prix HT : TTC ÷ (1 + TVA).",
            lambda data, right: data.price * (1 + data.vat),
        ),
        Mistake(
            "part au lieu d'euros",
            "c'est la part de la TVA dans le prix. La question demande des euros : multipliez par le prix TTC.",
            lambda data, right: right(data) / data.price,
        ),
    ),
    first_step="le prix TTC vaut `1 + data.vat` fois le prix HT ; la TVA est la différence entre les deux.",
    why="La TVA s'ajoute au prix HT ; rapportée au prix TTC, elle en fait toujours la même part, un sixième. L'entreprise ne la touche jamais : elle la transmet. Et une plateforme, que touche-t-elle de ce qui passe chez elle ?",
    hints=(
        "Deux gestes : le prix HT, puis la différence avec le prix TTC.",
        "Prix HT = `data.price / (1 + data.vat)`.",
        "TVA = prix TTC − prix HT.",
    ),
)

TAKE_RATE = Numeric(
    prompt="En 2025, les acheteurs de Back Market paient {gmv} et l'entreprise déclare {revenue} de chiffre d'affaires. Quel est son taux de prélèvement constaté ?",
    label="Taux de prélèvement constaté",
    unit="%",
    answer=_take_rate,
    absolute=0.001,
    mistakes=(
        mistakes.upside_down(
            "votre rapport est à l'envers : le chiffre d'affaires est une part du volume, il va au-dessus."
        ),
        Mistake(
            "commission affichée",
            "c'est la commission du contrat. La question demande ce que l'on constate : comparez deux montants publiés.",
            lambda data, right: data.commission_shown,
        ),
        Mistake(
            "part des vendeurs",
            "c'est ce qui va aux autres. Le taux de prélèvement est la part gardée par la plateforme.",
            lambda data, right: 1 - right(data),
        ),
        Mistake(
            "volume ramené hors taxes",
            "vous retirez la TVA du volume. La convention du métier rapporte un revenu HT à un volume TTC : gardez le volume tel quel.",
            lambda data, right: right(data) * (1 + data.vat),
        ),
    ),
    first_step="divisez ce que l'entreprise déclare par ce que paient les acheteurs.",
    why="Un revenu HT sur un volume TTC : c'est la convention, il faut la connaître pour comparer deux plateformes. Ce taux dépasse la commission affichée. D'où vient la différence ?",
    hints=(
        "Le volume d'affaires passe par la plateforme ; le chiffre d'affaires y reste.",
        "Taux de prélèvement = chiffre d'affaires ÷ volume d'affaires, les deux dans la même unité.",
        "`data.revenue` et `data.gmv` sont dans le tableau. Une part s'écrit en fraction.",
    ),
)

TRAP = Decision(
    prompt="Back Market affiche une commission de {commission_shown} (2021), qu'on suppose inchangée. Pourquoi le taux constaté est-il plus haut, et combien de millions d'euros de chiffre d'affaires ne viennent pas de cette commission ?",
    choice=Choice(
        prompt="Pourquoi le taux constaté est-il plus haut ?",
        options={
            "a": (
                "L'un des deux chiffres est faux",
                "rien ne l'oblige : l'un est dans un contrat, l'autre dans des comptes. Cherchez ce que les comptes additionnent de plus.",
            ),
            "b": (
                "La TVA gonfle le chiffre d'affaires",
                "un chiffre d'affaires est hors taxes : la TVA n'y entre pas. Elle est dans le volume, et ferait plutôt baisser le taux.",
            ),
            "c": (
                "D'autres que le vendeur paient : acheteurs, reprises, services",
                'relisez la définition du taux constaté dans `bm.word("Commission")`.',
            ),
            "d": (
                "Le volume d'affaires a grandi",
                "si le volume grandit et que rien d'autre ne change, la commission grandit autant : le rapport ne bouge pas.",
            ),
        },
        answer=lambda data: "c",
        why="",
        hints=(),
    ),
    number=Numeric(
        prompt="",
        label="Chiffre d'affaires venu d'ailleurs",
        unit="M€",
        answer=_revenue_from_elsewhere,
        relative=0.01,
        mistakes=(
            Mistake(
                "commission seule",
                "c'est ce que rapporte la commission. La question demande le reste du chiffre d'affaires.",
                lambda data, right: data.commission_shown * data.gmv,
            ),
            Mistake(
                "commission prise sur le chiffre d'affaires",
                "la commission se prend sur ce que paient les acheteurs, pas sur le chiffre d'affaires. Appliquez-la au volume.",
                lambda data, right: data.revenue * (1 - data.commission_shown),
            ),
            Mistake(
                "part des vendeurs",
                "c'est ce qui ne reste pas chez la plateforme. Partez du chiffre d'affaires, et retirez-en la commission.",
                lambda data, right: data.gmv - data.revenue,
            ),
            Mistake(
                "points au lieu d'euros",
                "c'est un écart entre deux taux. Multipliez-le par le volume pour avoir des millions d'euros.",
                lambda data, right: right(data) / data.gmv,
            ),
        ),
        first_step="calculez ce que rapporte la commission sur tout le volume, puis retirez-le du chiffre d'affaires.",
        why="",
        hints=(),
    ),
    why="Frais d'acheteur, reprises, services : rien de cela n'est dans la commission affichée, et le détail n'est pas publié. Comparer le contrat d'une plateforme au taux constaté d'une autre, c'est comparer deux mesures. Passons du client qui achète une fois à celui qui reste.",
    hints=(
        "Le contrat du vendeur dit la commission. Qui d'autre paie quelque chose à la plateforme ?",
        "Ce que rapporte la commission : `data.commission_shown * data.gmv`.",
        "Le reste : `data.revenue` moins ce montant, en millions d'euros.",
    ),
)

STILL_THERE = Numeric(
    prompt="Un abonnement perd {subscriber_churn} de ses clients. Sur ceux d'aujourd'hui, quelle part est encore là dans douze mois ?",
    label="Clients encore là après douze mois",
    unit="%",
    answer=_still_there,
    absolute=0.003,
    mistakes=(
        Mistake(
            "douze fois le taux",
            "vous retirez douze fois le même nombre de clients. Chaque mois, le taux porte sur ceux qui restent : multipliez, n'ajoutez pas.",
            lambda data, right: 1 - YEAR * data.subscriber_churn,
        ),
        Mistake(
            "clients partis",
            "c'est la part de ceux qui sont partis. La question demande ceux qui restent.",
            lambda data, right: 1 - right(data),
        ),
        Mistake(
            "un seul mois",
            "c'est la part qui reste après un mois. Recommencez douze fois : la puissance s'écrit `**`.",
            lambda data, right: 1 - data.subscriber_churn,
        ),
        Mistake(
            "attrition à la puissance douze",
            "c'est la chance de partir douze fois. Prenez la part qui reste chaque mois, puis sa puissance.",
            lambda data, right: data.subscriber_churn**YEAR,
        ),
    ),
    first_step="quelle part des clients reste après un mois ? Multipliez-la par elle-même, douze fois.",
    why="Les départs portent sur ceux qui restent, de moins en moins nombreux : un taux mensuel ne se multiplie pas par douze. Un client reste donc en moyenne 1 ÷ attrition mois. Que laisse-t-il pendant ce temps ?",
    hints=(
        "Après un mois, il reste `1 - data.subscriber_churn` des clients. Après deux mois, cette part de cette part.",
        "En Python, la puissance s'écrit `**` : `0.9 ** 2` est 0,9 × 0,9.",
        "Il faut douze facteurs.",
    ),
)


def _colleague(revenu: float, cout: float, attrition: float) -> float:
    return revenu / attrition


def _reference(data: Data):
    def valeur_vie(revenu: float, cout: float, attrition: float) -> float:
        return (revenu - cout) / attrition

    return valeur_vie


def _trials(data: Data) -> list[tuple[float, ...]]:
    return [
        (data.margin + 3, 3.0, data.subscriber_churn),
        (10.0, 4.0, 0.02),
        (4.0, 3.0, 0.02),
        (55.0, 14.0, 0.015),
        (8.0, 9.0, 0.1),
    ]


def _wrong_functions(data: Data) -> list[WrongFunction]:
    return [
        WrongFunction(
            "multiplication par l'attrition",
            "la marge est juste, mais vous la multipliez par l'attrition. Un client reste 1 ÷ attrition mois : divisez.",
            lambda r, c, a: (r - c) * a,
        ),
        WrongFunction(
            "coût retiré une seule fois",
            "vous retirez le coût une fois, après la division. Il se paie chaque mois : retirez-le du revenu avant de diviser.",
            lambda r, c, a: r / a - c,
        ),
        WrongFunction(
            "priorité des opérations",
            "la division passe avant la soustraction : seul le coût est divisé. Ajoutez des parenthèses, ou gardez les deux lignes.",
            lambda r, c, a: r - c / a,
        ),
        WrongFunction(
            "douze mois au lieu de la durée de vie",
            "vous comptez une année. Le client reste 1 ÷ attrition mois, plus ou moins de douze.",
            lambda r, c, a: (r - c) * YEAR,
        ),
        WrongFunction(
            "coût ajouté",
            "vous ajoutez le coût au revenu. La marge est ce qui reste quand on l'a retiré.",
            lambda r, c, a: (r + c) / a,
        ),
    ]


MEND_THE_CODE = Function(
    prompt="La fonction `valeur_vie` de votre collègue donne des clients trop précieux : elle oublie ce qu'ils coûtent chaque mois. Changez une ligne.",
    name="valeur_vie",
    arguments=("revenu", "cout", "attrition"),
    answer=_reference,
    trials=_trials,
    mistakes=_wrong_functions,
    start=_colleague,
    first_step="la première ligne doit ranger dans `marge` ce qui reste du revenu une fois le coût payé.",
    why="La valeur vie est une marge, pas un revenu : c'est l'erreur la plus chère du métier, car elle autorise à trop payer ses clients. Elle ne paie pas encore les coûts fixes : combien de clients y faut-il ?",
    hints=(
        "Lisez la première ligne : `marge` y reçoit tout le revenu. Que manque-t-il ?",
        "La marge d'un mois est le revenu moins le coût.",
        "Une seule ligne change ; la dernière est déjà juste.",
    ),
)

THRESHOLD = Numeric(
    prompt="Un abonné laisse {margin} de marge, {subscriber_churn} s'en vont, chacun coûte {subscriber_cac} à gagner, et les coûts fixes sont de {fixed}. Combien d'abonnés faut-il pour ne rien perdre, en remplaçant ceux qui partent ?",
    label="Seuil de rentabilité",
    unit="abonnés",
    answer=_threshold,
    relative=0.005,
    mistakes=(
        Mistake(
            "remplacement oublié",
            "vous divisez par la marge entière, comme si personne ne partait. Chaque mois, il faut aussi racheter ceux qui s'en vont.",
            lambda data, right: data.fixed / data.margin,
        ),
        Mistake(
            "coût d'acquisition payé chaque mois",
            "vous retirez tout le CAC à chaque abonné, chaque mois. Seule la part qui part est à remplacer : attrition × CAC.",
            lambda data, right: data.fixed / (data.margin - data.subscriber_cac),
        ),
        Mistake(
            "remplacement ajouté",
            "remplacer ceux qui partent coûte : retirez-le de la marge au lieu de l'ajouter.",
            lambda data, right: data.fixed / (data.margin + data.subscriber_churn * data.subscriber_cac),
        ),
        mistakes.years_for_months(),
    ),
    first_step="combien coûte, par abonné et par mois, le remplacement de ceux qui partent ? Retirez-le de la marge, puis divisez.",
    why="Le seuil compte les factures et les remplacements ; la formule « coûts fixes ÷ marge » ne voit que les factures. C'est une quantité ; la date où on l'atteint est le point mort. Dernière question : où trouver ces clients ?",
    hints=(
        "Par abonné et par mois, la part à remplacer coûte `data.subscriber_churn * data.subscriber_cac`.",
        "Ce qui reste pour les coûts fixes : `data.margin` moins ce remplacement.",
        "Seuil = coûts fixes ÷ ce qui reste.",
    ),
)

DECIDE = Decision(
    prompt="Votre marque vend sur son site. Une place de marché lui promet {promise} les nouveaux clients d'aujourd'hui, sans publicité, contre {commission} ; ils partent plus vite ({churn_place}). Où vendre ? Appuyez votre choix sur le multiple de clients qui laisserait autant d'argent.",
    choice=Choice(
        prompt="Où vendre ?",
        options={
            "site": (
                "Je reste sur mon site",
                "votre nombre est juste, et la promesse le dépasse : si elle est tenue, la place de marché laisse davantage. Comparez-le à `data.promise`.",
            ),
            "place": (
                "Je passe à la place de marché",
                "votre nombre est juste, mais il dépasse la promesse : même tenue, elle ne suffit pas. Comparez-le à `data.promise`.",
            ),
        },
        answer=lambda data: "place" if data.promise >= _customers_multiple(data) else "site",
        why="",
        hints=(),
        form='`"site"` ou `"place"`, entre guillemets',
    ),
    number=Numeric(
        prompt="",
        label="Multiple de clients nécessaire",
        unit="×",
        answer=_customers_multiple,
        relative=0.01,
        mistakes=(
            Mistake(
                "publicité oubliée",
                "vous comparez deux valeurs vie. Sur le site, chaque client a coûté son CAC : retirez-le avant de diviser.",
                lambda data, right: data.firm.ltv / _place(data).ltv,
            ),
            Mistake(
                "une seule commande",
                "vous comparez les marges d'une commande. Un client revient, et moins longtemps sur la place de marché : comparez les valeurs vie.",
                lambda data, right: data.firm.order_margin / _place(data).order_margin,
            ),
            mistakes.upside_down(
                "votre rapport est à l'envers : chaque client laisse moins sur la place de marché, il en faut donc plus. Mettez le site au-dessus."
            ),
            Mistake(
                "attrition du site",
                "vous gardez l'attrition du site. Les acheteurs de la place de marché partent plus vite : `churn=data.churn_place`.",
                lambda data, right: (
                    (data.firm.ltv - data.firm.cac) / _place(data).replace(churn=data.firm.churn).ltv
                ),
            ),
            mistakes.change_for_multiple(
                "c'est ce qu'il faut gagner en plus. La question demande par combien multiplier."
            ),
        ),
        first_step="calculez ce que laisse un client sur chaque canal, publicité payée, puis divisez celui du site par celui de la place de marché.",
        why="",
        hints=(),
    ),
    words=15,
    why="Votre choix et votre nombre se tiennent ; votre enseignant lit la justification. Ce calcul ne dit pas tout : la promesse vient de celui qui la fait, et sur la place de marché les clients ne sont pas à vous. Beaucoup de marques font les deux : c'est la leçon 12.",
    hints=(
        "Un client du site laisse `firm.ltv - firm.cac`. Celui de la place de marché n'a rien coûté en publicité.",
        "La même marque sur la place de marché : `firm.replace(commission_rate=data.commission, cac=0, churn=data.churn_place)`.",
        "Multiple = ce que laisse un client du site ÷ ce que laisse un client de la place de marché.",
    ),
)

EXERCISE = Exercise(
    title="Suivre 100 €",
    given=GIVEN,
    firm=_firm,
    questions=(READ, VAT, TAKE_RATE, TRAP, STILL_THERE, MEND_THE_CODE, THRESHOLD, DECIDE),
)
