"""The General Assembly and ECOSOC: a selection of texts, and what may and may not be counted from it."""

import pandas as pd

from helpers import shares

FIRST_SESSION = 1945  # session n opens in September of 1945 + n


def year(documents: pd.DataFrame) -> pd.Series:
    """Return the year of each document; where the table has none, the autumn in which its session opened."""
    session = pd.to_numeric(documents["session"], errors="coerce").astype("Int64")
    return documents["year"].fillna(session + FIRST_SESSION)


def session(documents: pd.DataFrame) -> pd.Series:
    """Return the number of the regular session of each document, missing for special sessions and ECOSOC."""
    return pd.to_numeric(documents["session"], errors="coerce").astype("Int64").rename("session_number")


def coverage(documents: pd.DataFrame, ranges: pd.DataFrame) -> pd.DataFrame:
    """Say how many resolutions each regular session of the Assembly numbered, and what is known of them.

    Parameters
    ----------
    documents
        The table ``documents``.
    ranges
        The table ``resolution_ranges``.

    Returns
    -------
    pandas.DataFrame
        Index: session number. ``yes``, ``no``, ``unknown`` (resolutions in the table) and ``numbered`` (the
        last number of the session, less those that were skipped; missing where no list was seen). Resolutions
        in parts count once in ``numbered``, each part in the other columns.
    """
    ours = documents[documents["body"] == "General Assembly"]
    counted = shares.states(ours, session(ours))[shares.STATES]
    listed = ranges[(ranges["body"] == "A") & (ranges["basis"] == "listed") & ranges["series"].str.isdigit()]
    listed = listed.set_index(listed["series"].astype("int64"))
    numbered = (listed["last"] - listed["skipped"]).rename("numbered")
    return counted.join(numbered, how="outer").rename_axis("session").fillna(dict.fromkeys(shares.STATES, 0))


def days(documents: pd.DataFrame) -> pd.Series:
    """Return the day from which each document can be counted: its date, else the end of its session.

    Index: symbol. Sorted by day.
    """
    closes = pd.to_datetime((session(documents) + FIRST_SESSION + 1).astype("string") + "-09-30")
    day = documents["date"].fillna(closes).rename("counted_from")
    return day.set_axis(documents["symbol"]).sort_values(kind="stable")


def known_by(documents: pd.DataFrame, day: str) -> int:
    """Count documents adopted on a day (ISO) or before it; see `days` for those without a date."""
    return int((days(documents) <= pd.Timestamp(day)).sum())


def places_by(documents: pd.DataFrame, mentions: pd.DataFrame, until: list[str]) -> pd.DataFrame:
    """Count where documents name INTERPOL, among those adopted up to each of some days.

    Parameters
    ----------
    documents
        Rows of ``documents`` that name INTERPOL.
    mentions
        The table ``mentions``.
    until
        Days (ISO). A document without a date counts as `days` says.

    Returns
    -------
    pandas.DataFrame
        Index: place, see `helpers.shares.places`, and ``text not held``. One column a day, headed by it.
    """
    counted_from = days(documents)
    place = counted_from.index.to_series().map(shares.places(mentions)).fillna("text not held")
    counts = {day: place[counted_from <= pd.Timestamp(day)].value_counts() for day in until}
    rows = [*shares.PLACES.values(), "text not held"]
    return pd.DataFrame(counts).reindex(rows).dropna(how="all").fillna(0).astype("int64").rename_axis("place")


def same_title(documents: pd.DataFrame) -> pd.DataFrame:
    """Find unknown resolutions that bear the title of one that names INTERPOL: the first to be read whole.

    Parameters
    ----------
    documents
        Rows of ``documents``.

    Returns
    -------
    pandas.DataFrame
        ``title``, ``unknown`` (symbols, by date), ``names_it`` (symbols of that title that name INTERPOL),
        most unknown ones first. Titles are compared without regard to capitals.
    """
    titled = documents.dropna(subset=["title"]).sort_values(["date", "symbol"])
    title = titled["title"].str.casefold()
    named = titled["names_interpol"] == "yes"
    unknown = titled[(titled["names_interpol"] == "unknown") & title.isin(set(title[named]))]
    rows = [
        {
            "title": group["title"].iloc[0],
            "unknown": ", ".join(group["symbol"]),
            "names_it": ", ".join(titled.loc[named & (title == key), "symbol"]),
            "resolutions": len(group),
        }
        for key, group in unknown.groupby(unknown["title"].str.casefold())
    ]
    found = pd.DataFrame(rows, columns=["title", "unknown", "names_it", "resolutions"])
    return found.sort_values(["resolutions", "title"], ascending=[False, True], ignore_index=True)
