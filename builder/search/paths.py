"""Where the files of the index lie below docs/, and the mark by which a whole index is known."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

FOLDER = "tim"
COPIES = f"{FOLDER}/m"
MARK = f"{FOLDER}/dau-van.txt"


def shard_path(number: int) -> str:
    """`tim/t/0a/266.bin`."""
    return f"{FOLDER}/t/{number & 0xFF:02x}/{number}.bin"


def copy_path(slot: int) -> str:
    """`tim/m/0a/266.json`."""
    return f"{COPIES}/{slot & 0xFF:02x}/{slot}.json"


def mark(copies: Mapping[int, str], shards: Mapping[int, bytes]) -> str:
    """The mark of these copies and of shards with these digests."""
    digest = hashlib.sha256()
    for slot in sorted(copies):
        digest.update(f"{slot} ".encode() + copies[slot].encode("utf-8", "surrogatepass"))
    for number in sorted(shards):
        digest.update(shards[number])
    return digest.hexdigest() + "\n"
