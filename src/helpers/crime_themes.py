"""What notebooks 05 (terrorism), 06 (organized crime, drugs) and 07 (trafficking in people) ask of their own."""

import pandas as pd

from helpers import figures, symbols, themes

# The Council's resolutions on terrorism that are no general measures. Their agenda item is the same as that of the
# others, or Afghanistan, so that no column tells them apart; a resolution that is not listed is "other measures".
LISTED = "Al-Qaida and ISIL sanctions list"
TALIBAN = "Taliban sanctions list"
CONDEMNED = "an attack condemned"
OTHER = "other measures on terrorism"
LINES = {
    LISTED: (
        *(1267, 1333, 1363, 1390, 1452, 1455, 1526, 1617, 1735, 1822, 1904, 1989, 2083, 2161, 2253, 2368, 2560),
        *(2610, 2734),
    ),
    TALIBAN: (1988, 2082, 2160, 2255, 2501, 2557, 2611, 2615, 2665, 2716, 2763),
    CONDEMNED: (1189, 1368, 1438, 1440, 1450, 1465, 1516, 1530, 1611, 1618, 2249),
}
STATES = ("yes", "no", "unknown")
STATE_WORDS = {"yes": "names INTERPOL", "no": "does not name it", "unknown": "unknown: not read whole"}

# Tools that hold data on persons or documents; notices, analysis, training and offices are left out.
DATA_TOOLS = frozenset(
    "sltd travel-document-databases databases ftf-database biometric-hub fingerprints dna facial-recognition "
    "biometrics".split()
)
PURPOSES = {
    "foreign_terrorist_fighters": "foreign terrorist fighters",
    "sanctions_and_notices": "sanctions lists",
    "terrorism": "terrorism otherwise",
}
NO_PURPOSE = "travel documents and borders alone"

# Themes that are crimes or their means; the others say how States act (police, notices, safeguards and so on).
CRIMES = (
    "terrorism foreign_terrorist_fighters organized_crime trafficking_in_persons smuggling_of_migrants drugs "
    "cultural_property piracy small_arms explosive_devices cyber_and_technology corruption_and_finance "
    "environment_and_wildlife weapons_of_mass_destruction"
).split()
A_LIST = 6  # a paragraph with so many crimes enumerates; the long lists of the record hold 7 to 14, other texts fewer

# S/RES/2240 (2015) on smuggling of migrants off Libya and its renewals, one a year.
OFF_LIBYA = tuple(
    f"S/RES/{number} ({year})"
    for year, number in enumerate((2240, 2312, 2380, 2437, 2491, 2546, 2598, 2652, 2698), start=2015)
)


# -------------------------------------------------------------------------------------------------- themes side by side


def compare(found: pd.DataFrame, ids: list[str], tool_names: dict[str, str]) -> pd.DataFrame:
    """Put the themes of a notebook side by side.

    Parameters
    ----------
    found
        As `themes.mentions` returns it.
    ids
        Ids of `data/themes.yml`.
    tool_names
        Labels of the tools by their ids.

    Returns
    -------
    pandas.DataFrame
        One row a theme: ``theme`` (label), ``Council``, ``Assembly``, ``ECOSOC`` (resolutions), ``paragraphs``,
        ``operative`` (of them), ``ask_somebody`` (of the operative ones: the opening verb asks, at any step above 0),
        ``ask_States``, ``tool_most_named``.
    """
    return pd.DataFrame([_side(found[found["theme"] == theme], theme, tool_names) for theme in ids])


def _side(rows, theme, tool_names):
    operative = themes.spoken(rows)
    operative = operative[operative["part"] == "operative"]
    summary = themes.tool_summary(themes.tools(rows, tool_names))
    bodies = {"Security Council": "Council", "General Assembly": "Assembly", "Economic and Social Council": "ECOSOC"}
    counts = {short: int(rows.loc[rows["body"] == body, "symbol"].nunique()) for body, short in bodies.items()}
    return {"theme": themes.label(theme), **counts, "paragraphs": len(rows), "operative": len(operative)} | {
        "ask_somebody": int((operative["strength"].fillna(0) > 0).sum()),
        "ask_States": int(_any_of(operative["addressee"], {"member_states"}).sum()),
        "tool_most_named": summary["tool"].iloc[0] if len(summary) else None,
    }


def asked_of(counts: pd.DataFrame, name: str) -> int:
    """Return in how many paragraphs an addressee is asked, by `themes.asked`; 0 where nobody asks it."""
    return int(counts.loc[name].sum()) if name in counts.index else 0


# ---------------------------------------------------------------------------------------- the Council against terrorism


def council_lines(documents: pd.DataFrame) -> pd.DataFrame:
    """Return the Security Council's resolutions on terrorism, each in its line, and whether it names INTERPOL.

    A resolution belongs here when its agenda item speaks of terrorist acts or attacks, or when `LINES` lists it.

    Parameters
    ----------
    documents
        The table of this name.

    Returns
    -------
    pandas.DataFrame
        ``line``, ``symbol``, ``date``, ``year``, ``state`` (yes, no, unknown) and ``why`` (as in ``names_basis``),
        by date.
    """
    council = documents[documents["body"] == "Security Council"]
    listed = {number: line for line, numbers in LINES.items() for number in numbers}
    line = council["number"].map(listed)
    on_terrorism = council["agenda_item"].str.contains(r"terrorist (?:acts|attacks)", na=False)
    rows = council.assign(line=line.fillna(OTHER), state=council["names_interpol"], why=council["names_basis"])
    rows = rows[line.notna() | on_terrorism].sort_values(["date", "number"], ignore_index=True)
    return rows[["line", "symbol", "date", "year", "state", "why"]]


def line_summary(rows: pd.DataFrame) -> pd.DataFrame:
    """Count the states of each line and tell where it first names INTERPOL.

    Parameters
    ----------
    rows
        As `council_lines` returns it.

    Returns
    -------
    pandas.DataFrame
        ``line``, ``resolutions``, ``yes``, ``no``, ``unknown``, ``first`` (symbol; missing where none is known to name
        INTERPOL), ``no_before`` and ``yes_since``: resolutions that do not name it before the first, and do since.
    """
    return pd.DataFrame([_summary(line, rows[rows["line"] == line]) for line in (*LINES, OTHER)])


def _summary(line, rows):
    named = rows[rows["state"] == "yes"]
    start = named["date"].min() if len(named) else pd.Timestamp.max
    counts = {state: int((rows["state"] == state).sum()) for state in STATES}
    before, since = rows[rows["date"] < start], rows[rows["date"] >= start]
    first = named["symbol"].iloc[0] if len(named) else None
    return {"line": line, "resolutions": len(rows), **counts, "first": first} | {
        "no_before": int((before["state"] == "no").sum()),
        "yes_since": int((since["state"] == "yes").sum()),
    }


def limits(found: pd.DataFrame) -> pd.DataFrame:
    """Count the paragraphs that ask for data, and those that name a limit in the same breath.

    Parameters
    ----------
    found
        As `themes.mentions` returns it. Of the paragraphs in which the body itself speaks those are taken that name a
        tool of `DATA_TOOLS` and whose text was read here: a reader elsewhere did not look for limits.

    Returns
    -------
    pandas.DataFrame
        ``body``, ``purpose`` (the first of `PURPOSES` that the paragraph speaks of), ``paragraphs``,
        ``with_safeguards`` (the theme human_rights_safeguards fits the same paragraph), ``resolutions_with`` (symbols).
    """
    own = themes.spoken(found)
    own = own[own["basis"] == "found in text"]
    own = own[_any_of(own["tools"], DATA_TOOLS)]
    own = own.assign(
        purpose=own["themes"].map(_purpose), limited=_any_of(own["themes"], {"human_rights_safeguards"}).to_numpy()
    )
    rows = [
        {
            "body": body,
            "purpose": purpose,
            "paragraphs": len(group),
            "with_safeguards": int(group["limited"].sum()),
            "resolutions_with": "; ".join(dict.fromkeys(group.loc[group["limited"], "symbol"])) or None,
        }
        for (body, purpose), group in own.groupby(["body", "purpose"], sort=False)
    ]
    places = _places([*themes.BODIES, *PURPOSES.values(), NO_PURPOSE])
    return pd.DataFrame(rows).sort_values(["body", "purpose"], key=lambda names: names.map(places), ignore_index=True)


def _places(names):
    return {name: place for place, name in enumerate(names)}


def _purpose(text):
    held = set(text.split("; "))
    return next((words for theme, words in PURPOSES.items() if theme in held), NO_PURPOSE)


def _any_of(column, wanted):
    return column.fillna("").map(lambda text: not wanted.isdisjoint(text.split("; "))).astype(bool)


# ------------------------------------------------------------------------------------------- organized crime and drugs


def without_names(found: pd.DataFrame) -> pd.DataFrame:
    """Leave out titles and footnotes, which name INTERPOL without saying anything of a theme."""
    return found[~found["part"].isin(["title", "footnote"])].reset_index(drop=True)


def read_by_hand(found: pd.DataFrame, readings: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Put what a reader found in the paragraphs with a word of drugs beside what the rule found.

    Parameters
    ----------
    found
        As `themes.mentions` returns it, for drugs alone.
    readings
        The table ``drug_mentions``.
    documents
        The table ``documents``.

    Returns
    -------
    pandas.DataFrame
        ``symbol``, ``date``, ``year``, ``body``, ``part``, ``label``, ``speaks_of``, ``by_the_rule`` (does the rule
        give it to drugs?), ``gist``, by date; ``speaks_of`` is "not read" where the table has no row.
    """
    keys = ["symbol", "part", "label"]
    rows = readings.merge(found[keys], on=keys, how="outer", validate="one_to_one", indicator=True)
    rows["speaks_of"] = rows["speaks_of"].fillna("not read")
    rows["by_the_rule"] = rows["_merge"] != "left_only"
    rows = rows.merge(documents[["symbol", "date", "year", "body"]], on="symbol", how="left")
    columns = ["symbol", "date", "year", "body", "part", "label", "speaks_of", "by_the_rule", "gist"]
    return rows.sort_values(["date", *keys], ignore_index=True)[columns]


def earliest(documents: pd.DataFrame, paragraphs: pd.DataFrame, theme: str, rows: int) -> pd.DataFrame:
    """Return the first resolutions that are known to name INTERPOL, and how much of each speaks of a theme.

    Parameters
    ----------
    documents, paragraphs
        The tables of these names.
    theme
        An id of `data/themes.yml`.
    rows
        How many resolutions.

    Returns
    -------
    pandas.DataFrame
        ``symbol``, ``date``, ``title``, ``paragraphs`` (preambular, operative and annex), ``on_theme`` (of them);
        both missing where no text is held.
    """
    named = documents[documents["names_interpol"] == "yes"].sort_values("date").head(rows)
    body = paragraphs[paragraphs["part"].isin([*themes.SPEAKING, "annex"])]
    counts = body.groupby("symbol")[f"theme_{theme}"].agg(paragraphs="size", on_theme="sum").astype("Int64")
    table = named.merge(counts, left_on="symbol", right_index=True, how="left")
    return table[["symbol", "date", "title", "paragraphs", "on_theme"]].reset_index(drop=True)


def crimes(mentions: pd.DataFrame) -> pd.Series:
    """Return for each mention the set of the `CRIMES` that its paragraph names."""
    return mentions["themes"].fillna("").map(lambda text: set(text.split("; ")) & set(CRIMES))


def together(mentions: pd.DataFrame, theme: str) -> pd.DataFrame:
    """Count which other crimes stand in the paragraphs that name INTERPOL beside a crime.

    Parameters
    ----------
    mentions
        The table of this name; titles and footnotes are left out.
    theme
        An id of `CRIMES`.

    Returns
    -------
    pandas.DataFrame
        ``crime`` (label), ``otherwise`` and ``in_lists`` (paragraphs; one that names `A_LIST` crimes or more is a
        list), the most frequent outside lists first. Crimes that never stand beside it are left out. The first row,
        ``no other crime``, counts the paragraphs in which it stands alone.
    """
    held = crimes(without_names(mentions))
    held = held[held.map(lambda ids: theme in ids)]
    lists = held.map(len) >= A_LIST
    rows = [{"crime": themes.label(other), **_beside(held, lists, other)} for other in CRIMES if other != theme]
    rows = [row for row in rows if row["otherwise"] + row["in_lists"]]
    rows.sort(key=lambda row: (-row["otherwise"], -row["in_lists"]))
    alone = {"crime": "no other crime", "otherwise": int((held.map(len) == 1).sum()), "in_lists": 0}
    return pd.DataFrame([alone, *rows])


def _beside(held, lists, other):
    beside = held.map(lambda ids: other in ids)
    return {"otherwise": int((beside & ~lists).sum()), "in_lists": int((beside & lists).sum())}


# ------------------------------------------------------------------------------------------------ trafficking in people


def in_a_list(mentions: pd.DataFrame) -> pd.Series:
    """Say of each mention whether its paragraph enumerates crimes: `A_LIST` of `CRIMES` or more."""
    return crimes(mentions).map(len) >= A_LIST


def about(
    documents: pd.DataFrame, paragraphs: pd.DataFrame, found: pd.DataFrame, theme: str, at_least: int
) -> pd.DataFrame:
    """Return the resolutions that are mostly about a theme, and how INTERPOL stands in them.

    Parameters
    ----------
    documents, paragraphs
        The tables of these names.
    found
        As `themes.mentions` returns it.
    theme
        An id of `data/themes.yml`.
    at_least
        So many paragraphs of a resolution, and half of them all, must speak of the theme.

    Returns
    -------
    pandas.DataFrame
        ``symbol``, ``date``, ``paragraphs`` (preambular, operative and annex, sub-paragraphs included), ``on_theme``
        (of them), ``INTERPOL`` (in words), by date.
    """
    body = paragraphs[paragraphs["part"].isin([*themes.SPEAKING, "annex"])]
    counts = body.groupby("symbol")[f"theme_{theme}"].agg(paragraphs="size", on_theme="sum").astype(int)
    counts = counts[(counts["on_theme"] >= at_least) & (2 * counts["on_theme"] >= counts["paragraphs"])]
    rows = documents.merge(counts, left_on="symbol", right_index=True)
    beside = set(found.loc[found["theme"] == theme, "symbol"])
    rows["INTERPOL"] = [_standing(row, beside) for row in rows.itertuples()]
    return rows.sort_values("date")[["symbol", "date", "paragraphs", "on_theme", "INTERPOL"]].reset_index(drop=True)


BESIDE, ELSEWHERE, NOT_NAMED = "named beside the theme", "named elsewhere (other paragraph, footnote)", "not named"
NOT_IN_BODY = "not in the text held; footnotes not held"
NOT_READ = "not read whole"


def _standing(row, beside):
    if row.symbol in beside:
        return BESIDE
    if row.names_interpol == "yes":
        return ELSEWHERE
    if row.names_interpol == "no":
        return NOT_NAMED
    return NOT_IN_BODY if row.names_basis == "footnotes not held" else NOT_READ


def chain_paragraphs(gists: pd.DataFrame, alignment: pd.DataFrame, names: list[str]) -> pd.DataFrame:
    """Return the paragraphs of the cooperation resolutions whose main theme is one of some, and how each came there.

    Parameters
    ----------
    gists, alignment
        The tables ``gists`` and ``chain_alignment``.
    names
        Themes as ``gists`` writes them; the first theme of a paragraph is its main one.

    Returns
    -------
    pandas.DataFrame
        ``symbol``, ``part``, ``label``, ``theme``, ``status`` (added, kept, reworded …), ``from_label``, ``gist``, in
        the order of the texts.
    """
    rows = gists.assign(theme=gists["themes"].str.split(";").str[0], place=range(len(gists)))
    rows = rows[rows["theme"].isin(names)]
    links = alignment.rename(columns={"to_symbol": "symbol", "to_part": "part", "to_label": "label"})
    links = links[["symbol", "part", "label", "status", "from_label"]]
    rows = rows.merge(links, on=["symbol", "part", "label"], how="left").drop_duplicates("place")
    session = rows["symbol"].map(symbols.sort_key)
    rows = rows.assign(session=session).sort_values(["session", "place"], ignore_index=True)
    return rows[["symbol", "part", "label", "theme", "status", "from_label", "gist"]]


# ------------------------------------------------------------------------------------------------------------- drawings


def lanes(rows: pd.DataFrame, looks: dict[str, dict], title: str, order: list[str]):
    """Draw a dot for each row over its year, stacked, in a lane for its kind and in the look of its state.

    Parameters
    ----------
    rows
        Columns ``lane``, ``year``, ``state``.
    looks
        For each state, in the order of the key, what `matplotlib.axes.Axes.scatter` takes; ``label`` for the key.
    title
        The finding.
    order
        The lanes from top to bottom; one without rows keeps its place.

    Returns
    -------
    matplotlib.figure.Figure
    """
    states = _places(looks)
    shown = rows.assign(rank=rows["state"].map(states)).sort_values(["year", "rank"], kind="stable")
    shown["place"] = shown.groupby(["lane", "year"]).cumcount()
    labels = pd.Series([figures.wrap(lane, 22) for lane in order], index=order)
    dots = (shown.groupby("lane")["place"].max() + 1).reindex(order, fill_value=1)
    depth = dots.clip(lower=labels.str.count("\n") + 1)  # room for a label of several lines
    edges = depth.shift(fill_value=0).add(0.9).cumsum()
    tops = edges + (depth - dots) / 2
    fig, axes = figures.new(7.5, 1.5 + 0.17 * (depth.sum() + 0.9 * len(order)))
    for state, look in looks.items():
        here = shown[shown["state"] == state]
        if len(here):
            y = here["lane"].map(tops) + here["place"]
            axes.scatter(here["year"], y, **{"s": 36, "zorder": 2} | look)
    for lane in order[1:]:
        axes.axhline(edges[lane] - 0.95, color=figures.PALE, linewidth=0.7, zorder=0)
    axes.set_yticks(edges + (depth - 1) / 2, labels)
    axes.set_ylim(edges.iloc[-1] + depth.iloc[-1] - 0.1, 0)
    axes.xaxis.get_major_locator().set_params(integer=True)
    axes.spines[["left"]].set_visible(False)
    axes.tick_params(axis="y", length=0)
    below = -0.02 - 0.34 / fig.get_size_inches()[1]
    axes.legend(loc="upper center", bbox_to_anchor=(0.4, below), ncols=3, fontsize=9, handletextpad=0.2)
    figures.title(fig, title, 62)
    return fig


STATE_LOOKS = {
    "yes": {"color": figures.VERMILION, "label": STATE_WORDS["yes"]},
    "no": {"color": figures.PALE, "label": STATE_WORDS["no"]},
    "unknown": {"facecolor": "white", "edgecolor": figures.GREY, "linewidth": 0.9, "label": STATE_WORDS["unknown"]},
}


def company(rows: pd.DataFrame, title: str):
    """Draw how often each crime stands beside another, outside lists and in lists.

    Parameters
    ----------
    rows
        As `together` returns it.
    title
        The finding.

    Returns
    -------
    matplotlib.figure.Figure
    """
    fig, axes = figures.new(7.5, 1.5 + 0.3 * len(rows))
    y = range(len(rows))
    axes.hlines(y, 0, rows[["otherwise", "in_lists"]].max(axis=1), color=figures.PALE, linewidth=1, zorder=1)
    hollow = {"facecolor": "white", "edgecolor": figures.GREY, "linewidth": 1.2}
    listed = rows["in_lists"] > 0
    axes.scatter(rows["in_lists"][listed], [place for place, is_in in zip(y, listed, strict=True) if is_in])
    axes.collections[-1].set(sizes=[95], zorder=2, label="in a long list of crimes", **hollow)
    axes.scatter(rows["otherwise"], y, s=42, color=figures.BLUE, zorder=3, label="in other paragraphs")
    axes.set_yticks(y, rows["crime"])
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.set_xlim(-0.6, None)
    axes.set_xlabel("paragraphs that name INTERPOL")
    axes.xaxis.get_major_locator().set_params(integer=True)
    axes.spines[["left"]].set_visible(False)
    axes.tick_params(axis="y", length=0)
    axes.legend(loc="lower right", fontsize=9)
    figures.title(fig, title, 62)
    return fig
