"""What stands behind ``make lab`` and ``make test``: the French refusals, and stages that really fail."""

import html
import importlib.util
import json
import os
import re
import shlex
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
needs_sh = pytest.mark.skipif(
    sys.platform == "win32" or not shutil.which("sh"), reason="make is not for Windows"
)


@pytest.fixture(scope="module")
def check_script():
    spec = importlib.util.spec_from_file_location("check_script", ROOT / "tools" / "check.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["check_script"] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules["check_script"]


def stages(check_script, *codes: int) -> list:
    return [
        check_script.Stage(f"exit {code}", [sys.executable, "-c", f"raise SystemExit({code})"], fast=True)
        for code in codes
    ]


def test_one_failing_stage_fails_the_run_but_not_the_next_ones(check_script, monkeypatch, capfd):
    monkeypatch.setattr(check_script, "STAGES", stages(check_script, 0, 1, 0))
    assert check_script.main([]) == 1
    assert capfd.readouterr().out.splitlines()[-1] == "Stages: 2 passed, 1 failed, 0 skipped"


def test_a_stage_without_any_test_fails(check_script, monkeypatch, capfd):
    monkeypatch.setattr(check_script, "STAGES", stages(check_script, 5))  # pytest's code for « no test ran »
    assert check_script.main([]) == 1
    assert "0 passed, 1 failed" in capfd.readouterr().out


@pytest.mark.parametrize(("required", "code", "verdict"), [(None, 0, "skipped"), ("1", 1, "failed")])
def test_without_chromium_the_browser_tests_are_left_out_aloud(
    check_script, monkeypatch, capfd, tmp_path, required, code, verdict
):
    monkeypatch.setattr(check_script, "STAGES", [one for one in check_script.STAGES if one.browser])
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("REQUIRE_BROWSER", raising=False)
    if required:
        monkeypatch.setenv("REQUIRE_BROWSER", required)
    assert check_script.main([]) == code
    shown = capfd.readouterr().out
    assert "n'ont PAS été faits" in shown
    assert "LEFT OUT" in shown
    assert f"1 {verdict}" in shown


def test_the_fast_half_starts_no_kernel(check_script):
    quick = [check_script.quick(one) for one in check_script.STAGES if one.fast]
    (tests,) = [one.command for one in quick if "tests" in one.command]
    assert "not browser and not kernel" in tests
    (all_tests,) = [one.command for one in check_script.STAGES if one.slow_tests]
    assert "not browser" in all_tests


def test_the_fast_half_leaves_out_notebooks_and_browser(check_script):
    slow = [stage.title for stage in check_script.STAGES if not stage.fast]
    assert len(slow) == 2
    assert "nbval" in slow[0]
    assert "browser" in slow[1]


def environment(*words: str, **variables: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        ["sh", str(ROOT / "tools" / "environment.sh"), *words],
        env=os.environ | variables,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )


def fake_python(folder: Path, body: str) -> str:
    path = folder / "python-trop-vieux"
    path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8", newline="\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


@needs_sh
def test_an_old_python_is_told_with_its_version(tmp_path):
    old = fake_python(tmp_path, 'if [ "$1" = --version ]; then echo "Python 3.9.18"; else exit 1; fi')
    done = environment(str(tmp_path / "env"), PYTHON=old)
    assert done.returncode == 1
    assert "le cours demande Python 3.11 ou plus récent ; trouvé ici : Python 3.9.18" in done.stderr
    assert not (tmp_path / "env").exists()


@needs_sh
def test_missing_venv_module_names_the_package_to_install(tmp_path):
    # No uv on this PATH, and a Python that answers all but « import venv, ensurepip ».
    body = 'case "$*" in *ensurepip*) exit 1;; *sys.version_info\\[*) echo 3.12;; --version) echo Python 3.12.1;; esac'
    bare = fake_python(tmp_path, body)
    for tool in ("sh", "cat", "cksum", "dirname", "ls"):
        (tmp_path / tool).symlink_to(shutil.which(tool))
    done = environment(str(tmp_path / "env"), PYTHON=bare, PATH=str(tmp_path))
    assert done.returncode == 1
    assert "sudo apt install python3-venv   (ou python3.12-venv)" in done.stderr


@needs_sh
def test_a_folder_that_is_no_environment_is_left_alone(tmp_path):
    (tmp_path / "memoire.txt").write_text("précieux", encoding="utf-8", newline="\n")
    done = environment(str(tmp_path), PYTHON=sys.executable)
    assert done.returncode == 1
    assert "n’est pas un environnement Python" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["memoire.txt"]


@needs_sh
def test_make_names_its_two_commands():
    if not shutil.which("make"):
        pytest.skip("no make here")
    shown = subprocess.run(["make", "-s"], cwd=ROOT, capture_output=True, text=True, encoding="utf-8").stdout
    assert [line.split()[:2] for line in shown.splitlines()[:2]] == [["make", "lab"], ["make", "test"]]


# --- notebooks as text, for git diff ------------------------------------------------------------------------

NOTEBOOK_TEXT = ROOT / "tools" / "notebook_text.py"
LESSON = ROOT / "notebooks" / "05_reconditionne.ipynb"


def notebook_text(path: Path, **variables: str) -> str:
    """What git is given for a notebook; -I -S: nothing but the standard library."""
    return subprocess.run(
        [sys.executable, "-I", "-S", str(NOTEBOOK_TEXT), str(path)],
        env=os.environ | variables,
        capture_output=True,
        check=True,
        text=True,
        encoding="utf-8",
    ).stdout


def test_a_lesson_is_printed_the_same_twice_and_without_its_pictures():
    printed = notebook_text(LESSON, PYTHONHASHSEED="1")
    assert notebook_text(LESSON, PYTHONHASHSEED="2", PYTHONUTF8="0", LC_ALL="C") == printed
    cells = json.loads(LESSON.read_text(encoding="utf-8"))["cells"]
    headings = [line for line in printed.splitlines() if line.startswith("──── ")]
    assert [line.split()[1] for line in headings] == [cell["id"] for cell in cells]
    for cell in cells:
        assert "".join(cell["source"]) in printed
        for output in cell.get("outputs", []):
            for alt in re.findall(
                r'<img alt="([^"]*)"', "".join(output.get("data", {}).get("text/html", ""))
            ):
                assert f"[picture: {html.unescape(alt)}, " in printed
    assert "<svg" not in printed
    assert "base64" not in printed
    assert "<style" not in printed
    assert len(printed.encode()) < LESSON.stat().st_size / 2


def test_a_picture_that_changed_without_changing_size_still_shows(tmp_path):
    drawn = ROOT / "notebooks" / "11_rendez_vous.ipynb"
    notebook = json.loads(drawn.read_text(encoding="utf-8"))
    (courbe,) = [cell for cell in notebook["cells"] if cell["id"] == "rdv-pret"]
    page = "".join(courbe["outputs"][0]["data"]["text/html"])
    place = page.index("base64,") + 100
    other = "A" if page[place] != "A" else "B"
    courbe["outputs"][0]["data"]["text/html"] = page[:place] + other + page[place + 1 :]
    path = tmp_path / "autre.ipynb"
    path.write_text(json.dumps(notebook), encoding="utf-8", newline="\n")
    before, after = notebook_text(drawn).splitlines(), notebook_text(path).splitlines()
    changed = [(a, b) for a, b in zip(before, after, strict=True) if a != b]
    assert [a.split(":")[0] for a, _ in changed] == ["[text/html", "[picture"]
    assert [a.split()[-2] for a, _ in changed] == [b.split()[-2] for _, b in changed]  # « KiB, »


@pytest.mark.parametrize(
    "content", ["", "{", "<<<<<<< HEAD\n{}\n", '{"worksheets": []}', "[]", '{"cells": 3}']
)
def test_what_is_no_notebook_is_shown_as_it_stands(tmp_path, content):
    path = tmp_path / "coupé.ipynb"
    path.write_text(content, encoding="utf-8", newline="\n")
    assert notebook_text(path).rstrip("\n") == content.rstrip("\n")


@needs_sh
def test_git_shows_a_changed_cell_with_the_commands_of_the_guide(tmp_path):
    """CONTRIBUTING.md's own lines, in a repository with the course's attributes and one notebook."""
    if not shutil.which("git") or not shutil.which("python3"):
        pytest.skip("no git or no python3 here")

    def git(*words: str) -> str:
        who = ("-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")
        done = subprocess.run(
            ["git", *who, *words], cwd=tmp_path, capture_output=True, check=True, text=True, encoding="utf-8"
        )
        return done.stdout

    (tmp_path / "tools").mkdir()
    for file in (".gitattributes", "tools/notebook_text.py"):
        shutil.copy(ROOT / file, tmp_path / file)
    path = tmp_path / "leçon.ipynb"
    shutil.copy(LESSON, path)
    git("init", "-q")
    guide = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    commands = re.findall(r"^git (config diff\.ipynb\..*)$", guide, re.MULTILINE)
    assert len(commands) == 2
    for command in commands:
        git(*shlex.split(command))
    git("add", ".")
    git("commit", "-q", "-m", "une leçon")
    notebook = json.loads(path.read_text(encoding="utf-8"))
    (ledger,) = [cell for cell in notebook["cells"] if cell["id"] == "rec-ledger"]
    ledger["source"] = "un_appareil.ledger().head(3)"
    path.write_text(json.dumps(notebook, indent=1), encoding="utf-8", newline="\n")
    shown = git("diff").splitlines()
    changed = [line for line in shown if line[:1] in "+-" and line[:3] not in ("+++", "---")]
    assert changed == [
        "-un_appareil = telephone.replace(buy=150)  # prix payé à l’ancien propriétaire",
        "-un_appareil.ledger()",
        "+un_appareil.ledger().head(3)",
    ]


# --- diagrams -----------------------------------------------------------------------------------------------


def _diagram(source: str) -> str:
    from bizmodels.course import notebook

    cell = {"cell_type": "markdown", "id": "a", "metadata": {}, "source": source}
    made = notebook.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
    assert notebook.dumps(json.loads(made)) == made, "a fixed point"
    return "".join(json.loads(made)["cells"][0]["source"])


def test_each_diagram_opens_with_colours_of_both_themes():
    from bizmodels.course.notebook import MERMAID

    text = "Avant.\n\n```mermaid\nflowchart LR\n    accTitle: Un\n```\n\n```mermaid\nflowchart TB\n    A --> B\n```\n"
    for old in ("", "%%{init: {'theme': 'dark'}}%%\n", MERMAID + "\n", MERMAID + "\n" + MERMAID + "\n"):
        made = _diagram(text.replace("```mermaid\n", f"```mermaid\n{old}"))
        assert made.count(MERMAID) == made.count("%%{") == 2
        assert f"```mermaid\n{MERMAID}\nflowchart LR\n" in made
        assert made.replace(MERMAID + "\n", "") == text


def test_other_fences_and_code_cells_stay_as_they_are():
    text = "```text\nflowchart LR\n```\n"
    assert _diagram(text) == text
    assert '"theme"' not in _diagram("Un mot `mermaid` dans la phrase.\n")
