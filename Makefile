# Everything starts here; `make help` lists it. Only Python 3.11+, its venv module and make are needed,
# and git for `make test-change` and its test.

# PYTHON is the caller's word for the interpreter that .venv is made of.
VENV_PYTHON := .venv/bin/python
# Three processes keep two cores busy, for each often waits for its browser; more cores may say more.
TEST_PROCESSES ?= 3
export TEST_PROCESSES
# Dozens of short processes start: they may keep what they compiled, whatever the caller's habit.
unexport PYTHONDONTWRITEBYTECODE
PYTEST = $(VENV_PYTHON) -m pytest -n $(TEST_PROCESSES) --dist loadgroup --max-worker-restart 0 --durations=10 $(PATIENCE)
SERVERS := $(VENV_PYTHON) scripts/servers_from_wheels.py

.DEFAULT_GOAL := help
.PHONY: help demo demo-reset stack test test-all test-sqlite test-postgres \
	test-moments test-change lint format lock \
	venv-app venv-test browser messages port

help: ## list the commands
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 22

demo: port venv-app messages ## run the demo at 127.0.0.1:8000 (PORT=8001 chooses another port)
	@exec $(VENV_PYTHON) scripts/demo.py

demo-reset: port venv-app messages ## run the demo with fresh data
	@exec $(VENV_PYTHON) scripts/demo.py --reset

stack: port venv-test messages ## run production's processes on this machine, with the demo's data
	@exec $(VENV_PYTHON) scripts/stack.py

test: venv-test messages browser test-sqlite test-postgres ## run every test, on SQLite and on PostgreSQL

test-all: export CARESHARE_FULL = 1
test-all: SIZES =
# A race of five thousand is no test that hangs (pyproject.toml says after how long one does).
test-all: PATIENCE = -o faulthandler_timeout=1800
test-all: test test-moments ## the same with the full sizes, and at other moments

SIZES = and not slow

# Browser pages once; what needs a broker or all routes belongs to the second run.
test-sqlite: venv-test messages browser
	@echo "== Tests on SQLite, with the browser =="
	@$(PYTEST) -m "not routes and not worker $(SIZES)"

# What runs on SQLite alone need not even be read.
ELSEWHERE = --ignore tests/house --ignore tests/browser --ignore tests/templates

test-postgres: venv-test messages
	@echo "== Tests on PostgreSQL and Valkey =="
	@$(SERVERS) $(PYTEST) -m "not browser and not once $(SIZES)" $(ELSEWHERE)

# UTC: midnight where the units are, the two nights when the clock changes, noon, far ahead.
MOMENTS = 2027-01-01T22:58 2027-03-27T23:30 2027-10-30T23:40 2028-02-29T11:10

test-moments: venv-test messages ## run the rooms' tests as on other days and at other hours
	@for at in $(MOMENTS); do echo "== Tests at $$at =="; CARESHARE_AT=$$at $(PYTEST) $(ELSEWHERE) \
		-m "not browser and not race and not routes and not worker $(SIZES)" || exit 1; done

# By rooms, in a minute or a few: what is not committed, or since one left SINCE. Needs git.
test-change: venv-test messages ## run the tests of what changed (SINCE=main: since that branch)
	@paths=$$($(VENV_PYTHON) -m scripts.tests_of_change $(SINCE)) && \
		$(PYTEST) -m "not routes and not browser and not race and not worker $(SIZES)" $$paths

lint: venv-test ## check style, types, imports, templates and migrations
	$(VENV_PYTHON) -m ruff check .
	$(VENV_PYTHON) -m ruff format --check .
	$(VENV_PYTHON) -m mypy
	$(VENV_PYTHON) -c "import sys; from importlinter.cli import lint_imports_command as lint; sys.exit(lint())"
	find templates -name '*.html' -print0 | xargs -0 -r .venv/bin/djade --check --target-version 5.2
	DEBUG=1 $(VENV_PYTHON) manage.py makemigrations --check --dry-run

format: venv-test ## put Python and templates into the house's form
	$(VENV_PYTHON) -m ruff check --fix-only .
	$(VENV_PYTHON) -m ruff format .
	find templates -name '*.html' -print0 | xargs -0 -r .venv/bin/djade --target-version 5.2

# uv is fetched for this command alone; its own configuration must not put addresses into the locks.
lock: ## pin the newest versions that pyproject.toml allows
	@sh scripts/lock.sh

port:
	@python=$$(sh scripts/find_python.sh) && "$$python" scripts/port.py

venv-app:
	@sh scripts/venv.sh app

venv-test:
	@sh scripts/venv.sh test

browser: venv-test
	@sh scripts/browser.sh

messages: | venv-app
	@$(VENV_PYTHON) scripts/compile_messages.py

# The order of prerequisites above is part of what the commands promise.
.NOTPARALLEL:
