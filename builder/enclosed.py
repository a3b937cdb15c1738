"""Number, date and body of a text whose head was lost, from the line above its own annex.

"(Kèm theo Công văn số 17809/BTC-CTK ngày 17 tháng 11 năm 2025 của Bộ Tài chính)" over an annex names the
document that the annex belongs to (NĐ 30/2020, Phụ lục I, mục III.1). It is taken only where the type
agrees, the text has no number of its own, and every such line names the same number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from builder import vocabulary
from builder.authorities import Home, read_authority
from builder.dates import read_date
from builder.identifiers import longest_number, number_key
from builder.model import Found
from builder.text import View

_LINE = re.compile(
    r"(?m)^\(?\s?(?:Ban hành )?[Kk]èm theo (?P<type>[^\W\d_]+(?: [^\W\d_]+){0,2}) số\s?:?\s?"
    r"(?=\d)(?P<number>[^\n)]{3,50}?),?\s?(?=ngày\s)"
)
_OF = re.compile(r"\s?,?\s?của\s")


@dataclass(frozen=True, slots=True)
class Enclosure:
    """What the lines over the annexes say of the document they came with."""

    number: Found[str] | None = None
    issued: Found[str] | None = None
    issuer: Found[str] | None = None


def read_enclosure(view: View, document_type: str, home: Home) -> Enclosure:
    """The facts of the text's own number from its annexes; nothing where they do not agree."""
    found = [e for m in _LINE.finditer(view.text) if (e := _enclosure(view, m, document_type, home))]
    keys = {number_key(e.number.value) for e in found if e.number}
    return found[0] if len(keys) == 1 else Enclosure()


def _enclosure(view: View, match: re.Match[str], document_type: str, home: Home) -> Enclosure | None:
    table = vocabulary.load()
    named, own = table.document_type(match.group("type")), table.document_type(document_type)
    number, length = longest_number(match.group("number"))
    if named is None or own is None or named.slug != own.slug or not number:
        return None
    start = match.start("number")
    date = read_date(view.text, match.end())
    of = _OF.match(view.text, date.end) if date else None
    body = read_authority(view.text, of.end(), home) if of else None
    return Enclosure(
        Found(number, view.span(start, start + length), "enclosed.number"),
        Found(date.value, view.span(date.start, date.end), "enclosed.date") if date else None,
        Found(body.name, view.span(body.start, body.end), "enclosed.body") if body else None,
    )
