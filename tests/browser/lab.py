"""Drive a real JupyterLab in Debian's Chromium: one server and one browser for all the tests of a session."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ARGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-dev-shm-usage",
        "--disable-background-networking", "--disable-component-update", "--disable-sync"]  # fmt: skip
IDLE = """() => { const s = window.jupyterapp?.shell.currentWidget?.sessionContext;
  return !!s && s.isReady && s.session?.kernel?.status === 'idle' }"""

OPENED = """path => { const now = window.jupyterapp.shell.currentWidget;
  return now?.context?.path === path && now.content.widgets?.length > 0 }"""
# As a page just loaded: no document, no kernel, no panel, the light theme.
CLEAR = """async () => { const app = window.jupyterapp;
  if (!app) return;
  for (const one of [...app.shell.widgets('main')]) {
    if (one.sessionContext && !one.sessionContext.isDisposed) await one.sessionContext.shutdown();
    one.dispose() }
  app.shell.collapseLeft();
  if (document.body.dataset.jpThemeLight === 'false')
    await app.commands.execute('apputils:change-theme', {theme: 'JupyterLab Light'}) }"""


class Lab:
    """A JupyterLab server over a copy of the course's notebooks."""

    def __init__(self, folder: Path, scratch: Path):
        self.folder, self.token = folder, secrets.token_hex(16)
        with socket.socket() as s:
            s.bind(("127.0.0.1", 0))
            self.port = s.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        env = dict(os.environ)
        config = scratch / "config"
        shutil.copytree(ROOT / "labconfig", config / "labconfig")
        self.learner = scratch / "progression"
        env |= {"JUPYTER_CONFIG_DIR": str(config), "BIZMODELS_LEARNER": str(self.learner)}
        for name in (
            "JUPYTER_DATA_DIR",
            "JUPYTER_RUNTIME_DIR",
            "JUPYTERLAB_SETTINGS_DIR",
            "JUPYTERLAB_WORKSPACES_DIR",
        ):
            env[name] = str(scratch / name.lower())
        env["BIZMODELS_LEARNER"] = str(scratch / "learner")
        self.learner = scratch / "learner"
        self.workspaces, self.data = env["JUPYTERLAB_WORKSPACES_DIR"], env["JUPYTER_DATA_DIR"]
        self.log = (scratch / "lab.log").open("wb")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ip=127.0.0.1", f"--port={self.port}",
             "--ServerApp.port_retries=0", f"--IdentityProvider.token={self.token}", f"--ServerApp.root_dir={folder}",
             "--expose-app-in-browser", "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"],
            env=env, stdin=subprocess.DEVNULL, stdout=self.log, stderr=subprocess.STDOUT,
        )  # fmt: skip
        self._wait()

    def _wait(self) -> None:
        limit = time.monotonic() + 60
        while time.monotonic() < limit:
            if self.process.poll() is not None:
                raise RuntimeError(f"JupyterLab stopped at once, see {self.log.name}")
            try:
                with urllib.request.urlopen(f"{self.url}/api/status?token={self.token}", timeout=2):
                    return
            except OSError:
                time.sleep(0.2)
        raise RuntimeError("JupyterLab did not answer within 60 s")

    def settings(self, plugin: str) -> dict:
        """The effective settings of one plugin."""
        with urllib.request.urlopen(f"{self.url}/lab/api/settings/{plugin}?token={self.token}") as answer:
            return json.load(answer)

    def stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()
        self.log.close()

    def open(self, page, path: str) -> None:
        """Open a notebook and wait for its kernel; external requests are refused and recorded."""
        page.goto(f"{self.url}/lab/tree/{path}?token={self.token}&reset")
        page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=60_000)
        page.wait_for_function(IDLE, timeout=60_000)
        # A notebook of its own width: the left panel would only take room.
        page.evaluate("() => window.jupyterapp.shell.collapseLeft()")

    def turn_to(self, page, path: str) -> None:
        """Open a notebook in a page where JupyterLab may be there already, and wait for its kernel."""
        if not page.evaluate("() => !!window.jupyterapp"):
            self.open(page, path)
            return
        # The braces: the command gives the widget itself, which playwright cannot always carry out of the page.
        page.evaluate(
            "async path => { await window.jupyterapp.commands.execute('docmanager:open', {path, factory: 'Notebook'}) }",
            path,
        )
        page.wait_for_function(OPENED, arg=path, timeout=60_000)
        page.wait_for_function(IDLE, timeout=60_000)

    def clear(self, page) -> None:
        """Close every document and its kernel; what the next test finds is a page just loaded."""
        page.evaluate(CLEAR)
        page.mouse.move(0, 0)
        page.set_viewport_size({"width": 1366, "height": 900})

    def run_all(self, page, timeout: int = 120_000) -> None:
        """Run every cell and wait for the last one."""
        page.evaluate("() => window.jupyterapp.commands.execute('notebook:run-all-cells')")
        page.wait_for_function(IDLE, timeout=timeout)

    def forget(self) -> None:
        """A learner who has done nothing yet."""
        for path in self.learner.glob("*") if self.learner.is_dir() else ():
            path.unlink()

    def close(self, page) -> None:
        page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.shutdown()")


def save(page) -> None:
    """Save until nothing is left to save: what a widget shows late makes the notebook unsaved again."""
    limit = time.monotonic() + 60
    while page.evaluate("""async () => { await window.jupyterapp.commands.execute('docmanager:save');
      return window.jupyterapp.shell.currentWidget.context.model.dirty }"""):
        if time.monotonic() > limit:
            raise RuntimeError("the notebook never stayed saved")
        time.sleep(0.5)
