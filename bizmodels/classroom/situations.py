"""What an instructor tells before a bet or a run of the pilot: the text that stands before it in its lesson."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from bizmodels.classroom.passages import Passage, Rows, in_line, passages, read_aloud, sentences
from bizmodels.course import bets
from bizmodels.course.regions import source_of, tagged

# Words: too few to be told; to do without the paragraph before; of a sentence that is a situation by itself; too many.
LEAST, ENOUGH, LONG, MOST = 10, 14, 20, 100
LABEL = 4
_TABLE = 40  # words of the longest table that is told
FIGURE = "À l’écran : la figure du cahier."
# How a sentence begins that goes on with another…
_LEANS = re.compile(
    r"[«*\s]*(?:(?:Mais|Or|Et|Puis|Donc|Alors|Car|Pourtant|Cependant|Ensuite|Sinon|Désormais|Ainsi|Aussi|Voilà|Soit|Autre|En face|Restent?)\b"
    r"|Ils?\b(?! (?:faut|y a|reste|existe))|Elles?\b|Ce(?! qu[ei’])(?:t|tte|s|la|lui|lle|ux|lles)?\b|C’|Chacune?\b|Tou(?:s|tes)\b(?! les)"
    r"|(?:Son|Sa|Ses|Leurs?)\b|(?:Le|La|Les) (?:mêmes?|seconde?|deuxième|troisième|première?|tableau(?! (?:commun|des leçons))|figure|graphique)\b"
    r"|(?:L’|Les )autres?\b|[a-zà-ÿ]|On (?:additionne|divise)\b|Une fois (?!votre)\w+s,)"
)
# … and the words by which it speaks of what was said or shown.
_SAID_BEFORE = re.compile(
    r"\b(?:ce tableau|ces cartes|cette figure|ci-dessus|Mettons cela|d’entre eux|de ses dates|celui-ci|celle-ci|Voici les mêmes|que ses|lui (?:rapporte|coûte|laisse))\b|`\.loc\b"
    r"|\bles deux\.|\b[Ii]l faut donc\b|, chaque fois,|, alors\b|^\w+[éiu]e?s?\b[^,;:]*, (?:elles?|ils?)\b(?! (?:manque|faut|y a|reste))"
    r"|^[^,;:]*\b(?:l’(?:a|ont) \w+é|(?:les|le|la) (?:achète|garde|paie|vend|loue)(?:nt)?)\b"
)
_SHOWN = re.compile(r"\b(?:Le tableau|finit ici|en orange)\b|[lL]’onglet")


_PILOT = re.compile(r"^bm\.pilot\(.*?(?:seed=(\d+).*?)?\)$", re.MULTILINE)


@dataclass(frozen=True)
class Game:
    """A run of the pilot that the class plays: key of its part, seed (« » where the pilot's own), rules to tell."""

    part: str
    seed: str
    rules: tuple[str, ...]


def game(cells: dict[str, list[dict[str, Any]]]) -> Game | None:
    """The first run that a lesson asks, where it asks one."""
    for part, held in cells.items():
        for place, cell in enumerate(held):
            run = _PILOT.search(source_of(cell)) if cell["cell_type"] == "code" else None
            if run:
                told = [
                    one
                    for one in held[:place]
                    if one["cell_type"] == "markdown" and not tagged(one, "question")
                ]
                rules = [
                    _rule(one) for text in told for one in passages(source_of(text)) if isinstance(one, str)
                ]
                return Game(part, run[1] or "", tuple(rules))
    return None


def _rule(paragraph: str) -> str:
    """A paragraph without the sentence that announces what a cell shows."""
    return " ".join(one for one in sentences(paragraph) if not one.endswith(":"))


def situations(cells: dict[str, list[dict[str, Any]]]) -> dict[str, str]:
    """A few sentences by name of bet; none where the bet before, in the same part, has just set it out."""
    return {
        bet.name: _before(part, held[:place])
        for part, held in cells.items()
        for place, cell in enumerate(held)
        if tagged(cell, bets.TAG)
        for bet in bets.bets_in(cell)
    }


def _before(part: str, cells: list[dict[str, Any]]) -> str:
    told, goes_on = "", False
    for passage in reversed(_since_the_last_bet(cells)):
        if told and isinstance(passage, Rows):
            break
        piece = _statement(passage)
        if not piece and isinstance(passage, str):
            continue
        if not piece or len(f"{piece} {told}".split()) > MOST:
            break
        told = f"{piece} {told}".strip()
        # A list or a table goes on with the sentence that announces it.
        goes_on = not isinstance(passage, str) or leans(told)
        if len(told.split()) >= ENOUGH and not goes_on:
            break
    # A whole situation or none: what the class cannot understand by itself is not told.
    if len(told.split()) < LEAST or goes_on or _announces(told):
        told = ""
    # The lesson opens on a figure, between its first words and its first bet.
    shown = part == "titre" and any(cell["cell_type"] == "code" for cell in cells[1:])
    return f"{told} {FIGURE if shown else ''}".strip()


def _since_the_last_bet(cells: list[dict[str, Any]]) -> list[Passage]:
    """Passages in their order, up to the bet or the question that stands before: what that one is about is not told again."""
    found: list[Passage] = []
    for cell in reversed(cells):
        if tagged(cell, bets.TAG):
            break
        if cell["cell_type"] != "markdown" or tagged(cell, bets.REVEAL) or tagged(cell, "navigation"):
            continue
        if tagged(cell, "question"):
            return found or _set_out(cell)
        found = passages(source_of(cell)) + found
    return found


def _set_out(question: dict[str, Any]) -> list[Passage]:
    """What a question right before the bet sets out, where it does so at length: a short sentence is but its beginning."""
    texts = [one for one in passages(source_of(question)) if isinstance(one, str)]
    stated = [one for text in texts for one in sentences(read_aloud(text)) if "?" not in one]
    told = " ".join(stated)
    at_length = len(stated) > 1 or len(told.split()) >= LONG
    return [told] if at_length and not _SHOWN.search(told) else []


def leans(text: str) -> bool:
    """Whether a text goes on with what stands before it: its first sentence has a subject, or a word, said earlier."""
    first, *others = sentences(text) or [""]
    # After a label of a word or two (« La fuite. »), the sentence that it names.
    label = f"{first} {others[0]}" if others and len(first.split()) < LABEL else first
    return bool(_LEANS.match(first) or _SAID_BEFORE.search(first) or _SAID_BEFORE.search(label))


def _announces(text: str) -> bool:
    """Whether a text is about what a cell or a long table shows, which is not told."""
    return "en orange" in text or text.rstrip("»* \u00a0\u202f").endswith(":")


def _statement(passage: Passage) -> str:
    """What a passage states: without its orders and the minutes of a lesson."""
    if isinstance(passage, Rows):
        rows = " ; ".join(" : ".join(row) for row in passage.rows)
        return f"{rows}." if len(rows.split()) <= _TABLE else ""
    if isinstance(passage, tuple):
        return in_line(passage)
    return " ".join(one for one in sentences(read_aloud(passage)) if "vous saurez" not in one)
