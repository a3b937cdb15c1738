"""What is on the page of a work: itself, what it leads to and what leads to it, as one hash.

A page is made by `builder.pages` from a work and what `Crossings` tells of its neighbours. Under the same
key it is the same page, so that one more document costs the pages around it, not the archive.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from operator import attrgetter

from builder.kept import KeptDocument, token
from builder.model import Archive, CitedWork, Target, Work
from builder.pages import Crossings
from builder.shelf import code, digest

_of_target = attrgetter(*(field.name for field in fields(Target)))
# Who else mentions a work that is only cited is told on its own page alone.
_of_cited = attrgetter(
    *(field.name for field in fields(CitedWork) if field.name not in ("documents", "mentioned"))
)


class Neighbours:
    """The keys of the pages of one archive."""

    def __init__(self, archive: Archive, crossings: Crossings) -> None:
        self._crossings = crossings
        self._common = digest(code(), repr(archive.settings))
        # Only a document that was kept is known by the hash of its text.
        self._kept = all(isinstance(work.document, KeptDocument) for work in archive.works)
        self._works = {work.url: _of_work(work) for work in archive.works} if self._kept else {}

    def key(self, work: Work) -> str:
        """The key of the page of a held work; empty where none can be told."""
        if not self._kept:
            return ""
        led_to = {url for target in work.targets for url in (target.url, *target.candidates) if url}
        # What a problem speaks of is led to as well, where it stands.
        led_to |= {problem.about for problem in (*work.problems, *work.document.problems) if problem.about}
        own = work.id
        lists = (f"co-quan/{own.issuer}/", f"loai/{own.type}/", f"nam/{own.year}/")
        return self._key("held", self._works[work.url], work.url, sorted(led_to), lists)

    def key_of_cited(self, work: CitedWork) -> str:
        """The key of the page of a work that is only cited; empty where none can be told."""
        if not self._kept:
            return ""
        own = work.id
        lists = (f"co-quan/{own.issuer}/", f"loai/{own.type}/", f"nam/{own.year}/")
        return self._key("cited", repr(_of_cited(work)), work.url, (), lists)

    def _key(self, kind: str, own: str, url: str, led_to: Iterable[str], lists: Iterable[str]) -> str:
        citing = (f"{self._works[w.url]} {places}" for w, places in self._crossings.citing(url))
        listed = (str(name in self._crossings.lists) for name in lists)
        return digest(self._common, kind, own, *map(self._told, led_to), "", *citing, "", *listed)

    def _told(self, url: str) -> str:
        """What a page may say of another work."""
        if found := self._works.get(url):
            return found
        cited = self._crossings.cited.get(url)
        return repr(_of_cited(cited)) if cited else ""


def _of_work(work: Work) -> str:
    document = work.document
    said = (work.id, document.source.path, document.problems, work.problems)
    return digest(token(document), repr(said), repr([_of_target(target) for target in work.targets]))
