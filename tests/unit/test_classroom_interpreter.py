"""What a student's cell may make the instructor's machine do: calculate, a little. Nothing else, whatever it says."""

from __future__ import annotations

import ast
import contextlib
import io
import math
import re
import sys
from pathlib import Path

import pytest

from bizmodels import LearnerError
from bizmodels.classroom.answers_read import Answers
from bizmodels.classroom.files import Cell
from bizmodels.classroom.interpreter.course_values import ROOMS
from bizmodels.classroom.interpreter.functions import Kept
from bizmodels.classroom.interpreter.limits import Refused
from bizmodels.classroom.setup import setup_for
from bizmodels.course.folders import checkout
from bizmodels.exercises.guard import TooLong

SETUP = setup_for("03_marketplace", "renard bleu")
TABLE = "t = pd.DataFrame({'a': [1, 2, 3], 'b': ['x', 'y', 'x']})\n"
IMPORTS = "import numpy as np\nimport pandas as pd\nimport math\nimport statistics\n"


def run(code, extra=IMPORTS, steps=100_000):
    """The names that a cell leaves, read in the notebook of an exercise; what it raises is raised."""
    reading = Answers(SETUP, None)._run
    with reading.reading(), contextlib.redirect_stdout(io.StringIO()):
        reading.budget.left = steps
        reading.block(ast.parse(extra + code).body, reading.notebook)
    return reading.notebook.names


def asked(code):
    """What is kept of the check of q1 in a cell."""
    answers = Answers(SETUP, None)
    answers.read((Cell("code", code, "", ()),))
    return answers.asked["q1"]


# --- what is read -------------------------------------------------------------------------------------------

SAME_AS_PYTHON = """
1 + 2 * 3 - 4 / 5 // 6 % 7 ** 2
-3 ** 2, ~5, not 0, +1
"a" + "b" * 3, "x" in "xyz", [1] + [2], (1,) * 3
1 < 2 < 3, 1 < 2 > 5, 1 == 1.0, None is None, [3] is not None
[x * y for x in range(4) if x % 2 for y in (1, 2)]
{k: v for k, v in zip("abc", [1, 2, 3])}, {x % 2 for x in range(5)}
sum(x for x in range(10)), max([3, 1, 2]), min(4, 2), max("ab", "b", key=len), min([], default=7)
sorted([3, 1, 2], reverse=True), list(reversed([1, 2])), list(enumerate("ab", 1)), list(map(abs, [-1, 2]))
f"{1234.5:,.2f} {0.5:.0%} {'a':>4} {12:05d} {[1, 'b']!r} {3!s:>3}"
"%s vaut %.2f" % ("x", 3.14159), "a-b".split("-"), ", ".join(["a", "b"]), " x ".strip().upper(), "aXb".replace("X", "-")
(lambda x, y=2, *z, k=1, **w: (x, y, z, k, w))(1, 2, 3, 4, k=5, m=6)
[1, 2, 3][::-1], "abc"[1:], (1, 2, 3)[-1], {"a": 1}["a"], [*range(3), *"ab"], {**{"a": 1}, "b": 2}
1 if [] else 2, 0 or "x", 1 and 0, "a" if 1 else "b"
round(2.567, 1), abs(-2), divmod(7, 2), pow(2, 5), int("12"), float("1.5"), str(1.0), bool([]), len("abc")
any([0, 1]), all([]), isinstance(3, (int, str)), isinstance("a", float), list(filter(None, [0, 1]))
12,5
1e400, -1e400, 10 ** 50, 7 // 2, -7 // 2, -7 % 3, 2 ** -1, (-8) ** (1 / 3)
dict(a=1, b=2).get("c", 3), sorted({"b": 1, "a": 2}.items()), tuple([1, 2]), set([1, 1]) | {2}
next(iter([5, 6])), next((x for x in [] if x), "rien"), [1, 2].index(2), [1, 1].count(1)
math.sqrt(2), math.log(10, 2), math.prod([2, 3]), math.comb(5, 2), math.inf, math.floor(2.7), math.fsum([0.1] * 3)
statistics.mean([1, 2, 4]), statistics.median([3, 1, 2]), statistics.stdev([1, 2, 3])
""".strip().split("\n")


@pytest.mark.parametrize("code", SAME_AS_PYTHON)
def test_an_expression_gives_what_python_gives(code):
    import statistics

    expected = eval(code, {"math": math, "statistics": statistics})
    found = run(f"r = {code}")["r"]
    assert repr(found) == repr(expected)


PROGRAMS = [
    "r = 0\nfor i in range(10):\n    if i == 3: continue\n    if i == 6: break\n    r += i\nelse:\n    r = -1",
    "r = []\nwhile len(r) < 3:\n    r.append(len(r))\nelse:\n    r = r + ['fin']",
    "def f(n):\n    return 1 if n < 2 else n * f(n - 1)\nr = f(20)",
    "def f():\n    x = 1\n    def g():\n        nonlocal x\n        x += 1\n        return x\n    return g() + g()\nr = f()",
    "x = 1\ndef f():\n    global x\n    x = x + 1\nf(); f()\nr = x",
    "try:\n    r = {}['a']\nexcept (ValueError, KeyError) as e:\n    r = str(e)\nfinally:\n    r = r + '!'",
    "try:\n    r = 1 / 0\nexcept ZeroDivisionError:\n    r = 'zéro'\nelse:\n    r = 'non'",
    "a, (b, *c), d = 1, (2, 3, 4), 5\nr = a, b, c, d",
    "r = [1, 2, 3]\nr[0] += 10\nr[1:2]\ndel r[2]\nr.extend([7, 8]); r.insert(0, 0); r.remove(7); r.sort(); r.reverse()",
    "r = {}\nfor w in 'a b a'.split():\n    r[w] = r.get(w, 0) + 1\nr.update(c=1)\nr = sorted(r.items(), key=lambda p: (-p[1], p[0]))",
    "def f(a, /, b, *, c=3, **d):\n    return a, b, c, d\nr = f(1, b=2, e=5)",
    "f = [lambda x, i=i: x + i for i in range(3)]\nr = [g(10) for g in f]",
    "x: int = 3\ny: float\nassert x == 3\nr = x if x else None",
    "def f(x=[]):\n    x.append(1)\n    return x\nf()\nr = f()",
    "def f():\n    for i in range(5):\n        try:\n            if i == 2:\n                return i\n        finally:\n            pass\nr = f()",
    "try:\n    raise ValueError('non')\nexcept Exception as e:\n    r = f'{e}'",
]


@pytest.mark.parametrize("code", PROGRAMS)
def test_a_program_gives_what_python_gives(code):
    names: dict = {}
    exec(code, names)
    assert repr(run(code)["r"]) == repr(names["r"])


TABLES = [
    "t.loc[t['a'] > 1, 'a'].sum()",
    "t.groupby('b')['a'].mean().loc['x']",
    "t.groupby('b').agg(total=('a', 'sum'))['total'].max()",
    "t['a'].apply(lambda x: x + 1).iloc[-1]",
    "t.sort_values('a', ascending=False)['b'].iloc[0]",
    "(t['a'] * 2 - t.a.mean()).round(2).tolist()",
    "t[t['b'].isin(['x'])].shape, len(t), t.columns[0], t.index[0], t['b'].nunique(), t['b'].value_counts().idxmax()",
    "np.where(t['a'] > 1, 1, 0).sum(), np.mean([1, 2]), np.arange(3).tolist(), float(np.log(t['a']).sum())",
    "[row['a'] for _, row in t.iterrows()], [g for g, _ in t.groupby('b')], [x.a for x in t.itertuples()]",
    "t.assign(c=lambda d: d['a'] * 2)['c'].cumsum().iloc[-1], t['a'].quantile(0.5), t['a'].iloc[[0, 2]].max()",
    "pd.concat([t, t])['a'].sum(), pd.Series([1, 2]).mean(), t.at[0, 'a'], (~(t['a'] > 1)).mean()",
]


@pytest.mark.parametrize("code", TABLES)
def test_tables_calculate_as_pandas_does(code):
    names: dict = {}
    exec(f"{IMPORTS}{TABLE}r = {code}", names)
    assert repr(run(f"{TABLE}r = {code}")["r"]) == repr(names["r"])


def test_a_table_of_the_course_is_changed_for_one_student_only():
    code = "t = bm.load_market()\nt['neuf'] = 1\nr = 'neuf' in bm.load_market().columns"
    assert run(code)["r"] is False


# --- what is refused ----------------------------------------------------------------------------------------

ESCAPES = r"""
().__class__
"".__class__.__mro__[1].__subclasses__()
(lambda: 0).__globals__
(lambda: 0).__code__
(lambda: 0)._run
print.call
len.__self__
data.__init__
data._values
data.__dict__
firm.__class__
firm.model_copy()
firm.model_dump_json()
firm.parse_raw("x")
firm.copy()
firm.stocks()
firm.with_draws({})
bm.D2C.model_construct()
bm.D2C.mro()
bm.D2C.__subclasses__()
bm.__dict__
bm.__builtins__
bm.BusinessModel
bm.Param
bm.kpi
bm.pilot.play
bm.levers.catalogue.times
bm.levers.tools.told_in_french
bm.levers.cross_selling_rules.np
bm.levers.campaigns.pd
bm.levers.__spec__
getattr(data, "_values")
setattr(ex, "q1", 3)
delattr(ex, "q1")
hasattr(data, "x")
vars(data)
type(data)
type("A", (), {})
dir(bm)
globals()
locals()
eval("1")
exec("x = 1")
compile("1", "", "eval")
open("/tmp/read/vol.txt", "w")
input()
breakpoint()
exit()
help()
memoryview(b"a")
object()
super()
property(len)
classmethod(len)
id(1)
__import__("os").system("true")
__name__
__builtins__
__file__
"{0.__class__}".format(1)
"{0._values}".format_map({"0": data})
f"{().__class__}"
f"{data!r:{().__class__}}"
(x for x in [1]).gi_frame
[1].__class__
(x := 3)
ValueError.mro()
ValueError("x").__traceback__
ValueError("x").with_traceback
int.from_bytes(b"a")
int.__subclasses__
dict.fromkeys
str.format
ex.questions
ex._session
ex.q1._check
ex.q1.attribute
ex.q1.check._note
ex.q1.check.record
pd.read_csv("/etc/passwd")
pd.read_pickle("x")
pd.io
pd.eval("1")
t.to_csv("/tmp/read/vol.csv")
t.to_pickle("/tmp/read/vol")
t.eval("a")
t.query("a > 0")
t.pipe(print)
t.apply("to_csv")
t.agg("to_csv")
t.agg(["to_csv"])
t.agg({"a": "to_csv"})
t.agg(func="to_csv")
t.agg(("to_csv", "mean"))
t.groupby("b").agg(x=("a", "to_pickle"))
t.groupby("b")["a"].transform("pipe")
t.groupby("b").obj
t["a"].rolling(2, win_type="boxcar")
t["a"].values.tofile("x")
t["a"].array
t["b"].str
t.attrs
t._mgr
t.loc.obj
t.to_numpy()
t[lambda d: d["a"] > 1]
t.merge(t)
t.pivot_table(index="a")
t.groupby("b").mean(engine="numba")
np.load("x")
np.fromfile("x")
np.save("x", [1])
np.lib
np.ctypeslib
np.random.seed(1)
np.array([1], dtype=object)
np.array([[1, 2], [3, 4]])
np.array(["a"])
np.array([1, 2])[None]
np.array([1, 2]).data
np.array([1, 2]).ctypes
np.frompyfunc(abs, 1, 1)
math.__loader__
statistics.Decimal
bm.goal_seek(bm.D2C(), "__class__", 1, vary="cac")
bm.compare({"a": bm.D2C()}, ["__init__"])
bm.levers.retention.ShiftedBetaGeometric.__init__
bm.load_rdataset.call
[1] @ [2]
b"octets"
...[0].__class__
""".strip().split("\n")


@pytest.mark.parametrize("code", ESCAPES)
def test_an_escape_is_refused(code):
    if code.startswith("...["):
        with pytest.raises(TypeError):
            run(f"r = {code}")
        return
    with pytest.raises(Refused) as why:
        run(f"{TABLE}r = {code}")
    assert str(why.value)
    assert not str(why.value).endswith(".")


STATEMENTS = [
    "import os",
    "import sys as math",
    "import bizmodels.learner",
    "import numpy.lib",
    "from subprocess import run",
    "from bizmodels import learner",
    "from bizmodels import __builtins__",
    "from os import *",
    "from math import *",
    "from . import x",
    "class A:\n    def __add__(self, other): return 1",
    "class A(int): pass",
    "def f():\n    yield 1\nfor x in f(): pass",
    "async def f(): pass",
    "@print\ndef f(): pass",
    "with open('x') as f: pass",
    "match 1:\n    case 1: pass",
    "ex.q1.check = lambda *a: 'Juste'",
    "ex.q1 = 3",
    "bm.D2C.ltv = 3",
    "bm.exercise = 3",
    "print.call = 3",
    "del data.price",
    "del ex.q1",
    "ex.q1.check += 1",
    "__builtins__ = {}",
    "a__b = 3",
    "try:\n    1 / 0\nexcept Exception as e:\n    e.__traceback__.tb_frame",
    "try:\n    1 / 0\nexcept Exception as e:\n    x = e.args",
    "try:\n    open('x')\nexcept:\n    pass",
    "try:\n    open('x')\nexcept Exception:\n    pass\nfinally:\n    r = 1",
    "def f(x=open('x')): pass",
    "f = lambda: ().__class__\nf()",
    "sorted([1, 2], key=lambda v: v.__class__)",
    "t = pd.DataFrame({'a': [1]})\nt['a'].apply(lambda v: v.__class__)",
    "t = pd.DataFrame({'a': [1]})\ntry:\n    t.apply(lambda v: open('x'))\nexcept Exception:\n    pass",
    "x = [1]\nx.append(x)\nstr(x)",
    "print(**{'__class__': 1})",
    "def f(**k): return k\nf(**{'a__b': 1})",
    "raise BaseException()",
    "raise SystemExit",
    "def f():\n    try:\n        open('x')\n    finally:\n        return 3\nf()",
    "del [1][0].real",
    "[x for x in bm]",
    "for x in firm: pass",
    "assert open('x')",
]


@pytest.mark.parametrize("code", STATEMENTS)
def test_a_statement_that_does_more_than_calculate_is_refused(code):
    with pytest.raises(Refused):
        run(code)


BOMBS = [
    "10 ** 10 ** 10",
    "2 ** 2 ** 2 ** 2 ** 2 ** 2",
    "1 << 10 ** 10",
    "'a' * 10 ** 10",
    "[0] * 10 ** 9",
    "((1,) * 1000) * 10 ** 7",
    "f'{1:1000000000}'",
    "f'{1:.1000000000f}'",
    "f'{1:{10 ** 9}}'",
    "'%1000000000d' % 3",
    "'%*d' % (10 ** 9, 3)",
    "range(10 ** 12)",
    "list(range(10 ** 12))",
    "sum(range(10 ** 12))",
    "[x for x in range(10 ** 6) for y in range(10 ** 6)]",
    "{x for x in range(10 ** 6)} | {y for y in range(10 ** 6)}",
    "len([[[[[[0] * 99 for _ in range(99)] for _ in range(99)] for _ in range(99)] for _ in range(99)] for _ in range(99)])",
    "round(5, -10 ** 9)",
    "round(1234567, -10 ** 7)",
    "pow(10, 10 ** 10)",
    "int('9' * 5000)",
    "str(10 ** 4000)",
    "math.factorial(10 ** 9)",
    "math.comb(10 ** 6, 5 * 10 ** 5)",
    "math.prod(range(1, 10 ** 6))",
    "math.prod([10 ** 1000] * 1000)",
    "bm.simulate(bm.D2C(), draws=10 ** 9)",
    "bm.levers.retention.ShiftedBetaGeometric.fit([100, 80, 70, 65]).survival(10 ** 9)",
    "bm.levers.personalization.peeking(tests=10 ** 9)",
    "bm.risks.fraud.simulated_payments(10 ** 9)",
    "bm.pilot.flows.monthly(1, 1, months=10 ** 10)",
    "bm.between(1, 2, 3).rvs(10 ** 9)",
    "np.arange(10 ** 10)",
    "np.arange(0, 1, 1e-12)",
    "np.zeros(10 ** 10)",
    "np.zeros((10 ** 5, 10 ** 5))",
    "np.linspace(0, 1, 10 ** 10)",
    "np.array([3]) ** 10 ** 30",
    "np.float64(3) ** 10 ** 30",
    "np.int64(3) ** 10 ** 30",
    "np.power(3, 10 ** 30)",
    "np.array(range(10 ** 6 - 1))",
    "np.concatenate([[0] * 10 ** 5] * 10 ** 4)",
    "pd.DataFrame(0, index=range(10 ** 5), columns=range(10 ** 5))",
    "pd.DataFrame([{str(i): i} for i in range(20000)])",
    "pd.DataFrame({'a': 'x' * 10 ** 5}, index=range(10 ** 5))",
    "pd.Series(['a' * 1000] * 1000) * 10 ** 9",
    "pd.Series([1] * 1000) + pd.Series([1] * 1000, index=[0] * 1000)",
    "pd.DataFrame({'a': range(9000)}) + pd.Series(range(9000))",
    "pd.DataFrame({'a': range(9000)}).iloc[:, [0] * 9000]",
    "pd.DataFrame({'a': range(9000)})[['a'] * 9000]",
    "pd.Series(['a', 'b']).cumsum()",
    "pd.Series([1, 2]).round(10 ** 9)",
    "pd.Series([1, 2]).value_counts(bins=10 ** 9)",
    "pd.Series([1, 2]).shift([1] * 10 ** 5)",
    "' '.join(['a' * 10 ** 4] * 10 ** 4)",
    "('a' * 10 ** 5).replace('', 'b' * 10 ** 5)",
    "'a'.zfill(10 ** 10)",
    "set().union(range(10 ** 9))",
    "sorted([[0] * 10 ** 5] * 10)",
    "max(range(10 ** 9))",
]


@pytest.mark.parametrize("code", BOMBS)
def test_a_bomb_is_refused_before_it_is_built(code):
    with pytest.raises((Refused, TooLong)):
        run(f"r = {code}")


GROWING = [
    "a = [1]\nfor i in range(100):\n    a = [a, a]\nb = a == a",
    "a = (1,)\nfor i in range(100):\n    a = (a, a)\nb = {a: 1}",
    "a = [1]\nfor i in range(100):\n    a = [a, a]\nb = str(a)",
    "a = [1]\nfor i in range(100):\n    a = [a, a]\nb = f'{a}'",
    "a = [1]\nfor i in range(100):\n    a = [a, a]\nprint(a)",
    "a = []\nfor i in range(60):\n    a = [a]\nb = a == a",
    "a = 'x'\nfor i in range(100):\n    a = a + a",
    "a = [1]\nfor i in range(100):\n    a += a",
    "a = [1]\nfor i in range(100):\n    a.extend(a)",
    "a = 3\nfor i in range(100):\n    a = a * a",
    "a = pd.Series(['x'])\nfor i in range(100):\n    a = a + a",
    "a = []\nwhile True:\n    a.append('x' * 100000)",
    "a = []\nwhile True:\n    a.append([0] * 100000)",
    "a = {}\nwhile True:\n    a[len(a)] = 10 ** 1000",
    "while True: pass",
    "while True:\n    try:\n        x = 1 / 0\n    except:\n        pass",
    "for a in range(10 ** 5):\n    for b in range(10 ** 5):\n        pass",
    "x = [1]\nfor y in x:\n    x.append(y)",
    "def f(n):\n    return f(n - 1) + f(n - 2) if n > 1 else n\nf(60)",
    "t = pd.DataFrame({'a': range(1000)})\nwhile True:\n    t = pd.concat([t, t])",
    "t = pd.DataFrame({'a': range(1000)})\nfor i in range(10 ** 6):\n    t[str(i)] = 0",
]


@pytest.mark.parametrize("code", GROWING)
def test_what_grows_or_lasts_is_stopped(code):
    with pytest.raises((Refused, TooLong)):
        run(code, steps=20_000)


def test_nothing_is_left_behind(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    before, modules, limit = set(tmp_path.iterdir()), set(sys.modules), sys.getrecursionlimit()
    for code in [*ESCAPES, *STATEMENTS]:
        answers = Answers(SETUP, None)
        answers.read((Cell("code", f"{IMPORTS}{TABLE}{code}\nex.q1.check(1)", "", ()),))
    assert set(tmp_path.iterdir()) == before
    assert sys.getrecursionlimit() == limit
    assert not (set(sys.modules) - modules) & {
        "ctypes.util",
        "matplotlib.pyplot",
        "seaborn",
        "numba",
        "IPython",
    }


def test_the_rooms_of_the_course_that_may_be_called_only_calculate():
    """Their functions are called by what a student writes: none opens a file, a process or the network."""
    does = re.compile(
        r"\b(open|exec|eval|system|popen|urlopen|write_text|write_bytes|to_csv|to_pickle)\(|^import (os|socket)",
        re.M,
    )
    for room in {"levers", "risks", "models", "choose", "pilot.flows"} & set(ROOMS):
        place = checkout() / "bizmodels" / room.replace(".", "/")
        for path in place.rglob("*.py") if place.is_dir() else [place.with_suffix(".py")]:
            assert not does.search(re.sub(r'"""[\s\S]*?"""', "", path.read_text(encoding="utf-8"))), Path(
                path
            ).name


# --- errors, functions --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("1 / 0", ZeroDivisionError), ("x", NameError), ("[1][3]", IndexError), ("{}['a']", KeyError),
        ("1 + 'a'", TypeError), ("2 ^ 0.5", TypeError), ("1()", TypeError), ("data.prix_inconnu", AttributeError),
        ("data.cac + ...", TypeError), ("data['cac']", TypeError), ("(1).inconnu", AttributeError), ("int('x')", ValueError),
        ("(lambda a: a)()", TypeError), ("(lambda a: a)(1, 2)", TypeError), ("(lambda a: a)(b=1)", TypeError),
        ("a, b = 1, 2, 3", ValueError), ("bm.D2C(churn='x')", LearnerError), ("bm.Inconnu", AttributeError),
    ],
)  # fmt: skip
def test_an_error_is_the_one_that_python_raises(code, kind):
    with pytest.raises(kind):
        run(f"r = {code}" if not code.startswith("a, b") else code)


def test_a_missing_name_is_named():
    with pytest.raises(NameError) as error:
        run("r = inconnu + 1")
    assert error.value.name == "inconnu"
    with pytest.raises(UnboundLocalError):
        run("x = 1\ndef f():\n    x = x + 1\n    return x\nr = f()")


def test_a_students_function_is_called_as_any_other():
    function = asked("def f(a, b=2):\n    return a * b\nex.q1.check(f)").arguments[0]
    assert isinstance(function, Kept)
    assert callable(function)
    assert function(3) == 6
    assert function(3, b=5) == 15
    with pytest.raises(TypeError, match="positional argument"):
        function()
    with pytest.raises(TypeError, match="positional argument"):
        function(1, 2, 3)


def test_a_function_keeps_the_names_of_its_moment():
    answers = Answers(SETUP, None)
    code = ["taux = 2\ndef f(x):\n    return taux * x\nex.q1.check(f)", "taux = 100"]
    answers.read(tuple(Cell("code", one, "", ()) for one in code))
    assert answers.asked["q1"].arguments[0](3) == 6


def test_a_function_without_end_says_so_each_time_and_at_once_the_second():
    function = asked(
        "def f(x):\n    while True:\n        try:\n            x = x + 1\n        except:\n            pass\nex.q1.check(f)"
    ).arguments[0]
    for _ in range(2):
        with pytest.raises(TooLong):
            function(1)
    assert function.endless


def test_a_function_that_is_not_read_says_why():
    function = asked("def f(x):\n    return open('x')\nex.q1.check(f)").arguments[0]
    with pytest.raises(LearnerError, match="open"):
        function(1)
    assert "open" in function.refused


def test_print_really_writes():
    function = asked("def f(x):\n    print(2 * x)\nex.q1.check(f)").arguments[0]
    screen = io.StringIO()
    with contextlib.redirect_stdout(screen):
        assert function(4) is None
    assert screen.getvalue() == "8\n"
    shows = asked("def f(x):\n    display(2 * x)\nex.q1.check(f)").arguments[0]
    with contextlib.redirect_stdout(screen):
        shows(4)
    assert len(screen.getvalue()) > 2


def test_recursion_ends_as_in_python():
    function = asked("def f(x):\n    return f(x) + 1\nex.q1.check(f)").arguments[0]
    with pytest.raises(RecursionError):
        function(1)


@pytest.mark.parametrize(
    "making",
    ["s.replace('a', 'b' * 100)", "f'{s}x'", "s.upper()", "t.split()", "[0] * 9000", "l.copy()", "l + [1]", "l[1:]",
     "'{}'.format(s)", "str(12).zfill(1000)"],
)  # fmt: skip
def test_what_a_loop_makes_is_bounded_in_all(making):
    """Each new text or list takes steps in proportion to its size: a notebook holds some tens of megabytes, no more."""
    code = f"s = 'a' * 9000\nt = 'a ' * 9000\nl = [0] * 9000\nr = []\nfor i in range(20000):\n    r.append({making})"
    reading = Answers(SETUP, None)._run
    with reading.reading(), pytest.raises(TooLong):
        reading.block(ast.parse(code).body, reading.notebook)
    kept = reading.notebook.names["r"]
    assert sum(map(len, kept)) < (8_000_000 if isinstance(kept[0], str) else 1_500_000)
