"""Where kept documents lie: a file of each on a shelf, its brief and its record in tables besides.

The file has five parts, each read by itself: record, citations, what they ask, units, and words. The tables
are sooner read than many files; whatever is not whole in them is read from the file.
"""

from __future__ import annotations

import marshal
import pickle
import struct
import zlib
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from builder.model import Metadata
from builder.pickled import dumps
from builder.records import Records
from builder.shelf import Shelf

# The documents whose records are at hand in one process: of those that cite it, a page shows some hundreds.
_AT_HAND = 512
# The lengths and check sums of the parts stand before them.
_HEAD = struct.Struct("<10I")
RECORD, CITATIONS, ASKED, UNITS, WORDS = range(5)


class Record(NamedTuple):
    """What is read of a text when it is asked for, apart from its words."""

    encoding: str
    metadata: Metadata
    province: str | None


class Told(NamedTuple):
    """A document in bytes, as the tables keep it: its brief, its record."""

    brief: bytes
    record: bytes


class Texts:
    """The documents of an archive on a shelf, their briefs and their records in *records* too.

    What stands there may be taken away or broken at any time: *again* puts it on the shelf anew.
    """

    def __init__(self, shelf: Shelf, records: Records) -> None:
        self.shelf, self.records = shelf, records
        self.again: Callable[[str, str], object] = lambda key, origin: None
        # What puts names there anew that were worked out and not read.
        self.named_again: dict[str, Callable[[], object]] = {}
        self._at_hand: dict[str, Record] = {}

    def part(self, key: str, origin: str, number: int) -> Any:
        """One part of the document under *key*, which was read from the file *origin*."""
        place = self.shelf.place(key)
        data = part(place, number)
        if data is None:
            self.named_again.get(key, partial(self.again, key, origin))()
            data = part(place, number)
        if data is None:
            raise FileNotFoundError(place)
        return pickle.loads(data)

    def record(self, key: str, origin: str) -> Record:
        """The record of the document under *key*, which was read from the file *origin*."""
        found = self._at_hand.get(key)
        if found is None:
            data = self.records.read(key)
            found = Record(*pickle.loads(data)) if data else _record(self.part(key, origin, RECORD))
            if len(self._at_hand) >= _AT_HAND:
                del self._at_hand[next(iter(self._at_hand))]
            self._at_hand[key] = found
        return found


def told_of(shelf: Shelf, key: str) -> Told | None:
    """What the tables are to keep of the document under *key*; None where none is whole there."""
    found = part(shelf.place(key), RECORD)
    return told(pickle.loads(found)) if found else None


def told(known: Mapping[str, Any]) -> Told:
    """The brief and the record of a document of which *known* is the first part."""
    own, metadata = known["own"], known["metadata"]
    fields = metadata.secrecy, metadata.issuer, metadata.subject
    mark, issuer, subject = (found and found.value for found in fields)
    brief = (
        known["sha256"],
        (own.issuer, own.type, own.year, own.number),
        known["facts"],
        known["places"],
        known["numbering"],
        mark,
        issuer or "",
        subject or "",
        [(p.severity, p.code, p.span.start, p.span.end, p.message, p.about) for p in known["problems"]],
    )
    return Told(marshal.dumps(brief), dumps(tuple(_record(known))))


def _record(known: Mapping[str, Any]) -> Record:
    return Record(known["encoding"], known["metadata"], known["province"])


def put_parts(shelf: Shelf, key: str, *values: object) -> bytes:
    """The file under *key* has the five parts *values*; gives the first of them as it stands there."""
    parts = [dumps(value) for value in values]
    head = (number for part in parts for number in (len(part), zlib.crc32(part)))
    shelf.put(key, b"".join((_HEAD.pack(*head), *parts)))
    return parts[RECORD]


def part(place: Path, number: int) -> bytes | None:
    """The bytes of one part of the file at *place*; None where it is not there as it was written."""
    try:
        with place.open("rb") as stored:
            head = _HEAD.unpack(stored.read(_HEAD.size))
            stored.seek(sum(head[: 2 * number : 2]), 1)
            data = stored.read(head[2 * number])
    except (OSError, struct.error):
        return None
    return data if (len(data), zlib.crc32(data)) == head[2 * number : 2 * number + 2] else None
