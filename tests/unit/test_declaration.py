"""A model written by a learner: each mistake is a French sentence that names the class, the name and the line."""

import re
import signal
import sys
import time
import warnings
from typing import Annotated, ClassVar

import numpy as np
import pytest

import bizmodels as bm
from bizmodels import kpi
from bizmodels.core import clock, contract
from bizmodels.core.param import Constant
from tests.toys import Kiosk


def written(body: str, base: type = bm.D2C) -> type:
    """The class that a learner writes: ``class K(base)`` with this body."""
    names = {
        "kpi": kpi, "np": np, "bm": bm, "Annotated": Annotated, "Param": bm.Param, "base": base, "ClassVar": ClassVar,
        "Constant": Constant, "__name__": "__main__",
    }  # fmt: skip
    exec("class K(base):\n" + "\n".join(f"    {line}" for line in body.splitlines()), names)
    return names["K"]


def used(cls: type):
    model = cls()
    model.kpis()
    model.project(40)
    model.equations()
    model.ledger()
    cls.backtests()
    return bm.simulate(model, {"churn": bm.between(0.1, 0.2, 0.3)}, draws=10)


FIGURE = '@kpi("Essai", "€")\ndef x(self):\n    '

REFUSED = {
    # --- the body of the class
    "price = 5.0": "« price » n’a pas de fiche",
    'price = Param("Prix", "€")': "fiche comme valeur",
    "price: float = 5.0": "n’a pas de fiche",
    "churn = 0.3": "« churn » est un paramètre",
    "churn: float = 0.3": "n’a pas de fiche",
    'churn: Annotated[float, Param("c")]': "pas de valeur de départ",
    'price: Annotated[float, Param("p")] = np.array([1.0, 2.0])': "reçoit un tableau",
    "import math": "au-dessus de la classe",
    "vat = 0.1": "Constant",
    "ltv = 3.0": "@bm.kpi",
    "values = 3.0": "méthode de BusinessModel",
    'values: Annotated[float, Param("v")] = 5.0': "méthode de BusinessModel",
    'copy: Annotated[float, Param("v")] = 5.0': "nom d’une méthode",
    'overheads: Annotated[float, Param("v")] = 5.0': "nom d’une méthode",
    'ltv: Annotated[float, Param("v")] = 5.0': "déjà une grandeur",
    'self: Annotated[float, Param("v")] = 5.0': "déjà un sens",
    '_p: Annotated[float, Param("v")] = 5.0': "tiret bas",
    "_rate = 5.0": "tiret bas",
    'title: str = "Mon modèle"': "mention du modèle",
    "def churn(self): return 0.1": "« churn » est un paramètre",
    "def ltv(self): return 3.0": "remettre @bm.kpi",
    "def project(self): return 3.0": "méthode de BusinessModel",
    "def overheads(self): return 3.0": "@property",
    "@property\ndef stocks(self): return 3.0": "sans @property",
    "def stocks(self, months): yield {}": "un seul argument",
    "def shares(): return {}": "un seul argument",
    "def backtests(self): return []": "@classmethod",
    "def __init__(self, price): pass": "__init__",
    "def model_post_init(self, context): pass": "model_post_init",
    "def path(self, months=36): return {}": "nom d’une méthode",
    "def sums(self): return 3": "nom d’une méthode",
    'vat = Constant("TVA", "0.1")': "un texte puis un nombre",
    "vat = Constant(3, 0.1)": "un texte puis un nombre",
    'vat = Constant("TVA", 20)': "Écrire 0.2 pour 20 %",
    'vat = Constant("TVA", 20, unit="€")': "entre 0 et 1",
    'vat = Constant("TVA", -0.2)': "entre 0 et 1",
    'rate = Constant("Taux", 20)': "unit='€'",
    'rate = Constant("Taux", float("nan"))': "value vaut nan",
    'rate = Constant("Taux", 10**400)': "nombre fini",
    'rate = Constant("Taux", 0.2, "legal/unknown")': "est inconnue",
    'rate = Constant("Taux", 0.2, 3)': "source",
    'rate = Constant("Taux", 0.2, factor=0)': "factor vaut 0",
    'rate = Constant("Taux", 0.2, unit=3)': "unité",
    'cash: Annotated[float, Param("c")] = 5.0': "une colonne",
    '@kpi("c")\ndef cash(self): return 5.0': "une colonne",
    'vat = Constant("TVA")': "il manque `value`",
    # --- the decorator
    "@kpi\ndef x(self): return 1.0": "libellé et son unité",
    "@kpi()\ndef x(self): return 1.0": "il manque `label`",
    '@kpi("a", units="€")\ndef x(self): return 1.0': "`units` n’est pas attendu",
    '@kpi(12, "€")\ndef x(self): return 1.0': "libellé est 12",
    '@kpi("a", None)\ndef x(self): return 1.0': "unité est None",
    '@kpi("", "€")\ndef x(self): return 1.0': "est vide",
    '@kpi("a")\n@property\ndef x(self): return 1.0': "sans autre décorateur",
    '@kpi("a")\ndef x(): return 1.0': "self seul",
    '@kpi("a")\ndef x(self, n): return 1.0': "self seul",
    '@kpi("a")\ndef x(self, *, n): return 1.0': "self seul",
    '@kpi("a")\ndef cac(self): return 1.0': "déjà un paramètre",
    '@kpi("a")\ndef kpis(self): return 1.0': "méthode de BusinessModel",
    '@kpi("a")\ndef title(self): return 1.0': "mention du modèle",
    '@kpi("a")\ndef lowest_cash(self): return 1.0': "nom d’une méthode",
    '@kpi("a")\ndef _x(self): return 1.0': "tiret bas",
    'x: Annotated[float, Param("a")]\n@kpi("a")\ndef x(self): return 1.0': "à la fois",
    # --- the card of a parameter
    'p: Annotated[float, Param("P", lo=3)] = 5.0': "`lo` n’est pas attendu",
    "p: Annotated[float, Param()] = 5.0": "il manque `label`",
    'p: Annotated[float, Param("P", low=9, high=1)] = 5.0': "low=9",
    'p: Annotated[float, Param("P", high="10")] = 5.0': "high='10'",
    'p: Annotated[float, Param("P", low=float("nan"))] = 5.0': "low=nan",
    'p: Annotated[float, Param("P", step=0)] = 5.0': "step=0",
    'p: Annotated[float, Param("P", step=True)] = 5.0': "step=True",
    'p: Annotated[float, Param("P", soft=(9, 1))] = 5.0': "soft=",
    'p: Annotated[float, Param("P", soft=5)] = 5.0': "soft=5",
    'p: Annotated[float, Param("P", soft=(-5, 5))] = 5.0': "sort des bornes",
    'p: Annotated[float, Param("P", plausible=(9, 1))] = 5.0': "plausible=",
    'p: Annotated[float, Param("P", factor=0)] = 5.0': "factor=0",
    "p: Annotated[float, Param(None)] = 5.0": "libellé",
    'p: Annotated[float, Param("P", 3)] = 5.0': "unité",
    'p: Annotated[float, Param("P", group=None)] = 5.0': "groupe",
    'p: Annotated[float, Param("P", source="Nulle/part/2020")] = 5.0': "inconnue",
    'p: Annotated[float, Param("P", source="?")] = 5.0': "inconnue",
    'p: Annotated[float, Param("P", source=3)] = 5.0': "source",
    # --- what the class says of itself
    "title = 3": "title",
    'currency = "<b>"': "symbole",
    'currency = ""': "symbole",
    'cards = ("nope",)': "« nope », qui n’est pas une grandeur",
    'cards = ("ltv")': "virgule comprise",
    "cards = ()": "vide",
    "groups = 3": "groups",
    'shown_settings = ("nope",)': "n’est pas un paramètre",
    'presets = {"Essai": {"nope": 1}}': "n’est pas un paramètre",
    'presets = {"Essai": {"churn": 7}}': "valeur admise",
    'presets = {"Essai": {"churn": "0,1"}}': "n’est pas un nombre",
    'presets = {"Essai": 3}': "écrire presets",
    "presets = [1]": "écrire presets",
    'presets = {"  ": {"churn": 0.1}}': "écrire presets",
    'presets = {"Réglages de départ": {"churn": 0.1}}': "affiche déjà ce nom",
    'presets = {"Réglages  modifiés ": {"churn": 0.1}}': "affiche déjà ce nom",
    'case = "Asos"\npresets = {"Cas : Asos": {"churn": 0.1}}': "affiche déjà ce nom",
    'presets = {"Épreuve : attrition + 50 %": {"churn": 0.1}}': "affiche déjà ce nom",
    'presets = {"a b": {"churn": 0.1}, "a  b": {"churn": 0.2}}': "affiche déjà ce nom",
    'columns = {"stock": "Stock"}': "libellé et son unité",
    # --- what its code gives
    f"{FIGURE}3": "return",
    f'{FIGURE}return "12"': "le texte « 12 »",
    f"{FIGURE}return [1, 2]": "une liste de 2 valeurs",
    f"{FIGURE}return 3,5": "3.5",
    f"{FIGURE}return np.array([1.0, 2.0])": "un tableau de 2 valeurs",
    f"{FIGURE}return np.array([1.0])": "un tableau de 1 valeur",
    f"{FIGURE}return np.array(None)": "tableau",
    f"{FIGURE}return (-1) ** 0.5": "complexe",
    f"{FIGURE}return self.cac > 3": "np.where",
    f"{FIGURE}return np.bool_(True)": "np.where",
    f"{FIGURE}return 10**400": "trop grand",
    f"{FIGURE}return self.lowest_cash": "parenthèses",
    f"{FIGURE}yield 3.0": "yield",
    f"{FIGURE}return 1 / 0": "divise par zéro",
    f"{FIGURE}return caac": "self.cac",
    f"{FIGURE}return self.caac": "« caac ». Vouliez-vous dire « cac »",
    f"{FIGURE}return self.y\n@kpi('y')\ndef y(self): return self.caac": "« caac ». Vouliez-vous dire « cac »",
    f"{FIGURE}return self.q\n@property\ndef q(self): return self.caac": "« caac ». Vouliez-vous dire « cac »",
    f"{FIGURE}return self.cac.price": "(`x`) de K",
    f"{FIGURE}return self.cac + 'a'": "Essai",
    f"{FIGURE}return {{}}['a']": "clé absente",
    f"{FIGURE}return [][1]": "rang absent",
    f"{FIGURE}raise Exception('zut')": "zut",
    f"{FIGURE}return self.x + 1": "`x` → `x`",
    f"{FIGURE}return self.y\n@kpi('y')\ndef y(self): return self.x": "`x` → `y` → `x`",
    f"{FIGURE}return self.f()\ndef f(self): return self.f()": "sans fin",
    f"{FIGURE}return 1.0 if self.cac > 3 else 2.0": "np.where",
    f"{FIGURE}import math; return math.sqrt(self.cac)": "équation",
    '@kpi("LTV", "€")\ndef ltv(self): return super().ltv * 2': "super()",
    "@property\ndef overheads(self): return 'a'": "le texte « a »",
    "@property\ndef overheads(self): self.fixed_costs": "return",
    "@property\ndef cac_per_customer(self): return [1]": "une liste",
    "def stocks(self): return 3": "suite de mois",
    "def stocks(self): pass": "suite de mois",
    'def stocks(self): return {"customers": 3.0}': "suite de mois",
    'def stocks(self): return [{"customers": 1.0}] * 36': "après 36 mois",
    'def stocks(self):\n    for i in range(3): yield {"customers": 1.0}': "après 3 mois",
    "def stocks(self): return iter([])": "après 0 mois",
    "def stocks(self):\n    while True: yield 3.0": "dictionnaire",
    "def stocks(self):\n    while True: yield {}": "customers",
    'def stocks(self):\n    while True: yield {"clients": 1.0}': "customers",
    'def stocks(self):\n    while True: yield {"customers": None}': "None",
    'def stocks(self):\n    while True: yield {"customers": True}': "True",
    'def stocks(self):\n    while True: yield {"customers": 1.0, 3: 4.0}': "pas un texte",
    'def stocks(self):\n    while True: yield {"customers": 1.0, "cash": 4.0}': "calcule lui-même",
    'def stocks(self):\n    while True: yield {"customers": 1.0, "month": 4.0}': "calcule lui-même",
    'def stocks(self):\n    while True: yield {"customers": 1.0 + self.nope}': "nope",
    'def stocks(self):\n    while True: yield {"customers": 1 / 0}': "divise par zéro",
    'def stocks(self):\n    yield {"customers": 1.0, "a": 2.0}\n    while True: yield {"customers": 1.0}': "au mois 2",
    "def shares(self): return None": "dictionnaire",
    "def shares(self): return [1.0]": "dictionnaire",
    "def shares(self): return {}": "personne",
    "def shares(self): return {3: 1.0}": "pas un texte",
    'def shares(self): return {"a": "b"}': "le texte « b »",
    'def shares(self): return {"a": self.nope}': "nope",
    "@classmethod\ndef backtests(cls): return None": "BackTest",
    "@classmethod\ndef backtests(cls): return [1]": "BackTest",
}


@pytest.mark.parametrize("body", REFUSED)
def test_a_mistake_is_a_french_sentence(body):
    with pytest.raises(bm.LearnerError) as caught:
        used(written(body))
    said = str(caught.value).replace("\u00a0", " ")
    assert REFUSED[body] in said
    assert not isinstance(caught.value, AttributeError)
    assert re.search(r"\bK\b|kpi|Constant|Param|p\(|`price`", said)


@pytest.mark.skipif(
    not hasattr(signal, "setitimer") or sys.gettrace() is not None,
    reason="no clock on this system, or a debugger that keeps a bare except from being overruled",
)
@pytest.mark.parametrize(
    "body",
    [
        f"{FIGURE}while True: pass",
        f"{FIGURE}return sum(m['customers'] for m in self.stocks())",
        f"{FIGURE}return self.q\n@property\ndef q(self):\n    while True: pass",
        "def stocks(self):\n    while True: pass\n    yield",
        "def shares(self):\n    while True: pass",
        f"{FIGURE}while True:\n        try: self.cac + 1\n        except: pass",
        f"{FIGURE}while True:\n        try:\n            while True: pass\n        except:\n            continue",
        f"{FIGURE}while True:\n        try:\n            while True: pass\n        finally:\n            continue",
        f"{FIGURE}while True:\n        try:\n            while True: pass\n        except Exception:\n            pass",
        "def stocks(self):\n    while True:\n        try: sum(range(99))\n        except BaseException: pass\n    yield",
    ],
)
def test_an_endless_loop_is_stopped(body, monkeypatch):
    monkeypatch.setattr(clock, "SECONDS", 0.3)
    traced = sys.gettrace()
    with pytest.raises(bm.LearnerError, match="ne finit pas"):
        used(written(body))
    assert signal.getsignal(signal.SIGVTALRM) is signal.SIG_DFL
    assert signal.getitimer(signal.ITIMER_VIRTUAL)[0] == 0
    assert sys.gettrace() is traced


def test_a_clock_slower_than_its_own_rings_still_stops_the_loop(monkeypatch):
    """A garbage collection of half a second inside the handler once nested rings for ever."""

    def slow(filename, real=clock.is_written_by_hand):
        until = time.process_time() + 0.15
        while time.process_time() < until:
            pass
        return real(filename)

    monkeypatch.setattr(clock, "SECONDS", 0.2)
    monkeypatch.setattr(clock, "_AGAIN", 0.05)
    monkeypatch.setattr(clock, "is_written_by_hand", slow)
    with pytest.raises(bm.LearnerError, match="ne finit pas"):
        used(written("@kpi('X')\ndef x(self):\n    while True: pass"))


def test_the_names_of_the_calculator_are_those_refused_as_presets():
    from bizmodels.view import calculator

    shown = [calculator.MODIFIED, *calculator.STRESS, bm.calculator(Kiosk())._preset.options[0]]
    assert {contract.as_read(name) for name in shown} == set(map(contract.as_read, contract.OPTIONS))


ACCEPTED = [
    'box = Constant("Carton", 30, unit="€")\ngrowth = Constant("Croissance", -0.02)',
    'prix_été: Annotated[float, Param("Prix", "€")] = 5',
    'vat: Annotated[float, Param("TVA", "%", high=1)] = 0.1',
    'vat = Constant("TVA", 0.1)',
    'title = "Mon modèle"\ncards = ["ltv"]\ngroups = ("Offre",)\ncurrency = "£"',
    'title: ClassVar[str] = "Mon modèle"\ncards: "ClassVar[tuple]" = ("x",)\n@kpi("X")\ndef x(self): return 1',
    "@property\ndef overheads(self): return self.fixed_costs * 2",
    '@kpi("Frais", "€")\ndef overheads(self): return self.fixed_costs * 2',
    '@kpi("LTV", "€")\ndef ltv(self): return 2 * self.margin_per_customer',
    'x = kpi("X", "€")(lambda self: 2 * self.cac)',
    "RATE: ClassVar[float] = 0.5\n@kpi('X')\ndef x(self): return self.RATE * self.cac",
    "def _half(self): return self.cac / 2\n@kpi('X')\ndef x(self): return self._half()",
    "@kpi('X')\ndef x(self): return np.where(self.cac > 3, 1, 2)",
    "@kpi('X')\ndef x(self): return np.int64(3)",
    "@kpi('X')\ndef x(self): return self.setup_cost / self.starting_customers",
    'def shares(self): return {"a": 1, "b": self.cac}',
    "@classmethod\ndef backtests(cls): return super().backtests()",
    "def stocks(self):\n    for stock in super(type(self), self).stocks(): yield stock | {'extra': 1}",
]


@pytest.mark.parametrize("body", ACCEPTED)
def test_a_good_declaration_passes_without_a_warning(body):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        cls = written(body)
    used(cls)


def test_a_student_may_yield_the_same_dict_each_month():
    cls = written(
        "def stocks(self):\n    one = {'customers': 0.0}\n    while True:\n        one['customers'] += 1\n        yield one"
    )
    assert list(cls().project(3)["customers"]) == [1, 2, 3]


def test_the_line_of_the_mistake_is_read_from_the_file():
    with pytest.raises(bm.LearnerError, match=r"ligne \d+ de test_declaration.py.*price = 5.0"):

        class Shop(bm.BusinessModel):
            price = 5.0

    class Gym(bm.D2C):
        yearly_price: Annotated[float, bm.Param("Prix", "€")] = 5.0

        @kpi("Revenu", "€")
        def arpu(self):
            return self.yearly / 12

    with pytest.raises(bm.LearnerError, match=r"yearly_price.*ligne \d+ de test_declaration.py.*self.yearly"):
        _ = Gym().arpu


def test_arpu_written_another_way_says_how():
    for body in ("@property\ndef arpu(self): return 1.0", "def arpu(self): return 1.0"):
        with pytest.raises(bm.LearnerError, match="`arpu` n’est pas une grandeur"):
            written(body, bm.BusinessModel)()
    with pytest.raises(bm.LearnerError, match="shown_settings"):
        written('arpu: Annotated[float, Param("ARPU", "€")] = 5.0', bm.BusinessModel)()


def test_a_subclass_leaves_the_figures_of_its_parent_alone():
    before = {
        n: (k.name, k.label, k.unit, k.function) for c in (bm.D2C, bm.SaaS) for n, k in c.__kpis__.items()
    }
    alias = written("other = base.ltv\ncurrency = '£'")
    again = written("x = base.ltv(lambda self: 3.0)\nshown_settings = ('churn',)")
    pounds = written("currency = '£'", bm.SaaS)
    after = {
        n: (k.name, k.label, k.unit, k.function) for c in (bm.D2C, bm.SaaS) for n, k in c.__kpis__.items()
    }
    assert after == before
    assert bm.D2C.ltv.unit == "€"
    assert alias().other == alias().ltv == bm.D2C().ltv
    assert again().x == 3.0
    assert again().ltv == bm.D2C().ltv
    assert {k.unit[:1] for k in pounds.__kpis__.values()} & {"€", "$"} == set()


def test_hasattr_still_answers_for_a_name_that_does_not_exist():
    assert not hasattr(bm.D2C(), "nope")


@pytest.mark.parametrize("leaves", ["raise SystemExit", "import sys; sys.exit()"])
def test_a_figure_that_quits_is_told(leaves):
    model = written(f'@kpi("a", "€")\ndef a(self): {leaves}')()
    with pytest.raises(bm.LearnerError, match="quitte Python"):
        _ = model.a


def test_the_code_of_the_course_is_not_taken_for_a_student_s():
    """Whatever room it stands in: neither watched while it runs, nor shown as the line at fault."""
    assert all(figure.call is figure.function for figure in bm.D2C.__kpis__.values())
    cls = written(FIGURE + 'return bm.french.number("a")')
    with pytest.raises(bm.LearnerError, match=r"`x`.*ne convient pas \(ligne 4\)"):
        _ = cls().x


def test_a_setting_of_a_class_cannot_be_changed_from_outside():
    with pytest.raises(bm.LearnerError, match=r"D2C\(churn=…\)"):
        bm.D2C.churn = 0.5
    assert bm.D2C().churn == 0.08

    class Corner(bm.D2C):
        """Still possible, and unharmed."""

    assert Corner().churn == 0.08


SWALLOWED = [
    f"{FIGURE}try: return self.helper()\n    except: return 0.0\ndef helper(self):\n    while True: pass",
    f"{FIGURE}try: return self.p\n    except BaseException: return 0.0\n@property\ndef p(self):\n    while True: pass",
    f"{FIGURE}import contextlib\n    with contextlib.suppress(BaseException):\n        while True: pass\n    return 0.0",
]


@pytest.mark.skipif(not hasattr(signal, "setitimer") or sys.gettrace() is not None, reason="no clock here")
@pytest.mark.parametrize("body", SWALLOWED)
def test_a_loop_that_was_stopped_gives_no_figure_whatever_swallowed_it(body, monkeypatch):
    monkeypatch.setattr(clock, "SECONDS", 0.2)
    with pytest.raises(bm.LearnerError, match="ne finit pas"):
        used(written(body))


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no clock here")
@pytest.mark.parametrize("left", ["on", "handler", "both"])
def test_the_clock_starts_anew_after_an_interruption(left, monkeypatch):
    monkeypatch.setattr(clock, "SECONDS", 0.2)
    monkeypatch.setattr(clock._Clock, "on", left != "handler")
    if left != "on":
        signal.signal(signal.SIGVTALRM, clock._ring)
    with pytest.raises(bm.LearnerError, match="ne finit pas"):
        used(written(f"{FIGURE}while True: pass"))
    assert signal.getsignal(signal.SIGVTALRM) is signal.SIG_DFL
    assert not clock._Clock.on


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no clock here")
def test_the_figures_of_a_mixin_are_watched_too(monkeypatch):
    monkeypatch.setattr(clock, "SECONDS", 0.2)

    class Mixin:
        @kpi("Essai", "€")
        def q(self):
            while True:
                pass

        @property
        def p(self):
            while True:
                pass

    class Both(Mixin, bm.D2C):
        """A shop with a mixin."""

    for name in ("q", "p"):
        with pytest.raises(bm.LearnerError, match="ne finit pas"):
            getattr(Both(), name)
