"""Retention: fits on real customers, against the package one would take otherwise and against a plain scipy fit."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import bizmodels as bm
from bizmodels.levers import retention
from tools.bench.measure import Line, Section, in_turn, median, ms, table, timed

# lifetimes is no longer maintained: it needs libraries of its time, in an environment of its own, made once.
PEER = Path(tempfile.gettempdir()) / "bizmodels-bench-lifetimes"
PACKAGES = ("lifetimes==0.11.3", "pandas<2.2", "numpy<2", "scipy<1.12")
END = "1997-09-30"
BEST_KNOWN = -9582.42557  # of the sample, by several packages
SURVIVORS = [1000, 869, 743, 653, 593, 551, 517, 491]  # Fader and Hardie (2007), High End

# One fit for each line read, its seconds and its log-likelihood written: so both sides are measured in turn.
WORKER = """
import json, math, sys, time, warnings
warnings.filterwarnings("ignore")
import pandas as pd
from lifetimes import BetaGeoFitter
bases = [pd.read_csv(path) for path in sys.argv[1:]]
print("ready", flush=True)
for line in sys.stdin:
    base = bases[int(line)]
    model = BetaGeoFitter(penalizer_coef=0.0)
    start = time.perf_counter()
    model.fit(base["frequency"], base["recency"], base["age"])
    took = time.perf_counter() - start
    logs = model.params_.map(math.log).to_numpy()  # its own record is that of times it has scaled
    columns = [base[name] for name in ("frequency", "recency", "age")]
    mean = model._negative_log_likelihood(logs, *columns, 1.0 + 0 * columns[0], 0.0)
    print(json.dumps([took, -float(mean) * len(base)]), flush=True)
"""


def measure(quick: bool) -> Section:
    """BG/NBD of the sample and of everybody in turn with lifetimes, then the contract model."""
    sample = bm.load_cdnow(summary=True).rename(columns={"T": "age"})
    log = bm.load_cdnow()
    whole = retention.customer_base(log, end=END)
    bases = {f"{len(base):,} customers": base for base in (sample, whole)}
    lines, rows = [], []
    for name, (ours, theirs) in against_lifetimes(bases, 3 if quick else 15).items():
        fast, slow = median([took for took, _ in ours]), median([took for took, _ in theirs])
        reached, peer = ours[0][1], theirs[0][1]
        told = bases[name] is sample  # the published targets are those of the sample
        lines.append(
            Line(f"BG/NBD of CDNOW, {name}", ms(fast), f"lifetimes: {ms(slow)}", f"{slow / fast:.1f} × less",
                 "≥ 8 × less" if told else "—", slow >= 8 * fast if told else None)
        )  # fmt: skip
        rows.append([name, f"{reached:.5f}", f"{peer:.5f}"])
        if told:
            lines.append(
                Line("its log-likelihood", f"{reached:.6f}", f"{peer:.6f}", target=f"≥ {BEST_KNOWN}", met=reached >= BEST_KNOWN)
            )  # fmt: skip
    fit = retention.ShiftedBetaGeometric.fit
    took = in_turn(
        {"ours": lambda: fit(SURVIVORS), "plain": lambda: plain_contract(SURVIVORS)}, 10 if quick else 50, 5
    )
    fast, slow = median(took["ours"]), median(took["plain"])
    lines.append(
        Line("sBG of eight counts", ms(fast), f"scipy minimize: {ms(slow)}", f"{slow / fast:.1f} × less")
    )
    base_took = median(
        [timed(lambda: retention.customer_base(log, end=END)) for _ in range(3 if quick else 9)]
    )
    lines.append(Line(f"the customer base, from the {len(log):,} orders", ms(base_took)))
    method = (
        "Fits from their own starting points, both in turn, data already read, the fit alone; medians. `lifetimes` 0.11.3 runs in an "
        "environment of its own with the libraries of its time. The plain fit is what a textbook writes: the same likelihood with "
        "beta functions, given to `scipy.optimize.minimize` without its slope."
    )
    return Section(
        "Levers: retention", method, lines, [table(["BG/NBD", "log-likelihood", "lifetimes"], rows)]
    )


def against_lifetimes(bases: dict, rounds: int) -> dict[str, tuple[list, list]]:
    """Seconds and log-likelihood of each fit, ours and theirs, by base: one round to warm up is left out."""
    found = {name: ([], []) for name in bases}
    with lifetimes(bases) as ask:
        for turn in range(-1, rounds):
            for which, (name, base) in enumerate(bases.items()):
                columns = [base[column] for column in ("frequency", "recency", "age")]
                fits = []
                took = timed(
                    lambda columns=columns, fits=fits: fits.append(retention.BetaGeoNBD.fit(*columns))
                )
                theirs = ask(which)
                if turn >= 0:
                    found[name][0].append((took, fits[0].loglik))
                    found[name][1].append(theirs)
    return found


@contextmanager
def lifetimes(bases: dict) -> Iterator:
    """A process of the peer that has read the bases: asked for one by its number, it fits and tells."""
    python = environment()
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{which}.csv" for which in range(len(bases))]
        for path, base in zip(paths, bases.values(), strict=True):
            base.to_csv(path, index=False)
        command = [python, "-c", WORKER, *map(str, paths)]
        worker = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        try:
            if worker.stdout.readline().strip() != "ready":
                raise RuntimeError(f"lifetimes does not start in {PEER}")

            def ask(which: int) -> tuple[float, float]:
                print(which, file=worker.stdin, flush=True)
                return tuple(json.loads(worker.stdout.readline()))

            yield ask
        finally:
            worker.stdin.close()
            worker.wait()


def environment() -> str:
    """The Python of the peer's environment, made at its first use."""
    python = PEER / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    done = PEER / "installed"
    if not done.exists():
        venv.create(PEER, with_pip=True, clear=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", *PACKAGES], check=True)
        done.touch()
    return str(python)


def plain_contract(survivors: list[float]) -> tuple[float, float, float]:
    """α, β and log-likelihood of sBG as a textbook writes it: beta functions, no slope."""
    import numpy as np
    from scipy.optimize import minimize
    from scipy.special import betaln

    counts = np.asarray(survivors, dtype=float)
    lost, t = -np.diff(counts), np.arange(1, len(counts))

    def minus_loglik(logs):
        a, b = np.exp(logs)
        died = betaln(a + 1, b + t - 1) - betaln(a, b)
        return -(lost @ died + counts[-1] * (betaln(a, b + t[-1]) - betaln(a, b)))

    found = minimize(minus_loglik, np.zeros(2))
    return (*np.exp(found.x), -found.fun)
