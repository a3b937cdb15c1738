"""Defects in our own house or its settings; a defect in a text is a `Problem` instead."""

from __future__ import annotations


class BuilderError(Exception):
    """Something a person must mend: says where, and the way out, in one line.

    >>> str(BuilderError("không có thư mục nguồn", path="texts", way_out="nêu --source DIR"))
    'texts: không có thư mục nguồn (nêu --source DIR)'
    """

    def __init__(self, reason: str, *, path: str = "", line: int | None = None, way_out: str = "") -> None:
        self.reason, self.path, self.line, self.way_out = reason, path, line, way_out
        super().__init__(reason)

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else self.path
        tail = f" ({self.way_out})" if self.way_out else ""
        return f"{place}: {self.reason}{tail}" if place else f"{self.reason}{tail}"


class UnreadableSource(BuilderError):
    """A source file that cannot be decoded: it is left out, the others are published."""


class BadTable(BuilderError):
    """A table of `builder/data/` that breaks its own rules."""


class BadSettings(BuilderError):
    """An `archive.toml` or `corrections.toml` that cannot be followed."""


class SiteFailed(BuilderError):
    """MkDocs refused to build the site."""
