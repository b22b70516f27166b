"""Score the segmenter against the typed paragraphs of `un-paragraphs.zip`: python -m helpers.corpus.score CORPORA.

The segmenter sees the lines of a document (prefix and text) and nothing else; types, parts, numbers and verbs of
the file are the answer key, which is itself the work of a machine and errs. Its errors are counted against the
segmenter, never imitated; `data/segmenter_disagreements.csv` says who was right in a sample.
"""

import argparse
import hashlib
import json
import re
import sys
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from helpers import symbols
from helpers.corpus.segment import segment

FIELDS = ("part", "prefix", "verb", "every part")
TARGETS = {"part": 0.99, "prefix": 0.99, "verb": 0.98, "every part": 0.99}

RULES = """\
Counted: resolutions of the Security Council, the General Assembly and ECOSOC that have types. In each, the lines that
the key calls a paragraph, preambular or operative, except (each left out for the first reason that applies):
  pieces      documents whose lines are pieces of paragraphs, as a page breaks them: the key takes each for a paragraph
  neighbour   before the title with the document's own number, or from a title with another number on
  annex       from the first annex heading on (the key knows no annexes)
  furniture   page numbers, page heads and comments, rules, document symbols, dots, lines without a letter
  note        footnotes
  organ       the line with the organ's name, which opens the text and is no paragraph
  end         meeting, date and vote
  foreign     text in another language beside the English one
prefix: the bare number, letter or bullet, compared without points and brackets. verb: where the key has one, without
regard to capitals and punctuation. part: preambular or operative, without the lines on which the key contradicts
itself or the drafting rules. They are found from the lines and the key alone, whatever the segmenter says of them:
  after       called preambular, though the key itself calls a numbered line before it, in the same section, operative:
              the preamble is over there (it calls every line without a mark preambular, and items after such a line)
  present     called preambular, though the key's own verb for it is in the present tense ("adopts"): such paragraphs
              are operative; and the marked items under it
A section begins with an organ's line, with a line that the key calls a heading, or with a section's number or letter.
every part: part again, with these lines.
"""

_ANNEX = re.compile(
    r"\W*(?:annex(?:es)?|appendix|enclosure|attachment)(?:\s+(?:[ivxlc]+|\d+|[a-z]))?\W*(?:\d*\W*|[:–—-].{,120}[^.;,])",
    re.I,
)
_TITLE = re.compile(r"_*(\d{1,4} ?\([IVXLC]+\)|\d{2,4}/\d{1,3}|\d{1,4} \(\d{4}\))\s?[A-Z]?\.\s*(?=[A-Z“]|$)")
_FURNITURE = re.compile(
    r"[\W\d_]*|\W*<!--.*-->\W*|\|.*|\W*page \d+\W*|(?:[ASE]|ST)/[\w/.()*-]+(?: \(\d{4}\))?(?:\s+page \d+)?"
    r"|(?:\d+\s+)?general assembly\s?[—–-].*session\W*\d*|/?\W*(?:\.\.\.|…)"
    r"|(?:[ivx]+\. +)?resolutions adopted (?:on the reports?|without reference|by the)\b[^.;]*",
    re.I,
)
_ORGAN = re.compile(
    r"[\W_]*The (?:(?:General|Security|Economic|Social|Human|Rights|and|Trusteeship) ?)+ ?(?:Assembly|Council)?[\W\d_]*"
)
_END = re.compile(
    r"[\W_]*(?:(?:[A-Z][a-z]+(?:[ -][a-z]+)*|\d+\w+) (?:\(\w+\) )?(?:plenary )?meeting[\W_]*(?:\d{1,2} \w+ \d{4}.*)?"
    r"|(?:on |Resolution of |Résolution du )?(?:\w+day, )?\d{1,2} \w+,? \d{4}[\W_]*|\(documents? [ASE]/[^()]*\)"
    r"|Adopted (?:unanimously|at the|by|without|as)\b.*)"
)
_NOTE = re.compile(
    r"(?:\d{1,3}/?|[¹²³⁰-⁹]+|\*)\s+(?:See|Ibid|Official Records|Resolutions? \d|Document|United Nations,|[ASE]/).*"
)
_OTHER_WORDS = re.compile(r"\b(?:les?|la|des?|du|aux?|une?|est|que|dans|pour|el|los?|las|del|por|y)\b|\b[ld][’']", re.I)
_ENGLISH = re.compile(r"\b(?:the|of|and|to|in|for|by|that|with)\b", re.I)
_PUNCTUATION = re.compile(r"[^\w’'-]+")
_SECTION = re.compile(r"(?:[IVXL]+|[A-Z])\.?(?:\s[^.;,]{,120})?")
_PRESENT = re.compile(
    r"(?:\w+ )?(?:adopts|affirms|amends|appoints|approves|authori[sz]es|calls|concurs|confirms|considers|decides"
    r"|declares|emphasi[sz]es|endorses|establishes|expresses|instructs|invites|notes|proclaims|reaffirms|recalls|recogni[sz]es"
    r"|recommends|requests|resolves|stresses|suggests|takes|urges|welcomes)\b"
)
CONTRADICTIONS = ("after", "present")


@dataclass(frozen=True, slots=True)
class Difference:
    """A place where key and segmenter differ."""

    symbol: str
    position: int
    field: str
    key: str
    ours: str


@dataclass(slots=True)
class Score:
    """Counts over documents: `compared` and `agreed` by field, `left_out` by reason."""

    documents: int = 0
    untyped: int = 0
    compared: Counter = field(default_factory=Counter)
    agreed: Counter = field(default_factory=Counter)
    left_out: Counter = field(default_factory=Counter)
    documents_with_left_out: Counter = field(default_factory=Counter)
    contradictions: Counter = field(default_factory=Counter)  # lines left out of `part` alone
    unmarked: Counter = field(default_factory=Counter)  # what the key calls paragraphs without a mark
    extra: Counter = field(default_factory=Counter)  # ours, in scope, by what the key calls them
    differences: list[Difference] = field(default_factory=list)

    def share(self, name: str) -> float:
        """Return the share of compared values that agree, from 0 to 1."""
        return self.agreed[name] / max(self.compared[name], 1)


def documents(corpora: Path) -> Iterator[tuple[str, list[dict]]]:
    """Yield symbol and lines of each resolution of the three organs in `un-paragraphs.zip`, sorted by file name."""
    with zipfile.ZipFile(corpora / "un-paragraphs.zip") as archive:
        for name in sorted(archive.namelist()):
            if re.match(r"[ASE]_RES_", name) and name.endswith(".json"):
                yield symbols.parse(name).text, json.loads(archive.read(name))


def visible(lines: list[dict]) -> list[str]:
    """Return what the segmenter may see of typed lines: prefix and text."""
    return [f"{line['prefix']} {line['text']}" if line.get("prefix") else line["text"] for line in lines]


def typed(line: dict) -> bool:
    """Tell whether the key calls a line a preambular or operative paragraph."""
    return line["type"] == "paragraph" and line.get("paragraph_type") in ("preambular", "operative")


def scope(symbol: str, lines: list[str]) -> list[str]:
    """Return for each line the reason to leave it out, "" for none. Looks at the lines only."""
    lines = [" ".join(line.split()) for line in lines]
    own = re.sub(r"^[A-Z]+/RES/|\s(?=\()|\s[A-Z](?:-[A-Z])?$", "", symbol)
    titles = [(i, found[1].replace(" ", "")) for i, line in enumerate(lines) if (found := _TITLE.match(line))]
    start = next((i for i, number in titles if number == own), 0)
    stop = next((i for i, number in titles if i > start and number != own), len(lines)) if start else len(lines)
    annex = next((i for i in range(start + 1, stop) if _ANNEX.fullmatch(lines[i])), len(lines))
    other = sum(_foreign(line) for line in lines) > 3
    long = [line for line in lines[start:stop] if len(line) > 40]
    if sum(line[-1] not in ".,;:" for line in long) > 0.6 * len(long):
        return ["pieces"] * len(lines)
    reasons = []
    for i, line in enumerate(lines):
        if not start <= i < stop:
            reasons.append("neighbour")
        elif i >= annex:
            reasons.append("annex")
        elif _FURNITURE.fullmatch(line):
            reasons.append("furniture")
        elif _NOTE.fullmatch(line):
            reasons.append("note")
        elif _ORGAN.fullmatch(line):
            reasons.append("organ")
        elif _END.fullmatch(line):
            reasons.append("end")
        else:
            reasons.append("foreign" if other and _foreign(line) else "")
    return reasons


def contradictions(lines: list[dict], reasons: list[str]) -> list[str]:
    """Return for each line "after" or "present" where the key contradicts itself, "" elsewhere (see `RULES`).

    Parameters
    ----------
    lines
        The typed lines of one document.
    reasons
        Why a line is not counted anyway, "" where it is counted (`scope`). Such lines say nothing about the others.
    """
    found, operative, present = [], False, False
    for line, reason in zip(lines, reasons, strict=True):
        text = " ".join(line["text"].split())
        if line["type"] == "heading" or _ORGAN.fullmatch(text) or (not line.get("prefix") and _SECTION.fullmatch(text)):
            operative = present = False
        if reason or not typed(line):
            found.append("")
            continue
        mark = fold_mark(line.get("prefix"))
        preambular = line["paragraph_type"] == "preambular"
        operative = operative or (not preambular and mark.isdecimal())
        if not mark:
            present = bool(_PRESENT.match(fold(line.get("action_verb"))))
        found.append("after" if preambular and operative else "present" if preambular and present else "")
    return found


def _foreign(line: str) -> bool:
    return len(_OTHER_WORDS.findall(line)) > max(1, len(_ENGLISH.findall(line)))


def fold(value: str | None) -> str:
    """Return a value of the key, or ours, as it is compared: "(B)." gives "b", "Reaffirming," gives "reaffirming"."""
    return _PUNCTUATION.sub(" ", (value or "").replace("_", " ")).strip().lower()


def fold_mark(value: str | None) -> str:
    """Return a number, letter or bullet as it is compared: "12." and "(b)\\t" give "12" and "b"."""
    text = re.sub(r"[\s.()\u200e\u200d“”\"]", "", value or "").lower()
    return "•" if text in "•·●▪◦○\uf0b7\uf0a7–—-*" and text else text


def compare(symbol: str, lines: list[dict], score: Score, everything: bool = False) -> None:
    """Segment one document and add its counts to `score`; `everything` leaves nothing out."""
    seen = visible(lines)
    at = {}
    for paragraph in segment(seen, symbol):
        for place in paragraph.lines:
            at[place] = paragraph
    reasons = [""] * len(lines) if everything else scope(symbol, seen)
    left_out = Counter(reason for line, reason in zip(lines, reasons, strict=True) if reason and typed(line))
    score.documents += 1
    score.left_out.update(left_out)
    score.documents_with_left_out.update(set(left_out))
    against = [""] * len(lines) if everything else contradictions(lines, reasons)
    for i, (line, reason) in enumerate(zip(lines, reasons, strict=True)):
        ours = at.get(i)
        first = ours is not None and ours.lines[0] == i
        if not typed(line) and not reason and first and ours.part in ("preambular", "operative"):
            score.extra[line["type"]] += 1
        if not typed(line) or reason:
            continue
        pairs = {
            "every part": (line["paragraph_type"], ours.part if ours else "nothing"),
            "prefix": (fold_mark(line.get("prefix")), fold_mark(ours.mark if first else "")),
            "verb": (fold(line.get("action_verb")), fold(ours.verb if first else "")),
        }
        score.unmarked[line["paragraph_type"]] += not pairs["prefix"][0]
        if against[i]:
            score.contradictions[against[i]] += 1
        else:
            pairs["part"] = pairs["every part"]
        for name, (key, value) in pairs.items():
            if name == "verb" and not key:
                continue
            score.compared[name] += 1
            score.agreed[name] += key == value
            if key != value and name != "part":  # every part holds those of part
                score.differences.append(Difference(symbol, i, name.removeprefix("every "), key, value))


def measure(corpora: Path, half: int | None = None, everything: bool = False) -> Score:
    """Score all documents.

    Parameters
    ----------
    corpora
        Folder with `un-paragraphs.zip`.
    half
        0 for the half of the documents that was looked at while the rules were written, 1 for the other one
        (drawn by a checksum of the symbol), None for both. At its first measurement the other half reached 98.56 %
        (part), 99.92 % (prefix) and 99.36 % (verb); its differences were read afterwards.
    everything
        Count every typed paragraph, annexes, furniture and neighbours too.
    """
    score = Score()
    for symbol, lines in documents(corpora):
        if half is not None and zlib.crc32(symbol.replace(" (", "(").replace(" ", "/").encode()) % 2 != half:
            continue
        if any(typed(line) for line in lines):
            compare(symbol, lines, score, everything)
        else:
            score.untyped += 1
    return score


def draw(differences: list[Difference], count: int = 100, seed: str = "71/19") -> list[Difference]:
    """Draw differences for reading, in the order of their symbols.

    Each has its place in the draw by a checksum of its own, so that a better segmenter changes few of those drawn.
    """

    def place(d: Difference) -> str:
        return hashlib.sha256(f"{seed} {d.symbol} {d.position} {d.field}".encode()).hexdigest()

    drawn = sorted(differences, key=place)[:count]
    return sorted(drawn, key=lambda d: (symbols.sort_key(d.symbol), d.position, d.field))


def report(score: Score, name: str) -> str:
    """Return the figures of a score as lines of text."""
    lines = [f"{name}: {score.documents:,} documents"]
    for key in FIELDS:
        reached = f"target {TARGETS[key]:.0%} {'reached' if score.share(key) >= TARGETS[key] else 'missed'}"
        lines.append(f"  {key:11s}{score.share(key):8.2%}  {score.agreed[key]:,} of {score.compared[key]:,}  {reached}")
    return "\n".join(lines)


def main(arguments: list[str] | None = None) -> int:
    """Print the rules and the figures."""
    parser = argparse.ArgumentParser(prog="python -m helpers.corpus.score", description="Score the segmenter.")
    parser.add_argument("corpora", type=Path, metavar="CORPORA", help="folder with un-paragraphs.zip")
    options = parser.parse_args(arguments)
    if not (options.corpora / "un-paragraphs.zip").is_file():
        print(f"{options.corpora}: found no un-paragraphs.zip, expected the folder of the corpora", file=sys.stderr)
        return 1
    whole = measure(options.corpora)
    print(RULES)
    print(f"Left out: {whole.untyped} documents without types, and of the paragraphs in the others")
    for reason, count in whole.left_out.most_common():
        print(f"  {reason:10s}{count:7,} in {whole.documents_with_left_out[reason]:,} documents")
    print("Left out of part alone, because the key contradicts itself")
    for reason in CONTRADICTIONS:
        print(f"  {reason:10s}{whole.contradictions[reason]:7,}")
    print()
    print(report(whole, "All that is counted"))
    print(
        report(
            measure(options.corpora, half=1),
            "Of these, the half that was not looked at before the rules were first measured on it",
        )
    )
    print(report(measure(options.corpora, everything=True), "Raw, nothing left out"))
    calls = ", ".join(f"{count:,} {part}" for part, count in whole.unmarked.items() if count)
    print(f"What the key calls paragraphs without a mark: {calls}")
    listed = ", ".join(f"{count:,} {kind}" for kind, count in whole.extra.most_common())
    print(f"Paragraphs of ours, within what is counted, that the key calls otherwise: {listed}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
