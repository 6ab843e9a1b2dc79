"""Questions on Back Market and refurbished devices: VAT on the margin, two chairs at one sale, who pays for returns."""

from __future__ import annotations

from bizmodels.core.formulas import margin_vat
from bizmodels.exercises import mistakes
from bizmodels.exercises.given import Data, Given
from bizmodels.exercises.sheet import Exercise
from bizmodels.models import Recommerce

CASE = "Back Market"

LE_MONDE, EXPRESS = "Le Monde (reprise Le Point Actualité)", "L'Express Franchise"

GIVEN = (
    Given("vat", "TVA", "%", source="legal/vat_rate_standard", factor=0.01),
    Given.of(Recommerce, "price", low=280, high=340, step=5),
    Given.of(Recommerce, "buy", low=140, high=165, step=5),
    Given.of(Recommerce, "parts_labour", low=38, high=52),
    Given.of(Recommerce, "commission", low=0.09, high=0.12, step=0.005),
    Given.of(Recommerce, "buyer_fee", low=4, high=8, step=0.5),
    Given.of(Recommerce, "return_rate", low=0.06, high=0.11, step=0.01),
    Given.of(Recommerce, "return_loss", low=25, high=40),
    Given.of(Recommerce, "claim_rate", low=0.03, high=0.08, step=0.01),
    Given.of(Recommerce, "repair_cost", low=50, high=80, step=5),
    Given.of(Recommerce, "return_cost", low=10, high=16),
    Given.of(Recommerce, "churn", low=0.012, high=0.02, step=0.001),
    Given("gmv_2018", "Volume d’affaires 2018, selon FrenchWeb", "M€", source=f"{CASE}/gmv/2018",
          low=210, high=250, step=5),
    Given("revenue_2023", "Chiffre d’affaires 2023", "M€", source=f"{CASE}/revenue/2023", low=310, high=330, step=2),
    Given("gmv_2023", "Volume d’affaires 2023, selon Le Monde", "M€", source=f"{CASE}/gmv/2023@{LE_MONDE}",
          low=2180, high=2220, step=10),
    Given("gmv_2023_low", "Volume d’affaires 2023, selon L’Express Franchise", "M€",
          source=f"{CASE}/gmv/2023@{EXPRESS}", low=2080, high=2120, step=10),
    Given("wanted", "Marge que veut garder le reconditionneur", "€ / appareil", default=30, low=20, high=35),
    Given("decay", "Baisse mensuelle du prix d’un téléphone", "% / mois", default=0.03, low=0.02, high=0.04, step=0.005),
    Given("wait", "Attente en stock", "mois", default=4, low=4, high=6),
    Given("loyalty", "Baisse de l’attrition promise", "% des départs", default=0.10, low=0.05, high=0.20, step=0.05),
)  # fmt: skip

RECEIVERS = {
    "a": "État (TVA)",
    "b": "Pièces et main-d’œuvre",
    "c": "Reconditionneur",
    "d": "Marge sur coûts variables",
}

EXERCISE = Exercise("Un téléphone de main en main", GIVEN, firm=Recommerce)


def _in_ttc(data: Data) -> float:
    """The VAT that an amount paid incl. VAT holds, as a share of it."""
    return data.vat / (1 + data.vat)


def _quality(data: Data) -> float:
    """Returns and warranty borne by the refurbisher on an average device (€)."""
    return data.return_rate * data.return_loss + data.claim_rate * data.repair_cost


def _price_fall(data: Data) -> float:
    return data.price * (1 - (1 - data.decay) ** data.wait)


def _central(data: Data) -> Recommerce:
    """The platform bears what returns cost the refurbisher too."""
    return data.firm.replace(return_cost=data.return_cost + data.return_loss, return_loss=0.0)


def _limit_churn(data: Data) -> float:
    # Solved by hand from steady_state_profit (same ltv as today); the solution notebook finds it with goal_seek.
    central = _central(data)
    return 1 / (data.firm.ltv / central.margin_per_customer - central.first_month_weight + 1)


@EXERCISE.choice
def second_receiver(data: Data) -> str:
    ledger = data.firm.ledger()
    return max(RECEIVERS, key=lambda letter: ledger[RECEIVERS[letter]])


second_receiver.asks("Après l'ancien propriétaire, qui reçoit le plus ?")
second_receiver.option(
    "a",
    "L'État",
    "sa TVA ne porte que sur la marge du vendeur et sur les frais : c'est loin d'un sixième du prix. Cherchez une ligne plus grosse.",
)
second_receiver.option(
    "b",
    "L'atelier et les pièces",
    "la ligne est grosse, une autre de votre tableau la dépasse. Laquelle ?",
)
second_receiver.option(
    "c",
    "Le reconditionneur",
    "ce qu'il garde est gros, une autre ligne de votre tableau le dépasse. Laquelle ?",
)
second_receiver.option(
    "d",
    "La plateforme, avant ses coûts fixes",
    "c'est la dernière ligne du tableau ; d'autres, au milieu, la dépassent.",
)
second_receiver.why(
    "L'essentiel du prix remonte la chaîne : l'ancien propriétaire, l'atelier, le reconditionneur. L'État prend peu : sur quoi calcule-t-il donc sa TVA ?"
)
second_receiver.hints(
    "Le tableau est au-dessus : laissez de côté la ligne « Ancien propriétaire ».",
    "Comparez quatre lignes : l'État, les pièces, le reconditionneur, la marge de la plateforme.",
)


@EXERCISE.number("TVA sur la marge", "€", absolute=0.02)
def vat(data: Data) -> float:
    return float(margin_vat(data.buy, data.price, data.vat))


vat.asks(
    "L'appareil est racheté {buy} à un particulier, qui ne facture pas de TVA, et revendu {price}. Combien de TVA le reconditionneur doit-il à l'État, en euros ?\n\n"
    "Écrivez le calcul plutôt que le résultat, avec les noms du tableau."
)
vat.wrong(
    "TVA sur le prix",
    "vous taxez le prix entier, comme un appareil neuf. Le particulier n'a pas récupéré de TVA : elle ne porte que sur `data.price - data.buy`.",
    lambda data: data.price * _in_ttc(data),
)
vat.wrong(
    "marge prise pour HT",
    "l'assiette est la bonne, mais vous en prenez le taux entier. La marge est TTC : divisez par `1 + data.vat` avant d'appliquer le taux.",
    lambda data: (data.price - data.buy) * data.vat,
)
vat.wrong(
    "pièces déduites",
    "vous retirez les pièces de la marge taxée. La règle ne compte que le prix d'achat de l'appareil : la TVA des pièces se récupère à part.",
    lambda data: (data.price - data.buy - data.parts_labour) * _in_ttc(data),
)
vat.wrong(
    "marge hors taxes",
    "c'est la marge une fois la TVA rendue. La question demande la TVA : multipliez par `data.vat`.",
    lambda data: (data.price - data.buy) / (1 + data.vat),
)
vat.wrong(
    "taux appliqué au prix",
    "vous multipliez le prix par le taux. Partez de l'écart entre vente et achat, qui est TTC.",
    lambda data: data.price * data.vat,
)
vat.wrong(mistakes.parentheses(lambda data: data.price - data.buy * data.vat / (1 + data.vat)))
vat.otherwise("sur quel montant la TVA porte-t-elle ici, et ce montant la contient-il déjà ?")
vat.why(
    "La TVA de l'appareil neuf a été payée une fois, par son premier propriétaire : seule la valeur ajoutée depuis est taxée. Que reste-t-il alors au reconditionneur ?"
)
vat.hints(
    "Sur quoi la TVA porte-t-elle, quand le vendeur n'a pas pu en récupérer à l'achat ?",
    "L'écart `data.price - data.buy` est TTC, comme les deux prix.",
    "La TVA contenue dans un montant TTC : montant ÷ `(1 + data.vat)` × `data.vat`.",
)


@EXERCISE.number("Marge du reconditionneur", "€", relative=0.001, absolute=0.05)
def refurbisher(data: Data) -> float:
    return data.firm.refurbisher_margin


refurbisher.asks(
    "Que reste-t-il au reconditionneur par appareil ? Il paie la TVA, l'achat, les pièces ({parts_labour}), la commission sur le prix TTC, puis la qualité : un retour coûte {return_loss}, une panne {repair_cost}, et tous les appareils ne reviennent pas."
)
refurbisher.wrong(
    "TVA sur le prix",
    "vous retirez la TVA d'un appareil neuf. Reprenez celle de la question 2, calculée sur la marge.",
    lambda data: refurbisher(data) + vat(data) - data.price * _in_ttc(data),
)
refurbisher.wrong(
    "TVA oubliée",
    "il manque la TVA sur la marge : l'État passe aussi.",
    lambda data: refurbisher(data) + vat(data),
)
refurbisher.wrong(
    "retours et garantie oubliés",
    "tout y est, sauf la qualité. Ajoutez les retours et les pannes, chacun avec sa fréquence.",
    lambda data: refurbisher(data) + _quality(data),
)
refurbisher.wrong(
    "commission oubliée",
    "il manque la commission : la plateforme la prend sur le prix TTC.",
    lambda data: refurbisher(data) + data.commission * data.price,
)
refurbisher.wrong(
    "commission sur le prix HT",
    "vous prenez la commission sur un prix hors taxes. Elle porte ici sur le prix TTC.",
    lambda data: refurbisher(data) + data.commission * data.price * _in_ttc(data),
)
refurbisher.wrong(
    "chaque appareil revient et tombe en panne",
    "vous comptez un retour et une panne par appareil. Multipliez chaque coût par son taux.",
    lambda data: refurbisher(data) + _quality(data) - data.return_loss - data.repair_cost,
)
refurbisher.wrong(
    "pour 100 € au lieu d'un appareil",
    "c'est la ligne du tableau, pour 100 € payés. La question porte sur un appareil à son prix.",
    lambda data: data.firm.ledger()["Reconditionneur"],
)
refurbisher.wrong(
    "retours oubliés",
    "il manque les retours : tous les appareils ne reviennent pas, certains oui. Combien coûtent-ils à un appareil moyen ?",
    lambda data: refurbisher(data) + data.return_rate * data.return_loss,
)
refurbisher.wrong(
    "garantie oubliée",
    "il manque les pannes sous garantie. Combien coûtent-elles à un appareil moyen ?",
    lambda data: refurbisher(data) + data.claim_rate * data.repair_cost,
)
refurbisher.wrong(
    "pièces oubliées",
    "il manque les pièces et la main-d'œuvre, que tout appareil demande.",
    lambda data: refurbisher(data) + data.parts_labour,
)
refurbisher.otherwise(
    "qui est payé avant lui sur le prix de vente, et à quelle fréquence pour les retours et les pannes ?"
)
refurbisher.why(
    "Cette marge doit encore payer le local, l'argent immobilisé et les salaires hors atelier. La plateforme, elle, n'a ni acheté ni réparé. Mais que gagne-t-elle vraiment ? Les titres de presse le disent mal."
)
refurbisher.hints(
    "Six retraits : TVA, achat, pièces, commission, retours, garantie.",
    "Un coût qui n'arrive pas à tous : taux × coût, par exemple `data.return_rate * data.return_loss`.",
    "La TVA est celle de la question 2 ; `firm.vat_due` la donne aussi.",
)


@EXERCISE.decision("Chiffre d'affaires estimé pour 2018", "M€", relative=0.01)
def revenue_2018(data: Data) -> float:
    return data.gmv_2018 * data.revenue_2023 / data.gmv_2023


revenue_2018.asks(
    "Pour 2018, FrenchWeb appelle « volume d'affaires » ce que FinanceTime appelle « chiffre d'affaires » : le même montant, supposons {gmv_2018}. Que mesure-t-il ?\n\n"
    "{options}\n\n"
    "Et au taux de prélèvement de 2023 (volume selon Le Monde), quel aurait été le chiffre d'affaires de 2018, en M€ ?"
)
revenue_2018.option(
    "a",
    "Le chiffre d'affaires de Back Market",
    "il faudrait que la plateforme encaisse tout le prix des appareils. Relisez qui reçoit quoi dans `firm.ledger()`.",
)
revenue_2018.option(
    "b",
    "Les deux : sur une plateforme c'est pareil",
    "l'un passe, l'autre reste. Comparez les deux lignes de 2023 : lequel des deux ressemble à ce montant ?",
)
revenue_2018.option("c", "Le volume d'affaires")
revenue_2018.option(
    "d",
    "La moyenne des deux serait plus prudente",
    "une moyenne de deux noms n'a pas de sens : le montant est le même, c'est ce qu'il compte qui change.",
)
revenue_2018.wrong(
    "volume d'affaires pris pour chiffre d'affaires",
    "c'est tout ce que paient les acheteurs. La plateforme n'en garde que sa part : multipliez par le taux de 2023.",
    lambda data: data.gmv_2018,
)
revenue_2018.wrong(
    "commission affichée",
    "vous appliquez la commission affichée. Le taux constaté compte aussi les frais et les services : chiffre d'affaires ÷ volume, en 2023.",
    lambda data: data.gmv_2018 * data.commission,
)
revenue_2018.wrong(
    "division au lieu d'une multiplication",
    "vous divisez par le taux : la plateforme gagnerait plus qu'il ne se vend. Multipliez.",
    lambda data: data.gmv_2018 * data.gmv_2023 / data.revenue_2023,
)
revenue_2018.wrong(
    "l'autre volume de 2023",
    "vous employez le volume de L'Express Franchise. L'énoncé demande celui du Monde ; dites-le dans un mémoire, les deux circulent.",
    lambda data: data.gmv_2018 * data.revenue_2023 / data.gmv_2023_low,
)
revenue_2018.wrong(
    "ce qui reste aux vendeurs",
    "c'est la part des vendeurs. Celle de la plateforme est l'autre : le taux, et non 1 moins le taux.",
    lambda data: data.gmv_2018 - revenue_2018(data),
)
revenue_2018.wrong(
    "taux au lieu d'un montant",
    "c'est le taux de prélèvement de 2023. Sur le volume de 2018, combien de millions cela fait-il ?",
    lambda data: data.revenue_2023 / data.gmv_2023,
)
revenue_2018.otherwise("sur 100 € payés par les acheteurs en 2023, combien restaient à la plateforme ?")
revenue_2018.why(
    "Même montant, deux noms, et l'entreprise change de taille. Le taux de 2023 n'est ici qu'une hypothèse : aucun document lu ne donne celui de 2018. Revenons à l'atelier, où une règle reste à écrire."
)
revenue_2018.hints(
    "Demandez ce que compte chaque chiffre : l'argent qui passe, ou l'argent qui reste ?",
    "Taux de prélèvement constaté : `data.revenue_2023 / data.gmv_2023`.",
    "Une plateforme encaisse moins que son volume : votre résultat doit être plus petit que `data.gmv_2018`.",
)


@EXERCISE.function("tva_due")
def tva_due(data: Data, achat, vente) -> float:
    return float(margin_vat(achat, vente, data.vat))


tva_due.asks(
    "Votre collègue a écrit la règle de la TVA sur la marge. Elle s'exécute, mais elle compte mal : elle prend la marge pour un montant hors taxes, et rend de l'argent sur une vente à perte.\n\n"
    "Changez deux lignes dans la cellule, puis relancez-la."
)
tva_due.tries(
    lambda data: [(data.buy, data.price), (320.0, 300.0), (90.0, 210.0), (200.0, 200.0), (60.0, 330.0)]
)
tva_due.starts(lambda data, achat, vente: (vente - achat) * 0.2)
tva_due.wrong(
    "perte remboursée",
    "le taux est bon, mais votre fonction rend une TVA négative sur une vente à perte. L'État ne rembourse rien : `max(…, 0)`.",
    lambda data, a, v: (v - a) * _in_ttc(data),
)
tva_due.wrong(
    "marge prise pour HT",
    "les pertes sont bien traitées, mais la marge est TTC : multipliez par `data.vat / (1 + data.vat)`.",
    lambda data, a, v: max(v - a, 0) * data.vat,
)
tva_due.wrong(
    "écart à l'envers",
    "vous calculez achat moins vente : la TVA devient négative quand le vendeur gagne. Inversez la soustraction.",
    lambda data, a, v: (a - v) * _in_ttc(data),
)
tva_due.wrong(
    "TVA sur le prix",
    "vous taxez le prix entier. L'achat, fait à un particulier, se retire d'abord.",
    lambda data, a, v: v * _in_ttc(data),
)
tva_due.otherwise("essayez `tva_due(320, 300)` : que doit-on à l'État sur une vente à perte ?")
tva_due.why(
    "La règle tient en deux lignes, et elle a un plancher : un mauvais achat ne se partage plus avec l'État dès qu'on vend à perte. Jusqu'à quel prix d'achat le reconditionneur peut-il donc aller ?"
)
tva_due.hints(
    "Deux gestes : la marge ne descend pas sous zéro ; la TVA est contenue dans cette marge TTC.",
    "`max(a, b)` rend le plus grand des deux nombres.",
    "La TVA contenue dans un montant TTC : montant `* data.vat / (1 + data.vat)`.",
)


@EXERCISE.number("Prix d'achat maximal", "€", relative=0.002)
def dearest_buy(data: Data) -> float:
    # A euro more paid for the device takes 1/(1 + VAT) from the margin: the State bears the rest.
    return data.buy + (refurbisher(data) - data.wanted) * (1 + data.vat)


@EXERCISE.holds
def _told_of_every_firm(data: Data) -> bool:
    """He accepts to keep less than he does today, and who receives most is not a matter of cents."""
    ledger = data.firm.ledger()
    next_one, largest = sorted(ledger[line] for line in RECEIVERS.values())[-2:]
    return refurbisher(data) >= data.wanted + 3 and largest - next_one >= 0.25


dearest_buy.asks(
    "Les bons appareils se font rares. Le reconditionneur veut garder {wanted} sur chacun (`refurbisher_margin`). Jusqu'à quel prix d'achat peut-il aller ?\n\n"
    "`bm.goal_seek(modele, grandeur, cible, vary=reglage)` cherche pour vous ; le calcul à la main marche aussi."
)
dearest_buy.wrong(
    "un euro pour un euro",
    "vous transformez chaque euro de marge en un euro d'achat. La TVA sur la marge baisse quand l'achat monte : l'écart est plus grand.",
    lambda data: data.buy + refurbisher(data) - data.wanted,
)
dearest_buy.wrong(
    "TVA à l'envers",
    "vous divisez par `1 + data.vat`. Un euro d'achat coûte moins d'un euro de marge : il faut donc multiplier.",
    lambda data: data.buy + (refurbisher(data) - data.wanted) / (1 + data.vat),
)
dearest_buy.wrong(
    "hausse seule",
    "c'est l'écart avec le prix d'achat d'aujourd'hui. Ajoutez-le à ce prix.",
    lambda data: dearest_buy(data) - data.buy,
)
dearest_buy.wrong(
    "plus aucune marge",
    "à ce prix il ne garde rien. Visez `data.wanted`, pas zéro.",
    lambda data: data.buy + refurbisher(data) * (1 + data.vat),
)
dearest_buy.wrong(
    "baisse au lieu de hausse",
    "votre achat bouge dans le mauvais sens : une marge visée plus faible laisse payer plus cher, et l'inverse.",
    lambda data: 2 * data.buy - dearest_buy(data),
)
dearest_buy.wrong(
    "marge à sacrifier",
    "c'est l'écart entre sa marge d'aujourd'hui et celle qu'il vise. Quel prix d'achat mène de l'une à l'autre ?",
    lambda data: refurbisher(data) - data.wanted,
)
dearest_buy.otherwise("laquelle des grandeurs doit valoir `data.wanted`, et lequel des réglages l'y mène ?")
dearest_buy.why(
    "Un achat plus cher pèse moins qu'il n'en a l'air : l'État en porte un sixième, tant que la vente gagne. L'autre ennemi du reconditionneur ne se négocie pas : c'est le calendrier."
)
dearest_buy.hints(
    "La cible est une marge, le réglage à faire varier est `buy`.",
    "`bm.goal_seek(modele, grandeur, cible, vary=reglage)` : quatre morceaux.",
    "À la main : chaque euro d'achat retire `1 / (1 + data.vat)` euro de marge.",
)


@EXERCISE.number("Coût de l'attente", "€", relative=0.005)
def cost_of_waiting(data: Data) -> float:
    return _price_fall(data) * (1 - data.commission - _in_ttc(data))


cost_of_waiting.asks(
    "Supposons qu'un téléphone perde une part de son prix chaque mois ({decay}). Celui-ci attend {wait} avant de partir. Combien d'euros de marge le reconditionneur a-t-il perdus ?\n\n"
    "Est-ce plus, ou moins, que la baisse du prix ?"
)
cost_of_waiting.wrong(
    "baisse de prix entière",
    "c'est la baisse du prix. La commission et la TVA sur la marge baissent avec lui : le reconditionneur n'en perd qu'une partie.",
    lambda data: _price_fall(data),
)
cost_of_waiting.wrong(
    "pourcentages additionnés",
    "vous retirez chaque mois la même somme. Chaque mois prend sa part de ce qui reste : `(1 - data.decay) ** data.wait`.",
    lambda data: cost_of_waiting(data) * data.price * data.decay * data.wait / _price_fall(data),
)
cost_of_waiting.wrong(
    "un seul mois",
    "vous ne comptez qu'un mois. Enchaînez-en autant que `data.wait`.",
    lambda data: cost_of_waiting(data) * data.price * data.decay / _price_fall(data),
)
cost_of_waiting.wrong(
    "commission inchangée",
    "la TVA suit bien, mais la commission est un pourcentage du prix : elle baisse aussi.",
    lambda data: _price_fall(data) * (1 - _in_ttc(data)),
)
cost_of_waiting.wrong(
    "TVA inchangée",
    "la commission suit bien, mais la TVA porte sur la marge : elle baisse aussi.",
    lambda data: _price_fall(data) * (1 - data.commission),
)
cost_of_waiting.wrong(
    "prix restant",
    "c'est le prix de vente qui reste. La question porte sur la marge perdue : comparez deux marges.",
    lambda data: data.price - _price_fall(data),
)
cost_of_waiting.wrong(
    "marge restante",
    "c'est la marge qui reste après l'attente. Retirez-la de celle d'aujourd'hui.",
    lambda data: refurbisher(data) - cost_of_waiting(data),
)
cost_of_waiting.wrong(
    "part au lieu d'euros",
    "c'est la part de la marge perdue. La question demande des euros.",
    lambda data: cost_of_waiting(data) / refurbisher(data),
)
cost_of_waiting.otherwise("à quel prix l'appareil part-il, et que laisse-t-il alors au reconditionneur ?")
cost_of_waiting.why(
    "L'achat et les pièces sont déjà payés : près des trois quarts de la baisse tombent sur la marge, et la plateforme n'en sent qu'une miette. Elle a d'autres soucis : ses frais, qu'une association juge cachés."
)
cost_of_waiting.hints(
    "Premier geste : le prix après l'attente, `data.price * (1 - data.decay) ** data.wait`.",
    "Deuxième geste : `firm.replace(price=...)` donne le même appareil à un autre prix.",
    "La perte est la différence de deux `refurbisher_margin`.",
)


# Narrow: the price with the fee on top is 2 % away, and a named mistake.
@EXERCISE.number("Hausse de la commission", "% du prix", relative=0.003)
def fee_in_points(data: Data) -> float:
    return data.buyer_fee / (1 + data.vat) / data.price


fee_in_points.asks(
    "Les frais acheteur n'apparaissent qu'au paiement : une association s'en plaint en 2022. Supposons que la plateforme supprime les siens ({buyer_fee}) et veuille garder le même revenu par vente. De combien doit monter sa commission, en part du prix TTC ? Écrivez une fraction."
)
fee_in_points.wrong(
    mistakes.ttc_for_ht(
        "vous remplacez le montant TTC. L'État en reprenait la TVA : divisez par `1 + data.vat`, puis par le prix."
    )
)
fee_in_points.wrong(
    "commission d'arrivée",
    "c'est la nouvelle commission. La question demande la hausse : retirez celle d'aujourd'hui.",
    lambda data: data.commission + fee_in_points(data),
)
fee_in_points.wrong(
    "hausse en euros",
    "c'est le revenu à remplacer, en euros. Rapportez-le au prix de l'appareil.",
    lambda data: data.buyer_fee / (1 + data.vat),
)
fee_in_points.wrong(
    "rapporté à l'achat",
    "vous divisez par le prix d'achat. La commission porte sur le prix de vente.",
    lambda data: data.buyer_fee / (1 + data.vat) / data.buy,
)
fee_in_points.wrong(
    "hausse relative",
    "vous rapportez la hausse à la commission. La question la demande en part du prix.",
    lambda data: fee_in_points(data) / data.commission,
)
fee_in_points.wrong(
    "rapportée au total payé",
    "vous divisez par tout ce que paie l'acheteur. La commission porte sur le prix de l'appareil seul.",
    lambda data: data.buyer_fee / (1 + data.vat) / (data.price + data.buyer_fee),
)
fee_in_points.wrong(mistakes.vat_share_of_ttc())
fee_in_points.otherwise("que garde la plateforme de ces frais, et de quel prix faut-il en faire une part ?")
fee_in_points.why(
    "L'acheteur voit enfin le vrai prix, la plateforme gagne autant, et c'est le reconditionneur qui paie : un transfert. Et si la plateforme payait quelque chose à son tour ?"
)
fee_in_points.hints(
    "Combien la plateforme garde-t-elle des frais, une fois la TVA rendue ?",
    "Divisez ce montant par le prix de l'appareil pour en faire un taux.",
)


@EXERCISE.decision("Baisse de l'attrition nécessaire", "% des départs", words=15, absolute=0.001)
def needed_loyalty(data: Data) -> float:
    return 1 - _limit_churn(data) / data.churn


needed_loyalty.asks(
    "La plateforme peut payer tous les retours à la place des reconditionneurs : au coût d'un retour pour elle ({return_cost}) s'ajoute le leur ({return_loss}), qui tombe à zéro. La direction promet moins de départs d'acheteurs ({loyalty} en moins) : c'est une hypothèse, la sienne.\n\n"
    "De quelle part l'attrition doit-elle baisser pour garder le résultat en régime permanent ? Si la promesse est tenue et que rien d'autre ne change, centralisez-vous, à cet horizon ?\n\n"
    "{options}\n\n"
    "Donnez votre choix, cette baisse (fraction), et justifiez en quinze mots au moins, avec un chiffre."
)
needed_loyalty.follows(
    lambda data: data.loyalty >= needed_loyalty(data),
    beside="data.loyalty",
    oui=(
        "Je centralise",
        "mais la promesse est plus petite : même tenue, le résultat en régime permanent baisse",
    ),
    non=(
        "Je ne centralise pas",
        "et la promesse le dépasse : si elle est tenue, le résultat en régime permanent monte",
    ),
)
needed_loyalty.wrong(
    "perte de marge",
    "c'est la part de marge perdue. Gagner un acheteur, c'est déjà une vente, que la fidélité ne change pas : repartez de `steady_state_profit`.",
    lambda data: 1 - _central(data).order_margin / data.firm.order_margin,
)
needed_loyalty.wrong(
    "attrition d'arrivée",
    "c'est l'attrition à atteindre. La question demande la baisse : rapportez-la à `firm.churn`.",
    lambda data: _limit_churn(data),
)
needed_loyalty.wrong(
    "baisse en points",
    "c'est un écart entre deux attritions. Divisez-le par celle d'aujourd'hui, `firm.churn`.",
    lambda data: data.churn - _limit_churn(data),
)
needed_loyalty.wrong(
    "hausse de la durée de vie",
    "vous comparez des durées de vie. La question porte sur les départs : 1 − nouvelle attrition ÷ ancienne.",
    lambda data: 1 / (1 - needed_loyalty(data)) - 1,
)
needed_loyalty.wrong(
    "promesse recopiée",
    "c'est la promesse, pas le besoin. Cherchez d'abord l'attrition nécessaire avec `bm.goal_seek`, puis comparez.",
    lambda data: data.loyalty,
)
needed_loyalty.wrong(
    "part restante",
    "c'est la part des départs qui reste. La baisse est ce qui manque pour faire 1.",
    lambda data: 1 - needed_loyalty(data),
)
needed_loyalty.otherwise("quelle plateforme paie tous les retours, et quel résultat doit-elle retrouver ?")
needed_loyalty.why(
    "Votre choix et votre nombre se tiennent ; votre enseignant lit la justification. Mais les retours se paient tout de suite, et les départs évités ne s'ajoutent que mois après mois : comparez aussi `profit_36`, le résultat au mois 36. Le calcul ne compte pas ce que gagnent les reconditionneurs, ni s'ils soigneront encore leurs appareils quand un autre paie les retours. Que mettriez-vous dans le contrat ?"
)
needed_loyalty.hints(
    "Le projet : `central = firm.replace(return_cost=data.return_cost + data.return_loss, return_loss=0)`.",
    '`bm.goal_seek(central, "steady_state_profit", firm.steady_state_profit, vary="churn")` donne l\'attrition à atteindre.',
    "Baisse = 1 − attrition trouvée ÷ `firm.churn`.",
)
