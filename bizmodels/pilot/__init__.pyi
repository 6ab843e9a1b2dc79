"""What an editor shows after ``bm.pilot.``: the rooms of the game, its decision and the policies of the course.

``bm.pilot`` is called too, ``bm.pilot(bm.D2C(), seed=2026)``: its arguments are those of ``bizmodels.view.pilot.pilot``.
"""

from bizmodels.pilot import advice as advice
from bizmodels.pilot import briefing as briefing
from bizmodels.pilot import debrief as debrief
from bizmodels.pilot import flows as flows
from bizmodels.pilot import game as game
from bizmodels.pilot import play as play
from bizmodels.pilot import policies as policies
from bizmodels.pilot import rival as rival
from bizmodels.pilot import rules as rules
from bizmodels.pilot import spread as spread
from bizmodels.pilot import subjects as subjects
from bizmodels.pilot.decision import Decision as Decision
from bizmodels.pilot.policies import REFERENCES as REFERENCES
from bizmodels.view.pilot import Pilot

def __call__(
    model: object, quarters: int = 12, seed: int = 0, name: str = "25-pilote", compare: bool = True
) -> Pilot: ...
