"""Words that a PDF font without a map shows as the numbers of their glyphs: `7ӌ1+` is `TỈNH`.

Right words stand among them in one line, so that each word is judged: it is converted if it is
Vietnamese afterwards and was not before.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from builder.legacy.syllables import is_syllable
from builder.legacy.tables import load_legacy_tables

SHOWN = "PDF"
# Letters that only glyph numbers show in a Vietnamese text (Ơ ơ Ư ư, Ạ … ỹ).
MARKS = re.compile("[\u046a-\u046d\u04a4-\u04fd]")
_SURE = re.compile("[\u0001-\u0008\u000b-\u001f\u00ff\u0108\u046a-\u046d\u04a4-\u04fd]")
# \x03 is the glyph of the space.
_WORD = re.compile("[^ \t\r\n\u00a0\u0003]+")
_PARTS = re.compile(r"[\d\W_]+")
_PLAIN = re.compile(r"[(\[]?[\d.,/:%-]{1,20}[.,;:)%\]]{0,3}|\W")
_EDGE = ".,;:!?)]”\"'"
_AROUND = _EDGE + "([“-"
_LONGEST = 60


@cache
def _maps() -> tuple[dict[int, str], dict[int, str]]:
    tables = load_legacy_tables()
    plain = {c: chr(c + r.shift) for r in tables.glyph_ranges for c in range(ord(r.first), ord(r.last) + 1)}
    plain |= {ord(g.seen): g.letter for g in tables.glyphs if not g.second}
    return plain, plain | {ord(g.seen): g.letter for g in tables.glyphs if g.second}


def is_shifted(text: str) -> bool:
    """Whether at least two words with such letters become syllables, and three in four of them."""
    seen = [w for w in _WORD.findall(text) if MARKS.search(w)]
    good = [w for w in seen if _decoded(w, sure=True)]
    return len(set(good)) >= 2 and 4 * len(good) >= 3 * len(seen)


def stretches(line: str) -> list[tuple[int, int, str]]:
    """(start, end, text) of the stretches of *line* to convert, words that follow each other joined."""
    # A form feed before a line ends a page; elsewhere it is the glyph of a bracket.
    words = list(_WORD.finditer(line, len(line) - len(line.lstrip("\f"))))
    sure = [bool(_SURE.search(w.group())) for w in words]
    read = [_decoded(w.group(), True) if s else "" for w, s in zip(words, sure, strict=True)]
    found: list[tuple[int, int, str]] = []
    for n, word in enumerate(words):
        near = any(read[max(0, n - 1) : n + 2]) or bool(found and found[-1][1] >= word.start() - 1)
        text = read[n] or ("" if sure[n] else _unsure(word.group(), near))
        if text:
            _add(found, line, word.span(), text)
    return [_with_spaces(line, one) for one in found]


def _add(found: list[tuple[int, int, str]], line: str, span: tuple[int, int], text: str) -> None:
    start, end = span
    if found and not line[found[-1][1] : start].strip(" \t\u00a0\u0003"):
        before, joined, words = found.pop()
        text = words + line[joined:start].replace("\u0003", " ") + text
        start = before
    found.append((start, end, text))


def _with_spaces(line: str, one: tuple[int, int, str]) -> tuple[int, int, str]:
    """The spaces of the same font around a stretch belong to it, or cleaning would join two words."""
    start, end, text = one
    first, last = start, end
    while first and line[first - 1] == "\u0003":
        first -= 1
    while last < len(line) and line[last] == "\u0003":
        last += 1
    return first, last, " " * (start - first) + text + " " * (last - end)


def _unsure(word: str, near: bool) -> str:
    """A word without such letters, as `1$0` for `NAM` or `SKúF` for `phúc`."""
    if _PLAIN.fullmatch(word) or is_syllable(word.strip(_AROUND)):
        return ""
    if word.isascii():
        mixed = not word.isalpha() and len(word) >= 2
        return _decoded(word, False) if near and (mixed or len(word) >= 3) else ""
    return _decoded(word, False)


def _decoded(word: str, sure: bool) -> str:
    """The text of *word*, "" if it is not Vietnamese; a right comma or dot may stand at its end."""
    if len(word) > _LONGEST:
        return ""
    core = word.rstrip(_EDGE)
    for table in _maps():
        for body, edge in ((word, ""), (core, word[len(core) :])):
            text = unicodedata.normalize("NFC", body.translate(table))
            if text != body and _vietnamese(text, sure and any(ord(c) < 32 for c in body)):
                return text + edge
    return ""


def _vietnamese(text: str, controls: bool) -> bool:
    """Syllables in one case, known abbreviations, and figures between them."""
    parts = _parts(text)
    if not parts:
        return controls and all(c in "0123456789./-,:;() " for c in text)
    return all(_word(p, controls) for p in parts)


def _parts(text: str) -> list[str]:
    return [part for part in _PARTS.split(text) if part]


def _word(part: str, controls: bool) -> bool:
    if part in load_legacy_tables().abbreviations:
        return True
    if controls and part.isupper() and 2 <= len(part) <= 6:
        return True
    if len(part) == 1 and part.isascii():
        return False
    return is_syllable(part) and (part.islower() or part.isupper() or part.istitle())
