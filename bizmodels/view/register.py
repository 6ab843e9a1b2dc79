"""``register()``: the register of processing of one's own project (article 30 of the GDPR), as a form that exports."""

from __future__ import annotations

import base64
import html
import io
import re
from typing import Any

import ipywidgets as widgets

from bizmodels import french, learner
from bizmodels.errors import LearnerError
from bizmodels.french import NBSP
from bizmodels.lazy import pd, tables
from bizmodels.view import export, fallback, style
from bizmodels.view.answering import answering
from bizmodels.view.bet import check_name
from bizmodels.view.controls import looks
from bizmodels.view.scene import clean

STALE = "Relancez cette cellule (Maj + Entrée) pour continuer."
# Field -> name, what it asks, an example.
QUESTIONS = {
    "purpose": ("Finalité", "pourquoi ces données ?", "livrer les commandes"),
    "data": ("Données", "lesquelles, et de qui ?", "nom, adresse et téléphone des clients"),
    "basis": ("Base légale", "de quel droit ?", ""),
    "retention": ("Durée", "combien de temps, depuis quand ?", "3 ans après le dernier contact"),
    "recipients": ("Destinataires", "qui d’autre les voit ?", "le transporteur, l’hébergeur"),
}
# The six of article 6, paragraph 1.
BASES = (
    "consentement",
    "contrat",
    "obligation légale",
    "intérêt légitime",
    "mission d’intérêt public",
    "sauvegarde d’intérêts vitaux",
)
_CHOOSE = "À choisir…"
_UNIT = r"(?<![^\W\d_])(jours?|semaines?|quinzaines?|mois|trimestres?|semestres?|ans?|années?|heures?|minutes?|h)\b"
_DURATION = re.compile(_UNIT, re.IGNORECASE)
_COUNT = re.compile(
    r"[1-9]|\b(une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingt|trente|quarante"
    r"|cinquante|soixante|cents?|mille|demie?)\b",
    re.IGNORECASE,
)
_NOTHING = re.compile(r"(?<![0-9.,])(0+([.,]0+)?|zéro)\s*" + _UNIT, re.IGNORECASE)  # « 0 an »
# A term may be an event: « jusqu’au retrait de l’accord ».
_EVENT = re.compile(
    r"\b(jusqu['’ ]?(à|au|aux|en)\b|tant qu(e\b|['’])|aussi longtemps qu(e\b|['’])) *\w", re.IGNORECASE
)
_START = re.compile(
    r"après|depuis|à partir|à compter|dès\b|suivant|jusqu|tant qu|longtemps qu|à la |au |de l[a’']|du ",
    re.IGNORECASE,
)
_LETTER = re.compile(r"lettre|newsletter|prospect|publicit|promo|démarch", re.IGNORECASE)
_LEAST, _MOST = 3, 300  # letters
_CSS = (
    "<style>.bm-register .widget-text,.bm-register .widget-dropdown{width:auto;height:auto;margin:4px 0 2px}.bm-register .widget-label"
    "{width:min(300px,46cqw);text-align:left;white-space:normal;height:auto;line-height:1.35}"
    ".bm-register input{text-align:left!important}.bm-register .panel th,.bm-register .panel td{text-align:left!important}"
    ".bm-register .bad{margin-left:min(308px,47cqw)}</style>"
)


class Register(widgets.VBox):
    """The form as a widget; made by ``register()``. ``fields[column].value`` and ``add()`` do what a person does."""

    def __init__(self, project: str, name: str):
        self.project, self.name = french.typeset(project), name
        self.notebook = learner.notebook_of(name)
        self.fields: dict[str, Any] = {}
        self._errors = {column: _html("") for column in QUESTIONS}
        for column, (label, asked, example) in QUESTIONS.items():
            words = {"description": french.typeset(f"{label} ({asked})"), "tooltip": label}
            self.fields[column] = (
                widgets.Dropdown(options=[_CHOOSE, *BASES], **words, **looks("choice"))
                if column == "basis"
                else widgets.Text(placeholder=example, continuous_update=True, **words, **looks("text"))
            )
        self.button = _button("Ajouter ce traitement", "bm-go")
        self.button.on_click(answering(lambda _: self.add(), self._tell))
        self.back = _button("Effacer le dernier")
        self.back.on_click(answering(lambda _: self._take_back(), self._tell))
        self._said, self._table, self._trouble = (_html("") for _ in range(3))
        head = _html(f"<p><b>Registre des traitements.</b> {html.escape(self.project)}</p>")
        asked = [part for column in QUESTIONS for part in (self.fields[column], self._errors[column])]
        row = widgets.Box([self.button, self.back], _dom_classes=("bm-row",))
        children = [
            head,
            _html(f"<p class='stale'>{STALE}</p>"),
            *asked,
            row,
            self._said,
            self._table,
            self._trouble,
        ]
        box = widgets.VBox(children, _dom_classes=("bm-act", "bm-register"))
        super().__init__([_html(style.CSS + _CSS, "bm-none"), box], _dom_classes=("bm",))
        self._still = fallback.Still(self._first, self._live, repr(self))
        self._show()

    # --- what a person does -------------------------------------------------------------------------

    def add(self) -> None:
        """Keep the line typed; each field that is missing or doubtful says so below itself, and nothing typed is lost."""
        typed = {column: self._typed(column) for column in QUESTIONS}
        faults = {column: self._fault(column, text) for column, text in typed.items()}
        for column, fault in faults.items():
            shown = html.escape(french.typeset(fault))
            self._errors[column].value = f'<p class="bad" role="alert">{shown}</p>' if fault else ""
        if wrong := [column for column, fault in faults.items() if fault]:
            self._say("")
            self.fields[wrong[0]].focus()
            return
        learner.enter(self.notebook, self.name, learner.Processing(**typed, at=learner.now()))
        for column, field in self.fields.items():
            field.value = _CHOOSE if column == "basis" else ""
        self._show()
        self._say(f"Traitement ajouté. {_doubt(typed) or 'Au suivant, ou téléchargez le registre.'}")
        self.fields["purpose"].focus()
        self._still.later()

    def _take_back(self) -> None:
        there = bool(self._kept())
        learner.take_back_line(self.notebook, self.name)
        self._show()
        self._say("Le dernier traitement est effacé." if there else "Le registre est encore vide.")
        self._still.later()

    # --- what was entered ---------------------------------------------------------------------------

    def rows(self) -> pd.DataFrame:
        """One row a line kept: ``purpose data basis retention recipients``, all text; shown in French."""
        kept = [[getattr(one, column) for column in QUESTIONS] for one in self._kept()]
        frame = pd.DataFrame(kept, columns=list(QUESTIONS))

        def shown(found: pd.DataFrame) -> pd.DataFrame:
            named = found.set_axis([label for label, _, _ in QUESTIONS.values()], axis=1)
            return named.set_axis(pd.RangeIndex(1, len(named) + 1), axis=0)

        return tables.Table.of(frame, shown)

    def workbook(self) -> bytes:
        """The register as an Excel file: one line a processing, text that no spreadsheet runs."""
        from openpyxl import Workbook

        book = Workbook()
        sheet = book.active
        sheet.title = "Registre"
        book.properties.title = f"Registre des traitements : {self.project}"
        export.append_row(sheet, [label for label, _, _ in QUESTIONS.values()])
        for line in self._kept():
            export.append_row(sheet, [getattr(line, column) for column in QUESTIONS])
        sheet.freeze_panes = "A2"
        for letter in "ABCDE":
            sheet.column_dimensions[letter].width = 36
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()

    def page(self) -> str:
        """The register as one HTML page, in French, that asks for nothing from outside."""
        title = f"Registre des traitements{NBSP}: {html.escape(self.project)}"
        return (
            f'<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>{title}</title><style>body{{font-family:'
            "sans-serif;margin:2em}table{border-collapse:collapse}th,td{border:1px solid #59636e;padding:6px 10px;"
            f"text-align:left;vertical-align:top}}</style></head><body><h1>{title}</h1>{self._rows_html()}</body></html>"
        )

    def _kept(self) -> list[learner.Processing]:
        return learner.of(self.notebook).registers.get(self.name, [])

    # --- reading what is typed ----------------------------------------------------------------------

    def _typed(self, column: str) -> str:
        return " ".join(clean(str(self.fields[column].value)).split())

    def _fault(self, column: str, text: str) -> str:
        """What is wrong with one field, « » when nothing is."""
        label, asked, example = QUESTIONS[column]
        if column == "basis":
            return (
                ""
                if text in BASES
                else "Choisissez une des six bases : sans elle, le traitement est interdit."
            )
        if len(text) < _LEAST:
            return f"{label} : il manque une réponse ({asked}). Par exemple « {example} »."
        if len(text) > _MOST:
            return f"{label} : {len(text)} signes, {_MOST} au plus. Une ligne par finalité suffit."
        if column == "retention" and (
            not (_EVENT.search(text) or (_DURATION.search(text) and _COUNT.search(text)))
            or _NOTHING.search(text)
        ):
            return (
                f"Durée : « {_cut(text)} » n’en est pas une. Donnez un nombre et une unité, ou un événement : « {example} », "
                "« jusqu’au désabonnement »."
            )
        return ""

    # --- what is shown ------------------------------------------------------------------------------

    def _tell(self, text: str) -> None:
        self._said.value = f'<p class="bad" role="alert">{html.escape(french.typeset(text))}</p>'

    def _say(self, text: str) -> None:
        self._said.value = f'<p role="status">{html.escape(french.typeset(text))}</p>' if text else ""

    def _show(self) -> None:
        kept = self._kept()
        count = french.plural(len(kept), "traitement au registre", "traitements au registre")
        links = f'<p class="note">{count}. {self._links()}</p>' if kept else ""
        self._table.value = f'<div class="panel">{self._rows_html()}{links}</div>' if kept else ""
        trouble = learner.trouble(self.notebook)
        self._trouble.value = f'<p class="note">{html.escape(trouble)}</p>' if trouble else ""

    def _links(self) -> str:
        """The two files, inside their links: nothing is written on the disk."""
        made = [
            ("Excel", "registre.xlsx", export._XLSX, self.workbook()),
            ("HTML", "registre.html", "text/html;charset=utf-8", self.page().encode("utf-8")),
        ]
        return " · ".join(
            f'<a download="{file}" href="data:{kind};base64,{base64.b64encode(content).decode("ascii")}">'
            f"Télécharger {label} ({file})</a>"
            for label, file, kind, content in made
        )

    def _rows_html(self) -> str:
        head = "".join(f'<th scope="col">{label}</th>' for label, _, _ in QUESTIONS.values())
        body = "".join(
            "<tr>"
            + "".join(f"<td>{html.escape(getattr(line, column))}</td>" for column in QUESTIONS)
            + "</tr>"
            for line in self._kept()
        )
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"

    # --- the saved page -----------------------------------------------------------------------------

    def _first(self) -> str:
        """What the saved page shows to everybody: the questions."""
        lines = "".join(f"<li>{label} : {asked}</li>" for label, asked, _ in QUESTIONS.values())
        return french.typeset(
            f"<p><strong>Registre des traitements.</strong> {html.escape(self.project)}</p><ul>{lines}</ul>"
            "<p><em>Exécuter la cellule (Maj + Entrée) pour le remplir.</em></p>"
        )

    def _live(self) -> str:
        return f"<p><em>{STALE}</em></p>{self._rows_html()}" if self._kept() else ""

    def __repr__(self) -> str:
        return f"Registre des traitements {french.quote(self.project)}"

    def _ipython_display_(self) -> None:
        from IPython.display import display

        self._still.show()
        display(super()._repr_mimebundle_() | {"text/plain": ""}, raw=True)
        if self._kept():
            self._still.later()


def register(project: str = "Mon projet", *, name: str = "19-registre") -> Register:
    """A register of processing to fill, one line a purpose, as a widget: purpose, data, legal basis, duration, recipients.

    A line that lacks something is refused beside the field, in French, and loses nothing. The lines are kept in the
    learner's file under ``name``, and downloaded as Excel or HTML by links that hold the file. ``.rows()`` gives them
    as a table. What the course saves shows no learner's line.

    Args:
        project: whose register it is.
        name: « 19-registre », the lesson's number first.

    Raises:
        LearnerError: no project, or a name not made as « 19-registre ».

    Source: regulation (EU) 2016/679, articles 6 and 30.

    >>> form = bm.register("Une boutique de thé")
    >>> form
    Registre des traitements « Une boutique de thé »
    >>> typed = ["livrer les commandes", "nom et adresse", "contrat", "3 ans", "le transporteur"]
    >>> for column, text in zip(form.fields, typed):
    ...     form.fields[column].value = text
    >>> form.add()  # what a click on the button does
    >>> form.rows()["basis"].tolist()
    ['contrat']
    """
    if not isinstance(project, str) or not project.strip():
        raise LearnerError(
            french.typeset("register() : project est un texte entre guillemets, « Ma boutique ».")
        )
    if not name:
        raise LearnerError(
            french.typeset(
                "register() : il faut un nom, name='19-registre', sous lequel les lignes sont gardées."
            )
        )
    check_name(name, "register()")
    return Register(project.strip(), name)


def _doubt(typed: dict[str, str]) -> str:
    """What deserves a second look in a line that is kept, « » when nothing does."""
    if typed["basis"] == "contrat" and _LETTER.search(typed["purpose"]):
        return (
            "Mais une lettre se rattache rarement au contrat : voyez le consentement, ou l’intérêt légitime pour vos clients. "
            "« Effacer le dernier » permet de la reprendre."
        )
    if not _START.search(typed["retention"]):
        return "Mais une durée part d’un événement : depuis le dernier achat, le dernier clic ? « Effacer le dernier » permet de le préciser."
    return ""


def _cut(text: str, most: int = 40) -> str:
    """The text, cut between two words with « … » when it is long."""
    return text if len(text) <= most else f"{text[:most].rsplit(' ', 1)[0]}…"


def _button(text: str, *names: str) -> widgets.Button:
    return widgets.Button(description=text, _dom_classes=names, **looks("button"))


def _html(text: str, *names: str) -> widgets.HTML:
    return widgets.HTML(text, _dom_classes=names, **looks("html"))
