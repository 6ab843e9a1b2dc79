"""The decisions of a quarter, as a form: what is wrong is said beside its field, and nothing typed is lost."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import Any

import ipywidgets as widgets

from bizmodels import french
from bizmodels.errors import LearnerError
from bizmodels.french import NBSP
from bizmodels.pilot.decision import CLOSE, OPEN, SIZES, Decision
from bizmodels.pilot.fate import MONTHS
from bizmodels.pilot.game import Run
from bizmodels.pilot.legal import faults
from bizmodels.pilot.rules import FEE, INTEREST
from bizmodels.view import pilot_choice, pilot_words
from bizmodels.view.answering import answering
from bizmodels.view.controls import looks
from bizmodels.view.pilot_account import priced
from bizmodels.view.pilot_seen import about, money, named, unit_of
from bizmodels.view.pilot_tests import Chooser
from bizmodels.view.scene import clean

LEAST, MOST = 3, 300  # letters of a reason


class Form:
    """The right column; ``decision()`` reads it, ``begin(run)`` empties it for the next quarter of a run.

    Args:
        run: the run that is played.
        play: what « Jouer le trimestre » does.
    """

    def __init__(self, run: Run, play: Callable[[], None]):
        rules = run.game.rules
        self.run, self._quiet = run, False
        changed = answering(lambda *_: self._spend(), self.tell)
        self.price = pilot_choice.price(rules, changed)
        self.budget = pilot_choice.amount(
            rules, "acquisition", "Publicité du trimestre", rules.budget, changed
        )
        cost = (
            f"prêt{NBSP}: {french.quantity(FEE, '%')} de frais, puis {french.quantity(INTEREST, '%')} par an"
        )
        self.raised = pilot_choice.amount(
            rules, "raised", f"Argent levé ({cost})", 0.0, changed, still="rien"
        )
        costs = {money(cost, run) for cost in rules.lever_costs.values()}
        self._lever_cost = (
            f"{costs.pop()} par mois chacun" if len(costs) == 1 else ""
        )  # written once where it is the same for all
        self.levers = {name: _toggle(lever.why) for name, lever in rules.levers.items()}
        for name, button in self.levers.items():
            button.observe(
                answering(lambda change, name=name: self._pulled(name, change.new), self.tell), "value"
            )
        self.test = Chooser(pilot_words.groups(rules), answering(self._tests, self.tell), self.tell)
        self.size = {
            name: _toggle(f"{french.quantity(share, '%', 0)} des clients sont interrogés")
            for name, share in SIZES.items()
        }
        for name, button in self.size.items():
            button.observe(
                answering(lambda change, name=name: self._sized(name, change.new), self.tell), "value"
            )
        self._sizes = _row([*self.size.values()], "bm-sizes")
        self.channel = _toggle(rules.channel.said)
        self.why = widgets.Text(
            description="Pourquoi ce trimestre ?".replace(" ?", f"{NBSP}?"), tooltip="Pourquoi ce trimestre",
            placeholder="je baisse le prix parce que…", continuous_update=False, **looks("text"),
        )  # fmt: skip
        self.button = widgets.Button(
            description="Jouer le trimestre ⏎", _dom_classes=("bm-go",), **looks("button")
        )
        self._head, self._wrong, self._said, self._cost, self._channel_said = (_html() for _ in range(5))
        self._lever_said, self._test_said = _html(), _html()
        self.button.on_click(answering(lambda _: play(), self.tell))
        self.channel.observe(answering(lambda _: self._spend(), self.tell), "value")
        self.box = widgets.VBox(self._parts(rules), _dom_classes=("bm-decide",))
        self.begin(run)

    def _parts(self, rules: Any) -> list[widgets.Widget]:
        priced = [self.price[0].box] if self.price else []
        if listed := pilot_choice.price_list(rules):
            priced.append(_html(f'<p class="note">{html.escape(listed)}</p>'))
        rows = [
            self._head, *priced, *([self.budget.box] if self.budget else []),
            _html(f"<p><b>Un levier</b> <span class='mut'>{self._lever_cost or 'coût par mois'}, tant qu’il est en place</span></p>"),
            _row([*self.levers.values()]), self._lever_said, self.test.box, self._test_said, self._sizes,
            _row([_html("<b>Un canal</b>"), self.channel], "bm-channel"), self._channel_said,
        ]  # fmt: skip
        rows += [self.raised.box] if self.raised else []
        return [*rows, self.why, self._wrong, self._cost, self.button, self._said]

    # --- the quarter --------------------------------------------------------------------------------

    def begin(self, run: Run) -> None:
        """The fields as the quarter finds them: price and advertising as before, nothing else decided."""
        self.run, self._quiet = run, True
        state, rules = run.states[-1], run.game.rules
        if self.price:
            control, base = self.price
            control.begin(float(state.price[0]) * base)
        if self.budget:
            self.budget.begin(float(state.acquisition[0]))
        if self.raised:
            pilot_choice.owed(self.raised, rules, state)
            self.raised.begin(0.0)
        for button in (*self.levers.values(), self.channel):
            button.value = False
        self.test.label({name: self._subject(name) for name in rules.subjects})
        self.test.value, self.why.value, self._wrong.value, self._said.value = "", "", "", ""
        self._quiet = False
        self._sized("moyen", True)
        quarter = min(len(run.decisions) + 1, rules.quarters)
        self._head.value = (
            f"<p><b>Vos décisions</b> <span class='mut'>trimestre {quarter} sur {rules.quarters}</span></p>"
        )

    def decision(self) -> Decision | None:
        """What is decided; None when something is wrong, which is then said beside it."""
        for choice in filter(None, (self.price and self.price[0], self.budget, self.raised)):
            if choice.error:
                choice.field.focus()
                self.tell(f"Corrigez d’abord {french.quote(choice.param.label)}.")
                return None
        made = self._read()
        if found := faults(self.run.game.rules, self.run.states[-1], made):
            raise LearnerError(" ".join(found.values()))
        if wrong := self._unsaid(made.why):
            self._wrong.value = f'<p class="bad" role="alert">{html.escape(french.typeset(wrong))}</p>'
            self._said.value = ""
            self.why.focus()
            return None
        self._wrong.value = self._said.value = ""
        return made

    def _read(self) -> Decision:
        made: dict[str, Any] = {"why": " ".join(clean(str(self.why.value)).split())}
        if self.price and self.price[0].moved:
            control, base = self.price
            made["price"] = control.value / base
        if self.budget and self.budget.moved:
            made["acquisition"] = self.budget.value
        if self.raised:
            made["raised"] = self.raised.value
        made["lever"] = next((name for name, button in self.levers.items() if button.value), "")
        made["test"] = self.test.value or ""
        if made["test"]:
            made["size"] = next((name for name, button in self.size.items() if button.value), "moyen")
        if self.channel.value:
            made["channel"] = CLOSE if self.run.states[-1].opened[0] else OPEN
        return Decision(**made)

    @staticmethod
    def _unsaid(why: str) -> str:
        if len(re.findall(r"[^\W\d_]", why)) < LEAST:
            return "Écrivez d’abord pourquoi, en un mot au moins : vous relirez cette phrase à la fin, dans « Mes décisions »."
        return f"Votre phrase a {len(why)} signes ; {MOST} au plus." if len(why) > MOST else ""

    # --- what is shown ------------------------------------------------------------------------------

    def tell(self, text: str) -> None:
        """Something is wrong, said under the button."""
        self._said.value = f'<p class="bad" role="alert">{html.escape(french.typeset(text))}</p>'

    def _subject(self, name: str) -> str:
        """What is not known, and how far: its plausible range, or what the tests said of it."""
        rules, state = self.run.game.rules, self.run.states[-1]
        one = rules.subjects[name]
        if name in state.known:
            value, variance = (float(part[0]) for part in state.known[name])
            return f"{named(one)}{NBSP}: {html.unescape(about(value, variance**0.5, one))} (testé)"
        low, high = (
            french.exact(float(f"{x * (100 if one.unit.startswith('%') else 1):.3g}"))
            for x in (one.low, one.high)
        )
        unit = unit_of(one)
        return f"{named(one)}{NBSP}: entre {low} et {high}{NBSP if unit else ''}{unit}"

    def _pulled(self, name: str, on: bool) -> None:
        """One lever a quarter: the one just pressed."""
        if on:
            for other, button in self.levers.items():
                if other != name and button.value:
                    button.value = False
        self._spend()

    def _sized(self, name: str, on: bool) -> None:
        """One size, always: pressing the one that is pressed changes nothing."""
        if self._quiet:
            return
        self._quiet = True
        chosen = name if on or not any(button.value for button in self.size.values()) else None
        for other, button in self.size.items():
            if chosen is not None:
                button.value = other == chosen
        self._quiet = False
        self._tests()

    def _tests(self) -> None:
        """What each size costs and how wrong its answer is, once one has chosen what to test."""
        rules, subject = self.run.game.rules, self.test.value
        for name, button in self.size.items():
            words = f"{name} · {money(rules.test_cost(name), self.run)}"
            if subject:
                one = rules.subjects[subject]
                error = about(one.middle, float(rules.test_error(subject, name)), one).partition("± ")[2]
                words += f" · ± {html.unescape(error)}"
            button.description = words
        self._sizes.layout.display = None if subject else "none"
        said = pilot_words.meaning(rules, subject) if subject else ""
        self._test_said.value = f'<p class="note">{html.escape(said)}</p>' if said else ""
        self._spend()

    def _spend(self) -> None:
        """What the quarter would spend, as things are decided now."""
        if self._quiet:
            return
        self._label()
        rules, state, made = self.run.game.rules, self.run.states[-1], self._read()
        on = [name for name, there in state.levers.items() if bool(there[0]) ^ (name == made.lever)]
        raised = float(made.raised)
        spent = {
            "publicité": float(state.acquisition[0]) if made.acquisition is None else made.acquisition,
            "leviers": MONTHS * sum(rules.lever_costs[name] for name in on),
            "test": float(rules.test_cost(made.size)) if made.test else 0.0,
            "canal": rules.channel.setup if made.channel == OPEN else 0.0,
            "frais de la levée": FEE * max(raised, 0.0),
            "argent rendu": max(-raised, 0.0),
        }
        parts = [f"{name} {money(value, self.run)}" for name, value in spent.items() if value]
        bank = f"en banque{NBSP}: {money(state.bank[0], self.run)}" + (
            f" + {money(raised, self.run)} levés" if raised > 0 else ""
        )
        if made.price is not None:
            parts.insert(0, f"prix {priced(self.run, made.price)}")
        said = f"{', '.join(parts) or 'rien'}. À payer{NBSP}: <b>{money(sum(spent.values()), self.run)}</b>{NBSP}; {bank}."
        self._cost.value = f'<p class="note">Décidé pour ce trimestre, en plus des coûts fixes et de ceux des ventes{NBSP}: {said}</p>'

    def _label(self) -> None:
        """The words of the buttons: a lever that is in place can be stopped, a channel that is open closed."""
        rules, state = self.run.game.rules, self.run.states[-1]
        for name, button in self.levers.items():
            cost = money(rules.lever_costs[name], self.run)
            there = bool(state.levers[name][0])
            words = (
                (f"arrêter : {name}" if button.value else f"✓ {name} · en place")
                if there
                else name
                if self._lever_cost
                else f"{name} · {cost}"
            )
            button.description = words.replace(" :", f"{NBSP}:")
        opened, name = bool(state.opened[0]), rules.channel.name.lower()
        self.channel.description = (
            f"fermer{NBSP}: {name}"
            if opened
            else f"ouvrir{NBSP}: {name} · {money(rules.channel.setup, self.run)}"
        )
        pulled = next((name for name, button in self.levers.items() if button.value), "")
        told = pilot_words.lever_said(rules, pulled, bool(state.levers[pulled][0])) if pulled else ""
        self._lever_said.value = f'<p class="note" role="status">{html.escape(told)}</p>' if told else ""
        # What it does is read before one presses « Jouer »: once it is pressed, and in its tooltip.
        self._channel_said.value = (
            f'<p class="note">{html.escape(rules.channel.said)}</p>'
            if self.channel.value and not opened
            else ""
        )


def _toggle(said: str) -> widgets.ToggleButton:
    return widgets.ToggleButton(tooltip=said, **looks("toggle"))


def _row(children: list[widgets.Widget], *names: str) -> widgets.Box:
    return widgets.Box(children, _dom_classes=("bm-row", *names))


def _html(text: str = "") -> widgets.HTML:
    return widgets.HTML(text, **looks("html"))
