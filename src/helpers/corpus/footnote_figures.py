"""Take the figures of footnotes out of the text: "the Convention,3 adopted" and, in a PDF, "the Convention 3 of"."""

import re
from dataclasses import dataclass

import polars as pl

from helpers.corpus.line_patterns import DAY, MONTHS

_RAISED = frozenset("⁰¹²³⁴⁵⁶⁷⁸⁹")
_DIGITS = re.compile(  # begins with a set of characters, so that the search is quick
    r"[0-9⁰¹²³⁴-⁹](?:(?<=[⁰¹²³⁴-⁹])[⁰¹²³⁴-⁹]*|[0-9]{0,2}/(?=[\s,;.:)]|$)"
    r"|(?<=[a-z,.;:)”\"’].)[0-9]{0,2}(?=[,;:.]?(?:\s|$)))"
)
# for the engine behind Polars, which is many times as fast: every text that holds one of them, and some that do not
_MAY_HOLD = r"[⁰¹²³⁴-⁹]|[a-z,.;:)”\"’][0-9]|[0-9]/"
_LOOSE = re.compile(r" ([,;.:)])")

_FIGURE = re.compile(
    r"(?:(?<=[A-Za-z)”’,;.\d])(?<!\d(?=\d))( ?)|(?<=\b(?:19|20)\d\d))(\d{1,3})(?=[,;:.)]?(?: |$)|[a-z])"
)
_COUNTED = re.compile(  # what stands before a number that counts or names something
    r"(?:\b(?:of|to|and|or|in|on|by|at|for|from|the|than|least|about|over|under|until|between|through|with|all"
    r"|is|are|was|were|next|last|past|first|within|every|approximately|additional|another"
    r"|[Pp]aragraphs?|[Aa]rticles?|[Ss]ections?|[Cc]hapters?|[Aa]nnex(?:es)?|[Rr]esolutions?|[Nn]os?|[Rr]ules?"
    r"|[Pp]rinciples?|[Gg]oals?|[Tt]argets?|[Ii]tems?|sects?|chaps?|paras?|vols?|pp?|[Pp]arts?|[Pp]hase"
    rf"|[Dd]ecisions?|[Ss]upplement|[Pp]rotocol|{MONTHS})\.?|\d\.?|\d,|\b[A-Z]{{1,2}}|[$€£-])$"
)
_YEAR = re.compile(r"\b(?:19|20)\d\d,?$")


def without_raised(texts: list[str]) -> list[str]:
    """Take out figures that can only be a footnote's: raised ones, "1/", and those stuck to a word or a comma."""
    cleaned = list(texts)
    for place in pl.Series(texts, dtype=pl.String).str.contains(_MAY_HOLD).arg_true():
        cleaned[place] = _cleaned(texts[place])
    return cleaned


def _cleaned(text):
    cleaned = _DIGITS.sub(_keep_or_drop, text)
    return text if len(cleaned) == len(text) else _LOOSE.sub(r"\1", " ".join(cleaned.split()))


def _keep_or_drop(found: re.Match) -> str:
    figure, text, start = found[0], found.string, found.start()
    if figure[0] in _RAISED:
        return ""
    before, after = text[start - 3 : start] if start > 2 else "", text[found.end() : found.end() + 1]
    if not before:
        return figure
    if figure[-1] == "/":
        return "" if not before[-1].isalnum() and before[-1] != "/" else figure
    last, second = before[-1], before[-2]
    if last in ",.;:":
        return "" if (second.islower() or second in ')”’"') and after in ("", " ") else figure
    stuck = last.islower() and second.islower() and before[0].islower() or last in ")”" and second.islower()
    return "" if stuck and len(figure) < 3 else figure


@dataclass(slots=True)
class Figures:
    """Takes the figures of footnotes out of the text of a PDF, where they stand like any number.

    Their order gives them away: the next figure in turn, or one that came before, not where a number is counted.
    """

    notes: int
    last: int = 0

    def remove(self, text: str) -> str:
        """Return a paragraph without them; paragraphs must come in the order of the document."""
        return _FIGURE.sub(self._judge, text)

    def _judge(self, found: re.Match) -> str:
        figure, text = int(found[2]), found.string
        before, after = text[: found.start()], text[found.end() : found.end() + 1]
        counted = _COUNTED.search(before[-20:]) and not _YEAR.search(before)
        if not 0 < figure <= self.notes or counted or DAY.match(text[found.start(2) :]):
            return found[0]
        stuck = not found[1] or after.isalpha() or before[-1] == ","  # no other number is printed so
        furthest = self.last + (5 if stuck else 1)
        if figure > furthest or (figure <= self.last and not stuck):
            return found[0]
        self.last = max(self.last, figure)
        return " " if after.isalpha() else ""
