"""Works that are only cited: minted where citations prove who, what, which number and which year.

A mention that gives too little, whose symbol does not fit, or that another citation contradicts is
left unsettled, so that a slip does not become a permanent page.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from builder.identifiers import number_key, number_slug, parse_number, print_number, slugify
from builder.model import Citation, CitedWork, Document, Mention, WorkId
from builder.resolve.candidates import (
    Candidate,
    Index,
    cited_register,
    digits,
    number_name,
    same_date,
    same_series,
)
from builder.resolve.identities import capped, full_name, type_slug
from builder.resolve.names import LAWS, Names
from builder.resolve.places import home_is_unsure
from builder.resolve.symbols import bodies, fits, only_register, whole
from builder.text import key
from builder.vocabulary import standing

# Mentions that contradict others, by document and place: why, and the address that each alone would prove.
Apart = Mapping[tuple[WorkId, int], tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Claim:
    """What one mention proves of a work: its type, number, register and date or year.

    *printed* is the number in its one spelling, *number* its key; *home* the province of the citing
    text when the body is one of that province.
    """

    citing: WorkId
    place: int
    citation: Citation
    kind: str
    number: str
    printed: str
    register: str
    issued: str
    issuer: str
    home: str | None


def claim(citing: WorkId, document: Document, place: int, said: Citation, own: Citation) -> Claim | None:
    """The claim of a mention (*said* with what the text says of it elsewhere); None if it proves too little.

    "Quyết định số 217-QĐ/TW ngày 12/12/2013" names its body by its symbol; "Chỉ thị số 06/CT-UBND"
    does not. A date after that of the citing text, or beside another year in the number, is a slip, and
    so is a body that did not stand on the day.
    """
    number = parse_number(said.number or "")
    kind = type_slug(said.document_type or "")
    issued = said.issued or (number.year if number else "") or ""
    rows = standing(bodies(said.number or "", kind), issued) if said.form == "full" and kind else ()
    if not number or not rows:
        return None
    stated = cited_register(said, document)
    own_register = stated or only_register(rows)
    signed = document.metadata.issued.value if document.metadata.issued else ""
    late = bool(signed) and issued > signed and not signed.startswith(issued)
    if not own_register or not issued or late or (number.year and not issued.startswith(number.year)):
        return None
    if any(row.generic for row in rows) and home_is_unsure(said, document):
        return None
    if not fits(rows, own_register, document.province) or not whole(said.number or "", kind, issued[:4]):
        return None
    issuer = full_name(said.issuer, document.province) if said.issuer else rows[0].name
    called = number_key(said.number or ""), print_number(number)
    home = document.province if own_register.endswith(_bare(document.province)) else None
    return Claim(citing, place, own, kind, *called, own_register, issued, issuer, home)


def _bare(province: str | None) -> str:
    """The end of the registers of a province: `bac-giang` of "tỉnh Bắc Giang"."""
    return f"-{slugify(province).removeprefix('tinh-').removeprefix('thanh-pho-')}" if province else "/"


def mint(
    claims: Sequence[Claim], index: Index, taken: set[WorkId], names: Names
) -> tuple[list[tuple[CitedWork, Candidate]], Apart]:
    """The works that *claims* prove, and the mentions that contradict each other."""
    groups: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for one in claims:
        groups[number_name(one.number), one.register].append(one)
    every = [series for group in groups.values() for series in _series(group)]
    works: list[tuple[CitedWork, Candidate]] = []
    apart: dict[tuple[WorkId, int], tuple[str, str]] = {}
    for series, slip in zip(every, _slips(every, index), strict=True):
        if words := _disagreement(series) or _held_otherwise(series, index) or slip:
            apart.update({(c.citing, c.place): (words, _id(c, c.issued).url) for c in series})
            continue
        work = _work(series, names)
        if work.id not in taken:
            works.append((work, _candidate(work, series)))
    return sorted(works, key=lambda w: w[0].url), apart


def _slips(every: Sequence[Sequence[Claim]], index: Index) -> Iterator[str]:
    """For each series the words that show its symbol to be another's; empty when nothing does.

    One body does not sign two documents of one type with the same digits on one day: of "Pháp lệnh số
    02/2020/UBTVQH13" and "02/2020/UBTVQH14", both of 09/12/2020, the more often cited is right.
    """
    days = [_day(series) for series in every]
    by_day: dict[tuple[str, str, str, str], list[Sequence[Claim]]] = defaultdict(list)
    for day, series in zip(days, every, strict=True):
        by_day[day].append(series)
    first = {day: sorted(same, key=len, reverse=True)[:2] for day, same in by_day.items()}
    for day, series in zip(days, every, strict=True):
        others = [o[0].printed for o in first[day] if o is not series and len(o) >= len(series)]
        rivals = [one.id.number for one in index.by_day.get(day, ())][:2] + others
        whole_day = len(day[-1]) == len("2020-12-09")
        yield f"cùng ngày, cùng số, khác ký hiệu với {', '.join(rivals)}" if rivals and whole_day else ""


def _day(series: Sequence[Claim]) -> tuple[str, str, str, str]:
    """The body, type, digits and day of a series; the day as precisely as its claims know it."""
    first = series[0]
    return (
        first.register,
        first.kind,
        digits(number_name(first.number)),
        max((c.issued for c in series), key=len),
    )


def _series(group: Sequence[Claim]) -> Iterator[list[Claim]]:
    """The claims of one number that must mean one document: those of a year, or of a term."""
    series: list[Claim] = []
    for one in sorted(group, key=lambda c: c.issued):
        if series and not same_series(series[-1].issued, one.issued, one.citation.number or one.number):
            yield series
            series = []
        series.append(one)
    if series:
        yield series


def _disagreement(series: Sequence[Claim]) -> str:
    """The dates or types that cannot all be right; empty when the claims agree."""
    longest = max((c.issued for c in series), key=len)
    if not all(same_date(longest, c.issued) for c in series):
        days = ", ".join(sorted({c.issued for c in series}))
        return f"các văn bản trong kho dẫn số này với các ngày {days}"
    if len({c.kind for c in series}) > 1:
        words = ", ".join(sorted({c.citation.document_type or "" for c in series}))
        return f"các văn bản trong kho gọi số này là {words}"
    return ""


def _held_otherwise(series: Sequence[Claim], index: Index) -> str:
    """A held document of this register and number, in this series, under another type or date."""
    first = series[0]
    for one in index.by_number.get(number_name(first.number), ()):
        if (
            one.issuer == first.register
            and one.issued
            and same_series(one.issued, first.issued, first.number)
        ):
            return f"trùng số với văn bản đang giữ ({one.issued})"
    return ""


def _work(series: Sequence[Claim], names: Names) -> CitedWork:
    issued = max((c.issued for c in series), key=len)
    first = series[0]
    printed = _commonest(c.printed for c in series)
    return CitedWork(
        replace(_id(first, issued), number=_slug(printed)),
        _commonest(c.citation.document_type or "" for c in series),
        printed,
        issued,
        _commonest(c.issuer for c in series),
        names.title(number_key(printed)) if first.kind in LAWS else None,
    )


def _id(one: Claim, issued: str) -> WorkId:
    return WorkId(capped(one.register), one.kind, issued[:4], _slug(one.printed))


def _slug(printed: str) -> str:
    number = parse_number(printed)
    return capped(number_slug(number) if number else printed)


def _commonest(words: Iterator[str]) -> str:
    """The spelling met most often; of several not the one in capitals, which a heading may have made."""
    counted = Counter(words)
    return min(counted, key=lambda w: (-counted[w], w.isupper(), w))


def _candidate(work: CitedWork, series: Sequence[Claim]) -> Candidate:
    """A cited work as further citations know it."""
    homes = {c.home for c in series if c.home}
    home = homes.pop() if len(homes) == 1 else None
    names = (key(work.title),) if work.title else ()
    return Candidate(work.id, work.id.type, series[0].number, work.issued, work.id.issuer, home, names)


def mentioned(works: Sequence[CitedWork], citing: Mapping[str, Sequence[Mention]]) -> Iterator[CitedWork]:
    """The works with how often they are cited; what nothing cites in the end is no work."""
    for w in works:
        if found := citing.get(w.url):
            yield replace(w, documents=len({m.citing for m in found}), mentioned=len(found))
