"""The Assembly and ECOSOC: a selection; what is counted from it says what it leaves out."""

import pandas as pd
import pytest

from helpers import assembly, charts, load

ASSEMBLY, ECOSOC = "General Assembly", "Economic and Social Council"
DOCUMENTS = pd.DataFrame(
    [
        ("A/RES/70/76", ASSEMBLY, "70", pd.NA, None, None, "yes"),
        ("A/RES/71/19", ASSEMBLY, "71", 2016, "2016-11-21", "On police", "yes"),
        ("A/RES/71/20", ASSEMBLY, "71", 2016, "2016-11-21", "on Police", "unknown"),
        ("A/RES/71/21", ASSEMBLY, "71", 2016, "2016-11-21", "On oceans", "unknown"),
        ("A/RES/S-20/4", ASSEMBLY, "S-20", 1998, "1998-06-10", "On drugs", "yes"),
        ("E/RES/1985/11", ECOSOC, None, 1985, "1985-05-28", "On drugs", "yes"),
    ],
    columns=["symbol", "body", "session", "year", "date", "title", "names_interpol"],
).assign(date=lambda rows: pd.to_datetime(rows["date"]), year=lambda rows: rows["year"].astype("Int64"))
RANGES = pd.DataFrame(
    [("A", "70", 305, 200, "listed"), ("A", "71", 350, 0, "upper bound of ours"), ("A", "S-20", 4, 0, "listed")],
    columns=["body", "series", "last", "skipped", "basis"],
)


def test_a_document_without_a_date_stands_in_the_autumn_of_its_session():
    assert assembly.year(DOCUMENTS).tolist() == [2015, 2016, 2016, 2016, 1998, 1985]


def test_special_sessions_and_ecosoc_have_no_regular_session():
    assert assembly.session(DOCUMENTS).isna().tolist() == [False] * 4 + [True] * 2


def test_only_a_listed_number_of_resolutions_is_given_as_such():
    counts = assembly.coverage(DOCUMENTS, RANGES)
    assert counts.loc[70].tolist() == [1, 0, 0, 305 - 200]
    assert counts.loc[71, ["yes", "no", "unknown"]].tolist() == [1, 0, 2]
    assert pd.isna(counts.loc[71, "numbered"])


@pytest.mark.parametrize(("day", "count"), [("1985-05-27", 0), ("1985-05-28", 1), ("2016-09-29", 2), ("2016-09-30", 3)])
def test_a_document_without_a_date_counts_once_its_session_has_closed(day, count):
    assert assembly.known_by(DOCUMENTS[DOCUMENTS["names_interpol"] == "yes"], day) == count


def test_places_are_counted_up_to_each_day():
    mentions = pd.DataFrame(
        [("A/RES/71/19", "operative"), ("A/RES/71/19", "title"), ("A/RES/S-20/4", "annex")], columns=["symbol", "part"]
    )
    named = DOCUMENTS[(DOCUMENTS["names_interpol"] == "yes") & (DOCUMENTS["body"] == ASSEMBLY)]
    counts = assembly.places_by(named, mentions, ["2000-01-01", "2016-12-31"])
    assert counts.to_dict("index") == {
        "operative paragraph": {"2000-01-01": 0, "2016-12-31": 1},
        "annex only": {"2000-01-01": 1, "2016-12-31": 1},
        "text not held": {"2000-01-01": 0, "2016-12-31": 1},
    }


def test_unknown_documents_with_the_title_of_a_naming_one_are_found():
    found = assembly.same_title(DOCUMENTS)
    assert found[["unknown", "names_it", "resolutions"]].values.tolist() == [["A/RES/71/20", "A/RES/71/19", 1]]


def test_without_such_documents_the_list_is_empty():
    assert assembly.same_title(DOCUMENTS.iloc[[1, 3]]).empty


def test_the_lanes_hold_one_mark_for_each_document():
    named = DOCUMENTS[DOCUMENTS["names_interpol"] == "yes"].assign(subject="drugs", basis="whole text")
    named["year"] = assembly.year(named)
    fig = charts.subject_lanes(named, "A finding")
    assert sum(len(marks.get_offsets()) for marks in fig.axes[0].collections) == len(named)


def test_each_resolution_of_the_two_organs_that_names_interpol_has_a_subject():
    documents = load("documents").query("body != 'Security Council' and names_interpol == 'yes'")
    assert sorted(load("assembly_subjects")["symbol"]) == sorted(documents["symbol"])


def test_a_name_in_a_footnote_only_was_seen_in_a_copy_with_footnotes():
    rows = load("assembly_subjects").merge(load("documents"), on="symbol").query("place == 'footnote only'")
    assert rows["symbol"].tolist() == ["A/RES/78/228"]
    assert set(rows["text_state"]) == {"whole"}
