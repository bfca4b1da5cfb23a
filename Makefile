# `make report` and `make test` do all the set-up themselves; the second time there is nothing left to do.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# What WeasyPrint needs to print a PDF, by its Debian names.
PANGO := libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0

.PHONY: report test lint lab lock clean help
.DEFAULT_GOAL := help

help:
	@echo "make report  set up, then make the reports of the two sample clients (output/2026-10/)"
	@echo "make test    set up, then run the whole test suite"
	@echo "make lint    set up, then check style, formatting, types and import layers"
	@echo "make lab     set up, then open JupyterLab on the notebooks"
	@echo "make lock    resolve requirements.lock again, with the newest versions that pyproject.toml allows"
	@echo "make clean   remove the environment, what tools cached here, and the made-up exports and their reports"

report: $(VENV)/installed $(VENV)/pango
	$(BIN)/kpitools demo .

test: $(VENV)/installed $(VENV)/pango
	$(BIN)/pytest -n 2

lint: $(VENV)/installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

lab: $(VENV)/installed $(VENV)/pango
	$(BIN)/jupyter lab notebooks

$(VENV)/installed: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "kpitools needs Python 3.11 or later; this is $$($(PYTHON) --version). Try: make PYTHON=python3.12 ..." >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
		{ echo "Python cannot make virtual environments here. Run: apt-get install python3-venv" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@

# Without Pango the reports are made all the same, as HTML: asked again next time.
$(VENV)/pango: | $(VENV)/installed
	@if $(BIN)/python -W error -c 'import weasyprint.text.ffi' >/dev/null 2>&1; then touch $@; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && echo "apt-get install $(PANGO)" && apt-get update -qq && \
		DEBIAN_FRONTEND=noninteractive apt-get install -qq --no-install-recommends $(PANGO) >/dev/null; then touch $@; \
	elif command -v apt-get >/dev/null; then \
		echo "No PDF before this is run once: sudo apt-get install $(PANGO)" >&2; \
	else \
		echo "No PDF before Pango is installed (macOS: brew install pango)." >&2; \
	fi

lock:
	$(PYTHON) -m venv build/lock
	build/lock/bin/python -m pip install --quiet --disable-pip-version-check uv
	build/lock/bin/uv pip compile pyproject.toml --extra lab --extra test --universal --python-version 3.11 --upgrade \
		--generate-hashes --no-annotate --no-header --quiet --output-file requirements.lock

clean:
	rm -rf $(VENV) build dist examples output/2026-10/librairie output/2026-10/torrefacteur
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
