"""JupyterHub for a class on one machine, in a room where people trust each other (deploy/README.md).

Read by ``jupyterhub -f``, which ``demarrer.py`` runs. Everything that may change comes from the environment
(``classe.settings``). NO ISOLATION: every student's server runs as the account that started the Hub.
"""

import os
import shutil
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import classe

c = get_config()  # noqa: F821 - traitlets gives it
chosen = classe.settings(os.environ)

# --- addresses: one port for the browsers, two that only this machine sees --------------------------------------
c.JupyterHub.bind_url = f"http://{chosen.address}:{chosen.port}"
c.JupyterHub.hub_ip = "127.0.0.1"
c.JupyterHub.hub_port = chosen.port + 1
c.ConfigurableHTTPProxy.api_url = f"http://127.0.0.1:{chosen.port + 2}"
_own_proxy = classe.HERE / "node_modules" / ".bin" / "configurable-http-proxy"
c.ConfigurableHTTPProxy.command = [
    str(_own_proxy) if _own_proxy.exists() else shutil.which("configurable-http-proxy") or _own_proxy.name
]

# --- who may enter: whoever knows the password of the class, under a pseudonym ------------------------------------
c.JupyterHub.authenticator_class = "shared-password"
c.SharedPasswordAuthenticator.user_password = chosen.password
c.Authenticator.allow_all = True
c.Authenticator.username_pattern = classe.PSEUDONYM
# Nobody is an administrator: the password of the class must not open the servers of others.
c.JupyterHub.template_paths = [str(classe.HERE / "pages")]
c.JupyterHub.db_url = f"sqlite:///{chosen.state / 'jupyterhub.sqlite'}"
c.JupyterHub.cookie_secret_file = str(chosen.state / "jupyterhub_cookie_secret")
c.ConfigurableHTTPProxy.pid_file = str(chosen.state / "jupyterhub-proxy.pid")

# --- a student's server -----------------------------------------------------------------------------------------
c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = str(chosen.students / "{username}")
c.Spawner.cmd = [sys.executable, str(classe.HERE / "serveur_etudiant.py")]
c.Spawner.default_url = f"/lab/tree/{classe.first_page(chosen.course)}"
c.Spawner.notebook_dir = "~"
# Told to the student's processes as MEM_LIMIT; serveur_etudiant.py makes a limit of it (no cgroups needed).
c.Spawner.mem_limit = chosen.memory
# The password stays in the Hub.
c.Spawner.env_keep = ["PATH", "PYTHONPATH", "VIRTUAL_ENV", "LANG", "LC_ALL", "LD_LIBRARY_PATH"]
c.Spawner.environment = chosen.environment
# Thirty servers that start together on two cores take over a minute: nobody is turned away meanwhile.
c.JupyterHub.concurrent_spawn_limit = 0
c.Spawner.start_timeout = 300
c.Spawner.http_timeout = 240
c.Spawner.consecutive_failure_limit = 0


def give_the_course(spawner):
    """Before a server starts: the files of the course that this student lacks; his own are never touched."""
    classe.copy_missing(chosen.model, chosen.students / spawner.user.name)


c.Spawner.pre_spawn_hook = give_the_course

# --- what is left alone is stopped ----------------------------------------------------------------------------------
c.JupyterHub.services = [
    {
        "name": "inactifs",
        "display": False,
        "command": [
            *(sys.executable, "-m", "jupyterhub_idle_culler"),
            f"--timeout={chosen.idle_minutes * 60}",
            "--cull-every=120",
        ],
    }
]
c.JupyterHub.load_roles = [
    {
        "name": "inactifs",
        "scopes": ["list:users", "read:users:activity", "read:servers", "delete:servers"],
        "services": ["inactifs"],
    }
]
