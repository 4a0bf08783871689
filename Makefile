# simloop: `make run` and `make test` do everything else by themselves, from nothing but python3 and make.
#
# Each step leaves a stamp, newer than all it was made from: what is up to date costs nothing.

HOST ?= 127.0.0.1
PORT ?= 8000
export HOST PORT

SHELL := /bin/bash
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

VENV := .venv
PYTHON := $(VENV)/bin/python
PIP := $(PYTHON) -m pip --disable-pip-version-check --quiet
export PATH := $(CURDIR)/$(VENV)/bin:$(PATH)
export PYTHONPATH := $(CURDIR)

.PHONY: help setup run test test-python test-client test-browser lint format bench wheel pictures clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(VENV)/.runtime $(VENV)/.dev $(VENV)/.package static/dist/.built tests/browser/node_modules/.installed ## all that run, test and bench need

run: $(VENV)/.runtime static/dist/.built ## serve on HOST:PORT (127.0.0.1:8000); LAN=1 opens a hall for phones
	@exec $(PYTHON) app.py $(if $(LAN),--lan)

# -- the Python environment --------------------------------------------------------------------

# An environment holds its own path: when the folder was moved or copied, it is made anew.
ifeq ($(shell grep -sF '$(CURDIR)/$(VENV)' $(VENV)/pyvenv.cfg),)
$(PYTHON): .FORCE
.PHONY: .FORCE
.FORCE:
endif

$(PYTHON):
	@for python in $(BASE_PYTHON) python3 python3.14 python3.13 python3.12 python3.11; do \
	  if "$$python" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	    echo "making $(VENV) from $$("$$python" --version)"; \
	    exec "$$python" -m venv --clear '$(CURDIR)/$(VENV)'; \
	  fi; \
	done; \
	echo "simloop needs python3 >= 3.11 with its venv module; on PATH there is: $$(python3 --version 2>&1 || true)." >&2; \
	echo "Install one (on Debian: apt-get install python3 python3-venv), or name one: make BASE_PYTHON=/path/to/python3" >&2; \
	exit 1

$(VENV)/.runtime: requirements.txt $(PYTHON)
	$(PIP) install -r $<
	@touch $@

$(VENV)/.build: requirements-build.txt $(PYTHON)
	$(PIP) install -r $<
	@touch $@

$(VENV)/.dev: requirements-dev.txt $(PYTHON)
	$(PIP) install -r $<
	@touch $@

# The `simloop` command, on the tree as it stands.
$(VENV)/.package: pyproject.toml simloop/version.py $(VENV)/.runtime $(VENV)/.build
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

# -- the client --------------------------------------------------------------------------------

CLIENT_SOURCES := $(shell find static/src static/*.ts static/*.json -not -name '*.test.ts' -not -name kinds.generated.ts 2>/dev/null)
KINDS := static/src/model/kinds.generated.ts

static/node_modules/.installed: static/package-lock.json $(VENV)/.build
	cd static && npm ci --no-fund --no-audit --loglevel=error
	@touch $@

$(KINDS): simloop/recording/kinds.toml simloop/recording/kinds.py | $(VENV)/.runtime
	@$(PYTHON) -m simloop.recording.kinds --typescript > $@

static/dist/.built: static/node_modules/.installed $(KINDS) $(CLIENT_SOURCES)
	cd static && npm run --silent build
	@touch $@

# -- tests and checks --------------------------------------------------------------------------

# Each runner leaves its counts in .reports, for whoever adds them up.
REPORTS := .reports

# The TypeScript that is not the client's, by the client's rules.
OUR_TS := --config package.json --log-level warn '../tests/browser/*.ts' '../bench/**/*.ts'

test: lint test-python test-client test-browser ## every check and every test

test-python: $(VENV)/.runtime $(VENV)/.dev $(VENV)/.package static/dist/.built
	$(PYTHON) -m pytest --junitxml=$(REPORTS)/python.xml $(ARGS)

test-client: static/node_modules/.installed $(KINDS)
	cd static && npx vitest run --reporter=default --reporter=junit --outputFile.junit=../$(REPORTS)/client.xml

tests/browser/node_modules/.installed: tests/browser/package-lock.json $(VENV)/.build
	cd tests/browser && npm ci --no-fund --no-audit --loglevel=error
	@touch $@

test-browser: $(VENV)/.runtime static/dist/.built tests/browser/node_modules/.installed
	@mkdir -p $(REPORTS)
	cd tests/browser && node --test --test-reporter=spec --test-reporter-destination=stdout \
	  --test-reporter=junit --test-reporter-destination=../../$(REPORTS)/browser.xml '*.test.ts'

lint: $(VENV)/.runtime $(VENV)/.dev static/node_modules/.installed $(KINDS) tests/browser/node_modules/.installed ## formatting, types, the directions of imports
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m mypy
	cd static && npm run --silent check && npm run --silent lint
	cd static && npx tsc --noEmit --project ../tests/browser && npx prettier --check $(OUR_TS)

format: $(VENV)/.dev static/node_modules/.installed ## put the formatting right
	$(PYTHON) -m ruff check --fix --select I .
	$(PYTHON) -m ruff format .
	cd static && npm run --silent format && npx prettier --write $(OUR_TS)

bench: $(VENV)/.runtime $(VENV)/.dev static/dist/.built tests/browser/node_modules/.installed ## simloop beside what others do, as ratios
	$(PYTHON) -m bench $(ARGS)

wheel: $(VENV)/.build static/dist/.built ## the package for pip, the built page inside: build/*.whl
	rm -rf build
	$(PIP) wheel --no-deps --no-build-isolation --wheel-dir build .

pictures: $(VENV)/.runtime static/dist/.built tests/browser/node_modules/.installed ## the pictures in docs/, taken anew
	cd static && npm run --silent pictures

clean: ## all that can be made again
	rm -rf $(VENV) $(REPORTS) .bench build *.egg-info static/node_modules static/dist $(KINDS) tests/browser/node_modules \
	  .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find simloop tests bench -name __pycache__ -prune -exec rm -rf {} + 2>/dev/null || true
