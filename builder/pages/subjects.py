"""Documents by what they are about: `/chu-de/`, a page for each topic, and one for those of none."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from builder import entries, labels
from builder.entries import Row, Value
from builder.model import Archive, OutputFile
from builder.pages.paging import paged
from builder.pages.shelves import count_words, fact, item, outside
from builder.rolls import NONE, Group, Listing, Roll
from builder.vocabulary_topics import Topic, topic, topics

FOLDER = "chu-de"
_LEAD = (
    "Chủ đề nhận ra từ những lời của trích yếu, theo một bảng mà trang của mỗi chủ đề nêu ra. "
    "Một văn bản có thể thuộc nhiều chủ đề, hoặc không thuộc chủ đề nào."
)


def topic_rows(roll: Roll) -> list[Row]:
    """The topics that have documents, by the Vietnamese alphabet, those of none last."""
    groups = roll.of("topic")
    found = sorted((row for row in topics() if row.slug in groups), key=_order)
    rows = [_row(row.slug, row.name, groups[row.slug]) for row in found]
    none = [_row(NONE, "Chưa thuộc chủ đề nào trong bảng", groups[NONE])] if NONE in groups else []
    return [*rows, *none]


def _order(row: Topic) -> labels.Alphabetical:
    return labels.alphabetical(row.name)


def _row(slug: str, name: str, group: Group) -> Row:
    return {
        "slug": slug,
        "name": name,
        "url": f"{FOLDER}/{slug}/",
        "count": len(group.held),
        "cited": len(group.cited),
    }


def topic_lists(roll: Roll) -> Iterator[Listing]:
    """The index of topics and a list for each, as `/chu-de/dan-van/`."""
    rows = topic_rows(roll)
    meta: dict[str, Value] = {
        "template": "muc.html",
        "title": "Chủ đề",
        "description": "Văn bản theo chủ đề, nhận ra từ trích yếu.",
        "lead": _LEAD,
        "links": [],
        "jumps": [],
        "sections": [{"rows": rows}] if rows else [],
    }
    yield Listing(FOLDER, lambda: [entries.page(FOLDER, roll.archive, meta)])
    for row in rows:
        group = roll.of("topic")[str(row["slug"])]
        make = partial(_topic_page, roll.archive, row, group)
        yield Listing(str(row["url"]), make, roll.key("topic", str(row["slug"]), group.mark))


def _topic_page(archive: Archive, row: Row, group: Group) -> Iterator[OutputFile]:
    lead = count_words(len(group.held), len(group.cited))
    known = topic(str(row["slug"]))
    meta: dict[str, Value] = {
        "template": "danh-sach.html",
        "title": row["name"],
        "description": f"{row['name']}: {lead}",
        "lead": lead,
        "up": {"name": "Chủ đề", "url": f"{FOLDER}/"},
        **outside(group.cited, entries.by_year(group.held)),
    }
    yield from paged(archive, f"{FOLDER}/{row['slug']}", meta, {"facts": _facts(known) if known else []})


def _facts(row: Topic) -> list[Row]:
    words = ", ".join(f"“{word}”" for word in row.words)
    return [
        *fact("Nhận ra từ một trong những lời này trong trích yếu", [item(words)]),
        *fact("Căn cứ để đặt chủ đề", [item(row.source)]),
    ]
