"""From texts to a document's record: is this the document, is it whole, does it name INTERPOL?

A file's name is a claim, not a fact. What a text says about itself is compared with the symbol it is filed
under; what belongs to a neighbour on the same page is cut away; page furniture is dropped before counting.
"""

import re
import string
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from helpers.corpus import annexes, furniture, naming
from helpers.corpus.organs import NAMES, ORGAN, ORGAN_LINE
from helpers.symbols import Symbol

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

_DATE = re.compile(rf"(?<!\d)(\d{{1,2}})\s+({'|'.join(MONTHS)}),?\s+((?:19|20)\d\d)(?!\d)", re.I)
_HEADING = re.compile(
    r"^\W*(?:Resolution\s+)?(?P<series>(?:E?S-\d+|\d{4}|\d{2})/)?(?P<number>\d{1,4})\s*"
    r"(?P<old>\(\s*(?:E?S-)?[IVXLCilv1-9]+\s*\))?\s*(?:[.,:]|\t)\s*(?=[A-Z\d“\"\[]|$)"
)
_NO_HEADING = frozenset(string.ascii_letters) - frozenset("RES")  # that a line begins with
TRANSCRIBED_FROM_PARAGRAPHS = ("A/RES/79/136",)  # ga-chain made it out of the typed paragraphs
# The typed paragraphs of the Assembly and ECOSOC from about 1995 come without footnotes; a line like these proves some
_FOOTNOTE = re.compile(
    r"^\W*\[?\d{1,3}\]?/?\s+"
    r"(?:See\b|Ibid|United Nations, Treaty|Resolutions? \d|Official Records|[AES]/\d|Report of|The text)",
    re.M,
)
_SCAN = "<!-- Page"  # left by the tool that read the printed volumes: pages with neighbours on them


# --- what a text says about itself ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Problem:
    """A place where a source departs from what was expected; `done` says what the tables do about it."""

    kind: str
    found: str
    expected: str
    done: str


@dataclass
class Text:
    """One source's text of one document.

    `body` is what belongs to the document, without page furniture; `pages` the same with it, as the segmenter wants
    it, which tells by page heads where a footnote ends; `head` is the opening of the file.
    `is_document` is False where the text is another document's; `complete` is False where only a part of it can
    be told apart; `footnotes` is False where the source drops the footnotes that resolutions of its organ usually
    have. `title`, `date` and `meeting` are what the text prints, if it does.
    """

    symbol: Symbol
    source_id: str
    file: str
    body: str
    pages: str = ""
    head: str = ""
    title: str = ""
    date: str = ""
    meeting: int | None = None
    is_document: bool = True
    complete: bool = True
    footnotes: bool = True
    problems: list[Problem] = field(default_factory=list)

    @cached_property
    def words(self) -> int:
        """The number of words of the body."""
        return count_words(self.body)

    @cached_property
    def occurrences(self) -> int:
        """How often INTERPOL's names stand in the body."""
        return naming.occurrences(self.body)

    @cached_property
    def annex(self) -> str:
        """Whether annexes are referred to and held: "none", "held" or "not held"."""
        return annexes.annex(self.body)

    @property
    def whole(self) -> bool:
        """Whether all of the document, annexes and footnotes included, stands in this text."""
        return self.is_document and self.state == "whole"

    @property
    def state(self) -> str:
        """What of the document stands in this text: "whole", or what is missing."""
        if not self.complete:
            return "sample"
        if self.annex == "not held":
            return "annex not held"
        return "whole" if self.footnotes else "footnotes not held"

    def note(self, kind: str, found: str, done: str, expected: str = "") -> None:
        """Add a problem; what is expected is the document itself unless said otherwise."""
        self.problems.append(Problem(kind, " ".join(found.split())[:80], expected or self.symbol.text, done))


def count_words(text: str) -> int:
    """Count what stands between spaces, as `str.split` tells them, in half its time."""
    is_space = _IS_SPACE[np.frombuffer(text.encode("utf-16-le", "surrogatepass"), np.uint16)]
    ends = np.count_nonzero(is_space[1:] > is_space[:-1])
    return int(ends) + bool(len(is_space) and not is_space[-1])


_IS_SPACE = np.array([chr(code).isspace() for code in range(1 << 16)])


def read_record(symbol: Symbol, source_id: str, file: str, raw_text: str) -> Text:
    """Check a source's text against the symbol it is filed under and cut it to the document."""
    record = Text(symbol, source_id, file, raw_text, head=raw_text[:4000])
    if symbol.body == "S":
        _check_council(record)
    else:
        _check_assembly(record)
    if symbol.body != "S" and (source_id == "un-paragraphs" or symbol.text in TRANSCRIBED_FROM_PARAGRAPHS):
        record.footnotes = _SCAN in raw_text or bool(_FOOTNOTE.search(raw_text))
    record.pages = record.body
    record.body = furniture.without_furniture(record.body, symbol, record.title)
    return record


def dates(text: str) -> list[str]:
    """Return the dates that are written out in a text, as ISO dates, in order."""
    months = {month.lower(): i for i, month in enumerate(MONTHS, 1)}
    return [f"{year}-{months[month.lower()]:02}-{int(day):02}" for day, month, year in _DATE.findall(text)]


# --- Security Council -----------------------------------------------------------------------------------------

_COUNCIL_NUMBER = (  # where a resolution states its own number, most telling first
    re.compile(r"^\W*Resolution\s+(\d{1,4})\b", re.I | re.M),
    re.compile(r"^\W*(\d{1,4})\s*(?:\(\s*[\dl]{2,4}\W*\)|(?=Resolution))\W*Resolution\b", re.I | re.M),
    re.compile(r"Document Symbol\s+S/RES/(\d{1,4})", re.I),
    re.compile(r"S/RES/(\d{1,4})\s*\("),
)
_COUNCIL_DATE = (
    re.compile(r"Adopted by the Security Council,?\s+on\s+([^\n]{8,30})", re.I),
    re.compile(r"(?:Resolution[^\n]{0,40}?|meeting,?[^\n]{0,160}?)\bo[nf]\s+([^\n]{8,30})", re.I),
    re.compile(r"([^\n]{8,40})"),
)


# What a refugee-law site puts before the text of 776 files
_WEB_HEADER = re.compile(r"^\s*Publisher\s*$.*?\[accessed [^\]]*\]", re.M | re.S)


def _check_council(record):
    head, _ = _split_at_organ(record.body, limit=3000)
    if "Publisher" in record.body:
        record.body = _WEB_HEADER.sub("", record.body, count=1)
    if _SCAN in record.body:
        record.complete = False
        record.note("neighbours' text", "pages of a printed volume", "counts as a part of the text only")
    number = next((int(m[1]) for pattern in _COUNCIL_NUMBER if (m := pattern.search(head))), None)
    found = dates(re.sub(r"accessed [^\]]*", "", head))
    record.date = _first_printed(head) or (found[0] if found else "")
    if number is None:
        record.note("number not printed", head[-60:], "taken for the document by its date")
    elif number != record.symbol.number:
        own = re.search(rf"^\W*Resolution\s+{record.symbol.number}\s*\(\d+\)\s+Adopted by", record.body, re.I | re.M)
        record.is_document = bool(own)
        record.date = record.date if not own else (dates(record.body[own.start() :]) or [""])[0]
        if own:
            record.note("number differs", f"heading of resolution {number}", "the right heading follows, text used")
        else:
            record.note("holds another document", f"heading of resolution {number}", "text not used")


def _first_printed(head):
    """Return the date in the heading of a Council resolution, before any that its recitals give."""
    for pattern in _COUNCIL_DATE:
        for match in pattern.finditer(head if pattern is _COUNCIL_DATE[-1] else " ".join(head.split())):
            if printed := dates(match[1]):
                return printed[0]
    return ""


def _split_at_organ(text, limit):
    """Cut a text where the organ's line opens the preamble."""
    position = 0
    for line in text.split("\n"):
        if position > limit:
            break
        if re.match(r"\W*The\s+Security\s+C\w+", line, re.I):
            return text[:position], text[position:]
        position += len(line) + 1
    if (match := ORGAN.search(text, 0, limit)) and "Adopted by" not in text[match.start() - 12 : match.start()]:
        return text[: match.start()], text[match.start() :]
    return text[:1200], text[1200:]


# --- General Assembly and Economic and Social Council ---------------------------------------------------------


def _check_assembly(record):
    lines = record.body.split("\n")
    scan = _SCAN in record.body
    begun = ((i, line) for i, line in enumerate(lines) if line[:1] not in _NO_HEADING)
    headings = [(i, m) for i, line in begun if (m := _HEADING.match(line)) and (m["series"] or m["old"])]
    own = [(i, m) for i, m in headings if _is_own(m, record.symbol)]
    if not own:
        _without_heading(record, lines, scan)
    elif scan or len({_key(m) for _, m in headings}) > 1:
        _cut_out(record, lines, headings, own[0], scan)
    else:
        start = own[0][0]
        record.title = _title(lines, start)
        _date_and_meeting(record, lines[start:], lines)


def _key(match):
    return (match["series"] or "", match["number"], bool(match["old"]))


def _is_own(match, symbol):
    """Compare a heading's number with the symbol's; Roman session figures are too often misread to compare."""
    if int(match["number"]) != symbol.number:
        return False
    old = "(" in symbol.text
    series = symbol.session if symbol.body == "A" else str(symbol.year)
    return bool(match["old"]) if old else (match["series"] or "").rstrip("/") == series


def is_scan(text: str) -> bool:
    """Tell whether a text was read off pages of a printed volume, which may hold neighbours."""
    return _SCAN in text


def is_heading_of(symbol: Symbol, line: str) -> bool:
    """Tell whether a line is the numbered heading of an Assembly or ECOSOC resolution."""
    match = _HEADING.match(line)
    return bool(match and (match["series"] or match["old"]) and _is_own(match, symbol))


def _without_heading(record, lines, scan):
    opening = " ".join(lines[:12])
    number = re.search(r"\b(\d{2})/(\d{1,3})\.\s", opening)
    if scan:
        record.complete = False
        record.note("heading not found", record.body.replace(_SCAN, "")[:60], "counts as a part of the text only")
    elif number and (number[1], int(number[2])) != (record.symbol.session, record.symbol.number):
        record.note("number differs", f"heading {number[1]}/{number[2]}", "taken for a misprint: date and report fit")
    elif not number:
        record.note("number not printed", opening[:60], "taken for the document by its opening")
    start = next((i for i, line in enumerate(lines) if ORGAN_LINE.match(line)), 0)
    before = lines[start - 1].split() if start else []
    record.title = " ".join(before) if len(before) > 3 else ""
    _date_and_meeting(record, lines, lines)


def _cut_out(record, lines, headings, own, scan):
    """Keep what stands between the document's own heading and the next one of its series."""
    start, heading = own
    after = [
        i
        for i, m in headings
        if i > start and _same_series(m, heading) and int(m["number"]) > record.symbol.number  # not a reference
    ]
    end = after[0] if after else len(lines)
    body = lines[start:end]
    neighbours = [m[0].strip(" .:,\t") for i, m in headings if not start <= i < end and _same_series(m, heading)]
    record.title = _title(lines, start)
    ends = bool(after) or any(re.search(r"plenary\s+meeting", line, re.I) for line in body)
    record.complete = not scan or (ends and any(ORGAN.search(line) for line in body))
    if neighbours or (scan and start > 3):
        outside = "\n".join([*lines[:start], *lines[end:]])
        named = naming.occurrences(outside)
        found = f"text of neighbours on the same pages ({', '.join(dict.fromkeys(neighbours[:4])) or 'unnumbered'})"
        found += f", naming INTERPOL {named} times" if named else ""
        record.problems.append(Problem("neighbours' text", found, record.symbol.text, "cut away, not credited"))
    if not record.complete:
        record.note("end not found", " ".join(body[-2:])[:60], "counts as a part of the text only")
    record.body = "\n".join(body)
    _date_and_meeting(record, body, lines if not scan else body)


def _same_series(match, own):
    return (match["series"] or "") == (own["series"] or "") and bool(match["old"]) == bool(own["old"])


_LONGEST_TITLE = 500  # the longest real one has 398 characters


def _title(lines, start):
    """Join the lines between a heading's number and the organ's line; where none follows, the heading's line stands."""
    title = [_HEADING.sub("", lines[start])]
    ends = (i for i in range(start + 1, min(start + 8, len(lines))) if _ends_title(lines[i].strip()))
    title += lines[start + 1 : next(ends, start + 1)]
    joined = " ".join(" ".join(title).replace("\u00ad ", "").replace("\u00ad", "").split()).replace("- ", "-")
    title = re.sub(r"\s*(?:\[\d+\s*\]|[¹²³⁴⁵⁶⁷⁸⁹⁰]+|(?<=[a-z)])\d{1,3})$", "", joined).replace("*", "").strip()
    return title if len(title) < _LONGEST_TITLE else ""  # a damaged table of contents


def _ends_title(line):
    return bool(
        ORGAN_LINE.match(line) or ORGAN.match(line.strip("_ ")) or re.match(r"\W*(Resolution of|Date:|[A-Z]$)", line)
    )


_CLOSING = re.compile(
    r"^\W*(?:(\d{1,4})(?:st|nd|rd|th)|(?:[\w-]+\s+){1,5})\s*(?:\(\w+\)\s*)?plenary\s+meeting\b.{0,30}$", re.I
)


_ADOPTED = re.compile(rf"Resolutions?\s+adopted\s+by\s+the\s+{NAMES}\s+(?:on|at)\s+", re.I)


def _date_and_meeting(record, body, lines):
    """Take date and meeting from the lines that close the resolution; the heading's date comes first."""
    opening = " ".join(lines[:60])
    adopted = [" ".join(opening[found.end() : found.end() + 200].split()) for found in _ADOPTED.finditer(opening)]
    adopted += re.findall(r"\bResolution of (\d[^\[(]{8,30})", " ".join(body[:6]))  # the Council until 1953
    record.date = next(iter(dates(adopted[0][:30].partition("[")[0])), "") if adopted else ""
    for i, line in enumerate(body):
        if "meeting" in line.lower() and (match := _CLOSING.match(line)):
            closing = (dates(re.sub(r"\b[JIl][O0]\b", "10", " ".join(body[i : i + 3]))) or [""])[0]
            record.meeting = int(match[1]) if match[1] else None
            if closing and record.date and closing != record.date:
                record.note("date differs", f"{closing} at the end", "date of the heading used", record.date)
            record.date = record.date or closing
            return


_NUMBER_WORDS = dict(
    zip(
        ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
        range(12),
        strict=True,
    )
)
_TALLY = re.compile(  # from the second letter of "adopted" on
    r"dopted\s+at\s+the\s+\d+\w*\s+meeting,?(?:\s+\([^)]*\))?\s+[bh]y\s+(\w+)\s+votes?\s+to\s+(\w+)"
    r"(?:\s*\([^)]*\))?(?:,?\s+with\s+(\d+|[a-z]+)\s*abstention)?",
    re.I,
)


def tally(text: str) -> tuple[int, int, int] | None:
    """Return votes for, against and abstentions from the line that closes a Council resolution, if it has one."""
    places = (found.start() for word in ("dopted", "DOPTED") for found in re.finditer(word, text))  # a quick search
    match = next(filter(None, (_TALLY.match(text, place) for place in places)), None)
    if not match:
        return None
    counts = [_number(word or "none") for word in match.groups()]
    return None if None in counts else tuple(counts)


def _number(word):
    return int(word) if word.isdigit() else _NUMBER_WORDS.get(word.lower())


def agenda_item(text: str) -> str:
    """Return agenda item and its title from the heading of an Assembly resolution, "125 (y): …"."""
    head = text.split("Resolution adopted by", 1)
    lines = [" ".join(line.split()) for line in head[0].split("\n")] if len(head) > 1 else []
    start = next((i for i, line in enumerate(lines) if re.match(r"Agenda items?\s+\d", line, re.I)), None)
    if start is None:
        return ""
    item = re.sub(r"Agenda items?\s+", "", lines[start], flags=re.I)
    title = " ".join(line for line in lines[start + 1 :] if line)
    return f"{item}: {title}" if title else item


_DRAFT = re.compile(r"without\s+reference\s+to\s+a\s+Main\s+Committee\s*\(\s*([AE]/[A-Z0-9\-]+/L\.\d+(?:/Rev\.\d+)?)")


def draft(text: str) -> str:
    """Return the draft that a resolution adopted "without reference to a Main Committee" cites, if any."""
    match = _DRAFT.search(text[:4000])
    return match[1] if match else ""


def meeting_symbol(symbol: Symbol, number: int | None) -> str:
    """Write the symbol of the record of a plenary meeting; its form changed in 1976 (Council: 1978)."""
    if not number:
        return ""
    if symbol.body == "E":
        return f"E/{symbol.year}/SR.{number}" if symbol.year and symbol.year >= 1978 else f"E/SR.{number}"
    return f"A/PV.{number}" if "(" in symbol.text else f"A/{symbol.session}/PV.{number}"


# --- comparing two texts of one document ---------------------------------------------------------------------

SHARED_AT_LEAST = 0.3  # of the phrases of the shorter text; two transcripts of one document share over a third


def shared(one: str, other: str) -> float:
    """Return which share of the shorter text's six-word phrases stands in the other text, from 0 to 1."""
    phrases = [_phrases(one), _phrases(other)]
    shorter = min(map(len, phrases))
    return len(phrases[0] & phrases[1]) / shorter if shorter else 1.0


def _phrases(text):
    words = re.findall(r"\w+", text.lower())
    return {" ".join(words[i : i + 6]) for i in range(len(words) - 5)}


# --- one text for each document -------------------------------------------------------------------------------

# proof-read text first, then typed paragraphs, then plain transcripts and PDFs, then the largest, dirtiest set
PREFERENCE = ("sc-gold", "un-paragraphs", "ga-chain", "un-formats", "sc-texts")


_SHORT = 2 / 3  # of the words of the fullest text: an operative part is missing


def choose(texts: list[Text]) -> Text | None:
    """Choose one text: the document itself before another's, whole before part, then by `PREFERENCE`.

    Where one source has an annex or footnotes and another has not, or has lost a third of the words, the
    fuller one is chosen.
    """
    usable = [text for text in texts if text.is_document]
    fullest = max((text.words for text in usable if text.complete), default=0)
    return min(
        usable,
        key=lambda t: (not t.whole, not t.complete, t.words < _SHORT * fullest, PREFERENCE.index(t.source_id)),
        default=None,
    )
