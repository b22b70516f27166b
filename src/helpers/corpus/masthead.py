"""What a document prints about itself: symbol, language and date.

What is printed beats the name of the file: names lie about symbol and language. Where a text says nothing, or says
it illegibly, that is named, and what the name claims is kept apart.
"""

import functools
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from helpers import symbols

HEAD = 6000  # characters of the opening in which a document names itself
_LANGUAGES = ("en", "fr", "es", "ru", "ar", "zh")  # the UN's own
_OTHERS = ("de", "pt", "it", "nl", "pl", "tr", "fa", "uk", "ja", "ko")


@dataclass(frozen=True)
class Masthead:
    """What a text says about itself.

    Attributes
    ----------
    symbol
        The symbol printed first, normalised; "" if none is legible.
    language
        ISO 639-1 code of most of the text; "" if there is too little.
    date
        ISO date, or "2025" or "2025-06" where no more is printed: of adoption for a resolution, of the meeting for
        its record, of issue for anything else; "" if none is legible.
    others
        Further symbols that the same document carries ("S/2025/230" beside "A/79/876").
    claimed
        The symbol in the file's name, "" if there is none.
    problems
        Each begins with what it is about: "symbol: …", "language: …", "date: …" or "no document: …".
    """

    symbol: str
    language: str
    date: str
    others: tuple[str, ...] = ()
    claimed: str = ""
    problems: tuple[str, ...] = ()


def read(name: str, text: str) -> Masthead:
    """Find symbol, language and date of a document in its text.

    Parameters
    ----------
    name
        The file's name: compared with what the text prints, never preferred to it.
    text
        The text as `read.text` gives it.
    """
    problems = []
    if says_there_is_none(text):
        reason = "no document: the Official Document System's page that says it does not exist"
        return Masthead("", "", "", claimed=_claimed(name), problems=(reason,))
    head = text[:HEAD]
    found = _printed(head) or _running(text)
    claimed = _claimed(name)
    if not found:
        held = f"; the file name says {claimed}" if claimed else ""
        problems.append(f"symbol: none is printed that can be read{held}")
    elif claimed and not _agree(claimed, found):
        problems.append(f"symbol: the text prints {found[0]}, the file name says {claimed}")
    language, doubt = _language(text)
    problems += [doubt] if doubt else []
    date, doubt = _date(head, text, found[0] if found else "")
    problems += [doubt] if doubt else []
    return Masthead(found[0] if found else "", language, date, tuple(found[1:]), claimed, tuple(problems))


def says_there_is_none(text: str) -> bool:
    """Tell the page of the Official Document System that says that a document does not exist."""
    return len(text) < 2000 and bool(_NO_DOCUMENT.search(text))


def printed(text: str) -> str:
    """Return the symbol that a document prints first, "" if none is legible."""
    found = _printed(text[:HEAD]) or _running(text)
    return found[0] if found else ""


def language(text: str) -> str:
    """Return the ISO 639-1 code of most of a text, "" where there is too little of it."""
    return _language(text)[0]


def date(text: str, symbol: str) -> tuple[str, str]:
    """Return the date that a document prints, as in `Masthead.date`, and what is doubtful about it."""
    return _date(text[:HEAD], text, symbol)


_NO_DOCUMENT = re.compile(r"document you are looking for does not exist", re.I)

# --- symbol ---------------------------------------------------------------------------------------------------

_SERIES = (
    r"(?:A|S|E|ST|T|JIU|CEDAW|CERD|CCPR|CAT|CRC|CRPD|CED|CMW|HRI|TD|DP|UNEP|FCCC|CBD|HSP|UNW|ICCD|LOS|SPLOS|ISBA|"
    r"CD|NPT|BWC|CTOC|CAC|UNITAR|UNCTAD|UNIDO|UNICEF|IDB|GC|CCW|APLC|CCM|DC|WFP|ECE|TRANS|PCNICC|ICC|IT|MICT)"
)
_TAIL = (
    r"(?:\s?\((?:\d{4}|[IVXL]+|E?S-[IVXL]+|Resumption \d+|Part [IVX]+|(?:Income )?[Ss]ect\. ?\d+|Plan outline|"
    r"Prog\. ?\d+)\)(?:/(?:Add|Corr|Rev)\.\d+)*)?"
)
_SYMBOL = re.compile(rf"(?<![\w/.-]){_SERIES}\.?/(?=[\w./-]*\d)[A-Z0-9][\w.-]*(?:/[A-Za-z0-9][\w.-]*)*{_TAIL}")
_MISREAD = str.maketrans({"I": "1", "l": "1", "|": "1", "O": "0", "o": "0"})
_FIGURES = re.compile(r"[\dIlOo|]*\d[\dIlOo|]*")
_FIRST_LINES = 60
_WORDS_BEFORE = 6  # "Организация Объединенных Наций S/2024/228", "United Nations / A/71/PV.1"


def _printed(head):
    """Return the symbols that stand at the end of a line, alone or after the organization's name, near the top."""
    found, last = [], 0
    for number, line in enumerate(head.replace("\f", "\n").split("\n")[:_FIRST_LINES]):
        if found and number > last + 1:
            break  # symbols of one document stand below each other
        if "/" not in line:
            continue
        line = " ".join(line.split())
        match = next((m for m in _SYMBOL.finditer(line) if m.end() >= len(line.rstrip("* ,")) - 1), None)
        if match and _is_masthead(line[: match.start()]):
            found += [s for s in _split(match[0]) if s not in found]
            last = number
    return found


_ORGANIZATION = re.compile(
    r"(?:united\W*nations|naciones unidas|nations unies|организация объединенных наций|الأمم المتحدة|联\s*合\s*国|"
    r"^united$|^a$|^a s$|^\W*$)",
    re.I,
)


def _is_masthead(before):
    before = before.strip(" :|/*$a")
    return not before or (len(before.split()) <= _WORDS_BEFORE and bool(_ORGANIZATION.search(before)))


def _split(printed):
    """Cut "A/79/876-S/2025/230" in two and write each in its one spelling."""
    pieces = re.split(rf"[-–—](?={_SERIES}/)", printed)
    return [tidy(piece) for piece in pieces]


def tidy(symbol: str) -> str:
    """Write a printed symbol in its one spelling; mend letters that a scan shows for figures."""
    symbol = re.sub(r"^([A-Z]+)\./", r"\1/", " ".join(symbol.split())).rstrip(".*-,")
    parts = [part.translate(_MISREAD) if _FIGURES.fullmatch(part) else part for part in symbol.split("/")]
    symbol = re.sub(r"(?<=\w)\((?=\d{4}\)|Resumption|[Ss]ect|Income|Plan)", " (", "/".join(parts))
    try:
        return symbols.normalise(symbol)
    except symbols.SymbolError:
        return symbol


def _running(text):
    """Return the symbol that heads the pages after the first, where page 1 prints it as an image."""
    tops = [page.lstrip().split("\n", 3)[:3] for page in text.split("\f")[1:12]]
    heads = [" ".join(line.split()).rstrip("*") for lines in tops for line in lines]
    found = [head for head in heads if _SYMBOL.fullmatch(head)]
    return [tidy(found[0])] if found else []


def _claimed(name):
    """Return the symbol in a file's name, or "" where there is none."""
    stem = re.sub(r"(?:[._-](?:en|fr|es|ru|ar|zh))?\.[a-z]{2,4}$", "", Path(name).name, flags=re.I)
    stem = re.split(r"(?:__|, ?)(?=[ASE]_)", stem)[0].replace("_(", "(")
    try:
        return symbols.normalise(stem)
    except symbols.SymbolError:
        symbol = stem.replace("_", "/")
        return tidy(symbol) if re.match(rf"{_SERIES}/(?=\S*\d)", symbol) else ""


def _agree(claimed, printed):
    """Compare the file name's symbol with printed ones, without the signs that file systems do not allow."""
    bare = [re.sub(r"\W", "", symbol).casefold() for symbol in (claimed, *printed)]
    return any(bare[0].startswith(symbol) for symbol in bare[1:])


# --- language -------------------------------------------------------------------------------------------------

_PIECE = 1500
_PIECES = 40
_MOST = 0.8  # of the pieces in one language: less is a document in several
_SCRIPTS = (("ar", re.compile(r"[\u0600-\u06ff\ufb50-\ufeff]")), ("zh", re.compile(r"[\u3400-\u9fff]")))
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")


def _language(text):
    """Return the language of most of the text, and a doubt where a fifth or more is in others."""
    step = max(_PIECE, len(text) // _PIECES)
    pieces = [text[i : i + _PIECE] for i in range(0, len(text), step)][:_PIECES]
    pieces += _halves(text)
    found = Counter(filter(None, map(_of_piece, pieces)))
    if not found:
        return "", "language: too little text to tell"
    (language, count), *rest = found.most_common()
    if count < _MOST * found.total():
        shares = ", ".join(f"{name} {n / found.total():.0%}" for name, n in [(language, count), *rest[:3]])
        return language, f"language: the text is in several ({shares})"
    return language, ""


def _halves(text):
    """Return the short lines of a text that is shorter than a piece as pieces: two languages may share a page."""
    if len(text) > 3 * _PIECE:
        return []
    lines = [line for line in text.split("\n") if len(line) > 30]
    return [" ".join(lines[i : i + 3]) for i in range(0, len(lines), 3)]


def _of_piece(piece):
    latin, cyrillic = len(_LATIN.findall(piece)), len(_CYRILLIC.findall(piece))
    counts = {name: len(pattern.findall(piece)) for name, pattern in _SCRIPTS} | {"ru": cyrillic}
    counts["zh"] *= 3  # a sign is a word
    script = max(counts, key=counts.get)
    if latin + sum(counts.values()) < 40:
        return ""
    if counts[script] > latin:
        return script if script == "zh" else _detect(piece)
    return _detect(piece)


def _detect(piece):
    return _detector().classify(" ".join(piece.split()))[0]


@functools.cache
def _detector():
    from py3langid import langid  # the model takes half a second to load

    detector = langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE)
    detector.set_languages([*_LANGUAGES, *_OTHERS])
    return detector


# --- date -----------------------------------------------------------------------------------------------------

_MONTHS = {
    name: number
    for names in (
        "january february march april may june july august september october november december",
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    )
    for number, name in enumerate(names.split(), 1)
}
_MONTH = "|".join(_MONTHS)
_DATE = re.compile(
    rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th|er)?\s+(?:de\s+)?(?P<month>{_MONTH}),?\s+(?:de(?:l)?\s+)?"
    rf"(?P<year>(?:19|20)\s?\d\s?\d)(?![\d])|"
    rf"(?P<year2>(?:19|20)\d\d)年\s?(?P<month2>\d{{1,2}})月\s?(?P<day2>\d{{1,2}})日",
    re.I,
)
_ISO = re.compile(r"(?<!\d)(?:19|20)\d\d-\d\d-\d\d(?!\d)")
_MEETING = re.compile(r"\d+(?:st|nd|rd|th)\s+(?:plenary\s+)?meeting\b(?:\s*\([^)]*\))?[^\n]{0,12}\n?[^\n]{0,60}", re.I)
_ADOPTED = re.compile(
    r"(?:Resolutions?\s+adopted\s+by\s+the\s+[\w\s]{5,60}?\s+(?:on|at)|"
    r"Adopted\s+by\s+the\s+Security\s+Council,?\s+at\s+its\s+\d+\w*\s+meeting(?:\s+\(\w+\))?,?\s+on)\s+(?=\d)",
    re.I,
)
_CLOSING = re.compile(r"^\W*\d{1,4}(?:st|nd|rd|th)\s+(?:plenary\s+)?meeting\W*\n", re.I | re.M)
_ISSUED = re.compile(r"\bDistr(?:\.|:)[.:\s]{0,4}", re.I)
_BRACKETED = re.compile(r"[\n\f]\[([^\]\n]{8,30})\][ \t]*(?=[\n\f])")
_YEAR_ONLY = re.compile(r"^(?:United Nations\W+)?New York, ((?:19|20)\d\d)\W*$|United Nations • [\w ]+, (\d{4})", re.M)


def _date(head, text, symbol):
    """Find the date by what the document is; say so where one is printed but not legible."""
    if symbol and ("/PV." in symbol or "/SR." in symbol):
        places = [m[0] for m in _MEETING.finditer(head)]
        return next(((d, "") for place in places if (d := _first(place))), ("", "date: none of the meeting is printed"))
    adopted = _ADOPTED.search(head)
    if adopted and (date := _first(head[adopted.end() - 1 : adopted.end() + 40])):
        return date, ""
    if "adopted by the" in " ".join(head.split()).lower() and (closing := _last_closing(text)):
        return closing, ""
    return _issued(head, text)


def _issued(head, text):
    """Find the date of issue: under "Distr.", else on a line of its own, in brackets, in a record, or the year."""
    if start := _ISSUED.search(head):
        lines = [line.strip() for line in head[start.end() : start.end() + 300].split("\n")[:9]]
        for line in lines:
            if match := _DATE.search(line[:60]):
                return _checked(match, line)
        if broken := next(filter(_illegible, lines), ""):
            return "", f"date: cannot be read ({broken[:40]!r})"
    for line in map(str.strip, re.split("[\n\f]", head)[:_FIRST_LINES]):
        if _DATE.fullmatch(line.strip("[]() .")):
            return _first(line), ""
        if _ISO.fullmatch(line):
            return line, ""
        if _illegible(line):
            return "", f"date: cannot be read ({line[:40]!r})"
    if (bracket := _BRACKETED.search(text[:40_000])) and (date := _first(bracket[1])):
        return date, ""
    if record := re.search(r"^269 \$a ((?:19|20)\d\d(?:-\d\d){0,2})", head, re.M):
        return record[1], ""
    if year := _YEAR_ONLY.search(head):
        return year[1] or year[2], "date: only the year is printed"
    return "", "date: none is printed where documents print it"


def _illegible(line):
    """Tell a line that was a date before a scan was misread: "3 June 19k8", "~9 September 1971"."""
    return bool(re.fullmatch(rf"\W*\S{{1,2}}\s+(?:{_MONTH})\s+1\S{{1,4}}\W*", line.strip(), re.I)) and not (
        _DATE.fullmatch(line.strip())
    )


def _checked(match, line):
    """Return a date; not its day where a sign stuck to it may have been a figure: "~9 September 1971"."""
    before = line[: match.start()].rstrip("([")[-1:]
    date = _iso(match)
    if before and not before.isspace() and match.start() and line[match.start() - 1] not in " ([\t":
        return date[:7], f"date: the day cannot be read ({line[:40]!r})"
    return (date, "") if date else ("", f"date: cannot be read ({line[:40]!r})")


def _first(text):
    return next((date for match in _DATE.finditer(" ".join(text.split())) if (date := _iso(match))), "")


def _last_closing(text):
    """Return the date under the last meeting line of a resolution, where its heading gives none."""
    tail = text[-20_000:]
    found = [_first(tail[m.end() : m.end() + 40]) for m in _CLOSING.finditer(tail)]
    return next((date for date in reversed(found) if date), "")


def _iso(match):
    day, month = match["day"] or match["day2"], match["month"] or match["month2"]
    year = (match["year"] or match["year2"]).replace(" ", "")
    number = _MONTHS.get(month.lower()) or (int(month) if month.isdigit() else 0)
    if not (1 <= int(day) <= 31 and 1 <= number <= 12):
        return ""
    return f"{year}-{number:02}-{int(day):02}"
