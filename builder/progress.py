"""What long work says while it runs: a bar on a terminal, plain lines in a log, nothing with -q."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

# Seconds between two looks at the clock, and between two lines of a log.
_TICK = 0.5
_LINE_EVERY = 30.0
_CLEAR_LINE = "\r\x1b[K"
_WIDTH = 24
# Below this many seconds a rate says little.
_SURE_AFTER = 1.0


@dataclass(slots=True)
class Step:
    """One step of the work: how far it is, and what it came to."""

    name: str
    started: float = field(default_factory=time.monotonic)
    total: int = 0
    done: int = 0
    result: str = ""

    def __call__(self, result: str) -> None:
        self.result = result

    def count(self, total: int, done: int) -> None:
        """So many of so many are done."""
        self.total, self.done = total, done

    @property
    def seconds(self) -> float:
        return time.monotonic() - self.started

    def so_far(self, *, bar: bool) -> str:
        """`Đọc văn bản [██████      ] 2.500/10.000, 125/giây, còn 1 phút 0 giây`."""
        if not self.total:
            return f"{self.name}… {_decimal(self.seconds)} giây"
        filled = "█" * (_WIDTH * self.done // self.total)
        drawn = f" [{filled:<{_WIDTH}}]" if bar else ":"
        return f"{self.name}{drawn} {_whole(self.done)}/{_whole(self.total)}{self._pace()}"

    def _pace(self) -> str:
        if not self.done or self.seconds < _SURE_AFTER:
            return ""
        rate = self.done / self.seconds
        shown = _whole(round(rate)) if rate >= 10 else _decimal(rate)
        return f", {shown}/giây, còn {_duration((self.total - self.done) / rate)}"


@dataclass(frozen=True, slots=True)
class Progress:
    """Names each step with its result and time on stderr: `Đọc văn bản: 34 văn bản (0,8 giây)`."""

    quiet: bool = False

    def note(self, words: str) -> None:
        """Say one thing that is no step."""
        if not self.quiet:
            print(words, file=sys.stderr, flush=True)

    @contextmanager
    def step(self, name: str) -> Iterator[Step]:
        """Run one step; what it is called with is printed as its result. A step that raises prints none."""
        step = Step(name)
        with self._ticking(step):
            yield step
        if not self.quiet:
            result = f": {step.result}" if step.result else ""
            print(f"{name}{result} ({_decimal(step.seconds)} giây)", file=sys.stderr, flush=True)

    @contextmanager
    def _ticking(self, step: Step) -> Iterator[None]:
        """On a terminal a bar that moves; in a log a line now and then, while the step lasts."""
        if self.quiet:
            yield
            return
        live = sys.stderr.isatty()
        finished = threading.Event()

        def tick() -> None:
            while not finished.wait(_TICK if live else _LINE_EVERY):
                said = step.so_far(bar=live)
                sys.stderr.write(f"{_CLEAR_LINE}{said}" if live else f"{said}\n")
                sys.stderr.flush()

        if live:
            sys.stderr.write(f"{step.name}…")
            sys.stderr.flush()
        ticker = threading.Thread(target=tick, daemon=True)
        ticker.start()
        try:
            yield
        finally:
            finished.set()
            ticker.join()
            if live:
                sys.stderr.write(_CLEAR_LINE)


def _decimal(number: float) -> str:
    return f"{number:.1f}".replace(".", ",")


def _whole(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} phút {rest} giây" if minutes else f"{rest} giây"
