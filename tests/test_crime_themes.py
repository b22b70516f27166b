"""What notebooks 05, 06 and 07 ask of their own: lines of the Council, limits, readings by hand, company, the chain."""

import pandas as pd
import pytest

from helpers import crime_themes, figures, load, theme_charts, themes

COUNCIL = pd.DataFrame(
    [
        ("S/RES/1267 (1999)", 1267, 1999, "Afghanistan", "no", "whole text read without a hit"),
        ("S/RES/1373 (2001)", 1373, 2001, "Peace and security — terrorist acts", "no", "whole text read without a hit"),
        ("S/RES/1526 (2004)", 1526, 2004, "Peace and security — terrorist acts", "unknown", "annex not held"),
        ("S/RES/1617 (2005)", 1617, 2005, "Peace and security — terrorist acts", "yes", "found in text"),
        ("S/RES/1700 (2006)", 1700, 2006, "Iraq", "yes", "found in text"),
        ("S/RES/2368 (2017)", 2368, 2017, "Threats caused by terrorist acts", "yes", "found in text"),
    ],
    columns=["symbol", "number", "year", "agenda_item", "names_interpol", "names_basis"],
).assign(
    body="Security Council", date=lambda rows: pd.to_datetime(rows["year"].astype(str) + "-06-01"), title="a title"
)
LIST_OF_CRIMES = "; ".join(crime_themes.CRIMES[: crime_themes.A_LIST])
MENTIONS = pd.DataFrame(
    [
        (
            "S/RES/1617 (2005)",
            "operative",
            "9",
            "urges",
            4,
            "member_states",
            "sltd; databases",
            "sanctions_and_notices",
        ),
        ("S/RES/2368 (2017)", "operative", "3", "calls", 3, "member_states", "databases", "terrorism; piracy"),
        ("A/RES/73/11", "operative", "2", "emphasizes", 0, None, "dna", "terrorism; human_rights_safeguards"),
        ("A/RES/73/11", "operative", "1", "calls", 3, "interpol", None, LIST_OF_CRIMES),
        ("A/RES/73/11", "title", "front 3", None, None, None, None, "organized_crime"),
        ("A/RES/73/11", "operative", "5", "encourages", 2, None, "training", "organized_crime"),
        ("A/RES/73/11", "preambular", "PP2", "noting", 0, None, None, None),
    ],
    columns=["symbol", "part", "label", "verb", "strength", "addressee", "tools", "themes"],
).assign(
    basis="found in text",
    body=lambda rows: rows["symbol"].map(lambda s: "Security Council" if s[0] == "S" else "General Assembly"),
)
FOUND = MENTIONS.assign(theme=MENTIONS["themes"].str.split("; ").str[0], year=2018, date=pd.Timestamp("2018-11-26"))


def test_a_resolution_of_the_council_stands_in_its_line_with_its_state():
    rows = crime_themes.council_lines(COUNCIL)
    assert "S/RES/1700 (2006)" not in rows["symbol"].tolist()
    line = rows.set_index("symbol")["line"]
    assert line["S/RES/1267 (1999)"] == crime_themes.LISTED  # by its number: the agenda item is Afghanistan
    assert line["S/RES/1373 (2001)"] == crime_themes.OTHER


def test_a_line_tells_what_came_before_its_first_mention_and_unknown_is_neither():
    summary = crime_themes.line_summary(crime_themes.council_lines(COUNCIL)).set_index("line")
    listed = summary.loc[crime_themes.LISTED]
    assert listed[["resolutions", "yes", "no", "unknown"]].tolist() == [4, 2, 1, 1]
    assert (listed["first"], listed["no_before"], listed["yes_since"]) == ("S/RES/1617 (2005)", 1, 2)
    assert summary.loc[crime_themes.TALIBAN, "resolutions"] == 0
    assert pd.isna(summary.loc[crime_themes.OTHER, "first"])
    assert summary.loc[crime_themes.OTHER, "no_before"] == 1


def test_no_resolution_stands_in_two_lines():
    numbers = [number for line in crime_themes.LINES.values() for number in line]
    assert len(numbers) == len(set(numbers))


def test_a_limit_counts_in_the_same_paragraph_only_and_where_the_text_was_read():
    rows = crime_themes.limits(FOUND.dropna(subset="themes"))
    assert rows[["body", "purpose", "paragraphs", "with_safeguards"]].values.tolist() == [
        ["Security Council", "sanctions lists", 1, 0],
        ["Security Council", "terrorism otherwise", 1, 0],
        ["General Assembly", "terrorism otherwise", 1, 1],
    ]
    assert rows["resolutions_with"].iloc[-1] == "A/RES/73/11"
    elsewhere = FOUND.dropna(subset="themes").assign(basis="coded elsewhere")
    elsewhere.loc[0, "basis"] = "found in text"
    assert crime_themes.limits(elsewhere)["paragraphs"].sum() == 1


def test_crimes_are_counted_together_outside_lists_and_in_lists():
    rows = crime_themes.together(MENTIONS, "organized_crime").set_index("crime")
    assert rows.loc["no other crime", "otherwise"] == 1  # the title does not count
    assert rows.loc["Terrorism"].tolist() == [0, 1]
    assert "Piracy" not in rows.index
    piracy = crime_themes.together(MENTIONS, "piracy").set_index("crime")
    assert piracy.loc["Terrorism"].tolist() == [1, 0]


def test_a_paragraph_without_a_reading_is_not_read():
    drugs = FOUND[FOUND["part"] == "operative"].assign(theme="drugs")
    readings = drugs[["symbol", "part", "label"]].head(1).assign(speaks_of="drugs as the matter", gist="a gist")
    office = pd.DataFrame([("A/RES/1/9", "operative", "9", "the Office's name only", None)], columns=readings.columns)
    documents = pd.DataFrame({"symbol": [*drugs["symbol"], "A/RES/1/9"], "date": None, "year": 1, "body": "x"})
    rows = crime_themes.read_by_hand(drugs, pd.concat([readings, office]), documents.drop_duplicates("symbol"))
    assert rows["speaks_of"].value_counts()["not read"] == len(drugs) - 1
    assert rows.loc[~rows["by_the_rule"], "symbol"].tolist() == ["A/RES/1/9"]


def test_themes_stand_side_by_side():
    rows = crime_themes.compare(FOUND, ["terrorism", "sanctions_and_notices", "biometrics"], {"dna": "DNA database"})
    assert rows["theme"].tolist() == ["Terrorism", "Sanctions and notices", "Biometrics"]
    assert rows.loc[0, ["Council", "Assembly", "paragraphs", "operative", "ask_somebody", "ask_States"]].tolist() == [
        *(1, 1, 3, 3, 2, 1)
    ]
    assert rows.loc[0, "tool_most_named"] == "DNA database"
    assert rows.loc[2, "paragraphs"] == 0
    assert pd.isna(rows.loc[2, "tool_most_named"])


def test_how_interpol_stands_in_the_resolutions_about_a_theme():
    documents = pd.DataFrame(
        [
            ("A/RES/1/1", "yes", "found in text"),
            ("A/RES/1/2", "yes", "found in text"),
            ("A/RES/1/3", "unknown", "footnotes not held"),
            ("S/RES/4 (1990)", "no", "whole text read without a hit"),
            ("S/RES/5 (1990)", "unknown", "not read"),
            ("S/RES/6 (1990)", "yes", "found in text"),
        ],
        columns=["symbol", "names_interpol", "names_basis"],
    ).assign(date=pd.Timestamp("1990-01-01"))
    paragraphs = pd.DataFrame(
        [(symbol, "operative", speaks) for symbol in documents["symbol"] for speaks in (True, True, False)],
        columns=["symbol", "part", "theme_piracy"],
    )
    paragraphs.loc[paragraphs["symbol"] == "S/RES/6 (1990)", "theme_piracy"] = [True, False, False]
    found = pd.DataFrame({"theme": ["piracy"], "symbol": ["A/RES/1/1"]})
    rows = crime_themes.about(documents, paragraphs, found, "piracy", 2).set_index("symbol")
    assert rows["INTERPOL"].tolist() == [
        crime_themes.BESIDE,
        crime_themes.ELSEWHERE,
        crime_themes.NOT_IN_BODY,
        crime_themes.NOT_NAMED,
        crime_themes.NOT_READ,
    ]
    assert rows[["paragraphs", "on_theme"]].drop_duplicates().values.tolist() == [[3, 2]]


def test_the_earliest_resolutions_keep_one_whose_text_is_not_held():
    documents = COUNCIL[COUNCIL["names_interpol"] == "yes"]
    paragraphs = pd.DataFrame({"symbol": ["S/RES/1617 (2005)"], "part": ["operative"], "theme_drugs": [True]})
    rows = crime_themes.earliest(documents, paragraphs, "drugs", 2)
    assert rows["symbol"].tolist() == ["S/RES/1617 (2005)", "S/RES/1700 (2006)"]
    assert rows["on_theme"].iloc[0] == 1
    assert pd.isna(rows["on_theme"].iloc[1])


def test_lanes_and_company_are_drawn():
    rows = crime_themes.council_lines(COUNCIL).rename(columns={"line": "lane"})
    order = [*crime_themes.LINES, crime_themes.OTHER]
    figure = crime_themes.lanes(rows, crime_themes.STATE_LOOKS, "title", order)
    assert [label.get_text().replace("\n", " ") for label in figure.axes[0].get_yticklabels()] == order
    assert sum(len(drawn.get_offsets()) for drawn in figure.axes[0].collections) == len(rows)
    pair = crime_themes.company(crime_themes.together(MENTIONS, "organized_crime"), "title")
    for number, drawn in enumerate((figure, pair)):
        figures.show(
            drawn, name=f"fig-{number}", alt="a test picture with eight words in its text", sources="x", table=rows
        )


@pytest.fixture(scope="module")
def published():
    return load("mentions"), load("documents")


def test_every_published_mention_of_drugs_was_read_by_hand(published):
    mentions, documents = published
    found = crime_themes.without_names(themes.mentions(mentions, documents, ["drugs"]))
    rows = crime_themes.read_by_hand(found, load("drug_mentions"), documents)
    assert (rows["by_the_rule"] != (rows["speaks_of"] == "the Office's name only")).all()
    unread = rows.loc[rows["speaks_of"] == "not read", ["symbol", "part", "label"]]
    assert unread.empty, f"read these and add them to data/drug_mentions.csv:\n{unread}"
    said = rows["gist"].notna() | (rows["speaks_of"] == "the Office's name only")
    assert said.all()


def test_the_lists_of_resolutions_are_what_the_published_table_has(published):
    documents = published[1]
    council = documents[documents["body"] == "Security Council"]
    for line, numbers in crime_themes.LINES.items():
        assert set(numbers) <= set(council["number"]), line
    assert set(crime_themes.OFF_LIBYA) <= set(council["symbol"])
    assert set(crime_themes.CRIMES) <= set(themes.catalogue())
    assert set(crime_themes.DATA_TOOLS) <= set(themes.dictionary("tools"))


def test_the_chain_gives_each_crime_its_paragraph_from_the_second_resolution_on():
    rows = crime_themes.chain_paragraphs(load("gists"), load("chain_alignment"), ["smuggling of migrants"])
    assert rows["symbol"].tolist() == ["A/RES/73/11", "A/RES/75/10", "A/RES/77/20", "A/RES/79/136"]
    assert rows["status"].iloc[0] == "added"
    assert not rows["status"].isna().any()


def test_bodies_have_a_colour_for_the_lanes():
    assert set(theme_charts.COLOURS) == set(themes.BODIES)
