"""Where in a text something stands, as a clerk would say it: `Mục I, khoản 2, điểm a`."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from typing import TypeVar

from builder import vocabulary
from builder.model import Block, Document, Footnote, Provision, Span, Zone

T = TypeVar("T", Block, Footnote, Provision)

_ZONE: dict[Zone, str] = {
    "preface": "phần đầu",
    "preamble": "phần mở đầu",
    "body": "phần nội dung",
    "conclusions": "phần cuối",
    "attachment": "phần kèm theo",
}


class Places:
    """The named places of one document, each found by halving: a long text cites thousands of times."""

    def __init__(self, document: Document) -> None:
        self._provisions = document.provisions
        self._notes = sorted(document.layout.footnotes, key=lambda note: note.span)
        self._blocks = [block for block in document.layout.blocks if block.pieces]

    def at(self, span: Span) -> str:
        """The name of the place where *span* begins, from the uppermost unit to the lowest."""
        note = _holding(self._notes, span.start)
        if note:
            return f"chú thích {unicodedata.normalize('NFKC', note.mark)}"
        return ", ".join(_path(self._provisions, span.start)) or self._zone(span)

    def _zone(self, span: Span) -> str:
        block = _holding(self._blocks, span.start)
        return _ZONE[block.zone] if block else "trong văn bản"


def _path(provisions: tuple[Provision, ...], at: int) -> list[str]:
    """The units that hold *at*; of `4` and `4.1` only the lower, which names both."""
    found = _holding(provisions, at)
    if not found:
        return []
    below = _path(found.children, at)
    repeated = below and below[0].startswith(f"{_name(found)}.")
    return below if repeated else [_name(found), *below]


def _holding(parts: Sequence[T], at: int) -> T | None:
    """The one of *parts*, which stand in order and apart, that holds the place *at*."""
    before = bisect_right(parts, at, key=lambda part: part.span.start)
    found = parts[before - 1] if before else None
    return found if found and at < found.span.end else None


def _name(provision: Provision) -> str:
    return f"{_levels().get(provision.kind, '')} {provision.num}".strip()


@cache
def _levels() -> dict[str, str]:
    return {row.kind: row.word.lower() for row in vocabulary.load().provision_kinds}
