"""What lesson 05 rests on: a constant loss found again, one device worked out by hand, and its exercise."""

import pandas as pd
import pytest

import bizmodels as bm
from bizmodels import LearnerError
from bizmodels.view import figures


def test_decay_finds_the_loss_that_made_the_values():
    things = pd.DataFrame({"age": [0, 1, 2, 5], "value": [100 * 0.8**age for age in (0, 1, 2, 5)]})
    picture = figures.decay(things, "age", "value", "Titre", {"value": "Valeur"})
    assert "perd 20\u00a0% par an" in picture.alt
    # 100 × 0.8⁵ = 32.768
    assert "100 à l’âge zéro, 33 cinq pas plus loin" in picture.alt


def test_decay_refuses_what_it_cannot_draw():
    things = pd.DataFrame({"age": [0, 1], "value": [10.0, 0.0]})
    with pytest.raises(LearnerError, match="au-dessus de zéro"):
        figures.decay(things, "age", "value", "Titre", {})
    with pytest.raises(LearnerError, match="age"):
        figures.decay(things, "ages", "value", "Titre", {})
