"""Measure the pipeline: python -m helpers.corpus.bench CORPORA [--workers N] [--synthetic].

Prints how many megabytes a second the whole way from files to tables takes (counting the uncompressed bytes of the
members of the archives of texts), the ratio to the floor (reading and decoding the same bytes in one process), and the
peak memory of all processes. With --synthetic also the ratio of peak memory for 30,000 documents and for 3,000, which
are the corpora's documents repeated under new numbers. Run it on a quiet machine: it measures time on the clock.
"""

import argparse
import json
import re
import sys
import tempfile
import threading
import time
import zipfile
from pathlib import Path

import psutil

from helpers.corpus import ingest, read

ARCHIVES = ("sc-gold-1946-1994.zip", "sc-texts-1946-2015.zip", "un-paragraphs.zip")
SIZES = (3_000, 30_000)


def floor(paths: list[Path]) -> tuple[int, float]:
    """Read and decode all members of archives; return bytes and seconds."""
    start, size = time.perf_counter(), 0
    for path in paths:
        for name, raw in read.members(path):
            size += len(raw)
            json.loads(raw) if name.endswith(".json") else read.decode(raw)
    return size, time.perf_counter() - start


class Peak(threading.Thread):
    """Watches the memory of this process and its children; `megabytes` is the highest sum of their own memory."""

    def __init__(self):
        super().__init__(daemon=True)
        self.megabytes, self.done = 0.0, threading.Event()

    def run(self):
        """Look twenty times a second until the end."""
        me = psutil.Process()
        while not self.done.wait(0.05):
            total = 0
            for process in (me, *me.children(recursive=True)):
                try:
                    total += process.memory_info().rss
                except psutil.Error:  # it ended meanwhile
                    continue
            self.megabytes = max(self.megabytes, total / 1e6)

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.done.set()
        self.join()


def run(paths: list[Path], workers: int | None) -> tuple[float, float, int]:
    """Ingest into a folder of its own; return seconds, peak memory in megabytes and the number of documents."""
    with tempfile.TemporaryDirectory() as out, Peak() as peak:
        start = time.perf_counter()
        done = ingest.ingest(paths, Path(out), workers)
        seconds = time.perf_counter() - start
    return seconds, peak.megabytes, done.documents


def repeat(source: Path, target: Path, documents: int) -> None:
    """Fill an archive with made-up numbers of Assembly resolutions, each the text of one of the source's."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new:
        texts = [name for name in sorted(old.namelist()) if re.match(r"A_RES_\d+_\d+\.json", name)]
        for number in range(documents):
            name = texts[number % len(texts)]
            printed = "/".join(name.removesuffix(".json").split("_")[2:])
            session, place = 11 + number // 999, number % 999 + 1
            raw = old.read(name).replace(printed.encode(), f"{session}/{place}".encode())
            new.writestr(f"A_RES_{session}_{place}.json", raw)


def main(arguments: list[str] | None = None) -> int:
    """Print the measures."""
    parser = argparse.ArgumentParser(prog="python -m helpers.corpus.bench", description="Measure the pipeline.")
    parser.add_argument("corpora", type=Path, metavar="CORPORA")
    parser.add_argument("--workers", type=int)
    parser.add_argument("--synthetic", action="store_true", help="also compare 3,000 with 30,000 documents (minutes)")
    options = parser.parse_args(arguments)
    paths = [options.corpora / name for name in ARCHIVES]
    if missing := [path.name for path in paths if not path.is_file()]:
        print(f"{options.corpora}: found no {', '.join(missing)}, expected the folder of the corpora", file=sys.stderr)
        return 1
    size, read_in = floor(paths)
    seconds, memory, documents = run(paths, options.workers)
    print(f"{documents:,} documents, {size / 1e6:.1f} MB in {seconds:.1f} s: {size / 1e6 / seconds:.1f} MB/s")
    print(f"floor {size / 1e6 / read_in:.0f} MB/s; the pipeline takes {seconds / read_in:.1f} times as long")
    print(f"peak memory {memory:,.0f} MB")
    if options.synthetic:
        _synthetic(paths[-1], options.workers)
    return 0


def _synthetic(source, workers):
    peaks = []
    for documents in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            repeat(source, Path(folder, "made-up.zip"), documents)
            seconds, memory, found = run([Path(folder, "made-up.zip")], workers)
        peaks.append(memory)
        print(f"{found:,} of {documents:,} made-up documents in {seconds:.0f} s, peak memory {memory:,.0f} MB")
    print(f"peak memory {peaks[1] / peaks[0]:.2f} times as high for ten times the documents")


if __name__ == "__main__":
    sys.exit(main())
