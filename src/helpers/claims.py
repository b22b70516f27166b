"""Numbers in prose: each is stated by code, marked in the text, and compared.

In a notebook, code states what the text quotes::

    claims.state(read=len(read), first=first_symbol)

and the text marks each number that it quotes: ``2,583<!--=read--> of the resolutions``. The marker is an
HTML comment: a reader does not see it. `check` compares every number in the text with what was stated, and
names those that carry no marker. Dates, symbols and references need none.
"""

import html
import re
from dataclasses import dataclass
from numbers import Integral

from IPython.display import display

_MARKER = re.compile(r"<!--=([a-z][a-z0-9_]*)-->")
_UNITS = (
    "four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_WORDS = {word: number for number, word in enumerate(_UNITS.split(), start=4)}
_WORDS |= {word: 10 * ten for ten, word in enumerate(_TENS.split(), start=2)}
_SCALES = "dozens?|scores?|hundreds?|thousands?|millions?|billions?|half|halves|quarters?|thirds"
_RAISED = "\u00b2\u00b3\u00b9\u00bc-\u00be\u2070-\u2089\u2150-\u218b\u2460-\u249b"  # ², ½, ⁵, Ⅻ, ①
_NUMBER = re.compile(rf"\d[\d,.]*|[{_RAISED}]+|\b(?:{'|'.join(_WORDS)}|{_SCALES})\b", re.IGNORECASE)
_AFTER = re.compile(rf"[\w½⁰¹²³⁴-⁹]|\s?(?:%|‰|per\s?cent\b|(?:{_SCALES})\b)", re.IGNORECASE)  # changes what was marked
_DAY = r"(?:[12]?\d|3[01])"
_COUNTED = (
    "resolutions|texts|documents|members|States|claims|paragraphs|meetings|rows|records|sponsors|countries|notices"
)
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"

# What may hold a number without a marker: dates, symbols, references. Everything else is a claim.
_FREE = re.compile(
    "|".join(
        [
            r"```.*?```",
            r"`(?![\d,.\s]+`)[^`\n]*`",  # code, but not a bare number in type of code
            r"\[\d\d\]\(\d\d_\w+\.ipynb(?:#[^)]*)?\)",  # a link to a notebook by its number
            r"\]\([^)]*\)",  # the address of a link
            r"</?[a-z][^<>\n]*>|<!--.*?-->",
            r"https?://\S+",
            rf"\b{_DAY}(?:\s(?:{_MONTHS}))?(?:\s(?:to|and|–)\s{_DAY})?\s(?:{_MONTHS})(?:\s(?:19|20)\d\d)?\b",
            rf"\b(?:{_MONTHS})\s\d{{4}}\b",
            rf"\b(?:19|20)\d\d(?:[–-](?:19|20)?\d\d)?s?\b(?!\s(?:\w+\s)?(?:{_COUNTED})\b)",  # years, not counts
            r"\b[AES]/(?:[A-Z0-9.-]+/)*(?:[A-Z]+[.-])*\d[\d/]*(?:/Add\.\d+|/Rev\.\d+)?(?:\s\(\w+\))?",  # symbols
            r"\b(?<=[Rr]esolution\s)\d{1,4}\s\((?:19|20)\d\d\)",  # resolution 2178 (2014)
            r"\b\d{3,4}\s\((?:19|20)\d\d\)",  # 1267 (1999)
            r"\b[4-8]\d/\d{1,3}\b",  # 71/19
            r"\b[Nn]otebooks?\s\d\d(?:(?:,|\sto|\sand|–)\s?\d\d)*",
            r"\b(?:[Oo]perative|[Pp]reambular)\sparagraphs?\s\d+(?:\s\([a-z]\))?(?:(?:,|\sto|\sand)\s\d+(?:\s\([a-z]\))?)*",
            r"\b(?:PP|OP)\d+\b",
            r"\b(?:fig|tab)-\d\d-\d+\b",
            r"\b[Cc]laim-\d+\b",
            r"\b(?:agenda\s)?items?\s\d+(?:\s\([a-z]+\))?",
            r"\b\d+(?:st|nd|rd|th)\b",  # ordinals name, they do not count
            r"\bI-24/7\b",
            r"\bCOVID-19\b",
            r"\bresolution\s\d+\b",
            r"^\|\sTime and level\s\|\s\d+\sminutes\b",  # of reading
            r"^\|\s[012]\d(?:(?:\sto\s|,\s)[012]\d)*\s\|(?=[^|\n]*[a-z?][^|\n]*\|\s(?:here|planned))",  # notebooks
            r"\bCC\sBY(?:-\w+)?\s\d\.\d\b",
            r"\bPython\s3\.\d+\b",
            r"^\d\.\s",  # numbered lists
        ]
    ),
    re.DOTALL | re.MULTILINE,
)


@dataclass(frozen=True)
class Mismatch:
    """A number in the text that is not, or is no longer, what the code computed."""

    cell: int
    found: str
    expected: str

    def __str__(self):
        return f"cell {self.cell}: found {self.found}, expected {self.expected}"


def state(**values) -> None:
    """Display the numbers that the text quotes, so that they are stored, checked and can be looked up.

    Parameters
    ----------
    **values
        Name and value of each number: integers as they are; anything else as the text prints it, for
        example ``share="43 %"``.
    """
    printed = {name: _print(value) for name, value in values.items()}
    rows = "".join(f"<tr><td>{html.escape(n)}</td><td>{html.escape(v)}</td></tr>" for n, v in printed.items())
    summary = f"<summary>Numbers that the text quotes, as computed ({len(printed)})</summary>"
    page = f"<details>{summary}<table><tr><th>name</th><th>value</th></tr>{rows}</table></details>"
    plain = "Numbers quoted: " + "; ".join(f"{name} = {value}" for name, value in printed.items())
    display({"text/html": page, "text/plain": plain}, metadata={"claims": printed}, raw=True)


def stated(notebook) -> dict[str, str]:
    """Return the numbers that the stored outputs of a notebook state, as name and printed value."""
    found = {}
    for cell in notebook.cells:
        for output in cell.outputs if cell.cell_type == "code" else []:
            for name, value in output.get("metadata", {}).get("claims", {}).items():
                found[name] = value if found.get(name, value) == value else f"{found[name]} and also {value}"
    return found


def unmarked(text: str) -> list[str]:
    """Return the numbers in a text that are neither marked nor dates, symbols or references."""
    return _NUMBER.findall(_FREE.sub(" ", text))


def check(notebook) -> list[Mismatch]:
    """Compare the numbers in a notebook's text with those that its code stated.

    Parameters
    ----------
    notebook
        A notebook as `nbformat.read` gives it, with outputs.

    Returns
    -------
    list of Mismatch
        Markers whose number differs or was never stated, and numbers without a marker.
    """
    known = stated(notebook)
    return [
        mismatch
        for index, cell in enumerate(notebook.cells)
        if cell.cell_type == "markdown"
        for mismatch in _check_text(index, cell.source, known)
    ]


def replace_number(text: str, name: str, old: str, new: str) -> str:
    """Put another number before the marker of a name, in whichever of its forms the text has it."""
    for form in _forms(old):
        text = text.replace(f"{form}<!--={name}-->", f"{new}<!--={name}-->")
    return text


def _check_text(cell: int, text: str, known: dict[str, str]) -> list[Mismatch]:
    found, plain, end = [], [], 0
    for marker in _MARKER.finditer(text):
        before, name = text[end : marker.start()], marker[1]
        printed = next((form for form in _forms(known.get(name)) if _ends_with(before, form)), None)
        after = _AFTER.match(text, marker.end())
        if printed is not None and after:
            found.append(
                Mismatch(cell, repr(printed + after[0]), f"{known[name]} ({name}) and nothing that changes it")
            )
        if printed is None:
            words = before.split()
            expected = f"{known[name]} ({name})" if name in known else f"a number stated as {name!r}"
            found.append(Mismatch(cell, repr(words[-1] if words else ""), expected))
        plain.append(before[: len(before) - len(printed or "")])
        end = marker.end()
    plain.append(text[end:])
    bare = unmarked(" \u241f ".join(plain))
    bad = {mismatch.found.strip("'\"").strip("*_(") for mismatch in found}
    return found + [Mismatch(cell, number, "a claim marker after it") for number in bare if number not in bad]


def _forms(value: str | None):
    """A stated number may stand in the text as printed, without the thousands comma, or as a word."""
    if value is None:
        return []
    words = {str(number): word for word, number in _WORDS.items()}
    word = words.get(value) or {"0": "none", "1": "one", "2": "two", "3": "three"}.get(value, "")
    forms = [value, value.replace(",", "") if re.fullmatch(r"[\d,]+", value) else "", word, word.capitalize()]
    return [form for form in forms if form]


def _ends_with(text: str, form: str) -> bool:
    if not text.endswith(form):
        return False
    before = text[: len(text) - len(form)]
    return not re.search(
        r"[\w½]$|[\d\s][.,/]$|(?:^|[\s(])[-−–]$|\b(?:hundred|thousand|million)(?:\sand)?[\s-]$", before
    )


def _print(value) -> str:
    return f"{value:,}" if isinstance(value, Integral) else str(value)
