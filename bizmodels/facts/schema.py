"""Read a table of ``data/`` and check every cell against ``datapackage.json``, the only schema.

Knows Frictionless types and constraints, not what the columns mean. A fault is one French sentence with
file, line, column, value and what was expected, because the reader may be a teacher who edited a table.
"""

from __future__ import annotations

import csv
import difflib
import io
import json
import math
import os
import re
import stat
from collections.abc import Callable, Iterable, Sequence
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
    "boolean": "",
}
_MOST_BYTES = 100_000_000  # a table of 200,000 rows; more is not a table of the course
_LONGEST = 1000  # characters of a cell that a pattern has to match
_MOST_STEPS = 2_500_000  # a pattern may try that many ways on one cell: two stars and an option
_YEARS = range(1700, 2201)  # a pandas date holds 1678 to 2261
_FILE = re.compile(r"\w[\w-]*\.csv", re.ASCII)  # beside the descriptor: no folder, no address
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)", re.ASCII)
_DAY = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?", re.ASCII)
_FRENCH_NUMBER = re.compile(r"-?(\d+|\d{1,3}([ \u00a0\u202f]\d{3})+)([.,]\d+)?", re.ASCII)


def data_folder() -> Traversable:
    """Folder of the tables: ``bizmodels/_data`` in an installed wheel, else ``data`` beside the package."""
    inside = resources.files(__package__) / "_data"
    return inside if inside.is_dir() else Path(__file__).resolve().parents[2] / "data"


@cache
def descriptor(folder: Traversable) -> dict:
    """Content of ``datapackage.json``, with ``resources`` indexed by name and ``checked``, the names found right.

    Raises:
        LearnerError: the file is missing or is not a data package.
    """
    raw = _read_bytes(folder, "datapackage.json")
    try:
        package = json.loads(raw.decode("utf-8"))
        tables = {table["name"]: table for table in package["resources"]}
        if len(tables) < len(package["resources"]):
            raise ValueError("a name twice")
        return package | {"resources": tables, "checked": set()}
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise _bad_descriptor(error.lineno if isinstance(error, json.JSONDecodeError) else None) from None


def _bad_descriptor(line: int | None = None, place: str = "") -> LearnerError:
    where = f", ligne {line}" if line else f", {place}" if place else ""
    return LearnerError(
        f"data/datapackage.json{where}{COLON} la description des tables est illisible. "
        "Remettez le fichier d’origine, ou réinstallez bizmodels."
    )


def _described(name: str, folder: Traversable) -> dict:
    """Description of one table, once every part that the reader uses has the right form.

    Raises:
        LearnerError: a part is missing or wrong; the sentence names the table, and the column if there is one.
    """
    package = descriptor(folder)
    table = package["resources"].get(name)
    if name in package["checked"]:
        return table
    schema = table.get("schema") if isinstance(table, dict) else None
    place = f"table {quote(name)}"
    fields = schema.get("fields") if isinstance(schema, dict) else None
    if not (
        isinstance(fields, list)
        and fields
        and _is_file(table.get("path"))
        and type(table.get("rows", 0)) is int
    ):
        raise _bad_descriptor(place=place)
    names = []
    for field in fields:
        if not (isinstance(field, dict) and isinstance(field.get("name"), str)):
            raise _bad_descriptor(place=place)
        names.append(field["name"])
        if not _is_field(field):
            raise _bad_descriptor(place=f"{place}, colonne {quote(short(field['name']))}")
    key = schema.get("primaryKey")
    key = [key] if isinstance(key, str) else key
    if not (_are_words(key) and set(key) <= set(names) and len(set(names)) == len(names)):
        raise _bad_descriptor(place=place)
    package["checked"].add(name)
    return table


def _is_file(path: object) -> bool:
    return isinstance(path, str) and bool(_FILE.fullmatch(path))


def _are_words(words: object) -> bool:
    return isinstance(words, list) and bool(words) and all(isinstance(word, str) for word in words)


def _is_field(field: dict) -> bool:
    rules = field.get("constraints", {})
    kind = field.get("type")
    if not (isinstance(kind, str) and kind in _FORMS and isinstance(rules, dict)):
        return False
    if kind == "boolean" and not (
        _are_words(field.get("trueValues")) and _are_words(field.get("falseValues"))
    ):
        return False
    least = rules.get("minimum", 0)
    return (
        isinstance(field.get("description", ""), str)
        and isinstance(field.get("example", ""), str)
        and isinstance(rules.get("required", False), bool)
        and isinstance(least, int | float)
        and not isinstance(least, bool)
        and abs(least) < math.inf
        and ("enum" not in rules or (kind == "string" and _are_words(rules["enum"])))
        and ("pattern" not in rules or (isinstance(rules["pattern"], str) and _is_quick(rules["pattern"])))
    )


@cache
def _is_quick(pattern: str) -> bool:
    """Whether the pattern is one, and cannot keep a kernel busy for minutes on one cell (``(.*)*x``)."""
    try:
        re.compile(pattern)
        return len(pattern) <= _LONGEST and _ways(re._parser.parse(pattern, re.ASCII)) <= _MOST_STEPS
    except (re.error, RecursionError, OverflowError, ValueError, MemoryError):
        return False


def _ways(parsed: Iterable) -> float:
    """Bound on the ways a pattern can be tried on a cell; infinite for a repeat of something that varies."""
    total = 1.0
    for code, value in parsed:
        word = str(code)
        if word in {"LITERAL", "NOT_LITERAL", "ANY", "IN", "AT", "CATEGORY", "RANGE"}:
            continue
        if word == "SUBPATTERN":
            total *= _ways(value[-1])
        elif word == "BRANCH":
            total *= sum(_ways(one) for one in value[1])
        elif word in {"MAX_REPEAT", "MIN_REPEAT"}:
            least, most, inside = value[0], min(int(value[1]), _LONGEST), value[2]
            ways = _ways(inside)
            total *= math.inf if ways > 1 and most > 1 else ways + max(most - least, 0)
        else:  # a look around, a back reference
            return math.inf
    return total


def fields_of(name: str, folder: Traversable | None = None) -> list[dict]:
    """Fields of one table, in the order of its columns."""
    return _described(name, folder or data_folder())["schema"]["fields"]


def read_table(name: str, folder: Traversable | None = None) -> dict[str, list]:
    """Read one table and check every cell against its schema.

    A table cut short (a download, a disk that filled up) is refused where the cut shows: in a quoted text, or with
    neither the end of its last line nor all the ``rows`` of its description. Whoever removes rows keeps that end of
    line, as spreadsheets do; more rows or other ones are nobody's fault. What cannot be told from a table shortened
    on purpose is read: a cut between two rows, or in an unquoted last cell of the last row.

    Args:
        name: a resource of the descriptor: ``companies``, ``market``, ``sanctions``, ``legal``, ``metrics_fr``, ``titles_fr``.
        folder: where tables and descriptor are; by default those of the course.

    Returns:
        Columns in the order of the schema, each a list of ``str``, ``float``, ``bool``, ``int`` (year) or
        ``datetime.date``; an empty cell is ``""`` in a text column, ``None`` in any other.

    Raises:
        LearnerError: the first fault, with file, line (as an editor counts them), column, value, what was expected.
    """
    folder = folder or data_folder()
    table = _described(name, folder)
    fields, file = table["schema"]["fields"], table["path"]
    names = [field["name"] for field in fields]
    text = _decoded(_read_bytes(folder, file))
    separator = _separator(text, names)
    lines, rows = _split(text, separator, names)
    if _UNREADABLE in text or "\0" in text:
        _check_text(file, lines, rows, fields)
    _check_header(file, lines, rows, fields)
    lines, rows = lines[1:], rows[1:]
    for line, row in zip(lines, rows, strict=True):
        if len(row) != len(fields):
            raise _wrong_length(file, line, row, fields)
    _check_end(table, text, separator, lines, rows)
    columns = {
        field["name"]: _column(field, file, lines, cells, separator)
        for field, cells in zip(fields, zip(*rows, strict=True), strict=True)
    }
    key = table["schema"]["primaryKey"]
    _check_unique([key] if isinstance(key, str) else key, columns, file, lines)
    return columns


def _read_bytes(folder: Traversable, file: str) -> bytes:
    """Content of an ordinary file; a pipe, a device or a folder is refused unread, so that nothing blocks."""
    try:
        place = folder / file
        if not isinstance(place, Path):
            return place.read_bytes()
        # Without O_NONBLOCK the opening of a pipe waits for its writer.
        flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        if not stat.S_ISREG(place.stat().st_mode):
            raise OSError(file)
        with open(os.open(place, flags), "rb") as opened:
            found = os.fstat(opened.fileno())
            if not stat.S_ISREG(found.st_mode) or found.st_size > _MOST_BYTES:
                raise OSError(file)
            return opened.read(_MOST_BYTES)
    except (OSError, ValueError):
        raise LearnerError(
            f"Le fichier data/{file} est introuvable ou illisible. "
            "Remettez le dossier « data » du cours à sa place, ou réinstallez bizmodels."
        ) from None


def _decoded(raw: bytes) -> str:
    """The text in UTF-8, or in UTF-16 when its first bytes say so (« texte Unicode » of a spreadsheet)."""
    marked = raw.startswith((b"\xff\xfe", b"\xfe\xff"))
    return raw.decode("utf-16" if marked else "utf-8", errors="replace").lstrip("\ufeff")


def _separator(text: str, names: Sequence[str]) -> str:
    """The comma, or what else separates the whole header: a French spreadsheet writes semicolons."""
    header = text[: 10 * _LONGEST].lstrip("\r\n")
    if re.match(r"sep=[;,\t][\r\n]", header):  # a line that Excel writes for itself
        header = header[5:].lstrip("\r\n")
    header = re.split(r"[\r\n]", header, maxsplit=1)[0]
    for separator in ";\t":
        cells = [cell.strip('"') for cell in header.split(separator)]
        if cells[: len(names)] == list(names) and not any(cells[len(names) :]):
            return separator
    return ","


def _split(text: str, separator: str, names: Sequence[str]) -> tuple[list[int], list[list[str]]]:
    """Every row that is not blank, header included, and the line on which it starts.

    Columns without a name, empty all the way down, are those a spreadsheet adds at the end: they are left out.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    lines: list[int] = []
    rows: list[list[str]] = []
    while True:
        line = reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            break
        except csv.Error:  # an unclosed quote swallowed the file: one cell larger than the reader takes
            lines.append(line)
            rows.append([""])
            break
        if any(row) and not (not rows and len(row) <= 2 and row[0].startswith("sep=")):
            lines.append(line)
            rows.append(row)
    width = len(names)
    if rows and len(rows[0]) > width and rows[0][:width] == list(names) and not any(rows[0][width:]):
        rows = [row if any(row[width:]) else row[:width] for row in rows]
    return lines, rows


def _check_text(
    file: str, lines: Sequence[int], rows: Sequence[Sequence[str]], fields: Sequence[dict]
) -> None:
    for line, row in zip(lines, rows, strict=True):
        for position, cell in enumerate(row):
            if _UNREADABLE in cell or "\0" in cell:
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


def _check_end(
    table: dict, text: str, separator: str, lines: Sequence[int], rows: Sequence[Sequence[str]]
) -> None:
    """Refuse a table whose last row is cut, as far as this can be known (see ``read_table``)."""
    last = table["schema"]["fields"][-1]["name"]
    tail = io.StringIO(text, newline="").readlines()[lines[-1] - 1 :]
    # One more line starts a row of its own, unless a quote is still open.
    if list(csv.reader([*tail, "end"], delimiter=separator))[-1] != ["end"]:
        expected = "un texte dont le guillemet ouvert se referme, avant la fin du fichier"
    elif not text.endswith(("\n", "\r")) and len(rows) < table.get("rows", 0):
        expected = (
            f"un fichier entier, de {table['rows']} lignes sous l’en-tête{COLON} celui-ci en a {len(rows)} et s’arrête "
            "au milieu de la dernière. Si vous avez ôté des lignes, ajoutez un retour à la ligne à la fin"
        )
    else:
        return
    raise _fault(table["path"], lines[-1], last, rows[-1][-1], expected)


def _column(field: dict, file: str, lines: Sequence[int], cells: Sequence[str], separator: str = ",") -> list:
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
    if field["type"] == "number" and separator != ",":
        cells = _with_points(cells, separator)
    convert = _converter(field)
    empty = "" if field["type"] == "string" else None
    values = {} if required else {"": empty}
    for line, cell in zip(lines, cells, strict=True):
        if cell in values:  # a table repeats its companies, units and dates
            continue
        try:
            values[cell] = convert(cell)
        except ValueError:
            raise _fault(file, line, field["name"], cell, _expected(field, cell)) from None
    return [values[cell] for cell in cells]


def _with_points(cells: Sequence[str], separator: str) -> Sequence[str]:
    """Numbers as the schema writes them, from « 1 234,5 »; one that can be read in two ways stays as it is."""
    decimals = {mark for cell in cells if _FRENCH_NUMBER.fullmatch(cell) for mark in ",." if mark in cell}
    if len(decimals) > 1:  # « 1.234 » beside « 1,5 »: a thousand or a decimal?
        # The space at the end, which no sentence shows, makes the cell unfit: as it stands it would be a number.
        return [f"{cell} " if "." in cell else _with_point(cell) for cell in cells]
    if separator == "\t" and all(re.fullmatch(r"[^,]*(,\d{3})?", cell) for cell in cells):
        return [cell if "," in cell else _with_point(cell) for cell in cells]
    return [_with_point(cell) for cell in cells]


def _with_point(cell: str) -> str:
    if not _FRENCH_NUMBER.fullmatch(cell):
        return cell
    return re.sub("[ \u00a0\u202f]", "", cell).replace(",", ".")


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
    longest = _LONGEST if "pattern" in rules else math.inf
    least = rules.get("minimum", float("-inf"))
    # The pattern of a number may ask for more than its type, never for less.
    form = re.compile(_FORMS[kind], re.ASCII).fullmatch if "pattern" in rules and kind != "string" else None
    convert = {"number": _number, "year": _year, "date": _date, "string": str}[kind]
    if kind == "string" and field["name"] in {"period", "known_on"}:
        convert = _period

    def converted(cell: str) -> object:
        if len(cell) > longest or not matches(cell) or (form and not form(cell)):
            raise ValueError(cell)
        value = convert(cell)
        if kind == "number" and value < least:
            raise ValueError(cell)
        return value

    return converted


def _number(cell: str) -> float:
    value = float(cell)
    if math.isinf(value) or (not value and re.search("[1-9]", cell)):  # more digits than a float holds
        raise ValueError(cell)
    return value + 0.0  # « -0 » is 0


def _year(cell: str) -> int:
    year = int(cell)
    if year not in _YEARS:
        raise ValueError(cell)
    return year


def _date(cell: str) -> date:
    _year(cell[:4])
    return date.fromisoformat(cell)


def _period(cell: str) -> str:
    """A period whose years, month and day exist, the first before the last; other words are for the pattern."""
    years = [_year(year) for year in _YEAR.findall(cell)]
    if years != sorted(years):
        raise ValueError(cell)
    if len(cell) > 4 and (found := _DAY.fullmatch(cell)):
        date(int(found[1]), int(found[2]), int(found[3] or 1))
    return cell


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
        return f"{field.get('description', field['name'])}. Valeurs admises{COLON} {some(near, len(words))}"
    example = f" (exemple{COLON} {field['example']})" if "example" in field else ""
    return field.get("description", field["name"]) + example


def _fault(file: str, line: int, column: str, value: str, expected: str) -> LearnerError:
    """The one sentence of a damaged table."""
    visible = re.sub(
        r"[\x00-\x1f\x7f]+", " ", value[: 2 * _LONGEST]
    ).strip()  # no control sequence reaches a terminal
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


def need_text(name: str, value: object) -> None:
    """Refuse a list, a number or nothing where a name is expected: looking it up would fail in English."""
    if not isinstance(value, str):
        raise LearnerError(
            f"{name} vaut {short(repr(value))}\u00a0; valeur admise{COLON} un texte entre guillemets."
        )


def ended(sentence: str) -> str:
    """The sentence with its full stop, which « … » already is."""
    return sentence if sentence.endswith("…") else f"{sentence}."
