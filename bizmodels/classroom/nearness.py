"""Which parts of a lesson a sentence speaks of: those that share its rarest words and numbers."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache

STEM = 5  # letters: « bascule » and « basculer » are one word


def nearness(sentence: str, texts: Mapping[str, str]) -> dict[str, float]:
    """How much each text shares with the sentence, ≥ 0, by its key; a word that all texts hold counts for nothing."""
    held = {key: _counted(text) for key, text in texts.items()}
    near = dict.fromkeys(texts, 0.0)
    for word in set(_words(sentence)):
        having = [key for key, words in held.items() if word in words]
        for key in having:
            near[key] += math.log(len(texts) / len(having)) * (1 + math.log(held[key][word]))
    return near


@lru_cache(maxsize=32)  # one lesson's parts, compared with a dozen sentences
def _counted(text: str) -> Counter[str]:
    return Counter(_words(text))


def _words(text: str) -> list[str]:
    bare = unicodedata.normalize("NFD", text.lower())
    bare = "".join(one for one in bare if not unicodedata.combining(one))
    return [one[:STEM] for one in re.findall(r"\d+(?:,\d+)?|[a-z]{4,}", bare)]
