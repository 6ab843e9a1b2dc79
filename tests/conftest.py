"""What holds for every test: no time is asserted (a busy machine is not a fault), nobody's answers are read or kept."""

import gc
import os
import tempfile

from hypothesis import settings

settings.register_profile("course", deadline=None)
settings.load_profile("course")

# Half a million objects live here by the end (lessons run in process): a third of the time went to looking for garbage.
gc.set_threshold(50_000, 20, 50)

os.environ["BIZMODELS_LEARNER"] = tempfile.mkdtemp(prefix="progression-")
