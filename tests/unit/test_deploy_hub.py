"""The Hub of one machine: its configuration, a student's server, its pages in French."""

import json
import re
import subprocess
import sys
from pathlib import Path

import jinja2
import pytest

from tests.unit.deploy_scripts import HUB, MACHINE

pytest_plugins = ["tests.unit.deploy_fixtures"]

# --- JupyterHub's configuration -----------------------------------------------------------------------------------------


def test_the_hub_lets_in_the_class_and_makes_nobody_an_administrator(config):
    assert config.JupyterHub.authenticator_class == "shared-password"
    assert config.SharedPasswordAuthenticator.user_password == HUB["BIZMODELS_HUB_PASSWORD"]
    assert config.Authenticator.allow_all is True
    assert "admin" not in json.dumps(config, default=str).replace("administrator", "")


def test_only_the_browsers_port_is_seen_from_the_room(config):
    assert config.JupyterHub.bind_url == "http://127.0.0.1:9100"
    assert (config.JupyterHub.hub_ip, config.JupyterHub.hub_port) == ("127.0.0.1", 9101)
    assert config.ConfigurableHTTPProxy.api_url == "http://127.0.0.1:9102"


def test_a_students_processes_do_not_inherit_the_password(config):
    assert not [name for name in config.Spawner.env_keep if name.startswith("BIZMODELS")]
    assert HUB["BIZMODELS_HUB_PASSWORD"] not in json.dumps([config.Spawner.environment, config.Spawner.cmd])


def test_a_class_edition_brings_its_own_package(classe, course):
    chosen = classe.settings({**HUB, "BIZMODELS_HUB_COURSE": str(course)})
    assert chosen.environment == classe.STUDENT_ENVIRONMENT
    (course / "bizmodels").mkdir()
    (course / "bizmodels" / "__init__.py").touch()
    assert chosen.environment["PYTHONPATH"] == str(chosen.course)
    assert "PYTHONPATH" not in classe.settings(HUB).environment


def test_before_a_server_starts_the_student_gets_his_copy(config, classe, course, tmp_path):
    classe.renew_model(course, tmp_path / "etat" / "modele")
    spawner = type("Spawner", (), {"user": type("User", (), {"name": "renard bleu"})})
    config.Spawner.pre_spawn_hook(spawner)
    assert (tmp_path / "etat" / "etudiants" / "renard bleu" / "exercises" / "03_marketplace.ipynb").exists()
    home = config.SimpleLocalProcessSpawner.home_dir_template.format(username="renard bleu")
    assert Path(home) == tmp_path / "etat" / "etudiants" / "renard bleu"


def test_the_culler_may_stop_servers_and_nothing_else(config):
    (service,), (role,) = config.JupyterHub.services, config.JupyterHub.load_roles
    assert role["services"] == [service["name"]]
    assert sorted(role["scopes"]) == ["delete:servers", "list:users", "read:servers", "read:users:activity"]
    assert "--timeout=3600" in service["command"]


# --- a student's server ---------------------------------------------------------------------------------------------------


@pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="RLIMIT_DATA counts the memory asked for on Linux only"
)
def test_a_process_that_asks_for_too_much_goes_on():
    program = (
        "import serveur_etudiant as s\n"
        "assert s.limit_memory(300_000_000)\n"
        "try:\n    bytearray(400_000_000)\nexcept MemoryError:\n    print('refusé')\n"
        "print(len(bytearray(50_000_000)))"
    )
    said = subprocess.run(
        [sys.executable, "-c", program], cwd=MACHINE, capture_output=True, text=True, check=True
    )
    assert said.stdout.split() == ["refusé", "50000000"]


def test_without_a_limit_none_is_set(modules):
    assert modules["serveur_etudiant"].limit_memory(0) is False


def test_the_learner_is_told_in_french_that_memory_lacks():
    from bizmodels.slips.typing_errors import explain_exception

    known = {}
    try:
        exec("raise MemoryError", known)
    except MemoryError as error:
        told = explain_exception(error, error.__traceback__, known)
    assert "plus de mémoire que ce cahier" in str(told)


# --- pages of the Hub ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", sorted((MACHINE / "pages").glob("*.html")), ids=lambda page: page.name)
def test_a_page_of_the_hub_is_french_and_extends_the_hubs_own(page):
    source = page.read_text(encoding="utf-8")
    jinja2.Environment(autoescape=True).parse(source)
    assert re.match(r'{% extends "(templates/[a-z_]+|error)\.html" %}\n', source)
    text = re.sub(
        r"{%.*?%}|{{.*?}}|{#.*?#}|<style>.*?</style>|<script>.*?</script>|<[^>]*>",
        " ",
        source,
        flags=re.DOTALL,
    )
    assert not re.search(r"\b(server|your|password|sign|start|stop|the|please|home)\b", text, re.IGNORECASE)
    assert not re.search(r" [;:!?»]|« ", text.replace("&nbsp;", "\u00a0"))
    assert "'" not in text
