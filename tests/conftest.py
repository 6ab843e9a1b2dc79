"""What holds for every test: no time is asserted (a busy machine is not a fault)."""

from hypothesis import settings

settings.register_profile("course", deadline=None)
settings.load_profile("course")
