"""The links between pages, checked over all of them at every build, whichever of them were made anew."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterator, Mapping

from builder.site.rendering import Made


def broken(made: Mapping[str, Made], names: Collection[str], *, anchors: bool = True) -> Iterator[str]:
    """What MkDocs would warn of: links to files that are not there (*names* are), and to lost anchors."""
    for name, page in sorted(made.items()):
        for target, fragments in page.links.items():
            if target not in names:
                written = tuple(fragments.values()) or (posixpath.relpath(target, posixpath.dirname(name)),)
                yield from (_missing(name, target, link) for link in written)
            elif anchors and fragments and target in made:
                there = made[target].anchors
                yield from (
                    _lost(name, target, fragment, written)
                    for fragment, written in fragments.items()
                    if fragment not in there
                )


def _missing(name: str, target: str, written: str) -> str:
    found = f"the target '{target}' is not found among documentation files"
    return f"Doc file '{name}' contains a link '{written}', but {found}."


def _lost(name: str, target: str, fragment: str, written: str) -> str:
    where = f"the doc '{target}' does not contain an anchor '#{fragment}'"
    problem = "there is no such anchor on this page" if name == target else where
    return f"Doc file '{name}' contains a link '{written}', but {problem}."
