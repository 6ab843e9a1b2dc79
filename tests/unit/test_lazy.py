"""pandas loads with the first table; without it the course says what is missing and what to do."""

import subprocess
import sys

import pytest

from bizmodels import lazy


def fresh(code: str) -> subprocess.CompletedProcess:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8")


def test_a_calculator_needs_no_pandas_and_a_table_does():
    done = fresh(
        "import sys, bizmodels as bm\n"
        "calc = bm.calculator(bm.D2C())\n"
        "calc.controls['churn'].slider.value = 12\n"
        "for tab in ('Clients', '100 €', 'Sensibilité', 'Incertitude'): calc._tabs.value = tab\n"
        "calc._repr_mimebundle_()\n"
        "before = 'pandas' in sys.modules\n"
        "bm.D2C().kpis()\n"
        "print(before, 'pandas' in sys.modules)"
    )
    assert done.stdout.split() == ["False", "True"], done.stderr


def test_figures_draw_nothing_until_one_is_asked_for():
    done = fresh(
        "import sys, bizmodels as bm\n"
        "print('bizmodels.view.figures' in sys.modules)\n"
        "bm.figures.tornado\n"
        "print('bizmodels.view.figures' in sys.modules, 'matplotlib' in sys.modules, 'seaborn' in sys.modules)\n"
        "bm.figures.tornado(bm.D2C(), 'ltv', 'Un titre')\n"
        "print('matplotlib' in sys.modules)"
    )
    assert done.stdout.split() == ["False", "True", "False", "False", "True"], done.stderr


def test_a_broken_pandas_is_told_with_its_remedy():
    done = fresh(
        "import sys; sys.modules['pandas'] = None\n"
        "import bizmodels as bm\n"
        "print(bm.D2C().ltv > 0)\n"
        "try: bm.D2C().kpis()\n"
        "except ImportError as error: print('bizmodels check' in str(error), error.name)"
    )
    assert done.stdout.split() == ["True", "True", "pandas"], done.stderr


def test_an_unknown_name_stays_an_unknown_name():
    assert not hasattr(lazy.pd, "DataFrames")
    with pytest.raises(AttributeError):
        _ = lazy.tables.Tables
