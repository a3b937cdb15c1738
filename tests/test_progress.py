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


# (seconds gone, done, total, what a terminal shows, what a log shows)
PACES = [
    (0.2, 0, 0, "Đọc văn bản… 0,2 giây", "Đọc văn bản… 0,2 giây"),
    (
        20.0,
        2500,
        10000,
        "Đọc văn bản [██████                  ] 2.500/10.000, 125/giây, còn 1 phút 0 giây",
        "Đọc văn bản: 2.500/10.000, 125/giây, còn 1 phút 0 giây",
    ),
    (
        10.0,
        25,
        50,
        "Đọc văn bản [████████████            ] 25/50, 2,5/giây, còn 10 giây",
        "Đọc văn bản: 25/50, 2,5/giây, còn 10 giây",
    ),
    # Too early to tell.
    (0.5, 5, 10, "Đọc văn bản [████████████            ] 5/10", "Đọc văn bản: 5/10"),
]


@pytest.mark.parametrize(("gone", "done", "total", "bar", "line"), PACES)
def test_a_step_tells_its_rate_and_the_time_left(
    monkeypatch: pytest.MonkeyPatch, gone: float, done: int, total: int, bar: str, line: str
) -> None:
    """A bar on a terminal, a plain line in a log: how many of how many, how fast, and how long yet."""
    step = progress.Step("Đọc văn bản", started=0.0)
    monkeypatch.setattr(progress.time, "monotonic", lambda: gone)
    step.count(total, done)
    assert (step.so_far(bar=True), step.so_far(bar=False)) == (bar, line)


def test_a_long_step_in_a_log_says_now_and_then_how_far_it_is(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a log each such line stands by itself, without control characters."""
    monkeypatch.setattr(progress, "_LINE_EVERY", 0.01)
    with Progress().step("Đọc văn bản") as step:
        step.count(4, 3)
        time.sleep(0.1)
    said = capsys.readouterr().err
    assert "\nĐọc văn bản: 3/4\n" in said
    assert "\x1b" not in said
