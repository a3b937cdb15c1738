# ruff: noqa: E501 - a case is one line, however long the words of its document are.
"""The tree of provisions and its anchors (DESIGN, section 4: every level names its kind)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.layout import Bounds, cut
from builder.marks import lift, segments
from builder.model import Provision
from builder.structure import read_structure


def tree(text: str, foot: tuple[int, int] | None = None) -> tuple[Provision, ...]:
    marked = lift(text)
    bounds = Bounds(foot_start=foot[0], foot_end=foot[1]) if foot else Bounds()
    return read_structure(text, cut(text, marked, segments(text, marked), bounds))


def flat(provisions: Sequence[Provision]) -> Iterator[Provision]:
    for provision in provisions:
        yield provision
        yield from flat(provision.children)


def anchors(text: str) -> list[str]:
    return [p.anchor for p in flat(tree(text))]


# text, anchors in reading order
ANCHORS = [
    ("Điều 1. Phạm vi\nĐiều 2. Đối tượng", ["dieu-1", "dieu-2"]),
    ("Điều 5. X\n1. Một\n2. Hai\na) con;\nđ) con", ["dieu-5", "dieu-5-khoan-1", "dieu-5-khoan-2", "dieu-5-khoan-2-diem-a", "dieu-5-khoan-2-diem-dd"]),
    ("1. Một\nd) d;\nđ) đ;\ne) e", ["khoan-1", "khoan-1-diem-d", "khoan-1-diem-dd", "khoan-1-diem-e"]),
    ("Chương I\nQUY ĐỊNH CHUNG\nĐiều 1. A\nChương II\nTỔ CHỨC\nĐiều 2. B", ["chuong-i", "dieu-1", "chuong-ii", "dieu-2"]),
    ("Chương II\nA\nMục 1\nB\nTiểu mục 2\nC\nĐiều 9. D", ["chuong-ii", "chuong-ii-muc-1", "chuong-ii-muc-1-tieu-muc-2", "dieu-9"]),
    ("Phần thứ nhất\nTÌNH HÌNH\nI. A", ["phan-thu-nhat", "phan-thu-nhat-muc-i"]),
    ("PHẦN I\nTÌNH HÌNH\n1. A", ["phan-i", "phan-i-khoan-1"]),
    ("A. ĐÁNH GIÁ\nI. Tình hình\n1. Công tác\na) con", ["phan-a", "phan-a-muc-i", "phan-a-muc-i-khoan-1", "phan-a-muc-i-khoan-1-diem-a"]),
    ("B. NHIỆM VỤ\nII. Giải pháp\n4. Bốn\n4.1. Bốn một\n4.2. Bốn hai", ["phan-b", "phan-b-muc-ii", "phan-b-muc-ii-khoan-4", "phan-b-muc-ii-khoan-4-1", "phan-b-muc-ii-khoan-4-2"]),
    ("I. Một\n1. a\nII. Hai\n1. b", ["muc-i", "muc-i-khoan-1", "muc-ii", "muc-ii-khoan-1"]),
    ("I- Mục tiêu\n1- Tổ chức\n2- Kiểm tra", ["muc-i", "muc-i-khoan-1", "muc-i-khoan-2"]),
    ("I/ Mục tiêu\n1/ Tổ chức", ["muc-i", "muc-i-khoan-1"]),
    ("1. Một\n1.1. Con\n1.1.1. Cháu\n1.2. Con nữa\n2. Hai", ["khoan-1", "khoan-1-1", "khoan-1-1-1", "khoan-1-2", "khoan-2"]),
    ("1. Một\n1. Lại một", ["khoan-1", "khoan-1--2"]),
    ("1/ Một\na/ Tổ chức\nb/ Kiểm tra", ["khoan-1", "khoan-1-diem-a", "khoan-1-diem-b"]),
    ("IV/- TỔ CHỨC\n1/- Sở Nội vụ", ["muc-iv", "muc-iv-khoan-1"]),
    ("A/ MỤC TIÊU\nI/ Chung", ["phan-a", "phan-a-muc-i"]),
    ("1) Một\n2) Hai", ["khoan-1", "khoan-2"]),
    ("Điều 5a. Chèn vào", ["dieu-5a"]),
    ("Ðiều 3: Hiệu lực".replace("Ð", "Đ"), ["dieu-3"]),
    ("ĐIỀU 1\nNay thành lập Tổ công tác.", ["dieu-1"]),
    ("**Điều 1.** Phạm vi", ["dieu-1"]),
    ("c)\nDành nhiều thời gian", ["diem-c"]),
    ("Chương II\nX\nMục 2 ĐIỀU KIỆN CHUNG", ["chuong-ii", "chuong-ii-muc-2"]),
    ("Điều 1 Nay ban hành Quy chế này", ["dieu-1"]),
    ("1- ĐẨY MẠNH tuyên truyền\n2- Ủy ban nhân dân các cấp", ["khoan-1", "khoan-2"]),
    ("I. Một\nI. Lại một\n1. Con", ["muc-i", "muc-i--2", "muc-i-khoan-1"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), ANCHORS)
def test_anchors_follow_the_printed_numbering(text: str, expected: list[str]) -> None:
    """A, B are phần; I, II mục; 1 and 1.1 khoản; a) điểm; an Điều needs nothing before it."""
    assert anchors(text) == expected


# text in which nothing is a provision of its own
NONE = [
    "Điều 5 Nghị định số 30/2020/NĐ-CP quy định về thể thức.",
    "Điều 3 Quyết định này thay thế quy định trước.",
    "Điều 5 được sửa đổi, bổ sung như sau:",
    "Mục 2 được thực hiện trong quý IV.",
    "Điều 4 Thông tư liên tịch số 05/2014/TTLT-BTP-VPCP quy định rõ.",
    "61-CP ngày 05/7/1994 của Chính phủ",
    "V/v triển khai công tác dân vận",
    "b/c kết quả về Ủy ban nhân dân tỉnh",
    "Điều 7 của Luật Tiếp công dân quy định trách nhiệm.",
    "Điều này không áp dụng cho đơn vị sự nghiệp.",
    "Mục 2 của Kế hoạch này giao Sở Nội vụ.",
    "Phần lớn các địa phương đã triển khai.",
    "Chương trình hành động số 15 được ban hành.",
    "06/CT-UBND ngày 16/4/2018 của Ủy ban nhân dân tỉnh",
    "21-NQ/TW ngày 05/5/2018 của Bộ Chính trị",
    "114-KL/TW ngày 14/7/2015 của Ban Bí thư",
    "16/4/2018 là ngày ký.",
    "26-8-1994 là ngày ký.",
    "2018. Năm đó có nhiều chuyển biến",
    "3.500 hộ nghèo được vay vốn",
    "1,5 tỷ đồng từ ngân sách",
    "10% số xã đạt chuẩn",
    "- Lưu: VT, NC.",
    "+ Tổ chức tập huấn",
    "Ba là, tăng cường kiểm tra.",
    "| 1. | Tập huấn | 5 lớp |",
    "Ô. Nguyễn Văn A",
    "“Điều 5. Thẩm quyền\n1. Chủ tịch quyết định.\n2. Sở trình.”",
    "“4. Hồ sơ gồm đơn và giấy tờ kèm theo.”",
    "",
]


@pytest.mark.parametrize("text", NONE)
def test_what_only_looks_like_a_number_is_no_provision(text: str) -> None:
    """Mentions of other acts, dates, amounts, cells and quoted provisions get no anchor."""
    assert anchors(text) == []


# text, headings in reading order
HEADINGS = [
    ("Điều 1. Phạm vi điều chỉnh", ["Phạm vi điều chỉnh"]),
    ("Điều 1. Ban hành kèm theo Quyết định này Quy chế.", [None]),
    ("Chương I\nQUY ĐỊNH CHUNG", ["QUY ĐỊNH CHUNG"]),
    ("Chương I. QUY ĐỊNH CHUNG", ["QUY ĐỊNH CHUNG"]),
    ("CHƯƠNG II: TỔ CHỨC", ["TỔ CHỨC"]),
    ("I. Mục tiêu, yêu cầu", ["Mục tiêu, yêu cầu"]),
    ("1. Giao Sở Nội vụ chủ trì, báo cáo.", [None]),
    ("1. Các sở, ngành:", [None]),
    ("a) Tổ chức", [None]),
    ("Chương I\nĐiều 1. Phạm vi", [None, "Phạm vi"]),
]


@pytest.mark.parametrize(("text", "headings"), HEADINGS)
def test_headings_are_told_from_sentences(text: str, headings: list[str | None]) -> None:
    """A heading stands beside its number or on the next line and does not end like a sentence."""
    assert [p.heading for p in flat(tree(text))] == headings


def test_kinds_and_numbers_are_those_printed() -> None:
    """The kind is the standard's English word, the number as printed."""
    text = "Chương III\nX\nMục 2\nY\nĐiều 12. Z\n3. Một\nđ) con"
    found = [(p.kind, p.num) for p in flat(tree(text))]
    assert found == [("chapter", "III"), ("section", "2"), ("article", "12"), ("clause", "3"), ("point", "đ")]


def test_a_provision_reaches_to_the_next_of_its_rank() -> None:
    """Its span holds its label, its words and its children, and nothing of the next."""
    text = "Điều 1. A\n1. Một.\nThêm một đoạn.\nĐiều 2. B"
    first, second = tree(text)
    assert text[first.span.start : first.span.end] == "Điều 1. A\n1. Một.\nThêm một đoạn."
    assert text[second.span.start : second.span.end] == "Điều 2. B"
    assert text[first.label.start : first.label.end] == "Điều 1."


def test_an_article_quoted_in_an_article_is_none_of_the_text() -> None:
    """The new wording of an amended act stands between quotation marks (README, body)."""
    text = "Điều 1. Sửa đổi\n1. Khoản 2 Điều 5 sửa đổi như sau:\n“2. Hồ sơ gồm đơn.\n3. Thời hạn 5 ngày.”\n2. Bãi bỏ Điều 6."
    assert anchors(text) == ["dieu-1", "dieu-1-khoan-1", "dieu-1-khoan-2"]


# the attachment after the signature, anchors
ATTACHED = [
    ("PHỤ LỤC II\nDANH MỤC\nĐiều 3. Mẫu", ["phu-luc-ii", "phu-luc-ii-dieu-3"]),
    ("Phụ lục 1\n(Kèm theo Quyết định)\n1. Một", ["phu-luc-1", "phu-luc-1-khoan-1"]),
    ("QUY CHẾ\nĐiều 1. Phạm vi", ["kem-theo-1", "kem-theo-1-dieu-1"]),
    ("QUY CHẾ\nĐiều 1. Phạm vi\nPHỤ LỤC I\nĐiều 1. Mẫu", ["kem-theo-1", "kem-theo-1-dieu-1", "phu-luc-i", "phu-luc-i-dieu-1"]),
    ("PHỤ LỤC I\n1. A\nPHỤ LỤC II\n1. B", ["phu-luc-i", "phu-luc-i-khoan-1", "phu-luc-ii", "phu-luc-ii-khoan-1"]),
]  # fmt: skip


@pytest.mark.parametrize(("attached", "expected"), ATTACHED)
def test_an_attachment_has_its_own_numbering(attached: str, expected: list[str]) -> None:
    """What stands after the signature is prefixed; the text's own Điều 1 keeps its anchor."""
    text = f"Điều 1. Ban hành Quy chế.\n\nCHỦ TỊCH\n\n{attached}"
    foot = (text.index("CHỦ TỊCH"), text.index(attached))
    assert [p.anchor for p in flat(tree(text, foot))] == ["dieu-1", *expected]


LINES = st.sampled_from(
    [
        "Điều 1. A",
        "Điều 2",
        "Chương I",
        "I. B",
        "1. C",
        "1.1. D",
        "a) e",
        "đ) g",
        "“Điều 9.",
        "x”",
        "PHỤ LỤC",
        "",
        "A. H",
        "- k",
    ]
)


@settings(derandomize=True, deadline=None, max_examples=300)
@given(st.lists(LINES, max_size=30).map("\n".join))
def test_spans_nest_and_anchors_are_unique(text: str) -> None:
    """A child lies in its parent, siblings follow each other, and no anchor comes twice."""

    def nested(children: Sequence[Provision], start: int, end: int) -> bool:
        at = start
        for p in children:
            if not (at <= p.span.start <= p.label.start <= p.label.end <= p.span.end <= end):
                return False
            if not nested(p.children, p.span.start, p.span.end):
                return False
            at = p.span.end
        return True

    found = tree(text)
    assert nested(found, 0, len(text))
    names = [p.anchor for p in flat(found)]
    assert len(names) == len(set(names))
