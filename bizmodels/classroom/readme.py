"""The page of a class edition that says how to open it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bizmodels import french
from bizmodels.course import plan

_PAGE = """# LISEZ-MOI

Ce dossier contient {lessons}. Gardez tous ses fichiers ensemble, dans un dossier à vous.

## Windows

1. Clic droit sur le fichier zip, « Extraire tout… ». Choisissez un dossier au nom court, par exemple « Documents ».
2. Installez Python 3.13 depuis https://www.python.org/downloads/ (de 3.11 à 3.14 conviennent ; un plus récent, non).
3. Double-clic sur « ouvrir.bat ». Si Windows affiche un avertissement : « Informations complémentaires », puis « Exécuter quand même ».
4. La première fois, l’installation prend quelques minutes et demande le réseau. Ensuite, le navigateur s’ouvre sur la leçon de bienvenue.

## macOS

1. Double-clic sur le fichier zip, puis installez Python 3.13 depuis https://www.python.org/downloads/ (de 3.11 à 3.14 conviennent).
2. Double-clic sur « ouvrir.command ». La première fois, macOS peut refuser : Réglages Système, « Confidentialité et sécurité », « Ouvrir quand même ».
3. La suite est la même que sous Windows.

## Linux

Dans un terminal, dans ce dossier : `python3 ouvrir.py`.

## JupyterHub

1. Téléversez le fichier zip dans le navigateur de fichiers, puis ouvrez un terminal (Fichier, Nouveau, Terminal).
2. `python3 -m zipfile -e bizmodels-classe.zip .`
3. Si votre enseignant a installé le cours sur le serveur, ouvrez « bizmodels-classe/notebooks/00_bienvenue.ipynb ».
   Sinon : `cd bizmodels-classe`, puis `python3 -m pip install --user -r requirements.lock` et `python3 -m pip install --user --no-deps --no-build-isolation -e .`

## Capytale

Le cours n’y a pas été essayé : demandez à votre enseignant comment l’ouvrir.

## Dans le navigateur, sans rien installer

Pas encore : cette édition est en préparation.

## Travailler, rendre

- Dans un exercice, écrivez d’abord un pseudonyme entre guillemets, jamais votre vrai nom : l’entreprise et ses chiffres deviennent les vôtres.
- Enregistrez (Ctrl + S) avant de fermer. Le fichier à rendre est celui de l’exercice, dans « exercises ».
- Les corrigés ne sont pas ouverts : `ex.q1.solution()` dit quand et comment ils le seront.
- Pour arrêter : enregistrez vos cahiers, puis Ctrl + C dans la fenêtre noire.
"""


def files(chosen: Sequence[str]) -> dict[str, str]:
    """The page under the name that a student looks for, and under the one that packaging asks for."""
    page = french.typeset(_PAGE.format(lessons=_lessons(chosen)))
    plain = re.sub(r"(?m)^#+ |`", "", page)
    return {"LISEZ-MOI.txt": plain.replace("\n", "\r\n"), "README.md": page}


def _lessons(chosen: Sequence[str]) -> str:
    known = [(number, plan.lesson(number)) for number in chosen]
    titles = [f"{number} ({one.title})" if one else number for number, one in known]
    if len(titles) == len(plan.LESSONS):
        return f"les {len(titles)} leçons du cours et leurs exercices"
    return f"{french.plural(len(titles), 'leçon')} et leurs exercices : {french.listing(titles)}"
