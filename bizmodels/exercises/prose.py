"""French sentences that hold a little markdown: typography outside code, and safe HTML."""

from __future__ import annotations

import html
import re

from bizmodels import french

# Fences, code, formulas, link targets, HTML tags and addresses are not French prose.
_NOT_PROSE = re.compile(
    r"(```.*?```|~~~.*?~~~|`[^`\n]*`|\$\$.*?\$\$|\$[^$\n]+\$|\]\([^)\n]*\)|<!--.*?-->|<[^<>\n]+>|https?://\S+)",
    re.DOTALL,
)
_CODE = re.compile(r"`([^`\n]*)`")


def typeset_markdown(text: str) -> str:
    """Put French no-break spaces into markdown, outside code, formulas, links and tags; idempotent."""
    pieces = _NOT_PROSE.split(text)
    pieces[::2] = [french.typeset(piece) for piece in pieces[::2]]
    return "".join(pieces)


def without_markup(text: str) -> str:
    """The prose of a markdown text: what stands outside fences, code, formulas, link targets and tags."""
    return _NOT_PROSE.sub(" ", text)


def to_html(text: str) -> str:
    """Escaped HTML of a sentence; `code` in backticks and line ends are the only markup."""
    return _CODE.sub(r"<code>\1</code>", html.escape(text)).replace("\n", "<br>")
