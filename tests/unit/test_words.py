"""The glossary, its cards with sliders, and the part of lesson 01 that each word leads to."""

from __future__ import annotations

import html
import re
import warnings

import pytest

import bizmodels as bm
from bizmodels import LearnerError, french, words
from bizmodels.course import plan, terms
from bizmodels.course.contract import notebooks, read
from bizmodels.view.word_demos import DEMOS

KEYS = [word.key for word in words.WORDS]
every_word = pytest.mark.parametrize("key", KEYS)
moving = pytest.mark.parametrize("key", list(DEMOS))
HOSTILE = "<img src=x onerror=alert(1)>"


def cards(card) -> list[str]:
    """What the cards show."""
    return [html.unescape(v) for v in re.findall(r'<div class="v"[^>]*>(.*?)<small>', card._figures.value)]


def said(card) -> str:
    """The sentence under the cards."""
    return html.unescape(re.sub(r"<[^>]*>", "", card._say.value))


def test_sliders_belong_to_words_and_lessons_show_words_that_exist():
    assert set(DEMOS) < set(KEYS)  # some words have nothing to move
    assert len(KEYS) == len(set(KEYS))
    defined = set()
    for path in notebooks("notebooks"):
        for cell in read(path)["cells"]:
            known, unknown = terms.defines(cell)
            assert not unknown, path.name
            defined |= known
    assert len(defined) >= 8
    for word in words.WORDS:
        assert not re.search(r"[\s’'()]", word.key)


def test_jargon_is_a_name_of_its_word_and_of_no_other():
    owners: dict[str, str] = {}
    for word in words.WORDS:
        names = {
            words._plain(name) for name in (word.key, word.term, word.english, word.definition, *word.also)
        }
        for form in word.jargon:
            plain = words._plain(form)
            # « actualisée » is found by its first letters.
            assert any(plain[:-1] in name for name in names), form
            assert owners.setdefault(plain, word.key) == word.key
            assert form == french.typeset(form)
    assert words._plain("LTV") in owners


def test_the_table_is_in_french_and_complete():
    table = bm.glossary()
    assert list(table["key"]) == KEYS
    assert set(table["lesson"]) <= {one.number for one in plan.LESSONS}
    shown = table.shown()
    assert list(shown.columns) == ["Mot", "Anglais", "Définition", "Formule", "Leçon", "À manipuler"]
    for column in ("Mot", "Définition", "Formule"):
        for text in shown[column]:
            assert text == french.typeset(text)
    assert all(word.definition.endswith(".") for word in words.WORDS)


def test_no_name_means_two_words():
    owners: dict[str, str] = {}
    for word in words.WORDS:
        for name in (word.key, word.english, *word.also, *word.term.split(", ")):
            plain = words._plain(name)
            assert owners.setdefault(plain, word.key) == word.key, name


@pytest.mark.parametrize(
    ("asked", "key"),
    [("CAC", "CAC"), ("churn", "Attrition"), ("ATTRITION", "Attrition"), ("take rate", "Commission"),
     ("volume d'affaires", "GMV"), ("volume d’affaires", "GMV"), ("point mort", "Point-mort"),
     ("cout d'acquisition", "CAC"), ("Panier moyen", "TTC"), (" ltv ", "LTV"), ("rétention nette", "NRR"), ("net revenue retention", "NRR"),
     ("mrr", "MRR"), ("regime permanent", "Régime-permanent"), ("élasticité", "Élasticité"), ("rule of 40", "Règle-des-40")],
)  # fmt: skip
def test_a_word_is_found_by_any_of_its_names(asked, key):
    assert words.find(asked).key == key


@pytest.mark.parametrize(
    ("asked", "told"),
    [("atrition", "« Attrition »"), ("", "« CAC »"), (HOSTILE, "Mots expliqués"), (12, "12")],
)
def test_an_unknown_word_is_refused_in_french(asked, told):
    with pytest.raises(LearnerError, match="pas dans le glossaire") as caught:
        bm.word(asked)
    assert told.replace("« ", "«\u00a0").replace(" »", "\u00a0»") in str(caught.value)


@moving
def test_each_slider_to_its_ends_moves_something_and_agrees_with_the_model(key):
    card = bm.word(key)
    start = cards(card), said(card)
    for name, control in card.controls.items():
        seen = set()
        for end in (control.slider.min, control.slider.max):
            with warnings.catch_warnings():
                warnings.simplefilter("error")
                control.slider.value = end
            assert card.model == card.base.replace(**{name: control.value})
            figures = card.demo.read(card.model)
            assert cards(card) == [value for _, value, _ in figures]
            assert not re.search(r"\bnan\b|—", said(card))
            assert said(card) == french.typeset(said(card))
            seen.add((tuple(cards(card)), said(card)))
            card.reset()
            assert (cards(card), said(card)) == start
        assert len(seen) == 2, f"{key}: {name} moves nothing"


@moving
def test_nonsense_changes_nothing(key):
    card = bm.word(key)
    before = cards(card)
    for control in card.controls.values():
        control.field.value = HOSTILE
        assert "<img" not in control.note.value
        assert cards(card) == before
        control.field.value = control.text()


@every_word
def test_a_saved_page_shows_the_word_without_a_kernel(key):
    card = bm.word(key)
    page = html.unescape(card._repr_mimebundle_()["text/html"])
    assert card.entry.definition in page
    assert card.entry.formula in page
    assert repr(card) == f"Mot « {card.entry.term} »"
    if key not in DEMOS:
        assert "curseurs" not in page
        assert not hasattr(card, "controls")
        return
    for label, value, unit in card.demo.read(card.base):
        assert label in page
        assert f"{value} {unit}".strip() in page
    assert said(card) in page


def test_the_sentences_write_the_formula_out():
    """60 € TTC hold 10 € of VAT; 5 % a month is 46 % a year; the first order pays until the CAC reaches its margin."""
    card = bm.word("TTC")
    assert "60\u00a0€ ÷ 1,2 = 50\u00a0€ HT" in said(card)
    card = bm.word("Attrition")
    card.controls["churn"].field.value = "5"
    assert "46\u00a0%" in said(card)
    assert "60\u00a0%" in said(card)
    card = bm.word("CAC")
    for cac, verdict in (("16", "restent"), ("17", "doivent rapporter"), ("60", "ne suffiront pas")):
        card.controls["cac"].field.value = cac
        assert verdict in said(card), cac
    card = bm.word("ARR")
    assert "de plus" in said(card)
    card.controls["new_customers"].field.value = "0"
    assert "de moins" in said(card)


def test_what_the_figure_was_at_first_is_said_once_it_moved():
    card = bm.word("LTV")
    assert "au départ" not in card._figures.value
    card.controls["churn"].field.value = "4"
    assert card._figures.value.count("au départ") == 2  # the margin has not moved
