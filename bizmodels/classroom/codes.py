"""The short code that a student hands in: what was bet and answered in one lesson, in letters that any chat carries.

``BM1`` (the form), two letters for the length, then base32 of: a checksum (CRC-32), the number of questions, two bytes a
question (the hash of its text, which no compression shortens), and the values as compact JSON in raw deflate with a preset
dictionary. Values, never verdicts: whoever reads the code judges again. What stands around a code, and in its gaps, is
dropped; a wrong letter, or two exchanged, is always found (the checksum finds any damage of 32 bits in a row).
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import math
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

FORM = 1
_HEAD = f"BM{FORM}"
_CODED = re.compile(r"(?:[A-Z0-9]{1,5}\W*|[A-Z0-9]{20,}\W*)+")  # a line of a code
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
GROUP = 5
LONGEST = 32 * 32 - 1  # letters: two say how many
LARGEST = 8_192  # bytes of JSON: a class hands in four hundred, so more is a bomb
BIGGEST = 1e15  # a number beyond it is no answer
COUNTED = 1e9  # whole numbers below are counts, right to the unit
LONGEST_TEXT = 80  # letters of a text: a pseudonym is kept as long
MOST_CODES = 2_000
SHOWN, FEWEST = 15, 10  # letters of a code that is not read; what has fewer is none
BEFORE = 60  # letters of the text that stands before it
BROKEN, CUT, WRONG = "abîmé", "coupé", "une lettre fausse ou oubliée"
UNSURE, OPENED, STILL = "?", "!", "="
# Never changed once codes are handed in: it is half of the code (a new form would have its own).
_DICTIONARY = (
    b'"contredites","compatibles","publicit\xc3\xa9","attrition","boutique","vitrine","attendre","payer","non","oui","d","c","b","a",'
    b'"D2C",{},60,12,[[[],[0.95],[1.05],[null,900000],[null,null,"","","petit"],"ouvrir","fermer","grand",[],[],[],'
    b'0.0001,0.05,0.1,0.15,0.2,0.25,0.3,0.4,0.5,0.75,1000,100,200,250,300,500,"?","?","=",{},{},["oui",["non",["b",["a",'
    b'["03","renard bleu",['
)


@dataclass(frozen=True)
class Handed:
    """What one code holds: of one ``lesson`` (« 03 »), by one ``pseudonym`` (« »: none, the published figures).

    ``bets``: hash of the question -> a number in the unit of the bet, ``UNSURE``, ``OPENED``, ``STILL`` (« ne bouge pas ») or
    the hash of the chosen label. ``answers``: hash of the question -> a number, a text, a truth value, a list of them (several
    arguments), or ``{}`` for what no code can hold (a function). ``run``: the decisions of the pilot, see ``board_pilot``.
    """

    lesson: str
    pseudonym: str = ""
    bets: tuple[tuple[str, Any], ...] = ()
    answers: tuple[tuple[str, Any], ...] = ()
    run: Any = None


@dataclass(frozen=True)
class Unread:
    """A code that is not read: its first letters as they were typed, the French reason, and where it stands.

    ``line``: that of its text, from 1; ``before``: the words that come just before it; ``file``: what holds it, « » for a text.
    """

    start: str
    reason: str
    line: int = 0
    before: str = ""
    file: str = ""


class Unreadable(ValueError):
    """A code that cannot be read; its text is the French reason."""


def ident(text: str) -> str:
    """Four hexadecimal digits that stand for a text: another text, another version of a question, has others."""
    return hashlib.sha256(" ".join(text.split()).encode("utf-8", "replace")).hexdigest()[:4]


# --- to write -----------------------------------------------------------------------------------------------


def encode(handed: Handed) -> str:
    """The code, in capital letters and digits without a gap.

    Raises:
        ValueError: it would be longer than ``LONGEST`` letters (a text or a run without end).
    """
    known = [*handed.bets, *handed.answers]
    values = [handed.lesson, handed.pseudonym, [v for _, v in handed.bets], [v for _, v in handed.answers]]
    values += [] if handed.run is None else [handed.run]
    packed = _deflated(
        json.dumps(values, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
    )
    body = bytes([len(known)]) + b"".join(bytes.fromhex(one) for one, _ in known) + packed
    count = math.ceil((4 + len(body)) * 8 / 5)
    if count > LONGEST:
        raise ValueError(f"a code of {count} letters")
    head = f"{_HEAD}{_LETTERS[count // 32]}{_LETTERS[count % 32]}"
    return head + _base32(_checksum(head, body) + body)


def grouped(code: str) -> str:
    """The code as one copies it: groups of five letters."""
    return " ".join(code[at : at + GROUP] for at in range(0, len(code), GROUP))


def short(value: float, digits: int = 6) -> float | int:
    """A number with as many digits as its judgement needs: 250.0 is 250, 1/3 is 0.333333; a whole number keeps all of its own."""
    if float(value).is_integer() and abs(value) < COUNTED:
        return int(value)
    number = float(f"{value:.{digits}g}")
    return int(number) if number.is_integer() and abs(number) < BIGGEST else number


def _deflated(raw: bytes) -> bytes:
    """The shortest of what zlib offers; builds of zlib differ, so that the bytes may differ from machine to machine."""
    found = []
    for strategy in (zlib.Z_DEFAULT_STRATEGY, zlib.Z_FIXED, zlib.Z_HUFFMAN_ONLY):
        packer = zlib.compressobj(9, zlib.DEFLATED, -15, 9, strategy, _DICTIONARY)
        found.append(packer.compress(raw) + packer.flush())
    return min(found, key=len)


def _base32(raw: bytes) -> str:
    return base64.b32encode(raw).decode("ascii").rstrip("=")


def _checksum(head: str, body: bytes) -> bytes:
    return zlib.crc32(body, zlib.crc32(head.encode("ascii"))).to_bytes(4, "big")


# --- to read ------------------------------------------------------------------------------------------------


def find(text: str) -> Iterator[Handed | Unread]:
    """Every code of a text, in its order: what it holds, or why it cannot be read.

    Line ends, spaces, quotes, « > » of an answered mail, tags and small letters do not count.
    """
    text = re.sub(r"</?[a-zA-Z!][^<>]{0,300}>", _blank, html.unescape(text))
    # Only what was a plain letter: « ß » in capitals would be two.
    places = [at for at, one in enumerate(text) if one.isascii() and one.isalnum()]
    stream = "".join(text[at] for at in places).upper()
    starts = [one.start() for one in re.finditer(r"BM[0189]", stream)][:MOST_CODES]
    for start, end in zip(starts, [*starts[1:], len(stream)], strict=False):
        piece = stream[start:end]
        if len(piece) < FEWEST:  # « BM1 » in a sentence
            continue
        try:
            yield decode(piece)
        except Unreadable as reason:
            typed = _typed(text[places[start] : places[end - 1] + 1])
            if typed:
                yield _unread(text, places[start], typed, str(reason))


def _blank(tag: re.Match[str]) -> str:
    """A tag leaves its room and its line ends, so that lines are still those of the file."""
    return " " + "\n" * tag[0].count("\n")


def _typed(text: str) -> str:
    """The code at the beginning of a text, without the words that follow it; « » where it is only « BM 12, rue… »."""
    if not re.match(_HEAD[:2] + r"\d", text, re.IGNORECASE):
        return ""
    case = r"[A-Z0-9]" if text[:2].isupper() else r"[A-Za-z0-9]"
    run = re.match(rf"(?:{case}+(?![A-Za-z0-9à-ÿ])[^\w]*)+", text)
    typed = run[0] if run else text
    first = re.match(r"\w+", typed)
    letters = re.sub(r"\W", "", typed)
    enough = len(letters) >= FEWEST and (len(first[0] if first else "") >= GROUP or text[:2].isupper())
    return typed if enough else ""


def _unread(text: str, at: int, typed: str, reason: str) -> Unread:
    """What is told of a code, so that it is found again in its file by who searches for its first letters."""
    letters = re.sub(r"\W", "", typed[len(_HEAD) :].upper())
    if reason == BROKEN and set(letters[:2]) <= set(_LETTERS):
        due = 32 * _LETTERS.index(letters[0]) + _LETTERS.index(letters[1])
        lacks = due + 2 - len(letters)
        reason = WRONG if lacks < 2 else f"{CUT}\u00a0: {lacks} lettres manquent sur {due + 5}"
    shown, count = "", 0
    for one in typed.splitlines()[0]:
        count += one.isalnum()
        if count > SHOWN:
            break
        shown += one
    return Unread(shown.strip(), reason, text.count("\n", 0, at) + 1, _before(text[max(0, at - 2_000) : at]))


def _before(text: str) -> str:
    """The last words of a text: of its last line, else of the one before that holds some and is no code."""
    lines = [" ".join(one.split()).strip("> ") for one in text.split("\n")]
    told = next(
        (one for one in reversed(lines) if re.search(r"[^\W\d_]", one) and not _CODED.fullmatch(one)), ""
    )
    return told[-BEFORE:].lstrip()


def decode(code: str) -> Handed:
    """What a code holds; what follows its last letter is dropped.

    Raises:
        Unreadable: damaged, cut, of a later form, or not made by the course.
    """
    head, letters = code[:3], re.sub(r"[^A-Z2-7]", "", code[3:])
    if head != _HEAD:
        raise Unreadable("d’une autre version du cours")
    if len(letters) < 2:
        raise Unreadable(CUT)
    count = 32 * _LETTERS.index(letters[0]) + _LETTERS.index(letters[1])
    inside = letters[2 : 2 + count]
    if len(inside) < count:
        raise Unreadable(BROKEN)
    try:
        raw = base64.b32decode(inside + "=" * (-count % 8))
    except ValueError:
        raise Unreadable(BROKEN) from None
    body = raw[4:]
    # The last letter holds bits that mean nothing: another one in its place is a slip too.
    if not body or _base32(raw) != inside or raw[:4] != _checksum(head + letters[:2], body):
        raise Unreadable(BROKEN)
    return _content(body)


def _content(body: bytes) -> Handed:
    hashes, packed = body[1 : 1 + 2 * body[0]], body[1 + 2 * body[0] :]
    reader = zlib.decompressobj(-15, _DICTIONARY)
    try:
        text = reader.decompress(packed, LARGEST)
        if not reader.eof:
            raise Unreadable("trop long")
        values = json.loads(text.decode("utf-8"), parse_constant=_refused)
        lesson, pseudonym, bets, answers, *more = values
        known = [hashes[at : at + 2].hex() for at in range(0, len(hashes), 2)]
        if len(known) != len(bets) + len(answers) or len(more) > 1:
            raise Unreadable("mal formé")
    except Unreadable:
        raise
    except (zlib.error, ValueError, TypeError, RecursionError):
        raise Unreadable("mal formé") from None
    if not (isinstance(lesson, str) and re.fullmatch("[0-9]{2}", lesson) and isinstance(pseudonym, str)):
        raise Unreadable("mal formé")
    if not (isinstance(bets, list) and isinstance(answers, list)) or not all(map(_plain, values)):
        raise Unreadable("mal formé")
    return Handed(
        lesson,
        pseudonym[:LONGEST_TEXT],
        tuple(zip(known, bets, strict=False)),
        tuple(zip(known[len(bets) :], answers, strict=True)),
        more[0] if more else None,
    )


def _refused(constant: str) -> None:
    raise Unreadable("mal formé")  # NaN, Infinity


def _plain(value: Any, deep: int = 6) -> bool:
    """Whether a value is what a code may hold: short texts, numbers of a size, lists and records of them."""
    if isinstance(value, bool) or value is None:
        return True
    if isinstance(value, int | float):
        return abs(value) <= BIGGEST  # infinity is beyond, nan beside
    if isinstance(value, str):
        return len(value) <= LONGEST_TEXT
    inside = [*value, *value.values()] if isinstance(value, dict) else value
    return deep > 0 and len(inside) <= 256 and all(_plain(one, deep - 1) for one in inside)
