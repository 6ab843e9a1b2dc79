"""What the terminal says of the codes of a class: those that cannot be read and where they are, shared and missing pseudonyms."""

from __future__ import annotations

from collections.abc import Sequence

from bizmodels import french
from bizmodels.classroom.codes import Unread
from bizmodels.classroom.inbox import Inbox, Shared

MOST = 40  # lines of one kind
ALIKE = 6  # bets: fewer may be the same by chance


def told(inbox: Inbox, lessons: Sequence[str]) -> list[str]:
    """One French sentence each, typeset; none where there is nothing to do."""
    found = [_unread(one) for one in inbox.unread[:MOST]]
    if inbox.unread:
        found.append(
            "Demandez de copier ces codes de nouveau, en entier (ou d’envoyer le fichier), puis relancez la commande."
        )
    found += [_shared(one) for one in inbox.shared if one.lesson in lessons][:MOST]
    found += [one for lesson in lessons for one in _twice(inbox, lesson)][:MOST]
    nameless = sum(not one.pseudonym for one in inbox.kept if one.lesson in lessons)
    if nameless:
        codes = french.plural(nameless, "code sans pseudonyme", "codes sans pseudonyme")
        found.append(f"{codes} : chacun compte, les réponses sont jugées sur les chiffres publiés.")
    return [french.typeset(one) for one in found]


def _unread(one: Unread) -> str:
    where = [french.quote(one.file)] if one.file else []
    where += [f"ligne {one.line}"] if one.line else []
    after = f", après {french.quote(one.before)}" if one.before else ""
    place = f" ({', '.join(where)}{after})" if where else ""
    return f"Illisible : {one.start}…{place} — {one.reason}."


def _shared(one: Shared) -> str:
    said = f"Même pseudonyme : {french.quote(one.pseudonym)}, {one.count} codes différents de la leçon {one.lesson} ; seul le dernier compte."
    if one.people:
        said += " Leurs paris diffèrent : ce sont sans doute plusieurs étudiants. Que chacun prenne un autre pseudonyme, puis rende un nouveau code."
    return said


def _twice(inbox: Inbox, lesson: str) -> list[str]:
    """Pseudonyms with the very same bets: a student who changed his pseudonym counts twice."""
    by_bets: dict[str, list[str]] = {}
    for one in inbox.of(lesson):
        if one.pseudonym and len(one.bets) >= ALIKE:
            by_bets.setdefault(repr(sorted(one.bets, key=repr)), []).append(one.pseudonym)
    return [
        f"Mêmes paris, tous : {french.listing(map(french.quote, names))}. Sans doute un seul étudiant qui a changé de pseudonyme : il compte {len(names)} fois."
        for names in by_bets.values()
        if len(names) > 1
    ]
