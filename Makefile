# Everything a person types: `make run`, `make test`. The rest is for those who change the code.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
STAMPS := .setup

.PHONY: help run test check setup setup-dev lock format screenshots figures bench clean

help: ## List these commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

run: setup ## Set everything up, print the address, serve, open the browser where there is one
	@exec $(VENV)/bin/primemover

test: setup-dev ## Set everything up and run every test, the browser's included
	@scripts/test all

check: setup-dev ## The everyday part: style, types and the quick tests (minutes)
	@scripts/test quick

setup: $(STAMPS)/run $(STAMPS)/camera ## Only set up what running needs

setup-dev: $(STAMPS)/dev $(STAMPS)/node $(STAMPS)/camera $(STAMPS)/system ## Only set up what the tests need

$(STAMPS)/venv:
	@mkdir -p $(STAMPS)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Prime Mover needs Python 3.11 or newer; $(PYTHON) is older. Try: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@echo "· an environment in $(VENV)"
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(STAMPS)/run: requirements/run.txt pyproject.toml $(STAMPS)/venv
	@echo "· the parts that running needs (about a minute)"
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	@$(PY) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(STAMPS)/dev: requirements/dev.txt $(STAMPS)/run
	@echo "· the parts that the tests need"
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

# Not made where there is no Node; then it is tried again the next time.
$(STAMPS)/camera: package.json package-lock.json scripts/assemble_pose_model.py $(STAMPS)/run
	@echo "· the camera's parts"
	@scripts/camera-parts

$(STAMPS)/node: package.json package-lock.json
	@mkdir -p $(STAMPS)
	@command -v npm >/dev/null || { echo "The tests check the page's JavaScript with Node 20 or newer, and npm is not here. Get it from your system, for example: apt-get install nodejs npm"; exit 1; }
	@echo "· the parts from npm: the camera's, and the type checker for the page's JavaScript"
	@npm ci --silent --no-audit --no-fund
	@touch $@

$(STAMPS)/system:
	@mkdir -p $(STAMPS)
	@scripts/system-parts
	@touch $@

lock: setup-dev ## Renew the locked parts (hashes, no addresses)
	@scripts/lock

format: setup-dev ## Put the code into the house's shape
	@$(VENV)/bin/ruff check --fix . && $(VENV)/bin/ruff format .

screenshots: setup-dev ## Draw every screen into build/screens
	@$(PY) scripts/screenshots.py build/screens

figures: setup-dev ## Draw the contact sheet of every phase
	@$(PY) scripts/contact_sheet.py

bench: setup-dev ## Measure the budgets (ratios against peers in the same run)
	@$(PY) -m benchmarks

clean: ## Remove what make has made
	@rm -rf $(VENV) $(STAMPS) node_modules build dist src/primemover/web/vendor src/primemover/sharing/emg_report/vendor
