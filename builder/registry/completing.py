"""The resolved archive with its whole registry: works only cited, moved, and withdrawn."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

from builder import labels
from builder.errors import BadSettings
from builder.ledger import Ledger, latest
from builder.model import (
    Archive,
    CitedWork,
    Facts,
    Mention,
    Permalink,
    Problem,
    Span,
    State,
    Target,
    Work,
    by_text,
    places_to,
)
from builder.registry.settling import Settled, final


@dataclass(frozen=True, slots=True)
class _Now:
    """What stands where: the permalinks by every address, the texts and works only cited by theirs."""

    permalinks: Mapping[str, Permalink]
    held: Container[str]
    cited: Container[str]
    ledger: Ledger
    redirected: Mapping[str, str]

    def leads(self, url: str) -> str:
        return final(url, self.permalinks, self.redirected)

    def moves(self, url: str) -> bool:
        """Whether *url* leads elsewhere, told without following it."""
        one = self.permalinks.get(url)
        return url in self.redirected or (one is not None and one.url != url)

    def declared(self, one: Permalink) -> bool:
        return bool(self.redirected) and any(url in self.redirected for url in one.addresses)


def complete(archive: Archive, settled: Settled, ledger: Ledger) -> Archive:
    """*archive* with what the registry keeps beyond its texts, and with its permalinks by address.

    No work that is only cited takes an address that leads elsewhere; a mention of it stays unsettled,
    or follows a clerk's declaration. Where the registry mints nothing, new works have no permalink.
    """
    by_url = {url: one for one in settled.permalinks for url in one.addresses}
    held, cited = frozenset(w.url for w in archive.works), {w.url: w for w in archive.cited}
    now = _Now(by_url, held, cited, ledger, {d.address: d.leads_to for d in ledger.declared})
    moved = {url for url in cited if now.moves(url)}
    works = tuple(_with_namesakes(tuple(_moved(archive, moved, now))))
    found = _Citing(archive, {url: _target(Target("outside", url), now).url for url in sorted(moved)})
    kept = dict(_cited(cited, moved, found, now))
    ours = _with_cited(settled.permalinks, kept, now)
    known = frozenset(one.id for one in ledger.permalinks if not ledger.minting)
    permalinks = [_with_state(p, now, kept) for p in ours if ledger.minting or p.id in known]
    permalinks += _slips(now)
    ordered, leading = tuple(sorted(permalinks, key=attrgetter("url"))), found if moved else archive.citing
    return replace(archive, works=works, cited=tuple(kept.values()), permalinks=ordered, citing=leading)


def _moved(archive: Archive, moved: Iterable[str], now: _Now) -> Iterator[Work]:
    """The works, those that lead to an address that leads elsewhere by now with what they lead to instead."""
    leading = {mention.citing for url in moved for mention in archive.citing[url]}
    if not leading:
        yield from archive.works
        return
    for work in archive.works:
        if work.url not in leading:
            yield work
        else:
            yield work.but(targets=tuple(_target(target, now) for target in work.targets))


class _Citing(Mapping[str, Sequence[Mention]]):
    """The mentions that lead to each address; those of *moved* ones lead where these do now, if anywhere."""

    def __init__(self, archive: Archive, moved: Mapping[str, str | None]) -> None:
        self._before, self._moved = archive.citing, moved
        self._more: dict[str, list[str]] = defaultdict(list)
        for url, leads in moved.items():
            if leads:
                self._more[leads].append(url)

    def __getitem__(self, url: str) -> Sequence[Mention]:
        if url not in self._moved and url not in self._more:
            return self._before[url]
        own = () if url in self._moved else self._before.get(url, ())
        more = (mention for other in self._more.get(url, ()) for mention in self._before.get(other, ()))
        found = [*own, *(mention for mention in more if mention.citing != url)]
        if not found:
            raise KeyError(url)
        return sorted(found, key=lambda mention: (mention.citing, mention.citation))

    def places(self, url: str) -> dict[str, list[int]]:
        """The places that lead to *url*, in their order, by the address of the text."""
        if url not in self._moved and url not in self._more:
            return places_to(url, self._before)
        return by_text(self.get(url, ()))

    def gains(self, url: str) -> bool:
        """Whether mentions of another address lead to *url* now."""
        return url in self._more

    def __iter__(self) -> Iterator[str]:
        stay = (url for url in self._before if url not in self._moved and url not in self._more)
        yield from stay
        yield from (url for url in self._more if url in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _target(target: Target, now: _Now) -> Target:
    """A mention of a work that is only cited, where its address leads elsewhere by now."""
    if target.status != "outside" or not target.url:
        return target
    leads = now.leads(target.url)
    if leads == target.url:
        return target
    if target.url not in now.redirected:
        # The document that once stood there has another number: whom the mention means is open.
        return Target("unknown")
    return replace(target, status="held" if leads in now.held else "outside", url=leads)


def _cited(
    works: Mapping[str, CitedWork], moved: Container[str], found: _Citing, now: _Now
) -> Iterator[tuple[str, CitedWork]]:
    """Works only cited, each with how often it is cited now; the page of a withdrawn text is its own."""
    for url, work in works.items():
        permalink = now.permalinks.get(url)
        if url in moved or (permalink and permalink.digests):
            continue
        if found.gains(url):
            mentions = found[url]
            yield url, replace(work, documents=len({m.citing for m in mentions}), mentioned=len(mentions))
        else:
            yield url, work


def _with_cited(
    permalinks: Sequence[Permalink], cited: Mapping[str, CitedWork], now: _Now
) -> Iterator[Permalink]:
    for one in permalinks:
        work = cited.get(one.url)
        known = (_facts(work),) if work else ()
        # Most are known by one spelling, the same as ever.
        facts = one.facts if known in ((), one.facts) else latest(one.facts, *known)
        yield one if facts == one.facts else one.but(facts=facts)
    for url, work in cited.items():
        if url not in now.permalinks:
            yield Permalink(str(work.id), url, facts=(_facts(work),))


def _facts(work: CitedWork) -> Facts:
    return work.document_type, work.number, work.issued, work.issuer


def _with_state(one: Permalink, now: _Now, cited: Container[str]) -> Permalink:
    state, to = _state(one, now, cited)
    return one if (one.state, one.to) == (state, to) else one.but(state=state, to=to)


def _state(one: Permalink, now: _Now, cited: Container[str]) -> tuple[State, str]:
    if now.declared(one):
        return "moved", now.leads(one.url)
    if one.url in now.held:
        return "held", ""
    return ("cited", "") if one.url in cited else ("withdrawn", "")


def _slips(now: _Now) -> Iterator[Permalink]:
    """Addresses that a clerk declares, and that the registry never had; each leads to a page there is."""
    for declared in now.ledger.declared:
        leads = now.leads(declared.address)
        if not any(leads in there for there in (now.held, now.cited, now.permalinks)):
            place = str(now.ledger.folder or "")
            way_out = "sửa leads_to trong declarations.toml"
            raise BadSettings(f"không có trang nào ở {declared.leads_to}", path=place, way_out=way_out)
        if declared.address not in now.permalinks:
            yield Permalink(declared.address[4:-1], declared.address, state="moved", to=leads)


def _with_namesakes(works: Sequence[Work]) -> Iterator[Work]:
    """Documents that share a number each name the others."""
    # Of two that share a number the later has something added to it.
    later = {_shared(work) for work in works if "--" in work.id.number}
    same: dict[tuple[str, str, str, str], list[Work]] = defaultdict(list)
    for work in works if later else ():
        if (shared := _shared(work)) in later:
            same[shared].append(work)
    sharing = {work.url: others for others in same.values() for work in others}
    for work in works:
        found = tuple(_namesake(other) for other in sharing.get(work.url, ()) if other is not work)
        yield work.but(problems=(*work.problems, *found)) if found else work


def _shared(work: Work) -> tuple[str, str, str, str]:
    """What documents of one body, type, year and number share."""
    own = work.id
    return own.issuer, own.type, own.year, own.number.partition("--")[0]


def _namesake(other: Work) -> Problem:
    issued = other.document.metadata.issued
    dated = f", ban hành {labels.short_date(issued.value)}" if issued else ""
    words = f"cùng số, ký hiệu với văn bản tại {other.url}{dated}"
    return Problem("info", "namesake", Span(0, 0), words, other.url)
