"""Measure the citations against 200 resolutions whose citations were read by hand.

    python -m helpers.corpus.score_citations CORPORA

Reads the texts, cuts them into paragraphs, finds the citations and compares them with `data/coded_citations.csv`.
Prints precision and recall over all pairs of citing and cited resolution, by organ and decade, how often the part
agrees, and every difference. The measure covers the whole way from file to citation: a neighbour's text that was not
cut away, or a footnote that was lost, counts as an error here.
"""

import random
import re
import sys
from pathlib import Path

import polars as pl

from helpers import contract
from helpers.corpus import build, cite, record, segment

NONE = "none"  # in the column `cited`: the resolution cites no other by number
SEED = 1923
# Resolutions to draw from each decade of each organ (1940s to 2020s); the 2000s of ECOSOC are hardly held.
QUOTA = {
    "S": (8, 10, 11, 11, 12, 12, 12, 12, 12),
    "A": (5, 5, 6, 6, 8, 10, 11, 12, 12),
    "E": (2, 1, 1, 3, 4, 3, 0, 6, 5),
}


def sample_resolutions(held: list[str], seed: int = SEED) -> list[str]:
    """Draw the resolutions to read, in strata of organ and decade.

    Parameters
    ----------
    held
        Symbols of the resolutions whose text is held, without letters of parts.
    seed
        Seed of the draw; the published coding belongs to the default.

    Returns
    -------
    list of str
        Symbols, by organ and decade, in the order of the draw.
    """
    chooser, drawn = random.Random(seed), []
    for organ, numbers in QUOTA.items():
        for decade, number in zip(range(194, 203), numbers, strict=True):
            if number:
                pool = sorted(s for s in held if s[0] == organ and year(s) // 10 == decade)
                drawn += chooser.sample(pool, min(number, len(pool)))
    return drawn


def year(symbol: str) -> int:
    """Return the year of a resolution; of a session, the year in which it began."""
    if found := re.search(r"\((\d{4})\)|E/RES/(\d{4})/", symbol):
        return int(found[1] or found[2])
    if found := re.search(r"A/RES/(\d+)/", symbol):
        return 1945 + int(found[1])
    session = cite.arabic(re.search(r"\(([IVXLC]+)\)", symbol)[1])
    return 1945 + session if symbol[0] == "A" else 1946 + session // 2


def paragraphs(corpora: Path, symbols: set[str]) -> pl.DataFrame:
    """Return the paragraphs of some resolutions, neighbours' text left out: `symbol`, `part`, `text`."""
    rows = []
    for symbol, texts in build.read_texts(corpora, []).items():
        text = record.choose(texts) if symbol in symbols else None
        if text is not None:
            cut = segment.segment(text.body, symbol)
            rows += [(symbol, p.part, p.text) for p in cut if not p.label.startswith("neighbour")]
    return pl.DataFrame(rows, schema={"symbol": pl.String, "part": pl.String, "text": pl.String}, orient="row")


def compare(found: pl.DataFrame, coded: pl.DataFrame) -> pl.DataFrame:
    """Set citations found and coded side by side.

    Parameters
    ----------
    found
        What `cite.citations` returned for the coded resolutions.
    coded
        `symbol`, `cited` (or "none"), `part`.

    Returns
    -------
    polars.DataFrame
        One row a pair: `symbol`, `cited`, `found`, `coded` (Booleans), `part` (coded), `parts` (found).
    """
    parts = found.group_by(pl.col("citing").alias("symbol"), "cited").agg(
        parts=pl.col("part").unique().sort().str.join("; ")
    )
    read = coded.filter(pl.col("cited") != NONE).select("symbol", "cited", "part")
    both = parts.join(read, on=["symbol", "cited"], how="full", coalesce=True).sort("symbol", "cited")
    return both.with_columns(found=pl.col("parts").is_not_null(), coded=pl.col("part").is_not_null())


def rates(pairs: pl.DataFrame) -> dict[str, float | int]:
    """Return pairs found, coded and both, precision and recall."""
    both = int((pairs["found"] & pairs["coded"]).sum())
    found, coded = int(pairs["found"].sum()), int(pairs["coded"].sum())
    return {
        "found": found,
        "coded": coded,
        "both": both,
        "precision": both / found if found else float("nan"),
        "recall": both / coded if coded else float("nan"),
    }


def main(arguments: list[str]) -> None:
    """Print the measure."""
    coded = pl.read_csv(contract.published() / "coded_citations.csv")
    text = paragraphs(Path(arguments[0]), set(coded["symbol"]))
    pairs = compare(cite.citations(text), coded)
    print(f"{coded['symbol'].n_unique()} resolutions read, {text['symbol'].n_unique()} with a text")
    print("all", _line(rates(pairs)))
    for organ in QUOTA:
        print(organ, _line(rates(pairs.filter(pl.col("symbol").str.starts_with(organ)))))
    decades = pairs.with_columns(decade=pl.col("symbol").map_elements(year, return_dtype=pl.Int64) // 10 * 10)
    for (decade,), group in decades.group_by("decade", maintain_order=True):
        print(f"{decade}s", _line(rates(group)))
    both = pairs.filter(pl.col("found") & pl.col("coded"))
    agreed = both.filter(pl.col("parts").str.split("; ").list.contains(pl.col("part"))).height
    print(f"part: {agreed} of {both.height} agree")
    for row in pairs.filter(pl.col("found") != pl.col("coded")).iter_rows(named=True):
        print("found, not coded:" if row["found"] else "coded, not found:", row["symbol"], row["cited"])


def _line(r):
    counts = f"{r['found']} found, {r['coded']} coded, {r['both']} both"
    return f"precision {r['precision']:.4f}, recall {r['recall']:.4f} ({counts})"


if __name__ == "__main__":
    main(sys.argv[1:])
