"""`Archive` → the Markdown pages of documents and lists, with their front matter.

The Markdown of a source text comes from outside (a function of the work), so that this step
knows nothing of how a text is marked up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from builder.model import Archive, OutputFile, Work
from builder.pages.document import document_page
from builder.pages.lists import data_pages, facet_pages, home_part
from builder.pages.references import Crossings

__all__ = ["document_page", "pages"]


def pages(
    archive: Archive, body: Callable[[Work], str], sources: Mapping[str, bytes]
) -> Iterator[OutputFile]:
    """Every page and file of the archive except the timeline, in the order of their paths' kinds.

    *body* gives the Markdown of a work's text; *sources* the bytes of each work's file as received,
    by address, which are published beside the page as `goc.txt`.
    """
    crossings = Crossings(archive)
    for work in archive.works:
        page = document_page(work, crossings, body(work), len(sources.get(work.url, b"")))
        yield page
        if work.url in sources:
            yield OutputFile(page.path.replace("index.md", "goc.txt"), sources[work.url])
    yield from facet_pages(archive, "issuer")
    yield from facet_pages(archive, "type")
    yield from facet_pages(archive, "year")
    yield home_part(archive)
    yield from data_pages(archive)
