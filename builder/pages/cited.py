"""The page of a work that no text of the archive holds: what citations say of it, and each of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import quote_plus, urlsplit

from builder import entries, labels
from builder.entries import Row, Value
from builder.model import CitedWork, OutputFile, Work
from builder.pages.crowds import more
from builder.pages.passages import Passage
from builder.pages.picture import picture
from builder.pages.references import SHOWN, Citing, Crossings, about, by_relation, relations
from builder.pages.standing import quote, standing

_TITLE = re.compile(r",?\s?(?:\([^()]{1,80}\)\s?)?((?:về|Về)\s(?:việc\s)?\w.{12,})", re.DOTALL)
_TITLES = 5
_BY_SYMBOL = "suy từ ký hiệu trong số"
_NOT_LOOKED_UP = "theo các chỗ dẫn trong kho, hoặc suy từ ký hiệu trong số"


def cited_page(work: CitedWork, crossings: Crossings) -> OutputFile:
    """The page at the address where the full text will stand when it arrives."""
    citing, shown = crossings.citing(work.url), crossings.shown(work.url)
    count = sum(len(places) for _, places in citing)
    said = standing(work.url, crossings)
    meta: dict[str, Value] = {
        "template": "chua-co.html",
        "title": labels.words(
            f"{name(work)} {_dated(work)}" + (f": {work.title}" if work.title else ""), 160
        ),
        "description": f"{name(work)} {_dated(work)}, {work.issuer}: chưa có trong kho; "
        f"{labels.figure(count)} lần được dẫn trong {labels.figure(len(citing))} văn bản.",
        "heading": _heading(work),
        "trail": _trail(work, crossings),
        "facts": _facts(work, crossings),
        "counts": counts(citing),
        "ends": _ends(citing),
        "titles": _titles(shown, crossings),
        "standing": said,
        "cited_by": by_relation((citing_row(*one, crossings) for one in shown), "dẫn chiếu"),
        **more(work.url, crossings),
        "picture": picture(name(work), work.url, crossings),
        "look_up": _look_up(work, crossings.archive.settings.look_up),
        "json_ld": _json_ld(work, said),
    }
    return entries.page(work.url.strip("/"), crossings.archive, meta)


def _json_ld(work: CitedWork, said: list[Row]) -> Row:
    """What is known of the work in the words of schema.org, for previews of its citations too."""
    status = [labels.capital(labels.STATUS["outside"]), *(f"{one['label']} {one['name']}" for one in said)]
    return {
        "@context": "https://schema.org",
        "@type": "Legislation",
        "inLanguage": "vi",
        "name": " ".join(part for part in (name(work), work.title) if part),
        "legislationType": work.document_type,
        "legislationIdentifier": work.number,
        "legislationDate": work.issued,
        "legislationPassedBy": {"@type": "GovernmentOrganization", "name": work.issuer},
        "creativeWorkStatus": list(status),
    }


def _look_up(work: CitedWork, template: str) -> Row | None:
    """Where else to look for the text, when the archive's settings name such a place."""
    if not template:
        return None
    return {"url": template.replace("{number}", quote_plus(work.number)), "host": urlsplit(template).netloc}


def name(work: CitedWork) -> str:
    """What the work is called: `Kết luận số 114-KL/TW`."""
    return f"{work.document_type} số {work.number}"


def _dated(work: CitedWork) -> str:
    return (
        f"ngày {labels.short_date(work.issued)}" if len(work.issued) == 10 else labels.long_date(work.issued)
    )


def _heading(work: CitedWork) -> Row:
    return {
        "type": work.document_type,
        "number": f"số {work.number}",
        "date": labels.long_date(work.issued),
        "subject": work.title or "",
    }


def _trail(work: CitedWork, crossings: Crossings) -> list[Row]:
    """The way from the home page, linked where there is such a list."""
    steps = (
        (work.issuer, f"co-quan/{work.id.issuer}/"),
        (work.document_type, f"loai/{work.id.type}/"),
        (work.id.year, f"nam/{work.id.year}/"),
    )
    return [{"name": words, "url": url if url in crossings.lists else ""} for words, url in steps]


def _facts(work: CitedWork, crossings: Crossings) -> list[Row]:
    """What is known, and the citation that says so; of very many the oldest and the shown are asked."""
    citing, unsaid = crossings.citing(work.url), _BY_SYMBOL
    if crossings.crowded(work.url):
        citing, unsaid = [*crossings.shown(work.url), *citing[-SHOWN:]], _NOT_LOOKED_UP
    date = labels.long_date(work.issued)
    rows: tuple[tuple[str, str, Callable[[Passage], object]], ...] = (
        ("Loại văn bản", work.document_type, lambda c: c.document_type),
        ("Số, ký hiệu", work.number, lambda c: c.number == work.number),
        ("Cơ quan ban hành", work.issuer, lambda c: c.issuer),
        ("Ngày ban hành", date, lambda c: c.issued == work.issued),
        ("Tên", work.title or "", lambda c: work.title and work.title in " ".join(c.text.split())),
    )
    return [
        _fact(label, words, _first(citing, says, crossings) or unsaid, crossings)
        for label, words, says in rows
        if words
    ]


def _first(
    citing: Citing, says: Callable[[Passage], object], crossings: Crossings
) -> tuple[Work, int] | None:
    """The earliest citation that says it."""
    for other, places in reversed(citing):
        found = crossings.passages(other)
        for place in places:
            if says(found[place]):
                return other, place
    return None


def _fact(label: str, words: str, said: tuple[Work, int] | str, crossings: Crossings) -> Row:
    if isinstance(said, str):
        return {"label": label, "text": words, "note": said, "url": "", "anchor": "", "from": ""}
    other, place = said
    where = crossings.passages(other)[place].place
    source = {"url": entries.address(other), "anchor": f"dan-chieu-{place + 1}"}
    return {"label": label, "text": words, "note": "", "from": f"{labels.name(other)}, {where}", **source}


def _ends(citing: Citing) -> list[Row]:
    """The first and the last document that cites it, by their dates."""
    # They come by their dates, the undated last.
    first = next((one for one in reversed(citing) if labels.when(one[0])), None)
    if not first:
        return []
    ends = [("Dẫn lần đầu", first)] + ([("Dẫn gần nhất", citing[0])] if first is not citing[0] else [])
    return [
        {
            "label": label,
            "name": labels.name(other),
            "date": labels.long_date(labels.when(other)),
            "url": entries.address(other),
            "anchor": f"dan-chieu-{places[0] + 1}",
        }
        for label, (other, places) in ends
    ]


def _titles(citing: Citing, crossings: Crossings) -> list[Row]:
    """The words after its mention that call it by its subject, as printed, each once."""
    found: dict[str, Row] = {}
    for other, places in citing:
        for place in places:
            match = _TITLE.match(crossings.passages(other)[place].after)
            words = labels.words(match.group(1).rstrip(" .;"), 160) if match else ""
            if words and words.casefold() not in found:
                link = {"url": entries.address(other), "anchor": f"dan-chieu-{place + 1}"}
                found[words.casefold()] = {"words": words, "name": labels.name(other), **link}
    return list(found.values())[:_TITLES]


def counts(citing: Citing) -> str:
    """How often a work is cited: `3 lần dẫn trong 2 văn bản của kho`."""
    times = sum(len(places) for _, places in citing)
    return f"{labels.figure(times)} lần dẫn trong {labels.figure(len(citing))} văn bản của kho"


def citing_row(other: Work, places: list[int], crossings: Crossings) -> Row:
    """A document that cites a work, with each of its citations in its sentence."""
    found = crossings.passages(other)
    return {
        "name": labels.name(other),
        "url": entries.address(other),
        "about": about(other),
        "relations": relations((found[i].relation for i in places), inverse=True),
        "quotes": [quote(other, place, crossings) for place in places],
    }
