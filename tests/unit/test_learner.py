"""The learner's file: written whole, found again, set aside when damaged, handed in, forgotten."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bizmodels import cli, learner

ROOT = Path(__file__).resolve().parents[2]
BET = learner.Bet(
    question="Combien ?", said="monte", value=20.0, truth=1.33, unit="€", right=False, at="2026-11-29T10:00Z"
)


def keep(name="02-marge", notebook="lecon_02", bet=BET):
    learner.keep(notebook, lambda record: record.bets.__setitem__(name, bet))


def another_kernel():
    """What this process remembers goes, as with a kernel that restarts."""
    learner._unwritten.clear()
    learner._refused.clear()
    learner._untouchable.clear()


def test_a_bet_is_found_by_another_kernel():
    keep()
    another_kernel()
    assert learner.of("lecon_02").bets == {"02-marge": BET}
    assert list(learner.records()) == ["lecon_02"]


def test_two_kernels_of_one_notebook_lose_nothing_of_each_other():
    keep("02-a")
    another_kernel()
    keep("02-b")
    assert list(learner.of("lecon_02").bets) == ["02-a", "02-b"]


def test_one_file_for_each_notebook_and_no_trace_of_a_draft():
    keep()
    keep(notebook="exercice_02")
    assert sorted(p.name for p in learner.folder().iterdir()) == ["exercice_02.json", "lecon_02.json"]


@pytest.mark.parametrize(
    "damage",
    ["{", "", "[]", '{"notebook": 3, "bets": []}', "\x00\x01", '{"bets": {"a": {}}, "notebook": "x"}'],
)
def test_a_damaged_file_is_set_aside_and_told(damage):
    keep()
    path = learner.folder() / "lecon_02.json"
    path.write_text(damage, encoding="utf-8")
    another_kernel()
    assert not learner.of("lecon_02").bets
    assert "mis de côté" in learner.trouble("lecon_02")
    assert (learner.folder() / "lecon_02.illisible-1.json").read_text(encoding="utf-8") == damage
    keep()
    another_kernel()
    assert learner.of("lecon_02").bets


def test_bytes_that_are_no_text_are_damage_too():
    keep()
    (learner.folder() / "lecon_02.json").write_bytes(b"\xff\xfe\x00")
    another_kernel()
    assert not learner.of("lecon_02").bets
    assert "mis de côté" in learner.trouble("lecon_02")


def test_a_huge_file_is_not_read(monkeypatch):
    keep()
    monkeypatch.setattr(learner, "LARGEST", 10)
    another_kernel()
    assert not learner.of("lecon_02").bets


def test_what_a_later_version_wrote_is_left_alone():
    keep()
    path = learner.folder() / "lecon_02.json"
    later = json.loads(path.read_text(encoding="utf-8")) | {"format": learner.FORMAT + 1}
    path.write_text(json.dumps(later), encoding="utf-8")
    another_kernel()
    keep("02-b")
    assert json.loads(path.read_text(encoding="utf-8")) == later
    assert "plus récente" in learner.trouble("lecon_02")
    assert list(learner.of("lecon_02").bets) == ["02-b"]  # the kernel remembers


def test_without_write_access_the_kernel_remembers(monkeypatch, tmp_path):
    taken = tmp_path / "fichier"
    taken.write_text("", encoding="utf-8")
    monkeypatch.setenv(learner.VARIABLE, str(taken))  # a file stands where the folder should be
    keep()
    assert learner.of("lecon_02").bets
    assert "tant que le noyau tourne" in learner.trouble("lecon_02")
    assert "lecon_02" in learner.records()
    assert learner.forget() == []


def test_what_could_not_be_written_is_written_with_the_next_bet(monkeypatch):
    keep("02-a")
    with monkeypatch.context() as patched:
        patched.setattr(learner, "_write", lambda *_: (_ for _ in ()).throw(OSError(28, "full")))
        keep("02-b")
        keep("02-c")
        assert list(learner.of("lecon_02").bets) == ["02-a", "02-b", "02-c"]
    keep("02-d")
    another_kernel()
    assert list(learner.of("lecon_02").bets) == ["02-a", "02-b", "02-c", "02-d"]
    assert learner.trouble("lecon_02") == ""


def test_a_bet_given_is_not_given_again():
    assert learner.give("lecon_02", "02-a", BET) == BET
    other = BET.model_copy(update={"said": "baisse"})
    assert learner.give("lecon_02", "02-a", other) == BET
    learner.amend("lecon_02", "02-a", reason="parce que")
    learner.amend("lecon_02", "02-z", reason="nobody bet")
    assert learner.of("lecon_02").bets == {"02-a": BET.model_copy(update={"reason": "parce que"})}


MANY = """
import sys
from bizmodels import learner
bet = learner.Bet(question="?", said="monte")
for number in range(40):
    learner.give("lecon_02", f"02-{sys.argv[1]}-{number}", bet)
"""


def test_two_kernels_at_once_lose_nothing():
    kernels = [subprocess.Popen([sys.executable, "-c", MANY, name], cwd=ROOT) for name in ("a", "b")]
    assert [kernel.wait(60) for kernel in kernels] == [0, 0]
    assert len(learner.of("lecon_02").bets) == 80


def test_a_dead_kernels_lock_holds_nobody(monkeypatch):
    monkeypatch.setattr(learner, "PATIENCE", 0.05)
    keep("02-a")
    (learner.folder() / ".lecon_02.json.lock").write_text("", encoding="utf-8")
    keep("02-b")
    assert list(learner.of("lecon_02").bets) == ["02-a", "02-b"]
    assert [p.name for p in learner.folder().iterdir()] == ["lecon_02.json"]


def test_a_text_without_end_or_with_half_an_emoji_harms_nothing():
    keep(bet=BET.model_copy(update={"reason": "x" * 3_000_000}))
    keep("02-b", bet=BET.model_copy(update={"reason": "\ud83d"}))
    another_kernel()
    bets = learner.of("lecon_02").bets
    assert len(bets["02-marge"].reason) == learner.LONGEST
    assert bets["02-b"].reason == "?"


@pytest.mark.parametrize("name", ["~/cours", "a\0b"])
def test_a_folder_is_named_as_in_a_shell_and_a_bad_one_is_told(monkeypatch, tmp_path, name):
    monkeypatch.setenv("HOME", str(tmp_path))
    try:
        monkeypatch.setenv(learner.VARIABLE, name)
    except ValueError:  # no environment holds a NUL
        monkeypatch.setattr(learner, "folder", lambda: Path(name))
    keep()
    assert learner.of("lecon_02").bets
    assert "~" not in str(learner.folder())


def test_a_write_that_fails_leaves_the_file_as_it_was(monkeypatch):
    keep("02-a")

    def full(*_):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", full)
        keep("02-b")
        assert "tant que le noyau tourne" in learner.trouble("lecon_02")
        assert list(learner.of("lecon_02").bets) == ["02-a", "02-b"]  # the kernel remembers
    assert [p.name for p in learner.folder().iterdir()] == ["lecon_02.json"]  # no draft, no lock
    assert list(json.loads((learner.folder() / "lecon_02.json").read_text(encoding="utf-8"))["bets"]) == [
        "02-a"
    ]


def test_the_command_forgets_everything_of_ours_and_nothing_else(capsys):
    keep()
    (learner.folder() / "lecon_03.json").write_text("{", encoding="utf-8")
    learner.of("lecon_03")
    other = learner.folder() / "mes_notes.json"
    other.write_text("{}", encoding="utf-8")
    assert cli.main(["forget"]) == 0
    assert "2\u00a0fichiers effacés" in capsys.readouterr().out
    assert [p.name for p in learner.folder().iterdir()] == ["mes_notes.json"]
    (learner.folder() / ".lecon_02.x1y2.tmp").write_text(
        "{}", encoding="utf-8"
    )  # left by a kernel that was killed
    assert learner.forget() == []
    assert [p.name for p in learner.folder().iterdir()] == ["mes_notes.json"]
    other.unlink()
    assert cli.main(["forget"]) == 0
    assert "Rien à effacer" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "session", "notebook"),
    [("02-marge", "", "lecon_02"), ("", "/a b/notebooks/02_d2c.ipynb", "lecon_02"),
     ("", "/x/exercises/02_d2c.ipynb", "exercice_02"), ("", "/x/essai.ipynb", "cahier"), ("", "", "cahier"),
     ("02-marge", "/x/notebooks/03_marketplace.ipynb", "lecon_02")],
)  # fmt: skip
def test_the_file_of_a_bet(monkeypatch, name, session, notebook):
    monkeypatch.setenv("JPY_SESSION_NAME", session)
    assert learner.notebook_of(name) == notebook


def test_the_folder_is_the_course_where_one_works(monkeypatch, tmp_path):
    monkeypatch.delenv(learner.VARIABLE)
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "notebooks/00_bienvenue.ipynb").write_text("{}", encoding="utf-8")
    monkeypatch.chdir(tmp_path / "notebooks")
    assert learner.folder() == tmp_path / "progression"
    monkeypatch.chdir(tmp_path)
    assert learner.folder() == tmp_path / "progression"
    monkeypatch.setattr(learner.folders, "current", lambda: None)
    assert learner.folder() == ROOT / "progression"


def test_the_schema_is_written_down():
    written = json.loads((ROOT / "docs/progress.schema.json").read_text(encoding="utf-8"))
    assert written == learner.schema(), "python -m bizmodels.learner > docs/progress.schema.json"


def test_every_field_is_explained():
    page = (ROOT / "docs/progress.md").read_text(encoding="utf-8")
    for kind in (learner.Record, learner.Bet, learner.Answer, learner.PriceAnswer):
        for name in kind.model_fields:
            assert f"`{name}`" in page, name


def test_the_folder_is_never_committed():
    assert "progression/" in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
