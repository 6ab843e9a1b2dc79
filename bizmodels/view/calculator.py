"""The calculator of any business model: sliders on the left, figures, picture and sentence on the right.

Everything is drawn into ``ipywidgets.HTML`` made once; a slider only changes their ``value``. No Output
widget: it leaks into the cell, flickers and fails strict nbval (docs/decisions.md).
"""

from __future__ import annotations

import html
import math
from collections.abc import Callable, Sequence
from typing import Any

import ipywidgets as widgets

from bizmodels import analysis, french
from bizmodels.errors import LearnerError
from bizmodels.model import MONTHS, BusinessModel, nearest
from bizmodels.view import export, fallback, style, svg, wording
from bizmodels.view.controls import Control, looks, shared
from bizmodels.view.forecast import Forecast
from bizmodels.view.trail import trail

TABS = ("Trésorerie", "Clients", "100 €", "Sensibilité", "Incertitude", "Comparer", "Équations")
STRESS = {
    "Épreuve : attrition + 50 %": ("churn", 1.5),
    "Épreuve : coût d’acquisition doublé": ("cac", 2.0),
    "Épreuve : deux fois moins de nouveaux clients": ("new_customers", 0.5),
}
HELP = "Les curseurs ne répondent plus ? Relancer cette cellule (Maj + Entrée)."
FROZEN = 3


class Calculator(widgets.VBox):
    """Sliders, key figures, picture and sentence for one model; made by ``calculator(model)``."""

    def __init__(
        self,
        model: BusinessModel,
        forecast: Forecast | None = None,
        sliders: Sequence[str] | None = None,
        case: str | None = None,
    ):
        self.base = self.model = model
        # Another firm than the model's own case: neither its name nor its presets fit.
        self._case, self._own_case = (type(model).case, True) if case is None else (case, False)
        self.scenarios: dict[str, BusinessModel] = {}
        self.forecast = forecast
        self._paths: dict[str, dict] = {}
        self._trail_of: str | None = None
        self._failure = ""
        self._make_left(sliders)
        self._make_right()
        grid = _box([self._left, self._right], "bm-grid", widgets.Box, hidden=forecast is not None)
        title = type(model).title or type(model).__name__
        case = f"Cas : {self._case}" if self._case else "Modèle de l’étudiant"
        head = _html(f"<h3>{html.escape(title)}</h3><p class='sub'>{html.escape(case)}</p>")
        children = [_html(style.CSS, "bm-none"), head, grid, _html(f"<p class='note'>{HELP}</p>")]
        self._grid = grid
        if forecast is not None:
            children.insert(2, forecast.box)
            forecast.when_open(self._open)
        super().__init__(children, _dom_classes=("bm",))
        self._refresh()

    # --- building -----------------------------------------------------------------------------------

    def _make_left(self, sliders: Sequence[str] | None) -> None:
        cls, values = type(self.model), self.model.values()
        self.controls = {
            n: Control(n, p, values[n], self._answering(self._moved), cls.model_fields[n].get_default())
            for n, p in cls.__params__.items()
        }
        # A model's own parameters first in each group, then those common to all.
        order = sorted(cls.__params__, key=lambda n: n in BusinessModel.model_fields)
        first = order if sliders is None else [n for n in order if n in sliders]
        children: list[widgets.Widget] = [self._make_presets(), *self._grouped(first)]
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

    def _make_presets(self) -> widgets.Dropdown:
        cls = type(self.model)
        start = f"Cas : {self._case}" if self._case else "Réglages de départ"
        self._presets: dict[str, dict[str, float]] = {start: {}}
        if self._own_case:
            self._presets |= {french.typeset(name): changes for name, changes in cls.presets.items()}
        self._presets |= {k: {n: getattr(self.base, n) * by} for k, (n, by) in STRESS.items()}
        choice = widgets.Dropdown(options=list(self._presets), description="Partir de", **looks("choice"))
        choice.observe(self._answering(lambda change: self._apply(self._presets[change.new])), "value")
        self._preset = choice
        return choice

    def _make_right(self) -> None:
        kpis = type(self.model).__kpis__
        self._cards = _html("")
        self._why = {}
        for name in type(self.model).cards:
            button = widgets.ToggleButton(
                description=f"? {kpis[name].label}",
                tooltip=f"D’où vient ce chiffre : {kpis[name].label}",
                **looks("toggle"),
            )
            toggle = self._answering(lambda change, n=name: self._toggle_trail(n, change.new))
            button.observe(toggle, "value")
            self._why[name] = button
        top = _box([self._cards, _box(list(self._why.values()), "bm-why", widgets.Box)], "bm-top")
        self._trail = widgets.HTMLMath("")
        names = [(tab.replace("€", self.model.currency), tab) for tab in TABS]
        self._tabs = widgets.ToggleButtons(options=names, value=TABS[0])
        self._tabs.observe(self._answering(lambda change: self._refresh_picture()), "value")
        self._target = widgets.Dropdown(
            options=[(k.label, n) for n, k in kpis.items()],
            value=type(self.model).cards[0],
            description="Grandeur étudiée",
            **looks("choice"),
        )
        self._target.observe(self._answering(lambda change: self._refresh_picture()), "value")
        self._target_row = _box([self._target], "bm-row", widgets.Box, hidden=True)
        self._picture = _html("")
        self._equations = widgets.HTMLMath("")
        self._make_actions()
        self._right = _box(
            [top, self._trail, self._tabs, self._target_row, self._picture, self._equations, self._actions, self._goal_row,
             self._message],
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
        freeze.on_click(self._answering(lambda _: self.freeze(self._name.value)))
        clear.on_click(self._answering(lambda _: self.reset()))
        goal.on_click(self._answering(lambda _: self._toggle_goal()))
        out.on_click(self._answering(lambda _: self._export()))
        self._message = _html("")
        self._actions = _box([self._name, freeze, clear, goal, out], "bm-row", widgets.Box)
        cls = type(self.model)
        self._goal_kpi = widgets.Dropdown(
            options=[
                (cls.__kpis__[n].label, n)
                for n in (*cls.cards, *(k for k in cls.__kpis__ if k not in cls.cards))
            ],
            description="Je veux que",
            **looks("choice"),
        )
        self._goal_value = widgets.Text(
            description="vaille", placeholder="par exemple 3", continuous_update=True, **looks("text")
        )
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
        """That callback, never silent: Jupyter shows nobody the traceback of a widget's callback."""

        def answer(*args: Any) -> None:
            try:
                action(*args)
            except LearnerError as error:
                self._say_below(str(error), "bad")
            except Exception as error:
                detail = export.clean(f"{type(error).__name__} {error}")[:200]
                self._say_below(
                    f"Cette action n’a pas abouti (détail{french.NBSP}: {detail}). Les réglages restent affichés.",
                    "bad",
                )
            else:
                if self._failure and self._message.value == self._failure:
                    self._say_below("")
                self._failure = ""
                return
            self._failure = self._message.value

        return answer

    # --- what a learner does ------------------------------------------------------------------------

    def _moved(self, name: str) -> None:
        self._become(self.model.replace(**{name: self.controls[name].value}))

    def _become(self, model: BusinessModel) -> None:
        self.model = model
        self._refresh()

    def _apply(self, changes: dict[str, float]) -> None:
        model = self.base.replace(**changes)
        for name, control in self.controls.items():
            if control.value != getattr(model, name):
                control.set(getattr(model, name))
        self._say_below("")
        self._become(model)

    def reset(self) -> None:
        """Back to the starting scenario; frozen scenarios are dropped."""
        self.scenarios.clear()
        self._paths.clear()
        for control in self.controls.values():
            control.set(getattr(self.base, control.name))
        self._preset.value = next(iter(self._presets))
        self._name.value = ""
        self._say_below("")
        self._become(self.base)

    def freeze(self, name: str = "") -> None:
        """Keep the present settings as a named scenario, drawn beside the current one."""
        # No column may pass for the present settings, named « Actuel » in the pictures.
        name = export.clean(str(name))
        name = export.beside(name, [export.CURRENT]) if name else self._free_name()
        if name not in self.scenarios and len(self.scenarios) == FROZEN:
            self._say_below(
                f"{FROZEN} scénarios sont déjà figés{french.NBSP}: Réinitialiser, ou reprendre un nom pour le remplacer.",
                "warn",
            )
            return
        self.scenarios[name] = self.model
        self._paths[name] = self.model.path()
        self._name.value = ""
        self._say_below(
            f"Scénario figé{french.NBSP}: {name}. Déplacez un curseur pour comparer ; les scénarios vivent tant que "
            "le noyau tourne."
        )
        self._refresh_picture()

    def _free_name(self) -> str:
        """The default name; numbered when other settings are already frozen under it."""
        name = made = export.beside(export.clean(self._default_name()), [export.CURRENT])
        count = 1
        while made in self.scenarios and self.scenarios[made].values() != self.model.values():
            count += 1
            made = f"{name} ({count})"
        return made

    def _default_name(self) -> str:
        changed = [n for n, v in self.model.values().items() if v != getattr(self.base, n)]
        if not changed:
            return "Départ"
        param = type(self.model).__params__[changed[0]]
        name = f"{param.label.split(' (')[0]} {self.controls[changed[0]].text()}"
        return name + (f" et {len(changed) - 1} autre(s)" if len(changed) > 1 else "")

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
            target = french.parse(self._goal_value.value)
            found = analysis.goal_seek(
                self.model, kpi, target / 100 if figure.unit.startswith("%") else target, vary
            )
        except LearnerError as error:
            self._say_below(str(error), "bad")
            return
        control.set(found)
        self._moved(vary)
        self._say_below(
            f"{control.param.label}{french.NBSP}: {french.quantity(found, control.param.unit)}. Le curseur y est placé."
        )

    def _export(self) -> None:
        self._message.value = export.links(self.base, self.model, self.scenarios)

    def _say_below(self, text: str, level: str = "") -> None:
        self._message.value = f'<p class="{level}" role="status">{html.escape(text)}</p>' if text else ""

    def _open(self) -> None:
        self._grid.layout.display = None

    # --- drawing ------------------------------------------------------------------------------------

    def _refresh(self) -> None:
        self._path = self.model.path()
        self._cards.value = self._cards_html()
        self._refresh_picture()
        if self._trail_of:
            self._trail.value = trail(self.model, self._trail_of)

    def _figures(self) -> list[tuple[str, str, str, analysis.Verdict]]:
        kpis = type(self.model).__kpis__
        return [
            (kpis[n].label, *kpis[n].parts(getattr(self.model, n)), analysis.verdict(self.model, n))
            for n in type(self.model).cards
        ]

    def _cards_html(self) -> str:
        cards = [
            f'<div class="card"><div class="n">{html.escape(label)}</div>'
            f'<div class="v">{html.escape(text)}<small> {html.escape(unit)}</small></div>'
            f'<div class="w {verdict.level}">{html.escape(verdict.words)}</div></div>'
            for label, text, unit, verdict in self._figures()
        ]
        return f'<div class="cards">{"".join(cards)}</div>'

    def _refresh_picture(self) -> None:
        tab = self._tabs.value
        self._target_row.layout.display = None if tab == "Sensibilité" else "none"
        if tab != "Équations" and self._equations.value:
            self._equations.value = ""
        picture, sentence = _DRAW[tab](self)
        # One widget for both: each message costs as much as drawing the picture.
        self._picture.value = f'{picture}<p class="say" aria-live="polite">{html.escape(sentence)}</p>'

    def _series(self, column: str) -> dict[str, list[float]]:
        return {
            export.CURRENT: self._path[column],
            **export.named({n: p[column] for n, p in self._paths.items()}, export.CURRENT),
        }

    def _reference(self) -> tuple[BusinessModel, list[float]]:
        """What the present scenario is compared with: the last frozen one, else the start."""
        if self.scenarios:
            name = list(self.scenarios)[-1]
            return self.scenarios[name], self._paths[name]["cash"]
        if "" not in self._paths_of_base:
            self._paths_of_base[""] = self.base.path()["cash"]
        return self.base, self._paths_of_base[""]

    @property
    def _paths_of_base(self) -> dict[str, list[float]]:
        if "_base_cash" not in self.__dict__:
            self.__dict__["_base_cash"] = {}
        return self.__dict__["_base_cash"]

    def _draw_cash(self) -> tuple[str, str]:
        reference, cash = self._reference()
        sentence = wording.cash_sentence(self.model, self._path, reference, cash)
        return svg.lines(self._series("cash"), self.model.currency, "Trésorerie cumulée par mois"), sentence

    def _draw_customers(self) -> tuple[str, str]:
        sentence = wording.customers_sentence(self.model, self._path)
        return svg.lines(self._series("customers"), "", "Clients actifs par mois"), sentence

    def _draw_ledger(self) -> tuple[str, str]:
        amounts = self.model.of_hundred()
        unit = self.model.currency
        sentence = wording.ledger_sentence(amounts, unit)
        return svg.shares(amounts, f"Où vont 100 {unit} TTC payés par le client", unit), sentence

    def _draw_sensitivity(self) -> tuple[str, str]:
        kpi = self._target.value
        figure, value = type(self.model).__kpis__[kpi], getattr(self.model, kpi)
        params = type(self.model).__params__
        moved = [s for s in analysis.swings(self.model, kpi) if s.spread > 0][:8]
        rows = [(params[s.parameter].label, s.low, s.high) for s in moved]
        if not rows or not math.isfinite(value):
            return (
                "",
                f"{figure.label} : {figure.show(value)} ; aucun réglage ne la fait bouger de façon mesurable.",
            )
        sentence = (
            f"Chaque réglage bouge de 20 % en moins (−) ou en plus (+), les autres restent. "
            f"Celui qui compte le plus pour « {figure.label} » : {rows[0][0]}."
        )
        return svg.tornado(rows, value, figure.show, sentence), sentence

    def _draw_uncertainty(self) -> tuple[str, str]:
        from bizmodels.view.uncertainty import draw

        return draw(self.model)

    def _draw_comparison(self) -> tuple[str, str]:
        table = analysis.compare(
            {**export.named(self.scenarios, export.CURRENT), export.CURRENT: self.model}
        ).shown()
        head = "".join(f'<th scope="col"><bdi>{html.escape(str(c))}</bdi></th>' for c in table.columns)
        body = "".join(
            f'<tr><th scope="row">{html.escape(label)}</th>{"".join(f"<td>{html.escape(v)}</td>" for v in row)}</tr>'
            for label, row in zip(table.index, table.itertuples(index=False), strict=True)
        )
        sentence = (
            "Chaque colonne est un scénario figé ; la dernière est le réglage actuel."
            if self.scenarios
            else "Aucun scénario figé : « Figer ce scénario » garde le réglage actuel, puis on déplace un curseur."
        )
        return (
            f'<table class="tab"><thead><tr><th scope="col">Grandeur</th>{head}</tr></thead><tbody>{body}</tbody></table>',
            sentence,
        )

    def _draw_equations(self) -> tuple[str, str]:
        if not self._equations.value:
            sheet = self.model.equations()
            self._equations.value = "".join(f"<p>$${html.escape(text)}$$</p>" for text in sheet["latex"])
        return "", "Les équations sont écrites à partir du code du modèle, terme à terme."

    # --- saved notebook -----------------------------------------------------------------------------

    def __repr__(self) -> str:
        return f"Calculateur « {type(self.base).title or type(self.base).__name__} »"

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, str]:
        bundle = super()._repr_mimebundle_(**kwargs)
        bundle["text/html"] = self._fallback()
        return bundle

    def _fallback(self) -> str:
        if self.forecast is not None and not self.forecast.opened:
            return self.forecast.fallback()
        path = self.base.path()
        sentence = wording.cash_sentence(self.base, path, self.base, path["cash"])
        kpis = type(self.base).__kpis__
        rows = [
            (kpis[n].label, kpis[n].show(getattr(self.base, n)), analysis.verdict(self.base, n).words)
            for n in type(self.base).cards
        ]
        picture = svg.lines({"Départ": path["cash"]}, self.base.currency, sentence)
        return fallback.page(type(self.base).title or type(self.base).__name__, picture, rows, sentence)


_DRAW = dict(
    zip(
        TABS,
        (
            Calculator._draw_cash,
            Calculator._draw_customers,
            Calculator._draw_ledger,
            Calculator._draw_sensitivity,
            Calculator._draw_uncertainty,
            Calculator._draw_comparison,
            Calculator._draw_equations,
        ),
        strict=True,
    )
)


def _html(value: str, *names: str) -> widgets.HTML:
    return widgets.HTML(value, _dom_classes=names, **looks("html"))


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
) -> Calculator:
    """The calculator of any business model, as a widget.

    Args:
        model: an instance; its values are the starting scenario.
        predict: name of a key figure, or ``"cash"`` (cash at month 36): the calculator stays shut until the
            learner has given a direction and a number for it.
        change: the settings whose effect is to be predicted, e.g. ``{"basket": 75.0}``; without it the
            question is about the starting scenario itself.
        question: the French question asked; a plain one is written when it is left out.
        sliders: names of the few parameters to show first; the others open with a button.
        case: French name of the firm when it is not the model's own case (« Un petit vendeur »): the presets
            of that case are left out.

    Raises:
        LearnerError: not a model instance, or an unknown name in ``predict``, ``change`` or ``sliders``.
    """
    analysis._need_model(model, "calculator()")
    params = type(model).__params__
    for name in sliders or ():
        if name not in params:
            raise LearnerError(
                f"calculator() : {type(model).__name__} n’a pas de paramètre {french.quote(name)}.{nearest(str(name), list(params))}"
            )
    if predict is None:
        if change or question:
            raise LearnerError("calculator() : change et question n’ont de sens qu’avec predict='…'.")
        return Calculator(model, sliders=sliders, case=case)
    return Calculator(model, Forecast(model, predict, change or {}, question), sliders, case)


__all__ = ["MONTHS", "Calculator", "calculator"]
