"""The words of the course, once each: French term, English term, one sentence, the formula in words.

Words only, so that any other room may quote them. What a word does when a slider moves is in ``view/word_card.py``;
the part of lesson 01 that explains it has the word's ``key`` for heading, so that
``01_panorama.ipynb#CAC`` leads there.
"""

from __future__ import annotations

import difflib
import unicodedata
from dataclasses import dataclass

import pandas as pd

from bizmodels import french
from bizmodels.errors import LearnerError
from bizmodels.tables import Table

LESSON = "01_panorama.ipynb"


@dataclass(frozen=True)
class Word:
    """One word of the trade; ``lesson`` is the number of the lesson that makes most of it, ``also`` other names."""

    key: str
    term: str
    english: str
    definition: str
    formula: str
    lesson: str
    also: tuple[str, ...] = ()

    @property
    def anchor(self) -> str:
        """Where lesson 01 explains it, as a link target from another lesson."""
        return f"{LESSON}#{self.key}"


def _word(key: str, term: str, english: str, definition: str, formula: str, lesson: str, *also: str) -> Word:
    return Word(key, term, english, french.typeset(definition), french.typeset(formula), lesson, also)


WORDS = (
    _word("TTC", "prix TTC, prix HT", "price incl. / excl. VAT",
          "Le client paie le prix TTC ; une fois la TVA rendue à l'État, il reste le prix HT, le seul qui soit à l'entreprise. "
          "Un panier moyen se dit toujours TTC ou HT.",
          "prix HT = prix TTC ÷ (1 + taux de TVA)", "02", "HT", "TVA", "panier", "panier moyen"),
    _word("MCV", "marge sur coûts variables (MCV)", "contribution margin",
          "Ce que laisse une vente quand on a payé tout ce qu'elle ajoute : achat, port, carte, retours. Elle doit encore "
          "payer la publicité et les coûts fixes.",
          "MCV = revenu HT − coûts variables ; taux de MCV = MCV ÷ revenu HT", "02", "marge", "taux de MCV", "taux de marge"),
    _word("CAC", "coût d'acquisition (CAC)", "customer acquisition cost",
          "Ce que l'on dépense pour gagner un nouveau client : publicité, remise de bienvenue, temps des commerciaux.",
          "CAC = dépenses d'acquisition ÷ nouveaux clients", "02"),
    _word("ARPU", "revenu mensuel par client (ARPU)", "average revenue per user",
          "Le revenu HT que laisse en moyenne un client actif en un mois. Ce n'est pas le prix affiché : remises, offres "
          "familiales, partenaires et TVA les séparent.",
          "ARPU = revenu HT du mois ÷ clients actifs", "08", "MRR", "revenu par client"),
    _word("Actif", "client actif", "active customer",
          "Un client qui paie, ou qui achète encore. Un inscrit, un membre, un client cumulé depuis la création n'en sont "
          "pas forcément.",
          "clients actifs = clients du mois précédent − partis + nouveaux", "10", "client", "inscrit"),
    _word("Attrition", "attrition", "churn",
          "La part des clients qui s'en vont pendant le mois.",
          "attrition = clients partis dans le mois ÷ clients actifs ; durée de vie = 1 ÷ attrition", "06"),
    _word("LTV", "valeur vie client (LTV)", "customer lifetime value",
          "La marge que laisse un client pendant tout le temps où il reste. Une marge, pas un revenu.",
          "LTV = marge mensuelle × nombre de mois, soit marge mensuelle ÷ attrition", "13", "LTV/CAC", "valeur vie"),
    _word("GMV", "volume d'affaires (GMV)", "gross merchandise value",
          "Tout ce que paient les acheteurs sur une plateforme. La plus grande part va aux vendeurs : ce n'est pas son "
          "chiffre d'affaires.",
          "volume d'affaires = acheteurs × commandes × panier TTC", "03"),
    _word("Commission", "commission affichée, taux de prélèvement constaté", "commission, take rate",
          "La commission affichée est dans le contrat du vendeur. Le taux de prélèvement constaté compte tout ce que garde "
          "la plateforme : frais d'acheteur, abonnements, publicité, services.",
          "taux de prélèvement = chiffre d'affaires HT ÷ volume d'affaires TTC", "05"),
    _word("Seuil", "seuil de rentabilité", "break-even point",
          "Le nombre de clients à partir duquel la marge paie les coûts fixes et le remplacement de ceux qui partent. "
          "C'est une quantité.",
          "seuil = coûts fixes ÷ (marge mensuelle − attrition × (CAC − ce que la première commande laisse de plus qu'un mois))",
          "22"),
    _word("Point-mort", "point mort", "break-even date",
          "Le premier mois où l'entreprise ne perd plus d'argent. C'est une date.",
          "premier mois où marge − acquisition − coûts fixes ≥ 0", "22"),
    _word("Financement", "besoin de financement", "funding need",
          "Le creux de la trésorerie : ce qu'il faut réunir avant que l'activité se paie elle-même. La trésorerie n'est pas le "
          "résultat : stock et factures à attendre (le besoin en fonds de roulement, BFR) en retiennent une part.",
          "besoin = − (point le plus bas de la trésorerie) ; trésorerie = résultats cumulés − hausse du BFR − mise de départ",
          "22", "creux de trésorerie", "trésorerie", "BFR", "besoin en fonds de roulement"),
    _word("ARR", "revenu récurrent annualisé (ARR)", "annual recurring revenue",
          "Le revenu d'abonnement du dernier mois, multiplié par douze. Une photographie, pas le chiffre d'affaires d'une "
          "année.",
          "ARR = revenu récurrent du mois × 12", "06"),
)  # fmt: skip


def find(name: str) -> Word:
    """The word of that key, French term or English term; capitals and accents do not count.

    Raises:
        LearnerError: there is none; the sentence gives the nearest.
    """
    names = _names()
    asked = _plain(str(name))
    if asked in names:
        return names[asked]
    near = difflib.get_close_matches(asked, names, n=1, cutoff=0.6)
    keys = french.listing(french.quote(word.key) for word in WORDS)
    hint = f" Vouliez-vous dire {french.quote(names[near[0]].key)}{french.NBSP}?" if near else ""
    raise LearnerError(
        f"{french.quote(str(name)[:40])} n’est pas dans le glossaire.{hint} Mots expliqués{french.NBSP}: {keys}."
    )


def _names() -> dict[str, Word]:
    names = {}
    for word in WORDS:
        short, _, abbreviation = word.term.rstrip(")").partition(" (")
        for one in (
            word.key,
            short,
            abbreviation,
            *word.term.split(", "),
            *word.english.split(", "),
            *word.also,
        ):
            if one:
                names[_plain(one)] = word
    return names


def _plain(text: str) -> str:
    kept = unicodedata.normalize("NFD", text.replace("-", " ").replace("’", "'").strip().casefold())
    return "".join(letter for letter in kept if not unicodedata.combining(letter))


def glossary() -> pd.DataFrame:
    """The words of the course: one row a word, columns ``key term english definition formula lesson``.

    >>> words = bm.glossary().set_index("key")
    >>> words.loc["CAC", "english"], words.loc["CAC", "formula"]
    ('customer acquisition cost', 'CAC = dépenses d’acquisition ÷ nouveaux clients')
    """
    frame = pd.DataFrame(
        [(w.key, w.term, w.english, w.definition, w.formula, w.lesson) for w in WORDS],
        columns=["key", "term", "english", "definition", "formula", "lesson"],
    )
    return Table.of(frame, _french)


def _french(frame: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Mot": [french.typeset(term) for term in frame["term"]],
            "Anglais": frame["english"],
            "Définition": frame["definition"],
            "Formule": frame["formula"],
            "Leçon": frame["lesson"],
            "À manipuler": [f'bm.word("{key}")' for key in frame["key"]],
        }
    )
