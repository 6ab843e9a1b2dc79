"""What a learner installs is what CI checked: lock, conda file, wheel, and nothing of this machine inside."""

import configparser
import json
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import bizmodels

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
# conda's matplotlib-base is PyPI's matplotlib: conda's own « matplotlib » adds desktop windows.
CONDA_NAMES = {"matplotlib-base": "matplotlib"}


def declared() -> list[Requirement]:
    """Every requirement of pyproject.toml, extras included."""
    extras = PROJECT["optional-dependencies"].values()
    return [
        Requirement(line)
        for line in [*PROJECT["dependencies"], *(line for extra in extras for line in extra)]
    ]


def as_pairs(requirements: list[Requirement]) -> dict[str, str]:
    return {canonicalize_name(one.name): str(one.specifier) for one in requirements}


def lock_blocks() -> list[str]:
    """The requirements of the lock, each with its continuation lines."""
    lines = [line for line in LOCK.splitlines() if not line.lstrip().startswith("#")]
    return re.findall(r"^\S.*(?:\n[ \t]+.*)*", "\n".join(lines), re.MULTILINE)


def repository_files() -> list[Path]:
    """Files that git holds or would add."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    files = [ROOT / name for name in listed.stdout.decode("utf-8").split("\0") if name]
    return [file for file in files if file.is_file()]


def text_files() -> list[tuple[Path, str]]:
    found = []
    for file in repository_files():
        try:
            found.append((file, file.read_text(encoding="utf-8")))
        except UnicodeDecodeError:
            continue
    return found


def test_lock_names_no_host():
    assert "://" not in LOCK
    assert not re.search(r"^\s*(-i|--index-url|--extra-index-url|--find-links|-f)\b", LOCK, re.MULTILINE)
    assert not re.search(r"\b[\w-]+\.(org|com|net|io)\b", LOCK)


def test_every_locked_requirement_is_pinned_and_hashed():
    blocks = lock_blocks()
    assert len(blocks) > 100
    for block in blocks:
        assert re.match(r"[a-z0-9._-]+==[\w.!+]+", block), block.splitlines()[0]
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", block), block.splitlines()[0]


@pytest.mark.parametrize("requirement", declared(), ids=lambda one: one.name)
def test_lock_satisfies_pyproject(requirement):
    pins = {}
    for block in lock_blocks():
        name, version = re.match(r"([a-z0-9._-]+)==([\w.!+]+)", block).groups()
        pins.setdefault(canonicalize_name(name), []).append(version)
    versions = pins.get(canonicalize_name(requirement.name), [])
    assert versions, f"{requirement.name} is not locked: make lock"
    assert all(requirement.specifier.contains(version, prereleases=True) for version in versions)


def test_conda_file_has_the_same_packages_as_pyproject():
    listed = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    assert listed["name"] == "bizmodels"
    lines = [line for line in listed["dependencies"] if isinstance(line, str)]
    (pip,) = [line["pip"] for line in listed["dependencies"] if isinstance(line, dict)]
    assert pip.pop() == "-e ."
    assert f"python{PROJECT['requires-python']}" in lines
    found = as_pairs([Requirement(line) for line in [*lines, *pip] if not re.match(r"(python\b|pip$)", line)])
    found = {CONDA_NAMES.get(name, name): specifier for name, specifier in found.items()}
    assert found == as_pairs(declared())


def test_binder_has_the_course_without_its_tests():
    listed = yaml.safe_load((ROOT / "binder" / "environment.yml").read_text(encoding="utf-8"))
    whole = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    (pip,) = [line["pip"] for line in listed["dependencies"] if isinstance(line, dict)]
    lines = [line for line in listed["dependencies"] if isinstance(line, str)]
    assert all(line in whole["dependencies"] for line in lines)
    found = as_pairs([Requirement(line) for line in [*lines, *pip] if not re.match(r"(python\b|pip$)", line)])
    found = {CONDA_NAMES.get(name, name): specifier for name, specifier in found.items()}
    wanted = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["data"]]
    assert found == as_pairs([Requirement(line) for line in wanted])
    assert os.access(ROOT / "binder" / "postBuild", os.X_OK)


def test_the_release_has_one_number_and_a_date():
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert citation["version"] == PROJECT["version"] == bizmodels.__version__
    assert f"## {PROJECT['version']} — {citation['date-released']}" in (ROOT / "CHANGELOG.md").read_text(
        encoding="utf-8"
    )


def test_wheel_says_and_carries_its_licences(wheel):
    (name,) = [name for name in wheel.namelist() if name.endswith(".dist-info/METADATA")]
    metadata = wheel.read(name).decode("utf-8")
    assert "License-Expression: MIT AND CC-BY-4.0" in metadata
    carried = {name.split("/licenses/")[-1] for name in wheel.namelist() if "/licenses/" in name}
    assert carried == {"LICENSE", "LICENSE-content", "data/derived/LICENSE-lifetimes.txt"}


@pytest.mark.parametrize("file", ["data/README.md", "LICENSE-content", "data/datasets.json"])
def test_cdnow_is_said_to_have_no_written_licence(file):
    text = (ROOT / file).read_text(encoding="utf-8")
    assert re.search(r"sans licence écrite|without a written licence", " ".join(text.split()))


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel of this checkout, built without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    built = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    assert built.returncode == 0, built.stderr
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as archive:
        yield archive


def test_wheel_carries_the_data(wheel):
    names = set(wheel.namelist())
    tables = [path.name for path in (ROOT / "data").iterdir() if path.suffix in {".csv", ".json"}]
    assert "companies.csv" in tables
    assert {f"bizmodels/_data/{name}" for name in tables} <= names


def test_wheel_tells_editors_its_types(wheel):
    assert {"bizmodels/__init__.pyi", "bizmodels/py.typed"} <= set(wheel.namelist())


def test_wheel_sets_jupyterlab_to_french(wheel):
    (name,) = [name for name in wheel.namelist() if name.endswith("default_setting_overrides.json")]
    assert name.endswith(".data/data/etc/jupyter/labconfig/default_setting_overrides.json")
    settings = json.loads(wheel.read(name))
    assert settings["@jupyterlab/translation-extension:plugin"] == {"locale": "fr_FR"}
    assert settings["@jupyterlab/apputils-extension:notification"]["fetchNews"] == "false"


def test_wheel_enables_the_prompt_websocket(wheel):
    (name,) = [name for name in wheel.namelist() if "jupyter_server_config.d" in name]
    assert name.endswith(".data/data/etc/jupyter/jupyter_server_config.d/bizmodels.json")
    assert json.loads(wheel.read(name)) == {
        "ServerApp": {"jpserver_extensions": {"bizmodels.cli.prompt": True}}
    }


def test_wheel_teaches_every_kernel_the_skipped_first_cell(wheel):
    (name,) = [name for name in wheel.namelist() if "/etc/ipython/" in name]
    assert name.endswith(".data/data/etc/ipython/ipython_kernel_config.py")
    assert '"bizmodels_first_cell"' in wheel.read(name).decode("utf-8")


def test_wheel_holds_nothing_else(wheel):
    tops = {name.split("/")[0] for name in wheel.namelist()}
    assert tops == {
        "bizmodels",
        f"bizmodels-{PROJECT['version']}.dist-info",
        f"bizmodels-{PROJECT['version']}.data",
    }
    assert not [name for name in wheel.namelist() if "__pycache__" in name or name.endswith(".ipynb")]


def test_versions_agree():
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert cited["version"] == PROJECT["version"]


def test_one_lock_only():
    names = {file.name for file in repository_files()}
    assert "requirements.lock" in names
    assert not names & {"uv.lock", "poetry.lock", "Pipfile.lock", "conda-lock.yml"}


def test_no_file_names_a_machine_or_a_registry():
    # Written in pieces, so that this file passes its own test.
    folders = "|".join(["/" + name + "/" for name in ("work", "root", "home/[a-z]", "Users/[a-z]")])
    windows = r"[A-Z]:\\+" + "Users"
    hosts = "|".join(
        name.replace("_", r"\.") for name in ("pypi" + "_org", "pythonhosted" + "_org", "registry_npm")
    )
    forbidden = re.compile(rf"(?<![\w.~/])(?:{folders})|{windows}|{hosts}")
    found = [
        f"{file.relative_to(ROOT)}: {match.group()}"
        for file, text in text_files()
        for match in forbidden.finditer(text)
    ]
    assert not found


def test_sanitize_rules_are_few_and_explained():
    path = ROOT / "tests" / "nbval_sanitize.cfg"
    rules = configparser.ConfigParser()
    rules.read(path, encoding="utf-8")
    assert 1 <= len(rules.sections()) <= 3
    explained = re.findall(r"^# Reason: \S.*\n\[(.+)\]$", path.read_text(encoding="utf-8"), re.MULTILINE)
    assert explained == rules.sections()


@pytest.mark.parametrize("figure", ["1234", "12,5", "1 234,50 €", "−0.035", "2024-06", "T12", "0"])
def test_no_sanitize_rule_hides_a_figure(figure):
    rules = configparser.ConfigParser(interpolation=None)
    rules.read(ROOT / "tests" / "nbval_sanitize.cfg", encoding="utf-8")
    for name in rules.sections():
        assert not re.search(rules[name]["regex"], figure), name


def test_pre_commit_downloads_nothing():
    config = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    assert {repo["repo"] for repo in config["repos"]} == {"local"}
    assert {hook["language"] for repo in config["repos"] for hook in repo["hooks"]} == {"system"}
