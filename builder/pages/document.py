"""The page of one document: heading, notices, record, text, citations both ways, what to check."""

from __future__ import annotations

from collections.abc import Sequence

from builder import entries, labels, quoting
from builder.entries import Row, Value
from builder.model import OutputFile, Work
from builder.pages.crowds import more
from builder.pages.picture import picture
from builder.pages.record import banners, left_out, problem_rows, record, text_digest
from builder.pages.references import Crossings, by_relation, ledger, outline
from builder.pages.reporting import report_link
from builder.pages.standing import standing


def document_page(work: Work, crossings: Crossings, body: str, size: int) -> OutputFile:
    """The page at the work's address: its record in the front matter, its whole text in the body.

    *size* is that of the file as received, which lies beside the page as `goc.txt`; 0 when it is not
    published.
    """
    document = work.document
    said = standing(work.url, crossings)
    meta: dict[str, Value] = {
        "template": "van-ban.html",
        "title": _title(work),
        "description": description(work),
        "heading": _heading(work),
        "trail": _trail(work, crossings),
        "banners": [*map(_standing_notice, said), *banners(work)],
        "record": record(work, size, said),
        "quoted": quoting.document_name(work),
        "digest": text_digest(work),
        "left_out": left_out(work),
        "report": _report(work, crossings),
        "kinds": _kinds(work),
        "outline": outline(document.provisions, document.source.text),
        "standing": said,
        **_relations(work, crossings),
        "picture": picture(labels.name(work), work.url, crossings, work),
        "problems": problem_rows(work, crossings.works),
        "json_ld": json_ld(work, crossings, said),
    }
    return entries.page(work.url.strip("/"), crossings.archive, meta, body)


def _standing_notice(said: Row) -> Row:
    """What a reader must know first: another document changed or ended this one."""
    dated = f", {said['date']}" if said["date"] else ""
    return {
        "kind": "tinh-trang",
        "text": f"{said['label']} {said['name']}{dated}.",
        "anchor": "#tinh-trang",
        "more": "Xem câu nói điều ấy",
    }


def _report(work: Work, crossings: Crossings) -> Row | None:
    """Where mistakes are reported: the template for units, and the link for the whole document."""
    settings = crossings.archive.settings
    if not settings.report_to:
        return None
    address = settings.address.rstrip("/") + work.url
    link = report_link(settings.report_to, quoting.document_name(work), address, text_digest(work))
    return {"to": settings.report_to, "url": link}


def _kinds(work: Work) -> list[Row]:
    """The kinds of citations that the text has, in the order of the legend."""
    pairs = zip(work.document.citations, work.targets, strict=True)
    found = {("self" if c.form == "self" else t.status) for c, t in pairs}
    return [{"css": css, "words": words} for kind, css, words in labels.CITATION_KINDS if kind in found]


def _relations(work: Work, crossings: Crossings) -> dict[str, Value]:
    """What the text cites and what cites it, by relation, and how the citations add up."""
    cites, cited_by = crossings.cites(work), crossings.cited_by(work)
    return {
        "ledger": ledger(work) if cites else "",
        "cites_count": len(cites),
        "cites": by_relation(cites, "dẫn chiếu"),
        "cited_by_count": len(crossings.citing(work.url)),
        "cited_by": by_relation(cited_by, "được dẫn chiếu bởi"),
        **more(work.url, crossings),
    }


def _heading(work: Work) -> Row:
    issued = labels.printed(work.document).issued
    return {
        "type": labels.type_name(work.document),
        "number": labels.number_words(work.document) or "không số",
        "date": labels.long_date(issued) if issued else "không rõ ngày",
        "subject": labels.subject(work),
    }


def _title(work: Work) -> str:
    """As others cite it, then what it is about: `Chỉ thị số 06/CT-UBND ngày 16/4/2018 của UBND …: Về …`."""
    name, subject = quoting.document_name(work), labels.subject(work)
    return labels.words(f"{name}: {subject}" if subject else name, 200)


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
    return [
        {"name": entries.facet_title("issuer", work.id.issuer, work), "url": f"co-quan/{work.id.issuer}/"},
        {"name": entries.facet_title("type", work.id.type, work), "url": f"loai/{work.id.type}/"},
        {"name": entries.facet_title("year", work.id.year, work), "url": f"nam/{work.id.year}/"},
    ]


def json_ld(work: Work, crossings: Crossings, said: Sequence[Row] = ()) -> dict[str, Value]:
    """The record in the words of schema.org's Legislation, only what the text gives.

    Previews of citations read it too: *said*, what other documents say of its standing, is in its status.
    """
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
        "creativeWorkStatus": _status(settings.specimen, said),
        "url": settings.address.rstrip("/") + work.url if settings.address else None,
    }
    fixed: dict[str, Value] = {"@context": "https://schema.org", "@type": "Legislation", "inLanguage": "vi"}
    return {**fixed, **{field: value for field, value in given.items() if value}}


def _status(specimen: str, said: Sequence[Row]) -> Value:
    found = [f"{one['label']} {one['name']}" for one in said]
    return [specimen, *found] if specimen and found else found or specimen


def _organization(name: str) -> Row:
    return {"@type": "GovernmentOrganization", "name": name}
