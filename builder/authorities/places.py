"""Places as they follow the name of a body: "tỉnh Bắc Giang", "huyện Yên Thế", "Thành phố".

A place without a name ("UBND tỉnh") is the home of the text; a home that is not known leaves it
unread. Provinces outside the table are read by their capitals.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from builder.authorities.lexicon import CAPITALS, bounded, province_names, stop_words
from builder.vocabulary import load

_UNITS = {
    "tỉnh": "tỉnh", "thành phố": "thành phố", "tp.": "thành phố", "tp": "thành phố", "quận": "quận",
    "huyện": "huyện", "thị xã": "thị xã", "thị trấn": "thị trấn", "đặc khu": "đặc khu", "xã": "xã",
    "phường": "phường",
}  # fmt: skip
_LONGEST_FIRST = sorted(_UNITS, key=len, reverse=True)
_UNIT = re.compile(r"(?:" + "|".join(map(re.escape, _LONGEST_FIRST)) + r")(?!\w)")
_PLURAL = re.compile(r"\s?[,/;]\s?(?:và\s)?(?:thành phố|tỉnh|huyện|quận|thị xã|xã|phường|thị trấn|tp)\b")
_CAPITAL_WORD = re.compile(rf"[{CAPITALS}][\w’'-]*")
_ANY_WORD = re.compile(r"[^\W\d_][\w’'-]*")
# A place printed by its letters: "UBND tỉnh BR - VT".
_LETTERS = re.compile(r"[A-ZĐ]{2,5}(?:\s?[-–]\s?[A-ZĐ]{1,4})?(?![\w])")
_SPACED_DASH = re.compile(r"\s?[-–]\s?")
_FIGURE = re.compile(r"\d{1,2}(?!\w)")
_HIGHER = re.compile(r",?\s(?=(?:huyện|quận|thị xã|thành phố|tp|tỉnh)\b)")
_COMMUNES = ("xã", "phường", "thị trấn")


@dataclass(frozen=True, slots=True)
class Home:
    """Where the citing text is at home: `Home("tỉnh Bắc Giang", "Sở Nội vụ tỉnh Bắc Giang")`."""

    province: str | None = None
    issuer: str | None = None
    district: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A place with the units above it: `huyện Yên Thế, tỉnh Bắc Giang`, and where its words end."""

    name: str
    end: int
    inferred: bool = False


def read_place(text: str, low: str, at: int, home: Home) -> Place | None:
    """The place whose unit word begins at *at*; without a name, the home unit of that kind."""
    unit = _UNIT.match(low, at)
    if not unit or _PLURAL.match(low, unit.end()):
        return None
    kind = _UNITS[unit.group()]
    gap = 1 if low.startswith(" ", unit.end()) else 0
    capitals = text[unit.start() : unit.end()].isupper() and len(unit.group()) > 2
    figures = kind in ("quận", "phường")
    if not capitals and _LETTERS.match(text, unit.end() + gap) and not _known_letters(text, unit.end() + gap):
        return None
    if named := proper_name(text, low, unit.end() + gap, figures=figures, capitals=capitals):
        return _named(text, low, kind, named, home)
    return _at_home(kind, unit.end(), home)


def _known_letters(text: str, at: int) -> bool:
    letters = _LETTERS.match(text, at)
    return bool(letters and load().province(_SPACED_DASH.sub("-", letters.group())))


def proper_name(
    text: str, low: str, at: int, *, figures: bool = False, capitals: bool = False
) -> tuple[str, int] | None:
    """The name of a place that begins at *at* and its end: a known province, or words in capitals."""
    known, spelling = province_names()
    if (match := known.match(low, at)) and text[at : at + 1].isupper():
        return spelling[match], at + len(match)
    if figures and (number := _FIGURE.match(low, at)):
        return number.group(), number.end()
    if not capitals and (letters := _LETTERS.match(text, at)):
        row = load().province(_SPACED_DASH.sub("-", letters.group()))
        return (row.name, letters.end()) if row else None
    end, taken = at, 0
    while taken < 4:
        word = (_ANY_WORD if capitals else _CAPITAL_WORD).match(text, end)
        if not word or (capitals and (stop_words().match(low, end) or not word.group().isupper())):
            break
        if taken and (_UNIT.match(low, end) or _type_words().match(text, end)):
            break
        last, taken = word.end(), taken + 1
        end = last + 1 if text.startswith(" ", last) else last
        if end == last:
            break
    return (titled(text[at:last]), last) if taken else None


@cache
def _type_words() -> re.Pattern[str]:
    """Type words of two syllables or more: "tỉnh Bến Tre Chỉ thị" names no place "Bến Tre Chỉ"."""
    names = sorted((t.name for t in load().document_types if " " in t.name), key=len, reverse=True)
    return re.compile("(?:" + "|".join(map(re.escape, names)) + r")(?!\w)")


def titled(name: str) -> str:
    """A name in capitals in normal case: `AN MẪU` is `An Mẫu`; a mixed one stays."""
    return " ".join(w.capitalize() for w in name.split()) if name.isupper() and len(name) > 1 else name


def _named(text: str, low: str, kind: str, named: tuple[str, int], home: Home) -> Place:
    name, end = named
    row = load().province(f"{kind} {name}")
    if kind == "tỉnh":
        return Place(row.official if row else f"tỉnh {name}", end)
    if kind == "thành phố" and row:
        return Place(row.official, end)
    if kind == "thành phố" and home.province == f"Thành phố {name}":
        return Place(home.province, end)
    return _under(text, low, kind, Place(f"{kind} {name}", end), home)


def _under(text: str, low: str, kind: str, place: Place, home: Home) -> Place:
    """The place with the units above it, printed after it or taken from the home."""
    comma = _HIGHER.match(low, place.end)
    higher = read_place(text, low, comma.end(), Home(home.province)) if comma else None
    if higher and not higher.inferred and bounded(low, higher.end):
        return Place(f"{place.name}, {higher.name}", higher.end)
    above: list[str] = []
    if kind in _COMMUNES and home.district:
        above.append(home.district)
    if home.province and home.province not in ", ".join(above):
        above.append(home.province)
    return Place(", ".join([place.name, *above]), place.end, bool(above))


def _at_home(kind: str, end: int, home: Home) -> Place | None:
    for own in (home.province, home.district):
        if own and own.casefold().startswith(kind):
            known = not home.province or home.province in own
            return Place(own if known else f"{own}, {home.province}", end, inferred=True)
    return None


def bare(official: str) -> str:
    """The name without its unit: `tỉnh Bắc Giang` is `Bắc Giang`."""
    unit = _UNIT.match(official.casefold())
    return official[unit.end() :].strip() if unit else official
