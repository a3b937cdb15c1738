"""Commit the lines that a build wrote into the registry, and push them, whoever else pushes meanwhile.

    python tools/commit_registry.py --from built-registry --branch main

Publishing comes after this, and only if it succeeded: an address is committed before anyone can link to
it. Where publishing then fails, the next build finds the address in the registry and uses it. Where this
fails, nothing is published, and the next build mints again.

It works on a clone of the commit that was built. If the branch has moved on, the commit is rebased onto
it; git joins the registry's files line by line (`merge=union` in .gitattributes), and the builder reads
two lines of one work as one. One thing it must not join: two different texts that two builds gave one
address. Then it stops, and the next build gives the later text an address of its own.

A token for pushing is taken from PUSH_TOKEN and PUSH_USER, and stands in no command line.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

REGISTRY = Path("registry")
TRIES = 8
_AUTHOR = ("-c", "user.name=chithi", "-c", "user.email=chithi@users.noreply.localhost")
# The helper's text names the variables; only git's shell puts their values in.
_HELPER = (
    "-c",
    'credential.helper=!f() { test -n "$PUSH_TOKEN" || return 0; '
    'echo "username=${PUSH_USER:-x-access-token}"; echo "password=$PUSH_TOKEN"; }; f',
)


def main(argv: Sequence[str] | None = None) -> int:
    """0: the branch on the server holds every line; 1: it does not, and one line on stderr says why."""
    told = argparse.ArgumentParser(description="Commit the registry of a build and push it.")
    told.add_argument("--from", dest="built", type=Path, metavar="DIR", help="built elsewhere; else in place")
    told.add_argument("--branch", required=True)
    arguments = told.parse_args(argv)
    base = git("rev-parse", "HEAD")
    if arguments.built:
        put(arguments.built)
    if not git("status", "--porcelain", "--", str(REGISTRY)):
        print("registry: nothing new")
        return 0
    git("add", "--", str(REGISTRY))
    git(*_AUTHOR, "commit", "--quiet", "-m", "Keep the addresses of this publication")
    return push(arguments.branch, base)


def put(built: Path) -> None:
    """The lines of *built* stand in the registry; what clerks declare there is left alone."""
    REGISTRY.mkdir(exist_ok=True)
    for file in sorted(built.glob("*.jsonl")):
        shutil.copyfile(file, REGISTRY / file.name)


def push(branch: str, base: str) -> int:
    """Push, and rebase and push again while others are quicker."""
    for wait in range(TRIES):
        if not _run(*_HELPER, "push", "--quiet", "origin", f"HEAD:refs/heads/{branch}").returncode:
            print(f"registry: pushed to {branch}")
            return 0
        git(*_HELPER, "fetch", "--quiet", "origin", branch)
        if _run("merge-base", "--is-ancestor", "FETCH_HEAD", "HEAD").returncode == 0:
            break  # Nobody was quicker: the server refuses, and would again.
        if _run(*_AUTHOR, "rebase", "--quiet", "FETCH_HEAD").returncode:
            _run("rebase", "--abort")
            return _stop("the branch changed the registry's lines in another way; run this again")
        if shared := list(clashes(base)):
            return _stop(f"two builds gave one address to two texts: {', '.join(shared)}; run this again")
        time.sleep(wait)
    return _stop(f"{branch} cannot be pushed to: may the token write to it, and is it not protected?")


def clashes(base: str) -> Iterator[str]:
    """Works that came since *base* on both sides, under one id, from texts of which no bytes are shared."""
    old = {row["id"] for name in _files(base) for row in _rows(git("show", f"{base}:{name}"))}
    seen: dict[str, set[str]] = {}
    for file in sorted(REGISTRY.glob("*.jsonl")):
        for row in _rows(file.read_text(encoding="utf-8")):
            digests = set(row.get("sha256", ()))
            if row["id"] in old or not digests:
                continue
            if seen.setdefault(row["id"], digests).isdisjoint(digests):
                yield row["id"]


def _files(commit: str) -> list[str]:
    listed = git("ls-tree", "-r", "--name-only", "-z", commit, "--", str(REGISTRY)).split("\0")
    return [name for name in listed if name.endswith(".jsonl")]


def _rows(lines: str) -> Iterator[dict[str, str]]:
    for line in filter(str.strip, lines.split("\n")):
        yield json.loads(line)


def git(*command: str) -> str:
    """What git says; where it fails, its words go to stderr and so does this run."""
    done = _run(*command)
    if done.returncode:
        print(done.stderr, file=sys.stderr)
        raise SystemExit(_stop(f"git {command[-1]} failed"))
    return done.stdout.strip("\n")


def _run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(("git", *command), capture_output=True, text=True, check=False)


def _stop(why: str) -> int:
    print(f"registry: {why}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
