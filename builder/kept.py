"""Documents that lie on disk: what lists and links need at hand, the rest only when it is asked for.

An archive of 150,000 texts does not fit into memory; the records of its documents do. The file of a document
has five parts, each read by itself: what is at hand, its citations, what they ask, its units, and its words.
"""

from __future__ import annotations

import pickle
import struct
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, TypeVar

from builder.model import Anchors, Document, SourceText
from builder.pickled import dumps
from builder.records import Records
from builder.registered import Units, numbering_of
from builder.resolve import asked
from builder.resolve.identities import identity, printed_facts
from builder.shelf import Shelf, digest
from builder.units import flat, numbering, units

# The documents whose words are at hand in one process: a page shows those that cite it.
_AT_HAND = 64
K = TypeVar("K")
# The lengths and check sums of the parts stand before them.
_HEAD = struct.Struct("<10I")
_RECORD, _CITATIONS, _ASKED, _UNITS, _WORDS = range(5)
# Of what a document is named by: its anchors, all its units with theirs, its provisions.
_, _ANCHORS, _NAMED_UNITS, _NAMED, _ = range(5)
NUMBERED = "="
_NOT_GIVEN = object()
_TEXT_AT_HAND = ("path", "origin", "sha256", "encoding")
_OF_RECORD = ("source", "metadata", "problems", "province", "own", "facts", "places", "numbering", "named_by")
# The last ones only where a document was given others than those of its file.
_DOCUMENT_AT_HAND = (*_OF_RECORD, "layout", "provisions", "citations", "anchors")
_OF_WORDS = ("text", "converted", "layout", "provisions")


class Texts:
    """The documents of an archive on a shelf, their parts that are at hand in *records* too.

    What stands on the shelf may be taken away or broken at any time: *again* puts it there anew.
    """

    def __init__(self, shelf: Shelf, records: Records) -> None:
        self.shelf, self.records = shelf, records
        self.again: Callable[[str, str], object] = lambda key, origin: None
        # What puts names there anew that were worked out and not read.
        self.named_again: dict[str, Callable[[], object]] = {}

    def part(self, key: str, origin: str, number: int) -> Any:
        """One part of the document under *key*, which was read from the file *origin*."""
        place = self.shelf.place(key)
        data = _part(place, number)
        if data is None:
            self.named_again.get(key, partial(self.again, key, origin))()
            data = _part(place, number)
        if data is None:
            raise FileNotFoundError(place)
        return pickle.loads(data)


class KeptText(SourceText):
    """A text whose words are read when they are asked for."""

    __slots__ = ("key", "texts")
    texts: Texts
    key: str

    @property
    def known(self) -> dict[str, Any]:
        """What is at hand."""
        return _at_hand(self, _TEXT_AT_HAND)

    def __getattr__(self, name: str) -> Any:
        if name in ("text", "converted"):
            return _words(self.texts, self.key, self.origin)[name]
        raise AttributeError(name)

    def but(self, **changes: Any) -> KeptText:
        return _made(KeptText, self.texts, self.key, {**self.known, **changes})

    def __eq__(self, other: object) -> bool:
        return isinstance(other, KeptText) and (self.key, self.known) == (other.key, other.known)

    def __hash__(self) -> int:
        return hash((self.key, self.path))


class KeptDocument(Document):
    """A document whose blocks, provisions, citations and units are read when they are asked for.

    At hand are its record, its *own* address and its *facts* as its text gives them, and hashes: of the
    *places* that a citation can point at, and of its units by their *numbering*. Its anchors are those that
    it is *named_by*: of its numbering, or what `keep_names` has kept. What it *asked* when it was read it
    asks as long as its places have the anchors of then.
    """

    __slots__ = ("facts", "key", "named_by", "numbering", "own", "places", "texts")
    texts: Texts
    key: str
    named_by: str
    places: str
    numbering: str

    @property
    def known(self) -> dict[str, Any]:
        """What is at hand."""
        return _at_hand(self, _DOCUMENT_AT_HAND)

    def __getattr__(self, name: str) -> Any:
        origin = self.source.origin
        if name == "citations":
            return _citations(self.texts, self.key, origin)
        if name == "anchors":
            return self._anchors()
        if name == "provisions" and self.named_by not in ("", NUMBERED):
            return self.texts.part(self.named_by, origin, _NAMED)
        if name in ("layout", "provisions"):
            return _words(self.texts, self.key, origin)[name]
        if name == "units":
            return self.texts.part(self.key, origin, _UNITS)
        if name == "asked" and self.named_by in ("", NUMBERED) and _given(self, "provisions") is _NOT_GIVEN:
            return self.texts.part(self.key, origin, _ASKED)
        raise AttributeError(name)

    def _anchors(self) -> tuple[Anchors, ...]:
        if self.named_by == NUMBERED:
            return tuple(Anchors(unit.start, (unit.anchor,)) for unit in units(self) if unit.anchor)
        found = self.texts.part(self.named_by, self.source.origin, _ANCHORS) if self.named_by else ()
        return tuple(found)

    def but(self, **changes: Any) -> KeptDocument:
        return _made(KeptDocument, self.texts, self.key, {**self.known, **changes})

    def __eq__(self, other: object) -> bool:
        return isinstance(other, KeptDocument) and (self.key, self.known) == (other.key, other.known)

    def __hash__(self) -> int:
        return hash((self.key, self.source.path))


def token(document: Document) -> str:
    """By which a kept document is known again: the same words, record and anchors; else empty."""
    if not isinstance(document, KeptDocument):
        return ""
    changed = _at_hand(document, ("anchors", "provisions"))
    changed = {name: value for name, value in changed.items() if value}
    named_by = digest(repr(changed)) if changed else document.named_by
    return f"{document.key} {named_by}" if named_by else document.key


def places(document: Document) -> str:
    """The same as long as a kept document has the same places that a citation can point at."""
    if not isinstance(document, KeptDocument):
        return ""
    renamed = _given(document, "provisions")
    return document.places if renamed is _NOT_GIVEN else digest(*(p.anchor for p in flat(renamed)))


def citing(document: Document) -> str:
    """By which a kept document is known again as one that cites and is cited; else empty.

    Its words, its record, and the places that a citation can point at: its other anchors do not count.
    """
    return f"{document.key} {places(document)}" if isinstance(document, KeptDocument) else ""


def keep(document: Document, shelf: Shelf, key: str) -> bytes:
    """*document* lies on the shelf under *key*; gives the part of it that is to be at hand."""
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
    return _put(shelf, key, record, document.citations, asked(document), counted, words)


def keep_names(named: Document, units: Units, lost: Sequence[str], shelf: Shelf, name: str) -> bytes:
    """The anchors of *named*, and its *units* with all that they are called, lie on the shelf as *name*.

    Gives what is to be at hand of them, as `names_of` reads it.
    """
    places = digest(*(provision.anchor for provision in flat(named.provisions)))
    record = Names(numbering_of(units), places, tuple(lost))
    return _put(shelf, name, record, named.anchors, units, named.provisions, None)


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


def _put(shelf: Shelf, key: str, *values: object) -> bytes:
    parts = [dumps(value) for value in values]
    head = (number for part in parts for number in (len(part), zlib.crc32(part)))
    shelf.put(key, b"".join((_HEAD.pack(*head), *parts)))
    return parts[_RECORD]


def record_of(shelf: Shelf, key: str) -> bytes | None:
    """The part of the document under *key* that is to be at hand; None where none is whole there."""
    return _part(shelf.place(key), _RECORD)


def document_of(record: bytes, texts: Texts, key: str, shown: str, origin: str) -> KeptDocument:
    """The document under *key* of *texts*, from the file *origin*; *record* is the part of it at hand."""
    known = pickle.loads(record)
    of_text = {name: known.pop(name) for name in ("sha256", "encoding")}
    source = _made(KeptText, texts, key, {"path": shown, "origin": origin, **of_text})
    return _made(KeptDocument, texts, key, {"source": source, "named_by": "", **known})


def _at_hand(value: object, names: Sequence[str]) -> dict[str, Any]:
    """The fields of *value* that need not be read."""
    found = ((name, _given(value, name)) for name in names)
    return {name: one for name, one in found if one is not _NOT_GIVEN}


def _given(value: object, name: str) -> Any:
    try:
        return getattr(type(value), name).__get__(value)
    except AttributeError:
        return _NOT_GIVEN


def _made(kind: type[K], texts: Texts, key: str, known: dict[str, Any]) -> K:
    """A value with the fields that *known* has; the others are left to `__getattr__`."""
    made = object.__new__(kind)
    put = object.__setattr__
    for name, value in known.items():
        put(made, name, value)
    put(made, "texts", texts)
    put(made, "key", key)
    return made


@lru_cache(maxsize=_AT_HAND)
def _words(texts: Texts, key: str, origin: str) -> dict[str, Any]:
    return dict(zip(_OF_WORDS, texts.part(key, origin, _WORDS), strict=True))


@lru_cache(maxsize=_AT_HAND)
def _citations(texts: Texts, key: str, origin: str) -> Any:
    return texts.part(key, origin, _CITATIONS)


def _part(place: Path, number: int) -> bytes | None:
    """The bytes of one part of the file at *place*; None where it is not there as it was written."""
    try:
        with place.open("rb") as stored:
            head = _HEAD.unpack(stored.read(_HEAD.size))
            stored.seek(sum(head[: 2 * number : 2]), 1)
            data = stored.read(head[2 * number])
    except (OSError, struct.error):
        return None
    return data if (len(data), zlib.crc32(data)) == head[2 * number : 2 * number + 2] else None
