"""What a calculator shows after the bet, and the cards one chooses."""

import html
import math
import re
import timeit

import pytest

import bizmodels as bm
from bizmodels import models
from bizmodels.core import equations
from bizmodels.view import forecast, sentences, svg, tabs, trail
from bizmodels.view.scene import GHOST, Scene

every_model = pytest.mark.parametrize("cls", models.all_models().values(), ids=lambda c: c.__name__)


def after(model, said=20.0, **asked):
    """A calculator whose bet is given: ``said`` is the number, nan for none."""
    calc = bm.calculator(model, **asked)
    if math.isnan(said):
        calc.forecast.direction.value = forecast.UNSURE
    else:
        calc.forecast._finish("monte", said)
    assert calc._grid.layout.display is None
    return calc


def labels(calc) -> list[str]:
    return [html.unescape(v) for v in re.findall(r'<div class="n">(.*?)</div>', calc._cards.value)]


def first_card(calc) -> str:
    return html.unescape(calc._cards.value.split('<div class="card">')[1])


class TestAfterTheBet:
    def test_the_calculator_stands_at_the_changed_settings(self):
        calc = after(bm.D2C(basket=120), predict="order_margin", change={"basket": 75.0}, sliders=["churn"])
        assert calc.model.values() == bm.D2C(basket=75).values()
        assert calc.controls["basket"].value == 75
        assert calc.controls["basket"].slider.value == 75
        assert calc.base.basket == 120
        assert "au lieu de 120" in calc._picture.value
        calc.reset()
        assert calc.model.basket == 120

    def test_what_the_question_changes_is_among_the_first_sliders(self):
        calc = bm.calculator(
            bm.D2C(), predict="order_margin", change={"basket": 75.0, "cac": 20.0}, sliders=["churn"]
        )
        seen = [w for w in calc._left.children if w in {c.box for c in calc.controls.values()}]
        assert {calc.controls[n].box for n in ("basket", "cac", "churn")} == set(seen)

    def test_the_market_of_the_question_is_kept(self):
        model = bm.D2C(basket=120).reacting(price=1.5)
        calc = after(model, predict="cash", change={"basket": 75.0})
        assert calc.model.walked == model.replace(basket=75.0).walked
        assert calc.market.on

    def test_the_start_is_a_dashed_ghost(self):
        calc = after(bm.D2C(basket=120), predict="order_margin", change={"basket": 75.0})
        assert f">{GHOST}</text>" in calc._picture.value
        assert 'class="l sg"' in calc._picture.value
        calc._tabs.value = "Clients"  # the basket does not move them: one curve would hide the other
        assert "sg" not in calc._picture.value
        calc.controls["churn"].field.value = "12"
        assert 'class="l sg"' in calc._picture.value

    def test_the_quantity_bet_on_is_the_first_card(self):
        calc = after(bm.D2C(), predict="funding_need", change={"basket": 75.0})
        label = bm.D2C.__kpis__["funding_need"].label
        assert labels(calc) == [label, *(bm.D2C.__kpis__[n].label for n in bm.D2C.cards[:4])]
        assert list(calc._why)[0] == "funding_need"
        assert calc._goal_kpi.value == "funding_need"
        assert calc.scene.target == "funding_need"

    def test_on_no_card_it_is_added(self):
        calc = after(bm.D2C(), predict="lifetime", change={"churn": 0.1})
        assert labels(calc)[0] == bm.D2C.__kpis__["lifetime"].label
        assert len(labels(calc)) == 5

    def test_a_column_at_a_month_has_a_card(self):
        calc = after(bm.D2C(), 1e6, predict="customers", change={"churn": 0.1}, month=24)
        told = first_card(calc)
        assert "au mois 24" in told
        customers = bm.D2C(churn=0.1).project()["customers"].iloc[23]
        assert calc.forecast.show(customers).split("\u00a0")[0] in told
        assert "votre pari" in told
        assert len(labels(calc)) == 5
        calc._why["order_margin"].value = True  # its « ? » stands over the second card
        assert bm.D2C.__kpis__["order_margin"].label in html.unescape(calc._trail.value)

    def test_the_number_bet_is_on_the_card_at_the_settings_that_were_bet_on(self):
        calc = after(bm.D2C(), 20.0, predict="order_margin", change={"basket": 75.0})
        words = f"votre pari\u00a0: {calc.forecast.show(20.0)}"
        assert words in first_card(calc)
        assert words in html.unescape(calc._live_html())
        assert html.unescape(calc._cards.value).count("votre pari") == 1
        calc.controls["churn"].field.value = "12"
        assert words not in first_card(calc)
        calc.controls["churn"].field.value = "8"
        assert words in first_card(calc)

    def test_no_number_no_word_of_it(self):
        calc = after(bm.D2C(), math.nan, predict="order_margin", change={"basket": 75.0})
        assert "votre pari" not in calc._cards.value

    def test_nothing_of_it_before(self):
        calc = bm.calculator(bm.D2C(), predict="order_margin", change={"basket": 75.0})
        assert calc.model is calc.base
        assert calc.forecast.show(bm.D2C(basket=75).order_margin) not in calc._start_html()


class TestGhost:
    def test_only_while_it_is_another_curve_and_has_a_place(self):
        scene = Scene(bm.D2C())
        assert list(scene.series("cash")) == ["Actuel"]
        scene.model = bm.D2C(churn=0.2)
        assert list(scene.series("cash")) == ["Actuel", GHOST]
        assert scene.series("cash")[GHOST] == bm.D2C().walked["cash"]
        for churn in (0.3, 0.4):
            scene.model = bm.D2C(churn=churn)
            scene.freeze()
        scene.model = bm.D2C(churn=0.25)
        assert list(scene.series("cash"))[-1] == GHOST
        scene.freeze()
        scene.model = bm.D2C(churn=0.26)
        assert len(scene.series("cash")) == 4
        assert GHOST not in scene.series("cash")

    def test_a_frozen_start_needs_no_ghost(self):
        scene = Scene(bm.D2C())
        scene.freeze()
        scene.model = bm.D2C(churn=0.2)
        assert list(scene.series("cash")) == ["Actuel", "Départ"]
        assert "sg" not in svg.lines({"Actuel": [0, 1], "Témoin": [1, 2]}, "€", "x", GHOST)

    def test_another_scenario_called_like_it_is_told_apart(self):
        scene = Scene(bm.D2C())
        scene.model = bm.D2C(churn=0.2)
        scene.freeze(GHOST)
        scene.model = bm.D2C(churn=0.3)
        assert list(scene.series("cash")) == ["Actuel", "Départ (figé)", "Départ"]

    def test_the_start_is_walked_once(self, monkeypatch):
        seen = []
        walk = bm.D2C.stocks
        monkeypatch.setattr(bm.D2C, "stocks", lambda self: seen.append(self) or walk(self))
        scene = Scene(bm.D2C())
        for churn in (0.1, 0.11, 0.12):
            scene.model = bm.D2C(churn=churn)
            tabs.TABS[0].draw(scene)
        assert sum(one is scene.base for one in seen) <= 1

    def test_it_costs_next_to_nothing(self):
        model = bm.D2C(churn=0.12)
        alone, beside = Scene(model), Scene(bm.D2C())
        beside.model = model
        for scene in (alone, beside):
            tabs._cash(scene)
        cost = [
            min(timeit.repeat(lambda s=s: tabs._cash(s), number=20, repeat=5)) / 20 for s in (alone, beside)
        ]
        assert cost[1] - cost[0] < 0.002  # seconds


class TestChosenCards:
    def test_the_cards_asked_for_and_no_other(self):
        calc = bm.calculator(bm.D2C(), cards=["profit_36", "order_margin"])
        kpis = bm.D2C.__kpis__
        assert labels(calc) == [kpis["profit_36"].label, kpis["order_margin"].label]
        assert list(calc._why) == ["profit_36", "order_margin"]
        page = html.unescape(calc._repr_mimebundle_()["text/html"])
        assert kpis["profit_36"].label in page
        assert kpis["ltv_cac"].label not in page
        assert bm.verdict(bm.D2C(), "profit_36").words in page

    def test_those_of_the_model_without_it(self):
        assert labels(bm.calculator(bm.D2C())) == [bm.D2C.__kpis__[n].label for n in bm.D2C.cards]

    def test_one_name_is_a_list_of_one_and_a_name_counts_once(self):
        assert bm.calculator(bm.D2C(), cards="ltv").scene.cards == ("ltv",)
        assert bm.calculator(bm.D2C(), cards=["ltv", "ltv"]).scene.cards == ("ltv",)

    @pytest.mark.parametrize(
        ("cards", "words"),
        [
            (["order_margn"], "order_margin"),
            ([3], "n’a pas de grandeur"),
            ([], "de une à 5 grandeurs"),
            (["ltv"] * 6, "de une à 5 grandeurs"),
            (3, "de une à 5 grandeurs"),
        ],
    )
    def test_unknown_or_too_many_is_refused_in_french(self, cards, words):
        with pytest.raises(bm.LearnerError, match=words):
            bm.calculator(bm.D2C(), cards=cards)

    def test_the_bet_joins_them(self):
        calc = after(bm.D2C(), predict="ltv", change={"churn": 0.1}, cards=["profit_36"])
        assert calc.scene.cards == ("ltv", "profit_36")


class TestTrail:
    def test_definition_then_equation_then_sources_behind_a_click(self):
        text = html.unescape(trail.trail(bm.D2C(), "funding_need"))
        definition, equation = text.index("creux de la trésorerie"), text.index("$$")
        assert definition < equation < text.index("<details>") < text.index("D’où vient-il ?")
        assert "<details open" not in text
        assert "D’où viennent ces nombres" in text

    def test_a_figure_without_a_word_goes_straight_to_its_equation(self):
        text = trail.trail(bm.Recommerce(), "vat_due")
        assert "</h4><div class='eq'" in text

    def test_a_word_that_is_not_there_yet_is_left_out(self, monkeypatch):
        monkeypatch.setitem(trail._WORD, "ltv", "un mot que personne n’a écrit")
        assert "</h4><div class='eq'" in trail.trail(bm.D2C(), "ltv")

    def test_the_map_names_key_figures_that_exist(self):
        known = {name for cls in models.all_models().values() for name in cls.__kpis__}
        assert set(trail._WORD) | set(trail._SAID) <= known
        assert not set(trail._WORD) & set(trail._SAID)

    @every_model
    def test_each_card_says_what_it_is_in_one_sentence(self, cls):
        for name in cls.cards:
            assert re.search(r"</h4><p>[^<]{20,}\.</p><div class='eq'", trail.trail(cls(), name)), name

    @every_model
    def test_no_english_docstring_is_shown(self, cls):
        for name in cls.cards:
            told = (cls.__kpis__[name].function.__doc__ or "").strip().splitlines()
            assert not told or told[0] not in html.unescape(trail.trail(cls(), name))


class TestHundred:
    @every_model
    def test_no_two_parts_look_alike(self, cls):
        picture = svg.shares(cls().of_hundred(), "x")
        kinds = re.findall(r'height="34" class="(\w+)"', picture)
        assert len(set(kinds)) == len(kinds) > 2
        assert kinds[-1] == "pm"
        assert kinds == re.findall(r'height="12" class="(\w+)"', picture), "the key shows the same fills"

    @every_model
    def test_the_sentence_names_the_largest_part_of_all(self, cls):
        amounts = cls().of_hundred()
        largest = max(amounts, key=amounts.get)
        told = sentences.ledger_sentence(amounts)
        before = told.split("la plus grosse part")
        assert largest in (before[0] + before[1].split(". ")[0])

    def test_a_loss_is_still_said(self):
        told = sentences.ledger_sentence({"État": 20.0, "Fabricant": 90.0, "Marge": -10.0})
        assert "« Fabricant » reçoit la plus grosse part" in told.replace("\u00a0", " ").replace(
            "\u202f", " "
        )
        assert "Il manque de l’argent" in told


class TestTornado:
    """What is written left of a bar ends after the name, what is written right of it in the picture."""

    @every_model
    def test_no_label_reaches_a_name_or_leaves_the_picture(self, cls):
        scene = Scene(cls())
        for target in (*cls.cards, *list(cls.__kpis__)[-6:]):
            scene.target = target
            picture = tabs._sensitivity(scene).picture
            for x, anchor, text in re.findall(
                r'<text x="([\d.-]+)" y="\d+"( text-anchor="end")?>(.*?)</text>', picture
            ):
                wide = svg._wide(html.unescape(text))
                if anchor:
                    assert float(x) - wide >= svg.NAMES, (target, text)
                else:
                    assert float(x) + wide <= svg.WIDTH, (target, text)

    def test_a_long_name_takes_two_lines(self):
        lines = svg._two_lines("Interchange des cartes professionnelles", svg.NAMES * 0.9)
        assert len(lines) == 2
        assert " ".join(lines) == "Interchange des cartes professionnelles"
        assert svg._two_lines("Attrition", svg.NAMES) == ["Attrition"]

    def test_two_values_on_one_side_share_a_label(self):
        below, above = svg._ends(3.0, 4.0, 5.0, lambda v: f"{v:g}", ("−", "+"))
        assert above == ""
        assert below == "−\u00a0: 3\u202f; +\u00a0: 4"
        assert svg._ends(4.0, 6.0, 5.0, lambda v: f"{v:g}", ("−", "+")) == ("−\u00a0: 4", "+\u00a0: 6")


class TestLongEquations:
    def test_a_long_sum_above_a_fraction_takes_a_line_per_term(self):
        text = equations.equation(bm.BusinessBanking, "subscription_arpu")
        assert text.count(r"\\") == 5  # six plans
        assert equations._width(text) <= equations.LINE
        assert "gathered" not in equations.equation(bm.D2C, "ltv_cac")

    @every_model
    def test_what_opens_closes(self, cls):
        for name in cls.__kpis__:
            text = equations.equation(cls, name)
            for kind in ("gathered", "aligned", "cases"):
                assert text.count(rf"\begin{{{kind}}}") == text.count(rf"\end{{{kind}}}")
            assert text.count("{") == text.count("}")
