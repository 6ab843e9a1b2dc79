"""A year paid in advance, cohort by cohort, against payments and refunds written one by one."""

import pytest

import bizmodels as bm
from bizmodels.levers import prepayment
from tests.unit.test_dossier import Workshop

FIRM = Workshop(new_customers=60, fixed_costs=4_800, churn=0.04, cac=35, setup_cost=18_000, visits=0.55)


def by_hand(firm, months):
    """Each cohort pays twelve months on its first and every twelfth month; leavers get the months left back."""
    price, stay = firm.arpu, 1 - firm.churn
    bank, left, found = -firm.setup_cost, [], []
    for month in range(months):
        left = [one * stay for one in left]  # those who leave at the end of a month do not have the next one
        for born, alive in enumerate(left):
            gone = alive / stay - alive
            unused = (12 - (month - born) % 12) % 12  # nothing to give back where the year has just ended
            bank -= gone * unused * price
            if (month - born) % 12 == 0:
                bank += alive * 12 * price
        left.append(firm.new_customers)
        bank += firm.new_customers * (12 * price - firm.cac) - firm.fixed_costs
        bank -= sum(left) * firm.cost_to_serve
        found.append(bank)
    return found


@pytest.mark.parametrize("price", [15.0, 12.5, 30.0])
def test_payments_and_refunds_one_by_one(price):
    firm = FIRM.replace(price=price)
    assert prepayment.cash(firm, 50) == pytest.approx(by_hand(firm, 50))


def test_the_need_is_the_lowest_month():
    assert prepayment.need(FIRM) == pytest.approx(-min(by_hand(FIRM, 36)))
    assert prepayment.need(FIRM.replace(price=200.0)) == FIRM.setup_cost  # paid before anybody comes
    assert prepayment.need(FIRM) < FIRM.funding_need


def test_what_it_cannot_count_is_refused():
    for wrong in (
        FIRM.replace(starting_customers=5.0),
        FIRM.replace(working_capital_days=-30.0),
        bm.D2C,
        None,
    ):
        with pytest.raises(bm.LearnerError):
            prepayment.cash(wrong)


def test_the_average_euro_by_hand():
    firm = FIRM.replace(discount_rate=0.0)
    months = range(1, 37)
    margins = sum(7 * 60 * sum(0.96**age for age in range(month)) for month in months)
    assert bm.priorities.average_euro(firm) == pytest.approx(margins / (36 * 60 * 35))
    assert bm.priorities.worth(firm, bm.levers.catalogue.ADVERTISING).per_euro < bm.priorities.average_euro(
        firm
    )
    with pytest.raises(bm.LearnerError):
        bm.priorities.average_euro(firm.replace(cac=0.0))
