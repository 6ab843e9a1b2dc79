"""The levers and the risks that a learner may choose for his dossier, in French, with what he has to write."""

from __future__ import annotations

from typing import Any

from bizmodels import french
from bizmodels.core.arguments import single
from bizmodels.core.change import Change, Lever
from bizmodels.core.model import BusinessModel
from bizmodels.core.risk import Risk
from bizmodels.core.values import as_given
from bizmodels.errors import LearnerError
from bizmodels.lazy import pd, tables
from bizmodels.levers import catalogue as levers
from bizmodels.risks import catalogue as risks

_HOMES = {Lever: ("bm.levers.catalogue", levers), Risk: ("bm.risks.catalogue", risks)}


def written(change: Change) -> str:
    """How a lever or a risk of the course is written in a cell, « bm.levers.catalogue.LOYALTY »; « » for any other.

    >>> from bizmodels.dossiers.choices import written
    >>> written(bm.levers.catalogue.LOYALTY)
    'bm.levers.catalogue.LOYALTY'
    """
    for kind, (home, module) in _HOMES.items():
        if isinstance(change, kind):
            return next((f"{home}.{name}" for name in module.__all__ if getattr(module, name) is change), "")
    return ""


def fitting(model: BusinessModel, kind: type[Change]) -> list[Change]:
    """Those of the course that change something this model has."""
    return [one for one in _HOMES[kind][1].ALL if one.fits(model)]


def choices(model: BusinessModel) -> pd.DataFrame:
    """The levers and the risks of the course that this model may have, and how to write each in a dossier.

    Args:
        model: any business model.

    Returns:
        Columns ``kind``, ``name``, ``code`` (what to write between the brackets) and ``why`` (what it does, and what is
        supposed).

    Raises:
        LearnerError: what is given is no model.

    >>> found = bm.choices(bm.D2C())
    >>> found["code"].tolist()[0]
    'bm.levers.catalogue.LOYALTY'
    """
    if not isinstance(model, BusinessModel):
        raise LearnerError(
            french.typeset(f"choices() attend un modèle, par exemple bm.D2C() ; reçu : {as_given(model)}.")
        )
    single(model, "choices()")
    rows = [
        (kind.kind, one.name, written(one), french.typeset(one.why))
        for kind in _HOMES
        for one in fitting(model, kind)
    ]
    frame = pd.DataFrame(rows, columns=["kind", "name", "code", "why"])

    def shown(found: pd.DataFrame) -> pd.DataFrame:
        return pd.DataFrame(
            {
                "Quoi": found["kind"],
                "Nom": found["name"],
                "Code à recopier": found["code"],
                "Ce que cela suppose": found["why"],
            }
        )

    return tables.Table.of(frame, shown)


def to_write(kind: type[Change]) -> str:
    """How a list of them is written, said after « Leviers : »."""
    argument = "levers" if kind is Lever else "risks"
    return f"écrivez-les entre crochets, {argument}=[{written(_HOMES[kind][1].ALL[0])}]."


def unfit(model: BusinessModel, item: Any, kind: type[Change], argument: str) -> str:
    """Why an item of the list of levers, or of risks, cannot be kept; « » where it can."""
    one = kind.kind.lower()
    if isinstance(item, Change) and not isinstance(item, kind):
        other = "levers" if argument == "risks" else "risks"
        return (
            f"{french.quote(item.name)} est un {item.kind.lower()}, rangé parmi les {one}s : placez-le dans {other}=[…]. "
            "Les deux listes sont peut-être interverties : les leviers viennent avant les risques."
        )
    if not isinstance(item, kind):
        return f"{as_given(item)} n’est pas un {one} : {to_write(kind)}"
    if item.fits(model):
        return ""
    if not written(item):
        try:
            item.moved(model)
        except LearnerError as error:
            return str(error)
    others = french.listing(f"{written(fit)} ({fit.name})" for fit in fitting(model, kind))
    return f"{kind.kind} {french.quote(item.name)} ne s’applique pas à ce modèle, qui n’a pas le réglage qu’il change. Ceux qui s’appliquent : {others}."
