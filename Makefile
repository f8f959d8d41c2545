# Two commands for a newcomer: `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test check fix setup soak test-spark bench

$(VENV)/installed: pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable ".[dev]"
	touch $@

setup: $(VENV)/installed

demo: setup  ## A partner network in the sandbox, every job run; needs no account.
	$(BIN)/sheetsync demo

test: setup  ## The tests.
	$(BIN)/pytest

fix: setup  ## Format and mend what can be mended.
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

check:  ## All that a change must pass.
	bash .ci/run
