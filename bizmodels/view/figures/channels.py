"""Sales shared out among channels: one bar of 100 % a firm, each channel named in its part."""

from __future__ import annotations

from collections.abc import Mapping

from bizmodels import french
from bizmodels.errors import LearnerError
from bizmodels.risks.dependence import effective_channels, hhi
from bizmodels.view.figures.look import (
    BLUE,
    GREEN,
    GREY,
    ORANGE,
    PURPLE,
    figure,
    finish_bars,
    need_names,
    note,
    told,
)
from bizmodels.view.figures.picture import Picture

MOST = 5  # channels of a firm: beyond, no name would fit its part
_ASKED = "channels() attend des canaux nommés : channels({'La boutique': {'Place': 70, 'Site': 30}}, …)."


def channels(
    firms: Mapping[str, Mapping[str, float]], title: str, source: str = "", answered: bool = True
) -> Picture:
    """One lying bar a firm, cut into its channels, in the order given.

    Args:
        firms: name -> {channel: share in %}, two to five channels that sum to 100 (see ``risks.dependence.hhi``).
        title: the question the figure answers; what it found is computed and stands underneath.
        source: what is quoted underneath.
        answered: False says neither the index nor the number of equal channels: the question.

    Raises:
        LearnerError: no named channels, more than five, or shares that do not sum to 100.

    >>> print(bm.figures.channels({"La boutique": {"Place": 75, "Site": 25}}, "Combien de canaux ?").finding)
    La boutique : indice 6 250, comme 1,6 canal égal.
    """
    need_names(firms, _ASKED)
    for parts in firms.values():
        need_names(parts, _ASKED)
        if len(parts) > MOST:
            raise LearnerError(f"channels() dessine au plus {MOST} canaux par entreprise.")
    found = {name: (hhi(parts), effective_channels(parts)) for name, parts in firms.items()}
    looks = {}
    for parts in firms.values():  # a channel keeps its colour from one firm to the next
        for channel in parts:
            looks.setdefault(channel, (BLUE, ORANGE, GREEN, PURPLE, GREY)[len(looks) % MOST])
    with figure(title, 0.9 + 0.85 * len(firms)) as axes:
        for place, parts in enumerate(firms.values()):
            left = 0.0
            for channel in parts:
                part = parts[channel]
                axes.barh(
                    place,
                    part,
                    0.5,
                    left=left,
                    color=looks[channel],
                    alpha=0.35,
                    edgecolor="white",
                    linewidth=2,
                )
                if part:
                    note(
                        axes,
                        f"{french.exact(part)}{french.NBSP}%",
                        (left + part / 2, place),
                        (0, 0),
                        ha="center",
                        va="center",
                        fontweight="bold",
                    )
                    note(
                        axes,
                        french.typeset(channel),
                        (left + part / 2, place + 0.27),
                        (0, -3),
                        ha="center",
                        va="top",
                        fontsize=9.5,
                    )
                left += part
        axes.set_yticks(range(len(firms)), [french.typeset(name) for name in firms])
        axes.set_ylim(len(firms) - 0.25, -0.5)
        axes.set_xlim(0, 100.5)
        finish_bars(axes)
    said = [
        f"{name}, {french.listing(f'{channel} {french.exact(part)} %' for channel, part in parts.items())}"
        for name, parts in firms.items()
    ]
    sentence = " ; ".join(
        f"{name} : indice {french.number(index, 0)}, comme {_equal(count)}"
        for name, (index, count) in found.items()
    )
    return told(axes, f"Parts des ventes : {' ; '.join(said)}.", source, f"{sentence}." if answered else "")


def _equal(count: float) -> str:
    shown = french.number(count, 1).removesuffix(",0")
    return f"{shown} {'canal égal' if round(count, 1) < 2 else 'canaux égaux'}"
