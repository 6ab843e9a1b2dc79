"""One JupyterLab server and one Chromium for the whole session."""

from __future__ import annotations

import json
import os
import shutil

import pytest

from tests.browser.lab import ARGS, CHROMIUM, ROOT, Lab


def pytest_collection_modifyitems(items):
    for item in items:
        if "browser" in str(item.path):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def lab(tmp_path_factory):
    if CHROMIUM is None:
        if os.environ.get("REQUIRE_BROWSER") == "1":
            pytest.fail("Chromium is required here and was not found")
        pytest.skip("Chromium is not installed: the browser tests are left out")
    course, scratch = tmp_path_factory.mktemp("cours étudiants"), tmp_path_factory.mktemp("lab")
    for folder in ("notebooks", "exercises", "solutions"):
        if (ROOT / folder).is_dir():
            shutil.copytree(ROOT / folder, course / folder, ignore=shutil.ignore_patterns(".*"))
    server = Lab(course, scratch)
    yield server
    server.stop()


@pytest.fixture(scope="session")
def chromium():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        yield browser
        browser.close()


# JupyterLab's own word when a page is left before its debugger has answered: nothing of the course.
_NOT_OURS = ("Could not restore the debugger state",)


@pytest.fixture
def page(chromium, lab):
    """A fresh page; its console errors and its requests to other hosts fail the test at its end."""
    context = chromium.new_context(viewport={"width": 1366, "height": 900}, locale="fr-FR")
    page = context.new_page()
    troubles: list[str] = []
    page.on(
        "console",
        lambda m: troubles.append(m.text) if m.type == "error" and not m.text.startswith(_NOT_OURS) else None,
    )
    page.on("pageerror", lambda e: troubles.append(str(e)))
    page.on(
        "request",
        lambda r: (
            troubles.append(f"request to {r.url}")
            if not r.url.startswith((lab.url, "data:", "blob:", lab.url.replace("http", "ws")))
            else None
        ),
    )
    yield page
    lab.close(page)
    context.close()
    assert not troubles, troubles


@pytest.fixture
def notebook(lab, page):
    """Write a notebook of the given cells, open it, run it; returns the page."""

    # A learner who has bet nothing: what another test bet would be found again.
    lab.forget()

    def open_cells(*cells: str, name: str = "essai.ipynb", run: bool = True):
        body = {
            "nbformat": 4,
            "nbformat_minor": 5,
            "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
            "cells": [
                {
                    "cell_type": "code",
                    "id": f"c{i}",
                    "metadata": {},
                    "execution_count": None,
                    "outputs": [],
                    "source": c,
                }
                for i, c in enumerate(cells)
            ],
        }
        (lab.folder / name).write_text(json.dumps(body), encoding="utf-8", newline="\n")
        lab.open(page, name)
        if run:
            lab.run_all(page)
        return page

    return open_cells
