# ruff: noqa: E501 - a case is one line, however long the words of its document are.
"""A text whose head was lost is known by the line over its own annex, or not at all."""

from __future__ import annotations

import pytest

from builder.authorities import Home
from builder.enclosed import read_enclosure
from builder.model import Span
from builder.text import View

BODY = "Kính gửi: Các sở\nGiao các sở thực hiện./.\n"
LINE = "(Kèm theo Công văn số 780/SNV-CB ngày 17 tháng 11 năm 2023 của Sở Nội vụ tỉnh An Mẫu)"

# text, type of the document, number, date, body
KNOWN = [
    (BODY + LINE, "Công văn", "780/SNV-CB", "2023-11-17", "Sở Nội vụ tỉnh An Mẫu"),
    (BODY + LINE + "\n1. A\n" + LINE, "Công văn", "780/SNV-CB", "2023-11-17", "Sở Nội vụ tỉnh An Mẫu"),
    (BODY + "Ban hành kèm theo Quyết định số 05/QĐ-UBND ngày 02/3/2021", "Quyết định", "05/QĐ-UBND", "2021-03-02", None),
]  # fmt: skip
UNKNOWN = [
    (BODY + LINE, "Quyết định"),
    (BODY + LINE + "\n" + LINE.replace("780", "781"), "Công văn"),
    (BODY + "Thực hiện Công văn số 780/SNV-CB ngày 17/11/2023 kèm theo danh sách.", "Công văn"),
    (BODY, "Công văn"),
]


def view(words: str) -> View:
    lines, at = [], 0
    for line in words.split("\n"):
        lines.append([Span(at, at + len(line))])
        at += len(line) + 1
    return View.grouped(words, lines)


@pytest.mark.parametrize(("words", "kind", "number", "issued", "body"), KNOWN)
def test_the_line_over_an_annex_names_its_document(
    words: str, kind: str, number: str, issued: str, body: str | None
) -> None:
    """Number, date and body are the words of the line, where it names this type."""
    found = read_enclosure(view(words), kind, Home("tỉnh An Mẫu"))
    assert found.number is not None and found.number.value == number
    assert found.issued is not None and found.issued.value == issued
    assert (found.issuer.value if found.issuer else None) == body


@pytest.mark.parametrize(("words", "kind"), UNKNOWN)
def test_another_document_s_number_is_not_taken(words: str, kind: str) -> None:
    """Another type, two numbers, or a mention inside a sentence prove nothing."""
    assert read_enclosure(view(words), kind, Home("tỉnh An Mẫu")).number is None
