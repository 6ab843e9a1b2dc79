"""``dossier()``: the file that a learner hands in, or shows a bank: a page that prints and a workbook."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path

import ipywidgets as widgets

from bizmodels import french
from bizmodels.core.change import Lever
from bizmodels.core.model import BusinessModel
from bizmodels.core.risk import Risk
from bizmodels.core.values import as_given
from bizmodels.dossiers import rubric
from bizmodels.dossiers.content import Content, gather
from bizmodels.dossiers.decision import folded
from bizmodels.dossiers.given import read
from bizmodels.errors import LearnerError
from bizmodels.lazy import pd, tables
from bizmodels.view import dossier_book, dossier_page, export, fallback, style
from bizmodels.view.controls import looks

_LONGEST_NAME = 60
_NAME = re.compile(rf"(?=.{{1,{_LONGEST_NAME}}}$)\d\d-[a-z0-9]+(?:-[a-z0-9]+)*")
_FINE = "Rien ne manque, rien ne se contredit : il reste à relire."
_CSS = (
    "<style>.bm-dossier iframe{width:100%;height:min(900px,85vh);border:1px solid var(--bm-line);border-radius:6px;background:#fff}"
    ".bm-dossier li{margin:2px 0}.bm-dossier ul{margin:4px 0;padding-left:20px}</style>"
)


class Dossier(widgets.VBox):
    """A dossier as a widget: what is missing, the points, two links and the page itself; made by ``dossier()``."""

    def __init__(self, content: Content, name: str):
        self.content, self.name = content, name
        self._page = dossier_page.page(content)
        self._book = b""
        self._still = fallback.Still(self._first, lambda: "", repr(self))
        body = widgets.HTML(self._html(), _dom_classes=("bm-act", "bm-dossier"), **looks("html"))
        head = widgets.HTML(style.CSS + _CSS, _dom_classes=("bm-none",), **looks("html"))
        super().__init__([head, body], _dom_classes=("bm",))

    def page(self) -> str:
        """The HTML document: nothing outside it is needed, and it prints on A4."""
        return self._page

    def workbook(self) -> bytes:
        """The same as an Excel workbook."""
        if not self._book:
            self._book = dossier_book.workbook(self.content)
        return self._book

    def check(self) -> pd.DataFrame:
        """What is missing or denied: one row a sentence, columns ``what`` and ``sentence``; none where all is right."""
        rows = [(one.kind, one.sentence) for one in self.content.problems]
        frame = pd.DataFrame(rows, columns=["what", "sentence"])

        def shown(found: pd.DataFrame) -> pd.DataFrame:
            return pd.DataFrame({"Quoi": found["what"], "Phrase": found["sentence"]})

        return tables.Table.of(frame, shown, note="" if rows else french.typeset(_FINE))

    def points(self) -> tuple[int, int]:
        """Points of the criteria that can be computed, and out of how many."""
        return rubric.total(self.content.rubric)

    def save(self, folder: str | Path = ".") -> list[Path]:
        """Write both files into a folder that exists; returns their paths.

        Raises:
            LearnerError: there is no such folder, or it cannot be written in.
        """
        place = Path(folder) if isinstance(folder, str | Path) else None
        if place is None or not place.is_dir():
            raise LearnerError(
                f"save() attend un dossier qui existe{french.NBSP}; reçu{french.NBSP}: {as_given(folder)}."
            )
        made = {".html": self._page.encode("utf-8"), ".xlsx": self.workbook()}
        try:
            for end, content in made.items():
                (place / f"{self.name}{end}").write_bytes(content)
        except OSError as error:
            raise LearnerError(
                f"Le dossier {french.quote(place)} ne se laisse pas écrire{french.NBSP}: {error.strerror}."
            ) from None
        return [place / f"{self.name}{end}" for end in made]

    # --- what is shown ------------------------------------------------------------------------------

    def _html(self) -> str:
        points, out_of = self.points()
        said = "".join(
            f"<li><b>{escape(one.kind)}</b> : {escape(one.sentence)}</li>" for one in self.content.problems
        )
        left = f"<ul>{said}</ul>" if said else f"<p>{_FINE}</p>"
        # Nothing in the frame runs, asks for anything or reaches the notebook.
        frame = f'<iframe sandbox="" title="Aperçu du dossier" srcdoc="{escape(self._page)}"></iframe>'
        return (
            french.typeset(
                f"<p><b>Dossier.</b> {escape(self._title())}</p><p role='status'>{points} points sur {out_of} aux critères qui se calculent. "
                f"{self._links()}</p><div class='panel'><h4>À reprendre</h4>{left}</div>"
            )
            + frame
        )

    def _title(self) -> str:
        return self.content.given.title or "Projet sans titre"

    def _links(self) -> str:
        made = [
            ("la page, à imprimer", "html", "text/html;charset=utf-8", self._page.encode("utf-8")),
            ("le tableur", "xlsx", export._XLSX, self.workbook()),
        ]
        return " · ".join(
            f'<a download="{self.name}.{end}" href="data:{kind};base64,{base64.b64encode(content).decode("ascii")}">'
            f"Télécharger {label} ({self.name}.{end})</a>"
            for label, end, kind, content in made
        )

    def _first(self) -> str:
        """What the saved page shows to everybody: no figure, no link."""
        return french.typeset(
            f"<p><strong>Dossier.</strong> {escape(self._title())}</p><p>Une page à imprimer, un tableur, ce qui manque et la grille de lecture.</p>"
            "<p><em>Exécuter la cellule (Maj + Entrée) pour le voir et le télécharger.</em></p>"
        )

    def __repr__(self) -> str:
        return f"Dossier {french.quote(self.content.given.title or 'sans titre')}"

    def _ipython_display_(self) -> None:
        from IPython.display import display

        self._still.show()
        display(super()._repr_mimebundle_() | {"text/plain": ""}, raw=True)


def _file_name(author: object) -> str:
    """« 26-dossier », and the pseudonym as far as a file name bears it."""
    parts = re.findall(r"[a-z0-9]+", folded(author)) if isinstance(author, str) and "@" not in author else []
    return "-".join(["26-dossier", *parts])[:_LONGEST_NAME].rstrip("-")


def dossier(
    model: BusinessModel,
    title: str = "",
    author: str = "",
    sources: Mapping[str, str] | None = None,
    levers: Sequence[Lever] = (),
    risks: Sequence[Risk] = (),
    decision: str = "",
    change_my_mind: str = "",
    date: str = "",
    *,
    name: str | None = None,
) -> Dossier:
    """The dossier of a project: a page that prints on a few A4 sheets, and a workbook.

    What is missing or contradictory is told, one sentence each, and the rest is made all the same. Futures are drawn with a
    fixed seed; the same call gives the same bytes.

    Args:
        model: the firm, a model of the course or one's own.
        title: of the project.
        author: a pseudonym.
        sources: setting -> where its value comes from: a text, « hypothèse : … », or the key of a fact of the course.
        levers: two of them; those of the course that bring most fill the gap, and it is said.
        risks: three of them; likewise, the dearest.
        decision: a sentence with « lancer », « attendre » or « renoncer ».
        change_my_mind: what would change it, with a figure.
        date: as it is to be printed; none by default.
        name: of the two files, made as « 26-dossier »; by default with the pseudonym, « 26-dossier-renard-bleu ».

    Returns:
        A widget with ``page()``, ``workbook()``, ``check()``, ``points()`` and ``save(folder)``.

    Raises:
        LearnerError: there is no model, or the name is none.

    >>> mine = bm.dossier(bm.D2C(cac=15), "Ma boutique", "renard bleu", decision="Attendre.")
    >>> mine
    Dossier « Ma boutique »
    >>> mine.page() == bm.dossier(bm.D2C(cac=15), "Ma boutique", "renard bleu", decision="Attendre.").page()
    True
    """
    name = _file_name(author) if name is None else name
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        raise LearnerError(
            french.typeset(
                f"dossier() : name vaut {as_given(name)} ; le nom des deux fichiers s’écrit comme 26-dossier, en minuscules et sans espace, "
                f"en {_LONGEST_NAME} signes au plus."
            )
        )
    return Dossier(
        gather(read(model, title, author, sources, levers, risks, decision, change_my_mind, date)), name
    )
