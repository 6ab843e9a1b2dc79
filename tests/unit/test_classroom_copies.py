"""Numbers of another's firm, shared pseudonyms, the same words: found, without false alarm, and worded as questions."""

from __future__ import annotations

import math

import pytest

from bizmodels.classroom import chance
from bizmodels.classroom.copies import doubts
from bizmodels.classroom.judge import declaration, session_of
from tests.unit.class_of_answers import EX, TEXT, hand, marked_class, right

NUMBERS = ("q1", "q7", "q2", "q6")


def _kinds(found) -> list[str]:
    return [one.kind for one in found]


def _copied(whose: str, *questions: str) -> dict[str, tuple]:
    return {question: right(whose)[question] for question in questions}


def _far_apart(pseudonym: str) -> str:
    """Another pseudonym, for whose firm none of the numbers of the first is right."""
    own, declared = session_of(EX, pseudonym), declaration(EX).questions
    for other in (f"autre {n}" for n in range(60)):
        data = session_of(EX, other).data
        wrong = [
            declared[int(q[1:]) - 1].diagnose(own.data, right(other)[q][0])[0] == "autre cause"
            for q in NUMBERS
        ]
        if all(wrong) and data is not own.data:
            return other
    raise AssertionError("no such firm")


def test_thirty_honest_hand_ins_raise_no_question():
    changes = [{}, {"q2": (0.123,), "q5": (17,)}, {"q6": (9.87,), "q7": (0.777,), "q1": (3.21,)}]
    hands = [hand(f"animal {n}", **changes[n % 3]) for n in range(30)]
    # The same named mistake, each with his own figures.
    for n in range(0, 30, 5):
        data = session_of(EX, f"animal {n}").data
        wrong = {
            f"q{i}": (list(declaration(EX).questions[i - 1].wrong_values(data).values())[0],)
            for i in (1, 2, 5, 6, 7)
        }
        hands[n] = hand(f"animal {n}", **wrong)
    assert doubts(marked_class(*hands)) == []


@pytest.mark.parametrize("count", [3, 4])
def test_numbers_of_a_neighbour_are_found(count):
    other = _far_apart("renard bleu")
    copy = hand("renard bleu", **_copied(other, *NUMBERS[:count]))
    others = [hand(f"animal {n}") for n in range(27)]
    (found,) = doubts(marked_class(*others, hand(other), copy))
    assert found.kind == "Nombres d’une autre entreprise"
    assert found.who == ("Nom 29", "Nom 28")
    assert found.sentence.endswith("?")
    assert all(question in found.sentence for question in NUMBERS[:count])


def test_the_sentence_says_how_many_of_the_wrong_numbers_fit():
    other = _far_apart("renard bleu")
    copy = hand("renard bleu", q5=(97,), **_copied(other, "q1", "q7"))
    (found,) = doubts(marked_class(hand(other), copy))
    assert found.sentence.replace("\u00a0", " ").replace("\u202f", " ") == (
        "« Nom 2 » : 2 de ses 3 nombres faux (q1 et q7) vont avec l’entreprise de « Nom 1 ». Comment ont-ils été calculés ?"
    )


def test_figures_that_many_firms_have_name_nobody():
    """Two of nine rates, a whole number of orders: in a class, somebody always has them."""
    other = _far_apart("renard bleu")
    others = [hand(f"animal {n}") for n in range(27)]
    for questions in (("q2", "q5"), ("q2", "q6"), ("q5", "q6")):
        copy = hand("renard bleu", **_copied(other, *questions))
        assert doubts(marked_class(*others, hand(other), copy)) == []


def test_numbers_kept_from_a_former_pseudonym_accuse_nobody():
    others = [hand(f"animal {n}") for n in range(29)]
    for number in range(12):
        stale = right(f"ancien {number}")
        kept = {q: stale[q] for q in ("q1", "q2", "q5", "q6", "q7")}
        assert doubts(marked_class(*others, hand(f"nouveau {number}", **kept))) == []


def test_one_too_many_twice_accuses_nobody():
    others = [hand(f"animal {n}") for n in range(29)]
    for number in range(8):
        own = right(f"nouveau {number}")
        more = {q: (math.ceil(own[q][0] - 1e-9) + 1,) for q in ("q5", "q6")}
        assert doubts(marked_class(*others, hand(f"nouveau {number}", **more))) == []


def test_the_chance_of_an_agreement_falls_with_what_is_agreed_on():
    values = {q: right("loutre")[q][0] for q in ("q1", "q2", "q6", "q7")}
    found = [chance.Agreement(q, value) for q, value in values.items()]
    chances = [chance.innocent(EX, values, found[:count]) for count in (1, 2, 4)]
    assert chances == sorted(chances, reverse=True)
    assert 0 < chances[-1] < 1e-4
    assert chance.digits_of(16.5) == chance.digits_of(12) == 3
    assert chance.digits_of(1 / 3) == 9


def test_rounded_numbers_of_a_neighbour_are_found_too():
    other = _far_apart("renard bleu")
    rounded = {q: (float(f"{right(other)[q][0]:.3g}"),) for q in ("q2", "q6", "q7")}
    assert _kinds(doubts(marked_class(hand(other), hand("renard bleu", **rounded)))) == [
        "Nombres d’une autre entreprise"
    ]


def test_a_neighbours_own_mistake_to_the_digit_is_found():
    other = _far_apart("renard bleu")
    data = session_of(EX, other).data
    names = {"q2": "taux recopié", "q6": "marge de la vitrine", "q7": "euros perdus"}
    wrong = {
        q: (declaration(EX).questions[int(q[1:]) - 1].wrong_values(data)[name],) for q, name in names.items()
    }
    found = doubts(marked_class(hand(other, **wrong), hand("renard bleu", **wrong)))
    assert [one.who for one in found if one.kind.startswith("Nombres")] == [("Nom 2", "Nom 1")]


def test_one_number_alone_or_the_published_ones_are_no_question():
    other = _far_apart("renard bleu")
    alone = hand("renard bleu", **_copied(other, "q2"))
    published = hand("loutre", **_copied("", *NUMBERS))
    assert doubts(marked_class(hand(other), hand(""), alone, published)) == []


def test_a_pseudonym_used_twice_is_flagged_however_it_is_typed():
    found = doubts(marked_class(hand("Renard  BLEU"), hand("renard bleu"), hand(""), hand("")))
    assert _kinds(found) == ["Même pseudonyme", "Même justification", "Même justification"]
    assert found[0].who == ("Nom 1", "Nom 2")
    assert all(one.sentence.endswith("?") for one in found)


def test_the_same_words_are_flagged_whatever_their_dress():
    text = TEXT.format("rien")
    one, two = right("a", text=text), right("b", text=text.upper().replace(",", " ;"))
    short = [hand(name, **right(name, text="La boutique 40 €")) for name in "cd"]
    found = doubts(marked_class(hand("a", **one), hand("b", **two), *short))
    assert _kinds(found) == ["Même justification"]
    assert found[0].who == ("Nom 1", "Nom 2")


def test_different_exercises_and_unread_files_are_not_compared():
    found = doubts(marked_class(hand("a"), hand("a", "02_d2c"), hand("a", trouble="Coupé.")))
    assert found == []
