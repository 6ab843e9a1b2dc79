"""The act, as ``docs/lesson-contract.md`` asks it of a lesson: bets that hold, answers that wait, an opening, an end.

Rules of the same kind as those of ``contract.py``.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from bizmodels.course import bets, minutes, navigation
from bizmodels.course.bets import Bet, bets_in
from bizmodels.course.reading import Notebook, cells_of_parts, folded, numbered, part_of, texts_of
from bizmodels.course.regions import source_of, tagged
from bizmodels.prose import without_markup

MOST_BETS, MOST_WHYS, MOST_BLIND = 12, 6, 5


def all_bets(notebook: Notebook) -> Iterator[tuple[int, dict, Bet]]:
    """Place, cell and bet of every bet asked by code."""
    for number, cell in numbered(notebook, "code"):
        for one in bets_in(cell):
            yield number, cell, one


def _outside_code(cell: dict) -> str:
    return re.sub(r"```.*?```|`[^`\n]*`", " ", source_of(cell), flags=re.DOTALL)


# --- bets and answers -------------------------------------------------------------------------------------

_WHY = re.compile(r"\bPourquoi\s?\?")


def minutes_are_computed(notebook: Notebook, path: Path) -> list[str]:
    """The stated total is that of :mod:`bizmodels.course.minutes`, within a tenth, and an hour at most."""
    return minutes.problems(notebook)


def few_bets(notebook: Notebook, path: Path) -> list[str]:
    """At most twelve bets and six « pourquoi »: those that surprise."""
    asked = [cell for cell in notebook["cells"] if tagged(cell, bets.TAG)]
    whys = sum(one.asks_why for _, _, one in all_bets(notebook))
    whys += sum(len(_WHY.findall(_outside_code(cell))) for _, cell in numbered(notebook, "markdown"))
    problems = [f"{len(asked)} bets, {MOST_BETS} at most"] if len(asked) > MOST_BETS else []
    return problems + ([f"{whys} « pourquoi », {MOST_WHYS} at most"] if whys > MOST_WHYS else [])


_BOLD_BET = re.compile(r"(\*\*|__)\s?Paris?\b")
_TO_WRITE = re.compile(
    r"\b(notez|écrivez|gardez|donnez|faites|posez|quel est|inscrivez)\b[^.?!…]{0,30}\bvotre pari\b",
    re.IGNORECASE,
)
_PLACE_BETS = re.compile(r"\bpariez\b", re.IGNORECASE)


def bets_have_a_place(notebook: Notebook, path: Path) -> list[str]:
    """Every bet is a widget, in a folded cell tagged « bet » with a name of its own; no bet is asked by a text."""
    problems, names = [], []
    cells = [*notebook["cells"], {"cell_type": "raw", "metadata": {}}]
    for number, cell in numbered(notebook, "markdown"):
        text = _outside_code(cell)
        found = _BOLD_BET.search(text) or _TO_WRITE.search(text)
        # « Pariez » may announce the widget below.
        if not tagged(cells[number], bets.TAG):
            found = found or _PLACE_BETS.search(text)
        if found:
            problems.append(f"cell {number}: « {found[0].strip('*')} » asks for a bet that no widget takes")
        if tagged(cell, bets.TAG):
            problems.append(f"cell {number}: a text tagged « {bets.TAG} »: a bet is a code cell")
    for number, cell in numbered(notebook, "code"):
        asked = bets_in(cell)
        if tagged(cell, bets.TAG) != bool(asked):
            what = "asks a bet without the tag" if asked else "asks no bet but has the tag"
            problems.append(f"cell {number}: {what} « {bets.TAG} »")
        if asked and not folded(cell):
            problems.append(f"cell {number}: the code of a bet is not folded (jupyter.source_hidden)")
        for one in asked:
            if not re.fullmatch(rf"{path.name[:2]}-[a-z0-9]+(-[a-z0-9]+)*", one.name):
                problems.append(
                    f"cell {number}: « {one.name} » is no name of a bet, write {path.name[:2]}-sujet"
                )
            elif one.name in names:
                problems.append(f"cell {number}: the name « {one.name} » is given twice")
            names.append(one.name)
    return problems


def answers_wait(notebook: Notebook, path: Path) -> list[str]:
    """Saved outputs of « reveal » cells, which follow a bet, open hidden; those of no other cell do."""
    problems, before = [], ""
    for number, cell in enumerate(notebook["cells"], 1):
        hidden = bool(cell["metadata"].get("jupyter", {}).get("outputs_hidden"))
        answers = tagged(cell, bets.REVEAL)
        if answers and (cell["cell_type"] != "code" or not cell["outputs"]):
            problems.append(f"cell {number}: tagged « {bets.REVEAL} » without a saved output")
        if answers != hidden:
            what = (
                "shows its answer (jupyter.outputs_hidden)"
                if answers
                else "hides its outputs without the tag"
            )
            problems.append(f"cell {number}: {what}")
        if answers and cell["cell_type"] == "code" and _first_line(cell):
            problems.append(
                f"cell {number}: JupyterLab shows the first line of a hidden answer: {_first_line(cell)[:40]}"
            )
        if answers and not before:
            problems.append(f"cell {number}: tagged « {bets.REVEAL} », but no bet stands before it")
        if cell["cell_type"] == "code":
            before = bets.TAG if tagged(cell, bets.TAG) else before if answers else ""
    return problems


def _first_line(cell: dict) -> str:
    """What JupyterLab shows of an output that opens hidden: the first line of the first output, as HTML or else as text."""
    output = cell["outputs"][0] if cell["outputs"] else {}
    data = output.get("data", {})
    first = next(
        (mime for mime in ("text/html", "image/svg+xml", "text/markdown", "text/plain") if mime in data), None
    )
    text = "".join(data[first]) if first else "".join(output.get("text", ""))
    return next((line for line in text.split("\n") if line), "").strip()


# --- what is read -----------------------------------------------------------------------------------------

FUNCTION = "fonction"  # tag of a cell in which the learner writes a function, in sight
_HARD = {
    ast.ListComp: "a comprehension", ast.SetComp: "a comprehension", ast.DictComp: "a comprehension",
    ast.GeneratorExp: "a comprehension", ast.Lambda: "a lambda", ast.For: "a loop", ast.While: "a loop",
    ast.FunctionDef: "a function", ast.ClassDef: "a class", ast.With: "a with", ast.Try: "a try",
}  # fmt: skip
_HARD_METHODS = {"agg", "query", "set_index", "rename_axis"}
_NAKED = re.compile(r"\s*(\(.*\)|\{.*\}|\[.*\]|np\.\w+\(.*\)|-?\d+\.\d+(e[+-]?\d+)?)\s*", re.DOTALL)


def plain_code(notebook: Notebook, path: Path) -> list[str]:
    """Code in sight: assignments, calls, a filter."""
    problems = []
    for number, cell in numbered(notebook, "code"):
        if folded(cell):
            continue
        try:
            nodes = list(ast.walk(ast.parse(source_of(cell))))
        except SyntaxError:
            continue  # said by simple_code
        found = {_HARD[type(node)] for node in nodes if type(node) in _HARD}
        found -= {"a function"} if tagged(cell, FUNCTION) else set()
        found |= {f".{n.attr}" for n in nodes if isinstance(n, ast.Attribute) and n.attr in _HARD_METHODS}
        if any(isinstance(node, ast.AugAssign) and isinstance(node.op, ast.BitOr) for node in nodes):
            found.add("|=")
        if found:
            problems.append(f"cell {number}: {', '.join(sorted(found))} in code to be read: fold it")
    return problems


def dressed_results(notebook: Notebook, path: Path) -> list[str]:
    """No cell ends in a naked tuple, dictionary, list or English decimal: a label, a unit, French digits."""
    return [
        f"cell {number}: its result is naked: {''.join(output['data']['text/plain'])[:40]}"
        for number, cell in numbered(notebook, "code")
        for output in cell["outputs"]
        if set(output.get("data", {})) == {"text/plain"}
        and _NAKED.fullmatch("".join(output["data"]["text/plain"]))
    ]


_MOST_COMMON = re.compile(r"erreur la plus (fréquente|courante|commune)", re.IGNORECASE)
_BARE = re.compile(r"\*\*(?P<label>Geste\s?\.|Pourquoi\s?\?)\*\*\s*<details", re.IGNORECASE)


def no_bare_phrases(notebook: Notebook, path: Path) -> list[str]:
    """No « erreur la plus fréquente » without data, no label that stands for a sentence."""
    problems = []
    for number, cell in enumerate(notebook["cells"], 1):
        asked = " ".join(text for one in bets_in(cell) for text in one.texts.values())
        text = _outside_code(cell) if cell["cell_type"] == "markdown" else asked
        problems += [
            f"cell {number}: « {_MOST_COMMON.search(sentence)[0]} » without a figure"
            for sentence in re.split(r"(?<=[.!?…])\s+|\n\n", without_markup(text))
            if _MOST_COMMON.search(sentence) and not re.search(r"\d", sentence)
        ]
        if found := _BARE.search(text):
            problems.append(f"cell {number}: « {found['label']} » alone above its answer: ask in a sentence")
    return problems


# --- opening and end --------------------------------------------------------------------------------------


def opens_on_a_picture(notebook: Notebook, path: Path) -> list[str]:
    """Before the objectives: one picture, and right below it one bet."""
    cells = navigation.without(notebook["cells"])
    end = next((n for n, cell in enumerate(cells) if part_of(cell) == "objectifs"), len(cells))
    opening = cells[:end]
    drawn = [n for n, cell in enumerate(opening) if _pictures(cell)]
    asked = [n for n, cell in enumerate(opening) if tagged(cell, bets.TAG)]
    # A bet may show a picture of its own.
    drawn = [n for n in drawn if n not in asked]
    problems = []
    if len(drawn) != 1 or _pictures(opening[drawn[0]]) != 1:
        problems.append(
            f"the opening holds {sum(_pictures(opening[n]) for n in drawn)} pictures, one is expected"
        )
    if len(asked) != 1:
        problems.append(f"the opening holds {len(asked)} bets, one is expected")
    if not problems and asked[0] != drawn[0] + 1:
        problems.append("the bet of the opening does not stand right below its picture")
    return problems


def _pictures(cell: dict) -> int:
    outputs = cell["outputs"] if cell["cell_type"] == "code" else []
    found = 0
    for output in outputs:
        if any(mime.startswith("image/") for mime in output.get("data", {})):
            found += 1
        else:
            found += len(re.findall(r"<(?:svg|img)\b", "".join(texts_of(output))))
    return found


_SOURCES = re.compile(r"\b(provenance|sources_of)\(")


def ends_with_progress(notebook: Notebook, path: Path) -> list[str]:
    """The last part shows what was done, and keeps its sources folded."""
    parts = cells_of_parts(notebook)
    last = parts.get("retenir", [])
    problems = []
    if not any(c["cell_type"] == "code" and re.search(r"\bbm\.progress\(", source_of(c)) for c in last):
        problems.append("the part « retenir » has no cell calling bm.progress(")
    for number, cell in enumerate(notebook["cells"], 1):
        if cell not in last:
            continue
        if cell["cell_type"] == "code":
            if _SOURCES.search(source_of(cell)) and not folded(cell):
                problems.append(f"cell {number}: a table of sources whose cell is not folded")
        elif re.search(r"^### .*[Ss]ource", source_of(cell), re.MULTILINE):
            shown = re.sub(r"<details\b.*?</details>", "", source_of(cell), flags=re.DOTALL)
            under = re.split(r"^### .*[Ss]ource.*$", shown, maxsplit=1, flags=re.MULTILINE)
            if len(under) > 1 and re.search(r"\]\(https?:|^\|", under[1].split("\n### ")[0], re.MULTILINE):
                problems.append(f"cell {number}: sources in sight, outside a <details>")
    return problems


_SIGHT = re.compile(
    r"\b(calculator|word)\(|\bbm\.(?:quote|strengths)\(|(?m:^bm\.pilot\()|\bfigures\.|```mermaid"
)


def sights_between_acts(notebook: Notebook, path: Path) -> list[str]:
    """No part holds more than five acts in a row without a slider or a picture; a question and the cell that answers are one."""
    problems = []
    for part, cells in cells_of_parts(notebook).items():
        acts, asked = [True], False  # of each act, whether it shows something
        for cell in cells:
            shows = bool(_SIGHT.search(source_of(cell)) or _pictures(cell))
            code = cell["cell_type"] == "code"
            if code and asked:
                acts[-1] |= shows
            elif shows or tagged(cell, "question") or tagged(cell, bets.TAG) or (code and not folded(cell)):
                acts.append(shows)
            asked = tagged(cell, "question") and not code
        longest = max(len(run) for run in "".join("s" if one else "." for one in acts).split("s"))
        if longest > MOST_BLIND:
            problems.append(
                f"part « {part} »: {longest} acts without a slider or a picture, {MOST_BLIND} at most"
            )
    return problems


def first_lines_invite(notebook: Notebook, path: Path) -> list[str]:
    """JupyterLab shows the first line of a folded cell: that of a bet is a comment, and no part of its answer."""
    return [
        f"cell {number}: the first line of a folded bet is seen; write « {bets.INVITATION} »"
        for number, cell in numbered(notebook, "code")
        if tagged(cell, bets.TAG) and not source_of(cell).startswith(bets.INVITATION)
    ]


def answers_stand_apart(notebook: Notebook, path: Path) -> list[str]:
    """A cell that the learner opens to write in it shows its source: an answer folded there would be read."""
    return [
        f"cell {number}: the learner writes in this cell and would read its <details>: put the answer in the next cell"
        for number, cell in numbered(notebook, "markdown")
        if re.search(r"[Dd]ouble-cliquez", source_of(cell)) and "<details" in source_of(cell)
    ]


def no_accidental_formula(notebook: Notebook, path: Path) -> list[str]:
    """Two « $ » in a text make a formula of what stands between them."""
    problems = []
    for number, cell in numbered(notebook, "markdown"):
        text = re.sub(r"\$\$.*?\$\$", " ", _outside_code(cell), flags=re.DOTALL)
        if len(re.findall(r"(?<!\\)\$", text)) > 1:
            problems.append(f"cell {number}: two « $ » are read as a formula: write « \\$ », or dollars")
    return problems


LESSON = (
    minutes_are_computed, few_bets, bets_have_a_place, answers_wait, plain_code, dressed_results, no_bare_phrases,
    opens_on_a_picture, ends_with_progress, sights_between_acts, first_lines_invite, answers_stand_apart, no_accidental_formula,
)  # fmt: skip
EXERCISE = (bets_have_a_place, dressed_results, no_bare_phrases)
