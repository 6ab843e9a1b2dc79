"""A decision read in a French sentence: launch, wait, give up, or a launch under a condition, which is to wait.

The first part of the sentence that decides is the decision: what follows is its reasons. A verb under a negation says the
contrary (« on ne lance pas »), a study that is launched is a wait, and a rule to stop (« arrêter si ») is no condition of the
launch. A sentence that says both a go and a no, and whose order does not settle it, is left unread: the dossier then asks.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

LAUNCH, WAIT, GIVE_UP = "lancer", "attendre", "renoncer"
_MEASURE = "mesurer"  # a wait, unless one measures once launched
_VERBS = {
    LAUNCH: r"lanc(?!ement)\w*|ouvr\w*|ouvert(?:e|ure)s?|demarr\w*|commenc\w*|go(?!-)",
    WAIT: r"attend(?!u)\w*|report\w*|differ(?!en)\w*|patient\w*|suspend\w*",
    _MEASURE: r"mesurer\w*|mesurons",
    GIVE_UP: r"renonc\w*|abandon\w*|arret\w*|annul\w*|no-go",
}
_VERB = re.compile(rf"(?<!\w)(?:{'|'.join(f'(?P<{word}>{verbs})' for word, verbs in _VERBS.items())})(?!\w)")
_NOUN = re.compile(r"(?<!\w)lancement(?!\w)")
# Where one part of the sentence ends: its reasons, or what comes next.
_PARTS = re.compile(r"[.;:!\n]|(?<!\w)(?:parce qu|car|puisqu|etant donne|vu qu)\w*")
_CLAUSES = re.compile(r",|(?<!\w)(?:et|mais|donc|puis)(?!\w)")
_CONDITION = re.compile(
    r"(?<!\w)(?:si|s'ils?|sinon|quand|lorsqu\w*|des qu\w*|une fois|a condition|sous reserve|ensuite|seulement apres|tant qu\w*)(?!\w)"
)
# They look like a condition, and are none.
_NO_CONDITION = re.compile(
    r"(?<!\w)(?:meme si|quand meme|en attendant|une fois pour toutes|des que possible|si \w+ (?:soit|que)[\w-]*)(?!\w)"
)
# « On ne lancera qu'après 50 inscrits », « ne lancer qu'à 20 € » are conditions; « que le 3 mai » is a date.
_ONLY = re.compile(
    r"^\s*(?:\w+ )?(?:qu'(?:apres|a \d|avec|une fois|en cas)|que (?:si|quand|lorsqu))"
    r"(?!\D*(?:\d{1,2} )?(?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre)(?!\w))"
)
_STUDY = r"(?:enquete|etude|test|essai|sondage|mesure|pilote|experience|comptage|questionnaire|pages? d'inscription)s?(?!\w)"
_ONLY_CONDITION = re.compile(rf"^\s*(?:seulement |uniquement |et seulement )?{_CONDITION.pattern}")
_AFTER_STUDY = re.compile(rf"(?<!\w)apres (?:une? |l'|la |le |les |des )?(?:\w+ )?{_STUDY}")
# What is launched, or begun by: a study is a wait.
_STUDIED = re.compile(
    rf"^\s*(?:d'abord |donc )?(?:par )?(?:une? |des |deux |l'|la |le |les )?(?:\w+ )?{_STUDY}"
)
_BY = re.compile(r"^\s*(?:d'abord )?par(?!\w)")
_BAD = r"(?:erreur|folie|foux?|folle|impossible|absurde|deraisonnable|imprudent\w*|premature\w*|dangereu\w+|suicid\w+|trop tot|exclu|interdit)"
_REFUSED_BEFORE = re.compile(rf"(?<!\w)(?:refus\w*|deconseill\w*|{_BAD}) (?:de |d')(?:se |nous |y )?$")
_REFUSED_AFTER = re.compile(
    rf"^[^,]*?(?<!\w)(?:est|serait|sera|parait|semble|reste) (?:(?:une?|tout|simplement|encore|bien) )*{_BAD}(?!\w)"
    r"|^[^,]*?(?<!\w)n'a(?:urait)? (?:aucun|pas de) sens(?!\w)"
)
_DOUBT = re.compile(
    rf"(?<!\w)(?:hesit\w*|peut-etre|faut-il|doit-on|pourrai\w*|(?:pas|pas \w+) {_BAD} d[e'])(?!\w)"
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
    """What a sentence decides: ``choice`` is None where it does not say; ``conditional``: a launch under a condition.

    ``unsettled``: it holds words that decide, and their order does not say which; a reader must.
    """

    choice: str | None
    conditional: bool = False
    unsettled: bool = False

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
    text = _NO_CONDITION.sub("", folded(sentence))
    for part in filter(None, (one.strip() for one in _PARTS.split(text))):
        word = re.match(r"(?:bref,? )?(oui|non|no)(?!\w|-)", part)
        if word is not None and not _VERB.search(part):
            return Read(_YES[word[1]])
        if found := _of_part(part):
            return _together(found)
    return Read(None)


@dataclass(frozen=True)
class _Said:
    """One verb: what it decides (None: no saying), and whether a condition stands in its clause."""

    word: str | None
    condition: bool


def _together(found: list[_Said]) -> Read:
    """What the verbs of one part decide together: the first words count first."""
    words = [one.word for one in found]
    if None in words:
        return Read(None, unsettled=True)
    if LAUNCH not in words:
        return Read(GIVE_UP if GIVE_UP in words else WAIT)
    launch = words.index(LAUNCH)
    if found[launch].condition:
        return Read(WAIT, conditional=True)
    if words[0] != LAUNCH:  # « attendre, puis lancer », « renoncer ou lancer »
        return (
            Read(WAIT, conditional=True)
            if words[0] == WAIT and launch > 0 and found[0].condition
            else Read(None, unsettled=True)
        )
    # A rule to stop is no condition of the launch.
    others = {one.word for one in found if not (one.word == GIVE_UP and one.condition)}
    return Read(LAUNCH) if others == {LAUNCH} else Read(None, unsettled=True)


def _of_part(part: str) -> list[_Said]:
    """What each verb of a part decides, with the conditions of its clause; a clause without verb belongs to its neighbour."""
    found: list[_Said] = []
    early = False  # a condition said before any verb: « si 50 inscrits, lancer »
    then = bool(re.search(r"(?<!\w)puis(?!\w)", part))
    for clause in _CLAUSES.split(part):
        condition = bool(_CONDITION.search(clause) or _AFTER_STUDY.search(clause))
        words = _of_clause(clause)
        if words == [_MEASURE] and any(one.word == LAUNCH for one in found) and "d'abord" not in clause:
            continue
        words = [WAIT if word == _MEASURE else word for word in words]
        if words:
            found += [_Said(word, condition or early) for word in words]
            early = False
        elif found and (_ONLY_CONDITION.match(clause) or _AFTER_STUDY.match(clause.strip())):
            found[-1] = _Said(found[-1].word, True)
        elif found:
            continue  # « puis s'étendre si l'usage tient » is a condition of something else
        else:
            early = early or condition
    if then and found and found[0].word == WAIT:
        found[0] = _Said(WAIT, condition=True)
    return found


def _of_clause(clause: str) -> list[str | None]:
    """What each verb decides; a wait that is refused, or a verb under another one, decides nothing."""
    found: list[str | None] = []
    governed = False
    for verb in _verbs(clause):
        word = verb.lastgroup or LAUNCH
        before, after = clause[: verb.start()], clause[verb.end() :]
        if _DOUBT.search(before):
            found.append(None)
        elif word == LAUNCH and _is_only_if(before, after):
            found.append(WAIT)
        elif _is_denied(before, after) or _BEFORE.search(before):
            found += [WAIT] if word == LAUNCH else []
        elif not (governed and _UNDER.search(before)):
            found += _launched(verb[0], after) if word == LAUNCH else [word]
        governed = True
    return found


def _launched(verb: str, after: str) -> list[str | None]:
    """A launch, unless it is that of a study; « commencer par » says which only with what follows."""
    if _STUDIED.match(after):
        return [WAIT]
    if verb.startswith("commenc") and _BY.match(after):
        return [] if _VERB.search(after) else [None]
    return [LAUNCH]


def _is_only_if(before: str, after: str) -> bool:
    """« On ne lancera qu'après 50 inscrits »."""
    return bool(re.search(r"(?<!\w)(?:ne |n')", before) and _ONLY.match(after))


def _verbs(clause: str) -> list[re.Match[str]]:
    """The verbs of a clause; « lancement » counts as one where there is none."""
    return list(_VERB.finditer(clause)) or list(_NOUN.finditer(clause))


def _is_denied(before: str, after: str) -> bool:
    if _REFUSED_BEFORE.search(before) or _REFUSED_AFTER.match(after):
        return True
    if re.search(r"(?<!\w)(?:ne |n')", before) and re.match(r"\s*(?:\w+ )?(?:que |qu')", after):
        return False  # « on ne lance que le 3 mai » launches
    if re.search(r"(?<!\w)(?:rien|personne) (?:ne |n')", before):
        return bool(_NE.search(before))  # « rien n'arrête ce projet »; « rien n'empêche de lancer » launches
    if _NE.search(before):
        return (
            bool(re.match(r"\s*(?:\w+\s+)?(?:pas|plus|jamais|rien|point)(?!\w)", after)) or not after.strip()
        )
    return bool(_NOT_BEFORE.search(before) or _NOT_AFTER.search(after))
