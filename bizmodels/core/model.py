"""What a business model is: parameters, key figures, months.

A model is a frozen class. Its *parameters* are annotated fields (``Annotated[float, Param(...)]``), its
*key figures* small documented methods (``@kpi("Valeur vie client", "€")``). The equations use plain
arithmetic and numpy only, so a parameter may be a number (calculator), an array of draws (simulation) or
a symbol (equation sheet): the same line of code serves all three.

Conventions, common to all models (month t = 1, 2, …): customers won in month t pay in month t; the churn
falls at the end of the month. Rates are fractions per month, money is excl. VAT unless a label says TTC.
"""

from __future__ import annotations

import math
import threading
import warnings
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Annotated, Any, ClassVar

import numpy as np
from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic.errors import PydanticUserError
from pydantic_core import core_schema

from bizmodels import data, french
from bizmodels.core import contract as declaration
from bizmodels.core import months as account
from bizmodels.errors import LearnerError, UnknownName
from bizmodels.evidence import BackTest, label_of
from bizmodels.french import nearest
from bizmodels.lazy import pd, tables

MONTHS = 36
LONGEST = 12_000
COLUMNS = {
    "customers": ("Clients actifs", ""),
    "revenue": ("Chiffre d’affaires HT", "€"),
    "variable_costs": ("Coûts variables", "€"),
    "acquisition_costs": ("Coûts d’acquisition", "€"),
    "fixed_costs": ("Coûts fixes", "€"),
    "profit": ("Résultat du mois", "€"),
    "cash": ("Trésorerie cumulée", "€"),
}


class ParameterError(LearnerError):
    """One or more parameters are refused; ``problems`` maps each name to its French sentence."""

    def __init__(self, problems: dict[str, str]):
        self.problems = problems
        super().__init__(" ".join(problems.values()))


@declaration.told_at_call
@dataclass(frozen=True, repr=False)
class Param:
    """Label, unit, bounds, help and provenance of one parameter.

    ``low``/``high`` are hard bounds: outside, the value is refused. ``soft`` and ``step`` say what the
    slider shows. ``plausible`` is the range from which « Incertitude » draws. ``source`` is the key of a
    published fact (``entity/metric/period``); ``factor`` times the fact gives the default (unit change,
    or a stated deduction explained in ``help``). Without a source the default is a teaching hypothesis.
    """

    label: str
    unit: str = ""
    low: float = 0.0
    high: float = math.inf
    step: float | None = None
    soft: tuple[float, float] | None = None
    group: str = "Offre"
    help: str = ""
    source: str = ""
    factor: float = 1.0
    plausible: tuple[float, float] | None = None

    def __repr__(self) -> str:
        return f"Param({self.label!r}, {self.unit!r})"

    @property
    def is_share(self) -> bool:
        """Whether the value is a fraction shown × 100."""
        return self.unit.startswith("%")

    def standing(self) -> tuple[str, str]:
        """« publié », « déduit », « à vérifier » or « hypothèse », and the sentence that says from where."""
        if not self.source:
            return "hypothèse", french.typeset(
                f"Hypothèse de cours : {self.help}" if self.help else "Hypothèse de cours."
            )
        where = f"{data.fact_from_key(self.source)}." + (f" {self.help}" if self.help else "")
        return label_of(self.source, self.factor), french.typeset(where)

    def digits(self, value: float) -> str:
        """The value as a field shows it, every digit kept: 0.035 -> « 3,5 »; from 100 on two decimals do."""
        shown = value * 100 if self.is_share else value
        return french.exact(round(shown, 2 if abs(shown) >= 100 else 6))

    def show(self, value: float) -> str:
        """The value with its unit: « 11,99 € TTC / mois »."""
        return f"{self.digits(value)}{french.NBSP}{self.unit}" if self.unit else self.digits(value)

    def range_text(self) -> str:
        """« entre 0 et 1 (0 % et 100 %) », « au moins 0 »."""
        low, high = french.exact(self.low), french.exact(self.high)
        if math.isinf(self.high):
            return f"au moins {low}"
        text = f"entre {low} et {high}"
        if self.is_share:
            text += f" ({french.quantity(self.low, '%')} et {french.quantity(self.high, '%')})"
        return text

    def __get_pydantic_core_schema__(self, source_type: Any, handler: Any) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(self.check)

    def check(self, value: Any) -> float | np.ndarray:
        """Return ``value`` as a float (or an array of floats), or raise with a French reason."""
        if type(value) is float and self.low <= value <= self.high and math.isfinite(value):
            return value + 0.0  # -0.0 becomes 0.0: what divides by it would be -∞
        # float() would read digits in bytes, and a number of days in a date of numpy.
        if isinstance(value, bool | str | bytes | bytearray | memoryview | np.timedelta64) or (
            isinstance(value, np.generic) and not isinstance(value, np.integer | np.floating)
        ):
            raise ValueError(f"vaut {_raw(value)}, qui n’est pas un nombre{_comma_hint(value)}")
        if isinstance(value, np.ndarray) and (
            value.ndim or value.dtype.kind not in "iuf" or np.ma.isMA(value)
        ):
            return self._check_array(value)
        try:
            number = float(value)
        except OverflowError:
            raise ValueError(f"vaut {_raw(value)}, trop grand pour être calculé") from None
        except (TypeError, ValueError):
            raise ValueError(f"vaut {_raw(value)}, qui n’est pas un nombre{_comma_hint(value)}") from None
        if not math.isfinite(number):
            raise ValueError(f"vaut {_raw(value)}, qui n’est pas un nombre fini")
        if not self.low <= number <= self.high:
            share = f" (soit {french.quantity(number, '%')})" if self.is_share else ""
            raise ValueError(f"vaut {_raw(value)}{share}")
        return number + 0.0

    def _check_array(self, values: np.ndarray) -> np.ndarray:
        if np.ma.isMA(values):
            raise ValueError("reçoit un tableau masqué, où il manque des nombres")
        if values.dtype.kind not in "iuf":
            raise ValueError(f"reçoit un tableau qui ne contient pas que des nombres réels ({values.dtype})")
        array = np.array(
            values, dtype=float
        )  # a copy: what the caller does to his array later changes nothing
        wrong = ~((array >= self.low) & (array <= self.high) & np.isfinite(array))
        if wrong.any():
            raise ValueError(
                f"sort de son intervalle dans {int(wrong.sum())} tirages sur {array.size} (premier{french.NBSP}: "
                f"{french.exact(array[wrong][0])}). Resserrer la distribution"
            )
        array += 0.0
        array.setflags(write=False)
        return array


def _raw(value: Any) -> str:
    """A refused value as it was given, minus sign included: 1,5 · -3 · « abc » · « True »."""
    if isinstance(value, bool | np.bool_) or not isinstance(value, int | float | np.number):
        return french.quote(value)
    if isinstance(value, int) and abs(value) >= 10**30:
        return f"un entier de {math.floor(math.log10(abs(value))) + 1} chiffres"
    return f"{value.item() if isinstance(value, np.number) else value!r}".replace(".", ",")


def _comma_hint(value: Any) -> str:
    if isinstance(value, tuple) and len(value) == 2:
        return f" (en Python, la virgule décimale est un point{french.NBSP}: {value[0]}.{value[1]})"
    return ""


class _Silence(threading.local):
    """Whether numpy is silent already in this thread: entering ``errstate`` takes longer than most key figures do."""

    on = False


_SILENCE = _Silence()


def _silently(function):
    """Run without numpy's warnings: overflow and x/0 are answers here (« jamais », « sans limite »), not accidents."""

    @wraps(function)
    def silent(*args, **named):
        if _SILENCE.on:
            return function(*args, **named)
        _SILENCE.on = True
        try:
            with np.errstate(all="ignore"):
                return function(*args, **named)
        except RecursionError as error:
            raise declaration.cycle(error, kpi) from None
        finally:
            _SILENCE.on = False

    return silent


@declaration.told_at_call
class kpi:  # noqa: N801 - reads as a decorator
    """A key figure: a documented property with a French label and a unit, computed once per instance.

    ``infinite`` is what an infinite value reads: « sans limite », or « jamais » for a wait or a threshold.
    """

    def __init__(self, label: str, unit: str = "", infinite: str = "sans limite"):
        declaration.check_decorator(label, unit, infinite)
        self.label, self.unit, self.infinite = label, unit, infinite
        # ``call`` is the function, under the clock where a student wrote it.
        self.name = self.function = self.call = None

    def parts(self, value: float) -> tuple[str, str]:
        """Figure and unit apart, as a card shows them; amounts from 100 000 € on are in k€, M€ or Md€."""
        if math.isinf(value):
            return (self.infinite if value > 0 else f"{french.MINUS}∞"), ""
        if math.isnan(value):
            return "—", ""
        if self.unit.startswith(("€", "$")) and abs(value) >= 1e5:
            text, unit = french.compact(value, self.unit).split(french.NBSP, 1)
        else:
            text, _, unit = french.quantity(value, self.unit).partition(french.NBSP)
        return text, unit

    def show(self, value: float) -> str:
        """The value as a learner reads it: « 1 234 € », « jamais », « — »."""
        return french.NBSP.join(part for part in self.parts(value) if part)

    def __call__(self, function):
        figure = kpi(self.label, self.unit, self.infinite) if self.function else self
        figure.function = figure.call = function
        figure.__doc__ = function.__doc__
        return figure

    def __set_name__(self, owner, name):
        if self.name in (None, name):
            self.name = name
        else:  # another name for the figure of a parent: the parent keeps its own
            figure = kpi(self.label, self.unit, self.infinite)(self.function)
            figure.name, figure.call = name, self.call
            setattr(owner, name, figure)

    def in_currency(self, symbol: str, before: str = "€") -> kpi:
        """The same figure for a firm that counts in another currency."""
        unit = self.unit.replace("€", symbol).replace(before, symbol)
        figure = kpi(self.label, unit, self.infinite)(self.function)
        figure.name, figure.call = self.name, self.call
        return figure

    def __repr__(self) -> str:
        return f"kpi({self.label!r}, {self.unit!r})"

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        value = self._compute(instance)
        instance.__dict__[self.name] = value
        return value

    @_silently
    def _compute(self, instance):
        try:
            value = self.call(instance)
        except (ZeroDivisionError, OverflowError):
            value = self._again(instance)
        except RecursionError:
            raise  # told once, from the top
        except Exception as error:
            raise self._failed(instance, error) from error
        kind = type(value)
        if kind is not float and kind is not np.float64:
            value = declaration.as_number(value, instance, lambda: self._where(instance))
            if type(value) is not float:
                value.setflags(write=False)  # kept, and handed to other figures: none may change it in place
                return value
        # Inside as_numpy() a zero must stay a numpy zero, or the next division raises again.
        return np.float64(value) if "_numpy" in instance.__dict__ else float(value)

    def _again(self, instance):
        """The same over numpy numbers, where x/0 and what is too large are infinite."""
        try:
            return self.call(instance.as_numpy())
        except RecursionError:
            raise
        except Exception as error:
            raise self._failed(instance, error) from error

    def _failed(self, instance, error: Exception) -> LearnerError:
        # Not an AttributeError: Python would take it for « no such key figure » and hide the name at fault.
        if isinstance(error, LearnerError) and not isinstance(error, UnknownName):
            return error
        cls = type(instance)
        draws = any(isinstance(value, np.ndarray) and value.ndim for value in instance.values().values())
        known = [*cls.__params__, *cls.__kpis__]
        return declaration.failure(declaration.figure_name(self, cls), error, known, draws)

    def _where(self, instance) -> str:
        return declaration.figure_name(self, type(instance)) + declaration.at_function(self.function)


@declaration.told_at_call
class Constant:
    """A named constant of a model (the VAT rate), with the key of its source; a rate unless a unit is given."""

    def __init__(self, label: str, value: float, source: str = "", factor: float = 1.0, unit: str = "%"):
        self.label, self.value, self.source, self.factor, self.unit = label, value, source, factor, unit
        self.name = None

    def show(self) -> str:
        """The value with its unit, every digit kept: « 1,2 % », « 30 € »."""
        shown = self.value * 100 if self.unit.startswith("%") else self.value
        return f"{french.exact(shown)}{french.NBSP}{self.unit}" if self.unit else french.exact(shown)

    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, instance, owner=None):
        return self if instance is None else self.value


def formula(label: str):
    """Mark a function without closed form: the equation sheet prints its French name, not its code."""

    def mark(function):
        function.formula_label = label
        return function

    return mark


_KINDS = declaration.Kinds(Param, kpi, Constant)


class _Declared(type(BaseModel)):
    """Reads the body of a model before pydantic does, whose refusals are English."""

    def __new__(mcs, name, bases, namespace, **kwargs):
        if BaseModel in bases:  # BusinessModel itself
            return super().__new__(mcs, name, bases, namespace, **kwargs)
        declaration.check_body(name, bases, namespace, _KINDS)
        try:
            with warnings.catch_warnings():
                warnings.filterwarnings("ignore", "Field name .* shadows an attribute", UserWarning)
                return super().__new__(mcs, name, bases, namespace, **kwargs)
        except (PydanticUserError, TypeError, NameError) as error:
            raise declaration.failure(f"La classe {name}", error) from error


Share = 1.0  # the hard upper bound of a fraction


class BusinessModel(BaseModel, metaclass=_Declared):
    """Customers × what a customer leaves each month, minus what it costs to win them and to exist."""

    model_config = ConfigDict(frozen=True, extra="forbid", ignored_types=(kpi, Constant), defer_build=True)

    # What a subclass says of itself.
    title: ClassVar[str] = ""
    case: ClassVar[str] = ""
    customer: ClassVar[str] = "clients"
    currency: ClassVar[str] = "€"
    cards: ClassVar[tuple[str, ...]] = ("ltv", "ltv_cac", "cac_payback", "funding_need")
    groups: ClassVar[tuple[str, ...]] = ("Offre", "Clients", "Coûts")
    presets: ClassVar[dict[str, dict[str, float]]] = {}
    # French label and unit of the columns of project(); a model with stocks of its own adds them.
    columns: ClassVar[dict[str, tuple[str, str]]] = COLUMNS
    # Settings that are key figures as well (a rate one both chooses and reads).
    shown_settings: ClassVar[tuple[str, ...]] = ()

    vat = Constant("TVA", 0.20, source="legal/vat_rate_standard", factor=0.01)

    # The five parameters every model has; a model repeats them with its own default and source.
    churn: Annotated[
        float,
        Param("Attrition (churn)", "% / mois", high=Share, step=0.001, soft=(0, 0.3), group="Clients",
              help="Un client sur vingt part chaque mois.", plausible=(0.03, 0.08)),
    ] = 0.05  # fmt: skip
    new_customers: Annotated[
        float,
        Param("Nouveaux clients", "par mois", step=100, soft=(0, 50_000), group="Clients",
              help="Valeur d’essai.", plausible=(700, 1_300)),
    ] = 1_000.0  # fmt: skip
    starting_customers: Annotated[
        float,
        Param("Clients au départ", "clients", step=1_000, soft=(0, 500_000), group="Clients",
              help="Une entreprise qui commence."),
    ] = 0.0  # fmt: skip
    cac: Annotated[
        float,
        Param("Coût d’acquisition (CAC)", "€", step=0.5, soft=(0, 100), group="Clients",
              help="Valeur d’essai.", plausible=(15, 30)),
    ] = 20.0  # fmt: skip
    fixed_costs: Annotated[
        float,
        Param("Coûts fixes", "€ / mois", step=5_000, soft=(0, 2_000_000), group="Coûts",
              help="Deux ou trois salaires.", plausible=(8_000, 13_000)),
    ] = 10_000.0  # fmt: skip
    setup_cost: Annotated[
        float,
        Param("Mise de départ", "€", step=10_000, soft=(0, 5_000_000), group="Coûts",
              help="Dépense unique, payée avant le mois 1."),
    ] = 0.0  # fmt: skip

    def __init__(self, *wrong: Any, **values: Any):
        if wrong:
            example = next(iter(type(self).model_fields))
            raise LearnerError(
                f"Nommer chaque paramètre{french.NBSP}: {type(self).__name__}({example}=…). "
                f"Reçu sans nom{french.NBSP}: {french.listing(map(str, wrong))}."
            )
        if missing := self.__missing__:
            raise LearnerError(
                f"Le modèle {type(self).__name__} ne définit pas encore {french.listing(missing)}."
                f"{declaration.still_missing(type(self))}"
            )
        try:
            super().__init__(**values)
        except ValidationError as error:
            raise ParameterError(_problems(type(self), error)) from None

    __missing__: ClassVar[tuple[str, ...]] = ("arpu", "cost_to_serve")

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        super().__pydantic_init_subclass__(**kwargs)
        cls.__params__ = {name: _param(field) for name, field in cls.model_fields.items()}
        fresh = {
            name: param
            for name, param in cls.__params__.items()
            if param is None
            or all(param is not getattr(base, "__params__", {}).get(name) for base in cls.__mro__[1:])
        }
        by_hand = not cls.__module__.startswith("bizmodels.")
        for name, param in fresh.items():
            if param is None:
                raise LearnerError(declaration.without_card(cls, name))
            declaration.check_param(cls, name, param, sourced=by_hand)
        declaration.check_settings(cls)
        cls.__kpis__ = {
            name: getattr(cls, name)
            for name in dict.fromkeys(n for base in reversed(cls.__mro__) for n in vars(base))
            if not name.startswith("__") and isinstance(getattr(cls, name, None), kpi)
        }
        for name, figure in cls.__kpis__.items():
            if all(figure is not getattr(base, "__kpis__", {}).get(name) for base in cls.__mro__[1:]):
                declaration.check_figure(cls, figure)
        cls.__kpis__ |= {name: _shown_setting(name, cls.__params__[name]) for name in cls.shown_settings}
        before = next((base.currency for base in cls.__mro__[1:] if hasattr(base, "currency")), "€")
        if cls.currency != "€" or before != "€":
            for name, figure in cls.__kpis__.items():
                cls.__kpis__[name] = figure.in_currency(cls.currency, before)
                if name not in cls.__params__:
                    setattr(cls, name, cls.__kpis__[name])
        cls.__missing__ = tuple(n for n in ("arpu", "cost_to_serve") if n not in cls.__kpis__)
        problems = {}
        for name, param in cls.__params__.items():
            field = cls.model_fields[name]
            if field.is_required():
                raise LearnerError(declaration.without_default(cls, name))
            default = field.get_default()
            try:
                if isinstance(default, np.ndarray) and default.ndim:
                    raise ValueError("reçoit un tableau, et non un nombre")
                field.default = param.check(default)
            except ValueError as reason:
                problems[name] = _sentence(name, param, reason)
        if problems:
            raise ParameterError(problems)
        declaration.check_cards_and_presets(cls)
        declaration.watch(cls, _KINDS)

    # --- access -------------------------------------------------------------------------------------

    def __setattr__(self, name: str, value: Any) -> None:
        raise LearnerError(
            f"Un modèle ne se modifie pas{french.NBSP}: il se remplace. Écrire "
            f"nouveau = modele.replace({name}={value!r})."
        )

    def __delattr__(self, name: str) -> None:
        raise LearnerError(
            f"Un modèle ne se modifie pas{french.NBSP}: {french.quote(name)} ne peut pas être supprimé."
        )

    @classmethod
    def model_validate(cls, obj: Any, **_: Any):
        """The model with these parameters, refused in French like ``D2C(churn=…)``."""
        if isinstance(obj, cls):
            return obj
        if not isinstance(obj, Mapping) or not all(isinstance(name, str) for name in obj):
            raise LearnerError(
                f"{cls.__name__}.model_validate() attend un dictionnaire de paramètres{french.NBSP}; écrire plutôt "
                f"{cls.__name__}(churn=0.1)."
            )
        return cls(**obj)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        if isinstance(own := getattr(type(self), name, None), property):
            try:  # a property that met an unknown name: say that name, not the property's
                return own.fget(self)
            except AttributeError as error:
                raise declaration.failure(f"La propriété `{name}` de {type(self).__name__}", error) from None
        known = [*type(self).__params__, *type(self).__kpis__]
        raise UnknownName(f"{type(self).__name__} ne connaît pas {french.quote(name)}.{nearest(name, known)}")

    def model_copy(self, **_: Any):
        """Refused: a copy would skip validation; ``replace`` gives a new validated instance."""
        raise LearnerError(f"Écrire modele.replace(…){french.NBSP}: la copie sauterait les contrôles.")

    def __repr__(self) -> str:
        fields = type(self).model_fields
        changed = {n: self.__dict__[n] for n in fields if not _same(self.__dict__[n], fields[n].default)}
        return f"{type(self).__name__}({', '.join(f'{n}={v!r}' for n, v in changed.items())})"

    __str__ = __repr__

    def values(self) -> dict[str, Any]:
        """The parameters and their values."""
        return {name: self.__dict__[name] for name in type(self).model_fields}

    def replace(self, **changes: Any):
        """A new validated instance with some parameters changed."""
        return type(self)(**{**self.values(), **changes})

    def as_numpy(self):
        """The same model over numpy numbers, where x/0 is infinite instead of an error."""
        model = self.model_construct(**{n: np.asarray(v, dtype=float)[()] for n, v in self.values().items()})
        model.__dict__["_numpy"] = True
        return model

    # --- key figures --------------------------------------------------------------------------------

    @kpi("Poids du premier mois", "mois")
    def first_month_weight(self):
        """How many ordinary months the first one counts: 1, or 1/f where winning is a first order."""
        return 1.0

    @kpi("Marge sur coûts variables par client", "€ / mois")
    def margin_per_customer(self):
        """Revenue per active customer minus the variable cost of serving him, per month."""
        return self.arpu - self.cost_to_serve

    @kpi("Taux de marge sur coûts variables", "%")
    def margin_rate(self):
        """Share of revenue left after variable costs."""
        return self.margin_per_customer / self.arpu

    @kpi("Durée de vie d’un client", "mois")
    def lifetime(self):
        """Mean stay in months, 1/churn; infinite without churn."""
        return 1 / self.churn

    @kpi("Valeur vie client (LTV)", "€")
    def ltv(self):
        """Margin left by one customer over its life, undiscounted."""
        return self.margin_per_customer * (1 / self.churn + self.first_month_weight - 1)

    @kpi("LTV / CAC", "×")
    def ltv_cac(self):
        """Life value over acquisition cost; the rule « at least 3 » comes from SaaS."""
        return self.ltv / self.cac_per_customer

    @kpi("Retour sur CAC", "mois", infinite="jamais")
    def cac_payback(self):
        """Months of margin that earn back the acquisition cost, leavers ignored."""
        return np.where(
            self.margin_per_customer > 0,
            np.maximum(self.cac_per_customer / self.margin_per_customer - self.first_month_weight + 1, 0),
            np.inf,
        )

    @kpi("Retour sur CAC, départs compris", "mois", infinite="jamais")
    def cac_payback_survival(self):
        """Months that earn back the acquisition cost when customers leave on the way; inf if never."""
        return np.where(
            (self.ltv > self.cac_per_customer) & (self.margin_per_customer > 0),
            survival_months(self.cac_payback, self.churn),
            np.inf,
        )

    @kpi("Seuil de rentabilité, hors acquisition", "clients", infinite="jamais")
    def break_even_customers(self):
        """Customers whose margin pays the fixed costs, acquisition left out."""
        return np.where(self.margin_per_customer > 0, self.overheads / self.margin_per_customer, np.inf)

    @kpi("Seuil de rentabilité, renouvellement compris", "clients", infinite="jamais")
    def break_even_renewal(self):
        """Customers whose margin pays fixed costs and the replacement of those who leave."""
        return np.where(
            self.margin_per_customer > self.churn * self.cac_per_customer,
            self.overheads / (self.margin_per_customer - self.churn * self.cac_per_customer),
            np.inf,
        )

    @kpi("Clients en régime permanent", "clients")
    def steady_state_customers(self):
        """Number towards which the customers tend: won per month / churn."""
        return np.where(self.churn > 0, self.new_customers / self.churn, np.inf)

    @kpi("Résultat en régime permanent", "€ / mois")
    def steady_state_profit(self):
        """Monthly profit once as many leave as are won: what the won customers bring in life, minus fixed costs.

        Negative means that the break-even is never reached for good; where the first month weighs 1 this
        is the same as comparing ``steady_state_customers`` with ``break_even_renewal``.
        """
        return self.new_customers * (self.ltv - self.cac) - self.overheads

    @kpi("Besoin de financement", "€")
    def funding_need(self):
        """Depth of the lowest cash over 36 months, starting from zero."""
        return np.maximum(0, -self.lowest_cash())

    @property
    def cac_per_customer(self):
        """What one customer won costs (€): more than ``cac`` where ``cac`` buys sign-ups of which few pay."""
        return self.cac

    @property
    def overheads(self):
        """Costs per month that do not depend on the number of customers."""
        return self.fixed_costs

    @formula("plus bas de la trésorerie sur 36 mois")
    def lowest_cash(self):
        """Lowest point of the cumulative cash over 36 months, month 0 included (€)."""
        if "_need" in self.__dict__:
            return self.__dict__["_need"]
        if self._is_many():
            return self.sums(MONTHS).need
        cash = self.walked["cash"]
        # A cash that overflowed has no lowest point: 0 × ∞ is nan.
        return min(0.0 - self.setup_cost, *cash) - 0 * cash[-1]

    @_silently
    def sums(self, horizon: int) -> account.Sums:
        """Cash and its lowest point at month ``horizon``, and over 36 months, keeping running sums only."""
        found = account.sums(self, horizon, MONTHS)
        self.__dict__["_need"] = found.need
        return found

    # --- months -------------------------------------------------------------------------------------

    def stocks(self) -> Iterator[dict[str, Any]]:
        """Yield month after month the stocks; override where a model has dynamics of its own.

        Each dict holds ``customers``, the model's own stocks and, where they do not follow from it,
        ``revenue``, ``variable_costs`` or ``acquisition_costs``.
        """
        customers, stay, won = self.starting_customers, 1 - self.churn, self.new_customers
        while True:
            customers = customers * stay + won
            yield {"customers": customers}

    @property
    def walked(self) -> dict[str, list[float]]:
        """The columns of the 36 months, walked once: picture, sentence, verdict and funding need read them."""
        if "_walked" not in self.__dict__:
            self.__dict__["_walked"] = self.path(MONTHS)
        return self.__dict__["_walked"]

    @_silently
    def path(self, months: int = MONTHS) -> dict[str, list[float]]:
        """The columns of ``project`` as plain lists, column by column."""
        return account.path(self, months)

    def _is_many(self) -> bool:
        """Whether a setting is an array of draws."""
        return any(isinstance(self.__dict__[name], np.ndarray) for name in type(self).__params__)

    def project(self, months: int = MONTHS) -> pd.DataFrame:
        """Month by month: customers, revenue, costs, profit and cash (€), then the model's own stocks.

        Args:
            months: number of months, at least 1.

        Returns:
            Frame indexed by ``month`` 1..n.

        Raises:
            LearnerError: ``months`` is not a whole number ≥ 1, or a parameter is an array.
        """
        months = whole_months(months)
        single(self, "project()")
        path = self.path(months)
        frame = pd.DataFrame(
            np.array(list(path.values()), dtype=float).T,
            index=pd.RangeIndex(1, months + 1, name="month"),
            columns=list(path),
        )
        return tables.Table.of(frame, self._french_months)

    def _french_months(self, frame: pd.DataFrame) -> pd.DataFrame:
        shown = {}
        for name in frame.columns:
            label, unit = type(self).columns.get(name, (name.replace("_", " "), ""))
            shown[label] = [french.quantity(v, unit.replace("€", self.currency), 0) for v in frame[name]]
        return pd.DataFrame(shown, index=pd.Index(frame.index, name="Mois"))

    # --- tables -------------------------------------------------------------------------------------

    def kpis(self) -> pd.Series:
        """Every key figure, in declaration order. Raises ``LearnerError`` when a parameter is an array."""
        single(self, "kpis()")
        figures = {name: getattr(self, name) for name in type(self).__kpis__}
        return tables.Record.of(pd.Series(figures, name=type(self).__name__), self._french_kpis)

    def _french_kpis(self, figures: pd.Series) -> pd.DataFrame:
        kpis = type(self).__kpis__
        return pd.DataFrame(
            {"Valeur": [kpis[n].show(v) for n, v in figures.items()]},
            index=pd.Index([kpis[n].label for n in figures.index], name="Grandeur"),
        )

    def parameters(self) -> pd.DataFrame:
        """One row a parameter: label, unit, value, bounds, step, group, source and help."""
        rows = [
            {
                "label": p.label,
                "unit": p.unit,
                "value": self.__dict__[n],
                "low": p.low,
                "high": p.high,
                "step": p.step,
                "group": p.group,
                "source": p.source,
                "help": p.help,
            }
            for n, p in type(self).__params__.items()
        ]
        return tables.Table.of(pd.DataFrame(rows, index=list(type(self).__params__)), self._french_parameters)

    def _french_parameters(self, table: pd.DataFrame) -> pd.DataFrame:
        params = [type(self).__params__[name] for name in table.index]
        return pd.DataFrame(
            {
                "Nom dans le code": table.index,
                "Valeur": [
                    p.show(v) if isinstance(v, float) else "tirages"
                    for v, p in zip(table["value"], params, strict=True)
                ],
                "Valeurs admises": [p.range_text() for p in params],
                "Origine": [p.source or "hypothèse" for p in params],
            },
            index=pd.Index([p.label for p in params], name="Paramètre"),
        )

    def equations(self) -> pd.DataFrame:
        """LaTeX of every key figure, generated from its code; displays as Markdown."""
        from bizmodels.core.equations import sheet

        return sheet(type(self))

    @classmethod
    def backtests(cls) -> list[BackTest]:
        """Lines that confront the model with published figures it was not built from."""
        return []

    # --- who gets what ------------------------------------------------------------------------------

    def shares(self) -> dict[str, float]:
        """Who gets what of what one customer pays in a month, TTC (€). The last line is the remainder."""
        return {
            "État (TVA)": self.arpu * self.vat,
            "Coûts variables": self.cost_to_serve,
            "Marge sur coûts variables": self.margin_per_customer,
        }

    def of_hundred(self) -> dict[str, float]:
        """The lines of ``ledger``: who gets what of 100 € TTC, to the cent; the last one is the remainder."""
        shares = self.shares()
        paid = sum(shares.values())
        if not paid > 0:
            return dict.fromkeys(shares, math.nan)
        *parts, last = shares
        amounts = {who: round(100 * shares[who] / paid, 2) for who in parts}
        amounts[last] = round(100 - sum(amounts.values()), 2)
        return amounts

    def ledger(self) -> pd.Series:
        """« Où vont 100 € TTC ? »: who gets what of 100 € paid by the final customer; sums to 100.

        All lines are nan when the customer pays nothing. Raises ``LearnerError`` when a parameter is an array.
        """
        single(self, "ledger()")
        return tables.Record.of(pd.Series(self.of_hundred(), name="ledger"), self._french_ledger)

    def _french_ledger(self, amounts: pd.Series) -> pd.DataFrame:
        return pd.DataFrame(
            {f"Sur 100 {self.currency} TTC": [french.quantity(v, self.currency, 2) for v in amounts]},
            index=pd.Index(amounts.index, name="Qui"),
        )


def _param(field) -> Param | None:
    return next((m for m in field.metadata if isinstance(m, Param)), None)


def _shown_setting(name: str, param: Param) -> kpi:
    def read(model):
        """A setting, read as it is."""
        return getattr(model, name)

    figure = kpi(param.label, "%" if param.is_share else param.unit)(read)
    figure.name = name
    return figure


def _same(a: Any, b: Any) -> bool:
    return not isinstance(a, np.ndarray) and a == b


def _sentence(name: str, param: Param, reason: object) -> str:
    return f"{french.quote(param.label)} (`{name}`) {reason}{french.NBSP}; valeur admise{french.NBSP}: {param.range_text()}."


def _problems(cls: type[BusinessModel], error: ValidationError) -> dict[str, str]:
    problems = {}
    for detail in error.errors():
        name = str(detail["loc"][0])
        if detail["type"] == "extra_forbidden":
            problems[name] = (
                f"{cls.__name__} n’a pas de paramètre {french.quote(name)}.{nearest(name, list(cls.__params__))}"
            )
        else:
            problems[name] = _sentence(name, cls.__params__[name], detail["ctx"]["error"])
    return problems


def single(model: BusinessModel, where: str) -> None:
    """Refuse a model whose parameters are arrays of draws where one firm is followed: ``where`` is « project() »."""
    arrays = [name for name, value in model.values().items() if isinstance(value, np.ndarray)]
    if arrays:
        name = arrays[0]
        raise LearnerError(
            f"{where} suit une seule entreprise, et {french.quote(name)} est un tableau de "
            f"{french.plural(model.values()[name].size, 'tirage')}. Pour des tirages, utiliser simulate()."
        )


def told_apart(names: Iterable[Any], where: str) -> None:
    """Refuse names that read the same, such as 1 and "1": a column would hide the other."""
    seen = set()
    for name in names:
        read = " ".join(str(name).split())
        if read in seen:
            raise LearnerError(
                f"{where}{french.NBSP}: deux scénarios se lisent {french.quote(read)}. Donner à chacun un nom différent."
            )
        seen.add(read)


def whole_months(months: Any) -> int:
    """A whole number of months from 1 to a thousand years, or a French sentence."""
    whole = isinstance(months, int | np.integer) and not isinstance(months, bool)
    if not whole or not 1 <= months <= LONGEST:
        raise LearnerError(
            f"months vaut {_raw(months)}{french.NBSP}; valeur admise{french.NBSP}: un entier entre 1 et "
            f"{french.number(LONGEST)}."
        )
    return int(months)


@formula("mois de retour avec départs")
def survival_months(payback, churn):
    """t such that (1 − (1−c)^t)/c = payback: the limit is ``payback`` itself when c = 0."""
    payback, churn = np.asarray(payback, dtype=float), np.asarray(churn, dtype=float)
    decayed = np.log1p(-np.minimum(churn * payback, 1)) / np.log1p(-churn)
    return np.where(churn > 0, decayed, payback)[()]
