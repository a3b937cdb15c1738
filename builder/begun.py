"""What is begun of docs/ while texts are looked at and read: a look at what stands there, and the index.

Of a large archive both take long, and neither needs to know where citations lead.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import cache, partial
from pathlib import Path

from builder import search, workers
from builder.docs_files import HALF_WRITTEN, is_known
from builder.left import look, opened
from builder.model import Document, Work, WorkId
from builder.neighbours import text_of
from builder.shelf import write_whole
from builder.site import cache_of


class Begun:
    """What goes on *beside* the reading, of the folder *docs*: what is `looked` at, and the `index`.

    The index is None where it was not begun: as long as addresses are not known, and where not all is known
    that stands in *docs*. Once it is begun, *docs* is marked as half written.
    """

    def __init__(self, docs: Path, beside: ExitStack) -> None:
        self._docs, self._beside = docs, beside
        self.looked = cache(beside.enter_context(workers.aside(partial(look, docs))))
        self._broken = beside.enter_context(workers.aside(partial(search.look, docs, cache_of(docs))))
        self.index: Callable[[], search.Index] | None = None

    def addressed(self, texts: Sequence[tuple[Document, WorkId]]) -> None:
        """The texts of the archive have these addresses: its index can be begun."""
        with opened(self._docs) as made:
            known = is_known(self._docs, made)
        if texts and known:
            write_whole(cache_of(self._docs) / HALF_WRITTEN, b"")
            self.index = self._beside.enter_context(
                workers.aside(partial(_index, self._docs, texts, self._broken))
            )


@contextmanager
def begin(docs: Path) -> Iterator[Begun]:
    """The look at *docs* goes on beside what follows; what is begun ends with it.

    Tables of another version are put away before, for only one process may do so.
    """
    with opened(docs) as made:
        made.commit()
    search.begin(docs, cache_of(docs))
    with ExitStack() as beside:
        yield Begun(docs, beside)


def _index(
    docs: Path, texts: Sequence[tuple[Document, WorkId]], broken: Callable[[], search.Broken]
) -> search.Index:
    # What the index is made from is of the text alone.
    works = sorted((Work(own, document, ()) for document, own in texts), key=lambda work: work.url)
    tokens = {work.url: text_of(work) for work in works}
    return search.renewed(works, tokens, docs, cache_of(docs), broken())
