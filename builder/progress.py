"""What long work says while it runs: a ticking line on a terminal, plain lines in a log."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

# Seconds between two looks at the clock.
_TICK = 1.0
_CLEAR_LINE = "\r\x1b[K"


@dataclass(frozen=True, slots=True)
class Progress:
    """Names each step with its result and time on stderr: `Đọc văn bản: 34 văn bản (0,8 giây)`."""

    quiet: bool = False

    @contextmanager
    def step(self, name: str) -> Iterator[Callable[[str], None]]:
        """Run one step; what it calls with is printed as its result. A step that raises prints none."""
        results: list[str] = []
        started = time.monotonic()
        with self._ticking(name, started):
            yield results.append
        if not self.quiet:
            result = f": {results[-1]}" if results else ""
            print(f"{name}{result} ({_seconds(started)} giây)", file=sys.stderr, flush=True)

    @contextmanager
    def _ticking(self, name: str, started: float) -> Iterator[None]:
        """On a terminal, show the seconds that pass; in a log, nothing until the step is done."""
        if self.quiet or not sys.stderr.isatty():
            yield
            return
        finished = threading.Event()

        def tick() -> None:
            while not finished.wait(_TICK):
                sys.stderr.write(f"{_CLEAR_LINE}{name}… {_seconds(started)} giây")
                sys.stderr.flush()

        sys.stderr.write(f"{name}…")
        sys.stderr.flush()
        ticker = threading.Thread(target=tick, daemon=True)
        ticker.start()
        try:
            yield
        finally:
            finished.set()
            ticker.join()
            sys.stderr.write(_CLEAR_LINE)


def _seconds(started: float) -> str:
    return f"{time.monotonic() - started:.1f}".replace(".", ",")
