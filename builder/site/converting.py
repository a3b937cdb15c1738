"""Markdown as Python-Markdown and MkDocs convert it, sooner and with the same result.

One converter serves all pages of a process. What cannot be in a piece of text is not looked for: each
inline pattern needs certain signs, and most pieces of an administrative document hold none of them. The
ids of raw HTML are read in one pass where its tags are plain. Whatever is unknown here (another pattern,
an odd tag) is done as Python-Markdown and MkDocs do it.
"""

from __future__ import annotations

import re
from typing import Any

import markdown
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import InlineProcessor
from markdown.util import AtomicString

# The signs without which a pattern of Python-Markdown 3.11 finds nothing, by the name of the pattern.
_NEEDS = {
    "backtick": "`", "escape": "\\", "reference": "[", "link": "[", "image_link": "![",
    "image_reference": "![", "short_reference": "[", "short_image_ref": "![", "autolink": "://",
    "automail": "@", "linebreak": "  \n", "html": "<", "entity": "&",
}  # fmt: skip
# Without any reference (`[1]: https://…`) these change nothing.
_OF_REFERENCES = frozenset({"reference", "short_reference", "image_reference", "short_image_ref"})
_RAW = "mkdocs_raw_html"
# A tag as the builder writes it, and its attributes.
_TAG = re.compile(r'</?([a-z][a-z0-9]*)(?: [a-z-]+(?:="[^"<>]*")?)*>')
_ATTRIBUTE = re.compile(r' ([a-z-]+)(?:="([^"]*)")?')
# What stands in these is not HTML.
_OPAQUE = frozenset("script style textarea title iframe noembed noframes noscript xmp plaintext".split())


class Converter(markdown.Markdown):
    """A converter that may be used again for the next page."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        inline = self.treeprocessors["inline"]
        if type(inline) is InlineProcessor:
            self.treeprocessors.register(_Inline(self), "inline", 20)

    def convert(self, source: str) -> str:
        """*source* as HTML."""
        if _RAW in self.preprocessors:
            # As MkDocs registers its own, for each page anew.
            self.preprocessors.register(_Ids(self.preprocessors[_RAW]), _RAW, 21)
        return super().convert(source)


class _Inline(InlineProcessor):
    """Looks in each piece of text for those patterns alone that it may hold."""

    def run(self, tree: Any, ancestors: list[str] | None = None) -> Any:
        patterns = self.md.inlinePatterns
        self._needs: list[str | None] = [""] * len(patterns)
        for name, sign in _NEEDS.items():
            if name in patterns:
                of_reference = name in _OF_REFERENCES and not self.md.references
                self._needs[patterns.get_index_for_name(name)] = None if of_reference else sign
        return super().run(tree, ancestors)

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:
        if isinstance(data, AtomicString):
            return data
        needs, start = self._needs, 0
        apply = self._InlineProcessor__applyPattern  # type: ignore[attr-defined]
        while patternIndex < len(needs):
            sign = needs[patternIndex]
            if sign is not None and sign in data:
                data, matched, start = apply(self.inlinePatterns[patternIndex], data, patternIndex, start)
                patternIndex += not matched
            else:
                patternIndex, start = patternIndex + 1, 0
        return data


class _Ids(Preprocessor):
    """What MkDocs looks for in raw HTML: the ids that links may lead to."""

    def __init__(self, theirs: Any) -> None:
        super().__init__()
        self._theirs = theirs

    def run(self, lines: list[str]) -> list[str]:
        found = ids("\n".join(lines))
        if found is None:
            self._theirs.run(lines)
        else:
            self._theirs.present_anchor_ids = found
        return lines


def ids(text: str) -> set[str] | None:
    """The ids of the tags in *text*; None where that takes a parser of HTML."""
    found: set[str] = set()
    tags = 0
    for tag in _TAG.finditer(text):
        tags += 1
        name = tag.group(1)
        if name in _OPAQUE:
            return None
        for key, value in _ATTRIBUTE.findall(tag.group()):
            if key == "id" or (key == "name" and name == "a"):
                if "&" in value:
                    return None
                found.add(value)
    return found if tags == text.count("<") else None
