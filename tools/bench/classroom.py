"""The class kit: thirty hand-ins marked, two of them endless and one cut; thirty codes made a board; fresh processes."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from tests import handins
from tests.class_codes import class_codes
from tools.bench.measure import Line, Section, median, timed

LESSON, SIZE = "03", 30


def measure(quick: bool) -> Section:
    """Whole commands, imports included, as an instructor waits for them."""
    from bizmodels.classroom import lesson_bets

    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        handins.make(folder / "remises")
        texts = class_codes(LESSON, lesson_bets.asked(LESSON).acts, SIZE)
        (folder / "codes.txt").write_text("\n\n".join(texts), encoding="utf-8", newline="\n")
        times = 1 if quick else 5
        grade = median([_command(folder, "grade", "remises", "--out", f"out{n}") for n in range(times)])
        board = median([_command(folder, "board", "codes.txt", "--out", f"{n}.html") for n in range(times)])
        plan = median([_command(folder, "plan", LESSON, "--out", f"plan{n}.html") for n in range(times)])
    lines = [
        Line("30 hand-ins marked, two endless, one cut", f"{grade:.1f} s", "nbgrader 0.9.6, measured from outside: 189 s", f"{189 / grade:.0f} ×", "≤ 60 s", grade <= 60),
        Line("30 codes, the board", f"{board:.1f} s", "", "", "≤ 2 s", board <= 2),
        Line("a teaching note", f"{plan:.1f} s", "", "", "—", None),
    ]  # fmt: skip
    method = (
        f"Lesson {LESSON}: `bizmodels grade`, `board`, `plan` as commands of their own, Python and its imports included; medians. The hand-ins and "
        "codes are those of the tests (`tests/handins.py`, `tests/class_codes.py`). nbgrader ran them, needed two runs and stopped at a duplicated cell."
    )
    return Section("The class kit", method, lines)


def _command(folder: Path, *words: str) -> float:
    job = [sys.executable, "-m", "bizmodels.cli", *words]
    return timed(lambda: subprocess.run(job, cwd=folder, check=True, capture_output=True))
