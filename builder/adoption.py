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

_SENTENCE = re.compile(
    r"(?:Luật|Bộ luật|Hiến pháp|Pháp lệnh|Nghị quyết) này (?:đã )?(?:được|do) (?P<rest>[^.;\n]{6,400})"
)
_DONE = "thông qua"
_ADOPTED = re.compile(r"thông qua (?:ngày|tại[^.;\n]{0,60}?ngày) ?(?=\d)")
_DAY = "ngày"


@dataclass(frozen=True, slots=True)
class Adoption:
    """The day of adoption and the body that adopted, each None where the sentence does not give it."""

    issued: Found[str] | None
    issuer: Found[str] | None


def read_adoption(view: View, home: Home) -> Adoption:
    """What the closing sentence of a law or resolution says; an ordinary text says nothing."""
    if _DONE not in view.text:
        return Adoption(None, None)
    found = [(m, day) for m in _SENTENCE.finditer(view.text) if (day := _ADOPTED.search(m.group("rest")))]
    if not found:
        return Adoption(None, None)
    sentence, adopted = found[-1]
    first = sentence.start("rest")
    date = read_date(view.text, view.text.rindex(_DAY, 0, first + adopted.end()))
    body = read_authority(view.text, first, home)
    return Adoption(
        Found(date.value, view.span(date.start, date.end), "adoption.day") if date else None,
        Found(body.name, view.span(body.start, body.end), "adoption.body") if body else None,
    )
