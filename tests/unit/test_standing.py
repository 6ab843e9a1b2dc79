"""What a default is worth: published about the model's own case, about somebody else, by the law, or supposed."""

import html
import io
import json
import re
from pathlib import Path
from typing import Annotated

import pytest
from openpyxl import load_workbook

import bizmodels as bm
from bizmodels import models
from bizmodels.core.param import Constant, Param
from bizmodels.exercises.given import Given
from bizmodels.facts import facts
from bizmodels.facts.evidence import STANDINGS, label_of
from bizmodels.view import export
from bizmodels.view.trail import trail
from tests.toys import Kiosk

ALL = list(models.all_models().values())


def entity_of(key):
    return facts.fact_from_key(key).entity


@pytest.mark.parametrize(
    ("key", "factor", "case", "label"),
    [
        ("Etam/return_rate/2018", 0.01, "Etam", "publié"),
        ("Etam/return_rate/2018", 0.01, "Le Slip Français", "comparable"),
        ("Etam/return_rate/2018", 0.01, "", "comparable"),
        ("Le Slip Français/new_customers/2025", 1 / 12, "Le Slip Français", "déduit"),
        ("Le Slip Français/new_customers/2025", 1 / 12, "Une marque hybride", "comparable"),
        ("legal/vat_rate_standard", 0.01, "", "publié"),
        ("legal/vat_rate_standard", 0.5, "", "déduit"),
    ],
)
def test_a_figure_is_published_only_about_the_case_or_by_the_law(key, factor, case, label):
    assert label_of(key, factor, case) == label


@pytest.mark.parametrize("case", ["Vestiaire Collective", "Une autre", ""])
def test_a_row_nobody_read_stays_to_be_checked_whoever_it_is_about(case):
    assert label_of("Vestiaire Collective/selling_fee_standard_range/2024-05", 0.013, case) == "à vérifier"


@pytest.mark.parametrize("cls", ALL, ids=lambda cls: cls.__name__)
def test_no_model_calls_published_what_is_said_of_another(cls):
    table = bm.cases.provenance(cls)
    for row in table.itertuples():
        if row.standing in ("publié", "déduit"):
            assert entity_of(row.source) in (cls.case, facts.LEGAL), row.parameter
        if row.standing == "comparable":
            assert row.reason.startswith(f"{entity_of(row.source)}, "), "the sentence says whose figure it is"


def test_the_comparables_are_those_one_expects():
    found = {
        cls.__name__: set(table.loc[table["standing"] == "comparable", "parameter"])
        for cls in ALL
        if len(table := bm.cases.provenance(cls))
    }
    brand = {"return_rate", "return_cost", "cac"}
    assert {name: names for name, names in found.items() if names} == {
        "D2C": brand,
        "Resale": {"buyer_fee"},
        "BusinessBanking": {"fraud_rate"},
        "Hybrid": brand
        | {"basket", "new_customers"},  # the figures of Le Slip Français, for a brand without name
    }


class Shop(bm.BusinessModel):
    """A student's class, without a case of its own."""

    price: Annotated[float, Param("Prix", "€", source="Deezer/price_premium_individual/2023-09")] = 11.99
    duty: Annotated[float, Param("TVA", "%", source="legal/vat_rate_standard", factor=0.01)] = 0.2
    loss = Constant("Retours", 0.1, source="Etam/return_rate/2018", factor=0.01)

    @bm.kpi("Revenu par client", "€ / mois")
    def arpu(self):
        return self.price * (1 - self.loss)

    @bm.kpi("Coût par client", "€ / mois")
    def cost_to_serve(self):
        return self.price * self.duty


def test_a_class_without_case_publishes_the_law_only():
    standing = bm.cases.provenance(Shop).set_index("parameter")["standing"]
    assert (standing["price"], standing["duty"]) == ("comparable", "publié")
    assert Kiosk.__params__["churn"].standing()[0] == "hypothèse"


def test_the_badge_and_what_explains_it():
    control = bm.calculator(bm.D2C()).controls["return_rate"]
    note = html.unescape(control.note.value)
    assert re.search(
        r'class="src d" title="Comparable\s: publié, mais sur quelqu’un d’autre. Etam, 10\s%[^"]*">comparable<',
        note,
    )
    assert ">publié<" not in note
    control.set(0.2)
    assert "10\u00a0% des commandes, comparable." in html.unescape(control.note.value)
    assert '"src">hypothèse' in re.sub(
        r' title="[^"]*"', "", bm.calculator(bm.D2C()).controls["cogs"].note.value
    )


def test_the_card_of_a_word_knows_the_case_of_its_model():
    controls = bm.word("CAC").controls
    assert ">comparable<" in controls["cac"].note.value
    assert ">déduit<" in bm.word("TTC").controls["basket"].note.value


def test_the_trail_says_comparable():
    text = html.unescape(trail(bm.D2C(), "order_margin"))
    assert re.search(r"comparable\s: Etam, 10\s%", text)
    assert not re.search(r"publié\s: (?!20\s%)", text), (
        "the VAT is the only published figure of this equation"
    )


def test_the_trail_judges_a_constant_as_it_judges_a_setting():
    text = html.unescape(trail(Shop(), "arpu"))
    assert re.search(r"comparable\s: 10\s%", text)


def test_the_workbook_says_comparable():
    rows = load_workbook(io.BytesIO(export.workbook(bm.D2C(), bm.D2C(), {})))["Paramètres"].values
    status = {row[0]: (row[4], row[5]) for row in rows}
    label, where = status["Taux de retour"]
    assert label == "comparable"
    assert where.startswith("Etam, ")


def test_an_exercise_judges_a_setting_by_its_model_and_another_figure_by_its_own_label():
    assert Given.of(bm.D2C, "return_rate").origin(student=False).startswith("comparable")
    assert Given.of(bm.D2C, "basket").origin(student=False).startswith("déduit")
    other = Given("fashion", "Retours d’Etam", "%", source="Etam/return_rate/2018", factor=0.01)
    assert other.origin(student=False).startswith("publié")


@pytest.mark.parametrize("cls", ALL, ids=lambda cls: cls.__name__)
def test_the_end_of_a_range_is_called_so(cls):
    """A source that is the low or high end of a published range, taken as it stands, is no middle."""
    ends = {
        "low": "bas de fourchette",
        "min": "bas de fourchette",
        "high": "haut de fourchette",
        "max": "haut de fourchette",
    }
    for param in cls.__params__.values():
        end = re.search(r"/\w+_(low|high|min|max)(?:_[a-z]{2})?/", param.source)
        if end and label_of(param.source, param.factor, entity_of(param.source)) == "publié":
            assert ends[end[1]] in param.help.lower(), param.label


ROOT = Path(bm.__file__).parents[1]
# What the course has not read is no fact about the world: « aucun document lu ne donne », never these.
_CLAIM = re.compile(
    r"personne n(?:e |’|')(?:l(?:a|e|es) |l['’])?(?:a )?publi|ne (?:l[ae]s? )?publie pas|[rR]ien (?:ne|n['’]est) publi"
    r"|jamais (?:été )?publi|[nN]on publié|n['’]est pas publié|ne sont pas publié|ucun \w+ publié",
    re.IGNORECASE,
)


def _said(path):
    if path.suffix == ".ipynb":
        yield from ("".join(cell["source"]) for cell in json.loads(path.read_text("utf-8"))["cells"])
    else:
        yield path.read_text("utf-8")


@pytest.mark.parametrize("folder", ["notebooks", "solutions", "exercises", "bizmodels/exercises/sheets"])
def test_no_lesson_says_of_the_world_what_holds_of_the_documents_read(folder):
    paths = [path for path in (ROOT / folder).iterdir() if path.suffix in (".ipynb", ".py")]
    assert len(paths) > 10
    found = [
        (path.name, claim[0]) for path in paths for text in _said(path) if (claim := _CLAIM.search(text))
    ]
    assert not found


@pytest.mark.parametrize("cls", ALL, ids=lambda cls: cls.__name__)
def test_no_help_says_of_the_world_what_holds_of_the_documents_read(cls):
    assert not {n: p.help for n, p in cls.__params__.items() if _CLAIM.search(p.help)}
    assert any("aucun document lu" in p.help.lower() for p in cls.__params__.values())


def test_lesson_00_explains_each_word_that_a_badge_may_say():
    used = {label for cls in ALL for label in bm.cases.provenance(cls)["standing"]}
    assert used == STANDINGS.keys()
    (text,) = (text for text in _said(ROOT / "notebooks" / "00_bienvenue.ipynb") if "### Sources" in text)
    assert not {word for word in STANDINGS if f"*{word.capitalize()}*" not in text}


@pytest.mark.parametrize("cls", ALL)
def test_the_origins_are_folded_under_their_counts(cls):
    table = bm.cases.provenance(cls)
    line = re.search(r"<summary[^>]*>([^<]+)</summary>", table._repr_html_())[1]
    first, *counts = map(int, re.findall(r"\d+", line))
    assert first == sum(counts) == len(table)
    assert len(counts) == table["standing"].nunique()
