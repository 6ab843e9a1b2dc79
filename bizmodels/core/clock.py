"""The time limit of a student's code: an endless loop is stopped, with the line where it turned."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Callable
from typing import Any

from bizmodels import french
from bizmodels.core.place import at_line, is_written_by_hand
from bizmodels.errors import LearnerError

SECONDS = 5.0  # of computing: far above any key figure, below the patience of a learner
_AGAIN = 0.5


class TooLong(BaseException):
    """Raised by the clock inside the student's code; no « except Exception » of his stops it."""

    def __init__(self, place: str):
        super().__init__(place)
        self.place, self.what = place, ""

    def told(self, what: str) -> BaseException:
        """What to raise instead: the sentence once the clock is stopped, before that this same exception.

        ``what`` is the figure or property that loops; the innermost one is named. Nothing is written while the clock
        runs: it would ring in our own code.
        """
        self.what = self.what or what
        if _Clock.on:
            return self
        return LearnerError(
            f"{self.what} ne finit pas{self.place}{french.NBSP}: arrêt après {SECONDS:g} s de calcul. Une boucle `while` "
            "doit finir par s’arrêter, ou rendre la main par `yield`."
        )


class _Clock:
    on = traced = False
    late: TooLong | None = None  # what rang since the clock was wound up


def _ring(_signal: int, frame: Any) -> None:
    while frame and not is_written_by_hand(frame.f_code.co_filename):
        frame = frame.f_back
    place = at_line(frame.f_code.co_filename, frame.f_lineno) if frame else ""
    if frame and sys.gettrace() is None:  # neither a debugger nor a measure of coverage
        frame.f_trace = _not_swallowed
        sys.settrace(lambda *_: None)
        _Clock.traced = True
    # Wound up again only here: a ring during a ring (a long garbage collection is enough) would nest without end.
    signal.setitimer(signal.ITIMER_VIRTUAL, _AGAIN)
    _Clock.late = TooLong(place)
    raise _Clock.late


def _not_swallowed(frame: Any, event: str, _: Any) -> Callable:
    """Raise again inside a bare « except: » that caught the clock: there, the same « try » catches nothing any more."""
    if event == "line" and isinstance(caught := sys.exc_info()[1], TooLong):
        raise TooLong(*caught.args)
    return _not_swallowed


def in_time(function: Callable, *args: Any) -> Any:
    """Call, and stop an endless loop after ``SECONDS`` of computing.

    The clock counts the time of the processor, so neither a debugger nor a sleep rings it. It exists only
    in the main thread of a system that has ``setitimer`` (not Windows, not Pyodide), and leaves alone a
    program that uses the same signal. It rings again every half second, and a result that comes after it rang is no
    result, whatever « except » swallowed it. Several bare ones, one inside the other and each in a loop of its own,
    swallow every ring: Python has no way out then, and only a restart of the kernel stops them.
    """
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        return function(*args)
    # « on » without a running timer is what an interruption (the stop button) left behind: the clock starts anew.
    running = _Clock.on and signal.getitimer(signal.ITIMER_VIRTUAL)[0] > 0
    if running or signal.getsignal(signal.SIGVTALRM) not in (signal.SIG_DFL, _ring):
        return function(*args)
    _stop()
    _Clock.on, _Clock.late = True, None
    signal.signal(signal.SIGVTALRM, _ring)
    try:
        signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
        result = function(*args)
    finally:
        _stop()
    if _Clock.late is not None:
        raise _Clock.late
    return result


def _stop() -> None:
    signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    if _Clock.traced:
        sys.settrace(None)
        _Clock.traced = False
    signal.signal(signal.SIGVTALRM, signal.SIG_DFL)
    _Clock.on = False
