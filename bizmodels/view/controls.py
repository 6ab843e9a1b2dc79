"""One parameter, one control: a slider and a field that takes a typed French number."""

from __future__ import annotations

import html
import math
from collections.abc import Callable

import ipywidgets as widgets
from ipywidgets.widgets import widget_bool, widget_description, widget_string

from bizmodels import french
from bizmodels.core.param import Param
from bizmodels.errors import LearnerError
from bizmodels.facts.evidence import STANDINGS

LARGEST = 1e12  # a field holds no more than a thousand milliards: beyond, figures leave their cards

# One Layout and one style for all: each would otherwise be one more model to open in the page.
_SHARED: dict[str, widgets.Widget] = {}


def shared(kind: str) -> widgets.Widget:
    """The one ``Layout`` (or style) object that every control uses."""
    if kind not in _SHARED or _SHARED[kind].comm is None:
        makers = {
            "layout": widgets.Layout,
            "slider": widgets.SliderStyle,
            "text": widget_string.TextStyle,
            "html": widget_string.HTMLStyle,
            "button": widgets.ButtonStyle,
            "toggle": widget_bool.ToggleButtonStyle,
            "tick": widget_bool.CheckboxStyle,
            "choice": widget_description.DescriptionStyle,
        }
        _SHARED[kind] = makers[kind]()
    return _SHARED[kind]


def looks(style: str) -> dict[str, widgets.Widget]:
    """The shared layout and style, as arguments of a new widget."""
    return {"layout": shared("layout"), "style": shared(style)}


class Control:
    """Slider + field + error line for one parameter.

    ``value`` is the last valid value in the model's unit; ``on_change(name)`` is called when it moves.
    The field is the accessible equivalent of the slider (a typed value need not lie on a step).
    """

    def __init__(
        self,
        name: str,
        param: Param,
        value: float,
        on_change: Callable[[str], None],
        default: float,
        case: str = "",
    ):
        self.name, self.param, self.value, self._on_change = name, param, float(value), on_change
        self._default = default
        self._factor = 100.0 if param.is_share else 1.0
        low, high = param.soft or (param.low, max(1.0, 2 * value))
        low, high = min(low, value), max(high, value)
        step = param.step or (high - low) / 100
        if value != default and 0 < value < high / 50:
            # A firm far smaller than the model's case: on the case's range its slider would hardly move.
            high, step = 4 * value, 10 ** math.floor(math.log10(value)) / 20
        self._bounds = low * self._factor, high * self._factor
        self._step = step * self._factor
        self._quiet = False
        self.slider = widgets.FloatSlider(
            value=self._shown_on_slider(), min=self._bounds[0], max=self._bounds[1], step=self._step, readout=False,
            continuous_update=True, **looks("slider"),
        )  # fmt: skip
        badge, where = param.standing(case)
        self.field = widgets.Text(
            value=self.text(), description=param.label, continuous_update=False, tooltip=where,
            **looks("text"),
        )  # fmt: skip
        unit = param.unit.replace("%", "%", 1)
        kind = {"publié": "src p", "hypothèse": "src"}.get(badge, "src d")
        wide = " w" if len(unit) > 9 else ""  # « % de ceux du site »: not one word a line
        shown = f'<span class="u{wide}">{html.escape(unit)}</span>'
        # « Hypothèse de cours » says it already; the other words are explained where they stand.
        said = (
            where
            if badge == "hypothèse"
            else f"{badge.capitalize()}{french.NBSP}: {STANDINGS[badge]}. {where}"
        )
        self._static = f'<span class="{kind}" title="{html.escape(said)}">{badge}</span>{shown}'
        # A moved value is nobody's published figure any more: the badge says so, the tooltip keeps the source.
        moved = f"Au départ du modèle{french.NBSP}: {param.show(default)}, {badge}. {where}"
        self._own = f'<span class="src" title="{html.escape(moved)}">réglage</span>{shown}'
        self.note = widgets.HTML(self._note(""), **looks("html"))
        # The class at birth: add_class would send one more message for each control.
        self.box = widgets.Box(
            [self.slider, self.field, self.note], layout=shared("layout"), _dom_classes=("bm-control",)
        )
        self.slider.observe(self._slid, "value")
        self.field.observe(self._typed, "value")

    def text(self) -> str:
        """The value as its field shows it, four significant digits at most, whole numbers whole: 0.035 -> « 3,5 »."""
        shown = self.value * self._factor
        return french.number(shown, 0) if abs(shown) >= 1_000 else french.exact(float(f"{shown:.4g}"))

    def _note(self, error: str) -> str:
        standing = self._static if self.value == self._default else self._own
        return f'{standing}<span class="e" role="alert">{html.escape(error)}</span>'

    def _shown_on_slider(self) -> float:
        return min(max(self.value * self._factor, self._bounds[0]), self._bounds[1])

    def set(self, value: float) -> None:
        """Show a value decided elsewhere (reset, preset, goal seek), without calling ``on_change``."""
        self.value = float(value)
        self._show()

    def _show(self) -> None:
        self._quiet = True
        try:
            self.slider.value = self._shown_on_slider()
            self.field.value = self.text()
        finally:
            self._quiet = False
        self.note.value = self._note("")

    def _slid(self, change) -> None:
        if self._quiet:
            return
        # Within half a step of the present value it is the browser's echo: published values such as
        # 11,99 do not lie on the slider's steps and must survive it.
        if abs(change.new - self._shown_on_slider()) < self._step * 0.501:
            return
        self.value = min(max(round(change.new / self._factor, 12), self.param.low), self.param.high)
        self._quiet = True
        try:
            self.field.value = self.text()
        finally:
            self._quiet = False
        self.note.value = self._note("")
        self._on_change(self.name)

    def _typed(self, change) -> None:
        if self._quiet:
            return
        if change.new == self.text():  # the value as displayed, perhaps rounded: nothing has changed
            self._show()
            return
        try:
            value = french.parse(change.new, self.param.unit) / self._factor
            value = self._checked(value)
        except LearnerError as error:
            self.note.value = self._note(str(error))
            return
        self.value = value
        self._show()
        self.note.value = self._note(self._doubt(change.new))
        self._on_change(self.name)

    def _doubt(self, typed: str) -> str:
        """« 0,08 » typed where 8 % is meant: accepted, with a word."""
        shown, times = self.value * self._factor, self.value * self._factor**2
        if self._factor == 1 or not 0 < shown < 1 or times > self._bounds[1] or "%" in typed:
            return ""
        return f"Lu {french.exact(shown)}{french.NBSP}%. Pour {french.exact(times)}{french.NBSP}%, écrire {french.exact(times)}."

    def _checked(self, value: float) -> float:
        try:
            if abs(value) > LARGEST:
                raise ValueError("no field holds it")
            return self.param.check(round(value, 12))
        except ValueError:
            low, high = self.param.low, min(self.param.high, LARGEST)
            told = value > LARGEST or self.param.high < math.inf
            low, high = (french.exact(bound * self._factor) for bound in (low, high))
            unit = self.param.unit.split("/")[0].strip()
            if unit.isalpha() and not unit.endswith("s"):  # « entre 0 et 10 élasticité » is no French
                unit = ""
            allowed = f"entre {low} et {high}" if told else f"au moins {low}"
            typed = f"{value:g}" if abs(value) > LARGEST else french.number(value * self._factor)
            raise LearnerError(
                f"{french.quote(self.param.label)} ne peut pas valoir {typed}{french.NBSP}: il faut {allowed}"
                f"{french.NBSP + unit if unit else ''}. Le dernier résultat valable reste affiché."
            ) from None
