"""Page furniture: what stands on a page and is no part of the document."""

import re

from helpers.corpus.organs import ORGAN_LINE
from helpers.symbols import Symbol

_FURNITURE = re.compile(
    r"^\W*(?:\d{1,3}/\d{1,3}|\d{1,3}(?:/\d{1,3})?\s+\d\d-\d{5}"
    r"|\d\d-\d{5}\*?(?:\s+\(E\)?)?(?:\s+\*?\d{7}\*?)?(?:\s+\d{1,3}/\d{1,3})?|\*?\d{7}\*"
    r"|Please recycle|<!-- Page \d+ -->|/{2,}|\.{3})\W*$",
    re.I,
)


def without_furniture(text: str, symbol: Symbol, title: str) -> str:
    """Drop page numbers, job numbers, and the symbol and title that head each page after the first.

    A line that holds words of the title goes only where it stands beside such furniture and after the
    organ's line: the title itself, and a sentence that quotes it, stay.
    """
    lines = text.replace("\f", "\n").split("\n")
    title_words, own = _words(title), symbol.text.lower().split(" ")
    number = symbol.text.split(" ")[0]  # a cheap test first: most lines are neither short nor hold the symbol
    marks = [
        (len(line) < 40 and bool(_FURNITURE.match(line))) or (number in line and _is_head(own, line, title_words))
        for line in lines
    ]
    start = next((i for i, line in enumerate(lines) if ORGAN_LINE.match(line)), len(lines))
    drop = {i for i, mark in enumerate(marks) if mark and i > start}
    if title_words:
        for mark in sorted(drop):
            drop |= _title_beside(lines, mark, title_words, start)
    return "\n".join(line for i, line in enumerate(lines) if i not in drop)


def _is_head(own, line, title_words):
    """Tell a line that ends in the symbol and holds, if anything, words of the title before it."""
    before = line.rstrip().removesuffix("*")
    for part in reversed(own):  # "S/RES/1373 (2001)", also without the space
        if not before.lower().endswith(part):
            return False
        before = before[: -len(part)].rstrip()
    return not before or _words(before) in title_words


def _title_beside(lines, mark, title_words, start):
    """Find the lines next to a piece of furniture that hold nothing but words of the title."""
    found = set()
    for step in (-1, 1):
        i = mark + step
        while start < i < len(lines) and (
            not lines[i].strip() or (len(found) < 8 and _in_title(lines[i], title_words))
        ):
            if lines[i].strip():
                found.add(i)
            i += step
    return found


def _in_title(line, title_words):
    words = _words(line)
    return len(words) > 12 and words in title_words


def _words(text):
    return " ".join(re.findall(r"\w+", text.lower()))
