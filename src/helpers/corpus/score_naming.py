"""Compare who names INTERPOL with a plain search: python -m helpers.corpus.score_naming CORPORA.

The plain search knows nothing of documents: every file of the corpora that claims to be a resolution, whole, without
blanks and hyphens, in small letters. What it finds and `documents` does not, or the other way round, is listed with
where the names stand: in a neighbour's text, on the cover page, in running heads, or nowhere that explains it.
"""

import re
import sys
from pathlib import Path

import polars as pl

from helpers import contract
from helpers.corpus import build, read, record

_NAMES = re.compile(r"interpol(?!at)|internationalcriminalpolice(?:organi[sz]ation|commission)")
_INITIALS = re.compile(r"\bI\.?C\.?P\.?O\b")
_GAPS = re.compile(r"[\s\u00ad-]+")
_COLUMNS = {"symbol": pl.String, "file": pl.String, "plain": pl.Int64, "in_pages": pl.Int64, "in_body": pl.Int64}
_COLUMNS |= {"neighbours": pl.Boolean}


def search(text: str) -> int:
    """Count INTERPOL's names by the plain search."""
    return len(_NAMES.findall(_GAPS.sub("", text).lower())) + len(_INITIALS.findall(text))


def search_files(corpora: Path) -> dict[tuple[str, str], int]:
    """Search every file of a resolution; return the counts by source and file."""
    found = {}
    for source_id, place in build.TEXT_SETS:
        for name, raw in read.members(corpora / place):
            found[source_id, name] = _search_file(name, raw) if name.endswith((".txt", ".json", ".pdf")) else 0
    return found


def _search_file(name, raw):
    """A scan without a text layer holds nothing to search, and is the text of no document here."""
    try:
        return search(read.text(name, raw))
    except read.ReadError:
        return 0


def count(corpora: Path) -> pl.DataFrame:
    """Count names in the file, the pages and the body of every document's chosen text.

    Returns
    -------
    polars.DataFrame
        One row a symbol: `symbol`, `file`, `plain` (names in the whole file, or, where that file has none, in another
        file of the document), `in_pages` (in what was cut out as the document's own), `in_body` (without running
        heads), `neighbours` (whether other documents stand in the file).
    """
    files, rows = search_files(corpora), []
    for symbol, texts in build.read_texts(corpora, []).items():
        usable = [text for text in texts if text.is_document] or texts
        chosen = record.choose([text for text in usable if text.occurrences]) or record.choose(usable) or usable[0]
        plain = files[chosen.source_id, chosen.file] or max(files[text.source_id, text.file] for text in texts)
        neighbours = any(problem.kind == "neighbours' text" for problem in chosen.problems)
        rows.append((symbol, chosen.file, plain, search(chosen.pages), search(chosen.body), neighbours))
    return pl.DataFrame(rows, schema=_COLUMNS, orient="row")


def compare(counted: pl.DataFrame, documents: pl.DataFrame) -> pl.DataFrame:
    """Set the plain search and the table `documents` side by side.

    Parameters
    ----------
    counted
        What `count` returned.
    documents
        `symbol`, `names_interpol` and `occurrences` of the documents whose text is held.

    Returns
    -------
    polars.DataFrame
        `counted` with the two columns, `verdict_differs` (the search found a name and the table says no or unknown, or
        the other way round), `count_differs`, and `reason` where either is true: "neighbour's text" or "cover page"
        (cut away before the body), "running heads", both, or "unexplained".
    """
    both = counted.join(documents.select("symbol", "names_interpol", "occurrences"), on="symbol")
    ours = pl.col("occurrences").fill_null(0)
    both = both.with_columns(
        verdict_differs=(pl.col("plain") > 0) != (pl.col("names_interpol") == "yes"),
        count_differs=pl.col("plain") != ours,
    )
    outside = pl.when(pl.col("neighbours")).then(pl.lit("neighbour's text")).otherwise(pl.lit("cover page"))
    outside = pl.when(pl.col("plain") > pl.col("in_pages")).then(outside)
    heads = pl.when(pl.col("in_pages") > pl.col("in_body")).then(pl.lit("running heads"))
    explained = pl.concat_str(outside, heads, separator="; ", ignore_nulls=True)
    reason = pl.when(pl.col("in_body") == ours).then(explained).otherwise(pl.lit("unexplained"))
    return both.with_columns(reason=pl.when(pl.col("verdict_differs") | pl.col("count_differs")).then(reason))


def held() -> pl.DataFrame:
    """Return the documents of the published table whose verdict rests on a text of the corpora."""
    table = pl.read_csv(contract.published() / "documents.csv", infer_schema=False)
    return table.filter(pl.col("text_source").is_not_null()).with_columns(pl.col("occurrences").cast(pl.Int64))


def main(arguments: list[str]) -> None:
    """Print how many agree, and every difference."""
    found = compare(count(Path(arguments[0])), held())
    differ = found.filter(pl.col("reason").is_not_null())
    print(f"{found.height:,} documents compared: {found['verdict_differs'].sum()} differ in whether INTERPOL is named,")
    print(f"{found['count_differs'].sum()} in how often")
    for row in differ.iter_rows(named=True):
        print(f"{row['symbol']}: {row['plain']} by the search, {row['occurrences'] or 0} in the table: {row['reason']}")


if __name__ == "__main__":
    main(sys.argv[1:])
