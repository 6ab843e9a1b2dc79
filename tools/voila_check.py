"""Does a calculator live in Voilà? ``python tools/voila_check.py OTHER_ENV/bin/python``

Voilà is no dependency of the course, so it stands in an environment of its own, made once:
``python -m venv OTHER_ENV`` then ``OTHER_ENV/bin/pip install voila -e .``. This script runs in the course's own
environment (it needs Playwright and Chromium), starts Voilà in the other one on a notebook of one cell,
and does what a learner does: moves a slider with the keyboard, types a number, changes tab, downloads the
Excel file. 0 when all of it works.
"""

from __future__ import annotations

import io
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

from openpyxl import load_workbook
from playwright.sync_api import expect, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import bizmodels as bm  # noqa: E402
from tests.browser.lab import ARGS, CHROMIUM  # noqa: E402

NOTEBOOK = {
    "nbformat": 4,
    "nbformat_minor": 5,
    "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
    "cells": [{"cell_type": "code", "id": "c0", "metadata": {}, "execution_count": None, "outputs": [],
               "source": "import bizmodels as bm\nbm.calculator(bm.D2C())"}],
}  # fmt: skip


@contextmanager
def voila(python: str):
    """A Voilà server on the notebook; gives its address."""
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        port = s.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "calculateur.ipynb"
        path.write_text(json.dumps(NOTEBOOK), encoding="utf-8", newline="\n")
        log = (Path(folder) / "log").open("wb")
        server = subprocess.Popen(
            [python, "-m", "voila", str(path), "--no-browser", f"--port={port}", "--Voila.ip=127.0.0.1"],
            cwd=folder, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT,
            # Its own settings and kernels, not those of this environment.
            env={**os.environ, "JUPYTER_CONFIG_DIR": folder, "JUPYTER_PREFER_ENV_PATH": "1"},
        )  # fmt: skip
        url = f"http://127.0.0.1:{port}/"
        try:
            _wait(url, server)
            yield url
        finally:
            server.terminate()
            server.wait(20)
            log.close()


def _wait(url: str, server: subprocess.Popen) -> None:
    limit = time.monotonic() + 60
    while server.poll() is None and time.monotonic() < limit:
        try:
            urllib.request.urlopen(f"{url}static/", timeout=2).close()
            return
        except urllib.error.HTTPError:
            return  # it answers
        except OSError:
            time.sleep(0.3)
    raise SystemExit("Voilà did not start: is it installed in that environment?")


def figure(model: bm.BusinessModel, name: str) -> str:
    """A key figure as its card shows it, without its unit."""
    return type(model).__kpis__[name].parts(getattr(model, name))[0]


def check(page) -> None:
    """Every gesture once; an ``AssertionError`` says which one failed."""
    card = page.locator(".card .v").nth(1)
    expect(card).to_contain_text(figure(bm.D2C(), "ltv_cac"), timeout=90_000)
    print("calculator on screen: yes")
    field = page.get_by_label("Attrition (churn)", exact=True)
    handle = page.locator(".bm-control", has=field).get_by_role("slider")
    before = page.locator(".bm-right svg").first.inner_html()
    handle.focus()
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    expect(field).to_have_value("8,5")
    expect(card).to_contain_text(figure(bm.D2C(churn=0.085), "ltv_cac"))
    assert page.locator(".bm-right svg").first.inner_html() != before, "the picture did not move"
    print("slider moved by the keyboard, card and picture follow: yes")
    field.fill("12,5")
    field.press("Enter")
    expect(card).to_contain_text(figure(bm.D2C(churn=0.125), "ltv_cac"))
    print("typed number with a comma: yes")
    page.get_by_role("button", name="Incertitude", exact=True).click()
    expect(page.locator(".say")).to_contain_text("10 000 futurs".replace(" ", "\u202f"))
    print("tab of the 10,000 futures: yes")
    page.get_by_role("button", name="Exporter (Excel, CSV)").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Télécharger Excel (d2c.xlsx)").click()
    book = load_workbook(io.BytesIO(Path(download.value.path()).read_bytes()))
    values = {row[0].value: row[1].value for row in book["Paramètres"].iter_rows(min_row=2)}
    assert abs(values["Attrition (churn)"] - 0.125) < 1e-12, "the file does not hold the present setting"
    print("Excel downloaded, with the present setting: yes")


def main(arguments: list[str]) -> int:
    """Run the check against the Voilà of another environment."""
    if len(arguments) != 1 or CHROMIUM is None:
        print(__doc__ if CHROMIUM else "No Chromium nor Chrome on PATH.")
        return 2
    with voila(arguments[0]) as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        page = browser.new_page(viewport={"width": 1366, "height": 1000}, locale="fr-FR")
        troubles: list[str] = []
        page.on("pageerror", lambda error: troubles.append(str(error)))
        # Voilà's template asks a CDN for icon fonts; « load » may wait for it for ever.
        page.goto(url, wait_until="domcontentloaded", timeout=90_000)
        check(page)
        browser.close()
    print(f"errors of scripts in the page: {troubles or 'none'}")
    return 1 if troubles else 0


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    sys.exit(main(sys.argv[1:]))
