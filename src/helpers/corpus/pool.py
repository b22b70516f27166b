"""What runs the work: this process, processes of this machine, or a Dask cluster; all take the same calls."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
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
        yield pool


def _processes(workers):
    spawn = multiprocessing.get_context("spawn")  # the same on all systems, and safe beside threads
    before = os.environ.get("POLARS_MAX_THREADS")
    os.environ["POLARS_MAX_THREADS"] = "1"  # each process has a core; inherited when it starts
    pool = ProcessPoolExecutor(workers, mp_context=spawn, initializer=_start)
    pool.size = workers
    try:
        yield pool
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        os.environ.pop("POLARS_MAX_THREADS")
        if before is not None:
            os.environ["POLARS_MAX_THREADS"] = before


def _start():
    """Leave Ctrl-C to the parent, and end when it is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    threading.Thread(target=lambda: (parent.join(), os._exit(1)), daemon=True).start()
