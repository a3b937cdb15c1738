"""Số/ký hiệu, slugs, work ids and anchors: they parse and print, and nothing here knows a table.

In a `DocumentNumber` the sign between digits and symbol is `/` unless the symbol itself begins
with another: `06/CT-UBND` is `("06", "CT-UBND")`, `114-KL/TW` is `("114", "-KL/TW")`.
"""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache

from slugify import slugify as _slugify

from builder.model import DocumentNumber, WorkId
from builder.text import clean, key, lettered

UNSETTLED = "chua-ro"

# Greek and Cyrillic letters that a keyboard or an OCR put for Latin ones; Ƣ is Ư in old fonts.
_MEND = str.maketrans(
    "АВЕКМНОРСТХУІЅЈаеорсхуіѕΑΒΕΖΗΙΚΜΝΟΡΤΥΧοƢƣ\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2044\u2215\uff0f",
    "ABEKMHOPCTXYISJaeopcxyisABEZHIKMNOPTYXoƯư-------///",
)
_BLANKS = re.compile(r"^[\s.…_]+(?=[/-])")
# Possessive throughout: a digit given back to the symbol would make long lines quadratic.
_NUMBER = re.compile(
    r"(?P<number>\d++(?:\.\d++)*+(?:[A-Za-zĐđ](?!\w))?+)?+"
    r"(?:/(?P<year>(?:19|20)\d\d)(?=/|$))?+"
    r"(?P<symbol>[\w./&()+,-]*+)"
)
_SIGNED = re.compile(r"[^\W\d_]")
_CODES = re.compile(r"[/.-]+")
_DIGITS = re.compile(r"^0*(\d+)")
_WORD_MARK = re.compile(r"[^\w]+")
_MAX_POINT = 3
# One text names a number several times, and each is asked for by several steps.
_AT_HAND = 8192


@lru_cache(maxsize=_AT_HAND)
def parse_number(printed: str) -> DocumentNumber | None:
    """The number that the printed words hold, its inner spaces closed and its letters mended.

    `17/NQ- CP` is `17/NQ-CP`; `   /BC-SNV` has no digits; a space for the sign (`1830 QĐ-UBND`) is
    read as `/`; a symbol that is missing stays so (`71/2015`). None for what is no number: a date
    (`12/5/2018`), a ratio, words alone. That `71/2015` is no month is for the caller to know.
    """
    mended = _BLANKS.sub("", clean(printed).translate(_MEND))
    closed = "".join(mended.split()).rstrip(".,;:")
    match = _NUMBER.fullmatch(closed)
    if match is None:
        return None
    number, year, symbol = match["number"] or "", match["year"], match["symbol"]
    if not _is_number(number, year, symbol):
        return None
    bare = symbol[1:] if symbol[:1] == "/" and symbol[1:2].isalnum() else symbol
    return DocumentNumber(number, bare, year)


def _is_number(number: str, year: str | None, symbol: str) -> bool:
    if not symbol:
        return bool(number)
    if symbol == "/":
        return bool(number and year)
    return bool(_SIGNED.search(symbol)) and bool(number or symbol[0] in "/-")


def print_number(number: DocumentNumber) -> str:
    """The number in its one spelling: `06/CT-UBND`, `18/2000/CT-TTg`, `/UBND-VXNV` without digits."""
    year = f"/{number.year}" if number.year else ""
    sign = "/" if number.symbol[:1].isalnum() else ""
    return f"{number.number}{year}{sign}{number.symbol}"


def symbol_codes(number: DocumentNumber) -> tuple[str, ...]:
    """The codes of the symbol in order: `("KL", "TW")` of `114-KL/TW`."""
    return tuple(code for code in _CODES.split(number.symbol) if code)


@lru_cache(maxsize=_AT_HAND)
def number_key(printed: str) -> str:
    """One key for the spellings of one number: leading zeros, case and spaces apart.

    `010/CT-UBND` and `10/ct - ubnd` share it. Slips stay slips: `114-KL/W` has its own.
    """
    number = parse_number(printed)
    if number is None:
        return "".join(key(printed.translate(_MEND)).split())
    digits = _DIGITS.sub(r"\1", number.number)
    return key(print_number(DocumentNumber(digits, number.symbol, number.year)))


_PLAIN = re.compile(r"[A-Za-z0-9Đđ/ -]*")
_BETWEEN = re.compile(r"[/ -]+")
_D = str.maketrans("Đđ", "Dd")


@lru_cache(maxsize=_AT_HAND)
def slugify(text: str) -> str:
    """ASCII letters and digits joined by single `-`: `Đảng ủy UBND` is `dang-uy-ubnd`."""
    if _PLAIN.fullmatch(text):
        # A number as most are, of which there are hundreds of thousands: the same, without the detours.
        return _BETWEEN.sub("-", text.translate(_D).lower()).strip("-")
    words = _WORD_MARK.sub(" ", clean(text)).replace("_", " ")
    return str(_slugify(words, entities=False, decimal=False, hexadecimal=False))


def number_slug(number: DocumentNumber) -> str:
    """The number in an address: `10-ct-ubnd` of `010/CT-UBND`, `66-7-2025-nq-cp` of `66.7/2025/NQ-CP`."""
    digits = _DIGITS.sub(lambda m: m[1].zfill(2), number.number)
    return slugify(print_number(DocumentNumber(digits, number.symbol, number.year)))


def work_id(
    issuer_slug: str | None,
    type_slug: str | None,
    number: DocumentNumber | None,
    issued: str | None,
    id4: str,
) -> WorkId:
    """The identity of a document from what is known of it; what is not known is `chua-ro`.

    Without digits the number is `ks-{symbol}-{date}-{id4}`; with digits but without issuer, type or
    year it is `{number}-{id4}`, so that two half-known documents never share an address.
    """
    numbered = number or DocumentNumber("", "")
    date = issued or numbered.year or ""
    if not numbered.number:
        last = _join("ks", slugify(numbered.symbol), date, id4)
    elif issuer_slug and type_slug and date:
        last = number_slug(numbered)
    else:
        last = _join(number_slug(numbered), id4)
    return WorkId(issuer_slug or UNSETTLED, type_slug or UNSETTLED, date[:4] or UNSETTLED, last)


def _join(*parts: str) -> str:
    return "-".join(part for part in parts if part)


def id4(text: str) -> str:
    """Four hexadecimal digits of the words of *text*; its white space does not count."""
    return hashlib.sha256("".join(text.split()).encode("utf-8", "surrogatepass")).hexdigest()[:4]


def anchor_part(kind_slug: str, num: str) -> str:
    """One level of an anchor: `khoan-4-1`, `muc-ii`, and `diem-dd` for điểm đ beside `diem-d`."""
    folded = clean(num).lower()
    if len(folded) <= _MAX_POINT:
        folded = folded.replace("đ", "dd")
    return _join(kind_slug, slugify(folded))


# After a number stand a comma, a capitalised word ("12/CT-UB An Mẫu") or, glued to it, place and day.
_NUMBER_STOPS = lettered(
    r",|\s+(?=[UPPER][LOWER])|\s+(?=[Vv]\s?/\s?[Vv])|\s?(?=[Nn][Gg][ÀàAa][Yy])|(?<=[UPPER])(?=[UPPER][LOWER]{1,6}(?:\s[UPPER][LOWER]{1,6}){0,3},\s?ngày)"
)


def longest_number(rest: str) -> tuple[str, int]:
    """The longest beginning of *rest* that is a number, as read, and its length.

    `12/CT-UB An Mẫu, ngày` begins with `12/CT-UB`, which is 8 long.
    """
    stripped = _NUMBER_STOPS.split(rest, maxsplit=1)[0].rstrip()
    for end in range(len(stripped), 0, -1):
        if end < len(stripped) and stripped[end - 1].isalnum() and stripped[end].isalnum():
            continue
        parsed = parse_number(stripped[:end])
        if parsed:
            return print_number(parsed), end
    return "", 0
