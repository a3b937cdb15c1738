"""Head and foot as the official form sets them (Nghị định 30/2020/NĐ-CP, Phụ lục I)."""

from __future__ import annotations

import re

import pytest
from shown_text import Shown, archive, page

STATE = """\
UBND TỈNH AN MẪU
SỞ NỘI VỤ
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 15/SNV-TCCB
V/v rà soát biên chế
An Mẫu, ngày 05 tháng 3 năm 2020

Kính gửi: Ủy ban nhân dân các huyện

Sở Nội vụ đề nghị các đơn vị thực hiện./.

Nơi nhận:
- Như trên;
- Lưu: VT.
GIÁM ĐỐC
Nguyễn Văn Mẫu
"""
PARTY = """\
TỈNH ỦY AN MẪU
*
Số 18-CT/TU
ĐẢNG CỘNG SẢN VIỆT NAM
An Mẫu, ngày 16 tháng 4 năm 2018
CHỈ THỊ
CỦA BAN THƯỜNG VỤ TỈNH ỦY
về công tác dân vận

Thời gian qua, công tác dân vận có nhiều chuyển biến.

Nơi nhận:
- Các huyện ủy;
T/M BAN THƯỜNG VỤ
PHÓ BÍ THƯ
Trần Văn Mẫu
"""


def lines(text: str, column: str) -> list[str]:
    """The lines of *text* that its page sets in a column, `trai` or `phai`."""
    html = page(archive(text).works[0])
    found = re.findall(rf'<div class="{column}">(.*?)</div>', html, re.DOTALL)
    return [Shown(p).text for box in found for p in re.findall(r"<p .*?</p>", box, re.DOTALL)]


@pytest.mark.parametrize(
    ("text", "left", "right"),
    [
        (
            STATE,
            ["UBND TỈNH AN MẪU", "SỞ NỘI VỤ", "Số: 15/SNV-TCCB", "V/v rà soát biên chế"],
            ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"],
        ),
        (
            PARTY,
            ["TỈNH ỦY AN MẪU", "Số 18-CT/TU"],
            ["ĐẢNG CỘNG SẢN VIỆT NAM", "An Mẫu, ngày 16 tháng 4 năm 2018"],
        ),
    ],
)
def test_head_stands_in_two_columns(text: str, left: list[str], right: list[str]) -> None:
    """Body, number and a letter's subject stand on the left alone; quốc hiệu, place and date on the right."""
    for column, expected, others in (("trai", left, right), ("phai", right, left)):
        found = lines(text, column)
        assert [line for line in found if line in expected] == expected
        assert not set(found) & set(others)


@pytest.mark.parametrize(
    ("text", "column", "expected"),
    [
        (STATE, "trai", ["Nơi nhận:", "- Như trên;", "- Lưu: VT."]),
        (STATE, "phai", ["GIÁM ĐỐC", "Nguyễn Văn Mẫu"]),
        (PARTY, "trai", ["Nơi nhận:", "- Các huyện ủy;"]),
        (PARTY, "phai", ["T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ", "Trần Văn Mẫu"]),
    ],
)
def test_foot_stands_in_two_columns(text: str, column: str, expected: list[str]) -> None:
    """Nơi nhận stands on the left, the signature on the right, whichever was printed first."""
    assert lines(text, column)[-len(expected) :] == expected


def test_what_stands_in_the_middle_is_in_no_column() -> None:
    """The type, the body below it and the trích yếu stand across the page."""
    beside = [*lines(PARTY, "trai"), *lines(PARTY, "phai")]
    assert not {"CHỈ THỊ", "CỦA BAN THƯỜNG VỤ TỈNH ỦY", "về công tác dân vận"} & set(beside)


def test_columns_keep_the_order_of_the_text() -> None:
    """Only the page's style sets lines beside each other: read aloud or copied, they come as printed."""
    shown = Shown(page(archive(STATE).works[0])).text
    at = [shown.index(line) for line in ("UBND TỈNH", "SỞ NỘI VỤ", "CỘNG HÒA", "V/v rà soát", "An Mẫu, ngày")]
    assert at == sorted(at)


def test_attributes_of_boxes_are_no_words_of_a_text() -> None:
    """A text that prints the tags of our boxes shows them; none of them opens a box."""
    html = page(archive('<div class="hai-cot" markdown="1">\n</div>\nMột dòng.\n').works[0])
    assert "<div" not in html
    assert '<divclass="hai-cot"markdown="1"></div>' in "".join(Shown(html).text.split())
