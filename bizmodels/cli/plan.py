"""``bizmodels plan 03 --minutes 120``: the teaching note of a lesson, as a page to print and as Markdown."""

from __future__ import annotations

import argparse
from pathlib import Path

from bizmodels.cli.say import say

NAME = "plan"
HELP = "écrit la note de séance d’une leçon, à imprimer"
MINUTES = "120"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The lesson, the time, where to write."""
    parser.add_argument("lesson", metavar="LEÇON", help="numéro de la leçon : 03")
    parser.add_argument(
        "--minutes",
        default=MINUTES,
        metavar="DURÉE",
        help="durée de la séance : 120, 90min, 2h ou 1h30 (120)",
    )
    parser.add_argument("--out", metavar="FICHIER", help="fichier de la page (plan_03.html, dans ce dossier)")
    parser.add_argument("--md", action="store_true", help="seulement le Markdown")


def run(options: argparse.Namespace) -> int:
    """Write both files, and say where."""
    from bizmodels.classroom.note import note
    from bizmodels.classroom.session import session
    from bizmodels.classroom.session_page import markdown, page
    from bizmodels.classroom.slots import read_minutes
    from bizmodels.classroom.timetable import timetable

    minutes = read_minutes(options.minutes)
    found = session(options.lesson)
    made = note(found, timetable(found, minutes))
    base = Path(options.out) if options.out else Path(f"plan_{found.number}.html")
    if base.suffix not in (".html", ".md"):
        base = base.with_name(f"{base.name}.html")
    wanted = {base.with_suffix(".md"): markdown(made)}
    if not options.md:
        wanted = {base.with_suffix(".html"): page(made)} | wanted
    for path, text in wanted.items():
        path.write_text(text, encoding="utf-8", newline="\n")
    pages = " et ".join(str(path) for path in wanted)
    say(f"Note de la leçon {found.number}, {minutes} minutes : {pages}.")
    if not options.md:
        say(
            "Ouvrez la page dans un navigateur, puis imprimez-la. Elle donne les réponses : elle est pour vous."
        )
    return 0
