"""What a symbol says of its document: which register numbers it, and whether type and body fit it."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from builder import vocabulary
from builder.identifiers import parse_number, slugify, symbol_codes
from builder.resolve.identities import type_slug
from builder.vocabulary import AssemblyTerm, Issuer, read_table

# What the National Assembly passes bears its own code alone: 27/2016/QH14 (Luật 80/2015/QH13, Điều 4).
_ASSEMBLY = ("quoc-hoi", "uy-ban-thuong-vu-quoc-hoi")
_LAWS = ("hien-phap", "bo-luat", "luat")
# "Văn bản số 1234/UBND-NC" says that it is a document, not of what type.
_NO_TYPE = ("van-ban",)
_LETTER = "cong-van"
# Only central bodies pass these (Luật 80/2015/QH13, Điều 4).
_TERM = re.compile(r"(?:QH|UBTVQH|HĐNN)(\d+)$")
# A year in the number came with the term in the symbol: 01/1997/QH10 (Luật 80/2015/QH13, Điều 10).
_TERMLESS = re.compile(r"(?:^|[/-])(?:QH|UBTVQH)$")
_CENTRAL = ("nghi-dinh", "thong-tu", "thong-tu-lien-tich", "phap-lenh")


@lru_cache(maxsize=65536)
def local(printed: str) -> bool:
    """Whether the symbol is one that every place has: `06/CT-UBND`, `18-NQ/TU`, `12/BC-SNV`."""
    number = parse_number(printed)
    table = vocabulary.load()
    codes = [c for c in (symbol_codes(number) if number else ()) if not table.types_of_abbreviation(c)]
    return not any(not i.generic for c in codes for i in table.issuers_of_code(c))


@lru_cache(maxsize=65536)
def party(printed: str) -> bool:
    """Whether the number is written as the Party writes it, `114-KL/TW` (Hướng dẫn 36-HD/VPTW)."""
    number = parse_number(printed)
    return bool(number and number.symbol.startswith("-"))


@lru_cache(maxsize=65536)
def bodies(printed: str, kind: str) -> tuple[Issuer, ...]:
    """The bodies that the symbol may name, of several the first; none where type and symbol disagree.

    `217-QĐ/TW` names the Party's central organs, `1234/UBND-NC` every Ủy ban nhân dân.
    """
    number = parse_number(printed)
    codes = symbol_codes(number) if number and number.number else ()
    if not codes or kind in _NO_TYPE:
        return ()
    table = vocabulary.load()
    types = {type_slug(row.name) for row in table.types_of_abbreviation(codes[0])}
    named = table.issuers_of_code(codes[1] if types and len(codes) > 1 else codes[0])
    if types and len(codes) > 1:
        fits = kind in types
    else:
        fits = kind == _LETTER or any(row.register in _ASSEMBLY for row in named)
    if kind in _LAWS and any(row.register != _ASSEMBLY[0] for row in named):
        return ()
    whole = tuple(row for row in named if kind not in _CENTRAL or not row.generic)
    return whole if fits else ()


def only_register(rows: tuple[Issuer, ...]) -> str:
    """The one register that all *rows* share, when no place has to be known; else empty."""
    found = {row.register for row in rows}
    return found.pop() if len(found) == 1 and not any(row.generic for row in rows) else ""


def fits(rows: tuple[Issuer, ...], register: str, province: str | None) -> bool:
    """Whether *register* is that of one of *rows*, its place known up to the province."""
    return any(
        _placed(row, register, slugify(province or "")) if row.generic else row.register == register
        for row in rows
    )


@lru_cache(maxsize=65536)
def _placed(row: Issuer, register: str, home: str) -> bool:
    begin, _, end = row.register.partition("{place}")
    if end or not register.startswith(begin):
        return False
    place = register[len(begin) :]
    officials, bare = _provinces()
    own = home.removeprefix("tinh-").removeprefix("thanh-pho-")
    if begin in ("tinh-uy-", "thanh-uy-"):
        return place in bare or bool(home and place == own)
    return place.endswith(tuple(officials)) or bool(home and place.endswith(home))


@lru_cache(maxsize=65536)
def in_term(printed: str, year: str) -> bool:
    """Whether the National Assembly whose term the symbol names sat in *year*: `QH13` did not in 2025.

    `202/2025/QH` names no term where one belongs.
    """
    number = parse_number(printed)
    named = _TERM.search(number.symbol) if number else None
    if not number or not named:
        return not (number and number.year and _TERMLESS.search(number.symbol))
    term = _terms().get(named.group(1).lstrip("0"))
    return term is not None and term.valid_from <= year and (not term.valid_until or year <= term.valid_until)


def whole(printed: str, kind: str, year: str) -> bool:
    """Whether the number has all that numbers of its type have in *year*: the term, the year."""
    return in_term(printed, year) and bears_year(printed, kind, year)


@lru_cache(maxsize=65536)
def bears_year(printed: str, kind: str, year: str) -> bool:
    """Whether the number holds the year where its type asks for it: `118/NĐ-CP` of 2025 does not."""
    number = parse_number(printed)
    since = _years().get(kind, "")
    return not since or year < since or bool(number and number.year)


@cache
def _years() -> dict[str, str]:
    """From when the numbers of a type hold the year."""
    return {type_slug(r.name): r.year_since for r in vocabulary.load().document_types if r.year_since}


@cache
def _terms() -> dict[str, AssemblyTerm]:
    return {term.number: term for term in read_table(AssemblyTerm)}


@cache
def _provinces() -> tuple[frozenset[str], frozenset[str]]:
    rows = vocabulary.load().provinces
    return frozenset(slugify(r.official) for r in rows), frozenset(slugify(r.name) for r in rows)
