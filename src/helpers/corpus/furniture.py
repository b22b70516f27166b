"""Page furniture: what stands on a page and is no part of the document."""

import re

from helpers.corpus.organs import ORGAN_LINE
from helpers.symbols import Symbol

_FURNITURE = re.compile(
    r"^\W*(?:\d{1,3}/\d{1,3}(?:\s+\d\d-\d{5})?|\d\d-\d{5}\*?(?:\s+\(E\))?(?:\s+\d{1,3}/\d{1,3})?|\*?\d{7}\*"
    r"|Please recycle|<!-- Page \d+ -->|/{2,}|\.{3})\W*$",
    re.I,
)


def without_furniture(text: str, symbol: Symbol, title: str) -> str:
    """Drop page numbers, job numbers, and the symbol and title that head each page after the first.

    A line that holds words of the title goes only where it stands beside such furniture and after the
    organ's line: the title itself, and a sentence that quotes it, stay.
    """
    lines = text.replace("\f", "\n").split("\n")
    own = re.escape(symbol.text).replace(r"\ ", r"\s*")
    title_words = _words(title)
    tail = symbol.text.split(" ")[0]  # a cheap test first: most lines are neither short nor end in the symbol
    marks = [
        (len(line) < 40 and bool(_FURNITURE.match(line))) or (tail in line and _is_head(own, line, title_words))
        for line in lines
    ]
    start = next((i for i, line in enumerate(lines) if ORGAN_LINE.match(line)), len(lines))
    drop = {i for i, mark in enumerate(marks) if mark and i > start}
    if title_words:
        for mark in sorted(drop):
            drop |= _title_beside(lines, mark, title_words, start)
    return "\n".join(line for i, line in enumerate(lines) if i not in drop)


def _is_head(own, line, title_words):
    match = re.match(rf"^(?P<before>.*?)\s*{own}\*?\s*$", line, re.I)
    return bool(match) and (not match["before"].strip() or _words(match["before"]) in title_words)


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
