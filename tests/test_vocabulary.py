"""Key words, new words and first uses (notebook 14)."""

import pandas as pd
import pytest

from helpers import load, vocabulary, vocabulary_charts

TERMS = pd.DataFrame(
    [
        ("A/RES/1/1", "crime", 4),
        ("A/RES/1/1", "wire", 1),
        ("A/RES/2/1", "crime", 4),
        ("A/RES/2/1", "drones", 2),
        ("A/RES/2/1", "ninety-third", 1),
        ("A/RES/3/1", "crime", 4),
        ("A/RES/3/1", "drones", 1),
        ("A/RES/3/1", "interpol", 1),
        ("A/RES/3/1", "wire", 1),
    ],
    columns=["symbol", "term", "count"],
)
CHAIN = ["A/RES/1/1", "A/RES/2/1", "A/RES/3/1"]
DOCUMENTS = pd.DataFrame(
    {
        "symbol": CHAIN,
        "body": "General Assembly",
        "date": pd.to_datetime(["1980-01-01", "1999-01-01", "2001-01-01"]),
        "names_interpol": ["no", "unknown", "yes"],
    }
)


def test_the_log_likelihood_is_dunnings():
    # his table of bigrams, 1993: "the swiss", 110 and 2,442, 111 and 29,114
    found = vocabulary.log_likelihood([110], [111], 110 + 2442, 111 + 29114)
    assert found[0] == pytest.approx(270.72, abs=0.01)


def test_equal_shares_have_neither_likelihood_nor_ratio():
    assert vocabulary.log_likelihood([5], [50], 100, 1000)[0] == pytest.approx(0)
    assert vocabulary.log_ratio([5], [50], 100, 1000)[0] == pytest.approx(0)


def test_the_log_ratio_doubles_and_takes_half_a_case_for_none():
    assert vocabulary.log_ratio([8, 2], [1, 0], 100, 100).tolist() == [3, 2]


def test_more_tests_want_more():
    assert vocabulary.critical(1, 0.05) == pytest.approx(3.841, abs=0.001)
    assert vocabulary.critical(1000) > vocabulary.critical(10)


def test_groups_are_compared_by_texts_and_without_the_name():
    table = vocabulary.key_between_groups(TERMS, ["A/RES/3/1", "A/RES/9/9"], CHAIN[:2]).set_index("term")
    assert "interpol" not in table.index
    assert table.loc["drones", ["a", "of_a", "b", "of_b"]].tolist() == [1, 1, 1, 2]


def test_texts_are_compared_by_words():
    table = vocabulary.key_between_texts(TERMS, "A/RES/2/1", "A/RES/1/1").set_index("term")
    assert table.loc["crime", ["a", "of_a", "b", "of_b"]].tolist() == [4, 7, 4, 5]


def test_a_word_enters_once_and_may_leave():
    table = vocabulary.entered(TERMS, CHAIN).set_index("term")
    assert table.loc["drones", ["entered", "stays", "texts"]].tolist() == ["A/RES/2/1", True, 2]
    assert table.loc["wire", ["entered", "stays"]].tolist() == ["A/RES/1/1", False]
    assert table.loc["crime", "stays"]


def test_newcomers_stay_and_are_no_ordinals():
    rows = vocabulary.newcomers(vocabulary.entered(TERMS, CHAIN), 5)
    assert rows["term"].tolist() == ["drones", "interpol"]
    years = pd.Series([1980, 1999, 2001], index=CHAIN)
    vocabulary_charts.newcomers(rows, years, "one").draw_without_rendering()


def test_a_series_counts_once():
    topics = pd.Series({"A/RES/1/1": "x", "A/RES/2/1": "x", "A/RES/3/1": "y"})
    assert vocabulary.spread(TERMS, topics)[["crime", "drones"]].tolist() == [2, 2]


def test_first_uses_tell_the_two_firsts_apart():
    rows = vocabulary.uses(TERMS, DOCUMENTS, {"wire": "wire", "drones": "drones?"})
    table = vocabulary.first_uses(rows).set_index("word")
    assert table.loc["wire", ["first_text", "first_naming_INTERPOL", "texts", "name_INTERPOL"]].tolist() == [
        "A/RES/1/1", "A/RES/3/1", 2, 1,
    ]  # fmt: skip
    unread = pd.Series([1, 2], index=[1999, 2001])
    vocabulary_charts.first_uses(rows, table.reset_index(), unread, "one").draw_without_rendering()


def test_key_words_are_drawn():
    table = vocabulary.key_between_groups(TERMS, CHAIN[2:], CHAIN[:2])
    vocabulary_charts.key_words({"all": table, "some": table}, "one").draw_without_rendering()


def test_the_published_words_compare_in_both_ways():
    terms = load("terms")
    table = vocabulary.key_between_texts(terms, "A/RES/79/136", "A/RES/71/19")
    assert table["of_a"].iloc[0] > table["of_b"].iloc[0] > 0
