"""What a mention is while it is being read: frozen, and completed step by step."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from builder.authorities.lexicon import folded
from builder.identifiers import parse_number, symbol_codes
from builder.model import Form, Relation
from builder.text import key
from builder.vocabulary import load


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as printed and folded; `offset` is its place in the text of the view."""

    text: str
    low: str
    offset: int


# No mention is without a figure or one of these words, so that a paragraph without them is not folded.
_HINT = re.compile(r"\d|[Nn]ày|NÀY|uật|UẬT|[Pp]háp|PHÁP|[Tt]rung ương|TRUNG ƯƠNG")


def paragraphs(text: str) -> Iterator[Paragraph]:
    """The paragraphs of a view that can hold a mention."""
    at = 0
    for line in text.split("\n"):
        if _HINT.search(line):
            yield Paragraph(line, folded(line), at)
        at += len(line) + 1


@dataclass(frozen=True, slots=True)
class Draft:
    """A mention from `start` to `end` of its paragraph, with what its words have given so far.

    `number_end` is where the number or name itself ends; what follows it was read from the tail.
    """

    start: int
    end: int
    number_end: int
    form: Form
    type: str | None = None
    number: str | None = None
    date: str | None = None
    issuer: str | None = None
    inferred: frozenset[str] = frozenset()
    portion: str | None = None
    relation: Relation = "cites"

    @property
    def numbered(self) -> bool:
        """Whether it has a số/ký hiệu, whole or short."""
        return self.form in ("full", "short")

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of its symbol: `("NQ", "TW")`."""
        number = parse_number(self.number) if self.number and self.form == "full" else None
        return symbol_codes(number) if number else ()

    @property
    def organ(self) -> str:
        """The first code that names a body and not a type: `TW` of `114-KL/TW`; empty if none."""
        return next((code for code in self.codes if not is_type_code(code)), "")

    @property
    def year(self) -> str | None:
        """The year inside the number, if it holds one."""
        number = parse_number(self.number) if self.number and self.form == "full" else None
        return number.year if number else None


@lru_cache(maxsize=4096)
def is_type_code(code: str) -> bool:
    """Whether a code of a symbol stands for a document type, as `QĐ` does."""
    return bool(load().types_of_abbreviation(code))


def fits(type_word: str, codes: tuple[str, ...]) -> bool:
    """Whether a symbol holds the code of this type, as `114-KL/TW` does that of Kết luận."""
    if any(code.startswith("QH") for code in codes):
        return key(type_word) in ("luật", "bộ luật", "nghị quyết")
    rows = (row for code in codes for row in load().types_of_abbreviation(code))
    return any(key(type_word) in map(key, (row.name, *row.aliases)) for row in rows)


def normal_case(word: str) -> str:
    """A type word in normal case: `CHỈ THỊ` is `Chỉ thị`; a short one is written out."""
    if len(word) <= 4 and word.isupper() and (rows := load().types_of_abbreviation(word)):
        return rows[0].name
    return word[:1].upper() + word[1:].lower()
