"""Files to text: folders and archives, then each format by its own reader.

Knows formats only, nothing of UN documents. The content decides what a file is, not its name. Text comes as lines;
a form feed stands where a page ends. Whatever a file holds, it is read within bounds of time and memory or named in
a ReadError.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import msgspec

from helpers.corpus import read_docx, read_html, read_pdf, read_xml
from helpers.corpus.archive import members
from helpers.corpus.read_base import (
    LIMITS,
    Limits,
    ReadError,
    Reading,
    characters,
    check_size,
    clean,
    decode,
    decode_text,
)
from helpers.corpus.read_html import html_table

__all__ = [
    "ENDINGS",
    "LIMITS",
    "Limits",
    "ReadError",
    "Reading",
    "decode",
    "html_table",
    "languages",
    "members",
    "reading",
    "sheet",
    "text",
]

ENDINGS = (".txt", ".json", ".pdf", ".docx", ".html", ".htm", ".xml")

_REFUSED = (  # first bytes, what it is
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word or Office file"),
    (b"\x89PNG\r\n\x1a\n", "an image (PNG), which needs a text recognition first"),
    (b"\xff\xd8\xff", "an image (JPEG), which needs a text recognition first"),
    (b"GIF8", "an image (GIF), which needs a text recognition first"),
    (b"II*\0", "an image (TIFF), which needs a text recognition first"),
    (b"MM\0*", "an image (TIFF), which needs a text recognition first"),
    (b"RIFF", "an image, sound or film"),
    (b"{\\rtf", "a Rich Text file"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"PAR1", "a Parquet table"),
    (b"SQLite format 3", "a database"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
)
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")  # what Word makes of a .docx with a password


def text(name: str, raw: bytes, limits: Limits = LIMITS) -> str:
    """Return the text of one file; see `reading`."""
    return reading(name, raw, limits).text


def reading(name: str, raw: bytes, limits: Limits = LIMITS) -> Reading:
    """Read one file.

    Parameters
    ----------
    name
        The file's name, for messages and for telling typed paragraphs from other text.
    raw
        Its content: text in UTF-8, UTF-16 or Windows-1252, typed paragraphs (JSON), PDF, DOCX, HTML, MARC XML.
    limits
        The bounds.

    Raises
    ------
    ReadError
        If it is none of these, damaged, protected, without text or too large; the message begins with the name.
    """
    try:
        return _reader(name, raw, limits)
    except ReadError as error:
        raise ReadError(f"{name}: cannot be read: {error}") from error
    except RecursionError as error:
        raise ReadError(f"{name}: cannot be read: nests too deep") from error


def _reader(name, raw, limits):
    if len(raw) > limits.file_bytes:
        raise ReadError(f"has {len(raw) >> 20} MB, more than the {limits.file_bytes >> 20} MB that are read")
    if not raw:
        raise ReadError("is empty (0 bytes)")
    ending, start = Path(name).suffix.lower(), raw[:1024]
    if b"%PDF-" in start and (ending == ".pdf" or start.lstrip().startswith(b"%PDF-")):
        return read_pdf.read(raw, limits)
    if start.startswith(b"PK\x03\x04"):
        return read_docx.read(raw, limits)
    if refused := next((kind for mark, kind in _REFUSED if start.startswith(mark)), ""):
        if _ENCRYPTED in raw[: 1 << 20]:
            raise ReadError("is an Office file protected by a password")
        raise ReadError(f"is {refused}: not supported")
    return _characters(ending, raw, limits)


def _characters(ending, raw, limits):
    """Read a file that is made of characters, by how it begins."""
    head = decode(raw[:4096]).lstrip().lower()
    if head.startswith(("<!doctype html", "<html")) or (ending in (".html", ".htm") and "<" in head):
        return read_html.read(raw, limits)
    if head.startswith("<?xml") or (ending == ".xml" and head.startswith("<")):
        return read_html.read(raw, limits) if "<html" in head else read_xml.read(raw, limits)
    if ending == ".json" or head.startswith(("[{", "[\n", "[ ")):
        check_size(raw, limits.marked_bytes)
        return _typed(raw, ending)
    decoded = decode_text(raw)
    if ending not in (".txt", ".text", ".md", ".htm", ".html", ""):
        raise ReadError(f"found plain text in a file ending in {ending!r}, expected one of {', '.join(ENDINGS)}")
    return Reading(decoded, "text")


def _typed(raw, ending):
    """Read typed paragraphs as lines of prefix and text; the types are somebody else's reading and not used.

    Paragraphs that declare another language than English belong to a parallel column of a bilingual page.
    """
    try:
        used, others = [], set()
        for p in _paragraphs(characters(raw)):
            used.append(p) if p.language in (None, "english") else others.add(str(p.language))
        lines = [" ".join(filter(None, (p.prefix, p.text))) for p in used]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        text = decode_text(raw)
        if ending != ".json":
            return Reading(text, "text")
        raise ReadError(f"is no list of typed paragraphs ({type(error).__name__}: {str(error)[:100]})") from error
    if not any(line.strip() for line in lines):
        raise ReadError("holds no paragraph in English")
    problems = (f"paragraphs in {' and '.join(sorted(others))} left out",) if others else ()
    return Reading(clean("\n".join(lines)), "paragraphs", problems)


class _Paragraph(msgspec.Struct):
    """What is used of a typed paragraph."""

    text: str
    prefix: str | None = None
    language: str | None = None


_DECODER = msgspec.json.Decoder(list[_Paragraph])


def _paragraphs(decoded):
    """Read the paragraphs as they should be; where that fails, whatever JSON there is without control characters."""
    try:
        return _DECODER.decode(decoded)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        loaded = json.loads(clean(decoded))
        return [_Paragraph(p["text"], p.get("prefix"), p.get("language")) for p in loaded]


def languages(raw: bytes) -> set[str]:
    """Return the languages, other than English, that a file of typed paragraphs declares."""
    declared = {paragraph.get("language") for paragraph in json.loads(raw)}
    return {language for language in declared if language} - {"english"}


def sheet(path: Path) -> Iterator[dict]:
    """Yield the rows of a workbook's first sheet as dicts by the names in its first row."""
    import openpyxl  # takes a fifth of the time in which a worker starts, and no worker needs it

    workbook = openpyxl.load_workbook(path, read_only=True)
    try:
        rows = workbook.worksheets[0].iter_rows(values_only=True)
        names = [str(name) for name in next(rows)]
        for row in rows:
            yield dict(zip(names, row, strict=False))
    finally:
        workbook.close()
