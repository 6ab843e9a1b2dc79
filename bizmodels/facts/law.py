"""One rule of the law, with its article and the day since which it applies: what an engine reads instead of typing it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bizmodels import french
from bizmodels.errors import LearnerError, told_in_french
from bizmodels.facts import facts
from bizmodels.facts.schema import COLON, need_text, short
from bizmodels.french import NBSP, quote

__all__ = ["Rule", "law"]


@dataclass(frozen=True, slots=True, repr=False)
class Rule:
    """One row of ``legal.csv``: ``value`` in ``unit`` as written there (4 with « % du CA annuel mondial »).

    ``article`` is the reference, ``since`` the day it applies from (None: the table does not know it), ``scope`` and
    ``note`` what it covers. It prints as « 72 heures (RGPD art. 33, depuis le 25 mai 2018) ».
    """

    parameter: str
    value: float
    unit: str
    article: str
    since: date | None
    scope: str
    note: str

    @property
    def label(self) -> str:
        """What the parameter is called in French."""
        return facts.metric_label(self.parameter)

    @property
    def text(self) -> str:
        """The value with its unit, in French: « 72 heures », « 20 000 000 € »."""
        return NBSP.join(part for part in facts._value_and_unit(self.value, self.unit) if part)

    @property
    def day(self) -> str:
        """The day since which it applies, in French: « 25 mai 2018 »; « » when the table does not know it."""
        return _day(self.since) if self.since else ""

    def __str__(self) -> str:
        return f"{self.text} ({self.article}{f', depuis le {self.day}' if self.day else ''})"

    __repr__ = __str__


@told_in_french
def law(parameter: str, on: str | date | None = None) -> Rule:
    """The rule that applies on a day, read in ``data/legal.csv``.

    Where the table holds several rows of one parameter (a law that changed), the one in force that day answers: a date
    of effect is included. A row whose date of effect is not known answers for any day no dated row covers.

    Args:
        parameter: name of the parameter, as in ``bm.load_legal()``: « vat_rate_standard ».
        on: a day, ``"2026-01-31"`` or a ``datetime.date``; None: the latest rule of the table.

    Raises:
        LearnerError: unknown parameter (nearest names), another form of date, or a day before the rule applies.

    >>> bm.law("gdpr_breach_notification_hours")
    72 heures (RGPD art. 33, depuis le 25 mai 2018)
    >>> bm.law("gdpr_breach_notification_hours").value
    72.0
    >>> bm.law("withdrawal_period_days", on="2026-01-31").article
    'C. conso. L. 221-18'
    >>> bm.law("gdpr_breach_notification_hours", on="2018-05-24")
    Traceback (most recent call last):
    ...
    bizmodels.errors.LearnerError: « gdpr_breach_notification_hours » : aucune règle dans la table le 24 mai 2018 ; RGPD art. 33 s’applique depuis le 25 mai 2018.
    """
    need_text("parameter", parameter)
    day = None if on is None else _read(on)
    columns = facts._columns("legal")
    rows = [
        Rule(parameter, *(columns[name][place] for name in ("value", "unit", "legal_ref", "effective_from", "scope_fr", "note_fr")))
        for place, name in enumerate(columns["parameter"])
        if name == parameter
    ]  # fmt: skip
    if not rows:
        facts.fact(facts.LEGAL, parameter)  # raises, with the nearest names
    in_force = [one for one in rows if day is None or one.since is None or one.since <= day]
    if not in_force:
        first = min(rows, key=lambda one: one.since)
        raise LearnerError(
            french.typeset(
                f"{quote(parameter)} : aucune règle dans la table le {_day(day)} ; {first.article} s’applique depuis "
                f"le {_day(first.since)}."
            )
        )
    return max(in_force, key=lambda one: one.since or date.min)


def _read(on: Any) -> date:
    """The day meant, or a French sentence."""
    if isinstance(on, datetime) and on == on:  # NaT is a datetime, and no day
        return on.date()
    if isinstance(on, date) and on == on:
        return on
    if isinstance(on, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", on):
        try:
            return date.fromisoformat(on)
        except ValueError:
            pass
    raise LearnerError(
        f"on vaut {short(on if isinstance(on, str) else repr(on))}{NBSP}; valeur admise{COLON} un jour écrit {quote('2026-01-31')}."
    )


def _day(day: date) -> str:
    """« 1er janvier 2014 »."""
    return re.sub("^1 ", "1er ", french.period(day.isoformat()))
