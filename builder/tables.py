"""Tables that a portal has flattened: a cell a line, between lines that hold only `|`.

A row of n cells is n + 1 bars, so the last bar of a row and the first of the next enclose nothing;
an empty cell encloses nothing too. Which is which is settled by one number of columns that fits the
whole table, or not at all: then the lines stay paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from builder.model import Line, Segment, Span

_BAR = "|"
_MOST_COLUMNS = 24
# The share of a run that rows without an empty cell must make up where the rest is not regular.
_REGULAR = 0.7
_LEAST_COLUMNS, _LEAST_ROWS = 2, 2
# What no cell begins with: the text goes on after the table, though no empty line says so.
_HEADING = re.compile(r"(?:PHỤ LỤC|Phụ lục|CHƯƠNG|Chương)\b|(?:Điều|ĐIỀU)\s\d{1,3}\.")


@dataclass(frozen=True, slots=True)
class Row:
    """A row by its first and its end segment (not included); an empty cell is an empty span in its place."""

    start: int
    end: int
    cells: tuple[tuple[Span, ...], ...]


@dataclass(frozen=True, slots=True)
class _Between:
    """What stands between two bars: segments `[start, end)`; *at* is where the first bar ends."""

    start: int
    end: int
    at: int
    outside: bool = False
    clean: bool = True

    @property
    def empty(self) -> bool:
        return self.start == self.end


@dataclass(frozen=True, slots=True)
class _Cut:
    """A way to cut the cells so far into rows: how many are short, where the last row began."""

    short: int
    before: int
    tied: bool = False


def rows(text: str, lines: Sequence[Line], segments: Sequence[Segment]) -> Mapping[int, Row]:
    """The rows of flattened tables, by their first segment; no segment is in two, none is moved.

    `|` / `TT` / `|` / `Xã` / `|` / `|` / `1` / `|` / `Long Quảng` / `|`, a line each, are two rows of two.
    """
    found: dict[int, Row] = {}
    between = list(_between(text, lines, segments))
    for stretch, first, last in _stretches(between):
        cut = [[stretch[n] for n in row] for row in _best(stretch, first, last)]
        if stretch[0] is between[0]:
            # The title of an attachment may stand between the table of the signatures and its own.
            later = [[stretch[n + 1] for n in row] for row in _best(stretch[1:], True, last)]
            cut = max(cut, later, key=len)
        for cells in cut:
            if any(not c.empty for c in cells):
                made = Row(cells[0].start, cells[-1].end, tuple(_pieces(c, segments) for c in cells))
                found[made.start] = made
    return found


def _pieces(cell: _Between, segments: Sequence[Segment]) -> tuple[Span, ...]:
    pieces = tuple(p for s in segments[cell.start : cell.end] for p in s.pieces)
    return pieces or (Span(cell.at, cell.at),)


def _between(text: str, lines: Sequence[Line], segments: Sequence[Segment]) -> Iterator[_Between]:
    """What follows each bar among *segments* and beside them, the last bar's too."""
    if not segments:
        return
    at = 0
    bars = _bars(text, lines, segments)
    for bar, following in pairwise([*bars, len(lines)]):
        while at < len(segments) and segments[at].line < bar:
            at += 1
        start = at
        while at < len(segments) and segments[at].line < following:
            at += 1
        end = lines[bar].span.end
        if following == len(lines):
            blank = bar + 1 == len(lines) or _is_blank(text, lines[bar + 1])
            yield _Between(start, at, end, True, start == at or blank)
        elif start == at:
            yield _Between(start, at, end)
        else:
            clean = _is_blank(text, lines[bar + 1]) or bool(_HEADING.match(text, segments[start].start))
            inner = lines[bar + 1 : segments[at - 1].line]
            yield _Between(start, at, end, clean or any(_is_blank(text, line) for line in inner), clean)


def _bars(text: str, lines: Sequence[Line], segments: Sequence[Segment]) -> list[int]:
    """The lines that are bars from the one that may open a table before the first segment."""
    first, last = segments[0].line, segments[-1].line
    while first and not lines[first - 1].pieces:
        first -= 1
    while last + 1 < len(lines) and not lines[last + 1].pieces:
        last += 1
    return [n for n in range(first, last + 1) if not lines[n].pieces and _words(text, lines[n]) == _BAR]


def _words(text: str, line: Line) -> str:
    return text[line.span.start : line.span.end].strip()


def _is_blank(text: str, line: Line) -> bool:
    return not _words(text, line)


def _stretches(between: Sequence[_Between]) -> Iterator[tuple[list[_Between], bool, bool]]:
    """Cells that no ordinary text interrupts; whether the text before and after surely is no cell."""
    stretch: list[_Between] = []
    clean = True
    for one in between:
        if not one.outside:
            stretch.append(one)
            continue
        if stretch:
            yield stretch, clean, one.clean
        stretch, clean = [], one.clean


def _best(stretch: Sequence[_Between], first: bool, last: bool) -> list[range]:
    """The rows by the number of columns that the first row has, if it fits all or most; else none."""
    empty = [one.empty for one in stretch]
    filled = _filled(empty)
    runs = [range(n, n + size) for n, size in enumerate(filled) if size and (n == 0 or empty[n - 1])]
    if not runs:
        return []
    width = len(runs[0])
    if runs[0].start == 0 and max(_LEAST_COLUMNS, *filled) <= width <= _MOST_COLUMNS:
        found = _Cells(empty, filled, width).cut(range(len(empty)), first, last)
        full = sum(len(row) == width and not all(empty[n] for n in row) for row in found)
        if full >= max(_LEAST_ROWS, len(found) - full):
            return found
    whole = [run for run in runs if len(run) == width]
    regular = len(whole) >= _LEAST_ROWS and len(whole) * (width + 1) >= _REGULAR * len(empty)
    if regular and _LEAST_COLUMNS <= width <= _MOST_COLUMNS:
        return _around(_Cells(empty, filled, width), whole, first, last)
    return []


def _around(cells: _Cells, whole: Sequence[range], first: bool, last: bool) -> list[range]:
    """The rows that are whole, and what stands between two of them where that too is rows."""
    found: list[range] = []
    at, size = 0, len(cells.empty)
    for row in whole:
        found += cells.cut(range(at, row.start - 1), first or at > 0, True)
        found.append(row)
        at = row.stop + 1
    return found + cells.cut(range(at, size), True, last)


@dataclass(frozen=True, slots=True)
class _Cells:
    """Which cells are empty, how many with words stand from each on, and how many make a row."""

    empty: Sequence[bool]
    filled: Sequence[int]
    width: int

    def cut(self, part: range, first: bool, last: bool) -> list[range]:
        """The whole *part* as rows, those with merged cells shorter; nothing if two ways fit as well."""
        ways: dict[int, _Cut] = {part.start: _Cut(0, -1)}
        for at in part:
            for end in self._ends(at, part.stop) if at in ways else ():
                whole = end - at == self.width
                if whole or ((at > part.start or first) and (end < part.stop or last)):
                    short = ways[at].short + (not whole)
                    _take(ways, end + 1, _Cut(short, at, ways[at].tied))
        done = ways.get(part.stop + 1)
        return [] if done is None or done.tied else list(_back(ways, part.stop + 1))[::-1]

    def _ends(self, at: int, stop: int) -> Iterator[int]:
        for cells in {self.width, min(self.filled[at], self.width)} - {0}:
            end = at + cells
            if end == stop or (end < stop and self.empty[end]):
                yield end


def _filled(empty: Sequence[bool]) -> list[int]:
    """How many cells with words stand from each place on."""
    counts = [0] * (len(empty) + 1)
    for n in range(len(empty) - 1, -1, -1):
        counts[n] = 0 if empty[n] else counts[n + 1] + 1
    return counts


def _take(ways: dict[int, _Cut], at: int, cut: _Cut) -> None:
    known = ways.get(at)
    if known is None or cut.short < known.short:
        ways[at] = cut
    elif cut.short == known.short:
        ways[at] = _Cut(known.short, known.before, True)


def _back(ways: Mapping[int, _Cut], at: int) -> Iterator[range]:
    while ways[at].before >= 0:
        yield range(ways[at].before, at - 1)
        at = ways[at].before
