"""Open the class: check what is needed, make the model of the course, start JupyterHub, say where it is.

python deploy/une_machine/demarrer.py [--adresse 0.0.0.0] [--port 8000] [--dossier DIR] [--cours DIR]
python deploy/une_machine/demarrer.py --ramasser 03 DOSSIER
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import classe

PATIENCE = 90  # seconds for the Hub to answer
# Option of the command, variable that the configuration reads.
VARIABLES = {
    "adresse": "ADDRESS",
    "port": "PORT",
    "dossier": "STATE",
    "cours": "COURSE",
    "memoire": "MEMORY",
    "inactivite": "IDLE",
}


def parser() -> argparse.ArgumentParser:
    """The command's options; those left out come from the environment, then from ``classe.Settings``."""
    made = argparse.ArgumentParser(
        prog="demarrer.py", description="Ouvre le cours à une classe, sur cette machine."
    )
    made.add_argument(
        "--adresse", metavar="IP", help="0.0.0.0 pour toute la salle (127.0.0.1 sinon : cette machine)"
    )
    made.add_argument(
        "--port", metavar="N", help="port des navigateurs (8000 sinon) ; les deux suivants servent aussi"
    )
    made.add_argument("--dossier", metavar="DIR", help="dossiers des étudiants et comptes (hub-classe sinon)")
    made.add_argument(
        "--cours", metavar="DIR", help="cours à distribuer (celui-ci sinon ; jamais solutions/)"
    )
    made.add_argument("--memoire", metavar="2G", help="mémoire de chaque cahier ouvert (1536M sinon)")
    made.add_argument(
        "--inactivite", metavar="MIN", help="minutes avant l’arrêt d’un serveur délaissé (60 sinon)"
    )
    made.add_argument(
        "--root", action="store_true", help="accepte de démarrer en root (conteneur jetable seulement)"
    )
    made.add_argument(
        *("--ramasser",),
        nargs=2,
        metavar=("03", "DOSSIER"),
        help="copie l’exercice 03 de chaque étudiant dans un dossier, puis s’arrête",
    )
    return made


def missing() -> list[str]:
    """What must be installed first, as the commands to type."""
    needed = []
    if any(importlib.util.find_spec(name) is None for name in ("jupyterhub", "jupyterhub_idle_culler")):
        needed.append("pip install -r deploy/une_machine/requirements.txt")
    if importlib.util.find_spec("bizmodels") is None:
        needed.append("pip install -e .   (dans le dossier du cours)")
    own = classe.HERE / "node_modules" / ".bin" / "configurable-http-proxy"
    if not own.exists() and shutil.which("configurable-http-proxy") is None:
        needed.append("npm install --prefix deploy/une_machine   (demande Node.js 20 ou plus récent)")
    return needed


def check(chosen: classe.Settings, root: bool) -> None:
    """Stop before anything is written where the Hub could not start.

    Raises:
        Refused: another system, root, something to install, a port taken.
    """
    if os.name != "posix":
        raise classe.Refused("JupyterHub demande Linux ou macOS ; sous Windows, WSL convient.")
    if os.geteuid() == 0 and not root:
        raise classe.Refused(
            "ne démarrez pas en root : chaque étudiant aurait tous les droits sur la machine. Créez un compte pour "
            "la classe (sudo adduser cours), puis relancez avec lui. Dans un conteneur jetable : --root."
        )
    if needed := missing():
        raise classe.Refused("il reste à installer :\n    " + "\n    ".join(needed))
    for port in range(chosen.port, chosen.port + 3):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("" if chosen.address == "0.0.0.0" else chosen.address, port))
            except OSError:
                raise classe.Refused(
                    f"impossible d’écouter à l’adresse {chosen.address}, port {port} : il est pris, ou cette adresse "
                    "n’est pas celle de la machine. Essayez un autre --port, par exemple 9000."
                ) from None


def variables(options: argparse.Namespace) -> dict[str, str]:
    """The environment of the Hub: that of this command, where an option given wins."""
    given = {f"BIZMODELS_HUB_{name}": getattr(options, option) for option, name in VARIABLES.items()}
    return {**os.environ, **{name: value for name, value in given.items() if value}}


def shown_address(chosen: classe.Settings) -> str:
    """What students type: the address of this machine in the room, not « 0.0.0.0 »."""
    host = chosen.address
    if host == "0.0.0.0":
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            try:
                probe.connect(("192.0.2.1", 9))  # sends nothing: asks which card would be used
                host = probe.getsockname()[0]
            except OSError:
                host = socket.gethostname()
    return f"http://{host}:{chosen.port}"


def start(chosen: classe.Settings, environment: dict[str, str]) -> int:
    """Run JupyterHub until Ctrl + C; its own words, in English, go to ``journal.txt``."""
    os.umask(0o077)  # the accounts of this machine that are not the Hub's read nothing of it
    chosen.students.mkdir(parents=True, exist_ok=True)
    classe.renew_model(chosen.course, chosen.model)
    journal = chosen.state / "journal.txt"
    command = [sys.executable, "-m", "jupyterhub", "-f", str(classe.HERE / "jupyterhub_config.py")]
    settings = {
        **environment,
        "BIZMODELS_HUB_STATE": str(chosen.state),
        "BIZMODELS_HUB_COURSE": str(chosen.course),
    }
    with journal.open("a", encoding="utf-8", newline="\n") as log:
        hub = subprocess.Popen(command, cwd=chosen.state, env=settings, stdout=log, stderr=log)
        signal.signal(signal.SIGTERM, lambda *_: hub.terminate())
        try:
            if not answers(f"http://127.0.0.1:{chosen.port + 1}/hub/api/", hub):
                hub.terminate()
                hub.wait()
                print(f"JupyterHub n’a pas démarré ; son journal : {journal}", file=sys.stderr)
                return 1
            tell(chosen, journal)
            return hub.wait()
        except KeyboardInterrupt:  # JupyterHub has received it too, and stops the servers
            print("\nFermeture : une demi-minute au plus…", flush=True)
            hub.wait()
            print("La classe est fermée. Les dossiers des étudiants restent en place.")
            return 0


def answers(url: str, hub: subprocess.Popen) -> bool:
    """Whether the Hub answers before it dies or patience runs out."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and hub.poll() is None:
        try:
            urllib.request.urlopen(url, timeout=2).close()
            return True
        except (urllib.error.URLError, OSError):
            time.sleep(0.3)
    return False


def tell(chosen: classe.Settings, journal: Path) -> None:
    """What to write on the board."""
    print("\nLa classe est ouverte. À écrire au tableau :\n")
    print(f"    {shown_address(chosen)}")
    print("    votre pseudonyme, et le mot de passe de la classe\n")
    if chosen.address == "127.0.0.1":
        print("Seule cette machine la voit. Pour toute la salle : --adresse 0.0.0.0")
    print("Salle de confiance seulement : rien n’empêche un étudiant de lire le dossier d’un autre.")
    print(f"Dossiers des étudiants : {chosen.students}")
    print(f"Journal de JupyterHub : {journal}")
    print("Laissez cette fenêtre ouverte. Pour fermer la classe : Ctrl + C.", flush=True)


def main(words: list[str] | None = None) -> int:
    """Run the command; 1 when it was refused, with the reason in French."""
    options = parser().parse_args(words)
    environment = variables(options)
    try:
        if options.ramasser:
            lesson, target = options.ramasser
            state = environment.get("BIZMODELS_HUB_STATE", "").strip() or classe.Settings.state
            students = (Path(state).expanduser() / "etudiants").resolve()
            written = classe.collect(students, lesson, Path(target))
            print(f"{len(written)} cahier(s) de la leçon {lesson} dans « {target} ».")
            return 0
        chosen = classe.settings(environment)
        check(chosen, options.root)
        return start(chosen, environment)
    except classe.Refused as refusal:
        print(f"À corriger — {refusal}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    raise SystemExit(main())
