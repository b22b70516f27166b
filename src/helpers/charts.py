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
    fig.suptitle(figures.wrap(title, 74), x=0.01, ha="left", fontsize=13, fontweight="bold")
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
    fig.suptitle(figures.wrap(title, 84), x=0.01, ha="left", fontsize=13, fontweight="bold")
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
