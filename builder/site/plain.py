"""The Markdown that the builder itself writes → HTML as Python-Markdown makes it, in one pass.

`prose` writes few forms: paragraphs, headings and tables with their attributes, boxes around them, and in
them words, character references, plain tags and links. Words, references and tags stay as they are, so only
blocks and links have to be seen. Whatever has another form, if only one sign, is left to Python-Markdown.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from markdown.extensions.toc import nest_toc_tokens, strip_tags

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

# The extensions under which these forms mean what is made of them here, and how they are set.
_EXTENSIONS = frozenset("toc tables fenced_code attr_list md_in_html pymdownx.snippets".split())
_SETTINGS = {"toc": {"permalink": False}}
_SNIPPETS = "pymdownx.snippets"

# Every sign that Markdown or HTML could give a meaning is none of these: `prose` writes it as a reference.
_WORDS = r"[^\x00-\x1f\x7f&<>\\`*_{}\[\]|~^$=@\"'#!]++"
_REFERENCE = r"&(?:#[0-9]++|[a-z]++);"
_VALUE = r"[^\x00-\x1f\x7f\"'<>&=\[\]\\`!|*_{}]*+"
_TAG = rf'</?(?:span|a)(?: (?:id|class|href|aria-label|data-added)(?:="{_VALUE}")?+)*+>'
_ATTRIBUTES = rf'(?:[#.][A-Za-z0-9-]++ |(?:title|aria-label|data-added|data-note)="{_VALUE}" )++'
_LINK = (
    rf"\[((?:{_WORDS}|{_REFERENCE})++)\]"
    rf"\(([A-Za-z0-9./-]*+(?:#[A-Za-z0-9-]++)?)\)(?:\{{: ({_ATTRIBUTES})\}})?"
)
_ONE_LINK = re.compile(_LINK)
_INLINE = rf"(?:{_WORDS}|{_REFERENCE}|{_TAG}|{_LINK})*+"
_LINE = re.compile(_INLINE)
# No list, no rule, no definition, and no space at either end.
_PARAGRAPH = re.compile(r"(?![-+:\s]|[0-9]++[.)])(?P<line>[^\n]*[^\s])(?:\n\{: (?P<attributes>[^\n]+)\})?+")
_HEADING = re.compile(r"(?P<level>#{2,6}) (?P<line>[^\s#][^\n]*?) \{: (?P<attributes>[^\n{}]+)\}")
_BOX = re.compile(rf'<div((?: (?:id|class|role|aria-label|tabindex)="{_VALUE}")++) markdown="1">')
_ROW = re.compile(r"\| ?([^\n]*) \|")
_ALL_ATTRIBUTES = re.compile(_ATTRIBUTES)
_ONE = re.compile(r'([#.])([^ ]+) |([a-z-]+)="([^"]*)" ')
_OF_TAG = re.compile(r' ([a-z-]+)="([^"]*)"')
_ID = re.compile(r' id="([^"]*)"')
_END = "</div>"


class _Other(Exception):
    """Something has a form that is not known here."""


@dataclass(slots=True)
class Plain:
    """What a text came to: its HTML, the ids on it, and its headings as the extension `toc` lists them."""

    html: str = ""
    ids: set[str] = field(default_factory=set)
    headings: list[Any] = field(default_factory=list)


def fits(config: MkDocsConfig) -> bool:
    """Whether under *config* each form means what is made of it here."""
    settings = {name: said for name, said in (config.mdx_configs or {}).items() if said and name != _SNIPPETS}
    return set(config.markdown_extensions) == _EXTENSIONS and settings == _SETTINGS


def convert(source: str, address: Callable[[str], str]) -> Plain | None:
    r"""*source* as HTML in which a link to *x* leads to `address(x)`; None where it takes Python-Markdown.

    >>> convert("Số: 06\n{: .so-hieu }\n", str).html
    '<p class="so-hieu">Số: 06</p>'
    """
    try:
        return _Text(address).convert(source)
    except _Other:
        return None


class _Text:
    def __init__(self, address: Callable[[str], str]) -> None:
        self._address = address
        self._made = Plain()

    def convert(self, source: str) -> Plain:
        made = self._made
        made.ids.update(_ID.findall(source))
        made.html = "\n".join(self._blocks(source.rstrip("\n").split("\n\n")))
        made.headings = nest_toc_tokens(made.headings)
        if "" in made.ids:
            raise _Other
        return made

    def _blocks(self, blocks: list[str]) -> Iterator[str]:
        """The blocks one by one; each box is closed, and none is empty."""
        open_boxes, opened = 0, False
        for block in blocks:
            if box := _BOX.fullmatch(block):
                open_boxes, opened = open_boxes + 1, True
                yield _opening("div", dict(_OF_TAG.findall(box.group(1))))
                continue
            if block == _END:
                if opened or not open_boxes:
                    raise _Other
                open_boxes -= 1
                yield _END
                continue
            opened = False
            yield self._block(block)
        if open_boxes:
            raise _Other

    def _block(self, block: str) -> str:
        if block.startswith("|"):
            return "\n".join(self._table(block.split("\n")))
        if heading := _HEADING.fullmatch(block):
            return self._heading(*heading.group("level", "line", "attributes"))
        paragraph = _PARAGRAPH.fullmatch(block)
        if not paragraph:
            raise _Other
        attributes = self._attributes(paragraph["attributes"]) if paragraph["attributes"] else {}
        return f"{_opening('p', attributes)}{self._inline(paragraph['line'])}</p>"

    def _heading(self, level: str, line: str, said: str) -> str:
        attributes, inner = self._attributes(said), self._inline(line)
        if "id" not in attributes or line != line.strip():
            raise _Other
        name = strip_tags(inner)
        self._made.headings.append({"level": len(level), "id": attributes["id"], "name": name})
        return f"{_opening(f'h{len(level)}', attributes)}{inner}</h{len(level)}>"

    def _table(self, lines: list[str]) -> Iterator[str]:
        """A table with an empty head of two cells or more, and as many in each row."""
        width = lines[0].count("|") - 1
        if width < 2 or len(lines) < 3 or lines[:2] != ["|" + sign * width for sign in ("  |", " --- |")]:
            raise _Other
        yield "<table>\n<thead>\n<tr>"
        yield from ["<th></th>"] * width
        yield "</tr>\n</thead>\n<tbody>"
        for line in lines[2:]:
            row = _ROW.fullmatch(line)
            cells = row.group(1).split("|") if row else []
            if len(cells) != width:
                raise _Other
            yield "<tr>"
            yield from (f"<td>{self._inline(cell.strip(' '))}</td>" for cell in cells)
            yield "</tr>"
        yield "</tbody>\n</table>"

    def _inline(self, line: str) -> str:
        if not _LINE.fullmatch(line) or line != line.strip() or _uneven(line):
            raise _Other
        return _ONE_LINK.sub(self._link, line) if "[" in line else line

    def _link(self, found: re.Match[str]) -> str:
        words, target, said = found.groups()
        attributes = {"href": self._address(target), **self._attributes(said or "")}
        return f"{_opening('a', attributes)}{words}</a>"

    def _attributes(self, said: str) -> dict[str, str]:
        """What an attribute list says: `#khoan-1 .noi-dung .cap-clause `."""
        if said and not _ALL_ATTRIBUTES.fullmatch(said):
            raise _Other
        found: dict[str, str] = {}
        for sign, name, key, value in _ONE.findall(said):
            if sign == "#":
                found["id"] = name
                self._made.ids.add(name)
            elif sign:
                found["class"] = f"{found['class']} {name}" if "class" in found else name
            else:
                found[key] = value
        return found


def _opening(tag: str, attributes: dict[str, str]) -> str:
    """The start tag as Python-Markdown writes it, its attributes in order."""
    said = "".join(f' {key}="{value}"' for key, value in sorted(attributes.items()))
    return f"<{tag}{said}>"


def _uneven(line: str) -> bool:
    return line.count("<a ") != line.count("</a>") or line.count("<span") != line.count("</span>")
