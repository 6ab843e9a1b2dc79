"""Texts of a lesson as one reads them aloud: paragraphs, lists and tables, without what is folded or said to who types."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bizmodels.prose import typeset_markdown

_SENTENCES = re.compile(r"(?<=[.!?…])\s+(?=[A-ZÀ-Ý«*`0-9])")
# What is said to the one who has the notebook before his eyes, not to a class.
_TYPED = re.compile(
    r"^\W*(?:Premier geste|Puis |(?:Exécut|Double-cliqu|Cliqu|Donn|Regard|Ouvr|Allum|Tap|Déplac|Essay|Lis|Relis|Pouss|Changez? l)ez\b"
    r"|Avant tout calcul|Une fois votre|Dans (?:ce|le) (?:calculateur|tableau)|À vous, dans|Revenez à|Dans «|Question\.|Cherchez-la|Réinitialiser\b|Vous les changerez plus bas)"
    r"|\b[Dd]ouble-cliquez\b|\bpoints de suspension\b|^Le calculateur s’ouvre ensuite|\bse donne sous le calculateur\b"
)


@dataclass(frozen=True)
class Rows:
    """A table of a text: its head, then its rows."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Passage = str | tuple[str, ...] | Rows  # a paragraph, a list, a table


def passages(text: str) -> list[Passage]:
    """What a markdown text holds, in order: no headings, quotations, formulas, pictures, nor anything folded."""
    text = re.sub(r"<details.*?</details>", "\n\n", text, flags=re.DOTALL).partition("<details")[0]
    text = re.sub(r"```.*?```|\$\$.*?\$\$", "\n\n", text, flags=re.DOTALL)
    found = [_passage(chunk.strip().splitlines()) for chunk in re.split(r"\n\s*\n", text) if chunk.strip()]
    return [one for one in found if one]


def _passage(lines: list[str]) -> Passage:
    lines = [line for line in lines if not re.match(r"\s*(#{1,6}\s|>|<)", line)]
    if lines and all(line.lstrip().startswith("|") for line in lines):
        cells = [tuple(plain(one) for one in line.strip().strip("|").split("|")) for line in lines]
        return Rows(cells[0], tuple(cells[2:]))
    if lines and re.match(r"\s*- ", lines[0]):
        return tuple(plain(one) for one in re.split(r"(?m)^\s*- ", "\n".join(lines))[1:])
    return plain(" ".join(lines))


def plain(text: str) -> str:
    """A piece of text on one line: no tags, links nor strong emphasis."""
    text = re.sub(r"<[^>\n]+>", " ", text)
    text = re.sub(r"!?\[([^\]]*)\]\((?:[^()]|\([^()]*\))*\)", r"\1", text).replace("**", "")
    return typeset_markdown(re.sub(r"[ \n]+", " ", text).strip())


def sentences(text: str) -> list[str]:
    """The sentences of a paragraph."""
    return [one for one in _SENTENCES.split(text) if one]


def read_aloud(text: str) -> str:
    """A paragraph without what it says to the one who types."""
    return " ".join(one for one in sentences(text) if not _TYPED.search(one)).strip()


def in_line(listed: tuple[str, ...]) -> str:
    """A list as one sentence."""
    text = " ; ".join(one.rstrip(" \u00a0\u202f;.") for one in listed)
    return typeset_markdown(f"{text[:1].upper()}{text[1:]}.")
