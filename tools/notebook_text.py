"""A notebook as lines of text, for ``git diff``: ``python3 tools/notebook_text.py FILE`` (set up in CONTRIBUTING.md).

Cells with their ids, sources and outputs; a picture only with its alternative text, size and digest. Standard
library only: git runs it with any Python, in no environment. Nothing is written, run or fetched.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

_PADDING = re.compile(" {3,}")
_UNREAD = {"style", "script"}
_ROWS = {"br", "div", "figcaption", "h1", "h2", "h3", "h4", "li", "p", "pre", "tr"}
_CELLS = {"td", "th"}
_SAID = ("bizmodels", "jupyter", "tags")  # metadata that the cell's own line says in words


def lines(notebook: dict[str, Any]) -> Iterator[str]:
    """The lines of a notebook as ``json.load`` gives it; the same notebook always gives the same lines."""
    yield from _settings(notebook.get("metadata", {}))
    for cell in notebook["cells"]:
        yield ""
        yield _heading(cell)
        yield from _text(cell["source"]).splitlines()
        for name, attached in sorted(cell.get("attachments", {}).items()):
            yield f"[attachment {name}: {_weight(json.dumps(attached, sort_keys=True))}]"
        for output in cell.get("outputs", []):
            yield from _output(output)


def _settings(value: Any, path: str = "#") -> Iterator[str]:
    """What the notebook says of itself (minutes, board, wrong answers), a line a value: « # bizmodels stop_at: "cas" »."""
    if isinstance(value, dict):
        for name, held in sorted(value.items()):
            yield from _settings(held, f"{path} {name}")
    elif isinstance(value, list):
        for held in value:
            yield from _settings(held, path)
    else:
        yield f"{path}: {_json(value)}"


def _heading(cell: dict[str, Any]) -> str:
    """« ──── rec-courbe · code · folded · tags question »."""
    said = [cell.get("id", "no id"), cell["cell_type"]]
    metadata = cell.get("metadata", {})
    own = dict(metadata.get("bizmodels", {}))
    if part := own.pop("part", ""):
        said.append(f"part {part}")
    jupyter = dict(metadata.get("jupyter", {}))
    if jupyter.pop("source_hidden", False):
        said.append("folded")
    if metadata.get("tags"):
        said.append(f"tags {', '.join(metadata['tags'])}")
    other = {name: value for name, value in metadata.items() if name not in _SAID}
    said += [_json(rest) for rest in (own, jupyter, other) if rest]
    return f"──── {' · '.join(said)}"


def _output(output: dict[str, Any]) -> Iterator[str]:
    kind = output["output_type"]
    if kind == "stream":
        yield f"→ {output['name']}"
        yield from _text(output["text"]).splitlines()
    elif kind == "error":
        yield f"→ error {output['ename']}: {output['evalue']}"
    else:
        yield f"→ {kind}"
        yield from _bundle(output["data"])


def _bundle(data: dict[str, Any]) -> Iterator[str]:
    """Plain text in full; another form with its size and digest, then its words where the plain text lacks them."""
    plain = _text(data.get("text/plain", ""))
    # A longer text in one cell of a table pads all its rows anew: the padding would hide what changed.
    yield from (_PADDING.sub("  ", line).rstrip() for line in plain.splitlines())
    for mime, value in sorted(data.items()):
        if mime == "text/plain":
            continue
        content = value if isinstance(value, str | list) else _json(value)
        text = _text(content)
        yield f"[{mime}: {_weight(text)}]"
        if mime == "text/html":
            shown = _html(text)
        elif mime.startswith("text/"):
            shown = text.splitlines()
        else:
            continue
        known = _words(plain)
        yield from (line for line in shown if not _words(line) <= known)


def _html(markup: str) -> list[str]:
    """The words of a page, a line a row; cells are parted by « | »."""
    page = _Page()
    page.feed(markup)
    page.close()
    # Plain spaces only: a no-break space is part of the words.
    rows = (re.sub(" +", " ", row).strip(" ").removeprefix("| ") for row in "".join(page.found).split("\n"))
    return [row for row in rows if row]


class _Page(HTMLParser):
    """Collects the words of HTML; pictures are named, styles and scripts left out."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._unread = 0
        self._in_svg = 0

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        if tag == "img":
            self._picture(given.get("alt") or "", given.get("src") or "")
        elif tag == "svg":
            self._in_svg += 1
            if self._in_svg == 1:
                self._picture(given.get("aria-label") or "", "")
        elif tag in _UNREAD:
            self._unread += 1
        elif tag in _ROWS:
            self.found.append("\n")
        elif tag in _CELLS:
            self.found.append(" | ")

    def handle_endtag(self, tag: str) -> None:
        if tag == "svg":
            self._in_svg = max(self._in_svg - 1, 0)
        elif tag in _UNREAD:
            self._unread = max(self._unread - 1, 0)
        elif tag in _ROWS:
            self.found.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unread and not self._in_svg:
            self.found.append(data.replace("\n", " "))

    def _picture(self, alt: str, source: str) -> None:
        weight = f", {_weight(source)}" if source else ""
        self.found.append(f"\n[picture: {alt or 'no alternative text'}{weight}]\n")


def _text(value: str | list[str]) -> str:
    """A text as the notebook format stores it: one string, or a list of its lines."""
    return value if isinstance(value, str) else "".join(value)


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text))


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _weight(text: str) -> str:
    """Size and digest, so that a picture that changed without changing size still shows."""
    content = text.encode("utf-8", "surrogatepass")
    return f"{len(content) / 1024:.1f} KiB, {hashlib.sha256(content).hexdigest()[:8]}"


def main(arguments: list[str]) -> int:
    """Print one notebook; what is no notebook is printed as it stands, so that a diff never fails."""
    if len(arguments) != 1:
        print("python3 tools/notebook_text.py FILE", file=sys.stderr)
        return 2
    content = Path(arguments[0]).read_text(encoding="utf-8", errors="replace")
    try:
        shown = "\n".join(lines(json.loads(content)))
    except (ValueError, LookupError, TypeError, AttributeError):  # empty, cut, in conflict, another format
        shown = content.rstrip("\n")
    print(shown)
    return 0


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8", errors="replace", newline="\n")
    sys.exit(main(sys.argv[1:]))
