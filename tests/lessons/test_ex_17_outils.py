"""Exercise 17 worked out by hand."""

import pytest

import bizmodels as bm
from bizmodels.exercises import engine

NAME = "17_outils"
QUESTIONS = engine.declaration(NAME).questions


def discounted(monthly, first=1, last=36, yearly=0.10):
    """Worth today of ``monthly`` at the end of each month from ``first`` to ``last``."""
    rate = (1 + yearly) ** (1 / 12)
    return sum(monthly / rate**month for month in range(first, last + 1))


def test_answers_worked_out_by_hand():
    data = bm.exercise(NAME).data
    # Built: 22,000 first, nothing for 6 months, then 2,000 − 250. Bought: 2,000 − 1,150 from the first month.
    built = discounted(1_750, first=7) - 22_000
    assert QUESTIONS[3].number(data) == pytest.approx(built - discounted(850))
    # 5,250 + 2 × 1,600 is 8,450, at 450 a month
    assert QUESTIONS[4](data) == pytest.approx(8_450 / 450)
    # Four fields less at 2 % each: 1/0.98⁴
    assert QUESTIONS[5](data) == pytest.approx(1 / 0.92236816 - 1)
    # Of 4 in a hundred, half are saved, then 30 % of the other half
    assert QUESTIONS[6](data) == pytest.approx(0.04 * 0.65)
    # 2.5 % of 36 € and 0.30 €: 1.20 € an order
    assert QUESTIONS[8].number(data) == pytest.approx(290 / 1.2)


def test_the_attrition_that_pays_is_the_library_s():
    ex = bm.exercise(NAME)
    data, firm = ex.data, ex.firm
    quote = bm.levers.tools.Quote(setup=6_000, monthly=900)
    found = bm.levers.tools.break_even_gain(firm, quote, "churn")
    assert QUESTIONS[2](data) == pytest.approx(found.today - found.needed, rel=1e-6)
    # At that attrition three years bring what the quote costs: 6,000 first, then 900 a month.
    better = firm.replace(churn=found.needed).project(36)["profit"] - firm.project(36)["profit"]
    rate = 1.1 ** (1 / 12)
    assert sum(gain / rate**month for month, gain in better.items()) == pytest.approx(6_000 + discounted(900))


@pytest.mark.parametrize("student", [None, *(f"e{n}" for n in range(12))])
def test_the_smallest_change_is_the_one_of_the_table(student):
    ex = bm.exercise(NAME, student=student)
    data, firm = ex.data, ex.firm
    quote = bm.levers.tools.Quote(setup=data.setup, monthly=data.monthly)
    table = bm.levers.tools.needed_in(firm, quote, ["churn", "conversion", "cac"])["relative"].abs()
    letters = {"churn": "a", "conversion": "b", "cac": "c"}
    assert QUESTIONS[0](data) == letters[table.idxmin()]
    # Whoever reads the two lines sees which is smaller.
    first, second = sorted(table)[:2]
    assert f"{100 * first:.1f}" != f"{100 * second:.1f}"
    assert table.idxmax() == "cac"  # as its feedback says


def test_late_deliveries_counted_one_by_one():
    data = bm.exercise(NAME).data
    times = bm.load_rdataset("modeldata/deliveries")["time_to_delivery"].tolist()
    late = sum(time > 32 for time in times)
    assert len(times) == 10_012
    assert QUESTIONS[7](data) == pytest.approx(late / 10_012 * 900 * 6)
    assert 0.15 < late / 10_012 < 0.2


def test_choices_and_why():
    data = bm.exercise(NAME).data
    # 500 customers won a month, 6,000 there: what is won weighs more
    assert QUESTIONS[0](data) == "b"
    # 4,145 € less when built
    assert QUESTIONS[3].choice(data) == "acheter"
    # 300 orders expected, 242 are enough
    assert QUESTIONS[8].choice(data) == "B"


def test_the_function_on_one_trial():
    # 3,600 over 36 months is 100 a month, and 100 more: 200 for 100 customers
    assert QUESTIONS[1](bm.exercise(NAME).data)(3_600, 100, 36, 100) == pytest.approx(2)


@pytest.mark.parametrize("student", [None, "essai", "renard bleu"])
def test_slips_of_a_reader_are_named(student):
    ex = bm.exercise(NAME, student=student)
    data = ex.data
    quote = bm.levers.tools.Quote(setup=data.setup, monthly=data.monthly)
    found = bm.levers.tools.break_even_gain(ex.firm, quote, "churn")
    page = 1 - data.field_loss
    for question, answers, cause in (
        (ex.q3, (-found.relative,), "part de l'attrition d'aujourd'hui"),
        (ex.q3, (found.gain,), "signe inversé"),
        (ex.q3, (found.needed,), "attrition à atteindre"),
        (ex.q5, (data.migration / (data.old_bill - data.new_bill),), "double facture oubliée"),
        (ex.q6, (data.removed * data.field_loss,), "abandons additionnés"),
        (ex.q6, (1 - page**data.removed,), "part sauvée de ceux qui arrivent"),
        (ex.q7, (data.failures * (data.first_retry + data.second_retry),), "relances additionnées"),
        (ex.q7, (data.first_retry + data.second_retry,), "réussites additionnées"),
        (ex.q9, ("A", data.flat / (data.share * data.basket), "mot " * 15 + "3"), "part fixe oubliée"),
    ):
        assert question.check(*answers).cause == cause


@pytest.mark.parametrize("student", [None, "essai"])
def test_what_the_library_says_is_an_answer(student):
    ex = bm.exercise(NAME, student=student)
    data, tools = ex.data, bm.levers.tools
    assert (
        ex.q7.check(tools.recovered(data.failures, [data.first_retry, data.second_retry]).saved).state
        == "Juste"
    )
    found = tools.build_or_buy(
        tools.Quote(setup=data.build_setup, monthly=data.upkeep),
        tools.Quote(monthly=data.buy_monthly),
        gain=data.tool_gain,
        delay=data.delay,  # the table holds 6.0
    )
    assert (
        ex.q4.check("construire" if found.build > found.buy else "acheter", found.build - found.buy).state
        == "Juste"
    )
    same = tools.same_cost(
        tools.Quote(revenue_share=data.share, per_order=data.per_order),
        tools.Quote(monthly=data.flat),
        amount=data.basket,
    )
    assert same == pytest.approx(QUESTIONS[8].number(data))


def test_words_are_asked_as_words():
    ex = bm.exercise(NAME)
    right = QUESTIONS[3].number(ex.data)
    letter, other = ex.q4.check("a", right).text, ex.q4.check("construire", right).text
    assert "un seul mot" in letter
    assert "lettre" not in letter
    assert other.startswith("La boutique le construit")


def test_dots_left_in_the_lines_of_the_statement():
    tools = bm.levers.tools
    for run in (
        lambda: tools.Quote(setup=...),
        lambda: tools.build_or_buy(tools.Quote(setup=1), tools.Quote(monthly=1), gain=1, delay=...),
    ):
        with pytest.raises(ValueError, match=r"vaut `\.\.\.`, encore à remplir"):
            run()


@pytest.mark.parametrize("student", [f"e{n}" for n in range(20)])
def test_five_decimals_of_attrition_are_enough(student):
    ex = bm.exercise(NAME, student=student)
    assert ex.q3.check(round(QUESTIONS[2](ex.data), 5)).state == "Juste"
