"""Many futures with blows on the way, against the same without: who is struck, when, how hard, and the months after."""

from __future__ import annotations

import bizmodels as bm
from bizmodels.core.change import plus, times
from tools.bench.measure import Line, Section, in_turn, median, ms

RISKS = [
    bm.Risk(name="Départs", changes={"churn": times(1.3)}, probability=0.1),
    bm.Risk(name="Publicité", changes={"new_customers": times(0.7), "cac": times(1.3)}, probability=0.1),
    bm.Risk(name="Délais", changes={"working_capital_days": plus(15)}, probability=0.1),
]
CHURN = {"churn": bm.between(0.03, 0.05, 0.08)}
TARGET = 2.0


def measure(quick: bool) -> Section:
    """10,000 draws × 60 months, three risks at once, in turn with the same without risks."""
    lines = []
    for cls, told in ((bm.D2C, True), (bm.SaaS, False), (bm.NetworkPlatform, False)):
        model = cls()
        took = in_turn(
            {
                "with": lambda model=model: bm.simulate(model, CHURN, months=60, risks=RISKS),
                "without": lambda model=model: bm.simulate(model, CHURN, months=60),
            },
            10 if quick else 60,
            3,
        )
        slow, plain = median(took["with"]), median(took["without"])
        lines.append(
            Line(f"{cls.__name__}, three risks", ms(slow), f"without: {ms(plain)}", f"{slow / plain:.1f} ×",
                 "≤ 2 ×" if told else "—", slow <= TARGET * plain if told else None)
        )  # fmt: skip
    method = (
        "`simulate`, 10,000 draws × 60 months, each risk with probability 0.1 a year, both in turn; medians. A model whose months "
        "follow from its customers alone is walked once; one with stocks of its own is walked again from each blow."
    )
    return Section("Risks", method, lines)
