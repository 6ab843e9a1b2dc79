"""A teaching note on paper: one self-contained HTML document for A4, and the same as Markdown."""

from __future__ import annotations

import re
from html import escape
from typing import Any

from bizmodels.classroom.blocks import ANSWERS, Board, Bullets, Card, Cards, Note, Section, Table, Text
from bizmodels.french import typeset
from bizmodels.prose import to_html

_CSS = """
@page{size:A4;margin:9mm 11mm 10mm;@bottom-right{content:counter(page) " / " counter(pages);font:8pt sans-serif;color:#59636e}}
:root{color-scheme:light}*{box-sizing:border-box}
body{font:8.3pt/1.24 Arial,"Liberation Sans",Helvetica,sans-serif;color:#1f2328;background:#fff;max-width:190mm;margin:0 auto;padding:6mm 4mm;overflow-wrap:break-word}
header{border-bottom:2px solid #0173b2;margin:0 0 3mm;padding:0 0 1.2mm}h1{font-size:16pt;line-height:1.15;margin:.5mm 0 .8mm}header p{color:#59636e;margin:0}
header p:first-child{font-size:10pt;font-weight:600;color:#0173b2}
section{margin:0 0 2.4mm}h2{font-size:11.5pt;line-height:1.2;margin:0 0 1.2mm;color:#0173b2;break-after:avoid}p{margin:0 0 1.3mm;orphans:2;widows:2}
ul{margin:0 0 1.4mm;padding-left:4.5mm}li{margin:0 0 .3mm}code{font:.9em Consolas,"Liberation Mono",monospace;background:#f3f5f7}
table{border-collapse:collapse;width:100%;margin:0 0 1.6mm}thead{display:table-header-group}tr{break-inside:avoid}
th,td{text-align:left;vertical-align:top;padding:.5mm 2.4mm .5mm 0;border-bottom:1px solid #d1d9e0}thead th{color:#59636e;font-weight:600;font-size:8pt}
tr.marked td{background:#f3f5f7;font-weight:600}
.clock td,.clock th{padding-top:.35mm;padding-bottom:.35mm}.clock td:first-child,.clock th:first-child{width:23mm;white-space:nowrap;font-variant-numeric:tabular-nums;padding-left:1.5mm}
.clock td:nth-child(2),.clock th:nth-child(2){width:12mm;text-align:right;font-variant-numeric:tabular-nums;padding-right:4mm;white-space:nowrap}.clock td:nth-child(3){width:66mm;font-weight:600}
table.choice td,table.choice th{font-size:7.9pt}table.wrong td:first-child,table.wrong th:first-child,table.debrief td:first-child,table.debrief th:first-child{width:42%}table.wrong td:first-child{font-weight:600}
.chalk{border:2mm solid #b99a6b;border-radius:1.5mm;background:#f2f7f2;padding:2mm 6mm;margin:0 0 2.5mm;break-inside:avoid;list-style-position:inside}
.chalk li{font-size:11.5pt;line-height:1.25;margin:0;padding:1.2mm 0;border-bottom:1px dashed #a8b8a8}.chalk li:last-child{border:0}.chalk li::marker{color:#59636e;font-size:10pt}
.strong{font-size:12.5pt;line-height:1.25;font-weight:600;border-left:1.2mm solid #b35900;padding:.3mm 0 .3mm 3.5mm;margin:0 0 1.6mm;break-inside:avoid}
.cards{columns:2;column-gap:6mm;margin:0 0 1mm}.card{break-inside:avoid;border-top:1px solid #8c959f;padding:.7mm 0 .8mm}
.card small{color:#59636e;font-size:7.6pt}.card .before{font-size:7.7pt;line-height:1.2;margin:0 0 .4mm}.card .q{font-weight:600;margin:0 0 .6mm}.card dl{margin:0;font-size:7.9pt;line-height:1.2}
.card dl div{margin:0 0 .4mm}.card dt{display:inline;color:#59636e}.card dt:after{content:"\\00a0: "}.card dd{display:inline;margin:0}.card .result dd{font-weight:600}
.exercise .card dl{font-size:7.7pt}.card:first-child{break-inside:auto}.card p,.card dl div{break-inside:avoid}.keep{break-inside:avoid}@media print{body{padding:0;max-width:none}}@media screen and (max-width:600px){.cards{columns:1}}
"""
_KEPT_WHOLE = {"aims", "board", "needed", "short"}  # sections that no page cuts


def page(note: Note) -> str:
    """The HTML document; the same bytes for the same note."""
    body = "".join(map(_section, note.sections))
    title = escape(note.title)
    return (
        '<!doctype html><html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{escape(note.over)}</title><style>{_CSS}</style></head><body><header><p>{escape(note.over)}</p><h1>{title}</h1>"
        f"<p>{escape(note.under)}</p></header><main>{body}</main></body></html>\n"
    )


def _section(section: Section) -> str:
    blocks = "".join(_HTML[type(block)](block) for block in section.blocks)
    kept = " keep" if section.key in _KEPT_WHOLE else ""
    return f'<section class="{section.key}{kept}"><h2>{to_html(section.title)}</h2>{blocks}</section>'


def _table(table: Table) -> str:
    head = "".join(f'<th scope="col">{to_html(one)}</th>' for one in table.head)
    rows = "".join(
        f"<tr{' class=marked' if number in table.marked else ''}>{''.join(map(_cell, row))}</tr>"
        for number, row in enumerate(table.rows)
    )
    return f'<table class="{table.name}"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'


def _cell(text: str) -> str:
    return f"<td>{to_html(text)}</td>"


def _card(card: Card) -> str:
    lines = "".join(
        f"<div{' class=result' if label in ANSWERS else ''}>{f'<dt>{to_html(label)}</dt>' if label else ''}<dd>{to_html(text)}</dd></div>"
        for label, text in card.lines
    )
    return (
        f'<div class="card">{f"<small>{to_html(card.place)}</small>" if card.place else ""}'
        f'{f"""<p class="before">{to_html(card.before)}</p>""" if card.before else ""}<p class="q">{to_html(card.question)}</p>'
        f"<dl>{lines}</dl></div>"
    )


_HTML: dict[type, Any] = {
    Text: lambda one: f"<p{' class=strong' if one.strong else ''}>{to_html(one.text)}</p>",
    Bullets: lambda one: f"<ul>{''.join(f'<li>{to_html(item)}</li>' for item in one.items)}</ul>",
    Board: lambda one: f'<ol class="chalk">{"".join(f"<li>{to_html(line)}</li>" for line in one.lines)}</ol>',
    Table: _table,
    Cards: lambda one: f'<div class="cards">{"".join(map(_card, one.cards))}</div>',
}


# --- Markdown ---------------------------------------------------------------------------------------------


def markdown(note: Note) -> str:
    """The same as Markdown: headings, lists, tables, one quotation a bet."""
    parts = [f"# {_line(note.title)}", f"**{_line(note.over)}**", _line(note.under)]
    for section in note.sections:
        parts.append(f"## {_line(section.title)}")
        parts += [_MARKDOWN[type(block)](block) for block in section.blocks]
    return "\n\n".join(parts) + "\n"


_CODE_SPAN = re.compile(r"(`[^`\n]*`)")


def _line(text: str) -> str:
    """A text on one line, whose angle brackets and dollars are characters; code stays as it is."""
    pieces = _CODE_SPAN.split(" ".join(text.split("\n")))
    pieces[::2] = [re.sub(r"([<>$\\])", r"\\\1", one) for one in pieces[::2]]
    return "".join(pieces)


def _row(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(_line(cell).replace('|', chr(92) + '|') for cell in cells)} |"


def _markdown_table(table: Table) -> str:
    return "\n".join([_row(table.head), _row(("---",) * len(table.head)), *map(_row, table.rows)])


def _markdown_card(card: Card) -> str:
    place = f" ({_line(card.place)})" if card.place else ""
    lines = [f"> {_line(card.before)}", ">"] if card.before else []
    lines += [f"> **{_line(card.question)}**{place}", ">"]
    lines += [
        f"> - {typeset(f'{_line(label)} : ') if label else ''}{_line(text)}" for label, text in card.lines
    ]
    return "\n".join(lines)


_MARKDOWN: dict[type, Any] = {
    Text: lambda one: f"> **{_line(one.text)}**" if one.strong else _line(one.text),
    Bullets: lambda one: "\n".join(f"- {_line(item)}" for item in one.items),
    Board: lambda one: "\n".join(f"{number}. {_line(line)}" for number, line in enumerate(one.lines, 1)),
    Table: _markdown_table,
    Cards: lambda one: "\n\n".join(map(_markdown_card, one.cards)),
}
