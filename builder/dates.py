"""Dates as Vietnamese documents print them, read to ISO at their true precision.

The form of the head, "Bắc Giang, ngày 16 tháng 4 năm 2018", is that of Nghị định 30/2020/NĐ-CP,
Phụ lục I, mục II.4; citations also use 16/4/2018, 16-4-2018 and 16.4.2018. A day or month that is
left blank, "ngày    tháng 3 năm 2023", stays unknown.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass

_BLANK = r"[\s._…/*-]{0,40}?"
_WORDS = (
    r"ng[àa]y\s{0,3}(?P<wd>\d{1,2}(?!\d)|" + _BLANK + r")\s{0,3},?\s{0,3}"
    r"th[áa]ng\s{0,3}(?P<wm>\d{1,2}(?!\d)|" + _BLANK + r")\s{0,3},?\s{0,3}"
    r"n[ăa]m\s{0,3}(?P<wy>\d\s?\d\s?\d\s?\d)(?!\d)"
)
_FIGURES = (
    r"(?:ng[àa]y\s{0,3})?(?<!\d)(?<!\d[./-])"
    r"(?P<fd>\d{1,2})\s?(?P<sep>[./-])\s?(?P<fm>\d{1,2})\s?(?P=sep)\s?(?P<fy>\d{4})(?!\d)(?![./-]\d)"
)
_DAY_BLANK = r"ng[àa]y[\s._…]{0,40}?/\s?(?P<bm>\d{1,2})\s?/\s?(?P<by>\d{4})(?!\d)"
_MONTH = r"th[áa]ng\s{0,3}(?P<mm>\d{1,2})\s?(?:/|,?\s{0,3}n[ăa]m)\s{0,3}(?P<my>\d{4})(?!\d)"
_YEAR = r"n[ăa]m\s{1,3}(?P<yy>\d{4})(?!\d)(?!\s?[-–]\s?\d)"
_DATE = re.compile("|".join((_WORDS, _FIGURES, _DAY_BLANK, _MONTH, _YEAR)), re.IGNORECASE)
# The groups of day, month and year in each form; one of the years stands in every match.
_FORMS = (("wd", "wm", "wy"), ("fd", "fm", "fy"), ("", "bm", "by"), ("", "mm", "my"), ("", "", "yy"))
# Before 1945 and after 2100 no document of this archive can be dated: such a figure is a slip.
_FIRST_YEAR, _LAST_YEAR = 1945, 2100


@dataclass(frozen=True, slots=True)
class DateRead:
    """An ISO date (`2018-04-16`, `2023-03`, `2018`) and where it stands in the text searched."""

    value: str
    start: int
    end: int


def read_date(text: str, at: int) -> DateRead | None:
    """The date that begins at *at*, as in "ngày 21 tháng 9 năm 2000" or "16/5/2016"; else None."""
    match = _DATE.match(text, at)
    return _as_read(match) if match else None


def find_date(text: str, start: int = 0, end: int | None = None) -> DateRead | None:
    """The first date that lies wholly in `text[start:end]`."""
    limit = len(text) if end is None else end
    for match in _DATE.finditer(text, start, limit):
        if read := _as_read(match):
            return read
    return None


def iso(year: str, month: str = "", day: str = "") -> str | None:
    """The ISO form of printed figures at their precision; None when they name no real day.

    >>> iso("2018", "4", "16"), iso("2023", "3"), iso("2018", "13")
    ('2018-04-16', '2023-03', None)
    """
    y = int("".join(year.split()))
    if not _FIRST_YEAR <= y <= _LAST_YEAR:
        return None
    if not month:
        return f"{y:04d}"
    m = int(month)
    if not 1 <= m <= 12:
        return None
    if not day:
        return f"{y:04d}-{m:02d}"
    return f"{y:04d}-{m:02d}-{int(day):02d}" if 1 <= int(day) <= monthrange(y, m)[1] else None


def _as_read(match: re.Match[str]) -> DateRead | None:
    d, m, y = next(form for form in _FORMS if match[form[2]])
    month = _digits(match[m]) if m else ""
    value = iso(match[y], month, _digits(match[d]) if d and month else "")
    return DateRead(value, match.start(), match.end()) if value else None


def _digits(printed: str | None) -> str:
    return printed if printed and printed.isdigit() else ""
