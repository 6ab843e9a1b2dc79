"""The calculator of quotes without a browser: what is typed, what it answers, what a saved page keeps."""

import html
import math
import re
import subprocess
import sys

import ipywidgets as widgets
import pytest

import bizmodels as bm
from bizmodels import models
from bizmodels.levers.tools import Quote, break_even_gain
from bizmodels.view.quote import QuoteCalculator
from tests.unit.test_calculator import HOSTILE, tree

every_model = pytest.mark.parametrize("cls", [*models.all_models().values()], ids=lambda c: c.__name__)


def shop() -> bm.D2C:
    return bm.D2C(fixed_costs=45_000, new_customers=1_667, starting_customers=15_000)


def plain(text: str) -> str:
    return re.sub(r"\s", " ", html.unescape(text))


@every_model
def test_each_setting_of_each_model_is_answered(cls):
    one = bm.quote(cls(), Quote(setup=1_000, monthly=500))
    for name in [value for _, value in one.vary.options]:
        one.vary.value = name
        told = plain(one._answer.value)
        assert "Y croyez-vous ?" in told or "Aucune valeur de" in told, name
        assert "nan" not in told


def test_what_is_typed_is_what_the_engine_gives():
    one = bm.quote(shop(), Quote(monthly=1_750))
    for name, typed, value in (
        ("setup", "6 000", 6_000),
        ("revenue_share", "0,5 %", 0.005),
        ("per_order", "0,25", 0.25),
    ):
        one.controls[name].field.value = typed
        assert getattr(one.quote, name) == pytest.approx(value)
    one.controls["months"].field.value = "24"
    assert one.found == break_even_gain(shop(), Quote(6_000, 1_750, 0.005, 0.25), "churn", 24)
    assert "Sur 24 mois" in plain(one._answer.value)
    one.reset()
    assert (one.quote, one.months) == (Quote(monthly=1_750), 36)


def test_the_answer_says_both_values_in_words_and_in_the_picture():
    one = bm.quote(shop(), Quote(monthly=1_750))
    needed = break_even_gain(shop(), Quote(monthly=1_750), "churn").needed
    told = plain(one._answer.value)
    assert f"de 8 % à {100 * needed:.2f} %".replace(".", ",") in told
    bars = [float(wide) for wide in re.findall(r'<rect [^>]*width="([\d.]+)"', one._answer.value)]
    assert bars[1] / bars[0] == pytest.approx(needed / 0.08, abs=0.002)
    assert re.search(
        r'role="img" aria-label="Attrition[^"]*8\s%[^"]*aujourd’hui', html.unescape(one._answer.value)
    )


def test_a_large_quote_has_a_slider_of_its_size():
    slider = bm.quote(bm.Freemium(), Quote(monthly=100_000)).controls["monthly"].slider
    assert (slider.value, slider.max, slider.step) == (100_000, 400_000, 400)
    assert bm.quote(shop()).controls["monthly"].slider.max == 5_000


def test_two_values_that_are_near_are_told_apart():
    one = bm.quote(bm.SaaS(), Quote(monthly=1_000), "cac")
    today, needed = re.search(r"de (.*?) à (.*?), soit", plain(one.sentence)).groups()
    assert today != needed
    assert one.sentence.count("$") == 3


@pytest.mark.parametrize("typed", ["abc", "", "1,2,3", "nan", HOSTILE, "-5", "True"])
def test_nonsense_is_told_beside_the_field_and_changes_nothing(typed):
    one = bm.quote(shop(), Quote(monthly=1_750))
    before = one._answer.value
    for control in one.controls.values():
        control.field.value = typed
        error = re.search(r'role="alert">(.*?)</span>', control.note.value)[1]
        assert error, control.name
        assert "<img" not in error
        assert one._answer.value == before
        control.field.value = control.text()


def test_a_quote_that_nothing_pays_says_so_and_comes_back():
    one = bm.quote(shop(), Quote(monthly=1_750))
    before = one._answer.value
    one.controls["monthly"].field.value = "900 000"
    assert "<svg" not in one._answer.value
    assert "il manque encore" in plain(one._answer.value)
    one.controls["monthly"].field.value = "1 750"
    assert one._answer.value == before
    one.controls["monthly"].field.value = "0"
    assert "ne demande rien" in plain(one._answer.value)


def test_a_slider_changes_the_html_that_was_there():
    one = bm.quote(shop())
    answer, before = one._answer, one._answer.value
    one.controls["monthly"].slider.value = one.controls["monthly"].slider.max
    assert one._answer is answer
    assert answer.value != before
    assert not any(isinstance(w, widgets.Output) for w in tree(one))
    assert all(w.description for w in tree(one) if isinstance(w, widgets.Text | widgets.Dropdown))


def test_the_saved_page_holds_picture_table_and_sentence_and_nothing_of_the_learner():
    one = bm.quote(shop(), Quote(monthly=1_750, name=HOSTILE), case=HOSTILE)
    page = one._repr_mimebundle_()["text/html"]
    assert '<img alt="' in page
    assert "<svg" not in page
    assert HOSTILE not in page
    assert "Y croyez-vous" in page.split("</table>")[1]
    assert one._live_html() == ""
    one.vary.value = "cac"
    assert "votre devis" in one._live_html()
    assert one._repr_mimebundle_()["application/vnd.jupyter.widget-view+json"]
    heads = " ".join(w.value for w in tree(one) if type(w) is widgets.HTML)
    assert HOSTILE not in heads


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: bm.quote("D2C"), "attend un modèle"),
        (lambda: bm.quote(shop(), 500), "le devis vaut 500"),
        (lambda: bm.quote(shop(), vary="chrun"), "Vouliez-vous dire"),
        (lambda: bm.quote(shop(), months=0), "months vaut 0"),
        (lambda: bm.quote(shop(), months=True), "months vaut"),
        (lambda: bm.quote(shop(), case=3), "case est un texte"),
        (lambda: bm.quote(shop(), monthly=500), "monthly"),
    ],
)
def test_a_wrong_call_is_told(call, said):
    with pytest.raises(bm.LearnerError, match=said):
        call()


def test_the_package_does_not_load_it_before_it_is_asked():
    program = "import sys, bizmodels; print('bizmodels.view.quote' in sys.modules, 'bizmodels.levers.tools' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]
    assert isinstance(bm.quote(shop()), QuoteCalculator)
    assert math.isfinite(bm.quote(shop()).found.needed)


def test_squares_are_in_true_proportion_and_the_same_bytes():
    picture = bm.figures.to_scale(
        {"A": 900_000, "<b>": 100_000}, ("Devis", 25_000), "Que pèse-t-il ?", "Calcul"
    )
    sides = [
        float(side)
        for side in re.findall(r'<rect x="[\d.]+" y="[\d.]+" width="([\d.]+)" height="\1"', picture.svg())
    ]
    large, part, small, same = sides[:4]
    assert (large / small) ** 2 == pytest.approx(9, rel=0.01)
    assert (small / part) ** 2 == pytest.approx(4, rel=0.02)
    assert part == same
    assert "<b>" not in picture.svg()
    assert (
        picture.svg()
        == bm.figures.to_scale(
            {"A": 900_000, "<b>": 100_000}, ("Devis", 25_000), "Que pèse-t-il ?", "Calcul"
        ).svg()
    )
    assert "25 %" in plain(picture.finding)
    assert "25 %" not in plain(picture.asking()._repr_html_())
    for wrong in ({}, {"A": 0}, {"A": math.nan}, {"A": "3"}, {"A": True}, dict.fromkeys("abcde", 1)):
        with pytest.raises(bm.LearnerError, match="to_scale"):
            bm.figures.to_scale(wrong, ("Devis", 1), "?")


def test_only_what_can_pay_is_offered_and_what_was_asked_for_is_answered():
    asked = [name for _, name in bm.quote(shop()).vary.options]
    assert "commission_rate" not in asked  # a shop that pays none would have to pay some
    assert {"churn", "conversion", "cac", "shipping", "basket"} <= set(asked)
    assert "Aucune valeur de" in plain(bm.quote(shop(), vary="commission_rate").sentence)


def test_cents_stay_in_sight_and_a_refusal_says_that_nothing_has_moved():
    monthly = bm.quote(shop(), Quote(monthly=1_750)).controls["monthly"]
    monthly.field.value = "1750,5"
    assert (plain(monthly.field.value), monthly.value) == ("1 750,5", 1_750.5)
    monthly.field.value = "abc"
    assert "reste affiché" in monthly.note.value
    monthly.field.value = "1 800"
    assert "reste affiché" not in monthly.note.value


def test_a_gain_of_conversion_is_read_off_both_values():
    told = plain(bm.quote(shop(), Quote(monthly=5_800), "conversion").sentence)
    assert "de 100 % à 109,9 %, soit 9,9 % de clients en plus" in told
