"""``bizmodels check``: one line for each thing a learner's machine needs, with the remedy."""

from __future__ import annotations

import argparse
import importlib
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bizmodels.cli import home
from bizmodels.cli.course import WELCOME, course_folder
from bizmodels.cli.lab import DEFAULT_PORT, free_port_from, has_screen, in_hub, last_tried
from bizmodels.cli.say import say
from bizmodels.course import folders
from bizmodels.errors import LearnerError
from bizmodels.french import number

NAME = "check"
HELP = "vérifie que cette machine a tout ce que le cours demande"

REINSTALL = (
    'relancez « make lab » (sans make : pip install -e ".[data]" dans le dossier du cours ; '
    "dans le zip d’une classe : effacez le dossier .venv, puis double-cliquez sur « ouvrir »)"
)
FREE_DISK_MB = 300
# Distribution names whose module is not the same name with underscores.
MODULES = {"scikit-learn": "sklearn", "jupyterlab-language-pack-fr-fr": "jupyterlab_language_pack_fr_FR"}


@dataclass(frozen=True)
class Finding:
    """What was looked at; ``remedy`` is empty when all is well."""

    text: str
    remedy: str = ""

    def __str__(self) -> str:
        return f"[À corriger] {self.text}. Remède : {self.remedy}." if self.remedy else f"[OK] {self.text}"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """This command has no option."""


def run(options: argparse.Namespace) -> int:
    """Print each finding as soon as it is known; 0 when nothing needs mending."""
    wrong = 0
    for look in CHECKS:
        for finding in safely(look):
            say(str(finding))
            wrong += bool(finding.remedy)
    say()
    say("Tout est prêt : « bizmodels lab » ouvre le cours." if not wrong else f"Points à corriger : {wrong}.")
    return 1 if wrong else 0


def safely(look: Callable[[], Iterator[Finding]]) -> Iterator[Finding]:
    """The findings of one check; one that fails itself (a broken jupyter_server, a folder that vanished) says so."""
    try:
        yield from look()
    except Exception as error:  # whatever is broken on this machine, the other checks must go on
        name = look.__name__.replace("_", " ")
        yield Finding(f"Examen « {name} » impossible ({type(error).__name__} : {error})", REINSTALL)


def python_version() -> Iterator[Finding]:
    """Python itself."""
    version = ".".join(map(str, sys.version_info[:3]))
    ok = sys.version_info >= (3, 11)
    yield Finding(f"Python {version}", "" if ok else "installez Python 3.11 ou plus récent")


def own_folders() -> Iterator[Finding]:
    """Where Jupyter keeps its settings; before the packages, which would say in English that they cannot write there."""
    refused = home.lend()
    if refused:
        yield Finding(
            f"Réglages de JupyterLab : écriture impossible dans {refused[0]}, « bizmodels lab » prendra un dossier temporaire"
        )
    else:
        yield Finding("Enregistrement des réglages de JupyterLab possible")


def packages() -> Iterator[Finding]:
    """Every package the course declares: present, recent enough, and importable."""
    from importlib import metadata

    from packaging.requirements import Requirement

    for line in metadata.requires("bizmodels") or []:
        requirement = Requirement(line)
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
            yield package(requirement.name, requirement.specifier)


def package(name: str, specifier) -> Finding:
    """One package against the versions the course accepts (a ``packaging`` specifier set)."""
    from importlib import metadata

    try:
        version = metadata.version(name)
        importlib.import_module(MODULES.get(name.lower(), name.replace("-", "_")))
    except metadata.PackageNotFoundError:
        return Finding(f"{name} : absent", REINSTALL)
    except Exception as error:  # a broken binary may raise anything
        return Finding(f"{name} : ne se charge pas ({type(error).__name__})", REINSTALL)
    if not specifier.contains(version, prereleases=True):
        return Finding(f"{name} {version} : il faut {specifier}", REINSTALL)
    return Finding(f"{name} {version}")


def real_data() -> Iterator[Finding]:
    """The packages that carry the real data sets, which the lessons read as files: looked up, never imported."""
    from importlib import metadata

    from packaging.requirements import Requirement

    wanted = map(Requirement, metadata.requires("bizmodels") or [])
    wanted = [
        r
        for r in wanted
        if r.marker and r.marker.evaluate({"extra": "data"}) and not r.marker.evaluate({"extra": ""})
    ]
    lent = _lent()  # a class edition installs the data of its own lessons only
    wanted = [one for one in wanted if not lent or f"\n{one.name}==" in lent]
    wrong = []
    for requirement in wanted:
        try:
            version = metadata.version(requirement.name)
        except metadata.PackageNotFoundError:
            version = "absent"
        if version == "absent" or not requirement.specifier.contains(version, prereleases=True):
            wrong.append(f"{requirement.name} {version}, il faut {requirement.specifier}")
    if wrong:
        yield Finding(
            f"Jeux de données réels, que plusieurs leçons lisent : {' ; '.join(wrong)}",
            'dans le dossier du cours, pip install -e ".[data]" (make lab le fait)',
        )
    elif wanted:
        yield Finding(f"Jeux de données réels : {', '.join(r.name for r in wanted)}")


def _lent() -> str:
    """The lock of a class edition, which names what its lessons need; « » in the whole course."""
    course = course_folder()
    lock = course / "requirements.lock"
    return lock.read_text(encoding="utf-8") if (course / folders.CLOSED).is_file() and lock.is_file() else ""


def hub() -> Iterator[Finding]:
    """Inside JupyterHub or Binder the server runs already."""
    if in_hub(os.environ):
        yield Finding(f"JupyterHub : vous y êtes déjà, ouvrez {WELCOME} dans le navigateur de fichiers")


def french_interface() -> Iterator[Finding]:
    """The language pack is chosen by the settings that the course installs."""
    from jupyter_server.services.config.manager import ConfigManager

    defaults = ConfigManager(config_dir_name="labconfig").get("default_setting_overrides")
    locale = defaults.get("@jupyterlab/translation-extension:plugin", {}).get("locale")
    if locale == "fr_FR":
        yield Finding("Interface de JupyterLab en français")
    else:
        yield Finding("Interface de JupyterLab : réglage français absent", REINSTALL)


def widgets() -> Iterator[Finding]:
    """The part of ipywidgets that draws sliders in the page."""
    from jupyter_core.paths import jupyter_path
    from jupyterlab_server.config import get_federated_extensions

    found = get_federated_extensions(jupyter_path("labextensions"))
    if "@jupyter-widgets/jupyterlab-manager" in found:
        yield Finding("Curseurs dans JupyterLab (jupyterlab-manager)")
    else:
        yield Finding("Curseurs : l’extension jupyterlab-manager est absente", REINSTALL)


def kernel() -> Iterator[Finding]:
    """The kernel that the lessons name."""
    from jupyter_client.kernelspec import KernelSpecManager

    if "python3" in KernelSpecManager().find_kernel_specs():
        yield Finding("Noyau Python des cahiers (python3)")
    else:
        yield Finding("Noyau Python des cahiers (python3) : absent", REINSTALL)


def data_tables() -> Iterator[Finding]:
    """The tables of the course, read and validated."""
    for name in ("companies", "market", "sanctions", "legal"):
        try:
            rows = len(getattr(importlib.import_module("bizmodels"), f"load_{name}")())
        except Exception as error:  # whatever is wrong with the file, the remedy is the same
            yield Finding(f"Table {name} : illisible ({error})", "récupérez de nouveau le dossier data/")
        else:
            yield Finding(f"Table {name} : {number(rows)} lignes")


def notebooks() -> Iterator[Finding]:
    """The lessons are here, and what a learner writes can be saved beside them."""
    if folders.current() is None:
        yield Finding(
            "Dossier de ce terminal : il n’existe plus (supprimé ou remplacé)",
            "revenez dans le dossier du cours (cd …)",
        )
        return
    try:
        course = course_folder()
    except LearnerError:
        yield Finding("Cahiers du cours : introuvables", "placez-vous dans le dossier du cours (cd …)")
        return
    lessons = folders.lessons_in(course / "notebooks")
    yield Finding(
        f"Cahiers du cours : {len(lessons)} dans {course}",
        "" if lessons else "récupérez le dossier notebooks/",
    )
    for room in folders.ROOMS:
        for path in folders.lessons_in(course / room).values():
            if not readable(path):
                yield Finding(
                    f"Cahier illisible : {room}/{path.name}",
                    "reprenez ce fichier dans le dossier du cours d’origine",
                )
    yield writable(course / "notebooks")


def readable(path: Path) -> bool:
    """Whether a file is a notebook: marks of git, an empty file or a cloud's placeholder are none."""
    try:
        return isinstance(json.loads(path.read_text(encoding="utf-8"))["cells"], list)
    except (OSError, ValueError, RecursionError, KeyError, TypeError):
        return False


def writable(folder: Path) -> Finding:
    """Whether a file can be made in a folder."""
    if home.can_write(folder):
        return Finding("Enregistrement des cahiers possible")
    return Finding("Enregistrement des cahiers impossible", f"copiez le cours hors de {folder.parent}")


def browser() -> Iterator[Finding]:
    """A browser, where there is a screen to show it on."""
    import webbrowser

    if not has_screen(os.environ, sys.platform):
        yield Finding("Navigateur : pas d’écran ici, « bizmodels lab » affichera l’adresse à ouvrir")
        return
    try:
        webbrowser.get()
    except webbrowser.Error:
        yield Finding("Navigateur : aucun", "installez Firefox, Chrome ou Edge")
    else:
        yield Finding("Navigateur présent")


def free_port() -> Iterator[Finding]:
    """One of the ports JupyterLab tries: 8888 and the fifty after it."""
    port = free_port_from(DEFAULT_PORT)
    if port:
        yield Finding(f"Port libre pour JupyterLab : {port}")
    else:
        yield Finding(
            f"Aucun port libre de {DEFAULT_PORT} à {last_tried(DEFAULT_PORT)}",
            "fermez d’autres JupyterLab, ou essayez --port 9000",
        )


def disk_space() -> Iterator[Finding]:
    """Room for the learner's own notebooks and exports."""
    folder = folders.current()
    if folder is None:  # told with the notebooks
        return
    free = shutil.disk_usage(folder).free / 1e6
    ok = free >= FREE_DISK_MB
    yield Finding(f"Place sur le disque : {number(free, 0)} Mo", "" if ok else f"libérez {FREE_DISK_MB} Mo")


CHECKS: tuple[Callable[[], Iterator[Finding]], ...] = (
    python_version,
    own_folders,
    packages,
    real_data,
    hub,
    french_interface,
    widgets,
    kernel,
    data_tables,
    notebooks,
    browser,
    free_port,
    disk_space,
)
