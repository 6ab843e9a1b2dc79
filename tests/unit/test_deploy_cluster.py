"""The class on Kubernetes, and what all of deploy/ must keep: what can be checked without Docker or a cluster."""

import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

from tests.unit.deploy_scripts import DEPLOY, MACHINE, ROOT

pytest_plugins = ["tests.unit.deploy_fixtures"]

VALUES = yaml.safe_load((DEPLOY / "kubernetes" / "values.yaml").read_text(encoding="utf-8"))
DOCKERFILE = (DEPLOY / "kubernetes" / "Dockerfile").read_text(encoding="utf-8")
README = (DEPLOY / "README.md").read_text(encoding="utf-8")
FILES = sorted(
    path
    for path in DEPLOY.rglob("*")
    if path.is_file() and not {"node_modules", "__pycache__", "hub-classe"} & set(path.parts)
)


# --- Kubernetes ----------------------------------------------------------------------------------------------------------------

# Keys that values.schema.yaml of the chart accepts where we write (it refuses any other), read at its commit 02dd73d;
# None: anything below.
ACCEPTED = {
    "hub": {"config": None, "templatePaths": None, "concurrentSpawnLimit": None, "extraFiles": None},
    "singleuser": {
        "image": {"name": None, "tag": None, "pullPolicy": None, "pullSecrets": None},
        "memory": {"guarantee": None, "limit": None},
        "cpu": {"guarantee": None, "limit": None},
        "storage": {"type": None, "capacity": None, "homeMountPath": None},
        **dict.fromkeys(["cmd", "defaultUrl", "startTimeout", "uid", "fsGid", "allowPrivilegeEscalation"]),
        **dict.fromkeys(["extraEnv", "profileList"]),
    },
    "cull": dict.fromkeys(["enabled", "users", "timeout", "every", "concurrency", "maxAge"]),
    "prePuller": {"hook": {"enabled": None}, "continuous": {"enabled": None}},
    "proxy": {"https": {"enabled": None}},
}


def refused(given, accepted, path=""):
    """Paths of the keys that the chart would refuse."""
    if accepted is None:
        return []
    found = [f"{path}{key}" for key in given if key not in accepted]
    return found + [
        bad for key in given if key in accepted for bad in refused(given[key], accepted[key], f"{path}{key}.")
    ]


def test_every_value_is_one_that_the_chart_knows(modules):
    assert refused(VALUES, ACCEPTED) == []
    assert refused(modules["valeurs"].values("mot de la classe", "depot/cours", "1"), ACCEPTED) == []
    assert refused({"singleuser": {"memory": {"max": 1}}}, ACCEPTED) == ["singleuser.memory.max"]


def test_image_values_and_read_me_name_the_same_version():
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    image = VALUES["singleuser"]["image"]
    assert image["tag"] == version
    for text in (DOCKERFILE, README):
        assert f"{image['name']}:{image['tag']}" in text


def test_kubernetes_starts_a_server_as_one_machine_does(classe, modules, config):
    single = VALUES["singleuser"]
    copied = re.search(r"^COPY \. (\S+)$", DOCKERFILE, re.MULTILINE)[1]
    environment = dict(single["extraEnv"])
    assert environment.pop(modules["serveur_etudiant"].COPY_FROM) == copied
    assert environment == classe.STUDENT_ENVIRONMENT
    assert Path(single["cmd"][1]).relative_to(copied) == Path("deploy/une_machine/serveur_etudiant.py")
    assert single["defaultUrl"] == config.Spawner.default_url
    assert VALUES["hub"]["config"]["Authenticator"]["username_pattern"] == classe.PSEUDONYM
    assert (
        VALUES["hub"]["config"]["JupyterHub"]["authenticator_class"] == config.JupyterHub.authenticator_class
    )
    assert f"--timeout={VALUES['cull']['timeout']}" in config.JupyterHub.services[0]["command"]


def test_the_container_is_nobodys_root_and_holds_no_solution():
    assert re.findall(r"^USER (.*)$", DOCKERFILE, re.MULTILINE) == [str(VALUES["singleuser"]["uid"])]
    ignored = (DEPLOY / "kubernetes" / "Dockerfile.dockerignore").read_text(encoding="utf-8").split("\n")
    assert {"solutions", "tests", ".git"} <= set(ignored)
    assert "binder/environment.yml" in DOCKERFILE


def test_the_pages_of_one_machine_are_those_of_the_cluster(modules):
    valeurs = modules["valeurs"]
    files = valeurs.values("mot de la classe")["hub"]["extraFiles"]
    assert len(files) == len(list((MACHINE / "pages").glob("*.html")))
    for file in files.values():
        mounted, name = file["mountPath"].rsplit("/", 1)
        assert mounted in VALUES["hub"]["templatePaths"]
        assert file["stringData"] == (MACHINE / "pages" / name).read_text(encoding="utf-8")
    with pytest.raises(ValueError, match="8 caractères"):
        valeurs.values("court")


# --- files ------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(DEPLOY).as_posix())
def test_no_secret_no_host_no_path_of_this_machine(path):
    text = path.read_text(encoding="utf-8")
    addresses = re.findall(r"\b(?:https?|wss?)://([^\s/'\"`»)]+)", text)
    assert not [one for one in addresses if not re.match(r"127\.0\.0\.1|\{|192\.168\.1\.20:", one)]
    assert not re.search(r"/(root|work|Users)/|/home/(?!jovyan)|/tmp/(?!environment\.yml)", text)
    assert not re.search(
        r"(user_password|secretToken|api_token)\s*[:=]\s*['\"\w]+$",
        text.replace("chosen.password", ""),
        re.MULTILINE,
    )


def test_versions_are_pinned():
    lines = (MACHINE / "requirements.txt").read_text(encoding="utf-8").splitlines()
    assert all(re.fullmatch(r"#.*|[a-z-]+==[0-9.]+", line) for line in lines)
    package = json.loads((MACHINE / "package.json").read_text(encoding="utf-8"))
    assert all(re.fullmatch(r"[0-9.]+", version) for version in package["dependencies"].values())


def test_the_read_me_names_files_and_options_that_exist(modules):
    for name in set(re.findall(r"\bdeploy/[\w./-]+\.\w+", README)):
        assert (ROOT / name).exists(), name
    command = modules["demarrer"].parser().format_help()
    charge = (DEPLOY / "charge.py").read_text(encoding="utf-8")
    known = command + charge + (DEPLOY / "kubernetes" / "valeurs.py").read_text(encoding="utf-8")
    others = {
        "--prefix",
        "--build-arg",
        "--install",
        "--class",
        "--lessons",
    }  # of npm, docker, helm, bizmodels edition
    for option in set(re.findall(r"(?<=[\s`])--[a-z][a-z-]+", README)) - others:
        assert option in known, option


# --- the table of the load test -----------------------------------------------------------------------------------------------------


def test_the_table_gives_medians_in_french(modules):
    held = modules["mesure.memoire"].Held(server=120, kernels=1200.4, pss=1320.4, own=1000, rss=1500)
    measured = type("Round", (), {})()
    measured.ready, measured.lesson = [8.0, 15.0, 9.0], [12.25]
    measured.alone, measured.together = [float(n) for n in range(1, 11)], []
    measured.held, measured.fallen, measured.load, measured.errors = [held, held], 640.0, (0.5, 2.0), []
    rows = modules["mesure.tableau"].table({"l’un après l’autre": measured}, 2).split("\n")
    assert any("9,0 / 15,0\u00a0s" in row for row in rows)
    assert any("5,5 / 10,0\u00a0ms" in row for row in rows)
    assert any("1\u202f320\u00a0Mo" in row for row in rows)
    assert any("libre" in row and "320\u00a0Mo" in row for row in rows)
    assert any("les 2 ensemble" in row and "—" in row for row in rows)  # nothing measured is not 0
    assert len({row.count("|") for row in rows}) == 1


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="Linux only")
def test_memory_is_that_of_the_processes_of_one_student(modules):
    name = f"essai {os.getpid()}"
    command = [sys.executable, "-c", "print(1, flush=True); input()"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={**os.environ, "JUPYTERHUB_USER": name}
    ) as process:
        process.stdout.readline()
        held = modules["mesure.memoire"].held_by(name)
        process.communicate(b"\n")
    assert held.rss >= held.pss >= held.own > 0
    assert held.kernels == 0
    assert modules["mesure.memoire"].held_by("personne") == modules["mesure.memoire"].Held()
