"""What filters and order need of every document: one row each, newest first, in narrow columns."""

from __future__ import annotations

import json
import sys
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby

from builder import labels
from builder.rolls import Facts, Roll

UNCHANGED = "Chưa thấy văn bản nào làm thay đổi"
DRAFT = "Bản dự thảo"
EXPIRES = "Có ghi ngày hết hiệu lực"
_WIDTHS = {1: "B", 2: "H", 4: "I"}


@dataclass(frozen=True, slots=True)
class Table:
    """`chung.json` (names, and how to read the columns), `bang.bin` (columns), `nguoi-ky.json` (signers)."""

    head: str
    columns: bytes
    signers: str


@dataclass(frozen=True, slots=True)
class Slots:
    """The slots of the copies of all works, one work after the other, and how many *pieces* each has."""

    pieces: Sequence[int]
    slots: Sequence[int]

    def starts(self) -> list[int]:
        """Where the slots of each work begin."""
        return list(accumulate(self.pieces, initial=0))


def table(roll: Roll, slots: Slots, said: Mapping[str, Sequence[str]], index: Mapping[str, int]) -> Table:
    """The table of an archive by its *roll*; *said*, by address, is what other documents say of a work.

    *slots* are those of its works in their order, *index* the size of the index, which the reader must
    know: `slots` and `shards`.
    """
    works, facts = roll.newest, roll.newest_facts
    names = {"type": _types(roll), "issuer": [[b.register, b.name] for b in roll.bodies if b.works]}
    at = {facet: {row[0]: n for n, row in enumerate(rows)} for facet, rows in names.items()}
    status = [changes(own, said.get(work.url, ())) for work, own in zip(works, facts, strict=True)]
    statuses = [UNCHANGED, *sorted({s for s in status if s})]
    columns = {
        "type": [at["type"][w.id.type] for w in works],
        "issuer": [at["issuer"][w.id.issuer] for w in works],
        **_slots(roll.newest_at, slots),
        "changed": [n for n, became in enumerate(status) if became],
        "changedTo": [statuses.index(became) for became in status if became],
    }
    dates = roll.dates
    head = {
        **index,
        "documents": len(works),
        "years": [[y, len(list(group))] for y, group in groupby(dates[n][:4] for n in roll.newest_at)],
        "types": names["type"],
        "issuers": names["issuer"],
        "statuses": statuses,
        "columns": [[name, len(values), _width(values)] for name, values in columns.items()],
    }
    data = b"".join(_column(values) for values in columns.values())
    return Table(_line(head), data, _line(_signers(facts)))


def _slots(order: Sequence[int], slots: Slots) -> dict[str, list[int]]:
    """The first slot of each work of the *order*; of the few that have more, which they are, and those."""
    starts, pieces = slots.starts(), slots.pieces
    several = [(n, at) for n, at in enumerate(order) if pieces[at] > 1]
    return {
        "slot": [slots.slots[starts[at]] for at in order],
        "more": [n for n, at in several for _ in range(pieces[at] - 1)],
        "moreSlot": [slot for _, at in several for slot in slots.slots[starts[at] + 1 : starts[at + 1]]],
    }


def _types(roll: Roll) -> list[list[str]]:
    """The types by slug with their names, in alphabetical order, the unknown last."""
    found = [[slug, labels.facet_name("type", slug, names)] for slug, names in roll.types.items()]
    return sorted(found, key=lambda row: (row[0] == labels.UNKNOWN, labels.alphabetical(row[1])))


def _width(values: Sequence[int]) -> int:
    return next(w for w in _WIDTHS if max(values, default=0) < 1 << 8 * w)


def _column(values: Sequence[int]) -> bytes:
    column = array(_WIDTHS[_width(values)], values)
    if sys.byteorder == "big":
        column.byteswap()
    return column.tobytes()


def _signers(facts: Sequence[Facts]) -> Mapping[str, object]:
    """The printed names of signers in alphabetical order, and those of each document by their places."""
    signed = [own.signed for own in facts]
    names = sorted({name for some in signed for name in some}, key=labels.alphabetical)
    at = {name: n for n, name in enumerate(names)}
    return {"names": names, "of": [[at[name] for name in some] for some in signed]}


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"


def changes(own: Facts, said: Sequence[str]) -> str:
    """The one status of a work: a draft, else the first thing that others say became of it, else its own end.

    *said* are the words of its page: `Bị thay thế bởi` is the status `Bị thay thế`. Whether the last day of
    effect that a text names is past, depends on the day of reading, so that it is only said to be named.
    """
    if own.draft:
        return DRAFT
    if said:
        return said[0].removesuffix(" bởi").removesuffix(" theo")
    return EXPIRES if own.until else ""
