"""The teaching note: its sections in French, of a lesson's content and of the minutes given; drawn by ``session_page``.

Texts hold *emphasis*, **strong emphasis** and `code`, no other markup.
"""

from __future__ import annotations

from dataclasses import dataclass

from bizmodels.classroom.debated import first_sentences
from bizmodels.classroom.rehearsal import Rehearsed
from bizmodels.classroom.session import Session
from bizmodels.classroom.slots import EXERCISE, Slot, Timetable, clock_of
from bizmodels.classroom.timetable import half_an_hour
from bizmodels.french import listing, plural, quote
from bizmodels.prose import typeset_markdown

_CODE = "`bm.rendre()`"
_RESULT, _ANSWER, _HINT = "Résultat", "Réponse", "Premier indice"
_TO_RUN = "exécutez la cellule"  # of a bet that cannot be computed here
ANSWERS = (_RESULT, _ANSWER)  # labels of what is not read aloud


@dataclass(frozen=True)
class Text:
    """One paragraph; ``strong``: set apart, larger."""

    text: str
    strong: bool = False


@dataclass(frozen=True)
class Bullets:
    """A list."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Board:
    """The three lines that the instructor writes."""

    lines: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """Rows of texts under a head; ``name`` lets a page give it its widths, ``marked`` rows stand out (a break)."""

    name: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    marked: tuple[int, ...] = ()


@dataclass(frozen=True)
class Card:
    """A question as it is read aloud, with lines below; ``place``, where a part begins, and a label may be « »."""

    place: str
    question: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Cards:
    """Several of them."""

    cards: tuple[Card, ...]


Block = Text | Bullets | Board | Table | Cards


@dataclass(frozen=True)
class Section:
    """A heading and what stands below; ``key`` is stable (« board »)."""

    key: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Note:
    """The whole note."""

    title: str
    over: str
    under: str
    sections: tuple[Section, ...]


def note(session: Session, plan: Timetable) -> Note:
    """The note of one session."""
    whole = (
        _aims(session),
        _minutes(session, plan),
        _needed(session),
        _board(session),
        _wrong(session),
        _bets(session, plan),
        _debrief(session, plan),
        _short(session),
        _exercise(session),
    )
    under = (
        f"Leçon de {session.minutes} min, exercice de {session.exercise_minutes} min. "
        "Pour vous seul : cette note donne les réponses."
    )
    return Note(
        session.heading,
        typeset_markdown(f"Leçon {session.number} · {session.title} · séance de {_long(plan.minutes)}"),
        typeset_markdown(under),
        whole,
    )


def _long(minutes: int) -> str:
    if minutes < 60:
        return f"{minutes} min"
    return f"{minutes // 60} h {minutes % 60:02d}" if minutes % 60 else f"{minutes // 60} h"


def _said(*sentences: str) -> Text:
    return Text(typeset_markdown(" ".join(one for one in sentences if one)))


# --- before the session ---------------------------------------------------------------------------------


def _aims(session: Session) -> Section:
    promise = [_said(f"Promesse du cahier : {quote(session.promise)}")] if session.promise else []
    return Section("aims", "À la fin, on sait", (Bullets(session.objectives), *promise))


def _minutes(session: Session, plan: Timetable) -> Section:
    rows, marked = [], []
    for number, (clock, slot) in enumerate(plan.clock):
        rows.append((clock, f"{slot.minutes}", _named(slot), _does(session, slot)))
        if slot.key == "break":
            marked.append(number)
    table = Table("clock", ("Heure", "Min", "Étape", "La classe"), tuple(rows), tuple(marked))
    home = plan.home or (typeset_markdown("Rien : la leçon et l’exercice tiennent dans la séance."),)
    stop = next(part.title for part in session.parts if part.key == session.stop_at)
    late = _said(f"En retard ? Finissez {quote(stop)}, puis passez au tableau et donnez la suite à faire.")
    return Section("minutes", "Le déroulé", (table, late, _said("**À la maison.**"), Bullets(home)))


def _named(slot: Slot) -> str:
    name = f"{slot.key} · {slot.title}" if slot.kind == EXERCISE and slot.key.startswith("q") else slot.title
    return typeset_markdown(f"{name} (début)" if slot.cut else name)


def _does(session: Session, slot: Slot) -> str:
    stops = " · *arrêt possible ici*" if slot.key == session.stop_at else ""
    return typeset_markdown(f"{slot.does}{stops}")


def _board(session: Session) -> Section:
    asked = Text(session.splits, strong=True)
    how = _said("Un vote avant de discuter, un autre après : c’est l’écart qui se commente.")
    return Section(
        "board", "Le tableau, et la question qui partage la classe", (Board(session.board), asked, how)
    )


def _wrong(session: Session) -> Section:
    rows = tuple((quote(one.answer), one.sentence) for one in session.wrong)
    return Section("wrong", "Ce que l’on vous répondra", (Table("wrong", ("On vous dit", "Répondez"), rows),))


# --- bets -------------------------------------------------------------------------------------------------


def _bets(session: Session, plan: Timetable) -> Section:
    here = plan.parts()
    titles = {part.key: part.title for part in session.parts} | {"titre": "Ouverture"}
    shown = [(key, bet) for key, bet in session.bets if key in here]
    later = len(session.bets) - len(shown)
    how = _said(
        "Lisez la question telle quelle, sans un chiffre de plus ; attendez que chacun ait donné son pari. "
        "Ni le piège ni le résultat ne se disent avant.",
        f"{plural(later, 'autre pari se donne', 'autres paris se donnent')} à la maison." if later else "",
    )
    before = ["", *(key for key, _ in shown)]
    cards = tuple(
        Card("" if key == last else titles[key], bet.question, _lines(bet))
        for last, (key, bet) in zip(before, shown, strict=False)
    )
    return Section("bets", "Avant chaque pari", (how, Cards(cards)))


def _lines(bet: Rehearsed) -> tuple[tuple[str, str], ...]:
    lines = [
        ("Aujourd’hui", bet.today),
        ("Au choix", " / ".join(bet.options)),
        ("Le piège", first_sentences(bet.mistake)),
        (_RESULT, bet.result or _TO_RUN),
    ]
    return tuple((typeset_markdown(label), text) for label, text in lines if text)


# --- after ------------------------------------------------------------------------------------------------


def _debrief(session: Session, plan: Timetable) -> Section:
    here = plan.parts()
    ends = tuple(
        (f"{bet.complete} …", f"… {first_sentences(bet.because)}")
        for key, bet in session.bets
        if key in here and bet.complete
    )
    asked = tuple((one.question, one.answer) for one in session.debated if one.part in here)
    rows = (*ends, *asked)
    blocks: list[Block] = [Table("debrief", ("Demandez", "Une bonne réponse"), rows)]
    if session.decision:
        blocks += [
            _said(f"**La décision.** {session.decision.question}"),
            Text(
                f"*{session.decision.answer}*"
                if "*" not in session.decision.answer
                else session.decision.answer
            ),
        ]
    return Section("debrief", "Les questions du débriefing", tuple(blocks))


def _exercise(session: Session) -> Section:
    cards = tuple(
        Card(
            "",
            typeset_markdown(f"{one.name} · {one.title} · {one.minutes} min"),
            (
                ("", one.statement),
                *((name, sentence) for name, sentence in one.mistakes),
                (_HINT, one.hint),
                (_ANSWER, one.answer),
            ),
        )
        for one in session.questions
    )
    how = _said(
        "De chaque question, deux des erreurs que le cours nomme, et la phrase qui les défait. "
        "Les réponses valent pour les chiffres publiés ; un pseudonyme en donne d’autres."
    )
    return Section("exercise", session.exercise, (how, Cards(cards)))


def _needed(session: Session) -> Section:
    lesson, exercise = session.files
    number = session.number
    items = [
        f"Le cahier `{lesson}` et l’exercice `{exercise}` ; pour vous, le corrigé du même nom dans `solutions/`.",
        f"La version à distribuer, sans corrigés : `bizmodels edition --class DOSSIER --lessons {number}`.",
        "Un vidéoprojecteur : la figure d’ouverture au début, le tableau de la classe à la fin.",
    ]
    if session.extras:
        items.append(
            f"Des données réelles, dans {listing(session.extras)} : `bizmodels check` dit si elles sont là sur une machine."
        )
    items.append(
        "À imprimer : cette note. Les étudiants n’impriment que leur dossier."
        if session.prints
        else "À imprimer : cette note, et rien pour les étudiants."
    )
    items.append(
        f"À la fin, chacun exécute {_CODE} et vous donne son code : `bizmodels board CODES` en fait le tableau à projeter."
    )
    items.append("Les copies rendues : `bizmodels grade DOSSIER`.")
    return Section("needed", "Le matériel", (Bullets(tuple(map(typeset_markdown, items))),))


def _short(session: Session) -> Section:
    slots = half_an_hour(session)
    rows = tuple(
        (clock, f"{slot.minutes}", _named(slot), typeset_markdown(slot.does))
        for clock, slot in clock_of(slots)
    )
    return Section(
        "short",
        "La même leçon en 30 minutes",
        (Table("clock", ("Heure", "Min", "Étape", "La classe"), rows),),
    )
