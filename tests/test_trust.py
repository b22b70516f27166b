"""What notebook 18 says of the collection's own measures: nothing is lost, nothing is made to look better."""

import pandas as pd
import pytest

from helpers import figures, load, trust, trust_charts
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
    assert len(scores) == 2 * 2 * 23
    empty = scores[scores["n"] == 0]
    assert empty["value"].isna().all()
    assert empty["low"].isna().all()
    rest = scores[scores["n"] > 0]
    assert ((rest["right"] / rest["n"] - rest["value"]).abs() < 1e-4).all()
    assert ((rest["low"] <= rest["value"] + 1e-4) & (rest["value"] <= rest["high"] + 1e-4)).all()


def test_alphas_are_lowest_first_and_unknown_is_last(quality):
    alphas = trust.alphas(quality)["alpha"]
    assert alphas.dropna().is_monotonic_increasing
    assert alphas.isna().sum() == 1
    assert pd.isna(alphas.iloc[-1])


def test_the_segmenter_is_never_shown_without_the_figure_that_leaves_nothing_out(quality):
    found = trust.segmenter(quality)
    assert found[["counted", "raw", "n_counted", "n_raw"]].notna().all(axis=None)
    assert (found["left_out"] > 0).all()


def test_codes_of_places_are_whole_cases(quality):
    found = trust.place_codes(quality)
    assert list(found["field"].unique()) == ["verb", "strength", "addressee", "tools"]
    assert found.set_index(["field", "measure"]).loc[("tools", "precision"), "second"] == "41 of 54"


def test_each_published_figure_and_each_issue_is_counted_once(quality):
    benchmarks, issues = load("benchmarks"), load("corpus_issues")
    counts = trust.verdicts(benchmarks)
    assert counts.sum() == len(benchmarks)
    measured = quality.set_index("measure_id")["value"]
    assert counts["differs, not explained"] == measured["benchmarks-unexplained"]
    assert trust.issues_by_kind(issues)["places"].sum() == len(issues)


def test_absent_resolutions_are_not_unknown_ones():
    groups = trust.known_of_all(load("documents"), load("resolution_ranges"))
    assert (groups.loc[["Council to 2015", "Council since"], "absent"] == 0).all()
    assert groups.loc["Assembly", "absent"] > groups.loc["Assembly", "unknown"] > 0


def test_a_table_is_said_to_be_read_as_often_as_the_contract_says():
    found = trust.readers().set_index("table")
    assert found.loc["coded_sample", "readings"] == 2
    assert (found.loc[["coded_sample_second", "council_subjects", "gists"], "readings"] == 1).all()
    assert found.loc["claims", "reader"] == "language model"
    assert set(found["reader"]) == {"language model", "not said"}


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
