# One door for every chore. A fresh machine needs Python 3.11 or newer, and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
OTHER = .venv-$(notdir $(PYTHON))

.PHONY: run test test-python check format bench docs screenshots clean

run: $(READY) ## open the app; a first start loads the seed pages
	@$(BIN)/papershelf $(ARGS)

# Each worker would rewrite every assertion for itself: one look through the tests keeps what it made for all of them.
unexport PYTHONDONTWRITEBYTECODE

test: $(READY) ## every test
	@$(BIN)/pytest --collect-only --quiet > /dev/null 2>&1 || true # what is wrong, the next line says
	$(BIN)/pytest -n 6 --dist worksteal $(ARGS)

test-python: ## the tests with another Python: make test-python PYTHON=python3.13
	$(PYTHON) -m venv $(OTHER)
	$(OTHER)/bin/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt -e .
	$(OTHER)/bin/pytest -n 6 --dist worksteal --ignore tests/test_snapshots.py $(ARGS)

check: $(READY) ## lint, types, floors
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(READY)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(READY) ## every benchmark; writes benchmarks/RESULTS.md
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r benchmarks/requirements.txt
	$(BIN)/python -m benchmarks $(ARGS)

docs: $(READY) screenshots ## the documents that are made from the program, and the site of all of them in build/site
	$(BIN)/python -m tools.document_keys
	$(BIN)/python -m tools.document_settings
	$(BIN)/python -m tools.document_python
	$(BIN)/python -m tools.document_queries
	$(BIN)/python -m tools.document_verbs
	$(BIN)/python -m tools.document_json
	$(BIN)/python -m tools.document_man
	$(BIN)/python -m tools.site

screenshots: $(READY) ## the pictures of the documents, at each size and in each theme of our own
	$(BIN)/python -m tools.screenshots

$(READY): pyproject.toml requirements-dev.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt -e .
	@touch $@

clean:
	rm -rf $(VENV) .venv-* build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
