"""Which Council resolutions the librarians catalogued under INTERPOL: writes `data/library_headings.csv`.

    python -m helpers.corpus.library_headings EVIDENCE

Reads the export of library records (`sc-library-export.xlsx` in the folder EVIDENCE). A record describes a draft; the
resolution that the draft became stands in it. Only symbols and yes or no are published, no record.
"""

import csv
import io
import re
import sys
from collections import defaultdict
from pathlib import Path

import polars as pl

from helpers import contract
from helpers.corpus import metadata, read

COLUMNS = ("symbol", "records", "headings", "heading_interpol", "source_id")
_INTERPOL = re.compile(r"\bINTERPOL\b")
_BODIES, _SUBJECTS = "610__a", "650"  # MARC fields: corporate bodies and subjects that a document is about


def headings(records, known: set[str]) -> list[dict]:
    """Return one row for each resolution that a record names.

    Parameters
    ----------
    records
        Rows of the export as dicts.
    known
        Symbols of the table ``documents``. A record under any other symbol is left out: its year is a misprint, as
        ``corpus_issues`` lists.

    Returns
    -------
    list of dict
        `symbol`, `records` (their number), `headings` (yes or no: has one of them any heading),
        `heading_interpol` (yes, no, or unknown where there are no headings), `source_id`; sorted by number.
    """
    found = defaultdict(list)
    for record in records:
        for symbol in set(metadata.resolutions(record)) & known:
            found[symbol].append(record)
    return [_row(symbol, found[symbol]) for symbol in sorted(found, key=_number)]


def _row(symbol, records):
    has_any = any(record[_BODIES] or record[_SUBJECTS] for record in records)
    has_interpol = any(_INTERPOL.search(str(record[_BODIES] or "")) for record in records)
    return {
        "symbol": symbol,
        "records": len(records),
        "headings": "yes" if has_any else "no",
        "heading_interpol": ("yes" if has_interpol else "no") if has_any else "unknown",
        "source_id": "sc-library",
    }


def _number(symbol):
    return int(re.search(r"\d+", symbol)[0])


def main(arguments: list[str]) -> None:
    """Write the table; it is sealed afterwards (python -m helpers seal)."""
    documents = pl.read_csv(contract.published() / "documents.csv", infer_schema=False)
    rows = headings(read.sheet(Path(arguments[0]) / "sc-library-export.xlsx"), set(documents["symbol"]))
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    contract.replace_text(contract.published() / "library_headings.csv", text.getvalue())
    print(f"{len(rows)} resolutions in library_headings.csv; now: python -m helpers seal")


if __name__ == "__main__":
    main(sys.argv[1:])
