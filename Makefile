# make site builds the site into site/, make test checks everything. README.md says the rest.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

export NO_MKDOCS_2_WARNING := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := site
.PHONY: site serve test lint bench oracle gallery lock clean

site: $(VENV)/.site
	@$(BIN)/python -m kaitei.mkdocs
	$(BIN)/mkdocs build

serve: $(VENV)/.site
	@$(BIN)/python -m kaitei.mkdocs
	$(BIN)/mkdocs serve

test: lint
	tests/support/checkers.sh
	@tests/support/office.sh >/dev/null
	browser=$$(tests/support/browser.sh) && PLAYWRIGHT_CHROMIUM="$$browser" $(BIN)/python -m pytest -n auto --dist loadfile

lint: $(VENV)/.dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

# Measures everything at every size, which takes an hour; `make bench SIZES=50` is a first look.
bench: $(VENV)/.dev
	browser=$$(tests/support/browser.sh) && PLAYWRIGHT_CHROMIUM="$$browser" $(BIN)/python -m tests.bench $(SIZES)

# Compares, byte for byte, what this engine and that of a commit make of the same sites: `make oracle REV=main`.
oracle: $(VENV)/.dev
	$(BIN)/python -m tests.support.oracle $(or $(REV),HEAD)

# Photographs each type of page for the README, into gallery/.
gallery: $(VENV)/.dev
	browser=$$(tests/support/browser.sh) && PLAYWRIGHT_CHROMIUM="$$browser" $(BIN)/python -m tests.support.gallery

# Keeps the versions that are pinned; `make lock LOCK=--upgrade` looks for newer ones.
lock: $(VENV)/.python
	$(BIN)/python -m pip install --quiet 'uv>=0.9,<1'
	$(LOCKED) --group build --output-file requirements.txt
	$(LOCKED) --group dev --constraint requirements.txt --output-file requirements-dev.txt
LOCKED = $(BIN)/uv pip compile pyproject.toml --quiet --no-config --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock' $(LOCK)

clean:
	rm -rf $(VENV) site .site.new .site.old .site.lock .cache build dist hooks/kaitei.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis tests/support/checkers/node_modules
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/.python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo 'Kaitei needs Python 3.11 or newer as "$(PYTHON)". Install it, or name another: make PYTHON=python3.12 site' >&2; \
		echo 'Python 3.11以上が必要です。インストールするか、make PYTHON=python3.12 site のように指定してください。' >&2; exit 1; }
	$(PYTHON) -m venv --clear $(VENV)
	@touch $@

$(VENV)/.site: requirements.txt pyproject.toml | $(VENV)/.python
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.site
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.txt
	@touch $@
