"""The class on one machine and on Kubernetes: what can be checked without JupyterHub, Docker or a cluster."""

import importlib
import json
import os
import re
import stat
import subprocess
import sys
import tomllib
from pathlib import Path

import jinja2
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from traitlets.config.loader import PyFileConfigLoader

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
MACHINE = DEPLOY / "une_machine"
VALUES = yaml.safe_load((DEPLOY / "kubernetes" / "values.yaml").read_text(encoding="utf-8"))
DOCKERFILE = (DEPLOY / "kubernetes" / "Dockerfile").read_text(encoding="utf-8")
README = (DEPLOY / "README.md").read_text(encoding="utf-8")
FILES = sorted(
    path
    for path in DEPLOY.rglob("*")
    if path.is_file() and not {"node_modules", "__pycache__", "hub-classe"} & set(path.parts)
)
posix = pytest.mark.skipif(
    os.name != "posix", reason="write bits, root and limits are those of Linux and macOS"
)
HUB = {"BIZMODELS_HUB_PASSWORD": "mot de la classe"}


@pytest.fixture(scope="module")
def modules():
    """The scripts of deploy/, imported as they import each other."""
    kept = list(sys.path)
    sys.path[:0] = [str(MACHINE), str(DEPLOY), str(DEPLOY / "kubernetes")]
    names = ("classe", "demarrer", "serveur_etudiant", "valeurs", "mesure.memoire", "mesure.tableau")
    yield {name: importlib.import_module(name) for name in names}
    sys.path[:] = kept


@pytest.fixture(scope="module")
def classe(modules):
    return modules["classe"]


@pytest.fixture
def course(tmp_path):
    """A course of three files, one of which is a solution."""
    for name in (
        "notebooks/03_marketplace.ipynb",
        "exercises/03_marketplace.ipynb",
        "solutions/03_marketplace.ipynb",
    ):
        path = tmp_path / "cours" / name
        path.parent.mkdir(parents=True)
        path.write_text(f"{name} d’origine", encoding="utf-8", newline="\n")
    return tmp_path / "cours"


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
    pattern = VALUES["hub"]["config"]["Authenticator"]["username_pattern"]  # the same, as a test below says
    if re.match(pattern, name):
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


# --- JupyterHub's configuration -----------------------------------------------------------------------------------------


@pytest.fixture
def config(monkeypatch, tmp_path, classe):
    monkeypatch.setenv("BIZMODELS_HUB_PASSWORD", HUB["BIZMODELS_HUB_PASSWORD"])
    monkeypatch.setenv("BIZMODELS_HUB_STATE", str(tmp_path / "etat"))
    monkeypatch.setenv("BIZMODELS_HUB_PORT", "9100")
    monkeypatch.setattr(sys, "path", list(sys.path))
    return PyFileConfigLoader("jupyterhub_config.py", str(MACHINE)).load_config()


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
