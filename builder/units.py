"""The units of a text that an address can lead to: provisions, paragraphs between them, notes.

Each has the anchor that its numbering gives it and a mark of its first words, by which it is known
again when numbering, paragraphs or the reader change.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from builder.model import Block, Document, Footnote, Provision
from builder.text import key, readable

# Whatever numbers a unit is no part of the words it is known by: a khoản may be counted anew.
_NUMBERING = re.compile(
    r"(?:(?:phần|chương|mục|tiểu mục|điều|khoản|điểm)\s)?"
    r"(?:\d[\d.]{0,12}|[ivxlc]{1,7}|[a-zđ]{1,2})\s?[.):/–-]{1,2}\s?"
)
_WORD = re.compile(r"[^\W_]+")
_NUMBERED_ZONES = ("preamble", "body", "attachment")
_LETTERS = 32
_FIRST, _READ = 64, 120
_HEX = 8


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit by where its block starts, its anchor by numbering, and the mark of its first words.

    What stands in the head or foot, or in a table, has no anchor of its own, but can keep one.
    """

    start: int
    anchor: str
    mark: str
    numbered: bool


def units(document: Document) -> tuple[Unit, ...]:
    """Every block of *document* in reading order, notes last; their anchors are unique.

    A paragraph without a number is counted within the nearest unit that has one: `khoan-2-doan-1`.
    """
    if (counted := getattr(document, "units", None)) is not None:
        # A document that was kept on disk brings them along.
        return tuple(counted)
    text = document.source.text
    notes = (
        Unit(note.span.start, f"chu-thich-{name}", mark(readable(text, note.pieces)), True)
        for name, note in named_notes(document.layout.footnotes).items()
    )
    return (*_blocks(document), *notes)


def numbering(counted: Sequence[Unit]) -> tuple[tuple[str, str], ...]:
    """The mark and the anchor of each unit that has one by its numbering, as the registry first has them."""
    return tuple((unit.mark, unit.anchor) for unit in counted if unit.anchor)


def _blocks(document: Document) -> Iterator[Unit]:
    text = document.source.text
    for one in counted(document):
        words = mark(readable(text, one.block.pieces))
        yield Unit(one.block.start, one.anchor, words, one.number == 0)


class Counted(NamedTuple):
    """A block, the nearest numbered unit, and how many paragraphs of that unit stand up to it.

    The *number* of the block that opens the unit is 0; what stands in head, foot or a table has none.
    """

    block: Block
    unit: Provision | None
    number: int | None

    @property
    def anchor(self) -> str:
        """The anchor that its numbering gives it: `khoan-2-doan-1`; empty without a number."""
        unit = self.unit.anchor if self.unit else ""
        paragraph = f"doan-{self.number}" if self.number else ""
        return "" if self.number is None else "-".join(part for part in (unit, paragraph) if part)


def counted(document: Document) -> Iterator[Counted]:
    """Every block of *document*, in reading order."""
    opened = {p.label.start: p for p in flat(document.provisions)}
    blocks = document.layout.blocks
    unit, paragraphs = None, Counter[str]()
    for i, block in enumerate(blocks):
        if provision := opening(block, opened):
            unit = provision
            yield Counted(block, unit, 0)
        elif block.zone in _NUMBERED_ZONES and not _in_table(blocks, i):
            within = unit.anchor if unit else ""
            paragraphs[within] += 1
            yield Counted(block, unit, paragraphs[within])
        else:
            yield Counted(block, unit, None)


def anchors(document: Document) -> dict[int, str]:
    """The anchors of the units of *document* by numbering, by where their blocks start."""
    found = {one.block.start: anchor for one in counted(document) if (anchor := one.anchor)}
    notes = named_notes(document.layout.footnotes)
    return found | {note.span.start: f"chu-thich-{name}" for name, note in notes.items()}


def _in_table(blocks: Sequence[Block], i: int) -> bool:
    """Whether the block is one of several rows in succession: rows of tables have no anchors."""
    return blocks[i].kind == "row" and sum(b.kind == "row" for b in blocks[max(0, i - 1) : i + 2]) > 1


def opening(block: Block, opened: Mapping[int, Provision]) -> Provision | None:
    """The unit that *block* opens, *opened* being the provisions by where their labels start."""
    for piece in block.pieces:
        if piece.start in opened:
            return opened[piece.start]
    return None


def flat(provisions: Sequence[Provision]) -> Iterator[Provision]:
    """Every provision of the trees, in reading order."""
    for provision in provisions:
        yield provision
        yield from flat(provision.children)


def mark(words: str) -> str:
    """The mark of a unit's first letters and digits, its numbering, case and spacing apart.

    >>> mark("2. Các sở, ban, ngành") == mark("b) CÁC SỞ,  ban, ngành") != mark("2. Các hội")
    True
    """
    # The first words mostly suffice; that they end where a word does keeps the key of each.
    first = words.find(" ", _FIRST, _READ)
    letters = _marked(words[:first]) if first > 0 else ""
    return _hash(letters if len(letters) >= _LETTERS else _marked(words[:_READ]))


def _marked(words: str) -> str:
    """The letters and digits that *words* are known by; those of their number where there are no others."""
    lowered = key(words)
    number = _NUMBERING.match(lowered)
    return _letters(lowered[number.end() :] if number else lowered) or _letters(lowered)


def _letters(words: str) -> str:
    """The letters and digits of *words*, at least the first of them that a mark is made of."""
    found = "".join(_WORD.findall(words[: 2 * _LETTERS]))
    return found if len(found) >= _LETTERS else "".join(_WORD.findall(words))


def _hash(letters: str) -> str:
    return hashlib.sha256(letters[:_LETTERS].encode("utf-8", "surrogatepass")).hexdigest()[:_HEX]


def inner_marks(words: str) -> Iterator[str]:
    """The marks of what a paragraph may have swallowed: of the words after each of its words."""
    found = _WORD.findall(key(words))
    for n in range(1, len(found)):
        letters = ""
        for word in found[n : n + _LETTERS]:
            letters += word
            yield _hash(letters)
            if len(letters) >= _LETTERS:
                break


def named_notes(footnotes: Sequence[Footnote]) -> Mapping[str, Footnote]:
    """Each note by the name of its anchor: its mark in plain figures, `--2` when a mark comes again."""
    found: dict[str, Footnote] = {}
    seen: Counter[str] = Counter()
    for note in footnotes:
        sign = "".join(str("⁰¹²³⁴⁵⁶⁷⁸⁹".index(c)) if c in "⁰¹²³⁴⁵⁶⁷⁸⁹" else c for c in note.mark)
        seen[sign] += 1
        found[sign if seen[sign] == 1 else f"{sign}--{seen[sign]}"] = note
    return found
