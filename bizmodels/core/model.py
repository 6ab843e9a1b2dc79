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
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, ClassVar

import numpy as np
from pydantic import BaseModel, ConfigDict, ValidationError

from bizmodels.core import misuse, shown
from bizmodels.core import months as account
from bizmodels.core.arguments import single, whole_months
from bizmodels.core.declare import Declared, declare
from bizmodels.core.failures import failure
from bizmodels.core.formulas import (
    further_steps,
    monthly_rate,
    months_to_steady,
    survival_months,
    within_one_step,
)
from bizmodels.core.kpi import formula, kpi, silently
from bizmodels.core.months import COLUMNS, MONTHS
from bizmodels.core.param import Constant, Param
from bizmodels.core.reactions import ACQUISITION, Market, Reaction, market
from bizmodels.errors import LearnerError
from bizmodels.facts.evidence import BackTest
from bizmodels.lazy import pd


class BusinessModel(BaseModel, metaclass=Declared):
    """Customers × what a customer leaves each month, minus what it costs to win them and to exist.

    >>> from typing import Annotated
    >>> from bizmodels import BusinessModel, Param, kpi
    >>> class Kiosk(BusinessModel):
    ...     price: Annotated[float, Param("Prix d’un numéro", "€ HT")] = 4.0
    ...     @kpi("Revenu par client", "€ / mois")
    ...     def arpu(self):
    ...         return 4 * self.price
    ...     @kpi("Coût par client", "€ / mois")
    ...     def cost_to_serve(self):
    ...         return 2.0
    >>> kiosk = Kiosk(churn=0.25)
    >>> kiosk.margin_per_customer, kiosk.ltv  # 4 × 4 − 2 a month, over 1/0.25 months
    (14.0, 56.0)
    >>> kiosk.replace(price=2.0).ltv
    24.0
    >>> kiosk.project(2)["customers"].tolist()  # 1 000, then 1 000 × 0.75 + 1 000
    [1000.0, 1750.0]
    """

    model_config = ConfigDict(frozen=True, extra="forbid", ignored_types=(kpi, Constant), defer_build=True)

    # What a subclass says of itself.
    title: ClassVar[str] = ""
    case: ClassVar[str] = ""
    customer: ClassVar[str] = "clients"
    currency: ClassVar[str] = "€"
    cards: ClassVar[tuple[str, ...]] = ("ltv", "ltv_cac", "profit_36", "funding_need")
    groups: ClassVar[tuple[str, ...]] = ("Offre", "Clients", "Coûts", "Trésorerie")
    presets: ClassVar[dict[str, dict[str, float]]] = {}
    # French label and unit of the columns of project(); a model with stocks of its own adds them.
    columns: ClassVar[dict[str, tuple[str, str]]] = COLUMNS
    # What the market answers once ``reacting`` says so; a model adds its price, a platform its two sides.
    reactions: ClassVar[dict[str, Reaction]] = {"acquisition": ACQUISITION}
    # Figures on which a rule of thumb made for other models says nothing: figure -> why.
    without_rule: ClassVar[dict[str, str]] = {}
    # Settings that are key figures as well (a rate one both chooses and reads).
    shown_settings: ClassVar[tuple[str, ...]] = ()

    vat = Constant("TVA", 0.20, source="legal/vat_rate_standard", factor=0.01)

    # The parameters every model has; a model repeats the first six with its own default and source.
    churn: Annotated[
        float,
        Param("Attrition (churn)", "% / mois", high=1.0, step=0.001, soft=(0, 0.3), group="Clients",
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
    capacity: Annotated[
        float,
        Param("Clients servis par un palier de coûts fixes", "clients", step=1_000, soft=(0, 1_000_000), group="Coûts",
              off="sans limite",
              help="Zéro : sans limite. Au-delà de ce nombre, il faut payer les coûts fixes une deuxième fois, puis une "
              "troisième."),
    ] = 0.0  # fmt: skip
    working_capital_days: Annotated[
        float,
        Param("Besoin en fonds de roulement (BFR)", "jours de CA HT", low=-3_650, step=1, soft=(-90, 120), group="Trésorerie",
              help="Zéro : tout le monde paie comptant. Au-dessus, du stock ou des factures à attendre ; au-dessous, des "
              "clients qui paient d’avance."),
    ] = 0.0  # fmt: skip
    discount_rate: Annotated[
        float,
        Param("Taux d’actualisation", "% / an", step=0.005, soft=(0, 0.3), group="Trésorerie",
              help="Ce que demandent par an ceux qui avancent l’argent : à 10 %, 110 € dans un an valent 100 € aujourd’hui."),
    ] = 0.10  # fmt: skip

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
        """Margin left by one customer over its life, undiscounted: m (1/c + w − 1)."""
        return self.margin_per_customer * (1 / self.fade + self.first_month_weight - 1)

    @kpi("Valeur vie client actualisée", "€")
    def ltv_discounted(self):
        """The same in today's money: each month's margin is worth 1/(1 + d) of that of the month before."""
        d = monthly_rate(self.discount_rate)
        return self.margin_per_customer * ((1 + d) / (d + self.fade) + self.first_month_weight - 1)

    @kpi("LTV / CAC", "×")
    def ltv_cac(self):
        """Life value over acquisition cost; the rule « at least 3 » comes from SaaS."""
        return self.ltv / self.cac_per_customer

    @kpi("Retour sur CAC", "mois", infinite="jamais")
    def cac_payback(self):
        """Months of margin that earn back the acquisition cost, leavers ignored."""
        return np.where(
            self.margin_per_customer > 0,
            np.maximum((self.cac_per_customer - self.first_month_margin) / self.margin_per_customer, 0),
            np.inf,
        )

    @kpi("Retour sur CAC, départs compris", "mois", infinite="jamais")
    def cac_payback_survival(self):
        """Months that earn back the acquisition cost when customers leave on the way; inf if never."""
        return np.where(
            (self.ltv > self.cac_per_customer) & (self.margin_per_customer > 0),
            survival_months(self.cac_payback, self.fade),
            np.inf,
        )

    @kpi("Seuil de rentabilité, sans renouvellement", "clients", infinite="jamais")
    def break_even_customers(self):
        """Customers whose margin pays the fixed costs, those who leave not being replaced: F/m."""
        return np.where(
            self.margin_per_customer > 0,
            within_one_step(self.overheads / self.margin_per_customer, self.capacity),
            np.inf,
        )

    @kpi("Seuil de rentabilité, renouvellement compris", "clients", infinite="jamais")
    def break_even_renewal(self):
        """Customers at which the month's profit is 0, those who leave being replaced: F/(m (1 + c (w−1)) − c·cac).

        With S customers c·S leave and are won again: their first month and their acquisition are counted. In steady
        state the firm earns money above it and loses money below it.
        """
        return np.where(
            self.renewed_margin > 0,
            within_one_step(self.overheads / self.renewed_margin, self.capacity),
            np.inf,
        )

    @kpi("Marge par client, renouvellement payé", "€ / mois")
    def renewed_margin(self):
        """What a customer leaves in a month when the c who leave are replaced: their first month won, their cac paid."""
        return self.margin_per_customer + self.churn * (self.first_month_margin - self.cac_per_customer)

    @kpi("Clients en régime permanent", "clients")
    def steady_state_customers(self):
        """Number towards which the customers tend: won per month / churn."""
        return np.where(self.churn > 0, self.new_customers / self.churn, np.inf)

    @kpi("Délai du régime permanent", "mois", infinite="jamais")
    def steady_state_horizon(self):
        """Months until the customers are within 10 % of that number; 0 if they are, inf when nobody leaves."""
        return np.where(
            self.churn > 0,
            months_to_steady(self.starting_customers, self.steady_state_customers, self.churn),
            np.inf,
        )

    @kpi(f"Résultat au mois {MONTHS}", "€ / mois")
    def profit_36(self):
        """Profit of month 36: the horizon at which one decides, when the steady state is far."""
        return self.profit_of_last_month()

    @kpi("Résultat en régime permanent", "€ / mois")
    def steady_state_profit(self):
        """Monthly profit once as many leave as are won: what the won customers bring in life, minus fixed costs.

        Negative means that the break-even is never reached for good: the same as comparing ``steady_state_customers``
        with ``break_even_renewal``.
        """
        return self.new_customers * (self.ltv - self.cac) - self.overheads * (
            1 + further_steps(self.steady_state_customers, self.capacity)
        )

    @kpi("Besoin de financement", "€")
    def funding_need(self):
        """Depth of the lowest cash over 36 months, starting from zero."""
        return np.maximum(0, 0 - self.lowest_cash())

    @property
    def fade(self):
        """Share of a customer's margin that is lost each month: the churn, unless those who stay buy more or less."""
        return self.churn

    @formula("mois jusqu’au régime")
    def months_walked_to_steady(self):
        """``steady_state_horizon`` of a model whose customers follow no one geometric path: the months are walked."""
        return account.months_to(self, self.customers_at_start, self.steady_state_customers)

    @property
    def customers_at_start(self):
        """Customers at month 0: those of every channel."""
        return self.starting_customers

    @property
    def profit_horizon(self):
        """Months until the profit is that of the steady state: its customers', unless what each leaves moves more slowly."""
        return self.steady_state_horizon

    @property
    def first_month_revenue(self):
        """Revenue of a customer's first month beyond an ordinary one (€): w − 1 months of what an order brings."""
        return (self.first_month_weight - 1) * self.arpu

    @property
    def first_month_cost(self):
        """Variable cost of a customer's first month beyond an ordinary one (€)."""
        return (self.first_month_weight - 1) * self.cost_to_serve

    @property
    def first_month_margin(self):
        """Margin of a customer's first month beyond an ordinary one (€): ``first_month_revenue`` − ``first_month_cost``."""
        return (self.first_month_weight - 1) * self.margin_per_customer

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

    @formula(f"chiffre d’affaires − coûts variables − acquisition − coûts fixes, du mois {MONTHS} seul")
    def profit_of_last_month(self):
        """Profit of month 36 (€)."""
        if "_last" not in self.__dict__:
            if not self._is_many():
                return self.walked["profit"][-1]
            self.sums(MONTHS)
        return self.__dict__["_last"]

    @silently
    def sums(self, horizon: int) -> account.Sums:
        """Cash and its lowest point at month ``horizon``, and over 36 months, keeping running sums only."""
        found = account.sums(self, horizon, MONTHS)
        self.keep(found)
        return found

    def keep(self, sums: account.Sums) -> None:
        """Sums already walked, which the funding need and the profit of the last month then read."""
        self.__dict__["_need"], self.__dict__["_last"] = sums.need, sums.profit

    # --- months -------------------------------------------------------------------------------------

    def stocks(self) -> Iterator[dict[str, Any]]:
        """Yield month after month the stocks; override where a model has dynamics of its own.

        Each dict holds ``customers``, the model's own stocks and, where they do not follow from it,
        ``revenue``, ``variable_costs`` or ``acquisition_costs``. A stock of one's own starts from ``at_start``.
        """
        customers = self.at_start("customers", self.starting_customers)
        stay, won = 1 - self.churn, self.new_customers
        while True:
            customers = customers * stay + won
            yield {"customers": customers}

    def at_start(self, stock: str, otherwise: Any) -> Any:
        """A stock before the first month: ``otherwise``, or what it was when another firm became this one (``resumed``)."""
        if self._resumed is None or (before := self._resumed[0].get(stock)) is None:
            return otherwise
        if isinstance(before, np.ndarray):  # nan: a draw that starts
            return np.where(np.isnan(before), otherwise, before)
        return before

    def resumed(self, stock: dict[str, Any], before: BusinessModel):
        """The same firm, whose months go on from the stocks that ``before``, the firm it was, has reached."""
        made = self._answered(self.model_construct(**self.values()))
        made.__dict__["_resumed_from"] = stock, before
        return made

    @classmethod
    def can_resume(cls) -> bool:
        """Whether its months ask ``at_start`` what they go on from; a model of a student's own may not."""
        code = getattr(cls.stocks, "__code__", None)
        return code is not None and "at_start" in code.co_names

    @property
    def _resumed(self) -> tuple[dict[str, Any], BusinessModel] | None:
        return self.__dict__.get("_resumed_from")

    @property
    def walked(self) -> dict[str, list[float]]:
        """The columns of the 36 months, walked once: picture, sentence, verdict and funding need read them."""
        if "_walked" not in self.__dict__:
            self.__dict__["_walked"] = self.path(MONTHS)
        return self.__dict__["_walked"]

    @silently
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
        return shown.months(self, months)

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
        return shown.ledger(self)

    # --- tables -------------------------------------------------------------------------------------

    def kpis(self) -> pd.Series:
        """Every key figure, in declaration order. Raises ``LearnerError`` when a parameter is an array."""
        single(self, "kpis()")
        return shown.kpis(self)

    def parameters(self) -> pd.DataFrame:
        """One row a parameter: label, unit, value, bounds, step, group, source and help."""
        return shown.parameters(self)

    def equations(self) -> pd.DataFrame:
        """LaTeX of every key figure, generated from its code; displays as Markdown."""
        from bizmodels.core import equations

        return equations.sheet(type(self), answers=equations.answers(self) if self.reacts else [])

    @classmethod
    def backtests(cls) -> list[BackTest]:
        """Lines that confront the model with published figures it was not built from."""
        return []

    # --- built, read, replaced ----------------------------------------------------------------------

    # The two key figures without which no month can be counted: a subclass writes them.
    __missing__: ClassVar[tuple[str, ...]] = ("arpu", "cost_to_serve")

    def __init__(self, *wrong: Any, **values: Any):
        if wrong:
            raise misuse.unnamed(type(self), wrong)
        if self.__missing__:
            raise misuse.incomplete(type(self))
        try:
            super().__init__(**values)
        except ValidationError as error:
            raise misuse.refused(type(self), error) from None

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        super().__pydantic_init_subclass__(**kwargs)
        declare(cls)

    def __setattr__(self, name: str, value: Any) -> None:
        raise misuse.frozen(name, value)

    def __delattr__(self, name: str) -> None:
        raise misuse.undeletable(name)

    @classmethod
    def model_validate(cls, obj: Any, **_: Any):
        """The model with these parameters, refused in French like ``D2C(churn=…)``."""
        if isinstance(obj, cls):
            return obj
        if not isinstance(obj, Mapping) or not all(isinstance(name, str) for name in obj):
            raise misuse.no_mapping(cls)
        return cls(**obj)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        if isinstance(own := getattr(type(self), name, None), property):
            try:  # a property that met an unknown name: say that name, not the property's
                return own.fget(self)
            except AttributeError as error:
                raise failure(f"La propriété `{name}` de {type(self).__name__}", error) from None
        raise misuse.unknown(type(self), name)

    def model_copy(self, **_: Any):
        """Refused: a copy would skip validation; ``replace`` gives a new validated instance."""
        raise misuse.uncopied()

    def __repr__(self) -> str:
        defaults = {name: field.default for name, field in type(self).model_fields.items()}
        if not (acting := self.reacts):
            return f"{type(self).__name__}({_changed(self.values(), defaults)})"
        # The market answers changes from its own start: read again, this text gives the same firm.
        strengths = ", ".join(f"{n}={v!r}" for n, v in acting.strengths.items())
        changes = _changed(self.values(), acting.reference.values())
        return f"{acting.reference!r}.reacting({strengths})" + (f".replace({changes})" if changes else "")

    __str__ = __repr__

    def values(self) -> dict[str, Any]:
        """The parameters and their values, as they were set (the market may then move some: ``reacting``)."""
        settings = self.__dict__.get("_set")
        if settings is None:  # kept: a move of a slider asks for them a dozen times
            settings = self.__dict__["_set"] = self._in_force()
        return dict(settings)

    def _in_force(self) -> dict[str, Any]:
        """The parameters that the equations read: those set, moved where the market reacts."""
        held = self.__dict__
        return {name: held[name] for name in type(self).__params__}

    def replace(self, *wrong: Any, **changes: Any):
        """A new validated instance with some parameters changed; where the market reacts, it answers the change.

        Raises:
            LearnerError: a value without the name of its parameter.
        """
        if wrong:
            name = next(name for name in type(self).__params__ if name not in BusinessModel.model_fields)
            raise LearnerError(f"replace() attend le nom de chaque réglage, par exemple replace({name}=…).")
        return self._answered(type(self)(**{**self.values(), **changes}))

    def with_draws(self, draws: Mapping[str, np.ndarray]):
        """The same with arrays already checked in the place of some settings: what ``simulate`` runs."""
        return self._answered(self.model_construct(**{**self.values(), **draws}))

    # --- a market that reacts -------------------------------------------------------------------------

    @property
    def reacts(self) -> Market | None:
        """What answers the settings, with which strength and from which start; None where nothing does."""
        return self.__dict__.get("_market")

    def reacting(self, *wrong: Any, **strengths: float):
        """The same firm in a market that answers what changes *from the values it has now*.

        Args:
            strengths: reaction -> strength, among those of ``type(model).reactions``. ``price`` is the elasticity of
                demand, ≥ 0 (0: nothing reacts): demand is multiplied by (price/price₀)^−e. ``acquisition`` is b in
                n = n₀ (budget/budget₀)^b, 0 < b ≤ 1 (1: nothing reacts): a customer costs the more, the more are wanted.
                Platforms have others. What is left out does not react.

        Returns:
            A model of the same class: ``values()`` are the settings, the attributes what the market makes of them, and
            ``replace`` keeps the market. Unchanged settings and neutral strengths change no figure.

        Raises:
            LearnerError: an unknown reaction, or a strength outside its bounds.

        >>> shop = bm.D2C(basket=60, new_customers=1_000).reacting(price=1.5)
        >>> round(shop.replace(basket=75).new_customers)  # 1 000 × 1.25^−1.5: a quarter dearer, 28 % fewer
        716
        >>> round(bm.D2C(new_customers=1_000, cac=12).reacting(acquisition=0.5).replace(new_customers=2_000).cac)
        24
        """
        if wrong:
            raise LearnerError(
                "reacting() attend des réactions nommées : modele.reacting(price=1.5, acquisition=0.6)."
            )
        single(self, "reacting()")
        base = type(self)(**self._in_force())
        return market(base, strengths).on(type(self)(**self._in_force()))

    def _answered(self, model: Any) -> Any:
        acting = self.reacts
        return acting.on(model) if acting else model

    def as_numpy(self):
        """The same model over numpy numbers, where x/0 is infinite instead of an error."""
        model = self.model_construct(
            **{n: np.asarray(v, dtype=float)[()] for n, v in self._in_force().items()}
        )
        kept = ("_market", "_set")  # a figure may ask what reacts
        model.__dict__.update({n: self.__dict__[n] for n in kept if n in self.__dict__}, _numpy=True)
        return model


def _changed(values: Mapping[str, Any], before: Mapping[str, Any]) -> str:
    """The settings that differ, as arguments."""
    return ", ".join(f"{n}={v!r}" for n, v in values.items() if not _same(v, before[n]))


def _same(a: Any, b: Any) -> bool:
    return not isinstance(a, np.ndarray) and a == b
