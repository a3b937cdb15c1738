"""`Archive` → the Markdown pages of documents and lists, with their front matter.

The Markdown of a source text comes from outside (a function of the work), so that this step
knows nothing of how a text is marked up.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping

from builder.model import Archive, OutputFile, Work
from builder.pages.authorities import authority_pages, country
from builder.pages.cited import cited_page
from builder.pages.document import document_page
from builder.pages.endings import endings
from builder.pages.home import home_part
from builder.pages.lists import data_pages, facet_pages
from builder.pages.maps import map_page
from builder.pages.record import plain_text
from builder.pages.references import Crossings
from builder.pages.resolver import resolver_pages
from builder.pages.signers import Signer, signer_pages, signer_rows, signers
from builder.pages.standing import standing
from builder.pages.subjects import topic_pages
from builder.pages.wanted import wanted_pages

__all__ = ["document_page", "endings", "pages", "said"]


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
        yield OutputFile(page.path.replace("index.md", "index.txt"), plain_text(work))
        if work.url in sources:
            yield OutputFile(page.path.replace("index.md", "goc.txt"), sources[work.url])
    for cited in archive.cited:
        yield cited_page(cited, crossings)
    yield from body_pages(archive)
    yield from facet_pages(archive, "type")
    yield from facet_pages(archive, "year")
    yield from topic_pages(archive)
    yield home_part(archive)
    yield from data_pages(archive)
    yield from wanted_pages(archive)
    yield from resolver_pages(archive)


def body_pages(archive: Archive) -> Iterator[OutputFile]:
    """The pages of bodies, of both maps, and of signers."""
    known = country(archive)
    found = signers(known.bodies)
    by_body: dict[str, list[Signer]] = defaultdict(list)
    for signer in found:
        by_body[signer.body.register].append(signer)
    yield from authority_pages(known, {register: signer_rows(own) for register, own in by_body.items()})
    yield map_page(known)
    yield from signer_pages(archive, found)


def said(archive: Archive) -> Callable[[Work], list[str]]:
    """What the documents of *archive* say became of a work, as its page words it: `Bị thay thế bởi`."""
    crossings = Crossings(archive)
    return lambda work: [str(row["label"]) for row in standing(work.url, crossings)]
