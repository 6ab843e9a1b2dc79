"""What ``docs/lesson-contract.md`` asks of a notebook, rule by rule; each gives a list of problems.

``python -m bizmodels.course.contract notebooks/02_d2c.ipynb`` prints them. ``tests/notebooks/test_notebooks.py`` runs the rules on
every committed notebook, and on a small broken one to prove that each rule can fail.
"""

from __future__ import annotations

import ast
import math
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from urllib.parse import unquote

from bizmodels import french
from bizmodels.course import act, bets, folders, independence, navigation, plan
from bizmodels.course.notebook import dumps
from bizmodels.course.reading import (
    ROOT,
    Notebook,
    cells_of_parts,
    folded,
    headings,
    minutes_of,
    number_of,
    numbered,
    part_of,
    read,
    stated_minutes,
    texts_of,
    title_of,
    words_in,
)  # fmt: skip
from bizmodels.course.regions import source_of, tagged
from bizmodels.facts.facts import load_companies, load_legal, load_market
from bizmodels.prose import without_markup

MOST_WORDS, MOST_LINES, MOST_LINES_OF_A_FUNCTION = 90, 8, 30
LAMBDA_FROM = 8

Rule = Callable[[Notebook, Path], list[str]]


def parts_of(path: Path) -> tuple[str, ...]:
    """Keys of the parts that the plan asks of this lesson; one the plan does not know is a lesson on a model."""
    known = plan.lesson(path.name[:2])
    return known.parts if known else plan.PARTS[plan.MODEL]


# --- parts, headings, minutes -----------------------------------------------------------------------------


def one_title(notebook: Notebook, path: Path) -> list[str]:
    """One H1, in the first cell below the navigation; levels never skip."""
    found, problems, last = list(headings(notebook)), [], 0
    titles = [number for number, _, level, _ in found if level == 1]
    if [notebook["cells"][number - 1] for number in titles] != [title_of(notebook)]:
        problems.append(f"one « # » heading is expected, in the first cell; found in cells {titles}")
    for number, _, level, text in found:
        if level > last + 1:
            problems.append(f"cell {number}: « {text} » skips from level {last} to {level}")
        last = level
    return problems


def minutes_add_up(notebook: Notebook, path: Path) -> list[str]:
    """The minutes of the parts sum to the total of the title cell."""
    minutes, problems = minutes_of(notebook)
    total = stated_minutes(notebook)
    if total is None:
        return [*problems, "the title cell lacks the total « **N minutes** »"]
    if sum(minutes.values()) != total:
        problems.append(f"the parts take {sum(minutes.values())} minutes, the title says {total}")
    return problems


def parts_in_order(notebook: Notebook, path: Path) -> list[str]:
    """Every required part, once, in order; each opens with a « ## » heading, and no « ## » stands outside."""
    keys = [part_of(cell) for cell in notebook["cells"] if part_of(cell)]
    required = parts_of(path)
    problems = [f"the part « {key} » is opened twice" for key in {k for k in keys if keys.count(k) > 1}]
    problems += [f"the part « {key} » is missing" for key in required if key not in keys]
    known = [key for key in keys if key in required]
    if not problems and known != list(required):
        problems.append(f"the parts stand in the order {known}")
    for number, cell, level, text in headings(notebook):
        if level == 2 and not part_of(cell):
            problems.append(f"cell {number}: « ## {text} » opens no part (metadata bizmodels.part)")
    for number, cell in enumerate(notebook["cells"], 1):
        key = part_of(cell)
        if key and key != "titre" and not source_of(cell).startswith("## "):
            problems.append(f"cell {number}: the part « {key} » does not begin with a « ## » heading")
    return problems


def parts_hold(notebook: Notebook, path: Path) -> list[str]:
    """Each part holds what the contract names."""
    parts, problems = cells_of_parts(notebook), []

    def text(key: str, kind: str) -> str:
        return "\n".join(source_of(c) for c in parts.get(key, []) if c["cell_type"] == kind)

    def need(key: str, kind: str, pattern: str, what: str) -> None:
        if key in parts and not re.search(pattern, text(key, kind), re.DOTALL | re.MULTILINE):
            problems.append(f"the part « {key} » has no {what}")

    questions = [c for c in parts.get("prerequis", []) if asks(c)]
    if "prerequis" in parts and len(questions) < 2:
        problems.append(
            f"the part « prerequis » has {len(questions)} cells that ask (« question » or « bet »), 2 are expected"
        )
    need("prerequis", "markdown", r"^\|", "table")
    need(
        "modele", "markdown", r"```mermaid.*accTitle.*accDescr", "mermaid diagram with accTitle and accDescr"
    )
    need("modele", "code", r"\.ledger\(\)", "call of .ledger()")
    need("equations", "code", r"\.equations\(\)", "call of .equations()")
    need("manipuler", "code", r"calculator\(|^bm\.pilot\(", "calculator")
    for key in ("mecanisme", "exposition", "limites", "parades", "debriefing"):
        if key in parts and not any(asks(cell) for cell in parts[key]):
            problems.append(f"the part « {key} » asks nothing: « question » or « bet » is expected")
    if not any(tagged(cell, bets.TAG) for cell in parts.get("decision", [])):
        need("decision", "markdown", r"\?", "decision to justify")
    need("exercice", "markdown", r"\]\(\.\./exercises/", "link to its exercise")
    need("retenir", "markdown", r"^### .*[Ss]ource", "heading « ### … Sources »")
    given = False
    for cell in parts.get("manipuler", []):
        given = given or tagged(cell, bets.TAG)
        source = source_of(cell)
        if cell["cell_type"] == "code" and "calculator(" in source:
            if not given and "predict=" not in source:
                problems.append("the part « manipuler » shows its calculator before any bet")
            break
    return problems


def instructor_notes(notebook: Notebook, path: Path) -> list[str]:
    """The instructor's notes are complete, and their minutes are those of the headings."""
    notes = notebook["metadata"].get("bizmodels", {}).get("instructor")
    if not isinstance(notes, dict):
        return ["notebook metadata bizmodels.instructor is missing"]
    problems, (minutes, _) = [], minutes_of(notebook)
    if notes.get("minutes") != minutes:
        problems.append(f"instructor.minutes {notes.get('minutes')} differ from the headings {minutes}")
    wrong = notes.get("wrong_answers") or []
    if len(wrong) < 2 or not all(one.get("answer") and one.get("sentence") for one in wrong):
        problems.append("instructor.wrong_answers needs two entries or more with « answer » and « sentence »")
    if len(notes.get("board") or []) != 3:
        problems.append("instructor.board needs three lines")
    if "?" not in str(notes.get("splits_the_class", "")):
        problems.append("instructor.splits_the_class needs a question")
    if notes.get("stop_at") not in minutes:
        problems.append(f"instructor.stop_at names no part: {notes.get('stop_at')!r}")
    return problems


# --- acts and prose ---------------------------------------------------------------------------------------


def asks(cell: dict) -> bool:
    """Whether a cell asks: a question in the text, or a bet."""
    return tagged(cell, "question") or tagged(cell, bets.TAG)


def is_act(cell: dict) -> bool:
    """Whether the learner does something in this cell."""
    if cell["cell_type"] == "code":
        return not folded(cell) or tagged(cell, bets.TAG) or "calculator(" in source_of(cell)
    return tagged(cell, "question") or "](../exercises/" in source_of(cell)


def few_words_between_acts(notebook: Notebook, path: Path) -> list[str]:
    """At most 90 words of prose between two acts; opening a <details> is one."""
    problems, count = [], 0
    for number, cell in enumerate(notebook["cells"], 1):
        if tagged(cell, navigation.TAG):
            continue
        if cell["cell_type"] == "markdown":
            first, *answers = re.split(
                r"<details\b", re.sub(r"```.*?```", "", source_of(cell), flags=re.DOTALL)
            )
            # An answer is read after trying, as in a <details>: it does not add to the question that follows.
            before = 0 if tagged(cell) else count
            runs = [before + words_in(without_markup(first))]
            # A tag's attributes are left over by the split; without_markup needs its opening bracket.
            runs += [words_in(without_markup(f"<details{answer}")) for answer in answers]
            problems += [
                f"cell {number}: {run} words of prose since the last act, {MOST_WORDS} at most"
                for run in runs
                if run > MOST_WORDS
            ]
            count = count if tagged(cell) else runs[-1]
            if tagged(cell, "question") and "?" not in source_of(cell):
                problems.append(f"cell {number}: tagged « question » without a question mark")
        if is_act(cell):
            count = 0
    return problems


NO_BREAK = "\u00a0\u202f"
_TYPOGRAPHY = (
    (re.compile(r'"'), "a straight quote: write « … »"),
    (re.compile(r"\.\.\."), "three dots: write …"),
    (re.compile(r"(?<=[^\W\d])'(?=\w)"), "a straight apostrophe: write ’"),
    (re.compile(r" (?=[;!?%€»](?:\W|$))| :(?=\s|$)"), "an ordinary space before ; : ! ? % € »"),
    (re.compile(r"« "), "an ordinary space after «"),
    (re.compile(rf"[^\s{NO_BREAK}!?*_][;!?](?=\s|$)|\w:(?=\s|$)|\d[%€]"), "no space before ; : ! ? % €"),
    (re.compile("[\U0001f000-\U0001faff\u2600-\u27bf]"), "an emoji"),
)
_TU = re.compile(r"(?<![\w’'-])(tu|ton|ta|tes|toi)(?![\w’'-])", re.IGNORECASE)
_BANNED = (
    "nous allons", "il est important de", "dans un monde où", "à l’ère du", "n’hésitez pas", "véritable",
    "incontournable", "crucial", "dans cette section", "valeur à vie", "taux de churning",
)  # fmt: skip


def french_prose(notebook: Notebook, path: Path) -> list[str]:
    """Typography, vouvoiement, and the phrases that the style guide bans."""
    problems = []
    for number, cell in numbered(notebook, "markdown"):
        text = without_markup(source_of(cell))
        for pattern, what in _TYPOGRAPHY:
            if found := pattern.search(text):
                around = text[max(0, found.start() - 20) : found.end() + 10].replace("\n", " ")
                problems.append(f"cell {number}: {what} (« {around} »)")
        if found := _TU.search(text):
            problems.append(f"cell {number}: tutoiement (« {found[0]} »)")
        problems += [f"cell {number}: « {one} » is banned" for one in _BANNED if one in text.lower()]
    return problems


_LINK = re.compile(r"(!?)\[([^\]]*)\]\(([^)\s]+)[^)]*\)")
_VAGUE = {"ici", "là", "lien", "ce lien", "cliquez ici", "cliquer ici", "cette page", ""}


def _anchors(path: Path) -> set[str]:
    """What JupyterLab finds in a notebook: headings by their text with hyphens for spaces, cells by their ids."""
    if path.suffix != ".ipynb":
        return set()
    notebook = read(path)
    ids = {f"cell-id={cell.get('id')}" for cell in notebook["cells"]}
    return ids | {text.replace(" ", "-") for *_, text in headings(notebook)}


def links_and_images(notebook: Notebook, path: Path) -> list[str]:
    """Link texts say where they go, local targets exist, every image has an alt text."""
    problems = []
    for number, cell in numbered(notebook, "markdown"):
        source = re.sub(r"```.*?```|`[^`\n]*`", "", source_of(cell), flags=re.DOTALL)
        for image, text, target in _LINK.findall(source):
            if image and not text.strip():
                problems.append(f"cell {number}: the image {target} has no alt text")
            if not image and text.strip().casefold() in _VAGUE:
                problems.append(f"cell {number}: the link text « {text} » does not say where it goes")
            local, _, anchor = target.partition("#")
            if re.match(r"\w+:", target):
                continue
            if local and not (path.parent / local).exists():
                problems.append(f"cell {number}: {target} does not exist")
            elif anchor and unquote(anchor) not in _anchors(path.parent / local if local else path):
                problems.append(f"cell {number}: {target} leads to no heading nor cell")
        problems += [
            f"cell {number}: an <img> without alt text"
            for tag in re.findall(r"<img\b[^>]*>", source)
            if not re.search(r'alt="[^"]+', tag)
        ]
    for number, cell in numbered(notebook, "code"):
        for output in cell["outputs"]:
            for tag in re.findall(r"<img\b[^>]*>", "".join(texts_of(output))):
                if not re.search(r'alt="[^"]+', tag):
                    problems.append(f"cell {number}: a saved <img> without alt text")
    return problems


# --- figures in prose -------------------------------------------------------------------------------------

_FIGURE = re.compile(
    rf"(?<![\w.,])(\d{{1,3}}(?:[{NO_BREAK}]\d{{3}})+(?:,\d+)?|\d+(?:,\d+)?)(?:[ {NO_BREAK}]?(Md€|M€|k€|€|%))?(?!\w)"
)
_SCALES = {"€": 1.0, "k€": 1e3, "M€": 1e6, "Md€": 1e9}
_FREE = {("€", 100.0), ("%", 100.0)}
_OWNED = ("hypothèse", "calcul")


@cache
def _facts(entity: str) -> list[tuple[str, float, str]]:
    """Kind (« € », « % » or « »), value and status of every fact of one entity."""
    if entity == "legal":
        rows = load_legal()[["value", "unit", "status"]]
    else:
        rows = [
            t[t["entity"] == entity][["value", "unit", "status"]] for t in (load_companies(), load_market())
        ]
        rows = next((frame for frame in rows if len(frame)), rows[0])
    facts = []
    for value, unit, status in rows.itertuples(index=False):
        scale = 1e9 if unit.startswith("milliard") else 1e6 if unit.startswith("million") else 1.0
        kind = "€" if re.search(r"\bEUR|€", unit) else "%" if unit.startswith("%") else ""
        facts.append((kind, abs(value) * scale, status))
    return facts


def figures(text: str) -> Iterator[tuple[str, str, float]]:
    """As written, kind and value of every figure of a prose text that needs a source."""
    for found in _FIGURE.finditer(without_markup(text)):
        written, unit = found[1], found[2] or ""
        value = french.parse(written)
        if unit:
            kind = "%" if unit == "%" else "€"
            value *= _SCALES.get(unit, 1.0)
            if (kind, value) not in _FREE:
                yield found[0], kind, value
        elif value >= 1000 and not re.fullmatch(r"(1[89]|20)\d\d", written):
            yield found[0], "", value


def sourced_figures(notebook: Notebook, path: Path) -> list[str]:
    """Every figure in prose equals a fact of the notebook's entities, or its cell is tagged."""
    entities = notebook["metadata"].get("bizmodels", {}).get("entities", [])
    problems = [f"bizmodels.entities: « {one} » has no fact" for one in entities if not _facts(one)]
    facts = [fact for one in entities for fact in _facts(one)]
    for number, cell in numbered(notebook, "markdown"):
        if any(tagged(cell, tag) for tag in _OWNED):
            continue
        text = source_of(cell)
        for written, kind, value in figures(text):
            same = [
                s for k, v, s in facts if math.isclose(v, value, rel_tol=1e-9) and (not kind or k == kind)
            ]
            if not same:
                problems.append(f"cell {number}: « {written} » is no fact of {entities}")
            elif set(same) == {"unseen"} and not re.search("à vérifier|déduit", text):
                problems.append(f"cell {number}: « {written} » is not seen: say « à vérifier » or « déduit »")
    return problems


# --- code and outputs -------------------------------------------------------------------------------------

_IMPORTS = ("import bizmodels as bm", "import seaborn as sns")
_WIDGET_NAMES = {"interact", "interactive", "interactive_output", "Output"}


def simple_code(notebook: Notebook, path: Path) -> list[str]:
    """Short cells; one set-up cell with the only imports; nothing that strict nbval cannot compare."""
    problems, cells = [], numbered(notebook, "code")
    setup = independence.set_up([source_of(cell) for _, cell in cells]) - 1
    for place, (number, cell) in enumerate(cells):
        source = source_of(cell)
        lines = [line for line in source.splitlines() if line.strip() and not line.strip().startswith("#")]
        most = MOST_LINES_OF_A_FUNCTION if tagged(cell, act.FUNCTION) else MOST_LINES
        if len(lines) > most and not folded(cell):
            problems.append(f"cell {number}: {len(lines)} lines of code, {most} at most")
        if any(line.rstrip().endswith(";") for line in lines):
            problems.append(f"cell {number}: a trailing « ; », which strict nbval does not honour")
        if any(re.match(r"\s*[%!]", line) for line in lines):
            problems.append(f"cell {number}: a magic or a shell command")
            continue
        try:
            nodes = list(ast.walk(ast.parse(source)))
        except SyntaxError as error:
            problems.append(f"cell {number}: {error}")
            continue
        imports = [ast.unparse(node) for node in nodes if isinstance(node, ast.Import | ast.ImportFrom)]
        if place == setup and (_IMPORTS[0] not in imports or not set(imports) <= set(_IMPORTS)):
            problems.append(f"cell {number}: the set-up cell imports {imports}, expected « {_IMPORTS[0]} »")
        if place != setup and imports:
            problems.append(f"cell {number}: {imports} outside the set-up cell")
        if number_of(path) < LAMBDA_FROM and any(isinstance(node, ast.Lambda) for node in nodes):
            problems.append(f"cell {number}: a lambda before lesson 08")
        names = {node.id for node in nodes if isinstance(node, ast.Name)}
        attributes = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
        if found := (names | attributes) & _WIDGET_NAMES or attributes & {"style"}:
            problems.append(f"cell {number}: {sorted(found)} cannot be compared by strict nbval")
    return problems


def cells_alone(notebook: Notebook, path: Path) -> list[str]:
    """No cell needs another one but the set-up cell."""
    cells = numbered(notebook, "code")
    try:
        found = independence.troubles([source_of(cell) for _, cell in cells])
    except SyntaxError:
        return []  # said by simple_code
    return [f"cell {cells[place][0]}: {one}" for place, one in found]


def clean_outputs(notebook: Notebook, path: Path) -> list[str]:
    """Executed in order, without error, stderr or widget state; a two-digit number is saved somewhere."""
    problems, counts, two_digits = [], [], False
    if "widgets" in notebook["metadata"]:
        problems.append("the notebook holds widget state")
    for number, cell in numbered(notebook, "code"):
        if source_of(cell).strip():
            counts.append(cell["execution_count"])
        for output in cell["outputs"]:
            if output["output_type"] == "error" or output.get("name") == "stderr":
                problems.append(f"cell {number}: a saved error or stderr")
            if any("widget-view" in mime for mime in output.get("data", {})):
                problems.append(f"cell {number}: a saved widget view")
            shown = re.sub(r"<[^>]*>", " ", " ".join(texts_of(output)))
            two_digits = two_digits or bool(re.search(r"\d\d", shown))
            heads = re.findall(r"<th\b[^>]*>([^<]*)</th>", " ".join(texts_of(output)))
            problems += [
                f"cell {number}: « {head} » is a name of the code in a table's head"
                for head in heads
                if re.fullmatch(r"[a-z0-9]+(_[a-z0-9]+)+", head.strip())
            ]
    if counts != list(range(1, len(counts) + 1)):
        problems.append(f"code cells are not executed 1..n: {counts}")
    if not two_digits:
        problems.append("no saved table or text holds a two-digit number")
    return problems


def navigation_in_place(notebook: Notebook, path: Path) -> list[str]:
    """The lines above and below, as the plan gives them: python -m bizmodels.course.navigation."""
    return navigation.problems(notebook, path)


_ID = re.compile(r"[A-Za-z0-9_-]+")  # nbformat's


def stable_ids(notebook: Notebook, path: Path) -> list[str]:
    """Ids are there, unique and as nbformat wants them; the file is a fixed point of ``dumps``."""
    ids = [cell.get("id") for cell in notebook["cells"]]
    problems = [f"cell {n} has no id" for n, one in enumerate(ids, 1) if not one]
    problems += [
        f"the id « {one} » has other letters than a–z" for one in ids if one and not _ID.fullmatch(one)
    ]
    problems += [f"the id « {one} » is given twice" for one in {i for i in ids if i and ids.count(i) > 1}]
    if not problems and path.exists() and dumps(notebook) != path.read_text(encoding="utf-8"):
        problems.append("not in its committed form: python -m bizmodels.course.notebook clean " + path.name)
    return problems


# --- all together -----------------------------------------------------------------------------------------

SHARED: tuple[Rule, ...] = (
    one_title, minutes_add_up, few_words_between_acts, french_prose, links_and_images, sourced_figures,
    simple_code, cells_alone, stable_ids, navigation_in_place,
)  # fmt: skip
LESSON: tuple[Rule, ...] = (*SHARED, parts_in_order, parts_hold, instructor_notes, clean_outputs, *act.LESSON)
EXERCISE: tuple[Rule, ...] = (*SHARED, *act.EXERCISE)
RULES = {"notebooks": LESSON, "solutions": (*EXERCISE, clean_outputs), "exercises": EXERCISE}


def problems(path: Path) -> list[str]:
    """Everything that a notebook does not do; empty when it is as it should be."""
    notebook = read(path)
    return [f"{rule.__name__}: {one}" for rule in RULES[path.parent.name] for one in rule(notebook, path)]


def notebooks(folder: str) -> list[Path]:
    """The committed notebooks of one folder."""
    return sorted(path for path in (ROOT / folder).glob("*.ipynb") if folders.is_lesson_name(path.name))


# --- strict nbval -----------------------------------------------------------------------------------------


def reversed_copy(notebook: Notebook) -> Notebook:
    """The set-up cells, then the other code cells backwards: no cell may need another one but the set-up."""
    cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    first = independence.set_up([source_of(cell) for cell in cells])
    return {**notebook, "cells": [*cells[:first], *reversed(cells[first:])]}


def strict_nbval(*paths: Path) -> subprocess.CompletedProcess[str]:
    """Compare every saved output with a new run, as CI does; the copies stand in a folder of their own."""
    folder = paths[0].parent
    (folder / "pytest.ini").write_text("[pytest]\n", encoding="utf-8", newline="\n")
    options = ["-q", "-rA", "-p", "no:cacheprovider", "-c", "pytest.ini", "--nbval", "--nbval-current-env"]
    options += [
        "--nbval-cell-timeout",
        "120",
        "--nbval-sanitize-with",
        str(ROOT / "tests/nbval_sanitize.cfg"),
    ]
    return subprocess.run(
        [sys.executable, "-m", "pytest", *options, *(path.name for path in paths)],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
    )


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    found = [f"{name}: {one}" for name in sys.argv[1:] for one in problems(Path(name).resolve())]
    print("\n".join(found) or "OK")
    sys.exit(bool(found))
