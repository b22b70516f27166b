"""Who asks whom for what, and how strongly: paragraphs that name INTERPOL beside all other paragraphs.

The unit is an operative paragraph with its sub-paragraphs. It names INTERPOL if it or one of them does, and its
strength is that of the verb that opens it.
"""

import functools

import pandas as pd

from helpers import contract, listing_themes, shares, themes
from helpers.corpus import opening_words

GROUPS = {  # of the Council's operative paragraphs
    "naming": "name INTERPOL",
    "beside": "same resolutions, other paragraphs",
    "others": "resolutions that do not name it",
}
COARSE = {0: "none", 1: "soft", 2: "firm", 3: "binding"}
_COARSE_OF_OURS = {0: 0, 1: 1, 2: 1, 3: 2, 4: 2, 5: 3, 6: 3}  # as the head of verbs.yml tells
GRUENBERG = {1: "decide", 2: "call upon", 3: "recommend", 4: "request", 5: "urge", 6: "warn", 7: "demand"}
LADDERS = {"ours": themes.STEPS, "coarse": COARSE, "gruenberg": GRUENBERG}
CLOSING_WORDS = 9  # "decides to remain actively seized of the matter" has eight, with its number nine at most
MARKS = ("S/RES/2178 (2014)", "S/RES/2396 (2017)")  # after which the subject is said to have hardened


# -------------------------------------------------------------------------------------------------- who, whom, for what


def placed(mentions: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Return the mentions with ``body``, ``year`` and ``date`` of their resolutions, the earliest first."""
    rows = mentions.assign(order=range(len(mentions)))
    rows = rows.merge(documents[["symbol", "body", "year", "date"]], on="symbol", validate="many_to_one")
    return rows.sort_values(["date", "order"], ignore_index=True).drop(columns="order")


def operative(rows: pd.DataFrame, body: str | None = None) -> pd.DataFrame:
    """Return the operative paragraphs among `placed` mentions, of one body or of all."""
    here = rows["part"] == "operative"
    return rows[here if body is None else here & (rows["body"] == body)].reset_index(drop=True)


def triples(rows: pd.DataFrame) -> pd.DataFrame:
    """Count who is asked with which verb for which tool of INTERPOL.

    Parameters
    ----------
    rows
        Operative mentions of `placed`.

    Returns
    -------
    pandas.DataFrame
        One row for each body, addressee, verb and tool: ``body``, ``asks`` (verb), ``whom``, ``for`` (tool),
        ``paragraphs``, ``resolutions``, ``first`` and ``last`` (symbols), the most frequent first. Those asked together
        stand together; a paragraph with two tools stands under each. Paragraphs that ask nobody in the list, or name no
        tool, are left out.
    """
    asking = rows.dropna(subset=["addressee", "tools"])
    pairs = asking.assign(tool=asking["tools"].str.split("; "), asks=asking["verb"].str.lower()).explode("tool")
    actors = themes.dictionary("actors")
    pairs["whom"] = pairs["addressee"].map(lambda ids: "; ".join(actors[one] for one in ids.split("; ")))
    pairs["for"] = pairs["tool"].map(themes.dictionary("tools") | listing_themes.TOOL_NAMES)
    grouped = pairs.groupby(["body", "asks", "whom", "for"], sort=False)["symbol"]
    counts = grouped.agg(paragraphs="size", resolutions="nunique", first="first", last="last").reset_index()
    return counts.sort_values("paragraphs", ascending=False, kind="stable", ignore_index=True)


# ------------------------------------------------------------------------------------------------------ against a base


def council_paragraphs(paragraphs: pd.DataFrame, documents: pd.DataFrame, mentions: pd.DataFrame) -> pd.DataFrame:
    """Return the operative paragraphs of the Council's held texts, each whole, by whether they name INTERPOL.

    Parameters
    ----------
    paragraphs, documents, mentions
        The tables of these names.

    Returns
    -------
    pandas.DataFrame
    XX"""
    council = documents.loc[documents["body"] == "Security Council", ["symbol", "year", "date", "names_interpol"]]
    rows = paragraphs[paragraphs["part"] == "operative"].merge(council, on="symbol")
    rows = rows[rows["names_interpol"] != "unknown"]
    heads = rows["level"] == 1
    keys = rows["symbol"] + "|" + rows["label"]
    naming = keys.isin(_keys(mentions[mentions["part"] == "operative"]))
    whole = naming.groupby([rows["symbol"], heads.cumsum()]).transform("any")
    group = (rows["names_interpol"] == "yes").map({True: "beside", False: "others"}).mask(whole, "naming")
    columns = ["symbol", "label", "verb", "strength", "year", "date", "group"]
    whole_ones = rows.assign(group=group)[heads]
    return whole_ones.loc[~_closing(whole_ones), columns].reset_index(drop=True)


def _closing(rows: pd.DataFrame) -> pd.Series:
    """Is it the last paragraph of its text, opened by "decides", and no longer than the formula?"""
    last = ~rows["symbol"].duplicated(keep="last")
    return last & rows["verb"].eq("decides").fillna(False) & (rows["words"] <= CLOSING_WORDS)


def _keys(rows: pd.DataFrame) -> pd.Series:
    return rows["symbol"] + "|" + rows["label"]


@functools.cache
def _gruenberg() -> dict[tuple[str, int], set]:
    """The instructive ranks that a printed verb with a step of ours can have; None where it has none."""
    entries = contract.read_yaml(contract.published() / "verbs.yml")["verbs"]
    ranks = {}
    for entry in entries:
        ladder, after = entry.get("gruenberg", {}), " ".join(entry.get("with", ()))
        rank = ladder["rank"] if ladder.get("scale") == "instructive" else None
        for form in (opening_words.present(entry["verb"]), entry["verb"], *opening_words.participles(entry["verb"])):
            for printed in {form, f"{form} {after}".strip()}:
                ranks.setdefault((printed, entry["ours"]), set()).add(rank)
    return ranks


def rank(rows: pd.DataFrame, ladder: str) -> pd.Series:
    """Return the rank of each paragraph on a ladder; missing where the ladder does not know the verb.

    Parameters
    ----------
    rows
        With ``verb`` (as printed) and ``strength`` (on our ladder).
    ladder
        A key of `LADDERS`. The tables print "calls" for "calls upon", which Gruenberg ranks, and for "calls for",
        which Gruenberg does not: on ``gruenberg`` both get the rank; `unsure` says which.
    """
    if ladder == "ours":
        return rows["strength"].astype("Int64")
    if ladder == "coarse":
        return rows["strength"].map(_COARSE_OF_OURS).astype("Int64")
    known = [max((r for r in ranks if r), default=None) for ranks in _gruenberg_sets(rows)]
    return pd.Series(known, index=rows.index, dtype="Int64")


def unsure(rows: pd.DataFrame) -> pd.Series:
    """Say where the printed verb may or may not have a rank on Gruenberg's ladder."""
    return pd.Series([len(ranks) > 1 for ranks in _gruenberg_sets(rows)], index=rows.index)


def _gruenberg_sets(rows: pd.DataFrame) -> list[set]:
    verbs = rows["verb"].str.lower()
    pairs = zip(verbs, rows["strength"], strict=True)
    return [_gruenberg().get((v, s), set()) if pd.notna(v) and pd.notna(s) else set() for v, s in pairs]


def steps(rows: pd.DataFrame, ladder: str) -> pd.Series:
    """Return the name of each paragraph's step on a ladder, `themes.NO_STEP` where it has none."""
    return rank(rows, ladder).map(LADDERS[ladder]).fillna(themes.NO_STEP)


def compare(rows: pd.DataFrame, ladder: str) -> pd.DataFrame:
    """Set the steps of paragraphs that name INTERPOL beside those of the other groups.

    Parameters
    ----------
    rows
        Of `council_paragraphs`.
    ladder
        A key of `LADDERS`.

    Returns
    -------
    pandas.DataFrame
        One row for each step, weak to strong, and group: ``ladder``, ``step``, ``group``, ``paragraphs``, ``of``,
        ``share`` (0 to 1), ``low`` and ``high`` (95 % Wilson interval).
    """
    order = [*LADDERS[ladder].values(), themes.NO_STEP]
    counts = pd.crosstab(steps(rows, ladder), rows["group"]).reindex(index=order, columns=list(GROUPS), fill_value=0)
    table = counts.rename_axis("step").reset_index().melt("step", var_name="group", value_name="paragraphs")
    table["of"] = table["group"].map(counts.sum())
    table["share"] = table["paragraphs"] / table["of"]
    bounds = [shares.wilson(hits, of) for hits, of in zip(table["paragraphs"], table["of"], strict=True)]
    table = table.assign(low=[low for low, _ in bounds], high=[high for _, high in bounds])
    table.insert(0, "ladder", ladder)
    return table


def medians(rows: pd.DataFrame, by: pd.Series, ladders=tuple(LADDERS)) -> pd.DataFrame:
    """Return the middle of each group's ranks on each ladder.

    Parameters
    ----------
    rows
        With ``symbol``, ``verb``, ``strength``.
    by
        The group of each row.

    Returns
    -------
    pandas.DataFrame
        One row for each ladder and group: ``ladder``, the group under the name of `by`, ``resolutions``,
        ``paragraphs``, ``ranked`` (those with a rank on the ladder), ``lower_quartile``, ``median``,
        ``upper_quartile`` (of these).
    """
    parts = []
    for ladder in ladders:
        for name, here in rows.groupby(by, observed=True):
            ranks = rank(here, ladder).dropna().astype("float64")
            middle = ranks.quantile([0.25, 0.5, 0.75]).tolist()
            parts.append((ladder, name, here["symbol"].nunique(), len(here), len(ranks), *middle))
    columns = ["resolutions", "paragraphs", "ranked", "lower_quartile", "median", "upper_quartile"]
    return pd.DataFrame(parts, columns=["ladder", by.name, *columns])


def side_by_side(table: pd.DataFrame) -> pd.DataFrame:
    """Write the ladders of `medians` beside each other, as lower quartile, median and upper quartile.

    Returns
    -------
    pandas.DataFrame
        One row for each group: what was added to the table, the group, ``resolutions``, ``paragraphs``, a column for
        each ladder, and ``ranked_by_gruenberg`` (paragraphs; the two others rank nearly all).
    """
    words = [
        " – ".join(f"{value:g}" for value in values)
        for values in table[["lower_quartile", "median", "upper_quartile"]].itertuples(index=False)
    ]
    of_rank = ["ladder", "ranked", "lower_quartile", "median", "upper_quartile"]
    sizes = ["resolutions", "paragraphs"]
    keys = [*(column for column in reversed(table.columns) if column not in of_rank + sizes), *sizes]
    wide = table.assign(words=words).pivot(index=keys, columns="ladder", values="words")[list(LADDERS)]
    ranked = table[table["ladder"] == "gruenberg"].set_index(keys)["ranked"]
    order = table[table["ladder"] == "ours"].set_index(keys).index
    return wide.assign(ranked_by_gruenberg=ranked).loc[order].rename_axis(columns=None).reset_index()


def group_names(rows: pd.DataFrame) -> pd.Series:
    """Return the groups of `council_paragraphs` in words, in order."""
    kinds = pd.CategoricalDtype(list(GROUPS.values()), ordered=True)
    return rows["group"].map(GROUPS).astype(kinds)


# ---------------------------------------------------------------------------------------------------- before and after


def mark_dates(documents: pd.DataFrame) -> pd.Series:
    """Return the dates of `MARKS`, by symbol."""
    return documents.set_index("symbol").loc[list(MARKS), "date"]


def periods(dates: pd.Series, documents: pd.DataFrame) -> pd.Series:
    """Return whether each date lies before the first of `MARKS`, from it on, or from the second on."""
    first, second = mark_dates(documents)
    names = [f"before {MARKS[0]}", f"from {MARKS[0]}", f"from {MARKS[1]}"]
    place = (dates >= first).astype(int) + (dates >= second).astype(int)
    kinds = pd.CategoricalDtype(names, ordered=True)
    return place.map(dict(enumerate(names))).astype(kinds).rename("period")


def read_in(documents: pd.DataFrame) -> pd.DataFrame:
    """Count the Council's resolutions of each period since 2000: ``period``, ``yes``, ``no``, ``unknown``."""
    council = documents[(documents["body"] == "Security Council") & (documents["year"] >= 2000)]
    return shares.states(council, periods(council["date"], documents))[shares.STATES].reset_index()


# ---------------------------------------------------------------------------------------------------------- safeguards


def tools_with_safeguards(rows: pd.DataFrame) -> pd.DataFrame:
    """Say of each paragraph and tool whether the paragraph also states a safeguard.

    Parameters
    ----------
    rows
        Of `placed`; only preambular and operative paragraphs are used.

    Returns
    -------
    pandas.DataFrame
        ``tool`` (label), ``symbol``, ``body``, ``date``, ``part``, ``label``, ``safeguard`` (yes, no, unknown).
    """
    own = themes.spoken(rows)
    stated = listing_themes.safeguards(own.assign(theme=listing_themes.SAFEGUARDS))
    pairs = stated.assign(tool=own["tools"].str.split("; ")).explode("tool").dropna(subset="tool")
    pairs["tool"] = pairs["tool"].map(themes.dictionary("tools") | listing_themes.TOOL_NAMES)
    columns = ["tool", "symbol", "body", "date", "part", "label", "safeguard"]
    return pairs[columns].reset_index(drop=True)


def safeguard_counts(pairs: pd.DataFrame, paragraphs: pd.DataFrame) -> pd.DataFrame:
    """Count `tools_with_safeguards` by tool, and look for the safeguard in the rest of the resolution.

    Returns
    -------
    pandas.DataFrame
        ``tool``; in paragraphs: ``yes``, ``no``, ``unknown``; in resolutions: ``resolutions``, ``text_held``,
        ``safeguard_anywhere`` (of these, in any preambular or operative paragraph). Most paragraphs first.
    """
    counts = pd.crosstab(pairs["tool"], pairs["safeguard"]).reindex(columns=["yes", "no", "unknown"], fill_value=0)
    speaking = paragraphs[paragraphs["part"].isin(themes.SPEAKING)]
    safe = speaking.loc[speaking[f"theme_{listing_themes.SAFEGUARDS}"], "symbol"].unique()
    once = pairs.drop_duplicates(["tool", "symbol"])
    held, anywhere = once["symbol"].isin(paragraphs["symbol"].unique()), once["symbol"].isin(safe)
    of_texts = pd.DataFrame({"tool": once["tool"], "resolutions": 1, "text_held": held, "safeguard_anywhere": anywhere})
    table = counts.rename_axis(columns=None).join(of_texts.groupby("tool").sum().astype("int64"))
    table["order"] = counts.sum(axis=1)
    return table.sort_values("order", ascending=False, kind="stable").drop(columns="order").reset_index()


def safeguard_base(rows: pd.DataFrame, paragraphs: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Set paragraphs of the Council that name INTERPOL beside all others read since 2000, by safeguard.

    Parameters
    ----------
    rows
        Of `placed`.
    paragraphs, documents
        The tables of these names.

    Returns
    -------
    pandas.DataFrame
        Preambular and operative paragraphs and sub-paragraphs by ``group``: ``paragraphs``, ``with_safeguard``,
        ``share``, ``low``, ``high``, ``median_words``.
    """
    council = documents[(documents["body"] == "Security Council") & (documents["year"] >= 2000)]
    council = council[council["names_interpol"] != "unknown"]
    speaking = paragraphs[paragraphs["part"].isin(themes.SPEAKING)].merge(council[["symbol", "names_interpol"]])
    keys = speaking["symbol"] + speaking["part"] + speaking["label"]
    naming, with_tool = (keys.isin(r["symbol"] + r["part"] + r["label"]) for r in (rows, rows.dropna(subset="tools")))
    group = speaking["names_interpol"].map({"yes": GROUPS["beside"], "no": GROUPS["others"]})
    group = group.mask(naming, "name INTERPOL, but no tool").mask(with_tool, "name a tool of INTERPOL")
    safe = speaking[f"theme_{listing_themes.SAFEGUARDS}"].astype(bool)
    table = safe.groupby(group).agg(paragraphs="size", with_safeguard="sum").rename_axis("group")
    bounds = [shares.wilson(*pair) for pair in zip(table["with_safeguard"], table["paragraphs"], strict=True)]
    table["share"] = table["with_safeguard"] / table["paragraphs"]
    table["low"], table["high"] = [low for low, _ in bounds], [high for _, high in bounds]
    table["median_words"] = speaking["words"].groupby(group).median().astype("float64")
    return table.sort_values("paragraphs").reset_index()
