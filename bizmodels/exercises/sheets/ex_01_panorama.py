"""Questions on the words of the trade: from reading a shared-out price to choosing a channel."""

from __future__ import annotations

from bizmodels.exercises import mistakes
from bizmodels.exercises.given import Data, Given
from bizmodels.exercises.sheet import Exercise
from bizmodels.models import D2C

YEAR = 12

GIVEN = (
    Given("vat", "TVA", "%", source="legal/vat_rate_standard", factor=0.01),
    Given("price", "Prix affiché d’un abonnement de musique", "€ TTC / mois",
          source="Deezer/price_premium_individual/2023-09", low=9.99, high=14.99, step=0.5),
    Given("gmv", "Volume d’affaires de Back Market, 2023, selon Le Monde", "M€",
          source="Back Market/gmv/2023@Le Monde (reprise Le Point Actualité)", low=2_000, high=2_400, step=50),
    Given("revenue", "Chiffre d’affaires de Back Market, 2023", "M€",
          source="Back Market/revenue/2023", low=300, high=345, step=5),
    Given("commission_shown", "Commission affichée par Back Market, 2021", "% du prix TTC",
          source="Back Market/commission_rate/2021", factor=0.01, low=0.08, high=0.11, step=0.005),
    Given("subscriber_churn", "Attrition d’un abonnement", "% / mois", default=0.06, low=0.03, high=0.08, step=0.005),
    Given("margin", "Marge sur coûts variables par abonné", "€ / mois", default=4, low=4, high=6, step=0.25),
    Given("subscriber_cac", "Coût d’acquisition d’un abonné", "€", default=25, low=15, high=25, step=1),
    Given("fixed", "Coûts fixes de l’abonnement", "€ / mois", default=30_000, low=20_000, high=60_000, step=1_000),
    Given.of(D2C, "basket", low=58, high=68),
    Given("cac", "Coût d’acquisition (CAC)", "€", model=D2C, default=14, low=10, high=14, step=0.5,
          note="dans la fourchette d’une agence, 12 à 28 €"),
    Given("commission", "Commission d’une place de marché", "% du panier TTC", default=0.17,
          low=0.14, high=0.20, step=0.01, note="dans la fourchette de ManoMano, supposée prise sur le TTC"),
    Given("churn_place", "Attrition des acheteurs de la place de marché", "% / mois", default=0.10,
          low=0.09, high=0.14, step=0.005),
    Given("promise", "Nouveaux clients promis par la place de marché", "×", default=2.5, low=1.5, high=5, step=0.25),
)  # fmt: skip

EXERCISE = Exercise("Suivre 100 €", GIVEN, firm=D2C)


def _place(data: Data) -> D2C:
    """The same brand selling to the buyers of a marketplace: a commission instead of advertising."""
    return data.firm.replace(commission_rate=data.commission, cac=0, churn=data.churn_place)


read = EXERCISE.choice()
read.asks("Laquelle gagne le plus d'argent en un an ? Que faut-il savoir de plus pour le dire ?")
read.option(
    "a",
    "Rien de plus : la plus grosse part gagne le plus",
    "une part n'est pas un montant. Une grosse part de presque rien peut-elle dépasser une petite part de beaucoup ?",
)
read.option(
    "b",
    "Le prix moyen d'un article dans chaque entreprise",
    "les deux barres partagent déjà la même somme, 100 €. Combien de fois cette somme est-elle dépensée ?",
)
read.option("c", "Les ventes et les coûts fixes de chacune")
read.option(
    "d",
    "Le taux de TVA de chacune",
    "la TVA est la même sur les deux barres : comparez leur première part. Elle ne départage personne.",
)
read.why(
    "Une part dit comment un prix se partage, pas ce que gagne une entreprise : il faut la multiplier par les ventes, puis payer la publicité et les salaires. Première part à connaître : celle de l'État."
)
read.hints(
    "La dernière part de chaque barre est une marge sur coûts variables : quelles factures restent à payer ?",
    "Une petite part de beaucoup d'achats peut dépasser une grosse part de peu d'achats. Le dessin dit-il combien il y en a ?",
)


@EXERCISE.number("TVA contenue dans le prix", "€", absolute=0.02)
def vat_in_price(data: Data) -> float:
    return data.price - data.price / (1 + data.vat)


vat_in_price.asks(
    "Un abonnement de musique s'affiche {price}. Combien d'euros de TVA le client paie-t-il chaque mois ? Écrivez le calcul plutôt que le résultat."
)
vat_in_price.wrong(
    "TVA calculée sur le prix TTC",
    "vous prenez le taux sur le prix TTC ; la TVA se calcule sur le prix HT. Trouvez d'abord ce prix HT.",
    lambda data: data.price * data.vat,
)
vat_in_price.wrong(
    "prix hors taxes",
    "c'est le prix HT, ce qui revient à l'entreprise. La question demande ce qui manque pour aller au prix TTC.",
    lambda data: data.price / (1 + data.vat),
)
vat_in_price.wrong(
    "TVA ajoutée au prix TTC",
    "vous ajoutez la TVA à un prix qui la contient déjà. Quel prix, augmenté de la TVA, donne le prix affiché ?",
    lambda data: data.price * (1 + data.vat),
)
vat_in_price.wrong(
    "part au lieu d'euros",
    "c'est la part de la TVA dans le prix. La question demande des euros : multipliez par le prix TTC.",
    lambda data: vat_in_price(data) / data.price,
)
vat_in_price.otherwise(
    "sur quel prix la TVA se calcule-t-elle : celui qu'on affiche, ou celui que garde l'entreprise ?"
)
vat_in_price.why(
    "La TVA s'ajoute au prix HT ; rapportée au prix TTC, elle en fait toujours la même part, un sixième. L'entreprise ne la touche jamais : elle la transmet. Et une plateforme, que touche-t-elle de ce qui passe chez elle ?"
)
vat_in_price.hints(
    "Deux gestes : le prix HT, puis la différence avec le prix TTC.",
    "Prix HT = `data.price / (1 + data.vat)`.",
    "TVA = prix TTC − prix HT.",
)


@EXERCISE.number("Taux de prélèvement constaté", "%", absolute=0.001)
def take_rate(data: Data) -> float:
    return data.revenue / data.gmv


take_rate.asks(
    "Supposons qu'en 2023 les acheteurs de Back Market paient {gmv} et que l'entreprise déclare {revenue} de chiffre d'affaires. Quel est son taux de prélèvement constaté ? Répondez par une fraction : 5 % s'écrit `0.05`."
)
take_rate.wrong(
    mistakes.upside_down(
        "votre rapport est à l'envers : le chiffre d'affaires est une part du volume, il va au-dessus."
    )
)
take_rate.wrong(
    "commission affichée",
    "c'est la commission du contrat. La question demande ce que l'on constate : comparez deux montants, ce qui passe et ce qui reste.",
    lambda data: data.commission_shown,
)
take_rate.wrong(
    "part des vendeurs",
    "c'est ce qui va aux autres. Le taux de prélèvement est la part gardée par la plateforme.",
    lambda data: 1 - take_rate(data),
)
take_rate.wrong(
    "volume ramené hors taxes",
    "vous retirez la TVA du volume. La convention du métier rapporte un revenu HT à un volume TTC : gardez le volume tel quel.",
    lambda data: take_rate(data) * (1 + data.vat),
)
take_rate.otherwise("de ces deux montants, ce qui passe et ce qui reste, lequel est une part de l'autre ?")
take_rate.why(
    "Un revenu HT sur un volume TTC : c'est la convention, il faut la connaître pour comparer deux plateformes. Ce taux dépasse la commission affichée. D'où vient la différence ?"
)
take_rate.hints(
    "Le volume d'affaires passe par la plateforme ; le chiffre d'affaires y reste.",
    "Taux de prélèvement = chiffre d'affaires ÷ volume d'affaires, les deux dans la même unité.",
    "`data.revenue` et `data.gmv` sont dans le tableau. Une part s'écrit en fraction.",
)


@EXERCISE.decision("Chiffre d'affaires venu d'ailleurs", "M€", relative=0.01)
def revenue_from_elsewhere(data: Data) -> float:
    return data.revenue - data.commission_shown * data.gmv


revenue_from_elsewhere.asks(
    "Supposons une commission affichée de {commission_shown}, inchangée depuis 2021 : elle est plus basse que ce taux. Pourquoi cet écart ?\n\n"
    "{options}\n\n"
    "Et combien de millions d'euros de chiffre d'affaires ne viennent pas de cette commission ?"
)
revenue_from_elsewhere.option(
    "a",
    "L'un des deux chiffres est faux",
    "rien ne l'oblige : l'un est dans un contrat, l'autre dans des comptes. Comptent-ils le même argent ?",
)
revenue_from_elsewhere.option(
    "b",
    "La TVA gonfle le chiffre d'affaires déclaré",
    "un chiffre d'affaires est hors taxes : la TVA n'y entre pas. Elle est dans le volume, et ferait plutôt baisser le taux.",
)
revenue_from_elsewhere.option("c", "D'autres que le vendeur paient aussi")
revenue_from_elsewhere.option(
    "d",
    "Le volume d'affaires a grandi entre-temps",
    "si le volume grandit et que rien d'autre ne change, la commission grandit autant : le rapport ne bouge pas.",
)
revenue_from_elsewhere.wrong(
    "commission seule",
    "c'est ce que rapporte la commission. La question demande le reste du chiffre d'affaires.",
    lambda data: data.commission_shown * data.gmv,
)
revenue_from_elsewhere.wrong(
    "commission prise sur le chiffre d'affaires",
    "la commission se prend sur ce que paient les acheteurs, pas sur le chiffre d'affaires. Appliquez-la au volume.",
    lambda data: data.revenue * (1 - data.commission_shown),
)
revenue_from_elsewhere.wrong(
    "part des vendeurs",
    "c'est ce qui ne reste pas chez la plateforme. Partez du chiffre d'affaires, et retirez-en la commission.",
    lambda data: data.gmv - data.revenue,
)
revenue_from_elsewhere.wrong(
    "points au lieu d'euros",
    "c'est un écart entre deux taux. Multipliez-le par le volume pour avoir des millions d'euros.",
    lambda data: revenue_from_elsewhere(data) / data.gmv,
)
revenue_from_elsewhere.otherwise(
    "que rapporte la commission sur tout le volume, et qu'en reste-t-il à expliquer dans le chiffre d'affaires ?"
)
revenue_from_elsewhere.why(
    "Frais d'acheteur, reprises, services : rien de cela n'est dans la commission affichée, et aucun document lu n'en donne le détail. Comparer le contrat d'une plateforme au taux constaté d'une autre, c'est comparer deux mesures. Passons du client qui achète une fois à celui qui reste."
)
revenue_from_elsewhere.hints(
    "Le contrat du vendeur dit la commission. Qui d'autre paie quelque chose à la plateforme ?",
    "Ce que rapporte la commission : `data.commission_shown * data.gmv`.",
    "Le reste : `data.revenue` moins ce montant, en millions d'euros.",
)


@EXERCISE.number("Clients encore là après douze mois", "%", absolute=0.003)
def still_there(data: Data) -> float:
    return (1 - data.subscriber_churn) ** YEAR


still_there.asks(
    "Un abonnement perd ses clients à ce rythme : {subscriber_churn}. Sur ceux d'aujourd'hui, quelle part est encore là dans douze mois ? La puissance s'écrit `**` : `0.9 ** 2` multiplie 0,9 par lui-même. Répondez par une fraction."
)
still_there.wrong(
    "douze fois le taux",
    "vous retirez douze fois le même nombre de clients. Chaque mois, le taux porte sur ceux qui restent : multipliez, n'ajoutez pas.",
    lambda data: 1 - YEAR * data.subscriber_churn,
)
still_there.wrong(
    "clients partis",
    "c'est la part de ceux qui sont partis. La question demande ceux qui restent.",
    lambda data: 1 - still_there(data),
)
still_there.wrong(
    "douze fois le taux, et les partis",
    "vous additionnez douze départs, et c'est la part de ceux qui partent. Chaque mois, le taux porte sur ceux qui restent : combien en reste-t-il après deux mois ?",
    lambda data: YEAR * data.subscriber_churn,
)
still_there.wrong(
    "un seul mois",
    "c'est la part qui reste après un mois. Recommencez douze fois : la puissance s'écrit `**`.",
    lambda data: 1 - data.subscriber_churn,
)
still_there.wrong(
    "attrition à la puissance douze",
    "c'est la chance de partir douze fois. Prenez la part qui reste chaque mois, puis sa puissance.",
    lambda data: data.subscriber_churn**YEAR,
)
still_there.otherwise(
    "quelle part des clients reste après un mois ? Et, de ceux-là, quelle part après deux ?"
)
still_there.why(
    "Les départs portent sur ceux qui restent, de moins en moins nombreux : un taux mensuel ne se multiplie pas par douze. Un client reste donc en moyenne 1 ÷ attrition mois. Que laisse-t-il pendant ce temps ?"
)
still_there.hints(
    "Après un mois, il reste `1 - data.subscriber_churn` des clients. Après deux mois, cette part de cette part.",
    "En Python, la puissance s'écrit `**` : `0.9 ** 2` est 0,9 × 0,9.",
    "Il faut douze facteurs.",
)


@EXERCISE.function("valeur_vie")
def valeur_vie(data: Data, revenu, cout, attrition) -> float:
    return (revenu - cout) / attrition


valeur_vie.asks(
    "Une *fonction* garde un calcul sous un nom : `def` la crée, elle reçoit des valeurs entre parenthèses et rend ce qui suit `return`. Votre collègue a écrit celle-ci : elle s'exécute, et trouve des clients trop précieux. Il a oublié ce qu'un client coûte chaque mois. Changez une ligne."
)
valeur_vie.tries(
    lambda data: [
        (data.margin + 3, 3.0, data.subscriber_churn),
        (10.0, 4.0, 0.02),
        (4.0, 3.0, 0.02),
        (55.0, 14.0, 0.015),
        (8.0, 9.0, 0.1),
    ]
)
valeur_vie.starts(lambda data, revenu, cout, attrition: revenu / attrition)
valeur_vie.wrong(
    "multiplication par l'attrition",
    "la marge est juste, mais vous la multipliez par l'attrition. Un client reste 1 ÷ attrition mois : divisez.",
    lambda data, r, c, a: (r - c) * a,
)
valeur_vie.wrong(
    "coût retiré une seule fois",
    "vous retirez le coût une fois, après la division. Il se paie chaque mois : retirez-le du revenu avant de diviser.",
    lambda data, r, c, a: r / a - c,
)
valeur_vie.wrong(
    "priorité des opérations",
    "la division passe avant la soustraction : seul le coût est divisé. Ajoutez des parenthèses, ou gardez les deux lignes.",
    lambda data, r, c, a: r - c / a,
)
valeur_vie.wrong(
    "douze mois au lieu de la durée de vie",
    "vous comptez une année. Le client reste 1 ÷ attrition mois, plus ou moins de douze.",
    lambda data, r, c, a: (r - c) * YEAR,
)
valeur_vie.wrong(
    "coût ajouté",
    "vous ajoutez le coût au revenu. La marge est ce qui reste quand on l'a retiré.",
    lambda data, r, c, a: (r + c) / a,
)
valeur_vie.otherwise(
    "que reste-t-il du revenu d'un mois une fois le coût payé, et quelle ligne doit le dire ?"
)
valeur_vie.why(
    "La valeur vie est une marge, pas un revenu : c'est l'erreur la plus chère du métier, car elle autorise à trop payer ses clients. Elle ne paie pas encore les coûts fixes : combien de clients y faut-il ?"
)
valeur_vie.hints(
    "Lisez la première ligne : `marge` y reçoit tout le revenu. Que manque-t-il ?",
    "La marge d'un mois est le revenu moins le coût.",
    "Une seule ligne change ; la dernière est déjà juste.",
)


@EXERCISE.number("Seuil de rentabilité", "abonnés", whole="up")
def threshold(data: Data) -> float:
    return data.fixed / (data.margin - data.subscriber_churn * data.subscriber_cac)


threshold.asks(
    "Un abonné laisse une marge de {margin} ; l'attrition est de {subscriber_churn}. En gagner un coûte {subscriber_cac}, les coûts fixes sont de {fixed}. Combien d'abonnés faut-il au moins pour ne rien perdre, en remplaçant ceux qui partent ?"
)
threshold.wrong(
    "remplacement oublié",
    "vous divisez par la marge entière, comme si personne ne partait. Chaque mois, il faut aussi racheter ceux qui s'en vont.",
    lambda data: data.fixed / data.margin,
)
threshold.wrong(
    "coût d'acquisition payé chaque mois",
    "vous retirez tout le CAC à chaque abonné, chaque mois. Quelle part des abonnés faut-il remplacer chaque mois ?",
    lambda data: data.fixed / (data.margin - data.subscriber_cac),
)
threshold.wrong(
    "remplacement ajouté",
    "remplacer ceux qui partent coûte : retirez-le de la marge au lieu de l'ajouter.",
    lambda data: data.fixed / (data.margin + data.subscriber_churn * data.subscriber_cac),
)
threshold.wrong(mistakes.years_for_months())
threshold.otherwise(
    "que coûte, par abonné et par mois, le remplacement de ceux qui partent, et que laisse alors un abonné ?"
)
threshold.why(
    "Un abonné ne se coupe pas : c'est l'entier au-dessus qui suffit. Le seuil compte les factures et les remplacements ; la formule « coûts fixes ÷ marge » ne voit que les factures. C'est une quantité ; la date où on l'atteint est le point mort. Dernière question : où trouver ces clients ?"
)
threshold.hints(
    "Par abonné et par mois, la part à remplacer coûte `data.subscriber_churn * data.subscriber_cac`.",
    "Ce qui reste pour les coûts fixes : `data.margin` moins ce remplacement.",
    "Seuil = coûts fixes ÷ ce qui reste.",
)


@EXERCISE.decision("Multiple de clients nécessaire", "×", words=15, relative=0.01)
def customers_multiple(data: Data) -> float:
    return (data.firm.ltv - data.firm.cac) / _place(data).ltv


customers_multiple.asks(
    "`firm` est votre marque sur son site. Une place de marché lui promet davantage de nouveaux clients ({promise}), sans publicité, contre une commission de {commission} ; ils partent plus vite ({churn_place}).\n\n"
    "Par combien faut-il multiplier les nouveaux clients pour gagner autant ? `firm.ltv` est la marge d'un client sur sa vie, `firm.replace(...)` la même marque avec d'autres réglages. Si la promesse est tenue, où vendre ?\n\n"
    "{options}\n\n"
    "Donnez votre choix, le multiple, et justifiez en quinze mots au moins, avec un chiffre."
)
customers_multiple.follows(
    lambda data: data.promise < customers_multiple(data),
    beside="data.promise",
    site=(
        "Je reste sur mon site",
        "et la promesse le dépasse : si elle est tenue, la place de marché laisse davantage",
    ),
    place=("Je passe à la place de marché", "mais il dépasse la promesse : même tenue, elle ne suffit pas"),
)
customers_multiple.wrong(
    "publicité oubliée",
    "vous comparez deux valeurs vie. Sur le site, chaque client a coûté son CAC : retirez-le avant de diviser.",
    lambda data: data.firm.ltv / _place(data).ltv,
)
customers_multiple.wrong(
    "une seule commande",
    "vous comparez les marges d'une commande. Un client revient, et moins longtemps sur la place de marché : comparez les valeurs vie.",
    lambda data: data.firm.order_margin / _place(data).order_margin,
)
customers_multiple.wrong(
    mistakes.upside_down(
        "votre rapport est à l'envers : chaque client laisse moins sur la place de marché, il en faut donc plus. Mettez le site au-dessus."
    )
)
customers_multiple.wrong(
    "attrition du site",
    "vous gardez l'attrition du site. Les acheteurs de la place de marché partent plus vite : `churn=data.churn_place`.",
    lambda data: (data.firm.ltv - data.firm.cac) / _place(data).replace(churn=data.firm.churn).ltv,
)
customers_multiple.wrong(
    mistakes.change_for_multiple(
        "c'est ce qu'il faut gagner en plus. La question demande par combien multiplier."
    )
)
customers_multiple.wrong(
    "nombre de clients au lieu de multiple",
    "c'est un nombre de nouveaux clients par mois, celui que donne `bm.goal_seek`. Combien de fois ceux d'aujourd'hui, `firm.new_customers`, cela fait-il ?",
    lambda data: customers_multiple(data) * data.firm.new_customers,
)
customers_multiple.otherwise("que laisse un client sur chaque canal, une fois la publicité payée ?")
customers_multiple.why(
    "Votre choix et votre nombre se tiennent ; votre enseignant lit la justification. Ce calcul ne dit pas tout : la promesse vient de celui qui la fait, et sur la place de marché les clients ne sont pas à vous. Beaucoup de marques font les deux : c'est la leçon 12."
)
customers_multiple.hints(
    "Un client du site laisse `firm.ltv - firm.cac`. Celui de la place de marché n'a rien coûté en publicité.",
    "La même marque sur la place de marché : `firm.replace(commission_rate=data.commission, cac=0, churn=data.churn_place)`.",
    "Multiple = ce que laisse un client du site ÷ ce que laisse un client de la place de marché.",
)
