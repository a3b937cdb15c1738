"""From which day and until which day a text says that it has effect.

Read from its own clause only ("Chỉ thị này có hiệu lực sau 10 (mười) ngày kể từ ngày ký ban hành"), and
computed only when the base date is known to the day. A text that is silent says nothing.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from builder.dates import read_date
from builder.model import Found, InForce
from builder.text import View, squeeze

_OWN = (
    r"(?:Chỉ thị|Quyết định|Nghị quyết|Nghị định|Thông tư|Quy định|Quy chế|Kế hoạch|Luật|Bộ luật|Pháp lệnh|"
    r"Văn bản|Hướng dẫn|Kết luận|Thông báo|Quyết nghị)(?: liên tịch)? này\s"
)
_CLAUSE = re.compile(
    _OWN
    # "Nghị quyết này đã được Hội đồng nhân dân tỉnh … thông qua ngày … và có hiệu lực …"
    + r"(?:(?:đã )?được[^.;\n]{0,160}?\s)?"
    r"(?:bắt đầu |chính thức )?có hiệu lực(?: thi hành)?(?P<when>[^.;\n]{0,160})"
)
_SIGNING = r"(?:kể |tính )?từ (?:ngày|khi) (?:ký|ban hành|được thông qua|thông qua)"
_FROM_SIGNING = re.compile(rf"\s*,?\s*(?:ngay )?{_SIGNING}")
_AFTER_DAYS = re.compile(
    r"\s*,?\s*sau\s(?:thời hạn\s)?(?P<days>\d{1,3})\s?(?:\([^)]{1,20}\)\s?)?ngày\s?,?\s?" + _SIGNING
)
_FIXED = re.compile(r"\s*,?\s*(?:(?:kể |tính )?từ |vào )?(?:\d{1,2} giờ(?: \d{2}(?: phút)?)?,? )?")
_UNTIL = re.compile(_OWN + r"[^.;\n]{0,200}?(?:cho )?đến hết (?=ngày \d)")
_ENDS = re.compile(_OWN + r"hết hiệu lực (?:thi hành )?(?:kể )?(?:từ )?(?=ngày \d)")
# A text without these words, which is looked for in no time, has no such clause.
_IN_FORCE = "có hiệu lực"
_EXPIRES = (("đến hết ngày ", _UNTIL, 0, "effect.until"), ("hết hiệu lực ", _ENDS, 1, "effect.ends-on"))
_SENTENCE_END = re.compile(r"\.(?=\s|/\.)|(?=\n)")


def read_effect(view: View, issued: str | None) -> Found[InForce] | None:
    """The clause of *view* that says from when this document has effect; None when it is silent.

    The value inside is None when the clause counts from a day that the text does not give.
    """
    match = _CLAUSE.search(view.text) if _IN_FORCE in view.text else None
    if not match:
        return None
    when = match.group("when")
    value, rule = _day(when, issued)
    span = view.span(match.start(), match.end())
    return Found(InForce(value, _sentence(view.text, match)), span, rule)


def read_expiry(view: View) -> Found[InForce] | None:
    """The last day on which this document has effect, from its own clause; None when it is silent.

    "có hiệu lực … đến hết ngày 31/12/2025" names that day; "hết hiệu lực từ ngày 01/01/2026" the next.
    """
    for words, pattern, days, rule in _EXPIRES:
        match = pattern.search(view.text) if words in view.text else None
        read = read_date(view.text, match.end()) if match else None
        if match and read and len(read.value) == 10:
            last = date.fromisoformat(read.value) - timedelta(days=days)
            span = view.span(match.start(), read.end)
            return Found(InForce(last.isoformat(), _sentence(view.text, match)), span, rule)
    return None


def _day(when: str, issued: str | None) -> tuple[str | None, str]:
    signed = date.fromisoformat(issued) if issued and len(issued) == 10 else None
    if after := _AFTER_DAYS.match(when):
        value = (signed + timedelta(days=int(after.group("days")))).isoformat() if signed else None
        return value, "effect.days-after-signing"
    if _FROM_SIGNING.match(when):
        return (signed.isoformat() if signed else None), "effect.from-signing"
    # Only the day that stands right behind: another act's date may follow in the sentence.
    at = _FIXED.match(when)
    read = read_date(when, at.end()) if at else None
    return (read.value if read else None), "effect.fixed-date"


def _sentence(words: str, match: re.Match[str]) -> str:
    """The whole sentence, its full stop included; the "./." that closes a text is one."""
    start = max(words.rfind("\n", 0, match.start()), words.rfind(". ", 0, match.start()))
    end = _SENTENCE_END.search(words, match.end())
    return squeeze(words[start + 1 : end.end() if end else len(words)]).lstrip(". ")
