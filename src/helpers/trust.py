"""How far the collection can be trusted: its own measures, set out so that weak places are seen.

Nothing is measured here. The functions arrange what `quality`, the hand codings, `benchmarks`, `corpus_issues` and
`known_errors` hold; `python -m helpers quality CORPORA` computes the figures themselves.
"""

import pandas as pd

from helpers import assembly, contract, shares

SAMPLES = ("first", "second")
LAST_YEAR = 2015  # the last of which the texts of all Council resolutions are held
HEADINGS = {  # state of a resolution in the library's records, in the order in which they are drawn
    "yes": "heading INTERPOL",
    "no": "other headings only",
    "unknown": "record without headings",
    "no record": "no record held",
}
# Tables that rest on reading, and how often each row was read.
READ_ONCE = (
    *("readings", "coded_mentions", "council_subjects", "assembly_subjects", "gists", "drug_mentions"),
    *("chain_alignment", "coded_citations", "coded_mentions_sample", "coded_sample_second", "segmenter_disagreements"),
)
READ_TWICE = ("claims", "coded_sample")


def known_of_all(documents: pd.DataFrame, ranges: pd.DataFrame) -> pd.DataFrame:
    """Say of all resolutions that were adopted which name INTERPOL, do not, are unknown, or are not in the table.

    Parameters
    ----------
    documents, ranges
        The tables ``documents`` and ``resolution_ranges``.

    Returns
    -------
    pandas.DataFrame
        Index: group (Council to `LAST_YEAR` and since, Assembly in the regular sessions whose last number is
        listed). ``yes``, ``no``, ``unknown``, ``absent``: resolutions. An Assembly resolution in parts has one
        number and a row for each part, so ``absent`` is a little too small there. ECOSOC is left out: no list of
        its numbers is held.
    """
    council = documents[documents["body"] == "Security Council"]
    groups = {f"Council to {LAST_YEAR}": council["year"] <= LAST_YEAR, "Council since": council["year"] > LAST_YEAR}
    rows = {name: council.loc[here, "names_interpol"].value_counts() for name, here in groups.items()}
    listed = assembly.coverage(documents, ranges).dropna(subset="numbered")
    rows["Assembly"] = listed[shares.STATES].sum()
    rows["Assembly"]["absent"] = listed["numbered"].sum() - rows["Assembly"].sum()
    counted = pd.DataFrame(rows).T.reindex(columns=[*shares.STATES, "absent"])
    return counted.fillna(0).astype("int64")


def areas(quality: pd.DataFrame) -> pd.DataFrame:
    """Count the measures of each part of the engine, and how many reached the target that was set.

    Returns
    -------
    pandas.DataFrame
        One row an area, in the order of the table: ``area``, ``measures``, ``met``, ``missed``, ``no_target`` (of them)
        and ``no_value`` (not measured, or nothing to divide by), ``command`` (what prints them, after python -m).
    """
    states = {"met": "yes", "missed": "no", "no_target": "no target"}
    marked = quality.assign(**{name: quality["target_met"] == state for name, state in states.items()})
    marked = marked.assign(no_value=quality["value"].isna())
    grouped = marked.groupby("area", sort=False)
    counted = grouped[[*states, "no_value"]].sum()
    counted.insert(0, "measures", grouped.size())
    commands = grouped["command"].agg(lambda given: "; ".join(given.dropna().unique()) or "none")
    return counted.assign(command=commands).reset_index()


def printed(rows: pd.DataFrame) -> pd.DataFrame:
    """Write out rows of ``quality`` for a table: 0.9998 is not to be read as 1.00.

    Returns
    -------
    pandas.DataFrame
        The rows with ``n``, ``value`` and ``target`` as texts; a value that is missing says why.
    """
    return rows.assign(
        n=[_number(n, "{:,}", "–") for n in rows["n"]],
        value=[_value(row) for row in rows.itertuples()],
        target=[_number(target, "{:.0%}", "none") for target in rows["target"]],
    )


def _value(row):
    missing = "not measured" if pd.isna(row.n) or row.n > 0 else "no case"
    return _number(row.value, {"share": "{:.2%}", "count": "{:,.0f}", "coefficient": "{:.3f}"}[row.unit], missing)


def _number(number, form, missing):
    return missing if pd.isna(number) else form.format(number)


def theme_scores(quality: pd.DataFrame) -> pd.DataFrame:
    """Return precision and recall of each theme's patterns on both samples.

    Parameters
    ----------
    quality
        The table ``quality``.

    Returns
    -------
    pandas.DataFrame
        One row a theme, sample and measure, all themes together first: ``theme`` (id, or ``all themes together``),
        ``sample`` (first, second), ``measure`` (precision, recall), ``n`` (cases), ``right`` (of them), ``value`` (0
        to 1, missing where n is 0), ``low`` and ``high`` (95 % Wilson interval).
    """
    kinds = quality["measure"].isin(["precision", "recall"])
    rows = quality[quality["area"].eq("themes") & kinds].copy()
    rows["sample"] = rows["measure_id"].str.extract(r"^themes-(\w+?)-", expand=False)
    rows = with_interval(rows.rename(columns={"of_what": "theme"}))
    return rows[["theme", "sample", "measure", "n", "right", "value", "low", "high"]].reset_index(drop=True)


def with_interval(rows: pd.DataFrame) -> pd.DataFrame:
    """Add to rows of ``quality`` how many cases were right, and the 95 % Wilson interval of their share."""
    right = (rows["value"] * rows["n"]).round().astype("Int64")
    pairs = list(zip(right.fillna(0).astype(int), rows["n"].astype(int), strict=True))
    bounds = [shares.wilson(hits, of) for hits, of in pairs]
    return rows.assign(right=right, low=[low for low, _ in bounds], high=[high for _, high in bounds])


def alphas(quality: pd.DataFrame) -> pd.DataFrame:
    """Return Krippendorff's alpha of the two readers of the first sample, lowest first.

    Returns
    -------
    pandas.DataFrame
        ``theme`` and ``alpha``; missing where nobody saw the theme.
    """
    rows = quality[quality["measure"].str.startswith("Krippendorff")]
    named = rows.rename(columns={"of_what": "theme", "value": "alpha"})[["theme", "alpha"]]
    return named.sort_values(["alpha", "theme"]).reset_index(drop=True)


def segmenter(quality: pd.DataFrame) -> pd.DataFrame:
    """Set each agreement of the segmenter beside the same with nothing left out.

    Returns
    -------
    pandas.DataFrame
        One row a field: ``field``, ``counted`` and ``n_counted`` (with the rules that leave lines out), ``raw`` and
        ``n_raw`` (all lines), ``left_out`` (their difference in lines); shares from 0 to 1.
    """
    rows = quality.set_index("measure_id")
    fields = ["part", "prefix", "verb"]
    counted = rows.loc[[f"segmenter-{field}" for field in fields]]
    raw = rows.loc[[f"segmenter-{field}-raw" for field in fields]]
    return pd.DataFrame(
        {
            "field": counted["of_what"].to_numpy(),
            "counted": counted["value"].to_numpy(),
            "n_counted": counted["n"].to_numpy(),
            "raw": raw["value"].to_numpy(),
            "n_raw": raw["n"].to_numpy(),
            "left_out": raw["n"].to_numpy() - counted["n"].to_numpy(),
        }
    )


def place_codes(quality: pd.DataFrame) -> pd.DataFrame:
    """Return how verb, strength, addressee and tools were coded, on both draws.

    Returns
    -------
    pandas.DataFrame
        One row a field and measure: ``field``, ``measure``, then for each draw ``first`` and ``second`` a text such
        as ``85 of 102``, and ``first_share``, ``second_share`` (0 to 1).
    """
    rows = quality[quality["measure_id"].str.match(r"mentions-(first|second)-")].copy()
    rows["draw"] = rows["measure_id"].str.split("-").str[1]
    rows = with_interval(rows)
    rows["counted"] = rows["right"].astype("string") + " of " + rows["n"].astype("string")
    wide = rows.pivot(index=["of_what", "measure"], columns="draw", values=["counted", "value"])
    wide.columns = [draw if kind == "counted" else f"{draw}_share" for kind, draw in wide.columns]
    order = ["verb", "strength", "addressee", "tools"]
    wide = wide.reset_index().rename(columns={"of_what": "field"})
    wide = wide.sort_values("field", key=lambda names: names.map(order.index), kind="stable")
    numbers = {f"{draw}_share": wide[f"{draw}_share"].astype("Float64") for draw in SAMPLES}
    return wide.assign(**numbers).reset_index(drop=True)


def wrong_codes(mentions: pd.DataFrame, coded: pd.DataFrame, field: str) -> pd.DataFrame:
    """Count, for each code of a listed field, what the engine found rightly, found too much, and missed.

    Parameters
    ----------
    mentions
        The table ``mentions``.
    coded
        The table ``coded_mentions_sample``.
    field
        ``tools`` or ``addressee``.

    Returns
    -------
    pandas.DataFrame
        ``code``, ``right``, ``too_much`` (the engine alone), ``missed`` (the reader alone), both draws together; most
        wrong ones first.
    """
    both = coded.merge(mentions, on=["symbol", "part", "label"], suffixes=("", "_engine"))
    pairs = [(_codes(read), _codes(found)) for read, found in zip(both[field], both[f"{field}_engine"], strict=True)]
    kinds = {
        "right": [code for read, found in pairs for code in read & found],
        "too_much": [code for read, found in pairs for code in found - read],
        "missed": [code for read, found in pairs for code in read - found],
    }
    counted = pd.DataFrame({kind: pd.Series(codes, dtype="str").value_counts() for kind, codes in kinds.items()})
    counted = counted.fillna(0).astype("int64").rename_axis("code").reset_index()
    wrong = -(counted["too_much"] + counted["missed"])
    return counted.assign(wrong=wrong).sort_values(["wrong", "code"]).drop(columns="wrong").reset_index(drop=True)


def _codes(listed) -> set[str]:
    return set() if pd.isna(listed) else set(str(listed).split("; "))


def still_there(errors: pd.DataFrame, tables: dict[str, pd.DataFrame]) -> pd.Series:
    """Say of each known error whether the table still has it.

    Parameters
    ----------
    errors
        The table ``known_errors``.
    tables
        The tables that it names, by name.

    Returns
    -------
    pandas.Series
        True where what should not stand in the cell stands there, and what should does not.
    """
    return pd.Series([_has(error, tables[error.table]) for error in errors.itertuples()], index=errors.index)


def _has(error, table):
    rows = table[table["symbol"] == error.symbol]
    for key in ("part", "label"):
        wanted = getattr(error, key)
        rows = rows if pd.isna(wanted) else rows[rows[key] == wanted]
    codes = set().union(*rows[error.field].map(_codes))
    wrong = pd.isna(error.found) or error.found in codes
    # a missing code needs a row that lacks it, a missing row needs none
    lacking = pd.isna(error.expected) or error.expected not in codes
    return wrong and lacking and (len(rows) > 0) == (error.field != "symbol")


def errors_by_kind(errors: pd.DataFrame) -> pd.DataFrame:
    """Gather the known errors of one kind.

    Returns
    -------
    pandas.DataFrame
        In the order of the table: ``what is wrong``, ``column``, ``errors``, ``resolutions``, ``where`` (the first
        three places).
    """
    places = errors["symbol"].str.cat(errors["label"].fillna(""), sep=", ").str.removesuffix(", ")
    marked = errors.assign(where=places, column=errors["table"] + "." + errors["field"])
    grouped = marked.groupby(["why", "column"], sort=False)
    counted = grouped.agg(errors=("why", "size"), resolutions=("symbol", "nunique"), where=("where", _first_three))
    return counted.reset_index().rename(columns={"why": "what is wrong"})


def _first_three(places):
    different = list(dict.fromkeys(places))
    return "; ".join(different[:3]) + ("; …" if len(different) > 3 else "")


def with_headings(documents: pd.DataFrame, library: pd.DataFrame) -> pd.DataFrame:
    """Say for each Council resolution what the librarians' record of its draft has.

    Parameters
    ----------
    documents
        The table ``documents``.
    library
        The table ``library_headings``.

    Returns
    -------
    pandas.DataFrame
        Council resolutions by number: ``symbol``, ``year``, ``date``, ``names_interpol``, ``heading`` (one of
        `HEADINGS`).
    """
    council = documents[documents["body"] == "Security Council"].sort_values("number")
    heading = council["symbol"].map(library.set_index("symbol")["heading_interpol"]).fillna("no record")
    return council.assign(heading=heading)[["symbol", "year", "date", "names_interpol", "heading"]]


def verdicts(benchmarks: pd.DataFrame) -> pd.Series:
    """Count the published figures by what became of them; a difference counts as explained if its reason says how.

    Returns
    -------
    pandas.Series
        Index: ``reproduced``, ``differs, explained``, ``differs, not explained``, ``counts something else``, ``not
        decidable here``.
    """
    unexplained = benchmarks["reason"].str.startswith("Not explained").fillna(False)
    differs = benchmarks["verdict"] == "differ"
    return pd.Series(
        {
            "reproduced": int((benchmarks["verdict"] == "agree").sum()),
            "differs, explained": int((differs & ~unexplained).sum()),
            "differs, not explained": int((differs & unexplained).sum()),
            "counts something else": int((benchmarks["verdict"] == "not comparable").sum()),
            "not decidable here": int((benchmarks["verdict"] == "not decidable here").sum()),
        }
    )


def beside(benchmarks: pd.DataFrame, verdict: str) -> pd.DataFrame:
    """Set published and own numbers of one verdict beside each other, as words.

    Returns
    -------
    pandas.DataFrame
        ``quantity``, ``published`` (with its qualifier, unless exact), ``ours``, ``reason``.
    """
    chosen = benchmarks[benchmarks["verdict"] == verdict]
    qualifier = chosen["qualifier"].where(chosen["qualifier"] != "exact", "")
    published = (qualifier + " " + chosen["published_value"].map("{:,.10g}".format)).str.strip()
    ours = chosen["our_value"].map("{:,.10g}".format)
    return chosen.assign(published=published, ours=ours)[["quantity", "published", "ours", "reason"]]


def needs(benchmarks: pd.DataFrame) -> pd.DataFrame:
    """Count the published figures that cannot be decided here by what is not held.

    Returns
    -------
    pandas.DataFrame
        ``what_is_missing``, ``figures``; most first.
    """
    missing = benchmarks.loc[benchmarks["verdict"] == "not decidable here", "reason"].rename("what_is_missing")
    return missing.value_counts(sort=False).sort_values(ascending=False, kind="stable").rename("figures").reset_index()


def issues_by_kind(issues: pd.DataFrame) -> pd.DataFrame:
    """Count the places where a source departs from its symbol or from another source.

    Returns
    -------
    pandas.DataFrame
        ``kind``, ``places``, ``resolutions``, ``left_as_it_is`` (places that nothing could mend); most first.
    """
    grouped = issues.assign(left=issues["done"] == "left as it is").groupby("kind")
    counted = grouped.agg(places=("kind", "size"), resolutions=("symbol", "nunique"), left_as_it_is=("left", "sum"))
    return counted.sort_values("places", ascending=False, kind="stable").reset_index()


def readers() -> pd.DataFrame:
    """Return the tables that rest on reading, how many readings each row had, and what the contract says of them.

    Returns
    -------
    pandas.DataFrame
        ``table``, ``holds``, ``rows``, ``readings`` (1 or 2), ``reader`` (``language model`` where the contract says so
        of this table, else ``not said``); read once first, longest first.
    """
    rows = [_reading(name, 1) for name in READ_ONCE] + [_reading(name, 2) for name in READ_TWICE]
    ordered = pd.DataFrame(rows).sort_values(["readings", "rows"], ascending=[True, False], kind="stable")
    return ordered.reset_index(drop=True)


def _reading(name: str, times: int) -> dict:
    described = contract.resource(name)
    said = described["description"] + described.get("gaps", "")
    return {
        "table": name,
        "holds": described["title"],
        "rows": contract.row_count(described),
        "readings": times,
        "reader": "language model" if "language model" in said else "not said",
    }
