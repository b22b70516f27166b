"""The reviews of the cooperation resolution as tables that a notebook can show: sizes, changes, sponsors."""

import pandas as pd

_SHOWN_STATUS = {"added": "new", "kept": "kept", "reworded": "reworded", "split": "reworded", "merged": "reworded"}


def key(symbol, part, label):
    """Return the key of a paragraph: symbol, part and label, joined by bars."""
    return symbol + "|" + part + "|" + label


def sizes(paragraphs: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Count the paragraphs of each resolution.

    Parameters
    ----------
    paragraphs
        The table ``chain_paragraphs``.
    documents
        The table ``documents``.

    Returns
    -------
    pandas.DataFrame
        One row a resolution, by date: ``symbol``, ``date``, ``preambular``, ``operative``,
        ``sub_paragraphs`` (lettered ones, not counted among the operative) and ``words``.
    """
    whole = paragraphs[paragraphs["kind"] == "paragraph"]
    counted = pd.DataFrame(
        {
            "preambular": whole[whole["part"] == "preambular"].groupby("symbol").size(),
            "operative": whole[whole["part"] == "operative"].groupby("symbol").size(),
            "sub_paragraphs": paragraphs[paragraphs["kind"] != "paragraph"].groupby("symbol").size(),
            "words": paragraphs.groupby("symbol")["words"].sum(),
        }
    )
    counted = counted.fillna(0).astype("int64")  # a text without lettered paragraphs has none
    dated = documents.set_index("symbol")["date"].rename("date")
    return counted.join(dated).sort_values("date").reset_index(names="symbol")[["symbol", "date", *counted.columns]]


def statuses(paragraphs: pd.DataFrame, alignment: pd.DataFrame) -> pd.DataFrame:
    """Say for each whole paragraph what the review that brought it did to it, and whether the next dropped it.

    Returns
    -------
    pandas.DataFrame
        The rows of ``chain_paragraphs`` that are whole paragraphs, in order, with ``key``, ``theme`` (the
        main one), ``status`` (``first`` in the first text; then ``new``, ``kept``, ``reworded``) and
        ``dropped``.
    """
    whole = paragraphs[paragraphs["kind"] == "paragraph"].copy()
    whole["key"] = key(whole["symbol"], whole["part"], whole["label"])
    rows = alignment.assign(
        from_key=key(alignment["from_symbol"], alignment["from_part"], alignment["from_label"]),
        to_key=key(alignment["to_symbol"], alignment["to_part"], alignment["to_label"]),
        main=alignment["theme"].str.split(";").str[0],
    )
    arrived = rows.dropna(subset=["to_label"]).drop_duplicates("to_key").set_index("to_key")
    left = rows.dropna(subset=["from_label"]).drop_duplicates("from_key").set_index("from_key")
    gone = set(rows.loc[rows["status"] == "dropped", "from_key"])
    themes = arrived["main"].combine_first(left["main"])
    whole["theme"] = whole["key"].map(themes)
    whole["status"] = whole["key"].map(arrived["status"]).map(_SHOWN_STATUS).fillna("first")
    changed = whole["key"].isin(_with_changed_letters(rows)) & (whole["status"] == "kept")
    whole.loc[changed, "status"] = "reworded"
    whole["dropped"] = whole["key"].isin(gone)
    return whole


def with_gists(states: pd.DataFrame, gists: pd.DataFrame) -> pd.DataFrame:
    """Add to each paragraph its ``gist``; "not read yet" where no reader has written one."""
    told = states.merge(gists[["symbol", "part", "label", "gist"]], on=["symbol", "part", "label"], how="left")
    return told.assign(gist=told["gist"].fillna("not read yet"))


def listed(values) -> str:
    """Name each value once, in the order met."""
    return ", ".join(dict.fromkeys(values))


def _with_changed_letters(rows: pd.DataFrame) -> set:
    """Return the keys of paragraphs of which a lettered part was reworded, added or dropped.

    The words before the letters can be the same while a letter changes: the paragraph as a whole was not kept.
    """
    lettered = rows[rows["to_label"].str.contains(" (", regex=False, na=False) & (rows["status"] != "kept")]
    return set(
        key(lettered["to_symbol"], lettered["to_part"], lettered["to_label"].str.split(" (", regex=False).str[0])
    )


def links(alignment: pd.DataFrame, paragraphs: pd.DataFrame) -> pd.DataFrame:
    """Return which whole paragraph became which: ``from_key``, ``to_key``, ``status``."""
    whole = paragraphs[paragraphs["kind"] == "paragraph"]
    keys = set(key(whole["symbol"], whole["part"], whole["label"]))
    pairs = alignment.dropna(subset=["from_label", "to_label"])
    pairs = pairs.assign(
        from_key=key(pairs["from_symbol"], pairs["from_part"], pairs["from_label"]),
        to_key=key(pairs["to_symbol"], pairs["to_part"], pairs["to_label"]),
    )
    return pairs[pairs["from_key"].isin(keys) & pairs["to_key"].isin(keys)][["from_key", "to_key", "status"]]


def changes(states: pd.DataFrame) -> pd.DataFrame:
    """Count what each review did, in whole paragraphs.

    Parameters
    ----------
    states
        What `statuses` returns.

    Returns
    -------
    pandas.DataFrame
        Index: symbol of each text. Columns ``kept``, ``reworded``, ``new``, ``dropped`` (paragraphs of the
        text before that have no counterpart in this one).
    """
    symbols = list(dict.fromkeys(states["symbol"]))
    counted = states.groupby(["symbol", "status"]).size().unstack(fill_value=0)
    counted["dropped"] = states.groupby("symbol")["dropped"].sum().reindex(symbols).shift(fill_value=0)
    return counted.reindex(symbols).reindex(columns=["kept", "reworded", "new", "dropped"], fill_value=0).iloc[1:]


def sponsorship(sponsors: pd.DataFrame, symbols) -> pd.DataFrame:
    """Say who carried each text, and how far its sponsors are known.

    Parameters
    ----------
    sponsors
        The table ``sponsors``.
    symbols
        The resolutions, in the order wanted; one without a row in `sponsors` is "unknown" throughout.

    Returns
    -------
    pandas.DataFrame
        ``symbol``, ``introduced_by``, ``co_facilitators``, ``added_at_adoption``, ``on_the_draft`` and
        ``sponsors``: the whole number where draft and record were both seen, else "at least …".
    """
    return pd.DataFrame([_sponsorship(symbol, sponsors[sponsors["resolution"] == symbol]) for symbol in symbols])


def _sponsorship(symbol, rows):
    by_role = rows.groupby("role")["country"].agg(list)
    added, draft = (by_role.get(role, []) for role in ("added at adoption", "draft sponsor"))
    total = len({*added, *draft})
    return {
        "symbol": symbol,
        "introduced_by": ", ".join(by_role.get("introduced", [])) or "unknown",
        "co_facilitators": ", ".join(by_role.get("co-facilitator", [])) or "unknown",
        "added_at_adoption": str(len(added)) if added else "unknown",
        "on_the_draft": str(len(draft)) if draft else "unknown",
        "sponsors": (str(total) if draft else f"at least {total}") if total else "unknown",
    }


def frequent_sponsors(sponsors: pd.DataFrame) -> pd.DataFrame:
    """Group countries by the number of texts that they are known to have sponsored or led.

    Returns
    -------
    pandas.DataFrame
        ``texts`` (falling), ``countries`` (how many) and ``which`` (their names).
    """
    texts = sponsors.groupby("country")["resolution"].nunique()
    groups = texts.groupby(texts).agg(lambda counted: sorted(counted.index)).sort_index(ascending=False)
    rows = [(number, len(names), ", ".join(names)) for number, names in groups.items()]
    return pd.DataFrame(rows, columns=["texts", "countries", "which"])
