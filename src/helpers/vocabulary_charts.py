"""The drawings of notebook 14: key words, words that came in, first uses."""

import pandas as pd

from helpers import figures, theme_charts


def key_words(tables: dict[str, pd.DataFrame], title: str):
    """Draw key words with the share of texts that hold them in both groups, one panel a comparison.

    Parameters
    ----------
    tables
        Title of each panel and its rows of `vocabulary.key_between_groups`, the uppermost first.
    title
        The finding.

    Returns
    -------
    matplotlib.figure.Figure
    """
    heights = [len(table) for table in tables.values()]
    fig, axes = figures.new(7.5, 1.8 + 0.29 * sum(heights), nrows=len(tables), sharex=True, height_ratios=heights)
    for panel, (name, table) in zip(axes, tables.items(), strict=True):
        rows = range(len(table))
        one, other = 100 * table["a"] / table["of_a"], 100 * table["b"] / table["of_b"]
        panel.hlines(rows, other, one, color=figures.PALE, linewidth=2, zorder=1)
        panel.scatter(one, rows, s=44, color=figures.VERMILION, zorder=3, label="texts that name INTERPOL")
        panel.scatter(
            other, rows, s=90, color=figures.GREY, marker="|", linewidth=2, zorder=3, label="texts that do not"
        )
        for row, word in zip(rows, table.itertuples(), strict=True):
            text = f"{word.a}, {word.b:,}; {word.log_ratio:.1f}"
            panel.annotate(text, (1.01, row), xycoords=("axes fraction", "data"), va="center", fontsize=8.5)
        panel.annotate("with, without;\nlog ratio", (1.01, -1.3), xycoords=("axes fraction", "data"), fontsize=8)
        panel.set_yticks(rows, table["term"])
        panel.set_ylim(len(table) - 0.4, -0.6)
        panel.set_title(f"{name} ({table['of_a'].iloc[0]} and {table['of_b'].iloc[0]:,} texts)", fontsize=10.5, pad=4)
        panel.tick_params(axis="y", length=0)
        panel.spines[["left"]].set_visible(False)
    axes[-1].set_xlabel("per cent of the texts that hold the word; on the right how many texts")
    fig.legend(*axes[0].get_legend_handles_labels(), loc="outside lower center", ncols=2, fontsize=9)
    figures.title(fig, title, 62)
    return fig


def newcomers(rows: pd.DataFrame, years: pd.Series, title: str):
    """Draw words from the resolution with which they came into the chain, with their counts in each.

    Parameters
    ----------
    rows
        As `vocabulary.newcomers` returns it.
    years
        Year of each resolution, by symbol.
    title
        The finding.

    Returns
    -------
    matplotlib.figure.Figure
    """
    chain = rows.columns[4:].tolist()
    fig, axes = figures.new(7.5, 1.6 + 0.21 * len(rows))
    colours = [figures.GREY, figures.BLUE, figures.GREEN, figures.ORANGE, figures.VERMILION]
    for place, row in rows.iterrows():
        start = chain.index(row["entered"])
        colour = colours[start % len(colours)]
        axes.hlines(place, start, len(chain) - 1, color=colour, linewidth=1.4, zorder=1)
        for x in range(start, len(chain)):
            axes.scatter(x, place, s=105, color=colour, zorder=2)
            axes.annotate(
                str(row[chain[x]]), (x, place), ha="center", va="center", color="white", fontsize=7.5, zorder=3
            )
        at = (1.01, place)
        axes.annotate(f"{row['texts']}", at, xycoords=("axes fraction", "data"), va="center", fontsize=8.5)
    axes.annotate("texts", (1.01, -1.1), xycoords=("axes fraction", "data"), va="center", fontsize=8.5)
    axes.set_yticks(range(len(rows)), rows["term"])
    axes.set_xticks(range(len(chain)), [f"{symbol}\n{years[symbol]}" for symbol in chain])
    axes.xaxis.tick_top()
    axes.tick_params(length=0)
    axes.set_ylim(len(rows) - 0.3, -0.9)
    axes.set_xlim(-0.4, len(chain) - 0.7)
    axes.spines[:].set_visible(False)
    figures.title(fig, title, 62)
    return fig


def first_uses(rows: pd.DataFrame, first: pd.DataFrame, unread: pd.Series, title: str):
    """Draw each text that names INTERPOL and holds a watched word, and the first text held with the word at all.

    Parameters
    ----------
    rows, first
        As `vocabulary.uses` and `vocabulary.first_uses` return them.
    unread
        Index: year. Values: resolutions of the Council that nobody has read whole.
    title
        The finding.

    Returns
    -------
    matplotlib.figure.Figure
    """
    order = first["word"].tolist()
    fig, axes = figures.new(8.4, 2 + 0.36 * len(order))
    day = rows["date"].dt.year + (rows["date"].dt.day_of_year - 1) / 366
    start = 1990
    earliest = first["date"].dt.year + (first["date"].dt.day_of_year - 1) / 366
    shown = earliest.clip(lower=start - 0.5)
    look = {"facecolor": "white", "edgecolor": figures.INK, "marker": "D", "s": 30, "linewidth": 1, "zorder": 3}
    axes.scatter(shown, range(len(order)), label="first text held with the word", **look)
    for row, when in enumerate(earliest):
        if when < start:
            axes.annotate(
                f"{int(when)}", (start - 0.2, row), xytext=(5, 0), textcoords="offset points", va="center", fontsize=8
            )
    for place, (body, colour) in enumerate(theme_charts.COLOURS.items()):
        here = (rows["names_interpol"] == "yes") & (rows["body"] == body)
        y = rows.loc[here, "word"].map({word: y for y, word in enumerate(order)}).astype("float64") + 0.2 * (place - 1)
        axes.scatter(day[here], y, s=16, color=colour, zorder=2, label=body)
    late = unread[(unread > 0) & (unread.index >= start)]
    axes.scatter(late.index + 0.5, [len(order) + 0.3] * len(late), s=7 * late, facecolor="none", edgecolor=figures.GREY)
    axes.set_yticks([*range(len(order)), len(order) + 0.3], [*order, "Council, not read: unknown"])
    axes.set_ylim(len(order) + 1, -0.6)
    axes.set_xlim(start - 1.2, unread.index.max() + 1.5)
    axes.grid(axis="y", color=figures.PALE, linewidth=0.6, zorder=0)
    axes.spines[["left"]].set_visible(False)
    axes.tick_params(axis="y", length=0)
    axes.legend(loc="upper center", bbox_to_anchor=(0.4, -0.06), ncols=2, fontsize=9)
    figures.title(fig, title, 70)
    return fig
