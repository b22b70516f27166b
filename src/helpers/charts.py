"""The drawings of the notebooks. Each takes a table, returns a figure, and knows nothing of files."""

import pandas as pd

from helpers import figures

STATES = {"yes": "names INTERPOL", "no": "does not name it", "unknown": "not read whole: unknown"}
CHAIN_LOOKS = {
    "first": {"facecolor": "white", "edgecolor": figures.GREY, "linewidth": 0.8},
    "kept": {"facecolor": figures.PALE, "edgecolor": figures.PALE, "linewidth": 0.8},
    "reworded": {"facecolor": figures.SKY, "edgecolor": figures.SKY, "linewidth": 0.8},
    "new": {"facecolor": figures.VERMILION, "edgecolor": figures.VERMILION, "linewidth": 0.8},
}
COUNCIL_LOOKS = {  # subjects of the table council_subjects, in the order in which they are stacked
    "sanctions regimes other than terrorism": {"color": figures.PURPLE, "marker": "s"},
    "terrorism: sanctions lists": {"color": figures.VERMILION, "marker": "o"},
    "terrorism: other measures": {"color": figures.ORANGE, "marker": "D"},
    "piracy and armed robbery at sea": {"color": figures.BLUE, "marker": "^"},
    "other subjects": {"color": figures.PALE, "marker": "o"},
}
BASIS_LOOKS = {  # how a document is known to name INTERPOL
    "whole text": {"facecolor": figures.BLUE, "edgecolor": figures.BLUE},
    "text without footnotes": {"facecolor": figures.SKY, "edgecolor": figures.BLUE},
    "known list, text not held": {"facecolor": "white", "edgecolor": figures.BLUE},
}
VERDICT_COLOURS = {
    "stands": figures.BLUE,
    "stands with a correction": figures.SKY,
    "contradicted": figures.VERMILION,
    "not in the record": figures.ORANGE,
    "cannot be decided": "white",
}


def yearly_states(counts: pd.DataFrame, title: str):
    """Draw how many documents of each year name INTERPOL, do not, or are unknown.

    Parameters
    ----------
    counts
        Index: year. Columns: ``yes``, ``no``, ``unknown``; values: documents.
    title
        The finding.

    Returns
    -------
    matplotlib.figure.Figure
    """
    fig, axes = figures.new(7.5, 3.9)
    bottom = pd.Series(0, index=counts.index)
    looks = {"no": {"color": figures.PALE}, "yes": {"color": figures.VERMILION}, "unknown": figures.UNKNOWN}
    for state in ("yes", "no", "unknown"):
        drawn = counts.index[counts[state] > 0]  # a bar of no height would still leave a line
        axes.bar(drawn, counts[state][drawn], bottom=bottom[drawn], width=0.85, label=STATES[state], **looks[state])
        bottom = bottom + counts[state]
    axes.set_ylim(0, 1.05 * bottom.max())
    axes.set_title(figures.wrap(title, 62))
    axes.set_ylabel("resolutions a year")
    axes.margins(x=0.01)
    axes.legend(loc="upper left", handlelength=1.2)
    return fig


def verdicts(claims: pd.DataFrame, title: str):
    """Draw each claim as one dot, in a row for its verdict, with its number inside.

    Parameters
    ----------
    claims
        Columns ``claim_id`` (``claim-07``), ``verdict``, ``speaker``.
    title
        The finding.

    Returns
    -------
    matplotlib.figure.Figure
    """
    rows = [verdict for verdict in VERDICT_COLOURS if (claims["verdict"] == verdict).any()]
    longest = claims["verdict"].value_counts().max()
    fig, axes = figures.new(7.5, 0.7 + 0.5 * len(rows))
    for row, verdict in enumerate(rows):
        numbers = claims.loc[claims["verdict"] == verdict, "claim_id"].str.split("-").str[-1]
        colour = VERDICT_COLOURS[verdict]
        ink = "white" if colour in (figures.BLUE, figures.VERMILION) else figures.INK
        axes.scatter(
            range(len(numbers)), [row] * len(numbers), s=175, color=colour, edgecolor=figures.GREY, linewidth=0.7
        )
        for column, number in enumerate(numbers):
            axes.annotate(str(int(number)), (column, row), ha="center", va="center", fontsize=7.5, color=ink)
    axes.set_yticks(range(len(rows)), [f"{verdict}  {(claims['verdict'] == verdict).sum()}" for verdict in rows])
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.set_xlim(-0.7, longest - 0.3)
    axes.set_xticks([])
    axes.spines[["left", "bottom"]].set_visible(False)
    axes.tick_params(left=False)
    figures.title(fig, title, 74)
    return fig


def chain(paragraphs: pd.DataFrame, links: pd.DataFrame, title: str):
    """Draw the reviews of a resolution as columns of paragraphs, in one lane for each theme.

    Parameters
    ----------
    paragraphs
        One row a paragraph in document order: ``symbol``, ``year``, ``key`` (unique), ``label`` (printed),
        ``theme``, ``status`` (what this review did to it: ``new``, ``reworded``, ``kept``; ``first`` in the
        first text) and ``dropped`` (True where the next review has no counterpart).
    links
        ``from_key``, ``to_key``, ``status``: which paragraph became which.
    title
        The finding.

    Returns
    -------
    matplotlib.figure.Figure
    """
    placed, lanes = _place_in_lanes(paragraphs)
    symbols = list(dict.fromkeys(placed["symbol"]))
    height = placed["y"].max() + 1
    fig, axes = figures.new(9.2, 1.6 + 0.185 * height)
    spots = placed.set_index("key")[["x", "y"]]
    for link in links.itertuples():
        (x0, y0), (x1, y1) = spots.loc[link.from_key], spots.loc[link.to_key]
        colour = figures.GREY if link.status == "kept" else figures.BLUE
        axes.plot([x0 + 0.3, x1 - 0.3], [y0, y1], color=colour, linewidth=0.7, alpha=0.8, zorder=1)
    for row in placed.itertuples():
        axes.barh(row.y, 0.6, left=row.x - 0.3, height=0.82, zorder=2, **CHAIN_LOOKS[row.status])
        ink = "white" if row.status == "new" else figures.INK
        axes.annotate(row.label, (row.x, row.y), ha="center", va="center", fontsize=6.5, color=ink, zorder=3)
        if row.dropped:
            axes.annotate("×", (row.x + 0.36, row.y), ha="center", va="center", fontsize=11, color=figures.INK)
    for theme, (top, bottom) in lanes.items():
        axes.axhline(bottom + 0.75, color=figures.PALE, linewidth=0.8, zorder=0)
        axes.annotate(figures.wrap(theme, 24), (-0.45, (top + bottom) / 2), ha="right", va="center", fontsize=9)
    years = placed.groupby("symbol")["year"].first()
    axes.set_xticks(range(len(symbols)), [f"{symbol}\n{years[symbol]}" for symbol in symbols], fontweight="bold")
    axes.xaxis.tick_top()
    axes.tick_params(length=0)
    axes.set_yticks([])
    axes.set_ylim(height + 0.2, -1)
    axes.set_xlim(-1.75, len(symbols) - 0.5)
    axes.spines[:].set_visible(False)
    _chain_key(axes)
    figures.title(fig, title, 84)
    return fig


def _place_in_lanes(paragraphs):
    """Give each paragraph a column (its resolution) and a place in the lane of its theme."""
    symbols = {symbol: x for x, symbol in enumerate(dict.fromkeys(paragraphs["symbol"]))}
    placed = paragraphs.assign(x=paragraphs["symbol"].map(symbols), y=0.0)
    lanes, top = {}, 0.0
    for theme in dict.fromkeys(paragraphs["theme"]):
        here = placed["theme"] == theme
        placed.loc[here, "y"] = top + placed[here].groupby("symbol").cumcount()
        depth = placed[here].groupby("symbol").size().max()
        lanes[theme] = (top, top + depth - 1)
        top += depth + 0.5
    return placed, lanes


def _chain_key(axes):
    from matplotlib.patches import Patch

    words = {"new": "new in this review", "reworded": "reworded", "kept": "kept word for word", "first": "first text"}
    handles = [Patch(label=words[status], **look) for status, look in CHAIN_LOOKS.items()]
    axes.legend(
        handles=handles, loc="upper center", bbox_to_anchor=(0.5, 0), ncols=4, title="× dropped at the next review"
    )


def subject_marks(named: pd.DataFrame, counts: pd.DataFrame, notes: pd.DataFrame, title: str):
    """Draw one mark for each document that names INTERPOL, over what was read of all documents of its year.

    Parameters
    ----------
    named
        One row a document: ``year``, ``subject`` (one of `COUNCIL_LOOKS`).
    counts
        Index: year, each one to be drawn. ``decided`` and ``unknown``: documents.
    notes
        ``year``, ``text`` (what is written over which year) and ``height`` (how high, in marks).
    title
        The finding.

    Returns
    -------
    matplotlib.figure.Figure
    """
    fig, (upper, lower) = figures.new(9.2, 5.6, nrows=2, sharex=True, height_ratios=[3.4, 1])
    order = {subject: place for place, subject in enumerate(COUNCIL_LOOKS)}
    placed = named.assign(place=named["subject"].map(order)).sort_values(["year", "place"], kind="stable")
    placed["height"] = placed.groupby("year").cumcount() + 1
    for subject, look in COUNCIL_LOOKS.items():
        here = placed[placed["subject"] == subject]
        label = f"{subject} ({len(here)})"
        upper.scatter(here["year"], here["height"], s=58, edgecolor=figures.INK, linewidth=0.4, label=label, **look)
    tops = placed.groupby("year")["height"].max()
    for note in notes.itertuples():
        upper.annotate(
            note.text,
            (note.year, tops[note.year] + 0.35),
            (note.year, note.height),
            ha="center",
            va="bottom",
            fontsize=8.5,
            arrowprops={"arrowstyle": "-", "color": figures.GREY, "linewidth": 0.8},
        )
    upper.set_ylim(0.2, max(tops.max(), notes["height"].max()) + 1.6)
    upper.set_yticks([])
    upper.spines["left"].set_visible(False)
    upper.set_ylabel("one mark: a resolution\nthat names INTERPOL", rotation=0, ha="right", va="center", fontsize=9)
    upper.legend(loc="upper left", bbox_to_anchor=(0, 1.02), fontsize=9, handletextpad=0.2)
    _read_and_unread(lower, counts)
    figures.title(fig, title, 84)
    return fig


def _read_and_unread(axes, counts):
    """Draw how much of each year is decided; what is not stands on it, hatched."""
    axes.bar(counts.index, counts["decided"], width=0.8, color=figures.PALE, label="known whether they name it")
    unread = counts[counts["unknown"] > 0]
    axes.bar(
        unread.index,
        unread["unknown"],
        bottom=unread["decided"],
        width=0.8,
        label="not read whole: unknown",
        **figures.UNKNOWN,
    )
    axes.set_ylim(0, 1.55 * (counts["decided"] + counts["unknown"]).max())
    axes.set_xlim(counts.index.min() - 0.7, counts.index.max() + 0.7)
    axes.set_ylabel("all resolutions\nof the year", rotation=0, ha="right", va="center", fontsize=9)
    axes.legend(loc="upper left", ncols=2, fontsize=9, handlelength=1.2, borderaxespad=0.1)


def yearly_shares(rates: pd.DataFrame, title: str):
    """Draw the share of documents that name INTERPOL year by year, each with its denominator; no line joins them.

    Parameters
    ----------
    rates
        Index: year. What `helpers.shares.states` returns.
    title
        The finding.

    Returns
    -------
    matplotlib.figure.Figure
    """
    fig, axes = figures.new(7.5, 3.7)
    span = 100 * (rates["most"] - rates["least"])
    axes.bar(
        rates.index,
        span,
        bottom=100 * rates["least"],
        width=0.55,
        label="if the unknown ones do, or do not",
        **figures.UNKNOWN,
    )
    label = "share of the resolutions that are known"
    axes.scatter(rates.index, 100 * rates["share"], s=44, color=figures.VERMILION, zorder=3, label=label)
    for year, row in rates.iterrows():
        height = 100 * max(row["most"], row["share"])
        axes.annotate(f"{row['yes']:.0f}/{row['decided']:.0f}", (year, height + 0.6), ha="center", fontsize=7.5)
    axes.set_ylim(-0.4, 100 * max(rates["most"].max(), rates["share"].max()) + 4)
    axes.set_xticks(rates.index[::5])
    axes.set_ylabel("per cent of the year's resolutions")
    axes.legend(loc="upper left", ncols=2, fontsize=9)
    axes.set_title(figures.wrap(title, 66))
    return fig


def shares_by_group(rates: pd.DataFrame, title: str):
    """Draw the share of each group with its interval, its counts, and what its unknown documents leave open.

    Parameters
    ----------
    rates
        Index: group, the uppermost first. What `helpers.shares.states` returns.
    title
        The finding.

    Returns
    -------
    matplotlib.figure.Figure
    """
    fig, axes = figures.new(8.4, 1.5 + 0.34 * len(rates))
    rows = range(len(rates))
    left_open = rates.assign(row=rows)[rates["unknown"] > 0]
    axes.barh(
        left_open["row"],
        100 * (left_open["most"] - left_open["least"]),
        left=100 * left_open["least"],
        height=0.62,
        label="what the unknown leave open",
        **figures.UNKNOWN,
    )
    axes.hlines(rows, 100 * rates["low"], 100 * rates["high"], color=figures.BLUE, linewidth=2, label="95% interval")
    axes.scatter(100 * rates["share"], rows, s=46, color=figures.VERMILION, zorder=3, label="share of the known")
    for row, (_, group) in enumerate(rates.iterrows()):
        text = f"{group['yes']:.0f} of {group['decided']:.0f}"
        text += f", {group['unknown']:.0f} unknown" if group["unknown"] else ""
        axes.annotate(text, (1.01, row), xycoords=("axes fraction", "data"), va="center", fontsize=9)
    axes.set_yticks(rows, rates.index)
    axes.set_ylim(len(rates) - 0.4, -0.6)
    axes.set_xlim(-1, 100)
    axes.set_xlabel("per cent of the resolutions under the item")
    axes.tick_params(left=False)
    fig.legend(*axes.get_legend_handles_labels(), loc="outside lower center", ncols=3, fontsize=9)
    figures.title(fig, title, 78)
    return fig


def subject_lanes(named: pd.DataFrame, title: str):
    """Draw each document as a mark in the lane of its subject, along the years.

    Parameters
    ----------
    named
        One row a document: ``year``, ``subject``, ``body`` and ``basis`` (one of `BASIS_LOOKS`). The lanes
        stand in the order of their first document, the earliest uppermost.
    title
        The finding.

    Returns
    -------
    matplotlib.figure.Figure
    """
    lanes = list(dict.fromkeys(named.sort_values("year", kind="stable")["subject"]))
    fig, axes = figures.new(9.2, 1.5 + 0.36 * len(lanes))
    placed = named.sort_values(["year", "body", "basis"], kind="stable")
    together = placed.groupby(["subject", "year"])["year"]
    offset = together.cumcount() - (together.transform("size") - 1) / 2
    placed = placed.assign(y=placed["subject"].map(lanes.index) + 0.27 * offset)
    for (body, basis), here in placed.groupby(["body", "basis"]):
        marker = "s" if body == "Economic and Social Council" else "o"
        axes.scatter(here["year"], here["y"], s=34, marker=marker, linewidth=1.1, zorder=3, **BASIS_LOOKS[basis])
    for lane in range(1, len(lanes)):
        axes.axhline(lane - 0.5, color=figures.PALE, linewidth=0.8, zorder=0)
    counts = named["subject"].value_counts()
    axes.set_yticks(range(len(lanes)), [f"{lane}  {counts[lane]}" for lane in lanes])
    axes.set_ylim(len(lanes) - 0.4, -0.6)
    axes.set_xlim(named["year"].min() - 1, named["year"].max() + 1)
    axes.tick_params(left=False)
    axes.spines["left"].set_visible(False)
    _lane_key(fig)
    figures.title(fig, title, 84)
    return fig


def _lane_key(fig):
    from matplotlib.lines import Line2D

    shape = {"linestyle": "none", "color": figures.GREY, "markerfacecolor": "white"}
    handles = [
        Line2D([], [], marker="o", label="General Assembly", **shape),
        Line2D([], [], marker="s", label="ECOSOC", **shape),
    ]
    for basis, look in BASIS_LOOKS.items():
        fill = {"color": look["edgecolor"], "markerfacecolor": look["facecolor"]}
        handles.append(Line2D([], [], marker="o", linestyle="none", label=basis, **fill))
    fig.legend(handles=handles, loc="outside lower center", ncols=len(handles), fontsize=9, handletextpad=0.1)


def session_coverage(counts: pd.DataFrame, title: str):
    """Draw what is known of each session's resolutions, under the number of all that it adopted.

    Parameters
    ----------
    counts
        Index: session. ``yes``, ``no``, ``unknown``: resolutions held or known; ``numbered``: all of the
        session, missing where not listed.
    title
        The finding.

    Returns
    -------
    matplotlib.figure.Figure
    """
    fig, axes = figures.new(8.4, 3.9)
    bottom = pd.Series(0, index=counts.index)
    looks = {"yes": {"color": figures.VERMILION}, "no": {"color": figures.PALE}, "unknown": figures.UNKNOWN}
    words = {**STATES, "unknown": "held, but not whole: unknown"}
    for state, look in looks.items():
        drawn = counts.index[counts[state] > 0]
        axes.bar(drawn, counts[state][drawn], bottom=bottom[drawn], width=0.8, label=words[state], **look)
        bottom = bottom + counts[state]
    listed = counts["numbered"].dropna()
    edges = (listed.index - 0.42, listed.index + 0.42)
    axes.hlines(listed, *edges, color=figures.INK, linewidth=1.4, label="all that the session numbered")
    axes.set_ylim(0, 1.3 * max(listed.max(), bottom.max()))
    axes.set_ylabel("resolutions")
    axes.set_xlabel("session of the General Assembly")
    axes.margins(x=0.01)
    axes.legend(loc="upper left", ncols=2, fontsize=9, handlelength=1.2)
    axes.set_title(figures.wrap(title, 70))
    return fig


def floor_and_claim(days: pd.Series, claim: float, window: tuple, words: str, title: str):
    """Draw how a count of known documents grows, against a number that somebody else published.

    Parameters
    ----------
    days
        The day of each document, sorted.
    claim
        The published number.
    window
        First and last day on which it can have been published.
    words
        What to write at the published number.
    title
        The finding.

    Returns
    -------
    matplotlib.figure.Figure
    """
    fig, axes = figures.new(7.5, 3.9)
    start, end = (pd.Timestamp(day) for day in window)
    axes.step(days, range(1, len(days) + 1), where="post", color=figures.BLUE, linewidth=2)
    axes.axvspan(start, end, color=figures.PALE, zorder=0)
    axes.plot([start, end], [claim, claim], color=figures.VERMILION, linewidth=3, solid_capstyle="butt")
    axes.annotate(words, (start, claim), (-6, 0), textcoords="offset points", ha="right", va="center", fontsize=9)
    for day in (start, end):
        count = int((days <= day).sum())
        axes.annotate(f"{count}", (day, count), (0, 6), textcoords="offset points", ha="right", fontweight="bold")
    early = len(days) // 5  # where the stair is still flat
    axes.annotate(
        "known here: a floor", (days.iloc[early], early), (-8, 8), textcoords="offset points", ha="right", fontsize=9
    )
    axes.set_ylim(0, 1.12 * max(claim, len(days)))
    axes.set_ylabel("resolutions since 2000")
    axes.set_title(figures.wrap(title, 60))
    return fig
