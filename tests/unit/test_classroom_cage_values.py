"""What leaves the cage: a value in plain JSON, or nothing; whatever is forged is read as a stranger's."""

import json
import math
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bizmodels.classroom import cage_values
from bizmodels.classroom.cage_values import Answered, Unreadable, pack, unpack
from bizmodels.errors import LearnerError
from bizmodels.exercises import engine

EXERCISE = "03_marketplace"


plain_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**20), 10**20) | st.floats(allow_nan=False) | st.text() | st.just(...),
    lambda inner: st.lists(inner, max_size=4) | st.lists(inner, max_size=4).map(tuple),
    max_leaves=6,
)  # fmt: skip


def shallow(value):
    return (
        cage_values.DEEP if not isinstance(value, (tuple, list)) else min(map(shallow, value), default=4) - 1
    )


@settings(max_examples=40)
@given(plain_values.filter(lambda value: shallow(value) > 0))
def test_what_goes_in_comes_out(value):
    assert unpack(json.loads(json.dumps(pack(value)))) == value


keys = st.sampled_from(
    ["tuple", "list", "table", "function", "other", "float", "dots", "raised", "name", "tried"]
)
json_like = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=2),
    max_leaves=8,
)


@settings(max_examples=60)
@given(json_like)
def test_whatever_is_forged_is_a_value_or_is_refused(forged):
    try:
        value = unpack(forged)
    except Unreadable:
        return
    assert type(value).__module__ in {"builtins", "numpy", cage_values.__name__} or isinstance(
        value, (pd.Series, pd.DataFrame, pd.Index)
    )


@pytest.mark.parametrize(
    "forged",
    [
        {"state": "Juste"},
        {"other": "a b"},
        {"other": "x" * 100},
        {"float": "1e999"},
        {"tuple": [0] * 1000},
        {"tuple": [{"tuple": [{"tuple": [{"tuple": [{"tuple": [{"tuple": [{"tuple": []}]}]}]}]}]}]},
        {"table": ["Ticket", 1]},
        {"function": {"name": "f", "tried": [[1]]}},
        {"function": {"name": "f", "tried": [[[], {"raised": ["os.system", "x", "y"]}]]}},
        {"dots": 1, "tuple": []},
        "x" * 20_001,
        10**400,
        [1],
    ],
)
def test_other_forms_are_refused(forged):
    with pytest.raises(Unreadable):
        unpack(forged)


@pytest.mark.parametrize(
    ("value", "cause"),
    [
        (math.nan, "pas fini"),
        (10**400, "pas fini"),
        ((12, 5), "virgule décimale"),
        (pd.Series([1.0]), "plusieurs valeurs"),
        (pd.DataFrame({"a": [1]}), "plusieurs valeurs"),
        (np.array([1, 2]), "plusieurs valeurs"),
        ({1: 2}, "plusieurs valeurs"),
        (True, "booléen"),
        (np.True_, "booléen"),
        ("12,5", "nombre en texte"),
        (b"12", "nombre en texte"),
        (object(), "pas un nombre"),
    ],
)
def test_a_question_says_the_same_of_what_came_out(value, cause):
    session = engine.exercise(EXERCISE, "renard bleu")
    there = session.q1.check(unpack(json.loads(json.dumps(pack(value)))))
    here = session.q1.check(value)
    assert (here.state, here.text, here.cause) == (there.state, there.text, there.cause)
    assert here.cause == cause


def test_numbers_of_other_libraries_are_numbers():
    assert unpack(pack(np.float64(1.5))) == unpack(pack(np.array(1.5))) == unpack(pack(Decimal("1.5"))) == 1.5
    assert unpack(pack(np.int64(3))) == 3


@pytest.mark.parametrize("kind", ["KeyboardInterrupt", "BaseException", "print", "UnicodeDecodeError", "a b"])
def test_a_learners_exception_never_stops_the_judge(kind):
    function = unpack(
        {"function": {"name": "f", "tried": [["[1.0]", {"raised": [kind, kind, "texte", ""]}]]}}
    )
    (outcome,) = function._outcomes.values()
    assert isinstance(outcome["error"], Exception)


def test_a_function_answers_its_trials_and_nothing_else():
    with pytest.raises(LearnerError, match="pas été essayée"):
        Answered("f", {})(1.0)
