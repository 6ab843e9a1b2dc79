"""Where a mistake stands in what a student wrote: the file's name where there is one, the line, its text."""

from __future__ import annotations

import inspect
import linecache
import re
import sys
import typing
from pathlib import Path
from typing import Any

import numpy as np

from bizmodels import french

_PACKAGE = str(Path(__file__).parent.parent)  # bizmodels itself, not this room
_LIBRARIES = tuple(str(Path(module.__file__).parent) for module in (np, typing) if module.__file__)


def is_ours(filename: str) -> bool:
    """Whether a file belongs to this package."""
    return filename.startswith(_PACKAGE)


def is_written_by_hand(filename: str) -> bool:
    """Whether a frame is the student's: not this package, nor a library, nor Python."""
    return not (
        is_ours(filename)
        or "site-packages" in filename
        or filename.startswith(_LIBRARIES)
        or filename.startswith("<frozen")
    )


def at_line(filename: str, line: int) -> str:
    """« (ligne 3 : `return self.caac`) »; the file is named where it is one, a cell has no name worth reading."""
    text = linecache.getline(filename, line).strip()
    shown = f"{french.NBSP}: `{text[:90]}`" if text else ""
    named = f" de {Path(filename).name}" if filename.endswith(".py") and "ipykernel_" not in filename else ""
    return f" (ligne {line}{named}{shown})"


def at_name(name: str) -> str:
    """The line of a class body that declares ``name``, looked for below the ``class`` that is being run."""
    frame = sys._getframe(1)
    while frame and not is_written_by_hand(frame.f_code.co_filename):
        frame = frame.f_back
    if frame is None:
        return ""
    filename, start = frame.f_code.co_filename, frame.f_lineno
    declared = re.compile(rf"\s*(async\s+def\s+|def\s+|class\s+)?{re.escape(name)}\s*[:=(]")
    for line, text in enumerate(linecache.getlines(filename)[start - 1 :], start):
        if declared.match(text):
            return at_line(filename, line)
    return at_line(filename, start)


def at_function(function: Any) -> str:
    """The line where a function is defined; nothing for what has no code of Python."""
    function = inspect.unwrap(function)
    code = getattr(function, "__code__", None)
    if code is None:
        return ""
    filename, line = code.co_filename, code.co_firstlineno
    # The first line is the decorator's; the reader looks for the « def ».
    for further in range(line, line + 5):
        if linecache.getline(filename, further).lstrip().startswith("def "):
            return at_line(filename, further)
    return at_line(filename, line)


def at_error(error: BaseException) -> str:
    """The last line of the student's own code that an error went through."""
    place, trace = "", error.__traceback__
    while trace:
        if is_written_by_hand(trace.tb_frame.f_code.co_filename):
            place = (trace.tb_frame.f_code.co_filename, trace.tb_lineno)
        trace = trace.tb_next
    return at_line(*place) if place else ""
