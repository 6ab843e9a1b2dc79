"""The rules of the act: a small lesson that keeps them all, and one flaw for each; minutes worked by hand."""

from __future__ import annotations

import copy
import json
from pathlib import Path

import pytest

from bizmodels.course import act, bets, contract, minutes, navigation, notebook
from bizmodels.course.contract import ROOT, problems
from tests.notebooks.test_notebooks import NOTES, book, code, markdown, replaced, said, shown

FOLDED = {"jupyter": {"source_hidden": True}}
HELD = {"minutes": {"objectifs": 1, "manipuler": 2, "retenir": 1}, "stop_at": "manipuler"}


def bet(name, arguments="truth=3", *outputs):
    """A folded cell that asks a bet."""
    source = f'{bets.INVITATION}\nbm.bet("Combien ?", {arguments}, name="{name}")'
    return code(source, *(outputs or (shown(plain="Pari", html="<p>Combien ?</p>"),)), tags=["bet"], **FOLDED)


def lesson():
    """A lesson 00 that has passed through the act."""
    return book(
        markdown("# Bienvenue\n\nUne marque encaisse. **4 minutes**.", "titre"),
        code("import bizmodels as bm\nbm.figures", shown(plain="Image", html='<img alt="Courbe" src="data:x">')),
        bet("00-ouverture"),
        markdown(f"## Ce que vous saurez · 1 min\n\n{'mot ' * 80}", "objectifs"),
        markdown("## Le premier curseur · 2 min\n\nLe prix monte.", "manipuler"),
        code(bets.INVITATION + '\nbm.calculator(bm.D2C(), predict="cash", name="00-prix")', shown(plain="12", html="12"), tags=["bet"], **FOLDED),
        bet("00-marge", 'truth=3, complete="La marge…", because="Parce que."'),
        code("bm.D2C().ledger()", shown(plain="Reste", html=" \n<b>34 €</b>"), tags=["reveal"]),
        markdown("La suite se lit.\n\n<details>\n<summary>Comparer</summary>\n\nUne phrase.\n\n</details>"),
        markdown("## À retenir · 1 min\n\nUne marge.", "retenir") | {"id": navigation.MAP_CELL},
        code('bm.progress("00")', shown(plain="3 paris donnés", html="3 paris donnés")),
        markdown("### Sources\n\n<details>\n<summary>Les sources</summary>\n\n| a |\n| --- |\n| b |\n\n</details>"),
        bizmodels={"entities": [], "instructor": copy.deepcopy(NOTES) | copy.deepcopy(HELD)},
    )  # fmt: skip


def judged(tmp_path, content, folder="notebooks"):
    """The problems of a notebook in its committed form."""
    for name in ("notebooks", "solutions"):
        (tmp_path / name).mkdir(exist_ok=True)
    path = tmp_path / folder / "00_bienvenue.ipynb"
    path.write_text("{}", encoding="utf-8", newline="\n")
    text = notebook.dumps(navigation.put(content, path))
    path.write_text(text, encoding="utf-8", newline="\n")
    return problems(path)


def test_a_good_lesson_has_no_problem(tmp_path):
    assert judged(tmp_path, lesson()) == []


def inserted(place, *cells):
    """Put cells before the one at that place."""

    def change(content):
        content["cells"][place:place] = cells

    return change


def tag(number, *tags):
    """Give a cell other tags; what else its metadata hold stays."""

    def change(content):
        content["cells"][number]["metadata"]["tags"] = list(tags)

    return change


def result(text):
    """A cell that ends in this text and nothing else."""
    return inserted(
        8, code("marge", {"output_type": "execute_result", "data": {"text/plain": text}, "metadata": {}})
    )


PICTURE = code("bm.autre", shown(plain="Image", html="<svg><text>12</text></svg>"))
MANY = [bet(f"00-pari-{n}") for n in range(10)]
WHYS = [bet(f"00-pari-{n}", 'truth=3, because="Car."') for n in range(6)]
FLAWS = [
    ("minutes_are_computed", replaced(0, source="# Bienvenue\n\nUne marque. **66 minutes**.")),
    ("minutes_are_computed", said(3, "mot " * 200)),
    ("few_bets", inserted(8, *MANY)),
    ("few_bets", inserted(8, *WHYS)),
    ("few_bets", said(8, "**Pourquoi ?** Dites-le. " * 6)),
    ("bets_have_a_place", said(8, "**Pari.** Combien la marque gagne-t-elle ?")),
    ("bets_have_a_place", said(8, "Combien ? Notez bien votre pari.")),
    ("bets_have_a_place", said(8, "Pariez d’abord.")),
    ("bets_have_a_place", tag(8, "bet")),
    ("bets_have_a_place", tag(5)),
    ("bets_have_a_place", tag(10, "bet")),
    ("bets_have_a_place", lambda content: content["cells"][6]["metadata"].pop("jupyter")),
    ("bets_have_a_place", replaced(6, source='bm.bet("Combien ?", truth=3, name="00-prix")')),
    ("bets_have_a_place", replaced(6, source='bm.bet("Combien ?", truth=3, name="02-marge")')),
    ("bets_have_a_place", replaced(6, source='bm.bet("Combien ?", truth=3)')),
    ("answers_wait", replaced(7, outputs=[])),
    ("answers_wait", inserted(7, code("bm.autre", shown(plain="12")))),
    ("answers_wait", inserted(8, code("bm.a", shown(plain="12")), code("bm.b", shown(plain="12", html=" \n12"), tags=["reveal"]))),
    ("plain_code", replaced(7, source="[n for n in bm.models]")),
    ("plain_code", replaced(7, source="a = {}\na |= {1: 2}\na")),
    ("plain_code", replaced(7, source="f = lambda x: x\nf(1)")),
    ("plain_code", replaced(7, source="for n in bm.models:\n    print(n)")),
    ("plain_code", replaced(7, source='bm.D2C().ledger().query("a > 1")')),
    ("plain_code", replaced(7, source='bm.D2C().ledger().agg("sum")')),
    ("plain_code", replaced(7, source='bm.D2C().ledger().set_index("a").rename_axis("b")')),
    ("dressed_results", result("(5505, 13629)")),
    ("dressed_results", result("{'Vendeur': 64.9}")),
    ("dressed_results", result("0.162")),
    ("dressed_results", result("np.float64(0.162)")),
    ("no_bare_phrases", said(8, "L’erreur la plus fréquente oublie la TVA.")),
    ("no_bare_phrases", replaced(6, source='bm.bet("Combien ?", truth=3, name="00-marge", mistake="L’erreur la plus fréquente.")')),
    ("no_bare_phrases", said(8, "**Pourquoi ?**\n\n<details>\n<summary>Comparer</summary>\n\nCar.\n\n</details>")),
    ("no_bare_phrases", said(8, "**Geste.**\n\n<details>\n<summary>Comparer</summary>\n\nCar.\n\n</details>")),
    ("opens_on_a_picture", replaced(1, outputs=[])),
    ("opens_on_a_picture", inserted(1, PICTURE)),
    ("opens_on_a_picture", lambda content: content["cells"].pop(2)),
    ("opens_on_a_picture", inserted(2, markdown("Une phrase entre les deux."))),
    ("opens_on_a_picture", inserted(2, bet("00-encore"))),
    ("ends_with_progress", lambda content: content["cells"].pop(10)),
    ("ends_with_progress", inserted(11, code('bm.sources_of("Deezer")', shown(plain="12")))),
    ("ends_with_progress", said(11, "| a |\n| --- |\n| b |")),
    ("ends_with_progress", said(11, "[Le rapport annuel](https://example.org).")),
    ("sights_between_acts", inserted(9, *[markdown(f"Et {n} ?", tags=["question"]) for n in range(6)])),
    ("first_lines_invite", replaced(6, source='bm.bet("Combien ?", truth=3, name="00-marge")')),
    ("answers_stand_apart", said(8, "Double-cliquez ici : …\n\n<details>\n<summary>Comparer</summary>\n\nCar.\n\n</details>")),
    ("no_accidental_formula", said(8, "| 165 $ | 181 $ |")),
    ("parts_hold", replaced(5, source="bm.calculator(bm.D2C())", metadata={})),
    ("few_words_between_acts", inserted(7, markdown("mot " * 91))),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "flaw"), FLAWS)
def test_each_rule_sees_its_flaw(rule, flaw, tmp_path):
    content = lesson()
    flaw(content)
    assert rule in {problem.split(":")[0] for problem in judged(tmp_path, content)}


@pytest.mark.parametrize(
    "harmless",
    [
        said(4, "Pariez ci-dessous."),
        said(8, "### Vos paris\n\nRelisez votre pari."),
        said(8, "L’erreur la plus fréquente, 12 réponses sur 30, oublie la TVA."),
        inserted(8, code("bm.D2C().ledger()", shown(plain="12", html=" \n12"), tags=["reveal"])),
        inserted(8, code("[n for n in bm.models]", shown(plain="Table", html="12"), **FOLDED)),
        inserted(8, code("bm.nom", shown(plain="17 307 € par mois"))),
        inserted(11, code('bm.sources_of("Deezer")', shown(plain="12"), **FOLDED)),
        # An answer that an editor left open, or another cell closed: the committed form sets both right.
        lambda content: content["cells"][7]["metadata"].update(jupyter={"outputs_hidden": False}),
        lambda content: content["cells"][10]["metadata"].update(jupyter={"outputs_hidden": True}),
    ],
)
def test_what_the_rules_leave_alone(harmless, tmp_path):
    content = lesson()
    harmless(content)
    assert [one for one in judged(tmp_path, content) if not one.startswith("minutes")] == []


def test_an_answer_that_opens_is_told_where_dumps_has_not_been():
    content = lesson()  # not in its committed form: nothing hides the outputs yet
    assert act.answers_wait(content, ROOT / "notebooks/00_x.ipynb") == [
        "cell 8: shows its answer (jupyter.outputs_hidden)"
    ]
    content["cells"][10]["metadata"]["jupyter"] = {"outputs_hidden": True}
    assert len(act.answers_wait(content, ROOT / "notebooks/00_x.ipynb")) == 2


@pytest.mark.parametrize(
    "output", [shown(plain="15,2 %"), shown(plain="x", html="<td>15,2 %</td>"),
               {"output_type": "stream", "name": "stdout", "text": "\n15,2 %\n"}],
)  # fmt: skip
def test_the_first_line_of_an_answer_that_waits_says_nothing(output, tmp_path):
    """JupyterLab shows it where the output is hidden."""
    content = lesson()
    content["cells"][7]["outputs"] = [output]
    found = [one for one in judged(tmp_path, content) if "first line of a hidden answer" in one]
    assert len(found) == 1 and "15,2" in found[0] or "<td>" in found[0]


def test_a_bet_is_an_act(tmp_path):
    """Ninety words above it and ninety below do not add up."""
    content = lesson()
    content["cells"][6:7] = [
        markdown("mot " * 60),
        bet("00-marge"),
        code("bm.a", shown(plain="12", html=" \n12"), tags=["reveal"]),
    ]
    content["cells"].insert(8, markdown("mot " * 60))
    assert not [one for one in judged(tmp_path, content) if one.startswith("few_words")]
    content["cells"].pop(7)
    assert [one for one in judged(tmp_path, content) if one.startswith("few_words")]


def test_questions_of_a_part_may_be_bets():
    path = ROOT / "notebooks/01_x.ipynb"
    for asking in (markdown("Combien ?", tags=["question"]), bet("01-x")):
        content = book(
            markdown("## Avant · 1 min\n\n| a |\n| --- |", "prerequis"), asking, copy.deepcopy(asking)
        )
        assert contract.parts_hold(content, path) == []
        content["cells"].pop()
        assert contract.parts_hold(content, path)


def test_lessons_exercises_and_solutions_keep_the_act(tmp_path):
    content = lesson()
    said(8, "**Pari.** Combien ?")(content)
    for folder in ("notebooks", "solutions"):
        assert [one for one in judged(tmp_path, content, folder) if one.startswith("bets_have_a_place")]


# --- minutes ----------------------------------------------------------------------------------------------


def test_minutes_worked_by_hand():
    """170 words a minute; folded at half, tables at a third; 25 s a bet, 40 s a question, 2.5 min a calculator."""
    asked = 'question = "un deux trois"\nbm.bet(question, truth=1, because=f"quatre {1} cinq", mistake="six " "sept")'
    content = book(
        markdown("# T\n\n**9 minutes**"),
        markdown(
            "## P · 9 min\n\n" + "mot " * 169 + "\n\n| " + "case | " * 51 + "\n"
            "<details>\n<summary>Comparer</summary>\n\n" + "mot " * 67 + "\n\n</details>\n\nFin.",
            tags=["question"],
        ),
        code(asked, tags=["bet"]),
        code("bm.calculator(bm.D2C(), predict='cash')", tags=["bet"]),
        code("bm.calculator(bm.D2C())"),
        markdown("Cent mots de navigation qui ne comptent pas.", tags=["navigation"]),
    )
    parts = minutes.by_part(content)
    held = parts["P · 9 min"]
    assert (held.words, held.cells, held.folded) == (170 + 3, 51, 68 + 4)
    assert (held.bets, held.questions, held.calculators) == (2, 1, 2)
    words = 173 + 72 / 2 + 51 / 3
    assert held.minutes == pytest.approx(words / 170 + 2 * 25 / 60 + 40 / 60 + 2 * 2.5)
    assert minutes.computed(content) == pytest.approx(held.minutes + 2 / 170)


def test_a_run_of_the_pilot_takes_twelve_minutes():
    content = book(
        markdown("# T\n\n**12 minutes**"),
        markdown("## P · 12 min"),
        code("partie = bm.pilot.game.Game(bm.D2C())"),
        code("bm.pilot(bm.D2C(), seed=1)"),
    )
    held = minutes.by_part(content)["P · 12 min"]
    assert held.runs == 1
    assert held.minutes == pytest.approx(12, abs=0.1)


def test_a_cell_in_which_to_write_a_function_holds_one_and_no_loop():
    function = "def f(x):\n    return x\n\n\nf(1)"

    def faults(source, *tags):
        return act.plain_code(book(code(source, tags=list(tags))), Path("25_piloter.ipynb"))

    assert faults(function, act.FUNCTION) == []
    assert "a function" in faults(function)[0]
    assert "a loop" in faults("def f(x):\n    for n in x:\n        return n", act.FUNCTION)[0]


@pytest.mark.parametrize(
    ("stated", "fits"), [(1, False), (9, False), (10, True), (11, True), (12, False), (61, False)]
)
def test_the_stated_minutes_are_the_computed_ones_within_a_tenth(stated, fits):
    content = book(markdown(f"# T\n\n**{stated} minutes**"), *[code("bm.calculator(bm.D2C())")] * 4)
    assert minutes.computed(content) == pytest.approx(10, abs=0.02)
    assert (minutes.problems(content) == []) == fits


def test_a_draft_may_say_what_it_will_take():
    content = book(markdown("# T\n\nÀ écrire. **50 minutes**"))
    assert minutes.problems(content) == []
    content["cells"][0]["source"] = "# T\n\nÉcrit. **50 minutes**"
    assert minutes.problems(content) != []


def test_an_hour_is_the_most():
    content = book(markdown("# T\n\n**61 minutes**"), *[code("bm.calculator(bm.D2C())")] * 24)
    assert minutes.problems(content) == ["61 minutes are announced, 60 at most"]


def test_the_table_has_a_line_a_part_and_a_total():
    lines = minutes.table(lesson()).splitlines()
    assert [line.split()[0] for line in lines] == [
        "part",
        "titre",
        "objectifs",
        "manipuler",
        "retenir",
        "total",
    ]
    assert lines[-1].split()[1] == "4"


def test_the_bets_of_a_cell_are_read_from_its_code():
    cell = code('why = "Car " "oui"\nbm.bet("Combien ?", truth=x, name="02-a", because=why)\nbm.compare(x)')
    (one,) = bets.bets_in(cell)
    assert (one.name, one.texts, one.asks_why) == (
        "02-a",
        {"question": "Combien ?", "because": "Car oui"},
        True,
    )
    assert bets.bets_in(code("bm.bet(")) == bets.bets_in(markdown("bm.bet(1)")) == []
    assert bets.bets_in(code("bm.calculator(bm.D2C())")) == []
    assert json.dumps([one.texts for one in bets.bets_in(code("bm.calculator(m, predict='cash')"))]) == "[{}]"
