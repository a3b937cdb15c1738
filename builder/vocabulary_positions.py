"""Positions of signers (`data/positions.toml`): from a line of capitals to the official spelling."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from builder.errors import BadTable
from builder.text import key

_DEPUTY = "Phó "
_MAX_WORDS = 14


@dataclass(frozen=True, slots=True)
class Position:
    """A position, e.g. `Chủ tịch`; `deputy`: `Phó Chủ tịch` is one too."""

    name: str
    source: str
    deputy: bool = False


@cache
def positions() -> dict[str, str]:
    """Every position by its key, in its official spelling: `phó chủ tịch` is `Phó Chủ tịch`."""
    table = tomllib.loads((files("builder") / "data" / "positions.toml").read_text(encoding="utf-8"))
    found: dict[str, str] = {}
    for raw in table["position"]:
        try:
            row = Position(**raw)
        except TypeError as error:
            raise BadTable(f"{raw}: {error}", path="builder/data/positions.toml") from error
        found[key(row.name)] = row.name
        if row.deputy:
            found[key(_DEPUTY + row.name)] = _DEPUTY + row.name
    return found


def position(line: str) -> tuple[str, str] | None:
    """The position that opens a line, in its official spelling, and the words of its office.

    `GIÁM ĐỐC SỞ NỘI VỤ` is (`Giám đốc`, `SỞ NỘI VỤ`); a line that begins with no position is None.
    """
    known = positions()
    words = line.split()
    if not 0 < len(words) <= _MAX_WORDS:
        return None
    for n in range(min(5, len(words)), 0, -1):
        if name := known.get(key(" ".join(words[:n]))):
            return name, " ".join(words[n:])
    return None


def is_position(line: str) -> bool:
    """Whether *line* is a position and nothing more: `PHÓ CHỦ TỊCH`, but not `CỤC TRƯỞNG CỤC`."""
    return key(line) in positions()
