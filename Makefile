# Two commands for a newcomer: `make demo` and `make test`. Both make .venv when it is missing.
PYTHON ?= python3
BIN := .venv/bin
PYTEST_ARGS ?=
SEED ?= 1

# Compiled once and kept: without that every worker compiles and rewrites all modules for each run,
# and every program that a test starts compiles what it imports.
unexport PYTHONDONTWRITEBYTECODE

# Where memory has room and may run programs, tests keep their files in it: nothing of theirs is to
# outlive a power cut, and a commit waits for no disk. A TMPDIR of your own comes first.
MEMORY := /dev/shm
ROOMY := $(shell findmnt -no OPTIONS $(MEMORY) 2>/dev/null | grep -v noexec | grep -q rw && \
	df -k --output=avail $(MEMORY) | awk 'NR == 2 && $$1 > 4000000 { print "roomy" }')
ifeq ($(ROOMY)$(TMPDIR),roomy)
export TMPDIR := $(MEMORY)
endif

.PHONY: setup demo test stories thorough coverage check fix soak test-spark bench mutants

setup: .venv/installed

.venv/installed: pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable ".[dev]"
	touch $@

demo: setup
	$(BIN)/sheetsync demo

# Every behaviour in a few minutes, on all cores. worksteal keeps a module's tests, and so what they
# share, with one worker.
test: setup
	$(BIN)/pytest -n logical --dist worksteal $(PYTEST_ARGS)

# What `make test` leaves out and the build runs after it: whole stories, properties over draws.
stories: setup
	$(BIN)/pytest -n logical --dist worksteal -m "slow and not long" $(PYTEST_ARGS)

# All that `make test` leaves out, matrices of deaths and faults besides: before a release.
thorough: setup
	$(BIN)/pytest -n logical --dist worksteal -m slow $(PYTEST_ARGS)

# The tests with branch coverage, and the floor that it must not fall below.
coverage: setup
	$(BIN)/pytest -n logical --dist worksteal --cov --cov-report=term $(PYTEST_ARGS)
	PATH="$(CURDIR)/$(BIN):$$PATH" python .ci/coverage_floor.py

fix: setup
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

check:
	bash .ci/run

soak: setup
	$(BIN)/pytest tests/stories/test_soak.py --soak-runs 200
	$(BIN)/pytest -n logical tests/stories/test_spoilt_cells.py --spoilt-rounds 5000

test-spark: setup
	$(BIN)/pip install --quiet --constraint constraints.txt --editable ".[dev,spark]"
	$(BIN)/pytest tests/facts -k pyspark

bench: setup
	for file in benchmarks/[a-z]*.py; do $(BIN)/python $$file; done

# Small wrong changes, drawn by SEED, on the tests of their rooms; about ten minutes of one core.
mutants: setup
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable ".[dev,mutants]"
	PYTHONHASHSEED=0 $(BIN)/python .ci/mutants.py --seed $(SEED)
