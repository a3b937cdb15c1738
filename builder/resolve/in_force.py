"""Which law a bare name means: the one in force on the day of the text, where the table knows it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from builder.identifiers import number_key
from builder.model import Citation, Document
from builder.resolve.candidates import stated
from builder.resolve.names import is_law
from builder.text import key
from builder.vocabulary_citations import EnactedLaw, load_citation_tables

_TITLE = re.compile(r"(?<!\w)(?:quy định|hướng dẫn|thi hành|triển khai|sửa đổi|chi tiết|về)(?!\w)")
_BREAK = re.compile(r"[.;:!?]\s|\n\s*\n|\|")
_LONGEST_TITLE = 400


@dataclass(frozen=True, slots=True)
class Spoken:
    """When a mention was written: the day of its text, or of the other act in whose title it stands."""

    day: str
    in_title: bool


def spoken(citing: Document, place: int) -> Spoken:
    """When the mention at *place* was written; the day is empty where it is not known.

    "Nghị định số 113/2017/NĐ-CP quy định chi tiết một số điều của Luật Hóa chất" means, whoever cites that
    decree, the law of 2017.
    """
    text, start = citing.source.text, citing.citations[place].span.start
    for other in reversed(citing.citations[:place]):
        between = text[other.span.end : start]
        if other.span.end < start - _LONGEST_TITLE or _BREAK.search(between):
            break
        if other.form in ("full", "short") and _TITLE.search(key(between)):
            return Spoken(stated(other), True)
    issued = citing.metadata.issued
    return Spoken(issued.value if issued else "", False)


def may_mean(law: Citation, when: Spoken) -> bool:
    """Whether a name in the title of an act can be that of *law*, as the text calls it elsewhere."""
    shared = min(len(when.day), len(stated(law)))
    return not when.in_title or (shared > 0 and stated(law)[:shared] <= when.day[:shared])


def law_in_force(mention: Citation, citing: Document, when: Spoken) -> EnactedLaw | None:
    """The law that a name without a year means in a text of that day; None where that is not sure.

    "Luật Đất đai" in a text of 2020 is 45/2013/QH13. A text without a date, a law, which may speak of
    itself, and, once a successor is passed, a draft and a text about the law leave it open.
    """
    if mention.form != "name" or mention.issued or not when.day or is_law(citing):
        return None
    name = key(mention.number or "")
    rows = _laws().get(name, ())
    first, last = _days(when.day)
    standing = [row for row in rows if row.in_force_from <= first and last <= _until(row)]
    coming = [row for row in rows if row.adopted <= last and first < row.in_force_from]
    if len(standing) != 1 or (coming and (when.in_title or _is_about(coming, name, citing))):
        return None
    return standing[0]


def one_of_two(mention: Citation) -> bool:
    """Whether the table has two laws of the name and the year that a mention gives.

    "Luật Tổ chức chính quyền địa phương năm 2025" is 65/2025/QH15 or 72/2025/QH15.
    """
    rows = _laws().get(key(mention.number or ""), ()) if mention.form == "name" and mention.issued else ()
    return sum(row.adopted.startswith(mention.issued or "") for row in rows) > 1


def _until(row: EnactedLaw) -> str:
    return row.in_force_until or row.known_until


def _days(issued: str) -> tuple[str, str]:
    """The first and the last day that a date may be: of `2023-03` the 1st and the 31st."""
    return issued + "-01-01"[len(issued) - 4 :], issued + "-12-31"[len(issued) - 4 :]


def _is_about(coming: Sequence[EnactedLaw], name: str, citing: Document) -> bool:
    """Whether a text that was signed before a law took effect may speak of that law."""
    subject = citing.metadata.subject
    numbers = {number_key(c.number) for c in citing.citations if c.form == "full" and c.number}
    drafted = any("draft" in problem.code for problem in citing.problems)
    about = subject is not None and name in key(subject.value)
    return drafted or about or any(number_key(row.number) in numbers for row in coming)


@cache
def _laws() -> Mapping[str, tuple[EnactedLaw, ...]]:
    found: dict[str, list[EnactedLaw]] = defaultdict(list)
    for row in load_citation_tables().enacted:
        found[key(row.name)].append(row)
    return {name: tuple(rows) for name, rows in found.items()}
