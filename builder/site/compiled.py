"""Templates as Python runs them, kept between builds: to compile them costs more than to make a few pages."""

from __future__ import annotations

from pathlib import Path

import jinja2
from jinja2.bccache import Bucket, BytecodeCache

from builder.database import sealed, unsealed
from builder.shelf import Shelf, code, digest


class Compiled(BytecodeCache):
    """Kept in *folder* by the name of each template, used as long as its words and the builder are the same.

    What Python would not survive, code that is not as it was written, is told by its check sum.
    """

    def __init__(self, folder: Path) -> None:
        self._shelf = Shelf(folder)
        self._made_by = digest(code(), jinja2.__version__).encode()

    def load_bytecode(self, bucket: Bucket) -> None:
        kept = unsealed(self._shelf.get(bucket.key) or b"") or b""
        if kept.startswith(self._made_by):
            bucket.bytecode_from_string(kept.removeprefix(self._made_by))

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._shelf.put(bucket.key, sealed(self._made_by + bucket.bytecode_to_string()))
