"""Work shared out over processes: in order, counted, its errors heard, and nothing left running."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time

import pytest

from builder import workers
from builder.errors import BuilderError, UnreadableSource

LONG = list(range(500))


@pytest.fixture(params=[1, 2, 3])
def cores(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """As many processors as are tried."""
    monkeypatch.setattr(workers, "cores", lambda: request.param)
    return int(request.param)


def test_results_stand_in_the_order_of_their_items(cores: int) -> None:
    """The result is that of one process, however many there are and whatever each item costs."""

    def task(item: int) -> int:
        time.sleep(0.001 if item % 97 == 0 else 0)
        return item * item

    assert list(workers.each(task, LONG)) == [item * item for item in LONG]


def test_the_last_count_is_the_whole(cores: int) -> None:
    """What is said of progress grows, and ends with the number of items."""
    said: list[int] = []
    list(workers.each(lambda item: item, LONG, said.append))
    assert said == sorted(said)
    assert said[-1] == len(LONG)


def test_an_error_of_a_worker_is_raised_as_it_is(cores: int) -> None:
    """The way out that an error names comes across the process."""

    def task(item: int) -> int:
        if item == 321:
            raise UnreadableSource("tệp rỗng", path="321.txt", way_out="xoá tệp")
        return item

    with pytest.raises(UnreadableSource, match="rỗng") as raised:
        list(workers.each(task, LONG))
    assert str(raised.value) == "321.txt: tệp rỗng (xoá tệp)"


def test_a_worker_that_dies_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker that the system ends, for want of memory, does not hang the build: it fails with a way out."""

    def task(item: int) -> int:
        if item == 40:
            os.kill(os.getpid(), signal.SIGKILL)
        return item

    monkeypatch.setattr(workers, "cores", lambda: 2)
    with pytest.raises(BuilderError, match="bị dừng"):
        list(workers.each(task, LONG))


SLEEPERS = """
import os, time
from builder import workers
def task(item):
    os.write(1, b'%d\\n' % os.getpid())
    time.sleep(0.3)
workers.cores = lambda: 2
list(workers.each(task, range(2000)))
"""


def test_workers_end_with_a_builder_that_is_killed() -> None:
    """Nobody is left to write into docs/ after `kill -9` of the builder."""
    builder = subprocess.Popen([sys.executable, "-c", SLEEPERS], stdout=subprocess.PIPE, text=True)
    assert builder.stdout is not None
    crew = {int(builder.stdout.readline()) for _ in range(8)}
    builder.kill()
    builder.wait()
    # The pipe that all share closes when the last of them is gone.
    builder.stdout.read()
    builder.stdout.close()
    # A process closes its files a moment before it is gone.
    for _ in range(1000):
        if not any(map(_runs, crew)):
            return
        time.sleep(0.01)
    pytest.fail("a worker outlives its builder")


def _runs(pid: int) -> bool:
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii") as stat:
            return stat.read().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


def test_what_goes_on_beside_may_share_out_work_itself(cores: int) -> None:
    """A task that goes on beside the builder uses all processes too, and gives what it gives alone."""
    with workers.aside(lambda: sum(workers.each(lambda item: item, LONG))) as result:
        assert result() == sum(LONG)


def test_what_goes_on_beside_fails_where_it_is_asked_for(cores: int) -> None:
    """The builder's own work goes on until it needs what the other could not do."""

    def task() -> None:
        raise UnreadableSource("tệp rỗng", path="321.txt", way_out="xoá tệp")

    with workers.aside(task) as result, pytest.raises(UnreadableSource, match="rỗng"):
        result()


def test_what_goes_on_beside_ends_with_what_asked_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """A build that fails meanwhile does not wait for it, and leaves no process behind."""
    monkeypatch.setattr(workers, "cores", lambda: 2)
    begun = multiprocessing.Event()

    def task() -> None:
        begun.set()
        signal.pause()

    with pytest.raises(ValueError, match="hỏng"), workers.aside(task):
        assert begun.wait(60)
        raise ValueError("hỏng")
    assert multiprocessing.active_children() == []
