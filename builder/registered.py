"""Lines of a registry that lie on disk: what tells works apart at hand, their anchors when asked for.

The anchors are most of a registry. A line is read once: what it came to is kept by its bytes, so that of a
file to which one line was added only that line is read.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import re
import weakref
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from sys import intern
from typing import Any, Protocol

from builder.database import Table, sealed, unsealed
from builder.errors import BadSettings
from builder.model import Permalink, State
from builder.pickled import uncollected
from builder.seen import Seen
from builder.shelf import code, digest

_TABLES = "CREATE TABLE IF NOT EXISTS files (path TEXT PRIMARY KEY, lines BLOB)"
Units = tuple[tuple[str, ...], ...]
# The hash of a line, its length, whether it is as we write it, its fields without units, the hash of those.
_Row = tuple[bytes, int, bool, tuple[Any, ...], str]
_HEAD = ("id", "url", "former", "paths", "digests", "facts", "state", "to")
_ENDED = re.compile(rb"[^\r\n]*+(?:\r\n|\r|\n)|[^\r\n]++")
# What no line of a registry says; it stands in the list that a site publishes.
_UNWRITTEN = {"state", "to"}
# So many bytes of a file are read at once.
_AHEAD = 1 << 16


class HasUnits(Protocol):
    """What knows the units of a line: the file that it stands in, or the text itself."""

    def units(self, one: KeptPermalink) -> Units: ...


class KeptPermalink(Permalink):
    """A permalink whose units are read when they are asked for; *numbering* is their hash.

    It is the line *number* of *lines* if it is *written*; a text that is new has its units from itself.
    """

    __slots__ = ("lines", "number", "numbering", "written")
    lines: HasUnits
    number: int
    numbering: str
    written: bool

    def __getattr__(self, name: str) -> Any:
        if name == "units":
            return self.lines.units(self)
        raise AttributeError(name)

    def but(self, **changes: Any) -> Permalink:
        head = {name: getattr(self, name) for name in _HEAD} | changes
        if "units" in changes:
            return Permalink(**head)
        same = self.written and changes.keys() <= _UNWRITTEN
        return permalink(tuple(head.values()), self.lines, self.number, self.numbering, written=same)


def permalink(
    head: tuple[Any, ...], lines: HasUnits, number: int, numbering: str, *, written: bool = False
) -> KeptPermalink:
    """The permalink with the fields *head*, whose units *lines* know."""
    made = object.__new__(KeptPermalink)
    put = object.__setattr__
    for name, value in zip(_HEAD, head, strict=True):
        put(made, name, value)
    put(made, "lines", lines)
    put(made, "number", number)
    put(made, "numbering", numbering)
    put(made, "written", written)
    return made


def with_units(one: Permalink, lines: HasUnits, numbering: str) -> KeptPermalink:
    """*one* with the units that *lines* know, *numbering* being their hash."""
    return permalink(tuple(getattr(one, name) for name in _HEAD), lines, 0, numbering)


def written(one: Permalink) -> bytes:
    """The line of *one*, if it stands in a file as it is to be written; else nothing."""
    if isinstance(one, KeptPermalink) and one.written and isinstance(one.lines, Lines):
        return one.lines.line(one)
    return b""


def state_of(digests: Sequence[str]) -> State:
    """Whether a text stands at an address, where its line says no more than by what it was known."""
    return "held" if digests else "cited"


def numbering_of(units: Sequence[Sequence[str]]) -> str:
    """The hash of units by their marks and anchors; empty where there are none."""
    return digest(repr(units)) if units else ""


@dataclass(frozen=True, slots=True)
class Reading:
    """How a line is read, with its number for what is wrong with it, and the one form that lines have."""

    line: Callable[[bytes, int], Permalink]
    form: Callable[[Permalink], str]


class Lines:
    """A file of a registry, open as it was when it was read."""

    def __init__(self, path: Path, read: Callable[[bytes], Permalink]) -> None:
        self.path = path
        self._read = read
        self._file = os.open(path, os.O_RDONLY)
        weakref.finalize(self, os.close, self._file)
        self._starts = array("Q", [0])
        # What was read last of the file, and where that begins: lines are mostly asked for one by one.
        self._at, self._held = 0, b""
        # Whether a line stands in the file that is not in its place, or not in its one form.
        self.sound = True

    def __len__(self) -> int:
        return len(self._starts) - 1

    def content(self) -> bytes:
        """The whole file."""
        return os.pread(self._file, os.fstat(self._file).st_size, 0)

    def add(self, length: int) -> None:
        """The next line is so long, its end included."""
        self._starts.append(self._starts[-1] + length)

    def line(self, one: KeptPermalink) -> bytes:
        """The line of *one*, as it stands in the file."""
        start, end = self._starts[one.number : one.number + 2]
        if start < self._at or end > self._at + len(self._held):
            self._at, self._held = start, os.pread(self._file, max(end - start, _AHEAD), start)
        return self._held[start - self._at : end - self._at]

    def holds(self, permalinks: Sequence[Permalink]) -> bool:
        """Whether *permalinks* are those of the file, all of them and none changed."""
        return len(permalinks) == len(self) and all(
            isinstance(one, KeptPermalink) and one.written and one.lines is self for one in permalinks
        )

    def units(self, one: KeptPermalink) -> Units:
        """The units that the line of *one* names."""
        found = self._read(self.line(one))
        if found.id != one.id:
            raise BadSettings("sổ địa chỉ đã đổi trong lúc dựng", path=str(self.path), way_out="chạy lại")
        return found.units


class Registered:
    """The lines of registries as they were read before."""

    def __init__(self, path: Path, seen: Seen) -> None:
        self._table = Table(path, _TABLES, code())
        self._seen = seen

    def read(self, path: Path, reading: Reading) -> tuple[Lines, Iterable[Permalink]]:
        """The file at *path* and its permalinks."""
        lines = Lines(path, lambda line: reading.line(line, 0))
        now = self._seen.digest(path)
        found = self._table.rows("SELECT lines FROM files WHERE path = ?", str(path))
        rows = unsealed(found[0][0]) if found else None
        with uncollected():
            before, known = pickle.loads(rows) if rows else ("", [])
            if before != now:
                known = list(_rows(lines.content(), known, reading))
                self._keep(path, now, known)
            return lines, _permalinks(lines, known)

    def note(self, path: Path, content: bytes, permalinks: Iterable[Permalink]) -> None:
        """The file at *path* will hold *content*, the lines of *permalinks*: none of them need be read."""
        rows = [_noted(*one) for one in zip(_ENDED.findall(content), permalinks, strict=True)]
        self._keep(path, hashlib.sha256(content).hexdigest()[:40], rows)

    def _keep(self, path: Path, now: str, rows: list[_Row]) -> None:
        data = sealed(pickle.dumps((now, rows), protocol=5))
        self._table.rows("INSERT OR REPLACE INTO files VALUES (?, ?)", str(path), data)
        self._table.commit()

    def close(self) -> None:
        """All is read."""
        self._table.close()


def _rows(content: bytes, known: Sequence[_Row], reading: Reading) -> Iterator[_Row]:
    """The lines of *content*, those that are *known* without being read again."""
    before = {row[0]: row for row in known}
    for number, line in enumerate(_ENDED.findall(content), start=1):
        name = _name(line)
        yield before.get(name) or _row(name, line, number, reading)


def _name(line: bytes) -> bytes:
    return hashlib.sha256(line).digest()[:20]


def _row(name: bytes, line: bytes, number: int, reading: Reading) -> _Row:
    one = reading.line(line, number) if line.strip() else None
    if one is None:
        return name, len(line), False, (), ""
    return name, len(line), reading.form(one).encode() == line, _head(one), numbering_of(one.units)


def _noted(line: bytes, one: Permalink) -> _Row:
    """The row of a *line* that was made from *one*: what a line does not say is read from what it says."""
    numbering = one.numbering if isinstance(one, KeptPermalink) else numbering_of(one.units)
    head = _head(one)[:-2]
    return _name(line), len(line), True, (*head, state_of(one.digests), ""), numbering


def _head(one: Permalink) -> tuple[Any, ...]:
    # What many lines say is kept once.
    facts = tuple(tuple(map(intern, told)) for told in one.facts)
    return tuple(facts if field == "facts" else getattr(one, field) for field in _HEAD)


def _permalinks(lines: Lines, rows: Sequence[_Row]) -> list[KeptPermalink]:
    found = []
    for number, (_, length, sound, head, numbering) in enumerate(rows):
        lines.add(length)
        lines.sound &= sound
        if head:
            found.append(permalink(head, lines, number, numbering, written=sound))
    lines.sound &= all(one.id < other.id for one, other in pairwise(found))
    return found
