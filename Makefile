# Needs GNU make and Python 3.11 or newer; all else goes into .venv, by the locks.
#
#   make demo    open the demo fund (without a terminal: print its reconciliation)
#   make test    run every test, on SQLite and on a real PostgreSQL
#   make check   lint, types, floors, check-catalogues (each is a target, too)
#   make fix     mend by machine what make check would refuse: style, catalogues
#   make coverage  run every test, show which lines it does not reach, hold the floor
#   make bench   measure
#   make mutants put a fault into every cell of the rule tables: tests must see it
#   make dist    build the wheel and the source archive into dist/
#   make lock    compile the locks again from pyproject.toml
#   make clean   remove what the targets above made; never anyone's books
#
# PYTHON=… chooses the interpreter, ARGS=… goes to pytest, the demo or the benchmark.

.DELETE_ON_ERROR:
.SUFFIXES:
.PHONY: demo test check fix lint types floors check-catalogues coverage mutants bench dist lock clean

PYTHON ?=
PYTHONS = $(or $(PYTHON),python3 python3.13 python3.12 python3.11 python)
ARGS ?=
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))

demo: $(VENV)/.run
	@$(BIN)/fundledger demo $(ARGS)

# One worker more than there are processors: tests of screens, terminals and servers wait.
# Each has tests that lie together, so that what they share is made once, and takes from
# another what is left when it has done its own.
WORKERS := import os; print((os.cpu_count() or 1) + 1)

# A directory of its own, readable to the account PostgreSQL runs as, gone afterwards; in
# memory where there is plenty, since every deed of every test waits for its disk.
ROOM := import os, shutil, tempfile; memory = "/dev/shm"; \
	usable = os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > 4 * 2**30; \
	print(memory if usable else tempfile.gettempdir())

define run_tests
@room=$$(mktemp -d "$${TMPDIR:-$$($(BIN)/python -c '$(ROOM)')}/fl.XXXXXX") && chmod 755 "$$room" && \
trap 'rm -rf "$$room"' EXIT && trap 'exit 130' INT TERM && \
workers=$$($(BIN)/python -c '$(WORKERS)') && \
$(BIN)/python -m $(1) -n "$$workers" --dist worksteal --basetemp="$$room/t" $(ARGS)
endef

test: $(VENV)/.dev
	$(call run_tests,pytest)

check: lint types floors check-catalogues

fix: $(VENV)/.dev
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .
	@$(BIN)/python -m fundledger.i18n update

lint: $(VENV)/.dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: $(VENV)/.dev
	@$(BIN)/mypy
	@$(BIN)/pyright

floors: $(VENV)/.dev
	@$(BIN)/lint-imports --no-logo

check-catalogues: $(VENV)/.dev
	@$(BIN)/python -m fundledger.i18n

# Twice the time of the tests, since every branch is noted: not part of .ci/run.
coverage: $(VENV)/.dev
	@$(BIN)/coverage erase
	$(call run_tests,coverage run -m pytest)
	@$(BIN)/coverage combine -q
	@$(BIN)/coverage report

# Tens of thousands of faults, one after another, in about a minute: not part of .ci/run.
mutants: $(VENV)/.dev
	@$(BIN)/python -m tests.mutants

bench: $(VENV)/.dev
	@$(BIN)/python -m benchmarks $(ARGS)

dist: $(VENV)/.dev
	@rm -rf build dist
	@$(BIN)/python -m build --no-isolation

# --strip-extras and the --no-emit options leave names, versions and hashes only.
COMPILE = $(BIN)/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras \
	--no-header --no-emit-index-url --no-emit-find-links --no-emit-trusted-host

lock: $(VENV)/.dev
	@$(COMPILE) --build-deps-for editable -o requirements.txt pyproject.toml
	@$(COMPILE) --extra dev -c requirements.txt -o requirements-dev.txt pyproject.toml

clean:
	@rm -rf $(VENV) build dist *.egg-info .coverage .coverage.*
	@rm -rf .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# --- The environment --------------------------------------------------------------
# A stamp is older than its lock when the lock changed: only then is pip asked.

define install
@$(BIN)/python -c '$(ENOUGH)' || \
  { echo "$(VENV) holds a Python older than 3.11: make clean, then again." >&2; exit 1; }
@echo "Installing $(1) into $(VENV) …" >&2
@$(PIP) install -qq --require-hashes -r $< >&2
@$(PIP) install -qq --no-deps --no-build-isolation --editable . >&2
@touch $@
endef

$(VENV)/.run: requirements.txt pyproject.toml | $(BIN)/python
	$(call install,fundledger)

$(VENV)/.dev: requirements-dev.txt pyproject.toml | $(BIN)/python
	$(call install,fundledger and its tools)

# The first interpreter that is new enough; a shim that only prints an error is not.
$(BIN)/python:
	@for python in $(PYTHONS); do \
	  if "$$python" -c '$(ENOUGH)' 2>/dev/null; then \
	    "$$python" -m venv $(VENV) && exit 0; \
	    rm -rf $(VENV); \
	    echo "'$$python -m venv' failed (Debian: apt install python3-venv)." >&2; \
	    exit 1; \
	  fi; \
	done; \
	echo "fundledger needs Python 3.11 or newer; tried: $(PYTHONS)." >&2; \
	echo "Install one, or name it: make demo PYTHON=/path/to/python3.12" >&2; \
	exit 1
