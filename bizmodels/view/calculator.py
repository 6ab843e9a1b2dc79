"""The calculator of any business model: sliders on the left, figures, picture and sentence on the right.

The widgets only: what they show is a ``Scene``, how it is drawn a ``Tab``. Everything is drawn into
``ipywidgets.HTML`` made once; a slider only changes their ``value``. No Output widget: it leaks into the cell,
flickers and fails strict nbval (docs/decisions.md).
"""

from __future__ import annotations

import html
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import ipywidgets as widgets

from bizmodels import analysis, french
from bizmodels.core.arguments import single, told_apart
from bizmodels.core.change import Lever, need_levers
from bizmodels.core.contract import MODIFIED, START, STRESS
from bizmodels.core.model import BusinessModel
from bizmodels.core.months import MONTHS
from bizmodels.core.risk import Risk, need_risks
from bizmodels.core.values import as_given
from bizmodels.errors import LearnerError
from bizmodels.french import nearest
from bizmodels.view import export, fallback, style, tabs
from bizmodels.view.answering import answering
from bizmodels.view.bet import check_name, reasons
from bizmodels.view.controls import Control, looks, shared
from bizmodels.view.forecast import Forecast
from bizmodels.view.lever_cards import LeverCards
from bizmodels.view.market import MarketSwitch
from bizmodels.view.meant import meant
from bizmodels.view.risk_cards import RiskCards
from bizmodels.view.scene import CARDS, FROZEN, Bet, Scene
from bizmodels.view.trail import trail

TABS = tuple(tab.name for tab in tabs.TABS)
HELP = "Les curseurs ne répondent plus ? Relancer cette cellule (Maj + Entrée)."


class Calculator(widgets.VBox):
    """Sliders, key figures, picture and sentence for one model; made by ``calculator(model)``."""

    def __init__(
        self,
        model: BusinessModel,
        forecast: Forecast | None = None,
        sliders: Sequence[str] | None = None,
        case: str | None = None,
        cards: Sequence[str] | None = None,
        levers: Sequence[Lever] | None = None,
        risks: Sequence[Risk] | None = None,
    ):
        self._bet = None if forecast is None else _bet_on(forecast)
        self.scene = Scene(model, cards, self._bet)
        if sliders is not None and forecast is not None:  # what the question changes can be seen to move
            start, after = model.values(), forecast.after.values()
            sliders = [*sliders, *(name for name in after if after[name] != start[name])]
        self._own_cards = cards
        self.levers = LeverCards(
            self.scene,
            levers,
            self._answering(self._refresh_picture),
            self._answering(self._freeze_with_levers),
        )
        self.risks = RiskCards(self.scene, risks, self._answering(self._refresh_picture))
        # Another firm than the model's own case: neither its name nor its presets fit.
        self._case, self._own_case = (type(model).case, True) if case is None else (case, False)
        self.forecast = forecast
        self._trail_of: str | None = None
        self._found = False  # whether the message says what a search found
        self._failure = ""
        self._still = fallback.Still(self._start_html, self._live_html, repr(self))
        self._make_left(sliders)
        self._make_right()
        shut = forecast is not None
        grid = _box([self._left, self._right], "bm-grid", widgets.Box, hidden=shut)
        title = type(model).title or type(model).__name__
        case = f"Cas : {self._case}" if self._case else "Modèle de l’étudiant"
        named = _html(
            f"<h3>{html.escape(title)}</h3><p class='sub'>{html.escape(case)}</p><p class='stale'>{fallback.STALE}</p>"
        )
        self._bar = _box([self._preset, self._actions], "bm-bar", widgets.Box, hidden=shut)
        children = [
            _html(style.CSS, "bm-none"),
            _box([named, self._bar], "bm-head", widgets.Box),
            grid,
            _html(f"<p class='note'>{HELP}</p>"),
        ]
        self._grid = grid
        if forecast is not None:
            children.insert(2, forecast.box)
            forecast.when_open(self._answering(self._open))
            forecast.when_changed(self._still.later)
        super().__init__(children, _dom_classes=("bm",))
        self._refresh()

    @property
    def base(self) -> BusinessModel:
        """The starting scenario."""
        return self.scene.base

    @property
    def model(self) -> BusinessModel:
        """The present scenario."""
        return self.scene.model

    @property
    def scenarios(self) -> dict[str, BusinessModel]:
        """The frozen scenarios, by name."""
        return self.scene.scenarios

    # --- building -----------------------------------------------------------------------------------

    def _make_left(self, sliders: Sequence[str] | None) -> None:
        cls, values = type(self.model), self.model.values()
        self.controls = {
            n: Control(
                n, p, values[n], self._answering(self._moved), cls.model_fields[n].get_default(), cls.case
            )
            for n, p in cls.__params__.items()
        }
        # A model's own parameters first in each group, then those common to all.
        order = sorted(cls.__params__, key=lambda n: n in BusinessModel.model_fields)
        first = order if sliders is None else [n for n in order if n in sliders]
        self._make_presets()
        children = self._grouped(first)
        self.market = MarketSwitch(self.base, self._answering(self._market_moved))
        children.append(self.market.box)
        if others := [n for n in order if n not in first]:
            children += self._make_others(others)
        self._left = _box(children, "bm-left")

    def _grouped(self, names: Sequence[str]) -> list[widgets.Widget]:
        """Controls under the headings of their groups."""
        cls = type(self.model)
        found = list(dict.fromkeys(cls.__params__[n].group for n in names))
        groups = [g for g in cls.groups if g in found] + [g for g in found if g not in cls.groups]
        children = []
        for group in groups:
            children.append(_html(f"<p class='grp'>{html.escape(group)}</p>"))
            children += [self.controls[n].box for n in names if cls.__params__[n].group == group]
        return children

    def _make_others(self, names: Sequence[str]) -> list[widgets.Widget]:
        """A button and, closed until it is pressed, the controls left out of a short panel."""
        box = _box(self._grouped(names), "bm-others", hidden=True)
        button = widgets.ToggleButton(description=f"Les {len(names)} autres réglages", **looks("toggle"))
        show = self._answering(lambda change: setattr(box.layout, "display", None if change.new else "none"))
        button.observe(show, "value")
        return [button, box]

    def _make_presets(self) -> None:
        cls = type(self.model)
        start = f"Cas : {self._case}" if self._case else START
        self._presets: dict[str, BusinessModel] = {start: self.base}
        if self._own_case:
            self._presets |= {
                french.typeset(name): self.base.replace(**changes) for name, changes in cls.presets.items()
            }
        for name, (parameter, by) in STRESS.items():
            self._presets[name] = self._stressed(parameter, by)
        choice = widgets.Dropdown(
            options=[*self._presets, MODIFIED], description="Partir de", **looks("choice")
        )
        choice.observe(self._answering(self._preset_chosen), "value")
        self._preset = choice

    def _stressed(self, parameter: str, by: float) -> BusinessModel:
        """The starting scenario with one setting multiplied, within its hard bounds."""
        param = type(self.model).__params__[parameter]
        return self.base.replace(**{parameter: min(self.base.values()[parameter] * by, param.high)})

    def _make_right(self) -> None:
        kpis = type(self.model).__kpis__
        self._cards = _html("")
        self._why = {}
        for name in self.scene.cards:
            button = widgets.ToggleButton(
                description=f"? {kpis[name].label}",
                tooltip=f"D’où vient ce chiffre : {kpis[name].label}",
                **looks("toggle"),
            )
            toggle = self._answering(lambda change, n=name: self._toggle_trail(n, change.new))
            button.observe(toggle, "value")
            self._why[name] = button
        # The first card, a column of the months, has no equation to open: its place stays empty.
        months = self._bet is not None and self._bet.month is not None
        why = _box([*([_html("")] if months else []), *self._why.values()], "bm-why", widgets.Box)
        top = _box([self._cards, why], "bm-top")
        self._trail = widgets.HTMLMath("")
        self._tab_of = {tab.name: tab for tab in tabs.TABS}
        names = [(tab.label(self.model.currency), tab.name) for tab in tabs.TABS]
        self._tabs = widgets.ToggleButtons(options=names, value=tabs.TABS[0].name)
        self._tabs.observe(self._answering(lambda change: self._tab_chosen()), "value")
        self._target = widgets.Dropdown(
            options=[(k.label, n) for n, k in kpis.items()],
            value=self.scene.target,
            description="Grandeur étudiée",
            **looks("choice"),
        )
        self._target.observe(self._answering(self._target_chosen), "value")
        self._target_row = _box([self._target], "bm-row", widgets.Box, hidden=True)
        self._picture = _html("")
        self._equations = widgets.HTMLMath("")
        self._make_actions()
        self._right = _box(
            [self._goal_row, self._message, top, self._trail, self._tabs, self._target_row, self.levers.box, self._picture, self.risks.box,
             self._equations],
            "bm-right",
        )  # fmt: skip

    def _make_actions(self) -> None:
        self._name = widgets.Text(
            description="Nom du scénario", placeholder="facultatif", continuous_update=True, **looks("text")
        )
        freeze, clear, goal, out = (
            widgets.Button(description=words, **looks("button"))
            for words in (
                "Figer ce scénario",
                "Réinitialiser",
                "Que faut-il pour… ?",
                "Exporter (Excel, CSV)",
            )
        )
        self._drop = widgets.Button(
            description="Effacer les scénarios",
            layout=widgets.Layout(display="none"),
            style=shared("button"),
        )
        freeze.on_click(self._answering(lambda _: self.freeze(self._name.value)))
        clear.on_click(self._answering(lambda _: self.reset()))
        self._drop.on_click(self._answering(lambda _: self.forget()))
        goal.on_click(self._answering(lambda _: self._toggle_goal()))
        out.on_click(self._answering(lambda _: self._export()))
        self._message = _html("")
        self._actions = _box([self._name, freeze, clear, self._drop, goal, out], "bm-row", widgets.Box)
        cls = type(self.model)
        self._goal_kpi = widgets.Dropdown(
            options=[
                (cls.__kpis__[n].label, n)
                for n in (*self.scene.cards, *(k for k in cls.__kpis__ if k not in self.scene.cards))
            ],
            description="Je veux que",
            **looks("choice"),
        )
        self._goal_value = widgets.Text(
            description="vaille", placeholder="par exemple 3", continuous_update=True, **looks("text")
        )
        self._goal_kpi.observe(self._answering(lambda change: self._goal_named()), "value")
        self._goal_named()
        self._goal_vary = widgets.Dropdown(
            options=[(p.label, n) for n, p in cls.__params__.items()],
            description="en changeant",
            **looks("choice"),
        )
        search = widgets.Button(description="Chercher", **looks("button"))
        search.on_click(self._answering(lambda _: self._seek()))
        self._goal_row = _box(
            [self._goal_kpi, self._goal_value, self._goal_vary, search], "bm-row", widgets.Box, hidden=True
        )

    def _answering(self, action: Callable[..., None]) -> Callable[..., None]:
        return answering(action, self._refused, self._done)

    def _refused(self, text: str) -> None:
        self._say_below(text, "bad")
        self._failure = self._message.value

    def _done(self) -> None:
        if self._failure and self._message.value == self._failure:
            self._say_below("")
        self._failure = ""

    # --- what a learner does ------------------------------------------------------------------------

    def _moved(self, name: str) -> None:
        try:
            model = self.model.replace(**{name: self.controls[name].value})
        except Exception:  # the screen never says one thing and the model another
            self.controls[name].set(self.model.values()[name])
            raise
        self._become(model)

    def _market_moved(self) -> None:
        self._become(self.market.applied(self.model))

    def _become(self, model: BusinessModel) -> None:
        self.scene.model = model
        if self._found:  # what a search found is no longer where the slider is
            self._found = False
            self._say_below("")
        self._tell_preset()
        self._refresh()

    def _tell_preset(self) -> None:
        """« Partir de » names the preset one sees; once a setting differs from it, it says so."""
        values = self.model.values()
        name = self._preset.value
        if name == MODIFIED or self._presets[name].values() != values:
            # The usual move keeps the name it had: one comparison, no message.
            self._preset.value = next((n for n, m in self._presets.items() if m.values() == values), MODIFIED)

    def _preset_chosen(self, change: Any) -> None:
        model = self._presets.get(change.new)
        # Named by ``_tell_preset`` itself, or « modifiés » chosen by hand: the settings stay as they are.
        if model is not None and model.values() != self.model.values():
            self._show_settings(model)

    def _show_settings(self, model: BusinessModel) -> None:
        for name, control in self.controls.items():
            if control.value != model.values()[name]:
                control.set(model.values()[name])
        self._say_below("")
        self._become(self.market.applied(model))

    def _tab_chosen(self) -> None:
        self._refresh_picture()
        self._tell_failures()

    def _target_chosen(self, change: Any) -> None:
        self.scene.target = change.new
        self._refresh_picture()

    def reset(self) -> None:
        """Back to the starting scenario; the frozen ones stay (``forget`` drops them)."""
        for control in self.controls.values():  # a refused text in a field goes too
            control.set(self.base.values()[control.name])
        self._name.value = self._goal_value.value = ""
        self._goal_row.layout.display = "none"
        self.market.reset()
        self.levers.reset()
        self.risks.reset()
        self._become(self.base)
        kept = len(self.scenarios)
        self._say_below(
            f"{START}. {kept} {'scénario figé est gardé' if kept == 1 else 'scénarios figés sont gardés'}."
            if kept
            else ""
        )

    def forget(self) -> None:
        """Drop the frozen scenarios; the settings stay."""
        self.scenarios.clear()
        self._drop.layout.display = "none"
        self._say_below("Scénarios figés effacés. Les réglages n’ont pas bougé.")
        self._refresh_picture()

    def freeze(self, name: str = "") -> None:
        """Keep the present settings as a named scenario, drawn beside the current one."""
        self._tell_frozen(self.scene.freeze(name))

    def _tell_frozen(self, kept: str | None) -> None:
        if kept is None:
            self._say_below(
                f"{FROZEN} scénarios sont déjà figés{french.NBSP}: effacez-les, ou reprenez un nom pour le remplacer.",
                "warn",
            )
            return
        self._drop.layout.display = None
        self._name.value = ""
        self._say_below(
            f"Scénario figé{french.NBSP}: {kept}. Déplacez un curseur pour comparer\u202f; les scénarios vivent tant que "
            "le noyau tourne."
        )
        self._refresh_picture()

    def _freeze_with_levers(self) -> None:
        """The present settings with the levers that are on, as a scenario that the other tabs show."""
        if not self.scene.levers:
            self._say_below("Aucun levier n’est activé : choisissez-en un, puis figez.", "warn")
            return
        name = self.levers.name()
        kept = self.scene.freeze(name, self.scene.pulled())
        self._tell_frozen(kept)
        if kept is not None:
            self._say_below(
                f"Scénario figé{french.NBSP}: {kept}. Les autres onglets le montrent à côté des réglages actuels"
                f"{f', sans le coup{french.NBSP}: il ne se fige pas' if self.scene.risks else ''}."
            )

    def _toggle_trail(self, name: str, on: bool) -> None:
        if on:
            for other, button in self._why.items():
                if other != name:
                    button.value = False
            self._trail_of = name
            self._trail.value = trail(self.model, name)
        elif self._trail_of == name:
            self._trail_of, self._trail.value = None, ""

    def _toggle_goal(self) -> None:
        hidden = self._goal_row.layout.display == "none"
        self._goal_row.layout.display = None if hidden else "none"
        self._say_below("")

    def _seek(self) -> None:
        kpi, vary = self._goal_kpi.value, self._goal_vary.value
        figure, control = type(self.model).__kpis__[kpi], self.controls[vary]
        try:
            target = self._goal(kpi, figure)
            found = analysis.goal_seek(self.model, kpi, target, vary)
        except LearnerError as error:
            self._say_below(str(error), "bad")
            return
        control.set(found)
        self._moved(vary)
        self._found = True
        self._say_below(
            f"{control.param.label}{french.NBSP}: {french.NBSP.join(filter(None, (control.text(), control.param.unit)))}, pour que "
            f"{french.quote(figure.label)} vaille {figure.show(target)}. Le curseur y est placé."
        )

    def _goal(self, kpi: str, figure: Any) -> float:
        """The target typed, read beside the present figure: « 1,65 » next to « 912 k€ » or « 1,2 M€ » is no 1.65 €."""
        typed, today = self._goal_value.value, getattr(self.model, kpi)
        value = french.parse(typed, figure.unit)
        return meant(typed, value, today, figure.show(today), figure.unit)

    def _goal_named(self) -> None:
        """The field says the unit of the figure that is wanted."""
        unit = type(self.model).__kpis__[self._goal_kpi.value].unit
        self._goal_value.description = f"vaille ({unit})" if unit else "vaille"

    def _export(self) -> None:
        self._message.value = export.links(self.base, self.model, self.scenarios)

    def _say_below(self, text: str, level: str = "") -> None:
        self._message.value = f'<p class="{level}" role="status">{html.escape(text)}</p>' if text else ""

    def _open(self) -> None:
        """After the bet: the calculator stands at the changed scenario, beside the start and the number bet."""
        self._grid.layout.display = self._bar.layout.display = None
        said = getattr(self.forecast, "said_value", math.nan)
        self._bet.at = self.forecast.after
        self._bet.said = "" if math.isnan(said) else f"votre pari{french.NBSP}: {self.forecast.show(said)}"
        self._show_settings(self.forecast.after)

    # --- drawing ------------------------------------------------------------------------------------

    def _refresh(self) -> None:
        self._cards.value = self._cards_html()
        self._refresh_picture()
        if self._trail_of:
            self._trail.value = trail(self.model, self._trail_of)
        self._tell_failures()

    def _tell_failures(self) -> None:
        """A card without figure says why below, as long as it has none."""
        if self.scene.failures:
            raise self.scene.failures[0]

    def _cards_html(self) -> str:
        cards = [
            f'<div class="card"><div class="n">{html.escape(label)}</div>'
            f'<div class="v">{html.escape(text)}<small> {html.escape(unit)}</small></div>'
            f'<div class="w {verdict.level}">{html.escape(verdict.words)}</div>'
            f"{_said(bet)}</div>"
            for label, text, unit, verdict, bet in self.scene.figures()
        ]
        return f'<div class="cards">{"".join(cards)}</div>'

    def _refresh_picture(self) -> None:
        tab = self._tab_of[self._tabs.value]
        self._target_row.layout.display = None if tab.of_target else "none"
        self.levers.show(tab.of_levers)
        self.risks.show(tab.of_levers)
        drawing = tab.draw(self.scene)
        if self._equations.value != drawing.formulas:
            self._equations.value = drawing.formulas
        # One widget for both: each message costs as much as drawing the picture.
        self._picture.value = (
            f'{drawing.picture}<p class="say" aria-live="polite">{html.escape(drawing.sentence)}</p>'
        )
        self._still.later()

    # --- saved notebook -----------------------------------------------------------------------------

    def __repr__(self) -> str:
        return f"Calculateur « {type(self.base).title or type(self.base).__name__} »"

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, str]:
        return super()._repr_mimebundle_(**kwargs) | {"text/html": self._start_html()}

    def _start_html(self) -> str:
        # The question even once it was answered: the first display says the same to everybody.
        return self.forecast.fallback() if self.forecast else fallback.of_start(self.base, self._own_cards)

    def _live_html(self) -> str:
        """What the learner made of it; « » while he has done nothing."""
        bet = self.forecast.given() if self.forecast else ""
        if self._grid.layout.display == "none" or (
            self.model is self.base and not self.scenarios and not bet
        ):
            return ""
        drawing = self._tab_of[self._tabs.value].draw(self.scene)
        return fallback.of_now(self.scene, drawing.picture, drawing.sentence, bet)

    def _ipython_display_(self) -> None:
        from IPython.display import display

        self._still.show()
        # The words stand in the HTML above: where no widget can be drawn they would stand there twice.
        display(super()._repr_mimebundle_() | {"text/plain": ""}, raw=True)
        if self.forecast is not None and self.forecast.opened:
            self._still.later()


def _html(value: str, *names: str) -> widgets.HTML:
    return widgets.HTML(value, _dom_classes=names, **looks("html"))


def _said(bet: str) -> str:
    return f'<div class="w bet-said">{html.escape(bet)}</div>' if bet else ""


def _bet_on(forecast: Forecast) -> Bet:
    return Bet(forecast.target, forecast.month, forecast.label, forecast.value_of, forecast.show)


def _box(
    children: list[widgets.Widget], name: str, kind: type = widgets.VBox, hidden: bool = False
) -> widgets.Box:
    """A box of that class; only one that hides has a layout of its own, each being one more model to open."""
    layout = widgets.Layout(display="none") if hidden else shared("layout")
    return kind(children, layout=layout, _dom_classes=(name,))


def calculator(
    model: BusinessModel,
    predict: str | None = None,
    change: dict[str, float] | None = None,
    question: str = "",
    sliders: Sequence[str] | None = None,
    case: str | None = None,
    month: int | None = None,
    name: str = "",
    complete: str = "",
    because: str = "",
    mistake: str = "",
    trap: float | None = None,
    cards: Sequence[str] | None = None,
    levers: Sequence[Lever] | None = None,
    risks: Sequence[Risk] | None = None,
) -> Calculator:
    """The calculator of any business model, as a widget.

    Args:
        model: an instance; its values are the starting scenario.
        predict: name of a key figure, or ``"cash"`` (cash at month 36): the calculator stays shut until the
            learner has given a direction and a number for it. With ``month``, a column of ``project()``.
        change: the settings whose effect is to be predicted, e.g. ``{"basket": 75.0}``; without it the
            question is about the starting scenario itself.
        question: the French question asked; a plain one is written when it is left out.
        sliders: names of the few parameters to show first; the others open with a button.
        case: French name of the firm when it is not the model's own case (« Un petit vendeur »): the presets
            of that case are left out.
        month: the month at which ``predict`` is read, when what is bet on moves with time (« la part des payants
            au mois 24 »); key figures are those of month 0.
        name, complete, because, mistake, trap: what the bet is kept under, and what follows it, as in ``bet()``.
        cards: names of the key figures shown as cards, one to five; without it, those of the model. The one that is
            bet on is added, and comes first.
        levers: those of the tab « Leviers et risques »; without it, those of ``bm.levers.catalogue`` that fit.
        risks: those of the same tab; without it, those of ``bm.risks.catalogue`` that fit.

    Raises:
        LearnerError: not a model instance, an unknown name in ``predict``, ``change``, ``sliders`` or ``cards``, or
            no card or more than five.

    >>> calc = bm.calculator(bm.D2C())
    >>> calc
    Calculateur « Vente directe (D2C) »
    >>> calc.controls["churn"].slider.value = 12  # a learner moves the slider: 12 % a month
    >>> calc.model.churn, calc.base.churn
    (0.12, 0.08)
    """
    analysis.need_model(model, "calculator()")
    single(model, "calculator()")
    params = type(model).__params__
    sliders = [sliders] if isinstance(sliders, str) else sliders
    if sliders is not None and not isinstance(sliders, Iterable):
        raise LearnerError(
            f'calculator() : sliders attend une liste de noms, ["basket", "churn"]{french.NBSP}; reçu : {as_given(sliders)}.'
        )
    sliders = None if sliders is None else list(sliders)
    for one in sliders or ():
        if not isinstance(one, str) or one not in params:
            raise LearnerError(
                f"calculator() : {type(model).__name__} n’a pas de paramètre {french.quote(one)}.{nearest(str(one), list(params))}"
            )
    cards = _named_cards(model, cards)
    if levers is not None:
        levers = _that_fit(model, need_levers(levers, "calculator()"))
    if risks is not None:
        risks = _that_fit(model, need_risks(risks, "calculator()"))
    if not isinstance(question, str) or not isinstance(case, str | None):
        word = "case" if isinstance(question, str) else "question"
        raise LearnerError(f"calculator() : {word} est un texte entre guillemets.")
    if change is not None and not isinstance(change, Mapping):
        raise LearnerError(
            f'calculator() : change attend des réglages nommés, {{"basket": 75}}{french.NBSP}; reçu : {as_given(change)}.'
        )
    if predict is None:
        if change or question or month is not None:
            raise LearnerError("calculator() : change, question et month n’ont de sens qu’avec predict='…'.")
        return Calculator(model, sliders=sliders, case=case, cards=cards, levers=levers, risks=risks)
    check_name(name, "calculator()")
    why = reasons("calculator()", complete, because, mistake, trap)
    return Calculator(
        model,
        Forecast(model, predict, change or {}, question, month, name, why),
        sliders,
        case,
        cards,
        levers,
        risks,
    )


def _that_fit(model: BusinessModel, given: list[Any]) -> list[Any]:
    """The levers or risks of the tab: no two of one name, each fitting the model."""
    told_apart([one.name for one in given], "calculator()")
    for one in given:
        one.moved(model)
    return given


def _named_cards(model: BusinessModel, cards: Any) -> tuple[str, ...] | None:
    """The key figures asked for as cards, once each."""
    if cards is None:
        return None
    cards = [cards] if isinstance(cards, str) else cards
    if not isinstance(cards, Iterable) or not 1 <= len(names := list(cards)) <= CARDS:
        raise LearnerError(
            f'calculator() : cards attend de une à {CARDS} grandeurs, ["ltv", "profit_36"]{french.NBSP}; reçu : {as_given(cards)}.'
        )
    known = type(model).__kpis__
    for name in names:
        if not isinstance(name, str) or name not in known:
            raise LearnerError(
                f"calculator() : {type(model).__name__} n’a pas de grandeur {french.quote(str(name))}.{nearest(str(name), list(known))}"
            )
    return tuple(dict.fromkeys(names))


__all__ = ["MONTHS", "Calculator", "calculator"]
