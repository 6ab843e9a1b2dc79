"""Read a table of ``data/`` and check every cell against ``datapackage.json``, the only schema.

Knows Frictionless types and constraints, not what the columns mean. A fault is one French sentence with
file, line, column, value and what was expected, because the reader may be a teacher who edited a table.
"""

from __future__ import annotations

import csv
import difflib
import io
import json
import re
from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from bizmodels.errors import LearnerError
from bizmodels.french import NARROW, listing, quote

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

COLON = f"{NARROW}:"
SHOWN = 8  # names or candidates told in an error: more would drown the sentence
_UNREADABLE = "\ufffd"  # what a byte that is not UTF-8 becomes
_FORMS = {
    "number": r"-?\d+(\.\d+)?",  # float() alone takes « nan », « 1_000 » and « 1e5 »
    "year": r"\d{4}",
    "date": r"\d{4}-\d{2}-\d{2}",
    "string": r"(?s:.+)",
}


def data_folder() -> Traversable:
    """Folder of the tables: ``bizmodels/_data`` in an installed wheel, else ``data`` beside the package."""
    inside = resources.files(__package__) / "_data"
    return inside if inside.is_dir() else Path(__file__).resolve().parent.parent / "data"


@cache
def descriptor(folder: Traversable) -> dict:
    """Content of ``datapackage.json``, with ``resources`` indexed by name.

    Raises:
        LearnerError: the file is missing or is not a data package.
    """
    raw = _read_bytes(folder, "datapackage.json")
    try:
        package = json.loads(raw.decode("utf-8"))
        return package | {"resources": {table["name"]: table for table in package["resources"]}}
    except (ValueError, KeyError, TypeError) as error:
        line = f", ligne {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise LearnerError(
            f"data/datapackage.json{line}{COLON} la description des tables est illisible. "
            "Remettez le fichier d’origine, ou réinstallez bizmodels."
        ) from None


def fields_of(name: str, folder: Traversable | None = None) -> list[dict]:
    """Fields of one table, in the order of its columns."""
    return descriptor(folder or data_folder())["resources"][name]["schema"]["fields"]


def read_table(name: str, folder: Traversable | None = None) -> dict[str, list]:
    """Read one table and check every cell against its schema.

    Args:
        name: a resource of the descriptor: ``companies``, ``market``, ``sanctions``, ``legal``, ``metrics_fr``.
        folder: where tables and descriptor are; by default those of the course.

    Returns:
        Columns in the order of the schema, each a list of ``str``, ``float``, ``bool``, ``int`` (year) or
        ``datetime.date``; an empty cell is ``""`` in a text column, ``None`` in any other.

    Raises:
        LearnerError: the first fault, with file, line (as an editor counts them), column, value, what was expected.
    """
    folder = folder or data_folder()
    table = descriptor(folder)["resources"][name]
    fields, file = table["schema"]["fields"], table["path"]
    lines, rows = _split(_read_bytes(folder, file), file)
    _check_text(file, lines, rows, fields)
    _check_header(file, lines, rows, fields)
    lines, rows = lines[1:], rows[1:]
    for line, row in zip(lines, rows, strict=True):
        if len(row) != len(fields):
            raise _wrong_length(file, line, row, fields)
    columns = {
        field["name"]: _column(field, file, lines, cells)
        for field, cells in zip(fields, zip(*rows, strict=True), strict=True)
    }
    _check_unique(table["schema"]["primaryKey"], columns, file, lines)
    return columns


def _read_bytes(folder: Traversable, file: str) -> bytes:
    try:
        return (folder / file).read_bytes()
    except OSError:
        raise LearnerError(
            f"Le fichier data/{file} est introuvable ou illisible. "
            "Remettez le dossier « data » du cours à sa place, ou réinstallez bizmodels."
        ) from None


def _split(raw: bytes, file: str) -> tuple[list[int], list[list[str]]]:
    """Every row that is not blank, header included, and the line on which it starts."""
    reader = csv.reader(io.StringIO(raw.decode("utf-8-sig", errors="replace"), newline=""))
    lines: list[int] = []
    rows: list[list[str]] = []
    while True:
        line = reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            return lines, rows
        except csv.Error:  # an unclosed quote swallowed the file: one cell larger than the reader takes
            return [*lines, line], [*rows, [""]]
        if row:
            lines.append(line)
            rows.append(row)


def _check_text(
    file: str, lines: Sequence[int], rows: Sequence[Sequence[str]], fields: Sequence[dict]
) -> None:
    for line, row in zip(lines, rows, strict=True):
        for position, cell in enumerate(row):
            if _UNREADABLE in cell:
                column = fields[min(position, len(fields) - 1)]["name"]
                raise _fault(file, line, column, cell, "un fichier enregistré en « CSV UTF-8 »")


def _check_header(
    file: str, lines: Sequence[int], rows: Sequence[Sequence[str]], fields: Sequence[dict]
) -> None:
    names = [field["name"] for field in fields]
    header = list(rows[0]) if rows else []
    if header != names:
        width = max(len(names), len(header))
        wanted, found = (cells + [""] * (width - len(cells)) for cells in (names, header))
        place = next(i for i in range(width) if wanted[i] != found[i])
        line = lines[0] if lines else 1
        expected = f"l’en-tête {quote(','.join(names))}, séparé par des virgules"
        raise _fault(file, line, names[min(place, len(names) - 1)], found[place], expected)
    if len(rows) == 1:
        raise _fault(file, lines[0] + 1, names[0], "", "au moins une ligne sous l’en-tête")


def _wrong_length(file: str, line: int, row: Sequence[str], fields: Sequence[dict]) -> LearnerError:
    """A comma too many shifts what follows: point at the first cell that no longer fits its column."""
    expected = (
        f"{len(fields)} valeurs, la ligne en a {len(row)}. Un texte qui contient une virgule s’écrit entre "
        "guillemets, et chaque guillemet ouvert se referme"
    )
    for field, cell in zip(fields, row, strict=False):
        try:
            _column(field, file, [line], [cell])
        except LearnerError:
            return _fault(file, line, field["name"], cell, expected)
    surplus = row[len(fields)] if len(row) > len(fields) else ""
    return _fault(file, line, fields[min(len(row), len(fields) - 1)]["name"], surplus, expected)


def _column(field: dict, file: str, lines: Sequence[int], cells: Sequence[str]) -> list:
    """Typed values of one column; the first cell that breaks the schema is reported."""
    rules = field.get("constraints", {})
    required = rules.get("required", False)
    # Free text, two cells out of three: any is right. A fresh kernel reads all tables before its first calculator.
    if (
        field["type"] == "string"
        and not rules.keys() & {"pattern", "enum"}
        and not (required and "" in cells)
    ):
        return list(cells)
    convert = _converter(field)
    empty = "" if field["type"] == "string" else None
    values = []
    for line, cell in zip(lines, cells, strict=True):
        if not cell and not required:
            values.append(empty)
            continue
        try:
            values.append(convert(cell))
        except ValueError:
            raise _fault(file, line, field["name"], cell, _expected(field, cell)) from None
    return values


def _converter(field: dict) -> Callable[[str], object]:
    """Function that turns a cell into its value, or raises ``ValueError``."""
    rules = field.get("constraints", {})
    kind = field["type"]
    if kind == "boolean":
        words = dict.fromkeys(field["trueValues"], True) | dict.fromkeys(field["falseValues"], False)
        return lambda cell: _one_of(words, cell)
    if "enum" in rules:
        words = {word: word for word in rules["enum"]}
        return lambda cell: _one_of(words, cell)
    matches = re.compile(rules.get("pattern", _FORMS[kind]), re.ASCII).fullmatch
    least = rules.get("minimum", float("-inf"))
    convert = {"number": float, "year": int, "date": date.fromisoformat, "string": str}[kind]

    def converted(cell: str) -> object:
        if not matches(cell) or (kind == "number" and float(cell) < least):
            raise ValueError(cell)
        return convert(cell)

    return converted


def _one_of(words: dict, cell: str) -> object:
    if cell not in words:
        raise ValueError(cell)
    return words[cell]


def _check_unique(key: Sequence[str], columns: dict[str, list], file: str, lines: Sequence[int]) -> None:
    seen: dict[tuple, int] = {}
    for line, values in zip(lines, zip(*(columns[name] for name in key), strict=True), strict=True):
        first = seen.setdefault(values, line)
        if first != line:
            shown = ", ".join(str(value) for value in values)
            raise _fault(file, line, key[0], shown, f"une ligne qui ne répète pas la ligne {first}")


def _expected(field: dict, cell: str) -> str:
    """What the schema wants, in the words of the schema itself."""
    words = field.get("constraints", {}).get("enum", [])
    if words:
        near = difflib.get_close_matches(cell, words, n=SHOWN, cutoff=0.0)
        return f"{field['description']}. Valeurs admises{COLON} {some(near, len(words))}"
    example = f" (exemple{COLON} {field['example']})" if "example" in field else ""
    return field["description"] + example


def _fault(file: str, line: int, column: str, value: str, expected: str) -> LearnerError:
    """The one sentence of a damaged table."""
    visible = re.sub(r"[\x00-\x1f\x7f]+", " ", value).strip()  # no control sequence reaches a terminal
    shown = f"la valeur {quote(short(visible))} ne convient pas" if visible else "la cellule est vide"
    return LearnerError(
        ended(f"data/{file}, ligne {line}, colonne {quote(column)}{COLON} {shown}. Attendu{COLON} {expected}")
    )


def some(names: Sequence[str], total: int) -> str:
    """« “a”, “b” et “c” » in French quotes, or « “a”, “b”… » when ``total`` is more than what is shown."""
    words = [quote(name) for name in names]
    return f"{', '.join(words)}…" if len(words) < total else listing(words)


def short(text: object, width: int = 80) -> str:
    """The text, cut with « … » beyond ``width`` characters."""
    text = str(text)
    return text if len(text) <= width else f"{text[: width - 1]}…"


def ended(sentence: str) -> str:
    """The sentence with its full stop, which « … » already is."""
    return sentence if sentence.endswith("…") else f"{sentence}."
