"""Where the scripts of deploy/ are, for their tests; deploy_fixtures.py imports them."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
MACHINE = DEPLOY / "une_machine"
HUB = {"BIZMODELS_HUB_PASSWORD": "mot de la classe"}
posix = pytest.mark.skipif(
    os.name != "posix", reason="write bits, root and limits are those of Linux and macOS"
)
