"""Equations are generated from the code and mean what the code computes."""

import math

import numpy as np
import pytest

import bizmodels as bm
from bizmodels import models
from bizmodels.core import equations
from bizmodels.core.equations import Expr
from tests.toys import Kiosk

_OPS = {
    "+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b, "/": lambda a, b: a / b,
    "**": lambda a, b: a**b, "<": lambda a, b: a < b, "<=": lambda a, b: a <= b, ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b, "&": np.logical_and, "|": np.logical_or,
}  # fmt: skip
_CALLS = {r"\min": np.minimum, r"\max": np.maximum, r"\exp": np.exp, r"\ln": np.log, r"\sqrt": np.sqrt}


def evaluate(tree: Expr, model):
    """A second route: walk the tree that LaTeX is written from; None where a formula has no closed form."""
    if tree.op == "sym":
        return np.float64(getattr(model, tree.name))
    if tree.op == "num":
        return np.float64(tree.args[0])
    args = [evaluate(a, model) for a in tree.args]
    if any(a is None for a in args):
        return None
    if tree.op == "where":
        return np.where(*args)
    if tree.op == "neg":
        return -args[0]
    if tree.op == "call":
        return _CALLS[tree.name](*args) if tree.name in _CALLS else None
    return _OPS[tree.op](*args)


@pytest.mark.parametrize("cls", models.all_models().values(), ids=models.all_models())
def test_the_tree_gives_what_the_code_gives(cls):
    model, compared = cls(), 0
    for name in cls.__kpis__:
        with np.errstate(all="ignore"):
            value = evaluate(equations.expression(cls, name), model)
        if value is not None:
            assert float(value) == pytest.approx(getattr(model, name), rel=1e-12), name
            compared += 1
    assert compared >= 10


def test_life_value_prints_as_its_terms_not_as_what_is_behind():
    assert equations.latex(Kiosk, equations.expression(Kiosk, "ltv")) == (
        r"\text{Marge sur coûts variables par client} \times "
        r"\left(\frac{1}{\text{Attrition}} + \text{Poids du premier mois} - 1\right)"
    )
    assert (
        equations.equation(Kiosk, "lifetime")
        == r"\text{Durée de vie d’un client} = \frac{1}{\text{Attrition}}"
    )


def test_a_long_sum_goes_on_a_line_per_term():
    text = equations.equation(bm.D2C, "order_margin")
    assert text.startswith(r"\begin{aligned} &\text{Marge par commande} \\ &= ")
    assert text.count(r"\\ &\quad - ") == 5


def test_parentheses_survive():
    """BPTK-Py compiles a - (b + c) to a - b + c; the sheet must not."""
    a, b, c = (Expr("num", (x,)) for x in (10.0, 3.0, 4.0))
    assert equations.latex(Kiosk, a - (b + c)) == r"10 - \left(3 + 4\right)"
    assert equations.latex(Kiosk, a - (b - c)) == r"10 - \left(3 - 4\right)"
    assert equations.latex(Kiosk, (a - b) - c) == "10 - 3 - 4"
    assert equations.latex(Kiosk, (a + b) * c) == r"\left(10 + 3\right) \times 4"
    assert equations.latex(Kiosk, (a * b) ** c) == r"\left(10 \times 3\right)^{4}"
    assert equations.latex(Kiosk, -(a + b)) == r"-\left(10 + 3\right)"
    assert equations.latex(Kiosk, a / (b / c)) == r"\frac{10}{\frac{3}{4}}"
    assert equations.latex(Kiosk, np.where(a > b, c, math.inf)) == (
        r"\begin{cases} 4 & \text{si } 10 > 3 \\ \infty & \text{sinon} \end{cases}"
    )
    assert equations.latex(Kiosk, Expr("num", (1234.5,)) * 1) == r"1\,234{,}5 \times 1"


def test_an_author_who_writes_if_or_math_is_told():
    x = Expr("sym", (), "price")
    with pytest.raises(TypeError, match="np.where"):
        bool(x > 1)
    with pytest.raises(TypeError, match="numpy"):
        math.exp(x)


def test_hostile_labels_stay_text():
    from typing import Annotated

    class Odd(bm.BusinessModel):
        """A label that would break LaTeX."""

        rate: Annotated[float, bm.Param(r"Taux_{x} & 50 % \evil $<b>", "€")] = 1.0

        @bm.kpi("Revenu", "€")
        def arpu(self):
            """Revenue."""
            return self.rate

        @bm.kpi("Coût", "€")
        def cost_to_serve(self):
            """Cost."""
            return self.rate / 2

    text = equations.equation(Odd, "arpu")
    assert r"\evil" not in text
    assert text.count("{") == text.count("}")
    assert r"50 \%" in text


def test_a_helper_without_self_is_written_out():
    class Stat(bm.D2C):
        class Palette:
            """A class kept inside the model."""

        @staticmethod
        def without_vat(price):
            return price / 1.2

        @bm.kpi("Prix HT", "€")
        def net(self):
            return self.without_vat(self.basket)

    assert Stat().net == pytest.approx(50)
    assert "1{,}2" in equations.equation(Stat, "net") or "1.2" in equations.equation(Stat, "net")


def test_a_condition_after_another_is_one_more_case_and_no_case_within_a_case():
    text = equations.equation(bm.NetworkPlatform, "critical_mass")
    assert text.count(r"\begin{cases}") == 1
    assert text.count(r"\text{si }") == 2
    assert text.count(r"\text{sinon}") == 1
