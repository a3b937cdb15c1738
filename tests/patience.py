"""A guard against work that grows faster than its text: it would hang, and here it fails instead.

Nothing is timed: how long a text takes is what `benchmarks/` measure. A step whose time grows with the
square of its text would take minutes to hours on the texts that stand under this guard.
"""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

_SECONDS = 90


@contextmanager
def patience() -> Iterator[None]:
    """What runs inside ends; a test that would hang fails with the place where it hung.

    Only POSIX has the alarm; elsewhere a hanging test hangs.
    """
    if not hasattr(signal, "SIGALRM"):
        yield
        return

    def out_of_patience(*_: object) -> None:
        pytest.fail(f"still at work after {_SECONDS} seconds: this grows faster than the text")

    before = signal.signal(signal.SIGALRM, out_of_patience)
    signal.setitimer(signal.ITIMER_REAL, _SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
