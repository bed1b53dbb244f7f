# The portal's commands; `make help` lists them. Everything works from a fresh clone on Debian with
# python3 (3.11 or newer), python3-venv and make.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PYTHON3 ?= python3
PY := .venv/bin/python
READY := .venv/.ready
CHROMIUM := $(shell command -v chromium || command -v chromium-browser || command -v google-chrome || true)
TEST_ENV := PORTAL_CHROMIUM=$(CHROMIUM)
CHECK_ENV := PORTAL_VAR=$(CURDIR)/build/check PORTAL_PG_FAST=1
PRODUCTION_ENV := $(CHECK_ENV) PORTAL_HTTPS=1 PORTAL_MFA=required PORTAL_DEBUG=0 PORTAL_HOSTS=portal.example

.PHONY: help setup run words test test-long kept-pictures truth check bench load bench-compare pictures clean-demo

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/make \1\t\2/' | expand -t 22

setup: $(READY) ## .venv/ with everything pinned in it
	@:

$(READY): requirements.txt requirements-dev.txt
	@$(PYTHON3) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
	  { echo "The portal needs python3 3.11 or newer (set PYTHON3 to its path)." >&2; exit 2; }
	@$(PYTHON3) -m venv .venv >/dev/null || { echo "Install python3-venv: the environment cannot be made." >&2; exit 2; }
	@echo "Installing what requirements-dev.txt pins …"
	@$(PY) -m pip install --quiet --disable-pip-version-check --requirement requirements-dev.txt
	@touch $@

run: setup ## the whole portal on http://127.0.0.1:$PORT (8000); Ctrl-C stops everything
	@PORTAL_MFA=$${PORTAL_MFA:-demo} exec $(PY) manage.py run

words: setup ## compiles the translations
	@$(PY) manage.py compile_words

test: words ## everything not marked long, in parallel, on a real PostgreSQL and Redis
	@mkdir -p build
ifeq ($(CHROMIUM),)
	@if [ -n "$${CI:-}" ] || [ "$${PORTAL_BROWSER:-}" = required ]; then \
	  echo "Chromium is missing and the browser tests are mandatory here: install the package chromium." >&2; exit 2; fi
	@$(TEST_ENV) $(PY) -m pytest -q -n 2 --dist loadgroup -m "not long and not bench and not browser"
	@echo "!!!!!!!! BROWSER TESTS DID NOT RUN: Chromium is missing (apt-get install chromium) !!!!!!!!"
else
	@$(TEST_ENV) $(PY) -m pytest -q -n 2 --dist loadgroup -m "not long and not bench"
endif

test-long: words ## soak, browser kills, scale, closed-network install
	@mkdir -p build
	@$(TEST_ENV) $(PY) -m pytest -q -m long

kept-pictures: words ## renews the pictures that the samples page is compared with (tests/look/kept)
	@PORTAL_KEEP_PICTURES=1 $(TEST_ENV) $(PY) -m pytest -q -n 0 tests/look/test_kept_pictures.py -k approved

truth: setup ## what imports repair, flag and recognise in SAMPLES=DIR (tests/data), per kind and file
	@$(PY) -m tests.residents.imports.truth_table $(or $(SAMPLES),tests/data)

check: setup ## ruff, format, migrations, production settings, types, dependency audit
	@mkdir -p build
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check --quiet . || { $(PY) -m ruff format --check .; exit 1; }
	@$(CHECK_ENV) $(PY) manage.py makemigrations --check --dry-run
	@$(PRODUCTION_ENV) $(PY) manage.py check --deploy --fail-level WARNING
	@$(CHECK_ENV) $(PY) -m mypy
	@$(PY) .ci/audit.py requirements.txt
	@echo "make check: all good"

bench: setup ## measures against stock tools; writes build/bench.json
	@mkdir -p build
	@$(PY) -m tests.bench

load: setup ## officers as open-loop clients, against a portal it starts for itself
	@$(PY) -m tests.bench load

# The two files stand as further goals: make bench-compare old.json new.json
ifeq ($(firstword $(MAKECMDGOALS)),bench-compare)
COMPARED := $(wordlist 2,3,$(MAKECMDGOALS))
.PHONY: $(COMPARED)
$(COMPARED):
	@:
endif
bench-compare: setup ## what changed between two results of make bench: make bench-compare A B
	@$(PY) -m tests.bench compare $(COMPARED)

pictures: words ## the pictures of README and of the guide, from a portal started for them
	@$(TEST_ENV) $(PY) -m tests.pictures

clean-demo: setup ## empties the data folder after asking
	@$(PY) manage.py clean_demo
