"""The registry is committed before anything is published, whoever else pushes meanwhile."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from contextlib import chdir
from pathlib import Path

import commit_registry
import pytest

UNION = "registry/*.jsonl text eol=lf merge=union\n"


def git(folder: Path, *command: str) -> str:
    done = subprocess.run(
        ("git", "-c", "user.name=a", "-c", "user.email=a@b.vn", "-C", str(folder), *command),
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def line(number: str, digest: str = "", **more: object) -> str:
    """One work of the registry; a digest is that of its text, and one without is only cited."""
    found = {"id": f"ubnd-tinh-an-mau/chi-thi/2024/{number}-ct-ubnd"}
    row = found | {"url": f"/vb/{found['id']}/"} | ({"sha256": [digest]} if digest else {}) | more
    return json.dumps(row) + "\n"


OLD = line("01", "a" * 64) + line("05")


class Hub:
    """A server's repository, and clones of it as a CI job and a clerk have them."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.server = folder, folder / "server.git"
        git(folder, "init", "--quiet", "--bare", "--initial-branch=main", str(self.server))
        first = self.clone("first")
        (first / "registry").mkdir()
        (first / ".gitattributes").write_text(UNION)
        (first / "registry" / "2024.jsonl").write_text(OLD)
        self.commit(first)

    def clone(self, name: str) -> Path:
        # As shallow as a CI job has it.
        git(self.folder, "clone", "--quiet", "--depth=1", f"file://{self.server}", name)
        return self.folder / name

    def commit(self, clone: Path) -> None:
        git(clone, "add", "-A")
        git(clone, "commit", "--quiet", "-m", "x")
        git(clone, "push", "--quiet", "origin", "HEAD:main")

    def built(self, content: str) -> Path:
        built = self.folder / "built"
        shutil.rmtree(built, ignore_errors=True)
        built.mkdir()
        (built / "2024.jsonl").write_text(content)
        return built

    def keep(self, job: Path, content: str) -> int:
        built = self.built(content)
        with chdir(job):
            return commit_registry.main(["--from", str(built), "--branch", "main"])

    def lines(self) -> set[str]:
        """The lines on the server now."""
        return set(git(self.server, "show", "main:registry/2024.jsonl").split("\n"))


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Hub:
    monkeypatch.setattr(commit_registry.time, "sleep", lambda _: None)
    return Hub(tmp_path)


def rows(content: str) -> set[str]:
    return set(content.rstrip("\n").split("\n"))


def test_new_lines_reach_the_branch(hub: Hub) -> None:
    """What the build minted stands on the branch, in one commit that touches the registry alone."""
    content = OLD + line("02", "b" * 64)
    assert hub.keep(hub.clone("job"), content) == 0
    assert hub.lines() == rows(content)
    assert git(hub.server, "show", "--name-only", "--format=", "main") == "registry/2024.jsonl"


def test_a_registry_built_in_place_is_kept(hub: Hub) -> None:
    """Where one job builds and commits, the lines stand in its clone already, a new year's file too."""
    job = hub.clone("job")
    (job / "registry" / "2025.jsonl").write_text(line("03", "c" * 64))
    with chdir(job):
        assert commit_registry.main(["--branch", "main"]) == 0
    assert git(hub.server, "show", "main:registry/2025.jsonl") + "\n" == line("03", "c" * 64)


def test_nothing_new_is_no_commit(hub: Hub) -> None:
    """A build that minted nothing leaves the branch as it was."""
    before = git(hub.server, "rev-parse", "main")
    assert hub.keep(hub.clone("job"), OLD) == 0
    assert git(hub.server, "rev-parse", "main") == before


def test_declarations_of_clerks_are_left_alone(hub: Hub) -> None:
    """Only lines of works come from a build."""
    job = hub.clone("job")
    (job / "registry" / "declarations.toml").write_text("# sổ tay\n")
    hub.commit(job)
    hub.built(OLD)
    assert hub.keep(job, OLD + line("02", "b" * 64)) == 0
    assert git(hub.server, "show", "main:registry/declarations.toml") == "# sổ tay"


# What a clerk pushes while the job builds: (name, file, its content)
MEANWHILE = [
    ("a text", "source_texts/moi.txt", "CHỈ THỊ\n"),
    ("another work", "registry/2024.jsonl", OLD + line("03", "c" * 64)),
    ("the same text", "registry/2024.jsonl", OLD + line("02", "b" * 64)),
    ("a mended line", "registry/2024.jsonl", line("01", "a" * 64, path=["moi.txt"]) + line("05")),
    ("a text for a cited work", "registry/2024.jsonl", line("01", "a" * 64) + line("05", "d" * 64)),
]


@pytest.mark.parametrize(("file", "content"), [m[1:] for m in MEANWHILE], ids=[m[0] for m in MEANWHILE])
def test_a_push_meanwhile_is_survived(hub: Hub, file: str, content: str) -> None:
    """The branch then holds both what the clerk pushed and every line of the build."""
    job, clerk = hub.clone("job"), hub.clone("clerk")
    (clerk / file).parent.mkdir(exist_ok=True)
    (clerk / file).write_text(content)
    hub.commit(clerk)
    minted = OLD + line("02", "b" * 64)
    assert hub.keep(job, minted) == 0
    theirs = rows(content) if file.startswith("registry") else set()
    assert hub.lines() >= rows(line("02", "b" * 64)) | theirs


def test_one_address_for_two_texts_is_not_joined(hub: Hub, capsys: pytest.CaptureFixture[str]) -> None:
    """Each side gave 02/CT-UBND of 2024 to another text: nothing is pushed, so nothing is published."""
    job, clerk = hub.clone("job"), hub.clone("clerk")
    theirs = OLD + line("02", "e" * 64)
    (clerk / "registry" / "2024.jsonl").write_text(theirs)
    hub.commit(clerk)
    assert hub.keep(job, OLD + line("02", "b" * 64)) == 1
    assert hub.lines() == rows(theirs)
    assert "ubnd-tinh-an-mau/chi-thi/2024/02-ct-ubnd" in capsys.readouterr().err


def test_someone_is_quicker_again_and_again(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each time the job rebases, somebody pushes: it tries again until it is first."""
    job, clerk = hub.clone("job"), hub.clone("clerk")
    left = iter(range(3))

    def push_once(_: object) -> None:
        if next(left, None) is not None:
            git(clerk, "commit", "--quiet", "--allow-empty", "-m", "y")
            git(clerk, "push", "--quiet", "origin", "HEAD:main")

    push_once(None)
    monkeypatch.setattr(commit_registry.time, "sleep", push_once)
    assert hub.keep(job, OLD + line("02", "b" * 64)) == 0
    assert hub.lines() == rows(OLD + line("02", "b" * 64))


def test_a_protected_branch_is_said_so(hub: Hub, capsys: pytest.CaptureFixture[str]) -> None:
    """A server that refuses is asked once, and the line on stderr says what to look at."""
    hook = hub.server / "hooks" / "pre-receive"
    hook.write_text("#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)
    assert hub.keep(hub.clone("job"), OLD + line("02", "b" * 64)) == 1
    assert "protected" in capsys.readouterr().err


def test_a_token_is_given_to_git_alone(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    """The token is in no command line, where every process of the machine could read it."""
    commands: list[str] = []
    run: Callable[..., subprocess.CompletedProcess[str]] = subprocess.run

    def note(command: tuple[str, ...], **options: object) -> subprocess.CompletedProcess[str]:
        commands.extend(command)
        return run(command, **options)

    monkeypatch.setenv("PUSH_TOKEN", "bi-mat-1234")
    monkeypatch.setattr(commit_registry.subprocess, "run", note)
    assert hub.keep(hub.clone("job"), OLD + line("02", "b" * 64)) == 0
    assert {"push", *commit_registry._HELPER} <= set(commands)
    assert not [part for part in commands if "bi-mat-1234" in part]
    asked = ("git", "-c", "credential.helper=", *commit_registry._HELPER, "credential", "fill")
    told = run(asked, input="protocol=https\nhost=a.example\n\n", capture_output=True, text=True, check=True)
    assert "password=bi-mat-1234\n" in told.stdout
