"""The exercise on the board: states by question, what was chosen, the mistakes made by several."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from bizmodels import french
from bizmodels.classroom import board_plot
from bizmodels.classroom.tally import LessonTally
from bizmodels.classroom.tally_exercise import NOT_JUDGED, MistakeTally, QuestionTally
from bizmodels.exercises.result import REVIEW, RIGHT, TO_DO
from bizmodels.prose import to_html
from bizmodels.view.style import LIGHT

OPTIONS = 7  # bars on a screen of choices
# Fill, colour of the number on it, dash of the edge: told apart without colours too.
LOOKS = {
    RIGHT: (LIGHT["a"], "#ffffff", ""),
    REVIEW: ("#f2c48d", LIGHT["fg"], ""),
    TO_DO: ("#ffffff", LIGHT["fg"], "6 4"),
    NOT_JUDGED: ("#d1d9e0", LIGHT["fg"], "2 3"),
}


def screens(tally: LessonTally) -> list[str]:
    """The sections of the exercise; none where no code holds an answer."""
    if not tally.questions:
        return []
    answering = sum(tally.questions[0].states.values())
    found = [_states(tally, answering), *_choices(tally.questions)]
    found.append(_mistakes(tally.mistakes))
    return found


def _states(tally: LessonTally, answering: int) -> str:
    shown = [one for one in tally.questions if one.judged]
    rows = "".join(
        f"<tr><th scope='row'><b>{one.name}</b>&nbsp; {escape(cut(one.label, 62))}</th><td>{board_plot.shares(one.states, LOOKS, 520, 34)}</td></tr>"
        for one in shown
    )
    present = [state for state in LOOKS if any(one.states.get(state) for one in shown)]
    legend = "".join(
        f'<span><i class="key" style="background:{LOOKS[state][0]};border-style:{"dashed" if LOOKS[state][2] else "solid"}"></i>{escape(state)}</span>'
        for state in present
    )
    unseen = [one.name for one in tally.questions if not one.judged]
    asks = "se lit dans le cahier" if len(unseen) == 1 else "se lisent dans les cahiers"
    left = (
        f"<p class='what'>{escape(french.listing(unseen))} {asks}{french.NBSP}: un code n’en garde pas la réponse.</p>"
        if unseen
        else ""
    )
    table = f'<div class="counts">{legend}</div><table><tbody>{rows}</tbody></table>' if shown else ""
    return (
        f"<h2>L’exercice, question par question</h2><p class='what'>{_who(tally, answering)}</p>{table}{left}"
    )


def _who(tally: LessonTally, answering: int) -> str:
    said = french.plural(answering, "étudiant a répondu", "étudiants ont répondu")
    if not tally.nameless:
        return f"{said}, chacun sur son entreprise."
    if tally.nameless >= answering:
        return f"{said}, sur les chiffres publiés (sans pseudonyme)."
    return f"{said}, {answering - tally.nameless} sur leur entreprise, {tally.nameless} sur les chiffres publiés (sans pseudonyme)."


def _choices(questions: Sequence[QuestionTally]) -> list[str]:
    """What the class chose, as many questions a screen as have room."""
    pages: list[list[QuestionTally]] = []
    for one in questions:
        if not sum(one.chosen.values()):
            continue
        if not pages or sum(len(other.chosen) for other in pages[-1]) + len(one.chosen) > OPTIONS:
            pages.append([])
        pages[-1].append(one)
    return [
        f"<h2>Ce que la classe a choisi</h2>{''.join(_chosen(one, _room(page)) for one in page)}"
        for page in pages
    ]


def _room(page: Sequence[QuestionTally]) -> float:
    """Pixels of one bar with its words."""
    return min(84.0, (540 - 74 * len(page)) / sum(len(one.chosen) for one in page))


def _chosen(one: QuestionTally, room: float) -> str:
    return f"<p><b>{one.name}</b>&nbsp; {escape(cut(one.asked, 150))}{_depends(one)}</p>{board_plot.choices(one.chosen, one.common, round(room * len(one.chosen)))}"


def _depends(one: QuestionTally) -> str:
    return "" if one.common else " <span class='what'>(le bon choix dépend de l’entreprise)</span>"


def _mistakes(mistakes: Sequence[MistakeTally]) -> str:
    if not mistakes:
        return "<h2>Les erreurs</h2><p>Aucune erreur que le cours sait nommer n’est faite deux fois.</p>"
    cards = "".join(
        f'<div class="cause"><div class="n">{one.count}<small>sur {sum(one.question.states.values())}</small></div><div><p class="what">{one.question.name} · '
        f"{escape(cut(one.question.label, 70))}</p><p><b>{escape(one.cause)}</b></p><p>{to_html(_sentence(one))}</p></div></div>"
        for one in mistakes
    )
    heads = {1: "L’erreur la plus fréquente", 2: "Les deux erreurs les plus fréquentes"}
    return f"<h2>{heads.get(len(mistakes), 'Les trois erreurs les plus fréquentes')}</h2>{cards}"


def _sentence(one: MistakeTally) -> str:
    """What undoes the mistake, without the quantity or the choice that it begins with: both stand above."""
    begins, _, rest = one.sentence.partition(f"{french.NBSP}: ")
    text = rest if rest and (one.question.label in begins or one.cause in begins) else one.sentence
    return text[:1].upper() + text[1:]


def cut(text: str, longest: int) -> str:
    """A text on one line, of so many letters at most."""
    text = re.sub(r"\s+", " ", text.replace(french.NBSP, "\0")).replace("\0", french.NBSP)
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"
