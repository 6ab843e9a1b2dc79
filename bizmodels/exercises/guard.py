"""Run what a learner hands over without letting it hang, quit, print or lie about what it is."""

from __future__ import annotations

import contextlib
import ctypes
import io
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Any

SECONDS = 5.0
# Ctrl+C (KeyboardInterrupt) is none of them: it must still stop a check.
FAULTS = (Exception, SystemExit, GeneratorExit)
_AGAIN = 0.0005  # a bare `except:` may swallow the interruption: it comes back
_AGAIN_IN_THREAD = 0.02

_running = threading.local()


class TooLong(BaseException):
    """The time is over; no ``Exception``, so that ``except Exception`` in an answer does not keep it."""


class Swallowed(io.TextIOBase):
    """A screen that keeps nothing, however much is printed, but knows whether something was."""

    used = False

    def writable(self) -> bool:
        """Anything may be written."""
        return True

    def write(self, text: str) -> int:
        """Forget the text."""
        self.used = self.used or bool(text)
        return len(text)


def busy() -> bool:
    """Whether this thread is already inside a limited call."""
    return getattr(_running, "now", False)


def limited(function: Callable[..., Any], *arguments: Any, seconds: float = SECONDS) -> Any:
    """``function(*arguments)``, with nothing printed.

    In the main thread a timer of the system interrupts it (and the timer that was there is put back), elsewhere
    and on Windows another thread does. Inside another limited call, that one's limit holds.

    Raises:
        TooLong: not finished after ``seconds``.
    """
    if busy():
        return function(*arguments)
    _running.now = True
    screen = Swallowed()
    try:
        with contextlib.redirect_stdout(screen), contextlib.redirect_stderr(screen), _exit_raises():
            return _run(function, arguments, seconds)
    finally:
        _running.now = False


@contextlib.contextmanager
def _exit_raises() -> Iterator[None]:
    """`exit()` in a notebook asks the kernel to stop and raises nothing: here it raises, as in any program."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    if shell is None:
        yield
        return

    def leave(*_: Any, **__: Any) -> None:
        raise SystemExit

    shell.ask_exit = leave
    try:
        yield
    finally:
        del shell.ask_exit


def _run(function: Callable[..., Any], arguments: tuple, seconds: float) -> Any:
    if hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread():
        waiting = signal.getitimer(signal.ITIMER_REAL)[0]
        # A timer of somebody else that rings first, or a handler that Python cannot put back, is left alone.
        if not 0 < waiting <= seconds and signal.getsignal(signal.SIGALRM) is not None:
            return _with_timer(function, arguments, seconds)
    return _with_watchdog(function, arguments, seconds)


def _call(function: Callable[..., Any], arguments: tuple) -> Any:
    return function(*arguments)


def _ring(_: int, frame: FrameType | None) -> None:
    # Only what runs below _call is interrupted, never this module while it cleans up.
    while frame is not None:
        if frame.f_code is _call.__code__:
            # Wound up again only here: a ring during a ring (a long garbage collection is enough) would nest for ever.
            signal.setitimer(signal.ITIMER_REAL, _AGAIN)
            raise TooLong
        frame = frame.f_back


def _with_timer(function: Callable[..., Any], arguments: tuple, seconds: float) -> Any:
    handler, start = signal.signal(signal.SIGALRM, _ring), time.monotonic()
    left, every = signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        return _call(function, arguments)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, handler)
        if left:
            signal.setitimer(signal.ITIMER_REAL, max(left - (time.monotonic() - start), 1e-6), every)


def _with_watchdog(function: Callable[..., Any], arguments: tuple, seconds: float) -> Any:
    thread, lock = threading.get_ident(), threading.Lock()
    over, sent, settled = threading.Event(), threading.Event(), threading.Event()

    def interrupt() -> None:
        ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(TooLong))

    def watch() -> None:
        wait = seconds
        while not over.wait(wait):
            with lock:
                if not over.is_set():
                    sent.set()
                    interrupt()
            wait = _AGAIN_IN_THREAD

    def settle() -> None:
        with lock:
            over.set()
        if sent.is_set():
            # One may still be on its way. To withdraw it (a null exception) leaves a flag of CPython 3.11 up, with which
            # any sys.settrace, a debugger's for one, spins for ever: so another is sent in its place, and taken here.
            sent.clear()
            interrupt()
            while True:
                pass
        settled.set()

    try:
        threading.Thread(target=watch, daemon=True).start()
    except RuntimeError:  # a Python without threads (in a browser): no limit
        return _call(function, arguments)
    try:
        try:
            return _call(function, arguments)
        finally:
            with contextlib.suppress(TooLong):
                settle()
    finally:
        while not settled.is_set():
            with contextlib.suppress(TooLong):
                settle()


# --- what an answer is, asked of its type, which does not lie -----------------------------------------------


def is_a(answer: Any, *kinds: type) -> bool:
    """``isinstance`` without ``answer.__class__``, which may raise or lie."""
    return any(type.__subclasscheck__(kind, type(answer)) for kind in kinds)


def kind_name(answer: Any, length: int = 40) -> str:
    """Name of the type of ``answer``, on one line and without backticks."""
    name = type.__dict__["__name__"].__get__(type(answer))
    return " ".join(str.__str__(name).replace("`", "'").split())[:length]


def plain(answer: Any) -> Any:
    """The same text, number or tuple without the methods of a subclass; anything else is given back as it is."""
    if is_a(answer, bool):
        return answer
    for kind, copy in ((str, str.__str__), (int, int.__int__), (float, float.__float__)):
        if is_a(answer, kind):
            return copy(answer)
    if is_a(answer, tuple):
        return tuple(_plain_parts(answer))
    return answer


def _plain_parts(answer: tuple) -> Iterator[Any]:
    for part in tuple.__iter__(answer):
        yield part if is_a(part, tuple) else plain(part)


def text_of(value: Any, length: int = 120) -> str:
    """``str(value)``, cut, or an empty text when that fails."""
    try:
        return plain(str(value))[:length].replace("`", "'")
    except FAULTS:
        return ""
