# How everything is done here. Needs Python 3.11+, git and make; all else is set up in .venv.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: help demo test lint types check screenshots torture bench clean

help:            ## this list
	@grep -E '^[a-z-]+: .*##' $(MAKEFILE_LIST) | sed -E 's/:.*##/\t/' | expand -t 16

$(STAMP): pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $(STAMP)

setup: $(STAMP)  ## the environment, pinned by constraints.txt

demo: $(STAMP)   ## the main job on the sample world: crawl, read, store, alert, then the site (ctrl-C ends it)
	$(BIN)/caac demo $(DEMO)

test: $(STAMP)   ## all tests; those of real captures and of the browser skip where these are absent
	$(BIN)/pytest -n auto --dist loadfile $(TESTS)

lint: $(STAMP)   ## ruff, style and format
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(STAMP)  ## mypy --strict
	$(BIN)/mypy

check: lint types test ## what continuous integration runs

screenshots: $(STAMP) ## pictures of the main pages, from the sample world
	$(BIN)/python -m benchmarks.screenshots

torture: $(STAMP) ## kill the whole flow 100 times at seeded random moments and count what arrived
	$(BIN)/python -m benchmarks.torture

train: $(STAMP)  ## train the news model again, to the same file (LABELLED=... adds labelled items of your own)
	$(BIN)/python -m reading.training --probes tests/reading/probes.csv $(LABELLED)

clean:           ## remove the environment and caches, never data
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis
