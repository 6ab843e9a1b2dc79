"""French notation in a cell that Python refuses: « 0,05 », « 5 % », « 20 833 € », « “b” », corrected to be copied.

``corrected`` writes *all* that is French in the cell as Python does, since a half-corrected line may compute something
else (« 60 € / 1,2 » must not become ``60 / 1,2``, a pair). What may be read in two ways is a doubt: then the sentence
asks, and no code is given. Only the statements that Python refuses are corrected: the others mean what they say.
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
_APART = "\ue002"  # before a comma that separates two values
_NUMBER = rf"(?<![\w.])(?<!\d,)(?:\d{{1,3}}(?:{_GAP}\d{{3}})+|\d{{1,3}}(?:\.\d{{3}})+(?=,)|\d+)(?:[.,]\d+)?"
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
        found = _notation(first.cell, names, cell)
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
    given: Container[str] = ()  # the names that the cell itself gives a value
    line: int = 0  # where the statement that is read begins
    said: list[str] = field(default_factory=list)
    doubts: list[tuple[int, str]] = field(default_factory=list)
    units: dict[int, set[tuple[str, str]]] = field(default_factory=dict)
    mentions: list[str] = field(default_factory=list)
    _brackets: _Brackets | None = None

    def doubt(self, found: re.Match, sentence: str) -> None:
        self.doubts.append((self.line + found.string.count("\n", 0, found.start()), sentence))

    def is_name(self, word: str | None) -> bool:
        return word is not None and (word in self.names or word in self.given)

    def brackets(self, code: str) -> _Brackets:
        if self._brackets is None or self._brackets.code is not code:
            self._brackets = _Brackets(code)
        return self._brackets

    def unit(self, found: re.Match, name: str | None) -> None:
        at = self.line + found.string.count("\n", 0, found.start())
        line = self.units.setdefault(at, set())
        for family, units in (("time", _TIME), ("money", _MONEY)):
            if name in units:
                line.add((family, units[name]))

    def per(self, found: re.Match) -> None:
        """« / mois » after an amount is its unit, unless a value has that name."""
        for word in re.findall(r"[^\W\d]+", found["per"].replace("par", " ")):
            self.unit(found, word)
            if self.is_name(word):
                self.doubt(
                    found, f"`/ {word}` est lu comme une unité ; c'est aussi le nom d'une de vos valeurs."
                )

    def percent(self, found: re.Match) -> str:
        before, after = (
            found.string[max(found.start() - 60, 0) : found.start()],
            found.string[found.end() : found.end() + 60],
        )
        self.per(found)
        added = re.search(rf"(\S*[\w)%\]€$]){_GAP}*([+−–-])=?[({BLANK}]*$", before)
        if added and not re.search(r"%$|(?<![\w.,])1$", added[1]):
            sign = "+" if added[2] == "+" else "-"
            self.doubt(
                found,
                f"Ajouter ou retirer `{found[0].strip()}`, est-ce une part du reste ? "
                f"Alors multipliez : `prix * (1 {sign} {_times(found['number'], Decimal('0.01'))})`.",
            )
        if re.match(rf"{_GAP}*[+−–-][\w(]", after):
            self.doubt(
                found, f"`{found[0].strip()}` est suivi d'un signe : pourcentage ou reste d'une division ?"
            )
        self.three_decimals(found)
        return _times(found["number"], Decimal("0.01")) + _apart(found)

    def three_decimals(self, found: re.Match) -> None:
        """« max(1000,200 €) »: a thousandth, or a second value."""
        whole, _, decimals = found["number"].partition(",")
        if len(decimals) > 2 and self.brackets(found.string).opener[found.start()] >= 0:
            self.doubt(found, _two_values(found["number"], _plain(whole), decimals))

    def amount(self, found: re.Match) -> str:
        number, size, unit = found["number"], found["size"], found["unit"]
        if not size and not unit:
            return found[0]
        self.per(found)
        self.unit(found, unit)
        self.three_decimals(found)
        for word in (unit or size, found.groupdict().get("tax")):
            if self.is_name(word):
                self.doubt(
                    found,
                    f"`{found[0].strip()}` : `{word}` est aussi le nom d'une de vos valeurs. Est-ce "
                    f"`{_plain(number)} * {word}` ? Sinon, écrivez le nombre sans son unité.",
                )
        if re.fullmatch(r"[1-9]\d{0,2}\.\d{3}", number):
            self.doubt(found, f"`{number}` : un point entre les milliers, ou un nombre à trois décimales ?")
        if unit and unit.startswith("point"):
            self.doubt(
                found, "Des points de pourcentage s'écrivent comme une fraction : 3 points s'écrivent `0.03`."
            )
        cents = Decimal("0.01") if unit and unit.startswith("centime") else 1
        return _times(number, cents * Decimal(_SIZES.get(size or "", 1))) + _apart(found)

    def written(self, found: re.Match) -> str:
        """« .5 € », « 1_000 € », « 1e3 € »: a number as Python writes it, and its unit."""
        self.per(found)
        self.unit(found, found["unit"])
        return found["number"] + _apart(found)

    def cents(self, found: re.Match) -> str:
        """« 12€99 »: the two digits after a currency are its cents."""
        number, cents = found["number"], found["cents"]
        self.per(found)
        if len(cents) != 2 or re.search("[.,]", number) or found["more"]:
            self.doubt(
                found,
                f"`{found[0].strip()}` : quel est ce nombre ? Les centimes se placent après un point : "
                "`12.99` pour 12 euros et 99 centimes.",
            )
            return re.sub(r"\D", "", number + cents)
        self.unit(found, found["unit"])
        return f"{_plain(number)}.{cents}" + _apart(found)

    def thousands(self, found: re.Match) -> str:
        """« 20 833 », « 1 234,5 » and « 1 000,2 000 », which is two values."""
        if not re.search(_GAP, found[0]):
            return found[0]
        whole, dot, decimals = found[0].partition(".")
        parts = whole.split(",")
        bare = [re.sub(_GAP, "", part) for part in parts]
        apart = f"{_APART},".join(bare) + dot + decimals
        if len(parts) == 1:
            return apart
        brackets = self.brackets(found.string)
        outside = brackets.opener[found.start()] < 0
        if all(re.search(_GAP, part) for part in parts[1:]):
            if outside and _is_decimal(brackets, found, bare[1]):
                self.doubt(found, _which_commas(found[0]))
            return apart
        if len(parts) > 2 or dot:
            self.doubt(found, _which_commas(found[0]))
            return apart
        sure = _is_decimal(brackets, found, bare[1])
        if sure and not outside and len(bare[1]) > 2:
            sure = None
        if sure is None:
            self.doubt(found, _two_values(found[0], *bare))
        return ".".join(bare) if sure else apart

    def product(self, found: re.Match) -> str:
        before = re.search(r"\w+$", found.string[max(found.start() - 60, 0) : found.start()])
        after = re.match(r"\w+", found.string[found.end() : found.end() + 60])
        words = {one[0] for one in (before, after) if one}
        if any(map(keyword.iskeyword, words)):
            return found[0]
        # An `x` that touches a name is a letter of that name: « lot3x2 », « f2x(3) », a value called « x2 ».
        if found[0][0] in "xX" and before and (before[0] == "0" or not before[0][0].isdigit()):
            return found[0]
        if found[0][-1] in "xX" and after and self.is_name(found[0][-1] + after[0]):
            return found[0]
        return " * "

    def division(self, found: re.Match) -> str:
        """« 30 : 16 », unless the colon is that of a block, a dict or a slice."""
        opener = self.brackets(found.string).opener[found.start()]
        line = found.string[found.string.rfind("\n", 0, found.start()) + 1 : found.start()]
        block = any(map(keyword.iskeyword, re.findall(r"\w+", line)))
        return found[0] if block or (opener >= 0 and found.string[opener] in "[{") else " / "

    def share(self, found: re.Match) -> str:
        """« 20 % de 100 »; « 20 % de clients » only when such a value exists."""
        word = re.match(r"[^\W\d]\w*", found.string[found.end() :])
        known = not word or word[0] in self.names
        return f"{_times(found['number'], Decimal('0.01'))} * " if known else found[0]

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


def _apart(found: re.Match) -> str:
    """A comma that follows a unit separates two values."""
    return _APART if found.string.startswith(",", found.end()) else ""


def _two_values(typed: str, whole: str, decimals: str) -> str:
    return f"`{typed}` : deux valeurs (`{whole}, {decimals}`) ou un seul nombre (`{whole}.{decimals}`) ?"


def _which_commas(typed: str) -> str:
    return (
        f"`{typed}` : quelles virgules séparent des valeurs ? Écrivez un point devant les décimales, "
        "et une espace après chaque virgule qui sépare."
    )


_Better = Callable[[_Reader, re.Match], str]
_WITHOUT_UNIT = "`{seen}` : un nombre s'écrit sans unité en Python, `{better}`."
_CENTS = "`{seen}` : un prix s'écrit sans unité en Python, avec un point devant les centimes, `{better}`."
_WITHOUT_SPACE = "`{seen}` : un nombre s'écrit sans espace en Python, `{better}`."
_PRODUCT = "`{seen}` : la multiplication s'écrit `*` en Python."
_SPACED = rf"\d{{1,3}}(?:{_GAP}\d{{3}})+"
_MODULO = rf"(?!{_GAP}*(?:(?![xX]{_GAP}*\d|fois\b)\w|[(.{_HOLE}]))"

# What is looked for outside texts, what stands for it, and the sentence; {seen} was read, {better} is its correction.
_FIXES: tuple[tuple[re.Pattern, _Better, str], ...] = (
    (re.compile(rf"(?<![\w.])(?<!\d,)(?:{_SPACED}|\d+)(?:,(?:{_SPACED}|\d+))*(?:\.\d+)?(?!\w)"),
     _Reader.thousands, _WITHOUT_SPACE),
    (re.compile(r"(?<![\w.,])\d{1,3}(?:\.\d{3})+,\d+(?![\w.])"), lambda _, m: _plain(m[0]),
     "`{seen}` : ni point entre les milliers ni virgule décimale en Python, le nombre s'écrit `{better}`."),
    (re.compile(r"(?<![\w.,])\d{1,3}(?:\.\d{3}){2,}(?![\w.,])"), lambda _, m: m[0].replace(".", ""),
     "`{seen}` : un nombre s'écrit sans point entre les milliers en Python, `{better}`."),
    (re.compile(r"(?<![\w.,])\d{1,3}(?:’\d{3})+(?![\w.,])"), lambda _, m: m[0].replace("’", ""),
     "`{seen}` : un nombre s'écrit sans apostrophe en Python, `{better}`."),
    (re.compile(rf"(?P<number>{_NUMBER}){_GAP}*%{_GAP}*(?:de|du){_GAP}+(?=[\w(])"), _Reader.share,
     "`{seen}` : un pourcentage s'écrit comme une fraction, « de » comme une multiplication, `{better}`."),
    (re.compile(rf"(?P<number>{_NUMBER}){_GAP}*(?P<unit>[€$])(?P<cents>\d+)(?P<more>[\w.]+)?(?:{_GAP}*(?:TTC|HT)\b)?{_PER}"), _Reader.cents, _CENTS),
    (re.compile(rf"(?<![\w.])(?<!\d,)(?P<number>\.\d+|\d+\.|\d+(?:_\d+)+(?:\.\d+)?|\d+(?:\.\d+)?[eE][+-]?\d+)"
                rf"{_GAP}*(?P<unit>[€$](?!\d)|(?:EUR|euros?)\b){_PER}"), _Reader.written, _WITHOUT_UNIT),
    (re.compile(rf"(?P<number>{_NUMBER}){_GAP}*%{_PER}{_MODULO}"), _Reader.percent,
     "`{seen}` : un pourcentage s'écrit comme une fraction en Python, `{better}`."),
    (re.compile(rf"(?<!\w)(?P<unit>[€$]){_GAP}*(?P<number>{_NUMBER})(?:{_GAP}*(?P<size>Md|[kKM])(?!\w))?{_PER}"),
     _Reader.amount, _WITHOUT_UNIT),
    (re.compile(rf"(?P<number>{_NUMBER})(?:{_GAP}*(?P<size>Md|[kKM])(?!\w))?(?:{_GAP}*(?P<unit>[€$]|(?:{_WORDS}|{_THINGS})\b))?"
                rf"(?:{_GAP}*(?P<tax>TTC|HT)\b)?{_PER}"), _Reader.amount, _WITHOUT_UNIT),
    (re.compile(rf"(?:(?<=[\d)]){_GAP}*[xX]{_GAP}*(?=[\d(])|(?<=[\w)]){_GAP}+(?:[xX]|fois){_GAP}+(?=[\w(])"
                rf"|{_GAP}*[×✕]{_GAP}*)"), _Reader.product, _PRODUCT),
    (re.compile(rf"(?<=[\d)]){_GAP}*:{_GAP}*(?=[\d(])"), _Reader.division,
     "`{seen}` : la division s'écrit `{better}` en Python."),
    (re.compile("[−–—‐‑]"), lambda _, m: "-", "`{seen}` : ce tiret n'est pas le signe moins du clavier, `-`."),
    (re.compile(rf"{_GAP}*÷{_GAP}*|[²³≥≤≠…]"), lambda _, m: _SYMBOLS[m[0].strip(BLANK)],
     "`{seen}` : ce signe s'écrit `{better}` en Python."),
    (re.compile("[\u00a0\u202f\u2009\u2007\u200b\ufeff]"), lambda _, m: " " if m[0] in BLANK else "",
     "Une espace insécable, invisible, vient d'un copier-coller : une espace ordinaire suffit."),
)  # fmt: skip


def _notation(cell: str, names: Container[str], typed: str | None = None) -> Correction:
    """The cell with every correction that applies outside its texts, one sentence a kind.

    Statements that Python takes stay as they are; ``typed`` is the cell before its quotes were corrected, so that
    it be known which they were. Without it, every statement is corrected.
    """
    bare = re.sub(f"[{_HOLE}{_NOTE}{_APART}]", "", cell)
    found_texts = _TEXT.findall(bare)
    texts = iter(found_texts)
    old = _TEXT.sub(lambda found: _NOTE if found[0].startswith("#") else _HOLE, bare)
    statements = list(_statements(old))
    if typed is not None:
        _mark_quoted(statements, found_texts, _changed(typed, cell))
    reader = _Reader(names, {name for one in statements for name in _assigned(one.code)})
    quoted = {line for one in statements if one.quoted for line in one.lines()}
    wrong = statements if typed is None else _wrong(statements, reader)
    for pattern, better, sentence in _FIXES:
        said: list[str] = []

        def one(
            found: re.Match, better: _Better = better, sentence: str = sentence, said: list = said
        ) -> str:
            fixed = better(reader, found)
            if fixed != found[0]:
                told = fixed.replace(_APART, "").strip()
                said.append(sentence.format(seen=found[0].strip(), better=told))
            return fixed

        for statement in wrong:
            reader.line = statement.line
            statement.code = pattern.sub(one, statement.code)
        reader.said += said[:1]
    reader.said += _decimal_commas(wrong, reader)[:1]
    reader.said += reader.mentions[:1]
    new = "".join(one.code + one.end for one in statements).replace(_APART, "")
    after = new.split("\n")
    changed = _changed(old, new)
    doubts = [
        sentence
        for line, sentence in [*reader.doubts, *reader.mixed()]
        if line in changed or typed is None or line in quoted
    ]
    for line in sorted(changed):
        if rest := re.search(rf"\d{_GAP}*%{_GAP}*[\w(]", after[line]):
            doubts.append(
                f"`{rest[0]}` se lit comme le reste d'une division : écrivez le pourcentage comme une fraction."
            )
        if call := re.search(rf"(?<![\w.])\d[\d.]*{_GAP}*\(", after[line]):
            doubts.append(f"`{call[0]}` : il manque un signe entre le nombre et la parenthèse.")
    return Correction(
        re.sub(f"[{_HOLE}{_NOTE}]", lambda _: next(texts), new),
        reader.said,
        list(dict.fromkeys(doubts))[:_DOUBTS],
    )


_DOUBTS = 3  # as many questions as one can answer


def pointed(lines: list[str]) -> Correction:
    """Lines that are to be copied, all their French notation corrected: « réponse = 3,5 » too, which Python takes."""
    return _notation("\n".join(lines), ())


# --- statements ---------------------------------------------------------------------------------------------


@dataclass
class _Statement:
    """One logical line, or what `;` leaves of it: its code, what ends it, and the line where it begins."""

    code: str
    end: str
    line: int
    quoted: bool = False  # whether it has texts whose quotes were corrected

    def lines(self) -> range:
        return range(self.line, self.line + self.code.count("\n") + 1)


def _statements(code: str) -> Iterator[_Statement]:
    depth = start = line = 0
    for found in re.finditer(r"[()\[\]{}]|\\\n|[\n;]", code):
        if found[0] in _OPEN:
            depth += 1
        elif found[0] in _CLOSE:
            depth = max(depth - 1, 0)
        elif depth == 0 and found[0] in "\n;":
            yield _Statement(code[start : found.start()], found[0], line)
            line += code.count("\n", start, found.end())
            start = found.end()
    yield _Statement(code[start:], "", line)


_BEFORE = {"elif": "if 1: pass\n", "else": "if 1: pass\n", "except": "try: pass\n", "finally": "try: pass\n"}
_BEFORE |= {"case": "match 0:\n "}
_AFTER = {"match": "\n case _: pass", "@": "\ndef f(): pass"}


def _stands(code: str) -> bool:
    """Whether Python takes a statement, as if it stood in the block where it belongs."""
    code = code.replace(_NOTE, "").replace(_HOLE, '""').strip(" \t\n")
    word = re.match(r"\w+|@|", code)[0]
    before, after = _BEFORE.get(word, "pass\n"), _AFTER.get(word, "")
    if code.endswith(":") and word != "match":
        after = " pass"
    # `match` and `case` may also be names.
    for whole in (f"{before}{code}{after}", f"pass\n{code}"):
        try:
            with warnings.catch_warnings(action="ignore"):
                ast.parse(whole)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
        return True
    return False


def _assigned(code: str) -> Iterator[str]:
    """The names to which a statement gives a value, and the parameters of a function."""
    if found := re.match(r"\s*(?:async\s+)?(?:def|for|with|import|from)\b(.*)", code, re.DOTALL):
        head = found[1].partition(" in ")[0] if re.match(r"\s*for\b", code) else found[1]
        yield from re.findall(r"[^\W\d]\w*", head)
    for found in re.finditer(r"(?<!\w)([^\W\d]\w*)\s*:=|\b(?:lambda|for)\s+([\w\s,]+?)(?=:|\s+in\b)", code):
        yield from re.findall(r"[^\W\d]\w*", found[1] or found[2])
    if found := re.match(r"[^=\n]*?(?=(?:[-+*/%@&|^]|//|\*\*)?=(?!=))", code):
        targets = re.sub(r":.*", "", found[0])  # the note of `prix: float = 3`
        if re.fullmatch(r"[\w\s,*()]*", targets) and not re.search(r"\w\s*\(", targets):
            yield from re.findall(r"[^\W\d]\w*", targets)


def _mark_quoted(statements: list[_Statement], texts: list[str], changed: set[int]) -> None:
    """Mark the statements whose texts stand on lines that changed; texts of several lines count for one."""
    after, first = iter(texts), 0
    for one in statements:
        inside = sum(next(after).count("\n") for _ in re.findall(f"[{_HOLE}{_NOTE}]", one.code))
        last = first + one.code.count("\n") + inside
        one.quoted = _HOLE in one.code and not changed.isdisjoint(range(first, last + 1))
        first = last + one.end.count("\n")


def _changed(old: str, new: str) -> set[int]:
    pairs = zip(old.split("\n"), new.split("\n"), strict=True)
    return {line for line, (before, after) in enumerate(pairs) if before != after}


def _wrong(statements: list[_Statement], reader: _Reader) -> list[_Statement]:
    """The statements that Python refuses, and those that share a line and a decimal comma with one of them."""
    wrong = [one for one in statements if one.quoted or not _stands(one.code)]
    refused_, lines = set(map(id, wrong)), {one.line for one in wrong}
    commas = {one.line for one in wrong if re.search(r"\d,\d", one.code)}
    for one in statements:
        found = re.search(r"(?<!\d)\d+,\d+", one.code)
        if id(one) in refused_ or not found:
            continue
        if one.line in commas:
            wrong.append(one)
        elif one.line in lines:
            reader.doubts.append((one.line, _two_values(found[0], *found[0].split(","))))
        elif commas and (alone := re.fullmatch(rf"\s*([\w.]+\s*=\s*(\d+),(\d+))\s*{_NOTE}?", one.code)):
            reader.mentions.append(
                f"`{alone[1]}` garde deux valeurs, `{alone[2]}` et `{alone[3]}` : "
                f"si la virgule est décimale, écrivez `{alone[2]}.{alone[3]}`."
            )
    return wrong


# --- decimal commas -----------------------------------------------------------------------------------------

# Two numbers with a comma and no space; « 1,2,3 » is a list.
_COMMA = re.compile(r"(?<![\w.])(?<!\d,)(\d+),(\d+)(?![\w.])(?!,\d)")
_OPEN, _CLOSE = "([{", ")]}"


def _decimal_commas(statements: list[_Statement], reader: _Reader) -> list[str]:
    """Write each comma that is surely decimal as a point, say so; a doubt for those that may separate two values."""
    said = []

    def one(found: re.Match) -> str:
        sure = _is_decimal(reader.brackets(found.string), found, found[2])
        if sure is None:
            reader.doubt(found, _two_values(found[0], found[1], found[2]))
        if not sure:
            return found[0]
        said.append(comma(found[1], found[2]).sentence)
        return f"{found[1]}.{found[2]}"

    for statement in statements:
        reader.line, code = statement.line, statement.code
        for found in re.finditer(rf"(?<!\d)\d+{_APART},\d+", code):
            asked = any(line == reader.line for line, _ in reader.doubts)
            if (
                not asked
                and reader.brackets(code).opener[found.start()] < 0
                and not _several(code, found.start())
            ):
                reader.doubt(found, _two_values(found[0].replace(_APART, ""), *found[0].split(f"{_APART},")))
        statement.code = _COMMA.sub(one, code)
    return said


class _Brackets:
    """The brackets of a statement, read once: which one is open at each place, where it closes."""

    def __init__(self, code: str):
        self.code = code
        self.opener: list[int] = []  # the innermost bracket open at each place, -1 outside all of them
        self.closer: dict[int, int] = {}
        self.spaced: set[int] = (
            set()
        )  # those whose values a comma and a space set apart: a tight comma does not
        stack: list[int] = []
        for at, mark in enumerate(code):
            if mark in _CLOSE and stack:
                self.closer[stack.pop()] = at
            self.opener.append(stack[-1] if stack else -1)
            if mark in _OPEN:
                stack.append(at)
            elif mark == "," and stack and code[at + 1 : at + 2].isspace():
                self.spaced.add(stack[-1])


_NEAR = 80  # how far back a comma is read
_PLACES = re.compile(r"(?:\bnp\.\w+|(?<![\w.])(?:round|range|pow|divmod|linspace|arange))$")


def _several(code: str, place: int) -> bool:
    """Whether several values are expected outside brackets: « a, b = 1,5 », « for x in 1,5: », « case 1,5: »."""
    start = code.rfind("\n", 0, place) + 1
    if re.match(r"\s*(?:for\b|case\b[^:]*$|[\w.]+\s*(?:,\s*[\w.]+\s*)+=(?!=))", code[start:place][:_NEAR]):
        return True
    return bool(re.search(r"\bin\s*$", code[max(start, place - _NEAR) : place]))


def _is_decimal(brackets: _Brackets, found: re.Match, decimals: str) -> bool | None:
    """Whether a comma is decimal, surely (True) or surely not (False); None when it may be either."""
    code, place = brackets.code, found.start()
    opener = brackets.opener[place]
    if len(decimals) > 1 and decimals.startswith("0"):
        return True  # « 05 » is no number in Python
    if opener < 0:
        return not _several(code, place)
    head = code[max(opener - _NEAR, 0) : opener]
    if code[opener] == "[" and re.search(r"[\w)\]]$", head):
        return False  # table[1,2]
    if code[opener] == "{" and re.match(r"\s*:", code[found.end() : found.end() + _NEAR]):
        return False  # {1: 10,2: 20}
    named = re.search(r"(?<![=!<>])[=:]\s*$", code[max(opener + 1, place - _NEAR) : place])
    call = re.search(rf"[\w)\]]{_GAP}*$", head) and not _after_keyword(head)
    if named:
        return True
    if opener in brackets.spaced:
        return None if call and _PLACES.search(head) else True  # np.linspace(0, 1,5)
    if code[opener] == "(" and not call:
        closer = brackets.closer.get(opener, len(code))
        inside = code[opener + 1 : min(closer, found.end() + _NEAR)].strip()
        return True if inside != found[0] else None
    return None


def _after_keyword(before: str) -> bool:
    word = re.search(r"(\w+)\s*$", before)
    return bool(word and keyword.iskeyword(word[1]))
