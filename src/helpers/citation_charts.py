"""The drawings of notebook 16. Each takes tables, returns a figure, and knows nothing of files."""

import numpy as np
import pandas as pd

from helpers import figures

BODIES = {
    "Security Council": figures.BLUE,
    "General Assembly": figures.ORANGE,
    "Economic and Social Council": figures.GREEN,
}
KINDS = {  # how a paragraph stands to the one that it is linked to
    "word for word": "word for word as the one before",
    "revised": "revised",
    "part": "part of it, or with more put in",
}
_DAYS_APART, _STACK = 130, 0.17  # marks of one lane that are nearer than this in time stand beside each other
_STEP = 0.22  # how much lower a clause stands in another body


def network(nodes: pd.DataFrame, edges: pd.DataFrame, labelled: list[str], title: str):
    """Draw documents as marks along the years, in lanes by subject, joined by their citations.

    Parameters
    ----------
    nodes
        One row a document: ``symbol``, ``date``, ``body``, ``lane``, ``cited_by`` (sets the size) and ``read``
        (whether its own citations are known; if not, the mark is hollow). Lanes stand in the order of the rows.
    edges
        ``citing``, ``cited``: symbols. Those within a lane are pale.
    labelled
        Symbols whose name is written.
    title
        The finding.

    Returns
    -------
    matplotlib.figure.Figure
    """
    fig, axes = figures.new(9.4, 7.6)
    placed = _in_lanes(nodes)
    spots = placed.set_index("symbol")
    for lane, row in placed.groupby("lane")["row"].first().items():
        axes.axhspan(row - 0.46, row + 0.46, color="#F6F6F6", zorder=0)
        axes.annotate(
            figures.wrap(lane, 21), (-0.015, row), xycoords=("axes fraction", "data"), ha="right", va="center"
        )
    for citing, cited in edges[["citing", "cited"]].itertuples(index=False):
        _draw_edge(axes, spots.loc[citing], spots.loc[cited])
    for mark in placed.itertuples():
        colour = BODIES[mark.body]
        fill = {"facecolor": colour if mark.read else "white", "edgecolor": colour, "linewidth": 1.2}
        axes.scatter(mark.x, mark.y, s=20 + 9 * mark.cited_by, zorder=3, **fill)
    for symbol in labelled:
        _write_number(axes, spots.loc[symbol])
    axes.set_yticks([])
    axes.set_ylim(-0.6, placed["row"].max() + 0.6)
    axes.set_xlim(placed["x"].min() - 0.8, placed["x"].max() + 1.2)
    axes.spines["left"].set_visible(False)
    _network_key(fig, nodes)
    figures.title(fig, title, 84)
    return fig


def _in_lanes(nodes):
    """Give each document its year with fraction, and a place in its lane: neighbours in time stand apart."""
    rows = {lane: row for row, lane in enumerate(reversed(list(dict.fromkeys(nodes["lane"]))))}
    placed = nodes.sort_values(["date", "symbol"]).assign(
        x=lambda n: _years(n["date"]), row=lambda n: n["lane"].map(rows)
    )
    steps = [0, 1, -1, 2, -2]
    offsets, last = [], {}
    for mark in placed.itertuples():
        before, step = last.get(mark.lane, (None, -1))
        crowded = before is not None and (mark.date - before).days < _DAYS_APART
        step = (step + 1) % len(steps) if crowded else (1 if step == 0 else 0)
        last[mark.lane] = (mark.date, step)
        offsets.append(steps[step] * _STACK)
    return placed.assign(y=placed["row"] + offsets)


def _years(dates):
    return dates.dt.year + (dates.dt.day_of_year - 1) / 365.25


def _draw_edge(axes, citing, cited):
    from matplotlib.patches import FancyArrowPatch

    same = citing.row == cited.row
    look = {"color": figures.GREY, "alpha": 0.16} if same else {"color": BODIES[citing.body], "alpha": 0.33}
    bend = "arc3,rad=0.22" if same else "arc3,rad=0.06"
    ends = (citing.x, citing.y), (cited.x, cited.y)
    axes.add_patch(FancyArrowPatch(*ends, connectionstyle=bend, arrowstyle="-", linewidth=0.8, zorder=1, **look))


def _write_number(axes, spot):
    """Write a mark's number on its outer side: below where it stands low in its lane, above elsewhere."""
    side = -1 if spot.y <= spot.row else 1
    away = side * (0.06 + 0.006 * spot.cited_by)
    look = {"ha": "center", "va": "top" if side < 0 else "bottom", "fontsize": 8, "fontweight": "bold", "zorder": 4}
    box = {"facecolor": "white", "alpha": 0.75, "pad": 0.5, "linewidth": 0}
    axes.annotate(_number(spot.name), (spot.x, spot.y + away), bbox=box, **look)


def _number(symbol):
    """Return a symbol without its organ and the word RES: the lane and the colour tell them."""
    return symbol.split("/RES/")[-1].split(" ")[0]


def _network_key(fig, nodes):
    from matplotlib.lines import Line2D

    drawn = [body for body in BODIES if (nodes["body"] == body).any()]
    dots = [Line2D([], [], marker="o", linestyle="", color=BODIES[body], label=body) for body in drawn]
    look = {"marker": "o", "linestyle": "", "markerfacecolor": "white", "markeredgecolor": figures.GREY}
    dots.append(Line2D([], [], label="text not held: what it cites is unknown", **look))
    lines = [Line2D([], [], color=figures.GREY, alpha=0.4, label="citation within a lane")]
    lines.append(
        Line2D([], [], color=BODIES[drawn[0]], alpha=0.6, label="across lanes, in the colour of the citing body")
    )
    fig.legend(handles=[*dots, *lines], loc="outside lower center", ncols=3, fontsize=8.5, handletextpad=0.4)


def against_chance(rates: pd.DataFrame, title: str):
    """Draw how many documents that name INTERPOL cite another, beside what is usual for their body and years.

    Parameters
    ----------
    rates
        What `helpers.citations.base_rate` returns; the first row uppermost.
    title
        The finding.

    Returns
    -------
    matplotlib.figure.Figure
    """
    fig, axes = figures.new(8.4, 1.7 + 0.55 * len(rates))
    rows = range(len(rates))
    share = rates[["citing", "expected", "low", "high"]].div(rates["naming"], axis=0).mul(100)
    axes.hlines(
        rows, share["low"], share["high"], color=figures.GREY, linewidth=5, alpha=0.5, label="usual: 95% of draws"
    )
    axes.scatter(share["expected"], rows, marker="|", s=150, color=figures.INK, label="their mean", zorder=3)
    axes.scatter(share["citing"], rows, s=70, color=figures.VERMILION, label="those that name INTERPOL", zorder=4)
    for row, (_, rate) in enumerate(rates.iterrows()):
        text = f"{rate['citing']:.0f} of {rate['naming']:.0f}; usual {rate['expected']:.1f}"
        axes.annotate(text, (1.01, row), xycoords=("axes fraction", "data"), va="center", fontsize=9)
    axes.set_yticks(rows, [figures.wrap(body, 18) for body in rates.index])
    axes.set_ylim(len(rates) - 0.4, -0.6)
    axes.set_xlim(-2, 102)
    axes.set_xlabel("per cent that cite another document which names INTERPOL")
    axes.tick_params(left=False)
    fig.legend(*axes.get_legend_handles_labels(), loc="outside lower center", ncols=3, fontsize=9)
    figures.title(fig, title, 78)
    return fig


def path(steps: pd.DataFrame, title: str):
    """Draw the main path as a list, the earliest uppermost, spaced by order and not by time.

    Parameters
    ----------
    steps
        ``symbol``, ``date``, ``body``, ``topic`` (a few words) and ``share`` (0 to 1, of the step that leads to the
        document; missing for the first).
    title
        The finding.

    Returns
    -------
    matplotlib.figure.Figure
    """
    fig, axes = figures.new(8.4, 1.3 + 0.29 * len(steps))
    for row, step in enumerate(steps.itertuples()):
        if row:
            axes.plot([0, 0], [row - 1, row], color=figures.GREY, linewidth=0.8 + 9 * step.share, zorder=1)
        axes.scatter(0, row, s=70, color=BODIES[step.body], edgecolor="white", zorder=2)
        axes.annotate(f"{step.date:%Y}", (-0.25, row), ha="right", va="center", color=figures.GREY, fontsize=9)
        axes.annotate(step.symbol, (0.25, row), ha="left", va="center", fontsize=9.5, fontweight="bold")
        axes.annotate(step.topic, (2.1, row), ha="left", va="center", fontsize=9.5)
    axes.set_xlim(-0.8, 8)
    axes.set_ylim(len(steps) - 0.4, -0.6)
    axes.set_axis_off()
    _body_key(fig, steps["body"], "the thicker a line, the more paths through the citations pass over it")
    figures.title(fig, title, 78)
    return fig


def _body_key(fig, bodies, note):
    from matplotlib.lines import Line2D

    drawn = [body for body in BODIES if (bodies == body).any()]
    dots = [Line2D([], [], marker="o", linestyle="", color=BODIES[body], label=body) for body in drawn]
    fig.legend(handles=dots, loc="outside lower center", ncols=3, fontsize=9, title=note, title_fontsize=9)


def travels(lines: dict[str, pd.DataFrame], title: str):
    """Draw the travel of some clauses: a mark for each resolution, joined to the earlier one that it is most like.

    Parameters
    ----------
    lines
        By what the clause says, in a few words: what `helpers.clauses.travel` returns.
    title
        The finding.

    Returns
    -------
    matplotlib.figure.Figure
    """
    fig, axes = figures.new(9.4, 1.6 + 1.4 * len(lines))
    for row, (words, steps) in enumerate(lines.items()):
        axes.annotate(
            words, (0, row - 0.46), xycoords=("axes fraction", "data"), va="center", fontweight="bold", fontsize=9.5
        )
        _draw_travel(axes, row, steps.reset_index(drop=True))
    axes.set_ylim(len(lines) - 0.5, -0.7)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.margins(x=0.04)
    _travel_key(fig, pd.concat(lines.values()))
    figures.title(fig, title, 84)
    return fig


def _draw_travel(axes, row, steps):
    """Draw one clause; the bodies that took it up later stand a step lower than its first."""
    x, y = _years(steps["date"]), row + _STEP * (steps["body"] != steps["body"].iloc[0])
    for place, step in steps.iterrows():
        if pd.notna(step["earlier"]):
            _arc(axes, (x[step["earlier"]], y[step["earlier"]]), (x[place], y[place]))
        colour = BODIES[step["body"]]
        fill = "white" if step["kind"] == "part" else colour
        look = {"marker": _marker(step["kind"]), "facecolor": fill, "edgecolor": colour}
        axes.scatter(x[place], y[place], s=75, zorder=3, **look)
    for at, height, text, drop in _labels(x, y, steps["symbol"]):
        axes.annotate(text, (at, height + 0.08 + 0.1 * drop), ha="center", va="top", fontsize=8)


def _arc(axes, start, end):
    """Join two marks by a bow that rises with its length, but never into the line above."""
    part = np.linspace(0, 1, 40)
    rise = min(0.06 + 0.02 * (end[0] - start[0]), 0.24)
    bow = start[1] + (end[1] - start[1]) * part - 4 * rise * part * (1 - part)
    axes.plot(start[0] + (end[0] - start[0]) * part, bow, color=figures.GREY, linewidth=1.1, zorder=1)


def _marker(kind):
    return {"word for word": "o", "revised": "D", "part": "s"}.get(kind, "*")


def _labels(x, y, symbols):
    """Yield where each number is written; one that is too near the last of its row goes a line lower."""
    last = {}
    for at, height, symbol in zip(x, y, symbols, strict=True):
        text = _number(symbol)
        before, drop = last.get(height, (-100.0, 0))
        drop = (drop + 1) % 3 if at - before < 0.2 * len(text) else 0
        last[height] = (at, drop)
        yield at, height, text, drop


def _travel_key(fig, steps):
    from matplotlib.lines import Line2D

    grey = {"linestyle": "", "color": figures.INK, "markersize": 7}
    marks = [Line2D([], [], marker="*", label="first", **grey)]
    fills = {"part": "white"}
    marks += [
        Line2D([], [], marker=_marker(kind), label=words, markerfacecolor=fills.get(kind, figures.INK), **grey)
        for kind, words in KINDS.items()
    ]
    drawn = [body for body in BODIES if (steps["body"] == body).any()]
    bodies = [Line2D([], [], marker="o", linestyle="", color=BODIES[body], label=body) for body in drawn]
    fig.legend(handles=[*marks, *bodies], loc="outside lower center", ncols=4, fontsize=8.5, handletextpad=0.3)
