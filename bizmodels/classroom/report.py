"""What the class as a whole shows: questions counted, causes ranked for the debrief, and what a person must look at."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from bizmodels import french
from bizmodels.classroom import perils
from bizmodels.classroom.copies import Doubt, given_numbers
from bizmodels.classroom.headings import titles
from bizmodels.classroom.judge import REVIEW_WORD, RIGHT_WORD, STATES, session_of
from bizmodels.classroom.justifications import ACCORD
from bizmodels.classroom.marking import Line
from bizmodels.exercises.given import look_alike
from bizmodels.exercises.kept import NAME
from bizmodels.exercises.questions import OTHER, PUBLISHED
from bizmodels.prose import to_text

_SHOWN = 5  # causes on the console
SEVERAL = 2  # students at least, before a mistake is called frequent
# Their sentences repeat what the student typed: no class reads that.
_QUOTING = {
    "texte", "nombre en texte", "pourcentage en texte", "calcul entre guillemets", "virgule décimale", "plusieurs valeurs",
    "pas un nombre", "booléen", "réponse illisible", "trop de réponses",
}  # fmt: skip


@dataclass(frozen=True)
class Cause:
    """A named mistake: how many made it, of how many who answered that question, and the sentence that undoes it."""

    exercise: str
    question: str
    name: str
    sentence: str
    count: int
    answered: int


@dataclass(frozen=True)
class Remark:
    """One thing a person must look at."""

    kind: str
    who: str
    sentence: str


def causes(lines: Sequence[Line]) -> list[Cause]:
    """The most frequent first, whatever is said of them; where as many made two, the order of the questions.

    The sentence is the one that all of them were told; where it repeats what each typed, there is none.
    """
    counts, answered, sentences = Counter(), Counter(), defaultdict(set)
    for line in lines:
        for one in line.marked.verdicts:
            place = line.exercise, one.question
            answered[place] += one.state in {RIGHT_WORD, REVIEW_WORD}
            if one.state == REVIEW_WORD:
                for cause, sentence in ((one.cause or OTHER, one.sentence), one.also):
                    if cause:
                        counts[*place, cause] += 1
                        sentences[*place, cause].add("" if cause in _QUOTING else sentence)
    ranked = sorted(counts, key=lambda key: (-counts[key], key[0], int(key[1][1:]), key[2]))
    return [Cause(*key, _common(sentences[key]), counts[key], answered[key[:2]]) for key in ranked]


def _common(said: set[str]) -> str:
    return next(iter(said)) if len(said) == 1 else ""


def states(lines: Sequence[Line], exercise: str) -> dict[str, Counter]:
    """For each question of an exercise, how many hand-ins are in each state."""
    found: dict[str, Counter] = defaultdict(Counter)
    for line in lines:
        if line.exercise == exercise:
            for one in line.marked.verdicts:
                found[one.question][one.state] += 1
    return dict(found)


def remarks(
    lines: Sequence[Line],
    doubts: Sequence[Doubt],
    others: Sequence[tuple[str, str]],
    exercise: str,
    moodle: Sequence[tuple[str, str]] = (),
    unused: Sequence[tuple[str, str]] = (),
    overruled: Sequence[tuple[str, str]] = (),
) -> list[Remark]:
    """What is to be looked at, the gravest first: files not read, answers not read, then the questions to ask."""
    found = [one for line in lines for one in _of(line, exercise)]
    found += [Remark(one.kind, ", ".join(one.who), one.sentence) for one in doubts]
    found += [Remark("Plusieurs cahiers", name, sentence) for name, sentence in _twice(lines)]
    found += [Remark("Note non reprise", name, sentence) for name, sentence in unused]
    found += [Remark("Réponse lue depuis votre note", name, sentence) for name, sentence in overruled]
    found += [Remark("Feuille de Moodle", name, sentence) for name, sentence in moodle]
    found += [Remark("Autre fichier", name, sentence) for name, sentence in others]
    order = {kind: place for place, kind in enumerate(_KINDS)}
    return sorted(found, key=lambda one: order[one.kind])


_RISKY = "À ne pas ouvrir sans le savoir"
_KINDS = (
    "Note non reprise",
    "Réponse lue depuis votre note",
    _RISKY,
    "Fichier non lu",
    "Pseudonyme non lu",
    "Réponse non lue",
    "Autre exercice",
    "Plusieurs cahiers",
    "Même pseudonyme",
    "Nombres d’une autre entreprise",
    "Même justification",
    "Réponses des chiffres publiés",
    "Sans pseudonyme",
    "Nom sous le pseudonyme",
    "Feuille de Moodle",
    "État enregistré différent",
    "Note de lecture",
    "Autre fichier",
)


def _of(line: Line, exercise: str) -> Iterator[Remark]:
    marked = line.marked
    if marked.handin.dangers:
        told = perils.told(marked.handin.dangers, marked.handin.places)
        then = (
            f"Lu par vous (« {ACCORD} ») : sa note part."
            if marked.released
            else f"Pour que sa note parte, lisez ces lignes, écrivez « ok » dans la colonne « {ACCORD} » de « Classe », et relancez."
        )
        yield Remark(_RISKY, line.name, f"{told} {french.typeset(then)}")
    if marked.trouble:
        yield Remark("Fichier non lu", line.name, marked.trouble)
    else:
        for one in marked.verdicts:
            if one.waits and not marked.handin.unnamed:
                yield Remark("Réponse non lue", line.name, f"{one.question} : {to_text(one.sentence)}")
        if marked.handin.unnamed:
            said = f"{marked.handin.unnamed} L’étudiant le lit dans son commentaire, et remet son cahier. Ses réponses sont dans « À lire » et « Justifications », si vous préférez les noter."
            yield Remark("Pseudonyme non lu", line.name, french.typeset(to_text(said)))
        elif not marked.handin.pseudonym:
            yield Remark(
                "Sans pseudonyme",
                line.name,
                "Chiffres publiés, sans pseudonyme : jugé sur les nombres du corrigé, les mêmes pour tous. Sa note compte comme une autre.",
            )
        elif whose_name(line):
            yield Remark("Nom sous le pseudonyme", line.name, french.typeset(f"Son pseudonyme, « {marked.handin.pseudonym[:NAME]} », est à peu près son nom : le code qu’il rend le dit à tous."))  # fmt: skip
    if len(published := _published(line)) > 1:
        asked = french.listing(published)
        told = f"{asked} : les réponses des chiffres publiés. Calculées avant de donner le pseudonyme, ou reprises d’ailleurs ?"
        yield Remark("Réponses des chiffres publiés", line.name, french.typeset(told))
    if line.exercise and line.exercise != exercise:
        yield Remark(
            "Autre exercice",
            line.name,
            f"C’est l’exercice {line.exercise}, pas {exercise}. Sa page et son commentaire le lui disent.",
        )
    for note in marked.disagreements:
        yield Remark("État enregistré différent", line.name, note)
    for note in marked.handin.notes:
        yield Remark("Note de lecture", line.name, to_text(note))


def whose_name(line: Line) -> bool:
    """Whether the pseudonym is nearly the name under which Moodle knows the student: his words, or two of them in others."""
    if not line.submission.participant:
        return False  # a file that is called by its pseudonym
    mine, own = _words(line.marked.handin.pseudonym), _words(line.submission.name)
    if not mine or not own:
        return False
    near = SequenceMatcher(None, "".join(sorted(mine)), "".join(sorted(own))).ratio() >= 0.85
    return (
        near or mine <= own or (len(own) > 1 and own <= mine) or "".join(sorted(own)) in "".join(sorted(mine))
    )


def _words(text: str) -> set[str]:
    split = unicodedata.normalize("NFD", look_alike(text))
    return {
        one
        for one in re.findall(r"[^\W\d_]+", "".join(c for c in split if not unicodedata.combining(c)))
        if len(one) > 1
    }


def _published(line: Line) -> list[str]:
    """The questions answered as the published figures are; where one is told so, those that have another cause too."""
    told = {one.question for one in line.marked.verdicts if one.cause == PUBLISHED}
    if told:
        data = session_of(line.exercise, line.marked.handin.pseudonym).data
        told |= {one.question for one in given_numbers(line) if one.kind.published(data, one.value)}
    return [one.question for one in line.marked.verdicts if one.question in told]


def _twice(lines: Sequence[Line]) -> Iterator[tuple[str, str]]:
    """Two notebooks of one exercise from one student: which one counts is for him to say."""
    groups: dict[tuple, list[Line]] = defaultdict(list)
    for line in lines:
        if line.submission.participant and line.exercise:
            groups[line.submission.participant, line.exercise].append(line)
    for (_, exercise), group in groups.items():
        if len(group) > 1:
            files = french.listing(french.quote(one.submission.file) for one in group)
            yield group[0].name, f"{len(group)} cahiers de l’exercice {exercise} : {files}. Lequel compte ?"


def console(lines: Sequence[Line], found: Sequence[Remark], exercise: str) -> list[str]:
    """The lines said at the end of ``bizmodels grade``; no name of a student, for it may be projected."""
    count = Counter(one.state for line in lines for one in line.marked.verdicts)
    told = f"{french.plural(len(lines), 'remise')}"
    if exercise:
        told += f", exercice {exercise}"
    words = [
        f"{french.number(count[state])} {_many(state, count[state])}" for state in STATES if count[state]
    ]
    if words:
        told += f" : {french.listing(words)}"
    made = [f"{told}.", ""]
    ranked = [one for one in causes(lines) if one.name != OTHER and one.exercise == exercise]
    # What one student alone did is no subject for a class.
    repeated = [one for one in ranked if one.count >= SEVERAL][:_SHOWN]
    if ranked and not repeated:
        made += ["Aucune erreur nommée ne se répète d’une remise à l’autre.", ""]
    if repeated:
        made.append(
            "Les erreurs nommées les plus fréquentes, pour le débriefing (sur ceux qui ont répondu) :"
        )
        for one in repeated:
            title = titles(one.exercise).get(one.question, one.question)
            made.append(f"  {one.count} sur {one.answered} · {one.question}, {title} : {one.name}")
            if one.sentence:
                made.append(f"      {to_text(one.sentence)}")
        made.append("")
    if found:
        kinds = Counter(one.kind for one in found)
        listed = [f"{kind[:1].lower() + kind[1:]} ({kinds[kind]})" for kind in _KINDS if kinds[kind]]
        made += [f"À regarder, dans la feuille du même nom : {french.listing(listed)}.", ""]
    return made


def _many(state: str, count: int) -> str:
    """« 1 juste », « 2 justes », « 3 à revoir », « 2 non lues »."""
    return state if count < 2 or state.startswith("à ") else f"{state}s"
