"""The dossier: what it prints, what it says of a bad one, and the same bytes twice."""

import io
import re
import zipfile

import pytest

import bizmodels as bm
from bizmodels.dossiers import contradictions, futures, rubric
from bizmodels.dossiers.content import gather
from bizmodels.dossiers.given import AGAINST, BROKEN, MISSING, UNCLEAR, read
from bizmodels.dossiers.origins import COURSE, HYPOTHESIS, NOTHING, OWN, origins

levers, risks = bm.levers.catalogue, bm.risks.catalogue


class Workshop(bm.BusinessModel):
    """A subscription to repairs, as a student writes it."""

    price: bm.Annotated[float, bm.Param("Abonnement", "€ TTC / mois")] = 15.0
    visits: bm.Annotated[float, bm.Param("Révisions", "par mois")] = 0.25

    @bm.kpi("Revenu par client", "€ / mois")
    def arpu(self):
        return self.price / (1 + self.vat)

    @bm.kpi("Coût par client", "€ / mois")
    def cost_to_serve(self):
        return self.visits * 10


class Misspelt(Workshop):
    """The same with a typing mistake."""

    @bm.kpi("Coût par client", "€ / mois")
    def cost_to_serve(self):
        return self.visitz * 10


GOOD = {
    "title": "Vélo en forme",
    "author": "renard bleu",
    "sources": {
        "price": "Enquête auprès de 12 cyclistes, mars 2026",
        "visits": "Carnet de l’atelier, 2025",
        "churn": "Relevé de 40 contrats, 2025",
        "new_customers": "Essai de deux semaines, mars 2026",
        "fixed_costs": "Devis de loyer, mars 2026",
    },
    "levers": [levers.LOYALTY, levers.ADVERTISING],
    "risks": [risks.LATE, risks.RANKING, risks.BREACH],
    "decision": "Lancer, avec 30 000 € réunis.",
    "change_my_mind": "Moins de 60 abonnés par mois au bout de six mois.",
}
FIRM = Workshop(new_customers=80, fixed_costs=5_000, churn=0.04)


def sentences(kind: str = "", model: bm.BusinessModel = FIRM, **changed) -> list[str]:
    found = gather(read(model, **{**GOOD, **changed})).problems
    return [one.sentence for one in found if not kind or one.kind == kind]


# --- a good one -------------------------------------------------------------------------------------------


def test_a_good_dossier_has_nothing_to_mend_and_all_its_points() -> None:
    made = bm.dossier(FIRM, **GOOD)
    assert made.check().empty, made.check()["sentence"].tolist()
    assert made.points() == (17, 17)
    assert sum(one.out_of for one in made.content.rubric) == 20


def test_the_page_holds_what_was_given_and_no_outside_resource() -> None:
    page = bm.dossier(FIRM, **GOOD, date="mars 2026").page()
    for text in (
        "Vélo en forme",
        "renard bleu",
        "mars 2026",
        "Carnet de l’atelier",
        "Programme de fidélité",
        "Déclassement",
    ):
        assert text in page
    assert not re.search(r"(?:src|href)=|url\(|@import|<script|https?://(?!www\.w3\.org/2000/svg)", page)


def test_the_figures_of_the_page_are_those_of_the_model() -> None:
    content = gather(read(FIRM, **GOOD))
    assert content.figures["ltv"] == FIRM.ltv
    cash, profit = FIRM.walked["cash"], FIRM.walked["profit"]
    back = content.dates["Argent avancé revenu au mois"]
    assert all(value >= 0 for value in cash[back - 1 :])
    assert cash[back - 2] < 0
    first = content.dates["Résultat positif, pour de bon, à partir du mois"]
    assert profit[first - 1] >= 0 > profit[first - 2]
    assert content.levers[0].spent == bm.priorities.worth(FIRM, levers.LOYALTY).spent
    assert content.risks[1].yearly == bm.exposure.expected_cost(FIRM, risks.RANKING)
    assert content.swings[0].parameter == bm.sensitivity(FIRM, "steady_state_profit")["parameter"].iloc[0]


def test_two_runs_give_the_same_bytes_whatever_the_clock(monkeypatch) -> None:
    import time

    first = bm.dossier(FIRM, **GOOD)
    page, book = first.page(), first.workbook()
    later = time.localtime(2_000_000_000)
    monkeypatch.setattr(time, "localtime", lambda *_: later)
    second = bm.dossier(Workshop(new_customers=80, fixed_costs=5_000, churn=0.04), **GOOD)
    assert second.page() == page
    assert second.workbook() == book
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2000-01-01T00:00:00Z</dcterms:modified>" in archive.read("docProps/core.xml")


def test_the_workbook_holds_the_same_figures() -> None:
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(bm.dossier(FIRM, **GOOD).workbook()))
    assert book.sheetnames == [
        "Synthèse",
        "Sources",
        "Mois",
        "Sensibilité",
        "Leviers",
        "Risques",
        "Grille",
        "À reprendre",
    ]
    months = list(book["Mois"].iter_rows(min_row=2, values_only=True))
    assert len(months) == 36
    place = [cell.value for cell in book["Mois"][1]].index("Trésorerie cumulée")
    assert [row[place] for row in months] == pytest.approx(FIRM.walked["cash"], abs=0.006)


# --- futures ----------------------------------------------------------------------------------------------


def test_the_band_holds_the_plan_and_its_share_below_zero() -> None:
    found = futures.bands(FIRM)
    for low, middle, high in zip(*found.cash, strict=True):
        assert low <= middle <= high
    assert found.cash[0][-1] < FIRM.walked["cash"][-1] < found.cash[2][-1]
    assert 0 <= found.below <= 1


def test_a_setting_without_a_range_moves_by_a_fifth_and_zero_stays_zero() -> None:
    laws = futures.ranges(FIRM)
    assert (laws["price"].low, laws["price"].high) == (12, 18)
    assert (laws["churn"].low, laws["churn"].high) == pytest.approx((0.032, 0.048))  # not the course's range
    assert futures.ranges(bm.D2C())["churn"] != futures.ranges(FIRM)["churn"]
    assert "setup_cost" not in laws
    assert "discount_rate" not in laws


# --- where figures come from ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "standing"),
    [
        ("Enquête 12/03/2026", OWN),
        ("hypothèse : au jugé", HYPOTHESIS),
        ("internet", NOTHING),
        ("??", NOTHING),
        ("Etam/return_rate/2018", NOTHING),  # 10 %, for a price
        ("Etam/rien_du_tout/2018", NOTHING),
        ("un ami", NOTHING),
        ("Internet, 2024", NOTHING),
        ("chatgpt 4", NOTHING),
        ("abcd", NOTHING),
        ("Devis", NOTHING),
        ("Hypothese : moi", HYPOTHESIS),
    ],
)
def test_the_standing_of_a_source(text: str, standing: str) -> None:
    found, problems = origins(read(FIRM, sources={"price": text}))
    assert next(one.standing for one in found if one.name == "price") == standing
    assert bool(problems) == (standing == NOTHING)


def test_only_the_learner_s_own_settings_are_his_to_source() -> None:
    found, _ = origins(read(FIRM))
    assert {one.name for one in found if one.chosen} == {
        "price",
        "visits",
        "churn",
        "new_customers",
        "fixed_costs",
    }
    assert next(one.standing for one in found if one.name == "discount_rate") == COURSE


# --- bad ones ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changed", "kind", "expected"),
    [
        ({"title": ""}, MISSING, "titre"),
        ({"author": "a@b.fr"}, UNCLEAR, "pseudonyme"),
        ({"author": 12}, UNCLEAR, "texte entre guillemets"),
        ({"decision": ""}, MISSING, "décision"),
        ({"decision": "Peut-être."}, UNCLEAR, "ne se lit pas"),
        ({"change_my_mind": "on verra"}, UNCLEAR, "seuil"),
        ({"change_my_mind": "Le 12 mars."}, UNCLEAR, "une date n’en est pas un"),
        ({"sources": {"prix": "Devis"}}, UNCLEAR, "« prix »"),
        ({"sources": "Devis"}, UNCLEAR, "sources={"),
        ({"sources": {**GOOD["sources"], "visits": 3}}, UNCLEAR, "texte entre guillemets"),
        ({"sources": {}}, MISSING, "ni source"),
        ({"levers": []}, MISSING, "Aucun levier"),
        ({"levers": "fidélité"}, UNCLEAR, "levers=["),
        ({"levers": [levers.PAUSE, risks.LATE]}, UNCLEAR, "ne s’applique pas"),
        ({"levers": [levers.LOYALTY, levers.LOYALTY]}, UNCLEAR, "deux fois"),
        ({"risks": [risks.COMMISSION]}, UNCLEAR, "ne s’applique pas"),
        ({"model": FIRM.replace(cac=0.0)}, AGAINST, "CAC nul"),
        ({"model": FIRM.replace(churn=0.0)}, AGAINST, "attrition nulle"),
        ({"model": FIRM.replace(fixed_costs=0.0)}, AGAINST, "coût fixe"),
        ({"model": FIRM.replace(cac=0.5)}, AGAINST, "invraisemblable"),
        ({"model": FIRM.replace(fixed_costs=50_000.0)}, AGAINST, "en caisse au mois 36"),
        ({"model": FIRM.replace(fixed_costs=50_000.0)}, AGAINST, "une fois installée"),
        ({"model": FIRM.replace(cac=500.0)}, AGAINST, "coûte plus qu’il ne rapporte"),
        ({"decision": "Renoncer."}, UNCLEAR, "tout est au vert"),
        ({"levers": GOOD["risks"]}, UNCLEAR, "interverties"),
        ({"model": Misspelt()}, BROKEN, "« visitz »"),
    ],
)  # fmt: skip
def test_each_fault_is_one_sentence_and_the_rest_is_printed(changed: dict, kind: str, expected: str) -> None:
    found = sentences(kind, **changed)
    assert any(expected in one.replace(french_space, " ") for one in found), found
    given = {**GOOD, **changed}
    page = bm.dossier(given.pop("model", FIRM), **given).page()
    assert "Sources et hypothèses" in page
    assert "Grille de lecture" in page


french_space = "\u00a0"


def test_one_typing_mistake_is_told_once_and_what_is_right_stays() -> None:
    made = bm.dossier(Misspelt(), **GOOD)
    assert len([one for one in made.content.problems if one.kind == BROKEN]) == 1
    assert made.content.origins
    assert not made.content.months
    assert "Vélo en forme" in made.page()
    assert made.workbook().startswith(b"PK")


def test_a_figure_of_the_learner_s_own_is_printed_or_told_to_fail() -> None:
    class Own(Workshop):
        @bm.kpi("Révisions par an", "par an")
        def yearly(self):
            return 12 * self.visits

        @bm.kpi("Rapport", "×")
        def ratio(self):
            return self.price / self.vizits

    made = bm.dossier(Own(), **GOOD)
    assert "Révisions par an" in made.page()
    assert made.content.figures["yearly"] == 3
    broken = [one.sentence for one in made.content.problems if one.kind == BROKEN]
    assert len(broken) == 1
    assert broken[0].startswith("Rapport")
    assert made.content.months


def test_missing_levers_and_risks_are_the_largest_of_the_course_and_said_to_be() -> None:
    content = gather(read(FIRM, levers=[levers.LOYALTY]))
    assert [line.proposed for line in content.levers] == [False, True]
    fitting = [one for one in levers.ALL if one.fits(FIRM) and one is not levers.LOYALTY]
    best = max(fitting, key=lambda one: bm.priorities.worth(FIRM, one).net)
    assert content.levers[1].lever is best
    costs = [line.yearly for line in content.risks]
    assert costs == sorted(costs, reverse=True)
    assert all(line.proposed for line in content.risks)
    assert bm.dossier(FIRM).page().count("(proposé par le cours)") == 5


def test_nothing_of_the_learner_s_runs_in_the_page() -> None:
    nasty = '<img src=x onerror="alert(1)">'

    class Nasty(Workshop):
        title = nasty
        price: bm.Annotated[float, bm.Param(nasty, nasty)] = 15.0

        @bm.kpi(nasty, "€")
        def other(self):
            return 1.0

    given = dict.fromkeys(("title", "author", "decision", "change_my_mind", "date"), nasty)
    made = bm.dossier(Nasty(), sources={"price": nasty, nasty: "x"}, **given)
    assert "<img" not in made.page()
    assert "&lt;img" in made.page()
    assert "<img" not in made._html()
    assert "<img" not in made._first()
    for text in ("\ud800", "a\u202eb", "x" * 5_000, "=1+1", "\x00\x07"):
        odd = bm.dossier(FIRM, title=text, sources={"price": text})
        odd.page().encode("utf-8"), odd.workbook()
        assert "\u202e" not in odd.page()


def test_what_cannot_be_a_dossier_is_refused() -> None:
    for wrong in (bm.D2C, None, 3, "D2C"):
        with pytest.raises(bm.LearnerError, match="dossier"):
            bm.dossier(wrong)
    for name in ("", "mon dossier", 26, "a/b", "26-" + "x" * 300):
        with pytest.raises(bm.LearnerError):
            bm.dossier(FIRM, name=name)


def test_files_are_written_where_a_folder_exists(tmp_path) -> None:
    made = bm.dossier(FIRM, **GOOD)
    page, book = made.save(tmp_path)
    assert page.read_text(encoding="utf-8") == made.page()
    assert book.read_bytes() == made.workbook()
    with pytest.raises(bm.LearnerError, match="existe"):
        made.save(tmp_path / "ailleurs")
    with pytest.raises(bm.LearnerError):
        made.save(3)


def test_every_model_of_the_course_makes_a_dossier() -> None:
    from bizmodels.models import all_models

    for cls in all_models().values():
        content = gather(read(cls(), **{**GOOD, "sources": {}, "levers": [], "risks": []}))
        assert not [one.sentence for one in content.problems if one.kind == BROKEN]
        assert content.bands is not None
        assert content.hundred
        assert content.swings
        assert len(content.risks) == 3


def test_the_rubric_counts_only_what_is_there() -> None:
    empty = gather(read(Misspelt()))
    assert rubric.total(empty.rubric)[0] < 4
    assert contradictions.heaviest(empty.origins, empty.swings) == []


def test_what_is_saved_with_the_notebook_tells_no_figure() -> None:
    assert not re.search(r"\d", bm.dossier(FIRM, **GOOD)._first())
