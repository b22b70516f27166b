"""INTERPOL as an institution: members, sources that differ, terms of office, each counted so that sources stay apart.

Nothing here averages or fills: a figure keeps its source, a gap stays a gap, and a line ends where a year is missing.
"""

import pandas as pd

LISTED = "listed accession"
NAZI_ERA = "Nazi era"
WHOLE_BUDGETS = ["annual budget", "consolidated budget income", "operating income"]


def decimal_year(dates: pd.Series, month_end: bool = False) -> pd.Series:
    """Turn partial dates into numbers on a time axis.

    Parameters
    ----------
    dates
        Texts: year, year-month or full date; missing where not known.
    month_end
        True: the end of the month or year that the date names. False: its middle.

    Returns
    -------
    pandas.Series
        Years with a fraction, missing where the date is missing.
    """
    parts = dates.astype("string").str.extract(r"^(\d{4})(?:-(\d\d))?(?:-(\d\d))?$").astype("Float64")
    year, month, day = (parts[column] for column in parts)
    within_month = 1.0 if month_end else ((day - 0.5) / 31).fillna(0.5)
    within_year = ((month - 1 + within_month) / 12).fillna(1.0 if month_end else 0.5)
    return year + within_year


def listed_members(accessions: pd.DataFrame) -> pd.DataFrame:
    """Add up the listed accessions, month by month.

    Parameters
    ----------
    accessions
        The table ``accessions``.

    Returns
    -------
    pandas.DataFrame
        One row a month in which somebody joined, in order: ``month`` (text), ``joined``, ``members`` (present
        members that had joined by its end; former members are not in the list).
    """
    joined = accessions.loc[accessions["basis"] == LISTED, "date"].str[:7].value_counts().sort_index()
    return pd.DataFrame({"month": joined.index, "joined": joined.to_numpy(), "members": joined.cumsum().to_numpy()})


def reported_against_listed(counts: pd.DataFrame, accessions: pd.DataFrame) -> pd.DataFrame:
    """Set each figure that a page reports beside the list of accessions and the coded data of the same date.

    A date without a month stands for the end of its year, one with a month for the end of that month.

    Parameters
    ----------
    counts
        The table ``member_counts``.
    accessions
        The table ``accessions``.

    Returns
    -------
    pandas.DataFrame
        One row a reported figure, by date: ``date``, ``reported``, ``counts`` (what was counted), ``listed``,
        ``coded`` (states coded as members in that year), ``difference`` (reported less listed), ``source_id``,
        ``note``. Missing where a series does not reach.
    """
    reported = counts[counts["basis"] == "reported"].sort_values(["year", "date"])
    months = listed_members(accessions)
    ends = decimal_year(reported["date"], month_end=True)
    joined = decimal_year(months["month"], month_end=True)
    listed = pd.array([months.loc[joined <= end, "members"].max() for end in ends], dtype="Int64")
    coded = counts[counts["basis"] == "cow"].set_index("year")["count"]
    began = reported["year"].to_numpy() >= 1956  # the list counts from the Constitution on
    compared = reported.assign(
        reported=reported["count"],
        listed=pd.Series(listed, index=reported.index).where(began),
        coded=reported["year"].map(coded).astype("Int64"),
    )
    compared["difference"] = compared["reported"] - compared["listed"]
    columns = ["date", "reported", "counts", "listed", "coded", "difference", "source_id", "note"]
    return compared[columns].reset_index(drop=True)


def joined_by_decade(members: pd.DataFrame, regions: pd.DataFrame) -> pd.DataFrame:
    """Give each member its decade of accession, its region and how firm its date is.

    Parameters
    ----------
    members, regions
        The tables of these names.

    Returns
    -------
    pandas.DataFrame
        One row a member, by region, date and code: ``iso3``, ``country``, ``region``, ``accession``, ``decade``
        (its first year) and ``kind``: ``contradicted`` where sources disagree on the date, else ``founder`` where
        the founding list of 1956 has it, else ``later``.
    """
    placed = members.merge(regions[["iso3", "region"]], on="iso3", validate="one_to_one")
    placed["decade"] = placed["accession"].str[:3].astype(int) * 10
    placed["kind"] = placed["founding_member_1956"].map({"yes": "founder", "no": "later"})
    placed.loc[placed["sources_agree"] == "no", "kind"] = "contradicted"
    columns = ["iso3", "country", "region", "accession", "decade", "kind"]
    return placed.sort_values(["region", "accession", "iso3"])[columns].reset_index(drop=True)


def red_notices(notices: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """Pick the numbers of red notices published in a year, reported as issued, or in force, and name their sources.

    Parameters
    ----------
    notices, sources
        The tables of these names.

    Returns
    -------
    pandas.DataFrame
        One row a figure, by metric and value: the columns of ``notices``, ``publisher`` (without whose copy was
        read) and ``label`` (hedge, value, publishers; once where two sources give the same figure, else empty).
    """
    metrics = ["published", "reported as issued", "valid"]
    rows = notices[(notices["notice_type"] == "red") & notices["metric"].isin(metrics)]
    rows = rows.merge(sources[["source_id", "publisher"]], on="source_id").sort_values(["metric", "value", "notice_id"])
    rows["publisher"] = rows["publisher"].str.split(" (", regex=False).str[0]
    hedge = rows["qualifier"].where(rows["qualifier"] != "exact", "")
    same = [rows["metric"], rows["year"].astype("string").fillna(""), rows["value"]]
    publishers = rows.groupby(same)["publisher"].transform(", ".join)
    rows["label"] = (hedge + " " + rows["value"].map("{:,}".format) + " · " + publishers).str.strip()
    rows.loc[rows.duplicated(["metric", "year", "value"]), "label"] = ""
    return rows.reset_index(drop=True)


def budget_rows(budget: pd.DataFrame) -> pd.DataFrame:
    """Pick the amounts in euros, whole budgets first, then their parts, each in the order of years.

    Returns
    -------
    pandas.DataFrame
        The rows of ``budget`` in million euros, with ``group``: ``whole`` or ``part``.
    """
    amounts = budget[budget["unit"] == "EUR million"]
    whole = amounts["item"].isin(WHOLE_BUDGETS)
    amounts = amounts.assign(group=whole.map({True: "whole", False: "part"}), kind=amounts["item"].where(~whole, ""))
    order = ["group", "kind", "year", "budget_id"]
    return amounts.sort_values(order, ascending=[False, True, True, True]).drop(columns="kind")


def known_years(people: pd.DataFrame, offices: list[str], first: int, last: int) -> pd.DataFrame:
    """Say for each year whether the record names who held an office at some time in it.

    Parameters
    ----------
    people
        The table ``people``. The latest term of an office is taken to last; of any other term without a start or
        an end only the year that is known counts. Presidents of the Nazi era, whose terms are not known, share
        the years from the first to the last that is known of any of them.
    offices
        Offices that count as one, for example ``["secretary", "secretary general"]``.
    first, last
        The years to look at, both included.

    Returns
    -------
    pandas.DataFrame
        One row a year: ``year``, ``state`` (``known``, ``Nazi era`` or ``unknown``), ``holders``.
    """
    terms = people[people["office"].isin(offices)]
    latest = terms["start"].max()
    spans = [(row.name, row.mode, *_years_of_term(row, latest, last)) for row in terms.itertuples(index=False)]
    dark = [span for span in spans if span[1] == NAZI_ERA]
    dark_years = {year for _, _, start, end in dark if end for year in (start, end)}
    rows = []
    for year in range(first, last + 1):
        here = [name for name, mode, start, end in spans if mode != NAZI_ERA and start <= year <= end]
        if here:
            rows.append((year, "known", ", ".join(dict.fromkeys(here))))
        elif dark_years and min(dark_years) <= year <= max(dark_years):
            rows.append((year, NAZI_ERA, "one of " + ", ".join(sorted(name for name, *_ in dark))))
        else:
            rows.append((year, "unknown", ""))
    return pd.DataFrame(rows, columns=["year", "state", "holders"])


def _years_of_term(row, latest: str, last: int) -> tuple[int, int]:
    """First and last year in which a person is known to have held the office; (1, 0), no year, where none is."""
    known = [int(str(date)[:4]) for date in (row.start, row.in_office_on, row.end) if not pd.isna(date)]
    if not known:
        return 1, 0
    open_end = pd.isna(row.end) and not pd.isna(row.start) and row.start == latest
    return min(known), last if open_end else max(known)
