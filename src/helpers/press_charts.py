"""The drawings of notebook 17: one dot an item, a paragraph or a claim; no lines, no rates."""

import pandas as pd

from helpers import figures, press

WIDTH = 6.2  # inches; wider pictures shrink their labels out of sight on a telephone
TITLE = 54  # letters of a title to a line
COLOURS = [figures.BLUE, figures.SKY, figures.ORANGE, figures.GREY]
OFFSET = 0.19  # of statements and press items from the middle of their row


def dot_columns(counts: pd.DataFrame, headings: list[str], title: str, colours=COLOURS):
    """Draw counts as rows of dots, one column beside the other, with the number behind them.

    Parameters
    ----------
    counts
        Index: what the rows are. Columns: counts; a missing one is written as not coded, never as none.
    headings
        Above each column; states the base.
    title
        The finding.
    colours
        One for each column.

    Returns
    -------
    matplotlib.figure.Figure
    """
    fig, axes = figures.new(WIDTH, 1.5 + 0.27 * len(counts))
    left, ticks = 0.0, []
    for (_, column), colour in zip(counts.items(), colours, strict=False):
        for row, count in enumerate(column):
            known = 0 if pd.isna(count) else int(count)
            axes.scatter([left + 0.5 + dot for dot in range(known)], [row] * known, s=13, color=colour)
            words = "not coded" if pd.isna(count) else str(known)
            ink = figures.INK if known else figures.GREY
            axes.annotate(words, (left + 0.7 + known, row), va="center", fontsize=8.5, color=ink)
        ticks.append(left)
        left += max(column.max() + 4.5, 14)
    axes.set_xticks(ticks, headings, ha="left", fontsize=9)
    axes.xaxis.tick_top()
    axes.set_yticks(range(len(counts)), list(counts.index))
    axes.hlines([row + 0.5 for row in range(len(counts))], 0, left, color=figures.PALE, linewidth=0.5, zorder=0)
    axes.set_xlim(0, left)
    axes.set_ylim(len(counts) - 0.4, -0.6)
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    figures.title(fig, title, TITLE)
    return fig


def calendar(themed: pd.DataFrame, events: pd.DataFrame, last: int, title: str):
    """Draw the items of each theme by date, and its first known resolution; a partial date as the span it means.

    Parameters
    ----------
    themed
        What `press.each_theme` returns.
    events
        What `press.event_list` returns; its order is that of the rows.
    last
        Year at which the axis ends.
    title
        The finding.

    Returns
    -------
    matplotlib.figure.Figure
    """
    rows = {theme: row for row, theme in enumerate(events["theme"])}
    drawn = themed[themed["theme"].isin(rows)].dropna(subset=["earliest"])
    spoken = drawn["source"] == press.STATEMENT
    start, end = _year(drawn["earliest"]), _year(drawn["latest"])
    drawn = drawn.assign(x=(start + end) / 2, start=start, end=end, y=drawn["theme"].map(rows))
    fig, axes = figures.new(WIDTH, 1.8 + 0.34 * len(rows))
    looks = {
        "statement": (drawn[spoken], -OFFSET, {"color": figures.BLUE, "marker": "^", "s": 20}),
        "press item": (
            drawn[~spoken & (drawn["seed"] == "no")],
            OFFSET,
            {"facecolor": "white", "edgecolor": figures.VERMILION, "marker": "o", "s": 17},
        ),
        "the article": (drawn[drawn["seed"] == "yes"], OFFSET, {"color": figures.VERMILION, "marker": "D", "s": 24}),
    }
    for label, (marks, shift, look) in looks.items():
        axes.hlines(marks["y"] + shift, marks["start"], marks["end"], color=figures.GREY, linewidth=0.8, zorder=1)
        axes.scatter(marks["x"], marks["y"] + shift, label=label, zorder=3, **look)
    adopted, places = _year(events["adopted"]), list(rows.values())
    axes.scatter(adopted, places, marker="|", s=190, linewidth=2.2, color=figures.INK, label="first known resolution")
    axes.set_yticks(places, list(rows))
    axes.hlines([row + 0.5 for row in places], 1984, last, color=figures.PALE, linewidth=0.5, zorder=0)
    axes.set_xlim(1984, last)
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    axes.legend(loc="upper center", bbox_to_anchor=(0.2, -0.05), ncols=2, fontsize=9, handlelength=1)
    figures.title(fig, title, TITLE)
    return fig


def _year(days: pd.Series) -> pd.Series:
    """A day as a year with a fraction."""
    return days.dt.year + (days.dt.dayofyear - 0.5) / 366
