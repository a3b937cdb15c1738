"""One text read from head to foot: the steps together, a clerk's corrections, and what never breaks."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from patience import patience

from builder.dates import find_date
from builder.effect import read_effect
from builder.foot import read_addressees, read_foot
from builder.head import read_head
from builder.layout import Bounds, cut
from builder.marks import lift, segments
from builder.model import Document, Provision, SourceText, Span
from builder.reading import read
from builder.source import Correction
from builder.structure import read_structure
from builder.text import View, clean, key, plain

TEXT = """ỦY BAN NHÂN DÂN
TỈNH AN MẪU

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: 06/CT-UBND

An Mẫu, ngày 16 tháng 4 năm 2018

CHỈ THỊ
Về tăng cường công tác dân vận

Thực hiện Chỉ thị số 16/CT-TTg ngày 16/5/2016 của Thủ tướng Chính phủ¹, Chủ tịch Ủy ban nhân dân tỉnh yêu cầu:

¹ Về đổi mới công tác dân vận.

1. Các sở, ban, ngành:

a) Tổ chức học tập;

b) Sơ kết hằng năm.

2. Chỉ thị này có hiệu lực kể từ ngày ký./.

Nơi nhận:
- Như trên;
- Lưu: VT, NC.

KT. CHỦ TỊCH
PHÓ CHỦ TỊCH

Hà Quảng Điền

PHỤ LỤC I
DANH MỤC
1. Sở Nội vụ
"""


def source(text: str) -> SourceText:
    return SourceText("a.txt", "0" * 64, "utf-8", clean(text))


def test_a_whole_text_is_read() -> None:
    """Every part of a plain directive is where a clerk would put it."""
    found = read(source(TEXT))
    record = found.metadata
    assert record.document_type is not None and record.document_type.value == "Chỉ thị"
    assert record.number is not None and record.number.value == "06/CT-UBND"
    assert record.issued is not None and record.issued.value == "2018-04-16"
    assert record.issuer is not None and record.issuer.value == "Ủy ban nhân dân tỉnh An Mẫu"
    assert record.in_force_from is not None and record.in_force_from.value.value == "2018-04-16"
    assert [s.name for s in record.signatures] == ["Hà Quảng Điền"]
    assert record.recipients == ("Như trên", "Lưu: VT, NC")
    top = [p.anchor for p in found.provisions]
    assert top == ["khoan-1", "khoan-2", "phu-luc-i"]
    assert [p.anchor for p in found.provisions[0].children] == ["khoan-1-diem-a", "khoan-1-diem-b"]
    assert [p.anchor for p in found.provisions[2].children] == ["phu-luc-i-khoan-1"]
    cited = [(c.document_type, c.number, c.issued, c.issuer) for c in found.citations if c.form == "full"]
    assert cited == [("Chỉ thị", "16/CT-TTg", "2016-05-16", "Thủ tướng Chính phủ")]
    assert [n.mark for n in found.layout.footnotes] == ["¹"]
    assert found.province == "tỉnh An Mẫu"


def test_a_clerks_correction_goes_over_the_reader() -> None:
    """The record says whose word it is: date and reason of the correction."""
    why = Correction("a.txt", "number", "07/CT-UBND", "dấu đóng chồng lên số", "2026-01-05")
    record = read(source(TEXT), (why,)).metadata
    assert record.number is not None
    assert (record.number.value, record.number.rule) == (
        "07/CT-UBND",
        "correction 2026-01-05: dấu đóng chồng lên số",
    )


def test_a_corrected_issuer_is_the_only_one() -> None:
    """The list of issuers follows the correction."""
    why = Correction("a.txt", "issuer", "Sở Nội vụ tỉnh An Mẫu", "đầu văn bản mất", "2026-01-05")
    record = read(source(TEXT), (why,)).metadata
    assert record.issuers == ("Sở Nội vụ tỉnh An Mẫu",)


def spans(found: Document) -> Iterator[Span]:
    record = found.metadata
    for fact in (
        record.document_type,
        record.number,
        record.issuer,
        record.place,
        record.issued,
        record.subject,
    ):
        if fact:
            yield fact.span
    yield from (s.span for s in record.signatures)
    yield from (c.span for c in found.citations)
    yield from (p.span for p in found.problems)
    yield from (b.span for b in found.layout.blocks)


def nested(children: Sequence[Provision], start: int, end: int) -> bool:
    return all(
        start <= p.span.start <= p.span.end <= end and nested(p.children, p.span.start, p.span.end)
        for p in children
    )


def damaged(seed: int) -> str:
    """The text with lines joined, split and swapped and letters dropped, the same for a seed."""
    chance = random.Random(seed)
    lines = TEXT.split("\n")
    for _ in range(chance.randint(1, 12)):
        at = chance.randrange(len(lines))
        line = lines[at]
        cut_at = chance.randint(0, len(line))
        match chance.randrange(6):
            case 0:
                lines[at : at + 2] = ["".join(lines[at : at + 2])]
            case 1:
                lines[at : at + 1] = [line[:cut_at], line[cut_at:]]
            case 2:
                lines[at] = line[:cut_at] + line[cut_at + 1 :]
            case 3:
                lines = lines[at:] + lines[:at]
            case 4:
                lines[at] = f"| **{line}** |"
            case _:
                lines[at] = line + chance.choice(["¹", "*", "|", "-----", "Số:", "ngày", "“", "\t", "Điều"])
    return "\n".join(lines)


@settings(derandomize=True, deadline=None, max_examples=150)
@given(st.integers(0, 10**9))
def test_a_damaged_text_is_read_and_no_word_is_lost(seed: int) -> None:
    """Nothing raises; every span lies in the text; blocks, marks and notes hold every character."""
    found = read(source(damaged(seed)))
    text = found.source.text
    assert all(0 <= s.start <= s.end <= len(text) for s in spans(found))
    assert nested(found.provisions, 0, len(text))
    held = [p for b in found.layout.blocks for p in b.pieces] + [d.span for d in found.layout.dropped]
    held += [p for n in found.layout.footnotes for p in n.pieces]
    places = [n for s in held for n in range(s.start, s.end)]
    assert len(places) == len(set(places))
    assert {n for n, c in enumerate(text) if not c.isspace()} <= set(places)


_SIZE = 1_000_000
_SMALLER = 200_000
STEPS = (
    "text",
    "view",
    "dates",
    "effect",
    "marks",
    "segments",
    "head",
    "foot",
    "addressees",
    "layout",
    "structure",
)
ATTACKS = {
    "digits": "1234567890",
    "digits in lines": "12\n",
    "Điều": "Điều ",
    "Điều in lines": "Điều 1\n",
    "brackets": "(",
    "stars": "*",
    "starred letters": "a**",
    "blank dates": "ngày tháng năm ",
    "pipes": "|",
    "blank pipes": " | ",
    "line ends": "\n",
    "blanks": " ",
    "hyphens": "-",
    "hyphens and letters": "------x",
    "quotes": "“",
    "quotes in lines": "“a\n",
    "superscripts": "a¹ ",
    "notes": "a¹\n¹ b\n",
    "starred notes": "a¹\n¹ **b**\n\n",
    "numbers": "Số: ",
    "capitals": "ỦY BAN NHÂN DÂN\n",
    "capacities": "KT. CHỦ TỊCH\n",
    "recipients": "Nơi nhận:\n",
    "addressees": "Kính gửi:\n",
    "points": "a) b\n",
    "decimals": "1.1.1.1 x\n",
    "effect": "Chỉ thị này được ",
    "words": "nghị quyết ",
}


# What scans and broken conversions really hold stands at a megabyte, the others at a fifth of it.
NAMED = ("digits", "Điều", "brackets", "stars", "blank dates", "pipes", "line ends")


def repeated(words: str, size: int) -> str:
    """The words over and over, and a last one that is none of them."""
    return (words * (size // len(words) + 1))[:size] + " x"


def steps(text: str) -> Iterator[tuple[str, Callable[[], object]]]:
    """The reading steps one after the other, each on what the ones before it gave."""
    yield "text", lambda: (clean(text), key(text), plain(text))
    view = View(text, [Span(0, len(text))])
    yield "view", lambda: View(text, [Span(0, len(text))])
    yield "dates", lambda: find_date(text)
    yield "effect", lambda: read_effect(view, "2018-04-16")
    yield "marks", lambda: lift(text)
    marked = lift(text)
    yield "segments", lambda: segments(text, marked)
    cells = segments(text, marked)
    yield "head", lambda: read_head(text, cells)
    yield "foot", lambda: read_foot(text, cells, 0)
    yield "addressees", lambda: read_addressees(text, cells, 0)
    yield "layout", lambda: cut(text, marked, cells, Bounds())
    laid = cut(text, marked, cells, Bounds())
    yield "structure", lambda: read_structure(text, laid)


@pytest.mark.parametrize("name", ATTACKS)
def test_hostile_repetition_does_not_hang_a_step(name: str) -> None:
    """Every step ends on a repetition; one that grows with the square of its text would not in hours."""
    done = []
    with patience():
        for step, run in steps(repeated(ATTACKS[name], _SIZE if name in NAMED else _SMALLER)):
            run()
            done.append(step)
    assert tuple(done) == STEPS
