"""Each public name shows an example in its docstring, and every example of the package says what really comes out.

The examples suppose ``import bizmodels as bm``, as every notebook does.
"""

import ast
import doctest
from importlib import import_module
from pathlib import Path

import pytest

import bizmodels as bm
from bizmodels.slips import typing_errors

PACKAGE = Path(bm.__file__).parent


def public() -> dict[str, object]:
    """Every public name: those of ``bm``, and those of its four rooms (``figures.timeline``)."""
    # Annotated is Python's own, given again so that a model in a notebook needs no other import.
    found = {name: getattr(bm, name) for name in bm.__all__ if name not in ("__version__", "Annotated")}
    rooms = {"cases": bm.cases}
    for room in ("levers", "risks"):
        rooms |= {f"{room}.{name}": getattr(getattr(bm, room), name) for name in dir(getattr(bm, room))}
    for room, module in rooms.items():
        found |= {f"{room}.{name}": getattr(module, name) for name in module.__all__}
    pictures = {
        f"figures.{name}": value
        for name, value in vars(bm.figures).items()
        if getattr(value, "__annotations__", {}).get("return") == "Picture" and not name.startswith("_")
    }
    assert "figures.timeline" in pictures
    return found | pictures


PUBLIC = public()


@pytest.mark.parametrize("name", PUBLIC)
def test_a_public_name_shows_an_example(name):
    assert ">>> " in (PUBLIC[name].__doc__ or ""), f"bm.{name} has no example (>>>) in its docstring"


def _module(path: Path) -> str:
    return ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")


def examples() -> dict[str, tuple[Path, int, str]]:
    """File, line and text of each docstring of the package that has an example; the files are read, not imported."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            text = ast.get_docstring(node) or ""
            if ">>> " in text:
                name = ".".join(filter(None, (_module(path), getattr(node, "name", ""))))
                line = node.body[0].lineno
                found[f"{name} (line {line})" if name in found else name] = path, line, text
    return found


EXAMPLES = examples()


class FrenchSpaces(doctest.OutputChecker):
    """A non-breaking space that comes out is a plain one in the docstring, where nobody could tell them apart."""

    PLAIN = {0xA0: " ", 0x202F: " "}

    def check_output(self, want: str, got: str, optionflags: int) -> bool:
        return super().check_output(want, got, optionflags) or super().check_output(
            want.translate(self.PLAIN), got.translate(self.PLAIN), optionflags
        )


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_says_what_comes_out(name, monkeypatch):
    monkeypatch.setattr(typing_errors, "_original", None)  # whatever another test had explained
    path, line, text = EXAMPLES[name]
    known = {**vars(import_module(_module(path))), "bm": bm}
    test = doctest.DocTestParser().get_doctest(text, known, name, str(path), line)
    said: list[str] = []
    # A long sentence goes on on the next line: a line break counts as a space.
    runner = doctest.DocTestRunner(FrenchSpaces(), optionflags=doctest.NORMALIZE_WHITESPACE)
    failed, tried = runner.run(test, out=said.append)
    assert tried
    assert not failed, "".join(said)
