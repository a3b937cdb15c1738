"""How soon a page of a built site can be read over a slow line on a slow machine, and whether it jumps.

    python benchmarks/page_load.py site vb/ubnd-tinh-an-mau/bao-cao/2020/145-bc-ubnd/ [more pages]

Needs the test environment (Playwright) and a Chromium. The line is throttled by Chromium itself: 1.6 Mbit/s
down, 0.75 Mbit/s up, 150 ms for each round trip (Lighthouse's slow 4G); the processor is slowed down
four times. Files come gzipped from this machine, with an empty cache each time. Also prints what the frame of
the page weighs, and what Material's own template would weigh around a page (`--material`).
"""

from __future__ import annotations

import argparse
import gzip
import re
import shutil
import statistics
import tempfile
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

DOWN, UP, ROUND_TRIP, SLOWER, RUNS = 1_600_000, 750_000, 150, 4, 7
_PACKED = (".html", ".css", ".js", ".svg", ".json", ".txt")
_SEEN = """() => new Promise((done) => {
  const seen = { lcp: 0, cls: 0, fcp: 0, what: "" };
  new PerformanceObserver((l) => { for (const e of l.getEntries()) {
    seen.lcp = e.startTime; seen.what = e.element?.className || e.element?.tagName || ""; } })
    .observe({ type: "largest-contentful-paint", buffered: true });
  new PerformanceObserver((l) => { for (const e of l.getEntries()) seen.cls += e.value; })
    .observe({ type: "layout-shift", buffered: true });
  seen.fcp = performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0;
  setTimeout(() => done(seen), 300);
})"""


class Packed(SimpleHTTPRequestHandler):
    """Serves a folder gzipped, keeping connections open, as web servers do."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        packed = path.suffix in _PACKED
        content = gzip.compress(path.read_bytes(), mtime=0) if packed else path.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        if packed:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        pass


def once(browser: Browser, url: str, phone: bool) -> dict[str, float]:
    """One visit with an empty cache: first and largest paint in ms, layout shift, bytes over the line."""
    size = {"width": 360, "height": 740} if phone else {"width": 1280, "height": 900}
    context = browser.new_context(viewport=size)  # type: ignore[arg-type]
    page = context.new_page()
    line = context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.setCacheDisabled", {"cacheDisabled": True})
    speeds = {"downloadThroughput": DOWN / 8, "uploadThroughput": UP / 8}
    line.send("Network.emulateNetworkConditions", {"offline": False, "latency": ROUND_TRIP, **speeds})
    line.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    sizes: list[float] = []
    line.on("Network.loadingFinished", lambda e: sizes.append(e["encodedDataLength"]))
    page.goto(url, wait_until="networkidle")
    seen = page.evaluate(_SEEN)
    context.close()
    return {**seen, "bytes": sum(sizes), "requests": len(sizes)}


def frame(page: str, content: str = "main") -> int:
    """Bytes of HTML around the content, without title, meta and link elements and data for machines."""
    before, rest = page.split(f"<{content}", 1)
    own = r"<title>.*?</title>|<link [^>]*>|<meta [^>]*>|<script type=\"application/ld\+json\">.*?</script>"
    return len(re.sub(own, "", before + rest.rsplit(f"</{content}>", 1)[1], flags=re.DOTALL).encode())


def material(page: str) -> int:
    """The same for Material's own template, with as many entries of navigation and its search off."""
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    with tempfile.TemporaryDirectory() as folder:
        docs = Path(folder, "docs")
        names = ["index", "tra", "dong-thoi-gian", "co-quan", "loai", "nam", "gioi-thieu"]
        for name in names:
            Path(docs, f"{name}.md").parent.mkdir(exist_ok=True)
            Path(docs, f"{name}.md").write_text(f"# {name}\n", encoding="utf-8")
        where = docs / "vb/co-quan/loai/2020/so.md"
        where.parent.mkdir(parents=True)
        where.write_text("# Báo cáo\n\nMột đoạn.\n", encoding="utf-8")
        theme = {"name": "material", "language": "vi", "font": False}
        build(load_config(docs_dir=str(docs), site_dir=f"{folder}/site", site_name="Kho", theme=theme,
                          config_file_path=f"{folder}/mkdocs.yml", plugins=[],
                          nav=[f"{name}.md" for name in names]))  # fmt: skip
        return frame(
            Path(folder, "site/vb/co-quan/loai/2020/so/index.html").read_text(encoding="utf-8"), "article"
        )


def main() -> None:
    """Visits each page as on a desk and as on a phone, and prints what was seen."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("site", type=Path)
    parser.add_argument("pages", nargs="+")
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--material", action="store_true")
    given = parser.parse_args()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Packed, directory=str(given.site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        for name in given.pages:
            page = (given.site / name / "index.html").read_text(encoding="utf-8")
            print(f"{name}: {len(page.encode()):,} bytes of HTML, frame {frame(page):,}")
            for phone in (False, True):
                runs = [
                    once(browser, f"http://127.0.0.1:{server.server_port}/{name}", phone)
                    for _ in range(given.runs)
                ]
                report(runs, "phone" if phone else "desk")
        browser.close()
    if given.material:
        print(f"Material's own template around a page: {material(page):,} bytes")


def report(runs: list[dict[str, float]], where: str) -> None:
    """The median of the runs, and the slowest."""
    lcp = [run["lcp"] for run in runs]
    first = statistics.median(run["fcp"] for run in runs)
    print(f"  {where}: LCP {statistics.median(lcp):.0f} ms ({min(lcp):.0f}-{max(lcp):.0f}), "
          f"first paint {first:.0f} ms, CLS {max(run['cls'] for run in runs):.4f}, "
          f"{runs[0]['requests']} requests, {runs[0]['bytes'] / 1000:.1f} kB; "
          f"largest: {runs[0]['what']}")  # fmt: skip


if __name__ == "__main__":
    main()
