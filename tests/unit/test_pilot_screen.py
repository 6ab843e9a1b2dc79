"""``bm.pilot``: one quarter decided on one page, kept, gone on with, played again; what is hidden stays out of the page."""

from __future__ import annotations

import html
import json
import re

import numpy as np
import pytest
from ipywidgets.embed import dependency_state

import bizmodels as bm
from bizmodels import french, learner, models
from bizmodels.pilot import debrief
from bizmodels.pilot.decision import CLOSE, OPEN, SIZES, Decision
from bizmodels.pilot.game import Game
from bizmodels.pilot.legal import bounds
from bizmodels.pilot.rival import KINDS, SAID
from bizmodels.view import pilot_account, pilot_end, pilot_runs, pilot_seen, pilot_words

NAME, FILE = "25-pilote", "lecon_25"
FIRMS = sorted(models.all_models())
REASON = "je teste d’abord"


def screen(quarters=4, seed=2026, model=None):
    return bm.pilot(model or bm.D2C(), quarters=quarters, seed=seed)


def press(one, why=REASON, **fields):
    """What a person does in a quarter: fields typed or pressed, a reason, the button."""
    form = one.form
    for name, typed in fields.items():
        if name == "price":
            form.price[0].field.value = typed
        elif name in ("budget", "raised"):
            getattr(form, name).field.value = typed
        elif name == "lever":
            form.levers[typed].value = True
        elif name == "size":
            form.size[typed].value = True
        else:
            getattr(form, name).value = typed
    form.why.value = why
    form.button.click()


def page(one):
    """Every trait of every widget of the page, as the browser has them."""
    return html.unescape(
        json.dumps(dependency_state(one, drop_defaults=False), ensure_ascii=False, default=str)
    ).replace("\\u00a0", " ")


def words(widget):
    return re.sub(r"<[^>]+>", "", html.unescape(widget.value)).replace("\u00a0", " ").replace("\u202f", " ")


def kept():
    return learner.of(FILE).runs.get(NAME, [])


# --- a quarter ------------------------------------------------------------------------------------------


def test_a_quarter_is_what_the_game_without_a_screen_makes_of_it():
    one = screen()
    press(
        one,
        price="57",
        budget="450 000",
        lever="Programme de fidélité",
        test="churn",
        size="grand",
        raised="100 000",
    )
    made = one.run.decisions[0]
    assert made.given() == {
        "price": 57 / 60, "acquisition": 450_000.0, "lever": "Programme de fidélité", "test": "churn", "size": "grand",
        "raised": 100_000.0, "why": REASON,
    }  # fmt: skip
    press(one)
    assert one.run.decisions[1] == Decision(why=REASON)  # what is not touched goes on as before
    assert one.run == one.play(one.run.decisions) == Game(bm.D2C(), 4, 2026).play(one.run.decisions)
    assert np.array_equal(one.run.states[-1].bank, one.play(one.run.decisions).states[-1].bank)


def test_the_fields_of_the_next_quarter_are_what_was_decided():
    one = screen()
    press(one, price="57", lever="Programme de fidélité", channel=True)
    assert one.form.price[0].field.value == "57"
    assert not one.form.price[0].moved
    assert one.form.why.value == ""
    assert "en place" in one.form.levers["Programme de fidélité"].description
    assert one.form.channel.description.startswith("fermer")
    press(one, lever="Programme de fidélité", channel=True)
    assert not one.run.states[-1].levers["Programme de fidélité"][0]
    assert one.run.decisions[1].channel == CLOSE


def test_one_lever_at_a_time_and_one_size_always():
    form = screen().form
    for name in form.levers:
        form.levers[name].value = True
        assert [other for other, button in form.levers.items() if button.value] == [name]
    for name in [*SIZES, "grand"]:
        form.size[name].value = True
        assert [other for other, button in form.size.items() if button.value] == [name]
    form.size["grand"].value = False
    assert form.size["grand"].value


def test_enter_in_the_reason_plays():
    one = screen()
    one.form.why.value = REASON
    one.form.why._handle_custom_msg({"event": "submit"}, [])
    assert len(one.run.decisions) == 1


@pytest.mark.parametrize("why", ["", "   ", "ok", "12 34", "é" * 301, "\n\t", "…?!"])
def test_a_reason_is_asked_before_the_result(why):
    one = screen()
    press(one, why=why, price="57")
    assert one.run.decisions == ()
    assert words(one.form._wrong)
    assert one.form.price[0].field.value == "57"  # nothing is lost
    press(one)
    assert len(one.run.decisions) == 1
    assert not words(one.form._wrong)


NONSENSE = ["abc", "-5", "1e99", "", "nan", "inf", "<b>60</b>"]
TYPED = [(field, typed) for field in ("price", "budget", "raised") for typed in NONSENSE]


@pytest.mark.parametrize(
    ("field", "typed"), [*TYPED, *(("price", typed) for typed in ("12", "121", "0")), ("budget", "2 400 001")]
)
def test_nonsense_is_told_in_french_and_plays_nothing(field, typed):
    one = screen()
    press(one, **{field: typed})
    choice = one.form.price[0] if field == "price" else getattr(one.form, field)
    assert one.run.decisions == ()
    assert choice.error
    assert "Traceback" not in choice.note.value
    assert "Corrigez d’abord" in words(one.form._said)
    choice.field.value = choice.text()
    one.form.button.click()
    assert len(one.run.decisions) == 1


def test_what_the_quarter_would_spend_is_said():
    one = screen()
    one.form.test.value = "churn"
    one.form.channel.value = True
    one.form.raised.field.value = "1 000 000"
    said = words(one.form._cost)
    setup, test = one.rules.channel.setup, float(one.rules.test_cost("moyen"))
    total = 600_000 + setup + test + 50_000
    for amount in (600_000, setup, test, 50_000, total):
        assert french.compact(amount).replace("\u00a0", " ").replace("\u202f", " ") in said


def test_a_ruin_ends_the_run_and_is_told():
    one = screen(quarters=12, model=bm.D2C())
    while not one.run.done:
        press(one, price="120", budget="2 400 000")
    assert not one.run.alive
    assert "Ruine au trimestre" in words(one._head)
    assert "vaut 0 €" in words(one.end._result)
    assert one.form.box.layout.display == "none"
    before = one.run
    one.commit()  # a click that comes late
    assert one.run is before
    assert pilot_seen.account(one.run)[-1] < 0 <= min(pilot_seen.account(one.run)[:-1])


# --- what is seen ---------------------------------------------------------------------------------------


def secrets(one):
    """The digits and the words of what is hidden, as a page could hold them."""
    found = [*SAID.values(), *(f"Le rival était {kind}" for kind in KINDS), "Vrai ici"]
    values = [float(value[0]) for value in one.fate.truth.values()]
    for state in one.run.states[1:]:
        values += [
            float(state.customers[0]),
            float(state.share[0]),
            float(state.value[0]),
            float(state.worth[0]),
        ]
        if state.customers[0] > 10_000:
            found.append(french.number(float(state.customers[0]), 0))
    for value in values:
        for shown in (value, 100 * value):
            digits = f"{shown:.12f}".rstrip("0")[:8].rstrip(".")
            found += [digits, digits.replace(".", ",")] if len(digits) >= 7 else []
    return found


@pytest.mark.parametrize("firm", FIRMS)
def test_nothing_hidden_is_in_the_page_before_the_end(firm):
    one = screen(quarters=3, seed=5, model=getattr(bm, firm)())
    for subject in list(one.rules.subjects)[:2]:
        press(one, test=subject, size="grand")
        if one.run.done:
            break
        everywhere = page(one) + one._live() + one._asked() + repr(one) + learner.of(FILE).model_dump_json()
        assert [told for told in secrets(one) if told in everywhere] == []
        for name, subject_of in one.rules.subjects.items():
            told = french.quantity(float(one.fate.truth[name][0]), subject_of.unit)
            if len(re.sub(r"\D", "", told)) >= 4:
                assert told.replace("\u00a0", " ") not in everywhere.replace("\u00a0", " ")


def test_the_test_above_finds_what_is_told_at_the_end():
    one = screen(quarters=1)
    press(one)
    assert "Vrai ici" in page(one)
    assert any(SAID[kind] in page(one) for kind in KINDS)
    one.replay(1)
    assert "Vrai ici" not in page(one)
    assert not any(SAID[kind] in page(one) for kind in KINDS)


def test_the_cards_say_what_is_counted_and_how_wrong_it_is():
    one = screen()
    press(one)
    state, seen = one.run.states[-1], one.rules.seen(one.fate, one.run.states[-1])
    told = words(one._cards)
    assert french.compact(float(state.bank[0])).replace("\u00a0", " ").replace(" €", "€")[:4] in told
    assert french.number(float(f"{seen.customers[0]:.3g}"), 0).replace("\u202f", " ") in told
    assert "± 2 points" in told
    assert french.number(float(state.customers[0]), 0).replace("\u202f", " ") not in told


def test_a_test_is_told_with_its_error_beside_the_figure_of_the_start():
    one = screen()
    press(one, test="churn", size="grand")
    value, variance = (float(part[0]) for part in one.run.states[-1].known["churn"])
    told = words(one._news)
    assert f"{french.number(100 * value, 1)} % / mois ± {french.number(100 * variance**0.5, 1)} point" in told
    assert "le chiffre du départ disait 8 % / mois" in told
    assert "testé" in {name: label for label, name in one.form.test.options}["churn"]
    press(one, test="churn", size="grand")
    assert "Tous vos tests" in words(one._news)


@pytest.mark.parametrize(
    ("value", "error", "said"),
    [
        (0.0791, 0.0038, "7,9 % / mois ± 0,4 point"),
        (0.0791, 0.0021, "7,91 % / mois ± 0,21 point"),
        (0.5, 0.06, "50 % / mois ± 6 points"),
    ],
)
def test_an_estimate_is_rounded_to_its_error(value, error, said):
    subject = Game(bm.D2C(), 1, 1).rules.subjects["churn"]
    assert pilot_seen.about(value, error, subject).replace("\u00a0", " ") == said


def test_a_card_is_told_in_the_quarter_in_which_it_strikes():
    told = []
    for seed in range(40):
        game = Game(bm.D2C(), 6, seed)
        run = game.play([{}] * 6)
        for quarter in range(1, len(run.decisions) + 1):
            partial = game.play([{}] * quarter)
            text = html.unescape(pilot_seen.news(partial))
            struck = [card.risk.name for card in game.fate.cards if card.begin[0] == quarter]
            told += struck
            assert re.findall(r"Carte tirée · ([^<]+)</b>", text) == struck
    assert told


def test_the_rival_answers_what_was_decided_the_quarter_before():
    seed = next(s for s in range(50) if Game(bm.D2C(), 3, s).fate.rival[0] == 1)  # who copies
    run = Game(bm.D2C(), 3, seed).play([{"price": 0.9}])
    assert "n’a pas bougé" in pilot_seen.news(run)
    told = html.unescape(pilot_seen.news(Game(bm.D2C(), 3, seed).play([{"price": 0.9}, {}]))).replace(
        "\u00a0", " "
    )
    assert (
        "Le rival a répondu.</b> Il baisse son prix de 10 %, après votre baisse de prix de 10 % au trimestre d’avant."
        in told
    )


def test_one_price_is_shown_in_its_unit_and_a_list_in_per_cent():
    one = screen(model=bm.SaaS())
    press(one, price="200")
    assert one.run.decisions[0].price == pytest.approx(200 / 165)
    bank = screen(model=bm.BusinessBanking())
    press(bank, price="110")
    assert bank.run.decisions[0].price == pytest.approx(1.1)
    share = screen(model=bm.NetworkPlatform())
    press(share, price="25 %")
    assert share.run.decisions[0].price == pytest.approx(1.25)


@pytest.mark.parametrize("firm", FIRMS)
def test_both_ends_of_every_field_may_be_played(firm):
    for end in ("low", "high"):
        one = screen(quarters=1, seed=3, model=getattr(bm, firm)())
        for choice in (one.form.price and one.form.price[0], one.form.budget, one.form.raised):
            if choice:
                choice.value = getattr(choice.param, end)
        press(one)
        assert len(one.run.decisions) == 1, words(one.form._said)


# --- the end --------------------------------------------------------------------------------------------


def test_the_debrief_says_what_the_game_says(monkeypatch):
    monkeypatch.setattr(pilot_end, "FUTURES", 200)
    monkeypatch.setattr(pilot_end, "TESTS", 50)
    one = screen(quarters=2)
    press(one, price="66")
    press(one)
    gains = debrief.turning(one.run)["gain"]
    assert f"trimestre {gains.abs().idxmax()}" in words(one.end._turned)
    assert REASON in words(one.end._turned)
    one.end.compare.click()
    told = words(one.end._compared)
    part = debrief.share(debrief.ways(one.game, one.run, futures=200))
    assert french.compact(part.decision).replace("\u00a0", " ").replace("\u202f", " ") in told
    assert "Ce qu’un test aurait rapporté" in told
    assert all(name in told for name in debrief.ways(one.game, one.run, futures=50).here)
    tested = debrief.worth_of_tests(one.game, 50).shown()
    assert len(tested) == 12
    assert all(
        french.typeset(label) in told for label in tested.index
    )  # who reads an amount reads of which test
    assert "en cours" not in told


def test_a_comparison_that_fails_is_told(monkeypatch):
    monkeypatch.setattr(debrief, "ways", lambda *_, **__: 1 / 0)
    one = screen(quarters=1)
    press(one)
    one.end.compare.click()
    assert "ZeroDivisionError" in words(one.end._compared)


def test_a_ruined_run_is_followed_to_the_end_in_the_other_futures():
    run = Game(bm.D2C(), 12, 2026).play([{"price": 1.8, "acquisition": 2_000_000}])
    decisions = [*run.decisions]
    while run.alive:
        decisions.append(Decision())
        run = run.game.play(decisions)
    assert len(run.decisions) < 12
    whole = run.game.play([*run.decisions, *[{}] * (12 - len(run.decisions))])
    mine, theirs = (debrief.ways(run.game, one, futures=50).worth[debrief.YOU] for one in (run, whole))
    assert np.array_equal(mine, theirs)


def test_replaying_keeps_the_first_try_beside():
    one = screen(quarters=3)
    for price in ("66", "60", "60"):
        press(one, price=price)
    first = one.run
    one.end.quarter.value = 2
    one.end.again.click()
    assert one.run.decisions == first.decisions[:1]
    assert "rejoué depuis le trimestre 2" in words(one._head)
    assert pilot_seen.FIRST in one._curve.value
    press(one, price="54")
    press(one)
    assert one._first == first
    assert french.compact(first.worth).replace("\u00a0", " ").replace("\u202f", " ") in words(one.end._result)
    assert one.kept.button.description == "Mes parties (2)"
    assert [run.from_quarter for run in kept()] == [0, 2]
    one.kept.button.value = True
    one.kept.box.children[0].click()
    assert one.run == first
    assert pilot_seen.FIRST not in one._curve.value


# --- the learner's file ---------------------------------------------------------------------------------


def random_decision(rng, rules):
    made = {"why": f"essai {rng.integers(1000)} « é »"}
    for name, (low, high), _ in bounds(rules):
        if rng.random() < 0.5 and high > low:
            made[name] = float(rng.uniform(low, low + (high - low) * (0.05 if name == "raised" else 0.6)))
    for name, choices in (
        ("lever", [*rules.levers]),
        ("test", [*rules.subjects]),
        ("size", [*SIZES]),
        ("channel", [OPEN, CLOSE]),
    ):
        if rng.random() < 0.5 and choices:
            made[name] = str(rng.choice(choices))
    return made


@pytest.mark.parametrize("firm", FIRMS)
def test_a_run_read_back_from_the_file_is_the_same_to_the_last_bit(firm):
    rng = np.random.default_rng(FIRMS.index(firm))
    model = getattr(bm, firm)()
    played = {}
    for number in range(10):
        changed = model.replace(churn=float(model.churn * rng.uniform(0.8, 1.2))) if number % 2 else model
        game = Game(changed, int(rng.integers(1, 13)), int(rng.integers(2**32)))
        decisions = []
        run = game.play()
        while not run.done and rng.random() < 0.95:
            decisions.append(random_decision(rng, game.rules))
            run = game.play(decisions)
        played[f"k{number}"] = run
        pilot_runs.Notebook(game, NAME).keep(run, f"k{number}", number)
    assert len(kept()) == len(played) == 10
    for one in kept():
        model = getattr(bm, one.model)(**one.settings)
        again = pilot_runs.played(Game(model, one.quarters, one.seed), one)
        run = played[one.key]
        assert again == run
        for mine, its in zip(run.states, again.states, strict=True):
            for name in ("bank", "debt", "customers", "share", "value", "tied"):
                assert np.array_equal(getattr(mine, name), getattr(its, name))
        assert one.done == run.done
        assert one.worth == (run.worth if run.done else None)


def test_a_run_goes_on_after_a_restart():
    one = screen()
    press(one, price="57")
    press(one, test="cac")
    again = screen()
    assert again.run == one.run
    assert again._key == one._key
    press(again)
    assert len(kept()) == 1
    assert len(kept()[0].decisions) == 3
    assert screen(seed=7).run.decisions == ()  # another seed, another firm: another game
    assert screen(model=bm.D2C(churn=0.05)).run.decisions == ()
    assert screen(quarters=5).run.decisions == ()


def test_an_unfinished_run_is_found_before_a_finished_one():
    one = screen(quarters=2)
    press(one)
    press(one)
    one.replay(2)
    one.kept.box.children[0].click()
    assert one.run.done
    assert not screen(quarters=2).run.done


def test_a_run_that_cannot_be_played_again_is_told_and_the_rest_lives():
    one = screen()
    press(one)
    bad = kept()[0].model_copy(update={"key": "mauvaise", "decisions": [{"price": 99.0}]})
    learner.keep_run(FILE, NAME, bad)
    again = screen()
    assert again.run.decisions == ()
    again.kept.button.value = True
    again.kept.box.children[1].click()
    assert "ne se rejoue plus" in words(again.form._said)
    again.kept.box.children[0].click()
    assert len(again.run.decisions) == 1


def test_what_could_not_be_written_is_kept_by_the_kernel(monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr(learner, "_write", lambda *_: (_ for _ in ()).throw(OSError(28, "full")))
        one = screen()
        press(one)
        press(one)
        assert "ne peuvent pas être écrits" in words(one._trouble)
    again = screen()
    assert len(again.run.decisions) == 2
    press(again)
    assert [len(run.decisions) for run in kept()] == [3]


def test_the_longer_of_two_tabs_stays_and_the_oldest_leave():
    def run(key, many):
        return learner.KeptRun(key=key, model="D2C", decisions=[{"why": "abc"}] * many)

    learner.keep_run(FILE, NAME, run("a", 3))
    learner.keep_run(FILE, NAME, run("a", 2))
    assert len(kept()[0].decisions) == 3
    for number in range(learner.RUNS + 5):
        learner.keep_run(FILE, NAME, run(f"b{number}", 1))
    assert len(kept()) == learner.RUNS
    assert kept()[0].key == "a"
    assert kept()[-1].key == f"b{learner.RUNS + 4}"


def test_the_largest_file_of_runs_can_be_read_back():
    decision = {
        "price": 1.0123456789,
        "acquisition": 123456.789,
        "lever": "L" * 40,
        "test": "T" * 40,
        "why": "é" * 300,
    }
    for number in range(learner.RUNS):
        learner.keep_run(
            FILE, NAME, learner.KeptRun(key=f"k{number}", model="D2C", decisions=[decision] * 12)
        )
    assert (learner.folder() / f"{FILE}.json").stat().st_size < learner.LARGEST
    assert len(kept()) == learner.RUNS


# --- the saved page, the call ---------------------------------------------------------------------------


def test_the_first_display_says_the_same_to_everybody():
    fresh = screen()
    asked = fresh._asked()
    assert fresh._live() == ""
    press(fresh)
    again = screen()
    assert again._asked() == asked
    assert "Trimestre 2" in again._live()
    assert repr(again) == repr(fresh)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ({"name": ""}, "il faut un nom"),
        ({"name": "pilote"}, "le numéro de la leçon"),
        ({"quarters": 0}, "quarters vaut 0"),
        ({"quarters": "douze"}, "quarters vaut"),
        ({"seed": -1}, "seed vaut"),
        ({"seed": True}, "seed vaut"),
    ],
)
def test_a_wrong_call_is_told_in_french(arguments, told):
    with pytest.raises(bm.LearnerError, match=told):
        bm.pilot(bm.D2C(), **arguments)


def test_every_field_has_a_name_for_who_does_not_see_it():
    one = screen()
    form = one.form
    fields = [
        form.price[0].field,
        form.budget.field,
        form.raised.field,
        form.test.button,
        form.why,
        one.end.quarter,
    ]
    assert all(field.description for field in fields)
    buttons = [
        *form.levers.values(),
        *form.size.values(),
        form.channel,
        form.button,
        one.kept.button,
        one.end.again,
    ]
    assert all(button.description for button in buttons)
    assert 'role="img" aria-label="Compte en banque' in one._curve.value


# --- what moved the account, the log, the loan ----------------------------------------------------------


def plain(text):
    return re.sub(r"<[^>]+>", " ", html.unescape(text)).replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize("firm", FIRMS)
def test_the_statement_adds_up_to_what_the_account_moved(firm):
    game = Game(getattr(bm, firm)(), 3, 4)
    lever, owed = next(iter(game.rules.levers)), 0.1 * game.rules.opening
    run = game.play([{"raised": owed, "lever": lever}, {"raised": -owed / 2}, {}])
    for quarter in range(1, len(run.decisions) + 1):
        before, after = run.states[quarter - 1], run.states[quarter]
        lines = pilot_account._lines(run, quarter)
        assert sum(lines.values()) == pytest.approx(float(after.bank[0] - before.bank[0]), rel=1e-6, abs=1)
        assert lines["Leviers en place"] == -3 * game.rules.lever_costs[lever]
    assert pilot_account._lines(run, 1)["Argent levé"] == owed


def test_the_statement_stands_in_the_page_beside_the_quarter_before():
    one = screen()
    assert words(one._moved) == ""
    press(one, test="churn")
    press(one)
    told = plain(one._moved.value)
    assert "Trimestre 2" in told
    assert "Trimestre 1" in told
    for state in one.run.states[1:]:
        assert plain(pilot_seen.signed(state.flows.revenue[0], one.run)) in told
        assert plain(pilot_seen.signed(state.flows.balance()[0], one.run)) in told
    assert "Argent levé" not in told  # what did not move is no line
    assert "Payé une fois" in told


def test_the_log_holds_every_decision_its_reason_and_the_account_after():
    one = screen(quarters=3)
    reasons = ["le prix <b> d’abord", "je teste l’attrition", "je ne change rien"]
    press(one, why=reasons[0], price="57", raised="1 000 000")
    press(one, why=reasons[1], test="churn", lever="Programme de fidélité", budget="450 000")
    press(one, why=reasons[2])
    told = plain(one._log.value)
    for reason, state in zip(reasons, one.run.states[1:], strict=True):
        assert plain(f"<td>{html.escape(french.quote(reason))}</td>").strip() in told
        assert plain(pilot_seen.money(state.bank[0], one.run)) in told
    for said in (
        "prix 57 €",
        "publicité 450 k€",
        "levier « Programme de fidélité »",
        "test moyen",
        "rien de changé",
    ):
        assert said in told
    assert "<b> d’abord" not in one._log.value
    assert "<details open>" in one._log.value
    one.replay(2)
    told = plain(one._log.value)
    assert "<details>" in one._log.value
    assert "La première fois" in told
    assert reasons[1] in told  # what was decided in the quarter to come
    assert "la même" in told
    assert reasons[2] not in told


def test_money_raised_is_told_apart_and_may_be_given_back(monkeypatch):
    one = screen(quarters=4)
    assert one.form.raised.slider.min == 0
    one.form.raised.field.value = "−5 000"
    assert one.form.raised.error  # nothing is owed yet
    one.form.raised.field.value = "0"
    press(one, raised="1 000 000")
    assert "dont 1 M€ levés" in words(one._cards)
    assert "+1 M€ levés" in plain(one._curve.value)
    assert "argent rendu" in one.form.raised.field.description
    owed = float(one.run.states[-1].debt[0])
    one.form.raised.field.value = "−2 000 000"
    assert "il faut entre −1 M€ et" in one.form.raised.error.replace("\u00a0", " ")
    press(one, raised="0")  # a quarter of interest: what is owed is no round number
    assert one.run.states[-1].debt[0] == pytest.approx(owed * 1.15**0.25)
    owed = float(one.run.states[-1].debt[0])
    press(one, raised="−1,04 M€")  # as it is written: all of it, to the cent
    assert one.run.decisions[-1].raised == -owed
    assert one.run.states[-1].debt[0] == pytest.approx(owed * (1.15**0.25 - 1))
    assert "rendus" in words(one._cards)
    press(one)
    assert one.run.done
    monkeypatch.setattr(pilot_end, "FUTURES", 50)
    monkeypatch.setattr(pilot_end, "TESTS", 5)
    one.end.compare.click()  # who borrowed nothing, or is poorer, gives nothing back
    assert "rien n’y est rendu" in words(one.end._compared)
    assert "Argent rendu" in words(one._moved)


def test_a_ruin_keeps_its_debt_and_says_so():
    one = screen(quarters=12)
    press(one, raised="3 000 000")
    while not one.run.done:
        press(one, price="120", budget="2 400 000")
    assert not one.run.alive
    told = words(one.end._result)
    assert one.run.worth < 0
    assert "restent dus" in told
    assert french.compact(one.run.worth).replace("\u00a0", " ") in told
    assert "ruine au trimestre" in one.kept.box.children[0].description
    assert "à rendre" in one.kept.box.children[0].description
    one.replay(1)
    while not one.run.done:
        press(one, price="120", budget="2 400 000")
    told = words(one.end._result)
    assert "Votre première partie : ruine au trimestre" in told
    assert "encore dus ; celle-ci, rejouée depuis le trimestre 1 : ruine au trimestre" in told


# --- what a lever and a test mean -----------------------------------------------------------------------


@pytest.mark.parametrize("firm", FIRMS)
def test_every_unknown_and_every_lever_is_explained(firm):
    form = screen(model=getattr(bm, firm)()).form
    rules = form.run.game.rules
    assert [name for _, name in form.test.options][1:] != []
    assert {name for _, name in form.test.options} == {"", *rules.subjects}
    for name in rules.subjects:
        form.test.value = name
        assert len(words(form._test_said)) > 15, name
    for name, button in form.levers.items():
        button.value = True
        told = words(form._lever_said)
        assert "Effet déclaré :" in told
        assert pilot_words.effects(rules, rules.levers[name]).replace("\u00a0", " ") in told
        assert "la leçon" not in told
        button.value = False
    assert words(form._lever_said) == ""


def test_the_wear_of_advertising_is_said_the_right_way_round():
    said = (
        pilot_words.meaning(Game(bm.D2C(), 1, 1).rules, "acquisition")
        .replace("\u00a0", " ")
        .replace("\u202f", " ")
    )
    assert "23 % si c’est 0,3, et 87 % si c’est 0,9" in said  # 2^0,3 and 2^0,9
    assert "Plus c’est petit, plus la publicité s’use" in said


def test_the_list_of_tests_opens_and_closes():
    test = screen().form.test
    test.button.value = True
    assert test._list.layout.display is None
    test.buttons["churn"].click()
    assert test.value == "churn"
    assert test._list.layout.display == "none"
    assert "Attrition" in test.button.description


# --- before the bets ------------------------------------------------------------------------------------


def test_above_the_bets_nothing_of_the_comparison_nor_of_the_truth_is_told():
    one = bm.pilot(bm.D2C(), quarters=1, seed=2026, compare=False)
    press(one)
    assert "Vrai ici" not in page(one)
    assert "viennent plus bas" in words(one.end._told)
    shown = [child for row in one.end.top.children for child in getattr(row, "children", ())]
    assert one.end.compare not in shown
    assert one.end.again in shown
    assert one._asked() == bm.pilot(bm.D2C(), quarters=1, seed=2026)._asked()
    with pytest.raises(bm.LearnerError, match="compare vaut"):
        bm.pilot(bm.D2C(), compare="non")


def test_one_s_own_tests_stand_beside_the_truth():
    one = screen(quarters=1)
    press(one, test="churn", size="grand")
    assert "Vos tests" in words(one.end._told)
    value, variance = (float(part[0]) for part in one.run.states[-1].known["churn"])
    assert pilot_seen.about(value, variance**0.5, one.rules.subjects["churn"]).replace(
        "\u00a0", " "
    ) in words(one.end._told)


@pytest.mark.parametrize("told", ["customers", "share", "value"])
def test_the_search_for_the_truth_bites_in_the_statement_too(monkeypatch, told):
    """A mutation: were the account's table to tell a true figure, the search above would find it."""
    monkeypatch.setattr(pilot_account, "statement", lambda run: repr(float(getattr(run.states[-1], told)[0])))
    one = screen(quarters=3, seed=5)
    press(one)
    assert [secret for secret in secrets(one) if secret in page(one)]
