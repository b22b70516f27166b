"""Speeches and press: what is counted, that partial dates stay spans, and that the crosswalk names existing themes."""

import pandas as pd
import pytest

from helpers import contract, load, press, press_charts
from helpers.corpus import code


@pytest.fixture(scope="module")
def gathered():
    return press.items(load("articles"), load("statements"))


@pytest.fixture(scope="module")
def events(gathered):
    resolutions = press.first_resolutions(load("mentions"), load("documents"))
    return press.event_list(press.each_theme(gathered), resolutions).set_index("theme")


def test_every_item_is_in_once_and_keeps_its_source(gathered):
    assert len(gathered) == len(load("articles")) + len(load("statements"))
    assert gathered["item"].is_unique
    assert set(gathered["source"]) == set(press.SOURCES)


def test_a_blog_is_not_the_united_nations_whatever_its_name():
    items = pd.DataFrame(
        {"outlet": ["UN Dispatch", "UN Press", "UNODC", "UPI"], "kind": ["blog", "news", "news", "news"]}
    )
    assert press.sources(items).tolist() == ["others", "United Nations", "United Nations", "others"]


def test_the_crosswalk_has_every_theme_of_the_items_and_names_themes_that_exist(gathered):
    walk = press.crosswalk()
    assert set(press.each_theme(gathered)["theme"]) <= set(walk["theme"])
    assert set(load("claims")["theme"]) <= set(walk["theme"])
    description = next(f for f in contract.resource("articles")["schema"]["fields"] if f["name"] == "themes")
    assert all(theme in description["description"] for theme in walk["theme"])
    assert set(walk["in_mentions"].dropna()) <= {entry.id for entry in code.dictionary("themes")}
    assert set(walk["in_gists"].dropna()) <= set(load("gists")["themes"].str.split(";").explode())


@pytest.mark.parametrize(
    ("date", "year", "first", "last"),
    [
        ("2018-11-26", 2018, "2018-11-26", "2018-11-26"),
        ("2016-02", 2016, "2016-02-01", "2016-02-29"),
        ("2011", 2011, "2011-01-01", "2011-12-31"),
        (None, 2009, "2009-01-01", "2009-12-31"),
    ],
)
def test_a_partial_date_is_the_span_of_days_that_it_can_mean(date, year, first, last):
    found = press.span(pd.Series([date], dtype="string"), pd.Series([year], dtype="Int64")).iloc[0]
    assert (str(found["earliest"].date()), str(found["latest"].date())) == (first, last)


def test_an_item_without_any_date_has_no_span():
    assert press.span(pd.Series([None], dtype="string"), pd.Series([None], dtype="Int64"))["earliest"].isna().all()


def test_first_items_whose_dates_overlap_are_all_kept(events):
    assert events.loc["piracy and maritime security", "press"] == "2011 (article-014) or 2011-11-24 (article-015)"


def test_a_speech_and_its_release_of_one_day_are_not_put_in_an_order(events):
    assert events.loc["firearms", "first"] == "press or statement"


def test_a_reading_with_one_label_for_battlefields_and_biometrics_dates_neither(events):
    assert events.loc["battlefield information", "resolution"] == "A/RES/73/11"


def test_around_counts_items_that_are_surely_near_and_apart_those_that_may_be():
    gathered = press.items(load("articles"), load("statements"))
    near = press.around(pd.DataFrame({"date": ["2018-11-26"], "event": ["review"]}), gathered, 7).iloc[0]
    assert near[press.SOURCES].tolist() == [1, 0, 2, 1]
    of_the_year = gathered[(gathered["known"] == "2018")]
    assert near["date too loose"] == len(of_the_year)


def test_a_theme_that_claims_cannot_have_is_missing_and_not_none():
    table = press.framing(load("gists"), load("claims"), ["A/RES/71/19", "A/RES/73/11"]).set_index("theme")
    assert pd.isna(table.loc["CBRN materials", "claims"])
    assert table.loc["environment", "claims"] == 0
    assert table.loc["battlefield and biometrics", ["A/RES/71/19", "A/RES/73/11"]].tolist() == [0, 1]


def test_every_claim_with_a_paragraph_as_evidence_is_placed():
    claims = load("claims")
    taken = press.paragraphs_taken_up(load("gists"), claims, ["A/RES/71/19", "A/RES/73/11"])
    assert len(taken[taken["symbol"] == "A/RES/71/19"]) == 19
    keys = claims.loc[claims["evidence_table"] == "chain_paragraphs", "evidence_key"].str.split(" ; ").explode()
    pairs = keys.str.replace(r" \([a-z]+\)$", "", regex=True).reset_index().drop_duplicates()
    pairs = pairs[pairs["evidence_key"].str.startswith(("A/RES/71/19", "A/RES/73/11"))]
    assert taken["claims"].sum() == len(pairs)


def test_a_count_that_is_not_known_is_written_so():
    counts = pd.DataFrame({"claims": pd.array([2, None], dtype="Int64")}, index=["drugs", "reporting"])
    fig = press_charts.dot_columns(counts, ["claims"], "title")
    assert [text.get_text() for text in fig.axes[0].texts] == ["2", "not coded"]
