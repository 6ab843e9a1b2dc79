"""« Mes parties (3) »: the runs kept, each a button that reopens it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

import ipywidgets as widgets

from bizmodels import french
from bizmodels.french import NBSP
from bizmodels.learner import KeptRun
from bizmodels.view.answering import answering
from bizmodels.view.controls import looks


class Kept:
    """``button`` opens the list, ``box`` holds it; ``reopen(key)`` is called with the run that is pressed; ``ruined(run)`` tells
    whether a finished one ended so."""

    def __init__(
        self, reopen: Callable[[str], None], tell: Callable[[str], None], ruined: Callable[[KeptRun], bool]
    ):
        self._reopen, self._tell, self._ruined = reopen, tell, ruined
        self.button = widgets.ToggleButton(tooltip="Les parties gardées", **looks("toggle"))
        self.box = widgets.Box([], layout=widgets.Layout(display="none"), _dom_classes=("bm-row", "bm-kept"))
        self.button.observe(answering(lambda change: self._open(change.new), tell), "value")

    def show(self, runs: Sequence[KeptRun], shown: str, currency: str) -> None:
        """The runs there are; the one on the page is marked."""
        self.button.description = f"Mes parties ({len(runs)})"
        self.button.disabled = not runs
        buttons = []
        worths = [run.worth or 0.0 for run in runs if run.done and not self._ruined(run)]
        best = max(worths) if len(worths) > 1 else None
        for number, run in enumerate(runs, 1):
            words = _words(run, run.key == shown, currency, run.done and self._ruined(run))
            better = " · la meilleure" if best is not None and run.done and run.worth == best else ""
            button = widgets.Button(description=f"{number} · {words}{better}", **looks("button"))
            button.on_click(answering(lambda _, key=run.key: self._pressed(key), self._tell))
            buttons.append(button)
        gone, self.box.children = self.box.children, buttons
        for button in gone:
            button.close()

    def _pressed(self, key: str) -> None:
        self.button.value = False
        self._reopen(key)

    def _open(self, wanted: bool) -> None:
        self.box.layout.display = None if wanted else "none"


def _words(run: KeptRun, shown: bool, currency: str, ruined: bool) -> str:
    played = len(run.decisions)
    state = f"en cours, trimestre {played + 1}"
    if run.done:
        owed = f", {french.compact(-run.worth, currency)} à rendre" if ruined and run.worth else ""
        state = f"ruine au trimestre {played}{owed}" if ruined else french.compact(run.worth or 0.0, currency)
    since = f", rejouée depuis le trimestre {run.from_quarter}" if run.from_quarter else ""
    at = _when(run.at)
    return f"{'▸ ' if shown else ''}{state}{since}{at}"


def _when(at: str) -> str:
    """« · 29 novembre 2026, 18 h 46 », in the clock of who reads; « » where it is no date."""
    try:
        here = datetime.fromisoformat(at).astimezone()
    except ValueError:
        return ""
    return f" · {here.day} {french.period(f'{here:%Y-%m}')}, {here.hour} h {here.minute:02d}".replace(
        " h ", f"{NBSP}h{NBSP}"
    )
