"""What notebooks 08, 09 and 10 ask beyond the common questions: nearness, renewed series, series and tools."""

import pandas as pd
import pytest

from helpers import load, themes, trade_charts, trade_themes

SC, GA = "Security Council", "General Assembly"
DOCUMENTS = pd.DataFrame(
    [
        ("S/RES/1 (2001)", SC, 2001, "2001-03-01", "piracy off the coast of Arcadia", "yes", 90, "whole text"),
        ("S/RES/2 (2002)", SC, 2002, "2002-03-01", "Piracy off the coast of Utopia", "no", 90, "whole text"),
        ("S/RES/3 (2003)", SC, 2003, "2003-03-01", "piracy off the coast of Arcadia", "yes", 90, "whole text"),
        ("S/RES/4 (2004)", SC, 2004, "2004-03-01", "piracy off the coast of Arcadia", "unknown", None, None),
        ("A/RES/58/1", GA, 2003, "2003-12-01", "Return or restitution of property", "yes", 90, "whole text"),
        ("A/RES/50/1", GA, None, None, "Return or restitution of property", "yes", None, "known list"),
    ],
    columns=["symbol", "body", "year", "date", "title", "names_interpol", "words", "names_basis"],
).assign(date=lambda rows: pd.to_datetime(rows["date"]), session=[None, None, None, None, 58, 50])
MENTIONS = pd.DataFrame(
    [
        ("S/RES/1 (2001)", "operative", "2", "urges", 4, "piracy; organized_crime", None, "found in text"),
        ("S/RES/3 (2003)", "operative", "3", "urges", 4, "piracy; organized_crime", "piracy-database", "found in text"),
        ("S/RES/3 (2003)", "preambular", "PP1", "noting", 0, "piracy", "databases", "coded elsewhere"),
        ("A/RES/58/1", "operative", "4 (b)", "urges", 4, "drugs", None, "found in text"),
    ],
    columns=["symbol", "part", "label", "verb", "strength", "themes", "tools", "basis"],
).assign(addressee="member_states")
PARAGRAPHS = pd.DataFrame(
    [
        ("S/RES/1 (2001)", "operative", "1", 8, False),
        ("S/RES/1 (2001)", "operative", "2", 30, True),
        ("S/RES/2 (2002)", "operative", "1", 9, True),
        ("S/RES/3 (2003)", "operative", "3", 30, True),
        ("A/RES/58/1", "operative", "4 (a)", 12, True),
        ("A/RES/58/1", "operative", "4 (b)", 12, False),
        ("A/RES/58/1", "annex", "Annex 1", 12, True),
    ],
    columns=["symbol", "part", "label", "words", "theme_piracy"],
)
CITATIONS = pd.DataFrame(
    [
        ("S/RES/3 (2003)", "S/RES/1 (2001)"),
        ("S/RES/3 (2003)", "S/RES/1 (2001)"),
        ("S/RES/3 (2003)", "S/RES/2 (2002)"),
        ("S/RES/3 (2003)", "S/RES/3 (2003)"),
        ("S/RES/2 (2002)", "A/RES/58/1"),
        ("A/RES/58/1", "A/RES/50/1"),
    ],
    columns=["citing", "cited"],
)
FOUND = themes.mentions(MENTIONS, DOCUMENTS, ["piracy"])


def test_a_text_stands_as_near_as_its_nearest_paragraph():
    rows = trade_themes.near(MENTIONS, PARAGRAPHS, DOCUMENTS, "piracy").set_index("symbol")
    assert rows["place"].to_dict() == {
        "S/RES/1 (2001)": trade_themes.SAME,
        "S/RES/2 (2002)": trade_themes.NOT_NAMED,
        "S/RES/3 (2003)": trade_themes.SAME,
        "A/RES/58/1": trade_themes.NUMBERED,
    }
    assert rows.loc["S/RES/1 (2001)", ["on_the_theme", "paragraphs", "share"]].tolist() == [1, 2, 0.5]
    assert trade_themes.places(rows.reset_index()).set_index("body").loc[SC].sum() == 3
    trade_charts.near(rows.reset_index(), "none", 1).draw_without_rendering()


def test_a_renewed_series_is_counted_on_its_own_waters():
    rows = trade_themes.renewed(DOCUMENTS, CITATIONS, "piracy", ("Arcadia", "Utopia")).set_index("symbol")
    assert rows["earlier"].tolist() == [0, 0, 1, 2]
    assert rows.loc["S/RES/3 (2003)", ["cited", "cited_of_others"]].tolist() == [1, 1]
    assert rows.loc["S/RES/4 (2004)", ["cited", "cited_of_others"]].isna().all()


def test_a_clause_that_names_the_database_is_one_on_it_whatever_else_it_speaks_of():
    rows = trade_themes.clauses(FOUND, PARAGRAPHS, "piracy-database")
    assert rows["clause"].tolist() == [trade_themes.NETWORKS, trade_themes.DATABASE, trade_themes.OTHER]
    assert rows["words"].tolist()[:2] == [30, 30]
    assert pd.isna(rows["words"].iloc[2])
    series = trade_themes.renewed(DOCUMENTS, CITATIONS, "piracy", ("Arcadia", "Utopia"))
    trade_charts.renewals(series, rows, "none").draw_without_rendering()


@pytest.fixture(scope="module")
def piracy():
    return trade_themes.renewed(load("documents"), load("citations"), "piracy", ("Somalia", "Guinea"))


def test_the_published_series_on_piracy_cites_its_own_waters_alone(piracy):
    assert piracy["waters"].value_counts().to_dict() == {"Somalia": 20, "Guinea": 3}
    assert piracy["cited_of_others"].sum() == 0
    gulf = piracy[piracy["waters"] == "Guinea"]
    assert gulf["names_interpol"].tolist() == ["no", "no", "yes"]  # read by hand: S/RES/2018, 2039, 2634


def test_the_published_clause_on_networks_keeps_its_length(piracy):
    found = themes.mentions(load("mentions"), load("documents"), ["piracy"])
    rows = trade_themes.clauses(found, load("paragraphs"), "piracy-database")
    rows = rows[rows["symbol"].isin(piracy["symbol"]) & (rows["clause"] == trade_themes.NETWORKS)]
    assert set(rows.loc[rows["verb"] == "urges", "words"].dropna()) == {30}


def test_a_series_is_known_by_its_title_and_says_what_it_names():
    series = trade_themes.by_series(FOUND, DOCUMENTS, CITATIONS, "piracy-database")
    assert series[["series", "symbol", "names"]].values.tolist() == [
        [SC, "S/RES/1 (2001)", "INTERPOL only"],
        [SC, "S/RES/3 (2003)", "the tool"],
    ]
    both = themes.mentions(MENTIONS, DOCUMENTS, ["piracy", "drugs"])
    series = trade_themes.by_series(both, DOCUMENTS, CITATIONS, "piracy-database")
    unheld = series[series["names"] == "text not held"]
    assert unheld[["series", "symbol", "year"]].values.tolist() == [["Return or restitution", "A/RES/50/1", 1995]]
    asked = trade_themes.asked_by_series(both, series, {"member_states": "Member States"})
    assert asked.values.tolist() == [["Return or restitution", 1], [SC, 2]]
    between = trade_themes.cited_between(series, CITATIONS).set_index("citing")
    assert between.loc[SC].to_dict() == {"Return or restitution": 0, SC: 1}
    assert between.loc["Return or restitution"].sum() == 1
    trade_charts.series(series, "none", "database").draw_without_rendering()


def test_the_chain_tells_a_theme_from_its_first_text_to_its_last():
    rows = trade_themes.in_the_chain(load("chain_alignment"), load("gists"), "small arms")
    assert rows["status"].iloc[0] == "first text"
    assert rows["symbol"].iloc[-1] == "A/RES/79/136"
    assert rows["gist"].notna().all()
