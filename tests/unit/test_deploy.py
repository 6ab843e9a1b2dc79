"""The class on one machine: settings, copies, pseudonyms, hand-ins; no JupyterHub is needed."""

import os
import re
import stat
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.deploy_scripts import HUB, MACHINE, ROOT, posix

pytest_plugins = ["tests.unit.deploy_fixtures"]

PSEUDONYM = re.search(
    r'^PSEUDONYM = r"(.*)"$', (MACHINE / "classe.py").read_text(encoding="utf-8"), re.MULTILINE
)[1]


# --- settings -----------------------------------------------------------------------------------------------------


def test_the_password_of_the_class_has_no_default(classe):
    for environment in ({}, {"BIZMODELS_HUB_PASSWORD": "court"}):
        with pytest.raises(classe.Refused, match="mot de passe"):
            classe.settings(environment)


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        *[("PORT", port) for port in ("80", "65534", "-1", "huit", "８０００")],
        *[("MEMORY", size) for size in ("0G", "2", "1.5G", "2T")],
        *[("IDLE", minutes) for minutes in ("0", "4", "1441")],
        ("COURSE", "nulle-part"),
    ],
)
def test_a_setting_that_cannot_be_used_is_refused_in_french(classe, variable, value):
    with pytest.raises(classe.Refused, match=r"« |entier"):
        classe.settings({**HUB, f"BIZMODELS_HUB_{variable}": value})


def test_an_option_wins_over_the_environment(modules, classe):
    demarrer = modules["demarrer"]
    options = demarrer.parser().parse_args(["--port", "9000", "--memoire", "768m"])
    chosen = classe.settings(demarrer.variables(options) | HUB)
    assert (chosen.port, chosen.memory) == (9000, "768M")
    assert chosen.address == "127.0.0.1"  # the room is opened on purpose


def test_without_a_password_the_command_says_so_and_stops(modules, monkeypatch, capsys):
    monkeypatch.delenv("BIZMODELS_HUB_PASSWORD", raising=False)
    assert modules["demarrer"].main([]) == 1
    assert "BIZMODELS_HUB_PASSWORD" in capsys.readouterr().err


@posix
def test_root_must_be_asked_for(modules, classe, monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    with pytest.raises(classe.Refused, match="root"):
        modules["demarrer"].check(classe.settings(HUB), root=False)


def test_what_must_be_installed_is_a_command(modules, monkeypatch, tmp_path):
    demarrer = modules["demarrer"]
    monkeypatch.setattr(demarrer.importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(demarrer.shutil, "which", lambda name: None)
    monkeypatch.setattr(demarrer.classe, "HERE", tmp_path)
    assert [line.split()[0] for line in demarrer.missing()] == ["pip", "pip", "npm"]


# --- the course, read-only, and a copy for each student --------------------------------------------------------------


def test_only_what_is_missing_is_copied_and_never_a_solution(classe, course, tmp_path):
    student = tmp_path / "renard bleu"
    assert classe.copy_missing(course, student) == [
        "exercises/03_marketplace.ipynb",
        "notebooks/03_marketplace.ipynb",
    ]
    own = student / "exercises" / "03_marketplace.ipynb"
    own.write_text("mon travail", encoding="utf-8", newline="\n")
    (student / "notebooks" / "03_marketplace.ipynb").unlink()
    assert classe.copy_missing(course, student) == ["notebooks/03_marketplace.ipynb"]
    assert own.read_text(encoding="utf-8") == "mon travail"
    assert classe.copy_missing(course, student) == []
    assert not (student / "solutions").exists()
    assert not list(student.rglob("*.part"))


@posix
def test_links_are_neither_followed_nor_replaced(classe, course, tmp_path):
    (course / "notebooks" / "lien.ipynb").symlink_to(course / "solutions" / "03_marketplace.ipynb")
    student = tmp_path / "renard bleu"
    (student / "exercises").mkdir(parents=True)
    dangling = student / "exercises" / "03_marketplace.ipynb"
    dangling.symlink_to(tmp_path / "ailleurs")
    assert classe.copy_missing(course, student) == ["notebooks/03_marketplace.ipynb"]
    assert dangling.is_symlink()
    assert not (tmp_path / "ailleurs").exists()


@posix
def test_the_model_has_no_write_bit_and_follows_the_course(classe, course, tmp_path):
    model, student = tmp_path / "modele", tmp_path / "renard bleu"
    classe.renew_model(course, model)
    assert not any(path.stat().st_mode & 0o222 for path in [model, *model.rglob("*")])
    classe.copy_missing(model, student)
    assert all(path.stat().st_mode & stat.S_IWUSR for path in student.rglob("*"))
    (course / "notebooks" / "03_marketplace.ipynb").write_text("corrigée", encoding="utf-8", newline="\n")
    classe.renew_model(course, model)
    assert (model / "notebooks" / "03_marketplace.ipynb").read_text(encoding="utf-8") == "corrigée"


def test_the_first_page_is_the_first_lesson_handed_out(classe, course, tmp_path):
    assert classe.first_page(course) == "notebooks/03_marketplace.ipynb"
    assert classe.first_page(ROOT) == "notebooks/00_bienvenue.ipynb"
    assert classe.first_page(tmp_path) == "exercises"


# --- pseudonyms: each names a folder ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["renard bleu", "élan-vert", "l'ours", "07", "r"])
def test_a_pseudonym_may_be_written_as_people_write(classe, name):
    assert re.match(classe.PSEUDONYM, name)


@pytest.mark.parametrize(
    "name", ["", ".", "..", ".ssh", "../x", "a/b", "a\\b", "a\n", "-r", " x", "a.b", "x" * 41]
)
def test_what_would_leave_the_students_folder_is_no_pseudonym(classe, name):
    assert not re.match(classe.PSEUDONYM, name)


@settings(max_examples=60, deadline=None)
@given(name=st.text(alphabet="aé0_./\\- '\n\0", max_size=6))
def test_no_pseudonym_is_a_path(name):
    if re.match(PSEUDONYM, name):
        assert Path("etudiants", name).parts == ("etudiants", name)


# --- hand-ins ---------------------------------------------------------------------------------------------------------


def test_hand_ins_are_collected_under_their_pseudonyms(modules, classe, course, tmp_path, capsys):
    for name in ("renard bleu", "élan vert"):
        classe.copy_missing(course, tmp_path / "etat" / "etudiants" / name)
    (tmp_path / "etat" / "etudiants" / "parti").mkdir()
    words = ["--dossier", str(tmp_path / "etat"), "--ramasser", "03", str(tmp_path / "copies")]
    assert modules["demarrer"].main(words) == 0
    assert sorted(path.name for path in (tmp_path / "copies").iterdir()) == [
        "renard bleu_03_marketplace.ipynb",
        "élan vert_03_marketplace.ipynb",
    ]
    assert modules["demarrer"].main(words) == 1  # the folder is not empty: nothing is overwritten
    assert "n’est pas vide" in capsys.readouterr().err
    with pytest.raises(classe.Refused, match="deux chiffres"):
        classe.collect(tmp_path, "../", tmp_path / "autre")


@posix
def test_a_link_in_a_students_folder_collects_nobody_elses_file(classe, tmp_path):
    secret = tmp_path / "secret.ipynb"
    secret.write_text("à un autre", encoding="utf-8", newline="\n")
    folder = tmp_path / "etudiants" / "renard bleu" / "exercises"
    folder.mkdir(parents=True)
    (folder / "03_marketplace.ipynb").symlink_to(secret)
    assert classe.collect(tmp_path / "etudiants", "03", tmp_path / "copies") == []
