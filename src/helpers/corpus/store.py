"""Where an ingest keeps its work until it is done: parts of tables, their merge, the change of the whole set.

    DIR/.ingest/parts/<hash of a chunk's content>/<table>.parquet   finished chunks, each renamed into place whole
    DIR/.ingest/merge/…                                             sorted pieces while the tables are put together
    DIR/.ingest/new/…                                               the finished set, moved into DIR at the end

A chunk is known by its content, so a run that was cut off, even by kill -9, goes on with the chunks that are missing.
Nothing here holds more than a few chunks' rows in memory.
"""

import io
import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

import polars as pl
import pyarrow.parquet as pq

from helpers.errors import ReportedError

_ROWS_AT_ONCE = 200_000
_BUCKETS, _BUCKET_DOCUMENTS = 256, 2_000  # documents are sorted in so many buckets at most, of so many at least
_COMPLETE = "complete"


class Store:
    """The work folder of one data folder."""

    def __init__(self, data: Path):
        self.data = data
        self.folder = data / ".ingest"
        self.parts, self.merge, self.new = (self.folder / name for name in ("parts", "merge", "new"))

    def begin(self) -> None:
        """Make the folders; finish a change of the set that was interrupted, drop what else was left unfinished."""
        if (self.new / _COMPLETE).is_file():
            self.finish()
        for folder in (self.merge, self.new, *self.folder.glob("parts/*.partial")):
            shutil.rmtree(folder, ignore_errors=True)
        for folder in (self.parts, self.merge, self.new):
            folder.mkdir(parents=True, exist_ok=True)

    def has(self, chunk: str) -> bool:
        """Tell whether a chunk is done."""
        return (self.parts / chunk).is_dir()

    def keep(self, chunk: str, tables: dict[str, bytes]) -> None:
        """Store the tables of a finished chunk, whole or not at all."""
        beside = self.parts / f"{chunk}.partial"
        beside.mkdir(exist_ok=True)
        for name, content in tables.items():
            (beside / f"{name}.parquet").write_bytes(content)
        beside.rename(self.parts / chunk)

    def keep_existing(self, part: str, tables: dict[str, Path], schemas: dict[str, dict]) -> None:
        """Turn the tables of the data folder into a part: documents get numbers, other rows their document's.

        Raises
        ------
        StoreError
            If a table has other columns than the contract: rewriting it would lose something.
        """
        beside = self.parts / part
        shutil.rmtree(beside, ignore_errors=True)
        beside.mkdir()
        held = _scan(tables["documents"], schemas["documents"]).with_row_index("doc")
        docs = held.select("doc", "symbol").collect()
        unknown = {name: pl.lit(None, kind) for name, kind in schemas["rank"].items() if name not in ("doc", "symbol")}
        held.with_columns(**unknown | {"fresh": pl.lit(False)}).sink_parquet(beside / "documents.parquet")
        for name, path in tables.items():
            if name != "documents":
                key = _KEYS.get(name, "symbol")
                rows = _scan(path, schemas[name]) if path.is_file() else pl.LazyFrame(schema=schemas[name])
                joined = rows.join(docs.lazy().rename({"symbol": key}), on=key, maintain_order="left")
                joined.select("doc", *schemas[name]).sink_parquet(beside / f"{name}.parquet")

    def part(self, chunk: str, table: str) -> Path:
        """Return the file of one chunk's table."""
        return self.parts / chunk / f"{table}.parquet"

    def publish(self) -> None:
        """Mark the new set as complete and move it into the data folder."""
        (self.new / _COMPLETE).touch()
        self.finish()

    def finish(self) -> None:
        """Move the new set into the data folder, file by file; called again, it goes on where it stopped."""
        for file in sorted(self.new.iterdir()):
            if file.name != _COMPLETE:
                file.replace(self.data / file.name)
        shutil.rmtree(self.folder)


class StoreError(ReportedError):
    """A table in the data folder that cannot be added to."""


_KEYS = {"citations": "citing"}


def _scan(path, schema):
    rows = pl.scan_csv(path, schema_overrides=schema) if path.suffix == ".csv" else pl.scan_parquet(path)
    found = rows.collect_schema().names()
    if set(found) != set(schema):
        differing = ", ".join(sorted(set(found) ^ set(schema)))
        raise StoreError(f"{path.name}: found other columns than an ingest writes ({differing}), expected a new folder")
    return rows


def packed(frame: pl.DataFrame) -> bytes:
    """Return a frame as the bytes of a Parquet file."""
    buffer = io.BytesIO()
    frame.write_parquet(buffer, compression="zstd", compression_level=1)
    return buffer.getvalue()


def merge(pieces: Iterable[tuple[Path, pl.DataFrame]], folder: Path, target: Path, schema: dict, places: int) -> None:
    """Put the parts of one table together in the order of the documents.

    Parameters
    ----------
    pieces
        For each part its file, which has a column `doc`, and the documents to take from it: `doc`, `place`.
    folder
        Room for the sorted pieces.
    target
        The table to write: .csv or .parquet.
    schema
        Columns and types of the table.
    places
        The number of documents. Rows of a document stay in their order.
    """
    size = max(_BUCKET_DOCUMENTS, -(-places // _BUCKETS))
    folder.mkdir(parents=True, exist_ok=True)
    for number, (path, chosen) in enumerate(pieces):
        _scatter(path, chosen, size, folder, number, schema)
    with Writer(target, schema) as writer:
        for bucket in range(-(-places // size)):
            files = sorted(folder.glob(f"{bucket}-*.parquet"))
            if files:
                rows = pl.concat([pl.read_parquet(file) for file in files])
                writer.write(rows.sort("place", maintain_order=True).select(*schema))
    shutil.rmtree(folder)


def _scatter(path, chosen, size, folder, number, schema):
    """Write the wanted rows of one part, one file for each bucket that they fall in."""
    for turn, rows in enumerate(batches(path)):
        wanted = rows.join(chosen, on="doc", how="inner", maintain_order="left")
        bucket = (pl.col("place") // size).alias("bucket")
        for (which,), group in wanted.group_by(bucket, maintain_order=True):
            group.select("place", *schema).write_parquet(
                folder / f"{which}-{number:06}-{turn:06}.parquet", compression="lz4"
            )


def batches(path: Path) -> Iterator[pl.DataFrame]:
    """Yield the rows of a Parquet file, a bounded number at a time."""
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(_ROWS_AT_ONCE):
            yield pl.from_arrow(batch)


class Writer:
    """Writes a table piece by piece; the bytes depend on the pieces only."""

    def __init__(self, target: Path, schema: dict, level: int = 3):
        self.target, self.schema, self.level = target, schema, level
        self.empty = pl.DataFrame(schema=schema)

    def __enter__(self):
        self.csv = self.target.suffix == ".csv"
        self.file = self.target.open("wb")
        if self.csv:
            self.file.write((",".join(self.schema) + "\n").encode())
        else:
            columns = _arrow(self.empty).schema
            self.parquet = pq.ParquetWriter(self.file, columns, compression="zstd", compression_level=self.level)
        return self

    def write(self, rows: pl.DataFrame) -> None:
        if self.csv:
            # an empty text and an unknown value are the same in a CSV file
            tidy = rows.with_columns(pl.col(pl.String).replace("", None))
            self.file.write(tidy.write_csv(include_header=False, line_terminator="\n").encode())
        else:
            self.parquet.write_table(_arrow(rows))

    def __exit__(self, *_):
        if not self.csv:
            self.parquet.close()
        self.file.flush()
        os.fsync(self.file.fileno())
        self.file.close()


def _arrow(rows):
    table = rows.to_arrow(compat_level=pl.CompatLevel.oldest())
    return table.replace_schema_metadata(None)
