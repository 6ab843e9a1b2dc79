"""All saved notebooks under strict nbval: two at a time, and one after the other (long, so only on demand)."""

from __future__ import annotations

import os
import subprocess

from tools.bench.measure import Line, Section, timed
from tools.check import ROOT, STAGES


def measure(quick: bool) -> Section:
    """The stage of ``make test``, as it is and without its second worker."""
    stage = next(stage for stage in STAGES if "--nbval" in stage.command)
    at = stage.command.index("-n")
    one_by_one = (
        stage.command[:at]
        + ["-n", "0"]
        + [a for a in stage.command[at + 2 :] if a not in ("--dist", "loadfile")]
    )

    def run(command: list[str]) -> None:
        done = subprocess.run(
            command,
            cwd=ROOT,
            env=os.environ | stage.env,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )
        if done.returncode:
            raise RuntimeError("nbval itself fails: " + " ".join(done.stdout.strip().splitlines()[-1:]))

    both, alone = timed(lambda: run(stage.command)), timed(lambda: run(one_by_one))
    count = sum(len(list((ROOT / folder).glob("*.ipynb"))) for folder in ("notebooks", "solutions"))
    ratio = both / alone
    line = Line(f"strict nbval of {count} notebooks", f"{both:.0f} s", f"one after the other: {alone:.0f} s", f"{ratio:.2f}",
                "≤ 0.75", ratio <= 0.75)  # fmt: skip
    return Section("The whole nbval run", f"Once each, two workers on {os.cpu_count()} cores.", [line])
