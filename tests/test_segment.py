"""The segmenter, on invented resolutions that show one trait each."""

import pytest

from helpers.corpus.segment import leading_verb, segment

PLAIN = """The General Assembly,

Recalling its resolution 1/1 on lamps,

Deeply concerned that the stairs are dark,

Having considered the report of the keepers,

1. Decides to light the lamps;

2. Strongly urges the keepers:

(a) To buy oil;

(b) To trim the wicks, namely:

(i) The long ones;

(ii) The short ones;

3. Requests a report on oil.

7th plenary meeting
1 May 1950

Annex

1. The lamps are of brass.
"""


def body(paragraphs, part="operative"):
    return [(p.label, p.level, p.verb) for p in paragraphs if p.part == part]


def test_parts_labels_levels_and_verbs():
    found = segment(PLAIN)
    assert body(found, "preambular") == [
        ("PP1", 1, "recalling"),
        ("PP2", 1, "concerned"),
        ("PP3", 1, "having considered"),
    ]
    assert body(found) == [
        ("1", 1, "decides"),
        ("2", 1, "urges"),
        ("2 (a)", 2, ""),
        ("2 (b)", 2, ""),
        ("2 (b) (i)", 3, ""),
        ("2 (b) (ii)", 3, ""),
        ("3", 1, "requests"),
    ]
    assert [p.label for p in found if p.part == "annex"] == ["Annex 1"]
    assert [p.label for p in found if p.part == "other"] == ["organ 1", "end 1", "end 2", "heading 1"]


def test_the_same_paragraphs_from_lines_and_from_windows_line_ends():
    wanted = body(segment(PLAIN))
    assert body(segment(PLAIN.splitlines())) == wanted
    assert body(segment(PLAIN.replace("\n", "\r\n"))) == wanted
    assert body(segment([line for line in PLAIN.splitlines() if line])) == wanted


def test_nothing_comes_of_nothing():
    assert segment("") == []
    assert segment([]) == []
    assert segment("\n \n\f\n") == []


PAGES = """A/RES/99/1

Lamps and stairs of the northern lighthouse

The General Assembly,
Recalling the lamps that were promised to the keepers of the northern
lighthouse at the meeting of the spring, 1 and all that follows from that
promise for the people on the stairs,
Noting that oil is dear and that the keepers have asked for more of it than
__________________
1

Records of the keepers, vol. 3.

99-12345 (E)

*9912345*

Please recycle

Lamps and stairs of the northern lighthouse

A/RES/99/1

was bought in the year before, 2 in which no lamp was lit on the upper
floors of the house,
1.
Decides that lamps are to be lit on every floor of the northern lighthouse
from dusk to dawn;
2.
Requests the keepers to report on the oil that they have burnt in the years
__________________
2

See the book of oil.
2/3

99-12345

Lamps and stairs of the northern lighthouse

A/RES/99/1

after the lamps were first lit.
7th plenary meeting
1 May 1950

99-12345

3/3
"""


def test_page_furniture_and_footnotes_leave_the_text():
    found = segment(PAGES)
    texts = {p.label: p.text for p in found if p.part != "other"}
    assert list(texts) == ["PP1", "PP2", "1", "2"]
    assert texts["PP1"].startswith("Recalling the lamps")
    assert "spring, and all" in texts["PP1"]
    assert "than was bought in the year before, in which" in texts["PP2"]
    assert texts["2"].endswith("in the years after the lamps were first lit.")
    assert [p.text for p in found if p.label.startswith("note")] == [
        "Records of the keepers, vol. 3.",
        "See the book of oil.",
    ]


def test_positions_are_lines_of_the_source():
    found = {p.label: p for p in segment(PAGES)}
    lines = PAGES.split("\n")
    assert lines[found["PP2"].position].startswith("Noting that oil")
    assert all(lines[n] in found["2"].text for n in found["2"].lines if lines[n] != "2.")


def test_unnumbered_operative_paragraphs_get_numbers_in_brackets():
    text = "The Security Council,\n\nConsidering the lamps,\n\nDecides to light them;\n\nRequests to see to it."
    assert body(segment(text)) == [("[1]", 1, "decides"), ("[2]", 1, "requests")]


def test_organ_as_the_subject_of_each_paragraph():
    text = "1. The Security Council requests the keepers to meet;\n\n2. The Security Council directs them to report."
    assert body(segment(text)) == [("1", 1, "requests"), ("2", 1, "directs")]


def test_the_letter_i_after_h_is_no_roman_figure():
    marks = "".join(f"({letter}) Lamp {letter};\n\n" for letter in "abcdefghij")
    found = segment("The General Assembly,\n\n1. Decides to light:\n\n" + marks)
    assert [p.level for p in found if p.part == "operative"] == [1] + [2] * 10


def test_sections_of_one_resolution_keep_their_paragraphs_apart():
    one = "The General Assembly,\n\nRecalling the lamps,\n\n1. Decides to light.\n\n7th plenary meeting\n1 May 1950\n\n"
    found = segment("A\n\n" + one + "B\n\n" + one)
    assert [p.label for p in found if p.part == "operative"] == ["1", "B 1"]
    assert [p.label for p in found if p.part == "preambular"] == ["PP1", "B PP1"]


def test_text_of_neighbours_is_not_ours():
    text = (
        "99/1. Stairs\n\nThe General Assembly,\n\nRecalling stairs,\n\n1. Decides to sweep.\n\n7th plenary meeting\n\n"
        "99/2. Lamps\n\nThe General Assembly,\n\nRecalling lamps,\n\n1. Decides to light.\n\n7th plenary meeting\n\n"
        "99/3. Doors\n\nThe General Assembly,\n\n1. Decides to close.\n"
    )
    for symbol, verb in (("A/RES/99/2", "light"), ("A/RES/99/1", "sweep")):
        assert [p.text for p in segment(text, symbol) if p.part == "operative"] == [f"Decides to {verb}."]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Recalling also the lamps", ("participle", "recalling")),
        ("Deeply concerned that", ("participle", "concerned")),
        ("Having also considered the report", ("participle", "having considered")),
        ("Once again urges the keepers", ("finite", "urges")),
        ("Also strongly condemns", ("finite", "condemns")),
        ("“Reaffirming” lamps", ("participle", "reaffirming")),
        ("We recognize that", ("base", "recognize")),
        ("The lamps are lit", ("", "")),
        ("During the night", ("", "")),
        ("", ("", "")),
    ],
)
def test_leading_verb(text, expected):
    assert leading_verb(text) == expected
