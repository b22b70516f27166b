"""Documents of one's own to tables: `python -m helpers ingest PATH… --data DIR`.

Files are read one by one and gathered into chunks of a few megabytes; workers turn each chunk into parts of the
tables; the parts are kept by content and, when all are there, merged in the order of the symbols. What comes out
depends on the documents alone: not on the number of workers, the chunks, an interruption or a Dask cluster. Pages that
are press items and no documents become rows of articles.csv and sources.csv (`press_table`).
"""

import hashlib
import os
import sys
import zipfile
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, CancelledError, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from pathlib import Path

import filelock
import polars as pl
from tqdm import tqdm

from helpers import contract, symbols
from helpers.corpus import documents, own_reviews, pool, press_table, read, store
from helpers.errors import ReportedError

CHUNK_BYTES = 8_000_000
STALLED = 600  # seconds in which a chunk is done a hundred times over
TABLES = ("terms", "paragraphs", "documents", "mentions", "citations", "chain_units")  # the largest first
FILES = {"documents": "documents.csv", "paragraphs": "paragraphs.parquet", "mentions": "mentions.csv"}
FILES |= {"citations": "citations.csv", "terms": "terms.parquet", "problems": "problems.csv"}
FILES |= {"chain_units": "chain_units.parquet"}


class IngestError(ReportedError):
    """An ingest that cannot go on; the message says why and what to do."""


def ingest(paths: list[Path], data: Path, workers: int | None = None, dask: str = "") -> "Summary":
    """Add documents to the tables of a folder.

    Parameters
    ----------
    paths
        Files, folders and zip archives.
    data
        The folder of the tables; made where it is missing. Documents that its tables hold already stay, unless they
        are among `paths`: then they are replaced.
    workers
        Number of processes; by default one for each core.
    dask
        Address of a Dask scheduler ("tcp://…") whose workers do the work in place of processes of this machine.

    Returns
    -------
    Summary
        What was read.

    Raises
    ------
    IngestError
        If a path does not exist, another run is writing to the folder, or the run was interrupted.
    """
    missing = [str(path) for path in paths if not path.exists()]
    if missing:
        raise IngestError(f"found no {', '.join(missing)}, expected files, folders or zip archives of documents")
    data.mkdir(parents=True, exist_ok=True)
    with _alone(data):
        work = store.Store(data)
        work.begin()
        try:
            with pool.executor(workers or os.cpu_count() or 1, dask) as executor:
                chunks, unread = _process(paths, work, executor, bar_total=_size(paths))
        except KeyboardInterrupt:
            raise IngestError(
                f"interrupted; nothing is lost: the same command goes on where it stopped ({data})"
            ) from None
        return _merge(work, chunks, unread, paths)


# ----------------------------------------------------------------------------------------------- reading and chunks


def _files(paths: list[Path]) -> Iterator[tuple[str, bytes | read.ReadError]]:
    """Yield name and content of every file; the name leads back to the path that was given."""
    for path in paths:
        refused: list[read.ReadError] = []
        for name, raw in read.members(path, refused.append):
            yield from _named(path, refused)
            if not press_table.of_fetch(name, raw):
                yield _full(path, name), raw
        yield from _named(path, refused)


def _named(path, refused):
    """Yield what an archive or folder could not give; messages begin with the member's name."""
    while refused:
        name, _, reason = str(refused.pop(0)).partition(": ")
        yield _full(path, name), read.ReadError(reason)


def _full(path, name):
    """A single file has its own name, a member that of its folder or archive before it."""
    return name if name == path.name and path.is_file() else f"{path.name}/{name}"


def _chunks(paths: list[Path], unread: list[tuple[str, str]]) -> Iterator[tuple[str, list]]:
    """Gather files into chunks; yield the hash of each chunk's names and content, and the chunk."""
    chunk, size = [], 0
    for name, raw in _files(paths):
        if isinstance(raw, read.ReadError):
            unread.append((name, str(raw)))
            continue
        chunk.append((name, raw))
        size += len(raw)
        if size >= CHUNK_BYTES:
            yield _hash(chunk), chunk
            chunk, size = [], 0
    if chunk:
        yield _hash(chunk), chunk


def _hash(chunk):
    digest = hashlib.sha256(_engine().encode())
    for name, raw in chunk:
        digest.update(f"{len(name)} {len(raw)} {name}".encode())
        digest.update(raw)
    return digest.hexdigest()


def _engine():
    """Return a hash of the rules: parts that an older engine left are not used."""
    code = [*sorted(Path(__file__).parent.glob("*.py")), Path(symbols.__file__)]
    rules = [contract.published() / name for name in ("themes.yml", "tools.yml", "actors.yml", "verbs.yml")]
    facts = [contract.published() / name for name in ("resolution_ranges.csv", "documents.csv", "articles.csv")]
    return hashlib.sha256(b"".join(path.read_bytes() for path in (*code, *rules, *facts))).hexdigest()


def _size(paths):
    """Return how many bytes there are to read, for the progress bar only."""
    total = 0
    for path in paths:
        if path.is_dir():
            total += sum(file.stat().st_size for file in path.rglob("*") if file.is_file())
        else:
            total += _unpacked(path)
    return total


def _unpacked(path):
    try:
        with zipfile.ZipFile(path) as archive:
            return sum(entry.file_size for entry in archive.infolist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return path.stat().st_size  # no archive, or a damaged one, which the reading names


# ---------------------------------------------------------------------------------------------------- sharing out


def _process(paths, work, executor, bar_total):
    """Work through all chunks; return the hashes of the parts and the paths that could not be read."""
    parts, unread, running = {}, [], {}
    bar = tqdm(total=bar_total, unit="B", unit_scale=True, desc="ingest", file=sys.stderr)
    with bar:
        for name, chunk in _chunks(paths, unread):
            if name in parts or work.has(name):  # given twice, or done before an interruption
                bar.update(_bytes(chunk))
            else:
                running[executor.submit(documents.analyse, chunk)] = name, chunk
            parts.setdefault(name, [name])
            parts |= _collect(running, work, bar, unread, executor, at_most=executor.size + 1)
        parts |= _collect(running, work, bar, unread, executor, at_most=0)
    return [part for found in parts.values() for part in found], unread


def _collect(running: dict[Future, tuple[str, list]], work, bar, unread, executor, at_most) -> dict[str, list[str]]:
    """Keep what is finished; wait until no more than `at_most` chunks are under way.

    Where a file ends its worker, or holds it for longer than `STALLED`, all chunks under way are lost: their files are
    then read one by one, and the file that does it again is named. Returns the parts that took a chunk's place.
    """
    lost = []
    while len(running) > at_most or (lost and running):
        done = wait(running, timeout=STALLED, return_when=FIRST_COMPLETED).done
        if not done:
            executor.renew()
        for future in done:
            name, chunk = running.pop(future)
            try:
                work.keep(name, future.result())
                bar.update(_bytes(chunk))
            except (BrokenExecutor, CancelledError):
                lost.append((name, chunk))
            except (OSError, EOFError) as error:
                raise IngestError(f"a worker stopped ({error}); the same command goes on where it stopped") from error
    if lost:
        executor.renew()
    return {name: list(_one_by_one(chunk, work, bar, unread)) for name, chunk in lost}


def _one_by_one(chunk, work, bar, unread) -> Iterator[str]:
    """Read each file in a process of its own; yield the part of each that could be read."""
    for file in chunk:
        part = _hash([file])
        try:
            work.keep(part, pool.alone(documents.analyse, [file], STALLED))
            yield part
        except BrokenExecutor:
            unread.append((file[0], "the process that reads it ended, expected a file that can be read"))
        except TimeoutError:
            unread.append((file[0], f"not done after {STALLED} seconds, expected a file that can be read"))
        bar.update(len(file[1]))


def _bytes(chunk):
    return sum(len(raw) for _, raw in chunk)


@contextmanager
def _alone(data):
    """Let one run at a time write to a folder; the lock goes with the process that holds it."""
    lock = filelock.FileLock(data / ".ingest.lock")
    try:
        lock.acquire(timeout=0)
    except filelock.Timeout:
        raise IngestError(f"{data}: another run is writing to this folder; wait until it is done") from None
    try:
        yield
    finally:
        lock.release()


# ------------------------------------------------------------------------------------------------------ the merge


class Summary:
    """Number of documents in the tables and of press items read, and the rows of the table of problems."""

    def __init__(self, documents: int, articles: int, problems: pl.DataFrame):
        self.documents, self.articles, self.problems = documents, articles, problems

    @property
    def unread(self) -> int:
        """How many files could not be used."""
        return self.problems["file"].filter(self.problems["kind"].is_in(documents.NOT_USED)).n_unique()


def _merge(work, chunks, unread, paths):
    """Choose one text for each symbol, put the tables in order and change the whole set."""
    parts = [*chunks, *_existing(work)]
    rows = [pl.scan_parquet(work.part(part, "documents")).select(documents.CHOICE).collect() for part in parts]
    candidates = pl.concat([r.with_columns(part=pl.lit(n, pl.UInt32)) for n, r in enumerate(rows)])
    chosen, passed_over = documents.choose(candidates)
    picked = [chosen.filter(pl.col("part") == n).select("doc", "place") for n in range(len(parts))]

    def merge(table):
        pieces = [(work.part(part, table), rows) for part, rows in zip(parts, picked, strict=True)]
        target = work.new / FILES[table]
        store.merge(pieces, work.merge / table, target, documents.schema(table), chosen.height)

    with ThreadPoolExecutor(2) as threads:  # more would only hold more rows at once
        list(threads.map(merge, TABLES))
    reviews = _reviews(work)
    articles, of_articles = press_table.add(work, chunks, paths)
    problems = _problems(work, chunks, unread, passed_over, of_articles, reviews)
    with store.Writer(work.new / FILES["problems"], documents.PROBLEMS) as file:
        file.write(problems)
    work.publish()
    return Summary(chosen.height, articles, problems)


def _reviews(work):
    """Add later reviews of the cooperation resolution to its chain; a folder without one has no tables of it."""
    units = work.new / FILES["chain_units"]
    if not pl.scan_parquet(units).select(pl.len()).collect().item():
        units.unlink()
        return pl.DataFrame(schema=documents.PROBLEMS)
    found = [(*row, documents.NOT_ALIGNED) for row in own_reviews.write(work.new, work.data)]
    return pl.DataFrame(found, schema=documents.PROBLEMS, orient="row")


def _problems(work, chunks, unread, *later):
    found = [pl.read_parquet(work.part(chunk, "problems")) for chunk in chunks]
    whole = pl.DataFrame([(*row, documents.NOT_READ) for row in unread], schema=documents.PROBLEMS, orient="row")
    return pl.concat([whole, *found, *later]).unique().sort("file", "reason")


def _existing(work) -> list[str]:
    """Turn the tables that the folder holds already into one more part; documents read anew come before it."""
    held = {table: work.data / FILES[table] for table in TABLES}
    if not held["documents"].is_file():
        return []
    schemas = {table: documents.schema(table) for table in TABLES} | {"rank": documents.RANK}
    work.keep_existing("existing", held, schemas)
    return ["existing"]
