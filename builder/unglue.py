"""Heads and feet that a conversion printed on one line, or without the space between two cells.

A segment is cut where a formula, the number, the place and date, the type or a capacity begins or
ends. A cut moves white space only. Lines without a formula of the head stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from builder import vocabulary
from builder.dates import find_date
from builder.identifiers import longest_number
from builder.model import Segment, Span
from builder.text import View, key, lettered, readable

_HEAD_LINES = 14
_HEAD_REACH = 1500
_LONE = 12
# A line as long as this holds more than a head.
_WHOLE = 700
_NUMBER = re.compile(r"(?:Số|SỐ)\s?:?\s?(?=[\d/])")
_PLACE = lettered(r"(?P<place>[UPPER][LOWER]+(?:\s[UPPER][LOWER]+){0,4})\s?,\s?(?=[Nn]gày)")
# The last letter of the one cell, before the first of the other.
_CELLS = lettered(
    r"[UPPER](?:(?=(?:TỈNH|THÀNH PHỐ|HUYỆN|QUẬN)\s[UPPER])"
    r"|(?<=[UPPER]{2})(?=[UPPER][LOWER]{1,6}(?:\s[UPPER][LOWER]{1,6}){0,3},\s?ngày)"
    r"|(?=PHÓ\s|CHÁNH\s|KT\.|(?:GIÁM ĐỐC|CHỦ TỊCH|BỘ TRƯỞNG)(?![UPPER])))"
)
_GLUED_LINES = 60
_ITEM = lettered(r"(?<=[.;:/])\s(?=(?:\d{1,2}\.|[a-zđ]\)|Điều \d{1,3}\.|[IVX]{1,4}\.|-)\s[UPPER])")
_SIGNS = re.compile(r"(?<!\w)(?:TM|KT|TL|TUQ|T/M|K/T)[./\s]")
_RECIPIENTS = re.compile(r"Nơi nhận\s?:")
_RECIPIENT = re.compile(r"(?<=[;:.])\s?(?=[-–]\s)")
_CAPITAL_RUN = lettered(r"(?:[UPPER]{2,}[./]?\s?){1,12}(?=[UPPER][LOWER]|\(|$)")
_CAPACITY = lettered(
    r"(?<=[\s.;])(?=(?:TM|KT|TL|TUQ|T/M|K/T)[./]\s?[UPPER])"
    r"|(?<=[UPPER])(?<!PHÓ)(?<!K/T)(?<!T/M)\s(?=(?:PHÓ|CHỦ TỊCH|CHÁNH|KT\.|K/T)\s)"
)


def split(text: str, segments: Sequence[Segment]) -> tuple[Segment, ...]:
    """The same segments, glued ones cut; the pieces hold the same characters in the same order."""
    found: list[Segment] = []
    last = max(0, len(segments) - _GLUED_LINES)
    for i, segment in enumerate(segments):
        if i >= _HEAD_LINES and i < last:
            found.append(segment)
            continue
        words = readable(text, segment.pieces)
        cuts = sorted(set(_cuts(words, head=i < _HEAD_LINES)) - {0, len(words)})
        found += _cut(text, segment, View(text, segment.pieces), cuts) if cuts else [segment]
    return tuple(found)


def _cuts(words: str, *, head: bool) -> Iterator[int]:
    if not words.isupper() or len(words) < 200:
        yield from (m.end() for m in _CELLS.finditer(words[:_HEAD_REACH]))
    yield from _signing(words)
    if not head:
        return
    folded = key(words[:_HEAD_REACH])
    formulas = list(_formulas().finditer(folded if len(folded) == len(words[:_HEAD_REACH]) else ""))
    if not formulas and _PLACE.match(words):
        yield from _head_parts(words, 0)
    if not formulas or len(words) - sum(m.end() - m.start() for m in formulas) < _LONE:
        return
    for match in formulas:
        yield from match.span()
    yield from _head_parts(words, formulas[0].end())
    if len(words) > _WHOLE:
        yield from _whole_text(words)


def _head_parts(words: str, start: int) -> Iterator[int]:
    at = start
    if number := _NUMBER.search(words, 0, _HEAD_REACH):
        _, length = longest_number(words[number.end() : number.end() + 60])
        at = max(at, number.end() + length)
        yield from (number.start(), number.end() + length)
    if (place := _PLACE.search(words, 0, _HEAD_REACH)) and (
        date := find_date(words, place.end(), place.end() + 40)
    ):
        at = max(at, date.end)
        yield from (place.start(), date.end)
    if kind := _types().search(words, at, at + 80):
        yield from kind.span()
        yield from _subject_end(words, kind.end())


def _subject_end(words: str, start: int) -> Iterator[int]:
    """Where a title in capitals gives way to the first sentence."""
    run = lettered(r"[^LOWER]{12,600}(?=[UPPER][LOWER])").match(words, start)
    if run:
        yield run.end()
        return
    opener = re.compile(
        r"\s(?=(?:Căn cứ|Thực hiện|Để|Trong|Thời gian qua|Nhằm|Hiện nay|Kính gửi|Theo|Từ|Sau)\s)"
    ).search(words, start, start + 600)
    if opener:
        yield opener.end()


def _whole_text(words: str) -> Iterator[int]:
    """The cuts of a document that stands on one line: its items, nơi nhận and signature."""
    closing = words.rfind("./.")
    foot = closing + 3 if closing > 0 else len(words)
    yield from (m.end() for m in _ITEM.finditer(words, 0, foot))
    yield foot
    for pattern in (_RECIPIENTS, _RECIPIENT):
        yield from (m.start() for m in pattern.finditer(words, foot))
    yield from _capacities(words, foot)


def _signing(words: str) -> Iterator[int]:
    """The cuts of a signature on one line: "T/M UỶ BAN NHÂN DÂN K/T CHỦ TỊCH PHÓ CHỦ TỊCH Đinh Văn Khoát"."""
    if _SIGNS.match(words) and not words.isupper():
        yield from _capacities(words, 0)


def _capacities(words: str, start: int) -> Iterator[int]:
    signing = _SIGNS.search(words, start)
    if not signing:
        return
    start = signing.start()
    yield from (m.start() for m in _CAPACITY.finditer(words, start))
    yield from (run.end() for run in _CAPITAL_RUN.finditer(words, start))


def _cut(text: str, segment: Segment, view: View, cuts: Sequence[int]) -> Iterator[Segment]:
    places = [view.span(c, c + 1).start for c in cuts]
    rest = list(segment.pieces)
    gap = segment.gap
    for place in places:
        before = list(_trimmed(text, (Span(p.start, min(p.end, place)) for p in rest if p.start < place)))
        rest = [Span(max(p.start, place), p.end) for p in rest if p.end > place]
        if before:
            yield Segment(segment.line, tuple(before), gap)
            gap = False
    if rest := list(_trimmed(text, rest)):
        yield Segment(segment.line, tuple(rest), gap)


def _trimmed(text: str, pieces: Iterable[Span]) -> Iterator[Span]:
    for piece in pieces:
        words = text[piece.start : piece.end]
        if words.strip():
            start = piece.start + len(words) - len(words.lstrip())
            yield Span(start, start + len(words.strip()))


@cache
def _formulas() -> re.Pattern[str]:
    rows = [
        t
        for group in ("country", "motto", "party")
        for row in vocabulary.load().formulas(group)
        for t in row.texts
    ]
    printed = sorted({re.sub(r"(?:\\ )+", r"\\s?", re.escape(key(t))) for t in rows}, key=len, reverse=True)
    return re.compile("|".join(printed))


@cache
def _types() -> re.Pattern[str]:
    names = sorted({row.name.upper() for row in vocabulary.load().document_types}, key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, names)) + r")(?!\w)")
