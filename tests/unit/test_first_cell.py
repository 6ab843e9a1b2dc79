"""What only a real kernel shows: the first cell skipped before any import, and `exit()` in an answer."""

from __future__ import annotations

import ast
import os
import sys

import pytest
from IPython.core.interactiveshell import InteractiveShell
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import KernelManager

from bizmodels.course import first_cell, independence
from bizmodels.course.contract import ROOT, read
from bizmodels.slips import kernel

CONFIG = ROOT / "kernelconfig" / "ipython_kernel_config.py"


@pytest.fixture
def run(tmp_path):
    """Runs cells in a new kernel, whose learner has a configuration of his own: (outputs, payload of the reply)."""
    profile = tmp_path / "profile_default"
    profile.mkdir()
    own = 'c.InteractiveShellApp.extensions.append("autoreload")\n'
    (profile / "ipython_kernel_config.py").write_text(
        CONFIG.read_text(encoding="utf-8") + own, encoding="utf-8"
    )
    manager = KernelManager()
    argv = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    manager._kernel_spec = KernelSpec(argv=argv, display_name="test", language="python")
    path = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
    manager.start_kernel(env={**os.environ, "IPYTHONDIR": str(profile.parent), "PYTHONPATH": path})
    client = manager.client()
    client.start_channels()
    client.wait_for_ready(60)

    def run(cell):
        said = []

        def keep(message):
            content = message["content"]
            said.extend(content.get("traceback", []))
            said.append(content.get("text") or content.get("data", {}).get("text/plain", ""))

        reply = client.execute_interactive(cell, timeout=60, output_hook=keep)
        return "\n".join(said), reply["content"].get("payload", [])

    yield run
    client.stop_channels()
    manager.shutdown_kernel(now=True)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("student=renard bleu", "guillemets"),
        ("student=«loutre»", "guillemets"),
        ('"02_d2c" student="x"', "virgule"),
    ],
)
def test_a_first_cell_that_python_refuses_is_told_in_french(run, typed, words):
    call = typed if typed.startswith('"') else f'"02_d2c", {typed}'
    said, _ = run(f"import bizmodels as bm\n\nex = bm.exercise({call})\nex.table()")
    assert "À corriger" in said
    assert words in said
    assert "Traceback" not in said
    said, _ = run('import bizmodels as bm\n\nex = bm.exercise("02_d2c", student="renard bleu")\nex.title')
    assert "À corriger" not in said


ASKED = '# Inventez un pseudonyme, entre guillemets : "renard bleu"\n'
PREPARED = 'import bizmodels as bm\n\nex = bm.exercise("02_d2c", student=pseudonyme)\nex'


def test_a_pseudonym_without_its_quotes_is_told_in_french(run):
    """In a kernel where nothing was imported: a name, a name of the course, two names, a sentence."""
    for typed in ("renard", "camille", "data", "renard-bleu"):  # NameError; the import comes from the first
        said, _ = run(f"{ASKED}pseudonyme = {typed}")
        assert "Un pseudonyme est un texte" in said
        assert f'pseudonyme = "{typed}"' in said
        assert "Traceback" not in said
    assert "n’a pas été lancée" in run(PREPARED)[0]


def test_a_pseudonym_of_two_words_without_quotes_is_told_in_french(run):
    for typed in ("renard bleu", "l'ours bleu", "tortue 7"):  # SyntaxError
        said, _ = run(f"{ASKED}pseudonyme = {typed}")
        assert "pseudonyme est un texte" in said
        assert f'pseudonyme = "{typed}"' in said
        assert "Traceback" not in said
    assert run(f"{ASKED}pseudonyme = ...")[0].strip() == ""
    assert "À faire — votre pseudonyme" in run(PREPARED)[0]
    run('Pseudonyme = "renard"\ndel pseudonyme')
    assert "en minuscules" in run(PREPARED)[0]


def test_the_set_up_before_the_pseudonym_says_that_its_cell_was_skipped(run):
    said, _ = run(PREPARED)
    assert "`pseudonyme` n’est pas encore défini" in said
    assert "la première cellule n’a pas été lancée" in said
    assert "Traceback" not in said


def test_a_cell_of_somebody_else_is_left_alone():
    lines = ["x = = 3"]
    assert first_cell.explain_first(lines) is lines
    fine = ["import bizmodels as bm\n", "await f()"]
    assert first_cell.explain_first(fine) is fine


def test_a_fresh_kernel_explains_the_skipped_first_cell_and_nothing_else(run):
    for cell in (
        "ex.q1.check(3)",
        "bm.D2C()",
        "firm.ltv",
        "plateforme.ledger()",
        "def f():\n    return data.vat\nf()",
    ):
        said, _ = run(cell)
        assert "la première cellule n’a pas été lancée" in said
        assert "«\u00a0Exécuter tout au-dessus de la cellule sélectionnée\u00a0»" in said
        assert "Traceback" not in said
        assert "is not defined" in said
    assert "Traceback" in run("compute_margin()")[0]
    assert "Traceback" in run("1 / 0")[0]
    assert "SyntaxError" in run("x = 5 %")[0]
    assert run("import sys\nprint('bizmodels' in sys.modules)")[0].strip() == "False"
    assert "autoreload" in run("print(get_ipython().extension_manager.loaded)")[0]


def test_once_imported_the_course_explains_the_rest(run):
    assert run("import bizmodels as bm")[0].strip() == ""
    assert 'réponse = "a"' in run("réponse = a")[0]
    assert "première cellule" in run("ex.q1.check(3)")[0]
    assert "À copier" in run("x = 5 %")[0]


def test_an_answer_that_quits_does_not_stop_the_kernel(run):
    run("import bizmodels as bm\nex = bm.exercise('02_d2c')")
    for leave in ("exit()", "quit()", "exit(0)", "get_ipython().ask_exit()", "import sys; sys.exit()"):
        said, payload = run(f"def fois_plus(*a):\n    {leave}\nex.q5.check(fois_plus)")
        assert "Votre fonction quitte Python" in said
        assert payload == []
        assert run("1 + 1")[0].strip() == "2"


def test_exit_keeps_the_kernel_and_says_how_to_close(run):
    run("import bizmodels as bm\nx = 3")
    for leave in ("exit()", "quit()", "exit", "quit", "exit(0)"):
        said, payload = run(leave)
        assert "Le noyau reste en marche" in said
        assert "menu «\u00a0Fichier\u00a0»" in said
        assert payload == []
    assert run("x")[0].strip() == "3"
    assert "SystemExit" in run("import sys\nsys.exit()")[0]


def test_a_call_without_parentheses_asks_for_them(run):
    run("import bizmodels as bm\nfirm = bm.D2C()\ndef part(ttc): return ttc / 1.2")
    for cell in ("firm.ledger", "part", "bm.course_map", "x = 3\nfirm.ledger  # le tableau"):
        name = cell.splitlines()[-1].split()[0]
        said, _ = run(cell)
        assert said.strip().endswith(f"`{name}` est une fonction\u00a0: ajoutez des parenthèses, `{name}()`.")
    for cell in ("firm.ltv", "firm", "bm.D2C", "len", "x", "part(3)", "firm.ledger;", "y = part"):
        assert "parenthèses" not in run(cell)[0]


def test_the_names_are_those_of_the_first_cells():
    names = set()
    for folder in ("exercises", "notebooks"):
        for path in (ROOT / folder).glob("*.ipynb"):
            cells = ["".join(cell["source"]) for cell in read(path)["cells"] if cell["cell_type"] == "code"]
            first = ast.parse("\n".join(cells[: independence.set_up(cells)])).body
            body = [one for one in first if not isinstance(one, ast.ClassDef)]
            for node in (
                node for one in body for node in ast.walk(one)
            ):  # what a class holds has no name of its own
                if isinstance(node, ast.alias):
                    names.add(node.asname or node.name)
                elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                    names.add(node.id)
    assert names == first_cell.EXERCISE | first_cell.LESSON


def test_the_menu_bears_its_french_names():
    gettext = pytest.importorskip("gettext")
    pack = pytest.importorskip("jupyterlab_language_pack_fr_FR")
    folder = os.path.join(os.path.dirname(pack.__file__), "locale")
    french = gettext.translation("jupyterlab", folder, ["fr_FR"])
    said = first_cell.sentence("bm")
    assert f"«\u00a0{french.pgettext('menu', 'Run')}\u00a0»" in said
    assert f"«\u00a0{french.gettext('Run All Above Selected Cell')}\u00a0»" in said
    assert f"« {french.pgettext('menu', 'File')} »" in kernel._STAYS
    assert f"« {french.gettext('Close and Shut Down Notebook')} »" in kernel._STAYS


def test_another_tool_that_explains_errors_keeps_its_place():
    shell = InteractiveShell()
    shell.set_custom_exc((ValueError,), lambda *_, **__: None)
    first_cell.load_ipython_extension(shell)
    first_cell.unload_ipython_extension(shell)
    assert shell.custom_exceptions == (ValueError,)
