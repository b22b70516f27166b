"""Numbers in prose: marked and compared; dates, symbols and references are free."""

import nbformat
import pytest

from helpers import claims


def notebook(text, **stated):
    metadata = {"claims": {name: claims._print(value) for name, value in stated.items()}}
    output = nbformat.v4.new_output("display_data", data={"text/plain": ""}, metadata=metadata)
    cells = [nbformat.v4.new_markdown_cell(text), nbformat.v4.new_code_cell("", outputs=[output])]
    return nbformat.v4.new_notebook(cells=cells)


@pytest.mark.parametrize(
    "text",
    [
        "We read 2,583<!--=read--> texts.",
        "We read 2583<!--=read--> texts.",
        "**2,583<!--=read-->** texts",
        "2,583<!--=read--> texts, of which 43 %<!--=share--> and thirteen<!--=pp--> paragraphs",
        "Thirteen<!--=pp--> paragraphs.",
        "Adopted on 21 November 2016, between 1946 and 2015, in the 1990s, 2016–2024.",
        "S/RES/2178 (2014), A/RES/71/19, resolution 1267 (1999), 71/19, S/PV.7272 and A/RES/S-20/4 are symbols.",
        "See notebook 02, notebooks 05 to 12, operative paragraph 3 (b), [a link](https://example.org/12), `code 7`.",
        "The I-24/7 network; CC BY 4.0; agenda item 128 (y); the 48th plenary meeting.",
        "one, two or three are words, not counts",
    ],
)
def test_what_is_right_passes(text):
    assert claims.check(notebook(text, read=2583, share="43 %", pp=13)) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("We read 2,584<!--=read--> texts.", "found '2,584', expected 2,583 (read)"),
        ("We read 12,583<!--=read--> texts.", "expected 2,583 (read)"),
        ("We read 2,583<!--=reed--> texts.", "expected a number stated as 'reed'"),
        ("We read 2,583 texts.", "found 2,583, expected a claim marker"),
        ("twelve<!--=pp--> paragraphs", "found 'twelve', expected 13 (pp)"),
        ("twelve paragraphs", "found twelve, expected a claim marker"),
        ("42 %<!--=share--> of them", "expected 43 % (share)"),
        ("It has 196 members.", "found 196, expected a claim marker"),
        ("2,583<!--=read--> million texts", "found '2,583 million', expected 2,583 (read) and nothing that changes it"),
        ("2,583<!--=read--> per cent", "nothing that changes it"),
        ("2,583<!--=read-->%", "nothing that changes it"),
        ("−2,583<!--=read--> texts", "expected 2,583 (read)"),
        ("a hundred and thirteen<!--=pp--> texts", "expected 13 (pp)"),
        ("There are 2016 resolutions.", "found 2016, expected a claim marker"),
        ("from 59 (2016) to more", "found 59, expected a claim marker"),
        ("a vote of 14/15", "found 14, expected a claim marker"),
        ("| 44 | claims |", "found 44, expected a claim marker"),
        ("`59` of them", "found 59, expected a claim marker"),
        ("[59](https://example.org)", "found 59, expected a claim marker"),
        ("99 May", "found 99, expected a claim marker"),
        ("it took 59 minutes", "found 59, expected a claim marker"),
        ("a dozen texts", "found dozen, expected a claim marker"),
        ("half of them", "found half, expected a claim marker"),
        ("½ of them", "found ½, expected a claim marker"),
    ],
)
def test_what_is_wrong_is_named(text, said):
    found = [str(mismatch) for mismatch in claims.check(notebook(text, read=2583, share="43 %", pp=13))]
    assert any(said in line for line in found), found


def test_stating_stores_the_numbers_where_the_check_finds_them(capsys):
    shown = []
    original, claims.display = claims.display, lambda data, metadata, raw: shown.append((data, metadata))
    try:
        claims.state(read=2583, share="43 %")
    finally:
        claims.display = original
    ((data, metadata),) = shown
    assert metadata == {"claims": {"read": "2,583", "share": "43 %"}}
    assert "2,583" in data["text/html"]
    assert "2,583" in data["text/plain"]


def test_a_name_stated_twice_with_two_values_matches_neither():
    book = notebook("We read 2,583<!--=read--> texts.", read=2583)
    book.cells.append(notebook("", read=95).cells[1])
    assert str(claims.check(book)[0]).endswith("expected 2,583 and also 95 (read)")
