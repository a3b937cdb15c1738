"""The address of each document, by its own record: one identity each (DESIGN of permanent addresses)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from builder import vocabulary
from builder.authorities import register_slug
from builder.identifiers import id4, parse_number, slugify, work_id
from builder.model import Document, Facts, WorkId

_LONGEST_PART = 120
_BELOW_PROVINCE = re.compile(r"\b(?:huyện|quận|thị xã|thị trấn|xã|phường|đặc khu|thành phố)\s\w.*")
register = lru_cache(maxsize=65536)(register_slug)


def identities(documents: Sequence[Document], ids: Mapping[str, WorkId]) -> Iterator[WorkId]:
    """One address each: that of *ids* (by path), else its own.

    A namesake that comes later gets its date, or `--2` (read in order of path).
    """
    known = [ids.get(document.source.path) for document in documents]
    taken = {own for own in known if own} if not all(known) else set()
    for document, own in zip(documents, known, strict=True):
        yield own or _free(document, taken)


def _free(document: Document, taken: set[WorkId]) -> WorkId:
    own = identity(document)
    issued = document.metadata.issued
    tries = [own, *([replace(own, number=f"{own.number}--{issued.value}")] if issued else [])]
    free = next((t for t in tries if t not in taken), None)
    n = 2
    while free is None:
        numbered = replace(own, number=f"{own.number}--{n}")
        free, n = (numbered if numbered not in taken else None), n + 1
    taken.add(free)
    return free


def identity(document: Document) -> WorkId:
    """The address of *document* by its own record (DESIGN of permanent addresses)."""
    if (own := getattr(document, "own", None)) is not None:
        # Worked out when the document was kept on disk.
        known: WorkId = own
        return known
    record = document.metadata
    issuer = document_register(document) or None
    kind = type_slug(record.document_type.value) if record.document_type else None
    number = parse_number(record.number.value) if record.number else None
    issued = record.issued.value if record.issued else None
    whole = issuer and kind and number and number.number and (issued or number.year)
    # Its words tell it apart only where its record does not.
    found = work_id(issuer, kind, number, issued, "" if whole else id4(document.source.text))
    return WorkId(*(capped(part) for part in (found.issuer, found.type, found.year, found.number)))


def document_register(document: Document) -> str:
    """The register of numbers that *document* belongs to; empty when its issuer was not read."""
    issuer = document.metadata.issuer
    return register(full_name(issuer.value, document.province)) if issuer else ""


def printed_facts(document: Document) -> Facts:
    """What a document is known by besides its words: type, number, date, issuer with its province."""
    if (facts := getattr(document, "facts", None)) is not None:
        known: Facts = facts
        return known
    record = document.metadata
    issuer = full_name(record.issuer.value, document.province) if record.issuer else ""
    kind, number, issued = (
        f.value if f else "" for f in (record.document_type, record.number, record.issued)
    )
    return kind, number, issued, issuer


def full_name(name: str, province: str | None) -> str:
    """The issuer with the province above it, which a district's or commune's own name leaves out.

    "Ủy ban nhân dân huyện Yên Thế" in a text of Bắc Giang is that of "huyện Yên Thế, tỉnh Bắc Giang".
    """
    below = _BELOW_PROVINCE.search(name)
    if not below or not province or province in name or below.group() == province:
        return name
    return name if vocabulary.load().province(below.group()) else f"{name}, {province}"


def capped(part: str) -> str:
    """A slug that every file system takes as a name, cut at a word."""
    return part if len(part) <= _LONGEST_PART else part[:_LONGEST_PART].rsplit("-", 1)[0]


@lru_cache(maxsize=4096)
def type_slug(word: str) -> str:
    """The slug of a printed type word; aliases share one."""
    row = vocabulary.load().document_type(word)
    return row.slug if row else slugify(word)
