"""Questions on Doctolib: average full cost, the practitioner's return, run rate against revenue, market power."""

from __future__ import annotations

from bizmodels.exercises import mistakes
from bizmodels.exercises.engine import Exercise
from bizmodels.exercises.given import Data, Given
from bizmodels.exercises.mistakes import Mistake, changing
from bizmodels.exercises.questions import Choice, Decision, Function, Numeric, WrongFunction
from bizmodels.models import BookingPlatform

CASE = "Doctolib"

GIVEN = (
    Given("vat", "TVA", "%", source="legal/vat_rate_standard", factor=0.01),
    Given("revenue", "Chiffre d’affaires 2022", "M€", source=f"{CASE}/revenue/2022", low=205, high=230),
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
          low=0.4, high=0.55, step=0.01, note="non publié"),
    Given.of(BookingPlatform, "agenda_price", low=119, high=139),
    Given.of(BookingPlatform, "appointments", low=110, high=150, step=5),
    Given.of(BookingPlatform, "consultation_price", low=26.5, high=40, step=0.5),
    Given.of(BookingPlatform, "no_show_rate", low=0.04, high=0.07, step=0.005),
    Given.of(BookingPlatform, "avoided_share", low=0.4, high=0.6, step=0.05),
    Given.of(BookingPlatform, "refill", low=0.4, high=0.6, step=0.05),
    Given.of(BookingPlatform, "hours_saved", low=5, high=9, step=0.5),
    Given.of(BookingPlatform, "hour_value", low=18, high=24),
    Given.of(BookingPlatform, "churn", low=0.004, high=0.006, step=0.0005),
    Given.of(BookingPlatform, "new_customers", low=4_500, high=5_500, step=250),
    Given("module_cost", "Coût d’un assistant offert aux praticiens", "M€ / mois", default=6,
          low=5, high=9, step=0.5),
    Given("measured", "Attrition mesurée chez ceux qui l’ont essayé", "% / mois", default=0.0042,
          low=0.0032, high=0.0052, step=0.0002, note="un essai de six mois, inventé"),
)  # fmt: skip


def _firm(data: Data) -> BookingPlatform:
    names = ("agenda_price", "appointments", "consultation_price", "no_show_rate", "avoided_share", "refill",
             "hours_saved", "hour_value", "churn", "new_customers")  # fmt: skip
    return BookingPlatform(**{name: getattr(data, name) for name in names})


# --- the right answers ------------------------------------------------------------------------------------


def _appointments(data: Data) -> float:
    """Appointments of 2022, in millions."""
    return data.revenue / data.per_appointment


def _spending(data: Data) -> float:
    return _appointments(data) * data.full_cost


def _gain(data: Data) -> float:
    """What a practice earns in a month, slots filled again and hours saved (€)."""
    refilled = data.appointments * data.no_show_rate * data.avoided_share * data.refill
    return refilled * data.consultation_price + data.hours_saved * data.hour_value


def _highest_price(data: Data) -> float:
    return _gain(data) / (1 + data.vat)


def _billed(data: Data) -> float:
    """Revenue of a year whose ARR grew evenly: the mean of its two ends (M€)."""
    return (data.arr / (1 + data.growth) + data.arr) / 2


def _relevant_share(data: Data) -> float:
    return data.claim / data.online


def _needed_churn(data: Data) -> float:
    # Solved by hand: only margin × n / churn pays for the assistant in steady state. The solution notebook finds
    # the same with goal_seek.
    margin = data.new_customers * data.firm.margin_per_customer
    return margin / (margin / data.churn + data.module_cost * 1e6)


# --- the questions ----------------------------------------------------------------------------------------

READ = Choice(
    prompt="Quel réglage pèse le plus sur le retour du praticien ? Lisez la figure.",
    options={
        "a": (
            "Le secrétariat économisé",
            "il pèse lourd, mais une barre le dépasse. Comparez les longueurs, d'un bout à l'autre.",
        ),
        "b": (
            "Les rendez-vous manqués",
            "ils ne jouent que sur les créneaux repris, une petite partie du gain. Comparez les longueurs des barres.",
        ),
        "c": (
            "Le prix de l'agenda",
            "c'est pourtant la plus longue barre. Relisez la figure.",
        ),
        "d": (
            "Les honoraires",
            "ils ne comptent que pour les créneaux repris. Leur barre est parmi les plus courtes : relisez la figure.",
        ),
    },
    answer=lambda data: "c",
    why="Le prix pèse sur toute la dépense, chaque gain sur une partie du gain. Et ce réglage est aussi l'un des premiers de Doctolib, dans l'autre sens : voilà les deux chaises. Que coûte, de l'autre côté, un rendez-vous ?",
    hints=(
        "Chaque barre va du retour avec 20 % de moins au retour avec 20 % de plus.",
        "Les barres sont triées : la plus longue est en haut.",
    ),
)

VOLUME = Numeric(
    prompt="Un chiffre d'affaires de {revenue}, un revenu moyen de {per_appointment} par rendez-vous : combien de millions de rendez-vous en 2022 ?",
    label="Rendez-vous de 2022",
    unit="millions",
    answer=_appointments,
    mistakes=(
        Mistake(
            "multiplication au lieu de division",
            "vous multipliez un revenu total par un revenu moyen. Revenu total = quantité × revenu moyen : que vaut la quantité ?",
            lambda data, right: data.revenue * data.per_appointment,
        ),
        Mistake(
            "coût pris pour le revenu",
            "vous divisez le chiffre d'affaires par le coût. Un revenu se divise par un revenu : `data.per_appointment`.",
            lambda data, right: data.revenue / data.full_cost,
        ),
        Mistake(
            "rapport à l'envers",
            "vous divisez le revenu d'un rendez-vous par le revenu total. Échangez les deux nombres.",
            lambda data, right: data.per_appointment / data.revenue,
        ),
        Mistake(
            "unités au lieu de millions",
            "votre nombre compte les rendez-vous un par un. La question demande des millions, comme les M€ du tableau.",
            lambda data, right: right(data) * 1e6,
        ),
    ),
    first_step="revenu total = nombre de rendez-vous × revenu moyen. Isolez le nombre.",
    why="Ce nombre n'est pas publié : vous venez de le déduire de deux chiffres qui le sont. Il va servir à ouvrir les 0,80 € du document.",
    hints=(
        "Un moyen par rendez-vous, c'est un total divisé par un nombre de rendez-vous.",
        "Nombre = total ÷ moyenne.",
        "Les deux nombres sont `data.revenue` et `data.per_appointment`.",
    ),
)

TRAP = Decision(
    prompt="Un document donne {full_cost} de coût par rendez-vous. Combien cela fait-il pour tous les rendez-vous de 2022, en M€, et que mesure donc ce coût ? Comparez à la dépense de l'année, chiffre d'affaires plus perte : {revenue} et {loss}.",
    choice=Choice(
        prompt="Que mesure ce coût ?",
        options={
            "a": (
                "Ce que coûte un rendez-vous de plus",
                "comparez votre total à la dépense de l'année : il ne reste presque rien pour les salaires. Sont-ils vraiment ailleurs ?",
            ),
            "b": (
                "Les SMS et l'hébergement d'un rendez-vous",
                "un SMS coûte quelques centimes. Comparez votre total à la dépense de l'année : que contient-il d'autre ?",
            ),
            "c": (
                "La perte sur chaque rendez-vous",
                "la perte est l'écart entre ce coût et le revenu moyen. La question porte sur le coût lui-même.",
            ),
            "d": (
                "Toute la dépense de l'année, divisée par les rendez-vous",
                "c'est pourtant ce que montre votre total. Relisez la dépense de l'année.",
            ),
        },
        answer=lambda data: "d",
        why="",
        hints=(),
    ),
    number=Numeric(
        prompt="",
        label="Coût de tous les rendez-vous",
        unit="M€",
        answer=_spending,
        mistakes=(
            Mistake(
                "coût appliqué au chiffre d'affaires",
                "vous multipliez des euros par des euros. Il faut d'abord le nombre de rendez-vous, celui de la question 2.",
                lambda data, right: data.revenue * data.full_cost,
            ),
            Mistake(
                "perte au lieu du coût",
                "c'est la perte de l'année : l'écart de coût et de revenu, fois les rendez-vous. La question demande le coût entier.",
                lambda data, right: _appointments(data) * (data.full_cost - data.per_appointment),
            ),
            Mistake(
                "division par le coût",
                "vous divisez les rendez-vous par le coût de l'un. Un total = quantité × coût d'un.",
                lambda data, right: _appointments(data) / data.full_cost,
            ),
            Mistake(
                "euros au lieu de millions",
                "votre nombre est en euros. La question demande des M€.",
                lambda data, right: right(data) * 1e6,
            ),
        ),
        first_step="reprenez le nombre de rendez-vous de la question 2, puis multipliez par `data.full_cost`.",
        why="",
        hints=(),
    ),
    why="Le total retrouve presque toute la dépense : salaires, locaux et publicité y sont. C'est un coût complet moyen. Doublez les rendez-vous, et il baisse ; comptez-le comme variable, et les coûts fixes sont payés deux fois.",
    hints=(
        "Commencez par le total : rendez-vous × coût de l'un.",
        "Total = `data.revenue / data.per_appointment * data.full_cost`.",
        "Si ce total ressemble à toute la dépense, où sont passés les salaires ?",
    ),
)


def _colleague(absences: float, repris: float, honoraires: float, secretariat: float, prix: float) -> float:
    gain = absences * honoraires + secretariat
    return gain / prix - 1


def _reference(data: Data):
    def retour(absences: float, repris: float, honoraires: float, secretariat: float, prix: float) -> float:
        return (absences * repris * honoraires + secretariat) / (prix * (1 + data.vat)) - 1

    return retour


def _trials(data: Data) -> list[tuple[float, ...]]:
    missed, office = data.appointments * data.no_show_rate, data.hours_saved * data.hour_value
    return [
        (missed, data.avoided_share * data.refill, data.consultation_price, office, data.agenda_price),
        (6.0, 0.25, 30.0, 120.0, 129.0),
        (10.0, 0.4, 60.0, 0.0, 129.0),
        (12.0, 0.45, 45.0, 80.0, 149.0),
        (0.0, 0.5, 30.0, 200.0, 100.0),
    ]


def _wrong_functions(data: Data) -> list[WrongFunction]:
    vat = data.vat
    return [
        WrongFunction(
            "gain corrigé, prix hors taxes",
            "le gain est juste, mais le prix est encore HT. Le praticien ne récupère pas la TVA : multipliez `prix` par `1 + data.vat`.",
            lambda a, r, h, s, p: (a * r * h + s) / p - 1,
        ),
        WrongFunction(
            "prix corrigé, absences toutes récupérées",
            "le prix est juste, mais chaque absence compte encore comme un patient de plus. Multipliez `absences` par la part `repris`.",
            lambda a, r, h, s, p: (a * h + s) / (p * (1 + vat)) - 1,
        ),
        WrongFunction(
            "secrétariat multiplié aussi",
            "vous multipliez tout le gain par `repris`, secrétariat compris. Cette part ne concerne que les absences.",
            lambda a, r, h, s, p: (a * h + s) * r / (p * (1 + vat)) - 1,
        ),
        WrongFunction(
            "part perdue au lieu de reprise",
            "vous comptez les créneaux restés vides. Ceux qui rapportent sont la part `repris`, pas `1 - repris`.",
            lambda a, r, h, s, p: (a * (1 - r) * h + s) / (p * (1 + vat)) - 1,
        ),
        WrongFunction(
            "TVA retirée du prix",
            "vous retirez la TVA d'un prix qui n'en contient pas. Pour passer de HT à TTC, multipliez par `1 + data.vat`.",
            lambda a, r, h, s, p: (a * r * h + s) / (p / (1 + vat)) - 1,
        ),
        WrongFunction(
            "multiple au lieu de retour",
            "c'est le gain rapporté au prix. Un retour est ce qui dépasse le prix : gardez le `- 1`, hors de la parenthèse.",
            lambda a, r, h, s, p: (a * r * h + s) / (p * (1 + vat)),
        ),
    ]


MEND_THE_CODE = Function(
    prompt="La fonction `retour` de votre collègue compte toute absence comme un patient récupéré, et un prix hors taxes. Changez deux lignes pour qu'elle rende le retour du praticien.",
    name="retour",
    arguments=("absences", "repris", "honoraires", "secretariat", "prix"),
    answer=_reference,
    trials=_trials,
    mistakes=_wrong_functions,
    start=_colleague,
    first_step="première ligne : une absence ne rapporte que si le créneau est repris. Deuxième ligne : le praticien paie TTC.",
    why="Deux optimismes qui s'additionnent : c'est ainsi qu'une brochure commerciale trouve un retour que le cabinet ne verra pas. Jusqu'à quel prix ce cabinet y gagne-t-il ?",
    hints=(
        "Dans la première ligne, l'argument `repris` ne sert à rien. Où devrait-il servir ?",
        "Première ligne : `absences * repris * honoraires`, puis le secrétariat.",
        "Deuxième ligne : `return gain / (prix * (1 + data.vat)) - 1`.",
    ),
)

HIGHEST_PRICE = Numeric(
    prompt="Jusqu'à quel prix de l'agenda, HT par mois, ce cabinet ne perd-il rien ?",
    label="Prix limite de l'agenda",
    unit="€ HT / mois",
    answer=_highest_price,
    relative=0.004,
    mistakes=(
        mistakes.ttc_for_ht(
            "c'est le gain du cabinet, donc le prix TTC qu'il supporte. La question demande le prix HT : divisez par `1 + data.vat`."
        ),
        mistakes.vat_share_of_ttc(),
        Mistake(
            "secrétariat seul",
            "vous ne comptez que les heures économisées. Ajoutez les créneaux repris.",
            lambda data, right: data.hours_saved * data.hour_value / (1 + data.vat),
        ),
        changing(
            "absences toutes récupérées",
            "vous comptez chaque absence comme un patient récupéré. Elle doit être évitée, puis le créneau repris.",
            avoided_share=1.0,
            refill=1.0,
        ),
        changing(
            "créneaux rendus comptés comme repris",
            "vous comptez toutes les absences évitées. Seule la part `data.refill` de ces créneaux retrouve un patient.",
            refill=1.0,
        ),
    ),
    first_step="le gain mensuel du cabinet est `firm.practice_gain`, en euros. Au prix limite, il égale le prix TTC.",
    why="Au-delà, l'abonnement coûte au cabinet type plus qu'il ne rapporte. Les cabinets qui y gagnent moins partent avant. Et Doctolib, combien encaisse-t-il de tous ceux qui restent ?",
    hints=(
        "Au prix limite, le retour est nul : gain = prix TTC.",
        "Prix HT = gain ÷ (1 + TVA).",
        'Ou bien : `bm.goal_seek(firm, "customer_roi", 0, vary="agenda_price")`.',
    ),
)

BILLED = Numeric(
    prompt="L'ARR vaut {arr} fin 2024, en hausse de {growth} sur l'année. Si la hausse a été régulière, combien Doctolib a-t-il facturé en 2024 ?",
    label="Chiffre facturé en 2024",
    unit="M€",
    answer=_billed,
    mistakes=(
        Mistake(
            "ARR pris pour chiffre d'affaires",
            "c'est le rythme de décembre, pas la somme des douze mois. En janvier, les abonnés étaient moins nombreux.",
            lambda data, right: data.arr,
        ),
        Mistake(
            "ARR du début",
            "c'est le rythme du début de l'année. Les abonnés gagnés ensuite ont payé aussi : prenez le milieu.",
            lambda data, right: data.arr / (1 + data.growth),
        ),
        Mistake(
            "hausse retirée de l'arrivée",
            "vous retirez la hausse en pourcentage de l'arrivée. Elle se rapporte au départ : divisez par `1 + data.growth`.",
            lambda data, right: (data.arr * (1 - data.growth) + data.arr) / 2,
        ),
        Mistake(
            "hausse ajoutée",
            "vous ajoutez une hausse déjà faite. L'ARR donné est celui de la fin : cherchez celui du début.",
            lambda data, right: (data.arr * (1 + data.growth) + data.arr) / 2,
        ),
        Mistake(
            "somme des deux bouts",
            "vous additionnez deux rythmes annuels : c'est deux années. Prenez leur moyenne.",
            lambda data, right: 2 * right(data),
        ),
    ),
    first_step="ARR de début = ARR de fin ÷ (1 + croissance). L'année facture le rythme moyen.",
    why="C'est un calcul, pas une publication : les comptes de 2024 ne sont pas cités. Mais il dit que l'ARR dépasse toujours le facturé d'une entreprise qui grandit. Deux mesures, deux noms. Et quand deux parts de marché se contredisent ?",
    hints=(
        "L'ARR est une vitesse ; le chiffre d'affaires est la distance parcourue dans l'année.",
        "Vitesse moyenne = (début + fin) ÷ 2, si la hausse est régulière.",
        "Début = `data.arr / (1 + data.growth)`.",
    ),
)

SHARE = Numeric(
    prompt="Doctolib dit équiper {claim} de tous les soignants. Si {online} utilisent un service de rendez-vous en ligne, quelle est sa part parmi eux ?",
    label="Part du marché pertinent",
    unit="%",
    answer=_relevant_share,
    absolute=0.004,
    mistakes=(
        Mistake(
            "tous les soignants au dénominateur",
            "c'est la part de tous les soignants. Ceux qui n'utilisent aucun service ne sont pas sur ce marché : changez le dénominateur.",
            lambda data, right: data.claim,
        ),
        Mistake(
            "parts multipliées",
            "vous multipliez les deux parts : le résultat est plus petit que chacune. Un dénominateur plus petit donne une part plus grande.",
            lambda data, right: data.claim * data.online,
        ),
        mistakes.upside_down(
            "vous divisez le marché par Doctolib. La part d'une entreprise est elle-même, divisée par le marché."
        ),
        Mistake(
            "différence",
            "vous soustrayez deux parts. Sur 100 soignants, comptez ceux de Doctolib, puis ceux du marché, et divisez.",
            lambda data, right: data.online - data.claim,
        ),
        Mistake(
            "moyenne de deux parts",
            "vous faites la moyenne de deux parts qui n'ont pas le même dénominateur : personne n'a mesuré ce nombre.",
            lambda data, right: (data.claim + right(data)) / 2,
        ),
    ),
    first_step="prenez 100 soignants : combien chez Doctolib, combien sur le marché ?",
    why="Personne n'a menti : Doctolib et l'Autorité n'ont pas le même dénominateur, et c'est lui qui décide s'il y a position dominante. La part d'équipés est ici supposée ; la demander est le premier réflexe.",
    hints=(
        "Sur 100 soignants, combien utilisent un service, et combien utilisent Doctolib ?",
        "Part = Doctolib ÷ marché.",
        "Les deux nombres sont `data.claim` et `data.online`.",
    ),
)

DECIDE = Decision(
    prompt="Un assistant, offert aux praticiens, coûterait {module_cost}. Chez ceux qui l'ont essayé, l'attrition est de {measured}, contre {churn} ailleurs. Le lancez-vous ? Appuyez-vous sur l'attrition qui donnerait, en régime permanent, le même résultat que sans lui.",
    choice=Choice(
        prompt="Lancez-vous l'assistant ?",
        options={
            "lancer": (
                "Je lance l'assistant",
                "votre nombre est juste, mais l'attrition mesurée est plus haute : l'assistant ne se rembourse pas. Comparez-le à `data.measured`.",
            ),
            "renoncer": (
                "J'y renonce",
                "votre nombre est juste, et l'attrition mesurée est plus basse : l'assistant se rembourse. Comparez-le à `data.measured`.",
            ),
        },
        answer=lambda data: "lancer" if data.measured <= _needed_churn(data) else "renoncer",
        why="",
        hints=(),
        form='`"lancer"` ou `"renoncer"`, entre guillemets',
    ),
    number=Numeric(
        prompt="",
        label="Attrition à atteindre",
        unit="% / mois",
        answer=_needed_churn,
        absolute=0.00001,
        mistakes=(
            Mistake(
                "essai recopié",
                "c'est l'attrition mesurée, pas celle qu'il faut. Cherchez-la avec `bm.goal_seek`, puis comparez.",
                lambda data, right: data.measured,
            ),
            Mistake(
                "attrition de départ",
                "c'est l'attrition sans l'assistant : le résultat baisserait de tout son coût. Il faut qu'elle descende.",
                lambda data, right: data.churn,
            ),
            Mistake(
                "baisse au lieu du niveau",
                "c'est la baisse nécessaire. La question demande le niveau à atteindre : retirez-la de `data.churn`.",
                lambda data, right: data.churn - right(data),
            ),
            Mistake(
                "praticiens d'aujourd'hui",
                "vous partez des praticiens d'aujourd'hui. En régime permanent, ils sont `new_customers / churn` : visez `steady_state_profit`.",
                lambda data, right: (
                    data.churn
                    / (
                        1
                        + data.module_cost
                        * 1e6
                        / (data.firm.starting_customers * data.firm.margin_per_customer)
                    )
                ),
            ),
            mistakes.years_for_months(),
        ),
        first_step='ajoutez `data.module_cost * 1e6` à `fixed_costs`, puis cherchez `"churn"` pour retrouver `firm.steady_state_profit`.',
        why="",
        hints=(),
    ),
    words=15,
    why="Votre choix et votre nombre se tiennent ; votre enseignant lit la justification. Reste ce que l'essai ne dit pas : les volontaires étaient peut-être déjà les plus fidèles, et le régime permanent est à des années d'ici.",
    hints=(
        "Avec l'assistant : `firm.replace(fixed_costs=firm.fixed_costs + data.module_cost * 1e6)`.",
        '`bm.goal_seek(modele, "steady_state_profit", cible, vary="churn")` cherche l\'attrition.',
        "La cible est `firm.steady_state_profit`, sans l'assistant.",
    ),
)

EXERCISE = Exercise(
    title="Le coût d’un rendez-vous",
    given=GIVEN,
    firm=_firm,
    questions=(READ, VOLUME, TRAP, MEND_THE_CODE, HIGHEST_PRICE, BILLED, SHARE, DECIDE),
)
