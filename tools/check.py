"""Run everything that CI runs, stage by stage, and sum up: ``make test`` (``make fast`` for the quick half).

A failing stage does not stop the next ones, so that one run tells everything that is wrong. The browser
stage needs a Chromium or a Chrome; without one it is left out and said so, unless ``REQUIRE_BROWSER=1``.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field, replace
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
LINT_IMPORTS = "from importlinter.cli import lint_imports_command; lint_imports_command()"


@dataclass(frozen=True)
class Stage:
    """One command, its heading, and what it adds to the environment."""

    title: str
    command: list[str]
    env: dict[str, str] = field(default_factory=dict)
    fast: bool = False
    browser: bool = False
    # What ``make fast`` leaves out of the stage: a marker of pytest.
    slow_tests: str = ""


def python(*arguments: str) -> list[str]:
    """A command run by the interpreter of this environment, whatever stands on PATH."""
    return [sys.executable, *arguments]


STAGES = [
    Stage("Code: ruff check", python("-m", "ruff", "check", "."), fast=True),
    Stage("Code: ruff format", python("-m", "ruff", "format", "--check", "."), fast=True),
    Stage("Imports go one way: import-linter", python("-c", LINT_IMPORTS), fast=True),
    Stage(
        "Unit, oracle and property tests: pytest",
        # worksteal: the slow tests stand together and would all fall to one worker. Loading nbval takes two seconds.
        python(
            *("-m", "pytest", "-q", "-p", "no:nbval"),
            *("-n", "2", "--dist", "worksteal", "-m", "not browser", "tests"),
        ),
        fast=True,
        slow_tests="kernel",
    ),
    Stage(
        "Every saved output of lessons and solutions: strict nbval",
        python(
            *("-m", "pytest", "-q", "--nbval", "--nbval-current-env"),
            *("--nbval-sanitize-with", "tests/nbval_sanitize.cfg", "--nbval-cell-timeout", "120"),
            # A notebook's cells must stay in one worker, hence loadfile; three, since each waits for its kernel to start
            # and to stop.
            *("-n", "3", "--dist", "loadfile", "notebooks", "solutions"),
        ),
        # Three workers on two cores: threads inside numpy would only slow each other down.
        env={"OMP_NUM_THREADS": "1"},
    ),
    Stage(
        "JupyterLab in a real browser: pytest + playwright",
        # Two servers and two browsers: a third was no faster on two cores. A file keeps its server, and the longest, the
        # calculator's, begins with the first ones instead of ending alone.
        python(
            *("-m", "pytest", "-v", "-p", "no:nbval", "-m", "browser"),
            *("-n", "2", "--dist", "loadfile", "--no-loadscope-reorder", "tests/browser"),
        ),
        browser=True,
    ),
]


def browser_missing() -> bool:
    """Whether no Chromium or Chrome stands on PATH."""
    return not any(shutil.which(name) for name in BROWSERS)


def quick(stage: Stage) -> Stage:
    """The stage without the tests that ``make fast`` leaves out."""
    if not stage.slow_tests:
        return stage
    left = f"not browser and not {stage.slow_tests}"
    return replace(stage, command=[left if word == "not browser" else word for word in stage.command])


def run(stage: Stage) -> str:
    """Run one stage and return ``passed``, ``failed`` or ``skipped``."""
    if stage.browser and browser_missing():
        print("Chromium est absent : les tests dans un vrai navigateur n'ont PAS été faits.")
        print("No Chromium here: the browser tests were LEFT OUT (apt install chromium).")
        return "failed" if os.environ.get("REQUIRE_BROWSER") == "1" else "skipped"
    sys.stdout.flush()
    with tempfile.TemporaryDirectory() as nobody:  # what is tested depends on no learner's own file
        env = os.environ | {"BIZMODELS_LEARNER": nobody} | stage.env
        done = subprocess.run(stage.command, cwd=ROOT, env=env, stdin=subprocess.DEVNULL)
    return "passed" if done.returncode == 0 else "failed"


def main(arguments: list[str]) -> int:
    """Run the stages (all, or only the fast ones with ``--fast``); 0 when none failed."""
    stages = [quick(stage) for stage in STAGES if stage.fast] if "--fast" in arguments else STAGES
    results = []
    for position, stage in enumerate(stages, 1):
        print(f"\n=== {position}/{len(stages)} {stage.title} ===", flush=True)
        started = time.monotonic()
        results.append((stage.title, run(stage), time.monotonic() - started))
    print("\n=== Summary ===")
    for title, result, seconds in results:
        print(f"{result:8}{seconds:6.0f} s  {title}")
    count = {
        name: sum(result == name for _, result, _ in results) for name in ("passed", "failed", "skipped")
    }
    print(
        f"Stages: {count['passed']} passed, {count['failed']} failed, {count['skipped']} skipped", flush=True
    )
    return 1 if count["failed"] else 0


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    sys.exit(main(sys.argv[1:]))
