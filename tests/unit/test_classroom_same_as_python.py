"""Beginners' cells, drawn: what the interpreter makes of them is what Python makes of them, or is refused; never else."""

from __future__ import annotations

import ast
import contextlib
import io
import random
import re
import warnings

import pytest

from bizmodels.classroom.answers_read import Answers
from bizmodels.classroom.files import Cell
from bizmodels.classroom.interpreter.limits import Refused
from bizmodels.classroom.setup import setup_for
from bizmodels.exercises.guard import TooLong

SETUP = setup_for("03_marketplace", "")
START = (
    "import math\nimport numpy as np\nimport pandas as pd\n"
    "a, b, n = 3, 4.5, 7\nv = [3, 1, 2]\nw = v\nd = {'x': 1, 'y': 2.5}\ne = d\ns = {1, 2}\nt = (1, 2.5)\nm = 'prix net'\n"
    "u = np.array([1.0, 2.0, 4.0])\nz = u\np = pd.Series([2.0, 5.0])\ng = [[1, 2], [3]]\n"
)
NUMBERS = [
    "a", "b", "n", "2", "0.2", "-1", "0", "v[0]", "v[-1]", "d['x']", "len(v)", "sum(v)", "max(v)", "u[1]", "u.sum()",
    "d.get('q', 3)", "round(b, 1)", "round(b, ndigits=1)", "abs(-n)", "int(b)", "float(a)", "int('11', 2)", "v.index(1)",
    "[1, 2, 1].index(1, 1)", "math.sqrt(n)", "n // 2", "n % 3", "2 ** 3", "sum(d.values())", "p.mean()", "min(a, b)",
    "pow(2, 5)", "v.count(1)", "t[1]", "len(s)", "(a if n > 3 else b)", "(n and b)", "sum([1], start=2)", "max([], default=4)",
    "sum(x * x for x in v)", "len(g[0])", "f(a)", "d.values()[0]", "v['x']", "d['q']", "inconnu", "a / 0", "len(n)", "m + a",
    "int('x')", "(lambda x: x + 1)(a)", "divmod(n, 2)[1]", "next(iter(v))", "len(d.keys())", "(d.keys() == {'x', 'y'})",
    "(d.values() == [1, 2.5])", "isinstance(d.keys(), list)", "(3 in d.values())", "True", "(p.dtype == 'float64')",
]  # fmt: skip
TEXTS = [
    "m.upper()", "m.split()[0]", "f'{b:.2f} €'", "'{} {:.1f}'.format(a, b)", "'{0}-{0}'.format(n)", "str(a)", "m[::-1]",
    "'%s %d' % (m, n)", "'-'.join(['a', 'b'])", "m.center(12, '*')", "m.replace('p', 'P', 1)", "str(d)", "repr(m)", "m.ljust(9)",
    "f'{m!r:>12}'", "str(v)", "m.title()", "'{k}'.format(k=n)", "'{}'.format()", "str(list(d.items()))", "str(object=1)",
]  # fmt: skip
CHANGES = [
    "v.append({0})", "v += [{0}]", "w += [{0}]", "w *= 2", "v[0] = {0}", "v[0] += {0}", "v[1:2] = [{0}, {1}]", "w[0:1] = []",
    "del v[0]", "del w[0:1]", "v.sort()", "v.sort(reverse=True)", "v.reverse()", "v.pop()", "v.insert(1, {0})", "v.remove(1)",
    "v = v + [{0}]", "v = sorted(v)", "w = list(v)", "d['z'] = {0}", "e['x'] += {0}", "e |= {{'k': {0}}}", "d.update(k={0})",
    "d.pop('x')", "d.pop('q', None)", "d.setdefault('l', []).append({0})", "del d['y']", "s.add(5)", "s |= {{9}}", "s.remove(8)",
    "s.discard(8)", "s -= {{1}}", "u += 1", "z *= 2", "u[0] = {0}", "u[1:] = 0.5", "z[-1] += 2", "u = u * 2", "p += 1",
    "p[0] = {0}", "p = p * 2", "a += {0}", "b = {0} * {1}", "n = {0} - {1}", "a, b = b, a", "a, *v = v", "t = t + ({0},)",
    "g[0].append({0})", "g.append(g[0])", "h = [list(x) for x in g]", "x, y = t", "k = d.values()\nd['a'] = 9\nn = len(k)",
    "it = (x for x in v)\nv = [0]\nn = sum(it)", "ix = [0]\nv[ix.pop()] += 1", "i = iter(v)\nn = next(i)\nc = list(i)",
    "c = list(zip(v, d))", "c = list(enumerate(v, start=1))", "c = list(map(str, v))", "c = [x for x in v if x > 1]",
    "c = {{x: x * 2 for x in v}}", "c = {{k: q for k, q in d.items()}}", "c = list(reversed(v))", "c = dict(zip('ab', v))",
    "c = dict([('k', 1)])", "c = sorted(d, key=d.get)", "c = list(filter(None, [0, 1]))", "assert {0} > 1", "raise ValueError('non')",
    "a = {0} < {1}", "a = not {0}", "a = 0 < {0} <= 5", "a = {0} is None", "c = set(v) & {{1, 3}}", "c = list(d.keys() | {{'j'}})[:0]",
    "c = np.zeros(2)\nc[1] = {0}", "c = np.arange(0, 3)", "c = np.full(2, 5)", "c = np.arange(0, 6, step=2)", "c = u[u > 1]",
    "data = 3\nn = data + 1",
]  # fmt: skip
FORMS = [
    "{0}", "{0}", "{0}", "if {n} > {k}:\n{0:i}\nelse:\n{1:i}", "for i in range(3):\n{0:i}", "for x in list(v):\n{0:i}\n    if x == 1: continue",
    "for x in v:\n{0:i}\n    if len(v) > 6: break\nelse:\n{1:i}", "for k in d:\n{0:i}\n    if len(d) > 6: break", "k = 0\nwhile k < 3:\n    k += 1\n{0:i}",
    "try:\n{0:i}\nexcept (KeyError, IndexError, ValueError):\n{1:i}\nfinally:\n    n = n + 1",
    "try:\n{0:i}\nexcept TypeError:\n    r = 'type'\nexcept Exception as error:\n    r = str(type)[:0]",
    "def h(v, q=2):\n{0:i}\n    return q\nr = h(v)", "def h():\n    global n\n    n += 1\n    v.append(n)\n    return n\nr = h() + h()",
    "def h(l=[]):\n    l.append({n})\n    return len(l)\nh()\nr = h()", "r = [f(x) for x in v]", "r = {n}", "r = {t}", "r = {n} + {k}",
    "print({n}, {t})\n{0}", "def h(*q, **o):\n    return len(q), o\nr = h({n}, k={k})", "h = [lambda x, i=i: x + i for i in range(3)]\nr = [q(1) for q in h]",
]  # fmt: skip


def _drawn(seed: int) -> str:
    """A cell of four parts."""
    draw = random.Random(seed)
    number = lambda: draw.choice(NUMBERS)  # noqa: E731

    def change(margin: str) -> str:
        code = draw.choice(CHANGES).format(number(), number())
        return "\n".join(margin + line for line in code.split("\n"))

    parts = ["def f(x, k=2):\n    return x * k + len(v)"]
    for _ in range(4):
        form = draw.choice(FORMS)
        form = re.sub(r"\{\d:i\}", lambda _: change("    "), form)
        form = re.sub(r"\{\d\}", lambda _: change(""), form)
        form = re.sub(r"\{[nk]\}", lambda _: number(), form)
        parts.append(form.replace("{t}", draw.choice(TEXTS)))
    return "\n".join(parts)


def _shown(names: dict) -> dict[str, str]:
    kept = (int, float, str, list, dict, set, tuple)
    return {
        name: repr(value)
        for name, value in names.items()
        if name.isascii() and len(name) < 3 and (isinstance(value, kept) or hasattr(value, "dtype"))
        and "<" not in repr(value)
    }  # fmt: skip


def _by_python(code: str) -> tuple[str, dict]:
    names: dict = {}
    try:
        with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings(action="ignore"):
            exec(START + code, names)
    except Exception as error:
        return type(error).__name__, _shown(names)
    return "", _shown(names)


def _by_us(code: str) -> tuple[str, dict] | None:
    run = Answers(SETUP, None)._run
    try:
        with run.reading(), contextlib.redirect_stdout(io.StringIO()):
            run.block(ast.parse(START + code).body, run.notebook)
    except (Refused, TooLong):
        return None
    except Exception as error:
        return type(error).__name__, _shown(run.notebook.names)
    return "", _shown(run.notebook.names)


def _differs(seed: int) -> str:
    code = _drawn(seed)
    try:
        ast.parse(code)
    except SyntaxError:
        return "not read"
    found = _by_us(code)
    if found is None:
        return "not read"
    error, names = _by_python(code)
    same = found[0] == error and all(found[1].get(name) == value for name, value in names.items())
    return "" if same else f"{code}\n# Python: {error} {names}\n# here: {found}"


@pytest.mark.parametrize("start", range(0, 240, 40))
def test_drawn_cells_give_what_python_gives(start):
    told = [_differs(seed) for seed in range(start, start + 40)]
    assert [one for one in told if one not in ("", "not read")] == []
    assert told.count("") > 30


# --- what a notebook says of its questions ------------------------------------------------------------------


def _asked(*cells: str):
    answers = Answers(SETUP, None)
    answers.read(tuple(Cell("code", one, "", ()) for one in cells))
    return answers.asked


@pytest.mark.parametrize(
    "cells",
    [
        ("q = ex.q1\nq.check(7)",), ("q = ex.q1", "q.check(7)"), ("for q, r in [(ex.q1, 7)]:\n    q.check(r)",),
        ("def verifie(q, r):\n    q.check(r)\nverifie(ex.q1, 7)",), ("verifie = ex.q1.check", "verifie(7)"),
        ("    ex.q1.check(7)",), (">>> x = 7\n>>> ex.q1.check(x)",),
    ],
)  # fmt: skip
def test_a_check_through_another_name_is_read(cells):
    found = _asked(*cells)["q1"]
    assert found.arguments == (7,)
    assert not found.unread


@pytest.mark.parametrize(
    "cells",
    [
        ("getattr(ex, 'q1').check(7)",), ("getattr(ex, 'q' + str(1)).check(7)",), ("%time ex.q1.check(7)",),
        ("for q in ex.questions:\n    q.check(7)",), ("exec('ex.q' + '1.check(7)')",), ("q = ex.q1",), ("print('q1')",),
        ("ex.q1.check(3)", "open('x', ex.q1.check(4))"), ("q = ex.q1\nq.check(3)", "open(q.check(4))"),
        ("ex.q1 = 3\nex.q1.check(4)",), ("data.vat = 0\nex.q1.check(4)",), ("firm.cac = 0\nex.q1.check(4)",),
        ("x = 3\n%time y = 3", "%%time\nex.q1.check(x)"),
        ("v = [1]\nw = v\nw.__setitem__(0, 2)\nex.q1.check(v[0])",), ("v = [1]", "%time v.append(3)", "r = len(v)\nex.q1.check(r)"),
        ("v = []\ndef f(x):\n    v.append(x)\n    open('x')\nf(1)\nex.q1.check(len(v))",),
        ("def f():\n    return 1\n@open\ndef f():\n    return 2\nex.q1.check(f())",),
    ],
)  # fmt: skip
def test_what_may_be_checked_or_changed_unseen_is_not_read(cells):
    assert _asked(*cells)["q1"].unread


def test_a_question_that_nothing_names_is_missing():
    assert _asked("ex.q2.check(1)  # q1", "ex.table()", "open('x')").keys() == {"q2"}


@pytest.mark.parametrize(
    ("before", "later"),
    [
        ("k = {'v': 2}\ndef f(x):\n    return x * k['v']", "k['v'] = 0"),
        ("k = [2]\ndef f(x):\n    return x * sum(k)", "k.append(9)"),
        ("import pandas as pd\nk = pd.DataFrame({'v': [2]})\ndef f(x):\n    return x * k['v'].iloc[0]", "k.loc[0, 'v'] = 0"),
        ("def h(x):\n    return x * 2\ndef f(x):\n    return h(x)", "def h(x):\n    return 0"),
        ("def m(k):\n    return lambda x: x * k[0]\nk = [2]\nf = m(k)", "k[0] = 0"),
    ],
)  # fmt: skip
def test_a_function_is_judged_as_it_was_checked(before, later):
    for cells in ((f"{before}\nex.q1.check(f)", later), (f"{before}\nex.q1.check(f)\n{later}",)):
        function = _asked(*cells)["q1"].arguments[0]
        assert [function(3), function(3)] == [6, 6]


def test_what_is_too_long_is_no_endless_loop():
    long = _asked("def f(x):\n    for i in range(300000):\n        x += 0\n    return x\nex.q1.check(f)")[
        "q1"
    ].arguments[0]
    deep = _asked("def f(n):\n    return 0 if n == 0 else f(n - 1)\nex.q1.check(f)")["q1"].arguments[0]
    for function, given in ((long, 1), (deep, 700)):
        with pytest.raises(Exception, match="trop long"):
            function(given)
        assert function.refused
        assert not function.endless
