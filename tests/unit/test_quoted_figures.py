"""To look a figure up by words, and to ask of a sentence what a banker asks."""

import pytest

import bizmodels as bm
from bizmodels.facts import at_odds, search


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


def silent(said):
    """Whether nothing is left to do."""
    return (bm.defend(said)["missing"] == "").all()


FULL = "Selon la Fevad, les ventes en ligne font 175,3 Md€ en 2024 en France, produits et services."


@pytest.mark.parametrize(
    ("taken", "row"),
    [("175,3 Md€", 0), ("Md€", 1), (" en 2024", 2), ("Selon la Fevad, ", 3), (", produits et services", 4)],
)
def test_what_is_taken_away_is_missed(taken, row):
    assert (bm.defend(FULL)["given"] != "").all()
    assert silent(FULL)
    less = FULL.replace(taken, "")
    assert bm.defend(less)["given"].iloc[row] == ""
    assert bm.defend(less).shown()["À faire"].iloc[row]


@pytest.mark.parametrize(
    ("said", "number", "unit"),
    [
        ("1 234,5 € de ventes", "1 234,5", "€"),
        ("1\u202f234,5\u00a0€", "1\u202f234,5", "€"),
        ("En 2023, 200 000 sites", "200 000", "sites"),
        ("En 2023, 12,5 % puis 10 %", "12,5", "%"),
        ("40 milliards d’euros en 2019", "40", "milliards d’euros"),
        ("−7 % en 2022", "−7", "%"),
        ("12.5 % des ventes", "12.5", "%"),
        ("175,3 MD€ en 2024", "175,3", "MD€"),
    ],
)  # fmt: skip
def test_numbers_as_people_write_them(said, number, unit):
    table = bm.defend(said)
    assert bm.french.typeset(number) == table["given"].iloc[0]
    assert table["given"].iloc[1] == unit


def test_a_year_is_no_number():
    assert bm.defend("Depuis 2019, tout va bien en 2023.")["given"].iloc[0] == ""


def test_the_base_is_asked_for_the_year_and_for_the_conflict():
    told = bm.defend("200 000 sites marchands en 2023").iloc[5]
    assert "périmètre PSP" in told["given"]
    assert "contredit" in told["missing"]
    assert "52\u202f000" in told["missing"]
    wrong = bm.defend("Le mobile fait 60 % des ventes en 2025")
    assert wrong["given"].iloc[5] == ""
    assert "2023" in wrong["missing"].iloc[5]
    assert "MD€" not in repr(wrong)
    same = bm.defend("Les ventes en ligne font 175 300 M€ en 2024")
    assert "175,3" in same["given"].iloc[5]


def test_a_banker_who_still_asks_is_not_silent():
    assert "Le banquier se tait" not in repr(bm.defend("Les ventes en ligne font 175,3 Md€ en 2024."))


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


# --- the errors that lesson 23 teaches -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "row", "told"),
    [
        ("En 2019, 39 % des ventes en ligne françaises se font sur mobile, selon la Fevad.", 4, "panel"),
        ("En 2018, 200 000 PME vendent en ligne sur les places de marché, selon la Fevad.", 3, "parlementaire"),
        ("En 2018, 200 000 PME vendent en ligne sur les places de marché, selon la Fevad.", 5, "Personne ne l’a compté"),
        ("Selon l’Insee, les ventes en ligne font 175,3 Md€ en 2024, produits et services.", 3, "Fevad"),
        ("Selon mon comptable, les ventes en ligne font 175,3 Md€ en 2024, HT.", 3, "Fevad"),
        ("En 2019, les ventes sur mobile font 40 Md€, selon la Fevad.", 5, "extrapolation"),
        ("En 2019, les ventes sur mobile font 40 Md€, selon la Fevad.", 3, "d’un autre"),
        ("En 2023, 60 % des ventes en ligne se font sur mobile, selon Statista.", 4, "monde"),
        ("En 2023, 200 000 entreprises ont un site marchand, selon la Fevad.", 1, "sites"),
        ("En 2023, la France compte 200 000 sites marchands, selon la Fevad.", 5, "52\u202f000"),
        ("En 2022, les ventes en ligne font 146,9 Md€, selon la Fevad.", 5, "144,7"),
        ("En 2019, la France compte 165 100 sites marchands, selon la Fevad.", 5, "Personne ne l’a compté"),
        ("En 2015, le mobile fait 19 % des ventes du panel, selon la Fevad.", 2, "T2"),
        ("En 2020, 42 millions d’acheteurs en ligne, selon LSA, services compris.", 3, "Fevad"),
        ("Selon la Fevad, la dépense par acheteur a augmenté de 15 % en 2023, produits et services.", 5, "recalée"),
        ("Selon la Fevad, la dépense par acheteur monte de 15 % en 2023, produits et services.", 5, "Aucun chiffre"),
        ("Selon la Fevad, la dépense par acheteur progresse de 15 % de 2022 à 2023, produits et services.", 5, "Aucun chiffre"),
        ("Selon la Fevad, la dépense par acheteur passe de 3 515 € (2022) à 4 055 € (2023) : 15 % de plus, TTC.", 5, "votre calcul"),
        ("Selon la Fevad, les ventes en ligne montent de 10 % en 2023, produits et services.", 5, "Aucun chiffre"),
        ("Selon la Fevad, le mobile fait 61 % des ventes en ligne en France en 2022.", 1, "cyberacheteurs"),
        ("Selon la Fevad, 61 % du chiffre d’affaires en ligne se fait sur smartphone en 2022.", 1, "taux d’usage"),
        ("Selon Deezer, sa marge brute ajustée est de 22,8 % en 2024.", 4, "À lire"),
        ("Selon Deezer, sa marge brute ajustée est de 22,8 % en 2024.", 3, "compilation"),
        ("Selon Deezer, sa marge brute ajustée passe de 14,4 % en 2022 à 24,1 % au S1 2024.", 5, "ne se comparent pas"),
        ("Selon Deezer, sa marge brute est de 24,1 % au S1 2024.", 4, "ajusté"),
        ("Selon la Fevad, un panel le montre : le mobile fait 39 % de tout le marché français en 2019.", 4, "pas du marché entier"),
        ("Selon Statista, tout le monde sait que le m-commerce fait 60 % des ventes en ligne françaises en 2023.", 4, "monde"),
        ("Selon Statista, le mobile fait 60 % des ventes en ligne en France et dans le monde en 2023.", 4, "rien de la France"),
    ],
)  # fmt: skip
def test_the_taught_errors_are_caught(said, row, told):
    assert told in bm.defend(said)["missing"].iloc[row]


@pytest.mark.parametrize(
    "said",
    [
        "En 2024, les ventes en ligne en France font 175,3 Md€, produits et services, selon la Fevad.",
        "Selon l’Insee, le petit commerce traditionnel ne fait que 1 % des ventes en ligne du détail en 2019.",
        "Selon la Fevad, le mobile fait 16 % des ventes en ligne françaises en 2016 ; depuis, nous n’avons rien trouvé.",
        "En 2019, 39 % des ventes d’un panel de grandes enseignes se font sur mobile, selon la Fevad.",
        "En 2023, 60 % des ventes en ligne mondiales se font sur mobile, selon Statista.",
        "En 2023, la France compte 200 000 sites marchands, au sens des prestataires de paiement, selon la Fevad.",
        "En 2022, les ventes en ligne font 144,7 Md€, chiffre recalé, produits et services, selon la Fevad.",
        "Le marché en ligne fait 175 milliards d’euros en 2024, produits et services (Fevad).",
        "Selon Deezer, sa marge brute ajustée est de 24,1 % au S1 2024.",
        "Selon la Fevad, 61 % des cyberacheteurs achètent sur smartphone en 2022.",
        "En 2019, 39 % des ventes d’un panel se font sur mobile, selon la Fevad ; ce n’est pas le marché entier.",
    ],
)
def test_sentences_that_hold_make_the_banker_silent(said):
    assert silent(said), bm.defend(said)["missing"].tolist()
    assert "Le banquier se tait" in repr(bm.defend(said))


@pytest.mark.parametrize(
    ("said", "held"), [("175 Md€", True), ("175,4 Md€", False), ("170 Md€", False), ("175 €", False)]
)
def test_a_rounded_figure_is_the_figure_another_is_not(said, held):
    given = bm.defend(f"Les ventes en ligne font {said} en 2024.")["given"].iloc[5]
    assert bool(given) == held


def test_every_row_with_a_name_is_its_own_author():
    from bizmodels.facts.facts import facts_of
    from bizmodels.facts.quoted import _is_author, _names

    for one in facts_of(bm.load_market()):
        if _names(one.origin):
            assert _is_author(f"Selon {one.origin}, voilà.", one), one.origin
            assert not _is_author("Selon personne, voilà.", one), one.origin


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Les ventes progressent de 9,6 %.", "9,6"),
        ("Elles font 8,9 % de plus.", "8,9"),
        ("Une hausse de près de 12 pour cent.", "12"),
        ("Le mobile passe de 10 % en 2014 à 39 % en 2019.", ""),
        ("Le mobile monte à 39 %.", ""),
        ("Il a augmenté en 2023 : 5 sites.", ""),
        ("La marge est de 20 %.", ""),
    ],
)
def test_a_rise_is_told_from_a_level(said, told):
    assert at_odds.rise(said) == told


def test_a_note_that_warns_is_to_be_read():
    told = bm.defend("Selon la Fevad, 61 % des cyberacheteurs achètent sur smartphone en 2022.")[
        "given"
    ].iloc[5]
    assert "À lire" in told
    assert "pas part de CA" in told
