# 车管 · Cheguan. `make run` and `make test` need Python 3.11+ and make; everything else they bring along.

.DEFAULT_GOAL := help
.SUFFIXES:
.DELETE_ON_ERROR:

PYTHON := .venv/bin/python
PIP := $(PYTHON) -m pip --disable-pip-version-check -qq
CHEGUAN := .venv/bin/cheguan

.PHONY: run test test-in-browser test-without-browser setup check bench docs lock help

run: setup ## 启动 · start it: http://127.0.0.1:8000 (CHEGUAN_PORT=… for another port)
	@exec $(CHEGUAN) serve

test: setup .venv/dev.made ## 全部测试 · every test, a real browser included; two runs side by side
	@$(PYTHON) -m tests.browser
	@$(MAKE) --no-print-directory --jobs=2 test-in-browser test-without-browser

test-in-browser:
	@echo "浏览器里的测试同时进行，结束时显示 · the browser's tests run meanwhile and are shown when they end"
	@$(PYTHON) -m pytest -m journey > build/in-browser.txt 2>&1; status=$$?; cat build/in-browser.txt; exit $$status

test-without-browser:
	$(PYTHON) -m pytest -m "not journey"
	@if [ -d /usr/lib/postgresql/15 ]; then set -x; $(PYTHON) -m pytest --pg=15 tests/db; fi

setup: .venv/run.made build/vendor.made build/locale.made build/static.made ## 安装 · environment, assets, translations; skipped when nothing changed

check: setup .venv/dev.made ## 检查 · style, types, import contracts, migrations, documents
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	$(PYTHON) -m mypy
	.venv/bin/lint-imports --no-logo
	PYTHONWARNINGS=ignore::RuntimeWarning $(CHEGUAN) manage makemigrations --check --dry-run
	$(PYTHON) -m pytest -q tests/meta -m docs

bench: setup ## 测速 · measure the hot paths beside bare PostgreSQL (ARGS=… for its options)
	$(PYTHON) -m bench $(ARGS)

docs: setup ## 文档 · write docs/services and docs/evidence.md from the law
	$(CHEGUAN) law write docs/services
	$(PYTHON) scripts/make-evidence > docs/evidence.md

lock: .venv/dev.made ## 锁定 · resolve all dependencies again
	$(PIP) install uv
	.venv/bin/uv pip compile $(LOCK) --extra install -o requirements/run.txt pyproject.toml
	.venv/bin/uv pip compile $(LOCK) --extra install --extra dev -o requirements/dev.txt pyproject.toml
	.venv/bin/uv pip compile $(LOCK) -o requirements/node.txt requirements/node.in
	cd web && npm install --package-lock-only

LOCK := --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate

help: ## 帮助 · this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | awk -F'\t' '{printf "make %-7s %s\n", $$1, $$2}'

.venv/made:
	@scripts/make-venv

.venv/run.made: .venv/made requirements/run.txt pyproject.toml
	@echo "安装依赖 · installing dependencies"
	@$(PIP) install --require-hashes -r requirements/run.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

.venv/dev.made: .venv/run.made requirements/dev.txt
	@echo "安装开发依赖 · installing development dependencies"
	@$(PIP) install --require-hashes -r requirements/dev.txt
	@touch $@

build/vendor.made: web/package-lock.json scripts/make-vendor | .venv/run.made
	@echo "取前端资源 · fetching front-end assets"
	@scripts/make-vendor
	@mkdir -p build && touch $@

build/locale.made: $(wildcard web/locale/*/LC_MESSAGES/*.po) | .venv/run.made
	@mkdir -p build
	@if [ -d web/locale ]; then .venv/bin/pybabel --quiet compile --directory web/locale --domain django; fi
	@touch $@

build/static.made: $(shell find web/static -type f) build/vendor.made
	@rm -rf build/static
	@CHEGUAN_SECRET_KEY=collecting-static-files-signs-nothing $(CHEGUAN) manage collectstatic --noinput --verbosity 0
	@touch $@
