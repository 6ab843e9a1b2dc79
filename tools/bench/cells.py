"""The notebook cells that are compared: the course's calculator, and what a teacher writes without it."""

from __future__ import annotations

import inspect

from tools.bench import by_hand

OURS = "import bizmodels as bm\ncalculator = bm.calculator(bm.D2C())\ncalculator"

# The same firm and the same two curves, in the way of the ipywidgets and seaborn documentation. It draws no key
# figure and no sentence, so the comparison leans towards it.
SEABORN = f"""\
%matplotlib inline
import matplotlib.pyplot as plt
import pandas as pd
import seaborn as sns
from ipywidgets import FloatSlider, interact

sns.set_theme()

{inspect.getsource(by_hand.d2c_cash)}

months = [*range(1, 37)]
start = d2c_cash(0.08)


def draw(churn):
    frame = pd.DataFrame({{
        "mois": months * 2,
        "trésorerie": d2c_cash(churn) + start,
        "scénario": ["Actuel"] * 36 + ["Départ"] * 36,
    }})
    fig, ax = plt.subplots(figsize=(8, 4))
    sns.lineplot(data=frame, x="mois", y="trésorerie", hue="scénario", errorbar=None, ax=ax)
    ax.set_title("Trésorerie cumulée")
    plt.show()


slider = FloatSlider(value=0.08, min=0, max=0.3, step=0.001, readout_format=".3f", description="Attrition")
interact(draw, churn=slider);"""

# What the messages alone cost: nothing is computed, one short text is replaced.
FLOOR = """\
from IPython.display import display
from ipywidgets import FloatSlider, Label

slider, label = FloatSlider(value=0.08, min=0, max=0.3, step=0.001), Label("")
slider.observe(lambda change: setattr(label, "value", f"{change.new:.3f}"), "value")
display(slider, label)"""
