"""UN document symbols: read many spellings, write one, sort, link.

One spelling for each document: `S/RES/1267 (1999)`, `A/RES/71/19`, `A/RES/48/218 B`, `A/RES/217 (III)`,
`A/RES/S-20/4`, `A/RES/997 (ES-I)`, `E/RES/2019/23`, `E/RES/1818 (LV)`, `S/PRST/2015/3`, `S/PV.7272`,
`S/PV.6233 (Resumption 1)`, `A/71/PV.48`, `A/C.3/80/L.14/Rev.1`, `S/2014/688`.
"""

import functools
import re
from dataclasses import dataclass
from urllib.parse import quote

from helpers.errors import ReportedError

UNDOCS = "https://undocs.org/"
EXPECTED = (
    "a UN document symbol such as S/RES/1267 (1999), A/RES/71/19, A/RES/217 (III), A/RES/S-20/4, "
    "E/RES/2019/23, S/PV.7272, A/71/PV.48 or A/71/L.17"
)
BODIES = {"S": "Security Council", "A": "General Assembly", "E": "Economic and Social Council"}

_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_PART = r"(?:\s*\[?(?P<part>[A-Z]+(?:-[A-Z]+)?)\]?)?"  # one resolution in several parts: 48/218 B, 71/101 A-B
_OLD = r"\(\s*(?P<old>(?:E?S-)?(?:[IVXLC]+|\d+))\s*\)"  # sessions in Roman figures, until 1975 (Council: 1977)
_RESUMED = r"(?:\s*\(\s*Resumption\s*(?P<resumed>\d+)\s*\))?"

# (kind, pattern over the tidied spelling, the one spelling)
_FORMS = (
    ("resolution", r"S/RES/0*(?P<number>\d+)[ /_]*\(?(?P<year>(?:19|20)\d\d)\)?", "S/RES/{number} ({year})"),
    ("resolution", rf"(?P<body>[AE])/RES/0*(?P<number>\d+)[ /]*{_OLD}{_PART}", "{body}/RES/{number} ({old}){part}"),
    ("resolution", rf"E/RES/(?P<year>(?:19|20)\d\d)/0*(?P<number>\d+){_PART}", "E/RES/{year}/{number}{part}"),
    ("resolution", rf"A/RES/(?P<session>(?:E?S-)?\d+)/0*(?P<number>\d+){_PART}", "A/RES/{session}/{number}{part}"),
    ("statement", r"S/PRST/(?P<year>(?:19|20)\d\d)/0*(?P<number>\d+)", "S/PRST/{year}/{number}"),
    ("meeting", rf"(?P<body>[SA])/PV\.? ?0*(?P<number>\d+){_RESUMED}", "{body}/PV.{number}{resumed}"),
    ("meeting", r"E/SR\.? ?0*(?P<number>\d+)", "E/SR.{number}"),
    (
        "meeting",
        rf"A/(?:C\.(?P<committee>\d)/)?(?P<session>(?:E?S-)?\d+)/(?P<record>PV|SR)\.? ?0*(?P<number>\d+){_RESUMED}",
        "A/{committee}{session}/{record}.{number}{resumed}",
    ),
    ("meeting", r"E/(?P<year>(?:19|20)\d\d)/SR\.? ?0*(?P<number>\d+)", "E/{year}/SR.{number}"),
    (  # the fascicles of the programme budget: A/80/6 (Sect. 29)
        "document",
        r"A/(?P<rest>\d+/6)[ /]*\(?(?P<fascicle>INCOME ?SECT\. ?\d+|SECT\. ?\d+|PLAN ?OUTLINE)\)?"
        r"(?P<after>/(?:Add|Rev|Corr)\.\d+)?",
        "A/{rest}{fascicle}{after}",
    ),
    (  # everything else: reports, letters, drafts; L. marks a draft
        "document",
        r"(?P<body>[SAE])/(?P<rest>(?!RES\b|PRST\b|PV\b)[A-Z0-9][A-Z0-9.\-]*(?:/[A-Z0-9][A-Za-z0-9.\-]*)*)",
        "{body}/{rest}",
    ),
)
_COMPILED = tuple((kind, re.compile(pattern), spelling) for kind, pattern, spelling in _FORMS)
_FILE_TAIL = re.compile(r"(?:_EN_GOLD|[._\-](?:EN|FR|ES|RU|AR|ZH))?(?:\.(?:TXT|JSON|PDF|DOCX?|HTML?|XML|PNG))?$", re.I)


class SymbolError(ReportedError, ValueError):
    """Text that is not the symbol of a UN document."""

    def __init__(self, text):
        super().__init__(f"found {text!r}, expected {EXPECTED}")


@dataclass(frozen=True)
class Symbol:
    """A UN document symbol, taken apart.

    `text` is the one spelling. `kind` is resolution, statement, meeting, draft or document. `session` is
    the session of the General Assembly in Arabic figures ("3", "71", "S-20", "ES-10"), empty for the
    Councils. `year` is None where the symbol does not tell it.
    """

    text: str
    kind: str
    body: str
    number: int | None
    year: int | None
    session: str
    part: str

    def __str__(self):
        return self.text


@functools.lru_cache(maxsize=1 << 16)
def parse(text: str) -> Symbol:
    """Take a symbol apart, whatever its spelling or the file name that carries it.

    Parameters
    ----------
    text
        `S/RES/1267(1999)`, `s/res/1267 (1999)`, `S-RES-1267(1999).txt`, `A_RES_71_19.json`,
        `S_RES_0013_1946_EN_GOLD.txt`, `A/RES/217(III)`, `A/71/L.17`, …

    Raises
    ------
    SymbolError
        If it is no symbol of the three principal organs; the message says what was found and expected.
    """
    tidy = _tidy(str(text))
    for kind, pattern, spelling in _COMPILED:
        if match := pattern.fullmatch(tidy):
            return _symbol(kind, match.groupdict(), spelling)
    raise SymbolError(text)


def normalise(text: str) -> str:
    """Return the one spelling of a symbol: `S-RES-1267(1999).txt` becomes `S/RES/1267 (1999)`."""
    return parse(text).text


def sort_key(text: str) -> tuple:
    """Return a key that sorts symbols as a reader expects: by organ, kind, session or year, number, part."""
    symbol = parse(text)
    special, session = _session_order(symbol.session)
    order = (symbol.body, symbol.kind, special, session)
    if symbol.kind in ("resolution", "statement", "meeting"):
        yearly = symbol.year or 0 if symbol.body == "E" or symbol.kind == "statement" else 0
        return (*order, yearly, symbol.number or 0, symbol.part, symbol.text)
    return (*order, 0, 0, "", "".join(f"{int(d):09d}" if d.isdigit() else d for d in re.split(r"(\d+)", symbol.text)))


def link(text: str, language: str = "en") -> str:
    """Return the address of a document in the UN's Official Document System, in one of its six languages."""
    symbol = normalise(text).replace(" (Resumption ", "(Resumption").replace(" ", "")
    return f"{UNDOCS}{language}/{quote(symbol, safe='/()-.')}"


def _tidy(text):
    """Undo what file systems and hurried writers do to a symbol."""
    text = _FILE_TAIL.sub("", " ".join(text.replace("\xa0", " ").replace("–", "-").split()))
    if re.match(r"[SAE]_", text, re.I):
        text = text.replace("_", "/")
    text = re.sub(r"^([SAE])-(RES|PRST)-", r"\1/\2/", text, flags=re.I)
    text = re.sub(r"^(A/RES/(?:E?S-)?\d+)-(?=\d)", r"\1/", text, flags=re.I)
    text = re.sub(r"^(E/RES/\d{4})-(?=\d)", r"\1/", text, flags=re.I)
    text = re.sub(r"\s*/+\s*", "/", text)
    text = re.sub(r"/(?=[([])", " ", text)  # A_RES_118_(II)
    text = re.sub(r"/(?=[A-Z](?:-[A-Z])?$)", " ", text)  # A_RES_48_218_B
    upper = re.sub(r"RESUMPTION", "Resumption", text.upper())
    return re.sub(r"\b(ADD|REV|CORR|AMEND)\b", lambda m: m[0].capitalize(), upper)


def _symbol(kind, found, spelling):
    body = found.get("body") or spelling[0]
    old = found.get("old")
    session = found.get("session") or (_arabic(old) if old and body == "A" else "")
    session = session or _session_in(body, found.get("rest") or "")
    parts = {key: found.get(key) or "" for key in ("number", "year", "old", "session", "record", "rest")}
    parts |= {"body": body, "part": f" {found['part']}" if found.get("part") else ""}
    parts |= {"committee": f"C.{found['committee']}/" if found.get("committee") else ""}
    parts |= {"fascicle": _fascicle(found.get("fascicle") or ""), "after": found.get("after") or ""}
    parts |= {"resumed": f" (Resumption {int(found['resumed'])})" if found.get("resumed") else ""}
    if kind == "document" and re.search(r"/L\.\d", f"/{parts['rest']}"):
        kind = "draft"
    return Symbol(
        text=spelling.format(**parts),
        kind=kind,
        body=body,
        number=int(found["number"]) if found.get("number") else None,
        year=int(found["year"]) if found.get("year") else _year_in(found.get("rest") or ""),
        session=session,
        part=found.get("part") or found.get("resumed") or "",
    )


def _fascicle(text):
    """Write the name of a budget fascicle as its cover does: ` (Income sect. 1)`, ` (Plan outline)`."""
    words = re.sub(r"(?<=[A-Z.])(?=OUTLINE|SECT|\d)", " ", text).split()
    return f" ({' '.join(words).capitalize()})" if words else ""


def _arabic(roman):
    """Turn `III` into "3" and `ES-II` into "ES-2"."""
    special, _, figures = roman.rpartition("-")
    if figures.isdigit():  # the first special sessions: 104 (S-1)
        return roman
    values = [_ROMAN[letter] for letter in figures]
    total = sum(-v if v < max(values[i:], default=0) else v for i, v in enumerate(values))
    return f"{special}-{total}" if special else str(total)


def _session_in(body, rest):
    """Find the Assembly's session in the symbol of a report or draft: `71/L.17`, `C.3/80/L.14`."""
    match = re.match(r"(?:C\.\d/)?((?:E?S-)?\d{1,2})/", rest)
    return match[1] if body == "A" and match else ""


def _year_in(rest):
    match = re.match(r"((?:19|20)\d\d)/", rest)
    return int(match[1]) if match else None


def _session_order(session):
    """Order regular sessions, then special ones, then emergency ones."""
    special, _, number = session.rpartition("-")
    return ("", "S", "ES").index(special), int(number or 0)


_IN_TEXT = re.compile(
    r"\bS/RES/\d{1,4} \((?:19|20)\d\d\)|\b[AE]/RES/(?:E?S-)?\d+/\d+(?: [A-Z])?\b|\b[AE]/RES/\d+ \([A-Z-]+\)|"
    r"\bS/PRST/\d{4}/\d+|\bS/PV\.\d+|\bA/(?:C\.\d/)?\d+/(?:PV\.|SR\.|L\.)?\d+\b"
)


def link_all(text: str) -> str:
    """Turn each symbol in a text into an HTML link to the document; the rest stays as it is."""
    return _IN_TEXT.sub(lambda found: f'<a href="{link(found[0])}" class="symbol">{found[0]}</a>', text)
