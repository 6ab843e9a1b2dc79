"""Server extension: what a kernel answers leaves at once, so that a figure follows the slider being dragged.

jupyter_server leaves Nagle's algorithm on for the kernel's websocket: the second of two small messages waits for the
browser's delayed acknowledgement, 40 ms on Linux and up to 200 ms on Windows, for nothing. This sets TCP_NODELAY on
it (docs/upstream-nodelay.md). Installed and enabled with the course (serverconfig/bizmodels.json); the environment
variable ``BIZMODELS_PROMPT=0`` switches it off. Where jupyter_server has moved its class, nothing is changed.
"""

from __future__ import annotations

import os
from typing import Any

SETTING = "kernel_websocket_connection_class"


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": __name__}]


def _load_jupyter_server_extension(app: Any) -> None:
    if os.environ.get("BIZMODELS_PROMPT", "1") == "0":
        return
    settings = app.web_app.settings
    try:
        from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
    except ImportError:
        app.log.info("bizmodels: this jupyter_server has no ZMQChannelsWebsocketConnection; nothing changed.")
        return
    # Another class of the administrator's (a gateway to distant kernels) has its own way to write.
    present = settings.get(SETTING) or ZMQChannelsWebsocketConnection
    if not isinstance(present, type) or not issubclass(present, ZMQChannelsWebsocketConnection):
        return
    settings[SETTING] = prompt(present)


def prompt(connection: type) -> type:
    """The same class of connection, with TCP_NODELAY set once it is open."""

    class PromptConnection(connection):  # type: ignore[misc, valid-type]
        def connect(self):
            answer = super().connect()
            try:
                self.websocket_handler.set_nodelay(True)
            except Exception as error:  # a slower slider is no reason to lose the kernel
                self.log.debug("bizmodels: TCP_NODELAY not set: %s", error)
            return answer

    return PromptConnection
