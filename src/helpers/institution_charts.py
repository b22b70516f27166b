"""The drawings of notebook 13. Filled marks are exact figures, hollow ones rounded or a bound; no line crosses a gap.

Each takes tables, returns a figure, and knows nothing of files.
"""

import itertools

import pandas as pd

from helpers import figures, institution

KINDS = {  # look of a member's tile, and the words of the key
    "founder": (figures.SKY, "founding list of 1956"),
    "later": (figures.PALE, "later"),
    "contradicted": (figures.ORANGE, "sources disagree on the date"),
}
SPREAD = {"color": figures.INK, "fontsize": 9}
TILE_COLUMNS = 2
FIGHTERS = {  # series on foreign terrorist fighters: its name, shifted in points from its last mark, and aligned
    "ftf-individuals": ("fighters\nrecorded", 6, 21, "right"),
    "foreign-terrorist-profiles": ("“foreign terrorist\nprofiles”", -18, -20, "left"),
    "terrorist-records": ("“records on\nterrorists”\n(Russian bureau)", -22, 28, "left"),
    "un-estimate": ("estimate by the UN,\nno count of records", -14, 18, "center"),
    "ftf-held-undated": ("“fighters held”,\nINTERPOL's page", 0, -18, "center"),
}
BREAKS = {2017.8: "no longer\nonly fighters", 2020.1: "another\nsource"}  # year, what changes there
WIDTH = 6.2  # inches; wider pictures shrink their labels out of sight on a telephone
TITLE = 54  # letters of a title to a line
SHORT_OFFICES = {
    "Office of the Special Representative to the ": "Representative, ",
    ", Vienna ·": " ·",
    "Regional Bureau for ": "Bureau, ",
}
SHADE = "#F4F4F4"  # behind what stands outside the time axis
MIDDLE_OF_NOTICES = 2018  # labels of earlier figures stand on their right, of later ones on their left
UNDATED = 2026.5  # where figures without a date stand, beside the time axis


def members_over_time(counts: pd.DataFrame, accessions: pd.DataFrame, title: str):
    """Draw reported numbers of members as points beside two computed series, whole and from 2002 on.

    Parameters
    ----------
    counts
        The table ``member_counts``.
    accessions
        The table ``accessions``.
    title
        The finding.

    Returns
    -------
    matplotlib.figure.Figure
    """
    fig, (whole, late) = figures.new(WIDTH, 7.2, nrows=2, height_ratios=[3, 2.4])
    for axes in (whole, late):
        _draw_members(axes, counts, accessions)
    whole.set_xlim(1921, 2028)
    whole.set_ylim(0, 208)
    whole.set_ylabel("members")
    late.set_xlim(2002, 2027.3)
    late.set_ylim(178, 198.5)
    late.set_yticks(range(180, 197, 4))
    late.set_ylabel("members (axis from 178)")
    late.annotate("a reported figure one\nabove the list: see text", (2006.2, 189.3), ha="center", **SPREAD)
    late.annotate("194 in November 2018", (2018.9, 194.8), ha="right", **SPREAD)
    late.set_title("The same from 2002 on, where single members can be seen", fontsize=10, fontweight="normal", pad=6)
    whole.annotate("listed accessions\nof present members,\nadded up", (1978, 127), ha="right", color=figures.BLUE)
    whole.annotate("States coded as members\n(Correlates of War, to 2014)", (1985, 92), color=figures.GREY)
    figures_1923 = counts[counts["counts"] == "countries at the founding congress"].iloc[0]
    whole.annotate(
        f"{figures_1923['count']} countries at the\ncongress of 1923:\nparticipants, not members",
        (1923.5, figures_1923["count"]),
        (1923, 85),
        arrowprops={"arrowstyle": "-", "color": figures.GREY, "linewidth": 0.7},
        **SPREAD,
    )
    highest = counts[(counts["basis"] == "reported") & (counts["year"] == 1934)].iloc[0]
    whole.annotate(f"{highest['count']} in 1934:\nunsourced", (1936, highest["count"]), va="center", **SPREAD)
    whole.legend(loc="lower right", handlelength=1.2, fontsize=9)
    figures.title(fig, title, TITLE)
    return fig


def _draw_members(axes, counts, accessions):
    coded = counts[counts["basis"] == "cow"]
    years, states = coded["year"].tolist(), coded["count"].tolist()
    axes.step([*years, years[-1] + 1], [*states, states[-1]], where="post", color=figures.GREY, linewidth=1.1)
    listed = institution.listed_members(accessions)
    listed = listed[listed["month"] >= "1956"]
    at = institution.decimal_year(listed["month"], month_end=True).tolist()
    totals = listed["members"].tolist()
    axes.step([*at, 2026.9], [*totals, totals[-1]], where="post", color=figures.BLUE, linewidth=1.4)
    stated = counts[counts["basis"].isin(["reported", "founding list"])]
    plain = stated["counts"] == "members"
    looks = {
        "reported: members": (plain, {"color": figures.VERMILION, "marker": "o", "s": 26}),
        "reported: something near it": (
            ~plain,
            {"facecolor": "white", "edgecolor": figures.VERMILION, "marker": "D", "s": 26},
        ),
    }
    for label, (chosen, look) in looks.items():
        rows = stated[chosen]
        axes.scatter(institution.decimal_year(rows["date"]), rows["count"], label=label, zorder=3, **look)


def accession_tiles(placed: pd.DataFrame, title: str):
    """Draw each member as one tile with its code, in the column of its decade and the row of its region.

    Parameters
    ----------
    placed
        What `institution.joined_by_decade` returns.
    title
        The finding.

    Returns
    -------
    matplotlib.figure.Figure
    """
    from matplotlib.patches import Patch

    decades = list(range(placed["decade"].min(), placed["decade"].max() + 10, 10))
    spots = _place_tiles(placed, decades)
    depth = spots["y"].max() + 1
    fig, axes = figures.new(WIDTH, 1.7 + 0.2 * depth)
    for tile in spots.itertuples():
        colour = KINDS[tile.kind][0]
        axes.barh(tile.y, 0.43, left=tile.x - 0.215, height=0.86, color=colour, zorder=2)
        axes.annotate(tile.iso3, (tile.x, tile.y), ha="center", va="center", fontsize=7.5, zorder=3)
    for region, rows in spots.groupby("region"):
        top, bottom = rows["y"].min(), rows["y"].max()
        axes.axhline(bottom + 1.0, color=figures.PALE, linewidth=0.8, zorder=0)
        axes.annotate(f"{region}\n{len(rows)}", (-0.15, top + 0.4), ha="right", va="center", fontweight="bold")
    totals = placed["decade"].value_counts().reindex(decades, fill_value=0)
    axes.set_xticks([i + 0.5 for i in range(len(decades))], [f"{decade}s\n{totals[decade]}" for decade in decades])
    axes.xaxis.tick_top()
    axes.tick_params(length=0)
    axes.set_yticks([])
    axes.set_xlim(-1.05, len(decades))
    axes.set_ylim(depth + 0.2, -0.8)
    axes.spines[:].set_visible(False)
    keys = [Patch(color=colour, label=words) for colour, words in KINDS.values()]
    axes.legend(handles=keys, loc="upper center", bbox_to_anchor=(0.5, 0), ncols=3, fontsize=9, handlelength=1)
    figures.title(fig, title, TITLE)
    return fig


def _place_tiles(placed, decades):
    """Fill each cell of region and decade from the left, two tiles a line."""
    rank = placed.groupby(["region", "decade"]).cumcount()
    column = placed["decade"].map({decade: i for i, decade in enumerate(decades)})
    spots = placed.assign(x=column + 0.26 + 0.47 * (rank % TILE_COLUMNS), line=rank // TILE_COLUMNS, y=0.0)
    top = 0.0
    for region in sorted(placed["region"].unique()):
        here = spots["region"] == region
        spots.loc[here, "y"] = top + spots.loc[here, "line"]
        top += spots.loc[here, "line"].max() + 2
    return spots


def contradicting_dates(members: pd.DataFrame, accessions: pd.DataFrame, title: str):
    """Draw every date that a source gives for members on whose accession sources disagree.

    Parameters
    ----------
    members, accessions
        The tables of these names; members with ``sources_agree`` no are drawn, in the order of their date.
    title
        The finding.

    Returns
    -------
    matplotlib.figure.Figure
    """
    doubtful = members[members["sources_agree"] == "no"].sort_values(["accession", "iso3"])
    rows = {iso3: row for row, iso3 in enumerate(doubtful["iso3"])}
    shown = accessions[accessions["iso3"].isin(rows)]
    shown = shown.assign(x=institution.decimal_year(shown["date"]), y=shown["iso3"].map(rows))
    fig, axes = figures.new(WIDTH, 1.5 + 0.24 * len(rows))
    spells = shown[shown["basis"] == "coded spell"]
    starts = spells["date"].str[:4].astype(int)
    axes.barh(
        spells["y"],
        spells["until"].astype(int) - starts + 1,
        left=starts,
        height=0.5,
        color=figures.PALE,
        label="coded as a member (to 2014)",
    )
    looks = {
        "listed accession": {"color": figures.BLUE, "marker": "o", "s": 34},
        "founding list": {"facecolor": "none", "edgecolor": figures.VERMILION, "marker": "D", "s": 52},
        "stated by a source": {"color": figures.INK, "marker": "x", "s": 34},
    }
    for basis, look in looks.items():
        marks = shown[shown["basis"] == basis]
        axes.scatter(marks["x"], marks["y"], label=basis, zorder=3, **look)
    axes.set_yticks(list(rows.values()), doubtful["country"])
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.set_xlim(1920, 2026)
    axes.tick_params(axis="y", length=0)
    axes.legend(loc="upper center", bbox_to_anchor=(0.45, -0.06), ncols=2, fontsize=9, handlelength=1.2)
    axes.spines["left"].set_visible(False)
    figures.title(fig, title, TITLE)
    return fig


def travel_documents(facts: pd.DataFrame, last: int, title: str):
    """Draw what is known of the database on stolen and lost travel documents: two stocks, two flows, four panels.

    Parameters
    ----------
    facts
        Rows of ``databases`` on SLTD.
    last
        Year at which the axis ends; what lies after the last figure is drawn as unknown.
    title
        The finding.

    Returns
    -------
    matplotlib.figure.Figure
    """
    fig, panels = figures.new(WIDTH, 8.6, nrows=4, sharex=True, height_ratios=[1.35, 1, 1.2, 0.8])
    records, countries, searches, hits = panels
    _draw_series(records, facts, "sltd-records-yearly", 1e6, figures.BLUE, "o", "one series, year by year")
    _draw_series(records, facts, "sltd-records-reported", 1e6, figures.GREEN, "s", "single releases", joined=False)
    _draw_series(records, facts, "sltd-records-outdated", 1e6, figures.INK, "x", "", joined=False)
    _draw_series(countries, facts, "sltd-countries-yearly", 1, figures.BLUE, "o", "")
    _draw_series(countries, facts, "sltd-countries-reported", 1, figures.GREEN, "s", "", joined=False)
    _draw_series(searches, facts, "sltd-searches", 1e6, figures.VERMILION, "o", "whole years")
    nine = "January to September only"
    _draw_series(searches, facts, "sltd-searches-jan-sep", 1e6, figures.PURPLE, "^", nine, joined=False)
    _draw_series(hits, facts, "sltd-hits", 1e3, figures.VERMILION, "o", "")
    _draw_series(hits, facts, "sltd-hits-jan-sep", 1e3, figures.PURPLE, "^", "", joined=False)
    headings = {
        records: "STOCK · documents recorded, millions",
        countries: "STOCK · countries that contribute",
        searches: "FLOW · searches in the year, millions",
        hits: "FLOW · hits in the year, thousands",
    }
    for axes, heading in headings.items():
        axes.set_title(heading, fontsize=9.5, pad=5)
        axes.set_ylim(0, 1.22 * axes.dataLim.y1)
        axes.axvspan(2017.3, last + 1, zorder=0, **figures.UNKNOWN)
    stale = facts[facts["series"] == "sltd-records-outdated"].iloc[0]
    records.annotate(
        f"{stale['value'] / 1e6:.0f} million: a sentence\nleft over, contradicted\nby every figure since 2006",
        (2024.9, stale["value"] / 1e6 + 5),
        ha="right",
        va="bottom",
        bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.5},
        **SPREAD,
    )
    searches.annotate(
        "no figure found after 2016",
        (2022, 0.5 * searches.get_ylim()[1]),
        ha="center",
        bbox={"facecolor": "white", "edgecolor": "none", "pad": 2},
        **SPREAD,
    )
    for axes in (records, searches):
        axes.legend(loc="upper left", fontsize=9, handlelength=1.2)
    hits.set_xlim(2001.3, last + 1)
    hits.set_xticks(range(2002, last + 1, 4))
    figures.title(fig, title, TITLE)
    return fig


def _draw_series(axes, facts, series, unit, colour, marker, label, joined=True):
    """Draw one series: exact figures filled, others hollow; a line only between neighbouring years."""
    rows = facts[facts["series"] == series].sort_values("date")
    place = institution.decimal_year(rows["date"], month_end=(rows["measure"] == "stock").all())  # a year's last day
    if joined:
        x, values = place, rows["value"] / unit
        _join_neighbours(axes, x, values, colour)
    exact = rows["qualifier"] == "exact"
    solid = {"color": colour} if marker == "x" else {"facecolor": colour, "edgecolor": colour}
    hollow = {"color": colour} if marker == "x" else {"facecolor": "white", "edgecolor": colour}
    for chosen, look in ((exact, solid), (~exact, hollow)):
        label_once = label if label and chosen.any() else None
        axes.scatter(
            place[chosen],
            rows["value"][chosen] / unit,
            marker=marker,
            s=26,
            zorder=3,
            clip_on=False,
            label=label_once,
            **look,
        )
        label = None if label_once else label


def _join_neighbours(axes, x, y, colour):
    """Draw a line between figures of neighbouring years; a longer gap stays open."""
    for (left, right), (low, high) in zip(_pairs(x), _pairs(y), strict=True):
        if right - left < 1.5:
            axes.plot([left, right], [low, high], color=colour, linewidth=1, zorder=1)


def _pairs(values):
    return list(itertools.pairwise(values.tolist()))


def fighters(facts: pd.DataFrame, title: str):
    """Draw counts of foreign terrorist fighters: a colour for each subject, breaks as breaks, undated figures apart.

    No line joins them: the sources count in words that change from figure to figure.

    Parameters
    ----------
    facts
        Rows of ``databases`` of the series in `FIGHTERS`; ``value`` in persons.
    title
        The finding.

    Returns
    -------
    matplotlib.figure.Figure
    """
    fig, (dated, undated) = figures.new(WIDTH, 4.9, ncols=2, width_ratios=[5, 1.25], sharey=True)
    colours = [figures.BLUE, figures.VERMILION, figures.GREEN, figures.PURPLE, figures.INK]
    for (series, name), colour in zip(FIGHTERS.items(), colours, strict=True):
        rows = facts[facts["series"] == series]
        rows = rows.assign(x=institution.decimal_year(rows["date"]), y=rows["value"] / 1e3).sort_values("x")
        with_date, without = rows.dropna(subset=["x"]), rows[rows["x"].isna()].assign(x=0.5)
        for axes, marks in ((dated, with_date), (undated, without)):
            filled = marks["qualifier"].map(lambda q, colour=colour: colour if q == "exact" else "white")
            axes.scatter(marks["x"], marks["y"], s=32, facecolor=filled, edgecolor=colour, zorder=3, clip_on=False)
        _name_series(dated if len(with_date) else undated, rows.iloc[len(with_date) - 1], name, colour)
    for place, words in BREAKS.items():
        dated.axvline(place, ymax=0.9, color=figures.GREY, linestyle=(0, (4, 3)), linewidth=1)
        dated.annotate(words, (place, 149), ha="center", va="top", **SPREAD)
    dated.set_xlim(2014, 2022.1)
    dated.set_ylim(0, 150)
    dated.set_ylabel("persons, thousands")
    undated.set_xlim(0, 1)
    undated.set_xticks([0.5], ["undated"])
    undated.spines["left"].set_visible(False)
    undated.tick_params(axis="y", length=0)
    undated.set_facecolor(SHADE)
    figures.title(fig, title, TITLE)
    return fig


def _name_series(axes, mark, name, colour):
    words, right, up, side = name
    spot = (0.5 if pd.isna(mark.x) else mark.x, mark.y)
    axes.annotate(words, spot, (right, up), textcoords="offset points", ha=side, va="center", color=colour, fontsize=9)


def red_notices(facts: pd.DataFrame, title: str):
    """Draw red notices: published in a year above, in force at a date below, on two scales; certainty by the mark.

    Parameters
    ----------
    facts
        What `institution.red_notices` returns.
    title
        The finding.

    Returns
    -------
    matplotlib.figure.Figure
    """
    fig, (flow, stock) = figures.new(WIDTH, 6.9, nrows=2, sharex=True)
    issued = _draw_by_certainty(flow, facts[facts["metric"].isin(["published", "reported as issued"])])
    valid = _draw_by_certainty(stock, facts[facts["metric"] == "valid"])
    flow.set_title("FLOW · published within the year, thousands", fontsize=9.5, pad=5)
    stock.set_title("STOCK · in force at a date, thousands", fontsize=9.5, pad=5)
    flow.set_ylim(0, 30)
    stock.set_ylim(0, 90)
    early = issued["x"] < MIDDLE_OF_NOTICES
    _label_in_column(flow, issued[early], 2013.6, "left", gap=2.0)
    _label_in_column(flow, issued[~early], 2023.6, "right", gap=2.0, shift=-3.0)  # clear of what is said of 2010
    _label_in_column(stock, valid, 2017.4, "right", gap=5.2)
    for axes in (flow, stock):
        axes.axvspan(2025.4, 2027.6, color=SHADE, zorder=0)
    stock.set_xlim(2007, 2027.6)
    stock.set_xticks([*range(2008, 2025, 4), UNDATED], [*map(str, range(2008, 2025, 4)), "undated"])
    flow.tick_params(labelbottom=True)
    stock.legend(loc="lower left", fontsize=9, handlelength=1.2)
    figures.title(fig, title, TITLE)
    return fig


def _draw_by_certainty(axes, rows):
    looks = {
        "high": {"facecolor": figures.BLUE, "edgecolor": figures.BLUE, "marker": "o"},
        "medium": {"facecolor": "white", "edgecolor": figures.BLUE, "marker": "o"},
        "low": {"color": figures.VERMILION, "marker": "x"},
    }
    dates = rows["date"].fillna(rows["year"].astype("string"))
    rows = rows.assign(x=institution.decimal_year(dates).fillna(UNDATED), y=rows["value"] / 1e3)
    for certainty, look in looks.items():
        here = rows[rows["certainty"] == certainty]
        axes.scatter(here["x"], here["y"], s=36, zorder=3, label=f"certainty: {certainty}", **look)
    return rows


def _label_in_column(axes, rows, at, side, gap, shift=0.0):
    """Write the labels one above the other at one place, each led to its mark; never closer than `gap`."""
    rows = rows[rows["label"] != ""].sort_values("y")
    places = _spread(rows["y"].tolist(), gap)
    toward = {"left": (0, 0.5), "right": (1, 0.5)}[side]
    for row, place in zip(rows.itertuples(), places, strict=True):
        text = row.label if row.metric != "reported as issued" else f"{row.label}: “issued”"
        line = {"arrowstyle": "-", "color": figures.GREY, "linewidth": 0.5, "shrinkB": 4, "relpos": toward}
        axes.annotate(text, (row.x, row.y), (at, place + shift), ha=side, va="center", fontsize=9, arrowprops=line)


def _spread(values: list[float], gap: float) -> list[float]:
    """Move rising values apart to at least `gap`, each group that had to move about its own middle."""
    groups = []
    for value in values:
        groups.append([value])
        while len(groups) > 1 and _span(groups[-1], gap)[0] < _span(groups[-2], gap)[1] + gap:
            last = groups.pop()
            groups[-1] += last
    return [_span(group, gap)[0] + gap * i for group in groups for i in range(len(group))]


def _span(group, gap):
    middle, half = sum(group) / len(group), gap * (len(group) - 1) / 2
    return middle - half, middle + half


def budget_dots(facts: pd.DataFrame, title: str):
    """Draw each amount as one dot, in a row of its own, by whether contributions in kind are counted.

    Parameters
    ----------
    facts
        Rows of ``budget`` in million euros, with a column ``group``.
    title
        The finding.

    Returns
    -------
    matplotlib.figure.Figure
    """
    looks = {
        "included": (
            "contributions in kind counted",
            {"facecolor": figures.BLUE, "edgecolor": figures.BLUE, "marker": "o"},
        ),
        "excluded": ("not counted", {"facecolor": figures.ORANGE, "edgecolor": figures.ORANGE, "marker": "s"}),
        "not stated": ("not said", {"facecolor": "white", "edgecolor": figures.INK, "marker": "o"}),
        "not applicable": ("cannot contain them", {"color": figures.INK, "marker": "x"}),
    }
    rows = facts.reset_index(drop=True)
    gap = (rows["group"] != rows["group"].shift()).cumsum() - 1
    y = rows.index + 0.7 * gap
    fig, axes = figures.new(WIDTH, 1.4 + 0.3 * len(rows))
    axes.hlines(y, 0, rows["value"], color=figures.PALE, linewidth=0.8, zorder=1)
    for in_kind, (words, look) in looks.items():
        here = rows["in_kind"] == in_kind
        axes.scatter(rows["value"][here], y[here], s=46, zorder=3, label=words, **look)
    for place, value in zip(y, rows["value"], strict=True):
        axes.annotate(f"{value:g}", (value, place), (9, 0), textcoords="offset points", va="center", fontsize=9)
    years = rows["year"].astype("string").fillna("year not seen")
    axes.set_yticks(y, years + "  " + rows["item"])
    axes.set_ylim(y.max() + 0.6, -0.6)
    axes.set_xlim(0, 1.12 * rows["value"].max())
    axes.set_xlabel("million euros")
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    axes.legend(loc="upper center", bbox_to_anchor=(0.1, -0.12), ncols=2, fontsize=9, handlelength=1)
    figures.title(fig, title, TITLE)
    return fig


def known_holders(lanes: dict[str, pd.DataFrame], title: str):
    """Draw for which years the record names who held each office.

    Parameters
    ----------
    lanes
        Name of an office and what `institution.known_years` returns for it.
    title
        The finding.

    Returns
    -------
    matplotlib.figure.Figure
    """
    fig, axes = figures.new(WIDTH, 2.2)
    looks = {
        "known": ("holder known", {"color": figures.BLUE}),
        "Nazi era": ("Nazi era: terms not known", {"color": figures.INK}),
        "unknown": ("not in the record: unknown", figures.UNKNOWN),
    }
    for state, (words, look) in looks.items():
        runs = [(lane, *run) for lane, years in enumerate(lanes.values()) for run in _runs(years, state)]
        for lane, first, length in runs:
            axes.barh(lane, length, left=first, height=0.66, label=words, **look)
            words = None
    axes.set_yticks(range(len(lanes)), list(lanes))
    axes.set_ylim(len(lanes) - 0.5, -0.5)
    axes.set_xlim(1922, 2028)
    axes.set_xticks([1923, *range(1940, 2021, 20)])
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    axes.legend(loc="upper center", bbox_to_anchor=(0.45, -0.16), ncols=3, fontsize=9, handlelength=1.2)
    figures.title(fig, title, TITLE)
    return fig


def _runs(years, state):
    """First year and length of each unbroken run of years in a state."""
    here = years.loc[years["state"] == state, "year"]
    return [(run.min(), len(run)) for _, run in here.groupby((here.diff() != 1).cumsum())]


def offices_over_time(facts: pd.DataFrame, last: int, title: str):
    """Draw when each office opened, or by when it was in place; two dates where sources differ.

    Parameters
    ----------
    facts
        The table ``offices``.
    last
        Year at which the axis ends.
    title
        The finding.

    Returns
    -------
    matplotlib.figure.Figure
    """
    facts = facts.assign(x=institution.decimal_year(facts["date"]), place=facts["office"] + " · " + facts["city"])
    order = facts.groupby("place")["x"].min().sort_values().index
    row = {place: y for y, place in enumerate(order)}
    fig, axes = figures.new(WIDTH, 1.5 + 0.3 * len(order))
    looks = {
        "opened": (["opened", "moved here"], {"color": figures.BLUE, "marker": "o"}),
        "in place by then, opening not known": (
            ["in place by"],
            {"facecolor": "white", "edgecolor": figures.BLUE, "marker": "<"},
        ),
        "other event": (
            ["new premises", "host agreement", "credentials presented"],
            {"color": figures.GREY, "marker": "|"},
        ),
    }
    for label, (events, look) in looks.items():
        these = facts[facts["event"].isin(events)]
        axes.scatter(these["x"], these["place"].map(row), s=44, label=label, zorder=3, **look)
    axes.hlines(range(len(order)), facts.groupby("place")["x"].min().sort_values(), last, color=figures.PALE, zorder=0)
    axes.set_yticks(range(len(order)), [_short(place) for place in order], fontsize=9)
    axes.set_ylim(len(order) - 0.5, -0.5)
    axes.set_xlim(1988, last)
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    axes.legend(loc="upper center", bbox_to_anchor=(0.2, -0.07), ncols=2, fontsize=9, handlelength=1)
    figures.title(fig, title, TITLE)
    return fig


def _short(place: str) -> str:
    for long, short in SHORT_OFFICES.items():
        place = place.replace(long, short)
    return place
