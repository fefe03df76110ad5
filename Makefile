# One word for each chore; `make` alone lists them. Each sets up what it needs on a fresh machine.
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
MODEL_VENV := .venv-model
MODEL_STAMP := $(MODEL_VENV)/.installed
PORT ?= 8000
# One more than there are cores: the tests in a browser wait now and then.
WORKERS ?= $(shell expr $$(getconf _NPROCESSORS_ONLN) + 1)

.DEFAULT_GOAL := help
.PHONY: help setup browser serve test model-test check golden bench soak docs catalogues lock wheel clean

help: ## list the chores
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

$(STAMP): requirements.lock pyproject.toml scripts/setup.sh
	bash scripts/setup.sh $(VENV)
	@touch $@

setup: $(STAMP) ## make .venv with the locked dependencies

browser: ## look for Chromium; install it when run as root, else say how
	@bash scripts/browser.sh

serve: $(STAMP) ## the site with the shipped library on http://127.0.0.1:8000
	$(BIN)/patiented serve --port $(PORT)

test: $(STAMP) browser ## every test (under ten minutes)
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile

# Built for no machine in particular: code for the newest instructions crashes where a virtual machine lacks them.
# Not from pip's cache, which does not know how a wheel was built.
$(MODEL_STAMP): requirements-model.lock scripts/setup.sh
	CMAKE_ARGS=-DGGML_NATIVE=OFF PIP_NO_CACHE_DIR=1 bash scripts/setup.sh $(MODEL_VENV) requirements-model.lock
	@touch $@

model-test: $(MODEL_STAMP) ## draft with a real small model; the first time builds it (ten minutes)
	$(MODEL_VENV)/bin/python -m pytest -m model tests/model

check: $(STAMP) ## format, lint, types, layers
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

golden: $(STAMP) ## write the golden files anew; read the diff as a patient would
	$(BIN)/python -m pytest tests/golden --write-golden

bench: $(STAMP) ## speed and quality tables
	$(BIN)/python -m benchmarks

soak: $(STAMP) ## long runs: a million lines, fuzzing
	$(BIN)/python -m pytest -m soak tests/soak

docs: $(STAMP) ## write the generated reference pages
	$(BIN)/python -m scripts.write_docs

catalogues: $(STAMP) ## bring the languages of the interface up to date
	$(BIN)/python -m scripts.write_catalogues

lock: ## resolve the dependencies anew into requirements.lock
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --extra dev --extra postgres pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --extra dev --extra model --constraint requirements.lock pyproject.toml -o requirements-model.lock

wheel: $(STAMP) ## build the wheel into dist/
	$(BIN)/python -m pip wheel --quiet --no-deps --no-build-isolation --wheel-dir dist .

clean: ## remove what the chores made
	rm -rf $(VENV) $(MODEL_VENV) dist build var .mypy_cache .ruff_cache .pytest_cache .hypothesis
