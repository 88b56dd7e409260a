# make plan    set everything up and plan the bundled sample day
# make test    set everything up and run the tests, on WORKERS=2 cores
# make nightly   the tests that take minutes
# make wheel   the wheel in dist/, with a bill of materials (CycloneDX) beside it
# make uncompiled   the search's compiled code run as plain Python, with its coverage
# make lint    ruff, mypy (strict, as here and as on Windows) and the contracts between the layers
# make pictures  remake the pictures in docs/
# make clean   remove what was set up

VENV := .venv
BIN := $(VENV)/bin
CANDIDATES := python3.14 python3.13 python3.12 python3
RECENT := import sys; sys.exit(sys.version_info < (3, 12))
WORKERS ?= 2
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt

.PHONY: plan test nightly uncompiled wheel lint pictures clean
.DEFAULT_GOAL := plan

plan: $(VENV)/.ready
	@$(BIN)/dispatch plan data/sample/purchases.csv --lines data/sample/lines.csv \
	  --config data/sample/dispatch.toml --date 2026-11-21 --out runs || [ $$? -eq 5 ]

test: $(VENV)/.ready-to-develop
	@$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal $(PYTEST)

nightly: $(VENV)/.ready-to-develop
	@$(BIN)/python -m pytest -m nightly $(PYTEST)

wheel: $(VENV)/.ready-to-develop
	@$(BIN)/python -m build --wheel --no-isolation --outdir dist .
	@$(BIN)/python docs/make_sbom.py dist

uncompiled: $(VENV)/.ready-to-develop
	@NUMBA_DISABLE_JIT=1 $(BIN)/python -m pytest -W "ignore:overflow encountered:RuntimeWarning" \
	  --cov --cov-config=tests/uncompiled.coveragerc --cov-report=term-missing tests/property/test_search_state.py \
	  $(PYTEST)

lint: $(VENV)/.ready-to-develop
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/mypy --platform win32 --no-warn-unreachable --cache-dir .mypy_cache/win32
	@$(BIN)/lint-imports

pictures: $(VENV)/.ready-to-develop
	@$(BIN)/python docs/make_pictures.py

$(VENV)/.made:
	@for python in $(CANDIDATES); do \
	  if $$python -c '$(RECENT)' >/dev/null 2>&1; then \
	    echo "Setting up in $(VENV) with $$($$python --version)"; \
	    $$python -m venv $(VENV) && touch $@ && exit 0; exit 1; \
	  fi; \
	done; \
	echo "No Python 3.12 or newer was found. Install one (Debian, Ubuntu: apt install python3 python3-venv;" \
	     "macOS: brew install python; anywhere: uv python install 3.12, or pyenv install 3.12) and run make again." >&2; \
	exit 1

$(VENV)/.ready: $(VENV)/.made pyproject.toml constraints.txt
	@echo "Installing (once, a few minutes at most)"
	@$(INSTALL) --editable .
	@touch $@

$(VENV)/.ready-to-develop: $(VENV)/.ready
	@echo "Installing what the tests and lints need (once)"
	@$(INSTALL) --upgrade 'pip>=25.1'
	@$(INSTALL) --group dev
	@touch $@

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
