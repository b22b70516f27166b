"""The drawings of the notebooks on cultural property, piracy and small arms, beyond those that all themes share."""

import pandas as pd

from helpers import figures, trade_themes

LOOKS = {
    trade_themes.SAME: {"color": figures.VERMILION, "s": 60},
    trade_themes.NUMBERED: {"color": figures.VERMILION, "s": 60, "marker": "D"},
    trade_themes.ELSEWHERE: {"color": figures.BLUE, "s": 60},
    trade_themes.NOT_NAMED: {"facecolor": "none", "edgecolor": figures.GREY, "s": 34},
    trade_themes.UNKNOWN: {"color": figures.GREY, "s": 34, "marker": "x"},
}
COLUMNS = [
    ("preambular", trade_themes.OTHER),
    ("preambular", trade_themes.DATABASE),
    ("operative", trade_themes.NETWORKS),
    ("operative", trade_themes.DATABASE),
    ("operative", trade_themes.OTHER),
]
KEY = (
    "* Gulf of Guinea; all others Somalia. † Coded by a reader elsewhere.\nGrey: the verb tells nobody; blue: it asks."
)


def near(rows: pd.DataFrame, title: str, named: int):
    """Draw each of the Council's texts that speak of a theme: when, how much, and how near INTERPOL is named.

    Parameters
    ----------
    rows
        As `trade_themes.near` returns it; texts of the other bodies are left out.
    title
        The finding.
    named
        How many of the texts that speak most of the theme carry their symbol.

    Returns
    -------
    matplotlib.figure.Figure
    """
    council = rows[rows["body"] == "Security Council"]
    fig, axes = figures.new(7.5, 4.6)
    for place, look in reversed(LOOKS.items()):
        shown = council[council["place"] == place]
        if len(shown):
            label = f"{place} ({len(shown)})"
            axes.scatter(shown["date"], shown["on_the_theme"], label=label, linewidth=1, zorder=2, **look)
    for row in council.nlargest(named, "on_the_theme").itertuples():
        axes.annotate(
            row.symbol, (row.date, row.on_the_theme), (-7, 0), textcoords="offset points", ha="right", va="center"
        )
    axes.set_ylabel("preambular and operative paragraphs\non the theme (each step doubles)")
    axes.set_yscale("log", base=2)
    axes.yaxis.set_major_formatter("{x:.0f}")
    axes.set_ylim(0.8, 2.2 * council["on_the_theme"].max())
    heading = "Where the text names INTERPOL"
    axes.legend(loc="upper left", fontsize=9, handletextpad=0.3, title=heading, alignment="left")
    figures.title(fig, title, 62)
    return fig


def renewals(series: pd.DataFrame, clauses: pd.DataFrame, title: str):
    """Draw a renewed series as a matrix: a line for each resolution, a column for each clause that names INTERPOL.

    Parameters
    ----------
    series
        As `trade_themes.renewed` returns it.
    clauses
        As `trade_themes.clauses` returns it.
    title
        The finding.

    Returns
    -------
    matplotlib.figure.Figure
    """
    fig, axes = figures.new(7.5, 2.1 + 0.29 * len(series))
    middle = (len(COLUMNS) - 1) / 2
    for y, row in enumerate(series.itertuples()):
        own = clauses[clauses["symbol"] == row.symbol]
        for x, (part, clause) in enumerate(COLUMNS):
            _cell(axes, x, y, own[(own["part"] == part) & (own["clause"] == clause)])
        if row.names_interpol == "unknown":
            axes.barh(y, len(COLUMNS) - 0.1, left=-0.45, height=0.7, **figures.UNKNOWN)
            words = {"boxstyle": "square,pad=0.15", "facecolor": "white", "edgecolor": "none"}
            axes.annotate("not read: unknown", (middle, y), ha="center", va="center", fontsize=9, bbox=words)
        elif row.names_interpol == "no":
            axes.annotate(
                "does not name INTERPOL", (middle, y), ha="center", va="center", color=figures.GREY, fontsize=9
            )
    names = [f"{part}:\n{figures.wrap(clause, 14)}" for part, clause in COLUMNS]
    axes.set_xticks(range(len(COLUMNS)), names, fontsize=9)
    axes.xaxis.tick_top()
    axes.set_yticks(range(len(series)), _lines(series, clauses), fontsize=9)
    axes.set_ylim(len(series) - 0.4, -0.6)
    axes.set_xlim(-0.5, len(COLUMNS) - 0.5)
    axes.set_xlabel(KEY, fontsize=9)
    axes.spines[:].set_visible(False)
    axes.tick_params(length=0)
    figures.title(fig, title, 62)
    return fig


def _lines(series, clauses):
    """Write the symbols, those on the second waters and those that were coded elsewhere with their mark."""
    coded = set(clauses.loc[clauses["basis"] == "coded elsewhere", "symbol"])
    first = series["waters"].iloc[0]
    return [
        f"{row.symbol}{' *' if row.waters != first else ''}{' †' if row.symbol in coded else ''}"
        for row in series.itertuples()
    ]


def _cell(axes, x, y, rows):
    """Draw the paragraphs of one resolution and clause: their label and verb, in the colour of the step."""
    if rows.empty:
        return
    colour = figures.BLUE if (rows["strength"] > 0).any() else figures.GREY
    words = "\n".join(f"{label} {verb}" for label, verb in zip(rows["label"], rows["verb"], strict=True))
    axes.barh(y, 0.94, left=x - 0.47, height=0.86, color=colour)
    axes.annotate(words, (x, y), ha="center", va="center", color="white", fontsize=8, linespacing=0.95)


def series(rows: pd.DataFrame, title: str, tool: str):
    """Draw which series of resolutions names a tool of INTERPOL, and since when.

    Parameters
    ----------
    rows
        As `trade_themes.by_series` returns it.
    title
        The finding.
    tool
        The tool's name for people.

    Returns
    -------
    matplotlib.figure.Figure
    """
    order = rows.groupby("series")["year"].min().sort_values().index
    looks = {
        "the tool": ({"color": figures.BLUE}, f"names the {tool}"),
        "INTERPOL only": ({"facecolor": "white", "edgecolor": figures.BLUE}, "names INTERPOL, not this tool"),
        "text not held": (
            {"facecolor": "white", "edgecolor": figures.GREY, "hatch": "/////"},
            "text not held: unknown",
        ),
    }
    fig, axes = figures.new(7.5, 1.6 + 0.75 * len(order))
    placed = rows.assign(y=rows["series"].map({name: place for place, name in enumerate(order)}))
    for state, (look, words) in looks.items():
        shown = placed[placed["names"] == state]
        axes.scatter(shown["year"].astype(int), shown["y"], s=80, linewidth=1.4, label=words, zorder=2, **look)
    for _, line in placed.groupby("y"):
        _names(axes, line)
    axes.set_yticks(range(len(order)), [figures.wrap(name, 16) for name in order])
    axes.set_ylim(len(order) - 0.4, -0.6)
    axes.set_xlim(placed["year"].min() - 1, placed["year"].max() + 1.5)
    axes.xaxis.get_major_locator().set_params(integer=True)
    axes.grid(axis="y", color=figures.PALE, linewidth=0.7, zorder=0)
    axes.spines[["left"]].set_visible(False)
    axes.tick_params(axis="y", length=0)
    axes.legend(loc="upper center", bbox_to_anchor=(0.4, -0.1), ncols=2, fontsize=9)
    figures.title(fig, title, 62)
    return fig


def _names(axes, line):
    """Write the symbols of one series above and below its dots in turn, several of one year together."""
    for turn, (year, rows) in enumerate(line.groupby("year")):
        words = "\n".join(rows["symbol"].str.replace(r"^\w/RES/| \(\d+\)$", "", regex=True))
        above = turn % 2 == 0
        place = (0, 8 if above else -8)
        axes.annotate(
            words, (int(year), line["y"].iloc[0]), place, textcoords="offset points", fontsize=8, ha="center",
            va="bottom" if above else "top",
        )  # fmt: skip
