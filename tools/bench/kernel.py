"""A slider move, kernel side: a real ipykernel, and this script in the part of the browser.

It sends the message that a slider sends and reads what the kernel publishes until it is idle again.
"""

from __future__ import annotations

import json
import subprocess
import time
from dataclasses import dataclass

from jupyter_client.manager import start_new_kernel

from tools.bench import cells
from tools.bench.measure import Line, Section, median, ms, p90

BURST = 5

# Inside the kernel: the same move, with its messages sent and nobody waiting for them, or with none sent.
INSIDE = """
import time as _time
def _move(value):
    start = _time.perf_counter()
    {slider}.value = value
    return _time.perf_counter() - start
def _compute(value):
    from ipywidgets import Widget
    send, Widget._send = Widget._send, lambda *_, **__: None
    try:
        return _move(value)
    finally:
        Widget._send = send
"""


@dataclass(frozen=True)
class Move:
    """Seconds from the slider's message to the last message with something new, and to idle; bytes published."""

    picture: float
    idle: float
    payload: int


class Kernel:
    """One kernel with one calculator (or its peer) on its imagined screen."""

    def __init__(self, cell: str, slider: str, low: float, step: float):
        self.low, self.step, self.slider = low, step, slider
        self.manager, self.client = start_new_kernel(kernel_name="python3", stderr=subprocess.DEVNULL)
        self._run(cell)
        self._run(INSIDE.format(slider=slider))
        self.comm = self._ask(f"{slider}.model_id").strip("'")

    def stop(self) -> None:
        """End the kernel."""
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)

    def _run(self, code: str) -> None:
        reply = self.client.execute_interactive(code, output_hook=lambda _: None, timeout=120)
        if reply["content"]["status"] != "ok":
            raise RuntimeError(f"The cell failed: {reply['content']['evalue']}")

    def _ask(self, expression: str) -> str:
        reply = self.client.execute_interactive(
            "", user_expressions={"x": expression}, output_hook=lambda _: None, timeout=120
        )
        return reply["content"]["user_expressions"]["x"]["data"]["text/plain"]

    def value(self, turn: int) -> float:
        """A value of the slider that differs from the one before."""
        return self.low + self.step * turn

    def inside(self, turn: int, messages: bool = True) -> float:
        """Seconds the kernel's own work takes, no message waited for; or its computing alone, none sent."""
        return float(self._ask(f"{'_move' if messages else '_compute'}({self.value(turn)!r})"))

    def move(self, turn: int) -> Move:
        """Send a slider's move and wait for what it causes."""
        content = {
            "comm_id": self.comm,
            "data": {"method": "update", "state": {"value": self.value(turn)}, "buffer_paths": []},
        }
        message = self.client.session.msg("comm_msg", content)
        start, picture, payload = time.perf_counter(), None, 0
        self.client.shell_channel.send(message)
        while True:
            answer = self.client.get_iopub_msg(timeout=60)
            if answer["parent_header"].get("msg_id") != message["header"]["msg_id"]:
                continue
            kind, content = answer["msg_type"], answer["content"]
            if kind == "error" or (kind == "stream" and content["name"] == "stderr"):
                raise RuntimeError(f"The move failed: {content}")
            if kind == "status":
                if content["execution_state"] == "idle":
                    break
                continue
            payload += _size(answer)
            if self._is_news(kind, content):
                picture = time.perf_counter()
        if picture is None:
            raise RuntimeError("The move changed nothing: this measures nothing")
        return Move(picture - start, time.perf_counter() - start, payload)

    def _is_news(self, kind: str, content: dict) -> bool:
        """Whether a message carries something to see (not the slider's echo, nor the mark of an Output)."""
        if kind in ("display_data", "update_display_data"):
            return bool(content["data"])
        if kind != "comm_msg" or content["comm_id"] == self.comm:
            return False
        return not set(content["data"].get("state", {})) <= {"msg_id"}


def _size(message: dict) -> int:
    buffers = sum(len(bytes(b)) for b in message.get("buffers", []))
    return len(json.dumps(message["content"], ensure_ascii=False, default=str).encode("utf-8")) + buffers


def measure(quick: bool) -> Section:
    """Moves of the course, of ``interact`` + seaborn and of a bare label, one of each in turn."""
    rounds = 2 if quick else 8
    kernels = {}
    try:
        # The calculator's slider counts in percent, the peer's in fractions: the same 4 to 12 %.
        kernels["ours"] = Kernel(cells.OURS, "calculator.controls['churn'].slider", 4.0, 0.2)
        kernels["seaborn"] = Kernel(cells.SEABORN, "slider", 0.040, 0.002)
        kernels["floor"] = Kernel(cells.FLOOR, "slider", 0.040, 0.002)
        moves = {name: [] for name in kernels}
        work = {name: [] for name in kernels}
        computing: list[float] = []
        for _ in range(rounds):
            for name, kernel in kernels.items():
                # As in a drag; the first of each burst finds the caches full of another kernel and is dropped.
                moves[name] += [kernel.move(turn) for turn in range(BURST + 1)][1:]
                work[name] += [kernel.inside(turn) for turn in range(BURST + 1)][1:]
            computing += [kernels["ours"].inside(turn, messages=False) for turn in range(BURST + 1)][1:]
    finally:
        for kernel in kernels.values():
            kernel.stop()
    return _section(moves, work, median(computing))


def _section(moves: dict[str, list[Move]], work: dict[str, list[float]], computing: float) -> Section:
    inside = {name: median(times) for name, times in work.items()}
    trip = {name: median([m.picture for m in done]) for name, done in moves.items()}
    idle = {name: median([m.idle for m in done]) for name, done in moves.items()}
    size = {name: median([m.payload for m in done]) / 1024 for name, done in moves.items()}
    high = {name: p90(times) for name, times in work.items()}
    ratio = inside["seaborn"] / inside["ours"]
    lines = [
        Line("work in the kernel, against the peer", ms(inside["ours"]), ms(inside["seaborn"]), f"{ratio:.0f} × less",
             "≥ 100 × less", ratio >= 100),
        # No target: the 1 ms is for the whole move, messages included.
        Line("of which computing figures, sentence and picture", ms(computing)),
        Line("all of it, with its four messages", f"{ms(inside['ours'])} (p90 {ms(high['ours'])})", ms(inside["seaborn"]), "—",
             "≤ 1 ms", inside["ours"] <= 1e-3),
        Line("bytes published", f"{size['ours']:.1f} KiB", f"{size['seaborn']:.1f} KiB",
             f"{size['seaborn'] / size['ours']:.0f} × less", "≤ 4 KiB", size["ours"] <= 4),
        Line("message sent to last new message", ms(trip["ours"]), ms(trip["seaborn"]),
             f"{trip['seaborn'] / trip['ours']:.0f} × less"),
        Line("message sent to idle", ms(idle["ours"]), ms(idle["seaborn"]), f"{idle['seaborn'] / idle['ours']:.0f} × less"),
        Line("floor: the same trip for one short text", ms(trip["floor"])),
    ]  # fmt: skip
    method = (
        f"Three kernels side by side, {len(work['ours'])} moves each, by bursts of {BURST} in turn. *Work in the kernel*: the "
        "slider's value is set inside the kernel and the clock stops when every new text and picture is computed and handed to the "
        "socket; *computing* is the same with the messages withheld (slider, field, cards, picture and sentence: each costs ipykernel "
        "0.1 to 0.3 ms, whatever it carries). *Message* lines: this script sends the message a slider sends and listens, so they "
        "contain the trip through two sockets, which the floor shows alone. Bytes: all the kernel publishes for one move, "
        "echoes included."
    )
    return Section("A slider move, kernel side", method, lines)
