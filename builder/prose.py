"""A text as Markdown: every word of the source in order, and nothing that Markdown could act on.

What a source prints is text: each character that Markdown or HTML gives a meaning is written so
that it loses it. Printed numbering stays text, so no list can renumber it. Anchors are the
provisions' own; paragraphs without a number are counted within their nearest numbered unit.
"""

from __future__ import annotations

import posixpath
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from builder.model import Block, Footnote, Provision, Span, Work, Zone
from builder.text import glued

# Python-Markdown's own escapes do not cover all of these; character references always do.
_SPECIAL = re.compile(r"[&<>\\`*_{}\[\]|~^$=@\"'#!]")
_NAMED = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_LINE_START = re.compile(r"^(\s*)(?:(\d+)([.)])|([-+:]))")
_ZONE: dict[Zone, str] = {
    "preface": "phan-dau",
    "preamble": "can-cu",
    "body": "noi-dung",
    "conclusions": "phan-cuoi",
    "attachment": "kem-theo",
}
# One paragraph of Markdown is handled in time that grows with its square, so a long one is cut.
_LONGEST = 12_000
_LONGEST_PART = 2_000


@dataclass(frozen=True, slots=True)
class _Mark:
    """A stretch that is more than words: a citation, the reference to a note, bold print."""

    span: Span
    opening: str
    closing: str


def body(work: Work) -> str:
    """The Markdown of the whole source text of *work*, notes after the paragraph that refers to them."""
    return _Writer(work).body()


class _Writer:
    def __init__(self, work: Work) -> None:
        document = work.document
        self.text = document.source.text
        self.layout = document.layout
        self.page = f"vb/{work.id}/index.md"
        self.units = {p.label.start: p for p in _flat(document.provisions)}
        self.notes = _named(document.layout.footnotes)
        references = sorted(self._references(), key=lambda m: m.span)
        citations = (_up_to_note(mark, references) for mark in self._citations(work))
        self.marks = sorted([*citations, *references], key=lambda m: (m.span.start, -m.span.end))
        self.roles = self._of_blocks(_roles(work))
        self.unit = ""
        self.counted: Counter[str] = Counter()

    def body(self) -> str:
        parts: list[str] = []
        pending = sorted(self.notes.items(), key=lambda item: item[1].reference.start)
        table: list[Block] = []
        for block in self.layout.blocks:
            if block.kind == "row":
                table.append(block)
                continue
            parts += self._table(table)
            table = []
            parts.append(self._block(block))
            while pending and pending[0][1].reference.start < block.span.end:
                parts.append(self._note(*pending.pop(0)))
        parts += self._table(table)
        parts += [self._note(*item) for item in pending]
        return "\n\n".join(p for p in parts if p) + "\n"

    def _citations(self, work: Work) -> Iterator[_Mark]:
        pairs = zip(work.document.citations, work.targets, strict=True)
        end = 0
        for number, (citation, target) in enumerate(pairs, 1):
            if citation.span.start < end:
                continue
            end = citation.span.end
            name = f"dan-chieu-{number}"
            if citation.form == "self":
                own = f"#{target.fragment}" if target.fragment else ""
                make = self._link(citation.span, own, name, "noi-bo") if own else None
                yield make or _span(citation.span, name, "noi-bo")
            elif target.status == "held" and target.url:
                fragment = f"#{target.fragment}" if target.fragment else ""
                yield self._link(citation.span, self._relative(target.url) + fragment, name, "co-trong-kho")
            else:
                yield _span(citation.span, name, "ngoai-kho" if target.status == "outside" else "chua-ro")

    def _link(self, span: Span, to: str, name: str, kind: str) -> _Mark:
        return _Mark(span, "[", f"]({to}){{: #{name} .dan-chieu .{kind} }}")

    def _relative(self, url: str) -> str:
        return posixpath.relpath(url.strip("/") + "/index.md", posixpath.dirname(self.page))

    def _references(self) -> Iterator[_Mark]:
        for name, note in self.notes.items():
            yield _Mark(note.reference, "[", f"](#chu-thich-{name}){{: #tham-chieu-{name} .tham-chieu }}")

    def _block(self, block: Block) -> str:
        provision = self._provision(block)
        chunks = self._chunks(block.pieces)
        anchor = provision.anchor if provision else self._paragraph_anchor(block)
        classes = self._classes(block, provision)
        if provision and provision.heading and len(chunks) == 1 and provision.kind != "point":
            return f"{'#' * _level(provision)} {chunks[0].lstrip()} {{: #{anchor} .{' .'.join(classes)} }}"
        first, *rest = chunks or [""]
        attributes = " ".join(([f"#{anchor}"] if anchor else []) + [f".{c}" for c in classes])
        out = [f"{_guarded(first)}\n{{: {attributes} }}" if first.strip() else ""]
        return "\n\n".join(out + [f"{_guarded(c)}\n{{: .tiep }}" for c in rest])

    def _provision(self, block: Block) -> Provision | None:
        """The unit that *block* opens; what follows is counted within it."""
        provision = next((self.units[p.start] for p in block.pieces if p.start in self.units), None)
        self.unit = provision.anchor if provision else self.unit
        return provision

    def _paragraph_anchor(self, block: Block) -> str:
        if block.zone not in ("preamble", "body", "attachment"):
            return ""
        self.counted[self.unit] += 1
        return f"{self.unit}-doan-{self.counted[self.unit]}" if self.unit else f"doan-{self.counted['']}"

    def _classes(self, block: Block, provision: Provision | None) -> list[str]:
        role = self.roles.get(block.span.start, "")
        kind = f"cap-{provision.kind}" if provision else ""
        return [css for css in (_ZONE[block.zone], role, kind) if css]

    def _of_blocks(self, roles: Sequence[tuple[Span, str]]) -> dict[int, str]:
        """The role of each block that a found fact touches, by where the block starts."""
        spans = [block.span for block in self.layout.blocks]
        found: dict[int, str] = {}
        for span, name in roles:
            at = bisect_right(spans, span.start, key=lambda s: s.end)
            while at < len(spans) and spans[at].start < span.end:
                found.setdefault(spans[at].start, name)
                at += 1
        return found

    def _note(self, name: str, note: Footnote) -> str:
        chunks = self._chunks(note.pieces)
        back = f'[↩](#tham-chieu-{name}){{: .quay-lai data-added="1" title="Về chỗ chú thích" }}'
        text = " ".join(chunks)
        return f'{_guarded(text)} {back}\n{{: #chu-thich-{name} .chu-thich data-note="1" }}'

    def _table(self, rows: Sequence[Block]) -> list[str]:
        """Rows that belong together, as a table whose header row is empty: no cell is made a heading."""
        if not rows:
            return []
        if len(rows) == 1:
            return [self._block(rows[0])]
        width = max(len(r.cells) for r in rows)
        lines = ["|" + "  |" * width, "|" + " --- |" * width]
        for row in rows:
            provision = self._provision(row)
            anchor = f'<span id="{provision.anchor}"></span>' if provision else ""
            cells = [" ".join(self._chunks(c)) for c in row.cells] + [""] * (width - len(row.cells))
            lines.append(f"| {anchor}" + " | ".join(cells) + " |")
        return ["\n".join(lines)]

    def _chunks(self, pieces: Sequence[Span]) -> list[str]:
        """The inline Markdown of *pieces*, cut where it grows too long for one paragraph."""
        out, size, chunk = [], 0, []
        for words, closes in self._runs(pieces):
            chunk.append(words)
            size += len(words)
            if closes and size > _LONGEST:
                out.append("".join(chunk).strip())
                chunk, size = [], 0
        if chunk and "".join(chunk).strip():
            out.append("".join(chunk).strip())
        return out

    def _runs(self, pieces: Sequence[Span]) -> Iterator[tuple[str, bool]]:
        """Stretches of inline Markdown and whether a paragraph may be cut after each."""
        start, end = pieces[0].start, pieces[-1].end
        at = start
        for mark in self._marks_within(start, end):
            if mark.span.start < at:
                continue
            yield from self._plain(pieces, at, mark.span.start)
            inner = "".join(w for w, _ in self._plain(pieces, mark.span.start, min(mark.span.end, end)))
            if inner.strip():
                before, after = (" " if c == " " else "" for c in (inner[0], inner[-1]))
                yield f"{before}{mark.opening}{inner.strip()}{mark.closing}{after}", True
            at = min(mark.span.end, end)
        yield from self._plain(pieces, at, end)

    def _marks_within(self, start: int, end: int) -> list[_Mark]:
        low, high = 0, len(self.marks)
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if self.marks[middle].span.end <= start else (low, middle)
        found = []
        for mark in self.marks[low:]:
            if mark.span.start >= end:
                break
            found.append(mark)
        return found

    def _plain(self, pieces: Sequence[Span], start: int, end: int) -> Iterator[tuple[str, bool]]:
        """The words of `[start, end)` that the pieces hold, escaped; a space where two pieces meet."""
        for n in range(bisect_right(pieces, start, key=lambda p: p.end), len(pieces)):
            piece = pieces[n]
            if piece.start >= end:
                break
            if n and piece.start >= start and not glued(self.text, pieces[n - 1].end, piece.start):
                yield " ", True
            words = " ".join(self.text[max(piece.start, start) : min(piece.end, end)].split("\n"))
            yield from _in_parts(words)


def escape(words: str) -> str:
    """*words* as inline Markdown that shows exactly them.

    >>> escape("<b>*{{ x }}*</b>")
    '&lt;b&gt;&#42;&#123;&#123; x &#125;&#125;&#42;&lt;/b&gt;'
    """
    return _SPECIAL.sub(lambda m: _NAMED.get(m.group(), f"&#{ord(m.group())};"), words)


def _in_parts(words: str) -> Iterator[tuple[str, bool]]:
    """*words* escaped, in parts that end at a space, and whether a paragraph may be cut after each."""
    at = 0
    while len(words) - at > _LONGEST_PART:
        space = words.rfind(" ", at, at + _LONGEST_PART)
        end = space + 1 if space > at else at + _LONGEST_PART
        yield escape(words[at:end]), True
        at = end
    yield escape(words[at:]), False


def _guarded(line: str) -> str:
    """A paragraph whose first characters open no list, rule or definition: `1. ` is written `1&#46; `."""
    match = _LINE_START.match(line := line.lstrip())
    if not match:
        return line
    if match.group(2):
        at = match.end(2)
        return f"{line[:at]}&#{ord(line[at])};{line[at + 1 :]}"
    return f"&#{ord(line[0])};{line[1:]}"


def _up_to_note(mark: _Mark, references: Sequence[_Mark]) -> _Mark:
    """The citation up to the reference inside it, `ngày 16/4/2018¹ của UBND tỉnh`: no link holds another."""
    after = bisect_right(references, mark.span.start, key=lambda r: r.span.start)
    end = references[after].span.start if after < len(references) else mark.span.end
    return replace(mark, span=Span(mark.span.start, min(end, mark.span.end)))


def _span(span: Span, name: str, kind: str) -> _Mark:
    return _Mark(span, f'<span id="{name}" class="dan-chieu {kind}">', "</span>")


def _flat(provisions: Sequence[Provision]) -> Iterator[Provision]:
    for provision in provisions:
        yield provision
        yield from _flat(provision.children)


def _level(provision: Provision) -> int:
    """Heading level below the page's own h1: units that hold others stand higher."""
    levels = {"attachment": 2, "part": 2, "chapter": 2, "section": 3, "subsection": 3, "article": 4}
    return levels.get(provision.kind, 5)


def _named(footnotes: Sequence[Footnote]) -> Mapping[str, Footnote]:
    """Each note by the name of its anchor: its mark in plain figures, `--2` when a mark comes again."""
    found: dict[str, Footnote] = {}
    seen: Counter[str] = Counter()
    for note in footnotes:
        mark = "".join(str("⁰¹²³⁴⁵⁶⁷⁸⁹".index(c)) if c in "⁰¹²³⁴⁵⁶⁷⁸⁹" else c for c in note.mark)
        seen[mark] += 1
        found[mark if seen[mark] == 1 else f"{mark}--{seen[mark]}"] = note
    return found


def _roles(work: Work) -> list[tuple[Span, str]]:
    """What a line of the head or foot is, so that it can be set as the official form sets it."""
    record = work.document.metadata
    found = (
        (record.document_type, "ten-loai"),
        (record.subject, "trich-yeu"),
        (record.number, "so-hieu"),
        (record.issued, "ngay-thang"),
        (record.place, "ngay-thang"),
        (record.issuer, "co-quan"),
    )
    roles = [(f.span, name) for f, name in found if f]
    return [*roles, *((s.span, "chu-ky") for s in work.document.metadata.signatures)]
