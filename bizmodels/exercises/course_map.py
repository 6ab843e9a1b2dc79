"""``course_map()``: the lessons of the course, which of them are here, and their minutes read from the notebooks."""

from __future__ import annotations

import html
import json
from pathlib import Path

import pandas as pd

from bizmodels.tables import Table, to_html

# Number, title, subject: the plan is fixed, what exists is looked up.
LESSONS = (
    ("00", "Bienvenue", "premiers gestes"),
    ("01", "Panorama", "dix façons de gagner de l’argent, une équation"),
    ("02", "Vente directe (D2C)", "Le Slip Français"),
    ("03", "Place de marché", "ManoMano"),
    ("04", "Revente entre particuliers", "Vestiaire Collective"),
    ("05", "Reconditionné", "Back Market"),
    ("06", "Logiciel par abonnement (SaaS)", "Salesforce"),
    ("07", "Services financiers", "Qonto"),
    ("08", "Freemium", "Deezer"),
    ("09", "Service à la demande", "Meero"),
    ("10", "Réseau de covoiturage", "BlaBlaCar"),
    ("11", "Rendez-vous en ligne", "Doctolib"),
    ("12", "Modèle hybride", "une marque, deux canaux"),
    ("13", "Levier : fidéliser", "retenir un client"),
    ("14", "Levier : fixer un prix", "prix, lots, deux versants"),
    ("15", "Levier : personnaliser", "tester une offre"),
    ("16", "Levier : vendre un second produit", "ventes croisées"),
    ("17", "Levier : effets de réseau", "grandir par les autres"),
    ("18", "Risque : les retours", "logistique inverse"),
    ("19", "Risque : les données personnelles", "RGPD et sanctions"),
    ("20", "Risque : la fraude", "paiement et seuils"),
    ("21", "Risque : la dépendance", "vivre chez un autre"),
    ("22", "Risque : la trésorerie", "tenir jusqu’au point mort"),
    ("23", "Le marché français", "ce que disent les chiffres"),
    ("24", "Choisir un modèle", "quel modèle pour quelle entreprise"),
    ("25", "Piloter", "indicateurs et essais"),
    ("26", "Projet", "votre propre modèle"),
)


def notebooks_folder() -> Path:
    """The folder of the lessons: that of the course, else (installed from a wheel) where one works."""
    here = Path.cwd()
    course = Path(__file__).resolve().parents[2] / "notebooks"
    for folder in (course, here, here / "notebooks", here.parent / "notebooks"):
        if any(folder.glob("00_*.ipynb")):
            return folder
    return course


def minutes_of(notebook: Path) -> float:
    """Minutes a lesson says it takes, summed over its parts; nan when it does not say.

    Raises:
        ValueError: the file is no notebook (conflict marks of git, a cloud's empty placeholder); OSError: unreadable.
    """
    found = json.loads(notebook.read_text(encoding="utf-8"))
    for key in ("metadata", "bizmodels", "instructor", "minutes"):
        if not isinstance(found, dict):
            raise ValueError(f"{notebook.name} is no notebook of the course")
        found = found.get(key, {})
    if not isinstance(found, dict) or not all(isinstance(m, int | float) for m in found.values()):
        raise ValueError(f"{notebook.name} has no readable minutes")
    return float(sum(found.values())) if found else float("nan")


class _Map(Table):
    """The table, with a link on the title of each lesson that exists."""

    def _repr_html_(self) -> str:
        page = to_html(self.shown())
        for row in self.itertuples():
            if row.file:
                title = html.escape(row.title)
                link = f'<a href="{html.escape(row.file)}">{title}</a>'
                page = page.replace(f">{title}</td>", f">{link}</td>", 1)
        return page


def course_map(folder: Path | None = None) -> pd.DataFrame:
    """The lessons in order, with the minutes of those that exist beside the running notebook.

    Args:
        folder: where the lessons are; found by itself in a notebook of the course.

    Returns:
        Columns ``number title subject file minutes readable``; ``file`` is « » and ``minutes`` nan for a lesson to
        come; ``readable`` is False for a file that cannot be opened as a notebook, whose line says « illisible ».
    """
    folder = notebooks_folder() if folder is None else folder
    rows = []
    for number, title, subject in LESSONS:
        found = sorted(folder.glob(f"{number}_*.ipynb"))
        file, minutes, readable = (found[0].name if found else ""), float("nan"), True
        if found:
            try:
                minutes = minutes_of(found[0])
            except (OSError, ValueError, RecursionError):  # JSON and UTF-8 errors are ValueErrors
                readable = False
        rows.append((number, title, subject, file, minutes, readable))
    frame = pd.DataFrame(rows, columns=["number", "title", "subject", "file", "minutes", "readable"])
    return _Map.of(frame, _shown)


def _shown(frame: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Leçon": list(frame["title"]),
            "Sujet": list(frame["subject"]),
            "Durée": [
                _duration(*line)
                for line in zip(frame["file"], frame["minutes"], frame["readable"], strict=True)
            ],
        },
        index=pd.Index(list(frame["number"]), name="N°"),
    )


def _duration(file: str, minutes: float, readable: bool) -> str:
    if not readable:
        return "illisible"
    return f"{minutes:.0f}\u00a0min" if minutes == minutes else "prête" if file else "à venir"
