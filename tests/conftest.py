"""What holds for every test: no time is asserted (a busy machine is not a fault)."""

import atexit
import gc
import os
import shutil
import tempfile

import pytest
from hypothesis import settings

# The learner of the tests has done nothing yet, whoever runs them: his folder is empty, and emptied after each test.
# In memory where that can be: each of thirty thousand answers is written, and a disk takes its time to rename a file.
_MEMORY = "/dev/shm"
_in_memory = os.path.isdir(_MEMORY) and os.access(_MEMORY, os.W_OK)
os.environ["BIZMODELS_LEARNER"] = tempfile.mkdtemp(
    prefix="bizmodels-learner-", dir=_MEMORY if _in_memory else None
)
atexit.register(shutil.rmtree, os.environ["BIZMODELS_LEARNER"], ignore_errors=True)

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
