"""Frames that compute with code names and show themselves in French."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

import pandas as pd

from bizmodels.french import FIRST_LINE


class Table(pd.DataFrame):
    """A frame of plain numbers, displayed as a French table.

    Cells, index and columns keep their code names, so that ``table.loc["ltv"]`` works; the display
    (HTML and text) comes from ``shown()``. Anything derived from it is an ordinary frame.
    """

    _metadata = ["_french", "_fold", "_note", "_above", "_below"]  # noqa: RUF012 - the pandas protocol

    @classmethod
    def of(
        cls,
        frame: pd.DataFrame,
        french: Callable[[pd.DataFrame], pd.DataFrame],
        fold: str = "",
        note: str = "",
        above: object = None,
        below: str = "",
    ) -> Table:
        """Wrap ``frame``; ``french`` maps it to the frame of strings a learner sees.

        ``fold``: the line to click on, for a long table that a notebook shows closed. ``note``: how to read the cells,
        in a sentence or two below them. ``above``: an object with its own HTML and text, before the table; ``below``: HTML after it.
        """
        table = cls(frame)
        object.__setattr__(table, "_french", french)
        object.__setattr__(table, "_fold", fold)
        object.__setattr__(table, "_note", note)
        object.__setattr__(table, "_above", above)
        object.__setattr__(table, "_below", below)
        return table

    @property
    def _constructor(self):
        return pd.DataFrame

    def shown(self) -> pd.DataFrame:
        """The frame of strings a learner sees."""
        return self._french(pd.DataFrame(self))

    def _repr_html_(self) -> str:
        html_table = to_html(self.shown())
        if self._note:
            html_table += f'<p style="max-width:60em"><small>{html.escape(self._note)}</small></p>'
        html_table = (folded(self._fold, html_table) if self._fold else html_table) + self._below
        return html_table if self._above is None else self._above._repr_html_() + html_table

    def __repr__(self) -> str:
        text = self.shown().to_string()
        text = f"{text}\n{self._note}" if self._note else text
        return text if self._above is None else f"{self._above!r}\n\n{text}"


class Record(pd.Series):
    """A series of key figures, displayed in French like ``Table``."""

    _metadata = ["_french"]  # noqa: RUF012 - the pandas protocol

    @classmethod
    def of(cls, series: pd.Series, french: Callable[[pd.Series], pd.DataFrame]) -> Record:
        """Wrap ``series``; ``french`` maps it to the frame of strings a learner sees."""
        record = cls(series)
        object.__setattr__(record, "_french", french)
        return record

    @property
    def _constructor(self):
        return pd.Series

    def shown(self) -> pd.DataFrame:
        """The frame of strings a learner sees."""
        return self._french(pd.Series(self))

    def _repr_html_(self) -> str:
        return to_html(self.shown())

    def __repr__(self) -> str:
        return self.shown().to_string()


# JupyterLab sets every cell of a table to the right, which only suits figures.
_LEFT = ' style="text-align:left"'
_FIGURE = re.compile(r"[+×\u2212-]?[\s\u00a0]?[\d∞—]")
# From so many columns on, a narrow page would squeeze the last to a word a line: the table scrolls in its own box.
_WIDE = 6
_ADDRESS = re.compile(r"https?://([^/\s]+)/?\S*")


class EquationSheet(pd.DataFrame):
    """Frame ``kpi, latex``, by key figure, that a notebook shows as formulas; ``.loc[[…]]`` keeps some of them."""

    @property
    def _constructor(self):
        return EquationSheet

    def _repr_html_(self) -> str | None:
        return None if "latex" in self else super()._repr_html_()

    def _repr_markdown_(self) -> str | None:
        if "latex" not in self:
            return None
        return "\n\n".join(f"$$ {text} $$" for text in self["latex"])

    def __repr__(self) -> str:
        return "\n".join(self["latex"]) if "latex" in self else super().__repr__()


def to_html(frame: pd.DataFrame) -> str:
    """A small HTML table, escaped: text to the left, figures to the right, an address as a link; no random id."""
    sides = ["" if all(_FIGURE.match(str(cell)) for cell in frame[name]) else _LEFT for name in frame.columns]

    def cells(tag: str, values, sides, scope: str = "") -> str:
        return "".join(
            f"<{tag}{scope}{side}>{_cell(str(value))}</{tag}>"
            for value, side in zip(values, sides, strict=True)
        )

    named = frame.index.name is not None or not isinstance(frame.index, pd.RangeIndex)
    corner = cells("th", [frame.index.name or ""], [_LEFT], ' scope="col"') if named else ""
    head = corner + cells("th", frame.columns, sides, ' scope="col"')
    rows = []
    for index, row in zip(frame.index, frame.itertuples(index=False), strict=True):
        first = cells("th", [index], [_LEFT], ' scope="row"') if named else ""
        rows.append(f"<tr>{first}{cells('td', row, sides)}</tr>")
    wide = len(frame.columns) >= _WIDE
    look = ' style="min-width:640px"' if wide else ""
    table = f'<table border="1" class="dataframe"{look}><thead><tr>{head}</tr></thead><tbody>{"".join(rows)}</tbody></table>'
    return FIRST_LINE + (f'<div style="overflow-x:auto">{table}</div>' if wide else table)


def folded(line: str, content: str) -> str:
    """HTML that a click on ``line`` opens."""
    return f'<details><summary style="cursor:pointer">{html.escape(line)}</summary>{content}</details>'


def _cell(text: str) -> str:
    if found := _ADDRESS.fullmatch(text):
        # A long domain may break: it would take the room of the titles.
        name = html.escape(found[1].removeprefix("www."))
        return f'<a href="{html.escape(text)}" style="overflow-wrap:anywhere">{name}</a>'
    # JupyterLab reads « 355 M$ en 2021, 725 M$ » as a formula, unless told not to.
    return f'<span class="mathjax_ignore">{html.escape(text)}</span>' if "$" in text else html.escape(text)
