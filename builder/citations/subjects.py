"""Who issued it, where the sentence says so before the mention.

"UBND tỉnh ban hành Kế hoạch số …" and the mentions coordinated with it; "ý kiến của Giám đốc Sở
Nội vụ tại Tờ trình số …"; "Ngày 08/10/2024, Chính phủ ban hành Nghị định số …" gives the date too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from builder.authorities import AuthorityRead, Home, read_authority
from builder.authorities.lexicon import CAPITALS, folded
from builder.citations.drafts import Draft, Paragraph, fits
from builder.citations.patterns import patterns
from builder.dates import DateRead, find_date
from builder.vocabulary import load

_VERB_WINDOW = 48
_SUBJECT_WINDOW = 170
_CAPITAL = re.compile(rf"(?<!\w)[{CAPITALS}]")
_AFTER_SUBJECT = re.compile(r",?\s?$")
_LIST_MARK = re.compile(r"^\W{0,4}(?:\(?\w{1,3}[.)]\s)?(?:[-+•*]\s)?")
_ITEM = re.compile(r"(?:[,;]|\svà|[,;]\svà)\s?(?:các\s)?$")
_COMMON = ("UBND", "HĐND", "UB")


@dataclass(frozen=True, slots=True)
class _Subject:
    issuer: str
    organ: str
    date: str | None = None


def with_subjects(p: Paragraph, drafts: Sequence[Draft], home: Home) -> list[Draft]:
    """The mentions, those without an issuer given the one that their sentence names."""
    done: list[Draft] = []
    subject: _Subject | None = None
    previous_end = 0
    for draft in drafts:
        if draft.numbered:
            subject = _still(p, subject, previous_end, draft)
            found = _direct(p, draft, previous_end, home) if draft.form == "full" else None
            found = found or (_heading(p, draft, home) if subject is None and not draft.issuer else None)
            subject = found or subject
            draft = _given(p, draft, found, subject)
        done.append(draft)
        previous_end = draft.end
    return done


def _still(p: Paragraph, subject: _Subject | None, at: int, draft: Draft) -> _Subject | None:
    """The subject, unless its sentence has ended (a semicolon goes on with the list)."""
    if subject is None:
        return None
    between = p.low[at : draft.start]
    return None if re.search(r"[.!?]\s|:\s", between) else subject


def _given(p: Paragraph, draft: Draft, found: _Subject | None, subject: _Subject | None) -> Draft:
    if found and found.date and not draft.date:
        draft = draft._replace(date=found.date, inferred=draft.inferred | {"issued"})
    if draft.issuer or subject is None:
        return draft
    item = _ITEM.search(p.low, max(0, draft.start - 12), draft.start)
    if found is None and not (item and _agrees(draft, subject)):
        return draft
    return draft._replace(issuer=subject.issuer, inferred=draft.inferred | {"issuer"})


def _agrees(draft: Draft, subject: _Subject) -> bool:
    """Whether a later item of the list can be the subject's: its symbol is the same body's."""
    if not draft.organ:
        return False
    if draft.organ == subject.organ:
        return True
    names = {row.name.removesuffix(" {place}") for row in load().issuers_of_code(draft.organ)}
    return any(name in subject.issuer for name in names)


def _direct(p: Paragraph, draft: Draft, floor: int, home: Home) -> _Subject | None:
    start = draft.start
    before = max(floor, start - _VERB_WINDOW)
    if verb := patterns()["issuing_verb"].search(p.low, before, start):
        return _of_verb(p, draft, verb.start(), floor, home)
    if at := patterns()["at"].search(p.low, before, start):
        read = _ending_at(p, floor, at.start(), home)
        if read and (p.low.startswith("tại", at.start() + 1) or _initials(read.name) == draft.organ):
            return _Subject(read.name, draft.organ)
    return _by_initials(p, draft, floor, home)


def _of_verb(p: Paragraph, draft: Draft, verb: int, floor: int, home: Home) -> _Subject | None:
    sentence = _sentence_start(p, verb)
    if patterns()["adverb"].match(p.low[sentence:verb]):
        read = _first_of_paragraph(p, verb, home)
        return _Subject(read.name, draft.organ) if read else None
    comma = _AFTER_SUBJECT.search(p.low, max(floor, verb - 2), verb)
    end = comma.start() if comma else verb
    read = _ending_at(p, max(floor, sentence), end, home)
    if read is None:
        return None
    date = _date_before(p, read.start)
    return _Subject(read.name, draft.organ, date.value if date else None)


def _sentence_start(p: Paragraph, at: int) -> int:
    ends = [m.end() for m in patterns()["sentence_end"].finditer(p.low, max(0, at - 400), at)]
    return ends[-1] if ends else 0 if at <= 400 else at - 400


def _ending_at(p: Paragraph, floor: int, end: int, home: Home) -> AuthorityRead | None:
    """The longest body whose name ends just at *end*."""
    start = max(floor, end - _SUBJECT_WINDOW)
    for capital in _CAPITAL.finditer(p.text, start, end):
        read = read_authority(p.text, capital.start(), home, p.low)
        if read and read.end == end:
            return read
    return None


def _first_of_paragraph(p: Paragraph, before: int, home: Home) -> AuthorityRead | None:
    mark = _LIST_MARK.match(p.low)
    read = read_authority(p.text, mark.end() if mark else 0, home, p.low)
    return read if read and read.end < before else None


def _date_before(p: Paragraph, at: int) -> DateRead | None:
    """The date of "Ngày 08/10/2024, Chính phủ ban hành …"."""
    lead = p.low.rfind("ngày", max(0, at - 40), at)
    read = find_date(p.text, lead, at) if lead >= 0 else None
    return read if read and not p.text[read.end : at].strip(" ,") else None


def _by_initials(p: Paragraph, draft: Draft, floor: int, home: Home) -> _Subject | None:
    """The body of the sentence whose initials begin the symbol: "Sở Nội vụ … Công văn số 3342/SNV-TCCC"."""
    if draft.issuer or len(draft.organ) < 3 or draft.organ in _COMMON or draft.organ[0] != draft.codes[0][0]:
        return None
    start = max(floor, _sentence_start(p, draft.start), draft.start - _SUBJECT_WINDOW)
    for capital in _CAPITAL.finditer(p.text, start, draft.start):
        read = read_authority(p.text, capital.start(), home, p.low)
        if read and read.end <= draft.start and _initials(read.name).startswith(draft.organ):
            return _Subject(read.name, draft.organ)
    return None


def _heading(p: Paragraph, draft: Draft, home: Home) -> _Subject | None:
    """The body of "Các nghị quyết của HĐND liên quan đến … như: Nghị quyết số …; Nghị quyết số …"."""
    colon = p.low.rfind(":", max(0, draft.start - 4), draft.start)
    if colon < 0:
        return None
    heading = patterns()["list_heading"].search(p.low, max(0, _sentence_start(p, colon)), colon)
    if not heading or not fits(heading["type"], draft.codes):
        return None
    read = read_authority(p.text, heading.end(), home, p.low) or _at_home(p, heading.end(), home)
    return _Subject(read.name, draft.organ) if read and _agrees(draft, _Subject(read.name, "")) else None


def _at_home(p: Paragraph, at: int, home: Home) -> AuthorityRead | None:
    """The body of the home province where a heading says only "HĐND"."""
    short = re.compile(r"(?:UBND|HĐND)(?=\s)").match(p.text, at)
    if not short or home.district or not home.province:
        return None
    return read_authority(f"{short.group()} {home.province}", 0, home)


def _initials(name: str) -> str:
    return "".join(word[0].upper() for word in name.replace("-", " ").split() if folded(word) != "và")
