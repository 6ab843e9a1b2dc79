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
_HOLE = "\ue000"
_FENCE = re.compile(r"\n*^```[^\n]*\n(.*?)\n?^```[ \t]*$\n*", re.DOTALL | re.MULTILINE)
_CODE = re.compile(r"`([^`\n]*)`")
_STRONG = re.compile(r"\*\*([^\s*](?:[^*\n]*[^\s*])?)\*\*")
_EMPHASIS = re.compile(r"\*([^\s*](?:[^*\n]*[^\s*])?)\*")


def typeset_markdown(text: str) -> str:
    """Put French no-break spaces into markdown, outside code, formulas, links and tags; idempotent."""
    text = text.replace(_HOLE, "")
    pieces = iter(_NOT_PROSE.findall(text))
    # A character of the private area stands for each piece: « `code` : » still gets its space.
    return re.sub(_HOLE, lambda _: next(pieces), french.typeset(_NOT_PROSE.sub(_HOLE, text)))


def without_markup(text: str) -> str:
    """The prose of a markdown text: what stands outside fences, code, formulas, link targets and tags."""
    return _NOT_PROSE.sub(" ", text)


def to_html(text: str) -> str:
    """Escaped HTML of a sentence; `code`, fences, *emphasis*, **strong emphasis** and line ends are the only markup."""
    parts = _FENCE.split(html.escape(text))
    parts[::2] = [_inline(one) for one in parts[::2]]
    parts[1::2] = [f"<pre><code>{one}</code></pre>" for one in parts[1::2]]
    page = "".join(parts)
    # Two dollar signs would be read as the ends of a formula.
    return f'<span class="mathjax_ignore">{page}</span>' if "$" in page else page


def _inline(escaped: str) -> str:
    pieces = _CODE.split(escaped)
    pieces[::2] = [
        _EMPHASIS.sub(r"<em>\1</em>", _STRONG.sub(r"<strong>\1</strong>", one)) for one in pieces[::2]
    ]
    pieces[1::2] = [f"<code>{one}</code>" for one in pieces[1::2]]
    return "".join(pieces).replace("\n", "<br>")


def to_text(text: str) -> str:
    """The same sentence for a place without markup, a sheet or a console: no backticks, no emphasis; code stays as it is."""
    pieces = _CODE.split(text)
    pieces[::2] = [_EMPHASIS.sub(r"\1", _STRONG.sub(r"\1", one)) for one in pieces[::2]]
    return "".join(pieces)
