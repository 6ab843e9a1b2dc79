"""What ``bizmodels new-lesson`` and ``new-exercise`` lay down: files that already pass the structure tests.

The text to be written says « À écrire »; everything else runs. The lesson contract is
``docs/lesson-contract.md``.
"""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bizmodels import french, models
from bizmodels.core.model import BusinessModel
from bizmodels.course import bets, plan
from bizmodels.errors import LearnerError
from bizmodels.facts import facts
from bizmodels.french import nearest

NAME = re.compile(r"[0-9]{2}_[a-z0-9]+(_[a-z0-9]+)*")


def check_name(name: str) -> str:
    """A lesson's name: two digits, an underscore, lower-case words without accents."""
    if not NAME.fullmatch(name):
        raise LearnerError(
            f"{french.quote(name)} n’est pas un nom de leçon{french.NBSP}: écrire deux chiffres puis des mots sans accent, "
            "par exemple 27_kiosque."
        )
    return name


def check_title(title: str) -> str:
    """A title that a file can hold: a terminal in another encoding passes on bytes that are no character."""
    try:
        title.encode()
    except UnicodeEncodeError:
        raise LearnerError(
            f"Le titre {french.quote(title)} contient un caractère illisible{french.NBSP}: "
            "le retaper dans un terminal en UTF-8, ou s’en passer et écrire le titre dans le cahier."
        ) from None
    return title


def model_class(name: str) -> type[BusinessModel]:
    """A model of ``bizmodels/models`` by its class name."""
    known = models.all_models()
    if name not in known:
        raise LearnerError(f"Aucun modèle ne s’appelle {french.quote(name)}.{nearest(name, list(known))}")
    return known[name]


def _cell(
    kind: str, identifier: str, source: str, part: str = "", tags: tuple[str, ...] = ()
) -> dict[str, Any]:
    """A cell; besides « markdown » and « code » a kind may be one of ``_CODE``."""
    metadata: dict[str, Any] = {}
    if part:
        metadata["bizmodels"] = {"part": part}
    if kind in _CODE:
        if kind != "reveal":
            metadata["jupyter"] = {"source_hidden": True}
        tags, kind = _CODE[kind], "code"
    if tags:
        metadata["tags"] = list(tags)
    if bets.TAG in metadata.get("tags", []):
        source = f"{bets.INVITATION}\n{source}"
    cell = {"cell_type": kind, "id": identifier, "metadata": metadata, "source": source}
    return cell | ({"execution_count": None, "outputs": []} if kind == "code" else {})


# What asks, what answers (its outputs wait: ``notebook.dumps``), what one need not read.
_CODE: dict[str, tuple[str, ...]] = {"bet": (bets.TAG,), "reveal": (bets.REVEAL,), "folded": ()}


def lesson(name: str, cls: type[BusinessModel], title: str) -> dict[str, Any]:
    """A lesson of the kind that the plan gives its number (on a model, where the plan has none), its acts in place."""
    known = plan.lesson(name[:2])
    keys = known.parts if known else plan.PARTS[plan.MODEL]
    parts = {key: _PARTS[key] for key in keys if key != "titre"}
    minutes = {key: part.minutes for key, part in parts.items()}
    words = {"cls": f"bm.{cls.__name__}", "label": cls.title or cls.__name__, "kpi": cls.cards[0], "name": name,
             "number": name[:2], "lesson": f'"{name[:2]}"' if known else "", "unit": cls.__kpis__[cls.cards[0]].unit,
             "lever": next(n for n, p in cls.__params__.items() if p.group == cls.groups[0])}  # fmt: skip
    opening = f"# {title}\n\nÀ écrire : une phrase de promesse. Durée : **{sum(minutes.values())} minutes**."
    cells = [_cell("markdown", "titre", opening, "titre")]
    cells += [_cell(kind, identifier, source.format(**words)) for kind, identifier, source in _OPENING]
    for key, part in parts.items():
        asks = ("question",) if part.asks else ()
        said = part.text.format(**words)
        cells.append(_cell("markdown", key, f"## {part.title} · {part.minutes} min\n\n{said}", key, asks))
        cells += [
            _cell(
                kind, f"{key}-{n}", source.format(**words), tags=("question",) if kind == "markdown" else ()
            )
            for n, (kind, source) in enumerate(part.cells, 1)
        ]
    instructor = {
        "minutes": minutes,
        "wrong_answers": [
            {"answer": "À écrire", "sentence": "À écrire : la phrase qui défait cette erreur."},
            {"answer": "À écrire", "sentence": "À écrire : la phrase qui défait cette erreur."},
        ],
        "board": ["À écrire", "À écrire", "À écrire"],
        "splits_the_class": "À écrire ?",
        "stop_at": "manipuler",
    }
    published = set(facts.load_companies()["entity"])
    entities = ["legal", *([cls.case] if cls.case in published else [])]
    return _notebook(cells, {"bizmodels": {"entities": entities, "instructor": instructor}})


@dataclass(frozen=True)
class _Part:
    """A part as it is laid down; in its texts ``{cls}``, ``{label}``, ``{kpi}``, ``{unit}``, ``{lever}``, ``{name}``,
    ``{number}`` and ``{lesson}`` are filled."""

    title: str
    minutes: int
    text: str
    cells: tuple[tuple[str, str], ...] = ()  # (kind as in ``_cell``, source); a text asks a question
    asks: bool = False


# One picture, then one question, before anything else; the first code cell is the set-up.
_OPENING = (
    ("code", "ouverture", 'import bizmodels as bm\n\nbm.figures.opening({cls}())'),
    ("bet", "ouverture-pari",
     'bm.bet("À écrire : la question d’ouverture ?", truth={cls}().{kpi}, unit="{unit}", name="{number}-ouverture")'),
)  # fmt: skip

# A bet, then the cell that answers: its output waits until it is run.
_BET = """depart = {cls}()
pire = depart.replace({lever}={factor} * depart.{lever})
bm.bet(
    "À écrire : la question, avec ses données ?",
    truth=pire.{kpi},
    today=depart.{kpi},
    unit="{unit}",
    name="{number}-{part}",
    complete="À écrire : « …, parce que… »",
    because="À écrire : l’explication.",
    mistake="À écrire : l’erreur tentante, et la phrase qui la défait.",
)"""


def _asked(part: str, factor: str) -> tuple[str, str]:
    return "bet", _BET.replace("{part}", part).replace("{factor}", factor)


_PARTS: dict[str, _Part] = {
    "objectifs": _Part("Ce que vous saurez faire", 1, "À écrire : trois actions."),
    "prerequis": _Part(
        "Avant de commencer", 4, "| notion | à quoi elle sert |\n| --- | --- |\n| Exécuter une cellule | Maj + Entrée |",
        (("markdown", "À écrire : une première question d’échauffement ?"),
         ("markdown", "À écrire : une seconde question d’échauffement ?")),
    ),
    "modele": _Part(
        "Qui paie qui, et pour quoi", 6,
        "```mermaid\nflowchart LR\n  accTitle: {label}\n  accDescr: Le client paie l’entreprise, qui paie ses fournisseurs\n"
        "  client[Client] -->|paie| firme[Entreprise]\n  firme -->|paie| fournisseur[Fournisseur]\n```",
        (("code", "{cls}().ledger()"),),
    ),
    "mecanisme": _Part("Le mécanisme", 6, "À écrire : ce qui bouge quand on tire ce levier.",
                       (_asked("mecanisme", "1.1"), ("reveal", '{cls}().replace({lever}=1.1 * {cls}().{lever}).kpis()'))),
    "exposition": _Part("Ce qu’on risque", 6, "À écrire : qui perd quoi, et quand.",
                        (_asked("exposition", "0.5"), ("reveal", '{cls}().replace({lever}=0.5 * {cls}().{lever}).kpis()'))),
    "manipuler": _Part("Parier, puis regarder", 8, "À écrire : la situation, en une phrase.",
                       (("bet", 'bm.calculator(\n    {cls}(),\n    predict="cash",\n    name="{number}-calculateur",\n'
                         '    complete="À écrire : « …, parce que… »",\n    because="À écrire : l’explication.",\n'
                         '    mistake="À écrire : l’erreur tentante.",\n)'),)),
    "equations": _Part("Les équations", 5, "À écrire : ce qu’on relit dans les équations.", (("code", "{cls}().equations()"),)),
    "cas": _Part("Le cas français", 8, "À écrire : le piège de définition.", (("code", "bm.cases.backtest({cls})"),)),
    "leviers": _Part("Les leviers", 8, "À écrire : ce que coûte chaque levier.",
                     (_asked("leviers", "1.2"), ("reveal", 'bm.sensitivity({cls}(), "{kpi}")'))),
    "risques": _Part(
        "Les risques", 6, "À écrire : deux risques, avec leur coût.",
        (("code", 'modele = {cls}()\npire = modele.replace({lever}=modele.{lever} / 2)\nbm.compare({{"Départ": modele, "Moitié": pire}})'),),
    ),
    "limites": _Part("Jusqu’où tirer", 5, "À écrire : à partir de quand ce levier coûte-t-il plus qu’il ne rapporte ?", asks=True),
    "parades": _Part("Se couvrir", 5, "À écrire : quelle parade, à quel prix ?", asks=True),
    "debriefing": _Part("Ce que la partie a montré", 6, "À écrire : quelle décision referiez-vous ?", asks=True),
    "dossier": _Part("Votre dossier", 10, "À écrire : ce qu’il contient, et comment il sera lu."),
    "decision": _Part("Décider", 3, "À écrire : que feriez-vous à leur place, et pourquoi ?", asks=True),
    "exercice": _Part("À vous", 1, "[L’exercice de cette leçon](../exercises/{name}.ipynb)"),
    "retenir": _Part(
        "À retenir", 3, "À écrire : trois phrases.\n\n### Sources\n\nLes sources de chaque réglage sont sous la dernière cellule.",
        (("code", "bm.progress({lesson})"), ("folded", "bm.cases.provenance({cls})")),
    ),
}  # fmt: skip


QUESTIONS = '''"""Questions of the exercise {name}."""

from __future__ import annotations

from bizmodels.exercises.given import Data, Given
from bizmodels.exercises.sheet import Exercise
from bizmodels.models import {cls}

GIVEN = (
    Given("acquisition", "Coût d’acquisition d’un client", "€", default=24, low=20, high=40, step=0.5, note="À écrire"),
    Given("margin", "Marge d’un client par mois", "€ / mois", default=4, low=3, high=5, step=0.05, note="À écrire"),
    Given.of({cls}, "fixed_costs", low=5000, high=15000, step=50),
)

EXERCISE = Exercise({title}, GIVEN, firm={cls})


@EXERCISE.number("Retour sur CAC", "mois", relative=0.01)
def payback(data: Data) -> float:
    return data.acquisition / data.margin


payback.asks("Gagner un client coûte {{acquisition}}, il laisse {{margin}}. En combien de mois est-il remboursé ?")
payback.wrong(
    "à l’envers",
    "vous divisez dans l’autre sens : des euros à rembourser, divisés par des euros par mois.",
    lambda data: data.margin / data.acquisition,
)
payback.wrong(
    "produit",
    "vous multipliez : on cherche combien de fois la marge tient dans le coût d’acquisition.",
    lambda data: data.acquisition * data.margin,
)
payback.wrong(
    "années pour mois",
    "votre réponse est en années : la question demande des mois.",
    lambda data: payback(data) / 12,
)
payback.otherwise("que coûte un client, et que rapporte-t-il chaque mois ?")
payback.why("C’est le retour sur CAC, sans compter les départs.")
payback.hints("Que coûte un client, et que rapporte-t-il chaque mois ?", "Divisez le coût par la marge mensuelle.")
'''


def python_text(text: str) -> str:
    """A title as Python source, quotes and backslashes included; ``ruff format`` prefers double quotes."""
    return json.dumps(text, ensure_ascii=False) if text.isprintable() else repr(text)


def questions(name: str, cls: type[BusinessModel], title: str) -> str:
    """Source of the module of questions, with one question that works."""
    return QUESTIONS.format(name=name, cls=cls.__name__, title=python_text(title))


# The first code cell of every solution; the exercise is left with « pseudonyme = ... ».
PSEUDONYM = """# Inventez un pseudonyme, entre guillemets\u00a0: "renard bleu", "tortue 7"… Jamais votre vrai nom.
### BEGIN SOLUTION
pseudonyme = None
### END SOLUTION"""


def solution(name: str, title: str) -> dict[str, Any]:
    """The solution notebook: the only source of the exercise."""
    text, code = (lambda i, s, t=(): _cell("markdown", i, s, tags=t)), (lambda i, s: _cell("code", i, s))
    cells = [
        text("titre", f"# Exercice {name[:2]} · {title}\n\nÀ écrire : la question à trancher. Durée : **7 minutes**. "
             f"La leçon : [{title}](../notebooks/{name}.ipynb)."),
        text("mode-emploi", "## Mode d’emploi · 2 min\n\nRemplacez les `...` par votre réponse, puis Maj + Entrée."),
        code(f"x{name[:2]}-pseudonyme", PSEUDONYM),
        code("preparation", f'import bizmodels as bm\n\nex = bm.exercise("{name}", student=pseudonyme)\ndata, firm = ex.data, ex.firm\nex.table()'),
        # What the sheet asks is written below the heading by `make exercises`.
        text("q1-enonce", "## 1 · Rembourser un client · 5 min\n\nGagner un client coûte `data.acquisition`, il laisse "
             "`data.margin`. En combien de mois est-il remboursé ?", ("question", "statement")),
        code("q1", "### BEGIN SOLUTION\nréponse = data.acquisition / data.margin\n### END SOLUTION\nex.q1.check(réponse)"),
    ]  # fmt: skip
    return _notebook(cells, {"bizmodels": {}})


def _notebook(cells: list[dict], metadata: dict) -> dict[str, Any]:
    return {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def write_new(files: list[tuple[Path, str]]) -> None:
    """Write files none of which may exist yet: nothing an author wrote is overwritten, nothing is half done.

    Each is written beside its place under another name, then all get their names: a disk that fills up in the
    middle leaves no file behind, which would be refused as one that exists at the next try.

    Raises:
        LearnerError: a file exists; nothing is written then.
        SyntaxError: the Python source to be written does not compile (a fault of this file); nothing is written either.
        OSError: the machine refused one of them; none is left.
    """
    for path, text in files:
        if path.exists():
            raise LearnerError(
                f"{path.parent.name}/{path.name} existe déjà{french.NBSP}: rien n’a été écrit."
            )
        if path.suffix == ".py":
            compile(text, str(path), "exec")
    drafts = [path.with_name(f".{path.name}.tmp") for path, _ in files]
    put: list[Path] = []
    try:
        for draft, (_, text) in zip(drafts, files, strict=True):
            draft.parent.mkdir(parents=True, exist_ok=True)
            draft.write_text(text, encoding="utf-8", newline="\n")
        for draft, (path, _) in zip(drafts, files, strict=True):
            draft.rename(path)
            put.append(path)
    except BaseException:
        take_away([*drafts, *put])
        raise


def take_away(paths: Iterable[Path]) -> None:
    """Remove files of ours whose work could not be finished, those that are there."""
    for path in paths:
        with contextlib.suppress(OSError):
            path.unlink()
