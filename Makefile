# Each target sets up .venv by itself; nothing is installed again while pyproject.toml stays the same.
PYTHON ?= python3
IN     ?= data/raw
OUT    ?= data/out

VENV := .venv
BIN  := $(VENV)/bin
PIP  := $(BIN)/python -m pip --quiet --disable-pip-version-check
BASE := $(VENV)/.installed
DEV  := $(VENV)/.installed-dev

.DEFAULT_GOAL := help
.PHONY: help extract report test lint format bench notebook docs clean

help: ## Show the targets
	@grep -E '^[a-z]+:.*##' Makefile | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 18

extract: $(BASE) ## Extract data/raw to data/out (IN=… OUT=… for others)
	$(BIN)/claimx extract "$(IN)" --out "$(OUT)"

report: $(BASE) ## Write report.html of data/out, a page to look at
	$(BIN)/claimx report "$(OUT)" --out report.html

test: $(DEV) ## Run the tests
	$(BIN)/python -m pytest

lint: $(DEV) ## Check style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(DEV) ## Bring the code into shape
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(DEV) ## Measure speed, memory and growth (an hour; ARGS="first-row kill" for some)
	$(BIN)/python benchmarks/speed.py
	$(BIN)/python benchmarks/scaling.py $(ARGS)

notebook: $(DEV) ## Run the notebooks over data/out and the gold, in place
	$(BIN)/python -m claimx extract "$(IN)" --out "$(OUT)" --quiet
	$(BIN)/python notebooks/execute.py

docs: $(DEV) ## Build the documentation as a site, build/site/index.html, running its code
	$(BIN)/mkdocs build --strict --quiet

clean: ## Remove what was installed and extracted
	rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis data/out/*.parquet

$(BASE): pyproject.toml
	@echo "setting up $(VENV) (once)"
	@$(PYTHON) -c 'import sys; sys.exit(None if sys.version_info >= (3, 11) else "claimx needs Python 3.11 or newer: make PYTHON=python3.11 …")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(PIP) install --editable .
	@touch $@

$(DEV): $(BASE)
	@$(PIP) install "pip>=25.1"
	@$(PIP) install --group dev
	@touch $@
