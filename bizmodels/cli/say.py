"""Print French with its no-break spaces, so that messages stay readable in the source."""

from __future__ import annotations

import re
import sys
from typing import TextIO

from bizmodels.french import NARROW, NBSP


def typeset(text: str) -> str:
    """Put the no-break space that French wants before « : ; ! ? » and inside « »."""
    text = re.sub(r" (?=[;!?](?:\s|$))", NARROW, text)
    return text.replace(" :", f"{NBSP}:").replace("« ", f"«{NBSP}").replace(" »", f"{NBSP}»")


def say(text: str = "", file: TextIO | None = None) -> None:
    """Print one message at once, also into a pipe."""
    print(typeset(text), file=file or sys.stdout, flush=True)
