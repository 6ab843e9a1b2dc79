"""What an exercise says and what its solution answers hold for every firm, not only for the published figures."""

from __future__ import annotations

import re

import pandas as pd
import pytest

import bizmodels as bm
from bizmodels.course import independence, skeleton
from bizmodels.course.contract import ROOT, read
from bizmodels.course.first_cell import asks_pseudonym
from bizmodels.course.regions import MalformedMark, source_of, tagged
from bizmodels.exercises import engine, generate
from bizmodels.exercises.result import RIGHT
from bizmodels.prose import typeset_markdown, without_markup

EXERCISES = engine.available()
FIRMS = 50
# Tables, and what a set-up cell makes of them, that are the same for every firm: made once.
SHARED = (
    (bm, "load_cdnow"),
    (bm, "load_rdataset"),
    (bm, "load_sanctions"),
    (bm.levers.personalization, "rfm"),
    (bm.levers.retention.BetaGeoNBD, "fit"),
    (bm.risks.fraud, "simulated_payments"),
)


def once(function):
    """A function that answers the same arguments without being called again."""
    done: dict = {}

    def call(*given, **named):
        alike = [one.to_numpy().tobytes() if isinstance(one, pd.Series) else id(one) for one in given]
        # The arguments are held: an id stays that of one table.
        key = (*alike, *named.items())
        if key not in done:
            done[key] = function(*given, **named), given
        return done[key][0]

    return call


@pytest.fixture
def shared(monkeypatch):
    """Run as in the folder of the solutions (nothing goes to the learner's file), what is common made once."""
    monkeypatch.chdir(ROOT / "solutions")
    for home, name in SHARED:
        monkeypatch.setattr(home, name, staticmethod(once(getattr(home, name))))


def solved(name: str) -> list[tuple[str, str, bool]]:
    """Number of the question (« » for the set-up), code, whether it is the answer: the cells that a check needs."""
    cells = []
    for cell in read(ROOT / "solutions" / f"{name}.ipynb")["cells"]:
        source = source_of(cell)
        if cell["cell_type"] != "code" or asks_pseudonym(source):
            continue
        if found := re.search(r"(?m)^ex\.(q\d+)\.check\(", source):
            answers = tagged(cell) or "### BEGIN SOLUTION" in source
            cells.append((found[1], source.replace(found[0], f"résultat_ = {found[0]}"), answers))
        elif "bm.exercise(" in source:
            cells.append(("", source.replace("\nex.table()", ""), False))  # what it shows is not checked
    return cells


@pytest.mark.parametrize("name", EXERCISES)
def test_the_solution_is_right_for_any_firm(name, shared):
    code = [
        (question, compile(source, f"{name} {question}", "exec"))
        for question, source, answers in solved(name)
        if answers or not question
    ]
    assert [one for one, _ in code] == [
        "",
        *(f"q{n}" for n in range(1, 1 + len(engine.declaration(name).questions))),
    ]
    for number in range(FIRMS):
        names = {"pseudonyme": f"élève {number}"}
        for question, cell in code:
            exec(cell, names)
            if question:
                result = names.pop("résultat_")
                assert result.state == RIGHT, (names["pseudonyme"], question, result.cause, result.text)


# --- prose ------------------------------------------------------------------------------------------------

_NUMBER = r"(?:\d{1,3}(?:[\u202f\u00a0]\d{3})+|\d+)(?:,\d+)?"
_UNIT = r"[\u00a0\u202f ]?(?:%|€|k€|M€|Md€)"
# Said of everybody, whatever the learner's own figure is: reason beside each.
_EVERYBODY = {
    ("10_reseau_covoiturage", "titre"): "entre 0 et 30\u00a0%",  # what BlaBlaCar itself says
    ("11_rendez_vous", "q7-enonce"): "plus de 50\u00a0%",  # the competition authority's count
    ("15_donnees_et_personnalisation", "q3-enonce"): "80\u00a0% de puissance",  # a convention of tests
    ("15_donnees_et_personnalisation", "q5-enonce"): "sous 5\u00a0%",  # the usual threshold
    ("26_projet", "q3-enonce"): "bouge de 20\u00a0%",  # the swing of the comparison
}
# A quotation with its speaker, how a share is written, and the 100 € that a lesson follows.
_SAID = re.compile(rf"«[^»]*»|{_NUMBER}{_UNIT}[\u00a0 ]s’écrit|\b100\u00a0€")


def published_figures(name: str) -> set[str]:
    """How prose would print the published value of each figure that is drawn for a student."""
    declared, found = engine.declaration(name), set()
    shown = declared.published().shown()
    for given in declared.given:
        if given.low is None:
            continue
        written = re.search(rf"({_NUMBER})({_UNIT})?", shown[given.name])
        # « 3 », « 12 » alone may number anything; « 2 200 » or « 0,46 » do not.
        if written[2] or len(re.sub(r"\D", "", written[1])) > 2:
            found.add(written[0])
    return found


def told(name: str):
    """Where and what: text of the exercise that a learner reads, code left out."""
    for cell in read(ROOT / "exercises" / f"{name}.ipynb")["cells"]:
        source = source_of(cell)
        if cell["cell_type"] == "code":
            yield cell["id"], "\n".join(re.findall(r"#.*", source))
        elif not tagged(cell, "navigation"):
            yield cell["id"], without_markup(source)
    for number, question in enumerate(engine.declaration(name).questions, 1):
        parts = (question, getattr(question, "number", question), getattr(question, "choice", question))
        texts = [question.reason, *question.clues, *question.options.values()]
        for part in parts:
            texts.append(getattr(part, "first_step", ""))
            texts += [one.sentence for one in getattr(part, "mistakes", ())]
            texts += list((getattr(part, "sentences", None) or {}).values())
        yield f"q{number}", without_markup(typeset_markdown("\n".join(text or "" for text in texts)))


def repeated(figures: set[str], text: str) -> list[str]:
    """The figures that a text prints, quotations and ways of writing left out."""
    text = _SAID.sub("…", text)
    return [
        one
        for one in sorted(figures)
        if re.search(rf"(?<![\d,.\u202f]){re.escape(one)}(?![\d]|[,\u202f]\d)", text)
    ]


@pytest.mark.parametrize("name", EXERCISES)
def test_no_prose_prints_a_figure_that_is_drawn(name):
    figures = published_figures(name)
    for where, text in told(name):
        text = text.replace(_EVERYBODY.get((name, where), "\0"), "")
        assert not repeated(figures, text), (where, text)


def test_what_such_prose_would_look_like():
    figures = published_figures("02_d2c")
    assert "40\u00a0€" in figures
    assert repeated(figures, "La pièce se vend 40\u00a0€ et coûte 400\u00a0€.") == ["40\u00a0€"]
    assert repeated(figures, "«\u00a0revendions à 40\u00a0€\u00a0», dit-il\u00a0; 140\u00a0€") == []
    for (name, where), said in _EVERYBODY.items():  # none is there for nothing
        assert repeated(published_figures(name), said)
        assert any(place == where and said in text for place, text in told(name))


def asserted(name: str) -> list[str]:
    """Sentences of a sheet that give a published figure which is drawn as if it were one, about whoever they name.

    A question in the imperative (« Supposez », « Prenons ») or said to be supposed is true of any figure.
    """
    declared = engine.declaration(name)
    drawn = {one.name for one in declared.given if one.low is not None and one.source}
    quoted = re.compile(r"\{(" + "|".join(drawn or "-") + r")\b")
    sentences = [
        sentence
        for question in declared.questions
        for text in (question.statement, question.reason, *question.clues)
        for sentence in re.split(r"(?<=[.?!])\s+", text or "")
    ]
    return [
        one
        for one in sentences
        if quoted.search(one)
        and (_NAMED.search(one) or re.search(r"\b(19|20)\d\d\b", one))
        and not re.search(r"\b(suppos|prenons|prenez)", one, re.IGNORECASE)
    ]


_WHO = {
    one
    for table in (bm.load_companies(), bm.load_market())
    for one in {*table["entity"], *table["source_publisher"]}
}
_NAMED = re.compile(
    "|".join(rf"\b{re.escape(one)}\b" for one in sorted(map(str, _WHO)) if len(one) > 3)
    + r"|\b(la presse|une source|un article|déclare|publie)\b"
)


@pytest.mark.parametrize("name", EXERCISES)
def test_no_sentence_publishes_a_figure_that_is_drawn(name):
    assert asserted(name) == []


# --- the pseudonym ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", EXERCISES)
def test_every_exercise_asks_for_the_pseudonym_in_a_cell_of_its_own(name):
    solution, exercise = (
        [cell for cell in read(ROOT / room / f"{name}.ipynb")["cells"] if cell["cell_type"] == "code"]
        for room in ("solutions", "exercises")
    )
    assert [cell["id"] for cell in (solution[0], exercise[0])] == [f"x{name[:2]}-pseudonyme"] * 2
    assert source_of(solution[0]) == skeleton.PSEUDONYM
    assert source_of(exercise[0]).splitlines()[1:] == ["pseudonyme = ..."]
    assert f'bm.exercise("{name}", student=pseudonyme)' in source_of(exercise[1])


def test_an_empty_pseudonym_is_to_be_done_and_gives_the_published_figures():
    waiting, published = bm.exercise("02_d2c", student=...), bm.exercise("02_d2c", student=None)
    assert waiting.data.shown() == published.data.shown()
    said = "À faire — votre pseudonyme"
    assert said in repr(waiting)
    assert repr(waiting.table()).startswith(said)
    assert waiting.table()._repr_html_().index("votre pseudonyme") < waiting.table()._repr_html_().index(
        "<table"
    )
    assert "votre pseudonyme" in waiting.total().shown
    assert said in repr(engine.exercise("02_d2c", ...).total())  # without widgets too
    for session in (published, bm.exercise("02_d2c", student="loutre 7")):
        for shown in (repr(session), repr(session.table()), session.total().shown):
            assert "votre pseudonyme" not in shown
    assert list(waiting.table().columns) == list(published.table().columns)  # and the frame is the same


@pytest.mark.parametrize("typed", ["...", "…", "", "  ", 7, ["renard"], max, "None"])
def test_what_is_no_pseudonym_says_what_one_is(typed):
    with pytest.raises(bm.LearnerError, match='pseudonyme = "renard bleu"'):
        bm.exercise("02_d2c", student=typed)


@pytest.mark.parametrize(
    ("cell", "asks"),
    [
        ("pseudonyme = ...", True),
        ("# un commentaire\n\n# deux\npseudonyme = renard bleu", True),
        ("Pseudonyme = 'x'", True),
        ("ex = bm.exercise('02_d2c', student=pseudonyme)", False),
        ("pseudonymes = 3", False),
        ("# pseudonyme = 3", False),
        ("", False),
    ],
)
def test_the_cell_of_the_pseudonym_is_known_whatever_was_typed(cell, asks):
    assert asks_pseudonym(cell) is asks


def test_an_exercise_has_two_cells_of_set_up_and_a_lesson_one():
    cells = ["# qui ?\npseudonyme = ...", "ex = bool(pseudonyme)", "x = ex"]
    assert independence.set_up(cells) == 2
    assert independence.troubles(cells) == []
    assert independence.set_up(cells[1:]) == 1
    assert independence.troubles([*cells, "y = x"]) == [(3, "« x » comes from another cell")]
    assert independence.troubles([*cells, "pseudonyme = 'a'"]) == [
        (3, "« pseudonyme » of the set-up cell is given another value")
    ]
    assert independence.troubles([]) == []


def test_a_pseudonym_hides_no_answer_that_was_left_unmarked():
    cells = [{"cell_type": "code", "id": "a", "metadata": {}, "source": skeleton.PSEUDONYM, "outputs": []}]
    with pytest.raises(MalformedMark, match="no solution is marked"):
        generate.exercise_of({"cells": cells, "metadata": {}}, "x")
