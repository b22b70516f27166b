"""XML to lines: MARC records of a library, and pages that poppler's pdftohtml wrote.

Entities are never expanded: a file that defines some is named.
"""

import re
from collections import Counter
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from helpers.corpus.read_base import LIMITS, Limits, ReadError, Reading, check_size, clean, decode

_DOCTYPE = re.compile(r"<!DOCTYPE\s+\w+(?:\s+SYSTEM\s+\"[^\"<>]*\")?\s*>")  # names a file and defines nothing
_LANGUAGES = {"eng": "en", "fre": "fr", "spa": "es", "rus": "ru", "ara": "ar", "chi": "zh"}


def read(raw: bytes, limits: Limits = LIMITS) -> Reading:
    """Read XML: one line a MARC field ("245 $a …") or a line of a page; other XML as its text.

    Raises
    ------
    ReadError
        If it defines entities, is damaged, or holds no text.
    """
    check_size(raw, limits.marked_bytes)
    try:
        root = fromstring(_DOCTYPE.sub("", decode(raw), count=1).encode("utf-8")) if _declares(raw) else fromstring(raw)
    except DefusedXmlException as error:
        raise ReadError("defines XML entities: taken for a bomb") from error
    except (ParseError, ValueError, LookupError) as error:
        raise ReadError(f"is damaged XML ({error})") from error
    kind = _local(root)
    if kind in ("collection", "record"):
        reading = _marc(root)
    elif kind == "pdf2xml":
        reading = Reading(_pages(root), "pdf-xml")
    else:
        reading = Reading("\n".join(filter(None, (" ".join(t.split()) for t in root.itertext()))), "xml")
    if not reading.text.strip():
        raise ReadError("is XML without text")
    return reading


def _declares(raw):
    """Tell a document type without definitions in UTF-8, which can be left out; others are refused as they are."""
    return b"<!DOCTYPE" in raw[:2000] and b'encoding="UTF-8"' in raw[:100]


def _local(element):
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _marc(root):
    lines, fields = [], {}
    for record in root.iter():
        if _local(record) != "record":
            continue
        for field in record:
            tag, parts = field.get("tag", ""), []
            for part in field:
                value = " ".join("".join(part.itertext()).split())
                parts.append(f"${part.get('code', '')} {value}")
                fields.setdefault((tag, part.get("code")), value)
            lines.append(f"{tag} {' '.join(parts) or ' '.join((field.text or '').split())}")
        lines.append("")
    title = " ".join(filter(None, (fields.get(("245", code)) for code in "abc")))
    language = _LANGUAGES.get(fields.get(("041", "a"), "")[:3], "")
    date = fields.get(("269", "a"), "")
    return Reading(clean("\n".join(lines)), "marc", (), title, "", date, language)


def _pages(root):
    """Join the pieces of a line, which stand at one height; columns follow each other in the file already."""
    pages = []
    for page in root.iter("page"):
        lines, last = [], None
        for piece in page.iter("text"):
            text = "".join(piece.itertext())
            bottom = _number(piece, "top") + _number(piece, "height")
            left, right = _number(piece, "left"), _number(piece, "left") + _number(piece, "width")
            if last and abs(bottom - last[0]) <= 8 and -2 <= left - last[1] <= 40:
                lines[-1] += text
            else:
                lines.append(text)
            last = (bottom, right)
        pages.append([" ".join(line.split()) for line in lines if line.strip()])
    edges = Counter(line for lines in pages[1:] for line in {*lines[:4], *lines[-4:]})
    first = set(pages[0]) if pages else set()
    kept = [
        [line for line in lines if not (number and edges[line] > 1 and line in first) and not line.isdigit()]
        for number, lines in enumerate(pages)
    ]
    return clean("\f".join("\n".join(lines) for lines in kept))


def _number(element, name):
    value = element.get(name, "0")
    return int(value) if value.lstrip("-").isascii() and value.lstrip("-").isdigit() and len(value) < 9 else 0
