"""Read the name of a body or of its head where it stands in running text.

What is returned is the name as a reader would write it out: "UBND tỉnh" in a text of Bắc Giang is
"Ủy ban nhân dân tỉnh Bắc Giang"; a term of office ("khóa XI") is read over and left out.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from builder.authorities.lexicon import (
    PLACE,
    Term,
    bounded,
    folded,
    head_titles,
    may_begin,
    open_names,
    province_names,
    runs_on,
    stop_words,
    terms,
)
from builder.authorities.places import Home, Place, bare, proper_name, read_place
from builder.vocabulary import Issuer, load
from builder.vocabulary_citations import load_citation_tables

_LONGEST = 240
_TERM_OF_OFFICE = re.compile(
    r",?\s?\(?(?:khóa|khoa|nhiệm kỳ)\s(?:thứ\s)?(?:[ivxl]{1,6}|\d{4}\s?-\s?\d{4}|\d{1,2})(?!\w)\)?"
)
_WORD = re.compile(r"[\w&/.’'-]*[\w&]")
_BODY_UNIT = re.compile(r"(?:tỉnh|thành phố|tp|huyện|quận|thị xã|xã|phường|thị trấn)(?!\w)")
# These bodies are nothing without their place: "UBND các huyện" is no body, whatever follows.
_PLACELESS = re.compile(r"(?:ủy ban (?:nhân dân|mttq|mặt trận)|hội đồng nhân dân)(?!\w)")
_NEXT_UNIT = re.compile(r" (?:tỉnh|thành phố|tp|huyện|quận|thị xã|xã|phường|thị trấn)(?!\w)")
_PARTY_UNITS = {"Tỉnh": "tỉnh", "Thành": "thành phố", "Huyện": "huyện", "Quận": "quận", "Thị": "thị xã"}


class AuthorityRead(NamedTuple):
    """A body or head: its full name, and the words `text[start:end]` that it was read from."""

    name: str
    start: int
    end: int
    printed: str
    inferred: bool = False
    issuer: Issuer | None = None
    place: str | None = None


def read_authority(text: str, at: int, home: Home, low: str = "") -> AuthorityRead | None:
    """The longest name of a body or head that begins at *at*, or None.

    `read_authority("của UBND tỉnh về …", 4, Home("tỉnh Bắc Giang"))` is the
    "Ủy ban nhân dân tỉnh Bắc Giang" that "UBND tỉnh" names; the words after it are not read.
    *low* is *text* folded, where that is at hand.
    """
    if not text[at : at + 1].isupper() or not bounded(text, at) or not may_begin(text, at):
        return None
    window = text[at : at + _LONGEST]
    low = low[at : at + _LONGEST] if low else folded(window)
    read = _closed(window, low, home)
    if read is None or (read.issuer and read.issuer.name.startswith(("Ban Chỉ đạo", "Tổ công tác"))):
        opened = _open(window, low, home)
        read = opened if opened and (read is None or opened.end > read.end) else read
    if read is None:
        return None
    term = _TERM_OF_OFFICE.match(low, read.end)
    end = _closing(low, read.end, term.end()) if term else read.end
    return read._replace(start=at, end=at + end, printed=window[:end])


def _closing(low: str, start: int, end: int) -> int:
    """The end of a term of office; a bracket that it opened is closed with it."""
    opened = "(" in low[start:end]
    return end if opened == low[start:end].endswith(")") else (end - 1 if low[end - 1] == ")" else end)


def _closed(text: str, low: str, home: Home) -> AuthorityRead | None:
    best: AuthorityRead | None = None
    for term in terms(low):
        end = len(term.folded)
        if not bounded(low, end):
            continue
        if term.abbreviated and text[:end] != term.printed:
            continue
        read = _generic(text, low, term, end, home) if term.issuer.generic else _central(term, text, end)
        if read and (best is None or read.end > best.end):
            best = read
    return best


def _central(term: Term, text: str, end: int) -> AuthorityRead:
    name = _head_name(term) if term.head else term.issuer.name
    return AuthorityRead(name, 0, end, text[:end], issuer=term.issuer)


def _head_name(term: Term) -> str:
    """The fullest head of the row with the same title: `Chủ tịch UBND` is `Chủ tịch Ủy ban nhân dân`."""
    title, body = term.printed.split()[:2], term.issuer.name.removesuffix(PLACE)
    same = [head.removesuffix(PLACE) for head in term.issuer.heads if head.split()[:2] == title]
    whole = [head for head in same if head.endswith(body)]
    return max(whole or same, key=len, default=term.printed)


def _generic(text: str, low: str, term: Term, end: int, home: Home) -> AuthorityRead | None:
    base = _head_name(term) if term.head else term.issuer.name.removesuffix(PLACE)
    gap = end + 1 if low.startswith(" ", end) else end
    if unit := _party_unit(base):
        place = _party_place(text, low, unit, gap, end, home)
    else:
        place = read_place(text, low, gap, home) if gap > end else None
        place = place or (_province(text, low, gap) if gap > end else None)
        if place is None and _is_department(term.issuer):
            place = Place(home.province, end, inferred=True) if home.province else Place("", end)
    if place is None:
        return None
    name = f"{base} {place.name}".strip()
    return AuthorityRead(name, 0, place.end, text[: place.end], place.inferred, term.issuer, place.name)


def _is_department(issuer: Issuer) -> bool:
    return issuer.level == "province" and issuer.name.startswith("Sở ")


def _province(text: str, low: str, at: int) -> Place | None:
    """A province printed without its unit, as in `Sở Công Thương Lào Cai`."""
    known, spelling = province_names()
    if not text[at : at + 1].isupper() or not (match := known.match(low, at)):
        return None
    row = load().province(spelling[match])
    return Place(row.official if row else spelling[match], at + len(match))


def _party_place(text: str, low: str, unit: str, at: int, end: int, home: Home) -> Place | None:
    """The place of a Party committee, without its unit: `Tỉnh ủy Bắc Giang`."""
    if at > end and (printed := _BODY_UNIT.match(low, at)) and printed.group() == unit:
        at = printed.end() + 1
    named = proper_name(text, low, at, capitals=text[:end].isupper()) if at > end else None
    if named:
        return Place(_party_name(named[0], unit, home), named[1])
    own = home.province if unit in ("tỉnh", "thành phố") else home.district
    if not own or not own.casefold().startswith(unit):
        return None
    return Place(_party_name(bare(own.split(",")[0]), unit, home), end, inferred=True)


def _party_unit(base: str) -> str | None:
    """The unit that the name itself says: `Ban Dân vận Huyện ủy`, `Đảng bộ tỉnh`, `Tỉnh đoàn`."""
    words = base.split()
    for word, after in zip(words, [*words[1:], ""], strict=True):
        if after in ("ủy", "đoàn") and word in _PARTY_UNITS:
            return _PARTY_UNITS[word]
    tail = base.casefold()
    return next((unit for unit in _PARTY_UNITS.values() if tail.endswith(f"đảng bộ {unit}")), None)


def _party_name(name: str, unit: str, home: Home) -> str:
    if unit == "tỉnh":
        return name
    if unit == "thành phố":
        row = load().province(f"thành phố {name}")
        if row or home.province == f"Thành phố {name}":
            return f"Thành phố {name}" if name in load_citation_tables().whole_names else name
    return f"{name}, {home.province}" if home.province else name


def _open(text: str, low: str, home: Home) -> AuthorityRead | None:
    """A body that no table holds: `Công ty TNHH MTV Khí công nghiệp An Mẫu`, `Trưởng Ban Chỉ đạo 934`."""
    starters, rows = open_names()
    begins = [0, *(len(title) + 1 for title in head_titles().matches(low, 0))]
    start, word = next(((b, w) for b in begins if (w := starters.match(low, b))), (0, None))
    if word is None or not text[start : start + 1].isupper() or _PLACELESS.match(low, start):
        return None
    end, place = _run(text, low, start + len(word), rows[word].place != "none", home)
    alone = end == start + len(word) and not place
    if alone and (rows[word].place != "local" or " " not in word):
        return None
    if not place and (
        _PLACELESS.match(low, end + 1) or (rows[word].place != "none" and _NEXT_UNIT.match(low, end))
    ):
        return None
    name = _spelled(text[:end])
    if place:
        return AuthorityRead(f"{name} {place.name}", 0, place.end, text[: place.end], place.inferred)
    if rows[word].place == "province" and home.province:
        return AuthorityRead(f"{name} {home.province}", 0, end, text[:end], True)
    return AuthorityRead(name, 0, end, text[:end])


def _run(text: str, low: str, at: int, placed: bool, home: Home) -> tuple[int, Place | None]:
    """The end of an open name whose first word ends at *at*, and the place that follows it."""
    end, allowed = at, runs_on()
    for _ in range(14):
        if not low.startswith(" ", end) and not low.startswith(" - ", end):
            break
        start = end + (3 if low.startswith(" - ", end) else 1)
        if placed and _BODY_UNIT.match(low, start):
            place = read_place(text, low, start, home)
            return end, place
        step = allowed.match(low, start) if end == at else None
        word = _WORD.match(low, start)
        if word is None or _PLACELESS.match(low, start) or (step is None and stop_words().match(low, start)):
            break
        if low.startswith("và ", start) and not text[start + 3 : start + 4].isupper():
            break
        end = start + len(step) if step else word.end()
    return _trimmed(low, at, end), None


def _trimmed(low: str, at: int, end: int) -> int:
    while end > at and low[at:end].endswith((" và", " -", ".")):
        end = low.rfind(" ", at, end) if low[end - 1] != "." else end - 1
    return end


def _spelled(printed: str) -> str:
    """The printed name with its abbreviations written out."""
    long = {row.short: row.long for row in load_citation_tables().short_forms}
    return " ".join(long.get(word, word) for word in printed.split())
