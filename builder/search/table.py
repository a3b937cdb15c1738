"""What filters and order need of every document: one row each, newest first, in narrow columns."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from builder import entries, labels
from builder.model import Archive, Work

UNCHANGED = "Chưa thấy văn bản nào làm thay đổi"
DRAFT = "Bản dự thảo"
EXPIRES = "Có ghi ngày hết hiệu lực"
_WIDTHS = (1, 2, 4)


@dataclass(frozen=True, slots=True)
class Table:
    """`chung.json` (names, and how to read the columns), `bang.bin` (columns), `nguoi-ky.json` (signers)."""

    head: str
    columns: bytes
    signers: str


def table(
    archive: Archive, pieces: Mapping[str, Sequence[int]], status: Mapping[str, str], index: Mapping[str, int]
) -> Table:
    """The table of *archive*, *pieces* being the slots of each work's copies, *status* what became of it.

    *index* is the size of the index, which the reader must know: `slots` and `shards`.
    """
    works = entries.newest_first(archive.works)
    names = {facet: _names(archive, facet) for facet in ("type", "issuer")}
    at = {facet: {row[0]: n for n, row in enumerate(rows)} for facet, rows in names.items()}
    statuses = [UNCHANGED, *sorted({s for s in status.values() if s})]
    urls = [w.url for w in works]
    slots, became = [pieces[url] for url in urls], [status.get(url, "") for url in urls]
    columns = {
        "type": [at["type"][w.id.type] for w in works],
        "issuer": [at["issuer"][w.id.issuer] for w in works],
        "slot": [own[0] for own in slots],
        "more": [n for n, own in enumerate(slots) for _ in own[1:]],
        "moreSlot": [slot for own in slots for slot in own[1:]],
        "changed": [n for n, said in enumerate(became) if said],
        "changedTo": [statuses.index(said) for said in became if said],
    }
    head = {
        **index,
        "documents": len(works),
        "years": [[year, len(list(group))] for year, group in groupby(works, _year)],
        "types": names["type"],
        "issuers": names["issuer"],
        "statuses": statuses,
        "columns": [[name, len(values), _width(values)] for name, values in columns.items()],
    }
    data = b"".join(_column(values) for values in columns.values())
    return Table(_line(head), data, _line(_signers(works)))


def _year(work: Work) -> str:
    return labels.when(work)[:4]


def _names(archive: Archive, facet: entries.Facet) -> list[list[str]]:
    return [[str(row["slug"]), str(row["name"])] for row in entries.facet_rows(archive, facet)]


def _width(values: Sequence[int]) -> int:
    return next(w for w in _WIDTHS if max(values, default=0) < 1 << 8 * w)


def _column(values: Sequence[int]) -> bytes:
    width = _width(values)
    return b"".join(value.to_bytes(width, "little") for value in values)


def _signers(works: Sequence[Work]) -> Mapping[str, object]:
    """The printed names of signers in alphabetical order, and those of each document by their places."""
    signed = [tuple(dict.fromkeys(s.name for s in w.document.metadata.signatures if s.name)) for w in works]
    names = sorted({name for some in signed for name in some}, key=labels.alphabetical)
    at = {name: n for n, name in enumerate(names)}
    return {"names": names, "of": [[at[name] for name in some] for some in signed]}


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"


def changes(work: Work, said: Sequence[str]) -> str:
    """The one status of a work: a draft, else the first thing that others say became of it, else its own end.

    *said* are the words of its page: `Bị thay thế bởi` is the status `Bị thay thế`. Whether the last day of
    effect that a text names is past, depends on the day of reading, so that it is only said to be named.
    """
    if any("draft" in p.code for p in (*work.document.problems, *work.problems)):
        return DRAFT
    if said:
        return said[0].removesuffix(" bởi").removesuffix(" theo")
    until = work.document.metadata.in_force_until
    return EXPIRES if until and until.value.value else ""
