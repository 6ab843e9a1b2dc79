"""Questions on the tools of a shop: a quote against the gain that pays it, build or buy, leaving, a payment page, a tariff."""

from __future__ import annotations

from functools import cache, lru_cache

import pandas as pd

from bizmodels.exercises import mistakes
from bizmodels.exercises.given import Data, Given
from bizmodels.exercises.sheet import Exercise
from bizmodels.facts.datasets import load_rdataset
from bizmodels.levers import tools
from bizmodels.models import D2C

MONTHS = 36

GIVEN = (
    Given("vat", "TVA", "%", source="legal/vat_rate_standard", factor=0.01),
    Given("basket", "Panier moyen", "€ TTC / commande", default=36, low=34, high=40, step=0.5),
    Given("churn", "Attrition", "% / mois", default=0.06, low=0.05, high=0.07, step=0.005),
    Given("new_customers", "Nouveaux clients", "clients / mois", default=500, low=200, high=600, step=25),
    Given("cac", "Coût d’acquisition (CAC)", "€", default=20, low=18, high=24, step=0.5),
    Given("setup", "Devis du CRM : mise en place", "€", default=6_000, low=4_000, high=9_000, step=500),
    Given("monthly", "Devis du CRM : abonnement", "€ / mois", default=900, low=700, high=1_200, step=50),
    Given("tool_gain", "Moteur de recommandation : ce qu’il rapporte", "€ / mois", default=2_000, low=1_800, high=2_500, step=50),
    Given("build_setup", "Ce moteur : le construire", "€", default=22_000, low=15_000, high=24_000, step=500),
    Given("upkeep", "Entretien, une fois construit", "€ / mois", default=250, low=200, high=400, step=25),
    Given("delay", "Mois de construction, sans l’outil", "mois", default=6, low=3, high=7),
    Given("buy_monthly", "Ce moteur : l’acheter", "€ / mois", default=1_150, low=1_000, high=1_350, step=25),
    Given("old_bill", "Logistique : facture actuelle", "€ / mois", default=1_600, low=1_500, high=1_800, step=25),
    Given("new_bill", "Logistique : facture du concurrent", "€ / mois", default=1_150, low=1_000, high=1_200, step=25),
    Given("migration", "Changer de logistique", "€", default=5_250, low=4_000, high=7_000, step=250),
    Given("overlap", "Double facture pendant le changement", "mois", default=2, low=2, high=4),
    Given("field_loss", "Page de paiement : acheteurs perdus à chaque champ", "% de ceux qui y arrivent", default=0.02, low=0.015, high=0.03, step=0.0025),
    Given("fields", "Champs à remplir", "champs", default=12, low=10, high=14),
    Given("removed", "Champs que l’outil supprime", "champs", default=4, low=3, high=6),
    Given("failures", "Paiements refusés", "% des paiements", default=0.04, low=0.03, high=0.06, step=0.005),
    Given("first_retry", "Réussite de la première relance", "% des refusés", default=0.5, low=0.4, high=0.6, step=0.05),
    Given("second_retry", "Réussite de la seconde", "% de ceux qui restent refusés", default=0.3, low=0.2, high=0.35, step=0.05),
    Given("promise", "Livraison promise", "minutes", default=32, low=29, high=36),
    Given("deliveries", "Livraisons de la boutique", "par mois", default=900, low=700, high=1_200, step=50),
    Given("refund", "Rendu au client livré en retard", "€", default=6, low=5, high=8, step=0.5),
    Given("share", "Paiement, offre A : part du panier TTC", "%", default=0.025, low=0.02, high=0.03, step=0.0025),
    Given("per_order", "Offre A : par commande", "€", default=0.3, low=0.2, high=0.35, step=0.05),
    Given("flat", "Offre B : forfait", "€ / mois", default=290, low=240, high=340, step=10),
    Given("orders", "Commandes prévues l’an prochain", "par mois", default=300, low=170, high=370, step=10),
)  # fmt: skip


def _firm(data: Data) -> D2C:
    return D2C(
        basket=data.basket,
        cogs=11,
        orders_per_month=0.5,
        churn=data.churn,
        cac=data.cac,
        new_customers=data.new_customers,
        starting_customers=6_000,
        fixed_costs=15_000,
    )


EXERCISE = Exercise("Le devis de la boutique", GIVEN, firm=_firm)


def _quote(data: Data) -> tools.Quote:
    return tools.Quote(setup=data.setup, monthly=data.monthly)


@EXERCISE.choice
def smallest_change(data: Data) -> str:
    # Conversion: n customers more and their advertising for nothing. Attrition: found by search.
    stock = _needed_churn(data, MONTHS, data.setup) / data.churn
    won = _needed_conversion(data)
    return "a" if 1 - stock < won else "b"


def _needed_conversion(data: Data) -> float:
    """Share of customers to win in addition, for the same advertising: its effect is a straight line."""
    firm = data.firm
    gain = tools.present_value(firm.replace(new_customers=2 * firm.new_customers, cac=firm.cac / 2), MONTHS)
    return tools.quote_cost(firm, _quote(data), MONTHS) / (gain - tools.present_value(firm, MONTHS))


def _needed_churn(data: Data, months: int, setup: float) -> float:
    """Attrition at which the quote is paid in ``months``: ``break_even_gain``, faster and kept, for firms drawn by hundreds."""
    return _root(data.firm, tools.Quote(setup=setup, monthly=data.monthly), months)


@lru_cache(maxsize=4096)
def _root(firm: D2C, quote: tools.Quote, months: int) -> float:
    from scipy.optimize import brentq

    owed = tools.present_value(firm, months) + tools.quote_cost(firm, quote, months)

    def missing(churn: float) -> float:
        return tools.present_value(firm.replace(churn=churn), months) - owed

    return float(brentq(missing, 0.0, firm.churn, xtol=1e-12))


smallest_change.asks(
    "Une boutique en ligne, fictive, reçoit le devis d'un CRM : {setup} de mise en place, puis {monthly}. Le tableau dit, réglage par réglage, ce qui paie ce devis en 36 mois.\n\n"
    "Quel réglage demande le plus petit changement, en pour cent de sa valeur d'aujourd'hui ?"
)
smallest_change.option(
    "a",
    "L'attrition",
    "lisez la dernière colonne, sans regarder les signes : une autre ligne y a un plus petit nombre.",
)
smallest_change.option(
    "b",
    "La conversion",
    "lisez la dernière colonne, sans regarder les signes : une autre ligne y a un plus petit nombre.",
)
smallest_change.option(
    "c",
    "Le coût d'acquisition (CAC)",
    "c'est la ligne où le changement est le plus grand. Relisez la dernière colonne.",
)
smallest_change.option(
    "d",
    "Aucun : ce devis n'est jamais payé",
    "chaque ligne donne une valeur à atteindre. Laquelle est la plus proche d'aujourd'hui ?",
)
smallest_change.why(
    "Un devis ne dit pas cent fonctions, il dit un réglage et une distance. Beaucoup de clients déjà là, et l'attrition pèse ; beaucoup de clients gagnés chaque mois, et c'est la conversion. Et s'il fallait le payer en publicité ?"
)
smallest_change.hints(
    "Exécutez la cellule du tableau : trois lignes, une colonne « Changement ».",
    "Un changement de −5 % est plus petit qu'un changement de +10 %.",
)


@EXERCISE.function("baisse_du_cac")
def baisse_du_cac(data: Data, mise_en_place, mensualite, mois, clients) -> float:
    return (mise_en_place / mois + mensualite) / clients


baisse_du_cac.asks(
    "De combien d'euros le CAC doit-il baisser pour payer un devis ? Votre collègue répartit la facture d'un mois sur les clients gagnés ce mois-là. Mais sa fonction fait payer la mise en place tous les mois. Changez une ligne, puis relancez la cellule. (Sans actualiser : un ordre de grandeur.)"
)
baisse_du_cac.tries(
    lambda data: [
        (data.setup, data.monthly, 36, data.new_customers),
        (3_600.0, 100.0, 36, 100),
        (1_200.0, 50.0, 12, 30),
        (0.0, 400.0, 24, 80),
        (9_000.0, 0.0, 36, 50),
    ]
)
baisse_du_cac.starts(lambda data, setup, monthly, months, won: (setup + monthly) / won)
baisse_du_cac.wrong(
    "mise en place oubliée",
    "vous ne comptez que l'abonnement. La mise en place se répartit sur les mois.",
    lambda data, setup, monthly, months, won: monthly / won,
)
baisse_du_cac.wrong(
    "facture entière",
    "vous divisez la facture de tous les mois par les clients d'un seul. Ramenez-la à un mois.",
    lambda data, setup, monthly, months, won: (setup + monthly * months) / won,
)
baisse_du_cac.wrong(
    "tout divisé par les mois",
    "vous divisez aussi l'abonnement par les mois : il est déjà mensuel. Seule la mise en place se répartit.",
    lambda data, setup, monthly, months, won: (setup + monthly) / months / won,
)
baisse_du_cac.wrong(
    "par mois, sans les clients",
    "c'est la facture d'un mois. Répartissez-la sur les clients gagnés ce mois-là.",
    lambda data, setup, monthly, months, won: setup / months + monthly,
)
baisse_du_cac.wrong(
    "parenthèses oubliées",
    "seul l'abonnement est divisé par les clients : la division passe avant l'addition. Entourez la somme.",
    lambda data, setup, monthly, months, won: setup / months + monthly / won,
)
baisse_du_cac.otherwise("combien coûte un mois, mise en place comprise, et combien de clients le paient ?")
baisse_du_cac.why(
    "Un prix par client gagné se compare au CAC d'aujourd'hui. Mais ce devis promet autre chose : des clients qui restent. Combien doivent rester ?"
)
baisse_du_cac.hints(
    "La mise en place est payée une fois : quelle part revient à chaque mois ?",
    "Par mois : `mise_en_place / mois + mensualite`.",
    "Divisez cette somme, entre parenthèses, par `clients`.",
)


@EXERCISE.number("Baisse de l'attrition qui paie le devis", "% / mois", relative=0.01)
def churn_points(data: Data) -> float:
    return data.churn - _needed_churn(data, MONTHS, data.setup)


churn_points.asks(
    'Cherchez de combien l\'attrition doit baisser pour que le devis soit payé en 36 mois. `devis` est prêt ; `bm.levers.tools.break_even_gain(firm, devis, "churn")` rend un objet ; ajoutez `.today` ou `.needed` pour en tirer un nombre.\n\n'
    "Répondez par la baisse, en fraction : un demi-point s'écrit `0.005` ; donnez au moins cinq décimales."
)
churn_points.wrong(
    "part de l'attrition d'aujourd'hui",
    "c'est la baisse en pour cent de l'attrition d'aujourd'hui. La question demande des points : l'attrition d'avant moins celle d'après.",
    lambda data: churn_points(data) / data.churn,
)
churn_points.wrong(
    "attrition à atteindre",
    "c'est l'attrition à atteindre. De combien est-elle plus basse que celle d'aujourd'hui ?",
    lambda data: data.churn - churn_points(data),
)
churn_points.wrong(
    "mise en place oubliée",
    "votre devis n'a pas de mise en place. Elle se paie avant le premier mois.",
    lambda data: data.churn - _needed_churn(data, MONTHS, 0.0),
)
churn_points.wrong(
    "douze mois au lieu de trente-six",
    "vous donnez un an à l'outil pour être payé. La question lui en donne trois.",
    lambda data: data.churn - _needed_churn(data, 12, data.setup),
)
churn_points.otherwise("quelle attrition paie le devis, et quelle est celle d'aujourd'hui ?")
churn_points.why(
    "Voilà ce que le vendeur doit promettre, et à qui il l'a déjà obtenu. Une baisse si petite se voit-elle dans un mois de chiffres ? Rarement : écrivez-la au contrat. L'outil suivant, la boutique pourrait le construire elle-même."
)
churn_points.hints(
    '`seuil = bm.levers.tools.break_even_gain(firm, devis, "churn")`.',
    "`seuil.needed` est l'attrition qui paie le devis.",
    "La baisse est `seuil.today - seuil.needed`.",
)


def _build_and_buy(data: Data, months: int = MONTHS, rate: float = 0.10, delay: int | None = None) -> float:
    found = tools.build_or_buy(
        tools.Quote(setup=data.build_setup, monthly=data.upkeep),
        tools.Quote(monthly=data.buy_monthly),
        gain=data.tool_gain,
        delay=data.delay if delay is None else delay,
        months=months,
        rate=rate,
    )
    return found.build - found.buy


@EXERCISE.decision("Construire moins acheter, sur 36 mois", "€", relative=0.01)
def build_less_buy(data: Data) -> float:
    return _build_and_buy(data)


build_less_buy.asks(
    "Un moteur de recommandation rapporte {tool_gain}. Le construire coûte {build_setup}, prend {delay}, puis {upkeep} d'entretien ; l'acheter coûte {buy_monthly}, dès le premier mois.\n\n"
    "Sur 36 mois, à 10 % par an, combien construire rapporte-t-il de plus qu'acheter (négatif s'il rapporte moins) ? Que faites-vous ?\n\n"
    "{options}\n\n"
    "Trois lignes, dont les `...` sont à remplir ; l'entretien est un `monthly` :\n\n"
    "```python\n"
    "maison = bm.levers.tools.Quote(setup=..., monthly=...)\n"
    "achat = bm.levers.tools.Quote(monthly=...)\n"
    "resultat = bm.levers.tools.build_or_buy(maison, achat, gain=..., delay=...)  # gain par mois, mois d'attente\n"
    "```\n\n"
    "Puis `resultat.build` et `resultat.buy`."
)
build_less_buy.follows(
    lambda data: build_less_buy(data) > 0,
    construire=("La boutique le construit", "mais il est négatif : construire rapporte moins"),
    acheter=("La boutique l'achète", "mais il est positif : construire rapporte plus"),
)
build_less_buy.wrong(
    "euros non actualisés",
    "vous comptez un euro du mois 36 comme un euro d'aujourd'hui. Construire se paie avant le premier mois : gardez `rate=0.10`.",
    lambda data: _build_and_buy(data, rate=0.0),
)
build_less_buy.wrong(
    "construction instantanée",
    "vous faites marcher l'outil dès le premier mois. Pendant la construction, il ne rapporte rien.",
    lambda data: _build_and_buy(data, delay=0),
)
build_less_buy.wrong(
    "factures seules",
    "vous comparez deux factures. Pendant la construction, l'outil acheté rapporte déjà : comptez aussi ce gain.",
    lambda data: data.buy_monthly * MONTHS - data.build_setup - data.upkeep * (MONTHS - data.delay),
)
build_less_buy.wrong(
    "construire seul",
    "c'est le résultat de la construction. Retirez-lui celui de l'achat.",
    lambda data: (
        _build_and_buy(data)
        + tools.build_or_buy(
            tools.Quote(), tools.Quote(monthly=data.buy_monthly), gain=data.tool_gain, delay=0
        ).buy
    ),
)
build_less_buy.wrong(
    "douze mois au lieu de trente-six",
    "vous suivez un an. Ce que l'on construit se rembourse plus tard : suivez 36 mois.",
    lambda data: _build_and_buy(data, months=12),
)
build_less_buy.otherwise("que rapporte chaque choix, mois après mois, et quand faut-il payer ?")
build_less_buy.why(
    "Ni la facture la plus basse ni l'outil le plus vite en place ne décide seul. Et ce calcul suppose un développeur qui tient son délai. Une fois l'outil en place, il reste à pouvoir en sortir."
)
build_less_buy.hints(
    "`maison = bm.levers.tools.Quote(setup=data.build_setup, monthly=data.upkeep)` ; l'achat n'a qu'un `monthly`.",
    "`r = bm.levers.tools.build_or_buy(maison, achat, gain=data.tool_gain, delay=data.delay)`.",
    "Répondez `r.build - r.buy`.",
)


@EXERCISE.number("Mois pour rembourser le changement", "mois")
def months_to_leave(data: Data) -> float:
    return (data.migration + data.overlap * data.old_bill) / (data.old_bill - data.new_bill)


months_to_leave.asks(
    "Un concurrent de votre logisticien demande {new_bill} au lieu de {old_bill}. Changer coûte {migration} ; et pendant {overlap}, l'ancienne facture court encore, en plus de la nouvelle.\n\n"
    "En combien de mois, comptés depuis la première nouvelle facture, le changement est-il remboursé ? (Sans actualiser ; donnez au moins une décimale.)"
)
months_to_leave.wrong(
    "double facture oubliée",
    "vous ne comptez que le coût du changement. Pendant quelques mois, vous payez aussi l'ancienne facture.",
    overlap=0,
)
months_to_leave.wrong(
    "migration oubliée",
    "vous ne comptez que la double facture. Ajoutez ce que coûte le changement.",
    migration=0,
)
months_to_leave.wrong(
    "économie prise pour la nouvelle facture",
    "vous divisez par la facture du concurrent. Ce qui rembourse, c'est l'écart entre les deux.",
    lambda data: (data.migration + data.overlap * data.old_bill) / data.new_bill,
)
months_to_leave.wrong(
    "nouvelle facture payée deux fois",
    "pendant le recouvrement, ce qui court en plus est l'ancienne facture : la nouvelle est déjà dans l'économie de chaque mois.",
    lambda data: (data.migration + data.overlap * data.new_bill) / (data.old_bill - data.new_bill),
)
months_to_leave.wrong(
    "un mois de recouvrement",
    "vous ne comptez qu'un mois de double facture. Combien en faut-il ?",
    overlap=1,
)
months_to_leave.wrong(
    mistakes.upside_down(
        "le rapport est à l'envers : ce que coûte le changement va au-dessus, l'économie d'un mois en dessous."
    )
)
months_to_leave.otherwise("que coûte le changement en tout, et qu'économise-t-on chaque mois ?")
months_to_leave.why(
    "Si vous comptez rester moins longtemps que cela, mieux vaut ne rien changer : c'est le coût de changement, et votre fournisseur le connaît aussi. Demandez le format de sortie de vos données avant de signer. Passons à ce que voit l'acheteur."
)
months_to_leave.hints(
    "Coût : la migration, plus l'ancienne facture pendant le recouvrement.",
    "Économie : `data.old_bill - data.new_bill` par mois.",
    "`(data.migration + data.overlap * data.old_bill) / (data.old_bill - data.new_bill)`.",
)


@EXERCISE.number("Hausse des commandes", "%", absolute=0.0005)
def shorter_page(data: Data) -> float:
    return (1 - data.field_loss) ** -data.removed - 1


shorter_page.asks(
    "Votre page de paiement a {fields}. À chacun, {field_loss} abandonnent (hypothèse). L'outil en supprime {removed}.\n\n"
    "De combien montent les commandes, en fraction ? La puissance s'écrit `**`."
)
shorter_page.wrong(
    "abandons additionnés",
    "vous additionnez les abandons. Chaque champ retient une part de ceux qui restent : multipliez les parts qui passent.",
    lambda data: data.removed * data.field_loss,
)
shorter_page.wrong(
    "part sauvée de ceux qui arrivent",
    "c'est la part perdue à ces champs. Rapportez-la à ceux qui achetaient, pas à ceux qui arrivaient.",
    lambda data: 1 - (1 - data.field_loss) ** data.removed,
)
shorter_page.wrong(
    "points de conversion",
    "c'est la hausse en points de ceux qui arrivent. Divisez par la part qui achetait déjà.",
    lambda data: (1 - data.field_loss) ** (data.fields - data.removed) - (1 - data.field_loss) ** data.fields,
)
shorter_page.wrong(
    "tous les champs supprimés",
    "vous supprimez tous les champs. L'outil n'en retire qu'une partie.",
    lambda data: (1 - data.field_loss) ** -data.fields - 1,
)
shorter_page.wrong(
    "champs gardés au lieu de supprimés",
    "vous comptez les champs qui restent. Ce sont les champs supprimés qui rendent des commandes.",
    lambda data: (1 - data.field_loss) ** -(data.fields - data.removed) - 1,
)
shorter_page.wrong(
    mistakes.multiple_for_change(
        "c'est le multiple des commandes. La question demande la hausse : retirez 1."
    )
)
shorter_page.otherwise("quelle part des acheteurs passe un champ, et quelle part les passait tous ?")
shorter_page.why(
    "La hausse ne dépend pas du nombre de champs qui restent : ce qui est supprimé rend la même part, quel que soit le reste. Une fois la page passée, il faut encore que la carte soit acceptée."
)
shorter_page.hints(
    "À chaque champ passe une part `1 - data.field_loss`.",
    "Avant, la part qui achète est cette part à la puissance `data.fields` ; après, à la puissance `data.fields - data.removed`.",
    "Divisez l'une par l'autre, puis retirez 1 : `(1 - data.field_loss) ** -data.removed - 1`.",
)


@EXERCISE.number("Paiements sauvés", "% des paiements", absolute=0.0001)
def saved_payments(data: Data) -> float:
    return data.failures * (1 - (1 - data.first_retry) * (1 - data.second_retry))


saved_payments.asks(
    "Dans une autre offre, la boutique vend un abonnement. {failures} sont refusés (carte expirée, compte vide). Un outil relance deux fois : la première réussit pour {first_retry}, la seconde pour {second_retry}.\n\n"
    "Quelle part de tous les paiements l'outil sauve-t-il ? Répondez par une fraction."
)
saved_payments.wrong(
    "relances additionnées",
    "vous additionnez les deux réussites. La seconde relance ne porte que sur ceux que la première n'a pas sauvés.",
    lambda data: data.failures * (data.first_retry + data.second_retry),
)
saved_payments.wrong(
    "réussites additionnées",
    "vous additionnez les deux réussites, comme si la seconde relance portait sur tous les refusés ; et c'est une part des refusés, non de tous les paiements.",
    lambda data: data.first_retry + data.second_retry,
)
saved_payments.wrong(
    "relances multipliées",
    "vous multipliez les deux réussites : ce serait la part qui réussit deux fois. Suivez ceux qui restent refusés.",
    lambda data: data.failures * data.first_retry * data.second_retry,
)
saved_payments.wrong(
    "première relance seule",
    "vous ne comptez que la première relance. Une part de ceux qui restent est sauvée par la seconde.",
    second_retry=0.0,
)
saved_payments.wrong(
    "paiements perdus",
    "c'est la part qui reste refusée. La question demande celle que l'outil sauve.",
    lambda data: data.failures * (1 - data.first_retry) * (1 - data.second_retry),
)
saved_payments.wrong(
    "part des refusés",
    "c'est la part sauvée des paiements refusés. La question la demande parmi tous les paiements.",
    lambda data: saved_payments(data) / data.failures,
)
saved_payments.otherwise("après la première relance, quelle part des paiements est encore refusée ?")
saved_payments.why(
    "Ces clients-là ne voulaient pas partir : c'est de l'attrition sans insatisfaction, la moins chère à éviter. Une autre promesse se mesure sur des données : la livraison."
)
saved_payments.hints(
    "Restent refusés après la première : une part `1 - data.first_retry` des refusés.",
    "Après la seconde : `(1 - data.first_retry) * (1 - data.second_retry)`.",
    "Sauvés : `data.failures * (1 - (1 - data.first_retry) * (1 - data.second_retry))`.",
)


@cache
def _times() -> pd.Series:
    return load_rdataset("modeldata/deliveries")["time_to_delivery"]


@cache
def _late(promise: float) -> tuple[float, int, float]:
    """Share and number of the deliveries that take longer, and their mean time."""
    times = _times()
    late = times > promise
    return float(late.mean()), int(late.sum()), float(times.mean())


@EXERCISE.number("Prix de l'outil au plus", "€ / mois")
def worth_of_routes(data: Data) -> float:
    return _late(data.promise)[0] * data.deliveries * data.refund


worth_of_routes.asks(
    "Données réelles : la durée de plus de dix mille livraisons d'un restaurant (en minutes, sans doute : la notice ne le dit pas), dans `duree`. Votre boutique rend {refund} pour chaque livraison de plus de {promise} ; elle en fait {deliveries}.\n\n"
    "Un outil de tournées supprimerait tous les retards (c'est beaucoup). S'ils sont aussi fréquents chez vous, combien peut-il coûter par mois, au plus ? Une ligne : `(duree > ...).mean()` est une part."
)
worth_of_routes.wrong(
    "retards du restaurant",
    "vous comptez les retards du restaurant. Prenez leur part, `.mean()`, et appliquez-la à vos livraisons.",
    lambda data: _late(data.promise)[1] * data.refund,
)
worth_of_routes.wrong(
    "livraisons à l'heure",
    "vous comptez celles qui arrivent à l'heure. Ce sont les autres qui coûtent : `>`, pas `<`.",
    lambda data: (1 - _late(data.promise)[0]) * data.deliveries * data.refund,
)
worth_of_routes.wrong(
    "toutes les livraisons",
    "vous remboursez tout le monde. Quelle part arrive en retard ?",
    lambda data: data.deliveries * data.refund,
)
worth_of_routes.wrong(
    "nombre de retards",
    "c'est le nombre de retards par mois. Multipliez par ce que coûte chacun.",
    lambda data: _late(data.promise)[0] * data.deliveries,
)
worth_of_routes.wrong(
    "part des retards",
    "c'est une part. La question demande des euros par mois : combien de livraisons, et combien d'euros chacune ?",
    lambda data: _late(data.promise)[0],
)
worth_of_routes.otherwise(
    "quelle part des livraisons dépasse la promesse, et que coûtent les vôtres par mois ?"
)
worth_of_routes.why(
    "C'est un plafond : un outil qui n'évite que la moitié des retards vaut moitié moins. Et la donnée vient d'un autre : mesurez d'abord vos propres durées. Dernière décision : comment payer l'outil."
)
worth_of_routes.hints(
    "La part des retards : `(duree > data.promise).mean()`.",
    "Vos retards par mois : cette part × `data.deliveries`.",
    "Multipliez par `data.refund`.",
)


@EXERCISE.decision("Seuil en commandes", "commandes / mois", words=15, absolute=0.5)
def threshold(data: Data) -> float:
    return data.flat / (data.share * data.basket + data.per_order)


threshold.asks(
    "Pour le paiement, deux tarifs. Offre A : {share} du panier TTC ({basket}) et {per_order} par commande. Offre B : un forfait de {flat}, rien d'autre. Vous prévoyez {orders:bare} commandes par mois.\n\n"
    "À partir de combien de commandes par mois B coûte-t-elle moins ? Que signez-vous ?\n\n"
    "{options}\n\n"
    "Donnez votre choix, ce seuil, et justifiez en quinze mots au moins, avec un chiffre et ce qui vous ferait changer d'avis."
)
threshold.follows(
    lambda data: data.orders < threshold(data),
    beside="data.orders",
    A=("L'offre A, à la commande", "mais vous prévoyez plus de commandes"),
    B=("L'offre B, au forfait", "mais vous prévoyez moins de commandes"),
)
threshold.wrong(
    "part fixe oubliée",
    "vous oubliez ce que A prend par commande, quel que soit le panier.",
    per_order=0.0,
)
threshold.wrong(
    "part prise sur le panier HT",
    "vous appliquez la part au panier HT. Le prestataire la prend sur ce que paie le client, TTC.",
    lambda data: data.flat / (data.share * data.basket / (1 + data.vat) + data.per_order),
)
threshold.wrong(
    mistakes.parentheses(
        lambda data: data.flat / data.share * data.basket + data.per_order,
        sentence="la division passe avant l'addition : entourez le coût d'une commande chez A.",
    )
)
threshold.wrong(
    "part variable oubliée",
    "vous oubliez la part du panier. Ajoutez-la à ce que A prend par commande.",
    lambda data: data.flat / data.per_order,
)
threshold.wrong(
    "facture de A au lieu d'un seuil",
    "c'est la facture de A pour les commandes prévues, en euros. La question demande le nombre de commandes qui l'égale au forfait.",
    lambda data: data.orders * (data.share * data.basket + data.per_order),
)
threshold.wrong(
    "coût d'une commande",
    "c'est ce que coûte une commande chez A. Combien en faut-il pour atteindre le forfait ?",
    lambda data: data.share * data.basket + data.per_order,
)
threshold.wrong(
    "par an",
    "c'est un nombre de commandes par an. Le forfait est mensuel.",
    lambda data: 12 * threshold(data),
)
threshold.otherwise("que coûte une commande chez A, et combien de fois cela tient-il dans le forfait ?")
threshold.why(
    "Votre choix et votre nombre se tiennent ; votre enseignant lit la justification. A suit vos ventes : elle protège une boutique qui démarre ou qui doute. B récompense celle qui est sûre de vendre. Votre prévision est-elle sûre ?"
)
threshold.hints(
    "Une commande coûte, chez A, une part du panier TTC plus une somme fixe.",
    "Cette commande : `data.share * data.basket + data.per_order`.",
    "Divisez le forfait par ce coût.",
)
