"""What a lesson's own file says of its bets on the board: the number of each, and the situation that it is asked in."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from bizmodels.classroom.passages import sentences
from bizmodels.classroom.situations import situations
from bizmodels.course import bets
from bizmodels.course.regions import tagged

LONGEST, MOST = (
    190,
    320,
)  # letters of a situation on a screen; of one that begins with « Elle », with who that is
_NAVIGATION = re.compile(r"^.*plan du cours\W.*?→ ")
_OF_WHO = re.compile(r"(?:Ils?|Elles?|On|Ce|C’est|Cela|Le même|Désormais|Le pourcentage)\b")


def told(path: Path | None) -> dict[str, tuple[int, str]]:
    """By name of bet, its number in the lesson (from 1) and the last sentences that stand before it; none without a file."""
    if path is None:
        return {}
    cells = [cell for cell in json.loads(path.read_text(encoding="utf-8"))["cells"] if not _folded(cell)]
    names = [bet.name for cell in cells if tagged(cell, bets.TAG) for bet in bets.bets_in(cell)]
    before = situations(_parts(cells))
    return {name: (number, _short(before.get(name, ""))) for number, name in enumerate(names, 1)}


def _folded(cell: dict[str, Any]) -> bool:
    return tagged(cell, bets.REVEAL)


def _parts(cells: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """The cells between two headings: what was said under another heading is another situation."""
    found: dict[str, list[dict[str, Any]]] = {}
    for cell in cells:
        text = cell["source"] if isinstance(cell["source"], str) else "".join(cell["source"])
        if not found or (cell["cell_type"] == "markdown" and text.startswith("## ")):
            found[f"part {len(found)}"] = []
        found[f"part {len(found) - 1}"].append(cell)
    return found


def _short(text: str) -> str:
    """As many of the last sentences as a line or two hold; none where the last alone is too long."""
    kept: list[str] = []
    # The bet asks for itself; what announces a list or a figure announces nothing here.
    told = [one for one in sentences(_NAVIGATION.sub("", text)) if not re.search(r"[?:]$", one.rstrip("»* "))]
    for sentence in reversed(told):
        room = MOST if kept and _OF_WHO.match(kept[0]) else LONGEST
        if len(" ".join([sentence, *kept])) > room:
            break
        kept.insert(0, sentence)
    return " ".join(kept)
