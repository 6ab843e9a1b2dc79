"""``recommend()``: from the strengths of a firm to the models ranked, with the reasons in words."""

from __future__ import annotations

import inspect
import math
import re
from collections.abc import Iterable, Mapping
from numbers import Real
from typing import TYPE_CHECKING, Any

import numpy as np

from bizmodels import french
from bizmodels.choose.strengths import FITS, QUESTIONS
from bizmodels.core.model import BusinessModel
from bizmodels.core.values import as_given, in_words
from bizmodels.errors import LearnerError
from bizmodels.french import NBSP
from bizmodels.lazy import pd, tables

if TYPE_CHECKING:
    import pandas as pd

NEUTRAL, MOST = 2, 4
NOTE = (
    "Score sur 100 : 50 quand rien ne penche, 100 quand tout convient. Ce que chaque modèle demande est une hypothèse du cours : "
    "le rang ouvre la discussion, il ne la ferme pas."
)


def recommend(profile: Mapping[str, Any] | None = None, models: Any = None) -> pd.DataFrame:
    """The models ranked for a firm, with what speaks for and against each.

    Each strength x (0 « pas du tout » to 4 « tout à fait ») weighs w·(x − 2)/2 on a model, w from −2 to 2
    (``choose.strengths``, a hypothesis of the course). Score = 50 + 50 × the sum over the sum of the |w|.

    Args:
        profile: strength -> 0 to 4, or the form ``bm.strengths()``; True is 4, False 0, what is missing is neutral (2). The strengths: ``choose.QUESTIONS``.
        models: classes, instances, or names -> either; by default all the models. One that no row of the hypotheses
            describes, such as a model of yours (whatever its name), is left out and told.

    Returns:
        One row a model, best first (equal scores in alphabetical order): ``model`` (name of its class), ``score`` (0 to 100),
        ``pour`` and ``contre`` (the reasons). ``attrs["left_out"]``: the models left out.

    Raises:
        LearnerError: a profile that is no dictionary, an unknown strength (the nearest is told), an answer out of 0–4, two
            models of the same name, no model left.

    >>> table = bm.choose.recommend({"engineers": 4, "professionals": 4, "recurring": 4, "density": 0})
    >>> table.loc[0, "model"]
    'SaaS'
    >>> set(bm.choose.recommend({})["score"])
    {50.0}
    """
    answers = _answers({} if profile is None else profile)
    asked = _models(models)
    if not asked:
        raise LearnerError(f"recommend(){NBSP}: la liste de modèles est vide.")
    left_out = [name for name in asked if not _described(asked[name])]
    rows = [
        {"model": name, **_judged(asked[name].__name__, answers)} for name in asked if name not in left_out
    ]
    if not rows:
        raise LearnerError(
            f"recommend(){NBSP}: aucun de ces modèles n’a de ligne dans les hypothèses du cours ({french.listing(left_out)})."
        )
    frame = pd.DataFrame(rows).sort_values(["score", "model"], ascending=[False, True]).reset_index(drop=True)
    frame.attrs["left_out"] = left_out
    titles = {name: title(cls) if name == cls.__name__ else name for name, cls in asked.items()}

    def shown(table: pd.DataFrame) -> pd.DataFrame:
        return pd.DataFrame(
            {
                "Modèle": [titles[name] for name in table["model"]],
                "Score": [french.number(score, 0) for score in table["score"]],
                "Pour": table["pour"],
                "Contre": table["contre"],
            }
        ).set_axis(pd.Index([str(at + 1) for at in range(len(table))], name="Rang"))

    note = NOTE
    if left_out:
        note += f" Laissé de côté, faute de ligne dans ces hypothèses : {french.listing(map(str, left_out))}."
    table = tables.Table.of(frame, shown, note=french.typeset(note))
    table.attrs["left_out"] = left_out
    return table


def _described(cls: type[BusinessModel]) -> bool:
    """Whether the hypotheses speak of this very class: a model of yours called D2C is another one."""
    from bizmodels.models import all_models

    return cls.__name__ in FITS and all_models().get(cls.__name__) is cls


def _answers(profile: Any) -> dict[str, float]:
    if callable(form := getattr(profile, "profile", None)):
        profile = form()
    if isinstance(profile, pd.Series):
        profile = dict(profile)
    if not isinstance(profile, Mapping):
        raise LearnerError(
            f"recommend() attend un dictionnaire, {{'brand': 4, 'cash': 0}}{NBSP}; reçu{NBSP}: {in_words(profile)}."
        )
    return {_known(name): _answer(name, value) for name, value in profile.items()}


def _known(name: Any) -> str:
    if name in QUESTIONS:
        return name
    said = str(name).strip().casefold()
    for strength, (short, _) in QUESTIONS.items():
        if said == short.casefold():
            raise LearnerError(f"recommend(){NBSP}: {french.quote(name)} s’écrit {french.quote(strength)}.")
    raise LearnerError(
        f"recommend(){NBSP}: {french.quote(name)} n’est pas une force connue.{french.nearest(str(name), list(QUESTIONS))}"
    )


def _answer(name: str, value: Any) -> float:
    if isinstance(value, bool | np.bool_):
        return float(MOST if value else 0)
    if not isinstance(value, Real) or math.isnan(value) or not 0 <= value <= MOST:
        said = "nan (rien)" if isinstance(value, Real) and math.isnan(value) else as_given(value)
        raise LearnerError(
            f"recommend(){NBSP}: {french.quote(name)} vaut {said}{NBSP}; valeur admise{NBSP}: de 0 (pas du tout) à {MOST} (tout à fait)."
        )
    return float(value)


def _models(models: Any) -> dict[str, type[BusinessModel]]:
    """Name -> class; the name is that of the class where none is given."""
    if models is None:
        from bizmodels.models import all_models

        return all_models()
    if isinstance(models, BusinessModel) or inspect.isclass(models):
        models = [models]
    if isinstance(models, str) or not isinstance(models, Iterable):
        raise LearnerError(f"recommend(){NBSP}: models attend une liste de modèles, [bm.D2C, bm.SaaS].")
    pairs = models.items() if isinstance(models, Mapping) else [(None, one) for one in models]
    found = {}
    for name, one in pairs:
        cls = one if inspect.isclass(one) else type(one)
        if not issubclass(cls, BusinessModel):
            raise LearnerError(
                f"recommend(){NBSP}: models attend des modèles, [bm.D2C, bm.SaaS]{NBSP}; reçu{NBSP}: {in_words(one)}."
            )
        key = cls.__name__ if name is None else str(name)
        if key in found:
            raise LearnerError(
                f"recommend(){NBSP}: deux modèles portent le nom {french.quote(key)}. Un modèle se juge par son métier, pas par ses réglages{NBSP}; "
                f"pour en garder deux, donnez-leur deux noms{NBSP}: {{'A': …, 'B': …}}."
            )
        found[key] = cls
    return found


def _judged(model: str, answers: Mapping[str, float]) -> dict[str, Any]:
    """Score of a model and its reasons, the heaviest first."""
    fits = FITS[model]
    pulls = {
        name: fit.weight * (answers.get(name, NEUTRAL) - NEUTRAL) / NEUTRAL for name, fit in fits.items()
    }
    score = 50 + 50 * sum(pulls.values()) / sum(abs(fit.weight) for fit in fits.values())
    ranked = sorted(pulls, key=lambda name: -abs(pulls[name]))
    reasons = {
        side: " ; ".join(
            f"{QUESTIONS[name][0]} ({french.number(answers[name])} sur {MOST}) : {fits[name].why}"
            for name in ranked
            if pulls[name] * sign > 0
        )
        for side, sign in (("pour", 1), ("contre", -1))
    }
    return {"score": round(score, 9), **{side: french.typeset(text) or "—" for side, text in reasons.items()}}


def title(cls: type[BusinessModel]) -> str:
    """The first words of the French title of a model."""
    return re.split(r"\s[:(]", cls.title)[0] or cls.__name__
