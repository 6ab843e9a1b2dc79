"""``pilot()``: twelve quarters at the head of a firm, on one page: what is seen, what is decided, and at the end what was true."""

from __future__ import annotations

import asyncio
import html
from collections.abc import Callable, Iterable
from typing import Any

import ipywidgets as widgets

from bizmodels import french, learner
from bizmodels.core.values import as_given
from bizmodels.errors import LearnerError, told_in_french
from bizmodels.french import NBSP
from bizmodels.pilot.fate import Fate
from bizmodels.pilot.game import Game, Run
from bizmodels.pilot.rules import Rules
from bizmodels.view import fallback, pilot_account, pilot_runs, pilot_seen, style
from bizmodels.view.answering import answering
from bizmodels.view.bet import check_name
from bizmodels.view.controls import looks
from bizmodels.view.pilot_decide import Form
from bizmodels.view.pilot_end import End
from bizmodels.view.pilot_kept import Kept

ENTER = (
    0.15  # seconds without a new letter: the browser may send the last ones after Enter, or after the click
)
NOTE = "Rejouer depuis un trimestre garde la première partie à côté. À la fin : ce qui tient à vous, ce qui tient au hasard.".replace(
    " :", f"{NBSP}:"
)
RESTARTED = f"Noyau redémarré{NBSP}? D’abord la première cellule de la page, celle de « import »."
HELP = f"Les curseurs ne répondent plus{NBSP}? Relancer cette cellule (Maj + Entrée)."
_CSS = (
    "<style>.bm .widget-box.bm-pilot{display:grid;grid-template-columns:minmax(0,1.06fr) minmax(0,1fr);gap:8px 20px;align-items:start;margin:0}"
    "@container (max-width:760px){.bm .widget-box.bm-pilot{grid-template-columns:minmax(0,1fr)}}"
    ".bm-pilot>*,.bm-decide>*{min-width:0;width:auto}.bm .mut{color:var(--bm-mut)}"
    ".bm .bm-decide{border:1px solid var(--bm-line);border-radius:8px;background:var(--bm-soft);padding:8px 14px 12px;margin:0;overflow:visible}"
    ".bm .bm-decide .bm-row{margin:2px 0 0}.bm .bm-channel .widget-html{margin:0 8px 5px 0}.bm .bm-decide p{margin:3px 0}.bm .bm-decide .bm-row button{background:var(--bm-bg);margin:0 6px 5px 0;height:28px;line-height:26px;font-size:13px}"
    ".bm .bm-decide .bm-row button.mod-active{background:var(--bm-a)}.bm .bm-decide .bm-sizes button{padding:0 8px;font-size:12.5px;margin-right:4px}"
    ".bm .bm-decide .widget-text{height:auto}"
    ".bm .bm-decide>.widget-text{display:block;margin:6px 0 0}.bm .bm-decide>.widget-text .widget-label{width:auto;text-align:left;font-weight:600}"
    ".bm .bm-decide>.widget-text input{width:100%;height:30px;box-sizing:border-box;color:var(--bm-fg)!important;background:var(--bm-bg)!important;border:1px solid var(--bm-mut)!important;border-radius:5px;padding:2px 8px}"
    ".bm .bm-decide button.bm-go{width:100%;margin:6px 0 0;background:var(--bm-a);border-color:var(--bm-a);color:var(--bm-bg);height:34px;line-height:32px}"
    ".bm .bm-news{border-left:3px solid var(--bm-b);padding:0 0 0 12px;margin:8px 0 0}.bm .bm-news:not(:has(p)){display:none}"
    ".bm .bm-tests{max-height:300px;overflow-y:auto}.bm .bm-tests .widget-html{flex:1 0 100%}.bm .bm-decide .bm-tests button{height:auto;min-height:26px;line-height:1.3;padding:3px 8px;white-space:normal;text-align:left}"
    ".bm .bm-pilot>.widget-vbox>.widget-html>.widget-html-content>.tab{margin:10px 0 0;width:100%;max-width:600px}.bm .bm-pilot .tab thead th:not(:first-child){text-align:right}.bm .bm-pilot .tab :is(td,th){padding:1px 12px 1px 0}.bm .bm-pilot .tab tbody tr:last-child>*{border-bottom:0}"
    ".bm .panel td,.bm .panel th{overflow-wrap:break-word}"
    ".bm .bm-decide .widget-inttext{width:auto}.bm .bm-decide .widget-inttext .widget-label{width:auto}.bm .bm-decide .widget-inttext input{width:60px}"
    ".bm .bm-news p{margin:2px 0 4px}.bm-end:not(:has(p)){display:none}.bm-end p{margin:4px 0}.bm .bm-kept button{height:auto;min-height:30px;white-space:normal;text-align:left}"
    ".bm .bm-pilot svg{max-height:none;max-width:600px}.bm .bm-pilot .cards{grid-template-columns:repeat(3,minmax(0,1fr));grid-auto-rows:auto;margin:0 0 8px}</style>"
)


class Pilot(widgets.VBox):
    """The screen of a game; made by ``pilot()``. ``form``'s fields and ``commit()`` do what a person does.

    It answers what the game without a screen answers: ``play``, ``follow``, ``rules``, ``fate``, ``seed``.
    """

    def __init__(self, game: Game, name: str, compare: bool = True):
        self.game, self.name = game, name
        self._notebook = pilot_runs.Notebook(game, name)
        self._due: asyncio.TimerHandle | None = None
        self.run, self._key, self._from = game.play(), pilot_runs.new_key(), 0
        self._first: Run | None = None
        self._head, self._cards, self._curve, self._news, self._trouble = (_html() for _ in range(5))
        self._moved, self._log = _html(), _html()
        self.form = Form(self.run, self._soon)
        self._played = answering(self.commit, self.form.tell)
        self.form.why.on_msg(
            lambda _widget, content, _buffers: content.get("event") == "submit" and self._soon()
        )
        self.form.why.observe(lambda _: self._due and self._soon(), "value")
        self.end = End(self.replay, compare)
        self.kept = Kept(self.reopen, self.form.tell, self._ruined)
        self._resume()
        super().__init__(self._parts(), _dom_classes=("bm",))
        self._still = fallback.Still(self._asked, self._live, repr(self))
        self._show()

    def _parts(self) -> list[widgets.Widget]:
        self._news.add_class("bm-news")
        left = widgets.VBox([self._cards, self._curve, self._news, self._moved])
        return [
            widgets.HTML(style.CSS + _CSS, _dom_classes=("bm-none",), **looks("html")),
            widgets.Box([self._head, self.kept.button], _dom_classes=("bm-head",)),
            _html(f'<p class="stale">{fallback.STALE} {RESTARTED}</p>'),
            self.kept.box,
            widgets.Box([left, widgets.VBox([self.form.box, self.end.top])], _dom_classes=("bm-pilot",)),
            self._log, self.end.box, self._trouble,
            _html(f'<p class="note">{NOTE} {HELP}</p>'),
        ]  # fmt: skip

    # --- the game without a screen --------------------------------------------------------------------

    @property
    def seed(self) -> int:
        """What chance is drawn from: the same for a whole class."""
        return self.game.seed

    @property
    def rules(self) -> Rules:
        """What may be decided, and what a quarter makes of it."""
        return self.game.rules

    @property
    def fate(self) -> Fate:
        """What chance holds for this seed."""
        return self.game.fate

    def play(self, decisions: Iterable[Any] = ()) -> Run:
        """The run of these decisions, as ``Game.play``; the screen does not move."""
        return self.game.play(decisions)

    def follow(self, policy: Callable[[Any], Any]) -> Run:
        """The run of a policy, as ``Game.follow``; the screen does not move."""
        return self.game.follow(policy)

    # --- what a person does ---------------------------------------------------------------------------

    def commit(self) -> None:
        """Play the quarter as it is decided; what is wrong is said beside its field, and nothing is lost."""
        self._waited()
        if self.run.done or (made := self.form.decision()) is None:
            return
        game, run = self.game, self.run
        after = game.rules.step(game.fate, run.states[-1], made)
        self.run = Run(game, (*run.decisions, made), (*run.states, after))
        self._notebook.keep(self.run, self._key, self._from)
        self._show()
        if self.run.done:
            self.end.focus()
        self._still.later()

    def replay(self, quarter: int) -> None:
        """Begin again at that quarter, what was decided before kept; the first try stays beside."""
        taken = self.run.decisions[: max(int(quarter), 1) - 1]
        self.run, self._key, self._from = self.game.play(taken), pilot_runs.new_key(), int(quarter)
        self._notebook.keep(self.run, self._key, self._from)
        self._show()
        self.form.why.focus()
        self._still.later()

    def reopen(self, key: str) -> None:
        """Show a run that was kept, and go on with it if it is not finished."""
        kept = next((one for one in self._notebook.all() if one.key == key), None)
        if kept is None or not self._open(kept):
            raise LearnerError(
                "Cette partie ne se rejoue plus : ses décisions ne sont plus permises.".replace(
                    " :", f"{NBSP}:"
                )
            )
        self._show()
        self._still.later()

    def _open(self, kept: learner.KeptRun) -> bool:
        run = self._notebook.played(kept)
        if run is not None:
            self.run, self._key, self._from = run, kept.key, kept.from_quarter
        return run is not None

    def _ruined(self, kept: learner.KeptRun) -> bool:
        """Whether a finished run was ruined: its worth alone does not say it, for debts outlive the firm."""
        if len(kept.decisions) < self.rules.quarters:
            return True
        if (kept.worth or 0.0) > 0:
            return False
        run = self._notebook.played(kept)
        return run is not None and not run.alive

    def _resume(self) -> None:
        """The last unfinished run goes on; without one the last is shown."""
        if kept := self._notebook.last():
            self._open(kept)

    def _soon(self) -> None:
        """Play in a moment, once the last letters of the reason have come."""
        self._waited()
        try:
            self._due = asyncio.get_running_loop().call_later(ENTER, self._played)
        except RuntimeError:  # no event loop: a program plays the person
            self._played()

    def _waited(self) -> None:
        if self._due is not None:
            self._due.cancel()
            self._due = None

    # --- what is shown --------------------------------------------------------------------------------

    def _show(self) -> None:
        run, first = self.run, self._notebook.first(self._key)
        self._first = self._notebook.played(first) if first else None
        # The fields first: whoever types as soon as the heading changes must not see his letters emptied.
        if not run.done:
            self.form.begin(run)
        self._cards.value, self._curve.value = pilot_seen.cards(run), pilot_seen.curve(run, self._first)
        told = pilot_seen.news(run)
        self._news.value = f'<div role="status">{told}</div>' if told else ""
        self._moved.value = pilot_account.statement(run)
        self._log.value = pilot_account.log(run, self._first)
        self.kept.show(self._notebook.all(), self._key, self.rules.firm.currency)
        self.form.box.layout.display = "none" if run.done else None
        if run.done:
            self.end.show(run, self._first, self._from)
        else:
            self.end.hide()
        trouble = learner.trouble(self._notebook.file)
        self._trouble.value = f'<p class="note">{html.escape(trouble)}</p>' if trouble else ""
        self._head.value = self._heading()

    def _heading(self) -> str:
        quarters, played = self.rules.quarters, len(self.run.decisions)
        where = f"Trimestre {played + 1} sur {quarters}"
        if self.run.done:
            where = (
                f"{quarters} trimestres sur {quarters}" if self.run.alive else f"Ruine au trimestre {played}"
            )
        since = f" · rejoué depuis le trimestre {self._from}" if self._from else ""
        return f'<h3>{where} · {html.escape(_firm(self.game))}</h3><span class="sub">graine {self.seed}{since}</span>'

    # --- the saved page -------------------------------------------------------------------------------

    def _asked(self) -> str:
        """What the saved page shows to everybody: the question only."""
        return french.typeset(
            f"<p><strong>Vous dirigez une entreprise. {html.escape(_firm(self.game))} : {self.rules.quarters} trimestres, un rival, "
            f"et des chiffres que vous ne connaissez pas.</strong> Que décidez-vous ? (graine {self.seed})</p>"
            "<p><em>Exécuter la cellule (Maj + Entrée) pour jouer.</em></p>"
        )

    def _live(self) -> str:
        if not self.run.decisions:
            return ""
        return f"<p><em>{fallback.STALE}</em></p><p>{self._heading()}</p>"

    def __repr__(self) -> str:
        model, quarters = type(self.rules.model).__name__, self.rules.quarters
        return f"Pilote {model}, {french.plural(quarters, 'trimestre')}, graine {self.seed}"

    def _ipython_display_(self) -> None:
        from IPython.display import display

        self._still.show()
        display(super()._repr_mimebundle_() | {"text/plain": ""}, raw=True)
        if self.run.decisions:
            self._still.later()


@told_in_french
def pilot(
    model: Any, quarters: int = 12, seed: int = 0, name: str = "25-pilote", compare: bool = True
) -> Pilot:
    """Twelve quarters at the head of a firm, against a rival, as a widget: price, advertising, a lever, a test, a channel, money.

    What is unknown (attrition, what the market answers, the rival) is drawn from ``seed``, the same for a whole class, and told
    at the end only. A run goes on where it was left, and can be played again from any quarter; the learner's file keeps them under
    ``name``. ``.play([…])`` and ``.follow(policy)`` play without the screen.

    Args:
        model: the firm, at its settings.
        quarters: how many are played, 1 to 40.
        seed: what chance is drawn from, a whole number from 0.
        name: « 25-pilote », the lesson's number first.
        compare: whether the end offers the comparison with other ways of playing and tells what was hidden; False above bets on them.

    Raises:
        LearnerError: no model, a number out of its bounds, or a name not made as « 25-pilote ».

    >>> game = bm.pilot(bm.D2C(), quarters=2, seed=1)
    >>> game
    Pilote D2C, 2 trimestres, graine 1
    >>> run = game.play([{"price": 1.02}, {}])
    >>> len(run.states), run.done
    (3, True)
    """
    game = Game(model, quarters, seed)
    if not name:
        raise LearnerError(
            french.typeset(
                "pilot() : il faut un nom, name='25-pilote', sous lequel les parties sont gardées."
            )
        )
    check_name(name, "pilot()")
    if not isinstance(compare, bool):
        raise LearnerError(
            f"pilot(){NBSP}: compare vaut {as_given(compare)}{NBSP}; valeur admise{NBSP}: True ou False."
        )
    return Pilot(game, name, compare)


def _firm(game: Game) -> str:
    """What kind of firm it is."""
    return type(game.rules.model).title or type(game.rules.model).__name__


def _html(text: str = "") -> widgets.HTML:
    return widgets.HTML(text, **looks("html"))
