"""The one committed form of a notebook, and how to run one.

``python -m bizmodels.course.notebook clean|execute FILES…``. The same ``dumps`` serves this command, the
generator of exercises, the pre-commit hook and the tests.
"""

from __future__ import annotations

import hashlib
import os
import re
import sys
import tempfile
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from bizmodels.course.regions import source_of, tagged, without_live
from bizmodels.prose import typeset_markdown

KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
LEARNER = "BIZMODELS_LEARNER"  # the folder of the learner's file (``learner.VARIABLE``, a room above)
TIMEOUT = 120  # seconds a cell may take

_WIDGET = "application/vnd.jupyter.widget-view+json"
# What an author means to keep; the rest is the mark of an editor or of a run.
_NOTEBOOK_METADATA = {"bizmodels"}
_CELL_METADATA = {"bizmodels", "deletable", "editable", "jupyter", "tags"}

# Readable on white and on black: JupyterLab draws a diagram once, in the theme of that moment, and its arrows would
# vanish when the learner turns to the other one.
MERMAID = (
    '%%{init: {"theme": "base", "themeVariables": {"primaryColor": "#e3edf7", "primaryTextColor": "#1f2328", '
    '"primaryBorderColor": "#5b8db8", "lineColor": "#7d8792", "edgeLabelBackground": "#e3edf7"}}}%%'
)
_MERMAID_START = re.compile(
    r"^([ \t]*)```mermaid[ \t]*\n(?:[ \t]*%%\{\s*init\b.*?\}%%[ \t]*\n)*", re.MULTILINE
)


class ExecutionFailed(RuntimeError):
    """A cell raised or wrote on stderr; the message names file and cell."""


def _need(module: str) -> Any:
    """Import a module that only authors need, or say how to get it."""
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        if error.name != module:
            raise
        sys.exit(
            f"À corriger — il manque « {module} », qui sert à écrire et à exécuter les cahiers. "
            'Remède : pip install -e ".[test]". / The module is needed to write and run notebooks.'
        )


def load(path: Path) -> Any:
    """Read a notebook as it stands, without repairing anything."""
    nbformat = _need("nbformat")
    return nbformat.from_dict(nbformat.reader.parse_json(path.read_text(encoding="utf-8")))


def dumps(notebook: Any) -> str:
    """The committed text of a notebook: a fixed point (``dumps`` of what it wrote is the same text).

    Ids are kept, missing ones assigned once; executed cells are counted 1..n; widget state, timings and
    versions go; markdown gets its French no-break spaces, its diagrams their colours; nbformat's key order, indent 1, LF, final newline.
    """
    nbformat = _need("nbformat")
    text = nbformat.writes(nbformat.from_dict(_normalised(notebook)), version=4)
    return text.rstrip("\n") + "\n"


def _normalised(notebook: Any) -> dict[str, Any]:
    metadata = {key: value for key, value in notebook["metadata"].items() if key in _NOTEBOOK_METADATA}
    cells = [_cell(cell) for cell in notebook["cells"]]
    _identify(cells)
    _count(cells)
    return {
        "cells": cells,
        "metadata": {**metadata, "kernelspec": dict(KERNEL), "language_info": {"name": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def _cell(cell: Any) -> dict[str, Any]:
    kept = {key: value for key, value in cell["metadata"].items() if key in _CELL_METADATA and value != []}
    kept = _waiting(kept, cell)
    source = source_of(cell)
    clean: dict[str, Any] = {
        "cell_type": cell["cell_type"],
        "metadata": kept,
        "source": source.rstrip("\n") if cell["cell_type"] == "code" else _prose(source),
    }
    if "id" in cell:
        clean["id"] = cell["id"]
    if cell["cell_type"] == "code":
        clean["execution_count"] = cell.get("execution_count")
        clean["outputs"] = [one for one in map(_output, cell.get("outputs", [])) if one is not None]
    elif "attachments" in cell:
        clean["attachments"] = cell["attachments"]
    return clean


def _waiting(metadata: dict[str, Any], cell: Any) -> dict[str, Any]:
    """A saved answer waits to be asked for: JupyterLab opens a cell tagged « reveal » without its outputs, no other one."""
    jupyter = {key: value for key, value in metadata.get("jupyter", {}).items() if key != "outputs_hidden"}
    if cell["cell_type"] == "code" and tagged(cell, "reveal"):
        jupyter["outputs_hidden"] = True
    left = {key: value for key, value in metadata.items() if key != "jupyter"}
    return left | ({"jupyter": jupyter} if jupyter else {})


def _prose(source: str) -> str:
    """Markdown with its French no-break spaces, each diagram in the colours of ``MERMAID``."""
    return _MERMAID_START.sub(
        lambda start: f"{start[1]}```mermaid\n{start[1]}{MERMAID}\n", typeset_markdown(source)
    )


def _output(output: Any) -> dict[str, Any] | None:
    output = dict(output)
    if "data" not in output:
        return output
    output["data"] = {mime: data for mime, data in output["data"].items() if mime != _WIDGET}
    if "text/html" in output["data"]:
        output["data"]["text/html"] = without_live("".join(output["data"]["text/html"]))
    output["metadata"] = {mime: data for mime, data in output.get("metadata", {}).items() if mime != _WIDGET}
    return output if output["data"] else None


def _identify(cells: list[dict[str, Any]]) -> None:
    """Give an id to each cell without one, or with another's: made from place and text, so that runs agree."""
    taken: set[str] = set()
    for cell in cells:
        if cell.get("id") in taken:
            del cell["id"]
        taken.add(cell.get("id", ""))
    for number, cell in enumerate(cells):
        salt = 0
        while "id" not in cell:
            text = f"{number}/{salt}/{cell['source']}"
            candidate = hashlib.sha256(text.encode()).hexdigest()[:8]
            if candidate not in taken:
                cell["id"] = candidate
                taken.add(candidate)
            salt += 1


def _count(cells: list[dict[str, Any]]) -> None:
    number = 0
    for cell in cells:
        if cell.get("execution_count") is None:
            continue
        number += 1
        cell["execution_count"] = number
        for output in cell["outputs"]:
            if output["output_type"] == "execute_result":
                output["execution_count"] = number


def save(path: Path, notebook: Any) -> bool:
    """Write the committed form; whether the file changed."""
    before = path.read_bytes() if path.exists() else None
    text = dumps(notebook)
    if before == text.encode():
        return False
    replace_text(path, text)
    return True


def replace_text(path: Path, text: str) -> None:
    """Write a file in whole or not at all: a full disk leaves what the author had."""
    draft = path.with_name(f".{path.name}.tmp")
    try:
        draft.write_text(text, encoding="utf-8", newline="\n")
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def clean(path: Path) -> bool:
    """Put a notebook into its committed form; whether it changed."""
    return save(path, load(path))


def encryption() -> dict[str, str]:
    """Settings of jupyter_client's ``KernelManager``: keys for the kernel, which says aloud in English that it has none.

    Empty where there are none to give (an older jupyter_client, whose kernels are silent too).
    """
    manager, zmq = _need("jupyter_client.manager").KernelManager, _need("zmq")
    setting = "transport_encryption"
    return {setting: "auto"} if setting in manager.class_trait_names() and zmq.has("curve") else {}


def run(notebook: Any, folder: Path, name: str) -> Any:
    """Execute a copy of a notebook in ``folder`` and return it with its outputs.

    Raises:
        ExecutionFailed: a cell raised an error or wrote on stderr.
    """
    nbformat, nbclient = _need("nbformat"), _need("nbclient")
    notebook = nbformat.from_dict(_normalised(notebook))
    client = nbclient.NotebookClient(
        notebook,
        timeout=TIMEOUT,
        kernel_name=KERNEL["name"],
        resources={"metadata": {"path": str(folder)}},
        record_timing=False,
        store_widget_state=False,
        config=_need("traitlets.config").Config(KernelManager=encryption()),
    )
    try:
        with tempfile.TemporaryDirectory() as nobody:  # what is saved depends on no learner
            client.execute(env={**os.environ, LEARNER: nobody})
    except nbclient.exceptions.CellExecutionError as error:
        raise ExecutionFailed(f"{name}: {error}") from None
    for number, cell in enumerate(notebook["cells"], 1):
        for output in cell.get("outputs", []):
            if output["output_type"] == "error" or output.get("name") == "stderr":
                said = output.get("text") or output.get("evalue")
                raise ExecutionFailed(f"{name}, cell {number} ({cell.get('id')}): {said}")
    return notebook


def execute(path: Path) -> bool:
    """Run a notebook in its own folder and save it in its committed form; whether it changed."""
    return save(path, run(load(path), path.parent, str(path)))


def main(arguments: Sequence[str]) -> int:
    """``clean`` or ``execute`` each file; the names of those that changed are printed."""
    actions = {"clean": clean, "execute": execute}
    if len(arguments) < 2 or arguments[0] not in actions:
        print("python -m bizmodels.course.notebook clean|execute FILES…", file=sys.stderr)
        return 2
    failed = False
    for name in arguments[1:]:
        try:
            changed = actions[arguments[0]](Path(name))
            print(f"{name}: {'written' if changed else 'unchanged'}", flush=True)
        except ExecutionFailed as error:
            print(error, file=sys.stderr)
            failed = True
    return 1 if failed else 0


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    sys.stderr.reconfigure(encoding="utf-8", errors="replace")
    sys.exit(main(sys.argv[1:]))
