"""Clocks and words shared by every part of the benchmark."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

median = statistics.median


def p90(times: Sequence[float]) -> float:
    """The value that nine measurements out of ten do not exceed."""
    return sorted(times)[int(0.9 * len(times))]


def timed(job: Callable[[], object]) -> float:
    """Seconds that one call takes."""
    start = time.perf_counter()
    job()
    return time.perf_counter() - start


def in_turn(jobs: dict[str, Callable[[], object]], rounds: int, burst: int = 1) -> dict[str, list[float]]:
    """Seconds of every job, ``burst`` calls each in turn: what else the machine does weighs on all of them alike."""
    for job in jobs.values():
        job()
    times: dict[str, list[float]] = {name: [] for name in jobs}
    for _ in range(rounds):
        for name, job in jobs.items():
            times[name].append(timed(lambda job=job: [job() for _ in range(burst)]) / burst)
    return times


def ms(seconds: float) -> str:
    """Seconds as milliseconds, three significant digits."""
    return f"{float(f'{seconds * 1e3:.3g}'):g} ms"


@dataclass(frozen=True)
class Line:
    """One measured job: the course, its peer, their ratio, and the target it had to meet."""

    job: str
    ours: str
    peer: str = "—"
    ratio: str = "—"
    target: str = "—"
    met: bool | None = None

    @property
    def verdict(self) -> str:
        """Whether the target was met, in words."""
        return {True: "met", False: "**missed**", None: "no target"}[self.met]


@dataclass
class Section:
    """One part of the report: its lines, how they were obtained, and further tables in Markdown."""

    title: str
    method: str
    lines: list[Line]
    details: list[str] = field(default_factory=list)


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table."""
    body = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in body)
