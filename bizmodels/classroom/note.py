"""The teaching note: its sections in French, of a lesson's content and of the minutes given; drawn by ``session_page``.

Texts hold *emphasis*, **strong emphasis** and `code`, no other markup.
"""

from __future__ import annotations

from bizmodels.classroom.aloud import bets, game
from bizmodels.classroom.blocks import (
    ANSWER,
    Block,
    Board,
    Bullets,
    Card,
    Cards,
    Note,
    Section,
    Table,
    Text,
    said,
)
from bizmodels.classroom.debated import whole
from bizmodels.classroom.half_hour import half_an_hour
from bizmodels.classroom.passages import Passage, Rows
from bizmodels.classroom.session import Part, Session
from bizmodels.classroom.slots import EXERCISE, LESSON, Slot, Timetable, clock_of
from bizmodels.classroom.timetable import CLOSING, STRETCH
from bizmodels.french import listing, quote
from bizmodels.prose import typeset_markdown

_CODE = "`bm.rendre()`"
_HINT = "Premier indice"
TWO_VOTES = 5  # minutes: below, one votes once and hears no opinion
SHORTER = 40  # minutes: a session that short has no shorter variant


def note(session: Session, plan: Timetable) -> Note:
    """The note of one session."""
    sections = (
        _aims(session),
        _minutes(session, plan),
        _needed(session),
        _board(session),
        _wrong(session, plan),
        *game(session, plan),
        bets(session, plan),
        _debrief(session, plan),
        *([] if plan.minutes <= SHORTER else [_short(session)]),
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
        sections,
    )


def _long(minutes: int) -> str:
    if minutes < 60:
        return f"{minutes} min"
    return f"{minutes // 60} h {minutes % 60:02d}" if minutes % 60 else f"{minutes // 60} h"


# --- before the session ---------------------------------------------------------------------------------


def _aims(session: Session) -> Section:
    promise = [said(f"Promesse du cahier : {quote(session.promise)}")] if session.promise else []
    return Section("aims", "À la fin, on sait", (Bullets(session.objectives), *promise))


def _minutes(session: Session, plan: Timetable) -> Section:
    rows, marked = [], []
    for number, (clock, slot) in enumerate(plan.clock):
        rows.append((clock, f"{slot.minutes}", _named(slot), _does(session, slot)))
        if slot.key == "break":
            marked.append(number)
    table = Table("clock", ("Heure", "Min", "Étape", "La classe"), tuple(rows), tuple(marked))
    home_too = "" if plan.home else " À l’heure, rien à la maison, sauf pour qui n’a pas fini l’exercice."
    late = f"En retard ? {_stop(session, plan)}assez à la question qui partage et donnez la suite à faire.{home_too}"
    home = [said("**À la maison.**"), Bullets(plan.home)] if plan.home else []
    return Section("minutes", "Le déroulé", (_pace(session, plan), table, said(late), *home))


def _pace(session: Session, plan: Timetable) -> Text:
    """What the minutes are, said once: those of the notebooks are one reader's."""
    lesson = sum(slot.minutes for slot in plan.slots if slot.kind == LESSON)
    keys = plan.parts()
    alone = sum(part.minutes for part in session.parts if part.key in keys)
    wanted = round(STRETCH * alone)
    missing = wanted - lesson
    short = f" Il en manque donc {missing} : {left_out(session, plan, missing)}." if missing > 0 else ""
    return said(
        "Les minutes des cahiers sont celles d’un étudiant seul. Attendre tous les paris et en parler demande jusqu’à moitié plus : "
        f"ici, {alone} min de leçon en feraient {wanted} ; ce déroulé leur en donne {lesson}.{short}"
    )


def _stop(session: Session, plan: Timetable) -> str:
    """Where one who is late stops; nowhere in a part that the session only begins."""
    whole_ones = {slot.key for slot in plan.slots if not slot.cut}
    stop = next(part for part in session.parts if part.key == session.stop_at)
    return f"Finissez {quote(stop.title)}, puis p" if stop.key in whole_ones else "P"


def left_out(session: Session, plan: Timetable, missing: int) -> str:
    """What a class that needs so many minutes more leaves for home, from the end: of the exercise, then of the lesson."""
    more = [slot for slot in plan.slots if slot.kind not in (LESSON, EXERCISE) and not slot.key]
    if sum(slot.minutes for slot in more) >= missing:
        return f"prenez-les sur la fin, {quote(more[-1].title)}"
    exercise = [slot for slot in plan.slots if slot.kind == EXERCISE]
    asked = [slot for slot in exercise if slot.key.startswith("q")]
    names: list[str] = []
    freed = 0
    for slot in reversed(asked[1:]):
        if freed < missing:
            names.insert(0, slot.key)
            freed += slot.minutes
    if freed >= missing:
        return f"donnez {listing(names)} à faire chez soi, ou ne relevez qu’un pari par partie"
    freed = sum(slot.minutes for slot in exercise)
    names = ["tout l’exercice"] if exercise else []
    for part in _after_stop(session, plan):
        if freed < missing:
            names.insert(len(exercise) > 0, quote(part.title))
            freed += round(STRETCH * part.minutes)
    one_bet = "ne relevez qu’un pari par partie"
    if not names:
        return one_bet
    return f"donnez {listing(names)} à faire chez soi{'' if freed >= missing else f', et {one_bet}'}"


def _after_stop(session: Session, plan: Timetable) -> list[Part]:
    """Parts of the session after the place where one may stop, from the last one; those that close it stay."""
    keys = [part.key for part in session.parts]
    later = session.parts[keys.index(session.stop_at) + 1 :]
    return [part for part in reversed(later) if part.key in plan.parts() and part.key not in CLOSING]


def _named(slot: Slot) -> str:
    name = f"{slot.key} · {slot.title}" if slot.kind == EXERCISE and slot.key.startswith("q") else slot.title
    return typeset_markdown(f"{name} (début)" if slot.cut else name)


def _does(session: Session, slot: Slot) -> str:
    stops = " · *arrêt possible ici*" if slot.key == session.stop_at else ""
    brief = slot.key == "debate" and slot.minutes < TWO_VOTES
    if slot.cut and slot.does:
        return typeset_markdown(f"{slot.does}, jusqu’où le temps va{stops}")
    return typeset_markdown(f"{'Vote à main levée, puis vos trois lignes' if brief else slot.does}{stops}")


def _board(session: Session) -> Section:
    asked = Text(session.splits, strong=True)
    how = said("Un vote avant de discuter, un autre après : c’est l’écart qui se commente.")
    return Section(
        "board", "Vos trois lignes, et la question qui partage la classe", (Board(session.board), asked, how)
    )


def _wrong(session: Session, plan: Timetable) -> Section:
    """Wrong answers about what the class has seen; all, where none is."""
    here = plan.parts() | {""}
    heard = [one for one in session.wrong if one.part in here] or session.wrong
    rows = tuple((quote(one.answer), one.sentence) for one in heard)
    return Section("wrong", "Ce que l’on vous répondra", (Table("wrong", ("On vous dit", "Répondez"), rows),))


# --- after ------------------------------------------------------------------------------------------------


def _debrief(session: Session, plan: Timetable) -> Section:
    here = plan.parts()
    ends = tuple(
        (f"{bet.complete} …", f"… {whole(bet.because)}")
        for key, bet in session.bets
        if key in here and bet.complete
    )
    asked = tuple((one.question, one.answer) for one in session.debated if one.part in here)
    blocks: list[Block] = [Table("debrief", ("Demandez", "Une bonne réponse"), (*ends, *asked))]
    # A decision prepared at home is not told before.
    if session.decision and "decision" in here:
        blocks += [said("**La décision.**"), *map(_drawn, session.decision.asked)]
        blocks.append(said(f"**Une bonne réponse.** {session.decision.answer}"))
    return Section("debrief", "Les questions du débriefing", tuple(blocks))


def _drawn(passage: Passage) -> Block:
    if isinstance(passage, Rows):
        return Table("choice", passage.head, passage.rows)
    return Bullets(passage) if isinstance(passage, tuple) else Text(passage)


def _exercise(session: Session) -> Section:
    cards = tuple(
        Card(
            "",
            typeset_markdown(f"{one.name} · {one.title} · {one.minutes} min"),
            (
                ("", one.statement),
                *((name, sentence) for name, sentence in one.mistakes),
                (_HINT, one.hint),
                (ANSWER, one.answer),
            ),
        )
        for one in session.questions
    )
    how = said(
        "De chaque question, deux des erreurs que le cours nomme, et ce qu’il en dit. "
        "Les réponses valent pour les chiffres publiés ; un pseudonyme en donne d’autres. "
        "Les minutes sont celles du cahier."
    )
    return Section("exercise", session.exercise, (how, Cards(cards)))


def _needed(session: Session) -> Section:
    lesson, exercise = session.files
    number = session.number
    items = [
        f"Le cahier `{lesson}` et l’exercice `{exercise}` ; pour vous, le corrigé du même nom dans `solutions/`.",
        f"La version à distribuer, sans corrigés : `bizmodels edition --class DOSSIER --lessons {number}`. "
        "Faites-la installer et ouvrir une fois chez soi, avant la séance.",
        "Un vidéoprojecteur : la figure d’ouverture au début, les résultats de la classe à la fin.",
    ]
    if session.cited:
        items.append(f"Leçons auxquelles celle-ci renvoie : {listing(session.cited)}.")
    if session.extras:
        items.append("Des données réelles : `bizmodels check` dit si elles sont là sur une machine.")
    items.append(
        "À imprimer : cette note. Les étudiants n’impriment que leur dossier."
        if session.prints
        else "À imprimer : cette note, et rien pour les étudiants."
    )
    items.append(
        f"À la fin, chacun exécute {_CODE}, en bas de l’exercice (de la leçon, si l’exercice se fait chez soi), et vous donne son code, le dernier s’il en a fait plusieurs : "
        "`bizmodels board CODES` en fait la page des résultats, à projeter. Les copies rendues : `bizmodels grade DOSSIER`."
    )
    return Section("needed", "Le matériel", (Bullets(tuple(map(typeset_markdown, items))),))


def _short(session: Session) -> Section:
    made = half_an_hour(session)
    rows = tuple(
        (clock, f"{slot.minutes}", _named(slot), typeset_markdown(slot.does))
        for clock, slot in clock_of(made.slots)
    )
    blocks: list[Block] = [Table("clock", ("Heure", "Min", "Étape", "La classe"), rows)]
    if made.before:
        parts = listing(f"{quote(part.title)} ({part.minutes} min)" for part in made.before)
        blocks.append(said(f"Avant la séance, chacun fait {parts} : sa partie se commente ici."))
    return Section("short", "La même leçon en 30 minutes", tuple(blocks))
