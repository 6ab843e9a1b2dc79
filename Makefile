# make lab     opens the course in JupyterLab (the first time it installs everything in .venv)
# make test    runs everything that CI runs
VENV ?= .venv
ARGS ?=
export PYTHON

.PHONY: help lab hub test fast check bench env lock lesson exercises one
help:
	@echo "make lab     ouvre le cours dans JupyterLab / opens the course"
	@echo "make test    lance toutes les vérifications / runs all that CI runs"
	@echo "make fast    les vérifications rapides / the fast checks only"
	@echo "make check   examine cette machine / looks at this machine"
	@echo "make bench   mesure la vitesse (5 min) / measures speed, writes docs/benchmarks.md"
	@echo "make hub     ouvre le cours à une classe, sur cette machine / for a class (deploy/README.md)"
	@echo "make lesson L=05      exécute et examine une leçon et son exercice / runs and checks a lesson"
	@echo "make exercises        refait navigation, énoncés et exercises/ / regenerates links, statements and exercises"
	@echo "make one T=tests/unit/test_french.py   un seul fichier de tests / one test file"
	@echo "make lock    refait requirements.lock / rewrites the lock (needs uv)"

lab: env
	@"$(VENV)/bin/python" -m bizmodels.cli lab $(ARGS)

# ARGS="--adresse 0.0.0.0" for the whole room; BIZMODELS_HUB_PASSWORD holds the password of the class.
hub: env
	@"$(VENV)/bin/python" -m pip install --quiet --disable-pip-version-check -r deploy/une_machine/requirements.txt
	@test -x deploy/une_machine/node_modules/.bin/configurable-http-proxy || \
		npm install --prefix deploy/une_machine --no-audit --no-fund --silent
	@"$(VENV)/bin/python" deploy/une_machine/demarrer.py $(ARGS)

test: env
	@"$(VENV)/bin/python" tools/check.py

fast: env
	@"$(VENV)/bin/python" tools/check.py --fast

check: env
	@"$(VENV)/bin/python" -m bizmodels.cli check

# ARGS=--quick to try it, ARGS=--notebooks for the whole nbval run too (long). Never part of CI.
bench: env
	@"$(VENV)/bin/python" -m tools.bench $(ARGS)

# L: the two digits of a lesson. Linked with its neighbours, executed, saved in the committed form, exercise regenerated, contract checked.
lesson: env
	@"$(VENV)/bin/python" -m bizmodels.course.navigation .
	@"$(VENV)/bin/python" -m bizmodels.course.notebook execute notebooks/$(L)_*.ipynb solutions/$(L)_*.ipynb
	@"$(VENV)/bin/python" -m bizmodels.exercises.generate .
	@"$(VENV)/bin/python" -m bizmodels.course.contract notebooks/$(L)_*.ipynb solutions/$(L)_*.ipynb exercises/$(L)_*.ipynb

exercises: env
	@"$(VENV)/bin/python" -m bizmodels.course.navigation .
	@"$(VENV)/bin/python" -m bizmodels.exercises.generate .

one: env
	@"$(VENV)/bin/python" -m pytest -q $(T) $(ARGS)

env:
	@sh tools/environment.sh "$(VENV)"

# One lock for every platform and Python from 3.11 on; no address of any registry is written into it.
lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--extra data --extra test --custom-compile-command "make lock" pyproject.toml -o requirements.lock
