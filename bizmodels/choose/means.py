"""``same_means()``: the models side by side with the same money, the same fixed costs and the same advertising."""

from __future__ import annotations

import math
from collections.abc import Mapping
from numbers import Real
from typing import TYPE_CHECKING, Any

from bizmodels import french
from bizmodels.choose.profile import recommend
from bizmodels.choose.profile import title as _title
from bizmodels.choose.strengths import FITS
from bizmodels.core.arguments import whole_months
from bizmodels.core.model import BusinessModel
from bizmodels.core.values import as_given, in_words
from bizmodels.errors import LearnerError
from bizmodels.french import NBSP
from bizmodels.lazy import pd, tables
from bizmodels.priorities import models_of_table

if TYPE_CHECKING:
    import pandas as pd

CASH, FIXED_COSTS, ACQUISITION = 1_000_000, 50_000, 20_000  # € at the start, € a month, € a month
# The criteria of a decision table on screen.
LABELS = {"cash": "caisse à la fin", "spent": "argent avancé", "fit": "affinité"}
# What a model brings along from its case, beside its customers: a firm that starts has none of it.
STOCKS = ("starting_customers", "starting_free", "starting_members")


def started(model: BusinessModel, fixed_costs: float, acquisition: float) -> BusinessModel:
    """The same model from nobody, with these fixed costs and this acquisition budget (both a month, in its currency).

    Customers won = budget / CAC: prices, margins, attrition and the cost of winning a customer stay those of the model.

    >>> bm.choose.started(bm.D2C(cac=10), 50_000, 20_000).new_customers
    2000.0
    """
    if not isinstance(model, BusinessModel):
        raise LearnerError(f"started() attend un modèle, bm.D2C(){NBSP}; reçu{NBSP}: {in_words(model)}.")
    # No function is named below: cash_paths() and same_means() come through here too.
    fixed_costs, acquisition = _amount("fixed_costs", fixed_costs), _amount("acquisition", acquisition)
    nobody = {name: 0.0 for name in STOCKS if name in type(model).__params__}
    if not model.cac > 0:
        raise LearnerError(
            f"Le CAC de {_title(type(model))} vaut {as_given(model.cac)}{NBSP}; "
            "un budget ne dit alors pas combien de clients il gagne."
        )
    return model.replace(
        **nobody, setup_cost=0.0, fixed_costs=fixed_costs, new_customers=acquisition / model.cac
    )


def same_means(
    cash: float = CASH,
    fixed_costs: float = FIXED_COSTS,
    acquisition: float = ACQUISITION,
    months: int = 36,
    models: Mapping[str, BusinessModel] | None = None,
) -> pd.DataFrame:
    """What each model makes of the same means, starting from nobody.

    The same: money at the start, fixed costs (the team) and acquisition budget a month. Left as in each model: its product,
    its prices, its attrition and its CAC. A budget below one CAC wins a fraction of a customer a month, read as an average.
    A model that counts in dollars is read one dollar for one euro: stated, not converted.

    Args:
        cash: € at the start, ≥ 0.
        fixed_costs, acquisition: € a month, ≥ 0.
        months: how long, at least 1.
        models: name -> model; by default those of the course.

    Returns:
        One row a model, most cash at the end first: ``new_customers`` (a month), ``customers`` (at the end), ``lowest`` and
        ``cash`` (€, lowest and last), ``broke`` (first month below 0, inf if none), ``profit`` (€, last month), ``ltv_cac``.

    Raises:
        LearnerError: an amount that is no number ≥ 0, no model.

    >>> table = bm.choose.same_means(models={"Boutique": bm.D2C(), "Appareils": bm.Recommerce()})
    >>> table.index.tolist(), bool(table.loc["Appareils", "broke"] < 36)
    (['Boutique', 'Appareils'], True)
    """
    means = {
        name: _amount(name, value)
        for name, value in (("cash", cash), ("fixed_costs", fixed_costs), ("acquisition", acquisition))
    }
    months = whole_months(months)
    rows = {}
    for name, model in models_of_table(models, "same_means()").items():
        path = (firm := started(model, means["fixed_costs"], means["acquisition"])).path(months)
        left = [means["cash"] + one for one in path["cash"]]
        rows[name] = {
            "new_customers": firm.new_customers,
            "customers": path["customers"][-1],
            "lowest": min(left),
            "cash": left[-1],
            "broke": next((month for month, one in enumerate(left, 1) if one < 0), math.inf),
            "profit": path["profit"][-1],
            "ltv_cac": firm.ltv_cac,
        }
    frame = pd.DataFrame.from_dict(rows, orient="index").rename_axis("model")
    frame = frame.sort_values("cash", ascending=False, kind="stable")

    def shown(table: pd.DataFrame) -> pd.DataFrame:
        return pd.DataFrame(
            {
                "Clients gagnés par mois": [french.number(one) for one in table["new_customers"]],
                f"En caisse au mois {months}": [french.compact(one) for one in table["cash"]],
                "Caisse vide": [
                    "jamais" if math.isinf(one) else f"mois {french.number(one, 0)}" for one in table["broke"]
                ],
                "Résultat du dernier mois": [french.compact(one) for one in table["profit"]],
                "LTV / CAC": [f"{french.number(one)}{NBSP}×" for one in table["ltv_cac"]],
            },
            index=pd.Index(table.index, name="Modèle"),
        )

    note = (
        f"Au départ : {french.compact(means['cash'])}, aucun client. Par mois : {french.compact(means['fixed_costs'])} de coûts fixes, "
        f"{french.compact(means['acquisition'])} d’acquisition. Un dollar est lu comme un euro. Une caisse sous zéro suppose que la "
        "banque suit."
    )
    return tables.Table.of(frame, shown, note=french.typeset(note))


def cash_paths(
    models: Mapping[str, BusinessModel],
    months: int = 36,
    cash: float = CASH,
    fixed_costs: float = FIXED_COSTS,
    acquisition: float = ACQUISITION,
) -> pd.DataFrame:
    """The cash of ``same_means`` month after month.

    Returns:
        Index 0 (the start) to ``months``, one column a model, €.

    Raises:
        LearnerError: as ``same_means``.

    >>> bm.choose.cash_paths({"Boutique": bm.D2C()}, months=1)["Boutique"].tolist()[0]
    1000000.0
    """
    start, months = _amount("cash", cash), whole_months(months)
    paths = {
        name: [start, *(start + one for one in started(model, fixed_costs, acquisition).path(months)["cash"])]
        for name, model in models_of_table(models, "cash_paths()").items()
    }
    return pd.DataFrame(paths).rename_axis("month")


def decision_table(
    profile: Mapping[str, Any],
    months: int = 36,
    cash: float = CASH,
    fixed_costs: float = FIXED_COSTS,
    acquisition: float = ACQUISITION,
) -> pd.DataFrame:
    """Three criteria to rank the models of the course on: two that the calculators give, one that the profile gives.

    Args:
        profile: strengths, as ``recommend`` reads them.
        months, cash, fixed_costs, acquisition: as ``same_means``.

    Returns:
        One row a model, in the order of ``same_means``: ``cash`` (€ left at the end, more is better), ``spent`` (€, the most
        that was taken from the cash at the start, less is better), ``fit`` (0 to 100, more is better).

    Raises:
        LearnerError: as ``recommend`` and ``same_means``.

    >>> table = bm.choose.decision_table({"own_product": 4})
    >>> table.columns.tolist()
    ['cash', 'spent', 'fit']
    """
    from bizmodels.models import all_models

    classes = {_title(cls): cls for cls in all_models().values() if cls.__name__ in FITS}
    fits = recommend(profile, classes).set_index("model")["score"]
    found = same_means(cash, fixed_costs, acquisition, months, {name: cls() for name, cls in classes.items()})
    start = float(cash)
    frame = pd.DataFrame(
        {
            "cash": found["cash"],
            "spent": start - found["lowest"].clip(upper=start),
            "fit": fits.reindex(found.index),
        }
    ).rename_axis("model")

    def shown(table: pd.DataFrame) -> pd.DataFrame:
        return pd.DataFrame(
            {
                f"En caisse au mois {months} (cash)": [french.compact(one) for one in table["cash"]],
                "Argent avancé (spent)": [french.compact(one) for one in table["spent"]],
                "Affinité (fit)": [f"{french.number(one, 0)} sur 100" for one in table["fit"]],
            },
            index=pd.Index(table.index, name="Modèle"),
        )

    table = tables.Table.of(frame, shown)
    table.attrs["labels"] = LABELS
    return table


def _amount(name: str, value: Any) -> float:
    number = isinstance(value, Real) and not isinstance(value, bool)
    if not number or not 0 <= value <= 1e12:
        raise LearnerError(
            f"{name} vaut {as_given(value)}{NBSP}; valeur admise{NBSP}: un montant en euros, de 0 à {french.number(1e12)}."
        )
    return float(value)
