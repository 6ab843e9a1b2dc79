"""What is told before the first quarter: what is unknown and within which range, what a test costs and tells."""

from __future__ import annotations

from bizmodels import french
from bizmodels.errors import LearnerError
from bizmodels.lazy import pd, tables
from bizmodels.pilot import debrief, play, policies
from bizmodels.pilot.decision import SIZES
from bizmodels.pilot.game import Game
from bizmodels.pilot.subjects import LEVER, REACTION, Subject


def unknowns(game: Game) -> pd.DataFrame:
    """What the head of the firm does not know, levers apart: one row a subject, ``label published low high`` in its unit.

    >>> list(bm.pilot.briefing.unknowns(bm.pilot(bm.D2C(), seed=1)).index[:2])
    ['churn', 'cac']
    """
    rules = game.rules
    rows = {
        name: (one.label, one.middle, one.low, one.high)
        for name, one in rules.subjects.items()
        if one.kind != LEVER
    }
    frame = pd.DataFrame.from_dict(rows, orient="index", columns=["label", "published", "low", "high"])

    def shown(found: pd.DataFrame) -> pd.DataFrame:
        units, labels = zip(*(_named(rules.subjects[name]) for name in found.index), strict=True)

        def said(column: str) -> list[str]:
            return [french.quantity(value, unit) for value, unit in zip(found[column], units, strict=True)]

        table = {
            "Chiffre du départ": said("published"),
            "Au plus bas": said("low"),
            "Au plus haut": said("high"),
        }
        names = {"Son nom dans « test »": list(found.index)}
        return pd.DataFrame(table | names, index=list(labels)).rename_axis("Ce qu’on ne sait pas")

    return tables.Table.of(frame.rename_axis("subject"), shown)


def tests(game: Game, subject: str) -> pd.DataFrame:
    """What a test of that subject costs and tells, by size: ``asked`` (customers), ``cost`` (€), ``error`` (standard, in its unit).

    Raises:
        LearnerError: a subject that does not exist.

    >>> sizes = bm.pilot.briefing.tests(bm.pilot(bm.D2C(), seed=1), "price")
    >>> float(sizes.loc["petit", "error"] / sizes.loc["moyen", "error"])  # four times as many customers
    2.0
    """
    rules = game.rules
    if subject not in rules.subjects:
        raise LearnerError(
            f"Rien d’inconnu ne s’appelle {french.quote(str(subject))}.{french.nearest(str(subject), list(rules.subjects))}"
        )
    rows = {
        size: (
            share * rules.customers,
            float(rules.test_cost(size)),
            float(rules.test_error(subject, size)),
        )
        for size, share in SIZES.items()
    }
    frame = pd.DataFrame.from_dict(rows, orient="index", columns=["asked", "cost", "error"]).rename_axis(
        "size"
    )
    unit, label = _named(rules.subjects[subject])

    def shown(found: pd.DataFrame) -> pd.DataFrame:
        return pd.DataFrame(
            {
                "Clients interrogés": found["asked"].map(lambda n: french.number(float(f"{n:.1e}"), 0)),
                "Coût": found["cost"].map(lambda c: french.compact(float(f"{c:.1e}"), rules.firm.currency)),
                "Erreur du test (écart-type)": found["error"].map(
                    lambda e: f"± {french.quantity(float(f'{e:.1e}'), unit)}"
                ),
            }
        ).rename_axis(label)

    return tables.Table.of(frame, shown)


def _named(one: Subject) -> tuple[str, str]:
    """Unit and label: « 1,5 élasticité » is no French, the unit of a power stands in its label."""
    return ("", f"{one.label} ({one.unit})") if one.kind == REACTION else (one.unit, one.label)


def accounts(game: Game, futures: int = 4) -> pd.DataFrame:
    """The account of a firm whose head changes nothing, in futures that nobody plays (€): one row a quarter from 0, one column a future.

    >>> bm.pilot.briefing.accounts(bm.pilot(bm.D2C(), seed=1), futures=3).shape
    (13, 3)
    """
    states = play.followed(game.rules, debrief.others(game, futures), policies.nothing(game.rules))
    names = [f"Futur {n}" for n in range(1, futures + 1)]
    frame = pd.DataFrame([state.bank for state in states], columns=names)
    return frame.rename_axis("quarter")
