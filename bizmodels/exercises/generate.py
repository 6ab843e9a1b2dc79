"""Solutions -> exercises: ``python -m bizmodels.exercises.generate [--check] [FOLDER]``.

The solution notebook is the only source. Marked code becomes a stub, cells tagged ``solution`` and the
instructor's notes go, outputs are emptied; ids stay, so that a diff between both shows the answers only.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bizmodels.exercises.notebook import dumps, load
from bizmodels.exercises.regions import MalformedMark, split, student_source, tagged

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
        answers += tagged(cell) or len(runs) > 1
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


def generate(root: Path) -> dict[Path, str]:
    """Path and text of every exercise that the solutions under ``root`` give."""
    return {
        root / TARGET / path.name: exercise_of(load(path), f"{SOURCE}/{path.name}")
        for path in sorted((root / SOURCE).glob("*.ipynb"))
    }


def differences(root: Path) -> list[str]:
    """What differs between the committed exercises and the solutions: one line a file, empty when nothing does."""
    wanted = generate(root)
    found = [
        f"{TARGET}/{path.name}: {'differs from its solution' if path.exists() else 'is missing'}"
        for path, text in wanted.items()
        if not path.exists() or path.read_bytes() != text.encode()
    ]
    orphans = sorted(set((root / TARGET).glob("*.ipynb")) - set(wanted))
    return found + [f"{TARGET}/{path.name}: has no solution" for path in orphans]


def main(arguments: Sequence[str]) -> int:
    """Write the exercises, or only compare them with ``--check``; 1 when something is wrong."""
    folders = [one for one in arguments if one != "--check"]
    root = Path(folders[0]) if folders else Path.cwd()
    try:
        if "--check" not in arguments:
            (root / TARGET).mkdir(exist_ok=True)
            for path, text in generate(root).items():
                path.write_text(text, encoding="utf-8", newline="\n")
                print(f"{TARGET}/{path.name}: written")
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
