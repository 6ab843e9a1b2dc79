"""The data room: tables, schema, loaders, facts, and what a damaged table says."""

from __future__ import annotations

import ast
import csv
import dataclasses
import json
import re
import shutil
import socket
import sys
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

import jsonschema
import pandas as pd
import pytest

from bizmodels.errors import LearnerError
from bizmodels.facts import facts, schema

DATA = Path(__file__).resolve().parents[2] / "data"
PACKAGE = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))
TABLES = {table["name"]: table for table in PACKAGE["resources"]}
FACTS = ("companies", "market")
LOADERS = {
    "companies": facts.load_companies,
    "market": facts.load_market,
    "sanctions": facts.load_sanctions,
    "legal": facts.load_legal,
}
HOSTILE = "<img src=x onerror=alert(1)>"


def raw_rows(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def typography_faults(text: str) -> list[str]:
    """Plain spaces where French wants no-break ones, straight apostrophes, « - » for a minus."""
    return re.findall(r" [:;!?]|« | »|\w'\w|\d (?:%|€|£|M€)|(?:^| )-\d", text)


@pytest.fixture
def folder(tmp_path) -> Path:
    """A copy of the tables, to be damaged."""
    return Path(shutil.copytree(DATA, tmp_path / "cours étudiants" / "_data"))


@pytest.fixture
def installed(folder, monkeypatch):
    """The copy used as in a wheel: ``bizmodels/_data``."""
    monkeypatch.setattr(schema.resources, "files", lambda package: folder.parent)
    facts.reload()
    yield folder
    monkeypatch.undo()
    facts.reload()


def rewrite(folder: Path, file: str, change) -> None:
    lines = (folder / file).read_text(encoding="utf-8").split("\n")
    (folder / file).write_text("\n".join(change(lines)), encoding="utf-8", newline="\n")


def set_cell(folder: Path, name: str, line: int, column: str, value: str) -> None:
    """Write one cell of the row that starts on an editor's line (these tables have one row a line)."""
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    rows[line - 1][rows[0].index(column)] = value
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def fault(folder: Path, name: str) -> str:
    with pytest.raises(LearnerError) as caught:
        schema.read_table(name, folder)
    return str(caught.value)


# --- the descriptor and the tables ------------------------------------------------------------------

FIELD_FORM = {
    "type": "object",
    "required": ["name", "type", "description"],
    "properties": {
        "type": {"enum": ["string", "number", "year", "date", "boolean"]},
        "description": {"type": "string", "minLength": 5},
        "constraints": {
            "type": "object",
            "additionalProperties": False,
            "properties": {
                "required": {"const": True},
                "enum": {"type": "array", "uniqueItems": True, "minItems": 1},
                "pattern": {"type": "string", "format": "regex"},
                "minimum": {"type": "number"},
            },
        },
    },
}
PACKAGE_FORM = {
    "type": "object",
    "required": ["name", "title", "description", "licenses", "sources", "resources", "conflicts"],
    "properties": {
        "name": {"pattern": "^[a-z0-9._-]+$"},
        "licenses": {
            "minItems": 1,
            "items": {"required": ["name", "path"], "properties": {"name": {"const": "CC-BY-4.0"}}},
        },
        "resources": {
            "minItems": 5,
            "items": {
                "required": ["name", "path", "title", "description", "sources", "schema"],
                "properties": {
                    "encoding": {"const": "utf-8"},
                    "schema": {
                        "required": ["fields", "primaryKey"],
                        "properties": {"fields": {"items": FIELD_FORM, "minItems": 2}},
                    },
                },
            },
        },
        "conflicts": {
            "items": {
                "required": ["key", "values", "reading"],
                "additionalProperties": {"type": "string", "minLength": 1},
            }
        },
    },
}


def row_form(name: str) -> dict:
    """The table's schema as JSON Schema on raw text: a second reading of it, independent of the loader."""
    types = {
        "number": r"^-?\d+(\.\d+)?$",
        "year": r"^\d{4}$",
        "date": r"^\d{4}-\d{2}-\d{2}$",
        "boolean": "^(oui|non)$",
        "string": "",
    }
    columns = {}
    for field in TABLES[name]["schema"]["fields"]:
        rules = field.get("constraints", {})
        form = {"type": "string", "pattern": types[field["type"]]}
        if "pattern" in rules:
            form["pattern"] = f"^({rules['pattern']})$"
        if "enum" in rules:
            form["enum"] = rules["enum"]
        columns[field["name"]] = form if rules.get("required") else {"anyOf": [{"const": ""}, form]}
        if rules.get("required"):
            form["minLength"] = 1
    return {"type": "object", "properties": columns, "required": list(columns), "additionalProperties": False}


def test_descriptor_has_the_form_of_a_data_package():
    jsonschema.validate(PACKAGE, PACKAGE_FORM)
    assert [table["path"] for table in PACKAGE["resources"]] == [f"{name}.csv" for name in TABLES]


@pytest.mark.parametrize("name", TABLES)
def test_every_row_obeys_the_schema(name):
    check = jsonschema.Draft202012Validator(row_form(name))
    faults = [f"{i}: {e.message}" for i, row in enumerate(raw_rows(name), 2) for e in check.iter_errors(row)]
    assert faults == []


@pytest.mark.parametrize("name", TABLES)
def test_primary_key_is_unique(name):
    key = TABLES[name]["schema"]["primaryKey"]
    counts = Counter(tuple(row[column] for column in key) for row in raw_rows(name))
    assert [one for one, times in counts.items() if times > 1] == []


@pytest.mark.parametrize("name", [*TABLES, "README", "datapackage"])
def test_files_are_utf8_with_lf_and_no_bom(name):
    path = next(DATA.glob(f"{name}.*"))
    raw = path.read_bytes()
    assert b"\r" not in raw
    assert not raw.startswith(b"\xef\xbb\xbf")
    assert raw.endswith(b"\n")
    raw.decode("utf-8")


def test_foreign_keys_every_metric_has_a_french_label_and_none_is_left_over():
    labels = {row["metric"] for row in raw_rows("metrics_fr")}
    used = {row["metric"] for name in FACTS for row in raw_rows(name)}
    used |= {row["parameter"] for row in raw_rows("legal")}
    assert labels == used


def test_labels_are_french_distinct_and_well_set():
    labels = [row["label_fr"] for row in raw_rows("metrics_fr")]
    assert [one for one in labels if typography_faults(one) or "_" in one] == []
    assert [one for one in labels if one[0].islower() or one.endswith(".")] == []
    # the French « résultat net » covers Salesforce's net income too
    assert [one for one, times in Counter(labels).items() if times > 1] == ["Résultat net"]


def test_descriptor_is_french_and_well_set():
    words = [PACKAGE["description"]]
    for table in PACKAGE["resources"]:
        words += [table["description"], *(field["description"] for field in table["schema"]["fields"])]
    assert [one for one in words if typography_faults(one)] == []


def test_confidence_is_given_exactly_where_the_document_was_not_read():
    for name in LOADERS:
        for row in raw_rows(name):
            assert (row["confidence"] == "") == (row["status"] == "seen"), row


def test_computed_values_are_never_called_read():
    assert [
        row
        for name in FACTS
        for row in raw_rows(name)
        if (row["origin"], row["status"]) == ("calcul", "seen")
    ] == []


def test_two_values_for_one_question_always_share_a_conflict_key():
    keys: dict[tuple, set] = {}
    for row in [row for name in FACTS for row in raw_rows(name)]:
        keys.setdefault((row["entity"], row["metric"], row["period"]), []).append(row["conflict"])
    silent = {
        question
        for question, found in keys.items()
        if len(found) > 1 and (len(set(found)) > 1 or not found[0])
    }
    assert silent == set()


def readme_conflicts() -> dict[str, tuple[str, str]]:
    text = (DATA / "README.md").read_text(encoding="utf-8")
    return {
        key: (values, reading)
        for key, values, reading in re.findall(r"(?m)^\| `(\w+)` \| (.+) \| (.+) \|$", text)
    }


def test_every_conflict_has_two_rows_or_more_and_one_explanation():
    rows = Counter(row["conflict"] for name in FACTS for row in raw_rows(name) if row["conflict"])
    explained = {one["key"]: (one["values"], one["reading"]) for one in PACKAGE["conflicts"]}
    assert min(rows.values()) >= 2
    assert rows.keys() == explained.keys()
    shared = {key: text for key, text in readme_conflicts().items() if key in explained}
    assert shared == explained


def test_readme_counts_are_those_of_the_tables():
    text = (DATA / "README.md").read_text(encoding="utf-8")
    for name in TABLES:
        assert re.search(rf"(?m)^\| `{name}\.csv` \| .* \| {len(raw_rows(name))} \|$", text), name
    unseen = {name: sum(row["status"] == "unseen" for row in raw_rows(name)) for name in LOADERS}
    computed = sum(row["origin"] == "calcul" for name in FACTS for row in raw_rows(name))
    said = re.search(
        r"companies (\d+), market (\d+) \(dont (\d+) calculs au total\), sanctions (\d+), legal (\d+)", text
    )
    assert [int(one) for one in said.groups()] == [
        unseen["companies"],
        unseen["market"],
        computed,
        unseen["sanctions"],
        unseen["legal"],
    ]


# Sites that carry somebody else's article, press release or page: such a row must say so.
COPYING_SITES = {
    *("lepointactualite.com", "fr.headtopics.com", "news.dayfr.com", "maldankon.cloud", "frnews24.info"),
    *("inews24.eu", "exactnewz.com", "evaluatedwisdom.blogspot.com", "wordpress.kennycaldieraro.fr"),
    *("fr.advfn.com", "ca.advfn.com", "epicos.com", "business.kanerepublican.com", "quarterlytics.com"),
    *("app.researchpool.com", "financialreports.eu", "webdisclosure.com", "fr.finance.yahoo.com"),
    *("kdal610.com", "wsau.com", "time.news", "kelnews.fr", "assinews.it", "worldissmall.fr"),
    *("pouvoirsafrique.com", "mahalsa.fr", "djfrosty.com", "ccfi.asso.fr", "artisticwebsitecreations.com"),
    *("fr.m.wiki.x.io", "2m-consulting.fr"),
}


@pytest.mark.parametrize("name", TABLES)
def test_a_row_read_in_a_copy_says_so(name):
    met = 0
    for row in raw_rows(name):
        site = urlsplit(row.get("source_url", "")).netloc.removeprefix("www.")
        if site in COPYING_SITES:
            met += 1
            assert re.search(r"\((es, )?(reprise|copie|miroir)\b", row["source_publisher"]), row
    assert met or name != "companies"


@pytest.mark.parametrize("name", TABLES)
def test_no_address_was_shortened_by_hand(name):
    assert not [row for row in raw_rows(name) if re.search(r"\.\.\.|…|\s", row.get("source_url", ""))]


# --- loaders -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", LOADERS)
def test_loaders_give_every_row_and_a_type_to_every_column(name):
    frame = LOADERS[name]()
    assert list(frame.columns) == [field["name"] for field in TABLES[name]["schema"]["fields"]]
    assert len(frame) == len(raw_rows(name))
    checks = {
        "number": pd.api.types.is_float_dtype,
        "year": pd.api.types.is_integer_dtype,
        "date": pd.api.types.is_datetime64_any_dtype,
        "boolean": pd.api.types.is_bool_dtype,
        "string": pd.api.types.is_string_dtype,
    }
    for field in TABLES[name]["schema"]["fields"]:
        column = frame[field["name"]]
        assert checks[field["type"]](column), field["name"]
        if field["type"] == "string":
            assert column.notna().all(), field["name"]


@pytest.mark.parametrize("name", LOADERS)
def test_loaded_values_are_those_of_the_file(name):
    frame = LOADERS[name]()
    for position in (0, len(frame) // 2, len(frame) - 1):
        raw = raw_rows(name)[position]
        for field in TABLES[name]["schema"]["fields"]:
            value, text = frame[field["name"]].iloc[position], raw[field["name"]]
            if text == "" and field["type"] != "string":
                assert pd.isna(value)
            elif field["type"] == "number":
                assert value == float(text)
            elif field["type"] == "date":
                assert f"{value:%Y-%m-%d}" == text
            elif field["type"] == "boolean":
                assert value == (text == "oui")
            else:
                assert str(value) == text


@pytest.mark.parametrize("name", LOADERS)
def test_loaders_give_copies(name):
    first = LOADERS[name]()
    column = "amount_eur" if name == "sanctions" else "value"
    kept = first[column].iloc[0]
    first.loc[0, column] = -1.0
    first["extra"] = 1
    assert LOADERS[name]()[column].iloc[0] == kept
    assert "extra" not in LOADERS[name]().columns


def test_sanctions_add_up_only_where_additive():
    frame = facts.load_sanctions()
    raw = [row for row in raw_rows("sanctions") if row["additive"] == "oui"]
    assert 0 < len(raw) < len(frame)
    assert frame[frame["additive"]]["amount_eur"].sum() == sum(float(row["amount_eur"]) for row in raw)


def test_tables_are_found_in_a_wheel(installed):
    assert schema.data_folder() == installed
    assert len(facts.load_companies()) == len(raw_rows("companies"))


def test_tables_are_found_in_a_checkout():
    assert schema.data_folder() == DATA


def test_the_wheel_carries_the_tables():
    text = (DATA.parent / "pyproject.toml").read_text(encoding="utf-8")
    assert '"data" = "bizmodels/_data"' in text


def test_reload_reads_the_corrected_file(installed):
    before = facts.fact("Deezer", "price_premium_individual", "2023-09").value
    line = 2 + next(
        i
        for i, row in enumerate(raw_rows("companies"))
        if (row["metric"], row["period"]) == ("price_premium_individual", "2023-09")
    )
    set_cell(installed, "companies", line, "value", "12.49")
    assert facts.fact("Deezer", "price_premium_individual", "2023-09").value == before
    facts.reload()
    assert facts.fact_from_key("Deezer/price_premium_individual/2023-09").value == 12.49


def test_nothing_is_fetched(monkeypatch):
    def refuse(*args, **kwargs):
        raise AssertionError("network")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    facts.reload()
    for load in LOADERS.values():
        assert len(load())
    assert str(facts.fact_from_key("legal/vat_rate_standard"))
    assert len(facts.facts_table("Qonto"))


@pytest.mark.parametrize("file", ["facts.py", "schema.py"])
def test_imports_stay_cheap(file):
    tree = ast.parse((DATA.parent / "bizmodels" / "facts" / file).read_text(encoding="utf-8"))
    modules = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            modules |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            modules.add(node.module.split(".")[0])
    assert modules - set(sys.stdlib_module_names) <= {"pandas", "bizmodels"}


# --- damaged tables -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "column", "value", "hint"),
    [
        ("companies", "value", "douze", "12.5"),
        ("companies", "value", "12,5", "point décimal"),
        ("companies", "value", "nan", "12.5"),
        ("companies", "value", "1_000", "12.5"),
        ("companies", "status", "vu", "« seen »"),
        ("companies", "unit", "million EUR", "« millions EUR »"),
        ("companies", "period", "juin 2024", "AAAA-MM"),
        ("companies", "known_on", "2024-13", "AAAA-MM"),
        ("companies", "conflict", "Deux mots", "clé"),
        ("companies", "entity", "A/B", "barre oblique"),
        ("market", "source_year", "24", "AAAA"),
        ("market", "source_url", "javascript:alert(1)", "http"),
        ("market", "metric", "Panier moyen", "snake_case"),
        ("sanctions", "date", "2022-02-30", "AAAA-MM-JJ"),
        ("sanctions", "amount_eur", "-5", "euros"),
        ("sanctions", "additive", "peut-être", "oui"),
        ("sanctions", "country", "France", "deux lettres"),
        ("legal", "effective_from", "01/01/2014", "AAAA-MM-JJ"),
        ("legal", "domain", "fiscalite", "« fiscalité »"),
    ],
)
def test_a_wrong_cell_is_named(folder, name, column, value, hint):
    set_cell(folder, name, 7, column, value)
    message = fault(folder, name)
    assert f"data/{name}.csv, ligne 7, colonne «\u00a0{column}\u00a0»" in message
    assert f"«\u00a0{value}\u00a0»" in message
    assert hint in message.replace("\u00a0", " ")
    assert typography_faults(message) == []


@pytest.mark.parametrize(
    ("name", "column"),
    [
        (name, field["name"])
        for name in TABLES
        for field in TABLES[name]["schema"]["fields"]
        if field.get("constraints", {}).get("required")
    ],
)
def test_an_empty_required_cell_is_named(folder, name, column):
    set_cell(folder, name, 3, column, "")
    message = fault(folder, name)
    assert f"data/{name}.csv, ligne 3, colonne «\u00a0{column}\u00a0»" in message
    assert "vide" in message


def test_a_missing_column_is_named(folder):
    rows = [list(row.values())[:3] + list(row.values())[4:] for row in raw_rows("companies")]
    header = [name for name in raw_rows("companies")[0] if name != "unit"]
    with (folder / "companies.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *rows])
    message = fault(folder, "companies")
    assert "data/companies.csv, ligne 1, colonne «\u00a0unit\u00a0»" in message
    assert "«\u00a0period\u00a0»" in message


def test_a_column_too_many_is_named(folder):
    rewrite(folder, "market.csv", lambda lines: [f"{line},x" if line else line for line in lines])
    message = fault(folder, "market")
    assert "data/market.csv, ligne 1, colonne «\u00a0known_on\u00a0»" in message
    assert "«\u00a0x\u00a0»" in message


@pytest.mark.parametrize("separator", ["|", ":"])
def test_another_separator_is_named(folder, separator):
    rewrite(folder, "legal.csv", lambda lines: [line.replace(",", separator) for line in lines])
    message = fault(folder, "legal")
    assert "data/legal.csv, ligne 1, colonne «\u00a0domain\u00a0»" in message
    assert "séparé par des virgules" in message


@pytest.mark.parametrize(
    ("before", "after", "column"),
    [
        ("Deezer,arpu_direct,4.5,", "Deezer,arpu_direct,4,5,", "unit"),  # a decimal comma
        ("Deezer,arpu_direct,", "Deezer,,arpu_direct,", "metric"),  # an extra comma
    ],
)
def test_an_extra_comma_is_named_where_it_stands(folder, before, after, column):
    lines = (DATA / "companies.csv").read_text(encoding="utf-8").split("\n")
    line = next(i for i, text in enumerate(lines, 1) if text.startswith(before))
    rewrite(folder, "companies.csv", lambda lines: [text.replace(before, after) for text in lines])
    message = fault(folder, "companies")
    assert f"data/companies.csv, ligne {line}, colonne «\u00a0{column}\u00a0»" in message
    assert "15 valeurs, la ligne en a 16" in message
    assert "guillemets" in message


def test_an_extra_comma_at_the_end_is_named(folder):
    rewrite(folder, "companies.csv", lambda lines: [*lines[:9], f"{lines[9]},2031", *lines[10:]])
    message = fault(folder, "companies")
    assert "ligne 10, colonne «\u00a0known_on\u00a0»" in message
    assert "«\u00a02031\u00a0»" in message


def test_a_missing_value_is_named(folder):
    rewrite(folder, "companies.csv", lambda lines: [*lines[:9], lines[9].rpartition(",")[0], *lines[10:]])
    message = fault(folder, "companies")
    assert "ligne 10, colonne «\u00a0known_on\u00a0»" in message
    assert "15 valeurs, la ligne en a 14" in message


@pytest.mark.parametrize("name", ["companies", "market", "legal"])
def test_an_unclosed_quote_is_named(folder, name):
    rewrite(folder, f"{name}.csv", lambda lines: [*lines[:4], f'"{lines[4]}', *lines[5:]])
    message = fault(folder, name)
    assert f"data/{name}.csv, ligne 5, colonne" in message
    assert "guillemet" in message


def test_lines_are_those_of_an_editor_after_a_cell_on_two_lines(folder):
    set_cell(folder, "companies", 3, "note_fr", "première ligne\nseconde ligne")
    rewrite(folder, "companies.csv", lambda lines: [*lines[:6], "", *lines[6:]])
    text = (folder / "companies.csv").read_text(encoding="utf-8").split("\n")
    line = next(i for i, row in enumerate(text, 1) if row.startswith("Deezer,arpu_direct,4.5,"))
    rewrite(
        folder,
        "companies.csv",
        lambda lines: [row.replace("Deezer,arpu_direct,4.5,", "Deezer,arpu_direct,?,") for row in lines],
    )
    assert f"ligne {line}, colonne «\u00a0value\u00a0»" in fault(folder, "companies")


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16-le"])
def test_another_encoding_is_named(folder, encoding):
    text = (DATA / "sanctions.csv").read_text(encoding="utf-8")
    (folder / "sanctions.csv").write_bytes(text.encode(encoding, errors="replace"))
    message = fault(folder, "sanctions")
    assert re.search(r"data/sanctions\.csv, ligne [12], colonne «\u00a0\w+\u00a0»", message)
    assert "UTF-8" in message


@pytest.mark.parametrize(("content", "line"), [(b"", 1), (b"\n\n", 1), (b"\xef\xbb\xbf", 1)])
def test_an_empty_file_is_named(folder, content, line):
    (folder / "legal.csv").write_bytes(content)
    message = fault(folder, "legal")
    assert f"data/legal.csv, ligne {line}, colonne «\u00a0domain\u00a0»" in message
    assert "vide" in message


def test_a_file_without_rows_is_named(folder):
    rewrite(folder, "legal.csv", lambda lines: [lines[0], ""])
    message = fault(folder, "legal")
    assert "data/legal.csv, ligne 2, colonne «\u00a0domain\u00a0»" in message
    assert "au moins une ligne" in message


def test_a_repeated_row_is_named(folder):
    rewrite(folder, "companies.csv", lambda lines: [*lines[:5], lines[3], *lines[5:]])
    message = fault(folder, "companies")
    assert "ligne 6, colonne «\u00a0entity\u00a0»" in message
    assert "ligne 4" in message


def test_control_characters_do_not_reach_the_screen(folder):
    set_cell(folder, "companies", 7, "status", "\x1b[31mseen")
    assert "\x1b" not in fault(folder, "companies")


def test_a_long_value_is_cut(folder):
    set_cell(folder, "companies", 7, "unit", "x" * 5000)
    assert len(fault(folder, "companies")) < 1000


def test_a_table_saved_by_excel_as_utf8_is_accepted(folder):
    text = (DATA / "companies.csv").read_text(encoding="utf-8").replace("\n", "\r\n")
    (folder / "companies.csv").write_bytes(text.encode("utf-8-sig"))
    assert schema.read_table("companies", folder) == schema.read_table("companies", DATA)


@pytest.mark.parametrize("file", ["companies.csv", "datapackage.json"])
def test_a_missing_file_is_named(folder, file):
    (folder / file).unlink()
    assert f"data/{file} est introuvable" in fault(folder, "companies")


@pytest.mark.parametrize(
    ("content", "where"),
    [("{\n\n  oups", "ligne 3"), ("[]", "illisible"), ('{"resources": [{}]}', "illisible")],
)
def test_a_damaged_descriptor_is_named(folder, content, where):
    (folder / "datapackage.json").write_text(content, encoding="utf-8")
    message = fault(folder, "companies")
    assert "data/datapackage.json" in message
    assert where in message


def test_a_fault_is_told_again_until_it_is_mended(installed):
    good = (installed / "market.csv").read_bytes()
    set_cell(installed, "market", 2, "value", "?")
    for _ in range(2):
        with pytest.raises(LearnerError, match="ligne 2"):
            facts.load_market()
    (installed / "market.csv").write_bytes(good)
    assert len(facts.load_market()) == len(raw_rows("market"))


def test_hostile_text_stays_text(installed):
    line = 2 + next(
        i for i, row in enumerate(raw_rows("companies")) if row["metric"] == "commercial_warranty_months"
    )
    for column in ("note_fr", "source_title", "source_publisher", "origin"):
        set_cell(installed, "companies", line, column, HOSTILE)
    facts.reload()
    row = facts.load_companies().iloc[line - 2]
    assert [row[one] for one in ("note_fr", "source_title", "source_publisher", "origin")] == [HOSTILE] * 4
    one = facts.fact("Back Market", "commercial_warranty_months")
    assert (one.note, one.publisher) == (HOSTILE, HOSTILE)
    assert HOSTILE in str(one)
    assert facts.facts_table("Back Market", "commercial_warranty_months")["Note"].tolist() == [HOSTILE]
    assert not hasattr(one, "_repr_html_")


# --- one fact --------------------------------------------------------------------------------------------


def test_a_fact_tells_value_unit_and_source():
    one = facts.fact("Deezer", "price_premium_individual", "2023-09")
    row = next(
        row
        for row in raw_rows("companies")
        if (row["entity"], row["metric"], row["period"]) == ("Deezer", "price_premium_individual", "2023-09")
    )
    assert (one.value, one.unit, one.period, one.table) == (
        float(row["value"]),
        row["unit"],
        "2023-09",
        "companies",
    )
    assert (one.title, one.publisher, str(one.year)) == (
        row["source_title"],
        row["source_publisher"],
        row["source_year"],
    )
    assert (one.url, one.note, one.known_on) == (row["source_url"], row["note_fr"], row["known_on"])
    with pytest.raises(AttributeError):
        one.value = 1


@pytest.mark.parametrize(
    ("key", "shown"),
    [
        (
            "Deezer/subscribers/2024-06",
            "10,5\u00a0millions (juin 2024) — Deezer (reprise Webdisclosure), 2024",
        ),
        ("Deezer/subscribers/2011-06", "1,2\u00a0million (juin 2011) — "),
        ("Back Market/gmv/2025", "3\u202f000\u00a0M€ (2025) — "),
        ("Deezer/adjusted_ebitda_h1/2022-S1", "−24,6\u00a0M€ (S1 2022) — "),
        ("Vinted/buyer_protection_fee_pct", "5\u00a0% + 0,70\u00a0€ ("),
        ("Salesforce/acquisition_slack", "27,7\u00a0Md$ ("),
        ("Meero/claimed_market_size/2019", "80\u00a0Md$ (2019) — "),
        ("Qonto/founding_year", "2016 ("),
        ("Le Slip Français/volume_multiplier_claim/2024", "×\u00a010 (2024) — "),
        ("Monde publicité en ligne/cpm_google_search", "38\u00a0$/1\u202f000 affichages ("),
        ("legal/vat_rate_standard", "20\u00a0% (depuis le 1er janvier 2014) — "),
        ("legal/vat_margin_scheme", "oui (depuis le 1er janvier 1995) — "),
        ("legal/dac7_reporting_legal_basis", "article\u00a01649 du CGI ("),
        ("legal/renewal_notice_earliest_months", "3\u00a0mois avant le terme de la période de rejet — "),
        ("Back Market/sellers/2018", "300\u00a0marchands (2018) — "),
    ],
)
def test_a_fact_reads_in_french(key, shown):
    one = facts.fact_from_key(key)
    assert str(one).startswith(shown)
    assert repr(one) == str(one)


def test_no_fact_shows_a_currency_code_or_a_missing_number():
    shown = [one.text for found in facts._index().values() for one in found]
    assert [one for one in shown if re.search(r"EUR|USD|GBP|booléen|nan|—|\d\.\d|^-", one)] == []


def test_an_undated_document_says_so():
    undated = next(row for row in raw_rows("companies") if not row["source_year"] and not row["conflict"])
    one = facts.fact(undated["entity"], undated["metric"], undated["period"])
    assert one.year is None
    assert str(one).endswith(f"{undated['source_publisher']}, sans date")


@pytest.mark.parametrize(
    ("status", "origin", "label"), [("seen", "entreprise", "publié"), ("unseen", "presse", "à vérifier"), ("unseen", "calcul", "déduit")]
)  # fmt: skip
def test_the_standing_of_a_fact(status, origin, label):
    found = [
        one
        for all_of in facts._index().values()
        for one in all_of
        if (one.status, one.origin) == (status, origin)
    ]
    assert found
    assert {one.label for one in found} == {label}
    assert all((f"({label})" in str(one)) == (label != "publié") for one in found)


@pytest.mark.parametrize(
    ("unit", "symbol"),
    [
        ("millions EUR", "M€"),
        ("x", "×"),
        ("%", "%"),
        ("EUR/mois", "€/mois"),
        ("millions d’inscrits", "millions d’inscrits"),
    ],
)
def test_a_unit_has_one_symbol(unit, symbol):
    rows = facts.load_companies().iloc[:1].assign(unit=unit, value=1.0)
    assert facts.facts_of(rows)[0].symbol == symbol


def test_rows_of_a_table_become_the_facts_that_the_keys_name():
    for name in FACTS:
        table = LOADERS[name]()
        named = [one for one in facts._all_facts() if one.table == name]
        assert [dataclasses.replace(one, table=name) for one in facts.facts_of(table)] == named


def test_a_changed_row_gives_the_changed_fact():
    table = facts.load_companies()
    row = table[(table["entity"] == "Deezer") & (table["metric"] == "subscribers")].iloc[:1]
    one = facts.facts_of(
        row.assign(value=3, source_year=pd.NA, status="unseen", origin="calcul", mine="more")
    )[0]
    assert one.text == "3\u00a0millions"
    assert one.source.endswith(", sans date")
    assert one.standing == "(déduit)"
    assert facts.facts_of(row)[0].standing == ""


def test_a_table_without_what_a_fact_needs_is_refused_in_french():
    table = facts.load_companies()
    kept = ["entity", "metric", "value", "unit", "period", "status", "source_publisher", "source_year"]
    assert facts.facts_of(table[kept])[0].title == ""
    with pytest.raises(LearnerError, match="source_year"):
        facts.facts_of(table[kept[:-1]])
    with pytest.raises(LearnerError, match="facts_of"):
        facts.facts_of([3])


def test_every_row_is_reached_by_a_key_or_told_as_ambiguous():
    silent = []
    total = 0
    for found in facts._index().values():
        for one in found:
            total += 1
            try:
                assert facts.fact_from_key(facts._key_of(one)) is one
            except LearnerError as error:
                if not one.conflict or one.conflict not in str(error) or one.text not in str(error):
                    silent.append(facts._key_of(one))
    assert silent == []
    assert total == sum(len(raw_rows(name)) for name in ("companies", "market", "legal"))


def test_keys_are_unambiguous_to_read():
    for row in [row for name in FACTS for row in raw_rows(name)]:
        assert not re.search("[/@]", row["entity"] + row["metric"] + row["period"])


def test_a_key_may_name_the_publisher_even_with_a_slash_in_it():
    row = next(row for row in raw_rows("companies") if "/" in row["source_publisher"])
    key = f"{row['entity']}/{row['metric']}/{row['period']}@{row['source_publisher']}"
    assert facts.fact_from_key(key).publisher == row["source_publisher"]
    assert facts.fact_from_key("Deezer/net_result/2022@Zonebourse").value == -167.7


def test_the_period_may_be_a_number_or_left_out():
    assert facts.fact("Back Market", "gmv", 2025) is facts.fact("Back Market", "gmv", "2025")
    assert facts.fact("Deezer", "arpu_total") is facts.fact_from_key("Deezer/arpu_total")


def test_an_ambiguous_fact_lists_the_candidates():
    with pytest.raises(LearnerError) as caught:
        facts.fact("Deezer", "net_result", "2022")
    message = str(caught.value)
    for part in (
        "@Devyara",
        "−168,5\u00a0M€",
        "@Zonebourse",
        "−167,7\u00a0M€",
        'conflicts("deezer_net_result_2022")',
    ):
        assert part in message
    assert message.startswith("2 chiffres répondent à «\u00a0Deezer/net_result/2022\u00a0».")
    assert "Précisez" in message


def test_a_missing_period_lists_those_that_exist():
    with pytest.raises(LearnerError) as caught:
        facts.fact("Deezer", "arpu_direct", "2030")
    message = str(caught.value)
    for row in raw_rows("companies"):
        if (row["entity"], row["metric"]) == ("Deezer", "arpu_direct"):
            assert row["period"] in message
    assert "2030" in message


def test_long_lists_are_capped():
    with pytest.raises(LearnerError) as caught:
        facts.fact("France e-commerce", "online_turnover_total", "1950")
    assert str(caught.value).count("•") == 8
    assert re.search(r"… et \d+\sautres chiffres$", str(caught.value))


def test_a_year_without_figure_tells_the_nearest_in_the_order_of_time():
    with pytest.raises(LearnerError) as caught:
        facts.fact("Le Slip Français", "revenue", 2050)
    message = str(caught.value)
    years = [int(one) for one in re.findall(r"• (\d{4})", message)]
    told = [int(one.period) for one in facts._index()["Le Slip Français", "revenue"] if one.period.isdigit()]
    assert years == sorted(years)
    assert set(years) <= set(told)
    assert max(years) == max(told)
    assert "/" not in message
    assert "Chiffre d’affaires" in message
    assert "pour 2050" in message


@pytest.mark.parametrize(
    ("entity", "metric", "near"),
    [
        ("deezer", "subscribers", "Deezer"),
        ("Le slip francais", "revenue", "Le Slip Français"),
        ("Deezer", "subscriber", "subscribers"),
        ("legal", "vat_standard", "vat_rate_standard"),
        ("zzzz", "revenue", "Back Market"),
    ],
)
def test_an_unknown_name_gets_its_neighbours(entity, metric, near):
    with pytest.raises(LearnerError) as caught:
        facts.fact(entity, metric)
    assert f"«\u00a0{near}\u00a0»" in str(caught.value)
    assert str(caught.value).count("«") <= 10
    assert "…." not in str(caught.value)


@pytest.mark.parametrize("key", ["", "Deezer", "Deezer/", "/subscribers/2024", "Deezer//2024", "@presse"])
def test_a_key_of_another_form_is_refused(key):
    with pytest.raises(LearnerError, match="Forme attendue"):
        facts.fact_from_key(key)


# --- several facts ------------------------------------------------------------------------------------


def test_facts_table_is_french_text_in_the_order_asked():
    table = facts.facts_table("Deezer", ["subscribers", "arpu_direct"])
    assert list(table.columns) == ["Indicateur", "Valeur", "Unité", "Période", "Statut", "Source", "Note"]
    assert isinstance(table, pd.DataFrame)
    raw = [row for one in ("subscribers", "arpu_direct") for row in raw_rows("companies") if (row["entity"], row["metric"]) == ("Deezer", one)]  # fmt: skip
    assert [text.replace(",", ".") for text in table["Valeur"]] == [f"{float(row['value']):g}" for row in raw]
    assert table["Indicateur"].unique().tolist() == ["Abonnés", "Revenu mensuel par abonné direct (ARPU)"]
    assert all(isinstance(cell, str) for cell in table.to_numpy().ravel())
    pd.testing.assert_frame_equal(table, facts.facts_table("Deezer", ["subscribers", "arpu_direct"]))


def test_facts_table_covers_all_and_filters_periods():
    assert len(facts.facts_table("Qonto")) == sum(row["entity"] == "Qonto" for row in raw_rows("companies"))
    assert len(facts.facts_table("legal")) == len(raw_rows("legal"))
    assert facts.facts_table("Back Market", "gmv", 2025)["Valeur"].tolist() == ["3\u202f000"]
    assert set(facts.facts_table("Deezer", periods=["2024-06", "2024"])["Période"]) == {"juin 2024", "2024"}


def test_facts_table_says_what_other_sources_give():
    table = facts.facts_table("Deezer", "net_result", "2022")
    values = table["Valeur"].tolist()
    assert len(set(values)) == 2
    assert "Une autre source donne −167,7\u00a0M€ (Zonebourse, 2024)" in table["Note"].iloc[0]
    # A note that already gives the other value is not followed by it again.
    assert "−168,5\u00a0M€" in table["Note"].iloc[1]
    assert "donne" not in table["Note"].iloc[1]
    assert "donne" not in facts.facts_table("Deezer", "net_result", "2024")["Note"].iloc[0]
    across = facts.facts_table("BlaBlaCar", "passengers", "2019")["Note"]
    assert not across.str.contains("donne").any()  # both notes already give both values
    other_question = facts.facts_table("France e-commerce", "ecommerce_share_of_retail", "2020")["Note"].iloc[
        0
    ]
    assert "À comparer\u00a0: 14,1\u00a0% (2021)" in other_question


def test_a_foreign_title_is_given_in_french_beside_its_own():
    titles = {row["title"]: row["title_fr"] for row in raw_rows("titles_fr")}
    published = {row["source_title"] for name in LOADERS for row in raw_rows(name)}
    assert set(titles) <= published, "a title that no document bears"
    assert not set(titles.values()) & published
    shown = facts.sources_of("Salesforce")["Titre"]
    assert shown.str.contains("Guide des licences Salesforce (Salesforce Licensing Guide)", regex=False).any()
    english = re.compile(
        r"\b(the|of|and|to|for|with|how|why|raises|results|wants|guide to|selling)\b", re.IGNORECASE
    )
    for entity in sorted({row["entity"] for row in raw_rows("companies") + raw_rows("market")}):
        for title in facts.sources_of(entity)["Titre"]:
            assert not english.search(title.split(" (")[0]), title


def test_sources_are_folded_under_their_count():
    page = facts.sources_of("Le Slip Français")._repr_html_()
    count = len(facts.sources_of("Le Slip Français"))
    read = facts.sources_of("Le Slip Français")["Relu"].eq("oui").sum()
    assert page.startswith("<details><summary")
    assert f">{count}\u00a0documents" in page
    assert (f"dont {read} lus" in page) == (read < count)
    assert page.count("<tr>") == count + 1
    assert "<details" not in facts.facts_table("Le Slip Français")._repr_html_()


def test_no_table_shows_a_learner_an_internal_remark():
    """Sentences, not labels: nothing shouted, no code, no English shorthand."""
    entities = {row["entity"] for name in ("companies", "market") for row in raw_rows(name)} | {"legal"}
    notes = [note for entity in sorted(entities) for note in facts.facts_table(entity)["Note"]]
    notes += [row["note_fr"] for row in raw_rows("sanctions")]
    assert len(notes) > 700
    shouted = r"CONFLIT|PIÈGE|FAUX|ERREUR|CORRECTION|MAJEUR|\b(?:PAS|NON|OU|ET|UN|DEUX)\b|[A-ZÉÈÀ]{4,}ÉE?S?\b"
    code = r"conflicts\(|\bvs\b|→|≠|à relire avant|non vue?\b|période corrigée"
    assert [note for note in notes if re.search(f"{shouted}|{code}", note)] == []


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("Deezr",), "Deezer"),
        (("Deezer", ["subscribers", "arpus"]), "arpu_total"),
        (("Deezer", "subscribers", "1999"), "1999"),
        (("Deezer", []), "Aucun chiffre"),
    ],
)
def test_facts_table_refuses_what_does_not_exist(arguments, told):
    with pytest.raises(LearnerError, match=told):
        facts.facts_table(*arguments)


def test_sources_of_lists_each_document_once():
    table = facts.sources_of("Qonto")
    rows = [row for row in raw_rows("companies") if row["entity"] == "Qonto"]
    assert table["Chiffres"].sum() == len(rows)
    assert not table.duplicated(["Titre", "Éditeur", "Année", "Adresse"]).any()
    unread = {row["source_title"] for row in rows if row["status"] == "unseen"}
    assert set(table.loc[table["Relu"] == "non", "Titre"]) == unread
    with pytest.raises(LearnerError, match="Qonto"):
        facts.sources_of("Quonto")


def test_conflicts_show_every_row_of_a_key():
    every = facts.conflicts()
    assert len(every) == sum(row["conflict"] != "" for name in FACTS for row in raw_rows(name))
    for key, rows in every.groupby("conflict"):
        assert len(facts.conflicts(key)) == len(rows) >= 2
    assert every["conflict"].is_monotonic_increasing
    one = facts.conflicts("slip_2017_revenue")
    assert sorted(one["value"]) == [13.0, 15.0]
    assert set(one["reading_fr"]) == {"Le Monde contre RTL"}
    assert set(one["table"]) == {"companies"}
    with pytest.raises(LearnerError, match="slip_2017_revenue"):
        facts.conflicts("slip_2017_revenu")


@pytest.mark.parametrize(
    ("known", "date", "kept"),
    [
        ("2019", "2019", True),
        ("2019", 2019, True),
        ("2019-06", "2019", True),
        ("2019-06", "2019-06", True),
        ("2019-07", "2019-06", False),
        ("2019", "2019-06", False),  # some day of 2019: not known for certain in June
        ("2019", "2019-12", True),
        ("2020-01", "2019", False),
        ("", "2030", False),
    ],
)
def test_as_known_on(known, date, kept):
    frame = pd.DataFrame({"value": [1.0], "known_on": [known]})
    assert len(facts.as_known_on(frame, date)) == kept


def test_as_known_on_hides_the_future_of_a_real_table_and_leaves_it_whole():
    frame = facts.load_companies()
    past = facts.as_known_on(frame, "2019")
    assert 0 < len(past) < len(frame) == len(raw_rows("companies"))
    assert max(past["known_on"].str[:4]) == "2019"
    assert len(facts.as_known_on(frame, "2100")) == (frame["known_on"] != "").sum()


@pytest.mark.parametrize("date", ["juin 2019", "2019-13", "2019-06-15", "", None])
def test_as_known_on_refuses_another_form(date):
    with pytest.raises(LearnerError, match="2019-06"):
        facts.as_known_on(facts.load_companies(), date)


def test_as_known_on_refuses_a_table_without_dates():
    with pytest.raises(LearnerError, match="known_on"):
        facts.as_known_on(facts.load_legal(), "2019")


def test_an_unlabelled_metric_still_reads():
    assert facts.metric_label("subscribers") == "Abonnés"
    assert facts.metric_label("my_own_metric") == "my own metric"
