"""What an editor shows after ``bm.``: the stub says the public names, and JupyterLab's completer finds them."""

import ast
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from types import ModuleType

import jedi
import pytest
from IPython.core.completer import provisionalcompleter
from IPython.core.interactiveshell import InteractiveShell

import bizmodels as bm
from bizmodels import models

ROOT = Path(__file__).resolve().parents[2]
STUB = ast.parse((ROOT / "bizmodels" / "__init__.pyi").read_text(encoding="utf-8"))
IMPORTS = [
    (node.module, alias) for node in STUB.body if isinstance(node, ast.ImportFrom) for alias in node.names
]


def test_the_stub_names_what_is_public_once_each():
    declared = [node.target.id for node in STUB.body if isinstance(node, ast.AnnAssign)]
    assert declared == ["__version__"]
    named = [alias.asname for _, alias in IMPORTS] + declared
    assert set(bm.__all__) ^ set(named) == set()
    assert len(named) == len(set(named))


@pytest.mark.parametrize(("home", "alias"), IMPORTS, ids=[alias.name for _, alias in IMPORTS])
def test_each_import_of_the_stub_is_the_public_object(home, alias):
    assert alias.asname == alias.name  # « as » is what makes an import of a stub public
    public = getattr(bm, alias.name)
    if isinstance(public, ModuleType):
        assert public is import_module(f"{home}.{alias.name}")
        return
    found = getattr(import_module(home), alias.name)
    # The public function tells a wrong call in French: it wraps the one that the stub names.
    assert public is found or public.__wrapped__ is found
    assert found.__module__ == home  # where it is written, so that its signature and docstring show


# --- an editor: nothing is executed, the files are read ---------------------------------------------------------


def read_by_jedi(line: str) -> jedi.Script:
    return jedi.Script(
        f"import bizmodels as bm\n{line}",
        project=jedi.Project(ROOT),
        environment=jedi.InterpreterEnvironment(),
    )


def test_an_editor_offers_every_public_name():
    offered = {one.name for one in read_by_jedi("bm.").complete()}
    assert set(bm.__all__) <= offered


def test_an_editor_knows_what_a_model_has():
    assert "D2C" in {one.name for one in read_by_jedi("bm.D").complete()}
    offered = {one.name for one in read_by_jedi("bm.D2C().").complete()}
    assert {"basket", "order_margin", "ltv_cac", "replace"} <= offered


@pytest.mark.parametrize(
    ("line", "parameters"),
    [
        ("bm.goal_seek(", ["model", "kpi", "target", "vary"]),
        ("bm.word(", ["name"]),
        (
            "bm.calculator(",
            [
                "model",
                "predict",
                "change",
                "question",
                "sliders",
                "case",
                "month",
                "name",
                "complete",
                "because",
                "mistake",
                "trap",
                "cards",
                "levers",
                "risks",
            ],
        ),
        ("bm.figures.tornado(", ["model", "kpi", "title", "swing", "count"]),
        ("bm.levers.network_effects.bass(", ["p", "q", "m", "t"]),
    ],
)
def test_an_editor_shows_the_parameters_of_a_call(line, parameters):
    (signature,) = read_by_jedi(line).get_signatures()
    assert [one.name for one in signature.params] == parameters


def test_an_editor_shows_the_docstring():
    (found,) = read_by_jedi("bm.goal_seek").help()
    assert "Brent" in found.docstring()


# --- a kernel: what JupyterLab asks at the Tab key --------------------------------------------------------------


@pytest.fixture
def offered() -> Callable[[str], set[str]]:
    """Texts that IPython offers at the end of a cell, once ``import bizmodels as bm`` has been run."""
    shell = InteractiveShell()
    shell.user_ns["bm"] = bm
    assert shell.Completer.use_jedi  # what the kernel uses when nobody changed %config Completer

    def at_the_end_of(cell: str) -> set[str]:
        with provisionalcompleter():
            return {one.text for one in shell.Completer.completions(cell, len(cell))}

    return at_the_end_of


def test_a_notebook_offers_the_models_and_the_rooms(offered):
    assert set(models.all_models()) <= offered("bm.")
    assert offered("bm.D") == {"D2C"}
    assert "network_effects" in offered("bm.levers.")
    assert {"timeline", "tornado"} <= offered("bm.figures.t")


def test_a_notebook_offers_the_names_of_the_arguments(offered):
    assert "kpi=" in offered("bm.goal_seek(bm.D2C(), k")


def test_a_notebook_offers_what_a_model_has(offered):
    assert {"order_margin", "orders_per_month"} <= offered("bm.D2C().order")
