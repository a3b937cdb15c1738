"""Documents by what they are about: `/chu-de/`, a page for each topic, and one for those of none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from builder import entries, labels
from builder.entries import Row, Value
from builder.model import Archive, CitedWork, OutputFile, Work
from builder.pages.paging import paged
from builder.pages.shelves import count_words, fact, item, outside
from builder.vocabulary_topics import Topic, topic, topics

FOLDER = "chu-de"
NONE = "khong"
_LEAD = (
    "Chủ đề nhận ra từ những lời của trích yếu, theo một bảng mà trang của mỗi chủ đề nêu ra. "
    "Một văn bản có thể thuộc nhiều chủ đề, hoặc không thuộc chủ đề nào."
)


def topic_rows(archive: Archive) -> list[Row]:
    """The topics that have documents, by the Vietnamese alphabet, those of none last."""
    works, cited = _shelved(archive)
    found = sorted((row for row in topics() if works[row.slug] or cited[row.slug]), key=_order)
    rows = [_row(row.slug, row.name, works, cited) for row in found]
    none = _row(NONE, "Chưa thuộc chủ đề nào trong bảng", works, cited)
    return [*rows, none] if none["count"] or none["cited"] else rows


def _order(row: Topic) -> labels.Alphabetical:
    return labels.alphabetical(row.name)


def topic_pages(archive: Archive) -> Iterator[OutputFile]:
    """The index of topics and a page for each, as `/chu-de/dan-van/`."""
    works, cited = _shelved(archive)
    rows = topic_rows(archive)
    meta: dict[str, Value] = {
        "template": "muc.html",
        "title": "Chủ đề",
        "description": "Văn bản theo chủ đề, nhận ra từ trích yếu.",
        "lead": _LEAD,
        "links": [],
        "jumps": [],
        "sections": [{"rows": rows}] if rows else [],
    }
    yield entries.page(FOLDER, archive, meta)
    for row in rows:
        slug = str(row["slug"])
        yield from _topic_page(archive, row, works[slug], cited[slug])


def _shelved(archive: Archive) -> tuple[dict[str, list[Work]], dict[str, list[CitedWork]]]:
    works: dict[str, list[Work]] = defaultdict(list)
    cited: dict[str, list[CitedWork]] = defaultdict(list)
    for work in archive.works:
        for row in entries.topics(work):
            works[row.slug].append(work)
        if not entries.topics(work):
            works[NONE].append(work)
    # Of a work that is only cited often no name is known: nothing is said of those.
    for other in archive.cited:
        for row in entries.topics(other):
            cited[row.slug].append(other)
    return works, cited


def _row(
    slug: str, name: str, works: Mapping[str, Sequence[Work]], cited: Mapping[str, Sequence[CitedWork]]
) -> Row:
    return {
        "slug": slug,
        "name": name,
        "url": f"{FOLDER}/{slug}/",
        "count": len(works.get(slug, ())),
        "cited": len(cited.get(slug, ())),
    }


def _topic_page(
    archive: Archive, row: Row, works: Sequence[Work], cited: Sequence[CitedWork]
) -> Iterator[OutputFile]:
    lead = count_words(len(works), len(cited))
    known = topic(str(row["slug"]))
    meta: dict[str, Value] = {
        "template": "danh-sach.html",
        "title": row["name"],
        "description": f"{row['name']}: {lead}",
        "lead": lead,
        "up": {"name": "Chủ đề", "url": f"{FOLDER}/"},
        **outside(cited, entries.by_year(works)),
    }
    yield from paged(archive, f"{FOLDER}/{row['slug']}", meta, {"facts": _facts(known) if known else []})


def _facts(row: Topic) -> list[Row]:
    words = ", ".join(f"“{word}”" for word in row.words)
    return [
        *fact("Nhận ra từ một trong những lời này trong trích yếu", [item(words)]),
        *fact("Căn cứ để đặt chủ đề", [item(row.source)]),
    ]
