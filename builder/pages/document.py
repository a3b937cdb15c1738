"""The page of one document: heading, notices, record, text, citations both ways, what to check."""

from __future__ import annotations

from builder import entries, labels
from builder.entries import Row, Value
from builder.model import OutputFile, Work
from builder.pages.picture import picture
from builder.pages.record import banners, problem_rows, record
from builder.pages.references import Crossings, by_relation, ledger, outline
from builder.pages.standing import standing


def document_page(work: Work, crossings: Crossings, body: str, size: int) -> OutputFile:
    """The page at the work's address: its record in the front matter, its whole text in the body.

    *size* is that of the file as received, which lies beside the page as `goc.txt`; 0 when it is not
    published.
    """
    document = work.document
    meta: dict[str, Value] = {
        "template": "van-ban.html",
        "title": _title(work),
        "description": description(work),
        "heading": _heading(work),
        "trail": _trail(work, crossings),
        "banners": banners(work),
        "record": record(work, size),
        "outline": outline(document.provisions, document.source.text),
        "standing": standing(work.url, crossings),
        **_relations(work, crossings),
        "picture": picture(labels.name(work), work.url, crossings, work),
        "problems": problem_rows(work, crossings.works),
        "json_ld": json_ld(work, crossings),
    }
    return entries.page(work.url.strip("/"), crossings.archive, meta, body)


def _relations(work: Work, crossings: Crossings) -> dict[str, Value]:
    """What the text cites and what cites it, by relation, and how the citations add up."""
    cites, cited_by = crossings.cites(work), crossings.cited_by(work)
    return {
        "ledger": ledger(work) if cites else "",
        "cites_count": len(cites),
        "cites": by_relation(cites, "dẫn chiếu"),
        "cited_by_count": len(cited_by),
        "cited_by": by_relation(cited_by, "được dẫn chiếu bởi"),
    }


def _heading(work: Work) -> Row:
    metadata = work.document.metadata
    return {
        "type": labels.type_name(metadata),
        "number": labels.number_words(metadata) or "không số",
        "date": labels.long_date(metadata.issued.value) if metadata.issued else "không rõ ngày",
        "subject": labels.subject(work),
    }


def _title(work: Work) -> str:
    date = work.document.metadata.issued
    name = labels.name(work)
    dated = f"{name} ngày {labels.short_date(date.value)}" if date and len(date.value) == 10 else name
    subject = labels.subject(work)
    return labels.words(f"{dated}: {subject}" if subject else dated, 160)


def description(work: Work) -> str:
    """One or two sentences for search engines and link previews, from the record alone."""
    metadata = work.document.metadata
    first = labels.name(work)
    if metadata.number and metadata.issued:
        first += f", {labels.long_date(metadata.issued.value)}"
    if metadata.issuer:
        first += f", {metadata.issuer.value}"
    subject = labels.subject(work)
    return labels.words(f"{first}. {subject}" if subject else f"{first}.", 300)


def _trail(work: Work, crossings: Crossings) -> list[Row]:
    """The way from the home page: the issuer, the type, the year."""
    works = [work]
    return [
        {"name": entries.facet_title("issuer", work.id.issuer, works), "url": f"co-quan/{work.id.issuer}/"},
        {"name": entries.facet_title("type", work.id.type, works), "url": f"loai/{work.id.type}/"},
        {"name": entries.facet_title("year", work.id.year, works), "url": f"nam/{work.id.year}/"},
    ]


def json_ld(work: Work, crossings: Crossings) -> dict[str, Value]:
    """The record in the words of schema.org's Legislation, only what the text gives."""
    metadata, settings = work.document.metadata, crossings.archive.settings
    force = metadata.in_force_from.value.value if metadata.in_force_from else None
    given: dict[str, Value] = {
        "name": " ".join(part for part in (labels.name(work), labels.subject(work)) if part),
        "legislationType": metadata.document_type.value if metadata.document_type else None,
        "legislationIdentifier": metadata.number.value
        if labels.numbered(metadata) and metadata.number
        else None,
        "legislationDate": metadata.issued.value if metadata.issued else None,
        "legislationDateOfApplicability": force,
        "legislationPassedBy": _organization(metadata.issuer.value) if metadata.issuer else None,
        "creativeWorkStatus": settings.specimen,
        "url": settings.address.rstrip("/") + work.url if settings.address else None,
    }
    fixed: dict[str, Value] = {"@context": "https://schema.org", "@type": "Legislation", "inLanguage": "vi"}
    return {**fixed, **{field: value for field, value in given.items() if value}}


def _organization(name: str) -> Row:
    return {"@type": "GovernmentOrganization", "name": name}
