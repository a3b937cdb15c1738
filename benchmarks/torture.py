#!/usr/bin/env python3
"""Kill builds, fill their disk and start two at once; whatever happens, nothing that was published is lost.

    python benchmarks/torture.py TEXTS --out DIR [--kills 50] [--seed 1] [--tmpfs]

Each round changes the texts, starts a build and kills it at a moment chosen by chance (`kill -9` of the
builder alone: its workers must end by themselves). After each kill, the published site must be, byte for
byte, the one before or the one to be; the next build must end well, and give what a build from nothing
with the same registry gives. `--tmpfs` mounts a disk of a few megabytes at DIR/full (as root).
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def start(texts: Path, folder: Path) -> subprocess.Popen[str]:
    """A build of *texts* into *folder*, with the registry there."""
    options = ["--source", texts, "--registry", folder / "registry", "--site", folder / "site"]
    command = [sys.executable, "-m", "builder", "build", "--quiet", *map(str, options)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True)


def build(texts: Path, folder: Path) -> int:
    """The exit code of a whole build; what it says is shown where it fails."""
    running = start(texts, folder)
    said = running.communicate()[1]
    if running.returncode not in (0, 1):
        print(said)
    return running.returncode


def state(*folders: Path) -> str:
    """The hash of every name and byte below *folders*."""
    whole = hashlib.sha256()
    for folder in folders:
        for path in sorted(p for p in folder.rglob("*") if p.is_file() and not p.name.startswith(".")):
            whole.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return whole.hexdigest()


def wanted(texts: Path, out: Path, registry: Path) -> Path:
    """The same texts, with a copy of *registry*, built from nothing."""
    fresh = out / "fresh"
    shutil.rmtree(fresh, ignore_errors=True)
    shutil.copytree(registry, fresh / "registry")
    assert build(texts, fresh) in (0, 1)
    return fresh


def change(texts: Path, chance: random.Random) -> None:
    """A text is altered, goes, or gets another name."""
    path = chance.choice(sorted(texts.rglob("*.txt")))
    act = chance.random()
    if act < 0.5:
        append(path, f"\nĐoạn thêm {chance.random()}.\n")
    elif act < 0.8:
        path.rename(path.with_name(f"{chance.randrange(10**9)}.txt"))
    else:
        path.unlink()


def append(path: Path, words: str) -> None:
    """The text has *words* more, in the encoding that it is in."""
    received = path.read_bytes()
    encoding = "utf-16" if received.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) else "utf-8"
    path.write_bytes((received.decode(encoding) + words).encode(encoding))


def kills(texts: Path, out: Path, count: int, chance: random.Random) -> None:
    """The builder is killed *count* times."""
    folder = out / "kept"
    started = time.monotonic()
    assert build(texts, folder) in (0, 1)
    longest = time.monotonic() - started
    at_old = at_new = ended = 0
    for _ in range(count):
        old, registry = state(folder / "site"), folder / "registry"
        before = out / "registry-before"
        shutil.rmtree(before, ignore_errors=True)
        shutil.copytree(registry, before)
        change(texts, chance)
        fresh = wanted(texts, out, before)
        running = start(texts, folder)
        time.sleep(chance.uniform(0, longest))
        over = running.poll() is not None
        ended += over
        running.send_signal(signal.SIGKILL)
        running.communicate()
        now = state(folder / "site")
        assert now in (old, state(fresh / "site")), "a site that is neither the old nor the new"
        at_old, at_new = at_old + (now == old), at_new + (now != old)
        started = time.monotonic()
        assert build(texts, folder) in (0, 1), "the next build fails"
        # After a build that had ended there was nothing left to do: the next one is ended sooner.
        longest = longest * 0.8 if over else max(longest, time.monotonic() - started)
        parts = ("site", "registry", "site-docs")
        assert state(*(folder / p for p in parts)) == state(*(fresh / p for p in parts)), (
            "the next build differs"
        )
    print(f"{count} kills: {at_old} left the old site, {at_new} the new one ({ended} builds had ended)")


def twins(texts: Path, out: Path) -> None:
    """Two builds at once."""
    folder, alone = out / "twins", out / "alone"
    assert build(texts, alone) in (0, 1)
    running = [start(texts, folder) for _ in range(2)]
    for one in running:
        one.communicate()
    assert {one.returncode for one in running} <= {0, 1}
    assert state(folder / "site") == state(alone / "site"), "two builds at once differ from one"
    print("two builds at once: both end well, one site")


def full_disk(texts: Path, out: Path) -> None:
    """A disk that holds the old archive, and no room for the new one."""
    disk = out / "full"
    disk.mkdir()
    used = sum(p.stat().st_blocks * 512 for p in (out / "kept").rglob("*") if p.is_file()) // 2**20
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={used * 3 + 16}m", "tmpfs", disk], check=True)
    try:
        assert build(texts, disk) in (0, 1)
        for room in (0, 1, 2, 4, 8):
            old = state(disk / "site", disk / "registry")
            for path in sorted(texts.rglob("*.txt")):
                append(path, f"\nThêm {room}.\n")
            with (disk / "ballast").open("wb") as ballast:
                free = shutil.disk_usage(disk).free - room * 2**18
                ballast.write(b"\0" * max(0, free))
            running = start(texts, disk)
            said = running.communicate()[1]
            outcome = "ended well" if running.returncode in (0, 1) else said.strip().splitlines()[-1]
            print(f"{room / 4} MB left: {outcome}")
            if running.returncode == 2:
                assert state(disk / "site", disk / "registry") == old, (
                    "a full disk has changed what is published"
                )
            (disk / "ballast").unlink()
            assert build(texts, disk) in (0, 1)
    finally:
        subprocess.run(["umount", disk], check=True)


def main() -> None:
    """Do all of it; an assertion that fails says what was lost."""
    options = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    options.add_argument("texts", type=Path)
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--kills", type=int, default=50)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--tmpfs", action="store_true", help="try a full disk too (needs root)")
    given = options.parse_args()
    out = given.out.resolve()
    shutil.rmtree(out, ignore_errors=True)
    shutil.copytree(given.texts, out / "texts")
    kills(out / "texts", out, given.kills, random.Random(given.seed))
    twins(out / "texts", out)
    if given.tmpfs:
        full_disk(out / "texts", out)


if __name__ == "__main__":
    main()
