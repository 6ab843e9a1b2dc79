"""One home for a statement: the module says it, the notebook and the untouched check repeat it.

In a statement ``{price}`` is a given figure, ``{options}`` the place of the answers to choose from (the end, where
it is not said). The notebook is the same for everybody: a figure drawn for each student is there under its name
in the code (« `data.price` »); an untouched ``check`` says the learner's own. ``{frauds:bare}`` leaves out the words
of the unit that the sentence says itself: « 1 % » of « 1 % des commandes ».
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from bizmodels import french
from bizmodels.course.regions import source_of, tagged
from bizmodels.exercises.given import Data
from bizmodels.prose import to_html, typeset_markdown
from bizmodels.tables import folded

TAG = "statement"
ASKED = "Vos questions, avec vos chiffres"
_OPTIONS = "{options}"
_BARE = re.compile(rf"[^{french.NBSP}]+(?:{french.NBSP}[%€])?")  # a number, and the sign read with it


class _Figure(str):
    """A figure as a learner reads it, that a template may quote ``bare``."""

    __slots__ = ()

    def __format__(self, spec: str) -> str:
        if spec not in ("", "bare"):
            raise ValueError(f"a figure is quoted as it is or « bare », not « {spec} »")
        return _BARE.match(self).group() if spec and not self.startswith("`") else str(self)


def _figures(shown: Mapping[str, str]) -> dict[str, str]:
    return {name: _Figure(text) for name, text in shown.items()}


def fill(text: str, data: Data) -> str:
    """A declared text with its figures: « {price_after} » becomes « 25 € TTC »."""
    return text.format_map(_figures(data.shown()))


def said(question: Any, data: Data) -> str:
    """The statement with this learner's figures, then the answers to choose from."""
    options = "\n".join(f'`"{key}"` : {label}' for key, label in question.options.items())
    return fill(_placed(question.statement, options), data)


def asked(questions: Sequence[Any], data: Data) -> str:
    """Every statement with this learner's figures, as HTML that a click opens: on the page they stand under their names."""
    told = (
        f"<p><strong>Question {number}</strong><br>{to_html(typeset_markdown(said(question, data)))}</p>"
        for number, question in enumerate(questions, 1)
        if question.statement
    )
    return folded(ASKED, f'<div style="max-width:45em">{"".join(told)}</div>')


def written(question: Any, data: Data) -> str:
    """The statement as the notebook of everybody holds it (markdown); ``data``: the published figures."""
    shown = data.shown()
    names = {
        given.name: shown[given.name] if given.low is None else f"`data.{given.name}`"
        for given in data.givens
    }
    options = "\n".join(
        f"- {key}) {label}" if len(key) == 1 else f'- `"{key}"` : {label}'
        for key, label in question.options.items()
    )
    text = _placed(question.statement, options).format_map(_figures(names))
    return typeset_markdown("\n\n".join(part for part in (text, question.gesture(data)) if part))


def _placed(statement: str, options: str) -> str:
    # The labels are no templates: a brace in one of them stays a brace.
    options = options.replace("{", "{{").replace("}", "}}")
    if _OPTIONS in statement:
        return statement.replace(_OPTIONS, options)
    return "\n\n".join(part for part in (statement, options) if part)


def stated(notebook: dict[str, Any], questions: Sequence[Any], data: Data) -> dict[str, Any]:
    """The solution notebook with every statement as the sheet says it.

    A statement stands in the text cell tagged « statement » above the cell that first checks its question; the heading
    of that cell (its first lines that start with #) is the notebook's. No other cell is written.

    Raises:
        LookupError: not one such cell for each question, or a statement quotes what is no given figure.
    """
    cells = [dict(cell) for cell in notebook["cells"]]
    start = 0
    for number, question in enumerate(questions, 1):
        check = re.compile(rf"(?m)^(?!\s*#).*\bex\.q{number}\.check\(")
        at = next(
            (n for n, c in enumerate(cells) if c["cell_type"] == "code" and check.search(source_of(c))), start
        )
        found = [cell for cell in cells[start:at] if tagged(cell, TAG)]
        if len(found) != 1:
            raise LookupError(
                f"q{number} wants one text cell tagged « {TAG} » above its check, there are {len(found)}"
            )
        if not question.statement or re.search(r"(?m)^\s*#", question.statement):
            raise LookupError(
                f"the statement of q{number} is missing, or brings a heading: that is the notebook's"
            )
        heading = re.match(r"\s*(#[^\n]*(\n+|$))*", source_of(found[0])).group().strip()
        try:
            text = written(question, data)
            for said_later in (question.reason, *question.clues):
                fill(said_later, data)
        except (LookupError, ValueError) as error:
            raise LookupError(f"q{number} quotes what is no given figure: {error}") from None
        found[0]["source"] = "\n\n".join(part for part in (heading, text) if part)
        start = at
    if tagged_left := [cell.get("id", "?") for cell in cells[start:] if tagged(cell, TAG)]:
        raise LookupError(f"statements without a question: {', '.join(tagged_left)}")
    return dict(notebook, cells=cells)
