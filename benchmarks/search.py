#!/usr/bin/env python3
"""Ask a built site the questions of tests/queries.toml in a real Chromium.

    python benchmarks/search.py SITE --texts ../shared        which files are found, at which rank
    python benchmarks/search.py SITE --cost                   bytes and time until the first results
    python benchmarks/search.py SITE --texts … --engine pagefind|material

The server compresses what hosts of static sites compress (text, not .bin); a fresh browser context for
each question, so nothing is in a cache. `--cost` slows the processor four times.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import os
import statistics
import threading
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import quote

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

QUERIES = Path(__file__).resolve().parent.parent / "tests" / "queries.toml"
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
_TEXT = (".html", ".css", ".js", ".json", ".txt", ".svg", ".xml")
_SLOWER = 4
_OURS = "([root, q]) => timLoi.open(root + 'tim/', 'do').search(q).then(r => r.found.map(one => one.slot))"
_PAGEFIND = """async ([root, q]) => {
  const engine = await import(root + 'pagefind/pagefind.js');
  const found = await engine.search(q);
  const first = await Promise.all(found.results.slice(0, 100).map((one) => one.data()));
  return first.map((one) => new URL(one.raw_url ?? one.url, location.href).pathname);
}"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Print one line a question, and the sum of them."""
    options = _options().parse_args(arguments)
    asked = [(row, words) for row in questions() for words in spellings(row["words"])]
    with serving(options.site) as base, sync_playwright() as playwright:
        args = ["--no-sandbox", "--disable-background-networking", "--disable-gpu"]
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=args)
        if options.cost:
            print_cost(browser, base, asked, numbers_of(options.site))
        else:
            print_ranks(browser, base, asked, options)
        browser.close()
    return 0


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=str(__doc__).split("\n", 1)[0])
    parser.add_argument("site", type=Path)
    parser.add_argument(
        "--texts", type=Path, default=Path("../shared"), help="folder of the texts of the site"
    )
    parser.add_argument("--engine", choices=("ours", "pagefind", "material"), default="ours")
    parser.add_argument("--cost", action="store_true", help="bytes and time instead of ranks")
    return parser


def questions() -> list[dict[str, Any]]:
    """The rows of the table."""
    found: list[dict[str, Any]] = tomllib.loads(QUERIES.read_text(encoding="utf-8"))["query"]
    return found


def spellings(words: str) -> list[str]:
    """The words as they are and, where that differs, without any diacritics."""
    bare = "".join(c for c in unicodedata.normalize("NFD", words) if not unicodedata.combining(c))
    return list(dict.fromkeys([words, bare.replace("đ", "d").replace("Đ", "D")]))


@contextmanager
def serving(site: Path) -> Iterator[str]:
    """The address of *site* on this machine, compressed as static hosts do."""
    handler = partial(_Compressing, directory=str(site))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}/"
        running.shutdown()


class _Compressing(SimpleHTTPRequestHandler):
    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if path.suffix not in _TEXT or not path.is_file():
            super().do_GET()
            return
        data = gzip.compress(path.read_bytes(), 6, mtime=0)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        pass


def print_ranks(
    browser: Browser, base: str, asked: Sequence[tuple[dict[str, Any], str]], options: argparse.Namespace
) -> None:
    """For each question: how many of its files are found, and the rank of the first."""
    names = names_of(options.texts, options.site)
    page = browser.new_page()
    ranks: list[float] = []
    empty = 0
    for row, words in asked:
        found = [names.get(url, url) for url in answers(page, base, words, options)]
        at = [
            min((n for n, name in enumerate(found, 1) if name.startswith(f)), default=0) for f in row["files"]
        ]
        first = min((n for n in at if n), default=0)
        empty += not first
        ranks.append(1 / first if first else 0)
        print(f"{words[:50]:52}{sum(map(bool, at)):3} / {len(at):2}   rank {first or '–'}   of {len(found)}")
    print(f"{len(ranks)} questions, mean reciprocal rank {statistics.mean(ranks):.3f}, none found: {empty}")


def names_of(texts: Path, site: Path) -> Mapping[str, str]:
    """The name of the file that each document of the site was made from, by its address."""
    by_digest: dict[str, str] = {}
    for path in sorted(texts.rglob("*.txt"), reverse=True):
        by_digest[hashlib.sha256(path.read_bytes()).hexdigest()] = path.name
    return {
        f"/{path.parent.relative_to(site).as_posix()}/": by_digest.get(
            hashlib.sha256(path.read_bytes()).hexdigest(), ""
        )
        for path in site.glob("vb/**/goc.txt")
    }


def answers(page: Page, base: str, words: str, options: argparse.Namespace) -> list[str]:
    """The addresses that the engine answers with, best first."""
    if options.engine == "pagefind":
        page.goto(base)
        found: list[str] = page.evaluate(_PAGEFIND, [base, words])
        return [url.removesuffix("index.html") for url in found]
    if options.engine == "material":
        return _material(page, base, words)
    page.goto(f"{base}tim/?q={quote(words)}")
    page.evaluate("timTrang.ready")
    page.wait_for_timeout(60)
    shown = page.locator("#tim-so a.ten, #tim-ket-qua a.ten").evaluate_all("a => a.map(e => e.pathname)")
    slots = page.evaluate(_OURS, [base, words])
    rest = [_url(options.site, slot) for slot in slots]
    return list(dict.fromkeys([*shown, *rest]))


def _url(site: Path, slot: int) -> str:
    copy = json.loads((site / f"tim/m/{slot & 255:02x}/{slot}.json").read_text(encoding="utf-8"))
    return f"/{copy['url']}"


def _material(page: Page, base: str, words: str) -> list[str]:
    """What the theme's own search lists; its index is read once, which takes minutes."""
    box = page.locator("[data-md-component=search-query]").first
    if page.url == "about:blank":
        page.goto(base)
        box.focus()
        page.keyboard.type("văn bản")
        page.locator(".md-search-result__item").first.wait_for(state="attached", timeout=600_000)
    box.fill(words[:-1])
    # The theme listens to keys, and answers after a while.
    box.press_sequentially(words[-1:])
    page.wait_for_timeout(4000)
    links = page.locator(".md-search-result__item > a").evaluate_all("a => a.map(e => e.pathname)")
    return list(dict.fromkeys(links))


def print_cost(
    browser: Browser, base: str, asked: Sequence[tuple[dict[str, Any], str]], numbers: Sequence[str]
) -> None:
    """Bytes over the wire and time from opening the page to the first result, and to all ten."""
    rows = [(row, *cost(browser, base, words)) for row, words in asked if words == row["words"]]
    for row, *told in rows:
        print(f"{row['words'][:46]:48}" + "{:6.0f} KB {:6.0f} ms {:6.0f} ms {:6.0f} ms".format(*told))
    for name, some in (("all", rows), ("no common word", [r for r in rows if not r[0].get("common")])):
        print(f"{name}, {len(some)} questions:")
        for n, what in enumerate(("KB", "ms to the first result", "ms to ten results", "ms of processor"), 1):
            values = [r[n] for r in some]
            p90 = statistics.quantiles(values, n=10)[-1]
            print(
                f"  median {statistics.median(values):5.0f}, p90 {p90:5.0f}, most {max(values):5.0f} {what}"
            )
    jumps = [jump(browser, base, words) for words in numbers]
    print(
        f"number jump, {len(jumps)} numbers: median {statistics.median(jumps):.0f} ms, most {max(jumps):.0f}"
    )


def numbers_of(site: Path) -> list[str]:
    """Numbers that the site holds, as people type them: `6/ct-ubnd` for `06/CT-UBND`."""
    parts = [site / f"tra/so/{n}.json" for n in (1, 2, 3, 5, 8, 13, 21, 34)]
    held = [json.loads(p.read_text(encoding="utf-8"))["number"] for p in parts if p.is_file()]
    return [some[0].lower().lstrip("0") for some in held if some]


def _slowed(browser: Browser) -> tuple[Page, CDPSession]:
    """A page with nothing in its cache, on a processor four times slower."""
    page = browser.new_context().new_page()
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    # Ticks of the page's own thread: what else the machine does is not in them.
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    session.send("Emulation.setCPUThrottlingRate", {"rate": _SLOWER})
    return page, session


def cost(browser: Browser, base: str, words: str) -> tuple[float, float, float, float]:
    """Kilobytes fetched, milliseconds to the first result and to all of them, and of the processor."""
    page, session = _slowed(browser)
    sizes: list[float] = []
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.add_init_script(_WATCH)
    page.goto(f"{base}tim/?q={quote(words)}")
    page.wait_for_function("window.__ten !== undefined")
    metrics = {m["name"]: m["value"] for m in session.send("Performance.getMetrics")["metrics"]}
    first, whole = page.evaluate("[window.__first, window.__ten]")
    page.context.close()
    return sum(sizes) / 1000, first, whole, metrics["TaskDuration"] * 1000


def jump(browser: Browser, base: str, words: str) -> float:
    """Milliseconds from the last key to the answer, on a page that is open and has answered nothing yet."""
    page, _ = _slowed(browser)
    page.goto(f"{base}tim/")
    page.evaluate("timTrang.ready")
    took: float = page.evaluate(_TYPE, words)
    page.context.close()
    return took


_WATCH = """
new MutationObserver(() => {
  const list = document.getElementById("tim-ket-qua");
  if (!list) return;
  if (window.__first === undefined && list.querySelector("a.ten")) window.__first = performance.now();
  const whole = list.children.length && !list.querySelector("[aria-busy]");
  if (window.__ten === undefined && whole) window.__ten = performance.now();
}).observe(document, { subtree: true, childList: true, attributes: true });
"""
_TYPE = """(words) => new Promise((done) => {
  const box = document.getElementById("tim-q");
  const place = document.getElementById("tim-so");
  new MutationObserver(() => { if (place.childElementCount) done(performance.now() - start); })
    .observe(place, { childList: true });
  let start = 0;
  box.focus();
  // A person needs longer than this from the box to the first key.
  setTimeout(() => {
    start = performance.now();
    box.value = words;
    box.dispatchEvent(new Event("input", { bubbles: true }));
  }, 500);
  setTimeout(() => done(NaN), 9000);
})"""


if __name__ == "__main__":
    raise SystemExit(main())
