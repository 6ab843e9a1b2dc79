"""Nothing tells before the bet: each lesson as it opens, searched for every way of writing the truth of its bets.

The truths are those that the lesson's own code computes, asked of the bets once their cells have run. The lessons
themselves are searched in ``test_lesson_runs.py``; here the search is shown to bite.
"""

from __future__ import annotations

import base64
import importlib

import pytest

from bizmodels.course import opened
from bizmodels.course.bets import bets_in
from tests.notebooks import inprocess
from tests.notebooks.test_notebooks import book, code, markdown, shown


def known_of(content, asked):
    """Every way of writing the truth of each bet of a lesson that has run; ``asked``: acts by their names."""
    names = [one.name for cell in content["cells"] if cell["cell_type"] == "code" for one in bets_in(cell)]
    return {name: asked[name].truth_forms() for name in names if name in asked}


def truths_of(content, folder, asked):
    """The same, the cells being run first."""
    asked.clear()
    inprocess.run([cell for cell in content["cells"] if cell["cell_type"] == "code"], folder)
    return known_of(content, asked)


# --- the test bites ---------------------------------------------------------------------------------------

FOLDED = {"jupyter": {"source_hidden": True}}
BET = code(
    'bm.bet("Combien de clients ?", truth=7136, unit="clients", name="02-clients")',
    shown(plain="Pari", html="<p>Combien de clients ?</p>"),
    tags=["bet"],
    **FOLDED,
)
LABELLED = code(
    'bm.bet("Qui ?", truth="a", choices=("l’État", "le prix de vente"), name="02-qui")',
    shown(plain="Pari", html="<p>Qui ?</p><p>l’État</p><p>le prix de vente</p>"),
    tags=["bet"],
    **FOLDED,
)
TRUTHS = {
    "02-clients": ["7\u202f136 clients", "7\u202f136", "7,1 k"],
    "02-qui": ["le prix de vente"],
}


def lesson():
    """A lesson that tells nothing."""
    return book(
        markdown("# Titre\n\nIl en fallait 5 505. La TVA vaut 17 136 €."),
        code("import bizmodels as bm\nbm.D2C(basket=71_365)", shown(plain="71 365 clients, 7 136,5 €")),
        BET,
        code(
            "bm.goal_seek()", shown(plain="7 136 clients"), tags=["reveal"], jupyter={"outputs_hidden": True}
        ),
        markdown("La suite.\n\n<details>\n<summary>Comparer</summary>\n\nIl en faut 7 136.\n\n</details>"),
        LABELLED,
        markdown("Plus bas, tout est dit : 7 136 clients. Le Prix… de rien."),
    )


def tells(content, truths=TRUTHS):
    """The problems, without the words around."""
    return [one.split(" (")[0] for one in opened.told(content, truths)]


def test_a_lesson_that_waits_tells_nothing():
    assert tells(lesson()) == []


def picture(text):
    """A saved figure with a title, as the course draws them."""
    drawing = base64.b64encode(f"<svg><text>{text}</text></svg>".encode()).decode()
    return shown(plain="Image", html=f'<img alt="Barres" src="data:image/svg+xml;base64,{drawing}"/>')


TOLD = [
    markdown("Il en faudra 7\u202f136 par mois."),
    markdown("## Pourquoi **7 136** clients\u202f?"),
    markdown("| prix | clients |\n| --- | --- |\n| 25 | 7 136 |"),
    markdown("<details>\n<summary>Trouver 7 136</summary>\n\nAinsi.\n\n</details>"),
    code("bm.figures.bars(moins_cher, 'Il en faut 7 136')"),
    code("apres.replace(new_customers=7_136)"),
    code("bm.goal_seek()", shown(plain="7 136 clients")),
    code("bm.goal_seek()", shown(html="<table><td>7&nbsp;136</td></table>")),
    code("bm.goal_seek()", {"output_type": "stream", "name": "stdout", "text": "7 136\n"}),
    code("bm.figures.bars()", picture("Il en faut 7 136 par mois"), **FOLDED),
    code("bm.figures.bars()", shown(html='<img alt="7 136 clients" src="x.png">')),
    code("bm.figures.bars()", shown(html='<svg aria-label="7 136"></svg>')),
]


@pytest.mark.parametrize("told", TOLD)
@pytest.mark.parametrize("place", [0, 3, 4, 5])
def test_whatever_tells_in_sight_is_named_above_the_bet_and_below_it(told, place):
    content = lesson()
    content["cells"].insert(place, told)
    bet = 4 if place == 0 else 3
    found = [one for one in tells(content) if one.endswith(f"tells the bet « 02-clients » of cell {bet}")]
    assert [one for one in found if one.startswith(f"cell {place + 1}: « 7 136")]


@pytest.mark.parametrize(
    "harmless",
    [
        markdown("<details>\n<summary>Comparer</summary>\n\n7 136\n\n</details>"),
        code("bm.figures.bars('7 136')", **FOLDED),
        code("bm.a", shown(plain="7 136"), jupyter={"outputs_hidden": True}),
        code(
            "bm.a",
            shown(html="<style>.a{width:7 136px}</style><details><summary>Voir</summary>7 136</details>"),
        ),
        code("bm.a", shown(plain="7 136", html="<p>Rien</p>")),
        markdown("[leçon 7 136](x.ipynb)", tags=["navigation"]),
        markdown("17 136 €, 7 136,4 €, 7 136 000 €, 47,1 k€."),
    ],
)
def test_what_waits_or_is_another_number_tells_nothing(harmless):
    content = lesson()
    content["cells"].insert(2, harmless)
    assert tells(content) == []


def test_what_stands_below_the_next_bet_may_tell():
    content = lesson()
    content["cells"].insert(6, markdown("7 136 clients, donc."))
    assert tells(content) == []
    content["cells"][2] = content["cells"][2] | {"source": BET["source"].replace("02-clients", "02-autre")}
    assert tells(content, TRUTHS | {"02-autre": ["5 505"]}) == [
        "cell 1: « 5 505 » tells the bet « 02-autre » of cell 3"
    ]


def test_a_number_in_the_question_itself_is_told():
    content = lesson()
    content["cells"][2] = BET | {"outputs": [shown(html="<p>Faut-il 7 136 clients ?</p>")]}
    assert tells(content) == [
        "cell 3: « 7 136 » tells the bet « 02-clients » of cell 3",
        "cell 3: « 7 136 clients » tells the bet « 02-clients » of cell 3",
    ]


def test_a_number_to_choose_stands_among_the_choices_and_nowhere_else():
    content = lesson()
    source = 'bm.bet("Combien ?", truth=7136, choices=[5_505, 7_136], unit="clients", name="02-clients")'
    content["cells"][2] = BET | {"source": source, "outputs": [shown(html="<p>5 505 · 7 136 clients</p>")]}
    assert tells(content) == []
    content["cells"][0] = markdown("Il en faut 7 136.")
    assert tells(content) == ["cell 1: « 7 136 » tells the bet « 02-clients » of cell 3"]


def test_the_right_option_stands_among_the_choices_and_nowhere_else():
    content = lesson()
    content["cells"].insert(0, markdown("**Le prix** de vente pèse deux fois plus."))
    assert tells(content) == ["cell 1: « le prix de vente » tells the bet « 02-qui » of cell 7"]


def test_an_option_of_two_words_tells_beside_its_bet_only():
    truths = TRUTHS | {"02-qui": ["Le prix"]}
    content = lesson()
    content["cells"].insert(0, markdown("Le prix baisse en avril."))
    content["cells"][-1] = markdown("Rien.")
    assert tells(content, truths) == []
    content["cells"][-1] = markdown("Le prix, donc.")
    assert tells(content, truths) == ["cell 8: « le prix » tells the bet « 02-qui » of cell 7"]


def test_one_or_two_digits_tell_with_their_unit_and_a_fall_without_its_sign():
    content = lesson()
    content["cells"].insert(0, markdown("Il reste 34 € et 12 mois ; la marge en perd 96 %."))
    assert tells(content, TRUTHS | {"02-clients": ["34", "12", "1,5", "3"]}) == []
    assert tells(content, TRUTHS | {"02-clients": ["34", "34 €"]}) == [
        "cell 1: « 34 € » tells the bet « 02-clients » of cell 4"
    ]
    assert tells(content, TRUTHS | {"02-clients": ["−96 %"]}) == [
        "cell 1: « -96 % » tells the bet « 02-clients » of cell 4"
    ]
    content["cells"][0] = code("apres.replace(return_rate=0.162)")
    assert tells(content, TRUTHS | {"02-clients": ["0.162"]}) == [
        "cell 1: « 0,162 » tells the bet « 02-clients » of cell 4"
    ]


def test_a_bet_without_a_known_truth_is_told():
    assert tells(lesson(), {}) == [
        "cell 3: no truth is known of the bet « 02-clients »",
        "cell 6: no truth is known of the bet « 02-qui »",
    ]


def test_what_the_question_gives_is_allowed_with_a_reason_and_only_if_it_is_needed():
    content = lesson()
    content["cells"].insert(0, markdown("La marque en gagne 7 136."))

    def allow(*entries):
        cell = content["cells"][3]
        content["cells"][3] = cell | {"metadata": cell["metadata"] | {"bizmodels": {"said": list(entries)}}}
        return tells(content)

    assert allow({"form": "7 136", "reason": "l’année d’avant"}) == []
    assert allow({"form": "7 136"}) == ["cell 4: « 7 136 » is allowed without a reason"]
    assert allow({"form": "7 136", "reason": "x"}, {"form": "5 505", "reason": "y"}) == [
        "cell 4: « 5 505 » is allowed and tells nothing"
    ]


def test_the_truths_come_from_the_lesson_s_own_code(tmp_path, monkeypatch):
    """The whole way, with a small stand-in for the room of the bets."""
    module = tmp_path / "stand_in.py"
    module.write_text(
        "ASKED = {}\n"
        "class Act:\n"
        "    def __init__(self, truth):\n        self.truth = truth\n"
        "    def truth_forms(self):\n        return [f'{self.truth} clients', f'{self.truth}']\n"
        "def bet(question, truth, name):\n    ASKED[name] = Act(truth)\n",
        encoding="utf-8",
        newline="\n",
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    content = book(
        markdown("Il en faut 912."),
        code("import stand_in as bm"),
        code('bm.bet("Combien ?", truth=900 + 12, name="02-combien")', tags=["bet"], **FOLDED),
    )
    truths = truths_of(content, tmp_path, importlib.import_module("stand_in").ASKED)
    assert truths == {"02-combien": ["912 clients", "912"]}
    assert tells(content, truths) == ["cell 1: « 912 » tells the bet « 02-combien » of cell 3"]


def test_the_question_of_the_next_bet_may_not_tell_the_bet_above():
    content = lesson()
    following = code(
        'bm.bet("Parmi ces 7 136 clients ?", truth=3, unit="clients", name="02-suite")',
        shown(plain="Pari", html="<p>Parmi ces 7 136 clients ?</p>"),
        tags=["bet"],
        **FOLDED,
    )
    content["cells"].insert(3, following)
    found = tells(content, {**TRUTHS, "02-suite": ["3 clients"]})
    assert [one for one in found if one.endswith("tells the bet « 02-clients » of cell 3")]
