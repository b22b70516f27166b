"""Annexes: does a resolution speak of one of its own, and does it stand in the text?

"The annex to the present resolution" is its own; "annex 1-A of the Peace Agreement" and "S/1995/999, annex" are
other documents'.
"""

import re

_LABEL = r"(?:[IVX]{1,4}|[A-H]|\d{1,2})(?:-?[A-Z]\b)?(?![\w’'])"
_MENTION = re.compile(
    rf"\b(?P<adj>attached |following |enclosed )?(?P<word>annex(?:es|ed)?|attached|enclosure)\b"
    rf"(?:\s+(?-i:{_LABEL})(?:(?:,| and| or| to)+ (?:annex(?:es)? )?(?-i:{_LABEL}))*)?",
    re.I,
)
_WORDS = ("annex", "attached", "enclosure")
_BEFORE = ("attached ", "following ", "enclosed ")
_THIS = r"(?:this|the present|present|the current)\s+(?:resolution|decision|draft resolution)"
_OF_THIS = re.compile(
    rf"^[\s,]*(?:(?:attached |annexed )?(?:hereto|herewith|below)\b|(?:attached )?(?:to|of|in)\s+{_THIS})", re.I
)
_OF_OTHER = re.compile(r"^[\s,]*(?:thereto|thereof|to\b|of\b|in\b|by\b)", re.I)
_SYMBOL_BEFORE = re.compile(
    r"(?:[SA]/[\w/.\-*]+(?:\s+and\s+(?:Add|Corr|Rev)\.\s?\d)*|Add\.\s?\d+|Corr\.\s?\d"
    r"|Supplement[^.]{0,60}|session|ibid\.)"
    r"[,;)]*\s*\(?(?:the )?$",
    re.I,
)
_STANDS_IN = re.compile(
    r"\b(?:set out|set forth|contained|listed|specified|described|identified|outlined|designated|given|reproduced|"
    r"attached|defined|named|shown|stated|found|detailed|indicated|laid down|appearing|included)"
    r"\s+(?:in|as|at|by|on)?\s*(?:an?\s+|the\s+)?$",
    re.I,
)
_HEADINGS = ("Annex", "ANNEX", "Appendix", "APPENDIX", "Attachment", "ATTACHMENT")
_HEADING = re.compile(  # matched where one of its words stands, after nothing but signs in its line
    r"(?:Annex(?:es)?|ANNEX(?:ES)?|Appendix|APPENDIX|Attachment|ATTACHMENT)\b(?:\s+(?:[IVX]+|[A-H]|\d{1,2}))?"
    r"\W*(?:$|[:–—.-]\s*\S|\t|to\s+resolution\b)",
    re.M,
)
_SIGNS = re.compile(r"\W*")
_SEIZED = re.compile(r"seized of (?:the|this) (?:matter|question|situation)\b.*$", re.I | re.M)
_WORDS_AFTER = 100  # more than page furniture: an annex without a heading


def annex(text: str) -> str:
    """Tell whether a text has, or refers to, an annex of its own.

    Returns
    -------
    str
        "held": an annex heading stands in the text; "not held": the text speaks of an annex to itself and
        none stands there; "none": it speaks of none, or only of other documents' annexes.
    """
    if not _holds(text, ("annex", "appendix", "attach", "enclosure")):
        return "none"
    if _has_heading(text):
        return "held"
    if not own_annex(text):
        return "none"
    *_, closing = [0, *(match.end() for match in _SEIZED.finditer(text))]
    return "held" if closing and len(text[closing:].split()) > _WORDS_AFTER else "not held"


def _holds(text, words):
    plain = text.encode("utf-8", "replace").lower()  # in bytes, several times as fast
    return any(word.encode() in plain for word in words)


def _has_heading(text):
    found = (place for word in _HEADINGS for place in _places(text, word))
    return any(
        _SIGNS.fullmatch(text, text.rfind("\n", 0, place) + 1, place) and _HEADING.match(text, place) for place in found
    )


def own_annex(text: str) -> str:
    """Return the words in which a text speaks of an annex to itself, or an empty string."""
    if not _holds(text, _WORDS):
        return ""
    for passage in _passages(text):
        for match in _mentions(passage):
            before = passage[max(0, match.start() - _CONTEXT) : match.start()]
            after = passage[match.end() : match.end() + 120]
            if _is_own_annex(match, before, after):
                return (before[-30:] + match[0] + after[:30]).strip()
    return ""


_CONTEXT, _STEP = 500, 1000  # characters that are looked at before a mention; characters that a passage grows by


def _passages(text):
    """Yield, in single spaces, the pieces of a text that hold one of the words and enough on both sides of it."""
    lower = text.lower()
    if len(lower) != len(text):  # a letter that is two in lower case: places would differ
        yield _joined(text)
        return
    spans = []
    for place in sorted(place for word in _WORDS for place in _places(lower, word)):
        start, end = _reach(text, place, -_STEP), _reach(text, place, _STEP)
        if spans and start <= spans[-1][1]:
            start, end = spans[-1][0], max(end, spans.pop()[1])
        spans.append((start, end))
    yield from (_joined(text[start:end]) for start, end in spans)


def _reach(text, place, step):
    """Go from a place forward or back until more than the context is passed, spaces not counted."""
    reached = place
    while True:
        reached = min(max(0, reached + step), len(text))
        passed = text[min(place, reached) : max(place, reached)]
        if reached in (0, len(text)) or len(_joined(passed)) > _CONTEXT:
            return reached


def _joined(text):
    return " ".join(text.split())


def _mentions(joined):
    """Find `_MENTION` where one of its words stands: tried at every place it takes many times as long."""
    lower, end = joined.lower(), 0
    if len(lower) != len(joined):  # a letter that is two in lower case: places would differ
        yield from _MENTION.finditer(joined)
        return
    found = sorted(place for word in _WORDS for place in _places(lower, word))
    for place in found:
        before = next((len(word) for word in _BEFORE if lower.endswith(word, 0, place)), 0)
        match = _MENTION.match(joined, place - before) or _MENTION.match(joined, place)
        if match and match.start() >= end:
            end = match.end()
            yield match


def _places(text, word):
    place = text.find(word)
    while place >= 0:
        yield place
        place = text.find(word, place + 1)


def _is_own_annex(match, before, after):
    word = match["word"].lower()
    if _OF_THIS.match(after):
        return True
    if word == "attached":
        return bool(re.match(r" (?:declaration|statute|guidelines|list)\b", after)) and before.rstrip().endswith("the")
    if _SYMBOL_BEFORE.search(before[-250:]):  # longer than any list of symbols; the search takes its time
        return False
    if match["adj"]:
        return True
    if word == "annexed":
        return bool(re.match(r" document\b", after))
    if before.endswith("(") and after.startswith(")"):  # "the report (S/25479), namely the Agreement (annex I)" is not
        return not re.search(r"\(S/[^.;]*$", before)
    after = re.sub(r"^\s*\([^)]*\)", "", after)  # "annex I ("the annexes") to the report"
    return not _OF_OTHER.match(after) and bool(_STANDS_IN.search(before[-60:]))
