"""Slips are kept as printed and reported, only where the document itself shows them (issue: reading)."""

from __future__ import annotations

import pytest

from builder.model import Citation, Span
from builder.slips import slips_of


def cited(
    number: str, issued: str | None = None, issuer: str | None = None, kind: str = "Kết luận"
) -> Citation:
    return Citation(Span(0, 1), f"{kind} số {number}", "full", kind, number, issued, issuer)


BAC_GIANG = "Tỉnh ủy Bắc Giang"
TU = cited("110-NQ/TU", "2016-07-11", BAC_GIANG, "Nghị quyết")

# the mentions of one document, and the number meant by the slip among them
SLIPS = [
    ([cited("114-KL/TW"), cited("114-KL/W")], ["114-KL/TW"]),
    ([cited("114-KL/TW", issuer="Ban Bí thư"), cited("114-KL/W", issuer="Ban Bí thư")], ["114-KL/TW"]),
    ([TU, cited("110-NQ/TW", "2016-07-11", BAC_GIANG, "Nghị quyết")], ["110-NQ/TU"]),
]
NO_SLIPS = [
    [cited("114-KL/TW"), cited("114-KL/TW")],
    [cited("18-CT/TU", "2021-11-11", kind="Chỉ thị"), cited("18-CT/TW", "2022-01-26", kind="Chỉ thị")],
    [cited("35-CT/TU", "2022-11-02", kind="Chỉ thị"), cited("35-CT/TW", "2014-05-26", kind="Chỉ thị")],
    [cited("217-QĐ/TW", kind="Quyết định"), cited("218-QĐ/TW", kind="Quyết định")],
    [cited("06/CT-UBND", kind="Chỉ thị"), cited("06/KH-UBND", kind="Kế hoạch")],
    [cited("114-KL/W")],
]


@pytest.mark.parametrize(("mentions", "meant"), SLIPS)
def test_a_slip_is_reported_with_what_was_probably_meant(mentions: list[Citation], meant: list[str]) -> None:
    """Each slip is one warning, which names the number that the same document shows."""
    found = list(slips_of(mentions))
    assert [p.code for p in found] == ["slip"] * len(meant)
    assert all(f"có lẽ là {number} " in p.message for p, number in zip(found, meant, strict=True))


@pytest.mark.parametrize("mentions", NO_SLIPS)
def test_two_documents_are_no_slip_of_each_other(mentions: list[Citation]) -> None:
    """Different days, types or digits are different documents; a lone number has no evidence against it."""
    assert list(slips_of(mentions)) == []
