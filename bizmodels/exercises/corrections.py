"""French notation in a cell that Python refuses: « 0,05 », « 5 % », « 20 833 € », « “b” », corrected to be copied.

``corrected`` writes *all* that is French in the cell as Python does, since a half-corrected line may compute something
else (« 60 € / 1,2 » must not become ``60 / 1,2``, a pair). What may be read in two ways is a doubt: then the sentence
asks, and no code is given.
"""

from __future__ import annotations

import ast
import keyword
import re
import warnings
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from bizmodels.exercises.answers import comma

BLANK = " \u00a0\u202f\u2009\u2007"
_GAP = f"[{BLANK}]"
_HOLE, _NOTE = "\ue000", "\ue001"  # stand for a text and a comment, whose inside is not code
_NUMBER = rf"(?<![\w.,])(?:\d{{1,3}}(?:{_GAP}\d{{3}})+|\d{{1,3}}(?:\.\d{{3}})+(?=,)|\d+)(?:[.,]\d+)?"
_TIME = {
    "mois": "mois",
    "an": "ans",
    "ans": "ans",
    "année": "ans",
    "années": "ans",
    "jour": "jours",
    "jours": "jours",
}
_TIME |= {"semaine": "semaines", "semaines": "semaines", "heure": "heures", "heures": "heures"}
_TIME |= {"minute": "minutes", "minutes": "minutes"}
_MONEY = {"€": "euros", "euro": "euros", "euros": "euros", "EUR": "euros", "$": "dollars", "USD": "dollars"}
_MONEY |= {"centime": "euros", "centimes": "euros"}
_THINGS = rf"clients?|commandes?|pièces?|abonnés?|points?|fois(?!{_GAP}*[\w(])"
_WORDS = "|".join(sorted((word for word in (_TIME | _MONEY) if word.isalpha()), key=len, reverse=True))
_PER = rf"(?P<per>(?:{_GAP}*(?:/|\bpar\b){_GAP}*(?:{'|'.join(_TIME)}|client|commande|pièce|abonné)\b)*)"
_SIZES = {"k": 10**3, "K": 10**3, "M": 10**6, "Md": 10**9}
_SYMBOLS = {"÷": " / ", "²": "**2", "³": "**3", "≥": ">=", "≤": "<=", "≠": "!=", "…": "..."}

# Texts and comments; the typographic quotes of a word processor among them.
_TEXT = re.compile(
    r'("""(?:.|\n)*?"""|\'\'\'(?:.|\n)*?\'\'\'|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'|#[^\n]*'
    r'|[“”„«][^“”„«»\n]*[“”»]|[‘‹][^‘’‹›\n]*[’›])'
)  # fmt: skip


@dataclass
class Correction:
    """The corrected cell, what to say of it, and what stays in doubt (then the code is not to be given)."""

    cell: str
    said: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)


def refused(cell: str) -> SyntaxError | None:
    """Python's refusal of a cell, None when it takes it (or when IPython has to say what is wrong)."""
    try:
        with warnings.catch_warnings(action="ignore"):
            compile(cell, "<cellule>", "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)
    except SyntaxError as error:
        return None if "null bytes" in str(error) else error
    except (ValueError, RecursionError, MemoryError):
        pass
    return None


def corrected(cell: str, names: Container[str] = ()) -> Correction | None:
    """A refused cell in Python's notation, None when that does not make it compile.

    ``names``: those that exist already; « 3 € / mois » may then be a division by ``mois``.
    """
    for quotes in (_straight_quotes, _every_quote):
        first = quotes(cell)
        found = _notation(first.cell, names)
        found.said = first.said + found.said
        if found.cell != cell and refused(found.cell) is None:
            return found
    return None


# --- texts --------------------------------------------------------------------------------------------------


def _straight_quotes(cell: str) -> Correction:
    said = []

    def one(found: re.Match) -> str:
        if found[0][0] not in "“”„«‘‹":
            return found[0]
        inside = found[0][1:-1].strip(BLANK)
        new = f'"{inside}"' if '"' not in inside else f"'{inside}'"
        said.append(f"`{found[0]}` : les guillemets droits du clavier entourent un texte en Python, `{new}`.")
        return new

    return Correction(_TEXT.sub(one, cell), said[:1])


def _every_quote(cell: str) -> Correction:
    new = re.sub("[“”„«»]", '"', re.sub("[‘’‹›]", "'", cell))
    said = "Les guillemets droits du clavier entourent un texte en Python, au début comme à la fin."
    return Correction(new, [said] if new != cell else [])


# --- numbers, units and signs -------------------------------------------------------------------------------


def _plain(typed: str) -> str:
    """« 1 234,5 », « 1.234,5 » and « 36,7 » as Python writes them."""
    bare = re.sub(_GAP, "", typed)
    if "," in bare:
        bare = bare.replace(".", "").replace(",", ".")
    return bare


def _times(typed: str, factor: Decimal) -> str:
    return f"{(Decimal(_plain(typed)) * factor).normalize():f}"


@dataclass
class _Reader:
    """What is met while a cell is read: sentences by kind of correction, doubts and units by line."""

    names: Container[str]
    said: list[str] = field(default_factory=list)
    doubts: list[tuple[int, str]] = field(default_factory=list)
    units: dict[int, set[tuple[str, str]]] = field(default_factory=dict)

    def doubt(self, found: re.Match, sentence: str) -> None:
        self.doubts.append((found.string.count("\n", 0, found.start()), sentence))

    def unit(self, found: re.Match, name: str | None) -> None:
        line = self.units.setdefault(found.string.count("\n", 0, found.start()), set())
        for family, units in (("time", _TIME), ("money", _MONEY)):
            if name in units:
                line.add((family, units[name]))

    def per(self, found: re.Match) -> None:
        """« / mois » after an amount is its unit, unless a value has that name."""
        for word in re.findall(r"[^\W\d]+", found["per"].replace("par", " ")):
            self.unit(found, word)
            if word in self.names or re.search(rf"(?<!\w){word}\s*=", found.string):
                self.doubt(
                    found, f"`/ {word}` est lu comme une unité ; c'est aussi le nom d'une de vos valeurs."
                )

    def percent(self, found: re.Match) -> str:
        before, after = found.string[max(found.start() - 60, 0) : found.start()], found.string[found.end() :]
        self.per(found)
        added = re.search(rf"(\S*[\w)%\]€$]){_GAP}*[+−–-]{_GAP}*$", before)
        if added and not re.search(r"%$|(?<![\w.,])1$", added[1]):
            self.doubt(
                found,
                f"Ajouter ou retirer `{found[0].strip()}`, est-ce une part du reste ? "
                f"Alors multipliez : `prix * (1 + {_times(found['number'], Decimal('0.01'))})`.",
            )
        if re.match(rf"{_GAP}*[+−–-][\w(]", after):
            self.doubt(
                found, f"`{found[0].strip()}` est suivi d'un signe : pourcentage ou reste d'une division ?"
            )
        return _times(found["number"], Decimal("0.01"))

    def amount(self, found: re.Match) -> str:
        number, size, unit = found["number"], found["size"], found["unit"]
        if not size and not unit:
            return found[0]
        self.per(found)
        self.unit(found, unit)
        if re.fullmatch(r"[1-9]\d{0,2}\.\d{3}", number):
            self.doubt(found, f"`{number}` : un point entre les milliers, ou un nombre à trois décimales ?")
        if unit and unit.startswith("point"):
            self.doubt(
                found, "Des points de pourcentage s'écrivent comme une fraction : 3 points s'écrivent `0.03`."
            )
        cents = Decimal("0.01") if unit and unit.startswith("centime") else 1
        return _times(number, cents * Decimal(_SIZES.get(size or "", 1)))

    def product(self, found: re.Match) -> str:
        before = re.search(r"\w+$", found.string[: found.start()])
        after = re.match(r"\w+", found.string[found.end() :])
        words = {one[0] for one in (before, after) if one}
        hexadecimal = found[0] in "xX" and before and before[0] == "0"
        return found[0] if hexadecimal or any(map(keyword.iskeyword, words)) else " * "

    def mixed(self) -> Iterator[tuple[int, str]]:
        """Lines that add up months and years, or euros and dollars."""
        for line, units in self.units.items():
            for family in ("time", "money"):
                both = sorted(name for kind, name in units if kind == family)
                if len(both) > 1:
                    yield (
                        line,
                        (
                            f"Sans leurs unités, {' et '.join(both)} se mélangent : convertissez d'abord dans une seule, "
                            "par exemple `5 * 12` mois pour 5 ans."
                            if family == "time"
                            else f"Sans leurs unités, {' et '.join(both)} se mélangent : convertissez d'abord."
                        ),
                    )


_Better = Callable[[_Reader, re.Match], str]
_WITHOUT_UNIT = "`{seen}` : un nombre s'écrit sans unité en Python, `{better}`."
_WITHOUT_SPACE = "`{seen}` : un nombre s'écrit sans espace en Python, `{better}`."
_PRODUCT = "`{seen}` : la multiplication s'écrit `*` en Python."
_MODULO = rf"(?!{_GAP}*(?:(?![xX]{_GAP}*\d|fois\b)\w|[(.{_HOLE}]))"

# What is looked for outside texts, what stands for it, and the sentence; {seen} was read, {better} is its correction.
_FIXES: tuple[tuple[re.Pattern, _Better, str], ...] = (
    (re.compile(rf"(?<![\w.,])\d{{1,3}}(?:{_GAP}\d{{3}})+(?:[.,]\d+)?(?![\w])"), lambda _, m: _plain(m[0]),
     _WITHOUT_SPACE),
    (re.compile(r"(?<![\w.,])\d{1,3}(?:\.\d{3})+,\d+(?![\w.])"), lambda _, m: _plain(m[0]),
     "`{seen}` : ni point entre les milliers ni virgule décimale en Python, le nombre s'écrit `{better}`."),
    (re.compile(r"(?<![\w.,])\d{1,3}(?:\.\d{3}){2,}(?![\w.,])"), lambda _, m: m[0].replace(".", ""),
     "`{seen}` : un nombre s'écrit sans point entre les milliers en Python, `{better}`."),
    (re.compile(r"(?<![\w.,])\d{1,3}(?:’\d{3})+(?![\w.,])"), lambda _, m: m[0].replace("’", ""),
     "`{seen}` : un nombre s'écrit sans apostrophe en Python, `{better}`."),
    (re.compile(rf"(?P<number>{_NUMBER}){_GAP}*%{_PER}{_MODULO}"), _Reader.percent,
     "`{seen}` : un pourcentage s'écrit comme une fraction en Python, `{better}`."),
    (re.compile(rf"(?<!\w)(?P<unit>[€$]){_GAP}*(?P<number>{_NUMBER})(?:{_GAP}*(?P<size>Md|[kKM])(?!\w))?{_PER}"),
     _Reader.amount, _WITHOUT_UNIT),
    (re.compile(rf"(?P<number>{_NUMBER})(?:{_GAP}*(?P<size>Md|[kKM])(?!\w))?(?:{_GAP}*(?P<unit>[€$]|(?:{_WORDS}|{_THINGS})\b))?"
                rf"(?:{_GAP}*(?:TTC|HT)\b)?{_PER}"), _Reader.amount, _WITHOUT_UNIT),
    (re.compile(rf"(?:(?<=[\d)]){_GAP}*[xX]{_GAP}*(?=[\d(])|(?<=[\w)]){_GAP}+(?:[xX]|fois){_GAP}+(?=[\w(])"
                rf"|{_GAP}*[×✕]{_GAP}*)"), _Reader.product, _PRODUCT),
    (re.compile("[−–—‐‑]"), lambda _, m: "-", "`{seen}` : ce tiret n'est pas le signe moins du clavier, `-`."),
    (re.compile(rf"{_GAP}*÷{_GAP}*|[²³≥≤≠…]"), lambda _, m: _SYMBOLS[m[0].strip(BLANK)],
     "`{seen}` : ce signe s'écrit `{better}` en Python."),
    (re.compile("[\u00a0\u202f\u2009\u2007\u200b\ufeff]"), lambda _, m: " " if m[0] in BLANK else "",
     "Une espace insécable, invisible, vient d'un copier-coller : une espace ordinaire suffit."),
)  # fmt: skip


def _notation(cell: str, names: Container[str]) -> Correction:
    """The cell with every correction that applies outside its texts, one sentence a kind."""
    bare = re.sub(f"[{_HOLE}{_NOTE}]", "", cell)
    texts = iter(_TEXT.findall(bare))
    old = new = _TEXT.sub(lambda found: _NOTE if found[0].startswith("#") else _HOLE, bare)
    reader = _Reader(names)
    for pattern, better, sentence in _FIXES:
        said: list[str] = []

        def one(
            found: re.Match, better: _Better = better, sentence: str = sentence, said: list = said
        ) -> str:
            fixed = better(reader, found)
            if fixed != found[0]:
                said.append(sentence.format(seen=found[0].strip(), better=fixed.strip()))
            return fixed

        new = pattern.sub(one, new)
        reader.said += said[:1]
    new = _decimal_commas(new, reader)
    changed = [
        line
        for line, pair in enumerate(zip(old.split("\n"), new.split("\n"), strict=True))
        if len(set(pair)) > 1
    ]
    doubts = [sentence for line, sentence in [*reader.doubts, *reader.mixed()] if line in changed]
    for line in changed:
        if rest := re.search(rf"\d{_GAP}*%{_GAP}*[\w(]", new.split("\n")[line]):
            doubts.append(
                f"`{rest[0]}` se lit comme le reste d'une division : écrivez le pourcentage comme une fraction."
            )
    return Correction(
        re.sub(f"[{_HOLE}{_NOTE}]", lambda _: next(texts), new), reader.said, list(dict.fromkeys(doubts))
    )


# --- decimal commas -----------------------------------------------------------------------------------------

# Two numbers with a comma and no space; « 1,2,3 » is a list.
_COMMA = re.compile(r"(?<![\w.])(?<!\d,)(\d+),(\d+)(?![\w.])(?!,\d)")
_OPEN, _CLOSE = "([{", ")]}"


def _decimal_commas(code: str, reader: _Reader) -> str:
    """Each comma that is surely decimal as a point; a doubt for those that may separate two values."""
    told = False

    def one(found: re.Match) -> str:
        nonlocal told
        sure = _is_decimal(code, found)
        if sure is None:
            both = f"`{found[1]}, {found[2]}`"
            reader.doubt(
                found, f"`{found[0]}` : deux valeurs ({both}) ou un seul nombre (`{found[1]}.{found[2]}`) ?"
            )
        if not sure:
            return found[0]
        if not told:
            reader.said.append(comma(found[1], found[2]).sentence)
            told = True
        return f"{found[1]}.{found[2]}"

    return _COMMA.sub(one, code)


def _is_decimal(code: str, found: re.Match) -> bool | None:
    """Whether a comma is decimal, surely (True) or surely not (False); None when it may be either."""
    opener = _opener(code, found.start())
    start = opener + 1 if opener >= 0 else max(code.rfind(mark, 0, found.start()) for mark in "\n;") + 1
    before = code[start : found.start()]
    if len(found[2]) > 1 and found[2].startswith("0"):
        return True  # « 05 » is no number in Python
    if opener < 0:
        several = re.match(r"\s*(?:for\b.*|[\w.]+\s*(?:,\s*[\w.]+\s*)+=(?!=).*)", before)
        return not several and not re.search(r"\bin\s*$", before)
    named = re.search(r"(?<![=!<>])[=:]\s*$", before)
    if code[opener] == "[" and re.search(r"[\w)\]]$", code[:opener]):
        return False  # table[1,2]
    if named or _spaced_separator(code, opener):
        return True
    call = re.search(rf"[\w)\]]{_GAP}*$", code[:opener]) and not _after_keyword(code[:opener])
    if code[opener] == "(" and not call:
        inside = code[opener + 1 : _closer(code, opener)].strip()
        return True if inside != found[0] else None
    return None


def _after_keyword(before: str) -> bool:
    word = re.search(r"(\w+)\s*$", before)
    return bool(word and keyword.iskeyword(word[1]))


def _opener(code: str, place: int) -> int:
    """Where the innermost bracket around a place opens, -1 outside all of them."""
    depth = 0
    for at in range(place - 1, -1, -1):
        if code[at] in _CLOSE:
            depth += 1
        elif code[at] in _OPEN:
            if depth == 0:
                return at
            depth -= 1
    return -1


def _closer(code: str, opener: int) -> int:
    depth = 0
    for at in range(opener, len(code)):
        depth += (code[at] in _OPEN) - (code[at] in _CLOSE)
        if depth == 0:
            return at
    return len(code)


def _spaced_separator(code: str, opener: int) -> bool:
    """Whether the values of these brackets are set apart by a comma and a space: then a tight comma is none."""
    depth = 0
    for at in range(opener + 1, _closer(code, opener)):
        depth += (code[at] in _OPEN) - (code[at] in _CLOSE)
        if depth == 0 and code[at] == "," and code[at + 1 : at + 2].isspace():
            return True
    return False
