"""One home for a statement: what the sheet says, the notebook and an untouched check repeat."""

from __future__ import annotations

import re

import pytest

import bizmodels as bm
from bizmodels import models
from bizmodels.course.notebook import replace_text
from bizmodels.exercises import engine
from bizmodels.exercises.given import Given, student_seed
from bizmodels.exercises.questions import Choice
from bizmodels.exercises.sheet import Exercise
from bizmodels.exercises.statements import said, stated, written
from bizmodels.prose import to_html, typeset_markdown

EXERCISES = engine.available()
# « 1 % des commandes des commandes », « 1 500 par mois commandes du mois »: the sentence repeats the unit.
TWICE = r"(\bd\w+ \w+) \1\b|% des \w+ d[’']|par mois \w+s (par|du) mois|% des \w+ des \w+ honnêtes|/ commande par\b"
QUESTIONS = [(name, n) for name in EXERCISES for n in range(len(engine.declaration(name).questions))]


@pytest.mark.parametrize(("name", "number"), QUESTIONS)
def test_a_question_says_all_that_a_learner_may_ask_of_it(name, number):
    question = engine.declaration(name).questions[number]
    assert len(question.statement) > 20
    assert question.statement == question.statement.strip()
    assert question.reason
    assert question.clues
    assert all(question.clues)
    if not isinstance(question, Choice):
        assert getattr(question, "number", question).first_step


@pytest.mark.parametrize(("name", "number"), QUESTIONS)
def test_an_untouched_check_says_the_students_own_figures(name, number):
    question = engine.declaration(name).questions[number]
    quoted = set(re.findall(r"\{(\w+)\}", question.statement)) - {"options"}
    bare = set(re.findall(r"\{(\w+):bare\}", question.statement))
    for student in (None, "renard bleu", "castor"):
        session = bm.exercise(name, student=student)
        text = session.questions[number].check(...).text
        for figure in quoted:
            assert typeset_markdown(session.data.shown()[figure]) in text
        for figure in bare:
            assert (
                re.match(r"[^\xa0]+(\xa0[%€])?", typeset_markdown(session.data.shown()[figure])).group()
                in text
            )
        assert not re.search(TWICE, text)
        assert "{" not in text
        for label in question.options.values():
            assert typeset_markdown(label) in text


@pytest.mark.parametrize(("name", "number"), QUESTIONS)
def test_a_notebook_says_no_figure_that_another_student_would_not_have(name, number):
    declared = engine.declaration(name)
    question, data = declared.questions[number], declared.published()
    text = written(question, data)
    assert text == written(question, declared.drawn(student_seed("castor", name)))
    for given in data.givens:
        if f"{{{given.name}}}" in question.statement:
            shown = (
                f"`data.{given.name}`"
                if given.low is not None
                else typeset_markdown(data.shown()[given.name])
            )
            assert shown in text


@pytest.mark.parametrize("name", EXERCISES)
def test_only_an_option_that_is_never_wrong_goes_without_a_sentence(name):
    declared = engine.declaration(name)
    datas = [declared.published(), *(declared.drawn(student_seed(str(n), name)) for n in range(40))]
    for question in declared.questions:
        choice = getattr(question, "choice", question)
        if isinstance(choice, Choice):
            wrong = {key for data in datas for key in choice.labels if key != choice(data)}
            assert all(choice.sentences[key] for key in wrong)


def test_the_published_answer_is_named_for_who_has_other_figures():
    own, course = bm.exercise("02_d2c", student="tortue"), bm.exercise("02_d2c")
    result = own.q2.check(course.data.price_after / 1.2)
    assert result.cause == "chiffres publiés"
    assert "tirés pour vous" in result.text
    assert course.q2.check(course.data.price_after / 1.2).state == "Juste"
    assert own.q2.check(own.data.price_after / 1.2).state == "Juste"


def test_the_corrected_letter_is_that_of_ones_own_figures():
    own = bm.exercise("02_d2c", student="tortue")
    letter = engine.declaration("02_d2c").questions[0](own.data)
    assert letter != "b"  # the published one, which the solution notebook answers
    assert f'`"{letter}"`' in own.q1.solution().text
    assert "Avec vos chiffres" not in bm.exercise("02_d2c").q1.solution().text


@pytest.mark.parametrize("copied", ["votre pseudonyme", " Votre  Pseudonyme", "pseudonyme"])
def test_an_instruction_copied_as_it_is_gives_no_firm(copied):
    with pytest.raises(bm.LearnerError, match="un pseudonyme à vous"):
        bm.exercise("02_d2c", student=copied)


def test_the_story_of_exercise_11_holds_for_every_firm():
    declared = engine.declaration("11_rendez_vous")
    for number in range(300):
        data = declared.drawn(student_seed(str(number), "11_rendez_vous"))
        assert data.measured < data.churn
        assert 0.9 < declared.questions[2](data) / (data.revenue + data.loss) < 1


def shop():
    sheet = Exercise(
        "t",
        (
            Given("vat", "TVA", "%", default=0.2),
            Given("price", "Prix", "€ TTC", default=12.0, low=10, high=20),
        ),
    )
    net = sheet.number("Prix HT", "€")(lambda data: data.price / (1 + data.vat))
    net.asks("Au prix de {price}, TVA de {vat}. Combien *hors taxes* ?")
    who = sheet.choice()
    who.asks("Qui reçoit la TVA ?\n\n{options}\n\nEt pourquoi ?")
    who.option("a", "Le {marchand}", "il la rend.")
    who.option("b", "L'État")
    return sheet


def test_the_two_faces_of_a_statement():
    sheet = shop()
    net, who = sheet.questions
    data = sheet.published()
    assert said(net, data) == "Au prix de 12\u00a0€ TTC, TVA de 20\u00a0%. Combien *hors taxes* ?"
    assert written(net, data) == "Au prix de `data.price`, TVA de 20\u00a0%. Combien *hors taxes*\u202f?"
    assert said(who, data) == 'Qui reçoit la TVA ?\n\n`"a"` : Le {marchand}\n`"b"` : L\'État\n\nEt pourquoi ?'
    assert written(who, data).split("\n\n")[1] == "- a) Le {marchand}\n- b) L’État"
    assert written(who, data).endswith('Écrivez la lettre entre guillemets\u00a0: `réponse = "a"`.')
    assert who(data) == "b"


def cell(kind, source, *tags):
    return {"cell_type": kind, "source": source, "metadata": {"tags": list(tags)} if tags else {}}


def asked(number, source, *more):
    """The statement of a question, and the cell that checks it."""
    return [cell("markdown", source, "statement"), *more, cell("code", f"ex.q{number}.check(...)")]


def test_a_statement_takes_the_place_of_the_tagged_text_and_of_no_other():
    sheet = shop()
    cells = [
        cell("markdown", "# Titre\n\nL’accroche de l’auteur."),
        cell("code", "# plus bas : ex.q2.check(réponse)"),
        *asked(
            1,
            "## 1 · Le prix · 2 min\n\n### En deux gestes\n\nAncien énoncé.",
            cell("markdown", "Une remarque."),
        ),
        cell("markdown", "corrigé", "solution"),
        *asked(2, "Ancien choix"),
    ]
    done = [one["source"] for one in stated({"cells": cells}, sheet.questions, sheet.published())["cells"]]
    assert done[2].startswith("## 1 · Le prix · 2 min\n\n### En deux gestes\n\nAu prix de")
    assert done[6].startswith("Qui reçoit la TVA")
    assert [done[n] for n in (0, 1, 3, 5)] == [cells[n]["source"] for n in (0, 1, 3, 5)]
    assert cells[6]["source"] == "Ancien choix"


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        (asked(1, "un"), "q2 wants one"),
        (
            [*asked(1, "un"), cell("markdown", "sans étiquette"), cell("code", "ex.q2.check(1)")],
            "q2 wants one",
        ),
        ([*asked(1, "un", cell("markdown", "deux", "statement")), *asked(2, "trois")], "there are 2"),
        ([*asked(1, "un"), *asked(2, "deux"), cell("markdown", "trois", "statement")], "without a question"),
        (
            [cell("markdown", "un", "statement"), cell("code", "ex.q1.check(1)\nex.q2.check(1)")],
            "q2 wants one",
        ),
    ],
)
def test_no_text_of_an_author_is_overwritten_in_silence(cells, message):
    sheet = shop()
    with pytest.raises(LookupError, match=message):
        stated({"cells": cells}, sheet.questions, sheet.published())


def test_a_statement_that_quotes_no_given_figure_names_its_question():
    sheet = shop()
    sheet.questions[1].asks("Le {prix} ?")
    with pytest.raises(LookupError, match="q2 quotes what is no given figure: 'prix'"):
        stated({"cells": [*asked(1, "un"), *asked(2, "deux")]}, sheet.questions, sheet.published())


def test_the_firm_is_made_of_the_figures_declared_of_it():
    given = (
        Given.of(models.D2C, "basket", low=50, high=90),
        Given.of(models.Marketplace, "seller_subscription"),
        Given("wish", "Vœu", "€", default=1.0),
    )
    sheet = Exercise("t", given, firm=models.D2C)
    data = sheet.published().replace(basket=75.0)
    assert data.firm == models.D2C(basket=75.0)


def test_a_firm_never_leaves_out_a_drawn_figure():
    class Corner(models.D2C):
        """A shop on a corner."""

    drawn = Given.of(models.D2C, "basket", low=10, high=12)
    assert Exercise("t", (drawn,), firm=Corner).drawn("x").firm.basket <= 12
    with pytest.raises(ValueError, match="no given figure is a setting of SaaS"):
        Exercise("t", (drawn,), firm=models.SaaS)
    with pytest.raises(ValueError, match="declare with Given.of"):
        Exercise("t", (drawn, Given("cogs", "", default=1.0, low=1, high=3)), firm=models.D2C)
    with pytest.raises(ValueError, match="given twice: basket"):
        Exercise("t", (drawn, drawn), firm=models.D2C)


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": "firm"}, {"name": "table"}, {"name": "_x"}, {"low": 1}, {"low": 3, "high": 1},
        {"low": 0, "high": 7, "step": 2}, {"name": "options"}, {"source": "legal/vat_rate_standard"}, {"factor": 0.5},
    ],
)  # fmt: skip
def test_a_figure_that_could_not_be_drawn_is_refused(wrong):
    with pytest.raises(ValueError, match=wrong.get("name", "x")):
        Given(**{"name": "x", "label": "", "default": 1.0} | wrong)
    with pytest.raises(ValueError, match="published"):
        Given.of(models.D2C, "return_rate", default=0.5)


def test_a_mistake_is_declared_once():
    net = shop().questions[0]
    net.wrong("TTC", "le prix est TTC.", lambda data: data.price)
    with pytest.raises(ValueError, match="twice"):
        net.wrong("TTC", "le prix est TTC.", lambda data: data.price)


@pytest.mark.parametrize("statement", ["", "### Partie\n\nCombien ?"])
def test_a_statement_that_is_missing_or_brings_a_heading_overwrites_nothing(statement):
    sheet = shop()
    sheet.questions[0].asks(statement)
    with pytest.raises(LookupError, match="q1 is missing, or brings a heading"):
        stated({"cells": [*asked(1, "un"), *asked(2, "deux")]}, sheet.questions, sheet.published())


def test_a_file_is_written_in_whole_or_not_at_all(tmp_path, monkeypatch):
    path = tmp_path / "x.ipynb"
    path.write_text("ancien", encoding="utf-8")

    def full(self, *_, **__):
        self.write_bytes(b"nou")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(type(path), "write_text", full)
    with pytest.raises(OSError, match="No space"):
        replace_text(path, "nouveau")
    assert path.read_bytes() == b"ancien"
    assert [one.name for one in tmp_path.iterdir()] == ["x.ipynb"]


def test_an_option_is_declared_once():
    with pytest.raises(ValueError, match="twice"):
        shop().questions[1].option("a", "encore")


def test_a_figure_below_two_is_singular():
    assert Given("h", "", "heures / mission").show(1.0) == "1\u00a0heure / mission"
    assert Given("h", "", "heures / mission").show(2.0) == "2\u00a0heures / mission"
    assert Given("m", "", "millions").show(0.8) == "0,8\u00a0million"
    assert Given("m", "", "mois").show(1.0) == "1\u00a0mois"


def test_emphasis_shows_outside_code():
    assert to_html("*part* du **prix** `2 ** 3` et 2 * 3 * 4") == (
        "<em>part</em> du <strong>prix</strong> <code>2 ** 3</code> et 2 * 3 * 4"
    )
    assert to_html("*<b>*") == "<em>&lt;b&gt;</em>"


def test_a_fence_is_shown_as_code_with_its_lines():
    assert to_html('Deux *lignes* :\n\n```python\na = ... * 2 * 3\nb = "<"\n```\n\nPuis `a`.') == (
        "Deux <em>lignes</em> :<pre><code>a = ... * 2 * 3\nb = &quot;&lt;&quot;</code></pre>Puis <code>a</code>."
    )
