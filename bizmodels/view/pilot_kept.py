"""« Mes parties (3) »: the runs kept, each a button that reopens it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import ipywidgets as widgets

from bizmodels import french
from bizmodels.learner import KeptRun
from bizmodels.view.answering import answering
from bizmodels.view.controls import looks


class Kept:
    """``button`` opens the list, ``box`` holds it; ``reopen(key)`` is called with the run that is pressed."""

    def __init__(self, reopen: Callable[[str], None], tell: Callable[[str], None]):
        self._reopen, self._tell = reopen, tell
        self.button = widgets.ToggleButton(tooltip="Les parties gardées", **looks("toggle"))
        self.box = widgets.Box([], layout=widgets.Layout(display="none"), _dom_classes=("bm-row", "bm-kept"))
        self.button.observe(answering(lambda change: self._open(change.new), tell), "value")

    def show(self, runs: Sequence[KeptRun], shown: str, currency: str) -> None:
        """The runs there are; the one on the page is marked."""
        self.button.description = f"Mes parties ({len(runs)})"
        self.button.disabled = not runs
        buttons = []
        for run in runs:
            button = widgets.Button(description=_words(run, run.key == shown, currency), **looks("button"))
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


def _words(run: KeptRun, shown: bool, currency: str) -> str:
    played = len(run.decisions)
    state = f"en cours, trimestre {played + 1}"
    if run.done:
        ruined = not run.worth
        state = f"ruine au trimestre {played}" if ruined else french.compact(run.worth or 0.0, currency)
    since = f", rejouée depuis le trimestre {run.from_quarter}" if run.from_quarter else ""
    day = french.period(run.at[:7]) if run.at else ""
    at = f" · {int(run.at[8:10])} {day}" if len(run.at) >= 10 else ""
    return f"{'▸ ' if shown else ''}{state}{since}{at}"
