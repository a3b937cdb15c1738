"""Whose place a text means when it names none: its own, unless its province was merged in between."""

from __future__ import annotations

from functools import cache

from builder import vocabulary
from builder.identifiers import parse_number
from builder.model import Citation, Document


def home_is_unsure(citation: Citation, citing: Document) -> bool:
    """Whether "UBND tỉnh" may be that of a province that has since become part of the text's own.

    In a text of Bắc Ninh of November 2025 a decision of 2014 may be Bắc Giang's (Nghị quyết
    202/2025/QH15). A body that the mention names with its place is never unsure.
    """
    if citation.issuer and "issuer" not in citation.inferred:
        return False
    signed = citing.metadata.issued.value if citing.metadata.issued else ""
    number = parse_number(citation.number or "")
    cited = citation.issued or (number.year if number else None) or ""
    return any(cited <= ended < signed for ended in _merged().get(citing.province or "", ()))


@cache
def _merged() -> dict[str, tuple[str, ...]]:
    """The last days of the provinces that became part of another one, by the other's name."""
    found: dict[str, set[str]] = {}
    for row in vocabulary.load().provinces:
        if row.successor and row.valid_until and row.successor != row.official:
            found.setdefault(row.successor, set()).add(row.valid_until)
    return {name: tuple(sorted(days)) for name, days in found.items()}
