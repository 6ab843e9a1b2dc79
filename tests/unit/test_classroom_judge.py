"""A hand-in is judged by the questions' own code, on the student's own firm; nothing is lost, nothing is a silent zero."""

from __future__ import annotations

import re
import sys
import types
from html.parser import HTMLParser
from pathlib import Path

import pytest

from bizmodels import classroom, learner
from bizmodels.classroom import hand_back, judge, marking
from bizmodels.classroom.handin import Asked, HandIn
from bizmodels.classroom.submissions import Submission
from bizmodels.errors import LearnerError
from bizmodels.exercises.engine import available, exercise
from bizmodels.exercises.guard import TooLong
from tests.unit.class_of_answers import EX, hand, marked_class, right


def _state(marked: judge.Marked, question: str) -> judge.Verdict:
    return next(one for one in marked.verdicts if one.question == question)


@pytest.mark.parametrize("name", available())
def test_right_answers_of_a_firm_are_right_for_that_firm(name):
    marked = judge.judge(hand("renard bleu", name))
    assert {one.state for one in marked.verdicts} == {"juste"}, [one.sentence for one in marked.verdicts]
    assert marked.score == f"{len(marked.verdicts)} sur {len(marked.verdicts)}"


def test_states_and_causes_are_those_that_the_student_saw(tmp_path, monkeypatch):
    monkeypatch.setenv("BIZMODELS_LEARNER", str(tmp_path))
    given = {
        "q1": (12, 5), "q2": (0.16,), "q3": ("a", 1.0), "q4": (lambda panier, cout, commission: 1.0,),
        "q5": (float("nan"),), "q6": ("6",), "q7": (...,), "q8": ("boutique", 3),
    }  # fmt: skip
    marked = judge.judge(hand("loutre", **given))
    for name, arguments in given.items():
        own = getattr(exercise(EX, student="loutre"), name).check(*arguments)
        verdict = _state(marked, name)
        assert (verdict.state, verdict.cause, verdict.sentence) == (own.state.lower(), own.cause, own.text)
    assert _state(marked, "q1").cause == "virgule décimale"


def test_nothing_is_kept_in_the_learners_file():
    before = {path: path.read_bytes() for path in learner.folder().glob("*")}
    judge.judge(hand("martre", q2=(0.16,)))
    assert {path: path.read_bytes() for path in learner.folder().glob("*")} == before


def test_what_is_not_read_or_absent_is_said_and_never_a_zero():
    marked = judge.judge(hand(q2="la ligne 2 commence par `!`.", q5=None, q6=(...,)))
    assert [_state(marked, q).state for q in ("q2", "q5", "q6")] == ["non lue", "absente", "à faire"]
    assert marked.score == "5 sur 8, 1 non lue"
    assert not marked.whole
    assert judge.judge(hand(q2="x", q3="y")).score == "6 sur 8, 2 non lues"


@pytest.mark.parametrize(
    ("given", "why"),
    [
        (HandIn(Path("x"), trouble="Le fichier est tronqué."), "tronqué"),
        (HandIn(Path("x")), "quel exercice"),
        (HandIn(Path("x"), "99_rien"), "n’existe pas"),
        (hand("renard", trouble="Le fichier est coupé."), "coupé"),
        (HandIn(Path("x"), EX, "votre pseudonyme"), "pseudonyme"),
    ],
)
def test_a_file_that_is_not_read_says_why(given, why):
    marked = judge.judge(given)
    assert why in marked.trouble
    assert marked.score == "non lu"
    assert all(one.state == "non lue" for one in marked.verdicts)
    assert why in hand_back.page(marked)


def test_a_function_without_end_is_the_students_own_mistake():
    def endless(*_):
        raise TooLong

    assert _state(judge.judge(hand(q4=(endless,))), "q4").cause == "boucle sans fin"


def test_a_function_that_cannot_be_read_is_no_mistake():
    def refused(*_):
        raise LearnerError("ligne non lue : `open` n’est pas lu")

    def wrong(*_):
        raise LearnerError("churn vaut 3 : il faut une part.")

    verdict = _state(judge.judge(hand(q4=(refused,))), "q4")
    assert (verdict.state, verdict.cause) == ("non lue", "")
    assert "open" in verdict.sentence
    assert _state(judge.judge(hand(q4=(wrong,))), "q4").cause == "erreur dans la fonction"


@pytest.mark.parametrize("fault", [ValueError, TooLong, SystemExit])
def test_a_fault_of_ours_loses_one_file_only(monkeypatch, tmp_path, fault):
    def read(path):
        if path.name == "b.ipynb":
            raise fault("ours")
        return hand("renard")

    monkeypatch.setattr(marking.handin, "read", read)
    sent = [Submission(name, "", tmp_path / f"{name}.ipynb", name) for name in "abc"]
    found = marking.lines(sent, map(marking.mark, sent))
    assert [one.marked.score for one in found] == ["8 sur 8", "non lu", "8 sur 8"]
    assert fault.__name__ in found[1].marked.trouble


def test_what_the_cage_gives_is_judged_as_any_other_answer(monkeypatch):
    monkeypatch.setattr(
        marking.handin, "read", lambda path: hand("renard", q2="magie", q5="magie", q6="magie")
    )

    def rescue(given, unread):
        assert unread == ["q2", "q5", "q6"]
        answers = dict(given.answers) | {"q2": Asked("q2", right("renard")["q2"]), "q5": Asked("q5", (1e9,))}
        return HandIn(given.path, given.exercise, given.pseudonym, answers)

    marked = marking.mark(Submission("a", "", Path("a"), "a"), rescue)
    assert [_state(marked, q).state for q in ("q2", "q5", "q6")] == ["juste", "à revoir", "non lue"]


def test_the_cage_is_asked_only_for_what_is_unread_and_its_silence_keeps_the_reason(monkeypatch):
    def run(path, exercise, pseudonym, wanted):
        assert (exercise, pseudonym, list(wanted)) == (EX, "renard", ["q2", "q5"])
        return {"q2": right("renard")["q2"], "q5": "interrompue", "q1": (1.0,)}

    cage = types.ModuleType("sandbox")
    cage.available, cage.run = (lambda: ""), run
    monkeypatch.setitem(sys.modules, "bizmodels.classroom.sandbox", cage)
    monkeypatch.setattr(classroom, "sandbox", cage, raising=False)
    monkeypatch.setattr(
        marking.handin, "read", lambda path: hand("renard", q2="magie", q5="ligne 3 illisible")
    )
    marked = marking.mark(Submission("a", "", Path("a"), "a"), marking.sandboxed())
    assert [_state(marked, q).state for q in ("q1", "q2", "q5")] == ["juste", "juste", "non lue"]
    assert _state(marked, "q5").sentence == "ligne 3 illisible"
    assert marked.handin.notes == ("q2\u00a0: lu en exécutant le cahier dans la cage.",)


def test_a_saved_state_that_differs_is_a_question():
    marked = judge.judge(hand(q2=(0.16,), q3="magie", saved={"q1": "Juste", "q2": "Juste", "q3": "Juste"}))
    (told,) = marked.disagreements
    assert told.startswith("q2")


def test_pages_of_two_students_of_one_name_are_two(tmp_path):
    sent = [Submission(name, "", tmp_path, "x") for name in ("A/B", "a_b", "CON", "Zoë d’Été", "..")]
    pages = [one.page for one in marking.lines(sent, [judge.judge(hand())] * 5)]
    assert len({page.casefold() for page in pages}) == 5
    assert not any(re.search(r'[<>:"/\\|?*]', page) or page.startswith((".", "CON.")) for page in pages)
    assert "Zoë d’Été.html" in pages


def test_the_exercise_of_the_class_is_that_of_most():
    found = marked_class(hand(), hand("b"), hand("c", "02_d2c"))
    assert marking.class_exercise(found) == EX
    assert marking.class_exercise(found, "2") == "02_d2c"
    with pytest.raises(marking.LearnerError, match="99"):
        marking.class_exercise(found, "99")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (16.666666666666668, "16,6667"), (0.05, "0,05"), (1234567.891, "1\u202f234\u202f567,89"), (-3, "−3"), (1e-9, "1e−09"),
        (10**400, "un nombre trop grand pour être écrit"), ("b", "«\u00a0b\u00a0»"), ((12, 5), "(12 ; 5)"), (True, "True"),
        (len, "une fonction"), ([1], "valeur de type list"), (..., "…"),
    ],
)  # fmt: skip
def test_an_answer_is_shown_as_a_french_reader_reads_it(value, text):
    assert judge.shown(value) == text


# --- the page that goes back --------------------------------------------------------------------------------


class _Tags(HTMLParser):
    def __init__(self, page: str):
        super().__init__()
        self.tags, self.attributes = [], []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.attributes += [name for name, _ in attributes]


EVIL = "<script>alert(1)</script><img src=x onerror=y>"


def test_nothing_of_a_student_is_markup_in_his_page():
    given = hand(EVIL, q1=(EVIL,), q8=("boutique", 3.0, EVIL), q3=EVIL, notes=(EVIL,))
    asked = dict(given.answers) | {"q2": Asked("q2", (EVIL,), source=f"réponse = '{EVIL}'")}
    page = hand_back.page(judge.judge(HandIn(given.path, EX, EVIL, asked)))
    seen = _Tags(page)
    assert not {"script", "img", "link", "iframe"} & set(seen.tags)
    assert not any(name.startswith("on") or name in {"src", "href"} for name in seen.attributes)
    assert "http" not in page.replace("https://", "http")


def test_the_right_number_is_on_the_page_only_when_asked_for():
    data = judge.session_of(EX, "renard bleu").data
    given = judge.judge(hand(q5=(1,), q6=(2.0,)))
    kinds = judge.declaration(EX).questions
    expected = [hand_back.expected(kinds[n], data) for n in (4, 5)]
    assert not any(one in hand_back.page(given) for one in expected)
    assert all(one in hand_back.page(given, solutions=True) for one in expected)


def test_a_page_says_state_sentence_and_what_to_take_up_again():
    page = hand_back.page(judge.judge(hand(q2=(data_rate(),), q5=None, q7="ligne 3 illisible", q6=(...,))))
    assert "À reprendre dans votre cahier\u00a0: les questions 2, 5 et 6." in page
    assert "leçon 03, Place de marché" in page
    for word in ("Juste", "À revoir", "À faire", "Absente", "Non lue", "Ligne 3 illisible", "ex.q2.hint()"):
        assert word in page
    assert "5 justes sur 8" not in page
    assert "4 justes sur 8, 1 à lire par votre enseignant" in page


def data_rate() -> float:
    """The displayed rate, copied: a named mistake of the second question."""
    return judge.session_of(EX, "renard bleu").data.rate_elsewhere
