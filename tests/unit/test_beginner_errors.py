"""The commonest slips of a beginner, each in a real IPython: one French sentence and the code to copy."""

from __future__ import annotations

import json

import pytest
from IPython.core.interactiveshell import InteractiveShell

import bizmodels as bm
from bizmodels import LearnerError
from bizmodels.errors import told_in_french
from bizmodels.slips import typing_errors


@pytest.fixture
def shell(monkeypatch):
    shell = InteractiveShell()
    monkeypatch.setattr("IPython.get_ipython", lambda: shell)
    typing_errors.install()
    return shell


def error_of(shell, cell):
    result = shell.run_cell(cell, silent=False, store_history=True)
    return result.error_before_exec or result.error_in_exec


@pytest.mark.parametrize(
    ("cell", "copy"),
    [
        ("x = 5%", "x = 0.05"),
        ("x = 36,7\u00a0%", "x = 0.367"),
        ("x = 25x3", "x = 25 * 3"),
        ("x = 25 × 3", "x = 25 * 3"),
        ("prix = 71.25 €", "prix = 71.25"),
        ("prix = 71,25\u00a0€", "prix = 71.25"),
        ("durée = 12 mois", "durée = 12"),
        ("x = 1,5 M€", "x = 1500000"),
        ("réponse = “b”", 'réponse = "b"'),
        ("réponse = «\u00a0b\u00a0»", 'réponse = "b"'),
        ("réponse = « b »", 'réponse = "b"'),
        ("réponse = ‘b’", 'réponse = "b"'),
        ('réponse = "b”', 'réponse = "b"'),
        ("x = 20 833", "x = 20833"),
        ("x = 20\u202f833", "x = 20833"),
        ("f(a=16\u00a0666)", "f(a=16666)"),
        ("x = −3", "x = -3"),
        ("f(basket=1.234,5)", "f(basket=1234.5)"),
        ("x = 1 234,5 €", "x = 1234.5"),
        ("x = 0,05", "x = 0.05"),
        ("f(“Deezer”, “arpu”)", 'f("Deezer", "arpu")'),
        ("x = −3 × 20 833 €", "x = -3 * 20833"),
        ("# “note”\nx = 20 833", "x = 20833"),
        ("x = 3²", "x = 3**2"),
    ],
)
def test_what_python_refuses_is_explained_with_its_correction(shell, cell, copy):
    error = error_of(shell, cell)
    assert isinstance(error, LearnerError), error
    lines = str(error).splitlines()
    assert copy in lines
    assert lines[-1] == "(Pour lire le message de Python, en anglais\u00a0: `bm.original_error()`.)"


@pytest.mark.parametrize(
    ("cell", "copy"),
    [
        ("prix_ht = 60 € / 1,2", "prix_ht = 60 / 1.2"),
        ("x = 0,05 * 1,2", "x = 0.05 * 1.2"),
        ("a = 0,05 ; b = 1,5", "a = 0.05 ; b = 1.5"),
        ("f(0,03, 0,05, 0,1)", "f(0.03, 0.05, 0.1)"),
        ("f(72 % + 96 €)", "f(0.72 + 96)"),
        ("x = 3 € / mois", "x = 3"),
        ("f(“b”, 0,5)", 'f("b", 0.5)'),
        ("x = (25,5 - 1,2) × 3", "x = (25.5 - 1.2) * 3"),
        ("x = €12", "x = 12"),
        ("x = 12 K€", "x = 12000"),
        ("x = 12M", "x = 12000000"),
        ("x = 5’000", "x = 5000"),
        ("x = a x b", "x = a * b"),
        ("x = 3 fois 5", "x = 3 * 5"),
        ("x = 5 %  # 12 mois", "x = 0.05  # 12 mois"),
        ("x = 12 % par mois", "x = 0.12"),
        ("x = 5 €/mois/client", "x = 5"),
        ("x = 1.234.567", "x = 1234567"),
        ("x = 50 centimes", "x = 0.5"),
        ("x = 5 % x 20", "x = 0.05 * 20"),
        ("a, b = 1,5\nx = 5 %", "x = 0.05"),
        ("t = [1,2,3]\nx = 5 %", "x = 0.05"),
        ("30 : 16.67", "30 / 16.67"),
        ("x = (30 - 3,5) : 16,67", "x = (30 - 3.5) / 16.67"),
        ("t = [1, 2, 3][0:2]\nd = {1: 2}\nx = 5 %", "x = 0.05"),
        ("x = 20 % de 100", "x = 0.2 * 100"),
        ("x = 12,5 % de 20", "x = 0.125 * 20"),
    ],
)
def test_the_whole_cell_is_corrected(shell, cell, copy):
    lines = str(error_of(shell, cell)).splitlines()
    assert lines[lines.index("À copier\u00a0:") + 1 : -1] == [copy]


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("x = 5 ans + 3 mois", "ans et mois se mélangent"),
        ("x = 3 €/mois * 5 ans", "ans et mois se mélangent"),
        ("x = 5 € + 3 $", "dollars et euros se mélangent"),
        ("mois = 2\nx = 3 € / mois", "le nom d’une de vos valeurs"),
        ("x = f(1,2) * 5 %", "deux valeurs (`1, 2`) ou un seul nombre (`1.2`)"),
        ("x = 60 € + 20 %", "`prix * (1 + 0.2)`"),
        ("x = 1.234 €", "un point entre les milliers"),
        ("x = 20 % prix + 5 €", "reste d’une division"),
    ],
)
def test_what_may_be_read_in_two_ways_is_asked_not_corrected(shell, cell, words):
    error = error_of(shell, cell)
    assert words in str(error)
    assert "À copier" not in str(error)


@pytest.mark.parametrize(
    ("cell", "words", "copy"),
    [
        ('réponse "b"', "il manque `=`", 'réponse = "b"'),
        ('réponse = "b', "n’est pas refermé", 'réponse = "b"'),
        ('réponse = b"', "n’est pas ouvert", 'réponse = "b"'),
        ("x = 'J'accepte l'offre'", "l’apostrophe referme le texte", 'x = "J\'accepte l\'offre"'),
        ("avis = La hausse dépasse 8 points, donc non.", "entre guillemets", 'avis = "La hausse dépasse 8 points, donc non."'),
        ("avis = J'accepte car la hausse suffit", "entre guillemets", 'avis = "J\'accepte car la hausse suffit"'),
        ('réponse = "b" ex.q1.check(réponse)', "deux instructions", 'réponse = "b"\nex.q1.check(réponse)'),
        ("x = 12 print(x)", "deux instructions", "x = 12\nprint(x)"),
        ('bm.exercise("02_d2c", student=renard bleu)', "entre guillemets", 'bm.exercise("02_d2c", student="renard bleu")'),
        ("for x in 3\n  print(x)", "il manque `:`", "for x in 3:"),
        ("data.price / 1.2 = réponse", "à gauche de `=`", "réponse = data.price / 1.2"),
        ("ma réponse = 5", "ni espace ni trait d’union", "ma_réponse = 5"),
        ("ma-remise = 0.20", "ni espace ni trait d’union", "ma_remise = 0.20"),
        ("ma-remise = 0,20", "ni espace ni trait d’union", "ma_remise = 0.20"),
        ("ma remise = 20 %", "ni espace ni trait d’union", "ma_remise = 0.2"),
        ("a - b = 3", "le résultat ne s’écrit pas", "a - b"),
        ("ma réponse = 16,67", "ni espace ni trait d’union", "ma_réponse = 16.67"),
        ("x = environ 1.8", "sans `environ`", "x = 1.8"),
        ("environ 1,8", "sans `environ`", "1.8"),
        ("30 / 16.67 = 1.8", "le résultat ne s’écrit pas", "30 / 16.67"),
        ("30 / 16,67 = 1,8", "le résultat ne s’écrit pas", "30 / 16.67"),
        ("l'attrition monte", "guillemets doubles", '"l\'attrition monte"'),
        ("avis = l'attrition monte", "guillemets doubles", 'avis = "l\'attrition monte"'),
        ("ex.q9.check('a', 3, l'attrition monte)", "guillemets doubles", ""),
        ("x = 20 % de clients", "Ligne 1", ""),
        ('print "a"', "parenthèses", 'print("a")'),
        ("prix * 0,8 = réponse", "virgule décimale est un point", "réponse = prix * 0.8"),
        ("print 25 / 1,2", "deux valeurs (`1, 2`)", ""),
        ("réponse 0,5", "il manque `=`", "réponse = 0.5"),
        ("réponse = 3,5 ex.q1.check(3)", "deux instructions", "réponse = 3.5\nex.q1.check(3)"),
        ("for x in 1,5\n  print(x)", "il manque `:`", "for x in 1,5:"),
        ("réponse =", "il manque la valeur après `=`", ""),
        ("x = 3\ny = (1", "Ligne 2, `y = (1`\u00a0: `(` est ouvert ici", ""),
        ("x = 3)", "`)` est de trop", ""),
        ("x = (1]", "`(` est refermé par `]`", ""),
        ("for i in [1]:\nprint(i)", "doit être décalée de quatre espaces", ""),
        ("x = 3\n  y = 4", "des espaces en trop", ""),
        ("return 3", "`return` se place dans une fonction", ""),
        ("if x = 3:\n  pass", "pour comparer, écrivez `==`", ""),
        ("x = 007", "ne commence pas par un zéro", ""),
        ("f(a=1, 2)", "La virgule décimale est un point en Python\u00a0: `1.2`", ""),
        ("5eme = 3", "collé à des lettres", ""),
        ("Optionnel :", "se lit comme une phrase", ""),
        ("Ma réponse est b", "se lit comme une phrase", ""),
        ("x = prix_ht tva", "à partir de `tva`", ""),
        ("def f(:\n  pass", "Python ne comprend pas", ""),
        ('x = """abc', "trois guillemets", ""),
    ],
)  # fmt: skip
def test_any_refusal_of_python_is_told_in_french(shell, cell, words, copy):
    error = error_of(shell, cell)
    assert isinstance(error, LearnerError), error
    assert words in str(error)
    assert ("À copier" in str(error)) == bool(copy)
    assert copy in str(error)


SCORES = 'f = __import__("pandas").DataFrame({"score": [0.1, 0.5], "amount": [1.0, 2.0]})\n'
EXERCISE = (
    "import bizmodels as bm\nex = bm.exercise('02_d2c')\ndata, firm = ex.data, ex.firm\nt = data.table()"
)


@pytest.mark.parametrize(
    ("cell", "words", "copy"),
    [
        ("réponse = price_after / 1.2", "Écrivez `data.price_after`", "réponse = data.price_after / 1.2"),
        ("D2C()", "Écrivez `bm.D2C`", "bm.D2C()"),
        ("between(0.03, 0.05, 0.1)", "Écrivez `bm.between`", "bm.between(0.03, 0.05, 0.1)"),
        (
            "1 - 0.7 * data.price-before / data.price_after",
            "Vouliez-vous dire `data.price_before`",
            "1 - 0.7 * data.price_before / data.price_after",
        ),
        ("data.prix-avant", "`data.price_before`", ""),
        ("ma_remise = 0.2\n100 * (1 - ma-remise)", "se lit comme une soustraction", "100 * (1 - ma_remise)"),
        ("data.prix", "`data.price_before`, `data.price_after` ou `data.price_pack`", ""),
        ("ex.q1.chek(3)", "`check`", "ex.q1.check(3)"),
        (
            't["value"] > data.price_before.sum()',
            "`data.price_before` est un nombre",
            '(t["value"] > data.price_before).sum()',
        ),
        ("cout = 0,50\nx = cout / 2.5", "La virgule décimale est un point", ""),
        ("cout = 0,50\nx = cout * 2.5", "la virgule décimale est un point", "cout = 0.50"),
        ("def f(a): return a * 1,2\nx = f(3) - 1", "une suite de valeurs", ""),
        ("x = '12,5'\nx + 3", "`x` est un texte", "x = 12.5"),
        ("x = ...\nx * 2", "Il reste un `...`", ""),
        ("firm.return_rate(0.26)", "`firm.return_rate` est un nombre", "firm.replace(return_rate=0.26)"),
        ("firm.ltv()", "retirez les parenthèses", "firm.ltv"),
        ('firm["ltv"]', "Écrivez un point", "firm.ltv"),
        ("def f(a, b): return a\nex.q5.check(f())", "la fonction elle-même", "ex.q5.check(f)"),
        ("def f(a, b): return a\nf(1)", "`a` et `b`", ""),
        ('t["valeur"]', "Le plus proche\u00a0: `value`", 't["value"]'),
        ("t.valeur", "Le plus proche\u00a0: `value`", 't["value"]'),
        ('t.loc["prix_after"]', "`price_after`", ""),
        ('firm.ledger()["prix"]', "n’est pas dans ce tableau", ""),
        ('d = {"prix": 3}\nd["Prix"]', "`prix`", 'd["prix"]'),
        ("d = {1: 3}\nd[2]", "`2` n’est pas une clé de `d`", ""),
        ("30 / 0", "le calcul divise par `0`", ""),
        ("y = 0\nx = 3 / y", "`y` vaut 0", ""),
        ("x = 3 / (2 - 2)", "Une division par zéro", ""),
        ("def part(ttc): return ttc\npart(0,17)", "`0,17` se lit ici comme deux nombres", "part(0.17)"),
        ("def part(ttc): return ttc\npart(3, 17)", "elle n’attend que `ttc`", ""),
        ('x = bm.fact("ManoMano", "gmv", 2020) / 1.2', "`.value`", 'x = bm.fact("ManoMano", "gmv", 2020).value / 1.2'),
        ('f = bm.fact("ManoMano", "gmv", 2020)\nx = 2 * f', "`.value`", "x = 2 * f.value"),
        ("ex.q6.indice()", "Vouliez-vous dire `hint`", "ex.q6.hint()"),
        ("firm.Ledger()", "Vouliez-vous dire `ledger`", "firm.ledger()"),
        ("bm.goalseek(firm)", "Vouliez-vous dire `goal_seek`", "bm.goal_seek(firm)"),
        ("data = 30\ndata.rise", "lancez de nouveau la première cellule", ""),
        ("ex = 3\nex.q1.check(3)", "lancez de nouveau la première cellule", ""),
        ("import bizmodel as bm", "Vouliez-vous dire `bizmodels`", "import bizmodels as bm"),
        ("from panda import DataFrame", "Vouliez-vous dire `pandas`", "from pandas import DataFrame"),
        ("bm.between(1256,50, 3, 4)", "`1256,50` se lit ici", "bm.between(1256.50, 3, 4)"),
        ('bm.goal_seek(firm, "ltv", 3,5, vary="cac")', "`3,5` se lit ici", 'bm.goal_seek(firm, "ltv", 3.5, vary="cac")'),
        ('open("prix.csv")', "Le fichier `prix.csv` n’existe pas", ""),
        ('import pandas as pd\npd.read_csv("prix.csv")', "Le fichier `prix.csv` n’existe pas", ""),
        ("x = 217/0,46", "la virgule décimale est un point", "x = 217/0.46"),
        ("l = [1, 2]\nl(0)", "`l` est une liste, pas une fonction", ""),
        ("s = 'a'\ns()", "`s` est un texte, pas une fonction", "s"),
        ("max = 'x'\nmax(1, 2)", "est une fonction de Python", "del max"),
        ("ex.score()", "Noms possibles", ""),
        ("l = [1, 2]\nl[2]", "le dernier est `l[1]`", ""),
        ("x = (1-0.02)^12", "La puissance s’écrit `**`", "x = (1-0.02)**12"),
        ('ex.q2.check(2.0^2, "a^b")  # x^2', "La puissance s’écrit `**`", 'ex.q2.check(2.0**2, "a^b")  # x^2'),
        ("import numpy as np\nnp.array([0.5]) ^ 2", "La puissance s’écrit `**`", "np.array([0.5]) ** 2"),
        ("def f(a): return a * 1,2\nx = f(3) - 1,5", "`1,5` s’écrit avec un point", ""),
        (f'{SCORES}f[f["score"] < 0,3]["amount"].sum()', "la virgule décimale est un point", 'f[f["score"] < 0.3]["amount"].sum()'),
        (f'{SCORES}x = f.loc[f["score"] >= 0,3, "amount"]', "`0,3` se lit ici", 'x = f.loc[f["score"] >= 0.3, "amount"]'),
        (f'{SCORES}f.loc[f.score < 0,3]', "`0,3` se lit ici", "f.loc[f.score < 0.3]"),
        (f's = {SCORES[4:-1]}["score"]\ns[s < 0,3]', "`0,3` se lit ici", "s[s < 0.3]"),
        (f'{SCORES}f[f["score"].between(0,1, 0,3)]', "`0,1` se lit ici", 'f[f["score"].between(0.1, 0.3)]'),
        (f'{SCORES}f[f["score"] < ...]', "Il reste un `...`", ""),
        (f'{SCORES}x = f["score"] * ...', "Il reste un `...`", ""),
        (f"{SCORES}f[...]", "Il reste un `...`", ""),
        (f"{SCORES}seuil = ...\nf[f.score >= seuil]", "Il reste un `...`", ""),
    ],
)  # fmt: skip
def test_an_error_of_the_cell_is_told_in_french(shell, cell, words, copy):
    assert error_of(shell, EXERCISE) is None
    error = error_of(shell, cell)
    assert isinstance(error, LearnerError), error
    assert words.casefold() in str(error).casefold()
    assert copy in str(error).splitlines() or not copy


@pytest.mark.parametrize(
    "cell",
    [
        "volume",
        "Bonjour",
        "x = compute_total_margin(3)",
        "def f():\n    return compute_total_margin\nf()",
        "if chiffres > 3:\n    pass",
        'bm.goal_seek(modele, "steady_state_profit", cible, vary="cac")',
    ],
)
def test_a_name_that_no_cell_gives_is_told_in_french(shell, cell):
    assert error_of(shell, EXERCISE) is None
    said = str(error_of(shell, cell))
    assert "Aucune cellule lancée jusqu’ici ne donne de valeur à" in said
    assert "cliquez dans cette cellule-ci, puis menu «\u00a0Exécution\u00a0»" in said
    assert "nom d’exemple d’un énoncé" in said
    assert "entourez-le de guillemets" in said


@pytest.mark.parametrize(
    ("cell", "copy"),
    [
        ("bm.fact(ManoMano, gmv, 2020)", 'bm.fact("ManoMano", "gmv", 2020)'),
        ("bm.goal_seek(firm, order_margin, 3, vary=cac)", 'bm.goal_seek(firm, "order_margin", 3, vary="cac")'),
        ("bm.sensitivity(firm, kpi=ltv_cac)", 'bm.sensitivity(firm, kpi="ltv_cac")'),
        ("bm.calculator(firm, change={cac: 30})", 'bm.calculator(firm, change={"cac": 30})'),
        ("bm.calculator(\n    firm,\n    predict=ltv,\n)", 'bm.calculator(\n    firm,\n    predict="ltv",\n)'),
        ("bm.compare({'a': firm}, [ltv, cac])", """bm.compare({'a': firm}, ["ltv", "cac"])"""),
    ],
)  # fmt: skip
def test_a_text_of_a_call_gets_all_its_quotes(shell, cell, copy):
    assert error_of(shell, EXERCISE) is None
    said = str(error_of(shell, cell))
    assert "entre guillemets" in said
    assert f"À copier\u00a0:\n{copy}\n" in said


def test_a_name_that_several_objects_have_lists_them_and_corrects_none(shell):
    assert error_of(shell, EXERCISE + "\nboutique = firm.replace(cac=30)") is None
    said = str(error_of(shell, "x = order_margin * 2"))
    assert "Écrivez `firm.order_margin` ou `boutique.order_margin`." in said
    assert "À copier" not in said


def test_all_the_owners_forgotten_on_a_line_are_given_at_once(shell):
    assert error_of(shell, EXERCISE) is None
    said = str(error_of(shell, "x = order_margin / price_after"))
    assert "À copier\u00a0:\nx = firm.order_margin / data.price_after\n" in said


def test_the_letter_of_an_answer_is_no_parameter_of_a_law(shell):
    """`réponse = a` beside a fitted BG/NBD, whose parameters are r, alpha, a and b."""
    law = "magasin = bm.levers.retention.BetaGeoNBD(r=0.2, alpha=4.4, a=0.8, b=2.4)"
    assert error_of(shell, f"{EXERCISE}\n{law}") is None
    said = str(error_of(shell, "réponse = a"))
    assert "magasin" not in said
    assert 'réponse = "a"' in said


@pytest.mark.parametrize(
    ("cell", "copy"),
    [
        ("reponse = 16,67\nex.q1.check(réponse)", "réponse = 16.67"),
        ("Réponse = 3\nex.q1.check(réponse)", "réponse = 3"),
        ("réponse = 3\nex.q1.check(reponse)", "ex.q1.check(réponse)"),
    ],
)
def test_a_misspelt_answer_is_corrected_where_it_is_wrong(shell, cell, copy):
    assert error_of(shell, EXERCISE) is None
    assert f"À copier\u00a0:\n{copy}\n" in str(error_of(shell, cell))


@pytest.mark.parametrize("name", ["check", "hint", "solution"])
def test_a_method_without_its_parentheses_asks_for_them(name):
    assert repr(getattr(bm.exercise("02_d2c").q1, name)) == f"Ajoutez des parenthèses\u00a0: `{name}()`."


@pytest.mark.parametrize("cell", ["x = '20 833 €'", "x = 5 % 3", "x = 1, 2", "%pwd"])
def test_what_python_accepts_is_left_alone(shell, cell):
    assert error_of(shell, cell) is None


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("réponse = a", 'réponse = "a"'),
        ("choix = non", 'choix = "non"'),
        ("import types\nt = types.SimpleNamespace(check=print)\nt.check(b)", 't.check("b")'),
        ("ex.q1.check(3)", "première cellule"),
        ("bm.D2C()", "première cellule"),
        ("data.prix", "première cellule"),
        ("prix_moyen = 3\nx = prix_moyn * 2", "x = prix_moyen * 2"),
        ("import pandas as pd\ntable = pd.DataFrame({'prix_ht': [1]})\ntable.prix", 'table["prix_ht"]'),
    ],
)
def test_a_missing_name_is_explained(shell, cell, words, capsys):
    error = error_of(shell, cell)
    assert isinstance(error, LearnerError), error
    assert words in str(error)
    assert words in capsys.readouterr().out


@pytest.mark.parametrize(
    "cell",
    [
        "'a'.prix",
        "import json\njson.loads(3)",
        "len(3)",
        "import collections\ncollections.Counter().fromkeys(1)",
        "d = 30\nd.rise",
        "import nothing_of_the_course",
        "import json\njson.load(open(__import__('os').devnull))",
        "import fractions\nfractions.Fraction(1, 0)",
        "class Odd:\n    def __getattr__(self, name): raise KeyError(name)\nOdd().prix",
    ],
)
def test_an_author_s_error_stays(shell, cell, capsys):
    assert type(error_of(shell, cell)) in (
        AttributeError,
        TypeError,
        KeyError,
        NotImplementedError,
        ModuleNotFoundError,
        ZeroDivisionError,
        json.JSONDecodeError,
    )
    assert "Traceback" in capsys.readouterr().out


def test_the_original_error_can_be_seen(shell, capsys):
    error_of(shell, "x = 20 833")
    capsys.readouterr()
    bm.original_error()
    assert "SyntaxError: invalid syntax" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("d2c", "D2C"),
        ("market_place", "Marketplace"),
        ("Calculator", "calculator"),
        ("goalseek", "goal_seek"),
    ],
)
def test_a_wrong_name_of_the_course_gives_the_right_one(name, meant):
    assert not hasattr(bm, name)
    with pytest.raises(LearnerError, match=f"Vouliez-vous dire «\u00a0{meant}\u00a0»") as caught:
        getattr(bm, name)
    assert isinstance(caught.value, AttributeError)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: bm.goal_seek(bm.D2C(), "ltv_cac", 3), "il manque `vary`"),
        (lambda: bm.sensitivity(bm.D2C()), "il manque `kpi`"),
        (lambda: bm.calculator(), "il manque `model`"),
        (lambda: bm.fact(), "il manque `entity` et `metric`"),
        (lambda: bm.exercise(), "il manque `name`"),
        (lambda: bm.exercise("02_d2c", nom="x"), "`nom` n’est pas attendu"),
        (lambda: bm.between(1, 2, 3, 4), "4 valeurs sans nom"),
        (lambda: bm.verdict(), "il manque"),
    ],
)
def test_a_call_with_a_value_missing_says_which(call, words):
    with pytest.raises(LearnerError, match=words):
        call()


def test_a_type_error_inside_a_function_stays():
    @told_in_french
    def adds(a):
        return a + "x"

    with pytest.raises(TypeError):
        adds(1)
