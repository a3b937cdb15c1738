"""A text as it is read: spans, what was dropped, lines, blocks and notes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Generic, Literal, TypeVar

T = TypeVar("T")

Zone = Literal["preface", "preamble", "body", "conclusions", "attachment"]
Reason = Literal["page-number", "running-head", "emphasis-mark", "ruler", "table-mark"]
BlockKind = Literal["paragraph", "line", "row"]


@dataclass(frozen=True, slots=True, order=True, init=False)
class Span:
    """Half-open `[start, end)` in code points of `SourceText.text`."""

    start: int
    end: int

    # Hundreds are made of every text: this is sooner than what a frozen dataclass writes for itself.
    def __init__(self, start: int, end: int) -> None:
        if not 0 <= start <= end:
            raise ValueError(f"not a span: [{start}, {end})")
        _set_start(self, start)
        _set_end(self, end)

    def holds(self, other: Span) -> bool:
        """Whether *other* lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end


_set_start: Callable[[Span, int], None] = vars(Span)["start"].__set__
_set_end: Callable[[Span, int], None] = vars(Span)["end"].__set__


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A fact read from a text: its value, the words it was read from, the rule that read it."""

    value: T
    span: Span
    rule: str


@dataclass(frozen=True, slots=True)
class Conversion:
    """A stretch that stood in a legacy encoding and was converted, e.g. from TCVN3."""

    span: Span
    source: str


@dataclass(frozen=True, slots=True)
class SourceText:
    """One file as received, decoded and cleaned (never reworded).

    *path* is how the file is shown; *origin* where it lies on this machine.
    """

    path: str
    sha256: str
    encoding: str
    text: str
    converted: tuple[Conversion, ...] = ()
    origin: str = ""

    def but(self, **changes: Any) -> SourceText:
        """The same text with other values for the fields that *changes* names."""
        return replace(self, **changes)


@dataclass(frozen=True, slots=True)
class Dropped:
    """Marks that are not words: shown nowhere, listed by `explain`."""

    span: Span
    reason: Reason


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note lifted out of the page it interrupted; *span* holds its mark and its words.

    Nothing inside it is dropped; *reference* is the mark in the text that points at it.
    """

    mark: str
    span: Span
    reference: Span

    @property
    def pieces(self) -> tuple[Span, ...]:
        return (self.span,)


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line: its words without marks and notes, as pieces of the source text."""

    span: Span
    pieces: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Segment:
    """A cell or column of a printed line, in the order of the file; *gap*: an empty line stands before it."""

    line: int
    pieces: tuple[Span, ...]
    gap: bool

    @property
    def start(self) -> int:
        """Where its span starts."""
        return self.pieces[0].start

    @property
    def end(self) -> int:
        """Where its span ends."""
        return self.pieces[-1].end

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Marked:
    """The lines of a text with their marks and notes lifted out, and what was lifted."""

    lines: tuple[Line, ...]
    dropped: tuple[Dropped, ...]
    footnotes: tuple[Footnote, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a printed line, or a table row: pieces of the source, in order.

    *pieces* leave out what is dropped and what is a note; several pieces are a paragraph that a
    line end or a page break had cut.
    """

    kind: BlockKind
    zone: Zone
    pieces: tuple[Span, ...]
    cells: tuple[tuple[Span, ...], ...] = ()

    @property
    def start(self) -> int:
        """Where its span starts."""
        return self.pieces[0].start

    @property
    def span(self) -> Span:
        return Span(self.pieces[0].start, self.pieces[-1].end)


@dataclass(frozen=True, slots=True)
class Layout:
    """A text cut into blocks in reading order, its notes lifted, its marks dropped.

    *strong* are the stretches that the source prints between emphasis marks.
    """

    blocks: tuple[Block, ...]
    footnotes: tuple[Footnote, ...]
    dropped: tuple[Dropped, ...]
    strong: tuple[Span, ...] = ()
