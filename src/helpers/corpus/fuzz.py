"""Feed broken files to the readers and broken text to the segmenter: python -m helpers.corpus.fuzz --seconds 60.

Seeds are small files of each format, made here, and those of a folder if one is given; each round breaks one: cuts,
repeats, flips, splices two, or puts in what parsers stumble over. A reader may raise ReadError and nothing else, and
no step may take longer than the bound. What fails is written to the folder OUT, to be run again.
"""

import argparse
import io
import random
import sys
import time
import zipfile
from pathlib import Path

from helpers.corpus import masthead, read
from helpers.corpus.archive import members
from helpers.corpus.segment import segment

SLOW = 20.0  # seconds for one file of at most 1 MB
_LARGEST = 200_000  # bytes of a seed
_NASTY = (
    b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"<" * 500, b"[" * 10_000, b"(" * 10_000, b"<div>" * 5000, b"\r\n" * 500,
    b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"&b;", b"endobj", b"stream\n", b"/Count 99999999", b"9" * 400, b"%PDF-1.4\n",
    b"PK\x03\x04", "\u202e\u0627\u0644".encode(), "安全理事会".encode(), b"1. " * 3000, b"(a) " * 3000,
    b"S/RES/" * 2000, b"Recalling " * 2000, b"- " * 5000, b"\f" * 2000, b"Annex\n" * 2000,
    b"The General Assembly,\n" * 500,
)  # fmt: skip
_RESOLUTION = """United Nations S/RES/9999 (2099)
Distr.: General
1 May 2099
Resolution 9999 (2099)
The Security Council,
Recalling its resolution 9998 (2099),
1. Decides to meet again;
(a) In public;
2. Requests a report.
__________
1 See S/2099/1.
"""


def seeds(folder: Path | None) -> list[tuple[str, bytes]]:
    """Return small files of each format as (name, content)."""
    text = _RESOLUTION.encode()
    page = b"<!doctype html><html lang=en><title>T</title><body><article><h1>T</h1><p>" + text * 3 + b"</p></article>"
    record = (
        b'<?xml version="1.0"?><collection><record><datafield tag="245"><subfield code="a">T</subfield></datafield>'
        b"</record></collection>"
    )
    found = [
        ("a.txt", text),
        ("b.txt", _RESOLUTION.encode("utf-16")),
        ("c.json", b'[{"prefix": "1.", "text": "Decides", "type": "p"}, {"text": "End", "language": "english"}]'),
        ("d.html", page),
        ("e.xml", record),
        ("f.docx", _docx()),
        ("g.pdf", _pdf()),
    ]
    if folder:
        found += [(name, raw) for name, raw in members(folder, report=print) if len(raw) <= _LARGEST]
    return found


def _docx():
    w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    paragraphs = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in _RESOLUTION.split("\n"))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{w}"><w:body>{paragraphs}</w:body></w:document>')
    return packed.getvalue()


def _pdf():
    lines = " ".join(f"({line}) Tj T*" for line in _RESOLUTION.replace("(", r"\(").replace(")", r"\)").split("\n"))
    content = f"BT /F1 10 Tf 12 TL 72 700 Td {lines} ET"
    objects = (
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 5 0 R>>>>/Contents 4 0 R>>",
        f"<</Length {len(content)}>>stream\n{content}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Times-Roman>>",
    )
    body = "".join(f"{i} 0 obj{text}\nendobj\n" for i, text in enumerate(objects, 1))
    return f"%PDF-1.4\n{body}trailer<</Root 1 0 R/Size 6>>\n%%EOF".encode()


def broken(raw: bytes, other: bytes, rng: random.Random) -> bytes:
    """Break a file in one to four places."""
    for _ in range(rng.randint(1, 4)):
        at = rng.randrange(len(raw) + 1)
        to = min(len(raw), at + rng.choice((1, 8, 100, 5000)))
        match rng.randrange(7):
            case 0:
                raw = raw[:at]
            case 1:
                raw = raw[:at] + raw[to:]
            case 2:
                raw = raw[:to] + raw[at:to] * rng.choice((1, 3, 50)) + raw[to:]
            case 3:
                raw = raw[:at] + rng.randbytes(to - at) + raw[to:]
            case 4:
                raw = raw[:at] + rng.choice(_NASTY) + raw[at:]
            case 5:
                start = rng.randrange(len(other) + 1)
                raw = raw[:at] + other[start : start + 5000] + raw[to:]
            case 6 if at < len(raw):
                raw = raw[:at] + bytes([raw[at] ^ 1 << rng.randrange(8)]) + raw[at + 1 :]
        raw = raw[: 1 << 20]
    return raw


def attempt(name: str, raw: bytes) -> str:
    """Read, identify and segment one file; return what went wrong, "" where nothing did."""
    start = time.monotonic()
    step = "read"
    try:
        text = read.text(name, raw)
        step = "identify"
        masthead.read(name, text)
        step = "segment"
        segment(text)
    except read.ReadError:
        pass
    except Exception as error:  # the search is for any
        return f"{step}: {type(error).__name__}: {str(error)[:100]}"
    seconds = time.monotonic() - start
    return f"{step}: took {seconds:.0f} s" if seconds > SLOW else ""


def main(arguments: list[str] | None = None) -> int:
    """Break files until the time is over; return 1 if anything failed."""
    parser = argparse.ArgumentParser(prog="python -m helpers.corpus.fuzz", description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path, nargs="?", help="more seeds")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--out", type=Path, default=Path("build/fuzz"))
    options = parser.parse_args(arguments)
    rng, files = random.Random(options.seed), seeds(options.folder)
    end, rounds, failures = time.monotonic() + options.seconds, 0, {}
    options.out.mkdir(parents=True, exist_ok=True)
    while time.monotonic() < end:
        name, raw = rng.choice(files)
        raw = broken(raw, rng.choice(files)[1], rng)
        (options.out / "running").write_bytes(raw)  # what is left here if the process itself dies
        rounds += 1
        if failure := attempt(name, raw):
            if failure not in failures:
                kept = options.out / f"failure-{len(failures):03}{Path(name).suffix}"
                kept.write_bytes(raw)
                print(f"{kept.name} (from {name}): {failure}")
            failures[failure] = failures.get(failure, 0) + 1
    print(f"{rounds} broken files, {len(failures)} kinds of failure")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
