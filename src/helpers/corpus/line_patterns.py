"""What the lines of United Nations resolutions look like: numbers, organs, headings, page furniture.

Patterns are matched at the beginning of a line whose spaces are single. The sets hold the first characters that a
pattern can begin with: looking at them first spares most lines the pattern.
"""

import re

_LEAD = r"[“”\"'‘’«„_*\[\s\u200e\u200f\u200d\ufeff]*"
_BODY = r"(?:Assembly|Council|Committee|Commission|Conference|Board|Congress|Meeting|Parties|Programme|Forum)"
_ORGAN_NAME = (
    rf"The (?:[A-Z][\w’'-]*,? |(?:of|and|on|for|the|to|in) )*?{_BODY}(?: (?:of|on|for|and|to|in|the|[A-Z][\w’'-]*))*"
)
ORGAN = re.compile(rf"{_LEAD}{_ORGAN_NAME}\s?[,.:]?[\s_*]*(?:\d+/?)?$|(?:Security Council|General Assembly),$")
SUBJECT = re.compile(rf"{_LEAD}{_ORGAN_NAME}:?,? (?=[a-zA-Z])")

NUMBER = re.compile(rf"{_LEAD}(\d{{1,3}})(?:\s?\(([a-z])\))?\s?\.(?![\d/])[\u200e\u200d\s]*")
NUMBER_BARE = re.compile(r"(\d{1,3}),? (?=[A-Z])")
NUMBER_TORN = re.compile(r"(?!\d+\. )([lIitZzOo?!|\d]{1,2})[.,] (?=[A-Z])")
HEADING_AND_NUMBER = re.compile(r"[A-Z][A-Za-z ,–-]{2,80} (?=(\d{1,3})\. [A-Z])")
RUN_ON_NUMBER = re.compile(r"[,;:.] (?=(\d{1,3})\. [A-Z])")
RUN_ON_OPENING = re.compile(r"[,;:] (?=(?:\d{1,3}\. )?[A-Z][a-z]+ [a-z(A-Z0-9])")
OUTLINE = re.compile(r"(\d{1,2}(?:\.(?:\d{1,2}|[a-z]))+)\.?\s+(?=\S)")
LETTER = re.compile(rf"{_LEAD}\(\s?([a-z]{{1,2}}|[ivxlc]+|[A-Z]|[IVX]+|\d{{1,2}})\s?\)[.\s]*(?=\S)")
LETTER_OPEN = re.compile(rf"{_LEAD}([a-z]|[ivx]+)[.)]\s+(?=\S)")
BULLET = re.compile(r"\s*([•·●▪◦○\uf0b7\uf0a7–—-]|\*(?=\s))\.?\s*(?=[\w“\"(])")
SECTION = re.compile(r"(?:=+ ?)?(?:Part |Section |PART |SECTION )?([A-Z]|[IVXL]+)\.?(?: ?=+)?$")
SECTION_TITLE = re.compile(r"([A-Z]|[IVXL]+)\.?\s+(?=[A-Z])")
ANNEX = re.compile(
    r"\[?(Annex(?:es)?|ANNEX(?:ES)?|Appendix|APPENDIX|Enclosure|ENCLOSURE|Attachment)"
    r"(?:\s+([IVXLC]+|\d{1,2}|[A-Z]))?(?:\s*[\d*]{0,3}/?\]?$|\s*[:.–—-]\s*[A-Z“(][^.;]*$)"
)
CLOSING = re.compile(
    r"_*(?:\d+(?:st|nd|rd|th)|[A-Z][a-z]+(?:[ -][a-z]+){0,6})\s+(?:\([\w ]+\) )?"
    r"(?:plenary )?meeting[.,]?_*(?: ?\(.*\))?"
    r"(?:\s+\d{1,2} \w+ \d{4}.*)?$|At its \d+\w+ (?:plenary )?meeting, on [\w ]+$"
    r"|Adopted (?:unanimously|without|by (?:\d|consensus|acclamation)|at the \d|as a whole)"
)
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
DATE = re.compile(rf"_*\(?(?:\w+day, )?\d{{1,2}} (?:{MONTHS}),? \d{{4}}\)?\.?_*$")
DAY = re.compile(rf"{_LEAD}\d{{1,2}}\.? (?:{MONTHS})")
RESOLUTION = re.compile(r"\d{1,4} \((?:19|20)\d\d\) ?[,a-z]")
BEFORE_DAY = re.compile(r"\b(?:of|on|from|to|until|dated|and|the|than|by|in|since|before|after)$")
TITLE_NUMBER = re.compile(
    r"_*(?:Resolution )?(\d{1,4} ?\([IVXLC]+\)|\d{2,4}/\d{1,3}|\d{1,4} \(\d{4}\))\s?[A-Z]?\.\s*(?=[A-Z“]|Resolution|$)"
)

PAGE_START = re.compile(
    r"(?:[AES]|ST|UNEP|HSP)/(?=[\w/.-]*\d)[\w/.()*-]+(?: \(\d{4}\))?\*{0,3}(?: +Page \d+)?$"
    r"|<!-- Page \d+ -->$|[Pp]age \d{1,3}$"
    r"|(?:\d{1,3}\s+)?General Assembly ?[—–-].*[Ss]ession(?:\s+\d{1,3})?$"
)
SYMBOL_FIRST = re.compile(r"(?:[AES]|ST)/(?=[\w/.-]*\d)[\w/.()*-]+(?: \(\d{4}\))?\*{0,3}\s+(?=[A-Z])")
SYMBOL_END = re.compile(r"\s*\b(?:[AES]|ST)/(?=[\w/.-]*\d)[\w/.()*-]+(?: \(\d{4}\))?\*{0,3}$")
FURNITURE = re.compile(
    r"\d{1,3}(?:/\d{1,3})?\s+\d{2}-\d{5}\*?$|"
    r"\d{1,3}(?:/\d{1,3})?$|[-–—] ?\d{1,3} ?[-–—]$"
    r"|\d{2}-\d{5}\*?(?: ?\([A-Z]\)?)?\*{0,2}(?:\s+\*?\d{6,7}\*?)?(?:\s+\d{1,3}(?:/\d{1,3})?)?[\s`]*$"
    r"|\d{6}$|\*\d{5,}\w?\*$|\([A-Z]\)(?:\s+\d+)?$|\*[\dA-Z]{6,}\*$"
    r"|/?(?:\.\.\.|…)$|Please recycle\W*$|[\s*]+$|\[\s*(?:cont|Cont).*\]$|\(continued\)$"
    r"|(?:[IVX]+\. +)?Resolutions adopted (?:by|on|without)\b[^.;]*$|Official Records\b[^.;]*$"
)
RULE = re.compile(r"(?:Footnotes?:?|NOTES|Notes|_{3,}|-{3,}|—{3,}|[–=]{5,})$")
RULED_NOTE = re.compile(r"_{5,}\s+(?=[*†\d]\s?\S)")
NOTE = re.compile(
    r"(?:\(?\d{1,3}\)?[./]?|\*{1,3}|[a-z]/)\s*"
    r"(?:See\b|Ibid|Official Records|Resolutions? \d|United Nations, Treaty|Documents? [AES]/|[AES]/\w|Report of\b"
    r"|League of Nations|Supplement|For the (?:text|report)|Reissued|Decision \d|International Legal)"
    r"|(?:\d{1,3}/|[¹²³⁰-⁹]+)\s*\S"
)
# what a footnote begins with; other lines below the rule go on with the one before
NOTE_OPENS = re.compile(r"(?:\(?\d{1,3}\)?[./]?|[a-z]/)\s+\S|[*†¹²³⁰-⁹]|Ibid")

NAME = re.compile(  # of what follows: "Urgent temporary measures:"
    r"(?!.*\b(?:shall|is|are|will|be|has|have|should|may|that|following|follows|to)\b)[A-Z][^.;,:]{2,60}:$"
)
ENDED = re.compile(r"[,;:.?!][\s\"”’')\]_*\d]*(?:and|or|and/or)?$")  # of a preambular paragraph
ENDED_FIRMLY = re.compile(r"[;:.?!][\s\"”’')\]_*\d]*(?:and|or|and/or)?,?$|, (?:and|or)$")  # of an operative one
TERMINAL = re.compile(r"[,;:.][\s\"”’')\]_*\d]*(?:and|or|and/or)?$")

TITLE_FIRST = frozenset("0123456789_R")
PAGE_FIRST = frozenset("ASEUHP<0123456789\f")
ORGAN_INSIDE = re.compile(r"\bThe (?:Security Council|General Assembly|Economic and Social Council),\s+[\"“]?(?=[A-Z])")
ORGAN_FIRST = frozenset("TSG“\"‘'«„_*[L")
MARK_FIRST = frozenset("0123456789([“\"‘'«„_*•·●▪◦○\uf0b7\uf0a7–—-\u200e\u200f\u200d")
FURNITURE_FIRST = frozenset("0123456789-–—*(/.…P[IRO")
ANNEX_FIRST = frozenset(["Ann", "ANN", "App", "APP", "Enc", "ENC", "Att", "[An", "[AN"])
QUOTES = frozenset('“"«„‘')
BODY_STATES = frozenset(["preambular", "operative"])
FOREIGN_ORGAN = re.compile(
    r"_?(?:L[’']Assemblée générale|Le Conseil (?:économique|de sécurité)|La Asamblea|El Consejo)"
)
FOREIGN = re.compile(r"\b(?:les?|la|des?|du|aux?|une?|est|que|dans|pour|los?|las|del|por)\b|\b[ld][’']", re.IGNORECASE)
ENGLISH = re.compile(r"\b(?:the|of|and|to|in|for|by|that)\b")


def readings(mark: str) -> dict[str, int]:
    """Return what a mark can be read as: "i" is the ninth letter and the first roman figure."""
    if not mark.isalnum():
        return {"bullet": 1}
    if mark.isdecimal():
        return {"figure": int(mark)}
    readings = {}
    if len(mark) == 1 or mark[0] == mark[1]:
        case = "letter" if mark.islower() else "capital"
        readings[case] = ord(mark[0].lower()) - 96 + 26 * (len(mark) - 1)
    if (value := _roman(mark.lower())) and not (len(mark) == 2 and mark[0] == mark[1] and mark.lower() != "ii"):
        readings["roman" if mark.islower() else "Roman"] = value
    return readings or {"letter": ord(mark[0].lower()) - 96}


def _roman(figure: str) -> int:
    values = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
    if any(letter not in values for letter in figure):
        return 0
    numbers = [values[letter] for letter in figure]
    return sum(-n if n < max(numbers[k:]) else n for k, n in enumerate(numbers))
