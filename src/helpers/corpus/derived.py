"""The published tables that follow from the chosen texts: paragraphs, mentions, citations, terms, and counts."""

from collections import deque
from collections.abc import Iterator
from pathlib import Path

import polars as pl

from helpers import contract, symbols
from helpers.corpus import code, pool, record, store, tabulate

CHUNK_CHARACTERS = 2_000_000
FILES = {"paragraphs": "paragraphs.parquet", "mentions": "mentions.csv"}
FILES |= {"citations": "citations.csv", "terms": "terms.parquet"}
IN_DOCUMENTS = 2  # a word that stands in fewer is left out: half the size, and nothing that a comparison could use


def write(texts: dict[str, record.Text], out: Path, coded: Path, workers: int = 1) -> dict[str, dict]:
    """Code the chosen texts and write the derived tables.

    Parameters
    ----------
    texts
        The one text of each document.
    out
        The folder to write to.
    coded
        The hand-kept table `coded_mentions.csv`.
    workers
        Number of processes.

    Returns
    -------
    dict of dict
        By symbol: `words`, `preambular` and `operative`.
    """
    order = sorted(texts, key=symbols.sort_key)
    tables = _tables([(symbol, texts[symbol].pages) for symbol in order], workers)
    tables["mentions"] = _with_coded(tables["mentions"], coded)
    tables["terms"] = tables["terms"].filter(pl.len().over("term") >= IN_DOCUMENTS)
    for name, file in FILES.items():
        columns = tabulate.schema(name)
        with store.Writer(out / file, columns, level=15) as writer:
            writer.write(tables[name].select(*columns))
    return dict(zip(order, tables["counts"].select(tabulate.COUNTS).to_dicts(), strict=True))


def _tables(pairs, workers):
    """Code the texts chunk by chunk and put the tables together in the order of the texts."""
    frames, waiting = [], deque()
    with pool.executor(workers) as executor:
        for chunk in _chunks(pairs):
            waiting.append(executor.submit(tabulate.tables, chunk))
            if len(waiting) > executor.size:
                frames.append(waiting.popleft().result())
        frames += [future.result() for future in waiting]
    return {name: pl.concat([tables[name] for tables in frames]) for name in frames[0]}


def _chunks(pairs) -> Iterator[list]:
    chunk, size = [], 0
    for symbol, text in pairs:
        chunk.append((symbol, text))
        size += len(text)
        if size > CHUNK_CHARACTERS:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _with_coded(mentions, path):
    """Add the places that were coded elsewhere, of documents in whose held text no name was found."""
    coded = pl.DataFrame(contract.read_rows(path)).drop("coded_mention_id", "gist", "source_id")
    graded = code.grade_verbs(coded.select(text="verb"))
    coded = coded.with_columns(strength=graded["ours"], hits=pl.lit(None), basis=pl.lit(tabulate.READ_ELSEWHERE))
    coded = coded.join(mentions.select("symbol").unique(), on="symbol", how="anti", maintain_order="left")
    columns = tabulate.schema("mentions")
    both = pl.concat([mentions.select(*columns), coded.select(*columns).cast(columns)])
    places = {symbol: place for place, symbol in enumerate(sorted(both["symbol"].unique(), key=symbols.sort_key))}
    return both.sort(both["symbol"].replace_strict(places), maintain_order=True)
