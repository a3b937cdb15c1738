"""Works that are only cited: minted where citations prove who, what, which number and which year.

A mention that gives too little, whose symbol does not fit, or that another citation contradicts is
left unsettled, so that a slip does not become a permanent page.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from builder import labels
from builder.identifiers import number_key, number_slug, parse_number
from builder.model import CitedWork, WorkId
from builder.resolve.asking import Claim, Question
from builder.resolve.candidates import Candidate, number_name, same_date, same_series
from builder.resolve.identities import capped
from builder.resolve.names import LAWS
from builder.text import key

_Day = tuple[str, str]
_WHOLE_DAY = len("2020-12-09")


@dataclass(frozen=True, slots=True)
class Claimed:
    """A claim of which no held work is the answer: the question that makes it, and how often it is asked."""

    number: int
    question: Question
    claim: Claim
    uses: int


@dataclass(frozen=True, slots=True)
class Apart:
    """Claims that others contradict: why, and the address that each of them alone would prove."""

    words: str
    addresses: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Minted:
    """A work that claims prove, and how further citations know it."""

    work: CitedWork
    candidate: Candidate


def mint(
    claims: Iterable[Claimed], held: Sequence[Candidate], title: Callable[[str], str | None]
) -> Iterator[Minted | Apart]:
    """What *claims*, all of one bucket, come to beside the *held* works of that bucket, a series each.

    *title* gives the name of a law by its number.
    """
    groups: dict[str, list[Claimed]] = defaultdict(list)
    for one in sorted(claims, key=_order):
        groups[number_name(one.claim.number)].append(one)
    every = [series for name in sorted(groups) for series in _series(groups[name])]
    for series, slip in zip(every, _slips(every, held), strict=True):
        if words := _disagreement(series) or _held_otherwise(series, held) or slip:
            yield Apart(words, {c.number: _id(c, c.claim.issued).url for c in series})
        else:
            yield _minted(series, title)


def _order(one: Claimed) -> tuple[str, ...]:
    """By date; what is of one date has an order too, which does not hang on the order of the texts."""
    claim = one.claim
    return claim.issued, claim.printed, one.question.kind, claim.word, claim.issuer, claim.home or ""


def _uses(series: Sequence[Claimed]) -> int:
    return sum(one.uses for one in series)


def _slips(every: Sequence[Sequence[Claimed]], held: Sequence[Candidate]) -> Iterator[str]:
    """For each series the words that show its symbol to be another's; empty when nothing does.

    One body does not sign two documents of one type with the same digits on one day: of "Pháp lệnh số
    02/2020/UBTVQH13" and "02/2020/UBTVQH14", both of 09/12/2020, the more often cited is right.
    """
    days = [_day(series) for series in every]
    by_day: dict[_Day, list[Sequence[Claimed]]] = defaultdict(list)
    for day, series in zip(days, every, strict=True):
        by_day[day].append(series)
    first = {day: sorted(same, key=_uses, reverse=True)[:2] for day, same in by_day.items()}
    for day, series in zip(days, every, strict=True):
        others = [o[0].claim.printed for o in first[day] if o is not series and _uses(o) >= _uses(series)]
        bearers = (one for one in held if (one.kind, one.issued) == day)
        rivals = [one.id.number for one in bearers][:2] + others
        words = f"cùng ngày, cùng số, khác ký hiệu với {', '.join(rivals)}"
        yield words if rivals and len(day[-1]) == _WHOLE_DAY else ""


def _day(series: Sequence[Claimed]) -> _Day:
    """The type and day of a series; the day as precisely as its claims know it."""
    return series[0].question.kind, _issued(series)


def _issued(series: Sequence[Claimed]) -> str:
    return max((c.claim.issued for c in series), key=len)


def _series(group: Sequence[Claimed]) -> Iterator[list[Claimed]]:
    """The claims of one number, by date, that must mean one document: those of a year, or of a term."""
    series: list[Claimed] = []
    for one in group:
        if series and not same_series(series[-1].claim.issued, one.claim.issued, party=one.question.party):
            yield series
            series = []
        series.append(one)
    if series:
        yield series


def _disagreement(series: Sequence[Claimed]) -> str:
    """The dates or types that cannot all be right; empty when the claims agree."""
    longest = _issued(series)
    if not all(same_date(longest, c.claim.issued) for c in series):
        days = ", ".join(map(labels.short_date, sorted({c.claim.issued for c in series})))
        return f"các văn bản trong kho dẫn số này với các ngày {days}"
    if len({c.question.kind for c in series}) > 1:
        words = ", ".join(sorted({c.claim.word for c in series}))
        return f"các văn bản trong kho gọi số này là {words}"
    return ""


def _held_otherwise(series: Sequence[Claimed], held: Sequence[Candidate]) -> str:
    """A held document of this register and number, in this series, under another type or date."""
    first = series[0]
    for one in held:
        same = number_name(one.number) == number_name(first.claim.number) and one.issued
        if same and same_series(one.issued, first.claim.issued, party=first.question.party):
            return f"trùng số với văn bản đang giữ ({one.issued})"
    return ""


def _minted(series: Sequence[Claimed], title: Callable[[str], str | None]) -> Minted:
    first, issued = series[0], _issued(series)
    printed = _commonest((c.claim.printed, c.uses) for c in series)
    work = CitedWork(
        replace(_id(first, issued), number=_slug(printed)),
        _commonest((c.claim.word, c.uses) for c in series),
        printed,
        issued,
        _commonest((c.claim.issuer, c.uses) for c in series),
        title(number_key(printed)) if first.question.kind in LAWS else None,
    )
    return Minted(work, _candidate(work, series))


def _id(one: Claimed, issued: str) -> WorkId:
    return WorkId(capped(one.claim.register), one.question.kind, issued[:4], _slug(one.claim.printed))


def _slug(printed: str) -> str:
    number = parse_number(printed)
    return capped(number_slug(number) if number else printed)


def _commonest(words: Iterable[tuple[str, int]]) -> str:
    """The spelling met most often; of several not the one in capitals, which a heading may have made."""
    counted: Counter[str] = Counter()
    for word, uses in words:
        counted[word] += uses
    return min(counted, key=lambda w: (-counted[w], w.isupper(), w))


def _candidate(work: CitedWork, series: Sequence[Claimed]) -> Candidate:
    """A cited work as further citations know it."""
    homes = {c.claim.home for c in series if c.claim.home}
    home = homes.pop() if len(homes) == 1 else None
    names = (key(work.title),) if work.title else ()
    own = work.id
    return Candidate(own, own.type, series[0].claim.number, work.issued, own.issuer, home, names)
