"""Names of bodies as the tables read them; a name is always read the same, so what was read is kept."""

from __future__ import annotations

import marshal
from collections.abc import Callable
from typing import TypeVar

from builder.authorities import Home, read_authority, register_slug
from builder.text import clean, squeeze
from builder.vocabulary import Issuer, load

PLACE = "{place}"
K = TypeVar("K")
V = TypeVar("V")
# Texts may name any number of bodies.
_MOST = 1 << 16
# By name and register, the place of the row among the issuers and the place it names; the register of a name.
_BODIES: dict[tuple[str, str], tuple[int, str] | None] = {}
_REGISTERS: dict[str, str] = {}


def known_body(name: str, register: str) -> tuple[Issuer, str] | None:
    """The row of the body that keeps *register* and its place, by a printed name of it.

    `Chủ tịch Ủy ban nhân dân tỉnh Bắc Giang` is the committee at `tỉnh Bắc Giang`.
    """
    found = _kept(_BODIES, (name, register), lambda: _body(name, register))
    return (load().issuers[found[0]], found[1]) if found else None


def register_of(name: str) -> str:
    """The register of a body by its name: `ubnd-tinh-bac-giang`."""
    return _kept(_REGISTERS, name, lambda: register_slug(name))


def read_so_far() -> bytes:
    """What was read, for `learn` of a process with the same tables."""
    return marshal.dumps((_BODIES, _REGISTERS))


def learn(content: bytes) -> None:
    """What another process with the same tables has read is known."""
    bodies, registers = marshal.loads(content)
    _BODIES.update(bodies)
    _REGISTERS.update(registers)


def _kept(known: dict[K, V], asked: K, read: Callable[[], V]) -> V:
    if asked not in known:
        if len(known) >= _MOST:
            known.clear()
        known[asked] = read()
    return known[asked]


def _body(name: str, register: str) -> tuple[int, str] | None:
    read = read_authority(squeeze(clean(name)), 0, Home())
    if not read or not read.issuer:
        return None
    own = read.issuer.register
    if not (register.startswith(own.replace(PLACE, "")) if PLACE in own else register == own):
        return None
    return next(at for at, row in enumerate(load().issuers) if row.register == own), read.place or ""
