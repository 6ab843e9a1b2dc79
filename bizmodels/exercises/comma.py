"""`0,05` typed for `0.05` is no valid Python: explain it before the English SyntaxError shows.

Python reads `0,05` as two numbers and refuses the second for its leading zero; `D2C(churn=0,5)` fails
because a lone 5 follows a named value. IPython calls the transformer on every cell before compiling it.
"""

from __future__ import annotations

import ast
import re
import sys

from bizmodels.errors import LearnerError
from bizmodels.exercises.answers import comma
from bizmodels.exercises.prose import typeset_markdown

_DECIMAL_COMMA = re.compile(r"(?<![\w.,])(\d+),(0\d+)(?![\w.])")
_NAMED_COMMA = re.compile(r"=\s*(\d+),(\d+)(?![\w.])")


def explain_decimal_comma(lines: list[str]) -> list[str]:
    """Return the cell unchanged, or raise ``LearnerError`` when a decimal comma is what Python refuses."""
    try:
        ast.parse("".join(lines))
    except SyntaxError as error:
        line = error.text or ""
        if "leading zeros" in (error.msg or ""):
            pattern = _DECIMAL_COMMA
        elif "positional argument follows keyword argument" in (error.msg or ""):
            pattern, line = _NAMED_COMMA, "".join(lines)
        else:
            return lines
        if found := pattern.search(line):
            raise LearnerError(typeset_markdown(comma(found[1], found[2]).sentence)) from None
    except (ValueError, RecursionError, MemoryError):
        pass  # not for us: IPython says it
    return lines


def install() -> None:
    """Teach the running IPython, if any, to explain decimal commas; a second call changes nothing."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    if shell is not None and explain_decimal_comma not in shell.input_transformers_post:
        shell.input_transformers_post.append(explain_decimal_comma)
