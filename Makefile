# One command makes the site, one tests everything; both need python3 (3.11 or newer), python3-venv and make.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
PORT ?= 8000
# The Nu HTML checker, from npm's package; its hash is pinned with its version.
VNU ?= $(VENV)/vnu.jar
VNU_VERSION := 26.9.27
VNU_SHA512 := 4e441de4315f39a582f5e6edbe8cd3b2b1f655aa1dde3620faface791133217c417b12f3f7ead2d8336d8e7efe44f5226618258b44a0860057e9125135e6b428

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help site test serve check setup lint format types layers chromium servers audit accuracy lock clean

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

site: setup ## build the archive of source_texts/ into site/
	@code=0; $(BIN)/chithi build || code=$$?; \
	if [ $$code -le 1 ] && [ -f site/index.html ]; then \
	  echo; echo "The site is in $(CURDIR)/site"; \
	  echo "Look at it: make serve, then open http://127.0.0.1:$(PORT)/"; \
	fi; exit $$code

serve: setup ## show the site on this machine while texts change (PORT=8000)
	@$(BIN)/chithi serve --port $(PORT)

check: setup ## list everything in the texts that is wrong or unsettled
	@$(BIN)/chithi check

test: $(VENV)/.test chromium lint types layers ## lint, types, layers, then every test (in a real browser too)
	@$(BIN)/python -m pytest --numprocesses auto

lint: $(VENV)/.test ## ruff: style and common mistakes
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

format: $(VENV)/.test ## let ruff lay the code out
	@$(BIN)/ruff check --fix-only .
	@$(BIN)/ruff format .

types: $(VENV)/.test ## mypy, strict
	@$(BIN)/mypy

layers: $(VENV)/.test ## imports run downward only
	@$(BIN)/lint-imports --no-logo

accuracy: setup ## measure how well the texts are read; writes accuracy.json
	@$(BIN)/python tools/accuracy.py

servers: $(VENV)/.test ## the samples of deploy/ in real web servers (needs nginx, caddy and rsync)
	@AUDIT=1 $(BIN)/python -m pytest --quiet tests/test_servers.py

audit: site servers $(VNU) ## slower checks of the built site: HTML validity (needs Java and npm), servers
	@command -v java >/dev/null || { echo "audit needs Java: apt-get install default-jre-headless"; exit 1; }
	@java -jar "$(VNU)" --errors-only --skip-non-html site && echo "Every page of site/ is valid HTML."

$(VENV)/vnu.jar: | $(VENV)/.python
	@command -v npm >/dev/null || { echo "audit needs npm for the Nu HTML checker, or make audit VNU=/path/to/vnu.jar"; exit 1; }
	@echo "Fetching the Nu HTML checker …"
	@cd $(VENV) && npm pack --silent vnu-jar@$(VNU_VERSION) >/dev/null && \
	  echo "$(VNU_SHA512)  vnu-jar-$(VNU_VERSION).tgz" | sha512sum --check --quiet && \
	  tar xzf vnu-jar-$(VNU_VERSION).tgz --strip-components=3 package/build/dist/vnu.jar && \
	  touch vnu.jar && rm vnu-jar-$(VNU_VERSION).tgz

lock: $(VENV)/.runtime ## resolve requirements/*.txt again, with hashes
	@$(PIP) install 'uv>=0.9'
	@$(BIN)/uv pip compile --quiet pyproject.toml --group build $(LOCK) -o requirements/runtime.txt
	@$(BIN)/uv pip compile --quiet pyproject.toml --group build --group test -c requirements/runtime.txt \
	  $(LOCK) -o requirements/test.txt

LOCK := --generate-hashes --universal --python-version 3.11 --custom-compile-command 'make lock'

clean: ## remove the site, the generated pages and the environment
	rm -rf $(VENV) site docs/vb docs/co-quan docs/nguoi-ky docs/nam docs/loai docs/chu-de docs/dong-thoi-gian docs/tra docs/tim docs/du-lieu

setup: $(VENV)/.runtime
	@:

chromium: $(VENV)/.test
	@BIN=$(BIN) sh tools/chromium.sh

# The stamps make the second run quick; a changed lock or pyproject.toml installs anew.
$(VENV)/.python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed: make PYTHON=python3.11"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || \
	  { echo "Python has no venv: apt-get install python3-venv"; exit 1; }
	@echo "Making $(VENV) …"
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.runtime: requirements/runtime.txt pyproject.toml | $(VENV)/.python
	@echo "Installing requirements/runtime.txt …"
	@$(PIP) install --require-hashes --requirement requirements/runtime.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.test: requirements/test.txt $(VENV)/.runtime
	@echo "Installing requirements/test.txt …"
	@$(PIP) install --require-hashes --requirement requirements/test.txt
	@touch $@
