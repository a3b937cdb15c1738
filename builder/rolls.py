"""Which documents stand on which lists: those of a type, a year, a body, a topic, a printed name.

A list shows of its documents what their records say. Where it is told by which mark each document is known
again, it has a mark itself, so that only the lists of what has changed are made.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from operator import attrgetter
from sys import intern
from typing import Literal, NamedTuple

from builder import bodies, entries, labels
from builder.bodies import Body
from builder.model import Archive, CitedWork, Found, InForce, Metadata, OutputFile, Signature, Status, Work
from builder.shelf import digest

Kind = Literal["type", "year", "issuer", "topic", "signer"]
_url = attrgetter("url")
# The topic of what has none.
NONE = "khong"
# So many bytes has the mark of a document.
MARK = 16
_WHOLE = 1 << 8 * MARK
# What a document is found by: its type, its whole number, its day, its body, its trích yếu, who signed.
_GIVEN: tuple[Callable[[Metadata], object], ...] = (
    lambda m: m.document_type,
    labels.numbered,
    lambda m: m.issued and len(m.issued.value) == 10,
    lambda m: m.issuer,
    lambda m: m.subject,
    lambda m: any(signature.name for signature in m.signatures),
)


class Facts(NamedTuple):
    """What has to be worked out of a document to list it.

    Its topics, who signed as (address, name), and how many of its citations are of each status. *names* are
    those of all who signed where some have no address; *since* and *until* the days, as `labels.day` writes
    them, from which and until which it says that it has effect; *issuer* the body as printed and *province*
    where the text is at home, empty where none is known; *given* has a bit for each field that it has.
    """

    topics: tuple[str, ...]
    signers: tuple[tuple[str, str], ...] = ()
    statuses: tuple[tuple[Status, int], ...] = ()
    names: tuple[str, ...] = ()
    since: int = 0
    until: int = 0
    draft: bool = False
    issuer: str = ""
    province: str = ""
    given: int = 0

    @property
    def signed(self) -> tuple[str, ...]:
        """The printed name of each who signed, once."""
        if not self.names and len(self.signers) == 1:
            return (self.signers[0][1],)
        return self.names or tuple({name: 0 for _, name in self.signers})


def facts(work: Work | CitedWork) -> Facts:
    """The facts of *work*, from its record and its targets; of one only cited from what it is called."""
    found = tuple(row.slug for row in entries.topics(work))
    if isinstance(work, CitedWork):
        return Facts(found)
    metadata = work.document.metadata
    names = tuple({signature.name: 0 for signature in metadata.signatures if signature.name})
    signed = [(url, s.name) for s in metadata.signatures if (url := _signer(s, work.id.issuer)) and s.name]
    statuses = Counter(target.status for target in work.targets)
    others = names if names != tuple({name: 0 for _, name in signed}) else ()
    days = _day(metadata.in_force_from), _day(metadata.in_force_until)
    draft = any("draft" in p.code for p in (*work.document.problems, *work.problems))
    # Written once where they are kept, they are at hand once.
    issuer, province = map(intern, bodies.home(work))
    rest = (others, *days, draft, issuer, province, _given(metadata))
    return Facts(found, tuple(signed), tuple(statuses.items()), *rest)


def _given(metadata: Metadata) -> int:
    return sum(1 << at for at, has in enumerate(_GIVEN) if has(metadata))


def _signer(signature: Signature, register: str) -> str:
    return entries.signer_url(signature.name or "", register)


def _day(found: Found[InForce] | None) -> int:
    return labels.day(found.value.value) if found and found.value.value else 0


@dataclass(slots=True)
class Group:
    """The documents of one list, held and only cited, in the order of their addresses."""

    held: list[Work] = field(default_factory=list)
    cited: list[CitedWork] = field(default_factory=list)
    total: int = 0

    @property
    def mark(self) -> str:
        """The same as long as the same documents stand here, each with the mark that it had."""
        return f"{len(self.held)} {len(self.cited)} {self.total % _WHOLE:x}"


@dataclass(frozen=True, slots=True)
class Listing:
    """The pages of one list; under the same *key* the same pages, without one they are made each time."""

    name: str
    make: Callable[[], Iterable[OutputFile]]
    key: str = ""


def files(listings: Iterable[Listing]) -> Iterator[OutputFile]:
    """The pages of *listings*."""
    for one in listings:
        yield from one.make()


class Roll:
    """The lists of one archive.

    *told* are the facts of its works by address, where they need not be worked out, *marks* that by which
    each is known again.
    """

    def __init__(
        self,
        archive: Archive,
        told: Mapping[str, Facts] | None = None,
        marks: Mapping[str, int] | None = None,
    ) -> None:
        self.archive = archive
        self.facts = _worked_out(archive) if told is None else told
        self._common = "" if marks is None else digest(repr(archive.settings))
        self._marks = marks or {}
        self._groups: dict[Kind, dict[str, Group]] = {
            kind: defaultdict(Group) for kind in ("type", "year", "issuer", "topic", "signer")
        }
        self._gather_held(archive.works)
        self._gather_cited(archive.cited)

    def of(self, kind: Kind) -> dict[str, Group]:
        """The lists of one kind that have a document, by what makes them one: the slug of a type."""
        return self._groups[kind]

    def key(self, *parts: str) -> str:
        """The key of a list, from the marks of its documents and what else it shows; long parts as a hash."""
        # Of a hundred thousand signers each has a list: to hash them all takes longer than to keep them.
        return f"{self._common} {parts!r}" if self._common else ""

    def mark(self, work: Work | CitedWork) -> int:
        """By which what lists show of *work* is known again; 0 where nothing is."""
        return self._marks.get(work.url, 0)

    def statuses(self) -> Counter[Status]:
        """How many citations of held documents are of each status."""
        found = Counter[Status]()
        for own in self.newest_facts:
            for status, count in own.statuses:
                found[status] += count
        return found

    def given(self) -> list[int]:
        """How many held documents have a type, a whole number, a day, a body, a trích yếu, a name signed."""
        found = Counter(own.given for own in self.newest_facts)
        return [sum(n for bits, n in found.items() if bits >> at & 1) for at in range(len(_GIVEN))]

    @cached_property
    def bodies(self) -> tuple[Body, ...]:
        """Every body with a document, in the order of the Vietnamese alphabet, the unknown last."""
        return bodies.bodies(self.archive, self._home)

    @cached_property
    def types(self) -> Mapping[str, Counter[str]]:
        """How often each type of held works, by its slug, is printed under which name, if under any."""
        found: dict[str, Counter[str]] = defaultdict(Counter)
        printed = Counter((work.id.type, labels.printed(work.document).kind) for work in self.archive.works)
        for (slug, name), count in printed.items():
            found[slug].update({name: count} if name else {})
        return found

    @cached_property
    def spelled(self) -> Mapping[str, Mapping[str, int]]:
        """How often each address of a signer is printed as which name, in the order of the documents."""
        found: dict[str, dict[str, int]] = defaultdict(dict)
        for own in map(self.facts.__getitem__, map(_url, self.archive.works)):
            for url, name in own.signers:
                spelled = found[url]
                spelled[name] = spelled.get(name, 0) + 1
        return found

    @cached_property
    def dates(self) -> Sequence[str]:
        """The date of each held work, in their order."""
        return list(map(labels.when, self.archive.works))

    @cached_property
    def newest_at(self) -> Sequence[int]:
        """The places of the held works by date, newest first; those of one day in the order of addresses."""
        urls = [work.url for work in self.archive.works]
        # They come in the order of addresses, which is soon seen.
        in_order = sorted(range(len(urls)), key=urls.__getitem__)
        return sorted(in_order, key=self.dates.__getitem__, reverse=True)

    @cached_property
    def newest(self) -> Sequence[Work]:
        """The held works by date, newest first."""
        works = self.archive.works
        return [works[at] for at in self.newest_at]

    @cached_property
    def newest_facts(self) -> Sequence[Facts]:
        """The facts of the held works, newest first."""
        return [self.facts[work.url] for work in self.newest]

    def prepare(self) -> None:
        """What several lists need of all documents is at hand: here, and for each process that begins now."""
        _ = self.newest_facts, self.types, self.bodies, self.spelled

    def _home(self, work: Work) -> tuple[str, str]:
        known = self.facts[work.url]
        return known.issuer, known.province

    def _gather_held(self, works: Iterable[Work]) -> None:
        facts, marks, groups = self.facts, self._marks, self._groups
        types, years, issuers = groups["type"], groups["year"], groups["issuer"]
        for work in works:
            own = work.id
            known, mark = facts[work.url], marks.get(work.url, 0)
            found = [types[own.type], years[own.year], issuers[own.issuer]]
            found += [groups["topic"][slug] for slug in known.topics or (NONE,)]
            # Who signs twice stands on a list once.
            found += [groups["signer"][at] for at in {at: 0 for at, _ in known.signers}]
            for group in found:
                group.held.append(work)
                group.total += mark

    def _gather_cited(self, works: Iterable[CitedWork]) -> None:
        facts, marks, groups = self.facts, self._marks, self._groups
        types, years, issuers = groups["type"], groups["year"], groups["issuer"]
        for work in works:
            own = work.id
            known, mark = facts[own.url], marks.get(own.url, 0)
            found = [types[own.type], years[own.year], issuers[own.issuer]]
            # Of a work that is only cited often no name is known: nothing is said of those.
            found += [groups["topic"][slug] for slug in known.topics]
            for group in found:
                group.cited.append(work)
                group.total += mark


def _worked_out(archive: Archive) -> dict[str, Facts]:
    held = {work.url: facts(work) for work in archive.works}
    return held | {work.url: facts(work) for work in archive.cited}
