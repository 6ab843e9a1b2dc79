"""Exercise 06 worked out by hand."""

import pytest

import bizmodels as bm
from bizmodels.exercises import engine

NAME = "06_saas"
QUESTIONS = engine.declaration(NAME).questions


def test_answers_worked_out_by_hand():
    data = bm.exercise(NAME).data
    # 150 seats at 165 $, of which 70 % are paid: 150 × 115.50
    assert QUESTIONS[1](data) == pytest.approx(17_325)
    # 1,000 − 35 − 80 of 1,000
    assert QUESTIONS[2](data) == pytest.approx(0.885)
    # 70 % of 150 $ is 105, of 165
    assert QUESTIONS[4](data) == pytest.approx(60 / 165)
    # 37.9 − 34.857 = 3.043 on 34.857 is 8.73 points of growth, and 19 of margin
    assert QUESTIONS[5].number(data) == pytest.approx(304.3 / 34.857 + 19)
    # 78 % of 17,325 is 13,513.50 a month
    assert QUESTIONS[6](data) == pytest.approx(250_000 / 13_513.5)
    # 15 % of 13,513.50
    assert QUESTIONS[7](data) == pytest.approx(2_027.025)
    # 0.7 × (1 + 1.07 + 1.1449)/3 is paid on average
    assert QUESTIONS[8].number(data) == pytest.approx(1 - 0.7 * 3.2149 / 3)


def test_choices_and_why():
    data = bm.exercise(NAME).data
    # b: those of January add 70 and take away 35 + 80, so the rise comes from the others
    assert QUESTIONS[0](data) == "b"
    # c: growth is the same; 33 points of margin instead of 19, shares given to employees left out
    assert QUESTIONS[5].choice(data) == "c"
    # 27 % firm is more than the 25 % that cost as much as the indexed offer
    assert QUESTIONS[8].choice(data) == "B"


def test_the_function_on_one_trial():
    # 100 + 12 − 5 − 8; the 30 of new accounts do not count
    assert QUESTIONS[3](bm.exercise(NAME).data)(100, 12, 5, 8, 30) == pytest.approx(0.99)


@pytest.mark.parametrize("student", [f"e{n}" for n in range(100)])
def test_where_it_grows_is_true_of_every_firm(student):
    """« a » says that those of January add a little too: less than a third of what the others bring."""
    data = bm.exercise(NAME, student=student).data
    theirs = data.expansion_mrr - data.contraction_mrr - data.churned
    others = data.new_business + data.reactivation
    assert QUESTIONS[0](data) == ("a" if theirs > 0 else "b")
    assert theirs < others / 3
    assert theirs + others > 0  # the total rises, says the question


def test_one_firm_whose_customers_of_january_add_a_little():
    data = bm.exercise(NAME, student="e7").data
    assert data.expansion_mrr - data.contraction_mrr - data.churned == 3
    assert data.new_business + data.reactivation == 140
    assert QUESTIONS[0](data) == "a"
    options = QUESTIONS[0].options
    assert "un peu" in str(options).lower()


@pytest.mark.parametrize(
    "calculation",
    [
        "debut + expansion - contraction - attrition / debut",
        "debut + expansion - attrition - contraction / debut",
        "debut + expansion - attrition / debut",
        "debut + expansion - attrition + nouveaux / debut",
    ],
)
def test_a_sum_divided_without_parentheses_is_named(calculation):
    names = "debut, expansion, contraction, attrition, nouveaux"
    result = bm.exercise(NAME).q4.check(eval(f"lambda {names}: {calculation}"))
    assert result.cause == "parenthèses oubliées"


@pytest.mark.parametrize("student", [None, "essai", "renard bleu"])
def test_answers_agree_with_the_model(student):
    session = bm.exercise(NAME, student=student)
    data, firm = session.data, session.firm
    fewer = firm.replace(seats=data.seats * (1 - data.unused))
    assert QUESTIONS[1](data) == pytest.approx(firm.mrr_per_account)
    assert QUESTIONS[6](data) == pytest.approx(firm.cac / firm.margin_per_customer)
    assert QUESTIONS[7](data) == pytest.approx(firm.margin_per_customer - fewer.margin_per_customer)


@pytest.mark.parametrize(
    ("cited", "told"), [("90 %", True), ("25 %", False), ("27 %", False), ("3,5", False), ("90", False)]
)
def test_a_justification_that_cites_another_percentage_is_told_so(cited, told):
    ex = bm.exercise(NAME)
    text = f"Je signe B car la remise équivalente fait {cited} seulement, sauf si je rends des postes avant la fin."
    result = ex.q9.check("B", QUESTIONS[8].number(ex.data), text)
    assert result.state == "Juste"
    assert ("Votre phrase cite 90\u00a0%, votre calcul donne 25\u00a0%" in result.text) == told


@pytest.mark.parametrize("student", [None, "essai", "renard bleu"])
def test_slips_of_a_reader_are_named(student):
    ex = bm.exercise(NAME, student=student)
    data = ex.data
    growth, paid = data.revenue / data.revenue_before - 1, 1 - data.discount
    for question, answers, cause in (
        (ex.q3, (100 - 100 * data.churned / data.mrr_start,), "pourcentage, et contraction oubliée"),
        (ex.q5, (data.discount * data.list_price / data.price_before,), "remise relevée comme le prix"),
        (ex.q6, ("c", 100 * growth + data.gaap_margin), "marge ajoutée sans la mettre en points"),
        (ex.q7, (data.cac / (data.list_price * paid * data.gross_margin),), "un seul poste"),
    ):
        assert question.check(*answers).cause == cause


def test_slips_on_the_published_figures():
    """0.3 × 1.1 is also the non-GAAP margin of the table: the slip is named, not the coincidence."""
    assert bm.exercise(NAME).q5.check(0.33).cause == "remise relevée comme le prix"
    assert bm.exercise(NAME).q5.check(0.3 + 0.09).cause == "hausse annoncée ajoutée à la remise"
    assert bm.exercise(NAME).q3.check(92).cause == "pourcentage, et contraction oubliée"


@pytest.mark.parametrize("student", [f"e{n}" for n in range(60)])
def test_the_longer_one_stays_the_more_the_indexation_weighs(student):
    """What is said of every firm once the decision is right: A against B, year after year."""
    data = bm.exercise(NAME, student=student).data
    ratios = []
    for years in range(1, 8):
        indexed = sum((1 - data.discount) * (1 + data.uplift) ** year for year in range(years)) / years
        ratios.append(indexed / (1 - data.firm_discount))
    assert ratios == sorted(ratios)
    assert len(set(ratios)) == len(ratios)


def test_a_function_without_its_division_or_in_percent_is_named():
    ex = bm.exercise(NAME)
    assert ex.q4.check(lambda d, e, c, a, n: d + e - c - a).cause == "division oubliée"
    in_percent = ex.q4.check(lambda d, e, c, a, n: 100 * (d + e - c - a) / d)
    assert in_percent.cause == "pourcentage au lieu de fraction"


def test_a_payback_cut_or_rounded_to_a_month_is_told_the_same():
    """250,000 of 13,513.50 a month are 18.5 months."""
    ex = bm.exercise(NAME)
    cut, rounded = ex.q7.check(18), ex.q7.check(19)
    assert cut.cause == rounded.cause == "arrondi trop tôt"
    assert cut.text == rounded.text


def test_a_gross_margin_taken_of_the_cost_is_named():
    assert bm.exercise(NAME).q7.check(250_000 * 0.78 / 17_325).cause == "marge brute appliquée au coût"


@pytest.mark.parametrize(("seats", "way"), [(127, "bas"), (128, "haut")])
def test_seats_rounded_to_whole_ones_are_named(seats, way):
    """150 less 15 % are 127.5 seats: 22 or 23 given back at 90.09 of margin each, not 22.5."""
    result = bm.exercise(NAME).q8.check((150 - seats) * 165 * 0.7 * 0.78)
    assert result.cause == f"postes gardés arrondis vers le {way}"
