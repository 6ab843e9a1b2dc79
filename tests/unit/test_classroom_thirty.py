"""Thirty hand-ins from files to verdicts: they agree with the states saved in the notebooks, wherever both exist."""

from __future__ import annotations

import pytest

from bizmodels.classroom import copies, handin, marking, submissions
from bizmodels.classroom.judge import STATES
from tests import handins


@pytest.fixture(scope="module")
def lines(tmp_path_factory):
    """The thirty, marked."""
    room = tmp_path_factory.mktemp("remises")
    handins.make(room)
    found = submissions.find(room, room)
    return marking.lines(found.submissions, [marking.mark(one) for one in found.submissions])


def _named(lines, kind: str) -> marking.Line:
    return next(one for one in lines if one.name.endswith(kind))


def test_judged_and_saved_states_agree_everywhere(lines):
    compared = 0
    for line in lines:
        saved = line.marked.handin.saved
        for one in line.marked.verdicts:
            if one.question in saved and one.state in STATES[:3]:
                assert one.state == saved[one.question].lower(), (line.name, one)
                compared += 1
        assert line.marked.disagreements == ()
    assert compared > 120


def test_every_hand_in_is_a_line_and_says_what_is_unread(lines):
    assert len(lines) == len(handins.KINDS)
    for line in lines:
        assert line.marked.trouble or len(line.marked.verdicts) == 8 or line.name.endswith("autre_exercice")
    assert _named(lines, "tout_juste").marked.score == "8 sur 8"
    assert _named(lines, "intact").marked.score == "0 sur 8"
    assert _named(lines, "coupe").marked.score == "non lu"


def test_who_copied_and_who_shares_a_pseudonym_is_asked(lines):
    found = copies.doubts(lines)
    numbers = [one.who for one in found if one.kind == "Nombres d’une autre entreprise"]
    shared = [one.who for one in found if one.kind == "Même pseudonyme"]
    assert [tuple(name.split("_", 1)[1] for name in who) for who in numbers] == [("copie", "tout_juste")]
    assert len(shared) == len(handins.SHARED)


def test_the_same_files_give_the_same_verdicts(lines):
    again = [marking.mark(one.submission) for one in lines[:6]]
    assert [one.verdicts for one in again] == [one.marked.verdicts for one in lines[:6]]
    assert handin.read is not None
