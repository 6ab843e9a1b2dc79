"""The pilot: one quarter for one person, and ten thousand futures of twelve quarters against the same rules in plain Python."""

from __future__ import annotations

import bizmodels as bm
from bizmodels.pilot.decision import Decision
from bizmodels.pilot.game import Game
from tools.bench import plain_pilot
from tools.bench.measure import Line, Section, in_turn, median, ms

FUTURES, QUARTERS, FEW = 10_000, 12, 20
DECISIONS = [{"price": 1.05, "test": "cac"}, {"acquisition": 500_000.0}, {"channel": "ouvrir"}, *[{}] * 9]


def measure(quick: bool) -> Section:
    """Per quarter for one, and per run for many; the plain peer plays ``FEW`` runs, counted for ``FUTURES``."""
    game = Game(bm.D2C(), seed=1)
    rules, one = game.rules, game.fate
    many = rules.fate(2, FUTURES)
    alone = [many.one(n) for n in range(FEW)]

    def through(fate) -> None:
        state = rules.start(fate)
        for taken in DECISIONS:
            state = rules.step(fate, state, Decision.of(taken))
        state.worth  # noqa: B018 — reckoned when asked for

    took = in_turn(
        {
            "one": lambda: through(one),
            "many": lambda: through(many),
            "plain": lambda: [plain_pilot.play(rules, fate, DECISIONS) for fate in alone],
            "alone": lambda: [through(fate) for fate in alone],
        },
        3 if quick else 15,
        2,
    )
    quarter, futures = median(took["one"]) / QUARTERS, median(took["many"])
    plain, alone_ = (median(took[name]) * FUTURES / FEW for name in ("plain", "alone"))
    lines = [
        Line("one quarter, one person", ms(quarter), "", "", "≤ 5 ms", quarter <= 0.005),
        Line("10,000 futures × 12 quarters", ms(futures), f"the same rules, one future at a time: {ms(alone_)}",
             f"{alone_ / futures:.0f} ×", "≤ 2 s, ≥ 100 ×", futures <= 2 and alone_ >= 100 * futures),
        Line("the same", ms(futures), f"a program in plain Python for this one firm: {ms(plain)}", f"{plain / futures:.0f} ×", "—", None),
    ]  # fmt: skip
    method = (
        f"D2C with its second channel, the same decisions in every future, all in turn; medians. The peers play {FEW} futures, counted "
        f"for {FUTURES:,}. The program in plain Python is written apart, for this firm alone (`tools/bench/plain_pilot.py`), and gives "
        "the same figures (tested)."
    )
    return Section("Pilot", method, lines)
