"""Questions on quoted figures: a restated year, buyers counted otherwise, constant euros, a panel, and what a plan leans on."""

from __future__ import annotations

from bizmodels.exercises.given import Data, Given
from bizmodels.exercises.sheet import Exercise

# The year before restated, after / (1 + announced), is never within 1 % of the one published. The study never costs what
# it saves on average: one is a multiple of 50 €, the other is not.
GIVEN = (
    Given("published", "Ventes de l’an dernier, telles que publiées", "M€ TTC", default=1_040, low=1_030, high=1_050, step=10),
    Given("after", "Ventes de cette année", "M€ TTC", default=1_160, low=1_150, high=1_170, step=10),
    Given("announced", "Croissance annoncée par la fédération", "%", default=0.15, low=0.07, high=0.15, step=0.08),
    Given("spend_before", "Dépense par acheteur, an dernier", "€ TTC", default=310, low=300, high=320, step=5),
    Given("spend_after", "Dépense par acheteur, cette année", "€ TTC", default=362, low=362, high=382, step=5),
    Given("buyers_before", "Acheteurs, an dernier, ancienne définition", "milliers", default=3_360, low=3_300, high=3_450, step=30),
    Given("buyers_after", "Acheteurs, cette année, nouvelle définition", "milliers", default=3_160, low=3_100, high=3_190, step=30),
    Given("growth", "Croissance du rayon plantes, en euros courants", "%", default=0.12, low=0.12, high=0.18, step=0.01),
    Given("inflation", "Hausse des prix de ce rayon", "%", default=0.05, low=0.04, high=0.07, step=0.01),
    Given("panel_then", "Part du mobile il y a quatre ans, panel de grandes enseignes", "%", default=0.2, low=0.18, high=0.22, step=0.01),
    Given("market_then", "Part du mobile il y a quatre ans, marché entier", "%", default=0.12, low=0.11, high=0.13, step=0.01),
    Given("panel_now", "Part du mobile cette année, panel seul", "%", default=0.38, low=0.36, high=0.42, step=0.01),
    Given("margin", "Votre boîte : marge par abonné", "€ / mois", default=9, low=8.4, high=9.6, step=0.2),
    Given("churn", "Votre boîte : attrition", "% / mois", default=0.04, low=0.036, high=0.044, step=0.002),
    Given("cac", "Votre boîte : coût d’acquisition", "€", default=52, low=48, high=58, step=2),
    Given("cac_edge", "Coût d’acquisition : bord haut de la plage plausible", "€", default=98, low=92, high=104, step=2),
    Given("chance", "Chance que le vrai coût d’acquisition dépasse le seuil", "%", default=0.25, low=0.1, high=0.35, step=0.05),
    Given("loss", "Lancer alors qu’il le dépasse : perte", "€", default=26_000, low=20_000, high=32_000, step=1_000),
    Given("study", "Essai de publicité qui donne le vrai coût", "€", default=4_820, low=3_320, high=6_820, step=500),
)  # fmt: skip


EXERCISE = Exercise("Le dossier de la banque", GIVEN)


# --- 1 · a year counted again -----------------------------------------------------------------------------


@EXERCISE.choice
def counted_again(data: Data) -> str:
    return "baisse" if data.after / (1 + data.announced) < data.published else "hausse"


counted_again.asks(
    "Une fédération fictive avait publié {published} de ventes de jardinerie en ligne pour l'an dernier. Cette année : {after}, et elle annonce {announced} de croissance.\n\n"
    "Qu'a-t-elle fait, sans le dire, du chiffre de l'an dernier ?"
)
counted_again.option(
    "baisse",
    "Elle l'a recalé à la baisse",
    "divisez les ventes de cette année par un plus la croissance annoncée : le chiffre de l'an dernier qui en sort est plus grand que le publié.",
)
counted_again.option(
    "hausse",
    "Elle l'a recalé à la hausse",
    "divisez les ventes de cette année par un plus la croissance annoncée : le chiffre de l'an dernier qui en sort est plus petit que le publié.",
)
counted_again.option(
    "rien",
    "Rien : la croissance est celle des deux chiffres publiés",
    "refaites la division des deux chiffres publiés : trouvez-vous la croissance annoncée ?",
)
counted_again.option(
    "erreur",
    "Rien : elle s'est trompée dans sa division",
    "c'est possible, mais ce n'est pas le plus probable : quand la façon de compter change, l'année d'avant est recomptée. Dans quel sens ?",
)
counted_again.why(
    "Une croissance annoncée contient l'année d'avant, recomptée. C'est souvent la seule trace d'un recalage. Reste à écrire la bonne division."
)
counted_again.hints(
    "Le chiffre qu'elle a utilisé pour l'an dernier : `data.after / (1 + data.announced)`.",
    "Comparez-le à `data.published`.",
)


# --- 2 · a growth on one rule -----------------------------------------------------------------------------


@EXERCISE.function("croissance")
def croissance(data: Data, publie, recale, apres) -> float:
    return apres / recale - 1


croissance.asks(
    "Votre collègue refait les croissances d'un dossier. Sa fonction reçoit l'an dernier tel que publié, le même recalé, et cette année.\n\n"
    "Corrigez-la : quelle croissance, comptée par une seule règle ?"
)
croissance.tries(
    lambda data: [
        (data.published, data.after / (1 + data.announced), data.after),
        (100.0, 104.0, 115.0),
        (200.0, 180.0, 190.0),
        (146.9, 144.7, 160.0),
        (50.0, 60.0, 45.0),
    ]
)
croissance.starts(lambda data, published, restated, after: after / published - 1)
croissance.wrong(
    "rapport au lieu d'une croissance",
    "c'est le rapport des deux années. Retirez 1 pour n'avoir que ce qui s'ajoute.",
    lambda data, published, restated, after: after / restated,
)
croissance.wrong(
    "écart au lieu d'une croissance",
    "c'est la hausse en euros. Rapportez-la à l'an dernier.",
    lambda data, published, restated, after: after - restated,
)
croissance.wrong(
    "écart rapporté au chiffre publié",
    "la hausse est bonne, mais vous la rapportez au chiffre de l'ancienne règle.",
    lambda data, published, restated, after: (after - restated) / published,
)
croissance.wrong(
    "rapporté à cette année",
    "vous rapportez la hausse à cette année. Une croissance se rapporte au point de départ.",
    lambda data, published, restated, after: (after - restated) / after,
)
croissance.wrong(
    "recalage pris pour la croissance",
    "c'est l'effet du changement de règle sur l'an dernier. La croissance compare deux années.",
    lambda data, published, restated, after: restated / published - 1,
)
croissance.wrong(
    "moyenne des deux bases",
    "vous prenez la moyenne des deux chiffres de l'an dernier. Deux règles ne font pas une règle moyenne.",
    lambda data, published, restated, after: 2 * after / (published + restated) - 1,
)
croissance.otherwise("quels sont les deux chiffres comptés par la même règle ?")
croissance.why(
    "Le chiffre publié à l'époque reste vrai, pour sa règle. Il ne se compare plus. Un total peut aussi être juste et sa moyenne fausse : voyez les acheteurs."
)
croissance.hints(
    "Deux des trois nombres ont la même règle : lesquels ?",
    "`apres / recale - 1`.",
)


# --- 3 · the same number of buyers ------------------------------------------------------------------------


@EXERCISE.number("Hausse à nombre d’acheteurs égal", "%", absolute=0.001)
def same_buyers(data: Data) -> float:
    return data.spend_after * data.buyers_after / (data.spend_before * data.buyers_before) - 1


same_buyers.asks(
    "La dépense par acheteur passe de {spend_before} à {spend_after}. Mais la fédération a changé sa définition : {buyers_before} d'acheteurs l'an dernier, {buyers_after} cette année.\n\n"
    "Si l'on divisait les ventes des deux années par le même nombre d'acheteurs, de combien la dépense monterait-elle ? Répondez par une fraction : `0.05` pour cinq pour cent."
)
same_buyers.wrong(
    "définition laissée telle quelle",
    "c'est la hausse publiée, avec deux définitions de l'acheteur. Retrouvez d'abord les ventes des deux années.",
    lambda data: data.spend_after / data.spend_before - 1,
)
same_buyers.wrong(
    "acheteurs seuls",
    "c'est l'évolution du nombre d'acheteurs. La question porte sur la dépense.",
    lambda data: data.buyers_after / data.buyers_before - 1,
)
same_buyers.wrong(
    "rapport au lieu d'une hausse",
    "c'est le rapport des ventes. Retirez 1 pour n'avoir que ce qui s'ajoute.",
    lambda data: same_buyers(data) + 1,
)
same_buyers.wrong(
    "définition corrigée deux fois",
    "vous multipliez par l'ancien nombre d'acheteurs là où il faut le nouveau : la correction va dans le mauvais sens.",
    lambda data: data.spend_after * data.buyers_before / (data.spend_before * data.buyers_after) - 1,
)
same_buyers.wrong(
    "pour cent additionnés",
    "vous additionnez les deux évolutions. Deux évolutions se multiplient : passez par les ventes des deux années.",
    lambda data: data.spend_after / data.spend_before + data.buyers_after / data.buyers_before - 2,
)
same_buyers.wrong(
    "euros au lieu d'une part",
    "c'est la hausse en euros par acheteur. Rapportez-la à la dépense de l'an dernier.",
    lambda data: data.spend_before * same_buyers(data),
)
same_buyers.wrong(
    "définition laissée telle quelle, en pour cent",
    "c'est la hausse publiée, avec deux définitions de l'acheteur, et en pour cent. Retrouvez les ventes des deux années ; répondez par une fraction.",
    lambda data: 100 * (data.spend_after / data.spend_before - 1),
)
same_buyers.otherwise("que valent les ventes de chaque année, quand on les retrouve par les acheteurs ?")
same_buyers.why(
    "Le même nombre d'acheteurs des deux côtés se simplifie : il ne reste que les ventes. Une moyenne bouge quand ce qu'elle mesure bouge, ou quand on recompte les gens. Et une vente peut bouger parce que le prix a monté."
)
same_buyers.hints(
    "Ventes de l'an dernier : `data.spend_before * data.buyers_before`. De cette année : de même.",
    "Divisez les secondes par les premières, puis retirez 1.",
)


# --- 4 · constant euros -----------------------------------------------------------------------------------


@EXERCISE.number("Croissance en euros constants", "%", absolute=0.0005)
def constant(data: Data) -> float:
    return (1 + data.growth) / (1 + data.inflation) - 1


constant.asks(
    "Le rayon plantes annonce {growth} de croissance, en euros courants. Supposons que ses prix aient monté de {inflation}.\n\n"
    "De combien a-t-il grandi en euros constants, au millième près ? Répondez par une fraction."
)
constant.wrong(
    "hausse des prix soustraite",
    "vous soustrayez la hausse des prix. C'est proche, pas juste : les prix multiplient les ventes, ils ne s'y ajoutent pas. Divisez.",
    lambda data: data.growth - data.inflation,
)
constant.wrong(
    "hausse des prix oubliée",
    "c'est la croissance en euros courants. Une part n'est que des prix plus hauts.",
    inflation=0.0,
)
constant.wrong(
    "hausse des prix ajoutée",
    "vous multipliez par la hausse des prix. Elle est déjà dans les euros courants : divisez pour l'en retirer.",
    lambda data: (1 + data.growth) * (1 + data.inflation) - 1,
)
constant.wrong(
    "rapport au lieu d'une croissance",
    "c'est le rapport des deux années. Retirez 1 pour n'avoir que ce qui s'ajoute.",
    lambda data: constant(data) + 1,
)
constant.wrong(
    "part de la croissance due aux prix",
    "vous rapportez la hausse des prix à la croissance. La question demande la croissance qui reste.",
    lambda data: data.inflation / data.growth,
)
constant.wrong(
    "hausse des prix soustraite, en pour cent",
    "vous soustrayez la hausse des prix, et répondez en pour cent. Les prix multiplient les ventes : divisez, puis écrivez une fraction.",
    lambda data: 100 * (data.growth - data.inflation),
)
constant.otherwise("aux prix de l'an dernier, combien vaudraient les ventes de cette année ?")
constant.why(
    "Ce qui reste a vraiment été acheté en plus. L'indice compte autant que la vente : celui du rayon, pas celui de tout le pays. Et que faire quand on ne connaît qu'une partie du marché ?"
)
constant.hints(
    "Pour 100 € l'an dernier : combien cette année, en euros courants ?",
    "Divisez par un plus la hausse des prix.",
    "`(1 + data.growth) / (1 + data.inflation) - 1`.",
)


# --- 5 · from a panel to a market -------------------------------------------------------------------------


@EXERCISE.number("Ventes sur mobile, marché entier", "M€", relative=0.005)
def on_mobile(data: Data) -> float:
    return data.market_then / data.panel_then * data.panel_now * data.after


on_mobile.asks(
    "Un panel de grandes enseignes fait {panel_now} de ses ventes sur mobile. Il y a quatre ans, le même panel en faisait {panel_then} quand le marché entier en faisait {market_then}.\n\n"
    "Si le marché garde le même rapport au panel, combien de millions d'euros se vendent sur mobile cette année, sur {after} ?"
)
on_mobile.wrong(
    "panel pris pour le marché",
    "vous appliquez la part du panel à tout le marché. Ses grandes enseignes vendent plus sur mobile que les autres.",
    lambda data: data.panel_now * data.after,
)
on_mobile.wrong(
    "rapport à l'envers",
    "le rapport du marché au panel est à l'envers : votre marché vend plus sur mobile que le panel.",
    lambda data: data.panel_then / data.market_then * data.panel_now * data.after,
)
on_mobile.wrong(
    "écart en points",
    "vous gardez le même écart en points. La question garde le même rapport : divisez les deux parts d'il y a quatre ans.",
    lambda data: (data.panel_now - data.panel_then + data.market_then) * data.after,
)
on_mobile.wrong(
    "part d'il y a quatre ans",
    "c'est la part du marché il y a quatre ans, appliquée à cette année. Le panel dit qu'elle a bougé.",
    lambda data: data.market_then * data.after,
)
on_mobile.wrong(
    "part au lieu d'euros",
    "c'est la part du marché entier. Multipliez-la par les ventes de cette année.",
    lambda data: on_mobile(data) / data.after,
)
on_mobile.otherwise("quelle part du marché entier, puis combien d'euros ?")
on_mobile.why(
    "Ce nombre est déduit, et il faut le dire : personne ne l'a compté. Il suppose un rapport immobile depuis quatre ans, quand les petits sites ont pu rattraper les grands. Passons à vos propres chiffres."
)
on_mobile.hints(
    "Le marché vendait sur mobile `data.market_then / data.panel_then` fois ce que vendait le panel.",
    "Appliquez ce rapport à `data.panel_now`, puis aux ventes de cette année.",
)


# --- 6 · where a conclusion changes -----------------------------------------------------------------------


@EXERCISE.number("Coût d’acquisition qui change la conclusion", "€", relative=0.005)
def tipping_cac(data: Data) -> float:
    return data.margin / data.churn / 3


tipping_cac.asks(
    "Vous lancez une boîte de plantes par abonnement : {margin} de marge par abonné, {churn} d'attrition. Votre coût d'acquisition est une hypothèse, {cac} : LTV/CAC dépasse 3.\n\n"
    "À partir de quel coût d'acquisition, en euros, cette conclusion change-t-elle ? La LTV est ici la marge divisée par l'attrition."
)
tipping_cac.wrong(
    "LTV au lieu du seuil",
    "c'est la LTV. À ce coût-là, le rapport vaut 1 ; la conclusion change à 3.",
    lambda data: data.margin / data.churn,
)
tipping_cac.wrong(
    "rapport d'aujourd'hui",
    "c'est LTV/CAC avec l'hypothèse d'aujourd'hui. Cherchez le coût pour lequel il vaut 3.",
    lambda data: data.margin / data.churn / data.cac,
)
tipping_cac.wrong(
    "multiplié par trois",
    "vous multipliez la LTV par 3. Un client doit valoir trois fois ce qu'il coûte : divisez.",
    lambda data: 3 * data.margin / data.churn,
)
tipping_cac.wrong(
    "attrition oubliée",
    "c'est le tiers d'un mois de marge. L'abonné reste plus d'un mois : divisez aussi par l'attrition.",
    lambda data: data.margin / 3,
)
tipping_cac.wrong(
    "attrition multipliée",
    "vous multipliez par l'attrition. Plus on part, moins un client vaut : divisez.",
    lambda data: data.margin * data.churn / 3,
)
tipping_cac.wrong(
    "écart au lieu du seuil",
    "c'est ce qui sépare votre hypothèse du seuil. La question demande le seuil.",
    lambda data: tipping_cac(data) - data.cac,
)
tipping_cac.otherwise(
    "que vaut un abonné sur toute sa vie, et combien peut-il coûter pour valoir trois fois plus ?"
)
tipping_cac.why(
    "Voilà le nombre que votre plan n'a pas le droit de dépasser. Est-il près ou loin de votre hypothèse ? Tout dépend de ce que vous ignorez."
)
tipping_cac.hints(
    "LTV : `data.margin / data.churn`.",
    "À LTV/CAC = 3, le coût d'acquisition est le tiers de la LTV.",
)


# --- 7 · how far that is ----------------------------------------------------------------------------------


@EXERCISE.function("chemin")
def chemin(data: Data, reglage, bascule, bord) -> float:
    return (bascule - reglage) / (bord - reglage)


chemin.asks(
    "Votre coût d'acquisition pourrait monter jusqu'à {cac_edge}, le bord de sa plage plausible. Votre collègue mesure la solidité d'une conclusion par le pour cent dont le réglage doit bouger. Il oublie la plage.\n\n"
    "Corrigez sa fonction : quelle part du trajet, du réglage au bord, faut-il parcourir pour que la conclusion change ?"
)
chemin.tries(
    lambda data: [
        (data.cac, data.margin / data.churn / 3, data.cac_edge),
        (10.0, 12.0, 20.0),
        (50.0, 45.0, 30.0),
        (0.04, 0.05, 0.06),
        (8.0, 7.0, 4.0),
    ]
)
chemin.starts(lambda data, start, tip, edge: (tip - start) / start)
chemin.wrong(
    "trajet à l'envers",
    "le rapport est à l'envers : le trajet entier va au dénominateur.",
    lambda data, start, tip, edge: (edge - start) / (tip - start),
)
chemin.wrong(
    "rapporté au bord",
    "vous rapportez le chemin au bord lui-même. Le trajet entier va du réglage au bord.",
    lambda data, start, tip, edge: (tip - start) / edge,
)
chemin.wrong(
    "rapport des deux valeurs",
    "vous divisez la bascule par le bord. Comptez à partir du réglage, des deux côtés.",
    lambda data, start, tip, edge: tip / edge,
)
chemin.wrong(
    "ce qui reste à parcourir",
    "c'est la part qui reste après la bascule. La question demande celle d'avant.",
    lambda data, start, tip, edge: (edge - tip) / (edge - start),
)
chemin.wrong(
    "parenthèses oubliées en bas",
    "la division passe avant la soustraction : entourez `bord - reglage`.",
    lambda data, start, tip, edge: (tip - start) / edge - start,
)
chemin.wrong(
    "aucune parenthèse",
    "la division passe avant les soustractions : entourez `bascule - reglage`, et `bord - reglage`.",
    lambda data, start, tip, edge: tip - start / edge - start,
)
chemin.wrong(
    "parenthèses oubliées en haut",
    "la division passe avant la soustraction : entourez aussi `bascule - reglage`.",
    lambda data, start, tip, edge: tip - start / (edge - start),
)
chemin.wrong(
    "écart au lieu d'une part",
    "c'est l'écart jusqu'à la bascule. Rapportez-le au trajet entier.",
    lambda data, start, tip, edge: tip - start,
)
chemin.otherwise("combien de chemin jusqu'à la bascule, et combien jusqu'au bord ?")
chemin.why(
    "Un chemin n'a pas d'unité : il compare un coût, une attrition et un prix. Plus il est court, plus le chiffre mérite d'être vérifié. Mais vérifier a un prix."
)
chemin.hints(
    "En haut : du réglage à la bascule. En bas : du réglage au bord.",
    "`(bascule - reglage) / (bord - reglage)`.",
)


# --- 8 · is it worth checking -----------------------------------------------------------------------------


@EXERCISE.decision("Perte évitée en moyenne", "€", words=15, relative=0.001)
def worth_checking(data: Data) -> float:
    return data.chance * data.loss


worth_checking.asks(
    "Vous estimez à {chance} la chance que le vrai coût d'acquisition dépasse le seuil. Lancer quand même ferait perdre {loss}. Un essai de publicité, {study}, donnerait le vrai coût avant de lancer ; vous renonceriez alors à temps.\n\n"
    "En moyenne, quelle perte l'essai évite-t-il, son prix non déduit ? Le payez-vous ?\n\n"
    "{options}\n\n"
    "Votre choix, cette perte évitée en euros, et quinze mots au moins, avec un chiffre et ce qui vous ferait changer d'avis."
)
worth_checking.follows(
    lambda data: worth_checking(data) > data.study,
    beside="data.study",
    vérifier=("Payer l'essai avant de lancer", "mais l'essai coûte plus que cela"),
    lancer=("Lancer sans vérifier", "mais l'essai coûte moins que cela"),
)
worth_checking.wrong(
    "perte comptée à coup sûr",
    "vous comptez la perte comme certaine. Elle n'arrive que si le vrai coût dépasse le seuil.",
    lambda data: data.loss,
)
worth_checking.wrong(
    "chance contraire",
    "vous prenez la chance que tout aille bien. La perte vient avec l'autre.",
    lambda data: (1 - data.chance) * data.loss,
)
worth_checking.wrong(
    "prix de l'essai déduit",
    "vous avez déjà déduit le prix de l'essai. La question demande ce qu'il évite, à comparer à son prix.",
    lambda data: data.chance * data.loss - data.study,
)
worth_checking.wrong(
    "chance appliquée à l'essai",
    "vous appliquez la chance au prix de l'essai. Il se paie à coup sûr ; c'est la perte qui est incertaine.",
    lambda data: data.chance * data.study,
)
worth_checking.wrong(
    "essai déduit de la perte",
    "vous retirez l'essai de la perte avant la chance. Il se paie dans tous les cas : laissez-le de côté ici.",
    lambda data: data.chance * (data.loss - data.study),
)
worth_checking.otherwise("avec quelle chance perdriez-vous, et combien ?")
worth_checking.why(
    "Votre choix et votre nombre se tiennent ; votre enseignant lit la justification. Un chiffre ne se vérifie pas parce qu'il est faux, mais parce que le connaître changerait la décision, pour moins cher que l'erreur. Un essai qui se trompe parfois vaudrait moins."
)
worth_checking.hints(
    "Sans l'essai, vous perdez `data.loss` avec la chance `data.chance`.",
    "La perte évitée en moyenne : leur produit. Comparez-la à `data.study`.",
)
