"""One run of every model, and ten thousand at once."""

from __future__ import annotations

from bizmodels import analysis, models
from tools.bench import by_hand
from tools.bench.measure import Line, Section, in_turn, median, ms, table

DRAWS, MONTHS = 10_000, 60


def one_run(quick: bool) -> Section:
    """Build a model and walk its 36 months: as lists (the calculator's way) and as a DataFrame."""
    rounds, burst = (10, 20) if quick else (40, 50)
    jobs = {"by hand": lambda: by_hand.d2c_cash(0.08)}
    for name, cls in models.all_models().items():
        jobs[name, "lists"] = lambda cls=cls: cls().path()
        jobs[name, "frame"] = lambda cls=cls: cls().project()
        jobs[name, "figures"] = lambda cls=cls: [
            getattr(model, kpi) for model in [cls()] for kpi in cls.__kpis__
        ]
    took = {job: median(times) for job, times in in_turn(jobs, rounds, burst).items()}
    hand = took.pop("by hand")
    worst = {
        kind: max((name for name, k in took if k == kind), key=lambda n: took[n, kind])
        for kind in ("lists", "frame")
    }
    lists, frame = (took[worst[kind], kind] for kind in ("lists", "frame"))
    lines = [
        Line(f"one run with its DataFrame, slowest model ({worst['frame']})", ms(frame), ms(hand), f"{frame / hand:.0f} × more",
             "≤ 0.5 ms", frame <= 0.5e-3),
        Line(f"one run without, slowest model ({worst['lists']})", ms(lists), ms(hand), f"{lists / hand:.1f} × more",
             "≤ 0.05 ms", lists <= 0.05e-3),
        Line("one run without, D2C", ms(took["D2C", "lists"]), ms(hand), f"{took['D2C', 'lists'] / hand:.1f} × more",
             "≤ 0.05 ms", took["D2C", "lists"] <= 0.05e-3),
    ]  # fmt: skip
    rows = [
        [name, *(ms(took[name, kind]) for kind in ("lists", "frame", "figures"))]
        for name in sorted(models.all_models())
    ]
    method = (
        f"A run: the instance is built and validated, then 36 months with all their columns; median of {rounds} bursts of "
        f"{burst}, every model in turn. Peer: the cash of one firm alone in a loop of plain Python, without validation nor other columns. "
        "It is also the yardstick of the machine, whose speed this page's milliseconds follow."
    )
    detail = table(["model", "36 months", "36 months as DataFrame", "all key figures"], rows)
    return Section("One run of one model", method, lines, [detail])


def simulation(quick: bool) -> Section:
    """``simulate`` of every model, and the same columns in numpy by hand."""
    rounds = 5 if quick else 25
    jobs, found = {}, models.all_models()
    for name, cls in found.items():
        model, ranges = cls(), analysis.plausible(cls())
        jobs[name, "ours"] = lambda m=model, r=ranges: analysis.simulate(m, r, draws=DRAWS, months=MONTHS)
        if name in by_hand.SIMULATIONS:
            jobs[name, "hand"] = hand_job(name)
    took = {job: median(times) for job, times in in_turn(jobs, rounds).items()}
    ours = {name: took[name, "ours"] for name in found}
    fastest, slowest = min(ours, key=ours.get), max(ours, key=ours.get)
    lines = []
    for name in by_hand.SIMULATIONS:
        hand = took[name, "hand"]
        ratio = ours[name] / hand
        lines.append(
            Line(
                f"simulate, {name}", ms(ours[name]), ms(hand), f"{ratio:.2f} × more", "≤ 2 × more", ratio <= 2
            )
        )
    lines.append(
        Line(f"slowest model ({slowest}) against the fastest ({fastest})", ms(ours[slowest]), ms(ours[fastest]),
             f"{ours[slowest] / ours[fastest]:.1f} × more")
    )  # fmt: skip
    rows = [[n, ms(t), f"{t / ours[fastest]:.2f}"] for n, t in sorted(ours.items(), key=lambda item: item[1])]
    method = (
        f"{DRAWS:,} draws × {MONTHS} months from the declared ranges, every key figure, final cash and its lowest point, as one "
        f"DataFrame; median of {rounds}, in turn. Peer: the same columns written for that model alone in numpy, in place, "
        "from the same draws; a test proves that both tables are equal. A fault in the slowest model would show as a "
        "large ratio to the fastest."
    )
    if slowest not in by_hand.SIMULATIONS:
        method += f" The slowest model of this run, {slowest}, has no hand-written peer."
    detail = table(["model", "simulate", "× the fastest"], rows)
    return Section(f"{DRAWS:,} futures × {MONTHS} months", method, lines, [detail])


def hand_job(name: str, draws: int = DRAWS, months: int = MONTHS):
    """The hand-written simulation of a model, ready to call: settings and ranges are those of the course."""
    model = models.all_models()[name]()
    ranges = {n: (r.low, r.mode, r.high) for n, r in analysis.plausible(model).items()}
    return lambda: by_hand.SIMULATIONS[name](model.values(), ranges, draws, months)
