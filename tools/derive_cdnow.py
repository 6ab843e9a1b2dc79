"""Write ``data/derived/cdnow_sample.csv`` from the package lifetimes (extra ``data``): the CDNOW log, one customer in ten.

    python tools/derive_cdnow.py

The rows stay in the order of the file, which is that of the published customer numbers 1 to 2,357. Only the
standard library is used, and no code of the package runs.
"""

from __future__ import annotations

import csv
import hashlib
from collections import Counter
from importlib import resources
from importlib.util import find_spec, module_from_spec
from pathlib import Path

SHA256 = "6fae10155c0b0ba363c2c386e30f77990d22328220efd862a5edd1443420d94a"
TARGET = Path(__file__).resolve().parent.parent / "data" / "derived" / "cdnow_sample.csv"


def derive(text: str) -> list[list[str]]:
    """Rows ``customer, date, nth, cds, value`` of the sample; ``nth`` tells a customer's orders of one day apart."""
    seen: Counter[tuple[str, str]] = Counter()
    rows = []
    for line in text.splitlines():
        customer, _, day, cds, value = line.split()
        date = f"{day[:4]}-{day[4:6]}-{day[6:]}"
        seen[customer, date] += 1
        rows.append([str(int(customer)), date, str(seen[customer, date]), cds, value])
    return rows


def main() -> None:
    spec = find_spec("lifetimes")
    if spec is None:
        raise SystemExit('lifetimes is missing: pip install "bizmodels[data]"')
    file = resources.files(module_from_spec(spec)) / "datasets" / "CDNOW_sample.txt"
    raw = file.read_bytes()
    if hashlib.sha256(raw).hexdigest() != SHA256:
        raise SystemExit("CDNOW_sample.txt is not the file of lifetimes 0.11.3")
    TARGET.parent.mkdir(exist_ok=True)
    with TARGET.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["customer", "date", "nth", "cds", "value"])
        writer.writerows(derive(raw.decode("ascii")))


if __name__ == "__main__":
    main()
