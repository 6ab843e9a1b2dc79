"""Questions on a ranking: marks on a scale, weights, the weight that overturns, judgements, and a choice withdrawn."""

from __future__ import annotations

from bizmodels.exercises import mistakes
from bizmodels.exercises.given import Data, Given
from bizmodels.exercises.sheet import Exercise

# A earns most and asks most, C least and least: B stands between, nearer to C on margin and on the money asked.
# In every draw the marks of B, margin and money, add up to more than 1: B is first for some weights, so that what is said of the
# weight that overturns is true; the tests draw five hundred firms.
GIVEN = (
    Given("margin_a", "Projet A, boutiques : marge", "k€ / an", default=97, low=92, high=108),
    Given("margin_b", "Projet B, site : marge", "k€ / an", default=51, low=50, high=55),
    Given("margin_c", "Projet C, marchés de Noël : marge", "k€ / an", default=23, low=19, high=27),
    Given("spent_a", "Projet A : argent avancé", "k€", default=334, low=310, high=358, step=2),
    Given("spent_b", "Projet B : argent avancé", "k€", default=112, low=98, high=120, step=2),
    Given("spent_c", "Projet C : argent avancé", "k€", default=72, low=58, high=86, step=2),
    Given("weight", "Poids de la marge", "%", default=0.54, low=0.42, high=0.54, step=0.03),
    Given("first", "La marge face au temps", "fois", default=3, low=2, high=5),
    Given("second", "Le temps face au risque", "fois", default=2, low=2, high=5),
    Given("team", "Équipe", "€ / mois", default=47_000, low=41_000, high=59_000, step=1_000),
    Given("advertising", "Publicité", "€ / mois", default=21_000, low=15_000, high=25_000, step=500),
    Given("cac", "CAC", "€", default=115, low=100, high=140, step=5),
    Given("monthly", "Marge par client", "€ / mois", default=11.5, low=9, high=14, step=0.5),
)  # fmt: skip

EXERCISE = Exercise("Le premier du classement", GIVEN)


def _on_margin(data: Data) -> float:
    """Mark of B on margin, 0 to 1: A is the best of the table, C the worst."""
    return (data.margin_b - data.margin_c) / (data.margin_a - data.margin_c)


def _on_money(data: Data) -> float:
    """Mark of B on the money asked, 0 to 1: the least is the best."""
    return (data.spent_a - data.spent_b) / (data.spent_a - data.spent_c)


# --- 1 · read ---------------------------------------------------------------------------------------------


hopeless = EXERCISE.choice()
hopeless.asks(
    "Un quatrième projet rapporte moins que B et demande plus d'argent que B. Avec quels poids peut-il être premier ?"
)
hopeless.option(
    "a", "Un poids de la marge de 100 %", "seule la marge compte alors, et B en rapporte plus que lui."
)
hopeless.option(
    "b", "Un poids de la marge de 0 %", "seul l'argent avancé compte alors, et B en demande moins que lui."
)
hopeless.option(
    "c",
    "Deux poids égaux",
    "B lui est supérieur sur les deux critères : sa moyenne l'est aussi, quels que soient les poids.",
)
hopeless.option("d", "Aucun")
hopeless.why(
    "Un projet battu partout par un même autre est hors course : pas besoin de poids pour l'écarter. Les trois du tableau, eux, ont chacun des poids qui les mettent premiers. Sur quelle échelle les noter ?"
)
hopeless.hints(
    "Comparez-le à B seulement, critère par critère.",
    "Une moyenne de deux notes plus basses peut-elle être plus haute ?",
)


# --- 2 · a mark -------------------------------------------------------------------------------------------


@EXERCISE.number("Note de B sur la marge", "points", absolute=0.1)
def mark(data: Data) -> float:
    return 100 * _on_margin(data)


mark.asks(
    "Sur la marge, le meilleur des trois projets reçoit 100 points, le pire 0, les autres en proportion. Quelle note reçoit B ({margin_b}) ?"
)
mark.wrong(
    "part de la meilleure",
    "vous divisez par la meilleure marge : le pire projet aurait alors des points. Comptez à partir du pire.",
    lambda data: 100 * data.margin_b / data.margin_a,
)
mark.wrong(
    "à l'envers",
    "vous mesurez ce qui sépare B du meilleur. Mesurez ce qui le sépare du pire.",
    lambda data: 100 - mark(data),
)
mark.wrong(
    "rang au lieu de note",
    "deuxième sur trois ferait 50 points. La note garde les écarts : B est-il au milieu ?",
    lambda data: 50.0,
)
mark.wrong(
    "écart en k€",
    "c'est ce qui sépare B du pire, en k€. Rapportez-le à ce qui sépare le meilleur du pire.",
    lambda data: data.margin_b - data.margin_c,
)
mark.wrong(
    "part au lieu de points",
    "c'est une part, entre 0 et 1. La note va de 0 à 100.",
    lambda data: _on_margin(data),
)
mark.otherwise("de combien B dépasse-t-il le pire, et de combien le meilleur le dépasse-t-il ?")
mark.why(
    "Cette note ne dit rien de B seul : changez le pire ou le meilleur, elle change. C'est par là qu'un perdant peut changer le gagnant. Ajoutons le second critère."
)
mark.hints(
    "Zéro point, c'est la marge de C ; cent points, celle de A.",
    "Écart de B à C, divisé par l'écart de A à C.",
    "`100 * (data.margin_b - data.margin_c) / (data.margin_a - data.margin_c)`.",
)


# --- 3 · a weighted score ---------------------------------------------------------------------------------


@EXERCISE.number("Note d'ensemble de B", "points", absolute=0.1)
def score(data: Data) -> float:
    return 100 * (data.weight * _on_margin(data) + (1 - data.weight) * _on_money(data))


score.asks(
    "Le second critère est l'argent avancé : **moins, c'est mieux**. La marge pèse {weight}, l'argent avancé le reste. Quelle est la note d'ensemble de B, sur 100 ?"
)
score.wrong(
    "sens oublié",
    "vous donnez 100 points au projet le plus cher. Ici le meilleur est celui qui avance le moins.",
    lambda data: 100 * (data.weight * _on_margin(data) + (1 - data.weight) * (1 - _on_money(data))),
)
score.wrong(
    "poids échangés",
    "vous donnez à l'argent avancé le poids de la marge. Vérifiez lequel va avec lequel.",
    lambda data: 100 * ((1 - data.weight) * _on_margin(data) + data.weight * _on_money(data)),
)
score.wrong(
    "moyenne simple",
    "vous faites la moyenne des deux notes. Les poids ne sont pas égaux.",
    lambda data: 50 * (_on_margin(data) + _on_money(data)),
)
score.wrong(
    "notes ajoutées",
    "vous ajoutez les deux notes sans les peser : le total peut dépasser 100.",
    lambda data: 100 * (_on_margin(data) + _on_money(data)),
)
score.wrong(
    "marge seule",
    "ce sont les points de la marge. Il manque ceux de l'argent avancé.",
    lambda data: 100 * data.weight * _on_margin(data),
)
score.otherwise("quelle note B reçoit-il sur l'argent avancé, et quel poids a-t-elle ?")
score.why(
    "B n'a 100 nulle part, et certains poids le mettent premier : c'est la chance des compromis. A, lui, a 100 sur la marge et 0 sur l'argent. À partir de quel poids passe-t-il devant ?"
)
score.hints(
    "Sur l'argent avancé, A est le pire (0 point), C le meilleur (100).",
    "Note de B : `100 * (data.spent_a - data.spent_b) / (data.spent_a - data.spent_c)`.",
    "Poids × note de la marge, plus (1 − poids) × note de l'argent avancé.",
)


# --- 4 · the weight that overturns ------------------------------------------------------------------------


@EXERCISE.number("Poids de la marge où A rejoint B", "%", absolute=0.002)
def overturns(data: Data) -> float:
    money = _on_money(data)
    return money / (1 - _on_margin(data) + money)


overturns.asks(
    "A a 100 points sur la marge et 0 sur l'argent avancé. Pour quel poids de la marge A et B ont-ils la même note ? Répondez par une fraction : cinq pour cent s'écrit `0.05`."
)
overturns.wrong(
    "poids de l'autre critère",
    "c'est le poids de l'argent avancé. La question demande celui de la marge.",
    lambda data: 1 - overturns(data),
)
overturns.wrong(
    "poids d'aujourd'hui",
    "c'est le poids du tableau. Cherchez celui qui met les deux notes à égalité.",
    lambda data: data.weight,
)
overturns.wrong(
    "note de B en argent",
    "c'est la part de points de B sur l'argent avancé. Il faut aussi compter ce que A gagne sur la marge.",
    lambda data: _on_money(data),
)
overturns.wrong(
    "avance de A oubliée",
    "vous comparez les deux notes de B entre elles. Comparez B à A : A gagne sur la marge ce qui sépare B de 100.",
    lambda data: _on_money(data) / (_on_margin(data) + _on_money(data)),
)
overturns.wrong(
    "rapport des avances",
    "c'est l'avance de A sur celle de B. Le poids cherché partage 100 % entre les deux.",
    lambda data: (1 - _on_margin(data)) / _on_money(data),
)
overturns.otherwise(
    "écrivez la note de A, puis celle de B, avec un poids inconnu : quand sont-elles égales ?"
)
overturns.why(
    "Au-dessus de ce poids, A est premier ; en dessous, c'est B, puis C si la marge compte encore moins. Un rang se donne avec ce nombre : il dit de combien il faut se tromper pour changer d'avis. Mettez maintenant l'échelle dans une fonction."
)
overturns.hints(
    "A gagne sur la marge ce qui manque à B pour avoir 100 ; B gagne sur l'argent avancé toute sa note.",
    "p × (1 − note de marge de B) = (1 − p) × note d'argent de B, avec des notes entre 0 et 1.",
    "`argent / (1 - marge + argent)`.",
)


# --- 5 · a function to mend -------------------------------------------------------------------------------


@EXERCISE.function("note")
def note(data: Data, valeur, pire, meilleur) -> float:
    return 100 * (valeur - pire) / (meilleur - pire)


note.asks(
    "Votre collègue note un projet sur 100. Sa fonction s'exécute, mais le pire projet reçoit des points, et un critère à minimiser est noté de travers.\n\n"
    "Changez deux lignes dans la cellule, puis relancez-la. Une même formule sert dans les deux sens."
)
note.tries(
    lambda data: [
        (data.margin_b, data.margin_c, data.margin_a),
        (data.spent_b, data.spent_a, data.spent_c),
        (30.0, 10.0, 50.0),
        (30.0, 50.0, 10.0),
        (10.0, 10.0, 40.0),
        (35.0, 20.0, 80.0),
    ]
)
note.starts(lambda data, valeur, pire, meilleur: 100 * valeur / meilleur)
note.wrong(
    "pire retiré en haut seulement",
    "l'avance sur le pire est juste. Rapportez-la à l'écart entre le meilleur et le pire.",
    lambda data, v, p, m: 100 * (v - p) / m,
)
note.wrong(
    "pire retiré en bas seulement",
    "l'écart entre les deux bouts est juste. En haut, comptez à partir du pire.",
    lambda data, v, p, m: 100 * v / (m - p),
)
note.wrong(
    "retard au lieu d'avance",
    "vous mesurez ce qui manque au projet. Mesurez ce qui le sépare du pire.",
    lambda data, v, p, m: 100 * (m - v) / (m - p),
)
note.wrong(
    "part au lieu de points",
    "il manque la multiplication par 100.",
    lambda data, v, p, m: (v - p) / (m - p),
)
note.wrong(
    "signe perdu",
    "quand le meilleur est le plus petit, vos deux écarts doivent changer de signe ensemble : retirez le pire en haut et en bas.",
    lambda data, v, p, m: 100 * (v - p) / abs(m - p),
)
note.otherwise("quelle valeur doit donner 0 point, et laquelle 100 ?")
note.why(
    "Quand le meilleur est le plus petit, les deux écarts sont négatifs, et leur rapport ne l'est pas : pas besoin de « min » ni de « max ». Les poids, eux, viennent de vous. Se tiennent-ils ?"
)
note.hints(
    "Le pire doit avoir 0 : que faut-il retirer à `valeur` ?",
    "Le meilleur doit avoir 100 : par quoi diviser ?",
    "`avance = valeur - pire`, `largeur = meilleur - pire`.",
)


# --- 6 · judgements ---------------------------------------------------------------------------------------


@EXERCISE.decision("Jugement qui se tient", "fois", absolute=0.05)
def coherent(data: Data) -> float:
    return data.first * data.second


coherent.asks(
    "Premier jugement, la marge face au temps : {first}. Deuxième, le temps face au risque : {second}. Combien doit valoir le troisième, la marge face au risque, pour que les trois se tiennent exactement ?\n\n"
    "Un jugement va de 1/9 à 9. Celui-ci tient-il sur l'échelle ?\n\n{options}"
)
coherent.follows(
    lambda data: coherent(data) <= 9,
    oui=("Il tient sur l'échelle", "mais il dépasse 9. Relisez les bornes de l'échelle"),
    non=("Il n'y tient pas", "mais il ne dépasse pas 9. Relisez les bornes de l'échelle"),
)
coherent.wrong(
    "jugements ajoutés",
    "vous ajoutez des rapports. Trois fois plus, puis deux fois plus, cela se multiplie.",
    lambda data: data.first + data.second,
)
coherent.wrong(
    "moyenne des jugements",
    "vous faites la moyenne. La marge est plus loin du risque que du temps : le rapport doit grandir.",
    lambda data: (data.first + data.second) / 2,
)
coherent.wrong(
    "à l'envers",
    "c'est le risque face à la marge. La question demande la marge face au risque.",
    lambda data: 1 / (data.first * data.second),
)
coherent.wrong(
    "rapport des jugements",
    "vous divisez l'un par l'autre. Du risque au temps, puis du temps à la marge : on multiplie.",
    lambda data: data.first / data.second,
)
coherent.otherwise("si le risque compte pour 1, pour combien compte le temps, puis la marge ?")
coherent.why(
    "Des rapports se multiplient : deux jugements en décident un troisième. Quand leur produit dépasse 9, l'échelle oblige à se contredire un peu, et le ratio de cohérence dira si c'est trop. Laissons les poids : combien de mois faut-il attendre ?"
)
coherent.hints(
    "Donnez 1 au risque. Combien vaut le temps ? Et la marge ?",
    "`data.first * data.second`, à comparer à 9.",
)


# --- 7 · the wait -----------------------------------------------------------------------------------------


@EXERCISE.number("Mois d'attente", "mois", relative=0.005)
def wait(data: Data) -> float:
    return (data.team + data.advertising) / (data.monthly * data.advertising / data.cac)


wait.asks(
    "Le site part sans client. Il paie chaque mois son équipe ({team}) et sa publicité ({advertising}), à {cac} de CAC. Chaque client laisse {monthly} et ne part jamais (hypothèse).\n\n"
    "Au bout de combien de mois ses clients paient-ils l'équipe et la publicité ? Répondez avec une décimale."
)
wait.wrong(
    "publicité oubliée",
    "vous ne couvrez que l'équipe. La publicité continue, elle aussi.",
    lambda data: data.team / (data.monthly * data.advertising / data.cac),
)
wait.wrong(
    "équipe oubliée",
    "vous ne couvrez que la publicité. L'équipe se paie aussi, tous les mois.",
    lambda data: data.cac / data.monthly,
)
wait.wrong(
    "clients au lieu de mois",
    "c'est le nombre de clients qu'il faut. Divisez-le par ce que la publicité en gagne chaque mois.",
    lambda data: (data.team + data.advertising) / data.monthly,
)
wait.wrong(
    "CAC oublié",
    "vous divisez par le budget de publicité, comme si un client coûtait 1 €. Combien de clients gagne-t-elle par mois ?",
    lambda data: (data.team + data.advertising) / (data.monthly * data.advertising),
)
wait.wrong(
    "marge de l'année",
    "vous comptez douze mois de marge par mois. La marge par client est déjà mensuelle.",
    lambda data: wait(data) / 12,
)
wait.wrong(
    "publicité retirée",
    "vous retirez la publicité des dépenses au lieu de l'ajouter.",
    lambda data: (data.team - data.advertising) / (data.monthly * data.advertising / data.cac),
)
wait.otherwise("combien de clients faut-il, et combien en gagne-t-on chaque mois ?")
wait.why(
    "Aucun client ne part, et l'attente dépasse pourtant un an et demi. Deux fois le CAC, deux fois l'attente ; deux fois la marge par client, deux fois moins. Avec des départs, certains modèles n'arrivent jamais. Dernière question : on vous retire un projet."
)
wait.hints(
    "Clients gagnés par mois : la publicité divisée par le CAC.",
    "Clients qu'il faut : équipe plus publicité, divisées par la marge par client.",
    "`(data.team + data.advertising) / data.monthly / (data.advertising / data.cac)`.",
)


# --- 8 · decide -------------------------------------------------------------------------------------------


@EXERCISE.decision("Écart entre A et B, sans C", "points", words=15, absolute=0.1)
def gap(data: Data) -> float:
    return 100 * (2 * data.weight - 1)


gap.asks(
    "Le projet C est abandonné. Il reste A et B, sur la même échelle : le meilleur des **deux** a 100, l'autre 0. La marge pèse toujours {weight}.\n\n"
    "Quel est l'écart des notes d'ensemble, A moins B ? Lequel a la meilleure note ?\n\n{options}\n\n"
    "Donnez le mieux noté, l'écart, puis votre conseil en quinze mots au moins : il peut être contraire à la note, s'il dit pourquoi, avec un chiffre."
)
gap.follows(
    lambda data: gap(data) > 0,
    boutiques=("Le projet A", "mais il donne l'avantage au site. Regardez son signe"),
    site=("Le projet B", "mais il donne l'avantage aux boutiques. Regardez son signe"),
)
gap.wrong(
    "échelle à trois projets",
    "vous gardez l'échelle que C tenait par le bas. À deux, refaites les notes.",
    lambda data: 100 * data.weight - score(data),
)
gap.wrong(
    "note de A seule",
    "c'est la note de A. Retirez-lui celle de B.",
    lambda data: 100 * data.weight,
)
gap.wrong(
    "note de B seule",
    "c'est la note de B. La question demande A moins B.",
    lambda data: 100 * (1 - data.weight),
)
gap.wrong(
    mistakes.share_as_quantity(
        lambda data: 2 * data.weight - 1,
        "c'est une part, entre −1 et 1. L'écart se compte en points sur 100.",
    )
)
gap.otherwise("à deux projets, quelle note reçoit chacun sur chaque critère ?")
gap.why(
    "Le mieux noté et l'écart se tiennent ; votre enseignant lit le conseil. À deux, la moitié décide. À trois, c'était le poids de la question 4 : entre les deux, retirer C, qui n'était pas premier, fait passer de B à A."
)
gap.hints(
    "À deux, A a 100 sur la marge et 0 sur l'argent avancé ; B, l'inverse.",
    "Note de A : `100 * data.weight` ; note de B : `100 * (1 - data.weight)`.",
    "A moins B : `100 * (2 * data.weight - 1)`.",
)
