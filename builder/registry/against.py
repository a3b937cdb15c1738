"""Whether every address and anchor that was published still leads where it led."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from builder.ledger import Ledger
from builder.model import Archive, Permalink
from builder.registry.matching import fact_key, text_of


@dataclass(frozen=True, slots=True)
class Lost:
    """A published address, with its fragment, that does not lead where it led, and why."""

    url: str
    code: str
    message: str


def lost_since(published: Sequence[Permalink], archive: Archive, ledger: Ledger) -> Iterator[Lost]:
    """What of *published* no longer leads where it did in *archive*, each address or anchor by itself.

    The page that says that a document was withdrawn counts: the address stands, and says so.
    """
    written = {url for one in ledger.permalinks for url in one.addresses}
    written |= {declared.address for declared in ledger.declared}
    now = _Present(archive)
    for one in published:
        missing = [url for url in one.addresses if url not in written]
        for url in missing:
            yield Lost(url, "registry-line-missing", "đã công bố mà sổ địa chỉ không còn dòng nào ghi")
        for url in one.addresses:
            yield from now.lost(one, url)


class _Present:
    """Where each address leads now, and the anchors there."""

    def __init__(self, archive: Archive) -> None:
        self.permalinks: Mapping[str, Permalink] = {
            url: one for one in archive.permalinks for url in one.addresses
        }
        self.works = archive.by_url()
        self.cited = {work.url for work in archive.cited}

    def lost(self, one: Permalink, url: str) -> Iterator[Lost]:
        permalink = self.permalinks.get(url)
        leads = (permalink.to or permalink.url) if permalink else url
        work = self.works.get(leads)
        if not permalink and not work and leads not in self.cited:
            yield Lost(url, "address-lost", "đã công bố mà không còn trang nào")
            return
        if not work or (permalink and permalink.to):
            return
        if not self._is_same(one, leads):
            yield Lost(url, "address-taken", f"nay dẫn tới văn bản khác ({work.document.source.path})")
            return
        names = {name for anchors in work.document.anchors for name in anchors.names}
        for name in sorted(one.anchors - names):
            yield Lost(f"{url}#{name}", "anchor-lost", "đã công bố mà văn bản không còn chỗ này")

    def _is_same(self, one: Permalink, leads: str) -> bool:
        """Whether the text there was ever known as the one that was published: by its bytes or facts.

        What the registry knows it by only grows, so that nothing else tells a line written anew.
        """
        work = self.works[leads]
        now = self.permalinks.get(leads)
        digests = {work.document.source.sha256, *(now.digests if now else ())}
        facts = {fact_key(f) for f in (text_of(work.document).facts, *(now.facts if now else ()))}
        known = {fact_key(f) for f in one.facts} - {None}
        return not one.digests or not digests.isdisjoint(one.digests) or bool(known & facts)
