"""The links between pages, checked wherever a change may have broken one; the others were sound before."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Iterable, Iterator

from builder.site.record import Record
from builder.site.rendering import Links, Made


class Checked:
    """What became of the links of pages that are made anew, and of links to them and to what went."""

    def __init__(self, record: Record) -> None:
        self._tables = record.tables
        self._made: set[int] = set()
        self._lost: set[int] = set()
        self._gone: set[str] = set()

    def made(self, number: int, page: Made, *, new: bool = False) -> None:
        """The page *number* leads to what *page* says and has its anchors; *new*: it never was made."""
        before = None if new else self._of(number)
        if page.links:
            self._made.add(number)
        if before and not set(before[0]) <= set(page.anchors):
            self._lost.add(number)
        now = {target for name in page.links if (target := self._number(name)) is not None}
        if before or now:
            self._lead(number, before[1] if before else {}, now)
        own = (number, page.key, page.body, page.template)
        row = (*own, json.dumps(page.anchors), json.dumps(page.links))
        self._tables.execute("REPLACE INTO page VALUES (?, ?, ?, ?, ?, ?)", row)

    def gone(self, number: int, name: str) -> None:
        """The file *number* is no longer there."""
        self._lost.add(number)
        self._gone.add(name)
        if before := self._of(number):
            self._lead(number, before[1], set())
        self._tables.execute("DELETE FROM page WHERE file = ?", (number,))

    def broken(self, *, anchors: bool) -> Iterator[str]:
        """What MkDocs would warn of: links to files that are not there, and to lost *anchors*."""
        leading = {
            source
            for number in self._lost
            for (source,) in self._tables.execute("SELECT source FROM led WHERE target = ?", (number,))
        }
        for number in sorted(self._made | leading):
            if page := self._of(number):
                yield from self._broken_on(number, page[1], anchors)

    def _broken_on(self, number: int, links: Links, anchors: bool) -> Iterator[str]:
        if not links:
            return
        (name,) = self._tables.execute("SELECT name FROM file WHERE id = ?", (number,)).fetchone()
        for target, fragments in links.items():
            if target in self._gone:
                written = tuple(fragments.values()) or (posixpath.relpath(target, posixpath.dirname(name)),)
                yield from (_missing(name, target, link) for link in written)
            elif anchors and fragments and (there := self._page(target)):
                for fragment in fragments.keys() - set(there[0]):
                    yield _lost(name, target, fragment, fragments[fragment])

    def _lead(self, number: int, before: Iterable[str], now: set[int]) -> None:
        """The page *number*, which led to the files *before*, leads to *now*."""
        led = {target for name in before if (target := self._number(name)) is not None}
        rows = ((target, number) for target in led - now)
        self._tables.executemany("DELETE FROM led WHERE target = ? AND source = ?", rows)
        self._tables.executemany("INSERT OR IGNORE INTO led VALUES (?, ?)", ((t, number) for t in now - led))

    def _number(self, name: str) -> int | None:
        found = self._tables.execute("SELECT id FROM file WHERE name = ?", (name,)).fetchone()
        return int(found[0]) if found else None

    def _page(self, name: str) -> tuple[list[str], Links] | None:
        number = self._number(name)
        return None if number is None else self._of(number)

    def _of(self, number: int) -> tuple[list[str], Links] | None:
        """The anchors and links of the page *number*, if it was made."""
        row = self._tables.execute("SELECT anchors, links FROM page WHERE file = ?", (number,)).fetchone()
        return (json.loads(row[0]), json.loads(row[1])) if row else None


def _missing(name: str, target: str, written: str) -> str:
    found = f"the target '{target}' is not found among documentation files"
    return f"Doc file '{name}' contains a link '{written}', but {found}."


def _lost(name: str, target: str, fragment: str, written: str) -> str:
    where = f"the doc '{target}' does not contain an anchor '#{fragment}'"
    problem = "there is no such anchor on this page" if name == target else where
    return f"Doc file '{name}' contains a link '{written}', but {problem}."
