#!/usr/bin/env python3
"""Time the timeline in a real browser, slowed down: until it can be used, and each change of a filter.

    python benchmarks/generate.py 10000 --out /tmp/ten-thousand --shared ../shared
    python benchmarks/timeline.py /tmp/ten-thousand

Only the timeline is built, with bare pages at the addresses that the navigation names. `--keep DIR` keeps
what was made of the texts. Times by the clock mean something on a quiet machine only; processor time on any.
"""

from __future__ import annotations

import argparse
import functools
import gzip
import os
import shutil
import statistics
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from builder import pages, pipeline, site, timeline
from builder.model import ArchiveSettings
from builder.rolls import Roll

ROOT = Path(__file__).resolve().parent.parent
SLOWER = 4
_NAMED = ("tim", "tra", "co-quan", "loai", "chu-de", "nam")
_PARTS = ("TaskDuration", "ScriptDuration", "LayoutDuration", "RecalcStyleDuration")
MARKS = {"filters can be used": "dong-loc-duoc", "first rows are shown": "dong-san-sang"}
# What a reader does, as a script of the page; timed until its frame is painted and its rows are there.
CHANGES = {
    "a type": "document.querySelector('#dong-loai input[type=checkbox]').click()",
    "an issuer": "document.querySelector('#dong-co-quan input[type=checkbox]').click()",
    "a topic": "document.querySelector('#dong-chu-de input[type=checkbox]').click()",
    "all again": "document.getElementById('dong-bo').click()",
    "a year": "const all = [...document.querySelectorAll('.dong-cot')]; all.at(-1 - all.length / 5).click()",
    "a month": "document.querySelectorAll('.dong-cot')[2].click()",
    "every year": "document.getElementById('dong-ra').click()",
    "from when in force": "document.getElementById('dong-lop-hieu-luc').click()",
    "a word": "const q = document.getElementById('dong-q'); q.value = 'cai cach hanh chinh';"
    "q.dispatchEvent(new Event('input', {bubbles: true}))",
    "another word": "const q = document.getElementById('dong-q'); q.value = 'cai cach hanh chinh nam 2018';"
    "q.dispatchEvent(new Event('input', {bubbles: true}))",
    "no words": "const q = document.getElementById('dong-q'); q.value = '';"
    "q.dispatchEvent(new Event('input', {bubbles: true}))",
    "the cited too": "document.getElementById('dong-chua-co').click()",
}
_TIMED = """async (act) => {
  const list = document.getElementById("dong-danh-sach");
  const frame = () => new Promise((done) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = done;
    port2.postMessage(0);
  }));
  await frame();
  const start = performance.now();
  new Function(act)();
  const work = performance.now() - start;
  await frame();
  const painted = performance.now() - start;
  while (list.getAttribute("aria-busy")) await frame();
  return [work, painted, performance.now() - start];
}"""


def main() -> int:
    """Build what is needed, open it, and print a table."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    arguments.add_argument("texts", type=Path, help="a folder of texts")
    arguments.add_argument("--runs", type=int, default=5)
    arguments.add_argument("--keep", type=Path, help="made here once; the next time only scripts and styles")
    asked = arguments.parse_args()
    with tempfile.TemporaryDirectory() as passing:
        folder = asked.keep or Path(passing)
        if not (folder / "docs" / timeline.FOLDER / "index.md").is_file():
            write(asked.texts, folder / "docs")
        site.publish(folder / "docs", folder / "site", ArchiveSettings(title="Đo"), ROOT)
        print(f"load of the machine: {os.getloadavg()[0]:.1f}")
        handler = functools.partial(_Quiet, directory=str(folder / "site"))
        with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            measure(f"http://127.0.0.1:{server.server_port}/{timeline.FOLDER}/", asked.runs)
            server.shutdown()
    return 0


def write(texts: Path, docs: Path) -> None:
    """The timeline of *texts* in *docs*, and beside it the bare pages that the navigation names."""
    start = time.perf_counter()
    archive = pipeline.gather([texts])
    read = time.perf_counter() - start
    made = list(timeline.pages(Roll(archive), pages.endings(archive)))
    took = time.perf_counter() - start - read
    print(f"{len(archive.works)} documents, {len(archive.cited)} cited")
    print(f"{read:.0f} s to read them, {took:.1f} s to make the timeline")
    size = {f.path: len(gzip.compress(f.content.encode())) for f in made if isinstance(f.content, str)}
    numbers = size.pop(f"{timeline.FOLDER}/du-lieu.json")
    print(f"gzipped: numbers {numbers / 1000:.0f} KB, page and names {sum(size.values()) / 1000:.0f} KB")
    _put(docs / "du-lieu" / "tong-quan.inc", b"")
    for name in _NAMED:
        _put(docs / name / "index.md", b'---\ntitle: "-"\n---\n')
    for file in made:
        _put(docs / file.path, file.content if isinstance(file.content, bytes) else file.content.encode())


def _put(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def measure(url: str, runs: int) -> None:
    """Medians of some runs, the slowest behind a bar; then the work alone, whatever else the machine does."""
    with sync_playwright() as playwright:
        path = shutil.which("chromium") or playwright.chromium.executable_path
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        opened: dict[str, list[float]] = {name: [] for name in MARKS}
        changed: dict[str, list[list[float]]] = {name: [] for name in CHANGES}
        for _ in range(runs):
            page = _page(browser)
            page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
            _open(page, url, opened)
            for name, act in _changes(page):
                changed[name].append(page.evaluate(_TIMED, act))
            page.context.close()
        print(f"milliseconds on the clock at {SLOWER} × slower CPU, median | slowest of {runs}")
        for name, times in opened.items():
            print(f"  {name:24} {_shown(times)}")
        for name, rows in changed.items():
            work, painted, settled = ([row[at] for row in rows] for at in range(3))
            print(f"  {name:24} script {_shown(work)}   painted {_shown(painted)}   rows {_shown(settled)}")
        _work(browser, url, runs)
        browser.close()


def _work(browser: Any, url: str, runs: int) -> None:
    """The processor time of the page's main thread, four times: what a clock shows on an idle machine."""
    spent: dict[str, list[list[float]]] = {name: [] for name in ("opening", *CHANGES)}
    for _ in range(runs):
        page = _page(browser)
        session = page.context.new_cdp_session(page)
        session.send("Performance.enable", {"timeDomain": "threadTicks"})

        def spend(name: str, act: Callable[[], object], session: Any = session) -> None:
            before = _metrics(session)
            act()
            after = _metrics(session)
            spent[name].append([(after[part] - before[part]) * 1000 * SLOWER for part in _PARTS])

        spend("opening", lambda page=page: _open(page, url, {name: [] for name in MARKS}))
        for name, act in _changes(page):
            spend(name, lambda page=page, act=act: page.evaluate(_TIMED, act))
        page.context.close()
    print(f"milliseconds of the main thread's processor time × {SLOWER}, median | most of {runs}")
    for name, rows in spent.items():
        task, *own = ([row[at] for row in rows] for at in range(len(_PARTS)))
        together = [sum(parts) for parts in zip(*own, strict=True)]
        print(f"  {name:24} script, style, layout {_shown(together)}   with all else {_shown(task)}")


def _metrics(session: Any) -> dict[str, float]:
    return {row["name"]: row["value"] for row in session.send("Performance.getMetrics")["metrics"]}


def _page(browser: Any) -> Any:
    return browser.new_context(viewport={"width": 390, "height": 844}).new_page()


def _changes(page: Any) -> Iterator[tuple[str, str]]:
    """The changes in order; before the first the facets are open and, the box being entered, names there."""
    page.evaluate("document.querySelectorAll('.dong-mat details').forEach((d) => { d.open = true; })")
    page.focus("#dong-q")
    page.wait_for_function("performance.getEntriesByName('dong-chu-san-sang').length", timeout=60_000)
    page.wait_for_timeout(1500)
    for name, act in CHANGES.items():
        page.wait_for_timeout(300)
        yield name, act


def _open(page: Any, url: str, opened: dict[str, list[float]]) -> None:
    page.goto(url)
    page.wait_for_function("performance.getEntriesByName('dong-san-sang').length")
    for name, mark in MARKS.items():
        opened[name].append(page.evaluate(f"performance.getEntriesByName('{mark}')[0].startTime"))


def _shown(times: list[float]) -> str:
    return f"{statistics.median(times):5.0f} | {max(times):5.0f}"


class _Quiet(SimpleHTTPRequestHandler):
    """Serves the site without a line for each request."""

    def log_message(self, format: str, *args: object) -> None:
        pass


if __name__ == "__main__":
    raise SystemExit(main())
