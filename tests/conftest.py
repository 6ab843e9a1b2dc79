"""What holds for every test: no time is asserted (a busy machine is not a fault)."""

import gc
import os
import tempfile

import pytest
from hypothesis import settings

# The learner of the tests has done nothing yet, whoever runs them: his folder is empty, and emptied after each test.
os.environ["BIZMODELS_LEARNER"] = tempfile.mkdtemp(prefix="bizmodels-learner-")

settings.register_profile("course", deadline=None)
settings.load_profile("course")

# Half a million objects live here by the end (lessons run in process): a third of the time went to looking for garbage.
gc.set_threshold(50_000, 20, 50)


def pytest_collection_finish(session):
    """What stays to the end, the tests themselves and the modules, is not looked through again at each sweep."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def nothing_kept():
    """What one test bets no other test finds."""
    yield
    from bizmodels import learner

    if (
        learner._unwritten
        or learner._refused
        or (learner.folder().is_dir() and any(learner.folder().iterdir()))
    ):
        learner.forget()
