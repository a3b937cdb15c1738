"""The bodies whose documents the archive holds or cites: name, place, parent, and what became of them.

A body is a register of numbers. What the tables do not know of it, or know without the act that says
so, is not said; a body outside the tables has its printed name and nothing more.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from builder import labels
from builder.body_names import PLACE, known_body, register_of
from builder.model import Archive, CitedWork, Work
from builder.text import key
from builder.vocabulary import Issuer, Province, load

_PROVINCE_WORDS = ("tỉnh ", "Thành phố ", "thành phố ")


@dataclass(frozen=True, slots=True)
class Body:
    """A register with its works, held and only cited, and what the tables know of it.

    The body of `ubnd-huyen-yen-the-tinh-bac-giang` stands at `huyện Yên Thế, tỉnh Bắc Giang`.
    """

    register: str
    name: str
    works: tuple[Work, ...]
    cited: tuple[CitedWork, ...] = ()
    issuer: Issuer | None = None
    place: str = ""
    province: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """What an act changed: from *since* on, *subject* `nay thuộc` *others*; *act* is empty when unknown.

    Where only the year is known in which *subject* ended, *since* is that year.
    """

    since: str
    subject: str
    words: str
    others: tuple[str, ...]
    act: str


@dataclass(frozen=True, slots=True)
class Printed:
    """A name as documents print it, the first and last known date of those, and their number."""

    name: str
    first: str
    last: str
    count: int


def home(work: Work) -> tuple[str, str]:
    """The body that issued *work*, as printed, and the province where it is at home; empty where unknown."""
    issuer = work.document.metadata.issuer
    return issuer.value if issuer else "", work.document.province or ""


def bodies(archive: Archive, told: Callable[[Work], tuple[str, str]] = home) -> tuple[Body, ...]:
    """Every body with a document, in the order of the Vietnamese alphabet, the unknown last.

    *told* gives the `home` of a work, where its record need not be read.
    """
    held: dict[str, list[Work]] = defaultdict(list)
    cited: dict[str, list[CitedWork]] = defaultdict(list)
    for work in archive.works:
        held[work.id.issuer].append(work)
    for other in archive.cited:
        cited[other.id.issuer].append(other)
    made = [
        _body(register, held[register], cited[register], [*map(told, held[register])])
        for register in {**held, **cited}
    ]
    return tuple(sorted(made, key=lambda b: (b.register == labels.UNKNOWN, labels.alphabetical(b.name))))


def _body(
    register: str, works: Sequence[Work], cited: Sequence[CitedWork], homes: Sequence[tuple[str, str]]
) -> Body:
    names = [name for name, _ in homes if name] or [other.issuer for other in cited]
    bare = Body(register, title(register, names), tuple(works), tuple(cited))
    if not (known := _known(register, names)):
        return bare
    issuer, place = known
    provinces = {province for _, province in homes if province}
    return replace(bare, issuer=issuer, place=place, province=_province(issuer, place, provinces))


def title(register: str, names: Sequence[str]) -> str:
    """What the body of a register is called: its official name, which its head and committees share.

    A body outside the tables has the name that most of its documents print.
    """
    if known := _known(register, names):
        issuer, place = known
        return issuer.name.replace(PLACE, place).strip()
    return labels.facet_name("issuer", register, list(names))


def _known(register: str, names: Sequence[str]) -> tuple[Issuer, str] | None:
    counted = Counter(names).most_common()
    return next((known for name, _ in counted if (known := known_body(name, register))), None)


def _province(issuer: Issuer, place: str, homes: set[str]) -> str:
    """The province of a local body, in its official name: from its own place, else from its texts."""
    if not issuer.generic:
        return ""
    last = place.split(", ")[-1]
    whole = ", " in place or issuer.level == "province" or last.startswith(_PROVINCE_WORDS)
    row = load().province(last) if whole and last else None
    if row:
        return row.official
    if last.startswith(_PROVINCE_WORDS) and (", " in place or not homes or last in homes):
        return last
    return homes.pop() if len(homes) == 1 else ""


def printed_names(body: Body) -> list[Printed]:
    """The names under which the body signed, the earliest first; spellings that differ in case are one."""
    groups: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for work in body.works:
        if name := labels.printed(work.document).issuer:
            groups[key(name)].append((name, labels.when(work)))
    rows = [_printed(found) for found in groups.values()]
    return sorted(rows, key=lambda p: (not p.first, p.first, labels.alphabetical(p.name)))


def _printed(found: Sequence[tuple[str, str]]) -> Printed:
    dates = sorted(when for _, when in found if when)
    name = Counter(name for name, _ in found).most_common(1)[0][0]
    return Printed(name, dates[0] if dates else "", dates[-1] if dates else "", len(found))


def parent(body: Body) -> str:
    """The name of the body above, when a checked row gives it: `Ủy ban nhân dân tỉnh Bắc Giang`."""
    row = body.issuer
    if not row or not row.verified or (PLACE in row.parent and not body.place):
        return ""
    return row.parent.replace(PLACE, body.place)


def same_body_at(body: Body, province: str) -> str:
    """The register that a body of a whole province has in another: the two Sở Nội vụ; else empty."""
    row = load().province(body.province)
    if not body.issuer or not body.place or row is None or body.province == province:
        return ""
    if body.place not in (row.official, row.name):
        return ""
    other = load().province(province)
    place = province if body.place == row.official or other is None else other.name
    return register_of(body.issuer.name.replace(PLACE, place))


def changes(body: Body) -> list[Change]:
    """What became of the body, of its district and of its province, the earliest first."""
    dates = [when for when in (*map(labels.when, body.works), *(c.issued for c in body.cited)) if when]
    found = [*_of_body(body.issuer), *_of_level(body.place), *province_changes(body.province, dates)]
    return sorted(dict.fromkeys(found), key=lambda c: c.since)


def _of_body(row: Issuer | None) -> Iterator[Change]:
    if row is None or row.generic:
        return
    if row.act and row.successor:
        yield Change(_next_day(row.valid_until), row.name, "nay thuộc", _several(row.successor), row.act)
    before = [r for r in load().issuers if r.act and row.name in _several(r.successor)]
    for act, since in dict.fromkeys((r.act, _next_day(r.valid_until)) for r in before):
        names = tuple(r.name for r in before if (r.act, _next_day(r.valid_until)) == (act, since))
        words = "lập trên cơ sở" if row.valid_from == since else "tiếp nhận"
        yield Change(since, row.name, words, names, act)


def _of_level(place: str) -> Iterator[Change]:
    """That districts ended: `huyện Yên Thế` of `xã An Thượng, huyện Yên Thế, tỉnh Bắc Giang`."""
    parts = place.split(", ")
    for level in load().ended_levels:
        for at, part in enumerate(parts):
            unit = next((u for u in level.units if part.startswith(f"{u} ")), "")
            # "thành phố" is a district only below a province.
            if unit and (unit != "thành phố" or at < len(parts) - 1):
                yield Change(_next_day(level.valid_until), part, "kết thúc hoạt động", (), level.act)


def province_changes(official: str, dates: Sequence[str] = ()) -> Iterator[Change]:
    """What became of a province, followed to today: its merger with the act, its parts of before.

    *dates* tell namesakes apart: the Hậu Giang of 1976 is not the one of 2004.
    """
    rows = [r for r in load().provinces if r.official == official]
    stood = [r for r in rows if any(_stood(r, day) for day in dates)] or rows
    stood_before, seen = tuple(stood), set[Province]()
    while stood:
        row = stood.pop(0)
        if row in seen or not row.verified:
            continue
        if row in stood_before or len(formed_from(row)) > 1:
            yield from _formed(row)
        seen.add(row)
        if row.successor:
            yield from _ended(row)
            stood += _after(row)


def _formed(row: Province) -> Iterator[Change]:
    before = formed_from(row)
    if before and before[0].act:
        names = tuple(dict.fromkeys(r.official for r in before))
        words = "hợp thành từ" if len(names) > 1 else "trước đó là"
        yield Change(row.valid_from, row.official, words, names, before[0].act)


def _ended(row: Province) -> Iterator[Change]:
    others = _several(row.successor)
    if row.official in others:
        return
    alone = [len(formed_from(r)) for r in _after(row)] == [1]
    words = "sau chia thành" if len(others) > 1 else "nay là" if alone else "nay thuộc"
    yield Change(_next_day(row.valid_until), row.official, words, others, row.act)


@cache
def formed_from(row: Province) -> tuple[Province, ...]:
    """The provinces that ended on the eve of this one and became it: Bắc Giang and Bắc Ninh in 2025."""
    return tuple(
        r
        for r in load().provinces
        if r is not row and r.verified and row.official in _several(r.successor) and _meets(r, row)
    )


def _after(row: Province) -> list[Province]:
    others = _several(row.successor)
    return [r for r in load().provinces if r is not row and r.official in others and _meets(row, r)]


def _meets(before: Province, after: Province) -> bool:
    """Whether one began where the other ended; years that touch may be of one change."""
    end, start = before.valid_until, after.valid_from
    if len(end) == len(start) == 10:
        return _next_day(end) == start
    return bool(end and start) and int(start[:4]) - int(end[:4]) in (0, 1)


def _stood(row: Province, day: str) -> bool:
    shared = min(len(row.valid_from), len(day)), min(len(row.valid_until), len(day))
    return row.valid_from[: shared[0]] <= day[: shared[0]] and (
        not row.valid_until or day[: shared[1]] <= row.valid_until[: shared[1]]
    )


def _next_day(value: str) -> str:
    """The day after a day: `2025-06-30` → `2025-07-01`; what is known to the year stays a year."""
    return (date.fromisoformat(value) + timedelta(days=1)).isoformat() if len(value) == 10 else value


def is_province(official: str) -> bool:
    """Whether the tables know a province of this official name."""
    return any(row.official == official for row in load().provinces)


def today(row: Province) -> Province:
    """The province of today that one of 30 June 2025 belongs to: tỉnh Bình Phước to Thành phố Đồng Nai."""
    while after := _after(row):
        row = after[0]
    return row


def _several(names: str) -> tuple[str, ...]:
    return tuple(part for part in names.split("; ") if part)


def current(rows: Iterable[Province]) -> list[Province]:
    """Those that stand today: of the 34, none that became another."""
    return [row for row in rows if not row.valid_until]


def on(rows: Iterable[Province], day: str) -> list[Province]:
    """Those that stood on a day: 63 on 30 June 2025."""
    return [row for row in rows if _stood(row, day)]
