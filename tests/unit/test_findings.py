"""What stands under a figure: computed from what is drawn, never from its title."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pytest

import bizmodels as bm
from bizmodels import LearnerError, french
from bizmodels.view import figures
from bizmodels.view.figures import findings

ASKED = "Que voit-on ici, sans rien deviner ?"


def years(values, metric="revenue", unit="millions EUR"):
    """Rows of one firm, one value a year from 2019; several values in a list disagree."""
    table = bm.load_companies()
    model = table[(table["metric"] == metric)].iloc[[0]]
    rows = []
    for year, value in enumerate(values, 2019):
        for one in value if isinstance(value, list) else [value]:
            rows.append(
                model.assign(period=str(year), value=float(one), unit=unit, status="seen", conflict="")
            )
    return pd.concat(rows, ignore_index=True)


def timeline(*values):
    return figures.timeline(years(values), ASKED, "revenue")


def bars(*values):
    return figures.bars(years(values), ASKED)


def ledgers(*baskets):
    return figures.ledgers({f"À {b} €": bm.D2C(basket=b) for b in baskets}, ASKED)


def hundred(*baskets):
    return figures.hundred({f"À {b} €": bm.D2C(basket=b) for b in baskets}, ASKED)


def tornado(basket, cogs):
    return figures.tornado(bm.D2C(basket=basket, cogs=cogs), "order_margin", ASKED)


def two_groups(second):
    rows = [(1, 10, "neuf"), (2, 12, "neuf"), (3, 14, "neuf"), (1, second, "usagé"), (2, second + 2, "usagé")]
    sales = pd.DataFrame(rows, columns=["bids", "price", "kind"])
    return figures.two_groups(
        sales, "bids", "price", "kind", ASKED, {"price": "Prix ($)", "bids": "Enchères"}
    )


def decay(second):
    return figures.decay(pd.DataFrame({"age": [0, 1], "price": [1000, second]}), "age", "price", ASKED, {})


def diffusion(seen):
    at = [1, 2, 4, 7, 9]
    counts = [float(one) for one in bm.levers.network_effects.bass(0.1, 0.4, 100, at)]
    return figures.diffusion(at, counts, 0, ASKED, later={12.0: seen})


def overview(basket):
    return figures.overview({"Marque": bm.D2C(basket=basket), "Logiciel": bm.SaaS()}, ASKED)


def curves(low):
    return figures.curves({"Trésorerie": {0: 0, 6: low, 12: 30}}, ASKED, "Mois", "Trésorerie (k€)")


def ranges(high):
    return figures.ranges({"Abonnés": (9, high), "Clients": 4}, ASKED, "millions", "Deux sources.")


def cohorts(back):
    """Four customers of January, of whom ``back`` buy in February, and two of February."""
    rows = [(one, "1997-01-15") for one in range(4)] + [(one, "1997-02-15") for one in (*range(back), 8, 9)]
    rows += [(8, "1997-03-15")]
    orders = pd.DataFrame(rows, columns=["customer", "date"])
    return figures.cohorts(bm.levers.retention.cohort_table(orders), ASKED)


def tipping(price):
    return figures.tipping({"Ce prix": price}, ASKED)


def peaks(providers):
    return figures.peaks({8: 300, 12: 100}, 1, providers, ASKED)  # 1.5 erlangs, then 0.5


def fines(largest):
    return figures.fines({"Traceurs": [1e6, 2e6, 4e6], "Sécurité": [1e4, largest, 4e5]}, ASKED)


CASES = [
    (timeline, (10, 24, 21), "Chiffre d’affaires : 10 M€ en 2019, un plus haut de 24 M€ en 2020, et 21 M€ en 2021."),
    (timeline, (10, 12), "Chiffre d’affaires : de 10 M€ en 2019 à 12 M€ en 2020, soit 20 % de plus."),
    (timeline, (-10, -168, -58), "Chiffre d’affaires : −10 M€ en 2019, un plus bas de −170 M€ en 2020, et −58 M€ en 2021."),
    (timeline, ([70, 71], 80), "Chiffre d’affaires : 70 à 71 M€ en 2019 (selon la source), puis 80 M€ en 2020."),
    (bars, (1, 1200), "Le plus haut : Chiffre d’affaires, 2020, 1 200 M€ ; le plus bas : Chiffre d’affaires, 2019, 1 M€, 1 200 fois moins."),
    (bars, (4, 3), "Le plus haut : Chiffre d’affaires, 2019, 4 M€ ; le plus bas : Chiffre d’affaires, 2020, 3 M€, 25 % de moins."),
    (decay, (800,), "La courbe perd 20 % par an : à ce rythme, la moitié est perdue en 3,1 ans."),
    (decay, (500,), "La courbe perd 50 % par an : à ce rythme, la moitié est perdue en 1 an."),
    (two_groups, (7,), "En moyenne, « usagé » se paie 4 $ de moins que « neuf » ; à égalité d’enchères, 3 $ de moins."),
    (two_groups, (12,), "En moyenne, « usagé » se paie 1 $ de plus que « neuf » ; à égalité d’enchères, 2 $ de plus."),
    (curves, (-50,), "Trésorerie : 0 k€ (mois : 0), un plus bas de −50 k€ (mois : 6), et 30 k€ (mois : 12)."),
    (curves, (20,), "Trésorerie : de 0 k€ (mois : 0) à 30 k€ (mois : 12)."),
    (ranges, (11,), "La fourchette la plus large : Abonnés, de 9 à 11 millions ; aucune valeur ne convient à toutes les lignes."),
    (ranges, (27,), "La fourchette la plus large : Abonnés, de 9 à 27 millions, 3 fois plus ; aucune valeur ne convient à toutes les lignes."),
    (tipping, (0.16,), "Ce prix : sous 20 % de membres le réseau se vide, au-dessus il va vers 80 %."),
    (tipping, (0.3,), "Ce prix : personne ne reste."),
    (cohorts, (1,), "Au mois 1, de 25 à 50 % des clients rachètent."),
    (cohorts, (2,), "Au mois 1, 50 % des clients rachètent."),
    (fines, (1e5,), "Au milieu du groupe : Traceurs, 2 M€ ; Sécurité, 100 k€, 20 fois moins."),
    # Of two, A²/(2 + A) wait: 2.25/3.5 and 0.25/2.5; by load, (1.5 × 0.643 + 0.5 × 0.1)/2. One is busy of two.
    (peaks, (2,), "La pointe : à 8 h, 64 % des clients urgents attendent ; le creux : à 12 h, 10 %. Sur la journée, 51 % attendent, et les présents sont occupés 50 % du temps."),
]  # fmt: skip


@pytest.mark.parametrize(("draw", "given", "expected"), CASES)
def test_the_finding_is_that_of_the_data(draw, given, expected):
    assert re.sub("[\u00a0\u202f]", " ", draw(*given).finding) == expected


def keep_or_win(churn):
    table = bm.priorities.retention_map({"Boutique": bm.D2C(churn=churn)})
    return figures.keep_or_win(table, ASKED)


def chance(with_both):
    # 20 baskets: 10 with tea, of which ``with_both`` with honey; 10 with honey in all.
    sold = [(one, "thé") for one in range(10)] + [
        (one, "miel") for one in range(10 - with_both, 20 - with_both)
    ]
    tickets = pd.DataFrame(sold, columns=["basket", "item"])
    return figures.chance(bm.levers.baskets.pairs(tickets, [("thé", "miel")]), ASKED, "Vingt tickets.")


def channels(largest):
    return figures.channels({"La boutique": {"Place": largest, "Site": 100 - largest}}, ASKED)


CHANGED = [
    (timeline, (10, 24, 21), (10, 9, 21)), (bars, (1, 2), (1, 3)), (ledgers, (60, 75), (60, 90)),
    (hundred, (60, 75), (60, 90)), (tornado, (75, 30), (75, 20)), (two_groups, (7,), (6,)), (decay, (800,), (700,)),
    (diffusion, (95,), (70,)), (overview, (75,), (60,)), (curves, (-50,), (-20,)), (ranges, (11,), (20,)),
    (tipping, (0.16,), (0.2,)), (cohorts, (1,), (3,)), (peaks, (2,), (3,)), (keep_or_win, (0.01,), (0.15,)), (chance, (2,), (8,)),
    (fines, (1e5,), (2e5,)),
    (channels, (75,), (60,)),
]  # fmt: skip


@pytest.mark.parametrize(("draw", "one", "other"), CHANGED)
def test_other_data_find_something_else_and_the_title_is_not_repeated(draw, one, other):
    first, second = draw(*one), draw(*other)
    assert first.finding != second.finding
    for picture in (first, second):
        assert ASKED.rstrip(" ?") not in picture.finding
        assert picture.finding[0].isupper()
        assert picture.finding.endswith(".")
        assert french.typeset(picture.finding) == picture.finding
        assert picture.finding in re.sub(r"<[^>]+>", "", picture._repr_html_())


def test_every_figure_has_its_case():
    drawn = {draw.__name__ for draw, *_ in CHANGED}
    here = Path(__file__)
    others = "".join(path.read_text(encoding="utf-8") for path in here.parent.glob("test_*.py"))
    missing = [
        name
        for name in figures._NAMES
        if name not in drawn and f"figures.{name}(" not in others and f" {name}(" not in others
    ]
    assert missing == ["quote_to_scale"]  # `to_scale` with a quote: tests/unit/test_quote.py


def test_values_that_differ_never_look_equal():
    assert findings.both(19.8, 20.0, "M€") == ("19,8\u00a0M€", "20\u00a0M€")
    assert "de 19,8" in timeline(19.8, 20.0).finding


def test_per_cents_are_not_compared_in_per_cent():
    assert findings.change(10, 12, "% du panier") == ""
    assert findings.change(10, 30, "%") == ", soit 3 fois plus"
    assert findings.change(-10, 12) == findings.change(12, -10) == findings.change(0, 3) == ""


def test_scenarios_in_dollars_are_not_called_euros():
    picture = figures.ledgers({"un": bm.SaaS(), "deux": bm.SaaS(list_price=200)}, ASKED)
    assert "€" not in repr(picture)
    assert "$" in picture.finding


# --- the opening picture -----------------------------------------------------------------------------------


def boxes(picture):
    return [float(wide) for wide in re.findall(r'<rect [^>]*width="([\d.]+)"', picture.svg())]


@pytest.mark.parametrize("model", [bm.D2C(), bm.SaaS(), bm.Hybrid(), bm.Recommerce(), bm.BookingPlatform()])
def test_an_opening_asks_and_tells_nothing(model):
    asked = figures.opening(model)
    assert len(set(boxes(asked))) == 1
    assert 2 <= len(boxes(asked)) <= 6
    words = repr(asked) + "".join(re.findall(r"<text[^>]*>([^<]*)", asked.svg()))
    assert re.findall(r"\d+", words) == ["100", "100"]  # in the alternative text and underneath
    assert asked.finding == ""
    # Another split between the same people gives the very same picture.
    assert asked.svg().count(">?<") == len(asked.parts)


def test_an_opening_is_the_same_whatever_the_amounts():
    one, other = figures.opening(bm.D2C()), figures.opening(bm.D2C(basket=90, cogs=20))
    assert one._repr_html_() == other._repr_html_()
    assert one._repr_html_() != figures.opening(bm.D2C(), answered=True)._repr_html_()


@pytest.mark.parametrize("model", [bm.D2C(), bm.SaaS(), bm.Hybrid(), bm.Recommerce()])
def test_an_answered_opening_is_in_proportion_and_adds_up(model):
    answered = figures.opening(model, answered=True)
    assert sum(value for _, value, _ in answered.parts) == pytest.approx(100, abs=0.03)
    assert answered.parts[-1][1] == pytest.approx(model.ledger().iloc[-1])
    for wide, (_, value, _) in zip(boxes(answered), answered.parts, strict=True):
        assert wide == pytest.approx(7.6 * value - 1, abs=0.3)
    asked = figures.opening(model)
    assert [who for who, *_ in asked.parts] == [who for who, *_ in answered.parts]


def test_an_opening_names_the_firm_and_its_currency():
    assert "Le Slip Français" in figures.opening(bm.D2C()).alt
    assert "La marque" in figures.opening(bm.D2C(), keeper="La marque").svg()
    assert figures.opening(bm.SaaS(), note="prix de 2024").source.startswith("100\u00a0$ payés")
    loss = figures.opening(bm.D2C(return_rate=0.7), answered=True)
    assert "−" in loss.finding
    assert boxes(loss)[-1] == 0
    for wrong in (3, "Deezer"):
        with pytest.raises(LearnerError, match="modèle"):
            figures.opening(wrong)


# --- the names and places of curves -----------------------------------------------------------------------


def test_times_are_said_with_their_s():
    """« fois » is no plural: nothing is taken off it below two."""
    picture = figures.curves({"Marge": {0: 1, 5: 0.054}}, ASKED, "Mois", "Marge (fois)")
    said = picture.finding.replace(french.NBSP, " ")
    assert said == "Marge : de 1 fois (mois : 0) à 0,054 fois (mois : 5), soit 19 fois moins."
    assert french.agreed(1.5, "millions") == "million"


@pytest.mark.parametrize(
    ("x", "said"), [("Année", "2021"), ("Exercice", "2021"), ("Prix ($)", "2\u202f021"), ("Années", "21")]
)
def test_a_year_of_the_calendar_is_written_as_one(x, said):
    last = int(re.sub(r"\D", "", said))
    picture = figures.curves({"Chiffre": {last - 1: 3.0, last: 7.0}}, ASKED, x, "Total (M€)")
    assert f"pour {said}." in picture.alt
    assert said in picture.finding
    assert picture.axes.xaxis.get_major_formatter()(last) == said


def test_a_curve_below_zero_has_room_and_a_graduation_there():
    for low in (-0.5, -5.0, -50.0):
        axes = curves(low).axes
        bottom, top = axes.get_ylim()
        assert bottom < low - 0.05 * (top - bottom)
        assert [tick for tick in axes.get_yticks() if bottom <= tick < 0]
    assert curves(6).axes.get_ylim()[0] == 0  # nothing below: zero is the frame
    bottom, top = figures.curves({"Perte": {0: -9, 6: -4}}, ASKED, "Mois", "Total (M€)").axes.get_ylim()
    assert bottom < -9 < 0 < top


def test_a_mark_is_drawn_and_its_values_are_said():
    both = {"Gagner": {0: 0.0, 36: 0.923, 60: 5.25}, "Garder": {0: 0.0, 36: -0.164, 60: 3.2}}
    picture = figures.curves(both, ASKED, "Mois", "Trésorerie (Md$)", mark=36)
    said = re.sub(r"\s", " ", picture.finding)
    assert said.startswith("Au repère (mois 36) : Gagner, 0,92 Md$ ; Garder, −0,16 Md$. Gagner, de 0")
    assert [list(line.get_xdata()) for line in picture.axes.lines].count([36, 36]) == 1
    assert "mois 36" in [text.get_text() for text in picture.axes.texts]
    with pytest.raises(LearnerError, match="mark=37"):
        figures.curves(both, ASKED, "Mois", "Trésorerie (Md$)", mark=37)


def test_curves_that_end_together_do_not_hide_each_others_names():
    close = {
        name: {0: 0.0, 9: end}
        for name, end in {"Une": 10.0, "Deux": 10.1, "Trois": 0.0, "Quatre": 0.2}.items()
    }
    axes = figures.curves(close, ASKED, "Mois", "Total (M€)").axes
    axes.figure.canvas.draw()
    boxes = [text.get_window_extent() for text in axes.texts]
    heights = {text.get_text(): box.y0 for text, box in zip(axes.texts, boxes, strict=True)}
    assert len(heights) == 4
    assert not [(a, b) for a in boxes for b in boxes if a is not b and a.overlaps(b)]
    assert heights["Trois"] < heights["Quatre"] < heights["Une"] < heights["Deux"]


def test_names_already_apart_do_not_move():
    far = {name: {0: 0.0, 9: end} for name, end in {"Une": 10.0, "Deux": 1.0}.items()}
    axes = figures.curves(far, ASKED, "Mois", "Total (M€)").axes
    assert [text.xyann for text in axes.texts] == [(8, 0), (8, 0)]


# --- the picture of one exchange ---------------------------------------------------------------------------


def test_an_exchange_asks_and_tells_nothing():
    asked = figures.exchange(bm.Resale())
    assert asked.svg().count(">?<") == 2
    for told in ("335", "419", "84"):
        assert told not in asked.svg() + asked.alt + asked.finding
    # Other fees, the same question.
    assert asked.svg() == figures.exchange(bm.Resale(seller_fee=0.3, fixed_fee=0)).svg()


def widths(picture):
    found = re.findall(r'<rect x="[\d.]+" y="\d+" width="([\d.]+)"', picture.svg())
    return [float(width) + 1 for width in found]


def test_the_bar_of_an_exchange_is_in_proportion():
    bag = bm.Resale(
        item_price=100, seller_fee=0.2, buyer_fee=0.25, fixed_fee=0, seller_value=50, buyer_value=160
    )
    received, seller_fee, buyer_fee = widths(figures.exchange(bag, answered=True))
    assert (received / seller_fee, buyer_fee / seller_fee) == pytest.approx((4, 1.25), rel=0.01)
    held, seller, fees, buyer = widths(figures.exchange(bag, gains=True))
    assert (seller / held, fees / held, buyer / held) == pytest.approx((30 / 50, 45 / 50, 35 / 50), rel=0.01)


def test_an_exchange_that_one_side_refuses_says_who_and_why():
    proud = figures.exchange(bm.Resale(seller_value=340), gains=True)
    assert proud.finding.startswith("L’échange ne se fait pas\u00a0: la vendeuse recevrait 335\u00a0€")
    poor = figures.exchange(bm.Resale(buyer_value=400), gains=True)
    assert "l’acheteuse paierait 419\u00a0€, le sac en vaut 400\u00a0€ pour elle" in poor.finding


def test_names_of_an_exchange_stay_apart_and_inside():
    thin = bm.Resale(seller_fee=0.005, buyer_fee=0.005, fixed_fee=1, seller_value=380, buyer_value=395)
    for picture in (figures.exchange(thin, answered=True), figures.exchange(thin, gains=True)):
        places = sorted(
            float(x)
            for x in re.findall(r'<text x="([\d.]+)" y="[\d.]+" fill="[^"]+" font-size="19"', picture.svg())
        )
        assert min(b - a for a, b in zip(places, places[1:], strict=False)) >= 100
        assert places[0] >= 50
        assert places[-1] <= 710


def test_an_exchange_wants_one_resale_platform():
    for wrong in (bm.D2C(), "sac", None):
        with pytest.raises(LearnerError, match="exchange"):
            figures.exchange(wrong)
    with pytest.raises(LearnerError, match="ne paie rien"):
        figures.exchange(bm.Resale(item_price=0, fixed_fee=0))


def test_a_flat_curve_has_no_course():
    drawn = {"Prix": {0: 20, 5: 20}, "Marge": {0: 0, 5: 12}}
    said = re.sub(r"\s", " ", figures.curves(drawn, ASKED, "Durée (ans)", "Cumul (€)").finding)
    assert said == "Prix, toujours 20 € ; Marge, de 0 € (durée : 0 ans) à 12 € (durée : 5 ans)."


def test_of_values_alone_the_ends_are_told_and_a_loss_is_drawn():
    """A published loss beside two gains: −3,4 stands in the picture, left of a zero that is seen."""
    picture = figures.ranges({"Modèle": 1.6, "Annoncé": 10.9, "Publié": -3.4}, "Qui se trompe ?", "M€", "")
    low, high = picture.axes.get_xlim()
    assert low < -3.4
    assert high > 10.9
    assert picture.finding == french.typeset("Le plus haut : Annoncé, 11 M€ ; le plus bas : Publié, −3,4 M€.")
    assert any(line.get_xdata()[0] == 0 == line.get_xdata()[-1] for line in picture.axes.lines)


def test_curves_that_say_the_same_say_it_once_and_so_do_the_ends():
    ends = [("mois : 0", 0.0), ("mois : 9", 8.0)]
    said = findings.shapes({"A": ends, "B": ends, "C": [("mois : 0", 1.0), ("mois : 9", 6.0)]}, "€")
    assert said.replace("\u00a0", " ") == "A et B, de 0 € (mois : 0) à 8 € (mois : 9) ; C, de 1 € à 6 €."
