"""The words of a text from which each field of its record was read, as stretches that a page can mark.

A fact that spans lines or columns has a stretch in each; none ends within a citation or a printed number,
so that the marks of a page nest.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence

from builder import units
from builder.model import Document, Span
from builder.text import squeeze

_LONGEST = 1_000
_Pieces = tuple[Span, ...]
# The document asked of last: the record of a page and its text ask for the same, one after the other.
_LAST: list[tuple[Document, Mapping[str, tuple[Span, ...]]]] = []
# The fields of the record and the places of their words on the page: `#tu-so` is that of the number.
NAMES = {
    "document_type": "tu-loai",
    "number": "tu-so",
    "issuer": "tu-co-quan",
    "place": "tu-noi",
    "issued": "tu-ngay",
    "subject": "tu-trich-yeu",
    "in_force_from": "tu-hieu-luc",
    "in_force_until": "tu-het-hieu-luc",
    "secrecy": "tu-do-mat",
    "urgency": "tu-do-khan",
}
SIGNER, ADDRESSEES, RECIPIENTS = "tu-nguoi-ky", "tu-kinh-gui", "tu-noi-nhan"


def proofs(document: Document) -> Mapping[str, tuple[Span, ...]]:
    """The stretches of each field by the name of its place; a field that no words prove has none.

    What a clerk corrected, for one, was read from no words of the text.
    """
    if not _LAST or _LAST[0][0] is not document:
        _LAST[:] = [(document, _proofs(document))]
    return _LAST[0][1]


def _proofs(document: Document) -> Mapping[str, tuple[Span, ...]]:
    groups = sorted(_groups(document), key=lambda pieces: pieces[0])
    whole = sorted(_whole(document))
    found = [
        (stretch, name)
        for name, span in _facts(document, groups)
        for pieces in _touched(groups, span)
        for stretch in _within(pieces, span, whole, document.source.text)
    ]
    named: dict[str, tuple[Span, ...]] = {}
    for stretch, name in _nested(found):
        named[name] = (*named.get(name, ()), stretch)
    return named


def _whole(document: Document) -> Iterator[Span]:
    """What no stretch parts: citations, references to notes, printed numbers, which the page marks too."""
    yield from (citation.span for citation in document.citations)
    yield from (note.reference for note in document.layout.footnotes)
    yield from (provision.label for provision in units.flat(document.provisions))


def _groups(document: Document) -> Iterator[_Pieces]:
    """What a mark can lie in: a paragraph, a cell, a note."""
    for block in document.layout.blocks:
        yield from (cell for cell in block.cells or (block.pieces,) if cell)
    yield from (note.pieces for note in document.layout.footnotes)


def _facts(document: Document, groups: Sequence[_Pieces]) -> Iterator[tuple[str, Span]]:
    record = document.metadata
    for field, name in NAMES.items():
        if fact := getattr(record, field):
            yield name, fact.span
    for number, signature in enumerate(record.signatures, 1):
        yield f"{SIGNER}-{number}", signature.span
    for name, lines in ((ADDRESSEES, record.addressees), (RECIPIENTS, record.recipients)):
        if lines and (span := _holding(document, groups, lines[0])):
            yield name, span


def _holding(document: Document, groups: Sequence[_Pieces], words: str) -> Span | None:
    """The paragraph outside the body that holds *words*: lists of receivers keep no span of their own."""
    outside = {b.start for b in document.layout.blocks if b.zone in ("preface", "preamble", "conclusions")}
    text, sought = document.source.text, squeeze(words)
    for pieces in groups:
        start, end = pieces[0].start, pieces[-1].end
        if start in outside and sought in squeeze(text[start:end]):
            return Span(start, end)
    return None


def _touched(groups: Sequence[_Pieces], span: Span) -> Iterator[_Pieces]:
    for pieces in groups:
        if pieces[0].start >= span.end:
            break
        if pieces[-1].end > span.start:
            yield pieces


def _within(pieces: _Pieces, span: Span, whole: Sequence[Span], text: str) -> Iterator[Span]:
    """*span* in one paragraph, without blanks at its ends, grown to hold each citation that it touches."""
    parts = [
        Span(max(p.start, span.start), min(p.end, span.end))
        for p in pieces
        if p.start < span.end and p.end > span.start
    ]
    parts = [p for p in parts if text[p.start : p.end].strip()]
    if not parts:
        return
    start, end = parts[0].start, min(parts[-1].end, parts[0].start + _LONGEST)
    for mark in whole[bisect_right(whole, Span(max(0, start - _LONGEST), start)) :]:
        if mark.start >= end:
            break
        if mark.end > start:
            start, end = min(start, mark.start), max(end, mark.end)
    start, end = max(start, pieces[0].start), min(end, pieces[-1].end)
    yield Span(start + len(text[start:end]) - len(text[start:end].lstrip()), end)


def _nested(found: Sequence[tuple[Span, str]]) -> Iterator[tuple[Span, str]]:
    """The stretches so that each lies within an earlier one or apart from it."""
    open_ends: list[int] = []
    for span, name in sorted(found, key=lambda f: (f[0].start, -f[0].end)):
        while open_ends and open_ends[-1] <= span.start:
            open_ends.pop()
        end = min([span.end, *open_ends])
        open_ends.append(end)
        yield Span(span.start, end), name
