"""Registers of numbers: the slug under which a body's documents have their addresses (DESIGN 4)."""

from __future__ import annotations

import re

from builder.authorities.lexicon import folded, head_titles, open_names
from builder.authorities.places import Home
from builder.authorities.reader import AuthorityRead, read_authority
from builder.text import clean, plain, squeeze

_JOINT = re.compile(r"\s?(?:,|;|-|và\b|cùng\b)")
_OTHER = re.compile(r"[^a-z0-9]+")


def register_slug(name: str) -> str:
    """The register of a body, head or joint name: "Chủ tịch Ủy ban nhân dân tỉnh Bắc Giang" and
    "Ủy ban nhân dân tỉnh Bắc Giang" are both `ubnd-tinh-bac-giang`; of several bodies, the first's.
    """
    whole = squeeze(clean(name))
    read = read_authority(whole, 0, Home())
    if read and (read.end == len(whole) or _JOINT.match(folded(whole), read.end)):
        return _slug(read)
    return _fold(whole)


def same_register(a: str, b: str) -> bool:
    """Whether two names number their documents in one series."""
    return register_slug(a) == register_slug(b)


def _slug(read: AuthorityRead) -> str:
    if read.issuer:
        return read.issuer.register.replace("{place}", _fold(read.place or "")).strip("-")
    low = folded(read.name)
    starters, _ = open_names()
    begins = [len(title) + 1 for title in head_titles().matches(low, 0)]
    body = next((read.name[b:] for b in begins if starters.match(low, b)), read.name)
    return _fold(body)


def _fold(name: str) -> str:
    return _OTHER.sub("-", plain(name)).strip("-")
