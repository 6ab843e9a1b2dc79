"""Questions on Vestiaire Collective and resale between private persons: who pays, who receives, what trust is worth."""

from __future__ import annotations

from bizmodels.exercises import mistakes
from bizmodels.exercises.given import Data, Given
from bizmodels.exercises.sheet import Exercise
from bizmodels.models import Resale

CASE = "Vestiaire Collective"

GIVEN = (
    Given("vat", "TVA", "%", source="legal/vat_rate_standard", factor=0.01),
    Given.of(Resale, "item_price", low=330, high=440, step=5),
    Given.of(Resale, "seller_fee", low=0.11, high=0.16, step=0.005),
    Given.of(Resale, "buyer_fee", low=0.03, high=0.06, step=0.005),
    Given.of(Resale, "fixed_fee", low=10, high=18),
    Given("kept", "Ce que la vendeuse veut garder d’un sac", "€", default=300, low=250, high=400, step=10),
    Given("gmv", "Volume d’affaires 2024", "M€", source=f"{CASE}/gmv/2024", low=900, high=1000, step=10),
    Given("revenue", "Chiffre d’affaires 2024", "M€", source=f"{CASE}/revenue/2024", low=190, high=210, step=2),
    Given("members_before", "Membres en 2019", "millions", source=f"{CASE}/members/2019",
          low=8.5, high=9.5, step=0.1),
    Given("members_after", "Membres en 2020", "millions", source=f"{CASE}/members/2020",
          low=10.5, high=11.5, step=0.1),
    Given("claim", "« Croissance des membres » annoncée pour 2020", "%",
          source=f"{CASE}/members_growth/2020@Home of Direct Commerce", factor=0.01, low=0.8, high=0.95, step=0.05),
    Given("sales_limit", "Seuil de ventes (DAC7)", "ventes / an", source="legal/dac7_exclusion_sales_count"),
    Given("amount_limit", "Seuil de recettes (DAC7)", "€ / an", source="legal/dac7_exclusion_amount"),
    Given("many_sales", "Vendeurs qui atteignent le seuil de ventes", "%", default=0.12,
          low=0.10, high=0.14, step=0.01),
    Given("high_amount", "Vendeurs qui dépassent le seuil de recettes", "%", default=0.18,
          low=0.16, high=0.20, step=0.01),
    Given("both_limits", "Vendeurs qui passent les deux seuils", "%", default=0.07,
          low=0.05, high=0.08, step=0.01),
    Given.of(Resale, "authentication", low=10, high=16, step=0.5),
    Given.of(Resale, "share_checked", low=0.4, high=0.9, step=0.1),
    Given("measured", "Achats suivants en plus, tout vérifié (essai)", "%", default=0.30,
          low=0.20, high=0.50, step=0.05, note="un essai sur deux groupes, inventé"),
)  # fmt: skip

RECEIVERS = {"a": "État (TVA sur les frais)", "b": "Vérification", "c": "Banque et carte", "d": "Litiges"}

EXERCISE = Exercise("Le prix de la confiance", GIVEN, firm=Resale)


def _margins(data: Data) -> tuple[float, float]:
    """Margin of an order without any check, and with all checked (€)."""
    return tuple(data.firm.replace(share_checked=share).order_margin for share in (0, 1))


def _effect(data: Data, share: float, target: float) -> float:
    """The effect of trust with which a buyer leaves ``target`` € over his life, this share of the items checked."""
    # Solved by hand from steady_state_profit; the solution notebook finds the same with goal_seek. A buyer's
    # life is one sure order, then `later` orders, and only those grow with trust, by effect × share.
    checked, later = data.firm.replace(share_checked=share).order_margin, _later(data)
    return ((target / checked - 1) / later - 1) / share


def _later(data: Data) -> float:
    """Orders of a buyer's life after the first, before any effect of trust."""
    return data.firm.orders_per_month * (1 / data.firm.churn - 1)


def _unchecked(data: Data) -> float:
    """What a buyer leaves over his life when nothing is checked (€)."""
    return _margins(data)[0] * (1 + _later(data))


@EXERCISE.choice
def biggest_cost(data: Data) -> str:
    ledger = data.firm.ledger()
    return max(RECEIVERS, key=lambda letter: ledger[RECEIVERS[letter]])


biggest_cost.asks("Une fois la vendeuse payée, qui se sert le plus ?")
biggest_cost.option(
    "a",
    "L'État, par la TVA sur les frais",
    "il ne prend rien sur le sac lui-même. Sa ligne est-elle la plus grande de celles qui suivent la vendeuse ?",
)
biggest_cost.option(
    "b",
    "L'atelier qui vérifie",
    "il n'est payé que pour les pièces qui passent chez lui. Sa ligne est-elle la plus grande de celles qui suivent la vendeuse ?",
)
biggest_cost.option(
    "c",
    "La banque et la carte",
    "elle prend un petit pourcentage de tout ce qui est payé. Une autre ligne la dépasse.",
)
biggest_cost.option(
    "d",
    "Les litiges et leurs remboursements",
    "ils coûtent cher un par un, mais ils sont rares : c'est la plus petite ligne. Relisez le tableau.",
)
biggest_cost.why(
    "Personne ne facture de TVA sur le sac, et pourtant l'État est parmi les premiers servis : il prend un sixième de tous les frais. Combien en reste-t-il à la plateforme, en pourcentage du prix ?"
)
biggest_cost.hints(
    "Ajoutez une cellule, écrivez `firm.ledger()`, puis Maj + Entrée.",
    "Laissez de côté la première ligne (la vendeuse) et la dernière (la marge) : cherchez le plus grand nombre entre les deux.",
)


@EXERCISE.number("Frais vendeur gardés", "% du prix", absolute=0.001)
def kept_of_seller_fee(data: Data) -> float:
    return data.seller_fee / (1 + data.vat)


kept_of_seller_fee.asks(
    "Supposons que les frais du vendeur (commission et paiement, à vérifier) fassent {seller_fee}, toutes taxes comprises.\n\n"
    "De ces frais, quelle part du prix du sac la plateforme garde-t-elle, hors taxes ? Écrivez une fraction : cinq pour cent s'écrit `0.05`."
)
kept_of_seller_fee.wrong(
    mistakes.ttc_for_ht("c'est le taux affiché, TTC. L'État en reprend la TVA : divisez par `1 + data.vat`.")
)
kept_of_seller_fee.wrong(mistakes.vat_share_of_ttc())
kept_of_seller_fee.wrong(mistakes.vat_added())
kept_of_seller_fee.wrong(
    "TVA retirée du sac aussi",
    "vous retirez la TVA deux fois. Le sac, vendu par une particulière, n'en contient pas : ne divisez que les frais.",
    lambda data: data.seller_fee / (1 + data.vat) ** 2,
)
kept_of_seller_fee.wrong(
    "frais des deux côtés",
    "vous ajoutez les frais de l'acheteuse. La question ne porte que sur ceux de la vendeuse.",
    lambda data: (data.seller_fee + data.buyer_fee) / (1 + data.vat),
)
kept_of_seller_fee.wrong(
    "part de l'État",
    "c'est ce que l'État reprend. La question demande ce qui reste à la plateforme.",
    lambda data: data.seller_fee - kept_of_seller_fee(data),
)
kept_of_seller_fee.wrong(
    "euros au lieu d'une part",
    "ce sont des euros par sac. La question demande une part du prix : ne multipliez pas par lui.",
    lambda data: data.item_price * kept_of_seller_fee(data),
)
kept_of_seller_fee.otherwise(
    "de ce que la vendeuse paie, qu'est-ce qui revient à l'État, et sur quel montant compte-t-il sa TVA ?"
)
kept_of_seller_fee.why(
    "Une commission affichée TTC n'entre pas tout entière dans le chiffre d'affaires. C'est la première différence entre le taux qu'on lit et le taux qu'on constate. Et la vendeuse, à quel prix accepte-t-elle ?"
)
kept_of_seller_fee.hints(
    "Un particulier paie des frais TTC ; la plateforme en reverse la TVA.",
    "Frais TTC = frais HT × (1 + TVA).",
    "Les deux nombres sont dans le tableau : `data.seller_fee` et `data.vat`.",
)


@EXERCISE.number("Prix de réserve", "€", relative=0.001, absolute=0.5)
def reserve(data: Data) -> float:
    return data.kept / (1 - data.seller_fee)


reserve.asks(
    "Une vendeuse veut garder {kept} de son sac ; ses frais sont de {seller_fee}. Suffit-il de les ajouter à ce qu'elle veut garder ?\n\n"
    "Sous quel prix affiché, en euros, doit-elle refuser de vendre ?"
)
reserve.wrong(
    "frais ajoutés à ce qu'on garde",
    "vous ajoutez les frais à ce que la vendeuse garde. Ils portent sur le prix affiché, plus grand : divisez par `1 - data.seller_fee`.",
    lambda data: data.kept * (1 + data.seller_fee),
)
reserve.wrong(
    "frais retirés de ce qu'on garde",
    "vous retirez les frais de ce que la vendeuse veut garder. C'est l'inverse : le prix doit être plus haut que cette somme.",
    lambda data: data.kept * (1 - data.seller_fee),
)
reserve.wrong(
    "frais oubliés",
    "c'est ce qu'elle veut garder. À ce prix-là, les frais retirés, il lui manquerait de l'argent.",
    lambda data: data.kept,
)
reserve.wrong(
    "frais hors taxes",
    "vous retirez la TVA des frais. La vendeuse ne la récupère pas : elle paie les frais TTC.",
    lambda data: data.kept / (1 - data.seller_fee / (1 + data.vat)),
)
reserve.wrong(
    "frais des deux côtés",
    "vous comptez aussi les frais de l'acheteuse. Ils s'ajoutent au prix affiché : la vendeuse ne les paie pas.",
    lambda data: data.kept / (1 - data.seller_fee - data.buyer_fee),
)
reserve.wrong(
    "frais fixes ajoutés",
    "vous ajoutez les frais fixes. Ils sont à l'acheteuse : la vendeuse ne les paie pas.",
    lambda data: data.kept / (1 - data.seller_fee) + data.fixed_fee,
)
reserve.wrong(
    "divisé par les frais",
    "vous divisez par la part que prend la plateforme. Quelle part du prix reste à la vendeuse ?",
    lambda data: data.kept / data.seller_fee,
)
reserve.otherwise("au prix que vous donnez, combien la vendeuse garde-t-elle une fois ses frais payés ?")
reserve.why(
    "Sous ce prix, elle garde le sac. Chaque point de commission relève donc le prix de réserve, et écarte des acheteuses. Que reçoit la plateforme quand la vente se fait ?"
)
reserve.hints(
    "Ce qui reste = prix − frais, et les frais sont une part du prix.",
    "Ce qui reste = prix × (1 − frais vendeur).",
    "Prix = `data.kept / (1 - data.seller_fee)`.",
)


@EXERCISE.function("garde")
def garde(data: Data, prix, frais_vendeur, frais_acheteur, fixe) -> float:
    return (prix * (frais_vendeur + frais_acheteur) + fixe) / (1 + data.vat)


garde.asks(
    "Que garde la plateforme d'une commande, hors taxes ? Elle prélève un pourcentage à la vendeuse, un autre à l'acheteuse, et des frais fixes. Votre collègue a écrit une fonction. Elle s'exécute, mais elle oublie les frais fixes et la TVA.\n\n"
    "Changez deux lignes dans la cellule, puis relancez-la."
)
garde.tries(
    lambda data: [
        (data.item_price, data.seller_fee, data.buyer_fee, data.fixed_fee),
        (100.0, 0.13, 0.05, 15.0),
        (40.0, 0.1, 0.05, 0.7),
        (585.0, 0.12, 0.0, 20.0),
        (250.0, 0.0, 0.2, 5.0),
    ]
)
garde.starts(lambda data, prix, frais_vendeur, frais_acheteur, fixe: prix * (frais_vendeur + frais_acheteur))
garde.wrong(
    "TVA retirée, frais fixes oubliés",
    "la TVA est bien retirée, mais les frais fixes manquent toujours. Ajoutez `fixe` aux frais avant de diviser.",
    lambda data, p, v, a, f: p * (v + a) / (1 + data.vat),
)
garde.wrong(
    "frais fixes ajoutés, TTC pris pour HT",
    "les frais sont complets, mais encore TTC. Divisez leur somme par `1 + data.vat`.",
    lambda data, p, v, a, f: p * (v + a) + f,
)
garde.wrong(
    "frais fixes ajoutés après la division",
    "vous ne retirez pas la TVA des frais fixes. Ajoutez `fixe` avant de diviser, ou mettez la somme entre parenthèses.",
    lambda data, p, v, a, f: p * (v + a) / (1 + data.vat) + f,
)
garde.wrong(
    "TVA retirée du montant TTC",
    "vous retirez la TVA en pourcentage du montant TTC. Divisez par `1 + data.vat` au lieu de multiplier par `1 - data.vat`.",
    lambda data, p, v, a, f: (p * (v + a) + f) * (1 - data.vat),
)
garde.wrong(
    "frais fixes multipliés par le prix",
    "vous ajoutez les frais fixes aux pourcentages. Ce sont des euros : ils s'ajoutent après la multiplication par le prix.",
    lambda data, p, v, a, f: p * (v + a + f) / (1 + data.vat),
)
garde.otherwise(
    "quels prélèvements sont une part du prix, lequel est un montant en euros, et lesquels contiennent de la TVA ?"
)
garde.why(
    "Divisez maintenant ce résultat par le prix, pour une pièce à 40 puis à 400 € : le taux constaté n'est pas le même, avec la même grille. Un taux moyen dépend donc de ce qui se vend. Que dit alors le taux d'une année entière ?"
)
garde.hints(
    "La première ligne calcule les frais TTC : il y manque `+ fixe`.",
    "La deuxième ligne rend les frais TTC. Que faut-il en faire pour les passer hors taxes ?",
    "Deuxième ligne : `return frais / (1 + data.vat)`.",
)


@EXERCISE.decision("Frais acheteur TTC déduits", "% du prix", absolute=0.001)
def buyer_side(data: Data) -> float:
    """What buyers must pay on top, TTC and as a share of the price, for the published rate to hold."""
    return data.revenue / data.gmv * (1 + data.vat) - data.seller_fee


buyer_side.asks(
    "Supposons qu'en 2024 la presse donne {revenue} de chiffre d'affaires et {gmv} de volume d'affaires. La vendeuse lit un taux plus bas. D'où vient l'écart ?\n\n"
    "{options}\n\n"
    "Avec {vat} de TVA partout, combien l'acheteuse doit-elle payer en plus, TTC et en part du prix, pour que les deux taux soient vrais ? Répondez par une fraction."
)
buyer_side.option(
    "a",
    "La grille vendeur est fausse",
    "elle n'a pas été relue, mais rien ne l'accuse. Une grille juste peut-elle voisiner avec un taux plus haut ?",
)
buyer_side.option("b", "Ils n'ont ni les mêmes frais, ni la même taxe")
buyer_side.option(
    "c",
    "La plateforme vend aussi ses propres vêtements",
    "aucun document lu ne le dit, et il n'en faut pas tant : l'écart existerait sans cela.",
)
buyer_side.option(
    "d",
    "Ce chiffre d'affaires est le volume de plusieurs années",
    "le volume est l'autre nombre, cinq fois plus grand environ. Un volume est-il plus petit que ce qu'on en tire ?",
)
buyer_side.wrong(
    "TVA oubliée",
    "vous comparez un taux hors taxes à un taux TTC. Passez le taux constaté en TTC avant de soustraire.",
    vat=0.0,
)
buyer_side.wrong(
    "TVA dans le mauvais sens",
    "vous divisez le taux constaté par 1 + TVA : il est déjà hors taxes. Pour passer en TTC, multipliez.",
    lambda data: data.revenue / data.gmv / (1 + data.vat) - data.seller_fee,
)
buyer_side.wrong(
    "frais acheteur hors taxes",
    "votre écart est juste, mais hors taxes. L'acheteuse paie TTC : multipliez par `1 + data.vat`.",
    lambda data: buyer_side(data) / (1 + data.vat),
)
buyer_side.wrong(
    "total des deux côtés",
    "c'est le total TTC des deux côtés. Retirez-en ce que la vendeuse paie déjà.",
    lambda data: data.revenue / data.gmv * (1 + data.vat),
)
buyer_side.wrong(
    "écart en euros",
    "c'est une somme en millions d'euros. Rapportez-la au volume : la question demande une part du prix.",
    lambda data: buyer_side(data) * data.gmv,
)
buyer_side.wrong(
    "taux constaté",
    "c'est le taux que donnent les deux nombres de la presse, hors taxes et tous payeurs réunis. Que paie l'acheteuse, elle ?",
    lambda data: data.revenue / data.gmv,
)
buyer_side.wrong(mistakes.parentheses(lambda data: data.revenue / data.gmv * 1 + data.vat - data.seller_fee))
buyer_side.otherwise("le taux que donne la presse est-il hors taxes ? Et celui de la grille ?")
buyer_side.why(
    "L'acheteuse paierait donc, elle aussi, une bonne part des frais. Ce n'est qu'une déduction : un panier plus petit avec des frais fixes, un volume arrondi, ou des ventes à l'étranger sans cette TVA, l'expliqueraient aussi. Un chiffre d'affaires divisé par un volume ne dit pas qui a payé."
)
buyer_side.hints(
    "Pour chaque taux, deux questions : hors taxes ou TTC ? un côté ou les deux ?",
    "Total TTC des frais = `data.revenue / data.gmv * (1 + data.vat)`.",
    "Ce que paie l'acheteuse = total TTC − ce que paie la vendeuse.",
)


@EXERCISE.decision("Inscriptions de 2019", "millions")
def earlier_joiners(data: Data) -> float:
    return (data.members_after - data.members_before) / (1 + data.claim)


earlier_joiners.asks(
    "Supposons qu'un article cite l'entreprise : « la croissance de ses membres en 2020 a progressé de {claim}, à {members_after} », et qu'un autre en compte {members_before} en 2019. De quoi est-ce le pourcentage ?\n\n"
    "{options}\n\n"
    "Si ce sont les inscriptions de l'année (sans désinscription), combien de millions en 2019 ?"
)
earlier_joiners.option(
    "a",
    "Du nombre de membres, sans aucun doute",
    "divisez le compte de 2020 par `1 + data.claim` : l'autre source compte-t-elle si peu de membres en 2019 ?",
)
earlier_joiners.option(
    "b",
    "Des inscriptions : les deux sources s'accordent alors",
    "les sources s'accorderaient en effet, mais l'article ne le dit pas. S'accorder, est-ce être prouvé ?",
)
earlier_joiners.option("c", "La phrase permet les deux : je la cite et je le dis")
earlier_joiners.option(
    "d",
    "De rien : je garde la hausse entre les deux comptes",
    "le lecteur perdrait une déclaration de l'entreprise, qui a peut-être un sens. Que peut-elle mesurer ?",
)
earlier_joiners.wrong(
    "inscriptions de 2020",
    "ce sont les inscriptions de 2020. Celles de 2019 étaient moins nombreuses : de combien la hausse les a-t-elle multipliées ?",
    lambda data: data.members_after - data.members_before,
)
earlier_joiners.wrong(
    "membres au lieu d'inscriptions",
    "vous appliquez la hausse aux membres : c'est l'autre lecture. Ici, ce sont les inscriptions de l'année qui augmentent.",
    lambda data: data.members_after / (1 + data.claim),
)
earlier_joiners.wrong(
    "pourcentage retiré de l'arrivée",
    "vous retirez le pourcentage des inscriptions de 2020. Une hausse se rapporte au départ, 2019 : divisez par `1 + data.claim`.",
    lambda data: (data.members_after - data.members_before) * (1 - data.claim),
)
earlier_joiners.wrong(
    "hausse dans le mauvais sens",
    "vous faites grandir les inscriptions de 2020. La question remonte d'un an : divisez.",
    lambda data: (data.members_after - data.members_before) * (1 + data.claim),
)
earlier_joiners.wrong(
    "divisé par la hausse seule",
    "vous divisez par la hausse. Les inscriptions ont été multipliées par 1 plus la hausse.",
    lambda data: (data.members_after - data.members_before) / data.claim,
)
earlier_joiners.wrong(
    "membres annoncés",
    "vous faites grandir les membres de 2019. La question porte sur les inscriptions de l'année.",
    lambda data: data.members_before * (1 + data.claim),
)
earlier_joiners.wrong(
    mistakes.parentheses(
        lambda data: data.members_after - data.members_before / (1 + data.claim),
    )
)
earlier_joiners.wrong(
    "croissance des comptes",
    "c'est la croissance que donnent les deux comptes, sans unité. La question demande des millions d'inscriptions.",
    lambda data: data.members_after / data.members_before - 1,
)
earlier_joiners.otherwise(
    "combien de personnes se sont inscrites en 2020, et était-ce plus ou moins qu'en 2019 ?"
)
earlier_joiners.why(
    "Une croissance se vérifie en la rejouant, dans chaque lecture. Lue sur les membres, celle-ci contredit une autre source ; lue sur les inscriptions, non : cela ne la prouve pas. Et ces membres restent des inscrits : aucun de ces nombres ne dit combien achètent, ni combien vendent."
)
earlier_joiners.hints(
    "Combien de membres de plus entre 2019 et 2020 ? Ce sont les inscriptions de 2020.",
    "Une hausse de 100 % multiplie par 2, celle-ci par `1 + data.claim`. Pour revenir un an plus tôt, divisez.",
    "`(data.members_after - data.members_before) / (1 + data.claim)`.",
)


@EXERCISE.number("Vendeurs à déclarer", "%", absolute=0.002)
def reported(data: Data) -> float:
    return data.many_sales + data.high_amount - data.both_limits


reported.asks(
    "Depuis 2023, la plateforme déclare ses vendeurs au fisc (DAC7), sauf ceux qui font **moins de** 30 ventes **et** 2 000 € au plus. Parts supposées : {many_sales} atteignent les 30 ventes, {high_amount} dépassent les 2 000 €, {both_limits} font les deux. Essayez une vendeuse : `bm.Resale.reportable(25, 2500)`.\n\n"
    "Quelle part des vendeurs la plateforme déclare-t-elle ? Répondez par une fraction."
)
reported.wrong(
    "« et » au lieu de « ou »",
    "vous ne déclarez que ceux qui passent les deux seuils. C'est pour rester à l'abri qu'il faut les deux conditions ; un seul seuil franchi suffit.",
    lambda data: data.both_limits,
)
reported.wrong(
    "comptés deux fois",
    "vous additionnez les deux groupes : ceux qui passent les deux seuils y figurent deux fois. Retirez-les une fois.",
    lambda data: data.many_sales + data.high_amount,
)
reported.wrong(
    "seuil de ventes seul",
    "vous oubliez ceux qui vendent peu, mais cher. Ajoutez-les, sans compter personne deux fois.",
    lambda data: data.many_sales,
)
reported.wrong(
    "seuil de recettes seul",
    "vous oubliez ceux qui vendent beaucoup de petites choses. Ajoutez-les, sans compter personne deux fois.",
    lambda data: data.high_amount,
)
reported.wrong(
    "vendeurs à l'abri",
    "c'est la part de ceux que la plateforme ne déclare pas. La question demande les autres.",
    lambda data: 1 - reported(data),
)
reported.wrong(
    "exactement un seuil",
    "vous écartez ceux qui passent les deux seuils. Eux aussi sont déclarés : comptez-les, mais une seule fois.",
    lambda data: data.many_sales + data.high_amount - 2 * data.both_limits,
)
reported.wrong(
    "parts multipliées",
    "vous multipliez deux parts, comme si les deux seuils étaient exigés et sans lien. Un seul franchi suffit.",
    lambda data: data.many_sales * data.high_amount,
)
reported.wrong(
    "recoupement deviné",
    "vous retirez le produit des deux parts, comme si vendre souvent et vendre cher étaient sans lien. Le tableau donne la part commune.",
    lambda data: data.many_sales + data.high_amount - data.many_sales * data.high_amount,
)
reported.otherwise(
    "une vendeuse qui franchit un seul seuil est-elle déclarée ? Et celle qui franchit les deux, combien de fois la comptez-vous ?"
)
reported.why(
    "Nier « moins de ventes et moins de recettes » donne « l'un ou l'autre ». Être déclaré n'est pas être imposé ; si des vendeuses l'ignorent et s'en vont, la règle coûte aussi à la plateforme : à mesurer. Reste sa grande dépense, la vérification."
)
reported.hints(
    "Est exclu celui qui reste sous les deux seuils. Qui est déclaré, alors ?",
    "Dessinez deux cercles qui se recoupent : la part cherchée est leur réunion.",
    "Réunion = premier groupe + second groupe − ceux qui sont dans les deux.",
)


@EXERCISE.decision("Hausse des achats nécessaire", "%", words=15, absolute=0.002)
def needed_effect(data: Data) -> float:
    return _effect(data, 1, _unchecked(data))


needed_effect.asks(
    "Un atelier propose de tout vérifier, à {authentication} la pièce. Un essai a mesuré {measured} d'achats suivants en plus (hypothèse). Le premier achat n'augmente pas, mais est vérifié aussi.\n\n"
    'Quelle hausse des achats suivants donnerait le même résultat que ne rien vérifier ? `bm.goal_seek(modele, "steady_state_profit", cible, vary="trust_effect")` la cherche. Si cet essai dit vrai, laquelle rapporte le plus ? Vérifier une partie est laissé de côté.\n\n'
    "{options}\n\n"
    "Donnez votre choix, la hausse (fraction), et justifiez en quinze mots au moins, avec un chiffre."
)
needed_effect.follows(
    lambda data: data.measured >= needed_effect(data),
    beside="data.measured",
    tout=(
        "Tout vérifier rapporte plus que ne rien vérifier",
        "mais l'essai a mesuré moins : la vérification ne se rembourse pas",
    ),
    rien=(
        "Ne rien vérifier rapporte plus que tout vérifier",
        "et l'essai a mesuré davantage : la vérification se rembourse",
    ),
)
needed_effect.wrong(
    "premier achat compté comme les autres",
    "vous comparez deux marges par commande, comme si le premier achat d'une nouvelle venue montait aussi. Il ne monte pas, et il paie le contrôle : repartez de `steady_state_profit`.",
    lambda data: _margins(data)[0] / _margins(data)[1] - 1,
)
needed_effect.wrong(
    "coût rapporté à la marge sans vérification",
    "vous divisez le coût du contrôle par la marge d'avant. Chaque achat gagné ne laisse que la marge d'après, et le premier achat paie aussi : visez `steady_state_profit`.",
    lambda data: data.authentication / _margins(data)[0],
)
needed_effect.wrong(
    "essai recopié",
    "c'est ce que l'essai a mesuré, pas ce qu'il faut. Cherchez d'abord le nombre nécessaire avec `bm.goal_seek`, puis comparez.",
    lambda data: data.measured,
)
needed_effect.wrong(mistakes.multiple_for_change("c'est un multiple. Une hausse est ce multiple moins 1."))
needed_effect.wrong(
    "part vérifiée d'aujourd'hui",
    "vous faites varier `firm`, qui ne vérifie qu'une partie des pièces. L'atelier propose de tout vérifier.",
    lambda data: _effect(data, data.share_checked, _unchecked(data)),
)
needed_effect.wrong(
    "écart avec l'essai",
    "c'est ce qui sépare l'essai de la hausse nécessaire. La question demande la hausse elle-même.",
    lambda data: needed_effect(data) - data.measured,
)
needed_effect.wrong(
    "résultat d'aujourd'hui pour cible",
    "vous visez le résultat de `firm`, qui vérifie déjà une partie des pièces. La question compare à *ne rien vérifier*.",
    lambda data: _effect(
        data,
        1,
        data.firm.order_margin * (1 + _later(data) * (1 + data.firm.trust_effect * data.share_checked)),
    ),
)
needed_effect.wrong(
    "cible recopiée",
    "c'est un résultat en euros, votre cible. Quelle hausse des achats y amène l'entreprise qui vérifie tout ?",
    lambda data: data.firm.replace(share_checked=0).steady_state_profit,
)
needed_effect.otherwise("quelles deux entreprises comparez-vous, et laquelle doit rattraper l'autre ?")
needed_effect.why(
    "Votre choix et votre nombre se tiennent ; votre enseignant lit la justification. Ce calcul laisse de côté la voie du milieu : `firm.replace(trust_effect=data.measured)` bat peut-être les deux. Et un essai de quelques semaines ne mesure ni un scandale évité, ni les ventes conclues hors de la plateforme."
)
needed_effect.hints(
    "Deux entreprises : `firm.replace(share_checked=0)` et `firm.replace(share_checked=1)`.",
    '`bm.goal_seek(modele, "steady_state_profit", cible, vary="trust_effect")` cherche l\'effet qui atteint la cible.',
    "La cible est le résultat sans vérification ; le modèle qui varie est celui où tout est vérifié.",
)
