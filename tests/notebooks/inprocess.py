"""The cells of a notebook run in this process, by IPython itself: what they show, without the start of a kernel.

What the kernel adds (its start, its messages, the order of the file) is what strict nbval proves on every notebook;
here another order is tried, or an exercise as a student opens it.
"""

from __future__ import annotations

import gc
import os
import re
from configparser import ConfigParser
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pandas as pd
from IPython.core.displayhook import CapturingDisplayHook
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

ROOT = Path(__file__).resolve().parents[2]
WIDGET = "application/vnd.jupyter.widget-view+json"


class CellFailed(AssertionError):
    """A cell raised an error, or wrote where nobody expects it."""


@contextmanager
def _results_among(shell: InteractiveShell):
    """The value of a cell's last line stands among what it displays, as in a notebook."""
    kept = shell.display_trap.hook
    shell.display_trap.hook = CapturingDisplayHook(shell=shell, outputs=shell.display_pub.outputs)
    try:
        yield
    finally:
        shell.display_trap.hook = kept


@contextmanager
def _no_sweep():
    """IPython sweeps the memory when it forgets a session: seconds, where thousands of drawn firms are kept by other tests."""
    sweep = gc.collect
    gc.collect = lambda *_: 0
    try:
        yield
    finally:
        gc.collect = sweep


def _sanitizer():
    parser = ConfigParser()
    parser.read(ROOT / "tests/nbval_sanitize.cfg", encoding="utf-8")
    rules = [(re.compile(parser[name]["regex"]), parser[name]["replace"]) for name in parser.sections()]

    def clean(text: str) -> str:
        for pattern, new in rules:
            text = pattern.sub(new, text)
        return text

    return clean


sanitized = _sanitizer()


def run(cells: list[dict[str, Any]], folder: Path) -> list[list[dict[str, str]]]:
    """What each code cell shows, by type: a list of displays for each cell; printed text is of type « stdout ».

    Raises:
        CellFailed: a cell raised an error or wrote on stderr.
    """
    shell, here, made = InteractiveShell.instance(), Path.cwd(), []
    with _no_sweep():
        shell.reset(new_session=True)
    os.chdir(folder)
    try:
        # Outside a kernel pandas believes itself in a terminal and cuts columns.
        with pd.option_context("display.max_columns", 20):
            for cell in cells:
                source = "".join(cell["source"])
                with capture_output() as seen, _results_among(shell):
                    result = shell.run_cell(source)
                if not result.success or seen.stderr:
                    raise CellFailed(
                        f"{source}\n{result.error_in_exec or result.error_before_exec}\n{seen.stderr}{seen.stdout}"
                    )
                shown = [{"stdout": seen.stdout}] if seen.stdout else []
                # Empty where the object has displayed itself.
                # What is written in later, into an output already shown, is the learner's own: nbval leaves it out too.
                first = [
                    output for output in seen.outputs if output.data and not getattr(output, "update", False)
                ]
                made.append(shown + [_texts(output.data) for output in first])
    finally:
        os.chdir(here)
        with _no_sweep():
            shell.reset(new_session=True)
    return made


def saved(cell: dict[str, Any]) -> list[dict[str, str]]:
    """What the notebook holds for a cell, in the same form."""
    return [
        {"stdout": sanitized("".join(o["text"]))} if "text" in o else _texts(o["data"])
        for o in cell["outputs"]
    ]


def _texts(data: dict[str, Any]) -> dict[str, str]:
    return {mime: sanitized("".join(text)) for mime, text in data.items() if mime != WIDGET}
