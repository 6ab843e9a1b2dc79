"""To look up the published figures by words, as in a search engine: what the base holds, and what it does not."""

from __future__ import annotations

import difflib
import re
import unicodedata

from bizmodels import french
from bizmodels.errors import LearnerError
from bizmodels.facts.facts import Fact, facts_of, load_companies, load_market, metric_label
from bizmodels.facts.schema import short
from bizmodels.lazy import pd, tables

MOST = 12  # rows shown; the frame holds them all
_SHORT = {
    "de",
    "du",
    "des",
    "la",
    "le",
    "les",
    "et",
    "en",
    "un",
    "une",
    "au",
    "aux",
    "a",
    "d",
    "l",
    "par",
    "sur",
    "pour",
}


def find_facts(words: str) -> pd.DataFrame:
    """Published figures in which every word stands: company or market, indicator, who counted, source, note.

    A word finds those that begin like it, accents and capitals aside: « mobile » finds « mobiles », « fevad » « Fevad »;
    « m-commerce » is one word.
    The law and the sanctions are not searched.

    Args:
        words: one or more words.

    Returns:
        One row a figure: ``entity metric value unit period label origin publisher``, in the order of the tables. Nothing found
        is an empty table, which says so and offers words that exist.

    Raises:
        LearnerError: no text, or no word in it.

    >>> bm.find_facts("terminaux mobiles Fevad").empty
    True
    >>> found = bm.find_facts("pme marché 2018")
    >>> found[["value", "period"]].values.tolist()
    [[200000.0, '2018']]
    """
    if not isinstance(words, str):
        raise LearnerError(
            f"find_facts() attend un ou plusieurs mots entre guillemets, bm.find_facts('mobile'){french.NBSP}; "
            f"reçu{french.NBSP}: {short(repr(words))}."
        )
    asked = [word for token in words.split() if (word := plain_words(token)) and word not in _SHORT]
    if not asked:
        raise LearnerError("find_facts() attend au moins un mot : bm.find_facts('mobile').")
    texts = _texts()
    found = [one for one, text in texts if all(f" {word}" in text for word in asked)]
    names = ("entity", "metric", "value", "unit", "period", "label", "origin", "publisher")
    frame = pd.DataFrame({name: [getattr(one, name) for one in found] for name in names})
    shown = _in_french(found[:MOST]) if found else _nothing(words)
    note = _said(asked, len(found), [text for _, text in texts])
    return tables.Table.of(frame, lambda _: shown, note=note)


def plain_words(text: str) -> str:
    """Small letters and digits, without accents, words parted by one space."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(letter for letter in bare if not unicodedata.combining(letter))
    return re.sub(r"[^a-z0-9]+", " ", bare.replace("œ", "oe").replace("æ", "ae")).strip()


def _texts() -> list[tuple[Fact, str]]:
    """Every figure with the words that find it, each after a space."""
    rows = [*facts_of(load_companies()), *facts_of(load_market())]
    return [
        (one, " " + plain_words(" ".join((one.entity, metric_label(one.metric), one.metric, one.unit, one.when, one.origin,
                                     one.publisher, one.title, one.note))))
        for one in rows
    ]  # fmt: skip


def _in_french(found: list[Fact]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Qui": [one.entity for one in found],
            "Indicateur": [metric_label(one.metric) for one in found],
            "Valeur": [f"{one.text} {one.standing}".rstrip() for one in found],
            "Période": [one.when for one in found],
            "Compté par (lu dans)": [french.typeset(_from(one)) for one in found],
            "Note": [french.typeset(one.note) for one in found],
        }
    )


def _from(one: Fact) -> str:
    """« Fevad (LSA, 2015) »: who counted, and where it was read."""
    return f"{one.origin} ({one.source})" if one.origin and one.origin != one.publisher else one.source


def _nothing(words: str) -> pd.DataFrame:
    return pd.DataFrame({"Recherche": [short(words)], "Résultat": ["aucune ligne"]})


def _said(asked: list[str], count: int, texts: list[str]) -> str:
    """How many rows were found, and what to do next."""
    if not count:
        missing = [word for word in asked if not any(f" {word}" in text for text in texts)]
        known = sorted({word for text in texts for word in text.split() if len(word) > 3})
        near = [one for word in missing for one in difflib.get_close_matches(word, known, 2, 0.8)]
        offer = (
            f" Mots proches qui y sont : {french.listing(near, 'ou')}."
            if near
            else f" Essayez un {'mot de moins' if len(asked) > 1 else 'autre mot'}."
        )
        these = "tous ces mots" if len(asked) > 1 else "ce mot"
        return french.typeset(f"Aucune ligne de la base ne contient {these}.{offer}")
    lines = french.plural(count, "ligne", "lignes")
    return french.typeset(
        f"{lines}."
        if count <= MOST
        else f"{lines}, les {MOST} premières ci-dessus : ajoutez un mot, une année par exemple."
    )
