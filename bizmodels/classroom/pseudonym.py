"""Under which pseudonym a notebook is: the very text that the kernel gave the exercise, or nothing is judged.

Another firm's figures would make every right answer wrong: only plain ways of giving a text are followed.
"""

from __future__ import annotations

import ast
import re
from types import EllipsisType, NoneType
from typing import Any

from bizmodels import french
from bizmodels.classroom.doubts import given, handled, sharing
from bizmodels.classroom.files import Cell, Notebook
from bizmodels.classroom.hidden_ways import (
    is_by_chance,
    is_sure_import,
    kept_code,
    loads_unseen,
    reaches_any_name,
)
from bizmodels.classroom.interpreter import statements as _statements  # noqa: F401 - declares what is read
from bizmodels.classroom.interpreter.limits import Budget, Refused
from bizmodels.classroom.interpreter.names import names_of_python
from bizmodels.classroom.interpreter.run import Run
from bizmodels.classroom.interpreter.values import Unreadable
from bizmodels.classroom.magics import without_magics
from bizmodels.classroom.whose import calls_of, parsed
from bizmodels.errors import LearnerError
from bizmodels.exercises import engine
from bizmodels.exercises.given import look_alike, student_seed
from bizmodels.exercises.guard import TooLong, limited
from bizmodels.exercises.same_cell import names_given

NAME = "pseudonyme"
_UNUSED = "Un pseudonyme est écrit, mais la préparation ne l’emploie pas : chiffres publiés."
_WORD = re.compile(r"[^\W\d]\w*")
_FORM = 'écrivez-le sous la forme pseudonyme = "renard bleu"'
_UNSEEN = "l’exercice est chargé d’une façon qui ne se lit pas"
_HARMLESS = re.compile(
    r"\s*(!|%(matplotlib|pip|conda|config|autoreload|load_ext|pwd|ls)\b|%%(time|capture)\s*$|[\w.]+\s*\?)"
)
_UNCHANGING = (str, int, float, NoneType, EllipsisType)
_NOTHING = "aucune valeur ne lui est donnée avant la préparation"


class Unknown(Exception):
    """The pseudonym is not known; why, in French without its point."""


def pseudonym_of(notebook: Notebook, exercise: str) -> tuple[str, list[str], str]:
    """The pseudonym, empty for the published figures; what is to be said of it; and why it is not known.

    Where the last is no empty text, nothing of the notebook can be judged.
    """
    cells = [cell for cell in notebook.cells if cell.kind == "code"]
    try:
        students = limited(_given, cells, exercise)
        names = [_name(one, exercise) for one in students]
        if len({look_alike(one) for one in names}) > 1:
            raise Unknown("le cahier charge l’exercice sous plusieurs pseudonymes")
    except Unknown as why:
        return "", [], f"Pseudonyme non lu : {why}."
    except (Refused, TooLong):
        return "", [], f"Pseudonyme non lu : {_FORM}."
    name = names[0] if names else ""
    unused = not name and students and students[0] is None and any(_is_written(cell) for cell in cells)
    return name, [_UNUSED] if unused and not _asks(cells) else [], ""


def _name(value: Any, exercise: str) -> str:
    if value is None or value is ...:
        return ""
    if type(value) is not str:
        raise Unknown("ce n’est pas un texte entre guillemets")
    name = " ".join(value.split())
    try:
        student_seed(name, exercise)
    except LearnerError:
        said = f"{french.quote(name)} n’en est pas un" if name else "le texte est vide"
        raise Unknown(f"{said}, et le cours le refuse") from None
    return name


def _is_written(cell: Cell) -> bool:
    return bool(re.search(rf"^\s*{NAME}\s*=\s*[\"']", cell.source, re.MULTILINE))


def _asks(cells: list[Cell]) -> bool:
    """Whether the exercise is loaded with a student."""
    trees = [tree for cell in cells if (tree := parsed(cell.source))]
    return any(
        len(call.args) > 1 or any(one.arg != "name" for one in call.keywords)
        for tree in trees
        for call in calls_of(tree)
    )


def _given(cells: list[Cell], exercise: str) -> list[Any]:
    """What each loading of the exercise gives as its student, in the order of the document."""
    run, found = Run({}, names_of_python(lambda: run), {}), []
    if loads_unseen([cell.source for cell in cells]):
        raise Unknown(_UNSEEN)
    # What comes after the last loading is nothing to it.
    loads = [at for at, cell in enumerate(cells) if "exercise" in cell.source]
    cells_read = cells[: loads[-1] + 1] if loads else cells
    meddled = False  # from there on, what is not read may change any name
    later: set[str] | None = (
        None  # what a function or a class may change when a line that is not read uses it
    )
    with run.reading():
        for cell in cells_read:
            source, lost = without_magics(cell.source)
            tree = parsed(source)
            if tree is None:
                _refused(run, cell.source)
                continue
            sure = lost is None or _of_jupyter(run, cell.source, source)
            meddled = meddled or reaches_any_name(tree)
            if (more := kept_code(tree)) is not None:
                later = (later or set()) | more
            for statement in tree.body:
                if any(calls_of(statement)):
                    if not sure:
                        raise Unknown("une ligne qui la précède dans sa cellule a pu arrêter la préparation")
                    found += _loaded(run, statement, exercise)
                elif not _followed(run, statement, meddled, later):
                    sure = False
                if not sure:  # Python may have stopped before: those names keep what they had
                    _lose(run, names_given(ast.Module([statement], [])))
            if reaches_any_name(tree):
                _lose(run, {NAME, *run.notebook.names})
    if not found:
        if any(re.search(r"^[^#\n]*\bexercise\b", cell.source, re.MULTILINE) for cell in cells):
            raise Unknown(_UNSEEN)
        if NAME in run.notebook.names:  # the set-up cell was deleted
            found.append(_value(run, ast.Name(NAME, ast.Load())))
    return found


def _of_jupyter(run: Run, whole: str, source: str) -> bool:
    """Lose what the lines of Jupyter name; whether none of them may stop the cell or change another name."""
    kept, sure = set(source.split("\n")), True
    for line in whole.split("\n"):
        if line in kept:
            continue
        _lose(run, {*_WORD.findall(line)})
        if "exercise" in line:
            raise Unknown("une commande de Jupyter (`%`, `!`) charge l’exercice")
        if not _HARMLESS.match(line):
            _lose(run, {NAME, *run.notebook.names})
            sure = False
    return sure


def _loaded(run: Run, statement: ast.stmt, exercise: str) -> list[Any]:
    """The student that a statement which loads the exercise gives it."""
    top, found = getattr(statement, "value", None), []
    for call in calls_of(statement):
        if call is not top:
            raise Unknown(_UNSEEN)
        name, student = _arguments(run, call)
        if name == exercise or name not in engine.available():
            found.append(student)
    _lose(run, names_given(ast.Module([statement], [])))
    return found


def _followed(run: Run, statement: ast.stmt, meddled: bool, later: set[str] | None) -> bool:
    """Read a statement for what it does; False where it may stop its cell: what it may change is then lost."""
    if is_sure_import(statement):
        _lose(run, names_given(ast.Module([statement], [])))
        return True
    names = run.notebook.names
    before = sharing(handled(statement, names), names)
    try:
        if not is_by_chance(statement):
            run.block([statement], run.notebook)
            return True
    except (Refused, TooLong, Exception):
        run.budget = Budget()
    used = handled(statement, names)
    _lose(run, given(statement) | used | before | sharing(used, names))
    if meddled:
        _lose(run, {NAME, *names})
    elif later is not None:
        _lose(run, later | {name for name, one in names.items() if not isinstance(one, _UNCHANGING)})
    return False


def _arguments(run: Run, call: ast.Call) -> tuple[Any, Any]:
    named = {one.arg: one.value for one in call.keywords}
    if any(isinstance(one, ast.Starred) for one in call.args) or None in named or len(call.args) > 2:
        raise Unknown(_UNSEEN)
    asked = call.args[0] if call.args else named.get("name")
    student = call.args[1] if len(call.args) > 1 else named.get("student")
    name = _value(run, asked) if asked is not None else ""
    return name, None if student is None else _value(run, student)


def _value(run: Run, node: ast.expr) -> Any:
    """The value of an expression made of texts, numbers and names that are known."""
    if any(isinstance(one, ast.NamedExpr) for one in ast.walk(node)):
        raise Unknown(_FORM)
    try:
        return run.value(node, run.notebook)
    except NameError as error:
        said = _NOTHING if error.name == NAME else f"le nom `{error.name}` n’a pas de valeur"
        raise Unknown(said) from None
    except Refused as why:
        raise Unknown(str(why)) from None
    except Exception:
        raise Unknown(_FORM) from None


def _refused(run: Run, source: str) -> None:
    """A cell that Python refuses: the kernel did nothing of it."""
    if re.search(r"\bexercise\s*\(", source):
        raise Unknown("Python refuse la cellule de préparation")
    if re.search(rf"^\s*{NAME}\s*=", source, re.MULTILINE):
        raise Unknown(f"Python refuse sa cellule (guillemets oubliés ?) ; {_FORM}")
    _lose(run, set(re.findall(r"^\s*([^\W\d]\w*)\s*=", source, re.MULTILINE)))


def _lose(run: Run, names: Any) -> None:
    for name in names:
        run.notebook.names[name] = Unreadable(_FORM)
