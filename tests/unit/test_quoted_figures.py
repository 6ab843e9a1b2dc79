"""To look a figure up by words, and to ask of a sentence what a banker asks."""

import pytest

import bizmodels as bm
from bizmodels.facts import search


def test_every_row_of_the_base_is_found_by_its_own_words():
    both = [*bm.load_companies().itertuples(), *bm.load_market().itertuples()]
    for row in both[::37]:
        found = bm.find_facts(f"{row.entity} {row.metric}")
        assert (found["value"] == row.value).any(), (row.entity, row.metric)


def test_accents_capitals_and_endings_do_not_matter():
    one, other = bm.find_facts("MÉDIAMÉTRIE acheteur"), bm.find_facts("mediametrie acheteurs")
    assert len(one) >= len(other) > 0
    assert len(bm.find_facts("mobile de la Fevad")) == len(bm.find_facts("mobile Fevad"))


def test_a_compound_is_one_word():
    assert set(bm.find_facts("m-commerce")["entity"]) == {"France e-commerce", "Monde e-commerce"}


def test_more_words_find_fewer():
    assert (
        len(bm.find_facts("mobile fevad 2019"))
        < len(bm.find_facts("mobile fevad"))
        < len(bm.find_facts("mobile"))
    )


def test_a_long_answer_is_cut_and_says_so():
    found = bm.find_facts("fevad")
    assert len(found) > search.MOST == len(found.shown())
    assert str(len(found)) in repr(found)


def test_nothing_found_is_an_answer():
    for words in ("mckinsey", "smartfone", "xyzzy <b>"):
        found = bm.find_facts(words)
        assert found.empty
        assert "Aucune ligne" in repr(found)
        assert "<b>" not in found._repr_html_().replace("<b>", "", 0) or "xyzzy" not in found._repr_html_()
    assert "smartphone" in repr(bm.find_facts("smartfone"))


def test_what_the_lesson_says_of_the_article():
    assert bm.find_facts("McKinsey").empty
    assert bm.find_facts("Fevad 2023 vendeurs").empty
    assert bm.find_facts("abonnement marge").empty
    assert bm.find_facts("Statista m-commerce")["value"].tolist() == [60]


@pytest.mark.parametrize("bad", ["", "  ", "de la", "!?", 3, None, ["mobile"]])
def test_words_that_are_none(bad):
    with pytest.raises(bm.LearnerError, match="find_facts"):
        bm.find_facts(bad)


FULL = "Selon la Fevad, les ventes en ligne font 175,3 Md€ en 2024 en France, produits et services."


@pytest.mark.parametrize(
    ("taken", "row"),
    [("175,3 Md€", 0), ("Md€", 1), (" en 2024", 2), ("Selon la Fevad, ", 3), ("les ventes en ligne font", 4)],
)
def test_what_is_taken_away_is_missed(taken, row):
    assert (bm.defend(FULL)["given"] != "").all()
    less = FULL.replace(taken, "").replace(
        " en France, produits et services", "" if row == 4 else " en France, produits et services"
    )
    assert bm.defend(less)["given"].iloc[row] == ""
    assert bm.defend(less).shown()["À faire"].iloc[row]


@pytest.mark.parametrize(
    ("said", "number", "unit"),
    [
        ("1 234,5 € de ventes", "1 234,5", "€"),
        ("1\u202f234,5\u00a0€", "1\u202f234,5", "€"),
        ("En 2023, 200 000 sites", "200 000", "sites"),
        ("En 2023, 12,5 % puis 10 %", "12,5", "%"),
        ("40 milliards d'euros en 2019", "40", "milliards"),
        ("−7 % en 2022", "−7", "%"),
        ("12.5 % des ventes", "12.5", "%"),
    ],
)  # fmt: skip
def test_numbers_as_people_write_them(said, number, unit):
    table = bm.defend(said)
    assert bm.french.typeset(number) == table["given"].iloc[0]
    assert table["given"].iloc[1] == unit


def test_a_year_is_no_number():
    assert bm.defend("Depuis 2019, tout va bien en 2023.")["given"].iloc[0] == ""


def test_the_base_is_asked_for_the_year_and_for_the_conflict():
    assert "contredit" in bm.defend("200 000 sites marchands en 2023")["given"].iloc[5]
    wrong = bm.defend("Le mobile fait 60 % des ventes en 2025")
    assert wrong["given"].iloc[5] == ""
    assert "2023" in wrong["missing"].iloc[5]
    assert "MD€" not in repr(wrong)
    same = bm.defend("Les ventes en ligne font 175 300 M€ en 2024")
    assert "175,3" in same["given"].iloc[5]


def test_a_value_alone_is_no_match():
    assert bm.defend("2 %")["given"].iloc[5] == ""


@pytest.mark.parametrize(
    "hostile",
    ["<script>alert(1)</script> 5 %", "9" * 400 + " %", "1.2.3.4 %", "%%% 2024", "\u0000 5 €", "٣ %"],
)
def test_nonsense_is_no_crash(hostile):
    assert "<script>" not in bm.defend(hostile)._repr_html_()


@pytest.mark.parametrize("bad", ["", " \n", 3, None])
def test_no_sentence(bad):
    with pytest.raises(bm.LearnerError, match="phrase"):
        bm.defend(bad)
