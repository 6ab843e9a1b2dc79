"""Back-tests: three tables that are never added up, what hangs together, what an author may not write."""

import pandas as pd
import pytest

import bizmodels as bm
from bizmodels.errors import LearnerError
from bizmodels.facts.evidence import BackTest, straight_line

TEN = [
    "Le Slip Français", "ManoMano", "Vestiaire Collective", "Back Market", "Salesforce", "Qonto", "Deezer", "Meero",
    "BlaBlaCar", "Doctolib",
]  # fmt: skip
TABLES = ("calibration", "dynamique", "ratio", "non testable")


def test_several_cases_keep_the_order_asked_for():
    one_by_one = pd.concat([pd.DataFrame(bm.cases.backtest(name)) for name in TEN], ignore_index=True)
    together = bm.cases.backtest(TEN, brief=True)
    pd.testing.assert_frame_equal(pd.DataFrame(together), one_by_one)
    with pytest.raises(LearnerError):
        bm.cases.backtest(["Deezer", "Personne"])


def test_one_table_at_a_time():
    whole = pd.DataFrame(bm.cases.backtest(TEN))
    for table in TABLES:
        one = pd.DataFrame(bm.cases.backtest(TEN, table=table))
        assert len(one)
        pd.testing.assert_frame_equal(one, whole[whole["table"] == table].reset_index(drop=True))
    with pytest.raises(LearnerError, match="dynamique"):
        bm.cases.backtest("Deezer", table="dynamiques")


def test_each_table_is_shown_apart_with_its_own_columns():
    parts = bm.cases.backtest(TEN).parts()
    assert [part.title.split()[0] for part in parts] == ["Calibration", "Dynamique", "Stabilité", "Non"]
    rivals = {"Écart si rien ne change", "Écart de la tendance"}
    assert [rivals <= set(part.frame.columns) for part in parts] == [False, True, False, False]
    assert [bool(rivals & set(part.frame.columns)) for part in parts] == [False, True, False, False]
    page = bm.cases.backtest(TEN)._repr_html_()
    assert page.count("<table") == 4
    assert all(part.note.split(".")[0].split("$")[0] in page for part in parts)


def test_a_brief_table_shows_errors_and_verdicts_only():
    columns = {
        part.title.split()[0]: list(part.frame.columns) for part in bm.cases.backtest(TEN, brief=True).parts()
    }
    first = ["Cas", "Grandeur", "Période"]
    assert columns["Calibration"] == columns["Stabilité"] == [*first, "Écart"]
    assert columns["Dynamique"] == [
        *first,
        "Parti de",
        "Écart",
        "Écart si rien ne change",
        "Écart de la tendance",
        "Verdict",
    ]
    assert columns["Non"] == [*first, "Verdict"]


def test_no_two_lines_of_a_brief_table_of_forecasts_read_alike():
    (part,) = bm.cases.backtest(TEN, brief=True, table="dynamique").parts()
    names = part.frame[["Cas", "Grandeur", "Période", "Parti de"]]
    assert not names.duplicated().any()
    assert (names["Parti de"] != "").all()
    assert len(part.note) < 200  # what hangs together is the learner's to find
    assert "partagent" in bm.cases.backtest(TEN, table="dynamique").parts()[0].note


def test_targets_are_fewer_than_lines():
    frame = bm.cases.backtest(TEN)
    for table, lines, targets in (("calibration", 7, 7), ("dynamique", 7, 5), ("ratio", 7, 4)):
        one = frame[frame["table"] == table]
        assert len(one) == lines
        assert len(one[["case", "target"]].drop_duplicates()) == targets
        (part,) = bm.cases.backtest(TEN, table=table).parts()
        note = part.note.replace("\N{NO-BREAK SPACE}", " ")
        assert f"{lines} lignes, {targets} cibles distinctes." in note


def test_lines_that_share_a_fit_are_said_to():
    (dynamics,) = bm.cases.backtest("Salesforce", table="dynamique").parts()
    note = dynamics.note.replace("\N{NO-BREAK SPACE}", " ")
    assert "Salesforce : 3 lignes partagent un calcul" in note
    assert "4 lignes, 3 cibles distinctes" in note
    assert "postérieure" in note  # the attrition was read after the figures it forecasts


def test_nobody_without_the_same_information_stands_beside_a_ratio_or_a_calibration():
    frame = bm.cases.backtest(TEN)
    alone = frame[frame["table"].isin(["calibration", "ratio"])]
    assert alone[["naive", "trend"]].isna().all().all()
    for table in ("ratio", "calibration"):
        with pytest.raises(LearnerError, match="même information"):
            BackTest("Chiffre d’affaires", "2024", published=1, modelled=1, naive=1, table=table)
    with pytest.raises(LearnerError, match="ratio"):
        BackTest("Chiffre d’affaires", "2024", published=1, modelled=1, table="ratios")


def test_what_cannot_be_tested_has_a_bracket_and_a_reason():
    rest = bm.cases.backtest(TEN, table="non testable")
    assert rest[["modelled", "error", "naive", "trend"]].isna().all().all()
    assert rest["untestable"].str.len().min() > 20
    assert rest["inputs"].str.len().min() > 20


@pytest.mark.parametrize(
    ("naive", "trend", "modelled", "verdict"),
    [
        (90, 80, 105, "à moins de 10 %"),
        (97, 80, 105, "ne bat pas « rien ne change »"),
        (90, 97, 105, "ne bat pas la tendance"),
        (98, 97, 105, "ne bat pas « rien ne change » ni la tendance"),
        (None, None, 120, "échec, gardé"),
        (50, None, 120, "échec, gardé"),
    ],
)
def test_a_verdict_names_who_does_better(naive, trend, modelled, verdict):
    from bizmodels.facts.backtests import frame_of

    line = BackTest("Ventes", "2024", "M€", published=100, modelled=modelled, naive=naive, trend=trend)
    (shown,) = frame_of([("Cas", line)]).shown()["Verdict"]
    assert shown.replace("\N{NO-BREAK SPACE}", " ") == verdict


def test_a_straight_line_goes_through_its_two_points():
    known = {2022: 26.5, 2021: 21.3}
    assert [straight_line(known, year) for year in (2021, 2022, 2025)] == pytest.approx([21.3, 26.5, 42.1])
