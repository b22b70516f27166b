"""What the record says on a theme: the common five questions of the theme notebooks.

A mention is a paragraph that names INTERPOL. It belongs to a theme when that same paragraph speaks of it, by the
patterns of `data/themes.yml`; a resolution that speaks of the theme in one paragraph and names INTERPOL in another is
counted among those that speak of the theme, and nowhere else.
"""

import functools
from dataclasses import dataclass

import pandas as pd

from helpers import contract
from helpers.errors import ReportedError

BODIES = {"Security Council": "SC", "General Assembly": "GA", "Economic and Social Council": "ECOSOC"}
STEPS = {0: "nobody is told", 1: "invited", 2: "encouraged", 3: "requested", 4: "urged", 5: "demanded", 6: "decided"}
NO_STEP, NOBODY = "verb not ranked", "nobody in the list"
SPEAKING = ("preambular", "operative")  # the parts in which the body itself speaks


class ThemeError(ReportedError):
    """A theme that is not in `data/themes.yml`, or not yet in the tables."""


@dataclass(frozen=True)
class Theme:
    """One entry of `data/themes.yml`. `told_as` are its names in the tables of claims, statements and press items."""

    id: str
    label: str
    notebook: str
    definition: str
    told_as: tuple[str, ...]


@functools.cache
def catalogue() -> dict[str, Theme]:
    """Return the themes of `data/themes.yml` by their ids, in the order of the file."""
    entries = contract.read_yaml(contract.published() / "themes.yml")
    return {e["id"]: _theme(e) for e in entries}


def _theme(entry: dict) -> Theme:
    return Theme(entry["id"], entry["label"], entry["notebook"], entry["definition"], tuple(entry.get("told_as", ())))


def of_notebook(name: str) -> list[str]:
    """Return the ids of the themes that a notebook tells, for example of ``"09_piracy"``.

    Raises
    ------
    ThemeError
        If no theme names the notebook.
    """
    found = [theme.id for theme in catalogue().values() if theme.notebook == name]
    if not found:
        known = ", ".join(sorted({theme.notebook for theme in catalogue().values()}))
        raise ThemeError(f"found no theme told in {name!r}, expected one of {known}")
    return found


def label(theme: str) -> str:
    """Return a theme's name for people; raise ThemeError for an id that is not in `data/themes.yml`."""
    if theme not in catalogue():
        raise ThemeError(f"found the theme {theme!r}, expected one of {', '.join(catalogue())}")
    return catalogue()[theme].label


# ----------------------------------------------------------------------------------------------- when, where, how often


def mentions(table: pd.DataFrame, documents: pd.DataFrame, themes: list[str]) -> pd.DataFrame:
    """Return the paragraphs that name INTERPOL and speak of a theme, the earliest first.

    Parameters
    ----------
    table, documents
        The tables ``mentions`` and ``documents``.
    themes
        Ids of `data/themes.yml`.

    Returns
    -------
    pandas.DataFrame
        One row for each mention and theme: ``theme``, the columns of ``mentions``, and ``body``, ``year``, ``date``.
    """
    for theme in themes:
        label(theme)
    places = documents[["symbol", "body", "year", "date"]]
    rows = table.assign(theme=table["themes"].str.split("; "), order=range(len(table))).explode("theme")
    rows = rows[rows["theme"].isin(themes)].merge(places, on="symbol", how="left", validate="many_to_one")
    rows["theme"] = pd.Categorical(rows["theme"], categories=themes)
    rows = rows.sort_values(["year", "date", "order", "theme"], ignore_index=True).astype({"theme": "string"})
    return rows[["theme", *table.columns, "body", "year", "date"]]


def resolutions(found: pd.DataFrame) -> pd.DataFrame:
    """Return one row for each resolution and theme of `mentions`.

    Returns
    -------
    pandas.DataFrame
        ``theme``, ``symbol``, ``body``, ``year``, ``date``, ``paragraphs`` (that name INTERPOL beside the theme).
    """
    keys = ["theme", "symbol", "body", "year", "date"]
    return found.groupby(keys, sort=False, dropna=False).size().rename("paragraphs").reset_index()


def coverage(found: pd.DataFrame, paragraphs: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Say for each body how much of it can be known.

    Returns
    -------
    pandas.DataFrame
        One row a body: ``body``; in resolutions: ``in_the_table``, ``text_held``, ``names_INTERPOL``,
        ``beside_the_theme``, ``not_read`` (unknown).
    """
    held = documents["symbol"].isin(paragraphs["symbol"].unique())
    states = pd.DataFrame(
        {
            "body": documents["body"],
            "in_the_table": 1,
            "text_held": held.astype(int),
            "names_INTERPOL": (documents["names_interpol"] == "yes").astype(int),
            "beside_the_theme": documents["symbol"].isin(found["symbol"]).astype(int),
            "not_read": (documents["names_interpol"] == "unknown").astype(int),
        }
    )
    return states.groupby("body").sum().reindex(list(BODIES), fill_value=0).reset_index()


def first(found: pd.DataFrame, themes: list[str]) -> pd.DataFrame:
    """Return where each theme first stands beside INTERPOL in each body.

    Returns
    -------
    pandas.DataFrame
        One row for each theme and body that has a mention: ``theme`` (label), ``body``, ``symbol``, ``date``, ``part``,
        ``label``, ``verb``, ``resolutions`` (how many there are in all).
    """
    counted = found.groupby(["theme", "body"])["symbol"].nunique().rename("resolutions").reset_index()
    rows = found.drop_duplicates(["theme", "body"]).merge(counted)
    order = {theme: place for place, theme in enumerate(themes)}
    rows = rows.sort_values("theme", key=lambda ids: ids.map(order), kind="stable", ignore_index=True)
    rows["theme"] = rows["theme"].map(label)
    return rows[["theme", "body", "symbol", "date", "part", "label", "verb", "resolutions"]]


def base_rate(
    found: pd.DataFrame, paragraphs: pd.DataFrame, documents: pd.DataFrame, themes: list[str]
) -> pd.DataFrame:
    """Count, year by year, the Council's resolutions on the themes beside those that are not read.

    Only the Council's texts are held nearly whole (to 2015); of the other bodies a selection is held, which is no base.

    Parameters
    ----------
    found
        As `mentions` returns it.
    paragraphs, documents
        The tables of these names.
    themes
        Ids of `data/themes.yml`; a resolution that speaks of several counts once.

    Returns
    -------
    pandas.DataFrame
        Index: every year from 1990, the eve of the subject, to the last of the table. Columns, in resolutions: ``yes``
        (a paragraph names INTERPOL and speaks of the themes), ``no`` (another text held that speaks of them in a
        preambular or operative paragraph), ``unknown`` (no whole text read, and no mention on the themes known).
    """
    flags = [f"theme_{theme}" for theme in themes]
    council = documents[documents["body"] == "Security Council"].set_index("symbol")
    named = council.index.isin(found["symbol"])
    body = paragraphs[paragraphs["part"].isin(SPEAKING)]
    speaks = council.index.isin(body.loc[body[flags].any(axis=1), "symbol"])
    unread = (council["names_interpol"] == "unknown").to_numpy()
    state = pd.Series("", index=council.index)
    state[speaks] = "no"
    state[unread & ~speaks] = "unknown"
    state[named] = "yes"
    counts = pd.crosstab(council["year"], state)
    years = range(1990, int(council["year"].max()) + 1)
    return counts.reindex(index=years, columns=["yes", "no", "unknown"], fill_value=0)


# ----------------------------------------------------------------------------------------- who, how strongly, with what


def spoken(found: pd.DataFrame) -> pd.DataFrame:
    """Return the mentions in which the body itself speaks, each once: not annexes, titles and footnotes."""
    own = found[found["part"].isin(SPEAKING)]
    return own.drop_duplicates(["symbol", "part", "label"], ignore_index=True)


def asked(found: pd.DataFrame, names: dict[str, str]) -> pd.DataFrame:
    """Count who is asked, and how strongly, in operative paragraphs that name INTERPOL.

    Parameters
    ----------
    found
        As `mentions` returns it.
    names
        Labels of the actors by their ids.

    Returns
    -------
    pandas.DataFrame
        Index: addressees, the most often asked first. Columns: steps of the ladder, weak to strong, that occur, then
        paragraphs whose verb has no rank. Values: operative paragraphs; one that asks two addressees counts for each.
    """
    own = spoken(found)
    own = own[own["part"] == "operative"]
    steps = own["strength"].map(STEPS).fillna(NO_STEP)
    pairs = pd.DataFrame({"addressee": own["addressee"].str.split("; "), "strength": steps}).explode("addressee")
    who = pairs["addressee"].map(names).fillna(NOBODY).to_numpy()
    counts = pd.crosstab(who, pairs["strength"].to_numpy(), rownames=["addressee"], colnames=["strength"])
    columns = [name for name in (*STEPS.values(), NO_STEP) if name in counts]
    order = counts.sum(axis=1).sort_values(ascending=False, kind="stable").index
    return counts.loc[order, columns]


def tools(found: pd.DataFrame, names: dict[str, str]) -> pd.DataFrame:
    """Return which of INTERPOL's tools the mentions name, one row for each resolution and tool.

    Returns
    -------
    pandas.DataFrame
        ``tool`` (label), ``symbol``, ``body``, ``year``, ``date``, by date.
    """
    once = found.drop_duplicates(["symbol", "part", "label"])
    rows = once.assign(tool=once["tools"].str.split("; ")).explode("tool").dropna(subset="tool")
    rows["tool"] = rows["tool"].map(names).astype("string")
    return rows[["tool", "symbol", "body", "year", "date"]].drop_duplicates(ignore_index=True)


def tool_summary(rows: pd.DataFrame) -> pd.DataFrame:
    """Return one row a tool, the most often named first.

    Returns
    -------
    pandas.DataFrame
        ``tool``, ``resolutions`` (how many name it), ``first`` (symbol), ``from`` and ``to`` (years).
    """
    grouped = rows.groupby("tool", sort=False)
    counted = grouped.agg(
        resolutions=("symbol", "nunique"), first=("symbol", "first"), **{"from": ("year", "min"), "to": ("year", "max")}
    )
    return counted.sort_values("resolutions", ascending=False, kind="stable").reset_index()


def leader(counts: pd.Series) -> tuple[str, int]:
    """Return the first name of a ranking and its number; ("none", 0) where nobody is ranked."""
    return (str(counts.index[0]), int(counts.iloc[0])) if len(counts) else ("none", 0)


def dictionary(name: str) -> dict[str, str]:
    """Return the labels of `data/tools.yml` or `data/actors.yml` by their ids."""
    entries = contract.read_yaml(contract.published() / f"{name}.yml")
    return {entry["id"]: entry["label"] for entry in entries}


def said(claims: pd.DataFrame, themes: list[str]) -> pd.DataFrame:
    """Return what the article and the address as it quotes it claim on the themes, with our verdicts.

    Returns
    -------
    pandas.DataFrame
        Rows of ``claims``: ``claim_id``, ``speaker``, ``claim``, ``verdict``, ``evidence_symbol``.
    """
    words = {word for theme in themes for word in catalogue()[theme].told_as}
    columns = ["claim_id", "speaker", "claim", "verdict", "evidence_symbol"]
    return claims.loc[claims["theme"].isin(words), columns].reset_index(drop=True)


def day(date: pd.Timestamp) -> str:
    """Write a date as prose does, for example 29 July 2005."""
    return f"{date.day} {date:%B %Y}"


# ---------------------------------------------------------------------------------------------------------- all themes


def overview(table: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Count the resolutions of each theme, body and year, for one picture of all themes.

    Returns
    -------
    pandas.DataFrame
        ``theme`` (id), ``body``, ``year``, ``resolutions``; only where there is one.
    """
    rows = resolutions(mentions(table, documents, list(catalogue())))
    return rows.groupby(["theme", "body", "year"], sort=False).size().rename("resolutions").reset_index()
