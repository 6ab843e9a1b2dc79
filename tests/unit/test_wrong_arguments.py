"""Arrays where one firm is followed, and names of a wrong type: one French sentence each, from every public function."""

from decimal import Decimal
from fractions import Fraction
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

import bizmodels as bm
from bizmodels import cases
from bizmodels.core.arguments import single
from bizmodels.facts import facts
from bizmodels.levers import network_effects as net
from bizmodels.view import sentences, trail
from tests.unit.test_declaration import written

MANY = bm.D2C(churn=np.array([0.1, 0.2]))


@pytest.mark.parametrize(
    "ask",
    [
        lambda: MANY.project(),
        lambda: MANY.kpis(),
        lambda: MANY.ledger(),
        lambda: bm.verdict(MANY, "ltv_cac"),
        lambda: bm.verdict(MANY, "funding_need"),
        lambda: bm.compare({"a": MANY}),
        lambda: cases.overview({"a": MANY}),
        lambda: bm.sensitivity(MANY, "ltv"),
        lambda: bm.goal_seek(MANY, "ltv", 3, "cac"),
        lambda: bm.simulate(MANY, {"cac": bm.between(1, 2, 3)}, draws=2),
        lambda: single(MANY, "calculator()"),
    ],
)
def test_an_array_is_refused_where_one_firm_is_followed(ask):
    with pytest.raises(bm.LearnerError, match="suit une seule entreprise.*«.churn.».*2.tirages"):
        ask()


def test_one_firm_is_one_firm():
    assert single(bm.D2C(), "calculator()") is None


NAMES = [
    ("ltv", lambda: bm.goal_seek(bm.D2C(), ["ltv"], 3, "cac")),
    ("cac", lambda: bm.goal_seek(bm.D2C(), "ltv", 3, ["cac"])),
    ("ltv", lambda: bm.sensitivity(bm.D2C(), ["ltv"])),
    ("ltv", lambda: bm.compare({"a": bm.D2C()}, [["ltv"]])),
    ("3", lambda: bm.compare({"a": bm.D2C()}, 3)),
    ("entity", lambda: bm.fact(["Deezer"], "x")),
    ("metric", lambda: bm.fact("Deezer", ["x"])),
    ("key", lambda: facts.fact_from_key(3)),
    ("entity", lambda: bm.facts_table(["Deezer"])),
    ("metrics", lambda: bm.facts_table("Deezer", [["subscribers"]])),
    ("metrics", lambda: bm.facts_table("Deezer", 3)),
    ("periods", lambda: bm.facts_table("Deezer", periods=2.5)),
    ("key", lambda: bm.conflicts(["a"])),
    ("entity", lambda: bm.sources_of(["Deezer"])),
    ("metric", lambda: facts.metric_label(["a"])),
    ("name", lambda: bm.dataset_card(["cdnow"])),
    ("Deezer", lambda: cases.provenance(["Deezer"])),
    ("Deezer", lambda: cases.backtest([["Deezer"]])),
    ("3", lambda: bm.verdict(bm.D2C(), 3)),
    ("modèle", lambda: bm.verdict("D2C", "ltv")),
    ("parenthèses", lambda: bm.verdict(bm.D2C, "ltv_cac")),
    ("ltvv", lambda: bm.verdict(bm.D2C(), "ltvv")),
    ("known_on", lambda: bm.as_known_on(3, "2019")),
    ("date", lambda: bm.as_known_on(bm.load_companies(), "２０１９")),
    ("churn", lambda: delattr(bm.D2C(), "churn")),
    ("churn", lambda: bm.D2C.model_validate({"churn": 2})),
    ("dictionnaire", lambda: bm.D2C.model_validate(3)),
    ("fit_bass", lambda: net.fit_bass(["a"] * 5)),
    ("fit_bass", lambda: net.fit_bass([1e308] * 5)),
    ("figures", lambda: bm.figures.linse),
    ("backtest", lambda: bm.cases.backtst),
    ("bass", lambda: bm.levers.network_effects.bas),
    ("swing", lambda: bm.sensitivity(bm.D2C(), "ltv", np.float32(1.2))),
]


@pytest.mark.parametrize(("word", "ask"), NAMES)
def test_a_name_of_a_wrong_type_is_refused_in_french(word, ask):
    with pytest.raises(bm.LearnerError) as caught:
        ask()
    said = str(caught.value)
    assert word in said
    assert "unhashable" not in said


def test_numbers_of_numpy_and_dictionaries_are_welcome():
    assert bm.sensitivity(bm.D2C(), "ltv", np.float32(0.5)).equals(bm.sensitivity(bm.D2C(), "ltv", 0.5))
    assert bm.D2C.model_validate({"churn": 0.2}).churn == 0.2
    assert not hasattr(bm.figures, "__nope__")


@pytest.mark.parametrize("scenarios", [{1: bm.D2C(), "1": bm.D2C()}, {"a  b": bm.D2C(), "a b ": bm.D2C()}])
@pytest.mark.parametrize("ask", [bm.compare, cases.overview])
def test_scenarios_that_read_the_same_are_refused(ask, scenarios):
    with pytest.raises(bm.LearnerError, match="deux noms se lisent"):
        ask(scenarios)


# --- numbers that are none ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "value",
    [b"1", bytearray(b"1"), memoryview(b"1"), np.bytes_(b"1"), np.timedelta64(1), np.datetime64("2020")],
)
def test_bytes_and_dates_are_no_numbers(value):
    with pytest.raises(bm.LearnerError, match="pas un nombre"):
        bm.D2C(churn=value)


@pytest.mark.parametrize("written_so", [0.1, np.array(0.1), np.float32(0.1), Decimal("0.1"), Fraction(1, 10)])
def test_a_default_is_kept_as_the_number_it_was_checked_to_be(written_so):
    names = {"Annotated": __import__("typing").Annotated, "Param": bm.Param, "base": bm.D2C, "v": written_so, "__name__": "m"}  # fmt: skip
    exec('class K(base):\n    q: Annotated[float, Param("Q", high=1)] = v', names)
    cls = names["K"]
    assert type(cls().q) is float
    assert "tirages" not in repr(cls().parameters())
    assert "q=" not in repr(cls())
    with pytest.raises(bm.LearnerError):
        exec('class K(base):\n    q: Annotated[float, Param("Q", high=1)] = b"12"', names)


def test_a_constant_is_shown_in_its_unit():
    cls = written(
        "box = Constant('Carton', 30, unit='€')\nlevy = Constant('Taxe', 0.012)\n"
        "@kpi('X', '€')\ndef x(self): return self.box * self.levy * self.cac"
    )
    said = trail.trail(cls(), "x").replace("\u00a0", " ")
    assert "30 €" in said
    assert "3 000" not in said
    assert "1,2 %" in said


@pytest.mark.parametrize(
    "wrong",
    [np.ma.masked_array([1.0, 2, 3, 4, 5], [0, 0, 0, 0, 1]), [True] * 5, ["1"] * 5, [1e308] * 5, [None] * 5, 3, [[1] * 5]],
)  # fmt: skip
def test_what_is_no_sales_is_refused(wrong):
    with pytest.raises(bm.LearnerError, match="fit_bass"):
        net.fit_bass(wrong)
    with pytest.raises(bm.LearnerError, match="fit_bass_counts"):
        net.fit_bass_counts([1, 2, 3, 4, 5], wrong)


@pytest.mark.parametrize("args", [(1e308, 0.4, 100, 1), (0.03, 0.4, 100, "1"), (0.03, True, 100, 1), (0.03, 0.4, 1e300, 1e300)])  # fmt: skip
def test_what_bass_cannot_compute_is_refused(args):
    with pytest.raises(bm.LearnerError, match="valeur admise"):
        net.bass(*args)


def test_whole_numbers_of_pandas_and_fractions_are_numbers():
    sales = [3, 8, 15, 22, 20, 12]
    found = net.fit_bass(sales)
    assert net.fit_bass(pd.Series(sales, dtype="Int64")) == found
    assert net.fit_bass([Fraction(n) for n in sales]) == found
    with pytest.raises(bm.LearnerError, match="un seul"):
        net.bass_peak(np.array([0.1, 0.2]), 0.4, 100)
    assert np.isfinite(net.bass(1e100, 1e100, 1e100, [0.0, 1e100])).all()


# --- shares and roundings of a learner ----------------------------------------------------------------------


def test_shares_of_one_line_are_told():
    model = written('def shares(self): return {"Marge": self.cac}')()
    assert "une seule ligne" in sentences.ledger_sentence(model.of_hundred())
    assert SimpleNamespace(**{"n": len(model.ledger())}).n == 1


@pytest.mark.parametrize("code", ["round(self.cac)", "int(self.cac)", "__import__('math').floor(self.cac)", "round(self.cac, 2)"])  # fmt: skip
def test_a_rounding_of_python_is_told_how_numpy_writes_it(code):
    cls = written(f"@kpi('X', '€')\ndef x(self): return 1.0 * {code}")
    with pytest.raises(bm.LearnerError, match="np.round"):
        cls.equations(cls())
    with pytest.raises(bm.LearnerError, match="np.round"):
        bm.simulate(cls(), {"cac": bm.between(20, 30, 40)}, draws=3)


@pytest.mark.parametrize("code", ["abs(self.cac)", "self.cac % 7", "self.cac // 7", "100 % self.cac", "100 // self.cac", "+self.cac", "np.round(self.cac, 1)", "np.floor(self.cac)"])  # fmt: skip
def test_what_a_number_and_an_array_both_do_is_written_as_an_equation(code):
    cls = written(f"@kpi('X', '€')\ndef x(self): return 1.0 * {code}")
    assert "acquisition" in cls().equations().loc["x", "latex"]
    drawn = bm.simulate(cls(), {"cac": bm.between(20, 30, 40)}, draws=3)
    assert drawn["x"][0] == pytest.approx(cls(cac=drawn["cac"][0]).x)


@pytest.mark.parametrize(
    "words",
    [{"predict": ["ltv"]}, {"predict": 3}, {"sliders": 5}, {"sliders": [3]}, {"predict": "cash", "question": 5},
     {"predict": "cash", "change": ["a"]}, {"predict": "cash", "change": "churn"}, {"predict": "cash", "change": {3: 4}},
     {"predict": "cash", "change": {"cac": np.array([1.0, 2.0])}}, {"case": 4}],
    ids=str,
)  # fmt: skip
def test_a_calculator_says_what_it_was_not_given(words):
    with pytest.raises(bm.LearnerError):
        bm.calculator(bm.D2C(), **words)


def test_a_calculator_follows_one_firm():
    with pytest.raises(bm.LearnerError, match="une seule entreprise"):
        bm.calculator(bm.D2C(churn=np.array([0.1, 0.2])))
    assert bm.calculator(bm.D2C(), sliders="churn").controls
