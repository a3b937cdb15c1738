"""All documents to an archive: their addresses, and where each citation leads.

A citation is linked only when exactly one held document agrees with all that it states, and it
states at least type, number and issuer or date. Several leave it ambiguous, a contradiction leaves
it unknown with a problem. Symbols that every province uses are read at the citing text's own place.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from builder import vocabulary
from builder.authorities import register_slug
from builder.identifiers import id4, number_key, parse_number, slugify, symbol_codes, work_id
from builder.model import (
    Archive,
    ArchiveSettings,
    Citation,
    Document,
    Form,
    LeftOut,
    Link,
    Problem,
    Provision,
    Target,
    Work,
    WorkId,
)

_SELF_CONTRADICTED = "date-contradicted"
_LONGEST_PART = 120
_BELOW_PROVINCE = re.compile(r"\b(?:huyện|quận|thị xã|thị trấn|xã|phường|đặc khu|thành phố)\s\w.*")
_TERM = 5
# The register, whatever it is called, of a local symbol whose body a text does not name.
_HOME = "~"
_register = lru_cache(maxsize=4096)(register_slug)
# What a shorter mention calls a document: its form, the type and the number or its digits alone.
_Fuller = Mapping[tuple[Form, str, str], tuple[Citation, ...]]


@dataclass(frozen=True, slots=True)
class _Held:
    """A held document as citations know it; *issuer* is its register of numbers."""

    id: WorkId
    document: Document
    number: str
    issued: str
    issuer: str


def resolve(
    documents: Sequence[Document], left_out: Sequence[LeftOut] = (), settings: ArchiveSettings | None = None
) -> Archive:
    """The archive of *documents*, its works sorted by address."""
    held = [_held(document, own) for document, own in zip(documents, _identities(documents), strict=True)]
    index = _index(held)
    works = tuple(sorted((_work(h, index) for h in held), key=lambda w: w.url))
    return Archive(works, tuple(_links(works)), tuple(left_out), settings or ArchiveSettings())


def identity(document: Document) -> WorkId:
    """The address of *document* by its own record (DESIGN of permanent addresses)."""
    record = document.metadata
    found = work_id(
        _register(_issuer(document)) if record.issuer else None,
        type_slug(record.document_type.value) if record.document_type else None,
        parse_number(record.number.value) if record.number else None,
        record.issued.value if record.issued else None,
        id4(document.source.text),
    )
    return WorkId(*(_capped(part) for part in (found.issuer, found.type, found.year, found.number)))


def _issuer(document: Document) -> str:
    """The issuer with the province above it, which a district's or commune's own name leaves out."""
    name = document.metadata.issuer.value if document.metadata.issuer else ""
    below = _BELOW_PROVINCE.search(name)
    if not below or not document.province or document.province in name or below.group() == document.province:
        return name
    return f"{name}, {document.province}"


def _capped(part: str) -> str:
    """A slug that every file system takes as a name, cut at a word."""
    return part if len(part) <= _LONGEST_PART else part[:_LONGEST_PART].rsplit("-", 1)[0]


def type_slug(word: str) -> str:
    """The slug of a printed type word; aliases share one."""
    row = vocabulary.load().document_type(word)
    return row.slug if row else slugify(word)


def _identities(documents: Sequence[Document]) -> Iterator[WorkId]:
    """One address each: a namesake that comes later gets its date, or `--2` (read in order of path)."""
    taken: set[WorkId] = set()
    for document in documents:
        own = identity(document)
        issued = document.metadata.issued
        tries = [own, *([replace(own, number=f"{own.number}--{issued.value}")] if issued else [])]
        free = next((t for t in tries if t not in taken), None)
        n = 2
        while free is None:
            numbered = replace(own, number=f"{own.number}--{n}")
            free, n = (numbered if numbered not in taken else None), n + 1
        taken.add(free)
        yield free


def _held(document: Document, own: WorkId) -> _Held:
    record = document.metadata
    return _Held(
        own,
        document,
        number_key(record.number.value) if record.number else "",
        record.issued.value if record.issued else "",
        _register(_issuer(document)) if record.issuer else "",
    )


def _index(held: Sequence[_Held]) -> Mapping[tuple[str, str], list[_Held]]:
    index: dict[tuple[str, str], list[_Held]] = defaultdict(list)
    for one in held:
        if one.number:
            index[one.id.type, one.number].append(one)
    return index


def _work(own: _Held, index: Mapping[tuple[str, str], list[_Held]]) -> Work:
    targets: list[Target] = []
    problems: list[Problem] = list(_two_dates(own.document.citations))
    fuller = _fuller(own.document.citations)
    for citation in own.document.citations:
        target, problem = _target(own, citation, _completed(citation, fuller), index)
        targets.append(target)
        problems += [problem] if problem else []
    return Work(own.id, own.document, tuple(targets), tuple(problems))


def _target(
    own: _Held, citation: Citation, full: Citation, index: Mapping[tuple[str, str], list[_Held]]
) -> tuple[Target, Problem | None]:
    """Where *citation* leads, *full* being what it says with what the text says of it elsewhere."""
    if citation.form == "self":
        return Target("held", own.id.url, fragment=_fragment(own.document, citation.portion)), None
    if not full.number or not full.document_type or full.form == "short":
        return Target("unknown"), None
    same = index.get((type_slug(full.document_type), number_key(full.number)), [])
    ours = [h for h in same if _same_issuer(h, full, own.document)]
    agreeing = [h for h in ours if _same_date(h.issued, full.issued)]
    if len(agreeing) == 1 and (full.issued or full.issuer):
        found = agreeing[0]
        return Target("held", found.id.url, fragment=_fragment(found.document, citation.portion)), None
    if agreeing:
        return Target("ambiguous", candidates=tuple(sorted(h.id.url for h in agreeing))), None
    if clash := next((h for h in ours if _same_series(h, full)), None):
        words = f"“{citation.text}” trùng số với văn bản đang giữ nhưng khác ngày ({clash.issued}): chưa nối"
        return Target("unknown"), Problem("warning", _SELF_CONTRADICTED, citation.span, words)
    return Target("outside"), None


def _same_date(held: str, cited: str | None) -> bool:
    """No contradiction at the precision that both have."""
    shared = min(len(held), len(cited or ""))
    return held[:shared] == (cited or "")[:shared]


def _same_series(held: _Held, citation: Citation) -> bool:
    """Whether the number cannot have come again between the two dates.

    The State counts by the year, the Party's organs through a term of five years (Nghị định
    30/2020/NĐ-CP, Phụ lục I, mục II.3; Hướng dẫn 36-HD/VPTW).
    """
    number = parse_number(citation.number or "")
    years = _TERM if number and number.symbol.startswith("-") else 1
    return abs(int(held.issued[:4] or 0) - int((citation.issued or "")[:4] or 0)) < years


def _same_issuer(held: _Held, citation: Citation, citing: Document) -> bool:
    if citation.issuer and held.issuer:
        return _register(citation.issuer) == held.issuer
    return not _local(citation) or (citing.province is not None and citing.province == held.document.province)


def _local(citation: Citation) -> bool:
    """Whether the symbol is one that every place has: `CT-UBND`, `NQ/TU`, `BC-SNV`."""
    number = parse_number(citation.number or "")
    table = vocabulary.load()
    codes = [c for c in (symbol_codes(number) if number else ()) if not table.types_of_abbreviation(c)]
    return not any(not i.generic for c in codes for i in table.issuers_of_code(c))


def _fuller(citations: Sequence[Citation]) -> _Fuller:
    """The mentions that give number, date and issuer, by what shorter ones call them."""
    found: dict[tuple[Form, str, str], list[Citation]] = defaultdict(list)
    for c in citations:
        if c.form != "full" or not (c.number and c.issued and c.issuer):
            continue
        kind, number = type_slug(c.document_type or ""), parse_number(c.number)
        found["full", kind, number_key(c.number)].append(c)
        if number:
            found["short", kind, number_key(number.number)].append(c)
    return {called: tuple({_facts(c): c for c in mentions}.values()) for called, mentions in found.items()}


def _facts(citation: Citation) -> tuple[str, str, str]:
    return number_key(citation.number or ""), citation.issued or "", _register(citation.issuer or "")


def _completed(citation: Citation, fuller: _Fuller) -> Citation:
    """A short mention with what one fuller mention of the same document says, if only one fits.

    "Kết luận 114" beside "Kết luận số 114-KL/TW ngày 14/7/2015 của Ban Bí thư" is that one.
    """
    if citation.form not in ("full", "short") or (citation.issued and citation.issuer):
        return citation
    called = (citation.form, type_slug(citation.document_type or ""), number_key(citation.number or ""))
    fitting = [c for c in fuller.get(called, ()) if _may_be(citation, c)]
    if len(fitting) != 1:
        return citation
    found = fitting[0]
    return replace(
        citation,
        number=found.number,
        issued=citation.issued or found.issued,
        issuer=citation.issuer or found.issuer,
        form="full",
    )


def _may_be(short: Citation, full: Citation) -> bool:
    """No contradiction between what both say."""
    same = not short.issuer or _register(short.issuer) == _register(full.issuer or "")
    return same and _same_date(full.issued or "", short.issued)


def _fragment(document: Document, portion: str | None) -> str | None:
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


def _two_dates(citations: Sequence[Citation]) -> Iterator[Problem]:
    """A number that one text dates to two days of one year is a slip in one of them."""
    groups: dict[tuple[str, str, str], list[tuple[str, Citation]]] = defaultdict(list)
    for c in citations:
        if c.form == "full" and c.number and c.issued and len(c.issued) == 10:
            register = _register(c.issuer) if c.issuer else _HOME if _local(c) else ""
            called = (type_slug(c.document_type or ""), number_key(c.number), c.issued[:4])
            groups[called].append((register, c))
    for mentions in groups.values():
        yield from _dated_apart(mentions)


def _dated_apart(mentions: Sequence[tuple[str, Citation]]) -> Iterator[Problem]:
    """Problems of mentions of one number; one without an issuer is of the only one that is named."""
    named = {register for register, _ in mentions if register}
    only = named.pop() if len(named) == 1 else ""
    days: dict[str, set[str]] = defaultdict(set)
    for register, c in mentions:
        days[register or only].add(c.issued or "")
    for register, c in mentions:
        if len(days[register or only]) > 1:
            listed = ", ".join(sorted(days[register or only]))
            words = f"“{c.text}”: cùng số được dẫn với các ngày {listed}"
            yield Problem("warning", "two-dates", c.span, words)


def _links(works: Sequence[Work]) -> Iterator[Link]:
    for work in works:
        for number, (citation, target) in enumerate(zip(work.document.citations, work.targets, strict=True)):
            if target.status == "held" and target.url and citation.form != "self":
                yield Link(work.url, target.url, number)
