"""A lesson as a learner finds it, before anything was run: what stands in sight, and whether it tells a bet.

In sight are texts outside their ``<details>``, code that is not folded, and saved outputs that are not hidden: their
text, titles and labels of pictures, alternative texts (read aloud to who cannot see them).
"""

from __future__ import annotations

import base64
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

from bizmodels.course import bets, navigation
from bizmodels.course.reading import folded
from bizmodels.course.regions import source_of, tagged

# Of what one output offers JupyterLab shows the first of these.
_SHOWN_FIRST = ("text/html", "text/markdown", "image/svg+xml", "text/latex", "text/plain")


@dataclass(frozen=True)
class Seen:
    """One cell as it opens; ``place`` counts from 1."""

    place: int
    prose: str = ""
    code: str = ""
    output: str = ""

    @property
    def text(self) -> str:
        """All of it."""
        return "\n".join(part for part in (self.prose, self.code, self.output) if part)


class _Page(HTMLParser):
    """The text of a page that is in sight: no style, no script, of a <details> its summary only."""

    _NEVER = frozenset({"style", "script", "template"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._never = self._closed = self._summary = 0

    @property
    def _in_sight(self) -> bool:
        return not self._never and (not self._closed or self._summary == self._closed)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if self._in_sight:
            self.pieces += [given[name] or "" for name in ("alt", "aria-label", "title") if name in given]
            if "base64," in (given.get("src") or "") and "svg" in given["src"].partition("base64,")[0]:
                drawing = base64.b64decode(given["src"].partition("base64,")[2]).decode("utf-8", "replace")
                self.pieces.append(_in_page(drawing))
        self._never += tag in self._NEVER
        self._closed += tag == "details" and "open" not in given
        self._summary += tag == "summary" and self._closed > 0
        if tag != "tspan":
            self.pieces.append(" ")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag in self._NEVER:
            self._never -= 1

    def handle_endtag(self, tag: str) -> None:
        self._never -= tag in self._NEVER and self._never > 0
        self._summary -= tag == "summary" and self._summary > 0
        self._closed -= tag == "details" and self._closed > 0

    def handle_data(self, data: str) -> None:
        if self._in_sight:
            self.pieces.append(data)


def _in_page(page: str) -> str:
    parser = _Page()
    parser.feed(page)
    parser.close()
    return "".join(parser.pieces)


def opened(notebook: Mapping[str, Any]) -> list[Seen]:
    """Every cell as it opens, in order; the lines above and below that lead elsewhere are empty."""
    return [_seen(place, cell) for place, cell in enumerate(notebook["cells"], 1)]


def _seen(place: int, cell: Mapping[str, Any]) -> Seen:
    if tagged(cell, navigation.TAG):
        return Seen(place)
    if cell["cell_type"] != "code":
        return Seen(place, prose=_in_page(source_of(cell)))
    hidden = cell["metadata"].get("jupyter", {}).get("outputs_hidden")
    return Seen(place, code="" if folded(cell) else source_of(cell), output="" if hidden else outputs(cell))


def outputs(cell: Mapping[str, Any]) -> str:
    """What the saved outputs of a code cell say, hidden or not."""
    found = []
    for output in cell["outputs"]:
        data = output.get("data", {})
        first = next((mime for mime in _SHOWN_FIRST if mime in data), None)
        if "text" in output:
            found.append("".join(output["text"]))
        elif first == "text/plain":
            found.append("".join(data[first]))
        elif first:
            found.append(_in_page("".join(data[first])))
    return "\n".join(found)


# --- does it tell? ----------------------------------------------------------------------------------------


def plain(text: str) -> str:
    """One kind of space, of apostrophe and of letter case, so that two writings of one thing are the same."""
    text = unicodedata.normalize("NFKC", text.replace("’", "'").replace("−", "-")).casefold()
    return re.sub(r"\s+", " ", text.replace("*", "")).strip()


def _in_french(code: str) -> str:
    """Numbers of Python as the course writes them: 17_307.5 is « 17 307,5 »."""
    return re.sub(r"(?<=\d)\.(?=\d)", ",", re.sub(r"(?<=\d)_(?=\d)", " ", code))


def _number(form: str) -> bool:
    return bool(re.match(r"[-+×]? ?\d", form))


def _too_short(form: str) -> bool:
    """One or two digits without a unit stand everywhere: they are looked for with their unit only."""
    return bool(re.fullmatch(r"[-+]?[\d ,.]+", form)) and len(re.findall(r"\d", form)) < 3


def _everyday(form: str) -> bool:
    """One or two words (« le prix ») stand everywhere above: they tell beside their bet only."""
    return not _number(form) and len(form.split()) < 3


def _pattern(form: str) -> re.Pattern[str]:
    if _number(form):
        # « 912 » is not in « 1 912 », « 912,5 » nor « 912 000 »; a fall of 96 % is told by « 96 % » too.
        return re.compile(rf"(?<![\d,.])(?<!\d ){re.escape(form.lstrip('-+× '))}(?!\w|[,.]\d| \d{{3}}(?!\d))")
    return re.compile(rf"(?<!\w){re.escape(form)}(?!\w)")


def told(notebook: Mapping[str, Any], truths: Mapping[str, Sequence[str]]) -> list[str]:
    """Where the lesson as it opens gives a bet away.

    Args:
        notebook: a lesson, with saved outputs.
        truths: for each bet by its name, the ways in which the course may write what is true.

    What stands above a bet may not say its truth, nor what stands in sight below it, down to the question of the next
    bet or to the answer after the next. A bet may allow what its own question says: cell metadata ``{"bizmodels": {"said":
    [{"form": "75 €", "reason": "…"}]}}``.
    """
    cells, seen, problems = notebook["cells"], opened(notebook), []
    for at, cell in enumerate(cells):
        for one in bets.bets_in(cell):
            forms = {plain(_in_french(form)) for form in truths.get(one.name, ())}
            if not forms:
                problems.append(f"cell {at + 1}: no truth is known of the bet « {one.name} »")
            allowed = cell["metadata"].get("bizmodels", {}).get("said", [])
            free = {plain(entry.get("form", "")) for entry in allowed}
            problems += [
                f"cell {at + 1}: « {entry.get('form')} » is allowed without a reason"
                for entry in allowed
                if not entry.get("reason")
            ]
            found = _found(seen, cells, at, forms, one.chosen)
            problems += [
                f"cell {at + 1}: « {form} » is allowed and tells nothing" for form in free - set(found)
            ]
            problems += [
                f"cell {place}: « {form} » tells the bet « {one.name} » of cell {at + 1} (« {around} »)"
                for form, (place, around) in sorted(found.items())
                if form not in free
            ]
    return problems


def _found(
    seen: Sequence[Seen], cells: Sequence[Mapping[str, Any]], at: int, forms: set[str], chosen: bool
) -> dict[str, tuple[int, str]]:
    """The forms in sight: the first cell that shows each, and the words around."""
    below = _below(cells, at)
    found: dict[str, tuple[int, str]] = {}
    for form in forms:
        if _too_short(form):
            continue
        places = list(below) if _everyday(form) else [*range(at), *below]
        # Choices stand in the bet itself; a number to be given has no business there.
        places += [] if chosen else [at]
        for place in sorted(places):
            one = seen[place]
            text = plain("\n".join((one.prose, _in_french(one.code), one.output)))
            if hit := _pattern(form).search(text):
                found[form] = place + 1, text[max(0, hit.start() - 40) : hit.end() + 20]
                break
    return found


def _below(cells: Sequence[Mapping[str, Any]], at: int) -> range:
    """What one sees while betting: down to the question of the next bet, or to the second answer."""
    answers = 0
    for place in range(at + 1, len(cells)):
        answers += tagged(cells[place], bets.REVEAL)
        if tagged(cells[place], bets.TAG):
            return range(at + 1, place + 1)
        if answers == 2:
            return range(at + 1, place)
    return range(at + 1, len(cells))
