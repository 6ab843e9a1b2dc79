"""Questions on Deezer and freemium: what a subscriber brings, what is announced, what a price rise can stand."""

from __future__ import annotations

from bizmodels.exercises import mistakes
from bizmodels.exercises.given import Data, Given
from bizmodels.exercises.sheet import Exercise
from bizmodels.models import Freemium

DEEZER = "Deezer"

GIVEN = (
    Given("vat", "TVA", "%", source="legal/vat_rate_standard", factor=0.01),
    Given.of(Freemium, "price", low=10.99, high=12.99, step=0.25),
    Given("arpu_direct", "Revenu par abonné direct", "€ HT / mois",
          source=f"{DEEZER}/arpu_direct/2024-T1", low=4.8, high=5.6, step=0.1),
    Given("arpu_partner", "Revenu par abonné partenaire", "€ HT / mois",
          source=f"{DEEZER}/arpu_partnerships/2024-T1", low=2.3, high=3.1, step=0.1),
    Given("subscribers", "Abonnés en juin 2024", "millions",
          source=f"{DEEZER}/subscribers/2024-06", low=10, high=11, step=0.1),
    Given("partners", "dont abonnés d’un partenaire", "millions",
          source=f"{DEEZER}/subscribers_partnerships/2024-06", low=3.6, high=5, step=0.1),
    Given("declared_2015", "Abonnés déclarés en juin 2015", "millions",
          source=f"{DEEZER}/subscribers_total_declared/2015-06", low=6, high=6.8, step=0.02),
    Given("inactive_2015", "dont inactifs", "millions",
          source=f"{DEEZER}/subscribers_inactive_bundle/2015-06", low=3, high=3.6, step=0.02),
    Given("inactive_paid_2015", "dont inactifs payés par leur opérateur", "millions",
          source=f"{DEEZER}/subscribers_inactive_bundle/2015-06", noted="796 000", factor=1e-6,
          low=0.6, high=0.9, step=0.01),
    Given("direct_2015", "Abonnés directs en juin 2015", "millions",
          source=f"{DEEZER}/subscribers_standalone/2015-06", low=1.3, high=1.6, step=0.02),
    Given.of(Freemium, "conversion_rate", low=0.02, high=0.04, step=0.005),
    Given.of(Freemium, "free_churn", low=0.05, high=0.1, step=0.005),
    Given.of(Freemium, "new_customers", low=500_000, high=700_000, step=20_000),
    Given.of(Freemium, "cac", low=4, high=8, step=0.5),
    Given.of(Freemium, "churn", low=0.016, high=0.03, step=0.001),
    Given.of(Freemium, "royalties", low=0.68, high=0.8, step=0.01),
    Given("royalties_rise", "Hausse demandée par les ayants droit", "% du revenu HT",
          default=0.04, low=0.02, high=0.06, step=0.01),
    Given("price_rise", "Hausse de prix envisagée", "€ TTC / mois", default=1, low=1, high=2, step=0.25),
    Given("feared_departures", "Départs en plus que craint la direction", "% de départs",
          default=0.10, low=0.04, high=0.16, step=0.01),
)  # fmt: skip

RECEIVERS = {"a": "Ayants droit", "b": "État (TVA)", "c": "Banque et carte", "d": "Marge sur coûts variables"}


def _firm(data: Data) -> Freemium:
    return Freemium(
        price=data.price,
        price_realization=data.arpu_direct * (1 + data.vat) / data.price,
        partner_share=data.partners / data.subscribers,
        partner_arpu=data.arpu_partner,
        starting_customers=data.subscribers * 1e6,
        conversion_rate=data.conversion_rate,
        free_churn=data.free_churn,
        new_customers=data.new_customers,
        cac=data.cac,
        churn=data.churn,
        royalties=data.royalties,
    )


EXERCISE = Exercise("Ce que rapporte un abonné", GIVEN, firm=_firm)


def _odds(data: Data) -> float:
    return data.conversion_rate / (data.conversion_rate + data.free_churn)


def _dearer(data: Data) -> Freemium:
    return data.firm.replace(price=data.price + data.price_rise)


@EXERCISE.choice
def second_share(data: Data) -> str:
    ledger = data.firm.ledger()
    return sorted(RECEIVERS, key=lambda letter: -ledger[RECEIVERS[letter]])[1]


second_share.asks("Qui reçoit la deuxième part ?")
second_share.option(
    "a",
    "Les ayants droit, labels et auteurs réunis",
    "ils reçoivent le plus. La question demande qui vient juste après : cherchez le deuxième montant de `firm.ledger()`.",
)
second_share.option(
    "b",
    "L'État, par la TVA",
    "la TVA prend un sixième du prix payé. Combien de lignes la dépassent, dans votre tableau ?",
)
second_share.option(
    "c",
    "La banque",
    "elle ne touche que les paiements par carte des abonnés directs : c'est l'une des plus petites lignes. Relisez le tableau de haut en bas.",
)
second_share.option(
    "d",
    "Deezer, avant campagnes et coûts fixes",
    "c'est ce qui reste quand les autres sont servis. Combien de lignes la dépassent, dans votre tableau ?",
)
second_share.why(
    "L'État et Deezer se disputent la deuxième place ; les ayants droit gardent la première, quelle que soit la taille du service. Question suivante : de quel prix part-on vraiment ?"
)
second_share.hints(
    "Le tableau est juste au-dessus : exécutez `firm.ledger()`.",
    "Mettez de côté la ligne « Ayants droit », puis cherchez le plus grand nombre qui reste.",
)


@EXERCISE.number("Part du prix affiché encaissée", "%", absolute=0.002)
def collected_share(data: Data) -> float:
    return data.arpu_direct * (1 + data.vat) / data.price


collected_share.asks(
    "Supposons qu'un abonné direct rapporte {arpu_direct}, pour un prix affiché de {price}.\n\n"
    "Quelle part du prix affiché Deezer encaisse-t-il ? Écrivez une fraction : 5 % s'écrit `0.05`. Et le calcul plutôt que le résultat."
)
collected_share.wrong(
    mistakes.ttc_for_ht(
        "vous divisez un revenu HT par un prix TTC. Mettez les deux dans la même unité : multipliez le revenu par `1 + data.vat`."
    )
)
collected_share.wrong(
    mistakes.vat_share_of_ttc(
        "vous ôtez la TVA en pourcentage du prix TTC. Le prix HT vaut `data.price / (1 + data.vat)`."
    )
)
collected_share.wrong(
    mistakes.upside_down(
        "votre rapport est à l'envers : la part encaissée est plus petite que 1. Mettez le prix affiché au dénominateur."
    )
)
collected_share.wrong(
    "part perdue",
    "c'est la part qui n'est pas encaissée. La question demande l'autre : ne la retirez pas de 1.",
    lambda data: 1 - collected_share(data),
)
collected_share.wrong(
    "revenu partenaire",
    "vous avez pris le revenu d'un abonné partenaire. La question porte sur l'abonné direct : `data.arpu_direct`.",
    lambda data: data.arpu_partner * (1 + data.vat) / data.price,
)
collected_share.wrong(mistakes.parentheses(lambda data: data.arpu_direct * 1 + data.vat / data.price))
collected_share.wrong(
    "euros au lieu d'une part",
    "c'est ce que paie un abonné direct, en euros TTC. Quelle part du prix affiché est-ce ?",
    lambda data: data.arpu_direct * (1 + data.vat),
)
collected_share.otherwise("le revenu est-il hors taxes ou TTC, et le prix affiché ?")
collected_share.why(
    "Ce n'est pas de l'argent volé : offres famille et étudiant, essais, pays moins chers. Et ceci ne vaut que pour les abonnés directs. Que devient la moyenne avec ceux des opérateurs ?"
)
collected_share.hints(
    "Deux nombres ne se divisent que dans la même unité : l'un est HT, l'autre TTC.",
    "Le revenu TTC d'un abonné direct vaut `data.arpu_direct * (1 + data.vat)`.",
    "Une part s'écrit en fraction : 5 % s'écrit `0.05`.",
)


@EXERCISE.number("ARPU moyen", "€", relative=0.002)
def mean_arpu(data: Data) -> float:
    direct = data.subscribers - data.partners
    return (direct * data.arpu_direct + data.partners * data.arpu_partner) / data.subscribers


mean_arpu.asks(
    "Supposons les abonnés de Deezer ({subscribers}), dont une partie ({partners}) passe par un opérateur. Combien rapporte un abonné en moyenne (ARPU), en euros par mois ?\n\n"
    "Il vous faut aussi les deux revenus du tableau : {arpu_direct} pour un direct, {arpu_partner} pour les autres."
)
mean_arpu.wrong(
    "moyenne simple",
    "vous faites la moyenne des deux revenus, comme si les deux groupes comptaient autant d'abonnés. Pondérez chacun par son effectif.",
    lambda data: (data.arpu_direct + data.arpu_partner) / 2,
)
mean_arpu.wrong(
    "effectifs échangés",
    "vous donnez aux directs le nombre des partenaires. Les directs sont ceux qui restent : `data.subscribers - data.partners`.",
    lambda data: data.arpu_direct + data.arpu_partner - mean_arpu(data),
)
mean_arpu.wrong(
    "partenaires ajoutés",
    "vous ajoutez les partenaires au total, alors qu'ils en font partie. Retirez-les de `data.subscribers` pour trouver les directs.",
    lambda data: (
        (data.subscribers * data.arpu_direct + data.partners * data.arpu_partner)
        / (data.subscribers + data.partners)
    ),
)
mean_arpu.wrong(
    "prix affiché",
    "vous comptez les directs au prix affiché. Ils rapportent bien moins : employez `data.arpu_direct`.",
    lambda data: (
        mean_arpu(data)
        + (data.subscribers - data.partners)
        * (data.price / (1 + data.vat) - data.arpu_direct)
        / data.subscribers
    ),
)
mean_arpu.wrong(
    "revenu total",
    "c'est ce que rapportent tous les abonnés ensemble, en millions d'euros. La question porte sur un seul.",
    lambda data: mean_arpu(data) * data.subscribers,
)
mean_arpu.wrong(
    "partenaires oubliés",
    "vous ne comptez que le revenu des directs, partagé entre tous. Que rapportent les autres ?",
    lambda data: (data.subscribers - data.partners) * data.arpu_direct / data.subscribers,
)
mean_arpu.wrong(
    mistakes.parentheses(
        lambda data: (
            (data.subscribers - data.partners) * data.arpu_direct
            + data.partners * data.arpu_partner / data.subscribers
        )
    )
)
mean_arpu.otherwise("combien d'abonnés sont directs, et que rapportent tous les abonnés ensemble ?")
mean_arpu.why(
    "L'ARPU moyen cache deux métiers. S'il baisse, ce n'est pas forcément que le prix baisse : il suffit que la part des partenaires monte. Encore faut-il savoir qui l'on compte."
)
mean_arpu.hints(
    "Une moyenne pondérée : revenu total ÷ nombre total d'abonnés.",
    "Les directs sont `data.subscribers - data.partners`.",
    "Revenu total = directs × `data.arpu_direct` + partenaires × `data.arpu_partner`.",
)


@EXERCISE.decision("Abonnés qui rapportent", "millions", relative=0.005)
def paying_2015(data: Data) -> float:
    return data.declared_2015 - data.inactive_2015 + data.inactive_paid_2015


paying_2015.asks(
    "Supposons les abonnés que compte, en juin 2015, le document d'introduction en Bourse ({declared_2015}), dont les inactifs des offres groupées ({inactive_2015}). Certains de ces inactifs ({inactive_paid_2015}) étaient pourtant payés par leur opérateur.\n\n"
    "D'ici à juin 2024 (supposons {subscribers}), de combien la base payante a-t-elle grandi ?\n\n"
    "{options}\n\n"
    "Et combien d'abonnés, en millions, rapportaient quelque chose à Deezer en juin 2015 ?"
)
paying_2015.option(
    "a",
    "Du rapport entre les deux nombres déclarés",
    "le premier compte des inactifs : vous compareriez une vitrine à un nombre dont on ignore la part d'inactifs.",
)
paying_2015.option(
    "b",
    "Du rapport entre le nombre de 2024 et les actifs de 2015",
    "il faudrait le nombre des actifs, ou des payés, de 2024. Quelle ligne du tableau le donne ?",
)
paying_2015.option("c", "On ne peut pas le dire avec ces chiffres")
paying_2015.option(
    "d",
    "Elle a reculé",
    "sur quoi le liriez-vous ? Un nombre déclaré peut cacher une hausse comme une baisse.",
)
paying_2015.wrong(
    "actifs seulement",
    "vous retirez tous les inactifs. Certains sont payés par leur opérateur : inactif ne veut pas dire gratuit. Remettez-les.",
    lambda data: data.declared_2015 - data.inactive_2015,
)
paying_2015.wrong(
    "nombre déclaré",
    "c'est le nombre annoncé, inactifs compris. Retirez ceux que personne ne paie.",
    lambda data: data.declared_2015,
)
paying_2015.wrong(
    "directs seulement",
    "vous ne comptez que les abonnés directs. Un abonné partenaire rapporte aussi : son opérateur paie.",
    lambda data: data.direct_2015,
)
paying_2015.wrong(
    "inactifs payés retirés deux fois",
    "les inactifs payés font déjà partie des inactifs, et ils rapportent. Ajoutez-les au lieu de les retirer.",
    lambda data: data.declared_2015 - data.inactive_2015 - data.inactive_paid_2015,
)
paying_2015.wrong(
    "ceux qui ne rapportent rien",
    "ce sont les abonnés que personne ne paie. La question demande les autres.",
    lambda data: data.inactive_2015 - data.inactive_paid_2015,
)
paying_2015.wrong(
    "inactifs gardés",
    "les inactifs sont déjà dans le nombre déclaré. Lesquels ne rapportent rien ?",
    lambda data: data.declared_2015 + data.inactive_paid_2015,
)
paying_2015.wrong(
    "inactifs payés retirés du total",
    "vous retirez ceux que leur opérateur paie. Ce sont les autres inactifs qui ne rapportent rien.",
    lambda data: data.declared_2015 - data.inactive_paid_2015,
)
paying_2015.otherwise("parmi les inactifs, lesquels rapportent quand même quelque chose ?")
paying_2015.why(
    "Déclaré, actif, payé : trois nombres, et la source de 2024 ne dit pas lequel elle donne. Un abonné qui paie sans écouter est même le moins cher à servir. Suivons maintenant un euro de hausse."
)
paying_2015.hints(
    "Trois mots à séparer : déclaré, actif, payé. Lequel rapporte de l'argent ?",
    "Ceux qui rapportent sont les actifs, plus les inactifs payés par leur opérateur.",
    "Pour comparer deux dates, il faut la même définition aux deux dates.",
)


@EXERCISE.function("gain_par_abonne")
def gain_par_abonne(data: Data, hausse, encaisse, partenaires) -> float:
    return hausse / (1 + data.vat) * encaisse * (1 - partenaires)


gain_par_abonne.asks(
    "Votre collègue veut savoir combien rapporte, en moyenne par abonné, une hausse du prix affiché. Sa fonction s'exécute, mais elle retire mal la TVA, et donne la hausse à tous les abonnés. Or le tarif des opérateurs ne bouge pas.\n\n"
    "Changez deux lignes, puis relancez la cellule. `partenaires` est la part des abonnés venus d'un opérateur."
)
gain_par_abonne.tries(
    lambda data: [
        (1.0, data.firm.price_realization, data.firm.partner_share),
        (data.price_rise, 0.51, 0.48),
        (2.0, 0.8, 0.1),
        (0.5, 1.0, 0.0),
        (3.0, 0.6, 0.7),
    ]
)
gain_par_abonne.starts(lambda data, hausse, encaisse, partenaires: hausse * (1 - 0.2) * encaisse)
gain_par_abonne.wrong(
    "TVA corrigée, partenaires oubliés",
    "la TVA est bien retirée, mais tous les abonnés profitent de la hausse. Multipliez par la part des directs, `1 - partenaires`.",
    lambda data, h, e, p: h / (1 + data.vat) * e,
)
gain_par_abonne.wrong(
    "partenaires comptés, TVA retirée du TTC",
    "les partenaires sont bien écartés, mais la TVA se calcule sur le prix HT. Divisez par `1 + data.vat` au lieu de multiplier par `1 - data.vat`.",
    lambda data, h, e, p: h * (1 - data.vat) * e * (1 - p),
)
gain_par_abonne.wrong(
    "partenaires à la place des directs",
    "vous donnez la hausse aux partenaires. Leur tarif ne bouge pas : ce sont les autres qui paient, `1 - partenaires`.",
    lambda data, h, e, p: h / (1 + data.vat) * e * p,
)
gain_par_abonne.wrong(
    "TVA oubliée",
    "votre gain est TTC : l'État en reprend une part. Divisez la hausse par `1 + data.vat`.",
    lambda data, h, e, p: h * e * (1 - p),
)
gain_par_abonne.wrong(
    "part encaissée oubliée",
    "vous comptez la hausse au prix affiché. Multipliez par la part vraiment encaissée, `encaisse`.",
    lambda data, h, e, p: h / (1 + data.vat) * (1 - p),
)
gain_par_abonne.otherwise(
    "d'un euro affiché, que reste-t-il après l'État, après les offres réduites, et combien d'abonnés sur cent le paient ?"
)
gain_par_abonne.why(
    "Un euro affiché, et chacun prend sa part avant l'abonné moyen. Mais d'où viennent ces abonnés, et combien coûtent-ils ?"
)
gain_par_abonne.hints(
    "La première ligne passe de TTC à HT. Par quoi faut-il diviser ?",
    "La hausse ne touche que les abonnés directs. Quelle part des abonnés est-ce, si `partenaires` est l'autre ?",
    "Écrivez la dernière ligne sous la forme `return hausse_ht * encaisse * (1 - partenaires)`.",
)


@EXERCISE.number("Coût d'un abonné payant", "€", relative=0.005)
def cost_of_a_payer(data: Data) -> float:
    return data.cac / _odds(data)


cost_of_a_payer.asks(
    "Supposons que Deezer paie {cac} pour chaque *inscription gratuite*. Chaque mois, une part des gratuits se met à payer ({conversion_rate}), une autre s'en va ({free_churn}) ; le reste attend le mois suivant.\n\n"
    "Combien coûte, en euros, un abonné *payant* ? Attention : la part des payants dans le parc n'est pas un taux de conversion."
)
cost_of_a_payer.wrong(
    "conversion d'un seul mois",
    "vous ne gardez que ceux qui paient dès le premier mois. Les autres ont encore une chance le mois suivant : divisez par la chance de payer un jour.",
    lambda data: data.cac / data.conversion_rate,
)
cost_of_a_payer.wrong(
    "coût d'une inscription",
    "c'est le coût d'un inscrit. Tous ne paieront pas : divisez par la part de ceux qui finissent par payer.",
    lambda data: data.cac,
)
cost_of_a_payer.wrong(
    "multiplication au lieu d'une division",
    "vous multipliez : un payant coûterait moins qu'un inscrit. Il faut plusieurs inscrits pour un payant, donc diviser.",
    lambda data: data.cac * _odds(data),
)
cost_of_a_payer.wrong(
    "part des payants",
    "vous divisez par la part des payants, une photo du parc. Il faut le débit : conversion ÷ (conversion + départs).",
    lambda data: data.cac / data.firm.paying_share,
)
cost_of_a_payer.wrong(
    "départs à la place des conversions",
    "vous avez pris la part de ceux qui partent sans payer. Mettez la conversion au numérateur.",
    lambda data: data.cac * (data.conversion_rate + data.free_churn) / data.free_churn,
)
cost_of_a_payer.wrong(
    mistakes.parentheses(
        lambda data: data.cac / data.conversion_rate / (data.conversion_rate + data.free_churn)
    )
)
cost_of_a_payer.wrong(
    "payer ou partir",
    "vous comptez aussi ceux qui partent sans payer. Quelle part des inscrits finit par payer ?",
    lambda data: data.cac / (data.conversion_rate + data.free_churn),
)
cost_of_a_payer.otherwise("sur cent inscrits, combien finiront par payer, et combien partiront sans payer ?")
cost_of_a_payer.why(
    "Payer et partir se disputent les mêmes inscrits : retenir un gratuit fait baisser le coût d'un payant, comme le convertir. Question suivante : combien d'abonnés cela fait-il en régime permanent ?"
)
cost_of_a_payer.hints(
    "Un inscrit finit de deux façons : il paie, ou il part.",
    "Sa chance de payer un jour vaut `data.conversion_rate / (data.conversion_rate + data.free_churn)`.",
    "Si une chance sur quatre, il faut quatre inscrits pour un payant.",
)


@EXERCISE.number("Abonnés en régime permanent", "millions", relative=0.005)
def steady_millions(data: Data) -> float:
    return data.new_customers * _odds(data) / data.churn / 1e6


steady_millions.asks(
    "Chaque mois, des inscrits gratuits arrivent ({new_customers}) et des payants partent ({churn}). À la longue, les deux s'équilibrent.\n\n"
    "Vers combien d'abonnés payants, en millions, Deezer tend-il ? `1e6` s'écrit pour un million."
)
steady_millions.wrong(
    "tous les inscrits paient",
    "vous faites payer tous les inscrits. Ne gardez que ceux qui finissent par payer.",
    lambda data: data.new_customers / data.churn / 1e6,
)
steady_millions.wrong(
    "conversion d'un seul mois",
    "vous ne comptez que les conversions du premier mois. Employez la chance de payer un jour.",
    lambda data: data.new_customers * data.conversion_rate / data.churn / 1e6,
)
steady_millions.wrong(
    "part des payants",
    "la part des payants est une photo d'aujourd'hui. Il faut la chance qu'un inscrit paie un jour.",
    lambda data: data.new_customers * data.firm.paying_share / data.churn / 1e6,
)
steady_millions.wrong(mistakes.yearly_rate("churn"))
steady_millions.wrong(
    "abonnés au lieu de millions",
    "votre nombre compte des abonnés. La question le demande en millions : divisez par `1e6`.",
    lambda data: steady_millions(data) * 1e6,
)
steady_millions.wrong(
    "abonnés d'aujourd'hui",
    "c'est le nombre d'abonnés de départ. En régime permanent, il ne compte plus : seuls comptent ceux qui arrivent et la vitesse à laquelle ils partent.",
    lambda data: data.subscribers,
)
steady_millions.wrong(
    "nouveaux payants d'un mois",
    "ce sont les payants qui arrivent en un mois. Combien de mois restent-ils ?",
    lambda data: data.new_customers * _odds(data) / 1e6,
)
steady_millions.wrong(
    "milliers au lieu de millions",
    "votre nombre compte des milliers d'abonnés. La question le demande en millions.",
    lambda data: steady_millions(data) * 1e3,
)
steady_millions.otherwise(
    "combien d'inscrits deviennent payants chaque mois, et quelle part des payants s'en va ?"
)
steady_millions.why(
    "Comparez ce nombre aux abonnés d'aujourd'hui : s'il est plus petit, la base fond, même avec des inscrits chaque mois. Le nombre de départ ne change rien à l'arrivée. Reste à savoir ce que ces abonnés laissent, si les ayants droit demandent plus."
)
steady_millions.hints(
    "Cherchez le nombre d'abonnés pour lequel départs et arrivées sont égaux.",
    "Nouveaux payants par mois, en régime permanent : inscrits × chance de payer un jour.",
    "Divisez-les par `data.churn`, puis par `1e6` pour compter en millions.",
)


@EXERCISE.number("Coût de la demande", "M€ / mois", relative=0.01)
def cost_of_royalties(data: Data) -> float:
    return data.subscribers * data.firm.arpu * data.royalties_rise


cost_of_royalties.asks(
    "En 2015, 67 % des écoutes viennent des majors : Deezer ne peut pas s'en passer. Supposons que les ayants droit demandent davantage : {royalties_rise} en plus.\n\n"
    "Combien cela coûte-t-il par mois, en M€, pour tous les abonnés ({subscribers}) ? Un nombre d'abonnés en millions, multiplié par des euros, donne des M€."
)
cost_of_royalties.wrong(
    "prix affiché",
    "vous appliquez la hausse au prix affiché. Les ayants droit touchent une part du revenu encaissé : `firm.arpu`.",
    lambda data: data.subscribers * data.price * data.royalties_rise,
)
cost_of_royalties.wrong(
    "abonnés comptés comme directs",
    "vous comptez tous les abonnés comme directs. Employez le revenu moyen, `firm.arpu`.",
    lambda data: data.subscribers * data.arpu_direct * data.royalties_rise,
)
cost_of_royalties.wrong(
    "part de la marge",
    "vous prenez une part de la marge. Le contrat porte sur le revenu, avant toute autre dépense.",
    lambda data: data.subscribers * data.firm.margin_per_customer * data.royalties_rise,
)
cost_of_royalties.wrong(
    "part totale au lieu de la hausse",
    "c'est tout ce que touchent les ayants droit. La question demande ce qui s'ajoute : ne comptez que la hausse.",
    lambda data: data.subscribers * data.firm.arpu * (data.royalties + data.royalties_rise),
)
cost_of_royalties.wrong(
    "un seul abonné",
    "c'est le coût par abonné, en euros. Multipliez par le nombre d'abonnés, en millions.",
    lambda data: data.firm.arpu * data.royalties_rise,
)
cost_of_royalties.wrong(mistakes.years_for_months())
cost_of_royalties.wrong(
    "part d'aujourd'hui",
    "c'est ce que touchent déjà les ayants droit. La question demande ce qui s'y ajoute.",
    lambda data: data.subscribers * data.firm.arpu * data.royalties,
)
cost_of_royalties.wrong(
    "hausse prise sur leur part",
    "vous augmentez leur part de quelques pour cent. La demande porte sur le revenu entier.",
    lambda data: cost_of_royalties(data) * data.royalties,
)
cost_of_royalties.otherwise(
    "que rapportent tous les abonnés en un mois, et quelle part de plus en est demandée ?"
)
cost_of_royalties.why(
    "Quelques points de revenu font une part bien plus grosse de la marge : Deezer ne choisit pas ce prix-là. Peut-il le faire payer à ses abonnés ? C'est la dernière question."
)
cost_of_royalties.hints(
    "Les ayants droit touchent une part du revenu HT, partenaires compris.",
    "Le revenu d'un mois vaut `data.subscribers * firm.arpu`, en M€.",
    "Seule la hausse compte : `data.royalties_rise`.",
)


@EXERCISE.decision("Hausse des départs supportable", "%", words=15, absolute=0.0003)
def bearable_departures(data: Data) -> float:
    # Solved by hand: the profit depends on price and churn through margin / churn only. The solution notebook
    # finds the same with goal_seek.
    return _dearer(data).margin_per_customer / data.firm.margin_per_customer - 1


bearable_departures.asks(
    "On vous propose d'augmenter le prix de {price_rise}. La direction craint davantage de départs ({feared_departures} en plus) : c'est une hypothèse, la sienne.\n\n"
    'Quelle hausse des départs ramènerait le résultat en régime permanent à celui d\'aujourd\'hui ? `bm.goal_seek(modele, "steady_state_profit", cible, vary="churn")` cherche l\'attrition. Si la crainte se réalise, acceptez-vous la hausse du prix ?\n\n'
    "{options}\n\n"
    "Donnez votre choix, la hausse des départs (fraction), et justifiez en quinze mots au moins, avec un chiffre."
)
bearable_departures.follows(
    lambda data: data.feared_departures <= bearable_departures(data),
    beside="data.feared_departures",
    oui=("J'accepte la hausse", "mais la crainte le dépasse : si elle se réalise, le résultat baisse"),
    non=("Je refuse la hausse", "et il dépasse la crainte : même réalisée, le résultat monte"),
)
bearable_departures.wrong(
    "hausse du prix",
    "c'est la hausse du prix affiché. Une partie des abonnés ne la paie pas : repartez de `steady_state_profit`.",
    lambda data: data.price_rise / data.price,
)
bearable_departures.wrong(
    "revenu conservé",
    "vous gardez le revenu, pas le résultat. Les ayants droit et la banque prennent leur part : repartez de `steady_state_profit`.",
    lambda data: _dearer(data).arpu / data.firm.arpu - 1,
)
bearable_departures.wrong(
    mistakes.multiple_for_change("c'est un multiple. Une hausse est ce multiple moins 1.")
)
bearable_departures.wrong(
    "attrition limite",
    "c'est l'attrition à ne pas dépasser. La question demande de combien elle peut monter : divisez par `firm.churn`, puis retirez 1.",
    lambda data: data.churn * (1 + bearable_departures(data)),
)
bearable_departures.wrong(
    "hausse en points",
    "c'est un écart entre deux attritions. Rapportez-le aux départs d'aujourd'hui : divisez par `firm.churn`.",
    lambda data: data.churn * bearable_departures(data),
)
bearable_departures.wrong(
    "crainte recopiée",
    "c'est la crainte, pas la limite. Cherchez d'abord l'attrition limite avec `bm.goal_seek`, puis comparez.",
    lambda data: data.feared_departures,
)
bearable_departures.wrong(
    "hausse du prix payée par les seuls directs",
    "c'est la hausse du prix affiché, comptée pour les directs. Les ayants droit en prennent l'essentiel : repartez de `steady_state_profit`.",
    lambda data: data.price_rise / data.price * (1 - data.firm.partner_share),
)
bearable_departures.otherwise("quelle entreprise a monté son prix, et quel résultat doit-elle retrouver ?")
bearable_departures.why(
    "Votre choix et votre nombre se tiennent ; votre enseignant lit la justification. Reste la vraie question : qui mesure l'attrition, et sur combien de mois ? « Pratiquement aucun impact », écrit le mois même de la hausse, n'est pas un chiffre. Dans la leçon, cherchez ce qui arrive si les ayants droit demandent leur part de la hausse."
)
bearable_departures.hints(
    "Construisez l'entreprise au prix augmenté : `firm.replace(price=data.price + data.price_rise)`.",
    '`bm.goal_seek(modele, "steady_state_profit", cible, vary="churn")` cherche l\'attrition qui ramène à la cible.',
    "La cible est le résultat d'aujourd'hui : `firm.steady_state_profit`. Hausse = attrition trouvée ÷ `firm.churn` − 1.",
)
