"""Published figures: computed ones are recomputed, undecided ones stay undecided."""

import csv

import pandas as pd
import pytest

from helpers import benchmarks, contract, load
from helpers.corpus import record_counts, resolution_ranges

TABLES = {"documents": pd.DataFrame({"body": ["Security Council"] * 3, "year": [1989, 1990, 2019]})}


@pytest.mark.parametrize(
    ("published", "verdict", "reason"), [("3", "agree", ""), ("2", "differ", "Their number was reached in September")]
)
def test_a_difference_is_told_with_its_reason(published, verdict, reason):
    row = benchmarks.computed({"benchmark_id": "p01", "published_value": published, "published_text": ""}, TABLES)
    assert (row["our_value"], row["verdict"]) == ("3", verdict)
    assert row["reason"].startswith(reason)


def test_a_figure_that_the_tables_cannot_decide_says_what_is_missing():
    row = benchmarks.computed({"benchmark_id": "p44", "published_value": "21", "published_text": ""}, TABLES)
    assert (row["our_value"], row["how_computed"], row["verdict"]) == ("", "", "not decidable here")
    assert "not held" in row["reason"]


def test_each_published_figure_is_either_computed_or_said_to_be_undecidable():
    published = set(load("benchmarks")["benchmark_id"])
    assert published == set(benchmarks.COMPUTATIONS) | set(benchmarks.UNDECIDABLE)
    assert not set(benchmarks.COMPUTATIONS) & set(benchmarks.UNDECIDABLE)


def value(key, **tables):
    return benchmarks.COMPUTATIONS[key].value({name: pd.DataFrame(rows) for name, rows in tables.items()})


def test_a_resumption_is_no_meeting_of_its_own_and_a_closed_one_is_not_open():
    meetings = {
        "body": ["Security Council"] * 4 + ["General Assembly"],
        "year": [2018, 2018, 2018, 2019, 2018],
        "number": [8228, 8228, 8229, 8230, 8231],
        "form": ["open", "open", "closed", "open", "open"],
    }
    assert value("p09-meetings", meetings=meetings) == 1
    all_of_2020 = meetings | {"year": [2020] * 5}
    assert value("p14-meetings", meetings=all_of_2020) == 3


def test_the_published_public_meetings_of_2016_are_all_meetings_of_that_year():
    council = load("meetings").query("body == 'Security Council' and year == 2016")
    published = load("benchmarks").set_index("benchmark_id")
    assert council["number"].nunique() == published.loc["p07", "published_value"]


def test_failed_drafts_that_were_not_vetoed_are_the_rest():
    meetings = {"body": ["Security Council"] * 2, "year": [2018] * 2, "drafts_not_adopted": ["S/1 | S/2", "S/3"]}
    counts = {"record_count_id": ["vetoes-2018"], "count": [2]}
    assert value("p10-votes", meetings=meetings, record_counts=counts) == 1


def test_chapter_vii_needs_both_words_in_one_text():
    documents = {"symbol": ["a", "b", "c"], "body": ["Security Council"] * 3, "year": [2013, 2013, 2012]}
    terms = {"symbol": ["a", "a", "b", "c", "c"], "term": ["chapter", "vii", "vii", "chapter", "vii"]}
    assert value("p13", documents=documents, terms=terms) == 1


def test_a_pair_of_council_resolutions_counts_once_and_only_backwards():
    new, old, later = "S/RES/20 (1947)", "S/RES/10 (1946)", "S/RES/30 (1948)"
    citations = {"citing": [new, new, new, new, later], "cited": [old, old, later, "A/RES/1 (I)", old]}
    assert value("p02", citations=citations) == 2


def test_numbers_of_the_assembly_run_through_the_first_sessions_and_then_by_session():
    ranges = {
        "body": ["A"] * 6 + ["S"],
        "series": ["XXX", "S-VII", "31", "S-8", "75", "ES-9", "1946"],
        "first": [3363, 3361, 1, 1, 1, 1, 1],
        "last": [3541, 3362, 208, 2, 328, 9, 15],
        "skipped": [0, 0, 100, 0, 0, None, 0],
        "basis": ["listed"] * 5 + ["upper bound of ours", "listed"],
    }
    documents = {"body": ["Security Council"] * 2, "year": [2019, 2020]}
    assert value("p18", resolution_ranges=ranges) == 3541
    assert value("p40", resolution_ranges=ranges) == 3541 + 108 + 2
    assert value("p41", resolution_ranges=ranges, documents=documents) == 3541 + 108 + 2 + 1


def test_growth_is_that_of_the_mean():
    documents = {"body": ["Security Council"] * 3, "year": [1995, 1995, 2015], "words": [100, 300, 500]}
    assert value("p15", documents=documents) == 2.5


def test_names_in_other_organs_later_years_and_unread_texts_are_no_floor():
    documents = {
        "body": ["Security Council", "General Assembly", "Economic and Social Council", "General Assembly"],
        "year": [2014, 2021, 2014, 2014],
        "names_interpol": ["yes", "yes", "yes", "unknown"],
    }
    assert value("p20", documents=documents) == 1


def test_vetoes_are_rows_of_the_list_whatever_their_date_looks_like():
    head = [["Security Council - Veto List"], ["Date", "Draft", "Record", "Item", "Member"]]
    days = ["1 June 2018", "14-15 December 2001", "30 January 86"]
    rows = record_counts.vetoes(head + [[day, "", "", "", "Two members"] for day in days])
    assert [row["count"] for row in rows] == [3, 1]


def test_what_was_issued_without_a_meeting_is_counted_apart():
    rows = [
        ["Meeting\nRecord", *["head"] * 6],
        ["--", *[""] * 5, "S/PRST/2020/12\nS/PRST/2020/11"],
        ["S/PV.8778", *[""] * 5, "S/PRST/2020/10"],
        ["--", *[""] * 5, "S/RES/2560 (2020)"],
    ]
    assert [row["count"] for row in record_counts.videoconferences(rows)] == [2, 2]


def test_a_member_without_a_vote_did_not_vote():
    fields = "".join(
        f'<datafield tag="967"><subfield code="c">X</subfield>{vote}</datafield>'
        for vote in ('<subfield code="d">Y</subfield>', '<subfield code="d">A</subfield>', "", "")
    )
    record = f'<collection xmlns="http://www.loc.gov/MARC21/slim"><record>{fields}</record></collection>'
    found = {row["record_count_id"].removeprefix("vote-78-264-"): row["count"] for row in record_counts.ballot(record)}
    assert found == {"yes": 1, "no": 0, "abstain": 1, "not-voting": 2, "total": 4}


def test_submitters_are_counted_by_name():
    rows = [{"Draft": "S/2014/688", "Submitted by": "Chad, Bosnia and Herzegovina,Togo,Togo"}]
    assert record_counts.sponsors(rows)[0]["count"] == 3


def test_the_published_table_holds_what_is_computed_today():
    tables = {name: load(name) for name in benchmarks.TABLES}
    with (contract.published() / "benchmarks.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert [row for row in rows if row != row | benchmarks.computed(row, tables)] == []


def test_each_difference_has_a_reason():
    table = load("benchmarks")
    assert table.loc[table["verdict"].isin(["differ", "not comparable", "not decidable here"]), "reason"].notna().all()


def test_only_long_runs_of_missing_numbers_count_as_skipped(tmp_path):
    given_out = [*range(1, 300), *range(500, 513)]
    lines = ["symbol", *(f"A/RES/56/{n}" for n in given_out), "A/RES/57/1", "A/RES/57/100"]
    (tmp_path / "symbols.csv").write_text("\n".join(lines))
    rows = {row["series"]: row for row in resolution_ranges.assembly_rows(tmp_path / "symbols.csv")}
    assert (rows["56"]["first"], rows["56"]["last"], rows["56"]["skipped"]) == (1, 512, 200)
    assert rows["57"]["skipped"] == 0
