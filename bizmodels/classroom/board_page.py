"""The board as HTML: one screen a section, for the projector and for paper; no script, no network, everything escaped."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from bizmodels import french
from bizmodels.classroom import bet_rule, board_exercise, board_pilot, board_plot
from bizmodels.classroom.board_pilot import PilotTally, Played
from bizmodels.classroom.inbox import Inbox
from bizmodels.classroom.tally import CHANGED_NOTE, BetTally, LessonTally
from bizmodels.course import plan
from bizmodels.prose import to_html
from bizmodels.view.scene import clean
from bizmodels.view.style import LIGHT

ROWS = 8  # ways of playing on a screen
LONGEST_NAME = 24  # letters of a pseudonym
# Sizes are in em, so that the same page fits a projector (1 em is a thirtieth of its height), a notebook and paper.
_CSS = """
.bm-board{color:#1f2328;background:#fff;font-family:system-ui,"DejaVu Sans",sans-serif;line-height:1.3}.bm-board *{box-sizing:border-box}
.bm-board section{display:flex;flex-direction:column;justify-content:center;gap:.45em;padding:.7em 1.6em;overflow:hidden;position:relative;background:#fff;border-bottom:1px solid #d1d9e0}
.bm-board h2{font-size:1.42em;line-height:1.22;margin:0;font-weight:700;color:#1f2328}.bm-board h2.long{font-size:1.14em}
.bm-board p{margin:0;font-size:.96em}.bm-board .what{color:#59636e;font-size:.84em;margin:0}.bm-board .big{font-size:2.1em;line-height:1.25;font-weight:700}
.bm-board .counts{display:flex;flex-wrap:wrap;align-items:baseline;gap:.2em 1.5em;font-size:1em}.bm-board .counts b{font-size:1.3em}
.bm-board a.next{position:absolute;right:1em;bottom:.5em;font-size:.84em;color:#59636e;text-decoration:none;padding:.2em .5em}
.bm-board .trap{border-left:.22em solid #b35900;padding:.1em .7em;font-size:.9em}.bm-board .trap.long{font-size:.84em}
.bm-board section>svg{display:block;width:100%;height:auto;min-height:0;flex:0 1 auto;font-family:inherit}.bm-board td svg{display:block}
.bm-board table{border-collapse:collapse;width:100%;margin:0;font-size:.9em;border:0}.bm-board th,.bm-board td{text-align:left;padding:.28em .6em .28em 0;border:0;border-bottom:1px solid #d1d9e0;vertical-align:middle;font-weight:400;background:#fff;color:#1f2328;white-space:normal}
.bm-board thead th{color:#59636e;font-weight:600;font-size:.94em}.bm-board td.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}.bm-board th.n{text-align:right}.bm-board tr.course>*{font-weight:700;background:#f6f8fa}
.bm-board .key{display:inline-block;width:1.5em;height:.9em;border:2px solid #1f2328;vertical-align:-.05em;margin-right:.35em}
.bm-board .cause{display:grid;grid-template-columns:4.6em 1fr;gap:.2em 1em;align-items:start;border-top:1px solid #d1d9e0;padding:.45em 0}.bm-board .cause .n{font-size:1.7em;font-weight:700;line-height:1.1}.bm-board .cause .n small{display:block;font-size:.5em;font-weight:400;color:#59636e}
.bm-board code{font-family:ui-monospace,Consolas,monospace;font-size:.95em;background:#f6f8fa;color:#1f2328;padding:0 .2em}
"""
_PAGE = """
html{scroll-snap-type:y mandatory;scroll-behavior:auto}body{margin:0;background:#fff}:root{color-scheme:light}
.bm-board{font-size:max(14px,min(1.875vw,3.333vh))}.bm-board section{height:100vh;scroll-snap-align:start;scroll-snap-stop:always}
@page{size:A4 landscape;margin:9mm}
@media print{.bm-board a.next{display:none}.bm-board{font-size:5.2mm}.bm-board section{height:188mm;break-after:page;border:0;padding:0 4mm}.bm-board section:last-child{break-after:auto}
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
        f"<title>{title}</title><style>{_CSS}{_PAGE}</style></head><body>{_body(inbox, lessons, links=True)}</body></html>\n"
    )


def inside(inbox: Inbox, lessons: Sequence[LessonBoard]) -> str:
    """The same as a part of a notebook: its style holds for itself only."""
    return f"<style>{_CSS}{_IN_NOTEBOOK}</style>{_body(inbox, lessons)}"


def _body(inbox: Inbox, lessons: Sequence[LessonBoard], links: bool = False) -> str:
    """Each screen a section; ``links``: a way to the next one that is there at once, where the space bar slides."""
    screens = [screen for one in lessons for screen in _screens(inbox, one)] + [_END]
    last = len(screens)
    sections = "".join(
        f'<section id="e{number}">{one}{_next(number, last) if links else ""}</section>\n'
        for number, one in enumerate(screens, 1)
    )
    return f'<main class="bm-board mathjax_ignore">\n{sections}</main>'


def _next(number: int, last: int) -> str:
    goes, words = (number + 1, "suite ↓") if number < last else (1, "revenir au début ↑")
    return f'<a class="next" href="#e{goes}">{number}/{last} · {words}</a>'


def _screens(inbox: Inbox, one: LessonBoard) -> list[str]:
    found = [_opening(inbox, one.tally, one.missing)]
    found += [_bet(bet) for bet in one.tally.bets]
    found += board_exercise.screens(one.tally)
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
    # Which codes and whose is for the instructor's terminal: it says nothing to a class.
    if inbox.unread:
        notes.append(f"{french.plural(len(inbox.unread), 'code illisible', 'codes illisibles')}.")
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
    told = "".join(f"<p class='what'>{escape(french.typeset(note))}</p>" for note in notes)
    return (
        f'<p class="what">Ce que la classe a parié et répondu</p><p class="big">{escape(french.typeset(title))}</p>'
        f'<div class="counts">{"".join(f"<span>{one}</span>" for one in said)}</div>{told}'
    )


def _bet(bet: BetTally) -> str:
    question, mistake = bet.act.question, french.typeset(bet.act.why.mistake)
    situation, rule = bet.situation, bet_rule.rule(bet.act, bet.truth) if bet.values else ""
    long, wordy = len(question) > 170, len(mistake) > 260
    tempted = board_plot.tempted(bet)
    # Pixels left to the picture on a screen of 720, by the letters that a line of each text holds.
    lines = math.ceil(len(question) / (76 if long else 62)) * (34 if long else 42)
    lines += (
        math.ceil(len(situation) / 104) * 27
        + 10 * bool(situation)
        + math.ceil(len(rule) / 104) * 27
        + 10 * bool(rule)
    )
    lines += math.ceil(len(tempted + mistake) / (106 if wordy else 98)) * 28 + 18 if mistake else 0
    height = max(150, min(420, 550 - lines))
    picture = (
        board_plot.bars(bet, height)
        if bet.act.options
        else board_plot.dots(bet, height)
        if bet.values
        else ""
    )
    trap = (
        f'<p class="trap{" long" if wordy else ""}"><b>{escape(tempted)}</b>{escape(mistake)}</p>'
        if mistake
        else ""
    )
    before = f'<p class="what">{to_html(situation)}</p>' if situation else ""
    ruled = f'<p class="what">{escape(rule)}</p>' if rule else ""
    return (
        f'<p class="what">Pari {bet.number}</p>{before}<h2{" class=long" if long else ""}>{escape(question)}</h2>'
        f'<div class="counts">{_counts(bet)}</div>{picture}{ruled}{trap}'
    )


def _counts(bet: BetTally) -> str:
    """« 9 justes, 12 trop bas, 6 trop haut », the senses, « 3 je ne sais pas »."""
    said: list[tuple[int, str]] = [(bet.right, "juste" if bet.right < 2 else "justes")]
    if bet.chosen is None:
        said += [(bet.low, "trop bas"), (bet.high, "trop haut")]
        # What is neither right nor on one side (a result that is not finite).
        said += [(bet.count - bet.right - bet.low - bet.high, "à revoir")]
    else:
        others = bet.count - bet.right
        said += [(others, "autre choix" if others < 2 else "autres choix")]
    opened = "ouvert" if bet.opened < 2 else "ouverts"
    said += [(bet.unsure, "« je ne sais pas »"), (bet.opened, f"{opened} par l’enseignant")]
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
    stopped = sum(one.stopped > 0 for one in mine)
    whole = [one for one in mine if one.run.alive and not one.stopped]
    currency = pilot.game.rules.firm.currency
    told = [f"dont {french.plural(ruined, 'ruinée', 'ruinées')}"] if ruined else []
    told += [french.plural(stopped, "arrêtée avant la fin", "arrêtées avant la fin")] if stopped else []
    said = f"{', '.join([french.plural(len(mine), 'partie'), *told])}."
    if whole:
        best = whole[0]
        said += f" La meilleure de celles qui sont allées au bout{french.NBSP}: {french.compact(best.run.worth, currency)}{_by(best)}."
    picture = board_plot.curves(lines, currency, 470, f"Argent en banque, trimestre par trimestre. {said}")
    away = ""
    if pilot.elsewhere:
        games = french.plural(pilot.elsewhere, "partie laissée de côté", "parties laissées de côté")
        away = f"<p class='what'>{escape(french.typeset(f'{games} : une autre entreprise, une autre graine, ou des décisions impossibles.'))}</p>"
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
    order = "La même graine pour tous, de la meilleure partie à la moins bonne. En gras, le cours. Publicité : moyenne, en fois celle du départ."
    if any(one.stopped for one in mine):
        order += " Les parties arrêtées en route (« arrêt T5 » : après le trimestre 5) viennent après celles qui sont finies."
    pages = [mine[at : at + each] for at in range(0, len(mine), each)]
    return [
        f"<h2>Qui a joué comment{french.NBSP}?{f' ({number} sur {len(pages)})' if len(pages) > 1 else ''}</h2>"
        f"<p class='what'>{escape(french.typeset(order))}</p>"
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
    return one.name if one.reference else board_exercise.cut(clean(one.name), LONGEST_NAME)


_END = '<p class="big">Fin du tableau</p>'
