"""Texts as strings: clean what was received, fold for comparison, and read through a `View`.

`clean` is the one door into the house: what it returns is `SourceText.text`, and every span
counts its code points.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import lru_cache

from builder.model import Span

# The letters of Vietnamese for the classes of a pattern: `À-Ỹ` holds both cases, which alternate there.
UPPER = "A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
LOWER = "a-zàáâãèéêìíòóôõùúýăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ"

# Controls (tab and line end apart), zero-width and bidi marks, soft hyphens, the byte order mark.
_LINE_ENDS = re.compile("[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029](?:(?<=\r)\n)?")
_INVISIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\u00ad\ufeff\u200b-\u200f\u202a-\u202e\u2060]")
# Icelandic eth and African D look like Đ and are typed for it (facts: `Ð` for `Đ`).
_LOOK_ALIKE = str.maketrans({"\u00d0": "Đ", "\u00f0": "đ", "\u0189": "Đ", "\u0256": "đ"})
# Scans read ư as the letter oi: `BỘ CÔNG THƢƠNG`. Kept in the text, mended in what is read from it.
_OI = str.maketrans("\u01a2\u01a3", "Ưư")
_DASHES = dict.fromkeys([*range(0x2010, 0x2016), 0x2212], "-")
_MENDED: dict[int, str | int] = {**_LOOK_ALIKE, **_OI}
_ODD = re.compile("[\u00d0\u00f0\u0189\u0256\u01a2\u01a3\u2010-\u2015\u2212]")
_COMPARED: dict[int, str | int] = {**_MENDED, **_DASHES}
_LETTERS = re.compile(r"[^\W\d_]{1,3}")
_LETTERS_BEFORE = re.compile(r"[^\W\d_]{1,3}$")
_SHORT = 60
_WIDE = re.compile(r"\s{2,}")
_ONE_SPACE = re.compile(r"[^\S ]")
# Old placement (hòa) and new placement (hoà) of the tone mark are one spelling (facts/tone_placement.csv).
_TONES = dict(
    zip(
        "oà oá oả oã oạ oè oé oẻ oẽ oẹ uỳ uý uỷ uỹ uỵ".split(),
        "òa óa ỏa õa ọa òe óe ỏe õe ọe ùy úy ủy ũy ụy".split(),
        strict=True,
    )
)
# That each begins with one of two letters lets a search leap to the next of them.
_NEW_TONE = re.compile(r"[ou](?:(?<=o)[àáảãạèéẻẽẹ]|(?<=u)(?<!qu)[ỳýỷỹỵ])(?!\w)")


def clean(raw: str) -> str:
    r"""NFC text with `\n` line ends, without invisible characters, with Đ for its look-alikes.

    White space apart, no other character is added, taken or moved.
    """
    # What is printable holds neither invisible characters nor other line ends.
    even = raw.isprintable() or raw.replace("\n", "").isprintable()
    shown = raw if even else _INVISIBLE.sub("", _LINE_ENDS.sub("\n", raw))
    text = unicodedata.normalize("NFC", shown)
    return text.translate(_LOOK_ALIKE) if _ODD.search(text) else text


def lettered(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """*pattern* compiled, `UPPER` and `LOWER` in its classes standing for the letters of Vietnamese.

    A range such as `[a-zà-ỹ]` would hold Đ and Ư as well.
    """
    return re.compile(pattern.replace("LOWER]", f"{LOWER}]").replace("UPPER]", f"{UPPER}]"), flags)


def plain(text: str) -> str:
    """ASCII-like letters in lower case, for search and slugs: `Đường Uỷ` is `duong uy`."""
    lowered = text.casefold().replace("đ", "d")
    decomposed = unicodedata.normalize("NFD", lowered)
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def key(text: str) -> str:
    """The spelling-independent key of a name: case, spacing, dashes and tone placement apart.

    `UỶ BAN  NHÂN DÂN` and `Ủy ban nhân dân` share one key; `lưu` and `lựu` do not.
    """
    return _short_key(text) if len(text) <= _SHORT else _key(text)


def _key(text: str) -> str:
    plain_dashes = text.translate(_COMPARED) if _ODD.search(text) else text
    lowered = unicodedata.normalize("NFC", plain_dashes).casefold()
    toned = lowered if lowered.isascii() else _NEW_TONE.sub(lambda m: _TONES[m.group()], lowered)
    return " ".join(toned.split())


# Names and words are asked for again and again, by every step.
_short_key = lru_cache(maxsize=16_384)(_key)


def mended(name: str) -> str:
    """A name with the letters that scans confuse put right: `CÔNG THƢƠNG` is `CÔNG THƯƠNG`."""
    return name.translate(_MENDED)


def squeeze(text: str) -> str:
    """One space for each run of white space, none at the ends."""
    return " ".join(text.split())


def glued(source: str, end: int, start: int) -> bool:
    """Whether no space belongs between two pieces that only emphasis marks part.

    `ng**ày` and `V****Ă****N` are one word, `tỉnh**;` is a word and its sign; `2018***CHỈ THỊ` and
    `GIANG****CỘNG` are two.
    """
    if not source.startswith("*", end):
        return False
    between = source[end:start]
    if between.strip("*"):
        return False
    last, first = source[end - 1 : end], source[start : start + 1]
    if not last or not first:
        return False
    if not (last.isalnum() and first.isalnum()):
        return not (last.isspace() or first.isspace())
    if not first.isupper():
        return True
    if not last.isupper():
        return False
    if source[start + 1 : start + 2].islower():
        return False
    before = _LETTERS_BEFORE.search(source[max(0, end - 3) : end])
    after = _LETTERS.match(source, start, start + 3)
    return min(len(before.group()) if before else 3, len(after.group()) if after else 3) < 3


def readable(source: str, pieces: Sequence[Span]) -> str:
    """The text of a view of one paragraph, for who needs no way back to the source."""
    if len(pieces) == 1:
        words = source[pieces[0].start : pieces[0].end]
        if is_even(words):
            return words
    parts = [source[p.start : p.end] for p in pieces]
    plain_joints = not any(source[p.end : p.end + 1] == "*" for p in pieces[:-1])
    if plain_joints and all(map(is_even, parts)):
        return " ".join(parts)
    return View(source, pieces).text


def is_even(words: str) -> bool:
    """Whether single blanks are the only white space (any other white space is not printable)."""
    return words.isprintable() and "  " not in words


class View:
    r"""A readable string made of pieces of a source text, and the way back to it.

    Within a piece runs of white space become one space; pieces are joined by *joint*. `text` is
    what patterns search; `span` turns a match into a `Span` of the source.
    """

    __slots__ = ("_at", "_from", "text")

    def __init__(self, source: str, pieces: Iterable[Span], joint: str = " ") -> None:
        writer = _Writer(source)
        writer.write(pieces, joint)
        self.text, self._at, self._from = writer.done()

    @classmethod
    def grouped(cls, source: str, groups: Iterable[Iterable[Span]], joint: str = "\n") -> View:
        """A view of paragraphs: the pieces of a group are joined by a space, the groups by *joint*."""
        writer = _Writer(source)
        for group in groups:
            writer.paragraph(joint)
            writer.write(group, " ")
        view = cls.__new__(cls)
        view.text, view._at, view._from = writer.done()
        return view

    def span(self, start: int, end: int) -> Span:
        """The source span of `text[start:end]` (which must not be empty)."""
        return Span(self._origin(start), self._origin(end - 1) + 1)

    def _origin(self, at: int) -> int:
        run = bisect_right(self._at, at) - 1
        return self._from[run] + at - self._at[run]

    def position(self, origin: int) -> int:
        """The first index of `text` that stands at or after *origin* in the source."""
        run = bisect_right(self._from, origin) - 1
        if run < 0:
            return 0
        end = self._at[run + 1] if run + 1 < len(self._at) else len(self.text)
        return min(self._at[run] + origin - self._from[run], end)


class _Writer:
    """Gathers the text of a view as runs that stand in the source exactly as they stand in the text."""

    __slots__ = ("_at", "_end", "_from", "_length", "_out", "_pending", "_source")

    def __init__(self, source: str) -> None:
        self._source = source
        self._out: list[str] = []
        self._at: list[int] = []
        self._from: list[int] = []
        self._length = 0
        self._pending = ""
        self._end = 0

    def paragraph(self, joint: str) -> None:
        """What is written next begins a new paragraph, if anything stands before it."""
        self._pending = joint if self._out else ""

    def write(self, pieces: Iterable[Span], joint: str) -> None:
        source = self._source
        for piece in pieces:
            if self._out and not self._pending and not glued(source, self._end, piece.start):
                self._pending = joint
            words = source[piece.start : piece.end]
            if is_even(words):
                self._words(words, piece.start)
            else:
                self._uneven(piece)

    def _uneven(self, piece: Span) -> None:
        start = piece.start
        for gap in _WIDE.finditer(self._source, piece.start, piece.end):
            self._run(start, gap.start())
            self._pending = self._pending or " "
            start = gap.end()
        self._run(start, piece.end)

    def _run(self, start: int, end: int) -> None:
        self._words(_ONE_SPACE.sub(" ", self._source[start:end]), start)

    def _words(self, words: str, origin: int) -> None:
        if not words:
            return
        for part in (self._pending, words) if self._pending and self._parted() else (words,):
            self._at.append(self._length)
            self._from.append(origin)
            self._out.append(part)
            self._length += len(part)
        self._pending = ""
        self._end = origin + len(words)

    def _parted(self) -> bool:
        return bool(self._out) and not self._out[-1][-1].isspace()

    def done(self) -> tuple[str, list[int], list[int]]:
        return "".join(self._out), self._at, self._from
