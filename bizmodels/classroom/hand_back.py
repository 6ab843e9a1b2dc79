"""The page that goes back to one student: his answers, what is said of each, what to read again. Prints on A4."""

from __future__ import annotations

from html import escape
from typing import Any

from bizmodels import french
from bizmodels.classroom.headings import lesson_of, nameless, titles, wrong_exercise
from bizmodels.classroom.judge import (
    ABSENT,
    NAMELESS,
    REVIEW_WORD,
    RIGHT_WORD,
    TO_DO_WORD,
    UNREAD,
    Marked,
    Verdict,
    legible,
    session_of,
    shown,
)
from bizmodels.exercises.decisions import Decision
from bizmodels.exercises.engine import declaration
from bizmodels.exercises.functions import Function
from bizmodels.exercises.given import Data
from bizmodels.exercises.kept import NAME
from bizmodels.exercises.questions import Choice, Numeric
from bizmodels.exercises.result import RIGHT
from bizmodels.exercises.statements import fill
from bizmodels.prose import to_html, typeset_markdown

_LONGEST_CODE = 1_600
# A sign beside the word: the state is read without colour too.
_SIGNS = {RIGHT_WORD: "✓", REVIEW_WORD: "✎", TO_DO_WORD: "…", ABSENT: "∅", UNREAD: "?"}
_CLASSES = {RIGHT_WORD: "ok", REVIEW_WORD: "rev", TO_DO_WORD: "todo", ABSENT: "todo", UNREAD: "non"}
_CSS = """
@page{size:A4;margin:16mm 15mm}
:root{color-scheme:light}*{box-sizing:border-box}
body{font:11pt/1.45 system-ui,sans-serif;color:#1f2328;background:#fff;max-width:180mm;margin:0 auto;padding:6mm 4mm;overflow-wrap:anywhere}
header{border-bottom:2px solid #0173b2;margin-bottom:5mm;padding-bottom:2mm}h1{font-size:18pt;line-height:1.2;margin:0 0 1mm}
header p{margin:0;color:#59636e}header .score{font-size:14pt;font-weight:600;color:#1f2328;margin-top:2mm}
section{break-inside:avoid;border-left:4px solid #808a94;padding:0 0 0 4mm;margin:0 0 6mm}
section.ok{border-color:#1a7f37}section.rev{border-color:#b35900}section.non{border-color:#a40e26}
h2{font-size:12pt;margin:0 0 1mm;display:flex;gap:3mm;justify-content:space-between;align-items:baseline}
.state{font-size:10pt;font-weight:600;white-space:nowrap}.ok .state{color:#116329}.rev .state{color:#7d4e00}.todo .state{color:#59636e}.non .state{color:#a40e26}
p{margin:0 0 1.5mm}.again{color:#59636e;font-size:10pt}.given{font-weight:600}
pre{font:9.5pt/1.35 ui-monospace,Consolas,monospace;background:#f6f8fa;border:1px solid #d1d9e0;border-radius:1.5mm;padding:1.5mm 2.5mm;margin:1mm 0 2mm;white-space:pre-wrap}
code{font:0.95em ui-monospace,Consolas,monospace;background:#f6f8fa;padding:0 .6mm}
footer{color:#59636e;font-size:9.5pt;border-top:1px solid #d1d9e0;padding-top:2mm;margin-top:6mm}@media print{body{padding:0;max-width:none}}
"""


def page(marked: Marked, solutions: bool = False, wanted: str = "") -> str:
    """One self-contained HTML page; ``solutions`` adds the right answers, which are otherwise never there.

    ``wanted``: the exercise asked for; a hand-in of another one begins with it.
    """
    handin = marked.handin
    number = handin.exercise[:2]
    title = f"Exercice {number} · {marked.title}" if marked.title else "Votre exercice"
    who = (
        f"Pseudonyme : {handin.pseudonym[:NAME]}" if handin.pseudonym else "Chiffres publiés, sans pseudonyme"
    )
    who, other = ("" if marked.trouble or handin.unnamed else who), wrong_exercise(marked, wanted)
    body = (
        _trouble(marked)
        if marked.trouble
        else "".join(_question(marked, one, solutions) for one in marked.verdicts)
    )
    if other and not any(one.state in {RIGHT_WORD, REVIEW_WORD, UNREAD} for one in marked.verdicts):
        body = ""  # an empty notebook of another exercise: nothing to say of its questions
    score = "Votre cahier n’a pas pu être lu." if marked.trouble else other or _count(marked)
    if handin.unnamed and not other:
        score = _nameless(marked)
    foot = "Corrigé par le cours à partir de votre cahier, sans l’exécuter. Une erreur ? Parlez-en à votre enseignant."
    made = (
        f'<!doctype html><html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{_text(title)}</title><style>{_CSS}</style></head><body><header><h1>{_text(title)}</h1><p>{_text(who)}</p>"
        f'<p class="score">{_text(score)}</p>{"" if other else _code(marked) + _next(marked)}</header><main>{body}</main><footer>{_text(foot)}</footer></body></html>\n'
    )
    return legible(made)


def _text(text: str) -> str:
    return escape(french.typeset(text))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _count(marked: Marked) -> str:
    right = marked.count(RIGHT_WORD)
    told = f"{right} {'juste' if right < 2 else 'justes'} sur {len(marked.verdicts)}"
    if any(one.points is not None for one in marked.verdicts):
        told += f", {french.exact(round(marked.points, 2))} sur {len(marked.verdicts)} avec les notes de votre enseignant"
    if unread := marked.waiting:
        told += f", {unread} à lire par votre enseignant"
    return told


def _trouble(marked: Marked) -> str:
    return (
        f'<section class="non"><h2>Fichier non lu</h2><p>{to_html(typeset_markdown(_capital(marked.trouble)))}</p>'
        f"<p>{_text('Remettez le cahier lui-même, le fichier qui finit par .ipynb : dans JupyterLab, Fichier, Télécharger.')}</p></section>"
    )


def _nameless(marked: Marked) -> str:
    return _count(marked) if marked.whole else nameless()


def _code(marked: Marked) -> str:
    """What keeps the mark back, where a teacher must read the notebook first."""
    held = marked.handin.dangers and not marked.released
    return (
        f"<p>{_text('Le cahier contient du code que votre enseignant doit lire : sa note attend.')}</p>"
        if held
        else ""
    )


def _next(marked: Marked) -> str:
    """What to take up again, and where it is explained."""
    left = [one.question[1:] for one in marked.verdicts if one.state in {REVIEW_WORD, TO_DO_WORD, ABSENT}]
    if marked.trouble or not left:
        return ""
    told = f"À reprendre dans votre cahier : {'la question' if len(left) == 1 else 'les questions'} {french.listing(left)}."
    if lesson := lesson_of(marked.handin.exercise):
        told += f" À relire : la {lesson}."
    return f"<p>{_text(told)}</p>"


def _question(marked: Marked, verdict: Verdict, solutions: bool) -> str:
    exercise = marked.handin.exercise
    name = verdict.question
    title = f"{name[1:]} · {titles(exercise).get(name, '')}"
    state = f"{_SIGNS[verdict.state]} {verdict.state.capitalize()}"
    if verdict.state == UNREAD and not verdict.waits:
        state = "Lue par votre enseignant"
    kind = declaration(exercise).questions[int(name[1:]) - 1]
    parts = [f'<h2><span>{_text(title)}</span><span class="state">{_text(state)}</span></h2>']
    parts.append(_given(marked, verdict, kind))
    parts.append(_said(verdict, kind))
    if verdict.state not in {RIGHT_WORD, UNREAD}:
        parts.append(_again(marked, verdict, kind))
    parts.append(_teacher(verdict))
    if solutions and not marked.handin.unnamed:
        parts.append(_solution(kind, _data(marked), verdict))
    return f'<section class="{_CLASSES[verdict.state]}">{"".join(parts)}</section>'


def _given(marked: Marked, verdict: Verdict, kind: Any) -> str:
    asked = marked.handin.answers.get(verdict.question)
    if asked is None or verdict.state == TO_DO_WORD:
        return ""
    code = asked.source.strip()
    if len(code) > _LONGEST_CODE:
        code = f"{code[:_LONGEST_CODE]}\n…"
    made = f"<pre>{escape(code)}</pre>" if code else ""
    answer = verdict.answer_shown
    if code and verdict.justification and not marked.handin.unnamed:  # its text stands in the code
        answer = " · ".join(shown(one) for one in asked.arguments[:2] if one is not ...)
    if answer and not (code and isinstance(kind, Function)):
        made += f'<p class="given">{_text("Votre réponse :")} {escape(answer)}</p>'
    return made


def _said(verdict: Verdict, kind: Any) -> str:
    if verdict.state == TO_DO_WORD:
        # Its statement is in the notebook: only how an answer is written is repeated.
        return f"<p>{to_html(typeset_markdown(f'Réponse attendue : {kind.form}.'))}</p>"
    said = f"<p>{to_html(_capital(verdict.said))}</p>"
    if verdict.waits and verdict.sentence != NAMELESS:  # the head of the page says what to do
        said += f"<p>{_text('Cette réponse n’est pas comptée fausse : votre enseignant la lit.')}</p>"
    return said


def _teacher(verdict: Verdict) -> str:
    """What the teacher gave, and wrote."""
    told = (
        []
        if verdict.points is None
        else [f"Noté par votre enseignant : {french.exact(verdict.points)} sur 1."]
    )
    told += [verdict.remark] if verdict.remark else []
    return f'<p class="given">{_text(" ".join(told))}</p>' if told else ""


def _again(marked: Marked, verdict: Verdict, kind: Any) -> str:
    told = []
    # The first hint of a decision is often about the choice: no use to whose choice is right.
    settled = isinstance(kind, Decision) and _chosen_well(marked, verdict, kind)
    if kind.clues and verdict.state == REVIEW_WORD and not settled:
        told.append(f"À vous demander : {fill(kind.clues[0], _data(marked))}")
    if kind.clues:
        told.append(f"Les indices : `ex.{verdict.question}.hint()`.")
    return f'<p class="again">{to_html(typeset_markdown(" ".join(told)))}</p>' if told else ""


def _chosen_well(marked: Marked, verdict: Verdict, kind: Decision) -> bool:
    asked = marked.handin.answers.get(verdict.question)
    data = _data(marked)
    return bool(asked and asked.arguments) and kind.choice.judge(data, asked.arguments[0]).state == RIGHT


def _data(marked: Marked) -> Data:
    return session_of(marked.handin.exercise, marked.handin.pseudonym).data


def _solution(kind: Any, data: Data, verdict: Verdict) -> str:
    reason = "" if verdict.state == RIGHT_WORD else f" {fill(kind.reason, data)}"
    return f"<p><b>{_text('Le corrigé :')}</b> {to_html(typeset_markdown(expected(kind, data) + reason))}</p>"


def expected(kind: Any, data: Data) -> str:
    """The right answer in words: a number with its unit, a letter with its label."""
    if isinstance(kind, Decision):
        return f"{expected(kind.choice, data)} ; {expected(kind.number, data)}"
    if isinstance(kind, Numeric):
        return f"{french.quantity(kind.truth(data), kind.unit)}."
    if isinstance(kind, Choice):
        key = kind(data)
        return f"{key}) {kind.labels[key]}." if kind.by_letter else f"{kind.labels[key]}."
    return "la fonction est dans le cahier des corrigés."
