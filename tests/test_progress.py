"""What long work says: on a terminal, in a log, and when it must be quiet."""

from __future__ import annotations

import io
import re
import time

import pytest

from builder import progress
from builder.progress import Progress

DONE = re.compile(r"Đọc văn bản: 3 văn bản \(\d+,\d giây\)\n")


class Terminal(io.StringIO):
    """A stderr that claims to be a terminal."""

    def isatty(self) -> bool:
        return True


def run(say: Progress, seconds: float = 0) -> None:
    with say.step("Đọc văn bản") as done:
        time.sleep(seconds)
        done("3 văn bản")


def test_a_log_has_one_plain_line_a_step(capsys: pytest.CaptureFixture[str]) -> None:
    """In a log a step is one line, with its result and its seconds, and no control characters."""
    run(Progress())
    assert DONE.fullmatch(capsys.readouterr().err)


def test_a_terminal_shows_that_work_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal the step is named at once, its seconds tick, and its line is replaced at the end."""
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    monkeypatch.setattr(progress, "_TICK", 0.01)
    run(Progress(), seconds=0.1)
    said = terminal.getvalue()
    assert said.startswith("Đọc văn bản…")
    assert "Đọc văn bản… 0,0 giây" in said
    assert DONE.fullmatch(said.rpartition("\x1b[K")[2])


def test_quiet_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    """With -q a step that goes well says nothing."""
    run(Progress(quiet=True))
    assert capsys.readouterr().err == ""


def test_a_step_that_fails_claims_no_result(capsys: pytest.CaptureFixture[str]) -> None:
    """A step that raises prints no result; the error speaks for itself."""
    with pytest.raises(ValueError, match="hỏng"), Progress().step("Đọc văn bản"):
        raise ValueError("hỏng")
    assert capsys.readouterr().err == ""
