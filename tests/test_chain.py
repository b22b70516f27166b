"""The views of the chain: sizes, what a review did, sponsors known and unknown."""

import pandas as pd
import pytest

from helpers import chain, charts

PARAGRAPHS = pd.DataFrame(
    [
        ("A/RES/1/1", "preambular", "PP1", "paragraph", 10),
        ("A/RES/1/1", "operative", "1", "paragraph", 20),
        ("A/RES/1/1", "operative", "1 (a)", "sub-paragraph", 5),
        ("A/RES/1/1", "operative", "2", "paragraph", 7),
        ("A/RES/3/2", "preambular", "PP1", "paragraph", 10),
        ("A/RES/3/2", "operative", "1", "paragraph", 22),
        ("A/RES/3/2", "operative", "2", "paragraph", 9),
    ],
    columns=["symbol", "part", "label", "kind", "words"],
)
ALIGNMENT = pd.DataFrame(
    [
        ("preambular", "PP1", "preambular", "PP1", "kept", "crime"),
        ("operative", "1", "operative", "1", "split", "crime;drugs"),
        ("operative", "1", "operative", "2", "split", "drugs"),
        ("operative", "1 (a)", None, None, "dropped", "crime"),
        ("operative", "2", None, None, "dropped", "health"),
    ],
    columns=["from_part", "from_label", "to_part", "to_label", "status", "theme"],
).assign(from_symbol="A/RES/1/1", to_symbol="A/RES/3/2")
DOCUMENTS = pd.DataFrame(
    {"symbol": ["A/RES/3/2", "A/RES/1/1"], "date": pd.to_datetime(["2018-11-26", "2016-11-21"]), "year": [2018, 2016]}
)


def test_sizes_count_whole_paragraphs_and_sub_paragraphs_apart():
    sizes = chain.sizes(PARAGRAPHS, DOCUMENTS)
    assert sizes["symbol"].tolist() == ["A/RES/1/1", "A/RES/3/2"]
    assert sizes[["preambular", "operative"]].values.tolist() == [[1, 2], [1, 2]]
    assert sizes["sub_paragraphs"].tolist()[0] == 1
    assert sizes["words"].tolist() == [42, 41]


def test_statuses_tell_what_happened_to_each_whole_paragraph():
    states = chain.statuses(PARAGRAPHS, ALIGNMENT)
    assert states["status"].tolist() == ["first", "first", "first", "kept", "reworded", "reworded"]
    lettered = ALIGNMENT.replace({"split": "kept", "dropped": "reworded"}).assign(to_label=ALIGNMENT["from_label"])
    lettered["to_part"] = lettered["from_part"]
    assert chain.statuses(PARAGRAPHS, lettered)["status"].tolist()[3:] == ["kept", "reworded", "reworded"]
    assert states["dropped"].tolist() == [False, False, True, False, False, False]
    assert states["theme"].tolist() == ["crime", "crime", "health", "crime", "crime", "drugs"]
    assert chain.changes(states.assign(status=states["status"].replace("reworded", "new"))).values.tolist() == [
        [1, 0, 2, 1]
    ]


def test_every_link_joins_two_whole_paragraphs():
    links = chain.links(ALIGNMENT, PARAGRAPHS)
    assert links["to_key"].tolist() == [
        "A/RES/3/2|preambular|PP1",
        "A/RES/3/2|operative|1",
        "A/RES/3/2|operative|2",
    ]


def test_the_drawing_has_one_box_for_each_whole_paragraph():
    states = chain.statuses(PARAGRAPHS, ALIGNMENT).merge(DOCUMENTS[["symbol", "year"]])
    fig = charts.chain(states, chain.links(ALIGNMENT, PARAGRAPHS), "A finding")
    assert len(fig.axes[0].patches) == len(states)


SPONSORS = pd.DataFrame(
    [
        ("A/RES/1/1", "introduced", "Rwanda"),
        ("A/RES/1/1", "added at adoption", "Albania"),
        ("A/RES/3/2", "draft sponsor", "Rwanda"),
        ("A/RES/3/2", "added at adoption", "Albania"),
        ("A/RES/3/2", "added at adoption", "Mexico"),
    ],
    columns=["resolution", "role", "country"],
)


@pytest.mark.parametrize(
    ("symbol", "total", "draft"),
    [("A/RES/1/1", "at least 1", "unknown"), ("A/RES/3/2", "3", "1"), ("A/RES/5/3", "unknown", "unknown")],
)
def test_a_total_is_given_only_where_draft_and_record_were_seen(symbol, total, draft):
    row = chain.sponsorship(SPONSORS, [symbol]).iloc[0]
    assert (row["sponsors"], row["on_the_draft"]) == (total, draft)


def test_countries_are_grouped_by_the_number_of_texts():
    often = chain.frequent_sponsors(SPONSORS)
    assert often.values.tolist() == [[2, 2, "Albania, Rwanda"], [1, 1, "Mexico"]]
