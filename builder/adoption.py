"""Acts that name their day and their body only at the end: when and by whom they were adopted.

"Luật này được Quốc hội nước Cộng hoà xã hội chủ nghĩa Việt Nam khoá XV, kỳ họp thứ 8 thông qua ngày
30 tháng 11 năm 2024" (Luật Ban hành văn bản quy phạm pháp luật: laws and resolutions are dated by it).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from builder.authorities import Home, read_authority
from builder.dates import read_date
from builder.model import Found
from builder.text import View

_ADOPTED = re.compile(
    r"(?:Luật|Bộ luật|Hiến pháp|Pháp lệnh|Nghị quyết) này (?:đã )?(?:được|do) (?P<body>[^.;\n]{6,200}?)"
    r" ?(?:nước Cộng hòa[^.;\n]{0,80}?|nước Cộng hoà[^.;\n]{0,80}?)?,? (?:khóa|khoá|Khóa|Khoá)?[^.;\n]{0,60}?"
    r"thông qua (?:ngày|tại[^.;\n]{0,60}?ngày) ?(?=\d)"
)
_DAY = "ngày "


@dataclass(frozen=True, slots=True)
class Adoption:
    """The day of adoption and the body that adopted, each None where the sentence does not give it."""

    issued: Found[str] | None
    issuer: Found[str] | None


def read_adoption(view: View, home: Home) -> Adoption:
    """What the closing sentence of a law or resolution says; an ordinary text says nothing."""
    match = None
    for match in _ADOPTED.finditer(view.text):  # noqa: B007 - the last one closes the text
        pass
    if match is None:
        return Adoption(None, None)
    start = view.text.rindex(_DAY.strip(), 0, match.end())
    date = read_date(view.text, start)
    body = read_authority(view.text, match.start("body"), home)
    return Adoption(
        Found(date.value, view.span(date.start, date.end), "adoption.day") if date else None,
        Found(body.name, view.span(body.start, body.end), "adoption.body") if body else None,
    )
