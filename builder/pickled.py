"""Values as bytes, sooner than Python writes frozen ones: it looks up the fields of each value anew."""

from __future__ import annotations

import copyreg
import gc
import io
import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from operator import attrgetter
from typing import Any

_Reduced = tuple[type, tuple[object, ...]]


def dumps(value: object) -> bytes:
    """The bytes from which `pickle.loads` makes *value* again."""
    out = io.BytesIO()
    pickler = pickle.Pickler(out, protocol=5)
    pickler.dispatch_table = _TABLE
    pickler.dump(value)
    return out.getvalue()


@contextmanager
def uncollected() -> Iterator[None]:
    """Many values are made, and all stay: nothing goes through them again and again to see which could go."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


class _Table(dict[type, Callable[[Any], Any]]):
    """How values of each type are taken apart; of a dataclass, into its fields."""

    def __missing__(self, kind: type) -> Callable[[Any], Any]:
        if not is_dataclass(kind) or "__reduce__" in vars(kind):
            raise KeyError(kind)
        self[kind] = _reducer(kind)
        return self[kind]


def _reducer(kind: type) -> Callable[[Any], _Reduced]:
    names = [field.name for field in fields(kind)]
    read = attrgetter(*names)
    if len(names) == 1:
        return lambda value: (kind, (read(value),))
    return lambda value: (kind, read(value))


_TABLE = _Table(copyreg.dispatch_table)
