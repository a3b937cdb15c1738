"""The conclusions of a document: who signed, in whose stead, and nơi nhận.

Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.7 (quyền hạn, chức vụ, họ tên) and II.9 (nơi nhận). The two
columns are printed beside each other, so names stand among recipients in any order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from builder.foot.lists import ADDRESSEES, RECIPIENTS, list_items, recipients_near
from builder.foot.signing import first_signing, signatures_of
from builder.model import Segment, Signature
from builder.text import readable

__all__ = ["Foot", "read_addressees", "read_foot"]

_ADDRESSEES_REACH = 60


@dataclass(frozen=True, slots=True)
class Foot:
    """Signatures and recipients; `start`/`end` are where the conclusions stand in the source text."""

    signatures: tuple[Signature, ...] = ()
    recipients: tuple[str, ...] = ()
    start: int | None = None
    end: int | None = None


def read_foot(text: str, segments: Sequence[Segment], after: int) -> Foot:
    """The first signature block and nơi nhận that follow *after*; annexes may follow them."""
    words = [readable(text, s.pieces) for s in segments]
    first = next((i for i, s in enumerate(segments) if s.start >= after), len(segments))
    marks = first_signing(words, first)
    if not marks:
        at = next((i for i in range(len(words) - 1, first - 1, -1) if RECIPIENTS.match(words[i])), None)
        return Foot() if at is None else _only_recipients(segments, words, at)
    signatures, last = signatures_of(segments, words, marks)
    start, end = marks[0][0], last
    recipients: tuple[str, ...] = ()
    at = recipients_near(words, first, start, last)
    if at is not None:
        recipients, stop = list_items(words, at, RECIPIENTS, bounded=False)
        start, end = min(start, at), max(end, stop)
    return Foot(tuple(signatures), recipients, segments[start].span.start, segments[end].span.end)


def read_addressees(text: str, segments: Sequence[Segment], after: int) -> tuple[str, ...]:
    """Those named after "Kính gửi:", as printed; none when the text names none."""
    near = [s for s in segments if s.end >= after][:_ADDRESSEES_REACH]
    words = [readable(text, s.pieces) for s in near]
    found: list[str] = []
    for i, w in enumerate(words):
        if ADDRESSEES.match(w):
            found += list_items(words, i, ADDRESSEES, bounded=True)[0]
    return tuple(found)


def _only_recipients(segments: Sequence[Segment], words: Sequence[str], at: int) -> Foot:
    recipients, stop = list_items(words, at, RECIPIENTS, bounded=False)
    return Foot((), recipients, segments[at].span.start, segments[stop].span.end)
