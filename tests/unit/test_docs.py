"""The pages for maintainers name things that exist."""

import ast
import importlib.util
import re
from pathlib import Path

import pytest
import yaml

ROOT = next(folder for folder in Path(__file__).resolve().parents if (folder / "pyproject.toml").exists())
ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
PAGES = sorted([*(ROOT / "docs").glob("*.md"), ROOT / "README.md", ROOT / "CONTRIBUTING.md"])


def declared() -> set[str]:
    """Names of all functions, methods and classes of the package, wherever their file has moved."""
    kinds = ast.FunctionDef | ast.ClassDef
    return {
        node.name
        for file in (ROOT / "bizmodels").rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, kinds)
    }


def test_every_function_that_the_walks_name_exists():
    named = set(re.findall(r"(\w+)\([^`]*\)`", ARCHITECTURE))
    assert len(named) > 30
    assert named - declared() == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_pages_resolve(page):
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    for link in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"https?:|#", link):
            continue
        name, _, anchor = link.partition("#")
        target = page.parent / name
        assert target.exists(), link
        if anchor:
            headings = re.findall(r"^#+ (.*)$", target.read_text(encoding="utf-8"), re.MULTILINE)
            # As GitHub makes them: lower case, no punctuation, hyphens.
            assert anchor in {re.sub(r"[^\w -]", "", h).lower().replace(" ", "-") for h in headings}, link


def test_every_decision_is_dated_and_says_what_would_change_it():
    text = (ROOT / "docs" / "decisions.md").read_text(encoding="utf-8")
    entries = re.findall(r"^- \*\*.*?(?=^- |^#|\Z)", text, re.MULTILINE | re.DOTALL)
    assert len(entries) > 50
    for entry in entries:
        assert re.search(r"\((?:[1-9]|[12]\d|3[01])[;,:)]", entry), entry
        assert "*Reconsider if* " in entry, entry


@pytest.mark.parametrize(
    "form", sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("[0-9]*.yml")), ids=lambda f: f.stem
)
def test_issue_forms_are_what_github_reads(form):
    """The rules of GitHub's form schema that one breaks by hand: ids unique, a label each, something to fill in."""
    content = yaml.safe_load(form.read_text(encoding="utf-8"))
    assert {"name", "description", "body"} <= content.keys()
    ids = [field["id"] for field in content["body"]]
    assert len(ids) == len(set(ids))
    for field in content["body"]:
        assert field["type"] in {"input", "textarea", "checkboxes"}
        assert re.fullmatch(r"[\w-]+", field["id"], re.ASCII)
        assert field["attributes"]["label"]
    assert any(field.get("validations", {}).get("required") for field in content["body"])


def test_a_wrong_figure_is_reported_with_its_source():
    (form,) = (ROOT / ".github" / "ISSUE_TEMPLATE").glob("*chiffre.yml")
    fields = {field["id"]: field for field in yaml.safe_load(form.read_text(encoding="utf-8"))["body"]}
    assert fields["source"]["validations"]["required"]


def test_every_room_of_the_package_has_its_line():
    rooms = {folder.parent.name for folder in (ROOT / "bizmodels").glob("*/__init__.py")}
    lines = "\n".join(re.findall(r"^\| (`\w+[/.].*?) \|", ARCHITECTURE, re.MULTILINE))
    assert {room for room in rooms if f"`{room}/`" not in lines} == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_on_the_pages_exist(page):
    text = page.read_text(encoding="utf-8")
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    # A command: between backticks, or at the start of a line of a fenced block.
    for target in re.findall(r"(?:`|^)make ([a-z]+)\b", text, re.MULTILINE):
        assert target in targets
    for file in re.findall(r"\bpython3? ((?:tools|tests|bizmodels)/[\w/]+\.py)", text):
        assert (ROOT / file).is_file(), file
    for module in re.findall(r"\bpython3? -m (bizmodels[\w.]*)", text):
        assert importlib.util.find_spec(module), module
