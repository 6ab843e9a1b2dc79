"""The rules read twice: arrays of futures, and plain Python written apart, agree on a brand's runs."""

from __future__ import annotations

import random

import pytest

import bizmodels as bm
from bizmodels.pilot.game import Game
from bizmodels.pilot.rules import Rules
from tools.bench import plain_pilot

RULES = Rules(bm.D2C())


def some_decisions(seed: int) -> list[dict]:
    chance = random.Random(seed)
    taken = []
    for _ in range(12):
        one = {}
        if chance.random() < 0.4:
            one["price"] = chance.uniform(0.95, 1.15)
        if chance.random() < 0.4:
            one["acquisition"] = chance.uniform(0, 1.2) * RULES.budget
        if chance.random() < 0.2:
            one["lever"] = chance.choice(list(RULES.levers))
        if chance.random() < 0.3:
            one |= {
                "test": chance.choice(list(RULES.subjects)),
                "size": chance.choice(["petit", "moyen", "grand"]),
            }
        if chance.random() < 0.2:
            one["channel"] = chance.choice(["ouvrir", "fermer"])
        if chance.random() < 0.2:
            one["raised"] = 1e6
        taken.append(one)
    return taken


@pytest.mark.parametrize("seed", range(40))
def test_both_readings_agree(seed):
    game = Game(bm.D2C(), seed=seed)
    run = game.play(some_decisions(seed))
    bank, debt, worth = plain_pilot.play(game.rules, game.fate, some_decisions(seed))
    if run.alive:
        assert bank == pytest.approx(run.states[-1].bank[0], rel=1e-9)
        assert debt == pytest.approx(run.states[-1].debt[0], rel=1e-9)
    assert worth == pytest.approx(run.worth, rel=1e-9)


def test_many_of_these_runs_survive():
    """Else the test above would compare ruins."""
    runs = [Game(bm.D2C(), seed=seed).play(some_decisions(seed)) for seed in range(40)]
    assert sum(run.alive for run in runs) > 15
