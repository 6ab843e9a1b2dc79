"""Questions on cash: days that weigh, a contract that empties the bank, paying early, a stock that sleeps, a line of credit."""

from __future__ import annotations

from functools import lru_cache

from bizmodels.exercises import mistakes
from bizmodels.exercises.given import Data, Given
from bizmodels.exercises.sheet import Exercise
from bizmodels.risks import cash

# A revenue of 901 + 24 k thousand euros and odd days of stock: no two of the three ways of question 1 free the same sum;
# the 310 € in the bank do as much for the contract of question 4.
GIVEN = (
    Given("vat", "TVA", "%", source="legal/vat_rate_standard", factor=0.01),
    Given("revenue", "Chiffre d’affaires", "€ HT / an", default=973_000, low=901_000, high=1_093_000, step=24_000),
    Given("purchases", "Coût d’achat des ventes", "€ HT / an", default=480_000, low=420_000, high=564_000, step=12_000),
    Given("stock", "Stock au bilan", "€ HT", default=110_000, low=76_000, high=120_000, step=2_000),
    Given("receivables", "Clients qui doivent encore, au bilan", "€ TTC", default=84_000, low=64_000, high=96_000, step=2_000),
    Given("payables", "Fournisseurs à payer, au bilan", "€ TTC", default=78_000, low=72_000, high=96_000, step=2_000),
    Given("stock_cut", "Piste 1 : stock plus court", "jours", default=11, low=7, high=15, step=2),
    Given("customer_cut", "Piste 2 : clients plus rapides", "jours", default=6, low=4, high=7),
    Given("supplier_more", "Piste 3 : fournisseurs payés plus tard", "jours", default=10, low=8, high=14, step=2),
    Given("web_sales", "Ventes en ligne", "€ TTC / mois", default=58_000, low=50_000, high=66_000, step=2_000),
    Given("web_days", "Un client en ligne est encaissé après", "jours", default=3, low=2, high=5),
    Given("shop_sales", "Ventes aux magasins", "€ TTC / mois", default=32_000, low=24_000, high=44_000, step=2_000),
    Given("shop_days", "Un magasin paie après", "jours", default=55, low=40, high=60, step=5),
    Given("order", "Contrat : livraisons", "€ HT / mois", default=18_000, low=15_000, high=24_000, step=500),
    Given("order_cost", "Contrat : achats", "€ HT / mois", default=11_000, low=9_000, high=13_000, step=500),
    Given("deposit", "Contrat : acompte", "% de la livraison", default=0.1, low=0.05, high=0.2, step=0.05),
    Given("wait", "Contrat : attente du solde", "mois", default=3, low=2, high=4),
    Given("bank", "En banque aujourd’hui", "€", default=25_310, low=18_310, high=38_310, step=1_000),
    Given("early", "Remise du fournisseur si vous payez tôt", "% de la facture", default=0.015, low=0.0075, high=0.02, step=0.0025),
    Given("days_early", "Payer plus tôt de", "jours", default=35, low=25, high=50, step=5),
    Given("overdraft", "Votre découvert", "% / an", default=0.11, low=0.1, high=0.14, step=0.005),
    Given("sleeping", "Stock qui dort, à plein prix", "€ HT", default=24_000, low=21_600, high=30_000, step=1_200),
    Given("markdown", "Solder ce stock : rabais", "%", default=0.25, low=0.15, high=0.35, step=0.05),
    Given("storage", "Le garder : entrepôt", "€ / mois", default=300, low=200, high=400, step=25),
    Given("money", "Ce que coûte l’argent", "% / mois", default=0.015, low=0.01, high=0.02, step=0.0025),
    Given("sales_before", "Ventes d’une semaine, avant la saison", "€ TTC", default=15_000, low=14_000, high=16_000, step=250),
    Given("sales_season", "Ventes d’une semaine, en saison", "€ TTC", default=25_000, low=24_000, high=28_000, step=250),
    Given("goods", "Achats d’une semaine, en saison", "€ HT", default=9_500, low=9_000, high=10_500, step=250),
    Given("wages", "Salaires et charges", "€ / mois", default=16_000, low=15_000, high=18_000, step=500),
    Given("opening", "En banque au début de la saison", "€", default=9_000, low=6_000, high=10_000, step=500),
    Given("cushion", "À garder en banque, toujours", "€", default=5_000, low=4_000, high=7_000, step=500),
    Given("line", "Ligne de crédit", "€", default=30_000, low=24_000, high=36_000, step=2_000),
    Given("fee", "Ligne : commission, utilisée ou non", "% / an", default=0.01, low=0.0075, high=0.015, step=0.0025),
    Given("interest", "Ligne : intérêts, si elle sert", "% / an", default=0.06, low=0.05, high=0.08, step=0.005),
    Given("late_months", "Retard de l’acheteur, s’il arrive", "mois", default=4, low=3, high=6),
    Given("hole", "Ce retard sans la ligne : perte", "€", default=12_000, low=9_000, high=15_000, step=500),
    Given("probability", "Risque de ce retard", "% / an", default=0.035, low=0.015, high=0.055, step=0.005),
)  # fmt: skip


EXERCISE = Exercise("La caisse de la marque", GIVEN)


# --- 1 · three ways ---------------------------------------------------------------------------------------


@EXERCISE.choice
def frees_most(data: Data) -> str:
    freed = {
        "stock": data.stock_cut * data.purchases,
        "clients": data.customer_cut * data.revenue,
        "fournisseurs": data.supplier_more * data.purchases,
    }
    return max(freed, key=freed.get)


frees_most.asks(
    "Une marque de luminaires, fictive, manque d'argent en caisse alors qu'elle gagne. Trois pistes, une seule à suivre : un stock plus court de {stock_cut}, des clients encaissés {customer_cut} plus tôt, des fournisseurs payés {supplier_more} plus tard.\n\n"
    "Laquelle met le plus d'euros en caisse ? Un jour de stock ou de fournisseurs vaut un 365ᵉ des achats de l'année ; un jour de clients, un 365ᵉ du chiffre d'affaires (TVA laissée de côté)."
)
frees_most.option("stock", "Le stock", "comptez les trois pistes en euros : une autre en libère davantage.")
frees_most.option(
    "clients", "Les clients", "comptez les trois pistes en euros : une autre en libère davantage."
)
frees_most.option(
    "fournisseurs", "Les fournisseurs", "comptez les trois pistes en euros : une autre en libère davantage."
)
frees_most.option(
    "jours",
    "Celle qui gagne le plus de jours, quel que soit le poste",
    "un jour n'a pas le même poids partout. Multipliez les jours par les euros d'un jour.",
)
frees_most.why(
    "Un jour de clients pèse tout le chiffre d'affaires, un jour de stock ou de fournisseurs seulement les achats. Reste à savoir combien de jours un client fait vraiment attendre."
)
frees_most.hints(
    "Le stock : `data.stock_cut * data.purchases / 365`.",
    "Les clients : `data.customer_cut * data.revenue / 365`. Les fournisseurs : comme le stock, avec leurs jours.",
)


# --- 2 · a mean delay -------------------------------------------------------------------------------------


@EXERCISE.function("delai_moyen")
def delai_moyen(data: Data, ventes_web, jours_web, ventes_magasins, jours_magasins) -> float:
    return (ventes_web * jours_web + ventes_magasins * jours_magasins) / (ventes_web + ventes_magasins)


delai_moyen.asks(
    "En ligne, l'argent arrive après {web_days} ; d'un magasin, après {shop_days}. Votre collègue fait la moyenne des deux délais, comme si l'on vendait autant des deux côtés.\n\n"
    "Corrigez sa fonction : combien de jours attend, en moyenne, un euro vendu ?"
)
delai_moyen.tries(
    lambda data: [
        (data.web_sales, data.web_days, data.shop_sales, data.shop_days),
        (300.0, 2.0, 100.0, 42.0),
        (100.0, 4.0, 700.0, 30.0),
        (50.0, 0.0, 150.0, 60.0),
        (80.0, 10.0, 20.0, 35.0),
    ]
)
delai_moyen.starts(lambda data, web, web_days, shops, shop_days: (web_days + shop_days) / 2)
delai_moyen.wrong(
    "divisé par deux",
    "vous pesez bien les délais par les ventes, mais vous divisez par deux. Divisez par toutes les ventes.",
    lambda data, web, web_days, shops, shop_days: (web * web_days + shops * shop_days) / 2,
)
delai_moyen.wrong(
    "division oubliée",
    "ce sont des euros multipliés par des jours. Divisez par les ventes pour retrouver des jours.",
    lambda data, web, web_days, shops, shop_days: web * web_days + shops * shop_days,
)
delai_moyen.wrong(
    "poids échangés",
    "chaque délai est pesé par les ventes de l'autre canal. À chacun les siennes.",
    lambda data, web, web_days, shops, shop_days: (web * shop_days + shops * web_days) / (web + shops),
)
delai_moyen.wrong(
    "divisé par les jours",
    "vous divisez par les jours : le résultat est en euros. Divisez par les ventes.",
    lambda data, web, web_days, shops, shop_days: (
        (web * web_days + shops * shop_days) / (web_days + shop_days)
    ),
)
delai_moyen.wrong(
    "parenthèses oubliées en bas",
    "seules les ventes en ligne divisent : la division passe avant l'addition. Entourez la somme des ventes.",
    lambda data, web, web_days, shops, shop_days: (web * web_days + shops * shop_days) / web + shops,
)
delai_moyen.wrong(
    "parenthèses oubliées en haut",
    "seul le second produit est divisé : la division passe avant l'addition. Entourez la somme des deux produits.",
    lambda data, web, web_days, shops, shop_days: web * web_days + shops * shop_days / (web + shops),
)
delai_moyen.wrong(
    "magasins seuls",
    "vous ne comptez que les magasins. L'argent de la vente en ligne attend aussi, moins longtemps.",
    lambda data, web, web_days, shops, shop_days: shops * shop_days / (web + shops),
)
delai_moyen.otherwise("quel poids donner au délai de chaque canal, et quel est le poids total ?")
delai_moyen.why(
    "Chaque magasin de plus allonge l'attente, même si aucun ne paie plus tard qu'avant. Les clients ne sont qu'un tiers de l'histoire : voici le cycle entier."
)
delai_moyen.hints(
    "En haut, chaque délai est multiplié par les ventes de son canal.",
    "En bas, les ventes des deux canaux.",
    "`(ventes_web * jours_web + ventes_magasins * jours_magasins) / (ventes_web + ventes_magasins)`.",
)


# --- 3 · the cycle from a balance sheet -------------------------------------------------------------------


def _cycle(data: Data, customers: float, suppliers: float) -> float:
    """Days of stock and customers less those of suppliers, for balances of these two already chosen."""
    return 365 * (data.stock / data.purchases + customers / data.revenue - suppliers / data.purchases)


def _without_vat(data: Data) -> tuple[float, float]:
    return data.receivables / (1 + data.vat), data.payables / (1 + data.vat)


@EXERCISE.number("Cycle de trésorerie", "jours")
def cycle(data: Data) -> float:
    return _cycle(data, *_without_vat(data))


cycle.asks(
    "Le bilan donne le stock ({stock}), ce que doivent les clients ({receivables}) et ce qui est dû aux fournisseurs ({payables}).\n\n"
    "De l'achat payé à la vente encaissée, combien de jours (365 par an), à un dixième près ? Attention aux bases : le stock se mesure en jours d'achats, et deux des trois montants contiennent la TVA. À la main, ou par `bm.risks.cash.cash_conversion_cycle(data.revenue, data.purchases, ...).ccc`, qui attend ensuite le stock, les clients et les fournisseurs, hors taxes."
)
cycle.wrong(
    mistakes.ttc_for_ht(
        "les clients et les fournisseurs du bilan sont TTC, le chiffre d'affaires et les achats HT. Divisez les deux premiers par `1 + data.vat`."
    )
)
cycle.wrong(
    "TVA laissée chez les fournisseurs",
    "vous retirez la TVA des clients, pas celle des fournisseurs. Les deux dettes sont TTC.",
    lambda data: _cycle(data, _without_vat(data)[0], data.payables),
)
cycle.wrong(
    "TVA laissée chez les clients",
    "vous retirez la TVA des fournisseurs, pas celle des clients. Les deux dettes sont TTC.",
    lambda data: _cycle(data, data.receivables, _without_vat(data)[1]),
)
cycle.wrong(
    "TVA retirée du stock",
    "le stock du bilan est déjà hors taxes : laissez-le tel quel.",
    lambda data: cycle(data) - 365 * data.stock / data.purchases * data.vat / (1 + data.vat),
)
cycle.wrong(
    "tout rapporté au chiffre d'affaires",
    "vous divisez les trois par le chiffre d'affaires. Le stock et les fournisseurs se comptent au prix d'achat.",
    lambda data: 365 * (data.stock + _without_vat(data)[0] - _without_vat(data)[1]) / data.revenue,
)
cycle.wrong(
    "clients rapportés aux achats",
    "les clients doivent des ventes, pas des achats : divisez-les par le chiffre d'affaires.",
    lambda data: cycle(data) + 365 * _without_vat(data)[0] * (1 / data.purchases - 1 / data.revenue),
)
cycle.wrong(
    "fournisseurs ajoutés",
    "vous ajoutez les jours des fournisseurs. Payés plus tard, ils vous prêtent de l'argent : ils raccourcissent le cycle.",
    lambda data: cycle(data) + 2 * 365 * _without_vat(data)[1] / data.purchases,
)
cycle.wrong(
    "fournisseurs oubliés",
    "vous vous arrêtez au stock et aux clients. Les fournisseurs attendent aussi.",
    lambda data: cycle(data) + 365 * _without_vat(data)[1] / data.purchases,
)
cycle.wrong(
    "en mois",
    "votre cycle est en mois. La question le demande en jours : comptez 365 par an.",
    lambda data: cycle(data) * 12 / 365,
)
cycle.otherwise("pour chaque montant, de quelles taxes et de quel flux annuel s'agit-il ?")
cycle.why(
    "Chaque euro d'achat reste dehors tout ce temps, et chaque vente de plus en met un autre dehors. Voyez ce que fait un gros contrat."
)
cycle.hints(
    "Clients hors taxes : `data.receivables / (1 + data.vat)` ; fournisseurs : de même.",
    "Jours de stock : `365 * data.stock / data.purchases` ; de clients : leur montant HT × 365 / `data.revenue` ; de fournisseurs : / `data.purchases`.",
    "Stock plus clients moins fournisseurs.",
)


# --- 4 · a contract ---------------------------------------------------------------------------------------


@EXERCISE.decision("Creux creusé par le contrat", "€")
def contract(data: Data) -> float:
    return (data.order_cost - data.deposit * data.order) * data.wait


contract.asks(
    "Une chaîne de magasins veut {order} de livraisons (TVA laissée de côté). Chaque 1er du mois, vous payez les achats, {order_cost}, et recevez l'acompte de la livraison, {deposit}. Son solde arrive {wait} plus tard, juste avant de payer les achats de ce jour-là.\n\n"
    "Quel est le creux, en euros : combien le contrat prend-il au plus à la caisse ? Le signez-vous tel quel, avec {bank} en banque ?"
)
contract.follows(
    lambda data: data.bank > contract(data),
    beside="data.bank",
    signer=("La caisse suffit : signer tel quel", "mais il dépasse ce que vous avez"),
    négocier=("La caisse ne suffit pas : négocier d'abord", "mais vous avez plus que cela"),
)
contract.wrong(
    "acompte oublié",
    "vous oubliez l'acompte : il arrive le jour où vous achetez et paie une part de l'achat.",
    deposit=0.0,
)
contract.wrong(
    "acompte pris sur les achats",
    "l'acompte est une part de la livraison, au prix de vente, pas de vos achats.",
    lambda data: data.order_cost * (1 - data.deposit) * data.wait,
)
contract.wrong(
    "factures au lieu des achats",
    "c'est ce que la chaîne vous doit, marge comprise. De la caisse n'est sorti que le prix des achats.",
    lambda data: data.order * (1 - data.deposit) * data.wait,
)
contract.wrong(
    "un seul mois",
    "vous comptez un mois d'achats. Combien en payez-vous avant le premier solde ?",
    wait=1,
)
contract.wrong(
    "un mois de trop",
    "le premier solde arrive avant l'achat de ce jour-là : cet achat-là est déjà couvert.",
    lambda data: (data.order_cost - data.deposit * data.order) * (data.wait + 1),
)
contract.wrong(
    "marge au lieu de caisse",
    "c'est la marge de ces mois. Elle est gagnée, mais pas encore encaissée : suivez l'argent qui sort.",
    lambda data: (data.order - data.order_cost) * data.wait,
)
contract.wrong(
    "reste en banque",
    "c'est ce qui resterait en banque, au plus bas. La question demande ce que prend le contrat.",
    lambda data: data.bank - contract(data),
)
contract.otherwise("que sort-il de la caisse chaque mois, et combien de mois avant le premier solde ?")
contract.why(
    "Le contrat est rentable dès la première livraison, et il peut vider la caisse. Un acompte plus gros ou un solde plus rapide creusent moins : on négocie les dates avant le prix. À l'inverse, que vaut de payer plus tôt ?"
)
contract.hints(
    "Un mois sort les achats et fait entrer l'acompte : `data.order_cost - data.deposit * data.order`.",
    "Avant le premier solde, cela arrive `data.wait` fois.",
)


# --- 5 · paying early -------------------------------------------------------------------------------------


@EXERCISE.decision("Taux annuel de la remise", "% / an", relative=0.002)
def early_rate(data: Data) -> float:
    return (1 - data.early) ** (-365 / data.days_early) - 1


early_rate.asks(
    "Un fournisseur vous remet {early} si vous payez {days_early} plus tôt. Pour le faire, vous tireriez sur le découvert, à {overdraft}.\n\n"
    "Payer tôt, c'est lui prêter 1 moins la remise, et en retrouver 1 après ces jours. À quel taux annuel, composé sur 365 jours ? Que faites-vous ?\n\n"
    "{options}\n\n"
    "Le taux en fraction, au moins quatre décimales. La puissance s'écrit `**`."
)
early_rate.follows(
    lambda data: early_rate(data) > data.overdraft,
    beside="data.overdraft",
    payer=("Payer tôt, par le découvert", "mais le découvert coûte plus cher"),
    attendre=("Attendre l'échéance", "mais le découvert coûte moins cher"),
)
early_rate.wrong(
    "remise additionnée",
    "vous additionnez les remises d'une année. L'argent regagné se replace : composez, avec une puissance.",
    lambda data: data.early * 365 / data.days_early,
)
early_rate.wrong(
    "taux additionné",
    "la base est bonne, mais vous multipliez par le nombre de périodes. L'argent regagné se replace : composez, avec une puissance.",
    lambda data: data.early / (1 - data.early) * 365 / data.days_early,
)
early_rate.wrong(
    "rapporté à la facture entière",
    "vous avancez la facture moins la remise, pas la facture entière : la base est `1 - data.early`.",
    lambda data: (1 + data.early) ** (365 / data.days_early) - 1,
)
early_rate.wrong(
    "taux de la période",
    "c'est le taux de ces quelques jours. Combien de fois tiennent-ils dans un an ?",
    lambda data: data.early / (1 - data.early),
)
early_rate.wrong(
    "puissance à l'envers",
    "la puissance est à l'envers : combien de périodes dans un an, et non l'inverse.",
    lambda data: (1 - data.early) ** (-data.days_early / 365) - 1,
)
early_rate.wrong(
    mistakes.multiple_for_change(
        "c'est ce que devient un euro en un an. Le taux est ce qu'il gagne : retirez 1."
    )
)
early_rate.otherwise("que rend un euro prêté après ces jours, et combien de fois par an ?")
early_rate.why(
    "Une petite remise sur peu de jours est un grand taux par an ; la même sur beaucoup de jours n'en est plus un. On compare toujours deux taux de même durée. Un autre argent dort encore : en rayon."
)
early_rate.hints(
    "En `data.days_early` jours, un euro prêté devient `1 / (1 - data.early)`.",
    "Il y a `365 / data.days_early` périodes dans l'année : c'est la puissance.",
    "`(1 / (1 - data.early)) ** (365 / data.days_early) - 1`.",
)


# --- 6 · a stock that sleeps ------------------------------------------------------------------------------

MONTHS = 12


def _kept(
    data: Data, rate: float | None = None, convention: str = "excel", storage: float | None = None
) -> float:
    """What the stock is worth today when it is sold at full price, a twelfth a month."""
    rate = data.money if rate is None else rate
    month = data.sleeping / MONTHS - (data.storage if storage is None else storage)
    # A sum of powers, as `cash.npv` makes it, for firms drawn by hundreds.
    first = 1 if convention == "excel" else 0
    return month * sum((1 + rate) ** -at for at in range(first, first + MONTHS))


@EXERCISE.decision("Garder moins solder", "€", absolute=15.0)
def keep_or_sell(data: Data) -> float:
    return _kept(data) - data.sleeping * (1 - data.markdown)


keep_or_sell.asks(
    "Un stock dort : {sleeping} à plein prix. Soldé aujourd'hui, il part avec {markdown} de rabais, payé comptant. Gardé, il s'écoule à plein prix, un douzième à la fin de chaque mois pendant douze mois, et l'entrepôt coûte {storage}, payé le même jour.\n\n"
    "L'argent vous coûte {money}. En euros d'aujourd'hui, que vaut garder, moins solder (négatif si garder vaut moins) ? Que faites-vous ?\n\n"
    "{options}\n\n"
    "`[flux] * 12` est une liste de douze flux égaux ; `bm.risks.cash.npv(taux, flux)` place le premier dans un mois."
)
keep_or_sell.follows(
    lambda data: keep_or_sell(data) > 0,
    garder=("Le garder à plein prix", "mais il est négatif : garder vaut moins"),
    solder=("Le solder aujourd'hui", "mais il est positif : garder vaut plus"),
)
keep_or_sell.wrong(
    "euros non actualisés",
    "vous comptez un euro de dans un an comme un euro d'aujourd'hui. Donnez le taux à `npv`.",
    lambda data: _kept(data, rate=0.0) - data.sleeping * (1 - data.markdown),
)
keep_or_sell.wrong(
    "premier flux aujourd'hui",
    "vous encaissez le premier douzième aujourd'hui. Il arrive dans un mois.",
    lambda data: _kept(data, convention="numpy") - data.sleeping * (1 - data.markdown),
)
keep_or_sell.wrong(
    "taux mensuel pris pour annuel",
    "vous divisez par douze un taux qui est déjà mensuel.",
    lambda data: _kept(data, rate=data.money / 12) - data.sleeping * (1 - data.markdown),
)
keep_or_sell.wrong(
    "taux annuel pour des mois",
    "vos flux sont mensuels : le taux aussi. Gardez celui du tableau, sans le multiplier.",
    lambda data: _kept(data, rate=12 * data.money) - data.sleeping * (1 - data.markdown),
)
keep_or_sell.wrong(
    "entrepôt oublié",
    "vous oubliez l'entrepôt. Garder se paie chaque mois.",
    lambda data: _kept(data, storage=0.0) - data.sleeping * (1 - data.markdown),
)
keep_or_sell.wrong(
    "rabais pris pour le prix",
    "vous vendez le stock au prix du rabais. Ce qui rentre, c'est le reste : `1 - data.markdown`.",
    lambda data: _kept(data) - data.sleeping * data.markdown,
)
keep_or_sell.wrong(
    "garder seul",
    "c'est ce que vaut le stock gardé. Retirez-lui ce que rapporterait le solder aujourd'hui.",
    _kept,
)
keep_or_sell.wrong(
    "rabais oublié",
    "vous soldez sans rabais. Le prix soldé est une part du plein prix.",
    markdown=0.0,
)
keep_or_sell.otherwise(
    "que rapporte chaque mois le stock gardé, et que vaut aujourd'hui cette suite de mois ?"
)
keep_or_sell.why(
    "Le rabais fait mal parce qu'il se voit ; l'entrepôt et l'attente coûtent sans facture. Et ce calcul suppose que tout se vende à plein prix. Passons de l'année à la semaine."
)
keep_or_sell.hints(
    "Un mois gardé : `flux = data.sleeping / 12 - data.storage`.",
    "Aujourd'hui : `bm.risks.cash.npv(data.money, [flux] * 12)`.",
    "Retirez `data.sleeping * (1 - data.markdown)`.",
)


# --- 7 · thirteen weeks -----------------------------------------------------------------------------------


@lru_cache(maxsize=4096)
def _season(opening: float, before: float, sales: float, goods: float, wages: float) -> tuple[float, ...]:
    """Lowest, last and mean closing, the week of the lowest, the worst net week."""
    plan = cash.thirteen_weeks(
        opening, sales=sales, goods=goods, wages=wages, other=1_000, receipt_weeks=4, sales_before=before
    )
    closing = plan["closing"]
    return tuple(
        float(one)
        for one in (closing.min(), closing.iloc[-1], closing.mean(), closing.idxmin(), plan["net"].min())
    )


def _plan(data: Data) -> tuple[float, ...]:
    return _season(data.opening, data.sales_before, data.sales_season, data.goods, data.wages)


@EXERCISE.number("Découvert à demander", "€")
def overdraft_to_ask(data: Data) -> float:
    return data.cushion - _plan(data)[0]


overdraft_to_ask.asks(
    "La saison commence : les ventes montent, mais les magasins paient quatre semaines après. `plan` est le plan de la marque sur treize semaines (loyer et publicité compris) ; sa colonne `closing` est le solde à la fin de chaque semaine.\n\n"
    "Quel découvert demander pour que l'argent disponible, solde et découvert, ne passe jamais sous {cushion} ? Une ligne : `plan[\"closing\"]` est une colonne ; `.min()`, `.max()`, `.mean()` en tirent un nombre. Donnez-le à l'euro près (négatif s'il n'en faut pas)."
)
overdraft_to_ask.wrong(
    "réserve oubliée",
    "ce découvert ramène la caisse à zéro au pire moment. Vous voulez garder une réserve.",
    lambda data: -_plan(data)[0],
)
overdraft_to_ask.wrong(
    "réserve retirée",
    "vous retirez la réserve. La garder demande un découvert plus grand, pas plus petit.",
    lambda data: -_plan(data)[0] - data.cushion,
)
overdraft_to_ask.wrong(
    "fin du trimestre",
    "vous regardez la dernière semaine. Le compte est passé plus bas avant.",
    lambda data: data.cushion - _plan(data)[1],
)
overdraft_to_ask.wrong(
    "solde moyen",
    "vous prenez le solde moyen. La banque rejette un paiement la pire semaine, pas la semaine moyenne.",
    lambda data: data.cushion - _plan(data)[2],
)
overdraft_to_ask.wrong(
    "numéro de la semaine",
    "c'est le numéro de la semaine. Quel est son solde ?",
    lambda data: _plan(data)[3],
)
overdraft_to_ask.wrong(
    "pire semaine au lieu du pire solde",
    "vous prenez la semaine où il sort le plus d'argent. Plusieurs semaines se suivent : regardez le solde, qui les additionne.",
    lambda data: data.cushion - _plan(data)[4],
)
overdraft_to_ask.wrong(
    "solde de départ",
    "vous partez de ce qu'il y a en banque au début. Quel est le solde le plus bas ?",
    lambda data: data.cushion - data.opening,
)
overdraft_to_ask.otherwise("quel est le solde de la pire semaine, et que voulez-vous qu'il soit ?")
overdraft_to_ask.why(
    "Le trimestre finit plus haut qu'il n'a commencé, et c'est pourtant sa semaine la plus basse qui décide. Le découvert se demande avant, plan en main. Ce plan suppose pourtant que chacun paie à l'heure."
)
overdraft_to_ask.hints(
    'Le solde le plus bas : `plan["closing"].min()`.',
    "Le découvert est la distance entre ce solde et la réserve.",
    '`data.cushion - plan["closing"].min()`.',
)


# --- 8 · a line of credit ---------------------------------------------------------------------------------


def _interest(data: Data, months: float | None = None) -> float:
    return data.line * data.interest * (data.late_months if months is None else months) / 12


@EXERCISE.decision("Risque à partir duquel la ligne se paie", "% / an", words=15, absolute=0.0001)
def worth_a_line(data: Data) -> float:
    return data.fee * data.line / (data.hole - _interest(data))


worth_a_line.asks(
    "Votre plus gros acheteur peut payer en retard : {probability} de risque, une fois au plus. Ce retard vous ferait perdre {hole}. Une ligne de crédit de {line} l'évite : commission de {fee}, qu'elle serve ou non ; en cas de retard, {interest} d'intérêts sur tout le montant, pendant {late_months}.\n\n"
    "À partir de quel risque la ligne coûte-t-elle moins, en moyenne, que de s'en passer ? La prenez-vous ?\n\n"
    "{options}\n\n"
    "Votre choix, ce seuil en fraction (quatre décimales), et quinze mots au moins, avec un chiffre et ce qui vous ferait changer d'avis."
)
worth_a_line.follows(
    lambda data: data.probability > worth_a_line(data),
    beside="data.probability",
    prendre=("Prendre la ligne de crédit", "mais le risque est plus petit que ce seuil"),
    renoncer=("S'en passer", "mais le risque est plus grand que ce seuil"),
)
worth_a_line.wrong(
    "intérêts oubliés",
    "vous oubliez les intérêts. Le jour du retard, la ligne évite la perte, mais elle se paie.",
    interest=0.0,
)
worth_a_line.wrong(
    "intérêts d'une année entière",
    "vous payez les intérêts toute l'année. La ligne ne sert que le temps du retard.",
    late_months=12,
)
worth_a_line.wrong(
    "intérêts ajoutés à la perte",
    "vous ajoutez les intérêts à la perte évitée. Ils la diminuent.",
    lambda data: data.fee * data.line / (data.hole + _interest(data)),
)
worth_a_line.wrong(
    "intérêts payés à coup sûr",
    "vous payez les intérêts chaque année. Seule la commission est certaine ; les intérêts ne viennent qu'avec le retard.",
    lambda data: (data.fee * data.line + _interest(data)) / data.hole,
)
worth_a_line.wrong(
    "taux de la commission appliqué à la perte",
    "vous rapportez la perte au montant de la ligne. Rapportez ce que coûte la commission à ce que la ligne évite.",
    lambda data: (data.hole - _interest(data)) / data.line,
)
worth_a_line.wrong(
    "commission payée par mois",
    "vous payez la commission chaque mois. Elle est annuelle, comme le risque.",
    lambda data: 12 * worth_a_line(data),
)
worth_a_line.wrong(
    mistakes.upside_down(
        "le rapport est à l'envers : ce que la ligne coûte à coup sûr va au-dessus, ce qu'elle évite en dessous."
    )
)
worth_a_line.otherwise("que coûte la ligne une année sans retard, et qu'évite-t-elle une année de retard ?")
worth_a_line.why(
    "Votre choix et votre nombre se tiennent ; votre enseignant lit la justification. Une ligne se juge comme une assurance : ce qu'elle coûte à coup sûr contre ce qu'elle évite parfois. Et si la perte était la fin de l'entreprise, la moyenne ne déciderait plus seule."
)
worth_a_line.hints(
    "Chaque année, à coup sûr : `data.fee * data.line`.",
    "L'année du retard, la ligne évite `data.hole` et coûte `data.line * data.interest * data.late_months / 12` d'intérêts.",
    "Le seuil : la commission divisée par la perte évitée moins les intérêts.",
)
