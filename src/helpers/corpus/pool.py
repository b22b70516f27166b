"""What runs the work: this process, processes of this machine, or a Dask cluster; all take the same calls."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager

from helpers.errors import ReportedError


class PoolError(ReportedError):
    """A Dask cluster that cannot be reached."""


class _Inline(Executor):
    """One worker needs no second process."""

    size = 1

    def submit(self, function, /, *arguments):
        future = Future()
        future.set_result(function(*arguments))
        return future

    def renew(self):
        """There is nothing to renew."""


@contextmanager
def executor(workers: int, dask: str = "") -> Iterator[Executor]:
    """Provide what runs the work: a Dask cluster, processes, or this process; `size` is its number of workers."""
    if dask:
        yield from _cluster(dask)
    elif workers == 1:
        yield _Inline()
    else:
        yield from _processes(workers)


def _cluster(address):
    from distributed import Client

    try:
        client = Client(address, timeout="5s", set_as_default=False)
    except (OSError, ValueError) as error:
        raise PoolError(f"found no Dask scheduler at {address} ({error}), expected tcp://host:port") from error
    with client, client.get_executor(pure=False) as pool:
        pool.size = max(1, len(client.nthreads()))
        pool.renew = lambda: None  # the cluster starts its workers itself
        yield pool


class _Processes(Executor):
    """Processes of this machine; new ones where one of them has ended."""

    def __init__(self, size):
        self.size = size
        self._pool = _new(size)

    def submit(self, function, /, *arguments):
        try:
            return self._pool.submit(function, *arguments)
        except (BrokenExecutor, OSError):  # the second where the pool breaks while it starts one more process
            self.renew()
            return self._pool.submit(function, *arguments)

    def renew(self):
        """End all processes, whatever they do, and start others; calls under way are broken off."""
        _end(self._pool)
        self._pool = _new(self.size)

    def shutdown(self, wait=True, *, cancel_futures=False):
        self._pool.shutdown(wait=wait, cancel_futures=cancel_futures)


def _new(size):
    spawn = multiprocessing.get_context("spawn")  # the same on all systems, and safe beside threads
    return ProcessPoolExecutor(size, mp_context=spawn, initializer=_start)


def _end(pool):
    processes = list((getattr(pool, "_processes", None) or {}).values())
    for process in processes:
        process.kill()
    pool.shutdown(wait=True, cancel_futures=True)


def alone(function, argument, seconds: float):
    """Call a function in a process of its own.

    Raises
    ------
    concurrent.futures.BrokenExecutor
        If the process ends.
    TimeoutError
        If it is not done in time.
    """
    own = _new(1)
    try:
        return own.submit(function, argument).result(seconds)
    finally:
        _end(own)


_ENVIRONMENT = {  # of the processes, which inherit it when they start
    "POLARS_MAX_THREADS": "1",  # each process has a core
    # Polars keeps memory for the next chunk instead of giving it back at once: a twentieth less time
    "_RJEM_MALLOC_CONF": "dirty_decay_ms:20000,muzzy_decay_ms:20000",
}


def _processes(workers):
    before = {name: os.environ.get(name) for name in _ENVIRONMENT}
    os.environ.update(_ENVIRONMENT)
    pool = _Processes(workers)
    try:
        yield pool
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _start():
    """Leave Ctrl-C to the parent, and end when it is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    threading.Thread(target=lambda: (parent.join(), os._exit(1)), daemon=True).start()
