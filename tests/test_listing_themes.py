"""What notebooks 11 and 12 ask beyond the common questions: safeguards, sanctions regimes, Special Notices."""

import re

import pandas as pd
import pytest

from helpers import listing_themes, load, themes

DOCUMENTS = pd.DataFrame(
    [
        ("S/RES/1 (1999)", 1, "1999-03-01", "no", "on measures against Arcadia", None),
        ("S/RES/2 (2001)", 2, "2001-03-01", "yes", "on the situation", "Arcadia"),
        ("S/RES/3 (2002)", 3, "2002-03-01", "unknown", "on extension of the Panel of Experts", "Arcadia"),
        ("S/RES/4 (2003)", 4, "2003-03-01", "yes", "on sanctions against New Arcadia", "Arcadia"),
        ("S/RES/5 (2004)", 5, "2004-03-01", "no", "on lifting the embargo", "Arcadia"),
        ("S/RES/6 (2005)", 6, "2005-03-01", "no", "on an arms embargo", "Arcadia"),
    ],
    columns=["symbol", "number", "date", "names_interpol", "title", "agenda_item"],
).assign(body="Security Council", date=lambda rows: pd.to_datetime(rows["date"]), year=2000)
REGIMES = pd.DataFrame(
    [
        ("arcadia", "Arcadia", "S/RES/1 (1999)", "S/RES/5 (2004)", "(?<!New )Arcadia", "S/RES/2 (2001)"),
        ("new-arcadia", "New Arcadia", "S/RES/4 (2003)", None, "New Arcadia", None),
        ("utopia", "Utopia", "S/RES/1 (1999)", None, "Utopia", None),
    ],
    columns=["regime_id", "regime", "founded_by", "ended_by", "pattern", "further"],
)
MENTIONS = pd.DataFrame(
    [
        ("S/RES/2 (2001)", "operative", "1", "directs", "sanctions_committee", "special-notice", "biometrics", True),
        (
            "S/RES/4 (2003)",
            "operative",
            "2",
            "urges",
            "member_states",
            None,
            "biometrics; " + "human_rights_safeguards",
            True,
        ),
        ("S/RES/4 (2003)", "annex", "Annex (a)", "consult", "expert_panel", "special-notice", "biometrics", False),
    ],
    columns=["symbol", "part", "label", "verb", "addressee", "tools", "themes", "read"],
).assign(basis=lambda rows: rows.pop("read").map({True: "found in text", False: "coded elsewhere"}))
FOUND = themes.mentions(MENTIONS, DOCUMENTS, ["biometrics"])


def test_a_regime_is_known_by_its_title_then_by_its_agenda_item_and_within_its_time():
    rows = listing_themes.of_regimes(DOCUMENTS, REGIMES)
    symbols = rows.groupby("regime_id")["symbol"].agg(list).to_dict()
    assert symbols == {
        "arcadia": [f"S/RES/{n}" for n in ("1 (1999)", "2 (2001)", "3 (2002)", "5 (2004)")],
        "new-arcadia": ["S/RES/4 (2003)"],
        "utopia": ["S/RES/1 (1999)"],
    }


def test_a_regime_counts_three_states_and_the_first_that_names_interpol():
    rows = listing_themes.regime_rows(DOCUMENTS, REGIMES, MENTIONS)
    summary = listing_themes.regime_summary(rows).set_index("regime")
    assert summary.loc["Arcadia"].tolist() == [4, 1, 2, 1, 1, "S/RES/2 (2001)"]
    assert summary.loc["Utopia", ["name_INTERPOL", "do_not"]].tolist() == [0, 1]
    assert pd.isna(summary.loc["Utopia", "first_to_name"])
    listing_themes.regime_figure(rows, "one").draw_without_rendering()


def test_what_was_coded_elsewhere_is_unknown_where_no_safeguard_was_noted():
    rows = listing_themes.safeguards(FOUND)
    assert rows["safeguard"].tolist() == ["no", "yes", "unknown"]
    assert rows["notices"].tolist() == [True, False, True]
    summary = listing_themes.safeguard_summary(rows)
    assert summary[["paragraphs_on", "yes", "no", "unknown"]].values.tolist() == [
        ["Special Notices", 0, 1, 1],
        ["other matters", 1, 0, 0],
    ]
    listing_themes.safeguard_figure(rows, "one").draw_without_rendering()


def test_nearness_counts_resolutions_not_paragraphs():
    flags = pd.DataFrame({"symbol": ["S/RES/1 (1999)", "S/RES/2 (2001)", "S/RES/2 (2001)", "S/RES/3 (2002)"]})
    near = listing_themes.nearness(FOUND, flags.assign(theme_biometrics=True), DOCUMENTS, ["biometrics"])
    assert near.values.tolist() == [["Biometrics", "Security Council", 3, 1, 1, 1]]


def test_what_the_bodies_of_sanctions_are_told_and_how_notices_are_spoken_of():
    told = listing_themes.instructed(FOUND)
    assert told[["told", "verb", "part", "paragraphs"]].values.tolist() == [
        ["Sanctions committee", "directs", "operative", 1],
        ["Expert panel", "consult", "annex", 1],
    ]
    spoken = listing_themes.career(FOUND)
    assert spoken[["verb", "who"]].values.tolist() == [
        ["directs", "sanctions_committee"],
        ["(task in an annex)", "monitoring_team"],
    ]


def test_published_numbers_of_special_notices_keep_their_measure_and_undated_ones_come_last():
    rows = listing_themes.special_notices(load("notices"))
    assert set(rows["measure"]) == {"stock", "flow", "cumulative"}
    assert rows["date"].tolist() == sorted(rows["date"])
    assert rows["date"].iloc[-1] == "undated"


@pytest.fixture(scope="module")
def published():
    return listing_themes.regime_rows(load("documents"), load("regimes"), load("mentions"))


def test_a_published_resolution_stands_under_one_regime(published):
    assert not published["symbol"].duplicated().any()
    assert published["symbol"].isin(load("documents")["symbol"]).all()


@pytest.mark.parametrize(
    ("symbol", "regime"),
    [
        ("S/RES/1295 (2000)", "angola"),
        ("S/RES/1617 (2005)", "al-qaida-and-isil"),
        ("S/RES/1699 (2006)", "general"),
        ("S/RES/2160 (2014)", "taliban"),
        ("S/RES/2271 (2016)", "south-sudan"),
        ("S/RES/2368 (2017)", "al-qaida-and-isil"),
        ("S/RES/2676 (2023)", "sudan-darfur"),
        ("S/RES/2680 (2023)", "dprk"),
    ],
)
def test_resolutions_read_by_hand_stand_under_their_regime(published, symbol, regime):
    assert published.set_index("symbol").loc[symbol, "regime_id"] == regime


def test_patterns_compile_and_further_resolutions_are_known():
    regimes, symbols = load("regimes"), set(load("documents")["symbol"])
    assert all(re.compile(pattern) for pattern in regimes["pattern"])
    assert set(regimes["further"].dropna().str.split("; ").explode()) <= symbols
