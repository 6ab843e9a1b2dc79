"""The page of a class edition that says how to open it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bizmodels import french
from bizmodels.course import plan

_PAGE = """# LISEZ-MOI

Ce dossier contient {lessons}. Gardez tous ses fichiers ensemble, dans un dossier à vous.

**À installer la veille, chez vous.** La première ouverture télécharge environ 150 Mo ; prévoyez 750 Mo sur le disque et de deux à dix minutes, selon le réseau. Ensuite, le cours s’ouvre sans réseau.

## Windows

1. Clic droit sur le fichier zip, « Extraire tout… ». Choisissez un dossier au nom court, par exemple « Documents ».
2. Installez Python 3.13 depuis https://www.python.org/downloads/. Le cours a été essayé de Python 3.11 à 3.13. Un 3.14 déjà là suffit peut-être : il n’a pas été essayé.
3. Double-clic sur « ouvrir.bat ». Si Windows affiche un avertissement : « Informations complémentaires », puis « Exécuter quand même ».
4. La première fois, la fenêtre noire compte ce qu’elle installe : laissez-la finir. Ensuite, le navigateur s’ouvre sur la leçon de bienvenue.

## macOS

1. Double-clic sur le fichier zip, puis installez Python 3.13 depuis https://www.python.org/downloads/.
2. Double-clic sur « ouvrir.command ». La première fois, macOS peut refuser : Réglages Système, « Confidentialité et sécurité », « Ouvrir quand même ».
3. La suite est la même que sous Windows.

## Linux

Dans un terminal, dans ce dossier : `python3 ouvrir.py`.

Windows et macOS n’ont pas été essayés par les auteurs : si quelque chose ne va pas, dites à votre enseignant ce que la fenêtre affiche.

## Si le cours ne s’ouvre pas

- Un nouveau double-clic reprend une installation interrompue ; ce qui est téléchargé ne l’est pas deux fois.
- Sans réseau, la première ouverture n’est pas possible. Si celui de la salle refuse, prenez celui de la maison ou d’un téléphone.
- Pour savoir quoi corriger : `py ouvrir.py --check` dans un terminal ouvert dans ce dossier (macOS, Linux : `python3 ouvrir.py --check`).

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

- Dans un exercice, écrivez d’abord un pseudonyme inventé, entre guillemets, jamais votre vrai nom : l’entreprise et ses chiffres deviennent les vôtres. Choisissez-le une fois, différent de celui des autres, et gardez-le.
- Enregistrez (Ctrl + S) avant de fermer. Le fichier à rendre est celui de l’exercice, dans « exercises ».
- Votre enseignant demande un code ? La dernière cellule, `bm.rendre()`, le donne. Après une nouvelle réponse, relancez-la : le dernier code compte.
- Les corrigés ne sont pas ouverts : `ex.q1.solution()` dit quand et comment ils le seront. Un fichier corriges_NN.zip se décompresse dans ce dossier.
- Pour arrêter : enregistrez vos cahiers, puis Ctrl + C dans la fenêtre noire.
"""


def files(chosen: Sequence[str]) -> dict[str, str]:
    """The page under the name that a student looks for, and under the one that packaging asks for."""
    page = french.typeset(_PAGE.format(lessons=_lessons(chosen)))
    plain = re.sub(r"(?m)^#+ |`|\*\*", "", page)
    return {"LISEZ-MOI.txt": plain.replace("\n", "\r\n"), "README.md": page}


def _lessons(chosen: Sequence[str]) -> str:
    known = [(number, plan.lesson(number)) for number in chosen]
    titles = [f"{number} ({one.title})" if one else number for number, one in known]
    if len(titles) == len(plan.LESSONS):
        return f"les {len(titles)} leçons du cours et leurs exercices"
    return f"{french.plural(len(titles), 'leçon')} et leurs exercices : {french.listing(titles)}"
