"""No legal parameter is typed in code: what the engines say follows the table, and the day."""

import pytest

import bizmodels as bm
from bizmodels.errors import LearnerError
from bizmodels.facts import facts

RISKS = bm.risks


@pytest.fixture
def doubled(monkeypatch):
    """A table of the law whose every value is twice what it is."""
    legal = facts.load_legal()
    legal["value"] = 2 * legal["value"]
    columns = {**facts._columns("legal"), "value": [2 * value for value in facts._columns("legal")["value"]]}
    frame, known = facts._frame, facts._columns
    monkeypatch.setattr(facts, "_frame", lambda name: legal if name == "legal" else frame(name))
    monkeypatch.setattr(facts, "_columns", lambda name: columns if name == "legal" else known(name))


READ = {
    "the lower ceiling": lambda: RISKS.privacy.fine_ceiling(0, 4),
    "the upper ceiling": lambda: RISKS.privacy.fine_ceiling(0, 5),
    "the share of a large turnover": lambda: RISKS.privacy.fine_ceiling(1e12, 5),
    "the lower share": lambda: RISKS.privacy.fine_ceiling(1e12, 4),
    "days to decide": lambda: RISKS.returns.withdrawal().decide,
    "days away": lambda: RISKS.returns.withdrawal().away,
    "notice before termination": lambda: RISKS.dependence.notice_days("termination"),
    "notice of new terms": lambda: RISKS.dependence.notice_days("terms"),
    "interchange, debit": lambda: RISKS.fraud.interchange_cap("debit"),
    "interchange, credit": lambda: RISKS.fraud.interchange_cap("credit"),
}


@pytest.mark.parametrize("read", READ.values(), ids=READ)
def test_what_the_table_says_is_what_the_engine_says(read, request):
    before = read()
    request.getfixturevalue("doubled")
    assert read() == pytest.approx(2 * before)


def test_an_exemption_follows_the_table(request):
    small = bm.law("sca_low_value_threshold").value
    worst = bm.law("sca_tra_fraud_cap_100eur").value / 100
    assert not RISKS.fraud.exemption(1.5 * small, 1).exempt
    assert RISKS.fraud.exempt_up_to(1.5 * worst) == 0
    request.getfixturevalue("doubled")
    assert RISKS.fraud.exemption(1.5 * small, 1).exempt
    assert RISKS.fraud.exempt_up_to(1.5 * worst) > 0


def test_a_rule_that_changes_at_a_date_is_applied_by_date(monkeypatch):
    table = {name: list(values) for name, values in facts._columns("legal").items()}
    place = table["parameter"].index("interchange_cap_debit")
    for values in table.values():
        values.append(values[place])
    table["value"][-1], table["effective_from"][-1] = 0.5, table["effective_from"][place].replace(year=2031)
    known = facts._columns
    monkeypatch.setattr(facts, "_columns", lambda name: table if name == "legal" else known(name))
    cap = RISKS.fraud.interchange_cap
    assert cap(on="2030-12-31") == pytest.approx(table["value"][place] / 100)
    assert cap(on="2032-01-01") == pytest.approx(0.005)
    with pytest.raises(LearnerError, match="aucune règle"):
        cap(on="2014-01-01")


@pytest.mark.parametrize(
    "reads", [RISKS.returns.withdrawal, RISKS.dependence.notice_days, RISKS.fraud.interchange_cap]
)
def test_a_day_before_the_rule_is_told(reads):
    with pytest.raises(LearnerError, match="aucune règle"):
        reads(on="2000-01-01")
    with pytest.raises(LearnerError, match="valeur admise"):
        reads(on="hier")
