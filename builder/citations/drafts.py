"""What a mention is while it is being read: frozen, and completed step by step."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from builder.authorities.lexicon import folded
from builder.identifiers import parse_number, symbol_codes
from builder.model import Form, Relation
from builder.text import key
from builder.vocabulary import load


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph without the marks of its notes, as printed and folded.

    `offset` is its place in the text of the view; `marks` are the places where marks were taken out,
    each with the number of characters gone up to there.
    """

    text: str
    low: str
    offset: int
    marks: tuple[tuple[int, int], ...] = ()

    def place(self, at: int) -> int:
        """Where the character *at* stands in the text of the view."""
        before = bisect_right(self.marks, at, key=lambda mark: mark[0])
        return self.offset + at + (self.marks[before - 1][1] if before else 0)


# No mention is without a figure or one of these words, so that a paragraph without them is not folded.
_FIGURE = re.compile(r"\d")
_HINTS = (*"này Này NÀY uật UẬT pháp Pháp PHÁP".split(), "trung ương", "Trung ương", "TRUNG ƯƠNG")


# "ngày 16/4/2018¹ của", "số 06/CT-UBND[1]": a reference to a note stands in no word. (`km²` loses its
# figure here too; no mention is read from a measure.)
_NOTE_MARK = re.compile(r"\s?(?:[¹²³⁰⁴⁵⁶⁷⁸⁹]{1,3}|\[\d{1,3}\])(?=[\s.,;:)])|[¹²³⁰⁴⁵⁶⁷⁸⁹]{1,3}|\[\d{1,3}\]")

_MAY_BE_MARK = re.compile(r"[¹²³⁰⁴⁵⁶⁷⁸⁹\[]")


def paragraphs(text: str) -> Iterator[Paragraph]:
    """The paragraphs of a view that can hold a mention."""
    at = 0
    for line in text.split("\n"):
        if _FIGURE.search(line) or any(hint in line for hint in _HINTS):
            yield _paragraph(line, at)
        at += len(line) + 1


def _paragraph(line: str, at: int) -> Paragraph:
    if not _MAY_BE_MARK.search(line):
        return Paragraph(line, folded(line), at)
    marks: list[tuple[int, int]] = []
    gone = 0
    for match in _NOTE_MARK.finditer(line):
        gone += len(match.group())
        marks.append((match.end() - gone, gone))
    bare = _NOTE_MARK.sub("", line)
    return Paragraph(bare, folded(bare), at, tuple(marks))


class Draft(NamedTuple):
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
        return _parts(self.number)[0] if self.number and self.form == "full" else ()

    @property
    def organ(self) -> str:
        """The first code that names a body and not a type: `TW` of `114-KL/TW`; empty if none."""
        return next((code for code in self.codes if not is_type_code(code)), "")

    @property
    def year(self) -> str | None:
        """The year inside the number, if it holds one."""
        return _parts(self.number)[1] if self.number and self.form == "full" else None


@lru_cache(maxsize=4096)
def _parts(printed: str) -> tuple[tuple[str, ...], str | None]:
    """The codes of a number and the year inside it."""
    number = parse_number(printed)
    return (symbol_codes(number), number.year) if number else ((), None)


@lru_cache(maxsize=4096)
def is_type_code(code: str) -> bool:
    """Whether a code of a symbol stands for a document type, as `QĐ` does."""
    return bool(load().types_of_abbreviation(code))


def fits(type_word: str, codes: tuple[str, ...]) -> bool:
    """Whether a symbol holds the code of this type, as `114-KL/TW` does that of Kết luận."""
    word = key(type_word)
    if any(code.startswith("QH") for code in codes):
        return word in ("luật", "bộ luật", "nghị quyết")
    return any(word in _type_words(code) for code in codes)


@lru_cache(maxsize=4096)
def _type_words(code: str) -> frozenset[str]:
    """The words of the types that a code of a symbol stands for, folded."""
    return frozenset(
        key(word) for row in load().types_of_abbreviation(code) for word in (row.name, *row.aliases)
    )


def normal_case(word: str) -> str:
    """A type word in normal case: `CHỈ THỊ` is `Chỉ thị`; a short one is written out."""
    if len(word) <= 4 and word.isupper() and (rows := load().types_of_abbreviation(word)):
        return rows[0].name
    return word[:1].upper() + word[1:].lower()
