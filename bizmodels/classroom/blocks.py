"""What a teaching note is made of, whatever it says: blocks, under the headings of sections.

Texts hold *emphasis*, **strong emphasis** and `code`, no other markup.
"""

from __future__ import annotations

from dataclasses import dataclass

from bizmodels.prose import typeset_markdown

RESULT, ANSWER = "Résultat", "Réponse"
ANSWERS = (RESULT, ANSWER)  # labels of what is not read aloud


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
    """A question as it is read aloud, with lines below; ``place``, where a part begins, and a label may be « ».

    ``before``: what one reads first, so that the question can be understood.
    """

    place: str
    question: str
    lines: tuple[tuple[str, str], ...]
    before: str = ""


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


def said(*sentences: str) -> Text:
    """A paragraph of these sentences, empty ones left out."""
    return Text(typeset_markdown(" ".join(one for one in sentences if one)))
