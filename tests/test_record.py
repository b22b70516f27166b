"""From texts to records, on short invented texts; and the published tables, rebuilt from the corpora."""

import io
import json
import zipfile
from pathlib import Path

import pytest

from helpers import symbols
from helpers.corpus import annexes, build, metadata, naming, read, record

REPOSITORY = Path(__file__).resolve().parents[1]
SHARED = REPOSITORY.parent / "shared"

COUNCIL = """Resolution 3001 (2031)
Adopted by the Security Council at its 9999th meeting, on 3 May 2031
The Security Council,
Recalling resolution 2999 (2030) of 4 May 2030,
1. Asks INTERPOL to help;
2. Decides to remain seized of the matter.
"""
SCAN = """<!-- Page 1 -->
a neighbour that asks INTERPOL for lists.
88/7. Care of lighthouses
The General Assembly,
Noting that lighthouses stand alone,
1. Thanks their keepers.
12th plenary meeting
9 December 2033
88/8. Care of bridges
The General Assembly,
1. Thanks INTERPOL again.
"""


def council(text=COUNCIL, number=3001, source_id="sc-texts"):
    return record.read_record(symbols.parse(f"S/RES/{number} (2031)"), source_id, "made up", text)


def assembly(text, symbol="A/RES/88/7", source_id="un-paragraphs"):
    return record.read_record(symbols.parse(symbol), source_id, "made up", text)


# --- reading --------------------------------------------------------------------------------------------------


def test_encodings_and_line_ends_come_out_alike():
    expected = "Côte d’Ivoire\nend"
    assert read.decode("\ufeffCôte d’Ivoire\r\nend".encode()) == expected
    assert read.decode("Côte d’Ivoire\rend".encode("cp1252")) == expected


def test_typed_paragraphs_are_read_as_lines_without_other_languages():
    paragraphs = [
        {"prefix": "1.", "text": "Asks", "language": "english"},
        {"prefix": None, "text": "Prie", "language": "french"},
        {"prefix": None, "text": "End"},
    ]
    raw = json.dumps(paragraphs).encode()
    assert read.text("a.json", raw) == "1. Asks\nEnd"
    assert read.languages(raw) == {"french"}


def test_a_file_that_cannot_be_read_is_named():
    with pytest.raises(
        read.ReadError, match=r"a\.odt: .*found plain text in a file ending in '\.odt', expected one of \.txt"
    ):
        read.text("a.odt", b"text")
    with pytest.raises(read.ReadError, match=r"a\.pdf: cannot be read"):
        read.text("a.pdf", b"no pdf")


def test_archives_and_folders_give_the_same_members(tmp_path):
    (tmp_path / "set").mkdir()
    (tmp_path / "set" / "b.txt").write_bytes(b"b")
    (tmp_path / "set" / "a.txt").write_bytes(b"a")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("b.txt", "b")
        archive.writestr("a.txt", "a")
    (tmp_path / "set.zip").write_bytes(packed.getvalue())
    assert (
        list(read.members(tmp_path / "set"))
        == list(read.members(tmp_path / "set.zip"))
        == [("a.txt", b"a"), ("b.txt", b"b")]
    )


def test_tables_with_unclosed_rows_and_spanning_cells():
    page = b"<table><tr><th rowspan=2>S/PV.1<td>one<br>two</td><tr><td>three</table>"
    assert read.html_table(page) == [["S/PV.1", "one\ntwo"], ["S/PV.1", "three"]]


def test_marks_that_a_page_encodes_twice():
    page = "<table><tr><td>People\u2019s</td><td>a \u2014 b</td></table>".encode().decode("latin-1").encode()
    assert read.html_table(page) == [["People\u2019s", "a \u2014 b"]]
    assert read.html_table("<table><tr><td>C\u00f4te d\u2019Ivoire</td></table>".encode()) == [
        ["C\u00f4te d\u2019Ivoire"]
    ]


# --- INTERPOL -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("INTERPOL, Interpol and interpol's", 3),
        ("the International Criminal\nPolice Organization (INTERPOL)", 2),
        ("the International Crimi-\nnal Police Organisation", 1),
        ("the International Criminal Police Commission of 1923", 1),
        ("INTER-\nPOL and the Inter\u00adpol list", 2),
        ("INTERPOL-United Nations Special Notices", 1),
        ("the secretariat of ICPO-Interpol", 2),
        ("interpolation, to interpolate, public policy on crime", 0),
        ("international criminal policy", 0),
        ("", 0),
    ],
)
def test_names_are_found_across_lines_and_not_inside_other_words(text, expected):
    assert naming.occurrences(text) == expected


def test_running_heads_do_not_count_but_title_sentence_and_footnote_do():
    page = "\n".join(
        ["88/7. Thanks to", "INTERPOL", "The General Assembly,", "1. Thanks INTERPOL;", "1 INTERPOL, list of 2030."]
    )
    later = "\fThanks to\nINTERPOL A/RES/88/7\n33-12345 2/3\n2. Ends.\n9th plenary meeting\n9 December 2033"
    text = assembly(page + later, source_id="un-formats")
    assert text.title == "Thanks to INTERPOL"
    assert text.occurrences == 3
    assert "2/3" not in text.body
    assert "2. Ends." in text.body


# --- annexes --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "sentence",
    [
        "the list in annex II to the present resolution",
        "the letters annexed to this resolution",
        "the measures set out in the annex;",
        "the persons listed in Annexes I and II, and",
        "Decides to adopt the attached declaration on lighthouses",
        "Endorses the plan (annex) as it stands",
        "the letter, which is annexed hereto,",
    ],
)
def test_an_annex_of_its_own_is_recognised(sentence):
    assert annexes.annex(sentence) == "not held"
    assert annexes.annex(f"{sentence}\nANNEX\nLighthouses") == "held"


@pytest.mark.parametrize(
    "sentence",
    [
        "the report of 3 May (S/2031/12, annex)",
        "compliance with Annex 1-A of the Peace Agreement",
        "as set out in annex I and annex II (“the annexes”) to the report",
        "the Agreement and the annexes thereto",
        "the regulations annexed to the Convention of 1907",
        "his report (S/25479), namely the plan for bridges (annex I) and",
        "actions purporting to annex the island",
        "document S/5658,\nannex.",
    ],
)
def test_annexes_of_other_documents_are_not_missed_ones(sentence):
    assert annexes.annex(sentence) == "none"


@pytest.mark.parametrize(
    "before", ["", " ", "Lamps. " * 300, "Lamps.\n\n" + " \n" * 3000, "An annex to the report. " * 200]
)
@pytest.mark.parametrize("after", ["", "\n" * 3000 + "Lamps.", " Lamps." * 300])
def test_an_annex_is_found_wherever_in_a_text_it_is_spoken_of(before, after):
    assert annexes.own_annex(f"{before}annexed hereto{after}")
    assert not annexes.own_annex(f"{before}annexes of the treaty{after}")


# --- is it the document ---------------------------------------------------------------------------------------


def test_a_council_text_tells_its_date_and_is_whole():
    text = council()
    assert (text.is_document, text.date, text.state, text.occurrences) == (True, "2031-05-03", "whole", 1)
    assert text.problems == []


def test_a_council_text_under_a_wrong_name_is_refused():
    text = council(number=3000)
    assert not text.is_document
    assert [(p.kind, p.found, p.expected) for p in text.problems] == [
        ("holds another document", "heading of resolution 3001", "S/RES/3000 (2031)")
    ]


def test_a_wrong_heading_before_the_right_one_does_no_harm():
    text = council("Resolution 2995 (2029) Adopted at some meeting\n" + COUNCIL.replace(")\nAdopted", ") Adopted"))
    assert (text.is_document, text.date) == (True, "2031-05-03")
    assert [p.kind for p in text.problems] == ["number differs"]


def test_the_header_of_a_web_page_is_no_part_of_the_text():
    header = "Resolution 3001 (2031)\n\nPublisher\nSite\n\nAvailable at: http://x.example [accessed 1 May 2032]\n"
    assert "Site" not in council(header + COUNCIL).body


def test_neighbours_on_a_scanned_page_are_cut_away_and_not_credited():
    text = assembly(SCAN)
    assert text.body.startswith("88/7. Care of lighthouses")
    assert (text.title, text.date, text.meeting, text.state) == ("Care of lighthouses", "2033-12-09", 12, "whole")
    assert text.occurrences == 0
    assert "naming INTERPOL 2 times" in text.problems[0].found


def test_a_scan_without_the_heading_counts_as_a_part():
    text = assembly(SCAN, "A/RES/88/6")
    assert text.state == "sample"
    assert [p.kind for p in text.problems] == ["heading not found"]


def test_paragraphs_without_footnotes_are_not_whole():
    modern = SCAN[SCAN.index("88/7.") : SCAN.index("88/8.")]
    assert assembly(modern).state == "footnotes not held"
    assert assembly(modern + "\n1/\tSee resolution 87/3, annex.").state == "whole"
    assert assembly(modern, source_id="un-formats").state == "whole"


# --- one text for each document -------------------------------------------------------------------------------


def test_the_preferred_source_is_chosen_unless_another_is_fuller():
    gold, plain = council(source_id="sc-gold"), council()
    assert record.choose([plain, gold]) is gold
    stripped = council(COUNCIL.replace("to help", "to help as set out in the annex"), source_id="sc-gold")
    assert record.choose([plain, stripped]) is plain
    half = council("Resolution 3001 (2031)\nThe Security Council,\nEnds here", source_id="sc-gold")
    assert record.choose([plain, half]) is plain
    assert record.choose([council(number=3000)]) is None


def test_shared_phrases():
    assert record.shared(COUNCIL, COUNCIL) == 1
    assert record.shared(COUNCIL, SCAN) == 0


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Adopted at the 17th meeting by 14 votes to none.", (14, 0, 0)),
        ("Adopted at the\n17th meeting by 9 votes to 1 (Elbonia), with 5 abstentions (…)", (9, 1, 5)),
        ("Adopted at the 17th meeting by ten votes to none, with one abstention", (10, 0, 1)),
        ("Adopted unanimously at the 17th meeting.", None),
    ],
)
def test_the_tally_in_the_closing_line(line, expected):
    assert record.tally(line) == expected


def test_a_yearly_table_of_meetings(tmp_path):
    rows = [
        "<tr><th>Meeting Record<th>Date<th>Press Release<th>Topic<th>Security Council Outcome / Vote",
        "<tr><td>S/PV.2 (closed)<td>3 Sep.<td>SC/7<td>Bridges<td>S/RES/3001 (2031)<br>14-0-1",
        "<td>S/PV.1 (Resumption 1)<td>2 May<td>None<td>Lighthouses<br>Ships<td>S/RES/3000 (2031)<br>without vote",
    ]
    (tmp_path / "scact2031_table_en.html").write_text("<table>" + "".join(rows))
    meetings, outcomes = metadata.meetings(tmp_path)
    assert list(meetings) == ["S/PV.2", "S/PV.1 (Resumption 1)"]
    assert meetings["S/PV.2"]["form"] == "closed"
    assert meetings["S/PV.1 (Resumption 1)"]["agenda_items"] == ["Lighthouses | Ships"]
    assert outcomes["S/RES/3001 (2031)"]["tally"] == (14, 0, 1)
    assert outcomes["S/RES/3001 (2031)"]["date"] == "2031-09-03"
    assert outcomes["S/RES/3000 (2031)"]["without_a_vote"]


# --- the published tables -------------------------------------------------------------------------------------


@pytest.mark.skipif(not SHARED.is_dir(), reason="the corpora are not beside the repository (../shared)")
def test_rebuilding_the_published_tables_changes_nothing(tmp_path):
    data = REPOSITORY / "data"
    build.build(SHARED / "corpus", SHARED / "evidence/resolutions", tmp_path, data)
    tables = ("documents", "meetings", "corpus_issues", "clause_reuse", "library_headings", "record_counts")
    for name in (f"{table}.csv" for table in tables):
        assert (tmp_path / name).read_bytes() == (data / name).read_bytes(), f"{name} differs from its rebuild"
