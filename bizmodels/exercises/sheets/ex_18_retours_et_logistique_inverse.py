"""Questions on returns: a mix that hides a progress, what is refunded, what a parcel costs, which policy, how many to buy."""

from __future__ import annotations

from scipy.special import ndtri

from bizmodels.exercises import mistakes
from bizmodels.exercises.given import Data, Given
from bizmodels.exercises.sheet import Exercise
from bizmodels.models import D2C

GIVEN = (
    Given("vat", "TVA", "%", source="legal/vat_rate_standard", factor=0.01),
    Given("dress_before", "Robes : part qui revenait l’an dernier", "% des robes", default=0.38, low=0.34, high=0.42, step=0.01),
    Given("other_before", "Accessoires : part qui revenait l’an dernier", "% des accessoires", default=0.1, low=0.08, high=0.12, step=0.01),
    Given("drop", "Baisse des deux taux en un an (0,01 : un point)", "", default=0.02, low=0.02, high=0.06, step=0.005),
    Given("dresses_before", "Robes dans les ventes, l’an dernier", "% des articles", default=0.4, low=0.35, high=0.4, step=0.05),
    Given("dresses_now", "Robes dans les ventes, cette année", "% des articles", default=0.55, low=0.45, high=0.6, step=0.05),
    Given("basket", "Panier d’une commande", "€ TTC", default=60, low=56, high=66, step=1),
    Given("cogs", "Achat des marchandises", "€ HT / commande", default=28, low=25, high=29, step=0.5),
    Given("express", "Livraison express, payée par une cliente", "€ TTC", default=11.9, low=9.9, high=13.9, step=0.5),
    Given("standard", "Livraison standard, la moins chère du site", "€ TTC", default=4.9, low=3.4, high=5.9, step=0.5),
    Given("label", "Étiquette de renvoi", "€ HT", default=4.5, low=3.5, high=5.5, step=0.5),
    Given("handling", "Réception, contrôle et remise en stock", "€ HT / retour", default=5, low=4, high=6.5, step=0.5),
    Given("resale", "Retours revendus au prix normal", "% des retours", default=0.6, low=0.5, high=0.7, step=0.05),
    Given("parcels", "Retours à revendre", "par mois", default=400, low=300, high=600, step=20),
    Given("item", "Prix d’un article, le jour du renvoi", "€ HT", default=40, low=32, high=50, step=2),
    Given("decay", "Valeur perdue par jour d’attente", "% de la valeur de la veille", default=0.02, low=0.015, high=0.03, step=0.005),
    Given("days_now", "Attente d’un article revenu, aujourd’hui", "jours", default=18, low=14, high=21),
    Given("days_new", "Attente, avec une équipe de tri", "jours", default=6, low=4, high=8),
    Given("rate", "Taux de retour, renvoi payant", "% des commandes", default=0.2, low=0.16, high=0.21, step=0.01),
    Given("conversion", "Visiteurs qui achètent, renvoi payant", "% des visiteurs", default=0.02, low=0.018, high=0.022, step=0.001),
    Given("rate_free", "Taux de retour, renvoi gratuit", "% des commandes", default=0.24, low=0.23, high=0.28, step=0.01),
    Given("conversion_free", "Visiteurs qui achètent, renvoi gratuit", "% des visiteurs", default=0.032, low=0.026, high=0.038, step=0.001),
    Given("demand", "Robe de saison : demande moyenne", "pièces", default=420, low=420, high=600, step=20),
    Given("spread", "Robe de saison : écart type de la demande", "pièces", default=120, low=80, high=140, step=10),
    Given("dress", "Robe de saison : prix", "€ TTC", default=72, low=60, high=84, step=3),
    Given("dress_cost", "Robe de saison : achat", "€ HT", default=26, low=20, high=42, step=1),
    Given("salvage", "Robe de saison : revente des invendues", "€ HT", default=12, low=7, high=15, step=1),
    Given("visitors", "Visiteurs du site", "visiteurs par mois", default=20_000, low=14_000, high=26_000, step=1_000),
    Given("lift", "Photographies : hausse de la conversion, en part d’elle-même", "%", default=0.05, low=0.03, high=0.08, step=0.01),
    Given("fewer", "Photographies : baisse du taux de retour (0,01 : un point)", "", default=0.03, low=0.02, high=0.05, step=0.01),
    Given("photo", "Photographier un produit", "€ / produit", default=42, low=30, high=60, step=2),
    Given("products", "Produits du catalogue", "produits", default=160, low=110, high=220, step=10),
)  # fmt: skip


def _firm(data: Data) -> D2C:
    return D2C(
        basket=data.basket,
        cogs=data.cogs,
        return_rate=data.rate,
        return_cost=data.handling,
        resale=data.resale,
    )


EXERCISE = Exercise("Le colis qui revient", GIVEN, firm=_firm)


@EXERCISE.decision("Part des articles qui reviennent, cette année", "%", relative=0.003)
def rate_now(data: Data) -> float:
    return _mix(data, data.dresses_now, data.drop)


def _mix(data: Data, dresses: float, drop: float) -> float:
    """Return rate of all articles when ``dresses`` of them are dresses and both rates have lost ``drop``."""
    return dresses * (data.dress_before - drop) + (1 - dresses) * (data.other_before - drop)


rate_now.asks(
    "Une boutique en ligne, fictive, a fait baisser ses deux taux de retour du même nombre de points : {drop}, en fraction. L'an dernier, {dress_before} et {other_before} revenaient. Mais les robes se vendent mieux : elles faisaient {dresses_before} vendus, et elles font {dresses_now} cette année.\n\n"
    "Quelle part de tous les articles revient cette année (une fraction) ? Et le taux d'ensemble a-t-il monté ou baissé ?\n\n"
    "{options}"
)
rate_now.follows(
    lambda data: rate_now(data) > _mix(data, data.dresses_before, 0),
    monte=("Le taux d'ensemble monte", "mais il est plus bas que celui de l'an dernier"),
    baisse=("Le taux d'ensemble baisse", "mais il est plus haut que celui de l'an dernier"),
)
rate_now.wrong(
    "ventes de l'an dernier",
    "vous gardez la part des robes de l'an dernier. Cette année, elles pèsent davantage.",
    lambda data: _mix(data, data.dresses_before, data.drop),
)
rate_now.wrong(
    "moyenne des deux taux",
    "vous faites la moyenne de deux taux, comme si robes et accessoires se vendaient autant. Pondérez.",
    lambda data: _mix(data, 0.5, data.drop),
)
rate_now.wrong(
    "baisse oubliée",
    "vous gardez les deux taux de l'an dernier. Ils ont baissé.",
    lambda data: _mix(data, data.dresses_now, 0),
)
rate_now.wrong(
    "parts échangées",
    "vous donnez aux accessoires la part des robes. Chaque taux va avec sa part.",
    lambda data: _mix(data, 1 - data.dresses_now, data.drop),
)
rate_now.wrong(
    "taux de l'an dernier",
    "c'est le taux d'ensemble de l'an dernier. Refaites-le avec les taux et les parts de cette année.",
    lambda data: _mix(data, data.dresses_before, 0),
)
rate_now.otherwise("quels sont les deux taux de cette année, et que pèse chacun dans les ventes ?")
rate_now.why(
    "Un taux d'ensemble mêle ce que vous faites et ce que vous vendez. Avant de féliciter ou de blâmer le service des retours, regardez les taux par catégorie. Et quand un colis revient, que devez-vous rendre ?"
)
rate_now.hints(
    "Le taux des robes, cette année : `data.dress_before - data.drop`.",
    "Si les robes font 0.55 des articles, les accessoires font le reste : `1 - data.dresses_now`.",
    "Chaque taux multiplié par sa part, puis la somme. Refaites-la avec les chiffres de l'an dernier pour comparer.",
)


@EXERCISE.number("Somme à rendre à la cliente", "€", relative=0.001)
def refund(data: Data) -> float:
    return data.basket + data.standard


refund.asks(
    "Une cliente se rétracte dans les quatorze jours et renvoie toute sa commande. Elle avait payé {basket}, plus {express} de livraison express, qu'elle avait choisie ; la livraison standard du site coûte {standard}. Vos conditions laissent le renvoi à sa charge : elle paie elle-même son étiquette.\n\n"
    "Combien lui rendez-vous, TTC ?"
)
refund.wrong(
    "articles seuls",
    "vous ne rendez que les articles. La livraison de l'aller se rembourse aussi : jusqu'où ?",
    lambda data: data.basket,
)
refund.wrong(
    "livraison express rendue",
    "vous rendez toute la livraison choisie. La loi s'arrête à la livraison standard : le supplément reste à la cliente.",
    lambda data: data.basket + data.express,
)
refund.wrong(
    "étiquette retirée",
    "vous retirez le renvoi de la somme rendue. La cliente l'a déjà payé : elle le paierait deux fois.",
    lambda data: data.basket + data.standard - data.label,
)
refund.wrong(
    "supplément seul",
    "vous rendez le supplément de l'express. C'est l'inverse : ce supplément-là reste à la cliente.",
    lambda data: data.basket + data.express - data.standard,
)
refund.wrong(
    "HT au lieu de TTC",
    "vous rendez le prix hors taxe. La cliente a payé TTC : rendez TTC.",
    lambda data: data.basket / (1 + data.vat) + data.standard,
)
refund.otherwise("qu'a-t-elle payé, et quelle livraison la loi vous fait-elle rendre ?")
refund.why(
    "C'est le code de la consommation, article L. 221-24 : tout, livraison standard comprise. Vous rendez donc un transport que le transporteur, lui, ne vous rend pas. Mettons-le dans le coût d'un retour."
)
refund.hints(
    "Article L. 221-24 : remboursement total, frais de livraison standard compris.",
    "Le supplément d'une livraison plus chère que la standard reste à celle qui l'a choisie.",
    "Additionnez `data.basket` et la livraison que la loi vous fait rendre.",
)


@EXERCISE.function("cout_du_retour")
def cout_du_retour(data: Data, aller, renvoi, traitement, achat, revendus) -> float:
    return aller + renvoi + traitement + achat * (1 - revendus)


cout_du_retour.asks(
    "Votre collègue calcule ce que coûte un retour : le transport aller rendu au client (`aller`), le `renvoi`, le `traitement`, et la marchandise que l'on ne revend pas. `revendus` est la part des retours que l'on revend au prix normal ; le reste est perdu. Mais sa fonction perd la marchandise à chaque fois. Changez une ligne, puis relancez la cellule."
)
cout_du_retour.tries(
    lambda data: [
        (data.standard, data.label, data.handling, data.cogs, data.resale),
        (5.0, 4.0, 6.0, 20.0, 0.9),
        (4.0, 0.0, 5.0, 30.0, 0.25),
        (3.0, 6.0, 2.0, 12.0, 0.0),
        (6.0, 5.0, 4.0, 40.0, 1.0),
    ]
)
cout_du_retour.starts(lambda data, out, back, work, goods, sold: out + back + work + goods)
cout_du_retour.wrong(
    "marchandise oubliée",
    "vous ne perdez jamais la marchandise. Une part des retours ne se revend pas.",
    lambda data, out, back, work, goods, sold: out + back + work,
)
cout_du_retour.wrong(
    "part revendue comptée perdue",
    "vous perdez ce que l'on revend. C'est l'autre part qui est perdue.",
    lambda data, out, back, work, goods, sold: out + back + work + goods * sold,
)
cout_du_retour.wrong(
    "tout multiplié par la part perdue",
    "vous ne payez transport et traitement que pour les retours perdus. Ils se paient à chaque retour.",
    lambda data, out, back, work, goods, sold: (out + back + work + goods) * (1 - sold),
)
cout_du_retour.wrong(
    "part prise pour des euros",
    "vous retirez une part d'un nombre d'euros : multipliez la marchandise par la part perdue.",
    lambda data, out, back, work, goods, sold: out + back + work + goods - sold,
)
cout_du_retour.otherwise("que paie-t-on à chaque retour, et quelle part de la marchandise se perd ?")
cout_du_retour.why(
    "Le transport se voit sur une facture, la marchandise perdue sur aucune : c'est pourtant souvent la plus grosse ligne. Et même ce qui se revend perd de la valeur en attendant."
)
cout_du_retour.hints(
    "Si neuf retours sur dix se revendent, combien en perd-on ?",
    "La part perdue est `1 - revendus`.",
    "Seule la marchandise est multipliée par cette part.",
)


@EXERCISE.number("Ce que l'équipe de tri rapporte", "€ / mois")
def sorting_gain(data: Data) -> float:
    return data.parcels * data.item * (_left(data, data.days_new) - _left(data, data.days_now))


def _left(data: Data, days: float) -> float:
    """Share of the value left after ``days`` of waiting."""
    return (1 - data.decay) ** days


sorting_gain.asks(
    "Un article revenu vaut {item} le jour du renvoi, et perd chaque jour {decay}. Il attend {days_now} avant d'être remis en vente ; une équipe de tri ramènerait l'attente à {days_new}. Il en revient {parcels}.\n\n"
    "Combien d'euros par mois cette équipe fait-elle gagner, avant ses salaires ? La puissance s'écrit `**`."
)
sorting_gain.wrong(
    "pertes additionnées",
    "vous retirez chaque jour la même somme. Le pour-cent du lendemain se prend sur ce qui reste : c'est une puissance.",
    lambda data: data.parcels * data.item * data.decay * (data.days_now - data.days_new),
)
sorting_gain.wrong(
    "jours gagnés seuls",
    "vous faites perdre à un article neuf les jours gagnés. Ces jours-là sont les derniers de l'attente, quand il vaut déjà moins.",
    lambda data: data.parcels * data.item * (1 - _left(data, data.days_now - data.days_new)),
)
sorting_gain.wrong(
    "un seul article",
    "c'est le gain sur un article. Il en revient beaucoup chaque mois.",
    lambda data: sorting_gain(data) / data.parcels,
)
sorting_gain.wrong(
    "valeur après tri",
    "c'est ce que valent les articles après l'attente la plus courte. Comparez à l'attente d'aujourd'hui.",
    lambda data: data.parcels * data.item * _left(data, data.days_new),
)
sorting_gain.wrong(
    "valeur perdue malgré le tri",
    "c'est ce que l'on perd encore avec le tri. La question demande ce que le tri sauve.",
    lambda data: data.parcels * data.item * (1 - _left(data, data.days_new)),
)
sorting_gain.wrong(mistakes.years_for_months())
sorting_gain.otherwise("que vaut un article après chacune des deux attentes ?")
sorting_gain.why(
    "Une place de marché qui trie pour tous ses vendeurs étale ces salaires sur plus de colis : comparez ce gain à une fiche de paie avant d'embaucher. Mais combien de retours une boutique supporte-t-elle ?"
)
sorting_gain.hints(
    "Après un jour, il reste `1 - data.decay` de la valeur ; après deux, ce nombre au carré.",
    "Après l'attente d'aujourd'hui : `(1 - data.decay) ** data.days_now`.",
    "La différence des deux parts, multipliée par `data.item` et `data.parcels`.",
)


@EXERCISE.number("Taux de retour où une commande ne laisse plus rien", "%")
def break_even_rate(data: Data) -> float:
    return _break_even(data.firm, data.firm.basket / (1 + data.vat))


def _break_even(firm: D2C, net: float) -> float:
    """Return rate that brings the margin of an order to zero: it falls in a straight line."""
    kept = net - firm.cogs
    each = firm.shipping + firm.payment_fee * firm.basket
    return (kept - each) / (kept + (1 - firm.resale) * firm.cogs + firm.return_cost)


break_even_rate.asks(
    "`firm` est votre boutique, renvoi à la charge du client, et `firm.order_margin` la marge d'une commande. Aujourd'hui {rate} reviennent.\n\n"
    'À quel taux de retour une commande ne laisse-t-elle plus rien ? `bm.goal_seek(firm, "order_margin", cible, vary="…")` cherche la valeur d\'un réglage qui donne la cible ; ce réglage se nomme `return_rate`. Répondez par une fraction.'
)
break_even_rate.wrong(
    "tout se revend",
    "votre calcul revend tous les retours. Une part est perdue : `firm.resale` la dit.",
    lambda data: _break_even(data.firm.replace(resale=1.0), data.firm.basket / (1 + data.vat)),
)
break_even_rate.wrong(
    "traitement oublié",
    "vous ne comptez pas la réception et le contrôle d'un retour.",
    lambda data: _break_even(data.firm.replace(return_cost=0.0), data.firm.basket / (1 + data.vat)),
)
break_even_rate.wrong(
    "livraison oubliée",
    "vous ne comptez pas la livraison de l'aller, payée même quand le colis revient.",
    lambda data: _break_even(data.firm.replace(shipping=0.0), data.firm.basket / (1 + data.vat)),
)
break_even_rate.wrong(
    "TTC pris pour HT",
    "votre calcul part du panier TTC : l'État en reprend la TVA. Divisez d'abord par `1 + data.vat`.",
    lambda data: _break_even(data.firm, data.firm.basket),
)
break_even_rate.wrong(
    "marge de manœuvre",
    "c'est l'écart avec le taux d'aujourd'hui. La question demande le taux lui-même.",
    lambda data: break_even_rate(data) - data.rate,
)
break_even_rate.otherwise("quelle cible donnez-vous à la marge, et quel réglage cherchez-vous ?")
break_even_rate.why(
    "Au-delà, chaque commande de plus aggrave la perte : vendre davantage ne sauve rien. Dans la mode, du quart à la moitié des articles reviennent (EHI, Allemagne, Autriche et Suisse) : comparez à votre seuil. Faut-il pour autant faire payer le renvoi ?"
)
break_even_rate.hints(
    'La cible est zéro ; le réglage, `"return_rate"`.',
    'Une ligne : `bm.goal_seek(firm, "order_margin", 0, vary="return_rate")`.',
)


def _per_hundred(data: Data, conversion: float, rate: float, label: float = 0.0) -> float:
    """Margin of 100 visitors, € HT."""
    firm = data.firm
    struck = firm.replace(return_rate=rate, return_cost=firm.return_cost + label)
    return 100 * conversion * struck.order_margin


def _free(data: Data) -> float:
    return _per_hundred(data, data.conversion_free, data.rate_free, data.label)


def _paid(data: Data) -> float:
    return _per_hundred(data, data.conversion, data.rate)


@EXERCISE.decision("Renvoi gratuit moins renvoi payant, pour 100 visiteurs", "€")
def free_less_paid(data: Data) -> float:
    return _free(data) - _paid(data)


free_less_paid.asks(
    "Vous offrez l'étiquette de renvoi ({label}) : {conversion_free} achètent au lieu de {conversion}, mais {rate_free} reviennent au lieu de {rate} (hypothèses).\n\n"
    "Pour 100 visiteurs, combien d'euros de marge le renvoi gratuit ajoute-t-il (négatif s'il en retire) ? Que décidez-vous ?\n\n"
    "{options}\n\n"
    "La même boutique, renvoi offert, dont les `...` sont à remplir :\n\n"
    "```python\n"
    "gratuit = firm.replace(return_rate=..., return_cost=...)  # traitement et étiquette\n"
    "```\n\n"
    "Puis `gratuit.order_margin` et `firm.order_margin`, la marge d'une commande."
)
free_less_paid.follows(
    lambda data: free_less_paid(data) > 0,
    gratuit=("Le renvoi devient gratuit", "mais il est négatif : il en retire"),
    payant=("Le renvoi reste payant", "mais il est positif : il en ajoute"),
)
free_less_paid.wrong(
    "conversion inchangée",
    "vous gardez les acheteurs du renvoi payant. Le renvoi gratuit en amène d'autres.",
    lambda data: _per_hundred(data, data.conversion, data.rate_free, data.label) - _paid(data),
)
free_less_paid.wrong(
    "taux de retour inchangé",
    "vous gardez le taux de retour d'aujourd'hui. Gratuit, on renvoie davantage.",
    lambda data: _per_hundred(data, data.conversion_free, data.rate, data.label) - _paid(data),
)
free_less_paid.wrong(
    "étiquette oubliée",
    "vous n'avez pas payé l'étiquette : offerte au client, elle s'ajoute au traitement d'un retour.",
    lambda data: _per_hundred(data, data.conversion_free, data.rate_free) - _paid(data),
)
free_less_paid.wrong(
    "traitement remplacé par l'étiquette",
    "l'étiquette a remplacé le traitement : un retour paie les deux.",
    lambda data: (
        _per_hundred(data, data.conversion_free, data.rate_free, data.label - data.handling) - _paid(data)
    ),
)
free_less_paid.wrong(
    "une commande au lieu de cent visiteurs",
    "c'est l'écart entre deux commandes. Comptez combien de commandes font 100 visiteurs.",
    lambda data: (_free(data) / data.conversion_free - _paid(data) / data.conversion) / 100,
)
free_less_paid.wrong(
    "un visiteur au lieu de cent",
    "c'est l'écart pour un visiteur. La question en compte cent.",
    lambda data: free_less_paid(data) / 100,
)
free_less_paid.wrong(
    "renvoi gratuit seul",
    "c'est la marge du renvoi gratuit. Retirez-lui celle du renvoi payant.",
    _free,
)
free_less_paid.otherwise("combien de commandes font 100 visiteurs, et que laisse chacune ?")
free_less_paid.why(
    "Ni le taux de retour ni la conversion ne décide seul : plus de retours peuvent rapporter plus. Ici les deux effets sont supposés ; un essai sur la moitié des visiteurs les mesurerait. Passons à ce que l'on achète avant la saison."
)
free_less_paid.hints(
    "Le retour coûte alors `data.handling + data.label`.",
    "`gratuit = firm.replace(return_rate=data.rate_free, return_cost=data.handling + data.label)`.",
    "`100 * data.conversion_free * gratuit.order_margin`, moins la même chose pour `firm` et `data.conversion`.",
)


def _order(data: Data, net: float, salvage: float) -> float:
    """Best order for a normal demand: its critical ratio is the chance of not running out."""
    ratio = (net - data.dress_cost) / (net - salvage)
    return data.demand + data.spread * float(ndtri(ratio))


def _net(data: Data) -> float:
    return data.dress / (1 + data.vat)


@EXERCISE.decision("Pièces à commander", "pièces", relative=0.003)
def to_order(data: Data) -> float:
    return _order(data, _net(data), data.salvage)


to_order.asks(
    "Pour la saison, une robe : {dress}, achetée {dress_cost}, revendue {salvage} en fin de saison. Une seule commande est possible ; la demande est supposée normale, {demand} en moyenne, avec un écart type de {spread}. (Sans retours ici : ils viendraient en plus.)\n\n"
    "Combien de pièces commandez-vous ? Plus ou moins que la demande moyenne ?\n\n"
    "{options}\n\n"
    "```python\n"
    "achat = bm.risks.returns.newsvendor(mu=..., sd=..., price=..., cost=..., salvage=...)  # des euros HT\n"
    "```\n\n"
    "Puis `achat.quantity`."
)
to_order.follows(
    lambda data: to_order(data) > data.demand,
    beside="data.demand",
    plus=("Plus que la demande moyenne", "mais il est plus petit que la demande moyenne"),
    moins=("Moins que la demande moyenne", "mais il est plus grand que la demande moyenne"),
)
to_order.wrong(
    "TTC pris pour HT",
    "le prix de votre calcul est TTC, les deux autres sont HT. Divisez-le par `1 + data.vat`.",
    lambda data: _order(data, data.dress, data.salvage),
)
to_order.wrong(
    "revente des invendues oubliée",
    "vous jetez les invendues : elles se revendent encore un peu.",
    lambda data: _order(data, _net(data), 0.0),
)
to_order.wrong(
    "demande moyenne",
    "c'est la demande moyenne. Manquer une vente et garder une invendue ne coûtent pas le même prix.",
    lambda data: data.demand,
)
to_order.wrong(
    "mauvais côté de la moyenne",
    "vous êtes de l'autre côté de la demande moyenne. Qu'est-ce qui coûte le plus : manquer une vente, ou garder une invendue ?",
    lambda data: 2 * data.demand - to_order(data),
)
to_order.wrong(
    "part de la demande moyenne",
    "vous multipliez la demande moyenne par un rapport de prix. Ce rapport est une probabilité : `newsvendor` le change en pièces.",
    lambda data: data.demand * (_net(data) - data.dress_cost) / (_net(data) - data.salvage),
)
to_order.wrong(
    "un écart type de plus",
    "vous ajoutez un écart type entier, quels que soient les prix. Ils décident de la marge de sécurité.",
    lambda data: data.demand + data.spread,
)
to_order.otherwise("quels sont les trois prix, tous hors taxe ?")
to_order.why(
    "La moyenne n'est la bonne commande que par hasard : on compare la marge d'une vente manquée à la perte d'une invendue. Avec des retours, des pièces vendues reviennent invendues : la commande baisse. Reste à faire revenir moins de colis."
)
to_order.hints(
    "Le prix HT est `data.dress / (1 + data.vat)`.",
    "`mu` est la demande moyenne, `sd` son écart type, `salvage` la revente des invendues.",
    "Comparez `achat.quantity` à `data.demand`.",
)


def _photos(data: Data, lift: bool = True, fewer: bool = True) -> float:
    """Margin that better photographs add in a month, € HT."""
    firm = data.firm
    better = firm.replace(return_rate=data.rate - data.fewer) if fewer else firm
    bought = data.conversion * (1 + data.lift) if lift else data.conversion
    return data.visitors * (bought * better.order_margin - data.conversion * firm.order_margin)


def _bill(data: Data) -> float:
    return data.photo * data.products


@EXERCISE.decision("Gain d'un an, photographies payées", "€", words=15)
def photo_gain(data: Data) -> float:
    return 12 * _photos(data) - _bill(data)


photo_gain.asks(
    "Un photographe propose de refaire les images : {photo}, une fois, pour {products}. Il promet deux effets, non prouvés : une conversion plus haute de {lift}, un taux de retour plus bas de {fewer} (en points : à retirer du taux). Le renvoi reste payant ; le site reçoit {visitors}.\n\n"
    "Combien gagnez-vous en douze mois, photographies payées (négatif si vous perdez) ? Signez-vous ?\n\n"
    "{options}\n\n"
    "Donnez le choix, le gain, et justifiez en quinze mots au moins, avec un chiffre et l'essai que vous feriez d'abord. `firm` a le taux de retour d'aujourd'hui."
)
photo_gain.follows(
    lambda data: photo_gain(data) > 0,
    signer=("Signer le devis", "mais il est négatif : les images ne se remboursent pas en un an"),
    attendre=("Ne pas signer", "mais il est positif : les images se remboursent en un an"),
)
photo_gain.wrong(
    "conversion seule",
    "vous ne comptez que les acheteurs de plus. Il y a aussi les colis qui ne reviennent plus.",
    lambda data: 12 * _photos(data, fewer=False) - _bill(data),
)
photo_gain.wrong(
    "retours seuls",
    "vous ne comptez que les retours évités. Il y a aussi des acheteurs de plus.",
    lambda data: 12 * _photos(data, lift=False) - _bill(data),
)
photo_gain.wrong(
    "photographies oubliées",
    "vous n'avez pas payé le photographe.",
    lambda data: 12 * _photos(data),
)
photo_gain.wrong(
    "un seul mois",
    "vous comptez un mois de gain. La question en compte douze, pour un seul paiement.",
    lambda data: _photos(data) - _bill(data),
)
photo_gain.wrong(
    "photographies payées chaque mois",
    "vous payez le photographe tous les mois. Il ne vient qu'une fois.",
    lambda data: 12 * (_photos(data) - _bill(data)),
)
photo_gain.wrong(
    "baisse en pour cent du taux",
    "vous baissez le taux de retour de quelques pour cent de lui-même. La promesse est en points : retirez-la du taux.",
    lambda data: (
        12
        * data.visitors
        * data.conversion
        * (
            (1 + data.lift) * data.firm.replace(return_rate=data.rate * (1 - data.fewer)).order_margin
            - data.firm.order_margin
        )
        - _bill(data)
    ),
)
photo_gain.otherwise("que laisse un mois avec les nouvelles images, et combien de plus que sans elles ?")
photo_gain.why(
    "Votre choix et votre nombre se tiennent ; votre enseignant lit la justification. Une image fidèle agit deux fois, avant l'achat et après. L'essai le moins cher : photographier vingt produits, et comparer à vingt autres."
)
photo_gain.hints(
    "`mieux = firm.replace(return_rate=data.rate - data.fewer)`.",
    "Un visiteur laisse `data.conversion * firm.order_margin` aujourd'hui, `data.conversion * (1 + data.lift) * mieux.order_margin` ensuite.",
    "L'écart, multiplié par `data.visitors` et par 12, moins `data.photo * data.products`.",
)
