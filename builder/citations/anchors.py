"""Where mentions begin: numbers with the type words before them, laws, plenums, self, short forms."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

from builder.citations.drafts import Draft, Paragraph, fits, is_type_code, normal_case
from builder.citations.laws import LawName, find_laws
from builder.citations.patterns import patterns, type_endings, type_pattern, word_list, word_set
from builder.citations.pinpoints import pinpoint_before, portion
from builder.identifiers import parse_number, print_number, symbol_codes
from builder.text import squeeze
from builder.vocabulary import load

_WINDOW = 190
_NEAR = 45
_LINE_MARKS = 8
_HINT = 14
_CODE = re.compile(r"[^\W\d_][\w&]*")
_BREAK = re.compile(r"[.;:!?]\s|\d{1,5}[a-z]?/|\d-[a-zđ]{2}")
_TYPE_GAP = re.compile(r"[,;.:]|\s(?:của|theo|về|tại|để|trong|và|do|cho|với)\s")
_LAST_WORDS = re.compile(r"(\w+(?: \w+)?)\s?$")
_FIGURE = re.compile(r"(?:số\s)?(\d{1,4})")
_LIST_ENDS = (" và", ",", ";", " và các", " bởi", " tại", " theo")
_SENTENCE = re.compile(r"[.!?]\s")
_BLANK = re.compile(r"[\s,]{0,2}$")
_GLUED_MARK = re.compile(r"(\D+)([1-9]\d?)")
# What every short form ends with; told much sooner than where one begins.
_LONE_FIGURE = re.compile(r" \d{1,4}(?![\w/])")
_TYPE_AND_BODY = 2
_QUOTES = {"“": "”", '"': '"'}


@dataclass(frozen=True, slots=True)
class _Number:
    start: int  # of "số", or of the digits
    end: int
    value: str
    codes: tuple[str, ...]
    word: bool


def find_drafts(p: Paragraph) -> list[Draft]:
    """The mentions of a paragraph in order, none over another, with type and number only."""
    laws = list(find_laws(p))
    found = list(_numbered(p, laws))
    for more in map(list, (_laws(laws), _plenums(p), _selves(p), _shorts(p))):
        taken = sorted((d.start, d.end) for d in found) if more else []
        found.extend(d for d in more if _free(taken, d))
    return sorted(found, key=lambda d: d.start)


def _free(taken: list[tuple[int, int]], draft: Draft) -> bool:
    after = bisect_right(taken, (draft.start, draft.end))
    if after and taken[after - 1][1] > draft.start:
        return False
    return after == len(taken) or draft.end <= taken[after][0]


def _numbered(p: Paragraph, laws: list[LawName]) -> Iterator[Draft]:
    previous: Draft | None = None
    for match in patterns()["number"].finditer(p.text):
        number = _number(p, match) if _promising(p, match, previous) else None
        if number is None:
            continue
        others = patterns()["same_symbol"].search(p.low, max(0, number.start - 40), match.start())
        found = _with_siblings(p, number, others, laws, previous) if others else []
        if not found and (draft := _draft(p, number, laws, previous)):
            found = [draft]
        previous = found[-1] if found else previous
        yield from found


def _with_siblings(
    p: Paragraph, number: _Number, others: re.Match[str], laws: list[LawName], previous: Draft | None
) -> list[Draft]:
    """The mentions that share a symbol, if a type word stands before the first."""
    first = _draft(p, replace(number, start=others.start(), word=True), laws, previous)
    known = first and first.type and not first.inferred
    return list(_siblings(first, others, number.value)) if first and known else []


def _siblings(draft: Draft, others: re.Match[str], value: str) -> Iterator[Draft]:
    """The documents of "Chỉ thị 01, 13, 33/CT-UB": the first numbers share the symbol of the last."""
    symbol = value.lstrip("0123456789")
    figures = list(_FIGURE.finditer(others.group()))
    for n, figure in enumerate(figures):
        start = others.start() + figure.start() if n else draft.start
        end = others.start() + figure.end()
        inferred = frozenset({"number", "document_type"} if n else {"number"})
        yield draft._replace(
            start=start, end=end, number_end=end, number=figure[1] + symbol, inferred=inferred
        )
    start = others.end() - (len("số ") if others.group().endswith("số ") else 0)
    yield draft._replace(start=start, inferred=frozenset({"document_type"}))


def _promising(p: Paragraph, match: re.Match[str], previous: Draft | None) -> bool:
    """Whether a closer look is worth its time: a type word, "số", a type's code or a list is near."""
    near = p.low[max(0, match.start() - _HINT) : match.start()]
    if "số" in near or (previous and match.start() - previous.end < _WINDOW):
        return True
    before = _LAST_WORDS.search(near)
    if before and before.group(1).rpartition(" ")[2] in type_endings():
        return True
    return any(map(is_type_code, _CODE.findall(match.group())))


def _number(p: Paragraph, match: re.Match[str]) -> _Number | None:
    parsed = parse_number(squeeze(match.group()))
    if parsed is None:
        return None
    codes = symbol_codes(parsed)
    end = match.end() - _note_mark(codes)
    if end < match.end():
        parsed = parse_number(squeeze(p.text[match.start() : end])) or parsed
        codes = symbol_codes(parsed)
    word = patterns()["number_word"].search(p.low, max(0, match.start() - 14), match.start())
    start = word.start() if word else match.start()
    before = _LAST_WORDS.search(p.low, max(0, start - 24), start)
    if _is_quoted(p, start, end):
        return None
    refused = word_set("not_a_document")
    if before and (before.group(1) in refused or before.group(1).split()[-1] in refused):
        return None
    return _Number(start, end, print_number(parsed), codes, bool(word))


def _is_quoted(p: Paragraph, start: int, end: int) -> bool:
    """Whether a number is quoted by itself: "ghi “Số 12/CT-UB”" speaks of its form, not of a document."""
    return start > 0 and _QUOTES.get(p.text[start - 1]) == p.text[end : end + 1]


def _note_mark(codes: tuple[str, ...]) -> int:
    """How long the reference to a note is that is glued to the symbol: 1 of "09/2026/NĐ-CP4".

    The code before it is one that only central bodies print, and none that bears a number (`QH15`).
    """
    glued = (
        _GLUED_MARK.fullmatch(codes[1]) if len(codes) == _TYPE_AND_BODY and is_type_code(codes[0]) else None
    )
    if not glued or load().issuers_of_code(codes[1]):
        return 0
    rows = load().issuers_of_code(glued[1])
    return len(glued[2]) if rows and not any(row.generic for row in rows) else 0


def _draft(p: Paragraph, number: _Number, laws: list[LawName], previous: Draft | None) -> Draft | None:
    whole = Draft(number.start, number.end, number.end, "full", number=number.value)
    if law := _law_before(p, laws, number.start):
        return whole._replace(start=law.start, type=law.kind)
    floor = max(previous.end if previous else 0, number.start - _WINDOW)
    if found := _type_before(p, floor, number):
        start, word = found
        return whole._replace(start=start, type=normal_case(word))
    if previous and patterns()["coordination"].match(p.low[previous.end : number.start][:120]):
        return whole._replace(type=previous.type, inferred=frozenset({"document_type"}))
    if previous and _alike(previous, number) and _tail_between(p, previous, number):
        return whole._replace(type=previous.type, inferred=frozenset({"document_type"}))
    if number.word and (heading := _heading_type(p, number)):
        return whole._replace(type=heading, inferred=frozenset({"document_type"}))
    return whole if _stands_alone(p, number) else None


def _law_before(p: Paragraph, laws: list[LawName], at: int) -> LawName | None:
    """The law whose name ends just before *at*: its number follows it."""
    place = bisect_right(laws, at, key=lambda law: law.end)
    law = laws[place - 1] if place else None
    return law if law and _BLANK.fullmatch(p.low, law.end, at) else None


def _alike(previous: Draft, number: _Number) -> bool:
    """Whether the type of the number before can be this one's: their symbols say the same."""
    if not previous.type or previous.form != "full":
        return False
    return fits(previous.type, number.codes) or not any(map(is_type_code, (*previous.codes, *number.codes)))


def _tail_between(p: Paragraph, previous: Draft, number: _Number) -> bool:
    """Whether the number goes on with the list of the one before, whose date and title lie between."""
    between = p.low[previous.end : number.start]
    return len(between) < 240 and between.rstrip().endswith(_LIST_ENDS) and ". " not in between


def _heading_type(p: Paragraph, number: _Number) -> str | None:
    """The type said before a list: "các Nghị định của Chính phủ: số …", "sửa đổi bởi số …"."""
    start = max(0, number.start - 2 * _WINDOW)
    for match in _SENTENCE.finditer(p.low, start, number.start):
        start = match.end()
    found = [m for m in type_pattern().finditer(p.low, start, number.start) if fits(m.group(), number.codes)]
    return normal_case(p.text[found[-1].start() : found[-1].end()]) if found else None


def _stands_alone(p: Paragraph, number: _Number) -> bool:
    """Whether a number without a type word is a mention: not at a line's start, where it is a head."""
    typed = any(map(is_type_code, number.codes)) and len(number.codes) > 1
    if number.word:
        begins = number.start < _LINE_MARKS and not p.low[: number.start].strip(" |-(*")
        return not begins and p.text[number.start].islower()
    return typed


def _type_before(p: Paragraph, floor: int, number: _Number) -> tuple[int, str] | None:
    """The type word that the number belongs to, and where it begins."""
    found = list(type_pattern().finditer(p.low, floor, number.start))
    if not found:
        return None
    last = found[-1]
    gap = p.low[last.end() : number.start]
    if not gap.strip(" :"):
        chosen = last if fits(last.group(), number.codes) else _outer(p, found, number) or last
        return chosen.start(), p.text[chosen.start() : chosen.end()]
    for one in reversed(found):
        between = p.low[one.end() : number.start]
        if _BREAK.search(between):
            break
        if fits(one.group(), number.codes) and (number.word or len(between) < _NEAR):
            return one.start(), p.text[one.start() : one.end()]
    near = len(gap) <= _NEAR and not _TYPE_GAP.search(gap) and not _BREAK.search(gap)
    if near and number.word and p.text[last.start()].isupper():
        return last.start(), p.text[last.start() : last.end()]
    return None


def _outer(p: Paragraph, found: list[re.Match[str]], number: _Number) -> re.Match[str] | None:
    """Of "Thông báo kết luận số 12/TB-VPCP" the word that fits the symbol, if it stands just before."""
    if len(found) < 2 or not fits(found[-2].group(), number.codes):
        return None
    between = p.low[found[-2].end() : found[-1].start()]
    return found[-2] if len(between) <= 12 and not _TYPE_GAP.search(between) else None


def _laws(laws: list[LawName]) -> Iterator[Draft]:
    for law in laws:
        yield Draft(law.start, law.end, law.end, "name", type=law.kind, number=law.name)


def _plenums(p: Paragraph) -> Iterator[Draft]:
    if "khóa" not in p.low:
        return
    for match in patterns()["plenum"].finditer(p.low):
        session = match["figure"] or match["word"]
        if not session:
            continue
        end = match.end() if match["opened"] or not match.group().endswith(")") else match.end() - 1
        name = f"Nghị quyết Trung ương {session.upper()} (khóa {match['term'].upper()})"
        yield Draft(match.start(), end, end, "name", type="Nghị quyết", number=name)


def _selves(p: Paragraph) -> Iterator[Draft]:
    if " này" not in p.low:
        return
    for match in patterns()["self"].finditer(p.low):
        pinpoint = pinpoint_before(p.low, match.start())
        if not pinpoint and not p.text[match.start()].isupper():
            continue
        start = pinpoint.start() if pinpoint else match.start()
        where = portion(pinpoint.group()) if pinpoint else None
        kind = normal_case(p.text[match.start("type") : match.end("type")])
        yield Draft(start, match.end(), match.end(), "self", type=kind, portion=where)


def _shorts(p: Paragraph) -> Iterator[Draft]:
    if not _LONE_FIGURE.search(p.low):
        return
    for match in patterns()["short"].finditer(p.low):
        if not p.text[match.start()].isupper() or _counts(p, match):
            continue
        kind = normal_case(p.text[match.start("type") : match.end("type")])
        yield Draft(match.start(), match.end(), match.end(), "short", type=kind, number=match["number"])


def _counts(p: Paragraph, match: re.Match[str]) -> bool:
    """Whether the figure counts things or is a year: "Nghị quyết 10 điểm", "Quyết định 2020"."""
    if match["so"]:
        return False
    if len(match["number"]) == 1 or (len(match["number"]) == 4 and match["number"][:2] in ("19", "20")):
        return True
    follows = match.end() + 1
    if p.low[match.end() : follows] != " " or not p.low[follows : follows + 1].isalpha():
        return False
    word = word_list("after_short").match(p.low, follows)
    figure = word is None or p.low[follows + len(word) + 1 : follows + len(word) + 2].isdigit()
    return word is None or (word in ("ngày", "năm") and not figure)
