"""The public names where they live: what an editor shows after ``bm.``, since ``__init__.py`` builds them on first use.

A new model, loader or public name needs its line here: ``tests/test_types.py`` names the one that lacks.
"""

from typing import Annotated as Annotated

from bizmodels import cases as cases
from bizmodels import choose as choose
from bizmodels import exposure as exposure
from bizmodels import leaning as leaning
from bizmodels import levers as levers
from bizmodels import pilot as pilot
from bizmodels import priorities as priorities
from bizmodels import risks as risks
from bizmodels.analysis import between as between
from bizmodels.analysis import compare as compare
from bizmodels.analysis import goal_seek as goal_seek
from bizmodels.analysis import sensitivity as sensitivity
from bizmodels.analysis import simulate as simulate
from bizmodels.analysis import verdict as verdict
from bizmodels.classroom.board import board as board
from bizmodels.classroom.rendre import rendre as rendre
from bizmodels.core.change import Lever as Lever
from bizmodels.core.kpi import formula as formula
from bizmodels.core.kpi import kpi as kpi
from bizmodels.core.model import BusinessModel as BusinessModel
from bizmodels.core.param import Constant as Constant
from bizmodels.core.param import Param as Param
from bizmodels.core.param import ParameterError as ParameterError
from bizmodels.core.risk import Risk as Risk
from bizmodels.dossiers.choices import choices as choices
from bizmodels.errors import LearnerError as LearnerError
from bizmodels.exposure import protection_table as protection_table
from bizmodels.exposure import risk_table as risk_table
from bizmodels.facts.clock import stopped_clock as stopped_clock
from bizmodels.facts.datasets import dataset_card as dataset_card
from bizmodels.facts.datasets import datasets_table as datasets_table
from bizmodels.facts.datasets import load_bikeshare as load_bikeshare
from bizmodels.facts.datasets import load_cdnow as load_cdnow
from bizmodels.facts.datasets import load_complete_journey as load_complete_journey
from bizmodels.facts.datasets import load_contract_survival as load_contract_survival
from bizmodels.facts.datasets import load_rdataset as load_rdataset
from bizmodels.facts.facts import as_known_on as as_known_on
from bizmodels.facts.facts import conflicts as conflicts
from bizmodels.facts.facts import fact as fact
from bizmodels.facts.facts import facts_table as facts_table
from bizmodels.facts.facts import load_companies as load_companies
from bizmodels.facts.facts import load_legal as load_legal
from bizmodels.facts.facts import load_market as load_market
from bizmodels.facts.facts import load_sanctions as load_sanctions
from bizmodels.facts.facts import sources_of as sources_of
from bizmodels.facts.law import law as law
from bizmodels.facts.quoted import defend as defend
from bizmodels.facts.search import find_facts as find_facts
from bizmodels.leaning import leaning_table as leaning_table
from bizmodels.models.booking_platform import BookingPlatform as BookingPlatform
from bizmodels.models.business_banking import BusinessBanking as BusinessBanking
from bizmodels.models.d2c import D2C as D2C
from bizmodels.models.freemium import Freemium as Freemium
from bizmodels.models.hybrid import Hybrid as Hybrid
from bizmodels.models.marketplace import Marketplace as Marketplace
from bizmodels.models.network_platform import NetworkPlatform as NetworkPlatform
from bizmodels.models.on_demand import OnDemand as OnDemand
from bizmodels.models.recommerce import Recommerce as Recommerce
from bizmodels.models.resale import Resale as Resale
from bizmodels.models.saas import SaaS as SaaS
from bizmodels.priorities import lever_table as lever_table
from bizmodels.slips.typing_errors import original_error as original_error
from bizmodels.view import figures as figures
from bizmodels.view.bet import bet as bet
from bizmodels.view.calculator import calculator as calculator
from bizmodels.view.course_map import course_map as course_map
from bizmodels.view.dossier import dossier as dossier
from bizmodels.view.end_card import progress as progress
from bizmodels.view.forecast import forecasts as forecasts
from bizmodels.view.help import exercise as exercise
from bizmodels.view.price_survey import price_survey as price_survey
from bizmodels.view.quote import quote as quote
from bizmodels.view.register import register as register
from bizmodels.view.strengths import strengths as strengths
from bizmodels.view.word_card import word as word
from bizmodels.words import glossary as glossary

__version__: str
