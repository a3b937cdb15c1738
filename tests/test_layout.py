"""Lines to paragraphs: what a line end or a page break had cut is one again, and no more than that."""

from __future__ import annotations

import pytest

from builder.layout import Bounds, cut
from builder.marks import lift, segments
from builder.model import Layout, Span
from builder.text import View

# Four wide lines, by which the width of a hard-wrapped text is known (README, body: hard wraps).
WRAPPED = (
    "Trong những năm qua, công tác vận động quần chúng của các cơ quan nhà nước ở\n"
    "địa phương đã có nhiều chuyển biến; cán bộ, công chức gần dân hơn, nghe dân\n"
    "nói, trả lời dân rõ ràng và giải quyết kịp thời các kiến nghị chính đáng của\n"
    "người dân ngay từ cơ sở, không để phát sinh điểm nóng về an ninh và trật tự.\n"
)


def laid(text: str, bounds: Bounds | None = None) -> Layout:
    marked = lift(text)
    return cut(text, marked, segments(text, marked), bounds or Bounds())


def paragraphs(text: str) -> list[str]:
    return [View.grouped(text, [b.pieces]).text for b in laid(text).blocks]


# text, its paragraphs; the first lines are whole paragraphs, not wrapped ones
WHOLE = [
    ("c)\nDành nhiều thời gian đi cơ sở", ["c) Dành nhiều thời gian đi cơ sở"]),
    ("1.\nMục tiêu", ["1. Mục tiêu"]),
    ("-\nLưu: VT", ["- Lưu: VT"]),
    ("Sau\nhơn 10 năm triển khai", ["Sau hơn 10 năm triển khai"]),
    ("theo Quyết định của Ban\nThường vụ Tỉnh ủy", ["theo Quyết định của Ban Thường vụ Tỉnh ủy"]),
    ("ban hành kèm theo Quyết định số\n33/QĐ-UBND", ["ban hành kèm theo Quyết định số 33/QĐ-UBND"]),
    ("Nghị quyết số 17/NQ-\nCP của Chính phủ", ["Nghị quyết số 17/NQ- CP của Chính phủ"]),
    ("Điều 1. Phạm vi\nĐiều 2. Đối tượng", ["Điều 1. Phạm vi", "Điều 2. Đối tượng"]),
    ("a) một;\nb) hai.", ["a) một;", "b) hai."]),
    ("Yêu cầu:\nbáo cáo ngay.", ["Yêu cầu:", "báo cáo ngay."]),
    ("1. Mục tiêu\n2. Yêu cầu", ["1. Mục tiêu", "2. Yêu cầu"]),
    ("I- Mục tiêu\nII- Yêu cầu", ["I- Mục tiêu", "II- Yêu cầu"]),
    ("- Tổ chức học tập\n- Sơ kết", ["- Tổ chức học tập", "- Sơ kết"]),
    ("Mục tiêu chung\n\nNâng cao đời sống", ["Mục tiêu chung", "Nâng cao đời sống"]),
    ("Chương I\nQUY ĐỊNH CHUNG", ["Chương I", "QUY ĐỊNH CHUNG"]),
    ("Căn cứ Luật Tổ chức\nCăn cứ Luật Cán bộ", ["Căn cứ Luật Tổ chức", "Căn cứ Luật Cán bộ"]),
    ("Hết hiệu lực.\nTuy nhiên còn lại", ["Hết hiệu lực.", "Tuy nhiên còn lại"]),
    ("“Năm dân vận”\nHưởng ứng", ["“Năm dân vận”", "Hưởng ứng"]),
    ("\n\n\n", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "expected"), WHOLE)
def test_lines_that_are_paragraphs_stay_paragraphs(text: str, expected: list[str]) -> None:
    """Only a line that plainly goes on is joined to the one above it."""
    assert paragraphs(text) == expected


# what follows four wrapped lines, the paragraphs that it makes
CUT = [
    ("Tuy\nnhiên vẫn còn tồn tại.", ["Tuy nhiên vẫn còn tồn tại."]),
    ("Giao Sở Nội vụ chủ trì, phối hợp với các cơ quan, đơn vị và Ủy ban nhân dân\nHuyện Đông Mẫu.",
     ["Giao Sở Nội vụ chủ trì, phối hợp với các cơ quan, đơn vị và Ủy ban nhân dân Huyện Đông Mẫu."]),
    ("VỀ VIỆC TĂNG\nCƯỜNG TRÁCH NHIỆM", ["VỀ VIỆC TĂNG CƯỜNG TRÁCH NHIỆM"]),
    ("phát triển kinh tế\n- xã hội", ["phát triển kinh tế - xã hội"]),
    ("Mục tiêu chung\nNâng cao đời sống", ["Mục tiêu chung", "Nâng cao đời sống"]),
    ("1. Về nhận thức\n2. Về tổ chức", ["1. Về nhận thức", "2. Về tổ chức"]),
    ("Nơi nhận:\n- Như trên;\n- Lưu: VT.", ["Nơi nhận:", "- Như trên;", "- Lưu: VT."]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CUT)
def test_a_wrapped_text_is_rejoined(text: str, expected: list[str]) -> None:
    """Lines wrapped to a width are one paragraph up to the sentence's end or the next number."""
    first, *rest = paragraphs(WRAPPED + text)
    assert first == " ".join(WRAPPED.split())
    assert rest == expected


def test_a_page_number_does_not_cut_a_sentence() -> None:
    """The sentence goes on over the page break, and the number is no word of it."""
    text = (
        "Các cơ quan hành chính nhà nước, chính quyền các cấp phân công một đồng chí lãnh đạo\n\n2\n\n"
        "phụ trách công tác dân vận."
    )
    assert paragraphs(text) == [text.replace("\n\n2\n\n", " ")]


def test_a_note_does_not_cut_a_sentence() -> None:
    """A footnote in mid page leaves the sentence around it whole."""
    text = (
        "thực hiện Đề án¹ của Ủy ban nhân dân tỉnh về sắp xếp các đơn vị sự nghiệp\n\n¹ Đề án số 05.\n\n"
        "theo lộ trình đã duyệt."
    )
    expected = (
        "thực hiện Đề án¹ của Ủy ban nhân dân tỉnh về sắp xếp các đơn vị sự nghiệp theo lộ trình đã duyệt."
    )
    assert paragraphs(text) == [expected]


# text, cells of each block (empty: a paragraph)
TABLES = [
    ("| STT | Nội dung |\n| 1 | Tập huấn |", [["STT", "Nội dung"], ["1", "Tập huấn"]]),
    ("STT\tNội dung\n1\tTập huấn", [["STT", "Nội dung"], ["1", "Tập huấn"]]),
    ("Sau đây là số liệu:\n| Xã | 12 |", [[], ["Xã", "12"]]),
    ("|---|---|\n| a | b |", [["a", "b"]]),
]


@pytest.mark.parametrize(("text", "expected"), TABLES)
def test_tables_stay_tables(text: str, expected: list[list[str]]) -> None:
    """A line of cells is a row with its cells in order."""
    blocks = laid(text).blocks
    assert [[View.grouped(text, [c]).text for c in b.cells] for b in blocks] == expected
    assert [b.kind for b in blocks] == ["row" if e else "paragraph" for e in expected]


def test_the_grounds_open_the_text_as_its_preamble() -> None:
    """Căn cứ and the line that decides stand before the body (NĐ 30/2020, Phụ lục I, mục II.6)."""
    text = (
        "Căn cứ Luật Tổ chức;\n\nXét đề nghị của Sở,\n\nQUYẾT ĐỊNH:\n\nĐiều 1. Ban hành.\n\nCăn cứ tình hình."
    )
    zones = [b.zone for b in laid(text).blocks]
    assert zones == ["preamble", "preamble", "preamble", "body", "body"]


def test_zones_follow_the_bounds() -> None:
    """Preface, body, conclusions and attachment stand one after the other, each word in one of them."""
    text = "TỈNH AN MẪU\n\nTrong năm qua.\n\nCHỦ TỊCH\n\nPHỤ LỤC I"
    end, foot, last = text.index("Trong"), text.index("CHỦ"), text.index("PHỤ")
    blocks = laid(text, Bounds(preface_end=end, foot_start=foot, foot_end=last)).blocks
    assert [b.zone for b in blocks] == ["preface", "body", "conclusions", "attachment"]


def test_words_of_a_portal_stand_before_the_preface() -> None:
    """News printed above the head is read as paragraphs, not as lines of the head."""
    text = "Cổng thông tin đăng tin về\nviệc ban hành.\n\nTỈNH AN MẪU\nĐộc lập"
    start = text.index("TỈNH")
    blocks = laid(text, Bounds(preface_start=start, preface_end=len(text))).blocks
    kinds = [(b.kind, View.grouped(text, [b.pieces]).text) for b in blocks]
    portal = ("paragraph", "Cổng thông tin đăng tin về việc ban hành.")
    assert kinds == [portal, ("line", "TỈNH AN MẪU"), ("line", "Độc lập")]


def test_a_subject_printed_on_two_lines_is_one_paragraph() -> None:
    """The lines of the head stay lines, but the trích yếu reads as the sentence that it is."""
    text = "TỈNH AN MẪU\nCHỈ THỊ\nVề tăng cường\ncông tác dân vận\n\nTrong năm qua."
    subject = Span(text.index("Về"), text.index("\n\n"))
    blocks = laid(text, Bounds(preface_end=subject.end, subject=subject)).blocks
    words = [View.grouped(text, [b.pieces]).text for b in blocks]
    assert words == ["TỈNH AN MẪU", "CHỈ THỊ", "Về tăng cường công tác dân vận", "Trong năm qua."]


def test_what_stands_in_bold_is_known() -> None:
    """The stretch between two pairs of marks is strong; a stretch over paragraphs is not."""
    text = "**Điều 1.** Phạm vi"
    assert [text[s.start : s.end] for s in laid(text).strong] == ["Điều 1."]
