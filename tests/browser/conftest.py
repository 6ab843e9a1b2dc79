"""One JupyterLab server, one Chromium and one page for the whole session: each test has its own notebook and kernel."""

from __future__ import annotations

import json
import os
import shutil

import pytest

from tests.browser.lab import ARGS, CHROMIUM, ROOT, Lab

FAILED = pytest.StashKey[bool]()


def pytest_collection_modifyitems(items):
    for item in items:
        if "browser" in str(item.path):
            item.add_marker(pytest.mark.browser)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item):
    """A test that failed leaves its page in a state that nobody knows: the next one gets another page."""
    report = yield
    if report.failed:
        item.stash[FAILED] = True
    return report


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
    from playwright.sync_api import expect, sync_playwright

    # A slow machine is no fault of the course: what must come is waited for longer than the usual five seconds.
    expect.set_options(timeout=20_000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        yield browser
        browser.close()


# JupyterLab's own word when a page is left before its debugger has answered: nothing of the course.
_NOT_OURS = ("Could not restore the debugger state",)


class Desk:
    """The page that tests share: loading JupyterLab takes half of a short test."""

    def __init__(self, chromium):
        self.chromium, self.page = chromium, None

    def sit(self):
        """The page, made the first time."""
        if self.page is None:
            context = self.chromium.new_context(viewport={"width": 1366, "height": 900}, locale="fr-FR")
            self.page = context.new_page()
        return self.page

    def leave(self) -> None:
        """Close it: whoever comes next gets a new one."""
        if self.page is not None:
            self.page.context.close()
            self.page = None


@pytest.fixture(scope="session")
def desk(chromium):
    kept = Desk(chromium)
    yield kept
    kept.leave()


@pytest.fixture
def page(request, desk, lab):
    """A page on which nothing is open; its console errors and its requests to other hosts fail the test at its end."""
    page = desk.sit()
    troubles: list[str] = []
    listeners = {
        "console": lambda m: (
            troubles.append(m.text) if m.type == "error" and not m.text.startswith(_NOT_OURS) else None
        ),
        "pageerror": lambda e: troubles.append(str(e)),
        "request": lambda r: (
            troubles.append(f"request to {r.url}")
            if not r.url.startswith((lab.url, "data:", "blob:", lab.url.replace("http", "ws")))
            else None
        ),
    }
    for event, listener in listeners.items():
        page.on(event, listener)
    yield page
    lab.clear(page)
    for event, listener in listeners.items():
        page.remove_listener(event, listener)
    if troubles or request.node.stash.get(FAILED, False):
        desk.leave()
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
        lab.turn_to(page, name)
        if run:
            lab.run_all(page)
        return page

    return open_cells
