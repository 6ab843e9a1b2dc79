"""``python -m tools.bench``: measure, print, and write ``docs/benchmarks.md`` (a full run only)."""

from __future__ import annotations

import argparse
import os
import sys
import time
import traceback

from tools.bench import (
    baskets,
    classroom,
    imports,
    kernel,
    levers,
    notebooks,
    page,
    pilot,
    report,
    risks,
    runs,
)
from tools.bench.measure import table

PARTS = {
    "imports": imports.measure,
    "one-run": runs.one_run,
    "simulation": runs.simulation,
    "kernel": kernel.measure,
    "baskets": baskets.measure,
    "page": page.measure,
    "levers": levers.measure,
    "risks": risks.measure,
    "pilot": pilot.measure,
    "classroom": classroom.measure,
}


def main(arguments: list[str]) -> int:
    """Run the parts asked for; a part that fails is told and does not stop the others."""
    parser = argparse.ArgumentParser(prog="python -m tools.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few repetitions, to try; nothing is written")
    parser.add_argument("--only", choices=PARTS, action="append", help="this part alone; nothing is written")
    parser.add_argument("--notebooks", action="store_true", help="also the whole nbval run, twice (long)")
    asked = parser.parse_args(arguments)
    # As on a learner's machine: what is imported once is compiled for the next time.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    before = os.getloadavg()[1] if hasattr(os, "getloadavg") else float("nan")
    parts = {name: part for name, part in PARTS.items() if not asked.only or name in asked.only}
    if asked.notebooks:
        parts["notebooks"] = notebooks.measure
    sections, failures = [], {}
    for name, part in parts.items():
        start = time.monotonic()
        try:
            section = part(asked.quick)
        except Exception as error:
            traceback.print_exc()
            failures[name] = f"{type(error).__name__}: {str(error).splitlines()[0] if str(error) else ''}"
            continue
        sections.append(section)
        print(f"\n{section.title} ({time.monotonic() - start:.0f} s)")
        print(table(report.head(), [report.cells(line) for line in section.lines]), flush=True)
    if not asked.quick and not asked.only:
        report.TARGET.write_text(report.text(sections, failures, before), encoding="utf-8", newline="\n")
        print("\ndocs/benchmarks.md is written.")
    for name, reason in failures.items():
        print(f"NOT MEASURED: {name} ({reason})")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    sys.exit(main(sys.argv[1:]))
