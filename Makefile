# Each target sets up .venv by itself; nothing is installed again while pyproject.toml stays the same.
PYTHON ?= python3
IN     ?= data/raw
OUT    ?= data/out

VENV := .venv
BIN  := $(VENV)/bin
PIP  := $(BIN)/python -m pip --quiet --disable-pip-version-check
BASE := $(VENV)/.installed
DEV  := $(VENV)/.installed-dev
FUZZ := $(VENV)/.installed-fuzz
LOCK := $(VENV)/.installed-lock

CHECK = $(PYTHON) -c 'import sys; sys.exit(None if sys.version_info >= (3, 11) else "claimx needs Python 3.11 or newer: make PYTHON=python3.11 …")'

TARGETS ?= bytes txt html jsonl csv codebook actors gold corrections where layout sentences marks parsed article
FUZZ_SECONDS ?= 60

.DEFAULT_GOAL := help
.PHONY: help extract report test lint format bench fuzz soak lock audit notebook docs clean

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

fuzz: $(FUZZ) ## Fuzz each reader and stage for a minute, guided by coverage (FUZZ_SECONDS=…, TARGETS="marks parsed")
	@for target in $(TARGETS); do \
	  echo "== $$target"; mkdir -p build/fuzz; \
	  $(BIN)/python benchmarks/fuzz_atheris.py $$target -max_total_time=$(FUZZ_SECONDS) -artifact_prefix=build/fuzz/$$target- \
	    -print_final_stats=1 2>&1 | grep -E "^(stat::number|artifact|==|  File|[A-Za-z.]*Error)" || exit 1; \
	done; ! ls build/fuzz/*crash* build/fuzz/*timeout* 2>/dev/null

soak: $(DEV) ## Fuzz, kill runs, read texts made to be slow; print the figures (a quarter of an hour)
	$(BIN)/python benchmarks/soak.py

lock: $(LOCK) ## Write requirements-dev.txt anew: the newest versions pyproject.toml allows, with hashes
	$(BIN)/uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes --upgrade \
	  --no-emit-index-url --no-header --no-annotate --quiet --output-file requirements-dev.txt

audit: $(LOCK) ## Look for known vulnerabilities of what the lock names (asks a public database)
	$(BIN)/pip-audit --requirement requirements-dev.txt --require-hashes --disable-pip --strict

notebook: $(DEV) ## Run the notebooks over data/out and the gold, in place
	$(BIN)/python -m claimx extract "$(IN)" --out "$(OUT)" --quiet
	$(BIN)/python notebooks/execute.py

docs: $(DEV) ## Build the documentation as a site, build/site/index.html, running its code
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet  # 2 is kept out in pyproject.toml
	@echo "written to build/site: open index.html in a browser"

clean: ## Remove what was installed and extracted
	rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis data/out/*.parquet

$(BASE): pyproject.toml
	@echo "setting up $(VENV) (once)"
	@$(CHECK)
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(PIP) install --editable .
	@touch $@

# Third parties' packages are those of the lock, by version and hash, and claimx is built with them alone.
$(DEV): pyproject.toml requirements-dev.txt
	@echo "setting up $(VENV) (once)"
	@$(CHECK)
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(PIP) install --require-hashes --requirement requirements-dev.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $(BASE) $@

$(FUZZ) $(LOCK): $(DEV)
	@$(PIP) install "pip>=25.1"
	@$(PIP) install --group $(subst $(VENV)/.installed-,,$@)
	@touch $@
