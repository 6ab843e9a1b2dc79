"""``bm.law``: the rule in force on a day, never typed, never applied before its date."""

from __future__ import annotations

from datetime import date, datetime

import pytest

import bizmodels as bm
from bizmodels.facts import facts
from bizmodels.facts.law import law


def test_every_parameter_of_the_table_is_read_with_its_unit_article_and_date():
    table = bm.load_legal()
    for row in table.itertuples():
        rule = law(row.parameter)
        assert (rule.value, rule.unit, rule.article) == (row.value, row.unit, row.legal_ref)
        assert (rule.since is None) == (str(row.effective_from) == "NaT")
        assert rule.article in str(rule)
        if rule.since:
            assert law(row.parameter, on=rule.since) == rule
            assert rule.since.isoformat() == str(row.effective_from)[:10]


def test_the_day_itself_is_covered_and_the_day_before_is_not():
    assert law("gdpr_breach_notification_hours", on="2018-05-25").value == 72
    assert law("gdpr_breach_notification_hours", on=datetime(2018, 5, 25, 3)).value == 72
    with pytest.raises(bm.LearnerError, match="24 mai 2018.*RGPD art. 33.*25 mai 2018"):
        law("gdpr_breach_notification_hours", on="2018-05-24")


def test_a_law_that_changed_is_applied_by_date(monkeypatch):
    changed = {name: list(values) for name, values in facts._columns("legal").items()}
    place = changed["parameter"].index("vat_rate_standard")
    for values in changed.values():
        values.append(values[place])
    changed["value"][-1], changed["effective_from"][-1] = 19.6, date(2000, 4, 1)
    monkeypatch.setattr(facts, "_columns", lambda name: changed)
    assert law("vat_rate_standard", on="2013-12-31").value == 19.6
    assert law("vat_rate_standard", on="2014-01-01").value == 20
    assert law("vat_rate_standard").value == 20
    with pytest.raises(bm.LearnerError, match="1er avril 2000"):
        law("vat_rate_standard", on="1999-01-01")
    changed["effective_from"][-1] = None  # an undated row answers only where no dated one does
    assert law("vat_rate_standard", on="1999-01-01").value == 19.6
    assert law("vat_rate_standard", on="2014-01-01").value == 20


def test_a_rule_without_a_date_answers_for_any_day():
    assert law("renewal_notice_latest_months", on="1990-01-01").since is None
    assert "depuis" not in str(law("renewal_notice_latest_months"))


@pytest.mark.parametrize(
    "on",
    [
        "2018-13-01",
        "2018",
        "25/05/2018",
        2018,
        2018.0,
        True,
        "",
        "２０１８-05-25",
        float("nan"),
        ["2018-05-25"],
    ],
)
def test_another_form_of_day_is_refused_as_given(on):
    with pytest.raises(bm.LearnerError, match="^on vaut .*2026-01-31"):
        law("vat_rate_standard", on=on)


def test_an_unknown_parameter_names_the_nearest():
    with pytest.raises(bm.LearnerError, match="vat_rate_standard"):
        bm.law("vat_rate_standart")
    with pytest.raises(bm.LearnerError, match="parameter vaut"):
        bm.law(20)
    with pytest.raises(bm.LearnerError, match="parameter"):
        bm.law()
