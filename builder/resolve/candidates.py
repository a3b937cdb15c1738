"""What a mention can be: works by type and number or by name, held or only cited."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from builder.identifiers import number_key, number_slug, parse_number
from builder.model import Citation, Document, Provision, WorkId
from builder.resolve.identities import document_register
from builder.resolve.names import LAWS
from builder.text import key

_TERM = 5
_REVISED = re.compile(r"\d\S{0,40}\s?\(sửa đổi\b")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A work as citations know it; *issuer* is its register of numbers, *names* what a law is called.

    Of one that is held, *places* is the same as long as the same places of it can be pointed at.
    """

    id: WorkId
    kind: str
    number: str
    issued: str
    issuer: str
    province: str | None
    names: tuple[str, ...] = ()
    held: bool = False
    places: str = ""

    @property
    def topics(self) -> tuple[str, ...]:
        """What it is looked for by: type and number, alone and with its body or its place, and each name."""
        named = map(named_topic, self.names)
        if not self.number:
            return tuple(named)
        numbered = numbered_topic(self.kind, number_name(self.number))
        placed = (placed_topic(numbered, self.province),) if self.province else ()
        return (numbered, body_topic(numbered, self.issuer), *placed, *named)

    @property
    def bucket(self) -> str:
        """Where works stand that may contradict it; empty for one without a number."""
        return bucket(self.issuer, number_name(self.number)) if self.number else ""


def numbered_topic(kind: str, name: str) -> str:
    """What works of one type and number share, whatever their bodies: `nghi-dinh 30-2020-nd-cp`."""
    return _plain(f"{kind} {name}")


def body_topic(numbered: str, register: str) -> str:
    """What works of one type, number and body share: `chi-thi 06-ct-ubnd | ubnd-tinh-bac-giang`."""
    return _plain(f"{numbered} | {register}")


def placed_topic(numbered: str, province: str) -> str:
    """What works of one type and number share that are at home in one province."""
    return _plain(f"{numbered} @ {province}")


def named_topic(name: str) -> str:
    """What laws of one name (folded) share: `= luật đất đai`."""
    return _plain(f"= {name}")


def bucket(register: str, name: str) -> str:
    """What the works of one body share whose numbers have the same digits: `chinh-phu 30`.

    The digits are what stands before symbol and year: `118` of `118-2025-nd-cp`, `30c` of `30c-nq-cp`.
    Whether citations contradict each other, or a held work, is seen within a bucket.
    """
    return _plain(f"{register} {name.partition('-')[0]}")


def _plain(words: str) -> str:
    """*words* as tables take them, whatever a text holds; slugs, as nearly all are, stay as they are."""
    return words if words.isascii() and words.isprintable() else json.dumps(words)


@lru_cache(maxsize=65536)
def number_name(printed: str) -> str:
    """The number as an address has it, one for its spellings: `40/2000/TT-BTC` and `40/2000/TT/BTC`."""
    number = parse_number(printed)
    return number_slug(number) if number else number_key(printed)


def held(document: Document, own: WorkId, places: str = "") -> Candidate:
    """A held document as citations know it."""
    record = document.metadata
    kind = record.document_type.value if record.document_type else ""
    subject = record.subject.value if record.subject else ""
    names = (f"{kind} {subject}",) if own.type in LAWS and subject else ()
    return Candidate(
        own,
        own.type,
        number_key(record.number.value) if record.number else "",
        record.issued.value if record.issued else "",
        document_register(document),
        document.province,
        tuple(key(name) for name in names),
        True,
        places,
    )


def same_date(known: str, cited: str | None) -> bool:
    """No contradiction at the precision that both have."""
    shared = min(len(known), len(cited or ""))
    return known[:shared] == (cited or "")[:shared]


def same_series(known: str, cited: str, *, party: bool) -> bool:
    """Whether a number, of the Party or of the State, cannot have come again between the two dates.

    The State counts by the year, the Party's organs through a term of five years (Nghị định
    30/2020/NĐ-CP, Phụ lục I, mục II.3; Hướng dẫn 36-HD/VPTW).
    """
    return abs(int(known[:4] or 0) - int(cited[:4] or 0)) < (_TERM if party else 1)


def stated(mention: Citation) -> str:
    """The date that a mention states, or the year that its number holds: 2020 of `30/2020/NĐ-CP`."""
    number = parse_number(mention.number or "")
    return mention.issued or (number.year if number and mention.form == "full" else None) or ""


def revised(mention: Citation) -> bool:
    """Whether it is a later version that a number alone does not tell: "Quy định số 11-QĐi/TW (sửa đổi)"."""
    return not stated(mention) and bool(_REVISED.search(mention.text))


def fragment(document: Document, portion: str | None) -> str | None:
    """The anchor that *portion* names in *document*, when it is the only one that ends so."""
    if not portion:
        return None
    anchors = [p.anchor for p in _flat(document.provisions)]
    if portion in anchors:
        return portion
    ending = [a for a in anchors if a.endswith(f"-{portion}")]
    return ending[0] if len(ending) == 1 else None


def _flat(provisions: Sequence[Provision]) -> Iterator[Provision]:
    for provision in provisions:
        yield provision
        yield from _flat(provision.children)
