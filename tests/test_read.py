"""The readers on made-up files: each format, each hostile kind, and any bytes at all."""

import io
import json
import os
import re
import time
import zipfile
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpers import load
from helpers.corpus import archive, fuzz, masthead, read, score_formats
from helpers.corpus.read_base import Limits

FORMATS = Path(__file__).parents[2] / "shared" / "corpus" / "formats"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SMALL = Limits(file_bytes=1 << 20, marked_bytes=1 << 20, archive_bytes=3 << 20, archive_files=50, pages=20)


# --- makers ---------------------------------------------------------------------------------------------------


def pdf(*pages, size=(595, 842), extra=""):
    """Make a PDF; a page is a list of (x, y, letter size, text)."""
    kids = " ".join(f"{4 + 2 * i} 0 R" for i in range(len(pages)))
    objects = ["<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>"]
    objects.append("<</Type/Font/Subtype/Type1/BaseFont/Times-Roman/Encoding/WinAnsiEncoding>>")
    for i, page in enumerate(pages):
        escaped = [(x, y, s, re.sub(r"([()\\])", r"\\\1", text)) for x, y, s, text in page]
        content = "\n".join(f"BT /F1 {s} Tf {x} {y} Td ({text}) Tj ET" for x, y, s, text in escaped)
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {size[0]} {size[1]}]/Resources<</Font<</F1 3 0 R>>>>"
            f"/Contents {5 + 2 * i} 0 R>>"
        )
        objects.append(f"<</Length {len(content)}>>stream\n{content}\nendstream")
    body = "".join(f"{i} 0 obj{text}\nendobj\n" for i, text in enumerate(objects, 1))
    return f"%PDF-1.4\n{body}trailer<</Root 1 0 R/Size {len(objects) + 1}{extra}>>\n%%EOF".encode("cp1252")


def column(lines, x=72, top=700, size=10, leading=12):
    return [(x, top - leading * i, size, line) for i, line in enumerate(lines)]


def docx(body, **parts):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as packing:
        packing.writestr("[Content_Types].xml", "<Types/>")
        packing.writestr("word/document.xml", f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>')
        for name, content in parts.items():
            packing.writestr(f"word/{name}.xml", content)
    return packed.getvalue()


def paragraph(*pieces):
    return f"<w:p>{''.join(p if p.startswith('<') else f'<w:r><w:t>{p}</w:t></w:r>' for p in pieces)}</w:p>"


def packed(files, method=zipfile.ZIP_DEFLATED):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", method) as packing:
        for name, raw in files.items():
            packing.writestr(name, raw)
    return content.getvalue()


# --- text -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_text_in_any_encoding_that_occurs(encoding):
    assert read.text("a.txt", "Côte d’Ivoire\r\nnotes".encode(encoding)) == "Côte d’Ivoire\nnotes"


def test_single_bytes_that_break_utf8_do_not_spoil_the_rest():
    assert read.text("a.txt", "Côte d’Ivoire ".encode() + b"\x93Interpol\x94") == "Côte d’Ivoire “Interpol”"


@pytest.mark.parametrize(
    "text", ["الجمعية العامة، إذ تشير إلى قراراتها", "大会，回顾其各项决议", "Генеральная Ассамблея"]
)
def test_other_scripts_stay_as_they_are(text):
    assert read.text("a.txt", text.encode()) == text


def test_zero_bytes_in_text_go_and_binary_data_is_named():
    assert read.text("a.txt", b"The Council\0 meets, as it does every month of the year") == (
        "The Council meets, as it does every month of the year"
    )
    with pytest.raises(read.ReadError, match="is no text"):
        read.text("a.txt", bytes(range(256)) * 8)


def test_brackets_by_the_thousand():
    raw = b"[" * 10_000
    assert read.text("a.txt", raw) == raw.decode()
    with pytest.raises(read.ReadError, match=r"a\.json: cannot be read"):
        read.text("a.json", raw)
    start = time.monotonic()
    masthead.read("a.txt", "(" * 10_000 + "\n" + "S/RES/" * 10_000 + "\n" + "1 " * 10_000)
    assert time.monotonic() - start < 10


# --- what a file is -------------------------------------------------------------------------------------------


def test_the_content_decides_not_the_name():
    raw = pdf(column(["The Security Council,", "Recalling its resolution 1 (1946),"]))
    assert read.text("a.txt", raw).startswith("The Security Council,")
    assert read.reading("a.txt", docx(paragraph("Text"))).format == "docx"
    assert read.reading("a.pdf", b"<!DOCTYPE html><p>" + b"A page about one thing. " * 20).format == "html"
    assert read.reading("b.txt", json.dumps([{"text": "One"}, {"text": "Two"}]).encode()).text == "One\nTwo"


@pytest.mark.parametrize(
    ("name", "raw", "reason"),
    [
        ("a.pdf", b"", "is empty"),
        ("a.txt", b" \n\f", "is empty"),
        ("a.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 20, "image"),
        ("a.txt", b"\x89PNG\r\n\x1a\n" + b"\0" * 20, "image"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old Word"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        ("a.rtf", b"{\\rtf1 text}", "Rich Text"),
        ("a.pdf", b"no pdf", "plain text in a file ending in '.pdf'"),
        ("a.docx", packed({"a.txt": b"text"}), "without a Word document"),
        ("a.docx", docx(paragraph("x" * 500))[:300], "damaged"),
        ("a.json", b'{"text": 1}', "no list of typed paragraphs"),
        ("a.xml", b"<a><b></a>", "damaged XML"),
        ("a.html", b"<html><body></body></html>", "without text"),
        ("a.html", b"<html>" + b"<div>" * 10_000, "nests"),
    ],
)
def test_what_cannot_be_read_is_named_with_the_reason(name, raw, reason):
    with pytest.raises(read.ReadError, match=f"^{re.escape(name)}: cannot be read: .*{reason}"):
        read.text(name, raw)


def test_too_much_is_named():
    with pytest.raises(read.ReadError, match="2 MB, more than the 1 MB"):
        read.text("a.txt", b"a" * (2 << 20), SMALL)
    with pytest.raises(read.ReadError, match=r"has 4\.1 MB of JSON, HTML or XML, more than the 4 MB"):
        read.text("a.html", b"<html>" + b"<p>word" * 620_000)
    with pytest.raises(read.ReadError, match="more than 3 objects on page 1"):
        read.text("a.pdf", pdf(column(BODY)), Limits(objects=3))
    with pytest.raises(read.ReadError, match="more characters than are read"):
        read.text("a.pdf", pdf(column(BODY)), Limits(characters=99))
    with pytest.raises(read.ReadError, match="64 MB that are read"):
        read.text("a.txt", bytes(200_000_000))


# --- PDF ------------------------------------------------------------------------------------------------------

BODY = [f"line {i} of a text that goes on and on for the whole width of the page" for i in range(40)]


def test_heads_page_numbers_and_footnotes():
    head = [(72, 810, 8, "A/RES/88/7"), (300, 810, 8, "Cooperation with nobody in particular")]
    foot = [(72, 30, 8, "99-12345"), (500, 30, 8, "2/3")]
    first = [(400, 810, 10, "A/RES/88/7"), (72, 760, 10, "88/7. Cooperation with nobody in particular")]
    note = [(72, 100, 8, "1 See A/88/1, a report"), (72, 90, 8, "that nobody read.")]
    raw = pdf(first + column(BODY, top=700), head + column(BODY, top=750) + note + foot, head + column(BODY) + foot)
    pages = read.text("a.pdf", raw).split("\f")
    assert [page.count("A/RES/88/7") for page in pages] == [1, 0, 0]
    assert [page.count("nobody in") for page in pages] == [1, 0, 0]
    assert "99-12345" not in "".join(pages)
    assert pages[1].endswith("page\n_______________\n1 See A/88/1, a report\nthat nobody read.")


def test_a_head_that_page_1_does_not_print_stays_once():
    pages = [[(72, 810, 8, "A/HRC/RES/99/1")] * (i > 0) + column(BODY) for i in range(4)]
    assert read.text("a.pdf", pdf(*pages)).count("A/HRC/RES/99/1") == 1


def test_columns_that_the_file_mixes_are_read_one_after_the_other():
    left = [f"left {i:02} of the column that is rather" for i in range(30)]
    right = [f"right {i:02} of the column that is rather" for i in range(30)]
    places = column(left, leading=22), column(right, x=320, top=689, leading=22)
    mixed = [line for pair in zip(*places, strict=True) for line in pair]
    text = read.text("a.pdf", pdf(mixed))
    assert re.findall(r"\b(?:left|right) \d\d", text) == [line[: line.index(" of")] for line in left + right]


def test_a_hyphen_at_a_line_end_goes_only_where_the_document_writes_the_word_without():
    lines = ["The Govern-", "ment and the Secretary-", "General met. The Government", "thanked the counter-"]
    text = read.text("a.pdf", pdf(column([*lines, "terrorism experts."])))
    assert (
        text
        == "The Government\nand the Secretary-General\nmet. The Government\nthanked the counter-terrorism\nexperts."
    )


def test_a_pdf_without_text_layer_is_named():
    with pytest.raises(read.ReadError, match="no text layer: 2 scanned or empty pages"):
        read.text("a.pdf", pdf([], []))


def test_a_pdf_with_a_password_is_named():
    raw = pdf(column(["secret"]))
    encrypt = "/Encrypt<</Filter/Standard/V 1/R 2/P -4/O({0})/U({0})>>/ID[(a)(a)]".format("x" * 32)
    with pytest.raises(read.ReadError, match="protected by a password"):
        read.text("a.pdf", raw.replace(b"/Size 6", b"/Size 6" + encrypt.encode()))


def test_a_pdf_cut_short_is_read_or_named_and_one_of_too_many_pages_named():
    whole = pdf(column(BODY))
    for end in range(0, len(whole), 97):
        try:
            read.text("a.pdf", whole[:end])
        except read.ReadError:
            continue
    with pytest.raises(read.ReadError, match="21 pages, more than the 20"):
        read.text("a.pdf", pdf(*[column(["x"])] * 21), SMALL)


def test_a_huge_page_is_read():
    assert "line 39" in read.text("a.pdf", pdf(column(BODY), size=(10**7, 10**7)))


# --- DOCX -----------------------------------------------------------------------------------------------------


def test_docx_with_tables_notes_and_the_first_head():
    note = '<w:r><w:footnoteReference w:id="5"/></w:r>'
    row = f"<w:tr><w:tc>{paragraph('a')}</w:tc><w:tc>{paragraph('b')}{paragraph('c')}</w:tc></w:tr>"
    deleted = "<w:del><w:r><w:delText>gone</w:delText><w:t>gone</w:t></w:r></w:del>"
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    section = (
        f'<w:sectPr xmlns:r="{relations}"><w:headerReference w:type="first" r:id="r1"/>'
        '<w:headerReference w:type="default" r:id="r2"/><w:titlePg/></w:sectPr>'
    )
    raw = docx(
        paragraph("One", note, deleted) + f"<w:tbl>{row}</w:tbl>" + section,
        footnotes=f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="5">{paragraph("See two.")}</w:footnote></w:footnotes>',
        header1=f'<w:hdr xmlns:w="{W}">{paragraph("A/99/1")}</w:hdr>',
        **{"_rels/document.xml.rels": ""},
    )
    raw = _with(raw, "word/_rels/document.xml.rels", '<R><R Id="r1" Target="header1.xml"/></R>')
    assert read.text("a.docx", raw) == "A/99/1\nOne1\na\tb c\n_______________\n1 See two."


def _with(raw, name, content):
    with zipfile.ZipFile(io.BytesIO(raw)) as opened:
        files = {i: opened.read(i) for i in opened.namelist() if not i.startswith("word/_rels")}
    return packed(files | {name: content})


def test_bombs_in_xml_are_named():
    bomb = '<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;">]><a>&c;</a>'
    with pytest.raises(read.ReadError, match="entities"):
        read.text("a.xml", f'<?xml version="1.0"?>{bomb}'.encode())
    with pytest.raises(read.ReadError, match="entities"):
        read.text("a.docx", packed({"[Content_Types].xml": b"", "word/document.xml": bomb}))
    with pytest.raises(read.ReadError, match="bomb"):
        read.text("a.docx", docx(paragraph("a" * (3 << 20))))


# --- pages and records ----------------------------------------------------------------------------------------


def test_a_press_release_gives_title_author_date_and_the_article():
    sentence = "The chair of the committee said that the meeting had gone on for longer than planned. "
    page = f"""<!DOCTYPE html><html lang="en"><head><title>Meeting | Site</title>
        <meta property="og:title" content="A long meeting"><meta name="author" content="A. Writer">
        <script type="application/ld+json">{{"@graph": [{{"datePublished": "2018-11-22T10:00:00Z"}}]}}</script></head>
        <body><nav><a href="/">Home</a> <a href="/b">Menu entry</a></nav><main><article><h1>A long meeting</h1>
        {"".join(f"<p>{i}. {sentence * 3}</p>" for i in range(6))}</article></main>
        <footer>Copyright. Contact us. Privacy.</footer></body></html>"""
    reading = read.reading("a.html", page.encode())
    assert (reading.title, reading.author, reading.date) == ("A long meeting", "A. Writer", "2018-11-22")
    assert reading.text.startswith("A long meeting\nA. Writer\n2018-11-22\n")
    assert "5. The chair" in reading.text
    assert "Menu entry" not in reading.text
    assert "Privacy" not in reading.text


def test_a_page_that_is_a_table_comes_as_rows():
    rows = "".join(f"<tr><td>S/PV.{i}<td>{i} May<td>A topic of the meeting" for i in range(20))
    assert "S/PV.7\t7 May\tA topic of the meeting" in read.text("a.html", f"<html><table>{rows}</table>".encode())
    with pytest.raises(read.ReadError, match="cells"):
        read.text("a.html", b"<html><table>" + b"<tr><td rowspan=1000>x" * 40_000)


def test_marc_records():
    fields = [("191", "a", "A/88/L.1"), ("245", "a", "A title"), ("269", "a", "2099-03-15"), ("041", "a", "eng")]
    body = "".join(f'<datafield tag="{t}"><subfield code="{c}">{v}</subfield></datafield>' for t, c, v in fields)
    reading = read.reading("a.xml", f'<?xml version="1.0"?><collection><record>{body}</record></collection>'.encode())
    assert (reading.title, reading.date, reading.language) == ("A title", "2099-03-15", "en")
    assert "191 $a A/88/L.1" in reading.text


# --- folders and archives -------------------------------------------------------------------------------------


def collected(path, limits=SMALL):
    problems = []
    found = [name for name, _ in read.members(path, lambda error: problems.append(str(error)), limits)]
    return found, problems


def test_members_that_cannot_be_taken_are_named_and_the_rest_goes_on(tmp_path):
    inner = packed({"deep.zip": packed({"a.txt": b"a"}), "b.txt": b"b"})
    files = {"../up.txt": b"x", "/root.txt": b"x", "C:\\x.txt": b"x", "bomb.txt": b"\0" * (1 << 20) + b"\0" * 9}
    files |= {"fine.txt": b"fine", "set.zip": inner, "big.txt": os.urandom(1 << 20) + b"x"}
    (tmp_path / "a.zip").write_bytes(packed(files))
    found, problems = collected(tmp_path / "a.zip")
    assert found == ["fine.txt", "set.zip/b.txt"]
    assert [p.split(": ")[0] for p in problems] == [
        "../up.txt", "/root.txt", "C:\\x.txt", "big.txt", "bomb.txt", "set.zip/deep.zip",
    ]  # fmt: skip
    assert not (tmp_path.parent / "up.txt").exists()
    with pytest.raises(read.ReadError, match=r"\.\./up\.txt: has a name that leads out"):
        list(read.members(tmp_path / "a.zip"))


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "damaged archive"),
        (packed({"a.txt": b"text" * 99})[:60], "damaged archive"),
        (packed({f"{i}.txt": b"\0" * 500_000 for i in range(7)}), "taken for a bomb"),
        (packed({f"{i}.txt": b"" for i in range(51)}), "51 files"),
        (packed({"a.txt": b"x"}, zipfile.ZIP_LZMA), "packed by method 14"),
    ],
)
def test_archives_that_cannot_be_read_are_named(tmp_path, raw, reason):
    (tmp_path / "a.zip").write_bytes(raw)
    found, problems = collected(tmp_path / "a.zip")
    assert found == []
    assert re.search(reason, problems[0])


def test_an_encrypted_member_is_named(tmp_path):
    raw = bytearray(packed({"a.txt": b"text"}, zipfile.ZIP_STORED))
    raw[6] |= 1
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "a.zip").write_bytes(raw)
    assert collected(tmp_path / "a.zip") == ([], ["a.txt: is encrypted"])


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes in folders")
def test_links_pipes_and_large_files_in_a_folder_are_named(tmp_path):
    (tmp_path / "set").mkdir()
    (tmp_path / "outside.txt").write_bytes(b"x")
    (tmp_path / "set" / "a.txt").write_bytes(b"a")
    (tmp_path / "set" / "big.txt").write_bytes(bytes((1 << 20) + 1))
    (tmp_path / "set" / "link.txt").symlink_to(tmp_path / "outside.txt")
    (tmp_path / "set" / "loop").symlink_to(tmp_path / "set")
    os.mkfifo(tmp_path / "set" / "pipe.txt")
    found, problems = collected(tmp_path / "set")
    assert found == ["a.txt"]
    assert [p.split(": ")[0] for p in problems] == ["big.txt", "link.txt", "loop", "pipe.txt"]


@pytest.mark.parametrize("name", ["../a", "a/../../b", "/a", "C:/a", "C:a", "\\\\host\\a", "a\\b", "a\0b"])
def test_names_that_escape(name):
    assert archive.escapes(name)
    assert not archive.escapes("a/b..c/d.txt")


# --- which document it is -------------------------------------------------------------------------------------


def found(text, name="x.txt"):
    identity = masthead.read(name, text)
    return identity.symbol, identity.language, identity.date


ENGLISH = "\nThe Council welcomes the report of the Secretary-General and the work of the States concerned.\n" * 3


def test_the_text_beats_the_name():
    text = "Naciones Unidas S/2099/664\nConsejo de Seguridad Distr. general\n13 de septiembre de 2099\n" + (
        "Tengo el honor de transmitir adjunta una carta sobre la cuestión de las aguas del río. " * 5
    )
    identity = masthead.read("A_88_354.en.pdf", text)
    assert (identity.symbol, identity.language, identity.date) == ("S/2099/664", "es", "2099-09-13")
    assert identity.problems == ("symbol: the text prints S/2099/664, the file name says A/88/354",)


@pytest.mark.parametrize(
    ("head", "symbol", "date"),
    [
        ("United Nations A/RES/88/7\nDistr.: General\n9 May 2099\nResolution adopted by the General Assembly"
         "\non 6 May 2099",
         "A/RES/88/7", "2099-05-06"),
        ("United Nations S/RES/9999(2099)\nDistr.: General\n9 May 2099\nAdopted by the Security Council "
         "at its 1st meeting, on\n8 May 2099",
         "S/RES/9999 (2099)", "2099-05-08"),
        ("United Nations A/88/PV.3\n3rd plenary meeting\nTuesday, 1 June 2099, 3 p.m.", "A/88/PV.3", "2099-06-01"),
        ("A./88/435\nDistr.\nGENERAL\n1l September 2099\n11 September 2099", "A/88/435", "2099-09-11"),
        ("Distr.\nGENERAL\nA/88/36I\n25 July 20 99", "A/88/361", "2099-07-25"),
        ("\tUnited Nations\t\tA/88/6 (Sect. 29)\nDistr.: General 6 May 2099 Original: English", "A/88/6 (Sect. 29)",
         "2099-05-06"),
    ],
)  # fmt: skip
def test_symbols_and_dates_of_each_kind(head, symbol, date):
    assert found(head + ENGLISH) == (symbol, "en", date)


def test_what_is_illegible_is_named_not_guessed():
    identity = masthead.read("E_CN.4_149.en.pdf", "s/ou/na\n17 June 19^8" + ENGLISH)
    assert (identity.symbol, identity.date, identity.claimed) == ("", "", "E/CN.4/149")
    assert [problem.split(":")[0] for problem in identity.problems] == ["symbol", "date"]
    identity = masthead.read("x.pdf", "Distr.\nLIMITED\nA/L.632\n~9 September 2071" + ENGLISH)
    assert identity.date == "2071-09"


def test_two_symbols_two_languages_and_no_document():
    assert masthead.read("x", "United Nations A/88/876-S/2099/230" + ENGLISH).others == ("S/2099/230",)
    french = "Le Conseil se félicite du rapport du Secrétaire général et des travaux des États concernés.\n" * 20
    mixed = masthead.read("x", "S/PV.492\n" + ENGLISH * 7 + french)
    assert any(problem.startswith("language: the text is in several") for problem in mixed.problems)
    page = "The document you are looking for does not exist in the Official Document System (ODS)."
    assert masthead.read("A_88_1.pdf", page).problems[0].startswith("no document:")


def test_the_file_name_claims():
    names = {"A_78_354.en.pdf": "A/78/354", "S_RES_2768_(2025).en.pdf": "S/RES/2768 (2025)", "UN_Paper_2016.pdf": ""}
    assert {name: masthead._claimed(name) for name in names} == names


# --- anything at all ------------------------------------------------------------------------------------------

MADE = dict(fuzz.seeds(None))
NAMES = sorted([*MADE, "x.htm", "x.doc", "x", "x.zip", "x.odt"])
ANY = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


@ANY
@given(st.sampled_from(NAMES), st.binary(max_size=2000))
def test_any_bytes_give_text_or_a_read_error(name, raw):
    assert fuzz.attempt(name, raw) == ""


@ANY
@given(st.sampled_from(sorted(MADE)), st.randoms(use_true_random=False))
def test_any_broken_file_gives_text_or_a_read_error(name, rng):
    assert fuzz.attempt(name, fuzz.broken(MADE[name], MADE["a.txt"], rng)) == ""


@ANY
@given(st.binary(max_size=500), st.integers(0, 400))
def test_any_archive_gives_members_or_problems(tmp_path_factory, raw, at):
    whole = packed({"a.txt": b"text" * 20, "b.zip": packed({"c.txt": b"c"})})
    path = tmp_path_factory.mktemp("any") / "a.zip"
    path.write_bytes(whole[:at] + raw + whole[at + len(raw) // 2 :])
    collected(path)


def test_the_seeds_are_read():
    assert {name: read.reading(name, raw).format for name, raw in MADE.items()} == {
        "a.txt": "text", "b.txt": "text", "c.json": "paragraphs", "d.html": "html", "e.xml": "marc", "f.docx": "docx",
        "g.pdf": "pdf",
    }  # fmt: skip
    assert masthead.read("g.pdf", read.text("g.pdf", MADE["g.pdf"])).symbol == "S/RES/9999 (2099)"
    assert pypdfium2.PdfDocument(MADE["g.pdf"])[0].get_textpage().count_chars() > 100


# --- real files -----------------------------------------------------------------------------------------------


@pytest.mark.skipif(not FORMATS.exists(), reason="the real files are not on this machine")
def test_real_files_are_right_or_a_named_problem():
    key = load("format_key").fillna("").astype(str).to_dict("records")
    traps = [row for row in key if row["note"] and not row["file"].endswith(".html")]
    results = score_formats.score(FORMATS, traps + key[::9])
    assert [(r.file, r.found) for r in results if "wrong" in r.verdicts.values()] == []


@pytest.mark.skipif(not FORMATS.exists(), reason="the real files are not on this machine")
def test_a_resolution_as_pdf_has_the_paragraphs_of_its_typed_text():
    pdf_file = next(FORMATS.rglob("A_RES_79_136.pdf"))
    archive_file = FORMATS.parent / "un-paragraphs.zip"
    assert score_formats.compare_paragraphs(pdf_file, archive_file, "A_RES_79_136.json", "A/RES/79/136") == []
