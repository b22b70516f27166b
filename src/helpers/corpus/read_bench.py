"""Time the PDF reader against the library's own extraction: python -m helpers.corpus.read_bench FOLDER.

The floor opens each document and takes the text of each page by the library's quickest call. Both are run file by
file, one after the other, and the quickest of several rounds counts, so that other work on the machine weighs little.
"""

import argparse
import sys
import time
from pathlib import Path

import pypdfium2

from helpers.corpus import read
from helpers.corpus.archive import members

TARGET = 1.5


def measure(folder: Path, rounds: int = 5) -> tuple[int, float, float]:
    """Return the number of PDFs that have text, the library's seconds for them and the reader's."""
    files, floor, ours = 0, 0.0, 0.0
    for name, raw in members(folder, report=print):
        if not raw.startswith(b"%PDF-") or not _is_read(name, raw):
            continue
        times = [
            (_seconds(_extract, raw), _seconds(lambda content: read.text("a.pdf", content), raw)) for _ in range(rounds)
        ]
        files, floor, ours = files + 1, floor + min(t[0] for t in times), ours + min(t[1] for t in times)
    return files, floor, ours


def _is_read(name, raw):
    try:
        read.text(name, raw)
    except read.ReadError as error:
        print(error)
        return False
    return True


def _extract(raw):
    with pypdfium2.PdfDocument(raw) as document:
        for page in document:
            textpage = page.get_textpage()
            textpage.get_text_range()
            textpage.close()
            page.close()


def _seconds(function, raw):
    start = time.process_time()
    function(raw)
    return time.process_time() - start


def main(arguments: list[str] | None = None) -> int:
    """Print the two times and their ratio; return 1 where the ratio misses the target."""
    parser = argparse.ArgumentParser(prog="python -m helpers.corpus.read_bench", description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args(arguments)
    files, floor, ours = measure(options.folder, options.rounds)
    if not files:
        print("found no PDF with text")
        return 1
    ratio = ours / floor
    print(f"{files} PDFs: library {floor:.2f} s, reader {ours:.2f} s, ratio {ratio:.2f} (target {TARGET} or less)")
    return 0 if ratio <= TARGET else 1


if __name__ == "__main__":
    sys.exit(main())
