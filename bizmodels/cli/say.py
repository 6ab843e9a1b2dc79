"""Print French with its no-break spaces, so that messages stay readable in the source."""

from __future__ import annotations

import sys
from typing import TextIO

from bizmodels.french import typeset


def say(text: str = "", file: TextIO | None = None) -> None:
    """Print one message at once, also into a pipe."""
    print(typeset(text), file=file or sys.stdout, flush=True)
