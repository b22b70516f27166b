"""Later reviews of the cooperation resolution among one's own documents: their paragraphs, and their alignment.

The collection publishes no text, so a review can be aligned with the one before it only where the text of that one is
among the own documents too. Their words are kept beside the own tables, in `chain_units.parquet`, for the next review.
"""

import re
from itertools import groupby
from pathlib import Path

import polars as pl

from helpers import contract, symbols
from helpers.corpus import align, chain
from helpers.corpus.record import Text

SCHEMA = {"symbol": pl.String, "file": pl.String, "order": pl.Int32, "part": pl.String, "label": pl.String}
SCHEMA |= {"kind": pl.String, "verb": pl.String, "text": pl.String}
NOT_CODED = "not coded yet"
BASIS = "machine, not read"  # of a pair: nobody has read it

_SERIES = re.compile(
    r"^Cooperation between the United Nations and (?:the )?(?:International Criminal Police Organization|INTERPOL)",
    re.I,
)


def units(doc: int, text: Text) -> list[dict]:
    """Return the paragraphs of a text as `chain` cuts them, with its place `doc`; none if it is not of the series."""
    of_series = text.symbol.kind == "resolution" and text.symbol.body == "A" and _SERIES.match(text.title or "")
    if not of_series:
        return []
    cut = chain.units(text.pages, text.symbol.text)
    given = {"doc": doc, "symbol": text.symbol.text, "file": text.file}
    return [given | unit | {"order": order} for order, unit in enumerate(cut, 1)]


def write(folder: Path, data: Path) -> list[tuple[str, str]]:
    """Write the rows of `chain_paragraphs` and `chain_alignment` for own reviews that follow the published ones.

    Parameters
    ----------
    folder
        Holds `chain_units.parquet`; the tables are written there, if there is a review to tell of.
    data
        The folder of one's own tables: where it has a `gists.csv`, the themes coded there are used.

    Returns
    -------
    list of tuple
        File and reason of each review that could not be aligned.
    """
    held = _held(folder / "chain_units.parquet")
    series = sorted({*chain.CHAIN, *held}, key=symbols.sort_key)
    later = [symbol for symbol in series[series.index(chain.CHAIN[-1]) + 1 :] if symbol in held]
    before = {symbol: series[series.index(symbol) - 1] for symbol in later}
    problems = [(held[s][0]["file"], _alone(s, before[s])) for s in later if before[s] not in held]
    aligned = [symbol for symbol in later if before[symbol] in held]
    if aligned:
        contract.write_rows(folder / "chain_paragraphs.csv", chain.PARAGRAPH_COLUMNS, _paragraphs(held, aligned))
        alignment = _alignment(held, before, aligned, data)
        contract.write_rows(folder / "chain_alignment.csv", chain.ALIGNMENT_COLUMNS, alignment)
    return problems


def _alone(symbol, before):
    return f"found {symbol} without {before}, the review before it, expected both: notebook 02 compares the two texts"


def _held(path):
    """Return the units of each text with their words; torn words are mended by the words of all of them."""
    rows = pl.read_parquet(path).to_dicts()
    vocabulary = align.Vocabulary([row["text"] for row in rows])
    for row in rows:
        row["words"] = vocabulary.words(row["text"])
    return {symbol: list(found) for symbol, found in groupby(rows, key=lambda row: row["symbol"])}


def _paragraphs(held, aligned):
    return [chain.paragraph_row(unit) for symbol in aligned for unit in held[symbol] if unit["words"]]


def _alignment(held, before, aligned, data):
    themes = _themes(data)
    rows = []
    for new in aligned:
        review = chain.review(before[new], new, held, corrections=[])
        for number, row in enumerate(review, 1):
            old_key, new_key = (tuple(row[f"{side}_{name}"] for name in _KEY) for side in ("from", "to"))
            inherited = themes.get(old_key, NOT_CODED)
            row["theme"] = themes.setdefault(new_key, inherited) if row["to_label"] else inherited
            row["alignment_id"] = f"chain-{symbols.parse(new).session}-{number:03d}"
            row["basis"] = BASIS
        rows += review
    return rows


_KEY = ("symbol", "part", "label")


def _themes(data):
    """Return the themes that a reader gave to paragraphs, one's own before the published ones."""
    files = [folder / "gists.csv" for folder in (contract.published(), data)]
    rows = [row for file in files if file.is_file() for row in contract.read_rows(file)]
    return {tuple(row[name] for name in _KEY): row["themes"] for row in rows}
