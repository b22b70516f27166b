"""DOCX to lines: paragraphs, tables, footnotes and the head of the first page.

Read from the parts of the archive, because python-docx, the usual library, gives neither footnotes nor their places.
Numbers that Word makes itself (automatic lists) are not in the file and not in the text.
"""

import io
import zipfile
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from helpers.corpus.archive import member
from helpers.corpus.read_base import LIMITS, Clock, Limits, ReadError, Reading, check_size, clean
from helpers.corpus.read_pdf import RULE

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_SKIPPED = frozenset(
    [f"{_W}{tag}" for tag in ("del", "moveFrom", "instrText", "pPr", "rPr", "delText", "tblPr", "sectPr")]
    + [f"{_MC}Fallback"]  # the same content once more, for old programs
)
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}
_NOTES = ("footnote", "endnote")
_DEEPEST = 200


def read(raw: bytes, limits: Limits = LIMITS) -> Reading:
    """Read a DOCX.

    Returns
    -------
    Reading
        One line a paragraph; the cells of a table's row stand in one line, with tabs between them. Notes stand at
        the end below a line of underscores, under the figures that the text refers to them by.

    Raises
    ------
    ReadError
        If it is damaged, no DOCX, or too large.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(raw))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise ReadError(f"is a damaged archive ({error})") from error
    with archive:
        body = _part(archive, "word/document.xml", limits)
        if body is None:
            raise ReadError("is an Office file or archive without a Word document in it")
        writer = _Writer(Clock(limits.seconds))
        lines = [*_first_head(archive, body, limits, writer), *writer.lines(body)]
        notes = [line for kind in _NOTES for line in _notes(archive, kind, limits, writer)]
    text = clean("\n".join([*lines, *([RULE, *notes] if notes else [])]))
    if not text.strip():
        raise ReadError("holds no text")
    return Reading(text, "docx")


def _part(archive, name, limits):
    info = archive.NameToInfo.get(name)
    if info is None:
        return None
    try:
        raw = member(archive, info, limits)
        check_size(raw, limits.marked_bytes)
        return fromstring(raw)
    except ReadError as error:
        raise ReadError(f"its part {name} {error}") from error
    except DefusedXmlException as error:
        raise ReadError(f"its part {name} defines XML entities: taken for a bomb") from error
    except (ParseError, ValueError, LookupError) as error:
        raise ReadError(f"its part {name} is damaged XML ({error})") from error


def _first_head(archive, body, limits, writer):
    """Return the head of the first page: UN documents print symbol and date there."""
    section = next(body.iter(f"{_W}sectPr"), None)
    relations = _part(archive, "word/_rels/document.xml.rels", limits)
    if section is None or relations is None:
        return []
    heads = {head.get(f"{_W}type"): head.get(_R) for head in section.iter(f"{_W}headerReference")}
    titled = section.find(f"{_W}titlePg") is not None
    wanted = heads.get("first" if titled else "default")
    target = next((r.get("Target", "") for r in relations if wanted and r.get("Id") == wanted), "")
    head = _part(archive, f"word/{target}", limits) if target else None
    return [] if head is None else [line for line in writer.lines(head) if line.strip()]


def _notes(archive, kind, limits, writer):
    """Return the notes that the text refers to, in that order, with our figures: the file holds none."""
    part = _part(archive, f"word/{kind}s.xml", limits)
    if part is None:
        return []
    held = {note.get(f"{_W}id"): note for note in part.iter(f"{_W}{kind}")}
    figures = {key: figure for figure, (found, key) in writer.figures(kind)}
    return [f"{figures[key]} {' '.join(' '.join(writer.lines(held[key])).split())}" for key in figures if key in held]


class _Writer:
    """Walks through the XML and writes lines; counts the notes that the text refers to."""

    def __init__(self, clock):
        self.clock = clock
        self.referred: dict[tuple[str, str], int] = {}

    def figures(self, kind):
        return [(figure, place) for place, figure in self.referred.items() if place[0] == kind]

    def lines(self, element):
        lines = []
        self._blocks(element, lines, 0)
        return lines

    def _blocks(self, element, lines, depth):
        """Write the paragraphs and tables of a body, a cell or a text box."""
        if depth > _DEEPEST:
            raise ReadError(f"nests its parts more than {_DEEPEST} deep")
        self.clock.check()
        for child in element:
            if child.tag == f"{_W}p":
                self._paragraph(child, lines, depth)
            elif child.tag == f"{_W}tbl":
                self._table(child, lines, depth)
            elif child.tag not in _SKIPPED:
                self._blocks(child, lines, depth + 1)

    def _paragraph(self, paragraph, lines, depth):
        pieces, boxes = [], []
        self._runs(paragraph, pieces, boxes, depth)
        lines += "".join(pieces).split("\n")
        for box in boxes:
            self._blocks(box, lines, depth + 1)

    def _runs(self, element, pieces, boxes, depth):
        if depth > _DEEPEST:
            raise ReadError(f"nests its parts more than {_DEEPEST} deep")
        for child in element:
            name = child.tag.removeprefix(_W)
            if child.tag in _SKIPPED:
                continue
            if name == "t":
                pieces.append((child.text or "").replace("\n", " "))
            elif name in _SIGNS:
                pieces.append(_SIGNS[name])
            elif name == "txbxContent":
                boxes.append(child)
            elif name.removesuffix("Reference") in _NOTES and name.endswith("Reference"):
                place = (name.removesuffix("Reference"), child.get(f"{_W}id"))
                pieces.append(str(self.referred.setdefault(place, len(self.figures(place[0])) + 1)))
            else:
                self._runs(child, pieces, boxes, depth + 1)

    def _table(self, table, lines, depth):
        for row in table.iter(f"{_W}tr") if depth == 0 else table.findall(f"{_W}tr"):
            cells = []
            for cell in row.findall(f"{_W}tc"):
                inside = []
                self._blocks(cell, inside, depth + 1)
                cells.append(" ".join(" ".join(inside).split()))
            if any(cells):
                lines.append("\t".join(cells))
