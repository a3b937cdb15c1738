"""The resolved archive with its whole registry: works only cited, moved, and withdrawn."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

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
    citing,
)
from builder.registry.settling import Settled, final


@dataclass(frozen=True, slots=True)
class _Now:
    """What stands where: the permalinks by every address, the texts and works only cited by theirs."""

    permalinks: Mapping[str, Permalink]
    held: frozenset[str]
    cited: frozenset[str]
    ledger: Ledger
    redirected: frozenset[str]

    def leads(self, url: str) -> str:
        return final(url, self.permalinks, self.ledger.declared)

    def declared(self, one: Permalink) -> bool:
        return not self.redirected.isdisjoint(one.addresses)


def complete(archive: Archive, settled: Settled, ledger: Ledger) -> Archive:
    """*archive* with what the registry keeps beyond its texts, and with its permalinks by address.

    No work that is only cited takes an address that leads elsewhere; a mention of it stays unsettled,
    or follows a clerk's declaration. Where the registry mints nothing, new works have no permalink.
    """
    by_url = {url: one for one in settled.permalinks for url in one.addresses}
    held, cited = (frozenset(w.url for w in works) for works in (archive.works, archive.cited))
    now = _Now(by_url, held, cited, ledger, frozenset(d.address for d in ledger.declared))
    works = tuple(replace(w, targets=tuple(_target(t, now) for t in w.targets)) for w in archive.works)
    works = tuple(_with_namesakes(works))
    found = citing(works)
    kept = tuple(_cited(archive.cited, found, now))
    ours = _with_cited(settled.permalinks, kept, now)
    known = {one.id for one in ledger.permalinks}
    only_cited = frozenset(work.url for work in kept)
    permalinks = [_with_state(p, now, only_cited) for p in ours if ledger.minting or p.id in known]
    permalinks += _slips(now)
    ordered = tuple(sorted(permalinks, key=lambda p: p.url))
    return replace(archive, works=works, cited=kept, permalinks=ordered, citing=found)


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
    works: Sequence[CitedWork], found: Mapping[str, Sequence[Mention]], now: _Now
) -> Iterator[CitedWork]:
    """Works only cited, each with how often it is cited now; the page of a withdrawn text is its own."""
    for work in works:
        permalink = now.permalinks.get(work.url)
        if now.leads(work.url) == work.url and not (permalink and permalink.digests):
            mentions = found.get(work.url, ())
            yield replace(work, documents=len({m.citing for m in mentions}), mentioned=len(mentions))


def _with_cited(
    permalinks: Sequence[Permalink], cited: Sequence[CitedWork], now: _Now
) -> Iterator[Permalink]:
    facts = {work.url: _facts(work) for work in cited}
    for one in permalinks:
        known = facts.get(one.url)
        yield replace(one, facts=latest(one.facts, known)) if known else one
    for work in cited:
        if work.url not in now.permalinks:
            yield Permalink(str(work.id), work.url, facts=(_facts(work),))


def _facts(work: CitedWork) -> Facts:
    return work.document_type, work.number, work.issued, work.issuer


def _with_state(one: Permalink, now: _Now, cited: frozenset[str]) -> Permalink:
    state, to = _state(one, now, cited)
    return replace(one, state=state, to=to)


def _state(one: Permalink, now: _Now, cited: frozenset[str]) -> tuple[State, str]:
    if now.declared(one):
        return "moved", now.leads(one.url)
    if one.url in now.held:
        return "held", ""
    return ("cited", "") if one.url in cited else ("withdrawn", "")


def _slips(now: _Now) -> Iterator[Permalink]:
    """Addresses that a clerk declares, and that the registry never had; each leads to a page there is."""
    for declared in now.ledger.declared:
        leads = now.leads(declared.address)
        if leads not in now.held | now.cited | set(now.permalinks):
            place = str(now.ledger.folder or "")
            way_out = "sửa leads_to trong declarations.toml"
            raise BadSettings(f"không có trang nào ở {declared.leads_to}", path=place, way_out=way_out)
        if declared.address not in now.permalinks:
            yield Permalink(declared.address[4:-1], declared.address, state="moved", to=leads)


def _with_namesakes(works: Sequence[Work]) -> Iterator[Work]:
    """Documents that share a number each name the others."""
    same: dict[tuple[str, str, str, str], list[Work]] = defaultdict(list)
    for work in works:
        own = work.id
        same[own.issuer, own.type, own.year, own.number.partition("--")[0]].append(work)
    for work in works:
        own = work.id
        others = same[own.issuer, own.type, own.year, own.number.partition("--")[0]]
        found = tuple(_namesake(other) for other in others if other is not work)
        yield replace(work, problems=(*work.problems, *found)) if found else work


def _namesake(other: Work) -> Problem:
    issued = other.document.metadata.issued
    dated = f", ban hành {issued.value}" if issued else ""
    words = f"cùng số, ký hiệu với văn bản tại {other.url}{dated}"
    return Problem("info", "namesake", Span(0, 0), words, other.url)
