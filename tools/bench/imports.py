"""What a fresh kernel waits for: imports, in processes of their own."""

from __future__ import annotations

import json
import subprocess
import sys

from tools.bench.measure import Line, Section, median, ms

OURS = "import bizmodels as bm; model = bm.D2C(); model.kpis(); bm.calculator(model)"
JOBS = {
    "pandas": "import pandas",
    "ours": OURS,
    "calculator": "import bizmodels as bm; bm.calculator(bm.D2C())",
    "seaborn": "import seaborn",
}
HEAVY = ("seaborn", "matplotlib", "scipy", "openpyxl", "pandas")
# pandas imports pyarrow wherever it is installed, which flatters whoever is compared with pandas.
WITHOUT_ARROW = "import sys; sys.modules['pyarrow'] = None\n"
CLOCK = """
import json, sys, time
start = time.perf_counter()
{job}
took = time.perf_counter() - start
print(json.dumps([took, [name for name in {heavy} if name in sys.modules]]))
"""


def fresh(job: str, prelude: str = "") -> tuple[float, list[str]]:
    """Seconds a job takes in a new process, and which heavy libraries it loaded."""
    code = prelude + CLOCK.format(job=job, heavy=HEAVY)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return tuple(json.loads(done.stdout.splitlines()[-1]))


def measure(quick: bool) -> Section:
    """Median of fresh processes, one of each in turn."""
    rounds = 2 if quick else 5
    took: dict[tuple[str, str], list[float]] = {}
    heavy: set[str] = set()
    for turn in range(-1, rounds):  # the first round only compiles what was never imported before
        for prelude in ("", WITHOUT_ARROW):
            for name, job in JOBS.items():
                if prelude and name not in ("pandas", "ours"):
                    continue
                seconds, loaded = fresh(job, prelude)
                if turn >= 0:
                    took.setdefault((name, prelude), []).append(seconds)
                if name == "calculator":
                    heavy |= set(loaded)
    mid = {job: median(times) for job, times in took.items()}
    lines = []
    for prelude, words in (("", "as installed"), (WITHOUT_ARROW, "pandas without pyarrow")):
        ours, pandas = mid["ours", prelude], mid["pandas", prelude]
        lines.append(
            Line(f"import, one model, its key figures, its calculator ({words})", ms(ours), f"import pandas: {ms(pandas)}",
                 f"{ours / pandas:.2f} × more", "≤ 2.5 × more", ours <= 2.5 * pandas)
        )  # fmt: skip
    alone, pandas, seaborn = (mid[name, ""] for name in ("calculator", "pandas", "seaborn"))
    lines += [
        Line("import and its calculator, no table", ms(alone), f"import pandas: {ms(pandas)}", f"{alone / pandas:.2f} ×"),
        Line("the same, against seaborn", ms(alone), f"import seaborn: {ms(seaborn)}", f"{seaborn / alone:.1f} × less"),
        Line("heavy libraries that calculator loaded", ", ".join(sorted(heavy)) or "none", target="none of " + ", ".join(HEAVY),
             met=not heavy),
    ]  # fmt: skip
    method = f"Fresh processes, one of each in turn, bytecode compiled, median of {rounds}; the interpreter's own start is left out."
    return Section("Imports", method, lines)
