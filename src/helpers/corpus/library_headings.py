"""Which Council resolutions the librarians catalogued under INTERPOL: the table `library_headings`.

A record of the library describes a draft; the resolution that the draft became stands in it. Only symbols and yes or no
are published, no record.
"""

import re
from collections import defaultdict

from helpers.corpus import metadata

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
