"""Small doors that the lessons use: a few figures compared, a few sliders first, a few equations, tables set left."""

from __future__ import annotations

import re

import pandas as pd
import pytest

import bizmodels as bm
from bizmodels import LearnerError
from bizmodels.tables import Table, to_html


def test_a_few_figures_are_compared_in_the_order_asked():
    table = bm.compare({"Base": bm.D2C()}, ["ltv", "order_margin"])
    assert list(table.index) == ["ltv", "order_margin"]
    assert table.loc["ltv", "Base"] == bm.D2C().ltv
    assert list(bm.compare({"Base": bm.D2C()}, "ltv").index) == ["ltv"]
    assert list(bm.compare({"Base": bm.D2C()}, ["ltv"]).shown().index) == ["Valeur vie client (LTV)"]
    with pytest.raises(LearnerError, match="ltv_cac|ltv"):
        bm.compare({"Base": bm.D2C()}, ["lvt"])


def test_a_few_sliders_come_first_and_the_others_stay_one_click_away():
    calculator = bm.calculator(bm.D2C(), sliders=["basket", "cac"])
    *shown, button, others = calculator._left.children
    inside = {name for name, control in calculator.controls.items() if control.box in shown}
    assert inside == {"basket", "cac"}
    assert others.layout.display == "none"
    assert button.description == f"Les {len(calculator.controls) - 2} autres réglages"
    button.value = True
    assert others.layout.display is None
    calculator.controls["churn"].slider.value = 20.0
    assert calculator.model.churn == pytest.approx(0.2)
    with pytest.raises(LearnerError, match="basket"):
        bm.calculator(bm.D2C(), sliders=["baskett"])


def test_a_few_equations_are_kept_by_name():
    sheet = bm.D2C().equations()
    few = sheet.loc[["ltv_cac", "ltv"]]
    assert list(few["kpi"]) == ["ltv_cac", "ltv"]
    assert few._repr_markdown_().count("$$") == 4
    assert few._repr_html_() is None
    assert "<table" in sheet[["kpi"]]._repr_html_()


def test_text_stands_left_figures_right_and_an_address_is_a_link():
    frame = pd.DataFrame(
        {"Qui": ["État", "<b>"], "Combien": ["−3,4", "12 €"], "Où": ["https://www.pwc.fr/a?b=1&c", ""]}
    )
    page = to_html(frame)
    assert '<td style="text-align:left">État</td><td>−3,4</td>' in page
    assert "&lt;b&gt;" in page
    assert re.search(r'<a href="https://www\.pwc\.fr/a\?b=1&amp;c"[^>]*>pwc\.fr</a>', page)
    assert "<a " not in to_html(pd.DataFrame({"Où": ["javascript:alert(1)"]}))
    assert 'href="https://x&quot;onclick="' in to_html(pd.DataFrame({"Où": ['https://x"onclick=']}))


def test_a_note_of_a_table_is_shown_whole():
    table = bm.facts_table("Le Slip Français", "revenue_multiplier")
    assert isinstance(table, Table)
    assert table.loc[0, "Note"][-60:-40] in table._repr_html_()
