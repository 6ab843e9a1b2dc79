"""Numbers, units and words in French, both ways: 1234.5 <-> « 1 234,5 € ».

Typography: U+202F (narrow no-break space) between thousands, U+00A0 (no-break space) before a unit,
U+2212 for the minus sign, decimal comma. Source: Lexique des règles typographiques en usage à
l'Imprimerie nationale.
"""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Iterable

from bizmodels.errors import LearnerError, UnknownName

NARROW = "\u202f"
NBSP = "\u00a0"
MINUS = "\u2212"
# Opens the HTML of tables and pictures: JupyterLab shows the first line of an output that is hidden, and an answer waits.
FIRST_LINE = " \n"
_TINY = 5e-13

_SPACES = re.compile(r"[\s\u00a0\u202f\u2009']")
_NUMBER = re.compile(r"[+-]?([0-9]+([.,][0-9]*)?|[.,][0-9]+)(e[+-]?[0-9]+)?", re.IGNORECASE)
_THOUSANDS_DOT = re.compile(r"[+-]?[0-9]{1,3}(\.[0-9]{3})+,[0-9]+")
_SIZES = {"Md": 1e9, "M": 1e6, "k": 1e3}
_INFINITE = {"∞": math.inf, "+∞": math.inf, "-∞": -math.inf}


def number(value: float, decimals: int | None = None) -> str:
    """Write a number the French way.

    Without ``decimals``: three significant digits below 1,000, the unit above, trailing zeros dropped.
    An infinite value reads « ∞ », a missing one « — ».

    >>> number(1234.5, 1)
    '1\u202f234,5'
    >>> number(-0.035)
    '−0,035'
    """
    value = float(value)
    if math.isnan(value):
        return "—"
    if math.isinf(value):
        return "∞" if value > 0 else f"{MINUS}∞"
    trim = decimals is None
    if decimals is None:
        decimals = _significant_decimals(value)
    text = f"{abs(value):,.{decimals}f}"
    if trim and "." in text:
        text = text.rstrip("0").rstrip(".")
    if value < 0 and text.strip("0.,"):
        text = MINUS + text
    return text.translate({44: NARROW, 46: ","})


def _significant_decimals(value: float) -> int:
    size = abs(value)
    if size < _TINY or size >= 999.5:
        return 0
    return max(0, 2 - math.floor(math.log10(size)))


def exact(value: float) -> str:
    """Write every digit of a number as typed in a field: 11.99 -> « 11,99 », 42000 -> « 42 000 »."""
    value = float(value)
    if not math.isfinite(value):
        return number(value)
    decimals = 0
    while decimals < 10 and abs(round(value, decimals) - value) > 1e-12 * max(1.0, abs(value)):
        decimals += 1
    return number(value, decimals)


def quantity(value: float, unit: str = "", decimals: int | None = None) -> str:
    """Write a value with its unit. A « % » unit shows a fraction × 100: 0.035 -> « 3,5 % »."""
    if unit.startswith("%"):
        value = float(value) * 100
    text = number(value, decimals)
    return f"{text}{NBSP}{unit}" if unit else text


def compact(value: float, unit: str = "€") -> str:
    """Write a large amount in words a reader compares: 3 200 000 -> « 3,2 M€ », 1.2e9 -> « 1,2 Md€ »."""
    value = float(value)
    if not math.isfinite(value):
        return quantity(value, unit)
    for size, prefix in ((1e9, "Md"), (1e6, "M"), (1e4, "k")):
        if abs(value) >= size * 0.9995:
            scaled = value / (1e3 if prefix == "k" else size)
            return f"{number(scaled)}{NBSP}{prefix}{unit}"
    return quantity(value, unit)


def scale(largest: float, unit: str) -> tuple[float, str]:
    """Divisor and unit for an axis whose largest absolute value is ``largest``."""
    for size, prefix in ((1e9, "Md"), (1e6, "M"), (1e3, "k")):
        if largest >= size * 2:
            return size, f"{prefix}{unit}"
    return 1.0, unit


_WITH_UNIT = re.compile(
    r"(?P<number>\s*[×x]?\s*[-+−–]?[\d\s\u00a0\u202f\u2009'.,]*\d[.,]?(?:e[+-]?\d+)?)"
    r"(?P<size>\s*(?:Md|M|k|millions?|milliards?)(?![^\W\d_]))?(?P<tail>[^\d]*)",
    re.IGNORECASE,
)
_LONG_SIZES = {"million": "M", "milliard": "Md"}
_SAME_UNIT = {
    "euro": "€",
    "eur": "€",
    "dollar": "$",
    "usd": "$",
    "x": "×",
    "foi": "×",
    "an": "an",
    "année": "an",
}
_LINKS = {"par", "de", "du", "d", "l", "la", "le"}


def _words_of(unit: str) -> set[str]:
    """The words of a unit, without their plural nor what links them: « € HT / commandes » -> € ht commande."""
    found = re.findall(r"[^\W\d_]+|[€$%×]", unit.casefold().replace("pour cent", "%"))
    singular = (
        word.removesuffix("s") if len(word) > 2 else word
        for word in found
        if word not in _LINKS | {"des", "les"}
    )
    return {_SAME_UNIT.get(word, word) for word in singular}


def _without_unit(raw: str, unit: str) -> str:
    """The number with its size (« 1,5 M »), its unit checked and taken away; the text itself where it is no number."""
    found = _WITH_UNIT.fullmatch(raw.strip())
    if not found:
        return raw
    size = (found["size"] or "").strip()
    if _words_of(found["tail"]) - _words_of(unit) or (
        found["number"].strip()[:1] in "×x" and "×" not in unit
    ):
        raise LearnerError(
            f"«{NBSP}{raw.strip()}{NBSP}» ne convient pas ici{NBSP}: l’unité attendue est «{NBSP}{unit}{NBSP}»."
        )
    short = _LONG_SIZES.get(size.casefold().removesuffix("s"), "k" if size in ("k", "K") else size)
    return found["number"].strip().lstrip("×x ") + short


def parse(text: str, unit: str = "") -> float:
    """Read a number typed by a French hand; a final unit (€, %, ×, mois) is dropped, never applied.

    Where ``unit`` is known, what is typed after the number must be that unit or a part of it: « 60 € TTC », « 8 % par mois »,
    « 150 000 clients ». Another one is refused, for it was meant otherwise: « 5 % » for an amount, « 65 M€ / an » for a month.

    Raises:
        LearnerError: the text is no number; the sentence repeats it and shows an example.
    """
    raw = str(text)
    kept = _SPACES.sub("", _without_unit(raw, unit) if unit else raw).replace(MINUS, "-").replace("–", "-")
    kept = re.sub(r"(€|\$|%|×|x|EUR|USD|mois)(/?(mois|an))?$", "", kept, flags=re.IGNORECASE)
    size = next((s for s in _SIZES if kept.endswith(s)), "")
    kept = kept.removesuffix(size)
    if kept in _INFINITE:
        return _INFINITE[kept]
    if _THOUSANDS_DOT.fullmatch(kept):
        kept = kept.replace(".", "")
    if not _NUMBER.fullmatch(kept):
        shown = raw.strip() or "(vide)"
        raise LearnerError(
            f"«{NBSP}{shown}{NBSP}» n’est pas un nombre. Exemples{NBSP}: 12,5 ou 1{NARROW}234."
        )
    return float(kept.replace(",", ".")) * _SIZES.get(size, 1)


def plural(count: float, singular: str, many: str | None = None) -> str:
    """« 1 client », « 2 clients »: in French the plural starts at 2."""
    word = singular if abs(count) < 2 else (many if many is not None else f"{singular}s")
    return f"{number(count)}{NBSP}{word}"


def agreed(value: float, unit: str) -> str:
    """A unit in words beside its value, « 1,5 million », « 2 millions »: the plural starts at 2."""
    word = unit.split(" ")[0]
    if abs(value) < 2 and word not in {"fois", "mois", "pays"} and re.fullmatch(r"[a-zéè]+s", word):
        return word[:-1] + unit.removeprefix(word)
    return unit


def listing(words: Iterable[str], last: str = "et") -> str:
    """« a, b et c »."""
    words = list(words)
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def quote(text: object) -> str:
    """« texte », with its no-break spaces."""
    return f"«{NBSP}{text}{NBSP}»"


def nearest(name: str, known: list[str]) -> str:
    """« Vouliez-vous dire « churn » ? », or the list of what exists: the end of a sentence, its first space included."""
    close = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
    if close:
        return f" Vouliez-vous dire {quote(close[0])}{NBSP}?"
    return f" Noms possibles{NBSP}: {listing(known)}."


def unknown_in(module: str, name: str, known: list[str]) -> AttributeError:
    """What to raise for a name that a module of the package does not have (``module``: « levers.network_effects »)."""
    if name.startswith("_"):
        return AttributeError(name)
    return UnknownName(f"bizmodels.{module} n’a pas de nom {quote(name)}.{nearest(name, known)}")


_MONTHS = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
]


def period(code: str) -> str:
    """« 2024-06 » -> « juin 2024 », « 2024-T1 » -> « T1 2024 »; anything else unchanged."""
    if match := re.fullmatch(r"(\d{4})-([TS]\d)", code):
        return f"{match[2]} {match[1]}"
    if match := re.fullmatch(r"(\d{4})-(\d{2})(?:-(\d{2}))?", code):
        month = f"{_MONTHS[int(match[2]) - 1]} {match[1]}"
        day = {"01": "1er"}.get(match[3] or "", (match[3] or "").lstrip("0"))
        return f"{day} {month}" if day else month
    return code


_SPACING = (
    (re.compile(r"(?<=\S) (?=[;!?](?:[\s*_)»]|$))"), NARROW),
    (re.compile(r"(?<=\S) (?=:(?:[\s*_]|$))"), NBSP),
    (re.compile(r"(?<=«) "), NBSP),
    (re.compile(r" (?=»)"), NBSP),
    (re.compile(r"(?<=\d) (?=(?:k|M|Md)?[€$]|%)"), NBSP),
    (re.compile(r"(?<=[\d×]) (?=×)|(?<=×) (?=\d)"), NBSP),
    (re.compile(r"(?<=[^\W\d_])'(?=\w)"), "’"),
    (re.compile(r"\.\.\."), "…"),
)
_GROUPED = re.compile(r"(?<![\d,.])\d{1,3}(?: \d{3})+(?!\d)")


def typeset(text: str) -> str:
    """Put the no-break spaces, apostrophes and « … » of French into a sentence typed with ordinary ones.

    Applying it twice changes nothing. It knows no markup: code and links are not for it.
    """
    text = _GROUPED.sub(lambda found: found[0].replace(" ", NARROW), text)
    for pattern, replacement in _SPACING:
        text = pattern.sub(replacement, text)
    return text
