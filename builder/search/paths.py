"""Where the files of the index lie below docs/."""

from __future__ import annotations

FOLDER = "tim"
# What the index was made of: it is for the next build, not for readers.
MARK = f"{FOLDER}/dau-van.json"


def shard_path(number: int) -> str:
    """`tim/t/0a/266.bin`."""
    return f"{FOLDER}/t/{number & 0xFF:02x}/{number}.bin"


def copy_path(slot: int) -> str:
    """`tim/m/0a/266.json`."""
    return f"{FOLDER}/m/{slot & 0xFF:02x}/{slot}.json"
