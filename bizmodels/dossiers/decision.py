"""A decision read in a French sentence: launch, wait, give up, or a launch under a condition, which is to wait.

The first part of the sentence that decides is the decision: what follows is its reasons. A verb under a negation says the
contrary (« on ne lance pas »), and a wait that is refused decides nothing by itself (« sans attendre, lancer »). A
sentence that says both without order is left unread: the dossier then asks, and takes no point.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

LAUNCH, WAIT, GIVE_UP = "lancer", "attendre", "renoncer"
_VERBS = {
    LAUNCH: r"lanc(?!ement)\w*|ouvr\w*|ouvert(?:e|ure)s?|demarr\w*|commenc\w*|go(?!-)",
    WAIT: r"attend(?!u)\w*|report\w*|differ(?!en)\w*|patient\w*",
    GIVE_UP: r"renonc\w*|abandon\w*|arret\w*|annul\w*|no-go",
}
_VERB = re.compile(rf"(?<!\w)(?:{'|'.join(f'(?P<{word}>{verbs})' for word, verbs in _VERBS.items())})(?!\w)")
_NOUN = re.compile(r"(?<!\w)lancement(?!\w)")
# Where one part of the sentence ends: its reasons, or what comes next.
_PARTS = re.compile(r"[.;:!\n]|(?<!\w)(?:parce qu|car|puisqu|etant donne|vu qu)\w*")
_CLAUSES = re.compile(r",|(?<!\w)(?:et|mais|donc|puis)(?!\w)")
_CONDITION = re.compile(
    r"(?<!\w)(?:si|s'ils?|sinon|quand|lorsqu\w*|des qu\w*|une fois|a condition|sous reserve|ensuite|seulement apres|d'abord|tant qu\w*)(?!\w)"
)
_NOT_BEFORE = re.compile(
    r"(?<!\w)(?:sans|pas|plus|jamais|aucun|ni|inutile d[e']|plutot que(?: de| d')?|au lieu d[e']|hors de question d[e']|(?:pas )?question d[e']|"
    r"(?:ne|n')[^,]*?(?<!\w)(?:pas|plus|jamais|rien|point)(?!\w)[^,]*|(?:rien|personne) (?:ne |n')[^,]*(?:empech|arret)\w*[^,]*)\s*(?:de |d'|le |la |se |nous |y )*$"
)
_NE = re.compile(r"(?<!\w)(?:ne |n')(?:me |m'|nous |se |s'|y |l'|le )*$")
_NOT_AFTER = re.compile(
    r"^\s*(?:\w+\s+)?(?:n'est|ne serait|ne sera|n'a|ne parait|ne semble)\s+(?:pas|plus|rien|jamais)(?!\w)|^\s*(?:me |nous |donc )?(?:pas|plus|jamais|rien)(?!\w)(?!\s+avant)|^\s*\?\s*non(?!\w)"
)
_BEFORE = re.compile(r"(?<!\w)(?:avant (?:de |d'|le )|trop tot pour )(?:se |nous )?$")
_UNDER = re.compile(r"(?<!\w)(?:a|de|d'|pour)\s*(?:me |se |nous |l')?$")
_YES = {"oui": LAUNCH, "non": GIVE_UP, "no": GIVE_UP}


@dataclass(frozen=True)
class Read:
    """What a sentence decides: ``choice`` is None where it does not say; ``conditional``: a launch under a condition."""

    choice: str | None
    conditional: bool = False

    @property
    def in_words(self) -> str:
        """As it is told to whoever wrote it."""
        if self.choice is None:
            return "non lue"
        return f"{self.choice} (lancer sous condition)" if self.conditional else self.choice


def folded(text: str) -> str:
    """Without capitals, accents or typographic apostrophes, blanks made one."""
    parts = unicodedata.normalize("NFD", text.casefold().replace("’", "'"))
    return " ".join("".join(one for one in parts if not unicodedata.combining(one)).split())


def read(sentence: str) -> Read:
    """The decision of a sentence.

    >>> from bizmodels.dossiers.decision import read
    >>> read("Sans attendre, lancer.").choice, read("On ne lance pas.").choice, read("Lançons si 50 inscrits.").choice
    ('lancer', 'attendre', 'attendre')
    """
    text = re.sub(r"meme si|quand meme|en attendant", "", folded(sentence))
    for part in filter(None, (one.strip() for one in _PARTS.split(text))):
        word = re.match(r"(?:bref,? )?(oui|non|no)(?!\w|-)", part)
        if word is not None and not _VERB.search(part):
            return Read(_YES[word[1]])
        if found := _of_part(part):
            return _together(found, part)
    return Read(None)


def _together(found: list[str], part: str) -> Read:
    """What the verbs of one part decide together."""
    if LAUNCH not in found:
        return Read(GIVE_UP if GIVE_UP in found else WAIT)
    if _CONDITION.search(part) or (found[0] == WAIT and re.search(r"(?<!\w)puis(?!\w)", part)):
        return Read(WAIT, conditional=True)
    return Read(LAUNCH if set(found) == {LAUNCH} else None)


def _of_part(part: str) -> list[str]:
    """What each verb of a part decides; a wait that is refused, or a verb under another one, decides nothing."""
    found = []
    for clause in _CLAUSES.split(part):
        governed = False
        for verb in _verbs(clause):
            word = verb.lastgroup or LAUNCH
            before, after = clause[: verb.start()], clause[verb.end() :]
            if _is_denied(before, after) or _BEFORE.search(before):
                found += [WAIT] if word == LAUNCH else []
            elif not (governed and _UNDER.search(before)):
                found.append(word)
            governed = True
    return found


def _verbs(clause: str) -> list[re.Match[str]]:
    """The verbs of a clause; « lancement » counts as one where there is none."""
    return list(_VERB.finditer(clause)) or list(_NOUN.finditer(clause))


def _is_denied(before: str, after: str) -> bool:
    if re.search(r"(?<!\w)(?:ne |n')", before) and re.match(r"\s*(?:\w+ )?que(?!\w)", after):
        return False  # « on ne lance que le 3 mai » launches
    if re.search(r"(?<!\w)(?:rien|personne) (?:ne |n')", before):
        return bool(_NE.search(before))  # « rien n'arrête ce projet »; « rien n'empêche de lancer » launches
    if _NE.search(before):
        return (
            bool(re.match(r"\s*(?:\w+\s+)?(?:pas|plus|jamais|rien|point)(?!\w)", after)) or not after.strip()
        )
    return bool(_NOT_BEFORE.search(before) or _NOT_AFTER.search(after))
