"""Published facts -> a calibrated model -> a back-test against *other* published facts.

>>> bm.cases.case_model("Deezer").__name__
'Freemium'
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import pandas as pd

from bizmodels import french, models
from bizmodels.core.arguments import single, told_apart
from bizmodels.core.model import BusinessModel
from bizmodels.errors import LearnerError
from bizmodels.facts import backtests
from bizmodels.facts.evidence import TABLES, BackTest
from bizmodels.french import nearest, unknown_in
from bizmodels.tables import Table


def case_model(case: str | type[BusinessModel] | BusinessModel) -> type[BusinessModel]:
    """The model class of a case (« Deezer »), of a class or of an instance.

    >>> bm.cases.case_model("Deezer") is bm.Freemium is bm.cases.case_model(bm.Freemium())
    True
    """
    if isinstance(case, BusinessModel):
        return type(case)
    if isinstance(case, type) and issubclass(case, BusinessModel):
        return case
    known = {cls.case: cls for cls in models.all_models().values() if cls.case}
    if not isinstance(case, str) or case not in known:
        raise LearnerError(f"Aucun cas ne s’appelle {french.quote(case)}.{nearest(str(case), list(known))}")
    return known[case]


def backtest(
    case: str | type[BusinessModel] | BusinessModel | Sequence[str] | None = None,
    brief: bool = False,
    table: str | None = None,
) -> pd.DataFrame:
    """What the model gives against what was published: three tables that are never added up.

    « calibration » is the model's first year on its defaults: no test. « dynamique » lets the model move without the
    target, beside « no change » and a straight line that know what it knows. « ratio » applies a past ratio to the
    actual volume of the target: it tests a constant, and has no rival. Each table displayed has its own note.

    Args:
        case: a case (« Deezer »), a model, a list of them in the order wanted, or nothing for all.
        brief: show errors and verdicts only, for many cases at once; the frame keeps its columns.
        table: « calibration », « dynamique », « ratio » or « non testable »; nothing for all four.

    Returns:
        Frame ``case table metric period published modelled error naive trend inputs unit untestable target fit
        remark since``; ``error``, ``naive`` and ``trend`` are relative errors (fractions); lines with the same ``target``
        aim at the same published figure, those with the same ``fit`` pass or fail together.

    Raises:
        LearnerError: an unknown case or table.

    >>> line = bm.cases.backtest("BlaBlaCar", table="dynamique").iloc[0]
    >>> line["metric"], line["period"], float(line["published"])
    ('Membres inscrits', 'octobre 2021', 100.0)
    >>> [round(float(line[who]), 2) for who in ("error", "naive", "trend")]  # the model comes nearest
    [0.08, -0.13, 0.17]
    """
    if table is not None and table not in TABLES:
        raise LearnerError(
            f"backtest(), table= : {french.quote(table)} n’est pas une table.{nearest(str(table), list(TABLES))}"
        )
    if case is None:
        classes = list(models.all_models().values())
    else:
        classes = [case_model(one) for one in (case if isinstance(case, list | tuple) else [case])]
    lines = ((cls.case or cls.__name__, line) for cls in classes for line in cls.backtests())
    return backtests.frame_of([one for one in lines if table in (None, one[1].table)], brief)


def overview(scenarios: Mapping[str, BusinessModel]) -> pd.DataFrame:
    """Any models side by side by figures without currency, so that euros and dollars are never mixed.

    Args:
        scenarios: name -> model.

    Returns:
        Frame, one row a model: ``kept`` (margin on variable costs, share of what the final customer pays incl.
        VAT), ``ltv_cac``, ``customers`` (steady state), ``threshold`` (``break_even_renewal``), ``cover`` (how many
        times the customers won pay the fixed costs in steady state: above 1 the firm lives), ``months`` (funding
        need over 36 months, in months of fixed costs).

    Raises:
        LearnerError: nothing is given, or a value is no model.

    >>> table = bm.cases.overview({"Marque": bm.D2C(), "Logiciel": bm.SaaS()})
    >>> table["kept"].round(2).to_dict()  # of what the customer pays; € and $ do not mix
    {'Marque': 0.31, 'Logiciel': 0.65}
    """
    if not isinstance(scenarios, Mapping) or not scenarios:
        raise LearnerError("overview() attend des modèles nommés : overview({'Vente directe': bm.D2C(), …}).")
    told_apart(scenarios, "overview()")
    rows = {}
    for name, model in scenarios.items():
        if not isinstance(model, BusinessModel):
            raise LearnerError(f"overview(), {french.quote(name)} : ce n’est pas un modèle d’entreprise.")
        single(model, f"overview(), {french.quote(name)},")
        fixed = model.overheads if model.overheads > 0 else math.nan
        rows[str(name)] = {
            "kept": model.ledger().iloc[-1] / 100,
            "ltv_cac": float(model.ltv_cac),
            "customers": float(model.steady_state_customers),
            "threshold": float(model.break_even_renewal),
            "cover": 1 + float(model.steady_state_profit) / fixed,
            "months": float(model.funding_need) / fixed,
        }
    frame = pd.DataFrame.from_dict(rows, orient="index").rename_axis("model")
    return Table.of(frame, _overview)


def _overview(frame: pd.DataFrame) -> pd.DataFrame:
    columns = (
        ("kept", "Gardé sur 100 TTC", lambda v: french.number(100 * v, 0)),
        ("ltv_cac", "LTV / CAC", lambda v: french.quantity(v, "×")),
        ("customers", "Clients en régime permanent", french.number),
        ("threshold", "Seuil, renouvellement compris", lambda v: "jamais" if math.isinf(v) else french.number(v)),
        ("cover", "Coûts fixes couverts", lambda v: "—" if math.isnan(v) else french.quantity(v, "fois", 2)),
        ("months", "À avancer, en mois de coûts fixes", lambda v: "—" if math.isnan(v) else french.number(v, 1)),
    )  # fmt: skip
    return pd.DataFrame(
        {label: [show(v) for v in frame[name]] for name, label, show in columns},
        index=pd.Index(frame.index, name="Modèle"),
    )


def horizons(scenarios: Mapping[str, BusinessModel]) -> pd.DataFrame:
    """When the far state of ``overview`` is reached, and what is true at month 36: both in figures without currency.

    Args:
        scenarios: name -> model.

    Returns:
        Frame, one row a model: ``cover`` (times the fixed costs are paid in steady state), ``delay`` (months until
        the customers are within 10 % of their steady number, inf: never), ``cover_36`` (the same as ``cover``, in
        month 36).

    Raises:
        LearnerError: nothing is given, or a value is no model.

    >>> table = bm.cases.horizons({"Marque": bm.D2C(), "Logiciel": bm.SaaS()})
    >>> table["cover"].round(1).to_dict(), table["cover_36"].round(1).to_dict()
    ({'Marque': 1.2, 'Logiciel': 13.0}, {'Marque': 1.2, 'Logiciel': 1.9})
    """
    frame = pd.DataFrame(overview(scenarios))[["cover"]].rename_axis("model")
    frame["delay"] = [float(model.steady_state_horizon) for model in scenarios.values()]
    frame["cover_36"] = [
        1 + float(model.profit_36) / model.overheads if model.overheads > 0 else math.nan
        for model in scenarios.values()
    ]
    return Table.of(frame, _horizons)


def _times(value: float) -> str:
    return "—" if math.isnan(value) else french.quantity(value, "fois", 2)


def _horizons(frame: pd.DataFrame) -> pd.DataFrame:
    delays = ["jamais" if math.isinf(v) else french.quantity(v, "mois", 0) for v in frame["delay"]]
    columns = {
        "Coûts fixes couverts en régime permanent": map(_times, frame["cover"]),
        "Nombre de clients à 10 % près au bout de": delays,
        "Couverts au mois 36": map(_times, frame["cover_36"]),
    }
    return pd.DataFrame(
        {label: list(shown) for label, shown in columns.items()}, index=pd.Index(frame.index, name="Modèle")
    )


# Where a ledger knows the costs of a seat, its line is what the seat keeps: the property that says what it receives.
_RECEIPTS = {"Reconditionneur": "refurbisher_receipts"}


def chairs(seats: Mapping[str, BusinessModel]) -> pd.DataFrame:
    """What each of those who serve the customer receives of 100 paid, before its own costs: a receiver of a ledger.

    Args:
        seats: name of a line of ``model.ledger()`` -> that model.

    Returns:
        Frame, one row a seat: ``case`` (the firm on the other side), ``received`` (of 100 paid incl. VAT, VAT
        apart, before its own costs), ``kept`` (once they are paid; nan where the model does not know them).

    Raises:
        LearnerError: nothing is given, a value is no model, or its ledger has no such line.

    >>> bm.cases.chairs({"Conducteur": bm.NetworkPlatform(), "Ayants droit": bm.Freemium()})["received"].to_dict()
    {'Conducteur': 83.33, 'Ayants droit': 60.0}
    """
    if not isinstance(seats, Mapping) or not seats:
        raise LearnerError(
            "chairs() attend des modèles nommés : chairs({'Conducteur': bm.NetworkPlatform()})."
        )
    rows = {}
    for name, model in seats.items():
        if not isinstance(model, BusinessModel):
            raise LearnerError(f"chairs(), {french.quote(name)} : ce n’est pas un modèle d’entreprise.")
        single(model, f"chairs(), {french.quote(name)},")
        parts = model.of_hundred()
        if name not in parts:
            raise LearnerError(
                f"chairs() : {french.quote(str(name))} ne reçoit rien dans ce modèle.{nearest(str(name), list(parts))}"
            )
        row = {"case": model.case, "received": parts[name], "kept": math.nan}
        if name in _RECEIPTS:
            paid = sum(model.shares().values())
            row |= {"received": round(100 * getattr(model, _RECEIPTS[name]) / paid, 2), "kept": parts[name]}
        rows[name] = row
    return Table.of(pd.DataFrame.from_dict(rows, orient="index").rename_axis("seat"), _chairs)


def _chairs(frame: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "En face de": frame["case"].to_list(),
            "Reçoit sur 100 payés, hors TVA": [french.number(v, 1) for v in frame["received"]],
            "Garde, ses frais payés": [
                "frais inconnus" if math.isnan(v) else french.number(v, 1) for v in frame["kept"]
            ],
        },
        index=pd.Index(frame.index, name="Chaise"),
    )


def provenance(case: str | type[BusinessModel] | BusinessModel) -> pd.DataFrame:
    """Each parameter of a model with its default, its standing and its source; a notebook shows the table folded.

    The standing is « publié » (about the model's own case, or the law), « déduit » (computed from it), « comparable »
    (published about somebody else), « à vérifier » (not read) or « hypothèse ».

    >>> table = bm.cases.provenance("Le Slip Français").set_index("parameter")
    >>> table.loc[["new_customers", "return_rate", "cogs"], "standing"].tolist()  # the rate is Etam's
    ['déduit', 'comparable', 'hypothèse']
    """
    cls = case_model(case)
    rows = []
    for name, param in cls.__params__.items():
        default = cls.model_fields[name].get_default()
        rows.append((name, default, *param.standing(cls.case), param.source))
    frame = pd.DataFrame(rows, columns=["parameter", "default", "standing", "reason", "source"])

    def shown(table: pd.DataFrame) -> pd.DataFrame:
        params = [cls.__params__[n] for n in table["parameter"]]
        return pd.DataFrame(
            {
                "Paramètre": [p.label for p in params],
                "Valeur": [p.show(v) for v, p in zip(table["default"], params, strict=True)],
                "Statut": table["standing"],
                "Source ou raison": table["reason"],
            }
        )

    counts = frame["standing"].value_counts()
    told = [
        f"{counts[one]} {french.plural(counts[one], one).split(french.NBSP, 1)[1] if one != 'à vérifier' else one}"
        for one in ("publié", "déduit", "comparable", "à vérifier", "hypothèse")
        if one in counts
    ]
    fold = f"D’où viennent les {len(frame)} réglages : {', '.join(told)}"
    return Table.of(frame, shown, french.typeset(fold))


__all__ = ["BackTest", "backtest", "case_model", "chairs", "horizons", "overview", "provenance"]


def __getattr__(name: str):
    raise unknown_in("cases", name, __all__)
