"""Twelve quarters at the head of a firm, against a rival: ``bm.pilot(model)`` opens the screen, the modules hold the rules.

The name is both a room and a call: the room is the one that Python finds, so it answers calls too.

>>> game = bm.pilot(bm.D2C(), quarters=2, seed=1)
>>> game
Pilote D2C, 2 trimestres, graine 1
>>> game.play([{"price": 1.02}, {}]).done
True
"""

import sys
from importlib import import_module
from types import ModuleType

from bizmodels.pilot.decision import Decision
from bizmodels.pilot.policies import REFERENCES

__all__ = ["REFERENCES", "Decision"]


class _Room(ModuleType):
    def __call__(self, *args, **named):
        """The screen lives in ``view``, above: it is called by its name."""
        return import_module("bizmodels.view.pilot").pilot(*args, **named)

    def __getattr__(self, name: str):
        if name in (
            "advice",
            "briefing",
            "debrief",
            "flows",
            "game",
            "plans",
            "play",
            "policies",
            "rival",
            "rules",
            "spread",
            "subjects",
        ):
            return import_module(f"{self.__name__}.{name}")
        raise AttributeError(f"bm.pilot n’a pas de nom « {name} »")


sys.modules[__name__].__class__ = _Room
