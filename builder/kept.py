"""Documents that lie on disk: what lists and links need at hand, the rest only when it is asked for.

An archive of 150,000 texts does not fit into memory, nor do the records of its documents. Their briefs do.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter
from sys import intern
from typing import Any

from builder.model import Anchors, Document, Facts, Printed, Problem, SourceText, Span, WorkId
from builder.registered import Units, numbering_of
from builder.resolve import asked
from builder.resolve.identities import identity, printed_facts
from builder.shelf import Shelf, digest
from builder.stored import ASKED, CITATIONS, UNITS, WORDS, Texts, Told, put_parts, told
from builder.units import flat, numbering, units

# The documents whose words are at hand in one process: a page shows those that cite it.
_AT_HAND = 64
# Of what a document is named by: its anchors, all its units with theirs, its provisions.
_, _ANCHORS, _NAMED_UNITS, _NAMED, _ = range(5)
NUMBERED = "="
_OF_WORDS = ("text", "converted", "layout", "provisions")
_GIVEN_NONE: Mapping[str, Any] = {}


class KeptText(SourceText):
    """A text whose words are read when they are asked for; *given* are others than those of its file."""

    __slots__ = ("given", "key", "texts")
    given: Mapping[str, Any]
    texts: Texts
    key: str

    @property
    def known(self) -> dict[str, Any]:
        """What is at hand."""
        return {"path": self.path, "origin": self.origin, "sha256": self.sha256, **self.given}

    def __getattr__(self, name: str) -> Any:
        if name in ("text", "converted"):
            return _words(self.texts, self.key, self.origin)[name]
        if name == "encoding":
            return self.texts.record(self.key, self.origin).encoding
        raise AttributeError(name)

    def but(self, **changes: Any) -> KeptText:
        known = {**self.known, **changes}
        path, origin, sha256 = (known.pop(name) for name in ("path", "origin", "sha256"))
        return _text(self.texts, self.key, path, origin, sha256, known)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, KeptText) and (self.key, self.known) == (other.key, other.known)

    def __hash__(self) -> int:
        return hash((self.key, self.path))


class KeptDocument(Document):
    """A document whose record, blocks, provisions, citations and units are read when they are asked for.

    At hand are its problems, its *own* address, its *facts* and what lists show of it as its text gives them
    (*printed*; None where it was given another record), the mark of *secrecy*
    that it bears, and hashes: of the *places* that a citation can point at, and of its units by their
    *numbering*. Its anchors are those that it is *named_by*: of its numbering, or what `keep_names` has kept.
    *given* are others than those of its file. What it *asked* when it was read it asks as long as its places
    have the anchors of then.
    """

    __slots__ = (
        "facts", "given", "key", "named_by", "numbering", "own", "places", "printed", "secrecy", "texts",
    )  # fmt: skip
    facts: Facts
    printed: Printed | None
    given: Mapping[str, Any]
    texts: Texts
    key: str
    named_by: str
    own: WorkId
    places: str
    numbering: str
    secrecy: str | None

    @property
    def known(self) -> dict[str, Any]:
        """What is at hand."""
        return {**dict(zip(_AT_HAND_OF, _read_at_hand(self), strict=True)), **self.given}

    def __getattr__(self, name: str) -> Any:
        if name in ("metadata", "province"):
            return getattr(self.texts.record(self.key, self.source.origin), name)
        if name == "citations":
            return _citations(self.texts, self.key, self.source.origin)
        if name == "anchors":
            return self._anchors()
        if name == "provisions" and self.named_by not in ("", NUMBERED):
            return self.texts.part(self.named_by, self.source.origin, _NAMED)
        if name in ("layout", "provisions"):
            return _words(self.texts, self.key, self.source.origin)[name]
        if name == "units":
            return self.texts.part(self.key, self.source.origin, UNITS)
        if name == "asked" and self.named_by in ("", NUMBERED) and "provisions" not in self.given:
            return self.texts.part(self.key, self.source.origin, ASKED)
        raise AttributeError(name)

    def _anchors(self) -> tuple[Anchors, ...]:
        if self.named_by == NUMBERED:
            return tuple(Anchors(unit.start, (unit.anchor,)) for unit in units(self) if unit.anchor)
        found = self.texts.part(self.named_by, self.source.origin, _ANCHORS) if self.named_by else ()
        return tuple(found)

    def but(self, **changes: Any) -> KeptDocument:
        changes |= {"printed": None} if "metadata" in changes else {}
        at_hand = [*map(changes.pop, _AT_HAND_OF, _read_at_hand(self))]
        given = {**self.given, **changes} if changes else self.given
        return _document(self.texts, self.key, given, *at_hand)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, KeptDocument) and (self.key, self.known) == (other.key, other.known)

    def __hash__(self) -> int:
        return hash((self.key, self.source.path))


def token(document: Document) -> str:
    """By which a kept document is known again: the same words, record and anchors; else empty."""
    if not isinstance(document, KeptDocument):
        return ""
    given = document.given
    changed = {name: given[name] for name in ("anchors", "provisions") if given.get(name)} if given else {}
    named_by = digest(repr(changed)) if changed else document.named_by
    return f"{document.key} {named_by}" if named_by else document.key


def places(document: Document) -> str:
    """The same as long as a kept document has the same places that a citation can point at."""
    if not isinstance(document, KeptDocument):
        return ""
    if "provisions" not in document.given:
        return document.places
    return digest(*(p.anchor for p in flat(document.given["provisions"])))


def citing(document: Document) -> str:
    """By which a kept document is known again as one that cites and is cited; else empty.

    Its words, its record, and the places that a citation can point at: its other anchors do not count.
    """
    return f"{document.key} {places(document)}" if isinstance(document, KeptDocument) else ""


def keep(document: Document, shelf: Shelf, key: str) -> Told:
    """*document* lies on the shelf under *key*; gives what the tables are to keep of it."""
    source = document.source
    record = {
        "sha256": source.sha256,
        "encoding": source.encoding,
        "metadata": document.metadata,
        "problems": document.problems,
        "province": document.province,
        "own": identity(document),
        "facts": printed_facts(document),
        "places": digest(*(provision.anchor for provision in flat(document.provisions))),
    }
    counted = units(document)
    record["numbering"] = numbering_of(numbering(counted))
    words = (source.text, source.converted, document.layout, document.provisions)
    put_parts(shelf, key, record, document.citations, asked(document), counted, words)
    return told(record)


def keep_names(named: Document, units: Units, lost: Sequence[str], shelf: Shelf, name: str) -> bytes:
    """The anchors of *named*, and its *units* with all that they are called, lie on the shelf as *name*.

    Gives what is to be at hand of them, as `names_of` reads it.
    """
    places = digest(*(provision.anchor for provision in flat(named.provisions)))
    record = Names(numbering_of(units), places, tuple(lost))
    return put_parts(shelf, name, record, named.anchors, units, named.provisions, None)


@dataclass(frozen=True, slots=True)
class Names:
    """Of anchors that are kept: the hash of all units with theirs, that of the *places*, what is lost."""

    numbering: str
    places: str
    lost: tuple[str, ...]


def named_units(document: KeptDocument) -> Units:
    """The units of *document* with all that they are called."""
    if document.named_by == NUMBERED:
        return numbering(units(document))
    found: Units = document.texts.part(document.named_by, document.source.origin, _NAMED_UNITS)
    return found


def document_of(brief: bytes, texts: Texts, key: str, shown: str, origin: str) -> KeptDocument:
    """The document under *key* of *texts*, from the file *origin*, of which *brief* is known."""
    sha256, own, facts, places, numbering, secrecy, printed_issuer, subject, problems = marshal.loads(brief)
    source = _text(texts, key, shown, origin, sha256)
    # What many texts say is kept once.
    issuer, kind, year, number = own
    address = WorkId(intern(issuer), intern(kind), intern(year), number)
    kind, number, issued, issuer = facts
    facts = intern(kind), number, intern(issued), intern(issuer)
    printed = Printed(*facts[:3], intern(printed_issuer), subject)
    found = tuple(map(_problem, problems)) if problems else ()
    at_hand = source, found, address, facts, printed, places, numbering, secrecy, ""
    return _document(texts, key, _GIVEN_NONE, *at_hand)


def _problem(packed: tuple[Any, ...]) -> Problem:
    severity, code, start, end, message, about = packed
    return Problem(severity, code, Span(start, end), message, about)


def _setters(kind: type, *names: str) -> tuple[Callable[[Any, Any], None], ...]:
    """What puts a value in its place without a look at what the place is called: there are many."""
    return tuple(getattr(kind, name).__set__ for name in names)


_new, _put = object.__new__, object.__setattr__
_AT_HAND_OF = ("source", "problems", "own", "facts", "printed", "places", "numbering", "secrecy", "named_by")
_read_at_hand = attrgetter(*_AT_HAND_OF)
_put_source, _put_problems, _put_own, _put_facts, *_put_others = _setters(KeptDocument, *_AT_HAND_OF)
_put_printed, _put_places, _put_numbering, _put_secrecy, _put_named_by = _put_others
_put_texts, _put_key, _put_given = _setters(KeptDocument, "texts", "key", "given")
_set_path, _set_origin, _set_sha256 = _setters(KeptText, "path", "origin", "sha256")
_set_texts, _set_key, _set_given = _setters(KeptText, "texts", "key", "given")


def _text(
    texts: Texts, key: str, path: str, origin: str, sha256: str, given: Mapping[str, Any] = _GIVEN_NONE
) -> KeptText:
    made = _new(KeptText)
    _set_texts(made, texts)
    _set_key(made, key)
    _set_given(made, given)
    _set_path(made, path)
    _set_origin(made, origin)
    _set_sha256(made, sha256)
    for name, value in given.items():
        _put(made, name, value)
    return made


def _document(
    texts: Texts,
    key: str,
    given: Mapping[str, Any],
    source: SourceText,
    problems: tuple[Problem, ...],
    own: WorkId,
    facts: Facts,
    printed: Printed | None,
    places: str,
    numbering: str,
    secrecy: str | None,
    named_by: str,
) -> KeptDocument:
    """A document with what is at hand, and *given*; the rest is left to `__getattr__`."""
    made = _new(KeptDocument)
    _put_texts(made, texts)
    _put_key(made, key)
    _put_given(made, given)
    _put_source(made, source)
    _put_problems(made, problems)
    _put_own(made, own)
    _put_facts(made, facts)
    _put_printed(made, printed)
    _put_places(made, places)
    _put_numbering(made, numbering)
    _put_secrecy(made, secrecy)
    _put_named_by(made, named_by)
    for name, value in given.items():
        _put(made, name, value)
    return made


@lru_cache(maxsize=_AT_HAND)
def _words(texts: Texts, key: str, origin: str) -> dict[str, Any]:
    return dict(zip(_OF_WORDS, texts.part(key, origin, WORDS), strict=True))


@lru_cache(maxsize=_AT_HAND)
def _citations(texts: Texts, key: str, origin: str) -> Any:
    return texts.part(key, origin, CITATIONS)
