"""Questions on Qonto and the business account: plan mix, fees beyond an allowance, interchange, the cost of checks."""

from __future__ import annotations

from bizmodels.exercises import mistakes
from bizmodels.exercises.given import Data, Given
from bizmodels.exercises.sheet import Exercise
from bizmodels.models import BusinessBanking

CASE = "Qonto"

_FRAUD = "France paiements/fraud_rate_card"

GIVEN = (
    Given.of(BusinessBanking, "price_basic"),
    Given.of(BusinessBanking, "price_essential"),
    Given.of(BusinessBanking, "price_business"),
    Given("basic", "Comptes en formule Basic, sur 100 (exercice)", "comptes", default=60, low=52, high=68, step=2),
    Given("essential", "Comptes en formule Essential, sur 100 (exercice)", "comptes", default=25, low=20, high=28),
    Given.of(BusinessBanking, "included_basic"),
    Given.of(BusinessBanking, "transfer_fee"),
    Given("light", "Petits comptes, part du total", "%", default=0.75, low=0.75, high=0.85, step=0.05),
    Given("few", "Virements d’un petit compte", "par mois", default=12, low=8, high=14),
    Given("many", "Virements d’un gros compte", "par mois", default=70, low=60, high=72, step=2),
    Given.of(BusinessBanking, "card_spend", low=1200, high=2400, step=100),
    Given.of(BusinessBanking, "interchange", low=0.008, high=0.013, step=0.0005),
    Given("cap_debit", "Plafond d’interchange, carte de débit de consommateur", "%",
          source="legal/interchange_cap_debit", factor=0.01),
    Given("cap_credit", "Plafond d’interchange, carte de crédit de consommateur", "%",
          source="legal/interchange_cap_credit", factor=0.01),
    Given("clients", "Clients en 2025", "clients", source=f"{CASE}/customers/2025",
          low=560_000, high=640_000, step=10_000),
    Given("target", "Clients visés pour 2025 (annonce de 2022)", "clients", source=f"{CASE}/customers_target/2025"),
    Given("advertising", "Publicité et parrainage par compte ouvert", "€", default=200, low=160, high=260, step=10),
    Given("check", "Contrôle d’un dossier, accepté ou non", "€", default=60, low=45, high=90, step=5),
    Given("accepted", "Dossiers acceptés", "%", default=0.60, low=0.50, high=0.75, step=0.05),
    Given("fraud_domestic", "Fraude à distance, domestique, 2019", "% du montant",
          source=f"{_FRAUD}_remote/2019", factor=0.01),
    Given("fraud_before", "Fraude sur internet, toutes zones, 2021", "% du montant",
          source=f"{_FRAUD}_internet_all_zones/2021", factor=0.01, low=0.0019, high=0.0021, step=0.00005),
    Given("fraud_after", "Fraude sur internet, toutes zones, 2024", "% du montant",
          source=f"{_FRAUD}_internet_all_zones/2024", factor=0.01, low=0.0014, high=0.00155, step=0.00005),
    Given("saving", "Économie de l’automate sur la surveillance", "€ / compte / mois",
          default=1.5, low=1.2, high=1.8, step=0.1),
    Given("measured", "Attrition mesurée avec l’automate", "% / mois", default=0.0169,
          low=0.0151, high=0.0178, step=0.0003, note="un essai de six mois, inventé"),
)  # fmt: skip


def _firm(data: Data) -> BusinessBanking:
    return BusinessBanking(card_spend=data.card_spend, interchange=data.interchange)


EXERCISE = Exercise("Le prix d’un compte", GIVEN, firm=_firm)


def _automated(data: Data) -> BusinessBanking:
    return data.firm.replace(monitoring=data.firm.monitoring - data.saving)


def _equal_at_36(varied: BusinessBanking, target: BusinessBanking) -> float:
    """The churn with which one firm earns as much as the other in month 36; the notebook finds it with goal_seek."""

    from scipy.optimize import brentq  # slow to load: only where it is asked for

    def more(churn: float) -> float:
        return float(varied.replace(churn=churn).profit_36) - float(target.profit_36)

    return float(brentq(more, target.churn / 2, target.churn * 2, xtol=1e-12))


biggest_use = EXERCISE.choice()
biggest_use.asks("Quel usage rapporte le plus ?")
biggest_use.option(
    "a",
    "L’interchange des cartes",
)
biggest_use.option(
    "b",
    "Les virements hors forfait",
    "seuls les virements au-delà du forfait rapportent, quelques centimes chacun. Est-ce le point le plus à droite ?",
)
biggest_use.option(
    "c",
    "Le change",
    "la marge de change est petite, et les dépenses en devises aussi. Est-ce le point le plus à droite ?",
)
biggest_use.option(
    "d",
    "Les encaissements par carte",
    "ce que paie le client n'est pas ce qui reste : retirez `firm.acquiring_cost` des frais d'encaissement.",
)
biggest_use.why(
    "La carte, de loin : c'est la banque du commerçant qui paie, pas le titulaire du compte. Combien l'abonnement y ajoute-t-il ?"
)
biggest_use.hints(
    "Exécutez la cellule : elle place quatre usages sur un axe, en euros par compte et par mois.",
    "Cherchez le point le plus à droite. De combien dépasse-t-il le deuxième ?",
)


@EXERCISE.number("Abonnement par compte", "€ / mois", relative=0.004)
def subscription(data: Data) -> float:
    business = 100 - data.basic - data.essential
    paid = data.basic * data.price_basic + data.essential * data.price_essential
    return (paid + business * data.price_business) / 100


subscription.asks(
    "Sur 100 comptes, le tableau dit combien ont pris Basic ({basic}) et Essential ({essential}) ; tous les autres ont pris Business. La répartition est inventée : aucun document lu ne la donne.\n\n"
    "Combien rapporte l'abonnement, HT, par compte et par mois ?"
)
subscription.wrong(
    "moyenne simple des trois prix",
    "vous faites la moyenne de trois prix, comme si les trois formules se vendaient autant. Pondérez chaque prix par son nombre de comptes.",
    lambda data: (data.price_basic + data.price_essential + data.price_business) / 3,
)
subscription.wrong(
    "formule Business oubliée",
    "il manque une formule : les comptes qui ne sont ni Basic ni Essential paient la formule Business.",
    lambda data: (data.basic * data.price_basic + data.essential * data.price_essential) / 100,
)
subscription.wrong(
    "revenu de cent comptes",
    "c'est ce que paient cent comptes ensemble. Divisez par leur nombre.",
    lambda data: 100 * subscription(data),
)
subscription.wrong(
    "TVA ajoutée",
    "vous ajoutez la TVA. Les prix sont hors taxes, et le revenu se compte hors taxes.",
    lambda data: 1.2 * subscription(data),
)
subscription.wrong(mistakes.years_for_months())
subscription.wrong(
    mistakes.parentheses(
        lambda data: (
            data.basic * data.price_basic
            + data.essential * data.price_essential
            + (100 - data.basic - data.essential) * data.price_business / 100
        )
    )
)
subscription.wrong(
    "Essential et Business échangés",
    "vous donnez à la formule Business les comptes de la formule Essential. Combien de comptes restent, une fois Basic et Essential comptés ?",
    lambda data: (
        (
            data.basic * data.price_basic
            + data.essential * data.price_business
            + (100 - data.basic - data.essential) * data.price_essential
        )
        / 100
    ),
)
subscription.otherwise(
    "combien de comptes ont pris la formule Business, et que paient cent comptes ensemble ?"
)
subscription.why(
    "Peu de comptes chers suffisent à tirer la moyenne : un prix affiché ne dit rien sans la répartition, qu'aucun document lu ne donne. Et les virements ?"
)
subscription.hints(
    "Comptes Business = 100 − Basic − Essential.",
    "Abonnement moyen = somme (comptes × prix) ÷ 100.",
    "Les prix sont `data.price_basic`, `data.price_essential` et `data.price_business`.",
)


@EXERCISE.function("frais")
def frais(data: Data, virements, compris, prix) -> float:
    return max(virements - compris, 0) * prix


frais.asks(
    "Une formule comprend des virements, puis facture chacun de ceux qui dépassent. Votre collègue a écrit une fonction. Elle s'exécute, mais essayez `frais(12, 30, 0.40)` : elle *rembourse* ceux qui restent sous le forfait.\n\n"
    "Corrigez une ligne, puis relancez la cellule."
)
frais.tries(
    lambda data: [
        (data.many, data.included_basic, data.transfer_fee),
        (data.few, data.included_basic, data.transfer_fee),
        (42.0, 30.0, 0.4),
        (30.0, 30.0, 0.4),
        (140.0, 100.0, 0.25),
        (0.0, 100.0, 0.25),
    ]
)
frais.starts(lambda data, virements, compris, prix: (virements - compris) * prix)
frais.wrong(
    "tout le volume facturé",
    "dès que le forfait est dépassé, vous facturez tous les virements. Seuls ceux au-delà du forfait se paient.",
    lambda data, v, c, p: v * p if v > c else 0,
)
frais.wrong(
    "valeur absolue",
    "`abs` fait payer celui qui reste sous le forfait. Remplacez-le par `max(…, 0)`.",
    lambda data, v, c, p: abs(v - c) * p,
)
frais.wrong(
    "prix oublié",
    "vous comptez des virements, pas des euros. Multipliez par `prix`.",
    lambda data, v, c, p: max(v - c, 0),
)
frais.wrong(
    "maximum dans l'autre sens",
    "vous facturez les virements non faits. L'ordre compte : `virements - compris`.",
    lambda data, v, c, p: max(c - v, 0) * p,
)
frais.wrong(
    "minimum au lieu du maximum",
    "`min` garde le plus petit des deux : le dépassement disparaît. Il faut le plus grand.",
    lambda data, v, c, p: min(v - c, 0) * p,
)
frais.otherwise(
    "que rend votre `frais(12, 30, 0.40)`, et que doit-il rendre ? Et combien de virements paie `frais(42, 30, 0.40)` ?"
)
frais.why(
    "Une seule borne, et la fonction n'est plus une droite : c'est pourquoi on ne peut pas lui donner une moyenne. Essayez avec deux groupes de comptes."
)
frais.hints(
    "Sous le forfait, `virements - compris` est négatif. Que faut-il rendre alors ?",
    "`max(a, 0)` rend `a`, ou zéro quand `a` est négatif.",
    "`return max(virements - compris, 0) * prix`",
)


@EXERCISE.number("Frais hors forfait par compte", "€ / mois", relative=0.005)
def extra_fee(data: Data) -> float:
    """Fee per account and month: each group counted apart, then averaged (€)."""
    light = data.light * max(data.few - data.included_basic, 0)
    return (light + (1 - data.light) * max(data.many - data.included_basic, 0)) * data.transfer_fee


extra_fee.asks(
    "Deux groupes de comptes Basic : beaucoup de petits ({light}), qui font peu de virements ({few}), et quelques gros ({many}). En moyenne, ils restent sous le forfait ({included_basic}) ; au-delà, un virement coûte {transfer_fee}.\n\n"
    "Combien de frais hors forfait par compte et par mois, tous comptes confondus ?"
)
extra_fee.wrong(
    "calcul sur la moyenne",
    "vous calculez les frais du compte moyen, qui reste sous le forfait. Calculez-les groupe par groupe, puis faites la moyenne.",
    lambda data: 0.0,
)
extra_fee.wrong(
    "petits comptes remboursés",
    "vous laissez les petits comptes retirer des frais aux gros. Sous le forfait, on paie zéro : gardez `max(…, 0)`.",
    lambda data: (
        (data.light * data.few + (1 - data.light) * data.many - data.included_basic) * data.transfer_fee
    ),
)
extra_fee.wrong(
    "gros compte pris pour tous",
    "ce sont les frais d'un gros compte. Tous les comptes n'en sont pas : pondérez par leur part.",
    lambda data: (data.many - data.included_basic) * data.transfer_fee,
)
extra_fee.wrong(
    "parts échangées",
    "vous pondérez les gros comptes par la part des petits. La part des gros est `1 - data.light`.",
    lambda data: data.light * (data.many - data.included_basic) * data.transfer_fee,
)
extra_fee.wrong(
    "forfait oublié",
    "vous facturez aux gros comptes tous leurs virements. Retirez ceux que la formule comprend.",
    lambda data: (1 - data.light) * data.many * data.transfer_fee,
)
extra_fee.wrong(
    "virements au lieu d'euros",
    "c'est un nombre de virements. Combien coûte chacun ?",
    lambda data: extra_fee(data) / data.transfer_fee,
)
extra_fee.wrong(
    "moyenne simple des deux groupes",
    "vous comptez autant de gros comptes que de petits. Quelle part du total chaque groupe fait-il ?",
    lambda data: (data.many - data.included_basic) * data.transfer_fee / 2,
)
extra_fee.wrong(mistakes.years_for_months())
extra_fee.otherwise("combien paie un petit compte, combien un gros, et pour quelle part chacun compte-t-il ?")
extra_fee.why(
    "La moyenne des virements est sous le forfait, et l'entreprise encaisse quand même : moyenne des frais et frais de la moyenne diffèrent. Un modèle nourri de moyennes sous-estime ce revenu. Et la carte ?"
)
extra_fee.hints(
    "Un petit compte reste sous le forfait : il ne paie rien.",
    "Frais d'un gros compte = (virements − compris) × prix.",
    "Moyenne = `(1 - data.light)` × frais d'un gros compte.",
)


@EXERCISE.decision("Revenu effacé par compte", "€ / an", relative=0.004)
def erased(data: Data) -> float:
    """Revenue per account and year (€) that the consumer cap would wrongly take off."""
    return data.card_spend * (data.interchange - data.cap_debit) * 12


erased.asks(
    "Un mémoire écrit que l'Europe plafonne à {cap_debit} l'interchange de Qonto, supposé ici de {interchange}. Quel plafond vise ces cartes ?\n\n"
    "{options}\n\n"
    "Et combien de revenu, par compte et *par an*, le mémoire efface-t-il en prenant le plafond de débit ?"
)
erased.option(
    "a",
    "Celui des cartes de débit",
    "relisez la ligne de ce plafond dans le tableau : qui tient la carte qu'il vise ?",
)
erased.option(
    "b",
    "Celui des cartes de crédit",
    "relisez la ligne de ce plafond dans le tableau : qui tient la carte qu'il vise ?",
)
erased.option("c", "Ni l'un ni l'autre")
erased.option(
    "d",
    "Un autre, fixé par Qonto",
    "l'interchange se fixe dans le réseau de cartes ; le client n'en choisit pas le taux. Cherchez dans le périmètre de la loi.",
)
erased.wrong(
    "mois au lieu d'année", "c'est l'écart d'un mois. Multipliez par douze.", lambda data: erased(data) / 12
)
erased.wrong(
    "plafond de crédit",
    "vous prenez le plafond des cartes de crédit. Le mémoire a pris celui des cartes de débit.",
    cap_debit=lambda data: data.cap_credit,
)
erased.wrong(
    "tout l'interchange",
    "c'est l'interchange entier. Le mémoire en compte une partie : soustrayez le plafond.",
    cap_debit=0.0,
)
erased.wrong(
    "ce que compte le mémoire",
    "c'est le revenu que le mémoire a compté. La question demande ce qu'il a oublié.",
    lambda data: data.card_spend * data.cap_debit * 12,
)
erased.wrong(
    "part au lieu d'euros",
    "c'est la part du revenu que le mémoire efface. La question demande des euros par compte et par an.",
    lambda data: 1 - data.cap_debit / data.interchange,
)
erased.wrong(mistakes.parentheses(lambda data: data.card_spend * data.interchange - data.cap_debit * 12))
erased.wrong(
    "plafonds soustraits tous deux",
    "vous retirez les deux plafonds. Le mémoire n'en applique qu'un, celui de débit.",
    lambda data: data.card_spend * (data.interchange - data.cap_debit - data.cap_credit) * 12,
)
erased.otherwise(
    "de combien le mémoire se trompe-t-il sur un euro payé par carte, et combien un compte en paie-t-il par an ?"
)
erased.why(
    "Un plafond a un périmètre : lisez à qui il s'applique avant de l'appliquer. Le taux des cartes commerciales reste une hypothèse, faute de publication. Que peut-on affirmer, alors, sans aucune hypothèse ?"
)
erased.hints(
    "Une carte professionnelle est une carte commerciale.",
    "Revenu d'interchange = dépenses par carte × taux.",
    "Écart annuel = `data.card_spend * (data.interchange - data.cap_debit) * 12`.",
)


@EXERCISE.number("Plancher des abonnements", "M€ / an", relative=0.004)
def floor(data: Data) -> float:
    return data.clients * data.price_basic * 12 / 1e6


floor.asks(
    "Que peut-on affirmer avec la seule grille ? Supposez tous les clients de 2025 ({clients}) en formule Basic ({price_basic}).\n\n"
    "Combien font leurs abonnements d'une année, en millions d'euros ?"
)
floor.wrong(
    "mois au lieu d'année",
    "c'est un mois d'abonnements. Multipliez par douze.",
    lambda data: floor(data) / 12,
)
floor.wrong(
    "objectif pris pour le réalisé",
    "vous comptez les clients visés en 2022. La question porte sur ceux de 2025.",
    clients=lambda data: data.target,
)
floor.wrong(
    "formule Business",
    "c'est le prix d'une autre formule. Le plancher suppose que tous ont pris la moins chère.",
    price_basic=lambda data: data.price_business,
)
floor.wrong(
    "euros au lieu de millions",
    "votre nombre est en euros. Divisez par un million.",
    lambda data: 1e6 * floor(data),
)
floor.wrong(
    "TVA ajoutée",
    "vous ajoutez la TVA. Le prix est hors taxes, un chiffre d'affaires aussi.",
    lambda data: 1.2 * floor(data),
)
floor.wrong(
    "formule Essential",
    "c'est le prix d'une autre formule. Le plancher suppose que tous ont pris la moins chère.",
    price_basic=lambda data: data.price_essential,
)
floor.wrong(
    "milliers au lieu de millions",
    "votre nombre compte des milliers d'euros. La question demande des millions.",
    lambda data: 1e3 * floor(data),
)
floor.otherwise("que paie en un an un client en formule Basic, et combien de clients le paient ?")
floor.why(
    "C'est un plancher, pas une estimation : l'usage s'ajoute, et personne ne croit que tous ont pris la formule la moins chère. Le plafond de la même grille est vingt fois plus haut : c'est la répartition qui manque, pas le calcul."
)
floor.hints(
    "Le plancher suppose tout le monde dans la formule la moins chère.",
    "Une année a douze abonnements.",
    "`data.clients * data.price_basic * 12 / 1_000_000`",
)


@EXERCISE.number("Coût d'acquisition", "€", relative=0.004)
def entry_cost(data: Data) -> float:
    return data.advertising + data.check / data.accepted


entry_cost.asks(
    "Avant d'ouvrir un compte, on vérifie le dossier ({check}) : identité, activité, bénéficiaires. Tous ne sont pas acceptés ({accepted}), et un refusé a coûté autant de contrôle. La publicité revient à {advertising} par compte ouvert.\n\n"
    "Quel est le coût d'acquisition d'un compte, refusés compris ?"
)
entry_cost.wrong(
    "refusés oubliés",
    "vous ne comptez que le contrôle des acceptés. Les refusés ont coûté aussi : divisez le contrôle par la part acceptée.",
    lambda data: data.advertising + data.check,
)
entry_cost.wrong(
    "multiplié au lieu de divisé",
    "vous multipliez par la part acceptée : plus on refuserait, moins on paierait. Divisez.",
    lambda data: data.advertising + data.check * data.accepted,
)
entry_cost.wrong(
    "publicité divisée aussi",
    "la publicité est déjà comptée par compte ouvert. Ne divisez que le contrôle.",
    lambda data: (data.advertising + data.check) / data.accepted,
)
entry_cost.wrong(
    "divisé par la part refusée",
    "vous divisez par la part refusée. Ce sont les acceptés qui se partagent la facture.",
    lambda data: data.advertising + data.check / (1 - data.accepted),
)
entry_cost.wrong(
    "contrôle seul",
    "c'est le contrôle par compte ouvert. Ajoutez la publicité.",
    lambda data: data.check / data.accepted,
)
entry_cost.wrong(
    "part refusée ajoutée",
    "vous ajoutez un refusé pour chaque accepté en proportion des dossiers. Pour cent dossiers, combien de contrôles, et combien de comptes les paient ?",
    lambda data: data.advertising + data.check * (2 - data.accepted),
)
entry_cost.otherwise("pour cent dossiers, combien coûtent les contrôles, et combien de comptes s'ouvrent ?")
entry_cost.why(
    "Refuser ne coûte pas seulement une vente : chaque accepté paie le contrôle des autres. La conformité se lit donc dans l'acquisition. Et la fraude qu'elle combat, baisse-t-elle ?"
)
entry_cost.hints(
    "Cent dossiers coûtent cent contrôles, mais ouvrent moins de cent comptes.",
    "Contrôle par compte = contrôle ÷ part acceptée.",
    "`data.advertising + data.check / data.accepted`",
)


@EXERCISE.number("Baisse du taux de fraude", "%", absolute=0.004)
def fraud_fall(data: Data) -> float:
    return 1 - data.fraud_after / data.fraud_before


fraud_fall.asks(
    "Supposons que le taux de fraude à la carte vaille {fraud_domestic} (à distance, domestique, 2019), {fraud_before} (internet, toutes zones, 2021), puis {fraud_after} (internet, toutes zones, 2024). Un article affirme une baisse depuis 2019.\n\n"
    "Quelle baisse peut-on affirmer, la plus longue possible ? Répondez par une fraction, sans signe."
)
fraud_fall.wrong(
    "séries chaînées",
    "vous partez d'un taux domestique pour arriver à un taux toutes zones : ils ne comptent pas les mêmes paiements. Restez dans une seule série.",
    lambda data: 1 - data.fraud_after / data.fraud_domestic,
)
fraud_fall.wrong(
    "rapportée à l'arrivée",
    "vous divisez par le taux d'arrivée. Une baisse se rapporte au point de départ.",
    lambda data: data.fraud_before / data.fraud_after - 1,
)
fraud_fall.wrong(
    "différence de taux",
    "c'est une différence de taux, très petite. Divisez-la par le taux de départ.",
    lambda data: data.fraud_before - data.fraud_after,
)
fraud_fall.wrong(
    "part restante",
    "c'est ce qui reste du taux de départ. La baisse est ce qui a disparu : partez de 1.",
    lambda data: data.fraud_after / data.fraud_before,
)
fraud_fall.wrong(
    "baisse par an",
    "vous partagez la baisse entre les trois années. La question demande la baisse entière.",
    lambda data: fraud_fall(data) / 3,
)
fraud_fall.otherwise("quels taux portent les mêmes mots, même canal et mêmes zones ?")
fraud_fall.why(
    "Deux séries aux noms voisins donneraient une autre histoire. On compare dans un même périmètre, et on dit lequel. La série commence plus tard : c'est le prix de l'honnêteté. Reste à décider comment surveiller."
)
fraud_fall.hints(
    "Le mot « domestique » et les mots « toutes zones » disent des périmètres différents.",
    "Baisse = 1 − arrivée ÷ départ.",
    "`1 - data.fraud_after / data.fraud_before`",
)


@EXERCISE.decision("Attrition supportable", "% / mois", words=15, relative=0.0035)
def bearable_churn(data: Data) -> float:
    # At month 36, not in steady state: accounts are then still years away from it, and one of three decisions differs.
    return _equal_at_36(_automated(data), data.firm)


bearable_churn.asks(
    "Un automate surveillerait les comptes pour moins cher : {saving} de moins. Mais il bloque aussi des comptes honnêtes, qui s'en vont : un essai inventé mesure une attrition de {measured}.\n\n"
    'Quelle attrition donnerait le même résultat au mois 36 ? `bm.goal_seek(modele, "profit_36", cible, vary="churn")` la cherche. Si cet essai dit vrai, que décidez-vous ?\n\n'
    "{options}\n\n"
    "Donnez votre choix, cette attrition (fraction), et justifiez en quinze mots au moins, avec un chiffre."
)
bearable_churn.follows(
    lambda data: data.measured <= bearable_churn(data),
    beside="data.measured",
    automate=("J'adopte l'automate", "mais l'essai mesure plus d'attrition que l'économie n'en supporte"),
    analystes=("Je garde les analystes", "et l'essai mesure moins d'attrition que l'économie n'en supporte"),
)
bearable_churn.wrong(
    "attrition inchangée",
    "c'est l'attrition d'aujourd'hui. L'économie en supporte un peu plus : de combien ?",
    lambda data: data.firm.churn,
)
bearable_churn.wrong(
    "essai recopié",
    "c'est ce que l'essai a mesuré, pas ce que l'économie supporte. Cherchez d'abord ce nombre avec `bm.goal_seek`.",
    lambda data: data.measured,
)
bearable_churn.wrong(
    "régime permanent",
    "c'est ce que l'économie supporte en régime permanent, des années plus tard. Cherchez-la au mois 36 : `profit_36`.",
    lambda data: (
        data.firm.churn * (data.firm.margin_per_customer + data.saving) / data.firm.margin_per_customer
    ),
)
bearable_churn.wrong(
    "économie rapportée au coût de la surveillance",
    "vous rapportez l'économie au coût de la surveillance. C'est la marge d'un compte qu'on perd quand il s'en va : rapportez-la à cette marge.",
    lambda data: data.firm.churn * (1 + data.saving / data.firm.monitoring),
)
bearable_churn.wrong(
    "entreprises échangées",
    "vous faites varier l'entreprise d'aujourd'hui jusqu'au résultat de l'automate. C'est l'automate qui doit retrouver celui d'aujourd'hui.",
    lambda data: _equal_at_36(data.firm, _automated(data)),
)
bearable_churn.wrong(
    "écart avec aujourd'hui",
    "c'est l'attrition *de plus* que l'économie supporte. La question demande l'attrition elle-même.",
    lambda data: bearable_churn(data) - data.firm.churn,
)
bearable_churn.wrong(
    "durée de vie",
    "c'est une durée, en mois. L'attrition en est l'inverse.",
    lambda data: 1 / bearable_churn(data),
)
bearable_churn.otherwise(
    "quelle entreprise surveille pour moins cher, et quel résultat doit-elle retrouver, à quel mois ?"
)
bearable_churn.why(
    "Votre choix et votre nombre se tiennent ; votre enseignant lit la justification. Une économie se voit chaque mois ; un départ, lui, ne dit pas sa cause. En régime permanent, elle supporterait moins d'attrition encore : les départs ont le temps de s'ajouter. Le calcul ignore la fraude que l'automate arrêterait, ou laisserait passer."
)
bearable_churn.hints(
    "L'entreprise avec l'automate : `firm.replace(monitoring=firm.monitoring - data.saving)`.",
    '`bm.goal_seek(modele, "profit_36", cible, vary="churn")` cherche l\'attrition qui atteint la cible.',
    "La cible est `firm.profit_36` ; l'automate se justifie si l'essai mesure moins que ce nombre.",
)
