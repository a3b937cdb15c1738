"""One text as the builder reads it: the JSON that measuring tools read, and a view for people.

The field names of both are the same, so that a clerk can copy one into `corrections.toml`.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from builder.model import (
    Citation,
    Found,
    InForce,
    LeftOut,
    Metadata,
    Problem,
    Provision,
    Signature,
    Span,
    Target,
    Work,
)
from builder.text import squeeze

_FACTS = (
    "document_type",
    "number",
    "issuer",
    "place",
    "issued",
    "subject",
    "in_force_from",
    "in_force_until",
)
_MARKS = ("secrecy", "urgency")
# Line ends to some readers of "one object a line", though not to JSON.
_LINE_ENDS = {ord(c): f"\\u{ord(c):04x}" for c in "\u0085\u2028\u2029"}
_CONTEXT = 30
_NOT_GIVEN = "(không nêu trong văn bản)"
_UNDERLINE = ("\x1b[4m", "\x1b[24m")
_BRACKETS = ("⟦", "⟧")
# Unicode categories that could move the cursor, turn the direction of writing, or show as nothing.
_STEERING = ("Cc", "Cf", "Co", "Cs")


def as_json(work: Work) -> str:
    """One line of JSON in the form that DESIGN fixes: `null` where the text does not say."""
    document = work.document
    source = document.source
    return _line(
        {
            "source": {
                "path": source.path,
                "sha256": source.sha256,
                "encoding": source.encoding,
                "text": source.text,
            },
            "converted": [{"span": _ends(c.span), "from": c.source} for c in source.converted],
            "work": {"id": str(work.id), "url": work.url},
            "metadata": _metadata(document.metadata),
            "provisions": [_provision(p) for p in document.provisions],
            "citations": [_citation(c, t) for c, t in _settled(work)],
            "footnotes": [{"mark": n.mark, "span": _ends(n.span)} for n in document.layout.footnotes],
            "dropped": [{"span": _ends(d.span), "reason": d.reason} for d in document.layout.dropped],
            "problems": [
                {"severity": p.severity, "code": p.code, "span": _ends(p.span), "message": p.message}
                for p in (*document.problems, *work.problems)
            ],
        }
    )


def unreadable_as_json(left: LeftOut) -> str:
    """The line of a file that could not be read: its path and the one problem."""
    problem = {"severity": "error", "code": "left-out", "span": [0, 0], "message": left.reason}
    return _line({"source": {"path": left.path}, "problems": [problem]})


def _line(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False).translate(_LINE_ENDS)


def _ends(span: Span) -> list[int]:
    return [span.start, span.end]


def _metadata(metadata: Metadata) -> dict[str, Any]:
    return {
        "document_type": _fact(metadata.document_type),
        "number": _fact(metadata.number),
        "issuer": _fact(metadata.issuer),
        "issuers": list(metadata.issuers),
        "place": _fact(metadata.place),
        "issued": _fact(metadata.issued),
        "subject": _fact(metadata.subject),
        "in_force_from": _in_force(metadata.in_force_from),
        "in_force_until": _in_force(metadata.in_force_until),
        "signatures": [_signature(s) for s in metadata.signatures],
        "recipients": list(metadata.recipients),
        "addressees": list(metadata.addressees),
        "secrecy": _fact(metadata.secrecy),
        "urgency": _fact(metadata.urgency),
    }


def _fact(found: Found[str] | None) -> dict[str, Any] | None:
    return None if found is None else {"value": found.value, "span": _ends(found.span), "rule": found.rule}


def _in_force(found: Found[InForce] | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        "value": found.value.value,
        "span": _ends(found.span),
        "rule": found.rule,
        "sentence": found.value.sentence,
    }


def _signature(signature: Signature) -> dict[str, Any]:
    return {
        "name": signature.name,
        "position": signature.position,
        "capacities": [{"code": c.code, "of": c.of} for c in signature.capacities],
        "span": _ends(signature.span),
    }


def _provision(provision: Provision) -> dict[str, Any]:
    return {
        "anchor": provision.anchor,
        "kind": provision.kind,
        "num": provision.num,
        "heading": provision.heading,
        "span": _ends(provision.span),
        "children": [_provision(child) for child in provision.children],
    }


def _citation(citation: Citation, target: Target) -> dict[str, Any]:
    return {
        "span": _ends(citation.span),
        "text": citation.text,
        "form": citation.form,
        "document_type": citation.document_type,
        "number": citation.number,
        "issued": citation.issued,
        "issuer": citation.issuer,
        "inferred": list(citation.inferred),
        "portion": citation.portion,
        "relation": citation.relation,
        "target": {"status": target.status, "url": target.url, "candidates": list(target.candidates)},
    }


def as_text(work: Work, *, underline: bool = False) -> str:
    """The same for a person at a terminal; the words read are underlined, or in ⟦brackets⟧.

    Nothing of the text can steer the terminal: control and direction characters show as `·`.
    """
    document = work.document
    source = document.source
    quotes = _Quotes(source.text, *(_UNDERLINE if underline else _BRACKETS))
    sections = {
        "HỒ SƠ": _record(document.metadata, quotes),
        "BỐ CỤC": _outline(document.provisions),
        "DẪN CHIẾU": _citations(work, quotes),
        "CHÚ THÍCH": (f"{_safe(n.mark)}  {quotes.of(n.span)}" for n in document.layout.footnotes),
        "ĐIỀU CẦN KIỂM TRA": _problems((*document.problems, *work.problems), quotes),
    }
    head = [f"{_safe(source.path)}  ({source.encoding}, SHA-256 {source.sha256[:12]}…)", f"→ {work.url}"]
    return "\n".join([*head, *(line for name, lines in sections.items() for line in _section(name, lines))])


@dataclass(frozen=True, slots=True)
class _Quotes:
    """Words of one text with a little of their line on each side, marked where they begin and end."""

    text: str
    opening: str
    closing: str

    def of(self, span: Span) -> str:
        """The quoted words; nothing for an empty span, as a corrected field has."""
        if span.start == span.end:
            return ""
        before = self.text[max(0, span.start - _CONTEXT) : span.start].rpartition("\n")[2]
        after = self.text[span.end : span.end + _CONTEXT].partition("\n")[0]
        words = _safe(squeeze(self.text[span.start : span.end]))
        if len(words) > 4 * _CONTEXT:
            words = f"{words[: 2 * _CONTEXT]} … {words[-_CONTEXT:]}"
        return f"{_one_line(before).lstrip()}{self.opening}{words}{self.closing}{_one_line(after).rstrip()}"


def _section(name: str, lines: Iterable[str]) -> list[str]:
    return ["", name, *([f"  {line}" for line in lines] or ["  (không có)"])]


def _record(metadata: Metadata, quotes: _Quotes) -> Iterator[str]:
    for name in (*_FACTS, *_MARKS):
        found: Found[Any] | None = getattr(metadata, name)
        if found is None:
            yield _row(name)
            continue
        value = found.value
        yield _row(name, value.value or value.sentence if isinstance(value, InForce) else value)
        yield f"{'':<14} {f'{quotes.of(found.span)}  [{_safe(found.rule)}]'.lstrip()}"
    for signature in metadata.signatures:
        capacities = (f"{c.code} {c.of}" for c in signature.capacities)
        yield _row("signature", ", ".join(filter(None, (signature.name, signature.position, *capacities))))
        yield f"{'':<14} {quotes.of(signature.span)}"
    if not metadata.signatures:
        yield _row("signature")
    for name in ("issuers", "addressees", "recipients"):
        yield _row(name, "; ".join(getattr(metadata, name)))


def _row(name: str, value: str = "") -> str:
    return f"{name:<14} {_safe(value) or _NOT_GIVEN}"


def _outline(provisions: Iterable[Provision], depth: int = 0) -> Iterator[str]:
    for provision in provisions:
        heading = f"  {_safe(provision.heading)}" if provision.heading else ""
        yield f"{'  ' * depth}#{provision.anchor}{heading}"
        yield from _outline(provision.children, depth + 1)


def _citations(work: Work, quotes: _Quotes) -> Iterator[str]:
    for count, (citation, target) in enumerate(_settled(work), 1):
        fields = (citation.document_type, citation.number, citation.issued, citation.issuer, citation.portion)
        inferred = f"; suy ra: {', '.join(citation.inferred)}" if citation.inferred else ""
        yield f"{count}. {quotes.of(citation.span)}"
        yield f"   {_safe(' | '.join(f or '–' for f in fields))}"
        yield f"   [{citation.form}, {citation.relation}{inferred}]"
        yield f"   {target.status}: {target.url or ', '.join(target.candidates) or '–'}"


def _problems(problems: Iterable[Problem], quotes: _Quotes) -> Iterator[str]:
    for problem in problems:
        yield f"{problem.severity} {problem.code}: {_safe(problem.message)}"
        if quoted := quotes.of(problem.span):
            yield f"   {quoted}"


def _settled(work: Work) -> Iterable[tuple[Citation, Target]]:
    return zip(work.document.citations, work.targets, strict=True)


def _one_line(words: str) -> str:
    return _safe(re.sub(r"\s+", " ", words))


def _safe(words: str) -> str:
    return "".join("·" if unicodedata.category(c) in _STEERING else c for c in words)
