"""Counts from lists and records that no other table holds: the table `record_counts`.

They come from the UN's list of vetoes and its list of the videoconferences of 2020 (both in the archive of meeting
tables), one voting record of the library, and the voting table. Only the counts are published; `helpers.benchmarks`
compares them with published figures.
"""

import re
from collections import Counter

from defusedxml import ElementTree

from helpers.corpus import read

COLUMNS = ("record_count_id", "counted", "rule", "count", "source_id")
_LISTS, _VOTE = "sc-meetings", "undl-4040686"  # keys of sources
_MARC = "{http://www.loc.gov/MARC21/slim}"
_CAST = {"Y": "yes", "N": "no", "A": "abstain", None: "not-voting"}
_SAID = {"yes": "in favour", "no": "against", "abstain": "abstaining", "not-voting": "not voting"}


def vetoes(table: list[list[str]]) -> list[dict]:
    """Count the rows of the UN's list of vetoes: in all, and in 2018.

    Parameters
    ----------
    table
        Rows as lists of cells; a veto has five, from the date to the members that cast it. Some days are a span, and
        some years have two digits.
    """
    days = [row[0] for row in table if len(row) == 5 and row[0] != "Date"]
    years = [_year(day) for day in days]
    rule = f"rows of the UN's list of vetoes, newest {days[0]}; a draft that several members vetoed is one row"
    return [
        _row("vetoes", "Drafts, amendments and preliminary questions vetoed in the Council", rule, len(years), _LISTS),
        _row("vetoes-2018", "Drafts vetoed in the Council in 2018", rule, years.count(2018), _LISTS),
    ]


def _year(day):
    """Return the year of "26 May 2022" or "30 January 86"."""
    year = int(re.search(r"(\d{2}|\d{4})$", day)[1])
    return year if year > 99 else 1900 + year


def videoconferences(table: list[list[str]]) -> list[dict]:
    """Count what the UN's list of 2020 has outside meetings: rows without a meeting record, statements in them."""
    without = [row for row in table if len(row) == 7 and row[0] == "--"]
    statements = {symbol for row in without for symbol in re.findall(r"S/PRST/2020/\d+", row[-1])}
    listed = "rows without a meeting record in the UN's list for the months of the pandemic in 2020"
    return [
        _row(
            "videoconferences-2020",
            "Videoconferences and written votes of the Council in 2020 that the list holds",
            f"{listed}; it names those that ended in a resolution, a vote or a statement",
            len(without),
            _LISTS,
        ),
        _row(
            "statements-2020",
            "Presidential statements issued without a meeting in 2020",
            f"symbols S/PRST in the {listed}, each once",
            len(statements),
            _LISTS,
        ),
    ]


def ballot(record: bytes) -> list[dict]:
    """Count the entries of the library's voting record of A/RES/78/264 (MARC XML): one field 967 a member."""
    fields = ElementTree.fromstring(record).iter(f"{_MARC}datafield")
    members = [field for field in fields if field.get("tag") == "967"]
    cast = Counter(_CAST[field.findtext(f"{_MARC}subfield[@code='d']")] for field in members)
    rule = "fields 967 of the voting record, by subfield d; its totals in field 996 are not used"
    counts = {said: (vote, cast[vote]) for vote, said in _SAID.items()} | {"in all": ("total", cast.total())}
    return [
        _row(f"vote-78-264-{vote}", f"Members {said} in the vote on A/RES/78/264", rule, count, _VOTE)
        for said, (vote, count) in counts.items()
    ]


def sponsors(rows) -> list[dict]:
    """Count the names that the voting table gives as submitters of S/2014/688, which became S/RES/2178 (2014)."""
    submitted = next(str(row["Submitted by"]) for row in rows if row["Draft"] == "S/2014/688")
    rule = "names in the column of submitters, set apart by commas, each once"
    names = {name.strip() for name in submitted.split(",")}
    return [_row("sponsors-s-2014-688", "Sponsors of the draft S/2014/688", rule, len(names), "sc-voting")]


def _row(key, counted, rule, count, source):
    return dict(zip(COLUMNS, (key, counted, rule, count, source), strict=True))


def counts(lists: dict[str, bytes], record: bytes, voting) -> list[dict]:
    """Return the rows of the table, by their ids.

    Parameters
    ----------
    lists
        The pages of the archive of meeting tables, by name.
    record
        The voting record, MARC in XML.
    voting
        Rows of the voting table as dicts.
    """
    rows = [
        *vetoes(_list(lists, "scact_veto")),
        *videoconferences(_list(lists, "scact2020_covid")),
        *ballot(record),
        *sponsors(voting),
    ]
    return sorted(rows, key=lambda row: row["record_count_id"])


def _list(lists, name):
    return read.html_table(next(raw for path, raw in lists.items() if name in path))
