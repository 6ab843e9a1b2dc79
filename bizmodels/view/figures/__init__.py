"""The lessons' own figures (seaborn): a title that asks, direct labels, what was found underneath, source.

Each function takes what a loader or a model gives and returns a ``Picture``: the Axes, the alternative text, the
finding (a sentence computed from what is drawn) and the source. It shows itself as an ``<img>`` of SVG, so a saved notebook keeps the picture and its alt text, and
strict nbval compares both. Figures are made without pyplot: none stays open, nothing is drawn twice.

One file a kind of figure: published ``facts``, bars of ``models``, ``planes`` of points, ``numbers`` given by name,
observed series and their ``fits``, ``cohorts`` of customers, their ``survival``, ``silences`` and ``segments``, ``peaks`` over a
day, ``prices``, a campaign ``before_during``, tests looked at each day (``peeking``), ``lift`` against chance, ``keep_or_win`` for two
levers, the ``return_steps`` of a parcel, ``fines`` of very different sizes, the two ``fraud_rates``, sales shared out among
``channels``. ``look`` holds what they share, ``findings`` the sentences, ``picture`` makes the bytes, ``card`` what stands
around them; ``opening``, ``exchange`` and ``to_scale`` are drawn without matplotlib.

>>> picture = bm.figures.ranges({"Abonnés": (9, 11)}, "Combien sont-ils ?", "millions", "Deux sources.")
>>> print(picture)  # what a screen reader says, what was found, the source
Fourchettes : Abonnés, de 9 à 11 millions.
La fourchette la plus large : Abonnés, de 9 à 11 millions.
Deux sources.
"""

from bizmodels.french import unknown_in
from bizmodels.levers.resale_value import parallel_lines
from bizmodels.view.figures.before_during import before_during
from bizmodels.view.figures.channels import channels
from bizmodels.view.figures.cohorts import cohorts
from bizmodels.view.figures.exchange import exchange
from bizmodels.view.figures.facts import bars, timeline
from bizmodels.view.figures.fines import fines
from bizmodels.view.figures.fits import decay, diffusion, two_groups
from bizmodels.view.figures.fraud_rates import fraud_rates
from bizmodels.view.figures.keep_or_win import keep_or_win
from bizmodels.view.figures.lift import chance
from bizmodels.view.figures.models import hundred, ledgers, tornado
from bizmodels.view.figures.numbers import curves, ranges, tipping
from bizmodels.view.figures.opening import opening
from bizmodels.view.figures.peaks import peaks
from bizmodels.view.figures.peeking import wandering
from bizmodels.view.figures.picture import Picture
from bizmodels.view.figures.planes import overview
from bizmodels.view.figures.prices import acceptable_prices, profit_by_price, shelf
from bizmodels.view.figures.return_steps import return_steps
from bizmodels.view.figures.segments import segments
from bizmodels.view.figures.silences import silences
from bizmodels.view.figures.survival import survival
from bizmodels.view.figures.to_scale import quote_to_scale, to_scale

# In the order in which they are told to whoever asks for a name that does not exist.
_FIGURES = (
    timeline,
    bars,
    ledgers,
    tornado,
    hundred,
    two_groups,
    parallel_lines,
    decay,
    tipping,
    diffusion,
    overview,
    curves,
    ranges,
    cohorts,
    survival,
    silences,
    peaks,
    shelf,
    acceptable_prices,
    profit_by_price,
    before_during,
    segments,
    wandering,
    opening,
    exchange,
    chance,
    keep_or_win,
    to_scale,
    quote_to_scale,
    return_steps,
    fines,
    channels,
    fraud_rates,
)
_NAMES = [one.__name__ for one in _FIGURES]
__all__ = ["Picture", *_NAMES]


def __getattr__(name: str):
    raise unknown_in("figures", name, _NAMES)
