"""Folders of texts to documents: a text is read once, and known again by its bytes and its corrections.

Which texts have changed is told by their hashes, and those are worked out anew only for files that may have
changed since they were last looked at: of an archive that stands, one file more is all that is opened.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from builder import kept, reading, source, vocabulary, workers
from builder.database import unsealed
from builder.errors import BuilderError, UnreadableSource
from builder.kept import KeptDocument
from builder.model import Document, LeftOut
from builder.pickled import uncollected
from builder.records import Records
from builder.seen import Seen
from builder.shelf import Shelf, code, digest, digests
from builder.source import Correction
from builder.stored import Texts, Told, told_of
from builder.text import key

# Told how many are to be done, and how many are.
Said = Callable[[int, int], None]
# What a clerk records of a text whose secrecy was lifted.
DECLASSIFIED = "đã giải mật"
_RECORDS = "records.sqlite"
_Entry = tuple[str, str] | LeftOut
# A text that is kept on disk by its key, with what the tables keep of it.
_Kept = tuple[str, Told]


@dataclass(frozen=True, slots=True)
class Received:
    """The documents of some folders and files, and what of them is not published."""

    documents: tuple[Document, ...]
    left_out: tuple[LeftOut, ...]


def receive(
    sources: Sequence[Path],
    files: Sequence[Path] = (),
    texts: Texts | None = None,
    seen: Seen | None = None,
    said: Said | None = None,
) -> Received:
    """The texts of *files* and below *sources*; what is kept among *texts* is not read again.

    *seen* knows the hashes of files, *said* is told how many texts of how many are read.
    """
    entries = [*((str(f), str(f)) for f in files), *_others(sources, files)]
    corrected = _Corrected(sources)
    # What every worker needs is loaded once, before they are forked.
    vocabulary.load()
    if texts:
        found = _kept(entries, _Desk(texts, seen or Seen(), corrected), said)
    else:
        found = workers.each(
            partial(_read, corrected=corrected), entries, said and partial(said, len(entries))
        )
    shown = [one if isinstance(one, LeftOut) else _publishable(one) for one in found]
    return Received(
        tuple(one for one in shown if not isinstance(one, LeftOut)),
        tuple(one for one in shown if isinstance(one, LeftOut)),
    )


@contextmanager
def kept_in(folder: Path) -> Iterator[Texts]:
    """The texts that are kept in *folder*, and their records beside it."""
    records = Records(folder.with_name(_RECORDS))
    try:
        yield Texts(Shelf(folder), records)
    finally:
        records.close()


def sweep(documents: Iterable[Document], texts: Texts) -> None:
    """Nothing is kept of a text that has gone or changed, or that must not be published."""
    found = [document for document in documents if isinstance(document, KeptDocument)]
    keys = {document.key for document in found} | {document.named_by for document in found}
    texts.shelf.sweep(keys)
    texts.records.sweep(keys)


class _Corrected:
    """What clerks have corrected, by the file of each text."""

    def __init__(self, sources: Sequence[Path]) -> None:
        self._corrections = source.read_corrections(sources)
        self._folders: dict[str, str] = {}

    def of(self, path: str) -> tuple[Correction, ...]:
        return self._corrections.get(self._real(path), ()) if self._corrections else ()

    def _real(self, path: str) -> str:
        """Where the file lies on this machine, links followed."""
        if os.path.islink(path):
            return os.path.realpath(path)
        folder = os.path.dirname(path)
        if folder not in self._folders:
            self._folders[folder] = os.path.realpath(folder)
        return os.path.join(self._folders[folder], os.path.basename(path))


def _read(entry: _Entry, corrected: _Corrected) -> Document | LeftOut:
    """The document of *entry*, all of it in memory."""
    if isinstance(entry, LeftOut):
        return entry
    try:
        return reading.read(source.read_file(*entry), corrected.of(entry[1]))
    except UnreadableSource as error:
        return _left_out(error)


def _left_out(error: UnreadableSource) -> LeftOut:
    return LeftOut(error.path, f"{error.reason} ({error.way_out})")


class _Desk:
    """Where texts are read that a shelf keeps."""

    def __init__(self, texts: Texts, seen: Seen, corrected: _Corrected) -> None:
        self.texts, self._seen, self._corrected = texts, seen, corrected
        texts.again = self.again
        self._uncorrected = digests(repr([]), code())

    def key(self, path: str, content: str) -> str:
        """By which the text with the hash *content* is kept."""
        corrections = self._corrected.of(path)
        if not corrections:
            return self._uncorrected(content)
        return digest(content, repr([(c.field, c.value, c.reason, c.date) for c in corrections]), code())

    def known(self, path: str) -> str | None:
        """The key of the file at *path* as it was last seen; None where it cannot be read."""
        try:
            return self.key(path, self._seen.digest(path))
        except OSError:
            return None

    def read(self, entry: tuple[str, str]) -> _Kept | LeftOut:
        """The text of *entry* stands on the shelf, if it can be read."""
        shown, path = entry
        try:
            content = source.content_of(shown, path)
            sha256 = hashlib.sha256(content).hexdigest()
            found = self.key(path, sha256[:40])
            told = told_of(self.texts.shelf, found)
            if told is None:
                text = source.read_content(shown, path, content, sha256)
                document = reading.read(text, self._corrected.of(path))
                told = kept.keep(document, self.texts.shelf, found)
        except UnreadableSource as error:
            return _left_out(error)
        return found, told

    def again(self, found: str, origin: str) -> None:
        """The text of the file *origin* stands on the shelf as it stood there under the key *found*."""
        self.texts.shelf.place(found).unlink(missing_ok=True)
        read = self.read((origin, origin))
        if isinstance(read, LeftOut) or read[0] != found:
            raise BuilderError("văn bản đã đổi trong lúc dựng", path=origin, way_out="chạy lại")


def _kept(entries: Sequence[_Entry], desk: _Desk, said: Said | None) -> Iterator[Document | LeftOut]:
    """The documents of *entries*, all of them on the shelf of *desk*."""
    with uncollected():
        known = _Known(desk)
        found = [known.standing(entry) for entry in entries]
        todo = {
            n: entry for n, entry in enumerate(entries) if found[n] is None and not isinstance(entry, LeftOut)
        }
        for n, read in zip(todo, _read_anew(todo, desk, len(found) - len(todo), said), strict=True):
            found[n] = _laid_down(read, todo[n], desk)
    desk.texts.records.commit()
    return (one for one in found if one is not None)


class _Known:
    """The texts of which a brief is kept."""

    def __init__(self, desk: _Desk) -> None:
        self._desk = desk
        self._stands = desk.texts.shelf.names()
        self._briefs = desk.texts.records.briefs()

    def standing(self, entry: _Entry) -> Document | LeftOut | None:
        """The document of *entry* without a look at its file; None where it has to be read."""
        if isinstance(entry, LeftOut):
            return entry
        shown, path = entry
        found = self._desk.known(path)
        if found is None or found not in self._stands or found not in self._briefs:
            return None
        brief = unsealed(self._briefs[found])
        return kept.document_of(brief, self._desk.texts, found, shown, path) if brief else None


def _read_anew(
    todo: Mapping[int, tuple[str, str]], desk: _Desk, known: int, said: Said | None
) -> Iterator[_Kept | LeftOut]:
    """The texts of *todo*, put on the shelf in all processes."""
    tell = (lambda done: said(known + len(todo), known + done)) if said else None
    return workers.each(desk.read, list(todo.values()), tell)


def _laid_down(read: _Kept | LeftOut, entry: tuple[str, str], desk: _Desk) -> Document | LeftOut:
    """The document that a worker has put on the shelf; a secret one is not among the records."""
    if isinstance(read, LeftOut):
        return read
    document = kept.document_of(read[1].brief, desk.texts, read[0], *entry)
    if not _secret(document):
        desk.texts.records.lay_down(read[0], *read[1])
    return document


def _publishable(document: Document) -> Document | LeftOut:
    secret = _secret(document)
    return LeftOut(document.source.path, secret, secret=True) if secret else document


def _secret(document: Document) -> str:
    """Why a text must not be published: it bears a mark of secrecy that no clerk has recorded as lifted."""
    mark = _mark_of_secrecy(document)
    if mark is None or key(mark) == DECLASSIFIED:
        return ""
    return (
        f"văn bản mang dấu “{mark}”, không công bố; nếu đã giải mật, "
        f'ghi vào corrections.toml field = "secrecy", value = "{DECLASSIFIED}" '
        "(Luật Bảo vệ bí mật nhà nước, Điều 22)"
    )


def _mark_of_secrecy(document: Document) -> str | None:
    if isinstance(document, KeptDocument):
        return document.secrecy
    mark = document.metadata.secrecy
    return mark.value if mark else None


def _others(sources: Sequence[Path], files: Sequence[Path]) -> Iterator[_Entry]:
    """The texts of *sources*, those named apart left out."""
    named = {f.resolve() for f in files}
    for entry in source.find_files(sources):
        if not named or isinstance(entry, LeftOut) or Path(entry[1]).resolve() not in named:
            yield entry
