"""What a text leaves open, as `Problem`s of its own page: never guessed, always said."""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.model import Metadata, Problem, SourceText, Span

_REPLACEMENT = re.compile("\ufffd+")
# Letters that TCVN3 and VNI read as Latin-1 leave beside ASCII ones, which Vietnamese never has there.
_FOREIGN = (
    "\u00a1-\u00a9\u00ab-\u00af\u00b4-\u00b6\u00b8\u00bb\u00c4-\u00c7\u00cb\u00ce-\u00d1\u00d6-\u00d8\u00db\u00dc\u00de\u00df"
    "\u00e4-\u00e7\u00eb\u00ee-\u00f1\u00f6-\u00f8\u00fb\u00fc\u00fe\u00ff"
)
_HATTED, _SIGNS = "\u00c2\u00d2\u00d5", "\u00a8\u00ae\u00b5\u00b6\u00b8\u00d0\u00d7\u00d8"
# The letter first and what stands before it afterwards, so that a search leaps from letter to letter.
_MOJIBAKE = re.compile(
    f"[{_FOREIGN}{_HATTED}{_SIGNS}](?:(?<=[a-zA-Z][{_FOREIGN}])(?![A-Z])|(?<=[a-z][{_HATTED}])"
    f"|(?<=[{_SIGNS}])(?=[a-z]))"
)
_MANY = 12


def problems_of(source: SourceText, record: Metadata, *, draft: bool = False) -> Iterator[Problem]:
    """The defects of one text that a reader and a clerk should know of."""
    if draft:
        yield Problem("warning", "draft", Span(0, 0), "văn bản ghi là dự thảo")
    yield from _converted(source)
    yield from _missing(record)
    if bad := _REPLACEMENT.search(source.text):
        yield Problem("warning", "undecodable", Span(*bad.span()), "văn bản có ký tự không giải mã được (�)")
    odd = [m for m, _ in zip(_MOJIBAKE.finditer(source.text), range(_MANY), strict=False)]
    if len(odd) == _MANY:
        yield Problem(
            "warning",
            "legacy-encoding",
            Span(*odd[0].span()),
            "có đoạn viết bằng phông chữ cũ (TCVN3, VNI…), chưa chuyển mã",
        )


def _converted(source: SourceText) -> Iterator[Problem]:
    """Which legacy encodings were converted, and where first; UTF-16 is Unicode already."""
    legacy = [c for c in source.converted if not c.source.upper().startswith("UTF-")]
    if legacy:
        names = ", ".join(sorted({c.source for c in legacy}))
        words = f"{len(legacy)} đoạn viết bằng mã chữ cũ ({names}) đã được chuyển sang Unicode; xem tệp nguồn"
        yield Problem("info", "converted", legacy[0].span, words)


def _missing(record: Metadata) -> Iterator[Problem]:
    start = Span(0, 0)
    if record.document_type is None:
        yield Problem("warning", "no-type", start, "không đọc được tên loại văn bản")
    if record.issuer is None:
        yield Problem("warning", "no-issuer", start, "không đọc được cơ quan ban hành")
    if record.number is None:
        yield Problem("info", "no-number", start, "văn bản không ghi số, ký hiệu")
    elif record.number.value.startswith("/"):
        yield Problem(
            "info",
            "no-digits",
            record.number.span,
            "chỉ có ký hiệu, chưa ghi số: bản dự thảo hoặc bản chưa vào sổ",
        )
    if record.issued is None:
        yield Problem("info", "no-date", start, "văn bản không ghi ngày ban hành")
    elif len(record.issued.value) < 10:
        yield Problem(
            "info", "partial-date", record.issued.span, "ngày ban hành không ghi đủ ngày, tháng, năm"
        )
    if not record.signatures:
        yield Problem("info", "no-signature", start, "không thấy chữ ký trong văn bản")
