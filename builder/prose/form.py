"""Where each line of head and foot stands in the official form, so that its page can set it there.

Nghị định 30/2020/NĐ-CP, Phụ lục I, sơ đồ bố trí các thành phần thể thức: body and number on the left, quốc
hiệu, place and date on the right, type and trích yếu in the middle (that of a công văn below its number);
nơi nhận on the left of the foot, the signature on the right.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby

from builder import vocabulary
from builder.model import Block, Span, Work
from builder.text import key, readable

_LEFT = frozenset({"co-quan-tren", "co-quan", "so-hieu", "trich-yeu-cong-van", "noi-nhan"})
_RIGHT = frozenset({"quoc-hieu", "tieu-ngu", "ngay-thang", "chu-ky", "ten-nguoi-ky"})
_GROUPS = {"country": "quoc-hieu", "party": "quoc-hieu", "motto": "tieu-ngu"}
_FORMULA_LINES = 3
_BULLETS = ("-", "–", "+", "•", "*")
_SHORT = 120


def form(work: Work) -> dict[int, str]:
    """The part that each line of head and foot is, by where its block starts.

    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" is `quoc-hieu`, "- Lưu: VT." is `noi-nhan`.
    """
    text = work.document.source.text
    blocks = work.document.layout.blocks
    head = [b for b in blocks if b.zone == "preface"]
    foot = [b for b in blocks if b.zone == "conclusions"]
    found = _of_facts(work, blocks)
    keys = [key(_words(text, b)) for b in head]
    for i, block in enumerate(head):
        for j in range(i, i + _formula(keys, i)):
            found[head[j].start] = _formulas()[" ".join(keys[i : i + _formula(keys, i)])]
        if keys[i].startswith("kính gửi"):
            found.setdefault(block.start, "kinh-gui")
    found.update(_above(text, head, found))
    found.update(_of_foot(work, foot))
    return found


def side(role: str) -> str:
    """The column of a part: `trai`, `phai`, or none for what stands across the page."""
    return "trai" if role in _LEFT else "phai" if role in _RIGHT else ""


def in_columns(parts: Sequence[tuple[str, str]]) -> Iterator[str]:
    """The parts (column, Markdown) with those that stand beside each other in two columns."""
    for beside, run in groupby(parts, key=lambda part: bool(part[0])):
        columns = [(name, [words for _, words in group]) for name, group in groupby(run, key=lambda p: p[0])]
        if beside and len(columns) > 1:
            inner = (_box(name, words) for name, words in columns)
            yield _box("hai-cot", inner)
        else:
            yield from (words for _, group in columns for words in group)


def _box(name: str, parts: Sequence[str] | Iterator[str]) -> str:
    inner = "\n\n".join(p for p in parts if p)
    return f'<div class="{name}" markdown="1">\n\n{inner}\n\n</div>'


def _of_facts(work: Work, blocks: Sequence[Block]) -> dict[int, str]:
    record = work.document.metadata
    letter = record.document_type is not None and record.document_type.rule == "head.letter"
    facts = (
        (None if letter else record.document_type, "ten-loai"),
        (record.subject, "trich-yeu-cong-van" if letter else "trich-yeu"),
        (record.number, "so-hieu"),
        (record.issued, "ngay-thang"),
        (record.place, "ngay-thang"),
        (record.issuer, "co-quan"),
    )
    spans = [block.span for block in blocks]
    found: dict[int, str] = {}
    for fact, name in facts:
        for start in _touched(spans, fact.span) if fact else ():
            found.setdefault(start, name)
    return found


def _touched(spans: Sequence[Span], span: Span) -> Iterator[int]:
    at = bisect_right(spans, span.start, key=lambda s: s.end)
    while at < len(spans) and spans[at].start < span.end:
        yield spans[at].start
        at += 1


def _formula(keys: Sequence[str], i: int) -> int:
    """How many lines from *i* on are quốc hiệu, tiêu ngữ or the title of the Party; 0 when none is."""
    table = _formulas()
    return next((n for n in range(1, _FORMULA_LINES + 1) if " ".join(keys[i : i + n]) in table), 0)


@cache
def _formulas() -> dict[str, str]:
    table = vocabulary.load()
    rows = ((row, role) for group, role in _GROUPS.items() for row in table.formulas(group))
    return {key(words): role for row, role in rows for words in row.texts}


def _above(text: str, head: Sequence[Block], found: dict[int, str]) -> Iterator[tuple[int, str]]:
    """What is printed with the issuer's lines: the body above it, the star of the Party's form.

    The issuer may be named below the type alone, "CỦA BAN THƯỜNG VỤ TỈNH ỦY"; that line belongs to the type.
    """
    roles = [found.get(block.start, "") for block in head]
    for i in reversed(range(len(head))):
        words = _words(text, head[i])
        if roles[i] == "co-quan" and "ten-loai" in roles[:i]:
            roles[i] = "ten-loai"
        elif not roles[i] and side("".join(roles[i + 1 : i + 2])) and (words.isupper() or words == "*"):
            roles[i] = "co-quan-tren"
        yield head[i].start, roles[i]


def _of_foot(work: Work, foot: Sequence[Block]) -> Iterator[tuple[int, str]]:
    """Recipients by their bullets and words, for the two columns of a foot are often flattened into one."""
    text, record = work.document.source.text, work.document.metadata
    receivers = {key(words) for words in record.recipients}
    heads = {key(w) for row in vocabulary.load().formulas("recipients") for w in row.texts}
    names = {key(s.name) for s in record.signatures if s.name}
    signed = [s.span for s in record.signatures]
    for block in foot:
        words = _words(text, block)
        line = key(words)
        listed = words.startswith(_BULLETS) or line in receivers or any(line.startswith(h) for h in heads)
        if listed:
            yield block.start, "noi-nhan"
        elif line in names:
            yield block.start, "ten-nguoi-ky"
        elif any(s.start < block.span.end and block.start < s.end for s in signed):
            yield block.start, "chu-ky"


def _words(text: str, block: Block) -> str:
    return readable(text, block.pieces)[:_SHORT].strip()
