"""The server extension that sets TCP_NODELAY on the kernel's websocket."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from types import SimpleNamespace

import pytest

from bizmodels.cli import prompt

channels = pytest.importorskip("jupyter_server.services.kernels.connection.channels")
USUAL = channels.ZMQChannelsWebsocketConnection
PROGRAM = """
from jupyter_server.serverapp import ServerApp
app = ServerApp(); app.initialize(argv=["--allow-root", "--port=0"])
print(app.web_app.settings["kernel_websocket_connection_class"].__name__)
"""


def app(**settings):
    return SimpleNamespace(web_app=SimpleNamespace(settings=settings), log=logging.getLogger("test"))


def loaded(**settings):
    one = app(**settings)
    prompt._load_jupyter_server_extension(one)
    return one.web_app.settings.get(prompt.SETTING)


@pytest.mark.kernel
@pytest.mark.parametrize(
    ("value", "name"), [("1", "PromptConnection"), ("0", "ZMQChannelsWebsocketConnection")]
)
def test_a_real_server_loads_it_unless_it_is_switched_off(value, name, tmp_path):
    """The installed file enables it, as ``bizmodels lab`` starts the server; one variable switches it off."""
    env = os.environ | {
        "BIZMODELS_PROMPT": value,
        "JUPYTER_RUNTIME_DIR": str(tmp_path),
        "JUPYTER_DATA_DIR": str(tmp_path),
    }
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], env=env, capture_output=True, text=True, cwd=tmp_path
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.strip().splitlines()[-1] == name


def test_nodelay_is_set_once_the_connection_is_open():
    seen = []

    class Fake:
        log = logging.getLogger("test")
        websocket_handler = SimpleNamespace(set_nodelay=seen.append)

        def connect(self):
            assert not seen
            return "open"

    assert prompt.prompt(Fake)().connect() == "open"
    assert seen == [True]


def test_a_closed_socket_does_not_cost_the_kernel():
    def closed(_):
        raise RuntimeError("stream closed")

    class Fake:
        log = logging.getLogger("test")
        websocket_handler = SimpleNamespace(set_nodelay=closed)

        def connect(self):
            return "open"

    assert prompt.prompt(Fake)().connect() == "open"


def test_another_class_of_connection_is_left_alone():
    class Gateway:
        pass

    assert loaded(kernel_websocket_connection_class=Gateway) is Gateway
    assert issubclass(loaded(kernel_websocket_connection_class=USUAL), USUAL)
    assert issubclass(loaded(), USUAL)


def test_harmless_where_the_class_has_moved(monkeypatch):
    monkeypatch.setitem(sys.modules, channels.__name__, None)
    assert loaded() is None
