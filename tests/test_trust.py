"""What notebook 18 says of the collection's own measures: nothing is lost, nothing is made to look better."""

import re

import pandas as pd
import pytest

from helpers import contract, figures, load, trust, trust_charts
from helpers.corpus import library_headings


@pytest.fixture(scope="module")
def quality():
    return load("quality")


def record(resolution, bodies=None, subjects=None):
    return {"993__a": resolution, "610__a": bodies, "650": subjects}


def test_a_record_without_headings_is_unknown_and_one_of_several_records_is_enough():
    known = {"S/RES/9 (1946)", "S/RES/10 (1946)", "S/RES/11 (1946)", "S/RES/12 (1946)"}
    records = [
        record("S/RES/10(1946)", "UN. Secretariat; INTERPOL", "LAMPS"),
        record("S/RES/10 (1946)", None, "LAMPS"),
        record("S/RES/9(1946); S/RES/11(1946)", None, None),
        record("S/RES/12(1946)", "INTERPOLATION SOCIETY", None),
        record("S/RES/9(1999)", "INTERPOL", None),
        record(None, "INTERPOL", None),
    ]
    found = {row["symbol"]: row for row in library_headings.headings(records, known)}
    assert list(found) == ["S/RES/9 (1946)", "S/RES/10 (1946)", "S/RES/11 (1946)", "S/RES/12 (1946)"]
    assert [row["heading_interpol"] for row in found.values()] == ["unknown", "yes", "unknown", "no"]
    assert [row["records"] for row in found.values()] == [1, 2, 1, 1]


def test_no_resolution_without_a_record_counts_as_without_the_heading():
    documents, library = load("documents"), load("library_headings")
    found = trust.with_headings(documents, library)
    assert len(found) == (documents["body"] == "Security Council").sum()
    without = ~found["symbol"].isin(library["symbol"])
    assert set(found.loc[without, "heading"]) == {"no record"}
    assert set(found["heading"]) == set(trust.HEADINGS)


def test_scores_of_themes_keep_their_cases_and_what_cannot_be_divided_stays_missing(quality):
    scores = trust.theme_scores(quality)
    assert (scores.groupby(["sample", "measure"])["theme"].nunique() == scores["theme"].nunique()).all()
    assert len(scores) == 2 * 2 * scores["theme"].nunique()
    empty = scores[scores["n"] == 0]
    assert empty["value"].isna().all()
    assert empty["low"].isna().all()
    rest = scores[scores["n"] > 0]
    assert ((rest["right"] / rest["n"] - rest["value"]).abs() < 1e-4).all()
    assert ((rest["low"] <= rest["value"] + 1e-4) & (rest["value"] <= rest["high"] + 1e-4)).all()


def test_alphas_are_lowest_first_and_unknown_is_last(quality):
    alphas = trust.alphas(quality)["alpha"]
    assert alphas.dropna().is_monotonic_increasing
    assert alphas.dropna().index.max() == alphas.notna().sum() - 1


def test_the_segmenter_is_never_shown_without_the_figure_that_leaves_nothing_out(quality):
    found = trust.segmenter(quality)
    assert found[["counted", "raw", "n_counted", "n_raw"]].notna().all(axis=None)
    assert (found["left_out"] > 0).all()


def test_codes_of_places_are_whole_cases(quality):
    found = trust.place_codes(quality)
    assert list(found["field"].unique()) == ["verb", "strength", "addressee", "tools"]
    right, of = found.set_index(["field", "measure"]).loc[("tools", "precision"), "second"].split(" of ")
    assert 0 < int(right) < int(of)


def test_each_published_figure_and_each_issue_is_counted_once(quality):
    benchmarks, issues = load("benchmarks"), load("corpus_issues")
    counts = trust.verdicts(benchmarks)
    assert counts.sum() == len(benchmarks)
    measured = quality.set_index("measure_id")["value"]
    assert counts["differs, not explained"] == measured["benchmarks-unexplained"]
    assert trust.needs(benchmarks)["figures"].sum() == counts["not decidable here"]
    assert trust.issues_by_kind(issues)["places"].sum() == len(issues)


def test_a_qualifier_stands_before_its_published_number():
    rows = {"quantity": ["texts", "votes", "other"], "qualifier": ["more than", "exact", "exact"]}
    numbers = {"published_value": [40000, 7, 1], "our_value": [31.5, 8, 1]}
    table = pd.DataFrame(rows | numbers | {"verdict": ["differ", "differ", "agree"], "reason": ["a", "b", pd.NA]})
    found = trust.beside(table, "differ")
    assert found["published"].tolist() == ["more than 40,000", "7"]
    assert found["ours"].tolist() == ["31.5", "8"]


def test_absent_resolutions_are_not_unknown_ones():
    groups = trust.known_of_all(load("documents"), load("resolution_ranges"))
    assert (groups.loc[["Council to 2015", "Council since"], "absent"] == 0).all()
    assert groups.loc["Assembly", "absent"] > groups.loc["Assembly", "unknown"] > 0


def test_a_table_is_said_to_be_read_as_often_as_the_contract_says():
    found = trust.readers().set_index("table")
    assert found.loc["coded_sample", "readings"] == 2
    assert (found.loc[["coded_sample_second", "council_subjects", "gists"], "readings"] == 1).all()
    assert found.loc["claims", "reader"] == "language model"
    assert set(found.loc[found["reader"] == "not said"].index) == {"readings", "coded_mentions"}


def test_every_table_that_a_reader_coded_is_among_those_that_are_said_to_be_read():
    listed = {*trust.READ_ONCE, *trust.READ_TWICE}
    described = {name: contract.resource(name) for name in contract.names()}
    told = {
        name
        for name, about in described.items()
        if re.search(r"\b(?:one|two) readers?\b", about["description"] + about.get("gaps", ""))
    }
    assert told - {"mentions"} <= listed  # mentions takes in the places of coded_mentions


def test_the_overview_has_every_group_of_the_table(quality):
    areas = trust.areas(quality)
    assert set(areas["area"]) == set(quality["area"])
    assert areas["measures"].sum() == len(quality)
    assert (areas[["met", "missed", "no_target"]].sum(axis=1) <= areas["measures"]).all()


def test_a_share_close_to_one_is_not_printed_as_one(quality):
    rows = pd.DataFrame(
        {"n": [4085, 0, None], "value": [0.9998, None, 10077], "target": [0.99, None, None]}
        | {"unit": ["share", "share", "count"]}
    ).astype({"n": "Int64", "value": "Float64", "target": "Float64"})
    found = trust.printed(rows)
    assert list(found["value"]) == ["99.98%", "no case", "10,077"]
    assert list(found["n"]) == ["4,085", "0", "–"]
    assert list(found["target"]) == ["99%", "none", "none"]
    assert (trust.printed(quality[quality["value"].isna()])["value"].isin(["no case", "not measured"])).all()


def test_each_code_is_right_or_too_much_or_missed():
    mentions = pd.DataFrame({"symbol": ["X"], "part": ["operative"], "label": ["1"], "tools": ["a; b"]})
    found = trust.wrong_codes(mentions, mentions.assign(tools="b; c"), "tools").set_index("code")
    assert found.loc["a"].to_dict() == {"right": 0, "too_much": 1, "missed": 0}
    assert found.loc["b"].to_dict() == {"right": 1, "too_much": 0, "missed": 0}
    assert found.loc["c"].to_dict() == {"right": 0, "too_much": 0, "missed": 1}


def test_the_codes_of_the_sample_add_up_to_what_quality_says(quality):
    found = trust.wrong_codes(load("mentions"), load("coded_mentions_sample"), "tools")
    rows = trust.with_interval(quality[quality["measure_id"].str.match(r"mentions-(first|second)-tools-")])
    precision = rows[rows["measure"] == "precision"]
    assert found["right"].sum() == precision["right"].sum()
    assert (found["right"] + found["too_much"]).sum() == precision["n"].sum()


def test_every_known_error_is_still_there():
    errors = load("known_errors")
    there = trust.still_there(errors, {name: load(name) for name in errors["table"].unique()})
    assert list(errors.loc[~there, "error_id"]) == [], "mended or moved: take it off the list, or correct its place"


def test_a_mended_error_is_not_still_there():
    errors = load("known_errors")
    tables = {name: load(name) for name in errors["table"].unique()}
    one = errors[(errors["field"] == "tools") & errors["found"].notna()].head(1)
    place = (tables["mentions"][["symbol", "part", "label"]] == one[["symbol", "part", "label"]].iloc[0]).all(axis=1)
    mended = tables["mentions"].assign(tools=tables["mentions"]["tools"].mask(place))
    assert not trust.still_there(one, {"mentions": mended}).iloc[0]
    assert not trust.still_there(one, {"mentions": tables["mentions"][~place]}).iloc[0]


def test_errors_of_one_kind_are_counted_once():
    errors = load("known_errors")
    assert trust.errors_by_kind(errors)["errors"].sum() == len(errors)


def test_the_drawings_are_whole(quality):
    named = trust.with_headings(load("documents"), load("library_headings"))
    named = named[named["names_interpol"] == "yes"]
    drawn = [
        trust_charts.known_of_all(trust.known_of_all(load("documents"), load("resolution_ranges")), "A title"),
        trust_charts.headings(named, "A title"),
        trust_charts.segmenter(trust.segmenter(quality), "A title"),
        trust_charts.theme_scores(trust.theme_scores(quality), "A title"),
        trust_charts.verdicts(trust.verdicts(load("benchmarks")), "A title"),
    ]
    for figure in drawn:
        figures._check_nothing_is_cut(figure, "drawing")
