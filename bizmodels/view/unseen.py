"""Widgets that no page is told of: acts made for their results, as the debrief board makes them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

import ipywidgets


@contextmanager
def unseen() -> Iterator[None]:
    """Make widgets without a link to the notebook: nothing is sent, shown or kept in its page."""
    with patch.object(ipywidgets.Widget, "open", lambda widget: None):
        yield
