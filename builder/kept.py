"""Documents that lie on disk: what lists and links need at hand, their words only when a page is made.

An archive of 150,000 texts does not fit into memory; the records and citations of its documents do.
"""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from builder.model import Document, SourceText
from builder.pickled import dumps
from builder.shelf import Shelf, digest
from builder.units import flat, units

# The documents whose words are at hand in one process: a page shows those that cite it.
_AT_HAND = 64
K = TypeVar("K")
_LIGHT = ("metadata", "citations", "problems", "province", "anchors")


class KeptText(SourceText):
    """A text whose words are read when they are asked for."""

    __slots__ = ("file", "known")
    file: Path
    known: dict[str, Any]

    def __getattr__(self, name: str) -> Any:
        if name in ("text", "converted"):
            return getattr(_whole(self.file).source, name)
        raise AttributeError(name)

    def but(self, **changes: Any) -> KeptText:
        return _made(KeptText, self.file, {**self.known, **changes})

    def __eq__(self, other: object) -> bool:
        return isinstance(other, KeptText) and (self.file, self.known) == (other.file, other.known)

    def __hash__(self) -> int:
        return hash((self.file, self.path))

    def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        return _made, (KeptText, self.file, self.known)


class KeptDocument(Document):
    """A document whose blocks, provisions and units are read when they are asked for."""

    __slots__ = ("file", "known", "places")
    file: Path
    known: dict[str, Any]
    places: str

    def __getattr__(self, name: str) -> Any:
        if name in ("layout", "provisions"):
            return getattr(_whole(self.file), name)
        if name == "units":
            return _units(self.file)
        raise AttributeError(name)

    def but(self, **changes: Any) -> KeptDocument:
        return _made(KeptDocument, self.file, {**self.known, **changes})

    def __eq__(self, other: object) -> bool:
        return isinstance(other, KeptDocument) and (self.file, self.known) == (other.file, other.known)

    def __hash__(self) -> int:
        return hash((self.file, self.source.path))

    def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        return _made, (KeptDocument, self.file, self.known)


def token(document: Document) -> str:
    """By which a kept document is known again: the same words, record and anchors; else empty."""
    if not isinstance(document, KeptDocument):
        return ""
    changed = {name: document.known[name] for name in ("anchors", "provisions") if document.known.get(name)}
    return f"{document.file.name} {digest(repr(changed))}" if changed else document.file.name


def places(document: Document) -> str:
    """The same as long as a kept document has the same places that a citation can point at."""
    if not isinstance(document, KeptDocument):
        return ""
    renamed = document.known.get("provisions")
    return digest(*(p.anchor for p in flat(renamed))) if renamed is not None else document.places


def keep(document: Document, shelf: Shelf, key: str) -> None:
    """*document* lies on the shelf under *key*, in three parts that can be read one after another."""
    source = document.source
    light = {"sha256": source.sha256, "encoding": source.encoding}
    light |= {name: getattr(document, name) for name in _LIGHT}
    light["places"] = digest(*(provision.anchor for provision in flat(document.provisions)))
    plain = replace(document, source=replace(source, path="", origin=""))
    out = io.BytesIO()
    for part in (light, units(document), plain):
        out.write(dumps(part))
    shelf.put(key, out.getvalue())


def kept(shelf: Shelf, key: str, shown: str, origin: str) -> Document | None:
    """The document under *key*, read from the file *origin*; None where none is whole there."""
    file = shelf.place(key)
    try:
        with file.open("rb") as stored:
            light = pickle.load(stored)
    except (OSError, EOFError, pickle.UnpicklingError):
        return None
    known = {
        "path": shown,
        "origin": origin,
        "sha256": light.pop("sha256"),
        "encoding": light.pop("encoding"),
    }
    return _made(KeptDocument, file, {"source": _made(KeptText, file, known), **light})


def _made(kind: type[K], file: Path, known: dict[str, Any]) -> K:
    """A value with the fields that *known* has; the others are left to `__getattr__`."""
    made = object.__new__(kind)
    for name, value in (*known.items(), ("file", file), ("known", known)):
        object.__setattr__(made, name, value)
    return made


@lru_cache(maxsize=_AT_HAND)
def _whole(file: Path) -> Document:
    with file.open("rb") as stored:
        pickle.load(stored), pickle.load(stored)
        found: Document = pickle.load(stored)
        return found


def _units(file: Path) -> Any:
    with file.open("rb") as stored:
        pickle.load(stored)
        return pickle.load(stored)
