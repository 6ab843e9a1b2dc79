"""The scripts of deploy/, as their tests import them (``pytest_plugins``): each finds its neighbours beside it."""

import importlib
import sys

import pytest

from tests.unit.deploy_scripts import DEPLOY, HUB, MACHINE


@pytest.fixture(scope="module")
def modules():
    """The scripts by their names."""
    kept = list(sys.path)
    sys.path[:0] = [str(MACHINE), str(DEPLOY), str(DEPLOY / "kubernetes")]
    names = ("classe", "demarrer", "serveur_etudiant", "valeurs", "mesure.memoire", "mesure.tableau")
    yield {name: importlib.import_module(name) for name in names}
    sys.path[:] = kept


@pytest.fixture(scope="module")
def classe(modules):
    """Settings and copies."""
    return modules["classe"]


@pytest.fixture
def course(tmp_path):
    """A course of three files, one of which is a solution."""
    for room in ("notebooks", "exercises", "solutions"):
        path = tmp_path / "cours" / room / "03_marketplace.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text(f"{room} d’origine", encoding="utf-8", newline="\n")
    return tmp_path / "cours"


@pytest.fixture
def config(monkeypatch, tmp_path, classe):
    """JupyterHub's configuration as JupyterHub reads it, which is not needed for that."""
    from traitlets.config.loader import PyFileConfigLoader

    monkeypatch.setenv("BIZMODELS_HUB_PASSWORD", HUB["BIZMODELS_HUB_PASSWORD"])
    monkeypatch.setenv("BIZMODELS_HUB_STATE", str(tmp_path / "etat"))
    monkeypatch.setenv("BIZMODELS_HUB_PORT", "9100")
    monkeypatch.setattr(sys, "path", list(sys.path))
    return PyFileConfigLoader("jupyterhub_config.py", str(MACHINE)).load_config()
