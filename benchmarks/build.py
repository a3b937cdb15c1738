#!/usr/bin/env python3
"""Time whole builds: from nothing, nothing changed, a text added, corrected, a template changed; and peers.

    python benchmarks/generate.py 10001 --out TEXTS --shared ../shared
    python benchmarks/build.py TEXTS --out DIR [--without mkdocs material material+search hugo]
    python benchmarks/build.py TEXTS --out DIR --scale

Builds are those of an office: with a registry, which the first build begins (`--without registry`: with none;
`--without template`: that run is left out). The last text of the folder is held back and added later. All
runs on a copy of the project, in DIR. Beside the seconds that pass stand those that processors worked, which
a busy machine changes less, and the most memory that one process had; the load is printed with them. With
`--scale` no peers run, and beside the most that one process had stands what the first process had, the
largest of its workers as seen each second, and all together, what they share counted once, every 15 seconds.

Peers work on the same Markdown: `mkdocs` with our own mkdocs.yml and theme; `material` and `hugo` with their
own templates, on the titles and bodies alone (our records are front matter, which they do not show), so that
they have less to do.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from itertools import count
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WITHOUT_TEMPLATE, WITHOUT_REGISTRY = "template", "registry"
PEERS = ("mkdocs", "material", "material+search", "hugo")
TITLE = re.compile(r'"title": ("(?:[^"\\]|\\.)*")')
# How often, in seconds, memory is looked at. What is shared is counted seldom: that takes from the build.
WATCHED, TOGETHER = 1.0, 15
STEP = re.compile(r"^(.+?)(?::.*)? \((\d+,\d) giây\)$", re.MULTILINE)
# The plainest layout that shows a page and the way home.
LAYOUT = """<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>{{ .Title }}</title></head>
<body><nav><a href="/">Kho</a></nav><h1>{{ .Title }}</h1>{{ .Content }}</body></html>
"""


class Memory(threading.Thread):
    """Looks at the memory of a process and of its workers as long as it runs; MB, each at its most."""

    def __init__(self, process: int) -> None:
        super().__init__(daemon=True)
        self.process, self.ended = process, threading.Event()
        self.first = self.worker = self.together = 0

    def run(self) -> None:
        for turn in count():
            if self.ended.wait(WATCHED):
                break
            tree = [self.process]
            for one in tree:
                tree += self._children(one)
            most = [self._field(one, "status", "VmHWM") for one in tree]
            self.first, self.worker = max(self.first, most[0]), max(self.worker, 0, *most[1:])
            if turn % TOGETHER == 0:
                whole = sum(self._field(one, "smaps_rollup", "Pss") for one in tree)
                self.together = max(self.together, whole)

    def _children(self, process: int) -> list[int]:
        with suppress(OSError):
            return [int(n) for n in Path(f"/proc/{process}/task/{process}/children").read_text().split()]
        return []

    def _field(self, process: int, file: str, field: str) -> int:
        with suppress(OSError):
            found = re.search(rf"^{field}:\s+(\d+) kB", Path(f"/proc/{process}/{file}").read_text(), re.M)
            return int(found[1]) // 1024 if found else 0
        return 0


def run(
    name: str,
    command: Sequence[str],
    folder: Path,
    environment: dict[str, str] | None = None,
    watched: bool = False,
) -> None:
    """Run *command* and print a row of the table; the memory of each process too, where it is *watched*.

    What ran before is on the disk then: an office does not build while gigabytes are being written.
    """
    os.sync()
    started = time.monotonic()
    with tempfile.TemporaryFile("w+", encoding="utf-8") as log:
        running = subprocess.Popen(
            command, cwd=folder, env={**os.environ, **(environment or {})}, stdout=log, stderr=log
        )
        memory = Memory(running.pid)
        if watched:
            memory.start()
        # Of the process and of those that it waited for.
        _, status, used = os.wait4(running.pid, 0)
        running.returncode = os.waitstatus_to_exitcode(status)
        memory.ended.set()
        wall, worked = time.monotonic() - started, used.ru_utime + used.ru_stime
        log.seek(0)
        said = log.read()
    if running.returncode not in (0, 1):
        sys.exit(f"{name}: exit code {running.returncode}\n{said[-2000:]}")
    parts = "; ".join(f"{step} {seconds}" for step, seconds in STEP.findall(said))
    load, most = os.getloadavg()[0], str(used.ru_maxrss // 1024)
    if watched:
        memory.join()
        most += f" (first {memory.first}, worker {memory.worker}, together {memory.together})"
    print(
        f"| {name} | {wall:.1f} | {worked:.1f} | {most} | {load:.1f} | {parts} |",
        flush=True,
    )


def correct(text: Path) -> None:
    """One word more stands in the longest line of *text*, a file of its own."""
    lines = text.read_text(encoding="utf-8").split("\n")
    longest = max(range(len(lines)), key=lambda n: len(lines[n]))
    lines[longest] = lines[longest].replace(" ", " đúng ", 1)
    text.write_text("\n".join(lines), encoding="utf-8")


def plain_copy(docs: Path, out: Path) -> None:
    """The Markdown of *docs*, of its front matter the title alone."""
    for page in docs.rglob("*.md"):
        text = page.read_text(encoding="utf-8")
        _, found, rest = text.partition("\n---\n") if text.startswith("---\n") else ("", "", text)
        title = TITLE.search(text) if found else None
        target = out / (
            "_index.md" if page == docs / "index.md" and out.name == "content" else page.relative_to(docs)
        )
        target.parent.mkdir(parents=True, exist_ok=True)
        head = f"---\ntitle: {title.group(1)}\n---\n" if title else ""
        target.write_text(head + re.sub(r"^-+8<-+.*$", "", rest, flags=re.MULTILINE), encoding="utf-8")


def mkdocs(out: Path, settings: dict[str, object]) -> list[str]:
    """The command that builds with *settings*."""
    config = out / "peer.yml"
    config.write_text(json.dumps(settings), encoding="utf-8")
    return [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(config)]


def peer(name: str, out: Path, docs: Path) -> None:
    """One peer on the Markdown of *docs*."""
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    quiet = {"NO_MKDOCS_2_WARNING": "1"}
    snippets = {"pymdownx.snippets": {"base_path": [str(docs)]}}
    if name == "mkdocs":
        own = {"INHERIT": str(ROOT / "mkdocs.yml"), "docs_dir": str(docs), "site_dir": str(out / "site")}
        theme = {"custom_dir": str(ROOT / "builder" / "theme")}
        run(name, mkdocs(out, {**own, "theme": theme, "markdown_extensions": snippets}), out, quiet)
    elif name == "hugo":
        plain_copy(docs, out / "content")
        for kind in ("single", "list"):
            (out / "layouts" / "_default").mkdir(parents=True, exist_ok=True)
            (out / "layouts" / "_default" / f"{kind}.html").write_text(LAYOUT, encoding="utf-8")
        (out / "hugo.toml").write_text('disableKinds = ["taxonomy", "term", "RSS"]\n', encoding="utf-8")
        run(name, ["hugo", "--quiet"], out)
    else:
        plain_copy(docs, out / "docs")
        settings: dict[str, object] = {
            "site_name": "Kho",
            "docs_dir": "docs",
            "site_dir": "site",
            "theme": {"name": "material", "language": "vi", "font": False},
            "plugins": ["search"] if name.endswith("search") else [],
            "markdown_extensions": ["attr_list", "tables", "toc"],
            "nav": [{"Kho": "index.md"}],
            "not_in_nav": "*",
            "validation": {"links": {"not_found": "ignore", "unrecognized_links": "ignore"}},
        }
        run(name, mkdocs(out, settings), out, quiet)


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    options.add_argument("texts", type=Path)
    options.add_argument("--out", type=Path, required=True)
    left = (*PEERS, WITHOUT_REGISTRY, WITHOUT_TEMPLATE)
    options.add_argument("--without", nargs="*", default=[], choices=left)
    options.add_argument("--scale", action="store_true", help="no peers; the memory of each process")
    given = options.parse_args()
    out = given.out.resolve()
    shutil.rmtree(out, ignore_errors=True)
    ours(given.texts, out, given.without, given.scale)
    for name in () if given.scale else [name for name in PEERS if name not in given.without]:
        peer(name, out / name, out / "site-docs")


def ours(given: Path, out: Path, without: Sequence[str], watched: bool) -> None:
    """The rows of our own builds of the texts in *given*."""
    project, texts = out / "project", out / "texts"
    shutil.copytree(given, texts)
    shutil.copytree(ROOT / "builder", project / "builder", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "docs", project / "docs")
    shutil.copy(ROOT / "mkdocs.yml", project)
    files = sorted(texts.rglob("*.txt"))
    last = out / "held-back.txt"
    files[-1].rename(last)
    size = sum(path.stat().st_size for path in files[:-1]) / len(files[:-1])
    print(f"{len(files) - 1} documents of {size / 1000:.1f} kB, {os.cpu_count()} cores\n")
    print("| run | seconds | of processors | MB at most | load | its steps, in seconds |")
    print("|---|--:|--:|--:|--:|---|")
    build = [sys.executable, "-m", "builder", "build", "--source", str(texts), "--site", str(out / "site")]
    build += [] if WITHOUT_REGISTRY in without else ["--registry", str(out / "registry")]

    def built(name: str) -> None:
        here = {"PYTHONPATH": str(project), "PYTHONPYCACHEPREFIX": str(out / "pycache")}
        run(name, build, project, here, watched)

    built("from nothing")
    built("nothing changed")
    last.rename(files[-1])
    built("one document added")
    correct(files[len(files) // 2])
    built("one text corrected")
    if WITHOUT_TEMPLATE not in without:
        template = project / "builder" / "theme" / "van-ban.html"
        template.write_text(template.read_text(encoding="utf-8") + "<!-- -->", encoding="utf-8")
        built("one template changed")


if __name__ == "__main__":
    main()
