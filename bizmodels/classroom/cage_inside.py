"""What runs inside the cage (``sandbox.py``): the cells of one hand-in, in order, each check noted and never judged.

Started by its path, so that the limits stand before anything is imported. One line of JSON a fact, on the standard
output as it was at the start: ``{"ready": 1}``, ``{"cell": 3}`` (begins), ``{"broke": 3, "error": "NameError"}``,
``{"asked": "q2", "cell": 3, "values": […]}``, ``{"end": 1}``. Whoever reads them trusts none.
"""

from __future__ import annotations

import builtins
import contextlib
import json
import linecache
import os
import sys
from collections.abc import Callable
from typing import Any

NOBODY = 65534
LONGEST = 200_000  # letters of a line
Say = Callable[[dict[str, Any]], None]


def main() -> None:
    """Read the job on the standard input, shut the doors, play it."""
    job = json.loads(sys.stdin.buffer.read())
    channel = os.fdopen(os.dup(1), "w", encoding="utf-8", newline="\n")
    nothing = os.open(os.devnull, os.O_RDWR)
    for door in (0, 1):  # what a learner prints goes nowhere, what he asks for has no answer
        os.dup2(nothing, door)
    restrict(job["limits"])

    def say(fact: dict[str, Any]) -> None:
        channel.write(json.dumps(fact) + "\n")
        channel.flush()

    say({"ready": 1})
    if "cells" in job:
        play(job, say, settled=lambda: os.dup2(nothing, 2))


def restrict(limits: dict[str, int]) -> None:
    """No other process, so much memory and time, small files; root becomes nobody."""
    import resource

    if os.getuid() == 0:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    for name, most in limits.items():
        kind = getattr(resource, f"RLIMIT_{name}")
        resource.setrlimit(kind, (most, most))


def play(job: dict[str, Any], say: Say, settled: Callable[[], Any] = lambda: None) -> None:
    """Run the cells of ``job`` one after the other; the error of one does not stop the next.

    ``job``: ``exercise``, ``pseudonym`` (« » for the published figures), ``cells`` (texts), ``skip`` (numbers of cells
    to leave out), ``first`` (the course's own preparation, run before), ``seconds`` a cell or a function may take.
    """
    import bizmodels
    from bizmodels.exercises import engine, guard

    session = engine.exercise(job["exercise"], job["pseudonym"] or None)
    notes: list[tuple[str, tuple]] = []
    _take_notes(session, notes)
    bizmodels.exercise = lambda *_, **__: session
    names = _names(job, session)
    settled()
    for number, source in enumerate([job["first"], *job["cells"]], -1):
        if number in job["skip"]:
            continue
        say({"cell": number})
        try:
            guard.limited(_run, source, number, names, seconds=job["seconds"])
        except guard.TooLong:
            say({"broke": number, "error": "TooLong"})
        except BaseException as error:  # a learner's code may raise anything
            say({"broke": number, "error": guard.kind_name(error)})
        for question, answers in notes:
            _tell(session, question, answers, number, job["seconds"], say)
        notes.clear()
    say({"end": 1})


def _names(job: dict[str, Any], session: Any) -> dict[str, Any]:
    """What a notebook finds: the course, its exercise, and harmless stand-ins for what only a kernel has."""
    import bizmodels

    shell = _Silent()
    builtins.display = builtins.get_ipython = shell
    names = {
        "__name__": "__main__",
        "__builtins__": builtins,
        "bm": bizmodels,
        "ex": session,
        "data": session.data,
        "pseudonyme": job["pseudonym"] or None,
    }
    with contextlib.suppress(Exception):  # an exercise without a firm
        names["firm"] = session.firm
    return names


class _Silent:
    """Takes any call and any name, and does nothing."""

    def __call__(self, *_: Any, **__: Any) -> _Silent:
        return self

    def __getattr__(self, name: str) -> _Silent:
        if name.startswith("__"):
            raise AttributeError(name)
        return self


class Noted:
    """A question that only takes note of what it is given."""

    __slots__ = ("_notes", "name")

    def __init__(self, name: str, notes: list[tuple[str, tuple]]):
        object.__setattr__(self, "name", name)
        object.__setattr__(self, "_notes", notes)

    def __setattr__(self, name: str, value: Any) -> None:
        """Nothing: `ex.q2.check = …` changes no check."""

    def check(self, *answers: Any) -> str:
        """Note the answers; those that another cell left in memory are none (``same_cell.py``)."""
        self._notes.append((self.name, (...,) if _left_over(sys._getframe(1)) else answers))
        return ""

    def hint(self) -> str:
        """Nothing, here."""
        return ""

    solution = hint


def _left_over(frame: Any) -> bool:
    from bizmodels.exercises import same_cell

    at_top = frame.f_code.co_name == "<module>" and frame.f_code.co_filename in linecache.cache
    return at_top and same_cell.of_cell(frame) is not None


def _take_notes(session: Any, notes: list[tuple[str, tuple]]) -> None:
    session.declared = {question.name: question._declared for question in session.questions}
    session.__dict__.update({name: Noted(name, notes) for name in session.declared})
    session.total = session.table = _Silent()


def _run(source: str, number: int, names: dict[str, Any]) -> None:
    name = f"<cellule {number}>"
    from bizmodels.classroom.magics import without_magics

    # A magic command, a command of the system, a question mark: nothing of it is done.
    source = without_magics(source)[0]
    linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
    exec(compile(source, name, "exec"), names)


def _tell(session: Any, question: str, answers: tuple, cell: int, seconds: float, say: Say) -> None:
    from bizmodels.classroom import cage_values

    values = [
        _tried(session, question, one, seconds) if callable(one) else cage_values.pack(one)
        for one in answers[:10]
    ]
    fact = {"asked": question, "cell": cell, "values": values}
    if len(json.dumps(fact)) > LONGEST:
        fact["values"] = [{"other": type(one).__name__} for one in answers[:10]]
    say(fact)


def _tried(session: Any, question: str, function: Callable[..., Any], seconds: float) -> dict[str, Any]:
    """A learner's function as what it does with each of the question's trial inputs."""
    from bizmodels.classroom import cage_values
    from bizmodels.exercises import guard

    try:
        name = guard.text_of(function.__name__)
    except guard.FAULTS:
        name = "fonction"
    trials = getattr(session.declared[question], "trials", lambda data: ())(session.data)
    tried: list[Any] = []

    def try_all() -> None:
        for trial in trials:
            tried.append([cage_values.pack(tuple(trial)), {"endless": True}])
            tried[-1][1] = _outcome(function, trial)

    with contextlib.suppress(guard.TooLong):
        guard.limited(try_all, seconds=seconds)
    return {"function": {"name": name if name.isidentifier() else "fonction", "tried": tried}}


def _outcome(function: Callable[..., Any], trial: tuple) -> dict[str, Any]:
    from bizmodels.classroom import cage_values
    from bizmodels.exercises import guard

    screen = guard.Swallowed()
    try:
        with contextlib.redirect_stdout(screen):
            outcome = {"value": cage_values.pack(function(*trial))}
    except guard.FAULTS as error:
        outcome = cage_values.pack_error(error)
    return outcome | {"printed": screen.used}


if __name__ == "__main__":
    main()
