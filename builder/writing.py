"""`Archive` → the files of docs/: made by all processes, and only where something on them has changed."""

from __future__ import annotations

import json
import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from builder import kept, pages, prose, search, timeline, workers
from builder.errors import BadSettings
from builder.model import Archive, CitedWork, OutputFile, Work
from builder.neighbours import Neighbours
from builder.pages import redirects
from builder.shelf import renew, write_whole
from builder.site import GENERATED, MANIFEST, cache_of

_HALF_WRITTEN, _MADE = "half-written", "pages.made"
# Told how many are to be done, and how many are.
Said = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Written:
    """How many files of docs/ were written, left as they were, and removed."""

    written: int
    unchanged: int
    removed: int


@dataclass(frozen=True, slots=True)
class _Maker:
    """What makes some files: under the same *key* the same files; without one they are made each time."""

    name: str
    make: Callable[[], Iterator[OutputFile]]
    key: str = ""
    work: Work | None = None


@dataclass(frozen=True, slots=True)
class _Made:
    """What a maker made under a key: its files, whether each had to be written, what they say of a work."""

    key: str
    files: dict[str, bool]
    said: tuple[str, ...] = ()


def output(archive: Archive) -> Iterator[OutputFile]:
    """Every generated file of docs/."""
    crossings = pages.Crossings(archive)
    for maker in _makers(archive, crossings):
        yield from maker.make()
    yield from search.pages(archive, lambda work: pages.said(work, crossings))


def _makers(archive: Archive, crossings: pages.Crossings) -> list[_Maker]:
    """What makes each page, or the pages of one list; none needs another."""
    known = Neighbours(archive, crossings)
    lists: list[Callable[[Archive], Iterator[OutputFile]]] = [*pages.lists(), _timeline, redirects.pages]
    return [
        *(_Maker(f"{number}", partial(make, archive)) for number, make in enumerate(lists)),
        *(_Maker(w.url, partial(_work_pages, w, crossings), known.key(w), w) for w in archive.works),
        *(_Maker(w.url, partial(_cited_pages, w, crossings), known.key_of_cited(w)) for w in archive.cited),
    ]


def _token(work: Work) -> str:
    return kept.token(work.document)


def _timeline(archive: Archive) -> Iterator[OutputFile]:
    yield from timeline.pages(archive, pages.endings(archive))


def _work_pages(work: Work, crossings: pages.Crossings) -> Iterator[OutputFile]:
    received = Path(work.document.source.origin).read_bytes()
    yield from pages.work_pages(work, crossings, prose.body, received)


def _cited_pages(work: CitedWork, crossings: pages.Crossings) -> Iterator[OutputFile]:
    yield pages.cited_page(work, crossings)


def write_docs(archive: Archive, docs: Path, said: Said | None = None) -> Written:
    """The pages of *archive* stand in *docs*; files of an earlier build that have no place now are gone.

    A build that is ended half way leaves a mark, by which the next one looks at all that stands there.
    """
    before, made = _before(docs), _made(docs)
    crossings = pages.Crossings(archive)
    makers = _makers(archive, crossings)
    todo = [maker for maker in makers if not _stands(maker, made, docs)]

    def write(maker: _Maker) -> _Made:
        said = pages.said(maker.work, crossings) if maker.work else ()
        return _Made(maker.key, _write_all(docs, maker.make()), tuple(said))

    mark = cache_of(docs) / _HALF_WRITTEN
    write_whole(mark, b"")
    shared = workers.each(write, todo, said and partial(said, len(todo)))
    fresh = dict(zip((maker.name for maker in todo), shared, strict=True))
    now = {maker.name: fresh.get(maker.name) or made[maker.name] for maker in makers}
    found = search.write(archive, lambda work: now[work.url].said, _token, docs, cache_of(docs))
    names = {name for one in now.values() for name in one.files} | {*found.names}
    stale = before - names
    for path in sorted(stale):
        _remove(docs, path)
    write_whole(cache_of(docs) / _MADE, pickle.dumps(now, protocol=5))
    # Written only when it changed: a live preview watches this folder.
    _write(docs / MANIFEST, json.dumps(sorted(names), ensure_ascii=False, indent=0))
    mark.unlink()
    written = sum(new for one in fresh.values() for new in one.files.values()) + found.written
    return Written(written, len(names) - written, len(stale))


def _write_all(docs: Path, files: Iterable[OutputFile]) -> dict[str, bool]:
    """The names of *files*, and whether each had to be written."""
    return {file.path: _write(docs / file.path, file.content) for file in files}


def _stands(maker: _Maker, made: Mapping[str, _Made], docs: Path) -> bool:
    """Whether the files of *maker* stand as it would make them."""
    one = made.get(maker.name)
    same = one is not None and bool(one.key) and one.key == maker.key
    return same and one is not None and all((docs / name).is_file() for name in one.files)


def _made(docs: Path) -> dict[str, _Made]:
    """What the last build made, if it came to its end and nobody has taken its list away."""
    if (docs / MANIFEST).is_file() and not (cache_of(docs) / _HALF_WRITTEN).exists():
        with suppress(OSError, EOFError, pickle.UnpicklingError, AttributeError, TypeError):
            found: dict[str, _Made] = pickle.loads((cache_of(docs) / _MADE).read_bytes())
            return found
    return {}


def _before(docs: Path) -> set[str]:
    """The generated files that an earlier build left in *docs*."""
    if not (cache_of(docs) / _HALF_WRITTEN).exists():
        return set(_manifest(docs))
    found = (path for folder in GENERATED for path in (docs / folder).rglob("*") if path.is_file())
    return {path.relative_to(docs).as_posix() for path in found}


def _manifest(docs: Path) -> list[str]:
    path = docs / MANIFEST
    if not path.is_file():
        return []
    way_out = "xoá tệp này rồi dựng lại"
    try:
        names = json.loads(path.read_text(encoding="utf-8"))
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise BadSettings(f"không đọc được: {error}", path=str(path), way_out=way_out) from error
    if not isinstance(names, list):
        raise BadSettings("không phải danh sách tệp", path=str(path), way_out=way_out)
    return [name for name in names if isinstance(name, str) and _lies_within(name)]


def _lies_within(name: str) -> bool:
    return "\0" not in name and ".." not in Path(name).parts and not Path(name).is_absolute()


def _write(path: Path, content: str | bytes) -> bool:
    """Whether *path* had to be written: an equal file keeps its time, so that MkDocs can trust it."""
    data = content.encode("utf-8") if isinstance(content, str) else content
    return renew(path, data)


def _remove(docs: Path, name: str) -> None:
    path = docs / name
    path.unlink(missing_ok=True)
    for folder in path.parents:
        if folder == docs or not folder.is_dir() or any(folder.iterdir()):
            break
        folder.rmdir()
