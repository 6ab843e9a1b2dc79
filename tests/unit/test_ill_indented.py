"""IPython stops at a bad indentation before its transformers: the course explains it all the same, in French."""

import pytest

from bizmodels.course import first_cell
from bizmodels.errors import LearnerError
from bizmodels.slips import typing_errors

GOOD = "class A:\n    x = 1\n    y = 2\n"
BAD = "class A:\n    x = 1\n   y = 2\n"


def lines(cell):
    return cell.splitlines(keepends=True)


def test_only_a_cell_that_cannot_be_read_is_explained():
    assert first_cell.is_ill_indented(lines(BAD))
    for fine in (
        GOOD,
        "x = (1,",
        "réponse = 3,5 €",
        "!ls",
        "",
        "%%writefile a.txt\n  a\n b\n",
        'x = """\n   a\n b"""',
    ):
        assert not first_cell.is_ill_indented(lines(fine))
        assert typing_errors.explain_indentation(lines(fine)) == lines(fine)


def test_the_sentence_gives_the_line():
    with pytest.raises(LearnerError, match="Ligne 3.*décalage"):
        typing_errors.explain_indentation(lines(BAD))
    with pytest.raises(LearnerError, match="Ligne 4.*décalage"):
        first_cell.explain_ill_indented(lines("import bizmodels as bm\n" + BAD))
    assert first_cell.explain_ill_indented(lines(BAD)) == lines(BAD)  # a notebook that is not the course's


def test_a_comma_forgotten_at_the_end_of_a_line_of_a_dictionary():
    with pytest.raises(LearnerError, match="Ligne 2.*virgule à la fin"):
        typing_errors.explain_cell(lines('sources = {\n    "prix": "un devis"\n    "cac": "un autre",\n}\n'))
