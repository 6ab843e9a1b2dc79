"""Sheets -> solutions -> exercises: ``python -m bizmodels.exercises.generate [--check] [FOLDER]``.

The sheet of questions says each statement, the solution notebook everything else. Its statements are written anew,
then marked code becomes a stub, cells tagged ``solution`` and the instructor's notes go, outputs are emptied; ids
stay, so that a diff between both notebooks shows the answers only.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bizmodels.course.first_cell import asks_pseudonym
from bizmodels.course.notebook import dumps, load, replace_text
from bizmodels.course.regions import MalformedMark, source_of, split, student_source, tagged
from bizmodels.exercises import engine, sheets
from bizmodels.exercises.statements import stated

SOURCE, TARGET = "solutions", "exercises"


def exercise_of(solution: Any, name: str) -> str:
    """The committed text of the exercise notebook of a solution.

    Raises:
        MalformedMark: a mark is misspelt, nested, unclosed, empty or misplaced, or nothing is kept back.
    """
    cells, answers = [], 0
    for number, cell in enumerate(solution["cells"], 1):
        where = f"{name}, cell {number} ({cell.get('id', 'no id')})"
        runs = split(cell, where)
        answers += tagged(cell) or len(runs) > 1 and not asks_pseudonym(source_of(cell))
        if tagged(cell):
            continue
        kept = dict(cell, source=student_source(cell, where))
        if cell["cell_type"] == "code":
            kept |= {"outputs": [], "execution_count": None}
        cells.append(kept)
    if not answers:
        raise MalformedMark(f"{name}: no solution is marked, the exercise would give every answer away")
    notes = {
        key: value for key, value in solution["metadata"].get("bizmodels", {}).items() if key != "instructor"
    }
    return dumps(dict(solution, cells=cells, metadata={"bizmodels": notes} if notes else {}))


def solution_of(path: Path) -> Any:
    """A solution notebook, its statements as the sheet of its name says them; without a sheet, as it is.

    Raises:
        MalformedMark: the notebook has no place for a question of the sheet.
    """
    notebook = load(path)
    if path.stem not in engine.available():
        return notebook
    sheet = engine.declaration(path.stem)
    try:
        return stated(notebook, sheet.questions, sheet.published())
    except LookupError as error:
        raise MalformedMark(f"{SOURCE}/{path.name}: {error}") from None


def generate(root: Path) -> dict[Path, str]:
    """Path and text of every solution and exercise that the sheets and the solutions under ``root`` give."""
    written = {}
    here, course = Path(sheets.__file__).resolve(), root.resolve()
    if (root / "bizmodels").is_dir() and course not in here.parents:
        raise MalformedMark(
            f"the sheets of another copy are installed ({here.parent}): pip install -e . in {course}"
        )
    found = sorted((root / SOURCE).glob("*.ipynb"))
    if not found:
        raise MalformedMark(f"{SOURCE}/: no solution here; give the folder of the course")
    for path in found:
        written[path] = dumps(solution_of(path))
        notebook = json.loads(written[path])
        written[root / TARGET / path.name] = exercise_of(notebook, f"{SOURCE}/{path.name}")
    return written


def differences(root: Path) -> list[str]:
    """What differs from what the sheets and the solutions give: one line a file, empty when nothing does."""
    wanted = generate(root)
    found = [
        f"{_called(path)}: {_fault(path)}"
        for path, text in wanted.items()
        if not path.exists() or path.read_bytes() != text.encode()
    ]
    orphans = sorted(set((root / TARGET).glob("*.ipynb")) - set(wanted))
    return found + [f"{_called(path)}: has no solution" for path in orphans]


def _called(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


def _fault(path: Path) -> str:
    if path.parent.name == SOURCE:
        return "does not say what its sheet says"
    return "differs from its solution" if path.exists() else "is missing"


def main(arguments: Sequence[str]) -> int:
    """Write statements and exercises, or only compare them with ``--check``; 1 when something is wrong."""
    folders = [one for one in arguments if one != "--check"]
    root = Path(folders[0]) if folders else Path.cwd()
    try:
        if "--check" not in arguments:
            texts = generate(root)
            (root / TARGET).mkdir(exist_ok=True)
            for path, text in texts.items():
                if not path.exists() or path.read_bytes() != text.encode():
                    replace_text(path, text)
                    print(f"{_called(path)}: written")
        problems = differences(root)
    except MalformedMark as error:
        problems = [str(error)]
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    sys.stderr.reconfigure(encoding="utf-8", errors="replace")
    sys.exit(main(sys.argv[1:]))
