"""Who signed, in whose stead and in which position (NĐ 30/2020, Phụ lục I, mục II.7)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from builder import vocabulary, vocabulary_positions
from builder.authorities import official_name
from builder.foot.lines import (
    capitals,
    is_capacity,
    is_capital_name,
    is_lone_name,
    is_name,
    mark_of,
    name_on,
    position_ends,
    position_of,
)
from builder.foot.lists import RECIPIENTS, is_other_column
from builder.model import Segment, Signature, SigningCapacity, Span

# How far below the last capacity line a name may stand, among recipients of the other column.
_NAME_REACH = 24
# The signature may stand above nơi nhận by its own lines, or below it by a list of recipients.
_BEFORE_END, _END_REACH = 8, 60
# A text may end often (each annex with its own "./."); the first signing is near the first ends.
_ENDS_TRIED = 24


def first_signing(words: Sequence[str], first: int) -> list[tuple[int, int]]:
    """The signature blocks at the first end of a text; a model inside a guide comes before any end."""
    ends = [
        i
        for i in range(first, len(words))
        if words[i].rstrip().endswith(("./.", "/.")) or RECIPIENTS.match(words[i])
    ]
    for end in ends[:_ENDS_TRIED]:
        before = _BEFORE_END if RECIPIENTS.match(words[end]) else -1
        start = max(first, end - before)
        if next(_blocks(words[: end + _END_REACH + _NAME_REACH], start), None):
            marks = list(_blocks(words, start))
            if marks and marks[0][0] - end < _END_REACH:
                return marks
    return list(_blocks(words, first))


def _blocks(words: Sequence[str], first: int) -> Iterator[tuple[int, int]]:
    """(first capacity line, last capacity line) of each signature of the first signing."""
    i, ended = first, None
    while i < len(words) and (ended is None or i - ended < _NAME_REACH + 8):
        if not is_capacity(words[i]) or len(words[i]) > 90:
            i += 1
            continue
        last = _last_capacity(words, i)
        if _name_after(words, last) is not None or (
            ended is None and mark_of(words[i]) and _near_end(words, last)
        ):
            yield i, last
            ended = last
        i = last + 1


def _last_capacity(words: Sequence[str], i: int) -> int:
    last = i
    for j in range(i + 1, min(i + 14, len(words))):
        if is_capacity(words[j]) or (capitals(words[j]) and _continues(words, last, j)):
            last = j
        elif not is_other_column(words[j]):
            break
    return last


def _continues(words: Sequence[str], last: int, j: int) -> bool:
    """A line of capitals right below, that is no name: "TM. ỦY BAN" / "NHÂN DÂN"."""
    named = is_capital_name(words[j].strip()) and position_ends(words[last])
    more = any(is_capacity(w) for w in words[j + 1 : j + 3])
    return j == last + 1 and (not named or more)


def _name_after(words: Sequence[str], last: int) -> tuple[str, int] | None:
    """The name below a capacity line, and the line where it ends."""
    for j in range(last + 1, min(last + 1 + _NAME_REACH, len(words))):
        if found := _name_at(words, j, words[last]):
            return found
        if not is_other_column(words[j]) and (len(words[j]) > 60 or j - last > 12):
            return None
    return None


def _name_at(words: Sequence[str], j: int, above: str) -> tuple[str, int] | None:
    """A name on line *j*, or cut over *j* and the next: "Bùi" / "Xuân Cường", "Lê Hải" / "Hòa"."""
    following = words[j + 1].strip() if j + 1 < len(words) else ""
    one, next_one = (is_lone_name(w) for w in (words[j].strip(), following))
    if (one and is_name(following)) or (next_one and is_name(words[j].strip())):
        joined = name_on(f"{words[j].strip()} {following}", above)
        return (joined, j + 1) if joined else None
    name = name_on(words[j], above)
    return (name, j) if name else None


def _near_end(words: Sequence[str], last: int) -> bool:
    return len(words) - last < 30


def signatures_of(
    segments: Sequence[Segment], words: Sequence[str], marks: Sequence[tuple[int, int]]
) -> tuple[list[Signature], int]:
    """The signatures of the blocks *marks*, and the last line that they take."""
    found, end = [], 0
    for first, last in marks:
        named = _name_after(words, last)
        stop = last if named is None else named[1]
        lines = [words[i].strip(" .,") for i in range(first, last + 1) if capitals(words[i])]
        signature = _signature(lines, Span(segments[first].span.start, segments[stop].span.end))
        found.append(replace(signature, name=named[0] if named else None))
        end = max(end, stop)
    return found, end


def _signature(lines: Sequence[str], span: Span) -> Signature:
    """Capacities from the marked lines, the signer's own position from the last line without a mark."""
    capacities: list[SigningCapacity] = []
    position = None
    for part in _stacked(lines):
        marked = mark_of(part)
        of, own = _parted(marked[1]) if marked else ("", part)
        if marked:
            row = vocabulary.load().capacity(marked[0])
            capacities.append(SigningCapacity(row.mark if row else marked[0], _office(of)))
        position = _office(own) if own else position
    if position is None and capacities and capacities[-1].code == "Q.":
        position = capacities[-1].of
    return Signature(None, position, tuple(capacities), span)


def _stacked(lines: Sequence[str]) -> list[str]:
    """The lines of a signature, those rejoined that a line end had cut: "TM. ỦY BAN" / "NHÂN DÂN"."""
    parts: list[str] = []
    for line in lines:
        if mark_of(line) or position_of(line) is not None or not parts:
            parts.append(line)
        else:
            parts[-1] = f"{parts[-1]} {line}"
    return parts


def _parted(words: str) -> tuple[str, str]:
    """In whose stead, and the signer's own position printed behind it: "BỘ TRƯỞNG" | "THỨ TRƯỞNG"."""
    parts = words.split()
    if not vocabulary_positions.is_position(words):
        for n in range(1, len(parts)):
            if vocabulary_positions.is_position(" ".join(parts[n:])):
                return " ".join(parts[:n]), " ".join(parts[n:])
    return words, ""


def _office(words: str) -> str:
    """A position with its office, or a body, in official spelling: `Giám đốc Sở Nội vụ`."""
    held = vocabulary_positions.position(words.strip(" .,:;()"))
    if held is None:
        return official_name(words)
    name, office = held
    return f"{name} {official_name(office) if office.isupper() else office}".strip()
