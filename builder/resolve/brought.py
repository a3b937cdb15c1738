"""What a text brings to the tables, worked out from the text alone by any process, before it has a number."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from builder.identifiers import number_key
from builder.model import Document, WorkId
from builder.pickled import dumps
from builder.resolve import asking
from builder.resolve.asking import Asked
from builder.resolve.candidates import bucket, held, number_name
from builder.resolve.works import told

# Of so many questions a process remembers that it has told them.
_AT_HAND = 100_000
# A question as its row has it: hash, content, topic, beside, bucket.
Row = tuple[bytes, str, str, str | None, str | None]


@dataclass(frozen=True, slots=True)
class Questions:
    """The questions of a text by their hashes, and how many of its mentions ask each; by *places* which.

    *new* are those that were not told before, as rows.
    """

    hashes: tuple[bytes, ...]
    times: tuple[int, ...]
    places: tuple[int, ...]
    new: dict[bytes, Row]


@dataclass(frozen=True, slots=True)
class Brought:
    """All that a text brings: what it asks, as which work it is found, and what it says of laws.

    *work* is its candidate as `told`, with its bucket and topics; *laws* and *law* are in JSON.
    """

    asks: Questions
    own: str
    misnamed: str
    slips: bytes
    work: tuple[str, str, tuple[str, ...]]
    laws: tuple[tuple[int, str, str, str, str], ...]
    law: tuple[str, str] | None


class Reader:
    """Reads texts, and tells each question once, to whom it may ever have told one."""

    def __init__(self) -> None:
        self._told: set[bytes] = set()

    def read(self, document: Document, own: WorkId, places: str) -> Brought:
        """What *document*, a work of its *own* with these *places*, brings."""
        asks, one = _asked(document), held(document, own, places)
        misnamed = {law.place: law.slip for law in asks.laws if law.slip}
        return Brought(
            self.questions(asking.asked(document, misnamed) if misnamed else asks),
            json.dumps(asks.own),
            json.dumps(sorted(misnamed.items())),
            dumps(asks.slips) if asks.slips else b"",
            (told(one), one.bucket, one.topics),
            tuple(_laws(asks)),
            (json.dumps(asks.law[0]), json.dumps(asks.law[1])) if asks.law else None,
        )

    def questions(self, asks: Asked) -> Questions:
        """What a text *asks*."""
        hashes = tuple(hashlib.blake2b(q.encode(), digest_size=16).digest() for q in asks.questions)
        if len(self._told) >= _AT_HAND:
            self._told.clear()
        new = {name: q for name, q in zip(hashes, asks.questions, strict=True) if name not in self._told}
        self._told.update(new)
        counted = Counter(asks.places)
        times = tuple(counted[number] for number in range(len(hashes)))
        return Questions(hashes, times, asks.places, {row[0]: row for row in _rows(new)})


def _rows(questions: dict[bytes, str]) -> Iterator[Row]:
    """Questions with what works are looked for by, and where the work stands that each claims."""
    found = asking.read_all(questions.values())
    for (name, content), asks in zip(questions.items(), found, strict=True):
        claim = asks.claim
        where = bucket(claim.register, number_name(claim.number)) if claim else None
        yield name, content, asks.topic, asks.beside or None, where


def _laws(asks: Asked) -> Iterator[tuple[int, str, str, str, str]]:
    for law in asks.laws:
        called = json.dumps(number_key(law.number)), json.dumps(law.number), json.dumps(law.name)
        yield law.place, *called, law.slip


def _asked(document: Document) -> Asked:
    """What a document asks; one that was kept brings it along."""
    found: Asked | None = getattr(document, "asked", None)
    return found or asking.asked(document)
