"""Playing: a list of decisions or a policy, in one future or in thousands, gives the states one after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import numpy as np

from bizmodels import french
from bizmodels.core.values import as_given
from bizmodels.errors import LearnerError
from bizmodels.pilot.decision import Decision
from bizmodels.pilot.fate import Fate
from bizmodels.pilot.legal import IllegalDecision
from bizmodels.pilot.rules import Rules
from bizmodels.pilot.state import State

ONE_BY_ONE = 200  # futures in which a policy written for one is played


def listed(rules: Rules, fate: Fate, decisions: Iterable[Decision | Mapping | None]) -> list[State]:
    """The states after each decision, the start first; fewer decisions than quarters leave the run unfinished.

    Raises:
        LearnerError: an illegal decision, with its quarter.
    """
    states = [rules.start(fate)]
    for quarter, given in enumerate(decisions, start=1):
        try:
            states.append(rules.step(fate, states[-1], Decision.of(given)))
        except LearnerError as error:
            raise LearnerError(f"Trimestre {quarter}{french.NBSP}: {error}") from None
    return states


def followed(rules: Rules, fate: Fate, policy: Callable[[Any], Any]) -> list[State]:
    """The states that a policy gives, the start first."""
    states, policy = [rules.start(fate)], callable_policy(rules, policy)
    for quarter in range(1, rules.quarters + 1):
        try:
            decision = Decision.of(policy(rules.seen(fate, states[-1])))
            states.append(rules.step(fate, states[-1], decision))
        except IllegalDecision as error:
            raise IllegalDecision(error.problems, quarter) from None
    return states


def callable_policy(rules: Rules, policy: Any) -> Callable[[Any], Any]:
    """The policy as a function; one of the course's own may be given as it stands in ``REFERENCES``.

    Raises:
        LearnerError: no function, or one that makes a policy.
    """
    policy = policy.of(rules) if hasattr(policy, "of") else policy
    if not callable(policy):
        raise LearnerError(
            f"Une politique est une fonction, def ma_politique(seen){french.NBSP}: … return {{}}{french.NBSP}; reçu{french.NBSP}: "
            f"{as_given(policy)}."
        )
    if (
        getattr(policy, "__module__", "") == "bizmodels.pilot.policies"
        and "<locals>" not in policy.__qualname__
    ):
        return policy(rules)  # greedy, and not greedy(rules)
    return policy


def worth(rules: Rules, fate: Fate, policy: Callable[[Any], Any]) -> tuple[np.ndarray, np.ndarray]:
    """Worth at the end and whether the firm still lives, future by future.

    A policy written with plain ``if`` cannot be asked of many futures at once: it is then played one after the other, in the
    first ``ONE_BY_ONE`` only.
    """
    try:
        last = followed(rules, fate, policy)[-1]
    except LearnerError:
        raise
    except (ValueError, TypeError):
        if fate.draws == 1:
            raise
        ends = [followed(rules, fate.one(n), scalar(policy))[-1] for n in range(min(ONE_BY_ONE, fate.draws))]
        return np.array([end.worth[0] for end in ends]), np.array([end.alive[0] for end in ends])
    return last.worth, last.alive


def scalar(policy: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """The policy, given numbers instead of arrays of one."""
    from dataclasses import fields, replace

    def one(seen: Any) -> Any:
        return policy(replace(seen, **{f.name: _plain(getattr(seen, f.name)) for f in fields(seen)}))

    return one


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    return value.item() if isinstance(value, np.ndarray) and value.size == 1 else value
