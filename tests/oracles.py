"""Reference numbers from published sources, by their id."""

import json
from pathlib import Path

_ALL = json.loads((Path(__file__).parent / "oracles.json").read_text(encoding="utf-8"))


def oracle(name: str) -> dict:
    """The entry ``inputs, expected, tolerance, citation, trap`` of one oracle."""
    return next(entry for entry in _ALL if entry["id"] == name)
