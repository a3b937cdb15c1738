"""What every page of the builder is made of: front matter that templates print, rows of lists.

Front matter is display-ready: templates choose no words and compute nothing. Addresses in it are
relative to the root of the site, without a leading slash, so that it works under a sub-path.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from builder import bodies, labels
from builder.identifiers import slugify
from builder.model import Archive, CitedWork, OutputFile, Work
from builder.vocabulary_topics import Topic, named, topics_of

Value = str | int | bool | None | Sequence["Value"] | Mapping[str, "Value"]
Row = dict[str, Value]
Facet = Literal["issuer", "type", "year"]

FOLDER: dict[Facet, str] = {"issuer": "co-quan", "type": "loai", "year": "nam"}
_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Ending:
    """That the document at *by* ended the one at *url* on *date*, in *words*: `Bị thay thế bởi`."""

    url: str
    words: str
    date: str
    by: str


# YAML refuses C0, DEL, C1 and U+FFFE/F, and folds U+0085, U+2028 and U+2029 as line ends; a lone
# surrogate cannot be written as UTF-8. JSON's escapes say the same to YAML without the character.
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\xa0\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")


def front_matter(meta: Mapping[str, Value]) -> str:
    r"""A front matter block whose one line is both JSON and YAML, whatever the values hold.

    >>> front_matter({"title": "a\u2028---\nb"})
    '---\n{"title": "a\\u2028---\\nb"}\n---\n'
    """
    line = json.dumps(meta, ensure_ascii=False, sort_keys=False)
    # Of what is printable nothing is escaped, and whether all of it is can be told sooner.
    return f"---\n{line if line.isprintable() else _UNPRINTABLE.sub(_escaped, line)}\n---\n"


def _escaped(match: re.Match[str]) -> str:
    code = ord(match.group())
    return "\\ufffd" if 0xD800 <= code <= 0xDFFF else f"\\u{code:04x}"


def page(folder: str, archive: Archive, meta: Mapping[str, Value], body: str = "") -> OutputFile:
    """The page of a folder of docs/: `page("nam/2018", …)` is published at `/nam/2018/`."""
    marked = {**meta, "specimen": archive.settings.specimen} if archive.settings.specimen else meta
    return OutputFile(f"{folder}/index.md", f"{front_matter(marked)}\n{body}")


def address(work: Work) -> str:
    """The address of a work as templates take it: `vb/ubnd-tinh-bac-giang/chi-thi/2018/06-ct-ubnd/`."""
    return work.url.lstrip("/")


def signer_url(name: str, register: str) -> str:
    """The address of a printed name at one body; empty when either cannot be told.

    >>> signer_url("Lại Thanh Sơn", "ubnd-tinh-bac-giang")
    'nguoi-ky/lai-thanh-son--ubnd-tinh-bac-giang/'
    """
    folded = slugify(name)
    short = folded if len(folded) <= _LONGEST_NAME else folded[:_LONGEST_NAME].rsplit("-", 1)[0]
    return f"nguoi-ky/{short}--{register}/" if short and register != labels.UNKNOWN else ""


def slug(work: Work, facet: Facet) -> str:
    """The part of the address by which lists gather the work."""
    return {"issuer": work.id.issuer, "type": work.id.type, "year": work.id.year}[facet]


def topics(work: Work | CitedWork) -> tuple[Topic, ...]:
    """What a document is about: as a clerk says, else by the words of its trích yếu; it may be nothing."""
    if isinstance(work, CitedWork):
        return topics_of(work.title) if work.title else ()
    metadata = work.document.metadata
    if metadata.topics:
        return named(metadata.topics.value) or ()
    return topics_of(metadata.subject.value) if metadata.subject else ()


def row(work: Work) -> Row:
    """A document as lists show it: name, date, issuer, trích yếu, and the slugs that filters use."""
    printed, date = labels.printed(work.document), labels.when(work)
    return {
        "url": address(work),
        "name": labels.name(work),
        "number": printed.number,
        "subject": labels.subject(work),
        "date": labels.short_date(date) if date else "không rõ ngày",
        "iso": date,
        "issuer": printed.issuer or labels.facet_name("issuer", labels.UNKNOWN, []),
        "type_slug": work.id.type,
        "issuer_slug": work.id.issuer,
        "year": date[:4] or labels.UNKNOWN,
    }


def cited_row(work: CitedWork) -> Row:
    """A document that is only cited, as lists show it; its trích yếu is what citations call it."""
    return {
        "url": work.url.lstrip("/"),
        "name": f"{work.document_type} số {work.number}",
        "subject": labels.capital(work.title or ""),
        "date": labels.short_date(work.issued) if work.issued else "không rõ ngày",
        "issuer": work.issuer,
        "outside": labels.STATUS["outside"],
    }


def newest_first(works: Iterable[Work]) -> list[Work]:
    """Works by date, newest first, the undated last; those of one day in the order of addresses."""
    return sorted(sorted(works, key=lambda w: w.url), key=labels.when, reverse=True)


def by_year(works: Iterable[Work]) -> list[Row]:
    """Sections `Năm 2018`, newest first, each with the rows of its documents."""
    return _sections(works, lambda date: date[:4], _year_heading)


def by_month(works: Iterable[Work]) -> list[Row]:
    """Sections `Tháng 4`, newest first; what is known to the year alone stands in a section of its own."""
    return _sections(works, lambda date: date[:7], month_heading)


def _sections(works: Iterable[Work], part: Callable[[str], str], heading: Callable[[str], str]) -> list[Row]:
    groups: dict[str, list[Work]] = defaultdict(list)
    for work in newest_first(works):
        groups[part(labels.when(work))].append(work)
    return [
        {"id": f"ngay-{period or 'khong-ro'}", "heading": heading(period), "rows": [row(w) for w in group]}
        for period, group in groups.items()
    ]


def _year_heading(period: str) -> str:
    return f"Năm {period}" if period else "Không rõ ngày"


def month_heading(period: str) -> str:
    """`Tháng 4 năm 2018` of `2018-04`; of a date that is known to the year that its month is not."""
    if not period:
        return "Không rõ ngày"
    return labels.capital(labels.long_date(period)) if len(period) == 7 else "Không rõ tháng"


def facet_title(facet: Facet, value: str, work: Work) -> str:
    """The name of the issuer, type or year of *work* as its page has it."""
    if facet == "year":
        return labels.facet_name(facet, value, [])
    metadata = work.document.metadata
    if facet == "issuer":
        return bodies.title(value, [metadata.issuer.value] if metadata.issuer else [])
    return labels.facet_name(facet, value, [metadata.document_type.value] if metadata.document_type else [])
