"""A work → its search copies: the words of its units with their anchors, in pieces of bounded size.

A copy is all that the index is made of and all that a result shows, so that one request brings a
result's heading and its words, however long the document.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from builder import entries, labels, units
from builder.model import Work
from builder.text import readable

# Letters of one piece: an ordinary directive is one, a book of forms a hundred.
LONGEST = 12_000
_HEX = 24


@dataclass(frozen=True, slots=True)
class Copy:
    """One piece of a document: *number* 0 holds its head; *content* is the file as published."""

    url: str
    number: int
    content: str

    @property
    def name(self) -> str:
        return name(self.url, self.number)


def name(url: str, number: int) -> str:
    """What the place of a copy in the index comes from."""
    return f"{url}{number}"


def copies(work: Work) -> Iterator[Copy]:
    """The pieces of *work* in reading order; the first bears the record's words, which count more."""
    head = _head(work)
    for number, passage in enumerate(_pieces(_passages(work))):
        content = {**head, "names": _names(work) if number == 0 else "", "units": passage}
        written = json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n"
        yield Copy(work.url, number, written)


def digest(content: bytes) -> str:
    """The mark of the bytes of a file."""
    return hashlib.sha256(content).hexdigest()[:_HEX]


def _head(work: Work) -> Mapping[str, str]:
    """What a result shows of its document."""
    date = labels.when(work)
    record = work.document.metadata
    return {
        "url": entries.address(work),
        "name": labels.name(work),
        "subject": labels.subject(work),
        "date": labels.short_date(date) if date else "không rõ ngày",
        "issuer": record.issuer.value if record.issuer else "",
    }


def _names(work: Work) -> str:
    """What else the work may be asked for by: who signed, and the body as addresses name it (`ubnd`)."""
    signers = [s.name for s in work.document.metadata.signatures if s.name]
    return " · ".join([work.id.issuer.replace("-", " "), *signers])


def _passages(work: Work) -> Iterator[tuple[str, str]]:
    """(anchor, words) of each block and note; what has no anchor of its own has that of the unit it is in."""
    document = work.document
    text, named = document.source.text, _anchors(work)
    anchor = ""
    for block in document.layout.blocks:
        anchor = named.get(block.span.start, anchor)
        yield from _cut(anchor, readable(text, block.pieces))
    for note in document.layout.footnotes:
        yield from _cut(named.get(note.span.start, ""), readable(text, note.pieces))


def _anchors(work: Work) -> Mapping[int, str]:
    document = work.document
    if document.anchors:
        return {a.start: a.names[0] for a in document.anchors if a.names}
    return {unit.start: unit.anchor for unit in units.units(document) if unit.anchor}


def _cut(anchor: str, words: str) -> Iterator[tuple[str, str]]:
    """A passage longer than a piece is cut between words, or anywhere where there is no space."""
    while len(words) > LONGEST:
        end = words.rfind(" ", LONGEST // 2, LONGEST)
        end = LONGEST if end < 0 else end
        yield anchor, words[:end]
        words = words[end:]
    if labels.has_words(words):
        yield anchor, words


def _pieces(passages: Iterable[tuple[str, str]]) -> Iterator[Sequence[tuple[str, str]]]:
    """The passages in runs within the limit; at least one run, be it empty."""
    run: list[tuple[str, str]] = []
    length = 0
    for passage in passages:
        if run and length + len(passage[1]) > LONGEST:
            yield run
            run, length = [], 0
        run.append(passage)
        length += len(passage[1])
    yield run
