"""The rows of citation_patterns.toml as compiled expressions, their slots filled in.

Every expression is linear: repetitions are bounded, and no two that follow each other can eat the
same characters without a limit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from builder.authorities.lexicon import Words, words
from builder.text import key
from builder.vocabulary import load
from builder.vocabulary_citations import CitationPattern, expand, load_citation_tables

_Letters = dict[str, "_Letters"]
_END = ""
_NO_TYPE = ("phụ lục", "danh mục", "hợp đồng")


def alternatives(phrases: Iterable[str]) -> str:
    """The phrases as one group, the longest first; letters that several begin with are tried once."""
    tree: _Letters = {}
    for phrase in sorted(dict.fromkeys(phrases), key=lambda p: (-len(p), p)):
        node = tree
        for letter in phrase:
            node = node.setdefault(letter, {})
        node[_END] = {}
    return f"(?:{_branches(tree)})"


def _branches(node: _Letters) -> str:
    parts = [re.escape(letter) + _branches(below) for letter, below in node.items() if letter != _END]
    if _END not in node:
        return parts[0] if len(parts) == 1 else f"(?:{'|'.join(parts)})"
    # The end comes last: a longer phrase is tried before a shorter one that it begins with.
    return f"(?:{'|'.join(parts)}|)" if parts else ""


@cache
def type_words() -> tuple[str, ...]:
    """All words for a document type, folded."""
    rows = load().document_types
    return tuple(name for row in rows for name in map(key, (row.name, *row.aliases)) if name not in _NO_TYPE)


@cache
def slots() -> Mapping[str, str]:
    """What stands for each `{slot}` of the templates."""
    vocabulary, tables = load(), load_citation_tables()
    types = vocabulary.document_types
    codes = {code for row in types for code in (*row.abbreviations, *row.old_abbreviations)}
    kinds = [name for row in vocabulary.provision_kinds for name in (row.word, *row.variants)]
    filled = {
        "type": alternatives(type_words()),
        "short_type": alternatives(map(key, tables.word_lists["short_type"])),
        "abbreviation": alternatives(codes),
        "unit": alternatives(map(key, kinds)),
    }
    for slot in tables.slots:
        filled[slot.name] = expand(slot.pattern, filled, f"slot {slot.name}")
    return filled


def compiled(row: CitationPattern) -> re.Pattern[str]:
    """The expression of a row."""
    return re.compile(expand(row.pattern, slots(), f"pattern {row.name}"))


@cache
def patterns() -> Mapping[str, re.Pattern[str]]:
    """Every expression by the name of its row."""
    return {row.name: compiled(row) for row in load_citation_tables().patterns}


@cache
def type_pattern() -> re.Pattern[str]:
    """A type word, in full or shortened (`QĐ số …`), wherever it stands, glued to "và" too."""
    short = map(key, load_citation_tables().word_lists["type_short"])
    return re.compile(r"(?:(?<!\w)|(?<=\Wvà))" + alternatives([*type_words(), *short]) + r"(?=\W|$|số)")


@cache
def type_endings() -> frozenset[str]:
    """The last words of all type words, which stand just before a number without "số"."""
    short = map(key, load_citation_tables().word_lists["type_short"])
    return frozenset(word.split()[-1] for word in (*type_words(), *short))


@cache
def word_list(name: str) -> Words:
    """A list of words of the table, e.g. `count_noun`, to be met at a place."""
    return words(load_citation_tables().word_lists[name])


@cache
def word_set(name: str) -> frozenset[str]:
    """The same list as a set of folded words."""
    return frozenset(map(key, load_citation_tables().word_lists[name]))
