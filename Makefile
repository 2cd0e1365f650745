# `make run` and `make test` are all that is needed on a machine with python3.11+, pip, make and git.
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed

.PHONY: setup run test lint bench eval clean

setup: $(STAMP)

$(STAMP): requirements.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	$(BIN)/uv pip sync --quiet --python $(BIN)/python requirements.lock
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --editable .
	touch $@

run: setup
	$(BIN)/baocao run --with-sample-corpus

test: setup
	$(BIN)/python -m pytest

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# PARTS="figures citations" measures these alone.
bench: setup
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --requirement tests/bench/requirements.txt
	$(BIN)/python -m tests.bench $(PARTS)

eval: setup
	$(BIN)/python -m tests.evals

clean:
	rm -rf .venv data
