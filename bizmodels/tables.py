"""Frames that compute with code names and show themselves in French."""

from __future__ import annotations

import html
from collections.abc import Callable

import pandas as pd


class Table(pd.DataFrame):
    """A frame of plain numbers, displayed as a French table.

    Cells, index and columns keep their code names, so that ``table.loc["ltv"]`` works; the display
    (HTML and text) comes from ``shown()``. Anything derived from it is an ordinary frame.
    """

    _metadata = ["_french"]  # noqa: RUF012 - the pandas protocol

    @classmethod
    def of(cls, frame: pd.DataFrame, french: Callable[[pd.DataFrame], pd.DataFrame]) -> Table:
        """Wrap ``frame``; ``french`` maps it to the frame of strings a learner sees."""
        table = cls(frame)
        object.__setattr__(table, "_french", french)
        return table

    @property
    def _constructor(self):
        return pd.DataFrame

    def shown(self) -> pd.DataFrame:
        """The frame of strings a learner sees."""
        return self._french(pd.DataFrame(self))

    def _repr_html_(self) -> str:
        return to_html(self.shown())

    def __repr__(self) -> str:
        return self.shown().to_string()


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


def to_html(frame: pd.DataFrame) -> str:
    """A small HTML table: text left, escaped, numbers as written; no style, no random id."""

    def cells(tag: str, values, scope: str = "") -> str:
        return "".join(f"<{tag}{scope}>{html.escape(str(value))}</{tag}>" for value in values)

    named = frame.index.name is not None or not isinstance(frame.index, pd.RangeIndex)
    head = cells("th", ([frame.index.name or ""] if named else []) + list(frame.columns), ' scope="col"')
    rows = []
    for index, row in zip(frame.index, frame.itertuples(index=False), strict=True):
        first = cells("th", [index], ' scope="row"') if named else ""
        rows.append(f"<tr>{first}{cells('td', row)}</tr>")
    return f'<table border="1" class="dataframe"><thead><tr>{head}</tr></thead><tbody>{"".join(rows)}</tbody></table>'
