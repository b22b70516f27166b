"""Published figures: computed ones are recomputed, undecided ones stay undecided."""

import csv

import pandas as pd
import pytest

from helpers import benchmarks, contract, load

TABLES = {"documents": pd.DataFrame({"body": ["Security Council"] * 3, "year": [1989, 1990, 2019]})}


@pytest.mark.parametrize(
    ("published", "verdict", "reason"), [("3", "agree", ""), ("2", "differ", "Their number was reached in September")]
)
def test_a_difference_is_told_with_its_reason(published, verdict, reason):
    row = benchmarks.computed({"benchmark_id": "p01", "published_value": published, "published_text": ""}, TABLES)
    assert (row["our_value"], row["verdict"]) == ("3", verdict)
    assert row["reason"].startswith(reason)


def test_a_figure_that_the_tables_cannot_decide_is_left_open():
    row = benchmarks.computed({"benchmark_id": "p44", "published_value": "21", "published_text": ""}, TABLES)
    assert row == {"our_value": "", "our_text": "", "how_computed": "", "verdict": "not computed yet", "reason": ""}


def test_the_published_table_holds_what_is_computed_today():
    tables = {name: load(name) for name in ("documents", "meetings", "member_counts")}
    with (contract.published() / "benchmarks.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert [row for row in rows if row != row | benchmarks.computed(row, tables)] == []


def test_each_difference_has_a_reason():
    table = load("benchmarks")
    assert table.loc[table["verdict"].isin(["differ", "not comparable"]), "reason"].notna().all()
