"""Shares: three states, their denominators, an interval, and what the unread can still change."""

import pandas as pd
import pytest

from helpers import charts, load, shares

DOCUMENTS = pd.DataFrame(
    [
        ("S/RES/1 (2000)", "2000-01-02", 2000, "no"),
        ("S/RES/2 (2000)", "2000-03-04", 2000, "yes"),
        ("S/RES/3 (2000)", "2000-05-06", 2000, "unknown"),
        ("S/RES/4 (2001)", "2001-01-02", 2001, "no"),
        ("S/RES/5 (2002)", "2002-01-02", 2002, "unknown"),
    ],
    columns=["symbol", "date", "year", "names_interpol"],
).assign(date=lambda rows: pd.to_datetime(rows["date"]))


def test_unknown_documents_stay_out_of_the_share_and_widen_its_bounds():
    year = shares.states(DOCUMENTS, "year").loc[2000]
    assert [year["yes"], year["no"], year["unknown"], year["documents"], year["decided"]] == [1, 1, 1, 3, 2]
    assert year["share"] == 0.5
    assert (year["least"], year["most"]) == (pytest.approx(1 / 3), pytest.approx(2 / 3))


def test_where_nothing_is_known_there_is_no_share():
    year = shares.states(DOCUMENTS, "year").loc[2002]
    assert year[["share", "low", "high"]].isna().all()
    assert (year["least"], year["most"]) == (0, 1)


def test_rows_without_a_group_are_left_out():
    group = pd.Series(["a", "a", None, None, "a"])
    assert shares.states(DOCUMENTS, group.rename("group"))["documents"].tolist() == [3]


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (29, 29, 0.8830, 1.0)],
)
def test_wilson_gives_the_intervals_that_newcombe_published(hits, of, low, high):
    """Newcombe, Statistics in Medicine 17 (1998), 857-872, table I, method 3."""
    assert shares.wilson(hits, of) == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))


@pytest.mark.parametrize(("hits", "of"), [(-1, 3), (4, 3)])
def test_wilson_refuses_impossible_counts(hits, of):
    with pytest.raises(ValueError, match="expected hits from 0"):
        shares.wilson(hits, of)


def test_the_place_of_a_name_is_the_one_that_carries_most():
    rows = [("a", "preambular"), ("a", "operative"), ("a", "title"), ("b", "footnote"), ("b", "annex"), ("c", "title")]
    places = shares.places(pd.DataFrame(rows, columns=["symbol", "part"]))
    assert places.to_dict() == {"a": "operative paragraph", "b": "annex only", "c": "title only"}


def test_a_convention_in_an_annex_is_no_operative_paragraph():
    places = shares.places(load("mentions"))
    assert places[["A/RES/58/4", "A/RES/78/228", "S/RES/2763 (2024)"]].tolist() == [
        "annex only",
        "footnote only",
        "annex only",
    ]
    assert set(places) <= set(shares.PLACES.values())


def test_a_series_is_split_at_its_first_hit():
    row = shares.before_and_since(DOCUMENTS.sample(frac=1, random_state=1)).iloc[0]
    assert row["first"] == "S/RES/2 (2000)"
    assert row[["before_yes", "before_no", "before_unknown"]].tolist() == [0, 1, 0]
    assert row[["since_yes", "since_no", "since_unknown"]].tolist() == [1, 1, 2]


def test_ballots_tell_absence_abstention_and_opposition_apart():
    votes = [(0, 0, 0), (0, 0, 1), (0, 2, 1), (1, 2, 0), (None, None, None)]
    rows = pd.DataFrame(votes, columns=["no", "abstain", "not_voting"], dtype="Int64")
    rows = rows.assign(outcome="adopted by vote", names_interpol="no")
    rows = pd.concat([rows, rows.tail(1).assign(outcome="adopted without a vote", names_interpol="yes")])
    counted = shares.ballots(rows)
    assert counted.loc["no"].tolist() == [1, 1, 1, 1, 0, 1, 5]
    assert counted.loc["yes", ["without a vote", "resolutions"]].tolist() == [1, 1]
    assert counted.loc["unknown", "resolutions"] == 0


def test_the_marks_are_as_many_as_the_documents_and_unknown_is_drawn_as_unknown():
    named = pd.DataFrame(
        {"year": [2000, 2000, 2001], "subject": ["other subjects", *["terrorism: sanctions lists"] * 2]}
    )
    notes = pd.DataFrame({"year": [2000], "text": ["first"], "height": [3]})
    fig = charts.subject_marks(named, shares.states(DOCUMENTS, "year"), notes, "A finding")
    upper, lower = fig.axes
    assert sum(len(marks.get_offsets()) for marks in upper.collections) == len(named)
    assert sum(bar.get_hatch() is not None for bar in lower.patches) == 2


def test_each_council_resolution_that_names_interpol_has_a_subject_and_an_item():
    documents = load("documents").query("body == 'Security Council' and names_interpol == 'yes'")
    assert sorted(load("council_subjects")["symbol"]) == sorted(documents["symbol"])
    assert set(documents["agenda_item"]) <= set(load("council_items")["agenda_item"])
    assert set(load("council_subjects")["subject"]) == set(charts.COUNCIL_LOOKS)


def test_interpol_enters_the_council_with_sanctions_before_september_2001():
    named = load("documents").merge(load("council_subjects"), on="symbol").sort_values("date")
    assert named["symbol"].tolist()[:2] == ["S/RES/1295 (2000)", "S/RES/1306 (2000)"]
    early = named[named["date"] < "2001-09-11"]
    assert set(early["subject"]) == {"sanctions regimes other than terrorism"}
