"""What search engines are told of a finished site: `sitemap.xml` and `robots.txt`.

A sitemap holds at most 50,000 addresses and 50 MB, and an index names several
(https://www.sitemaps.org/protocol.html). No `lastmod`: the day on which a page was last changed is not
known, and the day of the build is not it.
"""

from __future__ import annotations

import json
import os
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import accumulate
from pathlib import Path
from string import ascii_letters, digits
from typing import BinaryIO
from urllib.parse import quote

from builder import ledger

MOST = 50_000
LARGEST = 50_000_000
ROBOTS = "robots.txt"
_MAPS = "sitemap*.xml"
_NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_PAGE = "index.html"
# Where nothing stands that a reader would look for.
_NOT_INDEXED = ("moved", "withdrawn")
_BLOCK = 1 << 23
# What an address may hold as it is (RFC 3986, 2.3), and what parts it.
_PLAIN = f"{ascii_letters}{digits}-._~/".encode()
_TELLING = (b'"former":', *(f'"state":"{state}"'.encode() for state in _NOT_INDEXED))


def write(site: Path, address: str, found: Iterable[str] | None = None) -> int:
    """How many pages of *site* the sitemap at *address* names: all but those that only lead on.

    Without an address there is no sitemap, for its addresses are whole ones, and none of an older build
    stays; `robots.txt` lets every reader in, and one that the archive wrote itself is left as it is. The
    addresses of pages are *found*, or looked for.
    """
    for old in site.glob(f"{_MAPS}*"):
        old.unlink()
    base = address.rstrip("/") + "/"
    names = _named(pages(site) if found is None else found, _leading_on(site)) if address else []
    maps = list(_cut(names, _Around(f"<url><loc>{escape(base, quote=False)}", "</loc></url>\n")))
    for number, rows in enumerate(maps if len(maps) > 1 else [], start=1):
        _write(site / f"sitemap-{number}.xml", "urlset", rows)
    if len(maps) == 1:
        _write(site / "sitemap.xml", "urlset", maps[0])
    elif maps:
        listed = (f"{base}sitemap-{number}.xml" for number in range(1, len(maps) + 1))
        rows = "".join(f"<sitemap><loc>{escape(url, quote=False)}</loc></sitemap>\n" for url in listed)
        _write(site / "sitemap.xml", "sitemapindex", rows)
    _write_robots(site, f"Sitemap: {base}sitemap.xml\n" if address else "")
    return len(names)


def files(site: Path) -> list[str]:
    """The names of the files that `write` wrote in *site*."""
    return [*sorted(path.name for path in site.glob(_MAPS)), ROBOTS]


def pages(site: Path) -> Iterator[str]:
    """The address of each page below *site*, without a leading slash: `vb/ubnd-tinh-an-mau/…/`, and ``."""
    for folder, _, names in os.walk(site):
        if _PAGE in names:
            name = Path(folder).relative_to(site).as_posix()
            yield "" if name == "." else f"{name}/"


def _named(found: Iterable[str], left_out: set[str]) -> list[str]:
    """The addresses *found* as a map writes them, in order, without those *left_out*."""
    names = [name for name in sorted(set(found)) if name not in left_out]
    # Nearly all are plain, and that all of them are is told at once.
    if not "".join(names).encode("utf-8", "surrogatepass").translate(None, _PLAIN):
        return names
    return [escape(quote(name), quote=False) for name in names]


def _leading_on(site: Path) -> set[str]:
    """Pages that stand where a document stood: they lead on, or say that it was withdrawn."""
    published = site / ledger.PUBLISHED
    if not published.is_file():
        return set()
    found: set[str] = set()
    with published.open("rb") as lines:
        # Of most lines nothing is wanted, and they need not be read to tell.
        for row in map(json.loads, _telling(lines)):
            found.update(row.get("former", ()))
            if row.get("state") in _NOT_INDEXED:
                found.add(row["url"])
    return {url.lstrip("/") for url in found}


def _telling(lines: BinaryIO) -> Iterator[bytes]:
    """The lines that may name a page which leads on; many are looked through together."""
    while block := lines.read(_BLOCK) + lines.readline():
        if any(word in block for word in _TELLING):
            yield from (line for line in block.splitlines() if any(word in line for word in _TELLING))


@dataclass(frozen=True, slots=True)
class _Around:
    """What stands before and behind each address of a map."""

    before: str
    behind: str

    def all(self, names: Sequence[str]) -> str:
        return f"{self.before}{f'{self.behind}{self.before}'.join(names)}{self.behind}"


def _cut(names: Sequence[str], around: _Around) -> Iterator[str]:
    """*names* in their order, in as few maps as may hold them."""
    more, start = len(around.all([""])), 0
    while start < len(names):
        sizes = accumulate(len(name) + more for name in names[start : start + MOST])
        end = start + max(1, bisect_right([*sizes], LARGEST - 1000))
        yield around.all(names[start:end])
        start = end


def _write(path: Path, kind: str, rows: str) -> None:
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<{kind} {_NAMESPACE}>\n'
    path.write_text(f"{head}{rows}</{kind}>\n", encoding="utf-8")


def _write_robots(site: Path, sitemap: str) -> None:
    if not (site / ROBOTS).exists():
        (site / ROBOTS).write_text(f"User-agent: *\nAllow: /\n{sitemap}", encoding="utf-8")
