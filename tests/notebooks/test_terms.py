"""No term before it is defined, in the order of the course."""

from __future__ import annotations

import pytest

from bizmodels.course import terms
from bizmodels.course.contract import notebooks, read
from tests.notebooks.test_notebooks import book, code, markdown, shown

WORD = code('bm.word("LTV")', shown(plain="Mot", html="<h3>Valeur vie client (LTV)</h3>"))
BET = code('bm.bet("Quelle LTV ?", truth=3, name="02-a")', shown(html="Pari"), tags=["bet"])


def test_no_term_stands_before_its_definition():
    lessons = [(path.stem, read(path)) for path in notebooks("notebooks")]
    assert terms.too_early(lessons) == []


@pytest.mark.parametrize(
    "early",
    [
        markdown("La LTV baisse."),
        markdown("## La valeur\u00a0vie client"),
        markdown("| LTV |\n| --- |"),
        code("bm.compare()", shown(html="<td>LTV / CAC</td>")),
        code("bm.compare()", shown(html="<td>LTV</td>"), tags=["reveal"], jupyter={"outputs_hidden": True}),
        BET,
    ],
)
def test_a_term_is_told_above_its_definition_only(early):
    told = [one for one in terms.too_early([("02", book(early, WORD))]) if "LTV" in one]
    assert told
    assert told[0].startswith("02, cell 1: « ")
    assert 'bm.word("LTV")' in told[0]
    assert not [one for one in terms.too_early([("02", book(WORD, early))]) if '"LTV"' in one]


def test_an_earlier_lesson_defines_for_the_later_ones():
    late = book(markdown("La LTV baisse."))
    assert terms.too_early([("01", book(WORD)), ("02", late)]) == []
    assert len(terms.too_early([("02", late), ("03", book(WORD))])) == 1


def test_a_text_that_explains_a_word_says_so():
    text = markdown("La *valeur vie client* (LTV) est une marge.", bizmodels={"defines": ["LTV"]})
    assert terms.too_early([("02", book(text, BET))]) == []
    text["metadata"]["bizmodels"]["defines"] = ["LTW"]
    assert "02, cell 1: defines « LTW », no word of the glossary" in terms.too_early([("02", book(text))])


@pytest.mark.parametrize(
    "harmless",
    [
        markdown("Un panier TTC, une marge, un client, une commission, le carcan."),
        markdown("`apres.ltv`"),
        code("apres.ltv", shown(plain="45")),
        code("bm.calculator(apres)", shown(html="<td>LTV</td>")),
        code("bm.glossary()", shown(html="<td>LTV</td>")),
        markdown("<details>\n<summary>Comparer</summary>\n\nLa LTV.\n\n</details>"),
        markdown("[leçon sur la LTV](x.ipynb)", tags=["navigation"]),
    ],
)
def test_what_is_no_jargon_in_sight(harmless):
    assert terms.too_early([("02", book(harmless))]) == []
