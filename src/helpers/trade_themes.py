"""What the notebooks on cultural property, piracy and small arms ask beyond the common five questions.

How near INTERPOL and a theme stand in one text; which clauses a renewed series carries; which series names which tool.
"""

import pandas as pd

from helpers import themes

SAME, NUMBERED, ELSEWHERE = "same paragraph", "same numbered paragraph", "elsewhere in the text"
NOT_NAMED, UNKNOWN = "does not name INTERPOL", "not read whole: unknown"
PLACES = (SAME, NUMBERED, ELSEWHERE, NOT_NAMED, UNKNOWN)

DATABASE, NETWORKS, OTHER = "database", "criminal networks", "evidence, law, assistance"
CLAUSES = (DATABASE, NETWORKS, OTHER)

FIRST_SESSION = 1946  # the year of the Assembly's first session; the 71st opened in 2016
SERIES = {  # words of a title, in lower case, by the name of the series; the Council's texts are one row of their own
    "return or restitution": "Return or restitution",
    "crime prevention": "Crime prevention",
    "criminal police organization": "Cooperation with INTERPOL",
}


# ------------------------------------------------------------------------------- how near INTERPOL and a theme stand


def near(table: pd.DataFrame, paragraphs: pd.DataFrame, documents: pd.DataFrame, theme: str) -> pd.DataFrame:
    """Say of each held text that speaks of a theme how near to it INTERPOL is named.

    The common rule counts a mention only where one and the same paragraph speaks of the theme. Opening words and their
    lettered parts are separate paragraphs; here they are also taken together, as one numbered paragraph.

    Parameters
    ----------
    table, paragraphs, documents
        The tables ``mentions``, ``paragraphs`` and ``documents``.
    theme
        An id of `data/themes.yml`.

    Returns
    -------
    pandas.DataFrame
        One row for each text with a preambular or operative paragraph on the theme, by date: ``symbol``, ``body``,
        ``year``, ``date``, ``title``; ``on_the_theme`` and ``paragraphs`` (numbers of such paragraphs, lettered ones
        counted for themselves), ``share`` (of the first in the second, 0 to 1), ``place`` (one of `PLACES`).
    """
    themes.label(theme)
    own = paragraphs[paragraphs["part"].isin(themes.SPEAKING)]
    spoken = own[own[f"theme_{theme}"]]
    counts = spoken.groupby("symbol").size().rename("on_the_theme").to_frame()
    counts = counts.join(own.groupby("symbol").size().rename("paragraphs"))
    rows = documents.merge(counts, left_on="symbol", right_index=True).sort_values(["date", "symbol"])
    mentions = table[table["part"].isin(themes.SPEAKING)]
    keys = ["symbol", "part", "label"]
    same = mentions.merge(spoken[keys], on=keys)["symbol"]
    numbered = mentions.assign(label=_number(mentions)).merge(spoken[keys].assign(label=_number(spoken)), on=keys)
    place = rows["names_interpol"].map({"yes": ELSEWHERE, "no": NOT_NAMED}).fillna(UNKNOWN)
    place = place.mask(rows["symbol"].isin(numbered["symbol"]), NUMBERED).mask(rows["symbol"].isin(same), SAME)
    columns = ["symbol", "body", "year", "date", "title", "on_the_theme", "paragraphs"]
    found = rows[columns].assign(share=rows["on_the_theme"] / rows["paragraphs"], place=place)
    return found.reset_index(drop=True)


def _number(rows):
    """Return the number of a paragraph without its letters: "6" for "6 (b)"."""
    return rows["label"].str.split(" (", n=1, regex=False).str[0]


def about(rows: pd.DataFrame, share: float) -> pd.DataFrame:
    """Return the texts of `near` of whose paragraphs at least a share speaks of the theme."""
    return rows[rows["share"] >= share].reset_index(drop=True)


def places(rows: pd.DataFrame) -> pd.DataFrame:
    """Count the texts of `near` by body and place: one row a body, a column for each of `PLACES`."""
    counts = pd.crosstab(rows["body"], rows["place"])
    return counts.reindex(index=list(themes.BODIES), columns=list(PLACES), fill_value=0).reset_index()


# ----------------------------------------------------------------------------------------------------- renewed series


def renewed(documents: pd.DataFrame, citations: pd.DataFrame, words: str, waters: tuple[str, ...]) -> pd.DataFrame:
    """Return the Council's resolutions whose titles hold some words, by waters, and which earlier ones each cites.

    Parameters
    ----------
    documents, citations
        The tables of these names.
    words
        Words of the title, in any case.
    waters
        Names of which each title holds one; a title that holds none is left out.

    Returns
    -------
    pandas.DataFrame
        By date: ``symbol``, ``date``, ``waters``, ``names_interpol``; ``earlier`` (how many on the same waters came
        before), ``cited`` (how many of these the text cites) and ``cited_of_others`` (how many on other waters it
        cites); the two are empty where the text is not held.
    """
    titles = documents["title"].fillna("")
    place = titles.str.extract(f"({'|'.join(waters)})", expand=False)
    own = titles.str.contains(words, case=False, regex=False) & (documents["body"] == "Security Council")
    rows = documents.assign(waters=place)[own & place.notna()].sort_values("date", ignore_index=True)
    where = rows.set_index("symbol")["waters"]
    inside = citations.assign(citing_on=citations["citing"].map(where), on=citations["cited"].map(where))
    inside = inside[inside["citing"] != inside["cited"]].dropna(subset=["citing_on", "on"])
    same = inside["citing_on"] == inside["on"]
    rows["earlier"] = rows.groupby("waters").cumcount()
    for column, pairs in {"cited": inside[same], "cited_of_others": inside[~same]}.items():
        counts = rows["symbol"].map(pairs.groupby("citing")["cited"].nunique()).fillna(0)
        rows[column] = counts.where(rows["words"].notna()).astype("Int64")
    return rows[["symbol", "date", "waters", "names_interpol", "earlier", "cited", "cited_of_others"]]


def clauses(found: pd.DataFrame, paragraphs: pd.DataFrame, tool: str) -> pd.DataFrame:
    """Sort the mentions of a series into clauses, by their tools and themes alone.

    Parameters
    ----------
    found
        As `themes.mentions` returns it, of one theme.
    paragraphs
        The table of this name.
    tool
        The id of the database that makes a clause one on the database.

    Returns
    -------
    pandas.DataFrame
        ``symbol``, ``date``, ``part``, ``label``, ``verb``, ``strength``, ``words`` (of the paragraph; empty where it
        was coded elsewhere), ``basis``, ``clause`` (one of `CLAUSES`): a mention that names the database is one on it,
        whatever else it speaks of; of the others, those that speak of organized crime are on criminal networks.
    """
    own = themes.spoken(found)
    own = own.merge(paragraphs[["symbol", "part", "label", "words"]], on=["symbol", "part", "label"], how="left")
    clause = pd.Series(OTHER, index=own.index)
    clause = clause.mask(_lists(own["themes"], "organized_crime"), NETWORKS).mask(_lists(own["tools"], tool), DATABASE)
    columns = ["symbol", "date", "part", "label", "verb", "strength", "words", "basis"]
    return own[columns].assign(clause=clause, words=own["words"].astype("Int64"))


def _lists(column, item):
    """Tell which cells of a column of lists hold an item."""
    return column.fillna("").str.split("; ").map(lambda items: item in items)


# ----------------------------------------------------------------------------------------------------- series and tools


def by_series(found: pd.DataFrame, documents: pd.DataFrame, citations: pd.DataFrame, tool: str) -> pd.DataFrame:
    """Sort the resolutions of a theme into series and say which of them name a tool.

    Parameters
    ----------
    found
        As `themes.mentions` returns it, of one theme.
    documents, citations
        The tables of these names.
    tool
        An id of `data/tools.yml`.

    Returns
    -------
    pandas.DataFrame
        By series and year: ``series``, ``symbol``, ``date``, ``year`` (where no date is known, the year in which the
        session opened), ``names``: "the tool", "INTERPOL only", or "text not held" for texts of the Assembly that a
        text on return or restitution cites and that are known to name INTERPOL, but not where.
    """
    rows = found.assign(tool=_lists(found["tools"], tool)).groupby("symbol")["tool"].any().reset_index()
    rows["names"] = rows["tool"].map({True: "the tool", False: "INTERPOL only"})
    rows = rows.merge(documents[["symbol", "body", "title", "date", "year"]], on="symbol")
    rows["series"] = [_series(*pair) for pair in zip(rows["body"], rows["title"].fillna(""), strict=True)]
    restitution = rows.loc[rows["series"] == "Return or restitution", "symbol"]
    recalled = citations.loc[citations["citing"].isin(restitution), "cited"]
    unheld = documents[documents["symbol"].isin(recalled) & (documents["names_basis"] == "known list")]
    unheld = unheld[unheld["body"] == "General Assembly"].assign(series="Return or restitution", names="text not held")
    session = pd.to_numeric(unheld["session"], errors="coerce").astype("Int64")
    unheld["year"] = unheld["year"].fillna(session + FIRST_SESSION - 1)
    columns = ["series", "symbol", "date", "year", "names"]
    return pd.concat([rows[columns], unheld[columns]]).sort_values(["series", "year", "symbol"], ignore_index=True)


def _series(body, title):
    if body == "Security Council":
        return body
    return next((name for words, name in SERIES.items() if words in title.lower()), "Other")


def asked_by_series(found: pd.DataFrame, series: pd.DataFrame, names: dict[str, str]) -> pd.DataFrame:
    """Count whom the operative paragraphs of each series ask.

    Parameters
    ----------
    found
        As `themes.mentions` returns it.
    series
        As `by_series` returns it.
    names
        Labels of the actors by their ids.

    Returns
    -------
    pandas.DataFrame
        ``series``, then a column for each addressee, the most often asked first. Values: operative paragraphs; one with
        two addressees counts for each, one whose verb tells nobody for none.
    """
    own = themes.spoken(found)
    own = own[own["part"] == "operative"].merge(series[["symbol", "series"]], on="symbol")
    who = own["addressee"].str.split("; ").explode().dropna().map(names)
    line = own["series"].reindex(who.index)
    counts = pd.crosstab(line.to_numpy(), who.to_numpy(), rownames=["series"])
    return (
        counts[counts.sum().sort_values(ascending=False, kind="stable").index].rename_axis(columns=None).reset_index()
    )


def cited_between(series: pd.DataFrame, citations: pd.DataFrame) -> pd.DataFrame:
    """Count how many texts of each series a series cites.

    Returns
    -------
    pandas.DataFrame
        ``citing``, then a column for each series of `by_series`. Values: pairs of a citing and a cited text, each once.
    """
    line = series.set_index("symbol")["series"]
    pairs = citations[citations["citing"].isin(line.index) & citations["cited"].isin(line.index)]
    pairs = pairs[pairs["citing"] != pairs["cited"]].drop_duplicates(["citing", "cited"])
    counts = pd.crosstab(pairs["citing"].map(line).to_numpy(), pairs["cited"].map(line).to_numpy(), rownames=["citing"])
    order = sorted(line.unique())
    return counts.reindex(index=order, columns=order, fill_value=0).rename_axis(columns=None).reset_index()


def in_the_chain(alignment: pd.DataFrame, gists: pd.DataFrame, theme: str) -> pd.DataFrame:
    """Follow a theme through the cooperation resolutions: its paragraphs, what each review did, and our gist.

    Parameters
    ----------
    alignment, gists
        The tables ``chain_alignment`` and ``gists``.
    theme
        A theme as these tables call it, for example "small arms".

    Returns
    -------
    pandas.DataFrame
        In the order of the reviews: ``symbol``, ``label``, ``themes`` (how many the paragraph speaks of), ``status``
        (against the text before; "first text" for the first), ``gist``. A paragraph that speaks of one theme has it
        to itself.
    """
    own = gists[gists["themes"].str.split(";").map(lambda listed: theme in listed)]
    own = own.assign(themes=own["themes"].str.split(";").map(len))
    keys = {"to_symbol": "symbol", "to_part": "part", "to_label": "label"}
    changes = alignment.rename(columns=keys)[["symbol", "part", "label", "status"]].dropna(subset="label")
    rows = own.merge(changes.drop_duplicates(["symbol", "part", "label"]), on=["symbol", "part", "label"], how="left")
    rows["status"] = rows["status"].fillna("first text")
    return rows[["symbol", "label", "themes", "status", "gist"]]
