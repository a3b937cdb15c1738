"""A large file that is joined from parts: what another build made from the same is copied, the rest made."""

from __future__ import annotations

import hashlib
import marshal
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from builder import database
from builder.shelf import code, write_whole

# What a part is made from, as a key, and what makes it; without a key it is made each time.
Part = tuple[str, Callable[[], str]]


class Joined:
    """The file at *path* as *record* tells of it; without them, no part of it stands."""

    def __init__(self, path: Path | None = None, record: Path | None = None) -> None:
        self._path, self._record = path, record

    def join(self, head: str, parts: Iterable[Part], between: str, tail: str) -> bytes:
        """The file with *parts* from its *head* to its *tail*, and *between* each two of them.

        The next build copies its parts, if by then it stands byte for byte; until then nothing is lost.
        """
        before = self._stood()
        keys, found = list[tuple[str, int]](), list[bytes]()
        for key, make in parts:
            stood = before.get(key) if key else None
            found.append(make().encode() if stood is None else stood)
            keys.append((key, len(found[-1])))
        whole = b"".join((head.encode(), between.encode().join(found), tail.encode()))
        if self._record:
            told = (code(), _mark(whole), len(head.encode()), len(between.encode()), keys)
            write_whole(self._record, database.sealed(marshal.dumps(told)))
        return whole

    def _stood(self) -> Mapping[str, bytes]:
        """The parts of the file by their keys; none of a file that is not what the record tells of."""
        with suppress(OSError, ValueError, EOFError, TypeError):
            kept = database.unsealed(self._record.read_bytes()) if self._record else None
            made_by, mark, start, between, keys = marshal.loads(kept or b"")
            content = self._path.read_bytes() if self._path and made_by == code() else b""
            return _cut(content, start, between, keys) if _mark(content) == mark else {}
        return {}


def _cut(content: bytes, start: int, between: int, keys: Iterable[tuple[str, int]]) -> Mapping[str, bytes]:
    found = dict[str, bytes]()
    for key, size in keys:
        found[key] = content[start : start + size]
        start += size + between
    return found


def _mark(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
