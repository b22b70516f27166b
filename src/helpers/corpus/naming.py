"""Finding INTERPOL's names in a text."""

import re

_GAP = r"(?:[-\u00ad]?\s*)"  # a word broken at the end of a line, or by a PDF


def _breakable(word):
    return _GAP.join(word)


_ORGANIZATION = "|".join(_breakable(word) for word in ("Organization", "Organisation", "Commission"))
_NTERNATIONAL_CRIMINAL_POLICE = r"\s+".join(_breakable(word) for word in ("nternational", "Criminal", "Police"))
_INTERPOL = re.compile(  # the letter that all names begin with stands first: the search is several times as quick
    rf"[iI](?<!\w.)(?:{_GAP}{_breakable('nterpol')}(?![a-z])"
    rf"|{_GAP}{_NTERNATIONAL_CRIMINAL_POLICE}\s+(?:{_ORGANIZATION})(?!\w)|(?-i:(?<=I)\.?C\.?P\.?O)\b)",
    re.I | re.S,
)
_NAMES = ("interpol", "criminalpolice", "icpo")
# for the engine behind Polars: every text that holds a name, and some that do not
CANDIDATE = "(?i)" + "|".join(r"[-.\s\x{AD}]*".join(name) for name in _NAMES)


def occurrences(text: str) -> int:
    """Count the appearances of INTERPOL's names in a text.

    Counted are INTERPOL (any case), ICPO and International Criminal Police Organization or Commission, also
    where a line's end or a PDF breaks them. "International Criminal Police Organization (INTERPOL)" counts
    twice: two names stand there.
    """
    return len(_INTERPOL.findall(text)) if _may_name(text) else 0


def _may_name(text):
    """Look for the names without gaps first: the pattern is slow, and most texts need none of it."""
    squeezed = text.encode("utf-8", "replace").translate(_SMALL, _GAPS)
    if b"interpol" in squeezed or b"criminalpolice" in squeezed:
        return True
    return b"icpo" in squeezed and "ICPO" in text.replace(".", "")


_SMALL = bytes(range(256)).lower()
_GAPS = b" \n\r\t\f\v\x1c\x1d\x1e\x1f-." + bytes(range(128, 256))  # those outside ASCII with all other letters there
