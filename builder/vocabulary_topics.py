"""Topics of documents (`data/topics.toml`): the words of a trích yếu that put it under one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import ClassVar

from builder.text import key
from builder.vocabulary.tables import read_table


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic, its address, and the words that name it; *other* phrases hold such a word and do not."""

    TABLE: ClassVar[str] = "topics.toml"
    ROWS: ClassVar[str] = "topic"
    name: str
    slug: str
    words: tuple[str, ...]
    source: str
    examples: tuple[str, ...]
    rejects: tuple[str, ...]
    other: tuple[str, ...] = ()


# What a clerk writes in corrections.toml for a text that has no topic.
NONE = "không"


@cache
def topics() -> tuple[Topic, ...]:
    """Every topic, in the order of the table."""
    return read_table(Topic)


@cache
def topic(slug: str) -> Topic | None:
    """The topic at `/chu-de/{slug}/`."""
    return next((row for row in topics() if row.slug == slug), None)


def named(value: str) -> tuple[Topic, ...] | None:
    """The topics that a clerk names, with `; ` between them; None where one of them is in no row.

    >>> [row.slug for row in named("Dân vận, dân chủ ở cơ sở") or ()]
    ['dan-van']
    >>> named("không"), named("Chuyện khác")
    ((), None)
    """
    if key(value) == NONE:
        return ()
    by_name = {key(row.name): row for row in topics()}
    found = [by_name.get(key(part)) for part in value.split(";")]
    return tuple(row for row in found if row) if all(found) else None


@lru_cache(maxsize=1 << 16)
def topics_of(subject: str) -> tuple[Topic, ...]:
    """The topics whose words a trích yếu holds as whole syllables; of many, several; of none, none.

    >>> [row.slug for row in topics_of("Về tăng cường công tác dân vận và tiếp công dân")]
    ['tiep-cong-dan', 'dan-van']
    """
    said = key(subject)
    return tuple(row for row in topics() if _says(row, said))


def _says(row: Topic, said: str) -> bool:
    words, other = _patterns(row)
    return any(words.search(part) for part in (other.split(said) if other else (said,)))


@cache
def _patterns(row: Topic) -> tuple[re.Pattern[str], re.Pattern[str] | None]:
    return _phrases(row.words), _phrases(row.other) if row.other else None


def _phrases(words: Sequence[str]) -> re.Pattern[str]:
    """Whole syllables, the longest first, a comma between them or none as printed."""
    ordered = sorted(map(key, words), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, ordered))})(?!\w)")
