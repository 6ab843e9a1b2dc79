"""Names typed by a learner, the Excel and CSV made of them, and callbacks that always answer."""

import html
import io

import ipywidgets as widgets
import pytest
from openpyxl import load_workbook

import bizmodels as bm
from bizmodels import BusinessModel
from bizmodels.view import export
from bizmodels.view.calculator import Calculator
from tests.toys import Kiosk
from tests.unit.test_calculator import tree

NASTY = ["\x0b", "a\x00b", "\ud800", "\ufffe", "[]:*?/\\", "'quoted'", "@cmd", "-1", "+1", "=1+1", "x" * 40_000, "😀" * 40,
         "\u202eenvers", "\u2066ouvert", "Grandeurs", "mois", "Actuel", "#N/A", ""]  # fmt: skip


def read(base, model, scenarios):
    return load_workbook(io.BytesIO(export.workbook(base, model, scenarios)))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Prix bas\x0bvariante", "Prix bas variante"),
        (" a\r\n\tb\u2028c\x85d ", "a b c d"),
        ("\u202etxt\u202c", "txt"),
        ("\u2067seul", "seul"),
        ("\u2067x\u2069", "\u2067x\u2069"),
        ("Prix\u00a0: 12\u202f000\u00a0€", "Prix\u00a0: 12\u202f000\u00a0€"),
        ("\x0b\u202e \u200b", "Départ"),
    ],
)
def test_a_typed_name_is_cleaned(typed, kept):
    calc = bm.calculator(bm.D2C())
    calc.freeze(typed)
    assert list(calc.scenarios) == [kept]


@pytest.mark.parametrize("typed", ["Actuel", " actuel ", "ACTUEL\u00a0"])
def test_a_scenario_called_actuel_stands_beside_the_present_settings(typed):
    calc = bm.calculator(bm.D2C())
    calc.freeze(typed)
    calc.controls["churn"].field.value = "12"
    assert calc._picture.value.count('class="l s') == 2
    calc._tabs.value = "Comparer"
    assert calc._picture.value.count('<th scope="col">') == 3
    assert calc._picture.value.count("<bdi>") == 2
    book = read(calc.base, calc.model, calc.scenarios)
    assert [c.value for c in book["Grandeurs"][1]][2:] == ["Actuel", *calc.scenarios]
    assert [c.value for c in read(calc.base, calc.model, {"Actuel": calc.base})["Grandeurs"][1]][2:] == [
        "Actuel",
        "Actuel (figé)",
    ]


def test_two_unnamed_scenarios_with_one_default_name_are_both_kept():
    calc = bm.calculator(bm.D2C())
    calc.controls["churn"].field.value = "12"
    for basket in ("70", "80"):
        calc.controls["basket"].field.value = basket
        calc.freeze()
    assert len(calc.scenarios) == 2
    calc.freeze()
    assert len(calc.scenarios) == 2, "the same settings once"


def test_no_name_breaks_the_workbook():
    model = bm.D2C()
    book = read(model, model, dict.fromkeys(NASTY, model))
    names = book.sheetnames
    assert len(names) == 3 + len(NASTY)
    assert len({n.casefold() for n in names}) == len(names)
    for name in names:
        assert 0 < len(name.encode("utf-16-le")) // 2 <= 31
        assert not set(name) & set("[]:*?/\\")
        assert name.strip("'") == name
    for sheet in book:
        assert {c.data_type for row in sheet for c in row} <= {"s", "n"}, sheet.title
    assert book["Grandeurs"].max_column == 3 + len(NASTY)


def test_each_frozen_scenario_has_its_settings_and_its_months():
    start, frozen = bm.D2C(), bm.D2C(churn=0.12)
    book = read(start, start, {"Départ": frozen})
    heads = [c.value for c in book["Paramètres"][1]]
    assert heads == ["Paramètre", "Valeur", "Unité", "Départ", "Statut", "Origine", "Départ (figé)"]
    for row, name in zip(book["Paramètres"].iter_rows(min_row=2), type(start).__params__, strict=True):
        assert row[6].value == pytest.approx(getattr(frozen, name))
    months = frozen.project()
    column = list(months.columns).index("cash") + 1
    read_back = [row[column].value for row in book["Mois – Départ"].iter_rows(min_row=2)]
    assert read_back == pytest.approx(months["cash"].tolist())


class Shares(Kiosk):
    """A column counted in percent, and a label that looks like a formula."""

    columns = BusinessModel.columns | {"customers": ("=1+1", "% du marché")}


def test_percentages_are_formatted_as_such():
    model = bm.D2C()
    book = read(model, model, {"a": bm.D2C(churn=0.12)})
    seen = 0
    for sheet, unit, values in (("Paramètres", 2, (1, 3, 6)), ("Grandeurs", 1, (2, 3))):
        for row in book[sheet].iter_rows(min_row=2):
            share = row[unit].value is not None and row[unit].value.startswith("%")
            for k in values:
                if isinstance(row[k].value, int | float):
                    assert ("%" in row[k].number_format) is share, row[0].value
                    seen += share
    assert seen > 5
    model = Shares()
    column = list(model.project().columns).index("customers") + 1
    rows = list(read(model, model, {})["Mois"].iter_rows())
    assert rows[0][column].data_type == "s"
    assert "%" in rows[1][column].number_format
    assert "%" not in rows[1][0].number_format


def test_no_text_of_the_csv_is_a_formula():
    head = export.months_csv(Shares()).decode("utf-8-sig").splitlines()[0].split(";")
    assert "'=1+1" in head
    assert not [h for h in head if h.startswith(("=", "+", "-", "@"))]


def fail(*_):
    raise RuntimeError("boum <b>")


BROKEN = (
    "Cette action n’a pas abouti (détail\u00a0: RuntimeError boum &lt;b&gt;). Les réglages restent affichés."
)


@pytest.mark.parametrize(
    ("button", "method"),
    [
        ("Figer ce scénario", "freeze"),
        ("Réinitialiser", "reset"),
        ("Que faut-il pour… ?", "_toggle_goal"),
        ("Exporter (Excel, CSV)", "_export"),
        ("Chercher", "_seek"),
    ],
)
def test_a_button_that_fails_says_so(monkeypatch, button, method):
    monkeypatch.setattr(Calculator, method, fail)
    calc = bm.calculator(bm.D2C())
    next(w for w in tree(calc) if isinstance(w, widgets.Button) and w.description == button).click()
    assert html.unescape(BROKEN) in html.unescape(calc._message.value)
    assert "<b>" not in calc._message.value


def test_an_observer_that_fails_says_so_until_the_next_success(monkeypatch):
    calc = bm.calculator(bm.D2C())
    moves = [
        ("_show_settings", lambda: setattr(calc._preset, "value", list(calc._presets)[-1])),
        ("_refresh_picture", lambda: setattr(calc._tabs, "value", "Clients")),
        ("_refresh_picture", lambda: setattr(calc._target, "value", list(type(calc.model).__kpis__)[-1])),
        ("_toggle_trail", lambda: setattr(next(iter(calc._why.values())), "value", True)),
    ]
    for method, move in moves:
        with monkeypatch.context() as patch:
            patch.setattr(Calculator, method, fail)
            move()
        assert BROKEN in calc._message.value, method
        calc._message.value = ""
    with monkeypatch.context() as patch:
        patch.setattr(Calculator, "_become", fail)
        calc.controls["churn"].field.value = "12"
    assert BROKEN in calc._message.value
    calc.controls["churn"].field.value = "13"
    assert calc._message.value == ""


def test_a_learner_error_in_a_callback_shows_its_sentence(monkeypatch):
    def refuse(*_):
        raise bm.LearnerError("Il manque le panier.")

    monkeypatch.setattr(Calculator, "_become", refuse)
    calc = bm.calculator(bm.D2C())
    calc.controls["churn"].field.value = "12"
    assert calc._message.value == '<p class="bad" role="status">Il manque le panier.</p>'


def test_a_bet_that_fails_says_so(monkeypatch):
    calc = bm.calculator(bm.D2C(), predict="ltv", change={"churn": 0.05})
    forecast = calc.forecast
    monkeypatch.setattr(forecast, "_finish", fail)
    forecast.direction.value = "je ne sais pas"
    forecast.bet.click()
    assert html.unescape(BROKEN) in html.unescape(forecast._answer.value)


def test_a_word_that_fails_says_so(monkeypatch):
    card = bm.word("CAC")
    monkeypatch.setattr(type(card), "reset", fail)
    next(w for w in tree(card) if isinstance(w, widgets.Button)).click()
    assert html.unescape(BROKEN) in html.unescape(card._say.value)
