"""The cells of one notebook read from top to bottom: what each check is given, or why it cannot be read."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from typing import Any

from bizmodels.classroom import doubts
from bizmodels.classroom.checks_seen import checks_in, checks_of, depth, is_usual
from bizmodels.classroom.files import Cell
from bizmodels.classroom.interpreter import statements as _statements  # noqa: F401 - declares what is read
from bizmodels.classroom.interpreter.course import course
from bizmodels.classroom.interpreter.course_values import CourseClass
from bizmodels.classroom.interpreter.functions import Function, Kept
from bizmodels.classroom.interpreter.libraries import modules
from bizmodels.classroom.interpreter.limits import STEPS, Endless, Refused, weigh
from bizmodels.classroom.interpreter.names import names_of_python
from bizmodels.classroom.interpreter.run import Run
from bizmodels.classroom.interpreter.snapshot import again, copy_of, snapshot
from bizmodels.classroom.interpreter.targets import Meddling
from bizmodels.classroom.interpreter.values import Kind, Lazy, Native, Unreadable, no_value
from bizmodels.classroom.magics import parse, without_commas, without_magics
from bizmodels.classroom.setup import Setup
from bizmodels.classroom.why import error_words, syntax_error_words
from bizmodels.exercises.answers import comma
from bizmodels.exercises.engine import available
from bizmodels.exercises.guard import TooLong, limited
from bizmodels.exercises.same_cell import given_elsewhere

_GIVEN = re.compile(r"^[ \t]*(?:def[ \t]+)?([^\W\d]\w*)[ \t]*(?:=(?!=)|\()", re.MULTILINE)
SECONDS = 8.0  # for one cell: the libraries' own loops are not counted in steps
_JUPYTER = "une commande de Jupyter (`%`, `!`, `?`) n’est pas lue"
_SAID = f"U{_JUPYTER[1:]}."
_NAMED = "`{}` est nommée dans le cahier, et sa vérification n’y est pas écrite d’une façon qui se lit."
_CHAIN = re.compile(r"(vient d’une ligne non lue \().*vient d’une ligne non lue \((.*?)\)+$")
_CUTS = 3  # cells without end, after which the rest of the file is left
_STEPS = 5 * STEPS  # of the whole file
_DEEPEST = 150  # brackets inside one another
ENDLESS = "La cellule ne s’arrête pas : une boucle sans fin."
LONG = "La cellule est trop longue pour être lue sans l’exécuter (peut-être une boucle sans fin)."


@dataclass(frozen=True)
class Found:
    """The last check of a question: its raw arguments or why they are not read, and its cell."""

    arguments: tuple
    unread: str
    source: str
    cell: Cell
    slip: tuple[str, str] = ("", "")


class Answers:
    """One notebook, read cell after cell.

    ``asked`` is the last check of each question, ``notes`` what is to be said of the file, in French.
    """

    def __init__(self, setup: Setup, setup_cell: Cell | None):
        self.asked: dict[str, Found] = {}
        self.notes: list[str] = []
        self.data = setup.session.data
        self._setup, self._setup_cell, self._cuts = setup, setup_cell, 0
        self._now: dict[str, tuple] = {}  # the checks of the cell being read
        self._lost: dict[str, str] = {}  # the questions that an unread line of the cell may check, and why
        self._whys: dict[int, str] = {}  # line -> why its statement is not read
        self._at_large: Cell | None = None  # a cell that may check any question without naming it
        self._by_magic = False
        bm = course(self._exercise)
        self._run = Run({}, names_of_python(lambda: self._run), modules(lambda: self._run, bm))
        start = setup.start(bm, self._checked)
        self._run.notebook.names.update(start)
        self._ex = start["ex"]

    def _exercise(self, name: Any) -> Any:
        """``bm.exercise(name)``: the one that is read, however its name is spelt, and no other one."""
        if name != self._setup.session.name and name in available():
            raise Refused("un autre exercice est chargé, et n’est pas lu")
        return self._ex

    def read(self, cells: tuple[Cell, ...]) -> None:
        """Read the code cells in the order of the document."""
        for cell in cells:
            if cell.kind == "code" and cell.source.strip():
                self._cell(cell)
        self._only_named(cells)

    def _only_named(self, cells: tuple[Cell, ...]) -> None:
        """A question that the file names and of which no check is read is not read; it is not missing."""
        for cell in cells:
            if cell.kind == "code":
                for question in sorted(doubts.words_of(cell.source) - self.asked.keys()):
                    self.asked[question] = Found((), _NAMED.format(question), cell.source, cell)
        if self._at_large is not None:
            for one in self._setup.session.questions:
                if one.name not in self.asked:
                    why = _NAMED.format(one.name)
                    self.asked[one.name] = Found((), why, self._at_large.source, self._at_large)

    def _checked(self, question: str, arguments: tuple) -> None:
        if self._by_magic and self._run.elsewhere:  # a magic hides the cell from ``check``
            arguments = (Unreadable(_SAID),)
        self._now[question] = tuple(self._kept(one) for one in arguments)
        self._lost.pop(question, None)

    def _kept(self, value: Any) -> Any:
        """An argument as it stands when it is checked; one that cannot be judged says why."""
        try:
            if type(value) is Lazy:
                raise Refused("une suite calculée au fur et à mesure n’est pas une valeur")
            no_value(value)
            weigh(value)
            if isinstance(value, (Function, Native, Kind, CourseClass)):
                state = snapshot(value, self._run.notebook)
                found: Any = state[0]
            else:
                state, found = None, copy_of(value)
            if isinstance(found, Unreadable):
                raise Refused(found.reason)
        except Refused as why:
            if type(value) is Unreadable:
                return value
            return Unreadable(f"Ce qui est donné à `check` : {why}.")
        return found if state is None else Kept(lambda: again(*state, self._run.notebook), self._run)

    def _cell(self, cell: Cell) -> None:
        source, lost = without_magics(cell.source)
        self._now, self._whys, self._lost = {}, {}, {}
        self._by_magic = cell.source.lstrip().startswith("%%")
        if lost is not None:
            self._of_jupyter(cell.source, source, lost)
        if self._cuts >= _CUTS or self._run.spent > _STEPS:
            return self._whole(
                cell, source, "Les calculs de ce cahier sont trop longs : la fin n’est pas lue."
            )
        try:
            tree = parse(source)
            too_deep = depth(tree) > _DEEPEST
        except SyntaxError as error:
            if self._with_commas(cell, source):
                return None
            self._unread_names(_GIVEN.findall(source), "Python refuse sa cellule")
            return self._whole(cell, source, syntax_error_words(cell.source, error))
        except (ValueError, RecursionError, MemoryError):
            too_deep, tree = True, ast.Module([], [])
        if too_deep:
            self._unread_names(_GIVEN.findall(source), "sa cellule est trop compliquée")
            self._doubt_words(source)
            return self._whole(cell, source, "La cellule est trop compliquée pour être lue.")
        if doubts.asks_at_large(source, tree):
            self._at_large = cell
        try:
            limited(self._statements, tree, cell is self._setup_cell, seconds=SECONDS)
        except TooLong as error:
            self._stopped(tree.body, error)
        return self._noted(
            cell, {**checks_of(tree, source), **dict.fromkeys([*self._now, *self._lost], 0)}, ""
        )

    def _whole(self, cell: Cell, source: str, why: str) -> None:
        """A cell that is not read at all: what it checks, or may check through another name, is not read either."""
        names = self._run.notebook.names
        self._lost |= dict.fromkeys(doubts.questions_in(source, names), why)
        if doubts.asks_at_large(source, None):
            self._at_large = cell
        self._noted(cell, {**checks_in(source), **dict.fromkeys(self._lost, 0)}, why)

    def _of_jupyter(self, whole: str, source: str, lost: list[str]) -> None:
        """The lines of Jupyter that are left out: what they give, change or check is not read."""
        self._unread_names(lost, _JUPYTER)
        kept = set(source.split("\n"))
        left = "\n".join(line for line in whole.split("\n") if line not in kept)
        self._doubt_words(left)
        names = self._run.notebook.names
        self._lost |= dict.fromkeys(doubts.words_of(left) | doubts.questions_in(left, names), _SAID)
        if re.search(r"^\s*%(run|load|pylab|store|reset|env)", left, re.MULTILINE):
            self._run.notebook.names["*"] = Unreadable(_JUPYTER)

    def _doubt_words(self, source: str) -> None:
        """What a code that is not read may change in its place."""
        names = self._run.notebook.names
        self._unread_names(doubts.sharing(doubts.words(source), names), "une ligne non lue peut le changer")

    def _with_commas(self, cell: Cell, source: str) -> bool:
        """A cell refused for a decimal comma alone, read as it was meant: the answers it checks are that mistake."""
        better, number = without_commas(source)
        if not number[0]:
            return False
        self._cell(Cell(cell.kind, better, cell.id, cell.shown))
        self._unread_names(_GIVEN.findall(source), "Python refuse sa cellule")
        self._doubt_words(source)
        reading = comma(*number)
        for question in checks_in(better):
            found = self.asked.get(question)
            if found is None:
                continue
            given = any(one is not ... for one in found.arguments) and not found.unread
            slip = (reading.cause, _refused_comma(*number)) if given else ("", "")
            self.asked[question] = Found(found.arguments, found.unread, cell.source, cell, slip)
        return True

    def _statements(self, tree: ast.Module, is_setup: bool) -> None:
        run, names = self._run, self._run.notebook.names
        run.elsewhere = {}
        for call, name, _ in given_elsewhere(tree, names):
            run.elsewhere.setdefault(call, set()).add(name)
        with run.reading():
            for place, statement in enumerate(tree.body):
                if is_setup and ast.dump(statement) in self._setup.statements:
                    continue  # done already, with the course's own code
                if is_setup and self._setup.statements and not is_usual(statement):
                    self.notes.append("La cellule de préparation a été changée.")
                try:
                    run.block([statement], run.notebook)
                except Meddling as why:
                    self.notes.append(f"Une ligne n’est pas suivie : {why}.")
                except Refused as why:
                    self._whys[statement.lineno] = f"Ligne {statement.lineno} : {why}."
                    self._doubt(statement, str(why), self._whys[statement.lineno])
                except TooLong as error:
                    self._stopped(tree.body[place:], error)
                    return
                except RecursionError as error:
                    self._whys[statement.lineno] = f"Ligne {statement.lineno} : {error_words(error)}."
                    self._doubt(statement, error_words(error), self._whys[statement.lineno])
                    return
                except Exception as error:  # a kernel would stop the cell there
                    said = error_words(error)
                    self._whys[statement.lineno] = (
                        f"La cellule s’arrête sur une erreur, ligne {statement.lineno} : {said}."
                    )
                    return

    def _stopped(self, left: list[ast.stmt], error: TooLong) -> None:
        said = ENDLESS if isinstance(error, Endless) else LONG
        self._cuts += 1
        self._whys[0] = said
        for statement in left:
            self._doubt(statement, "sa cellule n’est pas lue jusqu’au bout", said)

    def _doubt(self, statement: ast.stmt, why: str, said: str) -> None:
        """What an unread statement gives, changes or checks is not read."""
        names = self._run.notebook.names
        anything = doubts.does_anything(statement)
        questions = doubts.questions_of(statement, names)
        if anything or ("check" in ast.dump(statement) and doubts.asks_at_large("", statement)):
            questions = {
                one.name for one in self._setup.session.questions if one.name in self.asked
            } | questions
        for question in questions:
            self._now.pop(question, None)
            self._lost[question] = said
        changed = names if anything else doubts.sharing(doubts.handled(statement, names), names)
        self._unread_names({*doubts.given(statement), *changed}, why)
        if anything:
            names["*"] = Unreadable(why)

    def _unread_names(self, names: Any, why: str) -> None:
        why = _CHAIN.sub(r"\1\2)", why)  # the last name and the first cause are enough
        for name in tuple(names):
            if name not in ("bm", "ex", "data", "firm"):
                self._run.notebook.names[name] = Unreadable(f"`{name}` vient d’une ligne non lue ({why})")

    def _noted(self, cell: Cell, questions: dict[str, int], why: str) -> None:
        """What the cell checks, kept as the last word on its questions."""
        for question, line in questions.items():
            if (before := self.asked.get(question)) and before.cell is not cell:
                self.notes.append(_twice(question, before, self._now.get(question)))
            if why or question in self._lost or question not in self._now:
                said = why or self._lost.get(question) or self._why_not(line)
                self.asked[question] = Found((), said, cell.source, cell)
                continue
            arguments = self._now[question]
            unread = next((one.reason for one in arguments if isinstance(one, Unreadable)), "")
            self.asked[question] = Found(() if unread else arguments, unread, cell.source, cell)
        self._now = {}

    def _why_not(self, line: int) -> str:
        """Why a check was not reached: the last trouble up to its line, or the first of the cell."""
        before = [at for at in self._whys if at <= line]
        if before or self._whys:
            return self._whys[max(before) if before else min(self._whys)]
        return "`check` est écrit sans ses parenthèses, ou dans une partie que rien n’exécute."


def _twice(question: str, before: Found, now: tuple | None) -> str:
    note = f"Deux cellules vérifient {question} : la dernière compte."
    answered = any(one is not ... for one in before.arguments)
    if answered and now is not None and all(one is ... for one in now):
        note += " Elle est vide, et l’autre contient une réponse : à lire."
    return note


def _refused_comma(whole: str, decimals: str) -> str:
    return f"Python refuse `{whole},{decimals}` : la virgule décimale est un point, `{whole}.{decimals}`."
