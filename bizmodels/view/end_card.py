"""The end of a lesson: what was bet, the three widest gaps, what is done and what comes next, and a picture to share."""

from __future__ import annotations

import base64
import html
import math
import textwrap
from dataclasses import dataclass

from bizmodels import french, learner
from bizmodels.course import journey, plan
from bizmodels.errors import LearnerError
from bizmodels.view import act, act_line, fallback, style
from bizmodels.view.living import Living
from bizmodels.view.measure import Measure

WORST = 3
CHOICE = 0.5  # a missed choice counts as a number twice as large, or half
STILL = (
    "<p><strong>Vos paris</strong></p><p><em>Exécutez cette cellule (Maj + Entrée) : elle relit vos paris, montre vos trois "
    "plus grands écarts et dit ce qui vient ensuite.</em></p>"
)


@dataclass(frozen=True)
class Gap:
    """One bet that missed: the question, what was said, what is, how far (1: as far as the result is large)."""

    question: str
    said: str
    truth: str
    size: float
    sentence: str
    line: str


def progress(lesson: str = "") -> Living:
    """The learner's bets of a lesson: how many, the three widest gaps, a picture to share, and what comes next.

    The last cell of a lesson. To run it says that the lesson was read to its end.

    Args:
        lesson: the number of a lesson, « 02 »; found by itself once one of its bets was asked.

    Raises:
        LearnerError: no lesson has that number.

    >>> bm.progress("02")
    Vos paris de la leçon 02
    """
    notebook = f"{learner.LESSON}_{lesson}" if lesson else _asked()
    number = notebook.rpartition("_")[2]
    if lesson and plan.lesson(lesson) is None:
        raise LearnerError(
            f"progress({lesson!r}) : aucune leçon ne porte ce numéro. Écrire par exemple bm.progress('02')."
        )
    words = f"Vos paris de la leçon {number}" if number.isdigit() else "Vos paris"

    def draw() -> str:
        record = learner.of(notebook)
        said = learner.trouble(notebook)
        if not record.bets:
            return f"<p>{html.escape(said)}</p>" if said else ""
        return _card(words, number, record, said)

    return _End(words, STILL, draw, notebook)


class _End(Living):
    def __init__(self, words, still, draw, notebook: str):
        super().__init__(words, still, draw)
        self._notebook = notebook

    def _ipython_display_(self) -> None:
        if learner.of(self._notebook).bets:  # to have run every cell without one bet is not to have read
            learner.keep(self._notebook, lambda record: setattr(record, "read", learner.now()))
        super()._ipython_display_()


def _asked() -> str:
    """The notebook of the last act asked by this kernel, else the one that runs."""
    asked = [one.notebook for one in act.ASKED.values() if one.notebook.startswith(learner.LESSON)]
    return asked[-1] if asked else learner.notebook_of()


def gaps(record: learner.Record) -> list[Gap]:
    """The bets that missed, widest first; neither « je ne sais pas » nor what the instructor opened."""
    found = [gap for name, bet in record.bets.items() if (gap := _gap(name, bet)) is not None]
    return sorted(found, key=lambda gap: -gap.size)


def _gap(name: str, bet: learner.Bet) -> Gap | None:
    asked = act.ASKED.get(name)
    measure = asked.measure if asked else Measure(bet.unit)
    # The course's own sentence only to who has read it: the others may still complete theirs.
    read = asked is not None and (bet.compared or not asked.why.complete)
    sentence = asked.why.sentence() if asked and read else ""
    if bet.said in (act.UNSURE, act.OPENED) or bet.truth is None or (bet.choice and bet.right):
        return None
    if isinstance(bet.truth, str):
        return Gap(bet.question, bet.said, bet.truth, CHOICE, sentence, "")
    if bet.value is None or measure.distance(bet.value, bet.truth) == "juste":
        return None
    size = abs(bet.value - bet.truth) / max(abs(bet.truth), abs(bet.value), 1e-300)
    line = act_line.fixed(act_line.line(measure, math.nan, bet.value, bet.truth))
    return Gap(bet.question, measure.short(bet.value), measure.short(bet.truth), size, sentence, line)


def _card(title: str, number: str, record: learner.Record, trouble: str) -> str:
    found = gaps(record)[:WORST]
    rows = "".join(_row(gap) for gap in found)
    head = _score(number, record) + (
        " Vos plus grands écarts :" if len(found) > 1 else " Votre plus grand écart :" if found else ""
    )
    share = _download(title, _score(number, record), found)
    then = journey.ahead(number, learner.records())
    told = f"<p><em>{html.escape(trouble)}</em></p>" if trouble else ""
    return (
        f'<div style="border:1px solid var(--jp-border-color1,#d1d9e0);border-radius:10px;padding:12px 16px;max-width:1040px">'
        f"<h3 style='margin:0 0 4px'>{html.escape(title)}</h3><p style='margin:4px 0 8px'>{html.escape(head)}</p>{rows}"
        f"<p>{share}</p><p>{then}</p>{told}</div>"
    )


def _score(number: str, record: learner.Record) -> str:
    total = len(journey.bets_in(number))
    # Outside the course's lessons every bet counts.
    bets = journey.of_lesson(number, record) if total else list(record.bets.values())
    given, right = len(bets), sum(bet.right is True for bet in bets)
    of = f" sur {total}" if total >= given else ""
    return f"{french.plural(given, 'pari')} fait{'s' if given > 1 else ''}{of}, dont {french.plural(right, 'juste', 'justes')}."


def _row(gap: Gap) -> str:
    said = f"vous{french.NBSP}: {gap.said}{french.NARROW}; résultat{french.NBSP}: {gap.truth}"
    picture = fallback.image(gap.line, said) if gap.line else f"<b>{html.escape(said)}</b>"
    sentence = f"<br>{html.escape(gap.sentence)}" if gap.sentence else ""
    return (
        '<div style="display:flex;flex-wrap:wrap;gap:4px 24px;align-items:center;border-top:1px solid var(--jp-border-color2,#d1d9e0);padding:8px 0">'
        f'<p style="flex:1 1 300px;margin:0"><b>{html.escape(gap.question)}</b>{sentence}</p>'
        f'<div style="flex:1 1 360px;max-width:560px">{picture}</div></div>'
    )


def _download(title: str, score: str, found: list[Gap]) -> str:
    """The link that downloads the picture to share."""
    code = base64.b64encode(poster(title, score, found).encode()).decode("ascii")
    name = f"{title.lower().replace(' ', '_').replace('ç', 'c')}.svg"
    return f'<a download="{html.escape(name)}" href="data:image/svg+xml;base64,{code}">Image à partager (SVG)</a>'


def poster(title: str, score: str, found: list[Gap]) -> str:
    """The picture to share, a document of its own: no name, no pseudonym."""
    ink, mute, blue, amber = (style.LIGHT[name] for name in ("fg", "mut", "a", "b"))
    place = 150
    parts = [
        f'<rect width="900" height="470" rx="16" fill="{style.LIGHT["soft"]}"/>',
        f'<text x="40" y="64" font-size="30" font-weight="700" fill="{ink}">{html.escape(title.replace("Vos", "Mes"))}</text>',
        f'<text x="40" y="100" font-size="19" fill="{mute}">{html.escape(score)}</text>',
    ]
    for gap in found:
        for n, text in enumerate(textwrap.wrap(gap.question, 84)[:2]):
            parts.append(
                f'<text x="40" y="{place + 22 * n}" font-size="18" fill="{ink}">{html.escape(text)}</text>'
            )
        parts.append(
            f'<text x="40" y="{place + 52}" font-size="18" font-weight="700"><tspan fill="{amber}">moi{french.NBSP}: {html.escape(gap.said)}</tspan>'
            f'<tspan dx="26" fill="{blue}">résultat{french.NBSP}: {html.escape(gap.truth)}</tspan></text>'
        )
        place += 96
    parts.append(
        f'<text x="40" y="444" font-size="15" fill="{mute}">bizmodels, le cours que l’on fait tourner</text>'
    )
    body = "".join(parts)
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 900 470" width="900" height="470" '
        f'font-family="system-ui,DejaVu Sans,sans-serif">{body}</svg>'
    )
