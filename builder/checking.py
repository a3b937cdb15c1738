"""Everything wrong or unsettled of an archive, at the file and line where an editor can open it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from builder import ledger, pipeline, registry
from builder.changes import Changes, between, renamed
from builder.folders import REGISTRY
from builder.ledger import Ledger
from builder.model import Archive, Permalink, Problem, Span
from builder.report import Finding


def findings(
    archive: Archive, sources: Sequence[Path], names: Mapping[str, str] | None = None
) -> Iterator[Finding]:
    """The problems of each text, in order of path, with the line at which each begins.

    A file that *names* has another name for is called by that.
    """
    called = names or {}
    texts = {work.document.source.path: work.document.source.text for work in archive.works}
    for path, problem in pipeline.check(archive):
        line = texts.get(path, "").count("\n", 0, problem.span.start) + 1
        yield Finding(_from_here(called.get(path, path), sources), line, problem)


def lost(published: Path, archive: Archive, known: Ledger) -> Iterator[Finding]:
    """What a published site or registry led to, and this archive does not."""
    return lost_of(ledger.read_published(published), os.path.relpath(published), archive, known)


def lost_of(published: Sequence[Permalink], place: str, archive: Archive, known: Ledger) -> Iterator[Finding]:
    """What *published*, which stands in *place*, led to, and this archive does not."""
    for one in registry.lost_since(published, archive, known):
        yield Finding(place, 1, Problem("error", one.code, Span(0, 0), f"{one.url}: {one.message}"))


def changes(since: Sequence[Path], sources: Sequence[Path], known: Ledger | None) -> Changes:
    """What makes the archive of *sources* differ from that of the folders *since*, their registry beside.

    An address that was published from there and would lead nowhere is among the findings, as an error.
    """
    published = ledger.read(since[0].absolute().parent / REGISTRY)
    before = pipeline.gather(since, known=published if published.permalinks else None)
    after = pipeline.gather(sources, known=known)
    place = os.path.relpath(sources[0].absolute().parent / REGISTRY)
    missed = lost_of(published.permalinks, place, after, known or Ledger())
    # Files of then are called as they are now, so that their findings are known again.
    then = findings(before, sources, renamed(before, after))
    return between(before, after, then, [*missed, *findings(after, sources)])


def _from_here(shown: str, sources: Sequence[Path]) -> str:
    """The path that an editor can open: *shown* is relative to one of the source folders."""
    found = next((source / shown for source in sources if (source / shown).exists()), Path(shown))
    return os.path.relpath(found) if found.exists() else shown
