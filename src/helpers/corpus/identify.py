"""Which document is this? The text itself says; a file's name is a hint only, and can lie."""

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from helpers import symbols
from helpers.corpus import cite, masthead, record
from helpers.corpus.organs import ORGAN_LINE
from helpers.symbols import Symbol

OPENING = 4000  # characters in which a document says what it is
_LINES = 60

_ANY = r"[SAE]/(?:[A-Z]+[\w.]*/)*[\w.()/-]*\d[\w.()/-]*(?: ?\(\d{4}\)| ?\((?:E?S-)?[IVXLC]+\))?"
_MASTHEAD = r"(?:Distr\b.*|GENERAL|English|United Nations|Security Council|General Assembly)"
_ALONE = (
    re.compile(  # alone on a line, "A/RES/71/19*", or at the end of the masthead, "Distr. GENERAL S/RES/1000 (1995)"
        rf"^[^\w*]*(?P<first>{_ANY})\*{{0,3}}(?:\s{{2,}}.*)?$|{_MASTHEAD}\s(?P<last>{_ANY})"
    )
)
_COUNCIL = re.compile(r"^\W*(?:Resolution\s+)?(\d{1,4})\s*\(\s*((?:19|20)\d\d)\s*\)", re.I)
_ADOPTED = re.compile(r"Adopted by the Security Council|Resolution of \d|^\W*(?:The )?Security Council\b", re.I | re.M)
_SERIES = re.compile(r"^\W*(?:Resolution\s+)?(?P<series>(?:E?S-)?\d{1,4})/(?P<number>\d{1,3})\s?[A-Z]?\s?[.:](?!\d)")
_SESSION = re.compile(r"^\W*(?P<number>\d{1,4})\s*\((?P<session>(?:E?S-)?[IVXLC]+)\)\s?[A-Z]?\s*[.:]")
_ECOSOC = re.compile(r"^[\W_]*(?:The\s+)?Economic\s+and\s+Social\s+Council[\W_]*$", re.I)


@dataclass(frozen=True)
class Identity:
    """The document that a text is. `symbol` is None where nothing tells; `problem` says what did not fit.

    `absent` tells a page that says that the document does not exist.
    """

    symbol: Symbol | None
    problem: str = ""
    absent: bool = False


def identify(name: str, text: str) -> Identity:
    """Say which document a text is.

    Parameters
    ----------
    name
        The file's name; used where the text prints no symbol, and to report that the two differ.
    text
        The text as it was read.

    Returns
    -------
    Identity
        The symbol that the text prints as its own; where the file's name claims another one that the text bears as a
        heading further on (a page with neighbours on it), the name's.
    """
    if masthead.says_there_is_none(text):
        return Identity(None, "found a page that says that the document does not exist, expected the document", True)
    claimed, printed = _claimed(name), _printed(text)
    if printed is None or claimed is None or _same(claimed, printed):
        found = claimed or printed
        problem = (
            "" if found else f"found no symbol in the name or the opening of the text, expected {symbols.EXPECTED}"
        )
        return Identity(found, problem)
    if record.is_scan(text) or (claimed.kind == "resolution" and _has_heading(claimed, text)):
        return Identity(claimed)
    if _exists(claimed) > _exists(printed) or _misread(printed) == _misread(claimed) or _dated(claimed, printed, text):
        return Identity(claimed, f"the text prints {printed}: taken for a misprint of {claimed}, the file's name")
    return Identity(printed, f"the file is named {claimed}, its text is {printed}: taken for {printed}")


def _printed(text):
    """Read a resolution by its heading, any other document by its masthead."""
    found = stated(text)
    return found if found and found.kind == "resolution" else _parsed(masthead.printed(text))


def stated(text: str) -> Symbol | None:
    """Return the symbol that the opening of a text gives as its own, if it gives one."""
    lines = [line.strip() for line in text[:OPENING].replace("\f", "\n").split("\n")[:_LINES]]
    for place, line in enumerate(lines):
        if ORGAN_LINE.match(line) and place > 8:
            break
        if (found := _ALONE.match(line)) and (symbol := _parsed(found["first"] or found["last"])):
            return symbol
        if symbol := _heading(line, lines[place : place + 14]):
            return symbol
    return None


def _heading(line, following):
    """Read the heading of a resolution: number and year, or number and session with the organ's line after it."""
    if (found := _COUNCIL.match(line)) and _ADOPTED.search("\n".join(following)):
        return _parsed(f"S/RES/{found[1]} ({found[2]})")
    found = _SERIES.match(line) or _SESSION.match(line)
    if not found:
        return None
    organ = next((later for later in following if ORGAN_LINE.match(later)), "")
    if not organ or "ecurity" in organ:
        return None
    body = "E" if _ECOSOC.match(organ) else "A"
    groups = found.groupdict()
    tail = (
        f"{groups['series']}/{found['number']}" if groups.get("series") else f"{found['number']} ({found['session']})"
    )
    return _parsed(f"{body}/RES/{tail}")


def _parsed(text):
    try:
        return symbols.parse(text.rstrip(".*,;"))
    except symbols.SymbolError:
        return None


def _claimed(name):
    return _parsed(PurePosixPath(name).name.replace("_(", "("))


def _same(one, other):
    """Compare without the letters of parts: 48/218 B stands under the heading 48/218."""
    return _whole(one) == _whole(other)


def _exists(symbol):
    """Tell whether a resolution of this number and year or session exists; of other documents nobody knows."""
    if symbol.kind != "resolution":
        return True
    old = re.search(r"\(((?:E?S-)?[IVXLC]+)\)", symbol.text)
    series = old[1] if old else symbol.session if symbol.body == "A" else str(symbol.year or "")
    return bool(cite.exists(symbol.body, symbol.number, series)[0])


_LOOKS_LIKE = str.maketrans("IlOo", "1100")


def _misread(symbol):
    """Fold the letters that a scanner takes for figures."""
    return symbol.text.translate(_LOOKS_LIKE)


def _dated(claimed, printed, text):
    """Tell a misprinted session by the date: from September to December the year tells the Assembly's session."""
    same = claimed.kind == printed.kind == "resolution" and claimed.number == printed.number
    date = next((day for day in record.dates(text[:OPENING]) if day[5:] >= "09-20"), "")
    return bool(same and date) and claimed.session == str(int(date[:4]) - 1945)


def _whole(symbol):
    return re.sub(r"(?<=[\d)]) [A-Z](?:-[A-Z])?$", "", symbol.text)


def _has_heading(symbol, text):
    """Tell whether a text bears the resolution's own heading anywhere."""
    if symbol.body == "S":
        own = rf"^\W*(?:Resolution\s+)?{symbol.number}\s*\({symbol.year}\)"
        return bool(re.search(own, text, re.I | re.M))
    return any(record.is_heading_of(symbol, line) for line in text.split("\n"))
