# make lab     opens the course in JupyterLab (the first time it installs everything in .venv)
# make test    runs everything that CI runs
VENV ?= .venv
ARGS ?=
export PYTHON

.PHONY: help lab test fast check bench env lock
help:
	@echo "make lab     ouvre le cours dans JupyterLab / opens the course"
	@echo "make test    lance toutes les vérifications / runs all that CI runs"
	@echo "make fast    les vérifications rapides / the fast checks only"
	@echo "make check   examine cette machine / looks at this machine"
	@echo "make bench   mesure la vitesse (5 min) / measures speed, writes docs/benchmarks.md"
	@echo "make lock    refait requirements.lock / rewrites the lock (needs uv)"

lab: env
	@"$(VENV)/bin/python" -m bizmodels.cli lab $(ARGS)

test: env
	@"$(VENV)/bin/python" tools/check.py

fast: env
	@"$(VENV)/bin/python" tools/check.py --fast

check: env
	@"$(VENV)/bin/python" -m bizmodels.cli check

# ARGS=--quick to try it, ARGS=--notebooks for the whole nbval run too (long). Never part of CI.
bench: env
	@"$(VENV)/bin/python" -m tools.bench $(ARGS)

env:
	@sh tools/environment.sh "$(VENV)"

# One lock for every platform and Python from 3.11 on; no address of any registry is written into it.
lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--extra data --extra test --custom-compile-command "make lock" pyproject.toml -o requirements.lock
