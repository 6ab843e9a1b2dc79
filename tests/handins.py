"""Thirty made hand-ins of one exercise: right, mistaken, unfinished, broken, hostile. Nobody's work, the same bytes each time.

``make(folder)`` writes them and gives their paths, in the order of ``KINDS``. Those that a kernel would run to the end
hold the outputs it would save: this module runs what it wrote itself.
"""

from __future__ import annotations

import ast
import contextlib
import copy
import io
import json
import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from bizmodels.course.folders import checkout
from bizmodels.course.regions import BEGIN, END, source_of, tagged
from bizmodels.exercises import engine
from bizmodels.exercises.decisions import Decision
from bizmodels.exercises.functions import Function
from bizmodels.exercises.given import student_seed
from bizmodels.exercises.questions import Choice, Numeric
from bizmodels.exercises.result import Result

LONG_TEXT = (
    "Le calcul donne 12 points de plus que ce qui est promis, donc je garde la solution la moins chère."
)
PSEUDONYMS = (
    *(
        "renard bleu",
        "loutre grise",
        "héron calme",
        "lynx pressé",
        "martre rousse",
        "grèbe huppé",
        "daim clair",
    ),
    *(
        "castor rond",
        "pinson vert",
        "belette agile",
        "chouette d’été",
        "marmotte",
        "truite vive",
        "bison lent",
    ),
    *("écureuil 7", "fouine", "geai bavard", "hermine", "ibis rose", "jars blanc", "kiwi gris", "lama zen"),
    *("mulot", "narval", "orvet", "puma doux", "quetzal", "râle noir", "sitelle", "tortue"),
)
_CHECK = re.compile(r"\bex\.(q\d+)\.check\(")


@dataclass
class Draft:
    """A hand-in while it is made: its cells, by whom, and how it is written to the file."""

    exercise: str
    pseudonym: str
    random: random.Random
    seed: int = 0
    cells: list[dict] = field(default_factory=list)
    metadata: dict = field(default_factory=dict)
    runs: bool = True  # its outputs are those of a kernel that ran everything
    name: str = ""  # of the file, instead of its kind
    cut: float = 1.0  # the share of the file that was copied

    @property
    def declared(self) -> list:
        """The questions of the sheet."""
        return engine.declaration(self.exercise).questions

    def data(self) -> Any:
        """The figures of this student."""
        declared = engine.declaration(self.exercise)
        return (
            declared.drawn(student_seed(self.pseudonym, self.exercise))
            if self.pseudonym
            else declared.published()
        )

    def cell(self, question: str) -> dict:
        """The cell that checks a question."""
        return next(one for one in self.cells if question in _CHECK.findall(source_of(one)))

    def setup(self) -> dict:
        """The cell that loads the exercise."""
        return next(
            one for one in self.cells if "bm.exercise(" in source_of(one) and one["cell_type"] == "code"
        )

    def write(self, question: str, *lines: str) -> None:
        """What the cell of a question holds before it checks."""
        cell = self.cell(question)
        check = next(line for line in source_of(cell).split("\n") if _CHECK.search(line))
        cell["source"] = "\n".join([*lines, check])

    def of(self, *kinds: type) -> list[str]:
        """The questions of some kinds."""
        return [f"q{n}" for n, one in enumerate(self.declared, 1) if isinstance(one, kinds)]

    def insert(self, before: dict, source: str, name: str) -> None:
        """A code cell of the student's own."""
        self.cells.insert(self.cells.index(before), _code(source, name))


def _code(source: str, name: str) -> dict:
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": name,
        "metadata": {},
        "outputs": [],
        "source": source,
    }


@cache
def _notebook(folder: str, exercise: str) -> dict:
    return json.loads((checkout() / folder / f"{exercise}.ipynb").read_text(encoding="utf-8"))


@cache
def solved(exercise: str) -> dict[str, str]:
    """The code of the solution, by question."""
    found = {}
    for cell in _notebook("solutions", exercise)["cells"]:
        source = source_of(cell)
        if cell["cell_type"] == "code" and (tagged(cell) or BEGIN in source):
            kept = [line for line in source.split("\n") if line.strip() not in (BEGIN, END)]
            found |= dict.fromkeys(_CHECK.findall(source), "\n".join(kept))
    return found


def blank(exercise: str, pseudonym: str, seed: str) -> Draft:
    """An untouched copy of the exercise, with the pseudonym in the cell of its own."""
    notebook = copy.deepcopy(_notebook("exercises", exercise))
    draft = Draft(
        exercise, pseudonym, random.Random(seed), cells=notebook["cells"], metadata=notebook["metadata"]
    )
    setup = draft.setup()
    own = next((one for one in draft.cells if str(one.get("id")).endswith("-pseudonyme")), None)
    if own is None:
        draft.insert(setup, "", "x-pseudonyme")
        own = draft.cells[draft.cells.index(setup) - 1]
    own["source"] = f'pseudonyme = "{pseudonym}"' if pseudonym else "pseudonyme = ..."
    setup["source"] = re.sub(
        r"bm\.exercise\([^)]*\)", f'bm.exercise("{exercise}", student=pseudonyme)', source_of(setup)
    )
    return draft


def right(draft: Draft, but: tuple[str, ...] = ()) -> None:
    """Every answer as the solution gives it, some questions left alone."""
    for question, source in solved(draft.exercise).items():
        if question not in but:
            draft.cell(question)["source"] = source


def mistaken(draft: Draft, share: float = 0.75) -> None:
    """Named mistakes for about a ``share`` of the questions, right answers for the others."""
    right(draft)
    data = draft.data()
    for number, declared in enumerate(draft.declared, 1):
        if draft.random.random() > share:
            continue
        question = f"q{number}"
        if isinstance(declared, Choice):
            other = draft.random.choice([key for key in declared.options if key != declared(data)])
            draft.write(question, f'réponse = "{other}"')
        elif isinstance(declared, Numeric):
            draft.write(question, f"réponse = {_wrong(draft, declared, data)!r}")
        elif isinstance(declared, Decision):
            names = _names(draft, question)
            values = [
                repr(declared.choice(data)),
                repr(_wrong(draft, declared.number, data)),
                repr(LONG_TEXT),
            ]
            draft.write(question, *(f"{n} = {v}" for n, v in zip(names, values, strict=False)))
        elif isinstance(declared, Function):
            source = source_of(draft.cell(question))
            draft.cell(question)["source"] = re.sub(r"return (.+)", r"return 2 * (\1)", source)


def _wrong(draft: Draft, declared: Numeric, data: Any) -> float:
    values = [value for _, value in sorted(declared.wrong_values(data).items()) if abs(value) < 1e12]
    return draft.random.choice(values)


def _names(draft: Draft, question: str) -> list[str]:
    (call,) = (
        node
        for node in ast.walk(ast.parse(source_of(draft.cell(question))))
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "check"
    )
    return [one.id for one in call.args]


# --- the thirty ---------------------------------------------------------------------------------------------


def _untouched(draft: Draft) -> None:
    draft.runs = False


def _half(draft: Draft) -> None:
    right(draft, tuple(f"q{n}" for n in range(len(draft.declared) // 2, len(draft.declared) + 1)))


def _old_style(draft: Draft) -> None:
    right(draft)
    _setup_with(draft, f'student="{draft.pseudonym}"')


def _through_a_name(draft: Draft) -> None:
    right(draft)
    _setup_with(draft, "student=mon_nom")
    draft.insert(draft.setup(), f'mon_nom = "{draft.pseudonym}"', "mon-nom")


def _setup_with(draft: Draft, student: str) -> None:
    draft.cells = [one for one in draft.cells if not str(one.get("id")).endswith("-pseudonyme")]
    draft.setup()["source"] = source_of(draft.setup()).replace("student=pseudonyme", student)


def _commas(draft: Draft) -> None:
    right(draft)
    for question in draft.of(Numeric)[::2]:
        value = draft.declared[int(question[1:]) - 1](draft.data())
        draft.write(question, f"réponse = {value:.2f}".replace(".", ","))
    for question in draft.of(Numeric)[1::2]:
        value = draft.declared[int(question[1:]) - 1](draft.data())
        draft.write(question, f'réponse = "{value:.2f}"'.replace(".", ","))


def _no_quotes(draft: Draft) -> None:
    right(draft)
    own = next(one for one in draft.cells if str(one.get("id")).endswith("-pseudonyme"))
    own["source"], draft.runs = f"pseudonyme = {draft.pseudonym}", False


def _helpers(draft: Draft) -> None:
    right(draft)
    code = """import math
import numpy as np

mes_parts = [0.25, 0.25, 0.5]


def en_morceaux(total, *, parts=mes_parts):
    somme = 0
    for part in parts:
        somme += total * part
    return somme


double = lambda x, fois=2: math.fsum([x] * fois) / np.float64(fois)"""
    draft.insert(draft.cell("q1"), code, "mes-outils")
    for question in draft.of(Numeric):
        solution = solved(draft.exercise)[question].split("\n")[:-1]
        draft.write(question, *solution, "réponse = double(en_morceaux(réponse))")


def _long_way(draft: Draft) -> None:
    right(draft)
    for question in draft.of(Numeric):
        solution = solved(draft.exercise)[question].split("\n")[:-1]
        more = """essais = {nom: réponse * fois for nom, fois in [("bas", 0.5), ("juste", 1), ("haut", 2)]}
try:
    réponse = essais["inconnu"]
except KeyError:
    réponse = sorted(essais.values())[1 if réponse > 0 else -2]
while réponse != essais["juste"]:
    réponse = essais["juste"]
print(f"{réponse:,.2f} pour {question!r}", len(essais))"""
        draft.write(question, *solution, f'question = "{question}"', more)


def _no_setup(draft: Draft) -> None:
    right(draft)
    draft.cells.remove(draft.setup())
    draft.runs = False


def _no_cell(draft: Draft) -> None:
    right(draft)
    draft.cells.remove(draft.cell("q2"))


def _endless_function(draft: Draft) -> None:
    right(draft)
    question = (draft.of(Function) or draft.of(Numeric))[-1]
    source = source_of(draft.cell(question))
    if "return" not in source:
        source = source.replace("ex.q", "while True:\n    réponse = 1\nex.q", 1)
    source = re.sub(
        r"^( +)return", r"\1while True:\n\1    mois = 1\n\1return", source, count=1, flags=re.MULTILINE
    )
    draft.cell(question)["source"], draft.runs = source, False


def _endless_cell(draft: Draft) -> None:
    right(draft)
    draft.write(draft.of(Numeric)[0], "mois = 0", "while mois < 12:", "    réponse = mois", "mois = mois + 1")
    draft.runs = False


def _recursion(draft: Draft) -> None:
    right(draft)
    for question in draft.of(Function)[:1]:
        name = _names(draft, question)[0]
        source = source_of(draft.cell(question))
        given = re.search(rf"def {name}\((.*)\)", source)[1]
        draft.cell(question)["source"] = re.sub(r"return .*", f"return {name}({given})", source)


def _syntax(draft: Draft) -> None:
    right(draft)
    draft.write(draft.of(Numeric)[0], "réponse = (12 + 3")
    draft.write(draft.of(Numeric)[1], "réponse = 12 %")
    draft.runs = False


def _truncated(draft: Draft) -> None:
    right(draft)
    draft.cut = 0.6


def _renamed(draft: Draft) -> None:
    right(draft)
    for number, cell in enumerate(draft.cells):
        cell["id"] = f"copie-{number}"
    draft.name = "Sans titre (3)"


def _duplicated(draft: Draft) -> None:
    right(draft)
    cell = draft.cell("q2")
    again = copy.deepcopy(cell) | {"source": "réponse = 1\nex.q2.check(réponse)"}
    draft.cells.insert(draft.cells.index(cell) + 1, again)  # with the same id, as some editors copy


def _cheat(draft: Draft) -> None:
    mistaken(draft)
    code = "\n".join(f'ex.q{n}.check = lambda *réponses: "Juste"' for n in range(1, len(draft.declared) + 1))
    draft.insert(draft.cell("q1"), code, "triche")
    draft.runs = False


def _copied(draft: Draft) -> None:
    right(draft)
    declared = engine.declaration(draft.exercise)
    theirs = declared.drawn(student_seed(pseudonym_of(COPIED, draft.seed), draft.exercise))
    for question in draft.of(Numeric):
        draft.write(question, f"réponse = {draft.declared[int(question[1:]) - 1](theirs)!r}")


def _prints(draft: Draft) -> None:
    right(draft)
    for question in draft.of(Function):
        source = source_of(draft.cell(question))
        draft.cell(question)["source"] = re.sub(r"return (.+)", r"print(\1)", source)


def _hostile(draft: Draft) -> None:
    right(draft)
    cells = ["import os\nos.system('touch /tmp/bizmodels-hostile')", "!rm -rf cahiers\n%matplotlib inline"]
    cells += ["open('vol.txt', 'w').write('x')", "().__class__.__bases__[0].__subclasses__()"]
    for number, code in enumerate(cells):
        draft.insert(draft.cell("q1"), code, f"hostile-{number}")
    question = draft.of(Numeric)[-1]
    draft.write(question, "réponse = float(__import__('os').popen('echo 12').read())")
    draft.runs = False


KINDS: dict[str, Callable[[Draft], None]] = {
    "chiffres_publies": right,
    "tout_juste": right,
    "ancien_pseudonyme": _old_style,
    "pseudonyme_par_un_nom": _through_a_name,
    "intact": _untouched,
    "moitie": _half,
    "erreurs_1": mistaken,
    "erreurs_2": mistaken,
    "erreurs_3": mistaken,
    "erreurs_4": mistaken,
    "erreurs_5": mistaken,
    "erreurs_6": mistaken,
    "virgules": _commas,
    "sans_guillemets": _no_quotes,
    "fonctions_a_lui": _helpers,
    "longs_chemins": _long_way,
    "preparation_supprimee": _no_setup,
    "cellule_supprimee": _no_cell,
    "fonction_sans_fin": _endless_function,
    "cellule_sans_fin": _endless_cell,
    "recursion": _recursion,
    "syntaxe": _syntax,
    "coupe": _truncated,
    "renomme": _renamed,
    "double": _duplicated,
    "autre_exercice": right,
    "triche": _cheat,
    "print": _prints,
    "copie": _copied,
    "hostile": _hostile,
}
SHARED = {"moitie": "erreurs_1"}  # two students under one pseudonym
COPIED = "tout_juste"  # whose numbers « copie » hands in, under a pseudonym of his own
_PUBLISHED = ("chiffres_publies",)


def make(folder: Path, exercise: str = "03_marketplace", seed: int = 0) -> list[Path]:
    """Thirty ``.ipynb`` of an exercise in ``folder``, one of each of ``KINDS``, numbered in that order."""
    return [write(folder, kind, exercise, seed) for kind in KINDS]


def pseudonym_of(kind: str, seed: int = 0) -> str:
    """Under which pseudonym that kind is handed in."""
    return PSEUDONYMS[(list(KINDS).index(kind) + 7 * seed) % len(PSEUDONYMS)]


def draft_of(kind: str, exercise: str = "03_marketplace", seed: int = 0) -> Draft:
    """One hand-in of that kind, before its outputs are made."""
    if kind == "autre_exercice":
        names = engine.available()
        exercise = names[(names.index(exercise) + 1) % len(names)]
    pseudonym = "" if kind in _PUBLISHED else pseudonym_of(SHARED.get(kind, kind), seed)
    draft = blank(exercise, pseudonym, f"{seed}/{exercise}/{kind}")
    draft.seed = seed
    KINDS[kind](draft)
    return draft


def write(folder: Path, kind: str, exercise: str = "03_marketplace", seed: int = 0) -> Path:
    """One of the thirty."""
    folder.mkdir(parents=True, exist_ok=True)
    draft = draft_of(kind, exercise, seed)
    if draft.runs:
        _run(draft)
    notebook = {"cells": draft.cells, "metadata": draft.metadata, "nbformat": 4, "nbformat_minor": 5}
    text = json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"
    path = folder / f"{list(KINDS).index(kind) + 1:02d}_{draft.name or kind}.ipynb"
    path.write_text(text[: int(len(text) * draft.cut)], encoding="utf-8", newline="\n")
    return path


def _run(draft: Draft) -> None:
    """Run what this module wrote, and keep what each check showed, as a kernel does."""
    declared, seed = engine.declaration(draft.exercise), None
    if draft.pseudonym:
        seed = student_seed(draft.pseudonym, draft.exercise)
    session = engine.Session(
        draft.exercise, declared, seed, keep=lambda *_: None, whose=lambda: draft.pseudonym
    )
    names = {"exercise_of_this_student": lambda *_, **__: session}
    for cell in draft.cells:
        if cell["cell_type"] != "code" or "tableau" in str(cell.get("id")):
            continue
        source = source_of(cell).replace("bm.exercise(", "exercise_of_this_student(")
        with contextlib.redirect_stdout(io.StringIO()):
            shown = _shown(source, names)
        if shown is not None:
            cell["execution_count"] = 1
            data = {"text/html": [shown._repr_html_()], "text/plain": [repr(shown)]}
            output = {"data": data, "execution_count": 1, "metadata": {}, "output_type": "execute_result"}
            cell["outputs"] = [output]


def _shown(source: str, names: dict[str, Any]) -> Result | None:
    try:
        body = ast.parse(source).body
        last = body.pop() if body and isinstance(body[-1], ast.Expr) else None
        exec(compile(ast.Module(body, []), "<hand-in>", "exec"), names)
        value = eval(compile(ast.Expression(last.value), "<hand-in>", "eval"), names) if last else None
    except Exception:  # a kernel would go on with the next cell
        return None
    return value if isinstance(value, Result) else None
