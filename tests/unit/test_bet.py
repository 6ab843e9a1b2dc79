"""``bm.bet``: a question, a bet that holds, the result beside it, and why, none of which was there before."""

from __future__ import annotations

import html
import math

import pytest

import bizmodels as bm
from bizmodels import learner
from bizmodels.view import act
from bizmodels.view.measure import Measure

BECAUSE, MISTAKE = "les coûts ne suivent pas le prix.", "Une erreur tentante est de baisser tout de 38 %."


def price(**more):
    return bm.bet(
        "Combien vaut la marge ?", 1.33, today=34.4, unit="€", name="02-prix",
        complete="La marge perd plus, parce que", because=BECAUSE, mistake=MISTAKE, **more,
    )  # fmt: skip


def choice(**more):
    return bm.bet("Que reste-t-il sur 100 € ?", 30.59, choices=[15, 30, 60], unit="€", name="02-cent", **more)


def everything(one) -> str:
    """All the text that the page holds of a bet: what is hidden in it can be read too."""
    texts = []

    def walk(widget):
        for name in ("value", "description", "placeholder", "tooltip", "options"):
            texts.append(str(getattr(widget, name, "") or ""))
        for child in getattr(widget, "children", ()):
            walk(child)

    walk(one)
    return html.unescape(" ".join(texts))


def test_nothing_of_the_answer_is_in_the_page_before_the_bet():
    one = price(shows="<p>IMAGE</p>")
    page = everything(one) + one.act.fallback() + repr(one)
    for told in ("1,33", "IMAGE", "suivent", "tentante"):
        assert told not in page
    one.direction.value, one.number.value = "baisse", "20"
    one.commit()
    page = everything(one)
    assert "1,33" in page
    assert "suivent" not in page  # first the learner's own reason
    one.act.compare.click()
    assert "suivent" not in everything(one)  # an empty one does not count, unless pressed again
    assert "suivent" not in one._live_html()
    one.act.compare.click()
    page = everything(one)
    assert "suivent" in page
    assert "tentante" in page
    assert "IMAGE" in page


def test_the_gap_in_words():
    one = price()
    one.direction.value, one.number.value = "baisse", "20"
    one.commit()
    said = one.act._answer.value
    assert "Vous pariez 20\u00a0€, c’est 1,33\u00a0€." in said
    assert "Le sens est juste, l’ampleur non." in said
    assert "−96\u00a0%" in said
    assert "Le sens est à revoir" not in said


@pytest.mark.parametrize(
    ("said", "number", "words"),
    [("monte", "40", "Le sens est à revoir."), ("ne bouge pas", "34,4", "Le sens est à revoir."),
     ("baisse", "1,3", "vous y êtes"), ("baisse", "5", "l’ampleur aussi")],
)  # fmt: skip
def test_a_sense_and_a_size_are_judged_apart(said, number, words):
    one = price()
    one.direction.value, one.number.value = said, number
    one.commit()
    one.commit()  # 26 times below today: pressed again
    assert words in one.act._answer.value


def test_whoever_bets_the_tempting_number_is_told_so():
    one = bm.bet("Jusqu’à quel taux ?", 0.152, unit="%", trap=0.12, name="02-piege", mistake=MISTAKE)
    one.number.value = "12"
    one.commit()
    assert "Votre nombre est celui que donne l’erreur tentante" in one.act._answer.value
    learner.forget()
    beside = bm.bet("Jusqu’à quel taux ?", 0.152, unit="%", trap=0.12, name="02-piege")
    beside.number.value = "11,5"
    beside.commit()
    assert "proche de celui" in beside.act._answer.value
    assert learner.of("lecon_02").bets["02-piege"].right is False
    learner.forget()
    near = bm.bet("Jusqu’à quel taux ?", 0.152, unit="%", trap=0.12, name="02-piege")
    near.number.value = "14,5"
    near.commit()
    assert "Vous y êtes" in near.act._answer.value


def test_a_direction_and_a_number_that_disagree_do_not_count():
    one = price()
    one.direction.value, one.number.value = "baisse", "40"
    one.commit()
    assert not one.opened
    assert "se contredisent" in one.act._answer.value
    assert "34,4" in one.act._answer.value


def test_a_choice_is_given_by_its_button():
    one = choice()
    one.buttons[1].click()
    assert one.opened
    assert learner.of("lecon_02").bets["02-cent"].right
    assert "c’est 30,6\u00a0€" in one.act._answer.value


def test_a_wrong_choice_says_what_is():
    one = bm.bet("Où ?", choices={"ici": 1 > 2, "là": 2 > 1}, name="02-ou")
    one.choose("ici")
    assert "Vous pariez «\u00a0ici\u00a0», c’est «\u00a0là\u00a0»." in html.unescape(one.act._answer.value)
    assert not learner.of("lecon_02").bets["02-ou"].right


def test_one_may_not_know():
    one = choice(because=BECAUSE)
    one.act.unsure.click()
    assert one.opened
    assert math.isnan(one.act.said_value)
    assert "C’est 30,6" in one.act._answer.value
    assert "suivent" in everything(one)


def test_enter_bets_and_the_instructor_opens():
    one = price()
    one.direction.value, one.number.value = "baisse", "20"
    one.number._handle_custom_msg({"event": "submit"}, [])
    assert one.opened
    learner.forget()
    one = price()
    one.number.value = f" {act.INSTRUCTOR_WORD.upper()} "
    one.commit()
    assert one.opened
    assert learner.of("lecon_02").bets["02-prix"].said == act.OPENED


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("17 k€", 17e3),
        ("17 307", 17307.0),
        ("0,017 M€", 17e3),
        ("17 307 €", 17307.0),
        ("17", 17e3),
        ("17,5", 17.5e3),
    ],
)
def test_a_number_is_read_as_it_is_written(typed, value):
    one = bm.bet("Combien ?", 15e3, today=17307.0, unit="€ / mois", name="06-compte")
    one.direction.value, one.number.value = ("baisse" if value < 17e3 * 1.001 else "ne bouge pas"), typed
    one.commit()
    assert one.act.said_value == pytest.approx(value)


@pytest.mark.parametrize(
    ("typed", "words"),
    [("10 €", "1\u202f700 fois moins"), ("1 M€", "58 fois plus"), ("17,3 €", "mille fois moins")],
)
def test_a_bet_in_another_size_is_repeated_before_it_counts(typed, words):
    one = bm.bet("Combien ?", 15e3, today=17300.0, unit="€ / mois", name="06-compte")
    one.direction.value, one.number.value = ("monte" if "plus" in words else "baisse"), typed
    one.commit()
    assert not one.opened
    assert words in one.act._answer.value
    one.number.value = "15 000"  # thought again
    one.direction.value = "baisse"
    one.commit()
    assert one.opened


def test_pressed_again_it_counts():
    one = bm.bet("Combien ?", 15e3, today=17300.0, unit="€ / mois", name="06-compte")
    one.direction.value, one.number.value = "baisse", "10 €"
    one.commit()
    one.commit()
    assert one.act.said_value == 10.0


def test_a_bet_without_a_present_value_is_never_doubted():
    one = bm.bet("Combien ?", 15e3, unit="€", name="06-seul")
    one.number.value = "3"
    one.commit()
    assert one.opened  # a doubt would tell the size of the answer


@pytest.mark.parametrize("typed", ["beaucoup", "5 %", "", "∞", "1e400"])
def test_nonsense_is_told_and_loses_nothing(typed):
    one = price()
    one.direction.value, one.number.value = "baisse", typed
    one.commit()
    assert not one.opened
    assert "bad" in one.act._answer.value
    assert one.number.value == typed


def test_a_bet_holds_after_a_restart_and_follows_its_name():
    one = price()
    one.direction.value, one.number.value = "baisse", "20"
    one.commit()
    one.reason.value = "tout <b>baisse</b>"
    one.act.compare.click()
    again = bm.bet("La même question, mieux dite ?", 1.5, today=34.4, unit="€", name="02-prix",
                   complete="La marge perd plus, parce que", because=BECAUSE)  # fmt: skip
    assert again.opened
    assert again.reason.value == "tout <b>baisse</b>"
    assert "c’est 1,5\u00a0€" in again.act._answer.value  # the truth is computed anew, never read back
    assert "suivent" in everything(again)
    again.direction.value = act.UNSURE
    assert learner.of("lecon_02").bets["02-prix"].value == 20.0


def test_what_a_learner_writes_is_no_html():
    one = price()
    one.direction.value, one.number.value = "baisse", "20"
    one.commit()
    one.reason.value = "<img src=x onerror=alert(1)>"
    assert "<img src=x" not in one._live_html()


def test_the_first_display_says_the_same_to_everybody():
    fresh = choice()
    start = fresh._still._start()
    fresh.choose("60 €")
    known = choice()
    assert known.opened
    assert known._still._start() == start
    assert "60" in known._live_html()


def test_a_calculator_is_the_same_act():
    calc = bm.calculator(bm.D2C(), predict="order_margin", change={"basket": 75}, name="02-panier",
                         complete="Elle monte plus, parce que", because=BECAUSE)  # fmt: skip
    calc.forecast.direction.value, calc.forecast.number.value = "monte", "20"
    calc.forecast.commit()
    assert "02-panier" in learner.of("lecon_02").bets
    assert "02-panier" in act.ASKED
    calc.forecast.reason.value = "chaque euro reste"
    calc.forecast.compare.click()
    assert "suivent" in calc.forecast._explained.value


@pytest.mark.parametrize(
    ("wrong", "words"),
    [({"question": ""}, "question"), ({"question": "?", "truth": None}, "truth"), ({"truth": "beaucoup"}, "truth"),
     ({"choices": [15]}, "deux choix"), ({"choices": [15, 15]}, "différents"), ({"choices": "oui"}, "liste"),
     ({"choices": {"a": True, "b": True}, "truth": None}, "un seul"), ({"choices": {"a": False, "b": False}, "truth": None}, "aucun"),
     ({"name": "marge"}, "02-marge"), ({"unit": 3}, "unit"), ({"truth": True}, "truth"),
     ({"truth": "c", "choices": ["a", "b"]}, "aucun"), ({"truth": math.inf, "choices": [15, 30]}, "∞"),
     ({"truth": 45.0, "choices": [30, 60]}, "un seul"), ({"truth": "b", "choices": {"a": True, "b": False}}, "pas de truth"),
     ({"truth": None, "choices": {"a": "False", "b": ""}}, "vrai ou faux"), ({"choices": ["je ne sais pas", "b"], "truth": "b"}, "déjà offert"),
     ({"choices": {15, 30}}, "liste"), ({"today": math.inf}, "fini"), ({"today": "x"}, "today"), ({"shows": 5}, "image"),
     ({"truth": 10**400}, "truth"), ({"truth": [1, 2]}, "truth"), ({"truth": [1, 2], "choices": ["a", "b"]}, "truth"),
     ({"because": None}, "because"), ({"trap": "x"}, "trap")],
)  # fmt: skip
def test_a_bet_badly_made_is_told_in_french(wrong, words):
    with pytest.raises(bm.LearnerError, match=words):
        bm.bet(**({"question": "Combien ?", "truth": 3.0} | wrong))


def test_the_forms_of_a_truth():
    forms = Measure("€").forms(290_123.0)
    assert {"290\u00a0k€", "290\u202f123\u00a0€"} <= set(forms)
    assert {"16,2\u00a0%", "0.162"} <= set(Measure("%").forms(0.162))
    assert choice().act.truth_forms()
    assert bm.bet("Où ?", choices={"ici": False, "là": True}).act.truth_forms() == ["là"]


def test_a_bet_whose_sentence_is_open_still_says_when_it_is_dead():
    """The style shows the notice once the kernel is gone: what is typed then would be lost."""
    one = price()
    one.direction.value, one.number.value = "baisse", "20"
    one.commit()
    assert "ne répond plus" in one.act._stale.value
    one.reason.value = "les coûts restent"
    one.act.compare.click()
    assert one.act._stale.value == ""
    done = choice()
    done.choose("30 €")
    assert done.act._stale.value == ""


def test_a_callback_that_fails_is_told(monkeypatch):
    one = choice()

    def broken(*_):
        raise RuntimeError("disque")

    monkeypatch.setattr(learner, "keep", broken)
    one.buttons[0].click()
    assert "n’a pas abouti" in html.unescape(one.act._answer.value)
    assert not one.opened


@pytest.mark.parametrize(
    ("said", "mine"), [("60 €", True), ("30 €", False), (None, True)], ids=["wrong", "right", "did not know"]
)
def test_whoever_was_right_is_not_scolded(said, mine):
    one = choice(mistake=MISTAKE)
    one.choose(said) if said else one.act.unsure.click()
    assert ("D’autres s’y trompent\u00a0: une erreur" in one.act._explained.value) is not mine


@pytest.mark.parametrize(("typed", "mine"), [("12", True), ("13", True), ("40", False)])
def test_the_mistake_is_somebody_elses_on_the_other_side(typed, mine):
    one = bm.bet("Jusqu’à quel taux ?", 0.152, unit="%", trap=0.12, name="02-piege", mistake=MISTAKE)
    one.number.value = typed
    one.commit()
    assert ("D’autres s’y trompent" in one.act._explained.value) is not mine


@pytest.mark.parametrize(
    "wrong",
    [{"name": "02-A"}, {"name": "../../etc"}, {"name": 5}, {"complete": 5}, {"because": None}, {"trap": "x"}],
)
def test_a_calculator_refuses_the_same(wrong):
    with pytest.raises(bm.LearnerError):
        bm.calculator(bm.D2C(), predict="ltv", **wrong)


def test_without_a_finite_result_nothing_is_judged():
    one = bm.bet("Combien ?", math.inf, unit="€", name="02-infini")
    one.number.value = "12"
    one.commit()
    assert learner.of("lecon_02").bets["02-infini"].right is None
    assert "juste" not in one.act._answer.value


@pytest.mark.parametrize(
    ("unit", "typed", "value"),
    [("M€", "600 M€", 600), ("M€", "600", 600), ("M€", "600 000 k€", 600), ("M€", "0,6 Md€", 600), ("M€", "600 000 000 €", 600),
     ("millions d’abonnés", "12 millions", 12), ("millions d’abonnés", "12,4", 12.4), ("millions d’abonnés", "12 000 000", 12),
     ("k€", "17 k€", 17), ("k€", "1 500", 1500)],
)  # fmt: skip
def test_a_unit_that_holds_a_size_counts_once(unit, typed, value):
    assert Measure(unit).read(typed, math.nan) == pytest.approx(value)


@pytest.mark.parametrize(
    ("unit", "typed", "value"),
    [("€", "57 € environ", 57), ("fois", "4 fois environ", 4), ("€", "21,50 € TTC", 21.5), ("%", "12 % des retours", 0.12),
     ("€ TTC", "~ 60", 60), ("€", "à peu près 30", 30)],
)  # fmt: skip
def test_a_number_as_people_write_it(unit, typed, value):
    assert Measure(unit).read(typed, math.nan) == pytest.approx(value)


@pytest.mark.parametrize("typed", ["1e308", "1e-320", "-1e200"])
def test_a_slip_of_three_hundred_zeros_is_told(typed):
    one = price()
    one.direction.value, one.number.value = "baisse", typed
    one.commit()
    assert not one.opened
    assert "bad" in one.act._answer.value
    assert "détail" not in one.act._answer.value


def test_an_exact_small_move_is_right():
    one = bm.bet("Combien ?", 100.4, today=100.0, unit="€", name="02-peu")
    one.direction.value, one.number.value = "monte", "100,4"
    one.commit()
    assert learner.of("lecon_02").bets["02-peu"].right


def test_a_second_tab_finds_the_bet_of_the_first():
    first, second = choice(), choice()
    first.choose("60 €")
    first.reason.value = "parce que"
    second.choose("30 €")
    held = learner.of("lecon_02").bets["02-cent"]
    assert (held.said, held.reason) == ("60\u00a0€", "parce que")
    assert "Vous pariez 60\u00a0€" in second.act._answer.value
    second.act._amend(compared=True)
    assert learner.of("lecon_02").bets["02-cent"].reason == "parce que"


def test_a_truth_computed_anew_is_kept_anew():
    one = bm.bet("Combien ?", 1.33, today=34.4, unit="€", name="02-prix")
    one.direction.value, one.number.value = "baisse", "20"
    one.commit()
    assert not learner.of("lecon_02").bets["02-prix"].right
    bm.bet("Combien ?", 21.0, today=34.4, unit="€", name="02-prix")
    kept = learner.of("lecon_02").bets["02-prix"]
    assert (kept.truth, kept.right) == (21.0, True)


def test_a_bet_that_nothing_moves_needs_no_number():
    """« ne bouge pas » : today's value stands beside the form."""
    guess = bm.bet("Et demain ?", truth=1_395, today=1_395, unit="€", name="09-paie")
    guess.direction.value = "ne bouge pas"
    guess.commit()
    assert guess.opened
    assert guess.act.given_bet.value == 1_395
    assert guess.act.given_bet.right


def test_no_ratio_is_made_across_zero():
    """−0,87 for 33,6 today: « trente-neuf fois moins » has no sense."""
    guess = bm.bet("Et demain ?", truth=-0.87, today=33.6, unit="€", name="09-pointe")
    guess.direction.value = "baisse"
    guess.number.value = "-0,87"
    guess.commit()
    assert guess.opened


def test_a_result_below_two_is_singular():
    guess = bm.bet("Combien ?", truth=1.4, choices=[1, 1.4, 3], unit="points")
    assert [one.label for one in guess.options] == ["1\u00a0point", "1,4\u00a0point", "3\u00a0points"]


@pytest.mark.parametrize(("typed", "kept"), [("1", 0.01), ("0,5", 0.005), ("2", 0.02), ("1 %", 0.01)])
def test_beside_a_percentage_a_small_number_is_read_as_written(typed, kept):
    """« baisse » and 1 beside 19 %: not « baisse et 100 % se contredisent »."""
    guess = bm.bet("Quelle part ensuite ?", truth=0.0, today=0.19, unit="%", name="10-part")
    guess.direction.value = "baisse"
    guess.number.value = typed
    guess.commit()
    if not guess.opened:  # fifty times less: once more
        guess.commit()
    assert guess.opened
    assert guess.act.given_bet.value == pytest.approx(kept)


def test_whoever_bets_on_a_move_has_not_believed_in_none():
    """The tempting mistake is today's value: « monte », near it or not, is another bet."""
    guess = bm.bet(
        "Et demain ?",
        truth=3.16,
        today=1.99,
        unit="€",
        name="10-passager",
        trap=1.99,
        mistake="Croire ce revenu stable.",
    )
    guess.direction.value = "monte"
    guess.number.value = "2,2"
    guess.commit()
    shown = guess.act.given()
    assert "erreur tentante" not in shown
    assert "D’autres s’y trompent" in shown


@pytest.mark.parametrize("typed", ["5,8 millions", "5,8", "5 800 000", "5,8 million"])
def test_the_word_printed_beside_the_field_may_be_typed(typed):
    guess = bm.bet("Combien ?", truth=5.8, unit="millions", name="04-mots")
    guess.number.value = typed
    guess.commit()
    assert guess.act.given_bet.value == pytest.approx(5.8)


def test_a_fraction_beside_a_percentage_is_asked_before_it_counts():
    guess = bm.bet("Quelle marge ?", truth=0.33, unit="%", name="06-part")
    guess.number.value = "0,33"
    guess.commit()
    assert not guess.opened
    guess.number.value = "33 %"
    guess.commit()
    assert guess.act.given_bet.right
    other = bm.bet("Quelle part ?", truth=0.0033, unit="%", name="06-petite")
    other.number.value = "0,33"
    other.commit()
    other.commit()
    assert other.act.given_bet.value == pytest.approx(0.0033)


@pytest.mark.parametrize("typed", ["30", "30 %", "150"])
def test_a_number_that_contradicts_its_sense_is_not_made_a_hundred_times_smaller(typed):
    """« baisse » and 30 beside 19 %: 0.3 % was never written."""
    guess = bm.bet("Quelle part ensuite ?", truth=0.0, today=0.19, unit="%", name="10-part")
    guess.direction.value = "baisse"
    guess.number.value = typed
    guess.commit()
    assert not guess.opened
    assert "se contredisent" in guess.act._answer.value


@pytest.mark.parametrize(("chosen", "mine"), [("le rouge", True), ("le vert", False)])
def test_the_mistake_of_another_choice_is_not_said_to_be_ones_own(chosen, mine):
    choices = {"le rouge": False, "le bleu": True, "le vert": False}
    one = bm.bet("Qui gagne ?", choices=choices, mistake="Choisir le rouge oublie le coût.", trap="le rouge")
    one.act.choose(chosen)
    assert ("D’autres s’y trompent\u00a0: choisir le rouge" in one.act._explained.value) is not mine
    numbers = bm.bet("Combien ?", 30, choices=[10, 30, 50], mistake="Répondre 50 oublie le coût.", trap=50)
    numbers.act.choose("50" if mine else "10")
    assert ("D’autres s’y trompent" in numbers.act._explained.value) is not mine
    for wrong in ("le bleu", "le jaune"):
        with pytest.raises(bm.LearnerError, match="mauvais choix"):
            bm.bet("Qui gagne ?", choices=choices, trap=wrong)


def test_the_exact_choice_of_a_number_is_not_called_the_closest():
    exact = bm.bet("Combien rendre ?", 85, choices=[80, 85, 92], unit="€")
    exact.act.choose("85\u00a0€")
    assert "c’est cela" in everything(exact)
    near = choice()
    near.act.choose("30\u00a0€")
    assert "C’était le plus proche" in everything(near)


def test_a_number_that_cannot_be_is_told_and_not_spent():
    guess = bm.bet("Combien des onze ?", 6, unit="modèles", within=(0, 11))
    guess.number.value = "12"
    guess.commit()
    assert guess.act.given_bet is None
    for within, said in (
        ((0, 5), "within entoure"),
        (11, "within est deux nombres"),
        (("a", 2), "within est deux"),
    ):
        with pytest.raises(bm.LearnerError, match=said):
            bm.bet("Combien des onze ?", 6, within=within)


def test_a_past_value_is_not_today():
    past = bm.bet("La commande moyenne ?", 67.4, today=81.0, unit="€", year=2014)
    seen = [past.act._before.value]
    past.act.direction.value = "baisse"
    past.act.number.value = "60"
    past.act.commit()
    seen.append(past.act._answer.value)
    assert "En 2014" in seen[0]
    assert "Par rapport à 2014" in seen[1]
    assert "en 2014 81" in seen[1].replace("\u00a0", " ").replace("\u202f", " ")
    assert not any("ujourd" in one for one in seen)


@pytest.mark.parametrize("year", [14, "2014", True, 2014.0, 12_014])
def test_a_year_that_is_none(year):
    with pytest.raises(bm.LearnerError, match="year"):
        bm.bet("La commande moyenne ?", 67.4, today=81.0, unit="€", year=year)


def test_a_year_without_its_value():
    with pytest.raises(bm.LearnerError, match="year"):
        bm.bet("La commande moyenne ?", 67.4, unit="€", year=2014)
