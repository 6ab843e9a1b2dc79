"""A quote beside the change that pays for it: what a supplier asks on the left, what must then happen on the right.

Fields and a list, one ``ipywidgets.HTML`` for the answer; no Output widget (docs/decisions.md).
"""

from __future__ import annotations

import html
import math
from typing import Any

import ipywidgets as widgets

from bizmodels import french
from bizmodels.core.arguments import single
from bizmodels.core.model import BusinessModel
from bizmodels.core.months import MONTHS
from bizmodels.core.param import Param
from bizmodels.core.values import as_given
from bizmodels.errors import LearnerError
from bizmodels.levers.tools import (
    CONVERSION,
    BreakEven,
    Quote,
    break_even_gain,
    helping,
    parameters,
    quote_cost,
)
from bizmodels.view import fallback, style, svg
from bizmodels.view.answering import answering
from bizmodels.view.controls import Control, looks

HELP = "Les curseurs ne répondent plus ? Relancer cette cellule (Maj + Entrée)."
# What a supplier asks, as fields: code name of ``Quote`` -> label and bounds. The euro becomes the model's currency.
_ASKED = {
    "setup": Param("Mise en place", "€", step=500, soft=(0, 100_000), help="Payée une fois, avant le mois 1."),
    "monthly": Param("Par mois", "€ / mois", step=50, soft=(0, 5_000), help="Payé chaque mois, quoi qu’on vende."),
    "revenue_share": Param(
        "Part du chiffre d’affaires", "% du CA HT", high=1.0, step=0.001, soft=(0, 0.05),
        help="Prise sur ce que l’entreprise vend, hors taxes. Des frais de 1,5 % du prix TTC font 1,8 % du HT, à 20 % de TVA.",
    ),
    "per_order": Param("Par commande", "€", step=0.05, soft=(0, 2), help="Payé à chaque commande, ou à chaque mensualité."),
}  # fmt: skip
_MONTHS = Param("Durée laissée à l’outil", "mois", low=1, high=120, step=1, soft=(6, 60), help="Trois ans.")


class _Asked(Control):
    """A field of the quote: cents stay in sight, and what is refused says that the answer has not moved."""

    def text(self) -> str:
        return french.exact(float(f"{self.value * self._factor:.9g}"))

    def _note(self, error: str) -> str:
        # A doubt comes once the field shows what was read, a refusal while it still holds what was typed.
        if error and "reste affiché" not in error and self.field.value != self.text():
            error = f"{error} Le dernier résultat valable reste affiché."
        return super()._note(error)


class QuoteCalculator(widgets.VBox):
    """What a supplier asks, and the smallest change that pays it; made by ``quote(model)``."""

    def __init__(self, model: BusinessModel, quote: Quote, vary: str, months: int, case: str):
        self.model, self._name, self._case = model, quote.name, case
        self._start = (quote, vary, months)
        # What can never pay is no choice; what was asked for stays one, and is answered.
        self._settings = {
            name: param
            for name, param in parameters(model).items()
            if name in {vary, *helping(model, months)}
        }
        self.controls = {
            name: _Asked(
                name,
                self._in_currency(param, getattr(quote, name)),
                getattr(quote, name),
                self._moved,
                math.nan,
            )
            for name, param in _ASKED.items()
        }
        self.controls["months"] = _Asked("months", _MONTHS, months, self._moved, math.nan)
        self.vary = widgets.Dropdown(
            options=[(param.label, name) for name, param in self._settings.items()],
            value=vary,
            description="Ce que l’outil change",
            **looks("choice"),
        )
        self.vary.observe(answering(lambda _: self._refresh(), self._refuse), "value")
        again = widgets.Button(description="Réinitialiser", **looks("button"))
        again.on_click(answering(lambda _: self.reset(), self._refuse))
        self._answer = widgets.HTML("", **looks("html"))
        self._still = fallback.Still(self._start_html, self._live_html, repr(self))
        head = widgets.HTML(
            f"<h3>Combien ce devis doit-il rapporter{french.NBSP}?</h3><p class='sub'>{html.escape(self._whose())}</p>"
            f"<p class='stale'>{fallback.STALE}</p>",
            **looks("html"),
        )
        left = widgets.VBox([*(one.box for one in self.controls.values()), again], _dom_classes=("bm-left",))
        right = widgets.VBox(
            [widgets.Box([self.vary], _dom_classes=("bm-row",)), self._answer], _dom_classes=("bm-right",)
        )
        super().__init__(
            [
                widgets.HTML(style.CSS, _dom_classes=("bm-none",), **looks("html")),
                widgets.Box([head], _dom_classes=("bm-head",)),
                widgets.Box([left, right], _dom_classes=("bm-grid",)),
                widgets.HTML(f"<p class='note'>{HELP}</p>", **looks("html")),
            ],
            _dom_classes=("bm",),
        )
        self._refresh()

    @property
    def quote(self) -> Quote:
        """The quote as the fields say it now."""
        return Quote(name=self._name, **{name: self.controls[name].value for name in _ASKED})

    @property
    def months(self) -> int:
        """How long the tool is given to pay."""
        return round(self.controls["months"].value)

    @property
    def found(self) -> BreakEven:
        """The smallest change that pays the quote.

        Raises:
            LearnerError: none does.
        """
        return break_even_gain(self.model, self.quote, self.vary.value, self.months)

    @property
    def sentence(self) -> str:
        """The answer in words."""
        return self._answered()[0]

    def _answered(self) -> tuple[str, str]:
        """The sentence and the picture, empty where nothing pays: one search for both."""
        try:
            found = self.found
        except LearnerError as error:
            return french.typeset(f"{self._cost_said()} {error}"), ""
        return self._said(found), self._picture(found)

    def reset(self) -> None:
        """Back to the quote given at the start."""
        quote, vary, months = self._start
        for name in _ASKED:
            self.controls[name].set(getattr(quote, name))
        self.controls["months"].set(months)
        self.vary.value = vary
        self._refresh()

    # --- what it says -------------------------------------------------------------------------------

    def _moved(self, _name: str) -> None:
        answering(self._refresh, self._refuse)()

    def _refuse(self, text: str) -> None:
        self._answer.value = f'<p class="bad" role="alert">{html.escape(text)}</p>'

    def _refresh(self) -> None:
        self._answer.value = self._drawn()
        self._still.later()

    def _drawn(self) -> str:
        sentence, picture = self._answered()
        return f'{picture}<p class="say" aria-live="polite">{html.escape(sentence)}</p>'

    def _cost_said(self) -> str:
        cost = french.compact(quote_cost(self.model, self.quote, self.months), self.model.currency)
        return f"Sur {self.months} mois, ce devis coûte {cost}."

    def _said(self, found: BreakEven) -> str:
        if not found.cost:
            return "Un devis à zéro ne demande rien : placez un prix."
        param = self._settings[found.parameter]
        cost = french.compact(found.cost, self.model.currency)
        today, needed = self._told(found)
        sense = "monter" if found.gain > 0 else "baisser"
        more = "plus" if found.gain > 0 else "moins"
        size = f", soit {_share(abs(found.relative))} de {more}"
        if found.parameter == CONVERSION:
            size = f", soit {_share(abs(found.relative))} de clients en {more} pour la même publicité"
        elif not math.isfinite(found.relative):
            size = ""
        return french.typeset(
            f"Sur {self.months} mois, ce devis coûte {cost}, actualisés. Pour le payer, « {param.label} » doit {sense} de "
            f"{today} à {needed}{size}. Y croyez-vous ?"
        )

    def _told(self, found: BreakEven) -> tuple[str, str]:
        """Both values in words; beside « 9,9 % de clients en plus », 100 % becomes 109,9 %, not 110 %."""
        least = 4 if found.parameter == CONVERSION else 3
        return _pair(self._settings[found.parameter], found.today, found.needed, least)

    def _picture(self, found: BreakEven) -> str:
        """Today's value and the one needed, two bars from zero."""
        param = self._settings[found.parameter]
        told = self._told(found)
        rows = (
            ("Aujourd’hui", found.today, told[0], "p5"),
            ("Pour payer le devis", found.needed, told[1], "p0"),
        )
        largest = max(abs(found.today), abs(found.needed)) or 1.0
        left, room, high = 150, svg.WIDTH - 150 - 150, 96
        drawn = []
        for place, (name, value, text, kind) in enumerate(rows):
            y, wide = 14 + 42 * place, room * max(value, 0.0) / largest
            drawn.append(
                f'<text x="{left - 10}" y="{y + 18}" text-anchor="end">{name}</text>'
                f'<rect class="{kind}" x="{left}" y="{y}" width="{max(wide, 1):.1f}" height="26" rx="3"/>'
                f'<text class="x" x="{left + max(wide, 1) + 8:.1f}" y="{y + 18}" font-weight="600">'
                f"{html.escape(text)}</text>"
            )
        alt = f"{param.label} : {told[0]} aujourd’hui, {told[1]} pour payer le devis."
        return (
            f'<svg viewBox="0 0 {svg.WIDTH} {high}" role="img" aria-label="{html.escape(french.typeset(alt))}">'
            f'{"".join(drawn)}<path class="z" d="M{left} 6V{high - 6}"/></svg>'
        )

    # --- words --------------------------------------------------------------------------------------

    def _whose(self) -> str:
        return f"Cas : {self._case or type(self.model).case or type(self.model).title}"

    def _in_currency(self, param: Param, value: float) -> Param:
        """The field in the model's currency; a quote far beyond its slider widens it."""
        unit = param.unit.replace("€", self.model.currency) if param.unit.startswith("€") else param.unit
        low, high = param.soft
        wide = (low, min(param.high, max(high, 4 * value)))
        step = max(param.step, wide[1] / 1_000) if value > high else param.step
        return Param(param.label, unit, param.low, param.high, step, wide, help=param.help)

    # --- saved notebook -----------------------------------------------------------------------------

    def __repr__(self) -> str:
        return "Calculateur de devis"

    def _saved(self, state: str) -> str:
        sentence, picture = self._answered()
        if picture:
            picture = fallback.image(picture, sentence)
        rows = "".join(
            f'<tr><th scope="row">{html.escape(one.param.label)}</th><td>{html.escape(one.param.show(one.value))}</td></tr>'
            for one in self.controls.values()
        )
        return (
            f"<p><strong>Combien ce devis doit-il rapporter{french.NBSP}?</strong> ({state})</p>{picture}"
            f"<table><tbody>{rows}</tbody></table><p>{html.escape(sentence)}</p>"
        )

    def _start_html(self) -> str:
        return self._saved("devis de départ ; exécuter la cellule pour déplacer les curseurs")

    def _live_html(self) -> str:
        if (self.quote, self.vary.value, self.months) == self._start:
            return ""
        return f"<p><em>{fallback.STALE}</em></p>{self._saved('votre devis')}"

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, str]:
        return super()._repr_mimebundle_(**kwargs) | {"text/html": self._start_html()}

    def _ipython_display_(self) -> None:
        from IPython.display import display

        self._still.show()
        # The words stand in the HTML above: where no widget can be drawn they would stand there twice.
        display(super()._repr_mimebundle_() | {"text/plain": ""}, raw=True)


def quote(
    model: BusinessModel,
    asked: Quote | None = None,
    vary: str = "churn",
    months: int = MONTHS,
    case: str = "",
) -> QuoteCalculator:
    """A calculator that turns a quote into the smallest change that pays for it.

    Args:
        model: the firm that would buy.
        asked: what the supplier asks at the start, ``bm.levers.tools.Quote(...)``; 500 a month by default.
        vary: the setting that the tool changes, « churn », « conversion »…; the list offers the others that can pay.
        months: how long the tool is given to pay.
        case: whose firm it is, where it is not the model's own case.

    Raises:
        LearnerError: no model, no quote, a setting that no tool moves, months out of bounds.

    >>> shop = bm.D2C(discount_rate=0)
    >>> one = bm.quote(shop, bm.levers.tools.Quote(monthly=1_000), "fixed_costs")
    >>> round(one.found.gain)  # the rent that must be saved
    -1000
    >>> print(one.sentence)
    Sur 36 mois, ce devis coûte 36 k€, actualisés. Pour le payer, « Coûts fixes » doit baisser de 450 000 € à
    449 000 €, soit 0,22 % de moins. Y croyez-vous ?
    """
    if not isinstance(model, BusinessModel):
        raise LearnerError(
            f"quote() attend un modèle, par exemple quote(bm.D2C()) ; reçu : {as_given(model)}."
        )
    single(model, "quote()")
    asked = Quote(monthly=500) if asked is None else asked
    if not isinstance(asked, Quote):
        raise LearnerError(
            f"quote() : le devis vaut {as_given(asked)} ; écrire bm.levers.tools.Quote(setup=0, monthly=500)."
        )
    known = parameters(model)
    if not isinstance(vary, str) or vary not in known:
        raise LearnerError(
            f"quote() : aucun outil ne change {french.quote(str(vary))}.{french.nearest(str(vary), list(known))}"
        )
    if isinstance(months, bool) or not isinstance(months, int) or not 1 <= months <= 120:
        raise LearnerError(f"months vaut {as_given(months)} ; valeur admise : un entier de 1 à 120.")
    if not isinstance(case, str):
        raise LearnerError("quote() : case est un texte entre guillemets.")
    return QuoteCalculator(model, asked, vary, months, case)


def _pair(param: Param, today: float, needed: float, least: int = 3) -> tuple[str, str]:
    """Both values with enough digits to be told apart, ``least`` of them, their unit cut to the first word: « 8 % », « 7,95 % »."""
    factor = 100 if param.is_share else 1
    unit = param.unit.split("/")[0].split(" ")[0]
    unit = "" if unit in ("par", "×") else unit
    money = unit in ("€", "$")

    def told(value: float, digits: int) -> str:
        shown = value * factor
        after = max(0, digits - 1 - math.floor(math.log10(abs(shown)))) if shown else 0
        if money and abs(shown) < 1_000:
            after = max(2, after)
        number = french.exact(round(shown, after)) if abs(shown) < 1_000 else french.number(shown, after)
        return french.NBSP.join(part for part in (number, french.agreed(value, unit)) if part)

    for digits in range(least, 9):
        pair = told(today, digits), told(needed, digits)
        if pair[0] != pair[1]:
            break
    return pair


def _share(value: float) -> str:
    """Two significant digits: « 43 % », « 5,5 % », « 0,22 % »."""
    if not 0 < value < math.inf:
        return french.quantity(value, "%")
    return french.quantity(value, "%", max(0, -1 - math.floor(math.log10(value))))


__all__ = ["QuoteCalculator", "quote"]
