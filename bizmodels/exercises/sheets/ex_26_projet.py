"""Questions on a project built step by step: what a client leaves, what decides, what may break it, two levers, the dossier."""

from __future__ import annotations

from typing import Annotated

from bizmodels.core.kpi import kpi
from bizmodels.core.model import BusinessModel
from bizmodels.core.param import Param
from bizmodels.exercises import mistakes
from bizmodels.exercises.given import Data, Given
from bizmodels.exercises.sheet import Exercise


class Plants(BusinessModel):
    """Plants rented to offices and looked after: the model that the exercise builds, line by line."""

    title = "Plantes de bureau par abonnement"
    customer = "bureaux"

    price: Annotated[float, Param("Abonnement d’un bureau", "€ TTC / mois")] = 96.0
    visit_cost: Annotated[float, Param("Visite d’entretien, une par mois", "€ HT")] = 24.0
    pots: Annotated[float, Param("Plantes par bureau", "plantes")] = 10.0
    lost: Annotated[float, Param("Plantes à remplacer", "% / mois", high=1.0)] = 0.04
    pot_cost: Annotated[float, Param("Prix d’une plante", "€ HT")] = 25.0
    churn: Annotated[float, Param("Attrition (churn)", "% / mois", high=1.0, group="Clients")] = 0.03
    new_customers: Annotated[float, Param("Nouveaux bureaux", "par mois", group="Clients")] = 12.0
    cac: Annotated[float, Param("Coût d’acquisition (CAC)", "€", group="Clients")] = 260.0
    fixed_costs: Annotated[float, Param("Coûts fixes", "€ / mois", group="Coûts")] = 3_900.0
    setup_cost: Annotated[float, Param("Mise de départ", "€", group="Coûts")] = 15_000.0

    @kpi("Revenu par bureau", "€ / mois")
    def arpu(self):
        """The price without VAT."""
        return self.price / (1 + self.vat)

    @kpi("Coût par bureau", "€ / mois")
    def cost_to_serve(self):
        """One visit, and the plants that die."""
        return self.visit_cost + self.lost * self.pots * self.pot_cost


def _of(name: str, low: float, high: float, step: float = 1.0) -> Given:
    return Given.of(Plants, name, low=low, high=high, step=step)


GIVEN = (
    Given("vat", "TVA", "%", source="legal/vat_rate_standard", factor=0.01),
    _of("price", 93, 108, 3),
    _of("visit_cost", 22, 26),
    _of("pots", 8, 12),
    _of("lost", 0.03, 0.05, 0.005),
    _of("pot_cost", 22, 28),
    _of("churn", 0.026, 0.036, 0.002),
    _of("new_customers", 11, 15),
    _of("cac", 220, 300, 10),
    _of("fixed_costs", 3_500, 4_300, 100),
    _of("setup_cost", 12_000, 18_000, 500),
    Given("rise", "Si le fournisseur augmente : hausse du prix d’une plante", "%", default=0.3, low=0.2, high=0.5, step=0.05),
    Given("rise_months", "Cette hausse dure", "mois", default=7, low=5, high=9),
    Given("rise_chance", "Risque de cette hausse", "% / an", default=0.2, low=0.1, high=0.35, step=0.05),
    Given("kept", "Levier 1, un jardinier attitré : départs évités", "% des départs", default=0.15, low=0.15, high=0.4, step=0.25),
    Given("won", "Levier 2, publicité : bureaux gagnés en plus", "par mois", default=1),
    Given("dear", "Levier 2 : coût de chacun de ces bureaux", "€", default=400, low=380, high=440, step=20),
)  # fmt: skip

EXERCISE = Exercise("Des plantes au bureau", GIVEN, firm=Plants)


# --- 1 · a first line of the model ------------------------------------------------------------------------


@EXERCISE.function("revenu")
def revenu(data: Data, prix_ttc, tva) -> float:
    return prix_ttc / (1 + tva)


revenu.asks(
    "Vous louez des plantes à des bureaux, entretien compris : {price}. Votre associée a écrit la première ligne du modèle, ce qu'un bureau rapporte hors taxes.\n\n"
    "Sa fonction s'exécute et se trompe. Corrigez-la, puis relancez la cellule."
)
revenu.tries(lambda data: [(data.price, data.vat), (120.0, 0.2), (55.0, 0.1), (80.0, 0.0)])
revenu.starts(lambda data, price, vat: price * (1 - vat))
revenu.wrong(
    "TVA ajoutée",
    "vous ajoutez la TVA à un prix qui la contient déjà. Divisez par un plus le taux.",
    lambda data, price, vat: price * (1 + vat),
)
revenu.wrong(
    "TVA laissée dans le prix",
    "vous rendez le prix TTC : l'État en reprend la TVA. Divisez par un plus le taux.",
    lambda data, price, vat: price,
)
revenu.wrong(
    "parenthèses oubliées",
    "la division passe avant l'addition : `prix_ttc / 1 + tva` ajoute le taux au prix. Entourez `1 + tva`.",
    lambda data, price, vat: price / 1 + vat,
)
revenu.wrong(
    "taux retiré du prix",
    "`prix_ttc * 1 - tva` multiplie d'abord, puis retire le taux : 20 centimes. Divisez par un plus le taux.",
    lambda data, price, vat: price * 1 - vat,
)
revenu.wrong(
    "TVA au lieu du revenu",
    "c'est la TVA que vous rendez, la part de l'État. Il faut l'autre.",
    lambda data, price, vat: price * vat / (1 + vat),
)
revenu.otherwise("de quel prix le taux de TVA est-il une part, du prix TTC ou du prix hors taxes ?")
revenu.why(
    "C'est la ligne `arpu` de votre modèle : ce qu'un client paie, hors taxes. Il en faut une seconde, ce qu'il coûte."
)
revenu.hints(
    "Le taux s'applique au prix hors taxes, pas au prix TTC.",
    "Hors taxes × (1 + taux) = TTC.",
    "`prix_ttc / (1 + tva)`.",
)


# --- 2 · what a client leaves -----------------------------------------------------------------------------


def _margin(data: Data) -> float:
    return data.price / (1 + data.vat) - data.visit_cost - data.lost * data.pots * data.pot_cost


@EXERCISE.number("Marge par bureau", "€ / mois")
def margin(data: Data) -> float:
    return _margin(data)


margin.asks(
    "Chaque mois, un bureau reçoit une visite ({visit_cost}) et l'on y remplace une part de ses plantes ({lost}, sur {pots}, à {pot_cost} chacune).\n\n"
    "Que laisse un bureau par mois, hors taxes ?"
)
margin.wrong(mistakes.ttc_for_ht())
margin.wrong(mistakes.vat_share_of_ttc())
margin.wrong(
    "une seule plante comptée",
    "vous remplacez une part d'une seule plante. Un bureau en a plusieurs : multipliez par `data.pots`.",
    pots=1.0,
)
margin.wrong(
    "toutes les plantes chaque mois",
    "vous remplacez toutes les plantes tous les mois. Seule une part meurt : multipliez par `data.lost`.",
    lost=1.0,
)
margin.wrong("visite oubliée", "vous oubliez la visite d'entretien.", visit_cost=0.0)
margin.wrong("plantes oubliées", "vous oubliez les plantes à remplacer.", lost=0.0)
margin.wrong(
    "coût au lieu de marge",
    "c'est ce que coûte un bureau. Retirez-le de ce qu'il paie, hors taxes.",
    lambda data: data.visit_cost + data.lost * data.pots * data.pot_cost,
)
margin.otherwise("que reste-t-il du prix hors taxes, la visite faite et les plantes remplacées ?")
margin.why(
    "Deux lignes, et le modèle entier est écrit : `firm` les a, avec les 36 mois, les seuils et les leviers. Reste à savoir quel chiffre mesurer avant les autres."
)
margin.hints(
    "Le revenu : la question 1, avec `data.price` et `data.vat`.",
    "Les plantes : `data.lost * data.pots * data.pot_cost`.",
    "`data.price / (1 + data.vat) - data.visit_cost - data.lost * data.pots * data.pot_cost`.",
)


# --- 3 · the figure to measure first ----------------------------------------------------------------------


decides = EXERCISE.choice()  # « attrition » for every firm drawn: tested

decides.asks(
    "Le prix est écrit au contrat. Des quatre réglages ci-dessous, tous supposés, lequel déplace le plus le résultat en régime permanent quand il bouge de 20 % ? À ignorance égale, c'est celui-là qu'il faut mesurer d'abord ; quand on connaît mieux l'un que l'autre, voyez la leçon 23.\n\n"
    'Cherchez-les dans `bm.sensitivity(firm, "steady_state_profit")`.'
)
decides.option("visit_cost", "Le coût de la visite", "lisez la colonne de l'écart : un autre l'emporte.")
decides.option("churn", "L'attrition")
decides.option(
    "new_customers",
    "Les nouveaux bureaux",
    "c'est la réponse que l'on donne d'instinct. Un bureau de plus coûte aussi son acquisition et ses visites : lisez l'écart.",
)
decides.option(
    "cac",
    "Le coût d'acquisition",
    "il ne se paie qu'une fois par bureau. Lisez la colonne de l'écart : un autre l'emporte.",
)
decides.why(
    "Un bureau qui reste ne se paie pas deux fois. L'attrition se mesure sur des centaines de clients, pendant des mois ; d'ici là, votre dossier écrit « hypothèse ». Combien de bureaux faut-il ?"
)
decides.hints(
    'Exécutez `bm.sensitivity(firm, "steady_state_profit")` dans une cellule : les lignes sont rangées.',
    "Laissez le prix de côté, puis prenez la première ligne qui figure dans les quatre.",
)


# --- 4 · the threshold ------------------------------------------------------------------------------------


@EXERCISE.number("Seuil, remplacements payés", "bureaux")
def threshold(data: Data) -> float:
    return data.fixed_costs / (_margin(data) - data.churn * data.cac)


threshold.asks(
    "Combien de bureaux faut-il pour ne rien perdre, si l'on remplace chaque mois ceux qui partent ({churn}, {cac} chacun) ? Les coûts fixes sont de {fixed_costs}. Votre marge de la question 2 est `firm.margin_per_customer`."
)
threshold.wrong(
    "remplacements oubliés",
    "c'est le seuil sans renouvellement : il suppose que personne ne part. Retirez de la marge ce que coûte de remplacer les départs.",
    lambda data: data.fixed_costs / _margin(data),
)
threshold.wrong(
    "attrition ajoutée aux bureaux",
    "vous ajoutez les remplaçants au nombre de bureaux. C'est leur prix qui compte : il réduit la marge de chacun.",
    lambda data: data.fixed_costs / _margin(data) * (1 + data.churn),
)
threshold.wrong(
    "remplacements ajoutés à la marge",
    "vous ajoutez le coût des remplacements à la marge. Il la réduit.",
    lambda data: data.fixed_costs / (_margin(data) + data.churn * data.cac),
)
threshold.wrong(
    "parenthèses oubliées",
    "la division passe avant la soustraction. Entourez tout le dénominateur.",
    lambda data: data.fixed_costs / _margin(data) - data.churn * data.cac,
)
threshold.wrong(
    "revenu pris pour la marge",
    "vous divisez par ce que paie un bureau. Il faut ce qu'il laisse : sa marge.",
    lambda data: data.fixed_costs / (data.price / (1 + data.vat) - data.churn * data.cac),
)
threshold.otherwise("que reste-t-il par bureau et par mois, une fois payés les remplacements ?")
threshold.why(
    "Les bureaux en régime permanent, nouveaux par mois divisés par l'attrition, dépassent-ils ce seuil ? De combien : c'est la question suivante."
)
threshold.hints(
    "Chaque mois, une part `data.churn` des bureaux est à remplacer, à `data.cac` chacun.",
    "Par bureau : la marge moins `data.churn * data.cac`.",
    "`data.fixed_costs / (firm.margin_per_customer - data.churn * data.cac)`.",
)


# --- 5 · how far the hypothesis may be wrong --------------------------------------------------------------


@EXERCISE.number("Attrition supportable", "% / mois")
def bearable(data: Data) -> float:
    return data.new_customers * _margin(data) / (data.fixed_costs + data.new_customers * data.cac)


bearable.asks(
    "L'attrition supposée est de {churn}. Jusqu'où peut-elle monter avant que l'entreprise perde de l'argent en régime permanent, quand il part autant de bureaux qu'il en arrive ({new_customers}) ?\n\n"
    "Répondez par une fraction. À la main, ou avec `bm.goal_seek` : le modèle, la grandeur entre guillemets, la valeur visée, puis `vary=` et le réglage entre guillemets."
)
bearable.wrong(
    "coûts fixes oubliés",
    "à ce taux, un bureau rembourse son acquisition, et le loyer n'est pas payé. Ajoutez les coûts fixes.",
    lambda data: _margin(data) / data.cac,
)
bearable.wrong(
    "acquisition oubliée",
    "vous ne payez que les coûts fixes. Les nouveaux bureaux coûtent chacun leur acquisition.",
    lambda data: data.new_customers * _margin(data) / data.fixed_costs,
)
bearable.wrong(
    "durée au lieu d'un taux",
    "c'est une durée, en mois : celle d'un bureau à ce taux. Prenez l'inverse.",
    lambda data: 1 / bearable(data),
)
bearable.wrong(
    "revenu pris pour la marge",
    "vous comptez ce que paient les bureaux. Il faut ce qu'ils laissent.",
    lambda data: (
        data.new_customers * data.price / (1 + data.vat) / (data.fixed_costs + data.new_customers * data.cac)
    ),
)
bearable.wrong(
    "marge de manœuvre",
    "c'est de combien elle peut monter. La question demande jusqu'où.",
    lambda data: bearable(data) - data.churn,
)
bearable.wrong(
    "un seul bureau gagné",
    "vous ne comptez l'acquisition que d'un bureau par mois. Multipliez par ceux qui arrivent.",
    lambda data: data.new_customers * _margin(data) / (data.fixed_costs + data.cac),
)
bearable.otherwise(
    "en régime permanent, pour quelle attrition la marge de tous les bureaux paie-t-elle juste le reste ?"
)
bearable.why(
    "C'est le seuil qui ferait changer d'avis : écrivez-le dans le dossier, avec la date où vous le mesurerez. Et si c'est le fournisseur qui bouge ?"
)
bearable.hints(
    "En régime permanent : `data.new_customers / attrition` bureaux.",
    "Leur marge paie les coûts fixes et les nouveaux : `data.fixed_costs + data.new_customers * data.cac`.",
    '`bm.goal_seek(firm, "steady_state_profit", 0, vary="churn")`.',
)


# --- 6 · a risk -------------------------------------------------------------------------------------------


def _monthly_rise(data: Data) -> float:
    """What the rise costs each office in a month (€)."""
    return data.lost * data.pots * data.pot_cost * data.rise


@EXERCISE.number("Coût moyen du risque", "€ / an")
def supplier(data: Data) -> float:
    offices = data.new_customers / data.churn
    return data.rise_chance * offices * _monthly_rise(data) * data.rise_months


supplier.asks(
    "Le pépiniériste peut augmenter ses plantes de {rise} pendant {rise_months} ; le risque est de {rise_chance}. L'entreprise est en régime permanent : nouveaux bureaux divisés par attrition.\n\n"
    "Combien ce risque coûte-t-il par an, en moyenne ?"
)
supplier.wrong(
    "probabilité oubliée",
    "c'est ce que coûte la hausse quand elle arrive. En moyenne, elle n'arrive pas chaque année.",
    rise_chance=1.0,
)
supplier.wrong("durée oubliée", "vous comptez un seul mois de hausse.", rise_months=1.0)
supplier.wrong(
    "année entière", "la hausse ne dure pas douze mois. Prenez `data.rise_months`.", rise_months=12.0
)
supplier.wrong(
    "nouveaux bureaux seuls",
    "vous ne comptez que les bureaux gagnés dans le mois. Tous ont des plantes à remplacer.",
    lambda data: supplier(data) * data.churn,
)
supplier.wrong(
    "prix entier", "vous comptez tout le prix des plantes. Seule la hausse est un coût de plus.", rise=1.0
)
supplier.wrong(
    "toutes les plantes",
    "vous rachetez toutes les plantes chaque mois. Seule une part est à remplacer : `data.lost`.",
    lambda data: supplier(data) / data.lost,
)
supplier.otherwise(
    "combien de plantes sont rachetées pendant la hausse, et avec quelle chance arrive-t-elle ?"
)
supplier.why(
    "Un coût moyen se compare à ce que coûterait de s'en protéger, un contrat à prix fixe par exemple. Il ne dit pas si la caisse tient le mois où il arrive. Où mettre votre argent, maintenant ?"
)
supplier.hints(
    "Bureaux : `data.new_customers / data.churn`.",
    "Par bureau et par mois : `data.lost * data.pots * data.pot_cost * data.rise`.",
    "Multipliez par `data.rise_months`, puis par `data.rise_chance`.",
)


# --- 7 · two levers ---------------------------------------------------------------------------------------


def _with_gardener(data: Data, paid: float = 1.0) -> BusinessModel:
    """The firm with a gardener, who costs what the advertising would (``paid``: the share of it that is paid)."""
    return data.firm.replace(
        churn=data.churn * (1 - data.kept), fixed_costs=data.fixed_costs + paid * data.won * data.dear
    )


def _with_advertising(data: Data, dear: float | None = None) -> BusinessModel:
    """The firm with the offices that advertising wins, at ``dear`` each; the model counts its usual cost of acquisition."""
    more = data.won * ((data.dear if dear is None else dear) - data.cac)
    return data.firm.replace(new_customers=data.new_customers + data.won, fixed_costs=data.fixed_costs + more)


def _cash(firm: BusinessModel) -> float:
    return firm.walked["cash"][-1]


@EXERCISE.decision("Écart entre les deux leviers, en caisse au mois 36", "€", absolute=1.0)
def levers(data: Data) -> float:
    return _cash(_with_gardener(data)) - _cash(_with_advertising(data))


levers.asks(
    "Un seul budget, deux usages. La publicité gagne des bureaux en plus ({won}), à {dear} chacun. Pour la même somme par mois, un jardinier attitré évite une part des départs ({kept}).\n\n"
    "Au mois 36, de combien la caisse est-elle plus pleine avec le jardinier qu'avec la publicité ? Lequel prenez-vous ? Avec `firm.replace(...)`, puis la dernière ligne de `cash` dans `.project()`. Ce qui n'a pas de réglage à soi s'ajoute à `fixed_costs`."
)
levers.follows(
    lambda data: levers(data) > 0,
    jardinier=("Le jardinier attitré", "mais il donne l'avantage à la publicité. Regardez son signe"),
    publicité=("La publicité", "mais il donne l'avantage au jardinier. Regardez son signe"),
)
levers.wrong(
    "jardinier gratuit",
    "vous ne payez pas le jardinier. Il coûte chaque mois autant que la publicité : ajoutez-le aux coûts fixes.",
    lambda data: _cash(_with_gardener(data, 0.0)) - _cash(_with_advertising(data)),
)
levers.wrong(
    "publicité gratuite",
    "vous ne payez pas les bureaux gagnés par la publicité.",
    lambda data: _cash(_with_gardener(data)) - _cash(_with_advertising(data, 0.0)),
)
levers.wrong(
    "CAC habituel",
    "vous payez ces bureaux au CAC habituel. Les plus faciles sont déjà venus : chacun coûte `data.dear`.",
    lambda data: _cash(_with_gardener(data)) - _cash(_with_advertising(data, data.cac)),
)
levers.wrong(
    "bureaux payés deux fois",
    "vous ajoutez tout leur coût aux coûts fixes, alors que le modèle paie déjà leur CAC. N'ajoutez que la différence.",
    lambda data: _cash(_with_gardener(data)) - _cash(_with_advertising(data, data.dear + data.cac)),
)
levers.wrong(
    "régime permanent",
    "c'est l'écart par mois une fois l'entreprise installée, bien après le mois 36. Un départ évité rapporte tard.",
    lambda data: _with_gardener(data).steady_state_profit - _with_advertising(data).steady_state_profit,
)
levers.wrong(
    "régime permanent, 36 fois",
    "vous comptez trente-six mois de régime permanent. L'entreprise n'y est pas : suivez la trésorerie mois après mois.",
    lambda data: (
        36 * (_with_gardener(data).steady_state_profit - _with_advertising(data).steady_state_profit)
    ),
)
levers.wrong(
    "résultat du mois 36",
    "c'est l'écart du seul mois 36. La caisse garde tous les mois d'avant.",
    lambda data: _with_gardener(data).profit_36 - _with_advertising(data).profit_36,
)
levers.wrong(
    "jardinier seul",
    "c'est ce que le jardinier change. Comparez-le à la publicité, pas à l'entreprise d'avant.",
    lambda data: _cash(_with_gardener(data)) - _cash(data.firm),
)
levers.wrong(
    "publicité seule",
    "c'est ce que la publicité change. Comparez-la au jardinier.",
    lambda data: _cash(_with_advertising(data)) - _cash(data.firm),
)
levers.otherwise("que reste-t-il en caisse au mois 36 avec chacun des deux, à budget égal ?")
levers.why(
    "Votre choix et votre nombre se tiennent. Bien plus tard, en régime permanent, c'est le jardinier qui rapporte le plus, pour toutes les entreprises tirées. Si la caisse du mois 36 préfère la publicité, l'horizon décide ; si elle préfère déjà le jardinier, il ne change rien. Il reste à rendre le dossier."
)
levers.hints(
    "Le budget : `data.won * data.dear` par mois. Le jardinier : l'attrition devient `data.churn * (1 - data.kept)`, les coûts fixes augmentent du budget.",
    "La publicité : `data.won` nouveaux bureaux de plus ; le modèle paie déjà leur CAC, ajoutez `data.won * (data.dear - data.cac)` aux coûts fixes.",
    'La caisse : `.project()["cash"].iloc[-1]`. Le jardinier moins la publicité.',
)


# --- 8 · the dossier --------------------------------------------------------------------------------------


@EXERCISE.decision("Besoin de financement", "€", words=15, absolute=1.0)
def need(data: Data) -> float:
    return data.firm.funding_need


need.asks(
    "Le dossier d'une camarade, avec vos chiffres, dit « Lancer ». La cellule ci-dessus l'a relu : que disent ses phrases ?\n\n"
    "Votre règle : on lance si l'argent avancé est revenu au mois 36, on attend sinon. Combien faut-il réunir, au plus creux, mise de départ comprise (`firm.funding_need`) ? Que décidez-vous ?\n\n"
    "{options}\n\n"
    "Donnez votre choix, le besoin, et justifiez en quinze mots au moins, avec un chiffre et ce qui vous ferait changer d'avis."
)
need.follows(
    lambda data: data.firm.walked["cash"][-1] >= 0,
    lancer=("Lancer : l'argent est revenu au mois 36", "mais la dernière ligne de `firm.project()` est encore sous zéro"),
    attendre=("Attendre : il ne l'est pas", "mais la dernière ligne de `firm.project()` n'est plus sous zéro"),
)  # fmt: skip
need.wrong(
    "mise de départ seule",
    "c'est la mise de départ. Les premiers mois perdent aussi de l'argent : cherchez le plus creux.",
    lambda data: data.setup_cost,
)
need.wrong(
    "mise de départ oubliée",
    "vous ne comptez que les pertes. La mise se paie avant le premier mois : ajoutez-la.",
    lambda data: data.firm.funding_need - data.setup_cost,
)
need.wrong(
    "trésorerie du mois 36",
    "c'est ce qu'il y a en caisse au mois 36. Cherchez le mois le plus creux.",
    lambda data: data.firm.walked["cash"][-1],
)
need.wrong(
    "coûts fixes de six mois",
    "six mois de coûts fixes et la mise sont une habitude, pas un calcul. Suivez la trésorerie mois après mois.",
    lambda data: data.setup_cost + 6 * data.fixed_costs,
)
need.wrong(
    "perte du premier mois",
    "c'est la mise et le premier mois. Les suivants perdent aussi, de moins en moins.",
    lambda data: data.setup_cost - data.firm.walked["profit"][0],
)
need.otherwise("quel est le point le plus bas de la colonne `cash` de `firm.project()` ?")
need.why(
    "Votre choix et votre nombre se tiennent ; votre enseignant lit la justification. Écrivez maintenant votre propre dossier, dans la leçon : votre modèle, vos sources, votre seuil."
)
need.hints(
    "`firm.project()` donne les 36 mois ; la colonne `cash` est la trésorerie, mise comprise.",
    "Le plus bas de cette colonne, sans son signe, est `firm.funding_need`.",
    'Lancer si `firm.project()["cash"].iloc[-1]` n\'est pas négatif.',
)
