"""What follows a number: its date and its issuer ("ngày 16/5/2016 của Thủ tướng Chính phủ")."""

from __future__ import annotations

import re

from builder.authorities import AuthorityRead, Home, read_authority
from builder.citations.drafts import Draft, Paragraph
from builder.citations.patterns import patterns
from builder.dates import DateRead, read_date

_YEAR = re.compile(r"\s\(?((?:19[4-9]|20\d)\d)(?![\d/-]|\.\d)")
_BY = re.compile(r"\s(?:ban hành|ký|cấp|phê duyệt|thông qua)(?!\w)")
_LATE_DATE = re.compile(r",?\s?(?:ký\s|ban hành\s)?(?=ngày)")
_OF = ("của liên", "của", "giữa", "do")


def with_tail(p: Paragraph, draft: Draft, limit: int, home: Home) -> Draft:
    """The mention with the date and the issuer that its own words give, none read beyond *limit*."""
    if draft.form == "self":
        return draft
    draft = _with_date(p, draft, limit)
    read = _issuer_after(p, draft, limit, home) or _issuer_inside(p, draft, home)
    if read is None:
        return draft
    inferred = draft.inferred | {"issuer"} if read.inferred else draft.inferred
    draft = draft._replace(issuer=read.name, inferred=inferred, end=max(draft.end, read.end))
    return draft if draft.date else _with_late_date(p, draft, limit)


def _with_date(p: Paragraph, draft: Draft, limit: int) -> Draft:
    lead = patterns()["date_lead"].match(p.low, draft.end)
    read = read_date(p.text, lead.end()) if lead and not _new_sentence(p, lead.end()) else None
    if read is None and draft.form == "name":
        read = _bare_year(p, draft.end)
    if read is None or read.end > limit:
        return draft
    return draft._replace(date=read.value, end=read.end)


def _new_sentence(p: Paragraph, at: int) -> bool:
    """Whether a capital begins a sentence there: "… 66-NQ/TW Ngày 28 tháng 11 năm 2025, tại …"."""
    return p.text[at : at + 1].isupper() and not p.text[at : at + 4].isupper()


def _bare_year(p: Paragraph, at: int) -> DateRead | None:
    """The year of "Bộ luật Dân sự 2015"."""
    match = _YEAR.match(p.low, at)
    return DateRead(match.group(1), match.start(1), match.end(1)) if match else None


def _with_late_date(p: Paragraph, draft: Draft, limit: int) -> Draft:
    """A date after the issuer: "của Chính phủ ngày 05/3/2020"."""
    lead = _LATE_DATE.match(p.low, draft.end)
    read = read_date(p.text, lead.end()) if lead else None
    if read is None or read.end > limit:
        return draft
    return draft._replace(date=read.value, end=read.end)


def _issuer_after(p: Paragraph, draft: Draft, limit: int, home: Home) -> AuthorityRead | None:
    lead = patterns()["issuer_lead"].match(p.low, draft.end)
    at = lead.end() if lead else draft.end
    word = next((w for w in _OF if lead and lead.group().rstrip().endswith(w)), "")
    if word:
        read = read_authority(p.text, at, home, p.low)
        if read and read.end <= limit and (word != "do" or _BY.match(p.low, read.end)):
            return read
        return None
    if not draft.date or not p.low.startswith(" ", draft.end):
        return None
    read = read_authority(p.text, draft.end + 1, home, p.low)
    whole = read and read.end <= limit and patterns()["bare_issuer_tail"].match(p.low, read.end)
    return read if whole else None


def _issuer_inside(p: Paragraph, draft: Draft, home: Home) -> AuthorityRead | None:
    """The issuer between type and number: "Quyết định của Bộ Chính trị số 31-QĐ/TW"."""
    at = p.low.find(" của ", draft.start, draft.number_end) if draft.form == "full" else -1
    read = read_authority(p.text, at + 5, home, p.low) if at >= 0 else None
    return read if read and read.end < draft.number_end else None
