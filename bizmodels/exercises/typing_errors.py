"""A beginner's typing slips, explained in French before Python's English traceback; active inside IPython only.

Two hooks, both put in by ``install()``:

- ``explain_cell`` runs on each cell. A cell that compiles is left alone. One that does not is tried with the
  corrections of ``_FIXES``, fewest first; when one of them compiles, a ``LearnerError`` says what was read and
  gives the corrected lines to copy. Nothing is ever changed in the learner's cell.
- ``explain_exception`` looks at a ``NameError`` or an ``AttributeError`` of the cell itself: an answer without
  quotes, the first cell skipped, a column that does not exist.

Whatever has no known cause stays as Python says it. ``bm.original_error()`` prints the message of Python that
the last explanation stands for.
"""

from __future__ import annotations

import ast
import difflib
import itertools
import linecache
import re
import sys
import traceback
from collections.abc import Callable
from decimal import Decimal
from types import TracebackType
from typing import Any

from bizmodels import french
from bizmodels.errors import LearnerError
from bizmodels.exercises.answers import comma
from bizmodels.exercises.prose import typeset_markdown

_BLANK = " \u00a0\u202f\u2009\u2007"
_GAP = f"[{_BLANK}]"
_NUMBER = rf"(?<![\w.,])(?:\d{{1,3}}(?:{_GAP}\d{{3}})+|\d{{1,3}}(?:\.\d{{3}})+(?=,)|\d+)(?:[.,]\d+)?"
_UNITS = "mois|ans?|jours?|clients?|commandes?|pièces?|euros?|EUR|USD|fois|points?"
_SIZES = {"k": 10**3, "M": 10**6, "Md": 10**9}
_SYMBOLS = {"÷": " / ", "²": "**2", "³": "**3", "≥": ">=", "≤": "<=", "≠": "!=", "…": "..."}
_FIRST_CELL = {"bm", "ex", "data", "pd", "np"}
_TRUTH = {"vrai": "True", "faux": "False", "true": "True", "false": "False"}
_ANSWER = re.compile(r"(choix|r[ée]ponse|d[ée]cision|verdict|avis)\w*", re.IGNORECASE)
_SEEN = "Message d'origine : `bm.original_error()`."

# Texts and comments, whose inside is not code; the typographic quotes of a word processor among them.
_TEXT = re.compile(
    r'("""(?:.|\n)*?"""|\'\'\'(?:.|\n)*?\'\'\'|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'|#[^\n]*'
    r'|[“”„«][^“”„«»\n]*[“”»]|[‘‹][^‘’‹›\n]*[’›])'
)  # fmt: skip

_original: BaseException | None = None


def _plain(typed: str) -> str:
    """« 1 234,5 », « 1.234,5 » and « 36,7 » as Python writes them."""
    bare = re.sub(_GAP, "", typed)
    if "," in bare:
        bare = bare.replace(".", "").replace(",", ".")
    return bare


def _times(typed: str, factor: Decimal) -> str:
    return f"{(Decimal(_plain(typed)) * factor).normalize():f}"


def _amount(found: re.Match) -> str:
    return _times(found[1], Decimal(_SIZES.get(found[2] or "", 1)))


def _comma(found: re.Match) -> str:
    return f"{found[1]}.{found[2]}"


# What is looked for outside texts, what stands for it, and the sentence; {seen} is what was read, {better} its correction.
_CODE_FIXES: tuple[tuple[re.Pattern, Callable[[re.Match], str], str], ...] = (
    (re.compile(rf"(?<![\w.,])\d{{1,3}}(?:{_GAP}\d{{3}})+(?:[.,]\d+)?(?![\w])"), lambda m: _plain(m[0]),
     "`{seen}` : un nombre s'écrit sans espace en Python, `{better}`."),
    (re.compile(r"(?<![\w.,])\d{1,3}(?:\.\d{3})+,\d+(?![\w.])"), lambda m: _plain(m[0]),
     "`{seen}` : ni point entre les milliers ni virgule décimale en Python, le nombre s'écrit `{better}`."),
    (re.compile(rf"({_NUMBER}){_GAP}*%(?!{_GAP}*[\w(.])"), lambda m: _times(m[1], Decimal("0.01")),
     "`{seen}` : un pourcentage s'écrit comme une fraction en Python, `{better}`."),
    (re.compile(rf"({_NUMBER}){_GAP}*(?:(k|Md|M)?[€$]|(?:{_UNITS})\b)(?:{_GAP}*(?:TTC|HT)\b)?(?:/\w+)?"), _amount,
     "`{seen}` : un nombre s'écrit sans unité en Python, `{better}`."),
    (re.compile(r"(?<![\w.,])(\d+),(0\d+)(?![\w.])"), _comma, ""),
    (re.compile(r"(?<==)(?<![=!<>]=)(?P<gap>\s*)(\d+),(\d+)(?![\w.])"),
     lambda m: f"{m['gap']}{m[2]}.{m[3]}", ""),
    (re.compile(rf"(?:(?<=[\d)]){_GAP}*[xX]{_GAP}*(?=[\d(])|{_GAP}*[×✕]{_GAP}*)"), lambda m: " * ",
     "`{seen}` : la multiplication s'écrit `*` en Python."),
    (re.compile("[−–—‐‑]"), lambda m: "-", "`{seen}` : ce tiret n'est pas le signe moins du clavier, `-`."),
    (re.compile("[÷²³≥≤≠…]"), lambda m: _SYMBOLS[m[0]], "`{seen}` : ce signe s'écrit `{better}` en Python."),
    (re.compile("[\u00a0\u202f\u2009\u2007\u200b\ufeff]"), lambda m: " " if m[0] in _BLANK else "",
     "Une espace insécable, invisible, vient d'un copier-coller : une espace ordinaire suffit."),
    (re.compile(r"(?<![\w.,])(\d+),(\d+)(?![\w.])"), _comma, ""),
)  # fmt: skip

_Fix = Callable[[str], tuple[str, str]]


def _code_fix(pattern: re.Pattern, better: Callable[[re.Match], str], sentence: str) -> _Fix:
    """A correction of what stands outside texts: from a cell, the corrected cell and what to say of it."""

    def fix(cell: str) -> tuple[str, str]:
        said = []

        def one(found: re.Match) -> str:
            new = better(found)
            seen = found[0].strip()
            said.append(
                sentence.format(seen=seen, better=new.strip())
                if sentence
                else comma(*seen.split(",")).sentence
            )
            return new

        pieces = _TEXT.split(cell)
        pieces[::2] = [pattern.sub(one, piece) for piece in pieces[::2]]
        return "".join(pieces), said[0] if said else ""

    return fix


def _straight_quotes(cell: str) -> tuple[str, str]:
    said = []

    def one(found: re.Match) -> str:
        if found[0][0] not in "“”„«‘‹":
            return found[0]
        inside = found[0][1:-1].strip(_BLANK)
        new = f'"{inside}"' if '"' not in inside else f"'{inside}'"
        said.append(f"`{found[0]}` : les guillemets droits du clavier entourent un texte en Python, `{new}`.")
        return new

    return _TEXT.sub(one, cell), said[0] if said else ""


def _every_quote(cell: str) -> tuple[str, str]:
    new = re.sub("[“”„«»]", '"', re.sub("[‘’‹›]", "'", cell))
    said = "Les guillemets droits du clavier entourent un texte en Python, au début comme à la fin."
    return new, said if new != cell else ""


_FIXES: tuple[_Fix, ...] = (_straight_quotes, *(_code_fix(*one) for one in _CODE_FIXES), _every_quote)


def _refused(cell: str) -> SyntaxError | None:
    try:
        compile(cell, "<cellule>", "exec", ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    except SyntaxError as error:
        return error
    except (ValueError, RecursionError, MemoryError):
        pass  # not for us: IPython says it
    return None


def corrected(cell: str) -> tuple[str, list[str]] | None:
    """The cell with the fewest corrections that let it compile, and what to say of each; None if none do."""
    useful = [fix for fix in _FIXES if fix(cell)[1]][:7]
    for size in range(1, min(len(useful), 4) + 1):
        for chosen in itertools.combinations(useful, size):
            new, said = cell, []
            for fix in chosen:
                new, sentence = fix(new)
                said += [sentence] if sentence else []
            if _refused(new) is None:
                return new, said
    return None


def _explanation(sentence: str, code: str, original: BaseException) -> LearnerError:
    """The sentence, the code to copy on its own lines, and where Python's own words are."""
    global _original
    _original = original
    copy = f"\nÀ copier{french.NBSP}:\n{code}" if code else ""
    return LearnerError(f"{typeset_markdown(sentence)}{copy}\n{typeset_markdown(_SEEN)}")


def explain_cell(lines: list[str]) -> list[str]:
    """Return the cell unchanged, or raise ``LearnerError`` when a known slip is what Python refuses."""
    cell = "".join(lines)
    error = _refused(cell)
    if error is not None and (found := corrected(cell)):
        new, said = found
        before = cell.splitlines()
        after = new.splitlines()
        changed = [line for old, line in zip(before, after, strict=False) if old != line]
        raise _explanation(" ".join(said), "\n".join(changed), error) from None
    return lines


def _statement(line: str) -> ast.stmt | None:
    try:
        return ast.parse(line).body[0]
    except (SyntaxError, IndexError, ValueError):
        return None


def _with(line: str, node: ast.expr, new: str) -> str:
    """The line with ``node`` replaced; offsets of the syntax tree count bytes."""
    raw = line.encode()
    return (raw[: node.col_offset] + new.encode() + raw[node.end_col_offset :]).decode()


def _bare_answers(statement: ast.stmt, name: str) -> list[tuple[ast.expr, bool]]:
    """Where ``name`` stands as a whole answer, and whether the place is surely one."""
    if isinstance(statement, ast.Assign) and isinstance(statement.value, ast.Name):
        target = statement.targets[0]
        sure = isinstance(target, ast.Name) and bool(_ANSWER.fullmatch(target.id))
        return [(statement.value, sure)] if statement.value.id == name else []
    return [
        (argument, True)
        for call in ast.walk(statement)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "check"
        for argument in call.args
        if isinstance(argument, ast.Name) and argument.id == name
    ]


def _name_error(error: NameError, frame: Any, lineno: int, known: dict[str, Any]) -> LearnerError | None:
    name = error.name or ""
    if name in _FIRST_CELL:
        return _explanation(
            f"`{name}` n'est pas encore défini : la première cellule n'a pas été lancée. "
            "Cliquez dans la première cellule, puis Maj + Entrée, et relancez celle-ci.",
            "",
            error,
        )
    line = linecache.getline(frame.f_code.co_filename, lineno).rstrip("\n").strip()
    statement = _statement(line)
    if frame.f_code.co_name != "<module>" or statement is None:
        return None
    if near := [k for k in known if k.casefold() == name.casefold() and not k.startswith("_")]:
        return _did_you_mean(error, name, near[0], line, statement)
    for node, sure in _bare_answers(statement, name):
        if truth := _TRUTH.get(name.casefold()):
            return _explanation(f"`{name}` s'écrit `{truth}` en Python.", _with(line, node, truth), error)
        close = difflib.get_close_matches(name, known, 1, 0.8) if len(name) > 3 else []
        if not close and (sure or len(name) == 1 or name.casefold() in {"oui", "non"}):
            return _explanation(
                f"`{name}` sans guillemets est lu comme le nom d'une valeur, qui n'existe pas. Un texte s'écrit entre guillemets : `\"{name}\"`.",
                _with(line, node, f'"{name}"'),
                error,
            )
    names = [one for one in known if not one.startswith("_")]
    close = difflib.get_close_matches(name, names, 1, 0.8) if len(name) > 2 else []
    return _did_you_mean(error, name, close[0], line, statement) if close else None


def _did_you_mean(error: NameError, name: str, near: str, line: str, statement: ast.stmt) -> LearnerError:
    nodes = [node for node in ast.walk(statement) if isinstance(node, ast.Name) and node.id == name]
    for node in sorted(nodes, key=lambda one: -one.col_offset):
        line = _with(line, node, near)
    return _explanation(f"`{name}` n'existe pas. Vouliez-vous dire `{near}` ?", line, error)


def _attribute_error(error: AttributeError, frame: Any, lineno: int) -> LearnerError | None:
    table, name = error.obj, error.name or ""
    columns = getattr(table, "columns", None) if type(table).__module__.startswith("pandas") else None
    if columns is None:
        return None
    names = {str(one).casefold(): str(one) for one in columns}
    near = [names[one] for one in difflib.get_close_matches(name.casefold(), names, 3, 0.5)]
    shown = french.listing([f"`{one}`" for one in near or list(names.values())[:8]], "ou" if near else "et")
    says = f"Les plus proches : {shown}." if near else f"Ses colonnes : {shown}."
    line = linecache.getline(frame.f_code.co_filename, lineno).strip()
    fixed = re.sub(rf"\.{re.escape(name)}\b(?!\s*\()", lambda _: f'["{near[0]}"]', line) if near else ""
    return _explanation(
        f"Ce tableau n'a pas de colonne `{name}`. {says}", fixed if fixed != line else "", error
    )


def explain_exception(
    value: BaseException, trace: TracebackType | None, known: dict[str, Any]
) -> LearnerError | None:
    """The explanation of an error raised by a cell, or None when Python's own message must stay."""
    place, deepest = None, False
    while trace is not None:
        deepest = trace.tb_frame.f_globals is known
        if deepest:
            place = trace.tb_frame, trace.tb_lineno
        trace = trace.tb_next
    if place is None:
        return None
    if isinstance(value, NameError) and not isinstance(value, UnboundLocalError) and deepest:
        return _name_error(value, *place, known)
    if isinstance(value, AttributeError) and not isinstance(value, LearnerError):
        return _attribute_error(value, *place)
    return None


def original_error() -> None:
    """Print, in Python's own words, the error that the last French explanation stands for."""
    if _original is None:
        print("Aucune erreur expliquée pour le moment.")
    else:
        trace = None if isinstance(_original, SyntaxError) else _original.__traceback__
        print("".join(traceback.format_exception(type(_original), _original, trace)), end="")


def install() -> None:
    """Teach the running IPython, if any, to explain typing slips; a second call changes nothing."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    if shell is None or explain_cell in shell.input_transformers_post:
        return
    shell.input_transformers_post.append(explain_cell)
    if shell.custom_exceptions:
        return  # another tool explains errors here: leave it its place
    told: dict[int, LearnerError] = {}

    def handler(shell, kind, value, trace, tb_offset=None):
        explained = explain_exception(value, trace, shell.user_ns)
        if explained is None:
            shell.showtraceback((kind, value, trace), tb_offset=tb_offset, running_compiled_code=True)
        else:
            told[id(value)] = explained
            shell.showtraceback((type(explained), explained, None))

    def report(result):
        """What the cell reports is what was shown."""
        result.error_in_exec = told.get(id(result.error_in_exec), result.error_in_exec)
        told.clear()

    shell.set_custom_exc((NameError, AttributeError), handler)
    shell.events.register("post_run_cell", report)
