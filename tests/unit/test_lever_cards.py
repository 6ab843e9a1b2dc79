"""The tab « Leviers et risques »: cards that say what a lever brings alone, and what several do together."""

import pytest

import bizmodels as bm
from bizmodels import french
from bizmodels.core.change import times, together
from bizmodels.errors import LearnerError
from bizmodels.levers.catalogue import CROSS_SELL, LOYALTY, PRICE

TAB = "Leviers et risques"


def opened(model=None, **given):
    calc = bm.calculator(model or bm.D2C(), **given)
    calc._tabs.value = TAB
    return calc


def test_no_card_is_made_before_it_is_wanted():
    calc = bm.calculator(bm.D2C())
    assert calc.levers.buttons == {}
    assert calc.levers.box.layout.display == "none"
    calc._tabs.value = TAB
    assert calc.levers.buttons
    assert calc.levers.box.layout.display is None
    calc._tabs.value = "Clients"
    assert calc.levers.box.layout.display == "none"


def test_a_card_says_what_the_lever_changes_alone_costs_paid():
    calc = opened()
    after = LOYALTY.apply(bm.D2C())
    gained = after.project()["cash"].iloc[-1] - bm.D2C().project()["cash"].iloc[-1]
    words = calc.levers.buttons[LOYALTY.name].description.split("\n")
    assert words[0] == LOYALTY.name
    assert words[1] == f"caisse à 36 mois\u00a0: +{french.compact(gained)}"
    assert french.compact(after.funding_need - bm.D2C().funding_need) in words[2]
    assert words[3] == f"coûte {french.compact(after.fixed_costs - bm.D2C().fixed_costs)} / mois"


def test_the_levers_of_the_course_all_spend_one_per_cent():
    calc = opened()
    revenue = sum(bm.D2C().project()["revenue"]) / 36
    said = {button.description.split("\n")[3] for button in calc.levers.buttons.values()}
    assert said == {f"coûte {french.compact(0.01 * revenue)} / mois"}
    own = bm.Lever(name="Essai", changes={"churn": times(0.9)}, setup_cost=30_000, monthly_cost=200)
    calc = opened(levers=[own])
    assert calc.levers.buttons["Essai"].description.endswith("coûte 30\u00a0k€ + 200\u00a0€ / mois")


def test_a_reset_switches_them_off():
    calc = opened()
    calc.levers.buttons[LOYALTY.name].value = True
    calc.reset()
    assert calc.scene.levers == []
    assert not calc.levers.buttons[LOYALTY.name].value


def test_cards_follow_the_sliders():
    calc = opened()
    before = calc.levers.buttons[LOYALTY.name].description
    calc.controls["churn"].slider.value = 20
    assert calc.levers.buttons[LOYALTY.name].description != before


def test_levers_are_told_in_the_order_they_were_switched_on():
    calc = opened()
    for lever in (PRICE, LOYALTY):
        calc.levers.buttons[lever.name].value = True
    page = calc._picture.value
    assert page.index("1. Hausse de prix") < page.index("2. Programme de fidélité")
    assert "Avec les leviers" in page
    # The second one, after the first: by the months themselves.
    first, both = PRICE.apply(bm.D2C()), together(bm.D2C(), [PRICE, LOYALTY])
    more = both.project()["cash"].iloc[-1] - first.project()["cash"].iloc[-1]
    assert f"+{french.compact(more)}" in page
    calc.levers.buttons[PRICE.name].value = False
    assert "1. Programme de fidélité" in calc._picture.value


def test_effects_that_add_up_are_said_to_and_others_not():
    rent = bm.Lever(name="Loyer", changes={"fixed_costs": times(0.9)})
    hosting = bm.Lever(name="Hébergeur", changes={"support": times(0.9)})
    calc = opened(bm.Marketplace(), levers=[rent, hosting])
    for button in calc.levers.buttons.values():
        button.value = True
    assert "Leurs effets s’ajoutent." in calc._picture.value
    calc = opened()
    for lever in (LOYALTY, CROSS_SELL):
        calc.levers.buttons[lever.name].value = True
    assert "s’ajoutent presque" in calc._picture.value
    half = [bm.Lever(name=name, changes={"churn": times(0.5)}) for name in ("Un", "Deux")]
    calc = opened(levers=half)
    for button in calc.levers.buttons.values():
        button.value = True
    assert "ne s’ajoutent pas" in calc._picture.value


def test_the_levers_become_a_scenario_of_every_tab():
    calc = opened()
    calc._freeze_with_levers()
    assert "Aucun levier" in calc._message.value
    calc.levers.buttons[LOYALTY.name].value = True
    calc._freeze_with_levers()
    assert calc.scenarios[LOYALTY.name].values() == LOYALTY.apply(bm.D2C()).values()
    assert calc.model.values() == bm.D2C().values()
    calc._tabs.value = "Trésorerie"
    assert LOYALTY.name in calc._picture.value


def test_only_levers_that_fit_have_a_card():
    assert CROSS_SELL.name not in opened(bm.Freemium()).levers.buttons
    with pytest.raises(LearnerError, match="ne s’applique pas"):
        bm.calculator(bm.Freemium(), levers=[CROSS_SELL])
    with pytest.raises(LearnerError, match="attend des leviers"):
        bm.calculator(bm.D2C(), levers="fidélité")


def test_names_are_text():
    wild = bm.Lever(name="<img src=x onerror=alert(1)>", changes={"churn": times(0.9)})
    calc = opened(levers=[wild])
    calc.levers.buttons[wild.name].value = True
    assert "<img" not in calc._picture.value


@pytest.mark.parametrize(
    "model", [bm.D2C(), bm.Freemium(), bm.NetworkPlatform()], ids=lambda model: type(model).__name__
)
def test_at_the_ends_of_every_slider_the_tab_holds(model):
    calc = opened(model)
    for button in calc.levers.buttons.values():
        button.value = True
    for control in calc.controls.values():
        for end in (control.slider.min, control.slider.max):
            control.slider.value = end
            page = calc._picture.value + calc.levers._summary.value
            assert calc._message.value == "", (control.name, end)
            assert not {"nan", "inf"} & set(page.replace(">", " ").replace("<", " ").split()), (
                control.name,
                end,
            )
