# Everything from a fresh clone, with nothing but Python 3.11+ and make. PYTHON=... chooses the interpreter.
PYTHON ?= $(or $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done),python3)
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: setup run test test-all test-clusters lint format bench bench-large lock system ocr lake clusters

setup: $(STAMP)

# One stamp says that what the lock names is installed; touching the lock or the project file installs again.
$(STAMP): requirements.lock requirements-uv.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed, this is " + sys.version.split()[0] + ": make PYTHON=/path/to/python3.11" if sys.version_info < (3, 11) else 0)'
	@echo "Setting up $(VENV) (once, one to three minutes) ..."
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-uv.lock
	@UV_COMPILE_BYTECODE=1 $(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $@

# The sample reports, or make run ARGS="folder --site out/site".
run: setup
	@$(BIN)/jixiao run $(ARGS)

# Two processes, a file's tests together: fixtures that take long are made once a file.
test: setup
	@$(BIN)/python -m pytest -n 2 --dist loadfile $(ARGS)

# The slow tests, too, and those that need system packages, which are installed first; those on clusters have a run of their own.
test-all: setup system ocr lake
	@$(BIN)/python -m pytest -m "not cluster" $(ARGS)

# Schedulers, workers, object storage and PostgreSQL as they are: some 300 MB of engines, and ports of this machine.
test-clusters: setup system lake clusters
	@$(BIN)/python -m pytest -m cluster $(ARGS)

lint: setup
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/sqlfluff lint sql --disable-progress-bar

format: setup
	@$(BIN)/ruff check --fix --quiet .
	@$(BIN)/ruff format --quiet .
	@$(BIN)/sqlfluff fix sql --disable-progress-bar --quiet

bench: setup
	@$(BIN)/python -m benchmarks.rooms $(ARGS)
	@$(BIN)/python -m benchmarks.number_reading
	@$(BIN)/python -m benchmarks.formats
	@$(BIN)/python -m benchmarks.peer
	@$(BIN)/python -m benchmarks.scale
	@$(BIN)/python -m benchmarks.growth --sizes 100 1000
	@$(BIN)/python -m benchmarks.yearly

# Hours, not for CI: growth to a hundred thousand reports, all rooms on as many, two hundred kills.
# make bench-large SIZES="100 1000" ARGS="--reports 2400" KILLS=20
SIZES ?= 100 1000 10000 100000
KILLS ?= 200
bench-large: setup
	@$(BIN)/python -m benchmarks.growth --sizes $(SIZES) --prefect 100 1000 10000
	@$(BIN)/python -m benchmarks.size --reports 100000 $(ARGS)
	@$(BIN)/python -m benchmarks.yearly --facts 1000000 10000000 --peers
	@$(BIN)/python -m benchmarks.kills --kills $(KILLS)

lock: setup
	@mkdir -p build
	@$(BIN)/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --quiet --output-file requirements.lock
	@grep -v '^    --hash' requirements.lock | sed 's/ \\$$//' > build/pins && $(BIN)/uv pip compile pyproject.toml --extra ocr --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --quiet -c build/pins --output-file requirements-ocr.lock
	@$(BIN)/uv pip compile pyproject.toml --extra dask --extra ray --extra s3-server --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --quiet -c build/pins --output-file requirements-clusters.lock
	@$(BIN)/uv pip compile pyproject.toml --extra lake --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --quiet -c build/pins --output-file requirements-lake.lock
	@grep -A1000 '^uv==' requirements.lock | awk 'NR > 1 && /^[a-z]/ { exit } { print }' > requirements-uv.lock

system:
	@sh tests/system-packages.sh

# The extra that reads scans, some 250 MB.
ocr: $(VENV)/.ocr
$(VENV)/.ocr: requirements-ocr.lock $(STAMP)
	@UV_COMPILE_BYTECODE=1 $(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements-ocr.lock
	@touch $@

# The extra for a warehouse as a DuckLake, some 75 MB.
lake: $(VENV)/.lake
$(VENV)/.lake: requirements-lake.lock $(STAMP)
	@UV_COMPILE_BYTECODE=1 $(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements-lake.lock
	@touch $@

# The extras dask and ray, some 300 MB, and an S3-compatible server for their tests.
clusters: $(VENV)/.clusters
$(VENV)/.clusters: requirements-clusters.lock $(STAMP)
	@UV_COMPILE_BYTECODE=1 $(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements-clusters.lock
	@touch $@
