"""The page of a dossier: one self-contained HTML document, light, that prints on A4. Everything of the learner's is escaped."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from html import escape

from bizmodels import french
from bizmodels.dossiers import cards, rubric
from bizmodels.dossiers.content import DECIDES, KEY_FIGURES, THRESHOLDS, Content, LeverLine, RiskLine
from bizmodels.dossiers.futures import DRAWS
from bizmodels.view import style, svg
from bizmodels.view.figures.opening import opening

BARS = 8  # of the tornado
_NONE = "—"
_CSS = """
@page{size:A4;margin:17mm 15mm 16mm;@bottom-right{content:counter(page) " / " counter(pages);font:9pt sans-serif;color:#59636e}}
:root{color-scheme:light}*{box-sizing:border-box}
body{font:10.5pt/1.45 system-ui,sans-serif;color:#1f2328;background:#fff;max-width:180mm;margin:0 auto;padding:6mm 4mm;overflow-wrap:anywhere}
header{border-bottom:2px solid #0173b2;margin-bottom:5mm}h1{font-size:20pt;line-height:1.2;margin:0 0 1mm}header p{color:#59636e;margin:0 0 2mm}
section{margin:0 0 7mm;break-inside:avoid}section.page{break-before:page;break-inside:auto}h2{font-size:13.5pt;margin:0 0 2mm;color:#0173b2;break-after:avoid}
h3{font-size:11pt;margin:4mm 0 1mm;break-after:avoid}p{margin:0 0 2mm}.note{color:#59636e;font-size:9pt}
figure{margin:2mm 0 3mm;break-inside:avoid}figure svg{width:100%;height:auto;display:block}figcaption{color:#59636e;font-size:9pt}
table{border-collapse:collapse;width:100%;font-size:9.3pt;margin:1mm 0 3mm}thead{display:table-header-group}tr{break-inside:avoid}
th,td{text-align:left;vertical-align:top;padding:1.1mm 2.4mm 1.1mm 0;border-bottom:1px solid #d1d9e0}thead th{color:#59636e;font-weight:600;overflow-wrap:normal}
tbody th{font-weight:600}td.n{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
.origins table{table-layout:fixed}.origins th:nth-child(2){width:17%}.origins th:nth-child(3){width:15%}.origins th:nth-child(4){width:42%}
.cards{display:grid;grid-template-columns:repeat(3,1fr);gap:2.5mm;margin:2mm 0 4mm;break-inside:avoid}
.cards div{border:1px solid #d1d9e0;border-radius:2mm;padding:2mm 3mm;background:#f6f8fa}.cards b{display:block;font-size:14pt;line-height:1.3}
.cards span{color:#59636e;font-size:9pt}.decision{border-left:3px solid #1a7f37;padding:1mm 4mm;margin:2mm 0 4mm;break-inside:avoid}
.decision p:first-child{font-size:12pt;font-weight:600}.of-course{color:#7d4e00}@media print{body{padding:0;max-width:none}}
"""
_PICTURES = style.FIXED.replace("svg{", "figure svg{font-family:sans-serif;")


def page(content: Content) -> str:
    """The whole document, the same bytes for the same content."""
    given = content.given
    title = escape(given.title or "Projet sans titre")
    by = " · ".join(
        escape(part) for part in (given.author or "auteur non nommé", _model(content), given.date) if part
    )
    sheets = (_summary, _months, _decides, _risks, _origins, _rubric)
    # Where the months do not compute, there is too little to fill a page.
    begins = (_months, _decides, _rubric) if content.months else (_rubric,)
    body = "".join(
        f"<section{' class=page' if sheet in begins else ''}>{sheet(content)}</section>" for sheet in sheets
    )
    return (
        f'<!doctype html><html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{title}</title><style>{_CSS}{_PICTURES}</style></head><body><header><h1>{title}</h1><p>{by}</p></header>"
        f"<main>{body}</main></body></html>"
    )


def _model(content: Content) -> str:
    cls = type(content.given.model)
    return f"modèle : {cls.title or cls.__name__}"


# --- the sheets -------------------------------------------------------------------------------------------


def _summary(content: Content) -> str:
    given, found = content.given, content.figures
    kpis = type(given.model).__kpis__
    cards = "".join(
        f"<div><span>{escape(kpis[name].label)}</span><b>{escape(kpis[name].show(found[name]))}</b></div>"
        for name in (*KEY_FIGURES, *(own for own in found if own not in (*KEY_FIGURES, *THRESHOLDS)))
        if name in found
    )
    decision = escape(given.decision) or "La décision n’est pas dite."
    doubt = escape(given.change_my_mind) or "non dit."
    return (
        f'<h2>La décision</h2><div class="decision"><p>{decision}</p><p>Ce qui la ferait changer : {doubt}</p></div>'
        f'<div class="cards">{cards}</div><h2>Où vont 100 {escape(given.model.currency)} payés par un client ?</h2>{_hundred(content)}'
    )


def _hundred(content: Content) -> str:
    if not content.hundred:
        return _absent("Le partage de 100 € ne se calcule pas.")
    model = content.given.model
    drawn = opening(model, answered=True, keeper="L’entreprise")
    rows = [(who, (french.quantity(amount, model.currency, 2),)) for who, amount in content.hundred.items()]
    vat = cards.constants(type(model))["vat"]
    note = f"TVA comptée à {vat.show()} : le taux de votre activité se lit dans la loi."
    return (
        _figure(drawn.svg(), drawn.alt)
        + _table(("Qui", "Sur 100 TTC"), rows)
        + f'<p class="note">{escape(french.typeset(note))}</p>'
    )


def _months(content: Content) -> str:
    if not content.months:
        return "<h2>Trente-six mois</h2>" + _absent("Les 36 mois ne se calculent pas.")
    unit, bands = content.given.model.currency, content.bands
    if bands is None:
        profit = svg.lines({"Résultat": content.months["profit"]}, unit, "Résultat de chaque mois")
        cash = svg.lines({"Trésorerie": content.months["cash"]}, unit, "Trésorerie cumulée")
        note = "Sans bande : aucun réglage ne varie, ou un futur ne se calcule pas."
    else:
        profit = svg.band(*bands.profit, unit, "Résultat de chaque mois, avec sa bande")
        cash = svg.band(*bands.cash, unit, "Trésorerie cumulée, avec sa bande")
        note = (
            f"{french.number(DRAWS, 0)} futurs : {french.plural(bands.drawn, 'réglage tiré', 'réglages tirés')} au hasard, "
            f"{f'{bands.declared} dans la plage de sa fiche, les autres' if bands.declared else 'chacun'} à 20 % près, sans lien entre eux, le plus souvent près de sa valeur. Chaque mois, neuf futurs sur dix sont dans la bande ; {french.quantity(bands.below, '%', 0)} finissent sous zéro."
        )
    return (
        "<h2>Trente-six mois</h2><h3>Que gagne l’entreprise chaque mois ?</h3>"
        f"{_figure(profit, '')}<h3>Combien d’argent a-t-elle, mise de départ comprise ?</h3>{_figure(cash, '')}"
        f'<p class="note">{escape(french.typeset(note))}</p><h3>À partir de quand gagne-t-elle ?</h3>{_thresholds(content)}'
    )


def _thresholds(content: Content) -> str:
    kpis = type(content.given.model).__kpis__
    rows = [
        (kpis[name].label, (kpis[name].show(content.figures[name]),))
        for name in THRESHOLDS
        if name in content.figures
    ]
    rows += [
        (label, (_NONE if month is None else f"mois {month}",)) for label, month in content.dates.items()
    ]
    note = "« — » : pas en 36 mois, ou jamais sous zéro. Sans renouvellement, on oublie de payer le remplacement de ceux qui partent."
    return _table(("Seuil ou date", ""), rows) + f'<p class="note">{escape(french.typeset(note))}</p>'


def _decides(content: Content) -> str:
    return f"<h2>Ce qui décide</h2>{_tornado(content)}<h2>Les leviers</h2>{_levers(content)}"


def _tornado(content: Content) -> str:
    if not content.swings:
        return _absent("La sensibilité ne se calcule pas.")
    cls, unit = type(content.given.model), content.given.model.currency
    rows = [(cls.__params__[one.parameter].label, one.low, one.high) for one in content.swings[:BARS]]
    base = content.figures.get(DECIDES, math.nan)
    label = "Résultat mensuel en régime permanent quand un réglage varie de 20 %"
    drawn = svg.tornado(
        rows, base, lambda value: french.compact(value, unit), label, signs=(f"{french.MINUS}20 %", "+20 %")
    )
    note = (
        "Régime permanent : autant de clients partent qu’il en arrive. Orange : le réglage 20 % plus bas ; bleu : 20 % plus haut. "
        "Le premier est celui qui pèse le plus."
    )
    return (
        "<h3>Que devient le résultat mensuel, une fois l’entreprise installée, si un réglage bouge de 20 % ?</h3>"
        f"{_figure(drawn, french.typeset(note))}"
    )


def _levers(content: Content) -> str:
    if not content.levers:
        return _absent("Aucun levier ne s’applique, ou aucun ne se calcule.")
    unit = content.given.model.currency
    head = ("Levier", "Dépensé", "Gagné", f"Gagné par {unit}", "À réunir en plus")
    rows = [(_named(line), tuple(map(escape, lever_texts(line, unit)))) for line in content.levers]
    why = "".join(
        f"<li>{escape(line.lever.name)} : {escape(french.typeset(line.lever.why or 'raison non dite.'))}</li>"
        for line in content.levers
    )
    return (
        _raw_table(head, rows)
        + f'<ul class="note">{why}</ul><p class="note">Sur 36 mois, en argent d’aujourd’hui.</p>'
    )


def lever_texts(line: LeverLine, unit: str) -> tuple[str, ...]:
    """What is written of a lever: spent, gained, gained per unit spent, what more is to be found."""
    per = _NONE if math.isnan(line.per_euro) else french.quantity(line.per_euro, unit, 2)
    return (
        french.compact(line.spent, unit),
        french.compact(line.gained, unit),
        per,
        french.compact(line.need, unit),
    )


def _risks(content: Content) -> str:
    if not content.risks:
        return "<h2>Les risques</h2>" + _absent("Aucun risque ne s’applique, ou aucun ne se calcule.")
    unit = content.given.model.currency
    head = ("Risque", "Par an", "Coût moyen d’un an", "Résultat, mois 36", "À réunir")
    rows = [(_named(line), tuple(map(escape, risk_texts(line, unit)))) for line in content.risks]
    why = "".join(
        f"<li>{escape(line.risk.name)} : {escape(french.typeset(line.risk.why or 'raison non dite.'))}</li>"
        for line in content.risks
    )
    note = "Coût moyen d’un an : la durée du risque et sa probabilité comptées. Les deux dernières colonnes : l’entreprise frappée dès le premier mois, pour de bon."
    return f'<h2>Les risques</h2>{_raw_table(head, rows)}<ul class="note">{why}</ul><p class="note">{french.typeset(note)}</p>'


def risk_texts(line: RiskLine, unit: str) -> tuple[str, ...]:
    """What is written of a risk: probability, mean cost of a year, profit and need of the struck firm."""
    return (
        french.quantity(line.risk.probability, "%"),
        french.compact(line.yearly, unit),
        french.compact(line.profit, unit),
        french.compact(line.need, unit),
    )


def _named(line: LeverLine | RiskLine) -> str:
    one = line.lever if isinstance(line, LeverLine) else line.risk
    return escape(one.name) + (
        ' <span class="of-course">(proposé par le cours)</span>' if line.proposed else ""
    )


def _origins(content: Content) -> str:
    rows = [
        (one.param.label, (one.param.show(one.value), one.standing, _once(one.where) or _NONE))
        for one in content.origins
    ]
    table = _table(("Réglage", "Valeur", "Statut", "Origine"), rows)
    return f'<h2>Sources et hypothèses</h2><div class="origins">{table}</div>'


def _once(where: str) -> str:
    """The reason of a hypothesis without the word, which stands in the column beside."""
    left = re.sub(r"^hypoth[eè]se(?: de cours)?\s*[:.]\s*", "", where, flags=re.IGNORECASE)
    return left[:1].upper() + left[1:]


def _rubric(content: Content) -> str:
    points, out_of = rubric.total(content.rubric)
    whole = sum(one.out_of for one in content.rubric)
    rows = [
        (one.label, (_NONE if one.points is None else str(one.points), str(one.out_of), one.why))
        for one in content.rubric
    ]
    said = "".join(f"<li>{escape(one.kind)} — {escape(one.sentence)}</li>" for one in content.problems)
    left = (
        f"<h3>Ce qui manque ou se contredit</h3><ul>{said}</ul>"
        if said
        else "<p>Rien ne manque, rien ne se contredit.</p>"
    )
    return (
        f"<h2>Grille de lecture</h2><p class=note>Pour l’enseignant et pour vous : à retirer avant de montrer le dossier à une banque.</p><p>{points} sur {out_of} aux critères qui se calculent ; {whole - out_of} points restent à donner à la "
        f"main.</p>{_table(('Critère', 'Points', 'Sur', 'Ce qui est regardé'), rows)}{left}"
    )


# --- what they share --------------------------------------------------------------------------------------


def _figure(drawn: str, caption: str) -> str:
    return f"<figure>{drawn}{f'<figcaption>{escape(caption)}</figcaption>' if caption else ''}</figure>"


def _absent(sentence: str) -> str:
    return f"<p><em>{escape(french.typeset(sentence))} Voir la dernière page.</em></p>"


def _table(head: Sequence[str], rows: Iterable[tuple[str, Sequence[str]]]) -> str:
    return _raw_table(head, [(escape(name), [escape(cell) for cell in cells]) for name, cells in rows])


def _raw_table(head: Sequence[str], rows: Iterable[tuple[str, Sequence[str]]]) -> str:
    """Cells that are HTML already."""
    heads = "".join(f'<th scope="col">{escape(one)}</th>' for one in head)
    body = "".join(
        f'<tr><th scope="row">{name}</th>{"".join(f"<td>{cell}</td>" for cell in cells)}</tr>'
        for name, cells in rows
    )
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>"
