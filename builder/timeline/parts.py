"""The names of the documents of the timeline, in files of a few years each.

A file has the hash of its content in its name. Where it is known by what another build made it from, and it
still holds what its name says, it is not put together again.
"""

from __future__ import annotations

import hashlib
import json
import marshal
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from builder import database, entries, labels
from builder.model import CitedWork, Work
from builder.rolls import Roll
from builder.shelf import code, write_whole

FOLDER = "dong-thoi-gian"
# Names of so many documents are one part, unless one year alone has more.
PART = 1500
_KEPT = "timeline.parts"


@dataclass(frozen=True, slots=True)
class Part:
    """A file of names: of the documents from the place *first* on, so many as *count*."""

    name: str
    first: int
    count: int
    content: str


class Parts:
    """The parts that stand in *docs*, by what they were made from, as *cache* tells; without them, none."""

    def __init__(self, docs: Path | None = None, cache: Path | None = None) -> None:
        self._docs, self._cache = docs, cache
        self._used: dict[str, str] = {}
        self._before: dict[str, str] = {}
        with suppress(OSError, ValueError, EOFError, TypeError):
            kept = database.unsealed((cache / _KEPT).read_bytes()) if cache else None
            made_by, found = marshal.loads(kept or b"")
            self._before = found if made_by == code() else {}

    def stood(self, key: str) -> tuple[str, str]:
        """Name and content of the part that was made from what *key* tells; empty where it does not stand."""
        name = self._before.get(key, "") if key else ""
        if not name or not self._docs:
            return "", ""
        try:
            content = (self._docs / FOLDER / name).read_text(encoding="utf-8")
        except (OSError, ValueError):
            return "", ""
        return (name, content) if f".{mark(content)}." in name else ("", "")

    def use(self, key: str, name: str) -> None:
        """The part *name* is what *key* tells of."""
        if key:
            self._used[key] = name

    def keep(self) -> None:
        """The next build knows the parts that were used, and no others."""
        if self._cache and self._used != self._before:
            write_whole(self._cache / _KEPT, database.sealed(marshal.dumps((code(), self._used))))


def cut(
    roll: Roll, works: Sequence[Work | CitedWork], dates: Sequence[str], stem: str, first: int, kept: Parts
) -> list[Part]:
    """The parts of *works*, which come newest first: whole years, so that the oldest stay as they are."""
    marks, made = [roll.mark(work) for work in works], []
    for start, end in _bounds(dates):
        named = f"{stem}-{_span(dates[start], dates[end - 1])}"
        key = roll.key(named, f"{end - start} {sum(marks[start:end]):x}")
        name, content = kept.stood(key)
        if not name:
            content = written(_named(works[start:end]))
            name = f"{named}.{mark(content)}.json"
        kept.use(key, name)
        made.append(Part(name, first + start, end - start, content))
    return made


def _bounds(dates: Sequence[str]) -> list[tuple[int, int]]:
    """Whole years, gathered from the oldest up, so that a new document changes the last part alone."""
    groups: list[tuple[int, int]] = []
    for start, end in reversed([*_years(dates)]):
        if groups and groups[-1][1] - start <= PART:
            groups[-1] = (start, groups[-1][1])
        else:
            groups.append((start, end))
    return groups[::-1]


def _years(dates: Sequence[str]) -> Iterator[tuple[int, int]]:
    at = 0
    for _, year in groupby(dates, lambda date: date[:4]):
        start, at = at, at + len(list(year))
        yield start, at


def _span(newest: str, oldest: str) -> str:
    last, first = newest[:4] or "khong-ro", oldest[:4] or "khong-ro"
    return first if first == last else f"{first}-{last}"


def _named(group: Sequence[Work | CitedWork]) -> Mapping[str, object]:
    rows = [_names(work) for work in group]
    return {column: [row[at] for row in rows] for at, column in enumerate(("name", "subject", "url"))}


def _names(work: Work | CitedWork) -> tuple[str, str, str]:
    if isinstance(work, Work):
        return labels.name(work), labels.subject(work), entries.address(work)
    return f"{work.document_type} số {work.number}", labels.capital(work.title or ""), work.url.lstrip("/")


def written(data: object) -> str:
    """*data* as a file holds it."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"


def mark(content: str) -> str:
    """The hash that a name bears."""
    return hashlib.sha256(content.encode()).hexdigest()[:10]
