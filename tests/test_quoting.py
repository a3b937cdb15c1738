"""What documents and units are called in citations, and which words prove a field: one fact a line."""

from __future__ import annotations

from dataclasses import replace

import made_archive as made
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shown_text import Shown, archive, document, page

from builder import quoting, units
from builder.model import Found, Span
from builder.pages.reporting import report_link
from builder.proofs import proofs


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({}, "Chỉ thị số 06/CT-UBND ngày 16/4/2018 của UBND tỉnh An Mẫu"),
        ({"issued": None}, "Chỉ thị số 06/CT-UBND của UBND tỉnh An Mẫu"),
        ({"issued": "2018-04-06"}, "Chỉ thị số 06/CT-UBND ngày 06/4/2018 của UBND tỉnh An Mẫu"),
        ({"issued": "2018-04"}, "Chỉ thị số 06/CT-UBND tháng 4 năm 2018 của UBND tỉnh An Mẫu"),
        ({"number": None}, "Chỉ thị ngày 16/4/2018 của UBND tỉnh An Mẫu"),
        ({"number": "/CT-UBND"}, "Chỉ thị số …/CT-UBND ngày 16/4/2018 của UBND tỉnh An Mẫu"),
        ({"issuer": None, "issuers": ()}, "Chỉ thị số 06/CT-UBND ngày 16/4/2018"),
        ({"document_type": None}, "Văn bản số 06/CT-UBND ngày 16/4/2018 của UBND tỉnh An Mẫu"),
        (
            {"issuers": ("Ban Dân vận Tỉnh ủy An Mẫu", "Hội đồng nhân dân tỉnh An Mẫu")},
            "Chỉ thị số 06/CT-UBND ngày 16/4/2018 của Ban Dân vận Tỉnh ủy An Mẫu và HĐND tỉnh An Mẫu",
        ),
    ],
)
def test_a_document_is_named_as_letters_cite_it(changes: dict[str, object], name: str) -> None:
    """Type, number, date and body in this order; what the text does not give is left out."""
    work = made.directive()
    given = {k: Found(v, Span(0, 0), "test") if isinstance(v, str) else v for k, v in changes.items()}
    record = replace(work.document.metadata, **given)  # type: ignore[arg-type]
    changed = replace(work, document=replace(work.document, metadata=record))
    assert quoting.document_name(changed) == name


@pytest.mark.parametrize(
    ("printed", "short"),
    [
        ("Ủy ban nhân dân huyện Yên Thế, tỉnh Bắc Giang", "UBND huyện Yên Thế, tỉnh Bắc Giang"),
        ("Hội đồng nhân dân tỉnh Bắc Giang", "HĐND tỉnh Bắc Giang"),
        ("Văn phòng Ủy ban nhân dân tỉnh Bắc Giang", "Văn phòng Ủy ban nhân dân tỉnh Bắc Giang"),
        ("Ban Thường vụ Tỉnh ủy Bắc Giang", "Ban Thường vụ Tỉnh ủy Bắc Giang"),
        ("Thủ tướng Chính phủ", "Thủ tướng Chính phủ"),
    ],
)
def test_only_ubnd_and_hdnd_are_shortened(printed: str, short: str) -> None:
    """Citations shorten the two names that everyone shortens, and leave every other body its name."""
    assert quoting.short_issuer(printed) == short


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("I. MỘT\n1. Hai.\na) Ba.", ["Mục I", "khoản 1 Mục I", "điểm a khoản 1 Mục I"]),
        ("1. Một.\nd) Ý.\nđ) Ý.", ["khoản 1", "điểm d khoản 1", "điểm đ khoản 1"]),
        ("1. Một.\n1.1. Ý.", ["khoản 1", "khoản 1.1"]),
        ("A. MỘT\nI. HAI\n1. Ba.", ["Phần A", "Mục I Phần A", "khoản 1 Mục I Phần A"]),
        ("Chương I\nMỘT\nĐiều 1. Hai\n1. Ba.", ["Chương I", "đoạn 1 Chương I", "Điều 1", "khoản 1 Điều 1"]),
        ("Câu.\n1. Một.\nCâu.", ["đoạn 1", "khoản 1", "đoạn 1 khoản 1"]),
    ],
)
def test_units_are_named_from_the_lowest_up(text: str, names: list[str]) -> None:
    """Khoản and điểm take no capital; an Điều needs no Chương above it; 1.1 needs no khoản 1."""
    assert list(quoting.unit_names(document(text)).values()) == names


PROVEN = [
    ("tu-loai", ["CHỈ THỊ"]),
    ("tu-so", ["06/CT-UBND"]),
    ("tu-ngay", ["ngày 16 tháng 4 năm 2018"]),
    ("tu-hieu-luc", ["Chỉ thị này"]),
    ("tu-nguoi-ky-1", ["Nguyễn Văn Mẫu"]),
    ("tu-noi-nhan", ["- Sở Nội vụ;"]),
]


@pytest.mark.parametrize(("name", "words"), PROVEN)
def test_a_field_has_the_words_it_was_read_from(name: str, words: list[str]) -> None:
    """The stretches of a field are the words that the reader found it in."""
    found = proofs(made.directive().document)
    assert [made.DIRECTIVE[s.start : s.end] for s in found[name]] == words


def test_a_correction_is_proved_by_no_words() -> None:
    """What a clerk put in was read from nowhere in the text, and leads nowhere in it."""
    work = made.directive()
    corrected = Found("2018-04-17", Span(0, 0), "correction 2026-11-20: sổ công văn đi")
    record = replace(work.document.metadata, issued=corrected)
    assert "tu-ngay" not in proofs(replace(work.document, metadata=record))


_LINES = """ỦY BAN NHÂN DÂN          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TỈNH AN MẪU\tĐộc lập - Tự do - Hạnh phúc
Số: 06/CT-UBND          An Mẫu, ngày 16 tháng 4 năm 2018
CHỈ THỊ
Về việc thực hiện Chỉ thị số 16/CT-TTg ngày 16/5/2016¹ của Thủ tướng Chính phủ
¹ Theo Quyết định số 12/QĐ-UBND ngày 03/02/2017
1. Chỉ thị này có hiệu lực từ ngày 26/4/2018 đến hết ngày 31/12/2018.
| A | Chỉ thị này có hiệu lực từ ngày ký |
Nơi nhận:
- Như trên;
KT. CHỦ TỊCH
Nguyễn Văn Mẫu""".split("\n")


@settings(max_examples=150)
@given(st.lists(st.sampled_from(_LINES), min_size=1, max_size=14).map("\n".join))
def test_stretches_nest_and_part_no_citation(text: str) -> None:
    """Whatever the text, stretches lie apart or one in the other, part no citation, and are on the page."""
    work = archive(text).works[0]
    read = work.document
    spans = [span for stretches in proofs(read).values() for span in stretches]
    whole = [*(c.span for c in read.citations), *(p.label for p in units.flat(read.provisions))]
    apart = [(a, b) for a in spans for b in (*spans, *whole) if a.start < b.start < a.end < b.end]
    assert apart == []
    assert all(read.source.text[s.start : s.end].strip() for s in spans)
    shown = {given.get("id") for _, given in Shown(page(work)).elements}
    assert set(proofs(read)) <= shown


@pytest.mark.parametrize(
    ("to", "link"),
    [
        ("mailto:kho@example.vn", "mailto:kho@example.vn?subject=B%C3%A1o%20l%E1%BB%97i%3A%20X%26Y&body=V"),
        (
            "https://example.vn/new?t={title}&b={body}",
            "https://example.vn/new?t=B%C3%A1o%20l%E1%BB%97i%3A%20X%26Y&b=V",
        ),
    ],
)
def test_a_report_is_one_link_whatever_the_name(to: str, link: str) -> None:
    """What stands in a name cannot end a part of the address: `&` is written as %26."""
    assert report_link(to, "X&Y", "/vb/a/", "ab").startswith(link)
