"""Paragraph by paragraph: which encoding each shows, and the text with those stretches converted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from builder.legacy import shifted
from builder.legacy.encodings import Encoding
from builder.legacy.evidence import Evidence, best, converted, weigh
from builder.model import Conversion, Span
from builder.text import clean

# Characters that Vietnamese in Unicode does not need, and every text in a legacy encoding has.
_SUSPICIOUS = re.compile(
    "[\u0080-\u0084\u0086-\u009f¢-¦ª¬®¸¹¼-¿µ¶ÄÅÆÇËÎÏÑÖØÛÜÞßäåæçëîïñöøûüþÿ\u0108\u046a-\u046d\u04a4-\u04fd]"
)
_UNICODE = re.compile("[ĂăĐđĨĩŨũƠơƯư\u0300-\u036fẠ-ỹ]")
_LINE = re.compile(r"[^\r\n]+")
# Among Unicode words in one line so many must become syllables: two units of measure are no evidence.
_AMONG = 4
_BLANK = " \t\u00a0"
_WORD = re.compile(r"\S+")


@dataclass(slots=True)
class _Stretch:
    """A part of a line and what it is known to be: Unicode (`sure` without encoding), or not yet.

    `among` says that Unicode words stand in the same line.
    """

    start: int
    end: int
    among: bool = False
    evidence: Evidence | None = None
    sure: bool = False

    @property
    def encoding(self) -> Encoding | None:
        return self.evidence.encoding if self.evidence and self.sure else None


_Change = tuple[int, int, str, str]


def convert(raw: str) -> tuple[str, tuple[Conversion, ...]]:
    """*raw* with its legacy stretches in Unicode, and where they stand once it is cleaned.

    `C¨n cø LuËt` is `Căn cứ Luật` (TCVN3), `Caên cöù Luaät` too (VNI). Capital fonts of TCVN3 keep
    small letters. Vietnamese in Unicode is never touched, nor is a text of ASCII letters.
    """
    if raw.isascii() or not _SUSPICIOUS.search(raw):
        return raw, ()
    glyphs = bool(shifted.MARKS.search(raw)) and shifted.is_shifted(raw)
    changes = sorted([*(_glyph_changes(raw) if glyphs else ()), *_encoded_changes(raw, glyphs)])
    return _applied(raw, changes)


def _glyph_changes(raw: str) -> Iterator[_Change]:
    for line in _LINE.finditer(raw):
        for start, end, text in shifted.stretches(line.group()):
            yield line.start() + start, line.start() + end, text, shifted.SHOWN


def _encoded_changes(raw: str, glyphs: bool) -> Iterator[_Change]:
    stretches = [s for s in _stretches(raw) if not (glyphs and shifted.MARKS.search(raw, s.start, s.end))]
    _judge_alone(raw, stretches)
    for stretch, encoding in zip(stretches, _judged_together(raw, stretches), strict=True):
        seen = raw[stretch.start : stretch.end]
        if encoding and (text := converted(encoding, seen)) != seen:
            yield stretch.start, stretch.end, text, encoding.shown


def _stretches(raw: str) -> Iterator[_Stretch]:
    """The lines that are not ASCII; where one holds Unicode words, these and what stands between."""
    for line in _LINE.finditer(raw):
        seen = line.group()
        if seen.isascii():
            continue
        if not _UNICODE.search(seen):
            yield from _trimmed(raw, line.start(), line.end())
        elif _SUSPICIOUS.search(seen):
            yield from _mixed(raw, line.start(), line.end())
        else:
            yield _Stretch(line.start(), line.end(), sure=True)


def _mixed(raw: str, start: int, end: int) -> Iterator[_Stretch]:
    for word in _WORD.finditer(raw, start, end):
        if _UNICODE.search(word.group()):
            yield from _trimmed(raw, start, word.start(), among=True)
            yield _Stretch(word.start(), word.end(), sure=True)
            start = word.end()
    yield from _trimmed(raw, start, end, among=True)


def _trimmed(raw: str, start: int, end: int, among: bool = False) -> Iterator[_Stretch]:
    """Stretches end at words, so that cleaning joins nothing across their ends."""
    seen = raw[start:end]
    start, end = start + len(seen) - len(seen.lstrip(_BLANK)), end - len(seen) + len(seen.rstrip(_BLANK))
    if start < end and not raw[start:end].isascii():
        yield _Stretch(start, end, among)


def _judge_alone(raw: str, stretches: Sequence[_Stretch]) -> None:
    last = ""
    for stretch in stretches:
        if stretch.sure:
            continue
        stretch.evidence = best(raw[stretch.start : stretch.end], last)
        stretch.sure = stretch.evidence.strong and (not stretch.among or stretch.evidence.fresh >= _AMONG)
        last = stretch.evidence.encoding.name if stretch.sure else last


def _judged_together(raw: str, stretches: Sequence[_Stretch]) -> Iterator[Encoding | None]:
    """What is clear by itself; of the rest what its neighbours before and after make clear."""
    after = _next_sure(stretches)
    before: _Stretch | None = None
    for stretch, following in zip(stretches, after, strict=True):
        if stretch.sure:
            before = stretch
            yield stretch.encoding
        else:
            yield _by_neighbours(raw[stretch.start : stretch.end], before, following)


def _next_sure(stretches: Sequence[_Stretch]) -> list[_Stretch | None]:
    found: list[_Stretch | None] = []
    following: _Stretch | None = None
    for stretch in reversed(stretches):
        found.append(following)
        following = stretch if stretch.sure else following
    return found[::-1]


def _by_neighbours(seen: str, before: _Stretch | None, after: _Stretch | None) -> Encoding | None:
    """A short line (`Sè: 99/TT`) goes with both neighbours; with one, if it gains a syllable."""
    near = [s.encoding for s in (before, after) if s]
    agreed = len({e.name if e else "" for e in near}) == 1
    for encoding in near:
        if encoding is None:
            continue
        evidence = weigh(encoding, seen)
        if (agreed or evidence.fresh) and 2 * evidence.good >= evidence.total:
            return encoding
    return None


def _applied(raw: str, changes: Sequence[_Change]) -> tuple[str, tuple[Conversion, ...]]:
    parts: list[str] = []
    found: list[Conversion] = []
    at = position = 0
    for start, end, text, source in changes:
        kept = raw[at:start]
        position += len(clean(kept))
        parts += [kept, text]
        reach = Span(position, position + len(clean(text)))
        if found and found[-1].source == source and _idle(kept, source):
            found[-1] = Conversion(Span(found[-1].span.start, reach.end), source)
        else:
            found.append(Conversion(reach, source))
        at, position = end, reach.end
    return "".join([*parts, raw[at:]]), tuple(found)


def _idle(kept: str, source: str) -> bool:
    """Whether two conversions are one: nothing but ASCII stands between them."""
    return not kept.strip() if source == shifted.SHOWN else kept.isascii()
