"""What Python refuses in a cell, in French: what it met, the line, and the corrected line when that is sure."""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterator

from bizmodels.course.first_cell import PSEUDONYM, invented
from bizmodels.slips.corrections import corrected, pointed, refused

_QUESTION = r"ex\.q\d+\.(?:check|hint|solution)\("
_WORD = r"[^\W\d]\w*"
_LETTERS = r"[^\W\d_]+"
_LONGEST = 400  # a longer line is no slip of the hand, and its guesses would take long
_SENTENCE = "l'apostrophe ouvre un texte. Une phrase qui en contient s'écrit entre guillemets doubles."
_BLOCKS = {
    "if": "la condition", "elif": "la condition", "else": "`else`", "for": "la boucle", "while": "la boucle",
    "function": "la fonction", "class": "la classe", "with": "`with`", "try": "`try`", "except": "`except`",
}  # fmt: skip


def syntax_words(cell: str, error: SyntaxError) -> tuple[str, list[str]]:
    """The sentence, and the corrected lines to copy (none when what was meant is not sure)."""
    lines = cell.splitlines()
    number = min(max(error.lineno or 1, 1), len(lines) or 1)
    line = lines[number - 1] if lines else ""
    for at in dict.fromkeys((number, max(number - 1, 1))):
        for sentence, better in _guesses(lines[at - 1] if lines else ""):
            new = [*lines[: at - 1], *better, *lines[at:]]
            if refused("\n".join(new) + "\n") is None:
                notation = pointed(better)  # « réponse = 3,5 » compiles, and is no number
                said = " ".join([f"Ligne {at} : {sentence}", *notation.said, *notation.doubts])
                return said, [] if notation.doubts else notation.cell.split("\n")
    return _what(error.msg or "", error, line, number), []


def _guesses(line: str) -> Iterator[tuple[str, list[str]]]:
    """What the line may have meant, the likeliest first; only what then compiles is said."""
    if len(line) > _LONGEST:
        return
    indent = line[: len(line) - len(line.lstrip())]
    bare = line.strip()
    if found := re.fullmatch(r"(.*[=(,]\s*)'([^\"]*[^\W\d]'[^\W\d][^\"]*)'(\s*\)?)", line):
        yield (
            "l'apostrophe referme le texte avant sa fin. Entourez-le de guillemets doubles.",
            [f'{found[1]}"{found[2]}"{found[3]}'],
        )
    if found := re.fullmatch(rf"(.*\S)\s+({_QUESTION}.*)", line):
        yield "deux instructions se suivent. Donnez à chacune sa ligne.", [found[1], f"{indent}{found[2]}"]
    if found := re.fullmatch(r"(\s*)print\s+(.+)", line):
        yield "`print` s'écrit avec des parenthèses.", [f"{found[1]}print({found[2].rstrip()})"]
    if found := re.fullmatch(r"(.*?)\benviron\s+(\d[\d\s.,+*/-]*)", line):
        yield "un nombre s'écrit seul, sans `environ`.", [f"{found[1]}{_points(found[2])}"]
    if found := re.fullmatch(rf"\s*({_WORD}(?:-{_WORD}|-\d{{4}})+)\s*=(?!=)\s*(.+)", line):
        name = found[1].replace("-", "_")
        yield _no_name(name), [f"{indent}{name} = {_value(found[2])}"]
    if found := re.fullmatch(r"([^=]*\S\s*[-+*/]\s*[^=]*?)\s*=\s*\d[\d\s.,]*", line):
        yield (
            "le résultat ne s'écrit pas, Python le calcule. Écrivez seulement le calcul.",
            [_points(found[1])],
        )
    if (found := re.fullmatch(rf"\s*({_WORD}(?: +{_WORD})+)\s*=(?!=)\s*(.+)", line)) and not any(
        map(keyword.iskeyword, found[1].split())
    ):
        name = "_".join(found[1].split())
        yield _no_name(name), [f"{indent}{name} = {_value(found[2])}"]
    if (found := re.fullmatch(rf"\s*({_WORD})\s+([\"'\d].*)", line)) and not keyword.iskeyword(found[1]):
        yield "il manque `=` entre le nom et sa valeur.", [f"{indent}{found[1]} = {found[2]}"]
    if found := re.fullmatch(rf"\s*({PSEUDONYM})\s*=\s*([^\"#=«»“”]*[^\"#=«»“”\s])\s*(?:#.*)?", line):
        text = invented(found[2])
        yield "un pseudonyme est un texte inventé : il s'écrit entre guillemets.", [f'{found[1]} = "{text}"']
    if found := re.fullmatch(rf"(.*\bstudent\s*=\s*)({_WORD}(?:[ -]\w+)+)(\s*[,)].*)", line):
        yield "un texte s'écrit entre guillemets.", [f'{found[1]}"{found[2]}"{found[3]}']
    # Between parentheses, beside a text or before `name=`: nothing but a comma can be meant there.
    for gap in re.finditer(r"(?<=[\"'\w)\]]) +(?=[\"']|\w+ *=(?!=))|(?<=[\"']) +(?=\w)", line):
        before = re.sub(r"\"[^\"]*\"|'[^']*'", "", line[: gap.start()])
        if sum(map(before.count, "([{")) > sum(map(before.count, ")]}")) and not set("\"'") & set(before):
            yield "il manque une virgule entre deux valeurs.", [f"{line[: gap.start()]}, {line[gap.end() :]}"]
    # Three words in a row are a sentence; two may be a calculation that lacks its sign.
    if found := re.fullmatch(rf"(\s*{_WORD}\s*=\s*)({_LETTERS}(?:[ ’']+{_LETTERS}){{2}}[^\"=()_]*)", line):
        yield (
            _SENTENCE if "'" in found[2] else "un texte s'écrit entre guillemets.",
            [f'{found[1]}"{found[2].strip()}"'],
        )
    if found := re.fullmatch(rf"\s*({_LETTERS}(?:[ ’',]+\w+)*'{_LETTERS}(?:[ ’',]+\w+)*[.!?]?)\s*", line):
        yield _SENTENCE, [f'{indent}"{found[1]}"']
    if (found := re.fullmatch(rf"(\s*)(.+?)\s*=\s*({_WORD})", line)) and not re.fullmatch(_WORD, found[2]):
        yield "le nom se place à gauche de `=`, la valeur à droite.", [f"{found[1]}{found[3]} = {found[2]}"]
    if (
        re.match(r"\s*(?:def|if|elif|else|for|while|class|with|try|except|finally)\b", line)
        and bare[-1:] != ":"
    ):
        yield "il manque `:` à la fin de la ligne.", [f"{line.rstrip()}:"]
    for mark in "\"'":
        if bare.count(mark) == 1 and not bare.endswith(mark):
            yield "le texte ouvert par un guillemet n'est pas refermé.", [f"{line.rstrip()}{mark}"]
        elif bare.count(mark) == 1 and (found := re.fullmatch(rf"(\s*{_WORD}\s*=\s*)(\w.*)", line.rstrip())):
            yield "le texte n'est pas ouvert par un guillemet.", [f"{found[1]}{mark}{found[2]}"]
    if found := re.fullmatch(r"(.*\S)\s+(print\(.*)", line):
        yield "deux instructions se suivent. Donnez à chacune sa ligne.", [found[1], f"{indent}{found[2]}"]
    if re.search(r"[\"'\w)\]}]$", bare):  # said only where the next line then follows it, inside brackets
        yield "il manque une virgule à la fin de la ligne.", [f"{line.rstrip()},"]


def _what(message: str, error: SyntaxError, line: str, number: int) -> str:
    """The commonest refusals; the last resort shows the line and the place."""
    shown = f"Ligne {number}, `{_cut(line)}` :"
    if "unterminated triple" in message:
        return f"Ligne {number} : le texte ouvert par trois guillemets n'est jamais refermé."
    if "unterminated" in message and "string" in message:
        if re.search(r"[^\W\d]'[^\W\d]", line) and '"' not in line:
            return f"{shown} {_SENTENCE}"
        return f"{shown} le texte ouvert par un guillemet n'est pas refermé. Il faut le même guillemet au début et à la fin."
    if found := re.match(r"'(.)' was never closed", message):
        return f"{shown} `{found[1]}` est ouvert ici et n'est jamais refermé. Ajoutez `{_PAIR[found[1]]}`."
    if found := re.match(r"unmatched '(.)'", message):
        return f"{shown} `{found[1]}` est de trop, ou il manque `{_RIAP[found[1]]}` avant."
    if found := re.match(r"closing parenthesis '(.)' does not match opening parenthesis '(.)'", message):
        return f"{shown} `{found[2]}` est refermé par `{found[1]}` ; il faut `{_PAIR[found[2]]}`."
    if isinstance(error, TabError):
        return f"{shown} le début de la ligne mêle tabulations et espaces. Employez quatre espaces."
    if found := re.match(r"expected an indented block after (?:'(\w+)'|(\w+)).* on line (\d+)", message):
        what = _BLOCKS.get(found[1] or found[2], "le `:`")
        return f"{shown} la ligne qui suit {what} (ligne {found[3]}) doit être décalée de quatre espaces."
    if "unexpected indent" in message:
        return f"{shown} la ligne commence par des espaces en trop. Alignez-la sur celle qui précède."
    if "unindent" in message:
        return (
            f"{shown} le décalage de la ligne ne correspond à aucune des lignes qui précèdent. Alignez-les."
        )
    if "expected ':'" in message:
        return f"{shown} il manque `:`."
    if "Maybe you meant '=='" in message:
        return f"{shown} pour comparer, écrivez `==` ; un seul `=` donne une valeur à un nom."
    if "outside function" in message:
        return f"{shown} `return` se place dans une fonction, décalé de quatre espaces sous son `def`."
    if re.fullmatch(r"\s*[\w.]+\s*=\s*(#.*)?", line):
        return f"{shown} il manque la valeur après `=`."
    if "cannot assign" in message:
        return f"{shown} à gauche de `=` se place un nom, à droite sa valeur. Pour comparer, écrivez `==`."
    if "positional argument follows" in message:
        return f"{shown} une valeur sans nom suit une valeur nommée.{_decimal(line)}"
    if "leading zeros" in message:
        return f"{shown} un nombre ne commence pas par un zéro.{_decimal(line)}"
    if "invalid decimal literal" in message:
        return f"{shown} un nombre est collé à des lettres. Séparez-les, ou retirez l'unité."
    if "invalid character" in message and (found := re.search(r"'(.)'", message)):
        return f"{shown} le signe `{found[1]}` ne fait pas partie de Python hors d'un texte entre guillemets."
    if len(line) <= _LONGEST and _is_prose(line):
        return f"{shown} cette ligne se lit comme une phrase. Une note commence par `#`, un texte s'entoure de guillemets."
    place = line[max((error.offset or 1) - 1, 0) :].strip()
    where = f"à partir de `{_cut(place, 30)}`" if place and place != line.strip() else "cette ligne"
    ends = " Vérifiez qu'un signe (`*`, `,`, `=`) sépare deux valeurs et que guillemets et parenthèses vont par paires."
    return f"{shown} Python ne comprend pas {where}.{ends}"


def _decimal(line: str) -> str:
    """The decimal point, said with the learner's own numbers when there are two around a comma."""
    found = re.search(r"(?<![\w.])(\d+),\s*(\d+)(?![\w.])", line)
    return f" La virgule décimale est un point en Python : `{found[1]}.{found[2]}`." if found else ""


def _no_name(better: str) -> str:
    return f"un nom n'a ni espace ni trait d'union. Écrivez `{better}`."


def _value(typed: str) -> str:
    """What stands behind `=`, « 20 % » and « 0,20 » as Python writes them."""
    found = corrected(f"x = {typed}") if refused(f"x = {typed}") else None
    return found.cell.removeprefix("x = ").rstrip() if found and not found.doubts else _points(typed)


def _points(calculation: str) -> str:
    """The decimal commas of a calculation as points; what holds anything else is given back as it is."""
    if not re.fullmatch(r"[\w\s.,()+*/-]+", calculation) or re.search(r"\w\s*\(", calculation):
        return calculation.rstrip()
    return re.sub(r"(?<![\w.])(\d+),(\d+)(?![\w.])", r"\1.\2", calculation).rstrip()


_PAIR = {"(": ")", "[": "]", "{": "}"}
_RIAP = {after: before for before, after in _PAIR.items()}


def _is_prose(line: str) -> bool:
    words = re.fullmatch(rf"\s*({_WORD}(?:[ ’',]+\w+)*)\s*[.:!?]?\s*", line)
    return bool(words) and not keyword.iskeyword(line.split()[0])


def _cut(text: str, length: int = 60) -> str:
    text = " ".join(text.replace("`", "'").split())
    return text if len(text) <= length else f"{text[: length - 1]}…"
