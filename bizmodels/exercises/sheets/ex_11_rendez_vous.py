"""Questions on Doctolib: average full cost, the practitioner's return, run rate against revenue, market power."""

from __future__ import annotations

from bizmodels.exercises import mistakes
from bizmodels.exercises.given import Data, Given
from bizmodels.exercises.sheet import Exercise
from bizmodels.models import BookingPlatform

CASE = "Doctolib"

GIVEN = (
    Given("vat", "TVA", "%", source="legal/vat_rate_standard", factor=0.01),
    Given("revenue", "Chiffre d’affaires 2022", "M€", source=f"{CASE}/revenue/2022", low=205, high=224),
    Given("per_appointment", "Revenu moyen par rendez-vous, 2022", "€",
          source=f"{CASE}/revenue_per_appointment/2022"),
    Given("full_cost", "Coût complet moyen par rendez-vous, 2022", "€",
          source=f"{CASE}/cost_per_appointment/2022"),
    Given("loss", "Perte nette 2022", "M€", source=f"{CASE}/net_result/2022", factor=-1),
    Given("arr", "ARR de fin 2024", "M€", source=f"{CASE}/arr/2024", low=330, high=370, step=2),
    Given("growth", "Croissance de l’ARR en 2024", "%", source=f"{CASE}/arr/2024", noted="+22,5 %", factor=0.01,
          low=0.18, high=0.28, step=0.005),
    Given("claim", "Part de tous les soignants, selon Doctolib", "%",
          source=f"{CASE}/market_share_company_claim/2025", factor=0.01, low=0.26, high=0.34, step=0.01),
    Given("online", "Soignants qui utilisent un service de rendez-vous", "% des soignants", default=0.45,
          low=0.4, high=0.5, step=0.01, note="aucun document lu ne la donne"),
    Given.of(BookingPlatform, "agenda_price", low=119, high=139),
    Given.of(BookingPlatform, "appointments", low=110, high=150, step=5),
    Given.of(BookingPlatform, "consultation_price", low=26.5, high=40, step=0.5),
    Given.of(BookingPlatform, "no_show_rate", low=0.04, high=0.07, step=0.005),
    Given.of(BookingPlatform, "avoided_share", low=0.4, high=0.6, step=0.05),
    Given.of(BookingPlatform, "refill", low=0.4, high=0.6, step=0.05),
    Given.of(BookingPlatform, "minutes_saved", low=2.5, high=4, step=0.5),
    Given.of(BookingPlatform, "hour_value", low=18, high=24),
    Given.of(BookingPlatform, "churn", low=0.0048, high=0.006, step=0.0002),
    Given.of(BookingPlatform, "new_customers", low=4_500, high=5_500, step=250),
    Given("module_cost", "Coût d’un assistant offert aux praticiens", "M€ / mois", default=6,
          low=5, high=12, step=0.5),
    Given("measured", "Attrition mesurée chez ceux qui l’ont essayé", "% / mois", default=0.0042,
          low=0.0036, high=0.0046, step=0.0002, note="un essai de six mois, inventé"),
)  # fmt: skip


def _firm(data: Data) -> BookingPlatform:
    names = ("agenda_price", "appointments", "consultation_price", "no_show_rate", "avoided_share", "refill",
             "minutes_saved", "hour_value", "churn", "new_customers")  # fmt: skip
    return BookingPlatform(**{name: getattr(data, name) for name in names})


EXERCISE = Exercise("Le coût d’un rendez-vous", GIVEN, firm=_firm)


def _gain(data: Data) -> float:
    """What a practice earns in a month, slots filled again and hours saved (€)."""
    refilled = data.appointments * data.no_show_rate * data.avoided_share * data.refill
    return refilled * data.consultation_price + data.firm.hours_saved * data.hour_value


read = EXERCISE.choice()
read.asks("Quel réglage pèse le plus sur le retour du praticien ?")
read.option(
    "a",
    "Le secrétariat économisé",
    "il pèse lourd, mais une barre le dépasse. Comparez les longueurs, d'un bout à l'autre.",
)
read.option(
    "b",
    "Les rendez-vous manqués",
    "ils ne jouent que sur les créneaux repris, une petite partie du gain. Comparez les longueurs des barres.",
)
read.option("c", "Le prix de l'agenda")
read.option(
    "d",
    "Les honoraires",
    "ils ne comptent que pour les créneaux repris. Leur barre est parmi les plus courtes : relisez la figure.",
)
read.why(
    "Le prix pèse sur toute la dépense, chaque gain sur une partie du gain ; seul le nombre de rendez-vous, qui les porte tous, l'approche. Et ce réglage est aussi l'un des premiers de Doctolib, dans l'autre sens : ce que l'un paie, l'autre l'encaisse. Que coûte alors un rendez-vous à Doctolib ?"
)
read.hints(
    "Chaque barre va du retour avec 20 % de moins au retour avec 20 % de plus.",
    "Les barres sont triées : la plus longue est en haut.",
)


@EXERCISE.number("Rendez-vous de 2022", "millions")
def appointments(data: Data) -> float:
    """Appointments of 2022, in millions."""
    return data.revenue / data.per_appointment


appointments.asks(
    "Aucun document lu ne donne le nombre de rendez-vous de Doctolib en 2022. Mais il se déduit du chiffre d'affaires, supposé de {revenue}, et du revenu moyen par rendez-vous, {per_appointment}.\n\n"
    "Combien de **millions** de rendez-vous ?"
)
appointments.wrong(
    "multiplication au lieu de division",
    "vous multipliez un revenu total par un revenu moyen. Revenu total = quantité × revenu moyen : que vaut la quantité ?",
    lambda data: data.revenue * data.per_appointment,
)
appointments.wrong(
    "coût pris pour le revenu",
    "vous divisez le chiffre d'affaires par le coût. Un revenu se divise par un revenu : `data.per_appointment`.",
    lambda data: data.revenue / data.full_cost,
)
appointments.wrong(
    "rapport à l'envers",
    "vous divisez le revenu d'un rendez-vous par le revenu total. Échangez les deux nombres.",
    lambda data: data.per_appointment / data.revenue,
)
appointments.wrong(
    "unités au lieu de millions",
    "votre nombre compte les rendez-vous un par un. La question demande des millions, comme les M€ du tableau.",
    lambda data: appointments(data) * 1e6,
)
appointments.wrong(
    "milliers au lieu de millions",
    "votre nombre compte des milliers de rendez-vous. La question demande des millions, comme les M€ du tableau.",
    lambda data: appointments(data) * 1e3,
)
appointments.wrong(
    "dépense au lieu du revenu",
    "vous partez de la dépense de l'année. Le revenu moyen se rapporte au chiffre d'affaires.",
    lambda data: (data.revenue + data.loss) / data.per_appointment,
)
appointments.wrong(
    "perte au lieu du revenu",
    "vous partez de la perte. Le revenu moyen se rapporte au chiffre d'affaires.",
    lambda data: data.loss / data.per_appointment,
)
appointments.otherwise(
    "à ce revenu moyen, combien de rendez-vous faut-il pour encaisser un million d'euros ?"
)
appointments.why(
    "Aucun document lu ne donne ce nombre : vous venez de le déduire de deux autres. Il va servir à ouvrir les 0,80 € du document."
)
appointments.hints(
    "Un moyen par rendez-vous, c'est un total divisé par un nombre de rendez-vous.",
    "Nombre = total ÷ moyenne.",
    "Les deux nombres sont `data.revenue` et `data.per_appointment`.",
)


@EXERCISE.decision("Coût de tous les rendez-vous", "M€")
def spending(data: Data) -> float:
    return appointments(data) * data.full_cost


spending.asks(
    "Un document donne un coût de {full_cost} par rendez-vous. Multipliez-le par tous les rendez-vous de 2022, et comparez à la dépense de l'année : `data.revenue + data.loss`. Que mesure alors ce coût ?\n\n"
    "{options}\n\n"
    "Donnez la lettre, puis le total, en M€."
)
spending.option(
    "a",
    "Ce que coûte un rendez-vous de plus",
    "comparez votre total à la dépense de l'année : il ne reste presque rien pour les salaires. Sont-ils vraiment ailleurs ?",
)
spending.option(
    "b",
    "Les SMS et l'hébergement que demande un rendez-vous",
    "un SMS coûte quelques centimes. Comparez votre total à la dépense de l'année : que contient-il d'autre ?",
)
spending.option(
    "c",
    "La perte sur chaque rendez-vous",
    "la perte est l'écart entre ce coût et le revenu moyen. La question porte sur le coût lui-même.",
)
spending.option("d", "La dépense de toute l'année, par rendez-vous")
spending.wrong(
    "dépense recopiée",
    "c'est la dépense de l'année, celle à laquelle comparer. La question demande le coût par rendez-vous, fois les rendez-vous.",
    lambda data: data.revenue + data.loss,
)
spending.wrong(
    "coût appliqué au chiffre d'affaires",
    "vous multipliez des euros par des euros. Il faut d'abord le nombre de rendez-vous, celui de la question 2.",
    lambda data: data.revenue * data.full_cost,
)
spending.wrong(
    "perte au lieu du coût",
    "c'est la perte de l'année : l'écart de coût et de revenu, fois les rendez-vous. La question demande le coût entier.",
    lambda data: appointments(data) * (data.full_cost - data.per_appointment),
)
spending.wrong(
    "division par le coût",
    "vous divisez les rendez-vous par le coût de l'un. Un total = quantité × coût d'un.",
    lambda data: appointments(data) / data.full_cost,
)
spending.wrong(
    "euros au lieu de millions",
    "votre nombre est en euros. La question demande des M€.",
    lambda data: spending(data) * 1e6,
)
spending.wrong(
    "écart avec la dépense",
    "c'est ce qui manque pour retrouver la dépense de l'année. La question demande le total lui-même.",
    lambda data: data.revenue + data.loss - spending(data),
)
spending.otherwise("combien de rendez-vous la question 2 a-t-elle trouvés, et que coûte chacun ?")
spending.why(
    "Le total retrouve presque toute la dépense : salaires, locaux et publicité y sont. C'est un coût complet moyen. Doublez les rendez-vous, et il baisse ; comptez-le comme variable, et les coûts fixes sont payés deux fois."
)
spending.hints(
    "Commencez par le total : rendez-vous × coût de l'un.",
    "Total = `data.revenue / data.per_appointment * data.full_cost`.",
    "Si ce total ressemble à toute la dépense, où sont passés les salaires ?",
)


@EXERCISE.function("retour")
def retour(data: Data, absences, repris, honoraires, secretariat, prix) -> float:
    return (absences * repris * honoraires + secretariat) / (prix * (1 + data.vat)) - 1


retour.asks(
    "Votre collègue calcule le retour d'un cabinet : ce qu'il gagne au-delà du prix, rapporté au prix. Sa fonction s'exécute, mais elle compte toute absence comme un patient récupéré, et un prix hors taxes (`prix` est HT).\n\n"
    "`repris` est la part des absences dont le créneau retrouve un patient ; `secretariat`, les euros économisés. Changez deux lignes, puis relancez la cellule."
)
retour.tries(
    lambda data: [
        (
            data.appointments * data.no_show_rate,
            data.avoided_share * data.refill,
            data.consultation_price,
            data.firm.hours_saved * data.hour_value,
            data.agenda_price,
        ),
        (6.0, 0.25, 30.0, 120.0, 129.0),
        (10.0, 0.4, 60.0, 0.0, 129.0),
        (12.0, 0.45, 45.0, 80.0, 149.0),
        (0.0, 0.5, 30.0, 200.0, 100.0),
    ]
)
retour.starts(
    lambda data, absences, repris, honoraires, secretariat, prix: (
        (absences * honoraires + secretariat) / prix - 1
    )
)
retour.wrong(
    "gain corrigé, prix hors taxes",
    "le gain est juste, mais le prix est encore HT. Le praticien ne récupère pas la TVA : multipliez `prix` par `1 + data.vat`.",
    lambda data, a, r, h, s, p: (a * r * h + s) / p - 1,
)
retour.wrong(
    "prix corrigé, absences toutes récupérées",
    "le prix est juste, mais chaque absence compte encore comme un patient de plus. Multipliez `absences` par la part `repris`.",
    lambda data, a, r, h, s, p: (a * h + s) / (p * (1 + data.vat)) - 1,
)
retour.wrong(
    "secrétariat multiplié aussi",
    "vous multipliez tout le gain par `repris`, secrétariat compris. Cette part ne concerne que les absences.",
    lambda data, a, r, h, s, p: (a * h + s) * r / (p * (1 + data.vat)) - 1,
)
retour.wrong(
    "part perdue au lieu de reprise",
    "vous comptez les créneaux restés vides. Ceux qui rapportent sont la part `repris`, pas `1 - repris`.",
    lambda data, a, r, h, s, p: (a * (1 - r) * h + s) / (p * (1 + data.vat)) - 1,
)
retour.wrong(
    "TVA retirée du prix",
    "vous retirez la TVA d'un prix qui n'en contient pas. Pour passer de HT à TTC, multipliez par `1 + data.vat`.",
    lambda data, a, r, h, s, p: (a * r * h + s) / (p / (1 + data.vat)) - 1,
)
retour.wrong(
    "multiple au lieu de retour",
    "c'est le gain rapporté au prix. Un retour est ce qui dépasse le prix : gardez le `- 1`, hors de la parenthèse.",
    lambda data, a, r, h, s, p: (a * r * h + s) / (p * (1 + data.vat)),
)
retour.otherwise(
    "que rapporte une absence dont le créneau reste vide ? Et combien le praticien paie-t-il quand `prix` est hors taxes ?"
)
retour.why(
    "Deux optimismes qui s'additionnent : c'est ainsi qu'une brochure commerciale trouve un retour que le cabinet ne verra pas. Jusqu'à quel prix ce cabinet y gagne-t-il ?"
)
retour.hints(
    "Dans la première ligne, l'argument `repris` ne sert à rien. Où devrait-il servir ?",
    "Première ligne : `absences * repris * honoraires`, puis le secrétariat.",
    "Deuxième ligne : `return gain / (prix * (1 + data.vat)) - 1`.",
)


@EXERCISE.number("Prix limite de l'agenda", "€ HT / mois", relative=0.004)
def highest_price(data: Data) -> float:
    return _gain(data) / (1 + data.vat)


highest_price.asks(
    "Jusqu'à quel prix de l'agenda, HT par mois, le cabinet de `firm` ne perd-il rien ? Son gain mensuel est `firm.practice_gain`.\n\n"
    "Comparez-le au prix d'aujourd'hui, supposé de {agenda_price}."
)
highest_price.wrong(
    mistakes.ttc_for_ht(
        "c'est le gain du cabinet, donc le prix TTC qu'il supporte. La question demande le prix HT : divisez par `1 + data.vat`."
    )
)
highest_price.wrong(mistakes.vat_share_of_ttc())
highest_price.wrong(
    "secrétariat seul",
    "vous ne comptez que les heures économisées. Ajoutez les créneaux repris.",
    lambda data: data.firm.hours_saved * data.hour_value / (1 + data.vat),
)
highest_price.wrong(
    "absences toutes récupérées",
    "vous comptez chaque absence comme un patient récupéré. Elle doit être évitée, puis le créneau repris.",
    avoided_share=1.0,
    refill=1.0,
)
highest_price.wrong(
    "créneaux rendus comptés comme repris",
    "vous comptez toutes les absences évitées. Seule la part `data.refill` de ces créneaux retrouve un patient.",
    refill=1.0,
)
highest_price.wrong(mistakes.vat_added())
highest_price.wrong(
    "marge de manœuvre",
    "c'est l'écart avec le prix d'aujourd'hui. La question demande le prix limite lui-même.",
    lambda data: highest_price(data) - data.agenda_price,
)
highest_price.wrong(
    "gain net au lieu d'un prix",
    "c'est ce que le cabinet gagne au-delà du prix d'aujourd'hui. Jusqu'à quel prix ce gain tient-il ?",
    lambda data: _gain(data) - data.agenda_price * (1 + data.vat),
)
highest_price.otherwise(
    "au prix limite, que reste-t-il au cabinet de son gain ? Et paie-t-il hors taxes, ou TTC ?"
)
highest_price.why(
    "Au-delà, l'abonnement coûte au cabinet type plus qu'il ne rapporte. Les cabinets qui y gagnent moins partent avant. Et Doctolib, combien encaisse-t-il de tous ceux qui restent ?"
)
highest_price.hints(
    "Au prix limite, le retour est nul : gain = prix TTC.",
    "Prix HT = gain ÷ (1 + TVA).",
    'Ou bien : `bm.goal_seek(firm, "customer_roi", 0, vary="agenda_price")`.',
)


@EXERCISE.number("Chiffre facturé en 2024", "M€")
def billed(data: Data) -> float:
    """Revenue of a year whose ARR grew evenly: the mean of its two ends (M€)."""
    return (data.arr / (1 + data.growth) + data.arr) / 2


billed.asks(
    "L'ARR de fin 2024 est celui du dernier mois, fois douze : supposons qu'il vaille {arr}, et qu'il ait gagné {growth} en un an, en montant tout droit. Comptez son niveau moyen entre le début et la fin.\n\n"
    "Combien de M€ Doctolib a-t-il facturés dans l'année ?"
)
billed.wrong(
    "ARR pris pour chiffre d'affaires",
    "c'est le rythme de décembre, pas la somme des douze mois. En janvier, les abonnés étaient moins nombreux.",
    lambda data: data.arr,
)
billed.wrong(
    "ARR du début",
    "c'est le rythme du début de l'année. Les abonnés gagnés ensuite ont payé aussi : prenez le milieu.",
    lambda data: data.arr / (1 + data.growth),
)
billed.wrong(
    "hausse retirée de l'arrivée",
    "vous retirez la hausse en pourcentage de l'arrivée. Elle se rapporte au départ : divisez par `1 + data.growth`.",
    lambda data: (data.arr * (1 - data.growth) + data.arr) / 2,
)
billed.wrong(
    "hausse ajoutée",
    "vous ajoutez une hausse déjà faite. L'ARR donné est celui de la fin : cherchez celui du début.",
    lambda data: (data.arr * (1 + data.growth) + data.arr) / 2,
)
billed.wrong(
    "somme des deux bouts",
    "vous additionnez deux rythmes annuels : c'est deux années. Prenez leur moyenne.",
    lambda data: 2 * billed(data),
)
billed.wrong(
    "un mois facturé",
    "c'est le facturé d'un mois moyen. La question porte sur l'année.",
    lambda data: billed(data) / 12,
)
billed.wrong(
    "hausse seule",
    "c'est ce que l'ARR a gagné en un an. Combien les douze mois ont-ils facturé en tout ?",
    lambda data: data.arr - data.arr / (1 + data.growth),
)
billed.wrong(mistakes.parentheses(lambda data: data.arr / (1 + data.growth) + data.arr / 2))
billed.otherwise(
    "à quel rythme l'année a-t-elle commencé, et que facture une année qui accélère régulièrement ?"
)
billed.why(
    "C'est un calcul, pas une publication : les comptes de 2024 ne sont pas cités. Mais il dit que l'ARR dépasse toujours le facturé d'une entreprise qui grandit. Deux mesures, deux noms. Et quand deux parts de marché se contredisent ?"
)
billed.hints(
    "L'ARR est une vitesse ; le chiffre d'affaires est la distance parcourue dans l'année.",
    "Vitesse moyenne = (début + fin) ÷ 2, si la hausse est régulière.",
    "Début = `data.arr / (1 + data.growth)`.",
)


@EXERCISE.number("Part du marché pertinent", "%", absolute=0.004)
def relevant_share(data: Data) -> float:
    return data.claim / data.online


relevant_share.asks(
    "Supposons que Doctolib dise équiper {claim} de *tous* les soignants. L'Autorité de la concurrence compte plus de 50 %, parmi ceux qui utilisent un service de rendez-vous. La part de ces derniers est supposée : {online}.\n\n"
    "Quelle serait alors la part de Doctolib parmi eux ? Répondez par une fraction."
)
relevant_share.wrong(
    "tous les soignants au dénominateur",
    "c'est la part de tous les soignants. Ceux qui n'utilisent aucun service ne sont pas sur ce marché : changez le dénominateur.",
    lambda data: data.claim,
)
relevant_share.wrong(
    "parts multipliées",
    "vous multipliez les deux parts : le résultat est plus petit que chacune. Un dénominateur plus petit donne une part plus grande.",
    lambda data: data.claim * data.online,
)
relevant_share.wrong(
    mistakes.upside_down(
        "vous divisez le marché par Doctolib. La part d'une entreprise est elle-même, divisée par le marché."
    )
)
relevant_share.wrong(
    "différence",
    "vous soustrayez deux parts. Sur 100 soignants, comptez ceux de Doctolib, puis ceux du marché, et divisez.",
    lambda data: data.online - data.claim,
)
relevant_share.wrong(
    "moyenne de deux parts",
    "vous faites la moyenne de deux parts qui n'ont pas le même dénominateur : aucune source n'a mesuré ce nombre.",
    lambda data: (data.claim + relevant_share(data)) / 2,
)
relevant_share.wrong(
    "part des autres",
    "c'est la part de ses concurrents sur ce marché. La question demande celle de Doctolib.",
    lambda data: 1 - relevant_share(data),
)
relevant_share.otherwise("prenez 100 soignants : combien chez Doctolib, combien sur le marché ?")
relevant_share.why(
    "Personne n'a menti : Doctolib et l'Autorité n'ont pas le même dénominateur, et c'est lui qui décide s'il y a position dominante. La part d'équipés est ici supposée ; la demander est le premier réflexe."
)
relevant_share.hints(
    "Sur 100 soignants, combien utilisent un service, et combien utilisent Doctolib ?",
    "Part = Doctolib ÷ marché.",
    "Les deux nombres sont `data.claim` et `data.online`.",
)


@EXERCISE.decision("Attrition à atteindre", "% / mois", words=15, absolute=1e-05)
def needed_churn(data: Data) -> float:
    # Solved by hand: only margin × n / churn pays for the assistant in steady state. The solution notebook finds
    # the same with goal_seek.
    margin = data.new_customers * data.firm.margin_per_customer
    return margin / (margin / data.churn + data.module_cost * 1e6)


needed_churn.asks(
    "Un assistant offert aux praticiens coûterait {module_cost}. Chez ceux qui l'ont essayé, l'attrition est de {measured}, contre {churn} ailleurs (hypothèse).\n\n"
    "À quelle attrition l'assistant laisse-t-il le résultat permanent inchangé ? `bm.goal_seek(modele, \"steady_state_profit\", cible, vary=\"churn\")` la cherche : `modele` est l'entreprise avec l'assistant, `cible` son résultat sans lui (`data.module_cost` est en millions d'euros). Si cet essai dit vrai, l'assistant se rembourse-t-il un jour ?\n\n"
    "{options}\n\n"
    "Donnez votre réponse, cette attrition (fraction), et dites en quinze mots au moins si vous le lanceriez, avec un chiffre et ce que dit `profit_36`."
)
needed_churn.follows(
    lambda data: data.measured <= needed_churn(data),
    beside="data.measured",
    oui=(
        "Oui, en régime permanent",
        "mais l'attrition mesurée est plus haute : l'assistant ne se rembourse jamais",
    ),
    non=("Non, jamais", "et l'attrition mesurée est plus basse : l'assistant finit par se rembourser"),
)
needed_churn.wrong(
    "essai recopié",
    "c'est l'attrition mesurée, pas celle qu'il faut. Cherchez-la avec `bm.goal_seek`, puis comparez.",
    lambda data: data.measured,
)
needed_churn.wrong(
    "attrition de départ",
    "c'est l'attrition sans l'assistant, ou avec un assistant qui ne coûte que quelques euros : comptez `data.module_cost * 1e6`. Il faut qu'elle descende.",
    lambda data: data.churn,
)
needed_churn.wrong(
    "baisse au lieu du niveau",
    "c'est la baisse nécessaire. La question demande le niveau à atteindre : retirez-la de `data.churn`.",
    lambda data: data.churn - needed_churn(data),
)
needed_churn.wrong(
    "praticiens d'aujourd'hui",
    "vous partez des praticiens d'aujourd'hui. En régime permanent, ils sont `new_customers / churn` : visez `steady_state_profit`.",
    lambda data: (
        data.churn
        / (1 + data.module_cost * 1e6 / (data.firm.starting_customers * data.firm.margin_per_customer))
    ),
)
needed_churn.wrong(mistakes.years_for_months())
needed_churn.wrong(
    "baisse relative",
    "c'est la part des départs à éviter. La question demande l'attrition à atteindre.",
    lambda data: 1 - needed_churn(data) / data.churn,
)
needed_churn.wrong(
    "durée de vie",
    "c'est une durée, en mois. L'attrition en est l'inverse.",
    lambda data: 1 / needed_churn(data),
)
needed_churn.otherwise(
    "quelle entreprise paie l'assistant, combien d'euros par mois, et quel résultat doit-elle retrouver ?"
)
needed_churn.why(
    "Votre réponse et votre nombre se tiennent ; votre enseignant lit la justification. Reste ce que l'essai ne dit pas : les volontaires étaient peut-être déjà les plus fidèles. Et le régime permanent est à plus de vingt ans : au mois 36 (`profit_36`), l'entreprise fait encore moins bien avec l'assistant que sans. Se rembourser un jour ne suffit pas pour le lancer."
)
needed_churn.hints(
    "Avec l'assistant : `firm.replace(fixed_costs=firm.fixed_costs + data.module_cost * 1e6)`.",
    '`bm.goal_seek(modele, "steady_state_profit", cible, vary="churn")` cherche l\'attrition.',
    "La cible est `firm.steady_state_profit`, sans l'assistant.",
)
