"""Where the files of the index lie below docs/."""

from __future__ import annotations

FOLDER = "tim"
# Below these folders of search copies and of shards the files lie in folders of their own, by their low byte.
COPIES, SHARDS = f"{FOLDER}/m", f"{FOLDER}/t"
FOLDERS = 256
_SUFFIX = {COPIES: ".json", SHARDS: ".bin"}


def folder_of(kind: str, number: int) -> str:
    """`tim/t/0a`."""
    return f"{kind}/{number % FOLDERS:02x}"


def name_of(kind: str, number: int) -> str:
    """`266.bin`."""
    return f"{number}{_SUFFIX[kind]}"


def path_of(kind: str, number: int) -> str:
    """`tim/t/0a/266.bin`."""
    return f"{folder_of(kind, number)}/{name_of(kind, number)}"
