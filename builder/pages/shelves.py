"""Long lists cut so that a thumb finds its way: links to their parts, parts by first letter."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from builder import entries, labels
from builder.entries import Row, Value
from builder.model import CitedWork

# From this many rows on a list has links to its parts.
LONG = 20
# Letters with a mark of their own get two ASCII letters, as they are typed.
_TYPED = {"Ă": "aw", "Â": "aa", "Đ": "dd", "Ê": "ee", "Ô": "oo", "Ơ": "ow", "Ư": "uw", "#": "khac"}


def by_letter(rows: Sequence[Row], name: Callable[[Row], str], least: int = LONG) -> list[Row]:
    """Sections by first letter in the Vietnamese order, `Đ` after `D`, what begins with none last.

    Within a letter rows keep their order; a list of fewer than *least* is one section without a heading.
    """
    if len(rows) < least:
        return [{"id": "", "heading": "", "rows": rows}] if rows else []
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[labels.initial(name(row))].append(row)
    letters = sorted(groups, key=lambda letter: (letter == "#", labels.alphabetical(letter)))
    return [_letter(at, groups[at]) for at in letters]


def _letter(letter: str, rows: Sequence[Row]) -> Row:
    typed = _TYPED.get(letter, letter.lower())
    return {"id": f"van-{typed}", "heading": "Khác" if letter == "#" else letter, "rows": rows}


def jumps(sections: Sequence[Row]) -> list[Row]:
    """Links to the sections of a long list, each with its count; a short list needs none."""
    counts = [len(rows) if isinstance(rows := part["rows"], list) else 0 for part in sections]
    if sum(counts) < LONG or len(sections) < 3:
        return []
    return [_jump(part, count) for part, count in zip(sections, counts, strict=True)]


def _jump(section: Row, count: int) -> Row:
    return {
        "id": section["id"],
        "label": str(section["heading"]).removeprefix("Năm "),
        "count": count,
    }


def count_words(held: int, cited: int) -> str:
    """How many documents a list has: `3 văn bản, mới nhất trước.` and those that are only cited."""
    first = f"{labels.figure(held)} văn bản, mới nhất trước." if held else "Chưa có văn bản nào trong kho."
    return f"{first} {labels.figure(cited)} văn bản được dẫn chiếu mà chưa có trong kho." if cited else first


def outside(cited: Iterable[CitedWork], held: Sequence[Row]) -> dict[str, Value]:
    """What a list page says of documents that are only cited: by year, with links when they are many.

    A long list of *held* documents above them has one link more, to where these begin.
    """
    ordered = sorted(sorted(cited, key=lambda c: c.url), key=lambda c: c.issued, reverse=True)
    groups: dict[str, list[Row]] = defaultdict(list)
    for work in ordered:
        groups[work.issued[:4] if len(ordered) >= LONG else ""].append(entries.cited_row(work))
    sections = [_outside_year(year, rows) for year, rows in groups.items()]
    links = jumps(held)
    below: list[Row] = [{"id": "chua-co", "label": "Chưa có trong kho", "count": len(ordered)}]
    return {
        "jumps": [*links, *below] if links and ordered else links,
        "sections": list(held),
        "cited": list[Value](sections),
        "cited_jumps": jumps(sections),
    }


def _outside_year(year: str, rows: list[Row]) -> Row:
    return {"id": f"chua-co-{year}", "heading": f"Năm {year}" if year else "", "rows": rows}


def item(text: str, *, note: str = "", url: str = "") -> Row:
    """A value of a list of facts, with what is added in small print and where it leads."""
    return {"text": text, "note": note, "url": url}


def fact(label: str, values: Sequence[Value]) -> list[Row]:
    """A fact with its values; without any, none."""
    return [{"label": label, "values": list(values)}] if values else []
