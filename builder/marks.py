"""Marks that are not words, and footnotes: what must be lifted out before lines can be read.

Texts come from portals and scans: emphasis as `**`, table edges as `|`, rulers as `-------`, page
numbers and gazette heads between two halves of a sentence, notes at the foot of a page that has
no foot any more. Each is named with its reason; nothing that holds a letter is dropped, unless it
is a running head that recurs.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence

from builder.model import Dropped, Footnote, Line, Marked, Reason, Segment, Span
from builder.text import glued, is_even

_STARS = re.compile(r"\*+")
_RULER = re.compile(r"[\s|*]*(?:[-_=~—–]\s?){3,}[\s|*]*")
_RULER_WITHIN = re.compile(r"-{5,}")
_PIPE = re.compile(r"\|")
# A pipe between blanks or at the end of a line parts cells; `A|B` is what it says.
_EDGE = re.compile(r"(?:^|(?<=\s))\|(?=\s|$)")
_PAGE_NUMBER = re.compile(r"\s*(?:[-–]\s?)?(?:[Tt]rang\s)?(\d{1,3})(?:\s?[-–])?\s*")
_RUNNING_HEAD = re.compile(r"\s*(?:\d+\s+)?CÔNG BÁO\s?/\s?Số\b[^\n]{0,80}")
# A line of nothing else is no line of words.
_NO_WORDS = "".join(c for c in map(chr, range(0x3001)) if c.isspace()) + "|*-_=~—–:+"
_LONGEST_PAGE_NUMBER = 16
_SUPERSCRIPT = "¹²³⁰⁴⁵⁶⁷⁸⁹"
_NOTE = re.compile(rf"\s*([{_SUPERSCRIPT}]{{1,3}}|\[\d{{1,3}}\])\s*(?=\S)")
# "3.849 km²" is a measure, not a reference to a note.
_REFERENCE = re.compile(rf"[{_SUPERSCRIPT}\[](?:(?<=\[)\d{{1,3}}\]|(?<!\[)[{_SUPERSCRIPT}]{{0,2}})")
_MEASURE = re.compile(r"(?:\b[kcd]?m|\s|^)$")
_ENDS_SENTENCE = re.compile(r"[.:;!?”\"…)\]/]\s*$")


def lift(text: str) -> Marked:
    """The lines of *text*; what was dropped and every note, in order.

    Afterwards the pieces of the lines, the dropped spans and the notes share no character, and
    together hold every character of *text* that is not white space.
    """
    spans = _line_spans(text)
    footnotes = tuple(_footnotes(text, spans))
    # Inside a note every mark stays: what is dropped and what is a note share no character.
    dropped = tuple(_outside(sorted(_drops(text, spans), key=lambda d: d.span), footnotes))
    gone = sorted([*(d.span for d in dropped), *(n.span for n in footnotes)])
    return Marked(tuple(_lines(text, spans, _merged(gone))), dropped, footnotes)


def _outside(dropped: Sequence[Dropped], footnotes: Sequence[Footnote]) -> Iterator[Dropped]:
    notes = [n.span for n in footnotes]
    for one in dropped:
        before = bisect_right(notes, one.span.start, key=lambda n: n.start) - 1
        if before < 0 or notes[before].end <= one.span.start:
            yield one


def _line_spans(text: str) -> list[Span]:
    spans, start = [], 0
    for part in text.split("\n"):
        spans.append(Span(start, start + len(part)))
        start += len(part) + 1
    return spans


def _drops(text: str, spans: Sequence[Span]) -> Iterator[Dropped]:
    whole = dict(_whole_lines(text, spans))
    marked = any(mark in text for mark in ("*", "|", "-----"))
    for at, span in enumerate(spans):
        if reason := whole.get(at):
            yield from (Dropped(words, reason) for words in _trimmed(text, span.start, span.end))
        elif marked:
            yield from _within(text, span)


def _whole_lines(text: str, spans: Sequence[Span]) -> Iterator[tuple[int, Reason]]:
    """The lines that hold no words, by their place, and what each is."""
    heads = {_shape(text, s) for s in _recurring_heads(text, spans)}
    pages = _page_numbers(text, spans)
    for at, span in enumerate(spans):
        line = text[span.start : span.end]
        if line.strip(_NO_WORDS):
            if at in pages:
                yield at, "page-number"
            elif heads and _RUNNING_HEAD.fullmatch(line) and _shape(text, span) in heads:
                yield at, "running-head"
        elif not line or line.isspace():
            continue
        elif not line.replace("|", "").strip():
            yield at, "table-mark"
        elif not line.strip(" \t*|"):
            yield at, "emphasis-mark"
        elif "---" in line and "|" in line and not line.strip(" \t|:+-*"):
            yield at, "table-mark"
        elif len(line) < 200 and _RULER.fullmatch(line):
            yield at, "ruler"


def _recurring_heads(text: str, spans: Sequence[Span]) -> Iterator[Span]:
    if "CÔNG BÁO" not in text:
        return iter(())
    heads = [s for s in spans if _RUNNING_HEAD.fullmatch(text, s.start, s.end)]
    counts = Counter(_shape(text, s) for s in heads)
    return (s for s in heads if counts[_shape(text, s)] > 1)


def _shape(text: str, span: Span) -> str:
    return "".join(c for c in text[span.start : span.end] if c.isalpha()).casefold()


def _page_numbers(text: str, spans: Sequence[Span]) -> set[int]:
    """Lines that hold only a number one above the last such line's, in the middle of a sentence."""
    found: set[int] = set()
    last = 0
    for at, span in enumerate(spans):
        line = text[span.start : span.end].strip()
        match = _PAGE_NUMBER.fullmatch(line) if len(line) < _LONGEST_PAGE_NUMBER else None
        if not match:
            continue
        number = int(match.group(1))
        if number in (last + 1, 2) and _stands_apart(text, spans, at) and _cuts_a_sentence(text, spans, at):
            found.add(at)
        if at in found or number == last + 1:
            last = number
    return found


def _stands_apart(text: str, spans: Sequence[Span], at: int) -> bool:
    """Centred, or with an empty line beside it: "tín dụng / 2 / nói trên" may be a note's mark."""
    near = [text[s.start : s.end] for s in spans[max(0, at - 1) : at + 2 : 2]]
    return text[spans[at].start : spans[at].end].startswith(" " * 8) or any(not n.strip() for n in near)


def _cuts_a_sentence(text: str, spans: Sequence[Span], at: int) -> bool:
    before = _first_words(text, spans[max(0, at - 6) : at][::-1])
    after = _first_words(text, spans[at + 1 : at + 7])
    return len(before) > 40 and not _ENDS_SENTENCE.search(before[-8:]) and after.lstrip(" \t*")[:1].islower()


def _first_words(text: str, spans: Sequence[Span]) -> str:
    lines = (text[s.start : s.end] for s in spans)
    return next((line for line in lines if line.strip()), "")


def _within(text: str, span: Span) -> Iterator[Dropped]:
    line = text[span.start : span.end]
    if "*" not in line and "|" not in line and "-----" not in line:
        return
    for match in _STARS.finditer(line):
        if _is_mark(line, match.start(), match.end()):
            yield Dropped(Span(span.start + match.start(), span.start + match.end()), "emphasis-mark")
    for ruler in _RULER_WITHIN.finditer(line):
        yield Dropped(Span(span.start + ruler.start(), span.start + ruler.end()), "ruler")
    tabled = line.count("|") >= 2 and line.strip(" \t*").startswith("|")
    for pipe in (_PIPE if tabled else _EDGE).finditer(line):
        yield Dropped(Span(span.start + pipe.start(), span.start + pipe.end()), "table-mark")


def _is_mark(line: str, start: int, end: int) -> bool:
    """Emphasis hugs a word; `(*)`, `5 * 3` and `a*b` are what they say."""
    before, after = line[start - 1 : start] or " ", line[end : end + 1] or " "
    starred = (before == "(" and after == ")") or (before.isalnum() and after.isalnum())
    if end - start == 1 and starred:
        return False
    return not (before.isspace() and after.isspace()) or end - start > 1


def _footnotes(text: str, spans: Sequence[Span]) -> Iterator[Footnote]:
    """Notes whose mark opens a line and was referred to before; each runs to the end of its paragraph."""
    references = _references(text)
    if not references:
        return
    taken: Counter[str] = Counter()
    at = 0
    while at < len(spans):
        match = _NOTE.match(text, spans[at].start, spans[at].end)
        mark = match.group(1) if match else ""
        place = bisect_left(references.get(mark, ()), spans[at]) - 1
        at += 1
        if match is None or place < taken[mark]:
            continue
        taken[mark] = place + 1
        last = _note_end(text, spans, at - 1)
        end = spans[last].start + len(text[spans[last].start : spans[last].end].rstrip())
        yield Footnote(mark.strip("[]"), Span(match.start(1), end), references[mark][place])
        at = last + 1


def _references(text: str) -> dict[str, list[Span]]:
    """The places of each mark in the text, in order; a note takes the nearest before it that is free."""
    found: dict[str, list[Span]] = {}
    for match in _REFERENCE.finditer(text):
        if not _MEASURE.search(text[max(0, match.start() - 3) : match.start()]):
            found.setdefault(match.group(), []).append(Span(*match.span()))
    return found


def _note_end(text: str, spans: Sequence[Span], at: int) -> int:
    last = at
    while last + 1 < len(spans):
        span = spans[last + 1]
        if not text[span.start : span.end].strip(" \t*|") or _NOTE.match(text, span.start, span.end):
            break
        last += 1
    return last


def _merged(spans: Sequence[Span]) -> list[Span]:
    out: list[Span] = []
    for span in spans:
        if out and span.start <= out[-1].end:
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return out


def _lines(text: str, spans: Sequence[Span], gone: Sequence[Span]) -> Iterator[Line]:
    at = 0
    for span in spans:
        while at < len(gone) and gone[at].end <= span.start:
            at += 1
        touched = at < len(gone) and gone[at].start < span.end
        pieces = _pieces(text, span, gone, at) if touched else _trimmed(text, span.start, span.end)
        yield Line(span, tuple(pieces))


def _pieces(text: str, span: Span, gone: Sequence[Span], at: int) -> Iterator[Span]:
    start = span.start
    while at < len(gone) and gone[at].start < span.end:
        yield from _trimmed(text, start, gone[at].start)
        start = max(start, gone[at].end)
        at += 1
    yield from _trimmed(text, start, span.end)


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    words = text[start:end] if start < end else ""
    if closed := words.rstrip():
        yield Span(start + len(words) - len(words.lstrip()), start + len(closed))


# A wide gap parts two columns, but not "Số:        /UBND-VX" nor "ngày      tháng 3 năm 2023".
_GAP = re.compile(r"(?:[ \u00a0]{5,}|[ \u00a0]*\t[\t \u00a0]*)")
_NO_GAP_AFTER = re.compile(r"(?:\b[Ss][ốỐ]\s*:?|[Kk]ính gửi\s?:|[Nn]gày|[Tt]háng|[Nn]ăm|/)$")
_NO_GAP_BEFORE = re.compile(r"[/,.]|ngày\b|tháng\b|năm\b|-[A-ZĐ]")


def segments(text: str, marked: Marked) -> tuple[Segment, ...]:
    """The cells of each line: columns printed side by side or glued by a conversion stand apart."""
    found: list[Segment] = []
    gap = False
    for number, line in enumerate(marked.lines):
        if not line.pieces:
            gap = True
            continue
        for cell in _cells(text, line):
            found.append(Segment(number, cell, gap))
            gap = False
    return tuple(found)


def _cells(text: str, line: Line) -> Iterator[tuple[Span, ...]]:
    if len(line.pieces) == 1 and is_even(text[line.pieces[0].start : line.pieces[0].end]):
        yield line.pieces
        return
    cell: list[Span] = []
    for piece in line.pieces:
        if cell and _parted(text, cell[-1].end, piece.start):
            yield tuple(cell)
            cell = []
        *closed, last = _columns(text, piece)
        for column in closed:
            yield (*cell, column)
            cell = []
        cell.append(last)
    yield tuple(cell)


def _parted(text: str, end: int, start: int) -> bool:
    """Whether the marks between two pieces close one cell and open the next, as `2018***CHỈ THỊ` do."""
    between = text[end:start]
    if "|" in between:
        return True
    if "*" not in between or any(c.isspace() for c in between):
        return "***" in between
    return text[start].isupper() and not glued(text, end, start)


def _columns(text: str, piece: Span) -> list[Span]:
    parts, start = [], piece.start
    for gap in _GAP.finditer(text, piece.start, piece.end):
        left = text[max(start, gap.start() - 12) : gap.start()]
        if _NO_GAP_AFTER.search(left) or _NO_GAP_BEFORE.match(text, gap.end(), piece.end):
            continue
        parts.append(Span(start, gap.start()))
        start = gap.end()
    return [*parts, Span(start, piece.end)]
