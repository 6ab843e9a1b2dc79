"""The same moves as a learner sees them: JupyterLab in Chromium, from the key to the last change on the page."""

from __future__ import annotations

import json
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.browser.lab import ARGS, CHROMIUM, Lab
from tools.bench import cells
from tools.bench.measure import Line, Section, median, ms, p90

DRAG_STEPS, DRAG_PAUSE = 20, 0.045

# Notes when the last key or pointer move came, and when the output last changed (the slider itself left out).
PROBE = """() => {
  const p = window.probe = {input: 0, change: 0, pictures: 0};
  for (const kind of ['keydown', 'pointermove'])
    document.addEventListener(kind, () => { p.input = performance.now() }, true);
  const picture = e => e.nodeName === 'IMG' || e.nodeName === 'svg' || (e.querySelector && e.querySelector('img,svg'));
  const changed = new MutationObserver(all => { for (const m of all) {
    const e = m.target.nodeType === 1 ? m.target : m.target.parentElement;
    if (!e || !e.closest('.jp-OutputArea') || e.closest('.widget-slider')) continue;
    p.change = performance.now();
    if ([...m.addedNodes].some(picture)) p.pictures++;
  } });
  changed.observe(document.body, {subtree: true, childList: true, attributes: true, characterData: true});
  document.addEventListener('load', e => { if (e.target.nodeName === 'IMG') p.change = performance.now() }, true);
}"""
FORGET = "() => Object.assign(window.probe, {input: 0, change: 0, pictures: 0})"
# A picture came, and nothing has changed since for `quiet` milliseconds.
SETTLED = (
    "quiet => probe.pictures > 0 && probe.change > probe.input && performance.now() - probe.change > quiet"
)
# Milliseconds from the order to run every cell to the picture standing on the page.
FIRST = """async picture => {
  const start = performance.now();
  window.jupyterapp.commands.execute('notebook:run-all-cells');
  for (;;) {
    const e = document.querySelector('.jp-OutputArea ' + picture);
    if (e && e.getBoundingClientRect().height > 50 && (e.nodeName !== 'IMG' || e.complete)) return performance.now() - start;
    if (performance.now() - start > 120000) throw new Error('no picture within two minutes');
    await new Promise(requestAnimationFrame);
  }
}"""


@dataclass(frozen=True)
class Variant:
    """A notebook to measure: its cell, its picture, and how long a pause means that it has finished."""

    name: str
    cell: str
    picture: str
    quiet: int  # ms
    tab: str = ""


OURS = Variant("ours", cells.OURS, ".bm-right svg", 200)
BAND = Variant("band", cells.OURS + "\n", ".bm-right svg", 200, tab="Incertitude")
SEABORN = Variant("seaborn", cells.SEABORN, "img", 350)


class Browser:
    """One JupyterLab and one Chromium for the whole measurement."""

    def __init__(self, lab: Lab, chromium):
        self.lab, self.chromium = lab, chromium

    @contextmanager
    def notebook(self, variant: Variant) -> Iterator[tuple[object, float]]:
        """Open a notebook with a fresh kernel, run it; gives the page and the seconds to its first picture."""
        body = {
            "nbformat": 4,
            "nbformat_minor": 5,
            "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
            "cells": [{"cell_type": "code", "id": "c0", "metadata": {}, "execution_count": None, "outputs": [],
                       "source": variant.cell}],
        }  # fmt: skip
        (self.lab.folder / "mesure.ipynb").write_text(json.dumps(body), encoding="utf-8", newline="\n")
        context = self.chromium.new_context(viewport={"width": 1366, "height": 1000}, locale="fr-FR")
        page = context.new_page()
        try:
            self.lab.open(page, "mesure.ipynb")
            page.wait_for_timeout(1500)  # JupyterLab itself settles down
            first = page.evaluate(FIRST, variant.picture) / 1e3
            if variant.tab:
                page.get_by_role("button", name=variant.tab, exact=True).click()
            page.wait_for_timeout(1500)
            page.evaluate(PROBE)
            yield page, first
        finally:
            self.lab.close(page)
            context.close()


def handle_of(page, variant: Variant):
    """The handle of the churn slider."""
    if variant.name == "seaborn":
        return page.get_by_role("slider").first
    return page.locator(".bm-control", has=page.get_by_label("Attrition (churn)", exact=True)).get_by_role(
        "slider"
    )


def presses(page, variant: Variant, count: int) -> list[float]:
    """Seconds from each key press to the last change it causes."""
    handle_of(page, variant).focus()
    times = []
    for turn in range(-3, count):
        page.evaluate(FORGET)
        page.keyboard.press("ArrowRight")
        page.wait_for_function(SETTLED, arg=variant.quiet, timeout=60_000)
        probe = page.evaluate("() => probe")
        if turn >= 0:
            times.append((probe["change"] - probe["input"]) / 1e3)
    return times


def drags(page, variant: Variant, count: int) -> list[tuple[float, float, int]]:
    """Each drag: seconds from the last pointer move to the last change, seconds it lasted, pictures drawn."""
    found = []
    for turn in range(count):
        handle = handle_of(page, variant)
        handle.scroll_into_view_if_needed()
        box = handle.bounding_box()
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        page.mouse.move(x, y)
        page.mouse.down()
        page.wait_for_timeout(300)
        page.evaluate(FORGET)
        start = time.perf_counter()
        for step in range(1, DRAG_STEPS + 1):
            page.mouse.move(x + (4 if turn % 2 == 0 else -4) * step, y)
            time.sleep(DRAG_PAUSE)
        lasted = time.perf_counter() - start
        page.wait_for_function(SETTLED, arg=2 * variant.quiet, timeout=60_000)
        probe = page.evaluate("() => probe")
        page.mouse.up()
        page.wait_for_timeout(variant.quiet)
        found.append(((probe["change"] - probe["input"]) / 1e3, lasted, probe["pictures"]))
    return found


def measure(quick: bool) -> Section:
    """Key presses, drags, the band of futures and the first picture: the course and its peer in turn."""
    from playwright.sync_api import sync_playwright

    if CHROMIUM is None:
        raise RuntimeError("no Chromium nor Chrome on PATH")
    passes, count = (1, 6) if quick else (2, 15)
    first: dict[str, list[float]] = {}
    keys: dict[str, list[float]] = {}
    lags: dict[str, list[tuple[float, float, int]]] = {}
    scratch = Path(tempfile.mkdtemp())
    (scratch / "cours").mkdir()
    lab = Lab(scratch / "cours", scratch)
    try:
        with sync_playwright() as playwright:
            chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGS)
            browser = Browser(lab, chromium)
            for turn in range(passes + 1):
                for variant in (OURS, SEABORN, BAND):
                    # The last pass is for first pictures alone: the band's notebook starts as ours does.
                    only_first = turn == passes
                    if only_first and variant is BAND:
                        continue
                    with browser.notebook(variant) as (page, seconds):
                        if variant is not BAND:
                            first.setdefault(variant.name, []).append(seconds)
                        if only_first:
                            continue
                        keys.setdefault(variant.name, []).extend(presses(page, variant, count))
                        if variant is not BAND:
                            lags.setdefault(variant.name, []).extend(drags(page, variant, 2 if quick else 4))
            version = chromium.version
            chromium.close()
    finally:
        lab.stop()
        shutil.rmtree(scratch, ignore_errors=True)
    return _section(first, keys, lags, version)


def _section(first, keys, lags, version: str) -> Section:
    mid = {name: median(times) for name, times in keys.items()}
    high = {name: p90(times) for name, times in keys.items()}
    lag = {name: median([one[0] for one in runs]) for name, runs in lags.items()}
    pictures = {name: median([one[2] for one in runs]) for name, runs in lags.items()}
    lasted = {name: median([one[1] for one in runs]) for name, runs in lags.items()}
    start = {name: median(times) for name, times in first.items()}

    def less(values: dict[str, float]) -> str:
        return f"{values['seaborn'] / values['ours']:.1f} × less"

    lines = [
        Line("key press to last change, median", ms(mid["ours"]), ms(mid["seaborn"]), less(mid), "≤ 40 ms", mid["ours"] <= 0.040),
        Line("key press to last change, p90", ms(high["ours"]), ms(high["seaborn"]), less(high), "≤ 70 ms", high["ours"] <= 0.070),
        Line(f"drag of {DRAG_STEPS} steps: lag after the last", f"{ms(lag['ours'])} (drag of {lasted['ours']:.1f} s)",
             f"{ms(lag['seaborn'])} (drag of {lasted['seaborn']:.1f} s)", less(lag), "≤ 25 ms", lag["ours"] <= 0.025),
        Line("pictures drawn during that drag", f"{pictures['ours']:.0f}", f"{pictures['seaborn']:.0f}"),
        Line("band of 10,000 futures redrawn, median", ms(mid["band"]), "88–111 ms (PNG, recorded earlier)", "—", "≤ 60 ms",
             mid["band"] <= 0.060),
        Line("band of 10,000 futures redrawn, p90", ms(high["band"])),
        Line("first calculator on screen after kernel start", ms(start["ours"]), ms(start["seaborn"]), less(start), "≤ 1.0 s",
             start["ours"] <= 1.0),
    ]  # fmt: skip
    method = (
        f"JupyterLab in headless Chromium {version}, a fresh kernel and a fresh page for each notebook, the course and its "
        f"peer one after the other, {len(keys['ours'])} key presses on the churn slider ({len(keys['band'])} for the band) and "
        f"{len(lags['ours'])} drags with the mouse each. The clock runs inside the page, from the event to the last change of the "
        "output outside the slider (a picture counts when it is loaded); painting adds a frame or two. A drag is made of moves at an "
        "even pace of about a second; a page that cannot follow makes it last longer. *First "
        "calculator*: kernel idle, « run all cells » to the picture standing on the page, imports and the widgets' own "
        f"JavaScript included; median of {len(first['ours'])}."
    )
    return Section("A slider move in the page", method, lines)
