"""What every reader shares: the error that names a file, the bounds, what a reading is, decoding of characters."""

import codecs
import re
import time
import unicodedata
from dataclasses import dataclass

from helpers.errors import ReportedError


class ReadError(ReportedError, ValueError):
    """A file that cannot be turned into text; the message names the file and the reason."""


@dataclass(frozen=True)
class Limits:
    """How much a file may ask for before it is named instead of read.

    The largest real files at hand: 1.2 MB and 73 pages (PDF), 0.6 MB unpacking 18 times (DOCX).
    """

    file_bytes: int = 64 << 20
    archive_bytes: int = 4 << 30  # unpacked, in all
    archive_files: int = 100_000
    ratio: int = 200  # unpacked to packed; text packs 3 to 20 times
    depth: int = 2  # archives in archives
    pages: int = 5_000
    characters: int = 5_000_000  # of a PDF
    objects: int = 100_000  # on a page of a PDF
    marked_bytes: int = 24 << 20  # of JSON or XML, which take many times their size in memory
    page_bytes: int = 4 << 20  # of HTML, which takes a hundred times its size
    cells: int = 2_000_000  # of the tables of a page
    seconds: float = 120


LIMITS = Limits()


@dataclass(frozen=True)
class Reading:
    """A file as text.

    Attributes
    ----------
    text
        Lines; a form feed stands where a page ends. Footnotes stand below a line of underscores, on the page
        where they are printed or, where the format knows no pages, at the end.
    format
        text, paragraphs (typed JSON), pdf, docx, html, marc or pdf-xml, as the content tells, not the name.
    problems
        What is missing or doubtful in the text, in words.
    title, author, date
        What the file says in its own fields (saved pages and records), "" otherwise; the date as an ISO date.
    language
        ISO 639-1 code that a catalogue record or a saved page declares, "" otherwise.
    """

    text: str
    format: str
    problems: tuple[str, ...] = ()
    title: str = ""
    author: str = ""
    date: str = ""
    language: str = ""


def check_size(raw: bytes, most: int) -> None:
    """Raise ReadError for more JSON, HTML or XML than fits into memory when taken apart."""
    if len(raw) > most:
        raise ReadError(f"has {len(raw) / (1 << 20):.1f} MB of JSON, HTML or XML, more than the {most >> 20} MB read")


class Clock:
    """Ends a reading that takes too long, between two steps of it."""

    def __init__(self, seconds: float):
        self.end = time.monotonic() + seconds
        self.seconds = seconds

    def check(self) -> None:
        """Raise ReadError if the time is over."""
        if time.monotonic() > self.end:
            raise ReadError(f"takes longer than {self.seconds:g} s")


_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff]|[\ud800-\udfff]")
_CONTROL_BYTES = bytes(n for n in (*range(32), 127) if n not in b"\t\n\f\r")
_LIGATURES_BEGIN = "ﬀ".encode()[:2]
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl"}
_BINARY = 0.05  # a larger share of control characters is no text
_MARKS = (  # longest first: UTF-32's mark begins with UTF-16's
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode(raw: bytes, declared: str = "") -> str:
    """Decode text by its byte-order mark, as UTF-8, in the declared encoding or as Windows-1252.

    Single bytes that break otherwise good UTF-8 are read as Windows-1252: some files mix the two. Line ends become
    one kind, letters composed, control characters go.
    """
    return clean(_characters(raw, declared))


def decode_text(raw: bytes) -> str:
    """Decode a file that should be text; raise ReadError for one with many control characters or without any text."""
    text = clean(characters(raw))
    if not text.strip():
        raise ReadError("is empty (nothing but space)")
    return text


def characters(raw: bytes) -> str:
    """Decode a file that should be text, as `decode_text`, and leave the characters as they are."""
    decoded = _characters(raw)
    start = decoded[:65536]
    controls = len(_CONTROLS.findall(start)) if _has_controls(start.encode("utf-8", "surrogatepass")) else 0
    if controls + start.count("\ufffd") > _BINARY * len(start):
        raise ReadError("is no text: it holds too many characters that are none")
    return decoded


def _characters(raw, declared=""):
    mark = next((encoding for mark, encoding in _MARKS if raw.startswith(mark)), "") or _wide(raw)
    if mark:
        return raw.decode(mark, errors="replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if not declared and raw.decode("utf-8", errors="ignore").isascii():
        return raw.decode("cp1252", errors="replace")  # the same as below and quick: no UTF-8 in it
    try:
        return raw.decode(declared or "utf-8", errors="windows-1252")
    except LookupError:
        return raw.decode("utf-8", errors="windows-1252")


def clean(text: str) -> str:
    """Give text one kind of line end and composed letters without ligatures; drop control characters."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    plain = text.encode("utf-8", "surrogatepass")
    if _has_controls(plain):
        text = _CONTROLS.sub("", text)
    if _LIGATURES_BEGIN in plain:
        for ligature, letters in _LIGATURES.items():
            text = text.replace(ligature, letters)
    return text


# What follows looks at bytes: a pattern takes ten times as long over a text that holds nothing of the kind, and the
# search for a character whose code ends in a zero byte, as the first ligature's does, is as slow.


def _has_controls(plain):
    if b"\xed" in plain or b"\xef\xbf" in plain:  # perhaps halves of a character, or one that is none
        return True
    return any(byte in plain for byte in _CONTROL_BYTES)


def _wide(raw):
    """Tell UTF-16 without a mark by its zero bytes, which stand at every other place in most scripts."""
    start = raw[:4096]
    even, odd = start[::2].count(0), start[1::2].count(0)
    if min(even, odd) * 10 < max(even, odd) and max(even, odd) > len(start) / 5:
        return "utf-16-be" if even > odd else "utf-16-le"
    return ""


def _as_windows(error):
    broken = error.object[error.start : error.end]
    return broken.decode("cp1252", errors="replace"), error.end


codecs.register_error("windows-1252", _as_windows)
