"""Speeches and press items: themes by source, first known dates, and what the article takes up of the texts.

The items were gathered by hand. Nothing here turns their numbers into a rate; a partial date stays a span of days,
and where two spans overlap no order is claimed.
"""

import pandas as pd

SOURCES = ["INTERPOL speaks", "INTERPOL's pages", "United Nations", "others"]
STATEMENT = SOURCES[0]
_REST_OF_DATE = {4: "-01-01", 7: "-01", 10: ""}  # by the letters of the date: year, year-month, full date
_LENGTH = {4: pd.DateOffset(years=1, days=-1), 7: pd.DateOffset(months=1, days=-1)}

# Three coders, three lists of themes. One row a theme of `articles`, `statements` and `claims`: the theme of
# `mentions` (themes.yml) and that of `gists` which hold the same; what is wider or narrower there is said.
# None: no counterpart.
_CROSSWALK = [
    ("institutional", "institutional", "institutional cooperation", "mentions: nearly every paragraph"),
    ("membership", None, None, ""),
    ("counter-terrorism", "terrorism", "counter-terrorism", ""),
    (
        "foreign terrorist fighters",
        "foreign_terrorist_fighters",
        "foreign terrorist fighters",
        "mentions: any terrorist travel",
    ),
    (
        "battlefield information",
        "battlefield_and_prison_information",
        "battlefield and biometrics",
        "gists: with biometrics",
    ),
    ("biometrics", "biometrics", "battlefield and biometrics", "mentions: photographs too; gists: with battlefields"),
    ("critical infrastructure", None, None, ""),
    ("organized crime", "organized_crime", "transnational organized crime", ""),
    ("drugs", "drugs", "drugs", ""),
    ("trafficking in persons", "trafficking_in_persons", "trafficking in persons", ""),
    ("migrant smuggling", "smuggling_of_migrants", "smuggling of migrants", ""),
    ("cultural property", "cultural_property", "cultural property", ""),
    ("piracy and maritime security", "piracy", "piracy and maritime", "mentions: no other maritime security"),
    ("firearms", "small_arms", "small arms", ""),
    ("sanctions and special notices", "sanctions_and_notices", None, ""),
    ("travel documents", "travel_and_borders", "border security", "mentions and gists: borders too"),
    ("peacekeeping", None, "peacekeeping", ""),
    ("tribunals", None, None, ""),
    ("cybercrime", "cyber_and_technology", "cybercrime and technology", "mentions and gists: with technology"),
    ("financial crime", "corruption_and_finance", "corruption and finance", "mentions and gists: corruption too"),
    ("environmental crime", "environment_and_wildlife", "environment", ""),
    ("technology", "cyber_and_technology", "cybercrime and technology", "mentions and gists: with cybercrime"),
    ("pandemic", None, "health", ""),
    ("red notice abuse", None, None, ""),
    ("Africa", None, None, ""),
]


def crosswalk() -> pd.DataFrame:
    """Return which theme of one list stands for which of the others.

    Returns
    -------
    pandas.DataFrame
        One row a theme of ``articles``: ``theme``, ``in_mentions``, ``in_gists`` (missing: no counterpart) and
        ``differs`` (where the counterpart is wider or narrower; empty where it is the same).
    """
    rows = pd.DataFrame(_CROSSWALK, columns=["theme", "in_mentions", "in_gists", "differs"])
    return rows.astype("string")


def span(dates: pd.Series, years: pd.Series) -> pd.DataFrame:
    """Turn dates as known into the first and the last day that they can mean.

    Parameters
    ----------
    dates
        Texts: year, year-month or full date; missing where not known.
    years
        Stands in where the date is missing.

    Returns
    -------
    pandas.DataFrame
        ``earliest`` and ``latest``, missing where no year is known; ``known`` is the text used.
    """
    known = dates.astype("string").fillna(years.astype("string"))
    size = known.str.len()
    earliest = pd.to_datetime(known + size.map(_REST_OF_DATE))
    latest = [day + _LENGTH.get(letters, pd.DateOffset(days=0)) for day, letters in zip(earliest, size, strict=True)]
    return pd.DataFrame({"known": known, "earliest": earliest, "latest": pd.to_datetime(latest)}, index=dates.index)


def sources(articles: pd.DataFrame) -> pd.Series:
    """Say who publishes each item: INTERPOL's own pages, an organ or office of the United Nations, or others.

    The rule reads the outlet. A blog is never the United Nations, whatever its name; a release of INTERPOL that
    only a copy was found of counts where the copy stands, with others.
    """
    united_nations = articles["outlet"].str.match(r"(?:UN|UNODC|UNICRI)\b") & (articles["kind"] != "blog")
    group = pd.Series("others", index=articles.index, dtype="string")
    group[united_nations] = "United Nations"
    group[articles["outlet"] == "INTERPOL"] = "INTERPOL's pages"
    return group


def items(articles: pd.DataFrame, statements: pd.DataFrame) -> pd.DataFrame:
    """Put statements and press items into one table.

    Parameters
    ----------
    articles, statements
        The tables of these names.

    Returns
    -------
    pandas.DataFrame
        One row an item, by date: ``item``, ``known`` (date as known), ``earliest``, ``latest``, ``source`` (one of
        `SOURCES`), ``what`` (title, or speaker and occasion), ``themes`` and ``seed``.
    """
    spoken = statements.assign(
        item=statements["statement_id"],
        source=STATEMENT,
        what=statements["speaker"].fillna("speaker not named") + ", " + statements["forum"],
        seed="no",
    )
    printed = articles.assign(item=articles["article_id"], source=sources(articles), what=articles["title"])
    both = pd.concat([spoken, printed], ignore_index=True)
    both = both.join(span(both["date"], both["year"]))
    columns = ["item", "known", "earliest", "latest", "source", "what", "themes", "seed"]
    return both.sort_values(["earliest", "latest", "item"])[columns].reset_index(drop=True)


def each_theme(gathered: pd.DataFrame) -> pd.DataFrame:
    """Return one row for each theme of each item, in the column ``theme``."""
    return gathered.assign(theme=gathered["themes"].str.split(";")).explode("theme").reset_index(drop=True)


def first_resolutions(mentions: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Find for each theme the first resolution known to name INTERPOL in a paragraph on it.

    Rows coded elsewhere are left out: their reader had one label for battlefields and biometrics.

    Returns
    -------
    pandas.DataFrame
        One row a theme that has a counterpart and a mention: ``theme``, ``date``, ``symbol``, ``paragraphs``.
    """
    found = mentions[mentions["basis"] == "found in text"].dropna(subset=["themes"])
    found = found.assign(in_mentions=found["themes"].str.split("; ")).explode("in_mentions")
    found = found.merge(documents[["symbol", "date"]], on="symbol").dropna(subset=["date"])
    found = found.merge(crosswalk()[["theme", "in_mentions"]], on="in_mentions").sort_values(["date", "symbol"])
    first = found[found["symbol"] == found.groupby("theme")["symbol"].transform("first")]
    return first.groupby(["theme", "date", "symbol"])["label"].agg(", ".join).reset_index(name="paragraphs")


def first_items(themed: pd.DataFrame) -> pd.DataFrame:
    """Find for each theme the first statement and the first press item; several where the dates leave it open.

    Parameters
    ----------
    themed
        What `each_theme` returns.

    Returns
    -------
    pandas.DataFrame
        ``theme``, ``kind`` (``statement`` or ``press``), ``item``, ``known``, ``earliest``, ``latest``, ``seed``.
    """
    dated = themed.dropna(subset=["earliest"])
    dated = dated.assign(kind=(dated["source"] == STATEMENT).map({True: "statement", False: "press"}))
    surely_by = dated.groupby(["theme", "kind"])["latest"].transform("min")
    columns = ["theme", "kind", "item", "known", "earliest", "latest", "seed"]
    return dated.loc[dated["earliest"] <= surely_by, columns].reset_index(drop=True)


def event_list(themed: pd.DataFrame, resolutions: pd.DataFrame) -> pd.DataFrame:
    """List for each theme its first known resolution, statement and press item, and which of them came first.

    Parameters
    ----------
    themed, resolutions
        What `each_theme` and `first_resolutions` return.

    Returns
    -------
    pandas.DataFrame
        One row a theme that has a resolution, by its date: ``theme``, ``resolution`` (symbol), ``adopted``,
        ``statement``, ``press`` (dates as known and keys) and ``first``: ``resolution``, ``statement`` or ``press``;
        several where they fall on one day or the dates leave it open.
    """
    firsts = first_items(themed)
    rows = [_event(row, firsts[firsts["theme"] == row.theme]) for row in resolutions.itertuples()]
    return pd.DataFrame(rows).sort_values(["adopted", "theme"]).reset_index(drop=True)


def _event(resolution, firsts) -> dict:
    spoken, printed = (firsts[firsts["kind"] == kind] for kind in ("statement", "press"))
    ends = {"resolution": (resolution.date, resolution.date)}
    ends |= {kind: (group["earliest"].min(), group["latest"].min()) for kind, group in firsts.groupby("kind")}
    leader = min(ends, key=lambda kind: ends[kind][1])
    leaders = sorted(kind for kind, (start, _) in ends.items() if start <= ends[leader][1])
    return {
        "theme": resolution.theme,
        "resolution": resolution.symbol,
        "adopted": resolution.date,
        "statement": _named(spoken),
        "press": _named(printed),
        "first": " or ".join(leaders),
    }


def _named(group) -> str:
    return " or ".join(f"{row.known} ({row.item})" for row in group.itertuples()) or "none found"


def around(events: pd.DataFrame, gathered: pd.DataFrame, days: int) -> pd.DataFrame:
    """Count the items published or spoken within some days of an event, whatever they are about, by source.

    Parameters
    ----------
    events
        ``date`` (as known) and ``event``.
    gathered
        What `items` returns.
    days
        Before and after.

    Returns
    -------
    pandas.DataFrame
        One row an event, in the order given: ``date``, ``event``, a column for each of `SOURCES` (items surely
        within the days) and ``date too loose`` (items that can lie within them or outside).
    """
    spans = span(events["date"], pd.Series(pd.NA, index=events.index, dtype="string"))
    margin = pd.Timedelta(days=days)
    rows = []
    for event, when in zip(events.itertuples(), spans.itertuples(), strict=True):
        start, end = when.earliest - margin, when.latest + margin
        near = (gathered["earliest"] >= start) & (gathered["latest"] <= end)
        perhaps = (gathered["earliest"] <= end) & (gathered["latest"] >= start) & ~near
        counts = gathered.loc[near, "source"].value_counts().reindex(SOURCES, fill_value=0)
        rows.append({"date": event.date, "event": event.event, **counts, "date too loose": perhaps.sum()})
    return pd.DataFrame(rows)


def framing(gists: pd.DataFrame, claims: pd.DataFrame, symbols: list[str]) -> pd.DataFrame:
    """Set the themes of resolutions beside those of the claims of the article.

    Parameters
    ----------
    gists, claims
        The tables of these names.
    symbols
        The resolutions that the article reports on.

    Returns
    -------
    pandas.DataFrame
        One row a theme of ``gists`` in these resolutions, most paragraphs first: ``theme``, for each symbol the
        paragraphs that touch it (letters and clauses count for their paragraph), ``claims`` (missing where the
        claims' list of themes has no such theme) and ``claim_ids``.
    """
    touched = gists[gists["symbol"].isin(symbols)]
    touched = touched.assign(theme=touched["themes"].str.split(";"), label=whole_label(touched["label"]))
    touched = touched.explode("theme").drop_duplicates(["symbol", "part", "label", "theme"])
    table = touched.groupby(["theme", "symbol"]).size().unstack(fill_value=0).reindex(columns=symbols, fill_value=0)
    codes = crosswalk().dropna(subset=["in_gists"])
    matched = claims.merge(codes, on="theme").groupby("in_gists")["claim_id"].agg(list)
    counted = matched.map(len).reindex(codes["in_gists"].unique(), fill_value=0)
    table["claims"] = counted.reindex(table.index).astype("Int64")
    table["claim_ids"] = matched.map(", ".join).reindex(table.index).astype("string")
    order = pd.DataFrame({"claims": table["claims"].fillna(-1), "paragraphs": table[symbols].sum(axis=1)})
    return table.loc[order.sort_values(["claims", "paragraphs"], ascending=False, kind="stable").index].reset_index()


def paragraphs_taken_up(gists: pd.DataFrame, claims: pd.DataFrame, symbols: list[str]) -> pd.DataFrame:
    """Say for each whole paragraph of the resolutions how many claims of the article rest on it.

    Returns
    -------
    pandas.DataFrame
        One row a paragraph, in document order: ``symbol``, ``part``, ``label``, ``themes``, ``claims``.
    """
    rows = claims.loc[claims["evidence_table"] == "chain_paragraphs", ["claim_id", "evidence_key"]]
    keys = rows.assign(key=rows["evidence_key"].str.split(" ; ")).explode("key")
    keys[["symbol", "part", "label"]] = keys["key"].str.split("|", expand=True)
    keys["label"] = whole_label(keys["label"])
    resting = keys.drop_duplicates(["claim_id", "symbol", "part", "label"])
    counted = resting.groupby(["symbol", "part", "label"]).size().rename("claims")
    whole = gists[gists["symbol"].isin(symbols) & (gists["label"] == whole_label(gists["label"]))]
    whole = whole[["symbol", "part", "label", "themes"]]
    return whole.join(counted, on=["symbol", "part", "label"]).fillna({"claims": 0}).astype({"claims": int})


def whole_label(labels: pd.Series) -> pd.Series:
    """Return the label of the paragraph that a lettered part or clause belongs to: ``3`` for ``3 (b)``."""
    return labels.str.replace(r" \([a-z]+\)$", "", regex=True)
