"""Questions on Vestiaire Collective and resale between private persons: who pays, who receives, what trust is worth."""

from __future__ import annotations

from bizmodels.exercises import mistakes
from bizmodels.exercises.engine import Exercise
from bizmodels.exercises.given import Data, Given
from bizmodels.exercises.mistakes import Mistake, changing
from bizmodels.exercises.questions import Choice, Decision, Function, Numeric, WrongFunction
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
    Given("claim", "Croissance des membres annoncée pour 2020", "%",
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
    Given.of(Resale, "share_checked", low=0.4, high=1, step=0.1),
    Given("measured", "Achats en plus mesurés quand tout est vérifié", "%", default=0.30,
          low=0.20, high=0.50, step=0.05, note="un essai sur deux groupes, inventé"),
)  # fmt: skip


def _firm(data: Data) -> Resale:
    return Resale(
        item_price=data.item_price,
        seller_fee=data.seller_fee,
        buyer_fee=data.buyer_fee,
        fixed_fee=data.fixed_fee,
        authentication=data.authentication,
        share_checked=data.share_checked,
    )


# --- the right answers ------------------------------------------------------------------------------------

RECEIVERS = {"a": "État (TVA sur les frais)", "b": "Vérification", "c": "Banque et carte", "d": "Litiges"}


def _biggest_cost(data: Data) -> str:
    ledger = data.firm.ledger()
    return max(RECEIVERS, key=lambda letter: ledger[RECEIVERS[letter]])


def _kept_of_seller_fee(data: Data) -> float:
    return data.seller_fee / (1 + data.vat)


def _reserve(data: Data) -> float:
    return data.kept / (1 - data.seller_fee)


def _buyer_side(data: Data) -> float:
    """What buyers must pay on top, TTC and as a share of the price, for the published rate to hold."""
    return data.revenue / data.gmv * (1 + data.vat) - data.seller_fee


def _growth(data: Data) -> float:
    return data.members_after / data.members_before - 1


def _reported(data: Data) -> float:
    return data.many_sales + data.high_amount - data.both_limits


def _margins(data: Data) -> tuple[float, float]:
    """Margin of an order without any check, and with all checked (€)."""
    return tuple(data.firm.replace(share_checked=share).order_margin for share in (0, 1))


def _needed_effect(data: Data) -> float:
    # Solved by hand from steady_state_profit; the solution notebook finds the same with goal_seek. A buyer's
    # life is one sure order, then `later` orders, and only those grow with trust.
    none, everything = _margins(data)
    later = data.firm.orders_per_month * (1 / data.firm.churn - 1)
    return (none * (1 + later) / everything - 1) / later - 1


# --- the questions ----------------------------------------------------------------------------------------

READ = Choice(
    prompt="Une fois la vendeuse payée, qui se sert le plus avant la plateforme ? Lisez `firm.ledger()`.",
    options={
        "a": (
            "L'État",
            "il ne prend la TVA que sur les frais, pas sur le sac. Comparez sa ligne à celle de la vérification.",
        ),
        "b": (
            "L'atelier qui vérifie",
            "il n'est payé que pour les pièces qui passent chez lui. Comparez sa ligne à celle de l'État.",
        ),
        "c": (
            "La banque",
            "elle prend un petit pourcentage de tout ce qui est payé. Une autre ligne la dépasse.",
        ),
        "d": (
            "Les litiges",
            "ils coûtent cher un par un, mais ils sont rares : c'est la plus petite ligne. Relisez le tableau.",
        ),
    },
    answer=_biggest_cost,
    why="Personne ne facture de TVA sur le sac, et pourtant l'État est parmi les premiers servis : il prend un sixième de tous les frais. Combien en reste-t-il à la plateforme, en pourcentage du prix ?",
    hints=(
        "Ajoutez une cellule, écrivez `firm.ledger()`, puis Maj + Entrée.",
        "Laissez de côté la première ligne (la vendeuse) et la dernière (la marge) : cherchez le plus grand nombre entre les deux.",
    ),
)

SELLER_FEE = Numeric(
    prompt="La vendeuse lit « {seller_fee} », toutes taxes comprises. Quelle part du prix la plateforme en garde-t-elle, hors taxes ?",
    label="Frais vendeur gardés",
    unit="% du prix",
    answer=_kept_of_seller_fee,
    absolute=0.001,
    mistakes=(
        mistakes.ttc_for_ht(
            "c'est le taux affiché, TTC. L'État en reprend la TVA : divisez par `1 + data.vat`."
        ),
        mistakes.vat_share_of_ttc(),
        mistakes.vat_added(),
        Mistake(
            "TVA retirée du sac aussi",
            "vous retirez la TVA deux fois. Le sac, vendu par une particulière, n'en contient pas : ne divisez que les frais.",
            lambda data, right: data.seller_fee / (1 + data.vat) ** 2,
        ),
        Mistake(
            "frais des deux côtés",
            "vous ajoutez les frais de l'acheteuse. La question ne porte que sur ceux de la vendeuse.",
            lambda data, right: (data.seller_fee + data.buyer_fee) / (1 + data.vat),
        ),
    ),
    first_step="le taux TTC vaut `1 + data.vat` fois le taux hors taxes. Par quoi faut-il diviser ?",
    why="Une commission affichée TTC n'entre pas tout entière dans le chiffre d'affaires. C'est la première différence entre le taux qu'on lit et le taux qu'on constate. Et la vendeuse, à quel prix accepte-t-elle ?",
    hints=(
        "Un particulier paie des frais TTC ; la plateforme en reverse la TVA.",
        "Frais TTC = frais HT × (1 + TVA).",
        "Les deux nombres sont dans le tableau : `data.seller_fee` et `data.vat`.",
    ),
)

RESERVE = Numeric(
    prompt="La vendeuse veut garder {kept}, une fois les frais de {seller_fee} retirés du prix. Quel est son prix de réserve ?",
    label="Prix de réserve",
    unit="€",
    answer=_reserve,
    relative=0.002,
    absolute=0.6,
    mistakes=(
        Mistake(
            "frais ajoutés à ce qu'on garde",
            "vous ajoutez les frais à ce que la vendeuse garde. Ils portent sur le prix affiché, plus grand : divisez par `1 - data.seller_fee`.",
            lambda data, right: data.kept * (1 + data.seller_fee),
        ),
        Mistake(
            "frais retirés de ce qu'on garde",
            "vous retirez les frais de ce que la vendeuse veut garder. C'est l'inverse : le prix doit être plus haut que cette somme.",
            lambda data, right: data.kept * (1 - data.seller_fee),
        ),
        Mistake(
            "frais oubliés",
            "c'est ce qu'elle veut garder. À ce prix-là, les frais retirés, il lui manquerait de l'argent.",
            lambda data, right: data.kept,
        ),
        Mistake(
            "frais hors taxes",
            "vous retirez la TVA des frais. La vendeuse ne la récupère pas : elle paie les frais TTC.",
            lambda data, right: data.kept / (1 - data.seller_fee / (1 + data.vat)),
        ),
    ),
    first_step="vérifiez votre prix : retirez-lui les frais, il doit rester exactement `data.kept`.",
    why="Sous ce prix, elle garde le sac. Chaque point de commission relève donc le prix de réserve, et écarte des acheteuses. Que reçoit la plateforme quand la vente se fait ?",
    hints=(
        "Ce qui reste = prix − frais, et les frais sont une part du prix.",
        "Ce qui reste = prix × (1 − frais vendeur).",
        "Prix = `data.kept / (1 - data.seller_fee)`.",
    ),
)


def _colleague(prix: float, frais_vendeur: float, frais_acheteur: float, fixe: float) -> float:
    return prix * (frais_vendeur + frais_acheteur)


def _reference(data: Data):
    def garde(prix: float, frais_vendeur: float, frais_acheteur: float, fixe: float) -> float:
        return (prix * (frais_vendeur + frais_acheteur) + fixe) / (1 + data.vat)

    return garde


def _trials(data: Data) -> list[tuple[float, ...]]:
    return [
        (data.item_price, data.seller_fee, data.buyer_fee, data.fixed_fee),
        (100.0, 0.13, 0.05, 15.0),
        (40.0, 0.1, 0.05, 0.7),
        (585.0, 0.12, 0.0, 20.0),
        (250.0, 0.0, 0.2, 5.0),
    ]


def _wrong_functions(data: Data) -> list[WrongFunction]:
    vat = data.vat
    return [
        WrongFunction(
            "TVA retirée, frais fixes oubliés",
            "la TVA est bien retirée, mais les frais fixes manquent toujours. Ajoutez `fixe` aux frais avant de diviser.",
            lambda p, v, a, f: p * (v + a) / (1 + vat),
        ),
        WrongFunction(
            "frais fixes ajoutés, TTC pris pour HT",
            "les frais sont complets, mais encore TTC. Divisez leur somme par `1 + data.vat`.",
            lambda p, v, a, f: p * (v + a) + f,
        ),
        WrongFunction(
            "frais fixes ajoutés après la division",
            "vous ne retirez pas la TVA des frais fixes. Ajoutez `fixe` avant de diviser, ou mettez la somme entre parenthèses.",
            lambda p, v, a, f: p * (v + a) / (1 + vat) + f,
        ),
        WrongFunction(
            "TVA retirée du montant TTC",
            "vous retirez la TVA en pourcentage du montant TTC. Divisez par `1 + data.vat` au lieu de multiplier par `1 - data.vat`.",
            lambda p, v, a, f: (p * (v + a) + f) * (1 - vat),
        ),
        WrongFunction(
            "frais fixes multipliés par le prix",
            "vous ajoutez les frais fixes aux pourcentages. Ce sont des euros : ils s'ajoutent après la multiplication par le prix.",
            lambda p, v, a, f: p * (v + a + f) / (1 + vat),
        ),
    ]


MEND_THE_CODE = Function(
    prompt="La fonction `garde` de votre collègue oublie les frais fixes et la TVA. Changez deux lignes pour qu'elle rende ce que la plateforme garde d'une commande, hors taxes.",
    name="garde",
    arguments=("prix", "frais_vendeur", "frais_acheteur", "fixe"),
    answer=_reference,
    trials=_trials,
    mistakes=_wrong_functions,
    start=_colleague,
    first_step="les frais sont une somme de trois montants en euros TTC ; la TVA se retire de cette somme, à la fin.",
    why="Divisez maintenant ce résultat par le prix, pour une pièce à 40 puis à 400 € : le taux constaté n'est pas le même, avec la même grille. Un taux moyen dépend donc de ce qui se vend. Que dit alors le taux publié ?",
    hints=(
        "La première ligne calcule les frais TTC : il y manque `+ fixe`.",
        "La deuxième ligne rend les frais TTC. Que faut-il en faire pour les passer hors taxes ?",
        "Deuxième ligne : `return frais / (1 + data.vat)`.",
    ),
)

TRAP = Decision(
    prompt="Le chiffre d'affaires vaut {revenue} pour un volume de {gmv}, alors que la vendeuse lit {seller_fee}. D'où vient l'écart, et combien l'acheteuse doit-elle payer en plus, TTC et en part du prix, pour l'expliquer ?",
    choice=Choice(
        prompt="D'où vient l'écart ?",
        options={
            "a": (
                "La grille vendeur est fausse",
                "elle n'a pas été relue, mais rien ne l'accuse : un taux constaté ne mesure pas la même chose. Qui d'autre paie des frais ?",
            ),
            "b": (
                "Le taux constaté réunit les frais des deux côtés, hors taxes ; la grille n'en dit qu'un, TTC",
                "c'est pourtant ce que disent les définitions : relisez les deux.",
            ),
            "c": (
                "La plateforme vend aussi ses propres vêtements",
                "rien de tel n'est publié, et le modèle n'en a pas besoin. Cherchez du côté de l'acheteuse.",
            ),
            "d": (
                "Le chiffre d'affaires publié est en fait un volume",
                "le volume est l'autre nombre, cinq fois plus grand environ. Comparez plutôt ce que couvre chaque taux.",
            ),
        },
        answer=lambda data: "b",
        why="",
        hints=(),
    ),
    number=Numeric(
        prompt="",
        label="Frais acheteur TTC",
        unit="% du prix",
        answer=_buyer_side,
        absolute=0.002,
        mistakes=(
            changing(
                "TVA oubliée",
                "vous comparez un taux hors taxes à un taux TTC. Passez le taux constaté en TTC avant de soustraire.",
                vat=0.0,
            ),
            Mistake(
                "TVA dans le mauvais sens",
                "vous divisez le taux constaté par 1 + TVA : il est déjà hors taxes. Pour passer en TTC, multipliez.",
                lambda data, right: data.revenue / data.gmv / (1 + data.vat) - data.seller_fee,
            ),
            Mistake(
                "frais acheteur hors taxes",
                "votre écart est juste, mais hors taxes. L'acheteuse paie TTC : multipliez par `1 + data.vat`.",
                lambda data, right: right(data) / (1 + data.vat),
            ),
            Mistake(
                "total des deux côtés",
                "c'est le total TTC des deux côtés. Retirez-en ce que la vendeuse paie déjà.",
                lambda data, right: data.revenue / data.gmv * (1 + data.vat),
            ),
            Mistake(
                "écart en euros",
                "c'est une somme en millions d'euros. Rapportez-la au volume : la question demande une part du prix.",
                lambda data, right: right(data) * data.gmv,
            ),
        ),
        first_step="taux constaté = chiffre d'affaires ÷ volume, hors taxes. Passez-le en TTC, puis retirez les frais vendeur.",
        why="",
        hints=(),
    ),
    why="L'acheteuse paierait donc, elle aussi, une bonne part des frais. Ce n'est qu'une déduction : un panier plus petit avec des frais fixes, ou un volume arrondi, l'expliqueraient aussi. Un chiffre d'affaires divisé par un volume ne dit pas qui a payé.",
    hints=(
        "Pour chaque taux, deux questions : hors taxes ou TTC ? un côté ou les deux ?",
        "Total TTC des frais = `data.revenue / data.gmv * (1 + data.vat)`.",
        "Ce que paie l'acheteuse = total TTC − ce que paie la vendeuse.",
    ),
)

MEMBERS = Numeric(
    prompt="La plateforme annonce {claim} de croissance, mais compte {members_before} de membres en 2019 et {members_after} en 2020. Quelle croissance ces deux comptes donnent-ils ?",
    label="Croissance des membres",
    unit="%",
    answer=_growth,
    absolute=0.002,
    mistakes=(
        Mistake(
            "annonce recopiée",
            "c'est la croissance annoncée. Calculez celle que donnent les deux comptes publiés.",
            lambda data, right: data.claim,
        ),
        Mistake(
            "rapportée à l'arrivée",
            "vous divisez la hausse par les membres d'arrivée. Une croissance se rapporte au point de départ.",
            lambda data, right: 1 - data.members_before / data.members_after,
        ),
        mistakes.multiple_for_change("c'est un multiple. Une croissance est ce multiple moins 1."),
        Mistake(
            "hausse en millions",
            "c'est la hausse en millions de membres. Divisez-la par les membres de départ.",
            lambda data, right: data.members_after - data.members_before,
        ),
        Mistake(
            "moyenne des deux croissances",
            "vous faites la moyenne de deux sources en désaccord : personne n'a publié ce nombre. Gardez les comptes, signalez l'annonce.",
            lambda data, right: (data.claim + right(data)) / 2,
        ),
    ),
    first_step="divisez l'arrivée par le départ, puis retirez 1.",
    why="L'annonce mesure autre chose, ou se trompe : on la cite à part, on ne fait pas la moyenne. Et ces membres restent des inscrits : aucun de ces nombres ne dit combien achètent, ni combien vendent.",
    hints=(
        "Une croissance compare l'arrivée au départ.",
        "Croissance = arrivée ÷ départ − 1.",
        "Les deux nombres sont `data.members_after` et `data.members_before`.",
    ),
)

REPORTED = Numeric(
    prompt="{many_sales} des vendeurs atteignent {sales_limit}, {high_amount} dépassent {amount_limit}, {both_limits} font les deux. Quelle part des vendeurs la plateforme doit-elle déclarer ?",
    label="Vendeurs à déclarer",
    unit="%",
    answer=_reported,
    absolute=0.004,
    mistakes=(
        Mistake(
            "« et » au lieu de « ou »",
            "vous ne déclarez que ceux qui passent les deux seuils. C'est pour rester à l'abri qu'il faut les deux conditions ; un seul seuil franchi suffit.",
            lambda data, right: data.both_limits,
        ),
        Mistake(
            "comptés deux fois",
            "vous additionnez les deux groupes : ceux qui passent les deux seuils y figurent deux fois. Retirez-les une fois.",
            lambda data, right: data.many_sales + data.high_amount,
        ),
        Mistake(
            "seuil de ventes seul",
            "vous oubliez ceux qui vendent peu, mais cher. Ajoutez-les, sans compter personne deux fois.",
            lambda data, right: data.many_sales,
        ),
        Mistake(
            "seuil de recettes seul",
            "vous oubliez ceux qui vendent beaucoup de petites choses. Ajoutez-les, sans compter personne deux fois.",
            lambda data, right: data.high_amount,
        ),
        Mistake(
            "vendeurs à l'abri",
            "c'est la part de ceux que la plateforme ne déclare pas. La question demande les autres.",
            lambda data, right: 1 - right(data),
        ),
    ),
    first_step="essayez `bm.Resale.reportable(25, 2500)` : un seul seuil est franchi. Puis comptez qui franchit l'un ou l'autre.",
    why="Nier « moins de ventes et moins de recettes » donne « l'un ou l'autre ». Être déclaré n'est pas être imposé, mais qui l'ignore ferme son compte : la règle a un coût pour la plateforme. Reste sa grande dépense, la vérification.",
    hints=(
        "Est exclu celui qui reste sous les deux seuils. Qui est déclaré, alors ?",
        "Dessinez deux cercles qui se recoupent : la part cherchée est leur réunion.",
        "Réunion = premier groupe + second groupe − ceux qui sont dans les deux.",
    ),
)

DECIDE = Decision(
    prompt="Un atelier propose de vérifier toutes les pièces, à {authentication} l'une. Un essai sur deux groupes a mesuré {measured} d'achats en plus. Vaut-il mieux tout vérifier, ou ne rien vérifier ? Appuyez-vous sur la hausse des achats qui donnerait le même résultat en régime permanent.",
    choice=Choice(
        prompt="Que vérifiez-vous ?",
        options={
            "tout": (
                "Je vérifie tout",
                "votre nombre est juste, mais l'essai a mesuré moins : la vérification ne se rembourse pas. Comparez-le à `data.measured`.",
            ),
            "rien": (
                "Je ne vérifie rien",
                "votre nombre est juste, et l'essai a mesuré davantage : la vérification se rembourse. Comparez-le à `data.measured`.",
            ),
        },
        answer=lambda data: "tout" if data.measured >= _needed_effect(data) else "rien",
        why="",
        hints=(),
        form='`"tout"` ou `"rien"`, entre guillemets',
    ),
    number=Numeric(
        prompt="",
        label="Hausse des achats nécessaire",
        unit="%",
        answer=_needed_effect,
        absolute=0.005,
        mistakes=(
            Mistake(
                "premier achat compté comme les autres",
                "vous comparez deux marges par commande. La vérification ne déclenche pas le premier achat d'un nouveau venu, mais elle se paie dessus : repartez de `steady_state_profit`.",
                lambda data, right: _margins(data)[0] / _margins(data)[1] - 1,
            ),
            Mistake(
                "coût rapporté à la marge sans vérification",
                "vous divisez le coût du contrôle par la marge d'avant. Chaque achat gagné ne laisse que la marge d'après, et le premier achat paie aussi : visez `steady_state_profit`.",
                lambda data, right: data.authentication / _margins(data)[0],
            ),
            Mistake(
                "essai recopié",
                "c'est ce que l'essai a mesuré, pas ce qu'il faut. Cherchez d'abord le nombre nécessaire avec `bm.goal_seek`, puis comparez.",
                lambda data, right: data.measured,
            ),
            mistakes.multiple_for_change("c'est un multiple. Une hausse est ce multiple moins 1."),
        ),
        first_step='la cible est le résultat de `firm.replace(share_checked=0)`, le modèle à faire varier est `firm.replace(share_checked=1)`, et le paramètre est `"trust_effect"`.',
        why="",
        hints=(),
    ),
    words=15,
    why="Votre choix et votre nombre se tiennent ; votre enseignant lit la justification. Reste ce que ce calcul ne dit pas : un essai de quelques semaines ne mesure ni un scandale évité, ni les ventes conclues hors de la plateforme.",
    hints=(
        "Deux entreprises : `firm.replace(share_checked=0)` et `firm.replace(share_checked=1)`.",
        '`bm.goal_seek(modele, "steady_state_profit", cible, vary="trust_effect")` cherche l\'effet qui atteint la cible.',
        "La cible est le résultat sans vérification ; le modèle qui varie est celui où tout est vérifié.",
    ),
)

EXERCISE = Exercise(
    title="Le prix de la confiance",
    given=GIVEN,
    firm=_firm,
    questions=(READ, SELLER_FEE, RESERVE, MEND_THE_CODE, TRAP, MEMBERS, REPORTED, DECIDE),
)
