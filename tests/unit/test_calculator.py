"""Calculators without a browser: every slider to its ends, nonsense in every field, equal to the pure model."""

import base64
import html
import io
import math
import re
import subprocess
import sys
from types import SimpleNamespace

import ipywidgets as widgets
import pytest

import bizmodels as bm
from bizmodels import learner, models
from bizmodels.core.equations import equation
from bizmodels.view import calculator as calculator_module
from bizmodels.view import forecast, svg, tabs, uncertainty
from tests.toys import Kiosk

MODELS = [*models.all_models().values(), Kiosk]
every_model = pytest.mark.parametrize("cls", MODELS, ids=lambda c: c.__name__)
HOSTILE = "<img src=x onerror=alert(1)>"


def tree(widget):
    """Every widget below one."""
    yield widget
    for child in getattr(widget, "children", ()):
        yield from tree(child)


def cards_of(model) -> list[str]:
    return [type(model).__kpis__[n].parts(getattr(model, n))[0] for n in type(model).cards]


def shown(calc) -> list[str]:
    return [html.unescape(v) for v in re.findall(r'<div class="v">(.*?)<small>', calc._cards.value)]


def said(calc) -> str:
    """The sentence under the picture."""
    return re.search(r'<p class="say"[^>]*>(.*?)</p>', calc._picture.value)[1]


@every_model
def test_each_slider_at_its_ends_gives_what_the_model_gives(cls):
    calc = bm.calculator(cls())
    for name, control in calc.controls.items():
        start = control.value
        factor = 100 if control.param.is_share else 1
        for end in (control.slider.min, control.slider.max, start * factor):
            control.slider.value = end
            if end != start * factor:
                assert control.value == pytest.approx(end / factor, abs=1e-9)
            expected = cls().replace(**{name: control.value})
            assert calc.model.values() == expected.values()
            assert shown(calc) == cards_of(expected)
        calc.reset()
        assert calc.model.values() == cls().values()


@every_model
@pytest.mark.parametrize("typed", ["abc", "", "1,2,3", "nan", HOSTILE, "-1e9", "True"])
def test_nonsense_is_told_beside_the_field_and_changes_nothing(cls, typed):
    calc = bm.calculator(cls())
    before = (calc._cards.value, calc._picture.value)
    for control in calc.controls.values():
        control.field.value = typed
        error = re.search(r'role="alert">(.*?)</span>', control.note.value)[1]
        assert error, control.name
        assert "<img" not in error
        assert control.field.value == typed, "what was typed stays"
        assert (calc._cards.value, calc._picture.value) == before
        control.field.value = control.text()
        assert 'role="alert"></span>' in control.note.value


def test_typed_french_numbers():
    calc = bm.calculator(bm.D2C())
    for typed, value in (("12,5", 0.125), ("12.5", 0.125), ("3 %", 0.03), ("0", 0.0), ("100", 1.0)):
        calc.controls["churn"].field.value = typed
        assert calc.model.churn == pytest.approx(value)
    calc.controls["starting_customers"].field.value = "1 234 567"
    assert calc.model.starting_customers == 1_234_567  # beyond the slider, within the hard bounds
    calc.controls["churn"].field.value = "150"
    assert "entre 0 et 100" in calc.controls["churn"].note.value
    assert calc.model.churn == 1.0


def test_the_browsers_echo_does_not_round_a_published_value():
    """11,99 on a slider of step 0,5: the browser answers 12 and must not change the model."""
    calc = bm.calculator(bm.D2C(cac=11.99))
    calc.controls["cac"].slider.value = 12.0
    assert calc.model.cac == 11.99
    calc.controls["cac"].slider.value = 12.5
    assert calc.model.cac == 12.5


def test_an_echo_of_exactly_half_a_step_changes_nothing():
    """102 500 lies half-way between two steps of 5 000: the browser answers 105 000."""
    calc = bm.calculator(bm.D2C(fixed_costs=102_500))
    calc.controls["fixed_costs"].slider.value = 105_000.0
    assert calc.model.fixed_costs == 102_500


def test_the_calculator_of_another_firm_does_not_borrow_the_case():
    calc = bm.calculator(bm.D2C(new_customers=120, cac=12), case="un vendeur, <b>inventé</b>")
    texts = " ".join(w.value for w in tree(calc) if type(w) is widgets.HTML)
    assert "Cas : un vendeur, &lt;b&gt;inventé&lt;/b&gt;" in texts
    assert "Le Slip Français</p>" not in texts
    start, *others = calc._presets
    assert start == "Cas : un vendeur, <b>inventé</b>"
    assert all(name.startswith("Épreuve") for name in others)
    assert any(not name.startswith("Épreuve") for name in list(bm.calculator(bm.D2C())._presets)[1:])


def test_a_moved_setting_is_no_longer_called_published():
    control = bm.calculator(bm.BusinessBanking()).controls["price_basic"]
    assert ">publié<" in control.note.value
    control.slider.value = 12.0
    assert ">publié<" not in control.note.value
    assert ">réglage<" in control.note.value
    assert "9\u00a0€ HT / mois, publié." in html.unescape(control.note.value)
    control.slider.value = 9.0
    assert ">publié<" in control.note.value


def test_a_small_firm_gets_sliders_of_its_size():
    slider = bm.calculator(bm.D2C(new_customers=120)).controls["new_customers"].slider
    assert (slider.min, slider.max, slider.step) == (0, 480, 5)
    assert bm.calculator(bm.D2C()).controls["new_customers"].slider.max == 50_000


def test_a_slider_moved_in_python_changes_an_html_that_was_there():
    calc = bm.calculator(bm.D2C())
    before = {w: w.value for w in tree(calc) if type(w) is widgets.HTML}
    slider = next(w for w in tree(calc) if isinstance(w, widgets.FloatSlider | widgets.IntSlider))
    slider.value = slider.max
    after = {w: w.value for w in tree(calc) if type(w) is widgets.HTML}
    assert before.keys() == after.keys()
    assert any(before[w] != after[w] for w in before)


def test_no_output_widget_and_no_unlabelled_field():
    calc = bm.calculator(bm.D2C(), predict="cash", change={"basket": 75.0})
    kinds = {type(w) for w in tree(calc)}
    assert widgets.Output not in kinds
    assert not kinds & {widgets.FloatText, widgets.BoundedFloatText, widgets.FloatLogSlider}
    for w in tree(calc):
        if isinstance(w, widgets.Text | widgets.Dropdown | widgets.Button | widgets.ToggleButton):
            assert w.description
        if isinstance(w, widgets.FloatSlider):
            assert w.readout is False


def test_freeze_compare_reset():
    calc = bm.calculator(bm.D2C())
    calc.freeze("")
    calc.controls["churn"].field.value = "12"
    calc.freeze(HOSTILE)
    calc.controls["churn"].field.value = "10"
    assert list(calc.scenarios) == ["Départ", HOSTILE]
    assert "<img" not in calc._picture.value
    assert "Attrition (churn) à 10" in said(calc)
    calc._tabs.value = "Comparer"
    assert "<img" not in calc._picture.value
    assert calc._picture.value.count('<th scope="col">') == 4
    calc.freeze("c")
    calc.freeze("de trop")
    assert "de trop" not in calc.scenarios
    assert "déjà figés" in calc._message.value
    calc.reset()
    assert calc.model.values() == bm.D2C().values()
    assert len(calc.scenarios) == 3, "resetting the settings erases nobody's scenarios"
    assert "3 scénarios figés sont gardés" in calc._message.value
    calc.controls["churn"].field.value = "10"
    calc.forget()
    assert not calc.scenarios
    assert calc.model.churn == 0.1
    assert calc._drop.layout.display == "none"


@every_model
def test_every_tab_draws_and_speaks(cls):
    calc = bm.calculator(cls())
    for tab in calculator_module.TABS:
        calc._tabs.value = tab
        assert len(said(calc)) > 20, tab
        if tab not in ("Équations", "Comparer"):
            assert calc._picture.value.startswith("<svg"), tab
            assert "nan" not in calc._picture.value.split("</svg>")[0]
    assert "$$" in calc._equations.value or calc._equations.value == ""


@every_model
def test_presets_move_the_sliders(cls):
    calc = bm.calculator(cls())
    for name, wanted in calc._presets.items():
        calc._preset.value = name
        assert calc.model.values() == wanted.values()
        for key, control in calc.controls.items():
            assert control.value == pytest.approx(getattr(wanted, key))


def test_partir_de_says_when_a_setting_was_moved():
    calc = bm.calculator(bm.D2C())
    start = calc._preset.value
    calc.controls["churn"].field.value = "11"
    assert calc._preset.value == calculator_module.MODIFIED
    calc._preset.value = calculator_module.MODIFIED  # chosen by hand: nothing moves
    assert calc.model.churn == 0.11
    calc.controls["churn"].field.value = "8"
    assert calc._preset.value == start
    calc._preset.value = "Épreuve : coût d’acquisition doublé"
    assert calc.model.cac == 2 * calc.base.cac
    calc.controls["cac"].set(calc.base.cac)
    calc._moved("cac")
    assert calc._preset.value == start


def test_a_field_shows_four_digits_and_keeps_the_exact_value():
    calc = bm.calculator(bm.D2C())
    control = calc.controls["cac"]
    control.set(15.005666666666666)
    calc._moved("cac")
    assert control.field.value == "15,01"
    control._typed(SimpleNamespace(new="15,01"))  # Enter on the value as displayed: nothing has changed
    assert control.value == 15.005666666666666
    calc.controls["new_customers"].field.value = "16666,67"
    assert calc.controls["new_customers"].field.value == "16\u202f667"
    assert calc.controls["new_customers"].value == 16666.67
    calc.controls["new_customers"].field.value = "123456"
    assert calc.controls["new_customers"].field.value == "123\u202f456"


def test_a_tab_is_one_declaration(monkeypatch):
    """What a lever or a risk will add: a name and a function of the scene; the widgets show it, nothing else changes."""
    toy = tabs.Tab(
        "Un client sur deux en €",
        lambda scene: tabs.Drawing(
            "<svg>", f"Il reste {scene.path['customers'][0] / 2:.0f}.", "<p>$$x$$</p>"
        ),
        of_target=True,
    )
    monkeypatch.setattr(tabs, "TABS", (*tabs.TABS, toy))
    calc = bm.calculator(bm.SaaS())
    assert calc._tabs.options[-1] == ("Un client sur deux en $", toy.name)
    calc._tabs.value = toy.name
    assert calc._picture.value.startswith("<svg>")
    assert f"Il reste {calc.scene.path['customers'][0] / 2:.0f}." in said(calc)
    assert calc._target_row.layout.display is None
    assert calc._equations.value == "<p>$$x$$</p>"
    calc._tabs.value = tabs.TABS[0].name
    assert calc._target_row.layout.display == "none"
    assert calc._equations.value == ""


def test_a_scene_needs_no_widget():
    """Pictures, sentences, saved page and export in a process where ipywidgets cannot be imported."""
    program = (
        "import sys; sys.modules['ipywidgets'] = None\n"
        "import bizmodels as bm\n"
        "from bizmodels.view import export, fallback, tabs\n"
        "from bizmodels.view.scene import Scene\n"
        "scene = Scene(bm.D2C()); scene.freeze('a'); scene.model = bm.D2C(churn=0.2)\n"
        "for tab in tabs.TABS: assert tab.draw(scene).sentence\n"
        "assert '<img' in fallback.of_start(scene.base) and export.links(scene.base, scene.model, scene.scenarios)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-1500:]


def test_goal_seek_places_the_slider():
    calc = bm.calculator(bm.D2C())
    calc._goal_kpi.value, calc._goal_value.value, calc._goal_vary.value = "ltv_cac", "3", "churn"
    calc._seek()
    assert calc.model.ltv_cac == pytest.approx(3)
    calc._goal_value.value = "beaucoup"
    calc._seek()
    assert "n’est pas un nombre" in calc._message.value
    calc._goal_value.value = "1e12"
    calc._seek()
    assert "Aucune valeur trouvée" in calc._message.value


@every_model
def test_each_card_opens_its_trail(cls):
    calc = bm.calculator(cls())
    for name, button in calc._why.items():
        button.value = True
        assert f"$${equation(cls, name)}$$" in html.unescape(calc._trail.value)
        assert "D’où vient-il ?" in calc._trail.value
    assert sum(b.value for b in calc._why.values()) == 1
    list(calc._why.values())[-1].value = False
    assert calc._trail.value == ""


def test_the_trail_tells_published_deduced_and_hypothesis_apart():
    calc = bm.calculator(bm.D2C())
    calc._why["order_margin"].value = True
    text = html.unescape(calc._trail.value)
    assert "déduit : 20 € TTC (avril 2024)".replace(" ", " ") in text.replace("\u00a0", " ").replace(
        "\u202f", " "
    )
    assert "Hypothèse de cours" in text
    calc.controls["basket"].field.value = "70"
    assert "votre réglage" in calc._trail.value


@every_model
def test_the_saved_page_shows_picture_table_and_sentence(cls):
    bundle = bm.calculator(cls())._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in bundle
    page = bundle["text/html"]
    alt = re.search(r'<img alt="(.*?)"', page)[1]
    assert len(alt) > 20
    assert alt in page.split("</table>")[1]
    assert "<style" not in page
    assert "<svg" not in page
    picture = base64.b64decode(re.search(r"base64,(.*?)\"", page)[1]).decode("utf-8")
    assert picture.startswith("<svg")
    assert "var(" not in picture
    for name in cls.cards:
        assert html.escape(cls.__kpis__[name].show(getattr(cls(), name))) in page


def test_hostile_words_of_a_students_model_stay_text():
    from typing import Annotated

    class Evil(Kiosk):
        """A student's model with hostile words."""

        title = HOSTILE
        case = HOSTILE
        tip: Annotated[float, bm.Param(HOSTILE, HOSTILE, group=HOSTILE, help=HOSTILE, soft=(0, 2))] = 1.0

        @bm.kpi(HOSTILE, HOSTILE)
        def extra(self):
            """Tip."""
            return self.tip

        cards = ("extra", "ltv", "ltv_cac", "funding_need")

    calc = bm.calculator(Evil())
    calc._why["extra"].value = True
    for tab in calculator_module.TABS:
        calc._tabs.value = tab
        for w in tree(calc):
            if isinstance(w, widgets.HTML | widgets.HTMLMath):
                assert "<img src=x" not in w.value, tab
            assert not getattr(w, "description_allow_html", False)
    assert "<img src=x" not in calc._repr_mimebundle_()["text/html"]


# --- commit, then see --------------------------------------------------------------------------------


class TestForecast:
    def ask(self):
        return bm.calculator(bm.D2C(), predict="cash", change={"basket": 75.0})

    def test_shut_until_a_direction_and_a_number(self):
        calc = self.ask()
        assert calc._grid.layout.display == "none"
        after = bm.D2C(basket=75.0).path()["cash"][-1]
        assert bm.D2C.__name__
        assert calc.forecast.show(after) not in calc._repr_mimebundle_()["text/html"]
        calc.forecast.commit()
        assert "un sens" in calc.forecast._answer.value
        calc.forecast.direction.value = "monte"
        calc.forecast.commit()
        assert "Il manque un nombre" in calc.forecast._answer.value
        assert calc._grid.layout.display == "none"
        calc.forecast.number.value = "3 M€"
        calc.forecast.commit()
        assert calc._grid.layout.display is None
        assert calc.forecast.show(after) in html.unescape(calc.forecast._answer.value)
        assert "Le sens est juste" in calc.forecast._answer.value

    def test_unsure_and_the_instructors_word_open_too(self):
        calc = self.ask()
        calc.forecast.direction.value = forecast.UNSURE
        calc.forecast.commit()
        assert calc._grid.layout.display is None
        learner.forget()
        calc = self.ask()
        calc.forecast.number.value = f" {forecast.INSTRUCTOR_WORD.upper()} "
        calc.forecast.commit()
        assert calc._grid.layout.display is None

    def test_kept_and_met_again(self):
        assert "Aucun pari" in bm.forecasts()._repr_html_()
        calc = self.ask()
        calc.forecast.direction.value, calc.forecast.number.value = "baisse", "1 000 000"
        calc.forecast.commit()
        assert "à revoir" in calc.forecast._answer.value
        calc.forecast.reason.value = f"parce que {HOSTILE}"
        table = bm.forecasts()
        truth = bm.D2C(basket=75.0).path()["cash"][-1]
        assert table.loc[0, "gap"] == pytest.approx(truth - 1e6)
        assert "<img" not in table._repr_html_()
        again = self.ask()  # the cell run twice: nothing is lost, the calculator is open
        assert again._grid.layout.display is None
        assert again.forecast.reason.value == f"parce que {HOSTILE}"

    def test_unknown_names(self):
        for wrong in (
            {"predict": "ltvv"},
            {"predict": "ltv", "change": {"baskett": 3.0}},
            {"change": {"basket": 3.0}},
        ):
            with pytest.raises(bm.LearnerError):
                bm.calculator(bm.D2C(), **wrong)


# --- uncertainty, export, pictures -------------------------------------------------------------------


def test_band_is_the_quantiles():
    import numpy as np

    cash, _ = uncertainty.futures(bm.D2C())
    assert cash.shape == (36, 10_000)
    low, middle, high = uncertainty.band(cash)
    assert middle == pytest.approx(np.median(cash, axis=1), rel=2e-3, abs=2e3)
    assert (cash[-1] < low[-1]).mean() == pytest.approx(0.05, abs=0.001)
    assert (cash[-1] > high[-1]).mean() == pytest.approx(0.05, abs=0.001)


def test_first_order_shares_on_a_closed_form():
    """y = 3 a + b with a, b uniform: shares 9/10 and 1/10, nothing for c."""
    a, b = uncertainty._uniform(0)[0], uncertainty._uniform(1)[0]
    shares = uncertainty.first_order(3 * a + b, {"a": 0, "b": 1, "c": 2})
    assert shares["a"] == pytest.approx(0.9, abs=0.01)
    assert shares["b"] == pytest.approx(0.1, abs=0.01)
    assert shares["c"] == pytest.approx(0, abs=0.005)
    assert list(shares) == ["a", "b", "c"]


def test_first_order_shares_of_the_ishigami_function():
    """SENS-01: S1 = 0.3139, 0.4424, 0 within 0.02 for a Monte-Carlo estimator."""
    import json
    from pathlib import Path

    import numpy as np

    oracle = next(
        o
        for o in json.loads((Path(__file__).parents[1] / "oracles.json").read_text(encoding="utf-8"))
        if o["id"] == "SENS-01"
    )
    x1, x2, x3 = (np.pi * (2 * uncertainty._uniform(i)[0] - 1) for i in range(3))
    shares = uncertainty.first_order(
        np.sin(x1) + 7 * np.sin(x2) ** 2 + 0.1 * x3**4 * np.sin(x1), {"x1": 0, "x2": 1, "x3": 2}
    )
    for name, expected in zip(("x1", "x2", "x3"), oracle["expected"]["S1"], strict=True):
        assert shares[name] == pytest.approx(expected, abs=0.02)


@every_model
def test_export_reads_back_equal(cls):
    from openpyxl import load_workbook

    calc = bm.calculator(cls())
    calc.freeze("=1+1")
    next(iter(calc.controls.values())).slider.value = next(iter(calc.controls.values())).slider.max
    calc._export()
    hrefs = dict(re.findall(r'download="(.*?)" href="data:.*?;base64,(.*?)"', calc._message.value))
    book = load_workbook(io.BytesIO(base64.b64decode(hrefs[f"{cls.__name__.lower()}.xlsx"])))
    assert book.sheetnames == ["Paramètres", "Grandeurs", "Mois", "Mois – =1+1"]
    values = {row[0].value: row[1].value for row in book["Paramètres"].iter_rows(min_row=2)}
    for name, param in cls.__params__.items():
        assert values[param.label] == pytest.approx(getattr(calc.model, name))
    heads = [c.value for c in book["Grandeurs"][1]]
    assert heads == ["Grandeur", "Unité", "Actuel", "=1+1"]
    assert book["Grandeurs"]["D1"].data_type == "s"
    months = calc.model.project()
    column = list(months.columns).index("cash") + 2
    read = [row[column - 1].value for row in book["Mois"].iter_rows(min_row=2)]
    assert read == pytest.approx(months["cash"].tolist())
    assert len(book["Mois"]._charts) == 1
    csv = base64.b64decode(hrefs[f"{cls.__name__.lower()}.csv"]).decode("utf-8-sig").splitlines()
    assert len(csv) == 37
    assert csv[0].startswith("Mois;")


@pytest.mark.parametrize(
    ("low", "high"), [(0, 0), (-5, 5), (0, 1e-12), (1e9, 3e9), (-3, -3), (0, float("inf"))]
)
def test_ticks_cover_the_values(low, high):
    ticks = svg.nice_ticks(low, high)
    assert ticks[0] <= low
    assert ticks[-1] >= min(high, 1e300) or high == float("inf")
    assert 2 <= len(ticks) <= 9


def test_labels_do_not_overlap():
    places = svg._spread([100.0, 101.0, 102.0, 240.0])
    ordered = sorted(places)
    assert all(b - a >= 13.9 for a, b in zip(ordered, ordered[1:], strict=False))


class TestFields:
    """What a field does with what one means."""

    def typed(self, name: str, text: str):
        calc = bm.calculator(bm.D2C())
        calc.controls[name].field.value = text
        return calc.controls[name]

    def test_a_rate_is_no_amount_and_an_amount_no_rate(self):
        basket, churn = self.typed("basket", "5%"), self.typed("churn", "5 €")
        assert (basket.value, churn.value) == (bm.D2C().basket, bm.D2C().churn)
        assert all("ne convient pas ici" in one.note.value for one in (basket, churn))

    def test_a_fraction_typed_for_a_rate_is_asked(self):
        churn = self.typed("churn", "0,08")
        assert churn.value == pytest.approx(0.0008)
        assert "Pour 8\u00a0%, écrire 8." in churn.note.value
        assert "écrire" not in self.typed("churn", "0,08 %").note.value
        assert "écrire" not in self.typed("churn", "8").note.value

    def test_no_figure_too_long_for_its_card(self):
        basket = self.typed("basket", "1e99")
        assert basket.value == bm.D2C().basket
        assert "ne peut pas valoir 1e+99" in html.unescape(basket.note.value)
        assert "entre 0 et 1\u202f000\u202f000\u202f000\u202f000\u00a0€" in html.unescape(basket.note.value)
        assert "il faut au moins 0" in html.unescape(self.typed("basket", "-5").note.value)


class Half(bm.D2C):
    """Its first card has no value from 100 € on."""

    cards = ("root", "ltv_cac", "steady_state_profit", "funding_need")

    @bm.kpi("Racine", "€")
    def root(self) -> float:
        return math.sqrt(100 - self.basket)


def test_a_card_without_value_says_so_on_every_tab():
    calc = bm.calculator(Half())
    before = calc._cards.value
    calc.controls["basket"].field.value = "120"
    assert calc._cards.value != before
    assert "—" in calc._cards.value
    assert "sans valeur avec ces réglages" in calc._cards.value
    for tab in ("Clients", "Comparer"):
        calc._tabs.value = tab
        assert "root" in calc._message.value or "Racine" in calc._message.value
    calc.controls["basket"].field.value = "60"
    assert calc._message.value == ""
    assert calc._cards.value == before


def test_what_the_cash_is_compared_with_is_named():
    calc = bm.calculator(bm.D2C())
    calc.freeze("Témoin")
    calc.controls["basket"].field.value = "70"
    assert "Comparé au scénario «\u00a0Témoin\u00a0»" in calc._picture.value
    calc._goal_row.layout.display = None
    calc._goal_value.value = "900"
    calc.reset()
    assert (calc._goal_row.layout.display, calc._goal_value.value) == ("none", "")
