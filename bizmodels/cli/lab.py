"""``bizmodels lab``: JupyterLab in French on the welcome lesson."""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import secrets
import sys
from collections.abc import Mapping
from pathlib import Path

from bizmodels.cli import home
from bizmodels.cli.course import WELCOME, course_folder
from bizmodels.cli.say import say
from bizmodels.course import folders
from bizmodels.errors import LearnerError

NAME = "lab"
LAST_PORT = 65535
DEFAULT_PORT = 8888  # Jupyter's own
HELP = "ouvre le cours dans JupyterLab, en français"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of this command."""
    parser.add_argument("--port", type=port_number, metavar="N", help="port à essayer d’abord (8888 sinon)")
    parser.add_argument(
        "--no-browser", action="store_true", help="affiche l’adresse sans ouvrir de navigateur"
    )


def port_number(text: str) -> int:
    """A port typed by the user, 1024 to 65535."""
    if not (text.isascii() and text.isdecimal()) or not 1024 <= int(text) <= LAST_PORT:
        raise argparse.ArgumentTypeError(f"« {text} » n’est pas un port, un entier de 1024 à 65535")
    return int(text)


def last_tried(first: int) -> int:
    """The last of the ports tried after ``first``, fifty as Jupyter does."""
    return min(first + 50, LAST_PORT)


def free_port_from(first: int) -> int | None:
    """The first port nobody listens on, bound the way JupyterLab binds it; ``None`` when all are taken."""
    from tornado.netutil import bind_sockets

    for port in range(first, last_tried(first) + 1):
        try:
            sockets = bind_sockets(port, "localhost")
        except OSError:
            continue
        for one in sockets:
            one.close()
        return port
    return None


def has_screen(environment: Mapping[str, str], platform: str) -> bool:
    """Whether opening a browser makes sense: a local session with a display."""
    if environment.get("SSH_CONNECTION") or environment.get("SSH_TTY"):
        return False
    if not platform.startswith("linux"):
        return True
    return bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


def in_hub(environment: Mapping[str, str]) -> bool:
    """Whether this terminal belongs to a server that JupyterHub or Binder started: the learner has his page already."""
    return bool(environment.get("JUPYTERHUB_SERVICE_PREFIX"))


def landing_page(course: Path) -> str:
    """The page shown first: the welcome lesson, or the file browser when it is not there."""
    return f"/lab/tree/{WELCOME}" if (course / WELCOME).exists() else "/lab"


def lab_arguments(
    course: Path,
    *,
    token: str | None = None,
    port: int | None = None,
    browser: bool = True,
    root: bool = False,
) -> list[str]:
    """The words handed to JupyterLab.

    Args:
        course: folder shown in the file browser.
        token: secret of the address; ``None`` leaves it to Jupyter (``JUPYTER_TOKEN``).
        port: first port tried; ``None`` leaves it to Jupyter.
        browser: open a browser.
        root: allow the root user, whom a container often is.
    """
    from bizmodels.course.notebook import encryption

    words = [
        f"--ServerApp.root_dir={course}",
        f"--LabApp.default_url={landing_page(course)}",
        # No question in English after Ctrl + C, no news pop-up, no log in English.
        "--ServerApp.answer_yes=True",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        "--ServerApp.log_level=ERROR",
        "--LabApp.log_level=ERROR",
        # A browser packed as a snap (Ubuntu's Firefox) may not read the redirect file, which is hidden.
        "--ServerApp.use_redirect_file=False",
        f"--ServerApp.open_browser={browser}",
    ]
    # Nor the warning of each kernel, in English, that it has no keys.
    words += [f"--KernelManager.{setting}={value}" for setting, value in encryption().items()]
    if token is not None:
        words.append(f"--IdentityProvider.token={token}")
    if port is not None:
        words.append(f"--ServerApp.port={port}")
        # The port was free a second ago. Jupyter's first four retries are the ports that follow; its next ones are
        # drawn at random, even past the last port there is.
        words.append(f"--ServerApp.port_retries={min(4, LAST_PORT - port)}")
    if root:
        words.append("--ServerApp.allow_root=True")
    return words


# JupyterLab's own words for « the table of contents is open, the list of files is not ».
FIRST_LAYOUT = {
    "layout-restorer:data": {
        "left": {
            "collapsed": False,
            "visible": True,
            "current": "@jupyterlab/toc:plugin",
            "widgets": [
                "filebrowser",
                "running-sessions",
                "@jupyterlab/toc:plugin",
                "extensionmanager.main-view",
            ],
        },
        "relativeSizes": [0.17, 0.83, 0],
    }
}


def prepare_layout(folder: Path) -> None:
    """Let a first visit open on the table of contents; the layout of whoever has used JupyterLab before stays his."""
    from jupyterlab_server.workspaces_handler import WorkspacesManager

    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not any(folder.iterdir()):
            layout = {"data": FIRST_LAYOUT, "metadata": {"id": "default"}}
            WorkspacesManager(str(folder)).save("default", json.dumps(layout))
    except OSError:  # a home that cannot be written: JupyterLab opens as it always does
        return


def trust(course: Path) -> None:
    """Sign the course's notebooks, as « jupyter trust » does, so that JupyterLab shows their calculators again.

    A notebook run half-way and saved is not trusted as a whole: reopened, it shows neither widget nor style. What is
    signed is what stands in the folder that is being opened, and that one runs anyway.
    """
    import nbformat
    from nbformat.sign import NotebookNotary

    notary = NotebookNotary()
    for room in folders.ROOMS:
        for path in sorted((course / room).glob("*.ipynb")):
            # A notebook that is none, or a database that cannot be written: JupyterLab itself says the rest.
            with contextlib.suppress(Exception):
                notary.sign(nbformat.from_dict(json.loads(path.read_text(encoding="utf-8"))))


def run(options: argparse.Namespace) -> int:
    """Start JupyterLab, print the address it got, and stay until Ctrl + C."""
    course = course_folder()
    if in_hub(os.environ):
        say(
            f"Vous y êtes déjà : ce terminal est dans JupyterHub. Ouvrez {WELCOME} dans le navigateur de fichiers."
        )
        return 0
    browser = not options.no_browser and has_screen(os.environ, sys.platform)
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    # With a token of ours Jupyter does not print its own instructions, in English.
    token = None if os.environ.get("JUPYTER_TOKEN") else secrets.token_hex(24)
    if lent := home.lend():
        say(
            f"Impossible d’écrire dans « {lent[0]} » : les réglages qui s’y rangent seront oubliés à la fermeture."
        )
    # Without any port Jupyter would stop in English.
    first = options.port or DEFAULT_PORT
    port = free_port_from(first)
    if port is None:
        last = last_tried(first)
        taken = (
            f"le port {first} est déjà pris"
            if first == last
            else f"les ports {first} à {last} sont déjà pris"
        )
        raise LearnerError(
            f"{taken} : fermez d’autres JupyterLab, ou choisissez un autre --port, par exemple 9000."
        )
    say("JupyterLab démarre…")

    from jupyterlab.commands import get_workspaces_dir
    from jupyterlab.labapp import LabApp

    prepare_layout(Path(get_workspaces_dir()))
    trust(course)

    server = LabApp.initialize_server(
        argv=lab_arguments(course, token=token, port=options.port and port, browser=browser, root=root)
    )
    say(f"\nLe cours est ouvert{' dans votre navigateur' if browser else ''}. Son adresse :")
    say(f"\n    {address(server)}\n")
    if not browser:
        say("Copiez-la dans un navigateur (aucun ne s’ouvre d’ici).")
    say("Laissez cette fenêtre ouverte. Pour arrêter : enregistrez vos cahiers, puis Ctrl + C ici.")
    server.start()
    return 0


def address(server) -> str:
    """The address to open, with the port that the running server really got."""
    page = server.default_url.removeprefix(server.base_url)
    token = server.identity_provider.token
    return f"{server.connection_url}{page}{f'?token={token}' if token else ''}"
