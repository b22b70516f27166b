"""PDF to lines: order of columns, running heads, page numbers, footnotes, words broken at line ends.

The text layer is pypdfium2's, one call a page; of the geometry only the first and last letter of each line are
asked for, so that the reading stays close to the library's own time.
"""

import ctypes
import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

import pypdfium2
import pypdfium2.raw as pdfium

from helpers.corpus.read_base import LIMITS, Clock, Limits, ReadError, Reading, clean

RULE = "_______________"  # stands above the footnotes of a page
_BAND = 0.14  # of the page's height, at the top and at the bottom, where heads and feet stand
_HYPHENS = "\ufffe\x02"  # what the library puts where a line ends in a hyphen
_LINE_END = re.compile(f"\r\n|[{_HYPHENS}\r\n]")
_RULE = re.compile(r"[_—–-]{5,}$")
_PAGE_NUMBER = re.compile(
    r"[-–—]?\s?\d{1,4}\s?[-–—]?|\d{1,4}\s?/\s?\d{1,4}|[ivxl]{1,6}|(?:page|p\.)\s?\d{1,4}(?:\s?(?:of|/)\s?\d{1,4})?"
    r"|(?:\d{1,4}(?:/\d{1,4})?\s+)?(?:GE\.\s?)?\d\d-\d{5}\*?(?:\s\([A-Z]\))?[\d\s]{0,20}(?:\s\d{1,4}(?:/\d{1,4})?)?"
    r"|/?\d{1,3}\s+\d\d-\d{5}|\*\d{7}\w?\*|(?:accessible document\s+)?please recycle|accessible document",
    re.I,
)
_CODE = r"[A-Z]+(?:[./-]\w+)*/[\w./-]*\d[\w/-]*(?:\s\([^()]{1,20}\)(?:/[\w.]+)?)?\*{0,2}"
_CODE_FIRST, _CODE_LAST = re.compile(rf"{_CODE}(?=\s|$)"), re.compile(rf"(?<!\S){_CODE}$")
_NOTE = re.compile(r"(\d{1,3}|\*{1,3})\s?(?=[A-Z“‘(«])")
_WORDS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LONGEST_HEAD = 200
_OFTEN = (0.4, 0.6)  # of the pages: heads differ on left and right pages; feet may be notes that are cited again
_LAST, _FIRST = re.compile(r"[\w-]*$"), re.compile(r"[\w-]*")
_SCARCE = 12  # letters: fewer in a whole document, or on a page with an image, are no text layer


@dataclass(slots=True)
class Line:
    """A line of a page; left, bottom, right and size are None where the page is turned."""

    text: str
    left: float
    bottom: float
    right: float
    size: float
    hyphen: bool = False  # its last word goes on in the next line


@dataclass(slots=True)
class Page:
    """The lines of a page in the file's order, and the page's lower and upper edge."""

    lines: list[Line]
    low: float
    high: float
    turned: bool


def read(raw: bytes, limits: Limits = LIMITS) -> Reading:
    """Read a PDF.

    Returns
    -------
    Reading
        Pages end in form feeds. Running heads that repeat the first page or each other are dropped, as are page
        numbers; footnotes stand below a line of underscores at the end of their page.

    Raises
    ------
    ReadError
        If it needs a password, is damaged, too long, or has no text layer.
    """
    clock = Clock(limits.seconds)
    try:
        document = pypdfium2.PdfDocument(raw)
    except pypdfium2.PdfiumError as error:
        reason = "is protected by a password" if "assword" in str(error) else f"is a damaged PDF ({error})"
        raise ReadError(reason) from error
    with document:
        if len(document) > limits.pages:
            raise ReadError(f"has {len(document)} pages, more than the {limits.pages} that are read")
        pages, images, characters = [], [], 0
        for number in range(len(document)):
            clock.check()
            page, image = _page(document, number, limits.characters - characters, limits.objects)
            characters += sum(len(line.text) for line in page.lines)
            pages.append(page)
            if image:
                images.append(number + 1)
    if sum(c.isalnum() for page in pages for line in page.lines for c in line.text) < _SCARCE:
        raise ReadError(f"has no text layer: {len(pages)} scanned or empty pages, which need a text recognition first")
    return Reading(_text(pages), "pdf", _missing(images))


def _missing(images):
    if not images:
        return ()
    shown = ", ".join(map(str, images[:10])) + (" …" if len(images) > 10 else "")
    return (f"page {shown}: an image without a text layer",)


# --- lines and where they stand -------------------------------------------------------------------------------


def _page(document, number, most, objects):
    """Read one page; tell too whether it is an image without text."""
    try:
        page = document[number]
    except pypdfium2.PdfiumError as error:
        raise ReadError(f"is a damaged PDF (page {number + 1}: {error})") from error
    if pdfium.FPDFPage_CountObjects(page.raw) > objects:
        raise ReadError(f"holds more than {objects} objects on page {number + 1}")
    textpage = page.get_textpage()
    try:
        if textpage.count_chars() > most:
            raise ReadError("holds more characters than are read")
        text = textpage.get_text_range()
        turned = page.get_rotation() != 0 or len(text) != textpage.count_chars()
        low, high = page.get_cropbox()[1::2]
        lines = _lines(textpage, text, turned)
        image = sum(map(str.isalnum, text)) < _SCARCE and _has_image(page)
        return Page(lines, low, high, turned), image
    finally:
        textpage.close()
        page.close()


def _has_image(page):
    return any(True for _ in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=2))


def _lines(textpage, text, turned):
    lines, start = [], 0
    for found in _LINE_END.finditer(text + "\n"):
        piece = text[start : found.start()]
        stripped = piece.strip()
        if stripped:
            first = start + piece.index(stripped[0])
            place = (0, 0, 0, 0) if turned else _place(textpage.raw, first, first + len(stripped) - 1)
            line = Line(stripped, *place, found[0] in _HYPHENS)
            if lines and _goes_on(lines[-1], line):
                before = lines[-1]
                before.text, before.right, before.hyphen = f"{before.text} {line.text}", line.right, line.hyphen
            else:
                lines.append(line)
        start = found.end()
    return lines


def _goes_on(before, line):
    """Tell the rest of a line that the library cut behind a raised figure."""
    if not before.text[-1].isdigit() or before.hyphen or not line.size:
        return False
    level = abs(before.bottom - line.bottom) < 0.4 * line.size
    return level and -0.2 * line.size < line.left - before.right < 0.8 * line.size


_BOX = tuple(ctypes.c_double() for _ in range(8))


def _place(raw, first, last):
    """Return left, bottom, right and letter size of a line from its first and last letter."""
    left, right, bottom, top, left_2, right_2, bottom_2, top_2 = _BOX
    pdfium.FPDFText_GetCharBox(raw, first, left, right, bottom, top)
    pdfium.FPDFText_GetCharBox(raw, last, left_2, right_2, bottom_2, top_2)
    size = pdfium.FPDFText_GetFontSize(raw, first)
    return (
        min(left.value, left_2.value),
        min(bottom.value, bottom_2.value),
        max(right.value, right_2.value),
        round(size, 1),
    )


# --- a document's text ----------------------------------------------------------------------------------------


def _text(pages):
    size = _body_size(pages)
    _drop_heads(pages, size)
    notes = 0
    for page in pages:
        _order_columns(page)
        notes = _part_notes(page, size, notes)
    _mend(pages)
    return clean("\f".join("\n".join(line.text for line in page.lines) for page in pages))


def _body_size(pages):
    """Return the letter size of most of the text, 0 where sizes are scattered, as in scans."""
    sizes = Counter()
    for page in pages:
        for line in page.lines:
            sizes[line.size] += len(line.text)
    (size, count), *_ = sizes.most_common(1)
    return size if count > 0.4 * sizes.total() else 0


def _drop_heads(pages, size):
    """Drop page numbers, and lines at the edges of pages that come back or repeat the first page.

    The first of those that come back stays where page 1 has none: it may hold the symbol, or head a table.
    """
    first = f" {_folded(' '.join(line.text for line in pages[0].lines))} "
    edges = [_edges(page) for page in pages]
    often = [_often([edge[side] for edge in edges[1:]], share) for side, share in enumerate(_OFTEN)]
    kept = set()
    for number, (page, edge) in enumerate(zip(pages, edges, strict=True)):
        drop = set()
        for side, lines in enumerate(edge):
            title = False
            for line in lines:
                text = _unnumbered(line.text)
                title = number and _repeats(line, text, first, size, side, title)
                back = title or (number and text in often[side] & kept)
                if back or _PAGE_NUMBER.fullmatch(line.text):
                    drop.add(id(line))
                elif number:
                    kept.add(text)
        page.lines = [line for line in page.lines if id(line) not in drop]


def _edges(page):
    """Return the lines at the top of a page and those at its bottom."""
    if page.turned:
        return page.lines[:3], page.lines[3:][-3:]
    band = _BAND * (page.high - page.low)
    lines = [line for line in page.lines if not _RULE.match(line.text)]
    top = [line for line in lines if line.bottom > page.high - band]
    return top, [line for line in lines if line.bottom < page.low + band]


def _often(edges, share):
    """Return the lines that stand at the edge of that share of the pages, twice at least."""
    times = Counter(text for lines in edges for text in {_unnumbered(line.text) for line in lines})
    return {text for text, n in times.items() if n > 1 and n >= share * len(edges)}


def _repeats(line, text, first, size, side, goes_on):
    """Tell a head that repeats words of page 1: a symbol, a title in smaller letters at the top, or both in a line.

    A title has three words at least in a line, fewer only where it goes on from the line above.
    """
    if len(text) > _LONGEST_HEAD:
        return False
    code = _CODE_FIRST.match(text) or _CODE_LAST.search(text)
    title = (text[: code.start()] + text[code.end() :]).strip() if code else text
    if code and f" {_folded(code[0])} " not in first:
        return False
    folded = _folded(title)
    if not folded:
        return True
    small = 0 < line.size < size and title[-1] not in ".;,:"
    return side == 0 and small and (goes_on or folded.count(" ") > 1) and f" {folded} " in first


def _unnumbered(text):
    """Return a head without the page number beside it."""
    return re.sub(r"^\d{1,4}\s+(?=\D)|(?<=\D)\s+\d{1,4}(?:/\d{1,4})?$", "", text)


def _folded(text):
    return " ".join(re.findall(r"\w+", text.casefold()))


def _order_columns(page):
    """Put two columns one after the other where the file's order jumps between them, as in scans."""
    if page.turned or len(page.lines) < 16:
        return
    left, right = min(line.left for line in page.lines), max(line.right for line in page.lines)
    middle, width = (left + right) / 2, right - left
    sides = [
        -1 if line.right < middle + 0.03 * width else 1 if line.left > middle - 0.03 * width else 0
        for line in page.lines
    ]
    for side in (-1, 1):
        widths = [line.right - line.left for line, at in zip(page.lines, sides, strict=True) if at == side]
        if len(widths) < 8 or sum(w > 0.33 * width for w in widths) < 0.6 * len(widths):
            return  # a table or a list, not columns of text
    jumps = sum(before == 1 and after == -1 for before, after in pairwise(sides))
    if jumps <= sides.count(0) + 1:
        return
    lines = sorted(zip(page.lines, sides, strict=True), key=lambda pair: -pair[0].bottom)
    ordered, band = [], []
    for line, side in [*lines, (None, 0)]:
        if side:
            band.append((side, line))
        else:
            ordered += [found for at in (-1, 1) for s, found in band if s == at] + ([line] if line else [])
            band = []
    page.lines = ordered


def _part_notes(page, size, last):
    """Put footnotes, told by small letters and their figures in turn, below a rule at the end of the page.

    Where the page prints a rule as text the file's order is kept. Returns the last footnote's figure.
    """
    rule = next((i for i, line in enumerate(page.lines) if _RULE.match(line.text)), None)
    if rule is None and size and not page.turned:
        lines = sorted(page.lines, key=lambda line: -line.bottom)
        start = len(lines)
        while start and 0 < lines[start - 1].size < 0.95 * size:
            start -= 1
        while start < len(lines) and not _begins_notes(lines[start].text, last):
            start += 1
        if 0 < start < len(lines):
            notes = {id(line) for line in lines[start:]}
            body = [line for line in page.lines if id(line) not in notes]
            below = [line for line in page.lines if id(line) in notes]
            rule = len(body)
            page.lines = [*body, Line(RULE, 0, 0, 0, 0), *below]
    if rule is None:
        return last
    figures = [int(m[1]) for line in page.lines[rule:] if (m := _NOTE.match(line.text)) and m[1].isdigit()]
    return max([last, *(figure for figure in figures if figure <= last + 30)])


def _begins_notes(text, last):
    found = _NOTE.match(text)
    return bool(found) and (found[1][0] == "*" or int(found[1]) in (last + 1, 1))


# --- words broken at the end of a line ------------------------------------------------------------------------


def _mend(pages):
    """Join words that a line's end breaks: with the hyphen or without, as the document writes them elsewhere.

    Where it does not, capitals and documents that break few words keep the hyphen: UN documents break at the
    hyphens of compounds ("Secretary-General"), only printed volumes and scans inside words.
    """
    broken = [(page, i) for page in pages for i, line in enumerate(page.lines[:-1]) if line.hyphen]
    if not broken:
        return
    written = {w for page in pages for line in page.lines for w in _WORDS.findall(line.text.casefold())}
    known = [_as_written(page.lines[i].text, page.lines[i + 1].text, written) for page, i in broken]
    inside = known.count("") > known.count("-") + 2
    for (page, i), mark in reversed(list(zip(broken, known, strict=True))):
        begun, _, rest = page.lines[i + 1].text.partition(" ")
        if mark is None:
            mark = "" if inside and begun[:1].islower() else "-"
        page.lines[i].text += mark + begun
        page.lines[i + 1].text = rest
    for page in pages:
        page.lines = [line for line in page.lines if line.text]


def _as_written(line, following, written):
    """Return "-" or "" as the document writes the word elsewhere, None where it does not or writes both."""
    end, start = _LAST.search(line.casefold())[0], _FIRST.match(following.casefold())[0]
    whole, compound = end + start in written, f"{end}-{start}" in written
    return None if whole == compound else "-" if compound else ""
