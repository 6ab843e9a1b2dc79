"""What an exercise says and what its solution answers hold for every firm, not only for the published figures."""

from __future__ import annotations

import os
import re
from functools import cache

import pytest

import bizmodels as bm
from bizmodels.course.contract import ROOT, read
from bizmodels.course.first_cell import asks_pseudonym
from bizmodels.course.regions import source_of, tagged
from bizmodels.exercises import engine
from bizmodels.exercises.result import RIGHT
from bizmodels.prose import typeset_markdown, without_markup

EXERCISES = engine.available()
# Fifty firms every month; each day, as many as CI has time for.
FIRMS = 50 if os.environ.get("MONTHLY") else 8
# Tables and fits that are the same for every firm: read once.
SHARED = ("load_cdnow", "load_rdataset", "load_sanctions")


@pytest.fixture
def shared(monkeypatch):
    """Run as in the folder of the solutions (nothing goes to the learner's file), each table read once."""
    monkeypatch.chdir(ROOT / "solutions")
    for name in SHARED:
        monkeypatch.setattr(bm, name, cache(getattr(bm, name)))


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
            cells.append(("", source, False))
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
