"""What a change of the texts does to the archive: documents, addresses, links, findings.

Both sides are read by the same builder, so that what is shown comes from the texts and their
corrections, never from a better reader.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from builder import labels
from builder.model import Archive, Work
from builder.report import Finding

# The pages of both sides, linked: (address that cites, address cited, with its #place).
Link = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Changed:
    """A document on both sides that is not as it was; *what* says how, in words."""

    before: Work
    after: Work
    what: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """One archive against another: what came, went and changed; *counts* are (before, after)."""

    before: Archive
    after: Archive
    added: tuple[Work, ...]
    removed: tuple[Work, ...]
    changed: tuple[Changed, ...]
    opened: tuple[str, ...]
    redirected: tuple[tuple[str, str], ...]
    gained: tuple[Link, ...]
    lost: tuple[Link, ...]
    findings: tuple[Finding, ...] = ()
    settled: int = 0


def between(
    before: Archive, after: Archive, found_before: Iterable[Finding] = (), found: Iterable[Finding] = ()
) -> Changes:
    """Everything that differs from *before* to *after*; the findings are those that were not there before.

    A document is the same if its address leads to it, else if its bytes are the same, else its path.
    """
    pairs = _pairs(before, after)
    came = {work.url for work in after.works} - {now.url for _, now in pairs}
    stayed = {was.url for was, _ in pairs}
    moved = {was.url: now.url for was, now in pairs if was.url != now.url}
    links_before, links = set(_links(before, moved)), set(_links(after, {}))
    fresh, settled = _fresh(found_before, found)
    return Changes(
        before,
        after,
        tuple(work for work in after.works if work.url in came),
        tuple(work for work in before.works if work.url not in stayed),
        tuple(Changed(was, now, what) for was, now in pairs if (what := tuple(_differs(was, now)))),
        tuple(sorted(_addresses(after) - _addresses(before))),
        tuple(sorted(moved.items())),
        tuple(sorted(links - links_before)),
        tuple(sorted(links_before - links)),
        fresh,
        settled,
    )


def renamed(before: Archive, after: Archive) -> dict[str, str]:
    """What each file of *before* that is in *after* too is called there."""
    return {was.document.source.path: now.document.source.path for was, now in _pairs(before, after)}


def _pairs(before: Archive, after: Archive) -> list[tuple[Work, Work]]:
    """Each work of *before* that is in *after* too, with what it is there; none stands for two."""
    leads = {url: one.to or one.url for one in after.permalinks for url in one.addresses}
    ways: Sequence[Mapping[str, Work]] = (
        after.by_url(),
        _by(after, "sha256"),
        _by(after, "path"),
    )
    taken: dict[str, Work] = {}
    pairs: dict[str, tuple[Work, Work]] = {}
    for number, way in enumerate(ways):
        for was in before.works:
            source = was.document.source
            key = (leads.get(was.url, was.url), source.sha256, source.path)[number]
            now = way.get(key)
            if now and was.url not in pairs and now.url not in taken:
                taken[now.url] = was
                pairs[was.url] = (was, now)
    return [pairs[url] for url in sorted(pairs)]


def _by(archive: Archive, name: str) -> dict[str, Work]:
    return {getattr(work.document.source, name): work for work in reversed(archive.works)}


def _differs(was: Work, now: Work) -> Iterator[str]:
    before, after = was.document, now.document
    if before.source.sha256 != after.source.sha256:
        yield "nội dung"
    elif before.metadata != after.metadata:
        yield "hồ sơ"
    if before.source.path != after.source.path:
        yield "tên tệp"
    if was.url != now.url:
        yield "địa chỉ"


def _addresses(archive: Archive) -> set[str]:
    """Every address at which a page stands: of texts, and of works only cited."""
    return {work.url for work in archive.works} | {work.url for work in archive.cited}


def _links(archive: Archive, moved: Mapping[str, str]) -> Iterator[Link]:
    for work in archive.works:
        citing = moved.get(work.url, work.url)
        for target in work.targets:
            if target.url and target.url != work.url:
                place = f"#{target.fragment}" if target.fragment else ""
                yield citing, moved.get(target.url, target.url) + place


def _fresh(before: Iterable[Finding], after: Iterable[Finding]) -> tuple[tuple[Finding, ...], int]:
    """The findings of *after* that *before* has not, errors first; how many of *before* are settled."""
    known = Counter(map(_said, before))
    fresh = []
    for finding in after:
        if known[_said(finding)]:
            known[_said(finding)] -= 1
        else:
            fresh.append(finding)
    order = ("error", "warning", "info")
    fresh.sort(key=lambda finding: order.index(finding.problem.severity))
    return tuple(fresh), known.total()


def _said(finding: Finding) -> tuple[str, str, str]:
    """A finding without its line, which another line above it moves, and without the folder it lies in."""
    return finding.path, finding.problem.code, finding.problem.message


def names(changes: Changes) -> dict[str, str]:
    """What is at each address, in words; texts of after, then of before, then works only cited."""
    cited = {
        work.url: f"{work.document_type} số {work.number}"
        for side in (changes.before, changes.after)
        for work in side.cited
    }
    held = {work.url: labels.name(work) for side in (changes.before, changes.after) for work in side.works}
    return cited | held
