"""Shares with their denominators: how many documents of a group name INTERPOL, do not, or are unknown."""

from statistics import NormalDist

import pandas as pd

STATES = ["yes", "no", "unknown"]
LEVEL = 0.95  # of the intervals
PLACES = {  # parts of the table mentions, the one that carries most first
    "operative": "operative paragraph",
    "preambular": "preamble only",
    "annex": "annex only",
    "footnote": "footnote only",
    "title": "title only",
}


def states(documents: pd.DataFrame, by) -> pd.DataFrame:
    """Count the three states of each group, and what follows from them.

    Parameters
    ----------
    documents
        Rows of the table ``documents``: `names_interpol` and what `by` needs.
    by
        A column, or a Series with the rows' groups (rows without a group are left out).

    Returns
    -------
    pandas.DataFrame
        Index: group, in order. ``yes``, ``no``, ``unknown``, ``documents`` (their sum), ``decided`` (yes and
        no), ``share`` (yes in decided), ``low`` and ``high`` (95 % Wilson interval of that share), ``least``
        and ``most`` (the share in all documents if no unknown one, or every one, names INTERPOL). Shares run
        from 0 to 1 and are missing where nothing is decided.

    Notes
    -----
    Three different doubts: the interval says how far a share of so few could differ by chance alone; ``least``
    and ``most`` say what the unread ones can still change. The first is no margin for the second.
    """
    counted = documents.groupby([by, "names_interpol"]).size().unstack(fill_value=0).rename_axis(columns=None)
    counted = counted.reindex(columns=STATES, fill_value=0)
    decided, everything = counted["yes"] + counted["no"], counted.sum(axis=1)
    bounds = [wilson(yes, of) for yes, of in zip(counted["yes"], decided, strict=True)]
    return counted.assign(
        documents=everything,
        decided=decided,
        share=counted["yes"] / decided.where(decided > 0),
        low=[low for low, _ in bounds],
        high=[high for _, high in bounds],
        least=counted["yes"] / everything,
        most=(counted["yes"] + counted["unknown"]) / everything,
    )


def wilson(hits: int, of: int, level: float = LEVEL) -> tuple[float, float]:
    """Return the Wilson score interval of a share, 0 to 1.

    Parameters
    ----------
    hits, of
        So many of so many. With ``of`` 0 nothing is known and both bounds are missing (nan).
    level
        Confidence level.

    Raises
    ------
    ValueError
        If there are fewer than no hits, or more hits than cases.

    Notes
    -----
    E. B. Wilson, Journal of the American Statistical Association 22 (1927), 209-212. Unlike the textbook
    interval it stays inside 0 and 1 and has width where hits is 0 or `of`.
    """
    if not 0 <= hits <= of:
        raise ValueError(f"found {hits} hits of {of} cases, expected hits from 0 to the number of cases")
    if of == 0:
        return float("nan"), float("nan")
    z = NormalDist().inv_cdf((1 + level) / 2)
    share, weight = hits / of, 1 + z**2 / of
    middle = (share + z**2 / (2 * of)) / weight
    half = z / weight * (share * (1 - share) / of + z**2 / (4 * of**2)) ** 0.5
    return max(0.0, middle - half), min(1.0, middle + half)


def places(mentions: pd.DataFrame) -> pd.Series:
    """Return, by symbol, where a document names INTERPOL.

    Parameters
    ----------
    mentions
        Rows of the table ``mentions``: `symbol`, `part`.

    Returns
    -------
    pandas.Series
        Index: symbol. ``operative paragraph`` if one names it, whatever else does; else ``preamble only``, and so
        on in the order of `PLACES`. A title counts only where nothing else names it. An annex is one place,
        whatever stands in it: the plan of a strategy and the articles of a convention included.
    """
    rank = mentions["part"].map(list(PLACES).index)
    return rank.groupby(mentions["symbol"]).min().map(list(PLACES.values()).__getitem__).rename("place")


def before_and_since(documents: pd.DataFrame) -> pd.DataFrame:
    """Count the three states of a series before its first document that names INTERPOL, and from it on.

    Parameters
    ----------
    documents
        Rows of ``documents`` that make up the series, at least one of which names INTERPOL: `symbol`, `date`,
        `names_interpol`.

    Returns
    -------
    pandas.DataFrame
        One row: ``first`` and ``date``, then ``before_yes`` (always 0), ``before_no``, ``before_unknown``,
        ``since_yes``, ``since_no``, ``since_unknown``. The first document counts under ``since``.
    """
    ordered = documents.sort_values(["date", "symbol"])
    first = ordered[ordered["names_interpol"] == "yes"].iloc[0]
    is_before = ordered["date"] < first["date"]
    row = {"first": first["symbol"], "date": first["date"]}
    for when, rows in (("before", ordered[is_before]), ("since", ordered[~is_before])):
        row |= {f"{when}_{state}": int((rows["names_interpol"] == state).sum()) for state in STATES}
    return pd.DataFrame([row])


def ballots(documents: pd.DataFrame) -> pd.DataFrame:
    """Group adopted Council resolutions by what the vote shows.

    Parameters
    ----------
    documents
        Rows of ``documents``: `outcome`, `no`, `abstain`, `not_voting`, `names_interpol`.

    Returns
    -------
    pandas.DataFrame
        Index: whether they name INTERPOL. Columns: ``all for`` (every member voted for), ``some absent``
        (nobody against or abstaining, but a member took no part), ``abstentions`` (and none against),
        ``votes against``, ``without a vote``, ``not known``, and ``resolutions``.
    """
    kinds = ["all for", "some absent", "abstentions", "votes against", "without a vote", "not known"]
    counted = documents.groupby(["names_interpol", documents.apply(_ballot, axis=1)]).size().unstack(fill_value=0)
    counted = counted.reindex(index=STATES, columns=kinds, fill_value=0).rename_axis(index="names_interpol")
    return counted.assign(resolutions=counted.sum(axis=1))


def _ballot(row) -> str:
    if row["outcome"] == "adopted without a vote":
        return "without a vote"
    if row[["no", "abstain", "not_voting"]].isna().any():
        return "not known"
    if row["no"] > 0:
        return "votes against"
    if row["abstain"] > 0:
        return "abstentions"
    return "some absent" if row["not_voting"] > 0 else "all for"
