"""The lessons' figures: what they draw, what they say aloud, and that nothing stays behind."""

from __future__ import annotations

import base64
import re
import warnings
from functools import cache

import pandas as pd
import pytest

import bizmodels as bm
from bizmodels import LearnerError, french
from bizmodels.facts import facts
from bizmodels.view import figures
from bizmodels.view.figures import look, picture
from tests.toys import Kiosk

SLIP = "Le Slip Français"


def slip():
    table = bm.load_companies()
    return table[table["entity"] == SLIP]


def revenue():
    return figures.timeline(slip(), "Un titre qui dit le résultat", ["revenue", "revenue_company_statement"])


def multiples():
    rows = bm.conflicts("slip_volume_vs_revenue")
    return figures.bars(rows[rows["unit"] == "x"], "Un titre", highlight="revenue_multiplier")


def partition():
    before = bm.D2C(basket=120, cogs=52.5)
    return figures.ledgers({"40 €": before, "25 €": before.replace(basket=75)}, "Un titre")


def tornado():
    return figures.tornado(bm.D2C(), "steady_state_profit", "Un titre")


def hundred():
    return figures.hundred(
        {"Marque": bm.D2C(), "Place de marché": bm.Marketplace(), "Kiosque": Kiosk()}, "Un titre"
    )


DRAWN = {
    draw.__name__: cache(draw) for draw in (revenue, multiples, partition, tornado, hundred)
}  # each drawn once


def svg(picture):
    code = re.search(r"base64,([^\"]+)", picture._repr_html_())[1]
    return base64.b64decode(code).decode("utf-8")


def points(picture):
    """(year, value) of every mark drawn, and the runs of the line."""
    marks = [line for line in picture.axes.lines if line.get_marker() in ("o", "D")]
    runs = [list(line.get_xdata()) for line in picture.axes.lines if line.get_marker() not in ("o", "D")]
    return {(int(m.get_xdata()[0]), float(m.get_ydata()[0])) for m in marks}, runs


@pytest.mark.parametrize("name", DRAWN)
def test_a_figure_is_an_image_with_its_text_and_leaves_nothing_open(name):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        picture = DRAWN[name]()
        page = picture._repr_html_()
    import matplotlib.pyplot as plt

    assert plt.get_fignums() == []
    alt = re.search(r'<img alt="([^"]+)"', page)[1]
    assert len(re.findall(r"\d", alt)) >= 4
    assert repr(picture).startswith(picture.alt)
    drawing = svg(picture)
    assert "<svg" in drawing
    assert "<text" in drawing
    assert not re.search(r"\.\d\d\d", re.sub(r"<text.*?</text>", "", drawing, flags=re.DOTALL))


@pytest.mark.parametrize("name", DRAWN)
def test_the_same_figure_gives_the_same_bytes(name):
    first, again = DRAWN[name](), DRAWN[name].__wrapped__()
    assert first._repr_html_() == first._repr_html_() == again._repr_html_()


def test_another_value_gives_another_picture():
    rows = slip()
    rows.loc[(rows["metric"] == "revenue") & (rows["period"] == "2023"), "value"] = 18.6
    other = figures.timeline(rows, "Un titre qui dit le résultat", ["revenue", "revenue_company_statement"])
    assert other._repr_html_() != DRAWN["revenue"]()._repr_html_()


def test_sources_in_disagreement_are_points_never_an_average():
    drawn, runs = points(DRAWN["revenue"]())
    published = slip()[slip()["metric"].isin(["revenue", "revenue_company_statement"])]
    assert drawn == {(int(p), v) for p, v in zip(published["period"], published["value"], strict=True)}
    assert {(2017, 13.0), (2017, 15.0), (2024, 18.1), (2024, 19.8), (2024, 20.0)} <= drawn
    # The line stops at a missing year and at a disputed one.
    assert sorted(runs) == [[2011, 2012], [2018, 2019, 2020], [2022, 2023], [2025]]


def test_the_caption_explains_the_marks_only_where_they_occur():
    assert "Losanges" in DRAWN["revenue"]().source
    assert "Point creux" in DRAWN["revenue"]().source
    plain = slip()[(slip()["period"].isin(["2018", "2019"])) & (slip()["metric"] == "revenue")]
    alone = figures.timeline(plain, "Un titre", "revenue")
    assert alone.source == "Sources\u00a0: DayFR (reprise de presse), 2025\u202f; En-Contact, 2024."


def test_bars_start_from_zero_and_say_what_is_deduced():
    picture = DRAWN["multiples"]()
    assert picture.axes.get_xlim()[0] == 0
    assert [round(bar.get_width(), 2) for bar in picture.axes.patches] == [1.14, 4, 3, 10]
    assert "2023-2025 (déduit)\u00a0: ×\u00a01,14" in picture.alt
    assert len({bar.get_facecolor() for bar in picture.axes.patches}) == 2


def test_a_partition_adds_up_to_what_the_customer_pays():
    model = bm.D2C()
    picture = figures.ledgers({"seule": model}, "Un titre")
    assert sum(bar.get_width() for bar in picture.axes.patches) == pytest.approx(sum(model.shares().values()))
    assert "17\u00a0€" in picture.alt


def test_a_loss_is_written():
    picture = figures.ledgers({"à perte": bm.D2C(basket=20)}, "Un titre")
    assert "marge sur coûts variables \u2212" in picture.alt


def test_a_tornado_holds_the_figures_of_the_table():
    table = bm.sensitivity(bm.D2C(), "steady_state_profit")
    bars = figures.tornado(bm.D2C(), "steady_state_profit", "Un titre", count=3).axes.patches
    assert len(bars) == 6
    base = bm.D2C().steady_state_profit
    drawn = sorted(abs(bar.get_width()) * 1e3 for bar in bars)
    expected = sorted(abs(v - base) for r in table[:3].itertuples() for v in (r.low, r.high))
    assert drawn == pytest.approx(expected)


def test_any_model_can_be_drawn():
    assert "Kiosk" not in repr(figures.tornado(Kiosk(), "ltv", "Un titre"))
    assert figures.ledgers({"le kiosque": Kiosk()}, "Un titre").alt


def orders_of(cohorts):
    """One new customer a month, who buys again two months later."""
    first = pd.date_range("1997-01-15", periods=cohorts, freq="MS")
    rows = [(n, date) for n, date in enumerate(first)]
    rows += [(n, date + pd.DateOffset(months=2)) for n, date in enumerate(first[: max(0, cohorts - 2)])]
    return pd.DataFrame(rows, columns=["customer", "date"])


def followed(cohorts):
    return bm.levers.retention.cohort_table(orders_of(cohorts))


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: figures.timeline(3, "t", "revenue"), "table de chiffres"),
        (lambda: figures.timeline(slip(), "t", "revenu"), "revenue"),
        (lambda: figures.timeline(bm.load_companies(), "t", "revenue"), "seule entreprise"),
        (lambda: figures.timeline(slip(), "t", ["revenue", "customers"]), "même unité"),
        (lambda: figures.timeline(slip(), "t", "factory_investment"), "annuel"),
        (lambda: figures.bars(slip().iloc[:0], "t"), "vide"),
        (lambda: figures.ledgers({}, "t"), "scénarios"),
        (lambda: figures.tornado(bm.D2C(), "lvt", "t"), "ltv"),
        (lambda: figures.cohorts(slip(), "t"), "triangle"),
        (lambda: figures.cohorts(followed(25), "t"), "au plus 24"),
    ],
)
def test_what_cannot_be_drawn_is_said_in_french(call, says):
    with pytest.raises(LearnerError, match=says):
        call()


def test_a_triangle_holds_the_shares_of_its_table_and_nothing_of_the_future():
    table = followed(3)
    for given in (table, bm.levers.retention.cohort_table(orders_of(3), counts=True)):
        axes = figures.cohorts(given, "Un titre").axes
        assert [note.get_text() for note in axes.texts] == ["100", "0", "100", "100", "0", "100"]
        assert len(axes.patches) == 6  # 3 months known of the first cohort, 2, then 1
    first_known = figures.cohorts(followed(1), "Un titre")
    assert first_known.finding == "Aucun mois n’est encore connu de toutes les cohortes après le premier."


def test_units_and_standing_are_those_of_the_facts():
    def said(entity, metric):
        table = bm.load_companies()
        picture = figures.bars(table[table["entity"] == entity], "Un titre", metric)
        assert [note.get_text() for note in picture.axes.texts] == [
            one.text
            for one in facts.facts_of(table[(table["entity"] == entity) & (table["metric"] == metric)])
        ]
        return picture.alt

    assert "(ARPU), T1 2022\u00a0: 4,5\u00a0€/mois" in said("Deezer", "arpu_direct")
    assert "novembre 2014\u00a0: 2014." in said("Back Market", "founding_year")
    assert "2004 (à vérifier)\u00a0: 2004." in said("BlaBlaCar", "founding_year")


def test_a_table_cut_down_too_far_is_said_in_french():
    with pytest.raises(LearnerError, match="source_year"):
        figures.bars(slip().drop(columns="source_year"), "Un titre", "stores")


def test_the_colours_are_those_of_seaborn_for_the_colour_blind():
    import seaborn as sns

    blue, orange, green, _, purple = sns.color_palette("colorblind").as_hex()[:5]
    assert (blue, orange, green, purple) == (look.BLUE, look.ORANGE, look.GREEN, look.PURPLE)


def test_the_style_is_seaborn_s_white():
    import seaborn as sns

    theirs = dict(sns.axes_style("white"))
    assert theirs.pop("image.cmap") == "rocket"  # no figure of the course is an image
    assert theirs == picture.WHITE


def test_every_figure_is_reached_from_the_package_and_its_name_told():
    names = {"timeline", "bars", "ledgers", "tornado", "hundred", "two_groups", "decay", "tipping", "diffusion",
             "overview", "curves", "ranges", "parallel_lines", "cohorts", "survival", "silences", "peaks", "opening", "exchange"}  # fmt: skip
    assert names <= set(dir(bm.figures))
    assert all(callable(getattr(bm.figures, name)) for name in names)
    with pytest.raises(LearnerError, match="timeline, bars, ledgers") as caught:
        bm.figures.zzz  # noqa: B018
    assert all(name in str(caught.value) for name in names)


def test_hostile_text_stays_text():
    rows = slip()[slip()["metric"] == "revenue"].copy()
    hostile = "<img src=x onerror=alert(1)>"
    rows["source_publisher"] = hostile
    picture = figures.timeline(rows, f"Un titre {hostile}", "revenue")
    assert hostile not in picture._repr_html_()
    assert hostile not in svg(picture)


def test_axes_can_be_drawn_on():
    picture = figures.bars(pd.concat([slip()[slip()["metric"] == "stores"]]), "Un titre")
    before = picture._repr_html_()
    picture.axes.axvline(10)
    assert picture._repr_html_() != before


def test_hundred_shares_each_bar_into_four_that_make_100():
    models = {"Marque": bm.D2C(), "Seconde main": bm.Resale(), "Kiosque": Kiosk()}
    axes = figures.hundred(models, "Un titre").axes
    for place, model in enumerate(models.values()):
        widths = [
            bar.get_width() for bar in axes.patches if round(bar.get_y() + bar.get_height() / 2) == place
        ]
        ledger = model.ledger()
        assert len(widths) == 4
        assert sum(widths) == pytest.approx(100)
        assert widths[-1] == pytest.approx(ledger.iloc[-1])
        assert widths[1] == pytest.approx(max(v for who, v in ledger.iloc[:-1].items() if "État" not in who))


def test_hundred_writes_a_loss_without_drawing_it():
    picture = figures.hundred({"À perte": bm.D2C(return_rate=0.7)}, "Un titre")
    margin = bm.D2C(return_rate=0.7).ledger().iloc[-1]
    assert margin < 0
    assert [bar.get_width() for bar in picture.axes.patches][-1] == 0
    assert any("−" in text.get_text() for text in picture.axes.texts)
    assert "Marge sur coûts variables −" in picture.alt


@pytest.mark.parametrize("wrong", [{}, None, bm.D2C()])
def test_hundred_refuses_what_it_cannot_draw(wrong):
    with pytest.raises(LearnerError, match="modèles nommés"):
        figures.hundred(wrong, "Un titre")


def test_ranges_draw_a_bracket_and_a_single_value():
    picture = figures.ranges({"Grille": (65, 1433), "Repère": 59.4}, "Un titre", "M€", "Source : essai.")
    expected = "Fourchettes : Grille, de 65 à 1\u202f433\u00a0M€ ; Repère, 59\u00a0M€."
    assert picture.alt == french.typeset(expected)
    assert picture.axes.get_xlim()[0] == 0
    assert [line.get_xdata().tolist() for line in picture.axes.lines[::2]] == [[65, 1433], [59.4, 59.4]]
    with pytest.raises(LearnerError, match="le bas dépasse le haut"):
        figures.ranges({"Grille": (2, 1)}, "t", "M€", "s")
    with pytest.raises(LearnerError, match="attend des fourchettes"):
        figures.ranges({}, "t", "M€", "s")
