"""What one decides for a quarter: one record, kept as it was taken, so that a run can be played again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from bizmodels import french
from bizmodels.core.values import as_given
from bizmodels.errors import LearnerError, told_at_call

OPEN, CLOSE = "ouvrir", "fermer"
SIZES = {"petit": 0.01, "moyen": 0.04, "grand": 0.16}  # share of the customers whom a test asks


@told_at_call
@dataclass(frozen=True, kw_only=True)
class Decision:
    """The decisions of one quarter; what is left out goes on as before.

    Attributes:
        price: price, in times that of the start (1.05: 5 % dearer); None: as before. An array decides for many futures.
        acquisition: advertising of the quarter (€); None: as before.
        lever: name of a lever to switch: on if it is off, off if it is on. « » : none.
        test: name of what one wants to know better. « » : nothing.
        size: « petit », « moyen » or « grand »: 1, 4 or 16 % of the customers are asked.
        channel: « ouvrir », « fermer » or « ».
        raised: money raised (€).
        why: the reason given, in the learner's words.

    >>> bm.pilot.Decision(price=0.95, test="churn").given()
    {'price': 0.95, 'test': 'churn'}
    """

    price: Any = None
    acquisition: Any = None
    lever: Any = ""
    test: Any = ""
    size: Any = "moyen"
    channel: Any = ""
    raised: Any = 0.0
    why: str = ""

    def __post_init__(self) -> None:
        if self.raised is None:  # « as before », as for the price: nothing is raised
            object.__setattr__(self, "raised", 0.0)

    def given(self) -> dict[str, Any]:
        """What is not left out: what the learner's file keeps."""
        return {
            one.name: getattr(self, one.name)
            for one in fields(self)
            if not _same(getattr(self, one.name), one.default)
        }

    @classmethod
    def of(cls, given: Decision | Mapping[str, Any] | None) -> Decision:
        """The decision that a record, a mapping or None (nothing changes) says.

        Raises:
            LearnerError: a field that does not exist, or something else.
        """
        if given is None:
            return cls()
        if isinstance(given, Decision):
            return given
        known = [one.name for one in fields(cls)]
        if not isinstance(given, Mapping):
            raise LearnerError(
                f"Une décision s’écrit {{'price': 0.95, 'test': 'churn'}}{french.NBSP}; reçu{french.NBSP}: {as_given(given)}."
            )
        for name in given:
            if name not in known:
                raise LearnerError(
                    f"Une décision ne connaît pas {french.quote(str(name))}.{french.nearest(str(name), known)} "
                    f"Elle connaît {french.listing(known)}."
                )
        return cls(**given)

    def plain(self) -> Decision:
        """The same with numbers and texts in the place of arrays of one: what can be kept in a file."""
        return Decision(
            **{name: value.item() if hasattr(value, "item") else value for name, value in vars(self).items()}
        )

    def replaced(self, **changes: Any) -> Decision:
        """The same decision, some of it changed."""
        return Decision(**{**asdict(self), **changes})


def _same(a: Any, b: Any) -> bool:
    return a is b or (isinstance(a, str | int | float) and a == b)
