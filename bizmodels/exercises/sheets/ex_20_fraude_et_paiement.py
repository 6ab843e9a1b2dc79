"""Questions on a shop that is paid by card: an exemption, an alert, a threshold, what a fraud costs, whom to ask for a code."""

from __future__ import annotations

from functools import cache

import pandas as pd

from bizmodels.exercises import mistakes
from bizmodels.exercises.given import Data, Given
from bizmodels.exercises.sheet import Exercise
from bizmodels.models import D2C
from bizmodels.risks import fraud

GIVEN = (
    Given("vat", "TVA", "%", source="legal/vat_rate_standard", factor=0.01),
    Given("small", "Exemption des petits montants : jusqu’à", "€", source="legal/sca_low_value_threshold"),
    Given("cap_100", "Exemption jusqu’à 100 € : taux de fraude du prestataire, au plus", "%", source="legal/sca_tra_fraud_cap_100eur", factor=0.01),
    Given("cap_250", "Exemption jusqu’à 250 € : taux de fraude du prestataire, au plus", "%", source="legal/sca_tra_fraud_cap_250eur", factor=0.01),
    Given("cap_500", "Exemption jusqu’à 500 € : taux de fraude du prestataire, au plus", "%", source="legal/sca_tra_fraud_cap_500eur", factor=0.01),
    Given("debit_cap", "Commission d’interchange, carte de débit, au plus", "% du montant", source="legal/interchange_cap_debit", factor=0.01),
    Given("credit_cap", "Commission d’interchange, carte de crédit, au plus", "% du montant", source="legal/interchange_cap_credit", factor=0.01),
    Given("basket", "Panier moyen", "€ TTC / commande", default=96, low=72, high=126, step=3),
    Given("psp_rate", "Taux de fraude de votre prestataire", "%", default=0.0009, low=0.0004, high=0.0015, step=0.0001),
    Given("cost_share", "Coût d’achat", "% du panier HT", default=0.56, low=0.5, high=0.6, step=0.01),
    Given("shipping", "Préparation et livraison", "€ HT / commande", default=5, low=4, high=6, step=0.5),
    Given("orders", "Commandes", "par mois", default=1_500, low=1_000, high=2_400, step=100),
    Given("frauds", "Fraudes", "% des commandes", default=0.01, low=0.006, high=0.014, step=0.001),
    Given("recall", "Fraudes qui déclenchent une alerte", "% des fraudes", default=0.7, low=0.6, high=0.85, step=0.01),
    Given("false_alarm", "Commandes honnêtes qui en déclenchent une", "% des honnêtes", default=0.025, low=0.015, high=0.04, step=0.001),
    Given("chargeback", "Frais d’un paiement repris par la banque", "€", default=15, low=10, high=18, step=1),
    Given("gone", "Clients honnêtes refusés qui ne reviennent plus", "%", default=0.3, low=0.2, high=0.45, step=0.01),
    Given("later", "Marge des commandes suivantes d’un client", "€", default=30, low=28, high=48, step=1),
    Given("cut", "Score à partir duquel un paiement est arrêté", "", default=0.3, low=0.1, high=0.6, step=0.05),
    Given("card_rate", "Prestataire : part du panier TTC", "%", default=0.014, low=0.012, high=0.018, step=0.001),
    Given("card_fixed", "Prestataire : par paiement", "€", default=0.3, low=0.15, high=0.3, step=0.05),
    Given("credit", "Paiements par carte de crédit (les autres : débit)", "% des paiements", default=0.3, low=0.15, high=0.4, step=0.01),
    Given("abandoned", "Code demandé : clients honnêtes qui abandonnent", "%", default=0.013, low=0.006, high=0.02, step=0.001),
    Given("avoided", "Code demandé : fraudes évitées", "% des fraudes", default=0.8, low=0.65, high=0.9, step=0.01),
)  # fmt: skip


def _firm(data: Data) -> D2C:
    return D2C(
        basket=data.basket,
        cogs=_net_price(data) * data.cost_share,
        shipping=data.shipping,
        payment_fee=data.card_rate,
        return_rate=0,
    )


EXERCISE = Exercise("Le filtre de la boutique", GIVEN, firm=_firm)


def _net_price(data: Data) -> float:
    return data.basket / (1 + data.vat)


def _margin(data: Data) -> float:
    """Of an honest order, the provider's commission left aside (its own question)."""
    return _net_price(data) * (1 - data.cost_share) - data.shipping


def _lost(data: Data) -> float:
    """What a fraud that is let through costs: goods, parcel, and the fee of the payment taken back."""
    return _net_price(data) * data.cost_share + data.shipping + data.chargeback


def _refused(data: Data) -> float:
    """What an honest customer refused costs: his order, and the later ones where he does not come back."""
    return _margin(data) + data.gone * data.later


# --- whom one may let through -----------------------------------------------------------------------------


@EXERCISE.choice
def exempted(data: Data) -> str:
    rule = fraud.exemption(data.basket, data.psp_rate).rule
    return {"petit montant": "a", "risque analysé": "b"}.get(rule, "c")


exempted.asks(
    "Une boutique d'écouteurs, fictive, encaisse des paniers de {basket:bare} TTC par carte. Son prestataire de paiement a un taux de fraude de {psp_rate}. Elle veut éviter de demander un code (authentification forte) pour un panier moyen ; le client n'a rien payé depuis le dernier code.\n\n"
    "Quelle exemption le permet ? Les seuils sont dans le tableau ; `bm.risks.fraud.exemption(montant, taux)` vérifie."
)
exempted.option(
    "a",
    "Les petits montants",
    "le panier dépasse le plafond des petits montants. Comparez-le à `data.small`.",
)
exempted.option(
    "b",
    "L'analyse du risque",
    "cherchez le plus petit palier qui contient le panier : le taux du prestataire dépasse celui qu'il demande.",
)
exempted.option(
    "c",
    "Aucune",
    "cherchez le plus petit palier qui contient le panier : le taux du prestataire ne dépasse pas celui qu'il demande.",
)
exempted.option(
    "d",
    "Les deux",
    "une seule condition à vérifier pour chaque règle : le panier est-il un petit montant ?",
)
exempted.why(
    "Deux nombres décident, et un seul est le vôtre : le montant. L'autre est le taux de fraude du prestataire, toutes boutiques confondues ; le choisir, c'est choisir qui vous demandera un code. Sans code, il faut trier soi-même."
)
exempted.hints(
    "D'abord le petit montant : `data.basket` est-il au plus `data.small` ?",
    "Sinon, le palier : jusqu'à 100 €, ou jusqu'à 250 € ?",
    "Comparez `data.psp_rate` au taux de ce palier, `data.cap_100` ou `data.cap_250`.",
)


# --- what an alert is worth -------------------------------------------------------------------------------


@EXERCISE.function("part_de_fraudes")
def part_de_fraudes(data: Data, fraudes, detection, fausse_alerte) -> float:
    return fraudes * detection / (fraudes * detection + (1 - fraudes) * fausse_alerte)


part_de_fraudes.asks(
    "Le filtre signale les commandes suspectes. « Il voit `detection` des fraudes, donc une alerte est une fraude avec cette probabilité », dit votre collègue : sa fonction rend `detection`. Or une alerte peut venir d'une fraude ou d'une commande honnête. Changez une ligne, puis relancez la cellule.\n\n"
    "`fraudes` est la part des commandes frauduleuses, `detection` la part des fraudes signalées, `fausse_alerte` la part des commandes honnêtes signalées."
)
part_de_fraudes.tries(
    lambda data: [
        (data.frauds, data.recall, data.false_alarm),
        (0.5, 0.8, 0.1),
        (0.02, 0.9, 0.01),
        (0.1, 0.6, 0.3),
        (0.001, 0.95, 0.05),
    ]
)
part_de_fraudes.starts(lambda data, frauds, recall, alarm: recall)
part_de_fraudes.wrong(
    "fausses alertes sur toutes les commandes",
    "vous appliquez la fausse alerte à toutes les commandes. Elle ne porte que sur les honnêtes : `1 - fraudes`.",
    lambda data, frauds, recall, alarm: frauds * recall / (frauds * recall + alarm),
)
part_de_fraudes.wrong(
    "rareté oubliée",
    "vous comparez deux taux comme si fraudes et commandes honnêtes étaient aussi nombreuses. Multipliez chacun par la part qu'il concerne.",
    lambda data, frauds, recall, alarm: recall / (recall + alarm),
)
part_de_fraudes.wrong(
    "complément de la fausse alerte",
    "c'est la part des commandes honnêtes laissées en paix. La question porte sur les alertes.",
    lambda data, frauds, recall, alarm: 1 - alarm,
)
part_de_fraudes.wrong(
    "part des commandes",
    "c'est la part des fraudes signalées parmi toutes les commandes. Divisez par la part de toutes les alertes.",
    lambda data, frauds, recall, alarm: frauds * recall,
)
part_de_fraudes.wrong(
    "alertes au lieu de fraudes",
    "c'est la part des commandes qui déclenchent une alerte. Laquelle vient d'une fraude ?",
    lambda data, frauds, recall, alarm: frauds * recall + (1 - frauds) * alarm,
)
part_de_fraudes.wrong(
    "honnêtes parmi les alertes",
    "c'est la part des honnêtes parmi les alertes. La question demande celle des fraudes.",
    lambda data, frauds, recall, alarm: (1 - frauds) * alarm / (frauds * recall + (1 - frauds) * alarm),
)
part_de_fraudes.wrong(
    "parenthèses oubliées",
    "la division passe avant l'addition : entourez la somme du dénominateur.",
    lambda data, frauds, recall, alarm: frauds * recall / (frauds * recall) + (1 - frauds) * alarm,
)
part_de_fraudes.otherwise("combien d'alertes viennent de fraudes, et combien de commandes honnêtes ?")
part_de_fraudes.why(
    "Voir presque toutes les fraudes ne suffit pas : les commandes honnêtes sont si nombreuses que leurs rares fausses alertes peuvent dépasser les vraies. En clients, cela fait combien ?"
)
part_de_fraudes.hints(
    "Sur cent commandes : `fraudes * detection` sont des alertes justes, en part.",
    "Les fausses : `(1 - fraudes) * fausse_alerte`.",
    "`return fraudes * detection / (fraudes * detection + (1 - fraudes) * fausse_alerte)`.",
)


@EXERCISE.number("Clients honnêtes arrêtés pour une fraude arrêtée", "clients", relative=0.0025)
def honest_per_fraud(data: Data) -> float:
    return (1 - data.frauds) * data.false_alarm / (data.frauds * data.recall)


honest_per_fraud.asks(
    "Votre filtre arrête toutes les alertes. {frauds:bare} des commandes sont des fraudes ; il signale {recall:bare} d'entre elles, et {false_alarm:bare} des commandes honnêtes.\n\n"
    "Pour une fraude arrêtée, combien de clients honnêtes arrêtez-vous ?"
)
honest_per_fraud.wrong(
    "rareté oubliée",
    "vous divisez deux taux qui ne portent pas sur les mêmes commandes. Comptez les clients honnêtes, puis les fraudes.",
    lambda data: data.false_alarm / data.recall,
)
honest_per_fraud.wrong(
    "fausses alertes sur toutes les commandes",
    "vous appliquez la fausse alerte à toutes les commandes. Elle ne porte que sur les honnêtes : `1 - data.frauds`.",
    lambda data: data.false_alarm / (data.frauds * data.recall),
)
honest_per_fraud.wrong(
    "toutes les fraudes",
    "vous divisez par toutes les fraudes. Le filtre n'en arrête qu'une part.",
    recall=1.0,
)
honest_per_fraud.wrong(
    "fraudes manquées",
    "vous divisez par les fraudes qui passent. La question compte celles que le filtre arrête.",
    recall=lambda data: 1 - data.recall,
)
honest_per_fraud.wrong(
    mistakes.upside_down(
        "le rapport est à l'envers : les clients honnêtes vont au-dessus, les fraudes en dessous."
    )
)
honest_per_fraud.wrong(
    "honnêtes parmi les alertes",
    "c'est la part des honnêtes parmi les alertes. La question les compte pour une fraude.",
    lambda data: 1 - fraud.alert_precision(data.frauds, data.recall, data.false_alarm),
)
honest_per_fraud.wrong(
    "fraudes parmi les alertes",
    "c'est la part des fraudes parmi les alertes. La question compte les honnêtes pour une fraude.",
    lambda data: fraud.alert_precision(data.frauds, data.recall, data.false_alarm),
)
honest_per_fraud.wrong(
    "alertes pour une fraude",
    "vous comptez toutes les alertes, la fraude comprise. Retirez-la.",
    lambda data: 1 / fraud.alert_precision(data.frauds, data.recall, data.false_alarm),
)
honest_per_fraud.wrong(
    "honnêtes pour une fraude, tous",
    "vous comptez tous les clients honnêtes. Le filtre n'en arrête qu'une part.",
    lambda data: (1 - data.frauds) / data.frauds,
)
honest_per_fraud.otherwise("combien de clients honnêtes le filtre arrête-t-il, et combien de fraudes ?")
honest_per_fraud.why(
    "Voilà le vrai prix d'une fraude évitée : des clients. Il est peut-être bon à payer, si une fraude coûte beaucoup plus qu'un client. Comparez les deux."
)
honest_per_fraud.hints(
    "Honnêtes arrêtés, en part des commandes : `(1 - data.frauds) * data.false_alarm`.",
    "Fraudes arrêtées : `data.frauds * data.recall`.",
    "Divisez les premiers par les secondes.",
)


# --- where to stop an order -------------------------------------------------------------------------------


@EXERCISE.number("Seuil de probabilité", "%", absolute=0.001)
def threshold(data: Data) -> float:
    return fraud.decision_threshold(c00=0, c01=_lost(data), c10=_refused(data), c11=0)


threshold.asks(
    "Une fraude acceptée fait perdre la marchandise, l'envoi et {chargeback} de frais (le prix est rendu). Un client honnête refusé fait perdre sa marge ; {gone} de ces clients ne reviennent plus, et leurs commandes suivantes auraient laissé {later}. Les deux bonnes décisions ne coûtent rien ; la commission de la carte est laissée de côté.\n\n"
    "À partir de quelle probabilité de fraude refuser la commande coûte-t-il moins ? Répondez par une fraction.\n\n"
    "`marchandise` et `marge` sont prêtes. `bm.risks.fraud.decision_threshold(c00=0, c01=..., c10=..., c11=0)` : `c01`, une fraude acceptée ; `c10`, un client honnête refusé."
)
threshold.wrong(
    "coûts échangés",
    "vous échangez les deux coûts. `c01` est la fraude acceptée, `c10` le client honnête refusé.",
    lambda data: _lost(data) / (_lost(data) + _refused(data)),
)
threshold.wrong(
    "commandes suivantes oubliées",
    "vous ne comptez que la commande refusée. Une part de ces clients ne reviennent plus.",
    gone=0.0,
)
threshold.wrong(
    "tous les refusés perdus",
    "vous perdez tous les clients refusés. Une part seulement ne revient plus.",
    gone=1.0,
)
threshold.wrong(
    "frais oubliés",
    "vous oubliez les frais du paiement repris par la banque.",
    chargeback=0.0,
)
threshold.wrong(
    "prix TTC pris pour la perte",
    "vous comptez comme perdu le prix payé : il n'a jamais été à vous. Ce que vous perdez, c'est ce que vous avez envoyé.",
    lambda data: _refused(data) / (_refused(data) + data.basket + data.chargeback),
)
threshold.wrong(
    "panier refusé au lieu de sa marge",
    "un client refusé vous fait perdre une marge, pas un panier : la marchandise vous reste.",
    lambda data: (
        (_net_price(data) + data.gone * data.later)
        / (_net_price(data) + data.gone * data.later + _lost(data))
    ),
)
threshold.wrong(
    "rapport des deux coûts",
    "c'est le rapport des deux coûts. Une probabilité compare l'un à leur somme.",
    lambda data: _refused(data) / _lost(data),
)
threshold.wrong(
    "une chance sur deux",
    "une chance sur deux suppose que les deux erreurs coûtent autant. Calculez-les.",
    lambda data: 0.5,
)
threshold.otherwise("que coûte une fraude acceptée, et que coûte un client honnête refusé ?")
threshold.why(
    "Le seuil n'est pas affaire de prudence : c'est un rapport de deux coûts. Une boutique à grosse marge refuse tard, une boutique à petite marge refuse tôt. Encore faut-il une probabilité à comparer : c'est le score."
)
threshold.hints(
    "Une fraude acceptée : `marchandise + data.shipping + data.chargeback`.",
    "Un client honnête refusé : `marge + data.gone * data.later`.",
    "`bm.risks.fraud.decision_threshold(c00=0, c01=…, c10=…, c11=0)`.",
)


@cache
def _payments() -> pd.DataFrame:
    return fraud.simulated_payments()


@cache
def _at(cut: float) -> tuple[float, float, float, float]:
    """Frauds scored below ``cut``: share by amount and by number, then their share of all amounts, and the other end."""
    paid = _payments()
    bad, passes = paid["fraud"], paid["score"] < cut
    missed = paid.loc[bad & passes, "amount"].sum()
    return (
        float(missed / paid.loc[bad, "amount"].sum()),
        float((bad & passes).sum() / bad.sum()),
        float(missed / paid["amount"].sum()),
        float(paid.loc[~bad & ~passes, "amount"].sum() / paid.loc[~passes, "amount"].sum()),
    )


@EXERCISE.number("Part du montant des fraudes qui passe", "% du montant des fraudes", absolute=0.001)
def missed_amount(data: Data) -> float:
    return _at(data.cut)[0]


missed_amount.asks(
    "Données simulées : des paiements par carte, dans `paiements` (aucun jeu public n'a été trouvé ; le taux de fraude suit celui que publie la Banque de France). Colonnes : `amount` (euros), `score` (probabilité de fraude selon le filtre), `fraud` (vrai ou faux).\n\n"
    'Vous arrêtez les paiements de score {cut} ou plus. Quelle part du **montant** des fraudes passe quand même ? Répondez par une fraction. `fraudes` ne garde que les fraudes ; `fraudes[fraudes["score"] < ...]` en garde une partie, et `["amount"].sum()` additionne.'
)
missed_amount.wrong(
    "fraudes comptées",
    "vous comptez les fraudes. La question porte sur leur montant : toutes n'ont pas la même taille.",
    lambda data: _at(data.cut)[1],
)
missed_amount.wrong(
    "montant arrêté",
    "c'est la part arrêtée. La question demande celle qui passe : `<`, pas `>=`.",
    lambda data: 1 - _at(data.cut)[0],
)
missed_amount.wrong(
    "nombre de fraudes arrêtées",
    "c'est la part arrêtée, en nombre. La question demande celle qui passe, en montant.",
    lambda data: 1 - _at(data.cut)[1],
)
missed_amount.wrong(
    "part de tous les paiements",
    "vous divisez par le montant de tous les paiements. Divisez par celui des fraudes.",
    lambda data: _at(data.cut)[2],
)
missed_amount.wrong(
    "honnêtes parmi les arrêtés",
    "c'est la part des honnêtes dans ce qui est arrêté. La question porte sur les fraudes qui passent.",
    lambda data: _at(data.cut)[3],
)
missed_amount.otherwise("quel montant de fraudes a un score plus bas que le vôtre, et quel montant en tout ?")
missed_amount.why(
    "Un seuil bas arrête presque tout, clients compris ; un seuil haut laisse passer. Les taux publiés se comptent aussi en montant : une grosse fraude y pèse plus que deux petites. Combien de fraudes une boutique supporte-t-elle ?"
)
missed_amount.hints(
    'Celles qui passent : `passent = fraudes[fraudes["score"] < data.cut]`.',
    'Leur montant : `passent["amount"].sum()`.',
    'Divisez par `fraudes["amount"].sum()`.',
)


# --- what a fraud costs -----------------------------------------------------------------------------------


@EXERCISE.number("Part de fraudes qui mange toute la marge", "% des commandes", absolute=0.001)
def bearable(data: Data) -> float:
    return _margin(data) / (_margin(data) + _lost(data))


bearable.asks(
    "Une commande honnête laisse `marge`. Une fraude acceptée coûte la marchandise, l'envoi et {chargeback} de frais (toujours sans la commission de la carte).\n\n"
    "À partir de quelle part de fraudes dans les commandes la boutique, sans filtre, ne gagne-t-elle plus rien sur ses ventes ? Répondez par une fraction."
)
bearable.wrong(
    "fraudes pour une vente honnête",
    "c'est le nombre de fraudes que paie une vente honnête. La question demande une part de toutes les commandes : les honnêtes n'en font pas cent pour cent.",
    lambda data: _margin(data) / _lost(data),
)
bearable.wrong(
    "frais oubliés",
    "c'est le taux de marge. Une fraude ne coûte pas que la marchandise et l'envoi : ajoutez les frais du paiement repris par la banque.",
    chargeback=0.0,
)
bearable.wrong(
    "marge perdue elle aussi",
    "vous comptez aussi la marge que la fraude aurait laissée : sans fraude, cette commande n'existait pas.",
    lambda data: _margin(data) / (2 * _margin(data) + _lost(data)),
)
bearable.wrong(
    "prix TTC pris pour la perte",
    "vous comptez comme perdu le prix payé. Ce que vous perdez, c'est ce que vous avez envoyé, et les frais.",
    lambda data: _margin(data) / (_margin(data) + data.basket + data.chargeback),
)
bearable.wrong(
    "part de commandes honnêtes",
    "c'est la part de commandes honnêtes qu'il faut. La question demande l'autre.",
    lambda data: 1 - bearable(data),
)
bearable.otherwise("sur cent commandes, que rapportent les honnêtes et que coûtent les fraudes ?")
bearable.why(
    "C'est loin de ce que vit une boutique ordinaire : la fraude ne tue pas, elle rogne. Il faut donc comparer chaque parade à ce qu'elle rogne, pas à une catastrophe. Un autre coût revient à chaque paiement, honnête ou non."
)
bearable.hints(
    "Sur une commande : `(1 - f) * marge` gagnés, `f * perte` perdus, où `f` est la part de fraudes.",
    "Les deux se valent quand `f = marge / (marge + perte)`.",
    "`perte = marchandise + data.shipping + data.chargeback`.",
)


# --- what a payment costs ---------------------------------------------------------------------------------


def _caps(data: Data) -> float:
    return data.credit * data.credit_cap + (1 - data.credit) * data.debit_cap


@EXERCISE.number("Ce qui reste à négocier", "€ / mois")
def negotiable(data: Data) -> float:
    return data.orders * (data.basket * (data.card_rate - _caps(data)) + data.card_fixed)


negotiable.asks(
    "Le prestataire prend {card_rate} du panier TTC et {card_fixed} par paiement, sur {orders:bare} commandes par mois. Il en reverse une partie aux banques des clients, l'interchange : au plus {debit_cap} sur une carte de débit, {credit_cap} sur une carte de crédit ({credit:bare} des paiements). Cette partie ne se négocie pas avec lui.\n\n"
    "L'interchange étant à son plafond, combien reste-t-il par mois à négocier ?"
)
negotiable.wrong(
    "facture entière",
    "c'est toute la facture du prestataire. Retirez ce qui revient aux banques.",
    lambda data: data.orders * (data.basket * data.card_rate + data.card_fixed),
)
negotiable.wrong(
    "interchange seul",
    "c'est l'interchange. La question demande ce qui reste de la facture, une fois qu'il est payé.",
    lambda data: data.orders * data.basket * _caps(data),
)
negotiable.wrong(
    "part fixe oubliée",
    "vous oubliez ce que le prestataire prend par paiement, quel que soit le panier.",
    card_fixed=0.0,
)
negotiable.wrong(
    "plafonds additionnés",
    "vous retirez les deux plafonds à chaque paiement. Une carte est de débit ou de crédit : pondérez.",
    lambda data: (
        data.orders * (data.basket * (data.card_rate - data.debit_cap - data.credit_cap) + data.card_fixed)
    ),
)
negotiable.wrong(
    "part prise sur le panier HT",
    "vous comptez sur le panier HT. La carte paie le prix TTC.",
    basket=lambda data: data.basket / (1 + data.vat),
)
negotiable.wrong(
    "un seul paiement",
    "c'est ce qui reste sur un paiement. Multipliez par les commandes du mois.",
    orders=1,
)
negotiable.wrong(
    "par an",
    "c'est un montant par an. La question compte un mois.",
    lambda data: 12 * negotiable(data),
)
negotiable.otherwise("que prend le prestataire par paiement, et qu'en reverse-t-il aux banques ?")
negotiable.why(
    "Le plafond européen protège d'une partie de la facture, la plus petite. Le reste est un prix comme un autre : comparez-le, avec ce que le prestataire fait de vos fraudes. Dernière question : demander un code à tout le monde ?"
)
negotiable.hints(
    "Interchange moyen : `data.credit * data.credit_cap + (1 - data.credit) * data.debit_cap`.",
    "Par paiement, il reste `data.basket * (data.card_rate - interchange) + data.card_fixed`.",
    "Multipliez par `data.orders`.",
)


# --- whom to ask for a code -------------------------------------------------------------------------------


def _code(data: Data) -> fraud.Authentication:
    return fraud.strong_authentication(
        _net_price(data),
        margin=_margin(data),
        fraud_rate=data.frauds,
        abandoned=data.abandoned,
        avoided=data.avoided,
        fee=data.chargeback,
    )


@EXERCISE.decision("Ce que le code rapporte par mois", "€ / mois", words=15, absolute=1)
def code_for_all(data: Data) -> float:
    return data.orders * _code(data).net


code_for_all.asks(
    "Sans autre filtre, vous pouvez demander un code aux clients des {orders:bare} commandes du mois. Il vous évite {avoided:bare} des fraudes ({frauds:bare} des commandes), arrêtées ou laissées à la banque ; mais {abandoned} des honnêtes abandonnent cette commande (hypothèse : ils reviendront).\n\n"
    "Que rapporte le code par mois (négatif s'il coûte) ? Le demandez-vous à tous ?\n\n"
    "{options}\n\n"
    "À la main, ou en remplissant les `...` ; `.net` est en euros par commande :\n\n"
    "```python\n"
    "bm.risks.fraud.strong_authentication(..., margin=marge, fraud_rate=..., abandoned=..., avoided=..., fee=...)  # prix HT d'abord\n"
    "```\n\n"
    "Donnez votre choix, ce nombre, et justifiez en quinze mots au moins, avec un chiffre et ce qui vous ferait changer d'avis."
)
code_for_all.follows(
    lambda data: code_for_all(data) > 0,
    oui=("Oui, à tous", "mais il est négatif : les abandons coûtent plus que les fraudes évitées"),
    non=("Non, pas à tous", "mais il est positif : les fraudes évitées valent plus que les abandons"),
)
code_for_all.wrong(
    "toutes les fraudes évitées",
    "le code n'évite pas toutes les fraudes.",
    avoided=1.0,
)
code_for_all.wrong(
    "frais oubliés",
    "vous oubliez les frais d'un paiement repris : une fraude évitée les évite aussi.",
    chargeback=0.0,
)
code_for_all.wrong(
    "panier perdu par les abandons",
    "un client qui abandonne fait perdre une marge, pas un panier : la marchandise vous reste.",
    lambda data: data.orders * (_code(data).saved - (1 - data.frauds) * data.abandoned * _net_price(data)),
)
code_for_all.wrong(
    "prix TTC pris pour la perte",
    "une fraude ne fait pas perdre le prix, elle fait perdre ce que vous avez envoyé, et les frais.",
    lambda data: (
        data.orders * (data.frauds * data.avoided * (data.basket + data.chargeback) - _code(data).lost)
    ),
)
code_for_all.wrong(
    "fraudes évitées seules",
    "vous ne comptez que les fraudes évitées. Retirez la marge de ceux qui abandonnent.",
    abandoned=0.0,
)
code_for_all.wrong(
    "abandons seuls",
    "vous ne comptez que les abandons. Ajoutez les fraudes évitées.",
    avoided=0.0,
)
code_for_all.wrong(
    "une seule commande",
    "c'est ce que le code rapporte sur une commande. Multipliez par celles du mois.",
    orders=1,
)
code_for_all.wrong(
    "par an",
    "c'est un montant par an. La question compte un mois.",
    lambda data: 12 * code_for_all(data),
)
code_for_all.otherwise("par commande, que valent les fraudes évitées, et que coûtent les abandons ?")
code_for_all.why(
    "Votre choix et votre nombre se tiennent ; votre enseignant lit la justification. Une fraude coûte plus cher qu'un abandon, mais elle est rare : ce qui décide, c'est chaque nombre multiplié par son coût. Entre tous et personne, il y a le score : un code pour les commandes douteuses, l'exemption pour les autres."
)
code_for_all.hints(
    "Fraudes évitées, par commande : `data.frauds * data.avoided * (marchandise + data.shipping + data.chargeback)`.",
    "Abandons, par commande : `(1 - data.frauds) * data.abandoned * marge`.",
    "La différence × `data.orders`. Ou `.net` × `data.orders`, avec le prix HT `data.basket / (1 + data.vat)`.",
)
