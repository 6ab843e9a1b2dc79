"""The board as HTML: one screen a section, for the projector and for paper; no script, no network, everything escaped."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from bizmodels import french
from bizmodels.classroom import board_pilot, board_plot
from bizmodels.classroom.board_pilot import PilotTally, Played
from bizmodels.classroom.inbox import Inbox
from bizmodels.classroom.tally import (
    CHANGED_NOTE,
    NOT_JUDGED,
    BetTally,
    LessonTally,
    MistakeTally,
    QuestionTally,
)
from bizmodels.course import plan
from bizmodels.exercises.result import REVIEW, RIGHT, TO_DO
from bizmodels.prose import to_html
from bizmodels.view.scene import clean
from bizmodels.view.style import LIGHT

ROWS = 8  # ways of playing on a screen
LONGEST_NAME = 24  # letters of a pseudonym
# Fill, colour of the number on it, dash of the edge: told apart without colours too.
LOOKS = {
    RIGHT: (LIGHT["a"], "#ffffff", ""),
    REVIEW: ("#f2c48d", LIGHT["fg"], ""),
    TO_DO: ("#ffffff", LIGHT["fg"], "6 4"),
    NOT_JUDGED: ("#d1d9e0", LIGHT["fg"], "2 3"),
}
# Sizes are in em, so that the same page fits a projector (1 em is a thirtieth of its height), a notebook and paper.
_LEGEND = {NOT_JUDGED: "Non jugée ici (fonction : voir le cahier)".replace(" :", f"{french.NBSP}:")}
_CSS = """
.bm-board{color:#1f2328;background:#fff;font-family:system-ui,"DejaVu Sans",sans-serif;line-height:1.3}.bm-board *{box-sizing:border-box}
.bm-board section{display:flex;flex-direction:column;justify-content:center;gap:.5em;padding:.7em 1.6em;overflow:hidden;background:#fff;border-bottom:1px solid #d1d9e0}
.bm-board h2{font-size:1.42em;line-height:1.22;margin:0;font-weight:700;color:#1f2328}.bm-board h2.long{font-size:1.14em}
.bm-board p{margin:0;font-size:.96em}.bm-board .what{color:#59636e;font-size:.84em;margin:0}.bm-board .big{font-size:2.1em;line-height:1.25;font-weight:700}
.bm-board .counts{display:flex;flex-wrap:wrap;align-items:baseline;gap:.2em 1.5em;font-size:1em}.bm-board .counts b{font-size:1.3em}
.bm-board .trap{border-left:.22em solid #b35900;padding:.1em .7em;font-size:.9em}.bm-board .trap.long{font-size:.84em}
.bm-board section>svg{display:block;width:100%;height:auto;min-height:0;flex:0 1 auto;font-family:inherit}.bm-board td svg{display:block}
.bm-board table{border-collapse:collapse;width:100%;margin:0;font-size:.9em;border:0}.bm-board th,.bm-board td{text-align:left;padding:.28em .6em .28em 0;border:0;border-bottom:1px solid #d1d9e0;vertical-align:middle;font-weight:400;background:#fff;color:#1f2328;white-space:normal}
.bm-board thead th{color:#59636e;font-weight:600;font-size:.94em}.bm-board td.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}.bm-board th.n{text-align:right}.bm-board tr.course>*{font-weight:700;background:#f6f8fa}
.bm-board .key{display:inline-block;width:1.5em;height:.9em;border:2px solid #1f2328;vertical-align:-.05em;margin-right:.35em}
.bm-board .cause{display:grid;grid-template-columns:4.6em 1fr;gap:.2em 1em;align-items:start;border-top:1px solid #d1d9e0;padding:.45em 0}.bm-board .cause .n{font-size:1.7em;font-weight:700;line-height:1.1}.bm-board .cause .n small{display:block;font-size:.5em;font-weight:400;color:#59636e}
.bm-board code{font-family:ui-monospace,Consolas,monospace;font-size:.95em;background:#f6f8fa;color:#1f2328;padding:0 .2em}
"""
_PAGE = """
html{scroll-snap-type:y proximity}body{margin:0;background:#fff}:root{color-scheme:light}
.bm-board{font-size:max(14px,min(1.875vw,3.333vh))}.bm-board section{height:100vh;scroll-snap-align:start}
@page{size:A4 landscape;margin:9mm}
@media print{.bm-board{font-size:5.2mm}.bm-board section{height:188mm;break-after:page;border:0;padding:0 4mm}.bm-board section:last-child{break-after:auto}
*{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
"""
_IN_NOTEBOOK = ".bm-board{font-size:15px;max-width:960px;border:1px solid #d1d9e0;border-radius:8px}"


@dataclass(frozen=True)
class LessonBoard:
    """What is shown of one lesson: its tally, the question that splits the class (« »: none), the runs of the pilot; ``missing``:
    the French sentence about bets that cannot be computed here."""

    tally: LessonTally
    splits: str = ""
    pilot: PilotTally | None = None
    missing: str = ""


def page(inbox: Inbox, lessons: Sequence[LessonBoard]) -> str:
    """The whole document, to be opened by a browser and projected; the same bytes for the same codes."""
    names = french.listing(one.tally.lesson for one in lessons)
    title = escape(f"Tableau de la classe, leçon{'s' if len(lessons) > 1 else ''} {names}")
    return (
        f'<!doctype html>\n<html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{title}</title><style>{_CSS}{_PAGE}</style></head><body>{_body(inbox, lessons)}</body></html>\n"
    )


def inside(inbox: Inbox, lessons: Sequence[LessonBoard]) -> str:
    """The same as a part of a notebook: its style holds for itself only."""
    return f"<style>{_CSS}{_IN_NOTEBOOK}</style>{_body(inbox, lessons)}"


def _body(inbox: Inbox, lessons: Sequence[LessonBoard]) -> str:
    screens = [screen for one in lessons for screen in _screens(inbox, one)]
    sections = "".join(f"<section>{one}</section>\n" for one in screens)
    return f'<main class="bm-board mathjax_ignore">\n{sections}</main>'


def _screens(inbox: Inbox, one: LessonBoard) -> list[str]:
    found = [_opening(inbox, one.tally, one.missing)]
    found += [_bet(number, bet) for number, bet in enumerate(one.tally.bets, 1)]
    if one.tally.questions:
        found.append(_questions(one.tally.questions))
    if one.tally.mistakes:
        found.append(_mistakes(one.tally.mistakes, one.tally.questions))
    if one.pilot:
        found += [_curves(one.pilot), *_policies(one.pilot)]
    if one.splits:
        found.append(
            f'<p class="what">La question qui partage la classe</p><p class="big">{escape(french.typeset(one.splits))}</p>'
        )
    return found


# --- the screens --------------------------------------------------------------------------------------------


def _opening(inbox: Inbox, tally: LessonTally, missing: str) -> str:
    lesson = plan.lesson(tally.lesson)
    title = f"Leçon {tally.lesson}{french.NBSP}: {lesson.title}" if lesson else f"Leçon {tally.lesson}"
    said = [f"<b>{tally.codes}</b> {'codes lus' if tally.codes > 1 else 'code lu'}"]
    if tally.bets:
        said.append(f"<b>{len(tally.bets)}</b> {'paris' if len(tally.bets) > 1 else 'pari'}")
    if tally.questions:
        said.append(f"<b>{len(tally.questions)}</b> questions")
    notes = []
    if inbox.unread:
        shown = french.listing(f"{one.start}… ({one.reason})" for one in inbox.unread[:4])
        more = f", et {len(inbox.unread) - 4} autres" if len(inbox.unread) > 4 else ""
        notes.append(
            f"{french.plural(len(inbox.unread), 'code illisible', 'codes illisibles')} : {shown}{more}. À copier de nouveau, en entier."
        )
    if inbox.replaced:
        notes.append(
            f"{french.plural(inbox.replaced, 'code remplacé', 'codes remplacés')} par un plus récent du même pseudonyme."
        )
    if inbox.silent:
        notes.append(f"{french.plural(inbox.silent, 'fichier sans code', 'fichiers sans code')}.")
    if missing:
        notes.append(missing)
    elif tally.changed:
        notes.append(
            f"{french.plural(tally.changed, 'réponse')} d’une autre version du cours : {CHANGED_NOTE}, rien n’en est jugé."
        )
    told = "".join(f"<p>{escape(french.typeset(note))}</p>" for note in notes)
    return (
        f'<p class="what">Ce que la classe a parié et répondu</p><p class="big">{escape(french.typeset(title))}</p>'
        f'<div class="counts">{"".join(f"<span>{one}</span>" for one in said)}</div>{told}'
    )


def _bet(number: int, bet: BetTally) -> str:
    question, mistake = bet.act.question, french.typeset(bet.act.why.mistake)
    long, wordy = len(question) > 170, len(mistake) > 260
    tempted = f"{french.plural(bet.tempted, 'pari', 'paris')} sur l’erreur tentante. " if bet.tempted else ""
    # Pixels left to the picture on a screen of 720, by the letters that a line of each text holds.
    lines = math.ceil(len(question) / (76 if long else 62)) * (34 if long else 42)
    lines += math.ceil(len(tempted + mistake) / (106 if wordy else 98)) * 28 + 18 if mistake else 0
    height = max(180, min(420, 560 - lines))
    picture = (
        board_plot.bars(bet, height)
        if bet.act.options
        else board_plot.dots(bet, height)
        if bet.values
        else ""
    )
    trap = (
        f'<p class="trap{" long" if wordy else ""}"><b>{tempted}</b>{escape(mistake)}</p>' if mistake else ""
    )
    return (
        f'<p class="what">Pari {number}</p><h2{" class=long" if long else ""}>{escape(question)}</h2>'
        f'<div class="counts">{_counts(bet)}</div>{picture}{trap}'
    )


def _counts(bet: BetTally) -> str:
    """« 9 justes, 12 trop bas, 6 trop haut », the senses, « 3 je ne sais pas »."""
    said: list[tuple[int, str]] = [(bet.right, "juste" if bet.right < 2 else "justes")]
    if bet.chosen is None:
        said += [(bet.low, "trop bas"), (bet.high, "trop haut")]
        # What is neither right nor on one side (a result that is not finite).
        said += [(bet.count - bet.right - bet.low - bet.high, "à revoir")]
    else:
        said += [(bet.count - bet.right, "à revoir")]
    said += [(bet.unsure, "« je ne sais pas »"), (bet.opened, "ouvert par l’enseignant")]
    shown = [
        f"<span><b>{count}</b> {escape(french.typeset(words))}</span>"
        for count, words in said
        if count or words == "juste"
    ]
    if bet.moves and bet.count:
        senses = french.listing(f"{move} {count}" for move, count in bet.moves.items() if count)
        shown.append(f"<span>sens{french.NBSP}: {escape(senses)}</span>")
    if bet.values and (beyond := board_plot.off_scale(bet)):
        shown.append(f"<span>{beyond} hors de l’échelle, au bord</span>")
    return "".join(shown)


def _questions(questions: Sequence[QuestionTally]) -> str:
    rows = "".join(
        f"<tr><th scope='row'><b>{one.name}</b>&nbsp; {escape(_cut(one.label, 62))}</th><td>{board_plot.shares(one.states, LOOKS, 520, 34)}</td></tr>"
        for one in questions
    )
    present = [state for state in LOOKS if any(one.states.get(state) for one in questions)]
    legend = "".join(
        f'<span><i class="key" style="background:{LOOKS[state][0]};border-style:{"dashed" if LOOKS[state][2] else "solid"}"></i>{escape(_LEGEND.get(state, state))}</span>'
        for state in present
    )
    total = sum(questions[0].states.values())
    return (
        f"<h2>L’exercice, question par question</h2><p class='what'>{french.plural(total, 'élève a répondu', 'élèves ont répondu')}, chacun sur son entreprise.</p>"
        f'<div class="counts">{legend}</div><table><tbody>{rows}</tbody></table>'
    )


def _mistakes(mistakes: Sequence[MistakeTally], questions: Sequence[QuestionTally]) -> str:
    cards = "".join(
        f'<div class="cause"><div class="n">{one.count}<small>sur {sum(one.question.states.values())}</small></div><div><p class="what">{one.question.name} · '
        f"{escape(_cut(one.question.label, 70))}</p><p><b>{escape(one.cause)}</b></p><p>{to_html(_sentence(one))}</p></div></div>"
        for one in mistakes
    )
    head = "Les trois erreurs les plus fréquentes" if len(mistakes) > 2 else "Les erreurs les plus fréquentes"
    return f"<h2>{head}</h2>{cards}"


def _sentence(one: MistakeTally) -> str:
    """What undoes the mistake, without the quantity or the choice that it begins with: both stand above."""
    begins, _, rest = one.sentence.partition(f"{french.NBSP}: ")
    text = rest if rest and (one.question.label in begins or one.cause in begins) else one.sentence
    return text[:1].upper() + text[1:]


def _curves(pilot: PilotTally) -> str:
    mine = [one for one in pilot.played if not one.reference]
    colours = dict(
        zip(
            [one.name for one in pilot.played if one.reference],
            (LIGHT["a"], LIGHT["d"], LIGHT["c"]),
            strict=False,
        )
    )
    lines = [("", one.banks, LIGHT["b"]) for one in mine]
    lines += [(one.name, one.banks, colours[one.name]) for one in pilot.played if one.reference]
    ruined = sum(not one.run.alive for one in mine)
    best = next((one for one in pilot.played if not one.reference), None)
    currency = pilot.game.rules.firm.currency
    said = f"{french.plural(len(mine), 'partie')}, dont {french.plural(ruined, 'ruinée', 'ruinées')}."
    if best and best.run.alive:
        said += f" La meilleure{french.NBSP}: {french.compact(best.run.worth, currency)}{_by(best)}."
    picture = board_plot.curves(lines, currency, 470, f"Argent en banque, trimestre par trimestre. {said}")
    away = (
        f"<p class='what'>{escape(french.plural(pilot.elsewhere, 'partie jouée', 'parties jouées'))} sur une autre entreprise, ou qui ne se rejoue pas.</p>"
        if pilot.elsewhere
        else ""
    )
    return (
        f"<h2>Combien en banque, trimestre après trimestre{french.NBSP}?</h2><p>{escape(french.typeset(said))} Traits fins{french.NBSP}: la classe{french.NARROW}; "
        f"traits épais{french.NBSP}: des façons de jouer du cours, sur la même graine.</p>{picture}{away}"
    )


def _by(one: Played) -> str:
    return f" ({_name(one)})" if one.name else ""


def _policies(pilot: PilotTally) -> list[str]:
    """The ways of playing side by side, best first, those of the course on each screen."""
    mine = [one for one in pilot.played if not one.reference]
    course = [one for one in pilot.played if one.reference]
    each = math.ceil(len(mine) / math.ceil(len(mine) / ROWS))  # as many on each screen
    pages = [mine[at : at + each] for at in range(0, len(mine), each)]
    return [
        f"<h2>Qui a joué comment{french.NBSP}?{f' ({number} sur {len(pages)})' if len(pages) > 1 else ''}</h2>"
        f"<p class='what'>La même graine pour tous, du mieux fini au moins bien. En gras, le cours. Publicité{french.NBSP}: moyenne, en fois celle du départ.</p>"
        f"{_table(sorted([*part, *course], key=pilot.played.index), pilot)}"
        for number, part in enumerate(pages, 1)
    ]


def _table(played: Sequence[Played], pilot: PilotTally) -> str:
    heads = "".join(f'<th scope="col" class="n">{head}</th>' for head in board_pilot.COLUMNS)
    rows = "".join(
        f'<tr{" class=course" if one.reference else ""}><th scope="row">{escape(_name(one) or "sans pseudonyme")}</th>'
        + "".join(f'<td class="n">{escape(cell)}</td>' for cell in board_pilot.policy(one, pilot.game))
        + "</tr>"
        for one in played
    )
    return f'<table><thead><tr><th scope="col">Qui</th>{heads}</tr></thead><tbody>{rows}</tbody></table>'


def _name(one: Played) -> str:
    return one.name if one.reference else _cut(clean(one.name), LONGEST_NAME)


def _cut(text: str, longest: int) -> str:
    text = re.sub(r"\s+", " ", text.replace(french.NBSP, "\0")).replace("\0", french.NBSP)
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"
