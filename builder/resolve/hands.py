"""Who settles: this process alone, or all of them where nobody needs what the tables held before."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from builder import workers
from builder.database import Readers

T = TypeVar("T")
R = TypeVar("R")
# From the first to the last of what is open, in the order of a table.
Share = tuple[object, object]
# So much of what is open is worked out at once.
_SHARE = 100


class Hands:
    """The tables as each process reads them.

    Where they are *new*, what is worked out is written as it comes and other processes see it; else nothing
    that is written counts until all of it does, and all is worked out in this process.
    """

    def __init__(self, tables: Readers, *, new: bool) -> None:
        self.tables, self.new = tables, new

    @property
    def db(self) -> sqlite3.Connection:
        """The connection of this process."""
        return self.tables.here()

    def written(self) -> None:
        """What was written up to here can be read by all."""
        if self.new:
            self.db.commit()

    def shares(self, table: str, column: str) -> list[Share]:
        """The shares of an open *table*, in their order."""
        found: list[Share] = []
        rows = (value for (value,) in self.db.execute(f"SELECT {column} FROM {table} ORDER BY {column}"))
        first = last = None
        for count, value in enumerate(rows):
            if count % _SHARE == 0:
                found += [(first, last)] if count else []
                first = value
            last = value
        return [*found, (first, last)] if first is not None else found

    def each(self, task: Callable[[T], Sequence[R]], items: Sequence[T]) -> Iterator[R]:
        """What *task* finds of each of *items*, in their order."""
        self.written()
        for found in workers.each(task, items) if self.new else map(task, items):
            yield from found
