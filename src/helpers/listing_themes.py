"""What notebooks 11 and 12 ask beyond the common questions: how near INTERPOL stands, safeguards, sanctions regimes."""

import re

import pandas as pd

from helpers import figures, theme_charts, themes

SAFEGUARDS = "human_rights_safeguards"
STATES = {"yes": "safeguard in the paragraph", "no": "none in the paragraph", "unknown": "coded elsewhere: unknown"}

# Tools of tools.yml that are found by words which can also stand for data that States hold; the drawings say so.
TOOL_NAMES = {
    "fingerprints": "Fingerprints, fingerprint database",
    "ftf-database": "Data on, or to identify, foreign terrorist fighters",
}

# What makes a title that of a resolution on sanctions. The Council prints no titles; these are the library's.
SANCTIONS = re.compile(
    r"sanction|embargo|\bmeasures\b|\bexperts\b|monitoring (?:group|mechanism|team)"
    r"|committee (?:established|concerning|to )|\barms\b|diamonds|timber|illicit trade|illicit export|petroleum",
    re.IGNORECASE,
)
BODIES_OF_SANCTIONS = {
    "sanctions_committee": "Sanctions committee",
    "monitoring_team": "Monitoring team",
    "expert_panel": "Expert panel",
}
SPECIAL = "UN Special"


# ---------------------------------------------------------------------------------------- how near, with what safeguard


def nearness(found: pd.DataFrame, paragraphs: pd.DataFrame, documents: pd.DataFrame, names: list[str]) -> pd.DataFrame:
    """Count, theme by theme and body by body, how near to each other a theme and INTERPOL stand in the texts held.

    Parameters
    ----------
    found
        As `themes.mentions` returns it.
    paragraphs, documents
        The tables of these names.
    names
        Ids of `data/themes.yml`.

    Returns
    -------
    pandas.DataFrame
        ``theme`` (label), ``body``; in resolutions: ``speak_of_it`` (in any part of a text held), ``and_name_INTERPOL``
        (anywhere), ``in_the_same_paragraph``; ``not_read`` (of the second: text held in part only, unknown).
    """
    held = documents[["symbol", "body", "names_interpol"]]
    rows = []
    for theme in names:
        speaking = held[held["symbol"].isin(paragraphs.loc[paragraphs[f"theme_{theme}"], "symbol"])]
        beside = set(found.loc[found["theme"] == theme, "symbol"])
        for body in themes.BODIES:
            here = speaking[speaking["body"] == body]
            states = here["names_interpol"].value_counts()
            together = here["symbol"].isin(beside).sum()
            counts = len(here), states.get("yes", 0), together, states.get("unknown", 0)
            rows.append((themes.label(theme), body, *counts))
    columns = ["theme", "body", "speak_of_it", "and_name_INTERPOL", "in_the_same_paragraph", "not_read"]
    table = pd.DataFrame(rows, columns=columns)
    return table[table["speak_of_it"] > 0].reset_index(drop=True)


def safeguards(found: pd.DataFrame) -> pd.DataFrame:
    """Say of each mention whether the same paragraph sets human rights or international law as a limit.

    Returns
    -------
    pandas.DataFrame
        One row for each mention and theme: ``theme``, ``symbol``, ``body``, ``date``, ``part``, ``label``, ``notices``
        (does it speak of Special Notices?), ``safeguard``: yes, no, or unknown where the place was coded elsewhere.
    """
    rows = found[["theme", "symbol", "body", "date", "part", "label"]].copy()
    rows["notices"] = _holds(found["tools"], "special-notice")
    stated = _holds(found["themes"], SAFEGUARDS).map({True: "yes", False: "no"})
    rows["safeguard"] = stated.mask(~_read(found) & (stated == "no"), "unknown")
    return rows


def safeguard_summary(rows: pd.DataFrame) -> pd.DataFrame:
    """Count the paragraphs of `safeguards` by theme, body and kind.

    Returns
    -------
    pandas.DataFrame
        ``theme`` (label), ``body``, ``paragraphs_on`` (Special Notices or other matters), ``yes``, ``no``, ``unknown``.
    """
    kind = rows["notices"].map({True: "Special Notices", False: "other matters"})
    keys = [rows["theme"].map(themes.label).rename("theme"), rows["body"], kind.rename("paragraphs_on")]
    counts = pd.crosstab(keys, rows["safeguard"]).reindex(columns=list(STATES), fill_value=0)
    return counts.rename_axis(columns=None).reset_index()


def safeguard_figure(rows: pd.DataFrame, title: str):
    """Draw `safeguards`: a dot for each paragraph at its date, filled where it holds a safeguard."""
    kind = rows["notices"].map({True: ", Special Notices", False: ""})
    lane = rows["theme"].map(themes.label) + kind
    lanes = list(dict.fromkeys(lane.iloc[rows["date"].argsort()]))[::-1]
    fig, axes = figures.new(7.5, 1.5 + 0.62 * len(lanes))
    place = lane.map({name: index for index, name in enumerate(lanes)})
    place = place + 0.16 * rows.groupby([lane, rows["date"]]).cumcount()
    for body, colour in theme_charts.COLOURS.items():
        _draw_states(axes, rows, place, body, colour)
    axes.set_yticks(range(len(lanes)), [figures.wrap(name, 26) for name in lanes])
    axes.set_ylim(-0.5, len(lanes) - 0.3)
    axes.grid(axis="y", color=figures.PALE, linewidth=0.7, zorder=0)
    axes.spines[["left"]].set_visible(False)
    axes.tick_params(axis="y", length=0)
    axes.legend(handles=_keys(rows), loc="upper center", bbox_to_anchor=(0.35, -0.1), ncols=2, fontsize=9)
    figures.title(fig, title, 62)
    return fig


_DOTS = {"yes": ("o", True), "no": ("o", False), "unknown": ("X", False)}  # marker, filled


def _draw_states(axes, rows, place, body, colour):
    for state, (marker, filled) in _DOTS.items():
        here = (rows["body"] == body) & (rows["safeguard"] == state)
        if here.any():
            face = colour if filled else "white"
            look = {"marker": marker, "facecolor": face, "edgecolor": colour, "linewidth": 1.3}
            axes.scatter(rows.loc[here, "date"], place[here], s=46, zorder=2, **look)


def _keys(rows):
    from matplotlib.lines import Line2D

    colours = {body: colour for body, colour in theme_charts.COLOURS.items() if (rows["body"] == body).any()}
    plain = {"linestyle": "none", "markersize": 7}
    keys = [Line2D([], [], marker="o", color=c, label=body, **plain) for body, c in colours.items()]
    for state in [state for state in _DOTS if (rows["safeguard"] == state).any()]:
        marker, filled = _DOTS[state]
        face = figures.GREY if filled else "white"
        keys.append(Line2D([], [], marker=marker, color=figures.GREY, mfc=face, label=STATES[state], **plain))
    return keys


# --------------------------------------------------------------------------------------------------- sanctions regimes


def of_regimes(documents: pd.DataFrame, regimes: pd.DataFrame) -> pd.DataFrame:
    """Return which resolutions of the Security Council belong to which sanctions regime.

    A resolution belongs to a regime if it founded or ended it, is listed as a further one, or lies between the two and
    has a title on sanctions that names the regime; where a title on sanctions names none, the agenda item decides.

    Parameters
    ----------
    documents, regimes
        The tables of these names.

    Returns
    -------
    pandas.DataFrame
        ``regime_id``, ``symbol``; a resolution may stand under several regimes.
    """
    council = documents[documents["body"] == "Security Council"]
    number, title, item = council["number"], council["title"].fillna(""), council["agenda_item"].fillna("")
    sanctions = title.map(lambda text: bool(SANCTIONS.search(text)))
    spans = {row.regime_id: _span(row, council) for row in regimes.itertuples()}
    inside = {name: sanctions & number.between(*span) for name, span in spans.items()}
    patterns = regimes.set_index("regime_id")["pattern"]
    titled = {name: inside[name] & title.str.contains(patterns[name], regex=True) for name in spans}
    untitled = ~pd.DataFrame(titled).any(axis=1)
    parts = []
    for row in regimes.itertuples():
        name = row.regime_id
        by_item = inside[name] & untitled & item.str.contains(row.pattern, regex=True)
        listed = council["symbol"].isin(_listed(row))
        symbols = council.loc[titled[name] | by_item | listed, "symbol"]
        parts.append(pd.DataFrame({"regime_id": name, "symbol": symbols}))
    return pd.concat(parts, ignore_index=True)


def _listed(row) -> list[str]:
    further = [] if pd.isna(row.further) else row.further.split("; ")
    return [symbol for symbol in (row.founded_by, row.ended_by, *further) if not pd.isna(symbol)]


def _span(row, council: pd.DataFrame) -> tuple[int, int]:
    """The first and last number that a regime's resolutions can have."""
    number = council.set_index("symbol")["number"]
    first = 1 if pd.isna(row.founded_by) else number[row.founded_by]
    return first, number.max() if pd.isna(row.ended_by) else number[row.ended_by]


def regime_rows(documents: pd.DataFrame, regimes: pd.DataFrame, table: pd.DataFrame) -> pd.DataFrame:
    """Return the resolutions of `of_regimes` with date, state and whether they speak of Special Notices.

    Returns
    -------
    pandas.DataFrame
        ``regime_id``, ``regime``, ``symbol``, ``date``, ``names_interpol`` (yes, no, unknown), ``notices`` (True where
        a paragraph that names INTERPOL speaks of Special Notices), by regime and date.
    """
    rows = of_regimes(documents, regimes).merge(regimes[["regime_id", "regime"]])
    rows = rows.merge(documents[["symbol", "date", "names_interpol"]], on="symbol")
    speaking = table.loc[_holds(table["tools"], "special-notice"), "symbol"]
    rows["notices"] = rows["symbol"].isin(speaking)
    columns = ["regime_id", "regime", "symbol", "date", "names_interpol", "notices"]
    return rows.sort_values(["regime_id", "date"], ignore_index=True)[columns]


def regime_summary(rows: pd.DataFrame) -> pd.DataFrame:
    """Return one row a regime, those that name INTERPOL most often first.

    Returns
    -------
    pandas.DataFrame
        ``regime``, ``resolutions``, ``name_INTERPOL``, ``do_not``, ``not_read``, ``with_Special_Notices``,
        ``first_to_name`` (symbol, empty where none is known).
    """
    states = pd.crosstab(rows["regime"], rows["names_interpol"]).reindex(columns=["yes", "no", "unknown"], fill_value=0)
    states.columns = ["name_INTERPOL", "do_not", "not_read"]
    naming = rows[rows["names_interpol"] == "yes"]
    summary = states.assign(
        with_Special_Notices=rows.groupby("regime")["notices"].sum(),
        first_to_name=naming.sort_values("date").groupby("regime")["symbol"].first(),
    )
    summary.insert(0, "resolutions", states.sum(axis=1))
    order = ["name_INTERPOL", "not_read", "resolutions"]
    return summary.sort_values(order, ascending=False, kind="stable").reset_index()


def regime_figure(rows: pd.DataFrame, title: str):
    """Draw `regime_rows`: a line for each regime, a mark for each of its resolutions at its date."""
    order = regime_summary(rows)["regime"].tolist()
    shown = rows[rows["date"] >= "2000-01-01"]
    fig, axes = figures.new(7.5, 1.6 + 0.27 * len(order))
    place = shown["regime"].map({name: index for index, name in enumerate(order)})
    for state, look in _MARKS.items():
        here = shown["names_interpol"] == state
        if here.any():
            axes.scatter(shown.loc[here, "date"], place[here], **look)
    axes.set_yticks(range(len(order)), [figures.wrap(name, 40) for name in order])
    axes.set_ylim(len(order) - 0.4, -0.6)
    axes.grid(axis="y", color=figures.PALE, linewidth=0.6, zorder=0)
    axes.spines[["left"]].set_visible(False)
    axes.tick_params(axis="y", length=0)
    axes.legend(loc="upper center", bbox_to_anchor=(0.3, -0.04), ncols=3, fontsize=9)
    figures.title(fig, title, 62)
    return fig


_MARKS = {
    "no": {"s": 14, "color": "#B5B5B5", "label": "does not", "zorder": 2},
    "unknown": {
        "s": 26,
        "facecolor": "white",
        "edgecolor": figures.GREY,
        "linewidth": 1,
        "label": "not read: unknown",
        "zorder": 3,
    },
    "yes": {"s": 40, "color": figures.VERMILION, "label": "names INTERPOL", "zorder": 4},
}


def instructed(found: pd.DataFrame) -> pd.DataFrame:
    """Return what the bodies that serve sanctions are told, in paragraphs and annexes that name INTERPOL.

    Parameters
    ----------
    found
        As `themes.mentions` returns it for the theme of sanctions.

    Returns
    -------
    pandas.DataFrame
        One row for each body, verb and part: ``told``, ``verb``, ``part``, ``paragraphs``, ``first`` and ``last``
        (symbols). In an annex the verb is that of the list's item, where a reader noted it.
    """
    told = found.assign(told=found["addressee"].str.split("; ")).explode("told")
    told = told[told["told"].isin(BODIES_OF_SANCTIONS)]
    told["told"] = told["told"].map(BODIES_OF_SANCTIONS)
    grouped = told.groupby(["told", "verb", "part"], sort=False, dropna=False)["symbol"]
    counts = grouped.agg(paragraphs="size", first="first", last="last").reset_index()
    return counts.sort_values("paragraphs", ascending=False, kind="stable", ignore_index=True)


def career(found: pd.DataFrame) -> pd.DataFrame:
    """Return how Special Notices are spoken of, the first and last place of each verb, in order of the first.

    Returns
    -------
    pandas.DataFrame
        ``verb`` (in annexes: the tasks of the monitoring team), ``who`` (addressees), ``paragraphs``, ``first``,
        ``date`` (of the first), ``last``.
    """
    rows = found[_holds(found["tools"], "special-notice") & (found["body"] == "Security Council")].copy()
    rows["verb"] = rows["verb"].mask(rows["part"] == "annex", "(task in an annex)")
    rows["who"] = rows["addressee"].mask(rows["part"] == "annex", "monitoring_team").fillna("–")
    grouped = rows.groupby(["verb", "who"], sort=False)
    counts = grouped.agg(
        paragraphs=("symbol", "size"), first=("symbol", "first"), date=("date", "first"), last=("symbol", "last")
    )
    return counts.sort_values("date", kind="stable").reset_index()


def special_notices(notices: pd.DataFrame) -> pd.DataFrame:
    """Return what is published on the number of Special Notices, the dated figures first.

    Returns
    -------
    pandas.DataFrame
        ``date`` (as far as known), ``counted``, ``measure`` (stock, flow or cumulative), ``figure`` (in words and
        digits), ``note``.
    """
    rows = notices[notices["notice_type"] == SPECIAL].copy()
    rows["order"] = rows["date"].fillna(rows["year"].astype("string")).fillna("9999")
    rows = rows.sort_values("order", kind="stable")
    words = rows["qualifier"].replace({"exact": ""}) + " " + rows["value"].astype("string") + " " + rows["unit"]
    dated = rows["order"].replace({"9999": "undated"})
    return pd.DataFrame(
        {
            "date": dated,
            "counted": rows["metric"],
            "measure": rows["measure"],
            "figure": words.str.strip(),
            "note": rows["note"],
        }
    ).reset_index(drop=True)


def _holds(column: pd.Series, name: str) -> pd.Series:
    """Is an id among those that a cell lists?"""
    return column.fillna("").str.split("; ").map(lambda ids: name in ids)


def _read(found: pd.DataFrame) -> pd.Series:
    return found["basis"] == "found in text"
