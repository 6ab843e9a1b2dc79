"""Questions on Le Slip Français and direct sales: from reading a result to deciding and justifying."""

from __future__ import annotations

from bizmodels.exercises import mistakes
from bizmodels.exercises.given import Data, Given
from bizmodels.exercises.sheet import Exercise
from bizmodels.facts.facts import fact_from_key
from bizmodels.models import D2C

SLIP = "Le Slip Français"

PIECES = 3  # the published pack, on which the default basket is built


def _middle_of_costs() -> float:
    """Middle of the two published purchase costs of a piece before 2024 (€)."""
    ends = (fact_from_key(f"{SLIP}/unit_purchase_cost_{end}/avant 2024").value for end in ("low", "high"))
    return sum(ends) / 2


GIVEN = (
    Given("vat", "TVA", "%", source="legal/vat_rate_standard", factor=0.01),
    Given("price_before", "Prix d’une pièce avant avril 2024", "€ TTC",
          source=f"{SLIP}/unit_price_before/2023", low=38, high=42, step=0.5),
    Given("price_after", "Prix d’une pièce depuis avril 2024", "€ TTC",
          source=f"{SLIP}/unit_price_after/2024-04", low=24, high=28, step=0.5),
    Given("cost_before", "Coût d’achat d’une pièce avant 2024", "€ HT", default=_middle_of_costs,
          low=15, high=17.5, step=0.25, note="milieu de 15 à 20 €, publiés par PwC France"),
    Given("cost_after", "Coût d’une pièce fabriquée en grande série", "€ HT",
          default=lambda: D2C.model_fields["cogs"].default / PIECES, low=7, high=9, step=0.25),
    Given("price_pack", "Prix d’une pièce dans un lot de trois", "€ TTC",
          source=f"{SLIP}/unit_price_pack3/2024-04", low=19, high=21, step=0.25),
    Given("volume_multiple", "Ventes de la gamme à prix réduit, en pièces", "×",
          source=f"{SLIP}/volume_multiplier_after_price_cut_low/2025", low=3, high=3.4, step=0.05),
    Given("revenue_2023", "Chiffre d’affaires 2023", "M€", source=f"{SLIP}/revenue/2023",
          low=18, high=19, step=0.1),
    Given("revenue_2025", "Chiffre d’affaires 2025", "M€", source=f"{SLIP}/revenue/2025",
          low=20.5, high=21.5, step=0.1),
    Given.of(D2C, "basket", low=58, high=68),
    Given.of(D2C, "cogs", low=20, high=24, step=0.5),
    Given.of(D2C, "return_rate", low=0.06, high=0.12, step=0.01),
    Given("return_rate_fashion", "Taux de retour de la mode", "% des commandes",
          source="Europe (D-A-CH)/return_rate_fashion_low/2023", factor=0.01, low=0.22, high=0.32, step=0.01),
    Given.of(D2C, "churn", low=0.06, high=0.09, step=0.005),
    Given.of(D2C, "cac", low=10, high=13, step=0.5),
    Given("rebate", "Baisse de panier envisagée", "€ TTC", default=5, low=4, high=6, step=0.5),
    Given("promise", "Hausse des nouveaux clients promise", "%", default=0.35, low=0.15, high=0.45, step=0.05),
)  # fmt: skip

RECEIVERS = {"a": "État (TVA)", "b": "Fabricant", "c": "Transporteur", "d": "Marge sur coûts variables"}

EXERCISE = Exercise("Le prix d'un slip", GIVEN, firm=D2C)


def _margin(price: float, cost: float, vat: float) -> float:
    """Gross margin of one piece (€ HT)."""
    return price / (1 + vat) - cost


def _needed_customers(data: Data) -> float:
    # Solved by hand from steady_state_profit; the solution notebook finds the same with goal_seek.
    cheaper = data.firm.replace(basket=data.basket - data.rebate)
    return (data.firm.steady_state_profit + data.firm.overheads) / (cheaper.ltv - cheaper.cac)


@EXERCISE.choice
def biggest_share(data: Data) -> str:
    ledger = data.firm.ledger()
    return max(RECEIVERS, key=lambda letter: ledger[RECEIVERS[letter]])


biggest_share.asks("Qui reçoit la plus grosse part ?")
biggest_share.option(
    "a",
    "L'État, par la TVA",
    "la TVA prend un sixième du prix payé, la même part chez tout le monde. Cherchez une ligne plus grosse dans `firm.ledger()`.",
)
biggest_share.option(
    "b",
    "Celui qui fabrique les pièces",
    "son montant est bien dans le tableau, mais une autre ligne le dépasse. Comparez-les deux à deux.",
)
biggest_share.option(
    "c",
    "Le transporteur, à l'aller comme au retour",
    "il est payé par commande, quel que soit le panier : sa ligne est parmi les petites. Relisez le tableau de haut en bas.",
)
biggest_share.option(
    "d",
    "La marque, avant ses coûts fixes",
    "c'est ce qui reste quand tous les autres sont servis. Comparez cette dernière ligne à chacune des précédentes.",
)
biggest_share.why(
    "La marque ne garde qu'une part de ce que le client paie, et cette part doit encore payer l'acquisition et les coûts fixes. Question suivante : que vaut un prix une fois la TVA rendue ?"
)
biggest_share.hints(
    "Ajoutez une cellule, écrivez `firm.ledger()`, puis Maj + Entrée.",
    "Chaque ligne est un montant sur 100 € TTC. Cherchez le plus grand nombre, puis le nom de sa ligne.",
)


# Narrow enough to tell 25 − 0.20 from 25.
@EXERCISE.number("Prix HT d'une pièce", "€", relative=0.001, absolute=0.05)
def price_without_vat(data: Data) -> float:
    return data.price_after / (1 + data.vat)


price_without_vat.asks(
    "Supposons que, depuis avril 2024, une pièce seule se vende {price_after}. La marque n'en garde pas tout. Quel est le prix hors taxes, en euros ?\n\n"
    "Écrivez le calcul plutôt que le résultat : `data.price_after` et `data.vat` sont les noms du tableau. En Python, la virgule décimale est un point : `12.5`."
)
price_without_vat.wrong(
    mistakes.ttc_for_ht(
        "c'est le prix TTC, celui que paie le client. L'État en reprend une part : laquelle ?"
    )
)
price_without_vat.wrong(
    mistakes.vat_share_of_ttc(
        "vous retirez la TVA en pourcentage du prix TTC. Ajoutez maintenant 20 % à votre résultat : retrouvez-vous le prix affiché ?"
    )
)
price_without_vat.wrong(
    mistakes.vat_added(
        "vous ajoutez la TVA à un prix qui la contient déjà. Le prix hors taxes est-il plus grand, ou plus petit, que le prix affiché ?"
    )
)
price_without_vat.wrong(
    "montant de la TVA",
    "c'est la part de l'État. Il reste à la retirer du prix TTC.",
    lambda data: data.price_after - price_without_vat(data),
)
price_without_vat.wrong(
    mistakes.share_as_quantity(
        lambda data: data.price_after - data.vat,
        "vous retirez la TVA comme si elle était en euros : 20 % n'est pas 0,20 €. De quel prix est-elle une part ?",
    )
)
price_without_vat.wrong(
    "prix divisé par le taux seul",
    "vous divisez par le taux seul, et trouvez plus que le prix affiché. Pour 1 € hors taxes, combien paie le client ?",
    lambda data: data.price_after / data.vat,
)
price_without_vat.otherwise(
    "sur quel prix la TVA se calcule-t-elle : celui qu'on affiche, ou celui que garde la marque ?"
)
price_without_vat.why(
    "La TVA se calcule sur le prix HT : on l'enlève en divisant. Tout ce qui suit, marge et chiffre d'affaires, part de ce prix-là."
)
price_without_vat.hints(
    "Le prix TTC contient le prix HT et la TVA : TTC = HT × (1 + TVA).",
    "Si TTC = HT × (1 + TVA), alors HT = TTC ÷ (1 + TVA).",
    "Les deux nombres sont dans le tableau : `data.price_after` et `data.vat`.",
)


@EXERCISE.number("Taux de marge brute", "%", absolute=0.005)
def gross_margin_rate(data: Data) -> float:
    return _margin(data.price_before, data.cost_before, data.vat) / (data.price_before / (1 + data.vat))


gross_margin_rate.asks(
    "« Nous les achetions de 15 € à 20 € et les revendions à 40 € », dit Guillaume Gibault. Prenons {cost_before} d'achat et {price_before} de vente.\n\n"
    "Quel était le taux de marge brute d'une pièce, en part du prix hors taxes ? Écrivez une fraction : 5 % s'écrit `0.05`."
)
gross_margin_rate.wrong(
    mistakes.ttc_for_ht(
        "vous partez du prix TTC, dont l'État reprend la TVA. Passez d'abord au prix HT, au numérateur et au dénominateur."
    )
)
gross_margin_rate.wrong(
    "prix HT en haut, TTC en bas",
    "la marge est juste, mais vous la rapportez au prix TTC. Divisez par le prix HT.",
    lambda data: gross_margin_rate(data) / (1 + data.vat),
)
gross_margin_rate.wrong(
    "marge rapportée au coût",
    "vous divisez par le coût d'achat. La question rapporte la marge au prix de vente HT : changez le dénominateur.",
    lambda data: _margin(data.price_before, data.cost_before, data.vat) / data.cost_before,
)
gross_margin_rate.wrong(
    "marge en euros",
    "c'est la marge en euros. Un taux la rapporte au prix : divisez par le prix HT.",
    lambda data: _margin(data.price_before, data.cost_before, data.vat),
)
gross_margin_rate.wrong(
    "marge en euros, sur le prix TTC",
    "c'est une marge en euros, et le prix y est encore TTC. Retirez d'abord la TVA du prix, puis rapportez la marge à ce prix HT.",
    lambda data: data.price_before - data.cost_before,
)
gross_margin_rate.wrong(
    mistakes.parentheses(
        lambda data: gross_margin_rate(data) / (1 + data.vat) ** 2,
        "au dénominateur",
        "deux barres de suite divisent deux fois : `a / b / c` n'est pas `a / (b / c)`. Entourez de parenthèses le prix HT du dénominateur.",
    )
)
gross_margin_rate.wrong(
    mistakes.parentheses(
        lambda data: (
            data.price_before / (1 + data.vat) - data.cost_before / (data.price_before / (1 + data.vat))
        ),
        "au numérateur",
    )
)
gross_margin_rate.otherwise(
    "que garde la marque d'une pièce vendue hors taxes, une fois la pièce payée, et quelle part de ce prix est-ce ?"
)
gross_margin_rate.why(
    "Ce taux ne compte que l'achat : les retours, la livraison et la publicité se paient encore dessus. Que devient-il si le prix baisse et que le coût ne bouge pas ?"
)
gross_margin_rate.hints(
    "Trois gestes : prix HT, marge en euros, marge divisée par prix HT.",
    "Le prix HT vaut `data.price_before / (1 + data.vat)`.",
    "Une part s'écrit en fraction : 5 % s'écrit `0.05`.",
)


@EXERCISE.number("Multiple des ventes", "×", relative=0.015)
def pieces_multiple(data: Data) -> float:
    return _margin(data.price_before, data.cost_before, data.vat) / _margin(
        data.price_after, data.cost_before, data.vat
    )


pieces_multiple.asks(
    "Supposons que le prix passe de {price_before} à {price_after}, et que la pièce coûte toujours {cost_before}.\n\n"
    "Par combien faut-il multiplier les ventes pour garder la même marge brute en euros ?"
)
pieces_multiple.wrong(
    "rapport des prix",
    "c'est le rapport des prix : il garde le chiffre d'affaires, pas la marge. Retirez le coût de chaque prix HT avant de diviser.",
    lambda data: data.price_before / data.price_after,
)
pieces_multiple.wrong(
    mistakes.ttc_for_ht(
        "vous comparez des marges calculées sur le prix TTC. La TVA pèse sur les deux prix : passez-les en HT avant de retirer le coût."
    )
)
pieces_multiple.wrong(
    mistakes.upside_down(
        "votre rapport est à l'envers : la marge par pièce diminue, il faut donc vendre plus. Mettez l'ancienne marge au-dessus."
    )
)
pieces_multiple.wrong(
    mistakes.change_for_multiple(
        "c'est ce qu'il faut vendre en plus. La question demande par combien multiplier."
    )
)
pieces_multiple.wrong(
    "nouveau coût",
    "vous avez pris le coût de la grande série. Ici le coût ne bouge pas : gardez `data.cost_before` des deux côtés.",
    lambda data: (
        _margin(data.price_before, data.cost_before, data.vat)
        / _margin(data.price_after, data.cost_after, data.vat)
    ),
)
pieces_multiple.otherwise("combien d'euros de marge laisse une pièce avant la baisse, et combien après ?")
pieces_multiple.why(
    "La marge par pièce fond bien plus vite que le prix : le coût, lui, n'a pas baissé. À coût inchangé, il faudrait vendre au moins deux fois plus, sans gagner un euro de plus. La marque a donc changé le coût : c'est la question suivante."
)
pieces_multiple.hints(
    "Marge totale = pièces × marge par pièce. Si la marge par pièce est divisée, les pièces doivent être multipliées d'autant.",
    "Marge par pièce = prix HT − coût. Calculez-la avec chaque prix.",
    "Multiple = marge d'avant ÷ marge d'après.",
)


@EXERCISE.function("fois_plus")
def fois_plus(data: Data, prix_avant, cout_avant, prix_apres, cout_apres) -> float:
    return _margin(prix_avant, cout_avant, data.vat) / _margin(prix_apres, cout_apres, data.vat)


fois_plus.asks(
    "La marque n'a pas seulement baissé son prix : elle a changé de fabrication, et de coût. Votre collègue a écrit une fonction qui compare les deux situations. Elle s'exécute, mais elle compte mal : elle oublie la TVA, et garde l'ancien coût après la baisse.\n\n"
    "Changez deux lignes dans la cellule, puis relancez-la."
)
fois_plus.tries(
    lambda data: [
        (data.price_before, data.cost_before, data.price_after, data.cost_after),
        (data.price_before, data.cost_before, data.price_pack, data.cost_after),
        (60.0, 20.0, 48.0, 15.0),
        (36.0, 12.0, 30.0, 12.0),
        (90.0, 30.0, 108.0, 40.0),
    ]
)
fois_plus.starts(
    lambda data, prix_avant, cout_avant, prix_apres, cout_apres: (
        (prix_avant - cout_avant) / (prix_apres - cout_avant)
    )
)
fois_plus.wrong(
    "TVA corrigée, coût oublié",
    "la TVA est bien retirée, mais la marge d'après emploie encore l'ancien coût. Remplacez-y `cout_avant` par `cout_apres`.",
    lambda data, p, c, q, d: _margin(p, c, data.vat) / _margin(q, c, data.vat),
)
fois_plus.wrong(
    "coût corrigé, TTC pris pour HT",
    "chaque marge a son coût, mais les prix sont encore TTC. Divisez chaque prix par `1 + data.vat` avant de retirer le coût.",
    lambda data, p, c, q, d: (p - c) / (q - d),
)
fois_plus.wrong(
    "rapport à l'envers",
    "le rapport est à l'envers : pour garder la marge totale, c'est la marge d'avant qu'on divise par celle d'après.",
    lambda data, p, c, q, d: _margin(q, d, data.vat) / _margin(p, c, data.vat),
)
fois_plus.wrong(
    "TVA retirée du prix TTC",
    "vous retirez la TVA en pourcentage du prix TTC. Divisez par `1 + data.vat` au lieu de multiplier par `1 - data.vat`.",
    lambda data, p, c, q, d: (p * (1 - data.vat) - c) / (q * (1 - data.vat) - d),
)
fois_plus.otherwise("quel prix, et quel coût, chacune des deux lignes emploie-t-elle ?")
fois_plus.why(
    "Une fonction garde un raisonnement et le rejoue sur d'autres nombres. Essayez-la avec `data.cost_after` : le coût qui baisse avec le prix rend la baisse bien plus facile à tenir. Encore faut-il que les ventes suivent : que disent les chiffres de la marque ?"
)
fois_plus.hints(
    "La première ligne calcule la marge d'avant : prix moins coût. Ce prix est TTC : que faut-il en faire ?",
    "La deuxième ligne calcule la marge d'après. Quel coût y emploie-t-elle ?",
    "Écrivez chaque prix sous la forme `prix_avant / (1 + data.vat)`.",
)


@EXERCISE.decision("Part du chiffre d'affaires concernée", "%")
def share_concerned(data: Data) -> float:
    growth = data.revenue_2025 / data.revenue_2023 - 1
    return growth / (data.volume_multiple * data.price_pack / data.price_before - 1)


share_concerned.asks(
    "Les ventes sont « multipliées par trois ou quatre », dit Guillaume Gibault (Libération, 2026) : prenons {volume_multiple}, de {price_before} à {price_pack} par lot. Supposons un chiffre d'affaires de {revenue_2023} (2023), puis {revenue_2025} (2025). Pourquoi si peu ?\n\n"
    "{options}\n\n"
    "En euros, la gamme a monté de `data.volume_multiple * data.price_pack / data.price_before - 1`, l'entreprise de `data.revenue_2025 / data.revenue_2023 - 1`. "
    "Si elle remplace des pièces déjà vendues, le reste stagnant, quelle part de 2023 faisaient-elles ?"
)
share_concerned.option(
    "a",
    "L'un des deux est faux",
    "rien ne l'oblige : deux chiffres justes peuvent différer. Que mesure chacun, et chez qui ?",
)
share_concerned.option(
    "b",
    "La baisse de prix compense exactement la hausse des ventes",
    "multipliez la hausse des ventes par la baisse du prix : le produit est-il proche de 1 ?",
)
share_concerned.option("c", "L'un compte les pièces d'une gamme, l'autre tous les euros")
share_concerned.option(
    "d",
    "Le premier est TTC, le second HT",
    "un multiple ne dépend pas de la TVA : elle pèse autant avant qu'après.",
)
share_concerned.wrong(
    "pièces prises pour euros",
    "vous multipliez les ventes sans baisser le prix. Le chiffre d'affaires de la gamme est multiplié par les pièces et par le rapport des prix.",
    lambda data: (data.revenue_2025 / data.revenue_2023 - 1) / (data.volume_multiple - 1),
)
share_concerned.wrong(
    "multiple au lieu de hausse",
    "vous divisez deux multiples. Comparez deux hausses : retirez 1 à chacun, car ces pièces se vendaient déjà en 2023.",
    lambda data: (
        data.revenue_2025 / data.revenue_2023 / (data.volume_multiple * data.price_pack / data.price_before)
    ),
)
share_concerned.wrong(
    "hausse au numérateur seulement",
    "la hausse totale est bonne, mais le dénominateur est un multiple. Retirez-lui 1 : c'est la hausse de la gamme qui explique celle du total.",
    lambda data: (
        (data.revenue_2025 / data.revenue_2023 - 1)
        / (data.volume_multiple * data.price_pack / data.price_before)
    ),
)
share_concerned.wrong(
    "hausse du chiffre d'affaires",
    "c'est la hausse du chiffre d'affaires total. Il reste à la diviser par la hausse qu'aurait eue la gamme seule.",
    lambda data: data.revenue_2025 / data.revenue_2023 - 1,
)
share_concerned.wrong(
    mistakes.parentheses(
        lambda data: (
            data.revenue_2025 / data.revenue_2023
            - 1 / (data.volume_multiple * data.price_pack / data.price_before - 1)
        ),
        "au numérateur",
    )
)
share_concerned.wrong(
    mistakes.parentheses(
        lambda data: (
            (data.revenue_2025 / data.revenue_2023 - 1)
            / data.volume_multiple
            * data.price_pack
            / data.price_before
            - 1
        ),
        "au dénominateur",
    )
)
share_concerned.wrong(
    mistakes.parentheses(
        lambda data: (
            data.revenue_2025 / data.revenue_2023
            - 1 / data.volume_multiple * data.price_pack / data.price_before
            - 1
        ),
        "partout",
    )
)
share_concerned.otherwise(
    "si la gamme faisait la moitié de l'entreprise, de combien l'entreprise aurait-elle monté ?"
)
share_concerned.why(
    "Si le multiple en pièces ne porte que sur une partie des ventes, les deux sources s'accordent. C'est une façon de les accorder, non la seule : le reste a pu reculer, et la part serait alors plus grande. Un chiffre n'a de sens qu'avec ce qu'il compte : pièces ou euros, gamme ou entreprise. Et un client, que vaut-il ?"
)
share_concerned.hints(
    "Pour chaque chiffre, deux questions : que compte-t-il, et sur quel périmètre ?",
    "Chiffre d'affaires de la gamme : pièces × prix. Son multiple vaut `data.volume_multiple * data.price_pack / data.price_before`.",
    "Hausse du total = part × hausse de la gamme. La part est donc un rapport de deux hausses.",
)


@EXERCISE.number("LTV/CAC", "×", relative=0.01)
def ltv_cac(data: Data) -> float:
    return data.firm.ltv_cac


ltv_cac.asks(
    "Une pièce se vend une fois, un client revient. Combien de fois rapporte-t-il ce qu'il a coûté (LTV/CAC) ?\n\n"
    "Il laisse `firm.margin_per_customer` par mois, pendant `1 / firm.churn` mois. Le premier mois compte plus : c'est une commande entière, qui vaut `firm.first_month_weight` mois ordinaires. Le gagner coûte `firm.cac`."
)
ltv_cac.wrong(mistakes.ltv_on_revenue())
ltv_cac.wrong(
    mistakes.upside_down("votre rapport est à l'envers : le CAC est ce qu'on paie, il va au dénominateur.")
)
ltv_cac.wrong(
    "première commande oubliée",
    "vous comptez le premier mois comme les autres. Or gagner un client, c'est une première commande : combien de mois ordinaires vaut-elle ?",
    lambda data: data.firm.margin_per_customer * data.firm.lifetime / data.firm.cac,
)
ltv_cac.wrong(
    "un mois de trop",
    "vous comptez le premier mois deux fois : entier, puis comme un mois ordinaire. Combien de mois ordinaires reste-t-il après lui ?",
    lambda data: (
        data.firm.margin_per_customer * (data.firm.lifetime + data.firm.first_month_weight) / data.firm.cac
    ),
)
ltv_cac.wrong(mistakes.yearly_rate("churn"))
ltv_cac.wrong(
    "soustraction au lieu d'un rapport",
    "vous retirez le CAC de la valeur vie : c'est un gain en euros. Pour « combien de fois », divisez.",
    lambda data: data.firm.ltv - data.firm.cac,
)
ltv_cac.wrong(
    "valeur vie seule",
    "c'est la valeur vie en euros. Il reste à la rapporter au coût d'acquisition : divisez par `firm.cac`.",
    lambda data: data.firm.ltv,
)
ltv_cac.otherwise("que vaut `firm.ltv`, et trouvez-vous la même valeur vie avant de la rapporter au CAC ?")
ltv_cac.why(
    "La marge par mois, le temps que reste le client, le prix payé pour l'avoir : ces trois nombres suffisent. Le seuil de 3 souvent cité vient des abonnements ; ici la première commande en fait déjà une bonne part. Mais que devient cette marge si les retours montent ?"
)
ltv_cac.hints(
    "Valeur vie (LTV) = marge mensuelle × nombre de mois qui comptent.",
    "Mois qui comptent : `1 / firm.churn + firm.first_month_weight - 1`, car le premier mois est une commande entière.",
    "LTV/CAC : divisez la valeur vie par `firm.cac`.",
)


@EXERCISE.number("Marge perdue par commande", "€", absolute=0.02)
def cost_of_returns(data: Data) -> float:
    return data.firm.order_margin - data.firm.replace(return_rate=data.return_rate_fashion).order_margin


cost_of_returns.asks(
    "La mode en ligne voit revenir bien plus de commandes que cette marque. Supposons un taux de retour de {return_rate_fashion}, au lieu de {return_rate}.\n\n"
    "Combien d'euros de marge perdrait chaque commande à ce niveau ? `firm.replace(return_rate=...)` donne la même entreprise avec un autre taux, `.order_margin` sa marge par commande."
)
cost_of_returns.wrong(
    "traitement du retour seul",
    "vous ne comptez que le traitement du retour. La vente est perdue aussi, et une partie des articles rendus ne se revend pas.",
    lambda data: (data.return_rate_fashion - data.return_rate) * data.firm.return_cost,
)
cost_of_returns.wrong(
    "panier perdu en entier",
    "vous comptez tout le panier comme perdu. L'article revient, et la TVA n'a jamais été à la marque : comparez deux marges, pas deux paniers.",
    lambda data: (data.return_rate_fashion - data.return_rate) * data.basket,
)
cost_of_returns.wrong(
    "marge seule perdue",
    "vous comptez un retour de plus comme une marge moyenne de moins. Il coûte davantage : le colis est payé quand même, et la pièce peut être abîmée. Comparez deux marges par commande.",
    lambda data: (data.return_rate_fashion - data.return_rate) * data.firm.order_margin,
)
cost_of_returns.wrong(
    "taux d'arrivée au lieu de l'écart",
    "vous comptez tous les retours d'arrivée. Une partie existait déjà : comparez à la marge d'aujourd'hui, pas à une entreprise sans retours.",
    lambda data: (
        data.firm.replace(return_rate=0).order_margin
        - data.firm.replace(return_rate=data.return_rate_fashion).order_margin
    ),
)
cost_of_returns.wrong(
    "marge d'arrivée",
    "c'est la marge qui reste. La question demande ce qui est perdu : soustrayez-la de `firm.order_margin`.",
    lambda data: data.firm.replace(return_rate=data.return_rate_fashion).order_margin,
)
cost_of_returns.wrong(
    "part au lieu d'euros",
    "c'est la part de marge perdue. La question demande des euros par commande : ne divisez pas.",
    lambda data: cost_of_returns(data) / data.firm.order_margin,
)
cost_of_returns.otherwise(
    "que laisse une commande avec le taux d'aujourd'hui, et que laisse-t-elle avec celui de la mode ?"
)
cost_of_returns.why(
    "Un retour coûte plus que son colis : la vente est annulée et une partie des articles ne se revend pas au prix normal. Le même calcul vaut pour tout changement : remplacer une valeur, comparer deux résultats. C'est ce que demande la dernière question."
)
cost_of_returns.hints(
    "`firm.replace(return_rate=...)` donne la même entreprise avec un autre taux de retour.",
    "Sa marge par commande est `.order_margin`. Calculez celle d'aujourd'hui et celle d'arrivée.",
    "Marge perdue = marge d'aujourd'hui − marge d'arrivée.",
)


@EXERCISE.decision("Hausse nécessaire des nouveaux clients", "%", words=15, absolute=0.005)
def needed_growth(data: Data) -> float:
    return _needed_customers(data) / data.firm.new_customers - 1


needed_growth.asks(
    "Faut-il baisser encore le panier, de {rebate} ? Le directeur commercial promet {promise} de nouveaux clients en plus.\n\n"
    'Quelle hausse garderait le même résultat en régime permanent ? `bm.goal_seek(modele, "steady_state_profit", cible, vary="new_customers")` cherche le nombre de nouveaux clients par mois.\n\n'
    "Si la promesse est tenue, acceptez-vous la baisse ?\n\n"
    "{options}\n\n"
    "Donnez votre choix, la hausse (fraction), et justifiez en quinze mots au moins, avec un chiffre."
)
needed_growth.follows(
    lambda data: data.promise >= needed_growth(data),
    beside="data.promise",
    oui=("J'accepte la baisse", "mais il dépasse la promesse : même tenue, elle ne suffit pas"),
    non=("Je refuse la baisse", "et la promesse le dépasse : si elle est tenue, le résultat monte"),
)
needed_growth.wrong(
    "chiffre d'affaires conservé",
    "vous gardez le panier total, pas le résultat. Les coûts, eux, ne baissent pas avec le prix : repartez de `steady_state_profit`.",
    lambda data: data.basket / (data.basket - data.rebate) - 1,
)
needed_growth.wrong(
    "baisse du panier en pourcentage",
    "c'est la part du panier que vous abandonnez. Même pour garder le seul chiffre d'affaires, il faudrait davantage : repartez de `steady_state_profit`.",
    lambda data: data.rebate / data.basket,
)
needed_growth.wrong(
    "acquisition oubliée",
    "vous gardez la marge par commande, mais chaque nouveau client coûte aussi son CAC. Visez `steady_state_profit`, qui le compte.",
    lambda data: (
        data.firm.order_margin / data.firm.replace(basket=data.basket - data.rebate).order_margin - 1
    ),
)
needed_growth.wrong(
    "nombre de clients au lieu de hausse",
    "c'est le nombre de nouveaux clients par mois. Divisez par `firm.new_customers`, puis retirez 1.",
    lambda data: _needed_customers(data),
)
needed_growth.wrong(mistakes.multiple_for_change("c'est un multiple. Une hausse est ce multiple moins 1."))
needed_growth.wrong(
    "promesse recopiée",
    "c'est la promesse, pas ce qu'il faut. Cherchez d'abord le nombre nécessaire avec `bm.goal_seek`, puis comparez.",
    lambda data: data.promise,
)
needed_growth.otherwise(
    "quel résultat veut-on retrouver, et avec quelle entreprise : celle d'aujourd'hui, ou celle au panier baissé ?"
)
needed_growth.why(
    "Votre choix et votre nombre se tiennent ; votre enseignant lit la justification. Reste ce que ce calcul ne dit pas : la promesse vient de celui qui la fait, et des clients attirés par un prix partent peut-être plus vite. Dans la leçon, déplacez l'attrition et regardez la trésorerie."
)
needed_growth.hints(
    "Construisez l'entreprise au panier baissé : `firm.replace(basket=data.basket - data.rebate)`.",
    '`bm.goal_seek(modele, "steady_state_profit", cible, vary="new_customers")` cherche le nombre de nouveaux clients qui atteint la cible.',
    "La cible est le résultat d'aujourd'hui : `firm.steady_state_profit`. Hausse = nombre trouvé ÷ `firm.new_customers` − 1.",
)
