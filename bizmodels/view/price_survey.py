"""``price_survey()``: Van Westendorp's four questions as a small form, one person after another."""

from __future__ import annotations

import asyncio
import html
import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import ipywidgets as widgets

from bizmodels import french, learner
from bizmodels.errors import LearnerError
from bizmodels.french import NBSP
from bizmodels.lazy import pd, tables
from bizmodels.view import fallback, style
from bizmodels.view.act import ENTER
from bizmodels.view.answering import answering
from bizmodels.view.bet import check_name
from bizmodels.view.controls import LARGEST, looks
from bizmodels.view.measure import Measure

if TYPE_CHECKING:
    from bizmodels.levers.pricing import AcceptablePrices

ENOUGH = 5  # people: fewer say nothing of a group
APART = 100  # times: a dearer « trop cher » than so many « trop bon marché » is asked twice, and so is one so far from the example
CROSS_BADLY = "Avec si peu de réponses, les courbes se croisent mal : les deux fourchettes ne s’accordent pas. Interrogez plus de monde."
STALE = "Relancez cette cellule (Maj + Entrée) pour continuer."
# Column, short name, and the question as it is asked of a person (Van Westendorp, 1976).
QUESTIONS = {
    "too_cheap": ("Trop bon marché", "prix si bas que vous douteriez de la qualité"),
    "cheap": ("Bon marché", "prix qui serait une bonne affaire"),
    "expensive": ("Cher", "prix à partir duquel vous hésiteriez, sans renoncer"),
    "too_expensive": ("Trop cher", "prix à partir duquel vous n’achèteriez pas"),
}
_CSS = (
    "<style>.bm-survey .widget-text{width:auto;margin:2px 0}.bm-survey .widget-label{width:min(430px,62cqw);text-align:left;"
    "white-space:normal;height:auto;line-height:1.35}.bm-survey .widget-text input{width:110px;flex:0 0 110px}</style>"
)


class PriceSurvey(widgets.VBox):
    """The form as a widget; made by ``price_survey()``. ``fields[column].value`` and ``keep()`` do what a person does."""

    def __init__(self, product: str, unit: str, name: str, example: pd.DataFrame | None, enough: int):
        self.product, self.name, self._example, self._enough = french.typeset(product), name, example, enough
        self.notebook = learner.notebook_of(name)
        self._measure = Measure(unit)
        self._asked_again: tuple[float, ...] | None = None
        self._due: asyncio.TimerHandle | None = None
        self.fields = {
            column: widgets.Text(
                description=f"{label} ({asked})", tooltip=f"{label}, en {unit}", continuous_update=False,
                placeholder=unit, **looks("text"),
            )
            for column, (label, asked) in QUESTIONS.items()
        }  # fmt: skip
        self.button = _button("Garder cette réponse ⏎", "bm-go")
        self.button.on_click(answering(lambda _: self._clicked(), self._tell))
        self.back = _button("Effacer la dernière réponse")
        self.back.on_click(answering(lambda _: self._take_back(), self._tell))
        self.clear = _button("Effacer toutes les réponses")
        self.clear.on_click(answering(lambda _: self._take_all_back(), self._tell))
        self._clearing = False
        self._said, self._count, self._trouble = (_html("") for _ in range(3))
        self._connect()
        head = _html(f"<p><b>Votre avis.</b> {html.escape(self._question())}</p>")
        stale = _html(f"<p class='stale'>{STALE}</p>")
        row = widgets.Box([self.button, self.back, self.clear], _dom_classes=("bm-row",))
        children = [head, stale, *self.fields.values(), row, self._said, self._count, self._trouble]
        box = widgets.VBox(children, _dom_classes=("bm-act", "bm-survey"))
        super().__init__([_html(style.CSS + _CSS, "bm-none"), box], _dom_classes=("bm",))
        self._still = fallback.Still(self._first, self._live, repr(self))
        self._show()

    # --- what a person does -------------------------------------------------------------------------

    def keep(self) -> None:
        """Keep the four prices typed; what is missing or doubtful is told first, and stays in the fields."""
        prices = [self._read(column) for column in QUESTIONS]
        doubt = self._contradiction(prices) or self._out_of_size(prices)
        if doubt and self._asked_again != tuple(prices):
            self._asked_again = tuple(prices)
            self._tell(doubt)
            return
        self._asked_again, self._clearing = None, False
        answer = learner.PriceAnswer(**dict(zip(QUESTIONS, prices, strict=True)), at=learner.now())
        learner.answer_prices(self.notebook, self.name, answer)
        for field in self.fields.values():
            field.value = ""
        self._show()
        self._say("Réponse gardée. À la personne suivante.")
        next(iter(self.fields.values())).focus()
        self._still.later()

    def _take_all_back(self) -> None:
        """All answers, once the button was pressed twice."""
        many = len(self._kept())
        if many and not self._clearing:
            self._clearing = True
            count = french.plural(many, "réponse gardée", "réponses gardées")
            self._tell(f"{count}. Pour tout effacer, pressez encore ce bouton.")
            return
        for _ in range(many):
            learner.take_back_prices(self.notebook, self.name)
        self._clearing = False
        self._show()
        self._say("Toutes les réponses sont effacées." if many else "Aucune réponse n’est encore gardée.")
        self._still.later()

    def _take_back(self) -> None:
        self._clearing = False
        there = bool(self._kept())
        learner.take_back_prices(self.notebook, self.name)
        self._show()
        left = len(self._kept())
        count = f" Il en reste {left}." if left else ""
        self._say(
            f"La dernière réponse est effacée.{count}" if there else "Aucune réponse n’est encore gardée."
        )
        self._still.later()

    # --- what was answered --------------------------------------------------------------------------

    def answers(self) -> pd.DataFrame:
        """One row a person, columns ``too_cheap cheap expensive too_expensive``, as ``van_westendorp`` reads them.

        The answers kept once there are enough of them; before, the ``example``, which its display calls simulated.

        Raises:
            LearnerError: too few answers and no example.
        """
        kept = self._kept()
        if len(kept) >= self._enough:
            said = source = f"{french.plural(len(kept), 'réponse')} de la classe"
            frame = pd.DataFrame([[getattr(one, column) for column in QUESTIONS] for one in kept])
        elif self._example is not None:
            said, frame = f"{french.plural(len(self._example), 'réponse')} (simulé)", self._example
            source = "Réponses simulées"
        else:
            raise LearnerError(
                f"Il y a {french.plural(len(kept), 'réponse')}{NBSP}; il en faut au moins {self._enough} pour parler d’un groupe."
            )
        frame = frame.set_axis(list(QUESTIONS), axis=1).reset_index(drop=True)
        table = tables.Table.of(frame, lambda table: self._in_french(table, said))
        table.attrs["source"] = source  # a picture of these answers says whose they are
        return table

    def acceptable(self) -> AcceptablePrices:
        """The acceptable prices of :meth:`answers`.

        Raises:
            LearnerError: too few answers, or none whose prices increase.
        """
        from bizmodels.levers.pricing import van_westendorp

        return van_westendorp(self.answers())

    def _kept(self) -> list[learner.PriceAnswer]:
        return learner.of(self.notebook).surveys.get(self.name, [])

    def _in_french(self, table: pd.DataFrame, said: str) -> pd.DataFrame:
        shown = pd.DataFrame(
            {label: [self._measure.show(one) for one in table[column]] for column, (label, _) in QUESTIONS.items()}
        )  # fmt: skip
        shown.index = pd.Index([f"{row + 1}" for row in range(len(table))], name=said)
        return shown

    # --- reading what is typed ----------------------------------------------------------------------

    def _read(self, column: str) -> float:
        label, field = QUESTIONS[column][0], self.fields[column]
        typed = field.value.strip()
        if not typed:
            field.focus()
            raise LearnerError(f"{french.quote(label)}{NBSP}: il manque un prix, même approché.")
        try:
            price = self._measure.read(typed, math.nan)
        except LearnerError as error:
            field.focus()
            raise LearnerError(f"{french.quote(label)}{NBSP}: {error}") from None
        if not 0 < price <= LARGEST:
            field.focus()
            raise LearnerError(
                f"{french.quote(label)}{NBSP}: {self._measure.show(price)} n’est pas un prix. Donnez un nombre plus grand que 0, sans dépasser {french.compact(LARGEST, '')}."
            )
        return price

    def _contradiction(self, prices: list[float]) -> str:
        """The first two prices that do not increase, in words."""
        named = [(label.lower(), price) for (label, _), price in zip(QUESTIONS.values(), prices, strict=True)]
        for (low, below), (high, above) in zip(named[:-1], named[1:], strict=True):
            if below >= above:
                return (
                    f"Le prix « {low} » ({self._measure.show(below)}) doit être plus bas que le prix « {high} » "
                    f"({self._measure.show(above)}). Corrigez l’un ou l’autre, ou pressez encore « Garder cette réponse » : elle "
                    "sera gardée, et laissée hors du calcul."
                )
        return ""

    def _out_of_size(self, prices: list[float]) -> str:
        """A price of another size than the others, or than the example: a slip of the keyboard more often than an opinion."""
        high = max(prices)
        known = [] if self._example is None else [float(self._example["too_expensive"].max())]
        if high <= APART * min([min(prices), *known]) or high <= 0:
            return ""
        return (
            f"{self._measure.show(high)} pour {self.product} ? Corrigez ce prix, ou pressez encore « Garder cette réponse » "
            "s’il est bien celui que vous voulez dire."
        )

    def _connect(self) -> None:
        """Enter goes to the next field; in the last one it keeps the answer, once the value has come that follows it."""
        fields = list(self.fields.values())
        for field, following in zip(fields[:-1], fields[1:], strict=True):
            field.on_msg(self._on_enter(following.focus))
        fields[-1].on_msg(self._on_enter(self._last_entered))
        for field in fields:
            field.observe(answering(self._value_came, self._tell), "value")

    def _on_enter(self, action: Callable[[], None]) -> Callable[..., None]:
        def entered(_widget: widgets.Text, content: dict[str, Any], _buffers: list) -> None:
            if content.get("event") == "submit":
                action()

        return entered

    def _clicked(self) -> None:
        """The button: at once when the four prices are there; what was typed last may come just after the click."""
        if self._due is None and self._missing() and self._wait():
            return
        self._waited()
        self.keep()

    def _last_entered(self) -> None:
        if not self._wait():
            self.button.click()

    def _value_came(self, _change: Any) -> None:
        if self._due is not None and not self._missing():
            self._press()

    def _missing(self) -> bool:
        return not all(field.value.strip() for field in self.fields.values())

    def _wait(self) -> bool:
        """Press in a moment, or as soon as the last price comes; False where nothing can come (a program plays the person)."""
        self._waited()
        try:
            self._due = asyncio.get_running_loop().call_later(ENTER, self._press)
        except RuntimeError:
            return False
        return True

    def _waited(self) -> None:
        if self._due is not None:
            self._due.cancel()
            self._due = None

    def _press(self) -> None:
        self._waited()
        answering(lambda _: self.keep(), self._tell)(None)

    # --- what is shown ------------------------------------------------------------------------------

    def _question(self) -> str:
        return f"Pour {self.product}, à quel prix diriez-vous… ?"

    def _tell(self, text: str) -> None:
        self._said.value = f'<p class="bad" role="alert">{html.escape(french.typeset(text))}</p>'

    def _say(self, text: str) -> None:
        self._said.value = f'<p role="status">{html.escape(french.typeset(text))}</p>'

    def _show(self) -> None:
        self._count.value = self._result()
        trouble = learner.trouble(self.notebook)
        self._trouble.value = f'<p class="note">{html.escape(trouble)}</p>' if trouble else ""

    def _result(self) -> str:
        """How many answers there are and, from enough of them on, where their curves cross: no price before, it would be an anchor."""
        kept = self._kept()
        if not kept:
            return ""
        count = french.plural(len(kept), "réponse gardée", "réponses gardées")
        if len(kept) < self._enough:
            return f'<p class="note">{count} ; le résultat s’affiche à partir de {self._enough}.</p>'.replace(
                " ;", f"{NBSP};"
            )
        try:
            found = self.acceptable()
        except LearnerError as error:
            return f'<p class="note">{count}. {html.escape(str(error))}</p>'
        show = self._measure.show
        low, high = found.optimal
        best = show(low) if low == high else f"de {show(low)} à {show(high)}"
        rows = {
            "Réponses comptées": f"{found.valid} sur {len(kept)}",
            "Prix acceptables": f"de {show(found.marginal_cheapness)} à {show(found.marginal_expensiveness)}",
            "Prix que le moins de monde refuse": best,
            "Prix d’indifférence (autant « bon marché » que « cher »)": show(found.indifference),
        }
        body = "".join(f'<tr><th scope="row">{name}</th><td>{text}</td></tr>' for name, text in rows.items())
        # The curves of few people are stairs: the price that fewest refuse may lie outside the acceptable ones.
        outside = low < found.marginal_cheapness or high > found.marginal_expensiveness
        note = f'<p class="note">{CROSS_BADLY}</p>' if outside else ""
        return french.typeset(f'<div class="panel"><table><tbody>{body}</tbody></table>{note}</div>')

    # --- the saved page -----------------------------------------------------------------------------

    def _first(self) -> str:
        """What the saved page shows to everybody: the questions."""
        lines = "".join(f"<li>{label} : {asked}</li>" for label, asked in QUESTIONS.values())
        return french.typeset(
            f"<p><strong>Votre avis.</strong> {html.escape(self._question())}</p><ul>{lines}</ul>"
            "<p><em>Exécuter la cellule (Maj + Entrée) pour répondre.</em></p>"
        )

    def _live(self) -> str:
        shown = self._result()
        return f"<p><em>{STALE}</em></p><p>{html.escape(self._question())}</p>{shown}" if shown else ""

    def __repr__(self) -> str:
        return f"Sondage de prix {french.quote(self.product)}"

    def _ipython_display_(self) -> None:
        from IPython.display import display

        self._still.show()
        display(super()._repr_mimebundle_() | {"text/plain": ""}, raw=True)
        if self._kept():
            self._still.later()


def price_survey(
    product: str,
    unit: str = "€",
    *,
    name: str,
    example: pd.DataFrame | None = None,
    enough: int = ENOUGH,
) -> PriceSurvey:
    """Four questions on the price of a product, asked of one person after another, as a widget.

    The answers are kept in the learner's file under ``name``; an answer whose prices do not increase is told, kept
    when it is pressed again, and left out of the result. ``.answers()`` gives the table that
    ``bm.levers.pricing.van_westendorp`` reads, ``.acceptable()`` its result. What the course saves must not depend on
    a learner's file: a saved cell computes from ``example`` itself, the form shows the class's own result.

    Args:
        product: what is priced, with its article: « une gourde isotherme ».
        unit: of the prices.
        name: « 14-prix-gourde », the lesson's number first.
        example: simulated answers, columns ``too_cheap cheap expensive too_expensive``, that ``.answers()`` gives as long as
            there are fewer than ``enough``.
        enough: people needed before a result is shown, at least 1.

    Raises:
        LearnerError: no product, a name not made as « 14-prix-gourde », an example that ``van_westendorp`` cannot read.

    >>> survey = bm.price_survey("une gourde isotherme", name="14-prix-gourde", enough=1)
    >>> survey
    Sondage de prix « une gourde isotherme »
    >>> for column, typed in zip(survey.fields, ["5", "12", "20 €", "30"]):
    ...     survey.fields[column].value = typed
    >>> survey.keep()  # what a click on the button does
    >>> survey.answers()["expensive"].tolist()
    [20.0]
    """
    for what, text in (("product", product), ("unit", unit)):
        if not isinstance(text, str) or not text.strip():
            raise LearnerError(
                french.typeset(
                    f"price_survey() : {what} est un texte entre guillemets, « une gourde » ou « € »."
                )
            )
    if not name:
        raise LearnerError(
            french.typeset(
                "price_survey() : il faut un nom, name='14-prix-gourde', sous lequel les réponses sont gardées."
            )
        )
    check_name(name, "price_survey()")
    if isinstance(enough, bool) or not isinstance(enough, int) or enough < 1:
        raise LearnerError(
            french.typeset(
                f"price_survey() : enough vaut {enough!r} ; valeur admise : un nombre de personnes, au moins 1."
            )
        )
    if example is not None:
        from bizmodels.levers.pricing import van_westendorp

        van_westendorp(example)  # refuses what it could not read later
        example = example[list(QUESTIONS)].astype(float)
    return PriceSurvey(product.strip(), unit.strip(), name, example, enough)


def _button(text: str, *names: str) -> widgets.Button:
    return widgets.Button(description=text, _dom_classes=names, **looks("button"))


def _html(text: str, *names: str) -> widgets.HTML:
    return widgets.HTML(text, _dom_classes=names, **looks("html"))
