"""Anchors of texts that are kept on disk: worked out once for the same text and the same registry."""

from __future__ import annotations

import pickle
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from builder import kept
from builder.kept import NUMBERED, KeptDocument, Names
from builder.model import Document, Permalink
from builder.registered import KeptPermalink, Units, numbering_of, with_units
from builder.registry.anchors import anchored
from builder.registry.matching import Text
from builder.shelf import digest


class Named(NamedTuple):
    """A document with its anchors as published, its line of the registry with them, what is lost."""

    document: Document
    line: Permalink
    lost: tuple[str, ...] = ()


def named(
    text: Text, line: Permalink, joined: Sequence[tuple[str, ...]], declared: Mapping[str, str]
) -> Named:
    """What `anchored` finds; of a kept document, without a look at its units where they are as before."""
    document = text.document
    if isinstance(document, KeptDocument):
        return _kept(document, text, line, joined, declared)
    found = anchored(text, line.units, joined, declared)
    same = found.units == line.units
    return Named(found.document, line if same else line.but(units=found.units), found.lost)


def _kept(
    document: KeptDocument,
    text: Text,
    line: Permalink,
    joined: Sequence[tuple[str, ...]],
    declared: Mapping[str, str],
) -> Named:
    published = line.numbering if isinstance(line, KeptPermalink) else numbering_of(line.units)
    if not joined and published in ("", document.numbering):
        return _under(document.but(named_by=NUMBERED), line, published, document.numbering)
    name = digest(document.key, published, repr(joined), repr(sorted(declared.items())))
    make = partial(_made, document, text, line, joined, declared, name)
    document.texts.named_again[name] = make
    found = _known(document, name)
    if found is None:
        record = make()
        document.texts.records.put(name, record)
        found = pickle.loads(record)
    return _under(
        document.but(named_by=name, places=found.places), line, published, found.numbering, found.lost
    )


def _made(
    document: KeptDocument,
    text: Text,
    line: Permalink,
    joined: Sequence[tuple[str, ...]],
    declared: Mapping[str, str],
    name: str,
) -> bytes:
    """The anchors of the document stand on the shelf as *name* from now on; gives what is to be at hand."""
    made = anchored(text, line.units, joined, declared)
    return kept.keep_names(made.document, made.units, made.lost, document.texts.shelf, name)


def _known(document: KeptDocument, name: str) -> Names | None:
    """What was kept as *name*, if all of it still stands."""
    texts = document.texts
    record = texts.records.get(name) if texts.shelf.place(name).is_file() else None
    found: Names | None = pickle.loads(record) if record else None
    return found


def _under(
    document: KeptDocument, line: Permalink, published: str, numbering: str, lost: tuple[str, ...] = ()
) -> Named:
    same = numbering == published
    return Named(document, line if same else with_units(line, _Units(document), numbering), lost)


@dataclass(frozen=True, slots=True)
class _Units:
    """The units of a line that is not written yet, from the text itself."""

    document: KeptDocument

    def units(self, one: KeptPermalink) -> Units:
        return kept.named_units(self.document)
