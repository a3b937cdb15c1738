"""Lines to blocks: paragraphs rejoined where a line end or a page break had cut them.

A join or a cut moves white space only, so no rule here can lose a word; the rules decide how the
text reads. They look at the width to which the lines were wrapped, at how a line ends and at how
the next begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from builder import tables
from builder.model import Block, Dropped, Layout, Line, Marked, Segment, Span, Zone

_UNIT = re.compile(
    r"(?:(?:Điều|ĐIỀU|Chương|CHƯƠNG|Phần|PHẦN|Mục|MỤC|Tiểu mục|TIỂU MỤC|Phụ lục|PHỤ LỤC)\s+"
    r"(?:thứ\s)?[\dIVXLA-H]"
    r"|\d{1,3}(?:\.\d{1,2}){0,4}[.)/\-](?:\s|$)|\d{1,3}(?:\.\d{1,2}){1,4}\s|[a-zđ]{1,2}[.)/](?:\s|$)"
    r"|[IVXL]{1,6}(?:/-|[.)/\-])(?:\s|$)|[A-ZĐ][.)/](?:\s|$)"
    r"|\([a-z\d]{1,3}\)\s|[-–+•●▪○*](?:\s|$)|Căn cứ |Kính gửi|Nơi nhận|Xét )"
)
_BULLET = re.compile(r"[-–+•*]\s")
_LONE_UNIT = re.compile(r"(?:\d{1,3}(?:\.\d{1,2}){0,4}[.)]?|[a-zđ]{1,2}\)|[IVXL]{1,6}\.|[-–+•])")
_CLOSED = re.compile(r"(?:[.:;!?…]|\./\.?|[.;:]?[”\"’)\]])$")
_CLOSING = '.:;!?…/”"’)]'
# Words after which no sentence of an official text ends.
_OPEN_END = re.compile(
    r"(?:^|[\s(])(?:của|và|các|những|theo|tại|về|với|cho|từ|đến|trong|số|ngày|tháng|năm|Ban|Bộ|Sở|Cục|Ủy|Uỷ|"
    r"Hội|Ban Chấp hành|Ban Thường vụ|Ủy ban|Uỷ ban|Ủy ban nhân|Hội đồng|Hội đồng nhân|Thanh tra|Thủ|Nghị|"
    r"Quyết|Chỉ|Thông|Tỉnh|Thường trực|Tổng cục|Viện|Văn phòng)$|[,\-–/]$"
)
_PREAMBLE = re.compile(r"(?i)(?:căn cứ|xét|theo đề nghị|thực hiện|sau khi)\b")
# Longer than any ending that a rule here looks for.
_END = 40
_WRAPPED_BELOW = 135
_LEAST_WRAPPED = 40


@dataclass(frozen=True, slots=True)
class Bounds:
    """Where preface and conclusions stand in the source text; a portal's words may come before them.

    *subject* is the trích yếu, one paragraph though it was printed on several lines.
    """

    preface_start: int = 0
    preface_end: int = 0
    foot_start: int | None = None
    foot_end: int | None = None
    subject: Span | None = None


def cut(text: str, marked: Marked, segments: Sequence[Segment], bounds: Bounds) -> Layout:
    """Blocks in reading order; with the footnotes they hold every word of *text*."""
    width = _wrap_width(text, marked.lines)
    blocks: list[Block] = []
    for zone, part in _zones(segments, bounds):
        if zone == "preface":
            blocks += _paragraphs(text, [s for s in part if s.start < bounds.preface_start], zone, width)
            part = [s for s in part if s.start >= bounds.preface_start]
        if zone in ("preface", "conclusions"):
            blocks += _printed_lines(part, zone, bounds.subject)
        else:
            blocks += _with_tables(text, marked.lines, part, zone, width)
    return Layout(
        tuple(_with_preamble(text, blocks)), marked.footnotes, marked.dropped, _strong(text, marked.dropped)
    )


def _printed_lines(part: Sequence[Segment], zone: Zone, subject: Span | None) -> Iterator[Block]:
    """A block for each line of head or foot; the lines of the title are one."""
    title: list[Span] = []
    for segment in part:
        if subject and subject.holds(segment.span):
            title += segment.pieces
            continue
        if title:
            yield Block("line", zone, tuple(title))
            title = []
        yield Block("line", zone, segment.pieces)
    if title:
        yield Block("line", zone, tuple(title))


def _zones(segments: Sequence[Segment], bounds: Bounds) -> Iterator[tuple[Zone, list[Segment]]]:
    foot_start = bounds.foot_start if bounds.foot_start is not None else None
    found: dict[Zone, list[Segment]] = {"preface": [], "body": [], "conclusions": [], "attachment": []}
    for segment in segments:
        at = segment.start
        if at < bounds.preface_end:
            found["preface"].append(segment)
        elif foot_start is None or at < foot_start:
            found["body"].append(segment)
        else:
            found["conclusions" if at < (bounds.foot_end or 0) else "attachment"].append(segment)
    yield from found.items()


def _wrap_width(text: str, lines: Sequence[Line]) -> int:
    """The width that a converter wrapped the lines to; 0 when lines are whole paragraphs."""
    lengths = sorted(n for n in (_length(line) for line in lines) if n >= _LEAST_WRAPPED)
    if len(lengths) < 4:
        return 0
    wide = lengths[int(len(lengths) * 0.9)]
    return wide if wide <= _WRAPPED_BELOW else 0


def _length(line: Line) -> int:
    return line.pieces[-1].end - line.pieces[0].start if line.pieces else 0


@dataclass(slots=True)
class _Open:
    """The paragraph being gathered: its pieces, its first words and its last line."""

    pieces: list[Span]
    first: str
    last: str
    last_length: int


def _with_tables(
    text: str, lines: Sequence[Line], part: Sequence[Segment], zone: Zone, width: int
) -> Iterator[Block]:
    """Paragraphs, and between them the rows of the tables that a portal had flattened."""
    done = 0
    for row in tables.rows(text, lines, part).values():
        yield from _paragraphs(text, part[done : row.start], zone, width)
        yield Block("row", zone, tuple(p for s in part[row.start : row.end] for p in s.pieces), row.cells)
        done = row.end
    yield from _paragraphs(text, part[done:], zone, width)


def _paragraphs(text: str, segments: Sequence[Segment], zone: Zone, width: int) -> Iterator[Block]:
    open_: _Open | None = None
    for row in _rows(segments):
        cells = _table_cells(text, row)
        pieces = tuple(p for s in row for p in s.pieces)
        if len(cells) > 1:
            if open_:
                yield Block("paragraph", zone, tuple(open_.pieces))
            open_ = None
            yield Block("row", zone, pieces, cells)
            continue
        words = " ".join(text[p.start : p.end] for p in pieces)
        if open_ and _carries_on(open_, words, row[0].gap, width):
            open_.pieces += pieces
            open_.last, open_.last_length = words, len(words)
            continue
        if open_:
            yield Block("paragraph", zone, tuple(open_.pieces))
        open_ = _Open(list(pieces), words, words, len(words))
    if open_:
        yield Block("paragraph", zone, tuple(open_.pieces))


def _rows(segments: Sequence[Segment]) -> Iterator[list[Segment]]:
    row: list[Segment] = []
    for segment in segments:
        if row and segment.line != row[-1].line:
            yield row
            row = []
        row.append(segment)
    if row:
        yield row


def _table_cells(text: str, row: Sequence[Segment]) -> tuple[tuple[Span, ...], ...]:
    """Cells of a table row: columns of a line that a tab or a pipe parts, not a wide space."""
    if len(row) == 1:
        return (row[0].pieces,)
    cells: list[tuple[Span, ...]] = []
    for segment in row:
        between = text[cells[-1][-1].end : segment.span.start] if cells else ""
        if cells and not ("\t" in between or "|" in between):
            cells[-1] = (*cells[-1], *segment.pieces)
        else:
            cells.append(segment.pieces)
    return tuple(cells)


def _carries_on(open_: _Open, words: str, gap: bool, width: int) -> bool:
    """Whether *words* go on with the paragraph that stands open."""
    if _LONE_UNIT.fullmatch(open_.last):
        return True
    if (open_.last[-1:] in _CLOSING and _CLOSED.search(open_.last[-_END:])) or not words:
        return False
    starts_lower = words[0].islower() or (bool(_BULLET.match(words)) and words[2:3].islower())
    if _UNIT.match(words) and not (starts_lower and _BULLET.match(words) and not gap and width):
        return False
    if starts_lower:
        return not gap or len(open_.last) > _LEAST_WRAPPED
    if _OPEN_END.search(open_.last[-_END:]) and len(open_.last) > (_LEAST_WRAPPED if gap else 2):
        return True
    if gap or not width:
        return False
    if open_.first.isupper() != words.isupper() and (open_.first.isupper() or words.isupper()):
        return False
    return open_.last_length >= 0.75 * width or (open_.first.isupper() and words.isupper())


def _with_preamble(text: str, blocks: Sequence[Block]) -> Iterator[Block]:
    """The căn cứ that open the body belong to the preamble (NĐ 30/2020, Phụ lục I, mục II.6)."""
    opening = True
    for block in blocks:
        if opening and block.zone == "body":
            start = block.pieces[0]
            opening = (
                bool(_PREAMBLE.match(text, start.start, start.end)) or text[start.start : start.end].isupper()
            )
            yield Block(block.kind, "preamble", block.pieces, block.cells) if opening else block
        else:
            yield block


def _strong(text: str, dropped: Sequence[Dropped]) -> tuple[Span, ...]:
    """Stretches between a pair of `**` on one line, where the source prints bold."""
    found: list[Span] = []
    opened: Span | None = None
    for mark in (d.span for d in dropped if d.reason == "emphasis-mark"):
        if mark.end - mark.start < 2 or "\n" in text[mark.start : mark.end]:
            continue
        if opened and "\n\n" not in text[opened.end : mark.start]:
            if opened.end < mark.start:
                found.append(Span(opened.end, mark.start))
            opened = mark if mark.end - mark.start > 3 else None
        else:
            opened = mark
    return tuple(found)
