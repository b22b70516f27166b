"""The drawings of notebook 18. Each takes a table, returns a figure, and knows nothing of files.

Filled marks were measured on what nobody had looked at before, hollow ones on what the engine was mended on.
"""

import pandas as pd

from helpers import figures, themes, trust

WIDTH = 6.2  # inches; wider pictures shrink their labels out of sight on a telephone
TITLE = 52  # letters of a title to a line
HEADING_LOOKS = {
    "yes": {"facecolor": figures.BLUE, "edgecolor": figures.INK},
    "no": {"facecolor": figures.ORANGE, "edgecolor": figures.INK},
    "unknown": {"facecolor": "white", "edgecolor": figures.GREY, "hatch": "////"},
    "no record": {"facecolor": "white", "edgecolor": figures.GREY},
}
STATE_LOOKS = {"yes": {"color": figures.VERMILION}, "no": {"color": figures.PALE}, "unknown": figures.UNKNOWN}
STATE_WORDS = {
    "yes": "names INTERPOL",
    "no": "read whole, does not",
    "unknown": "unknown",
    "absent": "not in the table",
}
VERDICT_LOOKS = {
    "reproduced": {"facecolor": figures.BLUE, "edgecolor": figures.BLUE},
    "differs, explained": {"facecolor": figures.ORANGE, "edgecolor": figures.ORANGE},
    "differs, not explained": {"facecolor": figures.VERMILION, "edgecolor": figures.VERMILION},
    "counts something else": {"facecolor": figures.PALE, "edgecolor": figures.GREY},
    "not decidable here": {"facecolor": "white", "edgecolor": figures.GREY},
}
PER_ROW = 20  # squares to a row


def known_of_all(groups: pd.DataFrame, title: str):
    """Draw how much of each group's resolutions is known, unknown, or not in the table at all.

    Parameters
    ----------
    groups
        Index: group, the uppermost first. ``yes``, ``no``, ``unknown``, ``absent``: resolutions.
    title
        The finding.

    Returns
    -------
    matplotlib.figure.Figure
    """
    fig, axes = figures.new(WIDTH, 1.7 + 0.62 * len(groups))
    looks = STATE_LOOKS | {"absent": {"facecolor": "white", "edgecolor": figures.GREY, "linestyle": ":"}}
    left, everything = pd.Series(0.0, index=groups.index), groups.sum(axis=1)
    for state, look in looks.items():
        share = 100 * groups[state] / everything
        axes.barh(range(len(groups)), share, left=left, height=0.5, label=STATE_WORDS[state], **look)
        left = left + share
    for row, (_, group) in enumerate(groups.iterrows()):
        words = ", ".join(f"{group[state]:,} {short}" for state, short in _SHORT.items() if group[state])
        axes.annotate(words, (0, row - 0.3), va="bottom", fontsize=8.5)
    axes.set_yticks(range(len(groups)), [f"{name}\n{everything[name]:,}" for name in groups.index])
    axes.set_ylim(len(groups) - 0.5, -0.75)
    axes.set_xlim(0, 100.5)
    axes.set_xlabel("per cent of the resolutions adopted")
    axes.tick_params(left=False)
    fig.legend(*axes.get_legend_handles_labels(), loc="outside lower center", ncols=2, fontsize=9)
    figures.title(fig, title, TITLE)
    return fig


_SHORT = {"yes": "yes", "no": "no", "unknown": "unknown", "absent": "not in the table"}


def headings(named: pd.DataFrame, title: str):
    """Draw each resolution that names INTERPOL as a mark, by year and by what the librarians' record has.

    Parameters
    ----------
    named
        One row a resolution: ``year``, ``heading`` (one of `helpers.trust.HEADINGS`).
    title
        The finding.

    Returns
    -------
    matplotlib.figure.Figure
    """
    fig, axes = figures.new(WIDTH, 3.9)
    order = list(trust.HEADINGS)
    placed = named.sort_values(["year", "heading"], key=_heading_order, kind="stable")
    placed = placed.assign(height=placed.groupby("year").cumcount() + 0.5)
    for heading in order:
        here = placed[placed["heading"] == heading]
        label = f"{trust.HEADINGS[heading]} ({len(here)})"
        axes.bar(here["year"], 0.86, bottom=here["height"] - 0.43, width=0.8, label=label, **HEADING_LOOKS[heading])
    axes.set_ylim(0, 1.45 * placed["height"].max())
    axes.set_ylabel("resolutions that name INTERPOL")
    axes.margins(x=0.02)
    axes.legend(loc="upper left", fontsize=9, handlelength=1.2)
    figures.title(fig, title, TITLE)
    return fig


def _heading_order(column):
    return column.map(list(trust.HEADINGS).index) if column.name == "heading" else column


def segmenter(found: pd.DataFrame, title: str):
    """Draw each agreement of the segmenter with and without the rules that leave lines out, joined by a bar.

    Parameters
    ----------
    found
        What `helpers.trust.segmenter` returns.
    title
        The finding.

    Returns
    -------
    matplotlib.figure.Figure
    """
    fig, axes = figures.new(WIDTH, 1.9 + 0.5 * len(found))
    rows = range(len(found))
    axes.hlines(rows, 100 * found["raw"], 100 * found["counted"], color=figures.PALE, linewidth=5, zorder=1)
    looks = {"raw": ("nothing left out", "white"), "counted": ("with the rules", figures.BLUE)}
    for column, (label, fill) in looks.items():
        spots = 100 * found[column]
        axes.scatter(spots, rows, s=60, facecolor=fill, edgecolor=figures.BLUE, linewidth=1.5, label=label, zorder=3)
    for row, field in enumerate(found.itertuples()):
        words = f"{field.raw:.1%} of {field.n_raw:,}  →  {field.counted:.2%} of {field.n_counted:,}"
        axes.annotate(words, (100.6, row - 0.26), va="bottom", ha="right", fontsize=8.5)
    axes.set_yticks(rows, found["field"].map(lambda words: figures.wrap(words, 14)))
    axes.set_ylim(len(found) - 0.5, -0.75)
    axes.set_xlim(85, 100.8)
    axes.set_xlabel("per cent of lines that agree (the axis begins at 85)")
    axes.tick_params(left=False)
    fig.legend(*axes.get_legend_handles_labels(), loc="outside lower center", ncols=2, fontsize=9)
    figures.title(fig, title, TITLE)
    return fig


def theme_scores(scores: pd.DataFrame, title: str):
    """Draw precision and recall of each theme on both samples; the second with its interval.

    Parameters
    ----------
    scores
        What `helpers.trust.theme_scores` returns.
    title
        The finding.

    Returns
    -------
    matplotlib.figure.Figure
    """
    of_theme = scores[scores["theme"] != "all themes together"]
    recall = of_theme[(of_theme["sample"] == "second") & (of_theme["measure"] == "recall")]
    order = list(recall.sort_values(["value", "n", "theme"], ascending=[True, False, True])["theme"])
    fig, both = figures.new(WIDTH, 1.6 + 0.3 * len(order), ncols=2, sharey=True)
    for axes, measure in zip(both, ("precision", "recall"), strict=True):
        _draw_scores(axes, of_theme[of_theme["measure"] == measure].assign(row=of_theme["theme"].map(order.index)))
        axes.set_title(measure, fontsize=10, fontweight="normal", pad=6)
    both[0].set_yticks(range(len(order)), [figures.wrap(themes.label(theme), 26) for theme in order], fontsize=8.5)
    both[0].set_ylim(len(order) - 0.4, -0.6)
    fig.legend(*both[0].get_legend_handles_labels(), loc="outside lower center", ncols=2, fontsize=9)
    figures.title(fig, title, TITLE)
    return fig


def _draw_scores(axes, rows):
    first, second = (rows[(rows["sample"] == sample) & (rows["n"] > 0)] for sample in trust.SAMPLES)
    axes.hlines(second["row"], 100 * second["low"], 100 * second["high"], color=figures.PALE, linewidth=5, zorder=1)
    hollow = {"facecolor": "white", "edgecolor": figures.GREY, "linewidth": 1.2}
    axes.scatter(100 * first["value"], first["row"], s=44, label="sample it was mended on", zorder=2, **hollow)
    axes.scatter(100 * second["value"], second["row"], s=26, color=figures.BLUE, label="second sample", zorder=3)
    for case in second.itertuples():
        axes.annotate(f"{case.right}/{case.n}", (104, case.row), va="center", fontsize=7.5, annotation_clip=False)
    for row in sorted(set(rows["row"]) - set(second["row"])):
        axes.annotate("no case", (104, row), va="center", fontsize=7.5, annotation_clip=False)
    axes.set_xlim(0, 122)
    axes.set_xticks([0, 25, 50, 75, 100])
    axes.set_xlabel("per cent", fontsize=9)
    axes.tick_params(left=False)


def verdicts(counts: pd.Series, title: str):
    """Draw each published figure as a square, by what became of it.

    Parameters
    ----------
    counts
        What `helpers.trust.verdicts` returns.
    title
        The finding.

    Returns
    -------
    matplotlib.figure.Figure
    """
    fig, axes = figures.new(WIDTH, 3.6)
    row, ticks = 0, []
    for verdict, count in counts.items():
        deep = -(-int(count) // PER_ROW)
        columns = [n % PER_ROW for n in range(count)]
        heights = [row + n // PER_ROW for n in range(count)]
        axes.scatter(columns, heights, marker="s", s=105, linewidth=1, **VERDICT_LOOKS[verdict])
        ticks.append((row + (deep - 1) / 2, f"{verdict}  {count}"))
        row += deep + 0.6
    axes.set_yticks([place for place, _ in ticks], [words for _, words in ticks])
    axes.set_ylim(row - 0.4, -0.8)
    axes.set_xlim(-0.7, PER_ROW - 0.3)
    axes.set_xticks([])
    axes.spines[["left", "bottom"]].set_visible(False)
    axes.tick_params(left=False)
    figures.title(fig, title, TITLE)
    return fig
