"""How fast the course is, against what it replaces: ``make bench`` (method: ``docs/benchmarks.md``)."""
