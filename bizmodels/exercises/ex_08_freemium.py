"""Questions on Deezer and freemium: what a subscriber brings, what is announced, what a price rise can stand."""

from __future__ import annotations

from bizmodels.exercises import mistakes
from bizmodels.exercises.engine import Exercise
from bizmodels.exercises.given import Data, Given
from bizmodels.exercises.mistakes import Mistake
from bizmodels.exercises.questions import Choice, Decision, Function, Numeric, WrongFunction
from bizmodels.models import Freemium

DEEZER = "Deezer"

GIVEN = (
    Given("vat", "TVA", "%", source="legal/vat_rate_standard", factor=0.01),
    Given.of(Freemium, "price", low=10.99, high=12.99, step=0.25),
    Given("arpu_direct", "Revenu par abonné direct", "€ HT / mois",
          source=f"{DEEZER}/arpu_direct/2024-T1", low=4.8, high=5.6, step=0.1),
    Given("arpu_partner", "Revenu par abonné partenaire", "€ HT / mois",
          source=f"{DEEZER}/arpu_partnerships/2024-T1", low=2.3, high=3.1, step=0.1),
    Given("subscribers", "Abonnés en juin 2024", "millions",
          source=f"{DEEZER}/subscribers/2024-06", low=10, high=11, step=0.1),
    Given("partners", "dont abonnés d’un partenaire", "millions",
          source=f"{DEEZER}/subscribers_partnerships/2024-06", low=3.6, high=5, step=0.1),
    Given("declared_2015", "Abonnés déclarés en juin 2015", "millions",
          source=f"{DEEZER}/subscribers_total_declared/2015-06", low=6, high=6.8, step=0.02),
    Given("inactive_2015", "dont inactifs", "millions",
          source=f"{DEEZER}/subscribers_inactive_bundle/2015-06", low=3, high=3.6, step=0.02),
    Given("inactive_paid_2015", "dont inactifs payés par leur opérateur", "millions",
          source=f"{DEEZER}/subscribers_inactive_bundle/2015-06", noted="796 000", factor=1e-6,
          low=0.6, high=0.9, step=0.01),
    Given("direct_2015", "Abonnés directs en juin 2015", "millions",
          source=f"{DEEZER}/subscribers_standalone/2015-06", low=1.3, high=1.6, step=0.02),
    Given.of(Freemium, "conversion_rate", low=0.02, high=0.04, step=0.005),
    Given.of(Freemium, "free_churn", low=0.05, high=0.1, step=0.005),
    Given.of(Freemium, "new_customers", low=500_000, high=700_000, step=20_000),
    Given.of(Freemium, "cac", low=4, high=8, step=0.5),
    Given.of(Freemium, "churn", low=0.016, high=0.03, step=0.001),
    Given.of(Freemium, "royalties", low=0.68, high=0.8, step=0.01),
    Given("royalties_rise", "Hausse demandée par les ayants droit", "% du revenu HT",
          default=0.04, low=0.02, high=0.06, step=0.01),
    Given("price_rise", "Hausse de prix envisagée", "€ TTC / mois", default=1, low=1, high=2, step=0.25),
    Given("feared_departures", "Départs en plus que craint la direction", "% de départs",
          default=0.10, low=0.04, high=0.16, step=0.01),
)  # fmt: skip


def _firm(data: Data) -> Freemium:
    return Freemium(
        price=data.price,
        price_realization=data.arpu_direct * (1 + data.vat) / data.price,
        partner_share=data.partners / data.subscribers,
        partner_arpu=data.arpu_partner,
        starting_customers=data.subscribers * 1e6,
        conversion_rate=data.conversion_rate,
        free_churn=data.free_churn,
        new_customers=data.new_customers,
        cac=data.cac,
        churn=data.churn,
        royalties=data.royalties,
    )


# --- the right answers ------------------------------------------------------------------------------------

RECEIVERS = {"a": "Ayants droit", "b": "État (TVA)", "c": "Banque et carte", "d": "Marge sur coûts variables"}


def _second_share(data: Data) -> str:
    ledger = data.firm.ledger()
    return sorted(RECEIVERS, key=lambda letter: -ledger[RECEIVERS[letter]])[1]


def _collected_share(data: Data) -> float:
    return data.arpu_direct * (1 + data.vat) / data.price


def _mean_arpu(data: Data) -> float:
    direct = data.subscribers - data.partners
    return (direct * data.arpu_direct + data.partners * data.arpu_partner) / data.subscribers


def _paying_2015(data: Data) -> float:
    return data.declared_2015 - data.inactive_2015 + data.inactive_paid_2015


def _odds(data: Data) -> float:
    return data.conversion_rate / (data.conversion_rate + data.free_churn)


def _cost_of_a_payer(data: Data) -> float:
    return data.cac / _odds(data)


def _steady_millions(data: Data) -> float:
    return data.new_customers * _odds(data) / data.churn / 1e6


def _cost_of_royalties(data: Data) -> float:
    return data.subscribers * data.firm.arpu * data.royalties_rise


def _dearer(data: Data) -> Freemium:
    return data.firm.replace(price=data.price + data.price_rise)


def _bearable_departures(data: Data) -> float:
    # Solved by hand: the profit depends on price and churn through margin / churn only. The solution notebook
    # finds the same with goal_seek.
    return _dearer(data).margin_per_customer / data.firm.margin_per_customer - 1


# --- the questions ----------------------------------------------------------------------------------------

READ = Choice(
    prompt="Sur 100 € TTC apportés par les abonnés, qui reçoit le plus après les ayants droit ? Lisez `firm.ledger()`.",
    options={
        "a": (
            "Les ayants droit",
            "ils reçoivent le plus. La question demande qui vient juste après : cherchez le deuxième montant de `firm.ledger()`.",
        ),
        "b": (
            "L'État, par la TVA",
            "la TVA prend un sixième du prix payé. Comparez cette ligne à la dernière du tableau : laquelle est la plus haute ?",
        ),
        "c": (
            "La banque",
            "elle ne touche que les paiements par carte des abonnés directs : c'est l'une des plus petites lignes. Relisez le tableau de haut en bas.",
        ),
        "d": (
            "Deezer, avant ses campagnes et ses coûts fixes",
            "c'est ce qui reste quand les autres sont servis. Comparez cette ligne à celle de l'État : laquelle est la plus haute ?",
        ),
    },
    answer=_second_share,
    why="L'État et Deezer se disputent la deuxième place ; les ayants droit gardent la première, quelle que soit la taille du service. Question suivante : de quel prix part-on vraiment ?",
    hints=(
        "Le tableau est juste au-dessus : exécutez `firm.ledger()`.",
        "Mettez de côté la ligne « Ayants droit », puis cherchez le plus grand nombre qui reste.",
    ),
)

COLLECTED = Numeric(
    prompt="Un abonné direct rapporte {arpu_direct}. Quelle part du prix affiché, {price}, Deezer encaisse-t-il vraiment ?",
    label="Part du prix affiché encaissée",
    unit="%",
    answer=_collected_share,
    absolute=0.002,
    mistakes=(
        mistakes.ttc_for_ht(
            "vous divisez un revenu HT par un prix TTC. Mettez les deux dans la même unité : multipliez le revenu par `1 + data.vat`."
        ),
        mistakes.vat_share_of_ttc(
            "vous ôtez la TVA en pourcentage du prix TTC. Le prix HT vaut `data.price / (1 + data.vat)`."
        ),
        mistakes.upside_down(
            "votre rapport est à l'envers : la part encaissée est plus petite que 1. Mettez le prix affiché au dénominateur."
        ),
        Mistake(
            "part perdue",
            "c'est la part qui n'est pas encaissée. La question demande l'autre : ne la retirez pas de 1.",
            lambda data, right: 1 - right(data),
        ),
        Mistake(
            "revenu partenaire",
            "vous avez pris le revenu d'un abonné partenaire. La question porte sur l'abonné direct : `data.arpu_direct`.",
            lambda data, right: data.arpu_partner * (1 + data.vat) / data.price,
        ),
    ),
    first_step="mettez le revenu en TTC, puis divisez par le prix affiché.",
    why="Ce n'est pas de l'argent volé : offres famille et étudiant, essais, pays moins chers. Et ceci ne vaut que pour les abonnés directs. Que devient la moyenne avec ceux des opérateurs ?",
    hints=(
        "Deux nombres ne se divisent que dans la même unité : l'un est HT, l'autre TTC.",
        "Le revenu TTC d'un abonné direct vaut `data.arpu_direct * (1 + data.vat)`.",
        "Une part s'écrit en fraction : 5 % s'écrit `0.05`.",
    ),
)

MEAN_ARPU = Numeric(
    prompt="Sur {subscribers} d'abonnés, {partners} viennent d'un partenaire et rapportent {arpu_partner} ; les autres, {arpu_direct}. Combien rapporte un abonné en moyenne (ARPU) ?",
    label="ARPU moyen",
    unit="€",
    answer=_mean_arpu,
    relative=0.002,
    mistakes=(
        Mistake(
            "moyenne simple",
            "vous faites la moyenne des deux revenus, comme si les deux groupes comptaient autant d'abonnés. Pondérez chacun par son effectif.",
            lambda data, right: (data.arpu_direct + data.arpu_partner) / 2,
        ),
        Mistake(
            "effectifs échangés",
            "vous donnez aux directs le nombre des partenaires. Les directs sont ceux qui restent : `data.subscribers - data.partners`.",
            lambda data, right: data.arpu_direct + data.arpu_partner - right(data),
        ),
        Mistake(
            "partenaires ajoutés",
            "vous ajoutez les partenaires au total, alors qu'ils en font partie. Retirez-les de `data.subscribers` pour trouver les directs.",
            lambda data, right: (
                (data.subscribers * data.arpu_direct + data.partners * data.arpu_partner)
                / (data.subscribers + data.partners)
            ),
        ),
        Mistake(
            "prix affiché",
            "vous comptez les directs au prix affiché. Ils rapportent bien moins : employez `data.arpu_direct`.",
            lambda data, right: (
                right(data)
                + (data.subscribers - data.partners)
                * (data.price / (1 + data.vat) - data.arpu_direct)
                / data.subscribers
            ),
        ),
    ),
    first_step="trouvez d'abord le nombre d'abonnés directs, puis le revenu total par mois, puis divisez par tous les abonnés.",
    why="L'ARPU moyen cache deux métiers. S'il baisse, ce n'est pas forcément que le prix baisse : il suffit que la part des partenaires monte. Encore faut-il savoir qui l'on compte.",
    hints=(
        "Une moyenne pondérée : revenu total ÷ nombre total d'abonnés.",
        "Les directs sont `data.subscribers - data.partners`.",
        "Revenu total = directs × `data.arpu_direct` + partenaires × `data.arpu_partner`.",
    ),
)

TRAP = Decision(
    prompt="En juin 2015, Deezer déclare {declared_2015} d'abonnés, dont {inactive_2015} inactifs ; {inactive_paid_2015} de ces inactifs sont payés par leur opérateur. Combien d'abonnés, en millions, rapportent quelque chose, et que dire de la croissance jusqu'aux {subscribers} de juin 2024 ?",
    choice=Choice(
        prompt="De combien la base payante a-t-elle grandi depuis ?",
        options={
            "a": (
                "Du rapport entre les deux nombres déclarés",
                "le premier compte des inactifs : vous compareriez une vitrine à un nombre dont on ignore la part d'inactifs.",
            ),
            "b": (
                "Du rapport entre le nombre de 2024 et les actifs de 2015",
                "il faudrait savoir combien des abonnés de 2024 sont actifs, ou payés : ce n'est pas publié.",
            ),
            "c": (
                "On ne peut pas le dire avec ces chiffres",
                "c'est pourtant le cas : cherchez la part d'inactifs de 2024 dans le tableau.",
            ),
            "d": (
                "Elle a reculé",
                "rien ne le montre : les deux nombres n'ont pas la même définition, dans un sens comme dans l'autre.",
            ),
        },
        answer=lambda data: "c",
        why="",
        hints=(),
    ),
    number=Numeric(
        prompt="",
        label="Abonnés qui rapportent",
        unit="millions",
        answer=_paying_2015,
        relative=0.005,
        mistakes=(
            Mistake(
                "actifs seulement",
                "vous retirez tous les inactifs. Certains sont payés par leur opérateur : inactif ne veut pas dire gratuit. Remettez-les.",
                lambda data, right: data.declared_2015 - data.inactive_2015,
            ),
            Mistake(
                "nombre déclaré",
                "c'est le nombre annoncé, inactifs compris. Retirez ceux que personne ne paie.",
                lambda data, right: data.declared_2015,
            ),
            Mistake(
                "directs seulement",
                "vous ne comptez que les abonnés directs. Un abonné partenaire rapporte aussi : son opérateur paie.",
                lambda data, right: data.direct_2015,
            ),
            Mistake(
                "inactifs payés retirés deux fois",
                "les inactifs payés font déjà partie des inactifs, et ils rapportent. Ajoutez-les au lieu de les retirer.",
                lambda data, right: data.declared_2015 - data.inactive_2015 - data.inactive_paid_2015,
            ),
            Mistake(
                "ceux qui ne rapportent rien",
                "ce sont les abonnés que personne ne paie. La question demande les autres.",
                lambda data, right: data.inactive_2015 - data.inactive_paid_2015,
            ),
        ),
        first_step="partez du nombre déclaré, retirez les inactifs, puis demandez-vous lesquels rapportent quand même.",
        why="",
        hints=(),
    ),
    why="Déclaré, actif, payé : trois nombres, et la source de 2024 ne dit pas lequel elle donne. Un abonné qui paie sans écouter est même le moins cher à servir. Suivons maintenant un euro de hausse.",
    hints=(
        "Trois mots à séparer : déclaré, actif, payé. Lequel rapporte de l'argent ?",
        "Ceux qui rapportent sont les actifs, plus les inactifs payés par leur opérateur.",
        "Pour comparer deux dates, il faut la même définition aux deux dates.",
    ),
)


def _colleague(hausse: float, encaisse: float, partenaires: float) -> float:
    return hausse * (1 - 0.2) * encaisse


def _reference(data: Data):
    def gain_par_abonne(hausse: float, encaisse: float, partenaires: float) -> float:
        return hausse / (1 + data.vat) * encaisse * (1 - partenaires)

    return gain_par_abonne


def _trials(data: Data) -> list[tuple[float, ...]]:
    return [
        (1.0, data.firm.price_realization, data.firm.partner_share),
        (data.price_rise, 0.51, 0.48),
        (2.0, 0.8, 0.1),
        (0.5, 1.0, 0.0),
        (3.0, 0.6, 0.7),
    ]


def _wrong_functions(data: Data) -> list[WrongFunction]:
    vat = data.vat
    return [
        WrongFunction(
            "TVA corrigée, partenaires oubliés",
            "la TVA est bien retirée, mais tous les abonnés profitent de la hausse. Multipliez par la part des directs, `1 - partenaires`.",
            lambda h, e, p: h / (1 + vat) * e,
        ),
        WrongFunction(
            "partenaires comptés, TVA retirée du TTC",
            "les partenaires sont bien écartés, mais la TVA se calcule sur le prix HT. Divisez par `1 + data.vat` au lieu de multiplier par `1 - data.vat`.",
            lambda h, e, p: h * (1 - vat) * e * (1 - p),
        ),
        WrongFunction(
            "partenaires à la place des directs",
            "vous donnez la hausse aux partenaires. Leur tarif ne bouge pas : ce sont les autres qui paient, `1 - partenaires`.",
            lambda h, e, p: h / (1 + vat) * e * p,
        ),
        WrongFunction(
            "TVA oubliée",
            "votre gain est TTC : l'État en reprend une part. Divisez la hausse par `1 + data.vat`.",
            lambda h, e, p: h * e * (1 - p),
        ),
        WrongFunction(
            "part encaissée oubliée",
            "vous comptez la hausse au prix affiché. Multipliez par la part vraiment encaissée, `encaisse`.",
            lambda h, e, p: h / (1 + vat) * (1 - p),
        ),
    ]


MEND_THE_CODE = Function(
    prompt="La fonction `gain_par_abonne` de votre collègue dit combien rapporte, en moyenne par abonné, une hausse de `hausse` € TTC. Elle retire mal la TVA, et oublie que le tarif des partenaires ne bouge pas. Changez deux lignes.",
    name="gain_par_abonne",
    arguments=("hausse", "encaisse", "partenaires"),
    answer=_reference,
    trials=_trials,
    mistakes=_wrong_functions,
    start=_colleague,
    first_step="suivez l'euro : TTC, puis HT, puis part encaissée, puis part des abonnés directs.",
    why="Un euro affiché, et chacun prend sa part avant l'abonné moyen. Gardez cette fonction : elle resservira pour décider. Mais d'où viennent ces abonnés, et combien coûtent-ils ?",
    hints=(
        "La première ligne passe de TTC à HT. Par quoi faut-il diviser ?",
        "La hausse ne touche que les abonnés directs. Quelle part des abonnés est-ce, si `partenaires` est l'autre ?",
        "Écrivez la dernière ligne sous la forme `return hausse_ht * encaisse * (1 - partenaires)`.",
    ),
)

COST_OF_A_PAYER = Numeric(
    prompt="Une inscription gratuite coûte {cac}. La conversion des gratuits est de {conversion_rate}, leurs départs de {free_churn}. Combien coûte un abonné payant ?",
    label="Coût d'un abonné payant",
    unit="€",
    answer=_cost_of_a_payer,
    relative=0.005,
    mistakes=(
        Mistake(
            "conversion d'un seul mois",
            "vous ne gardez que ceux qui paient dès le premier mois. Les autres ont encore une chance le mois suivant : divisez par la chance de payer un jour.",
            lambda data, right: data.cac / data.conversion_rate,
        ),
        Mistake(
            "coût d'une inscription",
            "c'est le coût d'un inscrit. Tous ne paieront pas : divisez par la part de ceux qui finissent par payer.",
            lambda data, right: data.cac,
        ),
        Mistake(
            "multiplication au lieu d'une division",
            "vous multipliez : un payant coûterait moins qu'un inscrit. Il faut plusieurs inscrits pour un payant, donc diviser.",
            lambda data, right: data.cac * _odds(data),
        ),
        Mistake(
            "part des payants",
            "vous divisez par la part des payants, une photo du parc. Il faut le débit : conversion ÷ (conversion + départs).",
            lambda data, right: data.cac / data.firm.paying_share,
        ),
        Mistake(
            "départs à la place des conversions",
            "vous avez pris la part de ceux qui partent sans payer. Mettez la conversion au numérateur.",
            lambda data, right: data.cac * (data.conversion_rate + data.free_churn) / data.free_churn,
        ),
    ),
    first_step="calculez la chance qu'un inscrit paie un jour, puis divisez le coût d'une inscription par cette chance.",
    why="Payer et partir se disputent les mêmes inscrits : retenir un gratuit fait baisser le coût d'un payant, comme le convertir. Question suivante : combien d'abonnés cela fait-il à la longue ?",
    hints=(
        "Un inscrit finit de deux façons : il paie, ou il part.",
        "Sa chance de payer un jour vaut `data.conversion_rate / (data.conversion_rate + data.free_churn)`.",
        "Si une chance sur quatre, il faut quatre inscrits pour un payant.",
    ),
)

STEADY = Numeric(
    prompt="Inscrits gratuits : {new_customers}. Attrition des payants : {churn}. Vers combien d'abonnés payants, en millions, Deezer tend-il ?",
    label="Abonnés en régime permanent",
    unit="millions",
    answer=_steady_millions,
    relative=0.005,
    mistakes=(
        Mistake(
            "tous les inscrits paient",
            "vous faites payer tous les inscrits. Ne gardez que ceux qui finissent par payer.",
            lambda data, right: data.new_customers / data.churn / 1e6,
        ),
        Mistake(
            "conversion d'un seul mois",
            "vous ne comptez que les conversions du premier mois. Employez la chance de payer un jour.",
            lambda data, right: data.new_customers * data.conversion_rate / data.churn / 1e6,
        ),
        Mistake(
            "part des payants",
            "la part des payants est une photo d'aujourd'hui. Il faut la chance qu'un inscrit paie un jour.",
            lambda data, right: data.new_customers * data.firm.paying_share / data.churn / 1e6,
        ),
        mistakes.yearly_rate("churn"),
        Mistake(
            "abonnés au lieu de millions",
            "votre nombre compte des abonnés. La question le demande en millions : divisez par `1e6`.",
            lambda data, right: right(data) * 1e6,
        ),
        Mistake(
            "abonnés d'aujourd'hui",
            "c'est le nombre d'abonnés de départ. En régime permanent, il ne compte plus : seuls comptent ceux qui arrivent et la vitesse à laquelle ils partent.",
            lambda data, right: data.subscribers,
        ),
    ),
    first_step="en régime permanent, il en part autant qu'il en arrive : abonnés × attrition = nouveaux payants par mois.",
    why="Comparez ce nombre aux abonnés d'aujourd'hui : s'il est plus petit, la base fond, même avec des inscrits chaque mois. Le nombre de départ ne change rien à l'arrivée. Reste à savoir ce que ces abonnés laissent, si les ayants droit demandent plus.",
    hints=(
        "Cherchez le nombre d'abonnés pour lequel départs et arrivées sont égaux.",
        "Nouveaux payants par mois, à la longue : inscrits × chance de payer un jour.",
        "Divisez-les par `data.churn`, puis par `1e6` pour compter en millions.",
    ),
)

ROYALTIES = Numeric(
    prompt="Les ayants droit demandent {royalties_rise} de plus. Combien cela coûte-t-il par mois, en M€, pour {subscribers} d'abonnés ?",
    label="Coût de la demande",
    unit="M€ / mois",
    answer=_cost_of_royalties,
    relative=0.01,
    mistakes=(
        Mistake(
            "prix affiché",
            "vous appliquez la hausse au prix affiché. Les ayants droit touchent une part du revenu encaissé : `firm.arpu`.",
            lambda data, right: data.subscribers * data.price * data.royalties_rise,
        ),
        Mistake(
            "abonnés comptés comme directs",
            "vous comptez tous les abonnés comme directs. Employez le revenu moyen, `firm.arpu`.",
            lambda data, right: data.subscribers * data.arpu_direct * data.royalties_rise,
        ),
        Mistake(
            "part de la marge",
            "vous prenez une part de la marge. Le contrat porte sur le revenu, avant toute autre dépense.",
            lambda data, right: data.subscribers * data.firm.margin_per_customer * data.royalties_rise,
        ),
        Mistake(
            "part totale au lieu de la hausse",
            "c'est tout ce que touchent les ayants droit. La question demande ce qui s'ajoute : ne comptez que la hausse.",
            lambda data, right: data.subscribers * data.firm.arpu * (data.royalties + data.royalties_rise),
        ),
        Mistake(
            "un seul abonné",
            "c'est le coût par abonné, en euros. Multipliez par le nombre d'abonnés, en millions.",
            lambda data, right: data.firm.arpu * data.royalties_rise,
        ),
        mistakes.years_for_months(),
    ),
    first_step="calculez le revenu mensuel total (abonnés × ARPU), puis la part demandée en plus.",
    why="Quelques points de revenu, et c'est une bonne part de la marge qui s'en va : Deezer ne choisit pas ce prix-là. Peut-il le faire payer à ses abonnés ? C'est la dernière question.",
    hints=(
        "Les ayants droit touchent une part du revenu HT, partenaires compris.",
        "Le revenu d'un mois vaut `data.subscribers * firm.arpu`, en M€.",
        "Seule la hausse compte : `data.royalties_rise`.",
    ),
)

DECIDE = Decision(
    prompt="On vous propose d'augmenter le prix de {price_rise}. La direction craint {feared_departures} en plus. Acceptez-vous ? Appuyez votre choix sur la hausse des départs qui ramènerait le résultat en régime permanent à celui d'aujourd'hui.",
    choice=Choice(
        prompt="Acceptez-vous la hausse ?",
        options={
            "oui": (
                "J'accepte la hausse",
                "votre nombre est juste, mais la crainte le dépasse : si elle se réalise, le résultat baisse. Comparez-le à `data.feared_departures`.",
            ),
            "non": (
                "Je refuse la hausse",
                "votre nombre est juste, et il dépasse la crainte : même réalisée, le résultat monte. Comparez-le à `data.feared_departures`.",
            ),
        },
        answer=lambda data: "oui" if data.feared_departures <= _bearable_departures(data) else "non",
        why="",
        hints=(),
        form='`"oui"` ou `"non"`, entre guillemets',
    ),
    number=Numeric(
        prompt="",
        label="Hausse des départs supportable",
        unit="%",
        answer=_bearable_departures,
        absolute=0.0003,
        mistakes=(
            Mistake(
                "hausse du prix",
                "c'est la hausse du prix affiché. Une partie des abonnés ne la paie pas : repartez de `steady_state_profit`.",
                lambda data, right: data.price_rise / data.price,
            ),
            Mistake(
                "revenu conservé",
                "vous gardez le revenu, pas le résultat. Les ayants droit et la banque prennent leur part : repartez de `steady_state_profit`.",
                lambda data, right: _dearer(data).arpu / data.firm.arpu - 1,
            ),
            mistakes.multiple_for_change("c'est un multiple. Une hausse est ce multiple moins 1."),
            Mistake(
                "attrition limite",
                "c'est l'attrition à ne pas dépasser. La question demande de combien elle peut monter : divisez par `firm.churn`, puis retirez 1.",
                lambda data, right: data.churn * (1 + right(data)),
            ),
            Mistake(
                "hausse en points",
                "c'est un écart entre deux attritions. Rapportez-le aux départs d'aujourd'hui : divisez par `firm.churn`.",
                lambda data, right: data.churn * right(data),
            ),
            Mistake(
                "crainte recopiée",
                "c'est la crainte, pas la limite. Cherchez d'abord l'attrition limite avec `bm.goal_seek`, puis comparez.",
                lambda data, right: data.feared_departures,
            ),
        ),
        first_step="la cible est `firm.steady_state_profit`, le modèle à faire varier est celui au prix augmenté, et le paramètre est `churn`.",
        why="",
        hints=(),
    ),
    words=15,
    why="Votre choix et votre nombre se tiennent ; votre enseignant lit la justification. Reste la vraie question : qui mesure l'attrition, et sur combien de mois ? « Pratiquement aucun impact » n'est pas un chiffre. Dans la leçon, cherchez ce qui arrive si les ayants droit demandent leur part de la hausse.",
    hints=(
        "Construisez l'entreprise au prix augmenté : `firm.replace(price=data.price + data.price_rise)`.",
        '`bm.goal_seek(modele, "steady_state_profit", cible, vary="churn")` cherche l\'attrition qui ramène à la cible.',
        "La cible est le résultat d'aujourd'hui : `firm.steady_state_profit`. Hausse = attrition trouvée ÷ `firm.churn` − 1.",
    ),
)

EXERCISE = Exercise(
    title="Ce que rapporte un abonné",
    given=GIVEN,
    firm=_firm,
    questions=(
        READ,
        COLLECTED,
        MEAN_ARPU,
        TRAP,
        MEND_THE_CODE,
        COST_OF_A_PAYER,
        STEADY,
        ROYALTIES,
        DECIDE,
    ),
)
