"""The tree of provisions: phần, chương, mục, tiểu mục, điều, khoản, điểm, and the attachments.

Anchors follow the printed numbering (A, B are phần; I, II mục; 1 and 1.1 khoản; a) điểm). An Điều
needs nothing before it, for articles are numbered through a document.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from builder import vocabulary
from builder.identifiers import anchor_part
from builder.model import Block, Layout, Provision, Span
from builder.text import LOWER, UPPER, View, readable

_ROMAN = r"[IVXLC]{1,7}"
_ORDINAL = r"(?i:(?:thứ\s)?(?:nhất|hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười))"
_SIGN = r"\s?[.:\-–]?\s*+"
# "Điều 5 Nghị định số 30/2020/NĐ-CP", "Điều 3 Quyết định này": a mention, not an article.
_MENTION = rf"[{UPPER}][{LOWER}]{{1,9}}(?:\s[{LOWER}]{{1,9}}){{0,3}}\s(?:số\s|này\b)"
_WORDED = (
    ("part", "phan", 1, rf"(?:Phần|PHẦN)\s+(?P<num>{_ROMAN}\b|\d{{1,2}}\b|[A-ZĐ]\b|{_ORDINAL}\b){_SIGN}"),
    ("chapter", "chuong", 2, rf"(?:Chương|CHƯƠNG)\s+(?P<num>{_ROMAN}\b|\d{{1,2}}\b|{_ORDINAL}\b){_SIGN}"),
    ("section", "muc", 3, rf"(?:Mục|MỤC)\s+(?P<num>{_ROMAN}\b|\d{{1,2}}\b){_SIGN}(?![{LOWER}])"),
    (
        "subsection",
        "tieu-muc",
        4,
        rf"(?:Tiểu mục|TIỂU MỤC)\s+(?P<num>{_ROMAN}\b|\d{{1,2}}\b){_SIGN}(?![{LOWER}])",
    ),
    (
        "article",
        "dieu",
        5,
        rf"(?:Điều|ĐIỀU)\s+(?P<num>\d{{1,4}}[a-zđ]?)\s?(?:[.:\-–]\s*|$|(?<=\s)(?=[{UPPER}])(?!{_MENTION}))",
    ),
)
# "06/CT-UBND", "21-NQ/TW", "61-CP ngày": a số/ký hiệu that opens a line is no khoản.
_NO_SYMBOL = rf"(?!\d{{1,4}}[a-c]?[/-][{UPPER}][\w.]{{0,7}}(?:\s?[/-]\s?[{UPPER}]|\s+ngày\s))"
_NUMBERED = (
    # A C or an L alone follows B or K: Roman C would be the hundredth mục.
    ("section", "muc", 7, rf"(?P<num>[IVX]{{1,6}})\s?(?:/-|[-–/.)])(?=\s|$|[{UPPER}“\"])\s?(?=\S|$)"),
    ("part", "phan", 6, r"(?P<num>[A-HĐ])\s?(?:[.)]\s?|[-–/]\s)(?=\S|$)"),
    ("clause", "khoan", 9, r"(?P<num>\d{1,3}(?:\.\d{1,2}){1,4})[.)]?\s(?=\S)"),
    (
        "clause",
        "khoan",
        8,
        rf"{_NO_SYMBOL}(?P<num>\d{{1,3}})(?:(?:/-|[.)/])(?:\s|$|(?=[^\W\d]))|\s?[-–]\s?(?=[{UPPER}]))",
    ),
    ("point", "diem", 13, rf"(?P<num>[a-zđ]{{1,2}}\d?)(?:\)\s?|[./]\s(?=[{UPPER}]))(?=\S|$)"),
)
_LEVELS = tuple((kind, slug, rank, re.compile(form)) for kind, slug, rank, form in (*_WORDED, *_NUMBERED))
# Whether any of them may match: most paragraphs open with none.
_LABEL = re.compile(
    r"(?:Phần|PHẦN|Chương|CHƯƠNG|Mục|MỤC|Tiểu|TIỂU|Điều|ĐIỀU)\s"
    r"|(?:\d{1,3}(?:\.\d{1,2}){0,4}|[IVX]{1,6}|[A-HĐ]|[a-zđ]{1,2}\d?)(?:[-–./)]|\s(?=\S))"
)
_ATTACHMENT = re.compile(
    rf"(?:Phụ lục|PHỤ LỤC|Phụ Lục)(?:\s+(?:số\s)?(?P<num>{_ROMAN}\b|\d{{1,3}}\b|[A-Z]\b))?"
    rf"\s?[.:\-–]?\s*(?=$|[({UPPER}“])"
)
_OPENS_QUOTE = re.compile(r"\s*[“\"]")
_CLOSES_QUOTE = re.compile(r"[”\"]\s?[.;,]?\s*$")
_NO_HEADING_END = re.compile(r"[.;:,]$|[.;:]\s?[”\"]$")
# An annex may print a head of its own before its title.
_ANNEX_HEAD = 16
_MAX_HEADING = 260
_QUOTE_REACH = 400
_SUB_RANKS = 4


@dataclass(frozen=True, slots=True)
class _Unit:
    """A label found at the start of a block, before the tree is made."""

    kind: str
    slug: str
    rank: int
    num: str
    label: Span
    block: int
    heading: str | None


def read_structure(text: str, layout: Layout) -> tuple[Provision, ...]:
    """The provisions of the body, then each attachment with its own; anchors are unique."""
    body = [i for i, b in enumerate(layout.blocks) if b.zone in ("preamble", "body")]
    attached = [i for i, b in enumerate(layout.blocks) if b.zone == "attachment"]
    words = [readable(text, b.pieces) for b in layout.blocks]
    units = list(_units(text, layout.blocks, words, body))
    trees = list(_tree(units, layout.blocks, body, ""))
    trees += _attachments(text, layout.blocks, words, attached)
    return _unique(trees, Counter())


def _units(text: str, blocks: Sequence[Block], words: Sequence[str], part: Sequence[int]) -> Iterator[_Unit]:
    quoted = _quoted(words, part)
    letters = any(re.match(r"(?:Điều|ĐIỀU)\s+\d", words[i]) for i in part if i not in quoted)
    for i in part:
        block = blocks[i]
        if block.kind != "paragraph" or i in quoted:
            continue
        if unit := _unit(text, blocks, words, i, letters):
            yield unit


def _unit(text: str, blocks: Sequence[Block], words: Sequence[str], i: int, articled: bool) -> _Unit | None:
    if not _LABEL.match(words[i]):
        return None
    for kind, slug, rank, pattern in _LEVELS:
        match = pattern.match(words[i])
        if not match:
            continue
        num = match.group("num")
        depth = rank + min(num.count("."), _SUB_RANKS) - 1 if rank == 9 else rank
        if articled and rank in (6, 7) and len(num) == 1 and num not in "IVX":
            continue
        label = _label(text, blocks[i], match.group().rstrip())
        heading = _heading(blocks, words, i, words[i][match.end() :].strip(), kind)
        return _Unit(kind, slug, depth, num, label, i, heading)
    return None


def _label(text: str, block: Block, printed: str) -> Span:
    """Where the label stands that opens *block*, as it was read."""
    first = block.pieces[0]
    if printed and text.startswith(printed, first.start, first.end):
        return Span(first.start, first.start + len(printed))
    return View.grouped(text, [block.pieces]).span(0, max(1, len(printed)))


def _heading(blocks: Sequence[Block], words: Sequence[str], i: int, rest: str, kind: str) -> str | None:
    """The unit's title: what stands beside its number, or the next line when the number stands alone."""
    if kind == "point":
        return None
    if not rest and i + 1 < len(words) and kind != "clause":
        plain = blocks[i + 1].kind == "paragraph" and not any(p.match(words[i + 1]) for *_, p in _LEVELS)
        return words[i + 1] if plain and _is_heading(words[i + 1]) else None
    return rest if rest and _is_heading(rest) and (rest[0].isupper() or rest[0] in '“"') else None


def _is_heading(words: str) -> bool:
    return len(words) <= _MAX_HEADING and (words.isupper() or not _NO_HEADING_END.search(words))


def _quoted(words: Sequence[str], part: Sequence[int]) -> set[int]:
    """Blocks inside a quotation of another act's provisions, which are none of this text's own."""
    closing = [n for n, i in enumerate(part) if _CLOSES_QUOTE.search(words[i][-8:])]
    found: set[int] = set()
    at = 0
    while at < len(part):
        nearest = bisect_left(closing, at)
        reach = closing[nearest] + 1 if nearest < len(closing) else len(part) + _QUOTE_REACH
        if _OPENS_QUOTE.match(words[part[at]]) and reach - at <= _QUOTE_REACH:
            found.update(part[at:reach])
            at = reach
        else:
            at += 1
    return found


def _tree(
    units: Sequence[_Unit], blocks: Sequence[Block], part: Sequence[int], prefix: str
) -> Iterator[Provision]:
    last = blocks[part[-1]].span.end if part else 0
    yield from _siblings(units, 0, len(units), blocks, last, (), prefix)


def _siblings(
    units: Sequence[_Unit],
    start: int,
    stop: int,
    blocks: Sequence[Block],
    end: int,
    above: tuple[_Unit, ...],
    prefix: str,
) -> Iterator[Provision]:
    at = start
    while at < stop:
        unit = units[at]
        after = next((n for n in range(at + 1, stop) if units[n].rank <= unit.rank), stop)
        unit_end = blocks[units[after].block - 1].span.end if after < stop else end
        children = tuple(_siblings(units, at + 1, after, blocks, unit_end, (*above, unit), prefix))
        span = Span(unit.label.start, max(unit_end, unit.label.end))
        anchor = _anchor((*above, unit), prefix)
        yield Provision(anchor, unit.kind, unit.num, unit.heading, span, unit.label, children)
        at = after


_part = lru_cache(maxsize=4096)(anchor_part)


def _anchor(path: Sequence[_Unit], prefix: str) -> str:
    """`dieu-5-khoan-2-diem-dd`; khoản 4.1 follows no khoản 4, and nothing stands before an Điều."""
    article = next((i for i, u in enumerate(path) if u.kind == "article"), 0)
    numbers = [u.num for u in path if u.kind == "clause"]
    kept = [
        u for u in path[article:] if u.kind != "clause" or not any(n.startswith(f"{u.num}.") for n in numbers)
    ]
    parts = [_part(u.slug, u.num) for u in kept]
    return "-".join([prefix, *parts] if prefix else parts)


def _attachments(
    text: str, blocks: Sequence[Block], words: Sequence[str], part: Sequence[int]
) -> Iterator[Provision]:
    starts = [i for n, i in enumerate(part) if n == 0 or _opens_attachment(blocks[i], words[i])]
    unnumbered = 0
    for n, start in enumerate(starts):
        stop = starts[n + 1] if n + 1 < len(starts) else part[-1] + 1
        match = _ATTACHMENT.match(words[start])
        num = (match.group("num") or "") if match else ""
        unnumbered += not num
        anchor = anchor_part("phu-luc", num) if num else f"kem-theo-{unnumbered}"
        inside = [i for i in part if start < i < stop]
        units = list(_units(text, blocks, words, inside)) if inside else []
        children = tuple(_tree(units, blocks, inside, anchor)) if inside else ()
        at, heading = (start, words[start]) if match else _title(blocks, words, range(start, stop))
        named = match.group().rstrip() if match else words[at]
        label = _label(text, blocks[at], named)
        span = Span(blocks[start].span.start, blocks[stop - 1].span.end)
        yield Provision(anchor, "attachment", num, heading, span, label, children)


def _title(blocks: Sequence[Block], words: Sequence[str], part: range) -> tuple[int, str | None]:
    """Where an annex without a number names itself, and its title: "QUY CHẾ" and the line below."""
    for i in part[:_ANNEX_HEAD]:
        if words[i].isupper() and len(words[i]) < _MAX_HEADING and vocabulary.load().document_type(words[i]):
            below = words[i + 1] if i + 1 in part and _is_heading(words[i + 1]) else ""
            return i, f"{words[i]} {below}".strip()
    return part[0], words[part[0]] if len(words[part[0]]) <= _MAX_HEADING else None


def _opens_attachment(block: Block, words: str) -> bool:
    return block.kind == "paragraph" and len(words) < _MAX_HEADING and bool(_ATTACHMENT.match(words))


def _unique(trees: Sequence[Provision], seen: Counter[str]) -> tuple[Provision, ...]:
    """The same trees with `--2`, `--3` on anchors that come again, in reading order."""
    out = []
    for provision in trees:
        seen[provision.anchor] += 1
        again = seen[provision.anchor]
        anchor = provision.anchor if again == 1 else f"{provision.anchor}--{again}"
        children = _unique(provision.children, seen)
        same = again == 1 and children == provision.children
        out.append(provision if same else replace(provision, anchor=anchor, children=children))
    return tuple(out)
