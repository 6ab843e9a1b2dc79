"""A class marked: each hand-in read and judged by itself, so that none can lose the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from bizmodels import french
from bizmodels.classroom import handin
from bizmodels.classroom.handin import HandIn
from bizmodels.classroom.judge import Marked, judge
from bizmodels.classroom.submissions import Submission, safe_name
from bizmodels.errors import LearnerError
from bizmodels.exercises.engine import available
from bizmodels.exercises.given import look_alike

Rescue = Callable[[HandIn, Sequence[str]], HandIn]


@dataclass(frozen=True)
class Line:
    """One line of the class: who handed in, what was judged, and the name of the page that goes back.

    ``name``: the one under which it was handed in, with Moodle's number where two students bear it; no two are equal.
    """

    submission: Submission
    marked: Marked
    page: str
    name: str

    @property
    def exercise(self) -> str:
        """« 03_marketplace », or « » where it is not known."""
        return self.marked.handin.exercise


def mark(submission: Submission, rescue: Rescue | None = None) -> Marked:
    """One hand-in, read then judged; whatever breaks is said in its ``trouble``.

    ``rescue`` is given the questions that stay unread (the sandbox, where the instructor asks for it).
    """
    try:
        given = _read(submission)
        unread = [one.question for one in given.answers.values() if one.unread]
        if rescue and unread and not given.trouble and not given.unnamed:
            given = rescue(given, unread)
        return judge(given)
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # a fault of ours in one file: a line of the report, never the end of it
        why = f"le cours n’a pas su lire ce fichier ({type(error).__name__}) : à lire."
        return Marked(HandIn(submission.path), trouble=french.typeset(why))


def _read(submission: Submission) -> HandIn:
    if submission.trouble:
        return HandIn(submission.path, trouble=submission.trouble)
    return handin.read(submission.path)


def lines(submissions: Iterable[Submission], marked: Iterable[Marked]) -> list[Line]:
    """Both side by side, each with a page name of its own."""
    taken, made, submissions = set(), [], list(submissions)
    names = _names(submissions)
    for one, result, shown in zip(submissions, marked, names, strict=True):
        owner = f"{one.name}_{one.participant}" if one.participant else one.name
        stem, number = safe_name(owner, 80), 1
        name = f"{stem}.html"
        while name.casefold() in taken:
            number += 1
            name = f"{stem} ({number}).html"
        taken.add(name.casefold())
        made.append(Line(one, result, name, shown))
    return made


def _names(submissions: Sequence[Submission]) -> list[str]:
    """A name for each hand-in: « Jean Martin », « Jean Martin (n° 1234) » for a homonym, « … (2) » for his second file."""
    owners: dict[str, set[str]] = {}
    for one in submissions:
        owners.setdefault(look_alike(one.name), set()).add(one.participant)
    seen, made = Counter(), []
    for one in submissions:
        homonym = one.participant and len(owners[look_alike(one.name)]) > 1
        name = f"{one.name} (n°{french.NBSP}{one.participant})" if homonym else one.name
        seen[name] += 1
        made.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return made


def class_exercise(found: Sequence[Line], wanted: str = "") -> str:
    """The exercise of the class: the one asked for (« 03 » suffices), else that of most hand-ins; « » where none is known.

    Raises:
        LearnerError: the one asked for does not exist.
    """
    if wanted:
        names = [name for name in available() if wanted in {name, name[:2]} or wanted.zfill(2) == name[:2]]
        if not names:
            raise LearnerError(f"il n’y a pas d’exercice « {wanted} ».{french.nearest(wanted, available())}")
        return names[0]
    counts = Counter(one.exercise for one in found if one.exercise)
    return min(counts, key=lambda name: (-counts[name], name)) if counts else ""


def sandboxed() -> Rescue:
    """What runs the unread questions in a cage; it gives values back, which are judged as any others.

    Raises:
        LearnerError: there is no cage on this machine; the sentence says why.
    """
    from bizmodels.classroom import sandbox

    if refused := sandbox.available():
        raise LearnerError(f"--sandbox : {refused}")

    def rescue(given: HandIn, unread: Sequence[str]) -> HandIn:
        values = sandbox.run(given.path, given.exercise, given.pseudonym, unread)
        # Where the cage gives no value either, the reason of the reading stands: it names the line.
        found = {one: values[one] for one in unread if isinstance(values.get(one), tuple)}
        if not found:
            return given
        answers = dict(given.answers)
        for question, value in found.items():
            answers[question] = replace(answers[question], arguments=value, unread="")
        told = french.typeset(f"{french.listing(found)} : lu en exécutant le cahier dans la cage.")
        return replace(given, answers=answers, notes=(*given.notes, told))

    return rescue
