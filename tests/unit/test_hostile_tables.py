"""Tables from elsewhere: read when they can only mean one thing, else the French sentence, and never a wait."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import signal
import sys
from pathlib import Path

import pytest

from bizmodels.errors import LearnerError
from bizmodels.facts import facts, schema

DATA = Path(__file__).resolve().parents[2] / "data"
TEXT = (DATA / "companies.csv").read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def ten_seconds():
    """A test that blocks fails instead."""
    if not hasattr(signal, "SIGALRM"):
        yield
        return

    def stop(*args):
        raise TimeoutError("10 s")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(10)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.fixture
def folder(tmp_path) -> Path:
    return Path(shutil.copytree(DATA, tmp_path / "data"))


@pytest.fixture
def installed(folder, monkeypatch):
    for module in (facts, schema):
        monkeypatch.setattr(module, "data_folder", lambda: folder)
    facts.reload()
    yield folder
    monkeypatch.undo()
    facts.reload()


def write(separator=",", comma=False, spaces=False, quoting=csv.QUOTE_MINIMAL, end="\n", extra=0) -> str:
    """The table of companies as another program would save it."""
    rows = list(csv.reader(io.StringIO(TEXT)))
    value = rows[0].index("value")
    for row in rows[1:]:
        if spaces:
            whole, point, decimals = row[value].partition(".")
            row[value] = f"{int(whole):,}".replace(",", "\u202f") + point + decimals
        if comma:
            row[value] = row[value].replace(".", ",")
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator, quoting=quoting, lineterminator=end)
    writer.writerows([*row, *[""] * extra] for row in rows)
    return out.getvalue()


def set_cell(folder: Path, column: str, value: str, name: str = "companies") -> None:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    rows[1][rows[0].index(column)] = value
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def fault(folder: Path, name: str = "companies") -> str:
    with pytest.raises(LearnerError) as caught:
        schema.read_table(name, folder)
    return str(caught.value)


@pytest.mark.parametrize(
    "raw",
    [
        write(";", comma=True).encode("utf-8-sig"),
        write(";", comma=True, spaces=True, end="\r\n").encode(),
        write(";", comma=True, quoting=csv.QUOTE_ALL, extra=2).encode(),
        ("sep=;\r\n" + write(";", comma=True, end="\r\n")).encode("utf-8-sig"),
        write("\t", comma=True, end="\r\n").encode("utf-16"),
        b"\xef\xbb\xbf\xef\xbb\xbf" + write(end="\r\n", extra=3).encode(),
        (write(extra=1) + "," * 15 + "\n" + "," * 15 + "\n\n").encode(),
    ],
    ids=["semicolon", "thousands", "quoted", "sep", "utf-16", "two marks", "empty lines"],
)
def test_a_table_saved_by_a_spreadsheet_is_the_same_table(folder, raw):
    (folder / "companies.csv").write_bytes(raw)
    assert schema.read_table("companies", folder) == schema.read_table("companies", DATA)


def test_a_number_that_can_be_read_in_two_ways_is_refused(folder):
    text = write(";", comma=True)
    cell = text.split("\n")[1].split(";")[2]
    (folder / "companies.csv").write_text(text.replace(f";{cell};", ";1.234;", 1), encoding="utf-8")
    assert "ligne 2, colonne «\u00a0value\u00a0»" in fault(folder)


def test_utf16_without_its_mark_is_named(folder):
    (folder / "companies.csv").write_bytes(TEXT.encode("utf-16-le"))
    assert "CSV UTF-8" in fault(folder)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        *[("period", one) for one in ("2024-13", "2024-00", "2024-02-30", "0000", "0001-05", "2025-2010")],
        *[("period", one) for one in ("FY2025-FY2010", "avant 0000", "9999")],
        *[("known_on", one) for one in ("0000", "9999-01")],
        *[("source_year", one) for one in ("0000", "9999")],
        *[
            ("value", one)
            for one in ("9" * 400, "-" + "9" * 400, "0." + "0" * 400 + "1", "٣", "=1+1", "1\x002")
        ],
        ("note_fr", "a\x00b"),
        ("status", "vu"),
        ("source_url", "https://" + "a" * 5000),
    ],
)
def test_an_impossible_cell_is_named(folder, column, value):
    set_cell(folder, column, value)
    message = fault(folder)
    assert f"data/companies.csv, ligne 2, colonne «\u00a0{column}\u00a0»" in message
    assert len(message) < 1000


@pytest.mark.parametrize("date", ["0001-01-01", "9999-12-31", "2023-02-31"])
def test_a_date_no_frame_holds_is_named(installed, date):
    set_cell(installed, "date", date, "sanctions")
    with pytest.raises(LearnerError, match="sanctions.csv, ligne 2, colonne .{2}date"):
        facts.load_sanctions()


@pytest.mark.skipif(sys.platform == "win32", reason="pipes and links of Unix")
@pytest.mark.parametrize("file", ["companies.csv", "datapackage.json"])
@pytest.mark.parametrize("kind", ["folder", "pipe", "zero", "dangling", "loop", "huge"])
def test_what_is_not_an_ordinary_file_is_refused_unread(folder, file, kind):
    place = folder / file
    place.unlink()
    if kind == "folder":
        place.mkdir()
    elif kind == "pipe":
        os.mkfifo(place)
    elif kind == "huge":
        with place.open("wb") as opened:
            opened.truncate(10**11)
    else:
        place.symlink_to({"zero": "/dev/zero", "dangling": "/nowhere", "loop": place}[kind])
    assert f"data/{file} est introuvable ou illisible" in fault(folder)


@pytest.mark.parametrize(
    "text", ["{", "[]", "null", "1", '{"resources": null}', "[" * 100_000 + "]" * 100_000, "9" * 5000]
)
def test_a_descriptor_that_is_none_is_named(folder, text):
    (folder / "datapackage.json").write_text(text, encoding="utf-8")
    assert "data/datapackage.json" in fault(folder)


def field(**change):
    return lambda table: table["schema"]["fields"][0].update(change)


@pytest.mark.parametrize(
    "change",
    [
        lambda table: table.pop("schema"),
        lambda table: table.pop("path"),
        lambda table: table.update(name="other"),
        lambda table: table.update(schema=[]),
        *[
            lambda table, path=path: table.update(path=path)
            for path in (
                "../companies.csv",
                "/etc/passwd",
                "http://x/a.csv",
                "a/b.csv",
                "",
                ["companies.csv"],
                3,
            )
        ],
        lambda table: table["schema"].update(fields=[]),
        lambda table: table["schema"].update(fields=[3]),
        lambda table: table["schema"].update(primaryKey=["nope"]),
        lambda table: table["schema"].update(primaryKey=[["entity"]]),
        lambda table: table["schema"].pop("primaryKey"),
        lambda table: table["schema"]["fields"].append(table["schema"]["fields"][0]),
        *[field(type=kind) for kind in ("geopoint", [], None, "boolean")],
        *[field(constraints=rules) for rules in ([], {"enum": "a"}, {"enum": [1]}, {"required": "yes"})],
        *[field(constraints={"minimum": least}) for least in ("a", True, None)],
        *[
            field(constraints={"pattern": pattern})
            for pattern in (
                "(",
                "(.*)*x",
                "(a|a)*b",
                "(a+)+",
                ".*.*.*.*x",
                "x?" * 40,
                r"(.*)\1",
                3,
                "(" * 5000,
            )
        ],
        field(description=3),
    ],
)
def test_a_tampered_description_is_named(folder, change):
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    change(package["resources"][0])
    (folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    assert "data/datapackage.json" in fault(folder)


def test_a_table_described_twice_is_named(folder):
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    package["resources"].append(package["resources"][0])
    (folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    assert "data/datapackage.json" in fault(folder)


def test_the_description_counts_the_rows():
    for name, table in schema.descriptor(DATA)["resources"].items():
        assert len(next(iter(schema.read_table(name, DATA).values()))) == table["rows"], name


@pytest.mark.parametrize("rows", ["46", 46.0, True, None])
def test_a_count_of_rows_that_is_none_is_named(folder, rows):
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    package["resources"][0]["rows"] = rows
    (folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    assert "data/datapackage.json" in fault(folder)


def sanctions(folder: Path) -> list[str]:
    """The lines of a table that ends in free text, quoted where it has a comma; one row a line."""
    return (folder / "sanctions.csv").read_text(encoding="utf-8").splitlines(keepends=True)


def test_a_table_cut_inside_its_last_cell_is_named(folder):
    with (folder / "sanctions.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))[:21]
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([*rows[:-1], [*rows[-1][:-1], "IBAN expo"]])
    whole = out.getvalue()
    (folder / "sanctions.csv").write_text(whole.rstrip("\n"), encoding="utf-8", newline="\n")
    message = fault(folder, "sanctions")
    assert "data/sanctions.csv, ligne 21, colonne «\u00a0note_fr\u00a0»" in message
    assert "IBAN expo" in message
    assert "46 lignes sous l’en-tête" in message
    # The same rows, shortened on purpose: the line has its end.
    (folder / "sanctions.csv").write_text(whole, encoding="utf-8", newline="\n")
    assert len(schema.read_table("sanctions", folder)["note_fr"]) == 20


@pytest.mark.parametrize("end", ["", "\n", "\n\n"])
@pytest.mark.parametrize("separator", [",", ";"])
def test_a_quote_still_open_at_the_end_is_named(folder, end, separator):
    with (folder / "sanctions.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator, lineterminator="\n")
    writer.writerows([*rows[:-1], [*rows[-1][:-1], 'des "IBAN", exposés; et']])
    text = out.getvalue().removesuffix('"\n')
    (folder / "sanctions.csv").write_text(text + end, encoding="utf-8", newline="\n")
    message = fault(folder, "sanctions")
    assert "ligne 47, colonne «\u00a0note_fr\u00a0»" in message
    assert "guillemet" in message


def test_every_cut_in_the_middle_of_a_row_is_refused(folder):
    raw = (DATA / "sanctions.csv").read_bytes()
    last = raw.rstrip(b"\n").rindex(b"\n") + 1
    for size in range(last // 2, last, 37):
        (folder / "sanctions.csv").write_bytes(raw[:size])
        if raw[size - 1 : size] != b"\n":
            fault(folder, "sanctions")


def test_a_table_edited_by_hand_is_read(folder):
    lines = sanctions(folder)
    more = [*lines, lines[-1].replace("20", "21", 1)]
    for kept in (lines, more):
        (folder / "sanctions.csv").write_text("".join(kept).rstrip("\n"), encoding="utf-8", newline="\n")
        assert len(schema.read_table("sanctions", folder)["note_fr"]) == len(kept) - 1


def test_a_line_of_ten_million_characters_is_named(folder):
    (folder / "companies.csv").write_text(TEXT + "x" * 10_000_000, encoding="utf-8")
    assert "data/companies.csv, ligne 464" in fault(folder)
