"""The one kind of error a learner meets: a French sentence, without a traceback."""

from __future__ import annotations


class LearnerError(ValueError):
    """A mistake that its author can mend: the message says what, where and how, in French.

    In a notebook IPython calls ``_render_traceback_`` and shows only the sentence; in a program it is
    an ordinary ``ValueError``.
    """

    def _render_traceback_(self) -> list[str]:
        return [f"À corriger — {self}"]
