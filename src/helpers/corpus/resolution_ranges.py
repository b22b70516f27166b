"""Which resolutions exist: the first and last number of each year or session, `data/resolution_ranges.csv`.

    python -m helpers.corpus.resolution_ranges VOTES SYMBOLS > data/resolution_ranges.csv

VOTES is the table of Security Council votes (column `Resolution number`, `Date`), SYMBOLS the list of General Assembly
symbols to the 76th session (column `symbol`). No list of the Economic and Social Council's resolutions is held: its
rows are estimates of ours, wide enough to let no real number fail.
"""

import csv
import re
import sys
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

from helpers.corpus.cite import arabic

FIELDS = ["range_id", "body", "series", "first", "last", "skipped", "from_year", "to_year", "basis", "source_id"]
_SKIP = 100  # missing one after the other: never given out; of fewer, the list has their parts or is not complete
_LAST_LISTED = 76  # the list stops within this session
_LATEST = 81
_SPECIAL_AFTER_LIST = {"ES-10": 40, "ES-11": 20, "S-28": 4, "S-31": 4, "S-33": 4}  # the tenth emergency one still sits
# Session of the Economic and Social Council: a number that it adopted, as the texts held print them.
_COUNCIL_SESSIONS = {
    1: 9, 3: 13, 4: 37, 5: 76, 6: 106, 7: 150, 9: 248, 15: 476, 19: 565, 20: 586, 22: 624, 24: 655, 25: 671, 26: 695,
    28: 731, 30: 798, 32: 830, 33: 850, 34: 920, 36: 967, 40: 1108, 41: 1150, 43: 1274, 44: 1296, 46: 1426, 48: 1503,
    50: 1579, 52: 1668, 54: 1754, 55: 1818, 56: 1845, 57: 1895, 58: 1930, 60: 2000, 61: 2040, 62: 2076, 63: 2119,
}  # fmt: skip
_MARGIN = 60
_COUNCIL_YEARLY, _COUNCIL_FIRST_YEAR, _COUNCIL_LAST_YEAR = 130, 1978, 2026


def council_rows(votes: Path) -> list[dict]:
    """Return one row a year for the Security Council, whose numbers run on from 1946."""
    years = defaultdict(list)
    with votes.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["Resolution number"].isdigit():
                years[int(row["Date"][:4])].append(int(row["Resolution number"]))
    return [_row("S", year, n, year, year, "listed", "sc-votes") for year, n in years.items()]


def assembly_rows(symbols: Path) -> list[dict]:
    """Return one row a session for the General Assembly; after the list ends, an upper bound of ours."""
    sessions = defaultdict(set)
    with symbols.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            symbol = row["symbol"].replace("ES-IandII", "ES-I")
            if found := re.match(r"A/RES/(\d+) ?\(([^)]+)\)", symbol):
                sessions[found[2]].add(int(found[1]))
            elif found := re.match(r"A/RES/((?:E?S-)?\d+)/(\d+)", symbol):
                sessions[found[1]].add(int(found[2]))
    rows = []
    for series, numbers in sessions.items():
        special, session = _split(series)
        if series in _SPECIAL_AFTER_LIST or not special and session >= _LAST_LISTED:
            continue
        numbers |= {1} if min(numbers) <= 90 else set()
        years = ("", "") if special else (1945 + session, 1946 + session)
        rows.append(_row("A", series, numbers, *years, "listed", "ga-symbols"))
    later = [(str(n), 350, 1945 + n, 1946 + n) for n in range(_LAST_LISTED, _LATEST + 1)]
    later += [(series, last, "", "") for series, last in _SPECIAL_AFTER_LIST.items()]
    return rows + [_row("A", s, (1, last), a, b, "upper bound of ours", "") for s, last, a, b in later]


def economic_rows() -> list[dict]:
    """Return estimates for the Economic and Social Council: by session to 1977, by year from 1978."""
    known = sorted(_COUNCIL_SESSIONS.items())
    rows = []
    for session in range(1, known[-1][0] + 1):
        before = max((k for k in known if k[0] <= session), default=known[0])
        after = min((k for k in known if k[0] >= session), default=known[-1])
        ends = max(1, before[1] - _MARGIN), after[1] + _MARGIN
        rows.append(_row("E", _roman(session), ends, "", "", "estimate of ours", "un-paragraphs"))
    years = range(_COUNCIL_FIRST_YEAR, _COUNCIL_LAST_YEAR + 1)
    rows += [_row("E", year, (1, _COUNCIL_YEARLY), year, year, "estimate of ours", "un-paragraphs") for year in years]
    return rows


def _row(body, series, numbers, start, end, basis, source):
    """Make the row of a series from its numbers, or from the two ends of an estimate."""
    gaps = [later - before - 1 for before, later in pairwise(sorted(numbers))]
    skipped = sum(gap for gap in gaps if gap >= _SKIP) if basis == "listed" else ""
    ends = min(numbers), max(numbers)
    row = (_id(body, series), body, series, *ends, skipped, start, end, basis, source)
    return dict(zip(FIELDS, row, strict=True))


def _id(body, series):
    return f"{body}-{series}".lower()


def _split(series):
    special, _, session = series.rpartition("-")
    return special, int(session) if session.isdigit() else arabic(session)


def _roman(number):
    letters = ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
    text = ""
    for value, letter in letters:
        text += letter * (number // value)
        number %= value
    return text


def main(arguments: list[str]) -> None:
    """Print the table."""
    rows = council_rows(Path(arguments[0])) + assembly_rows(Path(arguments[1])) + economic_rows()
    writer = csv.DictWriter(sys.stdout, FIELDS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(sorted(rows, key=lambda row: row["range_id"]))


if __name__ == "__main__":
    main(sys.argv[1:])
