# Each command sets up $(VENV) by itself; a second call does no set-up again.
VENV   ?= .venv
PYTHON ?= python3
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready

.PHONY: setup lock
setup: $(READY)

# uv first, by the hash in the lock; then everything else through it.
$(READY): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed, this is " + sys.version.split()[0])'
	$(PYTHON) -m venv $(VENV)
	sed -n '/^uv==/,/# via/p' requirements.lock > $(VENV)/uv.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(VENV)/uv.txt
	$(BIN)/uv pip sync --quiet --python $(BIN)/python --require-hashes --compile-bytecode requirements.lock
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e .
	touch $(READY)

lock: $(READY)
	$(BIN)/uv pip compile requirements.txt --quiet --universal --python-version 3.11 --generate-hashes --no-emit-package un-interpol-notebooks --no-header --output-file requirements.lock

.PHONY: notebooks refresh test lint lab seal clean
notebooks: $(READY)   ## execute copies of all notebooks, render them, print the path of the first page
	$(BIN)/python -m helpers notebooks --out build/site

refresh: $(READY)     ## execute all notebooks again, in place
	$(BIN)/python -m helpers refresh

test: $(READY)        ## lint, unit, contract and notebook tests
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/python -m pytest

lab: $(READY)         ## open JupyterLab
	$(BIN)/jupyter lab notebooks

seal: $(READY)        ## maintainers: after a table was changed on purpose
	$(BIN)/python -m helpers seal

clean:
	rm -rf build $(VENV)
