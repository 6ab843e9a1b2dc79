"""A widget's callback is never silent: Jupyter shows nobody the traceback of one."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from bizmodels import french
from bizmodels.errors import LearnerError
from bizmodels.view.scene import clean


def answering(
    action: Callable[..., None], refused: Callable[[str], None], done: Callable[[], None] = lambda: None
) -> Callable[..., None]:
    """``action`` as a callback that answers: in French through ``refused`` when it fails, else ``done`` is called."""

    @wraps(action)
    def answer(*args: Any) -> None:
        try:
            action(*args)
        except LearnerError as error:
            refused(str(error))
        except Exception as error:
            detail = clean(f"{type(error).__name__} {error}")[:200]
            refused(
                f"Cette action n’a pas abouti (détail{french.NBSP}: {detail}). Les réglages restent affichés."
            )
        else:
            done()

    return answer
