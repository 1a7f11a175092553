# Two commands matter: `make run` does the main job on guides/, `make test` proves that it works.
# Both make their own .venv from the locked, hashed requirements; nothing else on the machine is touched.

PYTHON ?= python3
VENV := .venv
export PYTHONUTF8 := 1
BIN := $(VENV)/bin

.PHONY: run test test-rooms test-commands demo bench check format docs lock clean

run: $(VENV)/run.stamp ## check guides/ and write the report
	@$(BIN)/guidewarden run

demo: $(VENV)/run.stamp ## see the product work without internet
	@$(BIN)/guidewarden demo

test: $(VENV)/dev.stamp ## all tests, in two halves side by side
	@$(MAKE) --no-print-directory -j2 --output-sync=target test-rooms test-commands

COMMANDS := tests/cli tests/schedule tests/notify

test-rooms: $(VENV)/dev.stamp
	@$(BIN)/python -m pytest --basetemp="$$(mktemp -d)/rooms" tests $(COMMANDS:%=--ignore=%)

test-commands: $(VENV)/dev.stamp
	@$(BIN)/python -m pytest --basetemp="$$(mktemp -d)/commands" $(COMMANDS)

check: $(VENV)/dev.stamp ## format, lint, types, walls, generated files
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python scripts/generate.py --check

format: $(VENV)/dev.stamp
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

docs: $(VENV)/dev.stamp ## write the generated files again: rule pages, verdict table, JSON Schema
	@$(BIN)/python scripts/generate.py

bench: $(VENV)/dev.stamp ## speed and memory, as ratios
	@for bench in benchmarks/*.py; do echo "== $$bench"; $(BIN)/python $$bench || exit 1; done

lock: $(VENV)/dev.stamp ## renew the locked requirements
	@$(BIN)/python -m pip install -q 'pip-tools>=7.5'
	CUSTOM_COMPILE_COMMAND='make lock' $(BIN)/pip-compile -q $(LOCK) --extra build -o requirements.txt pyproject.toml
	CUSTOM_COMPILE_COMMAND='make lock' $(BIN)/pip-compile -q $(LOCK) --extra build --extra dev -c requirements.txt -o requirements-dev.txt pyproject.toml

LOCK := --generate-hashes --strip-extras --allow-unsafe --no-emit-index-url --no-emit-trusted-host --no-emit-find-links

clean:
	rm -rf $(VENV)

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "guidewarden needs Python 3.11 or newer; try: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 2; }
	@$(PYTHON) -m venv $(VENV)

$(VENV)/run.stamp: requirements.txt pyproject.toml | $(VENV)/bin/python
	@echo "Installing guidewarden into $(VENV) (once) ..." >&2
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.txt
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@$(BIN)/python -m compileall -q src || true # Where PYTHONDONTWRITEBYTECODE is set, every start would compile it all.
	@touch $@

$(VENV)/dev.stamp: requirements-dev.txt $(VENV)/run.stamp
	@echo "Installing what the tests need into $(VENV) (once) ..." >&2
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@
