# The only commands to learn: up, test, whole, looks, contract, soak, check, bench, i18n, story. Each sets up what it needs by itself.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
BLUESKY := tests/servers/bluesky/node_modules/.ready
TELEGRAM := tests/servers/telegram/node_modules/.ready

.PHONY: up test whole looks contract soak check bench figures i18n story assets requirements clean

up: assets i18n-built
	@exec $(BIN)/bpo up

test: assets i18n-built $(BLUESKY) $(TELEGRAM)
	$(BIN)/python -m pytest -n 2 --dist worksteal $(ARGS)

# The pages in the looks that `make test` leaves out (tests/browser/looks.py).
looks: assets i18n-built
	$(BIN)/python -m pytest -n 2 --dist worksteal -m another_look tests/browser $(ARGS)

# The rest of the long series of which `make test` asks for a part.
whole: assets i18n-built $(BLUESKY) $(TELEGRAM)
	BPO_TEST_SERIES=whole $(BIN)/python -m pytest -n 2 --dist worksteal -m "whole or long_series" $(ARGS)

# The channels' contract, adapter by fault, against real servers, as a table.
contract: assets i18n-built $(BLUESKY) $(TELEGRAM)
	@$(BIN)/python tests/channels/contract.py

# Ten minutes of traffic over five networks while everything fails; ARGS=--naive for the layer that one writes first.
soak: assets i18n-built $(TELEGRAM)
	@mkdir -p build
	@$(BIN)/python tests/soak $(ARGS) 2>build/soak.log

check: $(READY) i18n-built
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(BIN)/python -m bpo.core.catalogues check

bench: assets
	$(BIN)/bpo bench all

# Measure the checks anew for the guide page, which tells clients their limits; SPELLING=FOLDER as for `bpo bench spelling`.
figures: assets
	$(BIN)/python bench/write_figures.py $(if $(SPELLING),--spelling "$(SPELLING)")

# Texts of your own, from a customer's message to the reply on the network: FILE=texts.jsonl (or .csv), JSON=1.
story: assets i18n-built
	@$(BIN)/python tests/story $(if $(JSON),--json) $(if $(FILE),"$(FILE)")

# Extract the messages and update the catalogues; then translate what is new in translations/*.
i18n: $(READY)
	$(BIN)/python -m bpo.core.catalogues update

assets: $(READY)
	@$(BIN)/python -m bpo.web.assets
	@$(BIN)/python -m bpo.language.dictionaries

i18n-built: $(READY)
	@$(BIN)/python -m bpo.core.catalogues compile

$(READY): requirements.txt pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

# Bluesky's own servers for the tests; where they cannot be built the tests that want them say so.
$(BLUESKY): $(READY) tests/servers/bluesky/package-lock.json
	@PYTHONPATH=tests $(BIN)/python -m servers.bluesky_server

# An emulator of Telegram's Bot API, likewise.
$(TELEGRAM): $(READY) tests/servers/telegram/package-lock.json
	@PYTHONPATH=tests $(BIN)/python -m servers.telegram_server

# Resolve requirements.in anew, with hashes and without any address.
requirements: $(READY)
	$(BIN)/uv pip compile requirements.in --python-version 3.11 --universal --generate-hashes \
		--no-emit-index-url --no-header --upgrade -q -o requirements.txt
