# Two commands for everybody: `make demo` prints the main answer, `make test` runs all tests.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin

.PHONY: demo test deep lint types check pages bench clean

demo: $(VENV)/installed
	$(BIN)/scgraph ask barriers/actors-and-evidence

# Each process keeps to its part of the tests until it is done, so that servers and sites are made once.
test: $(VENV)/tested
	$(BIN)/python -m pytest -n auto --dist worksteal

# The same tests with larger numbers.
deep: $(VENV)/tested
	SCGRAPH_DEEP=1 $(BIN)/python -m pytest -n auto --dist worksteal

lint: $(VENV)/developed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/developed
	$(BIN)/mypy

check: lint types test

# The pages that are made from data and code; a test holds them to it.
pages: $(VENV)/installed
	$(BIN)/python -m scgraph.codebook > ontology/CODEBOOK.md
	$(BIN)/python -m scgraph.catalogue.pages > queries/README.md
	$(BIN)/python -m scgraph.cli.reference > docs/command-line.md
	$(BIN)/python -m scgraph.linting.pages > docs/lint-rules.md
	$(BIN)/scgraph picture barrier-tree -o docs/pictures/barrier-tree.svg
	$(BIN)/scgraph picture evidence-flow -o docs/pictures/evidence-flow.svg
	$(BIN)/scgraph picture figures -o docs/pictures/figures.svg
	$(BIN)/scgraph manifest data

# Needs hyperfine and Chromium (Debian: apt-get install hyperfine chromium).
bench: $(VENV)/tested
	$(BIN)/python benchmarks/command_line.py
	$(BIN)/python benchmarks/validation.py
	$(BIN)/python benchmarks/explorer.py
	$(BIN)/python benchmarks/serving.py

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/installed: $(VENV)/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/tested: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	@touch $@

# pip gained --group in 25.1; the list is read from pyproject.toml so that it stands in one place.
$(VENV)/developed: $(VENV)/tested
	$(BIN)/python -c "import tomllib; print(*tomllib.load(open('pyproject.toml', 'rb'))['dependency-groups']['dev'], sep='\n')" > $(VENV)/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement $(VENV)/dev.txt
	@touch $@

clean:
	rm -rf $(VENV) build dist .pytest_cache .ruff_cache .mypy_cache
