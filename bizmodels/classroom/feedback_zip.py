"""The pages of all students in one zip that Moodle hands back (« Déposer plusieurs fichiers de feedback dans un zip »).

Moodle finds a student by the name of a folder, the one it gave his hand-in: ``Nom Prénom_123456_assignsubmission_file_``.
"""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Sequence

from bizmodels.classroom.marking import Line
from bizmodels.classroom.submissions import safe_name

_DATE = (2000, 1, 1, 0, 0, 0)


def feedback(pages: Sequence[tuple[Line, bytes]]) -> bytes:
    """The zip, the same bytes for the same pages; empty bytes where no hand-in comes from Moodle."""
    known = [(line, page) for line, page in pages if line.submission.participant]
    if not known:
        return b""
    out, seen = io.BytesIO(), Counter()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for line, page in known:
            number = line.submission.participant
            seen[number] += 1
            file = "correction.html" if seen[number] == 1 else f"correction-{seen[number]}.html"
            # Moodle cuts at the underscores: the name has none.
            owner = safe_name(line.submission.name, 80).replace("_", " ")
            entry = zipfile.ZipInfo(f"{owner}_{number}_assignsubmission_file_/{file}", _DATE)
            entry.create_system = 3  # the same bytes from Windows
            archive.writestr(entry, page)
    return out.getvalue()
