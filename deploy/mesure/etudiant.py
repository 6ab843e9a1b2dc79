"""One real student: logs in with a pseudonym, gets a server and the lesson, runs it, drags a slider.

The same requests as a browser's, without its drawing: cookies, OAuth, REST, the kernel's websocket, comm messages of
ipywidgets. What it measures is therefore the machine of the class, not the students' browsers.
"""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Iterator
from urllib.parse import quote, urlsplit

import requests
import websocket

READY = 300  # seconds for a server
ANSWER = 180  # seconds for a cell
LESSON = "notebooks/02_d2c.ipynb"


class Failed(Exception):
    """What this student met instead of his course; the message is French."""


class Student:
    """A student of the load test; ``name`` is his pseudonym."""

    def __init__(self, address: str, name: str, password: str):
        self.address, self.name, self.password = address.rstrip("/"), name, password
        self.http = requests.Session()
        self.own = f"{self.address}/user/{quote(name)}"
        self.kernel = ""
        self.socket: websocket.WebSocket | None = None
        self.session = uuid.uuid4().hex
        self.models: dict[str, dict] = {}  # state of the widgets, by comm id, in order of creation
        self.plain: list[str] = []  # the sliders of calculators without a bet
        self.errors: list[str] = []

    # --- the Hub ----------------------------------------------------------------------------------------------

    def log_in(self) -> None:
        """Type pseudonym and password; the Hub starts a server at once."""
        page = f"{self.address}/hub/login"
        self.http.get(page, timeout=60)
        answer = self.http.post(
            f"{page}?next=%2Fhub%2Fspawn",
            data={"username": self.name, "password": self.password, "_xsrf": self._xsrf("/hub/")},
            timeout=120,
        )
        if "/hub/login" in answer.url or answer.status_code not in (200, 503):
            raise Failed(f"{self.name} : entrée refusée ({answer.status_code})")

    def wait_for_server(self) -> float:
        """Wait until the server answers.

        Returns:
            Seconds waited since this call.
        """
        start = time.perf_counter()
        while time.perf_counter() - start < READY:
            # The Hub answers in its place until it runs; then OAuth gives the cookies of the server itself.
            answer = self.http.get(f"{self.own}/lab", timeout=120)
            if answer.status_code == 200 and urlsplit(answer.url).path.startswith(urlsplit(self.own).path):
                return time.perf_counter() - start
            time.sleep(0.2)
        raise Failed(f"{self.name} : pas de serveur en {READY} s")

    def stop_server(self) -> None:
        """Close his own server, kernels included, and wait until the Hub has done it."""
        self._close_socket()
        page = f"{self.address}/hub/api/users/{quote(self.name)}/server"
        token = self._xsrf("/hub/")
        for _ in range(120):
            answer = self.http.delete(
                page, headers={"X-XSRFToken": token, "Referer": f"{self.address}/hub/home"}
            )
            if answer.status_code == 204:
                return
            time.sleep(0.5)
        raise Failed(f"{self.name} : le serveur ne s’arrête pas")

    def _xsrf(self, path: str) -> str:
        return next((c.value for c in self.http.cookies if c.name == "_xsrf" and c.path == path), "")

    # --- the lesson -------------------------------------------------------------------------------------------

    def open_lesson(self) -> list[str]:
        """Open the lesson of his own folder and start its kernel; the sources of the code cells."""
        answer = self.http.get(f"{self.own}/api/contents/{LESSON}", timeout=60)
        if answer.status_code != 200:
            raise Failed(f"{self.name} : leçon absente de son dossier ({answer.status_code})")
        path = f"/user/{quote(self.name)}/"
        made = self.http.post(
            f"{self.own}/api/sessions",
            headers={"X-XSRFToken": self._xsrf(path)},
            json={"path": LESSON, "name": LESSON, "type": "notebook", "kernel": {"name": "python3"}},
            timeout=120,
        )
        if made.status_code != 201:
            raise Failed(f"{self.name} : pas de noyau ({made.status_code} {made.text[:200]})")
        self.kernel = made.json()["kernel"]["id"]
        self._open_socket()
        return [
            "".join(cell["source"])
            for cell in answer.json()["content"]["cells"]
            if cell["cell_type"] == "code"
        ]

    def _open_socket(self) -> None:
        self._close_socket()
        where = urlsplit(self.own)
        scheme = "wss" if where.scheme == "https" else "ws"
        token = self._xsrf(f"/user/{quote(self.name)}/")
        url = f"{scheme}://{where.netloc}{where.path}/api/kernels/{self.kernel}/channels"
        cookies = requests.Request("GET", f"{self.own}/api/kernels")
        header = self.http.prepare_request(cookies).headers.get("Cookie", "")
        self.socket = websocket.create_connection(
            f"{url}?session_id={self.session}&_xsrf={quote(token)}",
            cookie=header,
            origin=f"{where.scheme}://{where.netloc}",
            timeout=ANSWER,
        )

    def _close_socket(self) -> None:
        if self.socket is not None:
            self.socket.close()
            self.socket = None

    def run(self, cells: list[str]) -> float:
        """Run the cells one after the other; seconds taken. Errors of cells are kept in ``errors``."""
        start = time.perf_counter()
        for source in cells:
            known = set(self.models)
            request = {"code": source, "silent": False, "store_history": True, "stop_on_error": True}
            for kind, content, _ in self._ask("execute_request", {**request, "allow_stdin": False}):
                if kind == "error":
                    self.errors.append(f"{content['ename']} : {content['evalue']}"[:200])
            if "bm.calculator(" in source and "predict=" not in source:
                new = [name for name in self.models if name not in known]
                self.plain += [n for n in new if self.models[n].get("_model_name") == "FloatSliderModel"]
        return time.perf_counter() - start

    def compute(self, source: str) -> str:
        """Run one cell and return what it shows: text of its output, or of its error."""
        shown = ""
        content = {"code": source, "silent": False, "store_history": False, "allow_stdin": False}
        for kind, told, _ in self._ask("execute_request", content):
            if kind == "stream":
                shown += told["text"]
            elif kind in ("execute_result", "display_data"):
                shown += told["data"].get("text/plain", "")
            elif kind == "error":
                shown += "\n".join(told["traceback"])
        return shown

    def drag(self, seconds: float, per_second: float) -> list[float]:
        """Drag the slider of the last calculator back and forth.

        Returns:
            For each move, milliseconds from the message to the last figure that changed.
        """
        self._open_socket()  # idle, this student has answered no ping of the server's, as a browser does
        slider = self.plain[0]
        state = self.models[slider]
        low, high = state["min"], state["max"]
        spans, start = [], time.perf_counter()
        for move in range(int(seconds * per_second)):
            planned = start + move / per_second
            time.sleep(max(0.0, planned - time.perf_counter()))
            value = low + (high - low) * (0.3 + 0.4 * abs((move % 40) / 20 - 1))
            sent, last = time.perf_counter(), None
            data = {"method": "update", "state": {"value": value}, "buffer_paths": []}
            for kind, content, at in self._ask("comm_msg", {"comm_id": slider, "data": data}):
                if kind == "comm_msg" and content["data"].get("method") == "update":
                    last = at if content["comm_id"] != slider else last
            if last is not None:
                spans.append(1000 * (last - sent))
        return spans

    # --- the kernel's messages --------------------------------------------------------------------------------

    def _ask(self, kind: str, content: dict) -> Iterator[tuple[str, dict, float]]:
        """Send one message; the answers that it causes until the kernel is idle again, each with its time."""
        name = uuid.uuid4().hex
        header = {"msg_id": name, "username": "", "session": self.session, "msg_type": kind, "version": "5.3"}
        message = {
            "header": header,
            "parent_header": {},
            "metadata": {},
            "content": content,
            "channel": "shell",
        }
        self.socket.send(json.dumps({**message, "buffers": []}))
        while True:
            frame = self.socket.recv()
            at = time.perf_counter()
            if isinstance(frame, bytes):
                continue  # a message with buffers: a picture, no figure
            if not frame:
                raise Failed(f"{self.name} : la connexion au noyau s’est fermée")
            answer = json.loads(frame)
            self._remember(answer)
            if answer["parent_header"].get("msg_id") != name:
                continue
            yield answer["msg_type"], answer["content"], at
            if answer["msg_type"] == "status" and answer["content"]["execution_state"] == "idle":
                return

    def _remember(self, answer: dict) -> None:
        content = answer["content"]
        if answer["msg_type"] == "comm_open":
            self.models[content["comm_id"]] = content["data"].get("state", {})
        elif answer["msg_type"] == "comm_msg" and content["comm_id"] in self.models:
            self.models[content["comm_id"]].update(content["data"].get("state", {}))
