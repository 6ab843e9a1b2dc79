"""A beginner's typing slips, explained in French before Python's English traceback; active inside IPython only.

Two hooks, both put in by ``install()``:

- ``explain_cell`` runs on each cell. A cell that compiles is left alone. For one that does not, a ``LearnerError``
  says what was read: with the corrected lines to copy when French notation was the cause (``corrections``), else
  what Python met and where (``syntax_words``). Nothing is ever changed in the learner's cell.
- ``explain_exception`` looks at an error of the cell itself (``run_errors``): an answer without quotes, the first
  cell skipped, a column that does not exist, a decimal comma that compiled.

Whatever has no known cause stays as Python says it. ``bm.original_error()`` prints the message of Python that
the last explanation stands for.
"""

from __future__ import annotations

import contextlib
import sys
import traceback
from types import TracebackType
from typing import Any

from bizmodels import french
from bizmodels.course import first_cell
from bizmodels.errors import LearnerError
from bizmodels.prose import typeset_markdown
from bizmodels.slips import kernel
from bizmodels.slips.corrections import corrected, refused
from bizmodels.slips.place import Place
from bizmodels.slips.run_errors import run_words
from bizmodels.slips.syntax_words import syntax_words

_SEEN = "(Pour lire le message de Python, en anglais : `bm.original_error()`.)"
_EXPLAINED = (Exception,)  # pandas has kinds of its own, and naming them here would import it

_original: BaseException | None = None


def _explanation(sentence: str, code: str, original: BaseException) -> LearnerError:
    """The sentence, the code to copy on its own lines, and where Python's own words are."""
    global _original
    _original = original
    copy = f"\nÀ copier{french.NBSP}:\n{code}" if code else ""
    return LearnerError(f"{typeset_markdown(sentence)}{copy}\n{typeset_markdown(_SEEN)}")


def explain_cell(lines: list[str]) -> list[str]:
    """Return the cell unchanged, or raise ``LearnerError`` when Python refuses it."""
    cell = "".join(lines)
    error = refused(cell)
    if error is None:
        return lines
    shell = _shell()
    if found := corrected(cell, shell.user_ns if shell else ()):
        before, after = cell.splitlines(), found.cell.splitlines()
        changed = [line for old, line in zip(before, after, strict=False) if old != line]
        raise _explanation(
            " ".join([*found.said, *found.doubts]), "" if found.doubts else "\n".join(changed), error
        ) from None
    sentence, better = syntax_words(cell, error)
    raise _explanation(sentence, "\n".join(better), error) from None


def explain_indentation(lines: list[str]) -> list[str]:
    """The cell unchanged, or a ``LearnerError`` where IPython itself cannot read how its lines are indented."""
    return explain_cell(lines) if first_cell.is_ill_indented(lines) else lines


def _shell() -> Any:
    ipython = sys.modules.get("IPython")
    return ipython.get_ipython() if ipython else None


def explain_exception(
    value: BaseException, trace: TracebackType | None, known: dict[str, Any]
) -> LearnerError | None:
    """The explanation of an error raised by a cell, or None when Python's own message must stay."""
    place = None
    while trace is not None:
        if trace.tb_frame.f_globals is known:
            place = trace.tb_frame, trace.tb_lineno, trace.tb_next and trace.tb_next.tb_frame
        trace = trace.tb_next
    if place is None:
        return None
    try:
        said = run_words(value, Place(*place, known))
    except Exception:  # any object may stand in a cell; an explanation must not raise an error of its own
        return None
    return _explanation(*said, value) if said else None


def original_error() -> None:
    """Print, in Python's own words, the error that the last French explanation stands for.

    >>> bm.original_error()  # nothing has been explained yet
    Aucune erreur expliquée pour le moment.
    """
    if _original is None:
        print("Aucune erreur expliquée pour le moment.")
    else:
        trace = None if isinstance(_original, SyntaxError) else _original.__traceback__
        print("".join(traceback.format_exception(type(_original), _original, trace)), end="")


def install() -> None:
    """Teach the running IPython, if any, to explain typing slips; a second call changes nothing."""
    shell = _shell()
    if shell is None or explain_cell in shell.input_transformers_post:
        return
    shell.input_transformers_post.append(explain_cell)
    shell.input_transformers_cleanup.append(
        explain_indentation
    )  # IPython stops there, before what stands above
    kernel.install(shell)
    with contextlib.suppress(AttributeError):  # a shell without extensions
        shell.extension_manager.unload_extension(first_cell.EXTENSION)
    if shell.custom_exceptions:
        return  # another tool explains errors here: leave it its place
    told: dict[int, LearnerError] = {}

    def handler(shell, kind, value, trace, tb_offset=None):
        explained = explain_exception(value, trace, shell.user_ns)
        if explained is None:
            shell.showtraceback((kind, value, trace), tb_offset=tb_offset, running_compiled_code=True)
        else:
            told[id(value)] = explained
            shell.showtraceback((type(explained), explained, None))

    def report(result):
        """What the cell reports is what was shown."""
        result.error_in_exec = told.get(id(result.error_in_exec), result.error_in_exec)
        told.clear()

    shell.set_custom_exc(_EXPLAINED, handler)
    shell.events.register("post_run_cell", report)
