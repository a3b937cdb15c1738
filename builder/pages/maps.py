"""The bodies of the archive by the map of 34 provinces and by the map of 63 before it, as lists."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import chain

from builder import bodies, entries, labels
from builder.bodies import Body
from builder.entries import Row, Value
from builder.identifiers import slugify
from builder.model import OutputFile
from builder.pages.authorities import FOLDER, MAP, Country, body_row, map_anchor
from builder.vocabulary import Province, load

# The last day of the 63, by Nghị quyết số 202/2025/QH15.
EVE = "2025-06-30"


def map_page(known: Country) -> OutputFile:
    """`/co-quan/ban-do/`: the provinces of today with those that went into them, and their bodies.

    A body stands once, under the name that its province had; of one whose province the tables do
    not know, the province is named as printed.
    """
    rows = load().provinces
    today = _sorted(bodies.current(rows))
    before = _sorted(bodies.on(rows, EVE))
    held = _by_province(known)
    listed = {row.official for row in chain(today, before)}
    older = [row for row in _sorted(rows) if row.official not in listed]
    strange = sorted(held.keys() - {row.official for row in rows}, key=labels.alphabetical)
    meta: dict[str, Value] = {
        "template": "ban-do.html",
        "title": "Bản đồ cũ và mới",
        "description": "Cơ quan ban hành theo 34 tỉnh, thành phố ngày nay và 63 tỉnh, thành phố trước đó.",
        "up": {"name": "Cơ quan ban hành", "url": f"{FOLDER}/"},
        "act": next(row.act for row in before if row.valid_until == EVE),
        "today": [_today(row, before, held) for row in today],
        "before": [_before(row, held) for row in before],
        "older": [_older(group, held) for group in _namesakes(older)],
        "strange": [_part(name, held) for name in strange],
        # A body of this very name would have the same address.
        "sections": entries.by_year(known.bodies["ban-do"].works) if "ban-do" in known.bodies else [],
    }
    return entries.page(MAP, known.archive, meta)


def _sorted(rows: Sequence[Province]) -> list[Province]:
    return sorted(rows, key=lambda row: (labels.alphabetical(row.name), row.valid_from))


def _by_province(known: Country) -> Mapping[str, list[Body]]:
    held: dict[str, list[Body]] = defaultdict(list)
    for body in known.bodies.values():
        if body.province:
            held[body.province].append(body)
    return held


def _part(official: str, held: Mapping[str, list[Body]]) -> Row:
    rows: list[Value] = [body_row(body) for body in held.get(official, [])]
    return {"id": slugify(official), "name": labels.capital(official), "rows": rows}


def _today(row: Province, before: Sequence[Province], held: Mapping[str, list[Body]]) -> Row:
    """A province of today, what it was on the eve under other names, and the bodies of each."""
    parts = [old for old in before if bodies.today(old).official == row.official]
    others = [_part(old.official, held) for old in parts if old.official != row.official]
    names = ", ".join(old.official for old in parts)
    changed = bool(others)
    return {**_part(row.official, held), "from": names if changed else "", "parts": list[Value](others)}


def _before(row: Province, held: Mapping[str, list[Body]]) -> Row:
    now = bodies.today(row).official
    return {
        "name": labels.capital(row.official),
        "now": labels.capital(now),
        "same": now == row.official,
        "url": map_anchor(row.official),
        "count": len(held.get(row.official, [])),
    }


def _namesakes(rows: Sequence[Province]) -> list[list[Province]]:
    groups: dict[str, list[Province]] = defaultdict(list)
    for row in rows:
        groups[row.official].append(row)
    return list(groups.values())


def _older(rows: Sequence[Province], held: Mapping[str, list[Body]]) -> Row:
    """A province that was gone before the 63 ended, with its years and what came after."""
    return {**_part(rows[0].official, held), "spans": [_span(row) for row in rows if row.verified]}


def _span(row: Province) -> Row:
    years = "–".join(value[:4] for value in (row.valid_from, row.valid_until) if value)
    after = [name for name in row.successor.split("; ") if name]
    others: list[Value] = [
        {"name": name, "url": map_anchor(name) if bodies.is_province(name) else ""} for name in after
    ]
    return {"years": years, "after": others}
