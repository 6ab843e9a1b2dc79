"""``bm.register``: a line that lacks something is refused beside its field; kept, found again, exported."""

from __future__ import annotations

import base64
import html
import io
import re

import openpyxl
import pytest

import bizmodels as bm
from bizmodels import learner
from bizmodels.view.register import BASES, QUESTIONS
from tests.unit.test_bet import everything

NAME = "19-registre"
LINE = {
    "purpose": "livrer les commandes",
    "data": "nom, adresse",
    "basis": "contrat",
    "retention": "3 ans après le dernier contact",
    "recipients": "le transporteur",
}


def fill(one, **other):
    for column, text in (LINE | other).items():
        one.fields[column].value = text
    one.button.click()


def kept():
    return learner.of("lecon_19").registers.get(NAME, [])


def error(one, column):
    return html.unescape(one._errors[column].value).replace("\u00a0", " ")


def test_a_line_is_kept_found_again_and_the_fields_are_emptied():
    fill(bm.register())
    again = bm.register()
    assert [line.purpose for line in kept()] == ["livrer les commandes"]
    assert "livrer les commandes" in everything(again)
    assert again.rows().to_dict("records") == [LINE]
    assert again.rows().shown().columns.tolist() == [label for label, _, _ in QUESTIONS.values()]
    fill(again, purpose="tenir les comptes", basis="obligation légale", retention="dix ans")
    assert [line.basis for line in kept()] == ["contrat", "obligation légale"]
    assert [again.fields[column].value for column in ("purpose", "data")] == ["", ""]


@pytest.mark.parametrize(
    ("column", "text", "words"),
    [
        ("purpose", "", "Finalité : il manque une réponse"),
        ("data", " \n ", "Données : il manque"),
        ("recipients", "x", "Destinataires : il manque"),
        ("basis", "À choisir…", "six bases"),
        ("retention", "toujours", "« toujours » n’en est pas une"),
        ("retention", "3", "il manque"),
        ("retention", "quelques années", "n’en est pas une"),
        ("retention", "0 an", "n’en est pas une"),
        ("retention", "zéro jour", "n’en est pas une"),
        ("data", "é" * 301, "301 signes"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_lost(column, text, words):
    one = bm.register()
    fill(one, **{column: text})
    assert kept() == []
    assert words in error(one, column)
    assert [other for other in QUESTIONS if error(one, other)] == [column]
    assert one.fields["recipients" if column != "recipients" else "data"].value
    fill(one)
    assert len(kept()) == 1
    assert not error(one, column)


@pytest.mark.parametrize(
    "duration",
    [
        "jusqu’au retrait de l’accord",
        "jusqu'au désabonnement",
        "tant que le compte est ouvert",
        "jusqu’à la fin du contrat",
        "aussi longtemps que le compte vit",
        "quatorze jours",
        "seize mois",
        "cent jours",
        "72 h",
        "72h",
        "6 trimestres",
        "3 ans",
        "six mois",
        "un an après l’achat",
        "72 heures",
        "10 années",
        "13 MOIS",
    ],
)
def test_a_duration_is_a_number_and_a_unit(duration):
    fill(bm.register(), retention=duration)
    assert kept()[0].retention == duration


def test_every_basis_is_offered():
    for basis in BASES:
        fill(bm.register(), basis=basis)
    assert [line.basis for line in kept()] == list(BASES)


def test_the_exports_hold_the_lines_and_run_nothing():
    one = bm.register("Ma boutique <b>")
    fill(one, purpose="=1+1", data="<img src=x onerror=alert(1)>")
    found = dict(re.findall(r'download="([^"]+)" href="data:[^"]*?base64,([^"]+)"', one._table.value))
    sheet = openpyxl.load_workbook(io.BytesIO(base64.b64decode(found["registre.xlsx"]))).active
    assert [cell.value for cell in sheet[1]] == [label for label, _, _ in QUESTIONS.values()]
    assert (sheet["A2"].value, sheet["A2"].data_type) == ("=1+1", "s")
    page = base64.b64decode(found["registre.html"]).decode()
    assert "&lt;img" in page
    assert "<img" not in page + one._table.value + one._live()
    assert "Ma boutique &lt;b&gt;" in page
    assert 'lang="fr"' in page
    assert "http" not in page


def test_the_last_line_may_be_erased():
    one = bm.register()
    one.back.click()
    assert "encore vide" in html.unescape(one._said.value)
    fill(one)
    one.back.click()
    assert kept() == []
    assert "download" not in one._table.value


def test_what_could_not_be_written_is_kept_by_the_kernel(monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr(learner, "_write", lambda *_: (_ for _ in ()).throw(OSError(28, "full")))
        one = bm.register()
        fill(one)
        assert "ne peuvent pas être écrits" in one._trouble.value
    fill(bm.register(), purpose="tenir les comptes")
    assert [line.purpose for line in kept()] == ["livrer les commandes", "tenir les comptes"]


def test_the_first_display_says_the_same_to_everybody():
    fresh = bm.register()
    start, words = fresh._still._start(), repr(fresh)
    assert fresh._live() == ""
    fill(fresh)
    known = bm.register()
    assert (known._still._start(), repr(known)) == (start, words)
    assert "livrer les commandes" in known._live()


@pytest.mark.parametrize("given", [{"project": ""}, {"project": 3}, {"name": ""}, {"name": "registre"}])
def test_a_bad_call_is_said(given):
    with pytest.raises(bm.LearnerError, match="register"):
        bm.register(**given)


def test_a_doubt_is_a_hint_and_the_line_is_kept():
    one = bm.register()
    fill(one, retention="3 ans")
    assert "part d’un événement" in one._said.value
    fill(one, purpose="envoyer une lettre")
    assert "intérêt légitime" in one._said.value
    fill(one)
    assert "Au suivant" in one._said.value
    assert len(kept()) == 3


def test_a_long_term_is_quoted_up_to_a_word():
    one = bm.register()
    fill(one, retention="le temps qu’il faudra pour que tout le monde oublie")
    assert "pour que tout le… »" in error(one, "retention")
