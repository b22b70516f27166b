"""Files to text: archives, encodings, line ends, typed paragraphs, PDF pages, HTML tables, spreadsheets.

Knows formats only, nothing of UN documents. Text comes as lines; a form feed stands where a page ends.
"""

import json
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import openpyxl
import pypdfium2

from helpers.errors import ReportedError

_TWICE = re.compile("\u00e2\u0080[\u0080-\u00bf]")  # a quotation mark or dash, stored as UTF-8 twice over


class ReadError(ReportedError, ValueError):
    """A file that cannot be turned into text; the message names the file and the reason."""


def members(path: Path) -> Iterator[tuple[str, bytes]]:
    """Yield (name, content) of each file in an archive or folder, in the order of the names."""
    if path.is_dir():
        for file in sorted(p for p in path.rglob("*") if p.is_file()):
            yield file.relative_to(path).as_posix(), file.read_bytes()
        return
    with zipfile.ZipFile(path) as archive:
        for name in sorted(n for n in archive.namelist() if not n.endswith("/")):
            yield name, archive.read(name)


def text(name: str, raw: bytes) -> str:
    """Return the text of one file.

    Parameters
    ----------
    name
        The file's name; its ending tells the format (.txt, .json, .pdf).
    raw
        Its content.

    Raises
    ------
    ReadError
        If the format is none of these, or the file is damaged.
    """
    readers = {".txt": decode, ".json": _paragraphs, ".pdf": _pages}
    reader = readers.get(Path(name).suffix.lower())
    if reader is None:
        raise ReadError(f"{name}: found a file ending in {Path(name).suffix!r}, expected one of {', '.join(readers)}")
    try:
        return reader(raw)
    except (ValueError, KeyError, TypeError, pypdfium2.PdfiumError) as error:
        raise ReadError(f"{name}: cannot be read ({error})") from error


def decode(raw: bytes) -> str:
    """Decode UTF-8 or, where that fails, Windows-1252; one kind of line end, composed letters."""
    try:
        decoded = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        decoded = raw.decode("cp1252", errors="replace")
    return unicodedata.normalize("NFC", decoded.replace("\r\n", "\n").replace("\r", "\n"))


def languages(raw: bytes) -> set[str]:
    """Return the languages, other than English, that a file of typed paragraphs declares."""
    declared = {paragraph.get("language") for paragraph in json.loads(raw)}
    return {language for language in declared if language} - {"english"}


def _paragraphs(raw):
    """Read typed paragraphs as lines of prefix and text; the types are somebody else's reading and not used.

    Paragraphs that declare another language than English belong to a parallel column of a bilingual page.
    """
    paragraphs = [p for p in json.loads(raw) if p.get("language") in (None, "english")]
    lines = [" ".join(filter(None, (p.get("prefix"), p["text"]))) for p in paragraphs]
    return unicodedata.normalize("NFC", "\n".join(lines))


def _pages(raw):
    with pypdfium2.PdfDocument(raw) as document:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    # U+0002 stands where a line ends in a hyphen
    joined = "\f".join(pages).replace("\r\n", "\n").replace("\x02", "-\n")
    return unicodedata.normalize("NFC", joined)


def sheet(path: Path) -> Iterator[dict]:
    """Yield the rows of a workbook's first sheet as dicts by the names in its first row."""
    workbook = openpyxl.load_workbook(path, read_only=True)
    try:
        rows = workbook.worksheets[0].iter_rows(values_only=True)
        names = [str(name) for name in next(rows)]
        for row in rows:
            yield dict(zip(names, row, strict=False))
    finally:
        workbook.close()


def html_table(raw: bytes) -> list[list[str]]:
    """Return the rows of all tables in a page; cells that span rows are repeated, `<br>` is a line end.

    Follows the tags as they come, because the pages it is made for leave half of them unclosed. Quotation marks and
    dashes that a page encodes twice are read as what they were.
    """
    parser = _Table()
    parser.feed(_TWICE.sub(lambda match: match[0].encode("latin-1").decode(), decode(raw)))
    parser.close()
    return parser.grid()


class _Table(HTMLParser):
    def __init__(self):
        super().__init__()
        self.rows: list[list[tuple[list[str], int]]] = []

    def handle_starttag(self, tag, attributes):
        if tag == "tr" or (tag in ("td", "th") and not self.rows):
            self.rows.append([])
        if tag in ("td", "th"):
            span = (dict(attributes).get("rowspan") or "1").strip()
            self.rows[-1].append(([], int(span) if span.isdigit() else 1))
        if tag in ("br", "p"):
            self.handle_data("\n")

    def handle_endtag(self, tag):
        if tag == "br":  # the pages write </br>
            self.handle_data("\n")

    def handle_data(self, data):
        if self.rows and self.rows[-1]:
            self.rows[-1][-1][0].append(data if data == "\n" else " ".join(f"x{data}x".split())[1:-1])

    def grid(self):
        """Write a cell that spans rows into each of them."""
        table, open_cells = [], {}
        for row in self.rows:
            cells = iter(row)
            line, column, carried = [], 0, {}
            while True:
                if column in open_cells:
                    value, left = open_cells[column]
                else:
                    try:
                        pieces, left = next(cells)
                    except StopIteration:
                        break
                    value = _lines("".join(pieces))
                line.append(value)
                if left > 1:
                    carried[column] = (value, left - 1)
                column += 1
            open_cells = carried
            table.append(line)
        return table


def _lines(value):
    return "\n".join(filter(None, (" ".join(line.split()) for line in value.split("\n"))))
