"""What each template is made of: itself, and the templates that it extends or includes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from builder.shelf import digest

# Jinja's statements that bring another template in, and its name where that is written as it is.
_BRINGS = re.compile(
    r"\{%[-+]?\s*(?:extends|include|import|from)\b\s*"
    r"""(?:(?P<quote>["'])(?P<name>[^"'{}%]*)(?P=quote)\s*(?=[-+]?%\}|ignore\b|with\b|without\b|as\b|import\b))?"""
)


class Templates:
    """The templates in *folders*, the first of which goes before; others are of an installed theme."""

    def __init__(self, folders: list[Path]) -> None:
        files = ((folder, path) for folder in reversed(folders) for path in folder.rglob("*.html"))
        self._texts = {path.relative_to(folder).as_posix(): path.read_bytes() for folder, path in files}
        self.whole = digest(*(part for name in sorted(self._texts) for part in (name, self._texts[name])))
        self.of = cache(self._of)

    def _of(self, name: str) -> str:
        """The hash of all that a page with the template *name* is made of: equal, and so is the page."""
        used: dict[str, None] = {name: None}
        waiting = [name]
        while waiting:
            for other in self._brought(waiting.pop()):
                if other is None:
                    # Which one is known only when a page is made.
                    return self.whole
                if other not in used:
                    used[other] = None
                    waiting.append(other)
        return digest(*(part for one in sorted(used) for part in (one, self._texts.get(one, b""))))

    def _brought(self, name: str) -> Iterator[str | None]:
        for found in _BRINGS.finditer(self._texts.get(name, b"").decode("utf-8", "replace")):
            yield found.group("name")
