"""What a function refuses of its arguments: arrays where one firm is followed, two names alike, odd months."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy as np

from bizmodels import french
from bizmodels.core.values import as_given
from bizmodels.errors import LearnerError

if TYPE_CHECKING:
    from bizmodels.core.model import BusinessModel

LONGEST = 12_000  # months: a thousand years


def single(model: BusinessModel, where: str) -> None:
    """Refuse a model whose parameters are arrays of draws where one firm is followed: ``where`` is « project() »."""
    arrays = [name for name, value in model.values().items() if isinstance(value, np.ndarray)]
    if arrays:
        name = arrays[0]
        raise LearnerError(
            f"{where} suit une seule entreprise, et {french.quote(name)} est un tableau de "
            f"{french.plural(model.values()[name].size, 'tirage')}. Pour des tirages, utiliser simulate()."
        )


def told_apart(names: Iterable[Any], where: str) -> None:
    """Refuse names that read the same, such as 1 and "1": a column would hide the other."""
    seen = set()
    for name in names:
        read = " ".join(str(name).split())
        if read in seen:
            raise LearnerError(
                f"{where}{french.NBSP}: deux noms se lisent {french.quote(read)}. Donner à chacun un nom différent."
            )
        seen.add(read)


def whole_months(months: Any, name: str = "months") -> int:
    """A whole number of months from 1 to a thousand years, or a French sentence."""
    whole = isinstance(months, int | np.integer) and not isinstance(months, bool)
    if not whole or not 1 <= months <= LONGEST:
        raise LearnerError(
            f"{name} vaut {as_given(months)}{french.NBSP}; valeur admise{french.NBSP}: un entier entre 1 et "
            f"{french.number(LONGEST)}."
        )
    return int(months)
