# ruff: noqa: E501 - a case is one line, however long its sentence is.
"""Laws and resolutions that name their day and body only in their last sentence."""

from __future__ import annotations

import pytest

from builder.adoption import read_adoption
from builder.authorities import Home
from builder.model import Span
from builder.text import View

NATION = "nước Cộng hòa xã hội chủ nghĩa Việt Nam"
ADOPTED = [
    (f"Luật này được Quốc hội {NATION} khóa XV, kỳ họp thứ 8 thông qua ngày 30 tháng 11 năm 2024.", "2024-11-30", "Quốc hội"),
    (f"Luật này đã được Quốc hội {NATION} khoá XI, kỳ họp thứ 5 thông qua ngày 15 tháng 6 năm 2004.", "2004-06-15", "Quốc hội"),
    (f"Nghị quyết này được Ủy ban Thường vụ Quốc hội {NATION} khóa XV, phiên họp thứ 42 thông qua ngày 06 tháng 02 năm 2025.", "2025-02-06", "Ủy ban Thường vụ Quốc hội"),
    ("Nghị quyết này được Hội đồng nhân dân tỉnh An Mẫu khóa XVIII, kỳ họp thứ 5 thông qua ngày 12 tháng 7 năm 2017.", "2017-07-12", "Hội đồng nhân dân tỉnh An Mẫu"),
]  # fmt: skip
SILENT = [
    "Căn cứ Luật thuế thu nhập doanh nghiệp được Quốc hội khóa IX thông qua ngày 10 tháng 5 năm 1997;",
    "Nghị quyết này có hiệu lực thi hành từ ngày thông qua.",
    "Luật này quy định về dữ liệu số.",
]


def view(words: str) -> View:
    return View.grouped(words, [[Span(0, len(words))]])


@pytest.mark.parametrize(("words", "issued", "issuer"), ADOPTED)
def test_the_last_sentence_gives_day_and_body(words: str, issued: str, issuer: str) -> None:
    """The day and the body stand in the words of the sentence, and their spans are those words."""
    found = read_adoption(view(words), Home("tỉnh An Mẫu"))
    assert found.issued is not None and found.issued.value == issued
    assert found.issuer is not None and found.issuer.value == issuer
    assert words[found.issuer.span.start : found.issuer.span.end].startswith(issuer)


@pytest.mark.parametrize("words", SILENT)
def test_another_act_s_adoption_is_not_this_one_s(words: str) -> None:
    """A law that is only cited, and a text that says nothing of its adoption, give nothing."""
    found = read_adoption(view(words), Home())
    assert (found.issued, found.issuer) == (None, None)
