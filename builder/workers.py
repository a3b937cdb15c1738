"""Work shared out over one process a core.

A worker is a fork of the builder: it sees all that was read before and sends back only its results.
It ends with the builder, however that ends, because the pipe between them then closes.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import pickle
import signal
import sys
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import TYPE_CHECKING, Any, TypeVar

from builder.errors import BuilderError
from builder.pickled import dumps

if TYPE_CHECKING:
    _Pipe = Connection[Any, Any]

T = TypeVar("T")
R = TypeVar("R")
# Fewer items than this are done sooner than a second process starts.
_FEW = 24
_LARGEST_SHARE = 32
# Small ones, where items are few: some cost a hundred times what others do.
_SHARES_EACH = 64
_NEW_VALUES = 20_000
_NICER = 5


@dataclass(frozen=True, slots=True)
class _Worker:
    process: BaseProcess
    pipe: _Pipe


def cores() -> int:
    """The processors that this process may use; 1 where processes cannot be forked."""
    if sys.platform in ("win32", "darwin") or not hasattr(os, "fork"):
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def each(
    task: Callable[[T], R], items: Sequence[T], said: Callable[[int], None] | None = None, few: int = _FEW
) -> Iterator[R]:
    """`task(item)` of every item, in their order, worked out on all cores.

    *said* is told how many are done; fewer items than *few* are worked out here. What a task raises is
    raised here, and the workers are ended.
    """
    workers = min(cores(), len(items) // few + 1)
    if workers < 2:
        for done, item in enumerate(items, 1):
            yield task(item)
            if said:
                said(done)
        return
    share = max(1, min(_LARGEST_SHARE, len(items) // (workers * _SHARES_EACH)))
    starts = range(0, len(items), share)
    done = 0

    def do_share(at: int) -> list[R]:
        return [task(item) for item in items[at : at + share]]

    with _running(workers, do_share) as crew:
        for results in _in_order(crew, starts):
            yield from results
            done += len(results)
            if said:
                said(done)


@contextmanager
def aside(task: Callable[[], R]) -> Iterator[Callable[[], R]]:
    """`task()` is worked out beside what follows; what it comes to is there when it is asked for.

    Where there is one core only, it is worked out then. It ends with the builder's interest in it.
    """
    if cores() < 2:
        yield task
        return
    ours, theirs = multiprocessing.Pipe()
    worker = _fork(_work_once, (task, theirs, ours))
    theirs.close()

    def result() -> R:
        found: list[R] = _received(ours)
        return found[0]

    try:
        yield result
    finally:
        worker.kill()
        worker.join()
        ours.close()


def _work_once(task: Callable[[], R], pipe: _Pipe, other: _Pipe) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # What it is worked out beside is waited for sooner.
    os.nice(_NICER)
    other.close()
    try:
        result = dumps((False, [task()]))
    except Exception as error:
        result = dumps((True, error))
    with suppress(OSError):
        pipe.send_bytes(result)


def _in_order(crew: Sequence[_Worker], starts: Sequence[int]) -> Iterator[list[Any]]:
    """The results of the shares that begin at *starts*; each worker has one share at a time."""
    waiting, early = iter(starts), dict[int, list[Any]]()
    busy = {worker.pipe: at for worker, at in zip(crew, waiting, strict=False)}
    for pipe, at in busy.items():
        pipe.send(at)
    for at in starts:
        while at not in early:
            for pipe in [pipe for pipe in wait(list(busy)) if isinstance(pipe, Connection)]:
                early[busy.pop(pipe)] = _received(pipe)
                if (onward := next(waiting, None)) is not None:
                    busy[pipe] = onward
                    pipe.send(onward)
        yield early.pop(at)


def _received(pipe: _Pipe) -> list[Any]:
    try:
        failed, result = pickle.loads(pipe.recv_bytes())
    except (EOFError, ConnectionError) as error:
        way_out = "thường vì hết bộ nhớ; chạy lại"
        raise BuilderError("một tiến trình con đã bị dừng", way_out=way_out) from error
    if failed:
        raise result
    return list(result)


@contextmanager
def _running(count: int, task: Callable[[int], list[R]]) -> Iterator[list[_Worker]]:
    """*count* workers, ended in any case; what stands in memory is not copied to them by collecting it."""
    crew: list[_Worker] = []
    # To collect it first would look at all of a large archive.
    gc.freeze()
    try:
        for _ in range(count):
            crew.append(_started(task, [worker.pipe for worker in crew]))
        yield crew
    finally:
        for worker in crew:
            worker.process.kill()
            worker.process.join()
            worker.pipe.close()
        gc.unfreeze()


def _started(task: Callable[[int], list[R]], others: Sequence[_Pipe]) -> _Worker:
    ours, theirs = multiprocessing.Pipe()
    # A worker that kept the builder's ends of the pipes would not see them close.
    process = _fork(_work, (task, theirs, (*others, ours)), daemon=True)
    theirs.close()
    return _Worker(process, ours)


def _fork(work: Callable[..., None], given: tuple[Any, ...], *, daemon: bool = False) -> BaseProcess:
    """A fork of the builder that does *work*; a *daemon* has no children of its own."""
    process = multiprocessing.get_context("fork").Process(target=work, args=given, daemon=daemon)
    sys.stdout.flush()
    sys.stderr.flush()
    with warnings.catch_warnings():
        # Python warns of threads beside a fork; a worker takes no lock that they may hold.
        warnings.simplefilter("ignore", DeprecationWarning)
        process.start()
    return process


def _work(task: Callable[[int], list[R]], pipe: _Pipe, others: Sequence[_Pipe]) -> None:
    # Ctrl-C reaches the whole group; the builder ends its workers itself.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for other in others:
        other.close()
    # Values here seldom hold each other in a circle: looking for circles less often finds the few that do.
    gc.set_threshold(_NEW_VALUES)
    # Whatever the builder does meanwhile.
    gc.enable()
    try:
        while True:
            at = pipe.recv()
            try:
                result = dumps((False, task(at)))
            except Exception as error:
                result = dumps((True, error))
            pipe.send_bytes(result)
    except (EOFError, OSError):
        # The builder is gone.
        return
