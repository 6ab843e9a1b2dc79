"""Numbers of another's firm, shared pseudonyms, the same words: found, without false alarm, and worded as questions."""

from __future__ import annotations

import pytest

from bizmodels.classroom.copies import doubts
from bizmodels.classroom.judge import declaration, session_of
from tests.unit.class_of_answers import EX, TEXT, hand, marked_class, right

NUMBERS = ("q2", "q5", "q6", "q7")


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


@pytest.mark.parametrize("count", [2, 3, 4])
def test_numbers_of_a_neighbour_are_found(count):
    other = _far_apart("renard bleu")
    copy = hand("renard bleu", **_copied(other, *NUMBERS[:count]))
    others = [hand(f"animal {n}") for n in range(27)]
    (found,) = doubts(marked_class(*others, hand(other), copy))
    assert found.kind == "Nombres d’une autre entreprise"
    assert found.who == ("Nom 29", "Nom 28")
    assert found.sentence.endswith("?")
    assert all(question in found.sentence for question in NUMBERS[:count])


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
