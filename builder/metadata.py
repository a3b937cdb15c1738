"""The record of a document: what its preface, its conclusions and its effect clause say.

The issuer is read from the head; a Party committee's from its signing line, for the head names only
the committee; failing both, from the sentence by which the body itself speaks, or from the symbol
together with the place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from builder import vocabulary
from builder.authorities import Home, official_name, read_authority
from builder.identifiers import parse_number, symbol_codes
from builder.model import Found, Metadata, Signature, Span
from builder.text import View, key, lettered

_PLACED = re.compile(r"(?i)\b(?P<kind>tỉnh|thành phố|tp\.?)\s(?P<name>[^\W\d_]+(?:[ \-][^\W\d_]+){0,4})")
_SPEAKS = re.compile(
    r"\s(?:[Cc]hỉ thị|[Qq]uyết định|[Yy]êu cầu|[Bb]an hành|[Bb]áo cáo|[Tt]hông báo|[Hh]ướng dẫn|"
    r"[Kk]ết luận|[Xx]ây dựng [Kk]ế hoạch|"
    r"[Tt]rình|[Đđ]ề nghị|có ý kiến|[Đđ]iện|[Kk]ính|trân trọng|quy định|quyết nghị)\b"
)
_CAPITAL = lettered(r"(?<!\w)[UPPER]")
_NAMED = lettered(r"(?:tỉnh|thành phố|Thành phố) [UPPER][LOWER]+(?: [UPPER][LOWER]+){0,3}")
_COMMITTEE = lettered(r"(?P<unit>Tỉnh|Thành) ủy (?P<name>[UPPER][LOWER]+(?: [UPPER][LOWER]+){0,3})")
_UNITS = {"Tỉnh": "tỉnh", "Thành": "thành phố"}
_OWN_BODIES = lettered(
    r"(?:Ủy ban nhân dân|Uỷ ban nhân dân|UBND|Hội đồng nhân dân|HĐND|trên địa bàn)\s"
    r"(?P<place>tỉnh [UPPER][LOWER]+ [UPPER][LOWER]+)(?!\s(?!Chỉ|Quyết)[UPPER][LOWER])"
)
# An office that is nothing without the body printed above it.
_BARE_OFFICE = re.compile(
    r"(?:văn phòng|ban (?:dân vận|tổ chức|tuyên giáo|nội chính|cán sự đảng|pháp chế)|ủy ban kiểm tra)$"
)
_HEAD_OF = re.compile(
    r"^(?:Phó )?(?:Chủ tịch|Giám đốc|Bộ trưởng|Chánh Văn phòng|Cục trưởng)\s"
    r"(?=Ủy ban nhân dân|Sở |Bộ |Cục |Văn phòng)"
)
_FIRST_WORDS = 9_000
_PARTY_ON_BEHALF = re.compile(
    r"(?i)^(?:ban thường vụ|ban chấp hành|bộ chính trị|ban bí thư|thường trực|đảng ủy|tỉnh ủy|thành ủy)"
)


def home_of(text: str, record: Metadata, bodies: tuple[tuple[str, Span], ...], subject: str) -> Home:
    """Where the document is at home: the province that its head, its place or its title names.

    Failing these, the only province whose own bodies the text names; several leave it unknown.
    """
    sources = [official_name(printed) for printed, _ in reversed(bodies)]
    place = record.place.value if record.place else ""
    province = next((p for s in sources if (p := _province_in(s))), None)
    province = province or _province_of_place(place, text) or _province_in(subject) or _only_province(text)
    return Home(province=province, issuer=record.issuer.value if record.issuer else None)


def _province_in(words: str) -> str | None:
    """The province that *words* name, in its official form: "TỈNH BẾN TRE" is `tỉnh Bến Tre`."""
    table = vocabulary.load()
    for match in _PLACED.finditer(words):
        parts = match.group("name").split(" ")
        for n in range(min(4, len(parts)), 0, -1):
            if row := table.province(" ".join(parts[:n])):
                return row.official
    if committee := _COMMITTEE.search(words):
        row = table.province(committee.group("name"))
        return row.official if row else f"{_UNITS[committee.group('unit')]} {committee.group('name')}"
    named = _NAMED.search(words)
    return named.group() if named else None


def _province_of_place(place: str, text: str) -> str | None:
    row = vocabulary.load().province(place) if place else None
    if row or not place:
        return row.official if row else None
    known = re.search(rf"\b(tỉnh|thành phố) {re.escape(place)}\b", text[:_FIRST_WORDS], re.IGNORECASE)
    return f"{known.group(1).lower()} {place}" if known else None


def _only_province(text: str) -> str | None:
    named = {m.group("place") for m in _OWN_BODIES.finditer(text)}
    return named.pop() if len(named) == 1 else None


def issuer_of(
    record: Metadata,
    bodies: tuple[tuple[str, Span], ...],
    of_body: tuple[str, Span] | None,
    home: Home,
    view: View,
    adopted_by: Found[str] | None = None,
) -> tuple[Found[str] | None, tuple[str, ...]]:
    """(the issuer, all issuers): a joint document has several, the first named is its register.

    *of_body* is the line "CỦA BAN THƯỜNG VỤ TỈNH ỦY"; *adopted_by* who adopted it by its last sentence.
    """
    named = [
        Found(_full(printed, home, bodies[:i]), span, "issuer.head")
        for i, (printed, span) in enumerate(bodies)
        if i + 1 == len(bodies) or not _BARE_OFFICE.match(key(bodies[i + 1][0]))
    ]
    if of_body and (read := read_authority(official_name(of_body[0], home), 0, home)):
        name = _HEAD_OF.sub("", read.name)
        return Found(name, of_body[1], "issuer.of-line"), (name,)
    if named and (signing := _party_signing(record.signatures, named[-1], home)):
        return signing, (signing.value,)
    if named:
        bodies_named = [f.value for f in named]
        joint = bodies_named if _is_joint(record, bodies_named) else bodies_named[-1:]
        return (named[0] if len(joint) > 1 else named[-1]), tuple(joint)
    found = adopted_by or _speaking(view, home) or _by_symbol(record, home)
    return found, ((found.value,) if found else ())


def _full(printed: str, home: Home, above: tuple[tuple[str, Span], ...]) -> str:
    """The official name; a department takes the place of the body above it, an office its whole name.

    A district's or commune's body is named as it is printed, without the province above it.
    """
    if above and _BARE_OFFICE.match(key(printed)):
        return official_name(f"{printed} {above[-1][0]}", home)
    superior = next((p for s, _ in reversed(above) if (p := _province_in(official_name(s)))), None)
    name = official_name(printed, replace(home, province=superior) if superior else home)
    return (
        name
        if home.province and key(home.province) in key(printed)
        else name.removesuffix(f", {home.province}")
    )


def _is_joint(record: Metadata, bodies: Sequence[str]) -> bool:
    """Whether the number is of several bodies: its symbol names two of those printed above it."""
    if record.document_type and "liên tịch" in key(record.document_type.value):
        return True
    number = parse_number(record.number.value) if record.number else None
    codes = symbol_codes(number) if number else ()
    table = vocabulary.load()
    rows = [r for c in codes if not table.types_of_abbreviation(c) for r in table.issuers_of_code(c)]
    bases = {key(name.replace("{place}", "")) for row in rows for name in row.names}
    return sum(any(key(body).startswith(base) for base in bases) for body in bodies) > 1


def _party_signing(signatures: tuple[Signature, ...], head: Found[str], home: Home) -> Found[str] | None:
    """The body that signs: "T/M BAN THƯỜNG VỤ" under "TỈNH ỦY BẮC GIANG" is that committee's."""
    for signature in signatures:
        for capacity in signature.capacities:
            if capacity.code == "TM." and _PARTY_ON_BEHALF.match(capacity.of):
                committee = head.value
                own = official_name(capacity.of, home)
                if key(committee).startswith(key(capacity.of)):
                    return Found(committee, signature.span, "issuer.signing-line")
                whole = (
                    own
                    if key(committee) in key(own) or own in ("Bộ Chính trị", "Ban Bí thư")
                    else f"{_bare(capacity.of)} {committee}"
                )
                return Found(official_name(whole, home), signature.span, "issuer.signing-line")
    return None


def _bare(of: str) -> str:
    words = of.split()
    return " ".join(words[:3]) if key(of).startswith(("ban thường vụ", "ban chấp hành")) else of


def _speaking(view: View, home: Home) -> Found[str] | None:
    """The body whose sentence opens the text: "Ủy ban nhân dân tỉnh Bến Tre chỉ thị:"."""
    for start, end in _paragraphs(view.text[:_FIRST_WORDS]):
        if not view.text[start:end].rstrip().endswith(":"):
            continue
        for name, first, last in _authorities(view.text, start, end, home):
            if _SPEAKS.match(view.text, last):
                return Found(_HEAD_OF.sub("", name), view.span(first, last), "issuer.own-sentence")
    return None


def _paragraphs(words: str) -> Iterator[tuple[int, int]]:
    start = 0
    for part in words.split("\n"):
        yield start, start + len(part)
        start += len(part) + 1


def _authorities(words: str, start: int, end: int, home: Home) -> Iterator[tuple[str, int, int]]:
    at = start
    while (match := _CAPITAL.search(words, at, end)) is not None:
        read = read_authority(words, match.start(), home)
        if read and read.issuer:
            yield read.name, read.start, read.end
        at = max(match.end(), read.end if read else 0)


def _by_symbol(record: Metadata, home: Home) -> Found[str] | None:
    """The body of the last code that only one body prints: "04/CT-UBND" with the place of signing."""
    number = parse_number(record.number.value) if record.number else None
    if number is None or record.number is None:
        return None
    table = vocabulary.load()
    for code in reversed(symbol_codes(number)):
        rows = {r.name: r for r in table.issuers_of_code(code)}
        if len(rows) == 1 and (home.province or not next(iter(rows.values())).generic):
            name = next(iter(rows)).replace("{place}", home.province or "").strip()
            return Found(official_name(name, home), record.number.span, "issuer.symbol-and-place")
    return None
