"""What is bought together, whether chance explains it, and whom to offer it to.

>>> "lift_curve" in bm.levers.cross_selling.__all__
True
"""

from bizmodels.french import unknown_in
from bizmodels.levers.cross_selling_chance import ChanceTest, against_chance, lift_test
from bizmodels.levers.cross_selling_rules import association_rules
from bizmodels.levers.cross_selling_scores import lift_curve

__all__ = ["ChanceTest", "against_chance", "association_rules", "lift_curve", "lift_test"]


def __getattr__(name: str):
    raise unknown_in("levers.cross_selling", name, __all__)
