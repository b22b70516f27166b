"""Citations, on invented sentences: real grammar, made-up contents."""

import random

import polars as pl
import pytest

from helpers.corpus import cite

COUNCIL, ASSEMBLY, ECOSOC = "S/RES/2700 (2023)", "A/RES/72/5", "E/RES/2018/9"


def cited(text, symbol=ASSEMBLY):
    """Return the resolutions that one paragraph cites, sorted."""
    return sorted(cite.citations(_frame(text, symbol=symbol))["cited"].unique())


def problems(text, symbol=ASSEMBLY):
    return cite.problems(_frame(text, symbol=symbol)).select("printed", "reason").rows()


def _frame(*texts, symbol=ASSEMBLY, part="preambular"):
    return pl.DataFrame({"symbol": [symbol] * len(texts), "part": [part] * len(texts), "text": list(texts)})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Recalling resolution 1267 (1999),", ["S/RES/1267 (1999)"]),
        (
            "Recalling its resolutions 1267 (1999), 1333 (2000) and 1390 (2002),",
            ["S/RES/1267 (1999)", "S/RES/1333 (2000)", "S/RES/1390 (2002)"],
        ),
        ("Noting resolutions 425 and 426 (1978) on tents,", ["S/RES/425 (1978)", "S/RES/426 (1978)"]),
        ("Asks for a report on resolution 1267 (1999) and this resolution, in 10 days;", ["S/RES/1267 (1999)"]),
        (
            "Recalling resolutions 1640 of 23 November 2005 and 1661 of 14 March 2006,",
            ["S/RES/1640 (2005)", "S/RES/1661 (2006)"],
        ),
        ("Demands respect for paragraph 3 of resolution 161 A (1961);", ["S/RES/161 (1961)"]),
        ("Recalling all its resolutions on the lake, particularly 435 (1978),", ["S/RES/435 (1978)"]),
        ("Noting the appeal [resolution 233 (1967)],", ["S/RES/233 (1967)"]),
        ("Recalling General Assembly resolution 58/82 on the safety of cooks,", ["A/RES/58/82"]),
        ("Recalling resolution 1554 of 29 July 2004 (S/RES/1554),", ["S/RES/1554 (2004)"]),
    ],
)
def test_the_council_cites(text, expected):
    assert cited(text, COUNCIL) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Recalling its resolutions 71/19 of 21 November 2016 and 70/1 of 25 September 2015,",
            ["A/RES/70/1", "A/RES/71/19"],
        ),
        ("Recalling Assembly resolution 217 A (III) of 10 December 1948,", ["A/RES/217 (III)"]),
        ("Recalling its resolution S-20/4 B on cups and ES-10/15 of 20 July 2004,", ["A/RES/ES-10/15", "A/RES/S-20/4"]),
        ("See resolution 60/1, paras. 79 and 80.", ["A/RES/60/1"]),
        ("Resolution 70/1.", ["A/RES/70/1"]),
        ("Resolution 3201 (S-VI), annex.", ["A/RES/3201 (S-VI)"]),
        ("Recalling Economic and Social Council resolution 2019/23 on mugs,", []),  # later than the citing document
        (
            "Recalling Economic and Social Council resolutions 1980/67 and 1579 (L),",
            ["E/RES/1579 (L)", "E/RES/1980/67"],
        ),
        ("Noting Security Council resolution 1325, on a subject,", ["S/RES/1325 (2000)"]),
        (
            "Recalling its resolutions 57/282, section IV, of 20 December 2002 and 59/272,",
            ["A/RES/57/282", "A/RES/59/272"],
        ),
        (
            "Recalling the Conference on Spoons, in particular its resolutions 66/144 of 19 December 2011,",
            ["A/RES/66/144"],
        ),
        ("Recalling document A/RES/46/182 and A/71/160,", ["A/RES/46/182"]),
    ],
)
def test_the_assembly_cites(text, expected):
    assert cited(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Recalling its resolution 2013/38 of 25 July 2013,", ["E/RES/2013/38"]),
        ("Recalling General Assembly decision 68/551 on forks and its resolution 66/251,", ["A/RES/66/251"]),
        ("Recalls that, in its resolution 67/195, the General Assembly invited the potters;", ["A/RES/67/195"]),
        ("As laid down in Council resolution 9 (I) of 16 February 1946,", ["E/RES/9 (I)"]),
    ],
)
def test_the_economic_and_social_council_cites(text, expected):
    assert cited(text, ECOSOC) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Recalling Human Rights Council resolution 17/4 of 16 June 2011,",
        "Recalling Human Rights Council resolutions 31/17 of 23 March 2016, 34/26 of 24 March 2017 and S-17/1,",
        "Welcoming resolution 6/2 of the Conference of the States Parties to the Treaty on Ladles,",
        "Welcoming resolution 9/7 of 17 December 2021 on lids,",
        "Noting Commission on Human Rights resolution 1987/60 of 12 March 1987,",
        "Noting resolution 12 adopted on 5 May 1980 by the Sixth World Congress on Kettles,",
        "Noting resolution WHA58.33 of the World Health Assembly and resolution A.1044(27),",
        "Noting the United Nations Environment Assembly and its resolution 2/5 of 27 May 2016,",
        "Recalling its decision 62/519 of 6 December 2007,",
        "Decides to reach a 50/50 balance of spoons and forks by 2025/2026;",
        "Recalling its resolution 72/5, this very text,",
        "The 1267 Committee and the 1373/1540 team met in room 70/1 A.",
        "Recalling the resolution of the General Assembly of 10 February 1946 on bowls,",
    ],
)
def test_what_is_no_citation_is_not_credited(text):
    assert cited(text) == []


def test_a_year_that_does_not_fit_is_listed_and_not_credited():
    assert cited("Recalling resolution 1809 (2007),", COUNCIL) == []
    assert problems("Recalling resolution 1809 (2007),", COUNCIL) == [
        ("1809 (2007)", "no resolution of that number and year or session")
    ]
    assert problems("Recalling General Assembly resolution 71/19 of 3 May 1999,") == [
        ("71/19", "date and number disagree")
    ]
    assert problems("Recalling its resolution 75/10,") == [("75/10", "later than the citing document")]


def test_an_organ_that_is_not_stated_is_unknown():
    text = "Welcoming the Human Rights Council and taking note of what resolution 42/15 says,"
    assert (cited(text), problems(text)) == ([], [("42/15", "organ not stated")])


def test_a_range_cites_its_ends():
    text = "Recalling resolutions 1160 (1998) to 1203 (1998),"
    assert cited(text, COUNCIL) == ["S/RES/1160 (1998)", "S/RES/1203 (1998)"]


def test_whose_it_is_once_said_is_remembered_in_the_document():
    texts = ("Recalling Human Rights Council resolution 42/15 of 26 September 2019,", "Recalls resolution 42/15;")
    assert cite.citations(_frame(*texts, symbol="A/RES/75/9")).is_empty()
    assert cited("Recalls resolution 42/15;", "A/RES/75/9") == ["A/RES/42/15"]


def test_places_parts_and_verbs_are_counted():
    text = "Recalling resolution 70/1 and reaffirming resolutions 70/1 and 69/313,"
    frame = pl.concat([_frame(text), _frame("Decides, under resolution 70/1, to cook;", part="operative")])
    rows = cite.citations(frame).rows()
    assert rows == [
        (ASSEMBLY, "A/RES/70/1", "preambular", 2, "recalling; reaffirming"),
        (ASSEMBLY, "A/RES/69/313", "preambular", 1, "reaffirming"),
        (ASSEMBLY, "A/RES/70/1", "operative", 1, "deciding"),
    ]


def test_letters_of_parts_are_dropped_also_in_the_citing_symbol():
    assert cited("Recalling its resolution 66/253 A of 16 February 2012,", "A/RES/66/253 B") == []


def test_an_empty_table_gives_an_empty_table():
    assert cite.citations(_frame()).columns == ["citing", "cited", "part", "times", "how"]


@pytest.mark.parametrize(
    ("organ", "number", "series", "symbol"),
    [
        ("S", 1267, "1999", "S/RES/1267 (1999)"),
        ("S", 1267, "2000", ""),
        ("S", 2760, "2024", "S/RES/2760 (2024)"),
        ("A", 217, "III", "A/RES/217 (III)"),
        ("A", 217, "IV", ""),
        ("A", 997, "ES-I", "A/RES/997 (ES-I)"),
        ("A", 104, "S-1", "A/RES/104 (S-1)"),
        ("A", 9, "7", ""),
        ("A", 900, "71", ""),
        ("E", 23, "2019", "E/RES/2019/23"),
        ("E", 1579, "L", "E/RES/1579 (L)"),
        ("E", 1579, "X", ""),
    ],
)
def test_numbers_are_checked_against_what_exists(organ, number, series, symbol):
    assert cite.exists(organ, number, series)[0] == symbol


def test_what_is_printed_in_any_list_is_found_once_and_nothing_else():
    """Two hundred invented lists: every number in them, with or without dates, and no other."""
    chooser = random.Random(7)
    for _ in range(200):
        numbers = chooser.sample(range(1000, 2259), chooser.randint(1, 6))
        symbols = [cite.exists("S", number, "")[0] for number in numbers]
        dated = [
            f"{s[6:]}{f' of {chooser.randint(1, 28)} May {s[-5:-1]}' if chooser.random() < 0.4 else ''}"
            for s in symbols
        ]
        listed = ", ".join(dated[:-1]) + (" and " if dated[1:] else "") + dated[-1]
        filler = chooser.choice(["its previous", "Security Council", "all relevant", "the"])
        text = f"Recalling {filler} resolutions {listed}, and the 14 statements of 3 May 2001 (S/2001/12, paras. 4-7),"
        assert cited(text, COUNCIL) == sorted(symbols), text
        assert problems(text, COUNCIL) == []


def test_noise_is_read_in_bounded_time_and_never_raises():
    chooser = random.Random(11)
    pieces = [
        "resolution ",
        "70/1 ",
        "(1999)",
        "((((",
        "its ",
        "A/RES/",
        "Council ",
        "é\u200e\x01",
        "1267 ",
        "of 3 May ",
        "; ",
        "، ",
    ]
    for _ in range(300):
        text = "".join(chooser.choices(pieces, k=60))
        for symbol in (COUNCIL, ASSEMBLY, ECOSOC):
            cite.find(_frame(text, symbol=symbol))
    assert cite.find(_frame("(" * 10_000 + " resolution 70/1 " + "[" * 10_000)).height == 1
