"""What an instructor says before the class answers: each bet with its situation, and the rules of a run of the pilot."""

from __future__ import annotations

import re

from bizmodels.classroom.blocks import RESULT, Bullets, Card, Cards, Section, said
from bizmodels.classroom.debated import whole
from bizmodels.classroom.rehearsal import Rehearsed
from bizmodels.classroom.session import Session
from bizmodels.classroom.slots import Timetable
from bizmodels.french import plural
from bizmodels.prose import typeset_markdown

_TO_RUN = "exécutez la cellule"  # of a bet that cannot be computed here


def game(session: Session, plan: Timetable) -> list[Section]:
    """The rules of a run that the class plays, as its lesson tells them, and what the instructor watches."""
    played = session.game
    if not played or played.part not in plan.parts():
        return []
    minutes = sum(slot.minutes for slot in plan.slots if slot.key == played.part)
    part = next(one for one in session.parts if one.key == played.part)
    seed = (
        f"Tous jouent la graine {played.seed} : une partie d’une autre graine ne se compare pas aux autres."
        if played.seed
        else ""
    )
    how = said(
        seed,
        "Qui n’a pas fini s’arrête à l’heure : sa partie se raconte, mais ne se classe pas avec celles qui vont au bout. "
        "Qui est ruiné écrit pourquoi, puis regarde jouer un voisin. Demandez à chacun la raison écrite d’une décision, avant son résultat.",
    )
    title = f"La partie : {part.title} ({minutes} min, paris et questions compris)"
    return [
        Section(
            "game", typeset_markdown(title), (said("**Les règles, à dire.**"), Bullets(played.rules), how)
        )
    ]


def bets(session: Session, plan: Timetable) -> Section:
    """The bets of the parts that the class does, numbered as in the lesson."""
    here = plan.parts()
    titles = {part.key: part.title for part in session.parts} | {"titre": "Ouverture"}
    numbered = [(number, key, bet) for number, (key, bet) in enumerate(session.bets, 1) if key in here]
    later = len(session.bets) - len(numbered)
    how = said(
        "Dites la situation, puis lisez la question telle quelle ; attendez que chacun ait fait son pari. "
        "Ni le piège ni le résultat ne se disent avant.",
        f"{plural(later, 'autre pari se fait', 'autres paris se font')} à la maison." if later else "",
    )
    cards, last = [], ""
    for number, key, bet in numbered:
        place = f"Pari {number}" if key == last else f"Pari {number} · {titles[key]}"
        situation = session.situations.get(bet.name, "")
        cards.append(Card(typeset_markdown(place), bet.question, _lines(bet), situation))
        last = key
    return Section("bets", "Avant chaque pari", (how, Cards(tuple(cards))))


def _lines(bet: Rehearsed) -> tuple[tuple[str, str], ...]:
    lines = [
        ("Aujourd’hui", bet.today),
        ("Au choix", " / ".join(bet.options)),
        ("Le piège", whole(bet.mistake)),
        (RESULT, result_of(bet) or _TO_RUN),
    ]
    return tuple((typeset_markdown(label), text) for label, text in lines if text)


def result_of(bet: Rehearsed) -> str:
    """The result as one says it: the choice that is right, and its exact figure; a bare number with what it counts."""
    exact = _number(bet.result)
    near = {
        one: abs(value - exact)
        for one in bet.options
        if exact is not None and (value := _number(one)) is not None
    }
    if near and bet.result not in bet.options:
        right = min(near, key=lambda one: near[one])
        unit = re.sub(r"^[-−]?[\d\s,]+", "", bet.result)
        figure = bet.result.removesuffix(unit).strip() if unit and unit[:4] in right else bet.result
        return f"{right} ({figure})"
    counted = re.search(r"\b[EeDd](?:n|e) quel(?:le)? (semaine|mois|année|trimestre)\b", bet.question)
    named = counted and not bet.options and bet.result.isdigit()
    return f"{counted[1]} {bet.result}" if named else bet.result


def _number(text: str) -> float | None:
    """The first number of a French text; None where it has none."""
    found = re.search(r"[-−]?\d[\d\s]*(?:,\d+)?", text)
    return float(re.sub(r"\s", "", found[0]).replace(",", ".").replace("−", "-")) if found else None
