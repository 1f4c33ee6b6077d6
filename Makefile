# Everything a person needs, each with one word. Only python3 (3.11 or later), pip and make are asked for.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
DEV := $(VENV)/.dev
GAZETTEER := $(VENV)/.gazetteer
DATA ?= ../shared

.PHONY: help setup brief test lint floors bench lock clean

help: ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

setup: $(GAZETTEER) ## make the environment and build the gazetteer

$(READY): constraints.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Dragoman needs Python 3.11 or later; set PYTHON=python3.11")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(DEV): $(READY) constraints-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r constraints-dev.txt
	@touch $@

$(GAZETTEER): $(READY)
	$(BIN)/python -m dragoman.knowledge.gazetteer
	@touch $@

brief: setup ## read the sample reports and print the brief
	@$(BIN)/dragoman brief samples

test: setup $(DEV) ## run the tests
	$(BIN)/python -m pytest

lint: setup $(DEV) ## style and types
	$(BIN)/ruff check src tests bench
	$(BIN)/ruff format --check src tests bench
	$(BIN)/mypy

floors: setup $(DEV) ## accuracy may not fall below bench/floors.toml
	$(BIN)/python -m bench.floors --data $(DATA)

bench: setup $(DEV) ## measure everything and write docs/scorecard.md (DATA=folder of the development sets)
	$(BIN)/python -m bench.scorecard --data $(DATA)

LOCK := $(BIN)/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras --no-header \
	  --no-emit-index-url --no-emit-trusted-host --no-emit-find-links

lock: $(DEV) ## compile constraints.txt and constraints-dev.txt afresh from pyproject.toml
	$(LOCK) -o constraints.txt pyproject.toml requirements.in
	$(LOCK) --extra dev -c constraints.txt -o constraints-dev.txt pyproject.toml requirements.in

clean: ## remove the environment and caches
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache build dist src/*.egg-info
