"""Who asks whom for what, and how strongly (notebook 15)."""

import pandas as pd
import pytest
import yaml

from helpers import asking, asking_charts, contract, load, themes

DOCUMENTS = pd.DataFrame(
    [
        ("S/RES/1 (2001)", "Security Council", 2001, "2001-03-01", "yes"),
        ("S/RES/2 (2002)", "Security Council", 2002, "2002-03-01", "no"),
        ("S/RES/3 (2003)", "Security Council", 2003, "2003-03-01", "unknown"),
        ("A/RES/58/1", "General Assembly", 2003, "2003-10-01", "yes"),
        ("S/RES/2178 (2014)", "Security Council", 2014, "2014-09-24", "no"),
        ("S/RES/2396 (2017)", "Security Council", 2017, "2017-12-21", "no"),
    ],
    columns=["symbol", "body", "year", "date", "names_interpol"],
).assign(date=lambda rows: pd.to_datetime(rows["date"]))
PARAGRAPHS = pd.DataFrame(
    [
        ("S/RES/1 (2001)", "preambular", "PP1", 1, "recalling", 0, 12, False),
        ("S/RES/1 (2001)", "operative", "1", 1, "urges", 4, 30, False),
        ("S/RES/1 (2001)", "operative", "1 (a)", 2, "urges", 4, 9, False),
        ("S/RES/1 (2001)", "operative", "2", 1, "calls", 3, 30, True),
        ("S/RES/1 (2001)", "operative", "3", 1, "decides", 6, 8, False),
        ("S/RES/2 (2002)", "operative", "1", 1, "decides", 6, 40, False),
        ("S/RES/2 (2002)", "operative", "2", 1, "decides", 6, 40, False),
        ("S/RES/3 (2003)", "operative", "1", 1, "demands", 5, 20, False),
    ],
    columns=["symbol", "part", "label", "level", "verb", "strength", "words", "theme_human_rights_safeguards"],
)
MENTIONS = pd.DataFrame(
    [
        ("A/RES/58/1", "operative", "4", "encourages", 2, "member_states; interpol", "sltd; databases", "police"),
        ("S/RES/1 (2001)", "operative", "1 (a)", "urges", 4, "member_states", "sltd", None),
        ("S/RES/1 (2001)", "operative", "2", "calls", 3, None, "sltd", "human_rights_safeguards"),
        ("S/RES/1 (2001)", "annex", "Annex 1", None, None, None, "sltd", None),
    ],
    columns=["symbol", "part", "label", "verb", "strength", "addressee", "tools", "themes"],
).assign(basis="found in text")
ROWS = asking.placed(MENTIONS, DOCUMENTS)


def test_a_paragraph_names_interpol_where_one_of_its_sub_paragraphs_does():
    rows = asking.council_paragraphs(PARAGRAPHS, DOCUMENTS, MENTIONS)
    assert list(zip(rows["symbol"], rows["label"], rows["group"], strict=True)) == [
        ("S/RES/1 (2001)", "1", "naming"),
        ("S/RES/1 (2001)", "2", "naming"),
        ("S/RES/2 (2002)", "1", "others"),
        ("S/RES/2 (2002)", "2", "others"),
    ]


def test_the_closing_words_are_left_out_and_so_is_a_text_held_in_part():
    rows = asking.council_paragraphs(PARAGRAPHS, DOCUMENTS, MENTIONS)
    assert ("S/RES/1 (2001)", "3") not in set(zip(rows["symbol"], rows["label"], strict=True))
    assert "S/RES/3 (2003)" not in set(rows["symbol"])


def test_three_ladders_rank_one_verb_differently():
    rows = pd.DataFrame(
        {
            "verb": ["decides", "urges", "encourages", "calls", "reiterates", "notes", None],
            "strength": pd.array([6, 4, 2, 3, 5, 0, None], dtype="Int64"),
        }
    )
    assert asking.rank(rows, "ours").tolist()[:6] == [6, 4, 2, 3, 5, 0]
    assert asking.rank(rows, "coarse").tolist()[:6] == [3, 2, 1, 2, 3, 0]
    assert asking.rank(rows, "gruenberg").fillna(-1).tolist() == [1, 5, -1, 2, 7, -1, -1]
    assert asking.unsure(rows).tolist() == [False, False, False, True, False, False, False]
    assert asking.steps(rows, "gruenberg").tolist()[0] == "decide"


def test_the_steps_of_gruenberg_are_those_of_the_dictionary():
    entries = yaml.safe_load((contract.published() / "verbs.yml").read_text(encoding="utf-8"))["verbs"]
    ladders = [(entry.get("gruenberg", {}), entry["verb"]) for entry in entries]
    ranked = {(ladder["rank"], verb) for ladder, verb in ladders if ladder.get("scale") == "instructive"}
    assert {(rank, words.split()[0]) for rank, words in asking.GRUENBERG.items()} <= ranked


def test_the_coarse_ladder_is_the_engines():
    from helpers.corpus import code

    assert tuple(asking._COARSE_OF_OURS.values()) == code._COARSE


def test_groups_are_compared_with_their_sizes():
    rows = asking.council_paragraphs(PARAGRAPHS, DOCUMENTS, MENTIONS)
    table = asking.compare(rows, "ours").set_index(["step", "group"])
    assert table.loc[("urged", "naming"), ["paragraphs", "of", "share"]].tolist() == [1, 2, 0.5]
    assert table.loc[("decided", "others"), "share"] == 1
    assert table["paragraphs"].sum() == len(rows)


def test_a_triple_stands_under_each_tool_and_keeps_those_asked_together():
    table = asking.triples(asking.operative(ROWS))
    counted = table.groupby(["body", "whom"])["paragraphs"].sum().to_dict()
    assert counted == {
        ("General Assembly", "Member States; INTERPOL"): 2,
        ("Security Council", "Member States"): 1,
    }


def test_the_day_of_a_mark_belongs_to_what_follows():
    dates = pd.Series(pd.to_datetime(["2014-09-23", "2014-09-24", "2017-12-21"]))
    names = asking.periods(dates, DOCUMENTS).astype(str).tolist()
    assert names == ["before S/RES/2178 (2014)", "from S/RES/2178 (2014)", "from S/RES/2396 (2017)"]


def test_medians_count_only_what_the_ladder_ranks():
    rows = asking.operative(ROWS)
    table = asking.medians(rows, rows["body"]).set_index(["ladder", "body"])
    assert table.loc[("ours", "Security Council"), ["paragraphs", "ranked", "median"]].tolist() == [2, 2, 3.5]
    assert table.loc[("gruenberg", "General Assembly"), "ranked"] == 0
    assert pd.isna(table.loc[("gruenberg", "General Assembly"), "median"])


def test_a_safeguard_is_looked_for_in_the_paragraph_and_in_the_rest():
    pairs = asking.tools_with_safeguards(ROWS)
    assert pairs["safeguard"].value_counts().to_dict() == {"no": 3, "yes": 1}
    counts = asking.safeguard_counts(pairs, PARAGRAPHS).set_index("tool")
    label = themes.dictionary("tools")["sltd"]
    assert counts.loc[label].to_dict() == {
        "yes": 1, "no": 2, "unknown": 0, "resolutions": 2, "text_held": 1, "safeguard_anywhere": 1,
    }  # fmt: skip
    base = asking.safeguard_base(ROWS, PARAGRAPHS, DOCUMENTS).set_index("group")
    assert base.loc["name a tool of INTERPOL", ["paragraphs", "with_safeguard"]].tolist() == [2, 1]


@pytest.fixture(scope="module")
def record():
    return load("paragraphs"), load("documents"), load("mentions")


def test_each_operative_mention_read_in_the_council_is_one_of_its_paragraphs(record):
    paragraphs, documents, mentions = record
    rows = asking.council_paragraphs(paragraphs, documents, mentions)
    read = asking.operative(asking.placed(mentions, documents), "Security Council")
    assert (rows["group"] == "naming").sum() == (read["basis"] == "found in text").sum()


def test_the_pictures_are_drawn():
    rows = asking.council_paragraphs(PARAGRAPHS, DOCUMENTS, MENTIONS)
    asking_charts.ladders([asking.compare(rows, ladder) for ladder in asking.LADDERS], "one").draw_without_rendering()
    asking_charts.tools_and_safeguards(asking.tools_with_safeguards(ROWS), "two").draw_without_rendering()
    told = asking.operative(ROWS).assign(terrorism=False)
    unread = pd.DataFrame({"decided": [1, 2], "unknown": [0, 1]}, index=[2001, 2002])
    marks = asking.mark_dates(DOCUMENTS)
    asking_charts.hardening(told, unread, marks, "three").draw_without_rendering()


def test_ladders_stand_side_by_side_in_the_order_of_the_groups():
    rows = asking.council_paragraphs(PARAGRAPHS, DOCUMENTS, MENTIONS)
    table = asking.side_by_side(asking.medians(rows, asking.group_names(rows)).assign(years="all"))
    assert table.columns.tolist()[:5] == ["years", "group", "resolutions", "paragraphs", "ours"]
    assert table["group"].tolist() == [asking.GROUPS["naming"], asking.GROUPS["others"]]
    assert table["ours"].tolist() == ["3.25 – 3.5 – 3.75", "6 – 6 – 6"]
