"""The drawings that the theme notebooks share, so that themes compare at a glance."""

import pandas as pd

from helpers import figures, themes

COLOURS = {
    "Security Council": figures.VERMILION,
    "General Assembly": figures.BLUE,
    "Economic and Social Council": figures.GREEN,
}
LOOKS = {"yes": {"color": figures.VERMILION}, "no": {"color": figures.PALE}, "unknown": figures.UNKNOWN}
STATES = {"yes": "names INTERPOL beside the theme", "no": "speaks of the theme only", "unknown": "not read: unknown"}


def when(base: pd.DataFrame, rows: pd.DataFrame, title: str):
    """Draw when a theme stands beside INTERPOL: bars with their base for the Council, dots for the other bodies.

    Parameters
    ----------
    base
        As `themes.base_rate` returns it.
    rows
        As `themes.resolutions` returns it; a resolution with several of the themes is one dot.
    title
        The finding.

    Returns
    -------
    matplotlib.figure.Figure
    """
    others = [body for body in COLOURS if body != "Security Council" and (rows["body"] == body).any()]
    once = rows.drop_duplicates("symbol")
    tallest = max([1, *(once[once["body"] == body]["year"].value_counts().max() for body in others)])
    shares = [3.0, *([0.45 + 0.17 * tallest] * len(others))]
    fig, axes = figures.new(7.5, 1.1 + sum(shares), nrows=len(shares), sharex=True, height_ratios=shares, squeeze=False)
    panels = axes[:, 0]
    _bars(panels[0], base)
    for panel, body in zip(panels[1:], others, strict=True):
        _dots(panel, once.loc[once["body"] == body, "year"], tallest, COLOURS[body])
        panel.set_ylabel(figures.wrap(body, 12), rotation=0, ha="right", va="center")
    earliest = min(base.index[0], once["year"].min()) if len(once) else base.index[0]  # a dot may come before the bars
    panels[0].set_xlim(earliest - 0.7, base.index[-1] + 0.7)
    figures.title(fig, title, 62)
    return fig


def _bars(axes, base):
    bottom = pd.Series(0, index=base.index)
    for state, look in LOOKS.items():
        drawn = base.index[base[state] > 0]
        drawn = drawn if len(drawn) else base.index[:1]  # a bar without height, so that the legend has its colour
        axes.bar(drawn, base[state][drawn], bottom=bottom[drawn], width=0.85, label=STATES[state], **look)
        bottom = bottom + base[state]
    axes.set_ylabel(figures.wrap("Security Council, resolutions a year", 18))
    axes.yaxis.get_major_locator().set_params(integer=True)
    axes.legend(loc="upper left", handlelength=1.2, fontsize=9)
    axes.set_ylim(0, 1.35 * max(bottom.max(), 1))


def _dots(axes, years, tallest, colour):
    """Stack one dot for each resolution over its year."""
    height = years.groupby(years).cumcount()
    axes.scatter(years, height, s=34, color=colour)
    axes.set_ylim(-0.8, tallest - 0.2)
    axes.set_yticks([])
    axes.spines[["left"]].set_visible(False)


def asked(counts: pd.DataFrame, title: str, rows: int = 10):
    """Draw who is asked, and how strongly, as a matrix of discs with the number of paragraphs inside.

    Parameters
    ----------
    counts
        As `themes.asked` returns it.
    title
        The finding.
    rows
        How many addressees are drawn, the most often asked first.

    Returns
    -------
    matplotlib.figure.Figure
    """
    if counts.empty:
        return _nothing("no operative paragraph names INTERPOL beside the theme", title)
    shown = counts.head(rows)
    width = max(7.5, 3.3 + 0.75 * len(shown.columns))
    fig, axes = figures.new(width, 1.5 + 0.42 * len(shown))
    top = shown.to_numpy().max()
    for y, (_, row) in enumerate(shown.iterrows()):
        for x, (step, number) in enumerate(row.items()):
            if number:
                colour = figures.GREY if step in (themes.NO_STEP, themes.STEPS[0]) else figures.BLUE
                axes.scatter(x, y, s=150 + 420 * number / top, color=colour, zorder=2)
                axes.annotate(str(number), (x, y), ha="center", va="center", color="white", fontsize=9, zorder=3)
    axes.set_yticks(range(len(shown)), [figures.wrap(name, 28) for name in shown.index])
    axes.set_xticks(range(len(shown.columns)), [figures.wrap(step, 10) for step in shown.columns])
    axes.xaxis.tick_top()
    axes.set_ylim(len(shown) - 0.4, -0.6)
    axes.set_xlim(-0.6, len(shown.columns) - 0.4)
    axes.grid(axis="y", color=figures.PALE, linewidth=0.7, zorder=0)
    axes.spines[:].set_visible(False)
    axes.tick_params(length=0)
    figures.title(fig, title, 62)
    return fig


def tools(rows: pd.DataFrame, title: str, most: int = 10):
    """Draw which of INTERPOL's tools are named, a dot for each resolution in the colour of its body.

    Parameters
    ----------
    rows
        As `themes.tools` returns it.
    title
        The finding.
    most
        How many tools are drawn, the most often named first.

    Returns
    -------
    matplotlib.figure.Figure
    """
    if rows.empty:
        return _nothing("no tool of INTERPOL is named", title)
    order = themes.tool_summary(rows)["tool"].head(most).tolist()
    shown = rows[rows["tool"].isin(order)].copy()
    shown["place"] = shown.groupby(["tool", "year"]).cumcount()
    labels = [figures.wrap(tool, 34) for tool in order]
    dots = shown.groupby("tool")["place"].max().reindex(order) + 1
    depth = dots.clip(lower=pd.Series([label.count("\n") + 1 for label in labels], index=order))
    edges = (depth.shift(fill_value=0) + 0.6).cumsum()
    tops = edges + (depth - dots) / 2  # a label of two lines beside one row of dots: both in the middle
    fig, axes = figures.new(7.5, 1.3 + 0.19 * (depth.sum() + 0.6 * len(order)))
    for body, colour in COLOURS.items():
        of_body = shown[shown["body"] == body]
        if len(of_body):
            y = of_body["tool"].map(tops) + of_body["place"]
            axes.scatter(of_body["year"], y, s=34, color=colour, label=body, zorder=2)
    for tool in order:
        axes.axhline(edges[tool] - 0.8, color=figures.PALE, linewidth=0.7, zorder=0)
    axes.set_yticks(edges + (depth - 1) / 2, labels)
    axes.set_ylim(edges.iloc[-1] + depth.iloc[-1] - 0.2, 0)
    axes.xaxis.get_major_locator().set_params(integer=True)
    axes.spines[["left"]].set_visible(False)
    axes.tick_params(axis="y", length=0)
    axes.legend(loc="upper center", bbox_to_anchor=(0.4, -0.02 - 0.32 / fig.get_size_inches()[1]), ncols=3, fontsize=9)
    figures.title(fig, title, 62)
    return fig


def _nothing(words, title):
    fig, axes = figures.new(7.5, 1.5)
    axes.annotate(words, (0.5, 0.5), xycoords="axes fraction", ha="center", va="center", color=figures.GREY)
    axes.set_axis_off()
    figures.title(fig, title, 62)
    return fig


def overview(rows: pd.DataFrame, unread: pd.Series, title: str):
    """Draw all themes, bodies and years: a disc for each year in which resolutions name INTERPOL beside a theme.

    Parameters
    ----------
    rows
        As `themes.overview` returns it.
    unread
        Index: year. Values: resolutions of the Council that nobody has read whole.
    title
        The finding.

    Returns
    -------
    matplotlib.figure.Figure
    """
    bodies = [body for body in COLOURS if (rows["body"] == body).any()]
    order = [theme for theme in themes.catalogue() if (rows["theme"] == theme).any()]
    places = {theme: place for place, theme in enumerate(order)}
    fig, axes = figures.new(9.4, 1.9 + 0.27 * len(order), ncols=len(bodies), sharey=True)
    for panel, body in zip(axes, bodies, strict=True):
        here = rows[rows["body"] == body]
        size = 12 * here["resolutions"]
        panel.scatter(here["year"], here["theme"].map(places), s=size, color=COLOURS[body], alpha=0.85, zorder=2)
        panel.set_title(figures.wrap(body, 20), fontsize=11)
        panel.set_xlim(rows["year"].min() - 1, rows["year"].max() + 2)
        panel.grid(axis="y", color=figures.PALE, linewidth=0.6, zorder=0)
        panel.spines[["left"]].set_visible(False)
        panel.tick_params(axis="y", length=0)
        _unread(panel, len(order) + 0.5, unread if body == "Security Council" else None)
    names = [themes.label(theme) for theme in order]
    axes[0].set_yticks([*range(len(order)), len(order) + 0.5], [*names, "not read: unknown"])
    axes[0].set_ylim(len(order) + 1.4, -0.6)
    figures.title(fig, title, 80)
    return fig


def _unread(panel, y, unread):
    """Draw what is not read on the same scale; of the Assembly and ECOSOC nearly everything, which no disc can hold."""
    if unread is None:
        panel.axhspan(y - 0.45, y + 0.45, **figures.UNKNOWN)
        words = {"boxstyle": "square,pad=0.15", "facecolor": "white", "edgecolor": "none"}
        middle = sum(panel.get_xlim()) / 2
        panel.annotate("most texts", (middle, y), ha="center", va="center", fontsize=9, bbox=words)
        return
    shown = unread[unread > 0]
    panel.scatter(shown.index, [y] * len(shown), s=12 * shown, facecolor="none", edgecolor=figures.GREY, linewidth=0.8)
