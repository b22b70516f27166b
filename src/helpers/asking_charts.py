"""The drawings of notebook 15: strength against a base on three ladders, dots in time, tools beside safeguards."""

import pandas as pd

from helpers import asking, figures, theme_charts, themes

LOOKS = {
    "naming": {"color": figures.VERMILION, "marker": "o", "s": 52},
    "beside": {"color": figures.BLUE, "marker": "D", "s": 30},
    "others": {"color": figures.GREY, "marker": "|", "s": 90, "linewidth": 2},
}
TITLES = {"ours": "our ladder", "coarse": "our ladder in three steps", "gruenberg": "Gruenberg's ladder"}
SUBJECTS = {True: "resolution on terrorism", False: "on another subject"}
_ON_WHITE = {"frameon": True, "facecolor": "white", "edgecolor": "none", "framealpha": 1}
SAFE = {"yes": "safeguard in the paragraph", "no": "none in the paragraph", "unknown": "coded elsewhere: unknown"}


def ladders(tables: list[pd.DataFrame], title: str):
    """Draw how often each step occurs in each group, one panel a ladder, strong above weak.

    Parameters
    ----------
    tables
        As `asking.compare` returns them, one a ladder.
    title
        The finding.

    Returns
    -------
    matplotlib.figure.Figure
    """
    heights = [table["step"].nunique() for table in tables]
    fig, axes = figures.new(7.5, 1.7 + 0.36 * sum(heights), nrows=len(tables), sharex=True, height_ratios=heights)
    for panel, table in zip(axes, tables, strict=True):
        _ladder(panel, table)
    axes[-1].set_xlabel("per cent of the operative paragraphs of each group")
    sizes = tables[0].groupby("group")["of"].first()
    handles, _ = axes[0].get_legend_handles_labels()
    words = [f"{asking.GROUPS[group]} ({sizes[group]:,})" for group in LOOKS]
    fig.legend(handles, words, loc="outside lower center", ncols=2, fontsize=9)
    figures.title(fig, title, 62)
    return fig


def _ladder(axes, table):
    order = [step for step in dict.fromkeys(table["step"]) if step != themes.NO_STEP]
    places = {step: place for place, step in enumerate([themes.NO_STEP, *order])}
    for group, look in LOOKS.items():
        here = table[table["group"] == group]
        rows = here["step"].map(places)
        axes.scatter(100 * here["share"], rows, zorder=3, label=group, **look)
        if group == "naming":
            axes.hlines(rows, 100 * here["low"], 100 * here["high"], color=look["color"], linewidth=1.3, zorder=2)
            for row, hits in zip(rows, here["paragraphs"], strict=True):
                at = (1.01, row)
                axes.annotate(f"{hits}", at, xycoords=("axes fraction", "data"), va="center", fontsize=9)
    at = (1.01, len(places) - 0.35)
    axes.annotate("number", at, xycoords=("axes fraction", "data"), va="center", fontsize=9, color=figures.VERMILION)
    axes.set_yticks(list(places.values()), list(places))
    axes.set_ylim(-0.6, len(places) - 0.4)
    axes.grid(axis="y", color=figures.PALE, linewidth=0.7, zorder=0)
    axes.tick_params(axis="y", length=0)
    axes.spines[["left"]].set_visible(False)
    axes.set_title(TITLES[table["ladder"].iloc[0]], fontsize=10.5, pad=4)


def hardening(rows: pd.DataFrame, unread: pd.DataFrame, marks: pd.Series, title: str):
    """Draw each operative paragraph that names INTERPOL as a dot at its date and step, over what nobody has read.

    Parameters
    ----------
    rows
        ``date``, ``strength``, ``terrorism`` (is the resolution on it?).
    unread
        Index: year. ``decided`` and ``unknown``: resolutions.
    marks
        Dates by symbol, drawn as lines.
    title
        The finding.

    Returns
    -------
    matplotlib.figure.Figure
    """
    fig, (upper, lower) = figures.new(8.4, 6.2, nrows=2, sharex=True, height_ratios=[4.2, 1])
    day = rows["date"].dt.year + (rows["date"].dt.day_of_year - 1) / 366
    up = rows["terrorism"].map({True: 1, False: -1})  # the two kinds stand on either side of a step's line
    place = day.groupby([rows["strength"], up], group_keys=False).apply(_levels)
    height = rows["strength"].astype("float64") + up * (0.1 + 0.14 * place)
    for on_terrorism, colour in ((True, figures.VERMILION), (False, figures.BLUE)):
        here = rows["terrorism"] == on_terrorism
        label = f"{SUBJECTS[on_terrorism]} ({here.sum()})"
        look = {"s": 26, "edgecolor": "white", "linewidth": 0.5, "zorder": 3}
        upper.scatter(day[here], height[here], color=colour, marker="o" if on_terrorism else "s", label=label, **look)
    upper.set_yticks(list(themes.STEPS), list(themes.STEPS.values()))
    upper.set_ylim(-0.6, max(themes.STEPS) + 1.3)
    upper.grid(axis="y", color=figures.PALE, linewidth=0.7, zorder=0)
    for symbol, date in marks.items():
        at = date.year + (date.day_of_year - 1) / 366
        for panel in (upper, lower):
            panel.axvline(at, color=figures.INK, linewidth=0.9, linestyle=(0, (4, 3)), zorder=1)
        place = (at, max(themes.STEPS) + 0.75)
        last = symbol == marks.index[-1]
        upper.annotate(f" {symbol} ", place, ha="left" if last else "right", va="center", fontsize=8.5)
    upper.legend(loc="upper left", bbox_to_anchor=(0, 0.95), fontsize=9, handletextpad=0.2, borderaxespad=0.2)
    _read_and_unread(lower, unread)
    figures.title(fig, title, 70)
    return fig


def _levels(days: pd.Series, apart: float = 0.28) -> pd.Series:
    """Give each day, in years, the lowest level on which no other stands nearer than `apart`."""
    last, levels = {}, {}
    for key, day in days.sort_values(kind="stable").items():
        levels[key] = next(level for level in range(len(days)) if day - last.get(level, -apart) >= apart)
        last[levels[key]] = day
    return pd.Series(levels).reindex(days.index)


def _read_and_unread(axes, counts):
    years = counts.index + 0.5  # a bar stands over the whole of its year
    axes.bar(years, counts["decided"], width=0.8, color=figures.PALE, label="known whether they name it")
    open_ = counts["unknown"] > 0
    base, more = counts.loc[open_, "decided"], counts.loc[open_, "unknown"]
    axes.bar(years[open_], more, bottom=base, width=0.8, label="not read whole: unknown", **figures.UNKNOWN)
    axes.set_ylim(0, 1.65 * (counts["decided"] + counts["unknown"]).max())
    axes.set_ylabel("all resolutions\nof the year", rotation=0, ha="right", va="center", fontsize=9)
    axes.legend(loc="upper left", ncols=2, fontsize=9, handlelength=1.2, borderaxespad=0.1, **_ON_WHITE)


def tools_and_safeguards(pairs: pd.DataFrame, title: str, most: int = 12):
    """Draw a mark for each paragraph that names a tool, filled where it states a safeguard too.

    Parameters
    ----------
    pairs
        As `asking.tools_with_safeguards` returns it.
    title
        The finding.
    most
        How many tools are drawn, those in most paragraphs first.

    Returns
    -------
    matplotlib.figure.Figure
    """
    order = pairs["tool"].value_counts(sort=True).head(most).index.tolist()
    shown = pairs[pairs["tool"].isin(order)].copy()
    shown["state"] = pd.Categorical(shown["safeguard"], categories=list(SAFE))
    shown["first"] = shown["body"].map({body: place for place, body in enumerate(theme_charts.COLOURS)})
    shown = shown.sort_values(["tool", "first", "state", "date"], kind="stable")
    shown["x"] = shown.groupby("tool").cumcount() + 1
    fig, axes = figures.new(8.4, 1.7 + 0.4 * len(order))
    y = shown["tool"].map(order.index)
    for body, colour in theme_charts.COLOURS.items():
        for state in SAFE:
            here = (shown["body"] == body) & (shown["safeguard"] == state)
            axes.scatter(shown["x"][here], y[here], s=30, zorder=3, **_mark(state, colour))
    axes.set_yticks(range(len(order)), [figures.wrap(tool, 34) for tool in order])
    axes.set_ylim(len(order) - 0.4, -0.6)
    axes.set_xlabel("paragraphs that name the tool, one mark each")
    axes.spines[["left"]].set_visible(False)
    axes.tick_params(axis="y", length=0)
    axes.legend(handles=_keys(shown), loc="lower right", fontsize=9)
    figures.title(fig, title, 70)
    return fig


def _mark(state, colour):
    face = colour if state == "yes" else "white"
    return {
        "marker": "X" if state == "unknown" else "o",
        "facecolor": face,
        "edgecolor": colour,
        "linewidth": 1.2,
    }


def _keys(shown):
    from matplotlib.lines import Line2D

    plain = {"linestyle": "none", "markersize": 6}
    bodies = [body for body in theme_charts.COLOURS if (shown["body"] == body).any()]
    keys = [Line2D([], [], marker="o", color=theme_charts.COLOURS[body], label=body, **plain) for body in bodies]
    for state in [state for state in SAFE if (shown["safeguard"] == state).any()]:
        look = {"marker": "X" if state == "unknown" else "o", "color": figures.GREY}
        look["mfc"] = figures.GREY if state == "yes" else "white"
        keys.append(Line2D([], [], label=SAFE[state], **look, **plain))
    return keys
