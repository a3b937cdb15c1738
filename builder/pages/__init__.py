"""`Archive` → the Markdown pages of documents and lists, with their front matter.

The Markdown of a source text comes from outside (a function of the work), so that this step
knows nothing of how a text is marked up.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import partial

from builder.joined import Joined
from builder.model import Archive, OutputFile, Work
from builder.pages.authorities import authority_lists, country
from builder.pages.cited import cited_page
from builder.pages.crowd_pages import crowd_lists
from builder.pages.document import document_page
from builder.pages.endings import endings
from builder.pages.home import home_part
from builder.pages.lists import RECORDS, data_pages, facet_lists
from builder.pages.maps import map_page
from builder.pages.record import plain_text
from builder.pages.references import Crossings
from builder.pages.resolver import resolver_pages
from builder.pages.signers import Signer, signer_lists, signer_rows, signers
from builder.pages.standing import standing
from builder.pages.subjects import topic_lists
from builder.pages.wanted import wanted_pages
from builder.rolls import Listing, Roll, files

__all__ = [
    "RECORDS",
    "Crossings",
    "cited_page",
    "crowd_lists",
    "document_page",
    "endings",
    "lists",
    "pages",
    "said",
    "work_pages",
]


def pages(
    archive: Archive, body: Callable[[Work], str], sources: Mapping[str, bytes]
) -> Iterator[OutputFile]:
    """Every page and file of the archive except the timeline, in the order of their paths' kinds.

    *body* gives the Markdown of a work's text; *sources* the bytes of each work's file as received,
    by address, which are published beside the page as `goc.txt`.
    """
    crossings, roll = Crossings(archive), Roll(archive)
    for work in archive.works:
        yield from work_pages(work, crossings, body, sources.get(work.url))
        yield from files(crowd_lists(work, crossings, roll))
    for cited in archive.cited:
        yield cited_page(cited, crossings)
        yield from files(crowd_lists(cited, crossings, roll))
    yield from files(plain_lists(archive))
    yield from files(lists(roll))


def work_pages(
    work: Work, crossings: Crossings, body: Callable[[Work], str], source: bytes | None
) -> Iterator[OutputFile]:
    """The page of one held work, and what is published beside it."""
    page = document_page(work, crossings, body(work), len(source or b""))
    yield page
    yield OutputFile(page.path.replace("index.md", "index.txt"), plain_text(work))
    if source is not None:
        yield OutputFile(page.path.replace("index.md", "goc.txt"), source)


def lists(roll: Roll, records: Joined | None = None) -> Iterator[Listing]:
    """The lists of the archive: each can be made apart from the others; *records* is that for machines."""
    yield from body_lists(roll)
    yield from facet_lists(roll, "type")
    yield from facet_lists(roll, "year")
    yield from topic_lists(roll)
    yield Listing("tong-quan", lambda: [home_part(roll)])
    yield Listing("du-lieu", partial(data_pages, roll, records or Joined()))


def plain_lists(archive: Archive) -> Iterator[Listing]:
    """The lists that need no roll: the texts that are wanted, and the numbers of all works."""
    yield Listing("can-tim", partial(wanted_pages, archive))
    yield Listing("tra", partial(resolver_pages, archive))


def body_lists(roll: Roll) -> Iterator[Listing]:
    """The lists of bodies, of both maps, and of signers."""
    known = country(roll)
    found = signers(roll, known.bodies)
    by_body: dict[str, list[Signer]] = defaultdict(list)
    for signer in found:
        by_body[signer.body.register].append(signer)
    yield from authority_lists(roll, known, lambda register: signer_rows(by_body[register]))
    yield Listing("ban-do", lambda: [map_page(known)])
    yield from signer_lists(roll, found)


def said(work: Work, crossings: Crossings) -> list[str]:
    """What the documents of the archive say became of a work, as its page words it: `Bị thay thế bởi`."""
    return [str(row["label"]) for row in standing(work.url, crossings)]
