"""What a mention can be: the works that agree with all that it states, held or only cited."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from builder.identifiers import number_key, number_slug, parse_number
from builder.model import Citation, Document, Form, Provision, WorkId
from builder.resolve.identities import document_register, full_name, register, type_slug
from builder.resolve.names import LAWS, is_law, printed_name
from builder.resolve.places import home_is_unsure
from builder.resolve.symbols import local, party
from builder.text import key

_TERM = 5
_REVISED = re.compile(r"\d\S{0,40}\s?\(sửa đổi\b")
# What a shorter mention calls a document: its form, the type and the number or its digits alone.
Fuller = Mapping[tuple[Form, str, str], tuple[Citation, ...]]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A work as citations know it; *issuer* is its register of numbers, *names* what a law is called."""

    id: WorkId
    kind: str
    number: str
    issued: str
    issuer: str
    province: str | None
    names: tuple[str, ...] = ()
    document: Document | None = None


class Index:
    """Works by type and number, and laws by name; *asked* are the types, numbers and names asked for."""

    def __init__(self, works: Sequence[Candidate], places: Callable[[Document], str] = lambda _: "") -> None:
        self.asked: set[Hashable] = set()
        self._places = places
        self._answers: dict[Hashable, str] = {}
        self._numbered: dict[tuple[str, str], list[Candidate]] = defaultdict(list)
        self._named: dict[str, list[Candidate]] = defaultdict(list)
        self.by_number: dict[str, list[Candidate]] = defaultdict(list)
        self.by_day: dict[tuple[str, str, str, str], list[Candidate]] = defaultdict(list)
        for one in works:
            if one.number:
                name = number_name(one.number)
                self._numbered[one.kind, name].append(one)
                self.by_number[name].append(one)
                self.by_day[one.issuer, one.kind, digits(name), one.issued].append(one)
            for name in one.names:
                self._named[name].append(one)

    def numbered(self, kind: str, number: str) -> list[Candidate]:
        """The works of that type and number, whatever their bodies."""
        called = type_slug(kind), number_name(number)
        self.asked.add(called)
        return self._numbered.get(called, [])

    def answer(self, question: Hashable) -> str:
        """All that the works asked for tell of themselves, in one line."""
        if question not in self._answers:
            called = self._named.get(question) if isinstance(question, str) else None
            found = called or self._numbered.get(question, ())  # type: ignore[call-overload]
            self._answers[question] = repr([self._told(one) for one in found])
        return self._answers[question]

    def _told(self, one: Candidate) -> tuple[object, ...]:
        known = (one.id, one.kind, one.number, one.issued, one.issuer, one.province, one.names)
        return (*known, one.document is not None and self._places(one.document))

    def called(self, citation: Citation, citing: Document) -> list[Candidate]:
        """The works of the type, number (or name) and body that *citation* states."""
        if citation.form == "name":
            name = key(citation.number or "")
            self.asked.add(name)
            return self._named.get(name, [])
        same = self.numbered(citation.document_type or "", citation.number or "")
        return [one for one in same if same_issuer(one, citation, citing)]


@lru_cache(maxsize=65536)
def number_name(printed: str) -> str:
    """The number as an address has it, one for its spellings: `40/2000/TT-BTC` and `40/2000/TT/BTC`."""
    number = parse_number(printed)
    return number_slug(number) if number else number_key(printed)


def digits(name: str) -> str:
    """What stands before the symbol and the year: `118` of `118-2025-nd-cp`, `30c` of `30c-nq-cp`."""
    return name.partition("-")[0]


def held(document: Document, own: WorkId) -> Candidate:
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
        document,
    )


def cited_register(citation: Citation, citing: Document) -> str:
    """The register of the body that *citation* names, as a text of that place means it."""
    return register(full_name(citation.issuer, citing.province)) if citation.issuer else ""


def same_issuer(one: Candidate, citation: Citation, citing: Document) -> bool:
    """Whether the body stated is the work's; a local symbol alone is one of the citing text's own place."""
    if local(citation.number or "") and home_is_unsure(citation, citing):
        return False
    if citation.issuer and one.issuer:
        return cited_register(citation, citing) == one.issuer
    return not local(citation.number or "") or (
        citing.province is not None and citing.province == one.province
    )


def same_date(known: str, cited: str | None) -> bool:
    """No contradiction at the precision that both have."""
    shared = min(len(known), len(cited or ""))
    return known[:shared] == (cited or "")[:shared]


def not_after(one: Candidate, citing: Document) -> bool:
    """Whether the work can have stood when the citing text was signed."""
    signed = citing.metadata.issued.value if citing.metadata.issued else ""
    shared = min(len(one.issued), len(signed))
    return one.issued[:shared] <= signed[:shared]


def same_series(known: str, cited: str, number: str) -> bool:
    """Whether *number* cannot have come again between the two dates.

    The State counts by the year, the Party's organs through a term of five years (Nghị định
    30/2020/NĐ-CP, Phụ lục I, mục II.3; Hướng dẫn 36-HD/VPTW).
    """
    return abs(int(known[:4] or 0) - int(cited[:4] or 0)) < (_TERM if party(number) else 1)


def fuller(document: Document, citations: Sequence[Citation]) -> Fuller:
    """The mentions that give a date, a body, or a law's name and number, by what shorter ones call them."""
    found: dict[tuple[Form, str, str], list[Citation]] = defaultdict(list)
    for c in citations:
        kind, number = type_slug(c.document_type or ""), parse_number(c.number or "")
        if c.form == "name" and c.number and c.issued:
            found["name", kind, key(c.number)].append(c)
        # A law speaks of itself, and of the one that it replaces, by one name.
        if not is_law(document) and (name := printed_name(document, c)):
            found["name", kind, key(name)].append(c)
        if c.form != "full" or not c.number or not (c.issued or c.issuer):
            continue
        found["full", kind, number_key(c.number)].append(c)
        if number:
            found["short", kind, number_key(number.number)].append(c)
    return {called: tuple({_facts(c): c for c in mentions}.values()) for called, mentions in found.items()}


def _facts(citation: Citation) -> tuple[str, str, str]:
    return number_key(citation.number or ""), citation.issued or "", register(citation.issuer or "")


def completed(citation: Citation, known: Fuller) -> Citation:
    """A short mention with what fuller mentions of the same document say, if they all agree.

    "Kết luận 114" beside "Kết luận số 114-KL/TW ngày 14/7/2015 của Ban Bí thư" is that one.
    """
    named = citation.form == "name"
    if citation.form == "self" or revised(citation) or (citation.issued and (citation.issuer or named)):
        return citation
    number = key(citation.number or "") if named else number_key(citation.number or "")
    called = (citation.form, type_slug(citation.document_type or ""), number)
    fitting = [c for c in known.get(called, ()) if _may_be(citation, c)]
    if not fitting or not _one_document(fitting):
        return citation
    body = next((c for c in (citation, *fitting) if c.issuer), citation)
    numbered = next((c for c in fitting if c.form == "full"), None)
    return replace(
        citation,
        number=numbered.number if numbered else citation.number,
        issued=citation.issued or max((c.issued or "" for c in fitting), key=len) or None,
        issuer=body.issuer,
        inferred=body.inferred,
        form="full" if numbered else "name",
    )


def _one_document(mentions: Sequence[Citation]) -> bool:
    """Whether the mentions agree on number, date and body, as far as each gives them."""
    days = [stated(c) for c in mentions]
    first = max(days, key=len)
    bodies = {register(c.issuer) for c in mentions if c.issuer}
    numbers = {number_key(c.number or "") for c in mentions if c.form == "full"}
    return len(numbers) < 2 and len(bodies) < 2 and all(same_date(first, day) for day in days)


def stated(mention: Citation) -> str:
    """The date that a mention states, or the year that its number holds: 2020 of `30/2020/NĐ-CP`."""
    number = parse_number(mention.number or "")
    return mention.issued or (number.year if number and mention.form == "full" else None) or ""


def revised(mention: Citation) -> bool:
    """Whether it is a later version that a number alone does not tell: "Quy định số 11-QĐi/TW (sửa đổi)"."""
    return not stated(mention) and bool(_REVISED.search(mention.text))


def _may_be(short: Citation, full: Citation) -> bool:
    """No contradiction between what both say."""
    same = not short.issuer or register(short.issuer) == register(full.issuer or "")
    return same and same_date(full.issued or "", short.issued)


def fragment(document: Document | None, portion: str | None) -> str | None:
    """The anchor that *portion* names in *document*, when it is the only one that ends so."""
    if not portion or not document:
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
